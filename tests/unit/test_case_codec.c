/*
 * Reading and writing cases, from inside: warnings, what is declared, layout, and failing
 * allocations.
 */
#include "model/model.h"
#include "json/json.h"

#include <reunify/case.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define CASE(members) "{\"schema\":\"reunify/case/1\",\"id\":\"c\"" members "}"

static reunify_case *read_case(const char *json)
{
    reunify_case *c = NULL;
    assert_int_equal(reunify_case_from_json(NULL, json, strlen(json), 0, &c, NULL), REUNIFY_OK);
    return c;
}

static void test_warnings(void **state)
{
    (void)state;
    reunify_case *c = read_case(
        CASE(",\"a\":null,\"child\":{\"b~\":1,\"x_b\":1},\"records\":[{},{\"note\":\"n\"}],"
             "\"assessments\":[{\"date\":\"2024-01-01\",\"judgement\":{\"why\":0}}],\"\":0"));
    static const char *const places[] = {"/a", "/child/b~0", "/records/1/note",
                                         "/assessments/0/judgement/why", "/"};
    const model_warning *warnings = c->warnings.items;
    assert_int_equal(c->warnings.count, LENGTH_OF(places));
    for (size_t i = 0; i < LENGTH_OF(places); i++) {
        assert_string_equal(warnings[i].code, "unknown_member");
        assert_string_equal(warnings[i].at.data, places[i]);
    }
    assert_true(c->finished);
    reunify_case_free(c);
}

/*
 * A long name is cut between characters: the pointer goes into other documents and has to stay
 * UTF-8.
 */
static void test_long_name(void **state)
{
    (void)state;
    char json[300] = "{\"schema\":\"reunify/case/1\",\"id\":\"c\",\"n";
    for (int i = 0; i < 50; i++)
        strcat(json, "\xC3\xA9");
    strcat(json, "\":0}");
    reunify_case *c = read_case(json);
    const text at = ((const model_warning *)c->warnings.items)[0].at;
    assert_int_equal(at.length, 1 + 59 + 3);
    assert_string_equal(at.data + 1 + 59, "\xE2\x80\xA6");
    assert_true(utf8_valid(at.data, at.length));
    reunify_case_free(c);
}

/* So is a long place as a whole, once, and what is popped again leaves no trace. */
static void test_long_place(void **state)
{
    (void)state;
    char name[60];
    memset(name, 'n', sizeof name);
    pointer p;
    pointer_start(&p);
    for (int i = 0; i < 3; i++)
        pointer_push(&p, name, sizeof name);
    assert_int_equal(p.length, 3 * 61);
    const size_t fits = pointer_push(&p, "0123456789abcde", 15);
    assert_int_equal(p.length, POINTER_MOST);
    const size_t cut = pointer_push(&p, "more", 4);
    assert_int_equal(pointer_push_index(&p, 7), p.length);
    pointer_pop(&p, p.length);
    assert_string_equal(p.data + cut, "\xE2\x80\xA6");
    assert_int_equal(p.length, cut + 3);
    assert_true(utf8_valid(p.data, p.length));
    pointer_pop(&p, fits);
    pointer_push(&p, "a~/", 3);
    assert_string_equal(p.data + fits, "/a~0~1");
}

static void test_declared(void **state)
{
    (void)state;
    reunify_case *c = read_case(CASE(",\"people\":[{\"needs\":[]},{\"needs\":null},{}],"
                                     "\"assessments\":[{\"date\":\"2024-01-01\",\"factors\":[]},{"
                                     "\"date\":\"2024-01-01\"}],\"returns\":[]"));
    const model_person *people = CASE_LIST(c, REUNIFY_ENTRY_PERSON, model_person);
    const model_assessment *assessments = CASE_LIST(c, REUNIFY_ENTRY_ASSESSMENT, model_assessment);
    assert_true(people[0].needs.declared && !people[1].needs.declared && !people[2].needs.declared);
    assert_true(assessments[0].factors.declared && !assessments[1].factors.declared);
    assert_true(c->lists[REUNIFY_ENTRY_RETURN].declared && !c->lists[REUNIFY_ENTRY_GOAL].declared);
    assert_false(c->child_given);
    reunify_case_free(c);
}

/* Single days between two intervals ----------------------------------------------------------- */

/* `expected`: for each interval 1 where what begins the day after its end goes on from it. */
static void assert_bridged(const char *json, int32_t kind, const char *expected)
{
    reunify_case *c = read_case(json);
    const model_interval *list = CASE_LIST(c, kind, model_interval);
    assert_int_equal(c->lists[kind].count, strlen(expected));
    for (size_t i = 0; i < c->lists[kind].count; i++)
        if (list[i].bridged != (expected[i] == '1'))
            fail_msg("interval %d of %s", (int)i, json);
    reunify_case_free(c);
}

#define CARE(rest) CASE(",\"care_periods\":[{\"from\":\"2020-01-01\",\"to\":\"2020-02-28\"}," rest)
#define NEXT_CARE "{\"from\":\"2020-02-29\"}"

static void test_bridged_care(void **state)
{
    (void)state;
    const int32_t kind = REUNIFY_ENTRY_CARE_PERIOD;
    assert_bridged(CARE(NEXT_CARE "]"), kind, "10");
    assert_bridged(CARE("{\"from\":\"2020-02-28\"}]"), kind, "00"); /* they touch */
    assert_bridged(CARE("{\"from\":\"2020-03-01\"}]"), kind, "00"); /* two days */
    assert_bridged(CARE("{\"from\":\"2020-02-29\",\"kind\":\"care\"}]"), kind, "10");
    assert_bridged(CARE("{\"from\":\"2020-02-29\",\"kind\":\"short_break\"}]"), kind, "00");
    assert_bridged(CARE("{\"to\":\"2021-01-01\"}," NEXT_CARE "]"), kind, "100");
    assert_bridged(CARE("{\"from\":\"2020-02-28\",\"to\":\"2020-02-29\"}," NEXT_CARE "]"), kind,
                   "000"); /* in force on that day */
    assert_bridged(CARE("{\"from\":\"2019-02-28\",\"to\":\"2020-02-28\"}," NEXT_CARE "]"), kind,
                   "110"); /* both end there */
    assert_bridged(
        CARE("{\"from\":\"2020-02-28\",\"to\":\"2020-02-29\",\"kind\":\"short_break\"}," NEXT_CARE
             "]"),
        kind, "100"); /* another group is in force */
    assert_bridged(CASE(",\"care_periods\":[{\"to\":\"2020-02-28\"}," NEXT_CARE "]"), kind, "10");
    assert_bridged(CASE(",\"care_periods\":[{\"from\":\"9999-01-01\",\"to\":\"9999-12-31\"},"
                        "{\"from\":\"0001-01-01\",\"to\":\"0001-01-01\"}]"),
                   kind, "00");
}

static void test_bridged_but_for_return(void **state)
{
    (void)state;
    static const struct {
        const char *date, *expected;
    } returns[] = {
        {"2020-02-27", "10"}, {"2020-02-28", "00"}, {"2020-02-29", "00"}, {"2020-03-01", "10"}};
    for (size_t i = 0; i < LENGTH_OF(returns); i++) {
        char json[400];
        snprintf(json, sizeof json,
                 CARE(NEXT_CARE "],\"returns\":[{\"date\":\"2021-01-01\"},{\"date\":\"%s\"},"
                                "{\"date\":\"2019-01-01\"}]"),
                 returns[i].date);
        assert_bridged(json, REUNIFY_ENTRY_CARE_PERIOD, returns[i].expected);
    }
}

static void test_bridged_placements(void **state)
{
    (void)state;
    const int32_t kind = REUNIFY_ENTRY_PLACEMENT;
#define PLACED(first, second)                                                                      \
    CASE(",\"placements\":[{" first "\"from\":\"2020-01-01\",\"to\":\"2020-02-28\"},{" second      \
         "\"from\":\"2020-02-29\"}],\"returns\":[{\"date\":\"2020-02-28\"}]")
    assert_bridged(PLACED("\"type\":\"foster\",", "\"type\":\"foster\","), kind, "10");
    assert_bridged(PLACED("\"type\":\"temporary\",", "\"type\":\"temporary\","), kind, "10");
    assert_bridged(PLACED("\"type\":\"foster\",", "\"type\":\"hospital\","), kind, "00");
    assert_bridged(PLACED("", ""), kind, "00");
    assert_bridged(PLACED("\"type\":\"foster\",", ""), kind, "00");
}

static void test_bridged_orders(void **state)
{
    (void)state;
    const int32_t kind = REUNIFY_ENTRY_LEGAL_STATUS;
#define STATUS(code, from, to) "{\"code\":\"" code "\",\"from\":\"" from "\",\"to\":\"" to "\"}"
#define FIRST(code) STATUS(code, "2020-01-01", "2020-02-28")
#define SECOND(code) STATUS(code, "2020-02-29", "2021-01-01")
#define LAW(list) CASE(",\"legal_statuses\":[" list "]")
    assert_bridged(LAW(FIRST("section_20") "," SECOND("section_20")), kind, "10");
    assert_bridged(LAW(FIRST("remand") "," SECOND("section_20")), kind, "00");
    assert_bridged(LAW(FIRST("section_20") "," SECOND("care_order")), kind, "00");
    assert_bridged(LAW(FIRST("interim_care_order") "," SECOND("care_order")), kind, "10");
    assert_bridged(LAW(FIRST("care_order") "," SECOND("placement_order")), kind, "10");
    assert_bridged(LAW(FIRST("placement_order") "," SECOND("interim_care_order")), kind, "10");
    assert_bridged(LAW(FIRST("care_order") "," SECOND("interim_supervision_order")), kind, "00");
    assert_bridged(LAW("{\"from\":\"2020-01-01\",\"to\":\"2020-02-28\"},{\"from\":\"2020-02-29\"}"),
                   kind, "00");
    /* Of one code the day is none although another order is in force on it; of the orders it is
     * no gap. */
    assert_bridged(LAW(FIRST("care_order") "," SECOND("care_order") "," STATUS(
                       "placement_order", "2020-02-01", "2021-01-01")),
                   kind, "100");
    assert_bridged(LAW(FIRST("interim_care_order") "," SECOND("care_order") "," STATUS(
                       "placement_order", "2020-02-01", "2021-01-01")),
                   kind, "000");
}

/* Setting an end anew and finishing again forgets what was bridged before. */
static void test_bridged_anew(void **state)
{
    (void)state;
    reunify_case *c = read_case(CARE(NEXT_CARE "]"));
    const int32_t kind = REUNIFY_ENTRY_CARE_PERIOD;
    reunify_date end;
    assert_true(CASE_LIST(c, kind, model_interval)[0].bridged);
    assert_true(date_parse("2020-02-29", 10, &end));
    assert_int_equal(
        reunify_case_set_date(c, model_number(kind, 0, 0), REUNIFY_FIELD_TO, end, NULL),
        REUNIFY_OK);
    assert_int_equal(reunify_case_finish(c, NULL), REUNIFY_OK);
    assert_false(CASE_LIST(c, kind, model_interval)[0].bridged);
    reunify_case_free(c);
}

/* Against the plain definition, for many short intervals that crowd into few days. */
static bool bridged_plainly(const model_interval *list, size_t count, size_t at)
{
    bool next = false;
    if (list[at].to == REUNIFY_DATE_NONE)
        return false;
    for (size_t i = 0; i < count; i++) {
        if (list[i].type != list[at].type || list[i].from == REUNIFY_DATE_NONE)
            continue;
        next = next || list[i].from == list[at].to + 1;
        if (list[i].from <= list[at].to &&
            (list[i].to == REUNIFY_DATE_NONE || list[i].to > list[at].to))
            return false;
    }
    return next;
}

static void test_bridged_by_definition(void **state)
{
    (void)state;
    uint32_t random = 1;
    size_t found = 0;
    for (int round = 0; round < 300; round++) {
        reunify_case *c = read_case(CASE(""));
        const size_t count = (size_t)round % 40;
        for (size_t i = 0; i < count; i++) {
            void *entry;
            size_t index;
            assert_int_equal(model_add(c, REUNIFY_ENTRY_PLACEMENT, 0, &entry, &index), REUNIFY_OK);
            model_interval *p = entry;
            random = random * 1664525 + 1013904223;
            p->type = (model_enum)(random >> 30);
            if (random >> 10 & 7)
                p->from = (reunify_date)(random >> 13) % 60;
            if (random >> 8 & 3)
                p->to = (p->from == REUNIFY_DATE_NONE ? 30 : p->from) +
                        (reunify_date)(random >> 20) % 5;
        }
        assert_int_equal(reunify_case_finish(c, NULL), REUNIFY_OK);
        const model_interval *list = CASE_LIST(c, REUNIFY_ENTRY_PLACEMENT, model_interval);
        for (size_t i = 0; i < count; i++) {
            assert_int_equal(list[i].bridged, bridged_plainly(list, count, i));
            found += list[i].bridged;
        }
        reunify_case_free(c);
    }
    assert_true(found > 100);
}

static void test_people_named(void **state)
{
    (void)state;
    reunify_case *c = read_case(CASE(
        ",\"people\":[{\"id\":\"a\",\"date_of_birth\":\"2012-02\"},{\"id\":\"b\",\"stays\":[]}],"
        "\"return_to\":[\"b\",{\"person\":\"a\",\"to\":\"2020-01-01\"}],\"assessments\":["
        "{\"date\":\"2020-01-01\",\"people\":[{\"person\":\"b\",\"findings\":{\"x\":true}},"
        "{\"person\":\"a\"}]},{\"date\":\"2020-01-02\",\"people\":[{\"person\":\"b\"}]}]"));
    const model_return_to *to = CASE_LIST(c, REUNIFY_ENTRY_RETURN_TO, model_return_to);
    assert_true(to[0].index == 1 && to[1].index == 0 && to[0].from == REUNIFY_DATE_NONE);
    const model_assessment *a = CASE_LIST(c, REUNIFY_ENTRY_ASSESSMENT, model_assessment);
    const model_person_findings *found = a[0].people.items;
    assert_true(found[0].index == 1 && found[0].findings.count == 1 && found[1].index == 0);
    assert_int_equal(((const model_person_findings *)a[1].people.items)[0].index, 1);
    const model_person *people = CASE_LIST(c, REUNIFY_ENTRY_PERSON, model_person);
    assert_true(!people[0].stays.declared && people[1].stays.declared);
    assert_int_equal(people[0].date_of_birth.last - people[0].date_of_birth.first, 28);
    assert_int_equal(people[1].date_of_birth.first, REUNIFY_DATE_NONE);
    reunify_case_free(c);
}

static void test_named_values(void **state)
{
    (void)state;
    reunify_case *c = read_case(
        CASE(",\"attributes\":{\"a\":\"Any text\",\"b\":true,\"c\":-1.5,\"d\":null,\"e\":\"\"}"));
    const model_named *named = c->attributes.items;
    assert_int_equal(c->attributes.count, 4);
    assert_int_equal(named[0].type, NAMED_TEXT);
    assert_string_equal(model_name(c, named[0].code)->data, "Any text");
    assert_true(named[1].type == NAMED_BOOLEAN && named[1].number == 1 &&
                named[1].code == SYMBOL_NONE);
    assert_true(named[2].type == NAMED_NUMBER && named[2].number == -1500);
    assert_string_equal(model_name(c, named[3].name)->data, "e");
    assert_int_equal(model_name(c, named[3].code)->length, 0);
    reunify_case_free(c);
}

static void test_named_limit(void **state)
{
    (void)state;
    reunify_case *c = NULL;
    reunify_error *error;
    char *json = malloc(20000);
    assert_non_null(json);
    size_t at =
        (size_t)sprintf(json, "{\"schema\":\"reunify/case/1\",\"id\":\"c\",\"attributes\":{");
    for (int i = 0; i <= 1000; i++)
        at += (size_t)sprintf(json + at, "%s\"a%d\":%d", i ? "," : "", i, i);
    strcpy(json + at, "}}");
    assert_int_equal(reunify_error_new(NULL, &error), REUNIFY_OK);
    assert_int_equal(reunify_case_from_json(NULL, json, strlen(json), 0, &c, error), REUNIFY_LIMIT);
    assert_string_equal(reunify_error_code(error, 0), "limit_items");
    assert_string_equal(reunify_error_pointer(error, 0), "/attributes/a1000");
    reunify_error_free(error);
    free(json);
}

static void test_code_limit(void **state)
{
    (void)state;
    reunify_case *c = NULL;
    reunify_error *error;
    char *json = malloc(1 << 20);
    assert_non_null(json);
    size_t at = (size_t)sprintf(
        json, "{\"schema\":\"reunify/case/1\",\"id\":\"c\",\"people\":[{\"needs\":[");
    for (int i = 0; i <= SYMBOLS_MOST; i++)
        at += (size_t)sprintf(json + at, "%s\"a%d\"", i ? "," : "", i);
    strcpy(json + at, "]}]}");
    assert_int_equal(reunify_error_new(NULL, &error), REUNIFY_OK);
    assert_int_equal(reunify_case_from_json(NULL, json, strlen(json), 0, &c, error), REUNIFY_LIMIT);
    assert_int_equal(reunify_error_total(error), 1);
    assert_string_equal(reunify_error_code(error, 0), "limit_codes");
    assert_string_equal(reunify_error_pointer(error, 0), "/people/0/needs/65000");
    reunify_error_free(error);
    free(json);
}

/* What the reader passes over cannot be set: it would be lost when the case is written. */
static void test_foreign_attribute(void **state)
{
    (void)state;
    reunify_case *c = read_case(CASE(",\"records\":[{}]"));
    static const int32_t kinds[] = {REUNIFY_ENTRY_CASE, REUNIFY_ENTRY_RECORD};
    reunify_text *out = NULL;
    reunify_error *error;
    assert_int_equal(reunify_error_new(NULL, &error), REUNIFY_OK);
    for (size_t i = 0; i < LENGTH_OF(kinds); i++) {
        reunify_symbol name;
        assert_int_equal(reunify_case_symbol(c, "x_own", 5, &name, error), REUNIFY_OK);
        assert_int_equal(
            reunify_case_set_named_boolean(c, model_number(kinds[i], 0, 0), name, 1, error),
            REUNIFY_INVALID);
        assert_string_equal(reunify_error_code(error, 0), "bad_code");
    }
    assert_int_equal(reunify_case_to_json(c, 0, &out, NULL), REUNIFY_OK);
    assert_string_equal(reunify_text_data(out), CASE(",\"records\":[{}]"));
    reunify_text_free(out);
    reunify_error_free(error);
    reunify_case_free(c);
}

static void assert_pretty(const char *compact, const char *expected)
{
    buffer in, out;
    reunify_text *text_out = NULL;
    buffer_start(&in, context_or_default(NULL));
    buffer_start(&out, context_or_default(NULL));
    buffer_add_text(&in, compact);
    assert_int_equal(json_pretty(&in, &out), REUNIFY_OK);
    assert_int_equal(buffer_finish(&out, &text_out), REUNIFY_OK);
    assert_string_equal(reunify_text_data(text_out), expected);
    reunify_text_free(text_out);
    buffer_release(&in);
}

static void test_pretty(void **state)
{
    (void)state;
    assert_pretty("", "");
    assert_pretty("[]", "[]");
    assert_pretty("{}", "{}");
    assert_pretty("[[],{}]", "[\n  [],\n  {}\n]");
    assert_pretty("[-1.5,true,null,\"]\"]", "[\n  -1.5,\n  true,\n  null,\n  \"]\"\n]");
    assert_pretty("{\"a\":{\"b\\\"\":[1]}}",
                  "{\n  \"a\": {\n    \"b\\\"\": [\n      1\n    ]\n  }\n}");
    assert_pretty("[\"\\\\\",\"\\\\\\\"[\"]", "[\n  \"\\\\\",\n  \"\\\\\\\"[\"\n]");
    assert_pretty("\"open\\", "\"open\\"); /* no JSON: it ends all the same */
    assert_pretty("]]", "\n]\n]");
}

/* Failing allocations ------------------------------------------------------------------------- */

typedef struct {
    long left, live;
} failing;

static void *failing_allocate(void *user, size_t size)
{
    failing *f = user;
    if (f->left-- <= 0)
        return NULL;
    f->live++;
    return malloc(size);
}

static void failing_release(void *user, void *memory, size_t size)
{
    (void)size;
    ((failing *)user)->live--;
    free(memory);
}

/* Reads and writes with the n-th allocation failing; false once nothing failed. */
static bool fail_at(const char *json, long n, reunify_status expected, reunify_error *error)
{
    failing f = {1, 0};
    reunify_context_options options = {.size = sizeof options,
                                       .allocator = {&f, failing_allocate, failing_release}};
    reunify_context *context;
    reunify_case *c = NULL;
    reunify_text *out = NULL;
    assert_int_equal(reunify_context_new(&options, &context), REUNIFY_OK);
    f.left = n;
    reunify_status status = reunify_case_from_json(context, json, strlen(json), 0, &c, error);
    if (!status)
        status = reunify_case_to_json(c, REUNIFY_JSON_PRETTY, &out, error);
    const bool failed = f.left < 0;
    assert_int_equal(status, failed ? REUNIFY_NO_MEMORY : expected);
    assert_int_equal(reunify_error_status(error), status);
    reunify_text_free(out);
    reunify_case_free(c);
    reunify_context_unref(context);
    assert_int_equal(f.live, 0);
    return failed;
}

static void test_no_memory(void **state)
{
    (void)state;
    static const struct {
        const char *json;
        reunify_status expected;
    } cases[] = {
        {CASE(",\"unknown\":1,\"people\":[{\"id\":\"m\",\"needs\":[\"a\",\"b\"]}],"
              "\"records\":[{\"about\":\"m\",\"attributes\":{\"a\":\"b\"}}]"),
         REUNIFY_OK},
        {CASE(",\"x_a\":[1e999],\"people\":[{\"id\":\"m\",\"stays\":[{}]}],\"return_to\":[\"m\"],"
              "\"placements\":[{\"type\":\"foster\",\"to\":\"2020-01-01\"},{\"type\":\"foster\","
              "\"from\":"
              "\"2020-01-02\"}],\"assessments\":[{\"date\":\"2020-01-01\",\"people\":[{\"person\":"
              "\"m\"}]}]"),
         REUNIFY_OK},
        {CASE(",\"pathway\":\"No Code\",\"people\":[{\"id\":\"m\"}],\"unknown\":2"),
         REUNIFY_INVALID},
    };
    reunify_error *error;
    assert_int_equal(reunify_error_new(NULL, &error), REUNIFY_OK);
    for (size_t i = 0; i < LENGTH_OF(cases); i++) {
        long n = 0;
        while (fail_at(cases[i].json, n, cases[i].expected, error))
            n++;
        assert_true(n >= 3);
    }
    reunify_error_free(error);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_warnings),
        cmocka_unit_test(test_long_name),
        cmocka_unit_test(test_long_place),
        cmocka_unit_test(test_declared),
        cmocka_unit_test(test_named_values),
        cmocka_unit_test(test_named_limit),
        cmocka_unit_test(test_code_limit),
        cmocka_unit_test(test_foreign_attribute),
        cmocka_unit_test(test_pretty),
        cmocka_unit_test(test_no_memory),
        cmocka_unit_test(test_bridged_care),
        cmocka_unit_test(test_bridged_but_for_return),
        cmocka_unit_test(test_bridged_placements),
        cmocka_unit_test(test_bridged_orders),
        cmocka_unit_test(test_bridged_anew),
        cmocka_unit_test(test_bridged_by_definition),
        cmocka_unit_test(test_people_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
