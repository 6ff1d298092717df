/* What is asked of time: levels, the return, care, gates. */
#include "rule/days.h"

/* Levels -------------------------------------------------------------------------------------- */

static truth level_in(rule_scope *s, uint64_t levels, reunify_date at)
{
    const fact_point *p = point_on(s, at);
    if (p)
        note_evidence(s, REUNIFY_ENTRY_ASSESSMENT, p->assessment);
    if (p && p->level >= 0)
        return (truth)(levels >> p->level & 1);
    /*
     * No level yet: certain only where all or none of the levels that are still possible are asked
     * for.
     */
    const int least = p && p->at_least > 0 ? p->at_least : 0;
    const uint64_t possible = levels >> least;
    if (!possible)
        return REUNIFY_FALSE;
    return (possible & (possible + 1)) == 0 && possible >> (s->facts->level_count - least - 1)
               ? REUNIFY_TRUE
               : REUNIFY_UNKNOWN;
}

/* On a day that is not certain: what is so on each of those that it may be. */
static truth level_on_any(rule_scope *s, uint64_t levels, date_value at)
{
    if (is_ahead(s, at.high))
        return REUNIFY_UNKNOWN;
    const truth result = level_in(s, levels, at.low);
    reunify_date day = at.low;
    while (result != REUNIFY_UNKNOWN && (day = next_point_after(s, day)) <= at.high)
        if (level_in(s, levels, day) != result)
            return REUNIFY_UNKNOWN;
    return at.maybe_none ? truth_and(result, REUNIFY_UNKNOWN) : result;
}

truth evaluate_level(rule_scope *s, const rule_node *n)
{
    const date_value at = rule_date_of(s, n->dates[0]);
    if (!at.exists)
        return REUNIFY_FALSE;
    return can_look_at(s, at) ? level_in(s, n->sets[0], at.low) : level_on_any(s, n->sets[0], at);
}

truth evaluate_level_rose(rule_scope *s, const rule_node *n)
{
    const date_value since = rule_date_of(s, n->dates[0]);
    if (!since.exists)
        return REUNIFY_FALSE;
    moves_with_day(s, since);
    if (!date_value_certain(since))
        return REUNIFY_UNKNOWN;
    const fact_point *then = point_on(s, since.low), *now = point_today(s);
    if (!now || now->level < 0 || !then || then->level < 0)
        return REUNIFY_UNKNOWN;
    note_evidence(s, REUNIFY_ENTRY_ASSESSMENT, then->assessment);
    return now->level > then->level;
}

/* Whether an assessment is one that is asked for, whatever its date. */
static bool is_meant(const rule_node *n, const fact_point *p)
{
    return p->assessed || (n->asked & ASSESSED_INCOMPLETE);
}

/* The bounds, found once for all assessments; without one it is the first or the last day. */
typedef struct {
    date_value from, to;
} assessed_bounds;

static assessed_bounds bounds_of(rule_scope *s, const rule_node *n)
{
    assessed_bounds b = {date_value_of(REUNIFY_DATE_MIN), date_value_of(REUNIFY_DATE_MAX)};
    if (n->dates[0] != RULE_NONE)
        b.from = rule_date_of(s, n->dates[0]);
    if (n->dates[1] != RULE_NONE)
        b.to = rule_date_of(s, n->dates[1]);
    return b;
}

static truth is_within(rule_scope *s, const assessed_bounds *b, reunify_date day)
{
    const date_value on = date_value_of(day);
    const truth t = date_compare(s, on, COMPARE_ON_OR_AFTER, b->from);
    return t == REUNIFY_FALSE ? t : truth_and(t, date_compare(s, on, COMPARE_ON_OR_BEFORE, b->to));
}

static bool is_before_day(const void *point, const void *day)
{
    return ((const fact_point *)point)->date < *(const reunify_date *)day;
}

/*
 * Assessments come in order of date. Those that lie before the first bound are passed over, and
 * behind the last one nobody looks: of one of them it is asked whether that may change.
 */
static size_t first_within(rule_scope *s, const assessed_bounds *b, size_t seen)
{
    const fact_point *points = s->facts->points;
    if (!b->from.exists)
        return seen;
    const size_t first = count_before(points, seen, sizeof *points, is_before_day, &b->from.low);
    if (first)
        (void)is_within(s, b, points[first - 1].date);
    return first;
}

static bool is_past(rule_scope *s, const assessed_bounds *b, reunify_date day)
{
    return !b->to.exists || (day > b->to.high && is_within(s, b, day) == REUNIFY_FALSE);
}

/* Once it is true, the rest is looked at for evidence alone. */
truth evaluate_assessed(rule_scope *s, const rule_node *n)
{
    const rule_facts *f = s->facts;
    if (!f->record->lists[REUNIFY_ENTRY_ASSESSMENT].declared)
        return truth_and(REUNIFY_UNKNOWN, date_tests(s, any_day_so_far(s), n->dates[0], n->dates[1],
                                                     RULE_NONE, RULE_NONE));
    truth result = REUNIFY_FALSE;
    const size_t seen = points_seen(s);
    const assessed_bounds b = bounds_of(s, n);
    for (size_t i = first_within(s, &b, seen); i < seen; i++) {
        const fact_point *p = &f->points[i];
        if (is_ahead(s, p->date) || is_past(s, &b, p->date) || !rule_spend(f, 1))
            break;
        const truth counted = is_meant(n, p) ? is_counted(s, p->date) : REUNIFY_FALSE;
        if (counted == REUNIFY_FALSE)
            continue;
        const truth t = truth_and(counted, is_within(s, &b, p->date));
        if (t != REUNIFY_FALSE)
            note_evidence(s, REUNIFY_ENTRY_ASSESSMENT, p->assessment);
        result = truth_or(result, t);
        if (result == REUNIFY_TRUE && !s->evidence)
            break;
    }
    return result;
}

/* Spells in care ------------------------------------------------------------------------------ */

static bool care_unknown(const rule_scope *s)
{
    return !s->facts->record->lists[REUNIFY_ENTRY_CARE_PERIOD].declared;
}

/* Some care period has no start and may be, or reach into, the latest spell. */
static bool spell_uncertain(const timeline *t)
{
    return t->start_by != REUNIFY_DATE_NONE;
}

date_value resolve_care_start(rule_scope *s, const rule_node *d)
{
    (void)d;
    if (care_unknown(s))
        return any_day();
    const timeline *t = history_today(s);
    if (spell_uncertain(t))
        return (date_value){true, true, false, REUNIFY_DATE_MIN, t->start_by};
    const care_spell *c = timeline_spell(t);
    return c ? date_value_of(c->from) : NO_DATE;
}

truth evaluate_in_care_for(rule_scope *s, const rule_node *n)
{
    if (care_unknown(s))
        return REUNIFY_UNKNOWN;
    const timeline *t = history_today(s);
    const care_spell *c = timeline_spell(t);
    if (spell_uncertain(t))
        return REUNIFY_UNKNOWN;
    if (!c)
        return REUNIFY_FALSE;
    return is_complete_by(s, date_plus(c->from, n->periods[0]), end_as_seen(s, c->to));
}

/*
 * Spells are laid end to end from the first one's start, gaps left out, so that months count as the
 * calendar's.
 */
truth evaluate_in_care_total(rule_scope *s, const rule_node *n)
{
    if (care_unknown(s))
        return REUNIFY_UNKNOWN;
    const timeline *t = history_today(s);
    if (spell_uncertain(t) || !rule_spend(s->facts, t->spell_count))
        return REUNIFY_UNKNOWN;
    reunify_date complete = REUNIFY_DATE_NONE;
    seen_end until = {REUNIFY_DATE_NONE}; /* of the time in care so far */
    for (size_t i = 0; i < t->spell_count; i++) {
        const care_spell *c = &t->spells[i];
        if (i == 0)
            complete = date_plus(c->from, n->periods[0]);
        else if (complete != REUNIFY_DATE_NONE)
            complete = date_plus(complete, (period){0, days_after_end(until, c->from)});
        until = end_as_seen(s, c->to);
    }
    return is_complete_by(s, complete, until);
}

static const seen_return *return_of_attempt(const timeline *t)
{
    const int32_t first = timeline_attempt(t)->of_return;
    return first < 0 ? NULL : &t->returns[first];
}

/* The end of the latest return that has ended. */
static reunify_date latest_end(const timeline *t)
{
    for (size_t i = t->return_count; i-- > 0;)
        if (t->returns[i].end != REUNIFY_DATE_NONE)
            return t->returns[i].end;
    return REUNIFY_DATE_NONE;
}

/*
 * From the latest spell's start or the end of the latest return, whichever is later, up to the
 * attempt's return or the end of the spell; days placed with parents meanwhile do not count.
 */
truth evaluate_away_for(rule_scope *s, const rule_node *n)
{
    if (care_unknown(s))
        return REUNIFY_UNKNOWN;
    const timeline *t = history_today(s);
    if (spell_uncertain(t))
        return REUNIFY_UNKNOWN;
    const care_spell *c = timeline_spell(t);
    if (!c)
        return REUNIFY_FALSE;
    const reunify_date end = latest_end(t), from = end > c->from ? end : c->from;
    const seen_return *home = return_of_attempt(t);
    reunify_date to = c->to;
    if (home && (to == REUNIFY_DATE_NONE || home->date < to))
        to = home->date;
    const reunify_date complete = date_plus(from, n->periods[0]);
    return away_by(s, complete, from, to);
}

/* The first, or the latest that is seen; those begun at home while the return stands are none. */
static const care_spell *spell_meant(const timeline *t, const rule_node *d)
{
    if (d->word == WORD_LATEST)
        return timeline_spell(t);
    return t->spell_count && t->spells[0].of_return < 0 ? &t->spells[0] : NULL;
}

/* The end of the care period that ends a spell, if it is recorded and lies ahead. */
static reunify_date end_ahead(rule_scope *s, const care_spell *c)
{
    const reunify_case *record = s->facts->record;
    const model_interval *list = CASE_LIST(record, REUNIFY_ENTRY_CARE_PERIOD, model_interval);
    reunify_date end = REUNIFY_DATE_NONE;
    const size_t count = record->lists[REUNIFY_ENTRY_CARE_PERIOD].count;
    for (size_t i = 0; rule_spend(s->facts, 1) && i < count; i++)
        if (list[i].type != CARE_KIND_SHORT_BREAK && is_ahead(s, list[i].to) &&
            !is_ahead(s, list[i].from) && list[i].to > end)
            end = list[i].to;
    return c->to == REUNIFY_DATE_NONE ? end : c->to;
}

date_value resolve_spell(rule_scope *s, const rule_node *d)
{
    if (care_unknown(s))
        return any_day();
    const timeline *t = history_today(s);
    if (spell_uncertain(t))
        return any_day_so_far(s);
    const care_spell *c = spell_meant(t, d);
    if (!c)
        return NO_DATE;
    if (!(d->asked & EDGE_END))
        return date_value_of(c->from);
    return date_value_of(d->asked & EDGE_AHEAD ? end_ahead(s, c) : c->to);
}

/* Attempts and returns ------------------------------------------------------------------------ */

date_value resolve_attempt_start(rule_scope *s, const rule_node *d)
{
    (void)d;
    const timeline *t = history_today(s);
    if (spell_uncertain(t))
        return (date_value){true, true, false, REUNIFY_DATE_MIN, t->start_by};
    return date_value_of(timeline_attempt(t)->from);
}

/* Speaks of the return in passing: where none are recorded there is none. */
date_value resolve_attempt_return(rule_scope *s, const rule_node *d)
{
    (void)d;
    const seen_return *r = return_of_attempt(history_today(s));
    return date_value_of(r ? r->date : REUNIFY_DATE_NONE);
}

static bool returns_unknown(const rule_scope *s)
{
    return !s->facts->record->lists[REUNIFY_ENTRY_RETURN].declared;
}

date_value resolve_recorded_return(rule_scope *s, const rule_node *d)
{
    (void)d;
    const seen_return *r = timeline_return(history_today(s));
    return date_value_of(r ? r->date : REUNIFY_DATE_NONE);
}

date_value resolve_return(rule_scope *s, const rule_node *d)
{
    return returns_unknown(s) ? any_day() : resolve_recorded_return(s, d);
}

static bool is_standing(const seen_return *r)
{
    return r->end == REUNIFY_DATE_NONE;
}

static truth is_in_state(const seen_return *r, uint8_t word)
{
    if (word == RETURNED_STANDING)
        return is_standing(r);
    return !is_standing(r) && (word == RETURNED_ENDED || r->outcome == RETURN_RE_ENTERED_CARE);
}

truth evaluate_returned(rule_scope *s, const rule_node *n)
{
    const rule_index *d = n->dates;
    if (returns_unknown(s))
        return truth_and(REUNIFY_UNKNOWN, date_tests(s, any_day_so_far(s), d[0], d[1], d[2], d[3]));
    const timeline *t = history_today(s);
    const seen_return *r = timeline_return(t);
    if (n->asked & RETURNED_HISTORY)
        r = t->return_count ? &t->returns[t->return_count - 1] : NULL;
    if (!r)
        return REUNIFY_FALSE;
    const model_truth planned =
        CASE_LIST(s->facts->record, REUNIFY_ENTRY_RETURN, model_return)[r->index].planned;
    truth is = is_in_state(r, n->word);
    if (n->asked & RETURNED_PLANNED)
        is = truth_and(is, n->negated & RETURNED_PLANNED ? truth_not(planned) : planned);
    if (is != REUNIFY_FALSE)
        is = truth_and(is, date_tests(s, date_value_of(r->date), d[0], d[1], d[2], d[3]));
    if (is != REUNIFY_FALSE)
        note_evidence(s, REUNIFY_ENTRY_RETURN, r->index);
    return is;
}

truth evaluate_home_for(rule_scope *s, const rule_node *n)
{
    if (returns_unknown(s))
        return REUNIFY_UNKNOWN;
    const seen_return *r = timeline_return(history_today(s));
    if (!r)
        return REUNIFY_FALSE;
    return is_complete_by(s, date_plus(r->date, n->periods[0]), end_as_seen(s, r->end));
}

truth evaluate_previous_returns(rule_scope *s, const rule_node *n)
{
    if (returns_unknown(s))
        return REUNIFY_UNKNOWN;
    const timeline *t = history_today(s);
    const int64_t now = timeline_return(t) != NULL;
    return ((int64_t)t->return_count - now) * 1000 >= n->least;
}

truth evaluate_home_without_return(rule_scope *s, const rule_node *n)
{
    const truth t = rule_home_without_return(s);
    return n->word ? t : truth_not(t);
}

/*
 * The day from which the child was no more under an order that keeps a child in care. Where it is
 * not known whether there was one, support runs from the return.
 */
date_value resolve_left_care(rule_scope *s, const rule_node *d)
{
    const date_value home = resolve_return(s, d);
    const reunify_case *c = s->facts->record;
    const model_list *l = &c->lists[REUNIFY_ENTRY_LEGAL_STATUS];
    if (!home.exists || !l->declared || !date_value_certain(home) ||
        !rule_spend(s->facts, l->count))
        return home;
    const model_interval *list = l->items;
    date_value left = home;
    for (size_t i = 0; i < l->count; i++) {
        if (is_ahead(s, list[i].from))
            continue;
        if (list[i].code == SYMBOL_NONE)
            left.maybe_none = left.maybe_none || end_seen(s, &list[i]) == REUNIFY_DATE_NONE;
        if (!is_care_order(c, &list[i]))
            continue;
        const reunify_date end = end_seen(s, &list[i]);
        if (end == REUNIFY_DATE_NONE && list[i].from != REUNIFY_DATE_NONE)
            return NO_DATE;
        if (end == REUNIFY_DATE_NONE)
            left.maybe_none = true;
        else if (end > left.low)
            left.low = left.high = end;
    }
    if (left.maybe_none)
        left.low = left.high = home.low;
    return left;
}

/* Time and gates ------------------------------------------------------------------------------ */

truth evaluate_elapsed(rule_scope *s, const rule_node *n)
{
    const date_value since = rule_date_of(s, n->dates[0]);
    return since.exists ? has_passed_since(s, since, n->periods[0]) : REUNIFY_FALSE;
}

truth evaluate_dated(rule_scope *s, const rule_node *n)
{
    const date_value d = rule_date_of(s, n->dates[0]);
    if (!d.exists)
        return REUNIFY_FALSE;
    const truth t = date_tests(s, d, n->dates[1], n->dates[2], n->dates[3], n->dates[4]);
    return d.maybe_none ? truth_and(t, REUNIFY_UNKNOWN) : t;
}

truth evaluate_passed(rule_scope *s, const rule_node *n)
{
    const date_value at = rule_date_of(s, n->dates[0]);
    if (!at.exists)
        return REUNIFY_FALSE;
    return date_value_certain(at) ? gate_passed_by(s, n->subject, at.low) : REUNIFY_UNKNOWN;
}

truth evaluate_stopped(rule_scope *s, const rule_node *n)
{
    const date_value since = rule_date_of(s, n->dates[0]);
    if (!since.exists)
        return REUNIFY_FALSE;
    return date_value_certain(since) ? gate_stopped_since(s, n->subject, since.low)
                                     : REUNIFY_UNKNOWN;
}

truth evaluate_gate(rule_scope *s, const rule_node *n)
{
    const date_value at = rule_date_of(s, n->dates[0]);
    if (!at.exists)
        return REUNIFY_FALSE;
    if (!date_value_certain(at))
        return REUNIFY_UNKNOWN;
    return (truth)(n->sets[0] >> gate_status_on(s, n->subject, at.low) & 1);
}
