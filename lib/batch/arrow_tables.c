/*
 * Rows of tables.h as Arrow arrays: each column is copied out of the rows' cells into the buffers
 * of its type, which lie in the one owner that all parts of an array hold (arrow_write.c). A column
 * has the same type in every batch, whatever is in it, so that batches go into one stream.
 */
#include "batch/arrow_tables.h"

#include "codec/codec.h"

static const char *format_of(int32_t type)
{
    switch (type) {
    case REUNIFY_COLUMN_DATE:
        return "tdD";
    case REUNIFY_COLUMN_INTEGER:
        return "l";
    case REUNIFY_COLUMN_BOOLEAN:
        return "b";
    default:
        return "u";
    }
}

reunify_status arrow_table_schema(const reunify_context *context, int32_t table,
                                  struct ArrowSchema *out, reunify_error *error)
{
    const size_t count = reunify_table_column_count(table);
    *out = (struct ArrowSchema){0};
    arrow_owner *o = arrow_owner_open(context);
    struct ArrowSchema *made = o ? arena_take_zeroed(&o->memory, count, sizeof *made) : NULL,
                       **children =
                           made ? arena_take_array(&o->memory, count, sizeof *children) : NULL;
    if (children) {
        for (size_t i = 0; i < count; i++) {
            children[i] = &made[i];
            arrow_fill_schema(children[i], o, format_of(reunify_table_column_type(table, i)),
                              reunify_table_column_name(table, i));
        }
        arrow_fill_schema(out, o, "+s", "");
        out->flags = 0;
        out->n_children = (int64_t)count;
        out->children = children;
    }
    arrow_owner_close(o);
    return children ? REUNIFY_OK : error_no_memory(error);
}

/* Columns ------------------------------------------------------------------------------------- */

typedef struct {
    const reunify_table_rows *rows;
    size_t count;
    arrow_owner *owner;
    reunify_error *error;
} table_writer;

static reunify_status too_long(const table_writer *w, size_t column)
{
    return error_add(w->error, REUNIFY_LIMIT, "limit_arrow", NULL,
                     "the texts of the column %s have more than 2 GiB: take fewer cases at a time",
                     reunify_table_column_name(table_rows_table(w->rows), column));
}

/* Where each text ends. */
static reunify_status take_ends(const table_writer *w, size_t column, int32_t **out)
{
    int64_t end = 0;
    int32_t *ends = arena_take_array(&w->owner->memory, w->count + 1, sizeof *ends);
    if (!ends)
        return error_no_memory(w->error);
    ends[0] = 0;
    for (size_t row = 0; row < w->count; row++) {
        const char *words = reunify_table_rows_text(w->rows, row, column);
        const size_t length = words ? strlen(words) : 0;
        if (length > (size_t)(INT32_MAX - end))
            return too_long(w, column);
        end += (int64_t)length;
        ends[row + 1] = (int32_t)end;
    }
    *out = ends;
    return REUNIFY_OK;
}

static reunify_status take_texts(const table_writer *w, size_t column, const void **buffers)
{
    int32_t *ends = NULL;
    const reunify_status status = take_ends(w, column, &ends);
    if (status)
        return status;
    char *bytes = arena_take(&w->owner->memory, (size_t)ends[w->count] + 1);
    if (!bytes)
        return error_no_memory(w->error);
    for (size_t row = 0; row < w->count; row++)
        if (ends[row + 1] > ends[row])
            memcpy(bytes + ends[row], reunify_table_rows_text(w->rows, row, column),
                   (size_t)(ends[row + 1] - ends[row]));
    buffers[1] = ends;
    buffers[2] = bytes;
    return REUNIFY_OK;
}

static void set_bit(uint8_t *bits, size_t at, bool set)
{
    bits[at / 8] |= (uint8_t)((unsigned)set << (at % 8));
}

static reunify_status take_numbers(const table_writer *w, size_t column, int32_t type,
                                   const void **buffers)
{
    int64_t *made = arena_take_zeroed(&w->owner->memory, w->count + 1, sizeof *made);
    if (!made)
        return error_no_memory(w->error);
    int32_t *days = (int32_t *)(void *)made;
    uint8_t *bits = (uint8_t *)(void *)made;
    for (size_t row = 0; row < w->count; row++) {
        const int64_t number = reunify_table_rows_number(w->rows, row, column);
        if (type == REUNIFY_COLUMN_DATE)
            days[row] = (int32_t)number;
        else if (type == REUNIFY_COLUMN_BOOLEAN)
            set_bit(bits, row, number != 0);
        else
            made[row] = number;
    }
    buffers[1] = made;
    return REUNIFY_OK;
}

static bool take_valid(const table_writer *w, size_t column, const void **valid, int64_t *nothing)
{
    uint8_t *bits = arena_take_zeroed(&w->owner->memory, w->count / 8 + 1, 1);
    for (size_t row = 0; bits && row < w->count; row++) {
        const bool there = reunify_table_rows_has(w->rows, row, column) == REUNIFY_TRUE;
        set_bit(bits, row, there);
        *nothing += !there;
    }
    *valid = *nothing ? bits : NULL;
    return bits != NULL;
}

static reunify_status take_column(const table_writer *w, size_t column, struct ArrowArray *a)
{
    const int32_t type = reunify_table_column_type(table_rows_table(w->rows), column);
    const bool texts = type == REUNIFY_COLUMN_TEXT || type == REUNIFY_COLUMN_JSON;
    const void **buffers = arena_take_zeroed(&w->owner->memory, 3, sizeof *buffers);
    int64_t nothing = 0;
    if (!buffers || !take_valid(w, column, &buffers[0], &nothing))
        return error_no_memory(w->error);
    const reunify_status status =
        texts ? take_texts(w, column, buffers) : take_numbers(w, column, type, buffers);
    if (status)
        return status;
    arrow_fill_array(a, w->owner, (int64_t)w->count, texts ? 3 : 2, buffers);
    a->null_count = nothing;
    return REUNIFY_OK;
}

/* The whole ----------------------------------------------------------------------------------- */

static reunify_status take_table(const table_writer *w, struct ArrowArray *out)
{
    arena *memory = &w->owner->memory;
    const size_t count = reunify_table_column_count(table_rows_table(w->rows));
    struct ArrowArray *columns = arena_take_zeroed(memory, count, sizeof *columns);
    struct ArrowArray **list = arena_take_array(memory, count, sizeof *list);
    const void **buffers = arena_take_zeroed(memory, 1, sizeof *buffers);
    if (!columns || !list || !buffers)
        return error_no_memory(w->error);
    reunify_status status = REUNIFY_OK;
    struct ArrowArray whole;
    arrow_fill_array(&whole, w->owner, (int64_t)w->count, 1, buffers);
    whole.children = list;
    for (size_t i = 0; i < count && !status; i++) {
        list[i] = &columns[i];
        whole.n_children = (int64_t)i + 1;
        status = take_column(w, i, &columns[i]);
    }
    if (status)
        whole.release(&whole);
    else
        *out = whole;
    return status;
}

reunify_status arrow_table_array(const reunify_table_rows *rows, struct ArrowArray *out,
                                 reunify_error *error)
{
    *out = (struct ArrowArray){0};
    arrow_owner *o = arrow_owner_open(table_rows_context(rows));
    if (!o)
        return error_no_memory(error);
    const table_writer w = {rows, reunify_table_rows_count(rows), o, error};
    const reunify_status status = take_table(&w, out);
    arrow_owner_close(o);
    return status;
}

reunify_status reunify_table_rows_to_arrow(const reunify_table_rows *rows,
                                           struct ArrowSchema *out_schema,
                                           struct ArrowArray *out_array, reunify_error *error)
{
    reunify_error_clear(error);
    if (out_schema)
        *out_schema = (struct ArrowSchema){0};
    if (out_array)
        *out_array = (struct ArrowArray){0};
    if (!rows || !out_schema || !out_array)
        return error_argument(error, "the rows or the result are NULL");
    reunify_status status = arrow_table_array(rows, out_array, error);
    if (status)
        return status;
    status =
        arrow_table_schema(table_rows_context(rows), table_rows_table(rows), out_schema, error);
    if (status)
        out_array->release(out_array);
    return status;
}
