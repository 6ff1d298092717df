/*
 * The estimate of Kaplan and Meier: lib/outcome/survival.c. The limits were worked out with fifty
 * digits, from the same definition.
 */
#include "outcome/survival.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

typedef struct {
    int64_t at_risk, events;
} day;

static void estimates(void **state)
{
    (void)state;
    static const struct {
        day days[4];
        int32_t estimate, lower, upper;
    } cases[] = {
        {{{5, 1}}, 200000, 30820, 796191},
        {{{5, 1}, {3, 1}, {2, 1}}, 733333, 313864, 990323},
        {{{2, 1}}, 500000, 89590, 994017},
        {{{1000000, 1}}, 1, 0, 7},
        {{{10000000, 2013000}}, 201300, 201052, 201549},
        {{{1000000, 999999}}, 999999, 999994, 1000000},
        {{{51238, 10247}, {38000, 2500}}, 252621, 248843, 256445},
        {{{3, 2}}, 666667, 225851, 991038},
    };
    for (size_t i = 0; i < LENGTH_OF(cases); i++) {
        survival s;
        survival_start(&s);
        for (size_t k = 0; k < 4 && cases[i].days[k].at_risk; k++)
            survival_step(&s, cases[i].days[k].at_risk, cases[i].days[k].events);
        const survival_share share = survival_share_of(&s);
        assert_int_equal(share.estimate, cases[i].estimate);
        assert_int_equal(share.lower, cases[i].lower);
        assert_int_equal(share.upper, cases[i].upper);
    }
}

static void nobody_and_everybody(void **state)
{
    (void)state;
    survival s;
    survival_start(&s);
    survival_share share = survival_share_of(&s);
    assert_int_equal(share.estimate, 0);
    assert_int_equal(share.lower, -1);
    assert_int_equal(share.upper, -1);
    survival_step(&s, 7, 7);
    share = survival_share_of(&s);
    assert_int_equal(share.estimate, 1000000);
    assert_int_equal(share.lower, -1);
    assert_int_equal(share.upper, -1);
}

/* The limits stay around the estimate, and nothing leaves 0 and 1, whatever the history. */
static void in_order(void **state)
{
    (void)state;
    uint32_t chance = 903;
    for (int i = 0; i < 1000; i++) {
        survival s;
        chance = chance * 1664525u + 1013904223u;
        int64_t at_risk = 1 + (chance >> 8) % (i % 2 ? 20 : INT32_MAX / 128);
        survival_start(&s);
        for (int k = 0; k < 30 && at_risk > 0; k++) {
            chance = chance * 1664525u + 1013904223u;
            const int64_t events = 1 + (chance >> 8) % at_risk / (k % 3 + 1);
            survival_step(&s, at_risk, events);
            const survival_share share = survival_share_of(&s);
            assert_in_range(share.estimate, 0, 1000000);
            if (s.home > 0) {
                assert_in_range(share.lower, 0, share.estimate);
                assert_in_range(share.upper, share.estimate, 1000000);
            }
            at_risk -= events;
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(estimates),
                                       cmocka_unit_test(nobody_and_everybody),
                                       cmocka_unit_test(in_order)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
