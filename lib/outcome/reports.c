/*
 * Open rows that a later report tells otherwise.
 *
 * A report says of each child up to its last day, the latest date in its rows. A row that was open
 * then stands in the next report with the same start; if the start was corrected, the old row is in
 * the way: it has no end, and everything that follows would join it. So an open row is superseded
 * where the latest report that has the child has another row for days on which it was open: one
 * that goes on after its start, and began by the last day of its own report. A later report that is
 * silent about those days takes nothing away.
 *
 * The rows stand by child and start. Of those of the latest report only two can matter to a row:
 * the one before it that ends last, and the next one after it; so one pass finds all.
 */
#include "outcome/outcome.h"

/* What each report tells up to ----------------------------------------------------------------- */

static int order_of_reports(const void *a, const void *b)
{
    const report_end *x = a, *y = b;
    return (x->report > y->report) - (x->report < y->report);
}

static size_t count_runs(const work *w)
{
    size_t runs = 0;
    for (size_t i = 0; i < w->count; i++)
        runs += i == 0 || w->rows[i].report != w->rows[i - 1].report;
    return runs;
}

static int32_t later(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

/* The rows as they were given: runs of one report, which are few where files follow each other. */
static void take_runs(const work *w, report_end *out)
{
    for (size_t i = 0; i < w->count; i++) {
        const episode_row *r = &w->rows[i];
        if (i > 0 && r->report != w->rows[i - 1].report)
            out++;
        if (i == 0 || r->report != w->rows[i - 1].report)
            *out = (report_end){r->report, REUNIFY_DATE_NONE};
        out->last = later(out->last, r->end == OPEN ? r->start : later(r->start, r->end));
    }
}

bool find_report_ends(work *w)
{
    size_t kept = 0;
    const size_t runs = count_runs(w);
    w->reports = memory_allocate_zeroed(w->o->context, runs, sizeof *w->reports);
    if (!w->reports)
        return false;
    w->report_capacity = runs;
    take_runs(w, w->reports);
    if (!sort_items_merging(w->o->context, w->reports, runs, sizeof *w->reports, order_of_reports))
        return false;
    for (size_t i = 0; i < runs; i++) {
        report_end *before = kept ? &w->reports[kept - 1] : NULL;
        if (before && before->report == w->reports[i].report)
            before->last = later(before->last, w->reports[i].last);
        else
            w->reports[kept++] = w->reports[i];
    }
    w->report_count = kept;
    return true;
}

static bool is_earlier_report(const void *item, const void *report)
{
    return ((const report_end *)item)->report < *(const int32_t *)report;
}

/* Each report of a row has its end there. */
static reunify_date last_of(const work *w, int32_t report)
{
    const size_t at =
        count_before(w->reports, w->report_count, sizeof *w->reports, is_earlier_report, &report);
    return w->reports[at].last;
}

/* Rows of one child ---------------------------------------------------------------------------- */

static int32_t latest_of(const episode_row *rows, size_t count)
{
    int32_t latest = rows->report;
    for (size_t i = 1; i < count; i++)
        latest = later(latest, rows[i].report);
    return latest;
}

/* The row of the latest report that tells the days of an open row otherwise; NULL if none does. */
static const episode_row *other_telling(const work *w, const episode_row *open,
                                        const episode_row *before, const episode_row *next)
{
    if (before && before->end > open->start)
        return before;
    return next && next->start <= last_of(w, open->report) ? next : NULL;
}

static size_t keep_of_child(work *w, episode_row *rows, size_t count)
{
    const int32_t latest = latest_of(rows, count);
    size_t kept = 0, next = 0;
    episode_row before = {.report = latest};
    bool any_before = false;
    for (size_t i = 0; i < count; i++) {
        const episode_row r = rows[i];
        const episode_row *other = NULL;
        while (next < count && (next <= i || rows[next].report != latest))
            next++;
        if (r.end == OPEN && r.report != latest)
            other = other_telling(w, &r, any_before ? &before : NULL,
                                  next < count ? &rows[next] : NULL);
        if (other)
            note(w, OPEN_SUPERSEDED, &r, other);
        else
            rows[kept++] = r;
        if (r.report == latest && (!any_before || r.end >= before.end)) {
            before = r;
            any_before = true;
        }
    }
    return kept;
}

void drop_superseded_open(work *w)
{
    size_t kept = 0, next;
    for (size_t i = 0; w->report_count > 1 && i < w->count; i = next) {
        for (next = i + 1; next < w->count && w->rows[next].child == w->rows[i].child;)
            next++;
        const size_t stay = keep_of_child(w, w->rows + i, next - i);
        memmove(w->rows + kept, w->rows + i, stay * sizeof *w->rows);
        kept += stay;
    }
    if (w->report_count > 1)
        w->count = kept;
}
