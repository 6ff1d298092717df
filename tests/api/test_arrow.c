/*
 * Arrow arrays made by hand: what is refused, what is released and when, and that a lack of memory
 * leaves nothing behind. Whether programs that speak Arrow understand us is asked by
 * tests/data/run_arrow.py.
 */
#include "support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

enum { ROWS = 5, CHILDREN = 3 };

static reunify_profile *profile;
static reunify_columns *columns;
static reunify_error *error;

static int open_all(void **state)
{
    (void)state;
    return reunify_profile_builtin(NULL, PACK, sizeof PACK - 1, NULL, &profile, NULL) ||
           reunify_columns_new(profile, 0, &columns, NULL) || reunify_error_new(NULL, &error);
}

static int close_all(void **state)
{
    (void)state;
    reunify_error_free(error);
    reunify_columns_unref(columns);
    reunify_profile_unref(profile);
    return 0;
}

/* A table of ours: three columns that nobody has to release ----------------------------------- */

static size_t released;

static void release_schema(struct ArrowSchema *s)
{
    s->release = NULL;
    released++;
}

static void release_array(struct ArrowArray *a)
{
    a->release = NULL;
    released++;
}

typedef struct {
    struct ArrowSchema schema, columns[CHILDREN], *schemas[CHILDREN];
    struct ArrowArray array, arrays[CHILDREN], *list[CHILDREN];
    const void *buffers[CHILDREN][3], *none[1];
    uint8_t again[ROWS];
    int64_t child[ROWS];
    int32_t day[ROWS];
} given_table;

static void give_column(given_table *t, size_t at, const char *name, const char *format,
                        const void *data)
{
    t->columns[at] =
        (struct ArrowSchema){.format = format, .name = name, .release = release_schema};
    t->buffers[at][1] = data;
    t->arrays[at] = (struct ArrowArray){
        .length = ROWS, .n_buffers = 2, .buffers = t->buffers[at], .release = release_array};
    t->schemas[at] = &t->columns[at];
    t->list[at] = &t->arrays[at];
}

static void fill_table(given_table *t)
{
    *t = (given_table){
        .again = {0, 1, 2, 3, 255}, .child = {1, 1, 1, 2, 2}, .day = {1, 2, 300, 4, 5}};
    give_column(t, 0, "recurrence", "C", t->again);
    give_column(t, 1, "child", "l", t->child);
    give_column(t, 2, "date", "tdD", t->day);
    t->schema = (struct ArrowSchema){
        .format = "+s", .n_children = CHILDREN, .children = t->schemas, .release = release_schema};
    t->array = (struct ArrowArray){.length = ROWS,
                                   .n_buffers = 1,
                                   .buffers = t->none,
                                   .n_children = CHILDREN,
                                   .children = t->list,
                                   .release = release_array};
}

static reunify_status classify(const reunify_columns *by, const given_table *t,
                               struct ArrowSchema *schema, struct ArrowArray *array)
{
    return reunify_columns_classify_arrow(by, &t->schema, &t->array, schema, array, error);
}

static reunify_status replay(const reunify_columns *by, const given_table *t, int32_t table,
                             struct ArrowSchema *schema, struct ArrowArray *array)
{
    return reunify_columns_replay_arrow(by, &t->schema, &t->array, 1000, NULL, table, schema, array,
                                        error);
}

/* What is released ---------------------------------------------------------------------------- */

static void parts_may_be_moved_out(void **state)
{
    (void)state;
    given_table t;
    fill_table(&t);
    struct ArrowSchema schema;
    struct ArrowArray array;
    released = 0;
    assert_int_equal(
        reunify_columns_classify_arrow(columns, &t.schema, &t.array, &schema, &array, error),
        REUNIFY_OK);
    assert_int_equal(released, 0); /* what came in stays the caller's */
    assert_int_equal(array.length, ROWS);
    assert_int_equal(array.n_children, 4);
    struct ArrowArray at_least = *array.children[2];
    array.children[2]->release = NULL;
    struct ArrowSchema name = *schema.children[2];
    schema.children[2]->release = NULL;
    array.release(&array);
    assert_null(array.release);
    schema.release(&schema);
    assert_null(schema.release);
    static const uint8_t expected[ROWS] = {0, 1, 2, 3, 0};
    assert_memory_equal(at_least.buffers[1], expected, ROWS);
    assert_string_equal(name.name, "at_least");
    struct ArrowArray dictionary = *at_least.dictionary;
    at_least.dictionary->release = NULL;
    at_least.release(&at_least);
    assert_memory_equal(dictionary.buffers[2], "lowmediumhighsevere", 19);
    dictionary.release(&dictionary);
    name.release(&name);
}

static void both_tables_of_a_replay(void **state)
{
    (void)state;
    given_table t;
    fill_table(&t);
    struct ArrowSchema schema;
    struct ArrowArray array;
    assert_int_equal(reunify_columns_replay_arrow(columns, &t.schema, &t.array, 1000, NULL,
                                                  REUNIFY_TABLE_CHILDREN, &schema, &array, error),
                     REUNIFY_OK);
    assert_int_equal(array.length, 2);
    assert_int_equal(((const int64_t *)array.children[0]->buffers[1])[1], 3);
    assert_int_equal(array.children[1]->null_count, 2); /* too little is known for a level */
    array.release(&array);
    schema.release(&schema);
    assert_int_equal(replay(columns, &t, REUNIFY_TABLE_OBSERVATIONS, &schema, &array), REUNIFY_OK);
    assert_int_equal(array.length, ROWS);
    array.release(&array);
    schema.release(&schema);
    assert_int_equal(replay(columns, &t, 3, &schema, &array), REUNIFY_ARGUMENT);
    assert_null(array.release);
}

/* What is refused ----------------------------------------------------------------------------- */

static void assert_refused(const given_table *t, reunify_status status, const char *code)
{
    struct ArrowSchema schema;
    struct ArrowArray array;
    assert_int_equal(classify(columns, t, &schema, &array), status);
    assert_string_equal(reunify_error_code(error, 0), code);
    assert_null(schema.release);
    assert_null(array.release);
}

static void arrays_that_are_none(void **state)
{
    (void)state;
    given_table t;
    int32_t ends[ROWS + 1] = {0, 2, 1, 3, 3, 3};
#define REFUSE(change)                                                                             \
    do {                                                                                           \
        fill_table(&t);                                                                            \
        change;                                                                                    \
        assert_refused(&t, REUNIFY_INVALID, "bad_arrow");                                          \
    } while (0)
    REFUSE(t.array.release = NULL);
    REFUSE(t.schema.format = "i");
    REFUSE(t.schema.format = NULL);
    REFUSE(t.array.length = -1);
    REFUSE(t.array.offset = INT64_MAX);
    REFUSE(t.array.n_children = 2);
    REFUSE(t.array.children = NULL);
    REFUSE(t.array.n_buffers = 0);
    REFUSE(t.list[0] = NULL);
    REFUSE(t.arrays[0].release = NULL);
    REFUSE(t.arrays[0].length = ROWS - 1);
    REFUSE(t.arrays[0].offset = INT64_MAX);
    REFUSE(t.arrays[0].n_buffers = 3);
    REFUSE(t.buffers[0][1] = NULL);
    REFUSE(t.buffers[1][1] = (const char *)t.child + 1);
    REFUSE(t.columns[0].format = "f");
    REFUSE(t.columns[0].release = NULL);
    REFUSE(t.columns[2].format = "i");
    REFUSE(t.columns[0].dictionary = &t.columns[1]);
    REFUSE((t.columns[0].format = "u", t.arrays[0].n_buffers = 3, t.buffers[0][1] = ends,
            t.buffers[0][2] = "abc"));
#undef REFUSE
    fill_table(&t);
    t.columns[0].name = "recurrence@1";
    assert_refused(&t, REUNIFY_NOT_FOUND, "unknown_finding");
    fill_table(&t);
    t.columns[0].name = NULL;
    assert_refused(&t, REUNIFY_NOT_FOUND, "unknown_column");
    fill_table(&t);
    t.again[3] = 4;
    assert_refused(&t, REUNIFY_INVALID, "unknown_value");
    assert_string_equal(reunify_error_pointer(error, 0), "/3/recurrence");
}

/* Streams ------------------------------------------------------------------------------------- */

static given_table streamed;
static int tables_left;

static int next_schema(struct ArrowArrayStream *s, struct ArrowSchema *out)
{
    (void)s;
    *out = streamed.schema;
    return 0;
}

static int next_table(struct ArrowArrayStream *s, struct ArrowArray *out)
{
    (void)s;
    if (tables_left < 0)
        return 5;
    *out = tables_left ? streamed.array : (struct ArrowArray){0};
    tables_left -= tables_left > 0;
    return 0;
}

static void release_stream(struct ArrowArrayStream *s)
{
    s->release = NULL;
    released++;
}

static void streams_are_moved(void **state)
{
    (void)state;
    fill_table(&streamed);
    tables_left = 2;
    released = 0;
    struct ArrowArrayStream in = {
        .get_schema = next_schema, .get_next = next_table, .release = release_stream};
    struct ArrowArrayStream out;
    struct ArrowArray array;
    struct ArrowSchema schema;
    assert_int_equal(reunify_columns_classify_stream(columns, &in, &out, error), REUNIFY_OK);
    assert_null(in.release);
    assert_null(out.get_last_error(&out));
    assert_int_equal(out.get_schema(&out, &schema), 0);
    assert_int_equal(schema.n_children, 4);
    schema.release(&schema);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(out.get_next(&out, &array), 0);
        assert_int_equal(array.length, ROWS);
        array.release(&array);
    }
    assert_int_equal(out.get_next(&out, &array), 0);
    assert_null(array.release);
    tables_left = -1;
    assert_int_equal(out.get_next(&out, &array), 5);
    assert_non_null(out.get_last_error(&out));
    tables_left = 1;
    streamed.again[0] = 9;
    assert_int_not_equal(out.get_next(&out, &array), 0);
    assert_non_null(strstr(out.get_last_error(&out), "/0/recurrence: "));
    out.release(&out);
    assert_null(out.release);
    assert_int_equal(released, 5); /* three tables, the schema, the stream */
    in.release = release_stream;
    assert_int_equal(reunify_columns_classify_stream(NULL, &in, &out, error), REUNIFY_ARGUMENT);
    assert_null(in.release);
    assert_int_equal(reunify_columns_classify_stream(columns, &in, &out, error), REUNIFY_ARGUMENT);
}

/* Memory -------------------------------------------------------------------------------------- */

static reunify_status give_all(const reunify_columns *by, const given_table *t)
{
    struct ArrowSchema schema;
    struct ArrowArray array;
    reunify_status status = classify(by, t, &schema, &array);
    for (int32_t table = 1; table <= 2 && !status; table++) {
        array.release(&array);
        schema.release(&schema);
        status = replay(by, t, table, &schema, &array);
    }
    assert_true(!status == (array.release != NULL) && !status == (schema.release != NULL));
    if (!status) {
        array.release(&array);
        schema.release(&schema);
    }
    return status;
}

static void memory_may_fail(void **state)
{
    (void)state;
    given_table t;
    fill_table(&t);
    counting c = {0};
    reunify_context *context = counting_context(&c);
    reunify_profile *of;
    reunify_columns *by;
    assert_int_equal(reunify_profile_builtin(context, PACK, sizeof PACK - 1, NULL, &of, NULL),
                     REUNIFY_OK);
    assert_int_equal(reunify_columns_new(of, 0, &by, NULL), REUNIFY_OK);
    const size_t blocks = c.blocks;
    reunify_status status = REUNIFY_NO_MEMORY;
    for (size_t failing = 1; status; failing++) {
        c.calls = 0;
        c.fail_at = failing;
        status = give_all(by, &t);
        assert_true(!status || status == REUNIFY_NO_MEMORY);
        assert_int_equal(c.blocks, blocks);
        assert_in_range(failing, 1, 1000);
    }
    c.fail_at = 0;
    reunify_columns_unref(by);
    reunify_profile_unref(of);
    reunify_context_unref(context);
    assert_int_equal(c.blocks, 0);
    assert_int_equal(c.wrong_sizes, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_may_be_moved_out), cmocka_unit_test(both_tables_of_a_replay),
        cmocka_unit_test(arrays_that_are_none), cmocka_unit_test(streams_are_moved),
        cmocka_unit_test(memory_may_fail)};
    return cmocka_run_group_tests_name("arrow", tests, open_all, close_all);
}
