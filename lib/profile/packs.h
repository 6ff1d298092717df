/* The packs that come with the library, as text; made at build time from the files in packs/. */
#ifndef REUNIFY_LIB_PROFILE_PACKS_H
#define REUNIFY_LIB_PROFILE_PACKS_H

#include <stddef.h>

typedef struct {
    const char *id;
    const char *json;
    size_t length;
} builtin_pack;

extern const builtin_pack builtin_packs[];
extern const size_t builtin_pack_count;

#endif
