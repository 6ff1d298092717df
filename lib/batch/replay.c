/*
 * Movement over a table of observations.
 *
 * The table is looked at as a whole first (observations.c). Then, block by block, each row becomes
 * the word of its signature: what each node's code adds is summed to the number of its combination,
 * and a table gives the rest. The rows then go through the step by classes (steps.c), which keeps
 * what it knows of a child in a few registers, writes down what each child was at its end, and
 * makes one word of each row's results; what is wanted of both is taken from there.
 *
 * Where a profile does not fit (compile.c, classes.c), each observation goes through
 * movement_step() instead, with the answers of its signature, or, where even these would be too
 * many or do not follow from findings, with what the conditions themselves say; those that do
 * follow are recalled from an earlier row with the same findings (recall.c). The results are
 * the same; a test holds them against each other and against evaluations of cases.
 *
 * Of tables that follow each other, what is known of the child under way stays in the replay from
 * one to the next; that child ends where another begins, or with the last table.
 */
#include "batch/replay.h"

/* What leads from a level towards closing. */
typedef struct {
    int8_t run; /* -1: nothing does */
    int8_t to;  /* NO_LEVEL: it closes */
} way_down;

typedef struct {
    observations in;
    const reunify_columns *columns;
    reunify_date as_of;
    const pack_pathway *pathway;
    arena memory; /* of what stays from table to table */
    bool slow;    /* each row through the rules themselves */
    bool writes_rows;
    bool closing_is_fixed, may_close; /* the same for every child, and what it is then */
    void *out[OUTPUTS];
    size_t child;      /* that is under way, one past its number in the table */
    int64_t first_row; /* of that child */
    /* by classes */
    move_progress progress;
    way_down down[MOST_TABLED_LEVELS + 1];
    uint32_t base;
    size_t term_count;
    struct replay_term *terms;
    uint32_t *words;
    step_row *steps;
    uint8_t *judged;
    uint8_t approves[256]; /* by role: JUDGED_APPROVED, where it decides */
    move_progress *ended;
    uint64_t *results; /* of the rows of a block */
    /* by rules */
    observer *observer; /* NULL: signatures answer */
    movement_state state;
    reunify_date *runs;
    uint8_t basis;
    const column_signature *signature;
    recall recall;
    recalled_row *recalled;
} replay;

/* A node that differs from row to row: what each of its codes adds. */
typedef struct replay_term {
    bool direct;
    uint16_t node, input;
    const uint8_t *codes;
    uint32_t adds[256];
} replay_term;

/* What is written ----------------------------------------------------------------------------- */

static uint8_t level_code(int8_t level)
{
    return level == NO_LEVEL ? CODE_UNKNOWN : (uint8_t)level;
}

static void put_code(const replay *r, int32_t what, size_t at, uint8_t code)
{
    uint8_t *out = r->out[what];
    if (out)
        out[at] = code;
}

static void put_number(const replay *r, int32_t what, size_t at, int32_t number)
{
    int32_t *out = r->out[what];
    if (out)
        out[at] = number;
}

/* A row that is not seen says nothing: its word is of the class that changes nothing. */
#define UNSEEN_WORD ((uint64_t)CODE_UNKNOWN << INDICATED_AT)
#define UNSEEN_ROW (UNSEEN_WORD | level_word(NO_LEVEL) << TO_AT | level_word(NO_LEVEL) << BEFORE_AT)

static uint8_t *bytes_from(const replay *r, int32_t what, size_t first)
{
    uint8_t *out = r->out[what];
    return out ? out + first : NULL;
}

static void write_rows(const replay *r, size_t first, size_t count)
{
    int32_t *rules = r->out[REUNIFY_WRITE_RULE];
    const result_columns c = {
        .bytes = {[BEFORE_AT / 8] = bytes_from(r, REUNIFY_WRITE_LEVEL_BEFORE, first),
                  [TO_AT / 8] = bytes_from(r, REUNIFY_WRITE_LEVEL_AFTER, first),
                  [INDICATED_AT / 8] = bytes_from(r, REUNIFY_WRITE_INDICATED, first),
                  [BASIS_AT / 8] = bytes_from(r, REUNIFY_WRITE_BASIS, first),
                  [HELD_BY_AT / 8] = bytes_from(r, REUNIFY_WRITE_HELD_BY, first)},
        .rules = rules ? rules + first : NULL};
    r->columns->steps->results(&c, r->results, count);
}

typedef struct {
    int8_t level;
    uint8_t basis;
    int32_t pending;
    reunify_date since, eligible, closure, may_close, confirmed;
} child_result;

static void put_child(const replay *r, const child_result *c)
{
    const size_t at = r->child - 1;
    put_code(r, REUNIFY_WRITE_LAST_LEVEL, at, level_code(c->level));
    put_code(r, REUNIFY_WRITE_LAST_BASIS, at, c->basis);
    put_number(r, REUNIFY_WRITE_SINCE, at, c->since);
    put_number(r, REUNIFY_WRITE_PENDING, at, c->pending);
    put_number(r, REUNIFY_WRITE_ELIGIBLE_FROM, at, c->eligible);
    put_number(r, REUNIFY_WRITE_EARLIEST_CLOSURE, at, c->closure);
    put_number(r, REUNIFY_WRITE_MAY_CLOSE_FROM, at, c->may_close);
    put_number(r, REUNIFY_WRITE_MAY_CLOSE_CONFIRMED, at, c->confirmed);
    int64_t *first_rows = r->out[REUNIFY_WRITE_FIRST_ROW];
    if (first_rows)
        first_rows[at] = r->first_row;
}

static void begin_child(replay *r, size_t row)
{
    r->child++;
    r->first_row = (int64_t)row + (r->in.before ? r->in.before->rows : 0);
}

/* By classes: a child's end ------------------------------------------------------------------- */

/* See movement_earliest_closure(). */
static reunify_date closure_of(const replay *r, const move_progress *m)
{
    int32_t so_far = day_number(r->as_of);
    int8_t level = progress_level(m);
    for (size_t steps = 0; level != NO_LEVEL && steps <= r->columns->profile->level_count;
         steps++) {
        const way_down down = r->down[level];
        if (down.run < 0)
            break;
        const due_table *t = &r->columns->states[level + 1].due[down.run];
        const bool running = !steps && m->at[down.run] != DUE_NOT_RUNNING;
        const int32_t complete = running ? m->at[down.run] : day_due(t, date_of_number(so_far));
        if (complete == DUE_NEVER)
            break;
        so_far = complete > so_far ? complete : so_far;
        if (down.to == NO_LEVEL)
            return date_of_number(so_far);
        level = down.to;
    }
    return REUNIFY_DATE_NONE;
}

static void end_by_classes(const replay *r, const move_progress *m)
{
    const int8_t level = progress_level(m);
    const move_state *state = &r->columns->states[level + 1];
    /* before the first level, what was of the child before still stands */
    child_result c = {.level = level,
                      .basis = level == NO_LEVEL ? REUNIFY_BASIS_NONE : m->basis,
                      .since = level == NO_LEVEL ? REUNIFY_DATE_NONE : date_of_number(m->at[SINCE]),
                      .pending = -1,
                      .eligible = REUNIFY_DATE_NONE,
                      .closure = REUNIFY_DATE_NONE,
                      .may_close = REUNIFY_DATE_NONE,
                      .confirmed = REUNIFY_DATE_NONE};
    bool closes = false; /* of several, the last says when */
    for (size_t i = state->run_count; i-- > 0;) {
        const int32_t due = m->at[i], confirmed = m->at[CONFIRMED];
        if (due == DUE_NOT_RUNNING)
            continue;
        c.pending = state->rules[i];
        c.eligible = date_of_number(due);
        if (!r->may_close || closes || !r->columns->profile->movement[c.pending].closes)
            continue;
        closes = true;
        c.may_close = c.eligible;
        c.confirmed = confirmed >= due ? date_of_number(confirmed) : REUNIFY_DATE_NONE;
    }
    if (r->may_close && r->out[REUNIFY_WRITE_EARLIEST_CLOSURE])
        c.closure = closure_of(r, m);
    put_child(r, &c);
}

/* By classes: rows ---------------------------------------------------------------------------- */

/* Two terms at a time are added up; the last of an odd number stands alone. */
static void add_terms(const replay_term *t, size_t terms, size_t count, uint32_t *restrict sums)
{
    if (terms == 1) {
        for (size_t i = 0; i < count; i++)
            sums[i] += t[0].adds[t[0].codes[i]];
        return;
    }
    const uint8_t *a = t[0].codes, *b = t[1].codes;
    for (size_t i = 0; i < count; i++)
        sums[i] += t[0].adds[a[i]] + t[1].adds[b[i]];
}

/* The same with five, as most tables have, and the signature too. */
static void add_five(const replay_term *t, size_t count, uint32_t base, const uint16_t *signatures,
                     uint32_t *restrict found)
{
    const uint8_t *a = t[0].codes, *b = t[1].codes, *c = t[2].codes, *d = t[3].codes,
                  *e = t[4].codes;
    for (size_t i = 0; i < count; i++)
        found[i] = signatures[base + t[0].adds[a[i]] + t[1].adds[b[i]] + t[2].adds[c[i]] +
                              t[3].adds[d[i]] + t[4].adds[e[i]]];
}

/* The signature of each row of the block. */
static void find_signatures(replay *r, size_t count)
{
    row_plan *p = &r->in.plan;
    for (size_t i = 0; i < r->term_count; i++) {
        replay_term *t = &r->terms[i];
        t->codes = t->direct ? p->read[t->input] : plan_node(p, t->node, count);
    }
    if (r->term_count == 5) {
        add_five(r->terms, count, r->base, r->columns->signature_of, r->words);
        return;
    }
    for (size_t i = 0; i < count; i++)
        r->words[i] = r->base;
    for (size_t at = 0; at < r->term_count; at += 2)
        add_terms(&r->terms[at], r->term_count - at, count, r->words);
    for (size_t i = 0; i < count; i++)
        r->words[i] = r->columns->signature_of[r->words[i]];
}

static bool has_role(const replay *r, uint8_t role)
{
    return role != CODE_UNKNOWN && (r->columns->profile->deciding_roles >> role & 1);
}

/* What was judged at a row of the block. */
static movement_judgement judgement_at(const replay *r, size_t at)
{
    const observations *in = &r->in;
    const uint8_t level = in->judged ? in->judged[at] : CODE_UNKNOWN;
    return (movement_judgement){.given = level != CODE_UNKNOWN,
                                .level = level == CODE_UNKNOWN ? NO_LEVEL : (int8_t)level,
                                .has_rationale = in->reasoned && in->reasoned[at] == 1,
                                .approved = in->approved && has_role(r, in->approved[at])};
}

/* As one code, of which all bits say nothing: so each that says so is added. */
static void read_judgements(const replay *r, size_t count)
{
    const uint8_t *level = r->in.judged, *reasoned = r->in.reasoned, *approved = r->in.approved;
    const int32_t *days = r->in.days;
    const reunify_date as_of = r->as_of;
    uint8_t *restrict judged = r->judged;
    memset(judged, JUDGED_NOTHING, count);
    if (!level || !reasoned)
        return;
    for (size_t i = 0; i < count; i++)
        judged[i] = level[i] | (uint8_t)(0 - (reasoned[i] != 1)) | (uint8_t)(0 - (days[i] > as_of));
    for (size_t i = 0; approved && i < count; i++)
        judged[i] |= r->approves[approved[i]];
}

static void read_steps(const replay *r, size_t count)
{
    const due_table *length = &r->columns->states[0].due[0];
    const uint64_t *words = r->columns->words;
    const int32_t *days = r->in.days;
    const reunify_date as_of = r->as_of;
    for (size_t i = 0; i < count; i++)
        r->steps[i] = (step_row){day_due(length, days[i]), day_number(days[i]),
                                 days[i] > as_of ? UNSEEN_WORD : words[r->words[i]]};
}

/* The block in parts, each but the first of which begins with a child; the last may be empty. */
static void cut_block(const replay *r, size_t count, step_lane lanes[STEP_LANES])
{
    size_t at = 0;
    for (size_t k = 0; k < STEP_LANES; k++) {
        size_t end = (k + 1) * count / STEP_LANES;
        end = end < at ? at : end;
        while (end < count && !r->in.marks[end])
            end++;
        lanes[k] = (step_lane){at, end - at, r->progress, r->ended + at + k};
        at = end;
    }
}

/* What ended at the first row of a part is the last child of the part before. */
static void end_lane(replay *r, const step_lane *l, size_t number, size_t first)
{
    move_progress *ended = r->ended + l->first + number;
    if (number) {
        const uint32_t row = ended->row;
        *ended = r->progress;
        ended->row = row;
    }
    for (; ended < l->ended; ended++) {
        if (r->child)
            end_by_classes(r, ended);
        begin_child(r, first + ended->row);
    }
    r->progress = l->now;
}

static void step_block(replay *r, size_t first, size_t count, step_kernel steps)
{
    const reunify_columns *c = r->columns;
    const step_call call = {c,
                            c->classes,
                            r->steps,
                            r->in.marks,
                            r->judged,
                            r->results,
                            (int8_t)(c->profile->level_count - 1)};
    step_lane lanes[STEP_LANES];
    cut_block(r, count, lanes);
    steps(&call, lanes);
    for (size_t k = 0; k < STEP_LANES; k++)
        if (lanes[k].count)
            end_lane(r, &lanes[k], k, first);
}

static step_kernel choose_steps(const replay *r)
{
    if (!r->columns->one_length)
        return steps_by_lengths;
    return r->columns->steps
        ->steps[(r->in.judged ? STEPS_JUDGED : 0) | (r->writes_rows ? STEPS_WRITTEN : 0)];
}

static void replay_by_classes(replay *r, size_t first, size_t count)
{
    find_signatures(r, count);
    read_steps(r, count);
    read_judgements(r, count);
    step_block(r, first, count, choose_steps(r));
    if (r->writes_rows)
        write_rows(r, first, count);
}

/* By rules ------------------------------------------------------------------------------------ */

static truth signature_holds(void *user, size_t condition)
{
    const replay *r = user;
    return (truth)(r->signature->truths >> (2 * condition) & 3);
}

static truth recalled_holds(void *user, size_t condition)
{
    const replay *r = user;
    return recall_holds(&r->recall, r->recalled, r->observer, condition);
}

static reunify_date observed_counts_from(void *user, size_t rule)
{
    const replay *r = user;
    return observer_counts_from(r->observer, rule);
}

static reunify_date counts_from_now(void *user, size_t rule)
{
    replay *r = user;
    return r->observer ? observer_date(r->observer, r->columns->profile->movement[rule].counts_from,
                                       r->as_of)
                       : REUNIFY_DATE_NONE;
}

static bool child_may_close(replay *r)
{
    const reunify_profile *p = r->columns->profile;
    truth may = REUNIFY_TRUE;
    if (r->closing_is_fixed)
        return r->may_close;
    for (size_t i = 0; i < p->closing_count; i++) {
        const pack_condition *k = &p->closing[i];
        if (k->pathway == SYMBOL_NONE || k->pathway == r->pathway->name)
            may = truth_and(may, observer_condition(r->observer, k->when, r->as_of));
    }
    return may != REUNIFY_FALSE;
}

static void end_by_rules(replay *r)
{
    const reunify_profile *p = r->columns->profile;
    const bool may_close = child_may_close(r);
    bool past, closes = false;
    child_result c = {.level = r->state.level,
                      .basis = r->basis,
                      .since = r->state.since,
                      .pending = -1,
                      .eligible = REUNIFY_DATE_NONE,
                      .closure = REUNIFY_DATE_NONE,
                      .may_close = REUNIFY_DATE_NONE,
                      .confirmed = REUNIFY_DATE_NONE};
    for (size_t i = p->movement_count; i-- > 0;) {
        if (r->state.runs[i] == REUNIFY_DATE_NONE)
            continue;
        c.pending = (int32_t)i;
        c.eligible = movement_eligible_from(p, &r->state, i, counts_from_now(r, i));
        if (!may_close || closes || !p->movement[i].closes)
            continue;
        closes = true;
        c.may_close = c.eligible;
        c.confirmed = c.eligible != REUNIFY_DATE_NONE && r->state.closing_confirmed >= c.eligible
                          ? r->state.closing_confirmed
                          : REUNIFY_DATE_NONE;
    }
    if (may_close && r->out[REUNIFY_WRITE_EARLIEST_CLOSURE])
        c.closure = movement_earliest_closure(p, &r->state, r->as_of, counts_from_now, r, &past);
    put_child(r, &c);
}

static movement_input input_of_row(replay *r, size_t at, reunify_date day)
{
    movement_input in = {.date = day, .judgement = judgement_at(r, at)};
    if (r->observer) {
        r->recalled = recall_classify(&r->recall, r->observer, at, day);
        in.classified = r->recalled->classified;
        in.at_least = r->recalled->at_least;
        in.holds = recalled_holds;
        in.counts_from = observed_counts_from;
        in.user = r;
        return in;
    }
    r->signature = &r->columns->signatures[r->words[at]];
    in.classified = r->signature->classified;
    in.at_least = r->signature->at_least;
    in.holds = signature_holds;
    in.user = r;
    return in;
}

static void step_by_rules(replay *r, size_t at)
{
    const movement_input in = input_of_row(r, at, r->in.days[at]);
    if (r->observer)
        observer_set_level(r->observer, r->state.level, r->state.since);
    movement_result out;
    movement_step(r->columns->profile, &r->state, &in, &out);
    if (r->observer) {
        observer_set_level(r->observer, r->state.level, r->state.since);
        observer_set_assessed(r->observer, in.classified != NO_LEVEL || out.judgement_valid);
    }
    r->basis = out.basis != REUNIFY_BASIS_NONE ? out.basis : r->basis;
    r->results[at] = result_word(r->columns->profile, &out) | level_word(out.indicated)
                                                                  << INDICATED_AT;
}

static void begin_by_rules(replay *r, size_t row)
{
    if (r->child)
        end_by_rules(r);
    begin_child(r, row);
    movement_start(r->columns->profile, &r->state, r->runs);
    r->basis = REUNIFY_BASIS_NONE;
    if (r->observer)
        observer_start(r->observer);
}

static void replay_by_rules(replay *r, size_t first, size_t count)
{
    if (!r->observer)
        find_signatures(r, count);
    for (size_t i = 0; i < count; i++) {
        if (r->in.marks[i])
            begin_by_rules(r, first + i);
        if (r->in.days[i] <= r->as_of)
            step_by_rules(r, i);
        else
            r->results[i] = UNSEEN_ROW;
    }
    if (r->writes_rows)
        write_rows(r, first, count);
}

/* Opening ------------------------------------------------------------------------------------- */

static reunify_status choose_pathway(replay *r, const char *wanted, reunify_error *error)
{
    const reunify_profile *p = r->columns->profile;
    for (size_t i = 0; i < p->pathway_count && !r->pathway; i++)
        if (!wanted || strcmp(p->pathways[i].id, wanted) == 0)
            r->pathway = &p->pathways[i];
    if (!r->pathway)
        return error_add(error, REUNIFY_NOT_FOUND, "unknown_pathway", NULL,
                         "the profile has no such pathway");
    if (r->pathway->without_tool)
        return error_argument(error, "the pathway does not classify the risk");
    return REUNIFY_OK;
}

static bool closing_is_same_for_all(const replay *r)
{
    const reunify_profile *p = r->columns->profile;
    for (size_t i = 0; i < p->closing_count; i++)
        if (!observer_is_same_for_all(p, p->closing[i].when))
            return false;
    return true;
}

static reunify_status open_terms(replay *r, reunify_error *error)
{
    const reunify_columns *c = r->columns;
    const row_plan *p = &r->in.plan;
    arena *memory = &r->in.plan.memory;
    r->terms = arena_take_array(memory, c->node_count + 1, sizeof *r->terms);
    r->words = arena_take_array(memory, BLOCK_ROWS, sizeof *r->words);
    if (!r->terms || !r->words)
        return error_no_memory(error);
    for (uint16_t i = 0; i < c->node_count; i++) {
        const planned_node *n = &p->nodes[i];
        const uint32_t stride = n->node->stride;
        if (!n->given_count) {
            r->base += stride * n->node->table[n->base];
            continue;
        }
        replay_term *t = &r->terms[r->term_count++];
        *t = (replay_term){.node = i, .direct = plan_is_unary(p, i), .input = n->given[0]};
        for (size_t code = 0; code < 256; code++)
            t->adds[code] =
                stride * (t->direct ? plan_node_code(p, i, (uint8_t)code) : (uint32_t)code);
    }
    return REUNIFY_OK;
}

static void open_ways_down(replay *r)
{
    const reunify_profile *p = r->columns->profile;
    for (size_t level = 0; level < p->level_count; level++) {
        const move_state *state = &r->columns->states[level + 1];
        const size_t rule = movement_rule_down(p, (int8_t)level);
        r->down[level] = (way_down){-1, NO_LEVEL};
        for (int8_t k = 0; k < state->run_count; k++)
            if (state->rules[k] == rule)
                r->down[level] =
                    (way_down){k, p->movement[rule].closes ? NO_LEVEL : p->movement[rule].to};
    }
}

static reunify_status open_block(replay *r, reunify_error *error)
{
    r->results = arena_take_array(&r->memory, BLOCK_ROWS, sizeof *r->results);
    r->steps = arena_take_array(&r->memory, BLOCK_ROWS, sizeof *r->steps);
    r->judged = arena_take(&r->memory, BLOCK_ROWS);
    r->ended = arena_take_array(&r->memory, BLOCK_ROWS + STEP_LANES, sizeof *r->ended);
    return r->results && r->steps && r->judged && r->ended ? REUNIFY_OK : error_no_memory(error);
}

static reunify_status open_rules(replay *r, const reunify_context *context, reunify_error *error)
{
    const reunify_profile *p = r->columns->profile;
    r->runs = arena_take_array(&r->memory, p->movement_count + 1, sizeof *r->runs);
    if (!r->runs)
        return error_no_memory(error);
    reunify_status status = REUNIFY_OK;
    if (r->slow)
        r->observer = observer_open(p, context, 1, &status, error);
    return status;
}

/* Whether the case can close is the same for all: nothing is recorded that would tell. */
static reunify_status find_may_close(replay *r, const reunify_context *context,
                                     reunify_error *error)
{
    reunify_status status;
    replay asked = *r; /* before closing is known to be fixed */
    asked.observer = observer_open(r->columns->profile, context, 1, &status, error);
    if (!asked.observer)
        return status;
    r->may_close = child_may_close(&asked);
    r->closing_is_fixed = true;
    observer_close(asked.observer);
    return REUNIFY_OK;
}

/* What is the same for every table. Close it either way. */
static reunify_status open_replay(replay *r, const reunify_context *context, const char *pathway,
                                  reunify_error *error)
{
    const reunify_columns *c = r->columns;
    arena_start(&r->memory, context);
    reunify_status status = choose_pathway(r, pathway, error);
    if (!status)
        status = open_block(r, error);
    if (status)
        return status;
    const bool fixed = closing_is_same_for_all(r);
    r->slow = (c->flags & REUNIFY_COLUMNS_ONE_BY_ONE) || !c->signature_of || !fixed;
    if (fixed)
        status = find_may_close(r, context, error);
    if (status)
        return status;
    if (r->slow || !c->moved)
        return open_rules(r, context, error);
    progress_start(&r->progress);
    for (size_t role = 0; role < r->columns->profile->role_count; role++)
        r->approves[role] = has_role(r, (uint8_t)role) ? JUDGED_APPROVED : 0;
    open_ways_down(r);
    return REUNIFY_OK;
}

static void close_replay(replay *r)
{
    observer_close(r->observer);
    arena_release(&r->memory);
}

/* One table ----------------------------------------------------------------------------------- */

/* How many children end in it. */
static size_t count_ended(const replay *r)
{
    const child_under_way *before = r->in.before;
    if (!before)
        return r->in.children;
    const size_t all = r->in.children + before->begun;
    return all ? all - 1 : 0;
}

static reunify_status open_results(replay *r, reunify_error *error)
{
    const reunify_rows *rows = r->in.plan.rows;
    reunify_status status = rows_check_room(rows, REUNIFY_WRITE_LEVEL_BEFORE, REUNIFY_WRITE_HELD_BY,
                                            rows->count, error);
    if (!status)
        status = rows_check_room(rows, REUNIFY_WRITE_FIRST_ROW, REUNIFY_WRITE_MAY_CLOSE_CONFIRMED,
                                 count_ended(r), error);
    memcpy(r->out, rows->outputs, sizeof r->out);
    r->writes_rows = false;
    for (int32_t i = REUNIFY_WRITE_LEVEL_BEFORE; i <= REUNIFY_WRITE_HELD_BY; i++)
        r->writes_rows = r->writes_rows || r->out[i];
    return status;
}

/* A table that was looked at. */
static reunify_status open_table(replay *r, reunify_error *error)
{
    reunify_status status = open_results(r, error);
    if (!status && !r->slow)
        status = open_terms(r, error);
    if (!status && r->observer && !recall_open(&r->recall, &r->in.plan))
        status = error_no_memory(error);
    if (!status && r->observer && !observer_reserve(r->observer, observations_longest(&r->in)))
        status = error_no_memory(error);
    return status;
}

static void run_replay(replay *r)
{
    const size_t count = r->in.plan.rows->count;
    r->in.checked = r->in.plan.checked = true;
    for (size_t first = 0; first < count; first += BLOCK_ROWS) {
        const size_t rows = count - first < BLOCK_ROWS ? count - first : BLOCK_ROWS;
        if (observations_read(&r->in, first, rows, NULL))
            return; /* it was looked at: nothing is wrong */
        (r->runs ? replay_by_rules : replay_by_classes)(r, first, rows);
    }
}

static void end_child(replay *r)
{
    if (r->child && r->runs)
        end_by_rules(r);
    else if (r->child)
        end_by_classes(r, &r->progress);
}

/* Options ------------------------------------------------------------------------------------- */

static const reunify_batch_options default_options = {.size = sizeof default_options};

static const sized_options sized = SIZED_OPTIONS(reunify_batch_options, pathway);

reunify_status reunify_batch_options_init(reunify_batch_options *options, size_t size)
{
    return options_init(options, size, &sized, &default_options);
}

static reunify_status begin_replay(replay *r, const reunify_context *context,
                                   const reunify_batch_options *options, reunify_error *error)
{
    if (r->as_of < REUNIFY_DATE_MIN || r->as_of > REUNIFY_DATE_MAX)
        return error_argument(error, "the date is out of range");
    reunify_batch_options o = default_options;
    const reunify_status status = options_read(options, &sized, &o, error);
    return status ? status : open_replay(r, context, o.pathway, error);
}

/* A whole table ------------------------------------------------------------------------------- */

reunify_status reunify_columns_replay(const reunify_columns *columns, const reunify_rows *rows,
                                      reunify_date as_of, const reunify_batch_options *options,
                                      size_t *children, reunify_error *error)
{
    reunify_error_clear(error);
    if (!children)
        return error_argument(error, "children is NULL");
    *children = 0;
    if (!columns || !rows)
        return error_argument(error, "the columns or the rows are NULL");
    replay r = {.columns = columns, .as_of = as_of};
    reunify_status status = begin_replay(&r, rows->context, options, error);
    if (!status) {
        status = observations_open(&r.in, columns, rows, error);
        if (!status)
            status = observations_check(&r.in, error);
        if (!status)
            status = open_table(&r, error);
        if (!status) {
            run_replay(&r);
            end_child(&r);
            *children = r.in.children;
        }
        observations_close(&r.in);
    }
    close_replay(&r);
    return status;
}

/* Tables that follow each other --------------------------------------------------------------- */

struct replay_run {
    const reunify_context *context;
    replay r;
    child_under_way before;
    bool open; /* a table was looked at, and not passed on */
};

replay_run *replay_open(const reunify_columns *columns, reunify_date as_of,
                        const reunify_batch_options *options, reunify_status *status,
                        reunify_error *error)
{
    const reunify_context *context = columns->context;
    replay_run *run = memory_allocate_zeroed(context, 1, sizeof *run);
    if (!run) {
        *status = error_no_memory(error);
        return NULL;
    }
    run->context = context;
    run->r = (replay){.columns = columns, .as_of = as_of};
    run->before = (child_under_way){
        .rising = true, .falling = true, .begins = true, .date = REUNIFY_DATE_NONE};
    buffer_start(&run->before.words, context);
    *status = begin_replay(&run->r, context, options, error);
    if (!*status)
        return run;
    replay_close(run);
    return NULL;
}

static void close_table(replay_run *run)
{
    if (run->open)
        observations_close(&run->r.in);
    run->open = false;
}

void replay_close(replay_run *run)
{
    if (!run)
        return;
    close_table(run);
    close_replay(&run->r);
    buffer_release(&run->before.words);
    memory_release(run->context, run, sizeof *run);
}

reunify_status replay_look(replay_run *run, const reunify_rows *rows, size_t *ended,
                           reunify_error *error)
{
    replay *r = &run->r;
    close_table(run);
    run->open = true;
    reunify_status status = observations_open(&r->in, r->columns, rows, error);
    r->in.before = &run->before;
    if (!status)
        status = observations_check(&r->in, error);
    *ended = status ? 0 : count_ended(r);
    return status;
}

reunify_status replay_write(replay_run *run, reunify_error *error)
{
    replay *r = &run->r;
    r->base = 0;
    r->term_count = 0;
    const reunify_status status = open_table(r, error);
    r->child = run->before.begun;
    if (!status)
        run_replay(r);
    return status;
}

bool replay_pass_on(replay_run *run)
{
    const bool passed = observations_pass_on(&run->r.in);
    close_table(run);
    return passed;
}

const child_under_way *replay_under_way(const replay_run *run)
{
    return &run->before;
}

void replay_write_last(replay_run *run, const reunify_rows *rows)
{
    replay *r = &run->r;
    memcpy(r->out, rows->outputs, sizeof r->out);
    r->child = 1;
    end_child(r);
}
