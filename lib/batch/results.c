/*
 * Results of rows, a word each, to columns.
 *
 * A word has a byte for each result (batch.h), and the number of a rule in two. The portable form
 * goes over the words once for each column. The other takes sixteen words at a time and makes the
 * eight columns of their bytes at once: four times it interleaves the bytes of one half with those
 * of the other.
 */
#include "batch/batch.h"

#if defined(__SSE2__)
#define NARROWS_SSE2
#include <emmintrin.h>
#endif

static void write_bytes(const uint64_t *results, size_t count, unsigned shift,
                        uint8_t *restrict out)
{
    for (size_t i = 0; i < count; i++)
        out[i] = (uint8_t)(results[i] >> shift);
}

static void write_rules(const uint64_t *results, size_t count, int32_t *restrict out)
{
    for (size_t i = 0; i < count; i++)
        out[i] = (int32_t)(uint16_t)(results[i] >> RULE_AT) - 1;
}

static void write_from(const result_columns *c, const uint64_t *results, size_t first, size_t count)
{
    for (unsigned at = 0; at < RESULT_BYTES; at++)
        if (c->bytes[at])
            write_bytes(results + first, count - first, 8 * at, c->bytes[at] + first);
    if (c->rules)
        write_rules(results + first, count - first, c->rules + first);
}

void results_portable(const result_columns *c, const uint64_t *results, size_t count)
{
    write_from(c, results, 0, count);
}

#if defined(NARROWS_SSE2)

enum { WORDS_AT_ONCE = 16 };

static inline void store(void *to, __m128i v)
{
    _mm_storeu_si128((__m128i *)to, v);
}

/* Each of the first half beside its counterpart of the second. */
static inline ALWAYS_INLINED void interleave(const __m128i from[RESULT_BYTES],
                                             __m128i to[RESULT_BYTES])
{
    for (size_t i = 0; i < RESULT_BYTES / 2; i++) {
        to[2 * i] = _mm_unpacklo_epi8(from[i], from[i + RESULT_BYTES / 2]);
        to[2 * i + 1] = _mm_unpackhi_epi8(from[i], from[i + RESULT_BYTES / 2]);
    }
}

static inline void store_rules(int32_t *to, __m128i low, __m128i high)
{
    const __m128i zero = _mm_setzero_si128(), one = _mm_set1_epi32(1);
    const __m128i first = _mm_unpacklo_epi8(low, high), second = _mm_unpackhi_epi8(low, high);
    store(to, _mm_sub_epi32(_mm_unpacklo_epi16(first, zero), one));
    store(to + 4, _mm_sub_epi32(_mm_unpackhi_epi16(first, zero), one));
    store(to + 8, _mm_sub_epi32(_mm_unpacklo_epi16(second, zero), one));
    store(to + 12, _mm_sub_epi32(_mm_unpackhi_epi16(second, zero), one));
}

void results_best(const result_columns *c, const uint64_t *results, size_t count)
{
    size_t at = 0;
    for (; at + WORDS_AT_ONCE <= count; at += WORDS_AT_ONCE) {
        __m128i words[RESULT_BYTES], other[RESULT_BYTES];
        for (size_t i = 0; i < RESULT_BYTES; i++)
            words[i] = _mm_loadu_si128((const __m128i *)(const void *)(results + at + 2 * i));
        interleave(words, other);
        interleave(other, words);
        interleave(words, other);
        interleave(other, words);
        for (size_t i = 0; i < RESULT_BYTES; i++)
            if (c->bytes[i])
                store(c->bytes[i] + at, words[i]);
        if (c->rules)
            store_rules(c->rules + at, words[RULE_AT / 8], words[RULE_AT / 8 + 1]);
    }
    write_from(c, results, at, count);
}

#else

void results_best(const result_columns *c, const uint64_t *results, size_t count)
{
    results_portable(c, results, count);
}

#endif
