/*
 * The day of evaluation, as operators may see it. Private to this folder.
 *
 * A case is not evaluated at one day alone: to say since when something holds, the days of its past
 * are replayed (evaluate/gates.c). A replay steps from one day of change to the next instead of
 * through every day, so each answer has to say until when it stands: the first later day on which
 * it may be another (next_change), and the day since when it has been the same (last_change). A day
 * that is not noted is a day on which the replay is silently wrong.
 *
 * So operators never look at the scope's as_of. They ask through the calls below, each of which
 * notes by itself what its answer depends on: whether a day has come, whether a span of time is
 * complete by the end of something, what a date that moves with the day compares with. A lint
 * refuses as_of and the notes themselves in every other file of this folder. A note may be too
 * early (the answer is then asked once too often); it is never too late.
 */
#ifndef REUNIFY_LIB_RULE_DAYS_H
#define REUNIFY_LIB_RULE_DAYS_H

#include "rule/rule.h"

/* Values -------------------------------------------------------------------------------------- */

#define NO_DATE ((date_value){false, false, false, 0, 0})

static inline date_value date_value_of(reunify_date d)
{
    return (date_value){d != REUNIFY_DATE_NONE, false, false, d, d};
}

/* Any day at all, or none: nothing is recorded that could tell. */
static inline date_value any_day(void)
{
    return (date_value){true, true, false, REUNIFY_DATE_MIN, REUNIFY_DATE_MAX};
}

/* The day of evaluation itself: another day gives another date. */
static inline date_value today(const rule_scope *s)
{
    return (date_value){true, false, true, s->as_of, s->as_of};
}

/* Any day up to now, or none. */
static inline date_value any_day_so_far(const rule_scope *s)
{
    return (date_value){true, true, true, REUNIFY_DATE_MIN, s->as_of};
}

/* Notes: for this folder's days.c and what stands here ---------------------------------------- */

/* A day on which something that was looked at changes; whoever asks may come from either side. */
static inline void note_change(rule_scope *s, reunify_date d)
{
    if (d > s->as_of)
        s->next_change = d < s->next_change ? d : s->next_change;
    else
        s->last_change = d > s->last_change ? d : s->last_change;
}

/* The answer may have been another on any earlier day. */
static inline void note_moving(rule_scope *s)
{
    s->last_change = s->as_of;
}

/* The answer may be another on every day. */
static inline void note_daily(rule_scope *s)
{
    note_change(s, s->as_of + 1);
    note_moving(s);
}

/* Questions ----------------------------------------------------------------------------------- */

/* Whether a day has come; one that there is not never does. */
static inline bool has_come(rule_scope *s, reunify_date d)
{
    note_change(s, d);
    return d != REUNIFY_DATE_NONE && d <= s->as_of;
}

/* Whether a day still lies ahead; one that there is not never does. */
static inline bool is_ahead(rule_scope *s, reunify_date d)
{
    note_change(s, d);
    return d > s->as_of;
}

/* The end of something as it is seen today: that of one that goes on is the day itself. Opaque,
 * since what is compared with it has to be noted: see is_complete_by(). */
typedef struct {
    reunify_date day_unnoted;
} seen_end;

static inline seen_end end_as_seen(rule_scope *s, reunify_date to)
{
    return (seen_end){has_come(s, to) ? to : s->as_of};
}

/* Whether the day on which a span of time is complete lies on or before that end. */
static inline bool is_complete_by(rule_scope *s, reunify_date complete, seen_end end)
{
    note_change(s, complete);
    return complete != REUNIFY_DATE_NONE && complete <= end.day_unnoted;
}

/* How many days lie between an end, as far as it is seen, and a day after it; 0 where it is not. */
static inline int32_t days_after_end(seen_end end, reunify_date day)
{
    return day > end.day_unnoted ? day - end.day_unnoted : 0;
}

/* When a person was born, -1: the child, as far as it can be true as seen today. */
model_birth birth_today(rule_scope *s, int32_t person);

/* The same for who only tells what is missing. */
model_birth birth_unnoted(const rule_scope *s, int32_t person);

/* Whether a person born on that day has reached an age on the day asked about. */
bool has_reached_age(rule_scope *s, reunify_date birth, period age, reunify_date at);

/* Whether something can be looked at on that day: the day is certain and has come. */
bool can_look_at(rule_scope *s, date_value at);

/* Something is looked at on a day other than today that may move: it is followed day by day. */
void looks_at(rule_scope *s, date_value at);

/* The same for what depends on a date that may move. */
static inline void moves_with_day(rule_scope *s, date_value d)
{
    if (d.moving)
        note_daily(s);
}

/* Whether a period has passed since a date. */
truth has_passed_since(rule_scope *s, date_value since, period p);

enum { COMPARE_ON_OR_AFTER, COMPARE_ON_OR_BEFORE, COMPARE_BEFORE, COMPARE_AFTER };
/* A date that is there (low..high) with one that may not be. */
truth date_compare(rule_scope *s, date_value a, int how, date_value b);

/* The history of care as it is seen today. */
const timeline *history_today(rule_scope *s);

/* Whether an interval covers a day that has come, and where it ends as seen today. */
bool is_covered(rule_scope *s, const model_interval *i, reunify_date day);
reunify_date end_seen(rule_scope *s, const model_interval *i);

/*
 * Whether a time away from home that begins on `from` and ends on `to`, or today, is complete on
 * `complete`, put off by as many days as the child was placed with parents meanwhile.
 */
truth away_by(rule_scope *s, reunify_date complete, reunify_date from, reunify_date to);

/* Whether something dated counts: see counts_from of the scope. */
static inline truth is_counted(const rule_scope *s, reunify_date d)
{
    return d >= s->counts_surely_from ? REUNIFY_TRUE
           : d < s->counts_from       ? REUNIFY_FALSE
                                      : REUNIFY_UNKNOWN;
}

/*
 * One past the last record that has come, in a stretch of places in order of date; `order` says
 * which record stands at a place, NULL: the records themselves.
 */
uint32_t records_seen(rule_scope *s, const uint32_t *order, uint32_t start, uint32_t end);

/* What an attribute of the case is today; NULL: not known. */
const fact_value *attribute_today(rule_scope *s, uint16_t attribute);

/* A span of days, both included; the last is today at the latest. */
typedef struct {
    reunify_date first, last;
} day_span;

/* Levels and gates, as they stand ------------------------------------------------------------- */

/* The state after the last assessment dated on or before a day that has come; NULL before all. */
const fact_point *point_on(rule_scope *s, reunify_date day);
const fact_point *point_today(rule_scope *s);
/* The date of the first assessment after a day, or UNDATED. */
reunify_date next_point_after(rule_scope *s, reunify_date day);
size_t points_seen(const rule_scope *s); /* how many of the assessments */

/* What a gate was on a day; and dates that follow from gates. */
int32_t gate_status_on(rule_scope *s, uint16_t stage, reunify_date day);
date_value gate_passed_on(rule_scope *s, uint16_t stage);
date_value last_decision(rule_scope *s);
/* Whether a gate had been passed on a day; unknown where only what is unknown kept it from that. */
truth gate_passed_by(rule_scope *s, uint16_t stage, reunify_date day);
/* Whether a stop of a stage, other than one that reads a level, has become true since a day. */
truth gate_stopped_since(rule_scope *s, uint16_t stage, reunify_date since);

/* Shared by the files of operators ------------------------------------------------------------ */

void note_evidence(rule_scope *s, int32_t kind, size_t index);
/* Bounds that a date may have; RULE_NONE asks nothing. */
truth date_tests(rule_scope *s, date_value a, rule_index on_or_after, rule_index on_or_before,
                 rule_index before, rule_index after);

#define EVALUATION(NAME, name) truth evaluate_##name(rule_scope *s, const rule_node *n);
RULE_OPERATORS(EVALUATION)
#undef EVALUATION
#define RESOLUTION(NAME, name) date_value resolve_##name(rule_scope *s, const rule_node *n);
RULE_DATES(RESOLUTION)
#undef RESOLUTION

#endif
