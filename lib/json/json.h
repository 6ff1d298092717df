/*
 * JSON behind an interface of our own: the parser can be replaced without a change anywhere else.
 * Only this folder includes jansson.
 */
#ifndef REUNIFY_LIB_JSON_H
#define REUNIFY_LIB_JSON_H

#include "base/base.h"

/* Reading ------------------------------------------------------------------------------------- */

typedef struct json_document json_document;
/* borrowed from the document; never defined: a name for the parser's own nodes */
typedef const struct json_node json_node;

typedef enum {
    JSON_KIND_NULL,
    JSON_KIND_BOOLEAN,
    JSON_KIND_INTEGER,
    JSON_KIND_REAL,
    JSON_KIND_STRING,
    JSON_KIND_ARRAY,
    JSON_KIND_OBJECT
} json_kind;

/*
 * Parses one JSON text: UTF-8, no duplicate member, within the context's byte, depth and string
 * limits. On failure one fault with line and column and, where it can be told, the JSON Pointer of
 * the place; REUNIFY_INVALID, REUNIFY_LIMIT or REUNIFY_NO_MEMORY, `*out` NULL.
 */
reunify_status json_parse(reunify_context *context, const char *data, size_t length,
                          json_document **out, reunify_error *error);
void json_release(json_document *document);
json_node *json_root(const json_document *document);

json_kind json_kind_of(json_node *node);
/* These three are no json_...: jansson has functions of those names. */
bool node_boolean(json_node *node);
int64_t node_integer(json_node *node);
double node_real(json_node *node);  /* of an integer too */
text json_text(json_node *node);    /* of a string; may hold NUL bytes */
size_t json_count(json_node *node); /* elements or members */
json_node *json_element(json_node *array, size_t index);
json_node *json_member(json_node *object, const char *name); /* NULL where there is none */

/*
 * Members in the order of the text: for (json_walk w = json_members(o); json_next(&w);) use w.name
 * and w.value.
 */
typedef struct {
    json_node *object;
    void *position;
    bool started;
    text name;
    json_node *value;
} json_walk;
json_walk json_members(json_node *object);
bool json_next(json_walk *walk);

/*
 * Lays `over` over `base` into a new document, which needs neither any more. `merged_objects`
 * (NULL-ended) names the members of the top that are merged member by member. Faults are places in
 * the overlay. See overlay.c for the rules.
 */
reunify_status json_overlay(reunify_context *context, const json_document *base,
                            const json_document *over, const char *const *merged_objects,
                            json_document **out, reunify_error *error);
/*
 * Turns a pointer into a merged document into one into the overlay, where what it names came from
 * there.
 */
void json_own_place(const json_document *document, char *place, size_t size);
/*
 * Whether what a pointer names came from the overlay, at least in part; true where nothing was laid
 * over. Never so for true, false and null.
 */
bool json_is_own(const json_document *document, const char *place);

/* Writing: canonical, compact, members in the order in which they are written ----------------- */

typedef struct {
    buffer *out;
    bool comma; /* the next value or name needs one before it */
} json_writer;

json_writer json_writer_to(buffer *out);
void json_open_object(json_writer *w);
void json_close_object(json_writer *w);
void json_open_array(json_writer *w);
void json_close_array(json_writer *w);
void json_write_name(json_writer *w, const char *name); /* a plain name, not escaped */
void json_write_named(json_writer *w, const char *name, size_t length);  /* any name, escaped */
void json_write_string(json_writer *w, const char *data, size_t length); /* NULL data: null */
void json_write_text(json_writer *w, const char *data); /* NUL-terminated; NULL: null */
void json_write_integer(json_writer *w, int64_t value);
void json_write_thousandths(json_writer *w, int64_t thousandths); /* 2500 -> 2.5 */
void json_write_boolean(json_writer *w, bool value);
void json_write_null(json_writer *w);
void json_write_date(json_writer *w, reunify_date date); /* REUNIFY_DATE_NONE: null */

/* A whole node, members in their order; reals are not written (null). */
void json_write_node(json_writer *w, json_node *node);

/*
 * Lays out compact JSON with two spaces of indentation; what is empty stays in its line, no line
 * end comes last.
 */
reunify_status json_pretty(const buffer *compact, buffer *out);

/*
 * Turns compact JSON into a text, laid out where asked, and empties the buffer; REUNIFY_NO_MEMORY
 * where anything failed.
 */
reunify_status json_finish(buffer *compact, bool pretty, reunify_text **out);

#endif
