/*
 * What a rule that holds rests on, as a page says it: entries of the evidence, each record by type,
 * date and who led it, then the return, then the legal statuses that the rule speaks of. Evidence
 * has ids alone, and neither a return nor a legal status has one; so they stand here and not there.
 *
 * Which legal statuses a rule speaks of is read off its conditions and dates, wherever in them one
 * is asked for. Of those in the case, an alert has the ones that began on the return's date or
 * later, and a condition of closing the ones that are in force.
 */
#include "evaluate/engine.h"

/* Entries of the evidence --------------------------------------------------------------------- */

alert_ground engine_ground_of_record(const engine *e, size_t index)
{
    const model_record *r = &CASE_LIST(e->record, REUNIFY_ENTRY_RECORD, model_record)[index];
    const symbol type = r->type == SYMBOL_NONE ? SYMBOL_NONE : e->map[r->type];
    const symbol by = r->led_by == SYMBOL_NONE ? SYMBOL_NONE : e->map[r->led_by];
    return (alert_ground){
        .kind = REUNIFY_ENTRY_RECORD,
        .relation = ENUM_NONE,
        .date = r->date,
        .to = REUNIFY_DATE_NONE,
        .type = type == SYMBOL_NONE ? -1 : e->profile->type_of[type] - 1,
        .by = by == SYMBOL_NONE ? NULL : profile_symbol_name(e->profile, by),
    };
}

static alert_ground ground_of_attribute(const engine *e, size_t index)
{
    const model_attribute *a =
        &CASE_LIST(e->record, REUNIFY_ENTRY_ATTRIBUTE, model_attribute)[index];
    return (alert_ground){.kind = REUNIFY_ENTRY_ATTRIBUTE,
                          .relation = ENUM_NONE,
                          .date = a->from,
                          .to = REUNIFY_DATE_NONE,
                          .type = -1,
                          .attribute = e->map[a->name]};
}

static alert_ground ground_of(const engine *e, uint8_t kind, size_t index)
{
    if (kind == REUNIFY_ENTRY_RECORD)
        return engine_ground_of_record(e, index);
    if (kind == REUNIFY_ENTRY_ATTRIBUTE)
        return ground_of_attribute(e, index);
    alert_ground g = {.kind = kind,
                      .relation = ENUM_NONE,
                      .date = REUNIFY_DATE_NONE,
                      .to = REUNIFY_DATE_NONE,
                      .type = -1};
    if (kind == REUNIFY_ENTRY_PERSON)
        g.relation = CASE_LIST(e->record, REUNIFY_ENTRY_PERSON, model_person)[index].relation;
    else if (kind == REUNIFY_ENTRY_RETURN)
        g.date = CASE_LIST(e->record, REUNIFY_ENTRY_RETURN, model_return)[index].date;
    else
        g.date = CASE_LIST(e->record, REUNIFY_ENTRY_ASSESSMENT, model_assessment)[index].date;
    return g;
}

/* Legal statuses ------------------------------------------------------------------------------ */

static void mark_listed(const rule_program *p, const rule_row *row, const rule_node *n, bool *marks)
{
    for (const rule_operand *o = row->operands; o->member; o++)
        for (uint32_t i = 0; o->kind == OPERAND_LEGAL_STATUSES && i < n->count; i++)
            marks[p->symbols[n->first + i]] = true;
}

static void mark_of_date(const rule_program *p, rule_index date, bool *marks)
{
    if (date == RULE_NONE)
        return;
    const rule_node *n = &p->dates[date];
    const rule_row *row = &rule_dates[n->op];
    mark_listed(p, row, n, marks);
    for (uint32_t i = 0; row->operands[0].kind == OPERAND_DATES && i < n->count; i++)
        mark_of_date(p, p->links[n->first + i], marks);
    for (size_t i = 0; i < NODE_DATES; i++)
        mark_of_date(p, n->dates[i], marks);
}

/* Every legal status that a condition asks for, however deep in it. */
static void mark_of_condition(const rule_program *p, rule_index condition, bool *marks)
{
    if (condition == RULE_NONE)
        return;
    const rule_node *n = &p->nodes[condition];
    const rule_row *row = &rule_operators[n->op];
    mark_listed(p, row, n, marks);
    for (uint32_t i = 0; row->operands[0].kind == OPERAND_CONDITIONS && i < n->count; i++)
        mark_of_condition(p, p->links[n->first + i], marks);
    for (size_t i = 0; i < NODE_CONDITIONS; i++)
        mark_of_condition(p, n->conditions[i], marks);
    for (size_t i = 0; i < NODE_DATES; i++)
        mark_of_date(p, n->dates[i], marks);
}

static bool is_seen(const engine *e, const model_interval *i, reunify_date since)
{
    if (since == REUNIFY_DATE_NONE)
        return interval_covers(i, e->as_of, e->as_of);
    return i->from != REUNIFY_DATE_NONE && i->from >= since && i->from <= e->as_of;
}

static int compare_grounds(const void *left, const void *right)
{
    const alert_ground *a = left, *b = right;
    return a->date != b->date ? (a->date > b->date) - (a->date < b->date)
                              : (a->id && b->id ? strcmp(a->id, b->id) : 0);
}

size_t engine_ground_statuses(engine *e, rule_index when, reunify_date since, alert_ground *out)
{
    const model_list *l = &e->record->lists[REUNIFY_ENTRY_LEGAL_STATUS];
    const model_interval *items = l->items;
    size_t count = 0;
    bool *marks = l->count ? engine_take_scratch(e, e->profile->names.count, sizeof *marks) : NULL;
    if (marks)
        mark_of_condition(&e->profile->program, when, marks);
    for (size_t i = 0; marks && i < l->count && count < MOST_GROUND_STATUSES; i++) {
        const symbol s = e->facts.legal[i];
        if (s == SYMBOL_NONE || !marks[s] || !rule_spend(&e->facts, 1) ||
            !is_seen(e, &items[i], since))
            continue;
        const reunify_date to = items[i].to;
        out[count++] =
            (alert_ground){.id = e->profile->labels[s] ? e->profile->labels[s]
                                                       : profile_symbol_name(e->profile, s),
                           .kind = REUNIFY_ENTRY_LEGAL_STATUS,
                           .relation = ENUM_NONE,
                           .date = items[i].from,
                           .to = to != REUNIFY_DATE_NONE && to <= e->as_of ? to : REUNIFY_DATE_NONE,
                           .type = -1};
    }
    sort_items(out, count, sizeof *out, compare_grounds);
    return count;
}

/* An alert ------------------------------------------------------------------------------------ */

void engine_alert_grounds(engine *e, struct reunify_alert *a, const evidence_item *items)
{
    const seen_return *home = timeline_return(timeline_on(e->facts.history, e->as_of));
    a->grounds = engine_take(e, a->evidence_count + 1 + MOST_GROUND_STATUSES, sizeof *a->grounds);
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
    if (a->grounds && home)
        a->ground_count +=
            engine_ground_statuses(e, a->rule->when, home->date, a->grounds + a->ground_count);
}
