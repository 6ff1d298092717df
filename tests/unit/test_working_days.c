/* Working days are found by halving; here day by day, over holidays of many kinds. */
#include "rule/rule.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

enum { MOST_HOLIDAYS = 400, SATURDAY = 5 };

static reunify_date holidays[MOST_HOLIDAYS];
static rule_program program = {.holidays = holidays};

static bool is_working_day(reunify_date day)
{
    for (size_t i = 0; i < program.holiday_count; i++)
        if (holidays[i] == day)
            return false;
    return date_weekday(day) < SATURDAY;
}

static reunify_date one_by_one(reunify_date from, int64_t days)
{
    reunify_date day = from;
    while (days > 0) {
        if (day == REUNIFY_DATE_MAX)
            return REUNIFY_DATE_NONE;
        days -= is_working_day(++day);
    }
    return day;
}

static void compare(reunify_date first, reunify_date last, int64_t most)
{
    for (reunify_date from = first; from <= last; from++)
        for (int64_t days = 0; days <= most; days += days < 12 ? 1 : 19)
            assert_int_equal(working_days_after(&program, from, days), one_by_one(from, days));
}

/* Of every so many weekdays one is a holiday; 1: all are, for as long as there are holidays. */
static void every(int32_t step, reunify_date first)
{
    program.holiday_count = 0;
    for (reunify_date day = first; program.holiday_count < MOST_HOLIDAYS; day++)
        if (date_weekday(day) < SATURDAY && (day - first) % step == 0)
            holidays[program.holiday_count++] = day;
}

static void test_without_holidays(void **state)
{
    (void)state;
    program.holiday_count = 0;
    compare(-20, 20, 200);
    compare(REUNIFY_DATE_MIN, REUNIFY_DATE_MIN + 8, 40);
    compare(REUNIFY_DATE_MAX - 30, REUNIFY_DATE_MAX, 40);
    assert_int_equal(working_days_after(&program, REUNIFY_DATE_MIN, 10000),
                     REUNIFY_DATE_MIN + 14000);
}

static void test_holidays(void **state)
{
    (void)state;
    static const int32_t steps[] = {1, 2, 3, 7, 11, 100};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        every(steps[i], 19002); /* a Monday */
        compare(18980, 19030, 100);
        compare(holidays[MOST_HOLIDAYS - 1] - 10, holidays[MOST_HOLIDAYS - 1] + 3, 30);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_without_holidays),
                                       cmocka_unit_test(test_holidays)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
