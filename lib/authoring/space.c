/*
 * Every combination of what conditions read.
 *
 * Whether a condition can ever be true is found by trying. Findings of one assessment are slots
 * with their values; whatever else a condition asks (an attribute, a level on a day, a record) is
 * replaced, in a copy of the program's nodes, by a question to a slot of its own. Two questions
 * that one value answers share a slot, so the level cannot be low and high at once; other questions
 * are no or yes, each by itself, or never, where no case could answer yes (impossible.c). Of a
 * number, the values on both sides of every limit that is asked about stand for all others. So the
 * copy is evaluated by lib/rule as it is, on facts that are one row of values.
 *
 * A question gathers what its conditions read (space_add()): findings that follow from others are
 * not tried but filled in from those. Then the combinations are counted through like digits of a
 * number, SPACE_MOST of them at most. Beyond that nothing is tried by space_each();
 * space_possible() still looks at the combinations in which all slots have the same place, and at
 * the one in which nothing is known, and else does not know.
 *
 * What is found possible here may still not be: slots know nothing of each other, though one record
 * may be what two of them ask about.
 */
#include "authoring/space.h"

/* Slots --------------------------------------------------------------------------------------- */

static space_slot *new_slot(space *s)
{
    if (!array_reserve(&s->memory, (void **)&s->slots, &s->slot_capacity, s->slot_count + 1,
                       sizeof *s->slots)) {
        s->failed = true;
        return NULL;
    }
    space_slot *slot = &s->slots[s->slot_count++];
    memset(slot, 0, sizeof *slot);
    slot->node = RULE_NONE;
    return slot;
}

static void count_to(space_slot *slot, size_t count)
{
    for (slot->count = 0; slot->count < count && slot->count < SPACE_VALUES; slot->count++)
        slot->values[slot->count] = slot->count;
}

static void add_value(space_slot *slot, int64_t value, int64_t least, int64_t most)
{
    if (value < least || value > most || slot->count == SPACE_VALUES)
        return;
    for (uint16_t i = 0; i < slot->count; i++)
        if (slot->values[i] == value)
            return;
    slot->values[slot->count++] = value;
}

/* Of a number, both sides of every limit that a condition asks about. */
static void add_limits(const space *s, space_slot *slot, rule_op op, uint16_t asked, int64_t least,
                       int64_t most)
{
    const rule_program *p = &s->profile->program;
    const int64_t low = least > INT64_MIN + 1 ? least : INT64_MIN + 2,
                  high = most < INT64_MAX ? most : INT64_MAX - 1;
    for (size_t i = 0; i < p->node_count; i++) {
        const rule_node *n = &p->nodes[i];
        if (n->op != op || n->subject != asked)
            continue;
        add_value(slot, n->least, low, high);
        add_value(slot, n->most, low, high);
        if (n->least > low)
            add_value(slot, n->least - 1000, low, high);
        if (n->most < high)
            add_value(slot, n->most + 1000, low, high);
    }
    if (!slot->count)
        add_value(slot, 0, INT64_MIN, INT64_MAX);
}

static void add_finding(space *s, size_t at)
{
    const pack_finding *f = &s->profile->findings[at];
    space_slot *slot = new_slot(s);
    if (!slot)
        return;
    slot->computed = !f->stated && (f->derived_count || f->score_count || f->worst_count);
    slot->never_unknown = f->has_absent;
    if (f->type == NAMED_NUMBER)
        add_limits(s, slot, OP_FINDING, (uint16_t)at, INT64_MIN, INT64_MAX);
    else
        count_to(slot, f->type == NAMED_BOOLEAN ? 2 : f->value_count);
}

/* What is no finding -------------------------------------------------------------------------- */

static const pack_attribute *attribute_of(const space *s, const rule_node *n)
{
    return n->op == OP_ATTRIBUTE ? &s->profile->attributes[n->subject] : NULL;
}

/* Codes of an attribute that declares none: each question stands for itself. */
static bool is_open(const space *s, const rule_node *n)
{
    const pack_attribute *a = attribute_of(s, n);
    return a && a->type == NAMED_TEXT && !a->value_count;
}

/*
 * Whether two questions are answered by one value: the level on one day, an attribute. They are the
 * same but for what the value is asked to be.
 */
static bool same_variable(const space *s, const rule_node *a, const rule_node *b)
{
    if (a->op != b->op)
        return false;
    if (!(rule_operators[a->op].traits & TRAIT_ONE_VALUE) || is_open(s, a))
        return memcmp(a, b, sizeof *a) == 0;
    return a->subject == b->subject && memcmp(a->dates, b->dates, sizeof a->dates) == 0;
}

/* How many values a question's variable has, where they are few; 2 for yes and no. */
static size_t values_asked(const space *s, const rule_node *n)
{
    const rule_row *row = &rule_operators[n->op];
    size_t count = 2;
    for (const rule_operand *o = row->operands; o->member && (row->traits & TRAIT_ONE_VALUE); o++) {
        if (o->kind == OPERAND_LEVELS)
            count = s->profile->level_count;
        for (size_t i = 0; o->kind == OPERAND_ENUMS && o->words[i]; i++)
            count = i + 1;
    }
    return count;
}

static bool has_codes(const pack_attribute *a)
{
    return a->type == NAMED_TEXT && a->value_count && a->value_count < SPACE_VALUES;
}

static void values_of(space *s, space_slot *slot, const rule_node *n)
{
    const pack_attribute *a = attribute_of(s, n);
    if (a && a->type == NAMED_NUMBER)
        add_limits(s, slot, OP_ATTRIBUTE, n->subject, a->least, a->most);
    else
        count_to(slot, a && has_codes(a) ? a->value_count : values_asked(s, n));
}

static uint64_t codes_asked(const space *s, const rule_node *n, const pack_attribute *a)
{
    uint64_t mask = 0;
    for (uint16_t v = 0; v < a->value_count; v++)
        for (uint32_t k = 0; k < n->count; k++)
            if (s->profile->program.symbols[n->first + k] == a->values[v])
                mask |= UINT64_C(1) << v;
    return mask;
}

/* The slot's question as one of a finding. */
static void ask_slot(const space *s, size_t slot, rule_node *n)
{
    const pack_attribute *a = attribute_of(s, n);
    rule_node asks = rule_node_of(OP_FINDING);
    asks.subject = (uint16_t)slot;
    asks.sets[0] = 2;
    if (a && a->type == NAMED_NUMBER) {
        asks.ranged = true;
        asks.least = n->least;
        asks.most = n->most;
    } else if (a && has_codes(a)) {
        asks.sets[0] = codes_asked(s, n, a);
    } else if (rule_operators[n->op].traits & TRAIT_ONE_VALUE && !is_open(s, n) &&
               !(a && a->type == NAMED_TEXT)) {
        asks.sets[0] = n->sets[0];
    }
    *n = asks;
}

/* What the space evaluates as it is: connectives, and what follows from the findings. */
static bool is_kept(const rule_row *row)
{
    const uint8_t kind = row->operands[0].kind;
    return kind == OPERAND_CONDITION || kind == OPERAND_CONDITIONS ||
           (row->traits & TRAIT_OF_FINDINGS);
}

/* A condition on people or on whom a record is about that nobody can meet. */
static bool nobody(space *s, const rule_node *n)
{
    if (n->op == OP_PEOPLE && !(n->asked & PEOPLE_EVERY))
        return space_possible(s, n->conditions[0]) == REUNIFY_FALSE ||
               (n->conditions[1] != RULE_NONE &&
                space_possible(s, n->conditions[1]) == REUNIFY_FALSE);
    if (n->op == OP_RECORD && s->profile->program.selectors[n->selector].about == ABOUT_IS_WHO)
        return space_possible(s, s->profile->program.selectors[n->selector].about_who) ==
               REUNIFY_FALSE;
    return false;
}

/* Turns a condition that is not kept into a question of a slot of its own. */
static void ask_of_slot(space *s, rule_index at)
{
    const rule_node *asked = &s->profile->program.nodes[at];
    rule_node *n = &s->program.nodes[at];
    if (is_kept(&rule_operators[asked->op]))
        return;
    if (leaf_impossible(s->profile, asked) || nobody(s, asked)) {
        *n = rule_node_of(OP_ANY);
        return;
    }
    size_t found = s->profile->finding_count;
    while (found < s->slot_count &&
           !same_variable(s, &s->profile->program.nodes[s->slots[found].node], asked))
        found++;
    if (found == s->slot_count) {
        space_slot *slot = found < UINT16_MAX ? new_slot(s) : NULL;
        if (!slot)
            return;
        slot->node = at;
        values_of(s, slot, asked);
        s->row[found] = FINDING_UNKNOWN;
    }
    ask_slot(s, found, n);
}

/* Opening ------------------------------------------------------------------------------------- */

bool space_open(space *s, const reunify_profile *p)
{
    memset(s, 0, sizeof *s);
    s->profile = p;
    arena_start(&s->memory, p->context);
    const size_t nodes = p->program.node_count, most = p->finding_count + nodes + 1;
    s->program = p->program;
    s->program.nodes = arena_take(&s->memory, (nodes + 1) * sizeof *s->program.nodes);
    s->row = arena_take(&s->memory, most * sizeof *s->row);
    s->reads = arena_take(&s->memory, most * sizeof *s->reads);
    s->is_read = arena_take_zeroed(&s->memory, most, sizeof *s->is_read);
    s->node_seen = arena_take_zeroed(&s->memory, nodes + 1, sizeof *s->node_seen);
    if (!s->program.nodes || !s->row || !s->reads || !s->is_read || !s->node_seen)
        s->failed = true;
    if (s->failed)
        return false;
    if (nodes)
        memcpy(s->program.nodes, p->program.nodes, nodes * sizeof *s->program.nodes);
    s->facts.findings = s->row;
    s->facts.finding_count = most;
    s->facts.points = &s->point;
    s->facts.point_count = 1;
    for (size_t i = 0; i < p->finding_count && !s->failed; i++) {
        s->row[i] = FINDING_UNKNOWN;
        add_finding(s, i);
    }
    /* What a condition is made of comes before it. */
    for (size_t i = 0; i < nodes && !s->failed; i++)
        ask_of_slot(s, (rule_index)i);
    return !s->failed;
}

void space_close(space *s)
{
    arena_release(&s->memory);
}

/* What is read -------------------------------------------------------------------------------- */

void space_start(space *s)
{
    for (size_t i = 0; i < s->slot_count; i++) {
        s->slots[i].asked_unknown = false;
        s->is_read[i] = false;
        s->row[i] = FINDING_UNKNOWN;
    }
    memset(s->node_seen, 0, s->program.node_count * sizeof *s->node_seen);
    s->read_count = 0;
    s->classification = false;
}

static void read_slot(space *s, size_t at)
{
    if (s->is_read[at])
        return;
    s->is_read[at] = true;
    if (!s->slots[at].computed) {
        s->reads[s->read_count++] = (uint16_t)at;
        return;
    }
    const pack_finding *f = &s->profile->findings[at];
    for (uint16_t i = 0; i < f->derived_count; i++)
        space_add(s, f->derived[i].when);
    for (uint16_t i = 0; i < f->score_count; i++)
        read_slot(s, f->score[i].finding);
    for (uint16_t i = 0; i < f->worst_count; i++)
        read_slot(s, f->worst[i]);
}

/* What a condition reads of which it is asked whether it is known. */
static void mark_unknown(space *s, rule_index node)
{
    if (node == RULE_NONE)
        return;
    const rule_node *n = &s->program.nodes[node];
    if (n->op == OP_FINDING)
        s->slots[n->subject].asked_unknown = true;
    for (size_t i = 0; i < NODE_CONDITIONS; i++)
        mark_unknown(s, n->conditions[i]);
    for (uint32_t i = 0;
         rule_operators[n->op].operands[0].kind == OPERAND_CONDITIONS && i < n->count; i++)
        mark_unknown(s, s->program.links[n->first + i]);
}

void space_add_classification(space *s)
{
    if (s->classification)
        return;
    s->classification = true;
    for (size_t i = 0; i < s->profile->dimension_count; i++)
        read_slot(s, s->profile->dimensions[i].finding);
}

void space_add(space *s, rule_index node)
{
    if (node == RULE_NONE || s->node_seen[node])
        return;
    s->node_seen[node] = true;
    const rule_node *n = &s->program.nodes[node];
    if (n->op == OP_FINDING)
        read_slot(s, n->subject);
    else if (n->op == OP_CLASSIFIED)
        space_add_classification(s);
    else if (n->op == OP_UNKNOWN)
        mark_unknown(s, n->conditions[0]);
    for (size_t i = 0; i < NODE_CONDITIONS; i++)
        space_add(s, n->conditions[i]);
    for (uint32_t i = 0;
         rule_operators[n->op].operands[0].kind == OPERAND_CONDITIONS && i < n->count; i++)
        space_add(s, s->program.links[n->first + i]);
}

/* One combination ----------------------------------------------------------------------------- */

truth space_truth(space *s, rule_index node)
{
    rule_scope scope = {.program = &s->program,
                        .facts = &s->facts,
                        .person = -1,
                        .next_change = UNDATED,
                        .last_change = REUNIFY_DATE_NONE};
    return node == RULE_NONE ? REUNIFY_TRUE : rule_evaluate(&scope, node);
}

static int64_t derived_value(space *s, const pack_finding *f)
{
    for (uint16_t i = 0; i < f->derived_count; i++) {
        const truth t = space_truth(s, f->derived[i].when);
        if (t != REUNIFY_FALSE)
            return t == REUNIFY_TRUE ? f->derived[i].value : FINDING_UNKNOWN;
    }
    return FINDING_UNKNOWN;
}

static int64_t summed(const space *s, const pack_finding *f)
{
    int64_t sum = 0;
    for (uint16_t i = 0; i < f->score_count; i++) {
        const int64_t value = s->row[f->score[i].finding];
        if (value == FINDING_UNKNOWN && !f->score[i].has_missing)
            return FINDING_UNKNOWN;
        sum += value == FINDING_UNKNOWN ? f->score[i].missing : f->score[i].weights[value];
    }
    return sum;
}

static int64_t worst_of(const space *s, const pack_finding *f)
{
    int64_t worst = FINDING_UNKNOWN;
    for (uint16_t i = 0; i < f->worst_count; i++) {
        const int64_t value = s->row[f->worst[i]];
        const bool more = f->type == NAMED_BOOLEAN ? (value != 0) == f->cautious : value > worst;
        if (value == FINDING_UNKNOWN)
            return FINDING_UNKNOWN;
        worst = worst == FINDING_UNKNOWN || more ? value : worst;
    }
    return worst;
}

static int8_t least_level(uint32_t permits)
{
    int8_t level = 0;
    while (!(permits >> level & 1))
        level++;
    return level;
}

static void classify(space *s)
{
    const reunify_profile *p = s->profile;
    bool complete = p->dimension_count > 0;
    s->point.at_least = 0;
    for (size_t i = 0; i < p->dimension_count; i++) {
        const int64_t value = s->row[p->dimensions[i].finding];
        const uint32_t permits = value == FINDING_UNKNOWN ? 0 : p->dimensions[i].permits[value];
        complete = complete && permits;
        if (permits && least_level(permits) > s->point.at_least)
            s->point.at_least = least_level(permits);
    }
    s->point.classified = complete ? s->point.at_least : NO_LEVEL;
}

/* What follows from what was set. */
static void fill_in(space *s)
{
    for (size_t i = 0; i < s->profile->finding_count; i++) {
        const pack_finding *f = &s->profile->findings[i];
        if (!s->is_read[i])
            continue;
        if (s->slots[i].computed)
            s->row[i] = f->derived_count ? derived_value(s, f)
                        : f->score_count ? summed(s, f)
                                         : worst_of(s, f);
        if (s->row[i] == FINDING_UNKNOWN && f->has_absent)
            s->row[i] = f->absent;
    }
    if (s->classification)
        classify(s);
}

/* All of them --------------------------------------------------------------------------------- */

static uint16_t choices(const space *s, size_t read, bool unknown)
{
    const space_slot *slot = &s->slots[s->reads[read]];
    return (uint16_t)(slot->count + ((unknown || slot->asked_unknown) && !slot->never_unknown));
}

static void set(space *s, size_t read, uint16_t choice)
{
    const space_slot *slot = &s->slots[s->reads[read]];
    s->row[s->reads[read]] = choice < slot->count ? slot->values[choice] : FINDING_UNKNOWN;
}

bool space_each(space *s, bool unknown, space_visit visit, void *argument)
{
    uint16_t chosen[SPACE_VALUES] = {0};
    uint64_t total = 1;
    for (size_t i = 0; i < s->read_count && total <= SPACE_MOST; i++)
        total *= choices(s, i, unknown);
    if (total > SPACE_MOST || s->read_count > SPACE_VALUES)
        return false;
    for (size_t i = 0; i < s->read_count; i++)
        set(s, i, 0);
    for (;;) {
        fill_in(s);
        if (!visit(argument))
            return true;
        size_t at = 0;
        while (at < s->read_count && ++chosen[at] == choices(s, at, unknown)) {
            chosen[at] = 0;
            set(s, at++, 0);
        }
        if (at == s->read_count)
            return true;
        set(s, at, chosen[at]);
    }
}

typedef struct {
    space *s;
    rule_index node;
    bool found;
} search;

static bool is_true(void *argument)
{
    search *q = argument;
    q->found = space_truth(q->s, q->node) == REUNIFY_TRUE;
    return !q->found;
}

/*
 * Where there are too many combinations: the same answer to everything, for each answer, often
 * shows that it can be.
 */
static bool true_somewhere(space *s, rule_index node)
{
    for (uint16_t choice = 0; choice < SPACE_VALUES; choice++) {
        for (size_t i = 0; i < s->read_count; i++) {
            const uint16_t last = (uint16_t)(s->slots[s->reads[i]].count - 1);
            set(s, i, choice < last ? choice : last);
        }
        fill_in(s);
        if (space_truth(s, node) == REUNIFY_TRUE)
            return true;
    }
    return false;
}

truth space_possible(space *s, rule_index node)
{
    search q = {s, node, false};
    space_start(s);
    space_add(s, node);
    if (space_each(s, false, is_true, &q))
        return q.found;
    if (true_somewhere(s, node))
        return REUNIFY_TRUE;
    for (size_t i = 0; i < s->slot_count; i++)
        s->row[i] = FINDING_UNKNOWN;
    s->point = (fact_point){.classified = NO_LEVEL};
    return space_truth(s, node) == REUNIFY_FALSE ? REUNIFY_FALSE : REUNIFY_UNKNOWN;
}

/* In words ------------------------------------------------------------------------------------ */

static void write_value(const space *s, size_t slot, const rule_words *w)
{
    const int64_t value = s->row[slot];
    const symbols *names = &s->profile->names;
    const rule_node *asked =
        s->slots[slot].node == RULE_NONE ? NULL : &s->profile->program.nodes[s->slots[slot].node];
    const pack_finding *f = asked ? NULL : &s->profile->findings[slot];
    const pack_attribute *a =
        asked && asked->op == OP_ATTRIBUTE ? &s->profile->attributes[asked->subject] : NULL;
    if (value == FINDING_UNKNOWN)
        buffer_add_text(w->out, "unknown");
    else if ((f && f->type == NAMED_NUMBER) || (a && a->type == NAMED_NUMBER))
        words_number(w, value);
    else if (f && f->type == NAMED_TEXT)
        words_code(w, names->names[f->values[value]].data);
    else if (a && a->type == NAMED_TEXT && a->value_count)
        words_code(w, names->names[a->values[value]].data);
    else if (asked && asked->op == OP_LEVEL)
        words_level(w, (int)value);
    else if (asked && asked->op == OP_GATE)
        words_code(w, gate_status_names[value]);
    else
        buffer_add_text(w->out, value ? "yes" : "no");
}

void space_write(space *s, buffer *out)
{
    const rule_words w = {s->profile, out, false, NULL};
    for (size_t i = 0; i < s->read_count; i++) {
        const size_t slot = s->reads[i];
        const rule_index node = s->slots[slot].node;
        const rule_node *asked = node == RULE_NONE ? NULL : &s->profile->program.nodes[node];
        buffer_add_text(out, i ? "; " : "");
        if (!asked)
            words_code(&w, s->profile->names.names[s->profile->findings[slot].name].data);
        else if (asked->op == OP_ATTRIBUTE)
            words_code(&w,
                       s->profile->names.names[s->profile->attributes[asked->subject].name].data);
        else if (asked->op == OP_LEVEL)
            buffer_add_text(out, "the level");
        else
            words_condition(&w, node);
        buffer_add_text(out, ": ");
        write_value(s, slot, &w);
    }
}
