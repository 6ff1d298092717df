#include "dates.h"

#include <stdio.h>
#include <string.h>

/* Digits up to `most`, and what follows them; -1 where there are none. */
static int take_digits(const char **at, const char *end, int most)
{
    int value = 0, count = 0;
    while (*at < end && count < most && **at >= '0' && **at <= '9') {
        value = value * 10 + (*(*at)++ - '0');
        count++;
    }
    return count ? value : -1;
}

bool date_in(const char *cell, size_t length, int32_t *out)
{
    const char *at = cell, *end = cell + length;
    char iso[32];
    if (reunify_date_parse(cell, length, out) == REUNIFY_OK)
        return true; /* most are, and need no copy */
    const bool british = length > 2 && (cell[1] == '/' || cell[2] == '/');
    const int first = take_digits(&at, end, british ? 2 : 4);
    const char mark = british ? '/' : '-';
    if (at == end || *at++ != mark)
        return false;
    const int month = take_digits(&at, end, 2);
    if (at == end || *at++ != mark)
        return false;
    const char *last_at = at;
    const int last = take_digits(&at, end, british ? 4 : 2);
    if (first < 0 || month < 0 || last < 0 || (british && at - last_at != 4))
        return false;
    if (at < end && *at != ' ' && *at != 'T')
        return false;
    snprintf(iso, sizeof iso, "%04d-%02d-%02d", british ? last : first, month,
             british ? first : last);
    return reunify_date_parse(iso, strlen(iso), out) == REUNIFY_OK;
}
