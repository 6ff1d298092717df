/*
 * Conditions: from the pack's JSON to the program. One operator an object; the table below names
 * each with the members it may have.
 */
#include "profile/loader.h"

#include <stdio.h>

typedef rule_index (*compiler)(loader *l, json_node *object, json_node *value);

/* Small parts --------------------------------------------------------------------------------- */

static rule_index in_member(loader *l, const char *name, json_node *node)
{
    const size_t mark = pointer_push(&l->at, name, strlen(name));
    const rule_index result = compile_condition(l, node);
    pointer_pop(&l->at, mark);
    return result;
}

rule_index compile_member_condition(loader *l, json_node *object, const char *name, bool required)
{
    json_node *node = json_member(object, name);
    if (node)
        return in_member(l, name, node);
    if (required)
        loader_fault_at(l, name, "missing_member", "expected a condition");
    return RULE_NONE;
}

static rule_index compile_links(loader *l, json_node *array, rule_op op, const char *name)
{
    if (json_kind_of(array) != JSON_KIND_ARRAY) {
        loader_fault_at(l, name, "wrong_type", "expected an array of conditions");
        return RULE_NONE;
    }
    const size_t count = json_count(array);
    rule_index *items = arena_take(&l->scratch, (count + 1) * sizeof *items);
    if (!items || count > UINT16_MAX) {
        loader_no_memory(l);
        return RULE_NONE;
    }
    const size_t mark = pointer_push(&l->at, name, strlen(name));
    for (size_t i = 0; i < count; i++) {
        const size_t item = pointer_push_index(&l->at, i);
        items[i] = compile_condition(l, json_element(array, i));
        pointer_pop(&l->at, item);
    }
    pointer_pop(&l->at, mark);
    rule_node n = loader_node(op);
    n.first = loader_add_links(l, items, count);
    n.count = (uint16_t)count;
    return loader_add_node(l, n);
}

static rule_index compile_all(loader *l, json_node *object, json_node *value)
{
    (void)object;
    return compile_links(l, value, OP_ALL, "all");
}

static rule_index compile_any(loader *l, json_node *object, json_node *value)
{
    (void)object;
    return compile_links(l, value, OP_ANY, "any");
}

static rule_index compile_not(loader *l, json_node *object, json_node *value)
{
    (void)object;
    rule_node n = loader_node(OP_NOT);
    n.a = in_member(l, "not", value);
    return loader_add_node(l, n);
}

static rule_index compile_if(loader *l, json_node *object, json_node *value)
{
    rule_node n = loader_node(OP_IF);
    n.a = in_member(l, "if", value);
    n.b = compile_member_condition(l, object, "then", true);
    n.c = compile_member_condition(l, object, "else", true);
    return loader_add_node(l, n);
}

static const char *condition_name(const loader *l, size_t index)
{
    return l->conditions[index].name.data;
}

static void compile_at_home(loader *l, named_rule *r, const char *section, named_compiler compile)
{
    const pointer here = l->at;
    const bool person = l->used_person, gate = l->used_gate, stage = l->used_stage;
    /* What it may speak of is checked where it is used. */
    const bool in_scope = l->person_in_scope, allowed = l->gates_allowed;
    l->person_in_scope = l->gates_allowed = true;
    l->used_person = l->used_gate = l->used_stage = false;
    pointer_start(&l->at);
    pointer_push(&l->at, section, strlen(section));
    pointer_push(&l->at, r->name.data, r->name.length);
    r->state = 1;
    r->compiled = compile(l, r->node);
    r->state = 2;
    r->needs_person = l->used_person;
    r->needs_gate = l->used_gate;
    r->needs_stage = l->used_stage;
    l->used_person = person;
    l->used_gate = gate;
    l->used_stage = stage;
    l->person_in_scope = in_scope;
    l->gates_allowed = allowed;
    l->at = here;
}

rule_index compile_named(loader *l, named_rule *r, const char *section, named_compiler compile)
{
    if (r->state == 1) {
        loader_fault(l, "cycle", "this refers to itself");
        return RULE_NONE;
    }
    if (r->state == 0)
        compile_at_home(l, r, section, compile);
    if (r->needs_person && !l->person_in_scope)
        loader_fault(
            l, "bad_place",
            "this speaks of a person: it can be used only where the rule is asked for people");
    if (r->needs_gate && !l->gates_allowed)
        loader_fault(l, "bad_place",
                     "this speaks of gates: it can be used in alerts and in the schedule only");
    if (r->needs_stage && !l->gates_allowed && !l->pathway)
        loader_fault(l, "bad_place",
                     "this speaks of the date of a stage: it can be used in stages, in the "
                     "schedule and in alerts only");
    l->used_person = l->used_person || r->needs_person;
    l->used_gate = l->used_gate || r->needs_gate;
    l->used_stage = l->used_stage || r->needs_stage;
    return r->compiled;
}

static rule_index compile_reference(loader *l, json_node *object, json_node *value)
{
    (void)object;
    const text name = json_kind_of(value) == JSON_KIND_STRING ? json_text(value) : (text){"", 0};
    for (size_t i = 0; i < l->condition_count; i++) {
        named_rule *r = &l->conditions[i];
        if (text_is(r->name, name.data, name.length))
            return compile_named(l, r, "conditions", compile_condition);
    }
    loader_unknown(l, "named condition", name, condition_name, l->condition_count);
    return RULE_NONE;
}

/* Findings, factors, levels ------------------------------------------------------------------- */

static const char *finding_name(const loader *l, size_t index)
{
    return l->profile->names.names[l->profile->findings[index].name].data;
}

static void read_range(loader *l, json_node *object, rule_node *n)
{
    json_node *least = loader_member(l, object, "at_least", JSON_KIND_INTEGER, false);
    json_node *most = loader_member(l, object, "at_most", JSON_KIND_INTEGER, false);
    if (least)
        n->least = loader_thousandths(l, least);
    if (most)
        n->most = loader_thousandths(l, most);
    if (!least && !most)
        loader_fault(l, "missing_member", "expected at_least or at_most for a number");
}

static rule_index compile_finding(loader *l, json_node *object, json_node *value)
{
    const text name = json_kind_of(value) == JSON_KIND_STRING ? json_text(value) : (text){"", 0};
    const int found = loader_finding(l, name);
    if (found < 0) {
        loader_unknown(l, "finding", name, finding_name, l->profile->finding_count);
        return RULE_NONE;
    }
    const pack_finding *f = &l->profile->findings[found];
    rule_node n = loader_node(OP_FINDING);
    n.slot = (uint16_t)found;
    if (f->type == NAMED_NUMBER) {
        n.mode = 1;
        read_range(l, object, &n);
        return loader_add_node(l, n);
    }
    json_node *is = loader_member(l, object, "is", JSON_KIND_ARRAY, true);
    if (!is)
        return RULE_NONE;
    const size_t mark = pointer_push(&l->at, "is", 2);
    for (size_t i = 0; i < json_count(is); i++) {
        const size_t item = pointer_push_index(&l->at, i);
        int64_t v;
        if (loader_finding_value(l, f, json_element(is, i), &v))
            n.mask |= UINT64_C(1) << v;
        pointer_pop(&l->at, item);
    }
    if (!n.mask)
        loader_fault(l, "empty_list", "expected at least one value");
    pointer_pop(&l->at, mark);
    return loader_add_node(l, n);
}

typedef struct {
    const char *const *names;
    uint64_t mask;
} enum_mask;

static void add_enum(loader *l, text value, size_t index, void *argument)
{
    (void)index;
    enum_mask *m = argument;
    const model_enum found = enum_find(m->names, value.data, value.length);
    if (found == ENUM_NONE)
        loader_fault(l, "unknown_value", "\"%.60s\" is none of the values of the case format",
                     value.data);
    else
        m->mask |= UINT64_C(1) << found;
}

static uint64_t read_enums(loader *l, json_node *object, const char *name, const char *const *names)
{
    json_node *array = json_member(object, name);
    if (!array)
        return 0;
    enum_mask m = {names, 0};
    const size_t mark = pointer_push(&l->at, name, strlen(name));
    loader_strings(l, array, add_enum, &m);
    pointer_pop(&l->at, mark);
    return m.mask;
}

static void add_symbol(loader *l, text value, size_t index, void *list)
{
    if (!code_valid(value.data, value.length))
        loader_fault(l, "bad_code",
                     "expected a code: lower-case letters, digits, underscores and dots");
    ((symbol *)list)[index] = loader_symbol(l, value);
}

static void read_symbols(loader *l, json_node *object, const char *name, rule_node *n)
{
    json_node *array = json_member(object, name);
    if (!array)
        return;
    symbol *list = arena_take_zeroed(&l->scratch, json_count(array) + 1, sizeof *list);
    if (!list) {
        loader_no_memory(l);
        return;
    }
    const size_t mark = pointer_push(&l->at, name, strlen(name));
    loader_strings(l, array, add_symbol, list);
    pointer_pop(&l->at, mark);
    n->count = (uint16_t)json_count(array);
    n->first = loader_add_symbols(l, list, json_count(array));
}

static rule_index compile_factors(loader *l, json_node *object, json_node *value)
{
    (void)object;
    if (json_kind_of(value) != JSON_KIND_OBJECT) {
        loader_fault_at(l, "factors", "wrong_type", "expected an object");
        return RULE_NONE;
    }
    const size_t mark = pointer_push(&l->at, "factors", 7);
    loader_members(l, value, "kind code status emerged");
    rule_node n = loader_node(OP_FACTORS);
    n.mode = ENUM_NONE;
    const char *kind = loader_string(l, value, "kind", false);
    if (kind) {
        n.mode = enum_find(factor_kind_names, kind, strlen(kind));
        if (n.mode == ENUM_NONE)
            loader_fault_at(l, "kind", "unknown_value", "expected risk or protective");
    }
    n.mask = read_enums(l, value, "status", factor_status_names);
    n.least = (int64_t)read_enums(l, value, "emerged", factor_emerged_names);
    read_symbols(l, value, "code", &n);
    pointer_pop(&l->at, mark);
    return loader_add_node(l, n);
}

static uint64_t levels_in(loader *l, const char *name, json_node *value)
{
    const size_t mark = pointer_push(&l->at, name, strlen(name));
    const uint64_t mask = loader_levels(l, value);
    pointer_pop(&l->at, mark);
    return mask;
}

static rule_index compile_classified(loader *l, json_node *object, json_node *value)
{
    (void)object;
    rule_node n = loader_node(OP_CLASSIFIED);
    n.mask = levels_in(l, "classified", value);
    return loader_add_node(l, n);
}

static rule_index at_date(loader *l, json_node *object)
{
    const rule_index at = compile_member_date(l, object, "at", RULE_NONE);
    return at == RULE_NONE ? compile_as_of(l) : at;
}

static rule_index compile_level(loader *l, json_node *object, json_node *value)
{
    rule_node n = loader_node(OP_LEVEL);
    n.mask = levels_in(l, "level", value);
    n.a = at_date(l, object);
    return loader_add_node(l, n);
}

/* An operator whose value is an object of its own: checks its members and moves into it. */
static bool enter(loader *l, const char *name, json_node *value, const char *members, size_t *mark)
{
    if (json_kind_of(value) != JSON_KIND_OBJECT) {
        loader_fault_at(l, name, "wrong_type", "expected an object");
        return false;
    }
    *mark = pointer_push(&l->at, name, strlen(name));
    loader_members(l, value, members);
    return true;
}

static rule_index compile_level_rose(loader *l, json_node *object, json_node *value)
{
    (void)object;
    size_t mark;
    rule_node n = loader_node(OP_LEVEL_ROSE);
    if (!enter(l, "level_rose", value, "since", &mark))
        return RULE_NONE;
    n.a = compile_member_date(l, value, "since", RULE_NONE);
    if (n.a == RULE_NONE)
        loader_fault(l, "missing_member", "expected \"since\", a date");
    pointer_pop(&l->at, mark);
    return n.a == RULE_NONE ? RULE_NONE : loader_add_node(l, n);
}

static rule_index compile_assessed(loader *l, json_node *object, json_node *value)
{
    (void)object;
    size_t mark;
    rule_node n = loader_node(OP_ASSESSED);
    if (!enter(l, "assessed", value, "on_or_after on_or_before", &mark))
        return RULE_NONE;
    n.a = compile_member_date(l, value, "on_or_after", RULE_NONE);
    n.b = compile_member_date(l, value, "on_or_before", RULE_NONE);
    pointer_pop(&l->at, mark);
    return loader_add_node(l, n);
}

/* Attributes, the child, people --------------------------------------------------------------- */

static const char *attribute_name(const loader *l, size_t index)
{
    return l->profile->names.names[l->profile->attributes[index].name].data;
}

static uint64_t read_booleans(loader *l, json_node *object)
{
    uint64_t mask = 0;
    json_node *is = loader_member(l, object, "is", JSON_KIND_ARRAY, true);
    if (!is)
        return 0;
    for (size_t i = 0; i < json_count(is); i++) {
        json_node *node = json_element(is, i);
        if (json_kind_of(node) == JSON_KIND_BOOLEAN)
            mask |= UINT64_C(1) << node_boolean(node);
        else
            loader_fault_at(l, "is", "wrong_type", "expected true or false");
    }
    return mask;
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
    rule_node n = loader_node(OP_ATTRIBUTE);
    if (a->type == NAMED_NUMBER) {
        read_range(l, object, &n);
    } else if (a->type == NAMED_BOOLEAN) {
        n.mask = read_booleans(l, object);
    } else if (!json_member(object, "is")) {
        loader_fault_at(l, "is", "missing_member", "expected an array of values");
        return false;
    } else {
        read_symbols(l, object, "is", &n);
        for (uint16_t i = 0; n.first != RULE_NONE && i < n.count; i++)
            if (!is_value_of(a, l->profile->program.symbols[n.first + i]))
                loader_fault_at(l, "is", "unknown_reference",
                                "the attribute declares no such value");
    }
    out->name = a->name;
    out->first = n.first;
    out->count = n.count;
    out->mask = n.mask;
    out->least = n.least;
    out->most = n.most;
    return true;
}

static rule_index compile_attribute(loader *l, json_node *object, json_node *value)
{
    const text name = json_kind_of(value) == JSON_KIND_STRING ? json_text(value) : (text){"", 0};
    const int found = loader_attribute(l, name);
    if (found < 0) {
        loader_unknown(l, "attribute", name, attribute_name, l->profile->attribute_count);
        return RULE_NONE;
    }
    rule_attribute test = {0};
    if (!compile_attribute_test(l, object, &l->profile->attributes[found], &test))
        return RULE_NONE;
    rule_node n = loader_node(OP_ATTRIBUTE);
    n.slot = (uint16_t)found;
    n.first = test.first;
    n.count = test.count;
    n.mask = test.mask;
    n.least = test.least;
    n.most = test.most;
    return loader_add_node(l, n);
}

static rule_index compile_child(loader *l, json_node *object, json_node *value)
{
    if (json_kind_of(value) != JSON_KIND_STRING || !text_is(json_text(value), "siblings", 8)) {
        loader_fault_at(l, "child", "unknown_value", "expected siblings");
        return RULE_NONE;
    }
    rule_node n = loader_node(OP_SIBLINGS);
    n.mask = read_booleans(l, object);
    return loader_add_node(l, n);
}

static void read_person_flag(loader *l, json_node *object, const char *name, uint8_t flag,
                             rule_node *n)
{
    json_node *node = loader_member(l, object, name, JSON_KIND_BOOLEAN, false);
    if (!node)
        return;
    n->mode |= flag;
    if (!node_boolean(node))
        n->negated |= flag;
}

static rule_index compile_person(loader *l, json_node *object, json_node *value)
{
    (void)object;
    size_t mark;
    l->used_person = true;
    if (!l->person_in_scope)
        loader_fault(l, "bad_place",
                     "\"person\" can be used only where the rule is asked for people");
    if (!enter(l, "person", value,
               "relation household regular_visitor parental_responsibility needs", &mark))
        return RULE_NONE;
    rule_node n = loader_node(OP_PERSON);
    n.mask = read_enums(l, value, "relation", relation_names);
    if (n.mask)
        n.mode |= PERSON_RELATION;
    read_person_flag(l, value, "household", PERSON_HOUSEHOLD, &n);
    read_person_flag(l, value, "regular_visitor", PERSON_VISITOR, &n);
    read_person_flag(l, value, "parental_responsibility", PERSON_RESPONSIBILITY, &n);
    json_node *needs = json_member(value, "needs");
    if (needs && json_kind_of(needs) == JSON_KIND_BOOLEAN) {
        read_person_flag(l, value, "needs", PERSON_NEEDS, &n);
    } else if (needs) {
        n.mode |= PERSON_NEEDS | PERSON_CODES;
        read_symbols(l, value, "needs", &n);
    }
    pointer_pop(&l->at, mark);
    return loader_add_node(l, n);
}

static rule_index compile_people(loader *l, json_node *object, json_node *value)
{
    const bool outer = l->person_in_scope, used = l->used_person;
    rule_node n = loader_node(OP_PEOPLE);
    const bool some = json_member(object, "some") != NULL,
               every = json_member(object, "every") != NULL;
    if (some && every)
        loader_fault(l, "bad_place", "expected \"some\" or \"every\", not both");
    l->person_in_scope = true;
    n.a = in_member(l, "people", value);
    n.mode = every;
    n.b = compile_member_condition(l, object, every ? "every" : "some", every);
    l->person_in_scope = outer;
    l->used_person = used;
    return loader_add_node(l, n);
}

static rule_index compile_age(loader *l, json_node *object, json_node *value)
{
    size_t mark;
    rule_node n = loader_node(OP_AGE);
    if (!enter(l, "age", value, "at_least under", &mark))
        return RULE_NONE;
    if (json_member(value, "at_least")) {
        n.mode |= 1;
        n.length = loader_period(l, value, "at_least", true);
    }
    if (json_member(value, "under")) {
        n.mode |= 2;
        n.under = loader_period(l, value, "under", true);
    }
    if (!n.mode)
        loader_fault(l, "missing_member", "expected at_least or under");
    pointer_pop(&l->at, mark);
    n.a = at_date(l, object);
    return loader_add_node(l, n);
}

/* Circumstances and time ---------------------------------------------------------------------- */

static rule_index compile_legal(loader *l, json_node *object, json_node *value)
{
    (void)value;
    rule_node n = loader_node(OP_LEGAL);
    read_symbols(l, object, "legal_status", &n);
    for (uint16_t i = 0; n.first != RULE_NONE && i < n.count; i++) {
        const symbol s = l->profile->program.symbols[n.first + i];
        if (s < l->profile->names.count && !l->profile->is_legal[s])
            loader_fault_at(l, "legal_status", "unknown_reference",
                            "a legal status is not declared");
    }
    n.a = at_date(l, object);
    return loader_add_node(l, n);
}

static rule_index compile_placement(loader *l, json_node *object, json_node *value)
{
    (void)value;
    rule_node n = loader_node(OP_PLACEMENT);
    n.mask = read_enums(l, object, "placement", placement_names);
    n.a = at_date(l, object);
    return loader_add_node(l, n);
}

static rule_index compile_in_care(loader *l, json_node *object, json_node *value)
{
    rule_node n = loader_node(OP_IN_CARE);
    if (json_kind_of(value) != JSON_KIND_BOOLEAN)
        loader_fault_at(l, "in_care", "wrong_type", "expected true or false");
    else
        n.mode = node_boolean(value);
    n.a = at_date(l, object);
    return loader_add_node(l, n);
}

static rule_index compile_length(loader *l, json_node *value, rule_op op, const char *name)
{
    size_t mark;
    rule_node n = loader_node(op);
    if (!enter(l, name, value, op == OP_ELAPSED ? "since at_least" : "at_least", &mark))
        return RULE_NONE;
    n.length = loader_period(l, value, "at_least", true);
    if (op == OP_ELAPSED) {
        n.a = compile_member_date(l, value, "since", RULE_NONE);
        if (n.a == RULE_NONE)
            loader_fault(l, "missing_member", "expected \"since\", a date");
    }
    pointer_pop(&l->at, mark);
    return loader_add_node(l, n);
}

static rule_index compile_in_care_for(loader *l, json_node *object, json_node *value)
{
    (void)object;
    return compile_length(l, value, OP_IN_CARE_FOR, "in_care_for");
}

static rule_index compile_in_care_total(loader *l, json_node *object, json_node *value)
{
    (void)object;
    return compile_length(l, value, OP_IN_CARE_TOTAL, "in_care_total");
}

static rule_index compile_elapsed(loader *l, json_node *object, json_node *value)
{
    (void)object;
    return compile_length(l, value, OP_ELAPSED, "elapsed");
}

static rule_index compile_home_for(loader *l, json_node *object, json_node *value)
{
    (void)object;
    return compile_length(l, value, OP_HOME_FOR, "home_for");
}

/* The index of the word in a NUL-ended list of words, or a fault. */
static uint8_t one_of(loader *l, const char *name, json_node *value, const char *const *words,
                      const char *expected)
{
    if (json_kind_of(value) == JSON_KIND_STRING) {
        const text t = json_text(value);
        const model_enum found = enum_find(words, t.data, t.length);
        if (found != ENUM_NONE)
            return found;
    }
    loader_fault_at(l, name, "unknown_value", expected);
    return 0;
}

static rule_index compile_returned(loader *l, json_node *object, json_node *value)
{
    static const char *const words[] = {"standing", "ended", "ended_in_care", NULL};
    rule_node n = loader_node(OP_RETURNED);
    n.mode = one_of(l, "returned", value, words, "expected standing, ended or ended_in_care");
    n.history = loader_flag(l, object, "history");
    json_node *planned = loader_member(l, object, "planned", JSON_KIND_BOOLEAN, false);
    if (planned)
        n.mask = UINT64_C(1) << node_boolean(planned);
    n.a = compile_member_date(l, object, "on_or_after", RULE_NONE);
    n.b = compile_member_date(l, object, "on_or_before", RULE_NONE);
    n.c = compile_member_date(l, object, "before", RULE_NONE);
    n.d = compile_member_date(l, object, "after", RULE_NONE);
    return loader_add_node(l, n);
}

static rule_index compile_previous_returns(loader *l, json_node *object, json_node *value)
{
    (void)object;
    size_t mark;
    rule_node n = loader_node(OP_PREVIOUS_RETURNS);
    if (!enter(l, "previous_returns", value, "at_least", &mark))
        return RULE_NONE;
    json_node *least = loader_member(l, value, "at_least", JSON_KIND_INTEGER, true);
    n.least = least ? loader_thousandths(l, least) : 0;
    pointer_pop(&l->at, mark);
    return loader_add_node(l, n);
}

static rule_index compile_record_condition(loader *l, json_node *object, json_node *value)
{
    (void)value;
    rule_node n = loader_node(OP_RECORD);
    n.a = compile_record(l, object, false);
    return n.a == RULE_NONE ? RULE_NONE : loader_add_node(l, n);
}

bool stage_known(const loader *l, symbol name)
{
    for (size_t i = 0; i < l->profile->pathway_count; i++)
        for (uint16_t k = 0; k < l->profile->pathways[i].stage_count; k++)
            if (l->profile->pathways[i].stages[k].name == name)
                return true;
    return false;
}

static rule_index compile_gate(loader *l, json_node *object, json_node *value)
{
    (void)value;
    static const char *const statuses[] = {"waiting",    "stopped",        "passed",
                                           "incomplete", "not_applicable", NULL};
    l->used_gate = true;
    if (!l->gates_allowed)
        loader_fault(l, "bad_place", "\"gate\" can be used in alerts and in the schedule only");
    rule_node n = loader_node(OP_GATE);
    n.slot = loader_code(l, object, "gate", true);
    if (n.slot != SYMBOL_NONE && !stage_known(l, n.slot))
        loader_fault_at(l, "gate", "unknown_reference", "no pathway has a stage of this id");
    n.mask = read_enums(l, object, "status", statuses);
    if (!n.mask)
        n.mask = 4; /* passed */
    n.a = at_date(l, object);
    return loader_add_node(l, n);
}

static rule_index compile_family_time(loader *l, json_node *object, json_node *value)
{
    static const char *const words[] = {"increasing", "overnight", "recorded", NULL};
    rule_node n = loader_node(OP_FAMILY_TIME);
    n.mode = one_of(l, "family_time", value, words, "expected increasing, overnight or recorded");
    n.a = compile_member_date(l, object, "before", RULE_NONE);
    return loader_add_node(l, n);
}

static rule_index compile_goals(loader *l, json_node *object, json_node *value)
{
    (void)object;
    static const char *const words[] = {"set", "all_met", NULL};
    rule_node n = loader_node(OP_GOALS);
    n.mode = one_of(l, "goals", value, words, "expected set or all_met");
    return loader_add_node(l, n);
}

/* The language -------------------------------------------------------------------------------- */

static const struct {
    const char *name;
    compiler compile;
    const char *members; /* NULL: checked by the compiler */
} operators[] = {
    {"all", compile_all, "all"},
    {"any", compile_any, "any"},
    {"not", compile_not, "not"},
    {"if", compile_if, "if then else"},
    {"condition", compile_reference, "condition"},
    {"finding", compile_finding, "finding is at_least at_most"},
    {"factors", compile_factors, "factors"},
    {"classified", compile_classified, "classified"},
    {"level", compile_level, "level at"},
    {"level_rose", compile_level_rose, "level_rose"},
    {"assessed", compile_assessed, "assessed"},
    {"attribute", compile_attribute, "attribute is at_least at_most"},
    {"child", compile_child, "child is"},
    {"legal_status", compile_legal, "legal_status at"},
    {"placement", compile_placement, "placement at"},
    {"in_care", compile_in_care, "in_care at"},
    {"age", compile_age, "age at"},
    {"person", compile_person, "person"},
    {"people", compile_people, "people some every"},
    {"in_care_for", compile_in_care_for, "in_care_for"},
    {"in_care_total", compile_in_care_total, "in_care_total"},
    {"elapsed", compile_elapsed, "elapsed"},
    {"returned", compile_returned,
     "returned planned on_or_after on_or_before before after history"},
    {"home_for", compile_home_for, "home_for"},
    {"previous_returns", compile_previous_returns, "previous_returns"},
    {"record", compile_record_condition, NULL},
    {"gate", compile_gate, "gate status at"},
    {"family_time", compile_family_time, "family_time before"},
    {"goals", compile_goals, "goals"},
};

static const char *operator_name(const loader *l, size_t index)
{
    (void)l;
    return operators[index].name;
}

static rule_index compile_operator(loader *l, json_node *node)
{
    for (size_t i = 0; i < LENGTH_OF(operators); i++) {
        json_node *value = json_member(node, operators[i].name);
        if (!value)
            continue;
        if (operators[i].members)
            loader_members(l, node, operators[i].members);
        return operators[i].compile(l, node, value);
    }
    json_walk w = json_members(node);
    if (json_next(&w))
        loader_unknown(l, "operator", w.name, operator_name, LENGTH_OF(operators));
    else
        loader_fault(l, "unknown_operator", "expected an operator such as {\"all\": [...]}");
    return RULE_NONE;
}

rule_index compile_condition(loader *l, json_node *node)
{
    rule_index result = RULE_NONE;
    if (++l->depth > MOST_DEPTH)
        loader_fault(l, "limit_depth", "conditions are nested more than %d deep", MOST_DEPTH);
    else if (json_kind_of(node) == JSON_KIND_BOOLEAN)
        result = loader_add_node(l, loader_node(node_boolean(node) ? OP_ALL : OP_ANY));
    else if (json_kind_of(node) == JSON_KIND_OBJECT)
        result = compile_operator(l, node);
    else
        loader_fault(l, "wrong_type",
                     "expected a condition: true, false or an object with one operator");
    l->depth--;
    return result;
}
