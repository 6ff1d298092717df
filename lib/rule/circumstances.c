/*
 * What is asked of the child's circumstances: legal status, placement, family time, goals.
 *
 * All answers are three-valued. A list that the case does not give is unknown, and not empty; an
 * entry without a start may have begun on any day before its end; a status without a code or a
 * placement without a type may be of the kind that is asked for. An end is the first day on which
 * the entry no longer holds.
 *
 * Of intervals two things are asked. Whether one was in force on a day: if the day is certain and
 * has come, by looking (in_force()); if it may be one of several, true only where one entry covers
 * all of them, and false only where none touches any (in_force_somewhere()). And when one began or
 * ended, the first time or the latest (edge_of()): entries that are certain move the edge, others
 * widen what it may be. Where `unbroken` is asked for, those that touch are joined to pieces first,
 * in the room that the facts keep for one question.
 *
 * A question walks its list once, and spends as much work before it does. Days are seen through
 * days.h alone, which notes when the answer may be another.
 */
#include "rule/days.h"

/* Whether the interval covers a day that has come; what ends later than is seen is still open. */
static truth covers(rule_scope *s, const model_interval *i, reunify_date at)
{
    if (!is_covered(s, i, at))
        return REUNIFY_FALSE;
    return i->from == REUNIFY_DATE_NONE ? REUNIFY_UNKNOWN : REUNIFY_TRUE;
}

/* Whether an interval, of those in force on the day, is of the kind that is asked for. */
typedef truth (*interval_test)(const rule_scope *s, const rule_node *n, size_t index,
                               const model_interval *i);

/* On a day that is not certain: false where no entry could hold on any of them. */
static truth in_force_somewhere(rule_scope *s, const rule_node *n, int32_t kind,
                                interval_test is_meant, date_value at)
{
    const reunify_case *c = s->facts->record;
    const model_interval *list = CASE_LIST(c, kind, model_interval);
    truth everywhere = REUNIFY_FALSE;
    bool somewhere = is_ahead(s, at.low);
    for (size_t i = 0; i < c->lists[kind].count; i++) {
        const truth t = is_meant(s, n, i, &list[i]);
        const reunify_date end = end_seen(s, &list[i]);
        const bool open = end == REUNIFY_DATE_NONE;
        if (t == REUNIFY_FALSE || list[i].from > at.high || (!open && end <= at.low))
            continue;
        somewhere = true;
        if (t == REUNIFY_TRUE && list[i].from != REUNIFY_DATE_NONE && list[i].from <= at.low &&
            (open || end > at.high))
            everywhere = REUNIFY_TRUE;
    }
    if (!somewhere)
        return REUNIFY_FALSE;
    return everywhere == REUNIFY_TRUE && !at.maybe_none && !is_ahead(s, at.high) ? REUNIFY_TRUE
                                                                                 : REUNIFY_UNKNOWN;
}

static truth in_force(rule_scope *s, const rule_node *n, int32_t kind, interval_test is_meant)
{
    const reunify_case *c = s->facts->record;
    const date_value at = rule_date_of(s, n->dates[0]);
    if (!at.exists)
        return REUNIFY_FALSE;
    if (!c->lists[kind].declared || !rule_spend(s->facts, c->lists[kind].count))
        return REUNIFY_UNKNOWN;
    if (!can_look_at(s, at))
        return in_force_somewhere(s, n, kind, is_meant, at);
    const model_interval *list = CASE_LIST(c, kind, model_interval);
    truth result = REUNIFY_FALSE;
    for (size_t i = 0; i < c->lists[kind].count && result != REUNIFY_TRUE; i++) {
        const truth t = is_meant(s, n, i, &list[i]);
        if (t != REUNIFY_FALSE)
            result = truth_or(result, truth_and(t, covers(s, &list[i], at.low)));
    }
    return result;
}

/* A short break is no time in care. */
static truth is_care(const rule_scope *s, const rule_node *n, size_t index, const model_interval *i)
{
    (void)s, (void)n, (void)index;
    return i->type != CARE_KIND_SHORT_BREAK;
}

static truth is_legal(const rule_scope *s, const rule_node *n, size_t index,
                      const model_interval *i)
{
    if (i->code == SYMBOL_NONE)
        return REUNIFY_UNKNOWN;
    for (uint32_t k = 0; k < n->count; k++)
        if (s->program->symbols[n->first + k] == s->facts->legal[index])
            return REUNIFY_TRUE;
    return REUNIFY_FALSE;
}

static truth is_of_type(const rule_scope *s, const rule_node *n, size_t index,
                        const model_interval *i)
{
    (void)s, (void)index;
    return truth_if_known(i->type != ENUM_NONE, truth_in(n->sets[0], i->type & 63));
}

truth evaluate_in_care(rule_scope *s, const rule_node *n)
{
    const truth t = in_force(s, n, REUNIFY_ENTRY_CARE_PERIOD, is_care);
    return n->word ? t : truth_not(t);
}

truth evaluate_legal_status(rule_scope *s, const rule_node *n)
{
    return in_force(s, n, REUNIFY_ENTRY_LEGAL_STATUS, is_legal);
}

truth evaluate_placement(rule_scope *s, const rule_node *n)
{
    return in_force(s, n, REUNIFY_ENTRY_PLACEMENT, is_of_type);
}

/* The start or the end of a legal status or a placement -------------------------------------- */

/* Where one is not certain: anywhere up to a day, or nowhere. */
static void widen(date_value *v, reunify_date low, reunify_date high)
{
    v->low = v->exists && v->low < low ? v->low : low;
    v->high = v->exists && v->high > high ? v->high : high;
    v->maybe_none = !v->exists || v->maybe_none;
    v->exists = true;
}

static void take_edge(date_value *v, reunify_date day, bool latest)
{
    if (!v->exists) {
        *v = date_value_of(day);
    } else if (latest) {
        v->low = v->maybe_none || day > v->low ? day : v->low;
        v->high = day > v->high ? day : v->high;
        v->maybe_none = false;
    } else {
        v->high = v->maybe_none || day < v->high ? day : v->high;
        v->low = day < v->low ? day : v->low;
        v->maybe_none = false;
    }
}

typedef struct {
    const rule_node *n;
    const model_list *list;
    const uint32_t *order;
    interval_test is_meant;
    size_t piece_count;      /* of those in the facts */
    reunify_date undated_to; /* the end of those without a start */
} interval_search;

/*
 * What is asked for without a break: those that touch are one piece. They come in order of their
 * start; those without one reach from any day up to their end.
 */
static void find_pieces(rule_scope *s, interval_search *q)
{
    const model_interval *items = q->list->items;
    for (size_t i = 0; i < q->list->count; i++) {
        const model_interval *p = &items[q->order[i]];
        if (q->is_meant(s, q->n, q->order[i], p) != REUNIFY_TRUE || is_ahead(s, p->from))
            continue;
        const reunify_date end = end_seen(s, p), to = end == REUNIFY_DATE_NONE ? UNDATED : end;
        day_piece *last = q->piece_count ? &s->facts->pieces[q->piece_count - 1] : NULL;
        if (p->from == REUNIFY_DATE_NONE)
            q->undated_to = later_day(to, q->undated_to);
        else if (!last || last->to < p->from)
            s->facts->pieces[q->piece_count++] = (day_piece){p->from, to};
        else
            last->to = later_day(to, last->to);
    }
}

static bool has_begun(const void *piece, const void *day)
{
    return ((const day_piece *)piece)->from <= *(const reunify_date *)day;
}

/* The last piece that begins on or before a day, NULL. */
static const day_piece *piece_by(const rule_scope *s, const interval_search *q, reunify_date day)
{
    const day_piece *pieces = s->facts->pieces;
    const size_t begun = count_before(pieces, q->piece_count, sizeof *pieces, has_begun, &day);
    return begun ? &pieces[begun - 1] : NULL;
}

static bool goes_on(const rule_scope *s, const interval_search *q, reunify_date end)
{
    const day_piece *piece = piece_by(s, q, end);
    return q->undated_to > end || (piece && piece->to > end);
}

/*
 * The latest day on which what has no start may have begun: any up to its end. What goes on without
 * a break began no later than the piece in which that day lies.
 */
static reunify_date latest_start(const rule_scope *s, const interval_search *q, reunify_date end)
{
    const reunify_date last = end == REUNIFY_DATE_NONE ? REUNIFY_DATE_MAX : end;
    const day_piece *piece = piece_by(s, q, last - 1);
    return piece && piece->to >= last - 1 ? piece->from : last;
}

static void add_start(rule_scope *s, const interval_search *q, const model_interval *p, truth meant,
                      date_value *v)
{
    const bool latest = q->n->word == WORD_LATEST, unbroken = q->n->asked & EDGE_UNBROKEN;
    const reunify_date end = end_seen(s, p);
    if (p->from == REUNIFY_DATE_NONE)
        widen(v, REUNIFY_DATE_MIN, latest_start(s, q, end));
    else if (meant == REUNIFY_UNKNOWN)
        widen(v, p->from, p->from);
    else
        take_edge(v, unbroken ? piece_by(s, q, p->from)->from : p->from, latest);
}

static void add_end(rule_scope *s, const interval_search *q, const model_interval *p, truth meant,
                    date_value *v)
{
    reunify_date end = end_seen(s, p);
    if (end == REUNIFY_DATE_NONE && (q->n->asked & EDGE_AHEAD))
        end = p->to;
    if (end == REUNIFY_DATE_NONE || ((q->n->asked & EDGE_UNBROKEN) && goes_on(s, q, end)))
        return;
    if (meant == REUNIFY_UNKNOWN)
        widen(v, end, end);
    else
        take_edge(v, end, q->n->word == WORD_LATEST);
}

static date_value edge_of(rule_scope *s, const rule_node *n, int32_t kind, interval_test is_meant)
{
    const reunify_case *c = s->facts->record;
    interval_search q = {n, &c->lists[kind], c->order[kind], is_meant, 0, REUNIFY_DATE_NONE};
    if (!q.list->declared || !rule_spend(s->facts, q.list->count))
        return any_day();
    if (n->asked & EDGE_UNBROKEN)
        find_pieces(s, &q);
    date_value v = NO_DATE;
    const model_interval *items = q.list->items;
    for (size_t i = 0; i < q.list->count; i++) {
        const truth meant = is_meant(s, n, q.order[i], &items[q.order[i]]);
        if (meant == REUNIFY_FALSE || is_ahead(s, items[q.order[i]].from))
            continue;
        if (n->asked & EDGE_END)
            add_end(s, &q, &items[q.order[i]], meant, &v);
        else
            add_start(s, &q, &items[q.order[i]], meant, &v);
    }
    return v;
}

date_value resolve_legal_status(rule_scope *s, const rule_node *d)
{
    return edge_of(s, d, REUNIFY_ENTRY_LEGAL_STATUS, is_legal);
}

date_value resolve_placement(rule_scope *s, const rule_node *d)
{
    return edge_of(s, d, REUNIFY_ENTRY_PLACEMENT, is_of_type);
}

/* Family time --------------------------------------------------------------------------------- */

typedef struct {
    const model_family_time *list;
    const uint32_t *order;
    size_t count;               /* entries that are seen and not undated */
    const uint32_t *undated_of; /* those without a start come last in the order */
    size_t undated;
} family_entries;

static family_entries family_seen(rule_scope *s)
{
    const reunify_case *c = s->facts->record;
    const size_t all = c->lists[REUNIFY_ENTRY_FAMILY_TIME].count;
    const model_family_time *list = CASE_LIST(c, REUNIFY_ENTRY_FAMILY_TIME, model_family_time);
    const uint32_t *order = c->order[REUNIFY_ENTRY_FAMILY_TIME];
    size_t dated = all;
    while (dated && list[order[dated - 1]].from == REUNIFY_DATE_NONE)
        dated--;
    family_entries e = {list, order, 0, order + dated, all - dated};
    while (e.count < dated && !is_ahead(s, list[order[e.count]].from))
        e.count++;
    return e;
}

static int64_t hours_a_week(const model_family_time *t)
{
    return t->times_a_week < 0 || t->hours < 0 ? -1 : t->times_a_week * t->hours;
}

/* Whether an entry is one of those that are asked for. */
static truth is_entry_meant(rule_scope *s, const rule_node *n, const model_family_time *t)
{
    truth meant = is_counted(s, t->from);
    if (meant != REUNIFY_FALSE)
        meant = truth_and(meant, date_tests(s, date_value_of(t->from), n->dates[1], RULE_NONE,
                                            n->dates[0], RULE_NONE));
    return meant;
}

/* Never falling and rising at least once, as far as the entries that count are known. */
static truth is_increasing(rule_scope *s, const rule_node *n, const family_entries *e)
{
    truth result = REUNIFY_TRUE;
    int64_t last = -1;
    bool rose = false, open = false;
    size_t used = 0;
    for (size_t i = 0; i < e->count; i++) {
        const model_family_time *t = &e->list[e->order[i]];
        const truth counts = is_entry_meant(s, n, t);
        if (counts == REUNIFY_FALSE)
            continue;
        used++;
        const int64_t hours = hours_a_week(t);
        if (counts == REUNIFY_UNKNOWN || hours < 0) {
            open = true;
            continue;
        }
        if (last >= 0 && hours < last)
            result = REUNIFY_FALSE;
        rose = rose || (last >= 0 && hours > last);
        last = hours;
    }
    open = open || e->undated > 0;
    if (result == REUNIFY_FALSE || (used + e->undated < 2) || (!rose && !open))
        return REUNIFY_FALSE;
    return open ? REUNIFY_UNKNOWN : REUNIFY_TRUE;
}

/* More hours a week at the last entry than at the first; what lies between may be anything. */
static truth has_grown(rule_scope *s, const rule_node *n, const family_entries *e)
{
    int64_t first = -1, last = -1;
    bool open = e->undated > 0;
    size_t used = 0;
    for (size_t i = 0; i < e->count; i++) {
        const model_family_time *t = &e->list[e->order[i]];
        const truth counts = is_entry_meant(s, n, t);
        if (counts == REUNIFY_FALSE)
            continue;
        open = open || counts == REUNIFY_UNKNOWN;
        last = hours_a_week(t);
        first = used++ ? first : last;
    }
    if (used + e->undated < 2)
        return REUNIFY_FALSE;
    return truth_if_known(!open && first >= 0 && last >= 0, last > first);
}

/* Of the kind that is asked for: overnight, of more than some hours. */
static truth is_of_kind(const rule_node *n, const model_family_time *t)
{
    truth is = n->word == FAMILY_TIME_OVERNIGHT ? t->overnight : REUNIFY_TRUE;
    if (n->asked & FAMILY_TIME_HOURS)
        is = truth_and(is, t->hours < 0 ? REUNIFY_UNKNOWN : t->hours > n->least);
    return is;
}

truth evaluate_family_time(rule_scope *s, const rule_node *n)
{
    const model_list *l = &s->facts->record->lists[REUNIFY_ENTRY_FAMILY_TIME];
    if (!l->declared || !rule_spend(s->facts, l->count))
        return REUNIFY_UNKNOWN;
    const family_entries e = family_seen(s);
    if (n->word == FAMILY_TIME_INCREASING)
        return is_increasing(s, n, &e);
    if (n->word == FAMILY_TIME_GROWN)
        return has_grown(s, n, &e);
    truth result = REUNIFY_FALSE;
    for (size_t i = 0; i < e.undated; i++)
        result =
            truth_or(result, truth_and(REUNIFY_UNKNOWN, is_of_kind(n, &e.list[e.undated_of[i]])));
    for (size_t i = 0; i < e.count; i++) {
        const model_family_time *t = &e.list[e.order[i]];
        result = truth_or(result, truth_and(is_entry_meant(s, n, t), is_of_kind(n, t)));
    }
    return result;
}

static truth is_time_meant(const rule_node *d, const model_family_time *t)
{
    truth meant = REUNIFY_TRUE;
    if (d->asked & FAMILY_DATE_OVERNIGHT)
        meant = d->negated & FAMILY_DATE_OVERNIGHT ? truth_not(t->overnight) : t->overnight;
    if (d->asked & FAMILY_DATE_HOURS)
        meant = truth_and(meant, t->hours < 0 ? REUNIFY_UNKNOWN : t->hours > d->least);
    return meant;
}

date_value resolve_family_time(rule_scope *s, const rule_node *d)
{
    const model_list *l = &s->facts->record->lists[REUNIFY_ENTRY_FAMILY_TIME];
    if (!l->declared || !rule_spend(s->facts, l->count))
        return any_day();
    const family_entries e = family_seen(s);
    date_value v = {false, true, false, 0, 0};
    for (size_t i = 0; i < e.undated && !v.exists; i++)
        if (is_time_meant(d, &e.list[e.undated_of[i]]) != REUNIFY_FALSE)
            v = any_day_so_far(s);
    for (size_t i = 0; i < e.count; i++) {
        const size_t at = d->word == WORD_LATEST ? e.count - 1 - i : i;
        const model_family_time *t = &e.list[e.order[at]];
        const truth meant = truth_and(is_counted(s, t->from), is_time_meant(d, t));
        if (meant == REUNIFY_FALSE)
            continue;
        v.low = v.exists && v.low < t->from ? v.low : t->from;
        v.high = v.exists && v.high > t->from ? v.high : t->from;
        v.exists = true;
        if (meant == REUNIFY_TRUE) {
            v.maybe_none = false;
            break;
        }
    }
    return v;
}

/* Goals --------------------------------------------------------------------------------------- */

truth evaluate_goals(rule_scope *s, const rule_node *n)
{
    const model_list *l = &s->facts->record->lists[REUNIFY_ENTRY_GOAL];
    if (!l->declared || !rule_spend(s->facts, l->count))
        return REUNIFY_UNKNOWN;
    truth result = l->count > 0;
    const model_goal *goals = l->items;
    for (size_t i = 0; n->word == GOALS_ALL_MET && i < l->count; i++)
        result = truth_and(result, goals[i].status == ENUM_NONE ? REUNIFY_UNKNOWN
                                                                : goals[i].status == GOAL_ACHIEVED);
    return result;
}
