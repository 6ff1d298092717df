/*
 * The step by classes, for many children.
 *
 * What is known of a child is four numbers: on which day each of the two sustained rules of its
 * level is complete, since when it has the level, and the first day on which closing was due. A
 * run that goes on is complete no later than one that would begin today, so of these two days the
 * earlier one stands, and what a condition says is bits by which either becomes the greatest number
 * of all. Which of the rules is complete chooses a result of the class, and that says which of the
 * four numbers are those of the level entered.
 *
 * Nothing in a step is a branch but what data repeat (a judgement, closing that is confirmed):
 * when a level changes and where a child begins cannot be foretold, and a processor that guesses
 * loses more than the step takes. But then each step waits for the one before it. So a block is cut
 * where a child begins, and its parts are stepped over side by side. For the same reason the state
 * of the child before is written down at each row, and the place kept only where it has ended.
 *
 * All forms give the same results; the table of classes is held against the pure step in each
 * (classes.c).
 */
#include "batch/batch.h"

#if defined(__SSE2__)
#define STEPS_SSE2
#include <emmintrin.h>
#endif

typedef struct {
    bool judged, written, lengths;
} step_kind;

static const int32_t all_bits[PROGRESS] = {-1, -1, -1, -1}, no_bits[PROGRESS] = {0};
static const int32_t runs_alone[PROGRESS] = {-1, -1}, confirmed_alone[PROGRESS] = {0, 0, 0, -1};

static inline uint64_t judged_result(uint64_t result, uint8_t judged)
{
    const uint64_t replaced = UINT64_C(0xff) << TO_AT | UINT64_C(0xff) << BASIS_AT;
    return (result & ~replaced) | level_word(judged_level(judged)) << TO_AT |
           (uint64_t)REUNIFY_BASIS_JUDGEMENT << BASIS_AT;
}

static void begin_by_lengths(const reunify_columns *c, int32_t day, unsigned state,
                             int32_t begun[PROGRESS])
{
    const move_state *at = &c->states[state / CLASS_BITS];
    const reunify_date date = date_of_number(day);
    begun[FIRST_DUE] = day_due(&at->due[0], date);
    begun[SECOND_DUE] = day_due(&at->due[1], date);
    begun[SINCE] = begun[CONFIRMED] = day;
}

/* Portable ------------------------------------------------------------------------------------ */

typedef struct {
    int32_t of[PROGRESS];
} four;

typedef struct {
    four at;
    move_progress *ended;
    unsigned state;
    uint8_t basis;
} four_lane;

static inline four load_four(const int32_t *from)
{
    return (four){{from[0], from[1], from[2], from[3]}};
}

static inline void store_four(int32_t *to, four v)
{
    memcpy(to, v.of, sizeof v.of);
}

/* Where the last two are not changed, they need not be worked out. */
static inline four or_runs(four a, four b)
{
    return (four){{a.of[0] | b.of[0], a.of[1] | b.of[1], a.of[2], a.of[3]}};
}

static inline four least_runs(four a, four b)
{
    return (four){{earlier(a.of[0], b.of[0]), earlier(a.of[1], b.of[1]), a.of[2], a.of[3]}};
}

static inline four above_four(four a, four b)
{
    return (four){
        {-(a.of[0] > b.of[0]), -(a.of[1] > b.of[1]), -(a.of[2] > b.of[2]), -(a.of[3] > b.of[3])}};
}

static inline four and_four(four a, four b)
{
    return (four){{a.of[0] & b.of[0], a.of[1] & b.of[1], a.of[2] & b.of[2], a.of[3] & b.of[3]}};
}

static inline int32_t select_one(int32_t which, int32_t a, int32_t b)
{
    return (which & a) | (~which & b);
}

static inline four select_four(four which, four a, four b)
{
    return (four){
        {select_one(which.of[0], a.of[0], b.of[0]), select_one(which.of[1], a.of[1], b.of[1]),
         select_one(which.of[2], a.of[2], b.of[2]), select_one(which.of[3], a.of[3], b.of[3])}};
}

static inline unsigned bits_of_four(four v)
{
    return (unsigned)((v.of[0] & 1) | (v.of[1] & 2));
}

#define QUAD four
#define LANE four_lane
#define LOAD(at) load_four(at)
#define STORE(to, v) store_four(to, v)
#define OR(a, b) or_runs(a, b)
#define AND(a, b) and_four(a, b)
#define LEAST(a, b) least_runs(a, b)
#define ABOVE(a, b) above_four(a, b)
#define SELECT(which, a, b) select_four(which, a, b)
#define BITS(v) bits_of_four(v)
#define ALL_FIRST(v) ((four){{(v).of[0], (v).of[0], (v).of[0], (v).of[0]}})
#define ALL_SECOND(v) ((four){{(v).of[1], (v).of[1], (v).of[1], (v).of[1]}})
#define BEGUN_BY(row) ((four){{(row)->complete, (row)->complete, (row)->day, (row)->day}})
#define DAY_OF(row) ((four){{(row)->day, (row)->day, (row)->day, (row)->day}})
#define BEGUN begun_portable
#define CONFIRM confirm_portable
#define STEP step_portable
#define STEPS steps_of_portable
#include "batch/step.h"

static void portable_plain(const step_call *call, step_lane lanes[STEP_LANES])
{
    steps_of_portable(call, lanes, (step_kind){false, false, false});
}

static void portable_judged(const step_call *call, step_lane lanes[STEP_LANES])
{
    steps_of_portable(call, lanes, (step_kind){true, false, false});
}

static void portable_written(const step_call *call, step_lane lanes[STEP_LANES])
{
    steps_of_portable(call, lanes, (step_kind){false, true, false});
}

static void portable_all(const step_call *call, step_lane lanes[STEP_LANES])
{
    steps_of_portable(call, lanes, (step_kind){true, true, false});
}

void steps_by_lengths(const step_call *call, step_lane lanes[STEP_LANES])
{
    steps_of_portable(call, lanes, (step_kind){true, true, true});
}

const step_form *steps_portable(void)
{
    static const step_form portable = {
        {portable_plain, portable_judged, portable_written, portable_all}, results_portable};
    return &portable;
}

/* Four at once -------------------------------------------------------------------------------- */

#if defined(STEPS_SSE2)

typedef struct {
    __m128i at;
    move_progress *ended;
    unsigned state;
    uint8_t basis;
} quad_lane;

static inline ALWAYS_INLINED __m128i select_quad(__m128i which, __m128i a, __m128i b)
{
    return _mm_or_si128(_mm_and_si128(which, a), _mm_andnot_si128(which, b));
}

#define QUAD __m128i
#define LANE quad_lane
#define LOAD(at) _mm_loadu_si128((const __m128i *)(const void *)(at))
#define STORE(to, v) _mm_storeu_si128((__m128i *)(void *)(to), v)
#define OR(a, b) _mm_or_si128(a, b)
#define AND(a, b) _mm_and_si128(a, b)
#define LEAST(a, b) select_quad(_mm_cmpgt_epi32(a, b), b, a)
#define ABOVE(a, b) _mm_cmpgt_epi32(a, b)
#define SELECT(which, a, b) select_quad(which, a, b)
#define BITS(v) ((unsigned)_mm_movemask_ps(_mm_castsi128_ps(v)))
#define ALL_FIRST(v) _mm_shuffle_epi32(v, 0x00)
#define ALL_SECOND(v) _mm_shuffle_epi32(v, 0x55)
#define BEGUN_BY(row) _mm_shuffle_epi32(LOAD(row), 0x50)
#define DAY_OF(row) _mm_shuffle_epi32(LOAD(row), 0x55)
#define BEGUN begun_sse2
#define CONFIRM confirm_sse2
#define STEP step_sse2
#define STEPS steps_of_sse2
#include "batch/step.h"

static void sse2_plain(const step_call *call, step_lane lanes[STEP_LANES])
{
    steps_of_sse2(call, lanes, (step_kind){false, false, false});
}

static void sse2_judged(const step_call *call, step_lane lanes[STEP_LANES])
{
    steps_of_sse2(call, lanes, (step_kind){true, false, false});
}

static void sse2_written(const step_call *call, step_lane lanes[STEP_LANES])
{
    steps_of_sse2(call, lanes, (step_kind){false, true, false});
}

static void sse2_all(const step_call *call, step_lane lanes[STEP_LANES])
{
    steps_of_sse2(call, lanes, (step_kind){true, true, false});
}

const step_form *steps_best(void)
{
    static const step_form sse2 = {{sse2_plain, sse2_judged, sse2_written, sse2_all}, results_best};
    return &sse2;
}

#else

const step_form *steps_best(void)
{
    return steps_portable();
}

#endif
