/*
 * Conditions on records: from the pack's JSON to a selector of the program.
 *
 * A selector says which records are meant and then what is asked of them. Meant are those of some
 * types, about somebody (the person in scope, the child, anyone, people of whom a condition holds)
 * and among those that pass some tests; of these any, the first or the latest. What is asked is a
 * second set of tests, of the same form and read by the same function:
 *
 *   {"record": "visit", "which": "latest", "among": {"led_by": ["social_worker"]},
 *    "outcome": ["done"]}
 *
 * asks whether the latest visit that a social worker led was done; with the outcome in
 * `among_outcomes` it would be the latest of those that were. In a date only what picks the record
 * can be said, since there is nothing to pass; but the first of a run has the outcomes that make
 * the run.
 *
 * A condition on whom the record is about has a person of its own: that it speaks of one does not
 * mean that the rule around it does. A set of tests that asks nothing is `plain`, which evaluations
 * need not look into.
 *
 * Two selectors that ask the same are one, found by their bytes; that is why each begins as zeros.
 * So a pack that repeats a record a thousand times has it once.
 */
#include "profile/loader.h"

static const char *type_name(const loader *l, size_t index)
{
    return l->profile->names.names[l->profile->types[index].name].data;
}

static void add_type(loader *l, text name, rule_selector *sel)
{
    const int type = loader_type(l, name);
    if (type < 0)
        loader_unknown(l, "record type", name, type_name, l->profile->type_count);
    else if (sel->type_count == MOST_TYPES)
        loader_fault(l, "limit_items", "expected at most %d record types", MOST_TYPES);
    else
        sel->types[sel->type_count++] = (uint16_t)type;
}

static void add_type_string(loader *l, text name, size_t index, void *sel)
{
    (void)index;
    add_type(l, name, sel);
}

static void read_types(loader *l, json_node *object, rule_selector *sel)
{
    json_node *node = json_member(object, "record");
    const size_t mark = pointer_push(&l->at, "record", 6);
    if (json_kind_of(node) == JSON_KIND_STRING)
        add_type(l, json_text(node), sel);
    else
        loader_strings(l, node, add_type_string, sel);
    pointer_pop(&l->at, mark);
}

typedef struct {
    const rule_selector *sel;
    symbol *list;
} outcome_list;

/* The outcomes of all types that are asked for, one type behind the other. */
typedef struct {
    const reunify_profile *p;
    const rule_selector *sel;
} declared_outcomes;

static const char *outcome_name(const void *of, size_t index)
{
    const declared_outcomes *d = of;
    uint8_t t = 0;
    for (; index >= d->p->types[d->sel->types[t]].outcome_count; t++)
        index -= d->p->types[d->sel->types[t]].outcome_count;
    return d->p->names.names[d->p->types[d->sel->types[t]].outcomes[index]].data;
}

static void tell_outcomes(loader *l, const rule_selector *sel, text given)
{
    const declared_outcomes declared = {l->profile, sel};
    size_t count = 0;
    for (uint8_t t = 0; t < sel->type_count; t++)
        count += l->profile->types[sel->types[t]].outcome_count;
    loader_tell(l, "unknown_reference", "the record type declares no outcome ",
                "; its outcomes:", &(word_list){outcome_name, &declared, count}, given);
}

static void add_outcome(loader *l, text name, size_t index, void *argument)
{
    const outcome_list *out = argument;
    out->list[index] = loader_symbol(l, name);
    const reunify_profile *p = l->profile;
    for (uint8_t t = 0; t < out->sel->type_count; t++) {
        const pack_record_type *type = &p->types[out->sel->types[t]];
        for (uint16_t i = 0; i < type->outcome_count; i++)
            if (type->outcomes[i] == out->list[index])
                return;
    }
    tell_outcomes(l, out->sel, name);
}

static void read_outcomes(loader *l, json_node *object, const char *name, const rule_selector *sel,
                          rule_tests *t)
{
    json_node *array = loader_member(l, object, name, JSON_KIND_ARRAY, false);
    if (!array)
        return;
    symbol *list = arena_take_zeroed(&l->scratch, json_count(array) + 1, sizeof *list);
    if (!list) {
        loader_no_memory(l);
        return;
    }
    const size_t mark = pointer_push(&l->at, name, strlen(name));
    outcome_list argument = {sel, list};
    loader_strings(l, array, add_outcome, &argument);
    pointer_pop(&l->at, mark);
    t->has_outcomes = true;
    t->plain = false;
    t->outcome_count = (uint32_t)json_count(array);
    t->outcomes = loader_add_symbols(l, list, json_count(array));
}

static uint64_t read_roles(loader *l, json_node *object, const char *name, bool *given)
{
    json_node *array = json_member(object, name);
    *given = array != NULL;
    if (!array)
        return 0;
    const size_t mark = pointer_push(&l->at, name, strlen(name));
    const uint64_t mask = loader_roles(l, array);
    pointer_pop(&l->at, mark);
    return mask;
}

/* The attribute of one of the selector's types. */
static const pack_attribute *type_attribute(const loader *l, const rule_selector *sel, text name)
{
    for (uint8_t t = 0; t < sel->type_count; t++) {
        const pack_record_type *type = &l->profile->types[sel->types[t]];
        for (uint16_t i = 0; i < type->attribute_count; i++)
            if (text_is(l->profile->names.names[type->attributes[i].name], name.data, name.length))
                return &type->attributes[i];
    }
    return NULL;
}

typedef struct {
    const reunify_profile *p;
    const rule_selector *sel;
} declared_attributes;

static const char *type_attribute_name(const void *of, size_t index)
{
    const declared_attributes *d = of;
    uint8_t t = 0;
    for (; index >= d->p->types[d->sel->types[t]].attribute_count; t++)
        index -= d->p->types[d->sel->types[t]].attribute_count;
    return d->p->names.names[d->p->types[d->sel->types[t]].attributes[index].name].data;
}

static void tell_type_attributes(loader *l, const rule_selector *sel, text given)
{
    const declared_attributes declared = {l->profile, sel};
    size_t count = 0;
    for (uint8_t t = 0; t < sel->type_count; t++)
        count += l->profile->types[sel->types[t]].attribute_count;
    const size_t mark = pointer_push(&l->at, "attribute", 9);
    loader_tell(l, "unknown_reference", "the record type declares no attribute ",
                "; its attributes:", &(word_list){type_attribute_name, &declared, count}, given);
    pointer_pop(&l->at, mark);
}

static void read_where_item(loader *l, json_node *item, const rule_selector *sel, rule_tests *t)
{
    rule_program *p = &l->profile->program;
    json_node *name = json_kind_of(item) == JSON_KIND_OBJECT
                          ? loader_member(l, item, "attribute", JSON_KIND_STRING, true)
                          : NULL;
    if (!name)
        return;
    loader_members(l, item, "attribute is at_least at_most");
    const pack_attribute *a = type_attribute(l, sel, json_text(name));
    rule_attribute test;
    memset(&test, 0, sizeof test);
    if (!a)
        tell_type_attributes(l, sel, json_text(name));
    else if (compile_attribute_test(l, item, a, &test)) {
        if (!array_reserve(&l->profile->memory, (void **)&p->attributes, &l->attribute_capacity,
                           p->attribute_count + 1, sizeof test)) {
            loader_no_memory(l);
            return;
        }
        p->attributes[p->attribute_count++] = test;
        t->where_count++;
    }
}

static void read_where(loader *l, json_node *object, const rule_selector *sel, rule_tests *t)
{
    json_node *array = loader_member(l, object, "where", JSON_KIND_ARRAY, false);
    if (!array)
        return;
    t->where = (rule_index)l->profile->program.attribute_count;
    t->plain = false;
    const size_t mark = pointer_push(&l->at, "where", 5);
    for (size_t i = 0; i < json_count(array); i++) {
        const size_t item = pointer_push_index(&l->at, i);
        read_where_item(l, json_element(array, i), sel, t);
        pointer_pop(&l->at, item);
    }
    pointer_pop(&l->at, mark);
}

static void read_within(loader *l, json_node *object, rule_tests *t)
{
    json_node *within = loader_member(l, object, "within", JSON_KIND_OBJECT, false);
    if (!within)
        return;
    const size_t mark = pointer_push(&l->at, "within", 6);
    loader_members(l, within, "of period");
    t->within = compile_member_date(l, within, "of", RULE_NONE);
    if (t->within == RULE_NONE)
        loader_fault(l, "missing_member", "expected \"of\", the date from which the period runs");
    t->within_length = loader_period(l, within, "period", true);
    t->plain = false;
    pointer_pop(&l->at, mark);
}

/* What a record without an outcome is taken to be where an outcome is asked for. */
static void read_outcome_if_none(loader *l, json_node *object, rule_tests *t)
{
    static const char *const words[] = {"unknown", "passes", "fails", NULL};
    const char *word = loader_string(l, object, "outcome_if_none", false);
    if (!word)
        return;
    const model_enum found = enum_find(words, word, strlen(word));
    if (found == ENUM_NONE)
        loader_fault_at(l, "outcome_if_none", "unknown_value", "expected unknown, passes or fails");
    else
        t->if_no_outcome = found;
}

static void read_legal_position(loader *l, json_node *object, rule_tests *t)
{
    compile_legal_statuses(l, object, "under", &t->under, &t->under_count);
    compile_legal_statuses(l, object, "not_under", &t->not_under, &t->not_under_count);
    if (t->under != RULE_NONE || t->not_under != RULE_NONE)
        t->plain = false;
}

static void read_tests(loader *l, json_node *object, const rule_selector *sel, rule_tests *t)
{
    bool given;
    read_outcomes(l, object, "outcome", sel, t);
    read_outcome_if_none(l, object, t);
    t->led_by = read_roles(l, object, "led_by", &t->has_led_by);
    t->with_all = read_roles(l, object, "with", &given);
    t->with_any = read_roles(l, object, "with_any", &t->has_any);
    t->on_or_after = compile_member_date(l, object, "on_or_after", RULE_NONE);
    t->on_or_before = compile_member_date(l, object, "on_or_before", RULE_NONE);
    t->before = compile_member_date(l, object, "before", RULE_NONE);
    t->after = compile_member_date(l, object, "after", RULE_NONE);
    read_within(l, object, t);
    read_where(l, object, sel, t);
    read_legal_position(l, object, t);
    json_node *other = loader_member(l, object, "with_all_of", JSON_KIND_OBJECT, false);
    if (other) {
        const size_t mark = pointer_push(&l->at, "with_all_of", 11);
        t->with_all_of = compile_record(l, other, true);
        pointer_pop(&l->at, mark);
    }
    t->has_dates = t->on_or_after != RULE_NONE || t->on_or_before != RULE_NONE ||
                   t->before != RULE_NONE || t->after != RULE_NONE;
    if (t->has_led_by || given || t->has_any || other || t->has_dates)
        t->plain = false;
}

static void read_about(loader *l, json_node *object, rule_selector *sel)
{
    json_node *node = json_member(object, "about");
    if (!node)
        return;
    const size_t mark = pointer_push(&l->at, "about", 5);
    if (json_kind_of(node) == JSON_KIND_STRING) {
        const text t = json_text(node);
        if (text_is(t, "each", 4))
            sel->about = ABOUT_IS_EACH;
        else if (text_is(t, "child", 5))
            sel->about = ABOUT_IS_CHILD;
        else if (text_is(t, "anyone", 6))
            sel->about = ABOUT_IS_ANYONE;
        else
            loader_fault(l, "unknown_value",
                         "expected each, child, anyone or a condition on the person");
        if (sel->about == ABOUT_IS_EACH) {
            l->used_person = true;
            if (!l->person_in_scope)
                loader_fault(l, "bad_place",
                             "\"each\" can be used only where the rule is asked for each person");
        }
    } else {
        const bool outer = l->person_in_scope, used = l->used_person;
        l->person_in_scope = true;
        sel->about = ABOUT_IS_WHO;
        sel->about_who = compile_condition(l, node);
        l->person_in_scope = outer;
        l->used_person = used;
    }
    pointer_pop(&l->at, mark);
}

static void read_which(loader *l, json_node *object, rule_selector *sel, bool in_date)
{
    const char *which = loader_string(l, object, "which", false);
    if (!which)
        return;
    if (strcmp(which, "any") == 0)
        sel->which = WHICH_ANY;
    else if (strcmp(which, "first") == 0)
        sel->which = WHICH_FIRST;
    else if (strcmp(which, "latest") == 0)
        sel->which = WHICH_LATEST;
    else if (strcmp(which, "first_of_run") == 0 && in_date)
        sel->which = WHICH_FIRST_OF_RUN;
    else
        loader_fault_at(l, "which", "unknown_value",
                        in_date ? "expected first, latest or first_of_run"
                                : "expected any, first or latest");
}

/* A run is one of records with some outcomes. */
static void read_run(loader *l, json_node *object, rule_selector *sel)
{
    read_outcomes(l, object, "outcome", sel, &sel->tests);
    if (!sel->tests.has_outcomes)
        loader_fault_at(l, "outcome", "missing_member", "expected the outcomes that make a run");
}

static void no_tests(rule_tests *t)
{
    t->plain = true;
    t->outcomes = t->where = t->with_all_of = t->under = t->not_under = t->on_or_after =
        t->on_or_before = t->before = t->after = t->within = RULE_NONE;
}

static void read_among(loader *l, json_node *object, rule_selector *sel)
{
    json_node *among = loader_member(l, object, "among", JSON_KIND_OBJECT, false);
    if (among) {
        const size_t mark = pointer_push(&l->at, "among", 5);
        loader_members(
            l, among,
            "led_by with with_any with_all_of on_or_after on_or_before before after within where "
            "under not_under outcome_if_none");
        read_tests(l, among, sel, &sel->among);
        pointer_pop(&l->at, mark);
    }
    read_outcomes(l, object, "among_outcomes", sel, &sel->among);
}

/* In a date only what picks the record can be said; its tests have no place there. */
rule_index compile_record(loader *l, json_node *object, bool in_date)
{
    rule_selector sel;
    memset(&sel, 0, sizeof sel); /* compared byte by byte: see selector_slot() */
    sel.which = in_date ? WHICH_LATEST : WHICH_ANY;
    sel.count = 1;
    sel.about_who = RULE_NONE;
    no_tests(&sel.among);
    no_tests(&sel.tests);
    const char *run = in_date ? loader_string(l, object, "which", false) : NULL;
    const bool of_run = run && strcmp(run, "first_of_run") == 0;
    if (of_run)
        loader_members(l, object, "record about among_outcomes among which outcome");
    else if (in_date)
        loader_members(l, object, "record about among_outcomes among which");
    else
        loader_members(l, object,
                       "record about among_outcomes among which outcome outcome_if_none led_by "
                       "with with_any with_all_of on_or_after on_or_before before after "
                       "within where under not_under count");
    if (!json_member(object, "record")) {
        loader_fault_at(l, "record", "missing_member", "expected a record type");
        return RULE_NONE;
    }
    read_types(l, object, &sel);
    read_about(l, object, &sel);
    read_which(l, object, &sel, in_date);
    if (in_date && sel.which == WHICH_ANY)
        loader_fault_at(l, "which", "unknown_value",
                        "expected first or latest: a date is that of one record");
    read_among(l, object, &sel);
    if (!in_date)
        read_tests(l, object, &sel, &sel.tests);
    if (of_run)
        read_run(l, object, &sel);
    json_node *count = loader_member(l, object, "count", JSON_KIND_INTEGER, false);
    if (count) {
        const int64_t n = node_integer(count);
        if (n < 1 || n > 1000 || sel.which != WHICH_ANY)
            loader_fault_at(l, "count", "bad_number",
                            "expected a number from 1 to 1000, and no \"which\" but any");
        else
            sel.count = (uint32_t)n;
    }
    return loader_add_selector(l, &sel);
}

rule_index compile_plan_record(loader *l, json_node *object)
{
    loader_members(l, object, "record outcome");
    if (!json_member(object, "outcome"))
        loader_fault_at(l, "outcome", "missing_member", "expected the outcomes that say so");
    return compile_record(l, object, false);
}
