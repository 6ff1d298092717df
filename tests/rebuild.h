/* Builds a case call by call that equals one read from JSON. */
#ifndef REUNIFY_TESTS_REBUILD_H
#define REUNIFY_TESTS_REBUILD_H

#include <reunify/reunify.h>

/*
 * Copies `from` (read from `json`) into a new, finished case, reading it by the getters and writing
 * it by the setters. What no getter tells (named values, lists that are empty and declared) is
 * taken from the text. A call that fails for lack of memory is made a second time: `*retried`
 * counts these. NULL where a call failed otherwise, or twice.
 */
reunify_case *rebuild_case(reunify_context *context, const reunify_case *from, const char *json,
                           size_t length, size_t *retried);

#endif
