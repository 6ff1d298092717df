/*
 * Movement as classes of consequence.
 *
 * Of a signature, only little matters to one level: where the rules that apply at once lead, what
 * the conditions of its sustained rules say, and what happens where one of those is due. Signatures
 * that agree in this are one class of that level: some twenty in the packs that ship. The classes
 * of a signature stand in one word, six bits a level, and a step is a look-up (steps.c).
 *
 * What happens is not worked out here: it is read off movement_step(), once with no run, once with
 * each sustained rule due. Whether the step by classes is then the same step is tried with every
 * signature at every level, with every way in which runs can stand, and with every kind of
 * judgement. A profile that does not fit, or one case in which the steps differ, leaves the tables
 * aside; every observation then goes through movement_step() itself.
 */
#include "batch/batch.h"

/* A day on which all that began on the first day of the calendar is long complete. */
enum { TRIAL_DAY = 2000000 };

static const int32_t all_idle[PROGRESS] = {DUE_NOT_RUNNING, DUE_NOT_RUNNING, DUE_NOT_RUNNING,
                                           DUE_NOT_RUNNING};

typedef struct {
    const reunify_columns *columns;
    const column_signature *signature;
    movement_state state;
    reunify_date *runs;
    movement_judgement judgement;
    movement_result result;
} trial;

static truth holds(void *user, size_t condition)
{
    const trial *t = user;
    return (truth)(t->signature->truths >> (2 * condition) & 3);
}

static void run_trial(trial *t)
{
    const movement_input in = {.date = TRIAL_DAY,
                               .classified = t->signature->classified,
                               .at_least = t->signature->at_least,
                               .judgement = t->judgement,
                               .holds = holds,
                               .user = t};
    movement_step(t->columns->profile, &t->state, &in, &t->result);
}

/* A trial at a level at which no rule runs yet. */
static void start_trial(trial *t, const column_signature *s, int8_t level)
{
    movement_start(t->columns->profile, &t->state, t->runs);
    t->signature = s;
    t->state.level = level;
    t->state.since = level == NO_LEVEL ? REUNIFY_DATE_NONE : 0;
    t->judgement = (movement_judgement){.level = NO_LEVEL};
}

/* `run`: the one that is due, if any is. */
static uint64_t result_of(const reunify_columns *c, const trial *t, uint8_t run)
{
    const bool confirms = t->state.closing_confirmed == TRIAL_DAY;
    return result_word(c->profile, &t->result) | (uint64_t)state_of(t->result.to) << NEXT_AT |
           (confirms ? run + UINT64_C(1) : 0) << CONFIRMS_AT;
}

/* Classes ------------------------------------------------------------------------------------- */

static truth condition_of(const column_signature *s, size_t condition)
{
    return (truth)(s->truths >> (2 * condition) & 3);
}

/* What makes an idle run no day; since when and the confirmation are no runs. */
static void set_idle(const move_state *state, const column_signature *s, int32_t idle[PROGRESS])
{
    for (size_t i = 0; i < MOST_RUNS; i++)
        idle[i] = i < state->run_count && condition_of(s, state->rules[i]) == REUNIFY_TRUE
                      ? 0
                      : DUE_NOT_RUNNING;
}

static move_way way_of(const reunify_columns *c, const column_signature *s, int8_t from, int8_t to)
{
    move_way way = {{0}, {0}};
    if (to == from)
        memset(way.stays, 0xff, sizeof way.stays);
    else
        set_idle(&c->states[to + 1], s, way.idle);
    return way;
}

/* No run of a rule that there is not goes on, so a child begins without any. */
static void set_runs(const move_state *state, const column_signature *s, move_class *k)
{
    set_idle(state, s, k->idle);
    k->idle[SINCE] = k->idle[CONFIRMED] = DUE_NOT_RUNNING;
    for (size_t i = 0; i < MOST_RUNS; i++)
        k->lost[i] = i < state->run_count && condition_of(s, state->rules[i]) != REUNIFY_FALSE
                         ? 0
                         : DUE_NOT_RUNNING;
}

/* Results are told apart by the runs that wait: at first all do, and of two that are due the first
 * counts. */
static move_class class_at(const reunify_columns *c, const move_state *state,
                           const column_signature *s, trial *t)
{
    move_class k = {.lost = {0}};
    set_runs(state, s, &k);
    start_trial(t, s, state->level);
    run_trial(t);
    const uint64_t none_due = result_of(c, t, 0);
    for (size_t i = 0; i < RESULTS_OF_CLASS; i++)
        k.results[i] = none_due;
    for (uint8_t i = state->run_count; i-- > 0;) {
        if (condition_of(s, state->rules[i]) != REUNIFY_TRUE)
            continue;
        start_trial(t, s, state->level);
        t->runs[state->rules[i]] = REUNIFY_DATE_MIN;
        run_trial(t);
        const uint64_t due = result_of(c, t, i);
        for (size_t waiting = 0; waiting < RESULTS_OF_CLASS; waiting++)
            if (!(waiting >> i & 1))
                k.results[waiting] = due;
    }
    for (size_t i = 0; i < RESULTS_OF_CLASS; i++)
        k.ways[i] = way_of(c, s, state->level, level_of_word(k.results[i] >> TO_AT));
    return k;
}

/* That of a row that is not seen: all stays as it is. */
static move_class unseen_class(int8_t level)
{
    const uint64_t unseen = level_word(NO_LEVEL) << TO_AT | level_word(NO_LEVEL) << BEFORE_AT |
                            (uint64_t)state_of(level) << NEXT_AT;
    move_class k = {.lost = {0}};
    memcpy(k.idle, all_idle, sizeof all_idle);
    for (size_t i = 0; i < RESULTS_OF_CLASS; i++) {
        k.results[i] = unseen;
        memset(k.ways[i].stays, 0xff, sizeof k.ways[i].stays);
    }
    return k;
}

/* The number of a class of a state, which is added where it is new; MOST_CLASSES: no room. */
static uint32_t class_number(reunify_columns *c, size_t state, const move_class *k)
{
    move_class *classes = c->classes + state * STATE_CLASSES;
    uint8_t *count = &c->states[state].class_count;
    for (uint8_t i = 1; i < *count; i++)
        if (memcmp(&classes[i], k, sizeof *k) == 0)
            return i;
    if (*count == MOST_CLASSES)
        return MOST_CLASSES;
    classes[*count] = *k;
    return (*count)++;
}

static bool take_runs(const reunify_columns *c, move_state *state)
{
    const reunify_profile *p = c->profile;
    for (size_t i = 0; i < p->movement_count; i++) {
        const pack_movement *m = &p->movement[i];
        if (m->from != state->level || !m->sustained || state->level == NO_LEVEL)
            continue;
        if (state->run_count == MOST_RUNS || m->duration.months < 0 || m->duration.days < 0 ||
            (!m->duration.months && !m->duration.days))
            return false;
        state->due[state->run_count].length = m->duration;
        state->rules[state->run_count++] = (uint16_t)i;
    }
    return true;
}

static bool same_length(const due_table *a, const due_table *b)
{
    return a->length.months == b->length.months && a->length.days == b->length.days;
}

/* What no rule uses may have any length. */
static void share_length(reunify_columns *c)
{
    const due_table *first = NULL;
    c->one_length = true;
    for (size_t s = 0; s <= c->profile->level_count; s++)
        for (size_t i = 0; i < c->states[s].run_count; i++) {
            first = first ? first : &c->states[s].due[i];
            c->one_length = c->one_length && same_length(first, &c->states[s].due[i]);
        }
    for (size_t s = 0; first && s <= c->profile->level_count; s++)
        for (size_t i = c->states[s].run_count; i < MOST_RUNS; i++)
            c->states[s].due[i].length = first->length;
}

/* Classes that each lie in a cache line of their own. */
static move_class *take_lines(arena *memory, size_t count)
{
    char *taken = arena_take_array(memory, count + 1, sizeof(move_class));
    const size_t over = taken ? (uintptr_t)taken % CLASS_BYTES : 0;
    return (move_class *)(void *)(taken && over ? taken + CLASS_BYTES - over : taken);
}

/* One table a length of time, for all levels. */
static bool take_due_tables(reunify_columns *c)
{
    const size_t count = (c->profile->level_count + 1) * MOST_RUNS;
    for (size_t i = 0; i < count; i++) {
        due_table *t = &c->states[i / MOST_RUNS].due[i % MOST_RUNS];
        for (size_t k = 0; k < i && !t->due; k++) {
            const due_table *other = &c->states[k / MOST_RUNS].due[k % MOST_RUNS];
            if (same_length(other, t))
                t->due = other->due;
        }
        if (t->due)
            continue;
        int32_t *due = arena_take_array(&c->memory, WINDOW_DAYS, sizeof *due);
        for (int32_t day = 0; due && day < WINDOW_DAYS; day++)
            due[day] = day_complete(t->length, WINDOW_FIRST + day);
        t->due = due;
        if (!due)
            return false;
    }
    return true;
}

/* Held against the pure step ------------------------------------------------------------------ */

/* How a run can stand before the trial: not, since today, or long enough. */
enum { STANDS_NOT, STANDS_BEGUN, STANDS_DUE, STANDS };

static reunify_date run_of(size_t stands)
{
    return stands == STANDS_NOT     ? REUNIFY_DATE_NONE
           : stands == STANDS_BEGUN ? TRIAL_DAY - 1
                                    : REUNIFY_DATE_MIN;
}

static int32_t due_of(const due_table *t, reunify_date run)
{
    return run == REUNIFY_DATE_NONE ? DUE_NOT_RUNNING : day_due(t, run);
}

/* The four numbers of a state; what was never confirmed is 0, or the day on which it was entered.
 */
static move_progress progress_of(const reunify_columns *c, const trial *t, int32_t unconfirmed)
{
    const movement_state *m = &t->state;
    const move_state *state = &c->states[m->level + 1];
    move_progress p;
    progress_start(&p);
    p.state = (uint8_t)state_of(m->level);
    for (size_t i = 0; i < state->run_count; i++)
        p.at[i] = due_of(&state->due[i], t->runs[state->rules[i]]);
    p.at[SINCE] = m->since == REUNIFY_DATE_NONE ? 0 : day_number(m->since);
    p.at[CONFIRMED] =
        m->closing_confirmed == REUNIFY_DATE_NONE ? unconfirmed : day_number(m->closing_confirmed);
    return p;
}

static uint8_t judged_code(const movement_judgement *j)
{
    if (!j->given || j->level == NO_LEVEL || !j->has_rationale)
        return JUDGED_NOTHING;
    return (uint8_t)(j->level | (j->approved ? JUDGED_APPROVED : 0));
}

/* One row through a form of the step; it ends a child of which nothing was known. */
static bool is_same(const reunify_columns *c, const trial *t, step_kernel steps, uint64_t word,
                    const move_progress *before)
{
    const uint8_t judged = judged_code(&t->judgement), mark = 0;
    const step_row row = {day_due(&c->states[0].due[0], TRIAL_DAY), day_number(TRIAL_DAY), word};
    uint64_t result;
    move_progress ended[2 * STEP_LANES];
    step_lane lanes[STEP_LANES] = {{.count = 1, .now = *before, .ended = ended}};
    const int8_t most_severe = (int8_t)(c->profile->level_count - 1);
    const step_call call = {c, c->classes, &row, &mark, &judged, &result, most_severe};
    steps(&call, lanes);
    const bool moved = before->state != state_of(t->state.level);
    const move_progress after = progress_of(c, t, moved ? row.day : 0), *now = &lanes[0].now;
    const uint64_t follows = UINT64_C(0xff) << NEXT_AT, pure = result_word(c->profile, &t->result) |
                                                               word >> INDICATED_AT << INDICATED_AT;
    return (result & ~follows) == pure && now->state == after.state &&
           memcmp(now->at, after.at, sizeof after.at) == 0 &&
           (t->result.basis == REUNIFY_BASIS_NONE || now->basis == t->result.basis);
}

static bool same_step(const reunify_columns *c, const move_state *state, uint64_t word, trial *t,
                      size_t stands)
{
    for (size_t i = 0; i < state->run_count; i++, stands /= STANDS)
        t->runs[state->rules[i]] = run_of(stands % STANDS);
    const move_progress before = progress_of(c, t, 0);
    run_trial(t);
    if (!c->one_length)
        return is_same(c, t, steps_by_lengths, word, &before);
    return is_same(c, t, c->steps->steps[STEPS_JUDGED | STEPS_WRITTEN], word, &before);
}

static size_t ways_to_stand(const move_state *state)
{
    size_t ways = 1;
    for (size_t i = 0; i < state->run_count; i++)
        ways *= STANDS;
    return ways;
}

static bool check_rules(const reunify_columns *c, const move_state *state, trial *t)
{
    for (size_t i = 0; i < c->signature_count; i++)
        for (size_t stands = 0; stands < ways_to_stand(state); stands++) {
            start_trial(t, &c->signatures[i], state->level);
            if (!same_step(c, state, c->words[i], t, stands))
                return false;
        }
    return true;
}

/* With every judgement: of each class of the level, one signature. */
static bool check_judgements(const reunify_columns *c, const move_state *state, trial *t)
{
    uint64_t seen = 0;
    const unsigned shift = state_of(state->level);
    const size_t levels = c->profile->level_count;
    for (size_t i = 0; i < c->signature_count; i++) {
        const uint64_t bit = UINT64_C(1) << (c->words[i] >> shift & STATE_BITS);
        if (seen & bit)
            continue;
        seen |= bit;
        for (size_t k = 0; k < (levels + 1) * 4 * ways_to_stand(state); k++) {
            start_trial(t, &c->signatures[i], state->level);
            t->judgement = (movement_judgement){.given = true,
                                                .has_rationale = k & 1,
                                                .approved = k & 2,
                                                .level = (int8_t)(k / 4 % (levels + 1)) - 1};
            if (!same_step(c, state, c->words[i], t, k / 4 / (levels + 1)))
                return false;
        }
    }
    return true;
}

/* The whole ----------------------------------------------------------------------------------- */

static bool fits(reunify_columns *c, trial *t)
{
    for (size_t i = 0; i < c->signature_count; i++)
        c->words[i] = level_word(c->signatures[i].classified) << INDICATED_AT;
    for (size_t s = 0; s <= c->profile->level_count; s++) {
        c->classes[s * STATE_CLASSES] = unseen_class(c->states[s].level);
        c->states[s].class_count = 1;
        for (size_t i = 0; i < c->signature_count; i++) {
            const move_class k = class_at(c, &c->states[s], &c->signatures[i], t);
            const uint32_t number = class_number(c, s, &k);
            if (number == MOST_CLASSES)
                return false;
            c->words[i] |= (uint64_t)number << state_of(c->states[s].level);
        }
    }
    return true;
}

static bool is_checked(const reunify_columns *c, trial *t)
{
    for (size_t s = 0; s <= c->profile->level_count; s++)
        if (!check_rules(c, &c->states[s], t) || !check_judgements(c, &c->states[s], t))
            return false;
    return true;
}

bool columns_compile_movement(reunify_columns *c)
{
    const reunify_profile *p = c->profile;
    if (!c->signature_of || p->level_count > MOST_TABLED_LEVELS)
        return true;
    c->states = arena_take_zeroed(&c->memory, p->level_count + 1, sizeof *c->states);
    c->words = arena_take_zeroed(&c->memory, c->signature_count, sizeof *c->words);
    c->classes = take_lines(&c->memory, (p->level_count + 1) * STATE_CLASSES);
    trial t = {.columns = c,
               .runs = arena_take_array(&c->memory, p->movement_count + 1, sizeof *t.runs)};
    if (!c->states || !c->words || !c->classes || !t.runs)
        return false;
    bool small = true;
    for (size_t s = 0; s <= p->level_count && small; s++) {
        c->states[s].level = (int8_t)s - 1;
        small = take_runs(c, &c->states[s]);
    }
    if (!small)
        return true;
    share_length(c);
    if (!take_due_tables(c))
        return false;
    c->moved = fits(c, &t) && is_checked(c, &t);
    return true;
}
