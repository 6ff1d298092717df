/*
 * All gates of the pathway at as_of, in full: every stop and requirement with its evidence, since
 * when, and what the current stage still needs.
 *
 * Requirements are worked out in every state of a gate, also behind one that has not passed: people
 * prepare ahead. The status of a gate then follows from theirs and from whether those before it
 * have passed. Each stop and requirement also keeps `unchanged_since`, the latest day of change
 * that lies behind as_of, so that gates.c need not work it out again for days after that.
 *
 * "Since when" is found last, by following every part of every gate from the case's first date in
 * one sweep over the days: a gate has been passed since the latest of the days from which its parts
 * have held without a break, and those of the gates before it. A requirement of such a gate is
 * followed to the end, which tells both when it was first met and since when the gate does not wait
 * for it; any other to the day on which it was first met.
 */
#include "evaluate/engine.h"

/* Since when ---------------------------------------------------------------------------------- */

/* What a stage is looked at with: the present attempt, and the day on which it was settled. */
typedef struct {
    engine *engine;
    const pack_stage *stage;
    attempt_view view;
    reunify_date settled;        /* REUNIFY_DATE_NONE: not yet */
    bool before_passed;          /* the gates before it had passed on that day */
    bool lets_on;                /* it and all gates before it let on today */
    size_t first_part, end_part; /* of those that are followed for its gate */
} stage_report;

/* What is followed over the days: a requirement, or a condition of the gate. */
typedef struct {
    const stage_report *report;
    const pack_requirement *rule; /* NULL: the condition */
    struct reunify_requirement *out;
    bool to_the_end; /* of a requirement: else to the day on which it was first met */
    reunify_date met_on;
    rule_index when;
    bool holds; /* what the condition is asked to be, as far as it is known */
} followed;

typedef struct {
    followed *subjects;
    sweep_part *parts;
    size_t count;
} since_sweep;

static bool requirement_passes_at(engine *e, const void *subject, reunify_date at,
                                  reunify_date *next_change)
{
    followed *r = (followed *)(uintptr_t)subject;
    rule_scope s = engine_stage_scope(e, &r->report->view, at);
    const uint8_t status = requirement_status(&s, r->rule, NULL);
    *next_change = s.next_change;
    if (status == REUNIFY_REQUIREMENT_MET && r->met_on == REUNIFY_DATE_NONE)
        r->met_on = at;
    return requirement_lets_pass(r->rule, status);
}

static bool requirement_met_at(engine *e, const void *subject, reunify_date at,
                               reunify_date *next_change)
{
    const followed *r = subject;
    rule_scope s = engine_stage_scope(e, &r->report->view, at);
    const uint8_t status = requirement_status(&s, r->rule, NULL);
    *next_change = s.next_change;
    return status == REUNIFY_REQUIREMENT_MET;
}

/* A stop is clear only where it is known to be false; a stage is passed over likewise. */
static bool condition_stays_at(engine *e, const void *subject, reunify_date at,
                               reunify_date *next_change)
{
    const followed *r = subject;
    rule_scope s = engine_stage_scope(e, &r->report->view, at);
    const truth t = rule_evaluate(&s, r->when);
    *next_change = s.next_change;
    return (t != REUNIFY_FALSE) == r->holds;
}

/* Nothing dated before the attempt is looked at, so neither are the days before it. */
static reunify_date replay_from(const stage_report *r)
{
    const reunify_date first = r->engine->record->first_date;
    return r->view.counts_from > first ? r->view.counts_from : first;
}

static void follow(since_sweep *w, followed subject, reunify_date until)
{
    w->subjects[w->count] = subject;
    w->parts[w->count] = (sweep_part){.from = replay_from(subject.report),
                                      .to = until,
                                      .holds = !subject.rule        ? condition_stays_at
                                               : subject.to_the_end ? requirement_passes_at
                                                                    : requirement_met_at,
                                      .first_alone = subject.rule && !subject.to_the_end,
                                      .subject = &w->subjects[w->count]};
    w->count++;
}

/* Requirements -------------------------------------------------------------------------------- */

/* By id, so that the order of the case's people changes nothing. */
static int compare_people(const void *a, const void *b)
{
    return strcmp(((const person_result *)a)->id, ((const person_result *)b)->id);
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
    s->evidence = NULL;
    sort_items(out->people, out->person_count, sizeof *out->people, compare_people);
    out->last_on = engine_last_date(e);
    out->evidence = engine_evidence(e, &out->evidence_count);
    engine_warn_evidence(e, q->id);
}

/* As judged on a day. */
static void judge_requirement(const stage_report *r, const pack_requirement *q, reunify_date at,
                              struct reunify_requirement *out)
{
    engine *e = r->engine;
    rule_scope s = engine_stage_scope(e, &r->view, at);
    *out = (struct reunify_requirement){.profile = e->profile,
                                        .rule = q,
                                        .stage = r->stage,
                                        .met_on = REUNIFY_DATE_NONE,
                                        .last_on = REUNIFY_DATE_NONE};
    if (e->out->explain == REUNIFY_EXPLAIN_NONE)
        out->status = requirement_status(&s, q, NULL);
    else
        explain_requirement(e, &s, q, out);
    out->unchanged_since = s.last_change > r->view.known_on ? s.last_change : r->view.known_on;
}

/* What was set aside when the stage was settled, and done after all, is met. */
static void judge_what_was_set_aside(const stage_report *r, const pack_requirement *q,
                                     struct reunify_requirement *out)
{
    struct reunify_requirement now;
    judge_requirement(r, q, r->engine->as_of, &now);
    if (now.status == REUNIFY_REQUIREMENT_MET)
        *out = now;
    out->unchanged_since = r->engine->as_of;
}

/* As of the day that it is judged at: what was in time when its stage was settled stays so. */
static void find_whether_late(const stage_report *r, struct reunify_requirement *out)
{
    if (out->status != REUNIFY_REQUIREMENT_MET || out->rule->late == RULE_NONE)
        return;
    rule_scope s = engine_stage_scope(r->engine, &r->view, out->judged_at);
    out->late = rule_evaluate(&s, out->rule->late) == REUNIFY_TRUE;
}

/* As of today, whatever was settled; only where everything is explained. */
static void find_needs(const stage_report *r, struct reunify_requirement *out)
{
    engine *e = r->engine;
    if (e->out->explain != REUNIFY_EXPLAIN_FULL || e->status ||
        (out->status != REUNIFY_REQUIREMENT_NOT_MET && out->status != REUNIFY_REQUIREMENT_UNKNOWN))
        return;
    rule_scope s = engine_stage_scope(e, &r->view, e->as_of);
    engine_find_needs(e, &s, out->rule, out);
}

/* As judged when the stage was settled, and where that leaves it open, today. */
static void evaluate_requirement(const stage_report *r, const pack_requirement *q,
                                 struct reunify_requirement *out)
{
    engine *e = r->engine;
    reunify_date until = r->settled != REUNIFY_DATE_NONE ? r->settled : e->as_of;
    judge_requirement(r, q, until, out);
    if (until != e->as_of && !requirement_is_settled(out->status)) {
        until = e->as_of;
        judge_requirement(r, q, until, out);
    } else if (until != e->as_of && out->status == REUNIFY_REQUIREMENT_SET_ASIDE) {
        judge_what_was_set_aside(r, q, out);
        until = out->status == REUNIFY_REQUIREMENT_MET ? e->as_of : until;
    }
    out->judged_at = until;
    find_whether_late(r, out);
    find_needs(r, out);
}

/* Stops --------------------------------------------------------------------------------------- */

static bool judge_stops(const stage_report *r, reunify_date at, struct reunify_gate *g)
{
    bool clear = true;
    rule_scope s = engine_stage_scope(r->engine, &r->view, at);
    for (uint16_t i = 0; i < r->stage->stop_count; i++) {
        const pack_stop *stop = &r->stage->stops[i];
        s.last_change = r->view.known_on;
        const truth t = rule_evaluate(&s, stop->when);
        g->stops[i] = (struct reunify_stop){stop, t, s.last_change, NULL};
        clear = clear && t == REUNIFY_FALSE;
    }
    return clear;
}

/* A refusal is somebody's decision; a level is nobody's. */
static const pack_stop *stop_decided(const stage_report *r, const struct reunify_gate *g)
{
    for (uint16_t i = 0; i < r->stage->stop_count; i++)
        if (g->stops[i].result == REUNIFY_TRUE && r->stage->stops[i].level_at == RULE_NONE)
            return &r->stage->stops[i];
    return NULL;
}

/* Who decided what stops the gate, and when: by the record that it rests on. */
static void find_decision(const stage_report *r, const pack_stop *stop, struct reunify_gate *g)
{
    engine *e = r->engine;
    rule_scope s = engine_stage_scope(e, &r->view, e->as_of);
    e->evidence.count = 0;
    s.evidence = &e->evidence;
    rule_evaluate(&s, stop->when);
    g->stopped_on = engine_last_date(e);
    for (size_t i = 0; i < e->evidence.count; i++) {
        const evidence_item *item = &e->evidence.items[i];
        if (item->kind != REUNIFY_ENTRY_RECORD)
            continue;
        const model_record *record =
            &CASE_LIST(e->record, REUNIFY_ENTRY_RECORD, model_record)[item->index];
        if (record->date == g->stopped_on && record->led_by != SYMBOL_NONE)
            g->decided_by = profile_symbol_name(e->profile, e->map[record->led_by]);
    }
}

static void take_stop(const stage_report *r, struct reunify_gate *g)
{
    for (uint16_t i = 0; i < r->stage->stop_count && !g->stopped_by; i++)
        if (g->stops[i].result == REUNIFY_TRUE)
            g->stopped_by = &r->stage->stops[i];
    g->refused_by = stop_decided(r, g);
    if (g->stopped_by)
        find_decision(r, g->refused_by ? g->refused_by : g->stopped_by, g);
}

/* What somebody decided against is told although the stage waits for an earlier one. */
static void wait(const stage_report *r, struct reunify_gate *g)
{
    g->status = REUNIFY_GATE_WAITING;
    g->refused_by = stop_decided(r, g);
    if (g->refused_by)
        find_decision(r, g->refused_by, g);
}

/* Gates --------------------------------------------------------------------------------------- */

static bool requirements_pass(const stage_report *r, const struct reunify_gate *g)
{
    for (uint16_t i = 0; i < r->stage->requirement_count; i++)
        if (!requirement_lets_pass(&r->stage->requirements[i], g->requirements[i].status))
            return false;
    return true;
}

/* Whether every requirement had passed when the stage was settled. */
static bool requirements_had_passed(const stage_report *r)
{
    for (uint16_t i = 0; i < r->stage->requirement_count; i++) {
        const pack_requirement *q = &r->stage->requirements[i];
        rule_scope s = engine_stage_scope(r->engine, &r->view, r->settled);
        if (!q->advisory && !requirement_lets_pass(q, requirement_status(&s, q, NULL)))
            return false;
    }
    return true;
}

static bool had_passed(const stage_report *r, struct reunify_gate *g)
{
    return r->settled != REUNIFY_DATE_NONE && r->before_passed && judge_stops(r, r->settled, g) &&
           requirements_had_passed(r);
}

static bool is_passed_over(const stage_report *r)
{
    rule_scope s = engine_stage_scope(r->engine, &r->view, r->engine->as_of);
    return r->stage->when != RULE_NONE && rule_evaluate(&s, r->stage->when) == REUNIFY_FALSE;
}

static void report_gate(stage_report *r, struct reunify_gate *g, bool before_passed)
{
    engine *e = r->engine;
    for (uint16_t i = 0; i < r->stage->requirement_count && !e->status; i++)
        evaluate_requirement(r, &r->stage->requirements[i], &g->requirements[i]);
    g->stopped_on = REUNIFY_DATE_NONE;
    g->settled = had_passed(r, g);
    const bool clear = g->settled || judge_stops(r, e->as_of, g);
    if (is_passed_over(r))
        g->status = REUNIFY_GATE_NOT_APPLICABLE;
    else if (g->settled)
        g->status = REUNIFY_GATE_PASSED;
    else if (!before_passed)
        wait(r, g);
    else
        take_stop(r, g);
    if (g->stopped_by)
        g->status = REUNIFY_GATE_STOPPED;
    else if (before_passed && !gate_lets_on(g->status))
        g->status =
            clear && requirements_pass(r, g) ? REUNIFY_GATE_PASSED : REUNIFY_GATE_INCOMPLETE;
}

/* Since when ---------------------------------------------------------------------------------- */

static void follow_requirement(since_sweep *w, const stage_report *r, bool passed,
                               struct reunify_requirement *out)
{
    const bool decides = passed && !out->rule->advisory && requirement_is_settled(out->status);
    if (decides || out->status == REUNIFY_REQUIREMENT_MET)
        follow(w,
               (followed){.report = r,
                          .rule = out->rule,
                          .out = out,
                          .to_the_end = decides,
                          .met_on = REUNIFY_DATE_NONE},
               out->judged_at);
}

/* What was settled is looked at up to that day alone. */
static reunify_date followed_until(const stage_report *r, const struct reunify_gate *g)
{
    return g->settled ? r->settled : r->engine->as_of;
}

static void follow_conditions(since_sweep *w, const stage_report *r, const struct reunify_gate *g)
{
    const pack_stage *stage = g->stage;
    const bool passed = g->status == REUNIFY_GATE_PASSED;
    const reunify_date until = followed_until(r, g);
    if (stage->when != RULE_NONE)
        follow(w, (followed){.report = r, .when = stage->when, .holds = passed}, until);
    for (uint16_t i = 0; i < stage->stop_count && passed; i++)
        follow(w, (followed){.report = r, .when = stage->stops[i].when}, until);
}

static void take_since(const since_sweep *w)
{
    for (size_t i = 0; i < w->count; i++) {
        const followed *f = &w->subjects[i];
        if (!f->rule)
            continue;
        f->out->passes_since = w->parts[i].held.since;
        if (f->out->status == REUNIFY_REQUIREMENT_MET)
            f->out->met_on = f->to_the_end ? f->met_on : w->parts[i].held.first;
    }
}

/*
 * A gate has been passed since the last of its parts began to hold for good: those before it
 * included.
 */
static reunify_date passed_since(const since_sweep *w, const stage_report *r,
                                 const struct reunify_gate *g, reunify_date before)
{
    reunify_date since = before;
    for (size_t i = r->first_part; i < r->end_part; i++)
        if (!w->subjects[i].rule)
            since = later_day(since, w->parts[i].held.since);
    for (uint16_t i = 0; i < g->stage->requirement_count && g->status == REUNIFY_GATE_PASSED; i++)
        if (!g->stage->requirements[i].advisory)
            since = later_day(since, g->requirements[i].passes_since);
    return since;
}

static size_t count_parts(const engine *e)
{
    size_t count = 0;
    for (uint16_t i = 0; i < e->pathway->stage_count; i++)
        count +=
            (size_t)e->pathway->stages[i].requirement_count + e->pathway->stages[i].stop_count + 1;
    return count;
}

/* Takes a look at all days, which a full explanation alone pays for. */
static void find_since(engine *e, stage_report *reports)
{
    reunify_evaluation *out = e->out;
    since_sweep w = {.count = 0};
    w.subjects = engine_take_scratch(e, count_parts(e), sizeof *w.subjects);
    w.parts = engine_take_scratch(e, count_parts(e), sizeof *w.parts);
    if (!w.subjects || !w.parts)
        return;
    for (size_t i = 0; i < out->gate_count; i++) {
        struct reunify_gate *g = &out->gates[i];
        reports[i].first_part = w.count;
        const bool passed = reports[i].lets_on && g->status == REUNIFY_GATE_PASSED;
        for (uint16_t k = 0; k < g->stage->requirement_count; k++)
            follow_requirement(&w, &reports[i], passed, &g->requirements[k]);
        if (reports[i].lets_on)
            follow_conditions(&w, &reports[i], g);
        reports[i].end_part = w.count;
    }
    engine_sweep(e, w.parts, w.count);
    take_since(&w);
    reunify_date since = REUNIFY_DATE_MIN;
    for (size_t i = 0; i < out->gate_count; i++) {
        if (reports[i].lets_on)
            since = passed_since(&w, &reports[i], &out->gates[i], since);
        if (out->gates[i].status == REUNIFY_GATE_PASSED)
            out->gates[i].passed_on = since;
    }
}

/* What is needed ------------------------------------------------------------------------------ */

static needed_information *need(engine *e, const char *id, const rule_entries *found)
{
    needed_information *n = &e->out->information_needed[e->out->information_count++];
    n->id = id;
    n->entries = engine_entries(e, found, &n->entry_count);
    return n;
}

static void need_requirement(engine *e, struct reunify_requirement *r)
{
    rule_entries found = {.count = 0};
    if (e->out->explain != REUNIFY_EXPLAIN_NONE) {
        const attempt_view attempt = engine_attempt_on(e, r->stage, e->as_of);
        rule_scope s = engine_stage_scope(e, &attempt, e->as_of);
        engine_missing(&s, r->rule, &found);
    }
    needed_information *n = need(e, r->rule->id, &found);
    n->requirement = r;
    r->needed = n;
}

static void need_stop(engine *e, const pack_stage *stage, struct reunify_stop *stop)
{
    rule_entries found = {.count = 0};
    const attempt_view attempt = engine_attempt_on(e, stage, e->as_of);
    rule_scope s = engine_stage_scope(e, &attempt, e->as_of);
    if (e->out->explain != REUNIFY_EXPLAIN_NONE)
        rule_missing(&s, stop->rule->when, &found);
    needed_information *n = need(e, stop->rule->id, &found);
    n->stop = stop;
    stop->needed = n;
    if (e->out->explain == REUNIFY_EXPLAIN_FULL && !e->status)
        engine_gaps_of(e, &s, stop->rule->when, n);
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
        struct reunify_requirement *r = &g->requirements[i];
        if (r->rule->advisory)
            continue;
        if (r->status == REUNIFY_REQUIREMENT_NOT_MET)
            out->outstanding[out->outstanding_count++] = r;
        if (r->status == REUNIFY_REQUIREMENT_UNKNOWN)
            need_requirement(e, r);
    }
    for (uint16_t i = 0; i < stage->stop_count; i++)
        if (g->stops[i].result == REUNIFY_UNKNOWN)
            need_stop(e, stage, &g->stops[i]);
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

static stage_report report_of(engine *e, const pack_stage *stage, bool before_passed)
{
    reunify_date ignored = UNDATED;
    return (stage_report){.engine = e,
                          .stage = stage,
                          .view = engine_attempt_on(e, stage, e->as_of),
                          .settled = engine_settled_on(e, stage, e->as_of, &ignored),
                          .before_passed = before_passed};
}

/* The first stage that has not passed; while a return stands, else the last. */
static int32_t current_stage(const engine *e)
{
    const reunify_evaluation *out = e->out;
    for (size_t i = 0; i < out->gate_count; i++)
        if (!gate_lets_on(out->gates[i].status))
            return (int32_t)i;
    return timeline_stands(timeline_on(e->facts.history, e->as_of), e->as_of)
               ? (int32_t)out->gate_count - 1
               : -1;
}

void engine_gates(engine *e)
{
    reunify_evaluation *out = e->out;
    const uint16_t stages = e->pathway->stage_count;
    stage_report *reports = engine_take_scratch(e, stages, sizeof *reports);
    out->gates = engine_take(e, stages, sizeof *out->gates);
    bool passed = true, had_passed = true;
    for (uint16_t i = 0; i < stages && !e->status; i++) {
        struct reunify_gate *g = &out->gates[i];
        if (!start_gate(e, i, g))
            return;
        reports[i] = report_of(e, g->stage, had_passed);
        report_gate(&reports[i], g, passed);
        had_passed = had_passed && (g->settled || g->status == REUNIFY_GATE_NOT_APPLICABLE);
        reports[i].lets_on = passed = passed && gate_lets_on(g->status);
        out->gate_count++;
    }
    if (!e->status && out->explain == REUNIFY_EXPLAIN_FULL)
        find_since(e, reports);
    if (e->status)
        return;
    out->stage = current_stage(e);
    e->gates_known = true;
    list_needs(e);
}
