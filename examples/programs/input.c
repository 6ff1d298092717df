/*
 * Cases of files, one after the other. What a file holds is seen by its name, or is said; whether a
 * JSON file holds one case or an array of them by its first character. The elements of an array are
 * split off by json_scan.h alone, as they come, and each is judged by who reads it; what stands
 * between them is judged here. A document that is too long is refused at once; what is left of it
 * is read over when the next is asked for.
 */
#include "input.h"

#include "input_bytes.h"
#include "json_scan.h"
#include "support.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

struct input {
    const char *name;
    bool lines, array, begun, ended;
    size_t line, column; /* of the next byte; in a file of lines the column is always 1 */
    size_t element;      /* how many were split off */
    bool too_long;       /* the line or element before, which has not ended yet */
    json_scan scan;      /* of an element */
    bytes from;
};

static bool ends_with_any(const char *name, const char *const *endings)
{
    for (; *endings; endings++)
        if (ends_with(name, *endings))
            return true;
    return false;
}

bool has_lines(const char *name, input_form form)
{
    static const char *const endings[] = {".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz", NULL};
    return form == INPUT_LINES || (form == INPUT_AUTO && ends_with_any(name, endings));
}

input *new_input(const char *name, input_form form)
{
    input *in = calloc(1, sizeof *in);
    if (!in)
        return NULL;
    in->name = name;
    in->lines = has_lines(name, form);
    in->line = in->column = 1;
    return in;
}

void free_input(input *in)
{
    if (!in)
        return;
    if (in->begun)
        close_bytes(&in->from);
    free(in);
}

/* Faults -------------------------------------------------------------------------------------- */

#if defined(__GNUC__)
__attribute__((format(printf, 3, 4)))
#endif
static bool
tell(input_fault *why, const char *code, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    why->code = code;
    vsnprintf(why->message, sizeof why->message, format, values);
    va_end(values);
    return true;
}

/* One that ends the file. */
static bool tell_last(input *in, input_fault *why, const char *code, const char *message)
{
    in->ended = true;
    return tell(why, code, "%s", message);
}

static bool tell_unreadable(input *in, input_fault *why)
{
    in->ended = true;
    return tell(why, "unreadable", "cannot be read: %s", in->from.reason);
}

static bool tell_too_long(input_fault *why, const char *what)
{
    return tell(why, "limit_bytes", "%s than the limit of %zu MiB", what, MOST_BYTES >> 20);
}

/* Bytes --------------------------------------------------------------------------------------- */

/* Takes the next bytes; those past the limit are not kept, but seen by the length. */
static void take(input *in, buffer *text, size_t count)
{
    const char *data = in->from.block + in->from.at;
    if (text && text->length + count <= MOST_BYTES)
        add_bytes(text, data, count);
    else if (text)
        text->length = MOST_BYTES + 1;
    for (size_t i = 0; i < count && !in->lines; i++)
        if (data[i] == '\n') {
            in->line++;
            in->column = 1;
        } else {
            in->column += ((unsigned char)data[i] & 0xC0) != 0x80;
        }
    in->from.at += count;
}

static char next_byte(const input *in)
{
    return in->from.block[in->from.at];
}

/* Whether there is more behind what is blank. */
static bool skip_blanks(input *in)
{
    while (more_bytes(&in->from) && is_blank(next_byte(in)))
        take(in, NULL, 1);
    return more_bytes(&in->from);
}

/* Exports of some systems begin with a byte order mark: it is no part of the JSON. */
static void begin(input *in)
{
    static const char mark[] = "\xEF\xBB\xBF";
    const size_t length = sizeof mark - 1;
    in->begun = true;
    if (!open_bytes(&in->from, in->name))
        return;
    refuse_packed(&in->from);
    if (more_than(&in->from, length - 1) && memcmp(in->from.block + in->from.at, mark, length) == 0)
        in->from.at += length;
    if (!in->lines && skip_blanks(in) && next_byte(in) == '[') {
        in->array = true;
        take(in, NULL, 1);
    }
}

bool has_array(input *in)
{
    if (!in->begun)
        begin(in);
    return in->array;
}

/* Documents ----------------------------------------------------------------------------------- */

static place here(const input *in, place_kind kind)
{
    return (place){in->name, kind, in->line, in->column, kind == AN_ELEMENT ? in->element : 0};
}

static bool is_too_long(const buffer *text)
{
    return text && text->length > MOST_BYTES;
}

static bool next_whole(input *in, buffer *text, place *at, input_fault *why)
{
    *at = here(in, A_FILE);
    while (text->length <= MOST_BYTES && more_bytes(&in->from))
        take(in, text, in->from.filled - in->from.at);
    if (in->from.failed)
        return tell_unreadable(in, why);
    in->ended = true;
    if (!text->length)
        return tell(why, "empty", "the file is empty; a JSON document was expected");
    if (is_too_long(text))
        return tell_too_long(why, "larger");
    return true;
}

static bool is_blank_text(const buffer *text)
{
    size_t i = 0;
    while (i < text->length && is_blank(text->data[i]))
        i++;
    return i == text->length;
}

/* One line, blank or not, or what is left of one: up to its end or to where it is too long. */
static void read_line(input *in, buffer *text)
{
    bool ended = false;
    while (!ended && !is_too_long(text) && more_bytes(&in->from)) {
        const char *start = in->from.block + in->from.at;
        const size_t most = in->from.filled - in->from.at;
        const char *newline = memchr(start, '\n', most);
        take(in, text, newline ? (size_t)(newline - start) : most);
        in->from.at += newline != NULL;
        ended = newline != NULL;
    }
    in->too_long = !ended && is_too_long(text);
}

static bool next_line(input *in, buffer *text, place *at, input_fault *why)
{
    bool blank = true;
    if (in->too_long)
        read_line(in, NULL);
    while (blank && more_bytes(&in->from)) {
        *at = here(in, A_LINE);
        clear_buffer(text);
        read_line(in, text);
        in->line++;
        blank = !text->failed && !is_too_long(text) && is_blank_text(text);
    }
    if (in->from.failed) {
        *at = here(in, A_LINE);
        at->line -= text->length > 0; /* it failed within a line */
        return tell_unreadable(in, why);
    }
    if (blank)
        return false;
    return is_too_long(text) ? tell_too_long(why, "the line is longer") : true;
}

/* Arrays -------------------------------------------------------------------------------------- */

/* The element, or what is left of one: up to its end or to where it is too long. */
static void read_element(input *in, buffer *text)
{
    while (!in->scan.done && !is_too_long(text) && more_bytes(&in->from))
        take(in, text,
             scan_value(&in->scan, in->from.block + in->from.at, in->from.filled - in->from.at));
    in->too_long = !in->scan.done && is_too_long(text);
}

static void take_element(input *in, buffer *text)
{
    in->scan = (json_scan){.closing = ']'};
    read_element(in, text);
    while (text->length && text->length <= MOST_BYTES && is_blank(text->data[text->length - 1]))
        text->length--;
}

static bool end_array(input *in, place *at, input_fault *why)
{
    in->ended = true;
    take(in, NULL, 1);
    if (!skip_blanks(in) && !in->from.failed)
        return false;
    *at = here(in, A_FILE);
    why->line = in->line;
    why->column = in->column;
    return in->from.failed ? tell_unreadable(in, why)
                           : tell(why, "bad_json", "something stands behind the array of cases");
}

static bool tell_open(input *in, place *at, input_fault *why)
{
    *at = here(in, A_FILE);
    if (in->from.failed)
        return tell_unreadable(in, why);
    why->line = in->line;
    why->column = in->column;
    return tell_last(in, why, "bad_json",
                     "the array of cases ends too early: a comma or ] was expected; cases behind "
                     "what is wrong may not have been seen");
}

static bool next_element(input *in, buffer *text, place *at, input_fault *why)
{
    if (in->too_long)
        read_element(in, NULL);
    if (!skip_blanks(in))
        return tell_open(in, at, why);
    if (next_byte(in) == ']') {
        if (in->element)
            return end_array(in, at, why);
        *at = here(in, A_FILE);
        return tell_last(in, why, "empty", "the array holds no case");
    }
    if (in->element && next_byte(in) == ',')
        take(in, NULL, 1);
    if (!skip_blanks(in))
        return tell_open(in, at, why);
    in->element++;
    *at = here(in, AN_ELEMENT);
    take_element(in, text);
    if (in->from.failed)
        return tell_unreadable(in, why);
    if (is_too_long(text))
        return tell_too_long(why, "the element is longer");
    return text->length ? true : tell(why, "bad_json", "a case was expected");
}

bool next_document(input *in, buffer *text, place *at, input_fault *why)
{
    clear_buffer(text);
    *why = (input_fault){.code = NULL};
    if (in->ended)
        return false;
    if (!in->begun)
        begin(in);
    if (in->from.failed && in->from.at == in->from.filled) {
        *at = (place){in->name, in->lines ? A_LINE : A_FILE, 0, 0, 0};
        return tell_unreadable(in, why);
    }
    return (in->lines ? next_line : in->array ? next_element : next_whole)(in, text, at, why);
}
