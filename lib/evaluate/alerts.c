/*
 * Alerts: conditions at as_of. One that is true is raised, with the actions of its rule and what it
 * rests on, each record by type, date and who led it, so that a page can say of whom and of when it
 * speaks. One of which too little is known is no alert; it is listed apart with the entries that
 * would tell, since a danger that nobody can see is not one that is not there.
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

/* What it rests on --------------------------------------------------------------------------- */

static alert_ground ground_of_record(const engine *e, size_t index)
{
    const model_record *r = &CASE_LIST(e->record, REUNIFY_ENTRY_RECORD, model_record)[index];
    const symbol type = r->type == SYMBOL_NONE ? SYMBOL_NONE : e->map[r->type];
    const symbol by = r->led_by == SYMBOL_NONE ? SYMBOL_NONE : e->map[r->led_by];
    return (alert_ground){
        .kind = REUNIFY_ENTRY_RECORD,
        .relation = ENUM_NONE,
        .date = r->date,
        .type = type == SYMBOL_NONE ? -1 : e->profile->type_of[type] - 1,
        .by = by == SYMBOL_NONE ? NULL : profile_symbol_name(e->profile, by),
    };
}

static alert_ground ground_of(const engine *e, uint8_t kind, size_t index)
{
    if (kind == REUNIFY_ENTRY_RECORD)
        return ground_of_record(e, index);
    alert_ground g = {.kind = kind, .relation = ENUM_NONE, .date = REUNIFY_DATE_NONE, .type = -1};
    if (kind == REUNIFY_ENTRY_PERSON)
        g.relation = CASE_LIST(e->record, REUNIFY_ENTRY_PERSON, model_person)[index].relation;
    else if (kind == REUNIFY_ENTRY_RETURN)
        g.date = CASE_LIST(e->record, REUNIFY_ENTRY_RETURN, model_return)[index].date;
    else
        g.date = CASE_LIST(e->record, REUNIFY_ENTRY_ASSESSMENT, model_assessment)[index].date;
    return g;
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
    a->grounds = engine_take(e, a->evidence_count + 1, sizeof *a->grounds);
    for (size_t i = 0; a->grounds && i < a->evidence_count; i++) {
        a->grounds[i] = ground_of(e, items[i].kind, items[i].index);
        a->grounds[i].id = a->evidence[i];
        a->ground_count++;
    }
    for (size_t i = 0; a->grounds && i < e->evidence.count; i++)
        if (e->evidence.items[i].kind == REUNIFY_ENTRY_RETURN) {
            a->grounds[a->ground_count++] =
                ground_of(e, REUNIFY_ENTRY_RETURN, e->evidence.items[i].index);
            break;
        }
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
