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

/* Those that wait for an earlier one come last and are told together. */
static void say_stages(void *to, const message_value *value)
{
    report *r = to;
    const reunify_evaluation *e = r->e;
    (void)value;
    for (size_t i = 0; i < e->gate_count; i++) {
        const struct reunify_gate *g = &e->gates[i];
        const int32_t last = e->gates[e->gate_count - 1].number;
        const bool passed = g->status == REUNIFY_GATE_PASSED;
        say_clause(r, i);
        if (g->status == REUNIFY_GATE_WAITING && last > g->number && !refused_later(e, i)) {
            say_with(r, MSG_STAGES_WAITING,
                     VALUES(of_number("number", g->number), of_number("last", last),
                            of_choice("to", last != g->number + 1)));
            break;
        }
        say_with(r, MSG_STAGES_ONE,
                 VALUES(of_number("number", g->number),
                        of_choice("status", g->refused_by ? REUNIFY_GATE_STOPPED : g->status),
                        of_date("date", passed ? g->passed_on : REUNIFY_DATE_NONE)));
    }
}

/* One line for all stages. */
static void stages(report *r)
{
    if (!r->e->gate_count)
        return;
    say_heading(r, MSG_STAGES);
    layout_line(r->b, INDENT, INDENT);
    say_with(r, MSG_STAGES_SOME, VALUES(of_part("stages", say_stages, NULL, true)));
    say_end(r);
}

/* What is cited above in brackets, in brackets here too. */
static void say_source_id(void *to, const message_value *value)
{
    put(to, "[");
    put(to, value->of);
    put(to, "]");
}

static void guidance(report *r)
{
    const reunify_profile *p = r->p;
    const pack_pathway *way = r->e->pathway;
    say_heading(r, MSG_GUIDANCE);
    layout_line(r->b, INDENT, INDENT);
    say_with(r, MSG_GUIDANCE_THESE,
             VALUES(of_text("title", p->title ? p->title : p->id), of_text("version", p->version),
                    of_text("pathway", !way         ? NULL
                                       : way->label ? way->label
                                                    : way->id)));
    say_end(r);
    for (size_t i = 0; i < p->source_count && i < MOST_CITED; i++) {
        if (!(r->cited >> i & 1))
            continue;
        layout_line(r->b, INDENT, STEP);
        say_with(r, MSG_GUIDANCE_SOURCE,
                 VALUES(of_part("source", say_source_id, p->sources[i].id, true),
                        of_text("title", p->sources[i].at)));
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
    report r = {&marked, evaluation, evaluation->profile, flags & REUNIFY_TEXT_ALL, 0, 0};
    write_report(&r);
    layout_finish(&marked, width ? (size_t)width : WIDTH, flags & REUNIFY_TEXT_COLOUR, &lines);
    buffer_release(&marked);
    return buffer_finish(&lines, out) ? error_no_memory(error) : REUNIFY_OK;
}
