/*
 * The tables of outcomes as Arrow arrays: each column is copied into the buffers of its type, which
 * lie in the one owner that all parts of an array hold (arrow_write.c).
 *
 * Words stay the numbers that they are in the table, with a dictionary of what these stand for:
 * from 0 up to the highest in the column, so that a set of codes need not be known as a whole. The
 * names of a cohort's groups depend on the dimension in the row and stand as texts. What there is
 * not, and what is not told because it is too small, is null. Medians, which the tables have in
 * half days, and shares, in millionths, are numbers with decimals, named as in docs/tables.md.
 */
#include "batch/arrow.h"
#include "outcome/outcome.h"

/* What a column is in the array. */
typedef enum {
    ARROW_AS_INT32,
    ARROW_AS_INT64,
    ARROW_AS_DAYS,
    ARROW_AS_TRUTH,
    ARROW_AS_PARTS,
    ARROW_AS_WORDS,
    ARROW_AS_TEXTS
} column_form;

typedef struct {
    const char *name;
    column_form form;
    double parts; /* of ARROW_AS_PARTS: how many make one */
} column_shape;

typedef struct {
    const reunify_outcomes *o;
    int32_t table;
    size_t count;
    arrow_owner *owner;
    reunify_error *error;
} table_writer;

static const char *const formats[] = {
    [ARROW_AS_INT32] = "i", [ARROW_AS_INT64] = "l", [ARROW_AS_DAYS] = "tdD", [ARROW_AS_TRUTH] = "b",
    [ARROW_AS_PARTS] = "g", [ARROW_AS_WORDS] = "i", [ARROW_AS_TEXTS] = "u"};

/* Children are words where the caller gave texts. */
static column_shape shape_of(const reunify_outcomes *o, int32_t table, size_t column)
{
    const column_spec *c = &table_specs[table].columns[column];
    if (c->parts > 1)
        return (column_shape){c->name, ARROW_AS_PARTS, c->parts};
    if (strcmp(c->name, "in_cohort") == 0)
        return (column_shape){c->name, ARROW_AS_TRUTH, 1};
    const column_form form = c->words == WORDS_GROUP ? ARROW_AS_TEXTS
                             : c->words == WORDS_CHILD
                                 ? o->names[CHILD_NAMES].count ? ARROW_AS_WORDS : ARROW_AS_INT64
                             : c->words                                ? ARROW_AS_WORDS
                             : c->type == REUNIFY_OUTCOME_COLUMN_DATE  ? ARROW_AS_DAYS
                             : c->type == REUNIFY_OUTCOME_COLUMN_INT64 ? ARROW_AS_INT64
                                                                       : ARROW_AS_INT32;
    return (column_shape){c->name, form, 1};
}

/* Values -------------------------------------------------------------------------------------- */

/* A column of the table, and for a dictionary a row of each number. */
typedef struct {
    const table_writer *w;
    size_t column;
    column_shape shape;
    const size_t *rows;
} outcome_cells;

static int64_t value_at(const outcome_cells *c, size_t row)
{
    return table_value(c->w->o, c->w->table, c->column, row);
}

static text text_of_row(const void *from, size_t row)
{
    const outcome_cells *c = from;
    const char *word = table_word(c->w->o, c->w->table, c->column, row);
    return (text){word, word ? strlen(word) : 0};
}

/* The text of a number, from a row that has it; the count of rows: none has. */
static text text_of_number(const void *from, size_t number)
{
    const outcome_cells *c = from;
    return c->rows[number] < c->w->count ? text_of_row(c, c->rows[number]) : (text){NULL, 0};
}

/* Whether a row says something. A child's number may be any; below nought there is no other. */
static bool says(const void *from, size_t row)
{
    const outcome_cells *c = from;
    const column_form form = c->shape.form;
    if (form == ARROW_AS_DAYS)
        return value_at(c, row) != REUNIFY_DATE_NONE;
    if (form == ARROW_AS_WORDS || form == ARROW_AS_TEXTS)
        return text_of_row(c, row).data != NULL;
    return value_at(c, row) >= 0 ||
           table_specs[c->w->table].columns[c->column].words == WORDS_CHILD;
}

static bool take_numbers(const outcome_cells *c, const void **buffers)
{
    const column_form form = c->shape.form;
    int64_t *made = arena_take_zeroed(&c->w->owner->memory, c->w->count + 1, sizeof *made);
    int32_t *narrow = (int32_t *)(void *)made;
    double *parts = (double *)(void *)made;
    buffers[1] = made;
    for (size_t row = 0; made && row < c->w->count; row++) {
        if (!says(c, row))
            continue;
        const int64_t value = value_at(c, row);
        if (form == ARROW_AS_INT64)
            made[row] = value;
        else if (form == ARROW_AS_PARTS)
            parts[row] = (double)value / c->shape.parts;
        else if (form == ARROW_AS_TRUTH)
            arrow_set_bit((uint8_t *)(void *)made, row, value != 0);
        else
            narrow[row] = (int32_t)value;
    }
    return made != NULL;
}

/* For each number up to the highest, a row that has it. */
static size_t *rows_of_numbers(const outcome_cells *c, size_t *count)
{
    *count = 0;
    for (size_t row = 0; row < c->w->count; row++)
        if (says(c, row) && (size_t)value_at(c, row) >= *count)
            *count = (size_t)value_at(c, row) + 1;
    size_t *rows = arena_take_array(&c->w->owner->memory, *count + 1, sizeof *rows);
    for (size_t i = 0; rows && i < *count; i++)
        rows[i] = c->w->count;
    for (size_t row = 0; rows && row < c->w->count; row++)
        if (says(c, row))
            rows[value_at(c, row)] = row;
    return rows;
}

static reunify_status take_words(outcome_cells *c, struct ArrowArray *out)
{
    size_t count;
    c->rows = rows_of_numbers(c, &count);
    return c->rows ? arrow_take_dictionary(c->w->owner, count, text_of_number, c, &out->dictionary,
                                           c->w->error)
                   : error_no_memory(c->w->error);
}

/* The whole ----------------------------------------------------------------------------------- */

static reunify_status take_column(const void *from, size_t column, struct ArrowArray *out)
{
    const table_writer *w = from;
    outcome_cells c = {.w = w, .column = column, .shape = shape_of(w->o, w->table, column)};
    const bool texts = c.shape.form == ARROW_AS_TEXTS;
    const void **buffers = arena_take_zeroed(&w->owner->memory, 3, sizeof *buffers);
    int64_t nothing;
    if (!buffers || !arrow_take_valid(w->owner, w->count, says, &c, &buffers[0], &nothing) ||
        (!texts && !take_numbers(&c, buffers)))
        return error_no_memory(w->error);
    const reunify_status status =
        texts ? arrow_take_texts(w->owner, w->count, text_of_row, &c, buffers, w->error)
              : REUNIFY_OK;
    if (status)
        return status;
    arrow_fill_array(out, w->owner, (int64_t)w->count, texts ? 3 : 2, buffers);
    out->null_count = nothing;
    return c.shape.form == ARROW_AS_WORDS ? take_words(&c, out) : REUNIFY_OK;
}

static arrow_field field_at(const void *from, size_t column)
{
    const table_writer *w = from;
    const column_shape shape = shape_of(w->o, w->table, column);
    return (arrow_field){formats[shape.form], shape.name, shape.form == ARROW_AS_WORDS};
}

reunify_status reunify_outcomes_to_arrow(const reunify_outcomes *outcomes, int32_t table,
                                         struct ArrowSchema *out_schema,
                                         struct ArrowArray *out_array, reunify_error *error)
{
    reunify_error_clear(error);
    if (out_schema)
        *out_schema = (struct ArrowSchema){0};
    if (out_array)
        *out_array = (struct ArrowArray){0};
    if (!outcomes || !out_schema || !out_array)
        return error_argument(error, "the outcomes or the result are NULL");
    const size_t columns = reunify_outcomes_column_count(table);
    if (!columns)
        return error_argument(error, "there is no such table");
    arrow_owner *o = arrow_owner_open(outcomes->context);
    if (!o)
        return error_no_memory(error);
    const table_writer w = {outcomes, table, reunify_outcomes_length(outcomes, table), o, error};
    reunify_status status =
        arrow_give_struct(o, w.count, columns, take_column, &w, out_array, error);
    if (!status)
        status = arrow_give_schema(outcomes->context, columns, field_at, &w, out_schema, error);
    if (status && out_array->release)
        out_array->release(out_array);
    arrow_owner_close(o);
    return status;
}
