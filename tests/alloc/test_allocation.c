/*
 * Every entry point that allocates, with each of its allocations failing in turn (under a
 * sanitizer, which looks for other things, with those of `sweep.h`): what it says, what it gives,
 * what it leaves behind.
 */
#include "packs.h"
#include "rebuild.h"
#include "support.h"
#include "sweep.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Made once, with the default allocator. */
static reunify_profile *profile;
static reunify_case *records[EXAMPLE_COUNT];
static file_text texts[EXAMPLE_COUNT];
static reunify_evaluation *evaluations[EXAMPLE_COUNT];
static reunify_evaluator *evaluator;
static reunify_assessment *assessment;
static reunify_error *error;

static int set_up(void **state)
{
    (void)state;
    profile = load_builtin(NULL);
    assert_int_equal(reunify_error_new(NULL, &error), REUNIFY_OK);
    assert_int_equal(reunify_evaluator_new(NULL, &evaluator, error), REUNIFY_OK);
    assert_int_equal(reunify_assessment_new(NULL, &assessment, error), REUNIFY_OK);
    assert_int_equal(
        reunify_assessment_set_finding(assessment, "risk_factors", 12, "addressed", 9, error),
        REUNIFY_OK);
    for (size_t i = 0; i < EXAMPLE_COUNT; i++) {
        texts[i] = read_text(EXAMPLES, examples[i].name);
        records[i] = load_case(NULL, EXAMPLES, examples[i].name);
        assert_int_equal(reunify_evaluate(evaluator, profile, records[i],
                                          date_of(examples[i].as_of), NULL, &evaluations[i], error),
                         REUNIFY_OK);
    }
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    for (size_t i = 0; i < EXAMPLE_COUNT; i++) {
        free(texts[i].data);
        reunify_case_free(records[i]);
        reunify_evaluation_unref(evaluations[i]);
    }
    reunify_assessment_free(assessment);
    reunify_evaluator_free(evaluator);
    reunify_error_free(error);
    reunify_profile_unref(profile);
    return 0;
}

/* The sweep ----------------------------------------------------------------------------------- */

/*
 * One call from `context`, on example `at`. It checks that what it gave out is NULL exactly where
 * it failed, and releases everything.
 */
typedef reunify_status operation(reunify_context *context, size_t at);

enum { CHAIN = 3 };

static void *const poison = (void *)(uintptr_t)0x10;

#define GIVES(type, release, call)                                                                 \
    do {                                                                                           \
        type *out = poison;                                                                        \
        const reunify_status status = (call);                                                      \
        assert_true((out == NULL) == (status != REUNIFY_OK));                                      \
        assert_ptr_not_equal(out, poison);                                                         \
        release(out);                                                                              \
        return status;                                                                             \
    } while (0)

/*
 * Runs it with call `n` to the allocator failing, alone or with all after it; true where it went
 * through without a failure.
 */
static bool fail_once(operation *run, size_t at, size_t n, bool on)
{
    counting c = {0};
    reunify_context *context = counting_context(&c);
    c.calls = 0;
    c.fail_at = n;
    c.fail_on = on;
    reunify_error_clear(error);
    const reunify_status status = run(context, at);
    if (c.failed && status) {
        assert_int_equal(status, REUNIFY_NO_MEMORY);
        if (reunify_error_count(error)) {
            assert_int_equal(reunify_error_total(error), 1);
            assert_string_equal(reunify_error_code(error, 0), "no_memory");
        }
    } else if (!c.failed) {
        assert_int_equal(status, REUNIFY_OK);
    }
    const bool through = !c.failed;
    c.fail_at = 0;
    assert_int_equal(run(context, at), REUNIFY_OK); /* again, with memory */
    reunify_context_unref(context);
    assert_int_equal(c.bytes, 0);
    assert_int_equal(c.blocks, 0);
    assert_int_equal(c.wrong_sizes, 0);
    return through;
}

/* How many allocations were made to fail. */
static size_t sweep(operation *run, size_t at)
{
    size_t count = 0;
    for (int on = 0; on < 2; on++) {
        count = 0;
        for (size_t n = 1; !fail_once(run, at, n, on); n = next_failing(n), count++)
            assert_in_range(n, 1, 10000);
    }
    return count;
}

static void sweep_examples(operation *run)
{
    for (size_t i = 0; i < EXAMPLE_COUNT; i++)
        assert_in_range(sweep(run, i), 1, 10000); /* something was made to fail */
}

/* What is swept ------------------------------------------------------------------------------- */

static reunify_status make_error(reunify_context *context, size_t at)
{
    (void)at;
    GIVES(reunify_error, reunify_error_free, reunify_error_new(context, &out));
}

static reunify_status make_case(reunify_context *context, size_t at)
{
    (void)at;
    GIVES(reunify_case, reunify_case_free, reunify_case_new(context, &out, error));
}

static reunify_status make_evaluator(reunify_context *context, size_t at)
{
    (void)at;
    GIVES(reunify_evaluator, reunify_evaluator_free, reunify_evaluator_new(context, &out, error));
}

static reunify_status make_evaluation(reunify_context *context, size_t at)
{
    (void)at;
    GIVES(reunify_evaluation, reunify_evaluation_unref,
          reunify_evaluation_new(context, &out, error));
}

static reunify_status make_assessment(reunify_context *context, size_t at)
{
    (void)at;
    GIVES(reunify_assessment, reunify_assessment_free,
          reunify_assessment_new(context, &out, error));
}

static reunify_status read_case(reunify_context *context, size_t at)
{
    GIVES(reunify_case, reunify_case_free,
          reunify_case_from_json(context, texts[at].data, texts[at].length, 0, &out, error));
}

static reunify_status read_profile(reunify_context *context, size_t at)
{
    size_t length;
    const char *json = pack_json(at, &length);
    GIVES(reunify_profile, reunify_profile_unref,
          reunify_profile_from_json(context, json, length, NULL, &out, error));
}

static reunify_status read_builtin(reunify_context *context, size_t at)
{
    const char *id = reunify_profile_builtin_id(at);
    GIVES(reunify_profile, reunify_profile_unref,
          reunify_profile_builtin(context, id, strlen(id), NULL, &out, error));
}

static reunify_status write_builtin(reunify_context *context, size_t at)
{
    GIVES(reunify_text, reunify_text_free, reunify_profile_builtin_json(context, at, &out, error));
}

/* A pack and the two that it lies over. */
static file_text chain[CHAIN];

static void chain_texts(const char **data, size_t *lengths)
{
    static const char *const names[CHAIN] = {"pack.json", "base-1.json", "base-2.json"};
    for (size_t i = 0; i < CHAIN; i++) {
        if (!chain[i].data)
            chain[i] = read_text(EXAMPLES "/../../tests/data/language/chain", names[i]);
        data[i] = chain[i].data;
        lengths[i] = chain[i].length;
    }
}

static reunify_status read_packs(reunify_context *context, size_t at)
{
    const char *data[CHAIN];
    size_t lengths[CHAIN];
    (void)at;
    chain_texts(data, lengths);
    GIVES(reunify_profile, reunify_profile_unref,
          reunify_profile_from_packs(context, data, lengths, CHAIN, NULL, &out, error));
}

static reunify_status resolve_packs(reunify_context *context, size_t flags)
{
    const char *data[CHAIN];
    size_t lengths[CHAIN];
    chain_texts(data, lengths);
    GIVES(reunify_text, reunify_text_free,
          reunify_profile_resolve(context, data, lengths, CHAIN, (uint32_t)flags, &out, error));
}

static file_text welsh;

/* Of texts in two languages; a vocabulary takes its memory from the profile's context. */
static reunify_status make_vocabulary(reunify_context *context, size_t at)
{
    (void)at;
    const reunify_profile_options options = {.size = sizeof options, .languages = "cy,en"};
    reunify_profile *own;
    reunify_status status =
        reunify_profile_from_json(context, welsh.data, welsh.length, &options, &own, error);
    if (status)
        return status;
    reunify_vocabulary *out = poison;
    reunify_text *text = NULL;
    status = reunify_vocabulary_new(own, &out, error);
    assert_true((out == NULL) == (status != REUNIFY_OK));
    if (!status)
        status = reunify_vocabulary_to_json(out, REUNIFY_JSON_PRETTY, &text, error);
    assert_true((text == NULL) == (status != REUNIFY_OK));
    reunify_text_free(text);
    reunify_vocabulary_free(out);
    reunify_profile_unref(own);
    return status;
}

/* A sentence alone, and a date, from the profile's context. */
static reunify_status say_welsh(const reunify_profile *own)
{
    reunify_text *out = poison;
    reunify_status status =
        reunify_profile_say(own, "label.lives", strlen("label.lives"), NULL, NULL, 0, &out, error);
    assert_true((out == NULL) == (status != REUNIFY_OK));
    assert_true(status || strcmp(reunify_text_data(out), "Cartref") == 0);
    reunify_text_free(out);
    if (status)
        return status;
    out = poison;
    status = reunify_profile_say_date(own, date_of("2025-01-01"), &out, error);
    assert_true((out == NULL) == (status != REUNIFY_OK));
    reunify_text_free(out);
    return status;
}

/* A profile with sentences in another language, and what is said in them. */
static reunify_status speak_welsh(reunify_context *context, size_t at)
{
    static const char messages[] =
        "{\"schema\": \"reunify/messages/1\", \"languages\": {\"cy\": {\"plurals\": {\"one\": "
        "[\"1\"]}, \"messages\": {\"label.lives\": \"Cartref\", \"own.reason\": \"pam\"}}}}";
    const reunify_profile_options options = {.size = sizeof options,
                                             .languages = "cy,en",
                                             .messages = messages,
                                             .messages_length = sizeof messages - 1};
    reunify_profile *own = NULL;
    reunify_evaluator *evaluator_of = NULL;
    reunify_evaluation *evaluation = NULL;
    reunify_text *out = poison;
    reunify_status status =
        reunify_profile_from_json(context, welsh.data, welsh.length, &options, &own, error);
    if (!status)
        status = reunify_evaluator_new(context, &evaluator_of, error);
    if (!status)
        status = reunify_evaluate(evaluator_of, own, records[at], date_of("2025-01-01"), NULL,
                                  &evaluation, error);
    if (!status) {
        status = reunify_evaluation_to_text(evaluation, 0, 0, &out, error);
        assert_true((out == NULL) == (status != REUNIFY_OK));
        assert_true(status || strstr(reunify_text_data(out), "Cartref"));
        reunify_text_free(out);
    }
    if (!status)
        status = say_welsh(own);
    reunify_evaluation_unref(evaluation);
    reunify_evaluator_free(evaluator_of);
    reunify_profile_unref(own);
    return status;
}

/* An example at two dates. */
static reunify_status compare_dates(reunify_context *context, size_t at)
{
    reunify_evaluator *own = NULL;
    reunify_evaluation *before = NULL, *after = NULL;
    reunify_diff *out = poison;
    reunify_status status = reunify_evaluator_new(context, &own, error);
    if (!status)
        status = reunify_evaluate(own, profile, records[at], date_of("2020-01-01"), NULL, &before,
                                  error);
    if (!status)
        status = reunify_evaluate(own, profile, records[at], date_of(examples[at].as_of), NULL,
                                  &after, error);
    if (!status) {
        status = reunify_evaluation_diff(before, after, &out, error);
        assert_true((out == NULL) == (status != REUNIFY_OK));
        assert_true(status || reunify_diff_count(out) > 0);
        reunify_diff_free(out);
    }
    reunify_evaluation_unref(after);
    reunify_evaluation_unref(before);
    reunify_evaluator_free(own);
    return status;
}

/* An evaluator of its own, so that its scratch is swept too. */
static reunify_status evaluate_fresh(reunify_context *context, size_t at)
{
    reunify_evaluator *own;
    const reunify_status made = reunify_evaluator_new(context, &own, error);
    if (made)
        return made;
    reunify_evaluation *out = poison;
    reunify_status status =
        reunify_evaluate(own, profile, records[at], date_of(examples[at].as_of), NULL, &out, error);
    assert_true((out == NULL) == (status != REUNIFY_OK));
    if (!status) {
        char *json = json_of(out), *expected = json_of(evaluations[at]);
        if (json)
            assert_string_equal(json, expected);
        else
            status = REUNIFY_NO_MEMORY; /* writing it allocates too */
        free(json);
        free(expected);
    }
    reunify_evaluation_unref(out);
    reunify_evaluator_free(own);
    return status;
}

/* What the check takes is the context's of the case. */
static reunify_status check_words(reunify_context *context, size_t at)
{
    static const char json[] =
        "{\"schema\":\"reunify/case/"
        "1\",\"id\":\"c\",\"legal_statuses\":[{\"code\":\"care_order\"}],"
        "\"assessments\":[{\"date\":\"2024-01-01\",\"findings\":{\"new_risk\":true}}],"
        "\"records\":[{\"type\":\"care_plan\",\"led_by\":\"child\"}]}";
    (void)at;
    reunify_case *record;
    reunify_status status =
        reunify_case_from_json(context, json, sizeof json - 1, 0, &record, error);
    if (!status)
        status = reunify_case_check(record, REUNIFY_THE_CASE, profile, error);
    reunify_case_free(record);
    return status;
}

/*
 * Into one that a smaller case has filled: after a failure it is empty, and it can be filled all
 * the same.
 */
static reunify_status evaluate_into(reunify_context *context, size_t at)
{
    reunify_evaluator *own = NULL;
    reunify_evaluation *out = NULL;
    reunify_status status = reunify_evaluator_new(context, &own, error);
    if (!status)
        status = reunify_evaluation_new(context, &out, error);
    if (!status)
        status = reunify_evaluate_into(own, profile, records[0], date_of(examples[0].as_of), NULL,
                                       out, error);
    if (!status)
        status = reunify_evaluate_into(own, profile, records[at], date_of(examples[at].as_of), NULL,
                                       out, error);
    if (status && out) {
        assert_null(reunify_evaluation_case_id(out));
        assert_null(reunify_evaluation_profile(out));
        assert_int_equal(reunify_evaluation_gate_count(out), 0);
    }
    reunify_evaluation_unref(out);
    reunify_evaluator_free(own);
    return status;
}

static reunify_status classify(reunify_context *context, size_t at)
{
    (void)at;
    /* A classification takes its memory from the profile's context. */
    reunify_profile *own;
    const reunify_status status =
        reunify_profile_builtin(context, PACK, sizeof PACK - 1, NULL, &own, error);
    if (status)
        return status;
    reunify_classification *out = poison;
    const reunify_status classified = reunify_profile_classify(own, assessment, &out, error);
    assert_true((out == NULL) == (classified != REUNIFY_OK));
    reunify_classification_unref(out);
    reunify_profile_unref(own);
    return classified;
}

static reunify_status add_factor(reunify_assessment *a, const char *code)
{
    reunify_entry factor;
    reunify_status status = reunify_assessment_add_factor(a, &factor, error);
    if (!status)
        status = reunify_assessment_set_factor(a, factor, REUNIFY_FIELD_KIND, "risk", 4, error);
    return status ? status
                  : reunify_assessment_set_factor(a, factor, REUNIFY_FIELD_CODE, code, strlen(code),
                                                  error);
}

static reunify_status fill_assessment(reunify_context *context, size_t at)
{
    (void)at;
    reunify_assessment *out;
    reunify_status status = reunify_assessment_new(context, &out, error);
    for (int i = 0; i < 60 && !status; i++) {
        char name[24];
        snprintf(name, sizeof name, "finding_%d", i);
        status = reunify_assessment_set_finding(out, name, strlen(name), "some", 4, error);
        if (!status)
            status = add_factor(out, name);
    }
    reunify_assessment_free(out);
    return status;
}

/* A document of outcomes, if there are any. */
static reunify_status write_outcomes(const reunify_outcomes *outcomes, bool json)
{
    reunify_text *out = poison;
    const reunify_status status = json
                                      ? reunify_outcomes_to_json(outcomes, 0, &out, error)
                                      : reunify_outcomes_to_text(outcomes, NULL, 0, 0, &out, error);
    assert_true((out == NULL) == (status != REUNIFY_OK));
    reunify_text_free(out);
    return status;
}

enum { EPISODES = 60 };

/* Children with a return each, out of order, some of them twice; and both documents. */
static reunify_status work_out_outcomes(reunify_context *context, size_t at)
{
    static const char *const names[] = {"North", "South"};
    int64_t child[EPISODES];
    int32_t start[EPISODES], end[EPISODES], authority[EPISODES];
    int32_t ceased[EPISODES];
    reunify_outcome_options options;
    (void)at;
    for (int32_t i = 0; i < EPISODES; i++) {
        child[i] = i * 7 % 20;
        start[i] = 18000 + i % 3 * 100 + i % 7;
        end[i] = start[i] + 50 - i % 2 * 60;
        authority[i] = i % 2;
        ceased[i] = (int32_t)(i % 8);
    }
    const reunify_episodes episodes = {.size = sizeof episodes,
                                       .count = EPISODES,
                                       .child = child,
                                       .start = start,
                                       .end = end,
                                       .ceased = ceased,
                                       .authority = authority};
    const reunify_episode_children children = {
        .size = sizeof children, .count = 20, .child = child, .birth = start};
    assert_int_equal(reunify_outcome_options_init(&options, sizeof options), REUNIFY_OK);
    options.authorities = names;
    options.authority_count = 2;
    options.suppress_below = 6;
    const reunify_return_marks marks = {.size = sizeof marks,
                                        .count = 20,
                                        .child = child,
                                        .date = start,
                                        .mark = authority,
                                        .names = names,
                                        .name_count = 2};
    options.levels = options.gates = &marks;
    reunify_outcomes *out = poison;
    reunify_status status =
        reunify_outcomes_new(context, &episodes, &children, &options, &out, error);
    assert_true((out == NULL) == (status != REUNIFY_OK));
    if (!status)
        status = write_outcomes(out, true);
    if (!status)
        status = write_outcomes(out, false);
    reunify_outcomes_free(out);
    return status;
}

static void test_outcomes(void **state)
{
    (void)state;
    assert_in_range(sweep(work_out_outcomes, 0), 60, 10000);
}

static void test_small_objects(void **state)
{
    (void)state;
    operation *const small[] = {make_error,      make_case,       make_evaluator,
                                make_evaluation, make_assessment, fill_assessment};
    for (size_t i = 0; i < sizeof small / sizeof small[0]; i++)
        assert_in_range(sweep(small[i], 0), 1, 10000);
    counting c = {.fail_at = 1};
    const reunify_context_options options = counting_options(&c);
    reunify_context *context = poison;
    assert_int_equal(reunify_context_new(&options, &context), REUNIFY_NO_MEMORY);
    assert_null(context);
    assert_int_equal(reunify_context_new(&options, &context), REUNIFY_OK);
    reunify_context_unref(context);
    assert_int_equal(c.bytes, 0);
}

static void test_read_case(void **state)
{
    (void)state;
    sweep_examples(read_case);
}

static void test_read_profile(void **state)
{
    (void)state;
    for (size_t i = 0; i < reunify_profile_builtin_count(); i++) {
        assert_in_range(sweep(read_profile, i), 3, 10000);
        assert_in_range(sweep(read_builtin, i), 3, 10000);
        assert_in_range(sweep(write_builtin, i), 1, 10000);
    }
}

static void test_packs(void **state)
{
    (void)state;
    assert_in_range(sweep(read_packs, 0), 3, 10000);
    for (size_t flags = 0; flags <= REUNIFY_JSON_PRETTY; flags++)
        assert_in_range(sweep(resolve_packs, flags), 3, 10000);
    for (size_t i = 0; i < CHAIN; i++)
        free(chain[i].data);
}

static void test_vocabulary(void **state)
{
    (void)state;
    welsh = read_text(EXAMPLES "/../../tests/data/languages", "welsh.json");
    assert_in_range(sweep(make_vocabulary, 0), 3, 10000);
    assert_in_range(sweep(speak_welsh, 0), 3, 10000);
    free(welsh.data);
}

static void test_compare(void **state)
{
    (void)state;
    assert_in_range(sweep(compare_dates, 0), 3, 10000);
}

static void test_evaluate(void **state)
{
    (void)state;
    sweep_examples(evaluate_fresh);
    sweep_examples(evaluate_into);
}

static void test_check(void **state)
{
    (void)state;
    assert_in_range(sweep(check_words, 0), 3, 10000);
}

static void test_classify(void **state)
{
    (void)state;
    assert_in_range(sweep(classify, 0), 1, 10000);
}

/* Objects carry the context that their text is made from, so these load an own copy in it. */
static void sweep_text(size_t at, reunify_status (*write)(reunify_evaluation *, reunify_text **))
{
    for (size_t n = 1, failed = 1; failed; n = next_failing(n)) {
        counting c = {0};
        reunify_context *context = counting_context(&c);
        reunify_evaluator *own;
        reunify_evaluation *made;
        assert_int_equal(reunify_evaluator_new(context, &own, error), REUNIFY_OK);
        assert_int_equal(reunify_evaluate(own, profile, records[at], date_of(examples[at].as_of),
                                          NULL, &made, error),
                         REUNIFY_OK);
        c.calls = 0;
        c.fail_at = n;
        reunify_text *out = poison;
        const reunify_status status = write(made, &out);
        failed = c.failed;
        assert_int_equal(status, failed ? REUNIFY_NO_MEMORY : REUNIFY_OK);
        assert_true((out == NULL) == (failed != 0));
        if (failed) {
            assert_string_equal(reunify_error_code(error, 0), "no_memory");
            c.fail_at = 0;
            assert_int_equal(write(made, &out), REUNIFY_OK);
        } else {
            assert_in_range(n, 2, 10000);
        }
        reunify_text_free(out);
        reunify_evaluation_unref(made);
        reunify_evaluator_free(own);
        reunify_context_unref(context);
        assert_int_equal(c.bytes, 0);
        assert_int_equal(c.wrong_sizes, 0);
    }
}

static reunify_status write_json(reunify_evaluation *e, reunify_text **out)
{
    return reunify_evaluation_to_json(e, 0, out, error);
}

static reunify_status write_pretty(reunify_evaluation *e, reunify_text **out)
{
    return reunify_evaluation_to_json(e, REUNIFY_JSON_PRETTY, out, error);
}

static reunify_status write_text(reunify_evaluation *e, reunify_text **out)
{
    return reunify_evaluation_to_text(e, REUNIFY_TEXT_ALL, 0, out, error);
}

/* A table of one row. */
static reunify_status write_overview(reunify_context *context, size_t at)
{
    reunify_overview *o = poison;
    reunify_status status = reunify_overview_new(context, &o, error);
    assert_true((o == NULL) == (status != REUNIFY_OK));
    if (status)
        return status;
    reunify_text *out = poison;
    status = reunify_overview_add(o, evaluations[at], error);
    assert_int_equal(reunify_overview_count(o), status ? 0 : 1);
    if (!status) {
        status = reunify_overview_to_text(o, 0, 0, &out, error);
        assert_true((out == NULL) == (status != REUNIFY_OK));
        reunify_text_free(out);
    }
    reunify_overview_free(o);
    return status;
}

static void test_overview(void **state)
{
    (void)state;
    assert_in_range(sweep(write_overview, 0), 3, 10000);
}

static reunify_status write_rows(reunify_table_rows *rows)
{
    reunify_text *out = poison;
    const reunify_status status = reunify_table_rows_to_csv(rows, REUNIFY_CSV_HEADER, &out, error);
    assert_true((out == NULL) == (status != REUNIFY_OK));
    reunify_text_free(out);
    reunify_table_rows_free(rows);
    return status;
}

/* Their memory is that of the evaluation's own context. */
static reunify_status evaluate_and_write_rows(reunify_context *context, size_t at)
{
    reunify_evaluator *own;
    reunify_evaluation *made = NULL;
    reunify_table_rows *rows = poison;
    reunify_status status = reunify_evaluator_new(context, &own, error);
    if (!status)
        status = reunify_evaluate(own, profile, records[at], date_of(examples[at].as_of), NULL,
                                  &made, error);
    if (!status) {
        status = reunify_table_rows_new(made, REUNIFY_TIDY_REQUIREMENTS, &rows, error);
        assert_true((rows == NULL) == (status != REUNIFY_OK));
        status = status ? status : write_rows(rows);
    }
    reunify_evaluation_unref(made);
    reunify_evaluator_free(own);
    return status;
}

static reunify_status write_faults(reunify_context *context, size_t at)
{
    (void)at;
    reunify_error *faults;
    reunify_case *record;
    reunify_table_rows *rows = poison;
    if (reunify_error_new(NULL, &faults))
        return REUNIFY_ARGUMENT;
    reunify_status status = reunify_case_from_json(NULL, "[1", 2, 0, &record, faults);
    assert_int_equal(status, REUNIFY_INVALID);
    status = reunify_table_rows_of_faults(context, "C-1", 3, 0, "havering", faults, &rows, error);
    assert_true((rows == NULL) == (status != REUNIFY_OK));
    status = status ? status : write_rows(rows);
    reunify_error_free(faults);
    return status;
}

static void test_rows(void **state)
{
    (void)state;
    assert_in_range(sweep(evaluate_and_write_rows, 0), 20, 10000);
    assert_in_range(sweep(write_faults, 0), 3, 100);
}

/* Many cases ---------------------------------------------------------------------------------- */

/* A caseload takes its memory from the profile's context; this one is read in `context` itself. */
static reunify_status make_caseload(reunify_context *context, size_t of_lines)
{
    static const reunify_case *const none[] = {NULL};
    static const reunify_date day = 19723;
    const reunify_caseload_options options = {
        .size = sizeof options, .dates = &day, .date_count = 1, .pathway = "reunification"};
    reunify_profile *own;
    const reunify_status made =
        reunify_profile_builtin(context, PACK, sizeof PACK - 1, NULL, &own, error);
    if (made)
        return made;
    reunify_caseload *out = poison;
    const reunify_status status =
        of_lines ? reunify_caseload_of_lines(own, "{}\n{}", 5, &options, &out, error)
                 : reunify_caseload_of_cases(own, none, 1, &options, &out, error);
    assert_true((out == NULL) == (status != REUNIFY_OK));
    reunify_caseload_unref(out);
    reunify_profile_unref(own);
    return status;
}

/* Each example as cases, and as lines of which one is none: all tables, CSV and Arrow. */
static reunify_caseload *caseload_of(size_t at, bool of_lines, char **lines)
{
    reunify_caseload *made = NULL;
    reunify_text *text = NULL;
    *lines = NULL;
    if (!of_lines) {
        assert_int_equal(reunify_caseload_of_cases(profile,
                                                   (const reunify_case *const *)&records[at], 1,
                                                   NULL, &made, error),
                         REUNIFY_OK);
        return made;
    }
    assert_int_equal(reunify_case_to_json(records[at], 0, &text, error), REUNIFY_OK);
    *lines = malloc(reunify_text_length(text) + 20);
    assert_non_null(*lines);
    sprintf(*lines, "%s\n{\"id\":\"C-9\",", reunify_text_data(text));
    reunify_text_free(text);
    assert_int_equal(reunify_caseload_of_lines(profile, *lines, strlen(*lines), NULL, &made, error),
                     REUNIFY_OK);
    return made;
}

static reunify_status write_arrow(const reunify_table_rows *rows)
{
    struct ArrowSchema schema;
    struct ArrowArray array;
    const reunify_status status = reunify_table_rows_to_arrow(rows, &schema, &array, error);
    assert_true(!status == (schema.release != NULL) && !status == (array.release != NULL));
    if (status)
        return status;
    array.release(&array);
    schema.release(&schema);
    return REUNIFY_OK;
}

enum { MADE_TABLES = 3 };

static reunify_status run_caseload(reunify_context *context, size_t at, bool of_lines)
{
    static const int32_t tables[MADE_TABLES] = {REUNIFY_TIDY_REQUIREMENTS, REUNIFY_TIDY_ERRORS,
                                                REUNIFY_TIDY_WAITING};
    reunify_table_rows *rows[MADE_TABLES] = {poison, poison, poison};
    reunify_evaluator *own;
    reunify_status status = reunify_evaluator_new(context, &own, error);
    if (status)
        return status;
    char *lines;
    reunify_caseload *made = caseload_of(at, of_lines, &lines);
    status = reunify_caseload_run(made, own, 0, tables, MADE_TABLES, rows, error);
    for (size_t i = 0; i < MADE_TABLES; i++)
        assert_true((rows[i] == NULL) == (status != REUNIFY_OK));
    for (size_t i = 0; i < MADE_TABLES && !status; i++)
        status = write_arrow(rows[i]);
    for (size_t i = 0; i < MADE_TABLES; i++)
        reunify_table_rows_free(rows[i]);
    reunify_caseload_unref(made);
    reunify_evaluator_free(own);
    free(lines);
    return status;
}

static reunify_status run_cases(reunify_context *context, size_t at)
{
    return run_caseload(context, at, false);
}

static reunify_status run_lines(reunify_context *context, size_t at)
{
    return run_caseload(context, at, true);
}

/* A stream that fails can be asked again, and goes on where it was. */
static reunify_status stream_caseload(reunify_context *context, size_t at)
{
    char *lines;
    reunify_caseload *made = caseload_of(at, true, &lines);
    struct ArrowArrayStream stream;
    struct ArrowArray array = {0};
    struct ArrowSchema schema = {0};
    reunify_status status =
        reunify_caseload_stream(context, made, REUNIFY_TIDY_RISK, &stream, error);
    assert_true(!status == (stream.release != NULL));
    if (!status) {
        status = stream.get_schema(&stream, &schema) || stream.get_next(&stream, &array)
                     ? REUNIFY_NO_MEMORY
                     : REUNIFY_OK;
        assert_true(status ? stream.get_last_error(&stream) != NULL : array.length == 1);
        if (schema.release)
            schema.release(&schema);
        if (array.release)
            array.release(&array);
        stream.release(&stream);
    }
    reunify_caseload_unref(made);
    free(lines);
    return status;
}

static reunify_status find_id(reunify_context *context, size_t at)
{
    static const char text[] = "{\"child\":{\"a\":[1,{\"b\":\"c\"}]},\"id\":\"C\\u002d7\",";
    (void)at;
    GIVES(reunify_text, reunify_text_free,
          reunify_case_find_id(context, text, sizeof text - 1, &out, error));
}

static void test_caseload(void **state)
{
    (void)state;
    assert_in_range(sweep(make_caseload, 0), 5, 10000);
    assert_in_range(sweep(make_caseload, 1), 5, 10000);
    assert_in_range(sweep(run_cases, 0), 20, 10000);
    assert_in_range(sweep(run_lines, 1), 20, 10000);
    assert_in_range(sweep(stream_caseload, 0), 20, 10000);
    assert_in_range(sweep(find_id, 0), 4, 100);
}

static void test_write_evaluation(void **state)
{
    (void)state;
    for (size_t i = 0; i < EXAMPLE_COUNT; i++) {
        sweep_text(i, write_json);
        sweep_text(i, write_pretty);
        sweep_text(i, write_text);
    }
}

static void test_write_case(void **state)
{
    (void)state;
    for (size_t i = 0; i < EXAMPLE_COUNT; i++)
        for (uint32_t flags = 0; flags <= REUNIFY_JSON_PRETTY; flags++)
            for (size_t n = 1, failed = 1; failed; n = next_failing(n)) {
                counting c = {0};
                reunify_context *context = counting_context(&c);
                reunify_case *own = load_case(context, EXAMPLES, examples[i].name);
                c.calls = 0;
                c.fail_at = n;
                reunify_text *out = poison;
                const reunify_status status = reunify_case_to_json(own, flags, &out, error);
                failed = c.failed;
                assert_int_equal(status, failed ? REUNIFY_NO_MEMORY : REUNIFY_OK);
                assert_true((out == NULL) == (failed != 0));
                assert_true(failed || n > 1);
                reunify_text_free(out);
                reunify_case_free(own);
                reunify_context_unref(context);
                assert_int_equal(c.bytes, 0);
                assert_int_equal(c.wrong_sizes, 0);
            }
}

/*
 * Building call by call: a call that fails leaves things as they were, and made again it succeeds;
 * the result is the same.
 */
static void sweep_build(const reunify_case *record)
{
    reunify_text *expected;
    assert_int_equal(reunify_case_to_json(record, 0, &expected, error), REUNIFY_OK);
    for (size_t n = 1, retried = 1; retried; n = next_failing(n)) {
        counting c = {0};
        reunify_context *context = counting_context(&c);
        c.calls = 0;
        c.fail_at = n;
        reunify_case *built = rebuild_case(context, record, &retried);
        assert_non_null(built);
        assert_true(retried == c.failed);
        assert_true(retried || n > 2);
        c.fail_at = 0;
        reunify_text *out;
        assert_int_equal(reunify_case_to_json(built, 0, &out, error), REUNIFY_OK);
        assert_string_equal(reunify_text_data(out), reunify_text_data(expected));
        reunify_text_free(out);
        reunify_case_free(built);
        reunify_context_unref(context);
        assert_int_equal(c.bytes, 0);
        assert_int_equal(c.wrong_sizes, 0);
    }
    reunify_text_free(expected);
}

static void test_build_case(void **state)
{
    (void)state;
    static const char corpus[] = EXAMPLES "/../../tests/fuzz/corpus/case";
    for (size_t i = 0; i < EXAMPLE_COUNT; i++)
        sweep_build(records[i]);
    static const char *const more[] = {"people.json", "movable.json"};
    for (size_t i = 0; i < sizeof more / sizeof more[0]; i++) {
        reunify_case *record = load_case(NULL, corpus, more[i]);
        sweep_build(record);
        reunify_case_free(record);
    }
}

/* A copy is whole, or there is none. */
static void sweep_copy(const reunify_case *record)
{
    for (size_t n = 1, failed = 1; failed; n = next_failing(n)) {
        counting c = {0};
        reunify_context *context = counting_context(&c);
        c.calls = 0;
        c.fail_at = n;
        reunify_case *copy;
        const reunify_status status = reunify_case_copy(record, context, &copy, error);
        failed = c.failed;
        c.fail_at = 0;
        assert_int_equal(status, failed ? REUNIFY_NO_MEMORY : REUNIFY_OK);
        assert_true((copy == NULL) == (failed != 0));
        int32_t equal = 1;
        if (copy)
            assert_int_equal(reunify_case_equal(record, copy, &equal, error), REUNIFY_OK);
        assert_true(equal);
        reunify_case_free(copy);
        reunify_context_unref(context);
        assert_int_equal(c.bytes, 0);
        assert_int_equal(c.wrong_sizes, 0);
    }
}

/* So is the answer of a comparison. */
static void sweep_equal(counting *c, const reunify_case *a, const reunify_case *b)
{
    for (size_t n = 1, failed = 1; failed; n = next_failing(n)) {
        const size_t before = c->failed;
        int32_t equal;
        c->calls = 0;
        c->fail_at = n;
        const reunify_status status = reunify_case_equal(a, b, &equal, error);
        c->fail_at = 0;
        failed = c->failed - before;
        assert_int_equal(status, failed ? REUNIFY_NO_MEMORY : REUNIFY_OK);
        assert_int_equal(equal, failed ? 0 : 1);
    }
}

static void test_copy_case(void **state)
{
    (void)state;
    for (size_t i = 0; i < EXAMPLE_COUNT; i++) {
        counting c = {0};
        reunify_context *context = counting_context(&c);
        reunify_case *own;
        sweep_copy(records[i]);
        assert_int_equal(reunify_case_copy(records[i], context, &own, error), REUNIFY_OK);
        sweep_equal(&c, own, own);
        reunify_case_free(own);
        reunify_context_unref(context);
        assert_int_equal(c.bytes, 0);
    }
}

/* The steady state ---------------------------------------------------------------------------- */

static void test_steady_state(void **state)
{
    (void)state;
    enum { WARM_UP = 3, ROUNDS = 1000 / STRIDE };
    for (int32_t explain = REUNIFY_EXPLAIN_NONE; explain <= REUNIFY_EXPLAIN_FULL; explain++) {
        counting c = {0};
        reunify_context *context = counting_context(&c);
        reunify_evaluator *own;
        reunify_evaluation *out;
        const reunify_evaluate_options options = {.size = sizeof options, .explain = explain};
        assert_int_equal(reunify_evaluator_new(context, &own, error), REUNIFY_OK);
        assert_int_equal(reunify_evaluation_new(context, &out, error), REUNIFY_OK);
        size_t calls = 0;
        for (int round = 0; round < ROUNDS; round++) {
            if (round == WARM_UP)
                calls = c.calls;
            for (size_t i = 0; i < EXAMPLE_COUNT; i++)
                assert_int_equal(reunify_evaluate_into(own, profile, records[i],
                                                       date_of(examples[i].as_of), &options, out,
                                                       error),
                                 REUNIFY_OK);
        }
        assert_int_equal(c.calls, calls);
        reunify_evaluation_unref(out);
        reunify_evaluator_free(own);
        reunify_context_unref(context);
        assert_int_equal(c.bytes, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_small_objects), cmocka_unit_test(test_outcomes),
        cmocka_unit_test(test_read_case),     cmocka_unit_test(test_read_profile),
        cmocka_unit_test(test_evaluate),      cmocka_unit_test(test_check),
        cmocka_unit_test(test_classify),      cmocka_unit_test(test_write_evaluation),
        cmocka_unit_test(test_rows),          cmocka_unit_test(test_overview),
        cmocka_unit_test(test_write_case),    cmocka_unit_test(test_build_case),
        cmocka_unit_test(test_copy_case),     cmocka_unit_test(test_steady_state),
        cmocka_unit_test(test_packs),         cmocka_unit_test(test_vocabulary),
        cmocka_unit_test(test_compare),       cmocka_unit_test(test_caseload),
    };
    return cmocka_run_group_tests_name("allocation", tests, set_up, tear_down);
}
