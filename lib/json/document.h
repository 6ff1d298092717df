/* A parsed document, for the files of this folder. Include <jansson.h> first. */
#ifndef REUNIFY_LIB_JSON_DOCUMENT_H
#define REUNIFY_LIB_JSON_DOCUMENT_H

#include "json/json.h"

/* Where a node of a merged document stands in the overlay that it came from. */
typedef struct {
    const json_t *node;
    char *pointer;
    size_t number; /* of a node that was noted twice the later one counts */
} json_origin;

struct json_document {
    const reunify_context *context;
    json_t *all; /* what to release; the root is within it */
    json_t *root;
    arena memory; /* of the origins */
    json_origin *origins;
    size_t origin_count, origin_capacity;
    bool origins_sorted; /* by node: once the first is looked for */
};

/* reader.c: an empty one, to be given back with json_release(); NULL when out of memory. */
json_document *json_document_new(const reunify_context *context);
/* The same file: to be called before jansson makes a table. `given`: something of the caller's. */
void json_seed_tables(const json_document *document, const void *given);

#endif
