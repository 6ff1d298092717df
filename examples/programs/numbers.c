/* Numbers as people write them in options. */
#include "numbers.h"

#include "support.h"

#include <string.h>

static size_t count_digits(const char *text, size_t length)
{
    size_t count = 0;
    while (count < length && text[count] >= '0' && text[count] <= '9')
        count++;
    return count;
}

/*
 * Digits, and at most `places` more behind a point, in units of 10^-places: DONE, BAD_USAGE where
 * it is no such number, BAD_INPUT where it is too large.
 */
static int read_decimal(const char *text, size_t length, size_t places, int64_t *out)
{
    const size_t whole = count_digits(text, length);
    const bool point = whole < length && text[whole] == '.';
    const size_t decimals = point ? count_digits(text + whole + 1, length - whole - 1) : 0;
    if (!whole || whole + point + decimals != length || (point && !decimals) || decimals > places)
        return BAD_USAGE;
    *out = 0;
    for (size_t i = 0; i < whole + places; i++) {
        const int digit = i < whole + decimals ? text[i + (i >= whole)] - '0' : 0;
        if (*out > (INT64_MAX - digit) / 10)
            return BAD_INPUT;
        *out = *out * 10 + digit;
    }
    return DONE;
}

int read_number(const char *name, const char *text, size_t places, const char *expected,
                int64_t *out)
{
    const int status = text ? read_decimal(text, strlen(text), places, out) : DONE;
    if (status == BAD_USAGE)
        return wrong_usage("--%s needs %s", name, expected);
    if (status == BAD_INPUT)
        complain("--%s: the number is too large", name);
    return status;
}

int read_failures(const char *name, const char *text, int64_t *number, int64_t *share)
{
    static const char expected[] = "a share such as 35% or 0.35, or a whole number of children";
    const size_t length = strlen(text);
    if (!length || text[length - 1] != '%')
        return read_number(name, text, strchr(text, '.') ? 6 : 0, expected,
                           strchr(text, '.') ? share : number);
    const int status = read_decimal(text, length - 1, 4, share);
    if (status == BAD_INPUT)
        complain("--%s: the number is too large", name);
    return status == BAD_USAGE ? wrong_usage("--%s needs %s", name, expected) : status;
}
