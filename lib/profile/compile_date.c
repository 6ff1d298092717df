/*
 * References to dates: from the pack's JSON to nodes of the program. A word such as "as_of", or an
 * object whose member names the row (rule/operators.c) that says how it is read.
 */
#include "profile/loader.h"

rule_index compile_as_of(loader *l)
{
    return loader_add_date(l, rule_node_of(DATE_AS_OF));
}

/* A date without operands is a word. */
static const char *word_name(const loader *l, size_t index)
{
    (void)l;
    return rule_dates[index].operands[0].member ? NULL : rule_dates[index].name;
}

static rule_index compile_word(loader *l, text word)
{
    for (size_t i = 0; i < DATE_COUNT; i++) {
        const char *name = word_name(l, i);
        rule_node n = rule_node_of((int)i);
        if (name && text_is(word, name, strlen(name)))
            return read_operands(l, &rule_dates[i], NULL, &n) ? loader_add_date(l, n) : RULE_NONE;
    }
    loader_unknown(l, "date", word, word_name, DATE_COUNT);
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
    named_rule *r = loader_named_rule(l->dates, l->date_count, name);
    if (r)
        return compile_named(l, r, "dates", compile_date);
    loader_unknown(l, "named date", name, date_name, l->date_count);
    return RULE_NONE;
}

static rule_index compile_row(loader *l, size_t row, json_node *object)
{
    rule_node n = rule_node_of((int)row);
    return read_operands(l, &rule_dates[row], object, &n) ? loader_add_date(l, n) : RULE_NONE;
}

/* Whether a row starts from another date, as {"of": ..., "plus": ...} does. */
static bool starts_from_date(const rule_row *row)
{
    return row->operands[0].member && row->operands[0].kind == OPERAND_DATE;
}

static rule_index compile_shift(loader *l, json_node *object)
{
    size_t found = DATE_COUNT, given = 0;
    loader_members(l, object, "of plus minus plus_working_days");
    for (size_t i = 0; i < DATE_COUNT; i++)
        if (starts_from_date(&rule_dates[i]) && json_member(object, rule_dates[i].name)) {
            found = i;
            given++;
        }
    if (given == 1)
        return compile_row(l, found, object);
    compile_member_date(l, object, "of", RULE_NONE);
    loader_fault(l, "missing_member", "expected either \"plus\" or \"minus\" with a period");
    return RULE_NONE;
}

static rule_index compile_object(loader *l, json_node *object)
{
    if (json_member(object, "date"))
        return compile_named_date(l, object);
    for (size_t i = 0; i < DATE_COUNT; i++)
        if (rule_dates[i].operands[0].member && !starts_from_date(&rule_dates[i]) &&
            json_member(object, rule_dates[i].name))
            return compile_row(l, i, object);
    if (json_member(object, "of"))
        return compile_shift(l, object);
    loader_fault(l, "unknown_operator",
                 "expected one of: date, record, first_of, earliest, latest, of, family_time, "
                 "stage, attribute, spell, legal_status, placement");
    return RULE_NONE;
}

static rule_index compile_date_here(loader *l, json_node *node)
{
    if (json_kind_of(node) == JSON_KIND_STRING)
        return compile_word(l, json_text(node));
    if (json_kind_of(node) == JSON_KIND_OBJECT)
        return compile_object(l, node);
    loader_fault(l, "wrong_type", "expected a date: a word such as \"as_of\", or an object");
    return RULE_NONE;
}

/* Dates name dates as deep as a pack likes, so the depth is bounded as that of conditions is. */
rule_index compile_date(loader *l, json_node *node)
{
    rule_index result = RULE_NONE;
    if (++l->depth > MOST_NESTED)
        loader_fault(l, "limit_depth", "dates are nested more than %d deep", MOST_NESTED);
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
