/* What reading and writing share, and what other folders need of it. */
#ifndef REUNIFY_LIB_CODEC_H
#define REUNIFY_LIB_CODEC_H

#include "base/base.h"

#include <reunify/tables.h>

#define CASE_SCHEMA "reunify/case/1"

/* Rows of many evaluations, tables.c ----------------------------------------------------------- */

/* Of a table that there is; NULL without memory. */
reunify_table_rows *table_rows_open(const reunify_context *context, int32_t table);
/* The rows of one evaluation more, copied; none of the table of errors. False without memory. */
bool table_rows_add(reunify_table_rows *rows, const reunify_evaluation *evaluation);

const reunify_context *table_rows_context(const reunify_table_rows *rows);
int32_t table_rows_table(const reunify_table_rows *rows); /* REUNIFY_TIDY_* */

/* What the rows of all faults of a case have in common. */
typedef struct {
    const char *case_id; /* NULL: not known */
    size_t id_length;
    const char *profile; /* NULL: not known */
    reunify_date as_of;
    int64_t line, element; /* where the case stands in what was given, from 1; 0: not told */
} fault_place;
bool table_rows_add_faults(reunify_table_rows *rows, fault_place place,
                           const reunify_error *faults);

#endif
