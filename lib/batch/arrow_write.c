/*
 * Results as Arrow arrays. All that one result is made of lies in one owner, which every part
 * holds: the struct, its columns and their dictionaries may be moved out and released in any order,
 * and the last one gives the memory back. A release function sets itself to NULL, releases the
 * parts that were not moved out (those whose own is not NULL), and lets the owner go.
 *
 * A result is opened before the rows are worked out: its buffers are what they write into. When it
 * is given, codes that say nothing become bits of validity and zeroes, and codes with names get
 * these as a dictionary. No result is copied.
 */
#include "batch/arrow.h"

arrow_owner *arrow_owner_open(const reunify_context *context)
{
    arrow_owner *o = memory_allocate_zeroed(context, 1, sizeof *o);
    if (!o)
        return NULL;
    o->context = reunify_context_ref(context);
    o->references = 1;
    arena_start(&o->memory, context);
    return o;
}

void arrow_owner_close(arrow_owner *o)
{
    if (!o || !count_down(&o->references))
        return;
    const reunify_context *context = o->context;
    arena_release(&o->memory);
    memory_release(context, o, sizeof *o);
    reunify_context_unref(context);
}

/* Arrays -------------------------------------------------------------------------------------- */

static void release_array(struct ArrowArray *a)
{
    for (int64_t i = 0; i < a->n_children; i++)
        if (a->children[i]->release)
            a->children[i]->release(a->children[i]);
    if (a->dictionary && a->dictionary->release)
        a->dictionary->release(a->dictionary);
    a->release = NULL;
    arrow_owner_close(a->private_data);
}

void arrow_fill_array(struct ArrowArray *a, arrow_owner *o, int64_t length, int64_t buffers,
                      const void **at)
{
    *a = (struct ArrowArray){.length = length,
                             .n_buffers = buffers,
                             .buffers = at,
                             .release = release_array,
                             .private_data = o};
    count_up(&o->references);
}

static reunify_status take_columns(size_t columns, arrow_take take, const void *from,
                                   struct ArrowArray *whole)
{
    reunify_status status = REUNIFY_OK;
    for (size_t i = 0; i < columns && !status; i++) {
        whole->n_children = (int64_t)i + 1;
        status = take(from, i, whole->children[i]);
    }
    return status;
}

reunify_status arrow_give_struct(arrow_owner *o, size_t rows, size_t columns, arrow_take take,
                                 const void *from, struct ArrowArray *out, reunify_error *error)
{
    struct ArrowArray *made = arena_take_zeroed(&o->memory, columns, sizeof *made), whole;
    struct ArrowArray **list = arena_take_array(&o->memory, columns, sizeof *list);
    const void **buffers = arena_take_zeroed(&o->memory, 1, sizeof *buffers);
    *out = (struct ArrowArray){0};
    if (!made || !list || !buffers)
        return error_no_memory(error);
    for (size_t i = 0; i < columns; i++)
        list[i] = &made[i];
    arrow_fill_array(&whole, o, (int64_t)rows, 1, buffers);
    whole.children = list;
    const reunify_status status = take_columns(columns, take, from, &whole);
    if (status)
        whole.release(&whole);
    else
        *out = whole;
    return status;
}

/* What a column holds ------------------------------------------------------------------------- */

bool arrow_take_valid(arrow_owner *o, size_t count, arrow_says says, const void *from,
                      const void **bits_at, int64_t *nothing)
{
    uint8_t *bits = arena_take_zeroed(&o->memory, count / 8 + 1, 1);
    *nothing = 0;
    for (size_t row = 0; bits && row < count; row++) {
        const bool there = says(from, row);
        arrow_set_bit(bits, row, there);
        *nothing += !there;
    }
    *bits_at = *nothing ? bits : NULL;
    return bits != NULL;
}

reunify_status arrow_take_texts(arrow_owner *o, size_t count, arrow_text_of of, const void *from,
                                const void **buffers, reunify_error *error)
{
    int32_t *ends = arena_take_array(&o->memory, count + 1, sizeof *ends);
    if (!ends)
        return error_no_memory(error);
    ends[0] = 0;
    for (size_t i = 0; i < count; i++) {
        const text t = of(from, i);
        if (t.length > (size_t)(INT32_MAX - ends[i]))
            return error_add(error, REUNIFY_LIMIT, "limit_arrow", NULL,
                             "the texts of a column have more than 2 GiB: take smaller tables");
        ends[i + 1] = ends[i] + (int32_t)t.length;
    }
    char *bytes = arena_take(&o->memory, (size_t)ends[count] + 1);
    if (!bytes)
        return error_no_memory(error);
    for (size_t i = 0; i < count; i++)
        if (ends[i + 1] > ends[i])
            memcpy(bytes + ends[i], of(from, i).data, (size_t)(ends[i + 1] - ends[i]));
    buffers[1] = ends;
    buffers[2] = bytes;
    return REUNIFY_OK;
}

reunify_status arrow_take_dictionary(arrow_owner *o, size_t count, arrow_text_of of,
                                     const void *from, struct ArrowArray **out,
                                     reunify_error *error)
{
    struct ArrowArray *made = arena_take_zeroed(&o->memory, 1, sizeof *made);
    const void **buffers = arena_take_zeroed(&o->memory, 3, sizeof *buffers);
    if (!made || !buffers)
        return error_no_memory(error);
    const reunify_status status = arrow_take_texts(o, count, of, from, buffers, error);
    if (status)
        return status;
    arrow_fill_array(made, o, (int64_t)count, 3, buffers);
    *out = made;
    return REUNIFY_OK;
}

/* Results of rows ----------------------------------------------------------------------------- */

struct arrow_result {
    arrow_owner *owner;
    const reunify_columns *columns;
    const arrow_column *list;
    size_t list_count, count;
    void **data;                       /* of each column */
    const void *given[ARROW_GIVEN][3]; /* the buffers of those that are given */
    int64_t given_buffers[ARROW_GIVEN];
};

arrow_result *arrow_result_open(const reunify_columns *columns, const arrow_column *list,
                                size_t list_count, size_t count, reunify_rows *rows)
{
    arrow_owner *o = arrow_owner_open(rows->context);
    arrow_result *r = o ? arena_take_zeroed(&o->memory, 1, sizeof *r) : NULL;
    void **data = r ? arena_take_zeroed(&o->memory, list_count, sizeof *data) : NULL;
    bool good = data != NULL;
    for (size_t i = 0; i < list_count && good; i++) {
        if (list[i].what < 0)
            continue;
        const size_t bytes = output_size(list[i].what) * (count + 1);
        data[i] = arena_take_zeroed(&o->memory, 1, bytes);
        good = data[i] && !reunify_rows_write(rows, list[i].what, data[i], bytes, NULL);
    }
    if (!good) {
        arrow_owner_close(o);
        return NULL;
    }
    *r = (arrow_result){.owner = o,
                        .columns = columns,
                        .list = list,
                        .list_count = list_count,
                        .count = count,
                        .data = data};
    return r;
}

static size_t given_at(int32_t what)
{
    return (size_t)(-1 - what);
}

void *arrow_result_numbers(arrow_result *r, int32_t given, size_t size)
{
    void *numbers = arena_take_zeroed(&r->owner->memory, r->count + 1, size);
    r->given[given_at(given)][1] = numbers;
    r->given_buffers[given_at(given)] = 2;
    return numbers;
}

reunify_status arrow_result_texts(arrow_result *r, int32_t given, arrow_text_of of,
                                  const void *user, reunify_error *error)
{
    const size_t at = given_at(given);
    r->given_buffers[at] = 3;
    return arrow_take_texts(r->owner, r->count, of, user, r->given[at], error);
}

const void *arrow_result_data(const arrow_result *r, int32_t what)
{
    for (size_t i = 0; i < r->list_count; i++)
        if (r->list[i].what == what)
            return r->data[i];
    return NULL;
}

void arrow_result_close(arrow_result *r)
{
    if (r)
        arrow_owner_close(r->owner);
}

/* Whether a row says nothing: no code, no rule, no date; and no basis, and nothing held. */
static bool is_nothing(const arrow_column *c, const void *data, size_t at)
{
    const bool none_is_0 = c->names == REUNIFY_CODES_BASES || c->names == REUNIFY_CODES_HELD_BY;
    if (c->what == REUNIFY_WRITE_DECIDING || c->what == REUNIFY_WRITE_FIRST_ROW)
        return false;
    if (output_size(c->what) == 1) {
        const uint8_t code = ((const uint8_t *)data)[at];
        return code == CODE_UNKNOWN || (none_is_0 && !code);
    }
    const int32_t number = ((const int32_t *)data)[at];
    return c->names ? number < 0 : number == REUNIFY_DATE_NONE;
}

typedef struct {
    arrow_result *result;
    reunify_error *error;
} result_giving;

typedef struct {
    const arrow_result *result;
    const arrow_column *column;
    const void *data;
} result_column;

static bool says(const void *from, size_t row)
{
    const result_column *c = from;
    return !is_nothing(c->column, c->data, row);
}

/* What says nothing is zero. */
static void clear_nothing(const result_column *c, void *data)
{
    const size_t size = output_size(c->column->what);
    for (size_t i = 0; i < c->result->count; i++)
        if (is_nothing(c->column, data, i))
            memset((char *)data + i * size, 0, size);
}

/* Names that no row has may be missing. */
static text name_at(const void *from, size_t at)
{
    const result_column *c = from;
    const char *name = reunify_columns_name(c->result->columns, c->column->names, 0, at);
    return (text){name, name ? strlen(name) : 0};
}

static reunify_status take_given(arrow_result *r, int32_t what, struct ArrowArray *out)
{
    const size_t given = given_at(what);
    arrow_fill_array(out, r->owner, (int64_t)r->count, r->given_buffers[given], r->given[given]);
    return REUNIFY_OK;
}

static reunify_status take_column(const void *from, size_t at, struct ArrowArray *out)
{
    const result_giving *g = from;
    arrow_result *r = g->result;
    const result_column c = {r, &r->list[at], r->data[at]};
    if (c.column->what < 0)
        return take_given(r, c.column->what, out);
    const void **buffers = arena_take_zeroed(&r->owner->memory, 2, sizeof *buffers);
    int64_t nothing;
    if (!buffers || !arrow_take_valid(r->owner, r->count, says, &c, &buffers[0], &nothing))
        return error_no_memory(g->error);
    if (nothing)
        clear_nothing(&c, r->data[at]);
    buffers[1] = c.data;
    arrow_fill_array(out, r->owner, (int64_t)r->count, 2, buffers);
    out->null_count = nothing;
    return c.column->names
               ? arrow_take_dictionary(r->owner,
                                       reunify_columns_count(r->columns, c.column->names, 0),
                                       name_at, &c, &out->dictionary, g->error)
               : REUNIFY_OK;
}

reunify_status arrow_result_give(arrow_result *r, struct ArrowArray *out, reunify_error *error)
{
    const result_giving giving = {r, error};
    const reunify_status status =
        arrow_give_struct(r->owner, r->count, r->list_count, take_column, &giving, out, error);
    arrow_result_close(r); /* what was given holds the memory now */
    return status;
}

/* Schemas ------------------------------------------------------------------------------------- */

static void release_schema(struct ArrowSchema *s)
{
    for (int64_t i = 0; i < s->n_children; i++)
        if (s->children[i]->release)
            s->children[i]->release(s->children[i]);
    if (s->dictionary && s->dictionary->release)
        s->dictionary->release(s->dictionary);
    s->release = NULL;
    arrow_owner_close(s->private_data);
}

static void fill_schema(struct ArrowSchema *s, arrow_owner *o, const char *format, const char *name)
{
    *s = (struct ArrowSchema){.format = format,
                              .name = name,
                              .flags = ARROW_FLAG_NULLABLE,
                              .release = release_schema,
                              .private_data = o};
    count_up(&o->references);
}

reunify_status arrow_give_schema(const reunify_context *context, size_t columns, arrow_field_of of,
                                 const void *from, struct ArrowSchema *out, reunify_error *error)
{
    *out = (struct ArrowSchema){0};
    arrow_owner *o = arrow_owner_open(context);
    struct ArrowSchema *made = o ? arena_take_zeroed(&o->memory, 2 * columns, sizeof *made) : NULL;
    struct ArrowSchema **children =
        made ? arena_take_zeroed(&o->memory, columns, sizeof *children) : NULL;
    if (!children) {
        arrow_owner_close(o);
        return error_no_memory(error);
    }
    for (size_t i = 0; i < columns; i++) {
        const arrow_field field = of(from, i);
        children[i] = &made[2 * i];
        fill_schema(children[i], o, field.format, field.name);
        if (!field.words)
            continue;
        children[i]->dictionary = &made[2 * i + 1];
        fill_schema(children[i]->dictionary, o, "u", "");
    }
    fill_schema(out, o, "+s", "");
    out->flags = 0;
    out->n_children = (int64_t)columns;
    out->children = children;
    arrow_owner_close(o);
    return REUNIFY_OK;
}

static arrow_field field_at(const void *from, size_t column)
{
    const arrow_column *c = (const arrow_column *)from + column;
    return (arrow_field){c->format, c->name, c->names != 0};
}

reunify_status arrow_schema_give(const reunify_columns *columns, const arrow_column *list,
                                 size_t list_count, struct ArrowSchema *out, reunify_error *error)
{
    return arrow_give_schema(columns->context, list_count, field_at, list, out, error);
}
