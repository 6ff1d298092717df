/* Words that somebody may have meant. */
#ifndef EXAMPLES_NEAREST_H
#define EXAMPLES_NEAREST_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Whether `word`, of `length` bytes, may be a slip for `name`: few letters differ, are missing, too
 * many or swapped, or it is the beginning of it. `*distance`: how many; less is nearer.
 */
bool is_near(const char *word, size_t length, const char *name, size_t *distance);

/* The nearest name in a list that ends with NULL, NULL where none is near. */
const char *nearest_of(const char *word, const char *const *names);

#endif
