/*
 * Growing the program: nodes with their costs, dates that share a place, links and symbols.
 *
 * A condition or a date is added after all that it is made of, so whatever has to be known of it
 * follows from what is there already, and no walk over the program is needed later: how many parts
 * one evaluation may visit, whether a date moves while levels are replayed, by which types of
 * records it is found. Parts keep their place for good and are never taken out. Where one is
 * refused, the answer is RULE_NONE, and a fault or the lack of memory has been told.
 *
 * Dates that are equal share a place, so that an evaluation works each out once (date_memo), and so
 * do selectors, and whole lists of links and of symbols. They are found by a hash of their bytes.
 * Conditions are not shared by what they say, only by their names. The row of the operator says
 * which operands have parts; rows whose operands share a place of the node count it once.
 */
#include "profile/loader.h"

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

static uint64_t links_cost(const rule_program *p, const rule_node *n, const uint32_t *costs)
{
    uint64_t cost = 0;
    for (uint32_t i = 0; n->first != RULE_NONE && i < n->count; i++)
        cost += p->links[n->first + i] == RULE_NONE ? 0 : costs[p->links[n->first + i]];
    return cost;
}

static uint64_t operand_cost(const loader *l, const rule_operand *o, const rule_node *n)
{
    const rule_program *p = &l->profile->program;
    switch ((operand_kind)o->kind) {
    case OPERAND_CONDITION:
    case OPERAND_OF_PERSON:
        return cost_of(l, n->conditions[o->place]);
    case OPERAND_CONDITIONS:
        return links_cost(p, n, l->costs);
    case OPERAND_SELECTOR:
        return selector_cost(l, n->selector);
    case OPERAND_DATES:
        return links_cost(p, n, l->date_costs);
    case OPERAND_DATE:
    case OPERAND_AT:
    case OPERAND_SINCE:
    case OPERAND_ON_OR_AFTER:
    case OPERAND_ON_OR_BEFORE:
    case OPERAND_BEFORE:
    case OPERAND_AFTER:
        return date_cost_of(l, n->dates[o->place]);
    case OPERAND_FINDING:
    case OPERAND_ATTRIBUTE:
    case OPERAND_DATE_ATTRIBUTE:
    case OPERAND_STAGE:
    case OPERAND_EARLIER_STAGE:
    case OPERAND_TEST:
    case OPERAND_LEVELS:
    case OPERAND_ENUMS:
    case OPERAND_BOOLEANS:
    case OPERAND_CODES:
    case OPERAND_LEGAL_STATUSES:
    case OPERAND_WORD:
    case OPERAND_BOOLEAN:
    case OPERAND_FLAG:
    case OPERAND_SWITCH:
    case OPERAND_NEEDS:
    case OPERAND_NUMBER:
    case OPERAND_DAYS:
    case OPERAND_PERIOD:
        return 0;
    }
    return 0;
}

/*
 * Named conditions and dates are shared, so a short pack can stand for a huge condition: each node
 * knows how many nodes one evaluation of it may visit.
 */
static uint32_t node_cost(const loader *l, const rule_row *row, const rule_node *n)
{
    uint64_t cost = 1;
    const rule_operand *last = NULL;
    for (const rule_operand *o = row->operands; o->member; last = o++)
        if (!last || last->kind != o->kind || last->place != o->place)
            cost += operand_cost(l, o, n);
    return limited(cost);
}

/* Types of records ---------------------------------------------------------------------------- */

static uint64_t types_of(const rule_selector *sel)
{
    uint64_t types = 0;
    for (uint8_t i = 0; i < sel->type_count; i++)
        types |= rule_type_bit(sel->types[i]);
    return types;
}

static void note_date(const rule_program *p, rule_index date, rule_node *n)
{
    if (date != RULE_NONE)
        n->dated_by |= p->dates[date].dated_by;
}

static void note_condition(const rule_program *p, rule_index node, rule_node *n)
{
    if (node == RULE_NONE)
        return;
    n->dated_by |= p->nodes[node].dated_by;
    n->picks |= p->nodes[node].picks;
}

static void note_tests(const rule_program *p, const rule_tests *t, rule_node *n)
{
    const rule_index dates[] = {t->on_or_after, t->on_or_before, t->before, t->after, t->within};
    for (size_t i = 0; i < LENGTH_OF(dates); i++)
        note_date(p, dates[i], n);
}

static void note_selector(const rule_program *p, const rule_selector *sel, bool in_date,
                          rule_node *n)
{
    note_tests(p, &sel->among, n);
    note_tests(p, &sel->tests, n);
    if (in_date)
        n->dated_by |= types_of(sel);
    else if (sel->which == WHICH_LATEST)
        n->picks |= types_of(sel);
}

/* Of a condition or a date, whose parts have theirs. */
static void note_types(const rule_program *p, const rule_row *row, bool is_date, rule_node *n)
{
    for (size_t i = 0; i < NODE_DATES; i++)
        note_date(p, n->dates[i], n);
    for (size_t i = 0; i < NODE_CONDITIONS; i++)
        note_condition(p, n->conditions[i], n);
    for (uint32_t i = 0; n->first != RULE_NONE && i < n->count; i++)
        if (row->operands[0].kind == OPERAND_DATES)
            note_date(p, p->links[n->first + i], n);
        else if (row->operands[0].kind == OPERAND_CONDITIONS)
            note_condition(p, p->links[n->first + i], n);
    if (n->selector != RULE_NONE)
        note_selector(p, &p->selectors[n->selector], is_date, n);
}

/* Nodes --------------------------------------------------------------------------------------- */

rule_index loader_add_node(loader *l, rule_node node)
{
    rule_program *p = &l->profile->program;
    note_types(p, &rule_operators[node.op], false, &node);
    if (!array_reserve(&l->scratch, (void **)&l->costs, &l->cost_capacity, p->node_count + 1,
                       sizeof *l->costs)) {
        loader_no_memory(l);
        return RULE_NONE;
    }
    l->costs[p->node_count] = node_cost(l, &rule_operators[node.op], &node);
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

/* Only of dates are a date's list links: of a legal status they are codes. */
static bool links_change(const rule_program *p, const rule_node *d)
{
    const bool of_dates = rule_dates[d->op].operands[0].kind == OPERAND_DATES;
    for (uint32_t i = 0; of_dates && d->first != RULE_NONE && i < d->count; i++)
        if (date_changes(p, p->links[d->first + i]))
            return true;
    return false;
}

/* What a date is made of makes it change, and what its row says. */
static bool is_changing(const rule_program *p, const rule_node *d)
{
    bool changes = d->changing || (rule_dates[d->op].traits & TRAIT_CHANGING);
    for (size_t i = 0; i < NODE_DATES; i++)
        changes = changes || date_changes(p, d->dates[i]);
    if (d->selector != RULE_NONE)
        changes = changes || selector_changes(p, &p->selectors[d->selector]);
    return changes || links_change(p, d);
}

/* Runs that are shared ------------------------------------------------------------------------ */

/* An array of the program in which equal runs of items share a place. */
typedef struct {
    void **items;
    size_t *count, *capacity;
    size_t size; /* of an item */
    shared_runs *known;
} shared_array;

/* Where a run is kept, or a free slot for it. */
static shared_run *run_slot(const shared_array *a, const shared_run *like, const void *run)
{
    const size_t mask = a->known->slot_count - 1;
    for (size_t at = (size_t)like->hash & mask;; at = (at + 1) & mask) {
        shared_run *slot = &a->known->slots[at];
        if (!slot->count ||
            (slot->hash == like->hash && slot->count == like->count &&
             memcmp((const char *)*a->items + slot->at * a->size, run, like->count * a->size) == 0))
            return slot;
    }
}

/* Room for one more, so that at most half of the slots are taken. */
static bool run_room(loader *l, shared_runs *s)
{
    if ((s->count + 1) * 2 <= s->slot_count)
        return true;
    const size_t want = s->slot_count ? s->slot_count * 2 : 64;
    shared_run *slots = arena_take_zeroed(&l->scratch, want, sizeof *slots);
    if (!slots)
        return false;
    for (size_t i = 0; i < s->slot_count; i++) {
        size_t at = (size_t)s->slots[i].hash & (want - 1);
        if (!s->slots[i].count)
            continue;
        while (slots[at].count)
            at = (at + 1) & (want - 1);
        slots[at] = s->slots[i];
    }
    s->slots = slots;
    s->slot_count = want;
    return true;
}

/* The place of a run, which is added where none is equal. */
static rule_index add_run(loader *l, const shared_array *a, const void *run, size_t count)
{
    if (!count)
        return (rule_index)*a->count;
    if (!run_room(l, a->known)) {
        loader_no_memory(l);
        return RULE_NONE;
    }
    const shared_run like = {text_hash(l->claimed.key, run, count * a->size), *a->count, count};
    shared_run *slot = run_slot(a, &like, run);
    if (slot->count)
        return (rule_index)slot->at;
    if (!array_reserve(&l->profile->memory, a->items, a->capacity, *a->count + count, a->size)) {
        loader_no_memory(l);
        return RULE_NONE;
    }
    memcpy((char *)*a->items + *a->count * a->size, run, count * a->size);
    *a->count += count;
    *slot = like;
    a->known->count++;
    return (rule_index)like.at;
}

/* Equal dates share one place, so that what is kept of them while evaluating is shared too. */
rule_index loader_add_date(loader *l, rule_node date)
{
    rule_program *p = &l->profile->program;
    const shared_array dates = {(void **)&p->dates, &p->date_count, &l->date_capacity, sizeof date,
                                &l->known_dates};
    date.changing = is_changing(p, &date);
    note_types(p, &rule_dates[date.op], true, &date);
    if (!array_reserve(&l->scratch, (void **)&l->date_costs, &l->date_cost_capacity,
                       p->date_count + 1, sizeof *l->date_costs)) {
        loader_no_memory(l);
        return RULE_NONE;
    }
    l->date_costs[p->date_count] = node_cost(l, &rule_dates[date.op], &date);
    if (l->date_costs[p->date_count] > MOST_COST) {
        loader_fault(l, "limit_cost", "with what it refers to, this date has more than %d parts",
                     MOST_COST);
        return RULE_NONE;
    }
    return add_run(l, &dates, &date, 1);
}

/* Two that ask the same are one. */
rule_index loader_add_selector(loader *l, const rule_selector *selector)
{
    rule_program *p = &l->profile->program;
    const shared_array selectors = {(void **)&p->selectors, &p->selector_count,
                                    &l->selector_capacity, sizeof *selector, &l->known_selectors};
    return add_run(l, &selectors, selector, 1);
}

rule_index loader_add_links(loader *l, const rule_index *links, size_t count)
{
    rule_program *p = &l->profile->program;
    const shared_array all = {(void **)&p->links, &p->link_count, &l->link_capacity, sizeof *links,
                              &l->known_links};
    return add_run(l, &all, links, count);
}

rule_index loader_add_symbols(loader *l, const symbol *list, size_t count)
{
    rule_program *p = &l->profile->program;
    const shared_array all = {(void **)&p->symbols, &p->symbol_count, &l->symbol_capacity,
                              sizeof *list, &l->known_symbols};
    return add_run(l, &all, list, count);
}
