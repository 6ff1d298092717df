/* What a case is evaluated at and along. */
#ifndef EXAMPLES_CHOICES_H
#define EXAMPLES_CHOICES_H

#include <reunify/reunify.h>

#include <stdbool.h>

/*
 * The date to evaluate at; where none was given (REUNIFY_DATE_NONE), the latest in the case, and it
 * is said. REUNIFY_DATE_NONE where the case has none either, which is said too.
 */
reunify_date choose_date(reunify_date as_of, const char *file, const reunify_case *record);

/*
 * The tag of the language of the library's sentences: English where there is no file of others,
 * else the one wanted first.
 */
enum { TAG_SIZE = 64 };
void choose_language(const char *languages, const char *messages, char tag[TAG_SIZE]);

bool has_pathway(const reunify_profile *profile, const char *id);
/* DONE where there is such a pathway, or none is named; else how to end, which is then said. */
int check_pathway(const reunify_profile *profile, const char *id);

/* How strictly cases are read. */
typedef struct {
    uint32_t flags;   /* for reunify_case_from_json */
    bool check_words; /* a case with a word that the profile does not know is a wrong one */
} strictness;

/*
 * From --strict, and from the words of --strict=WORD, a list that ends with NULL. DONE, or
 * BAD_USAGE after saying which words there are.
 */
int read_strictness(bool plain, const char *const *words, strictness *out);

#endif
