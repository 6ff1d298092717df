#include "outcome_columns.h"

#include <stdbool.h>
#include <string.h>

const char *outcome_column_name(int32_t table, size_t column)
{
    const char *name = reunify_outcomes_column_name(table, column);
    return strcmp(name, "median_half_days") == 0              ? "median_days"
           : strcmp(name, "median_half_days_to_reentry") == 0 ? "median_days_to_reentry"
                                                              : name;
}

static bool begins_with(const char *name, const char *beginning)
{
    return strncmp(name, beginning, strlen(beginning)) == 0;
}

static bool is_share(const char *name)
{
    return begins_with(name, "estimate_") || begins_with(name, "lower_") ||
           begins_with(name, "upper_") || strcmp(name, "share") == 0;
}

/* A row; "rows" are a number. */
static bool ends_with_row(const char *name)
{
    const size_t length = strlen(name);
    return length >= 3 && strcmp(name + length - 3, "row") == 0;
}

static outcome_kind kind_of_number(const char *name)
{
    return begins_with(name, "median_") ? OUTCOME_HALVES
           : is_share(name)             ? OUTCOME_MILLIONTHS
           : ends_with_row(name)        ? OUTCOME_ROW
                                        : OUTCOME_NUMBER;
}

outcome_kind outcome_column_kind(int32_t table, size_t column)
{
    const char *name = reunify_outcomes_column_name(table, column);
    switch (reunify_outcomes_column_type(table, column)) {
    case REUNIFY_OUTCOME_COLUMN_DATE:
        return OUTCOME_DATE;
    case REUNIFY_OUTCOME_COLUMN_WORD:
        return OUTCOME_WORD;
    default:
        return strcmp(name, "child") == 0 ? OUTCOME_CHILD : kind_of_number(name);
    }
}
