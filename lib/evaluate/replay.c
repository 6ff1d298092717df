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
 * Replays of gates start on the case's first date. Where there is none, or it comes after the end,
 * the last day alone is asked.
 */
#include "evaluate/engine.h"

held_days engine_replay(engine *e, reunify_date from, reunify_date to, holds_at holds,
                        const void *subject)
{
    held_days held = {REUNIFY_DATE_NONE, REUNIFY_DATE_NONE};
    if (from == REUNIFY_DATE_NONE || from > to)
        from = to;
    for (reunify_date at = from; at <= to && e->work;) {
        reunify_date next = UNDATED;
        if (!holds(e, subject, at, &next)) {
            held.since = REUNIFY_DATE_NONE;
        } else {
            held.first = held.first == REUNIFY_DATE_NONE ? at : held.first;
            held.since = held.since == REUNIFY_DATE_NONE ? at : held.since;
        }
        if (at == to)
            break;
        at = next <= at ? at + 1 : next < to ? next : to;
    }
    return held;
}

truth engine_condition_at(engine *e, rule_index when, reunify_date at, reunify_date *next_change)
{
    rule_scope s = engine_scope(e, at);
    const truth t = rule_evaluate(&s, when);
    *next_change = s.next_change;
    return t;
}
