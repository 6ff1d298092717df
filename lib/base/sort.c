/*
 * Sorting in place: a heap sort, which takes no memory, never more than n log n steps, and whatever
 * order the items come in. Items that compare equal may change places, so whoever sorts compares by
 * all that can be told apart.
 */
#include "base/base.h"

static void swap_items(char *a, char *b, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        const char moved = a[i];
        a[i] = b[i];
        b[i] = moved;
    }
}

/* Below `at` both sides are heaps already. */
static void sink(char *items, size_t at, size_t count, size_t size, item_order order)
{
    for (size_t child; (child = 2 * at + 1) < count; at = child) {
        if (child + 1 < count && order(items + child * size, items + (child + 1) * size) < 0)
            child++;
        if (order(items + at * size, items + child * size) >= 0)
            return;
        swap_items(items + at * size, items + child * size, size);
    }
}

static bool is_sorted(const char *items, size_t count, size_t size, item_order order)
{
    for (size_t i = 1; i < count; i++)
        if (order(items + (i - 1) * size, items + i * size) > 0)
            return false;
    return true;
}

void sort_items(void *items, size_t count, size_t size, item_order order)
{
    if (count < 2 || is_sorted(items, count, size, order))
        return;
    for (size_t i = count / 2; i-- > 0;)
        sink(items, i, count, size, order);
    for (size_t last = count - 1; last > 0; last--) {
        swap_items(items, (char *)items + last * size, size);
        sink(items, 0, last, size, order);
    }
}

/*
 * Merging: short pieces are sorted by insertion, then runs of them merged to ever longer ones. Of
 * two runs the shorter is moved aside and merged back from the end where it was, so that room for
 * half of the items is enough. Runs that are in order already are left as they are.
 */
enum { PIECE = 8, MOST_ITEM = 64 };

static void insert_items(char *items, size_t count, size_t size, item_order order)
{
    char moved[MOST_ITEM];
    for (size_t i = 1; i < count; i++) {
        size_t at = i;
        memcpy(moved, items + i * size, size);
        while (at > 0 && order(items + (at - 1) * size, moved) > 0)
            at--;
        memmove(items + (at + 1) * size, items + at * size, (i - at) * size);
        memcpy(items + at * size, moved, size);
    }
}

/* The first run was moved aside: filled from the front. */
static void merge_forwards(char *items, const char *aside, size_t first, size_t count, size_t size,
                           item_order order)
{
    size_t a = 0, b = first, to = 0;
    while (a < first)
        if (b < count && order(aside + a * size, items + b * size) > 0)
            memcpy(items + to++ * size, items + b++ * size, size);
        else
            memcpy(items + to++ * size, aside + a++ * size, size);
}

/* The second run was: filled from the back. */
static void merge_backwards(char *items, const char *aside, size_t first, size_t count, size_t size,
                            item_order order)
{
    size_t a = first, b = count - first, to = count;
    while (b > 0)
        if (a > 0 && order(items + (a - 1) * size, aside + (b - 1) * size) > 0)
            memcpy(items + --to * size, items + --a * size, size);
        else
            memcpy(items + --to * size, aside + --b * size, size);
}

static void merge_runs(char *items, char *aside, size_t first, size_t count, size_t size,
                       item_order order)
{
    const size_t second = count - first;
    if (order(items + (first - 1) * size, items + first * size) <= 0)
        return;
    if (first <= second) {
        memcpy(aside, items, first * size);
        merge_forwards(items, aside, first, count, size, order);
    } else {
        memcpy(aside, items + first * size, second * size);
        merge_backwards(items, aside, first, count, size, order);
    }
}

bool sort_items_merging(const reunify_context *context, void *items, size_t count, size_t size,
                        item_order order)
{
    char *all = items;
    if (count < 2 || is_sorted(items, count, size, order))
        return true;
    const size_t room = (count / 2 + 1) * size;
    char *aside = memory_allocate(context, room);
    if (!aside)
        return false;
    for (size_t i = 0; i < count; i += PIECE)
        insert_items(all + i * size, count - i < PIECE ? count - i : PIECE, size, order);
    for (size_t run = PIECE; run < count; run *= 2)
        for (size_t i = 0; count - i > run; i += 2 * run) {
            const size_t left = count - i;
            merge_runs(all + i * size, aside, run, left < 2 * run ? left : 2 * run, size, order);
            if (left <= 2 * run)
                break;
        }
    memory_wipe(aside, room);
    memory_release(context, aside, room);
    return true;
}
