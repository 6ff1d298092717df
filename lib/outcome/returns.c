/*
 * Returns home, and what came after: one pass over the periods of care, which stand by child and
 * start.
 *
 * A return is a period that ended with an exit home. The next period of the child, whenever it
 * begins, is the re-entry; one that begins before the return, which only the rule of codes can
 * give, counts as the same day. The child is followed to the day up to which is known, or to the
 * eighteenth birthday, after which nobody comes back into care. Whether the child was still home
 * after some months is known where the child came back by then, or was followed for so long.
 */
#include "outcome/outcome.h"

static const period eighteen = {18 * 12, 0};

static reunify_date followed_to(const reunify_outcomes *o, reunify_date date, reunify_date birth)
{
    reunify_date until = o->options.observed_to;
    const reunify_date adult =
        birth == REUNIFY_DATE_NONE ? REUNIFY_DATE_NONE : date_of_age(birth, eighteen);
    if (date > until)
        return REUNIFY_DATE_NONE;
    if (adult != REUNIFY_DATE_NONE && adult < until)
        until = adult;
    return until > date ? until : date;
}

static reunify_truth home_after(reunify_date date, int32_t months, reunify_date next,
                                reunify_date until)
{
    const reunify_date then = date_plus(date, (period){months, 0});
    if (then == REUNIFY_DATE_NONE || until == REUNIFY_DATE_NONE)
        return REUNIFY_UNKNOWN;
    if (next != REUNIFY_DATE_NONE && next <= then && next <= until)
        return REUNIFY_FALSE;
    return until >= then ? REUNIFY_TRUE : REUNIFY_UNKNOWN;
}

static int32_t age_at(reunify_date birth, reunify_date date)
{
    return birth == REUNIFY_DATE_NONE || birth > date ? -1 : date_months_between(birth, date) / 12;
}

static bool is_in_window(const reunify_outcomes *o, reunify_date date)
{
    return date >= o->options.from && date <= o->options.to && date <= o->options.observed_to;
}

/* What is carried from one period of a child to the next. */
typedef struct {
    int64_t child;
    int32_t returns;
    int64_t days_in_care;
} history;

static int32_t narrowed(int64_t days)
{
    return days > INT32_MAX ? INT32_MAX : (int32_t)days;
}

static void count_return(reunify_outcomes *o, int32_t number, bool back)
{
    o->totals.returns++;
    o->totals.children_returned += number == 1;
    o->totals.reentered += back;
}

static bool add_return(work *w, size_t i, const history *h, const child_facts *facts)
{
    reunify_outcomes *o = w->o;
    const outcome_table *p = &o->tables[REUNIFY_OUTCOME_TABLE_PERIODS];
    outcome_table *t = &o->tables[REUNIFY_OUTCOME_TABLE_RETURNS];
    const reunify_date date = table_int32(p, PERIOD_ENDED)[i];
    const bool back = i + 1 < p->length && table_int64(p, PERIOD_CHILD)[i + 1] == h->child;
    const reunify_date next =
        back ? table_int32(p, PERIOD_START)[i + 1] : (int32_t)REUNIFY_DATE_NONE;
    const reunify_date until = followed_to(o, date, facts->birth);
    if (!table_add(t))
        return false;
    table_set(t, RETURN_CHILD, h->child);
    table_set(t, RETURN_PERIOD, (int64_t)i);
    table_set(t, RETURN_NUMBER, h->returns);
    table_set(t, RETURN_DATE, date);
    table_set(t, RETURN_EXIT, table_int32(p, PERIOD_EXIT)[i]);
    table_set(t, RETURN_LEGAL_STATUS, table_int32(p, PERIOD_LEGAL_STATUS)[i]);
    table_set(t, RETURN_PLACEMENT, table_int32(p, PERIOD_PLACEMENT)[i]);
    table_set(t, RETURN_AUTHORITY, table_int32(p, PERIOD_AUTHORITY)[i]);
    table_set(t, RETURN_SEX, facts->sex);
    table_set(t, RETURN_AGE, age_at(facts->birth, date));
    table_set(t, RETURN_LEVEL, mark_on(w, LEVELS, h->child, date));
    table_set(t, RETURN_GATE, mark_on(w, GATES, h->child, date));
    table_set(t, RETURN_DAYS_IN_PERIOD, table_int32(p, PERIOD_DAYS)[i]);
    table_set(t, RETURN_DAYS_IN_CARE, narrowed(h->days_in_care));
    table_set(t, RETURN_NEXT_START, next);
    table_set(t, RETURN_DAYS_HOME, !back ? -1 : next > date ? next - date : 0);
    table_set(t, RETURN_FOLLOWED_TO, until);
    table_set(t, RETURN_IN_COHORT, is_in_window(o, date));
    for (size_t k = 0; k < HORIZONS; k++)
        table_set(t, RETURN_HOME + k, home_after(date, horizon_months[k], next, until));
    count_return(o, h->returns, back);
    return true;
}

/* The median ----------------------------------------------------------------------------------- */

static int order_of_days(const void *a, const void *b)
{
    const int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

int64_t median_half_days(const int32_t *days, size_t count)
{
    return count ? (int64_t)days[(count - 1) / 2] + days[count / 2] : REUNIFY_OUTCOMES_NONE;
}

static bool find_median(reunify_outcomes *o)
{
    const outcome_table *t = &o->tables[REUNIFY_OUTCOME_TABLE_RETURNS];
    const size_t size = (size_t)o->totals.reentered * sizeof(int32_t);
    int32_t *days = memory_allocate(o->context, size);
    size_t count = 0;
    if (!days)
        return false;
    for (size_t i = 0; i < t->length; i++)
        if (table_int32(t, RETURN_DAYS_HOME)[i] >= 0)
            days[count++] = table_int32(t, RETURN_DAYS_HOME)[i];
    const bool good = sort_items_merging(o->context, days, count, sizeof *days, order_of_days);
    if (good)
        o->totals.median = median_half_days(days, count);
    release_wiped(o->context, days, size);
    return good;
}

bool build_returns(work *w)
{
    const outcome_table *p = &w->o->tables[REUNIFY_OUTCOME_TABLE_PERIODS];
    history h = {0, 0, 0};
    size_t at = 0;
    for (size_t i = 0; i < p->length; i++) {
        const int64_t child = table_int64(p, PERIOD_CHILD)[i];
        const int32_t days = table_int32(p, PERIOD_DAYS)[i];
        if (i == 0 || child != h.child)
            h = (history){child, 0, 0};
        h.days_in_care += days > 0 ? days : 0;
        if (!is_home(table_int32(p, PERIOD_EXIT)[i]))
            continue;
        h.returns++;
        if (!add_return(w, i, &h, facts_of(w, child, &at)))
            return false;
    }
    return find_median(w->o);
}
