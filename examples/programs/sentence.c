/*
 * The library's own sentences, in the languages of a profile. It says them from texts: each value
 * is put into a buffer of its own first, a date as a sentence of its own.
 */
#include "sentence.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_VALUES = 8 };

/* What is put there; of a word it is the kind, and above. */
enum { A_TEXT = -4, A_NUMBER = -3, A_DATE = -2, A_SENTENCE = -1, A_WORD = 0 };

/* Values -------------------------------------------------------------------------------------- */

said_value with_text(const char *name, const char *text)
{
    return (said_value){name, A_TEXT, text, 0};
}

said_value with_number(const char *name, int64_t number)
{
    return (said_value){name, A_NUMBER, "", number};
}

said_value with_sentence(const char *name, const char *id)
{
    return (said_value){name, A_SENTENCE, id, 0};
}

said_value with_word(const char *name, int32_t kind, const char *id)
{
    return (said_value){name, A_WORD + kind, id, 0};
}

said_value with_known_word(const char *name, int32_t kind, const char *id)
{
    return id ? with_word(name, kind, id) : with_sentence(name, "known.not");
}

said_value with_date(const char *name, reunify_date date)
{
    return (said_value){name, A_DATE, date == REUNIFY_DATE_NONE ? NULL : "", date};
}

said_value with_day(const char *name, reunify_date date)
{
    return date == REUNIFY_DATE_NONE ? with_sentence(name, "timeline.no_date")
                                     : with_date(name, date);
}

/* Dates and words ----------------------------------------------------------------------------- */

void split_date(reunify_date date, int *year, int *month, int *day)
{
    char text[11];
    *year = *month = *day = 1;
    if (reunify_date_format(date, text, sizeof text))
        return;
    *year = (int)strtol(text, NULL, 10);
    *month = (int)strtol(text + 5, NULL, 10);
    *day = (int)strtol(text + 8, NULL, 10);
}

static void add_date(buffer *to, const reunify_profile *profile, reunify_date date)
{
    int year, month, day;
    split_date(date, &year, &month, &day);
    add_sentence(
        to, profile, "timeline.date",
        WITH(with_number("day", day), with_number("month", month - 1), with_number("year", year)));
}

void add_word(buffer *to, const reunify_profile *profile, int32_t kind, const char *id)
{
    if (!id) {
        add_sentence(to, profile, "known.not", NULL);
        return;
    }
    const char *text = reunify_profile_text(profile, kind, id, strlen(id), NULL, 0);
    if (text) {
        add_text(to, text);
        return;
    }
    /* A word that every profile knows is said as it is written, without what joins its parts. */
    for (; *id; id++)
        add_bytes(to, *id == '_' ? " " : id, 1);
}

/* Sentences ----------------------------------------------------------------------------------- */

static void add_value(buffer *to, const reunify_profile *profile, const said_value *v)
{
    if (v->form == A_TEXT)
        add_text(to, v->text);
    else if (v->form == A_NUMBER)
        add_format(to, "%lld", (long long)v->number);
    else if (v->form == A_DATE)
        add_date(to, profile, (reunify_date)v->number);
    else if (v->form == A_SENTENCE)
        add_sentence(to, profile, v->text, NULL);
    else
        add_word(to, profile, v->form - A_WORD, v->text);
}

static void add_said(buffer *to, const reunify_profile *profile, const char *id,
                     const char *const *names, const char *const *texts, size_t count)
{
    reunify_text *said;
    if (reunify_profile_say(profile, id, strlen(id), names, texts, count, &said, NULL)) {
        to->failed = true;
        return;
    }
    add_text(to, reunify_text_data(said));
    reunify_text_free(said);
}

void add_sentence(buffer *to, const reunify_profile *profile, const char *id,
                  const said_value *values)
{
    buffer kept[MOST_VALUES] = {{NULL, 0, 0, false}};
    const char *names[MOST_VALUES], *texts[MOST_VALUES];
    size_t count = 0;
    for (; values && values[count].name && count < MOST_VALUES; count++) {
        const said_value *v = &values[count];
        if (v->text)
            add_value(&kept[count], profile, v);
        names[count] = v->name;
        texts[count] = !v->text ? NULL : kept[count].data ? kept[count].data : "";
        to->failed = to->failed || kept[count].failed;
    }
    add_said(to, profile, id, names, texts, count);
    while (count)
        free_buffer(&kept[--count]);
}
