/*
 * A profile as tables.
 *
 * Dimensions and movement rules read findings; those are the nodes. Each rests on findings that a
 * table may give, the inputs: itself, or what it is derived from. All combinations of the inputs'
 * codes are completed once, by the code that completes the findings of a case, and the node's code
 * kept for each. A code stands for a value, or for the pair of "unknown" and the value by which
 * people bound it (see columns of findings by person, evaluate/classification.c).
 *
 * All combinations of the nodes' codes are then classified and every movement condition is asked:
 * what comes out is the combination's signature. There are few different ones, a hundredth of the
 * combinations in the packs that ship. From them classes.c goes on.
 *
 * What is too large for tables, or asks of more than findings, is marked so, and its rows are
 * worked out one by one.
 */
#include "batch/batch.h"

/* Inputs and nodes ---------------------------------------------------------------------------- */

static size_t value_count(const pack_finding *f)
{
    return f->type == NAMED_NUMBER ? 0 : f->type == NAMED_BOOLEAN ? 2 : f->value_count;
}

int64_t input_value(const reunify_columns *c, const column_input *in, size_t code, bool bound)
{
    const pack_finding *f = &c->profile->findings[in->finding];
    if (code < in->values)
        return (int64_t)code;
    if (code == in->values || code >= in->codes || !bound)
        return FINDING_UNKNOWN;
    return f->type == NAMED_BOOLEAN ? !f->cautious : (int64_t)(code - in->values - 1u);
}

static void *take(reunify_columns *c, size_t count, size_t size, reunify_status *status)
{
    void *taken = arena_take_zeroed(&c->memory, count ? count : 1, size);
    if (!taken)
        *status = REUNIFY_NO_MEMORY;
    return taken;
}

/* The findings that dimensions and conditions read themselves. */
static void mark_read(const reunify_profile *p, bool *read)
{
    for (size_t i = 0; i < p->dimension_count; i++)
        read[p->dimensions[i].finding] = true;
    for (size_t i = 0; i < p->movement_count; i++)
        condition_rests_on(p, p->movement[i].when, read);
    condition_rests_on(p, p->silent_when, read);
}

/*
 * All that a finding rests on, and what that rests on: a condition sees an earlier finding as it
 * came out.
 */
static void mark_rested_on(const reunify_profile *p, uint16_t finding, bool *on)
{
    uint16_t open[MOST_FINDINGS];
    size_t count = 0;
    open[count++] = finding;
    on[finding] = true;
    while (count) {
        bool marks[2 * MOST_FINDINGS] = {false};
        finding_rests_on(p, open[--count], marks);
        for (uint16_t g = 0; g < p->finding_count; g++)
            if (marks[g] && !on[g]) {
                on[g] = true;
                open[count++] = g;
            }
    }
}

static bool take_inputs(reunify_columns *c, const bool *read, reunify_status *status)
{
    const reunify_profile *p = c->profile;
    bool on[MOST_FINDINGS] = {false};
    for (uint16_t f = 0; f < p->finding_count; f++)
        if (read[f])
            mark_rested_on(p, f, on);
    c->inputs = take(c, p->finding_count, sizeof *c->inputs, status);
    c->input_of = take(c, p->finding_count, sizeof *c->input_of, status);
    for (uint16_t f = 0; f < p->finding_count && !*status; f++) {
        const size_t values = value_count(&p->findings[f]);
        c->input_of[f] = -1;
        if (!on[f] || !values)
            continue;
        c->input_of[f] = (int16_t)c->input_count;
        c->inputs[c->input_count++] = (column_input){
            .finding = f,
            .values = (uint8_t)values,
            .codes = (uint8_t)(values + 1 + (p->findings[f].by_person ? values - 1 : 0))};
    }
    return !*status;
}

static bool take_node(reunify_columns *c, uint16_t finding, reunify_status *status)
{
    const reunify_profile *p = c->profile;
    bool on[MOST_FINDINGS] = {false};
    mark_rested_on(p, finding, on);
    column_node *n = &c->nodes[c->node_count++];
    n->finding = finding;
    n->values = (uint8_t)value_count(&p->findings[finding]);
    n->inputs = take(c, c->input_count, sizeof *n->inputs, status);
    n->strides = take(c, c->input_count, sizeof *n->strides, status);
    uint32_t combinations = 1;
    for (size_t i = 0; i < c->input_count && !*status; i++) {
        if (!on[c->inputs[i].finding])
            continue;
        n->inputs[n->input_count] = (uint16_t)i;
        n->strides[n->input_count++] = combinations;
        combinations *= c->inputs[i].codes;
        if (combinations > MOST_NODE_COMBINATIONS) {
            c->tabled = false;
            return true;
        }
    }
    n->table = take(c, combinations, 1, status);
    return !*status;
}

/* A node's code for a pair; MOST_CODES: there are too many. */
static uint8_t node_code(column_node *n, int64_t value, int64_t bound)
{
    for (uint8_t i = 0; i < n->codes; i++)
        if (n->value[i] == value && n->bound[i] == bound)
            return i;
    if (n->codes == MOST_CODES)
        return MOST_CODES;
    n->value[n->codes] = value;
    n->bound[n->codes] = bound;
    return n->codes++;
}

static bool set_inputs(const reunify_columns *c, const column_node *n, uint32_t combination,
                       int64_t *row, bool bound)
{
    bool bounded = false;
    for (uint16_t i = 0; i < n->input_count; i++) {
        const column_input *in = &c->inputs[n->inputs[i]];
        const size_t code = combination / n->strides[i] % in->codes;
        row[in->finding] = input_value(c, in, code, bound);
        bounded = bounded || code > in->values;
    }
    return bounded;
}

static bool fill_node(reunify_columns *c, column_node *n, observer *o)
{
    for (int64_t v = 0; v < n->values; v++)
        node_code(n, v, v);
    node_code(n, FINDING_UNKNOWN, FINDING_UNKNOWN);
    uint32_t combinations = 1;
    for (uint16_t i = 0; i < n->input_count; i++)
        combinations *= c->inputs[n->inputs[i]].codes;
    for (uint32_t k = 0; k < combinations; k++) {
        observer_start(o);
        int64_t *row = observer_add(o, 0);
        const bool bounded = set_inputs(c, n, k, row, false);
        observer_complete(o);
        const int64_t value = row[n->finding];
        if (bounded) {
            observer_start(o);
            row = observer_add(o, 0);
            set_inputs(c, n, k, row, true);
            observer_complete(o);
        }
        n->table[k] = node_code(n, value, row[n->finding]);
        if (n->table[k] == MOST_CODES)
            return false;
    }
    return true;
}

static bool take_nodes(reunify_columns *c, reunify_status *status)
{
    const reunify_profile *p = c->profile;
    bool read[MOST_FINDINGS] = {false};
    mark_read(p, read);
    c->nodes = take(c, p->finding_count, sizeof *c->nodes, status);
    c->dimension_nodes = take(c, p->dimension_count, sizeof *c->dimension_nodes, status);
    if (*status || !take_inputs(c, read, status))
        return false;
    for (uint16_t f = 0; f < p->finding_count && !*status; f++)
        if (read[f])
            take_node(c, f, status);
    for (size_t i = 0; i < p->dimension_count && !*status; i++)
        while (c->nodes[c->dimension_nodes[i]].finding != p->dimensions[i].finding)
            c->dimension_nodes[i]++;
    return !*status;
}

/* Signatures ---------------------------------------------------------------------------------- */

static bool rules_are_fixed(const reunify_columns *c, observer *o)
{
    const reunify_profile *p = c->profile;
    bool fixed = p->movement_count < MOST_CONDITIONS && observer_derives_fixed(p) &&
                 observer_is_fixed(p, p->silent_when);
    for (size_t i = 0; i < p->movement_count && fixed; i++)
        fixed = observer_is_fixed(p, p->movement[i].when) &&
                observer_never_counts(o, p->movement[i].counts_from);
    return fixed;
}

static column_signature signature_of(const reunify_columns *c, observer *o, uint32_t combination)
{
    const reunify_profile *p = c->profile;
    int64_t bound[MOST_FINDINGS];
    observer_start(o);
    int64_t *row = observer_add(o, 0);
    bool bounded = false;
    for (size_t i = 0; i < p->finding_count; i++)
        bound[i] = FINDING_UNKNOWN;
    for (size_t i = 0; i < c->node_count; i++) {
        const column_node *n = &c->nodes[i];
        const size_t code = combination / n->stride % n->codes;
        row[n->finding] = n->value[code];
        bound[n->finding] = n->bound[code];
        bounded = bounded || n->value[code] != n->bound[code];
    }
    const struct reunify_classification *found = observer_classify(o, bounded ? bound : NULL);
    column_signature s = {.classified = found->level, .at_least = found->at_least};
    const size_t conditions = p->movement_count + (p->silent_when != RULE_NONE);
    for (size_t i = 0; i < conditions; i++)
        s.truths |= (uint64_t)observer_holds(o, i) << (2 * i);
    return s;
}

static bool is_same(const column_signature *a, const column_signature *b)
{
    return a->truths == b->truths && a->classified == b->classified && a->at_least == b->at_least;
}

/* Open addressing over the signatures found so far; SIZE_MAX: too many. */
static size_t find_signature(reunify_columns *c, uint16_t *slots, const column_signature *s)
{
    const uint64_t mixed = (s->truths ^ (uint64_t)(uint8_t)s->classified << 56 ^
                            (uint64_t)(uint8_t)s->at_least << 48) *
                           UINT64_C(0x9e3779b97f4a7c15);
    size_t at = (size_t)(mixed >> 48) & (2 * MOST_SIGNATURES - 1);
    for (; slots[at]; at = (at + 1) & (2 * MOST_SIGNATURES - 1))
        if (is_same(&c->signatures[slots[at] - 1u], s))
            return slots[at] - 1u;
    if (c->signature_count == MOST_SIGNATURES)
        return SIZE_MAX;
    c->signatures[c->signature_count++] = *s;
    slots[at] = (uint16_t)c->signature_count;
    return c->signature_count - 1;
}

static bool count_combinations(reunify_columns *c)
{
    uint64_t combinations = 1;
    for (size_t i = 0; i < c->node_count; i++) {
        c->nodes[i].stride = (uint32_t)combinations;
        combinations *= c->nodes[i].codes;
        if (combinations > MOST_COMBINATIONS)
            return false;
    }
    c->combinations = (uint32_t)combinations;
    return true;
}

static column_signature *keep_signatures(reunify_columns *c, reunify_status *status)
{
    column_signature *kept = take(c, c->signature_count, sizeof *kept, status);
    if (kept)
        memcpy(kept, c->signatures, c->signature_count * sizeof *kept);
    return kept;
}

static bool take_signatures(reunify_columns *c, observer *o, reunify_status *status)
{
    if (!c->tabled || !c->fixed || !count_combinations(c))
        return true;
    uint16_t *kept = take(c, c->combinations, sizeof *kept, status);
    arena found_in;
    arena_start(&found_in, c->context);
    uint16_t *slots = arena_take_zeroed(&found_in, 2 * MOST_SIGNATURES, sizeof *slots);
    c->signatures = arena_take_zeroed(&found_in, MOST_SIGNATURES, sizeof *c->signatures);
    if (!slots || !c->signatures)
        *status = REUNIFY_NO_MEMORY;
    c->signature_of = *status ? NULL : kept;
    for (uint32_t k = 0; k < c->combinations && c->signature_of; k++) {
        const column_signature s = signature_of(c, o, k);
        const size_t found = find_signature(c, slots, &s);
        if (found == SIZE_MAX)
            c->signature_of = NULL;
        else
            kept[k] = (uint16_t)found;
    }
    if (c->signature_of)
        c->signatures = keep_signatures(c, status);
    arena_release(&found_in);
    return !*status;
}

bool columns_compile(reunify_columns *c, reunify_status *status, reunify_error *error)
{
    c->tabled = true;
    if (!take_nodes(c, status))
        return false;
    observer *o = observer_open(c->profile, c->context, 1, status, error);
    if (!o)
        return false;
    for (size_t i = 0; i < c->node_count && c->tabled; i++)
        c->tabled = fill_node(c, &c->nodes[i], o);
    c->fixed = rules_are_fixed(c, o);
    take_signatures(c, o, status);
    observer_close(o);
    return !*status;
}
