/* Parts of Arrow tables made by hand, which nobody has to release: it is counted that they are. */
#ifndef REUNIFY_TESTS_ARROW_PARTS_H
#define REUNIFY_TESTS_ARROW_PARTS_H

#include <reunify/arrow.h>

#include <stddef.h>

static size_t released;

static inline void release_schema(struct ArrowSchema *s)
{
    s->release = NULL;
    released++;
}

static inline void release_array(struct ArrowArray *a)
{
    a->release = NULL;
    released++;
}

#endif
