/*
 * All gates of the pathway at as_of, in full: every stop and requirement with its evidence, since
 * when, and what the current stage still needs.
 *
 * Requirements are worked out in every state of a gate, also behind one that has not passed: people
 * prepare ahead. The status of a gate then follows from theirs and from whether those before it
 * have passed. Each stop and requirement also keeps `unchanged_since`, the latest day of change
 * that lies behind as_of, so that gates.c need not work it out again for days after that.
 *
 * "Since when" is a replay of each part alone, from the case's first date: a gate has been passed
 * since the latest of the days from which its parts have held without a break, and those of the
 * gates before it. One replay of a requirement tells both when it was first met and since when the
 * gate does not wait for it.
 */
#include "evaluate/engine.h"

/* Since when ---------------------------------------------------------------------------------- */

typedef struct {
    const pack_requirement *rule;
    reunify_date met_on;
} requirement_replay;

static bool requirement_passes_at(engine *e, const void *subject, reunify_date at,
                                  reunify_date *next_change)
{
    requirement_replay *r = (requirement_replay *)(uintptr_t)subject;
    const uint8_t status = requirement_status_at(e, r->rule, at, next_change);
    if (status == REUNIFY_REQUIREMENT_MET && r->met_on == REUNIFY_DATE_NONE)
        r->met_on = at;
    return requirement_lets_pass(r->rule, status);
}

static bool stop_clear_at(engine *e, const void *subject, reunify_date at,
                          reunify_date *next_change)
{
    const pack_stop *stop = subject;
    return engine_condition_at(e, stop->when, at, next_change) == REUNIFY_FALSE;
}

/* Requirements -------------------------------------------------------------------------------- */

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

static void explain_requirement(engine *e, rule_scope *s, const pack_requirement *q,
                                struct reunify_requirement *out)
{
    const bool each = q->for_each != RULE_NONE;
    if (each) {
        const size_t people = e->record->lists[REUNIFY_ENTRY_PERSON].count;
        out->people = engine_take(e, people, sizeof *out->people);
        if (!out->people)
            return;
    }
    e->evidence.count = 0;
    s->evidence = &e->evidence;
    const people_report people = {e, out};
    out->status = requirement_status(s, q, each ? &people : NULL);
    out->unchanged_since = s->last_change;
    s->evidence = NULL;
    sort_people(out->people, out->person_count);
    out->last_on = engine_last_date(e);
    out->evidence = engine_evidence(e, &out->evidence_count);
}

/* At as_of; `met_on` and `passes_since` take a replay, which a full explanation alone pays for. */
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
    explain_requirement(e, s, q, out);
    if (e->out->explain != REUNIFY_EXPLAIN_FULL || out->status == REUNIFY_REQUIREMENT_NOT_MET ||
        out->status == REUNIFY_REQUIREMENT_UNKNOWN)
        return;
    requirement_replay r = {q, REUNIFY_DATE_NONE};
    out->passes_since =
        engine_replay(e, e->record->first_date, e->as_of, requirement_passes_at, &r).since;
    if (out->status == REUNIFY_REQUIREMENT_MET)
        out->met_on = r.met_on;
}

/* Gates --------------------------------------------------------------------------------------- */

static void evaluate_gate(engine *e, struct reunify_gate *g, bool before_passed)
{
    const pack_stage *stage = g->stage;
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
        passes =
            passes && requirement_lets_pass(&stage->requirements[i], g->requirements[i].status);
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

/* Whether the stage applied, or was passed over, as it is at as_of. */
typedef struct {
    rule_index when;
    bool applies;
} stage_applies;

static bool stage_applies_at(engine *e, const void *subject, reunify_date at,
                             reunify_date *next_change)
{
    const stage_applies *now = subject;
    const truth t = engine_condition_at(e, now->when, at, next_change);
    return (t != REUNIFY_FALSE) == now->applies;
}

static reunify_date later_of(reunify_date a, reunify_date b)
{
    return a > b ? a : b;
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
        const stage_applies now = {stage->when, g->status != REUNIFY_GATE_NOT_APPLICABLE};
        since = later_of(since, engine_replay(e, first, e->as_of, stage_applies_at, &now).since);
    }
    for (uint16_t i = 0; i < stage->stop_count && g->status == REUNIFY_GATE_PASSED; i++) {
        const pack_stop *stop = &stage->stops[i];
        since = later_of(since, engine_replay(e, first, e->as_of, stop_clear_at, stop).since);
    }
    for (uint16_t i = 0; i < stage->requirement_count && g->status == REUNIFY_GATE_PASSED; i++)
        if (!stage->requirements[i].advisory)
            since = later_of(since, g->requirements[i].passes_since);
    return since;
}

static void list_needs(engine *e)
{
    reunify_evaluation *out = e->out;
    if (out->stage < 0)
        return;
    const struct reunify_gate *g = &out->gates[out->stage];
    const pack_stage *stage = g->stage;
    out->outstanding = engine_take(e, stage->requirement_count, sizeof *out->outstanding);
    out->information_needed = engine_take(e, (size_t)stage->requirement_count + stage->stop_count,
                                          sizeof *out->information_needed);
    if (e->status)
        return;
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

static bool start_gate(engine *e, uint16_t index, struct reunify_gate *g)
{
    const pack_stage *stage = &e->pathway->stages[index];
    *g = (struct reunify_gate){
        .profile = e->profile, .stage = stage, .number = index + 1, .passed_on = REUNIFY_DATE_NONE};
    g->requirements = engine_take(e, stage->requirement_count, sizeof *g->requirements);
    g->stops = engine_take(e, stage->stop_count, sizeof *g->stops);
    return g->requirements && g->stops;
}

void engine_gates(engine *e)
{
    reunify_evaluation *out = e->out;
    const uint16_t stages = e->pathway->stage_count;
    const bool full = out->explain == REUNIFY_EXPLAIN_FULL;
    out->gates = engine_take(e, stages, sizeof *out->gates);
    out->stage = -1;
    bool passed = true;
    reunify_date since = REUNIFY_DATE_MIN;
    for (uint16_t i = 0; i < stages && !e->status; i++) {
        struct reunify_gate *g = &out->gates[i];
        if (!start_gate(e, i, g))
            return;
        evaluate_gate(e, g, passed);
        passed = passed && gate_lets_on(g->status);
        if (passed && full)
            since = passed_since(e, g, since);
        if (g->status == REUNIFY_GATE_PASSED && full)
            g->passed_on = since;
        if (!passed && out->stage < 0)
            out->stage = i;
        out->gate_count++;
    }
    if (e->status)
        return;
    e->gates_known = true;
    list_needs(e);
}
