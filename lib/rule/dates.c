/*
 * References to dates: the day that each stands for. It may be known, not exist, or lie in a range
 * (see date_value).
 */
#include "rule/days.h"

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

/* Of several dates ---------------------------------------------------------------------------- */

date_value resolve_first_of(rule_scope *s, const rule_node *d)
{
    date_value result = NO_DATE;
    for (uint32_t i = 0; i < d->count; i++) {
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

/*
 * A value that may not exist widens the range only on the side on which it would win; where both
 * may be missing, either may stand alone.
 */
static date_value winner_of(date_value a, date_value b, bool latest)
{
    const date_value sure = a.maybe_none ? b : a;
    const bool either_alone = a.maybe_none && b.maybe_none;
    const bool one_alone = a.maybe_none || b.maybe_none;
    date_value v = {true, either_alone, a.moving || b.moving, 0, 0};
    if (latest) {
        v.low = either_alone ? earlier_day(a.low, b.low)
                : one_alone  ? sure.low
                             : later_day(a.low, b.low);
        v.high = later_day(a.high, b.high);
    } else {
        v.low = earlier_day(a.low, b.low);
        v.high = either_alone ? later_day(a.high, b.high)
                 : one_alone  ? sure.high
                              : earlier_day(a.high, b.high);
    }
    return v;
}

static date_value extreme_of(rule_scope *s, const rule_node *d, bool latest)
{
    date_value result = NO_DATE;
    for (uint32_t i = 0; i < d->count; i++) {
        const date_value v = rule_date_of(s, s->program->links[d->first + i]);
        if (v.exists)
            result = result.exists ? winner_of(result, v, latest) : v;
    }
    return result;
}

date_value resolve_earliest(rule_scope *s, const rule_node *d)
{
    return extreme_of(s, d, false);
}

date_value resolve_latest(rule_scope *s, const rule_node *d)
{
    return extreme_of(s, d, true);
}

/* Before and after another date --------------------------------------------------------------- */

static date_value shifted(date_value v, period p, bool back)
{
    if (!v.exists)
        return v;
    const reunify_date low = back ? date_minus(v.low, p) : date_plus(v.low, p);
    const reunify_date high = back ? date_minus(v.high, p) : date_plus(v.high, p);
    if (v.low == v.high && low == REUNIFY_DATE_NONE)
        return NO_DATE; /* out of range: there is no such date */
    v.low = low == REUNIFY_DATE_NONE ? (back ? REUNIFY_DATE_MIN : REUNIFY_DATE_MAX) : low;
    v.high = high == REUNIFY_DATE_NONE ? (back ? REUNIFY_DATE_MIN : REUNIFY_DATE_MAX) : high;
    return v;
}

date_value resolve_plus(rule_scope *s, const rule_node *d)
{
    return shifted(rule_date_of(s, d->dates[0]), d->periods[0], false);
}

date_value resolve_minus(rule_scope *s, const rule_node *d)
{
    return shifted(rule_date_of(s, d->dates[0]), d->periods[0], true);
}

/* Working days ------------------------------------------------------------------------------ */

static bool is_by(const void *holiday, const void *day)
{
    return *(const reunify_date *)holiday <= *(const int64_t *)day;
}

/*
 * How many working days there have been by the end of a day, counted from one that lies before all
 * days. Of the holidays none is a Saturday or Sunday.
 */
static int64_t working_days_by(const rule_program *p, int64_t day)
{
    enum { A_MONDAY = -719890, WEEK = 7, AT_WORK = 5 }; /* two years before the first date */
    const int64_t days = day - A_MONDAY, weekday = days % WEEK;
    return days / WEEK * AT_WORK + (weekday < AT_WORK ? weekday + 1 : AT_WORK) -
           (int64_t)count_before(p->holidays, p->holiday_count, sizeof *p->holidays, is_by, &day);
}

/* Halves the days that it may be: many days and many holidays cost no more than few. */
reunify_date working_days_after(const rule_program *p, reunify_date from, int64_t days)
{
    if (days <= 0)
        return from;
    const int64_t wanted = working_days_by(p, from) + days;
    int64_t before = from, by = from + days * 2;
    while (by < REUNIFY_DATE_MAX && working_days_by(p, by) < wanted)
        by += by - before;
    by = by < REUNIFY_DATE_MAX ? by : REUNIFY_DATE_MAX;
    if (working_days_by(p, by) < wanted)
        return REUNIFY_DATE_NONE;
    while (before + 1 < by) {
        const int64_t middle = before + (by - before) / 2;
        if (working_days_by(p, middle) < wanted)
            before = middle;
        else
            by = middle;
    }
    return (reunify_date)by;
}

date_value resolve_working_days(rule_scope *s, const rule_node *d)
{
    date_value v = rule_date_of(s, d->dates[0]);
    if (!v.exists)
        return v;
    const bool one = v.low == v.high;
    v.high = working_days_after(s->program, v.high, d->least);
    v.low = one ? v.high : working_days_after(s->program, v.low, d->least);
    if (one && v.high == REUNIFY_DATE_NONE)
        return NO_DATE;
    v.low = v.low == REUNIFY_DATE_NONE ? REUNIFY_DATE_MAX : v.low;
    v.high = v.high == REUNIFY_DATE_NONE ? REUNIFY_DATE_MAX : v.high;
    return v;
}

/* Of the case and its history ----------------------------------------------------------------- */

date_value resolve_as_of(rule_scope *s, const rule_node *d)
{
    (void)d;
    return today(s);
}

date_value resolve_birth(rule_scope *s, const rule_node *d)
{
    (void)d;
    const model_birth birth = birth_today(s, -1);
    return birth.first == REUNIFY_DATE_NONE
               ? any_day()
               : (date_value){true, false, false, birth.first, birth.last};
}

/* A date that lies ahead is not seen yet. */
date_value resolve_attribute(rule_scope *s, const rule_node *d)
{
    const fact_value *a = attribute_today(s, d->subject);
    if (!a)
        return any_day();
    const reunify_date day = (reunify_date)a->number;
    return date_value_of(has_come(s, day) ? day : REUNIFY_DATE_NONE);
}

date_value resolve_level_since(rule_scope *s, const rule_node *d)
{
    (void)d;
    const fact_point *p = point_today(s);
    return date_value_of(p ? p->since : REUNIFY_DATE_NONE);
}

date_value resolve_last_decision(rule_scope *s, const rule_node *d)
{
    (void)d;
    return last_decision(s);
}

date_value resolve_stage(rule_scope *s, const rule_node *d)
{
    return gate_passed_on(s, d->subject);
}
