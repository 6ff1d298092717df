/* What a rule asks for, gathered from its conditions and dates. Private to this folder. */
#ifndef REUNIFY_LIB_ASKED_H
#define REUNIFY_LIB_ASKED_H

#include "authoring/authoring.h"

enum { ASKED_MOST_PERIODS = 64 };

/* `telling`: one that a text of the rule would speak of, no age and no step of a single day. */
typedef struct {
    period length;
    int64_t working_days; /* instead of `length`; 0: not used */
    bool telling;
} asked_period;

typedef struct {
    const reunify_profile *profile;
    uint64_t levels, roles; /* a bit each */
    /*
     * Where a level is asked for in a "not" or the like, a text may speak of any: `levels` then has
     * them all.
     */
    bool has_levels;
    asked_period periods[ASKED_MOST_PERIODS];
    size_t period_count; /* what does not fit is counted, so that nothing is told */
} asked;

void asked_start(asked *a, const reunify_profile *p);
void asked_condition(asked *a, rule_index node); /* RULE_NONE: nothing, here as below */
void asked_date(asked *a, rule_index date);
void asked_length(asked *a, period length, bool telling);
void asked_working_days(asked *a, int64_t days);

#endif
