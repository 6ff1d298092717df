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

/*
 * What has to be so on the day on which the time is complete, for anything to follow from it: which
 * of the parts that "timeline.counted" has for it.
 */
static int condition_of(const timeline *t, const reunify_pending *pending)
{
    const char *to = reunify_pending_to(pending);
    if (!to && reunify_evaluation_may_be_closed(t->evaluation) == REUNIFY_FALSE)
        return 1;
    if (!to && reunify_evaluation_may_close_confirmed(t->evaluation) != REUNIFY_DATE_NONE)
        return 0; /* it has been confirmed, which a row of its own says */
    if (reunify_pending_elapsed(pending))
        return 2;
    if (!to)
        return 3;
    return level_of(t, to) > reunify_evaluation_level_index(t->evaluation) ? 4 : 5;
}

static void draw_pending(timeline *t, const reunify_pending *pending)
{
    const char *to = reunify_pending_to(pending);
    if (to)
        say_label(t, "timeline.towards", WITH(with_word("level", REUNIFY_VOCABULARY_LEVEL, to)));
    else
        say_label(t, "timeline.towards_closing", NULL);
    begin_row(&t->d, label_of(t));
    say_label(t, "timeline.counted",
              WITH(with_day("since", reunify_pending_run_since(pending)),
                   with_number("complete", reunify_pending_elapsed(pending) || !to),
                   with_day("date", reunify_pending_eligible_from(pending)),
                   with_number("then", condition_of(t, pending))));
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
    say_row(t, "timeline.closing");
    say_label(t, "timeline.confirmed", WITH(with_date("date", confirmed)));
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
            say_heading(t, "times");
        any = true;
        draw_pending(t, pending);
    }
    draw_confirmed(t);
}

/* Where the child lived, and under what ----------------------------------------------------------
 */

/* What an entry is, before its dates. */
static void say_span(timeline *t, reunify_entry entry, const char *interval)
{
    const char *kind = reunify_case_get_text(t->record, entry, REUNIFY_FIELD_KIND),
               *type = reunify_case_get_text(t->record, entry, REUNIFY_FIELD_TYPE);
    const said_value dates = with_text("interval", interval);
    if (reunify_entry_kind(entry) == REUNIFY_ENTRY_PLACEMENT)
        say_label(t, "timeline.placement",
                  WITH(with_known_word("placement", REUNIFY_VOCABULARY_PLACEMENT, type), dates));
    else if (kind && strcmp(kind, "short_break") == 0)
        say_label(t, "timeline.short_break", WITH(dates));
    else
        start_label(t, interval);
}

/* An entry of the case that has a from and a to. */
static void draw_span(timeline *t, reunify_entry entry)
{
    const reunify_date from = reunify_case_get_date(t->record, entry, REUNIFY_FIELD_FROM);
    reunify_date to = reunify_case_get_date(t->record, entry, REUNIFY_FIELD_TO);
    if (!seen_interval(t, from, &to))
        return;
    buffer interval = {NULL, 0, 0, false};
    add_interval(&interval, t, from, to);
    say_span(t, entry, interval.data ? interval.data : "");
    t->d.over.failed = t->d.over.failed || interval.failed;
    free_buffer(&interval);
    finish_item(t, from == REUNIFY_DATE_NONE ? BAR_UNKNOWN : BAR, from,
                to == REUNIFY_DATE_NONE ? t->as_of : to);
}

/* In place of what could lie in a row. */
static void say_item(timeline *t, item_form form, reunify_date to, const char *id)
{
    say_label(t, id, NULL);
    finish_item(t, form, REUNIFY_DATE_NONE, to);
}

/* A list that is absent is not known, one that is empty has nothing in it. */
static bool say_missing(timeline *t, int32_t kind)
{
    if (!reunify_case_is_declared(t->record, kind, REUNIFY_THE_CASE))
        say_item(t, BAR_UNKNOWN, t->as_of, "timeline.not_recorded");
    else if (!reunify_case_count(t->record, kind, REUNIFY_THE_CASE))
        say_item(t, WORDS, REUNIFY_DATE_NONE, "timeline.none");
    else
        return false;
    return true;
}

static void draw_spans(timeline *t, int32_t kind, const char *id)
{
    say_row(t, id);
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
    const bool back = outcome && strcmp(outcome, "re_entered_care") == 0;
    buffer interval = {NULL, 0, 0, false};
    add_interval(&interval, t, from, ended);
    say_label(t, "timeline.return",
              WITH(with_text("interval", interval.data ? interval.data : ""),
                   with_text("back", back ? "" : NULL)));
    t->d.over.failed = t->d.over.failed || interval.failed;
    free_buffer(&interval);
    finish_item(t, BAR, from, ended == REUNIFY_DATE_NONE ? t->as_of : ended);
}

/* Returns as the evaluation has them: it knows when one ended that the record leaves open. */
static void draw_returns(timeline *t)
{
    const size_t count = reunify_evaluation_attempt_count(t->evaluation);
    say_row(t, "timeline.home");
    const size_t named = t->d.over.length;
    for (size_t i = 0; i < count; i++)
        draw_return(t, reunify_evaluation_attempt(t->evaluation, i));
    if (t->d.over.length == named && !say_missing(t, REUNIFY_ENTRY_RETURN))
        say_item(t, WORDS, REUNIFY_DATE_NONE, "timeline.not_home");
    end_row(&t->d);
}

static void draw_places(timeline *t)
{
    say_heading(t, "timeline.places");
    draw_spans(t, REUNIFY_ENTRY_CARE_PERIOD, "timeline.in_care");
    draw_spans(t, REUNIFY_ENTRY_PLACEMENT, "timeline.placed");
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
        add_word(&t->label, t->profile, REUNIFY_VOCABULARY_LEGAL_STATUS, code);
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
    say_heading(t, "timeline.legal");
    if (!reunify_case_count(t->record, REUNIFY_ENTRY_LEGAL_STATUS, REUNIFY_THE_CASE)) {
        say_row(t, "timeline.legal_status");
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
    say_label(t, "timeline.stage_passed", WITH(with_date("date", on)));
    finish_item(t, on == REUNIFY_DATE_NONE ? WORDS : POINT, on, on);
}

static void draw_stopped(timeline *t, const reunify_gate *gate)
{
    const reunify_date on = reunify_gate_stopped_on(gate);
    say_label(t, "timeline.stage_stopped",
              WITH(with_date("date", on),
                   with_word("by", REUNIFY_VOCABULARY_ROLE, reunify_gate_stopped_by(gate))));
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
    say_label(t, "timeline.stage_open",
              WITH(with_number("open", (int64_t)open), with_number("unknown", (int64_t)unknown),
                   with_text("gaps", unknown ? "" : NULL)));
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
        say_item(t, WORDS, REUNIFY_DATE_NONE,
                 status == REUNIFY_GATE_WAITING ? "timeline.stage_waits"
                                                : "timeline.stage_not_asked");
    end_row(&t->d);
}

/* What is due --------------------------------------------------------------------------------- */

static void draw_done(timeline *t, const reunify_obligation *obligation)
{
    const bool late = reunify_obligation_late(obligation);
    const reunify_date done = reunify_obligation_done_on(obligation),
                       due = reunify_obligation_due(obligation),
                       on = done == REUNIFY_DATE_NONE ? due : done;
    say_label(t, "timeline.done",
              WITH(with_number("late", late), with_date("date", done), with_date("due", due)));
    finish_item(t, on == REUNIFY_DATE_NONE ? WORDS : late ? POINT_LATE : POINT, on, on);
}

static void draw_to_do(timeline *t, const reunify_obligation *obligation)
{
    static const item_form forms[] = {
        [REUNIFY_OBLIGATION_NOT_STARTED] = WORDS, [REUNIFY_OBLIGATION_UPCOMING] = POINT_OPEN,
        [REUNIFY_OBLIGATION_DUE] = POINT_DUE,     [REUNIFY_OBLIGATION_OVERDUE] = POINT_LATE,
        [REUNIFY_OBLIGATION_DONE] = WORDS,        [REUNIFY_OBLIGATION_NOT_APPLICABLE] = WORDS};
    const int32_t status = reunify_obligation_status(obligation);
    const reunify_date due = reunify_obligation_due(obligation);
    const bool dated = due != REUNIFY_DATE_NONE;
    /* The parts of the sentence are in the order of these constants. */
    const int32_t said =
        dated && status == REUNIFY_OBLIGATION_NOT_STARTED ? REUNIFY_OBLIGATION_UPCOMING : status;
    say_label(t, "timeline.to_do", WITH(with_number("status", said), with_date("date", due)));
    finish_item(t, dated ? forms[status] : WORDS, due, due);
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
        say_heading(t, "stages");
    for (size_t i = 0; i < reunify_evaluation_gate_count(e); i++)
        draw_gate(t, reunify_evaluation_gate(e, i));
    if (reunify_evaluation_obligation_count(e))
        say_heading(t, "due.later");
    for (size_t i = 0; i < reunify_evaluation_obligation_count(e); i++)
        draw_obligation(t, reunify_evaluation_obligation(e, i));
}
