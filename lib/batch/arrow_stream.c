/*
 * Streams of tables. One reads a table from the stream behind it each time that one is asked for,
 * so that no more than one is in memory; its callbacks give numbers of errno.h, and the message of
 * the last one can be asked for.
 */
#include "batch/arrow.h"

#include <errno.h>

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

/* Levels -------------------------------------------------------------------------------------- */

typedef struct {
    const reunify_columns *columns;
    struct ArrowArrayStream in;
    struct ArrowSchema schema; /* of what comes in, once it was asked for */
    arrow_trouble trouble;
} level_stream;

static int stream_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out)
{
    level_stream *s = stream->private_data;
    const reunify_status status =
        arrow_schema_give(s->columns, arrow_levels, ARROW_LEVELS, out, &s->trouble.error);
    return status ? arrow_say_status(&s->trouble, status) : 0;
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
        return arrow_say_input(&s->trouble, &s->in, number);
    if (!array.release)
        return 0; /* the end */
    reunify_error_clear(&s->trouble.error);
    const reunify_status status =
        arrow_classify(s->columns, &s->schema, &array, out, &s->trouble.error);
    array.release(&array);
    return status ? arrow_say_status(&s->trouble, status) : 0;
}

static const char *stream_error(struct ArrowArrayStream *stream)
{
    const level_stream *s = stream->private_data;
    return arrow_last_message(&s->trouble);
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
