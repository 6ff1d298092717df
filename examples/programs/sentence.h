/* The library's own sentences, in the languages of a profile. */
#ifndef EXAMPLES_SENTENCE_H
#define EXAMPLES_SENTENCE_H

#include "buffer.h"

#include <reunify/reunify.h>

/* A value of a sentence, made by one of the functions below. */
typedef struct {
    const char *name; /* NULL: behind the last */
    int form;
    const char *text; /* NULL: it is not there */
    int64_t number;
} said_value;

/* A list of values that ends. */
#define WITH(...)                                                                                  \
    (const said_value[])                                                                           \
    {                                                                                              \
        __VA_ARGS__,                                                                               \
        {                                                                                          \
            .name = NULL                                                                           \
        }                                                                                          \
    }

said_value with_text(const char *name, const char *text);
said_value with_number(const char *name, int64_t number);
/* A sentence that has no values itself; NULL: it is not there. */
said_value with_sentence(const char *name, const char *id);
/*
 * What the profile calls a word of a kind, REUNIFY_VOCABULARY_*; an id that is NULL: not there, or
 * of a known word "not known"
 */
said_value with_word(const char *name, int32_t kind, const char *id);
said_value with_known_word(const char *name, int32_t kind, const char *id);
/* "6 May 2025"; REUNIFY_DATE_NONE: not there, or of a day "no date" */
said_value with_date(const char *name, reunify_date date);
said_value with_day(const char *name, reunify_date date);

/* Adds a sentence of docs/messages.md; NULL: it has no values. */
void add_sentence(buffer *to, const reunify_profile *profile, const char *id,
                  const said_value *values);
/* What the profile calls a word, or the word itself; NULL: not known. */
void add_word(buffer *to, const reunify_profile *profile, int32_t kind, const char *id);

/* Of a date of the calendar. */
void split_date(reunify_date date, int *year, int *month, int *day);

#endif
