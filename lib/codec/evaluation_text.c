/* An evaluation for a person with half a minute: alerts, where the case stands and why, what is missing, what is due. */
#include "codec/report.h"

enum { WIDTH = 100 };

/* Head, alerts, applicability ------------------------------------------------------------------------------------------- */

static void head(report *r)
{
    const reunify_evaluation *e = r->e;
    layout_line(r->b, 0, INDENT);
    layout_style(r->b, STYLE_BOLD);
    say(r, "Case %i on %d", e->case_id, e->as_of);
    layout_style(r->b, STYLE_PLAIN);
    end(r);
    layout_line(r->b, 0, INDENT);
    say(r, "%t, version %t", r->p->title ? r->p->title : r->p->id, r->p->version);
    if (e->pathway)
        say(r, ": %t", e->pathway->label ? e->pathway->label : e->pathway->id);
    end(r);
}

static void alerts(report *r)
{
    if (r->e->alert_count)
        layout_blank(r->b);
    for (size_t i = 0; i < r->e->alert_count; i++) {
        const struct reunify_alert *a = &r->e->alerts[i];
        row(r, STYLE_RED, "! ALERT");
        end_quote(r, a->rule->text, &a->rule->source);
        for (size_t k = 0; k < a->action_count; k++) {
            const pack_action *action = &r->p->actions[a->actions[k]];
            row_item(r);
            end_quote(r, action->text, &action->source);
        }
    }
}

static void applicability(report *r)
{
    if (r->e->applicable == REUNIFY_TRUE)
        return;
    layout_blank(r->b);
    row(r, STYLE_YELLOW, "! NOTE");
    if (r->e->applicable == REUNIFY_FALSE)
        say(r, "This guidance does not apply to the case. What follows is what it would say.");
    else
        say(r, "Whether this guidance applies to the case cannot be told: information is missing.");
    end(r);
    for (size_t i = 0; i < r->p->applicability_count; i++) {
        const struct reunify_condition *c = &r->e->conditions[i];
        if (c->result == REUNIFY_TRUE)
            continue;
        row_item(r);
        say(r, c->result == REUNIFY_FALSE ? "Not so: " : "Not known: ");
        end_quote(r, c->rule->text, &c->rule->source);
    }
}

/* Where the case stands --------------------------------------------------------------------------------------------------- */

/* ": 2 requirements are not met, 1 cannot be told" */
static void say_progress(report *r)
{
    const int unmet = (int)r->e->outstanding_count, unknown = (int)r->e->information_count;
    if (unmet)
        say(r, unmet == 1 ? ": %n requirement is not met" : ": %n requirements are not met", unmet);
    if (unknown)
        say(r, unmet ? ", %n cannot be told" : ": %n cannot be told", unknown);
    say(r, ".");
}

static void stage_row(report *r)
{
    const reunify_evaluation *e = r->e;
    row(r, STYLE_BOLD, "Stage");
    if (e->stage < 0) {
        say(r, "Every gate has passed.");
        end(r);
        return;
    }
    const struct reunify_gate *g = &e->gates[e->stage];
    say(r, "%n of %n, %t", g->number, (int)e->gate_count, g->stage->label ? g->stage->label : g->stage->id);
    if (g->stopped_by) {
        say(r, ": ");
        say_in(r, STYLE_RED, "stopped.");
        say(r, " %t", g->stopped_by->text);
        say_source(r, &g->stopped_by->source);
    } else {
        say_progress(r);
    }
    end(r);
}

/* One line for all gates; those that wait for an earlier one come last and are told together. */
static void gates_row(report *r)
{
    static const char *const states[] = {" waiting", " stopped", " passed", " open"};
    const reunify_evaluation *e = r->e;
    row(r, STYLE_BOLD, "Gates");
    for (size_t i = 0; i < e->gate_count; i++) {
        const struct reunify_gate *g = &e->gates[i];
        const int32_t last = e->gates[e->gate_count - 1].number;
        say(r, i ? "; %n" : "%n", g->number);
        if (g->status == REUNIFY_GATE_WAITING && last > g->number) {
            say(r, last == g->number + 1 ? " and %n waiting" : " to %n waiting", last);
            break;
        }
        say(r, "%t", states[g->status]);
        if (g->passed_on != REUNIFY_DATE_NONE && g->status == REUNIFY_GATE_PASSED)
            say(r, " %d", g->passed_on);
    }
    say(r, ".");
    end(r);
}

static void standing(report *r)
{
    heading(r, "Where the case stands");
    stage_row(r);
    if (r->e->gate_count)
        gates_row(r);
    risk_rows(r);
    if (r->e->applicable == REUNIFY_TRUE) {
        row(r, STYLE_BOLD, "Guidance");
        say(r, "It applies to this case.");
        end(r);
    }
}

/* What is outstanding --------------------------------------------------------------------------------------------------- */

static void say_by(report *r, const pack_requirement *rule)
{
    for (size_t i = 0; i < rule->by_count; i++) {
        const uint16_t role = rule->by[i];
        say(r, i ? ", " : " By: ");
        if (r->p->role_labels[role])
            say(r, "%t", r->p->role_labels[role]);
        else
            say_symbol(r, r->p->roles[role]);
    }
    if (rule->by_count)
        say(r, ".");
}

/* The people for whom it stands so. */
static void say_people(report *r, const struct reunify_requirement *q, uint8_t status, const char *before)
{
    bool any = false;
    for (size_t i = 0; i < q->person_count; i++) {
        if (q->people[i].status != status)
            continue;
        say(r, any ? ", " : before);
        say(r, "%i", q->people[i].id);
        any = true;
    }
    if (any)
        say(r, ".");
}

static void requirement_line(report *r, const char *mark, const struct reunify_requirement *q)
{
    bullet(r, mark);
    say(r, "%t", q->rule->text);
    say_people(r, q, REUNIFY_REQUIREMENT_NOT_MET, " Not for: ");
    say_people(r, q, REUNIFY_REQUIREMENT_UNKNOWN, " Not known for: ");
    say_by(r, q->rule);
    say_source(r, &q->rule->source);
    end(r);
}

/* The requirements of a gate that stand so, under a line that says it. */
static void requirements_that(report *r, const struct reunify_gate *g, bool advisory, uint8_t status, const char *what)
{
    bool any = false;
    for (size_t i = 0; i < g->stage->requirement_count; i++) {
        const struct reunify_requirement *q = &g->requirements[i];
        if (q->rule->advisory != advisory || q->status != status)
            continue;
        if (!any)
            subheading(r, what);
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
            subheading(r, "Whether this stops it cannot be told:");
        any = true;
        bullet(r, "?");
        end_quote(r, s->rule->text, &s->rule->source);
    }
}

static bool wants_something(const struct reunify_gate *g)
{
    for (size_t i = 0; i < g->stage->requirement_count; i++)
        if (g->requirements[i].status == REUNIFY_REQUIREMENT_NOT_MET || g->requirements[i].status == REUNIFY_REQUIREMENT_UNKNOWN)
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
    heading(r, "What this stage still needs");
    requirements_that(r, g, false, REUNIFY_REQUIREMENT_NOT_MET, "Not met:");
    requirements_that(r, g, false, REUNIFY_REQUIREMENT_UNKNOWN, "Not known, information is missing:");
    unknown_stops(r, g);
    requirements_that(r, g, true, REUNIFY_REQUIREMENT_NOT_MET, "Advised, not met (the gate does not wait for it):");
    requirements_that(r, g, true, REUNIFY_REQUIREMENT_UNKNOWN, "Advised, not known:");
}

/* Dates, actions, factors, warnings --------------------------------------------------------------------------------------- */

static void obligation_line(report *r, const struct reunify_obligation *b, const char *state, int style)
{
    enum { DATE = 15, TEXT = 34 };
    layout_line(r->b, INDENT, TEXT);
    say_in(r, style, state);
    layout_tab(r->b, DATE);
    if (b->due != REUNIFY_DATE_NONE)
        say(r, "%d", b->due);
    layout_tab(r->b, TEXT);
    say(r, "%t", b->rule->text);
    if (b->done_on != REUNIFY_DATE_NONE)
        say(r, ": done on %d", b->done_on);
    say_source(r, &b->rule->source);
    end(r);
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
                heading(r, "What is due");
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
            if (&r->p->actions[r->e->alerts[i].actions[k]] == action)
                return true;
    return false;
}

static void action_line(report *r, const pack_action *action)
{
    if (asked_by_alert(r, action))
        return;
    bullet(r, "-");
    end_quote(r, action->text, &action->source);
}

static void actions(report *r)
{
    const reunify_evaluation *e = r->e;
    const pack_stop *stop = e->stage >= 0 ? e->gates[e->stage].stopped_by : NULL;
    const size_t stop_actions = stop ? stop->action_count : 0;
    if (!e->action_count && !stop_actions)
        return;
    heading(r, "What is asked for");
    if (stop_actions)
        subheading(r, "Because the gate is stopped:");
    for (size_t i = 0; i < stop_actions; i++)
        action_line(r, &r->p->actions[stop->actions[i]]);
    if (e->action_count)
        subheading(r, "At this level of risk and after the last movement:");
    for (size_t i = 0; i < e->action_count; i++)
        action_line(r, e->actions[i]);
}

static void factor_line(report *r, const struct reunify_factor *f)
{
    bullet(r, "-");
    say(r, "%t", f->rule->text);
    if (f->rule->figure)
        say(r, " %t", f->rule->figure);
    if (f->rule->help)
        say(r, " %t", f->rule->help);
    say_source(r, &f->rule->source);
    end(r);
}

static void factors_that(report *r, const char *kind, truth result, const char *what)
{
    bool any = false;
    for (size_t i = 0; i < r->e->factor_count; i++) {
        const struct reunify_factor *f = &r->e->factors[i];
        if (f->result != result || strcmp(f->rule->kind, kind) != 0)
            continue;
        if (!any)
            heading(r, what);
        any = true;
        factor_line(r, f);
    }
}

static void factors(report *r)
{
    factors_that(r, "breakdown", REUNIFY_TRUE, "What goes with returns that break down, and is present");
    if (!r->all)
        return;
    factors_that(r, "success", REUNIFY_TRUE, "What goes with returns that last, and is present");
    factors_that(r, "breakdown", REUNIFY_UNKNOWN, "What goes with returns that break down: not known");
    factors_that(r, "success", REUNIFY_UNKNOWN, "What goes with returns that last: not known");
}

/* Warnings in words; the place stands at %i. */
static void warnings(report *r)
{
    static const struct {
        const char *code, *words;
    } known[] = {
        {"date_out_of_range", "%i: a date would lie past the year 9999."},
        {"findings_conflict", "Assessment %i: a finding and the itemised factors disagree; the more cautious value was used."},
        {"judgement_no_level", "Assessment %i: a judgement was ignored, since it names no level."},
        {"judgement_no_rationale", "Assessment %i: a judgement was ignored, since it gives no rationale."},
        {"judgement_not_approved", "Assessment %i: a judgement was ignored, since nobody entitled to it approved the lower level."},
        {"undated_assessment", "Assessment %i has no date and was left out."},
        {"unknown_attribute", "The profile knows no attribute %i: it was left out."},
        {"unknown_finding", "The profile knows no finding %i: it was left out."},
        {"unknown_member", "The case format knows no member %i: it was left out."},
        {"unknown_outcome", "A record of type %i has an outcome that the profile does not know: it meets no condition."},
        {"unknown_record_type", "The profile knows no record type %i: such records were left out."},
    };
    if (r->e->warning_count)
        heading(r, "Warnings");
    for (size_t i = 0; i < r->e->warning_count; i++) {
        const evaluation_warning *w = &r->e->warnings[i];
        size_t k = 0;
        while (k < LENGTH_OF(known) && strcmp(known[k].code, w->code) != 0)
            k++;
        bullet(r, "-");
        if (k < LENGTH_OF(known))
            say(r, known[k].words, w->at);
        else
            say(r, "%c: %i.", w->code, w->at);
        end(r);
    }
}

/* Everything ------------------------------------------------------------------------------------------------------------- */

static void say_evidence(report *r, const struct reunify_requirement *q)
{
    if (q->met_on != REUNIFY_DATE_NONE)
        say(r, " Met on %d.", q->met_on);
    for (size_t i = 0; i < q->evidence_count; i++)
        say(r, i ? ", %i" : " Evidence: %i", q->evidence[i]);
    if (q->evidence_count)
        say(r, ".");
}

static void all_requirements(report *r, const struct reunify_gate *g)
{
    static const char *const states[] = {"not met", "met", "not known", "not asked"};
    enum { TEXT = 15 };
    for (size_t i = 0; i < g->stage->requirement_count; i++) {
        const struct reunify_requirement *q = &g->requirements[i];
        layout_line(r->b, STEP, TEXT);
        say_in(r, q->status == REUNIFY_REQUIREMENT_MET ? STYLE_GREEN : STYLE_PLAIN, states[q->status]);
        layout_tab(r->b, TEXT);
        say(r, q->rule->advisory ? "%t (advised)" : "%t", q->rule->text);
        if (q->status == REUNIFY_REQUIREMENT_MET)
            say_evidence(r, q);
        say_people(r, q, REUNIFY_REQUIREMENT_NOT_MET, " Not for: ");
        say_people(r, q, REUNIFY_REQUIREMENT_UNKNOWN, " Not known for: ");
        say_source(r, &q->rule->source);
        end(r);
    }
}

static void all_gates(report *r)
{
    static const char *const states[] = {"waiting", "stopped", "passed", "open"};
    if (r->e->gate_count)
        heading(r, "Every requirement");
    for (size_t i = 0; i < r->e->gate_count; i++) {
        const struct reunify_gate *g = &r->e->gates[i];
        layout_line(r->b, INDENT, STEP);
        say(r, "%n, %t: %t", g->number, g->stage->label ? g->stage->label : g->stage->id, states[g->status]);
        if (g->status == REUNIFY_GATE_PASSED && g->passed_on != REUNIFY_DATE_NONE)
            say(r, " since %d", g->passed_on);
        end(r);
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
    schedule(r);
    actions(r);
    factors(r);
    warnings(r);
    if (r->all) {
        history_section(r);
        all_gates(r);
    }
}

reunify_status reunify_evaluation_to_text(const reunify_evaluation *evaluation, uint32_t flags, int32_t width, reunify_text **out,
                                          reunify_error *error)
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
