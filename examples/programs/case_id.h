/* Ids of cases, to tell of those that come twice. */
#ifndef EXAMPLES_CASE_ID_H
#define EXAMPLES_CASE_ID_H

#include "input.h"

/* What of an id is kept: not the id itself. */
typedef struct {
    unsigned long long first, second;
} id_mark;
id_mark mark_of(const char *id);

/* All ids so far, each with its place: less than 200 bytes a case. */
typedef struct known_ids known_ids;
known_ids *new_known_ids(void); /* NULL: no memory */
void free_known_ids(known_ids *known);

/*
 * Notes an id. The place of the first case that has the same; NULL where there is none, or no
 * memory to tell.
 */
const place *note_id(known_ids *known, id_mark id, const place *at);

#endif
