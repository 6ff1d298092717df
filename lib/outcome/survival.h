/* The estimate of Kaplan and Meier, in whole numbers. */
#ifndef REUNIFY_LIB_SURVIVAL_H
#define REUNIFY_LIB_SURVIVAL_H

#include "base/base.h"

/* Parts of one; what is left of the square of the largest still fits where it is multiplied. */
#define SURVIVAL_ONE INT64_C(100000000000000000)

typedef struct {
    int64_t home;     /* share that is still home, in parts of SURVIVAL_ONE */
    int64_t variance; /* Greenwood's sum, in the same parts */
} survival;

void survival_start(survival *s);
/* On one day, `events` of `at_risk`, which are at least as many and not none, came back. */
void survival_step(survival *s, int64_t at_risk, int64_t events);

/*
 * The share that came back and its limits, in millionths. There are no limits, -1, where nobody
 * came back or everybody did.
 */
typedef struct {
    int32_t estimate, lower, upper;
} survival_share;
survival_share survival_share_of(const survival *s);

#endif
