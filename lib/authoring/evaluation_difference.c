/*
 * How two evaluations differ, such as those of one case under two profiles: a walk over the views
 * whose rows are compared.
 *
 * A row that holds one value is compared by its words. A row that is a list, or is nested, and is
 * compared itself is put in words as a whole, by the rows of its kind: "led_by a, b; types panel",
 * and its items one behind the other, in brackets where they hold lists themselves. What is nested
 * and not compared itself is gone into. A whole that only one of the two evaluations was asked for
 * is not compared: needs are worked out at the fullest level of explanation alone.
 */
#include "authoring/authoring.h"
#include "evaluate/evaluation.h"

#include <stdio.h>

typedef struct {
    view before, after; /* the evaluations */
    reunify_diff *d;
    arena memory;   /* of lists */
    buffer was, is; /* wholes in words */
} comparison;

enum { DATE_ROOM = 11 };

/* What is compared are texts, dates, small numbers and what is so or not. */
static const char *words_of(view_value value, char room[DATE_ROOM])
{
    if (value.type == VALUE_BOOLEAN)
        return value.number ? "yes" : "no";
    if (value.type == VALUE_DATE)
        date_write((reunify_date)value.number, room);
    else if (value.type == VALUE_INTEGER)
        snprintf(room, DATE_ROOM, "%d", (int)(value.number % 1000000));
    return value.type == VALUE_DATE || value.type == VALUE_INTEGER ? room : value.text;
}

/* Wholes in words ----------------------------------------------------------------------------- */

static void add_whole(buffer *b, const view *v, const view_member *m);

/* `,"name":` without what makes it JSON. */
static void add_name(buffer *b, const view_member *m)
{
    buffer_add(b, m->name + 2, m->name_length - 4u);
    buffer_add_char(b, ' ');
}

/* What is not there is not said, nor what is not so. */
static bool is_said(const view *v, const view_member *m)
{
    return !view_is_absent(v, m) && (m->type != VIEW_BOOLEAN || view_read(v, m).number);
}

static void add_members(buffer *b, const view *v)
{
    const char *between = "";
    for (size_t i = 0; i < v->kind->member_count; i++) {
        const view_member *m = &v->kind->members[i];
        if (!is_said(v, m))
            continue;
        buffer_add_text(b, between);
        add_name(b, m);
        add_whole(b, v, m);
        between = "; ";
    }
}

static void add_items(buffer *b, const view *v, const view_member *m)
{
    const size_t count = view_count(v, m);
    for (size_t i = 0; i < count; i++) {
        const view item = view_item(v, m, i);
        buffer_add_text(b, i ? ", (" : "(");
        add_members(b, &item);
        buffer_add_char(b, ')');
    }
}

static void add_texts(buffer *b, const view *v, const view_member *m)
{
    const size_t count = view_count(v, m);
    for (size_t i = 0; i < count; i++) {
        buffer_add_text(b, i ? ", " : "");
        buffer_add_text(b, view_text(v, m, i));
    }
}

static void add_whole(buffer *b, const view *v, const view_member *m)
{
    char room[DATE_ROOM];
    const view inside = m->type == VIEW_NESTED ? view_nested(v, m) : *v;
    if (m->type == VIEW_NESTED)
        add_members(b, &inside);
    else if (m->type == VIEW_LIST)
        add_items(b, v, m);
    else if (m->type == VIEW_TEXTS)
        add_texts(b, v, m);
    else
        buffer_add_text(b, words_of(view_read(v, m), room));
}

/* NULL: there is nothing to say. */
static const char *whole_of(comparison *c, buffer *b, const view *v, const view_member *m)
{
    b->length = 0;
    if (view_is_absent(v, m))
        return NULL;
    add_whole(b, v, m);
    buffer_add_char(b, '\0');
    if (b->failed)
        diff_fail(c->d);
    return b->failed ? NULL : buffer_data(b);
}

static bool is_whole(const view_member *m)
{
    return m->type == VIEW_NESTED || m->type == VIEW_LIST || m->type == VIEW_TEXTS;
}

/* Whether both evaluations were asked for it, or neither. */
static bool both_tell(const comparison *c, const view_member *m)
{
    const int32_t before = c->before.evaluation->explain, after = c->after.evaluation->explain;
    return before == after || (before >= m->from && after >= m->from);
}

/* Views of a kind ----------------------------------------------------------------------------- */

static const char *key_of(const view *v)
{
    return view_read(v, &v->kind->members[v->kind->key]).text;
}

/* What is looked at first: the member that says how an item stands. NULL: items are not compared */
static const view_member *status_of(const view_kind *k)
{
    for (size_t i = 0; i < k->member_count; i++)
        if (k->members[i].turn == 1)
            return &k->members[i];
    return NULL;
}

static void compare_member(comparison *c, const char *section, const char *id, const view_member *m,
                           const view *before, const view *after)
{
    char was[DATE_ROOM], is[DATE_ROOM];
    if (!is_whole(m))
        diff_compare(c->d, section, id, m->aspect, words_of(view_read(before, m), was),
                     words_of(view_read(after, m), is));
    else if (both_tell(c, m))
        diff_compare(c->d, section, id, m->aspect, whole_of(c, &c->was, before, m),
                     whole_of(c, &c->is, after, m));
}

/* The members of a pair of views, and of what is nested in them, whose turn it is. */
static void compare_turn(comparison *c, const char *section, const char *id, int turn,
                         const view *before, const view *after)
{
    for (size_t i = 0; i < before->kind->member_count; i++) {
        const view_member *m = &before->kind->members[i];
        if (m->turn == turn) {
            compare_member(c, section, id, m, before, after);
        } else if (m->type == VIEW_NESTED && !m->turn) {
            const view a = view_nested(before, m), b = view_nested(after, m);
            compare_turn(c, section, id, turn, &a, &b);
        }
    }
}

static void compare_views(comparison *c, const char *id, const view *before, const view *after)
{
    for (int turn = 1; turn <= VIEW_TURNS; turn++)
        compare_turn(c, before->kind->name, id, turn, before, after);
}

/* Items of a list by their keys --------------------------------------------------------------- */

/* Where a list hangs: from the whole, member by member. */
typedef struct {
    const view_member *steps[3];
    size_t count;
} path;

/* The items of all lists that hang there, one list behind the other. */
typedef struct {
    view *items;
    size_t count, capacity;
    id_order ids;
} item_list;

static void add_item(comparison *c, item_list *out, view item)
{
    if (array_reserve(&c->memory, (void **)&out->items, &out->capacity, out->count + 1,
                      sizeof *out->items))
        out->items[out->count++] = item;
    else
        diff_fail(c->d);
}

static void gather(comparison *c, const view *from, const path *p, size_t step, item_list *out)
{
    const view_member *m = p->steps[step];
    if (m->type == VIEW_NESTED) {
        const view inside = view_nested(from, m);
        gather(c, &inside, p, step + 1, out);
        return;
    }
    const size_t count = view_count(from, m);
    for (size_t i = 0; i < count; i++) {
        const view item = view_item(from, m, i);
        if (step + 1 < p->count)
            gather(c, &item, p, step + 1, out);
        else
            add_item(c, out, item);
    }
}

static item_list items_at(comparison *c, const view *whole, const path *p)
{
    item_list out = {NULL, 0, 0, {NULL, 0}};
    gather(c, whole, p, 0, &out);
    out.ids = diff_ids(c->d, &c->memory, out.count);
    for (size_t i = 0; i < out.ids.count; i++)
        out.ids.places[i] = (id_place){key_of(&out.items[i]), i};
    id_order_sort(&out.ids);
    return out;
}

/* An item that only one of the two has. */
static void one_sided(comparison *c, int32_t kind, const view *v)
{
    const char *status = view_read(v, status_of(v->kind)).text;
    const char *what = status ? status : "none";
    const bool added = kind == REUNIFY_DIFF_ADDED;
    diff_add(c->d, kind, v->kind->name, key_of(v), NULL, added ? NULL : what, added ? what : NULL);
}

static void compare_list(comparison *c, const path *p)
{
    const item_list before = items_at(c, &c->before, p), after = items_at(c, &c->after, p);
    for (size_t i = 0; i < before.count; i++) {
        const view *v = &before.items[i];
        const size_t at = id_order_find(&after.ids, key_of(v));
        if (at != SIZE_MAX)
            compare_views(c, key_of(v), v, &after.items[at]);
        else
            one_sided(c, REUNIFY_DIFF_REMOVED, v);
    }
    for (size_t i = 0; i < after.count; i++)
        if (id_order_find(&before.ids, key_of(&after.items[i])) == SIZE_MAX)
            one_sided(c, REUNIFY_DIFF_ADDED, &after.items[i]);
}

/* Every list of a kind that is compared, and then those of its items. */
static void compare_lists(comparison *c, const view_kind *k, path p)
{
    for (size_t i = 0; i < k->member_count; i++) {
        const view_member *m = &k->members[i];
        if ((m->type != VIEW_NESTED && m->type != VIEW_LIST) || p.count == LENGTH_OF(p.steps))
            continue;
        path inside = p;
        inside.steps[inside.count++] = m;
        if (m->type == VIEW_LIST && !status_of(m->kind))
            continue;
        if (m->type == VIEW_LIST)
            compare_list(c, &inside);
        compare_lists(c, m->kind, inside);
    }
}

reunify_status reunify_evaluation_diff(const reunify_evaluation *before,
                                       const reunify_evaluation *after, reunify_diff **out,
                                       reunify_error *error)
{
    reunify_error_clear(error);
    if (!out)
        return error_argument(error, "out is NULL");
    *out = NULL;
    if (!before || !after)
        return error_argument(error, "an evaluation is NULL");
    if (!before->profile || !after->profile)
        return error_add(error, REUNIFY_STATE, "empty_evaluation", NULL, "an evaluation is empty");
    comparison c = {
        .before = evaluation_view(before),
        .after = evaluation_view(after),
        .d = diff_new(after->context),
    };
    if (!c.d)
        return error_no_memory(error);
    arena_start(&c.memory, after->context);
    buffer_start(&c.was, after->context);
    buffer_start(&c.is, after->context);
    compare_views(&c, after->case_id, &c.before, &c.after);
    compare_lists(&c, c.before.kind, (path){{NULL}, 0});
    buffer_release(&c.was);
    buffer_release(&c.is);
    arena_release(&c.memory);
    return diff_finish(c.d, out, error);
}
