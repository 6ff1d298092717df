/* A host whose threads all ask first: each loads the same pack at the same moment. */
#define _POSIX_C_SOURCE 200809L /* barriers */

#include "work.h"

#include <pthread.h>

enum { THREADS = 8 };

static pthread_barrier_t gate;

static void *load(void *done)
{
    pthread_barrier_wait(&gate);
    *(bool *)done = works();
    return NULL;
}

int main(void)
{
    pthread_t threads[THREADS];
    bool done[THREADS] = {false};
    size_t well = 0;
    pthread_barrier_init(&gate, NULL, THREADS);
    for (size_t i = 0; i < THREADS; i++)
        if (pthread_create(&threads[i], NULL, load, &done[i]))
            return 1;
    for (size_t i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        well += done[i];
    }
    return well != THREADS;
}
