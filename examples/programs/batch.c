/*
 * Work for several threads, of which the results come in order. The queue is a ring: slots are
 * filled, taken and delivered in the order of their numbers, of which each has its slot by the
 * remainder. So no more is in memory than the ring holds, however long the input is.
 */
#include "batch.h"

#ifdef HAVE_THREADS
#include <pthread.h>
#endif

#include <stdlib.h>

static bool run_alone(const batch *b)
{
    while (b->fill(b->user, 0)) {
        b->work(b->user, 0, 0);
        if (!b->deliver(b->user, 0))
            break;
    }
    return true;
}

#ifdef HAVE_THREADS

typedef struct {
    const batch *b;
    pthread_mutex_t lock;
    pthread_cond_t to_work, to_deliver;
    size_t filled, taken, delivered; /* how many in all */
    bool closed;                     /* nothing more is filled */
    bool *ready;                     /* of each slot: it can be delivered */
} ring;

typedef struct {
    ring *r;
    size_t number;
    pthread_t id;
} worker;

/* Threads ------------------------------------------------------------------------------------- */

static bool take_slot(ring *r, size_t *slot)
{
    while (r->taken == r->filled && !r->closed)
        pthread_cond_wait(&r->to_work, &r->lock);
    *slot = r->taken % r->b->slots;
    return r->taken < r->filled && ++r->taken;
}

static void *run_worker(void *argument)
{
    const worker *w = argument;
    ring *r = w->r;
    size_t slot;
    pthread_mutex_lock(&r->lock);
    while (take_slot(r, &slot)) {
        pthread_mutex_unlock(&r->lock);
        r->b->work(r->b->user, w->number, slot);
        pthread_mutex_lock(&r->lock);
        r->ready[slot] = true;
        pthread_cond_signal(&r->to_deliver);
    }
    pthread_mutex_unlock(&r->lock);
    return NULL;
}

/* How many were started: the first ones. */
static size_t start(ring *r, worker *workers)
{
    size_t started = 0;
    while (started < r->b->threads) {
        worker *w = &workers[started];
        *w = (worker){.r = r, .number = started};
        if (pthread_create(&w->id, NULL, run_worker, w))
            break;
        started++;
    }
    return started;
}

/* What nobody has taken stays undone. */
static void finish(ring *r, const worker *workers, size_t started)
{
    pthread_mutex_lock(&r->lock);
    r->closed = true;
    r->taken = r->filled;
    pthread_cond_broadcast(&r->to_work);
    pthread_mutex_unlock(&r->lock);
    for (size_t i = 0; i < started; i++)
        pthread_join(workers[i].id, NULL);
}

/* The calling thread -------------------------------------------------------------------------- */

static bool fill_next(ring *r)
{
    if (!r->b->fill(r->b->user, r->filled % r->b->slots))
        return false;
    pthread_mutex_lock(&r->lock);
    r->filled++;
    pthread_cond_signal(&r->to_work);
    pthread_mutex_unlock(&r->lock);
    return true;
}

/* Whether the next one is there to be delivered; waits for it where `wait` says so. */
static bool is_ready(ring *r, bool wait)
{
    const size_t slot = r->delivered % r->b->slots;
    pthread_mutex_lock(&r->lock);
    while (wait && !r->ready[slot])
        pthread_cond_wait(&r->to_deliver, &r->lock);
    const bool ready = r->ready[slot];
    r->ready[slot] = false;
    pthread_mutex_unlock(&r->lock);
    return ready;
}

static void fill_and_deliver(ring *r)
{
    bool more = true;
    while (more || r->delivered < r->filled) {
        const bool room = r->filled - r->delivered < r->b->slots;
        if (more && room)
            more = fill_next(r);
        const bool must = r->delivered < r->filled && (!more || !room);
        if (!is_ready(r, must))
            continue;
        if (!r->b->deliver(r->b->user, r->delivered++ % r->b->slots))
            return;
    }
}

static bool run_threads(const batch *b)
{
    ring r = {.b = b,
              .lock = PTHREAD_MUTEX_INITIALIZER,
              .to_work = PTHREAD_COND_INITIALIZER,
              .to_deliver = PTHREAD_COND_INITIALIZER,
              .ready = calloc(b->slots, sizeof(bool))};
    worker *workers = calloc(b->threads, sizeof *workers);
    const size_t started = r.ready && workers ? start(&r, workers) : 0;
    if (started)
        fill_and_deliver(&r);
    finish(&r, workers, started);
    free(workers);
    free(r.ready);
    return started > 0;
}

bool has_threads(void)
{
    return true;
}

bool run_batch(const batch *b)
{
    return b->threads > 1 ? run_threads(b) : run_alone(b);
}

#else

bool has_threads(void)
{
    return false;
}

bool run_batch(const batch *b)
{
    return b->threads == 1 && run_alone(b);
}

#endif
