/*
 * The estimate of Kaplan and Meier with Greenwood's variance, in whole numbers alone, so that every
 * machine and compiler gives the same digits: no floating point, no function of libm.
 *
 * Numbers are parts of 10^17. On each day on which some came back the share still home, S, is
 * multiplied with (n - d) / n, and Greenwood's sum, V, grows by d / (n (n - d)); it never exceeds
 * one, since it is at most 1 / (n - d) of the last day. Every product is divided once and rounded
 * once (base/money.c), so that after the days of five years S is good to about 14 digits.
 *
 * The limits of 95 per cent are those on the scale of log(-log S): with L = -ln S and e = z sqrt(V)
 * / L they are exp(-L exp(e)) and exp(-L exp(-e)), which stay within 0 and 1. Logarithm and
 * exponential are the usual series after taking out powers of two, and both are better than the
 * millionth that is told. z is 1.959964.
 */
#include "outcome/survival.h"

#define ONE SURVIVAL_ONE
#define LN2 INT64_C(69314718055994531)
#define Z_MILLIONTHS INT64_C(1959964)

enum { MOST_HALVINGS = 60, MOST_DOUBLINGS = 5 };

/* The product of the factors, divided; INT64_MAX where it does not fit. */
static int64_t ratio(const int64_t *factors, size_t count, int64_t divisor)
{
    int64_t out = INT64_MAX;
    money_ratio(factors, count, divisor, MONEY_HALF_UP, &out);
    return out;
}

static int64_t ratio_of(int64_t a, int64_t b, int64_t divisor)
{
    return ratio((const int64_t[]){a, b}, 2, divisor);
}

void survival_start(survival *s)
{
    *s = (survival){ONE, 0};
}

void survival_step(survival *s, int64_t at_risk, int64_t events)
{
    const int64_t left = at_risk - events;
    s->home = ratio_of(s->home, left, at_risk);
    if (left)
        s->variance += ratio_of(ONE, events, at_risk * left);
}

/* -ln of a share that is not none: 2 (y + y^3/3 + y^5/5 + ..) with y = (1 - s) / (1 + s). */
static int64_t negative_log(int64_t share)
{
    int64_t log = 0, sum = 0;
    while (share < ONE / 2) {
        share *= 2;
        log += LN2;
    }
    const int64_t y = ratio_of(ONE - share, ONE, ONE + share), square = ratio_of(y, y, ONE);
    int64_t power = y;
    for (int64_t k = 1; power > 0; k += 2) {
        sum += power / k;
        power = ratio_of(power, square, ONE);
    }
    return log + 2 * sum;
}

/* exp of what is below ln 2. */
static int64_t exp_of_rest(int64_t x)
{
    int64_t sum = 0, term = ONE;
    for (int64_t k = 1; term > 0; k++) {
        sum += term;
        term = ratio_of(term, x, k * ONE);
    }
    return sum;
}

/* exp(x), up to what x of MOST_DOUBLINGS gives; more than any error has. */
static int64_t exp_up(int64_t x)
{
    const int64_t powers = x / LN2;
    return powers > MOST_DOUBLINGS ? INT64_MAX : exp_of_rest(x % LN2) * (INT64_C(1) << powers);
}

/* exp(-x) */
static int64_t exp_down(int64_t x)
{
    const int64_t powers = x / LN2;
    if (powers > MOST_HALVINGS)
        return 0;
    return ratio_of(ONE, ONE, exp_of_rest(x % LN2)) >> powers;
}

/* The square root in parts of 10^9 of what is given in parts of 10^17 and is at most one. */
static int64_t root_of(int64_t value)
{
    int64_t rest = value * 10, root = 0;
    for (int64_t bit = INT64_C(1) << 60; bit > 0; bit >>= 2) {
        if (rest >= root + bit) {
            rest -= root + bit;
            root = (root >> 1) + bit;
        } else {
            root >>= 1;
        }
    }
    return root;
}

static int32_t millionths(int64_t share)
{
    return (int32_t)((share + ONE / 2000000) / (ONE / 1000000));
}

survival_share survival_share_of(const survival *s)
{
    survival_share out = {millionths(ONE - s->home), -1, -1};
    if (s->home >= ONE || s->home <= 0)
        return out;
    const int64_t log = negative_log(s->home), root = root_of(s->variance);
    /* z is in 10^6, the root in 10^9: what is missing to twice 10^17 is 10^2. */
    const int64_t error = ratio((const int64_t[]){Z_MILLIONTHS, root, ONE, 100}, 4, log);
    const int64_t spread = exp_up(error);
    out.lower = millionths(ONE - exp_down(ratio_of(log, ONE, spread)));
    out.upper = millionths(ONE - exp_down(ratio_of(log, spread, ONE)));
    return out;
}
