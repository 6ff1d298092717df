/*
 * Attributes of a case that have a time, through the API: built, read back, changed, refused,
 * copied and evaluated. What they mean on which day, the cases of the language say
 * (data/language/movable_facts); here they are held against another reckoning.
 */
#include "entries.h"
#include "support.h"

#include <reunify/reunify.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static reunify_error *error;

/* Building ------------------------------------------------------------------------------------ */

static reunify_case *new_case(const reunify_context *context)
{
    reunify_case *c = NULL;
    assert_int_equal(reunify_case_new(context, &c, error), REUNIFY_OK);
    assert_int_equal(reunify_case_set_text(c, REUNIFY_THE_CASE, REUNIFY_FIELD_ID, "c", 1, error),
                     REUNIFY_OK);
    return c;
}

static reunify_entry add(reunify_case *c)
{
    reunify_entry e;
    assert_int_equal(reunify_case_add(c, REUNIFY_ENTRY_ATTRIBUTE, REUNIFY_THE_CASE, &e, error),
                     REUNIFY_OK);
    return e;
}

static reunify_status name_it(reunify_case *c, reunify_entry e, const char *name, const char *value)
{
    return reunify_case_set_named_text(c, e, word(c, name), value, strlen(value), error);
}

/* `from`, `to` NULL: not set. */
static reunify_entry add_value(reunify_case *c, const char *name, const char *value,
                               const char *from, const char *to)
{
    const reunify_entry e = add(c);
    assert_int_equal(name_it(c, e, name, value), REUNIFY_OK);
    if (from)
        assert_int_equal(reunify_case_set_date(c, e, REUNIFY_FIELD_FROM, date_of(from), error),
                         REUNIFY_OK);
    if (to)
        assert_int_equal(reunify_case_set_date(c, e, REUNIFY_FIELD_TO, date_of(to), error),
                         REUNIFY_OK);
    return e;
}

static void assert_written(const reunify_case *c, const char *attributes)
{
    char expected[1000];
    reunify_text *text;
    snprintf(expected, sizeof expected, "{\"schema\":\"reunify/case/1\",\"id\":\"c\"%s}",
             attributes);
    assert_int_equal(reunify_case_to_json(c, 0, &text, error), REUNIFY_OK);
    assert_string_equal(reunify_text_data(text), expected);
    reunify_text_free(text);
}

static void assert_told(reunify_status status, reunify_status wanted, const char *code,
                        const char *place)
{
    assert_int_equal(status, wanted);
    assert_int_equal(reunify_error_total(error), 1);
    assert_string_equal(reunify_error_code(error, 0), code);
    assert_string_equal(reunify_error_pointer(error, 0), place);
}

/* Entries of several names, one after the other, and single values among them. */
static void test_order(void **state)
{
    (void)state;
    reunify_case *c = new_case(NULL);
    const reunify_entry first = add(c), second = add(c);
    assert_int_equal(name_it(c, second, "b", "2"), REUNIFY_OK);
    assert_int_equal(name_it(c, first, "b", "1"), REUNIFY_OK); /* named later: written later */
    add_value(c, "a", "3", "2024-01-01", "2024-02-01");
    add_value(c, "b", "4", NULL, "2024-02-01");
    assert_int_equal(reunify_case_set_named_boolean(c, REUNIFY_THE_CASE, word(c, "aa"), 1, error),
                     REUNIFY_OK);
    assert_int_equal(reunify_case_set_named_number(c, REUNIFY_THE_CASE, word(c, "c"), 500, error),
                     REUNIFY_OK);
    assert_written(c, ",\"attributes\":{\"a\":[{\"value\":\"3\",\"from\":\"2024-01-01\",\"to\":"
                      "\"2024-02-01\"}],\"aa\":true,\"b\":[{\"value\":\"2\"},{\"value\":\"1\"},"
                      "{\"value\":\"4\",\"to\":\"2024-02-01\"}],\"c\":0.5}");
    assert_int_equal(reunify_case_finish(c, error), REUNIFY_OK);
    assert_int_equal(reunify_case_latest_date(c), date_of("2024-01-01"));
    reunify_case_free(c);
}

static void test_read_back(void **state)
{
    (void)state;
    reunify_case *c = new_case(NULL);
    const reunify_entry e = add(c), text = add_value(c, "t", "some words", NULL, NULL);
    const reunify_symbol name = word(c, "n");
    assert_int_equal(reunify_case_count(c, REUNIFY_ENTRY_ATTRIBUTE, REUNIFY_THE_CASE), 2);
    assert_int_equal(reunify_entry_kind(e), REUNIFY_ENTRY_ATTRIBUTE);
    assert_int_equal(reunify_entry_parent(e), REUNIFY_THE_CASE);
    assert_int_equal(reunify_case_named_count(c, e), 0);
    assert_int_equal(reunify_case_named(c, e, 0), REUNIFY_NO_SYMBOL);
    assert_int_equal(reunify_case_set_named_number(c, e, name, -1500, error), REUNIFY_OK);
    assert_int_equal(reunify_case_named_count(c, e), 1);
    assert_int_equal(reunify_case_named(c, e, 0), name);
    assert_int_equal(reunify_case_named_type(c, e, name), REUNIFY_NAMED_NUMBER);
    assert_int_equal(reunify_case_get_named_number(c, e, name), -1500);
    assert_int_equal(reunify_case_set_named_boolean(c, e, name, 0, error), REUNIFY_OK);
    assert_int_equal(reunify_case_get_named_boolean(c, e, name), REUNIFY_FALSE);
    assert_string_equal(reunify_case_get_named_text(c, text, word(c, "t")), "some words");
    assert_int_equal(reunify_case_get_date(c, e, REUNIFY_FIELD_FROM), REUNIFY_DATE_NONE);
    assert_int_equal(reunify_case_named_count(c, REUNIFY_THE_CASE), 0);
    reunify_case_free(c);
}

/* What goes leaves the others of its name in their order. */
static void test_removed(void **state)
{
    (void)state;
    reunify_case *c = new_case(NULL);
    const reunify_entry one = add_value(c, "a", "1", NULL, NULL);
    add_value(c, "b", "2", NULL, NULL);
    const reunify_entry three = add_value(c, "a", "3", NULL, NULL);
    add_value(c, "a", "4", NULL, NULL);
    assert_int_equal(reunify_case_unset_named(c, three, word(c, "a"), error), REUNIFY_OK);
    assert_written(c, ",\"attributes\":{\"a\":[{\"value\":\"1\"},{\"value\":\"4\"}],"
                      "\"b\":[{\"value\":\"2\"}]}");
    assert_told(reunify_case_finish(c, error), REUNIFY_INVALID, "missing_member", "/attributes");
    assert_int_equal(name_it(c, three, "a", "5"), REUNIFY_OK);
    assert_int_equal(reunify_case_remove(c, one, error), REUNIFY_OK);
    assert_written(c, ",\"attributes\":{\"a\":[{\"value\":\"4\"},{\"value\":\"5\"}],"
                      "\"b\":[{\"value\":\"2\"}]}");
    assert_int_equal(reunify_case_finish(c, error), REUNIFY_OK);
    for (int left = 3; left--;)
        assert_int_equal(reunify_case_remove(c, entry_in(c, REUNIFY_ENTRY_ATTRIBUTE, 0, 0), error),
                         REUNIFY_OK);
    assert_written(c, "");
    assert_int_equal(reunify_case_set_named_boolean(c, REUNIFY_THE_CASE, word(c, "a"), 1, error),
                     REUNIFY_OK); /* no entry has that name any more */
    reunify_case_free(c);
}

/* Refused ------------------------------------------------------------------------------------- */

static void test_one_or_the_other(void **state)
{
    (void)state;
    reunify_case *c = new_case(NULL);
    const reunify_symbol a = word(c, "a"), b = word(c, "b");
    const reunify_entry e = add_value(c, "a", "1", NULL, NULL), more = add(c);
    assert_told(reunify_case_set_named_boolean(c, REUNIFY_THE_CASE, a, 1, error), REUNIFY_INVALID,
                "duplicate_member", "/attributes/a");
    assert_int_equal(reunify_case_set_named_boolean(c, REUNIFY_THE_CASE, b, 1, error), REUNIFY_OK);
    assert_told(reunify_case_set_named_boolean(c, more, b, 1, error), REUNIFY_INVALID,
                "duplicate_member", "/attributes/b");
    assert_int_equal(reunify_case_named_count(c, more), 0);
    assert_told(reunify_case_set_named_boolean(c, e, b, 1, error), REUNIFY_ARGUMENT, "bad_argument",
                "");
    assert_int_equal(reunify_case_unset_named(c, REUNIFY_THE_CASE, b, error), REUNIFY_OK);
    assert_int_equal(reunify_case_set_named_boolean(c, more, b, 1, error), REUNIFY_OK);
    assert_written(c, ",\"attributes\":{\"a\":[{\"value\":\"1\"}],\"b\":[{\"value\":true}]}");
    reunify_case_free(c);
}

static void test_refused(void **state)
{
    (void)state;
    reunify_case *c = new_case(NULL);
    add_value(c, "a", "1", NULL, NULL);
    const reunify_entry e = add_value(c, "a", "2", "2024-05-01", "2024-04-01"), none = add(c);
    assert_told(reunify_case_set_date(c, e, REUNIFY_FIELD_TO, INT32_MAX, error), REUNIFY_INVALID,
                "bad_date", "/attributes/a/1/to");
    assert_told(reunify_case_set_named_number(c, e, word(c, "a"), INT64_MAX, error),
                REUNIFY_INVALID, "bad_number", "/attributes/a/1/value");
    assert_told(reunify_case_set_named_number(c, none, word(c, "a"), INT64_MAX, error),
                REUNIFY_INVALID, "bad_number", "/attributes/a");
    assert_told(name_it(c, none, "x_own", "1"), REUNIFY_INVALID, "bad_code", "/attributes/x_own");
    assert_int_equal(reunify_case_set_text(c, e, REUNIFY_FIELD_CODE, "a", 1, error),
                     REUNIFY_ARGUMENT);
    assert_int_equal(reunify_case_declare(c, REUNIFY_ENTRY_ATTRIBUTE, REUNIFY_THE_CASE, error),
                     REUNIFY_ARGUMENT);
    assert_int_equal(reunify_case_undeclare(c, REUNIFY_ENTRY_ATTRIBUTE, REUNIFY_THE_CASE, error),
                     REUNIFY_ARGUMENT);
    assert_int_equal(reunify_case_is_declared(c, REUNIFY_ENTRY_ATTRIBUTE, REUNIFY_THE_CASE), 0);
    assert_int_equal(reunify_case_finish(c, error), REUNIFY_INVALID);
    assert_int_equal(reunify_error_total(error), 2);
    assert_string_equal(reunify_error_code(error, 0), "ends_before_start");
    assert_string_equal(reunify_error_pointer(error, 0), "/attributes/a/1/to");
    assert_string_equal(reunify_error_code(error, 1), "missing_member");
    assert_string_equal(reunify_error_pointer(error, 1), "/attributes");
    reunify_case_free(c);
}

static void test_limit(void **state)
{
    (void)state;
    const reunify_context_options options = {.size = sizeof options, .max_items = 3};
    static const char two[] = "{\"schema\":\"reunify/case/1\",\"id\":\"c\",\"attributes\":{\"a\":["
                              "{\"value\":1},{\"value\":2}]}}";
    reunify_context *context;
    assert_int_equal(reunify_context_new(&options, &context), REUNIFY_OK);
    reunify_case *c = new_case(context), *read;
    for (int i = 0; i < 3; i++)
        assert_int_equal(reunify_case_add(c, REUNIFY_ENTRY_GOAL, REUNIFY_THE_CASE, NULL, error),
                         REUNIFY_OK);
    assert_told(reunify_case_add(c, REUNIFY_ENTRY_ATTRIBUTE, REUNIFY_THE_CASE, NULL, error),
                REUNIFY_LIMIT, "limit_items", "/attributes");
    for (int i = 0; i < 3; i++)
        assert_int_equal(reunify_case_remove(c, entry_in(c, REUNIFY_ENTRY_GOAL, 0, 0), error),
                         REUNIFY_OK);
    for (int round = 0; round < 20; round++) {
        const reunify_entry e = add_value(c, "a", "1", NULL, NULL), more = add(c);
        assert_told(name_it(c, more, "a", "2"), REUNIFY_LIMIT, "limit_items", "/attributes/a");
        assert_told(reunify_case_add(c, REUNIFY_ENTRY_ATTRIBUTE, REUNIFY_THE_CASE, NULL, error),
                    REUNIFY_LIMIT, "limit_items", "/attributes");
        assert_int_equal(reunify_case_remove(c, more, error), REUNIFY_OK);
        assert_int_equal(reunify_case_remove(c, e, error), REUNIFY_OK);
    }
    assert_told(reunify_case_from_json(context, two, sizeof two - 1, 0, &read, error),
                REUNIFY_LIMIT, "limit_items", "/attributes/a/1/value");
    reunify_case_free(c);
    reunify_context_unref(context);
}

/* Against a profile --------------------------------------------------------------------------- */

static reunify_profile *reference(void)
{
    reunify_profile *p;
    assert_int_equal(reunify_profile_builtin(NULL, "herefordshire-2023", 18, NULL, &p, error),
                     REUNIFY_OK);
    return p;
}

static void test_check(void **state)
{
    (void)state;
    reunify_profile *p = reference();
    reunify_case *c = new_case(NULL);
    add_value(c, "destination", "parents", NULL, "2024-01-01");
    const reunify_entry wrong = add_value(c, "destination", "nowhere", "2024-01-01", NULL);
    const reunify_entry other = add(c), unknown = add_value(c, "not_of_the_pack", "1", NULL, NULL);
    assert_int_equal(
        reunify_case_set_named_number(c, other, word(c, "proceedings_ongoing"), 1000, error),
        REUNIFY_OK);
    add_value(c, "not_of_the_pack", "2", "2024-01-01", NULL);
    assert_told(reunify_case_check(c, wrong, p, error), REUNIFY_INVALID, "unknown_value",
                "/attributes/destination/1/value");
    assert_told(reunify_case_check(c, other, p, error), REUNIFY_INVALID, "wrong_type",
                "/attributes/proceedings_ongoing/0/value");
    assert_told(reunify_case_check(c, unknown, p, error), REUNIFY_INVALID, "unknown_attribute",
                "/attributes/not_of_the_pack");
    assert_int_equal(reunify_case_check(c, entry_in(c, REUNIFY_ENTRY_ATTRIBUTE, 0, 0), p, error),
                     REUNIFY_OK);
    assert_int_equal(reunify_case_check(c, REUNIFY_THE_CASE, p, error), REUNIFY_INVALID);
    assert_int_equal(reunify_error_total(error), 3); /* a name that is not known is told once */
    reunify_case_free(c);
    reunify_profile_unref(p);
}

/* Names that the pack does not know are warned of once, and not before they begin. */
static void test_unknown(void **state)
{
    (void)state;
    reunify_profile *p = reference();
    reunify_case *c = new_case(NULL);
    reunify_evaluator *evaluator;
    add_value(c, "own", "1", "2024-01-01", "2024-02-01");
    add_value(c, "own", "2", "2024-02-01", NULL);
    assert_int_equal(reunify_case_finish(c, error), REUNIFY_OK);
    assert_int_equal(reunify_evaluator_new(NULL, &evaluator, error), REUNIFY_OK);
    for (int after = 0; after < 2; after++) {
        reunify_evaluation *e;
        assert_int_equal(
            reunify_evaluate(evaluator, p, c, date_of("2023-12-31") + 100 * after, NULL, &e, error),
            REUNIFY_OK);
        assert_int_equal(reunify_evaluation_warning_count(e), after);
        reunify_evaluation_unref(e);
    }
    reunify_evaluator_free(evaluator);
    reunify_case_free(c);
    reunify_profile_unref(p);
}

/* Every day, reckoned otherwise --------------------------------------------------------------- */

enum { SPANS = 7, DAYS = 12, ROUNDS = 400, ALWAYS = -1 };

typedef struct {
    int from, to; /* days; ALWAYS: no start; DAYS: no end */
    int value;
} span;

static bool holds(const span *s, int day)
{
    return s->from <= day && (s->to == DAYS || s->to > day);
}

/* By the definition: what all say that hold and began last; -1: not known. */
static int value_on(const span *spans, int count, int day)
{
    int latest = ALWAYS - 1, value = -1;
    for (int i = 0; i < count; i++)
        if (holds(&spans[i], day) && spans[i].from > latest)
            latest = spans[i].from, value = spans[i].value;
    for (int i = 0; i < count; i++)
        if (holds(&spans[i], day) && spans[i].from == latest && spans[i].value != value)
            return -1;
    return value;
}

static unsigned drawn(unsigned *seed, unsigned below)
{
    *seed = *seed * 1103515245u + 12345u;
    return (*seed >> 16) % below;
}

static void build(reunify_case *c, const span *spans, int count, reunify_date start)
{
    for (int i = 0; i < count; i++) {
        const char value[3] = {'v', (char)('0' + spans[i].value), '\0'};
        const reunify_entry e = add_value(c, "a", value, NULL, NULL);
        if (spans[i].from != ALWAYS)
            assert_int_equal(
                reunify_case_set_date(c, e, REUNIFY_FIELD_FROM, start + spans[i].from, error),
                REUNIFY_OK);
        if (spans[i].to != DAYS)
            assert_int_equal(
                reunify_case_set_date(c, e, REUNIFY_FIELD_TO, start + spans[i].to, error),
                REUNIFY_OK);
    }
    assert_int_equal(reunify_case_finish(c, error), REUNIFY_OK);
}

/* The first day up to one on which it was as it is; by the definition. */
static int first_day(const span *spans, int count, int value, int until)
{
    for (int day = 0; day <= until; day++)
        if (value_on(spans, count, day) == value)
            return day;
    return -1;
}

static void check_day(const reunify_evaluation *e, const span *spans, int count, int day,
                      reunify_date start)
{
    const reunify_gate *g = reunify_evaluation_gate(e, 0);
    const int value = value_on(spans, count, day);
    for (int v = 0; v < 2; v++) {
        const reunify_requirement *r = reunify_gate_requirement(g, (size_t)v);
        assert_int_equal(reunify_requirement_status(r), value < 0    ? REUNIFY_REQUIREMENT_UNKNOWN
                                                        : value == v ? REUNIFY_REQUIREMENT_MET
                                                                     : REUNIFY_REQUIREMENT_NOT_MET);
        assert_int_equal(reunify_requirement_evidence_count(r), value >= 0);
        const int first = value == v ? first_day(spans, count, v, day) : 0;
        if (first > 0) /* on the first day looked at it may have been so for longer */
            assert_int_equal(reunify_requirement_met_on(r), start + first);
    }
}

static void test_against_definition(void **state)
{
    (void)state;
    const file_text pack = read_text(DATA, "api/one-attribute.json");
    const reunify_date start = date_of("2024-02-20");
    reunify_profile *p;
    reunify_evaluator *evaluator;
    unsigned seed = 7, conflicts = 0;
    assert_int_equal(reunify_profile_from_json(NULL, pack.data, pack.length, NULL, &p, error),
                     REUNIFY_OK);
    assert_int_equal(reunify_evaluator_new(NULL, &evaluator, error), REUNIFY_OK);
    for (int round = 0; round < ROUNDS; round++) {
        span spans[SPANS];
        const int count = 1 + (int)drawn(&seed, SPANS);
        for (int i = 0; i < count; i++) {
            spans[i].from = (int)drawn(&seed, DAYS) + ALWAYS;
            const int least = spans[i].from < 0 ? 0 : spans[i].from;
            spans[i].to = least + (int)drawn(&seed, (unsigned)(DAYS - least + 1));
            spans[i].value = (int)drawn(&seed, 2);
        }
        reunify_case *built = new_case(NULL), *copy;
        build(built, spans, count, start);
        assert_int_equal(reunify_case_copy(built, NULL, &copy, error), REUNIFY_OK);
        reunify_case_free(built);
        for (int day = 0; day < DAYS; day++) {
            reunify_evaluation *e;
            assert_int_equal(reunify_evaluate(evaluator, p, copy, start + day, NULL, &e, error),
                             REUNIFY_OK);
            check_day(e, spans, count, day, start);
            conflicts += reunify_evaluation_warning_count(e) > 0;
            reunify_evaluation_unref(e);
        }
        reunify_case_free(copy);
    }
    assert_true(conflicts > 100);
    free(pack.data);
    reunify_evaluator_free(evaluator);
    reunify_profile_unref(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_read_back),
        cmocka_unit_test(test_removed),
        cmocka_unit_test(test_one_or_the_other),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_limit),
        cmocka_unit_test(test_check),
        cmocka_unit_test(test_unknown),
        cmocka_unit_test(test_against_definition),
    };
    if (reunify_error_new(NULL, &error))
        return 1;
    const int failed = cmocka_run_group_tests(tests, NULL, NULL);
    reunify_error_free(error);
    return failed;
}
