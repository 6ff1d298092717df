/*
 * Saying messages: message.h has their form.
 *
 * A text is walked once, without being compiled: messages are short and are said to people, not in
 * a loop over cases. A part of a choice is a text of the same form, so the walk calls itself; the
 * depth is that of the brackets, which is bounded where a text is read. What a name stands for is
 * looked for where it is met. A name without a value, which no text that was checked has, says
 * nothing.
 */
#include "base/message.h"

#include <assert.h>

typedef struct {
    const message_sink *sink;
    const message_language *language; /* of the text; NULL: English */
    const void *values;
    size_t joined; /* how often ^ or ~ was met */
    bool solid;
} saying;

static void say_text(saying *s, const char *at, const char *end);

/* Languages ----------------------------------------------------------------------------------- */

static const plural_form english_plurals[] = {{"one", {"1"}}};
static const message_language english = {"en", NULL, english_plurals, 1};

/* "12", "*2": a number, or those that end so. */
static bool is_of(int64_t number, const char *form)
{
    const bool ends = *form == '*';
    int64_t wanted = 0, unit = 1;
    for (form += ends; *form; form++) {
        wanted = wanted * 10 + (*form - '0');
        unit *= 10;
    }
    return ends ? number % unit == wanted : number == wanted;
}

static bool takes(const plural_form *f, int64_t number)
{
    bool any = false;
    for (const char *const *n = f->numbers; *n; n++) {
        if (**n == '!' && is_of(number, *n + 1))
            return false;
        any = any || (**n != '!' && is_of(number, *n));
    }
    return any;
}

size_t message_plural(const message_language *language, int64_t number)
{
    if (!language)
        language = &english;
    size_t i = 0;
    while (i < language->plural_count && !takes(&language->plurals[i], number))
        i++;
    return i;
}

/* The text, and the language that it is in; NULL: English. */
static const char *text_of(const messages *in, message_id id, const message_language **language)
{
    for (size_t i = 0; in && i < in->count; i++) {
        *language = &in->languages[i];
        if (in->languages[i].texts[id])
            return in->languages[i].texts[id];
    }
    *language = NULL;
    return message_english(id);
}

const char *message_text(const messages *in, message_id id)
{
    const message_language *language;
    return text_of(in, id, &language);
}

const char *message_translated(const messages *in, message_id id)
{
    const message_language *language;
    const char *said = text_of(in, id, &language);
    return language ? said : NULL;
}

/* Values -------------------------------------------------------------------------------------- */

static bool find(const saying *s, const char *name, size_t length, message_value *out)
{
    if (s->sink->find)
        return s->sink->find(s->values, name, length, out);
    for (const message_value *v = s->values; v && v->name; v++) {
        if (strncmp(v->name, name, length) == 0 && !v->name[length]) {
            *out = *v;
            return true;
        }
    }
    assert(false && "a message asks for a value that is not given");
    return false;
}

static void put(const saying *s, const char *words, size_t length)
{
    (s->solid ? s->sink->solid : s->sink->words)(s->sink->to, words, length);
}

static void put_number(const saying *s, int64_t number)
{
    char digits[24];
    size_t at = sizeof digits;
    uint64_t size = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    do
        digits[--at] = (char)('0' + size % 10);
    while (size /= 10);
    if (number < 0)
        digits[--at] = '-';
    put(s, digits + at, sizeof digits - at);
}

static void put_code(const saying *s, const char *code)
{
    while (*code) {
        const size_t part = strcspn(code, "_");
        put(s, code, part);
        code += part;
        if (*code) {
            put(s, " ", 1);
            code++;
        }
    }
}

static void say_in(const message_sink *sink, message_id id, const void *values, bool solid)
{
    message_sink plain = *sink;
    saying s = {.sink = &plain, .values = values, .solid = solid};
    const char *words = text_of(sink->in, id, &s.language);
    say_text(&s, words, words + strlen(words));
}

/* "2 September 2024", in one piece. */
static void put_date(const saying *s, reunify_date date)
{
    char iso[11];
    message_sink sink = *s->sink;
    sink.find = NULL;
    if (date == REUNIFY_DATE_NONE) {
        say_in(&sink, MSG_NO_DATE, NULL, false);
        return;
    }
    date_write(date, iso);
    const int month = (iso[5] - '0') * 10 + iso[6] - '0', day = (iso[8] - '0') * 10 + iso[9] - '0';
    const int year =
        (iso[0] - '0') * 1000 + (iso[1] - '0') * 100 + (iso[2] - '0') * 10 + iso[3] - '0';
    const message_value values[] = {of_number("day", day),
                                    of_choice("month", month - 1),
                                    of_number("year", year),
                                    {.name = NULL}};
    say_in(&sink, MSG_DATE, values, true);
}

static void put_value(const saying *s, const message_value *v)
{
    message_sink sink = *s->sink;
    switch ((said_kind)v->kind) {
    case SAID_TEXT:
        put(s, v->of ? v->of : "", v->of ? strlen(v->of) : 0);
        break;
    case SAID_ID:
        sink.solid(sink.to, v->of ? v->of : "?", v->of ? strlen(v->of) : 1);
        break;
    case SAID_CODE:
        put_code(s, v->of ? v->of : "");
        break;
    case SAID_DATE:
        put_date(s, (reunify_date)v->number);
        break;
    case SAID_NUMBER:
        put_number(s, v->number);
        break;
    case SAID_MESSAGE:
        sink.find = NULL;
        say_in(&sink, (message_id)v->number, NULL, s->solid);
        break;
    case SAID_PART:
        v->say(sink.to, v);
        break;
    case SAID_NONE:
        break;
    }
}

/* The text ------------------------------------------------------------------------------------ */

const char *message_closing(const char *at, const char *end)
{
    for (size_t depth = 1; at < end; at++) {
        depth += *at == '{' || *at == '[';
        depth -= *at == '}' || *at == ']';
        if (!depth)
            break;
    }
    return at;
}

size_t message_parts(const char *at, const char *end)
{
    size_t count = 1;
    for (; at < end; at++) {
        if (*at == '{' || *at == '[')
            at = message_closing(at + 1, end);
        count += at < end && *at == '|';
    }
    return count;
}

/* The slot of a name; a new one behind the others where it is new. */
static message_slot *slot_of(message_slot *slots, size_t *count, const char *name, size_t length)
{
    for (size_t i = 0; i < *count; i++)
        if (slots[i].length == length && strncmp(slots[i].name, name, length) == 0)
            return &slots[i];
    if (*count == MOST_MESSAGE_VALUES)
        return NULL;
    slots[*count] = (message_slot){.name = name, .length = length};
    return &slots[(*count)++];
}

size_t message_slots(message_id id, message_slot out[MOST_MESSAGE_VALUES])
{
    const char *at = message_english(id), *end = at + strlen(at);
    size_t count = 0;
    for (; at < end; at++) {
        if (*at != '{' && *at != '[')
            continue;
        const char *name = at + 1, *stop = name + strcspn(name, "}#:?");
        message_slot *slot = slot_of(out, &count, name, (size_t)(stop - name));
        if (!slot)
            continue;
        slot->number = slot->number || *stop == '#';
        slot->asked_for = slot->asked_for || *stop == '?';
        if (*stop == ':')
            slot->parts = message_parts(stop + 1, message_closing(stop + 1, end));
    }
    return count;
}

/* The end of a part: the bar behind it that is in no bracket of its own. */
static const char *part_end(const char *at, const char *end)
{
    while (at < end && *at != '|') {
        if (*at == '{' || *at == '[')
            at = message_closing(at + 1, end);
        at += at < end;
    }
    return at;
}

/* The part of that number, the last where there are not so many. */
static void say_part(saying *s, const char *at, const char *end, size_t which)
{
    const char *stop = part_end(at, end);
    for (; which && stop < end; which--) {
        at = stop + 1;
        stop = part_end(at, end);
    }
    say_text(s, at, stop);
}

/* What stands in a pair of braces. */
static void say_braces(saying *s, const char *at, const char *end)
{
    const char *name = at;
    message_value v;
    while (at < end && *at != ':' && *at != '#')
        at++;
    if (!find(s, name, (size_t)(at - name), &v))
        return;
    if (at + 1 >= end)
        put_value(s, &v);
    else if (*at == '#')
        say_part(s, at + 1, end, message_plural(s->language, v.number));
    else
        say_part(s, at + 1, end, v.number < 0 ? 0 : (size_t)v.number);
}

/* "[name?a|b]" */
static void say_brackets(saying *s, const char *at, const char *end)
{
    const char *name = at;
    message_value v;
    while (at < end && *at != '?')
        at++;
    if (at == end || !find(s, name, (size_t)(at - name), &v))
        return;
    const char *stop = part_end(at + 1, end);
    if (v.given)
        say_text(s, at + 1, stop);
    else if (stop < end)
        say_text(s, stop + 1, end);
}

/* "^", "~" or "~(at first)" */
static const char *say_joint(saying *s, const char *at, const char *end)
{
    const bool spaced = *at++ == '~', own = at < end && *at == '(';
    const char *stop = own ? memchr(at, ')', (size_t)(end - at)) : at;
    if (!stop)
        stop = end;
    if (s->joined++) {
        message_sink sink = *s->sink;
        sink.find = NULL;
        say_in(&sink, MSG_LIST_AND, NULL, s->solid);
    } else if (own) {
        put(s, at + 1, (size_t)(stop - at - 1));
    } else if (spaced) {
        put(s, " ", 1);
    }
    return own && stop < end ? stop + 1 : stop;
}

/* Where what is no plain word begins. */
static const char *plain_end(const char *at, const char *end)
{
    while (at < end && *at != '{' && *at != '[' && *at != '^' && *at != '~')
        at++;
    return at;
}

static const char *say_in_brackets(saying *s, const char *at, const char *end)
{
    const char *inside = at + 1, *stop = message_closing(inside, end);
    if (*at == '{')
        say_braces(s, inside, stop);
    else
        say_brackets(s, inside, stop);
    return stop + (stop < end);
}

static void say_text(saying *s, const char *at, const char *end)
{
    while (at < end) {
        const char *plain = at;
        at = plain_end(at, end);
        if (at > plain)
            put(s, plain, (size_t)(at - plain));
        if (at < end)
            at = *at == '{' || *at == '[' ? say_in_brackets(s, at, end) : say_joint(s, at, end);
    }
}

void message_say(const message_sink *sink, message_id id, const void *values)
{
    say_in(sink, id, values, false);
}

void message_say_value(const message_sink *sink, const message_value *value)
{
    const saying s = {.sink = sink};
    put_value(&s, value);
}

static void add_words(void *to, const char *words, size_t length)
{
    buffer_add(to, words, length);
}

message_sink message_to_buffer(const messages *in, buffer *b)
{
    return (message_sink){.in = in, .to = b, .words = add_words, .solid = add_words};
}
