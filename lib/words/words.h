/*
 * Rules in sentences: conditions, dates, findings, movements and obligations of a profile, in the
 * languages of `in`, or in English. With `codes`, ids stand where labels would: for comparing two
 * packs.
 */
#ifndef REUNIFY_LIB_WORDS_H
#define REUNIFY_LIB_WORDS_H

#include "profile/profile.h"

typedef struct {
    const reunify_profile *profile;
    buffer *out;
    bool codes;
    const messages *in; /* NULL: English, as the tools for authors speak */
} rule_words;

/* A message, into the buffer. */
void words_say(const rule_words *w, message_id id, const message_value *values);
void words_condition(const rule_words *w, rule_index node); /* a clause; RULE_NONE: "always" */
void words_date(const rule_words *w, rule_index date);
/* one that a date is taken from: "the latest visit" */
void words_record(const rule_words *w, rule_index selector);
void words_record_condition(const rule_words *w, rule_index selector);
void words_period(const rule_words *w, period p);
void words_symbol(const rule_words *w, symbol s);
void words_code(const rule_words *w, const char *code); /* underscores become spaces */
void words_number(const rule_words *w, int64_t thousandths);
void words_range(const rule_words *w, int64_t least, int64_t most);
/* Which of true (bit 1) and false (bit 0) something may be. */
void words_yes_or_no(const rule_words *w, uint64_t mask);
void words_levels(const rule_words *w, uint64_t levels);
void words_level(const rule_words *w, int level);
void words_roles(const rule_words *w, uint64_t roles, message_id join);
/* The same as a part of a message, whose value is of these. */
typedef struct {
    const rule_words *w;
    uint64_t roles;
    message_id join;
} words_of_roles;
void words_say_roles(void *to, const message_value *value);
void words_value(const rule_words *w, const pack_finding *f, int64_t value);
void words_finding(const rule_words *w, const pack_finding *f); /* how it comes about */
void words_movement(const rule_words *w, const pack_movement *m);
void words_obligation(const rule_words *w, const pack_obligation *o);
/* Adds what comes between the items of a list: a comma, or MSG_LIST_... before the last. */
void words_between(const rule_words *w, size_t at, size_t count, message_id join);

#endif
