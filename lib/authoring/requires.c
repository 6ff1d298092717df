/*
 * What a rule reads of a case: a walk over its compiled conditions and dates.
 *
 * The walk follows the rows of the language. What an operand names is read: a finding, an
 * attribute, a type of record with what is tested of it, a legal status, a field of a person. What
 * the function of a row looks at beside that stands in the row, as LOOKS_AT_*. Three of these lead
 * on to other rules: the level rests on the findings of all dimensions, the rules of movement and
 * judgements; a finding that is derived on others; a gate on the requirements and stops of its
 * stage and of those before it.
 *
 * Each item is noted once a rule, with the first reason for which it is read: by the rule itself,
 * then because it counts the present attempt alone, then because its stage can be settled. So each
 * rule is walked in that order, and a node that was seen in the same scope is not entered again:
 * the work for a rule is bounded by the size of the program.
 */
#include "authoring/requires.h"

#include <reunify/case.h>

#include <stdio.h>

/* Items --------------------------------------------------------------------------------------- */

static const char *symbol_text(const requires_walk *w, symbol s)
{
    return s == SYMBOL_NONE ? NULL : w->profile->names.names[s].data;
}

static void write_id(char *id, size_t size, const required_item *i, const char *field)
{
    int length = snprintf(id, size, "%s", model_kinds[i->kind].word);
    if (i->code)
        length += snprintf(id + length, size - (size_t)length, "[%s]", i->code);
    if (field)
        length += snprintf(id + length, size - (size_t)length, ".%s", field);
    if (i->name)
        snprintf(id + length, size - (size_t)length, ".%s", i->name);
}

static required_item *item_of(requires_walk *w, const required_item *wanted, const char *field)
{
    reunify_requires *out = w->out;
    char id[512]; /* two codes of at most 150 bytes */
    if (out->failed)
        return NULL;
    write_id(id, sizeof id, wanted, field);
    const symbol number = symbols_add(&out->ids, id, strlen(id));
    if (number == SYMBOL_NONE ||
        !array_reserve(&out->memory, (void **)&out->items, &out->item_capacity, (size_t)number + 1,
                       sizeof *out->items)) {
        out->failed = true;
        return NULL;
    }
    if (number == out->item_count) {
        out->items[number] = *wanted;
        out->items[number].id = out->ids.names[number].data;
        out->item_count++;
    }
    return &out->items[number];
}

static required_item *note(requires_walk *w, required_item wanted, const char *field)
{
    reunify_requires *out = w->out;
    required_item *item = item_of(w, &wanted, field);
    if (!item || item->noted_by == w->number)
        return item;
    required_rule *r = w->rule;
    if (!array_reserve(&out->memory, (void **)&r->reads, &r->read_capacity, r->read_count + 1,
                       sizeof *r->reads)) {
        out->failed = true;
        return NULL;
    }
    item->noted_by = w->number;
    item->reader_count++;
    r->reads[r->read_count++] = (required_read){(uint32_t)(item - out->items), w->by};
    return item;
}

static required_item *note_field(requires_walk *w, int32_t kind, const char *code, int32_t field)
{
    return note(w, (required_item){.kind = kind, .code = code, .field = field},
                model_field(kind, field)->name);
}

static required_item *note_named(requires_walk *w, int32_t kind, const char *code, const char *list,
                                 const char *name)
{
    return note(w, (required_item){.kind = kind, .code = code, .name = name}, list);
}

static void note_existence(requires_walk *w, int32_t kind)
{
    note(w, (required_item){.kind = kind}, NULL);
}

static void add_value(requires_walk *w, required_item *item, const char *value)
{
    if (!item || !value)
        return;
    for (size_t i = 0; i < item->value_count; i++)
        if (strcmp(item->values[i], value) == 0)
            return;
    if (array_reserve(&w->out->memory, (void **)&item->values, &item->value_capacity,
                      item->value_count + 1, sizeof *item->values))
        item->values[item->value_count++] = value;
    else
        w->out->failed = true;
}

static void add_symbols(requires_walk *w, required_item *item, rule_index first, uint32_t count)
{
    for (uint32_t i = 0; first != RULE_NONE && i < count; i++)
        add_value(w, item, symbol_text(w, w->profile->program.symbols[first + i]));
}

static void add_words(requires_walk *w, required_item *item, const char *const *words,
                      uint64_t mask)
{
    for (size_t i = 0; words && words[i]; i++)
        if (mask >> i & 1)
            add_value(w, item, words[i]);
}

static void add_roles(requires_walk *w, required_item *item, uint64_t roles)
{
    for (size_t i = 0; i < w->profile->role_count; i++)
        if (roles >> i & 1)
            add_value(w, item, symbol_text(w, w->profile->roles[i]));
}

/* The child's history ------------------------------------------------------------------------- */

static void read_interval(requires_walk *w, int32_t kind, const char *code)
{
    note_field(w, kind, code, REUNIFY_FIELD_FROM);
    note_field(w, kind, code, REUNIFY_FIELD_TO);
}

static void read_care(requires_walk *w)
{
    read_interval(w, REUNIFY_ENTRY_CARE_PERIOD, NULL);
    note_field(w, REUNIFY_ENTRY_CARE_PERIOD, NULL, REUNIFY_FIELD_KIND);
}

static const char *const orders[] = {"interim_care_order", "care_order", "placement_order"};

/* The name that the profile has for it, so that each status is one item. */
static void read_status(requires_walk *w, const char *code)
{
    note_field(w, REUNIFY_ENTRY_LEGAL_STATUS, NULL, REUNIFY_FIELD_CODE);
    read_interval(w, REUNIFY_ENTRY_LEGAL_STATUS, code);
}

/* Orders that follow on one another are one: a day between two of them is none. */
static void read_orders(requires_walk *w)
{
    for (size_t i = 0; i < LENGTH_OF(orders); i++)
        read_status(w, orders[i]);
}

static bool is_order(const char *code)
{
    for (size_t i = 0; i < LENGTH_OF(orders); i++)
        if (strcmp(orders[i], code) == 0)
            return true;
    return false;
}

static void read_statuses(requires_walk *w, rule_index first, uint32_t count)
{
    for (uint32_t i = 0; first != RULE_NONE && i < count; i++) {
        const char *code = symbol_text(w, w->profile->program.symbols[first + i]);
        if (code && is_order(code))
            read_orders(w);
        else if (code)
            read_status(w, code);
    }
}

static void read_placements(requires_walk *w, uint64_t types)
{
    required_item *type = note_field(w, REUNIFY_ENTRY_PLACEMENT, NULL, REUNIFY_FIELD_TYPE);
    add_words(w, type, placement_names, types);
    for (size_t i = 0; placement_names[i]; i++)
        if (types >> i & 1)
            read_interval(w, REUNIFY_ENTRY_PLACEMENT, placement_names[i]);
}

/* Spells, returns and how they ended depend on each other: see rule/timeline.c. */
static void read_history(requires_walk *w)
{
    if (w->history == w->number)
        return;
    w->history = w->number;
    read_care(w);
    note_field(w, REUNIFY_ENTRY_RETURN, NULL, REUNIFY_FIELD_DATE);
    note_field(w, REUNIFY_ENTRY_RETURN, NULL, REUNIFY_FIELD_ENDED_ON);
    note_field(w, REUNIFY_ENTRY_RETURN, NULL, REUNIFY_FIELD_OUTCOME);
    note_field(w, REUNIFY_ENTRY_PLACEMENT, NULL, REUNIFY_FIELD_TYPE);
    read_interval(w, REUNIFY_ENTRY_PLACEMENT, NULL);
    read_orders(w);
    note_named(w, REUNIFY_ENTRY_CASE, NULL, "attributes", "destination");
}

static void read_record(requires_walk *w, const rule_selector *sel);

/* What gives a plan up and takes it up again begins an attempt too. */
static void read_attempt(requires_walk *w)
{
    if (w->attempt == w->number)
        return;
    w->attempt = w->number;
    read_history(w);
    const bool of_attempt = w->of_attempt;
    w->of_attempt = false;
    for (uint16_t i = 0; i < w->profile->plan_rule_count; i++)
        read_record(w, &w->profile->program.selectors[w->profile->plan_rules[i]]);
    w->of_attempt = of_attempt;
}

/* Only what is dated in the attempt counts. */
static void counts(requires_walk *w)
{
    w->needs_attempt = w->needs_attempt || w->of_attempt;
}

/* What a rule reads of a gate it reads by itself, whatever for. */
static void read_for(requires_walk *w, uint8_t by)
{
    w->by = w->by == REUNIFY_READS_ITSELF && !w->in_gates ? by : w->by;
}

void requires_attempt(requires_walk *w)
{
    if (!w->needs_attempt)
        return;
    w->needs_attempt = false;
    const uint8_t by = w->by;
    read_for(w, REUNIFY_READS_ATTEMPT);
    read_attempt(w);
    w->by = by;
}

/* Assessments --------------------------------------------------------------------------------- */

static void add_finding_values(requires_walk *w, required_item *item, const pack_finding *f)
{
    for (uint16_t i = 0; f->type == NAMED_TEXT && i < f->value_count; i++)
        add_value(w, item, symbol_text(w, f->values[i]));
}

static void read_people_returned_to(requires_walk *w, const pack_finding *f)
{
    note_field(w, REUNIFY_ENTRY_PERSON_FINDINGS, NULL, REUNIFY_FIELD_PERSON);
    add_finding_values(
        w, note_named(w, REUNIFY_ENTRY_PERSON_FINDINGS, NULL, "findings", symbol_text(w, f->name)),
        f);
    note_field(w, REUNIFY_ENTRY_RETURN_TO, NULL, REUNIFY_FIELD_PERSON);
    read_interval(w, REUNIFY_ENTRY_RETURN_TO, NULL);
}

static void read_stated(requires_walk *w, const pack_finding *f)
{
    add_finding_values(
        w, note_named(w, REUNIFY_ENTRY_ASSESSMENT, NULL, "findings", symbol_text(w, f->name)), f);
    if (f->by_person)
        read_people_returned_to(w, f);
}

/* A finding and those that it is derived from. */
static void read_finding(requires_walk *w, uint16_t finding)
{
    const pack_finding *f = &w->profile->findings[finding];
    if (w->findings[finding] == w->number)
        return;
    w->findings[finding] = w->number;
    if (f->stated)
        read_stated(w, f);
    for (uint16_t i = 0; i < f->derived_count; i++)
        requires_condition(w, f->derived[i].when);
    for (uint16_t i = 0; i < f->score_count; i++)
        read_finding(w, f->score[i].finding);
    for (uint16_t i = 0; i < f->worst_count; i++)
        read_finding(w, f->worst[i]);
}

static void read_classification(requires_walk *w)
{
    note_field(w, REUNIFY_ENTRY_ASSESSMENT, NULL, REUNIFY_FIELD_DATE);
    for (size_t i = 0; i < w->profile->dimension_count; i++)
        read_finding(w, w->profile->dimensions[i].finding);
}

static void read_judgement(requires_walk *w)
{
    note_field(w, REUNIFY_ENTRY_JUDGEMENT, NULL, REUNIFY_FIELD_LEVEL);
    note_field(w, REUNIFY_ENTRY_JUDGEMENT, NULL, REUNIFY_FIELD_RATIONALE);
    add_roles(w, note_field(w, REUNIFY_ENTRY_JUDGEMENT, NULL, REUNIFY_FIELD_APPROVED_BY),
              w->profile->deciding_roles);
}

/* Assessments are replayed over all time, whatever the attempt and whoever is asked about. */
void requires_level(requires_walk *w)
{
    if (w->level == w->number)
        return;
    w->level = w->number;
    const requires_walk outer = *w;
    w->of_attempt = w->of_person = false;
    read_classification(w);
    read_judgement(w);
    for (size_t i = 0; i < w->profile->movement_count; i++) {
        requires_condition(w, w->profile->movement[i].when);
        requires_date(w, w->profile->movement[i].counts_from);
    }
    requires_condition(w, w->profile->silent_when);
    w->of_attempt = outer.of_attempt;
    w->of_person = outer.of_person;
}

/* Records ------------------------------------------------------------------------------------- */

enum { ASKS_OUTCOME = 1, ASKS_LEADER = 2, ASKS_PARTICIPANTS = 4, ASKS_ABOUT = 8 };

static bool has_tests_of_roles(const rule_tests *t)
{
    return t->with_all || t->has_any || t->with_all_of != RULE_NONE;
}

static void read_roles(requires_walk *w, const char *type, const rule_tests *t)
{
    const bool parts = has_tests_of_roles(t);
    if (t->has_led_by || parts)
        add_roles(w, note_field(w, REUNIFY_ENTRY_RECORD, type, REUNIFY_FIELD_LED_BY),
                  t->led_by | t->with_all | t->with_any);
    if (parts)
        add_roles(w, note_field(w, REUNIFY_ENTRY_RECORD, type, REUNIFY_FIELD_PARTICIPANTS),
                  t->with_all | t->with_any);
}

static void read_tests(requires_walk *w, const char *type, const rule_tests *t)
{
    required_item *outcome = note_field(w, REUNIFY_ENTRY_RECORD, type, REUNIFY_FIELD_OUTCOME);
    if (t->has_outcomes)
        add_symbols(w, outcome, t->outcomes, t->outcome_count);
    read_roles(w, type, t);
    for (uint32_t i = 0; i < t->where_count; i++) {
        const rule_attribute *a = &w->profile->program.attributes[t->where + i];
        required_item *item =
            note_named(w, REUNIFY_ENTRY_RECORD, type, "attributes", symbol_text(w, a->name));
        add_symbols(w, item, a->first, a->count);
    }
}

static void read_bounds(requires_walk *w, const rule_tests *t)
{
    const rule_index dates[] = {t->on_or_after, t->on_or_before, t->before, t->after, t->within};
    for (size_t i = 0; i < LENGTH_OF(dates); i++)
        requires_date(w, dates[i]);
    read_statuses(w, t->under, t->under_count);
    read_statuses(w, t->not_under, t->not_under_count);
}

/* Another record, every role of which has to take part. */
static void read_other(requires_walk *w, const rule_tests *t)
{
    if (t->with_all_of == RULE_NONE)
        return;
    const rule_selector *other = &w->profile->program.selectors[t->with_all_of];
    for (uint8_t i = 0; i < other->type_count; i++) {
        const char *type = symbol_text(w, w->profile->types[other->types[i]].name);
        note_field(w, REUNIFY_ENTRY_RECORD, type, REUNIFY_FIELD_LED_BY);
        note_field(w, REUNIFY_ENTRY_RECORD, type, REUNIFY_FIELD_PARTICIPANTS);
    }
    read_record(w, other);
}

static void read_type(requires_walk *w, const rule_selector *sel, uint16_t type)
{
    const char *name = symbol_text(w, w->profile->types[type].name);
    note_field(w, REUNIFY_ENTRY_RECORD, NULL, REUNIFY_FIELD_TYPE);
    note_field(w, REUNIFY_ENTRY_RECORD, name, REUNIFY_FIELD_DATE);
    /* Several of one day are one where they are about the same. */
    if (sel->about != ABOUT_NOT_ASKED || sel->count > 1)
        note_field(w, REUNIFY_ENTRY_RECORD, name, REUNIFY_FIELD_ABOUT);
    read_tests(w, name, &sel->among);
    read_tests(w, name, &sel->tests);
}

static void read_record(requires_walk *w, const rule_selector *sel)
{
    counts(w);
    for (uint8_t i = 0; i < sel->type_count; i++)
        read_type(w, sel, sel->types[i]);
    read_bounds(w, &sel->among);
    read_bounds(w, &sel->tests);
    read_other(w, &sel->among);
    read_other(w, &sel->tests);
    if (sel->about == ABOUT_IS_WHO)
        requires_person_condition(w, sel->about_who);
}

/* People, family time ------------------------------------------------------------------------- */

void requires_people(requires_walk *w)
{
    note_existence(w, REUNIFY_ENTRY_PERSON);
}

/* A parent who is hardly older than the child was not born on that day: no day is known. */
static void read_birth_of_person(requires_walk *w)
{
    note_field(w, REUNIFY_ENTRY_PERSON, NULL, REUNIFY_FIELD_DATE_OF_BIRTH);
    note_field(w, REUNIFY_ENTRY_PERSON, NULL, REUNIFY_FIELD_RELATION);
    note_field(w, REUNIFY_ENTRY_CHILD, NULL, REUNIFY_FIELD_DATE_OF_BIRTH);
}

/* Who lives in the household or visits has days, and nobody was there before they were born. */
static void read_person(requires_walk *w, const rule_node *n)
{
    if (n->asked & (PERSON_HOUSEHOLD | PERSON_VISITOR))
        read_interval(w, REUNIFY_ENTRY_STAY, NULL);
    if (n->asked & (PERSON_HOUSEHOLD | PERSON_VISITOR | PERSON_AGE))
        read_birth_of_person(w);
}

static void read_family_time(requires_walk *w, const rule_node *n, bool of_date)
{
    const bool grows =
        !of_date && (n->word == FAMILY_TIME_INCREASING || n->word == FAMILY_TIME_GROWN);
    const bool nights =
        of_date ? n->asked & FAMILY_DATE_OVERNIGHT : n->word == FAMILY_TIME_OVERNIGHT;
    const bool hours = n->asked & (of_date ? FAMILY_DATE_HOURS : FAMILY_TIME_HOURS);
    counts(w);
    note_field(w, REUNIFY_ENTRY_FAMILY_TIME, NULL, REUNIFY_FIELD_FROM);
    if (grows)
        note_field(w, REUNIFY_ENTRY_FAMILY_TIME, NULL, REUNIFY_FIELD_TIMES_A_WEEK);
    if (grows || hours)
        note_field(w, REUNIFY_ENTRY_FAMILY_TIME, NULL, REUNIFY_FIELD_HOURS);
    if (nights && !grows)
        note_field(w, REUNIFY_ENTRY_FAMILY_TIME, NULL, REUNIFY_FIELD_OVERNIGHT);
}

/* Gates --------------------------------------------------------------------------------------- */

static void read_set_aside(requires_walk *w, const pack_requirement *q)
{
    const char *type = symbol_text(w, w->profile->types[w->profile->set_aside_type].name);
    counts(w);
    note_field(w, REUNIFY_ENTRY_RECORD, NULL, REUNIFY_FIELD_TYPE);
    note_field(w, REUNIFY_ENTRY_RECORD, type, REUNIFY_FIELD_DATE);
    note_field(w, REUNIFY_ENTRY_RECORD, type, REUNIFY_FIELD_RATIONALE);
    required_item *outcome = note_field(w, REUNIFY_ENTRY_RECORD, type, REUNIFY_FIELD_OUTCOME);
    add_value(w, outcome, symbol_text(w, w->profile->set_aside));
    add_value(w, outcome, symbol_text(w, w->profile->withdrawn));
    add_roles(w, note_field(w, REUNIFY_ENTRY_RECORD, type, REUNIFY_FIELD_LED_BY), q->set_aside_by);
    note_named(w, REUNIFY_ENTRY_RECORD, type, "attributes",
               symbol_text(w, w->profile->requirement));
    if (q->for_each != RULE_NONE)
        note_field(w, REUNIFY_ENTRY_RECORD, type, REUNIFY_FIELD_ABOUT);
    required_item *reason = q->set_aside_reasons
                                ? note_named(w, REUNIFY_ENTRY_RECORD, type, "attributes",
                                             symbol_text(w, w->profile->reason))
                                : NULL;
    for (uint16_t i = 0; i < q->set_aside_reasons; i++)
        add_value(w, reason, symbol_text(w, q->set_aside_for[i]));
    requires_date(w, q->set_aside_until);
}

void requires_requirement(requires_walk *w, const pack_stage *stage, const pack_requirement *q)
{
    const bool of_attempt = w->of_attempt;
    w->of_attempt = stage->counts_attempt;
    requires_condition(w, q->when);
    if (q->for_each != RULE_NONE) {
        requires_people(w);
        requires_person_condition(w, q->for_each);
        requires_person_condition(w, q->satisfied_by);
    } else {
        requires_condition(w, q->satisfied_by);
    }
    requires_condition(w, q->late);
    if (q->set_aside_by)
        read_set_aside(w, q);
    requires_attempt(w);
    const uint8_t by = w->by;
    w->of_attempt = false;
    read_for(w, REUNIFY_READS_SETTLEMENT);
    requires_date(w, stage->settled_on);
    w->by = by;
    w->of_attempt = of_attempt;
}

static void read_stops(requires_walk *w, const pack_stage *stage, bool levels_too)
{
    const bool of_attempt = w->of_attempt;
    w->of_attempt = stage->counts_attempt;
    for (uint16_t i = 0; i < stage->stop_count; i++)
        if (levels_too || stage->stops[i].level_at == RULE_NONE)
            requires_condition(w, stage->stops[i].when);
    requires_attempt(w);
    w->of_attempt = of_attempt;
}

static void read_stage(requires_walk *w, const pack_stage *stage)
{
    w->of_attempt = stage->counts_attempt;
    requires_condition(w, stage->when);
    read_stops(w, stage, true);
    for (uint16_t i = 0; i < stage->requirement_count; i++)
        if (!stage->requirements[i].advisory)
            requires_requirement(w, stage, &stage->requirements[i]);
}

static size_t first_stage(const reunify_profile *p, const pack_pathway *pathway)
{
    size_t at = 0;
    for (const pack_pathway *before = p->pathways; before < pathway; before++)
        at += before->stage_count;
    return at;
}

void requires_gates(requires_walk *w, const pack_pathway *pathway, uint16_t stage)
{
    const size_t first = first_stage(w->profile, pathway);
    const bool of_attempt = w->of_attempt, of_person = w->of_person, in_gates = w->in_gates;
    w->in_gates = true;
    for (uint16_t i = 0; i <= stage && i < pathway->stage_count; i++) {
        if (w->stages[first + i] == w->number)
            continue;
        w->stages[first + i] = w->number;
        w->of_person = false;
        read_stage(w, &pathway->stages[i]);
    }
    w->of_attempt = of_attempt;
    w->of_person = of_person;
    w->in_gates = in_gates;
}

/* In every pathway that has a stage of that name. */
static void read_gates_named(requires_walk *w, symbol name)
{
    for (size_t i = 0; i < w->profile->pathway_count; i++)
        for (uint16_t k = 0; k < w->profile->pathways[i].stage_count; k++)
            if (w->profile->pathways[i].stages[k].name == name)
                requires_gates(w, &w->profile->pathways[i], k);
}

static void read_stops_named(requires_walk *w, symbol name)
{
    for (size_t i = 0; i < w->profile->pathway_count; i++)
        for (uint16_t k = 0; k < w->profile->pathways[i].stage_count; k++)
            if (w->profile->pathways[i].stages[k].name == name)
                read_stops(w, &w->profile->pathways[i].stages[k], false);
}

/* Any gate may be the one that decided last. */
static void read_all_gates(requires_walk *w)
{
    for (size_t i = 0; i < w->profile->pathway_count; i++)
        if (w->profile->pathways[i].stage_count)
            requires_gates(w, &w->profile->pathways[i],
                           (uint16_t)(w->profile->pathways[i].stage_count - 1));
}

/* Conditions and dates ------------------------------------------------------------------------ */

/* An operand that is called like a field of the row's kind asks for that field. */
static const field_info *field_asked(const rule_operand *o, const rule_row *row)
{
    const kind_info *kind = &model_kinds[row->fields_of];
    for (size_t i = 0; row->fields_of && i < kind->field_count; i++)
        if (strcmp(kind->fields[i].name, o->member) == 0)
            return &kind->fields[i];
    return NULL;
}

static void read_enums(requires_walk *w, const rule_operand *o, const rule_row *row,
                       const rule_node *n)
{
    if (o->words == placement_names)
        read_placements(w, n->sets[o->place]);
    else if (row->fields_of) {
        const field_info *f = field_asked(o, row);
        if (f && n->sets[o->place])
            add_words(w, note_field(w, row->fields_of, NULL, f->field), o->words,
                      n->sets[o->place]);
    }
}

static void read_field(requires_walk *w, const rule_operand *o, const rule_row *row,
                       const rule_node *n)
{
    const field_info *f = field_asked(o, row);
    if (!f || !(n->asked >> (o - row->operands) & 1) || row->fields_of == REUNIFY_ENTRY_FAMILY_TIME)
        return;
    required_item *item = note_field(w, row->fields_of, NULL, f->field);
    if (o->kind == OPERAND_CODES || o->kind == OPERAND_NEEDS)
        add_symbols(w, item, n->first, n->count);
    if (o->kind == OPERAND_WORD)
        add_value(w, item, o->words[n->word]);
}

static void read_links(requires_walk *w, const rule_node *n, bool of_dates)
{
    for (uint32_t i = 0; n->first != RULE_NONE && i < n->count; i++) {
        const rule_index link = w->profile->program.links[n->first + i];
        if (of_dates)
            requires_date(w, link);
        else
            requires_condition(w, link);
    }
}

static void read_attribute(requires_walk *w, const rule_node *n, bool with_values)
{
    required_item *item = note_named(w, REUNIFY_ENTRY_CASE, NULL, "attributes",
                                     symbol_text(w, w->profile->attributes[n->subject].name));
    if (with_values)
        add_symbols(w, item, n->first, n->count);
}

static void read_operand(requires_walk *w, const rule_operand *o, const rule_row *row,
                         const rule_node *n)
{
    switch ((operand_kind)o->kind) {
    case OPERAND_CONDITION:
        requires_condition(w, n->conditions[o->place]);
        break;
    case OPERAND_OF_PERSON:
        requires_person_condition(w, n->conditions[o->place]);
        break;
    case OPERAND_CONDITIONS:
        read_links(w, n, false);
        break;
    case OPERAND_DATES:
        read_links(w, n, true);
        break;
    case OPERAND_FINDING:
        note_field(w, REUNIFY_ENTRY_ASSESSMENT, NULL, REUNIFY_FIELD_DATE);
        read_finding(w, n->subject);
        break;
    case OPERAND_ATTRIBUTE:
        read_attribute(w, n, true);
        break;
    case OPERAND_DATE_ATTRIBUTE:
        read_attribute(w, n, false);
        break;
    case OPERAND_STAGE:
    case OPERAND_EARLIER_STAGE:
        if (row->looks_at & LOOKS_AT_GATES)
            read_gates_named(w, n->subject);
        else
            read_stops_named(w, n->subject);
        break;
    case OPERAND_SELECTOR:
        read_record(w, &w->profile->program.selectors[n->selector]);
        break;
    case OPERAND_LEGAL_STATUSES:
        read_statuses(w, n->first, n->count);
        break;
    case OPERAND_ENUMS:
        read_enums(w, o, row, n);
        break;
    case OPERAND_CODES:
    case OPERAND_NEEDS:
    case OPERAND_FLAG:
    case OPERAND_WORD:
        read_field(w, o, row, n);
        break;
    case OPERAND_DATE:
    case OPERAND_AT:
    case OPERAND_SINCE:
    case OPERAND_ON_OR_AFTER:
    case OPERAND_ON_OR_BEFORE:
    case OPERAND_BEFORE:
    case OPERAND_AFTER:
        requires_date(w, n->dates[o->place]);
        break;
    case OPERAND_TEST:
    case OPERAND_LEVELS:
    case OPERAND_BOOLEANS:
    case OPERAND_BOOLEAN:
    case OPERAND_SWITCH:
    case OPERAND_NUMBER:
    case OPERAND_DAYS:
    case OPERAND_PERIOD:
        break; /* nothing of a case by itself */
    }
}

static void read_birth(requires_walk *w, bool of_date)
{
    if (w->of_person && !of_date)
        read_birth_of_person(w);
    else
        note_field(w, REUNIFY_ENTRY_CHILD, NULL, REUNIFY_FIELD_DATE_OF_BIRTH);
}

static void read_assessment(requires_walk *w)
{
    counts(w);
    note_field(w, REUNIFY_ENTRY_ASSESSMENT, NULL, REUNIFY_FIELD_DATE);
}

/* What the function of the row looks at beside its operands. */
static void read_row(requires_walk *w, const rule_row *row, const rule_node *n, bool of_date)
{
    const uint16_t at = row->looks_at;
    const bool any_assessment = !of_date && n->op == OP_ASSESSED && n->asked & ASSESSED_INCOMPLETE;
    if (at & LOOKS_AT_ASSESSMENT)
        read_assessment(w);
    if (at & LOOKS_AT_CLASSIFICATION)
        read_classification(w);
    if (at & LOOKS_AT_LEVEL && !any_assessment)
        requires_level(w);
    if (at & LOOKS_AT_CARE)
        read_care(w);
    if (at & LOOKS_AT_HISTORY)
        read_history(w);
    if (at & LOOKS_AT_ATTEMPT)
        read_attempt(w);
    if (at & LOOKS_AT_BIRTH)
        read_birth(w, of_date);
    if (at & LOOKS_AT_EXISTENCE)
        note_existence(w, row->fields_of);
    if (at & LOOKS_AT_FAMILY_TIME)
        read_family_time(w, n, of_date);
    if (row->traits & TRAIT_OF_PERSON)
        read_person(w, n);
}

static void read_special(requires_walk *w, const rule_node *n, bool of_date)
{
    if (of_date && n->op == DATE_LAST_DECISION)
        read_all_gates(w);
    if (!of_date && n->op == OP_CHILD)
        note_field(w, REUNIFY_ENTRY_CHILD, NULL, REUNIFY_FIELD_SIBLINGS);
    if (!of_date && n->op == OP_GOALS && n->word == GOALS_ALL_MET)
        note_field(w, REUNIFY_ENTRY_GOAL, NULL, REUNIFY_FIELD_STATUS);
}

/* Members that share a place are one operand. */
static void read_node(requires_walk *w, const rule_row *row, const rule_node *n, bool of_date)
{
    const rule_operand *last = NULL;
    read_row(w, row, n, of_date);
    read_special(w, n, of_date);
    for (const rule_operand *o = row->operands; o->member; last = o++)
        if (!last || last->kind != o->kind || last->place != o->place || row->fields_of)
            read_operand(w, o, row, n);
}

/* Whether it was entered for this rule in this scope; from now on it was. */
static bool was_here(requires_walk *w, size_t node)
{
    uint32_t *seen = &w->nodes[node * 4 + (w->of_person ? 2u : 0u) + (w->of_attempt ? 1u : 0u)];
    const bool was = *seen == w->number;
    *seen = w->number;
    return was;
}

void requires_condition(requires_walk *w, rule_index node)
{
    if (node == RULE_NONE || w->out->failed || was_here(w, node))
        return;
    const rule_node *n = &w->profile->program.nodes[node];
    read_node(w, &rule_operators[n->op], n, false);
}

void requires_person_condition(requires_walk *w, rule_index node)
{
    const bool outer = w->of_person;
    w->of_person = true;
    requires_condition(w, node);
    w->of_person = outer;
}

void requires_date(requires_walk *w, rule_index date)
{
    if (date == RULE_NONE || w->out->failed || was_here(w, w->profile->program.node_count + date))
        return;
    const rule_node *n = &w->profile->program.dates[date];
    read_node(w, &rule_dates[n->op], n, true);
}

/* The walk ------------------------------------------------------------------------------------ */

bool requires_walk_open(requires_walk *w, reunify_requires *out)
{
    const reunify_profile *p = out->profile;
    const size_t nodes = p->program.node_count + p->program.date_count;
    *w = (requires_walk){.out = out, .profile = p};
    size_t stages = 0;
    for (size_t i = 0; i < p->pathway_count; i++)
        stages += p->pathways[i].stage_count;
    w->nodes = arena_take_zeroed(&out->memory, nodes, 4 * sizeof *w->nodes);
    w->findings = arena_take_zeroed(&out->memory, p->finding_count + 1, sizeof *w->findings);
    w->stages = arena_take_zeroed(&out->memory, stages + 1, sizeof *w->stages);
    return (w->nodes || !nodes) && w->findings && w->stages;
}

void requires_rule(requires_walk *w, int32_t kind, const char *id, const char *words,
                   const char *pathway, const char *stage)
{
    reunify_requires *out = w->out;
    if (!array_reserve(&out->memory, (void **)&out->rules, &out->rule_capacity, out->rule_count + 1,
                       sizeof *out->rules)) {
        out->failed = true;
        return;
    }
    w->rule = &out->rules[out->rule_count++];
    *w->rule =
        (required_rule){.kind = kind, .id = id, .text = words, .pathway = pathway, .stage = stage};
    w->number++;
    w->by = REUNIFY_READS_ITSELF;
    w->of_attempt = w->of_person = w->needs_attempt = false;
}
