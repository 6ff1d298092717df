/*
 * Small numbers that are not told.
 *
 * A count is small where it is at least one and below the limit; nought is told. So is a part where
 * what is left of its whole is small: of 100 returns 97 are as telling as 3. A count that is not
 * told would follow from the others of its sum and their total; so the smallest other one is not
 * told either, and where none is left that is not nought, nothing of that sum is told but its
 * total. That way nobody can tell which of two was the small one.
 *
 * Sums are, in the cohort, each column over the groups of one dimension; of all the data the ways
 * in which a return is recorded, and the other exits with the periods that are open. A group whose
 * returns are not told tells nothing. Shares, estimates and medians are told where the counts that
 * they rest on are. Tables of single children are records, not figures, and stay.
 *
 * Figures of one kind that lie within each other are compared too: the returns that are followed
 * for so long with those followed for less, re-entries within so long with all; of the returns of
 * the window with those of all the data, and both with who left care by year. Where all the data
 * have few more than the window, their returns, exits and re-entries are not told at all, because
 * each of them follows from the others.
 */
#include "outcome/outcome.h"

static bool is_small(const reunify_outcomes *o, int64_t count)
{
    return count > 0 && count < o->options.suppress_below;
}

/* Of a whole that is told: whether a part would tell of few. */
static bool is_telling(const reunify_outcomes *o, int64_t whole, int64_t part)
{
    return is_small(o, part) || is_small(o, whole - part);
}

/* A sum: counts that add up to a total that is told. The few of all the data, or a column. */
typedef struct {
    int32_t *small; /* a column from its first row, or */
    int64_t *large;
    size_t count;
} summed;

static int64_t count_at(const summed *s, size_t i)
{
    return s->small ? s->small[i] : s->large[i];
}

static void hide_at(const summed *s, size_t i)
{
    if (s->small)
        s->small[i] = REUNIFY_OUTCOMES_SUPPRESSED;
    else
        s->large[i] = REUNIFY_OUTCOMES_SUPPRESSED;
}

/* Hides the smallest count that is told and not nought; false where there is none. */
static bool hide_fewest(const summed *s)
{
    size_t found = s->count;
    for (size_t i = 0; i < s->count; i++)
        if (count_at(s, i) > 0 && (found == s->count || count_at(s, i) < count_at(s, found)))
            found = i;
    if (found < s->count)
        hide_at(s, found);
    return found < s->count;
}

/* What is suppressed already stays so, and one more is. */
static void hide_another(const summed *s)
{
    size_t hidden = 0;
    for (size_t i = 0; i < s->count; i++)
        hidden += count_at(s, i) == REUNIFY_OUTCOMES_SUPPRESSED;
    if (!hidden || hide_fewest(s))
        return;
    for (size_t i = 0; i < s->count; i++)
        hide_at(s, i);
}

/* The cohort ----------------------------------------------------------------------------------- */

typedef struct {
    reunify_outcomes *o;
    outcome_table *t;
    size_t first, count; /* the groups of a dimension */
} block;

static int32_t *column_of(const block *b, size_t column)
{
    return table_int32(b->t, column) + b->first;
}

static void hide_small(const block *b, size_t column)
{
    for (size_t i = 0; i < b->count; i++)
        if (is_small(b->o, column_of(b, column)[i]))
            column_of(b, column)[i] = REUNIFY_OUTCOMES_SUPPRESSED;
}

static void hide_telling(const block *b, size_t whole, size_t part)
{
    for (size_t i = 0; i < b->count; i++) {
        const int32_t of = column_of(b, whole)[i];
        if (of == REUNIFY_OUTCOMES_SUPPRESSED || is_telling(b->o, of, column_of(b, part)[i]))
            column_of(b, part)[i] = REUNIFY_OUTCOMES_SUPPRESSED;
    }
}

/* Where the whole is not told, the part may be. */
static void hide_of_few_others(const block *b, size_t whole, size_t part)
{
    for (size_t i = 0; i < b->count; i++)
        if (is_small(b->o, column_of(b, whole)[i] - column_of(b, part)[i]) &&
            column_of(b, whole)[i] >= 0 && column_of(b, part)[i] >= 0)
            column_of(b, part)[i] = REUNIFY_OUTCOMES_SUPPRESSED;
}

static void hide_with(const block *b, size_t basis, size_t column)
{
    for (size_t i = 0; i < b->count; i++)
        if (column_of(b, basis)[i] == REUNIFY_OUTCOMES_SUPPRESSED)
            column_of(b, column)[i] = REUNIFY_OUTCOMES_SUPPRESSED;
}

static size_t count_hidden(const block *b, size_t column)
{
    size_t hidden = 0;
    for (size_t i = 0; i < b->count; i++)
        hidden += column_of(b, column)[i] == REUNIFY_OUTCOMES_SUPPRESSED;
    return hidden;
}

/* The total has no others beside it; where it is not told, its groups must not add up to it. */
static void protect_sum(const block *b, size_t column)
{
    const bool total_hidden = table_int32(b->t, column)[0] == REUNIFY_OUTCOMES_SUPPRESSED;
    const summed groups = {column_of(b, column), NULL, b->count};
    if (!b->first)
        return;
    if (total_hidden && !count_hidden(b, column))
        hide_fewest(&groups);
    hide_another(&groups);
}

/* An estimate may rest on somebody who came back and was not followed to the end. */
static void hide_estimates(const block *b, size_t measures)
{
    for (size_t i = 0; i < b->count; i++)
        if (column_of(b, measures + BACK)[i] == REUNIFY_OUTCOMES_SUPPRESSED ||
            column_of(b, COHORT_REENTERED)[i] == REUNIFY_OUTCOMES_SUPPRESSED ||
            (column_of(b, measures + BACK)[i] == 0 && column_of(b, measures + ESTIMATE)[i] > 0))
            for (size_t k = ESTIMATE; k <= UPPER; k++)
                column_of(b, measures + k)[i] = REUNIFY_OUTCOMES_SUPPRESSED;
}

static void suppress_horizon(const block *b, size_t measures)
{
    hide_small(b, measures + FOLLOWED);
    hide_with(b, COHORT_RETURNS, measures + FOLLOWED);
    protect_sum(b, measures + FOLLOWED);
    hide_telling(b, measures + FOLLOWED, measures + BACK);
    hide_of_few_others(b, COHORT_REENTERED, measures + BACK);
    protect_sum(b, measures + BACK);
    hide_estimates(b, measures);
}

/* A child who is followed for six months is for three: few of difference are not told either. */
static void hide_few_less(const block *b)
{
    for (size_t i = 0; i < b->count; i++) {
        int64_t told = column_of(b, COHORT_RETURNS)[i];
        for (size_t h = 0; h < HORIZONS; h++) {
            int32_t *followed = &column_of(b, COHORT_MEASURES + h * MEASURES + FOLLOWED)[i];
            if (*followed < 0)
                continue;
            if (told >= 0 && is_small(b->o, told - *followed))
                *followed = REUNIFY_OUTCOMES_SUPPRESSED;
            else
                told = *followed;
        }
    }
    for (size_t h = 0; h < HORIZONS; h++)
        protect_sum(b, COHORT_MEASURES + h * MEASURES + FOLLOWED);
}

static void suppress_block(const block *b)
{
    hide_small(b, COHORT_RETURNS);
    protect_sum(b, COHORT_RETURNS);
    hide_telling(b, COHORT_RETURNS, COHORT_REENTERED);
    protect_sum(b, COHORT_REENTERED);
    hide_with(b, COHORT_REENTERED, COHORT_MEDIAN);
    for (size_t h = 0; h < HORIZONS; h++)
        suppress_horizon(b, COHORT_MEASURES + h * MEASURES);
    hide_few_less(b);
}

static void suppress_cohort(reunify_outcomes *o)
{
    outcome_table *t = &o->tables[REUNIFY_OUTCOME_TABLE_COHORT];
    const int32_t *by = table_int32(t, COHORT_DIMENSION);
    for (size_t i = 0, next; i < t->length; i = next) {
        for (next = i + 1; next < t->length && by[next] == by[i];)
            next++;
        suppress_block(&(block){o, t, i, next - i});
    }
}

/* Who left care -------------------------------------------------------------------------------- */

static void hide_went_home(outcome_table *t, size_t year)
{
    table_int32(t, LEAVERS_HOME)[year] = REUNIFY_OUTCOMES_SUPPRESSED;
    table_int32(t, LEAVERS_SHARE)[year] = REUNIFY_OUTCOMES_SUPPRESSED;
}

/* The year with the fewest who went home: then nobody can add them up. */
static void hide_fewest_year(outcome_table *t)
{
    const int32_t *home = table_int32(t, LEAVERS_HOME);
    size_t fewest = t->length;
    for (size_t i = 0; i < t->length; i++)
        if (home[i] > 0 && (fewest == t->length || home[i] < home[fewest]))
            fewest = i;
    if (fewest < t->length)
        hide_went_home(t, fewest);
}

static void suppress_leavers(reunify_outcomes *o, bool with_fewest)
{
    outcome_table *t = &o->tables[REUNIFY_OUTCOME_TABLE_LEAVERS];
    if (with_fewest)
        hide_fewest_year(t);
    for (size_t i = 0; i < t->length; i++) {
        const int32_t left = table_int32(t, LEAVERS_LEFT)[i];
        if (!is_telling(o, left, table_int32(t, LEAVERS_HOME)[i]) && !is_small(o, left))
            continue;
        if (is_small(o, left))
            table_int32(t, LEAVERS_LEFT)[i] = REUNIFY_OUTCOMES_SUPPRESSED;
        hide_went_home(t, i);
    }
}

/* All the data and the cohort ------------------------------------------------------------------ */

/* A count of the cohort's line of a group; 0 where there is no such line. */
static int64_t in_cohort(const reunify_outcomes *o, int32_t by, int32_t group, size_t column)
{
    const outcome_table *t = &o->tables[REUNIFY_OUTCOME_TABLE_COHORT];
    for (size_t i = 0; i < t->length; i++)
        if (table_int32(t, COHORT_DIMENSION)[i] == by && table_int32(t, COHORT_GROUP)[i] == group)
            return table_int32(t, column)[i];
    return 0;
}

static int64_t sum_of(const outcome_table *t, size_t column)
{
    int64_t sum = 0;
    for (size_t i = 0; i < t->length; i++)
        sum += table_int32(t, column)[i];
    return sum;
}

/* What follows by subtraction from what is told, before anything is suppressed. */
typedef struct {
    bool all;     /* from the numbers of all the data, with the cohort or who left care */
    bool leavers; /* from the cohort and who left care */
} few_between;

/* Of periods that ended and of returns: how many there are more than children who left care. */
static bool is_telling_of_leavers(const reunify_outcomes *o, int64_t ended, int64_t returns)
{
    const outcome_table *t = &o->tables[REUNIFY_OUTCOME_TABLE_LEAVERS];
    const int64_t more = ended - sum_of(t, LEAVERS_LEFT), home = returns - sum_of(t, LEAVERS_HOME);
    return is_small(o, more) || is_telling(o, more, home);
}

static few_between find_few(const reunify_outcomes *o)
{
    const outcome_totals *t = &o->totals;
    const int64_t cohort = in_cohort(o, BY_NOTHING, 0, COHORT_RETURNS),
                  home = sum_of(&o->tables[REUNIFY_OUTCOME_TABLE_LEAVERS], LEAVERS_HOME);
    const int64_t outside = t->returns - cohort,
                  back = t->reentered - in_cohort(o, BY_NOTHING, 0, COHORT_REENTERED);
    few_between few = {is_small(o, outside) || is_telling(o, outside, back), false};
    few.all = few.all || is_telling_of_leavers(o, t->periods - t->open_periods, t->returns) ||
              is_small(o, t->children_returned - in_cohort(o, BY_NUMBER, 1, COHORT_RETURNS));
    for (int32_t exit = EXIT_HOME_PLANNED; exit <= EXIT_HOME_UNDIVIDED; exit++)
        few.all =
            few.all || is_small(o, t->exits[exit] - in_cohort(o, BY_EXIT, exit, COHORT_RETURNS));
    few.leavers = is_small(o, cohort - home);
    return few;
}

static void hide_small_counts(const reunify_outcomes *o, const summed *s)
{
    for (size_t i = 0; i < s->count; i++)
        if (is_small(o, count_at(s, i)))
            hide_at(s, i);
}

static void suppress_exits(reunify_outcomes *o)
{
    outcome_totals *t = &o->totals;
    enum {
        HOME_WAYS = EXIT_HOME_UNDIVIDED - EXIT_HOME_PLANNED + 1,
        OTHERS = EXIT_CLASSES - EXIT_KIN
    };
    int64_t others[OTHERS + 1];
    const summed home = {NULL, t->exits + EXIT_HOME_PLANNED, HOME_WAYS};
    const summed rest = {NULL, others, OTHERS + 1};
    memcpy(others, t->exits + EXIT_KIN, sizeof others - sizeof others[0]);
    others[OTHERS] = t->open_periods;
    hide_small_counts(o, &home);
    hide_another(&home);
    hide_small_counts(o, &rest);
    hide_another(&rest);
    memcpy(t->exits + EXIT_KIN, others, sizeof others - sizeof others[0]);
    t->open_periods = others[OTHERS];
}

static void hide_small_number(const reunify_outcomes *o, int64_t *number)
{
    if (is_small(o, *number))
        *number = REUNIFY_OUTCOMES_SUPPRESSED;
}

/* What was odd, and the rows that were dropped for it: told together, one would tell another. */
static void suppress_rows(reunify_outcomes *o)
{
    static const anomaly dropped[] = {NO_START,  END_BEFORE_START, START_NOT_PLAUSIBLE,
                                      DUPLICATE, SUPERSEDED,       OPEN_SUPERSEDED};
    bool hidden = is_small(o, o->rows_short_break);
    for (size_t i = 0; i < LENGTH_OF(dropped); i++)
        hidden = hidden || is_small(o, o->anomalies[dropped[i]]);
    hide_small_number(o, &o->rows_short_break);
    for (size_t i = 0; i < ANOMALIES; i++)
        hide_small_number(o, &o->anomalies[i]);
    if (hidden)
        o->rows_used = REUNIFY_OUTCOMES_SUPPRESSED;
}

static void suppress_totals(reunify_outcomes *o, bool returns_too)
{
    outcome_totals *t = &o->totals;
    if (is_telling(o, o->children, t->children_returned))
        t->children_returned = REUNIFY_OUTCOMES_SUPPRESSED;
    suppress_exits(o);
    if (is_small(o, t->periods - o->children))
        o->children = REUNIFY_OUTCOMES_SUPPRESSED;
    hide_small_number(o, &o->children);
    hide_small_number(o, &o->periods_short_break);
    hide_small_number(o, &t->periods);
    hide_small_number(o, &t->stays);
    if (is_telling(o, t->returns, t->reentered))
        t->reentered = t->median = REUNIFY_OUTCOMES_SUPPRESSED;
    if (t->children_returned >= 0 && is_telling(o, t->returns, t->children_returned))
        t->children_returned = REUNIFY_OUTCOMES_SUPPRESSED;
    if (!is_small(o, t->returns) && !returns_too)
        return;
    /* Else the periods, less the other exits, would tell it. */
    t->returns = REUNIFY_OUTCOMES_SUPPRESSED;
    t->reentered = t->median = t->children_returned = REUNIFY_OUTCOMES_SUPPRESSED;
    for (size_t i = EXIT_HOME_PLANNED; i < EXIT_CLASSES; i++)
        t->exits[i] = REUNIFY_OUTCOMES_SUPPRESSED;
    t->open_periods = REUNIFY_OUTCOMES_SUPPRESSED;
}

void suppress(reunify_outcomes *o)
{
    if (!o->options.suppress_below)
        return;
    const few_between few = find_few(o);
    suppress_cohort(o);
    suppress_leavers(o, few.leavers);
    suppress_totals(o, few.all);
    suppress_rows(o);
}
