/* The JSON Schemas of the formats, put into the program when it is built. */
#ifndef EXAMPLES_SCHEMAS_H
#define EXAMPLES_SCHEMAS_H

#include <stddef.h>

typedef struct {
    const char *name;
    const unsigned char *data;
    size_t length;
} schema;

/* Ends with one that has no name. */
extern const schema schemas[];

#endif
