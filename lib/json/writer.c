/* Writing canonical JSON. Failure sticks in the buffer. */
#include "json/json.h"

json_writer json_writer_to(buffer *out)
{
    return (json_writer){.out = out, .comma = false};
}

/* Before every value and name. */
static void begin(json_writer *w)
{
    if (w->comma)
        buffer_add_char(w->out, ',');
    w->comma = true;
}

static void open_with(json_writer *w, char bracket)
{
    begin(w);
    buffer_add_char(w->out, bracket);
    w->comma = false;
}

static void close_with(json_writer *w, char bracket)
{
    buffer_add_char(w->out, bracket);
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

static bool plain(char c)
{
    return (unsigned char)c >= 0x20 && c != '"' && c != '\\';
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

static void add_quoted(buffer *out, const char *data, size_t length)
{
    size_t start = 0;
    buffer_add_char(out, '"');
    for (size_t i = 0; i < length; i++) {
        if (plain(data[i]))
            continue;
        buffer_add(out, data + start, i - start);
        add_escape(out, data[i]);
        start = i + 1;
    }
    buffer_add(out, data + start, length - start);
    buffer_add_char(out, '"');
}

/* Behind a name: its value comes without a comma. */
static void end_name(json_writer *w)
{
    buffer_add_char(w->out, ':');
    w->comma = false;
}

void json_write_name(json_writer *w, const char *name)
{
    begin(w);
    buffer_add_char(w->out, '"');
    buffer_add_text(w->out, name);
    buffer_add_char(w->out, '"');
    end_name(w);
}

void json_write_named(json_writer *w, const char *name, size_t length)
{
    begin(w);
    add_quoted(w->out, name, length);
    end_name(w);
}

void json_write_string(json_writer *w, const char *data, size_t length)
{
    if (!data) {
        json_write_null(w);
        return;
    }
    begin(w);
    add_quoted(w->out, data, length);
}

void json_write_text(json_writer *w, const char *data)
{
    json_write_string(w, data, data ? strlen(data) : 0);
}

void json_write_integer(json_writer *w, int64_t value)
{
    begin(w);
    buffer_add_integer(w->out, value);
}

void json_write_thousandths(json_writer *w, int64_t thousandths)
{
    const uint64_t size = thousandths < 0 ? 0 - (uint64_t)thousandths : (uint64_t)thousandths;
    const unsigned rest = (unsigned)(size % 1000);
    const char decimals[] = {'.', (char)('0' + rest / 100), (char)('0' + rest / 10 % 10),
                             (char)('0' + rest % 10)};
    begin(w);
    if (thousandths < 0)
        buffer_add_char(w->out, '-');
    buffer_add_integer(w->out, (int64_t)(size / 1000));
    if (rest)
        buffer_add(w->out, decimals, rest % 10 ? 4 : rest % 100 ? 3 : 2);
}

void json_write_boolean(json_writer *w, bool value)
{
    begin(w);
    buffer_add_text(w->out, value ? "true" : "false");
}

void json_write_null(json_writer *w)
{
    begin(w);
    buffer_add_text(w->out, "null");
}

void json_write_date(json_writer *w, reunify_date date)
{
    if (date == REUNIFY_DATE_NONE) {
        json_write_null(w);
        return;
    }
    begin(w);
    buffer_add_char(w->out, '"');
    buffer_add_date(w->out, date);
    buffer_add_char(w->out, '"');
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
