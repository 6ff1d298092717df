/*
 * The host's own members may hold anything that the grammar of JSON allows: names that come twice,
 * numbers of any size, brackets nested ever so deep, texts of any length. A parser and limits that
 * are right for the rest would refuse that. So such values are taken out of a copy of the text
 * before it is parsed; the copy has the same lines and offsets, so that a place in it is one in the
 * document. From a flaw on all stays as it is: the parser says what it is.
 */
#include "json/foreign.h"
#include "json/json.h"

static void blank(char *from, const char *end)
{
    *from++ = '0';
    for (; from < end; from++)
        if (*from != '\n')
            *from = ' ';
}

/* Behind a foreign name: the value is blanked where it is one. */
static void blank_value(json_scan *s, char *copy)
{
    size_t doubled;
    while (s->at < s->end && *s->at != ':' && strchr(" \t\r\n", *s->at))
        s->at++;
    if (s->at == s->end || *s->at != ':')
        return;
    s->at++;
    if (json_scan_kind(s) == JSON_KIND_NONE)
        return;
    char *from = copy + (s->at - s->start);
    if (json_scan_skip(s, false, &doubled))
        blank(from, copy + (s->at - s->start));
}

static void blank_values(json_scan *s, char *copy)
{
    text string;
    const char *quote;
    while ((quote = memchr(s->at, '"', (size_t)(s->end - s->at))) != NULL) {
        s->at = quote;
        if (!json_scan_string(s, &string))
            return;
        if (text_is_foreign(string.data, string.length))
            blank_value(s, copy);
    }
}

char *json_without_foreign(arena *a, const char *data, size_t length)
{
    char *copy = arena_text(a, data, length);
    if (!copy)
        return NULL;
    json_scan s;
    json_scan_start(&s, a->context, data, length);
    blank_values(&s, copy);
    json_scan_stop(&s);
    return s.no_memory ? NULL : copy;
}
