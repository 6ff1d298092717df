#include "outcome_columns.h"

#include <string.h>

/* A row; "rows" are a number. */
static outcome_kind kind_of_number(const char *name)
{
    const size_t length = strlen(name);
    const char *end = name + (length > 3 ? length - 3 : 0);
    return strcmp(name, "child") == 0 ? OUTCOME_CHILD
           : strcmp(end, "row") == 0  ? OUTCOME_ROW
                                      : OUTCOME_NUMBER;
}

outcome_kind outcome_column_kind(int32_t table, size_t column)
{
    switch (reunify_outcomes_column_type(table, column)) {
    case REUNIFY_OUTCOME_COLUMN_DATE:
        return OUTCOME_DATE;
    case REUNIFY_OUTCOME_COLUMN_WORD:
        return OUTCOME_WORD;
    default:
        return kind_of_number(reunify_outcomes_column_name(table, column));
    }
}
