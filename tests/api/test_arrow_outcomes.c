/*
 * Episodes as Arrow tables made by hand: what is read and given, what is released and when, what is
 * refused, and that a lack of memory leaves nothing behind. Whether programs that speak Arrow
 * understand us, over random histories, is asked by tests/data/run_arrow.py.
 */
#include "arrow_parts.h"
#include "error.h"
#include "support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { ROWS = 4, COLUMNS = 4, BORN = 2 };

/* Child "b" goes home and comes back, child "a" is in care twice. */
typedef struct {
    struct ArrowSchema schema, columns[COLUMNS], *schemas[COLUMNS], words_schema;
    struct ArrowArray array, arrays[COLUMNS], *list[COLUMNS], words;
    const void *buffers[COLUMNS][3], *word_buffers[3], *none[1];
    int32_t start[ROWS], end[ROWS], child_ends[ROWS + 1], word_ends[3];
    uint8_t end_valid, ceased_valid;
    int8_t ceased[ROWS];
} table;

static void give(table *t, size_t at, const char *name, const char *format, const void *data)
{
    const bool is_text = *format == 'u';
    t->columns[at] =
        (struct ArrowSchema){.format = format, .name = name, .release = release_schema};
    t->buffers[at][is_text ? 2 : 1] = data;
    t->arrays[at] = (struct ArrowArray){.length = ROWS,
                                        .n_buffers = is_text ? 3 : 2,
                                        .buffers = t->buffers[at],
                                        .release = release_array};
    t->schemas[at] = &t->columns[at];
    t->list[at] = &t->arrays[at];
}

static void fill(table *t)
{
    *t = (table){.start = {18000, 18300, 18000, 18400},
                 .end = {18100, 0, 18350, 0},
                 .child_ends = {0, 1, 2, 3, 4},
                 .word_ends = {0, 3, 5},
                 .end_valid = 5,
                 .ceased_valid = 5,
                 .ceased = {0, 0, 1, 0}};
    give(t, 0, "child", "u", "bbaa");
    t->buffers[0][1] = t->child_ends;
    give(t, 1, "start", "tdD", t->start);
    give(t, 2, "end", "tdD", t->end);
    t->buffers[2][0] = &t->end_valid;
    t->arrays[2].null_count = 2;
    give(t, 3, "ceased", "c", t->ceased);
    t->buffers[3][0] = &t->ceased_valid;
    t->arrays[3].null_count = -1;
    t->words_schema = (struct ArrowSchema){.format = "u", .release = release_schema};
    t->word_buffers[1] = t->word_ends;
    t->word_buffers[2] = "E4AE8";
    t->words = (struct ArrowArray){
        .length = 2, .n_buffers = 3, .buffers = t->word_buffers, .release = release_array};
    t->columns[3].dictionary = &t->words_schema;
    t->arrays[3].dictionary = &t->words;
    t->schema = (struct ArrowSchema){
        .format = "+s", .n_children = COLUMNS, .children = t->schemas, .release = release_schema};
    t->array = (struct ArrowArray){.length = ROWS,
                                   .n_buffers = 1,
                                   .buffers = t->none,
                                   .n_children = COLUMNS,
                                   .children = t->list,
                                   .release = release_array};
}

static reunify_outcomes *outcomes_of(const table *t)
{
    reunify_outcomes *o;
    assert_int_equal(
        reunify_outcomes_new_arrow(NULL, &t->schema, &t->array, NULL, NULL, NULL, &o, error),
        REUNIFY_OK);
    return o;
}

/* Reading ------------------------------------------------------------------------------------- */

static void test_reading(void **state)
{
    (void)state;
    table t;
    fill(&t);
    released = 0;
    reunify_outcomes *o = outcomes_of(&t);
    assert_int_equal(released, 0); /* what came in stays the caller's */
    assert_int_equal(reunify_outcomes_number(o, REUNIFY_OUTCOMES_CHILDREN), 2);
    assert_int_equal(reunify_outcomes_number(o, REUNIFY_OUTCOMES_PERIODS), 4);
    assert_int_equal(reunify_outcomes_number(o, REUNIFY_OUTCOMES_RETURNS_PLANNED), 1);
    assert_int_equal(reunify_outcomes_number(o, REUNIFY_OUTCOMES_REENTERED), 1);
    /* texts are numbered in the order of their bytes, whatever that of the rows */
    assert_int_equal(reunify_outcomes_value(o, REUNIFY_OUTCOME_TABLE_RETURNS, 0, 0), 1);
    assert_string_equal(reunify_outcomes_word(o, REUNIFY_OUTCOME_TABLE_RETURNS, 0, 0), "b");
    assert_string_equal(reunify_outcomes_word(o, REUNIFY_OUTCOME_TABLE_PERIODS, 0, 0), "a");
    reunify_outcomes_free(o);
}

/* A table of the result, by hand. */
static void test_table(void **state)
{
    (void)state;
    table t;
    fill(&t);
    reunify_outcomes *o = outcomes_of(&t);
    struct ArrowSchema schema;
    struct ArrowArray array;
    assert_int_equal(
        reunify_outcomes_to_arrow(o, REUNIFY_OUTCOME_TABLE_PERIODS, &schema, &array, error),
        REUNIFY_OK);
    reunify_outcomes_free(o); /* which it does not need */
    assert_string_equal(schema.children[0]->name, "child");
    assert_string_equal(schema.children[0]->format, "i");
    assert_string_equal(schema.children[0]->dictionary->format, "u");
    assert_string_equal(schema.children[1]->format, "tdD");
    assert_int_equal(array.length, 4);
    assert_memory_equal(array.children[0]->dictionary->buffers[2], "ab", 2);
    static const int32_t children[] = {0, 0, 1, 1};
    assert_memory_equal(array.children[0]->buffers[1], children, sizeof children);
    static const int32_t ended[] = {18350, 0, 18100, 0};
    assert_memory_equal(array.children[2]->buffers[1], ended, sizeof ended);
    assert_int_equal(array.children[2]->null_count, 2);
    assert_int_equal(*(const uint8_t *)array.children[2]->buffers[0], 5);
    struct ArrowArray moved = *array.children[0];
    array.children[0]->release = NULL;
    array.release(&array);
    schema.release(&schema);
    assert_null(array.release);
    assert_memory_equal(moved.dictionary->buffers[2], "ab", 2);
    moved.release(&moved);
}

/* Streams ------------------------------------------------------------------------------------- */

typedef struct {
    table *of;
    int64_t part, parts;
    int fails; /* at the last part */
} source;

static int give_schema(struct ArrowArrayStream *s, struct ArrowSchema *out)
{
    *out = ((const source *)s->private_data)->of->schema;
    return 0;
}

static int give_part(struct ArrowArrayStream *s, struct ArrowArray *out)
{
    source *from = s->private_data;
    *out = (struct ArrowArray){0};
    if (from->part == from->parts)
        return from->fails;
    *out = from->of->array;
    out->offset = from->part * (ROWS / from->parts);
    out->length = ROWS / from->parts;
    from->part++;
    return 0;
}

static const char *say_why(struct ArrowArrayStream *s)
{
    (void)s;
    return "the disk is gone";
}

static void release_stream(struct ArrowArrayStream *s)
{
    s->release = NULL;
    released++;
}

static struct ArrowArrayStream stream_of(source *from)
{
    return (struct ArrowArrayStream){.get_schema = give_schema,
                                     .get_next = give_part,
                                     .get_last_error = say_why,
                                     .release = release_stream,
                                     .private_data = from};
}

static void test_streams(void **state)
{
    (void)state;
    table t;
    fill(&t);
    for (int64_t parts = 1; parts <= ROWS; parts *= 2) {
        source from = {.of = &t, .parts = parts};
        struct ArrowArrayStream in = stream_of(&from);
        reunify_outcomes *o;
        released = 0;
        assert_int_equal(reunify_outcomes_new_stream(NULL, &in, NULL, NULL, &o, error), REUNIFY_OK);
        assert_int_equal(released, 2 + parts); /* the stream, its schema, its tables */
        assert_null(in.release);
        assert_int_equal(reunify_outcomes_number(o, REUNIFY_OUTCOMES_REENTERED), 1);
        reunify_outcomes_free(o);
    }
}

static void test_stream_that_fails(void **state)
{
    (void)state;
    table t;
    fill(&t);
    source from = {.of = &t, .parts = 2, .fails = 5}, rest = {.of = &t, .parts = 1};
    struct ArrowArrayStream in = stream_of(&from), born = stream_of(&rest);
    reunify_outcomes *o;
    released = 0;
    assert_int_equal(reunify_outcomes_new_stream(NULL, &in, &born, NULL, &o, error),
                     REUNIFY_INVALID);
    assert_null(o);
    assert_string_equal(reunify_error_code(error, 0), "bad_arrow");
    assert_non_null(strstr(reunify_error_message(error, 0), "the disk is gone"));
    assert_null(in.release);
    assert_null(born.release);
    assert_int_equal(released, 5);
}

/* Faults -------------------------------------------------------------------------------------- */

static void assert_refused(const table *t, reunify_status status, const char *code,
                           const char *place)
{
    reunify_outcomes *o = (void *)&error;
    assert_int_equal(
        reunify_outcomes_new_arrow(NULL, &t->schema, &t->array, NULL, NULL, NULL, &o, error),
        status);
    assert_null(o);
    assert_string_equal(reunify_error_code(error, 0), code);
    assert_string_equal(reunify_error_pointer(error, 0), place);
}

static void test_faults(void **state)
{
    (void)state;
    table t;
    fill(&t);
    t.columns[3].name = "caesed";
    assert_refused(&t, REUNIFY_NOT_FOUND, "unknown_column", "/episodes/caesed");
    assert_non_null(strstr(reunify_error_message(error, 0), "did you mean \"ceased\"?"));
    t.columns[3].name = "x_ceased"; /* passed over */
    reunify_outcomes *o = outcomes_of(&t);
    assert_int_equal(reunify_outcomes_number(o, REUNIFY_OUTCOMES_RETURNS_HOME), 0);
    reunify_outcomes_free(o);
    t.columns[3].name = "end";
    assert_refused(&t, REUNIFY_INVALID, "duplicate_member", "/episodes/end");
    fill(&t);
    t.columns[2].name = "x_end";
    assert_refused(&t, REUNIFY_NOT_FOUND, "missing_column", "/episodes");
    fill(&t);
    t.ceased[2] = 2;
    assert_refused(&t, REUNIFY_INVALID, "bad_arrow", "/episodes/2/ceased");
    t.ceased[2] = -1;
    assert_refused(&t, REUNIFY_INVALID, "bad_arrow", "/episodes/2/ceased");
    fill(&t);
    t.child_ends[3] = t.child_ends[2];
    assert_refused(&t, REUNIFY_INVALID, "missing_member", "/episodes/2/child");
    fill(&t);
    t.start[1] = INT32_MAX;
    assert_refused(&t, REUNIFY_INVALID, "bad_date", "/episodes/1/start");
    fill(&t);
    t.schemas[1] = NULL;
    assert_refused(&t, REUNIFY_INVALID, "bad_arrow", "");
    fill(&t);
    t.array.length = ROWS + 1;
    assert_refused(&t, REUNIFY_INVALID, "bad_arrow", "/child");
}

static void test_children(void **state)
{
    (void)state;
    table t, born;
    fill(&t);
    fill(&born);
    static const int64_t numbers[ROWS] = {1, 2, 3, 4};
    born.schema.n_children = born.array.n_children = BORN;
    born.columns[1].name = "birth";
    for (size_t i = 0; i < ROWS; i++)
        born.start[i] = 14000 + (int32_t)(i / 2);
    reunify_outcomes *o;
    assert_int_equal(reunify_outcomes_new_arrow(NULL, &t.schema, &t.array, &born.schema,
                                                &born.array, NULL, &o, error),
                     REUNIFY_OK);
    size_t age;
    assert_int_equal(reunify_outcomes_column_find(REUNIFY_OUTCOME_TABLE_RETURNS, "age", 3, &age),
                     REUNIFY_OK);
    assert_int_equal(reunify_outcomes_value(o, REUNIFY_OUTCOME_TABLE_RETURNS, age, 0), 11);
    reunify_outcomes_free(o);
    give(&born, 0, "child", "l", numbers);
    assert_int_equal(reunify_outcomes_new_arrow(NULL, &t.schema, &t.array, &born.schema,
                                                &born.array, NULL, &o, error),
                     REUNIFY_INVALID);
    assert_string_equal(reunify_error_pointer(error, 0), "/child");
}

static void test_arguments(void **state)
{
    (void)state;
    table t;
    fill(&t);
    reunify_outcomes *o;
    struct ArrowSchema schema;
    struct ArrowArray array;
    assert_int_equal(reunify_outcomes_new_arrow(NULL, &t.schema, NULL, NULL, NULL, NULL, &o, error),
                     REUNIFY_ARGUMENT);
    assert_int_equal(
        reunify_outcomes_new_arrow(NULL, &t.schema, &t.array, &t.schema, NULL, NULL, &o, error),
        REUNIFY_ARGUMENT);
    assert_int_equal(reunify_outcomes_new_stream(NULL, NULL, NULL, NULL, &o, error),
                     REUNIFY_ARGUMENT);
    o = outcomes_of(&t);
    assert_int_equal(reunify_outcomes_to_arrow(o, 7, &schema, &array, error), REUNIFY_ARGUMENT);
    assert_int_equal(reunify_outcomes_to_arrow(o, -1, &schema, &array, error), REUNIFY_ARGUMENT);
    assert_null(array.release);
    assert_int_equal(reunify_outcomes_to_arrow(o, 0, NULL, &array, error), REUNIFY_ARGUMENT);
    assert_int_equal(reunify_outcomes_to_arrow(NULL, 0, &schema, &array, error), REUNIFY_ARGUMENT);
    reunify_outcomes_free(o);
}

/* Memory -------------------------------------------------------------------------------------- */

static reunify_status all_tables(const reunify_outcomes *o)
{
    reunify_status status = REUNIFY_OK;
    for (int32_t i = 0; i <= REUNIFY_OUTCOME_TABLE_SUMMARY && !status; i++) {
        struct ArrowSchema schema;
        struct ArrowArray array;
        status = reunify_outcomes_to_arrow(o, i, &schema, &array, error);
        assert_true(!status == (array.release != NULL) && !status == (schema.release != NULL));
        if (!status) {
            array.release(&array);
            schema.release(&schema);
        }
    }
    return status;
}

static reunify_status work_all(const reunify_context *context, table *t, bool streamed)
{
    source from = {.of = t, .parts = 2};
    struct ArrowArrayStream in = stream_of(&from);
    reunify_outcomes *o;
    const reunify_status status =
        streamed ? reunify_outcomes_new_stream(context, &in, NULL, NULL, &o, error)
                 : reunify_outcomes_new_arrow(context, &t->schema, &t->array, NULL, NULL, NULL, &o,
                                              error);
    if (status)
        return status;
    const reunify_status given = all_tables(o);
    reunify_outcomes_free(o);
    return given;
}

static void test_memory(void **state)
{
    (void)state;
    table t;
    fill(&t);
    counting c = {0};
    reunify_context *context = counting_context(&c);
    const size_t blocks = c.blocks;
    for (int streamed = 0; streamed < 2; streamed++) {
        reunify_status status = REUNIFY_NO_MEMORY;
        for (size_t failing = 1; status; failing++) {
            c.calls = 0;
            c.fail_at = failing;
            status = work_all(context, &t, streamed);
            assert_true(!status || status == REUNIFY_NO_MEMORY);
            assert_int_equal(c.blocks, blocks);
            assert_in_range(failing, 1, 2000);
        }
    }
    c.fail_at = 0;
    reunify_context_unref(context);
    assert_int_equal(c.blocks, 0);
    assert_int_equal(c.wrong_sizes, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reading),   cmocka_unit_test(test_table),
        cmocka_unit_test(test_streams),   cmocka_unit_test(test_stream_that_fails),
        cmocka_unit_test(test_faults),    cmocka_unit_test(test_children),
        cmocka_unit_test(test_arguments), cmocka_unit_test(test_memory)};
    return cmocka_run_group_tests_name("arrow outcomes", tests, set_up_error, tear_down_error);
}
