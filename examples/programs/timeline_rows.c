/* What lies in rows: times that are counted, where the child lived, legal statuses, stages, dates.
 */
#include "timeline.h"

#include <stdio.h>
#include <string.h>

static void finish_item(timeline *t, item_form form, reunify_date from, reunify_date to)
{
    add_item(&t->d, form, from, to, label_of(t));
}

/* Stops --------------------------------------------------------------------------------------- */

/* A stop is shown on the stage that it stops, though an earlier one may have to be passed too. */
static bool is_stopped(const reunify_gate *gate)
{
    const int32_t status = reunify_gate_status(gate);
    bool holds = status == REUNIFY_GATE_STOPPED;
    for (size_t i = 0; status == REUNIFY_GATE_WAITING && i < reunify_gate_stop_count(gate); i++)
        holds = holds || reunify_stop_result(reunify_gate_stop(gate, i)) == REUNIFY_TRUE;
    return holds;
}

/* Times that are counted ---------------------------------------------------------------------- */

/* As on the page: nothing is said of closing before the lowest level, nor before a return. */
static bool speaks_of_closing(const timeline *t)
{
    const reunify_evaluation *e = t->evaluation;
    const char *lives = reunify_position_lives(reunify_evaluation_position(e));
    const reunify_gate *stage = reunify_evaluation_stage(e);
    return reunify_evaluation_level_index(e) == 0 && reunify_evaluation_closing_count(e) && lives &&
           strcmp(lives, "at_home") == 0 && !(stage && is_stopped(stage));
}

/* A time that leads to no other level is one towards closing. */
static bool is_shown(const timeline *t, const reunify_pending *pending)
{
    return reunify_pending_to(pending) || speaks_of_closing(t);
}

/* What has to be so on the day on which the time is complete, for anything to follow from it. */
static const char *condition_of(const timeline *t, const reunify_pending *pending)
{
    const char *to = reunify_pending_to(pending);
    if (!to && reunify_evaluation_may_be_closed(t->evaluation) == REUNIFY_FALSE)
        return "; the rules would not allow a decision to close yet";
    if (!to && reunify_evaluation_may_close_confirmed(t->evaluation) != REUNIFY_DATE_NONE)
        return ""; /* it has been confirmed, which a row of its own says */
    if (reunify_pending_elapsed(pending))
        return "; an assessment has to confirm it";
    if (!to)
        return " at the earliest";
    return level_of(t, to) > reunify_evaluation_level_index(t->evaluation)
               ? ", if an assessment then finds the same"
               : ", and only if an assessment then points there";
}

static void draw_pending(timeline *t, const reunify_pending *pending)
{
    const char *to = reunify_pending_to(pending);
    start_label(t, "towards ");
    if (to)
        add_said(&t->label, t, REUNIFY_VOCABULARY_LEVEL, to);
    else
        add_text(&t->label, "closing");
    begin_row(&t->d, label_of(t));
    start_label(t, "counted since ");
    add_date(&t->label, reunify_pending_run_since(pending));
    add_text(&t->label,
             reunify_pending_elapsed(pending) || !to ? ", complete on " : ", not before ");
    add_date(&t->label, reunify_pending_eligible_from(pending));
    add_text(&t->label, condition_of(t, pending));
    finish_item(t, BAR_TO_COME, reunify_pending_run_since(pending),
                reunify_pending_eligible_from(pending));
    end_row(&t->d);
}

/* The first assessment that confirmed the time towards closing. */
static void draw_confirmed(timeline *t)
{
    const reunify_date confirmed = reunify_evaluation_may_close_confirmed(t->evaluation);
    if (confirmed == REUNIFY_DATE_NONE || !speaks_of_closing(t))
        return;
    begin_row(&t->d, "time towards closing");
    start_label(t, "confirmed on ");
    add_date(&t->label, confirmed);
    finish_item(t, POINT, confirmed, confirmed);
    end_row(&t->d);
}

static void draw_times(timeline *t)
{
    const reunify_evaluation *e = t->evaluation;
    bool any = false;
    for (size_t i = 0; i < reunify_evaluation_pending_count(e); i++) {
        const reunify_pending *pending = reunify_evaluation_pending(e, i);
        if (!is_shown(t, pending))
            continue;
        if (!any)
            draw_heading(&t->d, "Times that the tool counts: no forecast, and no time to wait; any "
                                "change is a reason to assess again");
        any = true;
        draw_pending(t, pending);
    }
    draw_confirmed(t);
}

/* Where the child lived, and under what ----------------------------------------------------------
 */

/* The word of an entry that stands before its dates. */
static void add_word(timeline *t, reunify_entry entry)
{
    const char *kind = reunify_case_get_text(t->record, entry, REUNIFY_FIELD_KIND);
    if (reunify_entry_kind(entry) == REUNIFY_ENTRY_PLACEMENT) {
        add_said(&t->label, t, REUNIFY_VOCABULARY_PLACEMENT,
                 reunify_case_get_text(t->record, entry, REUNIFY_FIELD_TYPE));
        add_text(&t->label, ", ");
    } else if (kind && strcmp(kind, "short_break") == 0) {
        add_text(&t->label, "short break, ");
    }
}

/* An entry of the case that has a from and a to. */
static void draw_span(timeline *t, reunify_entry entry)
{
    const reunify_date from = reunify_case_get_date(t->record, entry, REUNIFY_FIELD_FROM);
    reunify_date to = reunify_case_get_date(t->record, entry, REUNIFY_FIELD_TO);
    if (!seen_interval(t, from, &to))
        return;
    start_label(t, "");
    add_word(t, entry);
    add_interval(&t->label, from, to);
    finish_item(t, from == REUNIFY_DATE_NONE ? BAR_UNKNOWN : BAR, from,
                to == REUNIFY_DATE_NONE ? t->as_of : to);
}

/* A list that is absent is not known, one that is empty has nothing in it. */
static bool say_missing(timeline *t, int32_t kind)
{
    if (!reunify_case_is_declared(t->record, kind, REUNIFY_THE_CASE))
        add_item(&t->d, BAR_UNKNOWN, REUNIFY_DATE_NONE, t->as_of, "? not recorded");
    else if (!reunify_case_count(t->record, kind, REUNIFY_THE_CASE))
        add_item(&t->d, WORDS, REUNIFY_DATE_NONE, REUNIFY_DATE_NONE, "none");
    else
        return false;
    return true;
}

static void draw_spans(timeline *t, int32_t kind, const char *name)
{
    begin_row(&t->d, name);
    if (!say_missing(t, kind))
        for (size_t i = 0; i < reunify_case_count(t->record, kind, REUNIFY_THE_CASE); i++)
            draw_span(t, reunify_case_entry(t->record, kind, REUNIFY_THE_CASE, i));
    end_row(&t->d);
}

static void draw_return(timeline *t, const reunify_attempt *attempt)
{
    const reunify_date from = reunify_attempt_return(attempt),
                       ended = reunify_attempt_return_ended_on(attempt);
    const char *outcome = reunify_attempt_return_outcome(attempt);
    if (from == REUNIFY_DATE_NONE)
        return;
    start_label(t, "");
    add_interval(&t->label, from, ended);
    if (outcome && strcmp(outcome, "re_entered_care") == 0)
        add_text(&t->label, ", then back in care");
    finish_item(t, BAR, from, ended == REUNIFY_DATE_NONE ? t->as_of : ended);
}

/* Returns as the evaluation has them: it knows when one ended that the record leaves open. */
static void draw_returns(timeline *t)
{
    const size_t count = reunify_evaluation_attempt_count(t->evaluation);
    begin_row(&t->d, "Home");
    const size_t named = t->d.over.length;
    for (size_t i = 0; i < count; i++)
        draw_return(t, reunify_evaluation_attempt(t->evaluation, i));
    if (t->d.over.length == named && !say_missing(t, REUNIFY_ENTRY_RETURN))
        add_item(&t->d, WORDS, REUNIFY_DATE_NONE, REUNIFY_DATE_NONE, "not up to this date");
    end_row(&t->d);
}

static void draw_places(timeline *t)
{
    draw_heading(&t->d, "Where the child lived, as recorded");
    draw_spans(t, REUNIFY_ENTRY_CARE_PERIOD, "In care");
    draw_spans(t, REUNIFY_ENTRY_PLACEMENT, "Placed");
    draw_returns(t);
}

/* Whether a legal status is of a code (NULL: it has none), and seen on the date. */
static bool is_status(const timeline *t, reunify_entry entry, const char *code)
{
    const char *has = reunify_case_get_text(t->record, entry, REUNIFY_FIELD_CODE);
    const reunify_date from = reunify_case_get_date(t->record, entry, REUNIFY_FIELD_FROM);
    reunify_date to = REUNIFY_DATE_NONE;
    return (has && code ? strcmp(has, code) == 0 : !has && !code) && seen_interval(t, from, &to);
}

/* The row of a status, if it was ever in force. */
static void draw_status(timeline *t, const char *code)
{
    static const int32_t kind = REUNIFY_ENTRY_LEGAL_STATUS;
    bool begun = false;
    for (size_t i = 0; i < reunify_case_count(t->record, kind, REUNIFY_THE_CASE); i++) {
        const reunify_entry entry = reunify_case_entry(t->record, kind, REUNIFY_THE_CASE, i);
        if (!is_status(t, entry, code))
            continue;
        start_label(t, "");
        add_said(&t->label, t, REUNIFY_VOCABULARY_LEGAL_STATUS, code);
        if (!begun)
            begin_row(&t->d, label_of(t));
        begun = true;
        draw_span(t, entry);
    }
    if (begun)
        end_row(&t->d);
}

static void draw_legal(timeline *t)
{
    static const int32_t kind = REUNIFY_VOCABULARY_LEGAL_STATUS;
    draw_heading(&t->d, "Legal position");
    if (!reunify_case_count(t->record, REUNIFY_ENTRY_LEGAL_STATUS, REUNIFY_THE_CASE)) {
        begin_row(&t->d, "Legal status");
        say_missing(t, REUNIFY_ENTRY_LEGAL_STATUS);
        end_row(&t->d);
    }
    for (size_t i = 0; i < reunify_vocabulary_count(t->words, kind); i++)
        draw_status(t, reunify_vocabulary_id(t->words, kind, i));
    draw_status(t, NULL);
}

/* Stages -------------------------------------------------------------------------------------- */

static void draw_passed(timeline *t, const reunify_gate *gate)
{
    const reunify_date on = reunify_gate_passed_on(gate);
    start_label(t, "passed");
    if (on != REUNIFY_DATE_NONE) {
        add_text(&t->label, " ");
        add_date(&t->label, on);
        finish_item(t, POINT, on, on);
    } else {
        finish_item(t, WORDS, on, on);
    }
}

static void draw_stopped(timeline *t, const reunify_gate *gate)
{
    const reunify_date on = reunify_gate_stopped_on(gate);
    const char *role = reunify_gate_stopped_by(gate);
    start_label(t, "stopped");
    if (on != REUNIFY_DATE_NONE) {
        add_text(&t->label, " ");
        add_date(&t->label, on);
    }
    if (role) {
        add_text(&t->label, ", by: ");
        add_said(&t->label, t, REUNIFY_VOCABULARY_ROLE, role);
    }
    const reunify_date at = on == REUNIFY_DATE_NONE ? t->as_of : on;
    finish_item(t, POINT_STOP, at, at);
}

/* What a stage still needs, in numbers of points. */
static void draw_incomplete(timeline *t, const reunify_gate *gate)
{
    size_t open = 0, unknown = 0;
    for (size_t i = 0; i < reunify_gate_requirement_count(gate); i++) {
        const reunify_requirement *point = reunify_gate_requirement(gate, i);
        const int32_t status = reunify_requirement_status(point);
        if (reunify_requirement_advisory(point))
            continue;
        open += status == REUNIFY_REQUIREMENT_NOT_MET;
        unknown += status == REUNIFY_REQUIREMENT_UNKNOWN;
    }
    for (size_t i = 0; i < reunify_gate_stop_count(gate); i++)
        unknown += reunify_stop_result(reunify_gate_stop(gate, i)) == REUNIFY_UNKNOWN;
    start_label(t, "not passed yet: ");
    add_format(&t->label, "%zu open, %zu not known%s", open, unknown, unknown ? " (?)" : "");
    finish_item(t, POINT_OPEN, t->as_of, t->as_of);
}

static void draw_gate(timeline *t, const reunify_gate *gate)
{
    char number[24];
    snprintf(number, sizeof number, "%d  ", (int)reunify_gate_number(gate));
    start_label(t, number);
    add_text(&t->label,
             reunify_gate_text(gate) ? reunify_gate_text(gate) : reunify_gate_stage(gate));
    begin_row(&t->d, label_of(t));
    const int32_t status = reunify_gate_status(gate);
    if (status == REUNIFY_GATE_PASSED)
        draw_passed(t, gate);
    else if (is_stopped(gate))
        draw_stopped(t, gate);
    else if (status == REUNIFY_GATE_INCOMPLETE)
        draw_incomplete(t, gate);
    else
        add_item(&t->d, WORDS, REUNIFY_DATE_NONE, REUNIFY_DATE_NONE,
                 status == REUNIFY_GATE_WAITING ? "waits for an earlier stage" : "does not apply");
    end_row(&t->d);
}

/* What is due --------------------------------------------------------------------------------- */

static void add_due(timeline *t, const reunify_obligation *obligation)
{
    if (reunify_obligation_due(obligation) == REUNIFY_DATE_NONE)
        return;
    add_text(&t->label, " (due ");
    add_date(&t->label, reunify_obligation_due(obligation));
    add_text(&t->label, ")");
}

static void draw_done(timeline *t, const reunify_obligation *obligation)
{
    const bool late = reunify_obligation_late(obligation);
    reunify_date on = reunify_obligation_done_on(obligation);
    start_label(t, late ? "done late" : "done");
    if (on != REUNIFY_DATE_NONE) {
        add_text(&t->label, " ");
        add_date(&t->label, on);
    } else {
        on = reunify_obligation_due(obligation);
    }
    add_due(t, obligation);
    finish_item(t, on == REUNIFY_DATE_NONE ? WORDS : late ? POINT_LATE : POINT, on, on);
}

static void draw_to_do(timeline *t, const reunify_obligation *obligation)
{
    static const struct {
        item_form form;
        const char *text;
    } forms[] = {[REUNIFY_OBLIGATION_NOT_STARTED] = {WORDS, "no date yet"},
                 [REUNIFY_OBLIGATION_UPCOMING] = {POINT_OPEN, "upcoming"},
                 [REUNIFY_OBLIGATION_DUE] = {POINT_DUE, "due"},
                 [REUNIFY_OBLIGATION_OVERDUE] = {POINT_LATE, "overdue"},
                 [REUNIFY_OBLIGATION_DONE] = {WORDS, "done"},
                 [REUNIFY_OBLIGATION_NOT_APPLICABLE] = {WORDS, "not asked"}};
    const int32_t status = reunify_obligation_status(obligation);
    const reunify_date due = reunify_obligation_due(obligation);
    start_label(t, forms[status].text);
    if (due != REUNIFY_DATE_NONE && status == REUNIFY_OBLIGATION_NOT_STARTED)
        start_label(t, "upcoming");
    if (due != REUNIFY_DATE_NONE) {
        add_text(&t->label, " ");
        add_date(&t->label, due);
    }
    finish_item(t, due == REUNIFY_DATE_NONE ? WORDS : forms[status].form, due, due);
}

static void draw_obligation(timeline *t, const reunify_obligation *obligation)
{
    const char *text = reunify_obligation_text(obligation);
    begin_row(&t->d, text ? text : reunify_obligation_id(obligation));
    if (reunify_obligation_status(obligation) == REUNIFY_OBLIGATION_DONE)
        draw_done(t, obligation);
    else
        draw_to_do(t, obligation);
    end_row(&t->d);
}

void draw_rows(timeline *t)
{
    const reunify_evaluation *e = t->evaluation;
    draw_times(t);
    draw_places(t);
    draw_legal(t);
    if (reunify_evaluation_gate_count(e))
        draw_heading(&t->d, "The stages");
    for (size_t i = 0; i < reunify_evaluation_gate_count(e); i++)
        draw_gate(t, reunify_evaluation_gate(e, i));
    if (reunify_evaluation_obligation_count(e))
        draw_heading(&t->d, "What comes later, and what is done");
    for (size_t i = 0; i < reunify_evaluation_obligation_count(e); i++)
        draw_obligation(t, reunify_evaluation_obligation(e, i));
}
