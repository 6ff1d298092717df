/*
 * The packs that come with the library, as text; made at build time from the files in packs/ by
 * embed.py, which says how they are kept.
 */
#ifndef REUNIFY_LIB_PROFILE_PACKS_H
#define REUNIFY_LIB_PROFILE_PACKS_H

#include "base/base.h"

enum { BUILTIN_WORD = 47, BUILTIN_FIRST = 128 };

/* What a byte from BUILTIN_FIRST on stands for. */
typedef struct {
    unsigned char length;
    char text[BUILTIN_WORD];
} builtin_word;

typedef struct {
    const char *id;
    const unsigned char *data;
    size_t length, text_length;
} builtin_pack;

extern const builtin_pack builtin_packs[];
extern const size_t builtin_pack_count;
extern const builtin_word builtin_words[256 - BUILTIN_FIRST];

/*
 * A pack's text, ending in NUL; NULL when out of memory. Release it with memory_release() and its
 * text_length + 1.
 */
char *builtin_text(const reunify_context *context, const builtin_pack *pack);

#endif
