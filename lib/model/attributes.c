/*
 * Attributes of the case that hold for a span of time.
 *
 * Each is an entry with a start, an end and one named value, all in one list. In the document those
 * of one name stand together, in the order in which they were named, and that is what `place`
 * counts. How many there are of a name is kept by symbol, from the first question on; so a name is
 * either that of a single value of the case or of entries, never of both.
 *
 * Finishing a case makes one list of what each attribute is from which day on. The entries of a
 * name are put in order of their start, of one start the longest first, and the days on which one
 * begins or ends are gone through in order. What has begun lies on a stack: the one on top began
 * last, and where it has ended it is dropped, so that what lies below counts again. Of one start
 * the longest lies lowest and outlasts those above it; each knows whether all of its start below
 * it say the same. Where they do not, nothing is known on that day. The cost is that of sorting.
 */
#include "model/model.h"

#include <stdio.h>

static model_attribute *attributes_of(const reunify_case *c)
{
    return c->lists[REUNIFY_ENTRY_ATTRIBUTE].items;
}

const model_named *model_attribute_value(const model_attribute *a)
{
    return a->value.count ? a->value.items : NULL;
}

/* Names --------------------------------------------------------------------------------------- */

/* Room for a count of every name; false when out of memory. */
static bool counts_reach_all(reunify_case *c)
{
    const size_t before = c->attribute_room;
    void *counts = c->attribute_counts;
    if (!array_reserve(&c->memory, &counts, &c->attribute_room, c->codes.count, sizeof(uint32_t)))
        return false;
    c->attribute_counts = counts;
    memset(c->attribute_counts + before, 0,
           (c->attribute_room - before) * sizeof *c->attribute_counts);
    const model_attribute *list = attributes_of(c);
    for (size_t i = 0; !before && i < c->lists[REUNIFY_ENTRY_ATTRIBUTE].count; i++)
        if (list[i].name != SYMBOL_NONE)
            c->attribute_counts[list[i].name]++;
    return true;
}

/* Whether the case has it as a single value. */
static bool is_single(const reunify_case *c, symbol name)
{
    const model_named *items = c->attributes.items;
    for (size_t i = 0; i < c->attributes.count; i++)
        if (items[i].name == name)
            return true;
    return false;
}

static reunify_status refuse_both(model_problem *problem)
{
    problem->code = "duplicate_member";
    snprintf(problem->message, sizeof problem->message,
             "the case has this attribute already: either one value that always holds, or entries "
             "with their time");
    return REUNIFY_INVALID;
}

reunify_status model_admit_name(reunify_case *c, int32_t kind, const void *entry, symbol name,
                                model_problem *problem)
{
    const model_attribute *a = kind == REUNIFY_ENTRY_ATTRIBUTE ? entry : NULL;
    if (a && a->name == name)
        return REUNIFY_OK;
    if (!a && (kind != REUNIFY_ENTRY_CASE || !c->lists[REUNIFY_ENTRY_ATTRIBUTE].count))
        return REUNIFY_OK;
    if (!counts_reach_all(c))
        return REUNIFY_NO_MEMORY;
    return (a ? is_single(c, name) : c->attribute_counts[name] > 0) ? refuse_both(problem)
                                                                    : REUNIFY_OK;
}

void model_name_attribute(reunify_case *c, model_attribute *a, symbol name)
{
    if (a->name == name)
        return;
    a->name = name;
    a->place = c->attribute_counts[name]++;
}

void model_forget_name(reunify_case *c, model_attribute *a)
{
    model_attribute *list = attributes_of(c);
    if (a->name == SYMBOL_NONE)
        return;
    for (size_t i = 0; i < c->lists[REUNIFY_ENTRY_ATTRIBUTE].count; i++)
        if (list[i].name == a->name && list[i].place > a->place)
            list[i].place--;
    if (c->attribute_room > a->name)
        c->attribute_counts[a->name]--;
    a->name = SYMBOL_NONE;
    a->place = 0;
}

/* Days ---------------------------------------------------------------------------------------- */

typedef struct {
    symbol name;
    reunify_date from, to; /* INT32_MAX: no end */
    uint32_t entry;
    bool agrees; /* with all of its start that lie below it */
} span;

static int compare_spans(const void *left, const void *right)
{
    const span *a = left, *b = right;
    if (a->name != b->name)
        return a->name > b->name ? 1 : -1;
    if (a->from != b->from)
        return a->from > b->from ? 1 : -1;
    if (a->to != b->to)
        return a->to < b->to ? 1 : -1;
    return (a->entry > b->entry) - (a->entry < b->entry);
}

static int compare_days(const void *left, const void *right)
{
    const reunify_date a = *(const reunify_date *)left, b = *(const reunify_date *)right;
    return (a > b) - (a < b);
}

static bool say_the_same(const reunify_case *c, uint32_t left, uint32_t right)
{
    const model_named *a = model_attribute_value(&attributes_of(c)[left]),
                      *b = model_attribute_value(&attributes_of(c)[right]);
    return a->type == b->type && a->code == b->code && a->number == b->number;
}

typedef struct {
    reunify_case *c;
    span *spans;        /* of all names, in order */
    span *stack;        /* of one name */
    reunify_date *days; /* of one name */
    size_t height;
} sweep;

static void push(sweep *w, span s)
{
    const span *below = w->height ? &w->stack[w->height - 1] : NULL;
    s.agrees = !below || below->from != s.from ||
               (below->agrees && say_the_same(w->c, below->entry, s.entry));
    w->stack[w->height++] = s;
}

static model_attribute_day day_of(const sweep *w, symbol name, reunify_date since)
{
    const span *top = w->height ? &w->stack[w->height - 1] : NULL;
    return (model_attribute_day){.name = name,
                                 .since = since,
                                 .entry = top ? top->entry : MODEL_NO_ATTRIBUTE,
                                 .clash = top && !top->agrees};
}

static void add_day(reunify_case *c, model_attribute_day day)
{
    model_attribute_day *days = c->attribute_days.items;
    const size_t count = c->attribute_days.count;
    if (count && days[count - 1].name == day.name && days[count - 1].entry == day.entry)
        return;
    days[c->attribute_days.count++] = day;
}

/* Those of one name, from `first` to before `end`. */
static void go_through(sweep *w, size_t first, size_t end)
{
    size_t count = 0, next = first;
    for (size_t i = first; i < end; i++) {
        w->days[count++] = w->spans[i].from;
        if (w->spans[i].to != INT32_MAX)
            w->days[count++] = w->spans[i].to;
    }
    sort_items(w->days, count, sizeof *w->days, compare_days);
    w->height = 0;
    for (size_t i = 0; i < count; i++) {
        while (next < end && w->spans[next].from <= w->days[i])
            push(w, w->spans[next++]);
        while (w->height && w->stack[w->height - 1].to <= w->days[i])
            w->height--;
        add_day(w->c, day_of(w, w->spans[first].name, w->days[i]));
    }
}

/* Two days an entry at most. */
static bool take_days(reunify_case *c, size_t entries)
{
    model_list *l = &c->attribute_days;
    l->count = 0;
    return !entries || array_reserve(&c->memory, &l->items, &l->capacity, entries * 2,
                                     sizeof(model_attribute_day));
}

bool model_order_attributes(reunify_case *c, arena *scratch)
{
    const size_t count = c->lists[REUNIFY_ENTRY_ATTRIBUTE].count;
    const model_attribute *list = attributes_of(c);
    if (!take_days(c, count))
        return false;
    sweep w = {.c = c,
               .spans = arena_take_array(scratch, count, sizeof(span)),
               .stack = arena_take_array(scratch, count, sizeof(span)),
               .days = arena_take_array(scratch, count, 2 * sizeof(reunify_date))};
    if (!w.spans || !w.stack || !w.days)
        return false;
    for (size_t i = 0; i < count; i++)
        w.spans[i] = (span){.name = list[i].name,
                            .from = list[i].from,
                            .to = list[i].to == REUNIFY_DATE_NONE ? INT32_MAX : list[i].to,
                            .entry = (uint32_t)i};
    sort_items(w.spans, count, sizeof *w.spans, compare_spans);
    for (size_t first = 0, end; first < count; first = end) {
        for (end = first + 1; end < count && w.spans[end].name == w.spans[first].name; end++)
            ;
        go_through(&w, first, end);
    }
    return true;
}

static bool is_up_to(const void *item, const void *wanted)
{
    const model_attribute_day *day = item, *last = wanted;
    return day->name < last->name || (day->name == last->name && day->since <= last->since);
}

/* How many days of all names stand before those of a name that come after a day. */
static size_t days_up_to(const reunify_case *c, symbol name, reunify_date day)
{
    const model_attribute_day last = {.name = name, .since = day};
    return count_before(c->attribute_days.items, c->attribute_days.count, sizeof last, is_up_to,
                        &last);
}

const model_named *model_attribute_on(const reunify_case *c, symbol name, reunify_date day)
{
    const model_named *items = c->attributes.items;
    for (size_t i = 0; i < c->attributes.count; i++)
        if (items[i].name == name)
            return &items[i];
    const size_t passed = days_up_to(c, name, day);
    const model_attribute_day *days = c->attribute_days.items;
    const model_attribute_day *last = passed ? &days[passed - 1] : NULL;
    if (!last || last->name != name || last->clash || last->entry == MODEL_NO_ATTRIBUTE)
        return NULL;
    return model_attribute_value(&attributes_of(c)[last->entry]);
}
