/*
 * A strict scanner without memory or recursion: says which flaw a text has, or in which member a
 * byte stands.
 *
 * It runs only when a text was refused, and answers what the parser's own message does not: the
 * JSON Pointer of the place, with line and column in characters. It is asked in two ways. Without a
 * target it looks for the first flaw, by the grammar of JSON and nothing else. With one, the offset
 * of a byte that the parser or the survey disliked, it stops at the token that holds this byte, if
 * no flaw comes before.
 *
 * The open brackets are kept in a fixed stack as deep as any context allows; each level remembers
 * how long the pointer was before its present item, and is reset to that when the item ends. So the
 * pointer is always that of the token being read. Scanning functions are true while all is well;
 * false means that the answer is in the scanner: a flaw, or the target found.
 */
#include "json/locate.h"

enum { NAME_CUT = POINTER_NAME + 4 /* longer than a pointer takes: it says that it cuts */ };

typedef struct {
    size_t opened; /* where its bracket is */
    size_t index;  /* of the element, in an array */
    size_t mark;   /* the pointer's length before the element or member was pushed */
    bool object;
} level;

typedef struct {
    const char *data;
    size_t length, at, target;
    json_flaw flaw;
    size_t wrong; /* where the flaw or the target's token is */
    bool found;   /* the target's token was reached */
    size_t quote; /* of a string that is being scanned; JSON_NOTHING_OPEN */
    pointer where;
    size_t depth;
    level levels[MOST_DEPTH];
} scanner;

/* Bytes and characters ------------------------------------------------------------------------ */

static bool more(const scanner *s)
{
    return s->at < s->length;
}

/* The byte at the scanner, or -1 at the end. */
static int peek(const scanner *s)
{
    return more(s) ? (unsigned char)s->data[s->at] : -1;
}

static bool is_digit(int c)
{
    return c >= '0' && c <= '9';
}

static int hex_value(int c)
{
    if (is_digit(c))
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

int json_hex_four(const char *data, size_t length)
{
    int value = 0;
    if (length < 4)
        return -1;
    for (size_t i = 0; i < 4; i++) {
        const int digit = hex_value((unsigned char)data[i]);
        if (digit < 0)
            return -1;
        value = value * 16 + digit;
    }
    return value;
}

size_t json_character(const char *data, size_t length)
{
    const unsigned char lead = (unsigned char)data[0];
    const size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    return size <= length && utf8_valid(data, size) ? size : 0;
}

static bool fail(scanner *s, json_flaw flaw, size_t at)
{
    s->flaw = at < s->length || flaw == FLAW_DEPTH ? flaw : FLAW_END;
    s->wrong = at < s->length ? at : s->length;
    return false;
}

/* What stands here cannot: broken UTF-8 is said to be that, whatever was expected. */
static bool fail_unexpected(scanner *s, json_flaw flaw)
{
    if (more(s) && !json_character(s->data + s->at, s->length - s->at))
        flaw = FLAW_UTF8;
    return fail(s, flaw, s->at);
}

static void skip_space(scanner *s)
{
    while (more(s) && (peek(s) == ' ' || peek(s) == '\t' || peek(s) == '\n' || peek(s) == '\r'))
        s->at++;
}

/* True, and the scan ends, where the token that began at `start` and ends here holds the target. */
static bool at_target(scanner *s, size_t start)
{
    if (s->target >= s->at)
        return false;
    s->found = true;
    s->wrong = start;
    return true;
}

/* Strings ------------------------------------------------------------------------------------- */

static void encode(uint32_t point, json_escape *out)
{
    if (point < 0x80) {
        out->length = 1;
        out->data[0] = (char)point;
        return;
    }
    out->length = point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    for (size_t i = out->length; --i; point >>= 6)
        out->data[i] = (char)(0x80 | (point & 0x3F));
    static const unsigned char lead[] = {0, 0, 0xC0, 0xE0, 0xF0};
    out->data[0] = (char)(lead[out->length] | point);
}

/* \uXXXX, or two of them for a character past the basic plane; half of such a pair is none. */
static json_escape escape_unicode(const char *data, size_t length)
{
    json_escape e = {.taken = 0};
    const int first = json_hex_four(data + 2, length - 2);
    if (first < 0 || (first >= 0xDC00 && first <= 0xDFFF))
        return e;
    if (first < 0xD800 || first > 0xDFFF) {
        e.taken = 6;
        encode((uint32_t)first, &e);
        return e;
    }
    const int second =
        length > 8 && data[6] == '\\' && data[7] == 'u' ? json_hex_four(data + 8, length - 8) : -1;
    if (second < 0xDC00 || second > 0xDFFF)
        return e;
    e.taken = 12;
    encode(0x10000 + ((uint32_t)(first - 0xD800) << 10) + (uint32_t)(second - 0xDC00), &e);
    return e;
}

json_escape json_escape_at(const char *data, size_t length)
{
    static const char names[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
    json_escape e = {.taken = 0};
    if (length < 2)
        return e;
    if (data[1] == 'u')
        return escape_unicode(data, length);
    const char *found = data[1] ? strchr(names, data[1]) : NULL;
    if (found) {
        e.data[0] = values[found - names];
        e.length = 1;
        e.taken = 2;
    }
    return e;
}

size_t json_decoded_length(const char *data, size_t length)
{
    size_t total = 0;
    for (size_t at = 0; at < length;) {
        json_escape e = {.length = 1, .taken = 1};
        if (data[at] == '\\')
            e = json_escape_at(data + at, length - at);
        total += e.length;
        at += e.taken ? e.taken : 1; /* a wrong escape is the parser's to find */
    }
    return total;
}

/* A backslash: past its escape. */
static bool scan_escape(scanner *s)
{
    const json_escape e = json_escape_at(s->data + s->at, s->length - s->at);
    if (!e.taken)
        return fail(s, FLAW_ESCAPE, s->at);
    if (!e.data[0])
        return fail(s, FLAW_NUL, s->at);
    s->at += e.taken;
    return true;
}

static bool scan_string(scanner *s)
{
    s->quote = s->at;
    for (s->at++; more(s) && peek(s) != '"';) {
        if (peek(s) == '\\') {
            if (!scan_escape(s))
                return false;
            continue;
        }
        if (peek(s) < 0x20)
            return fail(s, FLAW_CONTROL, s->at);
        const size_t size = json_character(s->data + s->at, s->length - s->at);
        if (!size)
            return fail(s, FLAW_UTF8, s->at);
        s->at += size;
    }
    if (!more(s))
        return fail(s, FLAW_END, s->at);
    s->at++;
    s->quote = JSON_NOTHING_OPEN;
    return true;
}

/* Pushes a member's name, which was scanned: its escapes resolved, cut between two characters. */
static void push_name(scanner *s, const char *data, size_t length)
{
    char name[NAME_CUT];
    size_t size = 0;
    for (size_t at = 0; at < length;) {
        json_escape e = {.length = 0};
        if (data[at] == '\\') {
            e = json_escape_at(data + at, length - at);
        } else {
            e.length = e.taken = json_character(data + at, length - at);
            memcpy(e.data, data + at, e.length);
        }
        if (!e.taken || size + e.length > sizeof name)
            break;
        memcpy(name + size, e.data, e.length);
        size += e.length;
        at += e.taken;
    }
    pointer_push(&s->where, name, size);
}

/* Other scalars ------------------------------------------------------------------------------- */

static bool scan_digits(scanner *s)
{
    if (!is_digit(peek(s)))
        return fail_unexpected(s, FLAW_NUMBER);
    while (is_digit(peek(s)))
        s->at++;
    return true;
}

static bool scan_number(scanner *s)
{
    if (peek(s) == '-')
        s->at++;
    if (peek(s) == '0') {
        s->at++;
        if (is_digit(peek(s)))
            return fail(s, FLAW_NUMBER, s->at);
    } else if (!scan_digits(s)) {
        return false;
    }
    if (peek(s) == '.') {
        s->at++;
        if (!scan_digits(s))
            return false;
    }
    if (peek(s) == 'e' || peek(s) == 'E') {
        s->at++;
        if (peek(s) == '+' || peek(s) == '-')
            s->at++;
        return scan_digits(s);
    }
    return true;
}

static bool scan_literal(scanner *s)
{
    static const char *const words[] = {"true", "false", "null"};
    for (size_t i = 0; i < LENGTH_OF(words); i++) {
        const size_t size = strlen(words[i]);
        if (s->length - s->at >= size && memcmp(s->data + s->at, words[i], size) == 0) {
            s->at += size;
            return true;
        }
    }
    return fail_unexpected(s, FLAW_SYNTAX);
}

/* Structure ----------------------------------------------------------------------------------- */

/* "name": of the next member, and pushes it. */
static bool scan_name(scanner *s)
{
    skip_space(s);
    if (peek(s) != '"')
        return fail_unexpected(s, FLAW_NAME);
    const size_t start = s->at;
    if (!scan_string(s))
        return false;
    push_name(s, s->data + start + 1, s->at - start - 2);
    if (at_target(s, start))
        return false;
    skip_space(s);
    if (peek(s) != ':')
        return fail_unexpected(s, FLAW_COLON);
    s->at++;
    return true;
}

/* Pushes the element or member that comes next in the innermost container. */
static bool enter_item(scanner *s)
{
    level *in = &s->levels[s->depth - 1];
    in->mark = s->where.length;
    if (in->object)
        return scan_name(s);
    pointer_push_index(&s->where, in->index++);
    return true;
}

/*
 * An opening bracket: true with the scanner before a value, or behind the bracket that closes an
 * empty container.
 */
static bool open_container(scanner *s, bool *empty)
{
    if (s->depth == MOST_DEPTH)
        return fail(s, FLAW_DEPTH, s->at);
    const char open = s->data[s->at++];
    if (at_target(s, s->at - 1))
        return false;
    s->levels[s->depth++] = (level){.opened = s->at - 1, .object = open == '{'};
    skip_space(s);
    *empty = peek(s) == (open == '{' ? '}' : ']');
    if (!*empty)
        return enter_item(s);
    s->at++;
    s->depth--;
    return true;
}

/* One value, or the opening of one: `*open` when an element of it comes next. */
static bool scan_value(scanner *s, bool *open)
{
    skip_space(s);
    const size_t start = s->at;
    const int c = peek(s);
    bool empty = true, fine;
    if (c == '{' || c == '[')
        fine = open_container(s, &empty);
    else if (c == '"')
        fine = scan_string(s);
    else if (c == '-' || is_digit(c))
        fine = scan_number(s);
    else
        fine = scan_literal(s);
    *open = !empty;
    return fine && (*open || !at_target(s, start));
}

/* Behind a value: closes what ends here, and enters the next item where a comma stands. */
static bool scan_end_of_value(scanner *s)
{
    while (s->depth) {
        const level *in = &s->levels[s->depth - 1];
        pointer_pop(&s->where, in->mark);
        skip_space(s);
        if (peek(s) == ',') {
            s->at++;
            return enter_item(s);
        }
        if (peek(s) != (in->object ? '}' : ']'))
            return fail_unexpected(s, FLAW_COMMA);
        s->at++;
        s->depth--;
    }
    return true;
}

static void scan_document(scanner *s)
{
    bool open = false;
    skip_space(s);
    if (s->length - s->at >= 3 && memcmp(s->data + s->at, "\xEF\xBB\xBF", 3) == 0) {
        fail(s, FLAW_MARK, s->at);
        return;
    }
    if (peek(s) != '{' && peek(s) != '[') {
        fail_unexpected(s, FLAW_ROOT);
        return;
    }
    do {
        if (!scan_value(s, &open))
            return;
        if (!open && !scan_end_of_value(s))
            return;
    } while (s->depth);
    skip_space(s);
    if (more(s))
        fail_unexpected(s, FLAW_TRAILING);
}

static size_t innermost(const scanner *s)
{
    if (s->quote != JSON_NOTHING_OPEN)
        return s->quote;
    return s->depth ? s->levels[s->depth - 1].opened : JSON_NOTHING_OPEN;
}

static int32_t add_one(int32_t number)
{
    return number < INT32_MAX ? number + 1 : number;
}

void json_count_lines(const char *data, json_place *place)
{
    place->line = place->column = 1;
    json_count_on(data, 0, place);
}

void json_count_on(const char *data, size_t from, json_place *place)
{
    for (size_t i = from; i < place->offset; i++) {
        if (data[i] == '\n') {
            place->line = add_one(place->line);
            place->column = 1;
        } else if (((unsigned char)data[i] & 0xC0) != 0x80) {
            place->column = add_one(place->column);
        }
    }
}

void json_locate(const char *data, size_t length, size_t target, json_place *out)
{
    scanner s;
    s.data = data;
    s.length = length;
    s.at = s.wrong = s.depth = 0;
    s.target = target;
    s.flaw = FLAW_NONE;
    s.found = false;
    s.quote = JSON_NOTHING_OPEN;
    pointer_start(&s.where);
    scan_document(&s);
    out->flaw = s.flaw;
    out->offset = s.wrong;
    out->opened = innermost(&s);
    out->where = s.where;
    out->line = out->column = 0;
    if (s.found || s.flaw != FLAW_NONE)
        json_count_lines(data, out);
}
