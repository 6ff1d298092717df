/* References to dates: what day each stands for, comparing days that may not be certain. */
#include "rule/rule.h"

void note_daily(rule_scope *s)
{
    note_change(s, s->as_of + 1);
    note_moving(s);
}

static truth compared(date_value a, int how, date_value b)
{
    if (!a.exists || !b.exists)
        return REUNIFY_FALSE;
    bool best, worst;
    switch (how) {
    case COMPARE_ON_OR_AFTER:
        best = a.high >= b.low;
        worst = a.low >= b.high;
        break;
    case COMPARE_ON_OR_BEFORE:
        best = a.low <= b.high;
        worst = a.high <= b.low;
        break;
    case COMPARE_BEFORE:
        best = a.low < b.high;
        worst = a.high < b.low;
        break;
    default:
        best = a.high > b.low;
        worst = a.low > b.high;
        break;
    }
    if (!best)
        return REUNIFY_FALSE;
    return worst && !a.maybe_none && !b.maybe_none ? REUNIFY_TRUE : REUNIFY_UNKNOWN;
}

/*
 * A date that moves on with the day is passed once and for all: what is before it stays so, what is
 * after it does not.
 */
truth date_compare(rule_scope *s, date_value a, int how, date_value b)
{
    const truth t = compared(a, how, b);
    if (!a.exists || !b.exists || (!a.moving && !b.moving))
        return t;
    if (a.moving || t == REUNIFY_UNKNOWN) {
        note_daily(s);
        return t;
    }
    const bool stays = how == COMPARE_BEFORE || how == COMPARE_ON_OR_BEFORE;
    if ((t == REUNIFY_TRUE) != stays)
        note_change(s, s->as_of + 1);
    else if (!stays || b.low < s->as_of || (how == COMPARE_BEFORE && b.low == s->as_of))
        note_moving(s);
    return t;
}

truth date_tests(rule_scope *s, date_value a, rule_index on_or_after, rule_index on_or_before,
                 rule_index before, rule_index after)
{
    truth t = REUNIFY_TRUE;
    if (on_or_after != RULE_NONE)
        t = date_compare(s, a, COMPARE_ON_OR_AFTER, rule_date_of(s, on_or_after));
    if (t != REUNIFY_FALSE && on_or_before != RULE_NONE)
        t = truth_and(t, date_compare(s, a, COMPARE_ON_OR_BEFORE, rule_date_of(s, on_or_before)));
    if (t != REUNIFY_FALSE && before != RULE_NONE)
        t = truth_and(t, date_compare(s, a, COMPARE_BEFORE, rule_date_of(s, before)));
    if (t != REUNIFY_FALSE && after != RULE_NONE)
        t = truth_and(t, date_compare(s, a, COMPARE_AFTER, rule_date_of(s, after)));
    return t;
}

static date_value first_of(rule_scope *s, const rule_date *d)
{
    date_value result = {false, false, false, 0, 0};
    for (uint16_t i = 0; i < d->count; i++) {
        const date_value v = rule_date_of(s, s->program->links[d->first + i]);
        if (!v.exists)
            continue;
        if (!result.exists) {
            result = v;
        } else {
            result.low = v.low < result.low ? v.low : result.low;
            result.high = v.high > result.high ? v.high : result.high;
            result.maybe_none = v.maybe_none;
            result.moving = result.moving || v.moving;
        }
        if (!v.maybe_none)
            break;
    }
    return result;
}

static date_value extreme_of(rule_scope *s, const rule_date *d, bool latest)
{
    date_value result = {false, false, false, 0, 0};
    for (uint16_t i = 0; i < d->count; i++) {
        const date_value v = rule_date_of(s, s->program->links[d->first + i]);
        if (!v.exists)
            continue;
        if (!result.exists) {
            result = v;
            continue;
        }
        /* A value that may not exist widens the range only on the side on which it would win. */
        const date_value old = result;
        result.maybe_none = old.maybe_none && v.maybe_none;
        result.moving = old.moving || v.moving;
        if (latest) {
            result.low = old.maybe_none    ? v.low
                         : v.maybe_none    ? old.low
                         : old.low > v.low ? old.low
                                           : v.low;
            result.high = old.high > v.high ? old.high : v.high;
        } else {
            result.low = old.low < v.low ? old.low : v.low;
            result.high = old.maybe_none      ? v.high
                          : v.maybe_none      ? old.high
                          : old.high < v.high ? old.high
                                              : v.high;
        }
    }
    return result;
}

static date_value shifted(date_value v, period p, bool back)
{
    if (!v.exists)
        return v;
    const reunify_date low = back ? date_minus(v.low, p) : date_plus(v.low, p);
    const reunify_date high = back ? date_minus(v.high, p) : date_plus(v.high, p);
    if (v.low == v.high && low == REUNIFY_DATE_NONE)
        return (date_value){false, false, false, 0, 0}; /* out of range: there is no such date */
    v.low = low == REUNIFY_DATE_NONE ? (back ? REUNIFY_DATE_MIN : REUNIFY_DATE_MAX) : low;
    v.high = high == REUNIFY_DATE_NONE ? (back ? REUNIFY_DATE_MIN : REUNIFY_DATE_MAX) : high;
    return v;
}

static bool is_holiday(const rule_program *p, reunify_date day)
{
    for (size_t i = 0; i < p->holiday_count && p->holidays[i] <= day; i++)
        if (p->holidays[i] == day)
            return true;
    return false;
}

reunify_date working_days_after(const rule_program *p, reunify_date from, int64_t days)
{
    for (reunify_date day = from; days > 0; days--) {
        do {
            if (++day > REUNIFY_DATE_MAX)
                return REUNIFY_DATE_NONE;
        } while (date_weekday(day) >= 5 || is_holiday(p, day));
        from = day;
    }
    return from;
}

static date_value working_days(rule_scope *s, const rule_date *d)
{
    date_value v = rule_date_of(s, d->a);
    if (!v.exists)
        return v;
    const bool one = v.low == v.high;
    v.high = working_days_after(s->program, v.high, d->number);
    v.low = one ? v.high : working_days_after(s->program, v.low, d->number);
    if (one && v.high == REUNIFY_DATE_NONE)
        return (date_value){false, false, false, 0, 0};
    v.low = v.low == REUNIFY_DATE_NONE ? REUNIFY_DATE_MAX : v.low;
    v.high = v.high == REUNIFY_DATE_NONE ? REUNIFY_DATE_MAX : v.high;
    return v;
}

/* A date that lies ahead is not seen yet. */
static date_value attribute_date(rule_scope *s, const rule_date *d)
{
    const fact_attribute *a = &s->facts->attributes[d->a];
    if (!a->known)
        return date_value_open(REUNIFY_DATE_MAX, false);
    note_change(s, (reunify_date)a->number);
    return date_value_of(a->number <= s->as_of ? (reunify_date)a->number : REUNIFY_DATE_NONE);
}

static date_value date_since(rule_scope *s)
{
    const fact_point *p = point_at(s, s->as_of);
    return date_value_of(p ? p->since : REUNIFY_DATE_NONE);
}

NOT_INLINED static date_value date_now(rule_scope *s, const rule_date *d)
{
    switch ((date_op)d->op) {
    case DATE_AS_OF:
        return (date_value){true, false, true, s->as_of, s->as_of};
    case DATE_RETURN:
        return return_date(s, false);
    case DATE_RECORDED_RETURN:
        return return_date(s, true);
    case DATE_CARE_START:
        return care_start(s);
    case DATE_BIRTH:
        if (s->facts->record->child.date_of_birth == REUNIFY_DATE_NONE)
            return date_value_open(REUNIFY_DATE_MAX, false);
        return date_value_of(s->facts->record->child.date_of_birth);
    case DATE_LEVEL_SINCE:
        return date_since(s);
    case DATE_LAST_DECISION:
        note_moving(s);
        return date_value_of(s->last_decision(s->engine, s->as_of, &s->next_change));
    case DATE_RECORD:
        return record_date(s, d->a);
    case DATE_STAGE:
        note_moving(s);
        return date_value_of(s->gate_date(s->engine, (uint16_t)d->a, s->as_of, &s->next_change));
    case DATE_ATTRIBUTE:
        return attribute_date(s, d);
    case DATE_FAMILY_TIME:
        return family_time_date(s, d);
    case DATE_PLUS:
        return shifted(rule_date_of(s, d->a), d->length, false);
    case DATE_MINUS:
        return shifted(rule_date_of(s, d->a), d->length, true);
    case DATE_WORKING_DAYS:
        return working_days(s, d);
    case DATE_FIRST_OF:
        return first_of(s, d);
    case DATE_EARLIEST:
        return extreme_of(s, d, false);
    case DATE_LATEST:
        return extreme_of(s, d, true);
    }
    return (date_value){false, false, false, 0, 0};
}

date_value rule_date_of(rule_scope *s, rule_index date)
{
    const rule_date *d = &s->program->dates[date];
    if (d->op == DATE_AS_OF || d->changing)
        return date_now(s, d);
    date_memo *m = &s->facts->memo[date];
    if (m->as_of != s->as_of) {
        const reunify_date next = s->next_change, last = s->last_change;
        s->next_change = UNDATED;
        s->last_change = REUNIFY_DATE_NONE;
        m->value = date_now(s, d);
        m->next_change = s->next_change;
        m->last_change = s->last_change;
        m->as_of = s->as_of;
        s->next_change = next;
        s->last_change = last;
    }
    if (m->next_change < s->next_change)
        s->next_change = m->next_change;
    if (m->last_change > s->last_change)
        s->last_change = m->last_change;
    return m->value;
}
