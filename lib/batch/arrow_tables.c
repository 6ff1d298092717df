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

static arrow_field field_at(const void *from, size_t column)
{
    const int32_t table = *(const int32_t *)from;
    return (arrow_field){format_of(reunify_table_column_type(table, column)),
                         reunify_table_column_name(table, column), false};
}

reunify_status arrow_table_schema(const reunify_context *context, int32_t table,
                                  struct ArrowSchema *out, reunify_error *error)
{
    return arrow_give_schema(context, reunify_table_column_count(table), field_at, &table, out,
                             error);
}

/* Columns ------------------------------------------------------------------------------------- */

typedef struct {
    const reunify_table_rows *rows;
    size_t count;
    arrow_owner *owner;
    reunify_error *error;
} table_writer;

typedef struct {
    const reunify_table_rows *rows;
    size_t column;
} table_cells;

static text words_at(const void *from, size_t row)
{
    const table_cells *c = from;
    const char *words = reunify_table_rows_text(c->rows, row, c->column);
    return (text){words, words ? strlen(words) : 0};
}

static bool says(const void *from, size_t row)
{
    const table_cells *c = from;
    return reunify_table_rows_has(c->rows, row, c->column) == REUNIFY_TRUE;
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
            arrow_set_bit(bits, row, number != 0);
        else
            made[row] = number;
    }
    buffers[1] = made;
    return REUNIFY_OK;
}

static reunify_status take_column(const void *from, size_t column, struct ArrowArray *out)
{
    const table_writer *w = from;
    const table_cells cells = {w->rows, column};
    const int32_t type = reunify_table_column_type(table_rows_table(w->rows), column);
    const bool texts = type == REUNIFY_COLUMN_TEXT || type == REUNIFY_COLUMN_JSON;
    const void **buffers = arena_take_zeroed(&w->owner->memory, 3, sizeof *buffers);
    int64_t nothing;
    if (!buffers || !arrow_take_valid(w->owner, w->count, says, &cells, &buffers[0], &nothing))
        return error_no_memory(w->error);
    const reunify_status status =
        texts ? arrow_take_texts(w->owner, w->count, words_at, &cells, buffers, w->error)
              : take_numbers(w, column, type, buffers);
    if (status)
        return status;
    arrow_fill_array(out, w->owner, (int64_t)w->count, texts ? 3 : 2, buffers);
    out->null_count = nothing;
    return REUNIFY_OK;
}

/* The whole ----------------------------------------------------------------------------------- */

reunify_status arrow_table_array(const reunify_table_rows *rows, struct ArrowArray *out,
                                 reunify_error *error)
{
    *out = (struct ArrowArray){0};
    arrow_owner *o = arrow_owner_open(table_rows_context(rows));
    if (!o)
        return error_no_memory(error);
    const table_writer w = {rows, reunify_table_rows_count(rows), o, error};
    const reunify_status status =
        arrow_give_struct(o, w.count, reunify_table_column_count(table_rows_table(rows)),
                          take_column, &w, out, error);
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
