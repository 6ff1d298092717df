/* What is late, what the stage still needs and from whom, what is not known, what comes. */
#include "text/report.h"
#include "words/words.h"

/* From whom ----------------------------------------------------------------------------------- */

enum { MOST_PHRASES = 4 };

typedef struct {
    report *r;
    uint64_t said[MOST_PHRASES];
    size_t count;
} takers;

static void say_roles(takers *t, uint64_t roles, const char *join)
{
    for (size_t i = 0; i < t->count; i++)
        if (t->said[i] == roles)
            return;
    if (!roles || t->count == MOST_PHRASES)
        return;
    sayf(t->r, t->count ? "; " : " Who: ");
    t->said[t->count++] = roles;
    size_t left = 0, at = 0;
    for (uint16_t i = 0; i < t->r->p->role_count; i++)
        left += roles >> i & 1;
    for (uint16_t i = 0; i < t->r->p->role_count; i++) {
        if (!(roles >> i & 1))
            continue;
        sayf(t->r, !at ? "" : at + 1 == left ? join : ", ");
        say_role_at(t->r, i);
        at++;
    }
}

static void say_tests(takers *t, const rule_tests *tests)
{
    if (tests->has_led_by)
        say_roles(t, tests->led_by, " or ");
    say_roles(t, tests->with_all, " and ");
    if (tests->has_any)
        say_roles(t, tests->with_any, " or ");
}

/* Those that the records of a condition ask for. */
static void say_takers(takers *t, rule_index node)
{
    if (node == RULE_NONE)
        return;
    const rule_program *p = &t->r->p->program;
    const rule_node *n = &p->nodes[node];
    if (n->op == OP_NOT)
        return;
    if (n->op == OP_RECORD)
        say_tests(t, &p->selectors[n->selector].tests);
    for (size_t i = 0; i < NODE_CONDITIONS; i++)
        say_takers(t, n->conditions[i]);
    const bool lists = rule_operators[n->op].operands[0].kind == OPERAND_CONDITIONS;
    for (uint32_t i = 0; lists && i < n->count; i++)
        say_takers(t, p->links[n->first + i]);
}

/* Who leads it or takes part, once, behind the text: "Who: social worker; parent or carer." */
static void say_from_whom(report *r, const pack_requirement *rule)
{
    takers t = {.r = r};
    say_takers(&t, rule->satisfied_by);
    if (!t.count) {
        say_roles(&t, rule->asked.all, " and ");
        say_roles(&t, rule->asked.any, " or ");
    }
    if (t.count)
        sayf(r, ".");
}

/* Of what is due: those of the requirement by which it is done, or of what does it. */
static void say_from_whom_due(report *r, const struct reunify_obligation *b)
{
    const pack_obligation *rule = b->rule;
    takers t = {.r = r};
    if (rule->done_requirement >= 0) {
        const pack_stage *stage = &r->e->pathway->stages[rule->done_stage];
        say_from_whom(r, &stage->requirements[rule->done_requirement]);
        return;
    }
    say_takers(&t, rule->done);
    if (t.count)
        sayf(r, ".");
}

/* Requirements -------------------------------------------------------------------------------- */

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

/* What would tell the status of a requirement or a stop, by its id. */
static void say_entries_of(report *r, const char *id)
{
    for (size_t i = 0; i < r->e->information_count; i++) {
        const needed_information *n = &r->e->information_needed[i];
        if (n->id == id)
            say_entries(r, n->entries, n->entry_count);
    }
}

static void requirement_line(report *r, const struct reunify_requirement *q)
{
    const bool unknown = q->status == REUNIFY_REQUIREMENT_UNKNOWN;
    say_box(r, unknown ? "[?]" : "[ ]");
    sayf(r, "%t", q->rule->text);
    say_people(r, q, REUNIFY_REQUIREMENT_NOT_MET, " Not met for: ");
    say_people(r, q, REUNIFY_REQUIREMENT_UNKNOWN, " Not known for: ");
    if (unknown)
        say_entries_of(r, q->rule->id);
    say_from_whom(r, q->rule);
    say_source(r, &q->rule->source);
    if (!unknown && q->rule->set_aside_by)
        sayf(r, " It can be set aside, with reasons.");
    say_end(r);
}

/* The requirements of the stage that stand so; true where there were some. */
static bool requirements_that(report *r, bool advisory, uint8_t status, const char *heading,
                              const char *subheading)
{
    const struct reunify_gate *g = &r->e->gates[r->e->stage];
    bool any = false;
    for (size_t i = 0; i < g->stage->requirement_count; i++) {
        const struct reunify_requirement *q = &g->requirements[i];
        if (q->rule->advisory != advisory || q->status != status)
            continue;
        if (!any && heading)
            say_heading(r, heading);
        if (!any && subheading)
            say_subheading(r, subheading);
        any = true;
        requirement_line(r, q);
    }
    return any;
}

static bool is_decided_against(const reunify_evaluation *e)
{
    for (size_t i = 0; i < e->gate_count; i++)
        if (e->gates[i].stopped_by || e->gates[i].refused_by)
            return true;
    return false;
}

/* Nothing of the first stage is there: nobody has begun it. */
static bool is_not_begun(const reunify_evaluation *e)
{
    const struct reunify_gate *g = &e->gates[e->stage];
    for (size_t i = 0; i < g->stage->requirement_count; i++)
        if (g->requirements[i].status == REUNIFY_REQUIREMENT_MET)
            return false;
    return e->stage == 0 && !return_stands(e);
}

/* Where nothing that is `required` is missing the list is one of advice. */
static const char *heading_of_needs(const reunify_evaluation *e, bool required)
{
    if (!required)
        return "What the stage does not wait for, and is not on the record yet";
    if (is_decided_against(e))
        return "Only if a return home is considered again, this stage would ask for";
    if (return_stands(e) && e->gates[e->stage].stage->settled_on != RULE_NONE)
        return "What was not complete, by the record, when the child went home, and still is not";
    if (is_not_begun(e))
        return "If going home is looked at, the first stage asks for";
    return "What this stage still needs; not complete yet, by the record";
}

void say_needs(report *r)
{
    if (r->e->stage < 0)
        return;
    const bool any = requirements_that(r, false, REUNIFY_REQUIREMENT_NOT_MET,
                                       heading_of_needs(r->e, true), NULL);
    requirements_that(r, true, REUNIFY_REQUIREMENT_NOT_MET,
                      any ? NULL : heading_of_needs(r->e, false),
                      any ? "Advised; the stage does not wait for it:" : NULL);
}

/* What is not known --------------------------------------------------------------------------- */

static bool say_unknown_stops(report *r, const char *heading)
{
    const struct reunify_gate *g = &r->e->gates[r->e->stage];
    bool any = false;
    for (size_t i = 0; i < g->stage->stop_count; i++) {
        if (g->stops[i].result != REUNIFY_UNKNOWN)
            continue;
        if (!any && heading)
            say_heading(r, heading);
        any = true;
        say_box(r, "[?]");
        sayf(r, "Whether this stops the plan: %t", g->stops[i].rule->text);
        say_entries_of(r, g->stops[i].rule->id);
        say_source(r, &g->stops[i].rule->source);
        say_end(r);
    }
    return any;
}

static bool needs_entry(const struct reunify_alert *a, const char *entry)
{
    for (size_t i = 0; i < a->entry_count; i++)
        if (strcmp(a->entries[i], entry) == 0)
            return true;
    return false;
}

/* Where not even the returns are recorded, most alerts are not known for that one reason. */
static void say_alerts_of_home(report *r)
{
    size_t count = 0;
    for (size_t i = 0; i < r->e->unknown_alert_count; i++)
        count += needs_entry(&r->e->unknown_alerts[i], "returns");
    if (!count)
        return;
    say_box(r, "[?]");
    sayf(r, "Whether the child has gone home. Until the returns are in the record, ");
    say_count(r, count, "alert", "alerts");
    sayf(r, " about a child at home cannot be checked.");
    say_end(r);
}

static void say_unknown_alerts(report *r, const char *heading)
{
    if (r->e->unknown_alert_count && heading)
        say_heading(r, heading);
    say_alerts_of_home(r);
    for (size_t i = 0; i < r->e->unknown_alert_count; i++) {
        const struct reunify_alert *a = &r->e->unknown_alerts[i];
        if (needs_entry(a, "returns"))
            continue;
        say_box(r, "[?]");
        sayf(r, "Whether there is this alert: %t", a->rule->text);
        say_entries(r, a->entries, a->entry_count);
        say_source(r, &a->rule->source);
        say_end(r);
    }
}

void say_unknown(report *r)
{
    const char *heading =
        "What is not known: gaps in the record, which say nothing about the family";
    if (r->e->stage >= 0 && requirements_that(r, false, REUNIFY_REQUIREMENT_UNKNOWN, heading, NULL))
        heading = NULL;
    if (r->e->stage >= 0 && say_unknown_stops(r, heading))
        heading = NULL;
    say_unknown_alerts(r, heading);
    if (r->e->unknown_alert_count)
        heading = NULL;
    if (r->e->stage >= 0)
        requirements_that(r, true, REUNIFY_REQUIREMENT_UNKNOWN, heading,
                          "Advised; the stage does not wait for it:");
}

/* Dates --------------------------------------------------------------------------------------- */

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
    if (b->status == REUNIFY_OBLIGATION_OVERDUE && b->due != REUNIFY_DATE_NONE) {
        sayf(r, " (late by ");
        say_count(r, (size_t)(r->e->as_of - b->due), "day", "days");
        sayf(r, ")");
    }
    if (shown != b->due && b->due != REUNIFY_DATE_NONE)
        sayf(r, b->late ? " (was due %d)" : " (due %d)", b->due);
    if (b->status == REUNIFY_OBLIGATION_OVERDUE || b->status == REUNIFY_OBLIGATION_DUE ||
        b->status == REUNIFY_OBLIGATION_UPCOMING)
        say_from_whom_due(r, b);
    say_source(r, &b->rule->source);
    say_end(r);
}

static bool obligations_that(report *r, uint8_t status, const char *state, int style,
                             const char *heading)
{
    bool any = false;
    for (size_t i = 0; i < r->e->schedule_count; i++) {
        if (r->e->schedule[i].status != status)
            continue;
        if (!any && heading)
            say_heading(r, heading);
        any = true;
        obligation_line(r, &r->e->schedule[i], state, style);
    }
    return any;
}

/* Goals of the plan, by whose they are. */
static void say_goals(report *r, bool alone)
{
    const struct reunify_position *p = &r->e->position;
    bool any = false;
    for (size_t i = 0; i < p->goal_count; i++) {
        const position_goal *g = &p->goals[i];
        if (!g->past_due)
            continue;
        if (!any && alone)
            say_heading(r, "Goals whose date has passed, and which are not recorded as achieved");
        else if (!any)
            say_subheading(r, "Goals whose date has passed, and which are not recorded as "
                              "achieved:");
        any = true;
        say_bullet(r, "-");
        sayf(r, "Goal %i", g->id);
        if (g->owner)
            sayf(r, " (%c)", g->owner);
        sayf(r, ", by %d", g->due);
        if (g->status != ENUM_NONE)
            sayf(r, ": %c", goal_status_names[g->status]);
        sayf(r, ".");
        say_end(r);
    }
}

/* What is late, then what is due within its window. */
void say_due(report *r)
{
    static const char heading[] = "What is due now";
    bool any = obligations_that(r, REUNIFY_OBLIGATION_OVERDUE, "OVERDUE", STYLE_RED, heading);
    any = obligations_that(r, REUNIFY_OBLIGATION_DUE, "due", STYLE_YELLOW, any ? NULL : heading) ||
          any;
    say_goals(r, !any);
}

/* The rest of the schedule, what is done last. */
void say_schedule(report *r)
{
    static const char heading[] = "What comes later, and what is done";
    bool any = obligations_that(r, REUNIFY_OBLIGATION_UPCOMING, "upcoming", STYLE_PLAIN, heading);
    if (r->all) {
        any = obligations_that(r, REUNIFY_OBLIGATION_NOT_STARTED, "not started", STYLE_PLAIN,
                               any ? NULL : heading) ||
              any;
        any = obligations_that(r, REUNIFY_OBLIGATION_NOT_APPLICABLE, "not asked", STYLE_PLAIN,
                               any ? NULL : heading) ||
              any;
    }
    obligations_that(r, REUNIFY_OBLIGATION_DONE, "done", STYLE_PLAIN, any ? NULL : heading);
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

static void every_requirement_of(report *r, const struct reunify_gate *g)
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
        say_people(r, q, REUNIFY_REQUIREMENT_NOT_MET, " Not met for: ");
        say_people(r, q, REUNIFY_REQUIREMENT_UNKNOWN, " Not known for: ");
        say_people(r, q, REUNIFY_REQUIREMENT_SET_ASIDE, " Set aside for: ");
        say_source(r, &q->rule->source);
        say_end(r);
    }
}

void say_every_requirement(report *r)
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
        every_requirement_of(r, g);
    }
}
