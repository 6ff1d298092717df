/*
 * The library's own sentences for a host that draws a page of its own, in a profile's languages.
 *
 * Values come as texts, two lists of names and of values, so that any language can give them. What
 * the English text of a message says of each (a number, one of several, asked for and so perhaps
 * absent) decides how its text is read, and whether it has to be there. All of that is checked
 * before anything is said: whether a call fails depends neither on the language nor on what other
 * values choose.
 */
#include "profile/profile.h"

#include <stdio.h>

/* The values of a message, by its slots. */
typedef struct {
    message_slot slots[MOST_MESSAGE_VALUES];
    message_value values[MOST_MESSAGE_VALUES];
    char names[MOST_MESSAGE_VALUES][40]; /* for faults to tell; embed_messages.py counts */
    size_t count;
} said_values;

static const char *id_at(const void *of, size_t index)
{
    (void)of;
    return message_name((message_id)index);
}

static const char *name_at(const void *of, size_t index)
{
    return ((const said_values *)of)->names[index];
}

static void start(said_values *v, message_id id)
{
    v->count = message_slots(id, v->slots);
    for (size_t i = 0; i < v->count; i++) {
        snprintf(v->names[i], sizeof v->names[i], "%.*s", (int)v->slots[i].length,
                 v->slots[i].name);
        v->values[i] = (message_value){.name = v->names[i], .kind = SAID_NONE};
    }
}

/* Digits, with a minus before them at most. */
static bool read_number(const char *from, int64_t *out)
{
    enum { MOST_DIGITS = 18 };
    const bool minus = *from == '-';
    const size_t digits = strspn(from + minus, "0123456789");
    if (!digits || digits > MOST_DIGITS || from[minus + digits])
        return false;
    *out = 0;
    for (size_t i = 0; i < digits; i++)
        *out = *out * 10 + (from[minus + i] - '0');
    *out = minus ? -*out : *out;
    return true;
}

static reunify_status read_value(const message_slot *slot, const char *given, message_value *out,
                                 reunify_error *error)
{
    if (!utf8_valid(given, strlen(given)))
        return error_add(error, REUNIFY_ARGUMENT, "bad_argument", NULL,
                         "the value \"%s\" is not UTF-8", out->name);
    *out = of_text(out->name, given);
    if (!slot->number && !slot->parts)
        return REUNIFY_OK;
    out->kind = slot->number ? SAID_NUMBER : SAID_NONE;
    const bool good = read_number(given, &out->number);
    if (!slot->parts && !good)
        return error_add(error, REUNIFY_ARGUMENT, "bad_argument", NULL,
                         "the value \"%s\" is a number: expected digits", out->name);
    if (slot->parts && (!good || out->number < 0 || out->number >= (int64_t)slot->parts))
        return error_add(error, REUNIFY_ARGUMENT, "bad_argument", NULL,
                         "the value \"%s\" chooses one of several: expected a number from 0 to %zu",
                         out->name, slot->parts - 1);
    return REUNIFY_OK;
}

/* The place of a name among the values of the message; their count where it has none such. */
static size_t place_of(const said_values *v, const char *name, size_t length)
{
    size_t at = 0;
    while (at < v->count &&
           (v->slots[at].length != length || strncmp(v->slots[at].name, name, length) != 0))
        at++;
    return at;
}

static reunify_status take(said_values *v, const char *name, const char *given,
                           reunify_error *error)
{
    char message[ERROR_MESSAGE];
    if (!name)
        return error_argument(error, "a name is NULL");
    const text wanted = {name, strlen(name)};
    const size_t at = place_of(v, wanted.data, wanted.length);
    if (at == v->count) {
        words_tell(error, message, "there is no such value in this sentence; its values:",
                   &(word_list){name_at, v, v->count}, wanted);
        return error_add(error, REUNIFY_ARGUMENT, "bad_argument", NULL, "%s", message);
    }
    if (v->values[at].given)
        return error_add(error, REUNIFY_ARGUMENT, "bad_argument", NULL,
                         "the value \"%s\" is given twice", v->names[at]);
    return given ? read_value(&v->slots[at], given, &v->values[at], error) : REUNIFY_OK;
}

static reunify_status read_values(said_values *v, const char *const *names,
                                  const char *const *values, size_t count, reunify_error *error)
{
    for (size_t i = 0; i < count; i++) {
        const reunify_status status = take(v, names[i], values[i], error);
        if (status)
            return status;
    }
    for (size_t i = 0; i < v->count; i++)
        if (!v->values[i].given && !v->slots[i].asked_for)
            return error_add(error, REUNIFY_ARGUMENT, "bad_argument", NULL,
                             "the sentence needs the value \"%s\"", v->names[i]);
    return REUNIFY_OK;
}

/* For who says: each name of the message has a value, if only one that is not given. */
static bool find(const void *values, const char *name, size_t length, message_value *out)
{
    const said_values *v = values;
    const size_t at = place_of(v, name, length);
    if (at < v->count)
        *out = v->values[at];
    return at < v->count;
}

static reunify_status finish(buffer *b, reunify_text **out, reunify_error *error)
{
    return buffer_finish(b, out) ? error_no_memory(error) : REUNIFY_OK;
}

static reunify_status unknown(const char *id, size_t length, reunify_error *error)
{
    char message[ERROR_MESSAGE];
    words_tell(error, message,
               "there is no message of this id; known:", &(word_list){id_at, NULL, MESSAGE_COUNT},
               (text){id, length});
    return error_add(error, REUNIFY_NOT_FOUND, "unknown_message", NULL, "%s", message);
}

reunify_status reunify_profile_say(const reunify_profile *p, const char *id, size_t length,
                                   const char *const *names, const char *const *values,
                                   size_t count, reunify_text **out, reunify_error *error)
{
    said_values v;
    buffer said;
    reunify_error_clear(error);
    if (!out)
        return error_argument(error, "out is NULL");
    *out = NULL;
    if (!p || !id || (count && (!names || !values)))
        return error_argument(error, "the profile, the id or a list of values is NULL");
    const message_id message = message_named(id, length);
    if (message == MESSAGE_COUNT)
        return unknown(id, length, error);
    start(&v, message);
    const reunify_status status = read_values(&v, names, values, count, error);
    if (status)
        return status;
    buffer_start(&said, p->context);
    message_sink sink = message_to_buffer(&p->spoken, &said);
    sink.find = find;
    message_say(&sink, message, &v);
    return finish(&said, out, error);
}

reunify_status reunify_profile_say_date(const reunify_profile *p, reunify_date date,
                                        reunify_text **out, reunify_error *error)
{
    buffer said;
    reunify_error_clear(error);
    if (!out)
        return error_argument(error, "out is NULL");
    *out = NULL;
    if (!p || date < REUNIFY_DATE_MIN || date > REUNIFY_DATE_MAX)
        return error_argument(error, "the profile is NULL, or the date is none of the calendar");
    buffer_start(&said, p->context);
    const message_sink sink = message_to_buffer(&p->spoken, &said);
    const message_value value = of_date("date", date);
    message_say_value(&sink, &value);
    return finish(&said, out, error);
}
