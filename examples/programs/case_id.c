/*
 * Ids seen before, kept as 128 bits of hash in a table of open addressing, with the place: who
 * looks into the program's memory finds no names.
 */
#include "case_id.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static uint64_t hash(const char *id, uint64_t value)
{
    for (; *id; id++)
        value = (value ^ (unsigned char)*id) * 0x100000001B3u;
    value = (value ^ value >> 33) * 0xFF51AFD7ED558CCDu;
    return value ^ value >> 29;
}

id_mark mark_of(const char *id)
{
    return (id_mark){hash(id, 0xCBF29CE484222325u), hash(id, 0x6C62272E07BB0142u)};
}

typedef struct {
    id_mark id;
    place at; /* without a file: the entry is free */
} entry;

struct known_ids {
    entry *entries;
    size_t capacity, count; /* capacity: a power of two */
};

known_ids *new_known_ids(void)
{
    return calloc(1, sizeof(known_ids));
}

void free_known_ids(known_ids *known)
{
    if (known)
        free(known->entries);
    free(known);
}

/* The entry of an id, or the free one where it is to be. */
static entry *find_entry(const known_ids *known, id_mark id)
{
    size_t i = (size_t)id.first & (known->capacity - 1);
    while (known->entries[i].at.file &&
           (known->entries[i].id.first != id.first || known->entries[i].id.second != id.second))
        i = (i + 1) & (known->capacity - 1);
    return &known->entries[i];
}

static bool grow(known_ids *known)
{
    known_ids larger = {NULL, known->capacity ? known->capacity * 2 : 64, known->count};
    if (known->count < known->capacity - known->capacity / 4)
        return true;
    larger.entries = calloc(larger.capacity, sizeof(entry));
    if (!larger.entries)
        return false;
    for (size_t i = 0; i < known->capacity; i++)
        if (known->entries[i].at.file)
            *find_entry(&larger, known->entries[i].id) = known->entries[i];
    free(known->entries);
    *known = larger;
    return true;
}

const place *note_id(known_ids *known, id_mark id, const place *at)
{
    if (!grow(known))
        return NULL;
    entry *e = find_entry(known, id);
    if (e->at.file)
        return &e->at;
    *e = (entry){id, *at};
    known->count++;
    return NULL;
}
