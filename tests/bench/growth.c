/*
 * How cost grows: cases in which one thing is there 10, 100, 1,000 .. times, all else as in an
 * ordinary case. For reading and for evaluating at every level of explanation the exponent is told,
 * between the largest two sizes: 1 is proportional, 2 a square. A size is left out where one call
 * would take longer than TOO_LONG if cost grew by the square.
 */
#include "bench.h"

#include <math.h>

enum { SMALLEST = 10, CALLS = 3 };
#define LEAST_SECONDS 0.02
#define MOST_SECONDS 0.2
#define TOO_LONG 60.0

typedef struct {
    reunify_context *context;
    const reunify_profile *profile;
    reunify_evaluator *evaluator;
    reunify_evaluation *evaluation;
    const case_text *text;
    reunify_case *record;
    int32_t explain;
} subject;

typedef void (*step)(subject *s);

static void read_once(subject *s)
{
    reunify_case_free(s->record);
    need(!reunify_case_from_json(s->context, s->text->data, s->text->length, 0, &s->record, NULL),
         "reading a grown case");
}

static void evaluate_once(subject *s)
{
    const reunify_evaluate_options options = {.size = sizeof options, .explain = s->explain};
    need(!reunify_evaluate_into(s->evaluator, s->profile, s->record, first_day + DAYS, &options,
                                s->evaluation, NULL),
         "evaluating a grown case");
}

/* Seconds a call: over as many as make a time that can be measured. */
static double time_of(subject *s, step each)
{
    size_t calls = 0;
    const double start = cpu_now();
    double spent;
    do {
        each(s);
        calls++;
        spent = cpu_now() - start;
    } while (spent < LEAST_SECONDS || (calls < CALLS && spent < MOST_SECONDS));
    return spent / (double)calls;
}

static const struct {
    const char *name;
    step each;
    int32_t explain;
} steps[] = {
    {"read", read_once, 0},
    {"evaluate_none", evaluate_once, REUNIFY_EXPLAIN_NONE},
    {"evaluate_decision", evaluate_once, REUNIFY_EXPLAIN_DECISION},
    {"evaluate_full", evaluate_once, REUNIFY_EXPLAIN_FULL},
};
enum { STEPS = sizeof steps / sizeof *steps };

static void tell_size(int thing, size_t count, const double seconds[STEPS])
{
    char name[96];
    for (int i = 0; i < STEPS; i++) {
        snprintf(name, sizeof name, "growth_%s_%s_%zu", thing_names[thing], steps[i].name, count);
        tell(name, seconds[i] * 1e6, "us");
    }
}

static void tell_exponents(int thing, const double before[STEPS], const double last[STEPS])
{
    char name[96];
    for (int i = 0; i < STEPS; i++) {
        snprintf(name, sizeof name, "growth_%s_%s_exponent", thing_names[thing], steps[i].name);
        tell(name, log10(last[i] / before[i]), "");
    }
}

static void measure(subject *s, int thing, size_t count, double seconds[STEPS])
{
    case_shape shape = ordinary_shape(1);
    shape.count[thing] = count;
    const case_text text = case_as_text(1, &shape);
    s->text = &text;
    for (int i = 0; i < STEPS; i++) {
        s->explain = steps[i].explain;
        seconds[i] = time_of(s, steps[i].each);
    }
    reunify_case_free(s->record);
    s->record = NULL;
    free(text.data);
}

static double slowest(const double seconds[STEPS])
{
    double most = 0;
    for (int i = 0; i < STEPS; i++)
        most = seconds[i] > most ? seconds[i] : most;
    return most;
}

static void grow(subject *s, int thing, size_t most)
{
    double before[STEPS] = {0}, last[STEPS] = {0};
    for (size_t count = SMALLEST; count <= most && slowest(last) * 100 < TOO_LONG; count *= 10) {
        memcpy(before, last, sizeof before);
        measure(s, thing, count, last);
        tell_size(thing, count, last);
    }
    if (slowest(before) > 0)
        tell_exponents(thing, before, last);
}

void bench_growth(reunify_profile *profile, size_t most)
{
    const reunify_context_options options = {.size = sizeof options,
                                             .max_bytes = UINT64_C(1) << 32,
                                             .max_items = 10000000,
                                             .max_work = UINT64_MAX};
    subject s = {.profile = profile};
    need(!reunify_context_new(&options, &s.context) &&
             !reunify_evaluator_new(s.context, &s.evaluator, NULL) &&
             !reunify_evaluation_new(s.context, &s.evaluation, NULL),
         "a context for grown cases");
    for (int thing = 0; thing < THINGS; thing++)
        grow(&s, thing, most);
    reunify_evaluation_unref(s.evaluation);
    reunify_evaluator_free(s.evaluator);
    reunify_context_unref(s.context);
}
