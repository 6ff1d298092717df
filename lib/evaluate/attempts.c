/*
 * Attempts to bring the child home, as they are seen at as_of; and what in the record of care,
 * returns and placements cannot be so, or was left open. Nothing of it is guessed away: what had to
 * be taken in one way or another is warned of at its place.
 */
#include "evaluate/engine.h"

reunify_date engine_settled_on(engine *e, const pack_stage *stage, reunify_date at,
                               reunify_date *next_change)
{
    if (stage->settled_on == RULE_NONE)
        return REUNIFY_DATE_NONE;
    rule_scope s = engine_scope(e, at);
    const date_value v = rule_date_of(&s, stage->settled_on);
    if (s.next_change < *next_change)
        *next_change = s.next_change;
    return date_value_certain(v) && v.low < at ? v.low : REUNIFY_DATE_NONE;
}

/* Warnings ------------------------------------------------------------------------------------ */

/* At the list: entries without an id are told apart by the date, whatever their order. */
static void warn_of(engine *e, const char *code, int32_t kind, reunify_date date)
{
    pointer p;
    pointer_start(&p);
    pointer_push(&p, model_kinds[kind].name, strlen(model_kinds[kind].name));
    engine_warn_dated(e, code, p.data, date);
}

static void warn_of_gaps(engine *e, int32_t kind)
{
    const model_interval *items = CASE_LIST(e->record, kind, model_interval);
    for (size_t i = 0; i < e->record->lists[kind].count; i++)
        if (items[i].bridged && items[i].to < e->as_of)
            warn_of(e, "one_day_gap", kind, items[i].to);
}

static void warn_if_unborn(engine *e, int32_t kind, reunify_date date)
{
    const model_birth birth = birth_on(&e->facts.child_birth, e->as_of);
    if (birth.first != REUNIFY_DATE_NONE && date != REUNIFY_DATE_NONE && date < birth.first &&
        date <= e->as_of)
        warn_of(e, "implausible_date", kind, date);
}

static void warn_of_intervals(engine *e, int32_t kind)
{
    const model_interval *items = CASE_LIST(e->record, kind, model_interval);
    warn_of_gaps(e, kind);
    for (size_t i = 0; i < e->record->lists[kind].count; i++)
        warn_if_unborn(e, kind, items[i].from);
}

/* What is seen of a return of the record: whether it counts, and why not. */
static void warn_of_return(engine *e, const timeline *t, size_t index)
{
    const model_return *list = CASE_LIST(e->record, REUNIFY_ENTRY_RETURN, model_return);
    const reunify_date date = list[index].date;
    warn_if_unborn(e, REUNIFY_ENTRY_RETURN, date);
    const seen_return *r = timeline_return_of(t, date);
    if (!r)
        warn_of(e, "return_while_standing", REUNIFY_ENTRY_RETURN, date);
    else if (r->index != index)
        warn_of(e, "duplicate_return", REUNIFY_ENTRY_RETURN, date);
    else if (r->inferred)
        warn_of(e, "return_not_ended", REUNIFY_ENTRY_RETURN, r->end);
}

static void warn_of_returns(engine *e, const timeline *t)
{
    const model_return *list = CASE_LIST(e->record, REUNIFY_ENTRY_RETURN, model_return);
    for (size_t i = 0; i < e->record->lists[REUNIFY_ENTRY_RETURN].count; i++)
        if (list[i].date <= e->as_of)
            warn_of_return(e, t, i);
}

static void warn_of_spells(engine *e, const timeline *t)
{
    for (size_t i = 0; i < t->spell_count; i++)
        if (t->spells[i].lacks_placement)
            warn_of(e, "placement_not_recorded", REUNIFY_ENTRY_CARE_PERIOD, t->spells[i].from);
    rule_scope s = engine_scope(e, e->as_of);
    if (rule_home_without_return(&s) == REUNIFY_TRUE)
        engine_warn_dated(e, "home_without_return", "/returns",
                          timeline_home_in_care_since(t, e->record, e->as_of));
}

/* Attempts ------------------------------------------------------------------------------------ */

static attempt_return return_in(const timeline *t, const care_attempt *a)
{
    if (a->of_return < 0)
        return (attempt_return){REUNIFY_DATE_NONE, REUNIFY_DATE_NONE, ENUM_NONE};
    const seen_return *r = &t->returns[a->of_return];
    return (attempt_return){r->date, r->end,
                            (uint8_t)(r->end == REUNIFY_DATE_NONE ? ENUM_NONE : r->outcome)};
}

static void report_attempts(engine *e, const timeline *t)
{
    reunify_evaluation *out = e->out;
    out->attempts = engine_take(e, t->attempt_count, sizeof *out->attempts);
    for (size_t i = 0; out->attempts && i < t->attempt_count; i++) {
        const care_attempt *a = &t->attempts[i];
        if (!a->number)
            continue;
        struct reunify_attempt *to = &out->attempts[out->attempt_count++];
        *to = (struct reunify_attempt){
            .number = a->number, .from = a->from, .to = a->to, .home = return_in(t, a)};
        if (i + 1 == t->attempt_count && t->start_by != REUNIFY_DATE_NONE)
            to->from = REUNIFY_DATE_NONE;
    }
}

void engine_attempts(engine *e)
{
    const timeline *t = timeline_on(e->facts.history, e->as_of);
    report_attempts(e, t);
    warn_of_intervals(e, REUNIFY_ENTRY_LEGAL_STATUS);
    warn_of_intervals(e, REUNIFY_ENTRY_CARE_PERIOD);
    warn_of_intervals(e, REUNIFY_ENTRY_PLACEMENT);
    warn_of_returns(e, t);
    warn_of_spells(e, t);
}
