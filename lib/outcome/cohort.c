/*
 * The cohort: the returns of a window, as a whole and by groups.
 *
 * Each return has a time: the days until the child came back, or those that the child was followed.
 * The returns are put in order of it once. For each dimension one pass in that order brings every
 * group forward together: a group keeps how many are still at risk, its estimate (survival.c) and
 * the two middle ones of its re-entries. So the cost is n log n and a pass for each dimension,
 * whatever the number of groups.
 *
 * Counts go by the calendar: somebody is fully followed for three months if known to the same day
 * of the month three months on. The estimate needs one scale of days for all, so a month is a
 * twelfth of 365.25 days there.
 */
#include "outcome/outcome.h"
#include "outcome/survival.h"

typedef struct {
    int32_t days;
    bool back;
    uint32_t at; /* the row in the table of returns */
} entry;

typedef struct {
    int64_t returns, reentered, at_risk;
    int64_t leaving, coming_back; /* on the day `days` */
    int32_t days;
    size_t next_horizon;
    survival estimate;
    survival_share shares[HORIZONS];
    int64_t followed[HORIZONS], back[HORIZONS];
    int64_t seen; /* re-entries so far */
    int32_t middle[2];
} group;

int32_t horizon_days(size_t horizon)
{
    /* 365.25 days a year: 1461 in four. */
    return horizon_months[horizon] * 1461 / 48;
}

/* Groups --------------------------------------------------------------------------------------- */

enum { AGE_BANDS = 6, MOST_NUMBER = 3 };

static int32_t age_band(int32_t age)
{
    static const int32_t first[] = {0, 1, 5, 10, 16};
    int32_t band = 0;
    if (age < 0)
        return AGE_BANDS - 1;
    while (band + 1 < AGE_BANDS - 1 && age >= first[band + 1])
        band++;
    return band;
}

/* How many groups a dimension may have, and the value of the first. */
static size_t groups_of(const reunify_outcomes *o, int32_t by, int32_t *first)
{
    *first = 0;
    switch (by) {
    case BY_EXIT:
        return EXIT_CLASSES;
    case BY_AGE:
        return AGE_BANDS;
    case BY_LEGAL_STATUS:
        *first = REUNIFY_EPISODE_NO_CODE;
        return code_sets[REUNIFY_EPISODE_LEGAL_STATUS].count + 1;
    case BY_NUMBER:
        return MOST_NUMBER + 1;
    case BY_SEX:
        return REUNIFY_SEX_OTHER + 1;
    case BY_AUTHORITY:
    case BY_LEVEL:
    case BY_GATE:
        *first = -1;
        return o->names[by - BY_AUTHORITY + AUTHORITY_NAMES].count + 1;
    default:
        return 1;
    }
}

static int32_t group_of(const outcome_table *t, int32_t by, size_t row)
{
    static const uint8_t columns[DIMENSIONS] = {
        [BY_EXIT] = RETURN_EXIT,   [BY_LEGAL_STATUS] = RETURN_LEGAL_STATUS,
        [BY_SEX] = RETURN_SEX,     [BY_AUTHORITY] = RETURN_AUTHORITY,
        [BY_LEVEL] = RETURN_LEVEL, [BY_GATE] = RETURN_GATE,
    };
    if (by == BY_NOTHING)
        return 0;
    if (by == BY_AGE)
        return age_band(table_int32(t, RETURN_AGE)[row]);
    if (by == BY_NUMBER) {
        const int32_t number = table_int32(t, RETURN_NUMBER)[row];
        return number < MOST_NUMBER ? number : MOST_NUMBER;
    }
    const int32_t value = table_int32(t, columns[by])[row];
    return value > REUNIFY_EPISODE_NO_CODE ? value : REUNIFY_EPISODE_NO_CODE;
}

/* Entries -------------------------------------------------------------------------------------- */

static int order_of_entries(const void *a, const void *b)
{
    const entry *x = a, *y = b;
    if (x->days != y->days)
        return x->days < y->days ? -1 : 1;
    return (x->at > y->at) - (x->at < y->at);
}

static entry entry_of(const outcome_table *t, size_t row)
{
    const int32_t home = table_int32(t, RETURN_DAYS_HOME)[row];
    const int32_t followed =
        table_int32(t, RETURN_FOLLOWED_TO)[row] - table_int32(t, RETURN_DATE)[row];
    const bool back = home >= 0 && home <= followed;
    return (entry){back ? home : followed, back, (uint32_t)row};
}

static size_t count_cohort(const outcome_table *t)
{
    size_t count = 0;
    for (size_t i = 0; i < t->length; i++)
        count += table_int32(t, RETURN_IN_COHORT)[i] != 0;
    return count;
}

static void take_entries(const outcome_table *t, entry *entries)
{
    for (size_t i = 0; i < t->length; i++)
        if (table_int32(t, RETURN_IN_COHORT)[i])
            *entries++ = entry_of(t, i);
}

/* One pass ------------------------------------------------------------------------------------- */

/* Whether the child was followed for so long, back or not. */
static bool is_followed(const outcome_table *t, size_t row, size_t horizon)
{
    const reunify_truth home = table_int32(t, RETURN_HOME + horizon)[row];
    if (home != REUNIFY_FALSE)
        return home == REUNIFY_TRUE;
    const reunify_date then =
        date_plus(table_int32(t, RETURN_DATE)[row], (period){horizon_months[horizon], 0});
    return table_int32(t, RETURN_FOLLOWED_TO)[row] >= then;
}

static void count_entry(const outcome_table *t, group *g, const entry *e)
{
    g->returns++;
    g->reentered += e->back;
    for (size_t h = 0; h < HORIZONS; h++) {
        const bool followed = is_followed(t, e->at, h);
        g->followed[h] += followed;
        g->back[h] += followed && table_int32(t, RETURN_HOME + h)[e->at] == REUNIFY_FALSE;
    }
}

/* Takes the day that is under way into the estimate. */
static void close_day(group *g)
{
    if (g->coming_back)
        survival_step(&g->estimate, g->at_risk, g->coming_back);
    g->at_risk -= g->coming_back + g->leaving;
    g->coming_back = g->leaving = 0;
}

/* Notes the estimate of every horizon that lies before a day. */
static void pass_horizons(group *g, int32_t day)
{
    for (; g->next_horizon < HORIZONS && horizon_days(g->next_horizon) < day; g->next_horizon++)
        g->shares[g->next_horizon] = survival_share_of(&g->estimate);
}

static void step(group *g, const entry *e)
{
    if (e->days != g->days) {
        close_day(g);
        pass_horizons(g, e->days);
        g->days = e->days;
    }
    g->coming_back += e->back;
    g->leaving += !e->back;
    if (!e->back)
        return;
    if (g->seen == (g->reentered - 1) / 2)
        g->middle[0] = e->days;
    if (g->seen == g->reentered / 2)
        g->middle[1] = e->days;
    g->seen++;
}

/* Beyond the last day nothing is known, unless nobody is left who could come back. */
static void finish_group(group *g)
{
    static const survival_share none = {-1, -1, -1};
    close_day(g);
    pass_horizons(g, g->estimate.home ? g->days + 1 : INT32_MAX);
    for (; g->next_horizon < HORIZONS; g->next_horizon++)
        g->shares[g->next_horizon] = none;
}

static bool add_line(outcome_table *t, int32_t by, int32_t value, const group *g)
{
    if (!table_add(t))
        return false;
    table_set(t, COHORT_DIMENSION, by);
    table_set(t, COHORT_GROUP, value);
    table_set(t, COHORT_RETURNS, g->returns);
    table_set(t, COHORT_REENTERED, g->reentered);
    table_set(t, COHORT_MEDIAN,
              g->reentered ? median_half_days(g->middle, 2) : REUNIFY_OUTCOMES_NONE);
    for (size_t h = 0; h < HORIZONS; h++) {
        const size_t column = COHORT_MEASURES + h * MEASURES;
        table_set(t, column + FOLLOWED, g->followed[h]);
        table_set(t, column + BACK, g->back[h]);
        table_set(t, column + ESTIMATE, g->shares[h].estimate);
        table_set(t, column + LOWER, g->shares[h].lower);
        table_set(t, column + UPPER, g->shares[h].upper);
    }
    return true;
}

static void fill_groups(const outcome_table *t, int32_t by, int32_t first, const entry *entries,
                        size_t count, group *groups, size_t most)
{
    for (size_t i = 0; i < count; i++)
        count_entry(t, &groups[group_of(t, by, entries[i].at) - first], &entries[i]);
    for (size_t i = 0; i < most; i++) {
        groups[i].at_risk = groups[i].returns;
        survival_start(&groups[i].estimate);
    }
    for (size_t i = 0; i < count; i++)
        step(&groups[group_of(t, by, entries[i].at) - first], &entries[i]);
}

static bool add_dimension(reunify_outcomes *o, int32_t by, const entry *entries, size_t count)
{
    const outcome_table *returns = &o->tables[REUNIFY_OUTCOME_TABLE_RETURNS];
    int32_t first;
    bool good = true;
    const size_t most = groups_of(o, by, &first);
    group *groups = memory_allocate_zeroed(o->context, most, sizeof *groups);
    if (!groups)
        return false;
    fill_groups(returns, by, first, entries, count, groups, most);
    for (size_t i = 0; i < most && good; i++)
        if (groups[i].returns || by == BY_NOTHING) {
            finish_group(&groups[i]);
            good = add_line(&o->tables[REUNIFY_OUTCOME_TABLE_COHORT], by, first + (int32_t)i,
                            &groups[i]);
        }
    release_wiped(o->context, groups, most * sizeof *groups);
    return good;
}

/* Levels and gates are groups where any were given. */
static bool is_asked(const reunify_outcomes *o, int32_t by)
{
    return (by != BY_LEVEL || o->marked[LEVELS]) && (by != BY_GATE || o->marked[GATES]);
}

bool build_cohort(reunify_outcomes *o)
{
    const outcome_table *t = &o->tables[REUNIFY_OUTCOME_TABLE_RETURNS];
    const size_t count = count_cohort(t);
    entry *entries = memory_allocate_zeroed(o->context, count, sizeof *entries);
    if (!entries)
        return false;
    take_entries(t, entries);
    bool good = sort_items_merging(o->context, entries, count, sizeof *entries, order_of_entries);
    for (int32_t by = 0; by < DIMENSIONS && good; by++)
        good = !is_asked(o, by) || add_dimension(o, by, entries, count);
    release_wiped(o->context, entries, count * sizeof *entries);
    return good;
}
