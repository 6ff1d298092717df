/*
 * Conditions: from the pack's JSON to nodes of the program.
 *
 * A condition is true, false, or an object with one operator. The operator's row (rule/operators.c)
 * says which members it may have and what each is; operands.c reads them into the node. A condition
 * that the pack has named is compiled where it is first asked for, at its own place in the pack,
 * and shared from then on; what it speaks of (a person, gates, the date of a stage) is checked at
 * each place that asks for it.
 */
#include "profile/loader.h"

static rule_index compile_at(loader *l, const char *name, json_node *node)
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
        return compile_at(l, name, node);
    if (required)
        loader_fault_at(l, name, "missing_member", "expected a condition");
    return RULE_NONE;
}

/* Named conditions and dates ------------------------------------------------------------------- */

typedef struct {
    text name;
    uint32_t at;
} name_place;

static int compare_name_places(const void *a, const void *b)
{
    return text_order(((const name_place *)a)->name, ((const name_place *)b)->name);
}

bool loader_order_named(loader *l, named_rule *list, size_t count)
{
    name_place *places = arena_take_array(&l->scratch, count, sizeof *places);
    for (size_t i = 0; places && i < count; i++)
        places[i] = (name_place){list[i].name, (uint32_t)i};
    if (places)
        sort_items(places, count, sizeof *places, compare_name_places);
    for (size_t i = 0; places && i < count; i++)
        list[i].by_name = places[i].at;
    return places;
}

typedef struct {
    const named_rule *list;
    text name;
} wanted_rule;

static bool is_named_earlier(const void *item, const void *wanted)
{
    const wanted_rule *w = wanted;
    return text_order(w->list[((const named_rule *)item)->by_name].name, w->name) < 0;
}

named_rule *loader_named_rule(named_rule *list, size_t count, text name)
{
    const wanted_rule wanted = {list, name};
    const size_t at = count_before(list, count, sizeof *list, is_named_earlier, &wanted);
    named_rule *found = at < count ? &list[list[at].by_name] : NULL;
    return found && text_is(found->name, name.data, name.length) ? found : NULL;
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

static const char *condition_name(const loader *l, size_t index)
{
    return l->conditions[index].name.data;
}

static rule_index compile_reference(loader *l, json_node *object, json_node *value)
{
    loader_members(l, object, "condition");
    const text name = json_kind_of(value) == JSON_KIND_STRING ? json_text(value) : (text){"", 0};
    named_rule *r = loader_named_rule(l->conditions, l->condition_count, name);
    if (r)
        return compile_named(l, r, "conditions", compile_condition);
    loader_unknown(l, "named condition", name, condition_name, l->condition_count);
    return RULE_NONE;
}

/* Operators ----------------------------------------------------------------------------------- */

static const char *operator_name(const loader *l, size_t index)
{
    (void)l;
    return index < OPERATOR_COUNT ? rule_operators[index].name : "condition";
}

/* The row of a member's name; OPERATOR_COUNT: none has it. */
static size_t operator_named(text name)
{
    size_t row = 0;
    while (row < OPERATOR_COUNT && (rule_operators[row].name[0] != name.data[0] ||
                                    strcmp(rule_operators[row].name, name.data) != 0))
        row++;
    return row;
}

/* The row of an object: the first of those that its members name. */
static size_t operator_of(json_node *node)
{
    size_t found = OPERATOR_COUNT;
    for (json_walk w = json_members(node); json_next(&w);) {
        const size_t row = operator_named(w.name);
        found = row < found ? row : found;
    }
    return found;
}

static void unknown_operator(loader *l, json_node *node)
{
    json_walk w = json_members(node);
    if (json_next(&w))
        loader_unknown(l, "operator", w.name, operator_name, OPERATOR_COUNT + 1);
    else
        loader_fault(l, "unknown_operator", "expected an operator such as {\"all\": [...]}");
}

static rule_index compile_operator(loader *l, json_node *node)
{
    json_node *reference = json_member(node, "condition");
    if (reference)
        return compile_reference(l, node, reference);
    const size_t row = operator_of(node);
    if (row == OPERATOR_COUNT) {
        unknown_operator(l, node);
        return RULE_NONE;
    }
    rule_node n = rule_node_of((int)row);
    const bool complete = read_operands(l, &rule_operators[row], node, &n);
    return complete ? loader_add_node(l, n) : RULE_NONE;
}

/* Always or never: no conditions that have to hold, or none of which one has to. */
static rule_index compile_constant(loader *l, bool value)
{
    return loader_add_node(l, rule_node_of(value ? OP_ALL : OP_ANY));
}

rule_index compile_condition(loader *l, json_node *node)
{
    rule_index result = RULE_NONE;
    if (++l->depth > MOST_NESTED)
        loader_fault(l, "limit_depth", "conditions are nested more than %d deep", MOST_NESTED);
    else if (json_kind_of(node) == JSON_KIND_BOOLEAN)
        result = compile_constant(l, node_boolean(node));
    else if (json_kind_of(node) == JSON_KIND_OBJECT)
        result = compile_operator(l, node);
    else
        loader_fault(l, "wrong_type",
                     "expected a condition: true, false or an object with one operator");
    l->depth--;
    return result;
}
