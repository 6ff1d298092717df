/*
 * Reading a case through a profile's symbols. Values that the pack does not know are faults here:
 * the case format leaves them to it.
 */
#include "evaluate/engine.h"

static symbol mapped(const engine *e, symbol s)
{
    return s == SYMBOL_NONE ? SYMBOL_NONE : e->map[s];
}

static void fault_in(engine *e, int32_t kind, size_t index, const char *member, const char *code,
                     const char *message)
{
    pointer p;
    model_place(&p, kind, kind == REUNIFY_ENTRY_JUDGEMENT ? index : 0, index);
    pointer_push(&p, member, strlen(member));
    engine_fault(e, code, p.data, message);
}

static bool map_symbols(engine *e)
{
    const symbols *codes = &e->record->codes;
    e->map = arena_take(e->scratch, (codes->count + 1) * sizeof *e->map);
    if (!e->map)
        return false;
    for (size_t i = 0; i < codes->count; i++)
        e->map[i] = symbols_find(&e->profile->names, codes->names[i].data, codes->names[i].length,
                                 codes->hashes[i]);
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
    const symbol code = mapped(e, named->code);
    bool known = a->type != NAMED_TEXT || !a->value_count;
    for (uint16_t i = 0; i < a->value_count; i++)
        known = known || a->values[i] == code;
    return known ? NULL : "unknown_value";
}

static void attribute_fault(engine *e, int32_t kind, size_t index, const model_named *named,
                            const char *code)
{
    const text *name = model_name(e->record, named->name);
    pointer p;
    model_place(&p, kind, 0, index);
    pointer_push(&p, "attributes", 10);
    pointer_push(&p, name->data, name->length);
    engine_fault(e, code, p.data,
                 "expected a value of the type and range that the profile declares");
}

/* Attributes of a record: those that its type declares are checked, others are the host's own. */
static void check_record_attributes(engine *e, const model_record *r, size_t index,
                                    const pack_record_type *type)
{
    const model_named *items = r->attributes.items;
    for (size_t i = 0; i < r->attributes.count; i++)
        for (uint16_t k = 0; k < type->attribute_count; k++) {
            if (type->attributes[k].name != mapped(e, items[i].name))
                continue;
            const char *problem = attribute_problem(e, &type->attributes[k], &items[i]);
            if (problem)
                attribute_fault(e, REUNIFY_ENTRY_RECORD, index, &items[i], problem);
        }
}

/* Records ------------------------------------------------------------------------------------- */

static uint64_t role_bit(const engine *e, symbol role)
{
    const symbol s = mapped(e, role);
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
            fault_in(e, REUNIFY_ENTRY_RECORD, index, "led_by", "unknown_value",
                     "expected a role of the case format or of the profile");
    }
    out->roles = out->leader;
    for (size_t i = 0; i < r->participants.count; i++) {
        const uint64_t bit = role_bit(e, r->participants.items[i]);
        out->roles |= bit;
        if (!bit) {
            pointer p;
            model_place(&p, REUNIFY_ENTRY_RECORD, 0, index);
            pointer_push(&p, "participants", 12);
            pointer_push_index(&p, i);
            engine_fault(e, "unknown_value", p.data,
                         "expected a role of the case format or of the profile");
        }
    }
}

static symbol read_outcome(engine *e, const model_record *r, const pack_record_type *type,
                           bool seen)
{
    if (r->outcome == SYMBOL_NONE)
        return OUTCOME_MISSING;
    const symbol s = mapped(e, r->outcome);
    for (uint16_t i = 0; s != SYMBOL_NONE && i < type->outcome_count; i++)
        if (type->outcomes[i] == s)
            return s;
    if (seen)
        engine_warn(e, "unknown_outcome", e->profile->names.names[type->name].data);
    return OUTCOME_OTHER;
}

/*
 * The group a record belongs to: its type, the group without type, or none where the pack does not
 * know the type.
 */
static size_t group_of(const engine *e, const model_record *r)
{
    if (r->type == SYMBOL_NONE)
        return e->profile->type_count;
    const symbol s = mapped(e, r->type);
    const uint16_t type = s == SYMBOL_NONE ? 0 : e->profile->type_of[s];
    return type ? (size_t)type - 1 : SIZE_MAX;
}

static bool read_records(engine *e)
{
    const reunify_profile *p = e->profile;
    const model_list *list = &e->record->lists[REUNIFY_ENTRY_RECORD];
    const model_record *records = list->items;
    const uint32_t *order = e->record->order[REUNIFY_ENTRY_RECORD];
    rule_facts *f = &e->facts;
    const size_t groups = p->type_count + 1;
    f->type_count = p->type_count;
    f->type_start = arena_take_zeroed(e->scratch, groups + 2, sizeof *f->type_start);
    f->records = arena_take(e->scratch, (list->count + 1) * sizeof *f->records);
    uint32_t *group = arena_take(e->scratch, (list->count + 1) * sizeof *group);
    if (!f->type_start || !f->records || !group)
        return false;
    /* Counting sort by type: the order by date within each stays. */
    uint32_t *next = f->type_start + 1;
    for (size_t i = 0; i < list->count; i++) {
        const size_t g = group_of(e, &records[order[i]]);
        group[i] = g == SIZE_MAX ? UINT32_MAX : (uint32_t)g;
        if (g != SIZE_MAX)
            next[g + 1]++;
    }
    for (size_t g = 1; g <= groups; g++)
        next[g] += next[g - 1];
    for (size_t i = 0; i < list->count; i++) {
        const model_record *r = &records[order[i]];
        const bool seen = r->date == REUNIFY_DATE_NONE || r->date <= e->as_of;
        if (group[i] == UINT32_MAX) {
            fact_record ignored;
            read_roles(e, r, order[i], &ignored);
            if (seen)
                engine_warn(e, "unknown_record_type", model_name(e->record, r->type)->data);
            continue;
        }
        fact_record *out = &f->records[next[group[i]]++];
        out->date = r->date == REUNIFY_DATE_NONE ? UNDATED : r->date;
        f->uncertain = f->uncertain || r->date == REUNIFY_DATE_NONE || group[i] == p->type_count;
        out->about = r->about_person;
        out->index = order[i];
        out->outcome = group[i] == p->type_count
                           ? (r->outcome == SYMBOL_NONE ? OUTCOME_MISSING : mapped(e, r->outcome))
                           : read_outcome(e, r, &p->types[group[i]], seen);
        if (group[i] == p->type_count && out->outcome == SYMBOL_NONE && r->outcome != SYMBOL_NONE)
            out->outcome = OUTCOME_OTHER;
        read_roles(e, r, order[i], out);
        if (group[i] < p->type_count && r->attributes.count)
            check_record_attributes(e, r, order[i], &p->types[group[i]]);
    }
    return true;
}

/* Attributes, legal statuses ------------------------------------------------------------------ */

static void read_attribute(engine *e, const model_named *named)
{
    const symbol s = mapped(e, named->name);
    const uint16_t slot = s == SYMBOL_NONE ? 0 : e->profile->attribute_of[s];
    if (!slot) {
        engine_warn(e, "unknown_attribute", model_name(e->record, named->name)->data);
        return;
    }
    const pack_attribute *a = &e->profile->attributes[slot - 1];
    const char *problem = attribute_problem(e, a, named);
    if (problem)
        attribute_fault(e, REUNIFY_ENTRY_CASE, 0, named, problem);
    fact_attribute *out = &e->facts.attributes[slot - 1];
    *out = (fact_attribute){a->type, true, mapped(e, named->code), named->number};
    reunify_date day;
    if (a->is_date && !problem) {
        const text *given = model_name(e->record, named->code);
        date_parse(given->data, given->length, &day);
        out->number = day;
    }
}

static bool read_attributes(engine *e)
{
    e->facts.attributes =
        arena_take_zeroed(e->scratch, e->profile->attribute_count + 1, sizeof *e->facts.attributes);
    if (!e->facts.attributes)
        return false;
    const model_named *items = e->record->attributes.items;
    for (size_t i = 0; i < e->record->attributes.count; i++)
        read_attribute(e, &items[i]);
    return true;
}

static bool read_legal(engine *e)
{
    const model_list *list = &e->record->lists[REUNIFY_ENTRY_LEGAL_STATUS];
    const model_interval *items = list->items;
    e->facts.legal = arena_take(e->scratch, (list->count + 1) * sizeof *e->facts.legal);
    if (!e->facts.legal)
        return false;
    for (size_t i = 0; i < list->count; i++) {
        const symbol s = mapped(e, items[i].code);
        e->facts.legal[i] = s;
        if (items[i].code != SYMBOL_NONE && (s == SYMBOL_NONE || !e->profile->is_legal[s]))
            fault_in(e, REUNIFY_ENTRY_LEGAL_STATUS, i, "code", "unknown_value",
                     "expected a legal status of the case format or of the profile");
    }
    return true;
}

/* Assessments --------------------------------------------------------------------------------- */

static void check_judgement(engine *e, const model_assessment *a, size_t index)
{
    const model_judgement *j = &a->judgement;
    if (!j->given)
        return;
    const symbol level = mapped(e, j->level);
    if (j->level != SYMBOL_NONE && (level == SYMBOL_NONE || !e->profile->level_of[level]))
        fault_in(e, REUNIFY_ENTRY_JUDGEMENT, index, "level", "unknown_value",
                 "expected a level of the profile");
    if (j->approved_by != SYMBOL_NONE && !role_bit(e, j->approved_by))
        fault_in(e, REUNIFY_ENTRY_JUDGEMENT, index, "approved_by", "unknown_value",
                 "expected a role of the case format or of the profile");
}

/* The value of a stated finding as the program holds it. */
static int64_t stated_value(engine *e, const pack_finding *f, const model_named *named,
                            size_t assessment)
{
    if (f->type == named->type && f->type != NAMED_TEXT)
        return named->number;
    if (f->type == named->type)
        for (uint16_t i = 0; i < f->value_count; i++)
            if (f->values[i] == mapped(e, named->code))
                return i;
    const text *name = model_name(e->record, named->name);
    pointer p;
    model_place(&p, REUNIFY_ENTRY_ASSESSMENT, 0, assessment);
    pointer_push(&p, "findings", 8);
    pointer_push(&p, name->data, name->length);
    engine_fault(e, f->type == named->type ? "unknown_value" : "wrong_type", p.data,
                 "expected one of the values that the profile declares");
    return FINDING_UNKNOWN;
}

static void read_findings(engine *e, const model_assessment *a, size_t index, int64_t *values,
                          bool seen)
{
    const model_named *items = a->findings.items;
    for (size_t i = 0; i < a->findings.count; i++) {
        const symbol s = mapped(e, items[i].name);
        const uint16_t slot = s == SYMBOL_NONE ? 0 : e->profile->finding_of[s];
        if (!slot || !e->profile->findings[slot - 1].stated) {
            if (seen)
                engine_warn(e, "unknown_finding", model_name(e->record, items[i].name)->data);
            continue;
        }
        const int64_t value = stated_value(e, &e->profile->findings[slot - 1], &items[i], index);
        if (seen)
            values[slot - 1] = value;
    }
}

static bool read_assessments(engine *e)
{
    const model_list *list = &e->record->lists[REUNIFY_ENTRY_ASSESSMENT];
    const model_assessment *items = list->items;
    const uint32_t *order = e->record->order[REUNIFY_ENTRY_ASSESSMENT];
    rule_facts *f = &e->facts;
    f->finding_count = e->profile->finding_count;
    size_t seen = 0;
    while (seen < list->count && items[order[seen]].date <= e->as_of &&
           items[order[seen]].date != REUNIFY_DATE_NONE)
        seen++;
    f->points = arena_take_zeroed(e->scratch, seen + 1, sizeof *f->points);
    f->findings = arena_take(e->scratch, (seen * f->finding_count + 1) * sizeof *f->findings);
    e->classifications = arena_take_zeroed(e->scratch, seen + 1, sizeof *e->classifications);
    if (!f->points || !f->findings || !e->classifications)
        return false;
    for (size_t i = 0; i < seen * f->finding_count; i++)
        f->findings[i] = FINDING_UNKNOWN;
    for (size_t i = 0; i < list->count; i++) {
        const model_assessment *a = &items[order[i]];
        if (i < seen)
            f->points[i] = (fact_point){
                .date = a->date, .assessment = order[i], .level = NO_LEVEL, .classified = NO_LEVEL};
        read_findings(e, a, order[i], f->findings + (i < seen ? i : 0) * f->finding_count,
                      i < seen);
        check_judgement(e, a, order[i]);
        if (a->date == REUNIFY_DATE_NONE) {
            f->undated_assessment = true;
            engine_warn(e, "undated_assessment", engine_id(e, REUNIFY_ENTRY_ASSESSMENT, order[i]));
        }
    }
    f->point_count = seen;
    return true;
}

static bool clear_memo(engine *e)
{
    const size_t count = e->profile->program.date_count;
    e->facts.memo = arena_take(e->scratch, (count + 1) * sizeof *e->facts.memo);
    for (size_t i = 0; e->facts.memo && i < count; i++)
        e->facts.memo[i].as_of = REUNIFY_DATE_NONE;
    return e->facts.memo != NULL;
}

bool engine_prepare(engine *e)
{
    e->facts.record = e->record;
    e->facts.level_count = (int)e->profile->level_count;
    e->facts.re_entered_care = symbols_named(&e->record->codes, "re_entered_care", 15);
    if (!map_symbols(e) || !clear_memo(e) || !read_records(e) || !read_attributes(e) ||
        !read_legal(e) || !read_assessments(e)) {
        engine_no_memory(e);
        return false;
    }
    return e->status == REUNIFY_OK;
}
