/*
 * Which entries of a case would tell what is not known: for a condition whose answer is unknown,
 * the parts of it that are unknown are looked for, and of each part what it reads.
 *
 * The walk goes down a condition as long as a part of it is a condition of the same kind of scope:
 * into those whose answer is known it does not go. At the end of a branch stands an operator that
 * looks at the case itself; its row says at what. Dates that it compares with are named where they
 * are not certain. What is asked of people is named as a whole, since each of them is asked.
 */
#include "rule/days.h"

#include <reunify/evaluation.h>

void rule_add_entry(rule_entries *out, const char *member, int32_t index)
{
    for (size_t i = 0; i < out->count; i++)
        if (strcmp(out->items[i].member, member) == 0 && out->items[i].index == index)
            return;
    if (out->count < MOST_ENTRIES)
        out->items[out->count++] = (rule_entry){member, index};
}

static void add_row(rule_entries *out, const rule_row *row, bool of_person)
{
    if (!row->reads)
        return;
    if (strcmp(row->reads, "date_of_birth") == 0)
        rule_add_entry(out, of_person ? "people/date_of_birth" : "child/date_of_birth", -1);
    else
        rule_add_entry(out, row->reads, -1);
}

static void add_person(rule_entries *out, const rule_node *n)
{
    static const struct {
        uint8_t asked;
        const char *member;
    } parts[] = {{PERSON_RELATION, "people/relation"},
                 {PERSON_HOUSEHOLD, "people/household"},
                 {PERSON_VISITOR, "people/regular_visitor"},
                 {PERSON_RESPONSIBILITY, "people/parental_responsibility"},
                 {PERSON_NEEDS, "people/needs"},
                 {PERSON_AGE, "people/date_of_birth"}};
    for (size_t i = 0; i < LENGTH_OF(parts); i++)
        if (n->asked & parts[i].asked)
            rule_add_entry(out, parts[i].member, -1);
}

static void add_records(const rule_selector *sel, rule_entries *out)
{
    for (uint8_t i = 0; i < sel->type_count; i++)
        rule_add_entry(out, "records", sel->types[i]);
}

/* What a node looks at itself. */
static void add_own(const rule_scope *s, const rule_node *n, bool of_person, rule_entries *out)
{
    switch (n->op) {
    case OP_FINDING:
        rule_add_entry(out, "assessments", n->subject);
        break;
    case OP_ATTRIBUTE:
        rule_add_entry(out, "attributes", n->subject);
        break;
    case OP_RECORD:
        add_records(&s->program->selectors[n->selector], out);
        break;
    case OP_PERSON:
        add_person(out, n);
        break;
    default:
        add_row(out, &rule_operators[n->op], of_person);
        break;
    }
}

/* Everything that a condition about people looks at. */
static void add_all(const rule_scope *s, rule_index node, rule_entries *out)
{
    if (node == RULE_NONE)
        return;
    const rule_node *n = &s->program->nodes[node];
    add_own(s, n, true, out);
    for (size_t i = 0; i < NODE_CONDITIONS; i++)
        add_all(s, n->conditions[i], out);
    const bool lists = rule_operators[n->op].operands[0].kind == OPERAND_CONDITIONS;
    for (uint32_t i = 0; lists && i < n->count; i++)
        add_all(s, s->program->links[n->first + i], out);
}

/* A date that is not certain is not known for want of these. */
static void add_date(rule_scope *s, rule_index date, rule_entries *out)
{
    if (date == RULE_NONE)
        return;
    const date_value v = rule_date_of(s, date);
    if (!v.maybe_none && (!v.exists || v.low == v.high))
        return;
    const rule_node *d = &s->program->dates[date];
    if (d->op == DATE_RECORD)
        add_records(&s->program->selectors[d->selector], out);
    else if (d->op == DATE_ATTRIBUTE)
        rule_add_entry(out, "attributes", d->subject);
    else
        add_row(out, &rule_dates[d->op], s->person >= 0);
    for (size_t i = 0; i < NODE_DATES; i++)
        add_date(s, d->dates[i], out);
    const bool lists = rule_dates[d->op].operands[0].kind == OPERAND_DATES;
    for (uint32_t i = 0; lists && i < d->count; i++)
        add_date(s, s->program->links[d->first + i], out);
}

static void add_bounds(rule_scope *s, const rule_tests *t, rule_entries *out)
{
    const rule_index dates[] = {t->on_or_after, t->on_or_before, t->before, t->after, t->within};
    for (size_t i = 0; i < LENGTH_OF(dates); i++)
        add_date(s, dates[i], out);
}

/* The end of a branch. */
static void add_leaf(rule_scope *s, const rule_node *n, void *entries)
{
    rule_entries *out = entries;
    add_own(s, n, s->person >= 0, out);
    for (size_t i = 0; i < NODE_DATES; i++)
        add_date(s, n->dates[i], out);
    if (n->op == OP_RECORD) {
        const rule_selector *sel = &s->program->selectors[n->selector];
        add_bounds(s, &sel->among, out);
        add_bounds(s, &sel->tests, out);
    }
    for (size_t i = 0; n->op == OP_PEOPLE && i < NODE_CONDITIONS; i++)
        add_all(s, n->conditions[i], out);
}

void rule_each_unknown(rule_scope *s, rule_index node, rule_visit *visit, void *out)
{
    if (node == RULE_NONE || rule_evaluate(s, node) != REUNIFY_UNKNOWN)
        return;
    const rule_node *n = &s->program->nodes[node];
    const rule_operand *first = rule_operators[n->op].operands;
    if (first->kind == OPERAND_CONDITIONS)
        for (uint32_t i = 0; i < n->count; i++)
            rule_each_unknown(s, s->program->links[n->first + i], visit, out);
    else if (first->kind == OPERAND_CONDITION)
        for (size_t i = 0; i < NODE_CONDITIONS; i++)
            rule_each_unknown(s, n->conditions[i], visit, out);
    else
        visit(s, n, out);
}

void rule_missing(rule_scope *s, rule_index node, rule_entries *out)
{
    rule_each_unknown(s, node, add_leaf, out);
}
