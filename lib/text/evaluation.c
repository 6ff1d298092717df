/*
 * An evaluation for a person with half a minute: alerts, where the case stands and why, what is
 * missing, what is due.
 */
#include "text/report.h"

enum { WIDTH = 100 };

/* Head, alerts, applicability ----------------------------------------------------------------- */

static void head(report *r)
{
    const reunify_evaluation *e = r->e;
    layout_line(r->b, 0, INDENT);
    layout_style(r->b, STYLE_BOLD);
    sayf(r, "Case %i on %d", e->case_id, e->as_of);
    layout_style(r->b, STYLE_PLAIN);
    say_end(r);
    layout_line(r->b, 0, INDENT);
    sayf(r, "%t, version %t", r->p->title ? r->p->title : r->p->id, r->p->version);
    if (e->pathway)
        sayf(r, ": %t", e->pathway->label ? e->pathway->label : e->pathway->id);
    say_end(r);
}

/* One that is quoted although it is not known whether it can be meant says so. */
static void say_action(report *r, const action_result *a)
{
    if (a->applies == REUNIFY_UNKNOWN)
        sayf(r, "(Where it can be meant, which is not known:) ");
    say_quote(r, a->rule->text, &a->rule->source);
}

static void alerts(report *r)
{
    if (r->e->alert_count)
        layout_blank(r->b);
    for (size_t i = 0; i < r->e->alert_count; i++) {
        const struct reunify_alert *a = &r->e->alerts[i];
        say_row(r, STYLE_RED, "! ALERT");
        say_quote(r, a->rule->text, &a->rule->source);
        for (size_t k = 0; k < a->action_count; k++) {
            say_row_item(r);
            say_action(r, &a->actions[k]);
        }
    }
}

static void applicability(report *r)
{
    if (r->e->applicable == REUNIFY_TRUE)
        return;
    layout_blank(r->b);
    say_row(r, STYLE_YELLOW, "! NOTE");
    if (r->e->applicable == REUNIFY_FALSE)
        sayf(r, "This guidance does not apply to the case. What follows is what it would say.");
    else
        sayf(r,
             "Whether this guidance applies to the case cannot be told: information is missing.");
    say_end(r);
    for (size_t i = 0; i < r->e->condition_count; i++) {
        const struct reunify_condition *c = &r->e->conditions[i];
        if (c->result == REUNIFY_TRUE)
            continue;
        say_row_item(r);
        sayf(r, c->result == REUNIFY_FALSE ? "Not so: " : "Not known: ");
        say_quote(r, c->rule->text, &c->rule->source);
    }
}

/* Where the case stands ----------------------------------------------------------------------- */

/* ": 2 points are not met, 1 cannot be told." Requirements and stops are points. */
static void say_progress(report *r)
{
    const int unmet = (int)r->e->outstanding_count, unknown = (int)r->e->information_count;
    if (unmet)
        sayf(r, unmet == 1 ? ": %n point is not met" : ": %n points are not met", unmet);
    if (unmet && unknown)
        sayf(r, ", %n cannot be told", unknown);
    else if (unknown)
        sayf(r, unknown == 1 ? ": %n point cannot be told" : ": %n points cannot be told", unknown);
    sayf(r, ".");
}

static void say_role_at(report *r, uint16_t role)
{
    if (r->p->role_labels[role])
        sayf(r, "%t", r->p->role_labels[role]);
    else
        say_symbol(r, r->p->roles[role]);
}

/* By its code. */
static void say_role(report *r, const char *code)
{
    for (uint16_t i = 0; i < r->p->role_count; i++)
        if (strcmp(profile_symbol_name(r->p, r->p->roles[i]), code) == 0)
            say_role_at(r, i);
}

/* " Decided on 2024-02-12 by the head of service." */
static void say_decision(report *r, const struct reunify_gate *g)
{
    if (g->stopped_on == REUNIFY_DATE_NONE)
        return;
    sayf(r, " Decided on %d", g->stopped_on);
    if (g->decided_by) {
        sayf(r, ", led by: ");
        say_role(r, g->decided_by);
    }
    sayf(r, ".");
}

/* Which attempt this is, where it is not the first. */
static void attempt_row(report *r)
{
    const reunify_evaluation *e = r->e;
    if (e->attempt_count < 2)
        return;
    const struct reunify_attempt *now = &e->attempts[e->attempt_count - 1];
    say_row(r, STYLE_BOLD, "Attempt");
    sayf(r, "%n", now->number);
    if (now->from != REUNIFY_DATE_NONE)
        sayf(r, ", since %d", now->from);
    sayf(r, ". What was done for an earlier one does not count for this one.");
    say_end(r);
}

static void stage_row(report *r)
{
    const reunify_evaluation *e = r->e;
    say_row(r, STYLE_BOLD, "Stage");
    if (e->stage < 0) {
        sayf(r, "Every gate has passed.");
        say_end(r);
        return;
    }
    const struct reunify_gate *g = &e->gates[e->stage];
    sayf(r, "%n of %n, %t", g->number, (int)e->gate_count,
         g->stage->label ? g->stage->label : g->stage->id);
    if (g->stopped_by) {
        sayf(r, ": ");
        say_styled(r, STYLE_RED, "stopped.");
        sayf(r, " %t", g->stopped_by->text);
        say_decision(r, g);
        say_source(r, &g->stopped_by->source);
    } else {
        say_progress(r);
    }
    say_end(r);
}

/* One line for all gates; those that wait for an earlier one come last and are told together. */
static void gates_row(report *r)
{
    static const char *const states[] = {" waiting", " stopped", " passed", " open",
                                         " does not apply"};
    const reunify_evaluation *e = r->e;
    say_row(r, STYLE_BOLD, "Gates");
    for (size_t i = 0; i < e->gate_count; i++) {
        const struct reunify_gate *g = &e->gates[i];
        const int32_t last = e->gates[e->gate_count - 1].number;
        sayf(r, i ? "; %n" : "%n", g->number);
        if (g->status == REUNIFY_GATE_WAITING && last > g->number) {
            sayf(r, last == g->number + 1 ? " and %n waiting" : " to %n waiting", last);
            break;
        }
        sayf(r, "%t", states[g->status]);
        if (g->passed_on != REUNIFY_DATE_NONE && g->status == REUNIFY_GATE_PASSED)
            sayf(r, " %d", g->passed_on);
    }
    sayf(r, ".");
    say_end(r);
}

static void standing(report *r)
{
    say_heading(r, "Where the case stands");
    attempt_row(r);
    stage_row(r);
    if (r->e->gate_count)
        gates_row(r);
    say_risk(r);
    if (r->e->applicable == REUNIFY_TRUE) {
        say_row(r, STYLE_BOLD, "Guidance");
        sayf(r, "It applies to this case.");
        say_end(r);
    }
}

/* What is outstanding ------------------------------------------------------------------------- */

static void say_by(report *r, const pack_requirement *rule)
{
    for (size_t i = 0; i < rule->by_count; i++) {
        sayf(r, i ? ", " : " By: ");
        say_role_at(r, rule->by[i]);
    }
    if (rule->by_count)
        sayf(r, ".");
}

/* The people for whom it stands so. */
static void say_people(report *r, const struct reunify_requirement *q, uint8_t status,
                       const char *before)
{
    bool any = false;
    for (size_t i = 0; i < q->person_count; i++) {
        if (q->people[i].status != status)
            continue;
        sayf(r, any ? ", " : before);
        sayf(r, "%i", q->people[i].id);
        any = true;
    }
    if (any)
        sayf(r, ".");
}

static void requirement_line(report *r, const char *mark, const struct reunify_requirement *q)
{
    say_bullet(r, mark);
    sayf(r, "%t", q->rule->text);
    say_people(r, q, REUNIFY_REQUIREMENT_NOT_MET, " Not for: ");
    say_people(r, q, REUNIFY_REQUIREMENT_UNKNOWN, " Not known for: ");
    say_by(r, q->rule);
    say_source(r, &q->rule->source);
    say_end(r);
}

/* The requirements of a gate that stand so, under a line that says it. */
static void requirements_that(report *r, const struct reunify_gate *g, bool advisory,
                              uint8_t status, const char *what)
{
    bool any = false;
    for (size_t i = 0; i < g->stage->requirement_count; i++) {
        const struct reunify_requirement *q = &g->requirements[i];
        if (q->rule->advisory != advisory || q->status != status)
            continue;
        if (!any)
            say_subheading(r, what);
        any = true;
        requirement_line(r, status == REUNIFY_REQUIREMENT_UNKNOWN ? "?" : "-", q);
    }
}

static void unknown_stops(report *r, const struct reunify_gate *g)
{
    bool any = false;
    for (size_t i = 0; i < g->stage->stop_count; i++) {
        const struct reunify_stop *s = &g->stops[i];
        if (s->result != REUNIFY_UNKNOWN)
            continue;
        if (!any)
            say_subheading(r, "Whether this stops it cannot be told:");
        any = true;
        say_bullet(r, "?");
        say_quote(r, s->rule->text, &s->rule->source);
    }
}

static bool wants_something(const struct reunify_gate *g)
{
    for (size_t i = 0; i < g->stage->requirement_count; i++)
        if (g->requirements[i].status == REUNIFY_REQUIREMENT_NOT_MET ||
            g->requirements[i].status == REUNIFY_REQUIREMENT_UNKNOWN)
            return true;
    for (size_t i = 0; i < g->stage->stop_count; i++)
        if (g->stops[i].result == REUNIFY_UNKNOWN)
            return true;
    return false;
}

static void outstanding(report *r)
{
    if (r->e->stage < 0 || !wants_something(&r->e->gates[r->e->stage]))
        return;
    const struct reunify_gate *g = &r->e->gates[r->e->stage];
    say_heading(r, "What this stage still needs");
    requirements_that(r, g, false, REUNIFY_REQUIREMENT_NOT_MET, "Not met:");
    requirements_that(r, g, false, REUNIFY_REQUIREMENT_UNKNOWN,
                      "Not known, information is missing:");
    unknown_stops(r, g);
    requirements_that(r, g, true, REUNIFY_REQUIREMENT_NOT_MET,
                      "Advised, not met (the gate does not wait for it):");
    requirements_that(r, g, true, REUNIFY_REQUIREMENT_UNKNOWN, "Advised, not known:");
}

/* What somebody set aside, whether or not it counts. */
static void set_aside(report *r)
{
    if (r->e->set_aside_count)
        say_heading(r, "Set aside");
    for (size_t i = 0; i < r->e->set_aside_count; i++) {
        const struct reunify_set_aside *a = &r->e->set_aside[i];
        say_bullet(r, "-");
        sayf(r, "%d: %i", a->date, a->requirement ? a->requirement : a->record);
        if (a->person)
            sayf(r, ", for %i", a->person);
        if (a->by) {
            sayf(r, ", by: ");
            say_role(r, a->by);
        }
        sayf(r, a->accepted ? " (record %i)." : " (record %i). It does not count.", a->record);
        say_end(r);
    }
}

/* Dates, actions, factors, warnings ----------------------------------------------------------- */

/* One that is done shows when, and when it was due. */
static void obligation_line(report *r, const struct reunify_obligation *b, const char *state,
                            int style)
{
    enum { DATE = 15, TEXT = 34 };
    const reunify_date shown = b->status == REUNIFY_OBLIGATION_DONE ? b->done_on : b->due;
    layout_line(r->b, INDENT, TEXT);
    say_styled(r, style, state);
    layout_tab(r->b, DATE);
    if (shown != REUNIFY_DATE_NONE)
        sayf(r, "%d", shown);
    layout_tab(r->b, TEXT);
    sayf(r, "%t", b->rule->text);
    if (shown != b->due && b->due != REUNIFY_DATE_NONE)
        sayf(r, " (due %d)", b->due);
    say_source(r, &b->rule->source);
    say_end(r);
}

/* Overdue first. What has not begun is left out unless everything is asked for. */
static void schedule(report *r)
{
    static const struct {
        uint8_t status;
        bool always;
        int style;
        const char *state;
    } kinds[] = {{REUNIFY_OBLIGATION_OVERDUE, true, STYLE_RED, "OVERDUE"},
                 {REUNIFY_OBLIGATION_DUE, true, STYLE_YELLOW, "due"},
                 {REUNIFY_OBLIGATION_UPCOMING, true, STYLE_PLAIN, "upcoming"},
                 {REUNIFY_OBLIGATION_DONE, true, STYLE_PLAIN, "done"},
                 {REUNIFY_OBLIGATION_NOT_STARTED, false, STYLE_PLAIN, "not started"},
                 {REUNIFY_OBLIGATION_NOT_APPLICABLE, false, STYLE_PLAIN, "not asked"}};
    bool any = false;
    for (size_t k = 0; k < LENGTH_OF(kinds); k++) {
        for (size_t i = 0; i < r->e->schedule_count && (kinds[k].always || r->all); i++) {
            if (r->e->schedule[i].status != kinds[k].status)
                continue;
            if (!any)
                say_heading(r, "What is due");
            any = true;
            obligation_line(r, &r->e->schedule[i], kinds[k].state, kinds[k].style);
        }
    }
}

/* Whether an alert has asked for it already. */
static bool asked_by_alert(const report *r, const pack_action *action)
{
    for (size_t i = 0; i < r->e->alert_count; i++)
        for (size_t k = 0; k < r->e->alerts[i].action_count; k++)
            if (r->e->alerts[i].actions[k].rule == action)
                return true;
    return false;
}

/*
 * An action under its headings, which come with the first one that has not been asked for already.
 */
static void action_line(report *r, const action_result *action, bool *headed, const char **group)
{
    if (asked_by_alert(r, action->rule))
        return;
    if (!*headed)
        say_heading(r, r->e->alert_count ? "What else is asked for" : "What is asked for");
    *headed = true;
    if (*group)
        say_subheading(r, *group);
    *group = NULL;
    say_bullet(r, "-");
    say_action(r, action);
}

static void actions(report *r)
{
    const reunify_evaluation *e = r->e;
    const struct reunify_gate *g = e->stage >= 0 ? &e->gates[e->stage] : NULL;
    const char *at_stop = "Because the gate is stopped:",
               *at_level = "At this level of risk and after the last movement:";
    bool headed = false;
    for (size_t i = 0; g && i < g->action_count; i++)
        action_line(r, &g->actions[i], &headed, &at_stop);
    for (size_t i = 0; i < e->action_count; i++)
        action_line(r, &e->actions[i], &headed, &at_level);
}

static void factor_line(report *r, const struct reunify_factor *f)
{
    say_bullet(r, "-");
    sayf(r, "%t", f->rule->text);
    if (f->rule->figure && f->result == REUNIFY_TRUE)
        sayf(r, " %t", f->rule->figure);
    if (f->rule->help && f->result == REUNIFY_TRUE)
        sayf(r, " %t", f->rule->help);
    say_source(r, &f->rule->source);
    say_end(r);
}

static void factors_that(report *r, const char *kind, truth result, const char *what)
{
    bool any = false;
    for (size_t i = 0; i < r->e->factor_count; i++) {
        const struct reunify_factor *f = &r->e->factors[i];
        if (f->result != result || strcmp(f->rule->kind, kind) != 0)
            continue;
        if (!any)
            say_heading(r, what);
        any = true;
        factor_line(r, f);
    }
}

static void factors(report *r)
{
    factors_that(r, "breakdown", REUNIFY_TRUE,
                 "Present, and known to go with returns that break down");
    if (!r->all)
        return;
    factors_that(r, "success", REUNIFY_TRUE, "Present, and known to go with returns that last");
    factors_that(r, "breakdown", REUNIFY_UNKNOWN,
                 "Known to go with returns that break down; not known whether present");
    factors_that(r, "success", REUNIFY_UNKNOWN,
                 "Known to go with returns that last; not known whether present");
}

/* Warnings in words; the place stands at %i. */
static void warnings(report *r)
{
    static const struct {
        const char *code, *words;
    } known[] = {
        {"date_out_of_range", "%i: a date would lie past the year 9999."},
        {"findings_conflict", "Assessment %i: a finding and the itemised factors disagree; the "
                              "more cautious value was used."},
        {"duplicate_return", "%i: the same return stands in the record twice; it counts once."},
        {"home_without_return", "The child is placed with parents while in care, and %i has no "
                                "return that stands."},
        {"implausible_date", "%i: this date cannot be right."},
        {"judgement_no_level", "Assessment %i: a judgement was ignored, since it names no level."},
        {"judgement_no_rationale",
         "Assessment %i: a judgement was ignored, since it gives no rationale."},
        {"judgement_not_approved", "Assessment %i: a judgement was ignored, since no role that may "
                                   "approve a lower level did."},
        {"one_day_gap", "%i: what begins the day after goes on from it; the day between counts as "
                        "none."},
        {"placement_not_recorded", "%i: where the child lived is not recorded; it is taken that "
                                   "the child was at home."},
        {"return_not_ended", "%i: no end is recorded, but the child is in care again; the return "
                             "is taken to have ended that day."},
        {"return_while_standing", "%i: an earlier return stands; this one was left out."},
        {"set_aside_no_rationale", "Record %i sets a requirement aside without giving reasons, and "
                                   "does not count."},
        {"set_aside_not_allowed", "Record %i sets a requirement aside that cannot be set aside so, "
                                  "and does not count."},
        {"unknown_attribute", "The profile knows no attribute %i: it was left out."},
        {"unknown_finding", "The profile knows no finding %i: it was left out."},
        {"unknown_member", "The case format knows no member %i: it was left out."},
        {"unknown_outcome", "A record of type %i has an outcome that the profile does not know: it "
                            "meets no condition."},
        {"unknown_record_type", "The profile knows no record type %i: such records were left out."},
    };
    if (r->e->warning_count)
        say_heading(r, "Warnings");
    for (size_t i = 0; i < r->e->warning_count; i++) {
        const evaluation_warning *w = &r->e->warnings[i];
        size_t k = 0;
        while (k < LENGTH_OF(known) && strcmp(known[k].code, w->code) != 0)
            k++;
        say_bullet(r, "-");
        if (k < LENGTH_OF(known))
            sayf(r, known[k].words, w->at);
        else
            sayf(r, "%c: %i.", w->code, w->at);
        if (w->date != REUNIFY_DATE_NONE)
            sayf(r, " (%d)", w->date);
        say_end(r);
    }
}

/* Everything ---------------------------------------------------------------------------------- */

static void say_evidence(report *r, const struct reunify_requirement *q)
{
    if (q->met_on != REUNIFY_DATE_NONE)
        sayf(r, " Met on %d.", q->met_on);
    if (q->last_on != REUNIFY_DATE_NONE && q->last_on != q->met_on)
        sayf(r, " Last on %d.", q->last_on);
    for (size_t i = 0; i < q->evidence_count; i++)
        sayf(r, i ? ", %i" : " Evidence: %i", q->evidence[i]);
    if (q->evidence_count)
        sayf(r, ".");
}

static void all_requirements(report *r, const struct reunify_gate *g)
{
    static const char *const states[] = {"not met", "met", "not known", "not asked", "set aside"};
    enum { TEXT = 15 };
    for (size_t i = 0; i < g->stage->requirement_count; i++) {
        const struct reunify_requirement *q = &g->requirements[i];
        layout_line(r->b, STEP, TEXT);
        say_styled(r, q->status == REUNIFY_REQUIREMENT_MET ? STYLE_GREEN : STYLE_PLAIN,
                   states[q->status]);
        layout_tab(r->b, TEXT);
        sayf(r, q->rule->advisory ? "%t (advised)" : "%t", q->rule->text);
        if (q->late)
            sayf(r, " Late.");
        if (q->status == REUNIFY_REQUIREMENT_MET || q->status == REUNIFY_REQUIREMENT_SET_ASIDE)
            say_evidence(r, q);
        say_people(r, q, REUNIFY_REQUIREMENT_NOT_MET, " Not for: ");
        say_people(r, q, REUNIFY_REQUIREMENT_UNKNOWN, " Not known for: ");
        say_people(r, q, REUNIFY_REQUIREMENT_SET_ASIDE, " Set aside for: ");
        say_source(r, &q->rule->source);
        say_end(r);
    }
}

static void all_gates(report *r)
{
    static const char *const states[] = {"waiting", "stopped", "passed", "open", "does not apply"};
    if (r->e->gate_count)
        say_heading(r, "Every requirement");
    for (size_t i = 0; i < r->e->gate_count; i++) {
        const struct reunify_gate *g = &r->e->gates[i];
        layout_line(r->b, INDENT, STEP);
        sayf(r, "%n, %t: %t", g->number, g->stage->label ? g->stage->label : g->stage->id,
             states[g->status]);
        if (g->status == REUNIFY_GATE_PASSED && g->passed_on != REUNIFY_DATE_NONE)
            sayf(r, " since %d", g->passed_on);
        say_end(r);
        all_requirements(r, g);
    }
}

static void write_report(report *r)
{
    head(r);
    alerts(r);
    applicability(r);
    standing(r);
    outstanding(r);
    set_aside(r);
    schedule(r);
    actions(r);
    factors(r);
    warnings(r);
    if (r->all) {
        say_history(r);
        all_gates(r);
    }
}

reunify_status reunify_evaluation_to_text(const reunify_evaluation *evaluation, uint32_t flags,
                                          int32_t width, reunify_text **out, reunify_error *error)
{
    reunify_error_clear(error);
    if (out)
        *out = NULL;
    if (!evaluation || !out)
        return error_argument(error, "the evaluation, or the place for the text, is NULL");
    if (flags & ~(uint32_t)(REUNIFY_TEXT_COLOUR | REUNIFY_TEXT_ALL))
        return error_argument(error, "there is no such flag");
    if (width < 0)
        return error_argument(error, "the width is negative");
    if (!evaluation->profile)
        return error_add(error, REUNIFY_STATE, "empty_evaluation", NULL, "the evaluation is empty");
    buffer marked, lines;
    buffer_start(&marked, evaluation->context);
    buffer_start(&lines, evaluation->context);
    report r = {&marked, evaluation, evaluation->profile, flags & REUNIFY_TEXT_ALL};
    write_report(&r);
    layout_finish(&marked, width ? (size_t)width : WIDTH, flags & REUNIFY_TEXT_COLOUR, &lines);
    buffer_release(&marked);
    return buffer_finish(&lines, out) ? error_no_memory(error) : REUNIFY_OK;
}
