/* The error object that the tests of a file share, and its set-up. */
#ifndef REUNIFY_TESTS_ERROR_H
#define REUNIFY_TESTS_ERROR_H

#include <reunify/reunify.h>

static reunify_error *error;

static inline int set_up_error(void **state)
{
    (void)state;
    return reunify_error_new(NULL, &error) != REUNIFY_OK;
}

static inline int tear_down_error(void **state)
{
    (void)state;
    reunify_error_free(error);
    return 0;
}

#endif
