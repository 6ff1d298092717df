/*
 * Who left care, by collection year, as the statistics count: of several times that a child left
 * care in one year only the last counts, whatever came after.
 */
#include "outcome/outcome.h"

typedef struct {
    int64_t child;
    int32_t ended, exit;
    uint32_t at;
} leaver;

/* By child and day; periods stand by start, and the rule of codes may let them overlap. */
static int order_of_leavers(const void *a, const void *b)
{
    const leaver *x = a, *y = b;
    if (x->child != y->child)
        return x->child < y->child ? -1 : 1;
    if (x->ended != y->ended)
        return x->ended < y->ended ? -1 : 1;
    return (x->at > y->at) - (x->at < y->at);
}

static bool is_leaver(const reunify_outcomes *o, reunify_date ended)
{
    return ended != REUNIFY_DATE_NONE && ended >= o->options.from && ended <= o->options.to &&
           ended <= o->options.observed_to;
}

static size_t take_leavers(const reunify_outcomes *o, leaver *out)
{
    const outcome_table *p = &o->tables[REUNIFY_OUTCOME_TABLE_PERIODS];
    size_t count = 0;
    for (size_t i = 0; i < p->length; i++)
        if (is_leaver(o, table_int32(p, PERIOD_ENDED)[i])) {
            if (out)
                out[count] =
                    (leaver){table_int64(p, PERIOD_CHILD)[i], table_int32(p, PERIOD_ENDED)[i],
                             table_int32(p, PERIOD_EXIT)[i], (uint32_t)i};
            count++;
        }
    return count;
}

typedef struct {
    int32_t left, home;
} year_count;

enum { YEARS = LAST_YEAR + 2 };

/* Whether it is the child's last of its year. */
static bool is_last(const leaver *leavers, size_t count, size_t i)
{
    return i + 1 == count || leavers[i + 1].child != leavers[i].child ||
           collection_year(leavers[i + 1].ended) != collection_year(leavers[i].ended);
}

static bool add_years(outcome_table *t, const year_count *years)
{
    for (int32_t year = 0; year < YEARS; year++) {
        const year_count *y = &years[year];
        int64_t share = 0;
        if (!y->left)
            continue;
        if (!table_add(t) ||
            !money_ratio((const int64_t[]){1000000, y->home}, 2, y->left, MONEY_HALF_UP, &share))
            return false;
        table_set(t, LEAVERS_YEAR, year);
        table_set(t, LEAVERS_LEFT, y->left);
        table_set(t, LEAVERS_HOME, y->home);
        table_set(t, LEAVERS_SHARE, share);
    }
    return true;
}

static bool count_years(reunify_outcomes *o, const leaver *leavers, size_t count)
{
    year_count *years = memory_allocate_zeroed(o->context, YEARS, sizeof *years);
    if (!years)
        return false;
    for (size_t i = 0; i < count; i++)
        if (is_last(leavers, count, i)) {
            year_count *y = &years[collection_year(leavers[i].ended)];
            y->left++;
            y->home += is_home(leavers[i].exit);
        }
    const bool good = add_years(&o->tables[REUNIFY_OUTCOME_TABLE_LEAVERS], years);
    release_wiped(o->context, years, YEARS * sizeof *years);
    return good;
}

bool build_leavers(reunify_outcomes *o)
{
    const size_t count = take_leavers(o, NULL);
    leaver *leavers = memory_allocate_zeroed(o->context, count, sizeof *leavers);
    if (!leavers)
        return false;
    take_leavers(o, leavers);
    const bool good =
        sort_items_merging(o->context, leavers, count, sizeof *leavers, order_of_leavers) &&
        count_years(o, leavers, count);
    release_wiped(o->context, leavers, count * sizeof *leavers);
    return good;
}
