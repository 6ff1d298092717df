/* Members whose names begin with x_: their values are not judged. Private to this folder. */
#ifndef REUNIFY_LIB_JSON_FOREIGN_H
#define REUNIFY_LIB_JSON_FOREIGN_H

#include "base/base.h"

/*
 * A copy of the text in which the value of each such member is 0 and spaces, every line as long as
 * it was; NULL when out of memory. A value that the grammar of JSON does not allow stays as it is.
 */
char *json_without_foreign(arena *a, const char *data, size_t length);

#endif
