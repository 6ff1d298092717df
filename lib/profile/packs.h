/* The packs that come with the library; made at build time from the files in packs/ by embed.py. */
#ifndef REUNIFY_LIB_PROFILE_PACKS_H
#define REUNIFY_LIB_PROFILE_PACKS_H

#include "json/json.h"

typedef struct {
    const char *id, *version, *title, *extends;
    json_ready whole;
    json_ready base;    /* what packs that extend it get of it */
    size_t text_length; /* of the whole, compact */
} builtin_pack;

extern const builtin_pack builtin_packs[];
extern const size_t builtin_pack_count;

/* NULL: there is none of this id. */
const builtin_pack *builtin_named(const char *id, size_t length);

#endif
