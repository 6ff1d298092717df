/*
 * A table of many cases. A row is read off an evaluation when it is added; the order is that of
 * what is to be done: cases with an alert first, then those whose alerts could not all be checked;
 * in each by the earliest date that is overdue or due, then by id. The level is shown and never
 * sorted by.
 *
 * A row copies the id and the level and keeps no evaluation, so one evaluation can be filled again
 * and again while thousands of cases are added. The table is in the languages of the first case's
 * profile, which is held; words of the others come as their own packs say them. Unlike other pages
 * it does not break its rows: a cell that is too long pushes those behind it to the right.
 */
#include "evaluate/evaluation.h"
#include "text/text.h"

#include <reunify/overview.h>

#include <stdio.h>
#include <stdlib.h>

enum { WIDTH = 100 };

typedef struct {
    const char *id, *level;
    message_id stage; /* MESSAGE_COUNT: none */
    int32_t stage_number, stage_count;
    int32_t age, months;
    uint8_t lives;
    reunify_date since, assessed_on;
    reunify_date as_of;
    reunify_date first; /* overdue or due; REUNIFY_DATE_MAX: none */
    size_t alerts, unchecked, overdue, open, unknown;
    size_t added; /* before how many others */
} row;

struct reunify_overview {
    const reunify_context *context;
    const reunify_profile *profile; /* of the first case: the table is in its languages */
    arena memory;
    row *rows;
    size_t count, capacity;
};

reunify_status reunify_overview_new(const reunify_context *context, reunify_overview **out,
                                    reunify_error *error)
{
    reunify_error_clear(error);
    if (!out)
        return error_argument(error, "out is NULL");
    context = context_or_default(context);
    reunify_overview *made = memory_allocate(context, sizeof *made);
    *out = made;
    if (!made)
        return error_no_memory(error);
    *made = (reunify_overview){.context = reunify_context_ref(context)};
    arena_start(&made->memory, context);
    return REUNIFY_OK;
}

void reunify_overview_free(reunify_overview *overview)
{
    if (!overview)
        return;
    const reunify_context *context = overview->context;
    arena_release(&overview->memory);
    reunify_profile_unref(overview->profile);
    memory_release(context, overview, sizeof *overview);
    reunify_context_unref(context);
}

size_t reunify_overview_count(const reunify_overview *overview)
{
    return overview ? overview->count : 0;
}

/* Rows ---------------------------------------------------------------------------------------- */

static const char *copy_of(reunify_overview *o, const char *words)
{
    return words ? arena_text(&o->memory, words, strlen(words)) : NULL;
}

static void count_dates(const reunify_evaluation *e, row *r)
{
    r->first = REUNIFY_DATE_MAX;
    for (size_t i = 0; i < e->schedule_count; i++) {
        const struct reunify_obligation *b = &e->schedule[i];
        const bool overdue = b->status == REUNIFY_OBLIGATION_OVERDUE;
        r->overdue += overdue;
        if ((overdue || b->status == REUNIFY_OBLIGATION_DUE) && b->due < r->first)
            r->first = b->due;
    }
}

static const char *level_words(const reunify_evaluation *e)
{
    if (e->pathway->without_tool || e->level < 0)
        return NULL;
    const pack_level *level = &e->profile->levels[e->level];
    return level->label ? level->label : level->id;
}

static row row_of(const reunify_evaluation *e)
{
    row r = {.id = e->case_id,
             .level = level_words(e),
             .age = e->position.age == e->position.most_age ? e->position.age : -1,
             .months = e->position.months,
             .lives = e->position.lives,
             .since = e->since,
             .as_of = e->as_of,
             .assessed_on = e->position.assessed_on,
             .alerts = e->alert_count,
             .unchecked = e->unknown_alert_count,
             .open = e->outstanding_count,
             .unknown = e->information_count};
    count_dates(e, &r);
    return r;
}

/* "3 of 5", "stop at 3". */
static void find_stage(const reunify_evaluation *e, row *r)
{
    r->stage_count = (int32_t)e->gate_count;
    for (size_t i = 0; i < e->gate_count; i++) {
        if (e->gates[i].stopped_by || e->gates[i].refused_by) {
            r->stage_number = e->gates[i].number;
            r->stage = MSG_OVERVIEW_STOPPED;
            return;
        }
    }
    if (e->stage >= 0)
        r->stage_number = e->gates[e->stage].number;
    r->stage = e->stage >= 0   ? MSG_OVERVIEW_OF
               : e->gate_count ? MSG_OVERVIEW_ALL_PASSED
                               : MESSAGE_COUNT;
}

reunify_status reunify_overview_add(reunify_overview *overview,
                                    const reunify_evaluation *evaluation, reunify_error *error)
{
    reunify_error_clear(error);
    if (!overview || !evaluation)
        return error_argument(error, "the overview or the evaluation is NULL");
    if (!evaluation->profile)
        return error_add(error, REUNIFY_STATE, "empty_evaluation", NULL, "the evaluation is empty");
    if (!array_reserve(&overview->memory, (void **)&overview->rows, &overview->capacity,
                       overview->count + 1, sizeof *overview->rows))
        return error_no_memory(error);
    row r = row_of(evaluation);
    r.added = overview->count;
    find_stage(evaluation, &r);
    r.id = copy_of(overview, r.id);
    r.level = copy_of(overview, r.level);
    if (!r.id || (level_words(evaluation) && !r.level))
        return error_no_memory(error);
    if (!overview->profile)
        overview->profile = reunify_profile_ref(evaluation->profile);
    overview->rows[overview->count++] = r;
    return REUNIFY_OK;
}

/* The table ----------------------------------------------------------------------------------- */

/* Those with an alert, then those of which not all alerts could be checked. */
static int rank(const row *r)
{
    return r->alerts ? 0 : r->unchecked ? 1 : 2;
}

static int compare(const void *a, const void *b)
{
    const row *x = a, *y = b;
    if (rank(x) != rank(y))
        return rank(x) - rank(y);
    if (x->first != y->first)
        return x->first < y->first ? -1 : 1;
    const int order = strcmp(x->id, y->id);
    return order ? order : x->added < y->added ? -1 : 1;
}

enum {
    AGE = 18,
    LIVES = 23,
    LEVEL = 34,
    SINCE = 44,
    STAGE = 56,
    ALERTS = 67,
    LATE = 72,
    OPEN = 77,
    UNKNOWN = 82,
    ASSESSED = 87
};

/* A line of the table: it stays in one piece, whatever the width. */
typedef struct {
    buffer *b;
    const messages *in;
    size_t column; /* that has been reached */
} line;

static size_t visible_length(const char *words)
{
    size_t length = 0;
    for (; *words; words++)
        length += ((unsigned char)*words & 0xC0) != 0x80;
    return length;
}

static void begin_cell(line *l, size_t column)
{
    const size_t at = l->column && l->column >= column ? l->column + 1 : column;
    for (; l->column < at; l->column++)
        layout_solid(l->b, " ");
}

static void cell(line *l, size_t column, const char *words)
{
    begin_cell(l, column);
    layout_solid(l->b, words);
    l->column += visible_length(words);
}

static void add_to_cell(void *to, const char *words, size_t length)
{
    line *l = to;
    layout_text(l->b, words, length, true);
    for (size_t i = 0; i < length; i++)
        l->column += ((unsigned char)words[i] & 0xC0) != 0x80;
}

static void message_cell(line *l, size_t column, message_id id, const message_value *values)
{
    const message_sink sink = {.in = l->in, .to = l, .words = add_to_cell, .solid = add_to_cell};
    begin_cell(l, column);
    message_say(&sink, id, values);
}

static void date_cell(line *l, size_t column, reunify_date date)
{
    char iso[11] = "-";
    if (date != REUNIFY_DATE_NONE)
        date_write(date, iso);
    cell(l, column, iso);
}

enum { NUMBER = 24 };

static void count_cell(line *l, size_t column, size_t count)
{
    char number[NUMBER];
    snprintf(number, sizeof number, "%zu", count);
    cell(l, column, number);
}

/* In months where these say more. */
static void age_cell(line *l, const row *r)
{
    enum { BABY_MONTHS = 24 };
    char age[NUMBER] = "-";
    if (r->age >= 0 && r->months < BABY_MONTHS) {
        message_cell(l, AGE, MSG_OVERVIEW_MONTHS, VALUES(of_number("count", r->months)));
        return;
    }
    if (r->age >= 0)
        snprintf(age, sizeof age, "%d", r->age);
    cell(l, AGE, age);
}

static void stage_cell(line *l, const row *r)
{
    if (r->stage == MESSAGE_COUNT)
        cell(l, STAGE, "-");
    else
        message_cell(
            l, STAGE, r->stage,
            VALUES(of_number("number", r->stage_number), of_number("count", r->stage_count)));
}

static void lives_cell(line *l, const row *r)
{
    static const message_id lives[] = {MSG_OVERVIEW_AT_HOME, MSG_OVERVIEW_IN_CARE,
                                       MSG_OVERVIEW_ELSEWHERE};
    if (r->lives == ENUM_NONE)
        cell(l, LIVES, "-");
    else
        message_cell(l, LIVES, lives[r->lives], NULL);
}

static void row_line(const messages *in, buffer *b, const row *r)
{
    line l = {b, in, 0};
    layout_line(b, 0, 2);
    layout_style(b, r->alerts || r->overdue ? STYLE_RED : STYLE_PLAIN);
    cell(&l, 0, r->id);
    layout_style(b, STYLE_PLAIN);
    age_cell(&l, r);
    lives_cell(&l, r);
    cell(&l, LEVEL, r->level ? r->level : "-");
    date_cell(&l, SINCE, r->level ? r->since : REUNIFY_DATE_NONE);
    stage_cell(&l, r);
    if (r->alerts || !r->unchecked)
        count_cell(&l, ALERTS, r->alerts);
    else
        cell(&l, ALERTS, "?");
    count_cell(&l, LATE, r->overdue);
    count_cell(&l, OPEN, r->open);
    count_cell(&l, UNKNOWN, r->unknown);
    date_cell(&l, ASSESSED, r->assessed_on);
    layout_end(b);
}

static void heading_line(const messages *in, buffer *b)
{
    static const struct {
        size_t column;
        message_id words;
    } heads[] = {{0, MSG_OVERVIEW_CASE},           {AGE, MSG_OVERVIEW_AGE},
                 {LIVES, MSG_OVERVIEW_LIVES},      {LEVEL, MSG_OVERVIEW_LEVEL},
                 {SINCE, MSG_OVERVIEW_SINCE},      {STAGE, MSG_OVERVIEW_STAGE},
                 {ALERTS, MSG_OVERVIEW_ALERTS},    {LATE, MSG_OVERVIEW_LATE},
                 {OPEN, MSG_OVERVIEW_OPEN},        {UNKNOWN, MSG_OVERVIEW_UNKNOWN},
                 {ASSESSED, MSG_OVERVIEW_ASSESSED}};
    line l = {b, in, 0};
    layout_line(b, 0, 2);
    layout_style(b, STYLE_BOLD);
    for (size_t i = 0; i < LENGTH_OF(heads); i++)
        message_cell(&l, heads[i].column, heads[i].words, NULL);
    layout_style(b, STYLE_PLAIN);
    layout_end(b);
}

/* "3 cases on 2025-01-10", where all are of one day. */
static void title_line(const reunify_overview *o, const messages *in, buffer *b)
{
    char iso[11];
    bool same = o->count > 0;
    for (size_t i = 1; i < o->count; i++)
        same = same && o->rows[i].as_of == o->rows[0].as_of;
    if (same)
        date_write(o->rows[0].as_of, iso);
    const message_sink sink = layout_sink(in, b);
    layout_line(b, 0, 0);
    message_say(&sink, MSG_OVERVIEW,
                VALUES(of_number("count", (int64_t)o->count), of_text("date", same ? iso : NULL)));
    layout_end(b);
    layout_blank(b);
}

static void write_table(const reunify_overview *o, buffer *b)
{
    const messages *in = o->profile ? &o->profile->spoken : NULL;
    const message_sink sink = layout_sink(in, b);
    title_line(o, in, b);
    heading_line(in, b);
    sort_items(o->rows, o->count, sizeof *o->rows, compare);
    for (size_t i = 0; i < o->count; i++)
        row_line(in, b, &o->rows[i]);
    layout_blank(b);
    layout_line(b, 0, 0);
    message_say(&sink, MSG_OVERVIEW_KEY, NULL);
    layout_end(b);
}

reunify_status reunify_overview_to_text(const reunify_overview *overview, uint32_t flags,
                                        int32_t width, reunify_text **out, reunify_error *error)
{
    reunify_error_clear(error);
    if (out)
        *out = NULL;
    if (!overview || !out)
        return error_argument(error, "the overview, or the place for the text, is NULL");
    if (flags & ~(uint32_t)REUNIFY_TEXT_COLOUR)
        return error_argument(error, "there is no such flag");
    if (width < 0)
        return error_argument(error, "the width is negative");
    buffer marked, lines;
    buffer_start(&marked, overview->context);
    buffer_start(&lines, overview->context);
    write_table(overview, &marked);
    layout_finish(&marked, width ? (size_t)width : WIDTH, flags & REUNIFY_TEXT_COLOUR, &lines);
    buffer_release(&marked);
    return buffer_finish(&lines, out) ? error_no_memory(error) : REUNIFY_OK;
}
