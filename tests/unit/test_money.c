/*
 * Exact arithmetic: lib/base/money.c. The large products were worked out with integers of any size.
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static int64_t ratio(const int64_t *factors, size_t count, int64_t divisor, money_rounding rounding)
{
    int64_t out = -1;
    assert_true(money_ratio(factors, count, divisor, rounding, &out));
    return out;
}

static void refused(const int64_t *factors, size_t count, int64_t divisor, money_rounding rounding)
{
    int64_t out = -77;
    assert_false(money_ratio(factors, count, divisor, rounding, &out));
    assert_true(out == -77);
}

static void sums(void **state)
{
    (void)state;
    static const struct {
        int64_t a, b, sum;
    } good[] = {{1, 2, 3},
                {-5, 5, 0},
                {INT64_MAX, 0, INT64_MAX},
                {INT64_MAX - 1, 1, INT64_MAX},
                {INT64_MIN + 1, -1, INT64_MIN},
                {INT64_MIN, INT64_MAX, -1},
                {INT64_MAX, INT64_MIN, -1}};
    for (size_t i = 0; i < LENGTH_OF(good); i++) {
        int64_t out = 0;
        assert_true(money_add(good[i].a, good[i].b, &out));
        assert_true(out == good[i].sum);
        assert_true(money_subtract(good[i].sum, good[i].b, &out));
        assert_true(out == good[i].a);
    }
    int64_t out = -77;
    assert_false(money_add(INT64_MAX, 1, &out));
    assert_false(money_add(INT64_MIN, -1, &out));
    assert_false(money_add(INT64_MIN, INT64_MIN, &out));
    assert_false(money_subtract(INT64_MAX, -1, &out));
    assert_false(money_subtract(INT64_MIN, 1, &out));
    assert_false(money_subtract(0, INT64_MIN, &out));
    assert_true(out == -77);
}

/* Against plain arithmetic, where that has room. */
static void small_ratios(void **state)
{
    (void)state;
    for (int64_t a = 0; a < 40; a++)
        for (int64_t b = 0; b < 40; b++)
            for (int64_t divisor = 1; divisor < 40; divisor++) {
                const int64_t factors[] = {a, b}, product = a * b;
                assert_true(ratio(factors, 2, divisor, MONEY_HALF_UP) ==
                            (2 * product + divisor) / (2 * divisor));
                assert_true(ratio(factors, 2, divisor, MONEY_UP) ==
                            (product + divisor - 1) / divisor);
            }
}

static void large_ratios(void **state)
{
    (void)state;
    static const struct {
        int64_t factors[5];
        size_t count;
        int64_t divisor, nearest, up;
    } cases[] = {
        {{INT64_C(7399589116837456607), 261, 507}, 3, INT64_C(4145823292899356484), 236181, 236182},
        {{INT64_C(942879118058144418), INT64_C(21606219484), 665},
         3,
         INT64_C(84900575075500574),
         INT64_C(159568004658345),
         INT64_C(159568004658346)},
        {{INT64_C(784468057699), INT64_C(770752074618), INT64_C(521823466846)},
         3,
         INT64_C(217990485778340159),
         INT64_C(1447358225113511949),
         INT64_C(1447358225113511950)},
        {{230, 406, 37042, 467317, INT64_C(3935290249166253534)},
         5,
         INT64_C(7676104414338324941),
         INT64_C(828697011921527),
         INT64_C(828697011921528)},
        {{436388, INT64_C(1202645892559702648), 574, 604},
         4,
         INT64_C(2006916608941170566),
         INT64_C(90662997978),
         INT64_C(90662997978)},
        {{INT64_C(7211787770872749461), INT64_C(2632265166898557200)},
         2,
         INT64_C(2063398124967087733),
         INT64_C(9200036343270461053),
         INT64_C(9200036343270461053)},
        {{INT64_MAX, INT64_MAX}, 2, INT64_MAX, INT64_MAX, INT64_MAX},
        {{INT64_MAX, 3}, 2, 6, INT64_C(4611686018427387904), INT64_C(4611686018427387904)},
        {{INT64_MAX, 1}, 2, INT64_MAX, 1, 1},
        {{INT64_MAX / 2, 1}, 2, INT64_MAX, 0, 1},
        {{INT64_MAX / 2 + 1, 1}, 2, INT64_MAX, 1, 1},
    };
    for (size_t i = 0; i < LENGTH_OF(cases); i++) {
        assert_true(ratio(cases[i].factors, cases[i].count, cases[i].divisor, MONEY_HALF_UP) ==
                    cases[i].nearest);
        assert_true(ratio(cases[i].factors, cases[i].count, cases[i].divisor, MONEY_UP) ==
                    cases[i].up);
    }
    assert_true(ratio(NULL, 0, 1, MONEY_UP) == 1); /* the product of nothing */
}

static void refused_ratios(void **state)
{
    (void)state;
    const int64_t most[] = {INT64_MAX, INT64_MAX, INT64_MAX, INT64_MAX, INT64_MAX, 1};
    refused(most, 2, 1, MONEY_HALF_UP);
    refused(most, 5, 1, MONEY_HALF_UP);
    refused(most, 5, INT64_MAX, MONEY_HALF_UP);
    refused(most, 6, INT64_MAX, MONEY_HALF_UP);
    /* What fits only before it is rounded. */
    const int64_t over[] = {INT64_C(0x7FFFFFFFFFFFFFFF), 3};
    refused(over, 2, 2, MONEY_UP);
    /* 2^64 - 1, twice what fits and one half */
    const int64_t edge[] = {INT64_C(6148914691236517205), 3};
    refused(edge, 2, 2, MONEY_HALF_UP);
    refused(edge, 2, 2, MONEY_UP);
    const int64_t negative[] = {-1, 5};
    refused(negative, 2, 1, MONEY_HALF_UP);
    refused(most, 1, 0, MONEY_HALF_UP);
    refused(most, 1, -1, MONEY_HALF_UP);
}

static void parts(void **state)
{
    (void)state;
    static const struct {
        int64_t amount, parts, part;
    } cases[] = {{10, 4, 3},
                 {-10, 4, -3},
                 {9, 4, 2},
                 {-9, 4, -2},
                 {11, 4, 3},
                 {-11, 4, -3},
                 {0, 7, 0},
                 {1, 2, 1},
                 {-1, 2, -1},
                 {1, 3, 0},
                 {-1, 3, 0},
                 {2, 3, 1},
                 {-2, 3, -1},
                 {5, 1, 5},
                 {-5, 1, -5},
                 {INT64_MAX, 1, INT64_MAX},
                 {INT64_MIN, 1, INT64_MIN},
                 {INT64_MIN, INT64_MAX, -1},
                 {INT64_MAX, INT64_MAX, 1},
                 {INT64_MAX / 2, INT64_MAX, 0},
                 {INT64_MAX / 2 + 1, INT64_MAX, 1}};
    for (size_t i = 0; i < LENGTH_OF(cases); i++)
        assert_true(money_part(cases[i].amount, cases[i].parts) == cases[i].part);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums),         cmocka_unit_test(small_ratios),
        cmocka_unit_test(large_ratios), cmocka_unit_test(refused_ratios),
        cmocka_unit_test(parts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
