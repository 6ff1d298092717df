/*
 * Where a value of JSON ends. Brackets are counted without their kinds: what is wrong within the
 * value is for its reader to say. If every value that is split off is JSON, so is the whole.
 */
#include "json_scan.h"

#include <string.h>

bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static void scan_in_string(json_scan *s, char c)
{
    if (s->escaped)
        s->escaped = false;
    else if (c == '\\')
        s->escaped = true;
    else
        s->in_string = c != '"';
}

static void scan_outside(json_scan *s, char c)
{
    if (c == '"')
        s->in_string = true;
    else if (c == '{' || c == '[')
        s->depth++;
    else if (s->depth)
        s->depth -= c == '}' || c == ']';
    else
        s->done = c == ',' || c == s->closing;
}

size_t scan_value(json_scan *s, const char *data, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        (s->in_string ? scan_in_string : scan_outside)(s, data[i]);
        if (s->done)
            return i;
    }
    return length;
}
