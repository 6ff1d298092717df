/* The words of a profile, enumerated: what the files of it share, and what its document needs. */
#ifndef REUNIFY_LIB_VOCABULARY_H
#define REUNIFY_LIB_VOCABULARY_H

#include "profile/profile.h"

#include <reunify/vocabulary.h>

enum {
    VOCABULARY_KINDS = REUNIFY_VOCABULARY_COST + 1,
    VOCABULARY_DETAILS = REUNIFY_DETAIL_SUPPORT + 1
};

/* by value, ended by NULL */
extern const char *const vocabulary_kind_names[], *const vocabulary_detail_names[];
/* by kind: the member of the document that holds its entries, as in packs where they have it */
extern const char *const vocabulary_members[];

typedef struct {
    const char *id, *text;     /* text NULL: it reads as its id */
    const pack_source *source; /* NULL: it has none */
    const void *item;          /* of a list: the item; of codes: what they belong to */
    const char *period;        /* of a rule or an obligation, NULL */
    size_t parent;
    bool declared; /* by the pack */
} vocabulary_entry;

/* False: no more entries are wanted. */
typedef bool (*entry_visitor)(void *user, const vocabulary_entry *entry);
/* Visits the entries of a kind in order; false where the visitor ended it. */
bool vocabulary_walk(const reunify_profile *p, int32_t kind, entry_visitor visit, void *user);

/* The number of a pathway by its code, or REUNIFY_VOCABULARY_NONE. */
int64_t vocabulary_pathway(const reunify_vocabulary *v, symbol name);
const reunify_profile *vocabulary_profile(const reunify_vocabulary *v);
const vocabulary_entry *vocabulary_entry_at(const reunify_vocabulary *v, int32_t kind, size_t at);

/* vocabulary_details.c: what a detail is. */
typedef enum {
    DETAIL_NUMBER,
    DETAIL_THOUSANDTHS,
    DETAIL_BOOLEAN,
    DETAIL_WORD,
    DETAIL_TEXT,
    DETAIL_ENTRY,
    DETAIL_ENTRIES
} detail_form;
detail_form vocabulary_detail_form(int32_t detail);
/* Writes the period of an entry that has one; false when out of memory. */
bool vocabulary_write_period(arena *memory, int32_t kind, vocabulary_entry *entry);

#endif
