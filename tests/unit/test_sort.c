/* Sorting: lib/base/sort.c. Both sorts on the same items, in every pattern that is met. */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

typedef struct {
    int32_t key, place;
    char more[16];
} item;

static int by_key(const void *a, const void *b)
{
    const item *x = a, *y = b;
    return (x->key > y->key) - (x->key < y->key);
}

static int by_key_and_place(const void *a, const void *b)
{
    const int order = by_key(a, b);
    const item *x = a, *y = b;
    return order ? order : (x->place > y->place) - (x->place < y->place);
}

enum { MOST = 700, PATTERNS = 6 };

static int32_t key_of(int pattern, size_t i, size_t count, uint32_t *chance)
{
    *chance = *chance * 1664525u + 1013904223u;
    switch (pattern) {
    case 0:
        return (int32_t)(*chance >> 8);
    case 1:
        return (int32_t)(*chance >> 8) % 5;
    case 2:
        return (int32_t)i;
    case 3:
        return (int32_t)(count - i);
    case 4:
        return i + 1 == count ? -1 : (int32_t)i;
    default:
        return (int32_t)(i < count / 2 ? 2 * i : 2 * (count - i) + 1);
    }
}

static void sorts(void **state)
{
    (void)state;
    static item merged[MOST], heaped[MOST];
    uint32_t chance = 7;
    for (size_t count = 0; count < MOST; count += count < 70 ? 1 : 97)
        for (int pattern = 0; pattern < PATTERNS; pattern++) {
            for (size_t i = 0; i < count; i++)
                heaped[i] = merged[i] =
                    (item){key_of(pattern, i, count, &chance), (int32_t)i, "kept"};
            assert_true(
                sort_items_merging(context_or_default(NULL), merged, count, sizeof(item), by_key));
            sort_items(heaped, count, sizeof(item), by_key_and_place);
            if (count)
                assert_memory_equal(merged, heaped, count * sizeof(item));
        }
}

static void *nothing(void *user, size_t size)
{
    (void)user;
    (void)size;
    return NULL;
}

static void without_memory(void **state)
{
    (void)state;
    reunify_context context = *context_or_default(NULL);
    context.allocator.allocate = nothing;
    item items[3] = {{2, 0, ""}, {1, 1, ""}, {0, 2, ""}};
    assert_false(sort_items_merging(&context, items, 3, sizeof(item), by_key));
    for (int32_t i = 0; i < 3; i++)
        assert_int_equal(items[i].place, i); /* as they were */
    assert_true(sort_items_merging(&context, items, 1, sizeof(item), by_key));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(sorts), cmocka_unit_test(without_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
