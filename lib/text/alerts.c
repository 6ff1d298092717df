/* What people are to be told of first: alerts, whether the guidance applies, what was decided. */
#include "text/report.h"

/* Each in one line, so that none lies below another's actions. */
void say_alerts(report *r)
{
    for (size_t i = 0; i < r->e->alert_count; i++) {
        say_row(r, STYLE_RED, "! ALERT");
        sayf(r, "%t", r->e->alerts[i].rule->text);
        say_end(r);
    }
}

/* The actions of all alerts, each once, in the pack's order: the most urgent first. */
static const action_result *next_action(const report *r, const pack_action *after)
{
    const action_result *found = NULL;
    for (size_t i = 0; i < r->e->alert_count; i++) {
        for (size_t k = 0; k < r->e->alerts[i].action_count; k++) {
            const action_result *a = &r->e->alerts[i].actions[k];
            if ((!after || a->rule > after) && (!found || a->rule < found->rule))
                found = a;
        }
    }
    return found;
}

static bool is_said_before(const report *r, size_t at)
{
    const pack_source *source = &r->e->alerts[at].rule->source;
    for (size_t i = 0; i < at; i++) {
        const pack_source *other = &r->e->alerts[i].rule->source;
        if (strcmp(source->id, other->id) == 0 && strcmp(source->at, other->at) == 0)
            return true;
    }
    return false;
}

void say_alert_actions(report *r)
{
    const action_result *a = next_action(r, NULL);
    if (!r->e->alert_count)
        return;
    say_heading(r, "What the guidance names here, the most urgent first, for people to decide by");
    if (!a) {
        say_bullet(r, "-");
        sayf(r, "Nothing of its own for these alerts.");
        say_end(r);
    }
    for (; a; a = next_action(r, a->rule)) {
        say_bullet(r, "-");
        say_action(r, a);
    }
    layout_line(r->b, INDENT, STEP);
    sayf(r, "The alerts come from:");
    for (size_t i = 0; i < r->e->alert_count; i++)
        if (!is_said_before(r, i))
            say_source(r, &r->e->alerts[i].rule->source);
    say_end(r);
}

static void say_entries(report *r, const struct reunify_condition *c)
{
    for (size_t i = 0; i < c->entry_count; i++) {
        sayf(r, i ? "; " : " What would tell: ");
        say_entry(r, c->entries[i]);
    }
    if (c->entry_count)
        sayf(r, ".");
}

void say_applicability(report *r)
{
    if (r->e->applicable == REUNIFY_TRUE)
        return;
    layout_blank(r->b);
    say_row(r, STYLE_YELLOW, "! NOTE");
    if (r->e->applicable == REUNIFY_FALSE)
        sayf(r, "This guidance does not apply to the case. What follows is what it would say.");
    else
        sayf(r, "Whether this guidance applies to the case is not known: information is missing.");
    say_end(r);
    for (size_t i = 0; i < r->e->condition_count; i++) {
        const struct reunify_condition *c = &r->e->conditions[i];
        if (c->result == REUNIFY_TRUE)
            continue;
        say_row_item(r);
        sayf(r, c->result == REUNIFY_FALSE ? "Not so: %t" : "Not known: %t", c->rule->text);
        say_entries(r, c);
        say_source(r, &c->rule->source);
        say_end(r);
    }
}

/* What was decided against: by whom, when, and what the guidance then names. */
static void decision(report *r, const struct reunify_gate *g)
{
    const pack_stop *stop = g->refused_by ? g->refused_by : g->stopped_by;
    layout_line(r->b, INDENT, STEP);
    say_styled(r, STYLE_RED, "Stopped");
    sayf(r, " at stage %n, %t. ", g->number, g->stage->label ? g->stage->label : g->stage->id);
    sayf(r, "%t", stop->text);
    if (g->refused_by && g->stopped_on != REUNIFY_DATE_NONE) {
        sayf(r, " Decided on %d", g->stopped_on);
        if (g->decided_by) {
            sayf(r, ", led by: ");
            say_role(r, g->decided_by);
        }
        sayf(r, ".");
    }
    if (g->refused_by)
        sayf(r, " It stands until those who decide look at it again.");
    say_source(r, &stop->source);
    say_end(r);
    for (size_t i = 0; i < g->action_count; i++) {
        say_bullet(r, "-");
        say_action(r, &g->actions[i]);
    }
}

void say_decisions(report *r)
{
    bool any = false;
    for (size_t i = 0; i < r->e->gate_count; i++) {
        const struct reunify_gate *g = &r->e->gates[i];
        if (!g->stopped_by && !g->refused_by)
            continue;
        if (!any)
            say_heading(r, "What has been decided, or stops the plan");
        any = true;
        decision(r, g);
    }
}
