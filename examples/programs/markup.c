/*
 * Text in XML and HTML. Widths are those of a wide font without serifs, in hundredths of its size:
 * a drawing cannot ask how wide the reader's font is, and labels that have room in this one have
 * room in narrower ones too.
 */
#include "markup.h"

#include <string.h>

/* The number of a character of so many bytes. */
static unsigned long character_at(const char *text, size_t length)
{
    unsigned long value = (unsigned char)*text;
    if (length < 2)
        return value;
    value &= 0xFFu >> (length + 1);
    for (size_t i = 1; i < length; i++)
        value = value << 6 | ((unsigned char)text[i] & 0x3Fu);
    return value;
}

/* Control characters, what turns the direction, and what is no character. */
static bool is_barred(unsigned long c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069) || (c & 0xFFFE) == 0xFFFE;
}

static const char *escape_of(char c)
{
    static const char *const escapes[][2] = {
        {"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {"\"", "&quot;"}, {"'", "&#39;"}};
    for (size_t i = 0; i < sizeof escapes / sizeof *escapes; i++)
        if (c == escapes[i][0][0])
            return escapes[i][1];
    return NULL;
}

void add_markup(buffer *to, const char *text, size_t length)
{
    const char *end = text + length;
    while (text < end) {
        const size_t bytes = character_length(text);
        const char *escaped = escape_of(*text);
        if (!bytes)
            add_text(to, "\xEF\xBF\xBD");
        else if (escaped)
            add_text(to, escaped);
        else if (is_barred(character_at(text, bytes)))
            add_text(to, " ");
        else
            add_bytes(to, text, bytes);
        text += bytes ? bytes : 1;
    }
}

void add_markup_text(buffer *to, const char *text)
{
    add_markup(to, text, strlen(text));
}

/* Widths -------------------------------------------------------------------------------------- */

static int width_of(unsigned long c)
{
    if (c >= 0x80)
        return c < 0x800 ? 80 : 105;
    if (strchr(" .,:;'|ijlI", (int)c))
        return 36;
    if (strchr("()[]/-!ftr\"", (int)c))
        return 46;
    if (strchr("mMWw@%", (int)c))
        return 102;
    if (strchr("#&+<=>^~", (int)c) || (c >= 'A' && c <= 'Z'))
        return 86;
    return 66;
}

/* The width of the character at `text`, and how many bytes it has. */
static int character_width(const char *text, size_t *bytes)
{
    const size_t length = character_length(text);
    *bytes = length ? length : 1;
    return width_of(length ? character_at(text, length) : 0xFFFD);
}

int text_width(const char *text, size_t length, int size)
{
    enum { MOST = 1 << 20 };
    int hundredths = 0;
    for (size_t at = 0, bytes; at < length && hundredths < MOST; at += bytes)
        hundredths += character_width(text + at, &bytes);
    return (hundredths * size + 99) / 100;
}

size_t bytes_of_line(const char *text, int size, int width)
{
    int hundredths = 0;
    size_t at = 0, word_end = 0;
    while (text[at]) {
        size_t bytes;
        hundredths += character_width(text + at, &bytes);
        if (text[at] == ' ')
            word_end = at;
        if (at && hundredths * size > width * 100)
            return word_end ? word_end : at;
        at += bytes;
    }
    return at;
}
