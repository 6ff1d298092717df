/*
 * Laying out JSON for people: a line a member, two spaces a level, empty lists in one piece.
 *
 * The text is one that the writer has made (writer.c), so it is not parsed: one pass over the bytes
 * knows brackets, commas and colons, and passes over strings, which end at the first quote that is
 * not escaped. So every document has one writer, and what is laid out cannot say anything else than
 * the compact form. The price is a second buffer; the first is wiped.
 */
#include "json/json.h"

static void add_line(buffer *out, size_t depth)
{
    static const char spaces[] = "                                ";
    buffer_add_char(out, '\n');
    for (size_t left = depth * 2; left;) {
        const size_t now = left < sizeof spaces - 1 ? left : sizeof spaces - 1;
        buffer_add(out, spaces, now);
        left -= now;
    }
}

/* The length of what starts here and stays as it is: a string, or a number or literal. */
static size_t token_length(const char *at, const char *end)
{
    const char *p = at;
    if (*p == '"') {
        for (p++; p < end && *p != '"'; p++)
            if (*p == '\\')
                p++;
        return p < end ? (size_t)(p - at) + 1 : (size_t)(end - at);
    }
    while (p < end && !strchr("{}[],:\"", *p))
        p++;
    return (size_t)(p - at);
}

reunify_status json_pretty(const buffer *compact, buffer *out)
{
    const char *at = buffer_data(compact), *end = at + compact->length;
    size_t depth = 0;
    for (; at < end && !out->failed; at++) {
        const bool empty = at + 1 < end && (at[1] == '}' || at[1] == ']');
        if ((*at == '{' || *at == '[') && empty) {
            buffer_add(out, at++, 2);
        } else if (*at == '{' || *at == '[') {
            buffer_add_char(out, *at);
            add_line(out, ++depth);
        } else if (*at == '}' || *at == ']') {
            depth -= depth != 0;
            add_line(out, depth);
            buffer_add_char(out, *at);
        } else if (*at == ',') {
            buffer_add_char(out, ',');
            add_line(out, depth);
        } else if (*at == ':') {
            buffer_add(out, ": ", 2);
        } else {
            const size_t length = token_length(at, end);
            buffer_add(out, at, length);
            at += length - 1;
        }
    }
    return compact->failed || out->failed ? REUNIFY_NO_MEMORY : REUNIFY_OK;
}

reunify_status json_finish(buffer *compact, bool pretty, reunify_text **out)
{
    if (!pretty)
        return buffer_finish(compact, out);
    *out = NULL;
    buffer laid_out;
    buffer_start(&laid_out, compact->context);
    const reunify_status status = json_pretty(compact, &laid_out);
    buffer_release(compact);
    if (!status)
        return buffer_finish(&laid_out, out);
    buffer_release(&laid_out);
    return status;
}
