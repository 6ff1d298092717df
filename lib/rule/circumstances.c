/* What is asked of the child's circumstances: legal status, placement, family time, goals. */
#include "rule/days.h"

/* Whether the interval covers a day that has come; what ends later than is seen is still open. */
static truth covers(rule_scope *s, const model_interval *i, reunify_date at)
{
    has_come(s, i->from);
    has_come(s, i->to);
    if (i->from > at && i->from != REUNIFY_DATE_NONE)
        return REUNIFY_FALSE;
    if (i->to != REUNIFY_DATE_NONE && i->to <= at)
        return REUNIFY_FALSE;
    return i->from == REUNIFY_DATE_NONE ? REUNIFY_UNKNOWN : REUNIFY_TRUE;
}

/* Whether an interval, of those in force on the day, is of the kind that is asked for. */
typedef truth (*interval_test)(const rule_scope *s, const rule_node *n, size_t index,
                               const model_interval *i);

static truth in_force(rule_scope *s, const rule_node *n, int32_t kind, interval_test is_meant)
{
    const reunify_case *c = s->facts->record;
    const date_value at = rule_date_of(s, n->dates[0]);
    if (!at.exists)
        return REUNIFY_FALSE;
    if (!can_look_at(s, at) || !c->lists[kind].declared)
        return REUNIFY_UNKNOWN;
    const model_interval *list = CASE_LIST(c, kind, model_interval);
    truth result = REUNIFY_FALSE;
    for (size_t i = 0; i < c->lists[kind].count && result != REUNIFY_TRUE; i++) {
        const truth t = is_meant(s, n, i, &list[i]);
        if (t != REUNIFY_FALSE)
            result = truth_or(result, truth_and(t, covers(s, &list[i], at.low)));
    }
    return result;
}

static truth is_any(const rule_scope *s, const rule_node *n, size_t index, const model_interval *i)
{
    (void)s, (void)n, (void)index, (void)i;
    return REUNIFY_TRUE;
}

static truth is_legal(const rule_scope *s, const rule_node *n, size_t index,
                      const model_interval *i)
{
    if (i->code == SYMBOL_NONE)
        return REUNIFY_UNKNOWN;
    for (uint32_t k = 0; k < n->count; k++)
        if (s->program->symbols[n->first + k] == s->facts->legal[index])
            return REUNIFY_TRUE;
    return REUNIFY_FALSE;
}

static truth is_of_type(const rule_scope *s, const rule_node *n, size_t index,
                        const model_interval *i)
{
    (void)s, (void)index;
    return truth_if_known(i->type != ENUM_NONE, truth_in(n->sets[0], i->type & 63));
}

truth evaluate_in_care(rule_scope *s, const rule_node *n)
{
    const truth t = in_force(s, n, REUNIFY_ENTRY_CARE_PERIOD, is_any);
    return n->word ? t : truth_not(t);
}

truth evaluate_legal_status(rule_scope *s, const rule_node *n)
{
    return in_force(s, n, REUNIFY_ENTRY_LEGAL_STATUS, is_legal);
}

truth evaluate_placement(rule_scope *s, const rule_node *n)
{
    return in_force(s, n, REUNIFY_ENTRY_PLACEMENT, is_of_type);
}

/* Family time --------------------------------------------------------------------------------- */

typedef struct {
    const model_family_time *list;
    const uint32_t *order;
    size_t count; /* entries that are seen and not undated */
    bool undated;
} family_entries;

static family_entries family_seen(rule_scope *s)
{
    const reunify_case *c = s->facts->record;
    family_entries e = {CASE_LIST(c, REUNIFY_ENTRY_FAMILY_TIME, model_family_time),
                        c->order[REUNIFY_ENTRY_FAMILY_TIME], 0, false};
    const size_t all = c->lists[REUNIFY_ENTRY_FAMILY_TIME].count;
    for (; e.count < all; e.count++) {
        const reunify_date from = e.list[e.order[e.count]].from;
        if (from == REUNIFY_DATE_NONE) {
            e.undated = true;
            break;
        }
        if (is_ahead(s, from)) {
            const reunify_date last = e.list[e.order[all - 1]].from;
            e.undated = last == REUNIFY_DATE_NONE;
            break;
        }
    }
    return e;
}

static int64_t hours_a_week(const model_family_time *t)
{
    return t->times_a_week < 0 || t->hours < 0 ? -1 : t->times_a_week * t->hours;
}

/* Never falling and rising at least once, as far as the entries that count are known. */
static truth is_increasing(rule_scope *s, const family_entries *e, date_value before, bool bounded)
{
    truth result = REUNIFY_TRUE;
    int64_t last = -1;
    bool rose = false, open = false;
    size_t used = 0;
    for (size_t i = 0; i < e->count; i++) {
        const model_family_time *t = &e->list[e->order[i]];
        const truth counts = bounded
                                 ? date_compare(s, date_value_of(t->from), COMPARE_BEFORE, before)
                                 : REUNIFY_TRUE;
        if (counts == REUNIFY_FALSE)
            continue;
        used++;
        const int64_t hours = hours_a_week(t);
        if (counts == REUNIFY_UNKNOWN || hours < 0) {
            open = true;
            continue;
        }
        if (last >= 0 && hours < last)
            result = REUNIFY_FALSE;
        rose = rose || (last >= 0 && hours > last);
        last = hours;
    }
    open = open || e->undated;
    if (result == REUNIFY_FALSE || (used + e->undated < 2) || (!rose && !open))
        return REUNIFY_FALSE;
    return open ? REUNIFY_UNKNOWN : REUNIFY_TRUE;
}

truth evaluate_family_time(rule_scope *s, const rule_node *n)
{
    if (!s->facts->record->lists[REUNIFY_ENTRY_FAMILY_TIME].declared)
        return REUNIFY_UNKNOWN;
    const family_entries e = family_seen(s);
    const bool bounded = n->dates[0] != RULE_NONE;
    const date_value before = bounded ? rule_date_of(s, n->dates[0]) : NO_DATE;
    if (n->word == FAMILY_TIME_INCREASING)
        return is_increasing(s, &e, before, bounded);
    truth result = e.undated ? REUNIFY_UNKNOWN : REUNIFY_FALSE;
    for (size_t i = 0; i < e.count; i++) {
        const model_family_time *t = &e.list[e.order[i]];
        truth counts = bounded ? date_compare(s, date_value_of(t->from), COMPARE_BEFORE, before)
                               : REUNIFY_TRUE;
        if (n->word == FAMILY_TIME_OVERNIGHT)
            counts = truth_and(counts, t->overnight);
        result = truth_or(result, counts);
    }
    return result;
}

static truth is_time_meant(const rule_node *d, const model_family_time *t)
{
    truth meant = REUNIFY_TRUE;
    if (d->asked & FAMILY_DATE_OVERNIGHT)
        meant = d->negated & FAMILY_DATE_OVERNIGHT ? truth_not(t->overnight) : t->overnight;
    if (d->asked & FAMILY_DATE_HOURS)
        meant = truth_and(meant, t->hours < 0 ? REUNIFY_UNKNOWN : t->hours > d->least);
    return meant;
}

date_value resolve_family_time(rule_scope *s, const rule_node *d)
{
    if (!s->facts->record->lists[REUNIFY_ENTRY_FAMILY_TIME].declared)
        return any_day();
    const family_entries e = family_seen(s);
    date_value v = {false, true, false, 0, 0};
    if (e.undated)
        v = any_day_so_far(s);
    for (size_t i = 0; i < e.count; i++) {
        const size_t at = d->word == WORD_LATEST ? e.count - 1 - i : i;
        const model_family_time *t = &e.list[e.order[at]];
        const truth meant = is_time_meant(d, t);
        if (meant == REUNIFY_FALSE)
            continue;
        v.low = v.exists && v.low < t->from ? v.low : t->from;
        v.high = v.exists && v.high > t->from ? v.high : t->from;
        v.exists = true;
        if (meant == REUNIFY_TRUE) {
            v.maybe_none = false;
            break;
        }
    }
    return v;
}

/* Goals --------------------------------------------------------------------------------------- */

truth evaluate_goals(rule_scope *s, const rule_node *n)
{
    const model_list *l = &s->facts->record->lists[REUNIFY_ENTRY_GOAL];
    if (!l->declared)
        return REUNIFY_UNKNOWN;
    truth result = l->count > 0;
    const model_goal *goals = l->items;
    for (size_t i = 0; n->word == GOALS_ALL_MET && i < l->count; i++)
        result = truth_and(result, goals[i].status == ENUM_NONE ? REUNIFY_UNKNOWN
                                                                : goals[i].status == GOAL_ACHIEVED);
    return result;
}
