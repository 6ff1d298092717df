/*
 * The forms in which levels of a block are found. The portable one is plain C over bytes, which
 * compilers turn into whatever vectors the build may use. Where a build knows the instructions, the
 * same is done by shuffles of 16, 32 or 64 bytes (shuffle.h); which of them the machine has is
 * asked of the processor, and of the system whether it keeps the registers. All give equal results;
 * the bits and what is done with them are told in shuffle.h.
 */
#include "batch/batch.h"

#if defined(__x86_64__) && defined(__GNUC__)
#define SHUFFLES_X86
#include <cpuid.h>
#include <immintrin.h>
#elif defined(__aarch64__) && defined(__GNUC__)
#define SHUFFLES_NEON
#include <arm_neon.h>
#endif

/* Portable ------------------------------------------------------------------------------------ */

enum { CHUNK = 2048, COMPARED = 4 };

/* Of a chunk of rows, gathered over the dimensions; `fewest` is 0 where one of them is unknown. */
typedef struct {
    uint8_t top[CHUNK], all[CHUNK], fewest[CHUNK], bits[CHUNK], bound[CHUNK];
} chunk_bits;

static uint8_t lowest_bit(uint8_t bits)
{
    return (uint8_t)(bits & (0u - bits));
}

static uint8_t greater(uint8_t a, uint8_t b)
{
    return a > b ? a : b;
}

static uint8_t fewer(uint8_t a, uint8_t b)
{
    return a < b ? a : b;
}

/* The bits of a code where it is that code, and else none. */
static uint8_t bits_of(uint8_t code, uint8_t which, uint8_t bits)
{
    return (uint8_t)(0u - (code == which)) & bits;
}

/* Of few codes by comparing them, which compilers do for many bytes at once. */
static inline ALWAYS_INLINED uint8_t bits_of_few(uint8_t code, const uint8_t *bits)
{
    return bits_of(code, 0, bits[0]) | bits_of(code, 1, bits[1]) | bits_of(code, 2, bits[2]) |
           bits_of(code, 3, bits[3]);
}

static void look_up(const uint8_t *codes, size_t count, const uint8_t table[256],
                    uint8_t *restrict out)
{
    for (size_t i = 0; i < count; i++)
        out[i] = table[codes[i]];
}

static bool has_few_codes(const kernel_dimension *d)
{
    return !d->permits[CODE_UNKNOWN] && d->count <= COMPARED;
}

static uint8_t gather_one(const kernel_dimension *d, size_t at, size_t count,
                          chunk_bits *restrict c)
{
    if (has_few_codes(d)) {
        const uint8_t kept[COMPARED] = {d->permits[0], d->permits[1], d->permits[2], d->permits[3]};
        for (size_t i = 0; i < count; i++)
            c->bits[i] = bits_of_few(d->codes[at + i], kept);
    } else {
        look_up(d->codes + at, count, d->permits, c->bits);
    }
    for (size_t i = 0; i < count; i++) {
        const uint8_t found = c->bits[i];
        c->top[i] = greater(c->top[i], lowest_bit(found));
        c->all[i] &= found;
        c->fewest[i] = fewer(c->fewest[i], found);
    }
    return most_portable(d->codes + at, count);
}

enum { MOST_FUSED = 6 };

/*
 * All dimensions in one pass, of a number that is known when this is compiled: each column is read
 * as one stream.
 */
static inline ALWAYS_INLINED void gather_fused(kernel_call *call, size_t dimensions, size_t at,
                                               size_t count, chunk_bits *restrict c)
{
    uint8_t kept[MOST_FUSED][COMPARED], most[MOST_FUSED];
    const uint8_t *codes[MOST_FUSED];
    for (size_t d = 0; d < dimensions; d++) {
        memcpy(kept[d], call->dimensions[d].permits, COMPARED);
        codes[d] = call->dimensions[d].codes + at;
        most[d] = 0;
    }
    for (size_t i = 0; i < count; i++) {
        uint8_t top = 0, all = 255, fewest = 255;
        for (size_t d = 0; d < dimensions; d++) {
            const uint8_t code = codes[d][i];
            const uint8_t found = bits_of_few(code, kept[d]);
            most[d] = greater(most[d], (uint8_t)(code + 1));
            top = greater(top, lowest_bit(found));
            all &= found;
            fewest = fewer(fewest, found);
        }
        c->top[i] = top;
        c->all[i] = all;
        c->fewest[i] = fewest;
    }
    for (size_t d = 0; d < dimensions; d++)
        call->most[d] = greater(call->most[d], most[d]);
}

/* Whether it was done: of few dimensions, each of few codes. */
static bool gather_at_once(kernel_call *call, size_t at, size_t count, chunk_bits *c)
{
    for (size_t d = 0; d < call->dimension_count; d++)
        if (!has_few_codes(&call->dimensions[d]))
            return false;
    switch (call->dimension_count) {
    case 3:
        gather_fused(call, 3, at, count, c);
        return true;
    case 4:
        gather_fused(call, 4, at, count, c);
        return true;
    case 5:
        gather_fused(call, 5, at, count, c);
        return true;
    case 6:
        gather_fused(call, 6, at, count, c);
        return true;
    default:
        return false;
    }
}

/* Where the level is not known, what people bound counts in its stead. */
static void take_bound(const kernel_call *call, size_t at, size_t count, chunk_bits *restrict c)
{
    memset(c->bound, 0, count);
    for (size_t d = 0; d < call->dimension_count; d++) {
        look_up(call->dimensions[d].codes + at, count, call->dimensions[d].bound, c->bits);
        for (size_t i = 0; i < count; i++)
            c->bound[i] = greater(c->bound[i], lowest_bit(c->bits[i]));
    }
    for (size_t i = 0; i < count; i++)
        c->top[i] = c->fewest[i] ? c->top[i] : c->bound[i];
}

static void gather_in_turn(kernel_call *call, size_t at, size_t count, chunk_bits *c)
{
    memset(c->top, 0, count);
    memset(c->all, 255, count);
    memset(c->fewest, 255, count);
    for (size_t d = 0; d < call->dimension_count; d++)
        call->most[d] = greater(call->most[d], gather_one(&call->dimensions[d], at, count, c));
}

static void read_chunk(kernel_call *call, size_t at, size_t count, chunk_bits *c)
{
    if (!gather_at_once(call, at, count, c))
        gather_in_turn(call, at, count, c);
    if (call->bounded)
        take_bound(call, at, count, c);
}

static void find_levels(const kernel_call *call, chunk_bits *restrict c, size_t count)
{
    if (call->level_count <= 4) {
        for (size_t i = 0; i < count; i++) /* 1, 2, 4, 8 become 0, 1, 2, 3 */
            c->bits[i] = (uint8_t)((c->top[i] >> 1) - (c->top[i] >> 3));
        return;
    }
    for (size_t i = 0; i < count; i++) {
        const uint8_t top = c->top[i];
        c->bits[i] = (uint8_t)((top > 1) + (top > 2) + (top > 4) + (top > 8) + (top > 16) +
                               (top > 32) + (top > 64));
    }
}

static void write_known(const chunk_bits *restrict c, size_t count, uint8_t *restrict level)
{
    for (size_t i = 0; i < count; i++)
        level[i] = c->bits[i] | bits_of(c->fewest[i], 0, REUNIFY_CODE_NONE);
}

static void write_levels(kernel_call *call, size_t at, chunk_bits *restrict c, size_t count)
{
    find_levels(call, c, count);
    if (call->at_least)
        memcpy(call->at_least + at, c->bits, count);
    if (call->level)
        write_known(c, count, call->level + at);
}

static void write_statuses(const chunk_bits *restrict c, size_t count, uint8_t *restrict status)
{
    for (size_t i = 0; i < count; i++) {
        const uint8_t discordant = bits_of(c->all[i] & c->top[i], 0, REUNIFY_CLASSIFIED_DISCORDANT);
        const uint8_t unknown = bits_of(c->fewest[i], 0, 255);
        status[i] =
            (uint8_t)((unknown & REUNIFY_CLASSIFIED_INCOMPLETE) | (discordant & (uint8_t)~unknown));
    }
}

static void write_deciding(const chunk_bits *restrict c, size_t count, bool bound, uint8_t bit,
                           uint8_t *restrict deciding)
{
    for (size_t i = 0; i < count; i++) {
        const bool counts = (c->fewest[i] == 0) == bound && c->bits[i];
        deciding[i] |= counts && lowest_bit(c->bits[i]) == c->top[i] ? bit : 0;
    }
}

static void find_deciding(const kernel_call *call, size_t at, size_t count, chunk_bits *c)
{
    for (size_t d = 0; d < call->dimension_count; d++) {
        const kernel_dimension *dimension = &call->dimensions[d];
        uint8_t *deciding = call->deciding[d / 8] + at;
        const uint8_t bit = (uint8_t)(1u << (d % 8));
        if (d % 8 == 0)
            memset(deciding, 0, count);
        look_up(dimension->codes + at, count, dimension->permits, c->bits);
        write_deciding(c, count, false, bit, deciding);
        look_up(dimension->codes + at, count, dimension->bound, c->bits);
        write_deciding(c, count, true, bit, deciding);
    }
}

void kernel_portable(kernel_call *call)
{
    chunk_bits c;
    memset(call->most, 0, sizeof call->most);
    for (size_t at = 0; at < call->count; at += CHUNK) {
        const size_t left = call->count - at, count = left < CHUNK ? left : CHUNK;
        read_chunk(call, at, count, &c);
        if (call->level || call->at_least)
            write_levels(call, at, &c, count);
        if (call->status)
            write_statuses(&c, count, call->status + at);
        if (call->deciding[0])
            find_deciding(call, at, count, &c);
    }
}

uint8_t most_portable(const uint8_t *codes, size_t count)
{
    uint8_t most = 0;
    for (size_t i = 0; i < count; i++) {
        const uint8_t one_more = (uint8_t)(codes[i] + 1);
        most = one_more > most ? one_more : most;
    }
    return most;
}

/* By shuffles --------------------------------------------------------------------------------- */

#if defined(SHUFFLES_X86)

#define TARGET __attribute__((target("ssse3")))
#define LEVELS levels_16
#define CLASSIFY classify_16
#define MOST most_16
#define LANES 16
#define VECTOR __m128i
#define LOAD(at) _mm_loadu_si128((const __m128i *)(const void *)(at))
#define STORE(at, v) _mm_storeu_si128((__m128i *)(void *)(at), v)
#define TABLE(at) LOAD(at)
#define SAME(byte) _mm_set1_epi8((char)(byte))
#define SHUFFLE(table, v) _mm_shuffle_epi8(table, v)
#define UPPER_NIBBLE(v) _mm_and_si128(_mm_srli_epi16(v, 4), nibble)
#define GREATER(a, b) _mm_max_epu8(a, b)
#define AND(a, b) _mm_and_si128(a, b)
#define AND_NOT(a, b) _mm_andnot_si128(a, b)
#define OR(a, b) _mm_or_si128(a, b)
#define ADD(a, b) _mm_add_epi8(a, b)
#define EQUAL(a, b) _mm_cmpeq_epi8(a, b)
#include "batch/shuffle.h"
#include "batch/shuffle_end.h"

#define TARGET __attribute__((target("avx2")))
#define LEVELS levels_32
#define CLASSIFY classify_32
#define MOST most_32
#define LANES 32
#define VECTOR __m256i
#define LOAD(at) _mm256_loadu_si256((const __m256i *)(const void *)(at))
#define STORE(at, v) _mm256_storeu_si256((__m256i *)(void *)(at), v)
#define TABLE(at) _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)(at)))
#define SAME(byte) _mm256_set1_epi8((char)(byte))
#define SHUFFLE(table, v) _mm256_shuffle_epi8(table, v)
#define UPPER_NIBBLE(v) _mm256_and_si256(_mm256_srli_epi16(v, 4), nibble)
#define GREATER(a, b) _mm256_max_epu8(a, b)
#define AND(a, b) _mm256_and_si256(a, b)
#define AND_NOT(a, b) _mm256_andnot_si256(a, b)
#define OR(a, b) _mm256_or_si256(a, b)
#define ADD(a, b) _mm256_add_epi8(a, b)
#define EQUAL(a, b) _mm256_cmpeq_epi8(a, b)
#include "batch/shuffle.h"
#include "batch/shuffle_end.h"

#define TARGET __attribute__((target("avx512f,avx512bw")))
#define LEVELS levels_64
#define CLASSIFY classify_64
#define MOST most_64
#define LANES 64
#define VECTOR __m512i
#define LOAD(at) _mm512_loadu_si512((const void *)(at))
#define STORE(at, v) _mm512_storeu_si512((void *)(at), v)
#define TABLE(at) _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)(const void *)(at)))
#define SAME(byte) _mm512_set1_epi8((char)(byte))
#define SHUFFLE(table, v) _mm512_shuffle_epi8(table, v)
#define UPPER_NIBBLE(v) _mm512_and_si512(_mm512_srli_epi16(v, 4), nibble)
#define GREATER(a, b) _mm512_max_epu8(a, b)
#define AND(a, b) _mm512_and_si512(a, b)
#define AND_NOT(a, b) _mm512_andnot_si512(a, b)
#define OR(a, b) _mm512_or_si512(a, b)
#define ADD(a, b) _mm512_add_epi8(a, b)
#define EQUAL(a, b) _mm512_movm_epi8(_mm512_cmpeq_epi8_mask(a, b))
#include "batch/shuffle.h"
#include "batch/shuffle_end.h"

/* The registers that the system keeps: bits of the processor's control register. */
static uint32_t kept_registers(void)
{
    uint32_t low, high;
    __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    return low;
}

static const kernel_form *form_of_machine(void)
{
    static const kernel_form forms[] = {{"ssse3", classify_16, most_16},
                                        {"avx2", classify_32, most_32},
                                        {"avx512bw", classify_64, most_64}};
    enum { KEEPS_32 = 0x6, KEEPS_64 = 0xe6 };
    uint32_t a, b, c, d;
    if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & bit_SSSE3))
        return NULL;
    const uint32_t kept = c & bit_OSXSAVE ? kept_registers() : 0;
    if ((kept & KEEPS_32) != KEEPS_32 || !__get_cpuid_count(7, 0, &a, &b, &c, &d) ||
        !(b & bit_AVX2))
        return &forms[0];
    const bool wide = (b & bit_AVX512F) && (b & bit_AVX512BW) && (kept & KEEPS_64) == KEEPS_64;
    return &forms[wide ? 2 : 1];
}

#elif defined(SHUFFLES_NEON)

#define TARGET
#define LEVELS levels_16
#define CLASSIFY classify_16
#define MOST most_16
#define LANES 16
#define VECTOR uint8x16_t
#define LOAD(at) vld1q_u8(at)
#define STORE(at, v) vst1q_u8(at, v)
#define TABLE(at) vld1q_u8(at)
#define SAME(byte) vdupq_n_u8(byte)
#define SHUFFLE(table, v) vqtbl1q_u8(table, v)
#define UPPER_NIBBLE(v) vshrq_n_u8(v, 4)
#define GREATER(a, b) vmaxq_u8(a, b)
#define AND(a, b) vandq_u8(a, b)
#define AND_NOT(a, b) vbicq_u8(b, a)
#define OR(a, b) vorrq_u8(a, b)
#define ADD(a, b) vaddq_u8(a, b)
#define EQUAL(a, b) vceqq_u8(a, b)
#include "batch/shuffle.h"
#include "batch/shuffle_end.h"

static const kernel_form *form_of_machine(void)
{
    static const kernel_form neon = {"neon", classify_16, most_16};
    return &neon;
}

#else

static const kernel_form *form_of_machine(void)
{
    return NULL;
}

#endif

const kernel_form *kernel_plain(void)
{
    static const kernel_form plain = {"portable", NULL, most_portable};
    return &plain;
}

const kernel_form *kernel_best(void)
{
    const kernel_form *found = form_of_machine();
    return found ? found : kernel_plain();
}
