/*
 * Calendar dates as day numbers, and ISO 8601 periods.
 *
 * A date is a number of days since 1970-01-01 in the Gregorian calendar, carried back before its
 * time, from 0001-01-01 to 9999-12-31; there is no time of day, no zone and no clock. Whatever lies
 * outside, sums too, is REUNIFY_DATE_NONE, so whoever compares has a day or nothing. From number to
 * calendar and back is arithmetic without a table or a loop.
 *
 * A period is months and days, which stay apart because months differ in length. Months are added
 * first, and a day that the month does not have becomes its last one: 31 January and a month is the
 * last of February. So adding is not undone by taking away, and two periods one after the other may
 * end elsewhere than their sum. Five digits a number keep all of that far from overflow. Ages
 * differ in one case: whoever was born on 29 February reaches one on 1 March of a common year
 * (date_of_age()).
 */
#include "base/base.h"

#include <stdio.h>

typedef struct {
    int32_t year, month, day;
} civil;

static bool leap(int32_t year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int32_t month_days(int32_t year, int32_t month)
{
    static const int8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && leap(year) ? 29 : days[month - 1];
}

/*
 * Years run from March here, so that the leap day is the last of its year; eras of 400 years have
 * 146,097 days.
 */
static reunify_date from_civil(civil c)
{
    const int32_t y = c.month <= 2 ? c.year - 1 : c.year;
    const int32_t era = (y >= 0 ? y : y - 399) / 400;
    const int32_t year_of_era = y - era * 400;
    const int32_t day_of_year = (153 * (c.month + (c.month > 2 ? -3 : 9)) + 2) / 5 + c.day - 1;
    const int32_t day_of_era =
        year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

static civil to_civil(reunify_date date)
{
    const int32_t z = date + 719468;
    const int32_t era = (z >= 0 ? z : z - 146096) / 146097;
    const int32_t day_of_era = z - era * 146097;
    const int32_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const int32_t day_of_year =
        day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const int32_t shifted = (5 * day_of_year + 2) / 153;
    const int32_t month = shifted < 10 ? shifted + 3 : shifted - 9;
    return (civil){year_of_era + era * 400 + (month <= 2), month,
                   day_of_year - (153 * shifted + 2) / 5 + 1};
}

static bool in_range(reunify_date date)
{
    return date >= REUNIFY_DATE_MIN && date <= REUNIFY_DATE_MAX;
}

static bool digits(const char *data, size_t count, int32_t *out)
{
    int32_t value = 0;
    for (size_t i = 0; i < count; i++) {
        if (data[i] < '0' || data[i] > '9')
            return false;
        value = value * 10 + (data[i] - '0');
    }
    *out = value;
    return true;
}

/* YYYY-MM-DD; the digits are judged all together, so that no single one decides a branch. */
bool date_parse(const char *data, size_t length, reunify_date *out)
{
    static const uint8_t places[] = {0, 1, 2, 3, 5, 6, 8, 9};
    int32_t d[8];
    bool fine = true;
    if (length != 10 || data[4] != '-' || data[7] != '-')
        return false;
    for (size_t i = 0; i < 8; i++) {
        d[i] = data[places[i]] - '0';
        fine = fine & (d[i] >= 0) & (d[i] <= 9);
    }
    const civil c = {d[0] * 1000 + d[1] * 100 + d[2] * 10 + d[3], d[4] * 10 + d[5],
                     d[6] * 10 + d[7]};
    if (!fine || c.year < 1 || c.month < 1 || c.month > 12 || c.day < 1 ||
        (c.day > 28 && c.day > month_days(c.year, c.month)))
        return false;
    *out = from_civil(c);
    return true;
}

bool date_parse_span(const char *data, size_t length, reunify_date *first, reunify_date *last)
{
    civil c;
    if (length == 10) {
        const bool good = date_parse(data, length, first);
        *last = *first;
        return good;
    }
    if ((length != 4 && length != 7) || !digits(data, 4, &c.year) || c.year < 1)
        return false;
    c.month = 1;
    if (length == 7 &&
        (data[4] != '-' || !digits(data + 5, 2, &c.month) || c.month < 1 || c.month > 12))
        return false;
    *first = from_civil((civil){c.year, c.month, 1});
    c.month = length == 7 ? c.month : 12;
    *last = from_civil((civil){c.year, c.month, month_days(c.year, c.month)});
    return true;
}

/*
 * Designators in the order Y M W D, each once, at least one: a number of up to five digits before
 * each.
 */
bool period_parse(const char *data, size_t length, period *out)
{
    static const char order[] = "YMWD";
    size_t at = 1, next = 0;
    *out = (period){0, 0};
    if (length < 3 || data[0] != 'P')
        return false;
    while (at < length) {
        const size_t start = at;
        while (at < length && data[at] >= '0' && data[at] <= '9')
            at++;
        int32_t value;
        if (at == start || at - start > 5 || at == length ||
            !digits(data + start, at - start, &value))
            return false;
        const char *found = memchr(order + next, data[at], sizeof order - 1 - next);
        if (!found)
            return false;
        next = (size_t)(found - order) + 1;
        at++;
        switch (*found) {
        case 'Y':
            out->months += value * 12;
            break;
        case 'M':
            out->months += value;
            break;
        case 'W':
            out->days += value * 7;
            break;
        default:
            out->days += value;
            break;
        }
    }
    return true;
}

static reunify_date moved(reunify_date date, int32_t months, int32_t days)
{
    if (!in_range(date))
        return REUNIFY_DATE_NONE;
    if (months) {
        civil c = to_civil(date);
        const int32_t total = c.year * 12 + (c.month - 1) + months;
        c.year = total / 12;
        c.month = total % 12 + 1;
        if (total < 12 || c.year > 9999)
            return REUNIFY_DATE_NONE;
        const int32_t last = month_days(c.year, c.month);
        if (c.day > last)
            c.day = last;
        date = from_civil(c);
    }
    date += days;
    return in_range(date) ? date : REUNIFY_DATE_NONE;
}

reunify_date date_plus(reunify_date date, period p)
{
    return moved(date, p.months, p.days);
}

int32_t date_months_between(reunify_date from, reunify_date to)
{
    int32_t months = (to - from) / 31; /* never too many, and one in fifty too few */
    for (;;) {
        const reunify_date next = date_plus(from, (period){months + 1, 0});
        if (next == REUNIFY_DATE_NONE || next > to)
            return months;
        months++;
    }
}

reunify_date date_minus(reunify_date date, period p)
{
    return moved(date, -p.months, -p.days);
}

reunify_date date_of_age(reunify_date birth, period age)
{
    if (!in_range(birth))
        return REUNIFY_DATE_NONE;
    const civil born = to_civil(birth);
    reunify_date reached = moved(birth, age.months, 0);
    if (reached != REUNIFY_DATE_NONE && born.month == 2 && born.day == 29 &&
        to_civil(reached).day == 28)
        reached++;
    return reached == REUNIFY_DATE_NONE ? reached : moved(reached, 0, age.days);
}

int date_weekday(reunify_date date)
{
    const int32_t day = (date + 3) % 7; /* 1970-01-01 was a Thursday */
    return day < 0 ? day + 7 : day;
}

static void two_digits(char *out, int32_t value)
{
    const uint32_t tens = (uint32_t)value / 10;
    out[0] = (char)('0' + tens);
    out[1] = (char)('0' + ((uint32_t)value - tens * 10));
}

void date_write(reunify_date date, char out[11])
{
    const civil c = to_civil(in_range(date) ? date : 0);
    const int32_t century = (int32_t)((uint32_t)c.year / 100);
    two_digits(out, century);
    two_digits(out + 2, c.year - century * 100);
    out[4] = '-';
    two_digits(out + 5, c.month);
    out[7] = '-';
    two_digits(out + 8, c.day);
    out[10] = '\0';
}

void period_write(period p, char out[32])
{
    int at = snprintf(out, 32, "P");
    if (p.months / 12)
        at += snprintf(out + at, 32 - (size_t)at, "%dY", p.months / 12);
    if (p.months % 12)
        at += snprintf(out + at, 32 - (size_t)at, "%dM", p.months % 12);
    if (p.days || !p.months)
        snprintf(out + at, 32 - (size_t)at, "%dD", p.days);
}

reunify_status reunify_date_parse(const char *data, size_t length, reunify_date *date)
{
    if (!data || !date)
        return REUNIFY_ARGUMENT;
    *date = REUNIFY_DATE_NONE;
    return date_parse(data, length, date) ? REUNIFY_OK : REUNIFY_INVALID;
}

reunify_status reunify_date_format(reunify_date date, char *out, size_t size)
{
    if (!out || size < 11 || !in_range(date))
        return REUNIFY_ARGUMENT;
    date_write(date, out);
    return REUNIFY_OK;
}

reunify_status reunify_date_add(reunify_date date, const char *data, size_t length,
                                reunify_date *sum)
{
    if (!data || !sum)
        return REUNIFY_ARGUMENT;
    *sum = REUNIFY_DATE_NONE;
    if (!in_range(date))
        return REUNIFY_ARGUMENT;
    period p;
    if (!period_parse(data, length, &p))
        return REUNIFY_INVALID;
    *sum = date_plus(date, p);
    return *sum == REUNIFY_DATE_NONE ? REUNIFY_LIMIT : REUNIFY_OK;
}
