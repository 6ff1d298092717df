/*
 * What the tool's text names for a level, a movement, a stop or an alert, as far as it can be
 * meant: an action whose condition is false is left out, one whose condition is unknown is marked.
 * What is about the child's return home is left out while there is nothing to decide about it: the
 * child is at home, the plan is another one, the present stage is stopped or somebody has decided
 * against the return at another, or the profile does not apply. What is about closing is left out
 * where the case may not close.
 */
#include "evaluate/engine.h"

/* A refusal counts also while its stage waits for an earlier one; a level stops where it is met. */
static bool is_decided_against(const reunify_evaluation *out)
{
    for (size_t i = 0; i < out->gate_count; i++)
        if (out->gates[i].status == REUNIFY_GATE_STOPPED || out->gates[i].refused_by)
            return true;
    return false;
}

static truth about_can_be_meant(const engine *e, uint8_t about)
{
    const reunify_evaluation *out = e->out;
    if (about == ABOUT_CLOSING)
        return out->may_be_closed;
    if (about != ABOUT_RETURN_HOME)
        return REUNIFY_TRUE;
    const timeline *t = timeline_on(e->facts.history, e->as_of);
    return out->position.lives != LIVES_AT_HOME && !t->other_plan && !is_decided_against(out) &&
           out->applicable != REUNIFY_FALSE;
}

static truth can_be_meant(engine *e, const pack_action *a)
{
    const truth t = about_can_be_meant(e, a->about);
    return t == REUNIFY_FALSE || a->when == RULE_NONE ? t
                                                      : truth_and(t, engine_condition(e, a->when));
}

action_result *engine_add_actions(engine *e, action_result *to, const uint16_t *actions,
                                  size_t count, size_t *shown)
{
    for (size_t i = 0; to && i < count; i++) {
        const pack_action *a = &e->profile->actions[actions[i]];
        bool known = false;
        for (size_t k = 0; k < *shown; k++)
            known = known || to[k].rule == a;
        const truth t = known ? REUNIFY_FALSE : can_be_meant(e, a);
        if (t != REUNIFY_FALSE)
            to[(*shown)++] = (action_result){a, t};
    }
    return to;
}

action_result *engine_take_actions(engine *e, const uint16_t *actions, size_t count, size_t *shown)
{
    *shown = 0;
    if (!count)
        return NULL;
    return engine_add_actions(e, engine_take(e, count, sizeof(action_result)), actions, count,
                              shown);
}

/* Of the level that stands and of the movement that led to it ------------------------------------
 */

const pack_movement *engine_last_movement(const reunify_evaluation *out)
{
    for (size_t i = out->history_count; i-- > 0;)
        if (out->history[i].to != out->history[i].from)
            return out->history[i].basis == REUNIFY_BASIS_MOVEMENT ? out->history[i].rule : NULL;
    return NULL;
}

static void show_actions_of_level(engine *e)
{
    reunify_evaluation *out = e->out;
    if (out->level == NO_LEVEL || out->earlier_attempt)
        return;
    out->actions = engine_take(e, e->profile->action_count, sizeof *out->actions);
    const pack_level *level = &e->profile->levels[out->level];
    engine_add_actions(e, out->actions, level->actions, level->action_count, &out->action_count);
    const pack_movement *m = engine_last_movement(out);
    if (m)
        engine_add_actions(e, out->actions, m->actions, m->action_count, &out->action_count);
}

void engine_actions(engine *e)
{
    reunify_evaluation *out = e->out;
    show_actions_of_level(e);
    for (size_t i = 0; i < out->gate_count && !e->status; i++) {
        struct reunify_gate *g = &out->gates[i];
        if (g->stopped_by)
            g->actions = engine_take_actions(e, g->stopped_by->actions, g->stopped_by->action_count,
                                             &g->action_count);
    }
}
