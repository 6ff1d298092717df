/*
 * How a level moves. The rules of the pack lead from one level to another; a step asks only those
 * of the level that stands. There are two kinds:
 *
 * - at once: the first whose condition is true leads to its level, or to the one that the
 *   classification indicates where that is worse;
 * - sustained: its condition must last. True starts a run or continues it, false ends it, unknown
 *   leaves it alone. At an assessment at which it is true and the run is long enough, the rule is
 *   due. One that may be held then waits until a complete classification is no worse than its
 *   level; the run goes on meanwhile.
 *
 * Worse never waits: where no rule applies at once, a more severe classification is entered the
 * same day. Better is always earned by a sustained rule. A change of level drops all runs, so that
 * time counts from entering a level; the new level's rules that hold already start theirs that day.
 * A judgement replaces where the rules led, for this step alone: the next starts from what stands.
 *
 * The runs stand for everything in the past that can still matter. So the state after some
 * assessments, and the assessments that follow, give what all of them together would.
 */
#include "evaluate/movement.h"

#define NO_RULE SIZE_MAX

void movement_start(const reunify_profile *profile, movement_state *state, reunify_date *runs)
{
    *state = (movement_state){.level = NO_LEVEL,
                              .since = REUNIFY_DATE_NONE,
                              .closing_confirmed = REUNIFY_DATE_NONE,
                              .runs = runs};
    for (size_t i = 0; i < profile->movement_count; i++)
        runs[i] = REUNIFY_DATE_NONE;
}

/* Runs ---------------------------------------------------------------------------------------- */

reunify_date movement_eligible_from(const reunify_profile *profile, const movement_state *state,
                                    size_t rule, reunify_date counts_from)
{
    const reunify_date run = state->runs[rule];
    return date_plus(run > counts_from ? run : counts_from, profile->movement[rule].duration);
}

static reunify_date eligible_at(const reunify_profile *p, const movement_state *m, size_t rule,
                                const movement_input *in)
{
    const bool later = p->movement[rule].counts_from != RULE_NONE && in->counts_from;
    return movement_eligible_from(p, m, rule,
                                  later ? in->counts_from(in->user, rule) : REUNIFY_DATE_NONE);
}

static void end_run(const reunify_profile *p, movement_state *m, size_t rule)
{
    m->runs[rule] = REUNIFY_DATE_NONE;
    if (p->movement[rule].closes)
        m->closing_confirmed = REUNIFY_DATE_NONE;
}

static void update_run(const reunify_profile *p, movement_state *m, size_t rule, truth holds,
                       reunify_date today)
{
    if (holds == REUNIFY_FALSE)
        end_run(p, m, rule);
    else if (holds == REUNIFY_TRUE && m->runs[rule] == REUNIFY_DATE_NONE)
        m->runs[rule] = today;
}

static bool is_due(const reunify_profile *p, const movement_state *m, size_t rule, truth holds,
                   const movement_input *in)
{
    if (holds != REUNIFY_TRUE)
        return false;
    const reunify_date eligible = eligible_at(p, m, rule, in);
    return eligible != REUNIFY_DATE_NONE && in->date >= eligible;
}

static void restart_runs(const reunify_profile *p, movement_state *m, const movement_input *in)
{
    for (size_t i = 0; i < p->movement_count; i++) {
        const pack_movement *rule = &p->movement[i];
        end_run(p, m, i);
        if (rule->from == m->level && rule->sustained && in->holds(in->user, i) == REUNIFY_TRUE)
            m->runs[i] = in->date;
    }
}

/* The rules of the level that stands ---------------------------------------------------------- */

typedef struct {
    const pack_movement *at_once; /* the first that applies, NULL */
    size_t due;                   /* the first sustained one that is, NO_RULE */
} applicable_rules;

static applicable_rules ask_rules(const reunify_profile *p, movement_state *m,
                                  const movement_input *in)
{
    applicable_rules found = {NULL, NO_RULE};
    for (size_t i = 0; i < p->movement_count; i++) {
        const pack_movement *rule = &p->movement[i];
        if (rule->from != m->level)
            continue;
        const truth holds = in->holds(in->user, i);
        if (!rule->sustained) {
            if (holds == REUNIFY_TRUE && !found.at_once)
                found.at_once = rule;
            continue;
        }
        update_run(p, m, i, holds, in->date);
        if (found.due == NO_RULE && is_due(p, m, i, holds, in))
            found.due = i;
    }
    return found;
}

static int8_t move_at_once(const pack_movement *rule, int8_t level, int8_t indicated,
                           movement_result *out)
{
    const int8_t to = rule->to == NO_LEVEL ? level : rule->to;
    const int8_t moved = to > indicated ? to : indicated;
    out->rule = rule;
    out->discordant = indicated > to;
    if (moved != level)
        out->basis = indicated > to ? REUNIFY_BASIS_CLASSIFICATION : REUNIFY_BASIS_MOVEMENT;
    return moved;
}

/* A rule whose time is complete keeps the level and confirms it, is held, or moves the level. */
static int8_t move_sustained(const reunify_profile *p, movement_state *m, size_t due,
                             const movement_input *in, movement_result *out)
{
    const pack_movement *rule = &p->movement[due];
    if (rule->to == NO_LEVEL || rule->to == m->level) {
        out->rule = rule;
        /* What confirmed it before a later day began to count confirms it no more. */
        if (rule->closes && m->closing_confirmed < eligible_at(p, m, due, in))
            m->closing_confirmed = in->date;
        return m->level;
    }
    const bool incomplete = in->classified == NO_LEVEL;
    if (rule->may_be_held && (incomplete || in->classified > rule->to)) {
        out->held = rule;
        out->held_by = incomplete ? REUNIFY_HELD_BY_INCOMPLETE : REUNIFY_HELD_BY_CLASSIFICATION;
        out->held_since = eligible_at(p, m, due, in);
        return m->level;
    }
    out->rule = rule;
    out->basis = REUNIFY_BASIS_MOVEMENT;
    return rule->to;
}

/* Only a rule of the tool's own, not one that stands in for a missing one, breaks its silence. */
static bool is_silent(const reunify_profile *p, int8_t level, const pack_movement *at_once,
                      const movement_input *in)
{
    return p->silent_when != RULE_NONE && (p->silent_from >> level & 1) &&
           (!at_once || at_once->silent) && in->holds(in->user, p->movement_count) == REUNIFY_TRUE;
}

static int8_t follow_rules(const reunify_profile *p, movement_state *m, const movement_input *in,
                           movement_result *out)
{
    const int8_t level = m->level;
    if (level == NO_LEVEL) {
        if (in->classified != NO_LEVEL)
            out->basis = REUNIFY_BASIS_CLASSIFICATION;
        return in->classified;
    }
    const applicable_rules rules = ask_rules(p, m, in);
    const int8_t indicated = in->classified == NO_LEVEL ? in->at_least : in->classified;
    int8_t moved = level;
    if (rules.at_once) {
        moved = move_at_once(rules.at_once, level, indicated, out);
    } else if (indicated > level) {
        moved = indicated;
        out->basis = REUNIFY_BASIS_CLASSIFICATION;
    }
    if (moved == level && rules.due != NO_RULE)
        moved = move_sustained(p, m, rules.due, in, out);
    out->silent = is_silent(p, level, rules.at_once, in);
    return moved;
}

/* Judgement ----------------------------------------------------------------------------------- */

/* Less severe than the rules say; where they say nothing, anything but the most severe level. */
static bool needs_approval(const reunify_profile *p, int8_t judged, int8_t engine)
{
    return engine == NO_LEVEL ? judged + 1 < (int8_t)p->level_count : judged < engine;
}

/* Sets where the step leads: the judgement where it is one, else what the rules said. */
static void apply_judgement(const reunify_profile *p, const movement_judgement *j,
                            movement_result *out)
{
    out->to = out->engine;
    if (!j->given)
        return;
    if (j->level == NO_LEVEL) {
        out->judgement_outcome = JUDGEMENT_NO_LEVEL;
    } else if (j->level == out->engine) {
        out->judgement_valid = j->has_rationale;
    } else if (!j->has_rationale) {
        out->judgement_outcome = JUDGEMENT_NO_RATIONALE;
    } else if (!j->approved && needs_approval(p, j->level, out->engine)) {
        out->judgement_outcome = JUDGEMENT_NOT_APPROVED;
    } else {
        out->judgement_valid = true;
        out->to = j->level;
        out->basis = REUNIFY_BASIS_JUDGEMENT;
    }
}

/* One assessment ------------------------------------------------------------------------------ */

void movement_step(const reunify_profile *profile, movement_state *state, const movement_input *in,
                   movement_result *out)
{
    *out = (movement_result){.from = state->level,
                             .indicated = in->classified,
                             .basis = REUNIFY_BASIS_NONE,
                             .held_since = REUNIFY_DATE_NONE};
    out->engine = follow_rules(profile, state, in, out);
    apply_judgement(profile, &in->judgement, out);
    if (out->to == state->level)
        return;
    state->level = out->to;
    state->since = in->date;
    restart_runs(profile, state, in);
}

/* Towards closing ----------------------------------------------------------------------------- */

size_t movement_rule_down(const reunify_profile *p, int8_t level)
{
    for (size_t i = 0; i < p->movement_count; i++) {
        const pack_movement *m = &p->movement[i];
        if (m->from == level && m->sustained && (m->closes || (m->to != NO_LEVEL && m->to < level)))
            return i;
    }
    return SIZE_MAX;
}

/*
 * The level that stands counts its run if one is running; each level below is entered, and starts
 * its run, on the day the one above it is left.
 */
reunify_date movement_earliest_closure(const reunify_profile *p, const movement_state *state,
                                       reunify_date as_of,
                                       reunify_date (*counts_from)(void *user, size_t rule),
                                       void *user, bool *past)
{
    reunify_date so_far = as_of;
    int8_t level = state->level;
    for (size_t steps = 0; level != NO_LEVEL && steps <= p->level_count; steps++) {
        const size_t i = movement_rule_down(p, level);
        if (i == SIZE_MAX)
            break;
        const pack_movement *m = &p->movement[i];
        const bool running = !steps && state->runs[i] != REUNIFY_DATE_NONE;
        const reunify_date counted = counts_from ? counts_from(user, i) : REUNIFY_DATE_NONE;
        const reunify_date start = running ? state->runs[i] : so_far;
        const reunify_date complete = date_plus(start > counted ? start : counted, m->duration);
        *past = complete == REUNIFY_DATE_NONE;
        if (*past)
            break;
        so_far = complete > so_far ? complete : so_far;
        if (m->closes)
            return so_far;
        level = m->to;
    }
    return REUNIFY_DATE_NONE;
}
