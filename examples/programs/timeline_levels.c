/*
 * The levels of risk: a lane each, the most severe on top, and one below for the time in which no
 * level is known. The level is a line in steps, up to the date asked about. Each assessment is a
 * mark on it, whose form says what it did, and has a number under the lanes, in as many lines as
 * they need.
 */
#include "timeline.h"

#include <stdio.h>
#include <string.h>

enum { LANE = 30, NUMBER_LINE = 15 };

typedef struct {
    timeline *t;
    int top, count; /* lanes of levels, and one more */
} lanes;

int level_of(const timeline *t, const char *code)
{
    for (size_t i = 0; code && i < reunify_profile_level_count(t->profile); i++)
        if (strcmp(reunify_profile_level(t->profile, i), code) == 0)
            return (int)i;
    return -1;
}

/* The middle of a level's lane; -1: that of no level. */
static int y_of(const lanes *l, int level)
{
    return l->top + (l->count - 1 - level) * LANE + LANE / 2;
}

static void draw_name(const lanes *l, int level)
{
    timeline *t = l->t;
    if (level < 0) {
        say_label(t, "timeline.no_level", NULL);
    } else {
        start_label(t, "");
        add_word(&t->label, t->profile, REUNIFY_VOCABULARY_LEVEL,
                 reunify_profile_level(t->profile, (size_t)level));
    }
    draw_label(&t->d.over, MARGIN, y_of(l, level) + 4, PLOT_LEFT - 2 * MARGIN, "start",
               label_of(t));
}

static void draw_lanes(const lanes *l)
{
    for (int level = -1; level < l->count; level++) {
        draw_name(l, level);
        add_format(&l->t->d.under,
                   "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>\n", PLOT_LEFT,
                   y_of(l, level) - LANE / 2, PLOT_RIGHT - PLOT_LEFT, LANE,
                   level % 2 ? "#f6f6f6" : "#ececec");
    }
}

/* The line in steps: from entry to entry, and up to the date asked about. */
static void draw_steps(const lanes *l)
{
    const reunify_evaluation *e = l->t->evaluation;
    drawing *d = &l->t->d;
    const size_t count = reunify_evaluation_history_count(e);
    bool begun = false;
    reunify_date known_from = l->t->as_of;
    for (size_t i = 0; i < count; i++) {
        const reunify_history_entry *entry = reunify_evaluation_history(e, i);
        const int level = level_of(l->t, reunify_history_entry_to(entry));
        const reunify_date date = reunify_history_entry_date(entry);
        if (level < 0)
            continue;
        known_from = begun ? known_from : date;
        add_format(&d->over, begun ? "H%dV%d" : "<path d=\"M%d %d", x_of(d, date), y_of(l, level));
        begun = true;
    }
    if (begun)
        add_format(&d->over, "H%d\" fill=\"none\" stroke=\"#1f3b63\" stroke-width=\"3\"/>\n",
                   x_of(d, l->t->as_of));
    const int right = x_of(d, known_from);
    add_format(&d->over,
               "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" "
               "fill=\"url(#reunify-hatch)\"/>\n",
               PLOT_LEFT, y_of(l, -1) - 5, right - PLOT_LEFT, 10);
}

/* What an assessment did, as the form of its mark. */
static void draw_mark(const lanes *l, const reunify_history_entry *entry)
{
    static const char *const forms[] = {"m-4 -4h8v8h-8z", "m0 -7l7 12h-14z", "m0 7l7 -12h-14z"};
    buffer *to = &l->t->d.over;
    const int before = level_of(l->t, reunify_history_entry_from(entry)),
              level = level_of(l->t, reunify_history_entry_to(entry)),
              x = x_of(&l->t->d, reunify_history_entry_date(entry)), y = y_of(l, level);
    const bool hollow = reunify_history_entry_held_by(entry) != REUNIFY_HELD_NOT || level < 0;
    const char *form = before < 0 || before == level ? forms[0]
                       : level > before              ? forms[1]
                                                     : forms[2];
    if (reunify_history_entry_basis(entry) == REUNIFY_BASIS_JUDGEMENT)
        form = "m0 -7l7 7l-7 7l-7 -7z";
    add_format(to, "<path d=\"M%d %d%s\" fill=\"%s\" stroke=\"#1f3b63\" stroke-width=\"2\"/>\n", x,
               y, form, hollow ? "#fff" : "#1f3b63");
}

/* The numbers of the assessments, each under its mark, in lines. */
static void draw_numbers(const lanes *l)
{
    const reunify_evaluation *e = l->t->evaluation;
    drawing *d = &l->t->d;
    const int top = y_of(l, -1) + LANE / 2;
    packing lines = {.used = 0};
    for (size_t i = 0; i < reunify_evaluation_history_count(e); i++) {
        char number[24];
        snprintf(number, sizeof number, "%zu", i + 1);
        const int x = x_of(d, reunify_history_entry_date(reunify_evaluation_history(e, i))),
                  half = text_width(number, strlen(number), SMALL) / 2 + 1,
                  line = find_line(&lines, x - half, x + half);
        if (line < 0)
            continue;
        const int y = top + (line + 1) * NUMBER_LINE;
        add_format(&d->under, "<path d=\"M%d %dV%d\" stroke=\"#aaa\"/>\n", x, top, y - 11);
        draw_label(&d->over, x, y, WIDTH, "middle", number);
    }
    d->y = top + (lines.used + 1) * NUMBER_LINE;
}

/* Whether the pathway has a tool of risk at all. */
static bool has_levels(const timeline *t)
{
    const char *pathway = reunify_evaluation_pathway(t->evaluation);
    if (!reunify_profile_level_count(t->profile))
        return false;
    if (reunify_evaluation_history_count(t->evaluation) || !pathway)
        return true;
    const int64_t at =
        reunify_vocabulary_find(t->words, REUNIFY_VOCABULARY_PATHWAY, 0, pathway, strlen(pathway));
    return at < 0 || reunify_vocabulary_number(t->words, REUNIFY_VOCABULARY_PATHWAY, (size_t)at,
                                               REUNIFY_DETAIL_WITHOUT_RISK_TOOL) != 1;
}

static void say_level(timeline *t)
{
    const char *level = reunify_evaluation_level(t->evaluation);
    if (level)
        add_sentence(&t->d.words, t->profile, "timeline.level_since",
                     WITH(with_word("level", REUNIFY_VOCABULARY_LEVEL, level),
                          with_day("date", reunify_evaluation_level_since(t->evaluation))));
    else
        add_sentence(&t->d.words, t->profile, "timeline.level_none", NULL);
    add_text(&t->d.words, " ");
}

void draw_levels(timeline *t)
{
    if (!has_levels(t))
        return;
    say_heading(t, "timeline.level");
    const lanes l = {t, t->d.y, (int)reunify_profile_level_count(t->profile)};
    say_level(t);
    draw_lanes(&l);
    draw_steps(&l);
    for (size_t i = 0; i < reunify_evaluation_history_count(t->evaluation); i++)
        draw_mark(&l, reunify_evaluation_history(t->evaluation, i));
    draw_numbers(&l);
}
