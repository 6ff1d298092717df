/*
 * Writing canonical JSON. Failure sticks in the buffer.
 *
 * Canonical is what comes of these calls: no white space, members in the order of the calls,
 * decimals without zeros at the end, only those escapes that have to be. The same calls give the
 * same bytes.
 *
 * A writer is a buffer and one bit: whether a comma is due before what comes next. An opening
 * bracket and a name clear it, a value and a closing bracket set it. That calls nest as they should
 * is not checked; they are the library's own. begin() takes the room for a value and its comma at
 * once, so most values cost one comparison with what is left in the buffer.
 */
#include "json/json.h"

json_writer json_writer_to(buffer *out)
{
    return (json_writer){.out = out, .comma = false};
}

/* Where a value or name goes that is so long, with the comma that is due before it; else NULL. */
static char *begin(json_writer *w, size_t length)
{
    char *end = buffer_end(w->out, length + 1);
    if (!end)
        return NULL;
    *end = ','; /* where none is due, the value is written over it */
    w->out->length += length + w->comma;
    end += w->comma;
    w->comma = true;
    return end;
}

static void write_plain(json_writer *w, const char *data, size_t length)
{
    char *end = begin(w, length);
    if (end)
        memcpy(end, data, length);
}

static void open_with(json_writer *w, char bracket)
{
    write_plain(w, &bracket, 1);
    w->comma = false;
}

static void close_with(json_writer *w, char bracket)
{
    char *end = buffer_end(w->out, 1);
    if (!end)
        return;
    *end = bracket;
    w->out->length++;
    w->comma = true;
}

void json_open_object(json_writer *w)
{
    open_with(w, '{');
}

void json_close_object(json_writer *w)
{
    close_with(w, '}');
}

void json_open_array(json_writer *w)
{
    open_with(w, '[');
}

void json_close_array(json_writer *w)
{
    close_with(w, ']');
}

/*
 * Strings are looked at eight bytes at a time. A byte of a word is below a limit where taking the
 * limit from it borrows while its high bit was not set; what has to be found is made zero first. A
 * borrow can only mislead above a byte that was found, and one is enough.
 */
#define EACH_BYTE(value) (UINT64_C(0x0101010101010101) * (value))

static uint64_t below(uint64_t word, uint64_t limit)
{
    return (word - EACH_BYTE(limit)) & ~word;
}

static bool has_escapes(uint64_t word)
{
    const uint64_t found =
        below(word, 0x20) | below(word ^ EACH_BYTE('"'), 1) | below(word ^ EACH_BYTE('\\'), 1);
    return found & EACH_BYTE(0x80);
}

static bool plain(char c)
{
    return (unsigned char)c >= 0x20 && c != '"' && c != '\\';
}

static bool word_plain(const char *data)
{
    uint64_t word;
    memcpy(&word, data, sizeof word);
    return !has_escapes(word);
}

enum { WORD = sizeof(uint64_t) };

/* How many bytes can be written as they are. */
static size_t plain_length(const char *data, size_t length)
{
    size_t at = 0;
    while (length - at >= WORD && word_plain(data + at))
        at += WORD;
    if (at && length - at < WORD && word_plain(data + length - WORD))
        return length;
    while (at < length && plain(data[at]))
        at++;
    return at;
}

static void add_escape(buffer *out, char c)
{
    static const char values[] = "\"\\\b\f\n\r\t", names[] = "\"\\bfnrt",
                      digits[] = "0123456789abcdef";
    const char *found = c ? strchr(values, c) : NULL;
    if (found) {
        buffer_add(out, (const char[]){'\\', names[found - values]}, 2);
    } else {
        const unsigned char byte = (unsigned char)c;
        buffer_add(out, (const char[]){'\\', 'u', '0', '0', digits[byte >> 4], digits[byte & 15]},
                   6);
    }
}

/* A string whose first bytes, so many, are plain, and the next is not. */
static NOT_INLINED void write_escaped(json_writer *w, const char *data, size_t length, size_t first)
{
    write_plain(w, "\"", 1);
    for (size_t now = first;; now = plain_length(data, length)) {
        buffer_add(w->out, data, now);
        if (now == length)
            break;
        add_escape(w->out, data[now]);
        data += now + 1;
        length -= now + 1;
    }
    buffer_add_char(w->out, '"');
}

static void write_quoted(json_writer *w, const char *data, size_t length)
{
    const size_t first = plain_length(data, length);
    if (first < length) {
        write_escaped(w, data, length, first);
        return;
    }
    char *end = begin(w, length + 2);
    if (!end)
        return;
    *end++ = '"';
    memcpy(end, data, length);
    end[length] = '"';
}

void json_write_empty_array(json_writer *w)
{
    write_plain(w, "[]", 2);
}

void json_write_name(json_writer *w, const char *name)
{
    const size_t length = strlen(name);
    char *end = begin(w, length + 3);
    if (!end)
        return;
    *end++ = '"';
    memcpy(end, name, length);
    memcpy(end + length, "\":", 2);
    w->comma = false;
}

void json_write_ready(json_writer *w, const char *ready, size_t length)
{
    const size_t passed = w->comma ? 0 : 1;
    if (length <= passed)
        return;
    w->comma = false; /* its own is there */
    write_plain(w, ready + passed, length - passed);
}

void json_write_named(json_writer *w, const char *name, size_t length)
{
    write_quoted(w, name, length);
    buffer_add_char(w->out, ':');
    w->comma = false;
}

void json_write_string(json_writer *w, const char *data, size_t length)
{
    if (data)
        write_quoted(w, data, length);
    else
        json_write_null(w);
}

void json_write_text(json_writer *w, const char *data)
{
    json_write_string(w, data, data ? strlen(data) : 0);
}

void json_write_code(json_writer *w, text code)
{
    char *end = begin(w, code.length + 2);
    if (!end)
        return;
    *end = '"';
    memcpy(end + 1, code.data, code.length);
    end[code.length + 1] = '"';
}

void json_write_integer(json_writer *w, int64_t value)
{
    begin(w, 0);
    buffer_add_integer(w->out, value);
}

void json_write_thousandths(json_writer *w, int64_t thousandths)
{
    const uint64_t size = thousandths < 0 ? 0 - (uint64_t)thousandths : (uint64_t)thousandths;
    const unsigned rest = (unsigned)(size % 1000);
    const char decimals[] = {'.', (char)('0' + rest / 100), (char)('0' + rest / 10 % 10),
                             (char)('0' + rest % 10)};
    begin(w, 0);
    if (thousandths < 0)
        buffer_add_char(w->out, '-');
    buffer_add_integer(w->out, (int64_t)(size / 1000));
    if (rest)
        buffer_add(w->out, decimals, rest % 10 ? 4 : rest % 100 ? 3 : 2);
}

void json_write_boolean(json_writer *w, bool value)
{
    if (value)
        write_plain(w, "true", 4);
    else
        write_plain(w, "false", 5);
}

void json_write_null(json_writer *w)
{
    write_plain(w, "null", 4);
}

enum { DATE_LENGTH = 10 };

void json_write_date(json_writer *w, reunify_date date)
{
    if (date == REUNIFY_DATE_NONE) {
        json_write_null(w);
        return;
    }
    char *end = begin(w, DATE_LENGTH + 2);
    if (!end)
        return;
    char digits[DATE_LENGTH + 1];
    date_write(date, digits);
    *end = '"';
    memcpy(end + 1, digits, DATE_LENGTH);
    end[DATE_LENGTH + 1] = '"';
}

void json_write_node(json_writer *w, json_node *node)
{
    const json_kind kind = json_kind_of(node);
    if (kind == JSON_KIND_OBJECT) {
        json_open_object(w);
        for (json_walk walk = json_members(node); json_next(&walk);) {
            json_write_named(w, walk.name.data, walk.name.length);
            json_write_node(w, walk.value);
        }
        json_close_object(w);
    } else if (kind == JSON_KIND_ARRAY) {
        json_open_array(w);
        for (size_t i = 0; i < json_count(node); i++)
            json_write_node(w, json_element(node, i));
        json_close_array(w);
    } else if (kind == JSON_KIND_STRING) {
        const text t = json_text(node);
        json_write_string(w, t.data, t.length);
    } else if (kind == JSON_KIND_BOOLEAN) {
        json_write_boolean(w, node_boolean(node));
    } else if (kind == JSON_KIND_INTEGER) {
        json_write_integer(w, node_integer(node));
    } else {
        json_write_null(w); /* packs hold no reals */
    }
}
