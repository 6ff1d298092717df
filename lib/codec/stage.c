/*
 * A stage is a chain of chunks in the reader's scratch arena, each twice as large as the one before
 * up to a limit. Items never move, so an entry can be filled while lists within it are read; and a
 * list ends up in the case with exactly the room that it needs. A stage that is cleared keeps its
 * chunks: a case has many short lists of one kind.
 */
#include "codec/stage.h"

struct stage_chunk {
    stage_chunk *next;
    size_t capacity; /* items */
};

enum { FIRST_ITEMS = 8, MOST_ITEMS = 512, HEADER = 16 };
_Static_assert(sizeof(stage_chunk) <= HEADER, "the items begin behind the header");

static char *items_of(const stage_chunk *chunk)
{
    return (char *)(uintptr_t)chunk + HEADER;
}

void stage_clear(stage *s)
{
    s->last = s->first;
    s->count = s->used = 0;
}

static bool add_chunk(stage *s, arena *scratch, size_t size)
{
    size_t capacity = s->last ? s->last->capacity * 2 : FIRST_ITEMS;
    capacity = capacity < MOST_ITEMS ? capacity : MOST_ITEMS;
    stage_chunk *chunk = arena_take(scratch, HEADER + capacity * size);
    if (!chunk)
        return false;
    *chunk = (stage_chunk){.capacity = capacity};
    if (s->last)
        s->last->next = chunk;
    else
        s->first = chunk;
    s->last = chunk;
    return true;
}

/* The next chunk, which may be there from an earlier list. */
static bool next_chunk(stage *s, arena *scratch, size_t size)
{
    if (s->last && s->last->next)
        s->last = s->last->next;
    else if (!add_chunk(s, scratch, size))
        return false;
    s->used = 0;
    return true;
}

void *stage_add(stage *s, arena *scratch, size_t size)
{
    if ((!s->last || s->used == s->last->capacity) && !next_chunk(s, scratch, size))
        return NULL;
    s->count++;
    return items_of(s->last) + s->used++ * size;
}

void stage_copy(const stage *s, size_t size, void *out)
{
    char *to = out;
    size_t left = s->count;
    for (const stage_chunk *chunk = s->first; left; chunk = chunk->next) {
        const size_t count = chunk->capacity < left ? chunk->capacity : left;
        memcpy(to, items_of(chunk), count * size);
        to += count * size;
        left -= count;
    }
}
