/* What the returns of a cohort cost, beside its outcomes, and the profile of both. */
#ifndef EXAMPLES_OUTCOME_COST_H
#define EXAMPLES_OUTCOME_COST_H

#include <reunify/cost.h>
#include <reunify/outcome.h>

#include <stdbool.h>

/* The options as they were written, NULL where they were not, and what they say. */
typedef struct {
    const char *with, *within, *years, *profile, *set, *re_entry, *support, *languages, *messages;
    int64_t months;
    reunify_cost_options options;
} outcome_cost_request;

/* Each is DONE, or how to end after saying what is wrong. */
int read_outcome_cost(outcome_cost_request *r);
/* NULL where neither the costs nor a language need one. */
int load_outcome_profile(const outcome_cost_request *r, reunify_error *error,
                         reunify_profile **out);
int cost_of_outcomes(const outcome_cost_request *r, const reunify_profile *profile,
                     const reunify_outcomes *outcomes, reunify_error *error, reunify_cost **out);

/* To standard output; false where that fails, which is then said. */
bool write_cost_page(const reunify_cost *cost, uint32_t colour);
bool write_cost_table(const reunify_cost *cost);
/* The document of outcomes with that of the costs as its last member. */
bool write_with_cost(const reunify_text *document, const reunify_cost *cost, bool pretty);

#endif
