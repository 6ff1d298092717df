/*
 * The history of care, worked out day by day of change: see timeline.h.
 *
 * Returns and spells depend on each other: a spell that begins while a return stands may be one at
 * home, which ends nothing; a spell that is not ends the return. So the returns are taken in order
 * of date, and for each the first day is looked for on which the child is in care again and not at
 * home; a spell is then at home if it began while one of them stood. Attempts follow from both:
 * each starts with a spell, with the end of a return, or on the day after a plan was given up that
 * was taken up again later.
 *
 * The days on which anything can change are sorted once. Between two of them stands one timeline,
 * kept in one of a few slots; a case with very many days has to share them.
 */
#include "rule/timeline.h"

enum { MOST_SLOTS = 64, FEW_SLOTS = 2, MANY_ENTRIES = 256 };

struct timeline_source {
    const reunify_case *record;
    const plan_event *events;
    size_t event_count;
    symbol interim_care_order, care_order, placement_order;
    bool to_relatives; /* where the child is to go: kinship carers are home then */
    reunify_date *days;
    size_t day_count;
    timeline *slots;
    size_t *held; /* by slot: 1 + the stretch of days that it stands for */
    size_t slot_count;
};

static bool covers_case(const reunify_case *c, int32_t kind, size_t *count,
                        const model_interval **list)
{
    *count = c->lists[kind].count;
    *list = c->lists[kind].items;
    return *count > 0;
}

/* Intervals ----------------------------------------------------------------------------------- */

reunify_date interval_end(const model_interval *i, reunify_date seen_on)
{
    if (i->to == REUNIFY_DATE_NONE || i->to > seen_on)
        return REUNIFY_DATE_NONE;
    return i->bridged && i->to < seen_on ? i->to + 1 : i->to;
}

/* One without a start is taken to have begun. */
bool interval_covers(const model_interval *i, reunify_date day, reunify_date seen_on)
{
    const reunify_date end = interval_end(i, seen_on);
    return (i->from == REUNIFY_DATE_NONE || i->from <= day) &&
           (end == REUNIFY_DATE_NONE || end > day);
}

static bool is_care(const model_interval *i)
{
    return i->type != CARE_KIND_SHORT_BREAK;
}

static bool has_code(const reunify_case *c, const model_interval *status, const char *code)
{
    const text *name = model_name(c, status->code);
    return name && text_is(*name, code, strlen(code));
}

bool is_care_order(const reunify_case *c, const model_interval *status)
{
    return has_code(c, status, "interim_care_order") || has_code(c, status, "care_order") ||
           has_code(c, status, "placement_order");
}

/* Days with the parents ----------------------------------------------------------------------- */

/*
 * The end of what lies in one piece from `at` on, as far as placements with parents reach, and
 * stays that are meant to end at home.
 */
static reunify_date reach_at_home(const reunify_case *c, reunify_date at, reunify_date seen_on)
{
    const model_interval *list;
    size_t count;
    covers_case(c, REUNIFY_ENTRY_PLACEMENT, &count, &list);
    reunify_date reach = at;
    for (size_t i = 0; i < count; i++) {
        const model_interval *p = &list[c->order[REUNIFY_ENTRY_PLACEMENT][i]];
        const bool goes_on = p->type == PLACEMENT_WITH_PARENTS || p->type == PLACEMENT_HOSPITAL ||
                             p->type == PLACEMENT_TEMPORARY;
        if (!goes_on || p->from == REUNIFY_DATE_NONE || p->from > seen_on)
            continue;
        if (p->from > reach)
            break;
        const reunify_date end = interval_end(p, seen_on);
        if (end == REUNIFY_DATE_NONE)
            return UNDATED;
        reach = end > reach ? end : reach;
    }
    return reach;
}

reunify_date placed_at_home_since(const reunify_case *c, reunify_date day)
{
    const model_interval *list;
    size_t count;
    covers_case(c, REUNIFY_ENTRY_PLACEMENT, &count, &list);
    for (size_t i = 0; i < count; i++) {
        const model_interval *p = &list[c->order[REUNIFY_ENTRY_PLACEMENT][i]];
        if (p->from == REUNIFY_DATE_NONE || p->from > day)
            break;
        if (p->type == PLACEMENT_WITH_PARENTS && reach_at_home(c, p->from, day) > day)
            return p->from;
    }
    return REUNIFY_DATE_NONE;
}

int32_t days_placed_at_home(const reunify_case *c, reunify_date from, reunify_date to,
                            reunify_date seen_on)
{
    const model_interval *list;
    size_t count;
    covers_case(c, REUNIFY_ENTRY_PLACEMENT, &count, &list);
    int32_t days = 0;
    reunify_date counted = from; /* up to here */
    for (size_t i = 0; i < count; i++) {
        const model_interval *p = &list[c->order[REUNIFY_ENTRY_PLACEMENT][i]];
        if (p->type != PLACEMENT_WITH_PARENTS || p->from == REUNIFY_DATE_NONE)
            continue;
        const reunify_date end = interval_end(p, seen_on);
        const reunify_date start = p->from > counted ? p->from : counted;
        const reunify_date stop = end == REUNIFY_DATE_NONE || end > to ? to : end;
        if (stop > start) {
            days += stop - start;
            counted = stop;
        }
    }
    return days;
}

/* Where the child lives ----------------------------------------------------------------------- */

/* A stay that is meant to end at home is no end of being there. */
static bool is_like_home(const timeline_source *s, const model_interval *p)
{
    return p->type == PLACEMENT_WITH_PARENTS || p->type == PLACEMENT_HOSPITAL ||
           p->type == PLACEMENT_TEMPORARY ||
           (s->to_relatives && p->type == PLACEMENT_KINSHIP_FOSTER);
}

static bool lives_like_home(const timeline_source *s, reunify_date day, reunify_date seen_on)
{
    const model_interval *list;
    size_t count;
    covers_case(s->record, REUNIFY_ENTRY_PLACEMENT, &count, &list);
    for (size_t i = 0; i < count; i++)
        if (is_like_home(s, &list[i]) && interval_covers(&list[i], day, seen_on))
            return true;
    return false;
}

static bool any_placement(const reunify_case *c, reunify_date day, reunify_date seen_on)
{
    const model_interval *list;
    size_t count;
    covers_case(c, REUNIFY_ENTRY_PLACEMENT, &count, &list);
    for (size_t i = 0; i < count; i++)
        if (interval_covers(&list[i], day, seen_on))
            return true;
    return false;
}

static bool under_order(const reunify_case *c, reunify_date day, reunify_date seen_on)
{
    const model_interval *list;
    size_t count;
    covers_case(c, REUNIFY_ENTRY_LEGAL_STATUS, &count, &list);
    for (size_t i = 0; i < count; i++)
        if ((has_code(c, &list[i], "interim_care_order") || has_code(c, &list[i], "care_order")) &&
            interval_covers(&list[i], day, seen_on))
            return true;
    return false;
}

bool spell_lacks_placement(const reunify_case *c, const care_spell *spell, reunify_date seen_on)
{
    return spell->of_return >= 0 && !any_placement(c, spell->from, seen_on);
}

/* Whether a spell that begins on that day, while a return stands, begins at home. */
static bool begins_at_home(const timeline_source *s, reunify_date day, reunify_date seen_on)
{
    if (lives_like_home(s, day, seen_on))
        return true;
    return under_order(s->record, day, seen_on) && !any_placement(s->record, day, seen_on);
}

/* Spells -------------------------------------------------------------------------------------- */

/* Care periods that touch or overlap are one. */
static void make_spells(const timeline_source *s, timeline *t, reunify_date day)
{
    const model_interval *list;
    size_t count;
    covers_case(s->record, REUNIFY_ENTRY_CARE_PERIOD, &count, &list);
    t->spell_count = 0;
    for (size_t i = 0; i < count; i++) {
        const model_interval *p = &list[s->record->order[REUNIFY_ENTRY_CARE_PERIOD][i]];
        if (p->from == REUNIFY_DATE_NONE || p->from > day)
            break;
        if (!is_care(p))
            continue;
        const reunify_date end = interval_end(p, day);
        care_spell *last = t->spell_count ? &t->spells[t->spell_count - 1] : NULL;
        if (!last || (last->to != REUNIFY_DATE_NONE && last->to < p->from))
            t->spells[t->spell_count++] = (care_spell){p->from, end, -1};
        else if (last->to != REUNIFY_DATE_NONE && (end == REUNIFY_DATE_NONE || end > last->to))
            last->to = end;
    }
}

bool timeline_in_care(const timeline *t, reunify_date day)
{
    for (size_t i = 0; i < t->spell_count; i++)
        if (t->spells[i].from <= day &&
            (t->spells[i].to == REUNIFY_DATE_NONE || t->spells[i].to > day))
            return true;
    return false;
}

/* A care period without a start that may have begun after the latest spell did. */
static reunify_date latest_undated_end(const timeline_source *s, reunify_date day)
{
    const model_interval *list;
    size_t count;
    covers_case(s->record, REUNIFY_ENTRY_CARE_PERIOD, &count, &list);
    reunify_date latest = REUNIFY_DATE_NONE;
    for (size_t i = 0; i < count; i++) {
        if (list[i].from != REUNIFY_DATE_NONE || !is_care(&list[i]))
            continue;
        const reunify_date end = interval_end(&list[i], day);
        const reunify_date by = end == REUNIFY_DATE_NONE ? day : end;
        latest = by > latest || latest == REUNIFY_DATE_NONE ? by : latest;
    }
    return latest;
}

/* Returns ------------------------------------------------------------------------------------- */

static void take_earlier(reunify_date *end, reunify_date candidate)
{
    if (*end == REUNIFY_DATE_NONE || candidate < *end)
        *end = candidate;
}

static bool is_back_in_care(const timeline_source *s, const timeline *t, reunify_date on,
                            reunify_date day)
{
    return timeline_in_care(t, on) && !lives_like_home(s, on, day);
}

/* The day on which the child is in care again although no end is recorded. */
static reunify_date inferred_end(const timeline_source *s, const timeline *t, reunify_date date,
                                 reunify_date day)
{
    reunify_date end = REUNIFY_DATE_NONE;
    for (size_t i = 0; i < t->spell_count; i++)
        if (t->spells[i].from >= date && !begins_at_home(s, t->spells[i].from, day))
            take_earlier(&end, t->spells[i].from);
    const model_interval *list;
    size_t count;
    covers_case(s->record, REUNIFY_ENTRY_PLACEMENT, &count, &list);
    for (size_t i = 0; i < count; i++) {
        const reunify_date from = list[i].from, to = interval_end(&list[i], day);
        if (from != REUNIFY_DATE_NONE && from > date && from <= day &&
            (end == REUNIFY_DATE_NONE || from < end) && is_back_in_care(s, t, from, day))
            end = from;
        if (is_like_home(s, &list[i]) && to != REUNIFY_DATE_NONE && to > date &&
            (end == REUNIFY_DATE_NONE || to < end) && is_back_in_care(s, t, to, day))
            end = to;
    }
    return end;
}

/* The end that is recorded and seen; of two rows of one date the earlier. */
static reunify_date recorded_end(const model_return *list, const uint32_t *order, size_t first,
                                 size_t count, reunify_date day, uint8_t *outcome)
{
    reunify_date end = REUNIFY_DATE_NONE;
    *outcome = ENUM_NONE;
    for (size_t i = first; i < count && list[order[i]].date == list[order[first]].date; i++) {
        const model_return *r = &list[order[i]];
        if (r->ended_on == REUNIFY_DATE_NONE || r->ended_on > day)
            continue;
        if (end == REUNIFY_DATE_NONE || r->ended_on < end) {
            end = r->ended_on;
            *outcome = r->outcome;
        } else if (r->ended_on == end && *outcome == ENUM_NONE) {
            *outcome = r->outcome;
        }
    }
    return end;
}

static void add_return(const timeline_source *s, timeline *t, size_t first, reunify_date day)
{
    const reunify_case *c = s->record;
    const model_return *list = CASE_LIST(c, REUNIFY_ENTRY_RETURN, model_return);
    const uint32_t *order = c->order[REUNIFY_ENTRY_RETURN];
    seen_return r = {.date = list[order[first]].date, .index = order[first]};
    const seen_return *before = t->return_count ? &t->returns[t->return_count - 1] : NULL;
    if (before && (before->end == REUNIFY_DATE_NONE || r.date < before->end))
        return;
    r.end = recorded_end(list, order, first, c->lists[REUNIFY_ENTRY_RETURN].count, day, &r.outcome);
    if (r.end == REUNIFY_DATE_NONE) {
        r.end = inferred_end(s, t, r.date, day);
        r.inferred = r.end != REUNIFY_DATE_NONE;
    }
    if (r.end != REUNIFY_DATE_NONE && r.outcome == ENUM_NONE)
        r.outcome = timeline_in_care(t, r.end) ? RETURN_RE_ENTERED_CARE : RETURN_OTHER;
    t->returns[t->return_count++] = r;
}

static void make_returns(const timeline_source *s, timeline *t, reunify_date day)
{
    const reunify_case *c = s->record;
    const model_return *list = CASE_LIST(c, REUNIFY_ENTRY_RETURN, model_return);
    const uint32_t *order = c->order[REUNIFY_ENTRY_RETURN];
    t->return_count = 0;
    for (size_t i = 0; i < c->lists[REUNIFY_ENTRY_RETURN].count; i++) {
        if (list[order[i]].date > day)
            break;
        if (!i || list[order[i]].date != list[order[i - 1]].date)
            add_return(s, t, i, day);
    }
}

static bool stands_on(const seen_return *r, reunify_date day)
{
    return r->date <= day && (r->end == REUNIFY_DATE_NONE || r->end > day);
}

bool timeline_stands(const timeline *t, reunify_date day)
{
    for (size_t i = 0; i < t->return_count; i++)
        if (stands_on(&t->returns[i], day))
            return true;
    return false;
}

static void mark_spells_at_home(const timeline_source *s, timeline *t, reunify_date day)
{
    for (size_t i = 0; i < t->spell_count; i++)
        for (size_t r = 0; r < t->return_count; r++)
            if (stands_on(&t->returns[r], t->spells[i].from) &&
                begins_at_home(s, t->spells[i].from, day))
                t->spells[i].of_return = (int32_t)r;
}

/* Attempts ------------------------------------------------------------------------------------ */

/* Keeps the starts in order of date, each once; the day from which it was seen is the earliest. */
static void add_start(timeline *t, reunify_date from, reunify_date known_on)
{
    size_t at = t->attempt_count;
    while (at > 1 && t->attempts[at - 1].from > from)
        at--;
    if (at > 1 && t->attempts[at - 1].from == from) {
        care_attempt *same = &t->attempts[at - 1];
        same->known_on = known_on < same->known_on ? known_on : same->known_on;
        return;
    }
    memmove(t->attempts + at + 1, t->attempts + at, (t->attempt_count - at) * sizeof *t->attempts);
    t->attempts[at] = (care_attempt){.from = from, .known_on = known_on, .of_return = -1};
    t->attempt_count++;
}

static bool starts_between(const timeline *t, reunify_date after, reunify_date by)
{
    for (size_t i = 1; i < t->attempt_count; i++)
        if (t->attempts[i].from > after && t->attempts[i].from <= by)
            return true;
    return false;
}

/* In the present attempt, and while no return stands. */
static void note_other_plan(const timeline_source *s, timeline *t, reunify_date day)
{
    size_t count = 0;
    while (count < s->event_count && s->events[count].date <= day)
        count++;
    t->other_plan = count && s->events[count - 1].gives_up && !timeline_stands(t, day) &&
                    !starts_between(t, s->events[count - 1].date, day);
}

/*
 * Plans given up while no return stands and taken up again on a later day. What was never planned
 * since the attempt began is not given up.
 */
static void add_starts_of_plans(const timeline_source *s, timeline *t, reunify_date day)
{
    bool planned = false;
    reunify_date given_up = REUNIFY_DATE_NONE, last = REUNIFY_DATE_NONE;
    for (size_t i = 0; i < s->event_count && s->events[i].date <= day; i++) {
        const plan_event *e = &s->events[i];
        if (last != REUNIFY_DATE_NONE && starts_between(t, last, e->date)) {
            planned = false;
            given_up = REUNIFY_DATE_NONE;
        }
        last = e->date;
        if (e->gives_up) {
            if ((planned || given_up != REUNIFY_DATE_NONE) && !timeline_stands(t, e->date))
                given_up = e->date;
        } else if (given_up == REUNIFY_DATE_NONE) {
            planned = true;
        } else if (e->date > given_up) {
            add_start(t, given_up + 1, e->date);
            given_up = REUNIFY_DATE_NONE;
            planned = true;
            last = e->date;
        }
    }
    note_other_plan(s, t, day);
}

static bool lies_in(const timeline *t, size_t attempt, const seen_return *r)
{
    const care_attempt *a = &t->attempts[attempt];
    const reunify_date next =
        attempt + 1 < t->attempt_count ? t->attempts[attempt + 1].from : UNDATED;
    const bool on_start = r->date == a->from, on_next = r->date == next;
    if (r->end == r->date && (on_start || on_next) && r->outcome != RETURN_BECAME_ADULT)
        return on_next;
    return (a->from == REUNIFY_DATE_NONE || r->date >= a->from) && r->date < next;
}

static bool any_spell_between(const timeline *t, reunify_date from, reunify_date to)
{
    for (size_t i = 0; i < t->spell_count; i++)
        if (t->spells[i].from < to &&
            (t->spells[i].to == REUNIFY_DATE_NONE || t->spells[i].to > from))
            return true;
    return false;
}

static bool spell_begins_on(const timeline *t, reunify_date day)
{
    for (size_t i = 0; i < t->spell_count; i++)
        if (t->spells[i].from == day)
            return true;
    return false;
}

/* Whether a stretch between two starts is an attempt. */
static bool counts(const timeline *t, size_t i)
{
    const care_attempt *a = &t->attempts[i];
    if (a->of_return >= 0 || i + 1 == t->attempt_count)
        return true;
    if (i == 0)
        return false; /* before the first start */
    const reunify_date next = t->attempts[i + 1].from;
    return any_spell_between(t, a->from, next) || !spell_begins_on(t, next);
}

static void number_attempts(timeline *t)
{
    int32_t number = 0;
    for (size_t i = 0; i < t->attempt_count; i++) {
        care_attempt *a = &t->attempts[i];
        a->to = i + 1 < t->attempt_count ? t->attempts[i + 1].from : REUNIFY_DATE_NONE;
        for (size_t r = t->return_count; r-- > 0;)
            if (lies_in(t, i, &t->returns[r]))
                a->of_return = (int32_t)r;
        a->number = counts(t, i) ? ++number : 0;
    }
}

static void make_attempts(const timeline_source *s, timeline *t, reunify_date day)
{
    t->attempts[0] =
        (care_attempt){.from = REUNIFY_DATE_NONE, .known_on = REUNIFY_DATE_NONE, .of_return = -1};
    t->attempt_count = 1;
    for (size_t i = 0; i < t->spell_count; i++)
        if (t->spells[i].of_return < 0)
            add_start(t, t->spells[i].from, t->spells[i].from);
    for (size_t i = 0; i < t->return_count; i++)
        if (t->returns[i].end != REUNIFY_DATE_NONE && t->returns[i].outcome != RETURN_BECAME_ADULT)
            add_start(t, t->returns[i].end, t->returns[i].end);
    add_starts_of_plans(s, t, day);
    number_attempts(t);
    const reunify_date by = latest_undated_end(s, day);
    const reunify_date start = timeline_attempt(t)->from;
    t->start_by = by != REUNIFY_DATE_NONE && (start == REUNIFY_DATE_NONE || by >= start)
                      ? by
                      : REUNIFY_DATE_NONE;
}

const seen_return *timeline_return(const timeline *t)
{
    const care_attempt *now = timeline_attempt(t);
    const seen_return *r = t->return_count ? &t->returns[t->return_count - 1] : NULL;
    return r && lies_in(t, t->attempt_count - 1, r) &&
                   (now->from == REUNIFY_DATE_NONE || r->date >= now->from)
               ? r
               : NULL;
}

const care_spell *timeline_spell(const timeline *t)
{
    for (size_t i = t->spell_count; i-- > 0;) {
        const care_spell *s = &t->spells[i];
        if (s->of_return < 0 || t->returns[s->of_return].end != REUNIFY_DATE_NONE)
            return s;
    }
    return NULL;
}

/* Days of change ------------------------------------------------------------------------------ */

static void add_day(timeline_source *s, reunify_date day)
{
    if (day != REUNIFY_DATE_NONE)
        s->days[s->day_count++] = day;
}

static void add_interval_days(timeline_source *s, int32_t kind)
{
    const model_interval *list;
    size_t count;
    covers_case(s->record, kind, &count, &list);
    for (size_t i = 0; i < count; i++) {
        if (kind == REUNIFY_ENTRY_LEGAL_STATUS && !is_care_order(s->record, &list[i]))
            continue;
        add_day(s, list[i].from);
        add_day(s, list[i].to);
        if (list[i].bridged)
            add_day(s, list[i].to + 1);
    }
}

/* Shell's, in place: the days are few, and mostly in order. */
static void sort_days(reunify_date *days, size_t count)
{
    size_t gap = 1;
    while (gap < count / 3)
        gap = gap * 3 + 1;
    for (; gap > 0; gap /= 3)
        for (size_t i = gap; i < count; i++) {
            const reunify_date moved = days[i];
            size_t at = i;
            for (; at >= gap && days[at - gap] > moved; at -= gap)
                days[at] = days[at - gap];
            days[at] = moved;
        }
}

static size_t unique_days(reunify_date *days, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (!kept || days[kept - 1] != days[i])
            days[kept++] = days[i];
    return kept;
}

static bool gather_days(timeline_source *s, arena *memory)
{
    const model_list *lists = s->record->lists;
    const size_t intervals = lists[REUNIFY_ENTRY_CARE_PERIOD].count +
                             lists[REUNIFY_ENTRY_PLACEMENT].count +
                             lists[REUNIFY_ENTRY_LEGAL_STATUS].count;
    const size_t most = intervals * 3 + lists[REUNIFY_ENTRY_RETURN].count * 2 + s->event_count + 1;
    s->days = arena_take_array(memory, most, sizeof *s->days);
    if (!s->days)
        return false;
    add_interval_days(s, REUNIFY_ENTRY_CARE_PERIOD);
    add_interval_days(s, REUNIFY_ENTRY_PLACEMENT);
    add_interval_days(s, REUNIFY_ENTRY_LEGAL_STATUS);
    const model_return *returns = CASE_LIST(s->record, REUNIFY_ENTRY_RETURN, model_return);
    for (size_t i = 0; i < lists[REUNIFY_ENTRY_RETURN].count; i++) {
        add_day(s, returns[i].date);
        add_day(s, returns[i].ended_on);
    }
    for (size_t i = 0; i < s->event_count; i++)
        add_day(s, s->events[i].date);
    sort_days(s->days, s->day_count);
    s->day_count = unique_days(s->days, s->day_count);
    return true;
}

/* Slots --------------------------------------------------------------------------------------- */

static bool take_slots(timeline_source *s, arena *memory)
{
    const size_t spells = s->record->lists[REUNIFY_ENTRY_CARE_PERIOD].count;
    const size_t returns = s->record->lists[REUNIFY_ENTRY_RETURN].count;
    const size_t attempts = spells + returns + s->event_count + 2;
    s->slot_count = attempts > MANY_ENTRIES         ? FEW_SLOTS
                    : s->day_count + 1 > MOST_SLOTS ? MOST_SLOTS
                                                    : s->day_count + 1;
    s->slots = arena_take_zeroed(memory, s->slot_count, sizeof *s->slots);
    s->held = arena_take_zeroed(memory, s->slot_count, sizeof *s->held);
    if (!s->slots || !s->held)
        return false;
    for (size_t i = 0; i < s->slot_count; i++) {
        timeline *t = &s->slots[i];
        t->spells = arena_take_array(memory, spells, sizeof *t->spells);
        t->returns = arena_take_array(memory, returns, sizeof *t->returns);
        t->attempts = arena_take_array(memory, attempts, sizeof *t->attempts);
        if (!t->spells || !t->returns || !t->attempts)
            return false;
    }
    return true;
}

static bool goes_to_relatives(const reunify_case *c)
{
    const model_named *items = c->attributes.items;
    for (size_t i = 0; i < c->attributes.count; i++) {
        const text *name = model_name(c, items[i].name);
        if (items[i].type == NAMED_TEXT && text_is(*name, "destination", 11))
            return text_is(*model_name(c, items[i].code), "relatives", 9);
    }
    return false;
}

timeline_source *timeline_open(const reunify_case *record, const plan_event *events,
                               size_t event_count, arena *memory)
{
    timeline_source *s = arena_take_zeroed(memory, 1, sizeof *s);
    if (!s)
        return NULL;
    s->record = record;
    s->events = events;
    s->event_count = event_count;
    s->to_relatives = goes_to_relatives(record);
    return gather_days(s, memory) && take_slots(s, memory) ? s : NULL;
}

/* How many days of change there are up to a day. */
static size_t stretch_of(const timeline_source *s, reunify_date day)
{
    size_t low = 0, high = s->day_count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (s->days[middle] <= day)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const timeline *timeline_on(timeline_source *s, reunify_date day)
{
    const size_t stretch = stretch_of(s, day), slot = stretch % s->slot_count;
    timeline *t = &s->slots[slot];
    if (s->held[slot] == stretch + 1)
        return t;
    s->held[slot] = stretch + 1;
    t->since = stretch ? s->days[stretch - 1] : REUNIFY_DATE_NONE;
    t->until = stretch < s->day_count ? s->days[stretch] : UNDATED;
    const reunify_date seen_on = stretch ? t->since : day;
    make_spells(s, t, seen_on);
    make_returns(s, t, seen_on);
    mark_spells_at_home(s, t, seen_on);
    make_attempts(s, t, seen_on);
    return t;
}
