/*
 * The level over time: every assessment up to as_of, in order, through the pure step of movement.c,
 * and what is said of the level that results.
 *
 * An assessment is read in three steps, each of which may look at what the one before wrote: its
 * findings are completed, it is classified, then the level moves. The conditions of rules are asked
 * through a scope at the assessment's own date and number, and only when the step asks. While they
 * are, the point of this assessment shows the level before it; afterwards the level that it left.
 * Points are what any later condition on the level reads, so that the level on an earlier day is
 * looked up, never worked out again.
 *
 * The state after the last assessment gives the running rules (pending), when the case may close,
 * and the earliest day on which it could: from the level that stands down to the one that closes,
 * each step on its first possible day.
 */
#include "evaluate/engine.h"
#include "evaluate/movement.h"

/* One assessment ------------------------------------------------------------------------------ */

truth rule_holds(void *user, size_t condition)
{
    rule_questions *q = user;
    const reunify_profile *p = q->profile;
    return rule_evaluate(&q->scope, condition < p->movement_count ? p->movement[condition].when
                                                                  : p->silent_when);
}

reunify_date rule_counts_from(void *user, size_t rule)
{
    rule_questions *q = user;
    const date_value v = rule_date_of(&q->scope, q->profile->movement[rule].counts_from);
    return date_value_certain(v) ? v.low : REUNIFY_DATE_NONE;
}

static bool role_decides(const engine *e, symbol role)
{
    const symbol s = role == SYMBOL_NONE ? SYMBOL_NONE : e->map[role];
    const uint8_t bit = s == SYMBOL_NONE ? 0 : e->profile->role_bits[s];
    return bit && (e->profile->deciding_roles >> (bit - 1) & 1);
}

static movement_judgement read_judgement(const engine *e, size_t assessment)
{
    const model_judgement *j =
        &CASE_LIST(e->record, REUNIFY_ENTRY_ASSESSMENT, model_assessment)[assessment].judgement;
    if (!j->given)
        return (movement_judgement){.level = NO_LEVEL};
    return (movement_judgement){
        .given = true,
        .has_rationale = !text_is_blank(j->rationale),
        .approved = role_decides(e, j->approved_by),
        .level = j->level == SYMBOL_NONE ? NO_LEVEL
                                         : (int8_t)(e->profile->level_of[e->map[j->level]] - 1)};
}

static void warn_of_judgement(engine *e, uint8_t outcome, const char *assessment)
{
    if (outcome == JUDGEMENT_NO_LEVEL)
        engine_warn(e, "judgement_no_level", assessment);
    if (outcome == JUDGEMENT_NO_RATIONALE)
        engine_warn(e, "judgement_no_rationale", assessment);
    if (outcome == JUDGEMENT_NOT_APPROVED)
        engine_warn(e, "judgement_not_approved", assessment);
}

static struct reunify_history_entry history_entry(const engine *e, reunify_date date,
                                                  const char *assessment, const movement_result *r)
{
    return (struct reunify_history_entry){.profile = e->profile,
                                          .date = date,
                                          .assessment = assessment,
                                          .from = r->from,
                                          .to = r->to,
                                          .indicated = r->indicated,
                                          .engine = r->engine,
                                          .basis = r->basis,
                                          .held_by = r->held_by,
                                          .discordant = r->discordant,
                                          .silent = r->silent,
                                          .rule = r->rule,
                                          .held = r->held,
                                          .held_since = r->held_since};
}

static const char *text_copy(engine *e, const text *t)
{
    const char *copy = t && t->data ? arena_text(&e->out->memory, t->data, t->length) : NULL;
    if (t && t->data && !copy)
        engine_no_memory(e);
    return copy;
}

/* A judgement is shown with its reasons, whether or not it was followed. */
static void show_judgement(engine *e, size_t assessment, struct reunify_history_entry *entry)
{
    const model_judgement *j =
        &CASE_LIST(e->record, REUNIFY_ENTRY_ASSESSMENT, model_assessment)[assessment].judgement;
    const movement_judgement read = read_judgement(e, assessment);
    entry->judged = j->given;
    entry->judged_level = read.level;
    if (!j->given)
        return;
    entry->approved_by = text_copy(e, model_name(e->record, j->approved_by));
    entry->rationale = text_copy(e, &j->rationale);
}

static void replay_assessment(engine *e, size_t point, movement_state *state)
{
    fact_point *p = &e->facts.points[point];
    const struct reunify_classification *c = &e->classifications[point];
    rule_questions questions = {e->profile, engine_scope(e, p->date)};
    questions.scope.assessment = (int64_t)point;
    const movement_input in = {.date = p->date,
                               .classified = c->level,
                               .at_least = c->at_least,
                               .judgement = read_judgement(e, p->assessment),
                               .holds = rule_holds,
                               .counts_from = rule_counts_from,
                               .user = &questions};
    p->level = state->level; /* what conditions see of today is the level before it */
    p->since = state->since;
    movement_result result;
    movement_step(e->profile, state, &in, &result);
    p->level = state->level;
    p->since = state->since;
    p->assessed = c->level != NO_LEVEL || result.judgement_valid;
    const char *id = engine_id(e, REUNIFY_ENTRY_ASSESSMENT, p->assessment);
    warn_of_judgement(e, result.judgement_outcome, id);
    struct reunify_history_entry *entry = &e->out->history[e->out->history_count++];
    *entry = history_entry(e, p->date, id, &result);
    show_judgement(e, p->assessment, entry);
}

static void replay_assessments(engine *e, movement_state *state)
{
    const size_t points = e->facts.point_count;
    e->out->history = engine_take(e, points, sizeof *e->out->history);
    for (size_t i = 0; i < points && !e->status; i++) {
        engine_findings(e, i);
        engine_classify(e, i);
        if (!e->status)
            replay_assessment(e, i, state);
    }
}

/* What is reported at as_of ------------------------------------------------------------------- */

static void report_level(reunify_evaluation *out, const movement_state *state)
{
    out->level = state->level;
    out->since = state->since;
    for (size_t i = 0; i < out->history_count; i++)
        if (out->history[i].basis != REUNIFY_BASIS_NONE)
            out->basis = out->history[i].basis;
}

/* A day before which no time counts for a rule, as it is known at as_of. */
static reunify_date counts_from_now(engine *e, const pack_movement *m)
{
    if (m->counts_from == RULE_NONE)
        return REUNIFY_DATE_NONE;
    rule_scope s = engine_scope(e, e->as_of);
    const date_value v = rule_date_of(&s, m->counts_from);
    return date_value_certain(v) ? v.low : REUNIFY_DATE_NONE;
}

static void report_closing_run(engine *e, const movement_state *state, reunify_date eligible)
{
    reunify_evaluation *out = e->out;
    out->closing_runs = true;
    out->may_close_from = eligible;
    out->may_close_confirmed = eligible != REUNIFY_DATE_NONE && state->closing_confirmed >= eligible
                                   ? state->closing_confirmed
                                   : REUNIFY_DATE_NONE;
}

static void report_pending(engine *e, const movement_state *state)
{
    const reunify_profile *p = e->profile;
    reunify_evaluation *out = e->out;
    out->pending = engine_take(e, p->movement_count, sizeof *out->pending);
    for (size_t i = 0; i < p->movement_count && !e->status; i++) {
        if (state->runs[i] == REUNIFY_DATE_NONE)
            continue;
        const pack_movement *m = &p->movement[i];
        const reunify_date eligible = movement_eligible_from(p, state, i, counts_from_now(e, m));
        if (eligible == REUNIFY_DATE_NONE)
            engine_warn(e, "date_out_of_range", m->id);
        out->pending[out->pending_count++] = (struct reunify_pending){
            p, m, state->runs[i], eligible, eligible != REUNIFY_DATE_NONE && e->as_of >= eligible};
        if (m->closes)
            report_closing_run(e, state, eligible);
    }
}

static reunify_date counts_from_of(void *user, size_t rule)
{
    engine *e = user;
    return counts_from_now(e, &e->profile->movement[rule]);
}

static void report_closure(engine *e, const movement_state *state)
{
    bool past = false;
    e->out->earliest_closure =
        movement_earliest_closure(e->profile, state, e->as_of, counts_from_of, e, &past);
    if (past)
        engine_warn(e, "date_out_of_range", "earliest_closure");
}

static void report_classification(engine *e)
{
    reunify_evaluation *out = e->out;
    if (!out->history_count || !e->profile->level_count)
        return;
    const struct reunify_classification *last = &e->classifications[out->history_count - 1];
    struct reunify_classification *c = &out->classification;
    *c = *last;
    c->profile = e->profile;
    c->within = out;
    c->assessment = out->history[out->history_count - 1].assessment;
    c->dimensions = engine_take(e, last->dimension_count, sizeof *c->dimensions);
    if (c->dimensions && last->dimension_count)
        memcpy(c->dimensions, last->dimensions, last->dimension_count * sizeof *c->dimensions);
    if (c->dimensions)
        engine_show_stated(e, out->history_count - 1, c);
    out->has_classification = true;
}

static attempt_view attempt_now(engine *e)
{
    const pack_stage any = {.counts_attempt = true};
    return engine_attempt_on(e, &any, e->as_of);
}

void engine_levels(engine *e)
{
    if (e->pathway->without_tool)
        return;
    reunify_date *runs = engine_take_scratch(e, e->profile->movement_count, sizeof *runs);
    if (!runs)
        return;
    movement_state state;
    movement_start(e->profile, &state, runs);
    replay_assessments(e, &state);
    if (e->status)
        return;
    report_level(e->out, &state);
    report_classification(e);
    report_pending(e, &state);
    report_closure(e, &state);
    const attempt_view now = attempt_now(e);
    const size_t points = e->facts.point_count;
    e->out->earlier_attempt =
        e->out->level != NO_LEVEL && points && e->facts.points[points - 1].date < now.counts_from;
}

/* The legal statuses by which the case may not close. */
static void ground_closing(engine *e, struct reunify_applicability *c)
{
    c->grounds = engine_take(e, MOST_GROUND_STATUSES, sizeof *c->grounds);
    if (c->grounds)
        c->ground_count = engine_ground_statuses(e, c->rule->when, REUNIFY_DATE_NONE, c->grounds);
}

/* Where a case may not close, nothing says when it could. */
void engine_closing(engine *e)
{
    reunify_evaluation *out = e->out;
    const size_t count = e->profile->closing_count;
    out->closing = engine_take(e, count, sizeof *out->closing);
    out->may_be_closed = REUNIFY_TRUE;
    for (size_t i = 0; out->closing && i < count; i++) {
        const pack_condition *c = &e->profile->closing[i];
        if (c->pathway != SYMBOL_NONE && c->pathway != e->pathway->name)
            continue;
        const truth t = engine_condition(e, c->when);
        struct reunify_applicability *to = &out->closing[out->closing_count++];
        *to = (struct reunify_applicability){.rule = c, .result = t};
        if (t == REUNIFY_UNKNOWN && out->explain != REUNIFY_EXPLAIN_NONE)
            to->entries = engine_missing_of(e, c->when, &to->entry_count);
        if (t == REUNIFY_FALSE && out->explain != REUNIFY_EXPLAIN_NONE)
            ground_closing(e, to);
        out->may_be_closed = truth_and(out->may_be_closed, t);
    }
    if (out->may_be_closed != REUNIFY_FALSE)
        return;
    out->closing_runs = false;
    out->may_close_from = out->may_close_confirmed = out->earliest_closure = REUNIFY_DATE_NONE;
}
