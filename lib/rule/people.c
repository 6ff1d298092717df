/*
 * What is asked of a person or of the child on a day: who they are, whether they live in the
 * household or visit, and how old they are.
 *
 * Who lives in the household has days: stays. A question may be asked of a span, and is then so if
 * it is so on one day of it, all parts of it on the same day. Since an age is only ever reached,
 * the last day of a stay within the span is the one to look at. A birth known to the month or the
 * year stands for each day of it: an answer is certain where it is the same for the first and the
 * last. Who was not born on a day was not there.
 */
#include "rule/days.h"
#include "rule/needs.h"

#include <reunify/case.h>

static bool is_asked_of(const rule_scope *s, const rule_node *n, const model_codes *needs)
{
    for (size_t i = 0; i < needs->count; i++)
        for (uint32_t k = 0; k < n->count; k++)
            if (s->facts->needs_map[needs->items[i]] == s->program->symbols[n->first + k])
                return true;
    return false;
}

static truth flag_is(truth value, uint8_t wanted_false)
{
    return wanted_false ? truth_not(value) : value;
}

static truth has_needs(const rule_scope *s, const rule_node *n, const model_person *p)
{
    if (!p->needs.declared)
        return REUNIFY_UNKNOWN;
    if (!n->count)
        return flag_is(p->needs.count > 0, n->negated & PERSON_NEEDS);
    if (!rule_spend(s->facts, p->needs.count))
        return REUNIFY_UNKNOWN;
    return is_asked_of(s, n, &p->needs);
}

/* Ages ---------------------------------------------------------------------------------------- */

static truth has_age(rule_scope *s, model_birth birth, period age, reunify_date at)
{
    if (birth.first == REUNIFY_DATE_NONE)
        return REUNIFY_UNKNOWN;
    if (has_reached_age(s, birth.last, age, at))
        return REUNIFY_TRUE;
    return birth.first != birth.last && has_reached_age(s, birth.first, age, at) ? REUNIFY_UNKNOWN
                                                                                 : REUNIFY_FALSE;
}

/* On a day that need not be certain: so if it is so on the first of them, and on the last. */
static truth has_age_on(rule_scope *s, model_birth birth, period age, date_value at)
{
    const truth first = has_age(s, birth, age, at.low);
    return at.low == at.high || first == has_age(s, birth, age, at.high) ? first : REUNIFY_UNKNOWN;
}

NOT_INLINED truth evaluate_age(rule_scope *s, const rule_node *n)
{
    const model_birth birth = birth_today(s, s->person);
    const date_value at = rule_date_of(s, n->dates[0]);
    if (!at.exists)
        return REUNIFY_FALSE;
    looks_at(s, at);
    truth t = REUNIFY_TRUE;
    if (n->asked & AGE_AT_LEAST)
        t = has_age_on(s, birth, n->periods[0], at);
    if (n->asked & AGE_UNDER)
        t = truth_and(t, truth_not(has_age_on(s, birth, n->periods[1], at)));
    return at.maybe_none ? truth_and(t, REUNIFY_UNKNOWN) : t;
}

/* Stays --------------------------------------------------------------------------------------- */

/* Whether somebody was born by a day. */
static truth is_born(rule_scope *s, model_birth birth, reunify_date day)
{
    if (birth.first == REUNIFY_DATE_NONE)
        return REUNIFY_TRUE;
    return has_reached_age(s, birth.last, (period){0, 0}, day)    ? REUNIFY_TRUE
           : has_reached_age(s, birth.first, (period){0, 0}, day) ? REUNIFY_UNKNOWN
                                                                  : REUNIFY_FALSE;
}

/* There on the last day of a stretch, and of the age that is asked for. */
static truth is_there_aged(rule_scope *s, const rule_node *n, reunify_date last)
{
    const model_birth birth = birth_today(s, s->person);
    const truth born = is_born(s, birth, last);
    return n->asked & PERSON_AGE ? truth_and(born, has_age(s, birth, n->periods[0], last)) : born;
}

/* A stay without a start may have begun on any day up to its end. */
static truth stays_in(rule_scope *s, const rule_node *n, const model_interval *stay, day_span span)
{
    if (is_ahead(s, stay->from))
        return REUNIFY_FALSE;
    const reunify_date end = end_seen(s, stay);
    const reunify_date last = end != REUNIFY_DATE_NONE && end - 1 < span.last ? end - 1 : span.last;
    if (last < span.first || (stay->from != REUNIFY_DATE_NONE && stay->from > last))
        return REUNIFY_FALSE;
    const bool ends_inside = end != REUNIFY_DATE_NONE && end - 1 == last;
    const truth known =
        truth_if_known(stay->from != REUNIFY_DATE_NONE || ends_inside, REUNIFY_TRUE);
    return truth_and(known, is_there_aged(s, n, last));
}

/* Whether the flag holds on some day of the span. */
static truth is_there(rule_scope *s, const rule_node *n, const model_person *p, model_truth flag,
                      day_span span)
{
    if (flag == REUNIFY_FALSE)
        return flag;
    if (!p->stays.declared)
        return truth_and(flag, is_there_aged(s, n, span.last));
    truth found = REUNIFY_FALSE;
    if (!rule_spend(s->facts, p->stays.count))
        return REUNIFY_UNKNOWN;
    const model_interval *stays = p->stays.items;
    for (size_t i = 0; i < p->stays.count; i++)
        found = truth_or(found, stays_in(s, n, &stays[i], span));
    return truth_and(flag, found);
}

/*
 * The days asked about: from the first that may be meant to the last, as far as they have come.
 * Those that are certain are meant, all of them.
 */
typedef struct {
    day_span span;
    bool certain;
} asked_days;

static asked_days days_asked(rule_scope *s, const rule_node *n)
{
    const date_value first = rule_date_of(s, n->dates[0]);
    const date_value last = n->dates[1] == RULE_NONE ? first : rule_date_of(s, n->dates[1]);
    if (!first.exists || !last.exists)
        return (asked_days){{0, -1}, true};
    const bool certain = date_value_certain(first) && can_look_at(s, last);
    moves_with_day(s, first);
    moves_with_day(s, last);
    const reunify_date now = today(s).low;
    return (asked_days){{first.low, last.high < now ? last.high : now}, certain};
}

static truth on_a_day_of(rule_scope *s, const rule_node *n, const model_person *p, day_span span)
{
    truth t = REUNIFY_TRUE;
    if (n->asked & PERSON_HOUSEHOLD)
        t = flag_is(is_there(s, n, p, p->household, span), n->negated & PERSON_HOUSEHOLD);
    if (n->asked & PERSON_VISITOR)
        t = truth_and(
            t, flag_is(is_there(s, n, p, p->regular_visitor, span), n->negated & PERSON_VISITOR));
    if (!(n->asked & (PERSON_HOUSEHOLD | PERSON_VISITOR)))
        t = is_there_aged(s, n, span.last);
    return t;
}

/* Where the day is not certain: who was there on none of them was not there. */
static truth on_some_day(rule_scope *s, const rule_node *n, const model_person *p)
{
    const asked_days d = days_asked(s, n);
    if (d.span.first > d.span.last)
        return truth_if_known(d.certain, REUNIFY_FALSE);
    const truth t = on_a_day_of(s, n, p, d.span);
    if (d.certain)
        return t;
    const bool nowhere = t == REUNIFY_FALSE && !(n->negated & (PERSON_HOUSEHOLD | PERSON_VISITOR));
    return nowhere ? REUNIFY_FALSE : REUNIFY_UNKNOWN;
}

static const model_person *person_asked(const rule_scope *s)
{
    return CASE_LIST(s->facts->record, REUNIFY_ENTRY_PERSON, model_person) + s->person;
}

/* What holds always, or never. */
static truth is_who(const rule_scope *s, const rule_node *n, const model_person *p)
{
    truth t = REUNIFY_TRUE;
    if (n->sets[0])
        t = truth_if_known(p->relation != ENUM_NONE, truth_in(n->sets[0], p->relation & 63));
    if (n->asked & PERSON_RESPONSIBILITY)
        t = truth_and(t, flag_is(p->parental_responsibility, n->negated & PERSON_RESPONSIBILITY));
    if (n->asked & PERSON_NEEDS)
        t = truth_and(t, has_needs(s, n, p));
    return t;
}

NOT_INLINED truth evaluate_person(rule_scope *s, const rule_node *n)
{
    const model_person *p = person_asked(s);
    truth t = is_who(s, n, p);
    if (t != REUNIFY_FALSE && (n->asked & (PERSON_HOUSEHOLD | PERSON_VISITOR | PERSON_AGE)))
        t = truth_and(t, on_some_day(s, n, p));
    return t;
}

/* Each of the flags that are asked for is on record, and has days. */
static bool is_for_stays(const rule_node *n, const model_person *p)
{
    const uint8_t flags = n->asked & (PERSON_HOUSEHOLD | PERSON_VISITOR);
    return flags && !(n->negated & flags) && p->stays.declared &&
           (!(flags & PERSON_HOUSEHOLD) || p->household == REUNIFY_TRUE) &&
           (!(flags & PERSON_VISITOR) || p->regular_visitor == REUNIFY_TRUE);
}

bool rule_stay_wanted(rule_scope *s, const rule_node *n, reunify_date *first, reunify_date *last)
{
    const model_person *p = person_asked(s);
    const asked_days d = days_asked(s, n);
    *first = d.span.first;
    *last = d.span.last;
    return d.certain && *first <= *last && is_for_stays(n, p) && is_who(s, n, p) == REUNIFY_TRUE;
}

void rule_stay_gaps(rule_scope *s, const rule_node *n, rule_gaps *out)
{
    const model_person *p = person_asked(s);
    const day_span span = days_asked(s, n).span;
    const model_interval *stays = p->stays.items;
    if (!(n->asked & (PERSON_HOUSEHOLD | PERSON_VISITOR)) || !rule_spend(s->facts, p->stays.count))
        return;
    for (size_t i = 0; i < p->stays.count; i++)
        if (stays[i].from == REUNIFY_DATE_NONE &&
            stays_in(s, n, &stays[i], span) == REUNIFY_UNKNOWN)
            rule_add_gap(
                out, (rule_gap){REUNIFY_ENTRY_STAY, (uint32_t)i, "from", -1, (uint32_t)s->person});
}
