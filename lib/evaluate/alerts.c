/*
 * Alerts: conditions at as_of. One that is true is raised, with the actions of its rule and what it
 * rests on, so that a page can say of whom and of when it speaks. One of which too little is known
 * is no alert; it is listed apart with the entries that would tell, since a danger that nobody can
 * see is not one that is not there.
 */
#include "evaluate/engine.h"

/* In the order in which the pack has them: the most urgent first. */
static void sort_actions(action_result *actions, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        const action_result moved = actions[i];
        size_t at = i;
        for (; at > 0 && actions[at - 1].rule > moved.rule; at--)
            actions[at] = actions[at - 1];
        actions[at] = moved;
    }
}

/* Those of the movement that made the level; one that nothing moved to has its own. */
static void take_movement_actions(engine *e, struct reunify_alert *a)
{
    const reunify_evaluation *out = e->out;
    const pack_movement *m = engine_last_movement(out);
    a->actions = engine_take(e, e->profile->action_count, sizeof *a->actions);
    if (m)
        engine_add_actions(e, a->actions, m->actions, m->action_count, &a->action_count);
    if (out->level != NO_LEVEL && (a->rule->level_too || !m || !m->action_count)) {
        const pack_level *level = &e->profile->levels[out->level];
        engine_add_actions(e, a->actions, level->actions, level->action_count, &a->action_count);
    }
}

static void find_evidence(engine *e, struct reunify_alert *a)
{
    evidence_item items[MOST_EVIDENCE];
    rule_scope s = engine_scope(e, e->as_of);
    e->evidence.count = 0;
    s.evidence = &e->evidence;
    rule_evaluate(&s, a->rule->when);
    a->evidence = engine_evidence_items(e, &a->evidence_count, items);
    engine_warn_evidence(e, a->rule->id);
    engine_alert_grounds(e, a, items);
}

/* The alerts ---------------------------------------------------------------------------------- */

static void raise_alert(engine *e, const pack_alert *rule)
{
    struct reunify_alert *a = &e->out->alerts[e->out->alert_count++];
    *a = (struct reunify_alert){.profile = e->profile, .rule = rule};
    if (rule->last_movement)
        take_movement_actions(e, a);
    else
        a->actions = engine_take_actions(e, rule->actions, rule->action_count, &a->action_count);
    if (a->actions)
        sort_actions(a->actions, a->action_count);
    if (e->out->explain != REUNIFY_EXPLAIN_NONE)
        find_evidence(e, a);
}

static void list_unknown(engine *e, const pack_alert *rule)
{
    struct reunify_alert *a = &e->out->unknown_alerts[e->out->unknown_alert_count++];
    *a = (struct reunify_alert){.profile = e->profile, .rule = rule};
    if (e->out->explain != REUNIFY_EXPLAIN_NONE)
        a->entries = engine_missing_of(e, rule->when, &a->entry_count);
}

void engine_alerts(engine *e)
{
    reunify_evaluation *out = e->out;
    const size_t most = e->profile->alert_count;
    out->alerts = engine_take(e, most, sizeof *out->alerts);
    out->unknown_alerts = engine_take(e, most, sizeof *out->unknown_alerts);
    for (size_t i = 0; out->unknown_alerts && i < most && !e->status; i++) {
        const pack_alert *rule = &e->profile->alerts[i];
        if (rule->pathway != SYMBOL_NONE && rule->pathway != e->pathway->name)
            continue;
        const truth t = engine_condition(e, rule->when);
        if (t == REUNIFY_TRUE)
            raise_alert(e, rule);
        else if (t == REUNIFY_UNKNOWN)
            list_unknown(e, rule);
    }
}
