/* The case that a check is about, put together and evaluated. */
#ifndef EXAMPLES_CASE_EVALUATE_H
#define EXAMPLES_CASE_EVALUATE_H

#include "choices.h"

#include <reunify/reunify.h>

#include <jansson.h>

/* The checks of a file, and what they are evaluated with. */
typedef struct {
    const char *file;
    const json_t *all; /* the whole file */
    reunify_profile *profile;
    reunify_evaluator *evaluator;
    strictness strictness;
    reunify_error *error;
} check_file;

/* The evaluation of a check's case as JSON: *new*, NULL after saying what is wrong. */
json_t *evaluation_of(const check_file *c, const json_t *check);

#endif
