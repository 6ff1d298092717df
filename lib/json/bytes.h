/* Finding the end of a string, eight bytes at a time. For this folder, and for json.h. */
#ifndef REUNIFY_LIB_JSON_BYTES_H
#define REUNIFY_LIB_JSON_BYTES_H

#include "base/base.h"

#define JSON_ONES UINT64_C(0x0101010101010101)
#define JSON_HIGHS UINT64_C(0x8080808080808080)

/*
 * The high bit of each byte that is a quote, a backslash or a control character; of the first one
 * at least: what comes behind it in a word may be marked wrongly. One is taken from what is zero
 * for such a byte alone, which sets its high bit; bytes beyond ASCII, whose high bit may stay set,
 * are left out at the end.
 */
static inline uint64_t json_stops(uint64_t word)
{
    const uint64_t quote = (word ^ (JSON_ONES * '"')) - JSON_ONES,
                   back = (word ^ (JSON_ONES * '\\')) - JSON_ONES;
    return (quote | back | (word - JSON_ONES * 0x20)) & ~word & JSON_HIGHS;
}

static inline bool json_is_stop(char c)
{
    return c == '"' || c == '\\' || (unsigned char)c < 0x20;
}

/* Up to the next byte that a string does not hold as it is; `*ascii` says what it passed. */
static inline const char *json_plain_run(const char *at, const char *end, bool *ascii)
{
    uint64_t seen = 0, word, marks = 0;
    for (; end - at >= 8; at += 8) {
        memcpy(&word, at, sizeof word);
        marks = json_stops(word);
        if (marks)
            break;
        seen |= word;
    }
    unsigned char rest = 0;
#if defined(__GNUC__) && defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    if (marks) {
        const int bits = __builtin_ctzll(marks) & ~7;
        *ascii = !((seen | (word & ((UINT64_C(1) << bits) - 1))) & JSON_HIGHS);
        return at + bits / 8;
    }
#endif
    for (; at < end && !json_is_stop(*at); at++)
        rest |= (unsigned char)*at;
    *ascii = !((seen & JSON_HIGHS) | (rest & 0x80));
    return at;
}

#endif
