/* What is asked of time: levels, the return, care, legal statuses, family time, goals. */
#include "rule/rule.h"

#define UNKNOWN_DATE date_value_open(REUNIFY_DATE_MAX, false)
#define NO_DATE ((date_value){false, false, false, 0, 0})

/* Levels -------------------------------------------------------------------------------------- */

/* The state after the last assessment dated on or before `at`. */
const fact_point *point_at(rule_scope *s, reunify_date at)
{
    const rule_facts *f = s->facts;
    const fact_point *found = NULL;
    for (size_t i = 0; i < f->point_count; i++) {
        if (f->points[i].date > at) {
            if (at == s->as_of)
                note_change(s, f->points[i].date);
            break;
        }
        found = &f->points[i];
    }
    if (found)
        note_change(s, found->date);
    return found;
}

truth level_in(rule_scope *s, uint64_t levels, reunify_date at)
{
    const fact_point *p = point_at(s, at);
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

/* A date that lies ahead is looked at when it has come. */
void note_ahead(rule_scope *s, date_value at)
{
    note_change(s, at.low);
    if (at.moving)
        note_daily(s);
}

static truth level_at_date(rule_scope *s, const rule_node *n)
{
    const date_value at = rule_date_of(s, n->a);
    if (!at.exists)
        return REUNIFY_FALSE;
    if (!date_value_certain(at) || at.low > s->as_of) {
        note_ahead(s, at);
        return REUNIFY_UNKNOWN;
    }
    if (at.moving && at.low != s->as_of)
        note_daily(s);
    return level_in(s, n->mask, at.low);
}

static truth level_rose(rule_scope *s, const rule_node *n)
{
    const date_value since = rule_date_of(s, n->a);
    if (!since.exists)
        return REUNIFY_FALSE;
    if (since.moving)
        note_daily(s);
    if (!date_value_certain(since))
        return REUNIFY_UNKNOWN;
    const fact_point *then = point_at(s, since.low), *now = point_at(s, s->as_of);
    if (!now || now->level < 0 || !then || then->level < 0)
        return REUNIFY_UNKNOWN;
    return now->level > then->level;
}

static truth assessed(rule_scope *s, const rule_node *n)
{
    const rule_facts *f = s->facts;
    for (size_t i = 0; i < f->point_count; i++)
        note_change(s, f->points[i].date);
    if (!f->record->lists[REUNIFY_ENTRY_ASSESSMENT].declared || f->undated_assessment) {
        const date_value anything = date_value_open(s->as_of, true);
        if (date_tests(s, anything, n->a, n->b, RULE_NONE, RULE_NONE) == REUNIFY_FALSE)
            return REUNIFY_FALSE;
        if (!f->point_count)
            return REUNIFY_UNKNOWN;
    }
    truth result = REUNIFY_FALSE;
    for (size_t i = 0; i < f->point_count; i++) {
        const fact_point *p = &f->points[i];
        if (p->date > s->as_of)
            break;
        if (!p->assessed)
            continue;
        const truth t = date_tests(s, date_value_of(p->date), n->a, n->b, RULE_NONE, RULE_NONE);
        if (t != REUNIFY_FALSE)
            note_evidence(s, REUNIFY_ENTRY_ASSESSMENT, p->assessment);
        result = truth_or(result, t);
    }
    return f->undated_assessment ? truth_or(result, REUNIFY_UNKNOWN) : result;
}

/* Care and the return ------------------------------------------------------------------------- */

static const model_interval *latest_care(rule_scope *s)
{
    const reunify_case *c = s->facts->record;
    const model_interval *list = CASE_LIST(c, REUNIFY_ENTRY_CARE_PERIOD, model_interval);
    const model_interval *found = NULL;
    for (size_t i = 0; i < c->lists[REUNIFY_ENTRY_CARE_PERIOD].count; i++) {
        const model_interval *p = &list[c->order[REUNIFY_ENTRY_CARE_PERIOD][i]];
        note_change(s, p->from);
        if (p->from > s->as_of)
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

date_value care_start(rule_scope *s)
{
    const reunify_case *c = s->facts->record;
    if (!c->lists[REUNIFY_ENTRY_CARE_PERIOD].declared || any_undated(c, REUNIFY_ENTRY_CARE_PERIOD))
        return UNKNOWN_DATE;
    const model_interval *p = latest_care(s);
    return p ? date_value_of(p->from) : NO_DATE;
}

static truth in_care_for(rule_scope *s, const rule_node *n)
{
    const reunify_case *c = s->facts->record;
    if (!c->lists[REUNIFY_ENTRY_CARE_PERIOD].declared)
        return REUNIFY_UNKNOWN;
    const model_interval *p = latest_care(s);
    const truth none = any_undated(c, REUNIFY_ENTRY_CARE_PERIOD) ? REUNIFY_UNKNOWN : REUNIFY_FALSE;
    if (!p)
        return none;
    const reunify_date complete = date_plus(p->from, n->length);
    note_change(s, complete);
    note_change(s, p->to);
    const bool ended = p->to != REUNIFY_DATE_NONE && p->to <= s->as_of;
    if (complete != REUNIFY_DATE_NONE && complete <= (ended ? p->to : s->as_of))
        return REUNIFY_TRUE;
    return none;
}

/*
 * Periods of care are laid end to end from the first one's start, gaps left out, so that months
 * count as the calendar's.
 */
static truth in_care_total(rule_scope *s, const rule_node *n)
{
    const reunify_case *c = s->facts->record;
    const model_list *l = &c->lists[REUNIFY_ENTRY_CARE_PERIOD];
    if (!l->declared || any_undated(c, REUNIFY_ENTRY_CARE_PERIOD))
        return REUNIFY_UNKNOWN;
    const model_interval *list = l->items;
    /* end of the time in care so far */
    reunify_date complete = REUNIFY_DATE_NONE, until = REUNIFY_DATE_NONE;
    for (size_t i = 0; i < l->count; i++) {
        const model_interval *p = &list[c->order[REUNIFY_ENTRY_CARE_PERIOD][i]];
        note_change(s, p->from);
        note_change(s, p->to);
        if (p->from > s->as_of)
            break;
        if (until == REUNIFY_DATE_NONE)
            complete = date_plus(p->from, n->length);
        else if (p->from > until && complete != REUNIFY_DATE_NONE)
            complete = date_plus(complete, (period){0, p->from - until});
        const reunify_date end = p->to != REUNIFY_DATE_NONE && p->to <= s->as_of ? p->to : s->as_of;
        until = until == REUNIFY_DATE_NONE || end > until ? end : until;
        note_change(s, complete);
    }
    return until != REUNIFY_DATE_NONE && complete != REUNIFY_DATE_NONE && complete <= until;
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
        note_change(s, r->date);
        if (r->date > s->as_of)
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

date_value return_date(rule_scope *s, bool recorded_only)
{
    if (returns_unknown(s) &&
        (!recorded_only || s->facts->record->lists[REUNIFY_ENTRY_RETURN].declared))
        return UNKNOWN_DATE;
    const model_return *r = latest_return(s, true);
    return r ? date_value_of(r->date) : NO_DATE;
}

static bool has_ended(rule_scope *s, const model_return *r)
{
    if (r->ended_on == REUNIFY_DATE_NONE)
        return false;
    note_change(s, r->ended_on);
    return r->ended_on <= s->as_of;
}

static truth returned(rule_scope *s, const rule_node *n)
{
    const date_value unknown = date_value_open(s->as_of, true);
    if (returns_unknown(s))
        return truth_and(REUNIFY_UNKNOWN, date_tests(s, unknown, n->a, n->b, n->c, n->d));
    const model_return *r = latest_return(s, !n->history);
    if (!r)
        return REUNIFY_FALSE;
    const bool ended = has_ended(s, r);
    truth t = n->mode == RETURNED_STANDING ? !ended : ended;
    if (n->mode == RETURNED_ENDED_IN_CARE && ended)
        t = r->outcome == SYMBOL_NONE ? REUNIFY_UNKNOWN : r->outcome == s->facts->re_entered_care;
    if (n->mask)
        t = truth_and(t,
                      truth_if_known(r->planned != REUNIFY_UNKNOWN, truth_in(n->mask, r->planned)));
    if (t != REUNIFY_FALSE)
        t = truth_and(t, date_tests(s, date_value_of(r->date), n->a, n->b, n->c, n->d));
    if (t != REUNIFY_FALSE)
        note_evidence(
            s, REUNIFY_ENTRY_RETURN,
            (size_t)(r - CASE_LIST(s->facts->record, REUNIFY_ENTRY_RETURN, model_return)));
    return t;
}

static truth home_for(rule_scope *s, const rule_node *n)
{
    if (returns_unknown(s))
        return REUNIFY_UNKNOWN;
    const model_return *r = latest_return(s, true);
    if (!r)
        return REUNIFY_FALSE;
    const reunify_date complete = date_plus(r->date, n->length);
    note_change(s, complete);
    const reunify_date until = has_ended(s, r) ? r->ended_on : s->as_of;
    return complete != REUNIFY_DATE_NONE && complete <= until;
}

static truth previous_returns(rule_scope *s, const rule_node *n)
{
    const reunify_case *c = s->facts->record;
    if (returns_unknown(s))
        return REUNIFY_UNKNOWN;
    const model_return *now = latest_return(s, true);
    const model_return *list = CASE_LIST(c, REUNIFY_ENTRY_RETURN, model_return);
    int64_t count = 0;
    for (size_t i = 0; i < c->lists[REUNIFY_ENTRY_RETURN].count; i++)
        count += list[i].date <= s->as_of && &list[i] != now;
    return count * 1000 >= n->least;
}

static truth elapsed(rule_scope *s, const rule_node *n)
{
    date_value since = rule_date_of(s, n->a);
    if (!since.exists)
        return REUNIFY_FALSE;
    const reunify_date low = date_plus(since.low, n->length),
                       high = date_plus(since.high, n->length);
    note_change(s, low);
    note_change(s, high);
    if (since.moving)
        note_daily(s);
    since.low = low == REUNIFY_DATE_NONE ? UNDATED : low;
    since.high = high == REUNIFY_DATE_NONE ? UNDATED : high;
    return date_compare(s, since, COMPARE_ON_OR_BEFORE, date_value_of(s->as_of));
}

static truth gate_is(rule_scope *s, const rule_node *n)
{
    const date_value at = rule_date_of(s, n->a);
    if (!at.exists)
        return REUNIFY_FALSE;
    if (!date_value_certain(at))
        return REUNIFY_UNKNOWN;
    note_moving(s);
    /* What a gate was on an earlier day does not change any more. */
    reunify_date settled = UNDATED;
    const bool past = at.low < s->as_of;
    const int32_t status = s->gate_status(s->engine, n->slot, past ? at.low : s->as_of,
                                          past ? &settled : &s->next_change);
    return (truth)(n->mask >> status & 1);
}

truth history_evaluate(rule_scope *s, const rule_node *n)
{
    switch ((rule_op)n->op) {
    case OP_LEVEL:
        return level_at_date(s, n);
    case OP_LEVEL_ROSE:
        return level_rose(s, n);
    case OP_ASSESSED:
        return assessed(s, n);
    case OP_ELAPSED:
        return elapsed(s, n);
    case OP_RETURNED:
        return returned(s, n);
    case OP_HOME_FOR:
        return home_for(s, n);
    case OP_PREVIOUS_RETURNS:
        return previous_returns(s, n);
    case OP_IN_CARE_FOR:
        return in_care_for(s, n);
    case OP_IN_CARE_TOTAL:
        return in_care_total(s, n);
    default:
        return gate_is(s, n);
    }
}
