/* The level of risk in words: where it is, since when, why, and where it can go. */
#include "codec/report.h"

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
        say(r, "by judgement");
        if (h->engine >= 0)
            say(r, " (the rules alone give %l)", h->engine);
    } else if (h->basis == REUNIFY_BASIS_MOVEMENT) {
        say(r, "by a rule");
    } else {
        say(r, "as classified");
    }
}

static void say_rule(report *r, const pack_movement *rule)
{
    say(r, " %t", rule->text);
    say_source(r, &rule->source);
}

static void level_row(report *r)
{
    const reunify_evaluation *e = r->e;
    const entry *h = basis_entry(e);
    row(r, STYLE_BOLD, "Risk");
    if (e->level < 0 || !h) {
        say(r, e->history_count ? "No level yet: no assessment has given one." : "No level yet: there is no assessment.");
        end(r);
        return;
    }
    layout_style(r->b, level_style(r));
    say(r, "%l", e->level);
    layout_style(r->b, STYLE_PLAIN);
    say(r, " since %d, ", e->since);
    say_basis(r, h);
    say(r, " at the assessment of %d (%i).", h->date, h->assessment);
    if (h->rule && h->basis == REUNIFY_BASIS_MOVEMENT) {
        say_rule(r, h->rule);
    } else if (h->rule && h->discordant) {
        say(r, " The rule by itself asks for less:");
        say_rule(r, h->rule);
    }
    end(r);
}

/* Findings ------------------------------------------------------------------------------------------------------------- */

static void say_dimension(report *r, const dimension_result *d)
{
    const pack_dimension *rule = &r->p->dimensions[d->dimension];
    const pack_finding *f = &r->p->findings[rule->finding];
    if (rule->label)
        say(r, "%t", rule->label);
    else
        say(r, "%c", rule->id);
    if (d->value == FINDING_UNKNOWN)
        return;
    say(r, ": ");
    if (f->type == NAMED_TEXT)
        say_symbol(r, f->values[d->value]);
    else
        say(r, "%t", d->value ? "yes" : "no");
}

/* The dimensions that decide, or those that are not known; how many there were. */
static size_t say_dimensions(report *r, const reunify_classification *c, bool unknown, const char *before)
{
    size_t count = 0;
    for (size_t i = 0; i < c->dimension_count; i++) {
        const dimension_result *d = &c->dimensions[i];
        if (unknown ? d->value != FINDING_UNKNOWN : !d->deciding || d->value == FINDING_UNKNOWN)
            continue;
        say(r, "%t", count++ ? "; " : before);
        say_dimension(r, d);
    }
    if (count)
        say(r, ".");
    return count;
}

static void findings_row(report *r)
{
    const reunify_classification *c = &r->e->classification;
    if (!r->e->has_classification)
        return;
    row(r, STYLE_BOLD, "Findings");
    say(r, "The assessment of %d (%i) ", c->date, c->assessment);
    if (c->status == REUNIFY_CLASSIFIED_INCOMPLETE) {
        say(r, "is incomplete; what is known asks for at least %l.", c->at_least);
        say_dimensions(r, c, true, " Not known: ");
    } else {
        say(r, "indicates %l.", c->level);
    }
    say_dimensions(r, c, false, " Deciding: ");
    if (c->status == REUNIFY_CLASSIFIED_DISCORDANT)
        say(r, " The findings do not all fit one level: the most cautious reading stands, for a manager to judge.");
    end(r);
}

/* What the latest assessment leaves for people to decide or do. */
static void latest_rows(report *r)
{
    const entry *h = latest_entry(r->e);
    if (h && h->rule && h->basis == REUNIFY_BASIS_NONE && !h->rule->closes) {
        row(r, STYLE_BOLD, "No change");
        say(r, "At the latest assessment a rule left the level as it is.");
        say_rule(r, h->rule);
        end(r);
    }
    if (h && h->silent) {
        row(r, STYLE_YELLOW, "! Judge");
        say(r, "The source has no rule for what the latest assessment found: a manager is asked to judge.");
        end(r);
    }
}

/* What comes --------------------------------------------------------------------------------------------------------------- */

static void held_row(report *r)
{
    const entry *h = latest_entry(r->e);
    if (!h || h->held_by == REUNIFY_HELD_NOT || !h->held)
        return;
    row(r, STYLE_BOLD, "Held back");
    say(r, "The step to %l has been possible since %d, but ", h->held->to, h->held_since);
    if (h->held_by == REUNIFY_HELD_BY_INCOMPLETE)
        say(r, "the latest assessment is incomplete.");
    else
        say(r, "the latest assessment still indicates %l.", h->indicated);
    say_rule(r, h->held);
    end(r);
}

static void pending_row(report *r, const struct reunify_pending *p)
{
    row(r, STYLE_BOLD, "Running");
    if (p->elapsed)
        say(r, "The time for the step to %l ran from %d to %d; an assessment has to confirm it.", p->rule->to, p->run_since,
            p->eligible_from);
    else
        say(r, "To %l on %d at the earliest, if what has held since %d goes on.", p->rule->to, p->eligible_from, p->run_since);
    say_rule(r, p->rule);
    end(r);
}

/* Not those towards closing, and not the one that is held: they have rows of their own. */
static void pending_rows(report *r)
{
    const entry *h = latest_entry(r->e);
    for (size_t i = 0; i < r->e->pending_count; i++) {
        const struct reunify_pending *p = &r->e->pending[i];
        if (!p->rule->closes && p->rule->to != NO_LEVEL && !(h && h->held_by != REUNIFY_HELD_NOT && h->held == p->rule))
            pending_row(r, p);
    }
}

static void closing_row(report *r)
{
    const reunify_evaluation *e = r->e;
    if (!e->closing && e->earliest_closure == REUNIFY_DATE_NONE)
        return;
    row(r, STYLE_BOLD, "Closing");
    if (e->closing && e->may_close_confirmed != REUNIFY_DATE_NONE)
        say(r, "The case may close: its time was complete on %d and confirmed on %d.", e->may_close_from, e->may_close_confirmed);
    else if (e->closing && e->may_close_from != REUNIFY_DATE_NONE && e->may_close_from <= e->as_of)
        say(r, "The time for closing was complete on %d; an assessment has to confirm it.", e->may_close_from);
    else if (e->closing)
        say(r, "The case may close from %d, if the level keeps up until then and an assessment confirms it.", e->may_close_from);
    else
        say(r, "On %d at the earliest, if from now on every condition holds and each step is confirmed on its first day.",
            e->earliest_closure);
    end(r);
}

void risk_rows(report *r)
{
    level_row(r);
    findings_row(r);
    latest_rows(r);
    held_row(r);
    pending_rows(r);
    closing_row(r);
}

/* History -------------------------------------------------------------------------------------------------------------- */

static void say_change(report *r, const entry *h)
{
    if (h->to < 0)
        say(r, "no level");
    else if (h->from < 0)
        say(r, "first level, %l", h->to);
    else if (h->from == h->to)
        say(r, "%l stays", h->to);
    else
        say(r, "%l to %l", h->from, h->to);
    if (h->basis != REUNIFY_BASIS_NONE) {
        say(r, ", ");
        say_basis(r, h);
    }
    say(r, ".");
}

static void history_line(report *r, const entry *h)
{
    enum { TEXT = 24 };
    layout_line(r->b, STEP, TEXT);
    say(r, "%d", h->date);
    layout_tab(r->b, TEXT);
    say(r, "%i: ", h->assessment);
    say_change(r, h);
    if (h->rule)
        say_rule(r, h->rule);
    if (h->indicated < 0)
        say(r, " The assessment is incomplete.");
    else if (h->indicated != h->to)
        say(r, " The findings indicate %l.", h->indicated);
    if (h->silent)
        say(r, " No rule covers it: for a manager to judge.");
    if (h->held_by != REUNIFY_HELD_NOT && h->held)
        say(r, " The step to %l, possible since %d, is held back.", h->held->to, h->held_since);
    end(r);
}

void history_section(report *r)
{
    if (!r->e->history_count)
        return;
    heading(r, "History of the level of risk");
    for (size_t i = 0; i < r->e->history_count; i++)
        history_line(r, &r->e->history[i]);
}
