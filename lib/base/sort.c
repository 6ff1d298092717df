/*
 * Sorting in place, which takes no memory: the items are split into those before and those behind
 * one of them, and both parts likewise, the shorter by recursion, which so is no deeper than the
 * logarithm of the count. Short parts are sorted by insertion. Where splitting goes on for too
 * long, whatever order the items come in, the rest is sorted as a heap: never more than n log n
 * steps. Items that compare equal may change places, so whoever sorts compares by all that can be
 * told apart.
 */
#include "base/base.h"

enum { SHORT_PART = 12 };

static void swap_items(char *a, char *b, size_t size)
{
    for (; size >= sizeof(uint64_t); size -= sizeof(uint64_t)) {
        uint64_t x, y;
        memcpy(&x, a, sizeof x);
        memcpy(&y, b, sizeof y);
        memcpy(a, &y, sizeof y);
        memcpy(b, &x, sizeof x);
        a += sizeof x;
        b += sizeof x;
    }
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

static void sort_heap(char *items, size_t count, size_t size, item_order order)
{
    for (size_t i = count / 2; i-- > 0;)
        sink(items, i, count, size, order);
    for (size_t last = count - 1; last > 0; last--) {
        swap_items(items, items + last * size, size);
        sink(items, 0, last, size, order);
    }
}

static void sort_short(char *items, size_t count, size_t size, item_order order)
{
    for (size_t i = 1; i < count; i++)
        for (char *at = items + i * size; at > items && order(at - size, at) > 0; at -= size)
            swap_items(at - size, at, size);
}

/* Of three items that which lies between the others. */
static char *middle_of(char *a, char *b, char *c, item_order order)
{
    if (order(a, b) > 0) {
        char *const first = b;
        b = a;
        a = first;
    }
    return order(b, c) <= 0 ? b : order(a, c) > 0 ? a : c;
}

/*
 * By which the items are split comes first: the middle of three, and of many, since they may be
 * several rows one behind the other, the middle of three such middles.
 */
static void take_middle(char *items, size_t count, size_t size, item_order order)
{
    enum { MANY = 64 };
    const size_t part = count / 9 * size;
    char *middle = items + count / 2 * size, *last = items + (count - 1) * size;
    if (count < MANY)
        middle = middle_of(items, middle, last, order);
    else
        middle = middle_of(middle_of(items, items + part, items + 2 * part, order),
                           middle_of(items + 3 * part, items + 4 * part, items + 5 * part, order),
                           middle_of(items + 6 * part, items + 7 * part, items + 8 * part, order),
                           order);
    if (middle != items)
        swap_items(items, middle, size);
}

/* Where the first item belongs, with what comes before it in front of it. */
static size_t split_items(char *items, size_t count, size_t size, item_order order)
{
    size_t low = 0, high = count;
    take_middle(items, count, size, order);
    for (;;) {
        do
            low++;
        while (low < count && order(items + low * size, items) < 0);
        do
            high--;
        while (order(items + high * size, items) > 0);
        if (low >= high)
            break;
        swap_items(items + low * size, items + high * size, size);
    }
    swap_items(items, items + high * size, size);
    return high;
}

static void sort_part(char *items, size_t count, size_t size, item_order order, unsigned splits)
{
    while (count > SHORT_PART) {
        if (!splits--) {
            sort_heap(items, count, size, order);
            return;
        }
        const size_t at = split_items(items, count, size, order), behind = count - at - 1;
        char *second = items + (at + 1) * size;
        if (at < behind) {
            sort_part(items, at, size, order, splits);
            items = second;
            count = behind;
        } else {
            sort_part(second, behind, size, order, splits);
            count = at;
        }
    }
    sort_short(items, count, size, order);
}

void sort_items(void *items, size_t count, size_t size, item_order order)
{
    unsigned splits = 0;
    if (count < 2 || is_sorted(items, count, size, order))
        return;
    for (size_t left = count; left; left /= 2)
        splits += 2;
    sort_part(items, count, size, order, splits);
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
