/*
 * Which conditions and dates make up each rule of a profile, and the list that comes of them: rules
 * with what they read, items with who reads them.
 */
#include "authoring/requires.h"

static const char *name_of(const reunify_profile *p, symbol s)
{
    return s == SYMBOL_NONE ? NULL : p->names.names[s].data;
}

/* Rules --------------------------------------------------------------------------------------- */

static void add_conditions(requires_walk *w, int32_t kind, const pack_condition *rules,
                           size_t count)
{
    for (size_t i = 0; i < count && !w->out->failed; i++) {
        const pack_condition *c = &rules[i];
        requires_rule(w, kind, c->id, c->text, name_of(w->profile, c->pathway), NULL);
        requires_condition(w, c->when);
    }
}

static void add_level(requires_walk *w)
{
    if (!w->profile->level_count)
        return;
    requires_rule(w, REUNIFY_READER_LEVEL, "level", NULL, NULL, NULL);
    if (!w->out->failed)
        requires_level(w);
}

static void add_requirement(requires_walk *w, const pack_pathway *p, const pack_stage *stage,
                            const pack_requirement *q)
{
    requires_rule(w, REUNIFY_READER_REQUIREMENT, q->id, q->text, p->id, stage->id);
    if (!w->out->failed)
        requires_requirement(w, stage, q);
}

/* Once a stage is settled with its gate passed, its stops are shown as judged on that day. */
static void add_stop(requires_walk *w, const pack_pathway *p, uint16_t at, const pack_stop *stop)
{
    const pack_stage *stage = &p->stages[at];
    requires_rule(w, REUNIFY_READER_STOP, stop->id, stop->text, p->id, stage->id);
    if (w->out->failed)
        return;
    w->of_attempt = stage->counts_attempt;
    requires_condition(w, stop->when);
    requires_attempt(w);
    if (stage->settled_on == RULE_NONE)
        return;
    w->by = REUNIFY_READS_SETTLEMENT;
    w->of_attempt = false;
    requires_date(w, stage->settled_on);
    requires_gates(w, p, at);
}

static void add_pathways(requires_walk *w, int32_t kind)
{
    for (size_t i = 0; i < w->profile->pathway_count; i++) {
        const pack_pathway *p = &w->profile->pathways[i];
        for (uint16_t k = 0; k < p->stage_count; k++) {
            const pack_stage *stage = &p->stages[k];
            const bool stops = kind == REUNIFY_READER_STOP;
            const uint16_t count = stops ? stage->stop_count : stage->requirement_count;
            for (uint16_t n = 0; n < count && !w->out->failed; n++)
                if (stops)
                    add_stop(w, p, k, &stage->stops[n]);
                else
                    add_requirement(w, p, stage, &stage->requirements[n]);
        }
    }
}

/* Done by a requirement: in each pathway, the one of that place. */
static void read_done(requires_walk *w, const pack_obligation *o)
{
    const reunify_profile *p = w->profile;
    if (o->done_requirement < 0) {
        requires_condition(w, o->done);
        return;
    }
    for (size_t i = 0; i < p->pathway_count; i++) {
        const pack_pathway *path = &p->pathways[i];
        if (o->done_stage >= path->stage_count)
            continue;
        const pack_stage *stage = &path->stages[o->done_stage];
        if (o->done_requirement < stage->requirement_count &&
            (o->pathway == SYMBOL_NONE || o->pathway == path->name))
            requires_requirement(w, stage, &stage->requirements[o->done_requirement]);
    }
}

static void add_obligations(requires_walk *w)
{
    for (size_t i = 0; i < w->profile->obligation_count && !w->out->failed; i++) {
        const pack_obligation *o = &w->profile->schedule[i];
        requires_rule(w, REUNIFY_READER_OBLIGATION, o->id, o->text, name_of(w->profile, o->pathway),
                      NULL);
        if (w->out->failed)
            return;
        requires_date(w, o->anchor);
        requires_condition(w, o->when);
        read_done(w, o);
        requires_condition(w, o->lapses);
    }
}

static void add_alerts(requires_walk *w)
{
    for (size_t i = 0; i < w->profile->alert_count && !w->out->failed; i++) {
        const pack_alert *a = &w->profile->alerts[i];
        requires_rule(w, REUNIFY_READER_ALERT, a->id, a->text, name_of(w->profile, a->pathway),
                      NULL);
        if (!w->out->failed)
            requires_condition(w, a->when);
    }
}

/* What it says where it is so may depend on more. */
static void add_factors(requires_walk *w)
{
    for (size_t i = 0; i < w->profile->factor_count && !w->out->failed; i++) {
        const pack_factor *f = &w->profile->factors[i];
        requires_rule(w, REUNIFY_READER_FACTOR, f->id, f->text, NULL, NULL);
        if (w->out->failed)
            return;
        w->of_attempt = f->counts_attempt;
        requires_condition(w, f->when);
        for (uint16_t k = 0; k < f->says_count; k++)
            requires_condition(w, f->says[k].when);
        requires_attempt(w);
    }
}

/* Whether it can be meant; which actions are named follows from levels, stops and alerts. */
static void add_actions(requires_walk *w)
{
    for (size_t i = 0; i < w->profile->action_count && !w->out->failed; i++) {
        const pack_action *a = &w->profile->actions[i];
        requires_rule(w, REUNIFY_READER_ACTION, a->id, a->text, NULL, NULL);
        if (!w->out->failed)
            requires_condition(w, a->when);
    }
}

void requires_all_rules(requires_walk *w)
{
    const reunify_profile *p = w->profile;
    add_conditions(w, REUNIFY_READER_APPLICABILITY, p->applicability, p->applicability_count);
    add_level(w);
    add_conditions(w, REUNIFY_READER_CLOSING, p->closing, p->closing_count);
    add_pathways(w, REUNIFY_READER_REQUIREMENT);
    add_pathways(w, REUNIFY_READER_STOP);
    add_obligations(w);
    add_alerts(w);
    add_factors(w);
    add_actions(w);
}

/* The list ------------------------------------------------------------------------------------ */

typedef struct {
    const char *id;
    uint32_t item;
} item_place;

static int compare_places(const void *a, const void *b)
{
    return strcmp(((const item_place *)a)->id, ((const item_place *)b)->id);
}

static int compare_reads(const void *a, const void *b)
{
    const required_read *x = a, *y = b;
    return x->by != y->by ? x->by - y->by : (x->item > y->item) - (x->item < y->item);
}

static int compare_values(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Items in order of their ids, whatever was read first. */
static bool sort_by_id(reunify_requires *r)
{
    item_place *order = arena_take_array(&r->memory, r->item_count + 1, sizeof *order);
    required_item *items = arena_take_array(&r->memory, r->item_count + 1, sizeof *items);
    uint32_t *place = arena_take_array(&r->memory, r->item_count + 1, sizeof *place);
    if (!order || !items || !place)
        return false;
    for (size_t i = 0; i < r->item_count; i++)
        order[i] = (item_place){r->items[i].id, (uint32_t)i};
    sort_items(order, r->item_count, sizeof *order, compare_places);
    for (size_t i = 0; i < r->item_count; i++) {
        items[i] = r->items[order[i].item];
        place[order[i].item] = (uint32_t)i;
        sort_items(items[i].values, items[i].value_count, sizeof *items[i].values, compare_values);
    }
    r->items = items;
    for (size_t i = 0; i < r->rule_count; i++) {
        required_rule *rule = &r->rules[i];
        for (size_t k = 0; k < rule->read_count; k++)
            rule->reads[k].item = place[rule->reads[k].item];
        sort_items(rule->reads, rule->read_count, sizeof *rule->reads, compare_reads);
    }
    return true;
}

static bool list_readers(reunify_requires *r)
{
    for (size_t i = 0; i < r->item_count; i++) {
        r->items[i].readers =
            arena_take_array(&r->memory, r->items[i].reader_count + 1, sizeof(uint32_t));
        if (!r->items[i].readers)
            return false;
        r->items[i].reader_count = 0;
    }
    for (size_t i = 0; i < r->rule_count; i++)
        for (size_t k = 0; k < r->rules[i].read_count; k++) {
            required_item *item = &r->items[r->rules[i].reads[k].item];
            item->readers[item->reader_count++] = (uint32_t)i;
        }
    return true;
}

static bool find_all(reunify_requires *r)
{
    requires_walk w;
    symbols_start(&r->ids, &r->memory);
    if (!requires_walk_open(&w, r))
        return false;
    requires_all_rules(&w);
    return !r->failed && sort_by_id(r) && list_readers(r);
}

reunify_status reunify_profile_requires(const reunify_profile *profile, uint32_t flags,
                                        reunify_requires **out, reunify_error *error)
{
    reunify_error_clear(error);
    if (!out)
        return error_argument(error, "out is NULL");
    *out = NULL;
    if (!profile || flags)
        return error_argument(error, "the profile is NULL, or a flag is unknown");
    reunify_requires *made = memory_allocate_zeroed(profile->context, 1, sizeof *made);
    if (!made)
        return error_no_memory(error);
    made->context = reunify_context_ref(profile->context);
    made->profile = reunify_profile_ref(profile);
    arena_start(&made->memory, profile->context);
    if (!find_all(made)) {
        reunify_requires_free(made);
        return error_no_memory(error);
    }
    *out = made;
    return REUNIFY_OK;
}

void reunify_requires_free(reunify_requires *list)
{
    if (!list)
        return;
    const reunify_context *context = list->context;
    reunify_profile_unref(list->profile);
    arena_release(&list->memory);
    memory_release(context, list, sizeof *list);
    reunify_context_unref(context);
}
