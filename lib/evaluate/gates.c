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

enum { MOST_GATE_DEPTH = 64 };

/* One gate ------------------------------------------------------------------------------------ */

/* Where it has not passed: whether nothing but what is not known keeps it from that. */
typedef struct {
    uint8_t status;
    bool only_unknown;
} gate_state;

static truth stop_result_at(engine *e, rule_scope *s, const pack_stage *stage, uint16_t stop)
{
    if (e->gates_known) {
        const struct reunify_stop *known = &e->out->gates[stage - e->pathway->stages].stops[stop];
        if (s->as_of >= known->unchanged_since)
            return known->result;
    }
    return rule_evaluate(s, stage->stops[stop].when);
}

static uint8_t status_in_gate(engine *e, const pack_stage *stage, uint16_t requirement,
                              reunify_date at, reunify_date *next_change)
{
    if (e->gates_known) {
        const struct reunify_requirement *known =
            &e->out->gates[stage - e->pathway->stages].requirements[requirement];
        if (at >= known->unchanged_since)
            return known->status;
    }
    return requirement_status_on(e, stage, &stage->requirements[requirement], at, next_change);
}

static void judge_stops(engine *e, rule_scope *s, const pack_stage *stage, gate_state *g)
{
    for (uint16_t i = 0; i < stage->stop_count; i++) {
        const truth t = stop_result_at(e, s, stage, i);
        if (t == REUNIFY_TRUE)
            *g = (gate_state){REUNIFY_GATE_STOPPED, false};
        if (t == REUNIFY_UNKNOWN && g->status == REUNIFY_GATE_PASSED)
            *g = (gate_state){REUNIFY_GATE_INCOMPLETE, true};
    }
}

static void judge_requirements(engine *e, const pack_stage *stage, reunify_date at,
                               reunify_date *next_change, gate_state *g)
{
    for (uint16_t i = 0; i < stage->requirement_count; i++) {
        const pack_requirement *q = &stage->requirements[i];
        if (q->advisory || (g->status != REUNIFY_GATE_PASSED && !g->only_unknown))
            continue;
        const uint8_t status = status_in_gate(e, stage, i, at, next_change);
        if (!requirement_lets_pass(q, status))
            *g = (gate_state){REUNIFY_GATE_INCOMPLETE, status == REUNIFY_REQUIREMENT_UNKNOWN};
    }
}

/* Whatever the gates before it, and as if it had not been settled by an earlier day as a whole. */
static gate_state judge_gate(engine *e, const pack_stage *stage, reunify_date at,
                             reunify_date *next_change)
{
    const attempt_view attempt = engine_attempt_on(e, stage, at);
    rule_scope s = engine_stage_scope(e, &attempt, at);
    engine_note_attempt(e, stage, &s);
    gate_state g = {REUNIFY_GATE_PASSED, false};
    if (stage->when != RULE_NONE && rule_evaluate(&s, stage->when) == REUNIFY_FALSE)
        g.status = REUNIFY_GATE_NOT_APPLICABLE;
    else
        judge_stops(e, &s, stage, &g);
    if (s.next_change < *next_change)
        *next_change = s.next_change;
    if (g.status == REUNIFY_GATE_PASSED || g.only_unknown)
        judge_requirements(e, stage, at, next_change, &g);
    return g;
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

static gate_state gate_on(engine *e, int32_t stage, reunify_date at, reunify_date *next_change);

/* The day on which its stage was settled, of a gate that had passed on it; else none. */
static reunify_date gate_settled_on(engine *e, int32_t stage, reunify_date at,
                                    reunify_date *next_change)
{
    const pack_stage *p = &e->pathway->stages[stage];
    const reunify_date settled = engine_settled_on(e, p, at, next_change);
    reunify_date past = UNDATED;
    return settled != REUNIFY_DATE_NONE &&
                   gate_on(e, stage, settled, &past).status == REUNIFY_GATE_PASSED
               ? settled
               : REUNIFY_DATE_NONE;
}

/* What had passed when its stage was settled stays passed. */
static gate_state gate_alone(engine *e, int32_t stage, reunify_date at, reunify_date *next_change)
{
    if (gate_settled_on(e, stage, at, next_change) != REUNIFY_DATE_NONE)
        return (gate_state){REUNIFY_GATE_PASSED, false};
    return judge_gate(e, &e->pathway->stages[stage], at, next_change);
}

/* With the gates before it: waiting where one of them has not passed. */
static gate_state gate_with_earlier(engine *e, int32_t stage, reunify_date at,
                                    reunify_date *next_change)
{
    bool waits = false, only_unknown = true;
    for (int32_t i = 0; i < stage && only_unknown; i++) {
        const gate_state g = gate_alone(e, i, at, next_change);
        if (gate_lets_on(g.status))
            continue;
        waits = true;
        only_unknown = g.only_unknown;
    }
    if (waits && !only_unknown)
        return (gate_state){REUNIFY_GATE_WAITING, false};
    const gate_state g = gate_alone(e, stage, at, next_change);
    if (!waits)
        return g;
    return (gate_state){REUNIFY_GATE_WAITING, gate_lets_on(g.status) || g.only_unknown};
}

/*
 * A gate asks for gates of earlier days and stages, which ask in turn. Few packs go deeper than
 * their stages; one that goes on and on has no work left.
 */
static gate_state gate_on(engine *e, int32_t stage, reunify_date at, reunify_date *next_change)
{
    if (e->gate_depth == MOST_GATE_DEPTH || !rule_spend(&e->facts, 1)) {
        e->work = 0;
        return (gate_state){REUNIFY_GATE_WAITING, false};
    }
    e->gate_depth++;
    const gate_state g = gate_with_earlier(e, stage, at, next_change);
    e->gate_depth--;
    return g;
}

static uint8_t gate_status_at(engine *e, int32_t stage, reunify_date at, reunify_date *next_change)
{
    return gate_on(e, stage, at, next_change).status;
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

/* The date that decided a passed gate whose stop reads a level, as the gate was judged. */
static reunify_date decided_on(engine *e, int32_t stage, const pack_stop *stop, reunify_date as_of,
                               reunify_date *next_change)
{
    const reunify_date settled = gate_settled_on(e, stage, as_of, next_change);
    const reunify_date at = settled != REUNIFY_DATE_NONE ? settled : as_of;
    const attempt_view attempt = engine_attempt_on(e, &e->pathway->stages[stage], as_of);
    rule_scope s = engine_stage_scope(e, &attempt, at);
    const date_value v = rule_date_of(&s, stop->level_at);
    if (s.next_change < *next_change)
        *next_change = s.next_change;
    return date_value_certain(v) ? v.low : REUNIFY_DATE_NONE;
}

static reunify_date answer_last_decision(void *argument, reunify_date as_of,
                                         reunify_date *next_change)
{
    engine *e = argument;
    reunify_date found = REUNIFY_DATE_NONE;
    for (int32_t i = 0; i < e->pathway->stage_count; i++) {
        const pack_stage *stage = &e->pathway->stages[i];
        if (answer_gate_status(e, stage->name, as_of, next_change) != REUNIFY_GATE_PASSED)
            continue;
        for (uint16_t k = 0; k < stage->stop_count; k++)
            if (stage->stops[k].level_at != RULE_NONE) {
                const reunify_date on = decided_on(e, i, &stage->stops[k], as_of, next_change);
                found = on == REUNIFY_DATE_NONE ? found : on;
            }
    }
    return found;
}

static truth answer_gate_passed(void *argument, uint16_t name, reunify_date at,
                                reunify_date *next_change)
{
    engine *e = argument;
    const int32_t stage = stage_index(e, name);
    if (stage < 0)
        return REUNIFY_FALSE;
    const gate_state g = gate_on(e, stage, at, next_change);
    return gate_lets_on(g.status) ? REUNIFY_TRUE : g.only_unknown ? REUNIFY_UNKNOWN : REUNIFY_FALSE;
}

/* A stop as the present attempt sees it, on this day and on earlier ones. */
typedef struct {
    const attempt_view *attempt;
    const pack_stop *stop;
} asked_stop;

static truth stop_on(engine *e, const asked_stop *q, reunify_date at, reunify_date *next_change)
{
    rule_scope s = engine_stage_scope(e, q->attempt, at);
    const truth t = rule_evaluate(&s, q->stop->when);
    if (s.next_change < *next_change)
        *next_change = s.next_change;
    return t;
}

static bool stop_may_hold(engine *e, const void *subject, reunify_date at,
                          reunify_date *next_change)
{
    return stop_on(e, subject, at, next_change) != REUNIFY_FALSE;
}

/* What held before and was lifted in between has become true again. */
static truth has_become_true(engine *e, const asked_stop *q, reunify_date at, reunify_date since,
                             reunify_date *next_change)
{
    const truth now = stop_on(e, q, at, next_change);
    reunify_date past = UNDATED;
    if (now == REUNIFY_FALSE || stop_on(e, q, since - 1, &past) != REUNIFY_TRUE)
        return now;
    const held_days held = engine_replay(e, since - 1, at, stop_may_hold, q);
    return held.since == since - 1 ? REUNIFY_FALSE : now;
}

/* Asked as if nothing had been settled. */
static truth answer_stopped_since(void *argument, uint16_t name, reunify_date at,
                                  reunify_date since, reunify_date *next_change)
{
    engine *e = argument;
    const int32_t index = stage_index(e, name);
    if (index < 0)
        return REUNIFY_FALSE;
    const pack_stage *stage = &e->pathway->stages[index];
    const attempt_view attempt = engine_attempt_on(e, stage, at);
    truth found = REUNIFY_FALSE;
    for (uint16_t i = 0; i < stage->stop_count; i++) {
        const asked_stop q = {&attempt, &stage->stops[i]};
        if (q.stop->level_at == RULE_NONE)
            found = truth_or(found, has_become_true(e, &q, at, since, next_change));
    }
    return found;
}

gate_answers engine_gate_answers(void)
{
    return (gate_answers){answer_gate_status, answer_gate_date, answer_last_decision,
                          answer_gate_passed, answer_stopped_since};
}
