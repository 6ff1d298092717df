/*
 * How the work of an evaluation grows with a case: sixteen times the entries of a kind take little
 * more than sixteen times the steps, whatever the order in which they come. Steps are counted by
 * the library (max_work), so this is the same on every machine and no clock is asked.
 */
#include "support.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { FEW = 150, TIMES = 16, DAYS = 40 };

static reunify_profile *profile;
static reunify_error *error;

/* Cases --------------------------------------------------------------------------------------- */

typedef struct {
    const char *list;   /* the member that grows */
    const char *entry;  /* %zu: the number, %s: a day */
    const char *people; /* the same number of people, NULL */
    bool descending;
} kind;

static const kind kinds[] = {
    {"records", "{\"id\":\"r%zu\",\"type\":\"direct_work_child\",\"date\":\"%s\"}", NULL, false},
    {"records", "{\"id\":\"r%zu\",\"date\":\"%s\"}", NULL, false},
    {"records", "{\"id\":\"r%zu\",\"type\":\"care_plan\",\"x_day\":\"%s\"}", NULL, false},
    {"records",
     "{\"id\":\"r%1$zu\",\"type\":\"police_check\",\"date\":\"%2$s\",\"about\":\"p%1$zu\","
     "\"outcome\":\"completed\"}",
     "{\"id\":\"p%zu\",\"relation\":\"extended_family\",\"household\":true,"
     "\"date_of_birth\":\"1980-01-01\"}",
     false},
    {"assessments",
     "{\"id\":\"a%zu\",\"date\":\"%s\",\"findings\":{\"risk_factors\":\"addressed\"}}", NULL,
     false},
    {"family_time", "{\"x_n\":%zu,\"from\":\"%s\",\"times_a_week\":1,\"hours\":2}", NULL, false},
    {"goals", "{\"id\":\"g%zu\",\"due\":\"%s\"}", NULL, false},
    {"people",
     "{\"id\":\"p%zu\",\"relation\":\"extended_family\",\"household\":true,"
     "\"x_day\":\"%s\"}",
     NULL, true},
    {"return_to", "{\"person\":\"p%zu\",\"x_day\":\"%s\"}",
     "{\"id\":\"p%zu\",\"relation\":\"parent\"}", false},
    {"legal_statuses", "{\"x_n\":%zu,\"code\":\"care_order\",\"from\":\"%s\"}", NULL, false},
    {"care_periods", "{\"x_n\":%zu,\"from\":\"%s\",\"to\":\"2024-03-01\"}", NULL, false},
    {"placements", "{\"x_n\":%zu,\"type\":\"with_parents\",\"from\":\"%s\"}", NULL, false},
    {"returns", "{\"x_n\":%zu,\"date\":\"%s\"}", NULL, false},
    {"destination", "{\"x_n\":%zu,\"value\":\"parents\",\"from\":\"%s\"}", NULL, false},
};

typedef struct {
    char *data;
    size_t length, capacity;
} growing;

static void add(growing *g, const char *format, ...)
{
    va_list values;
    enum { LINE = 400 };
    if (g->length + LINE > g->capacity) {
        g->capacity = 2 * g->capacity + LINE;
        g->data = realloc(g->data, g->capacity);
        assert_non_null(g->data);
    }
    va_start(values, format);
    g->length += (size_t)vsnprintf(g->data + g->length, LINE, format, values);
    va_end(values);
}

static void add_list(growing *g, const char *name, const char *entry, size_t count, bool descending)
{
    add(g, ",\"%s\":[", name);
    for (size_t i = 0; i < count; i++) {
        char day[11];
        const size_t number = 100000 + (descending ? count - 1 - i : i);
        assert_int_equal(
            reunify_date_format(date_of("2024-01-01") + (reunify_date)(i % DAYS), day, sizeof day),
            REUNIFY_OK);
        add(g, i ? "," : "");
        add(g, entry, number, day);
    }
    add(g, "]");
}

/* A history of care, but for the list that grows. */
static void add_history(growing *g, const char *grows)
{
    static const char *const lists[][2] = {
        {"legal_statuses", "[{\"code\":\"care_order\",\"from\":\"2023-01-01\"}]"},
        {"care_periods", "[{\"from\":\"2023-01-01\"}]"},
        {"returns", "[{\"date\":\"2024-02-01\"}]"}};
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
        if (strcmp(lists[i][0], grows) != 0)
            add(g, ",\"%s\":%s", lists[i][0], lists[i][1]);
}

static reunify_case *make(const kind *k, size_t count)
{
    growing g = {NULL, 0, 0};
    add(&g,
        "{\"schema\":\"reunify/case/1\",\"id\":\"c\",\"child\":{\"date_of_birth\":\"2015-05-05\"}");
    add_history(&g, k->list);
    if (k->people)
        add_list(&g, "people", k->people, count, true);
    /* an attribute, which is the one list that lies in an object */
    const bool attribute = !strcmp(k->list, "destination");
    if (attribute)
        add(&g, ",\"attributes\":{\"x_first\":0");
    add_list(&g, k->list, k->entry, count, k->descending);
    add(&g, attribute ? "}}" : "}");
    reunify_case *record = NULL;
    if (reunify_case_from_json(NULL, g.data, g.length, 0, &record, error))
        fail_msg("%s: %s", k->list, reunify_error_message(error, 0));
    free(g.data);
    return record;
}

/* Steps --------------------------------------------------------------------------------------- */

static bool is_enough(const reunify_case *record, uint64_t steps)
{
    const reunify_context_options o = {.size = sizeof o, .max_work = steps};
    reunify_context *context;
    reunify_evaluator *evaluator;
    reunify_evaluation *made;
    assert_int_equal(reunify_context_new(&o, &context), REUNIFY_OK);
    assert_int_equal(reunify_evaluator_new(context, &evaluator, error), REUNIFY_OK);
    const reunify_status status =
        reunify_evaluate(evaluator, profile, record, date_of("2025-06-01"), NULL, &made, error);
    assert_true(status == REUNIFY_OK || status == REUNIFY_LIMIT);
    reunify_evaluation_unref(made);
    reunify_evaluator_free(evaluator);
    reunify_context_unref(context);
    return status == REUNIFY_OK;
}

/* Within a sixteenth of what is needed. */
static uint64_t steps_of(const reunify_case *record)
{
    uint64_t high = 1000;
    while (!is_enough(record, high))
        high *= 2;
    for (uint64_t step = high / 4; step > high / 32; step /= 2)
        if (is_enough(record, high - step))
            high -= step;
    return high;
}

static void test_growth(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        reunify_case *few = make(&kinds[i], FEW), *many = make(&kinds[i], (size_t)FEW * TIMES);
        const uint64_t steps = steps_of(few);
        print_message("%s: %" PRIu64 " steps for %d\n", kinds[i].list, steps, FEW);
        if (!is_enough(many, steps * TIMES * 3 / 2))
            fail_msg("%s (kind %zu): %d entries take more than %d times the steps of %d",
                     kinds[i].list, i, FEW * TIMES, TIMES * 3 / 2, FEW);
        reunify_case_free(few);
        reunify_case_free(many);
    }
}

/*
 * A history of care that changes on very many days is looked at on each of them: that is bounded
 * by the work that a context allows, and what it takes to look is counted.
 */
static void test_many_days(void **state)
{
    (void)state;
    enum { PERIODS = 1000, STEPS = PERIODS * PERIODS };
    growing g = {NULL, 0, 0};
    add(&g,
        "{\"schema\":\"reunify/case/1\",\"id\":\"c\",\"child\":{\"date_of_birth\":\"2015-05-05\","
        "\"siblings\":true},\"people\":[{\"id\":\"m\",\"relation\":\"parent\",\"household\":true,"
        "\"date_of_birth\":\"1990-01-01\"}],\"care_periods\":[");
    for (size_t i = 0; i < PERIODS; i++) {
        char from[11], to[11];
        const reunify_date day = date_of("2015-06-01") + (reunify_date)(3 * i);
        assert_int_equal(reunify_date_format(day, from, sizeof from), REUNIFY_OK);
        assert_int_equal(reunify_date_format(day + 2, to, sizeof to), REUNIFY_OK);
        add(&g, "%s{\"from\":\"%s\",\"to\":\"%s\"}", i ? "," : "", from, to);
    }
    add(&g, "]");
    add_history(&g, "care_periods");
    add(&g, "}");
    reunify_case *record = NULL;
    assert_int_equal(reunify_case_from_json(NULL, g.data, g.length, 0, &record, error), REUNIFY_OK);
    assert_false(is_enough(record, STEPS));
    free(g.data);
    reunify_case_free(record);
}

#define TEXT "\"text\":{\"en\":\"T\"}"
#define SOURCE "\"source\":{\"id\":\"s\",\"at\":\"1\"}"
#define HEAD                                                                                       \
    "{\"schema\":\"reunify/profile/"                                                               \
    "1\",\"id\":\"p\",\"version\":\"1\",\"title\":{\"en\":\"T\"},\"sources\":[{"                   \
    "\"id\":\"s\",\"title\":\"S\"}]"

/*
 * A rule of movement is asked at each assessment, and asks whether there has been one between two
 * days: none of those before it need be looked at one by one.
 */
static void grows_in_proportion(const char *asked)
{
    static const kind assessments = {
        "assessments", "{\"id\":\"a%zu\",\"date\":\"%s\",\"findings\":{\"f\":true}}", NULL, false};
    static const char *const parts[] = {
        HEAD ",\"pathways\":[{\"id\":\"w\"," TEXT ",\"stages\":[{\"id\":\"one\"," TEXT "," SOURCE,
        ",\"requirements\":[]}]}],\"findings\":[{\"id\":\"f\",\"type\":\"boolean\"," TEXT "}],",
        "\"risk\":{\"levels\":[{\"id\":\"low\"," TEXT "," SOURCE
        "}],\"dimensions\":[{\"id\":\"d\",",
        "\"finding\":\"f\"," TEXT ",\"values\":[{\"value\":true,\"permits\":[\"low\"]," SOURCE "},",
        "{\"value\":false,\"permits\":[\"low\"]," SOURCE "}]}],\"movement\":[{\"id\":\"m\",",
        "\"from\":\"low\",\"for\":\"P9Y\",\"closes\":true," TEXT "," SOURCE
        ",\"when\":{\"assessed\":"};
    growing g = {NULL, 0, 0};
    reunify_profile *usual = profile;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        add(&g, "%s", parts[i]);
    add(&g, "%s}}]}}", asked);
    if (reunify_profile_from_json(NULL, g.data, g.length, NULL, &profile, error))
        fail_msg("%s %s", reunify_error_pointer(error, 0), reunify_error_message(error, 0));
    reunify_case *few = make(&assessments, FEW), *many = make(&assessments, (size_t)FEW * TIMES);
    if (!is_enough(many, steps_of(few) * TIMES * 3 / 2))
        fail_msg("%s: %d assessments take more than %d times the steps of %d", asked, FEW * TIMES,
                 TIMES * 3 / 2, FEW);
    reunify_case_free(few);
    reunify_case_free(many);
    reunify_profile_unref(profile);
    profile = usual;
    free(g.data);
}

static void test_assessed(void **state)
{
    (void)state;
    static const char *const asked[] = {
        "{}",
        "{\"on_or_after\":\"level_since\"}",
        "{\"on_or_after\":{\"of\":\"as_of\",\"plus\":\"P1D\"}}",
        "{\"on_or_after\":\"birth\",\"on_or_before\":{\"of\":\"birth\",\"plus\":\"P1Y\"}}",
        "{\"on_or_before\":{\"of\":\"level_since\",\"minus\":\"P1D\"}}",
        "{\"on_or_after\":{\"of\":\"level_since\",\"plus_working_days\":9000}}",
        "{\"on_or_after\":\"return\",\"on_or_before\":{\"of\":\"return\",\"plus\":\"P1D\"}}"};
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++)
        grows_in_proportion(asked[i]);
}

/* A finding is the worst of all those before it, which are so of those before them. */
static void test_findings(void **state)
{
    (void)state;
    enum { FINDINGS = 60 };
    growing g = {NULL, 0, 0};
    reunify_profile *made = NULL;
    add(&g, HEAD ",\"pathways\":[],\"findings\":[");
    for (size_t i = 0; i < FINDINGS; i++) {
        add(&g, "%s{\"id\":\"f%zu\",\"type\":\"boolean\"," TEXT, i ? "," : "", i);
        for (size_t k = 0; k < i; k++)
            add(&g, "%s\"f%zu\"", k ? "," : ",\"worst_of\":[", k);
        add(&g, i ? "]}" : "}");
    }
    add(&g,
        "],\"risk\":{\"levels\":[{\"id\":\"low\"," TEXT "," SOURCE
        "}],\"dimensions\":[{\"id\":\"d\",\"finding\":"
        "\"f%d\"," TEXT ",\"values\":[{\"value\":true,\"permits\":[\"low\"]," SOURCE
        "},{\"value\":false,\"permits\":[\"low\"]," SOURCE "}]}]}}",
        FINDINGS - 1);
    if (reunify_profile_from_json(NULL, g.data, g.length, NULL, &made, error))
        fail_msg("%s %s", reunify_error_pointer(error, 0), reunify_error_message(error, 0));
    reunify_profile_unref(made);
    free(g.data);
}

/* A stage that was settled the day before, on which it was settled the day before. */
static void test_settled_for_ever(void **state)
{
    (void)state;
    static const char pack[] =
        HEAD ",\"pathways\":[{\"id\":\"w\"," TEXT ",\"stages\":[{\"id\":\"one\"," TEXT "," SOURCE
             ",\"settled_on\":{\"of\":\"as_of\",\"minus\":\"P1D\"},\"requirements\":[]}]}],"
             "\"alerts\":[{\"id\":"
             "\"a\"," TEXT "," SOURCE
             ",\"when\":{\"gate\":\"one\",\"status\":[\"passed\"],\"at\":{\"of\":\"as_of\","
             "\"minus\":\"P9D\"}}}]}";
    static const char json[] = "{\"schema\":\"reunify/case/1\",\"id\":\"c\"}";
    reunify_profile *made = NULL;
    reunify_case *record = NULL;
    reunify_evaluator *evaluator = NULL;
    reunify_evaluation *out = NULL;
    if (reunify_profile_from_json(NULL, pack, sizeof pack - 1, NULL, &made, error))
        fail_msg("%s %s", reunify_error_pointer(error, 0), reunify_error_message(error, 0));
    assert_int_equal(reunify_case_from_json(NULL, json, sizeof json - 1, 0, &record, error), 0);
    assert_int_equal(reunify_evaluator_new(NULL, &evaluator, error), REUNIFY_OK);
    assert_int_equal(
        reunify_evaluate(evaluator, made, record, date_of("2025-06-01"), NULL, &out, error),
        REUNIFY_LIMIT);
    assert_string_equal(reunify_error_code(error, 0), "limit_work");
    reunify_evaluator_free(evaluator);
    reunify_case_free(record);
    reunify_profile_unref(made);
}

/* Memory -------------------------------------------------------------------------------------- */

static char *repeat(const char *head, const char *unit, size_t count, const char *tail)
{
    growing g = {NULL, 0, 0};
    add(&g, "%s%s", head, unit);
    for (size_t i = 1; i < count; i++)
        add(&g, ",%s", unit);
    add(&g, "%s", tail);
    return g.data;
}

static reunify_context *small_context(counting *c, uint64_t items)
{
    reunify_context_options o = counting_options(c);
    reunify_context *context = NULL;
    o.max_items = items;
    assert_int_equal(reunify_context_new(&o, &context), REUNIFY_OK);
    return context;
}

/* Whatever stands in a text, reading it takes no more than four times its size, and some more. */
static void test_memory(void **state)
{
    (void)state;
    enum { UNITS = 300000, ITEMS = 5000, SOME_MORE = 4 << 20 };
    static const char *const texts[][2] = {
        {"[", "[]"},
        {"{\"records\":[", "{}"},
        {"{\"people\":[", "{}"},
        {"{\"assessments\":[", "{}"},
        {"{\"records\":[{\"participants\":[", "\"a\""},
        {"{\"records\":[{\"rationale\":\"a\",\"x_\":[", "\"\""},
        {"{\"other\":[", "{}"},
        {"{\"other\":[", "\"\""},
        {"{\"x_own\":[", "[[]]"},
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        counting c = {0};
        reunify_context *context = small_context(&c, ITEMS);
        reunify_case *record = NULL;
        char *text = repeat(texts[i][0], texts[i][1], UNITS, "");
        assert_int_not_equal(reunify_case_from_json(context, text, strlen(text), 0, &record, error),
                             REUNIFY_OK);
        assert_in_range(c.most, 1, 4 * strlen(text) + SOME_MORE);
        reunify_case_free(record);
        reunify_context_unref(context);
        assert_int_equal(c.bytes, 0);
        free(text);
    }
}

/* A pack is read as a tree: its values are counted before memory is taken for them. */
static void test_values_of_a_pack(void **state)
{
    (void)state;
    enum { ITEMS = 100, OTHERS = 3, MOST = 10 * ITEMS - OTHERS };
    for (size_t count = MOST - 1; count <= MOST + 1; count++) {
        counting c = {0};
        reunify_context *context = small_context(&c, ITEMS);
        reunify_profile *made = NULL;
        char *text = repeat("{\"x\":[", "{}", count, "]}");
        const reunify_status status =
            reunify_profile_from_json(context, text, strlen(text), NULL, &made, error);
        assert_int_equal(status, count > MOST ? REUNIFY_LIMIT : REUNIFY_INVALID);
        if (count > MOST)
            assert_string_equal(reunify_error_code(error, 0), "limit_items");
        reunify_context_unref(context);
        free(text);
    }
}

static int set_up(void **state)
{
    (void)state;
    profile = load_builtin(NULL);
    return reunify_error_new(NULL, &error);
}

static int tear_down(void **state)
{
    (void)state;
    reunify_error_free(error);
    reunify_profile_unref(profile);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_growth),           cmocka_unit_test(test_many_days),
        cmocka_unit_test(test_assessed),         cmocka_unit_test(test_findings),
        cmocka_unit_test(test_settled_for_ever), cmocka_unit_test(test_memory),
        cmocka_unit_test(test_values_of_a_pack)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
