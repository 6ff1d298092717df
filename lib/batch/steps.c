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
 * Where a compiler knows vectors the four numbers are one, which machines have had for long; they
 * are four by themselves in the portable form. Both give the same results; the table of classes is
 * held against the pure step in each (classes.c).
 */
#include "batch/batch.h"

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
#define NAMED(what) portable_##what
#include "batch/step.h"

void steps_by_lengths(const step_call *call, step_lane lanes[STEP_LANES])
{
    portable_steps(call, lanes, (step_kind){true, true, true});
}

const step_form *steps_portable(void)
{
    static const step_form portable = {
        {portable_plain, portable_judged, portable_written, portable_all}, results_portable};
    return &portable;
}

/* Four at once -------------------------------------------------------------------------------- */

#if defined(__GNUC__)

#define FOUR_TOGETHER __attribute__((vector_size(PROGRESS * sizeof(int32_t))))
typedef FOUR_TOGETHER int32_t quad;

static inline ALWAYS_INLINED quad load_quad(const void *from)
{
    quad v;
    memcpy(&v, from, sizeof v);
    return v;
}

static inline ALWAYS_INLINED void store_quad(void *to, quad v)
{
    memcpy(to, &v, sizeof v);
}

static inline ALWAYS_INLINED quad select_quad(quad which, quad a, quad b)
{
    return (which & a) | (~which & b);
}

/* Of a row: the day on which what begins is complete, and the day. */
static inline ALWAYS_INLINED quad begun_by(quad v)
{
    return (quad){v[0], v[0], v[1], v[1]};
}

static inline ALWAYS_INLINED unsigned bits_of_quad(quad v)
{
    return (unsigned)((v[0] & 1) | (v[1] & 2));
}

#define QUAD quad
#define LOAD(at) load_quad(at)
#define STORE(to, v) store_quad(to, v)
#define OR(a, b) ((a) | (b))
#define AND(a, b) ((a) & (b))
#define LEAST(a, b) select_quad((a) < (b), a, b)
#define ABOVE(a, b) ((a) > (b))
#define SELECT(which, a, b) select_quad(which, a, b)
#define BITS(v) bits_of_quad(v)
#define ALL_FIRST(v) ((quad){(v)[0], (v)[0], (v)[0], (v)[0]})
#define ALL_SECOND(v) ((quad){(v)[1], (v)[1], (v)[1], (v)[1]})
#define BEGUN_BY(row) begun_by(load_quad(row))
#define DAY_OF(row) ALL_SECOND(load_quad(row))
#define NAMED(what) quad_##what
#include "batch/step.h"

const step_form *steps_best(void)
{
    static const step_form quads = {{quad_plain, quad_judged, quad_written, quad_all},
                                    results_best};
    return &quads;
}

#else

const step_form *steps_best(void)
{
    return steps_portable();
}

#endif
