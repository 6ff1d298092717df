/* Connectives, and what is asked of an assessment, of people and of the child. */
#include "rule/days.h"

/* Marks an entry; false where it had no mark, so that it was not noted before. */
static bool mark_seen(evidence_list *e, int32_t kind, size_t index)
{
    const size_t bit = (index * 8 + (size_t)kind) % (SEEN_WORDS * 64);
    const uint64_t mark = UINT64_C(1) << bit % 64;
    const bool marked = e->seen[bit / 64] & mark;
    e->seen[bit / 64] |= mark;
    return marked;
}

static void start_seen(evidence_list *e)
{
    memset(e->seen, 0, SEEN_WORDS * sizeof *e->seen);
    e->seen_from = e->from;
    for (size_t i = e->from; i < e->count; i++)
        mark_seen(e, e->items[i].kind, e->items[i].index);
}

/* Looked for only where its mark is there. */
static bool is_noted(evidence_list *e, int32_t kind, size_t index)
{
    if (e->count == e->from || e->seen_from != e->from)
        start_seen(e);
    if (!mark_seen(e, kind, index))
        return false;
    for (size_t i = e->from; i < e->count; i++)
        if (e->items[i].kind == kind && e->items[i].index == index)
            return true;
    return false;
}

void note_evidence(rule_scope *s, int32_t kind, size_t index)
{
    evidence_list *e = s->evidence;
    if (!e || e->left_out || is_noted(e, kind, index))
        return;
    if (e->count == e->capacity) {
        e->left_out = true;
        return;
    }
    e->items[e->count++] = (evidence_item){(uint8_t)kind, (uint32_t)index};
}

/* Connectives --------------------------------------------------------------------------------- */

NOT_INLINED truth evaluate_all(rule_scope *s, const rule_node *n)
{
    truth result = REUNIFY_TRUE;
    for (uint32_t i = 0; i < n->count; i++) {
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
    for (uint32_t i = 0; i < n->count && result != REUNIFY_TRUE; i++) {
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

NOT_INLINED truth evaluate_any(rule_scope *s, const rule_node *n)
{
    if (s->evidence)
        return any_with_evidence(s, n);
    truth result = REUNIFY_FALSE;
    for (uint32_t i = 0; i < n->count; i++) {
        const truth t = rule_evaluate(s, s->program->links[n->first + i]);
        if (t == REUNIFY_TRUE)
            return t;
        if (t == REUNIFY_UNKNOWN)
            result = t;
    }
    return result;
}

NOT_INLINED truth evaluate_not(rule_scope *s, const rule_node *n)
{
    return truth_not(rule_evaluate(s, n->conditions[0]));
}

NOT_INLINED truth evaluate_unknown(rule_scope *s, const rule_node *n)
{
    return rule_evaluate(s, n->conditions[0]) == REUNIFY_UNKNOWN;
}

/* Which of the two is asked: what that rests on is no evidence for the answer. */
static truth which_is_asked(rule_scope *s, const rule_node *n)
{
    evidence_list *const evidence = s->evidence;
    s->evidence = NULL;
    const truth t = rule_evaluate(s, n->conditions[0]);
    s->evidence = evidence;
    return t;
}

NOT_INLINED truth evaluate_if(rule_scope *s, const rule_node *n)
{
    const truth t = which_is_asked(s, n);
    if (t == REUNIFY_TRUE)
        return rule_evaluate(s, n->conditions[1]);
    if (t == REUNIFY_FALSE)
        return rule_evaluate(s, n->conditions[2]);
    const truth yes = rule_evaluate(s, n->conditions[1]), no = rule_evaluate(s, n->conditions[2]);
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
    const fact_point *p = point_today(s);
    return p && is_counted(s, p->date) == REUNIFY_TRUE ? p - s->facts->points : -1;
}

static truth number_in(const rule_node *n, int64_t value)
{
    return value >= n->least && value <= n->most;
}

NOT_INLINED truth evaluate_finding(rule_scope *s, const rule_node *n)
{
    const int64_t at = assessment_of(s);
    if (at < 0)
        return REUNIFY_UNKNOWN;
    const int64_t value = s->facts->findings[(size_t)at * s->facts->finding_count + n->subject];
    if (value == FINDING_UNKNOWN)
        return REUNIFY_UNKNOWN;
    return n->ranged ? number_in(n, value) : truth_in(n->sets[0], value);
}

/* Codes of the case against codes of the pack. */
static truth is_one_of(const rule_scope *s, const rule_node *n, symbol of_case)
{
    if (of_case == SYMBOL_NONE)
        return REUNIFY_UNKNOWN;
    for (uint32_t k = 0; k < n->count; k++)
        if (s->facts->needs_map[of_case] == s->program->symbols[n->first + k])
            return REUNIFY_TRUE;
    return REUNIFY_FALSE;
}

static truth is_factor_meant(const rule_scope *s, const rule_node *n, const model_factor *f)
{
    truth t = REUNIFY_TRUE;
    if (n->asked & FACTORS_KIND)
        t = f->kind == ENUM_NONE ? REUNIFY_UNKNOWN : f->kind == n->word;
    if (n->sets[0])
        t = truth_and(t,
                      truth_if_known(f->status != ENUM_NONE, truth_in(n->sets[0], f->status & 63)));
    if (n->sets[1]) /* nothing said of emergence says that it did not emerge */
        t = truth_and(t, f->emerged != ENUM_NONE && (n->sets[1] >> f->emerged & 1));
    return n->count ? truth_and(t, is_one_of(s, n, f->code)) : t;
}

NOT_INLINED truth evaluate_factors(rule_scope *s, const rule_node *n)
{
    const int64_t at = assessment_of(s);
    if (at < 0)
        return REUNIFY_UNKNOWN;
    const model_assessment *a =
        CASE_LIST(s->facts->record, REUNIFY_ENTRY_ASSESSMENT, model_assessment) +
        s->facts->points[at].assessment;
    if (!rule_spend(s->facts, a->factors.count))
        return REUNIFY_UNKNOWN;
    const model_factor *factors = a->factors.items;
    truth result = REUNIFY_FALSE;
    for (size_t i = 0; i < a->factors.count; i++)
        result = truth_or(result, is_factor_meant(s, n, &factors[i]));
    return result;
}

NOT_INLINED truth evaluate_classified(rule_scope *s, const rule_node *n)
{
    const int64_t at = assessment_of(s);
    if (at < 0)
        return REUNIFY_UNKNOWN;
    const fact_point *p = &s->facts->points[at];
    if (p->classified >= 0)
        return (truth)(n->sets[0] >> p->classified & 1);
    return n->sets[0] >> p->at_least ? REUNIFY_UNKNOWN : REUNIFY_FALSE;
}

/* The case and its people ---------------------------------------------------------------------- */

/* Of somebody of whom it is not so nothing is evidence that it is so of another. */
static void drop_evidence(rule_scope *s, const evidence_list *before)
{
    if (!s->evidence)
        return;
    s->evidence->count = before->count;
    s->evidence->left_out = before->left_out;
}

NOT_INLINED truth evaluate_people(rule_scope *s, const rule_node *n)
{
    const model_list *people = &s->facts->record->lists[REUNIFY_ENTRY_PERSON];
    if (!people->declared)
        return REUNIFY_UNKNOWN;
    const int32_t outer = s->person;
    const bool every = n->asked & PEOPLE_EVERY;
    truth result = every ? REUNIFY_TRUE : REUNIFY_FALSE;
    for (size_t i = 0; i < people->count; i++) {
        s->person = (int32_t)i;
        const evidence_list before = s->evidence ? *s->evidence : (evidence_list){.count = 0};
        const truth who = rule_evaluate(s, n->conditions[0]);
        const truth what = who == REUNIFY_FALSE            ? REUNIFY_FALSE
                           : n->conditions[1] == RULE_NONE ? REUNIFY_TRUE
                                                           : rule_evaluate(s, n->conditions[1]);
        result = every ? truth_and(result, truth_or(truth_not(who), what))
                       : truth_or(result, truth_and(who, what));
        if (who == REUNIFY_TRUE && what == REUNIFY_TRUE)
            note_evidence(s, REUNIFY_ENTRY_PERSON, i);
        else if (!every)
            drop_evidence(s, &before);
    }
    s->person = outer;
    return result;
}

NOT_INLINED truth evaluate_attribute(rule_scope *s, const rule_node *n)
{
    const fact_value *a = attribute_today(s, n->subject);
    if (!a)
        return REUNIFY_UNKNOWN;
    if (a->entry != MODEL_NO_ATTRIBUTE)
        note_evidence(s, REUNIFY_ENTRY_ATTRIBUTE, a->entry);
    if (a->type == NAMED_BOOLEAN)
        return (truth)(n->sets[0] >> a->number & 1);
    if (a->type == NAMED_NUMBER)
        return number_in(n, a->number);
    for (uint32_t i = 0; i < n->count; i++)
        if (s->program->symbols[n->first + i] == a->code)
            return REUNIFY_TRUE;
    return REUNIFY_FALSE;
}

truth evaluate_child(rule_scope *s, const rule_node *n)
{
    const model_truth siblings = s->facts->record->child.siblings;
    return truth_if_known(siblings != REUNIFY_UNKNOWN, truth_in(n->sets[0], siblings));
}
