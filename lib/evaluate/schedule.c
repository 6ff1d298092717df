/*
 * What hangs on dates and on the whole picture, once levels and gates are known: obligations with a
 * due date, and the factors that research names.
 *
 * An obligation starts with its anchor. Where that date is not there, or not certain, it has not
 * started, whatever else holds. Then, in this order: where it does not apply it is not applicable;
 * done late is done; one that lapsed undone is not applicable; the rest follows from the due date
 * and the window before it. Late is said only where it cannot have been done by the due date.
 * Whether it is done is a condition of its own or the status of a requirement of a gate, which is
 * then read and not worked out again. The day on which it was done takes a replay from the anchor,
 * so only a full explanation has it.
 *
 * Factors are plain conditions at as_of: every result is kept, with evidence where it is present.
 */
#include "evaluate/engine.h"

/* Obligations --------------------------------------------------------------------------------- */

/* Whether it is done, as it stands on a day. */
static truth obligation_state_at(engine *e, const pack_obligation *o, reunify_date at,
                                 reunify_date *next_change)
{
    if (o->done_requirement < 0)
        return engine_condition_at(e, o->done, at, next_change);
    const pack_stage *stage = &e->pathway->stages[o->done_stage];
    const uint8_t status =
        requirement_status_on(e, stage, &stage->requirements[o->done_requirement], at, next_change);
    return status == REUNIFY_REQUIREMENT_MET       ? REUNIFY_TRUE
           : status == REUNIFY_REQUIREMENT_UNKNOWN ? REUNIFY_UNKNOWN
                                                   : REUNIFY_FALSE;
}

static bool obligation_done_at(engine *e, const void *subject, reunify_date at,
                               reunify_date *next_change)
{
    return obligation_state_at(e, subject, at, next_change) == REUNIFY_TRUE;
}

/* Late is only what was certainly not done by its date. */
static bool is_late(engine *e, const pack_obligation *o, reunify_date due, reunify_date done_on)
{
    reunify_date next_change = UNDATED;
    return done_on != REUNIFY_DATE_NONE && due != REUNIFY_DATE_NONE && done_on > due &&
           !o->never_overdue && obligation_state_at(e, o, due, &next_change) != REUNIFY_UNKNOWN;
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
        return o->never_overdue ? REUNIFY_OBLIGATION_DUE : REUNIFY_OBLIGATION_OVERDUE;
    const reunify_date from = date_minus(due, o->window);
    return from == REUNIFY_DATE_NONE || e->as_of >= from ? REUNIFY_OBLIGATION_DUE
                                                         : REUNIFY_OBLIGATION_UPCOMING;
}

static void evaluate_obligation(engine *e, const pack_obligation *o, struct reunify_obligation *out)
{
    *out = (struct reunify_obligation){.profile = e->profile,
                                       .rule = o,
                                       .status = REUNIFY_OBLIGATION_NOT_STARTED,
                                       .due = REUNIFY_DATE_NONE,
                                       .done_on = REUNIFY_DATE_NONE};
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
    out->late = is_late(e, o, out->due, out->done_on);
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

/* Factors ------------------------------------------------------------------------------------- */

/* Of one that is present, what is said where it is so. */
static pack_wording factor_wording(rule_scope *s, const pack_factor *rule, truth result)
{
    evidence_list *kept = s->evidence;
    pack_wording said = {.text = rule->text, .words = rule->words};
    s->evidence = NULL;
    for (uint16_t i = rule->says_count; i-- > 0 && result == REUNIFY_TRUE;)
        if (rule_evaluate(s, rule->says[i].when) == REUNIFY_TRUE)
            said = rule->says[i];
    s->evidence = kept;
    return said;
}

void engine_factors(engine *e)
{
    reunify_evaluation *out = e->out;
    out->factors = engine_take(e, e->profile->factor_count, sizeof *out->factors);
    if (!out->factors)
        return;
    const pack_stage attempt = {.counts_attempt = true};
    const attempt_view present = engine_attempt_on(e, &attempt, e->as_of), all = engine_all_time();
    for (size_t i = 0; i < e->profile->factor_count && !e->status; i++) {
        struct reunify_association *f = &out->factors[out->factor_count++];
        f->rule = &e->profile->factors[i];
        rule_scope s = engine_stage_scope(e, f->rule->counts_attempt ? &present : &all, e->as_of);
        e->evidence.count = 0;
        s.evidence = out->explain == REUNIFY_EXPLAIN_NONE ? NULL : &e->evidence;
        f->result = rule_evaluate(&s, f->rule->when);
        const pack_wording said = factor_wording(&s, f->rule, f->result);
        f->text = said.text;
        f->words = said.words;
        if (s.evidence && f->result == REUNIFY_TRUE)
            f->evidence = engine_evidence(e, &f->evidence_count);
        engine_warn_evidence(e, f->rule->id);
    }
}
