/* The texts of the packs that come with the library, kept for as long as a test runs. */
#ifndef TESTS_PACKS_H
#define TESTS_PACKS_H

#include <reunify/reunify.h>

static inline const char *pack_json(size_t at, size_t *length)
{
    static reunify_text *texts[16];
    if (length)
        *length = 0;
    if (at < 16 && !texts[at] && reunify_profile_builtin_json(NULL, at, &texts[at], NULL))
        return NULL;
    reunify_text *text = at < 16 ? texts[at] : NULL;
    if (length)
        *length = reunify_text_length(text);
    return text ? reunify_text_data(text) : NULL;
}

#endif
