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

truth evaluate_level(rule_scope *s, const rule_node *n)
{
    const date_value at = rule_date_of(s, n->dates[0]);
    if (!at.exists)
        return REUNIFY_FALSE;
    return can_look_at(s, at) ? level_in(s, n->sets[0], at.low) : REUNIFY_UNKNOWN;
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
    return now->level > then->level;
}

truth evaluate_assessed(rule_scope *s, const rule_node *n)
{
    const rule_facts *f = s->facts;
    if (!f->record->lists[REUNIFY_ENTRY_ASSESSMENT].declared) {
        const date_value anything = any_day_so_far(s);
        if (date_tests(s, anything, n->dates[0], n->dates[1], RULE_NONE, RULE_NONE) ==
            REUNIFY_FALSE)
            return REUNIFY_FALSE;
        if (!f->point_count)
            return REUNIFY_UNKNOWN;
    }
    truth result = REUNIFY_FALSE;
    for (size_t i = 0; i < f->point_count; i++) {
        const fact_point *p = &f->points[i];
        if (is_ahead(s, p->date))
            break;
        if (!p->assessed)
            continue;
        const truth t =
            date_tests(s, date_value_of(p->date), n->dates[0], n->dates[1], RULE_NONE, RULE_NONE);
        if (t != REUNIFY_FALSE)
            note_evidence(s, REUNIFY_ENTRY_ASSESSMENT, p->assessment);
        result = truth_or(result, t);
    }
    return result;
}

/* Care and the return ------------------------------------------------------------------------- */

static const model_interval *latest_care(rule_scope *s)
{
    const reunify_case *c = s->facts->record;
    const model_interval *list = CASE_LIST(c, REUNIFY_ENTRY_CARE_PERIOD, model_interval);
    const model_interval *found = NULL;
    for (size_t i = 0; i < c->lists[REUNIFY_ENTRY_CARE_PERIOD].count; i++) {
        const model_interval *p = &list[c->order[REUNIFY_ENTRY_CARE_PERIOD][i]];
        if (is_ahead(s, p->from))
            break;
        if (p->from != REUNIFY_DATE_NONE)
            found = p;
    }
    return found;
}

static bool any_undated(const reunify_case *c, int32_t kind)
{
    const kind_info *k = &model_kinds[kind];
    const size_t count = c->lists[kind].count;
    if (!count)
        return false;
    reunify_date last;
    memcpy(&last,
           (const char *)c->lists[kind].items + c->order[kind][count - 1] * k->size +
               k->fields[k->date_field].offset,
           sizeof last);
    return last == REUNIFY_DATE_NONE;
}

date_value resolve_care_start(rule_scope *s, const rule_node *d)
{
    (void)d;
    const reunify_case *c = s->facts->record;
    if (!c->lists[REUNIFY_ENTRY_CARE_PERIOD].declared || any_undated(c, REUNIFY_ENTRY_CARE_PERIOD))
        return any_day();
    const model_interval *p = latest_care(s);
    return p ? date_value_of(p->from) : NO_DATE;
}

truth evaluate_in_care_for(rule_scope *s, const rule_node *n)
{
    const reunify_case *c = s->facts->record;
    if (!c->lists[REUNIFY_ENTRY_CARE_PERIOD].declared)
        return REUNIFY_UNKNOWN;
    const model_interval *p = latest_care(s);
    const truth none = any_undated(c, REUNIFY_ENTRY_CARE_PERIOD) ? REUNIFY_UNKNOWN : REUNIFY_FALSE;
    if (!p)
        return none;
    const reunify_date complete = date_plus(p->from, n->periods[0]);
    return is_complete_by(s, complete, end_as_seen(s, p->to)) ? REUNIFY_TRUE : none;
}

/*
 * Periods of care are laid end to end from the first one's start, gaps left out, so that months
 * count as the calendar's.
 */
truth evaluate_in_care_total(rule_scope *s, const rule_node *n)
{
    const reunify_case *c = s->facts->record;
    const model_list *l = &c->lists[REUNIFY_ENTRY_CARE_PERIOD];
    if (!l->declared || any_undated(c, REUNIFY_ENTRY_CARE_PERIOD))
        return REUNIFY_UNKNOWN;
    const model_interval *list = l->items;
    reunify_date complete = REUNIFY_DATE_NONE;
    seen_end until = {REUNIFY_DATE_NONE}; /* of the time in care so far */
    for (size_t i = 0; i < l->count; i++) {
        const model_interval *p = &list[c->order[REUNIFY_ENTRY_CARE_PERIOD][i]];
        if (is_ahead(s, p->from))
            break;
        if (i == 0)
            complete = date_plus(p->from, n->periods[0]);
        else if (complete != REUNIFY_DATE_NONE)
            complete = date_plus(complete, (period){0, days_after_end(until, p->from)});
        const seen_end end = end_as_seen(s, p->to);
        until = i == 0 ? end : later_end(until, end);
    }
    return is_complete_by(s, complete, until);
}

/*
 * The latest return that is seen; with `current`, only one that is not before the latest care
 * period.
 */
static const model_return *latest_return(rule_scope *s, bool current)
{
    const reunify_case *c = s->facts->record;
    const model_return *list = CASE_LIST(c, REUNIFY_ENTRY_RETURN, model_return);
    const model_return *found = NULL;
    for (size_t i = 0; i < c->lists[REUNIFY_ENTRY_RETURN].count; i++) {
        const model_return *r = &list[c->order[REUNIFY_ENTRY_RETURN][i]];
        if (is_ahead(s, r->date))
            break;
        if (r->date != REUNIFY_DATE_NONE)
            found = r;
    }
    if (found && current) {
        const model_interval *care = latest_care(s);
        if (care && found->date < care->from)
            return NULL;
    }
    return found;
}

static bool returns_unknown(const rule_scope *s)
{
    const reunify_case *c = s->facts->record;
    return !c->lists[REUNIFY_ENTRY_RETURN].declared || any_undated(c, REUNIFY_ENTRY_RETURN);
}

date_value resolve_return(rule_scope *s, const rule_node *d)
{
    (void)d;
    if (returns_unknown(s))
        return any_day();
    const model_return *r = latest_return(s, true);
    return r ? date_value_of(r->date) : NO_DATE;
}

/* Where no returns are recorded at all there is none. */
date_value resolve_recorded_return(rule_scope *s, const rule_node *d)
{
    if (s->facts->record->lists[REUNIFY_ENTRY_RETURN].declared)
        return resolve_return(s, d);
    const model_return *r = latest_return(s, true);
    return r ? date_value_of(r->date) : NO_DATE;
}

truth evaluate_returned(rule_scope *s, const rule_node *n)
{
    const rule_index *d = n->dates;
    if (returns_unknown(s))
        return truth_and(REUNIFY_UNKNOWN, date_tests(s, any_day_so_far(s), d[0], d[1], d[2], d[3]));
    const model_return *r = latest_return(s, !(n->asked & RETURNED_HISTORY));
    if (!r)
        return REUNIFY_FALSE;
    const bool ended = has_come(s, r->ended_on);
    truth t = n->word == RETURNED_STANDING ? !ended : ended;
    if (n->word == RETURNED_ENDED_IN_CARE && ended)
        t = r->outcome == ENUM_NONE ? REUNIFY_UNKNOWN : r->outcome == RETURN_RE_ENTERED_CARE;
    if (n->asked & RETURNED_PLANNED)
        t = truth_and(t, n->negated & RETURNED_PLANNED ? truth_not(r->planned) : r->planned);
    if (t != REUNIFY_FALSE)
        t = truth_and(t, date_tests(s, date_value_of(r->date), d[0], d[1], d[2], d[3]));
    if (t != REUNIFY_FALSE)
        note_evidence(
            s, REUNIFY_ENTRY_RETURN,
            (size_t)(r - CASE_LIST(s->facts->record, REUNIFY_ENTRY_RETURN, model_return)));
    return t;
}

truth evaluate_home_for(rule_scope *s, const rule_node *n)
{
    if (returns_unknown(s))
        return REUNIFY_UNKNOWN;
    const model_return *r = latest_return(s, true);
    if (!r)
        return REUNIFY_FALSE;
    return is_complete_by(s, date_plus(r->date, n->periods[0]), end_as_seen(s, r->ended_on));
}

truth evaluate_previous_returns(rule_scope *s, const rule_node *n)
{
    const reunify_case *c = s->facts->record;
    if (returns_unknown(s))
        return REUNIFY_UNKNOWN;
    const model_return *now = latest_return(s, true);
    const model_return *list = CASE_LIST(c, REUNIFY_ENTRY_RETURN, model_return);
    int64_t count = 0;
    for (size_t i = 0; i < c->lists[REUNIFY_ENTRY_RETURN].count; i++)
        count += has_come(s, list[i].date) && &list[i] != now;
    return count * 1000 >= n->least;
}

/* Time and gates ------------------------------------------------------------------------------ */

truth evaluate_elapsed(rule_scope *s, const rule_node *n)
{
    const date_value since = rule_date_of(s, n->dates[0]);
    return since.exists ? has_passed_since(s, since, n->periods[0]) : REUNIFY_FALSE;
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
