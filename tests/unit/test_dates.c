/*
 * Calendar dates and periods: lib/base/date.c. The calendar that it is held against is counted here
 * day by day.
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static bool leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_of(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && leap(year) ? 29 : days[month - 1];
}

/* The date that a text names; the text has to be one. */
static reunify_date on(const char *written)
{
    reunify_date date;
    assert_int_equal(reunify_date_parse(written, strlen(written), &date), REUNIFY_OK);
    return date;
}

static const char *name(reunify_date date)
{
    static char names[2][11];
    static int next;
    char *out = names[next = !next];
    if (date == REUNIFY_DATE_NONE)
        return "none";
    assert_int_equal(reunify_date_format(date, out, 11), REUNIFY_OK);
    return out;
}

static period span(const char *written)
{
    period p;
    assert_true(period_parse(written, strlen(written), &p));
    return p;
}

/* Every day ----------------------------------------------------------------------------------- */

static void write_digits(char *at, int digits, int value)
{
    for (int i = digits; i-- > 0; value /= 10)
        at[i] = (char)('0' + value % 10);
}

static void write_civil(char out[11], int year, int month, int day)
{
    memcpy(out, "0000-00-00", 11);
    write_digits(out, 4, year);
    write_digits(out + 5, 2, month);
    write_digits(out + 8, 2, day);
}

static void test_every_day(void **state)
{
    (void)state;
    char expected[11], written[11];
    reunify_date count = REUNIFY_DATE_MIN;
    int weekday = 0; /* 1 January 0001 of the proleptic Gregorian calendar is a Monday */
    for (int year = 1; year <= 9999; year++)
        for (int month = 1; month <= 12; month++)
            for (int day = 1; day <= days_of(year, month);
                 day++, count++, weekday = (weekday + 1) % 7) {
                reunify_date date;
                write_civil(expected, year, month, day);
                if (reunify_date_parse(expected, 10, &date) || date != count ||
                    date_weekday(date) != weekday ||
                    reunify_date_format(date, written, sizeof written) ||
                    memcmp(written, expected, 11) != 0)
                    fail_msg("%s: read as day %d, wanted %d; written as %s; weekday %d", expected,
                             date, count, written, date_weekday(date));
            }
    assert_int_equal(count - 1, REUNIFY_DATE_MAX);
}

static void test_days_that_do_not_exist(void **state)
{
    (void)state;
    reunify_date date;
    char wrong[11];
    for (int year = 0; year <= 9999; year += year < 2100 ? 1 : 100)
        for (int month = 0; month <= 99; month++) {
            const bool real = year > 0 && month >= 1 && month <= 12;
            const int last = real ? days_of(year, month) : 0;
            for (int day = last + 1; day <= 99; day++) {
                write_civil(wrong, year, month, day);
                if (reunify_date_parse(wrong, 10, &date) != REUNIFY_INVALID ||
                    date != REUNIFY_DATE_NONE)
                    fail_msg("%s was read", wrong);
            }
            write_civil(wrong, year, month, 0);
            assert_int_equal(reunify_date_parse(wrong, 10, &date), REUNIFY_INVALID);
        }
}

static void test_texts_that_are_no_dates(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",           "2024",        "2024-1-15",          "2024-01-5",   "20240115",
        "2024/01/15", "2024-01-15 ", " 2024-01-15",        "2024-01-15Z", "+024-01-15",
        "-024-01-15", "2024-0a-15",  "2024-01-1/",         "2024-01-1:",  "02024-01-15",
        "2024-01_15", "2O24-01-15",  "2024-01-15T00:00:00"};
    reunify_date date;
    for (size_t i = 0; i < LENGTH_OF(texts); i++) {
        date = 1;
        if (reunify_date_parse(texts[i], strlen(texts[i]), &date) != REUNIFY_INVALID ||
            date != REUNIFY_DATE_NONE)
            fail_msg("\"%s\" was read", texts[i]);
    }
    /* the length says where it ends */
    assert_int_equal(reunify_date_parse("2024-01-15, and more", 10, &date), REUNIFY_OK);
    assert_int_equal(date, 19737);
    assert_int_equal(reunify_date_parse("2024-01-1\0", 10, &date), REUNIFY_INVALID);
    assert_int_equal(reunify_date_parse(NULL, 10, &date), REUNIFY_ARGUMENT);
    assert_int_equal(reunify_date_parse("2024-01-15", 10, NULL), REUNIFY_ARGUMENT);
}

static void test_format_refuses(void **state)
{
    (void)state;
    char out[12] = "unchanged";
    static const reunify_date wrong[] = {REUNIFY_DATE_NONE, REUNIFY_DATE_MIN - 1,
                                         REUNIFY_DATE_MAX + 1, INT32_MAX, INT32_MIN + 1};
    for (size_t i = 0; i < LENGTH_OF(wrong); i++)
        assert_int_equal(reunify_date_format(wrong[i], out, sizeof out), REUNIFY_ARGUMENT);
    assert_int_equal(reunify_date_format(0, out, 10), REUNIFY_ARGUMENT);
    assert_int_equal(reunify_date_format(0, NULL, 11), REUNIFY_ARGUMENT);
    assert_string_equal(out, "unchanged");
    assert_int_equal(reunify_date_format(0, out, 11), REUNIFY_OK);
    assert_string_equal(out, "1970-01-01");
}

static void test_weekday(void **state)
{
    (void)state;
    assert_int_equal(date_weekday(on("1969-12-31")), 2);
    assert_int_equal(date_weekday(on("1970-01-01")), 3);
    assert_int_equal(date_weekday(on("2000-02-29")), 1);
    assert_int_equal(date_weekday(on("2023-03-09")), 3);
    assert_int_equal(date_weekday(on("2024-02-29")), 3);
    assert_int_equal(date_weekday(on("9999-12-31")), 4);
}

/* Periods ------------------------------------------------------------------------------------- */

static void test_good_periods(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int months, days;
        const char *written;
    } good[] = {{"P6M", 6, 0, "P6M"},
                {"P2Y", 24, 0, "P2Y"},
                {"P14D", 0, 14, "P14D"},
                {"P2W", 0, 14, "P14D"},
                {"P1Y6M", 18, 0, "P1Y6M"},
                {"P18M", 18, 0, "P1Y6M"},
                {"P1Y2M3W4D", 14, 25, "P1Y2M25D"},
                {"P0D", 0, 0, "P0D"},
                {"P0M", 0, 0, "P0D"},
                {"P00012M", 12, 0, "P1Y"},
                {"P1Y1D", 12, 1, "P1Y1D"},
                {"P99999Y", 1199988, 0, "P99999Y"},
                {"P99999Y99999M", 1299987, 0, "P108332Y3M"},
                {"P99999W99999D", 0, 799992, "P799992D"}};
    for (size_t i = 0; i < LENGTH_OF(good); i++) {
        char written[32];
        const period p = span(good[i].text);
        period_write(p, written);
        if (p.months != good[i].months || p.days != good[i].days ||
            strcmp(written, good[i].written) != 0)
            fail_msg("%s: %d months, %d days, written %s", good[i].text, p.months, p.days, written);
    }
}

static void test_bad_periods(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",     "P",        "PM",    "P6",    "6M",     "p6M",   "P6m",   "P-6M", "P+6M",
        "P6M ", " P6M",     "P1.5M", "P6M1Y", "P1M1M",  "P1D1W", "P1W1M", "PT6H", "P1DT1H",
        "P6M0", "P100000D", "P6MM",  "P 6M",  "P1Y-1M", "P1Y2",  "P1H",   "P1S",  "P١M"};
    for (size_t i = 0; i < LENGTH_OF(bad); i++) {
        period p;
        reunify_date sum = 1;
        if (period_parse(bad[i], strlen(bad[i]), &p))
            fail_msg("\"%s\" was read", bad[i]);
        assert_int_equal(reunify_date_add(0, bad[i], strlen(bad[i]), &sum), REUNIFY_INVALID);
        assert_int_equal(sum, REUNIFY_DATE_NONE);
    }
    period p;
    assert_false(period_parse("P6\0", 3, &p));
    assert_true(period_parse("P6M and more", 3, &p));
}

/* Sums ---------------------------------------------------------------------------------------- */

typedef struct {
    const char *from, *period, *to;
} sum;

static void test_sums(void **state)
{
    (void)state;
    static const sum sums[] = {
        {"2023-08-31", "P6M", "2024-02-29"},  {"2022-08-31", "P6M", "2023-02-28"},
        {"2024-08-31", "P1M", "2024-09-30"},  {"2024-01-31", "P1M", "2024-02-29"},
        {"2024-01-30", "P1M", "2024-02-29"},  {"2024-01-29", "P1M", "2024-02-29"},
        {"2023-01-29", "P1M", "2023-02-28"},  {"2024-02-29", "P1Y", "2025-02-28"},
        {"2024-02-29", "P4Y", "2028-02-29"},  {"2024-02-29", "P12M", "2025-02-28"},
        {"2024-02-28", "P1Y", "2025-02-28"},  {"1896-02-29", "P4Y", "1900-02-28"},
        {"1996-02-29", "P4Y", "2000-02-29"},  {"2023-12-31", "P2M", "2024-02-29"},
        {"2024-03-31", "P1M", "2024-04-30"},  {"2024-12-15", "P1M", "2025-01-15"},
        {"2024-06-15", "P18M", "2025-12-15"}, {"2024-01-31", "P1M1D", "2024-03-01"},
        {"2024-01-31", "P1W", "2024-02-07"},  {"2024-02-28", "P1D", "2024-02-29"},
        {"2023-02-28", "P1D", "2023-03-01"},  {"2024-02-29", "P1Y1D", "2025-03-01"},
        {"2024-02-29", "P0D", "2024-02-29"},  {"0001-01-01", "P9998Y", "9999-01-01"},
        {"9999-06-30", "P6M", "9999-12-30"},  {"2024-05-31", "P1Y2M3W4D", "2025-08-25"}};
    for (size_t i = 0; i < LENGTH_OF(sums); i++) {
        reunify_date to;
        assert_int_equal(
            reunify_date_add(on(sums[i].from), sums[i].period, strlen(sums[i].period), &to),
            REUNIFY_OK);
        if (to != on(sums[i].to))
            fail_msg("%s + %s: %s, wanted %s", sums[i].from, sums[i].period, name(to), sums[i].to);
    }
}

static void test_six_months_are_one_step(void **state)
{
    (void)state;
    /* Never chained month by month: that would lose the 31st on the way. */
    assert_string_equal(name(date_plus(on("2023-08-31"), span("P7M"))), "2024-03-31");
    reunify_date chained = on("2023-08-31");
    for (int i = 0; i < 7; i++)
        chained = date_plus(chained, span("P1M"));
    assert_string_equal(name(chained), "2024-03-29");
}

/*
 * From every day of eight years, the leap year 2000 and the common year 1900 among others, over up
 * to three years of months.
 */
static void test_month_ends(void **state)
{
    (void)state;
    static const int starts[] = {1897, 1999, 2096};
    for (size_t i = 0; i < LENGTH_OF(starts); i++)
        for (int year = starts[i]; year < starts[i] + 8; year++)
            for (int month = 1; month <= 12; month++)
                for (int day = 1; day <= days_of(year, month); day++) {
                    char from[11], to[11];
                    write_civil(from, year, month, day);
                    for (int add = 0; add <= 36; add++) {
                        const int total = year * 12 + month - 1 + add;
                        const int y = total / 12, m = total % 12 + 1, last = days_of(y, m);
                        const period p = {add, 0};
                        write_civil(to, y, m, day < last ? day : last);
                        if (date_plus(on(from), p) != on(to))
                            fail_msg("%s + %d months: %s, wanted %s", from, add,
                                     name(date_plus(on(from), p)), to);
                    }
                }
}

static void test_differences(void **state)
{
    (void)state;
    assert_string_equal(name(date_minus(on("2024-09-02"), span("P1D"))), "2024-09-01");
    assert_string_equal(name(date_minus(on("2024-03-14"), span("P14D"))), "2024-02-29");
    assert_string_equal(name(date_minus(on("2024-08-31"), span("P6M"))), "2024-02-29");
    assert_string_equal(name(date_minus(on("2024-02-29"), span("P1Y"))), "2023-02-28");
    assert_string_equal(name(date_minus(on("2024-01-15"), span("P13M"))), "2022-12-15");
    assert_int_equal(date_minus(on("0001-01-01"), span("P1D")), REUNIFY_DATE_NONE);
    assert_int_equal(date_minus(on("0001-06-15"), span("P6M")), REUNIFY_DATE_NONE);
    assert_string_equal(name(date_minus(on("0001-07-15"), span("P6M"))), "0001-01-15");
    assert_int_equal(date_minus(REUNIFY_DATE_NONE, span("P1D")), REUNIFY_DATE_NONE);
}

static void test_out_of_range(void **state)
{
    (void)state;
    static const sum late[] = {{"9999-12-31", "P1D", ""},
                               {"9999-12-31", "P1W", ""},
                               {"9999-07-01", "P6M", ""},
                               {"9998-12-31", "P1Y1D", ""},
                               {"9000-01-01", "P1000Y", ""},
                               {"0001-01-01", "P9999Y", ""},
                               {"2024-01-01", "P99999Y99999M99999W99999D", ""}};
    for (size_t i = 0; i < LENGTH_OF(late); i++) {
        reunify_date to = 1;
        if (reunify_date_add(on(late[i].from), late[i].period, strlen(late[i].period), &to) !=
                REUNIFY_LIMIT ||
            to != REUNIFY_DATE_NONE)
            fail_msg("%s + %s: %s", late[i].from, late[i].period, name(to));
    }
    reunify_date to = 1;
    assert_int_equal(reunify_date_add(REUNIFY_DATE_NONE, "P1D", 3, &to), REUNIFY_ARGUMENT);
    assert_int_equal(to, REUNIFY_DATE_NONE);
    assert_int_equal(reunify_date_add(REUNIFY_DATE_MAX + 1, "P1D", 3, &to), REUNIFY_ARGUMENT);
    assert_int_equal(reunify_date_add(0, NULL, 3, &to), REUNIFY_ARGUMENT);
    assert_int_equal(reunify_date_add(0, "P1D", 3, NULL), REUNIFY_ARGUMENT);
    assert_int_equal(date_plus(REUNIFY_DATE_NONE, span("P1D")), REUNIFY_DATE_NONE);
    assert_int_equal(date_plus(REUNIFY_DATE_MAX, span("P0D")), REUNIFY_DATE_MAX);
}

/* Ages ---------------------------------------------------------------------------------------- */

static void test_ages(void **state)
{
    (void)state;
    static const sum ages[] = {
        {"2008-05-04", "P16Y", "2024-05-04"}, {"2008-02-28", "P16Y", "2024-02-28"},
        {"2008-02-29", "P16Y", "2024-02-29"}, {"2008-02-29", "P18Y", "2026-03-01"},
        {"2008-02-29", "P17Y", "2025-03-01"}, {"2008-02-29", "P11Y", "2019-03-01"},
        {"1896-02-29", "P4Y", "1900-03-01"},  {"2007-03-01", "P18Y", "2025-03-01"},
        {"2008-12-31", "P18Y", "2026-12-31"}, {"2024-08-31", "P6M", "2025-02-28"},
        {"2007-02-28", "P1Y", "2008-02-28"},  {"2008-02-29", "P0D", "2008-02-29"}};
    for (size_t i = 0; i < LENGTH_OF(ages); i++) {
        const reunify_date reached = date_of_age(on(ages[i].from), span(ages[i].period));
        if (reached != on(ages[i].to))
            fail_msg("born %s, %s old: %s, wanted %s", ages[i].from, ages[i].period, name(reached),
                     ages[i].to);
    }
    assert_int_equal(date_of_age(REUNIFY_DATE_NONE, span("P18Y")), REUNIFY_DATE_NONE);
    assert_int_equal(date_of_age(on("9990-01-01"), span("P18Y")), REUNIFY_DATE_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_day),
        cmocka_unit_test(test_days_that_do_not_exist),
        cmocka_unit_test(test_texts_that_are_no_dates),
        cmocka_unit_test(test_format_refuses),
        cmocka_unit_test(test_weekday),
        cmocka_unit_test(test_good_periods),
        cmocka_unit_test(test_bad_periods),
        cmocka_unit_test(test_sums),
        cmocka_unit_test(test_six_months_are_one_step),
        cmocka_unit_test(test_month_ends),
        cmocka_unit_test(test_differences),
        cmocka_unit_test(test_out_of_range),
        cmocka_unit_test(test_ages),
    };
    return cmocka_run_group_tests_name("dates", tests, NULL, NULL);
}
