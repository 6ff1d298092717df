/*
 * Tables through the public headers: what there is, rows of an evaluation held against its getters,
 * rows of faults, CSV, and refusals. tests/data/run_tables.py holds every cell to the document.
 */
#include "error.h"
#include "support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static reunify_profile *profile;
static reunify_evaluator *evaluator;
static reunify_case *record;

static int start(void **state)
{
    const file_text text = read_text(EXAMPLES, "stalled-to-severe.json");
    profile = load_builtin(NULL);
    const int failed = set_up_error(state) || reunify_evaluator_new(NULL, &evaluator, error) ||
                       reunify_case_from_json(NULL, text.data, text.length, 0, &record, error);
    free(text.data);
    return failed;
}

static int end(void **state)
{
    reunify_case_free(record);
    reunify_evaluator_free(evaluator);
    reunify_profile_unref(profile);
    return tear_down_error(state);
}

static reunify_evaluation *evaluated(int32_t explain)
{
    const reunify_evaluate_options options = {.size = sizeof options, .explain = explain};
    reunify_evaluation *made;
    assert_int_equal(reunify_evaluate(evaluator, profile, record, reunify_case_latest_date(record),
                                      &options, &made, error),
                     REUNIFY_OK);
    return made;
}

static reunify_table_rows *rows_of(reunify_evaluation *e, int32_t table)
{
    reunify_table_rows *rows;
    assert_int_equal(reunify_table_rows_new(e, table, &rows, error), REUNIFY_OK);
    return rows;
}

static size_t column_of(int32_t table, const char *name)
{
    size_t at = 0;
    while (strcmp(reunify_table_column_name(table, at), name))
        at++;
    return at;
}

/* What there is -------------------------------------------------------------------------------- */

static void a_table_begins_with_what_was_evaluated(int32_t table)
{
    assert_string_equal(reunify_table_column_name(table, 0), "case_id");
    assert_string_equal(reunify_table_column_name(table, 1), "as_of");
    assert_string_equal(reunify_table_column_name(table, 2), "profile");
    assert_int_equal(reunify_table_column_type(table, 1), REUNIFY_COLUMN_DATE);
}

static void every_column_has_a_type(void **state)
{
    (void)state;
    assert_int_equal(reunify_table_count(), REUNIFY_TIDY_ERRORS + 1);
    for (int32_t table = 0; table <= REUNIFY_TIDY_ERRORS; table++) {
        int32_t found;
        const char *name = reunify_table_name(table);
        assert_int_equal(reunify_table_find(name, strlen(name), &found), REUNIFY_OK);
        assert_int_equal(found, table);
        a_table_begins_with_what_was_evaluated(table);
        for (size_t i = 0; i < reunify_table_column_count(table); i++) {
            assert_in_range(reunify_table_column_type(table, i), 1, 5);
            assert_non_null(reunify_table_column_meaning(table, i));
        }
    }
}

static void what_is_not_there(void **state)
{
    (void)state;
    int32_t table;
    assert_int_equal(reunify_table_find("risks", 5, &table), REUNIFY_NOT_FOUND);
    assert_int_equal(table, -1);
    assert_int_equal(reunify_table_find(NULL, 0, &table), REUNIFY_ARGUMENT);
    assert_int_equal(reunify_table_find("risk", 4, NULL), REUNIFY_ARGUMENT);
    assert_null(reunify_table_name(-1));
    assert_null(reunify_table_meaning(99));
    assert_int_equal(reunify_table_column_count(99), 0);
    assert_null(reunify_table_column_name(REUNIFY_TIDY_RISK, 99));
    assert_null(reunify_table_column_meaning(-1, 0));
    assert_int_equal(reunify_table_column_type(REUNIFY_TIDY_RISK, 99), -1);
}

/* Rows ----------------------------------------------------------------------------------------- */

static void cells_are_what_getters_say(void **state)
{
    (void)state;
    reunify_evaluation *e = evaluated(0);
    reunify_table_rows *rows = rows_of(e, REUNIFY_TIDY_SCHEDULE);
    const size_t due = column_of(REUNIFY_TIDY_SCHEDULE, "due"),
                 late = column_of(REUNIFY_TIDY_SCHEDULE, "late");
    assert_int_equal(reunify_table_rows_count(rows), reunify_evaluation_obligation_count(e));
    for (size_t i = 0; i < reunify_table_rows_count(rows); i++) {
        const reunify_obligation *o = reunify_evaluation_obligation(e, i);
        const reunify_date date = reunify_obligation_due(o);
        assert_string_equal(reunify_table_rows_text(rows, i, 3), reunify_obligation_id(o));
        assert_int_equal(reunify_table_rows_has(rows, i, due), date != REUNIFY_DATE_NONE);
        assert_int_equal(reunify_table_rows_number(rows, i, due),
                         date == REUNIFY_DATE_NONE ? 0 : date);
        assert_int_equal(reunify_table_rows_has(rows, i, late), REUNIFY_TRUE);
    }
    reunify_table_rows_free(rows);
    reunify_evaluation_unref(e);
}

static void cells_that_are_not_there(void **state)
{
    (void)state;
    reunify_evaluation *e = evaluated(0);
    reunify_table_rows *rows = rows_of(e, REUNIFY_TIDY_RISK);
    assert_int_equal(reunify_table_rows_count(rows), 1);
    assert_int_equal(reunify_table_rows_has(rows, 1, 0), REUNIFY_FALSE);
    assert_null(reunify_table_rows_text(rows, 0, 99));
    assert_null(reunify_table_rows_text(rows, 0, 1));
    assert_int_equal(reunify_table_rows_number(rows, 99, 1), 0);
    assert_int_equal(reunify_table_rows_count(NULL), 0);
    assert_int_equal(reunify_table_rows_has(NULL, 0, 0), REUNIFY_FALSE);
    reunify_table_rows_free(rows);
    reunify_table_rows_free(NULL);
    reunify_evaluation_unref(e);
}

/* Of what was not worked out nothing is said, even where there is a date at hand. */
static void less_explained_is_less_told(void **state)
{
    (void)state;
    reunify_evaluation *full = evaluated(0), *bare = evaluated(REUNIFY_EXPLAIN_NONE);
    reunify_table_rows *told = rows_of(full, REUNIFY_TIDY_OUTSTANDING),
                       *untold = rows_of(bare, REUNIFY_TIDY_OUTSTANDING);
    const size_t text = column_of(REUNIFY_TIDY_OUTSTANDING, "requirement_text");
    assert_true(reunify_table_rows_count(told) > 0);
    assert_int_equal(reunify_table_rows_count(told), reunify_table_rows_count(untold));
    assert_int_equal(reunify_table_rows_has(told, 0, text), REUNIFY_TRUE);
    assert_int_equal(reunify_table_rows_has(untold, 0, text), REUNIFY_FALSE);
    reunify_table_rows_free(told);
    reunify_table_rows_free(untold);
    reunify_evaluation_unref(full);
    reunify_evaluation_unref(bare);
}

static void rows_hold_their_evaluation(void **state)
{
    (void)state;
    reunify_evaluation *e = evaluated(0);
    reunify_table_rows *rows = rows_of(e, REUNIFY_TIDY_ALERTS);
    const reunify_date day = reunify_case_latest_date(record);
    assert_int_equal(reunify_evaluate_into(evaluator, profile, record, day, NULL, e, error),
                     REUNIFY_BUSY);
    reunify_table_rows_free(rows);
    assert_int_equal(reunify_evaluate_into(evaluator, profile, record, day, NULL, e, error),
                     REUNIFY_OK);
    rows = rows_of(e, REUNIFY_TIDY_RISK);
    reunify_evaluation_unref(e);
    assert_string_equal(reunify_table_rows_text(rows, 0, 2), "herefordshire-2023");
    reunify_table_rows_free(rows);
}

static void refusals(void **state)
{
    (void)state;
    reunify_evaluation *empty, *e = evaluated(0);
    reunify_table_rows *rows = (reunify_table_rows *)&empty;
    reunify_text *text = (reunify_text *)&empty;
    assert_int_equal(reunify_evaluation_new(NULL, &empty, error), REUNIFY_OK);
    assert_int_equal(reunify_table_rows_new(empty, 0, &rows, error), REUNIFY_STATE);
    assert_null(rows);
    assert_int_equal(reunify_table_rows_new(NULL, 0, &rows, error), REUNIFY_ARGUMENT);
    assert_int_equal(reunify_table_rows_new(e, -1, &rows, error), REUNIFY_ARGUMENT);
    assert_int_equal(reunify_table_rows_new(e, 10, &rows, error), REUNIFY_ARGUMENT);
    assert_int_equal(reunify_table_rows_new(e, 0, NULL, error), REUNIFY_ARGUMENT);
    assert_int_equal(reunify_table_rows_to_csv(NULL, 0, &text, error), REUNIFY_ARGUMENT);
    assert_null(text);
    rows = rows_of(e, REUNIFY_TIDY_ERRORS);
    assert_int_equal(reunify_table_rows_count(rows), 0);
    assert_int_equal(reunify_table_rows_to_csv(rows, 2, &text, error), REUNIFY_ARGUMENT);
    reunify_table_rows_free(rows);
    reunify_evaluation_unref(e);
    reunify_evaluation_unref(empty);
}

/* Faults, and CSV ------------------------------------------------------------------------------ */

static void faults_are_rows(void **state)
{
    (void)state;
    static const char broken[] = "{\"schema\": \"reunify/case/1\",\n \"id\": 7}";
    reunify_case *none;
    reunify_error *faults;
    reunify_table_rows *rows;
    reunify_text *text;
    assert_int_equal(reunify_error_new(NULL, &faults), REUNIFY_OK);
    assert_int_equal(reunify_case_from_json(NULL, broken, strlen(broken), 0, &none, faults),
                     REUNIFY_INVALID);
    assert_int_equal(
        reunify_table_rows_of_faults(NULL, "a \"b\", c", 8, 0, NULL, faults, &rows, error),
        REUNIFY_OK);
    assert_int_equal(reunify_table_rows_count(rows), reunify_error_count(faults));
    assert_string_equal(reunify_table_rows_text(rows, 0, 4), "/id");
    assert_int_equal(reunify_table_rows_number(rows, 0, 5), 2);
    assert_int_equal(reunify_table_rows_to_csv(rows, REUNIFY_CSV_HEADER, &text, error), REUNIFY_OK);
    static const char beginning[] =
        "case_id,as_of,profile,code,pointer,line_number,column_number,message,file,element\r\n"
        "\"a \"\"b\"\", c\",1970-01-01,,";
    assert_memory_equal(reunify_text_data(text), beginning, strlen(beginning));
    reunify_text_free(text);
    reunify_table_rows_free(rows);
    assert_int_equal(reunify_table_rows_of_faults(NULL, NULL, 0, REUNIFY_DATE_MAX + 1, NULL, faults,
                                                  &rows, error),
                     REUNIFY_ARGUMENT);
    assert_int_equal(reunify_table_rows_of_faults(NULL, NULL, 0, 0, NULL, error, &rows, error),
                     REUNIFY_ARGUMENT);
    assert_null(rows);
    reunify_error_free(faults);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_column_has_a_type),
        cmocka_unit_test(what_is_not_there),
        cmocka_unit_test(cells_are_what_getters_say),
        cmocka_unit_test(cells_that_are_not_there),
        cmocka_unit_test(less_explained_is_less_told),
        cmocka_unit_test(rows_hold_their_evaluation),
        cmocka_unit_test(refusals),
        cmocka_unit_test(faults_are_rows),
    };
    return cmocka_run_group_tests(tests, start, end);
}
