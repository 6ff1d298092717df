/* What people are to be told of first: alerts, whether the guidance applies, what was decided. */
#include "text/report.h"

/* Each in one line, so that none lies below another's actions; numbered where they are several. */
void say_alerts(report *r)
{
    for (size_t i = 0; i < r->e->alert_count; i++) {
        if (r->e->alert_count == 1)
            say_row(r, STYLE_RED, "! ALERT");
        else
            say_numbered_row(r, STYLE_RED, "! ALERT", (int)i + 1);
        sayf(r, "%t", r->e->alerts[i].rule->text);
        say_end(r);
    }
}

/* A risk that the latest assessment calls new, or come back, by its name where it has one. */
void say_new_risks(report *r)
{
    const struct reunify_position *p = &r->e->position;
    size_t count = 0;
    for (size_t i = 0; i < p->factor_count; i++) {
        if (p->factors[i].kind != FACTOR_RISK || p->factors[i].emerged == ENUM_NONE)
            continue;
        if (!count)
            say_row(r, STYLE_YELLOW, "! NEW");
        sayf(r, count++ ? "; " : "A new or returning risk: ");
        say_listed_factor(r, &p->factors[i]);
    }
    if (!count && p->new_risk != REUNIFY_TRUE)
        return;
    if (!count) {
        say_row(r, STYLE_YELLOW, "! NEW");
        sayf(r, "A new or returning risk; the record does not say which");
    }
    sayf(r, ". By the assessment of %d.", p->assessed_on);
    say_end(r);
}

/* The one request of the tool to whoever reads: where it has no rule, a manager judges. */
void say_silence(report *r)
{
    const reunify_evaluation *e = r->e;
    const struct reunify_history_entry *h =
        e->history_count ? &e->history[e->history_count - 1] : NULL;
    if (!h || !h->silent || e->pathway->without_tool)
        return;
    say_row(r, STYLE_YELLOW, "! JUDGE");
    sayf(r,
         "The tool has no rule for what the assessment of %d found; it leaves this to a "
         "manager's judgement.",
         h->date);
    say_end(r);
}

/*
 * What is open for the child's protection while the child is at home. An alert speaks of it only
 * until the risk is assessed again; it is said as long as it is open.
 */
void say_open_enquiries(report *r)
{
    static const char *const codes[] = {"section_47_enquiry", "police_protection",
                                        "emergency_protection_order"};
    const struct reunify_position *p = &r->e->position;
    bool any = false;
    for (size_t i = 0; i < p->status_count && p->lives == LIVES_AT_HOME; i++)
        for (size_t k = 0; k < LENGTH_OF(codes); k++) {
            if (strcmp(p->statuses[i].code, codes[k]) != 0)
                continue;
            if (!any)
                say_row(r, STYLE_YELLOW, "! OPEN");
            sayf(r, any ? "; " : "While the child is at home: ");
            say_status(r, &p->statuses[i]);
            any = true;
        }
    if (!any)
        return;
    sayf(r, ".");
    if (p->assessed_on != REUNIFY_DATE_NONE)
        sayf(r, " Last assessed on %d.", p->assessed_on);
    say_end(r);
}

/* At home by placement alone: most dates and alerts count from a return, and there is none. */
void say_home_without_return(report *r)
{
    const reunify_evaluation *e = r->e;
    if (e->position.lives != LIVES_AT_HOME || return_stands(e))
        return;
    say_row(r, STYLE_YELLOW, "! RECORD");
    sayf(r,
         "Placed with the parents since %d, but no return home is recorded. Until it is, the "
         "reviews and times that count from the day home have no date here.",
         e->position.since);
    say_end(r);
}

/* A record in which nothing has been written for long says little about today. */
void say_age_of_record(report *r)
{
    enum { OLD = 56 };
    const reunify_date last = r->e->position.recorded_on;
    if (last == REUNIFY_DATE_NONE || r->e->as_of - last < OLD)
        return;
    say_row(r, STYLE_YELLOW, "! OLD");
    sayf(r, "Nothing in this record is dated after %d, ", last);
    say_ago(r, last);
    sayf(r, ": what happened since is not in it.");
    say_end(r);
}

/* What an alert rests on ---------------------------------------------------------------------- */

static void say_return(report *r, reunify_date date)
{
    sayf(r, "home on %d", date);
    for (size_t i = 0; i < r->e->attempt_count; i++) {
        const attempt_return *home = &r->e->attempts[i].home;
        if (home->date == date && home->ended_on != REUNIFY_DATE_NONE)
            sayf(r, ", until %d", home->ended_on);
    }
}

static void say_record(report *r, const alert_ground *g)
{
    if (g->type >= 0)
        say_symbol(r, r->p->types[g->type].name);
    else
        sayf(r, "record");
    if (g->date != REUNIFY_DATE_NONE)
        sayf(r, " of %d", g->date);
    say_entry_id(r, g->id);
    if (g->by) {
        sayf(r, ", led by: ");
        say_role(r, g->by);
    }
}

/* The level that an assessment led to, -1. */
static int level_after(const reunify_evaluation *e, const char *assessment)
{
    for (size_t i = e->history_count; i-- > 0;)
        if (strcmp(e->history[i].assessment, assessment) == 0)
            return e->history[i].to;
    return -1;
}

/* An alert that compares levels says which there was. */
static void say_assessment(report *r, const alert_ground *g, bool of_level)
{
    const int level = level_after(r->e, g->id);
    sayf(r, "assessment of %d", g->date);
    say_entry_id(r, g->id);
    if (of_level && level >= 0 && level != r->e->level)
        sayf(r, ", after which it was %l", level);
}

void say_status_ground(report *r, const alert_ground *g)
{
    sayf(r, "%c", g->id);
    if (g->date != REUNIFY_DATE_NONE)
        sayf(r, g->to == REUNIFY_DATE_NONE ? " since %d" : " from %d", g->date);
    if (g->to != REUNIFY_DATE_NONE)
        sayf(r, " until %d", g->to);
}

/* An attribute that has a time, as far as it is known since when. */
static void say_attribute(report *r, const alert_ground *g)
{
    say_symbol(r, g->attribute);
    if (g->date != REUNIFY_DATE_NONE)
        sayf(r, " since %d", g->date);
    say_entry_id(r, g->id);
}

static void say_ground(report *r, const alert_ground *g, bool of_level)
{
    if (g->kind == REUNIFY_ENTRY_RETURN)
        say_return(r, g->date);
    else if (g->kind == REUNIFY_ENTRY_RECORD)
        say_record(r, g);
    else if (g->kind == REUNIFY_ENTRY_ASSESSMENT)
        say_assessment(r, g, of_level);
    else if (g->kind == REUNIFY_ENTRY_LEGAL_STATUS)
        say_status_ground(r, g);
    else if (g->kind == REUNIFY_ENTRY_ATTRIBUTE)
        say_attribute(r, g);
    else
        say_somebody(r, g->id, g->relation);
}

/* From what to what, and when: of an alert about the level. */
static bool say_level_of(report *r, const struct reunify_alert *a)
{
    const reunify_evaluation *e = r->e;
    if (!a->rule->last_movement || e->level < 0)
        return false;
    sayf(r, "the level is %l since %d", e->level, e->since);
    if (level_before(e) >= 0)
        sayf(r, ", %l before", level_before(e));
    return true;
}

static void ground_line(report *r, size_t at)
{
    const struct reunify_alert *a = &r->e->alerts[at];
    layout_line(r->b, STEP, STEP_TEXT);
    if (r->e->alert_count > 1)
        sayf(r, "%n ", (int)at + 1);
    else
        sayf(r, "- ");
    layout_tab(r->b, STEP_TEXT);
    bool any = say_level_of(r, a);
    for (size_t i = 0; i < a->ground_count; i++) {
        sayf(r, any ? "; " : "");
        say_ground(r, &a->grounds[i], a->rule->last_movement);
        any = true;
    }
    sayf(r, any ? "." : "By the dates and steps of the record.");
    say_source(r, &a->rule->source);
    say_end(r);
}

void say_alert_grounds(report *r)
{
    if (!r->e->alert_count)
        return;
    say_heading(r, r->e->alert_count == 1 ? "What the alert rests on" : "What the alerts rest on");
    for (size_t i = 0; i < r->e->alert_count; i++)
        ground_line(r, i);
}

/* What the guidance names then ---------------------------------------------------------------- */

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

void say_alert_actions(report *r)
{
    const action_result *a = next_action(r, NULL);
    if (!a)
        return;
    say_heading(r,
                "What the guidance names here, for people to decide by; this page decides nothing");
    for (; a; a = next_action(r, a->rule)) {
        say_bullet(r, "-");
        say_action(r, a);
    }
}

/* Whether the guidance applies ---------------------------------------------------------------- */

/* A sentence with "no" in it is hard to read when it is denied: what is so then is said instead. */
static void say_condition(report *r, const struct reunify_applicability *c)
{
    const char *otherwise = c->rule->otherwise;
    if (c->result == REUNIFY_FALSE)
        sayf(r, otherwise ? "%t" : "Not so: %t", otherwise ? otherwise : c->rule->text);
    else if (otherwise)
        sayf(r, "It is not known which is so: \"%t\" or \"%t\"", c->rule->text, otherwise);
    else
        sayf(r, "Not known: %t", c->rule->text);
}

void say_applicability(report *r)
{
    if (r->e->applicable == REUNIFY_TRUE)
        return;
    layout_blank(r->b);
    say_row(r, STYLE_YELLOW, "! NOTE");
    if (r->e->applicable == REUNIFY_FALSE)
        sayf(r, "This guidance does not apply to the case now. What follows is only what it would "
                "say.");
    else
        sayf(r, "Whether this guidance applies to the case is not known: information is missing.");
    say_end(r);
    for (size_t i = 0; i < r->e->condition_count; i++) {
        const struct reunify_applicability *c = &r->e->conditions[i];
        if (c->result == REUNIFY_TRUE)
            continue;
        say_row_item(r);
        say_condition(r, c);
        say_entries(r, c->entries, c->entry_count);
        say_source(r, &c->rule->source);
        say_end(r);
    }
}

/* Decisions ----------------------------------------------------------------------------------- */

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
    if (g->action_count)
        say_subheading(r, "What the guidance names then, for people to decide by:");
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
