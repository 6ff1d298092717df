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
    message_id join;
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

static void add_group(takers *t, uint8_t kind, uint64_t roles, message_id join)
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
        add_group(t, GROUP_LED, tests->led_by, MSG_LIST_OR);
    add_group(t, GROUP_WITH, tests->with_all, MSG_LIST_AND);
    if (tests->has_any)
        add_group(t, GROUP_WITH, tests->with_any, MSG_LIST_OR);
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
            add_group(t, GROUP_LED, n->led_by, MSG_LIST_OR);
            add_group(t, GROUP_WITH, n->with_all, MSG_LIST_AND);
            add_group(t, GROUP_WITH, n->with_any, MSG_LIST_OR);
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
        if (at)
            say(r, at + 1 == left ? g->join : MSG_LIST_BETWEEN);
        say_value(r, of_role_at(r, "role", i));
        at++;
    }
}

static void say_group_list(void *to, const message_value *value)
{
    const takers *t = value->of;
    bool any = false;
    for (size_t i = 0; i < t->count; i++) {
        if (t->groups[i].kind != value->place)
            continue;
        say_clause(to, any);
        any = true;
        say_roles(to, &t->groups[i]);
    }
}

/* The groups of a kind, as a part of a message. */
static message_value of_groups(const char *name, const takers *t, uint8_t kind)
{
    message_value value = of_part(name, say_group_list, t, false);
    value.place = kind;
    for (size_t i = 0; i < t->count; i++)
        value.given = value.given || t->groups[i].kind == kind;
    return value;
}

static void say_groups(report *r, const takers *t, uint8_t kind, message_id id)
{
    const message_value roles = of_groups("roles", t, kind);
    if (roles.given)
        say_with(r, id, VALUES(roles));
}

static void say_takers(report *r, const takers *t)
{
    if (!t->unnamed)
        say_groups(r, t, GROUP_LED, MSG_WHO_LED);
    say_groups(r, t, GROUP_WITH, MSG_WHO_WITH);
    say_groups(r, t, GROUP_WHO, MSG_WHO_ASKED);
}

static void say_from_whom(report *r, const struct reunify_requirement *q)
{
    takers t = {.r = r};
    if (q->needs)
        add_needs(&t, q->needs);
    else
        add_condition(&t, q->rule->satisfied_by);
    if (!t.count && !t.unnamed) {
        add_group(&t, GROUP_WHO, q->rule->asked.all, MSG_LIST_AND);
        add_group(&t, GROUP_WHO, q->rule->asked.any, MSG_LIST_OR);
    }
    say_takers(r, &t);
}

/* The types of the records by which it would be done, each once; counted where there is no page. */
static size_t list_types(report *r, const struct reunify_needs *needs)
{
    int32_t last = -1;
    size_t count = 0;
    for (size_t i = 0; i < needs->count; i++)
        for (size_t k = 0; k < needs->alternatives[i].count; k++) {
            const struct reunify_need *n = &needs->alternatives[i].items[k];
            for (size_t j = 0; n->kind == REUNIFY_NEED_RECORD && j < n->types.count; j++) {
                if (n->types.items[j] == last)
                    continue;
                last = n->types.items[j];
                if (r && count)
                    say(r, MSG_WHO_OR);
                count++;
                if (r)
                    say_value(r, of_symbol(r, "type", r->p->types[last].name));
            }
        }
    return count;
}

static void say_types(void *to, const message_value *value)
{
    list_types(to, value->of);
}

/* Of what is due: the requirement by which it is done, or what the rule asks for. */
static void say_from_whom_due(report *r, const struct reunify_obligation *b)
{
    const pack_obligation *rule = b->rule;
    if (rule->done_requirement >= 0) {
        const struct reunify_requirement *q =
            &r->e->gates[rule->done_stage].requirements[rule->done_requirement];
        if (q->needs && list_types(NULL, q->needs))
            say_with(r, MSG_WHO_RECORDS, VALUES(of_part("types", say_types, q->needs, true)));
        say_from_whom(r, q);
        return;
    }
    takers t = {.r = r};
    add_condition(&t, rule->done);
    say_takers(r, &t);
}

/* Requirements -------------------------------------------------------------------------------- */

typedef struct {
    const struct reunify_requirement *q;
    uint8_t status;
} person_list;

static void say_person_list(void *to, const message_value *value)
{
    const person_list *list = value->of;
    bool any = false;
    for (size_t i = 0; i < list->q->person_count; i++) {
        if (list->q->people[i].status != list->status)
            continue;
        if (any)
            say(to, MSG_LIST_BETWEEN);
        any = true;
        say_somebody(to, list->q->people[i].id, ENUM_NONE);
    }
}

/* The people for whom it stands so. */
static void say_people(report *r, const struct reunify_requirement *q, uint8_t status,
                       message_id id)
{
    const person_list list = {q, status};
    for (size_t i = 0; i < q->person_count; i++)
        if (q->people[i].status == status) {
            say_with(r, id, VALUES(of_part("people", say_person_list, &list, true)));
            return;
        }
}

/* What would tell ----------------------------------------------------------------------------- */

enum { GAP_OUTCOME, GAP_LED_BY, GAP_PARTICIPANTS, GAP_ABOUT, GAP_DATE, GAP_OTHER };

static int gap_member(const char *member)
{
    static const char *const members[] = {"outcome", "led_by", "participants", "about", "date"};
    int at = 0;
    while (at < GAP_OTHER && strcmp(members[at], member) != 0)
        at++;
    return at;
}

/* What a record does not say: "the outcome of the disagreement of 3 December 2024". */
static void say_gap(report *r, const record_gap *g)
{
    const message_value type = of_symbol(r, "type", r->p->types[g->record.type].name),
                        date = of_date("date", g->record.date);
    if (g->attribute)
        say_with(r, MSG_GAP_ATTRIBUTE, VALUES(of_named(r, "name", g->attribute), type, date));
    else
        say_with(r, MSG_GAP_MEMBER, VALUES(of_choice("what", gap_member(g->member)), type, date));
}

static bool is_of_entry(const report *r, const record_gap *g, const char *entry)
{
    static const char records[] = "records/";
    return g->record.type >= 0 && strncmp(entry, records, sizeof records - 1) == 0 &&
           strcmp(entry + sizeof records - 1, profile_type_name(r->p, (uint16_t)g->record.type)) ==
               0;
}

typedef struct {
    const needed_information *needed;
    const record_gaps *gaps;
} telling_list;

/* The records that lack something in its place; where there are none, the entry. */
static void say_telling(void *to, const message_value *value)
{
    const telling_list *list = value->of;
    size_t said = 0;
    for (size_t i = 0; i < list->needed->entry_count; i++) {
        const char *entry = list->needed->entries[i];
        bool any = false;
        for (size_t k = 0; k < list->gaps->count; k++) {
            if (!is_of_entry(to, &list->gaps->items[k], entry))
                continue;
            say_clause(to, said++);
            say_gap(to, &list->gaps->items[k]);
            any = true;
        }
        if (any)
            continue;
        say_clause(to, said++);
        say_entry(to, entry);
    }
}

/* Of a requirement or a stop, with its gaps. */
static void say_would_tell(report *r, const needed_information *needed, const record_gaps *gaps)
{
    const telling_list list = {needed, gaps};
    if (needed && needed->entry_count)
        say_with(r, MSG_ENTRY_WOULD_TELL, VALUES(of_part("entries", say_telling, &list, true)));
}

/* Lines --------------------------------------------------------------------------------------- */

static uint64_t set_aside_by(const struct reunify_requirement *q)
{
    return q->status == REUNIFY_REQUIREMENT_NOT_MET ? q->rule->set_aside_by : 0;
}

/* Who can set aside all of what is listed and can be; 0 where it is not the same for each. */
static uint64_t sets_all_aside(const report *r)
{
    const struct reunify_gate *g = &r->e->gates[r->e->stage];
    uint64_t roles = 0;
    for (size_t i = 0; i < g->stage->requirement_count; i++) {
        const uint64_t here = set_aside_by(&g->requirements[i]);
        if (here && roles && here != roles)
            return 0;
        roles |= here;
    }
    return roles;
}

static void say_can_be_set_aside(report *r, const struct reunify_requirement *q)
{
    takers t = {.r = r};
    if (!set_aside_by(q))
        return;
    if (r->aside) {
        say(r, MSG_NEEDS_CAN_BE_SET_ASIDE);
        return;
    }
    add_group(&t, GROUP_WHO, set_aside_by(q), MSG_LIST_OR);
    say_groups(r, &t, GROUP_WHO, MSG_NEEDS_CAN_BE_SET_ASIDE_BY);
}

static void requirement_line(report *r, const struct reunify_requirement *q)
{
    const bool unknown = q->status == REUNIFY_REQUIREMENT_UNKNOWN;
    say_box(r, unknown ? "[?]" : "[ ]");
    put(r, q->rule->text);
    say_people(r, q, REUNIFY_REQUIREMENT_NOT_MET, MSG_NEEDS_NOT_MET_FOR);
    say_people(r, q, REUNIFY_REQUIREMENT_UNKNOWN, MSG_NEEDS_UNKNOWN_FOR);
    if (unknown)
        say_would_tell(r, q->needed, &q->gaps);
    say_from_whom(r, q);
    say_source(r, &q->rule->source);
    say_can_be_set_aside(r, q);
    say_end(r);
}

/* Who can set aside what is listed: once where it is the same for each, else it stands there. */
static void say_who_sets_aside(report *r)
{
    takers t = {.r = r};
    add_group(&t, GROUP_WHO, r->aside, MSG_LIST_OR);
    if (!t.count)
        return;
    layout_line(r->b, INDENT, STEP);
    say_with(r, MSG_WHO_SETS_ASIDE, VALUES(of_groups("roles", &t, GROUP_WHO)));
    say_end(r);
}

/* No heading. */
enum { NONE = MESSAGE_COUNT };

/* Whether a day alone would meet it: nobody can do anything for it. */
static bool only_a_day_meets(const struct reunify_needs *needs)
{
    return needs && !needs->more && needs->count == 1 && needs->alternatives[0].count == 1 &&
           needs->alternatives[0].items[0].kind == REUNIFY_NEED_DAY;
}

/* Advice that a day alone brings, and whose day the schedule has: it is told there. */
static bool only_waits(const report *r, const struct reunify_requirement *q)
{
    if (!q->rule->advisory || q->status != REUNIFY_REQUIREMENT_NOT_MET ||
        !only_a_day_meets(q->needs))
        return false;
    for (size_t i = 0; i < r->e->schedule_count; i++) {
        const struct reunify_obligation *b = &r->e->schedule[i];
        if (b->rule->done_id && strcmp(b->rule->done_id, q->rule->id) == 0 &&
            b->due != REUNIFY_DATE_NONE)
            return true;
    }
    return false;
}

/* The requirements of the stage that stand so; true where there were some. */
static bool requirements_that(report *r, bool advisory, uint8_t status, message_id heading,
                              message_id subheading)
{
    const struct reunify_gate *g = &r->e->gates[r->e->stage];
    bool any = false;
    for (size_t i = 0; i < g->stage->requirement_count; i++) {
        const struct reunify_requirement *q = &g->requirements[i];
        if (q->rule->advisory != advisory || q->status != status || only_waits(r, q))
            continue;
        if (!any && heading != NONE)
            say_heading(r, heading);
        if (!any && subheading != NONE)
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
static message_id heading_of_needs(const reunify_evaluation *e, bool required)
{
    if (!required)
        return MSG_NEEDS_ADVICE;
    if (is_decided_against(e))
        return MSG_NEEDS_ONLY_IF;
    if (return_stands(e) && e->gates[e->stage].stage->settled_on != RULE_NONE)
        return MSG_NEEDS_WAS_NOT_COMPLETE;
    if (is_not_begun(e))
        return MSG_NEEDS_FIRST_STAGE;
    return MSG_NEEDS_STILL;
}

void say_needs(report *r)
{
    if (r->e->stage < 0)
        return;
    r->aside = sets_all_aside(r);
    const bool any = requirements_that(r, false, REUNIFY_REQUIREMENT_NOT_MET,
                                       heading_of_needs(r->e, true), NONE);
    requirements_that(r, true, REUNIFY_REQUIREMENT_NOT_MET,
                      any ? NONE : heading_of_needs(r->e, false), any ? MSG_NEEDS_ADVISED : NONE);
    say_who_sets_aside(r);
}

/* What is not known --------------------------------------------------------------------------- */

static bool say_unknown_stops(report *r, message_id heading)
{
    const struct reunify_gate *g = &r->e->gates[r->e->stage];
    bool any = false;
    for (size_t i = 0; i < g->stage->stop_count; i++) {
        const needed_information *needed = g->stops[i].needed;
        if (g->stops[i].result != REUNIFY_UNKNOWN)
            continue;
        if (!any && heading != NONE)
            say_heading(r, heading);
        any = true;
        say_box(r, "[?]");
        if (g->stops[i].rule->level_at != RULE_NONE && r->e->level < 0)
            say(r, MSG_UNKNOWN_STOP_LEVEL);
        else
            say_with(r, MSG_UNKNOWN_STOP, VALUES(of_text("text", g->stops[i].rule->text)));
        say_would_tell(r, needed, needed ? &needed->gaps : NULL);
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
    say_with(r, MSG_UNKNOWN_HOME, VALUES(of_number("count", (int64_t)count)));
    say_end(r);
}

static bool waits_for_level(const report *r, const struct reunify_alert *a)
{
    return a->rule->last_movement && r->e->level < 0 && !needs_entry(a, "returns");
}

/* Where there is no level, an alert about it is not quoted: it would read as said. */
static void say_alerts_of_level(report *r)
{
    const bool without_tool = r->e->pathway->without_tool;
    size_t count = 0;
    for (size_t i = 0; i < r->e->unknown_alert_count; i++)
        count += waits_for_level(r, &r->e->unknown_alerts[i]);
    if (!count)
        return;
    say_box(r, without_tool ? "-" : "[?]");
    say_with(r, without_tool ? MSG_UNKNOWN_NO_TOOL : MSG_UNKNOWN_LEVEL,
             VALUES(of_number("count", (int64_t)count)));
    say_end(r);
}

static void say_unknown_alerts(report *r, message_id heading)
{
    if (r->e->unknown_alert_count && heading != NONE)
        say_heading(r, heading);
    say_alerts_of_home(r);
    say_alerts_of_level(r);
    for (size_t i = 0; i < r->e->unknown_alert_count; i++) {
        const struct reunify_alert *a = &r->e->unknown_alerts[i];
        if (needs_entry(a, "returns") || waits_for_level(r, a))
            continue;
        say_box(r, "[?]");
        say_with(r, MSG_UNKNOWN_ALERT, VALUES(of_text("text", a->rule->text)));
        say_entries(r, a->entries, a->entry_count);
        say_source(r, &a->rule->source);
        say_end(r);
    }
}

void say_unknown(report *r)
{
    message_id heading = MSG_UNKNOWN;
    if (r->e->stage >= 0 && requirements_that(r, false, REUNIFY_REQUIREMENT_UNKNOWN, heading, NONE))
        heading = NONE;
    if (r->e->stage >= 0 && say_unknown_stops(r, heading))
        heading = NONE;
    say_unknown_alerts(r, heading);
    if (r->e->unknown_alert_count)
        heading = NONE;
    if (r->e->stage >= 0)
        requirements_that(r, true, REUNIFY_REQUIREMENT_UNKNOWN, heading, MSG_NEEDS_ADVISED);
}

/* Dates --------------------------------------------------------------------------------------- */

static bool ends_sentence(const char *words)
{
    const size_t length = strlen(words);
    return length && words[length - 1] == '.';
}

/* One that is done shows when, and when it was due. */
static void obligation_line(report *r, const struct reunify_obligation *b, message_id state,
                            int style)
{
    enum { DATE = 15, TEXT = 34 };
    const bool done = b->status == REUNIFY_OBLIGATION_DONE,
               overdue = b->status == REUNIFY_OBLIGATION_OVERDUE && b->due != REUNIFY_DATE_NONE,
               goes_on = b->status == REUNIFY_OBLIGATION_DUE && b->due < r->e->as_of;
    const reunify_date shown = done ? b->done_on : b->due;
    layout_line(r->b, INDENT, TEXT);
    say_styled(r, style, goes_on ? MSG_DUE_OPEN : state);
    layout_tab(r->b, DATE);
    if (shown != REUNIFY_DATE_NONE)
        say_value(r, of_date("date", shown));
    layout_tab(r->b, TEXT);
    say_with(r, MSG_DUE_POINT,
             VALUES(of_text("text", b->rule->text),
                    of_number("late", overdue ? r->e->as_of - b->due : 0), of_flag("past", b->late),
                    of_date("was_due", shown == b->due ? REUNIFY_DATE_NONE : b->due),
                    of_flag("told", ends_sentence(b->rule->text))));
    if (b->status == REUNIFY_OBLIGATION_OVERDUE || b->status == REUNIFY_OBLIGATION_DUE ||
        b->status == REUNIFY_OBLIGATION_UPCOMING)
        say_from_whom_due(r, b);
    say_source(r, &b->rule->source);
    say_end(r);
}

static bool obligations_that(report *r, uint8_t status, message_id state, int style,
                             message_id heading)
{
    bool any = false;
    for (size_t i = 0; i < r->e->schedule_count; i++) {
        if (r->e->schedule[i].status != status)
            continue;
        if (!any && heading != NONE)
            say_heading(r, heading);
        any = true;
        obligation_line(r, &r->e->schedule[i], state, style);
    }
    return any;
}

/* What is late, then what is due within its window. */
void say_due(report *r)
{
    const message_id heading = MSG_DUE_NOW;
    const bool any =
        obligations_that(r, REUNIFY_OBLIGATION_OVERDUE, MSG_DUE_OVERDUE, STYLE_RED, heading);
    obligations_that(r, REUNIFY_OBLIGATION_DUE, MSG_DUE_DUE, STYLE_YELLOW, any ? NONE : heading);
}

/* The rest of the schedule, what is done last. */
void say_schedule(report *r)
{
    const message_id heading = MSG_DUE_LATER;
    bool any =
        obligations_that(r, REUNIFY_OBLIGATION_UPCOMING, MSG_DUE_UPCOMING, STYLE_PLAIN, heading);
    if (r->all) {
        any = obligations_that(r, REUNIFY_OBLIGATION_NOT_STARTED, MSG_DUE_NOT_STARTED, STYLE_PLAIN,
                               any ? NONE : heading) ||
              any;
        any = obligations_that(r, REUNIFY_OBLIGATION_NOT_APPLICABLE, MSG_DUE_NOT_ASKED, STYLE_PLAIN,
                               any ? NONE : heading) ||
              any;
    }
    obligations_that(r, REUNIFY_OBLIGATION_DONE, MSG_DUE_DONE, STYLE_PLAIN, any ? NONE : heading);
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
    message_value status = of_choice("status", g->status);
    status.given = g->status != ENUM_NONE && g->status != GOAL_ACHIEVED;
    say_with(r, MSG_GOALS_GOAL,
             VALUES(of_person("owner", g->owner), of_date("date", g->due),
                    of_flag("achieved", g->status == GOAL_ACHIEVED), status));
}

static bool is_shown(const report *r, const position_goal *g, int state)
{
    return state_of_goal(g) == state && is_of_attempt(r, g);
}

static void say_goal_list(void *to, const message_value *value)
{
    report *r = to;
    const struct reunify_position *p = &r->e->position;
    bool any = false;
    for (size_t i = 0; i < p->goal_count; i++) {
        if (!is_shown(r, &p->goals[i], value->place))
            continue;
        say_clause(r, any);
        any = true;
        say_goal(r, &p->goals[i]);
    }
}

static bool goals_that(report *r, int state, message_id id, bool any)
{
    const struct reunify_position *p = &r->e->position;
    message_value goals = of_part("goals", say_goal_list, NULL, false);
    goals.place = (uint8_t)state;
    for (size_t i = 0; i < p->goal_count; i++)
        goals.given = goals.given || is_shown(r, &p->goals[i], state);
    if (!goals.given)
        return any;
    if (!any)
        say_heading(r, MSG_GOALS);
    say_bullet(r);
    say_with(r, id, VALUES(goals));
    say_end(r);
    return true;
}

/* What was achieved first. */
void say_goals(report *r)
{
    bool any = goals_that(r, SHOWN_ACHIEVED, MSG_GOALS_ACHIEVED, false);
    any = goals_that(r, SHOWN_UNDER_WAY, MSG_GOALS_UNDER_WAY, any);
    goals_that(r, SHOWN_DATE_PASSED, MSG_GOALS_PASSED, any);
}

/* Everything ---------------------------------------------------------------------------------- */

static void say_evidence_list(void *to, const message_value *value)
{
    const struct reunify_requirement *q = value->of;
    for (size_t i = 0; i < q->evidence_count; i++) {
        if (i)
            say(to, MSG_LIST_BETWEEN);
        put_solid(to, q->evidence[i]);
    }
}

static void say_evidence(report *r, const struct reunify_requirement *q)
{
    if (q->met_on != REUNIFY_DATE_NONE)
        say_with(r, MSG_EVERY_MET_ON, VALUES(of_date("date", q->met_on)));
    if (q->last_on != REUNIFY_DATE_NONE && q->last_on != q->met_on)
        say_with(r, MSG_EVERY_LAST_ON, VALUES(of_date("date", q->last_on)));
    if (q->evidence_count)
        say_with(r, MSG_EVERY_EVIDENCE, VALUES(of_part("entries", say_evidence_list, q, true)));
}

static void every_requirement_of(report *r, const struct reunify_gate *g)
{
    static const message_id states[] = {MSG_EVERY_NOT_MET, MSG_EVERY_MET, MSG_EVERY_NOT_KNOWN,
                                        MSG_EVERY_NOT_ASKED, MSG_EVERY_SET_ASIDE};
    enum { TEXT = 15 };
    for (size_t i = 0; i < g->stage->requirement_count; i++) {
        const struct reunify_requirement *q = &g->requirements[i];
        layout_line(r->b, STEP, TEXT);
        say_styled(r, q->status == REUNIFY_REQUIREMENT_MET ? STYLE_GREEN : STYLE_PLAIN,
                   states[q->status]);
        layout_tab(r->b, TEXT);
        if (q->rule->advisory)
            say_with(r, MSG_EVERY_ADVISED, VALUES(of_text("text", q->rule->text)));
        else
            put(r, q->rule->text);
        if (q->late)
            say(r, MSG_EVERY_LATE);
        if (q->status == REUNIFY_REQUIREMENT_MET || q->status == REUNIFY_REQUIREMENT_SET_ASIDE)
            say_evidence(r, q);
        say_people(r, q, REUNIFY_REQUIREMENT_NOT_MET, MSG_NEEDS_NOT_MET_FOR);
        say_people(r, q, REUNIFY_REQUIREMENT_UNKNOWN, MSG_NEEDS_UNKNOWN_FOR);
        say_people(r, q, REUNIFY_REQUIREMENT_SET_ASIDE, MSG_NEEDS_SET_ASIDE_FOR);
        say_source(r, &q->rule->source);
        say_end(r);
    }
}

void say_every_requirement(report *r)
{
    if (r->e->gate_count)
        say_heading(r, MSG_EVERY);
    for (size_t i = 0; i < r->e->gate_count; i++) {
        const struct reunify_gate *g = &r->e->gates[i];
        const bool passed = g->status == REUNIFY_GATE_PASSED;
        layout_line(r->b, INDENT, STEP);
        say_with(r, MSG_EVERY_STAGE,
                 VALUES(of_number("number", g->number), of_stage("stage", g->stage),
                        of_choice("status", g->status),
                        of_date("date", passed ? g->passed_on : REUNIFY_DATE_NONE)));
        say_end(r);
        every_requirement_of(r, g);
    }
}
