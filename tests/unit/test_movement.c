/*
 * The pure step between levels, lib/evaluate/movement.c, without any case: inputs made by hand
 * under the rules of herefordshire-2023.
 */
#include "evaluate/movement.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

enum { NONE = NO_LEVEL, LOW, MEDIUM, HIGH, SEVERE };
enum { MOST_RULES = 32 };

static reunify_profile *profile;

static int load_profile(void **state)
{
    (void)state;
    static const char id[] = "herefordshire-2023";
    if (reunify_profile_builtin(NULL, id, sizeof id - 1, NULL, &profile, NULL))
        return -1;
    return profile->level_count == 4 && profile->movement_count < MOST_RULES ? 0 : -1;
}

static int release_profile(void **state)
{
    (void)state;
    reunify_profile_unref(profile);
    return 0;
}

static reunify_date day(const char *iso)
{
    reunify_date d = REUNIFY_DATE_NONE;
    assert_int_equal(reunify_date_parse(iso, strlen(iso), &d), REUNIFY_OK);
    return d;
}

/* By condition: what it answers, and how often it was asked. The last is the tool's silence. */
typedef struct {
    truth answers[MOST_RULES];
    int asked[MOST_RULES];
} table;

static truth answer(void *user, size_t condition)
{
    table *t = user;
    assert_true(condition <= profile->movement_count);
    t->asked[condition]++;
    return t->answers[condition];
}

static size_t rule_number(const char *id)
{
    for (size_t i = 0; i < profile->movement_count; i++)
        if (strcmp(profile->movement[i].id, id) == 0)
            return i;
    fail_msg("no rule %s", id);
    return 0;
}

static void set(table *t, const char *id, truth value)
{
    t->answers[strcmp(id, "silent") == 0 ? profile->movement_count : rule_number(id)] = value;
}

/* Scenarios ----------------------------------------------------------------------------------- */

typedef struct {
    movement_state state;
    reunify_date runs[MOST_RULES];
    movement_result last;
} scenario;

static void begin(scenario *s)
{
    movement_start(profile, &s->state, s->runs);
}

static const movement_judgement no_judgement = {.level = NO_LEVEL};

/* One assessment at which up to three conditions are true and all others false. */
static void assess_judged(scenario *s, const char *date, int classified, int at_least,
                          const char *const conditions[3], movement_judgement judgement)
{
    table t = {0};
    for (size_t i = 0; i < 3; i++)
        if (conditions[i])
            set(&t, conditions[i], REUNIFY_TRUE);
    const movement_input in = {.date = day(date),
                               .classified = (int8_t)classified,
                               .at_least = (int8_t)at_least,
                               .judgement = judgement,
                               .holds = answer,
                               .user = &t};
    movement_step(profile, &s->state, &in, &s->last);
    assert_int_equal(s->state.level, s->last.to);
}

#define ASSESS(s, date, classified, ...)                                                           \
    assess_judged(s, date, classified, classified, (const char *const[3]){__VA_ARGS__},            \
                  no_judgement)
#define ASSESS_INCOMPLETE(s, date, at_least, ...)                                                  \
    assess_judged(s, date, NONE, at_least, (const char *const[3]){__VA_ARGS__}, no_judgement)

static const char *id_of(const pack_movement *rule)
{
    return rule ? rule->id : "-";
}

static void expect(const scenario *s, int to, int basis, const char *rule)
{
    assert_int_equal(s->last.to, to);
    assert_int_equal(s->last.basis, basis);
    assert_string_equal(id_of(s->last.rule), rule);
}

static void expect_held(const scenario *s, const char *rule, int held_by, const char *since)
{
    assert_string_equal(id_of(s->last.held), rule);
    assert_int_equal(s->last.held_by, held_by);
    assert_int_equal(s->last.held_since, day(since));
}

static void a_first_level_needs_a_complete_classification(void **state)
{
    (void)state;
    scenario s;
    begin(&s);
    ASSESS_INCOMPLETE(&s, "2024-01-01", HIGH, "silent");
    expect(&s, NONE, REUNIFY_BASIS_NONE, "-");
    assert_false(s.last.silent);
    assert_int_equal(s.state.since, REUNIFY_DATE_NONE);
    ASSESS(&s, "2024-02-01", MEDIUM, NULL);
    expect(&s, MEDIUM, REUNIFY_BASIS_CLASSIFICATION, "-");
    assert_int_equal(s.last.from, NONE);
    assert_int_equal(s.state.since, day("2024-02-01"));
}

static void worse_never_waits(void **state)
{
    (void)state;
    scenario s;
    begin(&s);
    ASSESS(&s, "2024-01-01", LOW, NULL);
    ASSESS(&s, "2024-01-02", SEVERE, NULL);
    expect(&s, SEVERE, REUNIFY_BASIS_CLASSIFICATION, "-");
    begin(&s);
    ASSESS(&s, "2024-01-01", LOW, NULL);
    ASSESS_INCOMPLETE(&s, "2024-01-02", HIGH, NULL);
    expect(&s, HIGH, REUNIFY_BASIS_CLASSIFICATION, "-");
    assert_int_equal(s.last.indicated, NONE);
    ASSESS(&s, "2024-01-03", LOW, NULL);
    expect(&s, HIGH, REUNIFY_BASIS_NONE, "-");
}

static void a_rule_at_once_gives_way_to_a_worse_classification(void **state)
{
    (void)state;
    scenario s;
    begin(&s);
    ASSESS(&s, "2024-01-01", LOW, NULL);
    ASSESS(&s, "2024-02-01", MEDIUM, "low.new_risk.contained", "low.new_risk.unclear", "silent");
    expect(&s, MEDIUM, REUNIFY_BASIS_MOVEMENT, "low.new_risk.contained");
    assert_false(s.last.silent);
    assert_false(s.last.discordant);
    begin(&s);
    ASSESS(&s, "2024-01-01", LOW, NULL);
    ASSESS(&s, "2024-02-01", HIGH, "low.new_risk.contained", "low.new_risk.unclear", "silent");
    expect(&s, HIGH, REUNIFY_BASIS_CLASSIFICATION, "low.new_risk.contained");
    assert_true(s.last.discordant);
}

static void the_tool_is_silent_where_no_rule_of_its_own_applies(void **state)
{
    (void)state;
    scenario s;
    begin(&s);
    ASSESS(&s, "2024-01-01", LOW, NULL);
    ASSESS_INCOMPLETE(&s, "2024-02-01", LOW, "low.new_risk.unclear", "silent");
    expect(&s, MEDIUM, REUNIFY_BASIS_MOVEMENT, "low.new_risk.unclear");
    assert_true(s.last.silent);
    ASSESS(&s, "2024-03-01", MEDIUM, "silent");
    expect(&s, MEDIUM, REUNIFY_BASIS_NONE, "-");
    assert_true(s.last.silent);
    ASSESS(&s, "2024-04-01", HIGH, NULL);
    ASSESS(&s, "2024-05-01", HIGH, "silent");
    assert_false(s.last.silent);
}

static void six_months_are_complete_on_the_day_itself(void **state)
{
    (void)state;
    scenario s;
    begin(&s);
    ASSESS(&s, "2023-08-31", MEDIUM, "medium.addressed");
    ASSESS(&s, "2024-02-28", LOW, "medium.addressed");
    expect(&s, MEDIUM, REUNIFY_BASIS_NONE, "-");
    ASSESS(&s, "2024-02-29", LOW, "medium.addressed", "low.may_close");
    expect(&s, LOW, REUNIFY_BASIS_MOVEMENT, "medium.addressed");
    /* the time at low counts from entering it */
    assert_int_equal(s.runs[rule_number("low.may_close")], day("2024-02-29"));
    assert_int_equal(s.runs[rule_number("medium.addressed")], REUNIFY_DATE_NONE);
}

static void a_rule_is_held_until_the_classification_allows_it(void **state)
{
    (void)state;
    scenario s;
    begin(&s);
    ASSESS(&s, "2024-01-31", MEDIUM, "medium.addressed");
    ASSESS_INCOMPLETE(&s, "2024-07-31", LOW, "medium.addressed");
    expect(&s, MEDIUM, REUNIFY_BASIS_NONE, "-");
    expect_held(&s, "medium.addressed", REUNIFY_HELD_BY_INCOMPLETE, "2024-07-31");
    ASSESS(&s, "2024-08-20", MEDIUM, "medium.addressed");
    expect(&s, MEDIUM, REUNIFY_BASIS_NONE, "-");
    expect_held(&s, "medium.addressed", REUNIFY_HELD_BY_CLASSIFICATION, "2024-07-31");
    ASSESS(&s, "2024-08-21", LOW, "medium.addressed");
    expect(&s, LOW, REUNIFY_BASIS_MOVEMENT, "medium.addressed");
    assert_string_equal(id_of(s.last.held), "-");
    assert_int_equal(s.last.held_by, REUNIFY_HELD_NOT);
}

static void a_rule_to_a_worse_level_is_not_held(void **state)
{
    (void)state;
    scenario s;
    begin(&s);
    ASSESS(&s, "2024-01-01", HIGH, "high.stalled");
    ASSESS_INCOMPLETE(&s, "2024-07-01", LOW, "high.stalled");
    expect(&s, SEVERE, REUNIFY_BASIS_MOVEMENT, "high.stalled");
}

static void assess_unknown(scenario *s, const char *date, int classified, const char *condition)
{
    table t = {0};
    set(&t, condition, REUNIFY_UNKNOWN);
    const movement_input in = {
        day(date), (int8_t)classified, (int8_t)classified, no_judgement, answer, NULL, &t};
    movement_step(profile, &s->state, &in, &s->last);
}

static void false_ends_a_run_and_unknown_does_not(void **state)
{
    (void)state;
    scenario s;
    begin(&s);
    ASSESS(&s, "2024-01-01", SEVERE, "severe.progress");
    assess_unknown(&s, "2024-03-01", SEVERE, "severe.progress");
    assert_int_equal(s.runs[rule_number("severe.progress")], day("2024-01-01"));
    assess_unknown(&s, "2024-07-01", HIGH, "severe.progress");
    expect(&s, SEVERE, REUNIFY_BASIS_NONE, "-"); /* due only where it is known to hold */
    ASSESS(&s, "2024-07-02", HIGH, "severe.progress");
    expect(&s, HIGH, REUNIFY_BASIS_MOVEMENT, "severe.progress");
    begin(&s);
    ASSESS(&s, "2024-01-01", SEVERE, "severe.progress");
    ASSESS(&s, "2024-03-01", SEVERE, NULL);
    assert_int_equal(s.runs[rule_number("severe.progress")], REUNIFY_DATE_NONE);
    ASSESS(&s, "2024-04-01", HIGH, "severe.progress");
    ASSESS(&s, "2024-09-30", HIGH, "severe.progress");
    expect(&s, SEVERE, REUNIFY_BASIS_NONE, "-");
    ASSESS(&s, "2024-10-01", HIGH, "severe.progress");
    expect(&s, HIGH, REUNIFY_BASIS_MOVEMENT, "severe.progress");
}

static void closing_is_confirmed_once_in_a_run(void **state)
{
    (void)state;
    scenario s;
    begin(&s);
    ASSESS(&s, "2024-01-01", LOW, "low.may_close");
    ASSESS(&s, "2024-06-30", LOW, "low.may_close");
    assert_int_equal(s.state.closing_confirmed, REUNIFY_DATE_NONE);
    ASSESS(&s, "2024-07-01", LOW, "low.may_close");
    expect(&s, LOW, REUNIFY_BASIS_NONE, "low.may_close");
    ASSESS(&s, "2024-08-01", LOW, "low.may_close");
    expect(&s, LOW, REUNIFY_BASIS_NONE, "low.may_close");
    assert_int_equal(s.state.closing_confirmed, day("2024-07-01"));
    ASSESS(&s, "2024-09-01", LOW, NULL);
    assert_int_equal(s.state.closing_confirmed, REUNIFY_DATE_NONE);
}

/* Judgement ----------------------------------------------------------------------------------- */

static void judge(scenario *s, int stands, int classified, movement_judgement j)
{
    begin(s);
    if (stands != NONE)
        ASSESS(s, "2024-01-01", stands, NULL);
    assess_judged(s, "2024-02-01", classified, LOW, (const char *const[3]){NULL}, j);
}

static void judgements(void **state)
{
    (void)state;
    static const struct {
        int stands, classified;
        movement_judgement judgement;
        int engine, to, outcome;
        bool valid;
    } cases[] = {
        /* given, rationale, approved, level */
        {HIGH, HIGH, {true, true, true, MEDIUM}, HIGH, MEDIUM, JUDGEMENT_ACCEPTED, true},
        {HIGH, HIGH, {true, true, false, MEDIUM}, HIGH, HIGH, JUDGEMENT_NOT_APPROVED, false},
        {HIGH, HIGH, {true, false, true, MEDIUM}, HIGH, HIGH, JUDGEMENT_NO_RATIONALE, false},
        {HIGH, HIGH, {true, false, false, MEDIUM}, HIGH, HIGH, JUDGEMENT_NO_RATIONALE, false},
        {HIGH, HIGH, {true, true, true, NONE}, HIGH, HIGH, JUDGEMENT_NO_LEVEL, false},
        {HIGH, HIGH, {true, true, false, SEVERE}, HIGH, SEVERE, JUDGEMENT_ACCEPTED, true},
        {HIGH, HIGH, {true, true, false, HIGH}, HIGH, HIGH, JUDGEMENT_ACCEPTED, true},
        {HIGH, HIGH, {true, false, false, HIGH}, HIGH, HIGH, JUDGEMENT_ACCEPTED, false},
        {NONE, NONE, {true, true, false, HIGH}, NONE, NONE, JUDGEMENT_NOT_APPROVED, false},
        {NONE, NONE, {true, true, true, HIGH}, NONE, HIGH, JUDGEMENT_ACCEPTED, true},
        {NONE, NONE, {true, true, false, SEVERE}, NONE, SEVERE, JUDGEMENT_ACCEPTED, true},
    };
    for (size_t i = 0; i < LENGTH_OF(cases); i++) {
        scenario s;
        judge(&s, cases[i].stands, cases[i].classified, cases[i].judgement);
        assert_int_equal(s.last.engine, cases[i].engine);
        assert_int_equal(s.last.to, cases[i].to);
        assert_int_equal(s.last.judgement_outcome, cases[i].outcome);
        assert_int_equal(s.last.judgement_valid, cases[i].valid);
        if (cases[i].to != cases[i].engine)
            assert_int_equal(s.last.basis, REUNIFY_BASIS_JUDGEMENT);
    }
}

static void a_judgement_binds_one_assessment(void **state)
{
    (void)state;
    scenario s;
    judge(&s, HIGH, HIGH, (movement_judgement){true, true, true, LOW});
    assert_int_equal(s.state.level, LOW);
    assert_int_equal(s.state.since, day("2024-02-01"));
    ASSESS(&s, "2024-03-01", HIGH, NULL);
    assert_int_equal(s.last.from, LOW);
    expect(&s, HIGH, REUNIFY_BASIS_CLASSIFICATION, "-");
}

static void a_judgement_keeps_a_level_that_the_rules_would_leave(void **state)
{
    (void)state;
    scenario s;
    begin(&s);
    ASSESS(&s, "2024-01-01", HIGH, "high.stalled");
    assess_judged(&s, "2024-07-01", HIGH, HIGH, (const char *const[3]){"high.stalled"},
                  (movement_judgement){true, true, true, HIGH});
    assert_int_equal(s.last.engine, SEVERE);
    expect(&s, HIGH, REUNIFY_BASIS_JUDGEMENT, "high.stalled");
    assert_int_equal(s.state.since, day("2024-01-01"));
    assert_int_equal(s.runs[rule_number("high.stalled")], day("2024-01-01"));
}

/* Whatever the inputs ------------------------------------------------------------------------- */

enum { STEPS = 10, REPLAYS = 2000 };

typedef struct {
    movement_input in;
    table conditions;
} random_step;

static uint32_t random_below(uint64_t *seed, uint32_t limit)
{
    *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(*seed >> 33) % limit;
}

static void make_steps(uint64_t *seed, random_step steps[STEPS])
{
    reunify_date date = day("2020-01-31");
    for (size_t i = 0; i < STEPS; i++) {
        random_step *s = &steps[i];
        date += (reunify_date)random_below(seed, 200);
        *s = (random_step){.in = {.date = date,
                                  .classified = (int8_t)((int)random_below(seed, 5) - 1),
                                  .at_least = (int8_t)random_below(seed, 4),
                                  .holds = answer}};
        if (random_below(seed, 4) == 0)
            s->in.judgement =
                (movement_judgement){true, random_below(seed, 4) > 0, random_below(seed, 2) > 0,
                                     (int8_t)((int)random_below(seed, 5) - 1)};
        for (size_t k = 0; k <= profile->movement_count; k++)
            s->conditions.answers[k] = (truth)random_below(seed, 3);
    }
}

static void take_step(movement_state *state, random_step *s, movement_result *out)
{
    s->in.user = &s->conditions;
    movement_step(profile, state, &s->in, out);
}

static void expect_same(const movement_result *a, const movement_result *b)
{
    assert_int_equal(a->from, b->from);
    assert_int_equal(a->to, b->to);
    assert_int_equal(a->indicated, b->indicated);
    assert_int_equal(a->engine, b->engine);
    assert_int_equal(a->basis, b->basis);
    assert_int_equal(a->held_by, b->held_by);
    assert_int_equal(a->discordant, b->discordant);
    assert_int_equal(a->silent, b->silent);
    assert_int_equal(a->judgement_valid, b->judgement_valid);
    assert_int_equal(a->judgement_outcome, b->judgement_outcome);
    assert_ptr_equal(a->rule, b->rule);
    assert_ptr_equal(a->held, b->held);
    assert_int_equal(a->held_since, b->held_since);
}

/* From a copy of the state after any number of steps, the others go as if nothing had happened. */
static void the_state_is_all_there_is(void **state)
{
    (void)state;
    uint64_t seed = 7;
    size_t levels[4] = {0}, held = 0;
    for (size_t n = 0; n < REPLAYS; n++) {
        random_step steps[STEPS];
        make_steps(&seed, steps);
        const size_t prefix = random_below(&seed, STEPS);
        scenario s, copy;
        begin(&s);
        movement_result whole[STEPS];
        for (size_t i = 0; i < STEPS; i++) {
            if (i == prefix) {
                copy = s;
                copy.state.runs = copy.runs;
            }
            take_step(&s.state, &steps[i], &whole[i]);
            held += whole[i].held != NULL;
            if (whole[i].to != NO_LEVEL)
                levels[whole[i].to]++;
        }
        for (size_t i = prefix; i < STEPS; i++) {
            movement_result again;
            take_step(&copy.state, &steps[i], &again);
            expect_same(&again, &whole[i]);
        }
        assert_int_equal(copy.state.level, s.state.level);
        assert_int_equal(copy.state.since, s.state.since);
        assert_int_equal(copy.state.closing_confirmed, s.state.closing_confirmed);
        assert_memory_equal(copy.runs, s.runs, profile->movement_count * sizeof *s.runs);
    }
    for (size_t i = 0; i < LENGTH_OF(levels); i++)
        assert_true(levels[i] > REPLAYS / 10);
    assert_true(held > REPLAYS / 100);
}

/* Only the rules of the level that stands are asked, and of one that is entered. */
static void no_condition_is_asked_in_vain(void **state)
{
    (void)state;
    uint64_t seed = 11;
    for (size_t n = 0; n < REPLAYS; n++) {
        random_step steps[STEPS];
        make_steps(&seed, steps);
        scenario s;
        begin(&s);
        for (size_t i = 0; i < STEPS; i++) {
            take_step(&s.state, &steps[i], &s.last);
            for (size_t k = 0; k < profile->movement_count; k++) {
                const int8_t from = profile->movement[k].from;
                const bool wanted =
                    from == s.last.from || (from == s.last.to && profile->movement[k].sustained);
                assert_int_equal(steps[i].conditions.asked[k], wanted);
            }
            assert_true(steps[i].conditions.asked[profile->movement_count] <= 1);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_first_level_needs_a_complete_classification),
        cmocka_unit_test(worse_never_waits),
        cmocka_unit_test(a_rule_at_once_gives_way_to_a_worse_classification),
        cmocka_unit_test(the_tool_is_silent_where_no_rule_of_its_own_applies),
        cmocka_unit_test(six_months_are_complete_on_the_day_itself),
        cmocka_unit_test(a_rule_is_held_until_the_classification_allows_it),
        cmocka_unit_test(a_rule_to_a_worse_level_is_not_held),
        cmocka_unit_test(false_ends_a_run_and_unknown_does_not),
        cmocka_unit_test(closing_is_confirmed_once_in_a_run),
        cmocka_unit_test(judgements),
        cmocka_unit_test(a_judgement_binds_one_assessment),
        cmocka_unit_test(a_judgement_keeps_a_level_that_the_rules_would_leave),
        cmocka_unit_test(the_state_is_all_there_is),
        cmocka_unit_test(no_condition_is_asked_in_vain),
    };
    return cmocka_run_group_tests(tests, load_profile, release_profile);
}
