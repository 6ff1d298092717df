/* Text that grows, by doubling. Failures are kept, so that callers look once, at the end. */
#include "buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool make_room(buffer *to, size_t more)
{
    const size_t need = to->length + more + 1, doubled = to->capacity * 2;
    if (need <= to->capacity)
        return true;
    char *data = realloc(to->data, doubled > need ? doubled : need);
    if (!data) {
        to->failed = true;
        return false;
    }
    to->data = data;
    to->capacity = doubled > need ? doubled : need;
    return true;
}

void add_bytes(buffer *to, const char *data, size_t length)
{
    if (!make_room(to, length))
        return;
    if (length)
        memcpy(to->data + to->length, data, length);
    to->length += length;
    to->data[to->length] = '\0';
}

void add_text(buffer *to, const char *text)
{
    add_bytes(to, text, strlen(text));
}

void add_format(buffer *to, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    const int length = vsnprintf(NULL, 0, format, values);
    va_end(values);
    if (length < 0 || !make_room(to, (size_t)length)) {
        to->failed = true;
        return;
    }
    va_start(values, format);
    vsnprintf(to->data + to->length, (size_t)length + 1, format, values);
    va_end(values);
    to->length += (size_t)length;
}

size_t character_length(const char *at)
{
    const unsigned char *text = (const unsigned char *)at;
    static const unsigned least[] = {0, 0, 0x80, 0x800, 0x10000};
    const size_t length = text[0] < 0x80             ? 1
                          : (text[0] & 0xE0) == 0xC0 ? 2
                          : (text[0] & 0xF0) == 0xE0 ? 3
                          : (text[0] & 0xF8) == 0xF0 ? 4
                                                     : 0;
    unsigned value = length > 1 ? text[0] & (0xFFu >> (length + 1)) : text[0];
    for (size_t i = 1; i < length; i++) {
        if ((text[i] & 0xC0) != 0x80)
            return 0;
        value = value << 6 | (text[i] & 0x3Fu);
    }
    const bool good = value >= least[length] && value <= 0x10FFFF && value >> 11 != 0x1B;
    return good ? length : 0;
}

void add_json_string(buffer *to, const char *text)
{
    add_bytes(to, "\"", 1);
    while (*text) {
        const size_t length = character_length(text);
        if (!length)
            add_text(to, "\xEF\xBF\xBD");
        else if (*text == '"' || *text == '\\')
            add_format(to, "\\%c", *text);
        else if ((unsigned char)*text < 0x20)
            add_format(to, "\\u%04x", (unsigned)*text);
        else
            add_bytes(to, text, length);
        text += length ? length : 1;
    }
    add_bytes(to, "\"", 1);
}

void add_csv_text(buffer *to, const char *text)
{
    if (!text[strcspn(text, ",\"\r\n")]) {
        add_text(to, text);
        return;
    }
    add_bytes(to, "\"", 1);
    for (; *text; text++)
        add_bytes(to, *text == '"' ? "\"\"" : text, *text == '"' ? 2 : 1);
    add_bytes(to, "\"", 1);
}

void clear_buffer(buffer *b)
{
    enum { KEPT = 1 << 20 };
    if (b->capacity > KEPT)
        free_buffer(b);
    b->length = 0;
    b->failed = false;
}

void free_buffer(buffer *b)
{
    free(b->data);
    *b = (buffer){NULL, 0, 0, false};
}
