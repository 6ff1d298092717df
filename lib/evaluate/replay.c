/*
 * A condition over all days, without asking every day.
 *
 * An answer can only change on certain days: the date of a record, the ends of an interval, a
 * birthday, the day on which a period is complete. Whatever a condition looks at notes those days
 * in its scope (note_change): `next_change` keeps the first after the day asked about. Before that
 * day everything that was looked at is as it was; so the condition takes the same way through the
 * case, looks at the same things, and gives the same answer. The replay can therefore go from one
 * such day straight to the next and miss nothing. What cannot say when it changes notes the very
 * next day, which costs time but is never wrong; an operator that forgets to note is wrong.
 *
 * `last_change` is the same seen backwards: the answer given for as_of is the answer for every day
 * from there on. gates.c uses it to reuse what gate_report.c found.
 *
 * Several are followed in one sweep over the days, each asked only on its own. What a day looks
 * like, its history of care and its dates, is so worked out once and not once for each.
 *
 * Replays of gates start on the case's first date. Where there is none, or it comes after the end,
 * the last day alone is asked.
 */
#include "evaluate/engine.h"

static void start(sweep_part *p)
{
    p->held = (held_days){REUNIFY_DATE_NONE, REUNIFY_DATE_NONE};
    p->next = p->from == REUNIFY_DATE_NONE || p->from > p->to ? p->to : p->from;
}

static void look(engine *e, sweep_part *p, reunify_date at)
{
    reunify_date next = UNDATED;
    if (!p->holds(e, p->subject, at, &next)) {
        p->held.since = REUNIFY_DATE_NONE;
    } else {
        p->held.first = p->held.first == REUNIFY_DATE_NONE ? at : p->held.first;
        p->held.since = p->held.since == REUNIFY_DATE_NONE ? at : p->held.since;
    }
    if (at == p->to || (p->first_alone && p->held.first != REUNIFY_DATE_NONE))
        p->next = UNDATED;
    else
        p->next = next <= at ? at + 1 : next < p->to ? next : p->to;
}

static reunify_date next_day(const sweep_part *parts, size_t count)
{
    reunify_date next = UNDATED;
    for (size_t i = 0; i < count; i++)
        next = parts[i].next < next ? parts[i].next : next;
    return next;
}

void engine_sweep(engine *e, sweep_part *parts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        start(&parts[i]);
    for (reunify_date at; (at = next_day(parts, count)) != UNDATED && e->work;)
        for (size_t i = 0; i < count; i++)
            if (parts[i].next == at)
                look(e, &parts[i], at);
}

held_days engine_replay(engine *e, reunify_date from, reunify_date to, holds_at holds,
                        const void *subject)
{
    sweep_part part = {.from = from, .to = to, .holds = holds, .subject = subject};
    engine_sweep(e, &part, 1);
    return part.held;
}

truth engine_condition_at(engine *e, rule_index when, reunify_date at, reunify_date *next_change)
{
    rule_scope s = engine_scope(e, at);
    const truth t = rule_evaluate(&s, when);
    *next_change = s.next_change;
    return t;
}
