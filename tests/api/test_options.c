/*
 * Structs of options that grow: each is given as an older and as a newer caller would give it.
 * What an older caller does not have keeps its default; what a newer one has beyond what the
 * library knows is taken where it is zero, and refused where it is not.
 */
#include "support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Room for the largest struct and what a later version may append. */
enum { LATER = 64, ROOM = 256 };

typedef union {
    unsigned char bytes[ROOM];
    size_t size;
    int64_t aligned;
} options;

static reunify_error *error;
static reunify_profile *profile;
static reunify_evaluator *evaluator;
static reunify_case *record;

static int start(void **state)
{
    (void)state;
    profile = load_builtin(NULL);
    record = load_case(NULL, EXAMPLES, examples[0].name);
    return reunify_error_new(NULL, &error) || reunify_evaluator_new(NULL, &evaluator, NULL);
}

static int finish(void **state)
{
    (void)state;
    reunify_case_free(record);
    reunify_evaluator_free(evaluator);
    reunify_profile_unref(profile);
    reunify_error_free(error);
    return 0;
}

/* Each struct --------------------------------------------------------------------------------- */

static reunify_status init_context(void *given, size_t size)
{
    return reunify_context_options_init(given, size);
}

static reunify_status use_context(const void *given)
{
    reunify_context *out = NULL;
    const reunify_status status = reunify_context_new(given, &out);
    assert_true(!status == !!out);
    reunify_context_unref(out);
    return status;
}

static reunify_status init_profile(void *given, size_t size)
{
    return reunify_profile_options_init(given, size);
}

static reunify_status use_profile(const void *given)
{
    reunify_profile *out = NULL;
    const reunify_status status =
        reunify_profile_builtin(NULL, PACK, sizeof PACK - 1, given, &out, error);
    assert_true(!status == !!out);
    reunify_profile_unref(out);
    return status;
}

static reunify_status init_evaluate(void *given, size_t size)
{
    return reunify_evaluate_options_init(given, size);
}

static reunify_status use_evaluate(const void *given)
{
    reunify_evaluation *out = NULL;
    const reunify_status status =
        reunify_evaluate(evaluator, profile, record, 20000, given, &out, error);
    assert_true(!status == !!out);
    reunify_evaluation_unref(out);
    return status;
}

/* Such a calculation has no defaults for what must be given. */
static reunify_status init_cost(void *given, size_t size)
{
    const reunify_status status = reunify_cost_options_init(given, size);
    if (!status) {
        reunify_cost_options *o = given;
        o->returns = 10;
        o->failures_without = 4;
        o->failures_with = 2;
    }
    return status;
}

static reunify_status use_cost(const void *given)
{
    reunify_cost *out = NULL;
    const reunify_status status = reunify_cost_calculate(NULL, profile, given, &out, error);
    assert_true(!status == !!out);
    reunify_cost_free(out);
    return status;
}

/* The size in the first version stands here as a number: it never changes. */
#define FIRST_SIZE(pointers, bytes) ((pointers) * sizeof(void *) + (bytes))

static const struct {
    const char *name;
    size_t first, known;
    reunify_status (*init)(void *given, size_t size);
    reunify_status (*use)(const void *given);
    bool has_error;
} kinds[] = {
    {"context", FIRST_SIZE(4, 40), sizeof(reunify_context_options), init_context, use_context,
     false},
    {"profile", FIRST_SIZE(2, 8), sizeof(reunify_profile_options), init_profile, use_profile, true},
    {"evaluate", FIRST_SIZE(2, 8), sizeof(reunify_evaluate_options), init_evaluate, use_evaluate,
     true},
    {"cost", FIRST_SIZE(2, 64), sizeof(reunify_cost_options), init_cost, use_cost, true},
};
#define KIND_COUNT (sizeof kinds / sizeof kinds[0])

/* A caller's options of a size, whatever stood there before. */
static options filled(size_t kind, size_t size)
{
    options o;
    memset(&o, 0xA5, sizeof o);
    assert_int_equal(kinds[kind].init(&o, size), REUNIFY_OK);
    assert_int_equal(o.size, size);
    for (size_t i = size; i < sizeof o; i++)
        assert_int_equal(o.bytes[i], 0xA5);
    return o;
}

static void assert_refused(size_t kind, const options *o, const char *why)
{
    assert_int_equal(kinds[kind].use(o), REUNIFY_ARGUMENT);
    if (!kinds[kind].has_error)
        return;
    assert_string_equal(reunify_error_code(error, 0), "bad_argument");
    assert_non_null(strstr(reunify_error_message(error, 0), why));
}

/* Tests --------------------------------------------------------------------------------------- */

static void test_every_age(void **state)
{
    (void)state;
    for (size_t k = 0; k < KIND_COUNT; k++)
        for (size_t size = kinds[k].first; size <= kinds[k].known + LATER; size++) {
            const options o = filled(k, size);
            if (kinds[k].use(&o))
                fail_msg("%s options of %zu bytes are refused", kinds[k].name, size);
        }
}

static void test_sizes_that_never_were(void **state)
{
    (void)state;
    for (size_t k = 0; k < KIND_COUNT; k++)
        for (size_t size = 0; size < kinds[k].first; size++) {
            options o = filled(k, kinds[k].known);
            assert_int_equal(kinds[k].init(&o, size), REUNIFY_ARGUMENT);
            o.size = size;
            assert_refused(k, &o, "size");
        }
}

/* Wherever the newer member lies, and however little of it is set. */
static void test_newer_members(void **state)
{
    (void)state;
    for (size_t k = 0; k < KIND_COUNT; k++)
        for (size_t at = kinds[k].known; at < kinds[k].known + LATER; at++) {
            options o = filled(k, kinds[k].known + LATER);
            o.bytes[at] = 1;
            assert_refused(k, &o, "does not know");
            o.size = at; /* not the caller's any more */
            assert_int_equal(kinds[k].use(&o), REUNIFY_OK);
        }
}

static void test_null(void **state)
{
    (void)state;
    for (size_t k = 0; k < KIND_COUNT; k++)
        assert_int_equal(kinds[k].init == init_cost ? reunify_cost_options_init(NULL, 80)
                                                    : kinds[k].init(NULL, 80),
                         REUNIFY_ARGUMENT);
    assert_int_equal(use_context(NULL), REUNIFY_OK);
    assert_int_equal(use_profile(NULL), REUNIFY_OK);
    assert_int_equal(use_evaluate(NULL), REUNIFY_OK);
    assert_int_equal(use_cost(NULL), REUNIFY_ARGUMENT);
}

/* Each init function by its own name, with what is not zero. */
static void test_defaults(void **state)
{
    (void)state;
    reunify_context_options context;
    reunify_profile_options reading;
    reunify_evaluate_options evaluating;
    reunify_cost_options cost;
    assert_int_equal(reunify_context_options_init(&context, sizeof context), REUNIFY_OK);
    assert_int_equal(reunify_profile_options_init(&reading, sizeof reading), REUNIFY_OK);
    assert_int_equal(reunify_evaluate_options_init(&evaluating, sizeof evaluating), REUNIFY_OK);
    assert_int_equal(reunify_cost_options_init(&cost, sizeof cost), REUNIFY_OK);
    reunify_batch_options replaying;
    assert_int_equal(reunify_batch_options_init(&replaying, sizeof replaying), REUNIFY_OK);
    assert_true(!replaying.pathway && replaying.size == sizeof replaying);
    assert_true(context.max_bytes == 0 && !context.allocator.allocate);
    assert_true(reading.flags == 0 && !reading.languages);
    assert_true(evaluating.explain == 0 && !evaluating.pathway);
    assert_true(cost.years == 1000 && cost.returns == REUNIFY_COST_NOT_GIVEN && !cost.set);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_age),     cmocka_unit_test(test_sizes_that_never_were),
        cmocka_unit_test(test_newer_members), cmocka_unit_test(test_null),
        cmocka_unit_test(test_defaults),
    };
    return cmocka_run_group_tests(tests, start, finish);
}
