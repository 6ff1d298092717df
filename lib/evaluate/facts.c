/*
 * A case read through a profile's symbols: what conditions are asked of.
 *
 * Case and profile each number the codes they use. One table, made first, turns the case's numbers
 * into the profile's, so that every later comparison of codes is one of numbers; a code that the
 * profile never uses becomes SYMBOL_NONE. Whether that is a fault is decided here, for the case
 * format leaves it to the pack: a wrong value, role, level or legal status is one, a record type,
 * outcome, attribute or finding that the pack does not know is only warned of, and only where it is
 * not after as_of.
 *
 * Records are sorted by type (a counting sort over the case's order by date, which so stays within
 * each type): a condition on a type reads one stretch. Records without a type stand in a last
 * group, those of unknown types in none. Assessments up to as_of become points, with one row each
 * in a matrix of findings, one column a finding of the pack; later ones are checked, and nothing of
 * them is kept. An attribute of the case is a row of values by the day from which each holds; a
 * single value has no such day. The memo has a place for each date of the program; conditions fill
 * it as they go (rule/dates.c), so that a date is worked out once a day asked about.
 */
#include "evaluate/engine.h"

/* Codes and faults ---------------------------------------------------------------------------- */

static symbol profile_symbol(const engine *e, symbol s)
{
    return s == SYMBOL_NONE ? SYMBOL_NONE : e->map[s];
}

/* A word in a member of an entry. */
static void fault_in(engine *e, int32_t kind, size_t index, const char *member, word_kind word,
                     const void *owner, symbol given)
{
    pointer p;
    model_place(&p, e->record, kind, kind == REUNIFY_ENTRY_JUDGEMENT ? index : 0, index);
    pointer_push(&p, member, strlen(member));
    engine_fault_word(e, word, owner, p.data, given);
}

static bool map_symbols(engine *e)
{
    const symbols *codes = &e->record->codes;
    e->map = engine_take_scratch(e, codes->count, sizeof *e->map);
    if (!e->map)
        return false;
    for (size_t i = 0; i < codes->count; i++)
        e->map[i] = symbols_named(&e->profile->names, codes->names[i].data, codes->names[i].length);
    e->facts.needs_map = e->map;
    return true;
}

/* A named value against its declaration: its fault code, or NULL where it fits. */
static const char *attribute_problem(const engine *e, const pack_attribute *a,
                                     const model_named *named)
{
    if (a->type != named->type)
        return "wrong_type";
    if (a->type == NAMED_NUMBER && (named->number < a->least || named->number > a->most))
        return "unknown_value";
    reunify_date day;
    if (a->is_date) {
        const text *given = model_name(e->record, named->code);
        return date_parse(given->data, given->length, &day) ? NULL : "bad_date";
    }
    const symbol code = profile_symbol(e, named->code);
    bool known = a->type != NAMED_TEXT || !a->value_count;
    for (uint16_t i = 0; i < a->value_count; i++)
        known = known || a->values[i] == code;
    return known ? NULL : "unknown_value";
}

static pointer attribute_place(const engine *e, int32_t kind, size_t index,
                               const model_named *named)
{
    const text *name = model_name(e->record, named->name);
    pointer p;
    model_place(&p, e->record, kind, 0, index);
    pointer_push(&p, "attributes", 10);
    pointer_push(&p, name->data, name->length);
    return p;
}

static void attribute_fault(engine *e, int32_t kind, size_t index, const pack_attribute *declared,
                            const model_named *named, const char *code)
{
    const pointer p = attribute_place(e, kind, index, named);
    engine_fault_value(e, declared, named, code, p.data);
}

static const pack_attribute *declared_of(const engine *e, const pack_record_type *type,
                                         const model_named *named)
{
    const symbol name = profile_symbol(e, named->name);
    for (uint16_t k = 0; k < type->attribute_count; k++)
        if (type->attributes[k].name == name)
            return &type->attributes[k];
    return NULL;
}

/*
 * Attributes of a record: those that its type declares are checked, others are the host's own, and
 * faults where the words are.
 */
static void check_record_attributes(engine *e, const model_record *r, size_t index,
                                    const pack_record_type *type)
{
    const model_named *items = r->attributes.items;
    for (size_t i = 0; i < r->attributes.count; i++) {
        const pack_attribute *declared = declared_of(e, type, &items[i]);
        const char *problem = declared ? attribute_problem(e, declared, &items[i]) : NULL;
        if (problem)
            attribute_fault(e, REUNIFY_ENTRY_RECORD, index, declared, &items[i], problem);
        if (declared || !e->strict)
            continue;
        const pointer p = attribute_place(e, REUNIFY_ENTRY_RECORD, index, &items[i]);
        engine_fault_word(e, WORD_RECORD_ATTRIBUTE, type, p.data, items[i].name);
    }
}

/* Records ------------------------------------------------------------------------------------- */

static uint64_t role_bit(const engine *e, symbol role)
{
    const symbol s = profile_symbol(e, role);
    const uint8_t bit = s == SYMBOL_NONE ? 0 : e->profile->role_bits[s];
    return bit ? UINT64_C(1) << (bit - 1) : 0;
}

static void read_roles(engine *e, const model_record *r, size_t index, fact_record *out)
{
    out->participants_known = r->participants.declared;
    out->leader_known = r->led_by != SYMBOL_NONE;
    out->leader = 0;
    if (out->leader_known) {
        out->leader = role_bit(e, r->led_by);
        if (!out->leader)
            fault_in(e, REUNIFY_ENTRY_RECORD, index, "led_by", WORD_ROLE, NULL, r->led_by);
    }
    out->roles = out->leader;
    for (size_t i = 0; i < r->participants.count; i++) {
        const uint64_t bit = role_bit(e, r->participants.items[i]);
        out->roles |= bit;
        if (!bit) {
            pointer p;
            model_place(&p, e->record, REUNIFY_ENTRY_RECORD, 0, index);
            pointer_push(&p, "participants", 12);
            pointer_push_index(&p, i);
            engine_fault_word(e, WORD_ROLE, NULL, p.data, r->participants.items[i]);
        }
    }
}

#define GROUP_NONE UINT32_MAX

/* Nothing that lies after as_of is spoken of. */
static bool is_seen(const engine *e, const model_record *r)
{
    return r->date == REUNIFY_DATE_NONE || r->date <= e->as_of;
}

static symbol read_outcome(engine *e, const model_record *r, size_t index,
                           const pack_record_type *type)
{
    if (r->outcome == SYMBOL_NONE)
        return OUTCOME_MISSING;
    const symbol s = profile_symbol(e, r->outcome);
    for (uint16_t i = 0; s != SYMBOL_NONE && i < type->outcome_count; i++)
        if (type->outcomes[i] == s)
            return s;
    if (e->strict)
        fault_in(e, REUNIFY_ENTRY_RECORD, index, "outcome", WORD_OUTCOME, type, r->outcome);
    else if (is_seen(e, r))
        engine_warn_first(e, "unknown_outcome", e->profile->names.names[type->name].data,
                          REUNIFY_ENTRY_RECORD, index, r->date);
    return OUTCOME_OTHER;
}

/* Without a type no outcome is wrong. */
static symbol read_any_outcome(const engine *e, const model_record *r)
{
    if (r->outcome == SYMBOL_NONE)
        return OUTCOME_MISSING;
    const symbol s = profile_symbol(e, r->outcome);
    return s == SYMBOL_NONE ? OUTCOME_OTHER : s;
}

/* What did not take place is evidence of nothing. */
static bool took_place(const engine *e, const model_record *r)
{
    return r->outcome == SYMBOL_NONE ||
           profile_symbol(e, r->outcome) != e->profile->did_not_take_place;
}

/* Its type, the group without type, or none where the pack does not know the type. */
static uint32_t group_of(const engine *e, const model_record *r)
{
    if (!took_place(e, r))
        return GROUP_NONE;
    if (r->type == SYMBOL_NONE)
        return (uint32_t)e->profile->type_count;
    const symbol s = profile_symbol(e, r->type);
    const uint16_t type = s == SYMBOL_NONE ? 0 : e->profile->type_of[s];
    return type ? type - 1u : GROUP_NONE;
}

/*
 * The group of each record in order of date, and where each group starts: afterwards
 * `type_start[g + 1]` is where the next record of group g goes, and once all are placed, its end.
 */
static uint32_t *group_records(engine *e)
{
    const model_list *list = &e->record->lists[REUNIFY_ENTRY_RECORD];
    const model_record *records = list->items;
    const uint32_t *order = e->record->order[REUNIFY_ENTRY_RECORD];
    rule_facts *f = &e->facts;
    const size_t groups = e->profile->type_count + 1;
    f->type_count = e->profile->type_count;
    f->type_start = engine_take_scratch(e, groups + 2, sizeof *f->type_start);
    uint32_t *group = engine_take_scratch(e, list->count, sizeof *group);
    if (!f->type_start || !group)
        return NULL;
    uint32_t *next = f->type_start + 1;
    for (size_t i = 0; i < list->count; i++) {
        group[i] = group_of(e, &records[order[i]]);
        if (group[i] != GROUP_NONE)
            next[group[i] + 1]++;
    }
    for (size_t g = 1; g <= groups; g++)
        next[g] += next[g - 1];
    return group;
}

/* What is checked of a record whose type the pack does not know, or that did not take place. */
static void read_unknown_record(engine *e, const model_record *r, size_t index)
{
    fact_record ignored;
    read_roles(e, r, index, &ignored);
    const symbol type = profile_symbol(e, r->type);
    const bool known = type != SYMBOL_NONE && e->profile->type_of[type];
    if (!known && r->type != SYMBOL_NONE && is_seen(e, r))
        engine_warn_first(e, "unknown_record_type", model_name(e->record, r->type)->data,
                          REUNIFY_ENTRY_RECORD, index, r->date);
}

/* `type` NULL: the record has none. */
static void read_record(engine *e, const model_record *r, size_t index,
                        const pack_record_type *type, fact_record *out)
{
    const bool dated = r->date != REUNIFY_DATE_NONE;
    e->facts.uncertain = e->facts.uncertain || !dated || !type;
    out->date = dated ? r->date : UNDATED;
    out->about = r->about_person;
    out->index = (uint32_t)index;
    out->outcome = type ? read_outcome(e, r, index, type) : read_any_outcome(e, r);
    read_roles(e, r, index, out);
    if (type && r->attributes.count)
        check_record_attributes(e, r, index, type);
}

/* A person's place among those whom records may be about, which begin with ABOUT_UNKNOWN. */
static size_t rank_of(const fact_record *r)
{
    return (size_t)(r->about - ABOUT_UNKNOWN);
}

/* Places of records by whom they are about, then as they stand. */
static uint32_t *places_by_person(engine *e, size_t count)
{
    const size_t ranks = e->record->lists[REUNIFY_ENTRY_PERSON].count + (size_t)-ABOUT_UNKNOWN;
    uint32_t *next = engine_take_scratch(e, ranks + 1, sizeof *next);
    uint32_t *places = engine_take_scratch(e, count, sizeof *places);
    if (!next || !places)
        return NULL;
    for (size_t i = 0; i < count; i++)
        next[rank_of(&e->facts.records[i]) + 1]++;
    for (size_t k = 1; k <= ranks; k++)
        next[k] += next[k - 1];
    for (size_t i = 0; i < count; i++)
        places[next[rank_of(&e->facts.records[i])]++] = (uint32_t)i;
    return places;
}

/* The same within each group: what is about one person stands together, by date. */
static bool order_by_person(engine *e)
{
    rule_facts *f = &e->facts;
    const size_t groups = f->type_count + 1, count = f->type_start[groups];
    const uint32_t *places = places_by_person(e, count);
    uint32_t *group = engine_take_scratch(e, count, sizeof *group);
    uint32_t *next = engine_take_scratch(e, groups, sizeof *next);
    f->by_person = engine_take_scratch(e, count, sizeof *f->by_person);
    if (!places || !group || !next || !f->by_person)
        return false;
    for (size_t g = 0; g < groups; g++) {
        next[g] = f->type_start[g];
        for (uint32_t i = f->type_start[g]; i < f->type_start[g + 1]; i++)
            group[i] = (uint32_t)g;
    }
    for (size_t i = 0; i < count; i++)
        f->by_person[next[group[places[i]]]++] = places[i];
    return true;
}

static bool read_records(engine *e)
{
    const reunify_profile *p = e->profile;
    const model_list *list = &e->record->lists[REUNIFY_ENTRY_RECORD];
    const model_record *records = list->items;
    const uint32_t *order = e->record->order[REUNIFY_ENTRY_RECORD];
    rule_facts *f = &e->facts;
    f->records = engine_take_scratch(e, list->count, sizeof *f->records);
    const uint32_t *group = group_records(e);
    if (!f->records || !group)
        return false;
    uint32_t *next = f->type_start + 1;
    for (size_t i = 0; i < list->count; i++) {
        const model_record *r = &records[order[i]];
        if (group[i] == GROUP_NONE)
            read_unknown_record(e, r, order[i]);
        else
            read_record(e, r, order[i], group[i] < p->type_count ? &p->types[group[i]] : NULL,
                        &f->records[next[group[i]]++]);
    }
    return order_by_person(e);
}

/* Attributes, legal statuses ------------------------------------------------------------------ */

static void unknown_attribute(engine *e, symbol name)
{
    const text *word = model_name(e->record, name);
    if (!e->strict) {
        engine_warn(e, "unknown_attribute", word->data);
        return;
    }
    pointer p;
    pointer_start(&p);
    pointer_push(&p, "attributes", 10);
    pointer_push(&p, word->data, word->length);
    engine_fault_word(e, WORD_ATTRIBUTE, NULL, p.data, name);
}

/* Which of the pack's attributes a name is, from 1; 0: none. */
static uint16_t attribute_slot(const engine *e, symbol name)
{
    const symbol s = profile_symbol(e, name);
    return s == SYMBOL_NONE ? 0 : e->profile->attribute_of[s];
}

/* A value that fits, as rules read it. */
static fact_value value_of(const engine *e, const pack_attribute *a, const model_named *named)
{
    fact_value out = {.since = REUNIFY_DATE_NONE,
                      .entry = MODEL_NO_ATTRIBUTE,
                      .known = true,
                      .type = a->type,
                      .code = profile_symbol(e, named->code),
                      .number = named->number};
    reunify_date day;
    const text *given = a->is_date ? model_name(e->record, named->code) : NULL;
    if (given && date_parse(given->data, given->length, &day))
        out.number = day;
    return out;
}

static void check_attribute(engine *e, const model_named *named)
{
    const uint16_t slot = attribute_slot(e, named->name);
    const pack_attribute *a = slot ? &e->profile->attributes[slot - 1] : NULL;
    const char *problem = a ? attribute_problem(e, a, named) : NULL;
    if (problem)
        attribute_fault(e, REUNIFY_ENTRY_CASE, 0, a, named, problem);
    if (!slot)
        unknown_attribute(e, named->name);
}

/* An attribute with its time: a name that the pack does not know is told once, of those begun. */
static void check_timed_attribute(engine *e, size_t index)
{
    const model_attribute *entry =
        &CASE_LIST(e->record, REUNIFY_ENTRY_ATTRIBUTE, model_attribute)[index];
    const model_named *named = model_attribute_value(entry);
    const uint16_t slot = named ? attribute_slot(e, named->name) : 0;
    const pack_attribute *a = slot ? &e->profile->attributes[slot - 1] : NULL;
    const char *problem = a ? attribute_problem(e, a, named) : NULL;
    if (problem) {
        pointer p;
        model_place(&p, e->record, REUNIFY_ENTRY_ATTRIBUTE, 0, index);
        pointer_push(&p, "value", 5);
        engine_fault_value(e, a, named, problem, p.data);
    }
    if (named && !slot && (e->only.kind || (e->strict ? !entry->place : entry->from <= e->as_of)))
        unknown_attribute(e, named->name);
}

static bool is_looked_at(const engine *e, int32_t kind, size_t index)
{
    return !e->only.kind || (e->only.kind == kind && e->only.index == index);
}

static void check_attributes(engine *e)
{
    const model_named *items = e->record->attributes.items;
    for (size_t i = 0; i < e->record->attributes.count && !e->only.kind; i++)
        check_attribute(e, &items[i]);
    for (size_t i = 0; i < e->record->lists[REUNIFY_ENTRY_ATTRIBUTE].count; i++)
        if (is_looked_at(e, REUNIFY_ENTRY_ATTRIBUTE, i))
            check_timed_attribute(e, i);
}

/* Where entries of one start say different things nothing is known: which start, the day tells. */
static void warn_of_clash(engine *e, const model_attribute *entry)
{
    const text *name = model_name(e->record, entry->name);
    pointer p;
    pointer_start(&p);
    pointer_push(&p, "attributes", 10);
    pointer_push(&p, name->data, name->length);
    engine_warn_dated(e, "attribute_conflict", p.data, entry->from);
}

/* What an attribute is from a day on. */
static fact_value value_from(engine *e, const pack_attribute *a, const model_attribute_day *day)
{
    fact_value out = {.entry = MODEL_NO_ATTRIBUTE};
    if (day->entry != MODEL_NO_ATTRIBUTE) {
        const model_attribute *entry =
            &CASE_LIST(e->record, REUNIFY_ENTRY_ATTRIBUTE, model_attribute)[day->entry];
        out = value_of(e, a, model_attribute_value(entry));
        out.entry = day->entry;
        out.known = !day->clash;
        if (day->clash && day->since <= e->as_of)
            warn_of_clash(e, entry);
    }
    out.since = day->since;
    return out;
}

/* The next value of an attribute; those of one name come one after the other. */
static void add_value(engine *e, uint16_t slot, fact_value *at, fact_value value)
{
    fact_attribute *a = &e->facts.attributes[slot - 1];
    *at = value;
    a->values = a->count++ ? a->values : at;
}

/* Values that do not fit were told by then, and nothing comes of the evaluation. */
static bool read_attributes(engine *e)
{
    const pack_attribute *declared = e->profile->attributes;
    const model_list *singles = &e->record->attributes, *days = &e->record->attribute_days;
    e->facts.attributes =
        engine_take_scratch(e, e->profile->attribute_count, sizeof *e->facts.attributes);
    fact_value *values = engine_take_scratch(e, singles->count + days->count, sizeof *values);
    if (!e->facts.attributes || !values)
        return false;
    check_attributes(e);
    const model_named *items = singles->items;
    for (size_t i = 0; i < singles->count; i++) {
        const uint16_t slot = attribute_slot(e, items[i].name);
        if (slot)
            add_value(e, slot, values++, value_of(e, &declared[slot - 1], &items[i]));
    }
    const model_attribute_day *list = days->items;
    for (size_t i = 0; i < days->count; i++) {
        const uint16_t slot = attribute_slot(e, list[i].name);
        if (slot)
            add_value(e, slot, values++, value_from(e, &declared[slot - 1], &list[i]));
    }
    return true;
}

static bool read_legal_statuses(engine *e)
{
    const model_list *list = &e->record->lists[REUNIFY_ENTRY_LEGAL_STATUS];
    const model_interval *items = list->items;
    e->facts.legal = engine_take_scratch(e, list->count, sizeof *e->facts.legal);
    if (!e->facts.legal)
        return false;
    for (size_t i = 0; i < list->count; i++) {
        const symbol s = profile_symbol(e, items[i].code);
        e->facts.legal[i] = s;
        if (is_looked_at(e, REUNIFY_ENTRY_LEGAL_STATUS, i) && items[i].code != SYMBOL_NONE &&
            (s == SYMBOL_NONE || !e->profile->is_legal[s]))
            fault_in(e, REUNIFY_ENTRY_LEGAL_STATUS, i, "code", WORD_LEGAL_STATUS, NULL,
                     items[i].code);
    }
    return true;
}

/* Assessments --------------------------------------------------------------------------------- */

static void check_judgement(engine *e, const model_assessment *a, size_t index)
{
    const model_judgement *j = &a->judgement;
    if (!j->given)
        return;
    const symbol level = profile_symbol(e, j->level);
    if (j->level != SYMBOL_NONE && (level == SYMBOL_NONE || !e->profile->level_of[level]))
        fault_in(e, REUNIFY_ENTRY_JUDGEMENT, index, "level", WORD_LEVEL, NULL, j->level);
    if (j->approved_by != SYMBOL_NONE && !role_bit(e, j->approved_by))
        fault_in(e, REUNIFY_ENTRY_JUDGEMENT, index, "approved_by", WORD_ROLE, NULL, j->approved_by);
}

static pointer finding_place(const engine *e, const model_named *named, const pointer *findings)
{
    const text *name = model_name(e->record, named->name);
    pointer p = *findings;
    pointer_push(&p, name->data, name->length);
    return p;
}

/* The value of a stated finding as the program holds it. */
static int64_t stated_value(engine *e, const pack_finding *f, const model_named *named,
                            const pointer *findings)
{
    if (f->type == named->type && f->type != NAMED_TEXT)
        return named->number;
    if (f->type == named->type)
        for (uint16_t i = 0; i < f->value_count; i++)
            if (f->values[i] == profile_symbol(e, named->code))
                return i;
    const pack_attribute declared = {.type = f->type,
                                     .values = f->values,
                                     .value_count = f->value_count,
                                     .least = INT64_MIN,
                                     .most = INT64_MAX};
    const pointer p = finding_place(e, named, findings);
    engine_fault_value(e, &declared, named, f->type == named->type ? "unknown_value" : "wrong_type",
                       p.data);
    return FINDING_UNKNOWN;
}

/* The finding that a name stands for, as far as cases may state it; SIZE_MAX: there is none. */
static size_t finding_named(const engine *e, const model_named *named)
{
    const symbol s = profile_symbol(e, named->name);
    const uint16_t slot = s == SYMBOL_NONE ? 0 : e->profile->finding_of[s];
    return slot && e->profile->findings[slot - 1].stated ? slot - 1u : SIZE_MAX;
}

static void unknown_finding(engine *e, const model_named *named, size_t assessment,
                            const pointer *findings, bool by_person)
{
    if (e->strict) {
        const pointer p = finding_place(e, named, findings);
        engine_fault_word(e, by_person ? WORD_PERSON_FINDING : WORD_FINDING, NULL, p.data,
                          named->name);
        return;
    }
    const model_assessment *a =
        CASE_LIST(e->record, REUNIFY_ENTRY_ASSESSMENT, model_assessment) + assessment;
    engine_warn_first(e, "unknown_finding", model_name(e->record, named->name)->data,
                      REUNIFY_ENTRY_ASSESSMENT, assessment, a->date);
}

/* Of an assessment by its index. `values` NULL: only faults are wanted, as after as_of. */
static void read_findings(engine *e, size_t index, const model_list *list, const pointer *at,
                          bool by_person, int64_t *values)
{
    const model_named *items = list->items;
    for (size_t i = 0; i < list->count; i++) {
        const size_t found = finding_named(e, &items[i]);
        if (found == SIZE_MAX || (by_person && !e->profile->findings[found].by_person)) {
            if (values || e->strict)
                unknown_finding(e, &items[i], index, at, by_person);
            continue;
        }
        const int64_t value = stated_value(e, &e->profile->findings[found], &items[i], at);
        if (values)
            values[found] = value;
    }
}

static void read_findings_of(engine *e, const model_assessment *a, size_t index, int64_t *values)
{
    pointer p;
    model_place(&p, e->record, REUNIFY_ENTRY_ASSESSMENT, 0, index);
    const size_t mark = pointer_push(&p, "findings", 8);
    read_findings(e, index, &a->findings, &p, false, values);
    pointer_pop(&p, mark);
    const model_person_findings *people = a->people.items;
    int64_t ignored[MOST_FINDINGS];
    for (size_t i = 0; i < a->people.count; i++) {
        model_place(&p, e->record, REUNIFY_ENTRY_PERSON_FINDINGS, index, i);
        pointer_push(&p, "findings", 8);
        read_findings(e, index, &people[i].findings, &p, true, values ? ignored : NULL);
    }
}

void engine_stated_findings(engine *e, size_t point, int64_t *values)
{
    const size_t index = e->facts.points[point].assessment;
    const model_assessment *a =
        CASE_LIST(e->record, REUNIFY_ENTRY_ASSESSMENT, model_assessment) + index;
    pointer p;
    model_place(&p, e->record, REUNIFY_ENTRY_ASSESSMENT, 0, index);
    for (size_t i = 0; i < e->facts.finding_count; i++)
        values[i] = FINDING_UNKNOWN;
    read_findings(e, index, &a->findings, &p, false, values);
}

int64_t engine_person_finding(engine *e, size_t point, const model_person_findings *entry,
                              size_t finding)
{
    pointer p;
    model_place(&p, e->record, REUNIFY_ENTRY_ASSESSMENT, 0, e->facts.points[point].assessment);
    const model_named *items = entry->findings.items;
    for (size_t i = 0; i < entry->findings.count; i++)
        if (finding_named(e, &items[i]) == finding)
            return stated_value(e, &e->profile->findings[finding], &items[i], &p);
    return FINDING_UNKNOWN;
}

static size_t count_seen_assessments(const engine *e)
{
    const model_list *list = &e->record->lists[REUNIFY_ENTRY_ASSESSMENT];
    const model_assessment *items = list->items;
    const uint32_t *order = e->record->order[REUNIFY_ENTRY_ASSESSMENT];
    size_t seen = 0;
    while (seen < list->count && items[order[seen]].date <= e->as_of &&
           items[order[seen]].date != REUNIFY_DATE_NONE)
        seen++;
    return seen;
}

static bool start_points(engine *e, size_t count)
{
    rule_facts *f = &e->facts;
    f->finding_count = e->profile->finding_count;
    f->points = engine_take_scratch(e, count, sizeof *f->points);
    f->findings = engine_take_scratch(e, count, f->finding_count * sizeof *f->findings);
    e->classifications = engine_take_scratch(e, count, sizeof *e->classifications);
    if (!f->points || !f->findings || !e->classifications)
        return false;
    for (size_t i = 0; i < count * f->finding_count; i++)
        f->findings[i] = FINDING_UNKNOWN;
    return true;
}

static bool read_assessments(engine *e)
{
    const model_list *list = &e->record->lists[REUNIFY_ENTRY_ASSESSMENT];
    const model_assessment *items = list->items;
    const uint32_t *order = e->record->order[REUNIFY_ENTRY_ASSESSMENT];
    rule_facts *f = &e->facts;
    const size_t seen = count_seen_assessments(e);
    if (!start_points(e, seen))
        return false;
    for (size_t i = 0; i < list->count; i++) {
        const model_assessment *a = &items[order[i]];
        int64_t *values = i < seen ? f->findings + i * f->finding_count : NULL;
        if (i < seen)
            f->points[i] = (fact_point){
                .date = a->date, .assessment = order[i], .level = NO_LEVEL, .classified = NO_LEVEL};
        read_findings_of(e, a, order[i], values);
        check_judgement(e, a, order[i]);
    }
    f->point_count = seen;
    return true;
}

static bool start_memo(engine *e)
{
    const size_t count = e->profile->program.date_count;
    e->facts.memo = engine_take_scratch(e, count, sizeof *e->facts.memo);
    for (size_t i = 0; e->facts.memo && i < count; i++)
        e->facts.memo[i].as_of = REUNIFY_DATE_NONE;
    return e->facts.memo != NULL;
}

/* Births -------------------------------------------------------------------------------------- */

static void warn_at(engine *e, const char *code, int32_t kind, size_t index, const char *member,
                    reunify_date date)
{
    pointer p;
    model_place(&p, e->record, kind, 0, index);
    pointer_push(&p, member, strlen(member));
    engine_warn_dated(e, code, p.data, date);
}

/*
 * A birth is judged on each day for itself, as everything else of a replay: what could not be true
 * when a decision was taken is not made true by a later look. From this day on one is not later
 * than can be; a brother or sister may be expected ten months before. But a brother or sister who
 * is born after the family is together again is an ordinary event, which must not call in question
 * what was decided before: theirs counts on every day, if it can be true today.
 */
static reunify_date birth_counts_from(model_birth birth, bool may_be_expected)
{
    const period expected = {10, 0};
    if (birth.first == REUNIFY_DATE_NONE || !may_be_expected)
        return birth.first;
    reunify_date from = date_minus(birth.first, expected);
    if (from == REUNIFY_DATE_NONE)
        return REUNIFY_DATE_MIN;
    /* The last days of a month share their day ten months on. */
    for (reunify_date d; (d = date_plus(from, expected)) != REUNIFY_DATE_NONE && d < birth.first;)
        from++;
    return from;
}

static bool is_parent_too_young(const model_person *p, model_birth child)
{
    enum { PARENT_YEARS = 10 };
    if (p->relation != RELATION_PARENT || child.first == REUNIFY_DATE_NONE)
        return false;
    const reunify_date least = date_of_age(p->date_of_birth.first, (period){PARENT_YEARS * 12, 0});
    return least == REUNIFY_DATE_NONE || least > child.last;
}

/* Once the child's own birth counts, a parent's may not. */
static fact_birth birth_of(const model_person *p, const fact_birth *child, reunify_date as_of)
{
    const model_birth given = p->date_of_birth;
    const bool sibling = p->relation == RELATION_SIBLING;
    const reunify_date from = birth_counts_from(given, sibling);
    const bool always = sibling && given.first != REUNIFY_DATE_NONE && from <= as_of;
    return (fact_birth){given, always ? REUNIFY_DATE_MIN : from,
                        is_parent_too_young(p, child->given) ? child->from : UNDATED};
}

static bool is_implausible(const engine *e, const fact_birth *b)
{
    return b->given.first != REUNIFY_DATE_NONE && birth_on(b, e->as_of).first == REUNIFY_DATE_NONE;
}

static bool read_births(engine *e)
{
    rule_facts *f = &e->facts;
    const model_list *people = &e->record->lists[REUNIFY_ENTRY_PERSON];
    const model_person *items = people->items;
    const model_birth child = e->record->child.date_of_birth;
    f->births = engine_take_scratch(e, people->count, sizeof *f->births);
    if (!f->births)
        return false;
    f->child_birth = (fact_birth){child, birth_counts_from(child, false), UNDATED};
    if (is_implausible(e, &f->child_birth))
        warn_at(e, "implausible_date", REUNIFY_ENTRY_CHILD, 0, "date_of_birth", REUNIFY_DATE_NONE);
    for (size_t i = 0; i < people->count; i++) {
        f->births[i] = birth_of(&items[i], &f->child_birth, e->as_of);
        if (is_implausible(e, &f->births[i]))
            engine_warn(e, "implausible_date", engine_id(e, REUNIFY_ENTRY_PERSON, i));
    }
    return true;
}

/* The history of care ------------------------------------------------------------------------- */

static bool selects(const engine *e, const rule_selector *sel, const fact_record *r)
{
    for (uint32_t i = 0; i < sel->tests.outcome_count; i++)
        if (e->profile->program.symbols[sel->tests.outcomes + i] == r->outcome)
            return true;
    return false;
}

static size_t count_plan_records(const engine *e)
{
    size_t count = 0;
    for (uint16_t i = 0; i < e->profile->plan_rule_count; i++) {
        const rule_selector *sel = &e->profile->program.selectors[e->profile->plan_rules[i]];
        for (uint8_t t = 0; t < sel->type_count; t++)
            count += e->facts.type_start[sel->types[t] + 1] - e->facts.type_start[sel->types[t]];
    }
    return count;
}

typedef struct {
    plan_event event;
    uint32_t index;
} plan_record;

/* In order of date and, on one day, as added; of one record, what gives up is first. */
static int compare_plan_records(const void *a, const void *b)
{
    const plan_record *x = a, *y = b;
    if (x->event.date != y->event.date)
        return x->event.date > y->event.date ? 1 : -1;
    if (x->index != y->index)
        return x->index > y->index ? 1 : -1;
    return y->event.gives_up - x->event.gives_up;
}

static void add_plan_records(engine *e, uint16_t rule, plan_record *list, size_t *count)
{
    const rule_facts *f = &e->facts;
    const rule_selector *sel = &e->profile->program.selectors[e->profile->plan_rules[rule]];
    const bool gives_up = rule < e->profile->given_up_count;
    for (uint8_t t = 0; t < sel->type_count; t++)
        for (uint32_t i = f->type_start[sel->types[t]]; i < f->type_start[sel->types[t] + 1]; i++) {
            const fact_record *r = &f->records[i];
            if (r->date != UNDATED && r->date <= e->as_of && selects(e, sel, r))
                list[(*count)++] = (plan_record){{r->date, gives_up}, r->index};
        }
}

static bool read_history(engine *e)
{
    const size_t most = count_plan_records(e);
    plan_record *records = engine_take_scratch(e, most, sizeof *records);
    plan_event *events = engine_take_scratch(e, most, sizeof *events);
    if (!records || !events)
        return false;
    size_t count = 0;
    for (uint16_t i = 0; i < e->profile->plan_rule_count; i++)
        add_plan_records(e, i, records, &count);
    sort_items(records, count, sizeof *records, compare_plan_records);
    for (size_t i = 0; i < count; i++)
        events[i] = records[i].event;
    e->facts.history = timeline_open(e->record, events, count, e->scratch, e->facts.work);
    if (!e->facts.history)
        engine_no_memory(e);
    return e->facts.history != NULL;
}

/* Words alone --------------------------------------------------------------------------------- */

const model_named *engine_record_text(const engine *e, const model_record *r, symbol name)
{
    const model_named *items = r->attributes.items;
    for (size_t i = 0; i < r->attributes.count; i++)
        if (items[i].type == NAMED_TEXT && e->map[items[i].name] == name)
            return &items[i];
    return NULL;
}

bool engine_has_reason(const engine *e, const pack_requirement *q, const model_named *given)
{
    for (uint16_t i = 0; given && i < q->set_aside_reasons; i++)
        if (e->map[given->code] == q->set_aside_for[i])
            return true;
    return !q->set_aside_reasons;
}

/* What a record sets aside and why: words that the profile has elsewhere than in the type. */
static void check_set_aside(engine *e, const model_record *r, size_t index)
{
    const model_named *rule = engine_record_text(e, r, e->profile->requirement),
                      *reason = engine_record_text(e, r, e->profile->reason);
    if (!rule)
        return;
    const pack_requirement *q = engine_set_aside_named(e, model_name(e->record, rule->code));
    if (!q) {
        const pointer p = attribute_place(e, REUNIFY_ENTRY_RECORD, index, rule);
        engine_fault_word(e, WORD_SET_ASIDE, NULL, p.data, rule->code);
    } else if (reason && !engine_has_reason(e, q, reason)) {
        const pointer p = attribute_place(e, REUNIFY_ENTRY_RECORD, index, reason);
        engine_fault_word(e, WORD_REASON, q, p.data, reason->code);
    }
}

static void check_record(engine *e, const model_record *r, size_t index)
{
    fact_record ignored;
    const symbol name = profile_symbol(e, r->type);
    const uint16_t slot = name == SYMBOL_NONE ? 0 : e->profile->type_of[name];
    const pack_record_type *type = slot ? &e->profile->types[slot - 1] : NULL;
    if (!type && r->type != SYMBOL_NONE)
        fault_in(e, REUNIFY_ENTRY_RECORD, index, "type", WORD_RECORD_TYPE, NULL, r->type);
    if (type && took_place(e, r))
        read_outcome(e, r, index, type);
    read_roles(e, r, index, &ignored);
    if (type)
        check_record_attributes(e, r, index, type);
    if (type && slot - 1u == e->profile->set_aside_type)
        check_set_aside(e, r, index);
}

static void check_assessments(engine *e)
{
    const model_assessment *items =
        CASE_LIST(e->record, REUNIFY_ENTRY_ASSESSMENT, model_assessment);
    for (size_t i = 0; i < e->record->lists[REUNIFY_ENTRY_ASSESSMENT].count; i++) {
        if (!is_looked_at(e, REUNIFY_ENTRY_ASSESSMENT, i))
            continue;
        read_findings_of(e, &items[i], i, NULL);
        check_judgement(e, &items[i], i);
    }
}

bool engine_check_words(engine *e)
{
    const model_record *records = CASE_LIST(e->record, REUNIFY_ENTRY_RECORD, model_record);
    if (!map_symbols(e))
        return false;
    check_attributes(e);
    if (!read_legal_statuses(e))
        return false;
    check_assessments(e);
    for (size_t i = 0; i < e->record->lists[REUNIFY_ENTRY_RECORD].count; i++)
        if (is_looked_at(e, REUNIFY_ENTRY_RECORD, i))
            check_record(e, &records[i], i);
    return !e->status;
}

static bool take_pieces(engine *e)
{
    const model_list *lists = e->record->lists;
    const size_t statuses = lists[REUNIFY_ENTRY_LEGAL_STATUS].count,
                 placements = lists[REUNIFY_ENTRY_PLACEMENT].count;
    e->facts.pieces = engine_take_scratch(e, statuses > placements ? statuses : placements,
                                          sizeof *e->facts.pieces);
    return e->facts.pieces != NULL;
}

/* The whole ----------------------------------------------------------------------------------- */

bool engine_read_case(engine *e)
{
    e->facts.record = e->record;
    e->facts.level_count = (int)e->profile->level_count;
    return map_symbols(e) && start_memo(e) && take_pieces(e) && read_births(e) && read_records(e) &&
           read_attributes(e) && read_legal_statuses(e) && read_assessments(e) && read_history(e) &&
           !e->status;
}
