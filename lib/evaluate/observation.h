/*
 * Assessments of which nothing is known but their findings, for whoever has them in tables: the
 * same reading as that of a case in which nothing else is recorded. One thread at a time.
 */
#ifndef REUNIFY_LIB_OBSERVATION_H
#define REUNIFY_LIB_OBSERVATION_H

#include "evaluate/evaluation.h"

typedef struct observer observer;

/* Room for so many observations of one subject. NULL: *status says why. */
observer *observer_open(const reunify_profile *profile, const reunify_context *context, size_t most,
                        reunify_status *status, reunify_error *error);
void observer_close(observer *o);
/* Room for so many more of the present subject. False without memory. */
bool observer_reserve(observer *o, size_t more);

void observer_start(observer *o); /* the next subject: no observation yet */
/* Begins the next observation; its findings, by the profile's numbers, all unknown. */
int64_t *observer_add(observer *o, reunify_date date);
/* Derives what is derived, in the row of the latest observation. */
void observer_complete(observer *o);
/* The row of the latest observation. */
const int64_t *observer_values(const observer *o);
/* Begins one whose findings and level are those of another: a completed row. */
void observer_add_again(observer *o, reunify_date date, const int64_t *values, int8_t classified,
                        int8_t at_least);

/* What a completed row indicates: borrowed until the next call. `bound`: the findings, completed
 * too, by which an incomplete one is bounded; NULL: none. */
const struct reunify_classification *observer_classify(observer *o, const int64_t *bound);

/* The level before the latest observation, and after it, for conditions on the level. */
void observer_set_level(observer *o, int8_t level, reunify_date since);
void observer_set_assessed(observer *o, bool assessed);

/* Asked of the latest observation, as movement_step() does; `user` is an observer. */
truth observer_holds(void *user, size_t condition);
reunify_date observer_counts_from(void *user, size_t rule);

/* Whether a condition asks of nothing but the findings of its observation. */
bool observer_is_fixed(const reunify_profile *p, rule_index when);
/* Whether all findings that are derived follow from others. */
bool observer_derives_fixed(const reunify_profile *p);
/* Whether a date, or RULE_NONE, is never known, whatever the day and the level. */
bool observer_never_counts(observer *o, rule_index date);

/* Whether a condition asks of nothing but what no observation has: true may also be told false. */
bool observer_is_same_for_all(const reunify_profile *p, rule_index when);

/* As it is on a day, of all observations so far; REUNIFY_DATE_NONE: not known for certain. */
truth observer_condition(observer *o, rule_index when, reunify_date on);
reunify_date observer_date(observer *o, rule_index date, reunify_date on);

/* Whether a finding is more cautious than another, or none is more cautious than it. */
bool finding_more_cautious(const pack_finding *f, int64_t a, int64_t b);
bool finding_is_most_cautious(const pack_finding *f, int64_t value);

#endif
