/*
 * Where a JSON text is wrong: a second look at it, taken only after something failed. Private to
 * this folder.
 */
#ifndef REUNIFY_LIB_JSON_LOCATE_H
#define REUNIFY_LIB_JSON_LOCATE_H

#include "base/base.h"

typedef enum {
    FLAW_NONE, /* none up to the target, or in the whole text */
    FLAW_SYNTAX,
    FLAW_END,
    FLAW_TRAILING,
    FLAW_ROOT,
    FLAW_MARK,
    FLAW_NAME,
    FLAW_COLON,
    FLAW_COMMA,
    FLAW_NUMBER,
    FLAW_ESCAPE,
    FLAW_NUL,
    FLAW_CONTROL,
    FLAW_UTF8,
    FLAW_DEPTH,
    FLAW_LONG,  /* a string or number */
    FLAW_MANY,  /* members of one object */
    FLAW_VALUES /* of the whole document, and names of members */
} json_flaw;

enum { JSON_VALUES_AN_ITEM = 10 }; /* of a document that is read as a tree: times max_items */
enum { MOST_DEPTH = 512 };         /* of what is judged, whatever the context allows */

typedef struct {
    json_flaw flaw;
    size_t offset;        /* of the first wrong byte, or of the token that holds the target */
    size_t opened;        /* of the bracket or quote that is open there; JSON_NOTHING_OPEN */
    int32_t line, column; /* of that byte, from 1, in characters; 0 where there is neither */
    pointer where;
} json_place;

#define JSON_NO_TARGET SIZE_MAX
#define JSON_NOTHING_OPEN SIZE_MAX

/*
 * Reads the text as strictly as the parser does (but for duplicate members and the size of numbers)
 * until the first flaw or the token that holds the byte `target`. Takes no memory and does not
 * recurse: it can be trusted when the parser failed for lack of memory.
 */
void json_locate(const char *data, size_t length, size_t target, json_place *out);

/* Sets line and column, from the offset. */
void json_count_lines(const char *data, json_place *place);
/* The same, going on from those of a byte before it, which stand there. */
void json_count_on(const char *data, size_t from, json_place *place);

/* The length of the UTF-8 character that a text begins with, 0 where there is none. */
size_t json_character(const char *data, size_t length);
/* The value of the four hexadecimal digits that a text begins with, or -1. */
int json_hex_four(const char *data, size_t length);

typedef struct {
    char data[4];  /* the rest is zero */
    size_t length; /* of the result */
    size_t taken;  /* of the text, the backslash included; 0: not an escape */
} json_escape;

/* What stands at a backslash; half of a character past the basic plane is none. */
json_escape json_escape_at(const char *data, size_t length);

/* How many bytes a string's text has once its escapes are resolved; at most `length`. */
size_t json_decoded_length(const char *data, size_t length);

#endif
