/* What people are to be told of first: alerts, whether the guidance applies, what was decided. */
#include "text/report.h"

/* Each in one line, so that none lies below another's actions; numbered where they are several. */
void say_alerts(report *r)
{
    for (size_t i = 0; i < r->e->alert_count; i++) {
        if (r->e->alert_count == 1)
            say_row(r, STYLE_RED, MSG_LABEL_ALERT);
        else
            say_numbered_row(r, STYLE_RED, MSG_LABEL_ALERT_NUMBERED, (int)i + 1);
        put(r, r->e->alerts[i].rule->text);
        say_end(r);
    }
}

static bool is_new_risk(const position_factor *f)
{
    return f->kind == FACTOR_RISK && f->emerged != ENUM_NONE;
}

static void say_new_factors(void *to, const message_value *value)
{
    const struct reunify_position *p = value->of;
    size_t count = 0;
    for (size_t i = 0; i < p->factor_count; i++) {
        if (!is_new_risk(&p->factors[i]))
            continue;
        say_clause(to, count++);
        say_listed_factor(to, &p->factors[i]);
    }
}

/* A risk that the latest assessment calls new, or come back, by its name where it has one. */
void say_new_risks(report *r)
{
    const struct reunify_position *p = &r->e->position;
    bool any = false;
    for (size_t i = 0; i < p->factor_count; i++)
        any = any || is_new_risk(&p->factors[i]);
    if (!any && p->new_risk != REUNIFY_TRUE)
        return;
    say_row(r, STYLE_YELLOW, MSG_LABEL_NEW);
    say_with(r, any ? MSG_NEW_RISKS : MSG_NEW_RISKS_UNNAMED,
             VALUES(of_part("factors", say_new_factors, p, true), of_date("date", p->assessed_on)));
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
    say_row(r, STYLE_YELLOW, MSG_LABEL_JUDGE);
    say_with(r, MSG_JUDGE, VALUES(of_date("date", h->date)));
    say_end(r);
}

static bool is_open_enquiry(const position_status *s)
{
    static const char *const codes[] = {"section_47_enquiry", "police_protection",
                                        "emergency_protection_order"};
    for (size_t k = 0; k < LENGTH_OF(codes); k++)
        if (strcmp(s->code, codes[k]) == 0)
            return true;
    return false;
}

static void say_enquiries(void *to, const message_value *value)
{
    const struct reunify_position *p = value->of;
    size_t count = 0;
    for (size_t i = 0; i < p->status_count; i++) {
        if (!is_open_enquiry(&p->statuses[i]))
            continue;
        say_clause(to, count++);
        say_status(to, &p->statuses[i]);
    }
}

/*
 * What is open for the child's protection while the child is at home. An alert speaks of it only
 * until the risk is assessed again; it is said as long as it is open.
 */
void say_open_enquiries(report *r)
{
    const struct reunify_position *p = &r->e->position;
    bool any = false;
    for (size_t i = 0; i < p->status_count; i++)
        any = any || is_open_enquiry(&p->statuses[i]);
    if (!any || p->lives != LIVES_AT_HOME)
        return;
    say_row(r, STYLE_YELLOW, MSG_LABEL_OPEN);
    say_with(r, MSG_ENQUIRIES,
             VALUES(of_part("statuses", say_enquiries, p, true), of_date("date", p->assessed_on)));
    say_end(r);
}

/* At home by placement alone: most dates and alerts count from a return, and there is none. */
void say_home_without_return(report *r)
{
    const reunify_evaluation *e = r->e;
    if (e->position.lives != LIVES_AT_HOME || return_stands(e))
        return;
    say_row(r, STYLE_YELLOW, MSG_LABEL_RECORD);
    say_with(r, MSG_NO_RETURN, VALUES(of_date("date", e->position.since)));
    say_end(r);
}

/* A record in which nothing has been written for long says little about today. */
void say_age_of_record(report *r)
{
    enum { OLD = 56 };
    const reunify_date last = r->e->position.recorded_on;
    if (last == REUNIFY_DATE_NONE || r->e->as_of - last < OLD)
        return;
    say_row(r, STYLE_YELLOW, MSG_LABEL_OLD);
    say_with(r, MSG_OLD_RECORD, VALUES(of_date("date", last), of_ago("ago", &last)));
    say_end(r);
}

/* What an alert rests on ---------------------------------------------------------------------- */

static void say_return(report *r, reunify_date date)
{
    reunify_date until = REUNIFY_DATE_NONE;
    for (size_t i = 0; i < r->e->attempt_count; i++) {
        const attempt_return *home = &r->e->attempts[i].home;
        if (home->date == date && home->ended_on != REUNIFY_DATE_NONE)
            until = home->ended_on;
    }
    say_with(r, MSG_ALERT_HOME, VALUES(of_date("date", date), of_date("until", until)));
}

static void say_record(report *r, const alert_ground *g)
{
    say_with(r, MSG_ALERT_RECORD,
             VALUES(g->type >= 0 ? of_symbol(r, "type", r->p->types[g->type].name)
                                 : of_message("type", MSG_ALERT_A_RECORD),
                    of_date("date", g->date), of_entry_id(r, "id", g->id),
                    of_role(r, "by", g->by)));
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
static void say_assessment(report *r, const alert_ground *g, bool of_levels)
{
    const int level = of_levels ? level_after(r->e, g->id) : -1;
    say_with(r, MSG_ALERT_ASSESSMENT,
             VALUES(of_date("date", g->date), of_entry_id(r, "id", g->id),
                    of_level(r, "level", level == r->e->level ? -1 : level)));
}

void say_status_ground(report *r, const alert_ground *g)
{
    say_with(r, MSG_ALERT_STATUS,
             VALUES(of_code("status", g->id), of_date("date", g->date), of_date("until", g->to)));
}

/* An attribute that has a time, as far as it is known since when. */
static void say_attribute(report *r, const alert_ground *g)
{
    say_with(r, MSG_ALERT_ATTRIBUTE,
             VALUES(of_symbol(r, "attribute", g->attribute), of_date("since", g->date),
                    of_entry_id(r, "id", g->id)));
}

static void say_ground(report *r, const alert_ground *g, bool of_levels)
{
    if (g->kind == REUNIFY_ENTRY_RETURN)
        say_return(r, g->date);
    else if (g->kind == REUNIFY_ENTRY_RECORD)
        say_record(r, g);
    else if (g->kind == REUNIFY_ENTRY_ASSESSMENT)
        say_assessment(r, g, of_levels);
    else if (g->kind == REUNIFY_ENTRY_LEGAL_STATUS)
        say_status_ground(r, g);
    else if (g->kind == REUNIFY_ENTRY_ATTRIBUTE)
        say_attribute(r, g);
    else
        say_somebody(r, g->id, g->relation);
}

/* From what to what, and when: of an alert about the level. */
static bool is_of_level(const report *r, const struct reunify_alert *a)
{
    return a->rule->last_movement && r->e->level >= 0;
}

static void say_grounds(void *to, const message_value *value)
{
    report *r = to;
    const struct reunify_alert *a = value->of;
    const reunify_evaluation *e = r->e;
    size_t said = is_of_level(r, a);
    if (said)
        say_with(r, MSG_ALERT_LEVEL,
                 VALUES(of_level(r, "level", e->level), of_date("date", e->since),
                        of_level(r, "before", level_before(e))));
    for (size_t i = 0; i < a->ground_count; i++) {
        say_clause(r, said++);
        say_ground(r, &a->grounds[i], a->rule->last_movement);
    }
}

static void ground_line(report *r, size_t at)
{
    const struct reunify_alert *a = &r->e->alerts[at];
    layout_line(r->b, STEP, STEP_TEXT);
    if (r->e->alert_count > 1)
        say_value(r, of_number("number", (int64_t)at + 1));
    else
        put(r, "-");
    layout_tab(r->b, STEP_TEXT);
    if (a->ground_count || is_of_level(r, a))
        say_with(r, MSG_ALERT_ON, VALUES(of_part("grounds", say_grounds, a, true)));
    else
        say(r, MSG_ALERT_NO_GROUNDS);
    say_source(r, &a->rule->source);
    say_end(r);
}

void say_alert_grounds(report *r)
{
    if (!r->e->alert_count)
        return;
    layout_blank(r->b);
    layout_line(r->b, 0, INDENT);
    layout_style(r->b, STYLE_BOLD);
    say_with(r, MSG_ALERT_GROUNDS, VALUES(of_number("count", (int64_t)r->e->alert_count)));
    layout_style(r->b, STYLE_PLAIN);
    say_end(r);
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
    say_heading(r, MSG_ALERT_ACTIONS);
    for (; a; a = next_action(r, a->rule)) {
        say_bullet(r);
        say_action(r, a);
    }
}

/* Whether the guidance applies ---------------------------------------------------------------- */

/* A sentence with "no" in it is hard to read when it is denied: what is so then is said instead. */
static void say_condition(report *r, const struct reunify_applicability *c)
{
    const message_value values[] = {
        of_text("text", c->rule->text), of_text("otherwise", c->rule->otherwise), {.name = NULL}};
    const bool known = c->result == REUNIFY_FALSE;
    if (known && c->rule->otherwise)
        put(r, c->rule->otherwise);
    else if (c->rule->otherwise)
        say_with(r, MSG_APPLIES_EITHER, values);
    else
        say_with(r, known ? MSG_APPLIES_NOT_SO : MSG_APPLIES_NOT_KNOWN, values);
}

void say_applicability(report *r)
{
    if (r->e->applicable == REUNIFY_TRUE)
        return;
    layout_blank(r->b);
    say_row(r, STYLE_YELLOW, MSG_LABEL_NOTE);
    say(r, r->e->applicable == REUNIFY_FALSE ? MSG_APPLIES_NOT : MSG_APPLIES_UNKNOWN);
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
    say_with(r, MSG_DECIDED_STOPPED,
             VALUES(of_styled("stopped", STYLE_RED, MSG_DECIDED_WORD),
                    of_number("number", g->number), of_stage("stage", g->stage),
                    of_text("text", stop->text),
                    of_date("date", g->refused_by ? g->stopped_on : REUNIFY_DATE_NONE),
                    of_role(r, "by", g->decided_by), of_flag("refused", g->refused_by != NULL)));
    say_source(r, &stop->source);
    say_end(r);
    if (g->action_count)
        say_subheading(r, MSG_DECIDED_ACTIONS);
    for (size_t i = 0; i < g->action_count; i++) {
        say_bullet(r);
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
            say_heading(r, MSG_DECIDED);
        any = true;
        decision(r, g);
    }
}
