/* Rows of tables.h as Arrow arrays. Private to this folder. */
#ifndef REUNIFY_LIB_ARROW_TABLES_H
#define REUNIFY_LIB_ARROW_TABLES_H

#include "batch/arrow.h"

#include <reunify/caseload.h>

/* After a failure there is nothing to release. */
reunify_status arrow_table_schema(const reunify_context *context, int32_t table,
                                  struct ArrowSchema *out, reunify_error *error);
reunify_status arrow_table_array(const reunify_table_rows *rows, struct ArrowArray *out,
                                 reunify_error *error);

#endif
