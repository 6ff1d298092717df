/*
 * Movement as classes of consequence.
 *
 * Of a signature, only little matters to one level: where the rules that apply at once lead, what
 * the conditions of its sustained rules say, and what happens where one of those is due. Signatures
 * that agree in this are one class of that level: some twenty in the packs that ship. The classes
 * of a signature stand in one word, a byte a level, and a step is a look-up (batch.h).
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
static move_result result_of(const reunify_columns *c, const trial *t, uint8_t run)
{
    const movement_result *r = &t->result;
    return (move_result){.to = r->to,
                         .basis = r->basis,
                         .held_by = r->held_by,
                         .confirms = t->state.closing_confirmed == TRIAL_DAY ? run + 1 : 0,
                         .rule = r->rule ? (uint16_t)(r->rule - c->profile->movement + 1) : 0};
}

/* Classes ------------------------------------------------------------------------------------- */

static truth condition_of(const column_signature *s, size_t condition)
{
    return (truth)(s->truths >> (2 * condition) & 3);
}

static move_class class_at(const reunify_columns *c, const move_state *state,
                           const column_signature *s, trial *t)
{
    move_class k = {.drop = {INT32_MIN, INT32_MIN}, .start = {INT32_MAX, INT32_MAX}};
    start_trial(t, s, state->level);
    run_trial(t);
    const move_result none_due = result_of(c, t, 0);
    for (size_t i = 0; i < RESULTS_OF_CLASS; i++)
        k.results[i] = none_due;
    for (uint8_t i = state->run_count; i-- > 0;) { /* of two that are due the first counts */
        const truth holds_now = condition_of(s, state->rules[i]);
        k.drop[i] = holds_now == REUNIFY_FALSE ? INT32_MAX : INT32_MIN;
        k.start[i] = holds_now == REUNIFY_TRUE ? INT32_MIN : INT32_MAX;
        if (holds_now != REUNIFY_TRUE)
            continue;
        start_trial(t, s, state->level);
        t->runs[state->rules[i]] = REUNIFY_DATE_MIN;
        run_trial(t);
        const move_result due = result_of(c, t, i);
        for (size_t which = 0; which < RESULTS_OF_CLASS; which++)
            if (which >> i & 1)
                k.results[which] = due;
    }
    return k;
}

static bool same_result(const move_result *a, const move_result *b)
{
    return a->to == b->to && a->basis == b->basis && a->held_by == b->held_by &&
           a->confirms == b->confirms && a->rule == b->rule;
}

static bool same_class(const move_class *a, const move_class *b)
{
    for (size_t i = 0; i < MOST_RUNS; i++)
        if (a->drop[i] != b->drop[i] || a->start[i] != b->start[i])
            return false;
    for (size_t i = 0; i < RESULTS_OF_CLASS; i++)
        if (!same_result(&a->results[i], &b->results[i]))
            return false;
    return true;
}

/* The number of a class of a state, which is added where it is new; MOST_CLASSES: no room. */
static uint32_t class_number(reunify_columns *c, size_t state, const move_class *k)
{
    move_class *classes = c->classes + state * MOST_CLASSES;
    uint8_t *count = &c->states[state].class_count;
    for (uint8_t i = 0; i < *count; i++)
        if (same_class(&classes[i], k))
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
            due[day] = date_plus(WINDOW_FIRST + day, t->length);
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

/* Where the runs of the level that is left stand after both steps. */
static bool same_runs(const reunify_columns *c, const move_progress *m, const trial *t)
{
    const move_state *state = &c->states[m->level + 1];
    for (size_t i = 0; i < MOST_RUNS; i++) {
        const reunify_date run =
            i < state->run_count ? t->runs[state->rules[i]] : REUNIFY_DATE_NONE;
        if (m->due[i] != due_of(&state->due[i], run))
            return false;
    }
    return true;
}

static bool same_step(const reunify_columns *c, const move_state *state, uint64_t word, trial *t,
                      size_t stands)
{
    move_progress m;
    progress_start(&m);
    m.level = state->level;
    m.since = t->state.since;
    for (size_t i = 0; i < state->run_count; i++, stands /= STANDS) {
        const reunify_date run = run_of(stands % STANDS);
        t->runs[state->rules[i]] = run;
        m.due[i] = due_of(&state->due[i], run);
    }
    run_trial(t);
    const move_result *r =
        progress_rules(c, &m, word, TRIAL_DAY, due_at_level(c, m.level, TRIAL_DAY));
    const judged j = {t->judgement.given ? t->judgement.level : NO_LEVEL,
                      t->judgement.has_rationale, t->judgement.approved};
    const bool followed = is_followed(c, j, r->to);
    const int8_t to = followed ? j.level : r->to;
    if (to != m.level)
        progress_enter(c, &m, to, word, TRIAL_DAY, due_at_level(c, to, TRIAL_DAY));
    const movement_result *pure = &t->result;
    const uint16_t rule = pure->rule ? (uint16_t)(pure->rule - c->profile->movement + 1) : 0;
    return to == pure->to && rule == r->rule && r->to == pure->engine &&
           (followed ? REUNIFY_BASIS_JUDGEMENT : r->basis) == pure->basis &&
           r->held_by == pure->held_by && m.level == t->state.level && m.since == t->state.since &&
           (to != state->level || m.confirmed == t->state.closing_confirmed) && same_runs(c, &m, t);
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
    const size_t shift = 8 * (size_t)(state->level + 1), levels = c->profile->level_count;
    for (size_t i = 0; i < c->signature_count; i++) {
        const uint64_t bit = UINT64_C(1) << (c->words[i] >> shift & 255);
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
    for (size_t s = 0; s <= c->profile->level_count; s++) {
        for (size_t i = 0; i < c->signature_count; i++) {
            const move_class k = class_at(c, &c->states[s], &c->signatures[i], t);
            const uint32_t number = class_number(c, s, &k);
            if (number == MOST_CLASSES)
                return false;
            c->words[i] |= (uint64_t)number << (8 * s);
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
    c->classes = take_lines(&c->memory, (p->level_count + 1) * MOST_CLASSES);
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
