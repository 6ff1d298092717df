/* The day of evaluation: questions that note what their answer depends on. See days.h. */
#include "rule/days.h"

/* Comparing dates ----------------------------------------------------------------------------- */

static truth compared(date_value a, int how, date_value b)
{
    if (!a.exists || !b.exists)
        return REUNIFY_FALSE;
    bool best, worst;
    switch (how) {
    case COMPARE_ON_OR_AFTER:
        best = a.high >= b.low;
        worst = a.low >= b.high;
        break;
    case COMPARE_ON_OR_BEFORE:
        best = a.low <= b.high;
        worst = a.high <= b.low;
        break;
    case COMPARE_BEFORE:
        best = a.low < b.high;
        worst = a.high < b.low;
        break;
    default:
        best = a.high > b.low;
        worst = a.low > b.high;
        break;
    }
    if (!best)
        return REUNIFY_FALSE;
    return worst && !a.maybe_none && !b.maybe_none ? REUNIFY_TRUE : REUNIFY_UNKNOWN;
}

/*
 * A date that moves on with the day is passed once and for all: what is before it stays so, what is
 * after it does not.
 */
truth date_compare(rule_scope *s, date_value a, int how, date_value b)
{
    const truth t = compared(a, how, b);
    if (!a.exists || !b.exists || (!a.moving && !b.moving))
        return t;
    if (a.moving || t == REUNIFY_UNKNOWN) {
        note_daily(s);
        return t;
    }
    const bool stays = how == COMPARE_BEFORE || how == COMPARE_ON_OR_BEFORE;
    if ((t == REUNIFY_TRUE) != stays)
        note_change(s, s->as_of + 1);
    else if (!stays || b.low < s->as_of || (how == COMPARE_BEFORE && b.low == s->as_of))
        note_moving(s);
    return t;
}

truth has_passed_since(rule_scope *s, date_value since, period p)
{
    const reunify_date low = date_plus(since.low, p), high = date_plus(since.high, p);
    note_change(s, low);
    note_change(s, high);
    if (since.moving)
        note_daily(s);
    since.low = low == REUNIFY_DATE_NONE ? UNDATED : low;
    since.high = high == REUNIFY_DATE_NONE ? UNDATED : high;
    return date_compare(s, since, COMPARE_ON_OR_BEFORE, date_value_of(s->as_of));
}

/* Looking at a day ---------------------------------------------------------------------------- */

void looks_at(rule_scope *s, date_value at)
{
    if (at.moving && at.low != s->as_of)
        note_daily(s);
}

bool can_look_at(rule_scope *s, date_value at)
{
    if (date_value_certain(at) && at.low <= s->as_of) {
        looks_at(s, at);
        return true;
    }
    /* A date that lies ahead is looked at when it has come. */
    note_change(s, at.low);
    if (at.moving)
        note_daily(s);
    return false;
}

static const fact_birth *birth_as_given(const rule_scope *s, int32_t person)
{
    return person < 0 ? &s->facts->child_birth : &s->facts->births[person];
}

model_birth birth_today(rule_scope *s, int32_t person)
{
    const fact_birth *b = birth_as_given(s, person);
    has_come(s, b->from);
    has_come(s, b->to);
    return birth_on(b, s->as_of);
}

model_birth birth_unnoted(const rule_scope *s, int32_t person)
{
    return birth_on(birth_as_given(s, person), s->as_of);
}

/*
 * The calendar is asked only where the answer is near: a month has 28 to 31 days. What is noted
 * instead of the day itself lies on the safe side of it.
 */
bool has_reached_age(rule_scope *s, reunify_date birth, period age, reunify_date at)
{
    const int64_t least = (int64_t)birth + (int64_t)age.months * 28 + age.days;
    const int64_t most = (int64_t)birth + (int64_t)age.months * 31 + age.days + 1;
    if (at >= most || at < least) {
        const int64_t near = at >= most                 ? most
                             : least < REUNIFY_DATE_MAX ? least
                                                        : REUNIFY_DATE_MAX;
        note_change(s, (reunify_date)near);
        return at >= most;
    }
    const reunify_date reached = date_of_age(birth, age);
    note_change(s, reached);
    return reached != REUNIFY_DATE_NONE && at >= reached;
}

/* Records ------------------------------------------------------------------------------------- */

static reunify_date date_at(const rule_facts *f, const uint32_t *order, uint32_t at)
{
    return f->records[order ? order[at] : at].date;
}

/* Only the neighbours of today can change what is seen: the others lie behind them. */
uint32_t records_seen(rule_scope *s, const uint32_t *order, uint32_t start, uint32_t end)
{
    uint32_t low = start, high = end;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (date_at(s->facts, order, middle) > s->as_of)
            high = middle;
        else
            low = middle + 1;
    }
    if (low < end)
        note_change(s, date_at(s->facts, order, low));
    if (low > start)
        note_change(s, date_at(s->facts, order, low - 1));
    return low;
}

/* Attributes ---------------------------------------------------------------------------------- */

const fact_value *attribute_today(rule_scope *s, uint16_t attribute)
{
    const fact_attribute *a = &s->facts->attributes[attribute];
    size_t low = 0, high = a->count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (a->values[middle].since <= s->as_of)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < a->count)
        note_change(s, a->values[low].since);
    if (!low)
        return NULL;
    note_change(s, a->values[low - 1].since);
    return a->values[low - 1].known ? &a->values[low - 1] : NULL;
}

/* The history of care ------------------------------------------------------------------------- */

const timeline *history_today(rule_scope *s)
{
    const timeline *t = timeline_on(s->facts->history, s->as_of);
    note_change(s, t->since);
    if (t->until != UNDATED)
        note_change(s, t->until);
    return t;
}

reunify_date end_seen(rule_scope *s, const model_interval *i)
{
    has_come(s, i->to);
    if (i->bridged)
        has_come(s, i->to + 1);
    return interval_end(i, s->as_of);
}

bool is_covered(rule_scope *s, const model_interval *i, reunify_date day)
{
    if (i->from != REUNIFY_DATE_NONE)
        has_come(s, i->from);
    const reunify_date end = end_seen(s, i);
    return (i->from == REUNIFY_DATE_NONE || i->from <= day) &&
           (end == REUNIFY_DATE_NONE || end > day);
}

truth away_by(rule_scope *s, reunify_date complete, reunify_date from, reunify_date to)
{
    if (complete == REUNIFY_DATE_NONE)
        return REUNIFY_FALSE;
    if (!rule_spend(s->facts, s->facts->record->lists[REUNIFY_ENTRY_PLACEMENT].count))
        return REUNIFY_UNKNOWN;
    const reunify_date end = to != REUNIFY_DATE_NONE && to <= s->as_of ? to : s->as_of;
    const day_limits limits = {from, end, s->as_of};
    const int32_t home = days_placed_at_home(s->facts->record, limits, false);
    const int32_t most = days_placed_at_home(s->facts->record, limits, true);
    note_change(s, complete + home);
    note_change(s, complete + most);
    /* While the child is placed with parents the day is put off day by day. */
    if (most && end == s->as_of && complete + most > s->as_of)
        note_daily(s);
    return complete + most <= end   ? REUNIFY_TRUE
           : complete + home <= end ? REUNIFY_UNKNOWN
                                    : REUNIFY_FALSE;
}

truth rule_home_without_return(rule_scope *s)
{
    enum { MOST_DAYS = 7 };
    const rule_facts *f = s->facts;
    const model_list *lists = f->record->lists;
    const bool care_known = lists[REUNIFY_ENTRY_CARE_PERIOD].declared;
    const timeline *t = history_today(s);
    if (timeline_stands(t, s->as_of) || (care_known && !timeline_in_care(t, s->as_of)))
        return REUNIFY_FALSE;
    if (!lists[REUNIFY_ENTRY_PLACEMENT].declared)
        return REUNIFY_UNKNOWN;
    if (!rule_spend(f, lists[REUNIFY_ENTRY_PLACEMENT].count))
        return REUNIFY_UNKNOWN;
    const reunify_date since = timeline_home_in_care_since(t, f->record, s->as_of);
    if (since == REUNIFY_DATE_NONE)
        return REUNIFY_FALSE;
    if (!care_known)
        return REUNIFY_UNKNOWN;
    return has_come(s, since + MOST_DAYS + 1);
}

/* Levels and gates ---------------------------------------------------------------------------- */

/* Assessments are looked at one after the other: of one day, those behind it are not there yet. */
size_t points_seen(const rule_scope *s)
{
    return s->assessment >= 0 ? (size_t)s->assessment + 1 : s->facts->point_count;
}

static bool is_by(const void *point, const void *day)
{
    return ((const fact_point *)point)->date <= *(const reunify_date *)day;
}

const fact_point *point_on(rule_scope *s, reunify_date day)
{
    const rule_facts *f = s->facts;
    const size_t seen = points_seen(s);
    const size_t count = count_before(f->points, seen, sizeof *f->points, is_by, &day);
    if (count < seen && day == s->as_of)
        note_change(s, f->points[count].date);
    if (!count)
        return NULL;
    note_change(s, f->points[count - 1].date);
    return &f->points[count - 1];
}

reunify_date next_point_after(rule_scope *s, reunify_date day)
{
    const rule_facts *f = s->facts;
    const size_t seen = points_seen(s);
    const size_t at = count_before(f->points, seen, sizeof *f->points, is_by, &day);
    return at < seen && rule_spend(f, 1) ? f->points[at].date : UNDATED;
}

const fact_point *point_today(rule_scope *s)
{
    return point_on(s, s->as_of);
}

int32_t gate_status_on(rule_scope *s, uint16_t stage, reunify_date day)
{
    note_moving(s);
    /* What a gate was on an earlier day does not change any more. */
    reunify_date settled = UNDATED;
    const bool past = day < s->as_of;
    return s->gate_status(s->engine, stage, past ? day : s->as_of,
                          past ? &settled : &s->next_change);
}

date_value gate_passed_on(rule_scope *s, uint16_t stage)
{
    note_moving(s);
    return date_value_of(s->gate_date(s->engine, stage, s->as_of, &s->next_change));
}

date_value last_decision(rule_scope *s)
{
    note_moving(s);
    return date_value_of(s->last_decision(s->engine, s->as_of, &s->next_change));
}

truth gate_passed_by(rule_scope *s, uint16_t stage, reunify_date day)
{
    note_moving(s);
    reunify_date settled = UNDATED;
    const bool past = day < s->as_of;
    return s->gate_passed(s->engine, stage, past ? day : s->as_of,
                          past ? &settled : &s->next_change);
}

truth gate_stopped_since(rule_scope *s, uint16_t stage, reunify_date since)
{
    note_moving(s);
    return s->stopped_since(s->engine, stage, s->as_of, since, &s->next_change);
}
