/*
 * A library and a caller of different ages: lib/base/options.c. The public structs have one age
 * each as yet, so a struct stands here that grew twice.
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

/* The same struct in three versions; a padding of the last is a member of none. */
typedef struct {
    size_t size;
    int64_t first;
} version_1;

typedef struct {
    size_t size;
    int64_t first, second;
} version_2;

typedef struct {
    size_t size;
    int64_t first, second;
    const char *third;
} version_3;

static const sized_options as_1 = SIZED_OPTIONS(version_1, first);
static const sized_options as_2 = SIZED_OPTIONS(version_2, first);
static const sized_options as_3 = SIZED_OPTIONS(version_3, first);

static void older_callers(void **state)
{
    (void)state;
    const version_1 given = {sizeof given, 11};
    version_2 two = {sizeof two, 1, 2};
    version_3 three = {sizeof three, 1, 2, "three"};
    assert_int_equal(options_read(&given, &as_2, &two, NULL), REUNIFY_OK);
    assert_int_equal(options_read(&given, &as_3, &three, NULL), REUNIFY_OK);
    assert_true(two.size == sizeof two && two.first == 11 && two.second == 2);
    assert_true(three.size == sizeof three && three.first == 11 && three.second == 2);
    assert_string_equal(three.third, "three");
}

static void newer_callers(void **state)
{
    (void)state;
    version_3 given = {sizeof given, 11, 0, NULL};
    version_1 one = {sizeof one, 1};
    version_2 two = {sizeof two, 1, 2};
    assert_int_equal(options_read(&given, &as_1, &one, NULL), REUNIFY_OK);
    assert_true(one.size == sizeof one && one.first == 11);
    given.second = 22;
    assert_int_equal(options_read(&given, &as_1, &one, NULL), REUNIFY_ARGUMENT);
    assert_int_equal(options_read(&given, &as_2, &two, NULL), REUNIFY_OK);
    assert_true(two.size == sizeof two && two.first == 11 && two.second == 22);
    given.third = "";
    given.first = 33;
    assert_int_equal(options_read(&given, &as_2, &two, NULL), REUNIFY_ARGUMENT);
    assert_true(two.first == 11); /* what is refused changes nothing */
}

/* Of each version by each: what both know is the default, the rest is zero. */
static void init_of_other_ages(void **state)
{
    (void)state;
    const version_3 defaults = {sizeof defaults, 1, 2, "three"};
    const sized_options *const known[] = {&as_1, &as_2, &as_3};
    const size_t sizes[] = {sizeof(version_1), sizeof(version_2), sizeof(version_3)};
    for (size_t k = 0; k < LENGTH_OF(known); k++)
        for (size_t s = 0; s < LENGTH_OF(sizes); s++) {
            version_3 o = {99, 98, 97, "before"};
            assert_int_equal(options_init(&o, sizes[s], known[k], &defaults), REUNIFY_OK);
            assert_int_equal(o.size, sizes[s]);
            assert_int_equal(o.first, 1);
            assert_int_equal(o.second, s == 0 ? 97 : k == 0 ? 0 : 2);
            assert_true(s == 2 ? o.third == (k == 2 ? defaults.third : NULL) : *o.third == 'b');
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(older_callers),
                                       cmocka_unit_test(newer_callers),
                                       cmocka_unit_test(init_of_other_ages)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
