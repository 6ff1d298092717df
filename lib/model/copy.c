/*
 * A case copied into an arena of its own.
 *
 * Structs are copied whole and then what they point at: texts, codes, named values and the lists
 * that lie in them, each as long as it has to be. What earlier changes left behind is not copied.
 * Codes keep their numbers, and a finished case its orders, so that nothing is checked again.
 */
#include "model/model.h"

static bool copy_block(arena *a, void **items, size_t count, size_t size)
{
    const void *from = *items;
    *items = count ? arena_take_array(a, count, size) : NULL;
    if (count && *items)
        memcpy(*items, from, count * size);
    return !count || *items;
}

static bool copy_codes(arena *a, model_codes *codes)
{
    void *items = codes->items;
    if (!copy_block(a, &items, codes->count, sizeof *codes->items))
        return false;
    codes->items = items;
    codes->capacity = codes->count;
    return true;
}

static bool copy_text(arena *a, text *t)
{
    if (!t->data)
        return true;
    t->data = arena_text(a, t->data, t->length);
    return t->data != NULL;
}

static bool copy_fields(arena *a, int32_t kind, void *entry)
{
    const kind_info *k = &model_kinds[kind];
    for (size_t i = 0; i < k->field_count; i++) {
        void *at = (char *)entry + k->fields[i].offset;
        if (k->fields[i].type == FIELD_TEXT && !copy_text(a, at))
            return false;
        if (k->fields[i].type == FIELD_CODES && !copy_codes(a, at))
            return false;
    }
    return true;
}

static bool copy_plain(arena *a, model_list *list, size_t size)
{
    list->capacity = list->count;
    return copy_block(a, &list->items, list->count, size);
}

/* Entries lie at most in an entry that lies in the case. */
static bool copy_entry(arena *a, int32_t kind, void *entry);

static bool copy_list(arena *a, int32_t kind, model_list *list)
{
    const size_t size = model_kinds[kind].size;
    if (!copy_plain(a, list, size))
        return false;
    for (size_t i = 0; i < list->count; i++)
        if (!copy_entry(a, kind, (char *)list->items + i * size))
            return false;
    return true;
}

static bool copy_entry(arena *a, int32_t kind, void *entry)
{
    model_list *named = model_named_list(kind, entry);
    if (!copy_fields(a, kind, entry) || (named && !copy_plain(a, named, sizeof(model_named))))
        return false;
    if (kind == REUNIFY_ENTRY_ASSESSMENT &&
        !copy_fields(a, REUNIFY_ENTRY_JUDGEMENT, &((model_assessment *)entry)->judgement))
        return false;
    for (int32_t within = 0; within < ENTRY_KINDS; within++) {
        const kind_info *w = &model_kinds[within];
        if (w->size && w->parent && w->parent == kind &&
            !copy_list(a, within, (model_list *)(void *)((char *)entry + w->list)))
            return false;
    }
    return true;
}

static bool copy_symbols(symbols *to, const symbols *from)
{
    for (size_t i = 0; i < from->count; i++)
        if (symbols_add(to, from->names[i].data, from->names[i].length) == SYMBOL_NONE)
            return false;
    return true;
}

static bool copy_orders(reunify_case *c)
{
    for (int32_t kind = 0; kind < ENTRY_KINDS; kind++) {
        void *order = c->order[kind];
        if (!order)
            continue;
        if (!copy_block(&c->memory, &order, c->lists[kind].count, sizeof *c->order[kind]))
            return false;
        c->order[kind] = order;
        c->order_room[kind] = c->lists[kind].count;
    }
    return true;
}

static bool copy_warnings(reunify_case *c)
{
    if (!copy_plain(&c->memory, &c->warnings, sizeof(model_warning)))
        return false;
    for (size_t i = 0; i < c->warnings.count; i++)
        if (!copy_text(&c->memory, &((model_warning *)c->warnings.items)[i].at))
            return false;
    return true;
}

/* What is shared at first with the case that is copied becomes the copy's own. */
static bool copy_content(reunify_case *c)
{
    arena *a = &c->memory;
    if (!copy_fields(a, REUNIFY_ENTRY_CASE, c) || !copy_fields(a, REUNIFY_ENTRY_CHILD, &c->child) ||
        !copy_plain(a, &c->attributes, sizeof(model_named)))
        return false;
    for (int32_t kind = 0; kind < ENTRY_KINDS; kind++)
        if (model_is_list(kind) && !copy_list(a, kind, &c->lists[kind]))
            return false;
    c->attribute_counts = NULL;
    c->attribute_room = 0;
    if (!c->finished) {
        c->attribute_days = (model_list){.count = 0};
        memset(c->order, 0, sizeof c->order);
        memset(c->order_room, 0, sizeof c->order_room);
    }
    return copy_orders(c) && copy_warnings(c) &&
           copy_plain(a, &c->attribute_days, sizeof(model_attribute_day));
}

reunify_status reunify_case_copy(const reunify_case *record, const reunify_context *context,
                                 reunify_case **out, reunify_error *error)
{
    reunify_error_clear(error);
    if (out)
        *out = NULL;
    if (!record || !out)
        return error_argument(error, "the case or out is NULL");
    context = context_or_default(context);
    reunify_case *c = case_with_room(context, record->memory.used - sizeof *record);
    if (!c)
        return error_no_memory(error);
    const reunify_case empty = *c;
    *c = *record;
    c->context = empty.context;
    c->memory = empty.memory;
    c->codes = empty.codes;
    if (!copy_symbols(&c->codes, &record->codes) || !copy_content(c)) {
        reunify_case_free(c);
        return error_no_memory(error);
    }
    *out = c;
    return REUNIFY_OK;
}
