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
