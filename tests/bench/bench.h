/* What the files of the bench share. */
#ifndef REUNIFY_TESTS_BENCH_H
#define REUNIFY_TESTS_BENCH_H

#include "generate.h"
#include "support.h"

/* Seconds of this process on a processor, so that what else runs does not count. */
double cpu_now(void);
/* Says what was wrong and ends, where it is not good. */
void need(bool good, const char *what);
double median(double *values, size_t count);
/* One figure: `name` stays the same from release to release, so that figures can be compared. */
void tell(const char *name, double value, const char *unit);

typedef struct {
    case_text text;
    case_shape shape;
    uint64_t seed;
} made_case;

/* growth.c: one more zero each time, up to `most` of each thing. */
void bench_growth(reunify_profile *profile, size_t most);

#endif
