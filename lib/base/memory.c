#include "base/base.h"

#include <stdatomic.h>
#include <stdlib.h>

static void *default_allocate(void *user, size_t size)
{
    (void)user;
    return malloc(size);
}

static void default_release(void *user, void *memory, size_t size)
{
    (void)user;
    (void)size;
    free(memory);
}

enum { DEFAULT_DEPTH = 64, MOST_DEPTH = 512 };

#define DEFAULT_LIMITS                                                                             \
    .max_bytes = 64u << 20, .max_items = 100000, .max_depth = DEFAULT_DEPTH, .max_text = 1u << 20, \
    .max_work = 50000000

/* Never written: a negative count is left alone. */
static const reunify_context default_context = {
    .allocator = {NULL, default_allocate, default_release}, DEFAULT_LIMITS, .references = -1};

const reunify_context *context_or_default(const reunify_context *context)
{
    return context ? context : &default_context;
}

static const reunify_context_options default_options = {.size = sizeof default_options};

static const sized_options sized = SIZED_OPTIONS(reunify_context_options, max_work);

reunify_status reunify_context_options_init(reunify_context_options *options, size_t size)
{
    return options_init(options, size, &sized, &default_options);
}

reunify_status reunify_context_new(const reunify_context_options *options,
                                   reunify_context **context)
{
    if (!context)
        return REUNIFY_ARGUMENT;
    *context = NULL;
    reunify_context_options o = default_options;
    if (options_read(options, &sized, &o, NULL))
        return REUNIFY_ARGUMENT;
    const bool any = o.allocator.allocate || o.allocator.release;
    const bool all = o.allocator.allocate && o.allocator.release;
    if ((any && !all) || o.max_depth > MOST_DEPTH)
        return REUNIFY_ARGUMENT;

    reunify_context made = {.allocator = any ? o.allocator : default_context.allocator,
                            DEFAULT_LIMITS,
                            .references = 1};
    if (o.max_bytes)
        made.max_bytes = o.max_bytes;
    if (o.max_items)
        made.max_items = o.max_items;
    if (o.max_depth)
        made.max_depth = o.max_depth;
    if (o.max_text)
        made.max_text = o.max_text;
    if (o.max_work)
        made.max_work = o.max_work;
    reunify_context *c = made.allocator.allocate(made.allocator.user, sizeof *c);
    if (!c)
        return REUNIFY_NO_MEMORY;
    *c = made;
    *context = c;
    return REUNIFY_OK;
}

const reunify_context *reunify_context_ref(const reunify_context *context)
{
    if (context)
        count_up(&context->references);
    return context;
}

void reunify_context_unref(const reunify_context *context)
{
    if (context && count_down(&context->references)) {
        const reunify_allocator allocator = context->allocator;
        allocator.release(allocator.user, (void *)(uintptr_t)context, sizeof *context);
    }
}

static _Atomic int32_t *changed(const _Atomic int32_t *count)
{
    return (_Atomic int32_t *)(uintptr_t)count;
}

void count_up(const _Atomic int32_t *count)
{
    if (count_now(count) >= 0)
        atomic_fetch_add_explicit(changed(count), 1, memory_order_relaxed);
}

bool count_down(const _Atomic int32_t *count)
{
    if (count_now(count) < 0)
        return false;
    return atomic_fetch_sub_explicit(changed(count), 1, memory_order_acq_rel) == 1;
}

int32_t count_now(const _Atomic int32_t *count)
{
    return atomic_load_explicit(count, memory_order_acquire);
}

void *memory_allocate(const reunify_context *context, size_t size)
{
    return context->allocator.allocate(context->allocator.user, size ? size : 1);
}

void *memory_allocate_zeroed(const reunify_context *context, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / 2 / size)
        return NULL;
    void *memory = memory_allocate(context, count * size);
    if (memory)
        memset(memory, 0, count * size);
    return memory;
}

void memory_release(const reunify_context *context, void *memory, size_t size)
{
    if (memory)
        context->allocator.release(context->allocator.user, memory, size ? size : 1);
}

void memory_wipe(void *memory, size_t size)
{
    if (!memory)
        return;
    memset(memory, 0, size);
#if defined(__GNUC__)
    __asm__ __volatile__("" : : "r"(memory) : "memory");
#endif
}

/* With AddressSanitizer an allocation in an arena is as much on its own as one from malloc. */
#if defined(__SANITIZE_ADDRESS__)
#define ARENA_GUARDED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_GUARDED 1
#endif
#endif
#if defined(ARENA_GUARDED)
/* Of the sanitizer's: not hidden, whatever is here. */
#define OF_SANITIZER __attribute__((visibility("default")))
OF_SANITIZER void __asan_poison_memory_region(void const volatile *memory, size_t size);
OF_SANITIZER void __asan_unpoison_memory_region(void const volatile *memory, size_t size);
enum { ARENA_GAP = 16 };
#define ARENA_CLOSE(memory, size) __asan_poison_memory_region(memory, size)
#define ARENA_OPEN(memory, size) __asan_unpoison_memory_region(memory, size)
#else
enum { ARENA_GAP = 0 };
#define ARENA_CLOSE(memory, size) ((void)(memory), (void)(size))
#define ARENA_OPEN(memory, size) ((void)(memory), (void)(size))
#endif

/* Arena --------------------------------------------------------------------------------------- */

/*
 * An arena hands out memory from chunks, from the front of the newest to its end, and gives it back
 * only all together; so nobody keeps track of the many small texts and lists of a case or a
 * profile, and a failure half way needs no cleaning up.
 *
 * The first chunk is as large as what is expected, each further one a quarter of what was taken so
 * far, up to a megabyte: many cases are kept at once, and what is never used of their last chunks
 * is memory lost. What is larger than the next chunk would be gets one of its own size. What was
 * left of the chunk before is lost. Sizes are rounded up, so that everything is aligned for any
 * type. Arrays that grow (array_reserve) leave their old copy behind, which at most doubles what
 * they use.
 *
 * Before a chunk goes back to the allocator it is wiped: it may have held a case. An arena that is
 * reset keeps one chunk, large enough for all that the last use took, so that an evaluator that is
 * used again and again soon allocates nothing.
 */

struct arena_chunk {
    arena_chunk *next;
    size_t size; /* of the whole chunk */
};

enum { ALIGNMENT = sizeof(void *) * 2, FIRST_CHUNK = 2048, MOST_CHUNK = 1 << 20 };
#define CHUNK_HEADER ((sizeof(arena_chunk) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT)

void arena_start(arena *a, const reunify_context *context)
{
    *a = (arena){.context = context};
}

static bool arena_more(arena *a, size_t size)
{
    size_t want = a->first ? a->used / 4 : a->expected + CHUNK_HEADER;
    want = want < FIRST_CHUNK ? FIRST_CHUNK : want > MOST_CHUNK ? MOST_CHUNK : want;
    if (size > want - CHUNK_HEADER)
        want = size + CHUNK_HEADER;
    arena_chunk *chunk = memory_allocate(a->context, want);
    if (!chunk)
        return false;
    chunk->next = a->first;
    chunk->size = want;
    a->first = chunk;
    a->at = (char *)chunk + CHUNK_HEADER;
    a->end = (char *)chunk + want;
    ARENA_CLOSE(a->at, want - CHUNK_HEADER);
    return true;
}

void *arena_take(arena *a, size_t size)
{
    if (size > SIZE_MAX / 4)
        return NULL;
    const size_t asked = size;
    size = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT + ARENA_GAP;
    if (size > (size_t)(a->end - a->at) || !a->first) {
        if (!arena_more(a, size))
            return NULL;
    }
    void *memory = a->at;
    a->at += size;
    a->used += size;
    ARENA_OPEN(memory, asked);
    return memory;
}

void *arena_take_array(arena *a, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / 4 / size)
        return NULL;
    return arena_take(a, count * size);
}

void *arena_take_zeroed(arena *a, size_t count, size_t size)
{
    void *memory = arena_take_array(a, count, size);
    if (memory)
        memset(memory, 0, count * size);
    return memory;
}

char *arena_text(arena *a, const char *data, size_t length)
{
    if (length > SIZE_MAX / 4)
        return NULL;
    char *copy = arena_take(a, length + 1);
    if (copy) {
        memcpy(copy, data, length);
        copy[length] = '\0';
    }
    return copy;
}

static void chunk_release(const reunify_context *context, arena_chunk *chunk)
{
    const size_t size = chunk->size;
    ARENA_OPEN(chunk, size);
    memory_wipe(chunk, size);
    memory_release(context, chunk, size);
}

void arena_release(arena *a)
{
    while (a->first) {
        arena_chunk *next = a->first->next;
        chunk_release(a->context, a->first);
        a->first = next;
    }
    a->at = a->end = NULL;
    a->used = 0;
}

void arena_reset(arena *a)
{
    if (!a->first)
        return;
    if (a->first->next) {
        /*
         * More than one chunk was needed: the next use gets one that is large enough, so that it
         * settles without allocation.
         */
        const size_t used = a->used < SIZE_MAX / 2 ? a->used : SIZE_MAX / 2;
        const size_t want = used + used / 2 + CHUNK_HEADER;
        arena_chunk *chunk = memory_allocate(a->context, want);
        if (chunk) {
            arena_release(a);
            chunk->size = want;
        } else {
            chunk = a->first;
            a->first = chunk->next;
            arena_release(a);
        }
        chunk->next = NULL;
        a->first = chunk;
    }
    a->at = (char *)a->first + CHUNK_HEADER;
    a->end = (char *)a->first + a->first->size;
    a->used = 0;
    ARENA_CLOSE(a->at, (size_t)(a->end - a->at));
}

bool array_reserve(arena *a, void **items, size_t *capacity, size_t count, size_t item_size)
{
    if (count <= *capacity)
        return true;
    size_t want = *capacity ? *capacity * 2 : 8;
    if (want < count)
        want = count;
    void *more = arena_take_array(a, want, item_size);
    if (!more)
        return false;
    if (*capacity)
        memcpy(more, *items, *capacity * item_size);
    *items = more;
    *capacity = want;
    return true;
}
