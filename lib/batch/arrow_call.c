/*
 * The calls that take and give Arrow arrays. A stream reads a table from the stream behind it each
 * time that one is asked for, so that no more than one is in memory; its callbacks give numbers of
 * errno.h, and the message of the last one can be asked for.
 */
#include "batch/arrow.h"

#include <errno.h>

const arrow_column arrow_levels[ARROW_LEVELS] = {
    {"level", "C", REUNIFY_WRITE_LEVEL, REUNIFY_CODES_LEVELS},
    {"status", "C", REUNIFY_WRITE_STATUS, REUNIFY_CODES_STATUSES},
    {"at_least", "C", REUNIFY_WRITE_AT_LEAST, REUNIFY_CODES_LEVELS},
    {"deciding", "I", REUNIFY_WRITE_DECIDING, 0}};

static const arrow_column observation_columns[] = {
    {"level_before", "C", REUNIFY_WRITE_LEVEL_BEFORE, REUNIFY_CODES_LEVELS},
    {"level_after", "C", REUNIFY_WRITE_LEVEL_AFTER, REUNIFY_CODES_LEVELS},
    {"indicated", "C", REUNIFY_WRITE_INDICATED, REUNIFY_CODES_LEVELS},
    {"rule", "i", REUNIFY_WRITE_RULE, REUNIFY_CODES_RULES},
    {"basis", "C", REUNIFY_WRITE_BASIS, REUNIFY_CODES_BASES},
    {"held_by", "C", REUNIFY_WRITE_HELD_BY, REUNIFY_CODES_HELD_BY}};

static const arrow_column child_columns[] = {
    {"first_row", "l", REUNIFY_WRITE_FIRST_ROW, 0},
    {"level", "C", REUNIFY_WRITE_LAST_LEVEL, REUNIFY_CODES_LEVELS},
    {"since", "tdD", REUNIFY_WRITE_SINCE, 0},
    {"basis", "C", REUNIFY_WRITE_LAST_BASIS, REUNIFY_CODES_BASES},
    {"pending", "i", REUNIFY_WRITE_PENDING, REUNIFY_CODES_RULES},
    {"eligible_from", "tdD", REUNIFY_WRITE_ELIGIBLE_FROM, 0},
    {"earliest_closure", "tdD", REUNIFY_WRITE_EARLIEST_CLOSURE, 0},
    {"may_close_from", "tdD", REUNIFY_WRITE_MAY_CLOSE_FROM, 0},
    {"may_close_confirmed", "tdD", REUNIFY_WRITE_MAY_CLOSE_CONFIRMED, 0}};

/* Opening ------------------------------------------------------------------------------------- */

static reunify_status open_rows(const reunify_columns *columns, const struct ArrowSchema *schema,
                                const struct ArrowArray *array, reunify_rows **rows,
                                reunify_error *error)
{
    size_t count;
    if (!arrow_count(schema, array, &count, error))
        return REUNIFY_INVALID;
    reunify_status status = reunify_rows_new(columns->context, count, rows, error);
    if (!status)
        status = arrow_read(*rows, columns, schema, array, error);
    return status;
}

static reunify_status classify_array(const reunify_columns *columns,
                                     const struct ArrowSchema *schema,
                                     const struct ArrowArray *array, struct ArrowArray *out,
                                     reunify_error *error)
{
    reunify_rows *rows = NULL;
    arrow_result *result = NULL;
    reunify_status status = open_rows(columns, schema, array, &rows, error);
    if (!status) {
        result = arrow_result_open(columns, arrow_levels, ARROW_LEVELS, rows->count, rows);
        status = result ? reunify_columns_classify(columns, rows, error) : error_no_memory(error);
    }
    if (!status)
        status = arrow_result_give(result, out, error);
    else
        arrow_result_close(result);
    reunify_rows_free(rows);
    return status;
}

static bool clear_results(struct ArrowSchema *schema, struct ArrowArray *array)
{
    if (schema)
        *schema = (struct ArrowSchema){0};
    if (array)
        *array = (struct ArrowArray){0};
    return schema && array;
}

/* Both or none. */
static reunify_status give_schema(const reunify_columns *columns, const arrow_column *list,
                                  size_t count, struct ArrowSchema *schema,
                                  struct ArrowArray *array, reunify_error *error)
{
    const reunify_status status = arrow_schema_give(columns, list, count, schema, error);
    if (status) {
        array->release(array);
        *array = (struct ArrowArray){0};
    }
    return status;
}

reunify_status reunify_columns_classify_arrow(const reunify_columns *columns,
                                              const struct ArrowSchema *schema,
                                              const struct ArrowArray *array,
                                              struct ArrowSchema *out_schema,
                                              struct ArrowArray *out_array, reunify_error *error)
{
    reunify_error_clear(error);
    if (!clear_results(out_schema, out_array) || !columns || !schema || !array)
        return error_argument(error, "the columns, the table or the result are NULL");
    const reunify_status status = classify_array(columns, schema, array, out_array, error);
    return status ? status
                  : give_schema(columns, arrow_levels, ARROW_LEVELS, out_schema, out_array, error);
}

/* Replays ------------------------------------------------------------------------------------- */

typedef struct {
    const arrow_column *list;
    size_t count;
    bool of_children;
} wanted_table;

static reunify_status replay_array(const reunify_columns *columns, const struct ArrowSchema *schema,
                                   const struct ArrowArray *array, reunify_date as_of,
                                   const reunify_batch_options *options, const wanted_table *wanted,
                                   struct ArrowArray *out, reunify_error *error)
{
    reunify_rows *rows = NULL;
    arrow_result *result = NULL;
    size_t children = 0;
    reunify_status status = open_rows(columns, schema, array, &rows, error);
    if (!status && wanted->of_children)
        status = reunify_columns_check(columns, rows, &children, error);
    if (!status) {
        result = arrow_result_open(columns, wanted->list, wanted->count,
                                   wanted->of_children ? children : rows->count, rows);
        status = result ? reunify_columns_replay(columns, rows, as_of, options, &children, error)
                        : error_no_memory(error);
    }
    if (!status)
        status = arrow_result_give(result, out, error);
    else
        arrow_result_close(result);
    reunify_rows_free(rows);
    return status;
}

reunify_status reunify_columns_replay_arrow(const reunify_columns *columns,
                                            const struct ArrowSchema *schema,
                                            const struct ArrowArray *array, reunify_date as_of,
                                            const reunify_batch_options *options, int32_t table,
                                            struct ArrowSchema *out_schema,
                                            struct ArrowArray *out_array, reunify_error *error)
{
    reunify_error_clear(error);
    if (!clear_results(out_schema, out_array) || !columns || !schema || !array)
        return error_argument(error, "the columns, the table or the result are NULL");
    if (table != REUNIFY_TABLE_OBSERVATIONS && table != REUNIFY_TABLE_CHILDREN)
        return error_argument(error, "there is no such table");
    const wanted_table wanted =
        table == REUNIFY_TABLE_CHILDREN
            ? (wanted_table){child_columns, LENGTH_OF(child_columns), true}
            : (wanted_table){observation_columns, LENGTH_OF(observation_columns), false};
    const reunify_status status =
        replay_array(columns, schema, array, as_of, options, &wanted, out_array, error);
    return status ? status
                  : give_schema(columns, wanted.list, wanted.count, out_schema, out_array, error);
}

/* Streams ------------------------------------------------------------------------------------- */

typedef struct {
    const reunify_columns *columns;
    struct ArrowArrayStream in;
    struct ArrowSchema schema; /* of what comes in, once it was asked for */
    reunify_error error;
    char message[ERROR_MESSAGE + ERROR_POINTER + 4];
} level_stream;

static int fail(level_stream *s, int number, const char *message)
{
    const size_t length = strlen(message);
    const size_t kept = length < sizeof s->message ? length : sizeof s->message - 1;
    memcpy(s->message, message, kept);
    s->message[kept] = '\0';
    return number;
}

static int fail_by_status(level_stream *s, reunify_status status)
{
    char message[sizeof s->message];
    const char *place = reunify_error_pointer(&s->error, 0);
    const size_t length = strlen(place);
    memcpy(message, place, length);
    memcpy(message + length, ": ", 3);
    memcpy(message + length + (length ? 2 : 0), reunify_error_message(&s->error, 0),
           strlen(reunify_error_message(&s->error, 0)) + 1);
    return fail(s, status == REUNIFY_NO_MEMORY ? ENOMEM : EINVAL, message);
}

static int fail_by_input(level_stream *s, int number)
{
    const char *message = s->in.get_last_error ? s->in.get_last_error(&s->in) : NULL;
    return fail(s, number, message ? message : "the stream that is read failed");
}

static int stream_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out)
{
    level_stream *s = stream->private_data;
    const reunify_status status =
        arrow_schema_give(s->columns, arrow_levels, ARROW_LEVELS, out, &s->error);
    return status ? fail_by_status(s, status) : 0;
}

static int stream_next(struct ArrowArrayStream *stream, struct ArrowArray *out)
{
    level_stream *s = stream->private_data;
    *out = (struct ArrowArray){0};
    struct ArrowArray array = {0};
    int number = s->schema.release ? 0 : s->in.get_schema(&s->in, &s->schema);
    if (!number)
        number = s->in.get_next(&s->in, &array);
    if (number)
        return fail_by_input(s, number);
    if (!array.release)
        return 0; /* the end */
    reunify_error_clear(&s->error);
    const reunify_status status = classify_array(s->columns, &s->schema, &array, out, &s->error);
    array.release(&array);
    return status ? fail_by_status(s, status) : 0;
}

static const char *stream_error(struct ArrowArrayStream *stream)
{
    const level_stream *s = stream->private_data;
    return s->message[0] ? s->message : NULL;
}

static void release_stream(struct ArrowArrayStream *stream)
{
    level_stream *s = stream->private_data;
    const reunify_columns *columns = s->columns;
    if (s->schema.release)
        s->schema.release(&s->schema);
    if (s->in.release)
        s->in.release(&s->in);
    memory_release(columns->context, s, sizeof *s);
    reunify_columns_unref(columns);
    stream->release = NULL;
}

reunify_status reunify_columns_classify_stream(const reunify_columns *columns,
                                               struct ArrowArrayStream *in,
                                               struct ArrowArrayStream *out, reunify_error *error)
{
    reunify_error_clear(error);
    if (out)
        *out = (struct ArrowArrayStream){0};
    if (!columns || !out || !in || !in->release) {
        if (in && in->release)
            in->release(in);
        return error_argument(error, "the columns or a stream are NULL, or it was released");
    }
    level_stream *s = memory_allocate_zeroed(columns->context, 1, sizeof *s);
    if (!s) {
        in->release(in);
        return error_no_memory(error);
    }
    s->columns = reunify_columns_ref(columns);
    s->in = *in;
    in->release = NULL;
    *out = (struct ArrowArrayStream){.get_schema = stream_schema,
                                     .get_next = stream_next,
                                     .get_last_error = stream_error,
                                     .release = release_stream,
                                     .private_data = s};
    return REUNIFY_OK;
}
