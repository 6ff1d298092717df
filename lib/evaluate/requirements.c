/*
 * The status of one requirement in a scope: whether it applies (`when`), and whether it is
 * satisfied, for the case or for each person concerned. Three truths in, four statuses out; what is
 * unknown in either stays unknown unless the other decides.
 *
 * Who is concerned is asked without evidence: that somebody lives in the household is no evidence
 * that they were checked. For each person the evidence begins behind a mark, so that it can be
 * shown for them alone and the whole list for the requirement; repeats are looked for behind the
 * mark only, so that what two people share is shown for both.
 */
#include "evaluate/engine.h"

static uint8_t status_from(truth t)
{
    return t == REUNIFY_TRUE    ? REUNIFY_REQUIREMENT_MET
           : t == REUNIFY_FALSE ? REUNIFY_REQUIREMENT_NOT_MET
                                : REUNIFY_REQUIREMENT_UNKNOWN;
}

static void report_person(const people_report *r, size_t person, uint8_t status, size_t mark)
{
    engine *e = r->engine;
    person_result *p = &r->out->people[r->out->person_count++];
    p->id = engine_id(e, REUNIFY_ENTRY_PERSON, person);
    p->status = status;
    evidence_list all = e->evidence;
    e->evidence.items += mark;
    e->evidence.count = all.count - mark;
    p->evidence = engine_evidence(e, &p->evidence_count);
    e->evidence = all;
}

/* The record that set something aside is its evidence. */
static void note_set_aside(rule_scope *s, const set_aside_record *a)
{
    evidence_list *list = s->evidence;
    if (list && list->count < list->capacity)
        list->items[list->count++] = (evidence_item){REUNIFY_ENTRY_RECORD, a->record};
}

/* A status of what is not met, after what was set aside. */
static uint8_t unless_set_aside(rule_scope *s, const pack_requirement *q, int32_t person,
                                uint8_t status)
{
    if (status == REUNIFY_REQUIREMENT_MET || status == REUNIFY_REQUIREMENT_NOT_APPLICABLE)
        return status;
    const set_aside_record *a = set_aside_in(s, q, person);
    if (!a)
        return status;
    note_set_aside(s, a);
    return REUNIFY_REQUIREMENT_SET_ASIDE;
}

static uint8_t status_for_one(rule_scope *s, const pack_requirement *q, int32_t person,
                              truth concerned)
{
    const truth satisfied = rule_evaluate(s, q->satisfied_by);
    const uint8_t status = satisfied == REUNIFY_FALSE && concerned != REUNIFY_TRUE
                               ? REUNIFY_REQUIREMENT_UNKNOWN
                               : status_from(satisfied);
    return unless_set_aside(s, q, person, status);
}

/* Of two people's: not met before unknown before set aside before met. */
static uint8_t worse_status(uint8_t a, uint8_t b)
{
    static const uint8_t order[] = {REUNIFY_REQUIREMENT_NOT_MET, REUNIFY_REQUIREMENT_UNKNOWN,
                                    REUNIFY_REQUIREMENT_SET_ASIDE, REUNIFY_REQUIREMENT_MET};
    for (size_t i = 0; i < LENGTH_OF(order); i++)
        if (a == order[i] || b == order[i])
            return order[i];
    return a;
}

/* Met if met for everyone who is or may be concerned, not met if not met for anyone who is. */
static uint8_t status_for_everyone(rule_scope *s, const pack_requirement *q, const people_report *r)
{
    const model_list *people = &s->facts->record->lists[REUNIFY_ENTRY_PERSON];
    if (!people->declared)
        return REUNIFY_REQUIREMENT_UNKNOWN;
    bool anybody = false;
    uint8_t result = REUNIFY_REQUIREMENT_MET;
    for (size_t i = 0; i < people->count; i++) {
        s->person = (int32_t)i;
        evidence_list *kept = s->evidence;
        s->evidence = NULL;
        const truth concerned = rule_evaluate(s, q->for_each);
        s->evidence = kept;
        if (concerned == REUNIFY_FALSE)
            continue;
        anybody = true;
        const size_t mark = kept ? kept->count : 0;
        if (kept)
            kept->from = mark;
        const uint8_t status = status_for_one(s, q, (int32_t)i, concerned);
        result = worse_status(result, status);
        if (r)
            report_person(r, i, status, mark);
    }
    s->person = -1;
    if (s->evidence)
        s->evidence->from = 0;
    if (!anybody)
        return q->none_unknown ? REUNIFY_REQUIREMENT_UNKNOWN : REUNIFY_REQUIREMENT_NOT_APPLICABLE;
    return result;
}

uint8_t requirement_status(rule_scope *s, const pack_requirement *q, const people_report *people)
{
    truth when = REUNIFY_TRUE;
    if (q->when != RULE_NONE) {
        evidence_list *kept = s->evidence;
        s->evidence = NULL;
        when = rule_evaluate(s, q->when);
        s->evidence = kept;
    }
    if (when == REUNIFY_FALSE)
        return REUNIFY_REQUIREMENT_NOT_APPLICABLE;
    if (q->for_each != RULE_NONE) {
        const uint8_t status = status_for_everyone(s, q, people);
        return status == REUNIFY_REQUIREMENT_NOT_MET && when == REUNIFY_UNKNOWN
                   ? REUNIFY_REQUIREMENT_UNKNOWN
                   : status;
    }
    uint8_t status = status_from(rule_evaluate(s, q->satisfied_by));
    if (status == REUNIFY_REQUIREMENT_NOT_MET && when == REUNIFY_UNKNOWN)
        status = REUNIFY_REQUIREMENT_UNKNOWN;
    return unless_set_aside(s, q, -1, status);
}

bool requirement_is_settled(uint8_t status)
{
    return status == REUNIFY_REQUIREMENT_MET || status == REUNIFY_REQUIREMENT_NOT_APPLICABLE ||
           status == REUNIFY_REQUIREMENT_SET_ASIDE;
}

uint8_t requirement_status_on(engine *e, const pack_stage *stage, const pack_requirement *q,
                              reunify_date at, reunify_date *next_change)
{
    const attempt_view attempt = engine_attempt_on(e, stage, at);
    const reunify_date settled = engine_settled_on(e, stage, at, next_change);
    if (settled != REUNIFY_DATE_NONE) {
        rule_scope then = engine_stage_scope(e, &attempt, settled);
        const uint8_t status = requirement_status(&then, q, NULL);
        if (requirement_is_settled(status) && status != REUNIFY_REQUIREMENT_SET_ASIDE)
            return status;
        if (status == REUNIFY_REQUIREMENT_SET_ASIDE) {
            rule_scope now = engine_stage_scope(e, &attempt, at);
            const bool done = requirement_status(&now, q, NULL) == REUNIFY_REQUIREMENT_MET;
            *next_change = now.next_change < *next_change ? now.next_change : *next_change;
            return done ? REUNIFY_REQUIREMENT_MET : status;
        }
    }
    rule_scope s = engine_stage_scope(e, &attempt, at);
    const uint8_t status = requirement_status(&s, q, NULL);
    *next_change = s.next_change < *next_change ? s.next_change : *next_change;
    return status;
}

bool requirement_lets_pass(const pack_requirement *q, uint8_t status)
{
    return q->advisory || requirement_is_settled(status);
}
