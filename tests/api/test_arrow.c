/*
 * Arrow arrays made by hand: what is refused, what is released and when, and that a lack of memory
 * leaves nothing behind. Whether programs that speak Arrow understand us is asked by
 * tests/data/run_arrow.py.
 */
#include "arrow_parts.h"
#include "columns.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

enum { ROWS = 5, CHILDREN = 3 };

/* A table of ours: three columns that nobody has to release ----------------------------------- */

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

/* Replays of streams: the table above, cut into slices ------------------------------------------
 */

enum { MOST_SLICES = 4 };
static int64_t cuts[MOST_SLICES + 1]; /* where slices begin, and where the last one ends */
static size_t slices, slice;

static int next_slice(struct ArrowArrayStream *s, struct ArrowArray *out)
{
    (void)s;
    *out = (struct ArrowArray){0};
    if (slice == slices)
        return 0;
    *out = streamed.array;
    out->offset = cuts[slice];
    out->length = cuts[slice + 1] - cuts[slice];
    slice++;
    return 0;
}

static reunify_status open_slices(const reunify_columns *by, int32_t table,
                                  struct ArrowArrayStream *out)
{
    struct ArrowArrayStream in = {
        .get_schema = next_schema, .get_next = next_slice, .release = release_stream};
    slice = 0;
    const reunify_status status =
        reunify_columns_replay_stream(by, &in, 1000, NULL, table, out, error);
    assert_null(in.release);
    assert_true(!status == (out->release != NULL));
    return status;
}

static void cut(size_t count, const int64_t *at)
{
    slices = count;
    memcpy(cuts, at, (count + 1) * sizeof *at);
}

static bool is_there(const struct ArrowArray *a, size_t row)
{
    const uint8_t *valid = a->buffers[0];
    return !valid || (valid[row / 8] >> (row % 8) & 1);
}

static size_t width_of(const char *format)
{
    return strcmp(format, "C") == 0 ? 1 : strcmp(format, "l") == 0 ? 8 : 4;
}

/* The rows of a table of a stream against those of the whole, whose columns lie behind `given`. */
static void same_part(const struct ArrowSchema *schema, const struct ArrowArray *whole,
                      const struct ArrowArray *part, size_t first, int64_t given)
{
    assert_int_equal(part->n_children, whole->n_children + given);
    for (int64_t c = 0; c < whole->n_children; c++) {
        const struct ArrowArray *a = whole->children[c], *b = part->children[c + given];
        const size_t width = width_of(schema->children[c + given]->format);
        for (size_t row = 0; row < (size_t)part->length; row++) {
            assert_int_equal(is_there(a, first + row), is_there(b, row));
            assert_memory_equal((const char *)a->buffers[1] + (first + row) * width,
                                (const char *)b->buffers[1] + row * width, width);
        }
    }
}

static void replayed_as_a_whole(int32_t table)
{
    struct ArrowSchema schema, whole_schema;
    struct ArrowArray whole, part;
    struct ArrowArrayStream out;
    const int64_t given = table == REUNIFY_TABLE_CHILDREN ? 1 : 2;
    int64_t rows = 0;
    assert_int_equal(replay(columns, &streamed, table, &whole_schema, &whole), REUNIFY_OK);
    assert_int_equal(open_slices(columns, table, &out), REUNIFY_OK);
    assert_int_equal(out.get_schema(&out, &schema), 0);
    assert_string_equal(schema.children[0]->name, "child");
    assert_string_equal(schema.children[0]->format, "l");
    for (;;) {
        assert_int_equal(out.get_next(&out, &part), 0);
        if (!part.release)
            break;
        assert_in_range(rows + part.length, 0, whole.length);
        same_part(&schema, &whole, &part, (size_t)rows, given);
        const int64_t *ids = part.children[0]->buffers[1];
        const int32_t *days = given == 2 ? part.children[1]->buffers[1] : NULL;
        for (int64_t i = 0; i < part.length; i++) {
            assert_int_equal(ids[i], days ? streamed.child[rows + i] : rows + i + 1);
            assert_true(!days || days[i] == streamed.day[rows + i]);
        }
        rows += part.length;
        part.release(&part);
    }
    assert_int_equal(rows, whole.length);
    schema.release(&schema);
    out.release(&out);
    whole.release(&whole);
    whole_schema.release(&whole_schema);
}

/* A child's rows may go on from one table to the next; a table may be empty. */
static void replays_go_on(void **state)
{
    (void)state;
    fill_table(&streamed);
    streamed.again[4] = 1;
    for (int32_t table = 1; table <= 2; table++)
        for (int64_t a = 0; a <= ROWS; a++)
            for (int64_t b = a; b <= ROWS; b++) {
                const int64_t at[] = {0, a, b, ROWS};
                cut(3, at);
                replayed_as_a_whole(table);
            }
}

static void assert_broken(const char *beginning)
{
    struct ArrowArrayStream out;
    struct ArrowArray part;
    for (int32_t table = 1; table <= 2; table++) {
        assert_int_equal(open_slices(columns, table, &out), REUNIFY_OK);
        assert_int_equal(out.get_next(&out, &part), 0);
        part.release(&part);
        assert_int_not_equal(out.get_next(&out, &part), 0);
        assert_null(part.release);
        assert_memory_equal(out.get_last_error(&out), beginning, strlen(beginning));
        assert_int_not_equal(out.get_next(&out, &part), 0); /* and stays so */
        out.release(&out);
    }
}

static void what_is_wrong_in_a_stream(void **state)
{
    (void)state;
    static const int64_t at[] = {0, 2, ROWS};
    cut(2, at);
    fill_table(&streamed);
    streamed.day[2] = 1; /* earlier than the last row of the table before */
    assert_broken("/2/date: expected the rows of a child in order of date");
    fill_table(&streamed);
    streamed.again[3] = 9;
    assert_broken("/3/recurrence: ");
    fill_table(&streamed);
    streamed.child[4] = 1;
    assert_broken("/4/child: expected the children of a stream in order");
    static const int64_t falling[ROWS] = {3, 3, 3, 2, 1};
    memcpy(streamed.child, falling, sizeof falling);
    replayed_as_a_whole(REUNIFY_TABLE_OBSERVATIONS);
    struct ArrowArrayStream out;
    assert_int_equal(open_slices(columns, 3, &out), REUNIFY_ARGUMENT);
    assert_int_equal(open_slices(NULL, 1, &out), REUNIFY_ARGUMENT);
    assert_int_equal(reunify_columns_replay_stream(columns, NULL, 1000, NULL, 1, &out, error),
                     REUNIFY_ARGUMENT);
}

/* Memory -------------------------------------------------------------------------------------- */

/* After a failure the stream is broken, or was not made. */
static reunify_status read_slices(const reunify_columns *by, int32_t table)
{
    struct ArrowArrayStream out;
    struct ArrowArray part;
    reunify_status status = open_slices(by, table, &out);
    if (status)
        return status;
    struct ArrowSchema schema;
    if (out.get_schema(&out, &schema))
        status = REUNIFY_NO_MEMORY;
    else
        schema.release(&schema);
    for (bool more = true; more && !status;) {
        status = out.get_next(&out, &part) ? REUNIFY_NO_MEMORY : REUNIFY_OK;
        more = part.release != NULL;
        if (more)
            part.release(&part);
    }
    assert_true(!status || out.get_last_error(&out));
    out.release(&out);
    return status;
}

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
    for (int32_t table = 1; table <= 2 && !status; table++)
        status = read_slices(by, table);
    return status;
}

static void sweep_memory(uint32_t flags)
{
    given_table t;
    fill_table(&t);
    fill_table(&streamed);
    static const int64_t at[] = {0, 2, ROWS};
    cut(2, at);
    counting c = {0};
    reunify_context *context = counting_context(&c);
    reunify_profile *of;
    reunify_columns *by;
    assert_int_equal(reunify_profile_builtin(context, PACK, sizeof PACK - 1, NULL, &of, NULL),
                     REUNIFY_OK);
    assert_int_equal(reunify_columns_new(of, flags, &by, NULL), REUNIFY_OK);
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

static void memory_may_fail(void **state)
{
    (void)state;
    sweep_memory(0);
    sweep_memory(REUNIFY_COLUMNS_ONE_BY_ONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_may_be_moved_out), cmocka_unit_test(both_tables_of_a_replay),
        cmocka_unit_test(arrays_that_are_none),   cmocka_unit_test(streams_are_moved),
        cmocka_unit_test(replays_go_on),          cmocka_unit_test(what_is_wrong_in_a_stream),
        cmocka_unit_test(memory_may_fail)};
    return cmocka_run_group_tests_name("arrow", tests, open_all, close_all);
}
