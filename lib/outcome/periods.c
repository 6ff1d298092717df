/*
 * From rows to periods of care: one pass over the rows of each child, in order of their start.
 *
 * By the rule of dates a row joins the period if it starts no later than the latest end so far; an
 * open row has no end, and whatever follows it joins. By the rule of codes a period begins with
 * reason S, after a row that ceased for another reason than X1 (or has none), or after a gap. Rows
 * are never cut or closed to make them fit: what does not fit is noted.
 *
 * A period ends with the row that ends last; of several the later one, which is the one with a
 * reason to leave care. An exit is the class of that row's reason. Where the reason is X1, or none,
 * the child is out of care for all that is known, and the exit is unknown.
 *
 * Rows in a placement with parents that follow each other within a period are one stay.
 */
#include "outcome/outcome.h"

/* A period, or a stay, under way: its rows are not necessarily all before `at`. */
typedef struct {
    const episode_row *first, *ending;
    size_t rows, breaks;
} span;

static bool table_row(work *w, int32_t table)
{
    w->no_memory = w->no_memory || !table_add(&w->o->tables[table]);
    return !w->no_memory;
}

/* Periods -------------------------------------------------------------------------------------- */

static void count_exit(work *w, int32_t exit)
{
    if (exit < 0)
        w->o->totals.open_periods++;
    else
        w->o->totals.exits[exit]++;
    w->o->totals.periods++;
}

static int32_t exit_of(const episode_row *ending)
{
    if (ending->end == OPEN)
        return -1;
    const exit_class class = exit_class_of(ending->ceased);
    return class == EXIT_CONTINUES ? EXIT_UNKNOWN : (int32_t) class;
}

static void add_period(work *w, const span *s)
{
    outcome_table *t = &w->o->tables[REUNIFY_OUTCOME_TABLE_PERIODS];
    const episode_row *e = s->ending;
    const bool open = e->end == OPEN;
    if (!table_row(w, REUNIFY_OUTCOME_TABLE_PERIODS))
        return;
    table_set(t, PERIOD_CHILD, e->child);
    table_set(t, PERIOD_START, s->first->start);
    table_set(t, PERIOD_ENDED, open ? REUNIFY_DATE_NONE : e->end);
    table_set(t, PERIOD_DAYS, open ? -1 : e->end - s->first->start);
    table_set(t, PERIOD_EXIT, exit_of(e));
    table_set(t, PERIOD_CEASED, code_public(e->ceased));
    table_set(t, PERIOD_LEGAL_STATUS, code_public(e->legal_status));
    table_set(t, PERIOD_PLACEMENT, code_public(e->placement));
    table_set(t, PERIOD_AUTHORITY, e->authority);
    table_set(t, PERIOD_ROWS, (int64_t)s->rows);
    table_set(t, PERIOD_FIRST_ROW, s->first->row);
    table_set(t, PERIOD_ENDING_ROW, e->row);
    count_exit(w, exit_of(e));
}

/* Stays with parents --------------------------------------------------------------------------- */

static int32_t then_of(int32_t ended, const episode_row *ending)
{
    if (ended == OPEN)
        return THEN_OPEN;
    if (ended < ending->end)
        return THEN_PLACEMENT;
    return is_home(exit_of(ending)) ? THEN_HOME : THEN_LEFT;
}

static void add_stay(work *w, const span *s, const episode_row *ending)
{
    outcome_table *t = &w->o->tables[REUNIFY_OUTCOME_TABLE_WITH_PARENTS];
    const int32_t ended = s->ending->end;
    if (!table_row(w, REUNIFY_OUTCOME_TABLE_WITH_PARENTS))
        return;
    table_set(t, STAY_CHILD, ending->child);
    table_set(t, STAY_PERIOD, (int64_t)w->o->tables[REUNIFY_OUTCOME_TABLE_PERIODS].length - 1);
    table_set(t, STAY_START, s->first->start);
    table_set(t, STAY_ENDED, ended == OPEN ? REUNIFY_DATE_NONE : ended);
    table_set(t, STAY_THEN, then_of(ended, ending));
    w->o->totals.stays++;
}

static void extend(span *s, const episode_row *r)
{
    if (!s->first)
        *s = (span){.first = r, .ending = r};
    else if (r->end >= s->ending->end)
        s->ending = r;
    s->rows++;
    s->breaks += has_mark(REUNIFY_EPISODE_LEGAL_STATUS, r->legal_status);
}

/* The stays of a period, once it stands in its table. */
static void add_stays(work *w, const span *of)
{
    span stay = {NULL, NULL, 0, 0};
    const episode_row *r = of->first;
    for (size_t i = 0; i < of->rows; i++, r++) {
        const bool with_parents = has_mark(REUNIFY_EPISODE_PLACEMENT, r->placement);
        if (stay.first && (!with_parents || r->start > stay.ending->end)) {
            add_stay(w, &stay, of->ending);
            stay = (span){NULL, NULL, 0, 0};
        }
        if (with_parents)
            extend(&stay, r);
    }
    if (stay.first)
        add_stay(w, &stay, of->ending);
}

static void finish_period(work *w, const span *s)
{
    const bool dropping = w->o->options.short_breaks == REUNIFY_OUTCOME_SHORT_BREAKS_DROP_PERIODS;
    if (!s->first)
        return;
    if (dropping && s->breaks == s->rows) {
        w->o->periods_short_break++;
        return;
    }
    if (dropping && s->breaks)
        note(w, MIXED_SHORT_BREAK, s->first, NULL);
    if (!is_started(s->first->started) && w->in->started)
        note(w, FIRST_NOT_STARTED, s->first, NULL);
    add_period(w, s);
    if (!w->no_memory)
        add_stays(w, s);
}

/* Rows ----------------------------------------------------------------------------------------- */

static bool joins(const work *w, const span *s, const episode_row *before, const episode_row *r)
{
    if (!s->first)
        return false;
    if (w->o->options.rule == REUNIFY_OUTCOME_RULE_DATES)
        return r->start <= s->ending->end;
    return !is_started(r->started) && is_continued(before->ceased) && r->start <= before->end;
}

/* What is wrong between a row and those before it; `latest` ends last among these. */
static void judge_pair(work *w, const episode_row *before, const episode_row *latest,
                       const episode_row *r)
{
    if (r->start < latest->end) {
        note(w, OVERLAP, r, latest);
        if (latest->end == OPEN && latest == before) /* once a row */
            note(w, OPEN_NOT_LAST, latest, r);
    }
    if (r->start == before->start)
        note(w, SAME_START, r, before);
    if (r->start <= latest->end && is_started(r->started))
        note(w, STARTED_WITHIN, r, before);
    if (r->start <= latest->end && before->ceased >= EPISODE_CODE_FIRST &&
        !is_continued(before->ceased))
        note(w, CEASED_WITHIN, before, r);
    if (is_continued(before->ceased) && r->start > before->end)
        note(w, CONTINUED_WITHOUT_NEXT, before, r);
    if (exit_class_of(latest->ceased) == EXIT_DIED)
        note(w, AFTER_DEATH, r, latest);
}

/* The rows of one child: how many there are. */
static size_t build_child(work *w, const episode_row *rows, size_t most)
{
    span under_way = {NULL, NULL, 0, 0};
    const episode_row *latest = rows;
    size_t i = 0;
    for (; i < most && rows[i].child == rows[0].child; i++) {
        const episode_row *r = &rows[i], *before = i > 0 ? r - 1 : r;
        if (i > 0)
            judge_pair(w, before, latest, r);
        if (!joins(w, &under_way, before, r)) {
            if (i > 0 && r->start < latest->end)
                note(w, PERIODS_OVERLAP, r, latest);
            finish_period(w, &under_way);
            under_way = (span){NULL, NULL, 0, 0};
        }
        extend(&under_way, r);
        if (r->end >= latest->end)
            latest = r;
    }
    if (is_continued(rows[i - 1].ceased))
        note(w, CONTINUED_WITHOUT_NEXT, &rows[i - 1], NULL);
    finish_period(w, &under_way);
    return i;
}

bool build_periods(work *w)
{
    for (size_t i = 0; i < w->count && !w->no_memory;)
        i += build_child(w, w->rows + i, w->count - i);
    return !w->no_memory;
}
