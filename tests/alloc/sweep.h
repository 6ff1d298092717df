#ifndef REUNIFY_TEST_SWEEP_H
#define REUNIFY_TEST_SWEEP_H

/*
 * Which allocation fails next: of a short run each one, so that a small object is swept whole in
 * every build; of a long one, after the first EACH, one in STRIDE (set by the build).
 */
#include <stddef.h>

enum { EACH = 64 };

static inline size_t next_failing(size_t n)
{
    return n < EACH ? n + 1 : n + STRIDE;
}

#endif
