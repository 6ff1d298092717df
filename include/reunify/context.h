/* A context: allocator and limits, set once and shared by what is made from it. */
#ifndef REUNIFY_CONTEXT_H
#define REUNIFY_CONTEXT_H

#include <reunify/types.h>

REUNIFY_BEGIN_DECLS

/**
 * The host's allocator. The three functions are called from whatever thread uses an object, must
 * not longjmp or throw, and return memory aligned for any type. `size` of release is what was asked
 * for. Both or none are set. Memory is never grown in place. @since 0.1.0
 */
typedef struct reunify_allocator {
    void *user;
    void *(*allocate)(void *user, size_t size);
    void (*release)(void *user, void *memory, size_t size);
} reunify_allocator;

/**
 * Options of a context. Zero means the default. Set `size` to sizeof(reunify_context_options), or
 * start with reunify_context_options_init(). @since 0.1.0
 */
typedef struct reunify_context_options {
    size_t size;
    reunify_allocator allocator; /* both NULL: malloc, free */
    uint64_t max_bytes;          /* of one JSON document; default 64 MiB */
    /*
     * Entries, codes in lists and named values of one case together; of a pack ten times as many
     * values and names. Default 100,000
     */
    uint64_t max_items;
    uint64_t max_depth; /* nesting of a JSON document; default 64, at most 512 */
    uint64_t max_text;  /* bytes of one string; default 1 MiB */
    /*
     * Steps of one evaluation, the same on every machine: conditions asked and entries looked at.
     * Beyond it the call fails with REUNIFY_LIMIT. Default 50 million, about a thousand ordinary
     * cases
     */
    uint64_t max_work;
} reunify_context_options;

/**
 * Fills caller-owned options of `size` bytes, sizeof(reunify_context_options), with the defaults.
 * Fails with REUNIFY_ARGUMENT for NULL or a size that is too small. Any thread. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_context_options_init(reunify_context_options *options,
                                                                size_t size);

/**
 * Makes a context: *new*, release it with reunify_context_unref(). `options` may be NULL for
 * defaults. It does not change once made and may be shared by threads where the allocator may.
 * Objects made from it keep it alive. Fails with REUNIFY_NO_MEMORY, or REUNIFY_ARGUMENT for a
 * half-set allocator, a depth over 512 or a `size` that is too small or larger than this library
 * knows with members set that it does not know. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_context_new(const reunify_context_options *options,
                                                       reunify_context **context);

/**
 * Takes another *shared* reference and returns its argument; NULL is allowed. Any thread that holds
 * one. @since 0.1.0
 */
REUNIFY_API const reunify_context *reunify_context_ref(const reunify_context *context);

/** Gives a reference back; NULL is allowed. Any thread. @since 0.1.0 */
REUNIFY_API void reunify_context_unref(const reunify_context *context);

REUNIFY_END_DECLS

#endif
