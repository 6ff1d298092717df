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
 * Spells do not overlap, nor do returns; both lie in order of date, so what held on a day is found
 * by halves. The same goes for placements and orders once those that touch are joined (a cover). So
 * a timeline costs n log n of what the case has, whatever that is.
 *
 * The days on which anything can change are sorted once. Between two of them stands one timeline.
 * It is worked out on one of two desks, with room for all there can be, and kept as it came out, in
 * one of a few slots that share a room of limited size; a case with very many days has to share the
 * slots, and what does not fit is not kept. What is worked out is counted in steps of work, and
 * nothing is worked out any more once none are left.
 */
#include "rule/timeline.h"

enum { MOST_SLOTS = 64, MOST_KEPT = 1 << 20, DESKS = 2 };

/* Days from `from` to the one before `to`; UNDATED: without an end. */
typedef struct {
    reunify_date from, to;
} stretch;

/* What some intervals cover as they are seen on a day, in order, joined where they touch. */
typedef struct {
    stretch *spans;
    size_t count;
    reunify_date undated_to; /* covered before it, by what has no start */
} cover;

typedef struct {
    timeline seen;
    size_t held; /* 1 + the stretch of days that it stands for */
    size_t size; /* of its part of the room */
} timeline_slot;

struct timeline_source {
    const reunify_case *record;
    const plan_event *events;
    size_t event_count;
    uint64_t *work; /* steps that are left, NULL: without end */
    symbol interim_care_order, care_order, destination;
    bool to_relatives; /* where the child is to go: kinship carers are home then */
    reunify_date *days;
    size_t day_count;
    timeline_slot *slots;
    size_t slot_count;
    char *room; /* of what is kept in slots */
    size_t room_left;
    /* the timeline that is being worked out, and the one before */
    timeline_slot desks[DESKS];
    size_t desk;
    cover home, placed, ordered;
    bool ends_known;
    reunify_date *begun, *back; /* days on which a return may have ended: see inferred_end() */
    size_t begun_count, back_count;
    care_attempt *plan_starts;
    size_t plan_start_count;
};

static const model_interval *intervals(const reunify_case *c, int32_t kind, size_t *count)
{
    *count = c->lists[kind].count;
    return c->lists[kind].items;
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

static bool is_home_or_stay(const model_interval *p)
{
    return p->type == PLACEMENT_WITH_PARENTS || p->type == PLACEMENT_HOSPITAL ||
           p->type == PLACEMENT_TEMPORARY;
}

/*
 * What lies in one piece, as far as placements with parents reach, and stays that are meant to end
 * at home: of the piece that goes on, the first day with the parents.
 */
static reunify_date placed_at_home_since(const reunify_case *c, reunify_date day)
{
    size_t count;
    const model_interval *list = intervals(c, REUNIFY_ENTRY_PLACEMENT, &count);
    reunify_date reach = REUNIFY_DATE_NONE, since = REUNIFY_DATE_NONE;
    for (size_t i = 0; i < count; i++) {
        const model_interval *p = &list[c->order[REUNIFY_ENTRY_PLACEMENT][i]];
        if (p->from == REUNIFY_DATE_NONE || p->from > day)
            break;
        if (!is_home_or_stay(p))
            continue;
        if (p->from > reach)
            since = REUNIFY_DATE_NONE;
        if (p->type == PLACEMENT_WITH_PARENTS && since == REUNIFY_DATE_NONE)
            since = p->from;
        const reunify_date end = interval_end(p, day);
        const reunify_date to = end == REUNIFY_DATE_NONE ? UNDATED : end;
        reach = to > reach || p->from > reach ? to : reach;
    }
    return reach > day ? since : REUNIFY_DATE_NONE;
}

reunify_date timeline_home_in_care_since(const timeline *t, const reunify_case *c, reunify_date day)
{
    const reunify_date placed = placed_at_home_since(c, day);
    if (placed == REUNIFY_DATE_NONE)
        return placed;
    const reunify_date begun = t->spell_count ? t->spells[t->spell_count - 1].from : placed;
    const reunify_date ended = t->return_count ? t->returns[t->return_count - 1].end : placed;
    return later_day(later_day(begun, placed), ended);
}

static reunify_date home_until(const model_interval *p, day_limits limits)
{
    const reunify_date end = interval_end(p, limits.seen_on);
    return end == REUNIFY_DATE_NONE || end > limits.to ? limits.to : end;
}

static bool is_surely_home(const model_interval *p)
{
    return p->type == PLACEMENT_WITH_PARENTS && p->from != REUNIFY_DATE_NONE;
}

/* One whose type or start is not recorded may have been with the parents, from any day on. */
static bool may_be_home(const model_interval *p)
{
    return p->type == PLACEMENT_WITH_PARENTS || p->type == ENUM_NONE;
}

/* Up to here, at most, by those without a start. */
static reunify_date home_without_start(const model_interval *list, size_t count, day_limits limits)
{
    reunify_date reach = limits.from;
    for (size_t i = 0; i < count; i++) {
        if (list[i].from != REUNIFY_DATE_NONE || !may_be_home(&list[i]))
            continue;
        const reunify_date stop = home_until(&list[i], limits);
        reach = stop > reach ? stop : reach;
    }
    return reach;
}

int32_t days_placed_at_home(const reunify_case *c, day_limits limits, bool at_most)
{
    size_t count;
    const model_interval *list = intervals(c, REUNIFY_ENTRY_PLACEMENT, &count);
    reunify_date counted = at_most ? home_without_start(list, count, limits) : limits.from;
    int32_t total = counted - limits.from;
    for (size_t i = 0; i < count; i++) {
        const model_interval *p = &list[c->order[REUNIFY_ENTRY_PLACEMENT][i]];
        if (p->from == REUNIFY_DATE_NONE || (at_most ? !may_be_home(p) : !is_surely_home(p)))
            continue;
        const reunify_date start = p->from > counted ? p->from : counted;
        const reunify_date stop = home_until(p, limits);
        if (stop > start) {
            total += stop - start;
            counted = stop;
        }
    }
    return total;
}

/* Covers -------------------------------------------------------------------------------------- */

static bool has_begun_span(const void *span, const void *day)
{
    return ((const stretch *)span)->from <= *(const reunify_date *)day;
}

static bool covers(const cover *c, reunify_date day)
{
    if (day < c->undated_to)
        return true;
    const size_t begun = count_before(c->spans, c->count, sizeof *c->spans, has_begun_span, &day);
    return begun && c->spans[begun - 1].to > day;
}

/* They come in order of their start, those without one last. */
static void add_to_cover(cover *c, const model_interval *i, reunify_date seen_on)
{
    const reunify_date end = interval_end(i, seen_on);
    const reunify_date to = end == REUNIFY_DATE_NONE ? UNDATED : end;
    if (i->from == REUNIFY_DATE_NONE) {
        c->undated_to = later_day(to, c->undated_to);
        return;
    }
    stretch *last = c->count ? &c->spans[c->count - 1] : NULL;
    if (i->from > seen_on || to <= i->from)
        return;
    if (!last || last->to < i->from)
        c->spans[c->count++] = (stretch){i->from, to};
    else if (to > last->to)
        last->to = to;
}

static void empty_cover(cover *c)
{
    c->count = 0;
    c->undated_to = REUNIFY_DATE_NONE;
}

/* A stay that is meant to end at home is no end of being there. */
static bool is_like_home(const timeline_source *s, const model_interval *p)
{
    return is_home_or_stay(p) || (s->to_relatives && p->type == PLACEMENT_KINSHIP_FOSTER);
}

static bool is_of(symbol code, symbol asked)
{
    return code != SYMBOL_NONE && code == asked;
}

/* Where the child is to go, as it stands on a day. */
static bool goes_to_relatives(const timeline_source *s, reunify_date day)
{
    const model_named *value =
        s->destination == SYMBOL_NONE ? NULL : model_attribute_on(s->record, s->destination, day);
    return value && value->type == NAMED_TEXT &&
           text_is(*model_name(s->record, value->code), "relatives", 9);
}

/* Where the child lives, or may live, and under which orders. */
static void make_covers(timeline_source *s, reunify_date day)
{
    const reunify_case *c = s->record;
    size_t placements, statuses;
    const model_interval *list = intervals(c, REUNIFY_ENTRY_PLACEMENT, &placements);
    empty_cover(&s->home);
    empty_cover(&s->placed);
    empty_cover(&s->ordered);
    s->to_relatives = goes_to_relatives(s, day);
    for (size_t i = 0; i < placements; i++) {
        const model_interval *p = &list[c->order[REUNIFY_ENTRY_PLACEMENT][i]];
        add_to_cover(&s->placed, p, day);
        if (is_like_home(s, p) || p->type == ENUM_NONE)
            add_to_cover(&s->home, p, day);
    }
    list = intervals(c, REUNIFY_ENTRY_LEGAL_STATUS, &statuses);
    for (size_t i = 0; i < statuses; i++) {
        const model_interval *p = &list[c->order[REUNIFY_ENTRY_LEGAL_STATUS][i]];
        if (is_of(p->code, s->interim_care_order) || is_of(p->code, s->care_order))
            add_to_cover(&s->ordered, p, day);
    }
}

/* Whether a spell that begins on that day, while a return stands, begins at home. */
static bool begins_at_home(const timeline_source *s, reunify_date day)
{
    return covers(&s->home, day) || (covers(&s->ordered, day) && !covers(&s->placed, day));
}

/* Spells -------------------------------------------------------------------------------------- */

/* Care periods that touch or overlap are one. */
static void make_spells(const timeline_source *s, timeline *t, reunify_date day)
{
    size_t count;
    const model_interval *list = intervals(s->record, REUNIFY_ENTRY_CARE_PERIOD, &count);
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
            t->spells[t->spell_count++] = (care_spell){.from = p->from, .to = end, .of_return = -1};
        else if (last->to != REUNIFY_DATE_NONE && (end == REUNIFY_DATE_NONE || end > last->to))
            last->to = end;
    }
}

static bool has_begun_spell(const void *spell, const void *day)
{
    return ((const care_spell *)spell)->from <= *(const reunify_date *)day;
}

/* How many of the spells begin on or before a day. */
static size_t spells_by(const timeline *t, reunify_date day)
{
    return count_before(t->spells, t->spell_count, sizeof *t->spells, has_begun_spell, &day);
}

bool timeline_in_care(const timeline *t, reunify_date day)
{
    const size_t begun = spells_by(t, day);
    const care_spell *last = begun ? &t->spells[begun - 1] : NULL;
    return last && (last->to == REUNIFY_DATE_NONE || last->to > day);
}

/* A care period without a start that may have begun after the latest spell did. */
static reunify_date latest_undated_end(const timeline_source *s, reunify_date day)
{
    size_t count;
    const model_interval *list = intervals(s->record, REUNIFY_ENTRY_CARE_PERIOD, &count);
    reunify_date latest = REUNIFY_DATE_NONE;
    for (size_t i = count; i-- > 0;) {
        const model_interval *p = &list[s->record->order[REUNIFY_ENTRY_CARE_PERIOD][i]];
        if (p->from != REUNIFY_DATE_NONE)
            break; /* those without a start are last */
        if (!is_care(p))
            continue;
        const reunify_date end = interval_end(p, day);
        const reunify_date by = end == REUNIFY_DATE_NONE ? day : end;
        latest = by > latest || latest == REUNIFY_DATE_NONE ? by : latest;
    }
    return latest;
}

/* Returns ------------------------------------------------------------------------------------- */

static int compare_days(const void *a, const void *b)
{
    const reunify_date x = *(const reunify_date *)a, y = *(const reunify_date *)b;
    return (x > y) - (x < y);
}

static void add_back_in_care(timeline_source *s, const timeline *t, reunify_date on)
{
    if (on != REUNIFY_DATE_NONE && timeline_in_care(t, on) && !covers(&s->home, on))
        s->back[s->back_count++] = on;
}

/* The days on which the child is in care again: a spell begins, or a placement begins or ends. */
static void find_ends(timeline_source *s, const timeline *t, reunify_date day)
{
    s->ends_known = true;
    s->begun_count = s->back_count = 0;
    for (size_t i = 0; i < t->spell_count; i++)
        if (!begins_at_home(s, t->spells[i].from))
            s->begun[s->begun_count++] = t->spells[i].from;
    size_t count;
    const model_interval *list = intervals(s->record, REUNIFY_ENTRY_PLACEMENT, &count);
    for (size_t i = 0; i < count; i++) {
        if (list[i].from <= day)
            add_back_in_care(s, t, list[i].from);
        if (is_like_home(s, &list[i]))
            add_back_in_care(s, t, interval_end(&list[i], day));
    }
    sort_items(s->back, s->back_count, sizeof *s->back, compare_days);
}

/* The first of some days, in order, that is not before one. */
static reunify_date first_from(const reunify_date *list, size_t count, reunify_date day)
{
    size_t low = 0, high = count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (list[middle] < day)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count ? list[low] : REUNIFY_DATE_NONE;
}

/* The day on which the child is in care again although no end is recorded. */
static reunify_date inferred_end(timeline_source *s, const timeline *t, reunify_date date,
                                 reunify_date day)
{
    if (!s->ends_known)
        find_ends(s, t, day);
    const reunify_date begun = first_from(s->begun, s->begun_count, date);
    const reunify_date back = first_from(s->back, s->back_count, date + 1);
    return back != REUNIFY_DATE_NONE && (begun == REUNIFY_DATE_NONE || back < begun) ? back : begun;
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

static void add_return(timeline_source *s, timeline *t, size_t first, reunify_date day)
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

static void make_returns(timeline_source *s, timeline *t, reunify_date day)
{
    const reunify_case *c = s->record;
    const model_return *list = CASE_LIST(c, REUNIFY_ENTRY_RETURN, model_return);
    const uint32_t *order = c->order[REUNIFY_ENTRY_RETURN];
    t->return_count = 0;
    s->ends_known = false;
    if (c->lists[REUNIFY_ENTRY_RETURN].count)
        make_covers(s, day);
    for (size_t i = 0; i < c->lists[REUNIFY_ENTRY_RETURN].count; i++) {
        if (list[order[i]].date > day)
            break;
        if (!i || list[order[i]].date != list[order[i - 1]].date)
            add_return(s, t, i, day);
    }
}

/* How many of the returns lie on or before a day. */
static size_t returns_by(const timeline *t, reunify_date day)
{
    size_t low = 0, high = t->return_count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (t->returns[middle].date <= day)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const seen_return *timeline_return_of(const timeline *t, reunify_date date)
{
    const size_t made = returns_by(t, date);
    return made && t->returns[made - 1].date == date ? &t->returns[made - 1] : NULL;
}

/* The return that stands on a day, -1. */
static int32_t standing_on(const timeline *t, reunify_date day)
{
    const size_t made = returns_by(t, day);
    const seen_return *r = made ? &t->returns[made - 1] : NULL;
    return r && (r->end == REUNIFY_DATE_NONE || r->end > day) ? (int32_t)made - 1 : -1;
}

bool timeline_stands(const timeline *t, reunify_date day)
{
    return standing_on(t, day) >= 0;
}

static void mark_spells_at_home(const timeline_source *s, timeline *t)
{
    for (size_t i = 0; i < t->spell_count; i++) {
        care_spell *spell = &t->spells[i];
        const int32_t standing = standing_on(t, spell->from);
        if (standing < 0 || !begins_at_home(s, spell->from))
            continue;
        spell->of_return = standing;
        spell->lacks_placement = !covers(&s->placed, spell->from);
    }
}

/* Attempts ------------------------------------------------------------------------------------ */

/* The starts come in order of date; the day from which one was seen is the earliest. */
static void add_start(care_attempt *list, size_t *count, reunify_date from, reunify_date known_on)
{
    care_attempt *last = *count ? &list[*count - 1] : NULL;
    if (last && last->from == from)
        last->known_on = known_on < last->known_on ? known_on : last->known_on;
    else
        list[(*count)++] = (care_attempt){.from = from, .known_on = known_on, .of_return = -1};
}

static void add_start_on(timeline *t, reunify_date day)
{
    add_start(t->attempts, &t->attempt_count, day, day);
}

/* Spells that are not at home, and ends of returns, whichever comes first. */
static void add_starts_of_care(timeline *t)
{
    size_t spell = 0, back = 0;
    for (;;) {
        while (spell < t->spell_count && t->spells[spell].of_return >= 0)
            spell++;
        while (back < t->return_count && (t->returns[back].end == REUNIFY_DATE_NONE ||
                                          t->returns[back].outcome == RETURN_BECAME_ADULT))
            back++;
        const bool spells = spell < t->spell_count, returns = back < t->return_count;
        if (!spells && !returns)
            return;
        if (!returns || (spells && t->spells[spell].from <= t->returns[back].end))
            add_start_on(t, t->spells[spell++].from);
        else
            add_start_on(t, t->returns[back++].end);
    }
}

/* What plans start is not among them: it is never later than the plan that is asked about. */
static bool starts_between(const timeline *t, reunify_date after, reunify_date by)
{
    size_t low = 1, high = t->attempt_count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (t->attempts[middle].from > after)
            high = middle;
        else
            low = middle + 1;
    }
    return low < t->attempt_count && t->attempts[low].from <= by;
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
static void find_starts_of_plans(timeline_source *s, const timeline *t, reunify_date day)
{
    bool planned = false;
    reunify_date given_up = REUNIFY_DATE_NONE, last = REUNIFY_DATE_NONE;
    s->plan_start_count = 0;
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
            add_start(s->plan_starts, &s->plan_start_count, given_up + 1, e->date);
            given_up = REUNIFY_DATE_NONE;
            planned = true;
            last = e->date;
        }
    }
}

static int compare_starts(const void *a, const void *b)
{
    return compare_days(&((const care_attempt *)a)->from, &((const care_attempt *)b)->from);
}

/* Puts the starts of plans among the others; where there was one on that day, it is the same. */
static void add_starts_of_plans(const timeline_source *s, timeline *t)
{
    if (!s->plan_start_count)
        return;
    memcpy(t->attempts + t->attempt_count, s->plan_starts,
           s->plan_start_count * sizeof *t->attempts);
    const size_t all = t->attempt_count + s->plan_start_count;
    sort_items(t->attempts + 1, all - 1, sizeof *t->attempts, compare_starts);
    t->attempt_count = 1;
    for (size_t i = 1; i < all; i++)
        add_start(t->attempts, &t->attempt_count, t->attempts[i].from, t->attempts[i].known_on);
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

/* The first return that lies in an attempt, -1: of those between its start and the next one's. */
static int32_t first_return_in(const timeline *t, size_t attempt)
{
    const reunify_date from = t->attempts[attempt].from;
    for (size_t r = from == REUNIFY_DATE_NONE ? 0 : returns_by(t, from - 1); r < t->return_count;
         r++) {
        if (lies_in(t, attempt, &t->returns[r]))
            return (int32_t)r;
        if (attempt + 1 < t->attempt_count && t->returns[r].date > t->attempts[attempt + 1].from)
            break;
    }
    return -1;
}

static bool any_spell_between(const timeline *t, reunify_date from, reunify_date to)
{
    const size_t begun = spells_by(t, to - 1);
    const care_spell *last = begun ? &t->spells[begun - 1] : NULL;
    return last && (last->to == REUNIFY_DATE_NONE || last->to > from);
}

static bool spell_begins_on(const timeline *t, reunify_date day)
{
    const size_t begun = spells_by(t, day);
    return begun && t->spells[begun - 1].from == day;
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
        a->of_return = first_return_in(t, i);
        a->number = counts(t, i) ? ++number : 0;
    }
}

static void start_attempts(timeline *t)
{
    t->attempts[0] =
        (care_attempt){.from = REUNIFY_DATE_NONE, .known_on = REUNIFY_DATE_NONE, .of_return = -1};
    t->attempt_count = 1;
}

static void make_attempts(timeline_source *s, timeline *t, reunify_date day)
{
    start_attempts(t);
    add_starts_of_care(t);
    find_starts_of_plans(s, t, day);
    note_other_plan(s, t, day);
    add_starts_of_plans(s, t);
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

/*
 * Where some care has no start, the present attempt began by the day of change that comes before
 * the one asked about (start_by): then short breaks are such days as well.
 */
static bool has_undated_care(const reunify_case *c)
{
    size_t count;
    const model_interval *list = intervals(c, REUNIFY_ENTRY_CARE_PERIOD, &count);
    return count && list[c->order[REUNIFY_ENTRY_CARE_PERIOD][count - 1]].from == REUNIFY_DATE_NONE;
}

static bool changes_history(const timeline_source *s, int32_t kind, const model_interval *i)
{
    return kind == REUNIFY_ENTRY_CARE_PERIOD    ? is_care(i) || has_undated_care(s->record)
           : kind == REUNIFY_ENTRY_LEGAL_STATUS ? is_care_order(s->record, i)
                                                : true;
}

static void add_interval_days(timeline_source *s, int32_t kind)
{
    size_t count;
    const model_interval *list = intervals(s->record, kind, &count);
    for (size_t i = 0; i < count; i++) {
        if (!changes_history(s, kind, &list[i]))
            continue;
        add_day(s, list[i].from);
        add_day(s, list[i].to);
        if (list[i].bridged)
            add_day(s, list[i].to + 1);
    }
}

/* Where the child is to go may be another from a day on. */
static void add_destination_days(timeline_source *s)
{
    const model_attribute *list = CASE_LIST(s->record, REUNIFY_ENTRY_ATTRIBUTE, model_attribute);
    for (size_t i = 0; i < s->record->lists[REUNIFY_ENTRY_ATTRIBUTE].count; i++) {
        if (list[i].name != s->destination)
            continue;
        add_day(s, list[i].from);
        add_day(s, list[i].to);
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
    const size_t most = intervals * 3 + lists[REUNIFY_ENTRY_RETURN].count * 2 +
                        lists[REUNIFY_ENTRY_ATTRIBUTE].count * 2 + s->event_count + 1;
    s->days = arena_take_array(memory, most, sizeof *s->days);
    if (!s->days)
        return false;
    add_interval_days(s, REUNIFY_ENTRY_CARE_PERIOD);
    add_interval_days(s, REUNIFY_ENTRY_PLACEMENT);
    add_interval_days(s, REUNIFY_ENTRY_LEGAL_STATUS);
    add_destination_days(s);
    const model_return *returns = CASE_LIST(s->record, REUNIFY_ENTRY_RETURN, model_return);
    for (size_t i = 0; i < lists[REUNIFY_ENTRY_RETURN].count; i++) {
        add_day(s, returns[i].date);
        add_day(s, returns[i].ended_on);
    }
    for (size_t i = 0; i < s->event_count; i++)
        add_day(s, s->events[i].date);
    sort_items(s->days, s->day_count, sizeof *s->days, compare_days);
    s->day_count = unique_days(s->days, s->day_count);
    return true;
}

/* Slots --------------------------------------------------------------------------------------- */

static size_t count_care(const reunify_case *c)
{
    size_t count, care = 0;
    const model_interval *list = intervals(c, REUNIFY_ENTRY_CARE_PERIOD, &count);
    for (size_t i = 0; i < count; i++)
        care += is_care(&list[i]);
    return care;
}

/* Rounded up, so that what follows in the room is aligned. */
static size_t list_size(size_t count, size_t size)
{
    const size_t unit = sizeof(void *);
    return (count * size + unit - 1) / unit * unit;
}

static size_t timeline_size(size_t spells, size_t returns, size_t attempts)
{
    return list_size(spells, sizeof(care_spell)) + list_size(returns, sizeof(seen_return)) +
           list_size(attempts, sizeof(care_attempt));
}

static bool take_slots(timeline_source *s, arena *memory, size_t spells)
{
    const size_t returns = s->record->lists[REUNIFY_ENTRY_RETURN].count;
    const size_t attempts = spells + returns + s->event_count + 2;
    for (size_t i = 0; i < DESKS; i++) {
        timeline *t = &s->desks[i].seen;
        t->spells = arena_take_array(memory, spells, sizeof *t->spells);
        t->returns = arena_take_array(memory, returns, sizeof *t->returns);
        t->attempts = arena_take_array(memory, attempts, sizeof *t->attempts);
        if (!t->spells || !t->returns || !t->attempts)
            return false;
    }
    const size_t most = timeline_size(spells, returns, attempts);
    s->slot_count = s->day_count + 1 > MOST_SLOTS ? MOST_SLOTS : s->day_count + 1;
    s->room_left = most > MOST_KEPT / s->slot_count ? MOST_KEPT : most * s->slot_count;
    s->slots = arena_take_zeroed(memory, s->slot_count, sizeof *s->slots);
    s->room = arena_take(memory, s->room_left);
    return s->slots && s->room;
}

/* What is needed while a timeline is worked out. */
static bool take_room(timeline_source *s, arena *memory, size_t spells)
{
    const size_t placements = s->record->lists[REUNIFY_ENTRY_PLACEMENT].count,
                 statuses = s->record->lists[REUNIFY_ENTRY_LEGAL_STATUS].count;
    s->plan_starts = arena_take_array(memory, s->event_count, sizeof *s->plan_starts);
    if (!s->record->lists[REUNIFY_ENTRY_RETURN].count)
        return s->plan_starts;
    s->home.spans = arena_take_array(memory, placements, sizeof *s->home.spans);
    s->placed.spans = arena_take_array(memory, placements, sizeof *s->placed.spans);
    s->ordered.spans = arena_take_array(memory, statuses, sizeof *s->ordered.spans);
    s->begun = arena_take_array(memory, spells, sizeof *s->begun);
    s->back = arena_take_array(memory, placements, 2 * sizeof *s->back);
    return s->plan_starts && s->home.spans && s->placed.spans && s->ordered.spans && s->begun &&
           s->back;
}

timeline_source *timeline_open(const reunify_case *record, const plan_event *events,
                               size_t event_count, arena *memory, uint64_t *work)
{
    timeline_source *s = arena_take_zeroed(memory, 1, sizeof *s);
    if (!s)
        return NULL;
    s->record = record;
    s->events = events;
    s->event_count = event_count;
    s->work = work;
    s->destination = symbols_named(&record->codes, "destination", 11);
    s->interim_care_order = symbols_named(&record->codes, "interim_care_order", 18);
    s->care_order = symbols_named(&record->codes, "care_order", 10);
    const size_t spells = count_care(record);
    return gather_days(s, memory) && take_slots(s, memory, spells) && take_room(s, memory, spells)
               ? s
               : NULL;
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

/* Whether there is work left to look at everything once. */
static bool may_work(const timeline_source *s)
{
    const model_list *lists = s->record->lists;
    return work_spend(s->work, lists[REUNIFY_ENTRY_CARE_PERIOD].count +
                                   lists[REUNIFY_ENTRY_PLACEMENT].count +
                                   lists[REUNIFY_ENTRY_LEGAL_STATUS].count +
                                   lists[REUNIFY_ENTRY_RETURN].count + s->event_count + 1);
}

static void make_timeline(timeline_source *s, timeline *t, reunify_date seen_on)
{
    make_spells(s, t, seen_on);
    make_returns(s, t, seen_on);
    mark_spells_at_home(s, t);
    make_attempts(s, t, seen_on);
}

/* What is seen once no work is left: nothing, and whoever asked fails. */
static void make_nothing(timeline *t)
{
    t->spell_count = t->return_count = 0;
    t->start_by = REUNIFY_DATE_NONE;
    t->other_plan = false;
    start_attempts(t);
    number_attempts(t);
}

/* Copies a list to a place, and says where the next may go. */
static void *put(char **place, const void *list, size_t count, size_t size)
{
    void *copy = *place;
    if (count)
        memcpy(copy, list, count * size);
    *place += list_size(count, size);
    return copy;
}

/* Whether a slot has room for what came out, or can be given it. */
static bool has_room(timeline_source *s, timeline_slot *slot, size_t size)
{
    if (size <= slot->size)
        return true;
    if (size > s->room_left)
        return false;
    slot->seen.spells = (care_spell *)(void *)s->room;
    slot->size = size;
    s->room += size;
    s->room_left -= size;
    return true;
}

static const timeline *keep(timeline_source *s, timeline_slot *slot, const timeline_slot *desk)
{
    const timeline *t = &desk->seen;
    if (!has_room(s, slot, timeline_size(t->spell_count, t->return_count, t->attempt_count)))
        return t;
    char *place = (char *)slot->seen.spells;
    slot->seen = *t;
    slot->held = desk->held;
    slot->seen.spells = put(&place, t->spells, t->spell_count, sizeof *t->spells);
    slot->seen.returns = put(&place, t->returns, t->return_count, sizeof *t->returns);
    slot->seen.attempts = put(&place, t->attempts, t->attempt_count, sizeof *t->attempts);
    return &slot->seen;
}

const timeline *timeline_on(timeline_source *s, reunify_date day)
{
    const size_t at = stretch_of(s, day);
    timeline_slot *slot = &s->slots[at % s->slot_count];
    if (slot->held == at + 1)
        return &slot->seen;
    for (size_t i = 0; i < DESKS; i++)
        if (s->desks[i].held == at + 1)
            return &s->desks[i].seen;
    s->desk = (s->desk + 1) % DESKS;
    timeline_slot *desk = &s->desks[s->desk];
    timeline *t = &desk->seen;
    desk->held = at + 1;
    t->since = at ? s->days[at - 1] : REUNIFY_DATE_NONE;
    t->until = at < s->day_count ? s->days[at] : UNDATED;
    if (may_work(s))
        make_timeline(s, t, at ? t->since : day);
    else
        make_nothing(t);
    return keep(s, slot, desk);
}
