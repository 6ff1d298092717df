/* What the tests of columns have open: the pack of the examples, its columns, and an error. */
#ifndef TESTS_COLUMNS_H
#define TESTS_COLUMNS_H

#include "support.h"

#include <reunify/batch.h>

static reunify_profile *profile;
static reunify_columns *columns;
static reunify_error *error;

static int open_all(void **state)
{
    (void)state;
    return reunify_profile_builtin(NULL, PACK, sizeof PACK - 1, NULL, &profile, NULL) ||
           reunify_columns_new(profile, 0, &columns, NULL) || reunify_error_new(NULL, &error);
}

static int close_all(void **state)
{
    (void)state;
    reunify_error_free(error);
    reunify_columns_unref(columns);
    reunify_profile_unref(profile);
    return 0;
}

#endif
