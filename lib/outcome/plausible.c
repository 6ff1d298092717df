/*
 * Dates that cannot be: one mistyped year must not decide up to when every child is known.
 *
 * No clock says what is too late, so the dates of the rows do. They are counted by years; from the
 * year of the middle one the years are followed up and down, and end where the next date lies
 * behind 25 years without any, longer than a childhood, or, going up, behind 5 years and what lies
 * there is no more than one date in a hundred: the past thins out, since long stays began there,
 * and the present does not. A row that starts beyond is dropped; one that ends beyond, or lasts
 * longer than 21 years, is open, since that the child came into care is known all the same.
 *
 * A birth is set aside where the child would have come into care as an adult, or more than a year
 * before it was born.
 */
#include "outcome/outcome.h"

/* Years of 365.25 days, from the first date that there is. */
enum { YEARS = 10001, FOUR_YEARS = 1461, CHILDHOOD = 25, FEW_YEARS = 5, FEW = 100 };
enum { LONGEST = 21 * FOUR_YEARS / 4, YEAR_BEFORE_BIRTH = 366 };

static const period eighteen = {18 * 12, 0};

static int32_t year_of(int32_t date)
{
    return (date - REUNIFY_DATE_MIN) * 4 / FOUR_YEARS;
}

static void count_date(int64_t *years, int32_t date)
{
    if (date != REUNIFY_DATE_NONE && date != OPEN)
        years[year_of(date)]++;
}

/* The last year that can be, going by `step` from the middle; `beyond` dates lie behind it. */
static int32_t follow(const int64_t *years, int64_t all, int32_t middle, int64_t beyond,
                      int32_t step)
{
    int32_t last = middle;
    for (int32_t year = middle + step; year >= 0 && year < YEARS && beyond; year += step) {
        const int32_t empty = (year - last) * step - 1;
        if (!years[year])
            continue;
        if (empty >= CHILDHOOD || (step > 0 && empty >= FEW_YEARS && beyond <= all / FEW))
            break;
        beyond -= years[year];
        last = year;
    }
    return last;
}

static void find_bounds(work *w, const int64_t *years)
{
    int64_t all = 0, before = 0;
    int32_t middle = 0;
    for (int32_t year = 0; year < YEARS; year++)
        all += years[year];
    while (middle + 1 < YEARS && (before + years[middle]) * 2 < all)
        before += years[middle++];
    w->first_year = follow(years, all, middle, before, -1);
    w->last_year = follow(years, all, middle, all - before - years[middle], 1);
}

static bool is_plausible(const work *w, int32_t date)
{
    return year_of(date) >= w->first_year && year_of(date) <= w->last_year;
}

static bool has_end_that_cannot_be(const work *w, const episode_row *r)
{
    return r->end != OPEN && (!is_plausible(w, r->end) || r->end - (int64_t)r->start > LONGEST);
}

static void judge_dates(work *w, episode_row *r)
{
    if (r->start == REUNIFY_DATE_NONE)
        return;
    if (!is_plausible(w, r->start)) {
        note(w, START_NOT_PLAUSIBLE, r, NULL);
        r->start = r->end = REUNIFY_DATE_NONE; /* neither: to be dropped without another word */
    } else if (has_end_that_cannot_be(w, r)) {
        note(w, END_NOT_PLAUSIBLE, r, NULL);
        r->end = OPEN;
        r->ceased = EPISODE_CODE_NONE;
    }
}

bool judge_all_dates(work *w)
{
    int64_t *years = memory_allocate_zeroed(w->o->context, YEARS, sizeof *years);
    if (!years)
        return false;
    for (size_t i = 0; i < w->count; i++) {
        count_date(years, w->rows[i].start);
        count_date(years, w->rows[i].end);
    }
    find_bounds(w, years);
    release_wiped(w->o->context, years, YEARS * sizeof *years);
    for (size_t i = 0; i < w->count; i++)
        judge_dates(w, &w->rows[i]);
    return !w->no_memory;
}

void judge_birth(work *w, const episode_row *first, child_facts *facts)
{
    if (facts->birth == REUNIFY_DATE_NONE)
        return;
    const reunify_date adult = date_of_age(facts->birth, eighteen);
    if ((adult == REUNIFY_DATE_NONE || first->start < adult) &&
        facts->birth <= first->start + YEAR_BEFORE_BIRTH)
        return;
    note(w, BIRTH_NOT_PLAUSIBLE, first, NULL);
    facts->birth = REUNIFY_DATE_NONE;
}
