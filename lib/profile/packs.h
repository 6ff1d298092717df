/*
 * The packs that come with the library, as text; made at build time from the files in packs/ by
 * embed.py, which says how they are kept.
 */
#ifndef REUNIFY_LIB_PROFILE_PACKS_H
#define REUNIFY_LIB_PROFILE_PACKS_H

#include "base/base.h"

enum { BUILTIN_WORD = 47, BUILTIN_WORDS = 256 };

/* What a byte stands for. */
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
extern const builtin_word builtin_words[BUILTIN_WORDS];

/* The bytes that a pack's text is kept in: unpacking writes whole words, whatever their length. */
static inline size_t builtin_room(const builtin_pack *pack)
{
    return pack->text_length + BUILTIN_WORD + 1;
}

/*
 * A pack's text, ending in NUL; NULL when out of memory. Release it with memory_release() and its
 * builtin_room().
 */
char *builtin_text(const reunify_context *context, const builtin_pack *pack);

#endif
