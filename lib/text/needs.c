/* What is late, what the stage still needs and from whom, what is not known, what comes. */
#include "text/report.h"
#include "words/words.h"

/* From whom ----------------------------------------------------------------------------------- */

/*
 * What is still needed says who leads it and who takes part: read off the needs of the requirement,
 * which hold for the child's legal position on the day; where none were worked out, off the records
 * that the rule asks for. A group is said once. The child is nobody's task: it is not named alone.
 */
enum { MOST_GROUPS = 4, GROUP_LED, GROUP_WITH, GROUP_WHO };

typedef struct {
    uint64_t roles;
    const char *join;
    uint8_t kind;
} taker_group;

typedef struct {
    const report *r;
    taker_group groups[MOST_GROUPS];
    size_t count;
    bool unnamed; /* some way of doing it names nobody who leads */
} takers;

static bool is_child_alone(const report *r, uint64_t roles)
{
    for (uint16_t i = 0; i < r->p->role_count; i++)
        if (roles >> i & 1 && strcmp(profile_symbol_name(r->p, r->p->roles[i]), "child") != 0)
            return false;
    return true;
}

static void add_group(takers *t, uint8_t kind, uint64_t roles, const char *join)
{
    if (is_child_alone(t->r, roles) || t->count == MOST_GROUPS)
        return;
    for (size_t i = 0; i < t->count; i++)
        if (t->groups[i].roles == roles && t->groups[i].kind == kind)
            return;
    t->groups[t->count++] = (taker_group){roles, join, kind};
}

static void add_tests(takers *t, const rule_tests *tests)
{
    if (tests->has_led_by)
        add_group(t, GROUP_LED, tests->led_by, " or ");
    add_group(t, GROUP_WITH, tests->with_all, " and ");
    if (tests->has_any)
        add_group(t, GROUP_WITH, tests->with_any, " or ");
}

/* Those that the records of a condition ask for. */
static void add_condition(takers *t, rule_index node)
{
    if (node == RULE_NONE)
        return;
    const rule_program *p = &t->r->p->program;
    const rule_node *n = &p->nodes[node];
    if (n->op == OP_NOT)
        return;
    if (n->op == OP_RECORD)
        add_tests(t, &p->selectors[n->selector].tests);
    for (size_t i = 0; i < NODE_CONDITIONS; i++)
        add_condition(t, n->conditions[i]);
    const bool lists = rule_operators[n->op].operands[0].kind == OPERAND_CONDITIONS;
    for (uint32_t i = 0; lists && i < n->count; i++)
        add_condition(t, p->links[n->first + i]);
}

static void add_needs(takers *t, const struct reunify_needs *needs)
{
    for (size_t i = 0; i < needs->count; i++)
        for (size_t k = 0; k < needs->alternatives[i].count; k++) {
            const struct reunify_need *n = &needs->alternatives[i].items[k];
            if (n->kind != REUNIFY_NEED_RECORD)
                continue;
            t->unnamed = t->unnamed || !n->led_by;
            add_group(t, GROUP_LED, n->led_by, " or ");
            add_group(t, GROUP_WITH, n->with_all, " and ");
            add_group(t, GROUP_WITH, n->with_any, " or ");
        }
}

static void say_roles(report *r, const taker_group *g)
{
    size_t left = 0, at = 0;
    for (uint16_t i = 0; i < r->p->role_count; i++)
        left += g->roles >> i & 1;
    for (uint16_t i = 0; i < r->p->role_count; i++) {
        if (!(g->roles >> i & 1))
            continue;
        sayf(r, !at ? "" : at + 1 == left ? g->join : ", ");
        say_role_at(r, i);
        at++;
    }
}

static void say_groups(report *r, const takers *t, uint8_t kind, const char *before)
{
    bool any = false;
    for (size_t i = 0; i < t->count; i++) {
        if (t->groups[i].kind != kind)
            continue;
        sayf(r, any ? "; " : before);
        say_roles(r, &t->groups[i]);
        any = true;
    }
    if (any)
        sayf(r, ".");
}

static void say_takers(report *r, const takers *t)
{
    if (!t->unnamed)
        say_groups(r, t, GROUP_LED, " Led by: ");
    say_groups(r, t, GROUP_WITH, " With: ");
    say_groups(r, t, GROUP_WHO, " Who: ");
}

static void say_from_whom(report *r, const struct reunify_requirement *q)
{
    takers t = {.r = r};
    if (q->needs)
        add_needs(&t, q->needs);
    else
        add_condition(&t, q->rule->satisfied_by);
    if (!t.count && !t.unnamed) {
        add_group(&t, GROUP_WHO, q->rule->asked.all, " and ");
        add_group(&t, GROUP_WHO, q->rule->asked.any, " or ");
    }
    say_takers(r, &t);
}

/* The records by which it would be done, each once: " What would do: a, or b." */
static void say_records_of(report *r, const struct reunify_needs *needs)
{
    int32_t last = -1;
    for (size_t i = 0; i < needs->count; i++)
        for (size_t k = 0; k < needs->alternatives[i].count; k++) {
            const struct reunify_need *n = &needs->alternatives[i].items[k];
            for (size_t j = 0; n->kind == REUNIFY_NEED_RECORD && j < n->types.count; j++) {
                if (n->types.items[j] == last)
                    continue;
                sayf(r, last >= 0 ? ", or " : " What would do: ");
                last = n->types.items[j];
                say_symbol(r, r->p->types[last].name);
            }
        }
    if (last >= 0)
        sayf(r, ".");
}

/* Of what is due: the requirement by which it is done, or what the rule asks for. */
static void say_from_whom_due(report *r, const struct reunify_obligation *b)
{
    const pack_obligation *rule = b->rule;
    if (rule->done_requirement >= 0) {
        const struct reunify_requirement *q =
            &r->e->gates[rule->done_stage].requirements[rule->done_requirement];
        if (q->needs)
            say_records_of(r, q->needs);
        say_from_whom(r, q);
        return;
    }
    takers t = {.r = r};
    add_condition(&t, rule->done);
    say_takers(r, &t);
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
        say_somebody(r, q->people[i].id, ENUM_NONE);
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
    say_people(r, q, REUNIFY_REQUIREMENT_NOT_MET, " Not on the record for: ");
    say_people(r, q, REUNIFY_REQUIREMENT_UNKNOWN, " Not known for: ");
    if (unknown)
        say_entries_of(r, q->rule->id);
    say_from_whom(r, q);
    say_source(r, &q->rule->source);
    if (!unknown && q->rule->set_aside_by)
        sayf(r, " It can be set aside, with reasons.");
    say_end(r);
}

/* Who can set aside what is listed: once for each group of roles. */
static void say_who_sets_aside(report *r)
{
    const struct reunify_gate *g = &r->e->gates[r->e->stage];
    takers t = {.r = r};
    for (size_t i = 0; i < g->stage->requirement_count; i++)
        if (g->requirements[i].status == REUNIFY_REQUIREMENT_NOT_MET)
            add_group(&t, GROUP_WHO, g->requirements[i].rule->set_aside_by, " or ");
    if (!t.count)
        return;
    layout_line(r->b, INDENT, STEP);
    sayf(r,
         t.count == 1 ? "What can be set aside is for:" : "What can be set aside is for, by step:");
    say_groups(r, &t, GROUP_WHO, " ");
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
    say_who_sets_aside(r);
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
        if (g->stops[i].rule->level_at != RULE_NONE && r->e->level < 0)
            sayf(r, "The level of risk, at which a plan can stop here: there is none yet.");
        else
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

static bool waits_for_level(const report *r, const struct reunify_alert *a)
{
    return a->rule->last_movement && r->e->level < 0 && !needs_entry(a, "returns");
}

/* Where there is no level, an alert about it is not quoted: it would read as said. */
static void say_alerts_of_level(report *r)
{
    size_t count = 0;
    for (size_t i = 0; i < r->e->unknown_alert_count; i++)
        count += waits_for_level(r, &r->e->unknown_alerts[i]);
    if (!count)
        return;
    say_box(r, r->e->pathway->without_tool ? "-" : "[?]");
    sayf(r, r->e->pathway->without_tool ? "The risk is not classified on this pathway: "
                                        : "The level of risk: there is none yet. ");
    say_count(r, count, "alert", "alerts");
    sayf(r, " about it cannot be checked.");
    say_end(r);
}

static void say_unknown_alerts(report *r, const char *heading)
{
    if (r->e->unknown_alert_count && heading)
        say_heading(r, heading);
    say_alerts_of_home(r);
    say_alerts_of_level(r);
    for (size_t i = 0; i < r->e->unknown_alert_count; i++) {
        const struct reunify_alert *a = &r->e->unknown_alerts[i];
        if (needs_entry(a, "returns") || waits_for_level(r, a))
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

static bool ends_sentence(const char *words)
{
    const size_t length = strlen(words);
    return length && words[length - 1] == '.';
}

/* One that is done shows when, and when it was due. */
static void obligation_line(report *r, const struct reunify_obligation *b, const char *state,
                            int style)
{
    enum { DATE = 15, TEXT = 34 };
    const reunify_date shown = b->status == REUNIFY_OBLIGATION_DONE ? b->done_on : b->due;
    const bool goes_on = b->status == REUNIFY_OBLIGATION_DUE && b->due < r->e->as_of;
    layout_line(r->b, INDENT, TEXT);
    say_styled(r, style, goes_on ? "open since" : state);
    layout_tab(r->b, DATE);
    if (shown != REUNIFY_DATE_NONE)
        sayf(r, "%d", shown);
    layout_tab(r->b, TEXT);
    sayf(r, "%t", b->rule->text);
    const bool told = ends_sentence(b->rule->text);
    if (b->status == REUNIFY_OBLIGATION_OVERDUE && b->due != REUNIFY_DATE_NONE) {
        sayf(r, " (late by ");
        say_count(r, (size_t)(r->e->as_of - b->due), "day", "days");
        sayf(r, ")");
    }
    if (shown != b->due && b->due != REUNIFY_DATE_NONE)
        sayf(r, b->late ? " (was due %d)" : " (due %d)", b->due);
    if (!told)
        sayf(r, ".");
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

/* What is late, then what is due within its window. */
void say_due(report *r)
{
    static const char heading[] = "What is due now";
    const bool any = obligations_that(r, REUNIFY_OBLIGATION_OVERDUE, "OVERDUE", STYLE_RED, heading);
    obligations_that(r, REUNIFY_OBLIGATION_DUE, "due", STYLE_YELLOW, any ? NULL : heading);
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

/* Goals --------------------------------------------------------------------------------------- */

enum { SHOWN_ACHIEVED, SHOWN_UNDER_WAY, SHOWN_DATE_PASSED };

static int state_of_goal(const position_goal *g)
{
    if (g->past_due)
        return SHOWN_DATE_PASSED;
    return g->status == GOAL_ACHIEVED ? SHOWN_ACHIEVED : SHOWN_UNDER_WAY;
}

/* Of another attempt: shown where everything is asked for. */
static bool is_of_attempt(const report *r, const position_goal *g)
{
    const reunify_evaluation *e = r->e;
    const reunify_date from =
        e->attempt_count ? e->attempts[e->attempt_count - 1].from : REUNIFY_DATE_NONE;
    return r->all || from == REUNIFY_DATE_NONE || g->due == REUNIFY_DATE_NONE || g->due >= from;
}

/* Whose it is, by when, and how it stands: never by a colour or a number. */
static void say_goal(report *r, const position_goal *g)
{
    static const struct {
        const char *status, *words;
    } known[] = {{"red", "not on track"}, {"amber", "partly on track"}, {"green", "on track"}};
    if (g->owner)
        say_somebody(r, g->owner, ENUM_NONE);
    else
        sayf(r, "(whose it is, is not said)");
    if (g->due != REUNIFY_DATE_NONE)
        sayf(r, g->status == GOAL_ACHIEVED ? " (due %d)" : ", by %d", g->due);
    for (size_t i = 0; g->status != ENUM_NONE && i < LENGTH_OF(known); i++)
        if (strcmp(goal_status_names[g->status], known[i].status) == 0)
            sayf(r, " (%t)", known[i].words);
}

static bool goals_that(report *r, int state, const char *words, bool any)
{
    const struct reunify_position *p = &r->e->position;
    size_t count = 0;
    for (size_t i = 0; i < p->goal_count; i++) {
        if (state_of_goal(&p->goals[i]) != state || !is_of_attempt(r, &p->goals[i]))
            continue;
        if (!count && !any)
            say_heading(r, "Goals of the plan");
        if (!count)
            say_bullet(r, "-");
        sayf(r, count++ ? "; " : words);
        say_goal(r, &p->goals[i]);
    }
    if (count) {
        sayf(r, ".");
        say_end(r);
    }
    return any || count;
}

/* What was achieved first. */
void say_goals(report *r)
{
    bool any = goals_that(r, SHOWN_ACHIEVED, "Achieved: ", false);
    any = goals_that(r, SHOWN_UNDER_WAY, "Under way: ", any);
    goals_that(r, SHOWN_DATE_PASSED,
               "The date has passed, and it is not recorded as achieved: ", any);
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
        say_people(r, q, REUNIFY_REQUIREMENT_NOT_MET, " Not on the record for: ");
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
