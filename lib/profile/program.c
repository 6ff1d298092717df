/* Growing the program: nodes with their costs, dates that share a place, links and symbols. */
#include "profile/loader.h"

rule_node loader_node(rule_op op)
{
    return (rule_node){.op = (uint8_t)op,
                       .a = RULE_NONE,
                       .b = RULE_NONE,
                       .c = RULE_NONE,
                       .d = RULE_NONE,
                       .least = INT64_MIN + 1,
                       .most = INT64_MAX};
}

enum { MOST_COST = 20000 };

static uint32_t limited(uint64_t cost)
{
    return cost > MOST_COST ? MOST_COST + 1 : (uint32_t)cost;
}

static uint32_t cost_of(const loader *l, rule_index node)
{
    return node == RULE_NONE ? 0 : l->costs[node];
}

static uint32_t date_cost_of(const loader *l, rule_index date)
{
    return date == RULE_NONE ? 0 : l->date_costs[date];
}

static uint64_t tests_cost(const loader *l, const rule_tests *t);

static uint64_t selector_cost(const loader *l, rule_index selector)
{
    const rule_selector *sel = &l->profile->program.selectors[selector];
    return 1 + (uint64_t)cost_of(l, sel->about_who) + tests_cost(l, &sel->among) +
           tests_cost(l, &sel->tests);
}

static uint64_t tests_cost(const loader *l, const rule_tests *t)
{
    return (uint64_t)date_cost_of(l, t->on_or_after) + date_cost_of(l, t->on_or_before) +
           date_cost_of(l, t->before) + date_cost_of(l, t->after) + date_cost_of(l, t->within) +
           (t->with_all_of == RULE_NONE ? 0 : selector_cost(l, t->with_all_of));
}

static uint32_t date_cost(const loader *l, const rule_date *d)
{
    const rule_program *p = &l->profile->program;
    uint64_t cost = 1;
    if (d->op == DATE_RECORD)
        cost += selector_cost(l, d->a);
    if (d->op == DATE_PLUS || d->op == DATE_MINUS || d->op == DATE_WORKING_DAYS)
        cost += date_cost_of(l, d->a);
    if (d->op == DATE_FIRST_OF || d->op == DATE_EARLIEST || d->op == DATE_LATEST)
        for (uint16_t i = 0; d->first != RULE_NONE && i < d->count; i++)
            cost += date_cost_of(l, p->links[d->first + i]);
    return limited(cost);
}

/*
 * Named conditions are shared, so a short pack can stand for a huge condition: each node knows what
 * it costs to evaluate.
 */
static uint32_t node_cost(const loader *l, const rule_node *n)
{
    const rule_program *p = &l->profile->program;
    uint64_t cost = 1;
    if (n->op == OP_ALL || n->op == OP_ANY)
        for (uint16_t i = 0; n->first != RULE_NONE && i < n->count; i++)
            cost += cost_of(l, p->links[n->first + i]);
    if (n->op == OP_NOT || n->op == OP_IF || n->op == OP_PEOPLE)
        cost += (uint64_t)cost_of(l, n->a) + cost_of(l, n->b) +
                cost_of(l, n->op == OP_IF ? n->c : RULE_NONE);
    if (n->op == OP_RECORD)
        cost += selector_cost(l, n->a);
    if (n->op == OP_LEVEL || n->op == OP_LEVEL_ROSE || n->op == OP_ASSESSED || n->op == OP_LEGAL ||
        n->op == OP_PLACEMENT || n->op == OP_IN_CARE || n->op == OP_AGE || n->op == OP_ELAPSED ||
        n->op == OP_RETURNED || n->op == OP_GATE || n->op == OP_FAMILY_TIME)
        cost += (uint64_t)date_cost_of(l, n->a) + date_cost_of(l, n->b) + date_cost_of(l, n->c) +
                date_cost_of(l, n->d);
    return limited(cost);
}

rule_index loader_add_node(loader *l, rule_node node)
{
    rule_program *p = &l->profile->program;
    if (!array_reserve(&l->scratch, (void **)&l->costs, &l->cost_capacity, p->node_count + 1,
                       sizeof *l->costs)) {
        loader_no_memory(l);
        return RULE_NONE;
    }
    l->costs[p->node_count] = node_cost(l, &node);
    if (l->costs[p->node_count] > MOST_COST) {
        loader_fault(l, "limit_cost",
                     "with what it refers to, this condition has more than %d parts", MOST_COST);
        return RULE_NONE;
    }
    if (!array_reserve(&l->profile->memory, (void **)&p->nodes, &l->node_capacity,
                       p->node_count + 1, sizeof node)) {
        loader_no_memory(l);
        return RULE_NONE;
    }
    p->nodes[p->node_count] = node;
    return (rule_index)p->node_count++;
}

static bool same_date(const rule_date *a, const rule_date *b)
{
    return a->op == b->op && a->mode == b->mode && a->last == b->last &&
           a->changing == b->changing && a->count == b->count && a->first == b->first &&
           a->a == b->a && a->number == b->number && a->length.months == b->length.months &&
           a->length.days == b->length.days;
}

static bool date_changes(const rule_program *p, rule_index date)
{
    return date != RULE_NONE && p->dates[date].changing;
}

/* A record picked by a date that changes, or by what its person is, changes with it. */
static bool selector_changes(const rule_program *p, const rule_selector *sel)
{
    const rule_tests *t = &sel->among;
    return sel->about_who != RULE_NONE || date_changes(p, t->on_or_after) ||
           date_changes(p, t->on_or_before) || date_changes(p, t->before) ||
           date_changes(p, t->after) || date_changes(p, t->within) ||
           (t->with_all_of != RULE_NONE && selector_changes(p, &p->selectors[t->with_all_of]));
}

static bool is_changing(const rule_program *p, const rule_date *d)
{
    if (d->changing || d->op == DATE_LEVEL_SINCE)
        return true;
    if (d->op == DATE_RECORD)
        return selector_changes(p, &p->selectors[d->a]);
    if (d->op == DATE_PLUS || d->op == DATE_MINUS || d->op == DATE_WORKING_DAYS)
        return d->a != RULE_NONE && p->dates[d->a].changing;
    if (d->op == DATE_FIRST_OF || d->op == DATE_EARLIEST || d->op == DATE_LATEST)
        for (uint16_t i = 0; d->first != RULE_NONE && i < d->count; i++)
            if (p->links[d->first + i] != RULE_NONE && p->dates[p->links[d->first + i]].changing)
                return true;
    return false;
}

/* Equal dates share one place, so that what is kept of them while evaluating is shared too. */
rule_index loader_add_date(loader *l, rule_date date)
{
    rule_program *p = &l->profile->program;
    date.changing = is_changing(p, &date);
    for (size_t i = 0; i < p->date_count; i++)
        if (same_date(&p->dates[i], &date))
            return (rule_index)i;
    if (!array_reserve(&l->scratch, (void **)&l->date_costs, &l->date_cost_capacity,
                       p->date_count + 1, sizeof *l->date_costs)) {
        loader_no_memory(l);
        return RULE_NONE;
    }
    l->date_costs[p->date_count] = date_cost(l, &date);
    if (l->date_costs[p->date_count] > MOST_COST) {
        loader_fault(l, "limit_cost", "with what it refers to, this date has more than %d parts",
                     MOST_COST);
        return RULE_NONE;
    }
    if (!array_reserve(&l->profile->memory, (void **)&p->dates, &l->date_capacity,
                       p->date_count + 1, sizeof date)) {
        loader_no_memory(l);
        return RULE_NONE;
    }
    p->dates[p->date_count] = date;
    return (rule_index)p->date_count++;
}

rule_index loader_add_links(loader *l, const rule_index *links, size_t count)
{
    rule_program *p = &l->profile->program;
    for (size_t i = 0; count && i + count <= p->link_count; i++)
        if (memcmp(p->links + i, links, count * sizeof *links) == 0)
            return (rule_index)i;
    if (!array_reserve(&l->profile->memory, (void **)&p->links, &l->link_capacity,
                       p->link_count + count, sizeof *links)) {
        loader_no_memory(l);
        return RULE_NONE;
    }
    if (count)
        memcpy(p->links + p->link_count, links, count * sizeof *links);
    p->link_count += count;
    return (rule_index)(p->link_count - count);
}

rule_index loader_add_symbols(loader *l, const symbol *list, size_t count)
{
    rule_program *p = &l->profile->program;
    for (size_t i = 0; count && i + count <= p->symbol_count; i++)
        if (memcmp(p->symbols + i, list, count * sizeof *list) == 0)
            return (rule_index)i;
    if (!array_reserve(&l->profile->memory, (void **)&p->symbols, &l->symbol_capacity,
                       p->symbol_count + count, sizeof *list)) {
        loader_no_memory(l);
        return RULE_NONE;
    }
    if (count)
        memcpy(p->symbols + p->symbol_count, list, count * sizeof *list);
    p->symbol_count += count;
    return (rule_index)(p->symbol_count - count);
}
