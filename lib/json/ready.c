/*
 * Documents that lie ready: what a parser would make of them was written down when the library was
 * built, and is put together by jansson's own calls. There is no text to be read, and nothing in it
 * can be wrong.
 *
 * A value is a number and what belongs to it. The number's lowest two bits say the kind, the others
 * are: of a string, which one; of an object, how many members follow, each the number of its name
 * and a value; of an array, how many elements follow; else 0 for false, 1 for true, 2 for null, and
 * from 3 on an integer from 0 on. Numbers are written seven bits a byte, the low ones first; the
 * high bit of a byte says that more follow. Strings lie together, one behind the other, and are
 * shared by all documents; one that stands in several places of a document is one value there. So a
 * text has no place of its own, but places are told of faults, and here there are none.
 *
 * What reads is one step down for each level that objects and arrays lie in each other: how deep
 * that is is known when the library is built.
 */
#include <jansson.h>

#include "json/document.h"

enum { VALUE_STRING, VALUE_OBJECT, VALUE_ARRAY, VALUE_OTHER };
enum { OTHER_FALSE, OTHER_TRUE, OTHER_NULL, OTHER_INTEGERS };

typedef struct {
    const unsigned char *at;
    const json_strings *strings;
    json_t **made; /* of each string, where it was met; borrowed */
} ready_reader;

typedef struct {
    unsigned kind;
    size_t number;
    text string; /* of a string */
} ready_value;

static size_t take_number(ready_reader *r)
{
    size_t number = *r->at & 127;
    for (unsigned shift = 7; *r->at++ & 128; shift += 7)
        number |= (size_t)(*r->at & 127) << shift;
    return number;
}

static text string_at(const json_strings *strings, size_t number)
{
    const uint32_t *begins = &strings->begins[number];
    return (text){strings->bytes + begins[0], begins[1] - begins[0]};
}

static text take_name(ready_reader *r)
{
    return string_at(r->strings, take_number(r));
}

static ready_value take_value(ready_reader *r)
{
    const size_t number = take_number(r);
    ready_value value = {.kind = number & 3, .number = number >> 2};
    if (value.kind == VALUE_STRING)
        value.string = string_at(r->strings, value.number);
    return value;
}

/* As a document ------------------------------------------------------------------------------- */

static json_t *make_value(ready_reader *r);

static json_t *make_string(ready_reader *r, const ready_value *value)
{
    json_t **made = &r->made[value->number];
    if (*made)
        return json_incref(*made);
    *made = json_stringn_nocheck(value->string.data, value->string.length);
    return *made;
}

/* What jansson cannot add it gives back; a value that is NULL cannot be added. */
static json_t *make_object(ready_reader *r, size_t count)
{
    json_t *object = json_object();
    while (object && count--) {
        const text name = take_name(r);
        if (json_object_setn_new_nocheck(object, name.data, name.length, make_value(r))) {
            json_decref(object);
            return NULL;
        }
    }
    return object;
}

static json_t *make_array(ready_reader *r, size_t count)
{
    json_t *array = json_array();
    while (array && count--)
        if (json_array_append_new(array, make_value(r))) {
            json_decref(array);
            return NULL;
        }
    return array;
}

static json_t *make_other(size_t number)
{
    switch (number) {
    case OTHER_FALSE:
        return json_false();
    case OTHER_TRUE:
        return json_true();
    case OTHER_NULL:
        return json_null();
    default:
        return json_integer((json_int_t)(number - OTHER_INTEGERS));
    }
}

/* NULL where memory ran out: what follows in the bytes is then not read. */
static json_t *make_value(ready_reader *r)
{
    const ready_value value = take_value(r);
    switch (value.kind) {
    case VALUE_STRING:
        return make_string(r, &value);
    case VALUE_OBJECT:
        return make_object(r, value.number);
    case VALUE_ARRAY:
        return make_array(r, value.number);
    default:
        return make_other(value.number);
    }
}

/* Without a root where memory ran out. */
static void make_root(json_document *document, const json_ready *ready)
{
    const size_t count = ready->strings->count;
    json_t **made = memory_allocate_zeroed(document->context, count, sizeof *made);
    ready_reader r = {ready->values, ready->strings, made};
    document->all = document->root = made ? make_value(&r) : NULL;
    memory_release(document->context, made, count * sizeof *made);
}

reunify_status json_make_ready(const reunify_context *context, const json_ready *ready,
                               json_document **out, reunify_error *error)
{
    *out = NULL;
    json_document *document = json_document_new(context_or_default(context));
    if (!document)
        return error_no_memory(error);
    json_seed_tables(document, ready->values);
    make_root(document, ready);
    if (document->root) {
        *out = document;
        return REUNIFY_OK;
    }
    json_release(document);
    return error_no_memory(error);
}

/* As text ------------------------------------------------------------------------------------- */

static void write_value(json_writer *w, ready_reader *r);

static void write_object(json_writer *w, ready_reader *r, size_t count)
{
    json_open_object(w);
    while (count--) {
        const text name = take_name(r);
        json_write_named(w, name.data, name.length);
        write_value(w, r);
    }
    json_close_object(w);
}

static void write_array(json_writer *w, ready_reader *r, size_t count)
{
    json_open_array(w);
    while (count--)
        write_value(w, r);
    json_close_array(w);
}

static void write_other(json_writer *w, size_t number)
{
    if (number >= OTHER_INTEGERS)
        json_write_integer(w, (int64_t)(number - OTHER_INTEGERS));
    else if (number == OTHER_NULL)
        json_write_null(w);
    else
        json_write_boolean(w, number == OTHER_TRUE);
}

static void write_value(json_writer *w, ready_reader *r)
{
    const ready_value value = take_value(r);
    switch (value.kind) {
    case VALUE_STRING:
        json_write_string(w, value.string.data, value.string.length);
        break;
    case VALUE_OBJECT:
        write_object(w, r, value.number);
        break;
    case VALUE_ARRAY:
        write_array(w, r, value.number);
        break;
    default:
        write_other(w, value.number);
        break;
    }
}

void json_write_made_ready(json_writer *w, const json_ready *ready)
{
    ready_reader r = {.at = ready->values, .strings = ready->strings};
    write_value(w, &r);
}
