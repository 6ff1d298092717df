/*
 * JSON behind an interface of our own: the parser can be replaced without a change anywhere else.
 * Only this folder includes jansson.
 */
#ifndef REUNIFY_LIB_JSON_H
#define REUNIFY_LIB_JSON_H

#include "json/bytes.h"

/* Reading ------------------------------------------------------------------------------------- */

typedef struct json_document json_document;
/* borrowed from the document; never defined: a name for the parser's own nodes */
typedef const struct json_node json_node;

typedef enum {
    JSON_KIND_NONE = -1, /* of a scan that has stopped */
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
 * the place, then perhaps one for a bracket or string that was left open; REUNIFY_INVALID,
 * REUNIFY_LIMIT or REUNIFY_NO_MEMORY, `*out` NULL.
 */
reunify_status json_parse(const reunify_context *context, const char *data, size_t length,
                          json_document **out, reunify_error *error);
void json_release(json_document *document);
json_node *json_root(const json_document *document);

json_kind json_kind_of(json_node *node);
/* These three are no json_...: jansson has functions of those names. */
bool node_boolean(json_node *node);
int64_t node_integer(json_node *node);
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

/* Documents that lie ready --------------------------------------------------------------------- */

/* Each begins where the one before ends; behind the last one there is one more beginning. */
typedef struct {
    const char *bytes;
    const uint32_t *begins;
    size_t count;
} json_strings;

/* ready.c says how values are written down. Made with the library, never from an input. */
typedef struct {
    const unsigned char *values;
    const json_strings *strings;
} json_ready;

/* Like one that was parsed, but held to no limit; REUNIFY_NO_MEMORY, `*out` NULL. */
reunify_status json_make_ready(const reunify_context *context, const json_ready *ready,
                               json_document **out, reunify_error *error);

/* Reading as a stream: one pass, no tree ------------------------------------------------------ */

/*
 * The caller goes through the text value by value. What is wrong with the text itself stops the
 * scan: every call is then false or JSON_KIND_NONE, and the end says what it was.
 */
typedef struct {
    size_t offset; /* of the name's first byte */
    size_t length; /* as it is written */
    uint32_t hash; /* of the name, its escapes resolved */
} json_scan_name;

typedef struct {
    const reunify_context *context;
    const char *start, *at, *end;
    unsigned flaw;     /* a json_flaw; 0 while all is well */
    size_t wrong;      /* where the flaw is */
    const char *quote; /* of a string that is broken, NULL */
    bool no_memory;    /* that is why it stopped */
    uint64_t depth;    /* of the open brackets */
    uint64_t most_depth;
    char *name_room, *text_room; /* strings whose escapes were resolved */
    size_t name_size, text_size;
    json_scan_name *names; /* of the members of open objects that the caller does not know */
    size_t name_count, name_bytes;
    unsigned char *objects; /* a bit for each bracket that is open within a value passed over */
    size_t object_room;
} json_scan;

/* A number as it is written, rounded to thousandths, halves away from zero. */
typedef struct {
    int64_t thousandths; /* where it is not too large */
    bool negative;       /* below zero, however little */
    bool large;          /* above 1,000,000,000 or below its negative */
} json_decimal;

void json_scan_start(json_scan *s, const reunify_context *context, const char *data, size_t length);
/* Gives back what the scan took. Only one that was started. */
void json_scan_stop(json_scan *s);
/* Nothing but white space follows; false, and a flaw, where something does. */
bool json_scan_at_end(json_scan *s);
/*
 * What the calls of the same names do where white space stands first, or what is not hoped for. The
 * table has for each byte the kind of value that it begins, from 1; 0: none.
 */
json_kind json_scan_kind_slowly(json_scan *s);
bool json_scan_element_slowly(json_scan *s, bool *first);
bool json_scan_expected_slowly(json_scan *s, bool *first, text expected, text *name,
                               size_t *offset);
bool json_scan_string_slowly(json_scan *s, text *out);
extern const uint8_t json_begins[256];
/*
 * What stands next, which is not yet read; any number is JSON_KIND_REAL. JSON_KIND_NONE, and a
 * flaw, where it cannot be a value.
 */
static inline json_kind json_scan_kind(json_scan *s)
{
    const int kind = s->at < s->end ? json_begins[(unsigned char)*s->at] : 0;
    return kind ? (json_kind)(kind - 1) : json_scan_kind_slowly(s);
}
/* A string that is a date, YYYY-MM-DD; false, and nothing is read, where something else comes. */
bool json_scan_date(json_scan *s, reunify_date *out);
/* Steps over the bracket that opens what stands next. */
bool json_scan_enter(json_scan *s);
/*
 * Goes to the next element, or past the closing bracket: then false. `*first` is true before the
 * first one, and set to false.
 */
static inline bool json_scan_element(json_scan *s, bool *first)
{
    if (*first || s->at == s->end || *s->at != ',')
        return json_scan_element_slowly(s, first);
    s->at++;
    return true;
}
/* The same for members; the name is good until the next name is read. */
bool json_scan_member(json_scan *s, bool *first, text *name, size_t *offset);
/*
 * The same where a name is expected: if it is the one that comes, `*name` is `expected` itself,
 * pointer and all, and no time was lost.
 */
static inline bool json_scan_expected(json_scan *s, bool *first, text expected, text *name,
                                      size_t *offset)
{
    const size_t left = (size_t)(s->end - s->at), length = expected.length;
    const char *at = s->at + !*first; /* where the quote is if there is no white space */
    if (left < length + 4 || at[length + 2] != ':' || at[length + 1] != '"' || at[0] != '"' ||
        !(*first || at[-1] == ',') || !same_bytes(at + 1, expected.data, length))
        return json_scan_expected_slowly(s, first, expected, name, offset);
    *first = false;
    *name = expected;
    *offset = (size_t)(at - s->start);
    s->at = at + length + 3;
    return true;
}
/* A string is good until the next one is read; the text, not NUL-terminated, holds no NUL. */
static inline bool json_scan_string(json_scan *s, text *out)
{
    bool ascii;
    const char *from = s->at + 1, *at = json_plain_run(from, s->end, &ascii);
    const size_t length = (size_t)(at - from);
    if (at == s->end || *at != '"' || !ascii || length > s->context->max_text)
        return json_scan_string_slowly(s, out);
    *out = (text){from, length};
    s->at = at + 1;
    return true;
}
bool json_scan_number(json_scan *s, json_decimal *out);
bool json_scan_boolean(json_scan *s, bool *out);
bool json_scan_null(json_scan *s);
/*
 * Passes over a value of any kind. `judged`: it has to keep to the limits, and `*doubled` says
 * where the first name stands that comes twice in one object (SIZE_MAX: none); what stands in
 * foreign members within it is not judged. Else it need only be well-formed.
 */
bool json_scan_skip(json_scan *s, bool judged, size_t *doubled);
/*
 * Notes a name for json_scan_double. False when out of memory, or, a flaw, where one object has
 * more members than max_items.
 */
bool json_scan_note(json_scan *s, text name, size_t offset, size_t mark);
/*
 * Where a name that was noted since `mark` (name_count as it was then) stands for the second time;
 * SIZE_MAX: none does, or the scan has stopped. Forgets what was noted since.
 */
size_t json_scan_double(json_scan *s, size_t mark);
/*
 * Where the value is that a pointer names, or what of it is there. No flaw is looked for. False
 * where memory was lacking, and perhaps more of it is there.
 */
bool json_scan_place(const reunify_context *context, const char *data, size_t length,
                     const char *place, size_t *found);
/*
 * The pointer of the value that holds a byte, or of what the value was to stand in; and where the
 * innermost bracket is within which it stands: SIZE_MAX where there is none, or it was not found.
 */
size_t json_scan_pointer(const reunify_context *context, const char *data, size_t length,
                         size_t offset, pointer *out);

/* Counts lines and columns up to a byte, going on from where it was asked last. */
typedef struct {
    const char *data;
    size_t offset;
    int32_t line, column; /* from 1; columns in characters */
} json_lines;
void json_lines_to(json_lines *l, size_t offset);
/* Adds the fault that stopped the scan, with its place; the status of it. */
reunify_status json_scan_report(const json_scan *s, json_lines *lines, reunify_error *error);
/* The place of a bracket or string that was left open, where that is why it stopped. */
void json_scan_report_open(const json_scan *s, json_lines *lines, reunify_error *error);
/* The same of a name that stands twice. */
reunify_status json_scan_report_double(const json_scan *s, size_t offset, json_lines *lines,
                                       reunify_error *error);
/*
 * What is said before a scan or a parse is begun: REUNIFY_OK where the length is within the limit.
 */
reunify_status json_check_length(const reunify_context *context, size_t length,
                                 reunify_error *error);

/* Overlays ------------------------------------------------------------------------------------ */

/*
 * Lays `over` over `base` into a new document, which needs neither any more. The overlay's own
 * nodes become part of it: what is left of `over` can only be released. `merged_objects`
 * (NULL-ended) names the members of the top that are merged member by member. Faults are places in
 * the overlay. See overlay.c for the rules.
 */
reunify_status json_overlay(const reunify_context *context, const json_document *base,
                            json_document *over, const char *const *merged_objects,
                            json_document **out, reunify_error *error);
/*
 * Turns a pointer into a merged document into one into the overlay, where what it names came from
 * there.
 */
void json_own_place(json_document *document, char *place, size_t size);
/*
 * Whether what a pointer names came from the overlay, at least in part; true where nothing was laid
 * over. Never so for true, false and null.
 */
bool json_is_own(json_document *document, const char *place);

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
void json_write_empty_array(json_writer *w);
void json_write_name(json_writer *w, const char *name); /* a plain name, not escaped */
void json_write_named(json_writer *w, const char *name, size_t length); /* any name, escaped */
/*
 * A name that lies ready as it is written, ,"name": with the comma, in an array of this size. All
 * of the array is copied, which needs no loop; what is behind the name will be written over.
 */
enum { JSON_READY_NAME = 24 };
static inline void json_write_ready_name(json_writer *w, const char ready[JSON_READY_NAME],
                                         size_t length)
{
    const size_t passed = w->comma ? 0 : 1;
    char *end = buffer_end(w->out, JSON_READY_NAME);
    if (!end)
        return;
    memcpy(end, ready + passed, JSON_READY_NAME - 1);
    w->out->length += length - passed;
    w->comma = false;
}
/* Whole members that lie ready, with a comma before the first. */
void json_write_ready(json_writer *w, const char *ready, size_t length);
void json_write_string(json_writer *w, const char *data, size_t length); /* NULL data: null */
void json_write_text(json_writer *w, const char *data); /* NUL-terminated; NULL: null */
void json_write_code(json_writer *w, text code);        /* code_valid(): nothing in it is escaped */
void json_write_integer(json_writer *w, int64_t value);
void json_write_thousandths(json_writer *w, int64_t thousandths); /* 2500 -> 2.5 */
void json_write_boolean(json_writer *w, bool value);
void json_write_null(json_writer *w);
void json_write_date(json_writer *w, reunify_date date); /* REUNIFY_DATE_NONE: null */

/* A whole node, members in their order; reals are not written (null). */
void json_write_node(json_writer *w, json_node *node);
void json_write_made_ready(json_writer *w, const json_ready *ready);

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
