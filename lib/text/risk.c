/* The level of risk in words: what it rests on, which clocks run, what the tool names, closing. */
#include "text/report.h"

typedef struct reunify_history_entry entry;

static const entry *latest_entry(const reunify_evaluation *e)
{
    return e->history_count ? &e->history[e->history_count - 1] : NULL;
}

static void say_rule(report *r, const pack_movement *rule)
{
    sayf(r, " %t", rule->text);
    say_source(r, &rule->source);
}

/* What the level rests on --------------------------------------------------------------------- */

/* Who approved it, and why, in their own words. */
static void say_judgement(report *r, const entry *h)
{
    if (h->approved_by) {
        sayf(r, ", approved by: ");
        say_role(r, h->approved_by);
    }
    if (h->rationale)
        sayf(r, ", with the reason: \"%t\"", h->rationale);
    if (h->engine >= 0)
        sayf(r, " (the rules alone give %l)", h->engine);
}

static void say_basis(report *r, const entry *h)
{
    if (h->basis == REUNIFY_BASIS_JUDGEMENT) {
        sayf(r, "by judgement");
        say_judgement(r, h);
    } else if (h->basis == REUNIFY_BASIS_MOVEMENT) {
        sayf(r, "by a rule of the tool");
    } else {
        sayf(r, "as the findings give it");
    }
}

static void level_row(report *r)
{
    const reunify_evaluation *e = r->e;
    const entry *h = level_basis(e);
    say_row(r, STYLE_BOLD, "Level");
    if (e->level < 0 || !h) {
        sayf(r, e->history_count ? "No level yet: no assessment has given one."
                                 : "No level yet: no assessment is recorded.");
        say_end(r);
        return;
    }
    sayf(r, "%l since %d, ", e->level, e->since);
    say_basis(r, h);
    sayf(r, ", at the assessment of %d", h->date);
    say_entry_id(r, h->assessment);
    sayf(r, ".");
    if (e->earlier_attempt)
        sayf(r, " It is of an earlier attempt: no assessment of this one has confirmed it.");
    if (h->rule && h->basis == REUNIFY_BASIS_MOVEMENT) {
        say_rule(r, h->rule);
    } else if (h->rule && h->discordant) {
        sayf(r, " The rule about changes alone would give %l:", h->rule->to);
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
    say_row(r, STYLE_BOLD, "Judgement");
    sayf(r, "At the latest assessment a judgement gave %l", h->judged_level);
    say_judgement(r, h);
    sayf(r, h->judged_level == h->engine ? "." : "; it was not followed.");
    say_end(r);
}

/* Findings ------------------------------------------------------------------------------------ */

static void say_finding_value(report *r, const pack_finding *f, int64_t value)
{
    if (value == FINDING_UNKNOWN)
        sayf(r, "not known");
    else if (f->type == NAMED_TEXT && f->words && f->words[value])
        sayf(r, "%t", f->words[value]);
    else if (f->type == NAMED_TEXT)
        say_symbol(r, f->values[value]);
    else
        sayf(r, value ? "yes" : "no");
}

/* As it was stated: of each person, and of the case. */
static void say_stated(report *r, const dimension_result *d)
{
    for (size_t i = 0; i < d->person_count; i++) {
        sayf(r, i ? ", " : "");
        say_somebody(r, d->people[i].id, ENUM_NONE);
        sayf(r, ": ");
        say_finding_value(r, &r->p->findings[d->people[i].finding], d->people[i].value);
    }
    for (size_t i = 0; i < d->stated_count; i++) {
        const pack_finding *f = &r->p->findings[d->stated[i].finding];
        sayf(r, i || d->person_count ? ", " : "");
        say_symbol(r, f->name);
        sayf(r, ": ");
        say_finding_value(r, f, d->stated[i].value);
    }
}

static void say_label(report *r, const pack_dimension *rule)
{
    if (rule->label)
        sayf(r, "%t", rule->label);
    else
        sayf(r, "%c", rule->id);
}

static void say_dimension(report *r, const dimension_result *d)
{
    const pack_dimension *rule = &r->p->dimensions[d->dimension];
    say_label(r, rule);
    if (d->value == FINDING_UNKNOWN)
        return;
    sayf(r, " (");
    if (d->stated_count || d->person_count) {
        say_stated(r, d);
        sayf(r, ")");
        return;
    }
    say_finding_value(r, &r->p->findings[rule->finding], d->value);
    sayf(r, ")");
}

/* The dimensions that the level follows from, or those that are not known. */
static void say_dimensions(report *r, const reunify_classification *c, bool unknown,
                           const char *before)
{
    size_t count = 0;
    for (size_t i = 0; i < c->dimension_count; i++) {
        const dimension_result *d = &c->dimensions[i];
        if (unknown ? d->value != FINDING_UNKNOWN : !d->deciding || d->value == FINDING_UNKNOWN)
            continue;
        sayf(r, "%t", count++ ? ", " : before);
        say_dimension(r, d);
    }
    if (count)
        sayf(r, ".");
}

static void findings_row(report *r)
{
    const reunify_classification *c = &r->e->classification;
    if (!r->e->has_classification)
        return;
    say_row(r, STYLE_BOLD, "Findings");
    sayf(r, "The assessment of %d", c->date);
    say_entry_id(r, c->assessment);
    sayf(r, " ");
    if (c->status == REUNIFY_CLASSIFIED_INCOMPLETE) {
        sayf(r, "is incomplete; what is known asks for at least %l.", c->at_least);
        say_dimensions(r, c, true, " Not known: ");
    } else {
        sayf(r, "points to %l.", c->level);
    }
    say_dimensions(r, c, false, " What points there: ");
    if (c->status == REUNIFY_CLASSIFIED_DISCORDANT) {
        const entry *h = latest_entry(r->e);
        const bool judged = h && h->basis == REUNIFY_BASIS_JUDGEMENT;
        sayf(
            r,
            " The findings do not all agree: some of those under \"Also found\" fit a lower level. "
            "The tool takes the more cautious reading, %t.",
            judged ? "and somebody has judged" : "and leaves it to a manager to judge");
    }
    say_end(r);
}

/* What was found beside what the level follows from, in the words of the record. */
static void also_found_row(report *r)
{
    const reunify_classification *c = &r->e->classification;
    bool any = false;
    for (size_t i = 0; r->e->has_classification && i < c->dimension_count; i++) {
        const dimension_result *d = &c->dimensions[i];
        const bool stated = d->stated_count || d->person_count;
        if (d->value == FINDING_UNKNOWN ? !stated : d->deciding)
            continue; /* nothing is recorded, or it is said above */
        if (!any)
            say_row(r, STYLE_BOLD, "Also found");
        sayf(r, any ? "; " : "");
        any = true;
        if (stated) {
            say_stated(r, d);
        } else {
            say_label(r, &r->p->dimensions[d->dimension]);
            sayf(r, ": ");
            say_finding_value(r, &r->p->findings[r->p->dimensions[d->dimension].finding], d->value);
        }
    }
    if (any) {
        sayf(r, ".");
        say_end(r);
    }
}

static bool say_listed(report *r, const position_factor *list, size_t count, uint8_t kind,
                       const char *before)
{
    bool any = false;
    for (size_t i = 0; i < count; i++) {
        if (list[i].kind != kind)
            continue;
        sayf(r, any ? "; " : before);
        say_listed_factor(r, &list[i]);
        any = true;
    }
    return any;
}

/* The risk and protective factors by name, as the latest assessment that has some lists them. */
static void listed_row(report *r, uint8_t kind, const char *label)
{
    const struct reunify_position *p = &r->e->position;
    const listed_factors *earlier = &p->earlier[kind];
    bool any = false;
    for (size_t i = 0; i < p->factor_count; i++)
        any = any || p->factors[i].kind == kind;
    if (!any && !earlier->count)
        return;
    say_row(r, STYLE_BOLD, label);
    if (any) {
        say_listed(r, p->factors, p->factor_count, kind, "");
    } else {
        sayf(r, "As last listed, on %d: ", earlier->date);
        say_listed(r, earlier->items, earlier->count, kind, "");
        sayf(r, ". The assessment of %d lists none", p->assessed_on);
    }
    sayf(r, ".");
    say_end(r);
}

static void no_change_row(report *r)
{
    const entry *h = latest_entry(r->e);
    if (h && h->rule && h->basis == REUNIFY_BASIS_NONE && !h->rule->closes) {
        say_row(r, STYLE_BOLD, "No change");
        sayf(r, "At the latest assessment a rule left the level as it is.");
        say_rule(r, h->rule);
        say_end(r);
    }
}

void say_risk(report *r)
{
    if (r->e->pathway->without_tool)
        return;
    say_heading(r, "What the level of risk rests on");
    level_row(r);
    judgement_row(r);
    findings_row(r);
    also_found_row(r);
    listed_row(r, FACTOR_RISK, "Risks");
    listed_row(r, FACTOR_PROTECTIVE, "Protection");
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
    say_row(r, STYLE_BOLD, "Time full");
    sayf(r, "The time for the step to %l was complete on %d. The level stays, because ",
         h->held->to, h->held_since);
    if (h->held_by == REUNIFY_HELD_BY_INCOMPLETE)
        sayf(r, "the latest assessment is incomplete.");
    else
        sayf(r, "the latest assessment points to %l.", h->indicated);
    say_rule(r, h->held);
    say_end(r);
}

/* A day on which a time is complete is no promise: an assessment decides. */
static void pending_row(report *r, const struct reunify_pending *p)
{
    say_row(r, STYLE_BOLD, "Time");
    if (p->elapsed)
        sayf(r,
             "The time for the step to %l was counted from %d and complete on %d; an assessment "
             "has to confirm it.",
             p->rule->to, p->run_since, p->eligible_from);
    else if (p->rule->to > r->e->level)
        sayf(r,
             "Counted since %d. If an assessment on or after %d finds the same, the tool's text "
             "names %l; people decide.",
             p->run_since, p->eligible_from, p->rule->to);
    else
        sayf(r,
             "Counted since %d. Not before %d, and only if an assessment then points there as a "
             "whole, the tool names %l; people decide.",
             p->run_since, p->eligible_from, p->rule->to);
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
    say_heading(r, "Times that the tool counts: no forecast, and no time to wait; any change is a "
                   "reason to assess again");
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
            say_heading(r, r->e->alert_count
                               ? "What else the tool's text names at this level, for people to "
                                 "decide by"
                               : "What the tool's text names at this level, for people to decide "
                                 "by; this page decides nothing");
        any = true;
        say_bullet(r, "-");
        say_action(r, &r->e->actions[i]);
    }
    if (r->e->earlier_attempt && !r->e->pathway->without_tool) {
        say_heading(r, "What the tool's text names");
        say_bullet(r, "-");
        sayf(r,
             "The level was found in an earlier attempt. What the tool names for it is shown once "
             "an assessment of this attempt has found a level.");
        say_end(r);
    }
}

/* Closing ------------------------------------------------------------------------------------- */

/* What the tool's time says: true where the rules would allow a decision to close. */
static bool say_closing_time(report *r)
{
    const reunify_evaluation *e = r->e;
    const bool confirmed = e->may_close_confirmed != REUNIFY_DATE_NONE,
               complete = e->may_close_from != REUNIFY_DATE_NONE && e->may_close_from <= e->as_of;
    if (e->may_be_closed == REUNIFY_FALSE)
        sayf(r, "The rules would not allow a decision to close yet");
    else if (!e->closing_runs)
        sayf(r, "The tool's time for closing has not begun");
    else if (confirmed)
        sayf(r, "The tool's time for closing was complete on %d and confirmed on %d",
             e->may_close_from, e->may_close_confirmed);
    else if (complete)
        sayf(r, "The tool's time for closing was complete on %d; an assessment has to confirm it",
             e->may_close_from);
    else
        sayf(r,
             "The tool's time for closing is being counted; it is complete on %d at the earliest",
             e->may_close_from);
    return e->closing_runs && confirmed;
}

typedef struct {
    report *r;
    size_t count;
} reasons;

static void say_reason(reasons *w, const char *before)
{
    sayf(w->r, w->count++ ? "; " : ". What keeps the case open: ");
    sayf(w->r, before);
}

/* Which of the statuses that a condition names it is, and since when. */
static void say_statuses(reasons *w, const struct reunify_applicability *c)
{
    for (size_t i = 0; i < c->ground_count; i++) {
        say_reason(w, "");
        say_status_ground(w->r, &c->grounds[i]);
    }
}

static void say_conditions(reasons *w)
{
    const reunify_evaluation *e = w->r->e;
    for (size_t i = 0; i < e->closing_count; i++) {
        if (e->closing[i].result == REUNIFY_TRUE)
            continue;
        const struct reunify_applicability *c = &e->closing[i];
        if (c->ground_count) {
            say_statuses(w, c);
            continue;
        }
        say_reason(w, c->result != REUNIFY_FALSE ? "it is not known whether \""
                      : c->rule->otherwise       ? "\""
                                                 : "this does not hold yet: \"");
        sayf(w->r, "%t\"",
             c->result == REUNIFY_FALSE && c->rule->otherwise ? c->rule->otherwise : c->rule->text);
    }
}

static void say_what_keeps_open(reasons *w)
{
    const reunify_evaluation *e = w->r->e;
    const size_t overdue = count_obligations(e, REUNIFY_OBLIGATION_OVERDUE);
    say_conditions(w);
    if (e->position.in_care == REUNIFY_TRUE)
        say_reason(w, "by the record the child is still looked after");
    if (e->stage >= 0 && e->outstanding_count + e->information_count) {
        say_reason(w, "stage ");
        sayf(w->r, "%n still needs ", e->gates[e->stage].number);
        say_count(w->r, e->outstanding_count + e->information_count, "point", "points");
    }
    if (e->alert_count) {
        say_reason(w, "");
        say_count(w->r, e->alert_count, "alert", "alerts");
    }
    if (overdue) {
        say_reason(w, "");
        say_count(w->r, overdue, "point is overdue", "points are overdue");
    }
}

/* One sentence, at the lowest level alone: before that, and before a return, nothing is said of
 * closing. */
void say_closing(report *r)
{
    const reunify_evaluation *e = r->e;
    if (e->pathway->without_tool || e->level != 0 || !e->closing_count ||
        e->position.lives != LIVES_AT_HOME || (e->stage >= 0 && e->gates[e->stage].stopped_by))
        return;
    reasons w = {.r = r};
    say_heading(r, "Closing");
    layout_line(r->b, INDENT, INDENT);
    const bool allowed = say_closing_time(r);
    say_what_keeps_open(&w);
    if (!w.count && allowed)
        sayf(r, ": the rules would allow a decision to close, which is for people to make");
    sayf(r, ".");
    say_end(r);
}

/* History ------------------------------------------------------------------------------------- */

static void say_change(report *r, const entry *h)
{
    if (h->to < 0)
        sayf(r, "no level");
    else if (h->from < 0)
        sayf(r, "first level, %l", h->to);
    else if (h->from == h->to)
        sayf(r, "%l stays", h->to);
    else
        sayf(r, "%l to %l", h->from, h->to);
    if (h->basis != REUNIFY_BASIS_NONE) {
        sayf(r, ", ");
        say_basis(r, h);
    } else if (h->judged && h->judged_level >= 0) {
        sayf(r, "; a judgement gave %l", h->judged_level);
        say_judgement(r, h);
    }
    sayf(r, ".");
}

static void history_line(report *r, const entry *h)
{
    enum { TEXT = 24 };
    layout_line(r->b, STEP, TEXT);
    sayf(r, "%d", h->date);
    layout_tab(r->b, TEXT);
    sayf(r, "%i: ", h->assessment);
    say_change(r, h);
    if (h->rule)
        say_rule(r, h->rule);
    if (h->indicated < 0)
        sayf(r, " The assessment is incomplete.");
    else if (h->indicated != h->to)
        sayf(r, " The findings indicate %l.", h->indicated);
    if (h->silent)
        sayf(r, " No rule covers it: for a manager to judge.");
    if (h->held_by != REUNIFY_HELD_NOT && h->held)
        sayf(r, " The level stays, though the time for the step to %l was complete on %d.",
             h->held->to, h->held_since);
    say_end(r);
}

void say_history(report *r)
{
    if (!r->e->history_count)
        return;
    say_heading(r, "History of the level of risk");
    for (size_t i = 0; i < r->e->history_count; i++)
        history_line(r, &r->e->history[i]);
}
