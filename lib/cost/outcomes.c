/* The numbers of a cohort as those of a calculation; by what any reader of outcomes sees. */
#include "cost/cost.h"

#include <stdio.h>

enum { TABLE = REUNIFY_OUTCOME_TABLE_COHORT, TOTAL = 0 /* the first line */ };

/* The column of the estimate of a horizon, such as "estimate_24_months". */
static bool find_estimate(int32_t months, size_t *column)
{
    char name[32];
    const bool years = months == 60;
    snprintf(name, sizeof name, "estimate_%d_%s", years ? 5 : months,
             years         ? "years"
             : months == 1 ? "month"
                           : "months");
    return reunify_outcomes_column_find(TABLE, name, strlen(name), column) == REUNIFY_OK;
}

static int64_t total_of(const reunify_outcomes *outcomes, const char *name)
{
    size_t column;
    if (reunify_outcomes_column_find(TABLE, name, strlen(name), &column) != REUNIFY_OK)
        return REUNIFY_OUTCOMES_NONE;
    return reunify_outcomes_value(outcomes, TABLE, column, TOTAL);
}

static reunify_status not_there(reunify_error *error, const char *place, int64_t value)
{
    return value == REUNIFY_OUTCOMES_SUPPRESSED
               ? error_add(error, REUNIFY_NOT_FOUND, "suppressed", place,
                           "the number is too small to be told; expected outcomes without "
                           "suppression")
               : error_add(error, REUNIFY_NOT_FOUND, "missing", place,
                           "no return is followed for so long; expected fewer months, or a window "
                           "that begins earlier");
}

reunify_status reunify_cost_options_take(reunify_cost_options *options,
                                         const reunify_outcomes *outcomes, int32_t months,
                                         reunify_error *error)
{
    size_t column;
    reunify_error_clear(error);
    if (!options || options->size < sizeof *options || !outcomes)
        return error_argument(error, "the options, or the outcomes, are NULL or none");
    if (!find_estimate(months, &column))
        return error_add(error, REUNIFY_INVALID, "bad_number", "/months",
                         "expected 1, 3, 6, 12, 24 or 60 months");
    const int64_t returns = total_of(outcomes, "returns"),
                  share = reunify_outcomes_value(outcomes, TABLE, column, TOTAL);
    if (returns < 0)
        return not_there(error, "/returns", returns);
    if (share < 0)
        return not_there(error, "/share_without", share);
    options->returns = returns;
    options->share_without = share;
    options->failures_without = REUNIFY_COST_NOT_GIVEN;
    return REUNIFY_OK;
}
