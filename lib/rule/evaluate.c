/* Running a compiled condition: connectives, findings, people, ages, dates. */
#include "rule/rule.h"

void note_evidence(rule_scope *s, int32_t kind, size_t index)
{
    evidence_list *e = s->evidence;
    if (!e || e->count == e->capacity)
        return;
    for (size_t i = e->from; i < e->count; i++)
        if (e->items[i].kind == kind && e->items[i].index == index)
            return;
    e->items[e->count++] = (evidence_item){(uint8_t)kind, (uint32_t)index};
}

/* Connectives --------------------------------------------------------------------------------- */

NOT_INLINED static truth evaluate_all(rule_scope *s, const rule_node *n)
{
    truth result = REUNIFY_TRUE;
    for (uint16_t i = 0; i < n->count; i++) {
        const truth t = rule_evaluate(s, s->program->links[n->first + i]);
        if (t == REUNIFY_FALSE)
            return t;
        if (t == REUNIFY_UNKNOWN)
            result = t;
    }
    return result;
}

static truth any_with_evidence(rule_scope *s, const rule_node *n)
{
    evidence_list *e = s->evidence;
    const size_t before = e->count, from = e->from;
    truth result = REUNIFY_FALSE;
    for (uint16_t i = 0; i < n->count && result != REUNIFY_TRUE; i++) {
        const size_t mark = e->from = e->count;
        const truth t = rule_evaluate(s, s->program->links[n->first + i]);
        result = truth_or(result, t);
        if (t != REUNIFY_TRUE)
            continue;
        /* What made it true stands alone; what the other branches looked at does not. */
        memmove(e->items + before, e->items + mark, (e->count - mark) * sizeof *e->items);
        e->count -= mark - before;
    }
    e->from = from;
    return result;
}

NOT_INLINED static truth evaluate_any(rule_scope *s, const rule_node *n)
{
    if (s->evidence)
        return any_with_evidence(s, n);
    truth result = REUNIFY_FALSE;
    for (uint16_t i = 0; i < n->count; i++) {
        const truth t = rule_evaluate(s, s->program->links[n->first + i]);
        if (t == REUNIFY_TRUE)
            return t;
        if (t == REUNIFY_UNKNOWN)
            result = t;
    }
    return result;
}

NOT_INLINED static truth evaluate_not(rule_scope *s, const rule_node *n)
{
    return truth_not(rule_evaluate(s, n->a));
}

NOT_INLINED static truth evaluate_if(rule_scope *s, const rule_node *n)
{
    const truth t = rule_evaluate(s, n->a);
    if (t == REUNIFY_TRUE)
        return rule_evaluate(s, n->b);
    if (t == REUNIFY_FALSE)
        return rule_evaluate(s, n->c);
    const truth yes = rule_evaluate(s, n->b), no = rule_evaluate(s, n->c);
    return yes == no ? yes : REUNIFY_UNKNOWN;
}

/* Findings and factors of one assessment ------------------------------------------------------ */

/*
 * The order of the assessment looked at, or -1 where there is none; unknown where it cannot be
 * told.
 */
static int64_t assessment_of(rule_scope *s)
{
    if (s->assessment >= 0)
        return s->assessment;
    const fact_point *p = point_at(s, s->as_of);
    return p ? p - s->facts->points : -1;
}

static truth number_in(const rule_node *n, int64_t value)
{
    return value >= n->least && value <= n->most;
}

NOT_INLINED static truth evaluate_finding(rule_scope *s, const rule_node *n)
{
    const int64_t at = assessment_of(s);
    if (at < 0)
        return REUNIFY_UNKNOWN;
    const int64_t value = s->facts->findings[(size_t)at * s->facts->finding_count + n->slot];
    if (value == FINDING_UNKNOWN)
        return REUNIFY_UNKNOWN;
    return n->mode ? number_in(n, value) : truth_in(n->mask, value);
}

NOT_INLINED static truth evaluate_factors(rule_scope *s, const rule_node *n)
{
    const int64_t at = assessment_of(s);
    if (at < 0)
        return REUNIFY_UNKNOWN;
    const model_assessment *a =
        CASE_LIST(s->facts->record, REUNIFY_ENTRY_ASSESSMENT, model_assessment) +
        s->facts->points[at].assessment;
    const model_factor *factors = a->factors.items;
    truth result = REUNIFY_FALSE;
    for (size_t i = 0; i < a->factors.count; i++) {
        const model_factor *f = &factors[i];
        truth t = REUNIFY_TRUE;
        if (n->mode != ENUM_NONE)
            t = f->kind == ENUM_NONE ? REUNIFY_UNKNOWN : f->kind == n->mode;
        if (n->mask)
            t = truth_and(
                t, truth_if_known(f->status != ENUM_NONE, truth_in(n->mask, f->status & 63)));
        if (n->least) /* nothing said of emergence says that it did not emerge */
            t = truth_and(t, f->emerged != ENUM_NONE && (n->least >> f->emerged & 1));
        if (n->count) {
            truth code = f->code == SYMBOL_NONE ? REUNIFY_UNKNOWN : REUNIFY_FALSE;
            for (uint16_t k = 0; k < n->count && f->code != SYMBOL_NONE; k++)
                if (s->facts->needs_map[f->code] == s->program->symbols[n->first + k])
                    code = REUNIFY_TRUE;
            t = truth_and(t, code);
        }
        result = truth_or(result, t);
    }
    return result;
}

NOT_INLINED static truth evaluate_classified(rule_scope *s, const rule_node *n)
{
    const int64_t at = assessment_of(s);
    if (at < 0)
        return REUNIFY_UNKNOWN;
    const fact_point *p = &s->facts->points[at];
    if (p->classified >= 0)
        return (truth)(n->mask >> p->classified & 1);
    return n->mask >> p->at_least ? REUNIFY_UNKNOWN : REUNIFY_FALSE;
}

/* People -------------------------------------------------------------------------------------- */

static truth flag_is(model_truth value, uint8_t wanted_false)
{
    return wanted_false ? truth_not(value) : value;
}

static truth evaluate_needs(const rule_scope *s, const rule_node *n, const model_person *p)
{
    if (!p->needs.declared)
        return REUNIFY_UNKNOWN;
    if (!(n->mode & PERSON_CODES))
        return flag_is(p->needs.count > 0, n->negated & PERSON_NEEDS);
    for (size_t i = 0; i < p->needs.count; i++)
        for (uint16_t k = 0; k < n->count; k++)
            if (s->facts->needs_map[p->needs.items[i]] == s->program->symbols[n->first + k])
                return REUNIFY_TRUE;
    return REUNIFY_FALSE;
}

NOT_INLINED static truth evaluate_person(rule_scope *s, const rule_node *n)
{
    const model_person *p =
        CASE_LIST(s->facts->record, REUNIFY_ENTRY_PERSON, model_person) + s->person;
    truth t = REUNIFY_TRUE;
    if (n->mode & PERSON_RELATION)
        t = truth_if_known(p->relation != ENUM_NONE, truth_in(n->mask, p->relation & 63));
    if (n->mode & PERSON_HOUSEHOLD)
        t = truth_and(t, flag_is(p->household, n->negated & PERSON_HOUSEHOLD));
    if (n->mode & PERSON_VISITOR)
        t = truth_and(t, flag_is(p->regular_visitor, n->negated & PERSON_VISITOR));
    if (n->mode & PERSON_RESPONSIBILITY)
        t = truth_and(t, flag_is(p->parental_responsibility, n->negated & PERSON_RESPONSIBILITY));
    if (n->mode & PERSON_NEEDS)
        t = truth_and(t, evaluate_needs(s, n, p));
    return t;
}

NOT_INLINED static truth evaluate_people(rule_scope *s, const rule_node *n)
{
    const model_list *people = &s->facts->record->lists[REUNIFY_ENTRY_PERSON];
    if (!people->declared)
        return REUNIFY_UNKNOWN;
    const int32_t outer = s->person;
    truth result = n->mode ? REUNIFY_TRUE : REUNIFY_FALSE;
    for (size_t i = 0; i < people->count; i++) {
        s->person = (int32_t)i;
        const truth who = rule_evaluate(s, n->a);
        if (who == REUNIFY_FALSE)
            continue;
        const truth what = n->b == RULE_NONE ? REUNIFY_TRUE : rule_evaluate(s, n->b);
        result = n->mode ? truth_and(result, truth_or(truth_not(who), what))
                         : truth_or(result, truth_and(who, what));
        if (who == REUNIFY_TRUE && what == REUNIFY_TRUE)
            note_evidence(s, REUNIFY_ENTRY_PERSON, i);
    }
    s->person = outer;
    return result;
}

/*
 * The calendar is asked only where the answer is near: a month has 28 to 31 days. What is noted
 * instead of the day itself lies on the safe side of it.
 */
static bool has_reached(rule_scope *s, reunify_date birth, period age, reunify_date at)
{
    const int64_t least = (int64_t)birth + (int64_t)age.months * 28 + age.days;
    const int64_t most = (int64_t)birth + (int64_t)age.months * 31 + age.days + 1;
    if (at >= most || at < least) {
        note_change(s, (reunify_date)(at >= most                 ? most
                                      : least < REUNIFY_DATE_MAX ? least
                                                                 : REUNIFY_DATE_MAX));
        return at >= most;
    }
    const reunify_date reached = date_of_age(birth, age);
    note_change(s, reached);
    return reached != REUNIFY_DATE_NONE && at >= reached;
}

NOT_INLINED static truth evaluate_age(rule_scope *s, const rule_node *n)
{
    const reunify_case *c = s->facts->record;
    const reunify_date birth =
        s->person < 0 ? c->child.date_of_birth
                      : CASE_LIST(c, REUNIFY_ENTRY_PERSON, model_person)[s->person].date_of_birth;
    const date_value at = rule_date_of(s, n->a);
    if (!at.exists)
        return REUNIFY_FALSE;
    if (birth == REUNIFY_DATE_NONE || !date_value_certain(at))
        return REUNIFY_UNKNOWN;
    if (at.moving && at.low != s->as_of)
        note_daily(s);
    truth t = REUNIFY_TRUE;
    if (n->mode & 1)
        t = has_reached(s, birth, n->length, at.low);
    if (n->mode & 2)
        t = truth_and(t, !has_reached(s, birth, n->under, at.low));
    return t;
}

NOT_INLINED static truth evaluate_attribute(const rule_scope *s, const rule_node *n)
{
    const fact_attribute *a = &s->facts->attributes[n->slot];
    if (!a->known)
        return REUNIFY_UNKNOWN;
    if (a->type == NAMED_BOOLEAN)
        return (truth)(n->mask >> a->number & 1);
    if (a->type == NAMED_NUMBER)
        return number_in(n, a->number);
    for (uint16_t i = 0; i < n->count; i++)
        if (s->program->symbols[n->first + i] == a->code)
            return REUNIFY_TRUE;
    return REUNIFY_FALSE;
}

truth rule_evaluate(rule_scope *s, rule_index node)
{
    const rule_node *n = &s->program->nodes[node];
    switch ((rule_op)n->op) {
    case OP_ALL:
        return evaluate_all(s, n);
    case OP_ANY:
        return evaluate_any(s, n);
    case OP_NOT:
        return evaluate_not(s, n);
    case OP_IF:
        return evaluate_if(s, n);
    case OP_FINDING:
        return evaluate_finding(s, n);
    case OP_FACTORS:
        return evaluate_factors(s, n);
    case OP_CLASSIFIED:
        return evaluate_classified(s, n);
    case OP_ATTRIBUTE:
        return evaluate_attribute(s, n);
    case OP_PERSON:
        return evaluate_person(s, n);
    case OP_PEOPLE:
        return evaluate_people(s, n);
    case OP_AGE:
        return evaluate_age(s, n);
    case OP_RECORD:
        return record_evaluate(s, n->a);
    case OP_SIBLINGS:
        return truth_if_known(s->facts->record->child.siblings != REUNIFY_UNKNOWN,
                              truth_in(n->mask, s->facts->record->child.siblings));
    case OP_LEVEL:
    case OP_LEVEL_ROSE:
    case OP_ASSESSED:
    case OP_ELAPSED:
    case OP_RETURNED:
    case OP_HOME_FOR:
    case OP_PREVIOUS_RETURNS:
    case OP_IN_CARE_FOR:
    case OP_IN_CARE_TOTAL:
    case OP_GATE:
        return history_evaluate(s, n);
    case OP_IN_CARE:
    case OP_LEGAL:
    case OP_PLACEMENT:
    case OP_FAMILY_TIME:
    case OP_GOALS:
        return circumstances_evaluate(s, n);
    }
    return REUNIFY_UNKNOWN;
}

/* Dates --------------------------------------------------------------------------------------- */

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
