/*
 * Requirements, stops and gates: at as_of in full, and at any earlier date for what asks about the
 * past.
 */
#include "evaluate/engine.h"

/* One requirement ----------------------------------------------------------------------------- */

typedef struct {
    struct reunify_requirement *out; /* people are reported here, NULL: not wanted */
    engine *engine;
} report;

static uint8_t status_of(truth t)
{
    return t == REUNIFY_TRUE    ? REUNIFY_REQUIREMENT_MET
           : t == REUNIFY_FALSE ? REUNIFY_REQUIREMENT_NOT_MET
                                : REUNIFY_REQUIREMENT_UNKNOWN;
}

static void report_person(const report *r, size_t person, truth meant, truth satisfied, size_t mark)
{
    if (!r)
        return;
    engine *e = r->engine;
    person_result *p = &r->out->people[r->out->person_count++];
    p->id = engine_id(e, REUNIFY_ENTRY_PERSON, person);
    p->status = satisfied == REUNIFY_FALSE && meant != REUNIFY_TRUE ? REUNIFY_REQUIREMENT_UNKNOWN
                                                                    : status_of(satisfied);
    evidence_list all = e->evidence;
    e->evidence.items += mark;
    e->evidence.count = all.count - mark;
    p->evidence = engine_evidence(e, &p->evidence_count);
    e->evidence = all;
}

/* Met if met for everyone who is or may be meant, not met if not met for anyone who is. */
static uint8_t for_everyone(rule_scope *s, const pack_requirement *q, const report *r)
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
        const truth meant = rule_evaluate(s, q->for_each);
        s->evidence = kept;
        if (meant == REUNIFY_FALSE)
            continue;
        anybody = true;
        const size_t mark = kept ? kept->count : 0;
        if (kept)
            kept->from = mark;
        const truth satisfied = rule_evaluate(s, q->satisfied_by);
        result =
            truth_and(result, satisfied == REUNIFY_FALSE && meant != REUNIFY_TRUE ? REUNIFY_UNKNOWN
                                                                                  : satisfied);
        report_person(r, i, meant, satisfied, mark);
    }
    s->person = -1;
    if (s->evidence)
        s->evidence->from = 0;
    if (!anybody)
        return q->none_unknown ? REUNIFY_REQUIREMENT_UNKNOWN : REUNIFY_REQUIREMENT_NOT_APPLICABLE;
    return status_of(result);
}

static uint8_t requirement_status(rule_scope *s, const pack_requirement *q, const report *r)
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
    const uint8_t status = q->for_each != RULE_NONE ? for_everyone(s, q, r)
                                                    : status_of(rule_evaluate(s, q->satisfied_by));
    if (status == REUNIFY_REQUIREMENT_NOT_MET && when == REUNIFY_UNKNOWN)
        return REUNIFY_REQUIREMENT_UNKNOWN;
    return status;
}

uint8_t engine_requirement(rule_scope *s, const pack_requirement *q)
{
    return requirement_status(s, q, NULL);
}

static bool lets_pass(const pack_requirement *q, uint8_t status)
{
    return q->advisory || status == REUNIFY_REQUIREMENT_MET ||
           status == REUNIFY_REQUIREMENT_NOT_APPLICABLE;
}

/* Gates at a date ----------------------------------------------------------------------------- */

/*
 * What is known already at as_of holds at an earlier date too where nothing it looks at has changed
 * since.
 */
static truth stop_at(engine *e, rule_scope *s, const pack_stage *stage, uint16_t stop)
{
    if (e->gates_known) {
        const struct reunify_stop *known = &e->out->gates[stage - e->pathway->stages].stops[stop];
        if (s->as_of >= known->unchanged_since)
            return known->result;
    }
    return rule_evaluate(s, stage->stops[stop].when);
}

static uint8_t requirement_at(engine *e, rule_scope *s, const pack_stage *stage,
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

static uint8_t gate_status_by(engine *e, const pack_stage *stage, reunify_date at,
                              reunify_date *next_change)
{
    rule_scope s = engine_scope(e, at);
    uint8_t status = REUNIFY_GATE_PASSED;
    if (stage->when != RULE_NONE && rule_evaluate(&s, stage->when) == REUNIFY_FALSE)
        status = REUNIFY_GATE_NOT_APPLICABLE;
    for (uint16_t i = 0; i < stage->stop_count && status != REUNIFY_GATE_NOT_APPLICABLE; i++) {
        const truth t = stop_at(e, &s, stage, i);
        if (t == REUNIFY_TRUE)
            status = REUNIFY_GATE_STOPPED;
        if (t == REUNIFY_UNKNOWN && status == REUNIFY_GATE_PASSED)
            status = REUNIFY_GATE_INCOMPLETE;
    }
    for (uint16_t i = 0; i < stage->requirement_count && status == REUNIFY_GATE_PASSED; i++) {
        const pack_requirement *q = &stage->requirements[i];
        if (!q->advisory && !lets_pass(q, requirement_at(e, &s, stage, i)))
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

static bool lets_on(uint8_t status)
{
    return status == REUNIFY_GATE_PASSED || status == REUNIFY_GATE_NOT_APPLICABLE;
}

static int32_t status_at(engine *e, int32_t stage, reunify_date at, reunify_date *next_change)
{
    for (int32_t i = 0; i < stage; i++)
        if (!lets_on(gate_status_by(e, &e->pathway->stages[i], at, next_change)))
            return REUNIFY_GATE_WAITING;
    return gate_status_by(e, &e->pathway->stages[stage], at, next_change);
}

/*
 * A gate that conditions ask for: known already at as_of, else evaluated at that date. A stage that
 * this pathway does not have waits for ever.
 */
static int32_t asked_status(void *argument, uint16_t name, reunify_date at,
                            reunify_date *next_change)
{
    engine *e = argument;
    const int32_t stage = stage_index(e, name);
    if (stage < 0)
        return REUNIFY_GATE_WAITING;
    if (at == e->as_of && e->gates_known)
        return e->out->gates[stage].status;
    return status_at(e, stage, at, next_change);
}

typedef struct {
    int32_t stage;
    passed_times *times;
} stage_replay;

/* An odd number of bounds: the gate was passed on the day before. */
static bool stage_passed_at(engine *e, const void *subject, reunify_date at,
                            reunify_date *next_change)
{
    const stage_replay *r = subject;
    passed_times *p = r->times;
    const bool passed = status_at(e, r->stage, at, next_change) == REUNIFY_GATE_PASSED;
    if (passed == (p->count % 2 == 1))
        return passed;
    if (array_reserve(e->scratch, (void **)&p->bounds, &p->capacity, p->count + 1,
                      sizeof *p->bounds))
        p->bounds[p->count++] = at;
    else
        engine_no_memory(e);
    return passed;
}

/*
 * One replay a stage answers whoever asks for its date, at whatever day. A stage asks for earlier
 * ones alone.
 */
static const passed_times *passed_times_of(engine *e, int32_t stage)
{
    if (!e->passed)
        e->passed = arena_take_zeroed(e->scratch, e->pathway->stage_count, sizeof *e->passed);
    if (!e->passed) {
        engine_no_memory(e);
        return NULL;
    }
    const stage_replay r = {stage, &e->passed[stage]};
    if (!r.times->known) {
        r.times->known = true;
        engine_replay(e, e->record->first_date, e->as_of, stage_passed_at, &r);
    }
    return r.times;
}

static reunify_date asked_date(void *argument, uint16_t name, reunify_date as_of,
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
static reunify_date last_decision(void *argument, reunify_date as_of, reunify_date *next_change)
{
    engine *e = argument;
    reunify_date found = REUNIFY_DATE_NONE;
    for (int32_t i = 0; i < e->pathway->stage_count; i++) {
        const pack_stage *stage = &e->pathway->stages[i];
        if (asked_status(e, stage->name, as_of, next_change) != REUNIFY_GATE_PASSED)
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

rule_scope engine_scope(engine *e, reunify_date as_of)
{
    return (rule_scope){.program = &e->profile->program,
                        .facts = &e->facts,
                        .as_of = as_of,
                        .person = -1,
                        .assessment = -1,
                        .next_change = UNDATED,
                        .last_change = REUNIFY_DATE_NONE,
                        .engine = e,
                        .gate_status = asked_status,
                        .gate_date = asked_date,
                        .last_decision = last_decision};
}

truth engine_condition(engine *e, rule_index when)
{
    rule_scope s = engine_scope(e, e->as_of);
    return rule_evaluate(&s, when);
}

/* Replay -------------------------------------------------------------------------------------- */

run_of engine_replay(engine *e, reunify_date from, reunify_date to, holds_at holds,
                     const void *subject)
{
    run_of run = {REUNIFY_DATE_NONE, REUNIFY_DATE_NONE};
    if (from == REUNIFY_DATE_NONE || from > to)
        from = to;
    for (reunify_date at = from; at <= to;) {
        reunify_date next = UNDATED;
        if (!holds(e, subject, at, &next)) {
            run.since = REUNIFY_DATE_NONE;
        } else {
            run.first = run.first == REUNIFY_DATE_NONE ? at : run.first;
            run.since = run.since == REUNIFY_DATE_NONE ? at : run.since;
        }
        if (at == to)
            break;
        at = next <= at ? at + 1 : next < to ? next : to;
    }
    return run;
}

/*
 * One replay of a requirement tells both since when it is met and since when the gate does not wait
 * for it.
 */
typedef struct {
    const pack_requirement *rule;
    reunify_date met_on;
} requirement_replay;

static bool requirement_passes_at(engine *e, const void *subject, reunify_date at,
                                  reunify_date *next_change)
{
    requirement_replay *r = (requirement_replay *)(uintptr_t)subject;
    rule_scope s = engine_scope(e, at);
    const uint8_t status = requirement_status(&s, r->rule, NULL);
    *next_change = s.next_change;
    if (status == REUNIFY_REQUIREMENT_MET && r->met_on == REUNIFY_DATE_NONE)
        r->met_on = at;
    return lets_pass(r->rule, status);
}

static bool stop_clear_at(engine *e, const void *subject, reunify_date at,
                          reunify_date *next_change)
{
    rule_scope s = engine_scope(e, at);
    const truth t = rule_evaluate(&s, ((const pack_stop *)subject)->when);
    *next_change = s.next_change;
    return t == REUNIFY_FALSE;
}

/* Gates in full ------------------------------------------------------------------------------- */

static int compare_people(const person_result *a, const person_result *b)
{
    return strcmp(a->id, b->id);
}

/* By id, so that the order of the case's people changes nothing. */
static void sort_people(person_result *people, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        const person_result moved = people[i];
        size_t at = i;
        for (; at > 0 && compare_people(&moved, &people[at - 1]) < 0; at--)
            people[at] = people[at - 1];
        people[at] = moved;
    }
}

static void evaluate_requirement(engine *e, rule_scope *s, const pack_stage *stage,
                                 const pack_requirement *q, struct reunify_requirement *out)
{
    *out = (struct reunify_requirement){.profile = e->profile,
                                        .rule = q,
                                        .stage = stage,
                                        .met_on = REUNIFY_DATE_NONE,
                                        .last_on = REUNIFY_DATE_NONE};
    s->last_change = REUNIFY_DATE_NONE;
    if (e->out->explain == REUNIFY_EXPLAIN_NONE) {
        out->status = requirement_status(s, q, NULL);
        out->unchanged_since = s->last_change;
        return;
    }
    if (q->for_each != RULE_NONE) {
        out->people = arena_take_zeroed(
            &e->out->memory, e->record->lists[REUNIFY_ENTRY_PERSON].count + 1, sizeof *out->people);
        if (!out->people) {
            engine_no_memory(e);
            return;
        }
    }
    e->evidence.count = 0;
    s->evidence = &e->evidence;
    const report people = {out, e};
    out->status = requirement_status(s, q, q->for_each != RULE_NONE ? &people : NULL);
    out->unchanged_since = s->last_change;
    s->evidence = NULL;
    sort_people(out->people, out->person_count);
    out->last_on = engine_last_date(e);
    out->evidence = engine_evidence(e, &out->evidence_count);
    if (e->out->explain != REUNIFY_EXPLAIN_FULL || out->status == REUNIFY_REQUIREMENT_NOT_MET ||
        out->status == REUNIFY_REQUIREMENT_UNKNOWN)
        return;
    requirement_replay r = {q, REUNIFY_DATE_NONE};
    out->passes_since =
        engine_replay(e, e->record->first_date, e->as_of, requirement_passes_at, &r).since;
    if (out->status == REUNIFY_REQUIREMENT_MET)
        out->met_on = r.met_on;
}

static void evaluate_gate(engine *e, const pack_stage *stage, struct reunify_gate *g,
                          bool before_passed)
{
    bool passes = true;
    rule_scope s = engine_scope(e, e->as_of);
    for (uint16_t i = 0; i < stage->stop_count; i++) {
        s.last_change = REUNIFY_DATE_NONE;
        const truth t = rule_evaluate(&s, stage->stops[i].when);
        g->stops[i] = (struct reunify_stop){&stage->stops[i], t, s.last_change};
        if (g->stops[i].result == REUNIFY_TRUE && !g->stopped_by)
            g->stopped_by = &stage->stops[i];
        passes = passes && g->stops[i].result == REUNIFY_FALSE;
    }
    for (uint16_t i = 0; i < stage->requirement_count && !e->status; i++) {
        evaluate_requirement(e, &s, stage, &stage->requirements[i], &g->requirements[i]);
        passes = passes && lets_pass(&stage->requirements[i], g->requirements[i].status);
    }
    if (stage->when != RULE_NONE && engine_condition(e, stage->when) == REUNIFY_FALSE)
        g->status = REUNIFY_GATE_NOT_APPLICABLE;
    else if (!before_passed)
        g->status = REUNIFY_GATE_WAITING;
    else if (g->stopped_by)
        g->status = REUNIFY_GATE_STOPPED;
    else
        g->status = passes ? REUNIFY_GATE_PASSED : REUNIFY_GATE_INCOMPLETE;
    if (g->status != REUNIFY_GATE_STOPPED)
        g->stopped_by = NULL;
}

typedef struct {
    rule_index when;
    bool is_false;
} when_is;

static bool when_is_at(engine *e, const void *subject, reunify_date at, reunify_date *next_change)
{
    const when_is *w = subject;
    rule_scope s = engine_scope(e, at);
    const truth t = rule_evaluate(&s, w->when);
    *next_change = s.next_change;
    return (t == REUNIFY_FALSE) == w->is_false;
}

/*
 * A gate has been passed since the last of its parts began to hold for good: those before it
 * included.
 */
static reunify_date passed_since(engine *e, const struct reunify_gate *g, reunify_date before)
{
    const pack_stage *stage = g->stage;
    reunify_date since = before;
    const reunify_date first = e->record->first_date;
    if (stage->when != RULE_NONE) {
        const when_is now = {stage->when, g->status == REUNIFY_GATE_NOT_APPLICABLE};
        const reunify_date d = engine_replay(e, first, e->as_of, when_is_at, &now).since;
        since = d > since ? d : since;
    }
    for (uint16_t i = 0; i < stage->stop_count && g->status == REUNIFY_GATE_PASSED; i++) {
        const reunify_date d =
            engine_replay(e, first, e->as_of, stop_clear_at, &stage->stops[i]).since;
        since = d > since ? d : since;
    }
    for (uint16_t i = 0; i < stage->requirement_count && g->status == REUNIFY_GATE_PASSED; i++) {
        if (stage->requirements[i].advisory)
            continue;
        const reunify_date d = g->requirements[i].passes_since;
        since = d > since ? d : since;
    }
    return since;
}

static void list_needs(engine *e)
{
    reunify_evaluation *out = e->out;
    if (out->stage < 0)
        return;
    const struct reunify_gate *g = &out->gates[out->stage];
    const pack_stage *stage = g->stage;
    out->outstanding =
        arena_take(&out->memory, (stage->requirement_count + 1u) * sizeof *out->outstanding);
    out->information_needed =
        arena_take(&out->memory, (stage->requirement_count + stage->stop_count + 1u) *
                                     sizeof *out->information_needed);
    if (!out->outstanding || !out->information_needed) {
        engine_no_memory(e);
        return;
    }
    for (uint16_t i = 0; i < stage->requirement_count; i++) {
        const struct reunify_requirement *r = &g->requirements[i];
        if (r->rule->advisory)
            continue;
        if (r->status == REUNIFY_REQUIREMENT_NOT_MET)
            out->outstanding[out->outstanding_count++] = r;
        if (r->status == REUNIFY_REQUIREMENT_UNKNOWN)
            out->information_needed[out->information_count++] = r->rule->id;
    }
    for (uint16_t i = 0; i < stage->stop_count; i++)
        if (g->stops[i].result == REUNIFY_UNKNOWN)
            out->information_needed[out->information_count++] = stage->stops[i].id;
}

void engine_gates(engine *e)
{
    reunify_evaluation *out = e->out;
    const pack_pathway *p = e->pathway;
    out->gates = arena_take_zeroed(&out->memory, p->stage_count + 1u, sizeof *out->gates);
    out->stage = -1;
    bool passed = true;
    reunify_date since = REUNIFY_DATE_MIN;
    for (uint16_t i = 0; out->gates && i < p->stage_count && !e->status; i++) {
        const pack_stage *stage = &p->stages[i];
        struct reunify_gate *g = &out->gates[i];
        *g = (struct reunify_gate){
            .profile = e->profile, .stage = stage, .number = i + 1, .passed_on = REUNIFY_DATE_NONE};
        g->requirements =
            arena_take(&out->memory, (stage->requirement_count + 1u) * sizeof *g->requirements);
        g->stops = arena_take(&out->memory, (stage->stop_count + 1u) * sizeof *g->stops);
        if (!g->requirements || !g->stops)
            break;
        evaluate_gate(e, stage, g, passed);
        passed = passed && lets_on(g->status);
        if (passed && out->explain == REUNIFY_EXPLAIN_FULL)
            since = passed_since(e, g, since);
        if (g->status == REUNIFY_GATE_PASSED && out->explain == REUNIFY_EXPLAIN_FULL)
            g->passed_on = since;
        if (!passed && out->stage < 0)
            out->stage = i;
        out->gate_count++;
    }
    if (out->gate_count != p->stage_count) {
        engine_no_memory(e);
        return;
    }
    e->gates_known = true;
    list_needs(e);
}
