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
