/* Finding the end of a string, eight bytes at a time. Private to this folder. */
#ifndef REUNIFY_LIB_JSON_BYTES_H
#define REUNIFY_LIB_JSON_BYTES_H

#include "base/base.h"

#define ONES UINT64_C(0x0101010101010101)
#define HIGHS UINT64_C(0x8080808080808080)

/*
 * The high bit of each byte that is a quote, a backslash or a control character; of the first one
 * at least: what comes behind it in a word may be marked wrongly. One is taken from what is zero
 * for such a byte alone, which sets its high bit; bytes beyond ASCII, whose high bit may stay set,
 * are left out at the end.
 */
static inline uint64_t stops(uint64_t word)
{
    const uint64_t quote = (word ^ (ONES * '"')) - ONES, back = (word ^ (ONES * '\\')) - ONES;
    return (quote | back | (word - ONES * 0x20)) & ~word & HIGHS;
}

static inline bool is_stop(char c)
{
    return c == '"' || c == '\\' || (unsigned char)c < 0x20;
}

/* Up to the next byte that a string does not hold as it is; `*ascii` says what it passed. */
static inline const char *plain_run(const char *at, const char *end, bool *ascii)
{
    uint64_t seen = 0, word, marks = 0;
    for (; end - at >= 8; at += 8) {
        memcpy(&word, at, sizeof word);
        marks = stops(word);
        if (marks)
            break;
        seen |= word;
    }
    unsigned char rest = 0;
#if defined(__GNUC__) && defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    if (marks) {
        const int bits = __builtin_ctzll(marks) & ~7;
        *ascii = !((seen | (word & ((UINT64_C(1) << bits) - 1))) & HIGHS);
        return at + bits / 8;
    }
#endif
    for (; at < end && !is_stop(*at); at++)
        rest |= (unsigned char)*at;
    *ascii = !((seen & HIGHS) | (rest & 0x80));
    return at;
}

#endif
