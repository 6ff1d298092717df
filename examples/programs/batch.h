/* Work for several threads, of which the results come in order. */
#ifndef EXAMPLES_BATCH_H
#define EXAMPLES_BATCH_H

#include <stdbool.h>
#include <stddef.h>

/*
 * A queue of so many slots, each filled, worked on and delivered in turn. Filling and delivering
 * are done by the thread that calls run_batch(), in order; work by any thread, one slot at a time.
 */
typedef struct {
    size_t threads; /* 1: the calling thread does all, with slot 0 alone */
    size_t slots;
    void *user;
    bool (*fill)(void *user, size_t slot); /* false: there is nothing more */
    void (*work)(void *user, size_t thread, size_t slot);
    bool (*deliver)(void *user, size_t slot); /* false: stop */
} batch;

bool has_threads(void);

/* False where the threads could not be started; nothing was done then. */
bool run_batch(const batch *b);

#endif
