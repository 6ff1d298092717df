/*
 * A difference: entries put together one by one, then only read.
 *
 * Whoever compares (pack_difference.c, evaluation_difference.c) makes one, adds what is different
 * in the order in which it is to be read, and gives it out; from then on it never changes. It owns
 * copies of ids, of aspects (a value of a finding may be one) and of both sides, so it outlives
 * what was compared; `section` is a word of the library.
 *
 * An entry is told in a sentence when it is added, "medium.addressed: period P6M became P3M". An
 * entry with an aspect and no sides says only that it changed, where the sides would say no more
 * (an order) or fill pages (holidays). Without memory the difference is failed: further calls do
 * nothing, and diff_finish() says so, so that nobody in between has to look.
 */
#include "authoring/authoring.h"

typedef struct {
    int32_t kind;
    const char *section, *id, *aspect, *before, *after, *text;
} diff_entry;

struct reunify_diff {
    const reunify_context *context;
    arena memory;
    diff_entry *entries;
    size_t count, capacity;
    bool failed;
};

/* Making -------------------------------------------------------------------------------------- */

reunify_diff *diff_new(const reunify_context *context)
{
    reunify_diff *d = memory_allocate_zeroed(context, 1, sizeof *d);
    if (!d)
        return NULL;
    d->context = reunify_context_ref(context);
    arena_start(&d->memory, context);
    return d;
}

static const char *copied(reunify_diff *d, const char *what)
{
    if (!what)
        return NULL;
    const char *copy = arena_text(&d->memory, what, strlen(what));
    d->failed = d->failed || !copy;
    return copy;
}

/* What has several words stands in quotes. */
static void add_quoted(buffer *b, const char *what)
{
    const bool quoted = what && strchr(what, ' ');
    buffer_add_text(b, quoted ? "\"" : "");
    buffer_add_text(b, what ? what : "none");
    buffer_add_text(b, quoted ? "\"" : "");
}

static void add_both(buffer *b, const diff_entry *e)
{
    buffer_add_text(b, e->aspect);
    if (!e->before && !e->after) {
        buffer_add_text(b, " changed");
        return;
    }
    buffer_add_text(b, " ");
    add_quoted(b, e->before);
    buffer_add_text(b, " became ");
    add_quoted(b, e->after);
}

const char *const difference_names[] = {"added", "removed", "changed", NULL};

/* "medium.addressed: period P6M became P3M". */
static const char *sentence(reunify_diff *d, const diff_entry *e)
{
    buffer b;
    buffer_start(&b, d->context);
    buffer_add_text(&b, e->id);
    buffer_add_text(&b, ": ");
    if (e->kind == REUNIFY_DIFF_CHANGED) {
        add_both(&b, e);
    } else {
        const char *what = e->kind == REUNIFY_DIFF_ADDED ? e->after : e->before;
        buffer_add_text(&b, difference_names[e->kind]);
        buffer_add_text(&b, what ? ": " : "");
        buffer_add_text(&b, what ? what : "");
    }
    const char *made = b.failed ? NULL : arena_text(&d->memory, buffer_data(&b), b.length);
    d->failed = d->failed || !made;
    buffer_release(&b);
    return made;
}

void diff_add(reunify_diff *d, int32_t kind, const char *section, const char *id,
              const char *aspect, const char *before, const char *after)
{
    if (d->failed)
        return;
    if (!array_reserve(&d->memory, (void **)&d->entries, &d->capacity, d->count + 1,
                       sizeof *d->entries)) {
        d->failed = true;
        return;
    }
    diff_entry e = {kind,
                    section,
                    copied(d, id ? id : ""),
                    copied(d, aspect),
                    copied(d, before),
                    copied(d, after),
                    NULL};
    if (!d->failed)
        e.text = sentence(d, &e);
    if (!d->failed)
        d->entries[d->count++] = e;
}

void diff_compare(reunify_diff *d, const char *section, const char *id, const char *aspect,
                  const char *before, const char *after)
{
    const bool same = before && after ? strcmp(before, after) == 0 : before == after;
    if (!same)
        diff_add(d, REUNIFY_DIFF_CHANGED, section, id, aspect, before ? before : "none",
                 after ? after : "none");
}

void diff_fail(reunify_diff *d)
{
    d->failed = true;
}

id_order diff_ids(reunify_diff *d, arena *memory, size_t count)
{
    id_order made = {arena_take_array(memory, count, sizeof *made.places), count};
    if (made.places)
        return made;
    diff_fail(d);
    return (id_order){NULL, 0};
}

static int compare_ids(const void *a, const void *b)
{
    const id_place *x = a, *y = b;
    const int order = strcmp(x->id, y->id);
    return order ? order : (x->at > y->at) - (x->at < y->at);
}

void id_order_sort(id_order *ids)
{
    sort_items(ids->places, ids->count, sizeof *ids->places, compare_ids);
}

static bool is_before_id(const void *place, const void *id)
{
    return strcmp(((const id_place *)place)->id, id) < 0;
}

size_t id_order_find(const id_order *ids, const char *id)
{
    const size_t at = count_before(ids->places, ids->count, sizeof *ids->places, is_before_id, id);
    return at < ids->count && strcmp(ids->places[at].id, id) == 0 ? ids->places[at].at : SIZE_MAX;
}

reunify_status diff_finish(reunify_diff *d, reunify_diff **out, reunify_error *error)
{
    if (d->failed) {
        reunify_diff_free(d);
        return error_no_memory(error);
    }
    *out = d;
    return REUNIFY_OK;
}

void reunify_diff_free(reunify_diff *d)
{
    if (!d)
        return;
    const reunify_context *context = d->context;
    arena_release(&d->memory);
    memory_release(context, d, sizeof *d);
    reunify_context_unref(context);
}

/* Reading ------------------------------------------------------------------------------------- */

size_t reunify_diff_count(const reunify_diff *d)
{
    return d ? d->count : 0;
}

static const diff_entry *entry_at(const reunify_diff *d, size_t at)
{
    return d && at < d->count ? &d->entries[at] : NULL;
}

int32_t reunify_diff_kind(const reunify_diff *d, size_t at)
{
    const diff_entry *e = entry_at(d, at);
    return e ? e->kind : -1;
}

const char *reunify_diff_section(const reunify_diff *d, size_t at)
{
    const diff_entry *e = entry_at(d, at);
    return e ? e->section : NULL;
}

const char *reunify_diff_id(const reunify_diff *d, size_t at)
{
    const diff_entry *e = entry_at(d, at);
    return e ? e->id : NULL;
}

const char *reunify_diff_aspect(const reunify_diff *d, size_t at)
{
    const diff_entry *e = entry_at(d, at);
    return e ? e->aspect : NULL;
}

const char *reunify_diff_before(const reunify_diff *d, size_t at)
{
    const diff_entry *e = entry_at(d, at);
    return e ? e->before : NULL;
}

const char *reunify_diff_after(const reunify_diff *d, size_t at)
{
    const diff_entry *e = entry_at(d, at);
    return e ? e->after : NULL;
}

const char *reunify_diff_text(const reunify_diff *d, size_t at)
{
    const diff_entry *e = entry_at(d, at);
    return e ? e->text : NULL;
}
