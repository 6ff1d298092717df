/* What the columns of the tables of outcomes are to people (docs/tables.md). */
#ifndef EXAMPLES_OUTCOME_COLUMNS_H
#define EXAMPLES_OUTCOME_COLUMNS_H

#include <reunify/reunify.h>

typedef enum {
    OUTCOME_NUMBER, /* of parts: reunify_outcomes_column_parts() */
    OUTCOME_DATE,
    OUTCOME_WORD,
    OUTCOME_CHILD, /* its number */
    OUTCOME_ROW    /* of the episodes */
} outcome_kind;

/* Of a column that there is. */
outcome_kind outcome_column_kind(int32_t table, size_t column);

#endif
