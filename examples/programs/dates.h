/* Dates as the cells of tables have them. */
#ifndef EXAMPLES_DATES_H
#define EXAMPLES_DATES_H

#include <reunify/types.h>

#include <stdbool.h>

/* "dd/mm/yyyy" or "yyyy-mm-dd", and perhaps a time behind it, which databases add. */
bool date_in(const char *cell, size_t length, int32_t *out);

#endif
