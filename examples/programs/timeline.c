/*
 * An evaluation as a drawing. First all dates are looked at, so that the axis has room for them;
 * then come, from top to bottom, the levels of risk with a number for each assessment, times that
 * the tool counts, where the child lived, the legal position, the stages, what is due, a key, and
 * the assessments in words by their numbers. What is known is drawn solid, what may come is dashed,
 * what is not known is hatched. The height is known at the end: the parts lie in buffers until
 * then. Every label goes into the words too, which are what a screen reader has of the drawing.
 */
#include "timeline.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Labels -------------------------------------------------------------------------------------- */

void start_label(timeline *t, const char *text)
{
    start_words(&t->label, text, &t->d.words);
}

void say_label(timeline *t, const char *id, const said_value *values)
{
    start_label(t, "");
    add_sentence(&t->label, t->profile, id, values);
}

const char *label_of(timeline *t)
{
    return t->label.data ? t->label.data : "";
}

void say_heading(timeline *t, const char *id)
{
    say_label(t, id, NULL);
    draw_heading(&t->d, label_of(t));
}

void say_row(timeline *t, const char *id)
{
    say_label(t, id, NULL);
    begin_row(&t->d, label_of(t));
}

bool seen_interval(const timeline *t, reunify_date from, reunify_date *to)
{
    if (*to > t->as_of)
        *to = REUNIFY_DATE_NONE;
    return from == REUNIFY_DATE_NONE || from <= t->as_of;
}

void add_interval(buffer *to, const timeline *t, reunify_date from, reunify_date end)
{
    add_sentence(to, t->profile, "timeline.interval",
                 WITH(with_date("from", from), with_date("to", end)));
}

/* The dates that there are -------------------------------------------------------------------- */

static void widen(timeline *t, reunify_date date)
{
    if (date == REUNIFY_DATE_NONE)
        return;
    t->d.first = date < t->d.first ? date : t->d.first;
    t->d.last = date > t->d.last ? date : t->d.last;
}

static void widen_by_case(timeline *t)
{
    static const int32_t kinds[] = {REUNIFY_ENTRY_CARE_PERIOD, REUNIFY_ENTRY_LEGAL_STATUS,
                                    REUNIFY_ENTRY_PLACEMENT};
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        for (size_t i = 0; i < reunify_case_count(t->record, kinds[k], REUNIFY_THE_CASE); i++) {
            const reunify_entry entry =
                reunify_case_entry(t->record, kinds[k], REUNIFY_THE_CASE, i);
            const reunify_date from = reunify_case_get_date(t->record, entry, REUNIFY_FIELD_FROM);
            reunify_date to = reunify_case_get_date(t->record, entry, REUNIFY_FIELD_TO);
            if (seen_interval(t, from, &to))
                widen(t, from), widen(t, to);
        }
}

static void widen_by_past(timeline *t)
{
    const reunify_evaluation *e = t->evaluation;
    for (size_t i = 0; i < reunify_evaluation_history_count(e); i++)
        widen(t, reunify_history_entry_date(reunify_evaluation_history(e, i)));
    for (size_t i = 0; i < reunify_evaluation_attempt_count(e); i++) {
        const reunify_attempt *attempt = reunify_evaluation_attempt(e, i);
        widen(t, reunify_attempt_from(attempt));
        widen(t, reunify_attempt_return(attempt));
        widen(t, reunify_attempt_return_ended_on(attempt));
    }
    for (size_t i = 0; i < reunify_evaluation_gate_count(e); i++) {
        const reunify_gate *gate = reunify_evaluation_gate(e, i);
        widen(t, reunify_gate_passed_on(gate));
        widen(t, reunify_gate_stopped_on(gate));
    }
}

static void widen_by_what_comes(timeline *t)
{
    const reunify_evaluation *e = t->evaluation;
    for (size_t i = 0; i < reunify_evaluation_pending_count(e); i++) {
        const reunify_pending *pending = reunify_evaluation_pending(e, i);
        widen(t, reunify_pending_run_since(pending));
        widen(t, reunify_pending_eligible_from(pending));
    }
    for (size_t i = 0; i < reunify_evaluation_obligation_count(e); i++) {
        const reunify_obligation *obligation = reunify_evaluation_obligation(e, i);
        widen(t, reunify_obligation_due(obligation));
        widen(t, reunify_obligation_done_on(obligation));
    }
    widen(t, reunify_evaluation_may_close_confirmed(e));
}

/* A little room at both ends, within what dates there are. */
static void set_range(timeline *t)
{
    enum { LEAST = 30 };
    t->d.first = t->d.last = t->as_of;
    widen_by_case(t);
    widen_by_past(t);
    widen_by_what_comes(t);
    const int32_t some = (t->d.last - t->d.first) / 40, room = some > LEAST ? some : LEAST;
    const bool early =
        t->d.first<REUNIFY_DATE_MIN + room, late = t->d.last> REUNIFY_DATE_MAX - room;
    t->d.first = early ? REUNIFY_DATE_MIN : t->d.first - room;
    t->d.last = late ? REUNIFY_DATE_MAX : t->d.last + room;
}

/* The axis ------------------------------------------------------------------------------------ */

enum { MOST_TICKS = 10, AXIS = 78, AS_OF = 98, CHART = 104 };

/* From tick to tick, in months: the smallest step that leaves their labels room. */
static int choose_step(int months)
{
    static const int steps[] = {1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000};
    size_t at = 0;
    while (at + 1 < sizeof steps / sizeof *steps && months / steps[at] > MOST_TICKS)
        at++;
    return steps[at];
}

static reunify_date first_of_month(int month)
{
    char text[32];
    reunify_date date;
    snprintf(text, sizeof text, "%04d-%02d-01", month / 12, month % 12 + 1);
    return reunify_date_parse(text, strlen(text), &date) ? REUNIFY_DATE_NONE : date;
}

/* Where a label has no room behind the last, which ends at `*end`, the line stands alone. */
static void draw_tick(timeline *t, int month, int step, int bottom, int *end)
{
    const reunify_date date = first_of_month(month);
    if (date == REUNIFY_DATE_NONE || date < t->d.first || date > t->d.last)
        return;
    const int x = x_of(&t->d, date);
    start_label(t, "");
    if (step < 12)
        say_label(t, "timeline.month",
                  WITH(with_number("month", month % 12), with_number("year", month / 12)));
    else
        add_format(&t->label, "%d", month / 12);
    const int half = text_width(label_of(t), t->label.length, SMALL) / 2;
    add_format(&t->d.under, "<path d=\"M%d %dV%d\" stroke=\"#ccc\"/>\n", x, CHART, bottom);
    if (x - half < *end - 1 || x + half > WIDTH)
        return;
    draw_text(&t->d.under, x, AXIS, SMALL, "middle", label_of(t));
    *end = x + half;
}

static void draw_axis(timeline *t, int bottom)
{
    int year, month, day, last_year, last_month;
    split_date(t->d.first, &year, &month, &day);
    split_date(t->d.last, &last_year, &last_month, &day);
    const int first = year * 12 + month - 1, last = last_year * 12 + last_month - 1,
              step = choose_step(last - first);
    int end = PLOT_LEFT - MARGIN + 1;
    for (int at = first - first % step; at <= last; at += step)
        draw_tick(t, at, step, bottom, &end);
}

/* The date asked about: a line from top to bottom, with its name under the axis. */
static void draw_as_of(timeline *t, int bottom)
{
    const int x = x_of(&t->d, t->as_of);
    say_label(t, "timeline.as_of", WITH(with_day("date", t->as_of)));
    const int half = text_width(label_of(t), t->label.length, SMALL) / 2 + 1,
              middle = x + half > PLOT_RIGHT ? PLOT_RIGHT - half : x;
    add_format(&t->d.under,
               "<path d=\"M%d %dV%d\" stroke=\"#000\" stroke-width=\"2\"/>\n"
               "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#000\" "
               "fill-opacity=\"0.05\"/>\n",
               x, CHART, bottom, x, CHART, PLOT_RIGHT - x, bottom - CHART);
    draw_text(&t->d.under, middle, AS_OF, SMALL, "middle", label_of(t));
}

/* The whole ----------------------------------------------------------------------------------- */

static void draw_key(timeline *t)
{
    static const struct {
        item_form form;
        const char *id;
    } rows[] = {{BAR, "timeline.key.lasted"},          {POINT, "timeline.key.day"},
                {POINT_LATE, "timeline.key.late"},     {POINT_DUE, "timeline.key.due"},
                {POINT_OPEN, "timeline.key.may_come"}, {POINT_STOP, "timeline.key.stopped"},
                {BAR_TO_COME, "timeline.key.counted"}, {BAR_UNKNOWN, "known.not"}};
    const size_t said_before = t->d.words.length;
    say_heading(t, "timeline.key");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        say_label(t, rows[i].id, NULL);
        draw_sample(&t->d, i, rows[i].form, label_of(t));
    }
    t->d.words.length = said_before;
    if (!reunify_evaluation_history_count(t->evaluation))
        return;
    say_label(t, "timeline.key.levels", NULL);
    t->d.y =
        draw_paragraph(&t->d.over, MARGIN, t->d.y + LINE, WIDTH - 2 * MARGIN, label_of(t)) - LINE;
}

static void draw_note(timeline *t)
{
    say_label(t, "timeline.note", NULL);
    t->d.y =
        draw_paragraph(&t->d.over, MARGIN, t->d.y + 2 * LINE, WIDTH - 2 * MARGIN, label_of(t)) +
        LINE;
    add_text(&t->d.words, label_of(t));
}

static void draw_parts(timeline *t)
{
    t->d.y = CHART;
    draw_levels(t);
    draw_rows(t);
    const int bottom = t->d.y;
    draw_key(t);
    draw_history(t);
    draw_note(t);
    draw_axis(t, bottom);
    draw_as_of(t, bottom);
}

static void say_title(timeline *t)
{
    say_label(t, "timeline.title",
              WITH(with_text("case", reunify_evaluation_case_id(t->evaluation)),
                   with_day("date", t->as_of)));
}

/* Said apart, since the title is a part of it. */
static void add_about(buffer *to, timeline *t)
{
    buffer about = {NULL, 0, 0, false};
    say_title(t);
    add_sentence(&about, t->profile, "timeline.about", WITH(with_text("title", label_of(t))));
    if (about.data)
        add_markup(to, about.data, about.length);
    to->failed = to->failed || about.failed;
    free_buffer(&about);
}

/* Under whose guidance, in a line of its own. */
static void add_profile(buffer *to, const timeline *t)
{
    const char *title = reunify_profile_title(t->profile);
    const size_t fits = bytes_of_line(title, SMALL, WIDTH - 2 * MARGIN);
    add_format(to, "<text x=\"%d\" y=\"52\" font-size=\"%d\">", MARGIN, SMALL);
    add_markup(to, title, fits);
    add_text(to, "</text>\n");
}

/* The words that a screen reader has of the drawing. */
static void add_description(buffer *to, const timeline *t)
{
    add_text(to, "<desc id=\"reunify-timeline-words\">");
    if (t->d.words.data)
        add_markup(to, t->d.words.data, t->d.words.length);
    add_text(to, "</desc>\n");
}

static void add_head(buffer *to, timeline *t, const char *language)
{
    add_format(to,
               "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" "
               "lang=\"",
               WIDTH, t->d.y);
    add_markup_text(to, language);
    add_text(to, "\" aria-labelledby=\"reunify-timeline-title\" "
                 "aria-describedby=\"reunify-timeline-words\" font-family=\"Arial, Helvetica, "
                 "'Liberation Sans', 'DejaVu Sans', sans-serif\" fill=\"#222\">\n");
    add_text(to, "<title id=\"reunify-timeline-title\">");
    add_about(to, t);
    add_text(to, "</title>\n");
    add_description(to, t);
    add_text(to, "<defs><pattern id=\"reunify-hatch\" width=\"6\" height=\"6\" "
                 "patternUnits=\"userSpaceOnUse\"><rect width=\"6\" height=\"6\" fill=\"#fff\"/>"
                 "<path d=\"M0 6L6 0\" stroke=\"#777\"/></pattern></defs>\n");
    add_format(to, "<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>\n", WIDTH, t->d.y);
    add_format(to, "<text x=\"%d\" y=\"32\" font-size=\"%d\" font-weight=\"bold\">", MARGIN, LARGE);
    say_title(t);
    add_markup_text(to, label_of(t));
    add_text(to, "</text>\n");
    add_profile(to, t);
}

void add_timeline(buffer *to, const reunify_evaluation *evaluation, const reunify_case *record,
                  const char *language)
{
    timeline t = {.profile = reunify_evaluation_profile(evaluation),
                  .record = record,
                  .evaluation = evaluation,
                  .as_of = reunify_evaluation_as_of(evaluation)};
    if (reunify_vocabulary_new(t.profile, &t.words, NULL)) {
        to->failed = true;
        return;
    }
    set_range(&t);
    draw_parts(&t);
    add_head(to, &t, language);
    if (t.d.under.data)
        add_bytes(to, t.d.under.data, t.d.under.length);
    if (t.d.over.data)
        add_bytes(to, t.d.over.data, t.d.over.length);
    add_text(to, "</svg>\n");
    to->failed = to->failed || drawing_failed(&t.d) || t.label.failed;
    reunify_vocabulary_free(t.words);
    free_buffer(&t.label);
    free_drawing(&t.d);
}
