/*
 * A child's history of care as it is seen on a day: spells in care, returns and how they ended,
 * attempts to bring the child home. Days after the one asked about are not seen, so the history on
 * an earlier day is what somebody would have been told then.
 *
 * It changes on certain days only: those on which a care period, a placement, an order or a return
 * begins or ends, or a plan is given up or taken up. Between two of them it is worked out once,
 * when first asked for, and kept.
 */
#ifndef REUNIFY_LIB_TIMELINE_H
#define REUNIFY_LIB_TIMELINE_H

#include "base/base.h"
#include "model/model.h"

#define UNDATED INT32_MAX

/* Time in care without a break; short breaks are no part of it. */
typedef struct {
    reunify_date from, to; /* REUNIFY_DATE_NONE: it goes on */
    int32_t of_return;     /* begun at home while that return stood, -1 */
    bool lacks_placement;  /* taken as at home for want of a placement */
} care_spell;

/* A return that counts: each day once, none while another stands. */
typedef struct {
    reunify_date date, end; /* REUNIFY_DATE_NONE: it stands */
    uint8_t outcome;        /* RETURN_*, of one that ended */
    bool inferred;          /* no end is recorded: the child is in care again */
    uint32_t index;         /* in the case */
} seen_return;

/* One effort to bring the child home. */
typedef struct {
    reunify_date from;     /* REUNIFY_DATE_NONE: before all that is recorded */
    reunify_date to;       /* the start of what came next, REUNIFY_DATE_NONE */
    reunify_date known_on; /* the day from which it was seen as begun */
    int32_t number;        /* 0: a stretch that is none */
    int32_t of_return;     /* the first in it, -1 */
} care_attempt;

typedef struct {
    reunify_date since, until; /* the days from `since` to the one before `until` look the same */
    care_spell *spells;
    seen_return *returns;
    care_attempt *attempts; /* stretches, in order; the last is the present one */
    size_t spell_count, return_count, attempt_count;
    /*
     * Some care period has no start and may reach past the latest spell's: the present attempt then
     * began on some day up to this one. REUNIFY_DATE_NONE: its start is certain.
     */
    reunify_date start_by;
    bool other_plan; /* the latest record of a plan gives the return up */
} timeline;

/* A record that gives a plan up or takes one up, as the profile says. */
typedef struct {
    reunify_date date;
    bool gives_up;
} plan_event;

typedef struct timeline_source timeline_source;

/*
 * Makes ready to look at a case. `events` are in order of date and stay the caller's. What is
 * worked out is taken from `work`, the steps that are left. NULL: out of memory.
 */
timeline_source *timeline_open(const reunify_case *record, const plan_event *events,
                               size_t event_count, arena *memory, uint64_t *work);
/* How it looked on a day: good until another day is asked about often enough to push it out. */
const timeline *timeline_on(timeline_source *source, reunify_date day);

/* The present attempt. */
static inline const care_attempt *timeline_attempt(const timeline *t)
{
    return &t->attempts[t->attempt_count - 1];
}
/* The return that counts of those of a date, NULL. */
const seen_return *timeline_return_of(const timeline *t, reunify_date date);
/* The latest return in it that its start did not end, NULL. */
const seen_return *timeline_return(const timeline *t);
/* The latest spell, those passed over that began at home while the return stands; NULL. */
const care_spell *timeline_spell(const timeline *t);
bool timeline_stands(const timeline *t, reunify_date day); /* a return does */
bool timeline_in_care(const timeline *t, reunify_date day);

/* Intervals as they are seen on a day: the end, REUNIFY_DATE_NONE where it goes on. */
reunify_date interval_end(const model_interval *i, reunify_date seen_on);
bool interval_covers(const model_interval *i, reunify_date day, reunify_date seen_on);
/* Since when the child, in care, has lived with the parents by placement alone: the start of that
 * time without a break, of care or, where a return has ended in it, that day. Asked of
 * the day of the timeline; REUNIFY_DATE_NONE where it is not so. */
reunify_date timeline_home_in_care_since(const timeline *t, const reunify_case *c,
                                         reunify_date day);
typedef struct {
    reunify_date from, to, seen_on;
} day_limits;
/* How many days of a span the child was placed with parents: known, or at most. */
int32_t days_placed_at_home(const reunify_case *c, day_limits limits, bool at_most);
/* The orders that keep a child in care: interim care order, care order, placement order. */
bool is_care_order(const reunify_case *c, const model_interval *status);
#endif
