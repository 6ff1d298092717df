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

static bool begins(const char *name, const char *with)
{
    return strncmp(name, with, strlen(with)) == 0;
}

/* Children are words where the caller gave texts. */
static column_shape shape_of(const reunify_outcomes *o, int32_t table, size_t column)
{
    const column_spec *c = &table_specs[table].columns[column];
    const bool share = begins(c->name, "estimate_") || begins(c->name, "lower_") ||
                       begins(c->name, "upper_") || strcmp(c->name, "share") == 0;
    if (strcmp(c->name, "median_half_days") == 0)
        return (column_shape){"median_days", ARROW_AS_PARTS, 2};
    if (share)
        return (column_shape){c->name, ARROW_AS_PARTS, 1000000};
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

static int64_t value_at(const table_writer *w, size_t column, size_t row)
{
    return table_value(w->o, w->table, column, row);
}

static const char *word_at(const table_writer *w, size_t column, size_t row)
{
    return table_word(w->o, w->table, column, row);
}

/* Whether a row says something. A child's number may be any; below nought there is no other. */
static bool says(const table_writer *w, size_t column, column_form form, size_t row)
{
    const int64_t value = value_at(w, column, row);
    if (form == ARROW_AS_DAYS)
        return value != REUNIFY_DATE_NONE;
    if (form == ARROW_AS_WORDS || form == ARROW_AS_TEXTS)
        return word_at(w, column, row) != NULL;
    return value >= 0 || table_specs[w->table].columns[column].words == WORDS_CHILD;
}

static void set_bit(uint8_t *bits, size_t at, bool set)
{
    bits[at / 8] |= (uint8_t)((unsigned)set << (at % 8));
}

static bool take_valid(const table_writer *w, size_t column, column_form form, const void **valid,
                       int64_t *nothing)
{
    uint8_t *bits = arena_take_zeroed(&w->owner->memory, w->count / 8 + 1, 1);
    for (size_t row = 0; bits && row < w->count; row++) {
        const bool there = says(w, column, form, row);
        set_bit(bits, row, there);
        *nothing += !there;
    }
    *valid = *nothing ? bits : NULL;
    return bits != NULL;
}

static bool take_numbers(const table_writer *w, size_t column, const column_shape *shape,
                         const void **buffers)
{
    int64_t *made = arena_take_zeroed(&w->owner->memory, w->count + 1, sizeof *made);
    int32_t *narrow = (int32_t *)(void *)made;
    double *parts = (double *)(void *)made;
    buffers[1] = made;
    for (size_t row = 0; made && row < w->count; row++) {
        if (!says(w, column, shape->form, row))
            continue;
        const int64_t value = value_at(w, column, row);
        if (shape->form == ARROW_AS_INT64)
            made[row] = value;
        else if (shape->form == ARROW_AS_PARTS)
            parts[row] = (double)value / shape->parts;
        else if (shape->form == ARROW_AS_TRUTH)
            set_bit((uint8_t *)(void *)made, row, value != 0);
        else
            narrow[row] = (int32_t)value;
    }
    return made != NULL;
}

/* Texts --------------------------------------------------------------------------------------- */

/* Texts one after the other; `of` says each, NULL for none. */
typedef const char *(*text_of)(const table_writer *w, size_t column, const size_t *rows, size_t at);

static reunify_status take_texts(const table_writer *w, size_t column, size_t count, text_of of,
                                 const size_t *rows, const void **buffers)
{
    arena *memory = &w->owner->memory;
    int32_t *ends = arena_take_array(memory, count + 1, sizeof *ends);
    size_t length = 0;
    if (!ends)
        return error_no_memory(w->error);
    ends[0] = 0;
    for (size_t i = 0; i < count; i++) {
        const char *words = of(w, column, rows, i);
        length += words ? strlen(words) : 0;
        if (length > INT32_MAX)
            return error_add(w->error, REUNIFY_LIMIT, "limit_arrow", NULL,
                             "the texts of a column have more than 2 GiB");
        ends[i + 1] = (int32_t)length;
    }
    char *bytes = arena_take(memory, length + 1);
    if (!bytes)
        return error_no_memory(w->error);
    for (size_t i = 0; i < count; i++)
        if (ends[i + 1] > ends[i])
            memcpy(bytes + ends[i], of(w, column, rows, i), (size_t)(ends[i + 1] - ends[i]));
    buffers[1] = ends;
    buffers[2] = bytes;
    return REUNIFY_OK;
}

static const char *text_of_row(const table_writer *w, size_t column, const size_t *rows, size_t at)
{
    (void)rows;
    return word_at(w, column, at);
}

/* The word of a number, from a row that has it; the count of rows: none has. */
static const char *text_of_number(const table_writer *w, size_t column, const size_t *rows,
                                  size_t at)
{
    return rows[at] < w->count ? word_at(w, column, rows[at]) : NULL;
}

/* For each number up to the highest, a row that has it. */
static size_t *rows_of_numbers(const table_writer *w, size_t column, size_t *count)
{
    *count = 0;
    for (size_t row = 0; row < w->count; row++)
        if (says(w, column, ARROW_AS_WORDS, row) && (size_t)value_at(w, column, row) >= *count)
            *count = (size_t)value_at(w, column, row) + 1;
    size_t *rows = arena_take_array(&w->owner->memory, *count + 1, sizeof *rows);
    for (size_t i = 0; rows && i < *count; i++)
        rows[i] = w->count;
    for (size_t row = 0; rows && row < w->count; row++)
        if (says(w, column, ARROW_AS_WORDS, row))
            rows[value_at(w, column, row)] = row;
    return rows;
}

static reunify_status take_dictionary(const table_writer *w, size_t column, struct ArrowArray *a)
{
    arena *memory = &w->owner->memory;
    size_t count;
    const size_t *rows = rows_of_numbers(w, column, &count);
    struct ArrowArray *made = arena_take_zeroed(memory, 1, sizeof *made);
    const void **buffers = arena_take_zeroed(memory, 3, sizeof *buffers);
    if (!rows || !made || !buffers)
        return error_no_memory(w->error);
    const reunify_status status = take_texts(w, column, count, text_of_number, rows, buffers);
    if (status)
        return status;
    arrow_fill_array(made, w->owner, (int64_t)count, 3, buffers);
    a->dictionary = made;
    return REUNIFY_OK;
}

/* The whole ----------------------------------------------------------------------------------- */

static reunify_status take_column(const table_writer *w, size_t column, struct ArrowArray *a)
{
    const column_shape shape = shape_of(w->o, w->table, column);
    const void **buffers = arena_take_zeroed(&w->owner->memory, 3, sizeof *buffers);
    int64_t nothing = 0;
    if (!buffers || !take_valid(w, column, shape.form, &buffers[0], &nothing))
        return error_no_memory(w->error);
    if (shape.form == ARROW_AS_TEXTS) {
        const reunify_status status = take_texts(w, column, w->count, text_of_row, NULL, buffers);
        if (status)
            return status;
    } else if (!take_numbers(w, column, &shape, buffers)) {
        return error_no_memory(w->error);
    }
    arrow_fill_array(a, w->owner, (int64_t)w->count, shape.form == ARROW_AS_TEXTS ? 3 : 2, buffers);
    a->null_count = nothing;
    return shape.form == ARROW_AS_WORDS ? take_dictionary(w, column, a) : REUNIFY_OK;
}

static reunify_status take_table(const table_writer *w, struct ArrowArray *out)
{
    arena *memory = &w->owner->memory;
    const size_t count = table_specs[w->table].count;
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

static reunify_status take_schema(const table_writer *w, struct ArrowSchema *out)
{
    arena *memory = &w->owner->memory;
    const size_t count = table_specs[w->table].count;
    struct ArrowSchema *made = arena_take_zeroed(memory, 2 * count, sizeof *made);
    struct ArrowSchema **children = arena_take_array(memory, count, sizeof *children);
    if (!made || !children)
        return error_no_memory(w->error);
    for (size_t i = 0; i < count; i++) {
        const column_shape shape = shape_of(w->o, w->table, i);
        children[i] = &made[2 * i];
        arrow_fill_schema(children[i], w->owner, formats[shape.form], shape.name);
        if (shape.form != ARROW_AS_WORDS)
            continue;
        children[i]->dictionary = &made[2 * i + 1];
        arrow_fill_schema(children[i]->dictionary, w->owner, "u", "");
    }
    arrow_fill_schema(out, w->owner, "+s", "");
    out->flags = 0;
    out->n_children = (int64_t)count;
    out->children = children;
    return REUNIFY_OK;
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
    if (!reunify_outcomes_column_count(table))
        return error_argument(error, "there is no such table");
    arrow_owner *o = arrow_owner_open(outcomes->context);
    if (!o)
        return error_no_memory(error);
    const table_writer w = {outcomes, table, reunify_outcomes_length(outcomes, table), o, error};
    reunify_status status = take_table(&w, out_array);
    if (!status)
        status = take_schema(&w, out_schema);
    if (status && out_array->release)
        out_array->release(out_array);
    arrow_owner_close(o);
    return status;
}
