/*
 * The status of a gate on any day, for those who ask about the past: the replays of gate_report.c
 * and conditions of alerts and of the schedule. Nothing is explained here.
 *
 * A gate on a day is worked out from its stops and requirements on that day, and those of the gates
 * before it. Two things spare most of the work. Once the gates at as_of are known, a stop or a
 * requirement whose answer has not changed since the day asked about is taken from there. And the
 * days on which a stage was passed are found in one replay when first asked for, and kept as
 * bounds; later questions, whatever their day, only look them up. A stage asks for earlier stages
 * alone, so that no replay needs itself.
 */
#include "evaluate/engine.h"

/* One gate ------------------------------------------------------------------------------------ */

static truth stop_result_at(engine *e, rule_scope *s, const pack_stage *stage, uint16_t stop)
{
    if (e->gates_known) {
        const struct reunify_stop *known = &e->out->gates[stage - e->pathway->stages].stops[stop];
        if (s->as_of >= known->unchanged_since)
            return known->result;
    }
    return rule_evaluate(s, stage->stops[stop].when);
}

static uint8_t status_in_gate(engine *e, rule_scope *s, const pack_stage *stage,
                              uint16_t requirement)
{
    if (e->gates_known) {
        const struct reunify_requirement *known =
            &e->out->gates[stage - e->pathway->stages].requirements[requirement];
        if (s->as_of >= known->unchanged_since)
            return known->status;
    }
    return requirement_status(s, &stage->requirements[requirement], NULL);
}

/* Whatever the gates before it. */
static uint8_t gate_status_alone(engine *e, const pack_stage *stage, reunify_date at,
                                 reunify_date *next_change)
{
    rule_scope s = engine_scope(e, at);
    uint8_t status = REUNIFY_GATE_PASSED;
    if (stage->when != RULE_NONE && rule_evaluate(&s, stage->when) == REUNIFY_FALSE)
        status = REUNIFY_GATE_NOT_APPLICABLE;
    for (uint16_t i = 0; i < stage->stop_count && status != REUNIFY_GATE_NOT_APPLICABLE; i++) {
        const truth t = stop_result_at(e, &s, stage, i);
        if (t == REUNIFY_TRUE)
            status = REUNIFY_GATE_STOPPED;
        if (t == REUNIFY_UNKNOWN && status == REUNIFY_GATE_PASSED)
            status = REUNIFY_GATE_INCOMPLETE;
    }
    for (uint16_t i = 0; i < stage->requirement_count && status == REUNIFY_GATE_PASSED; i++) {
        const pack_requirement *q = &stage->requirements[i];
        if (!q->advisory && !requirement_lets_pass(q, status_in_gate(e, &s, stage, i)))
            status = REUNIFY_GATE_INCOMPLETE;
    }
    if (s.next_change < *next_change)
        *next_change = s.next_change;
    return status;
}

static int32_t stage_index(const engine *e, uint16_t name)
{
    for (uint16_t i = 0; i < e->pathway->stage_count; i++)
        if (e->pathway->stages[i].name == name)
            return i;
    return -1;
}

bool gate_lets_on(uint8_t status)
{
    return status == REUNIFY_GATE_PASSED || status == REUNIFY_GATE_NOT_APPLICABLE;
}

static int32_t gate_status_at(engine *e, int32_t stage, reunify_date at, reunify_date *next_change)
{
    for (int32_t i = 0; i < stage; i++)
        if (!gate_lets_on(gate_status_alone(e, &e->pathway->stages[i], at, next_change)))
            return REUNIFY_GATE_WAITING;
    return gate_status_alone(e, &e->pathway->stages[stage], at, next_change);
}

/* What conditions ask ------------------------------------------------------------------------- */

/* A stage that this pathway does not have waits for ever. */
static int32_t answer_gate_status(void *argument, uint16_t name, reunify_date at,
                                  reunify_date *next_change)
{
    engine *e = argument;
    const int32_t stage = stage_index(e, name);
    if (stage < 0)
        return REUNIFY_GATE_WAITING;
    if (at == e->as_of && e->gates_known)
        return e->out->gates[stage].status;
    return gate_status_at(e, stage, at, next_change);
}

typedef struct {
    int32_t stage;
    passed_times *times;
} stage_replay;

/* An odd number of bounds: the gate was passed on the day before. */
static bool note_whether_passed(engine *e, const void *subject, reunify_date at,
                                reunify_date *next_change)
{
    const stage_replay *r = subject;
    passed_times *p = r->times;
    const bool passed = gate_status_at(e, r->stage, at, next_change) == REUNIFY_GATE_PASSED;
    if (passed == (p->count % 2 == 1))
        return passed;
    if (array_reserve(e->scratch, (void **)&p->bounds, &p->capacity, p->count + 1,
                      sizeof *p->bounds))
        p->bounds[p->count++] = at;
    else
        engine_no_memory(e);
    return passed;
}

static const passed_times *passed_times_of(engine *e, int32_t stage)
{
    if (!e->passed)
        e->passed = engine_take_scratch(e, e->pathway->stage_count, sizeof *e->passed);
    if (!e->passed)
        return NULL;
    const stage_replay r = {stage, &e->passed[stage]};
    if (!r.times->known) {
        r.times->known = true;
        engine_replay(e, e->record->first_date, e->as_of, note_whether_passed, &r);
    }
    return r.times;
}

static reunify_date answer_gate_date(void *argument, uint16_t name, reunify_date as_of,
                                     reunify_date *next_change)
{
    engine *e = argument;
    const int32_t stage = stage_index(e, name);
    const passed_times *p = stage < 0 ? NULL : passed_times_of(e, stage);
    size_t at = 0;
    while (p && at < p->count && p->bounds[at] <= as_of)
        at++;
    if (p && at < p->count && p->bounds[at] < *next_change)
        *next_change = p->bounds[at];
    return p && at % 2 ? p->bounds[at - 1] : REUNIFY_DATE_NONE;
}

/* The date that decided the latest passed gate whose stop reads a level. */
static reunify_date answer_last_decision(void *argument, reunify_date as_of,
                                         reunify_date *next_change)
{
    engine *e = argument;
    reunify_date found = REUNIFY_DATE_NONE;
    for (int32_t i = 0; i < e->pathway->stage_count; i++) {
        const pack_stage *stage = &e->pathway->stages[i];
        if (answer_gate_status(e, stage->name, as_of, next_change) != REUNIFY_GATE_PASSED)
            continue;
        rule_scope s = engine_scope(e, as_of);
        for (uint16_t k = 0; k < stage->stop_count; k++)
            if (stage->stops[k].level_at != RULE_NONE) {
                const date_value v = rule_date_of(&s, stage->stops[k].level_at);
                found = date_value_certain(v) ? v.low : found;
            }
        if (s.next_change < *next_change)
            *next_change = s.next_change;
    }
    return found;
}

gate_answers engine_gate_answers(void)
{
    return (gate_answers){answer_gate_status, answer_gate_date, answer_last_decision};
}
