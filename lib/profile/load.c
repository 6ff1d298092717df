/*
 * The sections of a pack, one reader each.
 *
 * The order is not that of the text but that of need. First all that rules can name: sources,
 * roles, record types, legal statuses, holidays, attributes, findings, actions, levels; then the
 * rules themselves, and of each pathway the names of its stages before what the stages hold. A
 * section may therefore be read twice: findings and risk are, for their names and later for their
 * conditions.
 *
 * Conditions and dates with a name of their own may use each other, in any order, so they have no
 * turn: they wait as JSON, and the first rule that uses one has it compiled, at its own place. That
 * finds cycles, and what a name needs (a person, a gate, a stage) is known when it is used. What no
 * rule used is compiled at the end, so that its faults are found too.
 *
 * A list has its room before its items are read, as many as the text has; what is counted in less
 * than a size_t is checked there, once for the list. A reader that finds a fault goes on, and may
 * leave an item out: a profile with a fault is never used.
 */
#include "profile/loader.h"

#include <stdio.h>

static symbol word(loader *l, const char *name)
{
    return loader_symbol(l, (text){name, strlen(name)});
}

/* The n-th item's place in the profile, counted as it is read. */
#define NEXT(l, list, count) (&(l)->profile->list[(l)->profile->count++])

static void read_source_document(loader *l, json_node *item, size_t index)
{
    (void)index;
    loader_members(l, item, "id title published");
    const char *id = loader_claim(l, item, "source");
    const char *title = loader_string(l, item, "title", true);
    loader_string(l, item, "published", false);
    if (!id)
        return;
    *NEXT(l, sources, source_count) = (pack_source){id, title};
    if (symbols_add(&l->source_ids, id, strlen(id)) == SYMBOL_NONE)
        loader_no_memory(l);
}

static void add_role(loader *l, symbol name, const char *label)
{
    reunify_profile *p = l->profile;
    if (p->role_count == MOST_ROLES) {
        loader_fault(l, "limit_items",
                     "expected at most %d roles, those of the case format included", MOST_ROLES);
        return;
    }
    p->roles[p->role_count] = name;
    p->role_labels[p->role_count++] = label;
}

static void read_role(loader *l, json_node *item, size_t index)
{
    (void)index;
    loader_members(l, item, "id text");
    loader_claim(l, item, "role");
    const symbol name = loader_code(l, item, "id", true);
    const char *label = loader_label(l, item, "text", true);
    if (name != SYMBOL_NONE)
        add_role(l, name, label);
}

static void read_roles(loader *l, json_node *root)
{
    reunify_profile *p = l->profile;
    p->roles = loader_take(l, MOST_ROLES, sizeof *p->roles);
    p->role_labels = loader_take(l, MOST_ROLES, sizeof *p->role_labels);
    if (!p->roles || !p->role_labels)
        return;
    loader_each(l, root, "roles", false, read_role);
    for (size_t i = 0; standard_roles[i]; i++) {
        const text name = {standard_roles[i], strlen(standard_roles[i])};
        const symbol s = loader_role(l, name) < 0 ? loader_symbol(l, name) : SYMBOL_NONE;
        if (s != SYMBOL_NONE)
            add_role(l, s, NULL);
    }
}

typedef struct {
    symbol *list;
    uint16_t count;
} symbol_list;

static void add_value(loader *l, text value, size_t index, void *argument)
{
    (void)index;
    symbol_list *list = argument;
    if (!code_valid(value.data, value.length)) {
        loader_fault(l, "bad_code",
                     "expected a code: lower-case letters, digits, underscores and dots");
        return;
    }
    const symbol s = loader_symbol(l, value);
    if (s == SYMBOL_NONE)
        return;
    for (uint16_t i = 0; i < list->count; i++)
        if (list->list[i] == s)
            loader_fault(l, "duplicate_id", "the value stands twice in the list");
    list->list[list->count++] = s;
}

static symbol_list read_values(loader *l, json_node *item, const char *name, bool required,
                               size_t most)
{
    symbol_list list = {NULL, 0};
    json_node *array = loader_member(l, item, name, JSON_KIND_ARRAY, required);
    if (!array || (!required && !json_count(array)))
        return list;
    if (!loader_fits(l, name, json_count(array), most, "values"))
        return list;
    list.list = loader_take(l, json_count(array) + 1, sizeof *list.list);
    if (!list.list)
        return list;
    const size_t mark = pointer_push(&l->at, name, strlen(name));
    loader_strings(l, array, add_value, &list);
    pointer_pop(&l->at, mark);
    return list;
}

static bool read_type(loader *l, json_node *item, named_type *type)
{
    const char *name = loader_string(l, item, "type", true);
    if (!name)
        return false;
    if (strcmp(name, "boolean") == 0)
        *type = NAMED_BOOLEAN;
    else if (strcmp(name, "code") == 0 || strcmp(name, "date") == 0)
        *type = NAMED_TEXT;
    else if (strcmp(name, "number") == 0)
        *type = NAMED_NUMBER;
    else
        loader_fault_at(l, "type", "unknown_value", "expected boolean, code, number or date");
    return true;
}

static int64_t read_bound(loader *l, json_node *item, const char *name, int64_t otherwise)
{
    json_node *node = loader_member(l, item, name, JSON_KIND_INTEGER, false);
    const int64_t value = node ? node_integer(node) : 0;
    if (node && (value > INT64_C(1000000000) || value < -INT64_C(1000000000)))
        loader_fault_at(l, name, "bad_number", "expected a number of at most 1,000,000,000");
    return node ? value * 1000 : otherwise;
}

/* The name of a member of cases: those that begin with x_ are the host's, and no case keeps them.
 */
static symbol read_member_name(loader *l, json_node *item)
{
    const text name = json_text(json_member(item, "id"));
    if (text_is_foreign(name.data, name.length)) {
        loader_fault_at(l, "id", "bad_code",
                        "expected a name that does not begin with x_: such members are the host's");
        return SYMBOL_NONE;
    }
    return loader_code(l, item, "id", true);
}

/* An attribute of a case or of a type of record. */
static bool read_attribute_into(loader *l, json_node *item, pack_attribute *a)
{
    loader_members(l, item, "id type values at_least at_most text");
    *a = (pack_attribute){.name = read_member_name(l, item)};
    if (!read_type(l, item, &a->type))
        return false;
    a->is_date = text_is(json_text(json_member(item, "type")), "date", 4);
    a->label = loader_label(l, item, "text", false);
    const symbol_list values = read_values(l, item, "values", false, 1000);
    a->values = values.list;
    a->value_count = values.count;
    a->least = read_bound(l, item, "at_least", INT64_MIN);
    a->most = read_bound(l, item, "at_most", INT64_MAX);
    return a->name != SYMBOL_NONE;
}

static void read_attribute(loader *l, json_node *item, size_t index)
{
    (void)index;
    pack_attribute a;
    loader_claim(l, item, "attribute");
    if (!read_attribute_into(l, item, &a))
        return;
    loader_place(l, &l->attributes, a.name, l->profile->attribute_count);
    *NEXT(l, attributes, attribute_count) = a;
}

/* Attributes of the type that was read last. */
static void read_type_attribute(loader *l, json_node *item, size_t index)
{
    (void)index;
    pack_record_type *type = &l->profile->types[l->profile->type_count - 1];
    pack_attribute a;
    if (!read_attribute_into(l, item, &a))
        return;
    for (uint16_t i = 0; i < type->attribute_count; i++)
        if (type->attributes[i].name == a.name)
            loader_fault_at(l, "id", "duplicate_id",
                            "another attribute of the type has the same id");
    type->attributes[type->attribute_count++] = a;
}

static void read_record_type(loader *l, json_node *item, size_t index)
{
    (void)index;
    loader_members(l, item, "id text outcomes attributes");
    loader_claim(l, item, "record_type");
    pack_record_type type = {.name = loader_code(l, item, "id", true),
                             .label = loader_label(l, item, "text", true)};
    if (type.name != SYMBOL_NONE && type.name == word(l, "set_aside"))
        loader_fault_at(l, "id", "duplicate_id",
                        "every pack has the record type set_aside already");
    const symbol_list outcomes = read_values(l, item, "outcomes", false, 1000);
    type.outcomes = outcomes.list;
    type.outcome_count = outcomes.count;
    if (!loader_fits(l, "attributes", loader_count(item, "attributes"), UINT16_MAX, "attributes"))
        return;
    type.attributes = loader_take(l, loader_count(item, "attributes"), sizeof *type.attributes);
    if (type.name == SYMBOL_NONE || !type.attributes)
        return;
    loader_place(l, &l->types, type.name, l->profile->type_count);
    *NEXT(l, types, type_count) = type;
    loader_each(l, item, "attributes", false, read_type_attribute);
}

static bool is_value(const loader *l, const pack_finding *f, text name)
{
    for (uint16_t v = 0; v < f->value_count; v++)
        if (text_is(name, l->profile->names.names[f->values[v]].data,
                    l->profile->names.names[f->values[v]].length))
            return true;
    return false;
}

/* A member that is named by none of the values. */
static void tell_value(loader *l, const pack_finding *f, text name)
{
    const size_t mark = pointer_push(&l->at, name.data, name.length);
    loader_unknown_value(l, f, name);
    pointer_pop(&l->at, mark);
}

/* How a page says the values, as far as the pack says so. */
static void read_value_words(loader *l, json_node *item, pack_finding *f)
{
    json_node *words = loader_member(l, item, "words", JSON_KIND_OBJECT, false);
    if (!words)
        return;
    const size_t mark = pointer_push(&l->at, "words", 5);
    for (json_walk w = json_members(words); json_next(&w);)
        if (!is_value(l, f, w.name))
            tell_value(l, f, w.name);
    f->words = loader_take(l, f->value_count, sizeof *f->words);
    for (uint16_t v = 0; f->words && v < f->value_count; v++)
        f->words[v] = loader_label(l, words, l->profile->names.names[f->values[v]].data, false);
    pointer_pop(&l->at, mark);
}

static void read_finding(loader *l, json_node *item, size_t index)
{
    (void)index;
    loader_members(l, item,
                   "id type values text derived score worst_of cautious stated "
                   "if_absent by_person words");
    if (!loader_claim(l, item, "finding"))
        return;
    pack_finding f = {.name = read_member_name(l, item), .stated = true, .cautious = true};
    if (!read_type(l, item, &f.type))
        return;
    f.label = loader_label(l, item, "text", true);
    const symbol_list values = read_values(l, item, "values", f.type == NAMED_TEXT, MOST_VALUES);
    f.values = values.list;
    f.value_count = values.count;
    read_value_words(l, item, &f);
    json_node *stated = loader_member(l, item, "stated", JSON_KIND_BOOLEAN, false);
    f.stated = !stated || node_boolean(stated);
    f.by_person = loader_flag(l, item, "by_person");
    json_node *cautious = loader_member(l, item, "cautious", JSON_KIND_BOOLEAN, false);
    f.cautious = !cautious || node_boolean(cautious);
    json_node *absent = json_member(item, "if_absent");
    if (absent) {
        const size_t mark = pointer_push(&l->at, "if_absent", 9);
        f.has_absent = loader_finding_value(l, &f, absent, &f.absent);
        pointer_pop(&l->at, mark);
    }
    if (f.name == SYMBOL_NONE)
        return;
    loader_place(l, &l->findings, f.name, l->profile->finding_count);
    *NEXT(l, findings, finding_count) = f;
}

/* Named conditions and dates are compiled where they are first used. */
static named_rule *read_named(loader *l, json_node *root, const char *name, size_t *count)
{
    *count = 0;
    json_node *object = loader_member(l, root, name, JSON_KIND_OBJECT, false);
    if (!object)
        return NULL;
    named_rule *list = arena_take_zeroed(&l->scratch, json_count(object) + 1, sizeof *list);
    if (!list) {
        loader_no_memory(l);
        return NULL;
    }
    for (json_walk w = json_members(object); json_next(&w);)
        list[(*count)++] = (named_rule){.name = w.name, .node = w.value, .compiled = RULE_NONE};
    if (!loader_order_named(l, list, *count))
        loader_no_memory(l);
    return list;
}

static const char *finding_name(const loader *l, size_t index)
{
    return l->profile->names.names[l->profile->findings[index].name].data;
}

/* Findings that derive from others: read when all are known and conditions can be compiled. */
static void read_derived_rule(loader *l, json_node *rule, pack_finding *f)
{
    json_node *value = json_kind_of(rule) == JSON_KIND_OBJECT ? json_member(rule, "value") : NULL;
    if (!value) {
        loader_fault(l, "missing_member", "expected an object with \"value\" and \"when\"");
        return;
    }
    loader_members(l, rule, "value when");
    pack_derived *d = &f->derived[f->derived_count];
    const size_t mark = pointer_push(&l->at, "value", 5);
    const bool known = loader_finding_value(l, f, value, &d->value);
    pointer_pop(&l->at, mark);
    d->when = compile_member_condition(l, rule, "when", true);
    f->derived_count = (uint16_t)(f->derived_count + (known && d->when != RULE_NONE));
}

static void read_weights(loader *l, json_node *item, const pack_finding *f, pack_score *s)
{
    json_node *weights = loader_member(l, item, "weights", JSON_KIND_OBJECT, true);
    s->weights = loader_take(l, MOST_VALUES + 2, sizeof *s->weights);
    if (!weights || !s->weights)
        return;
    const size_t mark = pointer_push(&l->at, "weights", 7);
    const uint16_t count = f->type == NAMED_BOOLEAN ? 2 : f->value_count;
    for (uint16_t v = 0; v < count; v++) {
        const char *name = f->type == NAMED_BOOLEAN ? (v ? "true" : "false")
                                                    : l->profile->names.names[f->values[v]].data;
        if (!json_member(weights, name))
            loader_fault_at(l, name, "missing_member", "every value of the finding needs a weight");
        s->weights[v] = read_bound(l, weights, name, 0);
    }
    for (json_walk w = json_members(weights); json_next(&w);) {
        bool known = false;
        for (uint16_t v = 0; v < count; v++)
            known =
                known || strcmp(w.name.data, f->type == NAMED_BOOLEAN
                                                 ? (v ? "true" : "false")
                                                 : l->profile->names.names[f->values[v]].data) == 0;
        if (!known)
            tell_value(l, f, w.name);
    }
    pointer_pop(&l->at, mark);
}

static void read_score_item(loader *l, json_node *item, pack_finding *f)
{
    if (json_kind_of(item) != JSON_KIND_OBJECT) {
        loader_fault(l, "wrong_type", "expected an object");
        return;
    }
    loader_members(l, item, "finding weights if_missing");
    const char *name = loader_string(l, item, "finding", true);
    if (!name)
        return;
    const int found = loader_finding(l, (text){name, strlen(name)});
    if (found < 0 || &l->profile->findings[found] >= f ||
        l->profile->findings[found].type == NAMED_NUMBER) {
        loader_fault_at(l, "finding", "unknown_reference",
                        "expected a finding with values, declared before this one");
        return;
    }
    pack_score *s = &f->score[f->score_count++];
    s->finding = (uint16_t)found;
    s->has_missing = json_member(item, "if_missing") != NULL;
    s->missing = read_bound(l, item, "if_missing", 0);
    read_weights(l, item, &l->profile->findings[found], s);
}

static void read_worst_item(loader *l, json_node *item, pack_finding *f)
{
    const text name = json_kind_of(item) == JSON_KIND_STRING ? json_text(item) : (text){"", 0};
    const int found = loader_finding(l, name);
    if (found < 0) {
        loader_unknown(l, "finding", name, finding_name, l->profile->finding_count);
        return;
    }
    const pack_finding *other = &l->profile->findings[found];
    bool same = other < f && other->type == f->type && other->value_count == f->value_count;
    for (uint16_t v = 0; same && v < f->value_count; v++)
        same = other->values[v] == f->values[v];
    if (!same)
        loader_fault(
            l, "wrong_type",
            "expected a finding declared before this one, with the same values in the same order");
    f->worst[f->worst_count++] = (uint16_t)found;
}

enum { MOST_PARTS = 1000 };

typedef void (*part_reader)(loader *l, json_node *item, pack_finding *f);

static void read_parts(loader *l, json_node *item, const char *name, pack_finding *f,
                       part_reader read)
{
    json_node *array = json_member(item, name);
    const size_t mark = pointer_push(&l->at, name, strlen(name));
    for (size_t i = 0; array && json_kind_of(array) == JSON_KIND_ARRAY && i < json_count(array);
         i++) {
        const size_t item_mark = pointer_push_index(&l->at, i);
        read(l, json_element(array, i), f);
        pointer_pop(&l->at, item_mark);
    }
    pointer_pop(&l->at, mark);
}

static void read_derived(loader *l, json_node *item, size_t index)
{
    (void)index;
    json_node *id = json_member(item, "id");
    const int found =
        id && json_kind_of(id) == JSON_KIND_STRING ? loader_finding(l, json_text(id)) : -1;
    if (found < 0)
        return;
    static const char *const names[] = {"derived", "score", "worst_of"};
    size_t given = 0;
    for (size_t i = 0; i < LENGTH_OF(names); i++)
        given += loader_member(l, item, names[i], JSON_KIND_ARRAY, false) != NULL;
    if (given > 1)
        loader_fault(l, "bad_place", "expected one of derived, score and worst_of");
    pack_finding *f = &l->profile->findings[found];
    for (size_t i = 0; i < LENGTH_OF(names); i++)
        if (!loader_fits(l, names[i], loader_count(item, names[i]), MOST_PARTS, "parts"))
            return;
    f->derived_count = f->score_count = f->worst_count = 0;
    f->derived = loader_take(l, loader_count(item, "derived"), sizeof *f->derived);
    f->score = loader_take(l, loader_count(item, "score"), sizeof *f->score);
    f->worst = loader_take(l, loader_count(item, "worst_of"), sizeof *f->worst);
    if (!f->derived || !f->score || !f->worst)
        return;
    if (loader_count(item, "score") && f->type != NAMED_NUMBER)
        loader_fault_at(l, "score", "wrong_type", "only a finding of type number can be a score");
    read_parts(l, item, "derived", f, read_derived_rule);
    read_parts(l, item, "score", f, read_score_item);
    read_parts(l, item, "worst_of", f, read_worst_item);
}

/* Risk ---------------------------------------------------------------------------------------- */

const char *const action_abouts[] = {"other", "return_home", "keep_order", "stay_looked_after",
                                     "close", NULL};

static uint8_t read_about(loader *l, json_node *item)
{
    const char *about = loader_string(l, item, "about", false);
    if (!about)
        return ABOUT_OTHER_THINGS;
    const model_enum found = enum_find(action_abouts, about, strlen(about));
    if (found == ENUM_NONE)
        loader_fault_at(l, "about", "unknown_value",
                        "expected other, return_home, keep_order, stay_looked_after or close");
    return found == ENUM_NONE ? ABOUT_OTHER_THINGS : found;
}

static void read_action(loader *l, json_node *item, size_t index)
{
    (void)index;
    loader_members(l, item, "id text about when source");
    pack_action a = {.id = loader_claim(l, item, "action"),
                     .text = loader_label(l, item, "text", true),
                     .source = loader_source(l, item),
                     .about = read_about(l, item),
                     .when = RULE_NONE};
    *NEXT(l, actions, action_count) = a;
}

/* What an action asks for is read once conditions can be. */
static void read_action_condition(loader *l, json_node *item, size_t index)
{
    if (index < l->profile->action_count)
        l->profile->actions[index].when = compile_member_condition(l, item, "when", false);
}

static void read_level(loader *l, json_node *item, size_t index)
{
    (void)index;
    loader_members(l, item, "id text actions source");
    pack_level level = {.id = loader_claim(l, item, "level"),
                        .label = loader_label(l, item, "text", true),
                        .name = loader_code(l, item, "id", true)};
    level.actions = loader_actions(l, item, &level.action_count);
    level.source = loader_source(l, item);
    if (l->profile->level_count == MOST_LEVELS)
        loader_fault(l, "limit_items", "expected at most %d levels", MOST_LEVELS);
    else
        *NEXT(l, levels, level_count) = level;
}

static void read_dimension_value(loader *l, json_node *item, const pack_finding *f,
                                 pack_dimension *d)
{
    loader_members(l, item, "value permits source");
    json_node *value = json_member(item, "value");
    int64_t v = 0;
    if (!value) {
        loader_fault_at(l, "value", "missing_member", "expected a value of the finding");
        return;
    }
    const size_t mark = pointer_push(&l->at, "value", 5);
    const bool known = loader_finding_value(l, f, value, &v);
    if (known && d->permits[v])
        loader_fault(l, "duplicate_id", "the value stands twice");
    pointer_pop(&l->at, mark);
    json_node *permits = loader_member(l, item, "permits", JSON_KIND_ARRAY, true);
    if (permits) {
        const size_t permits_mark = pointer_push(&l->at, "permits", 7);
        const uint64_t levels = loader_levels(l, permits);
        pointer_pop(&l->at, permits_mark);
        if (known)
            d->permits[v] = (uint32_t)levels;
    }
    loader_source(l, item);
}

static void read_dimension_values(loader *l, json_node *item, const pack_finding *f,
                                  pack_dimension *d)
{
    json_node *values = loader_member(l, item, "values", JSON_KIND_ARRAY, true);
    const size_t mark = pointer_push(&l->at, "values", 6);
    for (size_t i = 0; values && i < json_count(values); i++) {
        const size_t value_mark = pointer_push_index(&l->at, i);
        if (json_kind_of(json_element(values, i)) == JSON_KIND_OBJECT)
            read_dimension_value(l, json_element(values, i), f, d);
        else
            loader_fault(l, "wrong_type", "expected an object");
        pointer_pop(&l->at, value_mark);
    }
    const uint16_t count = f->type == NAMED_BOOLEAN ? 2 : f->value_count;
    for (uint16_t v = 0; values && v < count; v++)
        if (!d->permits[v])
            loader_fault(l, "missing_member",
                         "a value of the finding permits no level: every value needs an entry");
    pointer_pop(&l->at, mark);
}

/* The first finding by person that a finding rests on. */
static uint16_t person_finding(loader *l, uint16_t finding)
{
    const reunify_profile *p = l->profile;
    bool *marks = arena_take_zeroed(&l->scratch, p->finding_count, 2 * sizeof *marks);
    if (!marks) {
        loader_no_memory(l);
        return FINDING_NOT_BY_PERSON;
    }
    finding_rests_on(p, finding, marks);
    for (size_t i = 0; i < p->finding_count; i++)
        if (p->findings[i].by_person && marks[i])
            return (uint16_t)i;
    return FINDING_NOT_BY_PERSON;
}

static void read_dimension(loader *l, json_node *item, size_t index)
{
    (void)index;
    loader_members(l, item, "id finding text values");
    pack_dimension d = {.id = loader_claim(l, item, "dimension"),
                        .label = loader_label(l, item, "text", true)};
    const char *finding = loader_string(l, item, "finding", true);
    if (!finding)
        return;
    const int found = loader_finding(l, (text){finding, strlen(finding)});
    if (found < 0) {
        const size_t mark = pointer_push(&l->at, "finding", 7);
        loader_unknown(l, "finding", (text){finding, strlen(finding)}, finding_name,
                       l->profile->finding_count);
        pointer_pop(&l->at, mark);
        return;
    }
    const pack_finding *f = &l->profile->findings[found];
    d.finding = (uint16_t)found;
    d.by_person = person_finding(l, (uint16_t)found);
    d.permits = loader_take(l, MOST_VALUES, sizeof *d.permits);
    if (!d.permits)
        return;
    if (f->type == NAMED_NUMBER)
        loader_fault(l, "wrong_type", "a dimension needs a finding with values, not a number");
    else
        read_dimension_values(l, item, f, &d);
    *NEXT(l, dimensions, dimension_count) = d;
}

static int8_t read_level_reference(loader *l, json_node *item, const char *name, bool required)
{
    const char *level = loader_string(l, item, name, required);
    if (!level)
        return NO_LEVEL;
    const int found = loader_level(l, (text){level, strlen(level)});
    if (found < 0)
        loader_unknown_at(l, name, "level", (text){level, strlen(level)}, loader_level_name,
                          l->profile->level_count);
    return (int8_t)found;
}

static void read_movement(loader *l, json_node *item, size_t index)
{
    (void)index;
    loader_members(l, item,
                   "id from when for counts_from to may_be_held silent closes actions "
                   "text source");
    pack_movement m = {.id = loader_claim(l, item, "rule"),
                       .text = loader_label(l, item, "text", true)};
    m.from = read_level_reference(l, item, "from", true);
    m.to = read_level_reference(l, item, "to", false);
    m.sustained = json_member(item, "for") != NULL;
    m.duration = loader_period(l, item, "for", false);
    m.counts_from = compile_member_date(l, item, "counts_from", RULE_NONE);
    m.may_be_held = loader_flag(l, item, "may_be_held");
    m.silent = loader_flag(l, item, "silent");
    m.closes = loader_flag(l, item, "closes");
    m.when = compile_member_condition(l, item, "when", true);
    m.actions = loader_actions(l, item, &m.action_count);
    m.source = loader_source(l, item);
    if (!m.sustained && m.to == NO_LEVEL && !m.closes)
        loader_fault(l, "missing_member",
                     "a rule that applies at once needs \"to\", if only its own level");
    *NEXT(l, movement, movement_count) = m;
}

/* Of applicability or of closing. */
static pack_condition read_condition(loader *l, json_node *item, const char *what)
{
    loader_members(l, item, "id pathway when text otherwise source");
    return (pack_condition){.id = loader_claim(l, item, what),
                            .text = loader_label(l, item, "text", true),
                            .source = loader_source(l, item),
                            .when = compile_member_condition(l, item, "when", true),
                            .pathway = loader_code(l, item, "pathway", false),
                            .otherwise = loader_label(l, item, "otherwise", false)};
}

static void read_closing(loader *l, json_node *item, size_t index)
{
    (void)index;
    *NEXT(l, closing, closing_count) = read_condition(l, item, "closing");
}

static void read_silent(loader *l, json_node *risk)
{
    reunify_profile *p = l->profile;
    json_node *silent = loader_member(l, risk, "silent", JSON_KIND_OBJECT, false);
    if (!silent)
        return;
    const size_t mark = pointer_push(&l->at, "silent", 6);
    loader_members(l, silent, "from when");
    json_node *from = loader_member(l, silent, "from", JSON_KIND_ARRAY, true);
    if (from) {
        const size_t from_mark = pointer_push(&l->at, "from", 4);
        p->silent_from = (uint32_t)loader_levels(l, from);
        pointer_pop(&l->at, from_mark);
    }
    p->silent_when = compile_member_condition(l, silent, "when", true);
    pointer_pop(&l->at, mark);
}

static void read_judgement(loader *l, json_node *risk)
{
    json_node *judgement = loader_member(l, risk, "judgement", JSON_KIND_OBJECT, false);
    if (!judgement)
        return;
    const size_t mark = pointer_push(&l->at, "judgement", 9);
    loader_members(l, judgement, "deciding_roles source");
    json_node *roles = loader_member(l, judgement, "deciding_roles", JSON_KIND_ARRAY, true);
    if (roles) {
        const size_t roles_mark = pointer_push(&l->at, "deciding_roles", 14);
        l->profile->deciding_roles = loader_roles(l, roles);
        pointer_pop(&l->at, roles_mark);
    }
    l->profile->judgement_source = loader_source(l, judgement);
    pointer_pop(&l->at, mark);
}

/*
 * First the names, so that conditions can speak of levels; then, with `rules`, what holds
 * conditions.
 */
static void read_risk(loader *l, json_node *root, bool rules)
{
    reunify_profile *p = l->profile;
    json_node *risk = loader_member(l, root, "risk", JSON_KIND_OBJECT, false);
    if (!risk)
        return;
    const size_t mark = pointer_push(&l->at, "risk", 4);
    if (!rules) {
        loader_members(l, risk, "levels dimensions movement silent judgement actions closing");
        p->actions = loader_take(l, loader_count(risk, "actions"), sizeof *p->actions);
        p->levels = loader_take(l, loader_count(risk, "levels"), sizeof *p->levels);
        if (p->actions && p->levels) {
            loader_each(l, risk, "actions", false, read_action);
            loader_each(l, risk, "levels", true, read_level);
        }
    } else {
        p->dimensions = loader_take(l, loader_count(risk, "dimensions"), sizeof *p->dimensions);
        p->movement = loader_take(l, loader_count(risk, "movement"), sizeof *p->movement);
        p->closing = loader_take(l, loader_count(risk, "closing"), sizeof *p->closing);
        if (p->dimensions && p->movement && p->closing) {
            loader_each(l, risk, "dimensions", true, read_dimension);
            loader_each(l, risk, "movement", false, read_movement);
            loader_each(l, risk, "closing", false, read_closing);
            loader_each(l, risk, "actions", false, read_action_condition);
        }
        read_silent(l, risk);
        read_judgement(l, risk);
    }
    pointer_pop(&l->at, mark);
}

/* Rules with a text and a source -------------------------------------------------------------- */

static void read_applicability(loader *l, json_node *item, size_t index)
{
    (void)index;
    *NEXT(l, applicability, applicability_count) = read_condition(l, item, "rule");
}

/* Where we are in the pathways, for the readers below. */
static pack_stage *stage_here(loader *l)
{
    return &l->pathway->stages[l->stage];
}

static void read_by(loader *l, json_node *item, pack_requirement *r)
{
    json_node *array = loader_member(l, item, "by", JSON_KIND_ARRAY, false);
    if (!array)
        return;
    const size_t mark = pointer_push(&l->at, "by", 2);
    const uint64_t roles = loader_roles(l, array);
    pointer_pop(&l->at, mark);
    r->by = loader_take(l, json_count(array), sizeof *r->by);
    for (uint16_t i = 0; r->by && i < MOST_ROLES && r->by_count < json_count(array); i++)
        if (roles >> i & 1)
            r->by[r->by_count++] = i;
}

/* Who may set a requirement aside, for which reasons and until when. */
static void read_set_aside(loader *l, json_node *item, pack_requirement *r)
{
    json_node *by = loader_member(l, item, "set_aside_by", JSON_KIND_ARRAY, false);
    if (by) {
        const size_t mark = pointer_push(&l->at, "set_aside_by", 12);
        r->set_aside_by = loader_roles(l, by);
        pointer_pop(&l->at, mark);
    }
    const symbol_list reasons = read_values(l, item, "set_aside_for", false, 1000);
    r->set_aside_for = reasons.list;
    r->set_aside_reasons = reasons.count;
    r->set_aside_until = compile_member_date(l, item, "set_aside_until", RULE_NONE);
    if (!by && (reasons.count || r->set_aside_until != RULE_NONE))
        loader_fault_at(l, "set_aside_by", "missing_member",
                        "expected the roles that can set the requirement aside");
}

/*
 * Those that the pack names do it, all of them as far as what satisfies the requirement asks for
 * each; where it names nobody, those whom that asks for.
 */
static rule_roles asked_roles(const loader *l, const pack_requirement *r)
{
    const rule_roles own = rule_asked_roles(&l->profile->program, r->satisfied_by);
    uint64_t by = 0;
    for (uint16_t i = 0; i < r->by_count; i++)
        by |= UINT64_C(1) << r->by[i];
    if (!by)
        return own;
    const uint64_t all = r->by_count == 1 ? by : by & own.all;
    return (rule_roles){all, by & ~all};
}

static void read_requirement(loader *l, json_node *item, size_t index)
{
    (void)index;
    loader_members(l, item,
                   "id necessity by when for_each if_none satisfied_by late set_aside_by "
                   "set_aside_for set_aside_until text source");
    pack_requirement r = {.id = loader_claim(l, item, "rule"),
                          .text = loader_label(l, item, "text", true),
                          .source = loader_source(l, item),
                          .for_each = RULE_NONE};
    const char *necessity = loader_string(l, item, "necessity", true);
    if (necessity && strcmp(necessity, "required") != 0 && strcmp(necessity, "advisory") != 0)
        loader_fault_at(l, "necessity", "unknown_value", "expected required or advisory");
    r.advisory = necessity && strcmp(necessity, "advisory") == 0;
    const char *none = loader_string(l, item, "if_none", false);
    if (none && strcmp(none, "unknown") != 0 && strcmp(none, "not_applicable") != 0)
        loader_fault_at(l, "if_none", "unknown_value", "expected unknown or not_applicable");
    r.none_unknown = none && strcmp(none, "unknown") == 0;
    read_by(l, item, &r);
    r.when = compile_member_condition(l, item, "when", false);
    if (json_member(item, "for_each")) {
        l->person_in_scope = true;
        r.for_each = compile_member_condition(l, item, "for_each", true);
    } else if (none) {
        loader_fault_at(
            l, "if_none", "bad_place",
            "only a requirement with for_each can say what holds where there is nobody");
    }
    r.satisfied_by = compile_member_condition(l, item, "satisfied_by", true);
    l->person_in_scope = false;
    r.late = compile_member_condition(l, item, "late", false);
    read_set_aside(l, item, &r);
    r.asked = asked_roles(l, &r);
    stage_here(l)->requirements[stage_here(l)->requirement_count++] = r;
}

/* The date at which a condition reads a level, for the alert that compares it with today's. */
static rule_index level_date(const rule_program *p, rule_index node)
{
    if (node == RULE_NONE)
        return RULE_NONE;
    const rule_node *n = &p->nodes[node];
    if (n->op == OP_LEVEL)
        return n->dates[0];
    if (n->op == OP_NOT)
        return level_date(p, n->conditions[0]);
    if (n->op == OP_IF) {
        const rule_index yes = level_date(p, n->conditions[1]);
        return yes != RULE_NONE ? yes : level_date(p, n->conditions[2]);
    }
    if (n->op == OP_ALL || n->op == OP_ANY)
        for (uint32_t i = 0; i < n->count; i++) {
            const rule_index found = level_date(p, p->links[n->first + i]);
            if (found != RULE_NONE)
                return found;
        }
    return RULE_NONE;
}

static void read_stop(loader *l, json_node *item, size_t index)
{
    (void)index;
    loader_members(l, item, "id when outcome actions text source");
    pack_stop s = {.id = loader_claim(l, item, "rule"),
                   .text = loader_label(l, item, "text", true),
                   .outcome = loader_string(l, item, "outcome", true),
                   .source = loader_source(l, item)};
    s.when = compile_member_condition(l, item, "when", true);
    if (!l->status)
        s.level_at = level_date(&l->profile->program, s.when);
    s.actions = loader_actions(l, item, &s.action_count);
    stage_here(l)->stops[stage_here(l)->stop_count++] = s;
}

static pack_pathway *pathway_here(loader *l)
{
    return &l->profile->pathways[l->profile->pathway_count];
}

/* First pass over the stages: their names, which dates of gates may refer to. */
static void read_stage_name(loader *l, json_node *item, size_t index)
{
    loader_members(l, item, "id text when counts settled_on source requirements stops");
    pack_pathway *p = pathway_here(l);
    if (index >= MOST_STAGES)
        return;
    p->stages[index].name = loader_code(l, item, "id", true);
    p->stages[index].id = loader_string(l, item, "id", false);
    p->stages[index].label = loader_label(l, item, "text", true);
    p->stages[index].source = loader_source(l, item);
    for (size_t i = 0; i < index; i++)
        if (p->stages[i].name == p->stages[index].name)
            loader_fault_at(l, "id", "duplicate_id", "another stage has the same id");
    p->stage_count = (uint16_t)(index + 1);
}

/* Whether only what is dated in the present attempt counts. */
static bool read_counts(loader *l, json_node *item)
{
    const char *counted = loader_string(l, item, "counts", false);
    const bool attempt = counted && strcmp(counted, "attempt") == 0;
    if (counted && !attempt && strcmp(counted, "all") != 0)
        loader_fault_at(l, "counts", "unknown_value", "expected attempt or all");
    return attempt;
}

static void read_stage(loader *l, json_node *item, size_t index)
{
    l->stage = (uint16_t)index;
    pack_stage *s = stage_here(l);
    if (!loader_fits(l, "requirements", loader_count(item, "requirements"), UINT16_MAX,
                     "requirements") ||
        !loader_fits(l, "stops", loader_count(item, "stops"), UINT16_MAX, "stops"))
        return;
    s->requirements = loader_take(l, loader_count(item, "requirements"), sizeof *s->requirements);
    s->stops = loader_take(l, loader_count(item, "stops"), sizeof *s->stops);
    if (!s->requirements || !s->stops)
        return;
    s->when = compile_member_condition(l, item, "when", false);
    s->settled_on = compile_member_date(l, item, "settled_on", RULE_NONE);
    s->counts_attempt = read_counts(l, item);
    loader_each(l, item, "requirements", true, read_requirement);
    loader_each(l, item, "stops", false, read_stop);
}

static void read_pathway(loader *l, json_node *item, size_t index)
{
    (void)index;
    loader_members(l, item, "id text without_risk_tool stages");
    pack_pathway *p = pathway_here(l);
    p->without_tool = loader_flag(l, item, "without_risk_tool");
    p->id = loader_claim(l, item, "pathway");
    p->name = loader_code(l, item, "id", true);
    p->label = loader_label(l, item, "text", true);
    const size_t count = loader_count(item, "stages");
    if (!loader_fits(l, "stages", count, MOST_STAGES, "stages"))
        return;
    p->stages = loader_take(l, count, sizeof *p->stages);
    if (!p->stages)
        return;
    loader_each(l, item, "stages", true, read_stage_name);
    l->profile->pathway_count++;
    if (l->status == REUNIFY_NO_MEMORY || p->stage_count != count)
        return;
    l->pathway = p;
    loader_each(l, item, "stages", true, read_stage);
    l->pathway = NULL;
}

/* Schedule, alerts, factors ------------------------------------------------------------------- */

/*
 * The requirement of that id, in the obligation's pathway; an obligation that names none belongs to
 * the requirement's.
 */
static bool find_requirement(const loader *l, const char *id, pack_obligation *o)
{
    for (size_t i = 0; i < l->profile->pathway_count; i++)
        for (int32_t s = 0; s < l->profile->pathways[i].stage_count; s++) {
            const pack_stage *st = &l->profile->pathways[i].stages[s];
            for (int32_t r = 0; r < st->requirement_count; r++)
                if (st->requirements[r].id && strcmp(st->requirements[r].id, id) == 0) {
                    if (o->pathway != SYMBOL_NONE && o->pathway != l->profile->pathways[i].name)
                        return false;
                    o->pathway = l->profile->pathways[i].name;
                    o->done_stage = s;
                    o->done_requirement = r;
                    return true;
                }
        }
    return false;
}

/* Those of the obligation's pathway; of every pathway where it names none. */
typedef struct {
    const reunify_profile *p;
    symbol pathway;
} known_requirements;

static bool is_asked(const known_requirements *k, const pack_pathway *p)
{
    return k->pathway == SYMBOL_NONE || k->pathway == p->name;
}

static const char *requirement_name(const void *of, size_t index)
{
    const known_requirements *k = of;
    for (const pack_pathway *p = k->p->pathways;; p++)
        for (uint16_t s = 0; is_asked(k, p) && s < p->stage_count; s++) {
            if (index < p->stages[s].requirement_count)
                return p->stages[s].requirements[index].id;
            index -= p->stages[s].requirement_count;
        }
}

static void tell_requirement(loader *l, const char *id, const pack_obligation *o)
{
    const known_requirements known = {l->profile, o->pathway};
    size_t count = 0;
    for (size_t i = 0; i < l->profile->pathway_count; i++)
        for (uint16_t s = 0; s < l->profile->pathways[i].stage_count; s++)
            if (is_asked(&known, &l->profile->pathways[i]))
                count += l->profile->pathways[i].stages[s].requirement_count;
    const size_t mark = pointer_push(&l->at, "requirement", 11);
    loader_tell(l, "unknown_reference",
                o->pathway == SYMBOL_NONE ? "there is no requirement "
                                          : "the obligation's pathway has no requirement ",
                "; known:", &(word_list){requirement_name, &known, count}, (text){id, strlen(id)});
    pointer_pop(&l->at, mark);
}

static void read_done(loader *l, json_node *item, pack_obligation *o)
{
    json_node *done = loader_member(l, item, "done", JSON_KIND_OBJECT, true);
    o->done = RULE_NONE;
    o->done_stage = o->done_requirement = -1;
    if (!done)
        return;
    if (!json_member(done, "requirement")) {
        o->done = compile_member_condition(l, item, "done", true);
        return;
    }
    const size_t mark = pointer_push(&l->at, "done", 4);
    loader_members(l, done, "requirement");
    const char *id = loader_string(l, done, "requirement", true);
    o->done_id = id;
    if (id && !find_requirement(l, id, o))
        tell_requirement(l, id, o);
    pointer_pop(&l->at, mark);
}

static rule_roles asked_to_do(const loader *l, const pack_obligation *o)
{
    if (o->done_requirement < 0)
        return rule_asked_roles(&l->profile->program, o->done);
    for (size_t i = 0; i < l->profile->pathway_count; i++)
        if (l->profile->pathways[i].name == o->pathway)
            return l->profile->pathways[i]
                .stages[o->done_stage]
                .requirements[o->done_requirement]
                .asked;
    return (rule_roles){0, 0};
}

static void read_obligation(loader *l, json_node *item, size_t index)
{
    (void)index;
    loader_members(l, item,
                   "id pathway anchor after working_days window when done lapses never_overdue "
                   "text source");
    pack_obligation o = {.id = loader_claim(l, item, "obligation"),
                         .text = loader_label(l, item, "text", true),
                         .source = loader_source(l, item),
                         .pathway = loader_code(l, item, "pathway", false)};
    o.anchor = compile_member_date(l, item, "anchor", RULE_NONE);
    if (!json_member(item, "anchor"))
        loader_fault_at(l, "anchor", "missing_member", "expected a date");
    o.working_days = -1;
    json_node *days = loader_member(l, item, "working_days", JSON_KIND_INTEGER, false);
    if (days && (node_integer(days) < 0 || node_integer(days) > 10000))
        loader_fault_at(l, "working_days", "bad_number",
                        "expected a number of days from 0 to 10,000");
    else if (days)
        o.working_days = node_integer(days);
    else
        o.after = loader_period(l, item, "after", true);
    o.window =
        json_member(item, "window") ? loader_period(l, item, "window", true) : (period){0, 14};
    o.when = compile_member_condition(l, item, "when", false);
    o.lapses = compile_member_condition(l, item, "lapses", false);
    o.never_overdue = loader_flag(l, item, "never_overdue");
    read_done(l, item, &o);
    o.asked = asked_to_do(l, &o);
    *NEXT(l, schedule, obligation_count) = o;
}

static void read_alert(loader *l, json_node *item, size_t index)
{
    (void)index;
    loader_members(l, item, "id pathway when actions text source");
    pack_alert a = {.id = loader_claim(l, item, "alert"),
                    .text = loader_label(l, item, "text", true),
                    .source = loader_source(l, item),
                    .pathway = loader_code(l, item, "pathway", false)};
    a.when = compile_member_condition(l, item, "when", true);
    json_node *actions = json_member(item, "actions");
    if (actions && json_kind_of(actions) == JSON_KIND_STRING) {
        a.level_too = text_is(json_text(actions), "level_and_movement", 18);
        a.last_movement = a.level_too || text_is(json_text(actions), "last_movement", 13);
        if (!a.last_movement)
            loader_fault_at(l, "actions", "unknown_value",
                            "expected an array of actions, last_movement or level_and_movement");
    } else {
        a.actions = loader_actions(l, item, &a.action_count);
    }
    *NEXT(l, alerts, alert_count) = a;
}

/* Of the factor that was added last. */
static void read_wording(loader *l, json_node *item, size_t index)
{
    (void)index;
    loader_members(l, item, "when text");
    pack_factor *f = &l->profile->factors[l->profile->factor_count - 1];
    f->says[f->says_count++] =
        (pack_wording){.when = compile_member_condition(l, item, "when", true),
                       .text = loader_label(l, item, "text", true)};
}

static void read_wordings(loader *l, json_node *item)
{
    pack_factor *f = &l->profile->factors[l->profile->factor_count - 1];
    f->says = loader_take(l, loader_count(item, "says"), sizeof *f->says);
    if (f->says)
        loader_each(l, item, "says", false, read_wording);
}

static void read_factor(loader *l, json_node *item, size_t index)
{
    (void)index;
    loader_members(l, item, "id kind counts when text says help figure source");
    pack_factor f = {.id = loader_claim(l, item, "factor"),
                     .kind = loader_string(l, item, "kind", true),
                     .text = loader_label(l, item, "text", true),
                     .help = loader_label(l, item, "help", false),
                     .figure = loader_label(l, item, "figure", false),
                     .source = loader_source(l, item)};
    if (f.kind && strcmp(f.kind, "success") != 0 && strcmp(f.kind, "breakdown") != 0)
        loader_fault_at(l, "kind", "unknown_value", "expected success or breakdown");
    f.counts_attempt = read_counts(l, item);
    f.when = compile_member_condition(l, item, "when", false);
    if (!json_member(item, "when") && f.id) {
        /* A recorded factor: a yes or no attribute of the case with the same name. */
        const int found = loader_attribute(l, (text){f.id, strlen(f.id)});
        if (found < 0 || l->profile->attributes[found].type != NAMED_BOOLEAN) {
            loader_fault_at(l, "when", "missing_member",
                            "expected a condition, or a boolean attribute with the factor's id");
        } else {
            rule_node n = rule_node_of(OP_ATTRIBUTE);
            n.subject = (uint16_t)found;
            n.sets[0] = 2;
            f.when = loader_add_node(l, n);
        }
    }
    *NEXT(l, factors, factor_count) = f;
    read_wordings(l, item);
}

static int64_t read_pence(loader *l, json_node *item, const char *name)
{
    json_node *node = loader_member(l, item, name, JSON_KIND_INTEGER, true);
    const int64_t pence = node ? node_integer(node) : 0;
    if (node && (pence < 0 || pence > INT64_C(100000000000000)))
        loader_fault_at(l, name, "bad_number", "expected pence, not negative");
    return pence;
}

static void read_cost(loader *l, json_node *item, size_t index)
{
    (void)index;
    loader_members(l, item, "id price_year re_entry support text source");
    pack_cost c = {.id = loader_claim(l, item, "cost"),
                   .text = loader_label(l, item, "text", true),
                   .source = loader_source(l, item)};
    json_node *year = loader_member(l, item, "price_year", JSON_KIND_INTEGER, true);
    if (year && (node_integer(year) < 1900 || node_integer(year) > 9999))
        loader_fault_at(l, "price_year", "bad_number", "expected a year");
    else if (year)
        c.price_year = (int32_t)node_integer(year);
    c.re_entry = read_pence(l, item, "re_entry");
    c.support = read_pence(l, item, "support");
    *NEXT(l, costs, cost_count) = c;
}

/* Head and sections, in the order in which they can be read
 * ----------------------------------------------------------------------------------- */

static bool read_head(loader *l, json_node *root)
{
    reunify_profile *p = l->profile;
    if (json_kind_of(root) != JSON_KIND_OBJECT) {
        loader_fault(l, "wrong_type", "expected an object, a profile");
        return false;
    }
    loader_members(l, root,
                   "schema id version title extends sources roles record_types legal_statuses "
                   "attributes findings conditions dates attempts applicability risk "
                   "pathways schedule alerts factors costs holidays texts");
    const char *schema = loader_string(l, root, "schema", true);
    if (schema && strcmp(schema, "reunify/profile/1") != 0) {
        loader_fault_at(l, "schema", "bad_schema", "expected \"reunify/profile/1\"");
        return false;
    }
    p->id = loader_claim(l, root, "profile");
    p->version = loader_string(l, root, "version", true);
    p->title = loader_label(l, root, "title", true);
    return true;
}

static void read_legal_status(loader *l, json_node *item, size_t index)
{
    loader_members(l, item, "id text");
    loader_claim(l, item, "legal_status");
    const char *label = loader_label(l, item, "text", true);
    const symbol name = loader_code(l, item, "id", true);
    if (name == SYMBOL_NONE)
        return;
    loader_place(l, &l->legal, name, index);
    *NEXT(l, legal, legal_count) = (pack_legal){name, label};
}

static void read_legal(loader *l, json_node *root)
{
    for (size_t i = 0; standard_legal_statuses[i]; i++) {
        const symbol name = loader_symbol(
            l, (text){standard_legal_statuses[i], strlen(standard_legal_statuses[i])});
        if (name != SYMBOL_NONE)
            loader_place(l, &l->legal, name, i);
    }
    l->profile->legal =
        loader_take(l, loader_count(root, "legal_statuses"), sizeof *l->profile->legal);
    if (l->profile->legal)
        loader_each(l, root, "legal_statuses", false, read_legal_status);
}

static void add_holiday(loader *l, text value, size_t index, void *argument)
{
    (void)argument;
    reunify_date *list = l->profile->program.holidays;
    reunify_date day;
    if (!date_parse(value.data, value.length, &day)) {
        loader_fault(l, "bad_date", "expected a date");
        return;
    }
    if (index && list[index - 1] >= day)
        loader_fault(l, "bad_date", "expected holidays in order of date");
    list[index] = day;
}

/* A Saturday or Sunday is no working day anyhow. */
static void leave_weekends(rule_program *p)
{
    enum { SATURDAY = 5 };
    size_t kept = 0;
    for (size_t i = 0; i < p->holiday_count; i++)
        if (date_weekday(p->holidays[i]) < SATURDAY)
            p->holidays[kept++] = p->holidays[i];
    p->holiday_count = kept;
}

static void read_holidays(loader *l, json_node *root)
{
    json_node *array = loader_member(l, root, "holidays", JSON_KIND_ARRAY, false);
    if (!array || !json_count(array))
        return;
    l->profile->program.holidays = loader_take(l, json_count(array), sizeof(reunify_date));
    if (!l->profile->program.holidays)
        return;
    l->profile->program.holiday_count = json_count(array);
    const size_t mark = pointer_push(&l->at, "holidays", 8);
    loader_strings(l, array, add_holiday, NULL);
    pointer_pop(&l->at, mark);
    leave_weekends(&l->profile->program);
}

static pack_attribute built_in_attribute(symbol name, const char *label)
{
    return (pack_attribute){.name = name, .label = label, .least = INT64_MIN, .most = INT64_MAX};
}

/*
 * What every pack has: the record by which a requirement is set aside, and the outcome of what did
 * not take place.
 */
static void add_built_in(loader *l)
{
    reunify_profile *p = l->profile;
    p->did_not_take_place = word(l, "did_not_take_place");
    p->set_aside = word(l, "set_aside");
    p->withdrawn = word(l, "withdrawn");
    p->requirement = word(l, "requirement");
    p->reason = word(l, "reason");
    pack_record_type type = {.name = p->set_aside,
                             .label = loader_own(l, MSG_OWN_SET_ASIDE),
                             .outcome_count = 2,
                             .attribute_count = 2};
    type.outcomes = loader_take(l, 2, sizeof *type.outcomes);
    type.attributes = loader_take(l, 2, sizeof *type.attributes);
    if (!type.outcomes || !type.attributes)
        return;
    type.outcomes[0] = p->set_aside;
    type.outcomes[1] = p->withdrawn;
    type.attributes[0] = built_in_attribute(p->requirement, loader_own(l, MSG_OWN_REQUIREMENT));
    type.attributes[1] = built_in_attribute(p->reason, loader_own(l, MSG_OWN_REASON));
    p->set_aside_type = (uint16_t)p->type_count;
    loader_place(l, &l->types, type.name, l->profile->type_count);
    *NEXT(l, types, type_count) = type;
}

static void read_names(loader *l, json_node *root)
{
    reunify_profile *p = l->profile;
    p->sources = loader_take(l, loader_count(root, "sources"), sizeof *p->sources);
    l->source_used = loader_take(l, loader_count(root, "sources"), sizeof *l->source_used);
    p->types = loader_take(l, loader_count(root, "record_types") + 1, sizeof *p->types);
    p->attributes = loader_take(l, loader_count(root, "attributes"), sizeof *p->attributes);
    p->findings = loader_take(l, loader_count(root, "findings"), sizeof *p->findings);
    if (l->status == REUNIFY_NO_MEMORY)
        return;
    loader_each(l, root, "sources", true, read_source_document);
    read_roles(l, root);
    loader_each(l, root, "record_types", false, read_record_type);
    add_built_in(l);
    read_legal(l, root);
    read_holidays(l, root);
    loader_each(l, root, "attributes", false, read_attribute);
    loader_each(l, root, "findings", false, read_finding);
    loader_fits(l, "findings", p->finding_count, MOST_FINDINGS, "findings");
    read_risk(l, root, false);
    l->conditions = read_named(l, root, "conditions", &l->condition_count);
    l->dates = read_named(l, root, "dates", &l->date_count);
}

/* What gives a plan up and takes one up again: records of a type, with an outcome. */
static void read_plan_rules(loader *l, json_node *attempts, const char *name)
{
    reunify_profile *p = l->profile;
    json_node *array = loader_member(l, attempts, name, JSON_KIND_ARRAY, true);
    const size_t mark = pointer_push(&l->at, name, strlen(name));
    for (size_t i = 0; array && i < json_count(array); i++) {
        const size_t item = pointer_push_index(&l->at, i);
        json_node *node = json_element(array, i);
        if (json_kind_of(node) == JSON_KIND_OBJECT)
            p->plan_rules[p->plan_rule_count++] = compile_plan_record(l, node);
        else
            loader_fault(l, "wrong_type", "expected an object with \"record\" and \"outcome\"");
        pointer_pop(&l->at, item);
    }
    pointer_pop(&l->at, mark);
}

static void read_attempts(loader *l, json_node *root)
{
    reunify_profile *p = l->profile;
    json_node *attempts = loader_member(l, root, "attempts", JSON_KIND_OBJECT, false);
    if (!attempts)
        return;
    const size_t mark = pointer_push(&l->at, "attempts", 8);
    loader_members(l, attempts, "given_up taken_up");
    const size_t count = loader_count(attempts, "given_up") + loader_count(attempts, "taken_up");
    p->plan_rules = loader_take(l, count, sizeof *p->plan_rules);
    if (p->plan_rules && loader_fits(l, NULL, count, UINT16_MAX, "records")) {
        read_plan_rules(l, attempts, "given_up");
        p->given_up_count = p->plan_rule_count;
        read_plan_rules(l, attempts, "taken_up");
    }
    pointer_pop(&l->at, mark);
}

static void read_rules(loader *l, json_node *root)
{
    reunify_profile *p = l->profile;
    p->applicability =
        loader_take(l, loader_count(root, "applicability"), sizeof *p->applicability);
    p->pathways = loader_take(l, loader_count(root, "pathways"), sizeof *p->pathways);
    p->schedule = loader_take(l, loader_count(root, "schedule"), sizeof *p->schedule);
    p->alerts = loader_take(l, loader_count(root, "alerts"), sizeof *p->alerts);
    p->factors = loader_take(l, loader_count(root, "factors"), sizeof *p->factors);
    p->costs = loader_take(l, loader_count(root, "costs"), sizeof *p->costs);
    if (l->status == REUNIFY_NO_MEMORY)
        return;
    read_attempts(l, root);
    loader_each(l, root, "findings", false, read_derived);
    loader_each(l, root, "applicability", false, read_applicability);
    read_risk(l, root, true);
    loader_each(l, root, "pathways", true, read_pathway);
    l->gates_allowed = true;
    loader_each(l, root, "schedule", false, read_obligation);
    loader_each(l, root, "alerts", false, read_alert);
    l->gates_allowed = false;
    loader_each(l, root, "factors", false, read_factor);
    loader_each(l, root, "costs", false, read_cost);
}

/* What no rule used is compiled for its faults alone. */
static void compile_unused(loader *l)
{
    l->person_in_scope = l->gates_allowed = true;
    for (size_t i = 0; i < l->date_count; i++)
        if (l->dates[i].state == 0) {
            pointer_push(&l->at, "dates", 5);
            pointer_push(&l->at, l->dates[i].name.data, l->dates[i].name.length);
            compile_date(l, l->dates[i].node);
            if (l->notes && json_is_own(l->document, l->at.data))
                loader_note(l, "unused", l->dates[i].name.data, "no rule uses this date");
            pointer_start(&l->at);
        }
    for (size_t i = 0; i < l->condition_count; i++)
        if (l->conditions[i].state == 0) {
            pointer_push(&l->at, "conditions", 10);
            pointer_push(&l->at, l->conditions[i].name.data, l->conditions[i].name.length);
            compile_condition(l, l->conditions[i].node);
            if (l->notes && json_is_own(l->document, l->at.data))
                loader_note(l, "unused", l->conditions[i].name.data, "no rule uses this condition");
            pointer_start(&l->at);
        }
}

void loader_load(loader *l, json_node *root)
{
    l->profile->silent_when = RULE_NONE; /* also of a pack without risk */
    if (!read_head(l, root))
        return;
    read_names(l, root);
    if (l->status == REUNIFY_NO_MEMORY)
        return;
    read_rules(l, root);
    if (l->status != REUNIFY_NO_MEMORY)
        compile_unused(l);
}
