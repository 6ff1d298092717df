/*
 * Reading the operands of an operator or a date into its node.
 *
 * The row says of each operand under which member it stands, what kind it is and where in the node
 * it goes; there is one reader a kind, and the switch below has every kind. Members that the row
 * does not know are faults. Readers tell what is wrong at its place and go on, so that one pass
 * finds all there is; false means that the node cannot be used.
 */
#include "profile/loader.h"

#include <stdio.h>

/* One operand, and where it is read from. */
typedef struct {
    loader *l;
    const rule_row *row;
    const rule_operand *o;
    json_node *holder; /* the object of which it is a member */
    json_node *value;  /* NULL: it is not given */
    rule_node *n;
    bool own; /* it stands under the operator's own name */
} reading;

static void fault_here(const reading *r, const char *code, const char *message)
{
    loader_fault_at(r->l, r->o->member, code, message);
}

static text name_given(const reading *r)
{
    return json_kind_of(r->value) == JSON_KIND_STRING ? json_text(r->value) : (text){"", 0};
}

/* Conditions ---------------------------------------------------------------------------------- */

static void read_condition(const reading *r)
{
    r->n->conditions[r->o->place] =
        compile_member_condition(r->l, r->holder, r->o->member, r->o->required);
}

static void read_condition_of_person(const reading *r)
{
    loader *l = r->l;
    const bool outer = l->person_in_scope, used = l->used_person;
    if (!r->value)
        return;
    l->person_in_scope = true;
    read_condition(r);
    l->person_in_scope = outer;
    l->used_person = used;
}

typedef rule_index (*part_compiler)(loader *l, json_node *node);

/* A list of conditions or of dates. */
static void read_list(const reading *r, part_compiler compile)
{
    loader *l = r->l;
    const size_t count = json_count(r->value);
    if (!loader_fits(l, r->o->member, count, UINT32_MAX, "entries"))
        return;
    rule_index *items = arena_take_zeroed(&l->scratch, count + 1, sizeof *items);
    if (!items) {
        loader_no_memory(l);
        return;
    }
    const size_t mark = pointer_push(&l->at, r->o->member, strlen(r->o->member));
    for (size_t i = 0; i < count; i++) {
        const size_t item = pointer_push_index(&l->at, i);
        items[i] = compile(l, json_element(r->value, i));
        pointer_pop(&l->at, item);
    }
    pointer_pop(&l->at, mark);
    r->n->first = loader_add_links(l, items, count);
    r->n->count = (uint32_t)count;
}

static bool read_conditions(const reading *r)
{
    if (json_kind_of(r->value) != JSON_KIND_ARRAY) {
        fault_here(r, "wrong_type", "expected an array of conditions");
        return false;
    }
    read_list(r, compile_condition);
    return true;
}

/* Findings, attributes, stages ---------------------------------------------------------------- */

static const char *finding_name(const loader *l, size_t index)
{
    return l->profile->names.names[l->profile->findings[index].name].data;
}

static const char *attribute_name(const loader *l, size_t index)
{
    return l->profile->names.names[l->profile->attributes[index].name].data;
}

static bool read_finding(const reading *r)
{
    const text name = name_given(r);
    const int found = loader_finding(r->l, name);
    r->n->subject = (uint16_t)found;
    if (found < 0)
        loader_unknown(r->l, "finding", name, finding_name, r->l->profile->finding_count);
    return found >= 0;
}

static bool read_attribute(const reading *r)
{
    const text name = name_given(r);
    const int found = loader_attribute(r->l, name);
    r->n->subject = (uint16_t)found;
    if (found < 0)
        loader_unknown(r->l, "attribute", name, attribute_name, r->l->profile->attribute_count);
    return found >= 0;
}

static const char *date_attribute_name(const loader *l, size_t index)
{
    return l->profile->attributes[index].is_date ? attribute_name(l, index) : NULL;
}

static bool read_date_attribute(const reading *r)
{
    const char *name = loader_string(r->l, r->holder, r->o->member, true);
    const int found = name ? loader_attribute(r->l, (text){name, strlen(name)}) : -1;
    r->n->subject = (uint16_t)found;
    if (found >= 0 && r->l->profile->attributes[found].is_date)
        return true;
    if (name)
        loader_unknown_at(r->l, r->o->member, "attribute of type date", (text){name, strlen(name)},
                          date_attribute_name, r->l->profile->attribute_count);
    return false;
}

static bool stage_known(const loader *l, symbol name)
{
    for (size_t i = 0; i < l->profile->pathway_count; i++)
        for (uint16_t k = 0; k < l->profile->pathways[i].stage_count; k++)
            if (l->profile->pathways[i].stages[k].name == name)
                return true;
    return false;
}

static const char *stage_name(const loader *l, size_t index)
{
    const pack_pathway *p = l->profile->pathways;
    for (; index >= p->stage_count; p++)
        index -= p->stage_count;
    return p->stages[index].id;
}

static void tell_stage(const reading *r, symbol given)
{
    const reunify_profile *p = r->l->profile;
    size_t count = 0;
    for (size_t i = 0; i < p->pathway_count; i++)
        count += p->pathways[i].stage_count;
    loader_unknown_at(r->l, r->o->member, "stage", p->names.names[given], stage_name, count);
}

static void read_stage(const reading *r)
{
    r->n->subject = loader_code(r->l, r->holder, r->o->member, true);
    if (r->n->subject != SYMBOL_NONE && !stage_known(r->l, r->n->subject))
        tell_stage(r, r->n->subject);
}

/* The date of a stage: where a stage asks, only that of an earlier one. */
static bool read_earlier_stage(const reading *r)
{
    loader *l = r->l;
    const pack_pathway *p = l->pathway;
    l->used_stage = true;
    if (!p && !l->gates_allowed)
        loader_fault(
            l, "bad_place",
            "the date of a stage can be used in stages, in the schedule and in alerts only");
    const symbol name = loader_code(l, r->holder, r->o->member, true);
    r->n->subject = name;
    if (name == SYMBOL_NONE)
        return false;
    if (!stage_known(l, name))
        tell_stage(r, name);
    for (uint16_t i = 0; p && i < p->stage_count; i++)
        if (p->stages[i].name == name && i >= l->stage)
            fault_here(r, "cycle", "a stage can only ask for the date of an earlier one");
    return true;
}

/* Words and sets ------------------------------------------------------------------------------ */

typedef struct {
    const char *const *names;
    uint64_t mask;
} enum_mask;

static void add_enum(loader *l, text value, size_t index, void *argument)
{
    (void)index;
    enum_mask *m = argument;
    const model_enum found = enum_find(m->names, value.data, value.length);
    const word_list known = word_list_of(m->names);
    if (found == ENUM_NONE)
        loader_tell(l, "unknown_value", "", " is none of the values of the case format:", &known,
                    value);
    else
        m->mask |= UINT64_C(1) << found;
}

static void read_enums(const reading *r)
{
    loader *l = r->l;
    enum_mask m = {r->o->words, 0};
    if (r->value) {
        const size_t mark = pointer_push(&l->at, r->o->member, strlen(r->o->member));
        loader_strings(l, r->value, add_enum, &m);
        pointer_pop(&l->at, mark);
    }
    r->n->sets[r->o->place] = m.mask ? m.mask : r->o->otherwise;
}

static void read_levels(const reading *r)
{
    loader *l = r->l;
    const size_t mark = pointer_push(&l->at, r->o->member, strlen(r->o->member));
    r->n->sets[r->o->place] = loader_levels(l, r->value);
    pointer_pop(&l->at, mark);
}

/* "expected standing, ended or ended_in_care" */
static void fault_word(const reading *r)
{
    char message[120] = "expected ";
    size_t length = strlen(message);
    for (size_t i = 0; r->o->words[i] && length < sizeof message; i++) {
        const char *join = !i ? "" : r->o->words[i + 1] ? ", " : " or ";
        length += (size_t)snprintf(message + length, sizeof message - length, "%s%s", join,
                                   r->o->words[i]);
    }
    fault_here(r, "unknown_value", message);
}

static void read_word(const reading *r)
{
    /* Beside other operands it need not be given, and what is no string is told as such. */
    if (!r->own && !loader_string(r->l, r->holder, r->o->member, false))
        return;
    const text t = name_given(r);
    const model_enum found = enum_find(r->o->words, t.data, t.length);
    if (found == ENUM_NONE)
        fault_word(r);
    else
        r->n->word = found;
}

static void add_symbol(loader *l, text value, size_t index, void *list)
{
    if (!code_valid(value.data, value.length))
        loader_fault(l, "bad_code",
                     "expected a code: lower-case letters, digits, underscores and dots");
    ((symbol *)list)[index] = loader_symbol(l, value);
}

bool compile_codes(loader *l, json_node *object, const char *name, rule_index *first,
                   uint32_t *count)
{
    json_node *array = json_member(object, name);
    if (!array || !loader_fits(l, name, json_count(array), UINT32_MAX, "codes"))
        return !array;
    symbol *list = arena_take_zeroed(&l->scratch, json_count(array) + 1, sizeof *list);
    if (!list) {
        loader_no_memory(l);
        return false;
    }
    const size_t mark = pointer_push(&l->at, name, strlen(name));
    loader_strings(l, array, add_symbol, list);
    pointer_pop(&l->at, mark);
    *count = (uint32_t)json_count(array);
    *first = loader_add_symbols(l, list, json_count(array));
    return *first != RULE_NONE;
}

static void read_codes(const reading *r)
{
    compile_codes(r->l, r->holder, r->o->member, &r->n->first, &r->n->count);
}

/* Those of the case format, then those that the pack adds. */
static const char *legal_status_name(const loader *l, size_t index)
{
    const size_t standard = word_list_of(standard_legal_statuses).count;
    return index < standard
               ? standard_legal_statuses[index]
               : l->profile->names.names[l->profile->legal[index - standard].name].data;
}

static void tell_legal_status(loader *l, const char *member, size_t index, symbol given)
{
    const size_t mark = pointer_push(&l->at, member, strlen(member));
    pointer_push_index(&l->at, index);
    loader_unknown(l, "legal status", l->profile->names.names[given], legal_status_name,
                   word_list_of(standard_legal_statuses).count + l->profile->legal_count);
    pointer_pop(&l->at, mark);
}

void compile_legal_statuses(loader *l, json_node *object, const char *member, rule_index *first,
                            uint32_t *count)
{
    const reunify_profile *p = l->profile;
    if (!compile_codes(l, object, member, first, count) || *first == RULE_NONE)
        return;
    for (uint32_t i = 0; i < *count; i++) {
        const symbol s = p->program.symbols[*first + i];
        if (s < p->names.count && !loader_is_placed(&l->legal, s))
            tell_legal_status(l, member, i, s);
    }
}

static void read_legal_statuses(const reading *r)
{
    compile_legal_statuses(r->l, r->holder, r->o->member, &r->n->first, &r->n->count);
}

static uint64_t read_boolean_list(loader *l, json_node *object)
{
    uint64_t mask = 0;
    json_node *is = loader_member(l, object, "is", JSON_KIND_ARRAY, true);
    for (size_t i = 0; is && i < json_count(is); i++) {
        json_node *node = json_element(is, i);
        if (json_kind_of(node) == JSON_KIND_BOOLEAN)
            mask |= UINT64_C(1) << node_boolean(node);
        else
            loader_fault_at(l, "is", "wrong_type", "expected true or false");
    }
    return mask;
}

/* Flags --------------------------------------------------------------------------------------- */

static void read_boolean(const reading *r)
{
    if (json_kind_of(r->value) == JSON_KIND_BOOLEAN)
        r->n->word = node_boolean(r->value);
    else
        fault_here(r, "wrong_type", "expected true or false");
}

/* The bit of an operand in `asked` and `negated`. */
static uint8_t bit_of(const reading *r)
{
    return (uint8_t)(1u << (r->o - r->row->operands));
}

static void read_flag(const reading *r)
{
    json_node *node = loader_member(r->l, r->holder, r->o->member, JSON_KIND_BOOLEAN, false);
    if (node && !node_boolean(node))
        r->n->negated |= bit_of(r);
}

static void read_switch(const reading *r)
{
    if (!loader_flag(r->l, r->holder, r->o->member))
        r->n->asked &= (uint8_t)~bit_of(r);
}

static void read_needs(const reading *r)
{
    if (r->value && json_kind_of(r->value) == JSON_KIND_BOOLEAN)
        read_flag(r);
    else
        read_codes(r);
}

/* Numbers and periods ------------------------------------------------------------------------- */

static void read_range(loader *l, json_node *object, int64_t *least, int64_t *most)
{
    json_node *low = loader_member(l, object, "at_least", JSON_KIND_INTEGER, false);
    json_node *high = loader_member(l, object, "at_most", JSON_KIND_INTEGER, false);
    if (low)
        *least = loader_thousandths(l, low);
    if (high)
        *most = loader_thousandths(l, high);
    if (!low && !high)
        loader_fault(l, "missing_member", "expected at_least or at_most for a number");
}

static void read_number(const reading *r)
{
    json_node *node =
        loader_member(r->l, r->holder, r->o->member, JSON_KIND_INTEGER, r->o->required);
    r->n->least = node ? loader_thousandths(r->l, node) : 0;
}

static void read_days(const reading *r)
{
    json_node *node = loader_member(r->l, r->holder, r->o->member, JSON_KIND_INTEGER, true);
    const int64_t days = node ? node_integer(node) : 0;
    if (days < 0 || days > 10000)
        fault_here(r, "bad_number", "expected a number of days from 0 to 10,000");
    r->n->least = days;
}

static void read_period(const reading *r)
{
    r->n->periods[r->o->place] = loader_period(r->l, r->holder, r->o->member, r->o->required);
}

/* Tests of a value ---------------------------------------------------------------------------- */

static bool read_values_of_finding(const reading *r, const pack_finding *f)
{
    loader *l = r->l;
    json_node *is = loader_member(l, r->holder, "is", JSON_KIND_ARRAY, true);
    if (!is)
        return false;
    const size_t mark = pointer_push(&l->at, "is", 2);
    for (size_t i = 0; i < json_count(is); i++) {
        const size_t item = pointer_push_index(&l->at, i);
        int64_t value;
        if (loader_finding_value(l, f, json_element(is, i), &value))
            r->n->sets[0] |= UINT64_C(1) << value;
        pointer_pop(&l->at, item);
    }
    if (!r->n->sets[0])
        loader_fault(l, "empty_list", "expected at least one value");
    pointer_pop(&l->at, mark);
    return true;
}

static bool is_value_of(const pack_attribute *a, symbol value)
{
    for (uint16_t i = 0; i < a->value_count; i++)
        if (a->values[i] == value)
            return true;
    return !a->value_count;
}

bool compile_attribute_test(loader *l, json_node *object, const pack_attribute *a,
                            rule_attribute *out)
{
    *out = (rule_attribute){
        .name = a->name, .first = RULE_NONE, .least = INT64_MIN + 1, .most = INT64_MAX};
    if (a->type == NAMED_NUMBER) {
        read_range(l, object, &out->least, &out->most);
    } else if (a->type == NAMED_BOOLEAN) {
        out->mask = read_boolean_list(l, object);
    } else if (!json_member(object, "is")) {
        loader_fault_at(l, "is", "missing_member", "expected an array of values");
        return false;
    } else {
        compile_codes(l, object, "is", &out->first, &out->count);
        for (uint32_t i = 0; out->first != RULE_NONE && i < out->count; i++)
            if (!is_value_of(a, l->profile->program.symbols[out->first + i]))
                loader_fault_at(l, "is", "unknown_reference",
                                "the attribute declares no such value");
    }
    return true;
}

static bool read_test(const reading *r, size_t op)
{
    const reunify_profile *p = r->l->profile;
    rule_node *n = r->n;
    if (op == OP_FINDING && p->findings[n->subject].type != NAMED_NUMBER)
        return read_values_of_finding(r, &p->findings[n->subject]);
    if (op == OP_FINDING) {
        read_range(r->l, r->holder, &n->least, &n->most);
        n->ranged = true;
        return true;
    }
    rule_attribute test;
    if (!compile_attribute_test(r->l, r->holder, &p->attributes[n->subject], &test))
        return false;
    n->first = test.first;
    n->count = test.count;
    n->sets[0] = test.mask;
    n->least = test.least;
    n->most = test.most;
    n->ranged = p->attributes[n->subject].type == NAMED_NUMBER;
    return true;
}

/* Dates and records --------------------------------------------------------------------------- */

static void read_date(const reading *r, rule_index otherwise)
{
    r->n->dates[r->o->place] = compile_member_date(r->l, r->holder, r->o->member, otherwise);
}

static bool read_since(const reading *r)
{
    read_date(r, RULE_NONE);
    if (r->n->dates[r->o->place] != RULE_NONE)
        return true;
    if (!r->value) /* else what is wrong with it has been told */
        loader_fault(r->l, "missing_member", "expected \"%s\", a date", r->o->member);
    return false;
}

static void read_at(const reading *r)
{
    read_date(r, RULE_NONE);
    if (r->n->dates[r->o->place] == RULE_NONE)
        r->n->dates[r->o->place] = compile_as_of(r->l);
}

static bool read_dates(const reading *r)
{
    if (!loader_member(r->l, r->holder, r->o->member, JSON_KIND_ARRAY, true))
        return false;
    if (!json_count(r->value)) {
        const size_t mark = pointer_push(&r->l->at, r->o->member, strlen(r->o->member));
        loader_fault(r->l, "empty_list", "expected at least one date");
        pointer_pop(&r->l->at, mark);
    }
    read_list(r, compile_date);
    return true;
}

/* In a date only what picks the record can be said. */
static bool read_selector(const reading *r)
{
    loader *l = r->l;
    const bool in_date = r->row->resolve != NULL, used = l->used_person;
    l->used_person = false;
    r->n->selector = compile_record(l, r->holder, in_date);
    r->n->changing = in_date && l->used_person;
    l->used_person = l->used_person || used;
    return r->n->selector != RULE_NONE;
}

/* A row --------------------------------------------------------------------------------------- */

static bool read_operand(const reading *r)
{
    switch ((operand_kind)r->o->kind) {
    case OPERAND_CONDITION:
        return read_condition(r), true;
    case OPERAND_OF_PERSON:
        return read_condition_of_person(r), true;
    case OPERAND_CONDITIONS:
        return read_conditions(r);
    case OPERAND_FINDING:
        return read_finding(r);
    case OPERAND_ATTRIBUTE:
        return read_attribute(r);
    case OPERAND_STAGE:
        return read_stage(r), true;
    case OPERAND_EARLIER_STAGE:
        return read_earlier_stage(r);
    case OPERAND_TEST:
        return read_test(r, (size_t)r->n->op);
    case OPERAND_LEVELS:
        return read_levels(r), true;
    case OPERAND_ENUMS:
        return read_enums(r), true;
    case OPERAND_BOOLEANS:
        r->n->sets[r->o->place] = read_boolean_list(r->l, r->holder);
        return true;
    case OPERAND_CODES:
        return read_codes(r), true;
    case OPERAND_LEGAL_STATUSES:
        return read_legal_statuses(r), true;
    case OPERAND_WORD:
        return read_word(r), true;
    case OPERAND_BOOLEAN:
        return read_boolean(r), true;
    case OPERAND_FLAG:
        return read_flag(r), true;
    case OPERAND_SWITCH:
        return read_switch(r), true;
    case OPERAND_NEEDS:
        return read_needs(r), true;
    case OPERAND_NUMBER:
        return read_number(r), true;
    case OPERAND_DAYS:
        return read_days(r), true;
    case OPERAND_PERIOD:
        return read_period(r), true;
    case OPERAND_SELECTOR:
        return read_selector(r);
    case OPERAND_DATE_ATTRIBUTE:
        return read_date_attribute(r);
    case OPERAND_DATES:
        return read_dates(r);
    case OPERAND_AT:
        return read_at(r), true;
    case OPERAND_SINCE:
        return read_since(r);
    case OPERAND_DATE:
    case OPERAND_ON_OR_AFTER:
    case OPERAND_ON_OR_BEFORE:
    case OPERAND_BEFORE:
    case OPERAND_AFTER:
        return read_date(r, RULE_NONE), true;
    }
    return false;
}

/* Whether the operator's value is an object that holds some of the operands. */
static bool has_inside(const rule_row *row)
{
    for (const rule_operand *o = row->operands; o->member; o++)
        if (o->inside)
            return true;
    return false;
}

static bool read_those(loader *l, const rule_row *row, json_node *holder, bool inside, rule_node *n)
{
    for (const rule_operand *o = row->operands; o->member; o++) {
        if (o->inside != inside)
            continue;
        const reading r = {l,
                           row,
                           o,
                           holder,
                           json_member(holder, o->member),
                           n,
                           !inside && strcmp(o->member, row->name) == 0};
        if (r.value)
            n->asked |= bit_of(&r);
        if (!read_operand(&r))
            return false;
    }
    return true;
}

typedef struct {
    char text[160];
    size_t length;
} member_list;

/* As much of it as there is room for. */
static void add_text(member_list *m, const char *added)
{
    const size_t left = sizeof m->text - 1 - m->length, length = strlen(added);
    const size_t taken = length < left ? length : left;
    memcpy(m->text + m->length, added, taken);
    m->length += taken;
    m->text[m->length] = '\0';
}

static void add_member(member_list *m, const char *name, const char *between)
{
    add_text(m, m->length ? between : "");
    add_text(m, name);
}

/* Faults members that the row does not know, in the operator's object or inside its value. */
static void check_members(loader *l, const rule_row *row, json_node *holder, bool inside)
{
    member_list m = {"", 0};
    if (!inside && has_inside(row))
        add_member(&m, row->name, " ");
    for (const rule_operand *o = row->operands; o->member; o++)
        if (o->inside == inside)
            add_member(&m, o->member, " ");
    loader_members(l, holder, m.text);
}

static void check_one_given(loader *l, const rule_row *row, const rule_node *n)
{
    member_list m = {"expected ", 0};
    bool given = false, first = true;
    m.length = strlen(m.text);
    for (const rule_operand *o = row->operands; o->member; o++) {
        if (!o->inside)
            continue;
        given = given || (n->asked >> (o - row->operands) & 1);
        add_member(&m, o->member, first ? "" : " or ");
        first = false;
    }
    if (!given)
        loader_fault(l, "missing_member", "%s", m.text);
}

/* Two operands of one place exclude each other. */
static void check_apart(loader *l, const rule_row *row, json_node *object)
{
    for (const rule_operand *a = row->operands; a->member; a++)
        for (const rule_operand *b = a + 1; b->member; b++)
            if (a->kind == OPERAND_OF_PERSON && b->kind == a->kind && a->place == b->place &&
                json_member(object, a->member) && json_member(object, b->member))
                loader_fault(l, "bad_place", "expected \"%s\" or \"%s\", not both", a->member,
                             b->member);
}

static void check_place(loader *l, const rule_row *row)
{
    if (row->traits & TRAIT_OF_PERSON) {
        l->used_person = true;
        if (!l->person_in_scope)
            loader_fault(l, "bad_place",
                         "\"%s\" can be used only where the rule is asked for people", row->name);
    }
    if (row->traits & TRAIT_OF_GATES) {
        l->used_gate = true;
        if (!l->gates_allowed)
            loader_fault(l, "bad_place",
                         row->evaluate ? "\"%s\" can be used in alerts and in the schedule only"
                                       : "%s can be used in alerts and in the schedule only",
                         row->name);
    }
}

static bool read_inside(loader *l, const rule_row *row, json_node *object, rule_node *n)
{
    json_node *value = json_member(object, row->name);
    if (!value || json_kind_of(value) != JSON_KIND_OBJECT) {
        loader_fault_at(l, row->name, "wrong_type", "expected an object");
        return false;
    }
    const size_t mark = pointer_push(&l->at, row->name, strlen(row->name));
    check_members(l, row, value, true);
    const bool good = read_those(l, row, value, true, n);
    if (good && (row->traits & TRAIT_NEEDS_ONE))
        check_one_given(l, row, n);
    pointer_pop(&l->at, mark);
    return good;
}

bool read_operands(loader *l, const rule_row *row, json_node *object, rule_node *n)
{
    /* Who reads records, and who tells shifted dates apart, has looked at the members. */
    const uint8_t kind = row->operands[0].kind;
    if (row->operands[0].member && kind != OPERAND_SELECTOR && kind != OPERAND_DATE)
        check_members(l, row, object, false);
    check_place(l, row);
    check_apart(l, row, object);
    if (has_inside(row) && !read_inside(l, row, object, n))
        return false;
    return read_those(l, row, object, false, n);
}
