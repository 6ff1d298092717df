/*
 * Rows that cannot be used, and what is wrong with single rows.
 *
 * The rows stand in order of child and start. Those with one child and start are looked at
 * together: what cannot be (no start, an end before the start) is dropped, then what a later report
 * of the same child and start has superseded, then what stands there twice. Last, where that is
 * asked for, short breaks. Rows that stay move to the front; the order stays. Everything dropped or
 * repaired is noted with its row, but for short breaks, which are counted, since they are no fault.
 */
#include "outcome/outcome.h"

int32_t collection_year(reunify_date date)
{
    enum { APRIL_TO_DECEMBER = 9 };
    char written[11];
    /* Nine months after 1 April is 1 January. */
    const reunify_date moved = date_plus(date, (period){APRIL_TO_DECEMBER, 0});
    if (moved == REUNIFY_DATE_NONE)
        return 10000;
    date_write(moved, written);
    return (written[0] - '0') * 1000 + (written[1] - '0') * 100 + (written[2] - '0') * 10 +
           (written[3] - '0');
}

/* Rows that are dropped ------------------------------------------------------------------------ */

static bool is_possible(work *w, const episode_row *r)
{
    const bool inclusive = w->o->options.ends == REUNIFY_OUTCOME_ENDS_INCLUSIVE;
    const bool noted = r->end == REUNIFY_DATE_NONE; /* plausible.c */
    if (r->start == REUNIFY_DATE_NONE && noted)
        return false;
    if (r->start == REUNIFY_DATE_NONE)
        note(w, NO_START, r, NULL);
    else if (inclusive ? r->end <= r->start : r->end < r->start)
        note(w, END_BEFORE_START, r, NULL);
    else
        return true;
    return false;
}

static bool same_row(const episode_row *a, const episode_row *b)
{
    return a->end == b->end && a->authority == b->authority && a->started == b->started &&
           a->legal_status == b->legal_status && a->placement == b->placement &&
           a->ceased == b->ceased;
}

/* The latest report of rows, and a row of it. */
static const episode_row *latest_report(const episode_row *rows, size_t count)
{
    const episode_row *latest = rows;
    for (size_t i = 1; i < count; i++)
        if (rows[i].report > latest->report)
            latest = &rows[i];
    return latest;
}

/* How many of the rows of one child and start stay, at the front. */
static size_t keep_rows(work *w, episode_row *rows, size_t count)
{
    const int32_t breaks = w->o->options.short_breaks;
    size_t possible = 0, kept = 0;
    for (size_t i = 0; i < count; i++)
        if (is_possible(w, &rows[i]))
            rows[possible++] = rows[i];
    if (!possible)
        return 0;
    const episode_row latest = *latest_report(rows, possible);
    for (size_t i = 0; i < possible; i++) {
        const episode_row *r = &rows[i];
        if (r->report != latest.report)
            note(w, SUPERSEDED, r, &latest);
        else if (kept && same_row(&rows[kept - 1], r))
            note(w, DUPLICATE, r, &rows[kept - 1]);
        else
            rows[kept++] = *r;
    }
    if (breaks != REUNIFY_OUTCOME_SHORT_BREAKS_DROP_ROWS)
        return kept;
    count = kept;
    kept = 0;
    for (size_t i = 0; i < count; i++)
        if (has_mark(REUNIFY_EPISODE_LEGAL_STATUS, rows[i].legal_status))
            w->o->rows_short_break++;
        else
            rows[kept++] = rows[i];
    return kept;
}

/* Rows that stay ------------------------------------------------------------------------------- */

/* Whether a code was in use in one of the years from one date to another; OPEN: to the last. */
static bool is_of_years(int32_t set, uint8_t code, reunify_date first, int32_t last)
{
    const episode_code *c = code_in(set, code);
    if (!c || (c->from == 0 && c->to == LAST_YEAR))
        return true;
    return collection_year(first) <= c->to && (last == OPEN || collection_year(last) >= c->from);
}

static bool has_codes_of_years(const episode_row *r)
{
    const reunify_date ceased = r->end == OPEN ? r->start : r->end;
    return is_of_years(REUNIFY_EPISODE_LEGAL_STATUS, r->legal_status, r->start, r->end) &&
           is_of_years(REUNIFY_EPISODE_PLACEMENT, r->placement, r->start, r->end) &&
           is_of_years(REUNIFY_EPISODE_REASON_CEASED, r->ceased, ceased, ceased);
}

static void judge_row(work *w, episode_row *r, const child_facts *facts)
{
    if (r->end == OPEN && r->ceased != EPISODE_CODE_NONE) {
        note(w, REASON_ON_OPEN_ROW, r, NULL);
        r->ceased = EPISODE_CODE_NONE;
    }
    if (r->end != OPEN && r->ceased == EPISODE_CODE_NONE && w->in->ceased)
        note(w, END_WITHOUT_REASON, r, NULL);
    if (r->end == r->start)
        note(w, NO_DAYS, r, NULL);
    if (r->started == EPISODE_CODE_UNKNOWN || r->legal_status == EPISODE_CODE_UNKNOWN ||
        r->placement == EPISODE_CODE_UNKNOWN || r->ceased == EPISODE_CODE_UNKNOWN)
        note(w, UNKNOWN_CODE, r, NULL);
    if (!has_codes_of_years(r))
        note(w, CODE_NOT_OF_YEAR, r, NULL);
    if (facts->birth != REUNIFY_DATE_NONE && r->start < facts->birth)
        note(w, BEFORE_BIRTH, r, NULL);
}

/* What is known of a child, by its first row; `at` is its place, or that of another child. */
static void judge_child(work *w, const episode_row *first, size_t at)
{
    if (at >= w->fact_count || w->facts[at].child != first->child)
        return;
    if (w->facts[at].differs)
        note(w, BIRTH_DIFFERS, first, NULL);
    judge_birth(w, first, &w->facts[at]);
}

static void judge_rows(work *w)
{
    size_t at = 0;
    w->last = REUNIFY_DATE_NONE;
    for (size_t i = 0; i < w->count; i++) {
        episode_row *r = &w->rows[i];
        const child_facts *facts = facts_of(w, r->child, &at);
        if (i == 0 || w->rows[i - 1].child != r->child)
            judge_child(w, r, at);
        judge_row(w, r, facts);
        const int32_t last = r->end == OPEN ? r->start : r->end;
        if (last > w->last)
            w->last = last;
    }
}

bool repair_rows(work *w)
{
    size_t kept = 0, next;
    for (size_t i = 0; i < w->count; i = next) {
        const episode_row first = w->rows[i];
        w->o->children += i == 0 || w->rows[i - 1].child != first.child;
        for (next = i + 1; next < w->count && w->rows[next].child == first.child &&
                           w->rows[next].start == first.start;)
            next++;
        const size_t stay = keep_rows(w, w->rows + i, next - i);
        memmove(w->rows + kept, w->rows + i, stay * sizeof *w->rows);
        kept += stay;
    }
    w->count = kept;
    drop_superseded_open(w);
    w->o->rows_used = (int64_t)w->count;
    judge_rows(w);
    return !w->no_memory;
}
