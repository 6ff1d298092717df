/* The columns of the tables of outcomes as people read them (docs/tables.md). */
#ifndef EXAMPLES_OUTCOME_COLUMNS_H
#define EXAMPLES_OUTCOME_COLUMNS_H

#include <reunify/reunify.h>

typedef enum {
    OUTCOME_NUMBER,
    OUTCOME_HALVES,     /* a number, counted in halves */
    OUTCOME_MILLIONTHS, /* a share */
    OUTCOME_DATE,
    OUTCOME_WORD,
    OUTCOME_CHILD, /* its number */
    OUTCOME_ROW    /* of the episodes */
} outcome_kind;

/* Of a column that there is. */
const char *outcome_column_name(int32_t table, size_t column);
outcome_kind outcome_column_kind(int32_t table, size_t column);

#endif
