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

reunify_status arrow_result_texts(arrow_result *r, int32_t given,
                                  text (*of)(const void *user, size_t row), const void *user,
                                  reunify_error *error)
{
    const size_t at = given_at(given);
    int32_t *ends = arena_take_array(&r->owner->memory, r->count + 1, sizeof *ends);
    if (!ends)
        return error_no_memory(error);
    ends[0] = 0;
    for (size_t i = 0; i < r->count; i++) {
        const text t = of(user, i);
        if (t.length > (size_t)(INT32_MAX - ends[i]))
            return error_add(error, REUNIFY_LIMIT, "limit_arrow", NULL,
                             "the texts of a column have more than 2 GiB: take smaller tables");
        ends[i + 1] = ends[i] + (int32_t)t.length;
    }
    char *bytes = arena_take(&r->owner->memory, (size_t)ends[r->count] + 1);
    if (!bytes)
        return error_no_memory(error);
    for (size_t i = 0; i < r->count; i++)
        if (ends[i + 1] > ends[i])
            memcpy(bytes + ends[i], of(user, i).data, (size_t)(ends[i + 1] - ends[i]));
    r->given[at][1] = ends;
    r->given[at][2] = bytes;
    r->given_buffers[at] = 3;
    return REUNIFY_OK;
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

/* The bits of the rows that say something; NULL where all do. False without memory. */
static bool take_valid(arrow_result *r, const arrow_column *c, void *data, const uint8_t **valid,
                       int64_t *nothing)
{
    uint8_t *bits = arena_take_zeroed(&r->owner->memory, r->count / 8 + 1, 1);
    if (!bits)
        return false;
    for (size_t i = 0; i < r->count; i++) {
        if (!is_nothing(c, data, i)) {
            bits[i / 8] |= (uint8_t)(1u << (i % 8));
            continue;
        }
        ++*nothing;
        memset((char *)data + i * output_size(c->what), 0, output_size(c->what));
    }
    *valid = *nothing ? bits : NULL;
    return true;
}

/* The names as utf8; those without a name, which no row has, are empty. */
static struct ArrowArray *take_dictionary(arrow_result *r, int32_t names)
{
    arena *memory = &r->owner->memory;
    const size_t count = reunify_columns_count(r->columns, names, 0);
    struct ArrowArray *a = arena_take_zeroed(memory, 1, sizeof *a);
    const void **buffers = arena_take_zeroed(memory, 3, sizeof *buffers);
    int32_t *ends = arena_take_zeroed(memory, count + 1, sizeof *ends);
    size_t bytes = 0;
    for (size_t i = 0; i < count; i++) {
        const char *name = reunify_columns_name(r->columns, names, 0, i);
        bytes += name ? strlen(name) : 0;
    }
    char *text_bytes = arena_take(memory, bytes + 1);
    if (!a || !buffers || !ends || !text_bytes)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        const char *name = reunify_columns_name(r->columns, names, 0, i);
        const size_t length = name ? strlen(name) : 0;
        if (name)
            memcpy(text_bytes + ends[i], name, length);
        ends[i + 1] = ends[i] + (int32_t)length;
    }
    buffers[1] = ends;
    buffers[2] = text_bytes;
    arrow_fill_array(a, r->owner, (int64_t)count, 3, buffers);
    return a;
}

static bool take_column(arrow_result *r, size_t at, struct ArrowArray *a)
{
    const arrow_column *c = &r->list[at];
    if (c->what < 0) {
        const size_t given = given_at(c->what);
        arrow_fill_array(a, r->owner, (int64_t)r->count, r->given_buffers[given], r->given[given]);
        return true;
    }
    const void **buffers = arena_take_zeroed(&r->owner->memory, 2, sizeof *buffers);
    const uint8_t *valid = NULL;
    int64_t nothing = 0;
    if (!buffers || !take_valid(r, c, r->data[at], &valid, &nothing))
        return false;
    buffers[0] = valid;
    buffers[1] = r->data[at];
    arrow_fill_array(a, r->owner, (int64_t)r->count, 2, buffers);
    a->null_count = nothing;
    if (!c->names)
        return true;
    a->dictionary = take_dictionary(r, c->names);
    return a->dictionary != NULL;
}

reunify_status arrow_result_give(arrow_result *r, struct ArrowArray *out, reunify_error *error)
{
    arena *memory = &r->owner->memory;
    struct ArrowArray *children = arena_take_zeroed(memory, r->list_count, sizeof *children);
    struct ArrowArray **list = arena_take_zeroed(memory, r->list_count, sizeof *list);
    const void **buffers = arena_take_zeroed(memory, 1, sizeof *buffers);
    struct ArrowArray whole = {0};
    bool good = children && list && buffers;
    if (good)
        arrow_fill_array(&whole, r->owner, (int64_t)r->count, 1, buffers);
    for (size_t i = 0; i < r->list_count && good; i++) {
        list[i] = &children[i];
        whole.children = list;
        whole.n_children = (int64_t)i + 1;
        good = take_column(r, i, &children[i]);
    }
    if (!good && whole.release)
        whole.release(&whole);
    *out = good ? whole : (struct ArrowArray){0};
    arrow_result_close(r); /* what was given holds the memory now */
    return good ? REUNIFY_OK : error_no_memory(error);
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

void arrow_fill_schema(struct ArrowSchema *s, arrow_owner *o, const char *format, const char *name)
{
    *s = (struct ArrowSchema){.format = format,
                              .name = name,
                              .flags = ARROW_FLAG_NULLABLE,
                              .release = release_schema,
                              .private_data = o};
    count_up(&o->references);
}

reunify_status arrow_schema_give(const reunify_columns *columns, const arrow_column *list,
                                 size_t list_count, struct ArrowSchema *out, reunify_error *error)
{
    *out = (struct ArrowSchema){0};
    arrow_owner *o = arrow_owner_open(columns->context);
    struct ArrowSchema *made =
        o ? arena_take_zeroed(&o->memory, 2 * list_count, sizeof *made) : NULL;
    struct ArrowSchema **children =
        made ? arena_take_zeroed(&o->memory, list_count, sizeof *children) : NULL;
    if (!children) {
        arrow_owner_close(o);
        return error_no_memory(error);
    }
    for (size_t i = 0; i < list_count; i++) {
        children[i] = &made[2 * i];
        arrow_fill_schema(children[i], o, list[i].format, list[i].name);
        if (!list[i].names)
            continue;
        children[i]->dictionary = &made[2 * i + 1];
        arrow_fill_schema(children[i]->dictionary, o, "u", "");
    }
    arrow_fill_schema(out, o, "+s", "");
    out->flags = 0;
    out->n_children = (int64_t)list_count;
    out->children = children;
    arrow_owner_close(o);
    return REUNIFY_OK;
}
