/* A list that grows while it is read and is then copied to where it stays. Private to this folder.
 */
#ifndef REUNIFY_LIB_CODEC_STAGE_H
#define REUNIFY_LIB_CODEC_STAGE_H

#include "base/base.h"

typedef struct stage_chunk stage_chunk;
typedef struct {
    stage_chunk *first, *last;
    size_t count; /* of all items */
    size_t used;  /* of the last chunk */
} stage;

/* Empties it; its memory is used again. All items have one size, always the same. */
void stage_clear(stage *s);
/* Room for one more item, which stays where it is until the stage is cleared; NULL: no memory. */
void *stage_add(stage *s, arena *scratch, size_t size);
/* All items, one behind the other. */
void stage_copy(const stage *s, size_t size, void *out);

#endif
