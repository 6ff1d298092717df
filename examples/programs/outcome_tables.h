/* A table of outcomes as comma-separated values. */
#ifndef EXAMPLES_OUTCOME_TABLES_H
#define EXAMPLES_OUTCOME_TABLES_H

#include "outcome_columns.h"
#include "outcome_files.h"

/*
 * Writes it to standard output, with the children's ids and the rows by file and line. False where
 * that fails, which is then said.
 */
bool write_outcome_table(const outcome_data *d, const reunify_outcomes *o, int32_t table);

#endif
