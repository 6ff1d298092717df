/* Arrow arrays as tables, and tables as Arrow arrays. Private to this folder. */
#ifndef REUNIFY_LIB_ARROW_H
#define REUNIFY_LIB_ARROW_H

#include "batch/batch.h"

#include <reunify/arrow.h>

/* A table over an array that stays where it is; what it needs beside lies in its memory. */
reunify_status arrow_read(reunify_rows *rows, const reunify_columns *columns,
                          const struct ArrowSchema *schema, const struct ArrowArray *array,
                          reunify_error *error);
/* How many rows it has; false, with a fault, where it is no table. */
bool arrow_count(const struct ArrowSchema *schema, const struct ArrowArray *array, size_t *count,
                 reunify_error *error);

/* A column of a result. `names` are REUNIFY_CODES_*, or 0 for numbers and dates. */
typedef struct {
    const char *name;
    const char *format;
    int32_t what; /* REUNIFY_WRITE_* */
    int32_t names;
} arrow_column;

typedef struct arrow_result arrow_result;

/* Room for the columns, which is given to the rows; NULL without memory. */
arrow_result *arrow_result_open(const reunify_columns *columns, const arrow_column *list,
                                size_t list_count, size_t count, reunify_rows *rows);
void arrow_result_close(arrow_result *r);
/* Turns what was written into an array, and closes the result. */
reunify_status arrow_result_give(arrow_result *r, struct ArrowArray *out, reunify_error *error);
reunify_status arrow_schema_give(const reunify_columns *columns, const arrow_column *list,
                                 size_t list_count, struct ArrowSchema *out, reunify_error *error);

extern const arrow_column arrow_levels[];
enum { ARROW_LEVELS = 4 };

#endif
