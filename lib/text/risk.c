/* The level of risk in words: where it is, since when, why, and where it can go. */
#include "text/report.h"

typedef struct reunify_history_entry entry;

/* The entry that the level rests on: the last that changed it, or held it by judgement. */
static const entry *basis_entry(const reunify_evaluation *e)
{
    for (size_t i = e->history_count; i-- > 0;)
        if (e->history[i].basis != REUNIFY_BASIS_NONE)
            return &e->history[i];
    return NULL;
}

static const entry *latest_entry(const reunify_evaluation *e)
{
    return e->history_count ? &e->history[e->history_count - 1] : NULL;
}

static int level_style(const report *r)
{
    const int worst = (int)r->p->level_count - 1;
    return r->e->level == worst ? STYLE_RED : r->e->level == 0 ? STYLE_GREEN : STYLE_YELLOW;
}

static void say_basis(report *r, const entry *h)
{
    if (h->basis == REUNIFY_BASIS_JUDGEMENT) {
        sayf(r, "by judgement");
        if (h->engine >= 0)
            sayf(r, " (the rules alone give %l)", h->engine);
    } else if (h->basis == REUNIFY_BASIS_MOVEMENT) {
        sayf(r, "by a rule");
    } else {
        sayf(r, "as classified");
    }
}

static void say_rule(report *r, const pack_movement *rule)
{
    sayf(r, " %t", rule->text);
    say_source(r, &rule->source);
}

static void level_row(report *r)
{
    const reunify_evaluation *e = r->e;
    const entry *h = basis_entry(e);
    say_row(r, STYLE_BOLD, "Risk");
    if (e->level < 0 || !h) {
        sayf(r, e->history_count ? "No level yet: no assessment has given one."
                                 : "No level yet: there is no assessment.");
        say_end(r);
        return;
    }
    layout_style(r->b, level_style(r));
    sayf(r, "%l", e->level);
    layout_style(r->b, STYLE_PLAIN);
    sayf(r, " since %d, ", e->since);
    say_basis(r, h);
    sayf(r, " at the assessment of %d (%i).", h->date, h->assessment);
    if (e->earlier_attempt)
        sayf(r, " It is of an earlier attempt: no assessment of this one has confirmed it.");
    if (h->rule && h->basis == REUNIFY_BASIS_MOVEMENT) {
        say_rule(r, h->rule);
    } else if (h->rule && h->discordant) {
        sayf(r, " The rule by itself asks for less:");
        say_rule(r, h->rule);
    }
    say_end(r);
}

/* Findings ------------------------------------------------------------------------------------ */

static void say_dimension(report *r, const dimension_result *d)
{
    const pack_dimension *rule = &r->p->dimensions[d->dimension];
    const pack_finding *f = &r->p->findings[rule->finding];
    if (rule->label)
        sayf(r, "%t", rule->label);
    else
        sayf(r, "%c", rule->id);
    if (d->value == FINDING_UNKNOWN)
        return;
    sayf(r, " (");
    if (f->type == NAMED_TEXT)
        say_symbol(r, f->values[d->value]);
    else
        sayf(r, "%t", d->value ? "yes" : "no");
    sayf(r, ")");
}

/* The dimensions that decide, or those that are not known. */
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
    sayf(r, "The assessment of %d (%i) ", c->date, c->assessment);
    if (c->status == REUNIFY_CLASSIFIED_INCOMPLETE) {
        sayf(r, "is incomplete; what is known asks for at least %l.", c->at_least);
        say_dimensions(r, c, true, " Not known: ");
    } else {
        sayf(r, "indicates %l.", c->level);
    }
    say_dimensions(r, c, false, " Deciding: ");
    if (c->status == REUNIFY_CLASSIFIED_DISCORDANT) {
        const entry *h = latest_entry(r->e);
        const bool judged = h && h->basis == REUNIFY_BASIS_JUDGEMENT;
        sayf(r, " The findings do not all fit one level: the most cautious reading %t.",
             judged ? "is given, and has been judged" : "stands, for a manager to judge");
    }
    say_end(r);
}

/* What the latest assessment leaves for people to decide or do. */
static void latest_rows(report *r)
{
    const entry *h = latest_entry(r->e);
    if (h && h->rule && h->basis == REUNIFY_BASIS_NONE && !h->rule->closes) {
        say_row(r, STYLE_BOLD, "No change");
        sayf(r, "At the latest assessment a rule left the level as it is.");
        say_rule(r, h->rule);
        say_end(r);
    }
    if (h && h->silent) {
        say_row(r, STYLE_YELLOW, "! Judge");
        sayf(r, "The source has no rule for what the latest assessment found: a manager is asked "
                "to judge.");
        say_end(r);
    }
}

/* What comes ---------------------------------------------------------------------------------- */

static void held_row(report *r)
{
    const entry *h = latest_entry(r->e);
    if (!h || h->held_by == REUNIFY_HELD_NOT || !h->held)
        return;
    say_row(r, STYLE_BOLD, "Held back");
    sayf(r, "The step to %l has been possible since %d, but ", h->held->to, h->held_since);
    if (h->held_by == REUNIFY_HELD_BY_INCOMPLETE)
        sayf(r, "the latest assessment is incomplete.");
    else
        sayf(r, "the latest assessment still indicates %l.", h->indicated);
    say_rule(r, h->held);
    say_end(r);
}

static void pending_row(report *r, const struct reunify_pending *p)
{
    say_row(r, STYLE_BOLD, "Running");
    if (p->elapsed)
        sayf(r, "The time for the step to %l ran from %d to %d; an assessment has to confirm it.",
             p->rule->to, p->run_since, p->eligible_from);
    else
        sayf(r, "To %l on %d at the earliest, if what has held since %d goes on.", p->rule->to,
             p->eligible_from, p->run_since);
    say_rule(r, p->rule);
    say_end(r);
}

/* Not those towards closing, and not the one that is held: they have rows of their own. */
static void pending_rows(report *r)
{
    const entry *h = latest_entry(r->e);
    for (size_t i = 0; i < r->e->pending_count; i++) {
        const struct reunify_pending *p = &r->e->pending[i];
        if (!p->rule->closes && p->rule->to != NO_LEVEL &&
            !(h && h->held_by != REUNIFY_HELD_NOT && h->held == p->rule))
            pending_row(r, p);
    }
}

/* Why a case at the lowest level may not close. */
static void not_closing_row(report *r)
{
    const reunify_evaluation *e = r->e;
    bool any = false;
    if (e->level != 0)
        return;
    for (size_t i = 0; i < e->closing_count; i++) {
        if (e->closing[i].result != REUNIFY_FALSE)
            continue;
        if (!any)
            say_row(r, STYLE_BOLD, "Closing");
        sayf(r, any ? " Nor is this so: %t" : "The case may not close, since this is not so: %t",
             e->closing[i].rule->text);
        any = true;
    }
    if (any)
        say_end(r);
}

static void closing_row(report *r)
{
    const reunify_evaluation *e = r->e;
    if (e->may_be_closed == REUNIFY_FALSE) {
        not_closing_row(r);
        return;
    }
    if (!e->closing_runs && e->earliest_closure == REUNIFY_DATE_NONE)
        return;
    say_row(r, STYLE_BOLD, "Closing");
    if (e->closing_runs && e->may_close_confirmed != REUNIFY_DATE_NONE)
        sayf(r, "The case may close: its time was complete on %d and confirmed on %d.",
             e->may_close_from, e->may_close_confirmed);
    else if (e->closing_runs && e->may_close_from != REUNIFY_DATE_NONE &&
             e->may_close_from <= e->as_of)
        sayf(r, "The time for closing was complete on %d; an assessment has to confirm it.",
             e->may_close_from);
    else if (e->closing_runs)
        sayf(r,
             "The case may close from %d, if the level keeps up until then and an assessment "
             "confirms it.",
             e->may_close_from);
    else
        sayf(r,
             "On %d at the earliest, if from now on every condition holds and each step is "
             "confirmed on its first day.",
             e->earliest_closure);
    say_end(r);
}

void say_risk(report *r)
{
    if (r->e->pathway->without_tool)
        return;
    level_row(r);
    findings_row(r);
    latest_rows(r);
    held_row(r);
    pending_rows(r);
    closing_row(r);
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
        sayf(r, " The step to %l, possible since %d, is held back.", h->held->to, h->held_since);
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
