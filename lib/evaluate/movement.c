/* The replay of assessments: movement between levels over time, by the rules of the pack. */
#include "evaluate/engine.h"

/* Runs ---------------------------------------------------------------------------------------- */

static void end_run(engine *e, size_t rule)
{
    e->movement.runs[rule] = REUNIFY_DATE_NONE;
    if (e->profile->movement[rule].closes)
        e->movement.closing_confirmed = REUNIFY_DATE_NONE;
}

/* True starts a run or continues it, false ends it, unknown leaves it as it was. */
static void update_runs(engine *e, rule_scope *s, int8_t level, reunify_date today)
{
    for (size_t i = 0; i < e->profile->movement_count; i++) {
        const pack_movement *m = &e->profile->movement[i];
        if (m->from != level)
            continue;
        e->movement.holds[i] = rule_evaluate(s, m->when);
        if (!m->sustained)
            continue;
        if (e->movement.holds[i] == REUNIFY_FALSE)
            end_run(e, i);
        else if (e->movement.holds[i] == REUNIFY_TRUE && e->movement.runs[i] == REUNIFY_DATE_NONE)
            e->movement.runs[i] = today;
    }
}

static void start_runs(engine *e, rule_scope *s, int8_t level, reunify_date today)
{
    for (size_t i = 0; i < e->profile->movement_count; i++) {
        const pack_movement *m = &e->profile->movement[i];
        end_run(e, i);
        if (m->from == level && m->sustained && rule_evaluate(s, m->when) == REUNIFY_TRUE)
            e->movement.runs[i] = today;
    }
}

static reunify_date eligible_from(const engine *e, size_t rule)
{
    return date_plus(e->movement.runs[rule], e->profile->movement[rule].duration);
}

static bool is_due(const engine *e, size_t rule, reunify_date today)
{
    const reunify_date eligible = eligible_from(e, rule);
    return e->movement.holds[rule] == REUNIFY_TRUE && eligible != REUNIFY_DATE_NONE &&
           today >= eligible;
}

/* One assessment ------------------------------------------------------------------------------ */

static const pack_movement *first_at_once(const engine *e, int8_t level)
{
    for (size_t i = 0; i < e->profile->movement_count; i++) {
        const pack_movement *m = &e->profile->movement[i];
        if (m->from == level && !m->sustained && e->movement.holds[i] == REUNIFY_TRUE)
            return m;
    }
    return NULL;
}

static int8_t move_at_once(const pack_movement *rule, int8_t level, int8_t indicated,
                           struct reunify_history_entry *entry)
{
    const int8_t to = rule->to == NO_LEVEL ? level : rule->to;
    const int8_t moved = to > indicated ? to : indicated;
    entry->rule = rule;
    entry->discordant = indicated > to;
    if (moved != level)
        entry->basis = indicated > to ? REUNIFY_BASIS_CLASSIFICATION : REUNIFY_BASIS_MOVEMENT;
    return moved;
}

/*
 * The first sustained rule whose time is complete: it moves the level, or is held until a complete
 * classification is no worse.
 */
static int8_t move_sustained(engine *e, const struct reunify_classification *c, int8_t level,
                             struct reunify_history_entry *entry)
{
    for (size_t i = 0; i < e->profile->movement_count; i++) {
        const pack_movement *m = &e->profile->movement[i];
        if (m->from != level || !m->sustained || !is_due(e, i, entry->date))
            continue;
        if (m->to == NO_LEVEL || m->to == level) {
            entry->rule = m;
            if (m->closes && e->movement.closing_confirmed == REUNIFY_DATE_NONE)
                e->movement.closing_confirmed = entry->date;
            return level;
        }
        if (m->may_be_held && (c->level == NO_LEVEL || c->level > m->to)) {
            entry->held = m;
            entry->held_by =
                c->level == NO_LEVEL ? REUNIFY_HELD_BY_INCOMPLETE : REUNIFY_HELD_BY_CLASSIFICATION;
            entry->held_since = eligible_from(e, i);
            return level;
        }
        entry->rule = m;
        entry->basis = REUNIFY_BASIS_MOVEMENT;
        return m->to;
    }
    return level;
}

static int8_t engine_level(engine *e, rule_scope *s, const struct reunify_classification *c,
                           struct reunify_history_entry *entry)
{
    const int8_t level = e->movement.level;
    if (level == NO_LEVEL) {
        if (c->level != NO_LEVEL)
            entry->basis = REUNIFY_BASIS_CLASSIFICATION;
        return c->level;
    }
    update_runs(e, s, level, entry->date);
    const int8_t indicated = c->level == NO_LEVEL ? c->at_least : c->level;
    const pack_movement *rule = first_at_once(e, level);
    int8_t moved = level;
    if (rule) {
        moved = move_at_once(rule, level, indicated, entry);
    } else if (indicated > level) {
        moved = indicated;
        entry->basis = REUNIFY_BASIS_CLASSIFICATION;
    }
    if (moved == level)
        moved = move_sustained(e, c, level, entry);
    const reunify_profile *p = e->profile;
    if (p->silent_when != RULE_NONE && (p->silent_from >> level & 1) && (!rule || rule->silent))
        entry->silent = rule_evaluate(s, p->silent_when) == REUNIFY_TRUE;
    return moved;
}

/* Judgement ----------------------------------------------------------------------------------- */

static bool blank(text t)
{
    for (size_t i = 0; i < t.length; i++)
        if (!strchr(" \t\r\n\v\f", t.data[i]))
            return false;
    return true;
}

static bool approved(const engine *e, const model_judgement *j)
{
    if (j->approved_by == SYMBOL_NONE)
        return false;
    const symbol s = e->map[j->approved_by];
    const uint8_t bit = s == SYMBOL_NONE ? 0 : e->profile->role_bits[s];
    return bit && (e->profile->deciding_roles >> (bit - 1) & 1);
}

/* The level after judgement; `*valid` says whether the judgement counts as one. */
static int8_t judge(engine *e, size_t assessment, struct reunify_history_entry *entry, bool *valid)
{
    const model_judgement *j =
        &CASE_LIST(e->record, REUNIFY_ENTRY_ASSESSMENT, model_assessment)[assessment].judgement;
    *valid = false;
    if (!j->given)
        return entry->engine;
    if (j->level == SYMBOL_NONE) {
        engine_warn(e, "judgement_no_level", entry->assessment);
        return entry->engine;
    }
    const int8_t level = (int8_t)(e->profile->level_of[e->map[j->level]] - 1);
    if (level == entry->engine) {
        *valid = !blank(j->rationale);
        return level;
    }
    const bool needs_approval = entry->engine == NO_LEVEL
                                    ? level + 1 < (int8_t)e->profile->level_count
                                    : level < entry->engine;
    if (blank(j->rationale)) {
        engine_warn(e, "judgement_no_rationale", entry->assessment);
        return entry->engine;
    }
    if (needs_approval && !approved(e, j)) {
        engine_warn(e, "judgement_not_approved", entry->assessment);
        return entry->engine;
    }
    *valid = true;
    entry->basis = REUNIFY_BASIS_JUDGEMENT;
    return level;
}

static void replay(engine *e, size_t point, struct reunify_history_entry *entry)
{
    movement_state *m = &e->movement;
    fact_point *p = &e->facts.points[point];
    const struct reunify_classification *c = &e->classifications[point];
    rule_scope s = engine_scope(e, p->date);
    s.assessment = (int64_t)point;
    p->level = m->level; /* what conditions see of today is the level before it */
    p->since = m->since;
    entry->profile = e->profile;
    entry->date = p->date;
    entry->assessment = engine_id(e, REUNIFY_ENTRY_ASSESSMENT, p->assessment);
    entry->from = m->level;
    entry->indicated = c->level;
    entry->held_since = REUNIFY_DATE_NONE;
    entry->engine = engine_level(e, &s, c, entry);
    bool valid;
    entry->to = judge(e, p->assessment, entry, &valid);
    if (entry->to != m->level) {
        m->level = entry->to;
        m->since = p->date;
        start_runs(e, &s, m->level, p->date);
    }
    p->level = m->level;
    p->since = m->since;
    p->assessed = c->level != NO_LEVEL || valid;
}

/* What is reported at as_of ------------------------------------------------------------------- */

static void report_pending(engine *e)
{
    reunify_evaluation *out = e->out;
    out->pending =
        arena_take(&out->memory, (e->profile->movement_count + 1) * sizeof *out->pending);
    if (!out->pending) {
        engine_no_memory(e);
        return;
    }
    for (size_t i = 0; i < e->profile->movement_count; i++) {
        if (e->movement.runs[i] == REUNIFY_DATE_NONE)
            continue;
        const pack_movement *m = &e->profile->movement[i];
        const reunify_date eligible = eligible_from(e, i);
        if (eligible == REUNIFY_DATE_NONE)
            engine_warn(e, "date_out_of_range", m->id);
        out->pending[out->pending_count++] =
            (struct reunify_pending){e->profile, m, e->movement.runs[i], eligible,
                                     eligible != REUNIFY_DATE_NONE && e->as_of >= eligible};
        if (m->closes) {
            out->closing = true;
            out->may_close_from = eligible;
            out->may_close_confirmed = e->movement.closing_confirmed;
        }
    }
}

/* The sustained rule that leads out of a level towards closing. */
static size_t way_down(const reunify_profile *p, int8_t level)
{
    for (size_t i = 0; i < p->movement_count; i++) {
        const pack_movement *m = &p->movement[i];
        if (m->from == level && m->sustained && (m->closes || (m->to != NO_LEVEL && m->to < level)))
            return i;
    }
    return SIZE_MAX;
}

/* If every condition held from as_of on and each step were confirmed on its first possible day. */
static void report_closure(engine *e)
{
    reunify_date so_far = e->as_of;
    int8_t level = e->movement.level;
    for (size_t steps = 0; level != NO_LEVEL && steps <= e->profile->level_count; steps++) {
        const size_t i = way_down(e->profile, level);
        if (i == SIZE_MAX)
            return;
        const pack_movement *m = &e->profile->movement[i];
        const bool running = !steps && e->movement.runs[i] != REUNIFY_DATE_NONE;
        const reunify_date complete =
            date_plus(running ? e->movement.runs[i] : so_far, m->duration);
        if (complete == REUNIFY_DATE_NONE) {
            engine_warn(e, "date_out_of_range", "earliest_closure");
            return;
        }
        so_far = complete > so_far ? complete : so_far;
        if (m->closes) {
            e->out->earliest_closure = so_far;
            return;
        }
        level = m->to;
    }
}

static void add_actions(engine *e, const uint16_t *actions, uint16_t count)
{
    reunify_evaluation *out = e->out;
    for (uint16_t i = 0; i < count; i++) {
        const pack_action *a = &e->profile->actions[actions[i]];
        bool known = false;
        for (size_t k = 0; k < out->action_count; k++)
            known = known || out->actions[k] == a;
        if (!known)
            out->actions[out->action_count++] = a;
    }
}

/* The movement that made the present level, NULL where a classification or a judgement did. */
static const pack_movement *last_movement(const reunify_evaluation *out)
{
    for (size_t i = out->history_count; i-- > 0;)
        if (out->history[i].to != out->history[i].from)
            return out->history[i].basis == REUNIFY_BASIS_MOVEMENT ? out->history[i].rule : NULL;
    return NULL;
}

static void report_actions(engine *e)
{
    reunify_evaluation *out = e->out;
    out->actions = arena_take(&out->memory, (e->profile->action_count + 1) * sizeof *out->actions);
    if (!out->actions) {
        engine_no_memory(e);
        return;
    }
    if (out->level != NO_LEVEL)
        add_actions(e, e->profile->levels[out->level].actions,
                    e->profile->levels[out->level].action_count);
    const pack_movement *m = last_movement(out);
    if (m)
        add_actions(e, m->actions, m->action_count);
}

static void report_classification(engine *e)
{
    reunify_evaluation *out = e->out;
    const struct reunify_classification *last = &e->classifications[e->facts.point_count - 1];
    out->has_classification = true;
    out->classification = *last;
    out->classification.profile = (reunify_profile *)(uintptr_t)e->profile;
    out->classification.assessment = out->history[out->history_count - 1].assessment;
    const size_t size = last->dimension_count * sizeof *last->dimensions;
    out->classification.dimensions = arena_take(&out->memory, size + 1);
    if (!out->classification.dimensions)
        engine_no_memory(e);
    else if (size)
        memcpy(out->classification.dimensions, last->dimensions, size);
}

void engine_move(engine *e)
{
    reunify_evaluation *out = e->out;
    const size_t rules = e->profile->movement_count, points = e->facts.point_count;
    e->movement = (movement_state){
        .level = NO_LEVEL, .since = REUNIFY_DATE_NONE, .closing_confirmed = REUNIFY_DATE_NONE};
    e->movement.runs = arena_take(e->scratch, (rules + 1) * sizeof *e->movement.runs);
    e->movement.holds = arena_take_zeroed(e->scratch, rules + 1, sizeof *e->movement.holds);
    out->history = arena_take_zeroed(&out->memory, points + 1, sizeof *out->history);
    if (!e->movement.runs || !e->movement.holds || !out->history) {
        engine_no_memory(e);
        return;
    }
    for (size_t i = 0; i < rules; i++)
        e->movement.runs[i] = REUNIFY_DATE_NONE;
    for (size_t i = 0; i < points && !e->status; i++) {
        engine_findings(e, i);
        engine_classify(e, i);
        if (!e->status)
            replay(e, i, &out->history[out->history_count++]);
    }
    if (e->status)
        return;
    out->level = e->movement.level;
    out->since = e->movement.since;
    for (size_t i = 0; i < out->history_count; i++)
        if (out->history[i].basis != REUNIFY_BASIS_NONE)
            out->basis = out->history[i].basis;
    if (points && e->profile->level_count)
        report_classification(e);
    report_pending(e);
    report_closure(e);
    report_actions(e);
}
