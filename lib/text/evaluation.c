/*
 * An evaluation as a page for a person with half a minute: a head, alerts, what was decided, what
 * is late and open, what is not known; then what it rests on, what the record shows, and at the end
 * what is wrong with the record. It informs and never orders: what the source's text names is
 * quoted as that, for people to decide by.
 */
#include "text/report.h"

enum { WIDTH = 100 };

static bool refused_later(const reunify_evaluation *e, size_t from)
{
    for (size_t i = from; i < e->gate_count; i++)
        if (e->gates[i].refused_by)
            return true;
    return false;
}

/* One line for all stages; those that wait for an earlier one come last and are told together. */
static void stages(report *r)
{
    static const char *const states[] = {" waiting", " stopped", " passed", " open",
                                         " does not apply"};
    const reunify_evaluation *e = r->e;
    if (!e->gate_count)
        return;
    say_heading(r, "The stages");
    layout_line(r->b, INDENT, INDENT);
    for (size_t i = 0; i < e->gate_count; i++) {
        const struct reunify_gate *g = &e->gates[i];
        const int32_t last = e->gates[e->gate_count - 1].number;
        sayf(r, i ? "; %n" : "%n", g->number);
        if (g->status == REUNIFY_GATE_WAITING && last > g->number && !refused_later(e, i)) {
            sayf(r, last == g->number + 1 ? " and %n waiting" : " to %n waiting", last);
            break;
        }
        sayf(r, "%t", g->refused_by ? " stopped" : states[g->status]);
        if (g->passed_on != REUNIFY_DATE_NONE && g->status == REUNIFY_GATE_PASSED)
            sayf(r, " %d", g->passed_on);
    }
    sayf(r, ".");
    say_end(r);
}

static void guidance(report *r)
{
    say_heading(r, "The guidance");
    layout_line(r->b, INDENT, INDENT);
    sayf(r, "%t; these rules are version %t", r->p->title ? r->p->title : r->p->id, r->p->version);
    if (r->e->pathway)
        sayf(r, ": %t", r->e->pathway->label ? r->e->pathway->label : r->e->pathway->id);
    sayf(r, ". This page says what the record shows and what the guidance names; people decide. "
            "What is wrong or missing in the record can be put right: whoever finds it can say so "
            "to the child's social worker or reviewing officer.");
    say_end(r);
    for (size_t i = 0; i < r->p->source_count && i < MOST_CITED; i++) {
        if (!(r->cited >> i & 1))
            continue;
        layout_line(r->b, INDENT, STEP);
        sayf(r, "[%t] is %t.", r->p->sources[i].id, r->p->sources[i].at);
        say_end(r);
    }
}

static void write_report(report *r)
{
    void (*const parts[])(report *) = {say_head,
                                       say_alerts,
                                       say_home_without_return,
                                       say_open_enquiries,
                                       say_silence,
                                       say_new_risks,
                                       say_age_of_record,
                                       say_applicability,
                                       say_alert_grounds,
                                       say_alert_actions,
                                       say_decisions,
                                       say_due,
                                       say_needs,
                                       say_unknown,
                                       say_goals,
                                       say_clocks,
                                       say_closing,
                                       say_tool,
                                       say_risk,
                                       say_factors,
                                       say_set_aside,
                                       stages,
                                       say_attempts,
                                       say_schedule};
    for (size_t i = 0; i < LENGTH_OF(parts); i++)
        parts[i](r);
    if (r->all) {
        say_history(r);
        say_every_requirement(r);
    }
    guidance(r);
    say_record_problems(r);
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
    report r = {&marked, evaluation, evaluation->profile, flags & REUNIFY_TEXT_ALL, 0};
    write_report(&r);
    layout_finish(&marked, width ? (size_t)width : WIDTH, flags & REUNIFY_TEXT_COLOUR, &lines);
    buffer_release(&marked);
    return buffer_finish(&lines, out) ? error_no_memory(error) : REUNIFY_OK;
}
