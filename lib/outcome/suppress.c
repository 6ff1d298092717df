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

/* What is suppressed already stays so, and one more is. */
static void hide_another(const summed *s)
{
    size_t hidden = 0, found = s->count;
    for (size_t i = 0; i < s->count; i++) {
        const int64_t count = count_at(s, i);
        hidden += count == REUNIFY_OUTCOMES_SUPPRESSED;
        if (count > 0 && (found == s->count || count < count_at(s, found)))
            found = i;
    }
    if (!hidden)
        return;
    if (found < s->count)
        hide_at(s, found);
    else
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

static void hide_with(const block *b, size_t basis, size_t column)
{
    for (size_t i = 0; i < b->count; i++)
        if (column_of(b, basis)[i] == REUNIFY_OUTCOMES_SUPPRESSED)
            column_of(b, column)[i] = REUNIFY_OUTCOMES_SUPPRESSED;
}

/* The total has no others beside it. */
static void protect_sum(const block *b, size_t column)
{
    if (b->first)
        hide_another(&(summed){column_of(b, column), NULL, b->count});
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
    protect_sum(b, measures + BACK);
    hide_estimates(b, measures);
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

/* All the data --------------------------------------------------------------------------------- */

static void suppress_leavers(reunify_outcomes *o)
{
    outcome_table *t = &o->tables[REUNIFY_OUTCOME_TABLE_LEAVERS];
    for (size_t i = 0; i < t->length; i++) {
        const int32_t left = table_int32(t, LEAVERS_LEFT)[i];
        if (!is_telling(o, left, table_int32(t, LEAVERS_HOME)[i]) && !is_small(o, left))
            continue;
        if (is_small(o, left))
            table_int32(t, LEAVERS_LEFT)[i] = REUNIFY_OUTCOMES_SUPPRESSED;
        table_int32(t, LEAVERS_HOME)[i] = REUNIFY_OUTCOMES_SUPPRESSED;
        table_int32(t, LEAVERS_SHARE)[i] = REUNIFY_OUTCOMES_SUPPRESSED;
    }
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

static void suppress_totals(reunify_outcomes *o)
{
    outcome_totals *t = &o->totals;
    suppress_exits(o);
    hide_small_number(o, &o->children);
    hide_small_number(o, &o->periods_short_break);
    hide_small_number(o, &t->periods);
    hide_small_number(o, &t->stays);
    if (is_telling(o, t->returns, t->reentered))
        t->reentered = t->median = REUNIFY_OUTCOMES_SUPPRESSED;
    if (is_telling(o, t->returns, t->children_returned))
        t->children_returned = REUNIFY_OUTCOMES_SUPPRESSED;
    if (!is_small(o, t->returns))
        return;
    /* Then the periods, less the other exits, would tell it. */
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
    suppress_cohort(o);
    suppress_leavers(o);
    suppress_totals(o);
}
