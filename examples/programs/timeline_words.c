/* The assessments in words, by their numbers. */
#include "timeline.h"

#include <stdio.h>
#include <string.h>

enum { TEXT_LEFT = MARGIN + 44 };

static bool same(const char *a, const char *b)
{
    return a && b && strcmp(a, b) == 0;
}

static said_value with_level(const char *name, const char *code)
{
    return with_known_word(name, REUNIFY_VOCABULARY_LEVEL, code);
}

static void add_change(buffer *to, const timeline *t, const reunify_history_entry *entry)
{
    const char *before = reunify_history_entry_from(entry),
               *after = reunify_history_entry_to(entry);
    if (!after)
        add_sentence(to, t->profile, "head.no_level_yet", NULL);
    else if (!before || same(before, after))
        add_sentence(to, t->profile, before ? "history.stays" : "history.first",
                     WITH(with_level("level", after)));
    else
        add_sentence(to, t->profile, "history.to",
                     WITH(with_level("before", before), with_level("level", after)));
}

/* Nothing where the entry rests on nothing. */
static void add_basis(buffer *to, const timeline *t, const reunify_history_entry *entry)
{
    const int32_t basis = reunify_history_entry_basis(entry);
    if (basis == REUNIFY_BASIS_CLASSIFICATION)
        add_sentence(to, t->profile, "level.by_findings", NULL);
    if (basis == REUNIFY_BASIS_MOVEMENT)
        add_sentence(to, t->profile, "level.by_rule", NULL);
    if (basis == REUNIFY_BASIS_JUDGEMENT)
        add_sentence(to, t->profile, "level.judged", WITH(with_text("judgement", "")));
}

static void add_findings(buffer *to, const timeline *t, const reunify_history_entry *entry)
{
    const char *indicated = reunify_history_entry_indicated(entry);
    if (!indicated)
        add_sentence(to, t->profile, "history.incomplete", NULL);
    else if (!same(indicated, reunify_history_entry_to(entry)))
        add_sentence(to, t->profile, "history.findings", WITH(with_level("level", indicated)));
    if (reunify_history_entry_silent(entry))
        add_sentence(to, t->profile, "history.silent", NULL);
}

static void add_held(buffer *to, const timeline *t, const reunify_history_entry *entry)
{
    const int32_t by = reunify_history_entry_held_by(entry);
    if (by == REUNIFY_HELD_NOT)
        return;
    add_sentence(to, t->profile, "timeline.held",
                 WITH(with_level("level", reunify_history_entry_held_to(entry)),
                      with_day("date", reunify_history_entry_held_since(entry)),
                      with_number("incomplete", by == REUNIFY_HELD_BY_INCOMPLETE)));
}

/* What it did to the level, and on which basis. */
static void add_assessed(buffer *to, const timeline *t, const reunify_history_entry *entry)
{
    const int32_t on = reunify_history_entry_basis(entry);
    const bool judged = reunify_history_entry_judged(entry);
    buffer change = {NULL, 0, 0, false}, basis = {NULL, 0, 0, false};
    add_change(&change, t, entry);
    add_basis(&basis, t, entry);
    add_sentence(
        to, t->profile, "timeline.assessed",
        WITH(with_day("date", reunify_history_entry_date(entry)),
             with_text("assessment", reunify_history_entry_assessment(entry)),
             with_text("change", change.data ? change.data : ""), with_text("basis", basis.data),
             with_word("judged", REUNIFY_VOCABULARY_LEVEL,
                       judged && on != REUNIFY_BASIS_JUDGEMENT
                           ? reunify_history_entry_judged_level(entry)
                           : NULL),
             with_word("by", REUNIFY_VOCABULARY_ROLE,
                       judged ? reunify_history_entry_approved_by(entry) : NULL),
             with_text("rule", on == REUNIFY_BASIS_MOVEMENT ? reunify_history_entry_rule_text(entry)
                                                            : NULL)));
    to->failed = to->failed || change.failed || basis.failed;
    free_buffer(&change);
    free_buffer(&basis);
}

void add_history_words(buffer *to, const timeline *t, const reunify_history_entry *entry)
{
    add_assessed(to, t, entry);
    add_findings(to, t, entry);
    add_held(to, t, entry);
}

/* An assessment with its number on the left. */
static void draw_entry(timeline *t, size_t at)
{
    char number[24];
    snprintf(number, sizeof number, "%zu", at + 1);
    start_label(t, "");
    add_history_words(&t->label, t, reunify_evaluation_history(t->evaluation, at));
    t->d.y += LINE + 4;
    draw_text(&t->d.over, TEXT_LEFT - 10, t->d.y, SMALL, "end", number);
    t->d.y =
        draw_paragraph(&t->d.over, TEXT_LEFT, t->d.y, PLOT_RIGHT - TEXT_LEFT, label_of(t)) - LINE;
    add_sentence(&t->d.words, t->profile, "timeline.assessment",
                 WITH(with_text("number", number), with_text("said", label_of(t))));
    add_text(&t->d.words, " ");
}

void draw_history(timeline *t)
{
    const size_t count = reunify_evaluation_history_count(t->evaluation);
    if (!count)
        return;
    say_heading(t, "timeline.assessments");
    for (size_t i = 0; i < count; i++)
        draw_entry(t, i);
}
