/*
 * Where the child stands on the day: how old, living where and with whom, under which legal
 * statuses, and when the risk was last assessed. Nothing is concluded here; it is what the record
 * says, brought together for whoever reads the evaluation.
 */
#include "evaluate/engine.h"

static void find_age(engine *e, struct reunify_position *p)
{
    const model_birth birth = birth_on(&e->facts.child_birth, e->as_of);
    p->age = p->most_age = p->months = -1;
    if (birth.first == REUNIFY_DATE_NONE || birth.last > e->as_of)
        return;
    p->months = date_months_between(birth.last, e->as_of);
    p->age = p->months / 12;
    p->most_age = date_months_between(birth.first, e->as_of) / 12;
}

/* Home, care, placement ----------------------------------------------------------------------- */

static void find_home(engine *e, const timeline *t, struct reunify_position *p)
{
    const reunify_case *c = e->record;
    const seen_return *r = timeline_return(t);
    const bool stands = timeline_stands(t, e->as_of) && r;
    p->planned = REUNIFY_UNKNOWN;
    if (stands) {
        p->lives = LIVES_AT_HOME;
        p->since = r->date;
        p->planned = CASE_LIST(c, REUNIFY_ENTRY_RETURN, model_return)[r->index].planned;
    } else if (p->in_care == REUNIFY_TRUE) {
        p->since = timeline_home_in_care_since(t, c, e->as_of);
        p->lives = p->since == REUNIFY_DATE_NONE ? LIVES_IN_CARE : LIVES_AT_HOME;
    } else if (p->in_care == REUNIFY_FALSE && c->lists[REUNIFY_ENTRY_RETURN].declared) {
        p->lives = LIVES_ELSEWHERE;
    }
}

static void find_care(engine *e, const timeline *t, struct reunify_position *p)
{
    const bool known = e->record->lists[REUNIFY_ENTRY_CARE_PERIOD].declared;
    const bool in_care = timeline_in_care(t, e->as_of);
    p->in_care = known ? in_care : REUNIFY_UNKNOWN;
    if (in_care && t->spell_count)
        p->care_since = t->spells[t->spell_count - 1].from;
}

/* Of two in force at once the one that began later; what is left is the same in any order. */
static bool is_later(const model_interval *a, const model_interval *b)
{
    return a->from != b->from ? a->from > b->from : a->type < b->type;
}

static void find_placement(engine *e, struct reunify_position *p)
{
    const model_list *l = &e->record->lists[REUNIFY_ENTRY_PLACEMENT];
    const model_interval *items = l->items, *found = NULL;
    for (size_t i = 0; i < l->count; i++)
        if (items[i].type != ENUM_NONE && interval_covers(&items[i], e->as_of, e->as_of) &&
            (!found || is_later(&items[i], found)))
            found = &items[i];
    if (found) {
        p->placement = found->type;
        p->placement_since = found->from;
    }
}

/* Legal statuses ------------------------------------------------------------------------------ */

static int compare_statuses(const void *left, const void *right)
{
    const position_status *a = left, *b = right;
    return a->from != b->from ? (a->from > b->from) - (a->from < b->from)
                              : strcmp(a->code, b->code);
}

/* In order, each once. */
static void order_statuses(struct reunify_position *p)
{
    size_t kept = 0;
    sort_items(p->statuses, p->status_count, sizeof *p->statuses, compare_statuses);
    for (size_t i = 0; i < p->status_count; i++)
        if (!kept || compare_statuses(&p->statuses[i], &p->statuses[kept - 1]) != 0)
            p->statuses[kept++] = p->statuses[i];
    p->status_count = kept;
}

static void find_statuses(engine *e, struct reunify_position *p)
{
    const model_list *l = &e->record->lists[REUNIFY_ENTRY_LEGAL_STATUS];
    const model_interval *items = l->items;
    p->statuses_known = l->declared;
    p->statuses = engine_take(e, l->count, sizeof *p->statuses);
    for (size_t i = 0; p->statuses && i < l->count; i++) {
        const text *code = model_name(e->record, items[i].code);
        if (!code || !interval_covers(&items[i], e->as_of, e->as_of))
            continue;
        const symbol known = e->facts.legal[i];
        const position_status s = {arena_text(&e->out->memory, code->data, code->length),
                                   known == SYMBOL_NONE ? NULL : e->profile->labels[known],
                                   items[i].from};
        if (s.code)
            p->statuses[p->status_count++] = s;
        else
            engine_no_memory(e);
    }
    if (!e->status)
        order_statuses(p);
}

/* People -------------------------------------------------------------------------------------- */

static bool lives_there(const engine *e, const model_person *who)
{
    const model_interval *stays = who->stays.items;
    if (who->household != REUNIFY_TRUE)
        return false;
    for (size_t i = 0; i < who->stays.count; i++)
        if (interval_covers(&stays[i], e->as_of, e->as_of))
            return true;
    return !who->stays.declared;
}

/* Those to whom the child returns first, then by relation, then by id. */
static int compare_people(const void *left, const void *right)
{
    const position_person *a = left, *b = right;
    return a->returned_to != b->returned_to ? b->returned_to - a->returned_to
           : a->relation != b->relation     ? a->relation - b->relation
                                            : strcmp(a->id, b->id);
}

static void find_people(engine *e, struct reunify_position *p)
{
    const model_list *l = &e->record->lists[REUNIFY_ENTRY_PERSON];
    const model_person *items = l->items;
    bool *meant = engine_take_scratch(e, l->count, sizeof *meant);
    if (meant)
        engine_mark_meant(e, e->as_of, meant);
    p->people = engine_take(e, l->count, sizeof *p->people);
    for (size_t i = 0; p->people && meant && i < l->count && !e->status; i++) {
        const bool there = lives_there(e, &items[i]);
        if (there || meant[i])
            p->people[p->person_count++] = (position_person){engine_id(e, REUNIFY_ENTRY_PERSON, i),
                                                             items[i].relation, there, meant[i]};
    }
    sort_items(p->people, p->person_count, sizeof *p->people, compare_people);
}

/* What was written down ----------------------------------------------------------------------- */

static const char *copied(engine *e, text words)
{
    const char *copy = arena_text(&e->out->memory, words.data, words.length);
    if (!copy)
        engine_no_memory(e);
    return copy;
}

static int compare_texts(const char *a, const char *b)
{
    return !a || !b ? !a - !b : strcmp(a, b);
}

/* By all that they hold, so that the order of the case changes nothing. */
static int compare_factors(const void *left, const void *right)
{
    const position_factor *a = left, *b = right;
    const int by_code = compare_texts(a->code, b->code);
    return a->kind != b->kind       ? a->kind - b->kind
           : by_code                ? by_code
           : a->status != b->status ? a->status - b->status
                                    : a->emerged - b->emerged;
}

static int compare_goals(const void *left, const void *right)
{
    const position_goal *a = left, *b = right;
    return a->due != b->due ? (a->due > b->due) - (a->due < b->due) : strcmp(a->id, b->id);
}

static const model_assessment *assessment_of(const engine *e, size_t point)
{
    return &CASE_LIST(e->record, REUNIFY_ENTRY_ASSESSMENT,
                      model_assessment)[e->facts.points[point].assessment];
}

/* Those of one kind, or of all: ENUM_NONE. */
static position_factor *listed_in(engine *e, const model_assessment *a, uint8_t kind, size_t *count)
{
    const model_factor *items = a->factors.items;
    position_factor *list = engine_take(e, a->factors.count, sizeof *list);
    for (size_t i = 0; list && i < a->factors.count && !e->status; i++) {
        const text *code = model_name(e->record, items[i].code);
        if (kind == ENUM_NONE || items[i].kind == kind)
            list[(*count)++] = (position_factor){code ? copied(e, *code) : NULL, items[i].kind,
                                                 items[i].status, items[i].emerged};
    }
    if (list && !e->status)
        sort_items(list, *count, sizeof *list, compare_factors);
    return list;
}

static bool lists_kind(const model_assessment *a, uint8_t kind)
{
    const model_factor *items = a->factors.items;
    for (size_t i = 0; i < a->factors.count; i++)
        if (items[i].kind == kind)
            return true;
    return false;
}

/* An assessment that lists nothing takes nothing back: what was listed last is still told. */
static void find_earlier(engine *e, uint8_t kind, listed_factors *found)
{
    found->date = REUNIFY_DATE_NONE;
    size_t at = e->facts.point_count - 1;
    if (lists_kind(assessment_of(e, at), kind))
        return;
    while (at-- > 0 && rule_spend(&e->facts, 1 + assessment_of(e, at)->factors.count))
        if (lists_kind(assessment_of(e, at), kind)) {
            found->date = e->facts.points[at].date;
            found->items = listed_in(e, assessment_of(e, at), kind, &found->count);
            return;
        }
}

static void find_factors(engine *e, struct reunify_position *p)
{
    if (!e->facts.point_count || e->out->explain == REUNIFY_EXPLAIN_NONE)
        return;
    const size_t last = e->facts.point_count - 1;
    p->factors = listed_in(e, assessment_of(e, last), ENUM_NONE, &p->factor_count);
    find_earlier(e, FACTOR_RISK, &p->earlier[FACTOR_RISK]);
    find_earlier(e, FACTOR_PROTECTIVE, &p->earlier[FACTOR_PROTECTIVE]);
}

/* The finding by which every framework tells a risk that has emerged since the last assessment. */
static void find_new_risk(engine *e, struct reunify_position *p)
{
    static const char name[] = "new_risk";
    const rule_facts *f = &e->facts;
    p->new_risk = REUNIFY_UNKNOWN;
    for (size_t i = 0; f->point_count && i < e->profile->finding_count; i++) {
        const pack_finding *known = &e->profile->findings[i];
        const int64_t value = f->findings[(f->point_count - 1) * f->finding_count + i];
        if (known->type == NAMED_BOOLEAN && value != FINDING_UNKNOWN &&
            strcmp(profile_symbol_name(e->profile, known->name), name) == 0)
            p->new_risk = value ? REUNIFY_TRUE : REUNIFY_FALSE;
    }
}

static void find_goals(engine *e, struct reunify_position *p)
{
    const model_list *l = &e->record->lists[REUNIFY_ENTRY_GOAL];
    const model_goal *items = l->items;
    if (e->out->explain == REUNIFY_EXPLAIN_NONE)
        return;
    p->goals = engine_take(e, l->count, sizeof *p->goals);
    for (size_t i = 0; p->goals && i < l->count && !e->status; i++) {
        const model_goal *g = &items[i];
        const bool achieved = g->status == GOAL_ACHIEVED;
        p->goals[p->goal_count++] = (position_goal){
            engine_id(e, REUNIFY_ENTRY_GOAL, i), g->owner.data ? copied(e, g->owner) : NULL, g->due,
            g->status, g->due != REUNIFY_DATE_NONE && g->due < e->as_of && !achieved};
    }
    if (!e->status)
        sort_items(p->goals, p->goal_count, sizeof *p->goals, compare_goals);
}

static void take_latest(const engine *e, reunify_date day, reunify_date *latest)
{
    if (day != REUNIFY_DATE_NONE && day <= e->as_of &&
        (*latest == REUNIFY_DATE_NONE || day > *latest))
        *latest = day;
}

static void find_latest(engine *e, struct reunify_position *p)
{
    static const int32_t spans[] = {REUNIFY_ENTRY_LEGAL_STATUS, REUNIFY_ENTRY_CARE_PERIOD,
                                    REUNIFY_ENTRY_PLACEMENT};
    const model_list *l = &e->record->lists[REUNIFY_ENTRY_RECORD];
    const model_record *records = l->items;
    p->recorded_on = p->assessed_on;
    for (size_t i = 0; i < l->count; i++)
        take_latest(e, records[i].date, &p->recorded_on);
    for (size_t k = 0; k < LENGTH_OF(spans); k++) {
        const model_interval *items = CASE_LIST(e->record, spans[k], model_interval);
        for (size_t i = 0; i < e->record->lists[spans[k]].count; i++) {
            take_latest(e, items[i].from, &p->recorded_on);
            take_latest(e, items[i].to, &p->recorded_on);
        }
    }
    const model_return *returns = CASE_LIST(e->record, REUNIFY_ENTRY_RETURN, model_return);
    for (size_t i = 0; i < e->record->lists[REUNIFY_ENTRY_RETURN].count; i++) {
        take_latest(e, returns[i].date, &p->recorded_on);
        take_latest(e, returns[i].ended_on, &p->recorded_on);
    }
    const model_family_time *visits =
        CASE_LIST(e->record, REUNIFY_ENTRY_FAMILY_TIME, model_family_time);
    for (size_t i = 0; i < e->record->lists[REUNIFY_ENTRY_FAMILY_TIME].count; i++)
        take_latest(e, visits[i].from, &p->recorded_on);
}

void engine_position(engine *e)
{
    struct reunify_position *p = &e->out->position;
    const timeline *t = timeline_on(e->facts.history, e->as_of);
    p->since = p->care_since = p->placement_since = p->assessed_on = REUNIFY_DATE_NONE;
    p->lives = p->placement = ENUM_NONE;
    find_age(e, p);
    find_care(e, t, p);
    find_home(e, t, p);
    find_placement(e, p);
    find_statuses(e, p);
    find_people(e, p);
    if (e->facts.point_count)
        p->assessed_on = e->facts.points[e->facts.point_count - 1].date;
    find_latest(e, p);
    find_new_risk(e, p);
    find_factors(e, p);
    find_goals(e, p);
}
