/*
 * Laying one document over another. Objects at the top and under the names given are merged member
 * by member; arrays of objects with an id are merged item by item; everything else is taken from
 * the overlay whole. An item may say "remove": true, "replace": true, "before" or "after" an id. A
 * member that is null in the overlay is taken away.
 *
 * The base is not changed: an object or array that is merged is a copy of the base's with the
 * overlay's members put in, and all that is taken whole is shared by reference. Items that the
 * overlay alone has, which are most, become part of the whole themselves, and lists within them are
 * replaced there; so the overlay is used up. Reading goes through the overlay from its top down,
 * with a pointer that says where in it we are; faults are told there.
 *
 * The loader reads the merged document, but the author wrote the overlay: so each node that came
 * from the overlay is noted with its place in it. json_own_place walks down a pointer into the
 * merged document, remembers the last noted node that it passes, and puts that node's own place
 * before the rest. Literals have no address of their own in jansson and cannot be noted.
 */
#include <jansson.h>

#include "json/document.h"

typedef struct {
    json_document *out;
    reunify_error *error;
    reunify_status status;
    pointer at; /* in the overlay */
    const char *const *merged_objects;
} overlay;

static void out_of_memory(overlay *o)
{
    o->status = REUNIFY_NO_MEMORY;
}

static void overlay_fault(overlay *o, const char *code, const char *message)
{
    error_add(o->error, REUNIFY_INVALID, code, o->at.data, "%s", message);
    if (!o->status)
        o->status = REUNIFY_INVALID;
}

/* Only nodes with an address of their own can be told apart. */
static void note_origin(overlay *o, const json_t *node)
{
    json_document *d = o->out;
    if (json_is_boolean(node) || json_is_null(node))
        return;
    char *copy = arena_text(&d->memory, o->at.data, o->at.length);
    if (!copy || !array_reserve(&d->memory, (void **)&d->origins, &d->origin_capacity,
                                d->origin_count + 1, sizeof *d->origins)) {
        out_of_memory(o);
        return;
    }
    d->origins[d->origin_count] = (json_origin){node, copy, d->origin_count};
    d->origin_count++;
}

static json_t *merge_value(overlay *o, json_t *base, json_t *over, bool into);

/* jansson's copy of an object or array leaves out, silently, what it has no memory for. */
static json_t *shallow_copy(json_t *value)
{
    json_t *copy = json_copy(value);
    if (!copy || (json_object_size(copy) == json_object_size(value) &&
                  json_array_size(copy) == json_array_size(value)))
        return copy;
    json_decref(copy);
    return NULL;
}

static const char *item_id(const json_t *item)
{
    return json_string_value(json_object_get(item, "id"));
}

/*
 * An array whose elements are objects with an id: items that can be told apart. An empty one counts
 * where the other is one.
 */
static bool is_items(const json_t *array)
{
    if (!json_is_array(array))
        return false;
    for (size_t i = 0; i < json_array_size(array); i++)
        if (!item_id(json_array_get(array, i)))
            return false;
    return true;
}

/* What a pack has for itself: whoever extends it does not get it. */
static bool is_own_item(const json_t *item)
{
    return json_is_false(json_object_get(item, "inherited"));
}

/*
 * "after" is also a member of obligations, a period: there it is no id of this list and keeps its
 * meaning.
 */
static bool is_directive(const char *name, const json_t *value)
{
    if (strcmp(name, "after") == 0)
        return !json_is_string(value) || json_string_value(value)[0] != 'P';
    return strcmp(name, "remove") == 0 || strcmp(name, "replace") == 0 ||
           strcmp(name, "before") == 0;
}

static bool has_directive(json_t *item)
{
    const char *name;
    json_t *value;
    json_object_foreach(item, name, value)
    {
        if (is_directive(name, value))
            return true;
    }
    return false;
}

/* What an item of the overlay is laid over: itself, where the base has none and it says no more. */
static json_t *ground_of(json_t *base, json_t *over)
{
    if (!base && !has_directive(over))
        return json_incref(over);
    const bool fresh = !base || json_is_true(json_object_get(over, "replace"));
    return fresh ? json_object() : shallow_copy(base);
}

/* Of an item that is its own ground a member is there already. */
static void merge_member(overlay *o, json_t *made, bool own, const char *name, json_t *value)
{
    json_t *merged = merge_value(o, own ? NULL : json_object_get(made, name), value, false);
    if (own && merged == value)
        json_decref(merged);
    else if (merged && json_object_set_new(made, name, merged))
        out_of_memory(o);
}

/* The item with the directives taken out: an item of the overlay alone, or laid over the base's. */
static json_t *merge_item(overlay *o, json_t *base, json_t *over)
{
    json_t *made = ground_of(base, over);
    if (!made) {
        out_of_memory(o);
        return NULL;
    }
    note_origin(o, made);
    const char *name;
    json_t *value;
    void *next;
    json_object_foreach_safe(over, next, name, value)
    {
        if (is_directive(name, value))
            continue;
        const size_t mark = pointer_push(&o->at, name, strlen(name));
        if (json_is_null(value))
            json_object_del(made, name);
        else
            merge_member(o, made, made == over, name, value);
        pointer_pop(&o->at, mark);
    }
    return made;
}

/* Lists of items ------------------------------------------------------------------------------ */

/*
 * While a list is merged its items are linked, so that one goes or comes anywhere without the
 * others being moved, and found by their ids, which are sorted once.
 */
typedef struct {
    json_t *item;
    bool owned; /* not only lent by the base */
    size_t before, after;
} linked_item;

typedef struct {
    const char *id;
    size_t number; /* of its first item: those of the base come first */
    size_t link;   /* where it is in the list, NO_LINK: it is not */
    bool met;      /* in the overlay */
} known_id;

typedef struct {
    overlay *o;
    arena memory;
    linked_item *links; /* 0 is before the first and behind the last */
    size_t count;
    known_id *ids;
    size_t id_count;
} item_list;

enum { NO_LINK = 0 };

static int compare_ids(const void *a, const void *b)
{
    const known_id *x = a, *y = b;
    const int order = strcmp(x->id, y->id);
    return order ? order : (x->number > y->number) - (x->number < y->number);
}

static bool is_before_known(const void *known, const void *id)
{
    return strcmp(((const known_id *)known)->id, id) < 0;
}

static known_id *id_named(const item_list *l, const char *id)
{
    const size_t at = count_before(l->ids, l->id_count, sizeof *l->ids, is_before_known, id);
    return at < l->id_count && strcmp(l->ids[at].id, id) == 0 ? &l->ids[at] : NULL;
}

static size_t link_before(item_list *l, size_t next, json_t *item, bool owned)
{
    const size_t made = ++l->count, last = l->links[next].before;
    l->links[made] = (linked_item){item, owned, last, next};
    l->links[last].after = l->links[next].before = made;
    return made;
}

static void unlink_item(item_list *l, size_t at)
{
    linked_item *i = &l->links[at];
    l->links[i->before].after = i->after;
    l->links[i->after].before = i->before;
    if (i->owned)
        json_decref(i->item);
    i->item = NULL;
}

static void gather_ids(item_list *l, const json_t *array)
{
    for (size_t i = 0; i < json_array_size(array); i++, l->id_count++)
        l->ids[l->id_count] =
            (known_id){.id = item_id(json_array_get(array, i)), .number = l->id_count};
}

/* The items of the base, linked in order, and all ids; false when out of memory. */
static bool open_list(item_list *l, const json_t *base, const json_t *over)
{
    const size_t count = json_array_size(base) + json_array_size(over);
    l->links = arena_take_zeroed(&l->memory, count + 1, sizeof *l->links);
    l->ids = arena_take_zeroed(&l->memory, count, sizeof *l->ids);
    if (!l->links || !l->ids)
        return false;
    gather_ids(l, base);
    gather_ids(l, over);
    sort_items(l->ids, l->id_count, sizeof *l->ids, compare_ids);
    for (size_t i = 0; i < json_array_size(base); i++) {
        json_t *item = json_array_get(base, i);
        known_id *id = id_named(l, item_id(item));
        const size_t made = link_before(l, 0, item, false);
        id->link = id->link ? id->link : made;
    }
    return true;
}

/* Puts the list together; gives back what was made for it. */
static void close_list(item_list *l, json_t *made)
{
    for (size_t at = l->links ? l->links[0].after : 0; at; at = l->links[at].after)
        if (json_array_append(made, l->links[at].item))
            out_of_memory(l->o);
    for (size_t i = 1; i <= l->count; i++)
        if (l->links[i].owned)
            json_decref(l->links[i].item);
    arena_release(&l->memory);
}

/* A period is no id: see merge_item(). */
static const char *id_after(const json_t *item)
{
    const char *after = json_string_value(json_object_get(item, "after"));
    return after && after[0] != 'P' ? after : NULL;
}

/* Before which item a new one goes: 0, behind all others, or where it asks to be. */
static size_t place_of(item_list *l, const json_t *item)
{
    const char *before = json_string_value(json_object_get(item, "before"));
    const char *after = id_after(item);
    if (!before && !after)
        return 0;
    const known_id *id = id_named(l, before ? before : after);
    if (!id || !id->link) {
        overlay_fault(l->o, "unknown_reference",
                      "there is no item of the id named by \"before\" or \"after\"");
        return 0;
    }
    return before ? id->link : l->links[id->link].after;
}

static void merge_one(item_list *l, known_id *id, json_t *over)
{
    const size_t found = id->link;
    if (json_is_true(json_object_get(over, "remove"))) {
        if (!found)
            overlay_fault(l->o, "unknown_reference", "there is no item of this id to remove");
        else
            unlink_item(l, found);
        id->link = NO_LINK;
        return;
    }
    json_t *merged = merge_item(l->o, found ? l->links[found].item : NULL, over);
    const bool moved = json_object_get(over, "before") || id_after(over);
    if (!merged)
        return;
    const size_t behind = found ? l->links[found].after : 0;
    if (found)
        unlink_item(l, found);
    id->link = NO_LINK;
    id->link = link_before(l, found && !moved ? behind : place_of(l, over), merged, true);
}

static json_t *merge_items(overlay *o, json_t *base, json_t *over)
{
    json_t *made = json_array();
    if (!made) {
        out_of_memory(o);
        return NULL;
    }
    note_origin(o, made);
    item_list l = {.o = o};
    arena_start(&l.memory, o->out->context);
    if (!open_list(&l, base, over))
        out_of_memory(o);
    for (size_t i = 0; i < json_array_size(over) && o->status != REUNIFY_NO_MEMORY; i++) {
        const size_t mark = pointer_push_index(&o->at, i);
        known_id *id = id_named(&l, item_id(json_array_get(over, i)));
        if (id->met)
            overlay_fault(o, "duplicate_id", "another item of this list has the same id");
        id->met = true;
        merge_one(&l, id, json_array_get(over, i));
        pointer_pop(&o->at, mark);
    }
    close_list(&l, made);
    return made;
}

static bool is_merged_object(const overlay *o, const char *name)
{
    for (size_t i = 0; o->merged_objects[i]; i++)
        if (strcmp(o->merged_objects[i], name) == 0)
            return true;
    return false;
}

/* A list without the items that are the base's own; the list itself where it has none. */
static json_t *without_own_items(overlay *o, json_t *list)
{
    size_t own = 0;
    for (size_t i = 0; i < json_array_size(list); i++)
        own += is_own_item(json_array_get(list, i));
    if (!own)
        return json_incref(list);
    json_t *made = json_array();
    for (size_t i = 0; made && i < json_array_size(list); i++)
        if (!is_own_item(json_array_get(list, i)) &&
            json_array_append(made, json_array_get(list, i)))
            out_of_memory(o);
    if (!made)
        out_of_memory(o);
    return made;
}

static void leave_own_items(overlay *o, json_t *made)
{
    const char *name;
    json_t *value;
    void *next;
    json_object_foreach_safe(made, next, name, value)
    {
        json_t *kept = json_is_array(value) ? without_own_items(o, value) : NULL;
        if (kept && json_object_set_new(made, name, kept))
            out_of_memory(o);
    }
}

static json_t *merge_object(overlay *o, json_t *base, json_t *over, bool top)
{
    json_t *made = shallow_copy(base);
    if (!made) {
        out_of_memory(o);
        return NULL;
    }
    note_origin(o, made);
    if (top)
        leave_own_items(o, made);
    const char *name;
    json_t *value;
    json_object_foreach(over, name, value)
    {
        const size_t mark = pointer_push(&o->at, name, strlen(name));
        if (json_is_null(value)) {
            json_object_del(made, name);
        } else {
            json_t *merged = merge_value(o, json_object_get(made, name), value,
                                         top && is_merged_object(o, name));
            if (merged && json_object_set_new(made, name, merged))
                out_of_memory(o);
        }
        pointer_pop(&o->at, mark);
    }
    return made;
}

static json_t *merge_value(overlay *o, json_t *base, json_t *over, bool into)
{
    if (into && json_is_object(base) && json_is_object(over))
        return merge_object(o, base, over, false);
    if (json_is_array(over) && json_array_size(over) && is_items(over)) {
        const bool fresh = !json_is_array(base) || !is_items(base);
        json_t *empty = fresh ? json_array() : NULL;
        json_t *made = merge_items(o, fresh ? empty : base, over);
        json_decref(empty);
        return made;
    }
    note_origin(o, over);
    return json_incref(over);
}

reunify_status json_overlay(const reunify_context *context, const json_document *base,
                            json_document *over, const char *const *merged_objects,
                            json_document **out, reunify_error *error)
{
    *out = NULL;
    json_document *made = json_document_new(context);
    if (!made)
        return error_no_memory(error);
    overlay o = {.out = made, .error = error, .merged_objects = merged_objects};
    pointer_start(&o.at);
    made->all = made->root = merge_object(&o, base->root, over->root, true);
    if (o.status) {
        json_release(made);
        if (o.status == REUNIFY_NO_MEMORY)
            error_no_memory(error);
        return o.status;
    }
    *out = made;
    return REUNIFY_OK;
}

/* Steps down from `node` by one part of a pointer. */
static const json_t *step(const json_t *node, const char *part, size_t length)
{
    if (json_is_array(node)) {
        size_t index = 0;
        for (size_t i = 0; i < length; i++) {
            if (part[i] < '0' || part[i] > '9')
                return NULL; /* the pointer was cut here */
            index = index * 10 + (size_t)(part[i] - '0');
        }
        return json_array_get(node, index);
    }
    char name[64];
    if (length >= sizeof name)
        return NULL;
    memcpy(name, part, length);
    name[length] = '\0';
    return json_object_get(node, name);
}

/* Where nodes lie decides how they are found, and nothing else. */
static int compare_origins(const void *a, const void *b)
{
    const json_origin *x = a, *y = b;
    const uintptr_t p = (uintptr_t)x->node, q = (uintptr_t)y->node;
    return p != q ? (p > q) - (p < q) : (x->number > y->number) - (x->number < y->number);
}

static bool is_up_to(const void *origin, const void *node)
{
    return (uintptr_t)((const json_origin *)origin)->node <= (uintptr_t)node;
}

/* The place of a node in the overlay; NULL where it did not come from there. */
static const char *origin_of(json_document *d, const json_t *node)
{
    if (!d->origins_sorted)
        sort_items(d->origins, d->origin_count, sizeof *d->origins, compare_origins);
    d->origins_sorted = true;
    const size_t end =
        count_before(d->origins, d->origin_count, sizeof *d->origins, is_up_to, node);
    return end && d->origins[end - 1].node == node ? d->origins[end - 1].pointer : NULL;
}

void json_own_place(json_document *document, char *place, size_t size)
{
    if (!document->origin_count)
        return;
    const json_t *node = document->root;
    const char *known = "", *rest = place;
    for (const char *at = place; node && *at;) {
        const char *end = strchr(at + 1, '/');
        const size_t length = end ? (size_t)(end - at - 1) : strlen(at + 1);
        node = step(node, at + 1, length);
        at += length + 1;
        const char *own = node ? origin_of(document, node) : NULL;
        if (own) {
            known = own;
            rest = at;
        }
    }
    char whole[ERROR_POINTER * 2];
    const size_t first = strlen(known), second = strlen(rest);
    if (first + second >= sizeof whole || first + second >= size)
        return;
    memcpy(whole, known, first);
    memcpy(whole + first, rest, second + 1);
    memcpy(place, whole, first + second + 1);
}

bool json_is_own(json_document *document, const char *place)
{
    const json_t *node = document->root;
    while (node && *place) {
        const char *end = strchr(place + 1, '/');
        const size_t length = end ? (size_t)(end - place - 1) : strlen(place + 1);
        node = step(node, place + 1, length);
        place += length + 1;
    }
    return !document->origin_count || (node && origin_of(document, node));
}
