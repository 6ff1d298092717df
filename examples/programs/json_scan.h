/* Where a value of JSON ends: brackets and strings are looked at, nothing else. */
#ifndef EXAMPLES_JSON_SCAN_H
#define EXAMPLES_JSON_SCAN_H

#include <stdbool.h>
#include <stddef.h>

/* Begins as all zero but `closing`: the bracket of what the value is in. */
typedef struct {
    char closing;
    size_t depth;
    bool in_string, escaped;
    bool done;
} json_scan;

/*
 * How many of the bytes belong to the value; `done` where it ends before the byte behind them: a
 * comma, or the closing bracket. Bytes may come in pieces. Text that is no JSON ends somewhere.
 */
size_t scan_value(json_scan *s, const char *data, size_t length);

bool is_blank(char c);

#endif
