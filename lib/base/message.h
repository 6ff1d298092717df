/*
 * The library's own sentences: what it says to people beside the texts of a pack.
 *
 * Each is a message with an id. English is built in, from messages.json; other languages are read
 * with a profile (profile/messages.c). A message that a language lacks is said in the next of the
 * chain, in English at last. The text of a message is words with these in them:
 *
 *   {name}           a value
 *   {name#}          a number
 *   {name#one|many}  what depends on a number: a part for each plural form of the language
 *   {name:a|b|c}     what depends on which of several it is; parts may hold values themselves
 *   [name?a|b]       a, where there is such a value, else b, which may be missing
 *   ^ ~              nothing and a space at first, then the joint of clauses: " and "
 *   ~(, dated )      the same with its own words at first
 *
 * So a sentence stands whole in one place, in the order of its own language. Values are given by
 * name; how they are written depends on where they are said (a page, a buffer), which is a sink.
 */
#ifndef REUNIFY_LIB_MESSAGE_H
#define REUNIFY_LIB_MESSAGE_H

#include "base/base.h"
#include "base/message_ids.h"

typedef uint16_t message_id; /* MSG_... */

/* Plural forms of a language, beside "other", which is the last: a number takes the first that has
 * it. A number that stands with a star before it is meant of all that end so, "!*12" of none. */
enum { MOST_PLURALS = 5, MOST_PLURAL_NUMBERS = 24 };
typedef struct {
    const char *name, *numbers[MOST_PLURAL_NUMBERS + 1]; /* ended by NULL */
} plural_form;

typedef struct {
    const char *tag;
    const char *const *texts; /* by message; NULL: not said in this language */
    const plural_form *plurals;
    size_t plural_count;
} message_language;

/* Languages in order of preference, which go before English. NULL stands for none. */
typedef struct {
    const message_language *languages;
    size_t count;
} messages;

/* Of English, and of every other language alike. */
const char *message_name(message_id id);
const char *message_english(message_id id);
/* MESSAGE_COUNT where there is no such message. */
message_id message_named(const char *name, size_t length);
/* Which form of a language a number takes, from 0; the last is "other". */
size_t message_plural(const message_language *language, int64_t number);
/* Where a bracket's text ends: at the one that closes it, or at `end`. */
const char *message_closing(const char *at, const char *end);
/* How many parts stand between the bars of a bracket's text. */
size_t message_parts(const char *at, const char *end);

/* What the English text of a message says of one of its values. */
enum { MOST_MESSAGE_VALUES = 16 };
typedef struct {
    const char *name; /* in the text: it does not end in NUL */
    size_t length;
    bool number, asked_for; /* it is one; [name?...] asks whether there is one */
    size_t parts;           /* of a choice; 0: it is none */
} message_slot;
/* In order of first use; how many. */
size_t message_slots(message_id id, message_slot out[MOST_MESSAGE_VALUES]);

/* Values -------------------------------------------------------------------------------------- */

typedef struct message_value message_value;

typedef enum {
    SAID_NONE,   /* said as nothing: it is only asked for, or chosen by */
    SAID_TEXT,   /* as it stands */
    SAID_ID,     /* in one piece */
    SAID_CODE,   /* underscores read as spaces */
    SAID_DATE,   /* in one piece */
    SAID_NUMBER, /* as digits */
    SAID_MESSAGE,
    SAID_PART /* what `say` says */
} said_kind;

struct message_value {
    const char *name; /* NULL: behind the last */
    const void *of;
    void (*say)(void *to, const message_value *value);
    int64_t number; /* the number, the day, the message; which of several */
    uint8_t kind;
    uint8_t place; /* for who says a part */
    bool given;
};

#define VALUES(...)                                                                                \
    (const message_value[])                                                                        \
    {                                                                                              \
        __VA_ARGS__,                                                                               \
        {                                                                                          \
            .name = NULL                                                                           \
        }                                                                                          \
    }

static inline message_value of_text(const char *name, const char *words)
{
    return (message_value){.name = name, .of = words, .kind = SAID_TEXT, .given = words != NULL};
}

static inline message_value of_id(const char *name, const char *id)
{
    return (message_value){.name = name, .of = id, .kind = SAID_ID, .given = id != NULL};
}

static inline message_value of_code(const char *name, const char *code)
{
    return (message_value){.name = name, .of = code, .kind = SAID_CODE, .given = code != NULL};
}

static inline message_value of_date(const char *name, reunify_date date)
{
    return (message_value){
        .name = name, .number = date, .kind = SAID_DATE, .given = date != REUNIFY_DATE_NONE};
}

static inline message_value of_number(const char *name, int64_t number)
{
    return (message_value){
        .name = name, .number = number, .kind = SAID_NUMBER, .given = number != 0};
}

static inline message_value of_message(const char *name, message_id id)
{
    return (message_value){.name = name, .number = id, .kind = SAID_MESSAGE, .given = true};
}

/* Which of the parts of a choice, from 0. */
static inline message_value of_choice(const char *name, int64_t which)
{
    return (message_value){.name = name, .number = which, .given = which != 0};
}

/* Whether it is so: as the second of two parts, and for [name?...]. */
static inline message_value of_flag(const char *name, bool is)
{
    return of_choice(name, is);
}

static inline message_value of_part(const char *name,
                                    void (*say)(void *to, const message_value *value),
                                    const void *of, bool given)
{
    return (message_value){.name = name, .of = of, .say = say, .kind = SAID_PART, .given = given};
}

/* Of messages that stand one after the other in the catalogue, as what they say does in a list. */
static inline message_id message_at(message_id first, size_t at)
{
    return (message_id)(first + at);
}

/* Saying -------------------------------------------------------------------------------------- */

typedef struct {
    const messages *in;
    void *to;
    void (*words)(void *to, const char *words, size_t length);
    void (*solid)(void *to, const char *words, size_t length); /* lines do not break in it */
    /* Where values are not in an array: false where there is none of the name. NULL: they are. */
    bool (*find)(const void *values, const char *name, size_t length, message_value *out);
} message_sink;

/* A message without values in a language other than English; NULL where none has it. */
const char *message_translated(const messages *in, message_id id);
/* A message without values, as a text that is borrowed from the catalogue. */
const char *message_text(const messages *in, message_id id);
void message_say(const message_sink *sink, message_id id, const void *values);
/* A value alone. */
void message_say_value(const message_sink *sink, const message_value *value);
/* Into a buffer: lines are not broken there. */
message_sink message_to_buffer(const messages *in, buffer *b);

#endif
