/*
 * Single days between two intervals of one group: an export whose ends are inclusive leaves them,
 * and they count as none.
 *
 * A group is what goes on from one interval to the next: care periods of one kind, placements of
 * one type, legal statuses of one code, and the orders that follow on each other. For each group
 * the starts and the ends are sorted, as keys that begin with the group; with them it takes a
 * few searches to tell whether an interval begins the day after another's end, and whether one is
 * in force on that day. So the cost is that of sorting, however many intervals there are.
 */
#include "model/model.h"

enum { NO_GROUP = -1 };

/* Where `code` is one of the orders, all of them are one group. */
typedef struct {
    reunify_case *c;
    int32_t kind;
    bool orders;
    symbol order_codes[3];
} grouping;

typedef struct {
    uint64_t *starts, *ends;
    size_t start_count, end_count;
} sorted_days;

static int32_t group_of(const grouping *g, const model_interval *p)
{
    if (g->kind == REUNIFY_ENTRY_CARE_PERIOD)
        return p->type == ENUM_NONE ? CARE_KIND_CARE : p->type;
    if (g->kind == REUNIFY_ENTRY_PLACEMENT)
        return p->type == ENUM_NONE ? NO_GROUP : p->type;
    if (p->code == SYMBOL_NONE)
        return NO_GROUP;
    if (!g->orders)
        return p->code;
    for (size_t i = 0; i < LENGTH_OF(g->order_codes); i++)
        if (p->code == g->order_codes[i])
            return 0;
    return NO_GROUP;
}

static uint64_t day_key(int32_t group, reunify_date day)
{
    return (uint64_t)group << 32 | (uint32_t)(day - REUNIFY_DATE_MIN + 1);
}

static int compare_keys(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static void sort_keys(uint64_t *keys, size_t count)
{
    sort_items(keys, count, sizeof *keys, compare_keys);
}

static bool is_below(const void *key, const void *wanted)
{
    return *(const uint64_t *)key < *(const uint64_t *)wanted;
}

/* How many keys are less than `key`. */
static size_t count_below(const uint64_t *keys, size_t count, uint64_t key)
{
    return count_before(keys, count, sizeof *keys, is_below, &key);
}

/* An interval whose start is not known is left out: it is in force on no day for certain. */
static bool sort_days(const grouping *g, arena *scratch, sorted_days *d)
{
    const model_list *l = &g->c->lists[g->kind];
    const model_interval *list = l->items;
    d->starts = arena_take_array(scratch, l->count, sizeof *d->starts);
    d->ends = arena_take_array(scratch, l->count, sizeof *d->ends);
    if (!d->starts || !d->ends)
        return false;
    for (size_t i = 0; i < l->count; i++) {
        const int32_t group = group_of(g, &list[i]);
        if (group == NO_GROUP || list[i].from == REUNIFY_DATE_NONE)
            continue;
        d->starts[d->start_count++] = day_key(group, list[i].from);
        if (list[i].to != REUNIFY_DATE_NONE)
            d->ends[d->end_count++] = day_key(group, list[i].to);
    }
    sort_keys(d->starts, d->start_count);
    sort_keys(d->ends, d->end_count);
    return true;
}

/* How many of the group begin, or end, on or before the day. */
static size_t count_by(const uint64_t *keys, size_t count, int32_t group, reunify_date day)
{
    return count_below(keys, count, day_key(group, day + 1)) -
           count_below(keys, count, (uint64_t)group << 32);
}

static bool in_force(const sorted_days *d, int32_t group, reunify_date day)
{
    return count_by(d->starts, d->start_count, group, day) >
           count_by(d->ends, d->end_count, group, day);
}

static bool begins(const sorted_days *d, int32_t group, reunify_date day)
{
    const uint64_t key = day_key(group, day);
    const size_t at = count_below(d->starts, d->start_count, key);
    return at < d->start_count && d->starts[at] == key;
}

typedef struct {
    const model_return *list;
    reunify_date first;
} wanted_return;

static bool is_earlier_return(const void *item, const void *wanted)
{
    const wanted_return *w = wanted;
    return w->list[*(const uint32_t *)item].date < w->first;
}

/* The returns lie in the order of their dates. */
static bool returned_between(const reunify_case *c, reunify_date first, reunify_date last)
{
    const wanted_return wanted = {CASE_LIST(c, REUNIFY_ENTRY_RETURN, model_return), first};
    const uint32_t *order = c->order[REUNIFY_ENTRY_RETURN];
    const size_t count = c->lists[REUNIFY_ENTRY_RETURN].count;
    const size_t at = count_before(order, count, sizeof *order, is_earlier_return, &wanted);
    return at < count && wanted.list[order[at]].date <= last;
}

static bool goes_on(const grouping *g, const sorted_days *d, const model_interval *p)
{
    const int32_t group = group_of(g, p);
    if (group == NO_GROUP || p->to == REUNIFY_DATE_NONE)
        return false;
    if (!begins(d, group, p->to + 1) || in_force(d, group, p->to))
        return false;
    return g->kind != REUNIFY_ENTRY_CARE_PERIOD || !returned_between(g->c, p->to, p->to + 1);
}

static bool bridge(const grouping *g, arena *scratch)
{
    const model_list *l = &g->c->lists[g->kind];
    model_interval *list = l->items;
    sorted_days days = {0};
    if (l->count < 2)
        return true;
    if (!sort_days(g, scratch, &days))
        return false;
    for (size_t i = 0; i < l->count; i++)
        list[i].bridged = list[i].bridged || goes_on(g, &days, &list[i]);
    return true;
}

static void forget(reunify_case *c, int32_t kind)
{
    model_interval *list = c->lists[kind].items;
    for (size_t i = 0; i < c->lists[kind].count; i++)
        list[i].bridged = false;
}

bool model_bridge(reunify_case *c, arena *scratch)
{
    static const int32_t kinds[] = {REUNIFY_ENTRY_CARE_PERIOD, REUNIFY_ENTRY_PLACEMENT,
                                    REUNIFY_ENTRY_LEGAL_STATUS};
    for (size_t i = 0; i < LENGTH_OF(kinds); i++) {
        const grouping g = {.c = c, .kind = kinds[i]};
        forget(c, kinds[i]);
        if (!bridge(&g, scratch))
            return false;
    }
    const grouping orders = {.c = c,
                             .kind = REUNIFY_ENTRY_LEGAL_STATUS,
                             .orders = true,
                             .order_codes = {symbols_named(&c->codes, "interim_care_order", 18),
                                             symbols_named(&c->codes, "care_order", 10),
                                             symbols_named(&c->codes, "placement_order", 15)}};
    return bridge(&orders, scratch);
}
