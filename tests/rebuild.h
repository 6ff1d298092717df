/* Builds a case call by call that equals one read from JSON. */
#ifndef REUNIFY_TESTS_REBUILD_H
#define REUNIFY_TESTS_REBUILD_H

#include <reunify/reunify.h>

/*
 * Copies `from` into a new, finished case, reading it by the getters and writing it by the setters.
 * A call that fails for lack of memory is made a second time: `*retried` counts these. NULL where a
 * call failed otherwise, or twice.
 */
reunify_case *rebuild_case(const reunify_context *context, const reunify_case *from,
                           size_t *retried);

#endif
