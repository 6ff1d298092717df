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

static void report_person(const people_report *r, size_t person, truth concerned, truth satisfied,
                          size_t mark)
{
    engine *e = r->engine;
    person_result *p = &r->out->people[r->out->person_count++];
    p->id = engine_id(e, REUNIFY_ENTRY_PERSON, person);
    p->status = satisfied == REUNIFY_FALSE && concerned != REUNIFY_TRUE
                    ? REUNIFY_REQUIREMENT_UNKNOWN
                    : status_from(satisfied);
    evidence_list all = e->evidence;
    e->evidence.items += mark;
    e->evidence.count = all.count - mark;
    p->evidence = engine_evidence(e, &p->evidence_count);
    e->evidence = all;
}

/* Met if met for everyone who is or may be concerned, not met if not met for anyone who is. */
static uint8_t status_for_everyone(rule_scope *s, const pack_requirement *q, const people_report *r)
{
    const model_list *people = &s->facts->record->lists[REUNIFY_ENTRY_PERSON];
    if (!people->declared)
        return REUNIFY_REQUIREMENT_UNKNOWN;
    bool anybody = false;
    truth result = REUNIFY_TRUE;
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
        const truth satisfied = rule_evaluate(s, q->satisfied_by);
        result = truth_and(result, satisfied == REUNIFY_FALSE && concerned != REUNIFY_TRUE
                                       ? REUNIFY_UNKNOWN
                                       : satisfied);
        if (r)
            report_person(r, i, concerned, satisfied, mark);
    }
    s->person = -1;
    if (s->evidence)
        s->evidence->from = 0;
    if (!anybody)
        return q->none_unknown ? REUNIFY_REQUIREMENT_UNKNOWN : REUNIFY_REQUIREMENT_NOT_APPLICABLE;
    return status_from(result);
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
    const uint8_t status = q->for_each != RULE_NONE
                               ? status_for_everyone(s, q, people)
                               : status_from(rule_evaluate(s, q->satisfied_by));
    if (status == REUNIFY_REQUIREMENT_NOT_MET && when == REUNIFY_UNKNOWN)
        return REUNIFY_REQUIREMENT_UNKNOWN;
    return status;
}

uint8_t requirement_status_at(engine *e, const pack_requirement *q, reunify_date at,
                              reunify_date *next_change)
{
    rule_scope s = engine_scope(e, at);
    const uint8_t status = requirement_status(&s, q, NULL);
    *next_change = s.next_change;
    return status;
}

bool requirement_lets_pass(const pack_requirement *q, uint8_t status)
{
    return q->advisory || status == REUNIFY_REQUIREMENT_MET ||
           status == REUNIFY_REQUIREMENT_NOT_APPLICABLE;
}
