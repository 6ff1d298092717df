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

const set_aside_record *set_aside_in(rule_scope *s, const pack_requirement *q, int32_t person)
{
    const engine *e = s->engine;
    const set_aside_record *found = NULL;
    if (!q->set_aside_by)
        return NULL;
    for (size_t i = 0; i < e->set_aside_count; i++) {
        const set_aside_record *a = &e->set_asides[i];
        if (a->rule != q || a->problem || (person >= 0 && a->about != person) ||
            !engine_has_come(s, a->date) || !is_of_attempt(s, a) || !is_in_time(s, a))
            continue;
        found = a;
    }
    return found && !found->withdraws ? found : NULL;
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
