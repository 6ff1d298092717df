/* Numbers as people write them in options: DONE, or how to end after saying what is wrong. */
#ifndef EXAMPLES_NUMBERS_H
#define EXAMPLES_NUMBERS_H

#include <stddef.h>
#include <stdint.h>

/*
 * The number of an option, with at most so many decimal places, in units of the last of them. `out`
 * stays where `text` is NULL.
 */
int read_number(const char *name, const char *text, size_t places, const char *expected,
                int64_t *out);

/* "35%" and "0.35" are shares, in millionths; "35" is a number of children. */
int read_failures(const char *name, const char *text, int64_t *number, int64_t *share);

#endif
