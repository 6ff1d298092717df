/*
 * The host's own members may hold anything that the grammar of JSON allows: names that come twice,
 * numbers of any size, brackets nested ever so deep, texts of any length. A parser and limits that
 * are right for the rest would refuse that. So such values are taken out of a copy of the text
 * before it is parsed; the copy has the same lines and offsets, so that a place in it is one in the
 * document.
 *
 * Nothing here recurses: for each open bracket one bit says which kind it is.
 */
#include "json/foreign.h"

typedef struct {
    const char *data;
    size_t length, at;
    unsigned char *objects; /* a bit for each open bracket */
    size_t depth;
} walker;

static int peek(const walker *w)
{
    return w->at < w->length ? (unsigned char)w->data[w->at] : -1;
}

static bool take(walker *w, int c)
{
    if (peek(w) != c)
        return false;
    w->at++;
    return true;
}

static void skip_space(walker *w)
{
    while (take(w, ' ') || take(w, '\t') || take(w, '\n') || take(w, '\r'))
        continue;
}

/* Strings ------------------------------------------------------------------------------------- */

static int hex_value(int c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Behind a backslash. */
static bool skip_escape(walker *w)
{
    const int c = peek(w);
    if (c <= 0 || !strchr("\"\\/bfnrtu", c))
        return false;
    w->at++;
    for (int i = 0; c == 'u' && i < 4; i++) {
        if (hex_value(peek(w)) < 0)
            return false;
        w->at++;
    }
    return true;
}

static bool skip_string(walker *w)
{
    if (!take(w, '"'))
        return false;
    const size_t start = w->at;
    while (peek(w) >= 0x20 && peek(w) != '"') {
        if (take(w, '\\')) {
            if (!skip_escape(w))
                return false;
        } else {
            w->at++;
        }
    }
    return utf8_valid(w->data + start, w->at - start) && take(w, '"');
}

/* The character at `*at` of a string, an escape resolved where it is of one byte; 0 for others. */
static int character(const char *data, size_t length, size_t *at)
{
    if (*at >= length)
        return 0;
    if (data[*at] != '\\')
        return (unsigned char)data[(*at)++];
    int value = 0;
    if (length - *at < 6 || data[*at + 1] != 'u')
        return 0;
    for (size_t i = 2; i < 6; i++)
        value = value * 16 + hex_value((unsigned char)data[*at + i]);
    *at += 6;
    return value > 0 && value < 0x80 ? value : 0;
}

/* Whether the string between the quotes begins with x_. */
static bool is_foreign(const char *data, size_t length)
{
    size_t at = 0;
    return character(data, length, &at) == 'x' && character(data, length, &at) == '_';
}

/* Values -------------------------------------------------------------------------------------- */

static bool skip_digits(walker *w)
{
    const size_t start = w->at;
    while (peek(w) >= '0' && peek(w) <= '9')
        w->at++;
    return w->at > start;
}

static bool skip_number(walker *w)
{
    take(w, '-');
    if (!take(w, '0') && !skip_digits(w))
        return false;
    if (take(w, '.') && !skip_digits(w))
        return false;
    if (!take(w, 'e') && !take(w, 'E'))
        return true;
    if (!take(w, '+'))
        take(w, '-');
    return skip_digits(w);
}

static bool skip_scalar(walker *w)
{
    static const char *const words[] = {"true", "false", "null"};
    if (peek(w) == '"')
        return skip_string(w);
    for (size_t i = 0; i < LENGTH_OF(words); i++) {
        const size_t size = strlen(words[i]);
        if (w->length - w->at >= size && memcmp(w->data + w->at, words[i], size) == 0) {
            w->at += size;
            return true;
        }
    }
    return skip_number(w);
}

static bool skip_name(walker *w)
{
    skip_space(w);
    if (!skip_string(w))
        return false;
    skip_space(w);
    return take(w, ':');
}

static bool in_object(const walker *w)
{
    return w->objects[(w->depth - 1) / 8] >> ((w->depth - 1) % 8) & 1;
}

/* An opening bracket: true with the walker before a value, or behind what is empty. */
static bool open_bracket(walker *w, bool *empty)
{
    const bool object = peek(w) == '{';
    const unsigned char bit = (unsigned char)(1U << (w->depth % 8));
    unsigned char *byte = &w->objects[w->depth++ / 8];
    *byte = (unsigned char)(object ? *byte | bit : *byte & ~bit);
    w->at++;
    skip_space(w);
    *empty = take(w, object ? '}' : ']');
    if (*empty)
        w->depth--;
    return *empty || !object || skip_name(w);
}

/* Behind a value: closes what ends here; true with the walker before the next one, or at the end.
 */
static bool end_value(walker *w)
{
    while (w->depth) {
        skip_space(w);
        if (take(w, ','))
            return !in_object(w) || skip_name(w);
        if (!take(w, in_object(w) ? '}' : ']'))
            return false;
        w->depth--;
    }
    return true;
}

static bool skip_value(walker *w)
{
    w->depth = 0;
    do {
        skip_space(w);
        bool ended = true;
        const bool fine =
            peek(w) == '{' || peek(w) == '[' ? open_bracket(w, &ended) : skip_scalar(w);
        if (!fine || (ended && !end_value(w)))
            return false;
    } while (w->depth);
    return true;
}

/* The text ------------------------------------------------------------------------------------ */

static void blank(char *from, const char *end)
{
    *from++ = '0';
    for (; from < end; from++)
        if (*from != '\n')
            *from = ' ';
}

/* A string: where it is the name of a foreign member, its value is blanked. */
static void pass_string(walker *w, char *copy)
{
    const size_t start = w->at;
    if (!skip_string(w)) {
        w->at = w->length; /* broken from here on: the parser says how */
        return;
    }
    if (!is_foreign(w->data + start + 1, w->at - start - 2))
        return;
    walker value = *w;
    skip_space(&value);
    if (!take(&value, ':'))
        return;
    skip_space(&value);
    const size_t from = value.at;
    const bool whole = skip_value(&value);
    if (whole)
        blank(copy + from, copy + value.at);
    w->at = whole ? value.at : w->length; /* broken: looking on would take as long for each name */
}

char *json_without_foreign(arena *a, const char *data, size_t length)
{
    char *copy = arena_text(a, data, length);
    walker w = {.data = data, .length = length, .objects = arena_take(a, length / 8 + 1)};
    if (!copy || !w.objects)
        return NULL;
    while (w.at < length) {
        const char *quote = memchr(data + w.at, '"', length - w.at);
        w.at = quote ? (size_t)(quote - data) : length;
        if (quote)
            pass_string(&w, copy);
    }
    return copy;
}
