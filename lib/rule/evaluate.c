/*
 * Running a compiled condition, and finding a date.
 *
 * A condition is a node of the program; rule_evaluate() calls the function of its operator's row,
 * which asks for the conditions and dates that are its operands in turn. There is no stack of our
 * own, and nothing is allocated: the depth is bounded when a pack is loaded, and so is the number
 * of nodes that one evaluation may visit (program.c). The answer is true, false or unknown; what is
 * collected beside it lies in the scope: the evidence, and the days between which the answer stands
 * (days.h).
 *
 * Conditions ask for the same few dates over and over, so rule_date_of() keeps the value of each
 * date for the day on which it was last asked, with the notes that finding it made. What speaks of
 * the person in scope, or moves while levels are replayed, is found anew each time.
 */
#include "rule/days.h"

truth rule_evaluate(rule_scope *s, rule_index node)
{
    const rule_node *n = &s->program->nodes[node];
    if (!rule_spend(s->facts, 1))
        return REUNIFY_UNKNOWN;
    return rule_operators[n->op].evaluate(s, n);
}

/* A step of work, too, but what is left may not decide here: an answer comes in any case. */
static date_value date_anew(rule_scope *s, const rule_node *d)
{
    (void)rule_spend(s->facts, 1);
    return rule_dates[d->op].resolve(s, d);
}

/* Finds a date with notes of its own, which are kept with it. */
NOT_INLINED static void keep_date(rule_scope *s, const rule_node *d, date_memo *m)
{
    const reunify_date next = s->next_change, last = s->last_change;
    s->next_change = UNDATED;
    s->last_change = REUNIFY_DATE_NONE;
    m->value = date_anew(s, d);
    m->next_change = s->next_change;
    m->last_change = s->last_change;
    m->as_of = s->as_of;
    m->counts_from = s->counts_from;
    s->next_change = next;
    s->last_change = last;
}

date_value rule_date_of(rule_scope *s, rule_index date)
{
    const rule_node *d = &s->program->dates[date];
    if (d->op == DATE_AS_OF)
        return today(s);
    if (d->changing)
        return date_anew(s, d);
    date_memo *m = &s->facts->memo[date];
    if (m->as_of != s->as_of || m->counts_from != s->counts_from)
        keep_date(s, d, m);
    if (m->next_change < s->next_change)
        s->next_change = m->next_change;
    if (m->last_change > s->last_change)
        s->last_change = m->last_change;
    return m->value;
}
