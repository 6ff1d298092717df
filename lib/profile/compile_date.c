/* References to dates: from the pack's JSON to the program. */
#include "profile/loader.h"

static rule_index plain_date(loader *l, date_op op)
{
    return loader_add_date(l, (rule_date){.op = (uint8_t)op, .a = RULE_NONE, .number = -1});
}

rule_index compile_as_of(loader *l)
{
    return plain_date(l, DATE_AS_OF);
}

static const struct {
    const char *name;
    date_op op;
} words[] = {{"as_of", DATE_AS_OF},
             {"return", DATE_RETURN},
             {"recorded_return", DATE_RECORDED_RETURN},
             {"care_start", DATE_CARE_START},
             {"birth", DATE_BIRTH},
             {"level_since", DATE_LEVEL_SINCE},
             {"last_decision", DATE_LAST_DECISION}};

static const char *word_name(const loader *l, size_t index)
{
    (void)l;
    return words[index].name;
}

static rule_index compile_word(loader *l, text word)
{
    for (size_t i = 0; i < LENGTH_OF(words); i++)
        if (text_is(word, words[i].name, strlen(words[i].name))) {
            if (words[i].op == DATE_LAST_DECISION) {
                l->used_gate = true;
                if (!l->gates_allowed)
                    loader_fault(l, "bad_place",
                                 "last_decision can be used in alerts and in the schedule only");
            }
            return plain_date(l, words[i].op);
        }
    loader_unknown(l, "date", word, word_name, LENGTH_OF(words));
    return RULE_NONE;
}

static const char *date_name(const loader *l, size_t index)
{
    return l->dates[index].name.data;
}

static rule_index compile_named_date(loader *l, json_node *object)
{
    loader_members(l, object, "date");
    json_node *node = loader_member(l, object, "date", JSON_KIND_STRING, true);
    if (!node)
        return RULE_NONE;
    const text name = json_text(node);
    for (size_t i = 0; i < l->date_count; i++) {
        named_rule *r = &l->dates[i];
        if (text_is(r->name, name.data, name.length))
            return compile_named(l, r, "dates", compile_date);
    }
    loader_unknown(l, "named date", name, date_name, l->date_count);
    return RULE_NONE;
}

static rule_index compile_list(loader *l, json_node *object, const char *name, date_op op)
{
    loader_members(l, object, name);
    json_node *array = loader_member(l, object, name, JSON_KIND_ARRAY, true);
    if (!array)
        return RULE_NONE;
    const size_t count = json_count(array);
    rule_index *items = arena_take(&l->scratch, (count + 1) * sizeof *items);
    if (!items) {
        loader_no_memory(l);
        return RULE_NONE;
    }
    const size_t mark = pointer_push(&l->at, name, strlen(name));
    if (!count)
        loader_fault(l, "empty_list", "expected at least one date");
    for (size_t i = 0; i < count; i++) {
        const size_t item = pointer_push_index(&l->at, i);
        items[i] = compile_date(l, json_element(array, i));
        pointer_pop(&l->at, item);
    }
    pointer_pop(&l->at, mark);
    return loader_add_date(l, (rule_date){.op = (uint8_t)op,
                                          .count = (uint16_t)count,
                                          .first = loader_add_links(l, items, count),
                                          .number = -1});
}

static rule_index compile_shift(loader *l, json_node *object)
{
    loader_members(l, object, "of plus minus plus_working_days");
    rule_date d = {.op = DATE_PLUS, .number = -1};
    d.a = compile_member_date(l, object, "of", RULE_NONE);
    if (json_member(object, "plus_working_days")) {
        json_node *days = loader_member(l, object, "plus_working_days", JSON_KIND_INTEGER, true);
        d.op = DATE_WORKING_DAYS;
        d.number = days ? node_integer(days) : 0;
        if (d.number < 0 || d.number > 10000)
            loader_fault_at(l, "plus_working_days", "bad_number",
                            "expected a number of days from 0 to 10,000");
        return d.a == RULE_NONE ? RULE_NONE : loader_add_date(l, d);
    }
    const bool plus = json_member(object, "plus") != NULL,
               minus = json_member(object, "minus") != NULL;
    if (plus == minus) {
        loader_fault(l, "missing_member", "expected either \"plus\" or \"minus\" with a period");
        return RULE_NONE;
    }
    d.op = plus ? DATE_PLUS : DATE_MINUS;
    d.length = loader_period(l, object, plus ? "plus" : "minus", true);
    return d.a == RULE_NONE ? RULE_NONE : loader_add_date(l, d);
}

static rule_index compile_family_date(loader *l, json_node *object)
{
    loader_members(l, object, "family_time which");
    rule_date d = {.op = DATE_FAMILY_TIME, .mode = 2, .a = RULE_NONE, .number = -1};
    const char *which = loader_string(l, object, "which", false);
    if (which && strcmp(which, "first") != 0 && strcmp(which, "latest") != 0)
        loader_fault_at(l, "which", "unknown_value", "expected first or latest");
    d.last = which && strcmp(which, "latest") == 0;
    json_node *of = loader_member(l, object, "family_time", JSON_KIND_OBJECT, true);
    if (!of)
        return RULE_NONE;
    const size_t mark = pointer_push(&l->at, "family_time", 11);
    loader_members(l, of, "overnight hours_over");
    json_node *overnight = loader_member(l, of, "overnight", JSON_KIND_BOOLEAN, false);
    if (overnight)
        d.mode = node_boolean(overnight);
    json_node *hours = loader_member(l, of, "hours_over", JSON_KIND_INTEGER, false);
    if (hours)
        d.number = loader_thousandths(l, hours);
    pointer_pop(&l->at, mark);
    return loader_add_date(l, d);
}

static rule_index compile_attribute_date(loader *l, json_node *object)
{
    loader_members(l, object, "attribute");
    const char *name = loader_string(l, object, "attribute", true);
    const int found = name ? loader_attribute(l, (text){name, strlen(name)}) : -1;
    if (found < 0 || !l->profile->attributes[found].is_date) {
        loader_fault_at(l, "attribute", "unknown_reference", "expected an attribute of type date");
        return RULE_NONE;
    }
    return loader_add_date(l,
                           (rule_date){.op = DATE_ATTRIBUTE, .a = (rule_index)found, .number = -1});
}

static rule_index compile_stage_date(loader *l, json_node *object)
{
    loader_members(l, object, "stage");
    l->used_stage = true;
    if (!l->pathway && !l->gates_allowed)
        loader_fault(
            l, "bad_place",
            "the date of a stage can be used in stages, in the schedule and in alerts only");
    const symbol s = loader_code(l, object, "stage", true);
    if (s == SYMBOL_NONE)
        return RULE_NONE;
    const pack_pathway *p = l->pathway;
    bool known = stage_known(l, s);
    for (uint16_t i = 0; p && i < p->stage_count; i++)
        known = known || p->stages[i].name == s;
    if (!known)
        loader_fault_at(l, "stage", "unknown_reference", "no pathway has a stage of this id");
    for (uint16_t i = 0; p && i < p->stage_count; i++)
        if (p->stages[i].name == s && i >= l->stage)
            loader_fault_at(l, "stage", "cycle",
                            "a stage can only ask for the date of an earlier one");
    return loader_add_date(l, (rule_date){.op = DATE_STAGE, .a = s, .number = -1});
}

static rule_index compile_date_here(loader *l, json_node *node)
{
    const json_kind kind = json_kind_of(node);
    if (kind == JSON_KIND_STRING)
        return compile_word(l, json_text(node));
    if (kind != JSON_KIND_OBJECT) {
        loader_fault(l, "wrong_type", "expected a date: a word such as \"as_of\", or an object");
        return RULE_NONE;
    }
    if (json_member(node, "date"))
        return compile_named_date(l, node);
    if (json_member(node, "record")) {
        const bool used = l->used_person;
        l->used_person = false;
        const rule_index selector = compile_record(l, node, true);
        const rule_date d = {
            .op = DATE_RECORD, .changing = l->used_person, .a = selector, .number = -1};
        l->used_person = l->used_person || used;
        return selector == RULE_NONE ? RULE_NONE : loader_add_date(l, d);
    }
    if (json_member(node, "first_of"))
        return compile_list(l, node, "first_of", DATE_FIRST_OF);
    if (json_member(node, "earliest"))
        return compile_list(l, node, "earliest", DATE_EARLIEST);
    if (json_member(node, "latest"))
        return compile_list(l, node, "latest", DATE_LATEST);
    if (json_member(node, "of"))
        return compile_shift(l, node);
    if (json_member(node, "family_time"))
        return compile_family_date(l, node);
    if (json_member(node, "stage"))
        return compile_stage_date(l, node);
    if (json_member(node, "attribute"))
        return compile_attribute_date(l, node);
    loader_fault(l, "unknown_operator",
                 "expected one of: date, record, first_of, earliest, latest, of, family_time, "
                 "stage, attribute");
    return RULE_NONE;
}

/* Dates name dates as deep as a pack likes, so the depth is bounded as that of conditions is. */
rule_index compile_date(loader *l, json_node *node)
{
    rule_index result = RULE_NONE;
    if (++l->depth > MOST_DEPTH)
        loader_fault(l, "limit_depth", "dates are nested more than %d deep", MOST_DEPTH);
    else
        result = compile_date_here(l, node);
    l->depth--;
    return result;
}

rule_index compile_member_date(loader *l, json_node *object, const char *name, rule_index otherwise)
{
    json_node *node = json_member(object, name);
    if (!node)
        return otherwise;
    const size_t mark = pointer_push(&l->at, name, strlen(name));
    const rule_index result = compile_date(l, node);
    pointer_pop(&l->at, mark);
    return result;
}
