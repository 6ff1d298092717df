/*
 * Lint, differences and the pack in sentences: what they find, what they refuse, and what is left
 * when memory runs out.
 */
#include "error.h"
#include "json_files.h"
#include "packs.h"
#include "support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define FILES DATA "/authoring"
#define T "\"text\":{\"en\":\"T\"}"
#define S "\"source\":{\"id\":\"s\",\"at\":\"1\"}"

/* The small pack that the tests make others of. */
static json_t *small;

static int set_up(void **state)
{
    small = read_json(FILES, "pack.json");
    return set_up_error(state);
}

static int tear_down(void **state)
{
    json_decref(small);
    return tear_down_error(state);
}

/* The small pack with items at the end of a list, which get the text and the source of its first.
 */
static char *pack_with(const char *list, const json_t *items)
{
    json_t *made = json_deep_copy(small), *item;
    json_t *to = value_at(made, list);
    size_t i;
    json_array_foreach(items, i, item)
    {
        json_t *whole = json_copy(item), *first = json_array_get(to, 0);
        json_object_set(whole, "text", json_object_get(first, "text"));
        json_object_set(whole, "source", json_object_get(first, "source"));
        json_array_append_new(to, whole);
    }
    char *text = one_line(made);
    json_decref(made);
    return text;
}

static char *with_rules(const json_t *rules)
{
    return pack_with("/risk/movement", rules);
}

/* With the rules of a set in sets.json. */
static char *with_set(const char *name)
{
    json_t *sets = read_json(FILES, "sets.json");
    char *text = with_rules(json_object_get(sets, name));
    json_decref(sets);
    return text;
}

static char *asking(json_t *condition)
{
    json_t *items = json_pack("[{ss ss sO}]", "id", "r.new", "necessity", "required",
                              "satisfied_by", condition);
    char *text = pack_with("/pathways/0/stages/0/requirements", items);
    json_decref(items);
    return text;
}

static reunify_profile *load_in(reunify_context *context, const char *json)
{
    const reunify_profile_options options = {.size = sizeof options,
                                             .flags = REUNIFY_PROFILE_NOTES};
    reunify_profile *profile = NULL;
    if (reunify_profile_from_json(context, json, strlen(json), &options, &profile, error))
        fail_msg("%s: %s", reunify_error_pointer(error, 0), reunify_error_message(error, 0));
    return profile;
}

static reunify_profile *load(const char *json)
{
    return load_in(NULL, json);
}

/* Of a text that is freed. */
static reunify_profile *load_made(reunify_context *context, char *json)
{
    reunify_profile *profile = load_in(context, json);
    free(json);
    return profile;
}

static reunify_lint *lint_of(const char *json)
{
    reunify_profile *profile = load(json);
    reunify_lint *lint = NULL;
    assert_int_equal(reunify_profile_lint(profile, 0, &lint, error), REUNIFY_OK);
    reunify_profile_unref(profile); /* the lint needs it no longer */
    return lint;
}

/* Lint ---------------------------------------------------------------------------------------- */

/* Whether a pack's lint has a finding, and an example with these words in it. */
static void expect(const char *json, const char *code, const char *rule, const char *example)
{
    reunify_lint *lint = lint_of(json);
    bool found = false;
    for (size_t i = 0; i < reunify_lint_count(lint); i++)
        found = found || (strcmp(reunify_lint_code(lint, i), code) == 0 &&
                          strcmp(reunify_lint_rule(lint, i), rule) == 0 &&
                          (!example || (reunify_lint_example(lint, i) &&
                                        strstr(reunify_lint_example(lint, i), example))));
    if (!found) {
        for (size_t i = 0; i < reunify_lint_count(lint); i++)
            print_error("%s %s %s (%s)\n", reunify_lint_code(lint, i), reunify_lint_rule(lint, i),
                        reunify_lint_message(lint, i),
                        reunify_lint_example(lint, i) ? reunify_lint_example(lint, i) : "");
        fail_msg("expected %s of %s", code, rule);
    }
    reunify_lint_free(lint);
}

static void expect_nothing_of(const char *json, const char *rule)
{
    reunify_lint *lint = lint_of(json);
    for (size_t i = 0; i < reunify_lint_count(lint); i++)
        if (strcmp(reunify_lint_rule(lint, i), rule) == 0)
            fail_msg("%s of %s", reunify_lint_code(lint, i), rule);
    reunify_lint_free(lint);
}

/* Each row: a rule, and what is said of which item; without a code nothing is. */
static void rules(void **state)
{
    (void)state;
    json_t *all = read_json(FILES, "rules.json"), *row;
    size_t i;
    json_array_foreach(all, i, row)
    {
        json_t *list = json_pack("[O]", json_object_get(row, "rule"));
        char *json = with_rules(list);
        const char *code = member_text(row, "code"), *of = member_text(row, "of");
        if (code)
            expect(json, code, of, member_text(row, "example"));
        else
            expect_nothing_of(json, of);
        free(json);
        json_decref(list);
    }
    assert_true(i > 10);
    json_decref(all);
}

static void impossible_requirements(void **state)
{
    (void)state;
    json_t *all = read_json(FILES, "requirements.json"), *condition;
    size_t impossible, possible;
    json_array_foreach(json_object_get(all, "impossible"), impossible, condition)
    {
        char *json = asking(condition);
        expect(json, "requirement_impossible", "r.new", NULL);
        free(json);
    }
    json_array_foreach(json_object_get(all, "possible"), possible, condition)
    {
        char *json = asking(condition);
        expect_nothing_of(json, "r.new");
        free(json);
    }
    assert_true(impossible > 15 && possible > 8);
    json_decref(all);
}

static void declarations(void **state)
{
    (void)state;
    const file_text text = read_text(FILES, "over.json");
    const char *mine = text.data;
    expect(mine, "source_missing", "mine", NULL);
    static const char *const unused[] = {"elder", "visit", "local_order", "ready",
                                         "mood",  "alone", "day",         "clap"};
    for (size_t i = 0; i < sizeof unused / sizeof unused[0]; i++)
        expect(mine, "unused", unused[i], NULL);
    expect(mine, "text_missing", "mood", NULL);
    expect(mine, "text_missing", "ready", NULL);
    expect_nothing_of(mine, "advocate");
    static const char *const read[] = {"order_of_a_date", "order_of_a_record",
                                       "order_of_those_not_under_it"};
    for (size_t i = 0; i < sizeof read / sizeof read[0]; i++)
        expect_nothing_of(mine, read[i]);
    free(text.data);
}

static void too_many(void **state)
{
    (void)state;
    char json[60000], *at = json;
    static const char head[] = "{\"schema\":\"reunify/profile/"
                               "1\",\"id\":\"large\",\"version\":\"1.0.0\",\"title\":{\"en\":\"L\"}"
                               ",\"sources\":[{\"id\":\"s\","
                               "\"title\":\"S\"}],\"findings\":[";
    at += snprintf(at, 1000, "%s", head);
    for (int i = 0; i < 24; i++)
        at += snprintf(at, 1000, "%s{\"id\":\"f%d\",\"type\":\"boolean\"," T "}", i ? "," : "", i);
    at += snprintf(at, 1000,
                   "],\"pathways\":[{\"id\":\"way\"," T ",\"stages\":[{\"id\":\"one\"," T "," S
                   ",\"requirements\":[{\"id\":\"r\",\"necessity\":\"required\"," T "," S
                   ",\"satisfied_by\":{\"all\":[");
    for (int i = 0; i < 24; i++)
        at += snprintf(at, 1000, "%s{\"finding\":\"f%d\",\"is\":[%s]}", i ? "," : "", i,
                       i % 2 ? "true" : "false");
    snprintf(at, 1000, "]}}]}]}]}");
    expect(json, "not_enumerated", "r", NULL);
}

static void shipped_packs(void **state)
{
    (void)state;
    for (size_t i = 0; i < reunify_profile_builtin_count(); i++) {
        reunify_lint *lint = lint_of(pack_json(i, NULL));
        for (size_t k = 0; k < reunify_lint_count(lint); k++) {
            const char *code = reunify_lint_code(lint, k);
            assert_string_not_equal(code, "dead_rule");
            assert_string_not_equal(code, "overlapping_rules");
            assert_string_not_equal(code, "requirement_impossible");
            assert_string_not_equal(code, "not_enumerated");
            assert_non_null(reunify_lint_message(lint, k));
        }
        reunify_lint_free(lint);
    }
}

/* Differences --------------------------------------------------------------------------------- */

static bool has_text(const reunify_diff *diff, const char *text)
{
    for (size_t i = 0; i < reunify_diff_count(diff); i++)
        if (strcmp(reunify_diff_text(diff, i), text) == 0)
            return true;
    return false;
}

static void profile_differences(void **state)
{
    (void)state;
    reunify_profile *a = load_made(NULL, with_set("before")),
                    *b = load_made(NULL, with_set("after"));
    reunify_diff *diff = NULL;
    assert_int_equal(reunify_profile_diff(a, b, &diff, error), REUNIFY_OK);
    reunify_profile_unref(a);
    reunify_profile_unref(b);
    assert_int_equal(reunify_diff_count(diff), 3);
    assert_true(has_text(diff, "m: period P6M became P3M"));
    assert_true(has_text(diff, "m: condition \"danger is small\" became \"danger is great\""));
    assert_int_equal(reunify_diff_kind(diff, 2), REUNIFY_DIFF_ADDED);
    assert_string_equal(reunify_diff_section(diff, 2), "movement");
    assert_string_equal(reunify_diff_id(diff, 2), "n");
    assert_null(reunify_diff_aspect(diff, 2));
    assert_null(reunify_diff_before(diff, 2));
    assert_string_equal(reunify_diff_after(diff, 2), "T");
    assert_string_equal(reunify_diff_aspect(diff, 0), "condition");
    assert_string_equal(reunify_diff_before(diff, 0), "danger is small");
    reunify_diff_free(diff);
}

/* Values are compared by what they are called, wherever they stand. */
static void values_that_change_places(void **state)
{
    (void)state;
    json_t *made = json_deep_copy(small), *values = value_at(made, "/findings/0/values");
    json_array_append(values, json_array_get(values, 0));
    json_array_remove(values, 0);
    reunify_profile *a = load_made(NULL, one_line(small)), *b = load_made(NULL, one_line(made));
    json_decref(made);
    reunify_diff *diff = NULL;
    assert_int_equal(reunify_profile_diff(a, b, &diff, error), REUNIFY_OK);
    assert_int_equal(reunify_diff_count(diff), 1);
    assert_true(has_text(diff, "danger: values \"small, great\" became \"great, small\""));
    reunify_diff_free(diff);
    reunify_profile_unref(a);
    reunify_profile_unref(b);
}

static void the_same(void **state)
{
    (void)state;
    for (size_t i = 0; i < reunify_profile_builtin_count(); i++) {
        reunify_profile *a = load(pack_json(i, NULL)), *b = load(pack_json(i, NULL));
        reunify_diff *diff = NULL;
        assert_int_equal(reunify_profile_diff(a, b, &diff, error), REUNIFY_OK);
        assert_int_equal(reunify_diff_count(diff), 0);
        reunify_diff_free(diff);
        reunify_profile_unref(a);
        reunify_profile_unref(b);
    }
}

static void without_risk(void **state)
{
    (void)state;
    static const char pack[] = "{\"schema\":\"reunify/profile/1\",\"id\":\"p\",\"version\":\"1\","
                               "\"title\":{\"en\":\"%s\"},\"sources\":[],\"pathways\":[]}";
    char one[200], other[200];
    snprintf(one, sizeof one, pack, "One");
    snprintf(other, sizeof other, pack, "Other");
    reunify_profile *a = load(one), *b = load(other);
    reunify_diff *diff = NULL;
    assert_int_equal(reunify_profile_diff(a, b, &diff, error), REUNIFY_OK);
    assert_int_equal(reunify_diff_count(diff), 1);
    assert_true(has_text(diff, "p: title One became Other"));
    reunify_diff_free(diff);
    reunify_profile_unref(a);
    reunify_profile_unref(b);
}

/* What an aspect is called may be made for the one entry, and outlives the profiles too. */
static void another_language(void **state)
{
    (void)state;
    static const char pack[] =
        "{\"schema\":\"reunify/profile/1\",\"id\":\"p\",\"version\":\"1\",\"title\":"
        "{\"en\":\"One\",\"cy\":\"%s\"},\"sources\":[],\"pathways\":[]}";
    char one[200], other[200];
    snprintf(one, sizeof one, pack, "Un");
    snprintf(other, sizeof other, pack, "Dau");
    reunify_profile *a = load(one), *b = load(other);
    reunify_diff *diff = NULL;
    assert_int_equal(reunify_profile_diff(a, b, &diff, error), REUNIFY_OK);
    reunify_profile_unref(a);
    reunify_profile_unref(b);
    assert_int_equal(reunify_diff_count(diff), 1);
    assert_string_equal(reunify_diff_aspect(diff, 0), "title (cy)");
    assert_true(has_text(diff, "p: title (cy) Un became Dau"));
    reunify_diff_free(diff);
}

static reunify_evaluation *evaluate(reunify_profile *profile)
{
    reunify_case *record = load_case(NULL, FILES, "case.json");
    reunify_evaluator *evaluator = NULL;
    reunify_evaluation *made = NULL;
    assert_int_equal(reunify_evaluator_new(NULL, &evaluator, error), REUNIFY_OK);
    assert_int_equal(reunify_evaluate(evaluator, profile, record, 20000, NULL, &made, error),
                     REUNIFY_OK);
    reunify_evaluator_free(evaluator);
    reunify_case_free(record);
    return made;
}

static void evaluation_differences(void **state)
{
    (void)state;
    reunify_profile *first = load_made(NULL, one_line(small)),
                    *second = load_made(NULL, with_set("raising"));
    reunify_evaluation *a = evaluate(first), *b = evaluate(second), *empty = NULL;
    reunify_diff *diff = NULL;
    assert_int_equal(reunify_evaluation_diff(a, b, &diff, error), REUNIFY_OK);
    assert_true(has_text(diff, "c: level low became high"));
    assert_true(has_text(diff, "b: status low became high"));
    assert_true(has_text(diff, "b: rule none became n"));
    reunify_diff_free(diff);
    assert_int_equal(reunify_evaluation_diff(a, a, &diff, error), REUNIFY_OK);
    assert_int_equal(reunify_diff_count(diff), 0);
    reunify_diff_free(diff);
    assert_int_equal(reunify_evaluation_new(NULL, &empty, error), REUNIFY_OK);
    diff = (void *)(uintptr_t)1;
    assert_int_equal(reunify_evaluation_diff(a, empty, &diff, error), REUNIFY_STATE);
    assert_null(diff);
    reunify_evaluation_unref(empty);
    reunify_evaluation_unref(a);
    reunify_evaluation_unref(b);
    reunify_profile_unref(first);
    reunify_profile_unref(second);
}

/* Words --------------------------------------------------------------------------------------- */

static void in_sentences(void **state)
{
    (void)state;
    for (size_t i = 0; i < reunify_profile_builtin_count(); i++) {
        reunify_profile *profile = load(pack_json(i, NULL));
        for (int32_t width = 0; width <= 200; width += 40) {
            reunify_text *text = NULL;
            assert_int_equal(reunify_profile_to_text(profile, width == 40 ? REUNIFY_TEXT_COLOUR : 0,
                                                     width, &text, error),
                             REUNIFY_OK);
            assert_true(strstr(reunify_text_data(text), reunify_profile_id(profile)) != NULL);
            assert_int_equal(strlen(reunify_text_data(text)), reunify_text_length(text));
            reunify_text_free(text);
        }
        reunify_profile_unref(profile);
    }
}

/* Arguments and memory ------------------------------------------------------------------------ */

static void arguments(void **state)
{
    (void)state;
    reunify_profile *profile = load_made(NULL, one_line(small));
    reunify_lint *lint = (void *)(uintptr_t)1;
    reunify_diff *diff = (void *)(uintptr_t)1;
    reunify_text *text = (void *)(uintptr_t)1;
    assert_int_equal(reunify_profile_lint(NULL, 0, &lint, error), REUNIFY_ARGUMENT);
    assert_null(lint);
    assert_int_equal(reunify_profile_lint(profile, 1, &lint, NULL), REUNIFY_ARGUMENT);
    assert_int_equal(reunify_profile_lint(profile, 0, NULL, error), REUNIFY_ARGUMENT);
    assert_int_equal(reunify_profile_diff(profile, NULL, &diff, error), REUNIFY_ARGUMENT);
    assert_null(diff);
    assert_int_equal(reunify_profile_diff(profile, profile, NULL, NULL), REUNIFY_ARGUMENT);
    assert_int_equal(reunify_evaluation_diff(NULL, NULL, &diff, error), REUNIFY_ARGUMENT);
    assert_int_equal(reunify_profile_to_text(profile, 2, 0, &text, error), REUNIFY_ARGUMENT);
    assert_null(text);
    assert_int_equal(reunify_profile_to_text(profile, 0, -1, &text, NULL), REUNIFY_ARGUMENT);
    reunify_lint_free(NULL);
    reunify_diff_free(NULL);
    assert_int_equal(reunify_lint_count(NULL), 0);
    assert_null(reunify_lint_code(NULL, 0));
    assert_null(reunify_lint_rule(NULL, 0));
    assert_null(reunify_lint_message(NULL, 0));
    assert_null(reunify_lint_example(NULL, 0));
    assert_null(reunify_lint_source(NULL, 0));
    assert_int_equal(reunify_diff_count(NULL), 0);
    assert_int_equal(reunify_diff_kind(NULL, 0), -1);
    assert_null(reunify_diff_section(NULL, 0));
    assert_null(reunify_diff_id(NULL, 0));
    assert_null(reunify_diff_aspect(NULL, 0));
    assert_null(reunify_diff_before(NULL, 0));
    assert_null(reunify_diff_after(NULL, 0));
    assert_null(reunify_diff_text(NULL, 0));
    reunify_profile_unref(profile);
}

typedef reunify_status operation(reunify_profile *a, reunify_profile *b);

static reunify_status do_lint(reunify_profile *a, reunify_profile *b)
{
    (void)b;
    reunify_lint *lint = (void *)(uintptr_t)1;
    const reunify_status status = reunify_profile_lint(a, 0, &lint, error);
    assert_true((lint == NULL) == (status != REUNIFY_OK));
    reunify_lint_free(lint);
    return status;
}

static reunify_status do_diff(reunify_profile *a, reunify_profile *b)
{
    reunify_diff *diff = (void *)(uintptr_t)1;
    const reunify_status status = reunify_profile_diff(a, b, &diff, error);
    assert_true((diff == NULL) == (status != REUNIFY_OK));
    reunify_diff_free(diff);
    return status;
}

static reunify_status do_text(reunify_profile *a, reunify_profile *b)
{
    (void)b;
    reunify_text *text = (void *)(uintptr_t)1;
    const reunify_status status = reunify_profile_to_text(a, 0, 0, &text, error);
    assert_true((text == NULL) == (status != REUNIFY_OK));
    reunify_text_free(text);
    return status;
}

/* Each allocation fails in turn, alone and with all after it. */
static void out_of_memory(void **state)
{
    (void)state;
    static operation *const operations[] = {do_lint, do_diff, do_text};
    for (size_t i = 0; i < sizeof operations / sizeof operations[0]; i++)
        for (int on = 0; on < 2; on++) {
            counting c = {0};
            reunify_context *context = counting_context(&c);
            json_t *never = json_pack("{s[]}", "any");
            reunify_profile *a = load_made(context, with_set("overlapping"));
            reunify_profile *b = load_made(context, asking(never));
            json_decref(never);
            size_t failures = 0;
            for (bool through = false; !through; failures++) {
                c.calls = c.failed = 0;
                c.fail_at = failures + 1;
                c.fail_on = on;
                const reunify_status status = operations[i](a, b);
                through = !c.failed;
                assert_true(status == REUNIFY_OK || status == REUNIFY_NO_MEMORY);
                assert_true(!through || status == REUNIFY_OK);
                assert_in_range(failures, 0, 10000);
            }
            assert_in_range(failures, 2, 10000);
            c.fail_at = 0;
            reunify_profile_unref(a);
            reunify_profile_unref(b);
            reunify_context_unref(context);
            assert_int_equal(c.bytes, 0);
            assert_int_equal(c.wrong_sizes, 0);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules),
        cmocka_unit_test(impossible_requirements),
        cmocka_unit_test(declarations),
        cmocka_unit_test(too_many),
        cmocka_unit_test(shipped_packs),
        cmocka_unit_test(profile_differences),
        cmocka_unit_test(values_that_change_places),
        cmocka_unit_test(the_same),
        cmocka_unit_test(evaluation_differences),
        cmocka_unit_test(in_sentences),
        cmocka_unit_test(arguments),
        cmocka_unit_test(out_of_memory),
        cmocka_unit_test(without_risk),
        cmocka_unit_test(another_language),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
