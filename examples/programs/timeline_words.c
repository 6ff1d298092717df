/* The assessments in words, by their numbers. */
#include "timeline.h"

#include <stdio.h>
#include <string.h>

enum { TEXT_LEFT = MARGIN + 44 };

static void add_level(buffer *to, const timeline *t, const char *code)
{
    add_said(to, t, REUNIFY_VOCABULARY_LEVEL, code);
}

static bool same(const char *a, const char *b)
{
    return a && b && strcmp(a, b) == 0;
}

static void add_change(buffer *to, const timeline *t, const reunify_history_entry *entry)
{
    const char *before = reunify_history_entry_from(entry),
               *after = reunify_history_entry_to(entry);
    if (!after) {
        add_text(to, "no level yet");
    } else if (!before) {
        add_text(to, "first level, ");
        add_level(to, t, after);
    } else {
        add_level(to, t, before);
        add_text(to, same(before, after) ? " stays" : " to ");
        if (!same(before, after))
            add_level(to, t, after);
    }
}

static void add_approval(buffer *to, const timeline *t, const reunify_history_entry *entry)
{
    const char *role = reunify_history_entry_approved_by(entry);
    if (!role)
        return;
    add_text(to, ", approved by: ");
    add_said(to, t, REUNIFY_VOCABULARY_ROLE, role);
}

static void add_basis(buffer *to, const timeline *t, const reunify_history_entry *entry)
{
    const int32_t basis = reunify_history_entry_basis(entry);
    if (basis == REUNIFY_BASIS_CLASSIFICATION)
        add_text(to, ", as the findings give it");
    if (basis == REUNIFY_BASIS_MOVEMENT)
        add_text(to, ", by a rule of the tool");
    if (basis == REUNIFY_BASIS_JUDGEMENT)
        add_text(to, ", by judgement");
    else if (reunify_history_entry_judged(entry) && reunify_history_entry_judged_level(entry)) {
        add_text(to, "; a judgement gave ");
        add_level(to, t, reunify_history_entry_judged_level(entry));
    }
    if (reunify_history_entry_judged(entry))
        add_approval(to, t, entry);
}

static void add_findings(buffer *to, const timeline *t, const reunify_history_entry *entry)
{
    const char *indicated = reunify_history_entry_indicated(entry);
    if (!indicated) {
        add_text(to, " The assessment is incomplete.");
    } else if (!same(indicated, reunify_history_entry_to(entry))) {
        add_text(to, " The findings indicate ");
        add_level(to, t, indicated);
        add_text(to, ".");
    }
    if (reunify_history_entry_silent(entry))
        add_text(to, " No rule covers it: for a manager to judge.");
}

static void add_held(buffer *to, const timeline *t, const reunify_history_entry *entry)
{
    if (reunify_history_entry_held_by(entry) == REUNIFY_HELD_NOT)
        return;
    add_text(to, " The level stays, though the time for the step to ");
    add_level(to, t, reunify_history_entry_held_to(entry));
    add_text(to, " was complete on ");
    add_date(to, reunify_history_entry_held_since(entry));
    add_text(to, reunify_history_entry_held_by(entry) == REUNIFY_HELD_BY_INCOMPLETE
                     ? ": the assessment is incomplete."
                     : ": the findings as a whole do not point there.");
}

void add_history_words(buffer *to, const timeline *t, const reunify_history_entry *entry)
{
    const char *id = reunify_history_entry_assessment(entry),
               *rule = reunify_history_entry_rule_text(entry);
    const bool moved = reunify_history_entry_basis(entry) == REUNIFY_BASIS_MOVEMENT;
    add_date(to, reunify_history_entry_date(entry));
    if (id) {
        add_text(to, ", ");
        add_text(to, id);
    }
    add_text(to, ": ");
    add_change(to, t, entry);
    add_basis(to, t, entry);
    add_text(to, ".");
    if (rule && moved) {
        add_text(to, " ");
        add_text(to, rule);
    }
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
    add_format(&t->d.words, "Assessment %s: ", number);
    add_text(&t->d.words, label_of(t));
    add_text(&t->d.words, " ");
}

void draw_history(timeline *t)
{
    const size_t count = reunify_evaluation_history_count(t->evaluation);
    if (!count)
        return;
    draw_heading(&t->d, "Assessments, by their numbers");
    for (size_t i = 0; i < count; i++)
        draw_entry(t, i);
}
