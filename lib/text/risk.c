/*
 * The level of risk in words: what it rests on, which clocks run, what the tool names, closing.
 *
 * Nothing is worked out here: each row reads members of the evaluation, and one that would say
 * nothing is left out. A text of the pack is quoted with its source beside it. Where the record
 * does not tell, the page says so and does not say no. What a clock says is when a time is
 * complete, never that a level will change then; and of closing its time and what still stands in
 * its way.
 */
#include "text/report.h"

typedef struct reunify_history_entry entry;

static const entry *latest_entry(const reunify_evaluation *e)
{
    return e->history_count ? &e->history[e->history_count - 1] : NULL;
}

static void say_rule(report *r, const pack_movement *rule)
{
    put(r, " ");
    put(r, rule->text);
    say_source(r, &rule->source);
}

/* What the level rests on --------------------------------------------------------------------- */

/* Who approved it, and why, in their own words. */
static void say_judgement(void *to, const message_value *value)
{
    report *r = to;
    const entry *h = value->of;
    say_with(r, MSG_LEVEL_JUDGEMENT,
             VALUES(of_role(r, "by", h->approved_by), of_text("reason", h->rationale),
                    of_level(r, "rules", h->engine)));
}

static void say_basis(void *to, const message_value *value)
{
    report *r = to;
    const entry *h = value->of;
    if (h->basis == REUNIFY_BASIS_JUDGEMENT)
        say_with(r, MSG_LEVEL_JUDGED, VALUES(of_part("judgement", say_judgement, h, true)));
    else
        say(r, h->basis == REUNIFY_BASIS_MOVEMENT ? MSG_LEVEL_BY_RULE : MSG_LEVEL_BY_FINDINGS);
}

static void level_row(report *r)
{
    const reunify_evaluation *e = r->e;
    const entry *h = level_basis(e);
    say_row(r, STYLE_BOLD, MSG_LABEL_LEVEL);
    if (e->level < 0 || !h) {
        say_with(r, MSG_LEVEL_NONE, VALUES(of_choice("any", e->history_count != 0)));
        say_end(r);
        return;
    }
    say_with(r, MSG_LEVEL_RESTS_ON,
             VALUES(of_level(r, "level", e->level), of_date("date", e->since),
                    of_part("basis", say_basis, h, true), of_date("assessed", h->date),
                    of_entry_id(r, "assessment", h->assessment),
                    of_flag("earlier", e->earlier_attempt)));
    if (h->rule && h->basis == REUNIFY_BASIS_MOVEMENT) {
        say_rule(r, h->rule);
    } else if (h->rule && h->discordant) {
        say_with(r, MSG_LEVEL_CHANGES_ALONE, VALUES(of_level(r, "level", h->rule->to)));
        say_rule(r, h->rule);
    }
    say_end(r);
}

/* A judgement that was given and did not make the level. */
static void judgement_row(report *r)
{
    const entry *h = latest_entry(r->e);
    if (!h || !h->judged || h->basis == REUNIFY_BASIS_JUDGEMENT || h->judged_level < 0)
        return;
    say_row(r, STYLE_BOLD, MSG_LABEL_JUDGEMENT);
    say_with(r, MSG_LEVEL_LATEST_JUDGEMENT,
             VALUES(of_level(r, "level", h->judged_level),
                    of_part("judgement", say_judgement, h, true),
                    of_flag("followed", h->judged_level == h->engine)));
    say_end(r);
}

/* Findings ------------------------------------------------------------------------------------ */

static message_value of_finding_value(const report *r, const char *name, const pack_finding *f,
                                      int64_t value)
{
    if (value == FINDING_UNKNOWN)
        return of_message(name, MSG_KNOWN_NOT);
    if (f->type != NAMED_TEXT)
        return of_message(name, value ? MSG_YES : MSG_NO);
    return f->words && f->words[value] ? of_text(name, f->words[value])
                                       : of_symbol(r, name, f->values[value]);
}

/* Of one person: the finding that the dimension is named after need not be named again. */
static void say_stated_of(report *r, const dimension_result *d, size_t at)
{
    const uint16_t own = r->p->dimensions[d->dimension].finding, finding = d->people[at].finding;
    const pack_finding *f = &r->p->findings[finding];
    const char *id = d->people[at].id;
    const message_value value = of_finding_value(r, "value", f, d->people[at].value);
    if (finding == own)
        say_with(r, MSG_LEVEL_STATED, VALUES(of_person("what", id), value));
    else
        say_with(r, MSG_LEVEL_STATED_OF,
                 VALUES(of_symbol(r, "what", f->name), of_person("person", id), value));
}

/* As it was stated: of each person, and of the case. */
static void say_stated(void *to, const message_value *given)
{
    report *r = to;
    const dimension_result *d = given->of;
    for (size_t i = 0; i < d->person_count; i++) {
        if (i)
            say(r, MSG_LIST_BETWEEN);
        say_stated_of(r, d, i);
    }
    for (size_t i = 0; i < d->stated_count; i++) {
        const pack_finding *f = &r->p->findings[d->stated[i].finding];
        if (i || d->person_count)
            say(r, MSG_LIST_BETWEEN);
        say_with(r, MSG_LEVEL_STATED,
                 VALUES(of_symbol(r, "what", f->name),
                        of_finding_value(r, "value", f, d->stated[i].value)));
    }
}

static message_value of_dimension(const char *name, const pack_dimension *rule)
{
    return rule->label ? of_text(name, rule->label) : of_code(name, rule->id);
}

static void say_dimension(report *r, const dimension_result *d)
{
    const pack_dimension *rule = &r->p->dimensions[d->dimension];
    message_value value = of_finding_value(r, "value", &r->p->findings[rule->finding], d->value);
    if (d->stated_count || d->person_count)
        value = of_part("value", say_stated, d, true);
    value.given = d->value != FINDING_UNKNOWN;
    say_with(r, MSG_LEVEL_DIMENSION, VALUES(of_dimension("dimension", rule), value));
}

/* The dimensions that the level follows from, or those that are not known. */
static bool is_asked_for(const dimension_result *d, bool unknown)
{
    return unknown ? d->value == FINDING_UNKNOWN : d->deciding && d->value != FINDING_UNKNOWN;
}

static void say_dimensions(void *to, const message_value *value)
{
    const reunify_classification *c = value->of;
    bool any = false;
    for (size_t i = 0; i < c->dimension_count; i++) {
        if (!is_asked_for(&c->dimensions[i], value->place))
            continue;
        if (any)
            say(to, MSG_LIST_BETWEEN);
        any = true;
        say_dimension(to, &c->dimensions[i]);
    }
}

static message_value of_dimensions(const char *name, const reunify_classification *c, bool unknown)
{
    message_value value = of_part(name, say_dimensions, c, false);
    value.place = unknown;
    for (size_t i = 0; i < c->dimension_count; i++)
        value.given = value.given || is_asked_for(&c->dimensions[i], unknown);
    return value;
}

static void findings_row(report *r)
{
    enum { NOT_LOWER, NOT_JUDGED, JUDGED };
    const reunify_classification *c = &r->e->classification;
    const entry *h = latest_entry(r->e);
    if (!r->e->has_classification)
        return;
    const bool incomplete = c->status == REUNIFY_CLASSIFIED_INCOMPLETE,
               judged = h && h->basis == REUNIFY_BASIS_JUDGEMENT;
    message_value unknown = of_dimensions("unknown", c, true);
    unknown.given = unknown.given && incomplete;
    say_row(r, STYLE_BOLD, MSG_LABEL_FINDINGS);
    say_with(r, MSG_LEVEL_FINDINGS,
             VALUES(of_date("date", c->date), of_entry_id(r, "assessment", c->assessment),
                    of_flag("incomplete", incomplete),
                    of_level(r, "level", incomplete ? c->at_least : c->level), unknown,
                    of_dimensions("deciding", c, false),
                    of_choice("lower", c->status != REUNIFY_CLASSIFIED_DISCORDANT ? NOT_LOWER
                                       : judged                                   ? JUDGED
                                                                                  : NOT_JUDGED)));
    say_end(r);
}

/* What was found beside what the level follows from, in the words of the record. */
static void also_found_row(report *r)
{
    const reunify_classification *c = &r->e->classification;
    bool any = false;
    for (size_t i = 0; r->e->has_classification && i < c->dimension_count; i++) {
        const dimension_result *d = &c->dimensions[i];
        const pack_dimension *rule = &r->p->dimensions[d->dimension];
        const bool stated = d->stated_count || d->person_count;
        if (d->value == FINDING_UNKNOWN ? !stated : d->deciding)
            continue; /* nothing is recorded, or it is said above */
        if (!any)
            say_row(r, STYLE_BOLD, MSG_LABEL_RECORDED);
        say_clause(r, any);
        any = true;
        if (d->person_count && d->people[0].finding == rule->finding)
            say_with(
                r, MSG_LEVEL_DIMENSION,
                VALUES(of_dimension("dimension", rule), of_part("value", say_stated, d, true)));
        else if (stated)
            say_stated(r, &(message_value){.of = d});
        else
            say_with(
                r, MSG_LEVEL_STATED,
                VALUES(of_dimension("what", rule),
                       of_finding_value(r, "value", &r->p->findings[rule->finding], d->value)));
    }
    if (any) {
        put(r, ".");
        say_end(r);
    }
}

/* Factors of a kind, from a list. */
typedef struct {
    const position_factor *items;
    size_t count;
    uint8_t kind;
} factor_list;

static void say_factor_list(void *to, const message_value *value)
{
    const factor_list *list = value->of;
    bool any = false;
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i].kind != list->kind)
            continue;
        say_clause(to, any);
        any = true;
        say_listed_factor(to, &list->items[i]);
    }
}

/* The risk and protective factors by name, as the latest assessment that has some lists them. */
static void listed_row(report *r, uint8_t kind, message_id label)
{
    const struct reunify_position *p = &r->e->position;
    const listed_factors *earlier = &p->earlier[kind];
    const factor_list now = {p->factors, p->factor_count, kind},
                      before = {earlier->items, earlier->count, kind};
    bool any = false;
    for (size_t i = 0; i < p->factor_count; i++)
        any = any || p->factors[i].kind == kind;
    if (!any && !earlier->count)
        return;
    say_row(r, STYLE_BOLD, label);
    if (any) {
        say_factor_list(r, &(message_value){.of = &now});
        put(r, ".");
    } else {
        say_with(r, MSG_LEVEL_LISTED_EARLIER,
                 VALUES(of_date("date", earlier->date),
                        of_part("factors", say_factor_list, &before, true),
                        of_date("assessed", p->assessed_on)));
    }
    say_end(r);
}

static void no_change_row(report *r)
{
    const entry *h = latest_entry(r->e);
    if (h && h->rule && h->basis == REUNIFY_BASIS_NONE && !h->rule->closes) {
        say_row(r, STYLE_BOLD, MSG_LABEL_NO_CHANGE);
        say(r, MSG_LEVEL_UNCHANGED);
        say_rule(r, h->rule);
        say_end(r);
    }
}

void say_risk(report *r)
{
    if (r->e->pathway->without_tool)
        return;
    say_heading(r, MSG_LEVEL_RISK);
    level_row(r);
    judgement_row(r);
    findings_row(r);
    also_found_row(r);
    listed_row(r, FACTOR_RISK, MSG_LABEL_RISKS);
    listed_row(r, FACTOR_PROTECTIVE, MSG_LABEL_PROTECTION);
    no_change_row(r);
}

/* Clocks -------------------------------------------------------------------------------------- */

static bool is_held(const reunify_evaluation *e)
{
    const entry *h = latest_entry(e);
    return h && h->held_by != REUNIFY_HELD_NOT && h->held;
}

static void held_row(report *r)
{
    const entry *h = latest_entry(r->e);
    const bool incomplete = h->held_by == REUNIFY_HELD_BY_INCOMPLETE;
    say_row(r, STYLE_BOLD, MSG_LABEL_TIME_FULL);
    say_with(r, MSG_TIMES_FULL,
             VALUES(of_level(r, "level", h->held->to), of_date("date", h->held_since),
                    of_flag("incomplete", incomplete), of_level(r, "points", h->indicated)));
    say_rule(r, h->held);
    say_end(r);
}

/* A day on which a time is complete is no promise: an assessment decides. */
static void pending_row(report *r, const struct reunify_pending *p)
{
    say_row(r, STYLE_BOLD, MSG_LABEL_TIME);
    say_with(r,
             p->elapsed                  ? MSG_TIMES_COMPLETE
             : p->rule->to > r->e->level ? MSG_TIMES_UP
                                         : MSG_TIMES_DOWN,
             VALUES(of_level(r, "level", p->rule->to), of_date("since", p->run_since),
                    of_date("date", p->eligible_from)));
    say_rule(r, p->rule);
    say_end(r);
}

/* Not those towards closing, and not the one that is held: they are told elsewhere. */
static bool is_clock(const reunify_evaluation *e, const struct reunify_pending *p)
{
    return !p->rule->closes && p->rule->to != NO_LEVEL &&
           !(is_held(e) && latest_entry(e)->held == p->rule);
}

void say_clocks(report *r)
{
    bool any = is_held(r->e);
    for (size_t i = 0; i < r->e->pending_count; i++)
        any = any || is_clock(r->e, &r->e->pending[i]);
    if (!any)
        return;
    say_heading(r, MSG_TIMES);
    if (is_held(r->e))
        held_row(r);
    for (size_t i = 0; i < r->e->pending_count; i++)
        if (is_clock(r->e, &r->e->pending[i]))
            pending_row(r, &r->e->pending[i]);
}

/* The tool's row ------------------------------------------------------------------------------ */

static bool is_said_by_alert(const report *r, const pack_action *action)
{
    for (size_t i = 0; i < r->e->alert_count; i++)
        for (size_t k = 0; k < r->e->alerts[i].action_count; k++)
            if (r->e->alerts[i].actions[k].rule == action)
                return true;
    return false;
}

void say_tool(report *r)
{
    bool any = false;
    for (size_t i = 0; i < r->e->action_count; i++) {
        if (is_said_by_alert(r, r->e->actions[i].rule))
            continue;
        if (!any)
            say_heading(r, r->e->alert_count ? MSG_TOOL_ELSE : MSG_TOOL_NAMES);
        any = true;
        say_bullet(r);
        say_action(r, &r->e->actions[i]);
    }
    if (r->e->earlier_attempt && !r->e->pathway->without_tool) {
        say_heading(r, MSG_TOOL_EARLIER);
        say_bullet(r);
        say(r, MSG_TOOL_EARLIER_ATTEMPT);
        say_end(r);
    }
}

/* Closing ------------------------------------------------------------------------------------- */

/* What the tool's time says. */
static message_id closing_time(const reunify_evaluation *e)
{
    if (e->may_be_closed == REUNIFY_FALSE)
        return MSG_CLOSING_NOT_ALLOWED;
    if (!e->closing_runs)
        return MSG_CLOSING_NOT_BEGUN;
    if (e->may_close_confirmed != REUNIFY_DATE_NONE)
        return MSG_CLOSING_CONFIRMED;
    return e->may_close_from != REUNIFY_DATE_NONE && e->may_close_from <= e->as_of
               ? MSG_CLOSING_COMPLETE
               : MSG_CLOSING_COUNTED;
}

static void say_closing_time(void *to, const message_value *value)
{
    const reunify_evaluation *e = value->of;
    say_with(
        to, closing_time(e),
        VALUES(of_date("date", e->may_close_from), of_date("confirmed", e->may_close_confirmed)));
}

/* What keeps a case open is told in order; without a report it is only counted. */
typedef struct {
    const reunify_evaluation *e;
    report *r;
    size_t count;
} reasons;

static void add_reason(reasons *w, message_id id, const message_value *values)
{
    if (w->r) {
        say_clause(w->r, w->count);
        say_with(w->r, id, values);
    }
    w->count++;
}

/* Which of the statuses that a condition names it is, and since when. */
static void add_statuses(reasons *w, const struct reunify_applicability *c)
{
    for (size_t i = 0; i < c->ground_count; i++) {
        if (w->r) {
            say_clause(w->r, w->count);
            say_status_ground(w->r, &c->grounds[i]);
        }
        w->count++;
    }
}

static void add_conditions(reasons *w)
{
    for (size_t i = 0; i < w->e->closing_count; i++) {
        const struct reunify_applicability *c = &w->e->closing[i];
        const bool known = c->result == REUNIFY_FALSE, otherwise = known && c->rule->otherwise;
        if (c->result == REUNIFY_TRUE)
            continue;
        if (c->ground_count) {
            add_statuses(w, c);
            continue;
        }
        add_reason(w,
                   otherwise ? MSG_CLOSING_OTHERWISE
                   : known   ? MSG_CLOSING_NOT_YET
                             : MSG_CLOSING_NOT_KNOWN,
                   VALUES(of_text("text", otherwise ? c->rule->otherwise : c->rule->text)));
    }
}

static void add_reasons(reasons *w)
{
    const reunify_evaluation *e = w->e;
    const size_t overdue = count_obligations(e, REUNIFY_OBLIGATION_OVERDUE),
                 points = e->outstanding_count + e->information_count;
    add_conditions(w);
    if (e->position.in_care == REUNIFY_TRUE)
        add_reason(w, MSG_CLOSING_LOOKED_AFTER, NULL);
    if (e->stage >= 0 && points)
        add_reason(w, MSG_CLOSING_STAGE,
                   VALUES(of_number("number", e->gates[e->stage].number),
                          of_number("count", (int64_t)points)));
    if (e->alert_count)
        add_reason(w, MSG_CLOSING_ALERTS, VALUES(of_number("count", (int64_t)e->alert_count)));
    if (overdue)
        add_reason(w, MSG_CLOSING_OVERDUE, VALUES(of_number("count", (int64_t)overdue)));
}

static void say_reasons(void *to, const message_value *value)
{
    reasons w = {.e = value->of, .r = to};
    add_reasons(&w);
}

/*
 * One sentence, at the lowest level alone: before that, and before a return, nothing is said of
 * closing.
 */
void say_closing(report *r)
{
    const reunify_evaluation *e = r->e;
    if (e->pathway->without_tool || e->level != 0 || !e->closing_count ||
        e->position.lives != LIVES_AT_HOME || (e->stage >= 0 && e->gates[e->stage].stopped_by))
        return;
    reasons counted = {.e = e};
    add_reasons(&counted);
    const bool allowed = e->closing_runs && e->may_close_confirmed != REUNIFY_DATE_NONE;
    say_heading(r, MSG_CLOSING);
    layout_line(r->b, INDENT, INDENT);
    say_with(r, MSG_CLOSING_ONE,
             VALUES(of_part("time", say_closing_time, e, true),
                    of_part("reasons", say_reasons, e, counted.count),
                    of_flag("may", allowed && !counted.count)));
    say_end(r);
}

/* History ------------------------------------------------------------------------------------- */

static void say_change(void *to, const message_value *value)
{
    report *r = to;
    const entry *h = value->of;
    say_with(r,
             h->to < 0          ? MSG_HISTORY_NONE
             : h->from < 0      ? MSG_HISTORY_FIRST
             : h->from == h->to ? MSG_HISTORY_STAYS
                                : MSG_HISTORY_TO,
             VALUES(of_level(r, "level", h->to), of_level(r, "before", h->from)));
}

static void history_line(report *r, const entry *h)
{
    enum { TEXT = 24 };
    layout_line(r->b, STEP, TEXT);
    say_value(r, of_date("date", h->date));
    layout_tab(r->b, TEXT);
    const bool judged = h->basis == REUNIFY_BASIS_NONE && h->judged;
    say_with(r, MSG_HISTORY_ONE,
             VALUES(of_id("assessment", h->assessment), of_part("change", say_change, h, true),
                    of_part("basis", say_basis, h, h->basis != REUNIFY_BASIS_NONE),
                    of_level(r, "judged", judged ? h->judged_level : -1),
                    of_part("judgement", say_judgement, h, true)));
    if (h->rule)
        say_rule(r, h->rule);
    if (h->indicated < 0)
        say(r, MSG_HISTORY_INCOMPLETE);
    else if (h->indicated != h->to)
        say_with(r, MSG_HISTORY_FINDINGS, VALUES(of_level(r, "level", h->indicated)));
    if (h->silent)
        say(r, MSG_HISTORY_SILENT);
    if (h->held_by != REUNIFY_HELD_NOT && h->held)
        say_with(r, MSG_HISTORY_HELD,
                 VALUES(of_level(r, "level", h->held->to), of_date("date", h->held_since)));
    say_end(r);
}

void say_history(report *r)
{
    if (!r->e->history_count)
        return;
    say_heading(r, MSG_HISTORY);
    for (size_t i = 0; i < r->e->history_count; i++)
        history_line(r, &r->e->history[i]);
}
