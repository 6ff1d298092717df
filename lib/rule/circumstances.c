/* What is asked of the child's circumstances: legal status, placement, family time, goals. */
#include "rule/rule.h"

/* Whether the interval covers `at`; what ends later than is seen is still open. */
static truth covers(rule_scope *s, const model_interval *i, reunify_date at)
{
    note_change(s, i->from);
    note_change(s, i->to);
    if (i->from > at && i->from != REUNIFY_DATE_NONE)
        return REUNIFY_FALSE;
    if (i->to != REUNIFY_DATE_NONE && i->to <= at)
        return REUNIFY_FALSE;
    return i->from == REUNIFY_DATE_NONE ? REUNIFY_UNKNOWN : REUNIFY_TRUE;
}

static truth is_legal(const rule_scope *s, const rule_node *n, size_t index,
                      const model_interval *i)
{
    if (i->code == SYMBOL_NONE)
        return REUNIFY_UNKNOWN;
    for (uint16_t k = 0; k < n->count; k++)
        if (s->program->symbols[n->first + k] == s->facts->legal[index])
            return REUNIFY_TRUE;
    return REUNIFY_FALSE;
}

static truth interval_holds(rule_scope *s, const rule_node *n, int32_t kind)
{
    const reunify_case *c = s->facts->record;
    const date_value at = rule_date_of(s, n->a);
    if (!at.exists)
        return REUNIFY_FALSE;
    if (!c->lists[kind].declared || !date_value_certain(at) || at.low > s->as_of) {
        note_ahead(s, at);
        return REUNIFY_UNKNOWN;
    }
    if (at.moving && at.low != s->as_of)
        note_daily(s);
    const model_interval *list = CASE_LIST(c, kind, model_interval);
    truth result = REUNIFY_FALSE;
    for (size_t i = 0; i < c->lists[kind].count && result != REUNIFY_TRUE; i++) {
        truth t;
        if (kind == REUNIFY_ENTRY_CARE_PERIOD)
            t = REUNIFY_TRUE;
        else if (kind == REUNIFY_ENTRY_LEGAL_STATUS)
            t = is_legal(s, n, i, &list[i]);
        else
            t = truth_if_known(list[i].type != ENUM_NONE, truth_in(n->mask, list[i].type & 63));
        if (t != REUNIFY_FALSE)
            result = truth_or(result, truth_and(t, covers(s, &list[i], at.low)));
    }
    return result;
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
        note_change(s, from);
        if (from > s->as_of) {
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

static truth family_time_is(rule_scope *s, const rule_node *n)
{
    if (!s->facts->record->lists[REUNIFY_ENTRY_FAMILY_TIME].declared)
        return REUNIFY_UNKNOWN;
    const family_entries e = family_seen(s);
    const bool bounded = n->a != RULE_NONE;
    const date_value before = bounded ? rule_date_of(s, n->a) : date_value_of(s->as_of);
    if (n->mode == FAMILY_TIME_INCREASING)
        return is_increasing(s, &e, before, bounded);
    truth result = e.undated ? REUNIFY_UNKNOWN : REUNIFY_FALSE;
    for (size_t i = 0; i < e.count; i++) {
        const model_family_time *t = &e.list[e.order[i]];
        truth counts = bounded ? date_compare(s, date_value_of(t->from), COMPARE_BEFORE, before)
                               : REUNIFY_TRUE;
        if (n->mode == FAMILY_TIME_OVERNIGHT)
            counts = truth_and(counts, t->overnight);
        result = truth_or(result, counts);
    }
    return result;
}

date_value family_time_date(rule_scope *s, const rule_date *d)
{
    if (!s->facts->record->lists[REUNIFY_ENTRY_FAMILY_TIME].declared)
        return date_value_open(REUNIFY_DATE_MAX, false);
    const family_entries e = family_seen(s);
    date_value v = {false, true, false, 0, 0};
    if (e.undated)
        v = date_value_open(s->as_of, true);
    for (size_t i = 0; i < e.count; i++) {
        const model_family_time *t = &e.list[e.order[d->last ? e.count - 1 - i : i]];
        truth meant = d->mode == 2 || t->overnight == REUNIFY_UNKNOWN
                          ? (d->mode == 2 ? REUNIFY_TRUE : REUNIFY_UNKNOWN)
                          : (truth)(t->overnight == d->mode);
        if (d->number >= 0)
            meant = truth_and(meant, t->hours < 0 ? REUNIFY_UNKNOWN : t->hours > d->number);
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

static truth goals_are(const rule_scope *s, const rule_node *n)
{
    const model_list *l = &s->facts->record->lists[REUNIFY_ENTRY_GOAL];
    if (!l->declared)
        return REUNIFY_UNKNOWN;
    truth result = l->count > 0;
    const model_goal *goals = l->items;
    for (size_t i = 0; n->mode == GOALS_ALL_MET && i < l->count; i++)
        result = truth_and(result, goals[i].status == ENUM_NONE ? REUNIFY_UNKNOWN
                                                                : goals[i].status == GOAL_ACHIEVED);
    return result;
}

truth circumstances_evaluate(rule_scope *s, const rule_node *n)
{
    switch ((rule_op)n->op) {
    case OP_IN_CARE: {
        const truth t = interval_holds(s, n, REUNIFY_ENTRY_CARE_PERIOD);
        return n->mode ? t : truth_not(t);
    }
    case OP_LEGAL:
        return interval_holds(s, n, REUNIFY_ENTRY_LEGAL_STATUS);
    case OP_PLACEMENT:
        return interval_holds(s, n, REUNIFY_ENTRY_PLACEMENT);
    case OP_FAMILY_TIME:
        return family_time_is(s, n);
    default:
        return goals_are(s, n);
    }
}
