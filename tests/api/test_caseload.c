/*
 * Many cases through the public headers: held against each case by itself, over all tables and all
 * examples, in parts of several sizes; what a bad case becomes; cancelling; Arrow; refusals.
 */
#include "error.h"
#include "support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { TABLES = REUNIFY_TIDY_ERRORS + 1 };

static const int32_t all_tables[TABLES] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
static reunify_profile *profile;
static reunify_evaluator *evaluator;
static const reunify_case *records[EXAMPLE_COUNT];
static char *lines; /* the examples, one a line */

/* Text that grows ------------------------------------------------------------------------------ */

static char *joined(char *to, const char *more, size_t length)
{
    const size_t before = to ? strlen(to) : 0;
    to = realloc(to, before + length + 1);
    assert_non_null(to);
    memcpy(to + before, more, length);
    to[before + length] = '\0';
    return to;
}

static char *joined_rows(char *to, const reunify_table_rows *rows)
{
    reunify_text *text;
    assert_int_equal(reunify_table_rows_to_csv(rows, 0, &text, error), REUNIFY_OK);
    to = joined(to, reunify_text_data(text), reunify_text_length(text));
    reunify_text_free(text);
    return to;
}

static int start(void **state)
{
    profile = load_builtin(NULL);
    if (set_up_error(state) || reunify_evaluator_new(NULL, &evaluator, error))
        return 1;
    for (size_t i = 0; i < EXAMPLE_COUNT; i++) {
        reunify_text *text;
        records[i] = load_case(NULL, EXAMPLES, examples[i].name);
        if (reunify_case_to_json(records[i], 0, &text, error))
            return 1;
        lines = joined(lines, reunify_text_data(text), reunify_text_length(text));
        lines = joined(lines, i % 2 ? "\n" : "\r\n", i % 2 ? 1 : 2);
        reunify_text_free(text);
    }
    return 0;
}

static int end(void **state)
{
    for (size_t i = 0; i < EXAMPLE_COUNT; i++)
        reunify_case_free((reunify_case *)(uintptr_t)records[i]);
    free(lines);
    reunify_evaluator_free(evaluator);
    reunify_profile_unref(profile);
    return tear_down_error(state);
}

/* One by one ----------------------------------------------------------------------------------- */

static const reunify_date dates[] = {19723, 20089, 20240};
enum { DATES = 3 };

/* All tables of each example at each date. */
static void evaluate_alone(char **tables)
{
    for (size_t i = 0; i < EXAMPLE_COUNT; i++)
        for (size_t d = 0; d < DATES; d++) {
            reunify_evaluation *e;
            assert_int_equal(
                reunify_evaluate(evaluator, profile, records[i], dates[d], NULL, &e, error),
                REUNIFY_OK);
            for (int32_t t = 0; t < TABLES; t++) {
                reunify_table_rows *rows;
                assert_int_equal(reunify_table_rows_new(e, t, &rows, error), REUNIFY_OK);
                tables[t] = joined_rows(tables[t], rows);
                reunify_table_rows_free(rows);
            }
            reunify_evaluation_unref(e);
        }
}

/* Many ----------------------------------------------------------------------------------------- */

static void run_all(reunify_caseload *c, char **tables)
{
    for (size_t part = 0; part < reunify_caseload_part_count(c); part++) {
        reunify_table_rows *rows[TABLES];
        assert_int_equal(reunify_caseload_run(c, evaluator, part, all_tables, TABLES, rows, error),
                         REUNIFY_OK);
        for (size_t t = 0; t < TABLES; t++) {
            tables[t] = joined_rows(tables[t], rows[t]);
            reunify_table_rows_free(rows[t]);
        }
    }
}

static reunify_caseload *of_lines(const char *text, const reunify_caseload_options *options)
{
    reunify_caseload *c;
    assert_int_equal(reunify_caseload_of_lines(profile, text, strlen(text), options, &c, error),
                     REUNIFY_OK);
    return c;
}

static reunify_caseload *of_cases(const reunify_case *const *cases, size_t count,
                                  const reunify_caseload_options *options)
{
    reunify_caseload *c;
    assert_int_equal(reunify_caseload_of_cases(profile, cases, count, options, &c, error),
                     REUNIFY_OK);
    return c;
}

static void same_tables(char **got, char **wanted)
{
    for (size_t t = 0; t < TABLES; t++) {
        assert_string_equal(got[t], wanted[t]);
        free(got[t]);
        got[t] = NULL;
    }
}

static void many_are_each_by_itself(void **state)
{
    (void)state;
    char *alone[TABLES] = {NULL}, *got[TABLES] = {NULL};
    evaluate_alone(alone);
    assert_true(strlen(alone[REUNIFY_TIDY_REQUIREMENTS]) > 10000);
    for (size_t each = 0; each < 17; each += 4) { /* 0: as many as usual */
        const reunify_caseload_options options = {
            .size = sizeof options, .dates = dates, .date_count = DATES, .cases_a_part = each};
        reunify_caseload *c = of_cases(records, EXAMPLE_COUNT, &options);
        assert_int_equal(reunify_caseload_count(c), EXAMPLE_COUNT);
        assert_int_equal(reunify_caseload_part_count(c),
                         each ? (EXAMPLE_COUNT + each - 1) / each : 1);
        run_all(c, got);
        same_tables(got, alone);
        reunify_caseload_unref(c);
        c = of_lines(lines, &options);
        assert_int_equal(reunify_caseload_count(c), EXAMPLE_COUNT);
        run_all(c, got);
        same_tables(got, alone);
        reunify_caseload_unref(c);
    }
    for (size_t t = 0; t < TABLES; t++)
        free(alone[t]);
}

/* Without dates each is evaluated at its own latest. */
static void the_latest_date(void **state)
{
    (void)state;
    static const int32_t risk = REUNIFY_TIDY_RISK;
    reunify_table_rows *rows;
    reunify_caseload *c = of_cases(records, EXAMPLE_COUNT, NULL);
    assert_int_equal(reunify_caseload_run(c, evaluator, 0, &risk, 1, &rows, error), REUNIFY_OK);
    assert_int_equal(reunify_table_rows_count(rows), EXAMPLE_COUNT);
    for (size_t i = 0; i < EXAMPLE_COUNT; i++)
        assert_int_equal(reunify_table_rows_number(rows, i, 1),
                         reunify_case_latest_date(records[i]));
    reunify_table_rows_free(rows);
    reunify_caseload_unref(c);
}

/* What goes wrong ------------------------------------------------------------------------------ */

static char *errors_of(reunify_caseload *c)
{
    char *tables[TABLES] = {NULL};
    run_all(c, tables);
    for (size_t t = 0; t < REUNIFY_TIDY_ERRORS; t++)
        free(tables[t]);
    return tables[REUNIFY_TIDY_ERRORS];
}

#define CASE(id) "{\"schema\":\"reunify/case/1\",\"id\":\"" id "\""

static void bad_lines_are_told(void **state)
{
    (void)state;
    static const char text[] = "\xEF\xBB\xBF" CASE("a") "}\n"
                                                        "\n \t\r\n"
                                                        "{\"id\":\"b\",\"schema\":7}\n" /* 4 */
        CASE("c") ",\n"                                        /* 5: open */
                  "[]\n"                                       /* 6 */
        CASE("d") "}\n" CASE("e") ",\"pathway\":\"nowhere\"}"; /* 8, without a line end */
    static const reunify_date two[] = {19723, 19724};
    const reunify_caseload_options options = {
        .size = sizeof options, .dates = two, .date_count = 2, .cases_a_part = 2, .first = 101};
    reunify_caseload *c = of_lines(text, &options);
    assert_int_equal(reunify_caseload_count(c), 6);
    char *tables[TABLES] = {NULL};
    run_all(c, tables);
    assert_non_null(strstr(tables[REUNIFY_TIDY_RISK], "a,2024-01-01,"));
    assert_non_null(strstr(tables[REUNIFY_TIDY_RISK], "d,2024-01-02,"));
    assert_null(strstr(tables[REUNIFY_TIDY_RISK], "b,"));
    const char *found = tables[REUNIFY_TIDY_ERRORS];
    static const char *const wanted[] = {
        "b,2024-01-01,herefordshire-2023,bad_schema,/schema,104,",
        "b,2024-01-02,herefordshire-2023,bad_schema,/schema,104,",
        "c,2024-01-01,herefordshire-2023,bad_json,",
        ",105,",
        "\r\n,2024-01-01,herefordshire-2023,wrong_type,\"\",106,1,",
        "e,2024-01-02,herefordshire-2023,unknown_pathway,/pathway,108,"};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        found = strstr(found, wanted[i]);
        if (!found)
            fail_msg("%s is not in\n%s", wanted[i], tables[REUNIFY_TIDY_ERRORS]);
    }
    for (size_t t = 0; t < TABLES; t++)
        free(tables[t]);
    reunify_caseload_unref(c);
}

static void bad_cases_are_told(void **state)
{
    (void)state;
    reunify_case *unfinished;
    assert_int_equal(reunify_case_new(NULL, &unfinished, error), REUNIFY_OK);
    const reunify_case *const cases[] = {records[0], NULL, records[1], unfinished};
    const reunify_caseload_options options = {
        .size = sizeof options, .dates = dates, .date_count = 1, .first = 11};
    reunify_caseload *c = of_cases(cases, 4, &options);
    char *told = errors_of(c);
    assert_string_equal(told, ",2024-01-01,herefordshire-2023,bad_argument,\"\",,,the case is "
                              "NULL,,12\r\n"
                              ",2024-01-01,herefordshire-2023,not_finished,\"\",,,the case was "
                              "changed and not finished,,14\r\n");
    free(told);
    reunify_caseload_unref(c);
    reunify_case_free(unfinished);
}

static void a_case_without_a_date(void **state)
{
    (void)state;
    reunify_caseload *c = of_lines(CASE("a") "}", NULL);
    char *told = errors_of(c);
    static const char beginning[] = "a,,herefordshire-2023,no_date,\"\",1,";
    assert_memory_equal(told, beginning, sizeof beginning - 1);
    free(told);
    reunify_caseload_unref(c);
}

static void words_are_checked_where_asked(void **state)
{
    (void)state;
    static const char text[] =
        CASE("a") ",\"records\":[{\"type\":\"no_such_type\",\"date\":\"2024-01-01\"}]}";
    reunify_caseload_options options;
    assert_int_equal(reunify_caseload_options_init(&options, sizeof options), REUNIFY_OK);
    reunify_caseload *c = of_lines(text, &options);
    char *told = errors_of(c);
    assert_string_equal(told, "");
    free(told);
    reunify_caseload_unref(c);
    options.check_words = 1;
    c = of_lines(text, &options);
    told = errors_of(c);
    assert_non_null(strstr(told, "a,,herefordshire-2023,unknown_record_type,/records/0/type,1,"));
    free(told);
    reunify_caseload_unref(c);
    options.check_words = 0;
    options.case_flags = REUNIFY_CASE_STRICT;
    c = of_lines(CASE("a") ",\"colour\":1}", &options);
    told = errors_of(c);
    assert_non_null(strstr(told, "unknown_member,/colour,1,"));
    free(told);
    reunify_caseload_unref(c);
}

/* Cancelling ----------------------------------------------------------------------------------- */

typedef struct {
    uint64_t most, all, until;
} seen;

static int32_t note(void *user, uint64_t done, uint64_t all)
{
    seen *s = user;
    s->most = done;
    s->all = all;
    return done >= s->until;
}

static void progress_is_told_and_cancels(void **state)
{
    (void)state;
    static const int32_t risk = REUNIFY_TIDY_RISK;
    seen s = {0, 0, 1000};
    const reunify_caseload_options options = {
        .size = sizeof options, .progress = note, .user = &s, .cases_a_part = 4};
    reunify_table_rows *rows;
    reunify_caseload *c = of_cases(records, EXAMPLE_COUNT, &options);
    free(errors_of(c));
    assert_int_equal(s.most, EXAMPLE_COUNT);
    assert_int_equal(s.all, EXAMPLE_COUNT);
    s.until = s.most + 2;
    assert_int_equal(reunify_caseload_run(c, evaluator, 0, &risk, 1, &rows, error),
                     REUNIFY_CANCELLED);
    assert_null(rows);
    assert_string_equal(reunify_error_code(error, 0), "cancelled");
    assert_int_equal(s.most, EXAMPLE_COUNT + 2);
    assert_int_equal(reunify_caseload_run(c, evaluator, 1, &risk, 1, &rows, error),
                     REUNIFY_CANCELLED);
    assert_int_equal(s.most, EXAMPLE_COUNT + 2); /* no further case */
    struct ArrowArrayStream stream;
    struct ArrowArray array;
    assert_int_equal(reunify_caseload_stream(NULL, c, risk, &stream, error), REUNIFY_OK);
    assert_int_not_equal(stream.get_next(&stream, &array), 0);
    assert_string_equal(stream.get_last_error(&stream), "the progress function cancelled");
    stream.release(&stream);
    reunify_caseload_unref(c);
}

/* Arrow ---------------------------------------------------------------------------------------- */

static bool bit(const void *bits, size_t at)
{
    return ((const uint8_t *)bits)[at / 8] >> (at % 8) & 1;
}

static void same_text_cell(const struct ArrowArray *a, size_t row, const char *words)
{
    const int32_t *ends = a->buffers[1];
    const size_t length = (size_t)(ends[row + 1] - ends[row]);
    assert_int_equal(length, strlen(words));
    assert_memory_equal((const char *)a->buffers[2] + ends[row], words, length);
}

static void same_number_cell(const struct ArrowArray *a, const char *format, size_t row,
                             int64_t number)
{
    const int64_t got = format[0] == 't'   ? ((const int32_t *)a->buffers[1])[row]
                        : format[0] == 'b' ? bit(a->buffers[1], row)
                                           : ((const int64_t *)a->buffers[1])[row];
    assert_int_equal(got, number);
}

static void same_column(const reunify_table_rows *rows, size_t at, const char *format,
                        const struct ArrowArray *a)
{
    int64_t nothing = 0;
    for (size_t row = 0; row < reunify_table_rows_count(rows); row++) {
        const bool there = reunify_table_rows_has(rows, row, at) == REUNIFY_TRUE;
        nothing += !there;
        assert_int_equal(there, !a->buffers[0] || bit(a->buffers[0], row));
        const char *words = reunify_table_rows_text(rows, row, at);
        if (format[0] == 'u')
            same_text_cell(a, row, words ? words : "");
        else
            same_number_cell(a, format, row, reunify_table_rows_number(rows, row, at));
    }
    assert_int_equal(a->null_count, nothing);
}

static void same_rows(const reunify_table_rows *rows, int32_t table,
                      const struct ArrowSchema *schema, const struct ArrowArray *array)
{
    static const char *const formats[] = {NULL, "u", "tdD", "l", "b", "u"};
    assert_int_equal(array->length, reunify_table_rows_count(rows));
    assert_int_equal(array->n_children, reunify_table_column_count(table));
    assert_string_equal(schema->format, "+s");
    for (size_t i = 0; i < reunify_table_column_count(table); i++) {
        const char *format = formats[reunify_table_column_type(table, i)];
        assert_string_equal(schema->children[i]->name, reunify_table_column_name(table, i));
        assert_string_equal(schema->children[i]->format, format);
        same_column(rows, i, format, array->children[i]);
    }
}

static void rows_are_arrays(void **state)
{
    (void)state;
    reunify_caseload *c = of_cases(records, EXAMPLE_COUNT, NULL);
    for (int32_t table = 0; table < TABLES; table++) {
        reunify_table_rows *rows;
        struct ArrowSchema schema;
        struct ArrowArray array;
        assert_int_equal(reunify_caseload_run(c, evaluator, 0, &table, 1, &rows, error),
                         REUNIFY_OK);
        assert_int_equal(reunify_table_rows_to_arrow(rows, &schema, &array, error), REUNIFY_OK);
        same_rows(rows, table, &schema, &array);
        reunify_table_rows_free(rows);
        array.release(&array);
        schema.release(&schema);
    }
    reunify_caseload_unref(c);
}

/* The stream holds the caseload; one batch a part, then the end. */
static void streams_give_parts(void **state)
{
    (void)state;
    const reunify_caseload_options options = {.size = sizeof options, .cases_a_part = 4};
    reunify_caseload *c = of_lines(lines, &options);
    struct ArrowArrayStream stream;
    struct ArrowSchema schema;
    struct ArrowArray array;
    int64_t rows = 0;
    size_t parts = 0;
    assert_int_equal(reunify_caseload_stream(NULL, c, REUNIFY_TIDY_RISK, &stream, error),
                     REUNIFY_OK);
    assert_ptr_equal(reunify_caseload_ref(c), c);
    reunify_caseload_unref(c);
    reunify_caseload_unref(c);
    assert_int_equal(stream.get_schema(&stream, &schema), 0);
    assert_int_equal(schema.n_children, reunify_table_column_count(REUNIFY_TIDY_RISK));
    schema.release(&schema);
    for (;; parts++) {
        assert_int_equal(stream.get_next(&stream, &array), 0);
        if (!array.release)
            break;
        rows += array.length;
        array.release(&array);
    }
    assert_int_equal(parts, 4);
    assert_int_equal(rows, EXAMPLE_COUNT);
    assert_null(stream.get_last_error(&stream));
    stream.release(&stream);
    assert_null(stream.release);
}

/* Ids ------------------------------------------------------------------------------------------ */

static void assert_id(const char *text, const char *wanted)
{
    reunify_text *id;
    const reunify_status status = reunify_case_find_id(NULL, text, strlen(text), &id, error);
    assert_int_equal(status, wanted ? REUNIFY_OK : REUNIFY_NOT_FOUND);
    assert_true(wanted ? !strcmp(reunify_text_data(id), wanted) : !id);
    reunify_text_free(id);
}

static void ids_are_found(void **state)
{
    (void)state;
    reunify_text *id;
    assert_id("{\"id\":\"C-1\",\"schema\":", "C-1");
    assert_id(" {\"child\":{\"id\":\"no\"},\"id\":\"C\\u002d2\"", "C-2");
    assert_id("{\"id\":\"C-1\",\"id\":\"C-1\"}", NULL);
    assert_id("{\"id\":7,\"id\":\"C-1\"}", NULL);
    assert_id("{\"id\":\"\"}", NULL);
    assert_id("{\"id\":\"C-1", NULL);
    assert_id("{\"case\":{\"id\":\"C-1\"}}", NULL);
    assert_id("[{\"id\":\"C-1\"}]", NULL);
    assert_id("", NULL);
    assert_int_equal(reunify_case_find_id(NULL, NULL, 0, &id, error), REUNIFY_ARGUMENT);
    assert_null(id);
    assert_int_equal(reunify_case_find_id(NULL, "", 0, NULL, error), REUNIFY_ARGUMENT);
}

/* Refusals ------------------------------------------------------------------------------------- */

static void assert_options(reunify_caseload_options options, reunify_status wanted)
{
    reunify_caseload *c = (reunify_caseload *)&options;
    assert_int_equal(reunify_caseload_of_cases(profile, records, 1, &options, &c, error), wanted);
    assert_true(wanted == REUNIFY_OK || !c);
    reunify_caseload_unref(c);
}

static void refusals(void **state)
{
    (void)state;
    static const reunify_date far = REUNIFY_DATE_MAX + 1;
    const size_t size = sizeof(reunify_caseload_options);
    reunify_caseload *c;
    assert_options((reunify_caseload_options){.size = size}, REUNIFY_OK);
    assert_options((reunify_caseload_options){.size = 3}, REUNIFY_ARGUMENT);
    assert_options((reunify_caseload_options){.size = size, .date_count = 1}, REUNIFY_ARGUMENT);
    assert_options((reunify_caseload_options){.size = size, .dates = &far, .date_count = 1},
                   REUNIFY_ARGUMENT);
    assert_options((reunify_caseload_options){.size = size, .explain = 4}, REUNIFY_ARGUMENT);
    assert_options((reunify_caseload_options){.size = size, .case_flags = 2}, REUNIFY_ARGUMENT);
    assert_options((reunify_caseload_options){.size = size, .check_words = 2}, REUNIFY_ARGUMENT);
    assert_options((reunify_caseload_options){.size = size, .reserved = 1}, REUNIFY_ARGUMENT);
    assert_options((reunify_caseload_options){.size = size, .first = UINT64_MAX}, REUNIFY_ARGUMENT);
    assert_options((reunify_caseload_options){.size = size, .pathway = "none"}, REUNIFY_NOT_FOUND);
    assert_options((reunify_caseload_options){.size = size, .cases_a_part = SIZE_MAX}, REUNIFY_OK);
    assert_int_equal(reunify_caseload_of_cases(NULL, records, 1, NULL, &c, error),
                     REUNIFY_ARGUMENT);
    assert_int_equal(reunify_caseload_of_cases(profile, NULL, 1, NULL, &c, error),
                     REUNIFY_ARGUMENT);
    assert_int_equal(reunify_caseload_of_lines(profile, NULL, 1, NULL, &c, error),
                     REUNIFY_ARGUMENT);
    assert_int_equal(reunify_caseload_of_lines(profile, "", 0, NULL, NULL, error),
                     REUNIFY_ARGUMENT);
    assert_int_equal(reunify_caseload_options_init(NULL, size), REUNIFY_ARGUMENT);
    assert_int_equal(reunify_caseload_count(NULL), 0);
    assert_int_equal(reunify_caseload_part_count(NULL), 0);
    reunify_caseload_unref(NULL);
}

static void refusals_of_runs(void **state)
{
    (void)state;
    static const int32_t tables[] = {REUNIFY_TIDY_RISK, 99};
    reunify_table_rows *rows[2] = {(reunify_table_rows *)&tables, (reunify_table_rows *)&tables};
    struct ArrowArrayStream stream;
    struct ArrowSchema schema;
    struct ArrowArray array;
    reunify_caseload *c = of_lines("", NULL);
    assert_int_equal(reunify_caseload_part_count(c), 0);
    assert_int_equal(reunify_caseload_run(c, evaluator, 0, tables, 1, rows, error),
                     REUNIFY_ARGUMENT);
    assert_null(rows[0]);
    assert_int_equal(reunify_caseload_stream(NULL, c, 99, &stream, error), REUNIFY_ARGUMENT);
    assert_null(stream.release);
    reunify_caseload_unref(c);
    c = of_cases(records, 1, NULL);
    assert_int_equal(reunify_caseload_run(c, evaluator, 0, tables, 2, rows, error),
                     REUNIFY_ARGUMENT);
    assert_int_equal(reunify_caseload_run(c, NULL, 0, tables, 1, rows, error), REUNIFY_ARGUMENT);
    assert_int_equal(reunify_caseload_run(c, evaluator, 0, tables, 1, NULL, error),
                     REUNIFY_ARGUMENT);
    assert_int_equal(reunify_caseload_run(c, evaluator, 0, NULL, 0, rows, error), REUNIFY_ARGUMENT);
    assert_int_equal(reunify_table_rows_to_arrow(NULL, &schema, &array, error), REUNIFY_ARGUMENT);
    assert_true(!schema.release && !array.release);
    reunify_caseload_unref(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(many_are_each_by_itself),
        cmocka_unit_test(the_latest_date),
        cmocka_unit_test(bad_lines_are_told),
        cmocka_unit_test(bad_cases_are_told),
        cmocka_unit_test(a_case_without_a_date),
        cmocka_unit_test(words_are_checked_where_asked),
        cmocka_unit_test(progress_is_told_and_cancels),
        cmocka_unit_test(rows_are_arrays),
        cmocka_unit_test(streams_give_parts),
        cmocka_unit_test(ids_are_found),
        cmocka_unit_test(refusals),
        cmocka_unit_test(refusals_of_runs),
    };
    return cmocka_run_group_tests(tests, start, end);
}
