/*
 * Tables through the public headers: every form in which a column may come says the same, every
 * fault has its place and leaves nothing half written, and a lack of memory is told. Whether the
 * results are right is asked by tests/data/test_columns.c.
 */
#include "columns.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

enum { ROWS = 12, NONE = REUNIFY_CODE_NONE };

/* Names --------------------------------------------------------------------------------------- */

static void names_stand_for_codes(void **state)
{
    (void)state;
    assert_string_equal(reunify_columns_name(columns, REUNIFY_CODES_FINDINGS, 0, 0),
                        "risk_factors");
    assert_int_equal(reunify_columns_count(columns, REUNIFY_CODES_FINDINGS, 0), 10);
    assert_int_equal(reunify_columns_count(columns, REUNIFY_CODES_VALUES, 0), 3);
    assert_string_equal(reunify_columns_name(columns, REUNIFY_CODES_VALUES, 0, 2),
                        "not_being_addressed");
    assert_null(reunify_columns_name(columns, REUNIFY_CODES_VALUES, 0, 3));
    assert_null(reunify_columns_name(columns, REUNIFY_CODES_VALUES, 10, 0));
    assert_string_equal(reunify_columns_name(columns, REUNIFY_CODES_LEVELS, 0, 3), "severe");
    assert_string_equal(reunify_columns_name(columns, REUNIFY_CODES_DIMENSIONS, 0, 4),
                        "recurrence");
    assert_string_equal(reunify_columns_name(columns, REUNIFY_CODES_STATUSES, 0, 1), "discordant");
    assert_int_equal(reunify_columns_count(columns, REUNIFY_CODES_BASES, 0), 4);
    assert_string_equal(reunify_columns_name(columns, REUNIFY_CODES_BASES, 0, 2), "movement");
    assert_int_equal(reunify_columns_count(columns, REUNIFY_CODES_HELD_BY, 0), 3);
    assert_string_equal(reunify_columns_name(columns, REUNIFY_CODES_RULES, 0, 0),
                        "low.new_risk.contained");
    assert_true(reunify_columns_count(columns, REUNIFY_CODES_ROLES, 0) > 4);
    assert_int_equal(reunify_columns_count(columns, 0, 0), 0);
    assert_int_equal(reunify_columns_count(NULL, REUNIFY_CODES_LEVELS, 0), 0);
    assert_int_equal(reunify_columns_by_person(columns, 0), 0);
    assert_int_equal(reunify_columns_by_person(columns, 2), 1);
    assert_int_equal(reunify_columns_tabled(columns), 1);
    assert_non_null(reunify_columns_form(columns));
    assert_ptr_equal(reunify_columns_ref(columns), columns);
    reunify_columns_unref(columns);
    reunify_columns_unref(NULL);
    assert_int_equal(reunify_columns_count(columns, REUNIFY_CODES_LEVELS, 0), 4);
}

/* Columns in every form ----------------------------------------------------------------------- */

static const uint8_t risk[ROWS] = {0, 1, 2, NONE, 2, 1, 0, 0, 1, 2, 2, NONE};
static const uint8_t again[ROWS] = {0, 1, 2, 3, 3, NONE, 0, 1, 1, 3, 0, NONE};
static const uint8_t new_risk[ROWS] = {0, 1, NONE, 0, 1, 0, 0, 0, 1, NONE, 0, 1};

static const char *value_of(size_t finding, uint8_t code)
{
    return reunify_columns_name(columns, REUNIFY_CODES_VALUES, finding, code);
}

static void read_column(reunify_rows *rows, const char *name, int32_t type, const void *data,
                        const void *ends, const uint8_t *valid, size_t offset)
{
    assert_int_equal(reunify_rows_read(rows, REUNIFY_READ_FINDING, name, strlen(name), 0, type,
                                       data, ends, valid, offset, error),
                     REUNIFY_OK);
}

static reunify_rows *rows_with_again(void)
{
    reunify_rows *rows;
    assert_int_equal(reunify_rows_new(NULL, ROWS, &rows, error), REUNIFY_OK);
    read_column(rows, "recurrence", REUNIFY_CELL_UINT8, again, NULL, NULL, 0);
    return rows;
}

/* The lower bounds, which differ where a column is read otherwise. */
static void assert_same_levels(reunify_rows *rows)
{
    static const uint8_t expected[ROWS] = {0, 1, 2, 3, 3, 1, 0, 1, 1, 3, 2, 0};
    uint8_t at_least[ROWS];
    assert_int_equal(
        reunify_rows_write(rows, REUNIFY_WRITE_AT_LEAST, at_least, sizeof at_least, error),
        REUNIFY_OK);
    assert_int_equal(reunify_columns_classify(columns, rows, error), REUNIFY_OK);
    assert_memory_equal(at_least, expected, ROWS);
}

static void numbers_of_every_width(void **state)
{
    (void)state;
    int8_t bytes[ROWS + 1] = {1};
    int16_t shorts[ROWS + 1] = {1};
    int32_t numbers[ROWS + 1] = {1};
    int64_t wide[ROWS + 1] = {1};
    for (size_t i = 0; i < ROWS; i++) {
        bytes[i + 1] = (int8_t)(risk[i] == NONE ? -1 : risk[i]);
        shorts[i + 1] = bytes[i + 1];
        numbers[i + 1] = bytes[i + 1];
        wide[i + 1] = bytes[i + 1];
    }
    const struct {
        int32_t type;
        const void *data;
    } forms[] = {{REUNIFY_CELL_INT8, bytes},   {REUNIFY_CELL_UINT8, bytes},
                 {REUNIFY_CELL_INT16, shorts}, {REUNIFY_CELL_INT32, numbers},
                 {REUNIFY_CELL_INT64, wide},   {REUNIFY_CELL_UINT64, wide}};
    reunify_rows *rows = rows_with_again();
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        read_column(rows, "risk_factors", forms[i].type, forms[i].data, NULL, NULL, 1);
        assert_same_levels(rows);
    }
    reunify_rows_free(rows);
}

static void gaps_as_bits(void **state)
{
    (void)state;
    uint8_t codes[ROWS + 3] = {2, 2, 2}, valid[3] = {0};
    for (size_t i = 0; i < ROWS; i++) {
        codes[i + 3] = risk[i] == NONE ? 7 : risk[i]; /* what lies in a gap says nothing */
        if (risk[i] != NONE)
            valid[(i + 3) / 8] |= (uint8_t)(1u << ((i + 3) % 8));
    }
    reunify_rows *rows = rows_with_again();
    read_column(rows, "risk_factors", REUNIFY_CELL_UINT8, codes, NULL, valid, 3);
    assert_same_levels(rows);
    reunify_rows_free(rows);
}

static void dictionaries_in_any_order(void **state)
{
    (void)state;
    static const char *const words[] = {"not_being_addressed", "addressed", "being_addressed", ""};
    size_t lengths[4];
    uint16_t indexes[ROWS];
    for (size_t i = 0; i < 4; i++)
        lengths[i] = strlen(words[i]);
    for (size_t i = 0; i < ROWS; i++)
        indexes[i] = risk[i] == NONE ? 3 : (uint16_t)((risk[i] + 1) % 3);
    reunify_rows *rows = rows_with_again();
    read_column(rows, "risk_factors", REUNIFY_CELL_UINT16, indexes, NULL, NULL, 0);
    assert_int_equal(reunify_rows_words(rows, REUNIFY_READ_FINDING, "risk_factors", 12, 0, words,
                                        lengths, 4, error),
                     REUNIFY_OK);
    assert_same_levels(rows);
    assert_int_equal(
        reunify_rows_words(rows, REUNIFY_READ_FINDING, "wishes", 6, 0, words, lengths, 4, error),
        REUNIFY_NOT_FOUND);
    reunify_rows_free(rows);
}

static void texts_with_ends(void **state)
{
    (void)state;
    char bytes[ROWS * 24] = "";
    int32_t ends[ROWS + 1] = {0};
    int64_t wide[ROWS + 1] = {0};
    for (size_t i = 0; i < ROWS; i++) {
        strcat(bytes, risk[i] == NONE ? "" : value_of(0, risk[i]));
        ends[i + 1] = (int32_t)strlen(bytes);
        wide[i + 1] = ends[i + 1];
    }
    reunify_rows *rows = rows_with_again();
    read_column(rows, "risk_factors", REUNIFY_CELL_TEXT, bytes, ends, NULL, 0);
    assert_same_levels(rows);
    read_column(rows, "risk_factors", REUNIFY_CELL_LARGE_TEXT, bytes, wide, NULL, 0);
    assert_same_levels(rows);
    reunify_rows_free(rows);
}

/* A replay ------------------------------------------------------------------------------------ */

static int32_t child[ROWS] = {7, 7, 7, 3, 3, 9, 9, 9, 9, 1, 1, 1};
static int32_t day[ROWS] = {100, 100, 400, 50, 60, 10, 20, 300, 300, 5, 6, 7};

static reunify_rows *observed(const int32_t *of_child, const int32_t *of_day)
{
    reunify_rows *rows = rows_with_again();
    read_column(rows, "risk_factors", REUNIFY_CELL_UINT8, risk, NULL, NULL, 0);
    assert_int_equal(reunify_rows_read(rows, REUNIFY_READ_SUBJECT, NULL, 0, 0, REUNIFY_CELL_INT32,
                                       of_child, NULL, NULL, 0, error),
                     REUNIFY_OK);
    assert_int_equal(reunify_rows_read(rows, REUNIFY_READ_DATE, NULL, 0, 0, REUNIFY_CELL_INT32,
                                       of_day, NULL, NULL, 0, error),
                     REUNIFY_OK);
    return rows;
}

static void assert_fault(reunify_rows *rows, const char *code, const char *pointer)
{
    uint8_t after[ROWS];
    size_t children = 5;
    memset(after, 77, sizeof after);
    assert_int_equal(reunify_rows_write(rows, REUNIFY_WRITE_LEVEL_AFTER, after, sizeof after, NULL),
                     REUNIFY_OK);
    assert_int_equal(reunify_columns_replay(columns, rows, 1000, NULL, &children, error),
                     REUNIFY_INVALID);
    assert_string_equal(reunify_error_code(error, 0), code);
    assert_string_equal(reunify_error_pointer(error, 0), pointer);
    assert_int_equal(children, 0);
    for (size_t i = 0; i < ROWS; i++)
        assert_int_equal(after[i], 77);
    assert_int_equal(reunify_columns_check(columns, rows, &children, error), REUNIFY_INVALID);
    assert_string_equal(reunify_error_pointer(error, 0), pointer);
    reunify_rows_free(rows);
}

static void children_may_come_in_any_order(void **state)
{
    (void)state;
    size_t children;
    reunify_rows *rows = observed(child, day);
    int64_t first[4];
    assert_int_equal(reunify_columns_check(columns, rows, &children, error), REUNIFY_OK);
    assert_int_equal(children, 4);
    assert_int_equal(reunify_rows_write(rows, REUNIFY_WRITE_FIRST_ROW, first, sizeof first, NULL),
                     REUNIFY_OK);
    assert_int_equal(reunify_columns_replay(columns, rows, 1000, NULL, &children, error),
                     REUNIFY_OK);
    assert_int_equal(first[0], 0);
    assert_int_equal(first[1], 3);
    assert_int_equal(first[2], 5);
    assert_int_equal(first[3], 9);
    assert_int_equal(
        reunify_rows_write(rows, REUNIFY_WRITE_FIRST_ROW, first, sizeof first - 1, NULL),
        REUNIFY_OK);
    assert_int_equal(reunify_columns_replay(columns, rows, 1000, NULL, &children, error),
                     REUNIFY_ARGUMENT);
    reunify_rows_free(rows);
}

static void faults_have_their_row(void **state)
{
    (void)state;
    int32_t other[ROWS];
    memcpy(other, day, sizeof day);
    other[7] = 19;
    assert_fault(observed(child, other), "unsorted_dates", "/7/date");
    other[7] = REUNIFY_DATE_MAX + 1;
    assert_fault(observed(child, other), "bad_date", "/7/date");
    memcpy(other, child, sizeof child);
    other[9] = other[10] = other[11] = 3;
    assert_fault(observed(other, day), "group_twice", "/9/child");
    uint8_t codes[ROWS];
    memcpy(codes, risk, ROWS);
    codes[11] = 3;
    reunify_rows *rows = observed(child, day);
    read_column(rows, "risk_factors", REUNIFY_CELL_UINT8, codes, NULL, NULL, 0);
    assert_fault(rows, "unknown_value", "/11/risk_factors");
    static const uint8_t valid[2] = {0xff, 0x0b};
    rows = observed(child, day);
    assert_int_equal(reunify_rows_read(rows, REUNIFY_READ_DATE, NULL, 0, 0, REUNIFY_CELL_INT32, day,
                                       NULL, valid, 0, error),
                     REUNIFY_OK);
    assert_fault(rows, "missing_member", "/10/date");
    rows = observed(child, day);
    assert_int_equal(reunify_rows_read(rows, REUNIFY_READ_SUBJECT, NULL, 0, 0, REUNIFY_CELL_INT32,
                                       child, NULL, valid, 0, error),
                     REUNIFY_OK);
    assert_fault(rows, "missing_member", "/10/child");
}

/* A word says what would have been right, and nothing is left of what was written before it. */
static void a_wrong_word_of_a_person(void **state)
{
    (void)state;
    static const char bytes[] = "ableunabelunable";
    static const int32_t ends[ROWS + 1] = {0, 4, 10, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16};
    uint8_t level[ROWS], status[ROWS];
    reunify_rows *rows = rows_with_again();
    assert_int_equal(reunify_rows_read(rows, REUNIFY_READ_FINDING, "parental_capacity", 17, 2,
                                       REUNIFY_CELL_TEXT, bytes, ends, NULL, 0, error),
                     REUNIFY_OK);
    assert_int_equal(reunify_rows_write(rows, REUNIFY_WRITE_LEVEL, level, ROWS, error), REUNIFY_OK);
    assert_int_equal(reunify_rows_write(rows, REUNIFY_WRITE_STATUS, status, ROWS, error),
                     REUNIFY_OK);
    assert_int_equal(reunify_columns_classify(columns, rows, error), REUNIFY_INVALID);
    assert_string_equal(reunify_error_pointer(error, 0), "/1/parental_capacity@2");
    assert_non_null(strstr(reunify_error_message(error, 0), "did you mean \"unable\"?"));
    for (size_t i = 0; i < ROWS; i++)
        assert_true(level[i] == NONE && status[i] == NONE);
    reunify_rows_free(rows);
}

static void wrong_bytes_are_seen_by_every_form(void **state)
{
    (void)state;
    enum { MANY = 5000 };
    static uint8_t codes[MANY], level[MANY];
    static const uint32_t forms[] = {0, REUNIFY_COLUMNS_PORTABLE, REUNIFY_COLUMNS_ONE_BY_ONE};
    for (size_t f = 0; f < 3; f++) {
        reunify_columns *of;
        reunify_rows *rows;
        assert_int_equal(reunify_columns_new(profile, forms[f], &of, error), REUNIFY_OK);
        assert_int_equal(reunify_rows_new(NULL, MANY, &rows, error), REUNIFY_OK);
        read_column(rows, "recurrence", REUNIFY_CELL_UINT8, codes, NULL, NULL, 0);
        assert_int_equal(reunify_rows_write(rows, REUNIFY_WRITE_LEVEL, level, MANY, error),
                         REUNIFY_OK);
        for (size_t at = 0; at < MANY; at += 311) {
            codes[at] = (uint8_t)(4 + at % 250);
            assert_int_equal(reunify_columns_classify(of, rows, error), REUNIFY_INVALID);
            char pointer[40];
            snprintf(pointer, sizeof pointer, "/%zu/recurrence", at);
            assert_string_equal(reunify_error_pointer(error, 0), pointer);
            codes[at] = at % 2 ? NONE : 3;
        }
        assert_int_equal(reunify_columns_classify(of, rows, error), REUNIFY_OK);
        memset(codes, 0, sizeof codes);
        reunify_rows_free(rows);
        reunify_columns_unref(of);
    }
}

/* Calls that are wrong ------------------------------------------------------------------------ */

static reunify_status read_any(reunify_rows *rows, int32_t what, const char *name, int32_t person,
                               int32_t type, const void *data)
{
    return reunify_rows_read(rows, what, name, name ? strlen(name) : 0, person, type, data, NULL,
                             NULL, 0, error);
}

static void wrong_calls_are_told(void **state)
{
    (void)state;
    reunify_columns *made = NULL;
    reunify_rows *rows = rows_with_again();
    size_t children = 1;
    assert_int_equal(reunify_columns_new(NULL, 0, &made, error), REUNIFY_ARGUMENT);
    assert_int_equal(reunify_columns_new(profile, 4, &made, error), REUNIFY_ARGUMENT);
    assert_null(made);
    assert_int_equal(read_any(rows, 0, NULL, 0, REUNIFY_CELL_INT8, risk), REUNIFY_ARGUMENT);
    assert_int_equal(read_any(rows, REUNIFY_READ_DATE, NULL, 0, 99, day), REUNIFY_ARGUMENT);
    assert_int_equal(read_any(rows, REUNIFY_READ_DATE, NULL, 1, REUNIFY_CELL_INT32, day),
                     REUNIFY_ARGUMENT);
    assert_int_equal(read_any(rows, REUNIFY_READ_RETURN_TO, NULL, 0, REUNIFY_CELL_INT8, risk),
                     REUNIFY_ARGUMENT);
    assert_int_equal(read_any(rows, REUNIFY_READ_FINDING, NULL, 0, REUNIFY_CELL_INT8, risk),
                     REUNIFY_ARGUMENT);
    assert_int_equal(reunify_rows_write(rows, 0, NULL, 0, error), REUNIFY_ARGUMENT);
    assert_int_equal(
        reunify_rows_write(rows, REUNIFY_WRITE_MAY_CLOSE_CONFIRMED + 1, NULL, 0, error),
        REUNIFY_ARGUMENT);
    assert_int_equal(reunify_columns_replay(columns, rows, 1000, NULL, &children, error),
                     REUNIFY_ARGUMENT);
    assert_int_equal(children, 0);
    assert_int_equal(reunify_columns_check(columns, rows, &children, error), REUNIFY_ARGUMENT);
    assert_int_equal(read_any(rows, REUNIFY_READ_FINDING, "no_such", 0, REUNIFY_CELL_UINT8, risk),
                     REUNIFY_OK);
    assert_int_equal(reunify_columns_classify(columns, rows, error), REUNIFY_NOT_FOUND);
    reunify_rows_free(rows);
    reunify_rows_free(NULL);
    rows = observed(child, day);
    reunify_batch_options options = {.size = sizeof options, .pathway = "nowhere"};
    assert_int_equal(reunify_columns_replay(columns, rows, 1000, &options, &children, error),
                     REUNIFY_NOT_FOUND);
    options.size = 1;
    assert_int_equal(reunify_columns_replay(columns, rows, 1000, &options, &children, error),
                     REUNIFY_ARGUMENT);
    assert_int_equal(
        reunify_columns_replay(columns, rows, REUNIFY_DATE_NONE, NULL, &children, error),
        REUNIFY_ARGUMENT);
    reunify_rows_free(rows);
}

static void a_table_without_rows(void **state)
{
    (void)state;
    reunify_rows *rows;
    size_t children = 3;
    assert_int_equal(reunify_rows_new(NULL, 0, &rows, error), REUNIFY_OK);
    assert_int_equal(read_any(rows, REUNIFY_READ_SUBJECT, NULL, 0, REUNIFY_CELL_INT32, NULL),
                     REUNIFY_OK);
    assert_int_equal(read_any(rows, REUNIFY_READ_DATE, NULL, 0, REUNIFY_CELL_INT32, NULL),
                     REUNIFY_OK);
    assert_int_equal(reunify_columns_classify(columns, rows, error), REUNIFY_OK);
    assert_int_equal(reunify_columns_replay(columns, rows, 1000, NULL, &children, error),
                     REUNIFY_OK);
    assert_int_equal(children, 0);
    reunify_rows_free(rows);
}

/* Memory -------------------------------------------------------------------------------------- */

static reunify_status run_all(reunify_context *context, uint32_t flags)
{
    reunify_profile *of = NULL;
    reunify_columns *made = NULL;
    reunify_rows *rows = NULL;
    size_t children;
    reunify_status status =
        reunify_profile_builtin(context, PACK, sizeof PACK - 1, NULL, &of, error);
    if (!status)
        status = reunify_columns_new(of, flags, &made, error);
    if (!status)
        status = reunify_rows_new(context, ROWS, &rows, error);
    if (!status)
        status = read_any(rows, REUNIFY_READ_FINDING, "risk_factors", 0, REUNIFY_CELL_UINT8, risk);
    if (!status)
        status = read_any(rows, REUNIFY_READ_FINDING, "parental_capacity", 1, REUNIFY_CELL_UINT8,
                          new_risk);
    if (!status)
        status = read_any(rows, REUNIFY_READ_SUBJECT, NULL, 0, REUNIFY_CELL_INT32, child);
    if (!status)
        status = read_any(rows, REUNIFY_READ_DATE, NULL, 0, REUNIFY_CELL_INT32, day);
    if (!status)
        status = reunify_columns_classify(made, rows, error);
    if (!status)
        status = reunify_columns_replay(made, rows, 1000, NULL, &children, error);
    reunify_rows_free(rows);
    reunify_columns_unref(made);
    reunify_profile_unref(of);
    return status;
}

/* The allocations of the pack are left alone: others see to them. */
static void memory_may_fail(void **state)
{
    (void)state;
    static const uint32_t flags[] = {0, REUNIFY_COLUMNS_ONE_BY_ONE};
    for (size_t i = 0; i < 2; i++) {
        counting c = {0};
        reunify_context *context = counting_context(&c);
        reunify_profile *of;
        assert_int_equal(reunify_profile_builtin(context, PACK, sizeof PACK - 1, NULL, &of, NULL),
                         REUNIFY_OK);
        const size_t pack = c.calls;
        reunify_profile_unref(of);
        reunify_status status = REUNIFY_NO_MEMORY;
        size_t failures = 0;
        while (status) {
            c.calls = 0;
            c.fail_at = pack + failures + 1;
            status = run_all(context, flags[i]);
            failures += status != REUNIFY_OK;
            assert_true(!status || status == REUNIFY_NO_MEMORY);
        }
        c.fail_at = 0;
        assert_true(failures > 10);
        reunify_context_unref(context);
        assert_int_equal(c.blocks, 0);
        assert_int_equal(c.wrong_sizes, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(names_stand_for_codes),
                                       cmocka_unit_test(numbers_of_every_width),
                                       cmocka_unit_test(gaps_as_bits),
                                       cmocka_unit_test(dictionaries_in_any_order),
                                       cmocka_unit_test(texts_with_ends),
                                       cmocka_unit_test(children_may_come_in_any_order),
                                       cmocka_unit_test(faults_have_their_row),
                                       cmocka_unit_test(a_wrong_word_of_a_person),
                                       cmocka_unit_test(wrong_bytes_are_seen_by_every_form),
                                       cmocka_unit_test(wrong_calls_are_told),
                                       cmocka_unit_test(a_table_without_rows),
                                       cmocka_unit_test(memory_may_fail)};
    return cmocka_run_group_tests_name("batch", tests, open_all, close_all);
}
