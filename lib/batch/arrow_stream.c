/*
 * Streams of tables, of levels and of replays. Each reads a table from the stream behind it when
 * one is asked for, so that no more than one is in memory; its callbacks give numbers of errno.h,
 * and the message of the last one can be asked for.
 *
 * A table of levels is by itself. Of a replay, the child under way is passed on from table to table
 * (replay.c), and a table of children has those who came to their end; whoever is under way when
 * the stream ends has a table alone. As the tables that were read are gone by then, the results
 * carry the children, and the dates of observations. After a fault a replay is broken: what it had
 * read cannot be read again.
 */
#include "batch/arrow.h"
#include "batch/replay.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>

/* What went wrong ----------------------------------------------------------------------------- */

int arrow_say(arrow_trouble *t, int number, const char *message)
{
    const size_t length = strlen(message);
    const size_t kept = length < sizeof t->message ? length : sizeof t->message - 1;
    memcpy(t->message, message, kept);
    t->message[kept] = '\0';
    return number;
}

int arrow_say_status(arrow_trouble *t, reunify_status status)
{
    char message[sizeof t->message];
    const char *place = reunify_error_pointer(&t->error, 0);
    const size_t length = strlen(place);
    memcpy(message, place, length);
    memcpy(message + length, ": ", 3);
    memcpy(message + length + (length ? 2 : 0), reunify_error_message(&t->error, 0),
           strlen(reunify_error_message(&t->error, 0)) + 1);
    return arrow_say(t, status == REUNIFY_NO_MEMORY ? ENOMEM : EINVAL, message);
}

int arrow_say_input(arrow_trouble *t, struct ArrowArrayStream *in, int number)
{
    const char *message = in->get_last_error ? in->get_last_error(in) : NULL;
    return arrow_say(t, number, message ? message : "the stream that is read failed");
}

const char *arrow_last_message(const arrow_trouble *t)
{
    return t->message[0] ? t->message : NULL;
}

/* A stream ------------------------------------------------------------------------------------ */

enum { MOST_STREAM_COLUMNS = 12 };

typedef struct table_stream {
    const reunify_columns *columns;
    struct ArrowArrayStream in;
    struct ArrowSchema schema; /* of what comes in, once it was asked for */
    arrow_trouble trouble;
    arrow_column list[MOST_STREAM_COLUMNS];
    size_t list_count;
    replay_run *run;  /* NULL: levels */
    bool of_children; /* of a replay */
    bool ended, broken;
} table_stream;

/* Of what is wrong with a row, the row of the whole stream: `rows` were before the table. */
static void move_places(reunify_error *error, int64_t rows)
{
    for (size_t i = 0; i < error->count; i++) {
        char *place = error->faults[i].pointer, rest[ERROR_POINTER];
        char *end = place;
        int64_t row = 0;
        for (end += *end == '/'; *end >= '0' && *end <= '9' && row < INT64_MAX / 20; end++)
            row = row * 10 + (*end - '0');
        if (end < place + 2 || *end != '/')
            continue;
        memcpy(rest, end, strlen(end) + 1);
        snprintf(place, ERROR_POINTER, "/%" PRId64 "%.*s", row + rows, ERROR_POINTER - 22, rest);
    }
}

static reunify_status fail_at_row(table_stream *s, reunify_status status)
{
    if (status && s->run)
        move_places(&s->trouble.error, replay_under_way(s->run)->rows);
    return status;
}

static int open_input(table_stream *s)
{
    return s->schema.release ? 0 : s->in.get_schema(&s->in, &s->schema);
}

static const char *stream_error(struct ArrowArrayStream *stream)
{
    const table_stream *s = stream->private_data;
    return arrow_last_message(&s->trouble);
}

static void free_stream(table_stream *s)
{
    const reunify_columns *columns = s->columns;
    if (s->schema.release)
        s->schema.release(&s->schema);
    if (s->in.release)
        s->in.release(&s->in);
    replay_close(s->run);
    memory_release(columns->context, s, sizeof *s);
    reunify_columns_unref(columns);
}

static void release_stream(struct ArrowArrayStream *stream)
{
    stream->release = NULL;
    free_stream(stream->private_data);
}

/* Moves the input into a stream; where that fails, it is released all the same. */
static table_stream *take_input(const reunify_columns *columns, struct ArrowArrayStream *in,
                                struct ArrowArrayStream *out, reunify_status *status,
                                reunify_error *error)
{
    reunify_error_clear(error);
    if (out)
        *out = (struct ArrowArrayStream){0};
    const bool given = columns && out && in && in->release;
    table_stream *s = given ? memory_allocate_zeroed(columns->context, 1, sizeof *s) : NULL;
    if (!s) {
        if (in && in->release)
            in->release(in);
        *status =
            given ? error_no_memory(error)
                  : error_argument(error, "the columns or a stream are NULL, or it was released");
        return NULL;
    }
    s->columns = reunify_columns_ref(columns);
    s->in = *in;
    in->release = NULL;
    return s;
}

/* Replays ------------------------------------------------------------------------------------- */

/* Whose the rows of a result are. */
typedef struct {
    const row_column *subject;
    const child_under_way *before;
    const int64_t *first_rows; /* by child; NULL: a row is a row */
} result_children;

static child_key child_at(const result_children *c, size_t at)
{
    if (!c->first_rows)
        return child_of_row(c->subject, at);
    const int64_t row = c->first_rows[at] - c->before->rows;
    return row < 0 || !c->subject ? c->before->child : child_of_row(c->subject, (size_t)row);
}

static text words_at(const void *user, size_t at)
{
    return child_at(user, at).words;
}

static reunify_status fill_children(table_stream *s, arrow_result *result, const result_children *c,
                                    size_t count)
{
    const char *format = s->list[0].format;
    if (format[0] == 'u')
        return arrow_result_texts(result, ARROW_CHILD, words_at, c, &s->trouble.error);
    int64_t *numbers = arrow_result_numbers(result, ARROW_CHILD, sizeof *numbers);
    if (!numbers)
        return error_no_memory(&s->trouble.error);
    for (size_t i = 0; i < count; i++)
        numbers[i] = child_at(c, i).number;
    if (format[0] == 'L')
        for (size_t i = 0; i < count; i++) /* see subject_number() */
            numbers[i] ^= INT64_MIN;
    return REUNIFY_OK;
}

static reunify_status fill_dates(table_stream *s, arrow_result *result, const reunify_rows *rows)
{
    const row_column *dates = &rows_input(rows, REUNIFY_READ_DATE, NULL, 0)->column;
    int32_t *days = arrow_result_numbers(result, ARROW_DATE, sizeof *days);
    if (!days)
        return error_no_memory(&s->trouble.error);
    for (size_t i = 0; i < rows->count; i++)
        days[i] = date_of_row(dates, i);
    return REUNIFY_OK;
}

/* `rows` NULL: the table of the last child. */
static reunify_status fill_given(table_stream *s, arrow_result *result, const reunify_rows *rows,
                                 size_t count)
{
    const result_children c = {
        .subject = rows ? &rows_input(rows, REUNIFY_READ_SUBJECT, NULL, 0)->column : NULL,
        .before = replay_under_way(s->run),
        .first_rows = arrow_result_data(result, REUNIFY_WRITE_FIRST_ROW)};
    const reunify_status status = fill_children(s, result, &c, count);
    return status || s->of_children ? status : fill_dates(s, result, rows);
}

static reunify_status write_table(table_stream *s, reunify_rows *rows, size_t count,
                                  struct ArrowArray *out)
{
    reunify_error *error = &s->trouble.error;
    arrow_result *result = arrow_result_open(s->columns, s->list, s->list_count, count, rows);
    if (!result)
        return error_no_memory(error);
    reunify_status status = replay_write(s->run, error);
    if (!status)
        status = fill_given(s, result, rows, count);
    if (!status && !replay_pass_on(s->run))
        status = error_no_memory(error);
    if (!status)
        return arrow_result_give(result, out, error);
    arrow_result_close(result);
    return status;
}

static reunify_status replay_table(table_stream *s, const struct ArrowArray *array,
                                   struct ArrowArray *out)
{
    reunify_rows *rows = NULL;
    size_t ended = 0;
    reunify_status status = arrow_open(s->columns, &s->schema, array, &rows, &s->trouble.error);
    if (!status)
        status = replay_look(s->run, rows, &ended, &s->trouble.error);
    if (!status)
        status = write_table(s, rows, s->of_children ? ended : rows->count, out);
    reunify_rows_free(rows);
    return status;
}

/* The table of the child with whom the stream ends, where there is one. */
static reunify_status last_child(table_stream *s, struct ArrowArray *out)
{
    reunify_error *error = &s->trouble.error;
    reunify_rows *rows;
    if (!s->of_children || !replay_under_way(s->run)->begun)
        return REUNIFY_OK;
    reunify_status status = reunify_rows_new(s->columns->context, 0, &rows, error);
    if (status)
        return status;
    arrow_result *result = arrow_result_open(s->columns, s->list, s->list_count, 1, rows);
    status = result ? REUNIFY_OK : error_no_memory(error);
    if (result) {
        replay_write_last(s->run, rows);
        status = fill_given(s, result, NULL, 1);
    }
    if (!status)
        status = arrow_result_give(result, out, error);
    else
        arrow_result_close(result);
    reunify_rows_free(rows);
    return status;
}

/* Whether the children of a table are texts or numbers: what comes in says. */
static const char *child_format(const struct ArrowSchema *schema)
{
    for (int64_t i = 0; schema->children && i < schema->n_children; i++) {
        const struct ArrowSchema *c = schema->children[i];
        if (!c || !c->name || !c->format || strcmp(c->name, "child") != 0)
            continue;
        if (c->dictionary || c->format[0] == 'u' || c->format[0] == 'U')
            return "u";
        return c->format[0] == 'L' ? "L" : "l";
    }
    return "l";
}

/* Callbacks ----------------------------------------------------------------------------------- */

/* The columns of the result, once it is known what comes in. */
static int open_stream(table_stream *s)
{
    const int number = open_input(s);
    if (!number && s->run)
        s->list[0].format = child_format(&s->schema);
    return number;
}

static int stream_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out)
{
    table_stream *s = stream->private_data;
    *out = (struct ArrowSchema){0};
    const int number = s->run ? open_stream(s) : 0;
    if (number)
        return arrow_say_input(&s->trouble, &s->in, number);
    reunify_error_clear(&s->trouble.error);
    const reunify_status status =
        arrow_schema_give(s->columns, s->list, s->list_count, out, &s->trouble.error);
    return status ? arrow_say_status(&s->trouble, status) : 0;
}

static reunify_status next_table(table_stream *s, const struct ArrowArray *array,
                                 struct ArrowArray *out)
{
    reunify_error_clear(&s->trouble.error);
    if (!s->run)
        return arrow_classify(s->columns, &s->schema, array, out, &s->trouble.error);
    return array->release ? replay_table(s, array, out) : last_child(s, out);
}

static int stream_next(struct ArrowArrayStream *stream, struct ArrowArray *out)
{
    table_stream *s = stream->private_data;
    *out = (struct ArrowArray){0};
    struct ArrowArray array = {0};
    if (s->broken)
        return EINVAL; /* what was read is gone; the message stays */
    int number = s->ended ? 0 : open_stream(s);
    if (!number && !s->ended)
        number = s->in.get_next(&s->in, &array);
    if (number)
        return arrow_say_input(&s->trouble, &s->in, number);
    const bool more = array.release != NULL;
    if (s->ended || (!more && !s->run))
        return 0;
    s->ended = !more;
    const reunify_status status = fail_at_row(s, next_table(s, &array, out));
    s->broken = status && s->run;
    if (more)
        array.release(&array);
    return status ? arrow_say_status(&s->trouble, status) : 0;
}

static void give_stream(table_stream *s, struct ArrowArrayStream *out)
{
    *out = (struct ArrowArrayStream){.get_schema = stream_schema,
                                     .get_next = stream_next,
                                     .get_last_error = stream_error,
                                     .release = release_stream,
                                     .private_data = s};
}

/* Calls --------------------------------------------------------------------------------------- */

reunify_status reunify_columns_classify_stream(const reunify_columns *columns,
                                               struct ArrowArrayStream *in,
                                               struct ArrowArrayStream *out, reunify_error *error)
{
    reunify_status status = REUNIFY_OK;
    table_stream *s = take_input(columns, in, out, &status, error);
    if (!s)
        return status;
    memcpy(s->list, arrow_levels, ARROW_LEVELS * sizeof *arrow_levels);
    s->list_count = ARROW_LEVELS;
    give_stream(s, out);
    return REUNIFY_OK;
}

static void choose_columns(table_stream *s, const arrow_column *list, size_t count)
{
    s->list[s->list_count++] = (arrow_column){"child", "l", ARROW_CHILD, 0};
    if (!s->of_children)
        s->list[s->list_count++] = (arrow_column){"date", "tdD", ARROW_DATE, 0};
    memcpy(s->list + s->list_count, list, count * sizeof *list);
    s->list_count += count;
}

reunify_status reunify_columns_replay_stream(const reunify_columns *columns,
                                             struct ArrowArrayStream *in, reunify_date as_of,
                                             const reunify_batch_options *options, int32_t table,
                                             struct ArrowArrayStream *out, reunify_error *error)
{
    reunify_status status = REUNIFY_OK;
    size_t count;
    const arrow_column *list = arrow_replay_columns(table, &count);
    table_stream *s = take_input(columns, in, out, &status, error);
    if (!s)
        return status;
    s->of_children = table == REUNIFY_TABLE_CHILDREN;
    if (list) {
        choose_columns(s, list, count);
        s->run = replay_open(columns, as_of, options, &status, error);
    } else {
        status = error_argument(error, "there is no such table");
    }
    if (status)
        free_stream(s);
    else
        give_stream(s, out);
    return status;
}
