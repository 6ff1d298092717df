/*
 * Requirements that somebody has set aside. A record of the type that every pack has names the
 * requirement; it counts where its leader may do that, gives reasons, and did so in time. Whoever
 * withdraws it needs no role. Of those that count the latest decides, from its own date on.
 *
 * Whether a record is as it should be is found once, when the case is read; whether it came in time
 * depends on the day asked about, since a later consultation may have looked at it.
 */
#include "evaluate/engine.h"

/* Why one does not count: the codes of warnings. */
enum { NOT_ALLOWED, NO_RATIONALE };
static const struct {
    const char *code;
} problems[] = {
    {"set_aside_not_allowed"},
    {"set_aside_no_rationale"},
};

/* Reading ------------------------------------------------------------------------------------- */

static const pack_requirement *requirement_named(const engine *e, const text *id)
{
    for (uint16_t i = 0; id && i < e->pathway->stage_count; i++) {
        const pack_stage *stage = &e->pathway->stages[i];
        for (uint16_t k = 0; k < stage->requirement_count; k++)
            if (text_is(*id, stage->requirements[k].id, strlen(stage->requirements[k].id)))
                return &stage->requirements[k];
    }
    return NULL;
}

static const char *problem_of(const engine *e, const set_aside_record *a, const fact_record *r,
                              const model_record *record)
{
    const pack_requirement *q = a->rule;
    if (!q || r->date == UNDATED || !q->set_aside_by || (q->for_each != RULE_NONE && a->about < 0))
        return problems[NOT_ALLOWED].code;
    if (a->withdraws)
        return NULL;
    if (r->outcome != e->profile->set_aside || !(r->leader & q->set_aside_by) ||
        !engine_has_reason(e, q, engine_record_text(e, record, e->profile->reason)))
        return problems[NOT_ALLOWED].code;
    return text_is_blank(record->rationale) ? problems[NO_RATIONALE].code : NULL;
}

static set_aside_record read_set_aside(engine *e, const fact_record *r)
{
    const model_record *record =
        CASE_LIST(e->record, REUNIFY_ENTRY_RECORD, model_record) + r->index;
    const model_named *named = engine_record_text(e, record, e->profile->requirement);
    const text *id = named ? model_name(e->record, named->code) : NULL;
    set_aside_record a = {.rule = requirement_named(e, id),
                          .record = r->index,
                          .date = r->date,
                          .about = r->about,
                          .withdraws = r->outcome == e->profile->withdrawn};
    a.named = a.rule ? a.rule->id : id ? arena_text(&e->out->memory, id->data, id->length) : NULL;
    if (id && !a.named)
        engine_no_memory(e);
    a.problem = problem_of(e, &a, r, record);
    return a;
}

static set_aside_place place_of(const pack_requirement *q, int32_t person, size_t place)
{
    return (set_aside_place){q, q->for_each == RULE_NONE ? -1 : person, (uint32_t)place};
}

/* Which requirement comes before another is all the same. */
static int compare_places(const void *a, const void *b)
{
    const set_aside_place *x = a, *y = b;
    if (x->rule != y->rule)
        return (uintptr_t)x->rule < (uintptr_t)y->rule ? -1 : 1;
    if (x->about != y->about)
        return x->about < y->about ? -1 : 1;
    return (x->place > y->place) - (x->place < y->place);
}

static void order_set_asides(engine *e)
{
    e->set_aside_places = engine_take_scratch(e, e->set_aside_count, sizeof *e->set_aside_places);
    for (size_t i = 0; e->set_aside_places && i < e->set_aside_count; i++) {
        const set_aside_record *a = &e->set_asides[i];
        if (!a->problem)
            e->set_aside_places[e->set_aside_place_count++] = place_of(a->rule, a->about, i);
    }
    sort_items(e->set_aside_places, e->set_aside_place_count, sizeof *e->set_aside_places,
               compare_places);
}

bool engine_read_set_asides(engine *e)
{
    const rule_facts *f = &e->facts;
    const uint16_t type = e->profile->set_aside_type;
    const uint32_t start = f->type_start[type], end = f->type_start[type + 1u];
    if (start == end)
        return true;
    e->set_asides = engine_take_scratch(e, end - start, sizeof *e->set_asides);
    for (uint32_t i = start; e->set_asides && i < end; i++)
        e->set_asides[e->set_aside_count++] = read_set_aside(e, &f->records[i]);
    order_set_asides(e);
    return !e->status;
}

/* On a day ------------------------------------------------------------------------------------ */

/* No later than the decision that it has to come before, as far as there is one. */
static bool is_in_time(rule_scope *s, const set_aside_record *a)
{
    if (a->rule->set_aside_until == RULE_NONE)
        return true;
    const date_value until = rule_date_of(s, a->rule->set_aside_until);
    return !until.exists || a->date <= until.high;
}

static bool is_of_attempt(const rule_scope *s, const set_aside_record *a)
{
    return a->date >= s->counts_surely_from;
}

static const set_aside_record *record_at(const engine *e, size_t at)
{
    return &e->set_asides[e->set_aside_places[at].place];
}

typedef struct {
    const engine *e;
    set_aside_place place;
    reunify_date day;
} wanted_place;

static bool is_not_after(const void *item, const void *wanted)
{
    const wanted_place *w = wanted;
    const set_aside_place *p = item;
    const int order = compare_places(&(set_aside_place){p->rule, p->about, 0}, &w->place);
    return order < 0 || (order == 0 && w->e->set_asides[p->place].date <= w->day);
}

/* The first that is of the requirement and the person and dated after a day, or what comes behind.
 */
static size_t first_after(const engine *e, const pack_requirement *q, int32_t person,
                          reunify_date day)
{
    const wanted_place wanted = {e, place_of(q, person, 0), day};
    return count_before(e->set_aside_places, e->set_aside_place_count, sizeof *e->set_aside_places,
                        is_not_after, &wanted);
}

static bool is_of(const engine *e, size_t at, const pack_requirement *q, int32_t person)
{
    const set_aside_place wanted = place_of(q, person, 0);
    return at < e->set_aside_place_count && e->set_aside_places[at].rule == q &&
           e->set_aside_places[at].about == wanted.about;
}

/* From the latest that has come back to the first that counts. */
const set_aside_record *set_aside_in(rule_scope *s, const pack_requirement *q, int32_t person)
{
    const engine *e = s->engine;
    if (!q->set_aside_by)
        return NULL;
    size_t at = first_after(e, q, person, s->as_of);
    if (is_of(e, at, q, person))
        engine_has_come(s, record_at(e, at)->date);
    for (; at && is_of(e, at - 1, q, person) && rule_spend(s->facts, 1); at--) {
        const set_aside_record *a = record_at(e, at - 1);
        engine_has_come(s, a->date);
        if (!is_of_attempt(s, a))
            break;
        if (is_in_time(s, a))
            return a->withdraws ? NULL : a;
    }
    return NULL;
}

/* Reported ------------------------------------------------------------------------------------ */

static const pack_stage *stage_of(const engine *e, const pack_requirement *q)
{
    for (uint16_t i = 0; i < e->pathway->stage_count; i++) {
        const pack_stage *stage = &e->pathway->stages[i];
        if (q >= stage->requirements && q < stage->requirements + stage->requirement_count)
            return stage;
    }
    return NULL;
}

/* Whether some attempt, the present one or an earlier one, holds the day. */
static bool is_within_an_attempt(const engine *e, reunify_date day)
{
    for (size_t i = 0; i < e->out->attempt_count; i++) {
        const struct reunify_attempt *a = &e->out->attempts[i];
        if ((a->from == REUNIFY_DATE_NONE || day >= a->from) &&
            (a->to == REUNIFY_DATE_NONE || day <= a->to))
            return true;
    }
    return false;
}

/* Why it does not count at as_of, NULL: it does. Of an earlier attempt it counted in its time. */
static const char *problem_now(engine *e, const set_aside_record *a)
{
    if (a->problem)
        return a->problem;
    if (!is_within_an_attempt(e, a->date))
        return problems[NOT_ALLOWED].code;
    const pack_stage *stage = stage_of(e, a->rule);
    const attempt_view now = engine_attempt_on(e, stage, e->as_of);
    const reunify_date day = a->date < now.counts_surely_from ? a->date : e->as_of;
    const attempt_view then = engine_attempt_on(e, stage, day);
    rule_scope s = engine_stage_scope(e, &then, day);
    return is_in_time(&s, a) ? NULL : problems[NOT_ALLOWED].code;
}

static bool is_of_present_attempt(engine *e, const set_aside_record *a)
{
    const timeline *t = timeline_on(e->facts.history, e->as_of);
    return a->date >= timeline_attempt(t)->from;
}

static void report_set_aside(engine *e, const set_aside_record *a)
{
    const model_record *r = CASE_LIST(e->record, REUNIFY_ENTRY_RECORD, model_record) + a->record;
    const char *problem = problem_now(e, a), *id = engine_id(e, REUNIFY_ENTRY_RECORD, a->record);
    struct reunify_set_aside *to = &e->out->set_aside[e->out->set_aside_count++];
    *to = (struct reunify_set_aside){
        .requirement = a->named,
        .record = id,
        .date = a->date == UNDATED ? REUNIFY_DATE_NONE : a->date,
        .accepted = !problem,
        .person = a->about >= 0 ? engine_id(e, REUNIFY_ENTRY_PERSON, (size_t)a->about) : NULL};
    to->by = r->led_by == SYMBOL_NONE ? NULL : profile_symbol_name(e->profile, e->map[r->led_by]);
    const text *outcome = model_name(e->record, r->outcome);
    to->outcome = outcome ? arena_text(&e->out->memory, outcome->data, outcome->length) : NULL;
    to->reason = r->rationale.length
                     ? arena_text(&e->out->memory, r->rationale.data, r->rationale.length)
                     : NULL;
    if ((outcome && !to->outcome) || (r->rationale.length && !to->reason))
        engine_no_memory(e);
    if (problem && (is_of_present_attempt(e, a) || !is_within_an_attempt(e, a->date)))
        engine_warn_dated(e, problem, id, to->date);
}

void engine_set_asides(engine *e)
{
    e->out->set_aside = engine_take(e, e->set_aside_count, sizeof *e->out->set_aside);
    for (size_t i = 0; e->out->set_aside && i < e->set_aside_count; i++)
        if (e->set_asides[i].date <= e->as_of || e->set_asides[i].date == UNDATED)
            report_set_aside(e, &e->set_asides[i]);
}
