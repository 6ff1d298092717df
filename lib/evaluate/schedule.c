/*
 * What hangs on dates and on the whole picture, once levels and gates are known: obligations with a
 * due date, alerts, and the factors that research names.
 *
 * An obligation starts with its anchor. Where that date is not there, or not certain, it has not
 * started, whatever else holds. Then, in this order: where it does not apply it is not applicable;
 * done late is done; one that lapsed undone is not applicable; the rest follows from the due date
 * and the window before it. Whether it is done is a condition of its own or the status of a
 * requirement of a gate, which is then read and not worked out again. The day on which it was done
 * takes a replay from the anchor, so only a full explanation has it.
 *
 * Alerts and factors are plain conditions at as_of: of an alert only a true one is kept, of a
 * factor every result is, with evidence where it is present.
 */
#include "evaluate/engine.h"

/* Obligations --------------------------------------------------------------------------------- */

static bool obligation_done_at(engine *e, const void *subject, reunify_date at,
                               reunify_date *next_change)
{
    const pack_obligation *o = subject;
    if (o->done_requirement < 0)
        return engine_condition_at(e, o->done, at, next_change) == REUNIFY_TRUE;
    const pack_requirement *q =
        &e->pathway->stages[o->done_stage].requirements[o->done_requirement];
    return requirement_status_at(e, q, at, next_change) == REUNIFY_REQUIREMENT_MET;
}

static bool is_done(engine *e, const pack_obligation *o)
{
    if (o->done_requirement >= 0)
        return e->out->gates[o->done_stage].requirements[o->done_requirement].status ==
               REUNIFY_REQUIREMENT_MET;
    return engine_condition(e, o->done) == REUNIFY_TRUE;
}

static uint8_t status_by_date(const engine *e, const pack_obligation *o, reunify_date due)
{
    if (due == REUNIFY_DATE_NONE)
        return REUNIFY_OBLIGATION_UPCOMING; /* out of range: never due */
    if (e->as_of > due)
        return REUNIFY_OBLIGATION_OVERDUE;
    const reunify_date from = date_minus(due, o->window);
    return from == REUNIFY_DATE_NONE || e->as_of >= from ? REUNIFY_OBLIGATION_DUE
                                                         : REUNIFY_OBLIGATION_UPCOMING;
}

static void evaluate_obligation(engine *e, const pack_obligation *o, struct reunify_obligation *out)
{
    *out = (struct reunify_obligation){o, REUNIFY_OBLIGATION_NOT_STARTED, REUNIFY_DATE_NONE,
                                       REUNIFY_DATE_NONE};
    rule_scope s = engine_scope(e, e->as_of);
    const date_value anchor = rule_date_of(&s, o->anchor);
    if (!date_value_certain(anchor))
        return;
    if (o->when != RULE_NONE && engine_condition(e, o->when) == REUNIFY_FALSE) {
        out->status = REUNIFY_OBLIGATION_NOT_APPLICABLE;
        return;
    }
    const bool done = is_done(e, o);
    if (!done && o->lapses != RULE_NONE && engine_condition(e, o->lapses) == REUNIFY_TRUE) {
        out->status = REUNIFY_OBLIGATION_NOT_APPLICABLE;
        return;
    }
    out->due = o->working_days < 0
                   ? date_plus(anchor.low, o->after)
                   : working_days_after(&e->profile->program, anchor.low, o->working_days);
    if (out->due == REUNIFY_DATE_NONE)
        engine_warn(e, "date_out_of_range", o->id);
    out->status = done ? REUNIFY_OBLIGATION_DONE : status_by_date(e, o, out->due);
    if (done && e->out->explain == REUNIFY_EXPLAIN_FULL)
        out->done_on = engine_replay(e, anchor.low, e->as_of, obligation_done_at, o).first;
}

void engine_obligations(engine *e)
{
    reunify_evaluation *out = e->out;
    out->schedule = engine_take(e, e->profile->obligation_count, sizeof *out->schedule);
    if (!out->schedule)
        return;
    for (size_t i = 0; i < e->profile->obligation_count; i++) {
        const pack_obligation *o = &e->profile->schedule[i];
        if (o->pathway == SYMBOL_NONE || o->pathway == e->pathway->name)
            evaluate_obligation(e, o, &out->schedule[out->schedule_count++]);
    }
}

/* Alerts -------------------------------------------------------------------------------------- */

/*
 * The actions of the movement that raised the level last; a level that a classification raised has
 * its own.
 */
static void take_movement_actions(const engine *e, struct reunify_alert *a)
{
    const reunify_evaluation *out = e->out;
    for (size_t i = out->history_count; i-- > 0;) {
        const struct reunify_history_entry *h = &out->history[i];
        if (h->to <= h->from)
            continue;
        if (h->rule && h->rule->action_count) {
            a->actions = h->rule->actions;
            a->action_count = h->rule->action_count;
        } else {
            a->actions = e->profile->levels[h->to].actions;
            a->action_count = e->profile->levels[h->to].action_count;
        }
        return;
    }
}

void engine_alerts(engine *e)
{
    reunify_evaluation *out = e->out;
    out->alerts = engine_take(e, e->profile->alert_count, sizeof *out->alerts);
    if (!out->alerts)
        return;
    for (size_t i = 0; i < e->profile->alert_count; i++) {
        const pack_alert *rule = &e->profile->alerts[i];
        if (engine_condition(e, rule->when) != REUNIFY_TRUE)
            continue;
        struct reunify_alert *a = &out->alerts[out->alert_count++];
        *a = (struct reunify_alert){e->profile, rule, rule->actions, rule->action_count};
        if (rule->last_movement)
            take_movement_actions(e, a);
    }
}

/* Factors ------------------------------------------------------------------------------------- */

void engine_factors(engine *e)
{
    reunify_evaluation *out = e->out;
    out->factors = engine_take(e, e->profile->factor_count, sizeof *out->factors);
    if (!out->factors)
        return;
    rule_scope s = engine_scope(e, e->as_of);
    for (size_t i = 0; i < e->profile->factor_count && !e->status; i++) {
        struct reunify_factor *f = &out->factors[out->factor_count++];
        f->rule = &e->profile->factors[i];
        e->evidence.count = 0;
        s.evidence = out->explain == REUNIFY_EXPLAIN_NONE ? NULL : &e->evidence;
        f->result = rule_evaluate(&s, f->rule->when);
        if (s.evidence && f->result == REUNIFY_TRUE)
            f->evidence = engine_evidence(e, &f->evidence_count);
    }
}
