/*
 * Lint, differences and the pack in sentences: what they find, what they refuse, and what is left
 * when memory runs out.
 */
#include "packs.h"
#include "support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define T "\"text\":{\"en\":\"T\"}"
#define S "\"source\":{\"id\":\"s\",\"at\":\"1\"}"
#define RULE(id, from, when, rest)                                                                 \
    "{\"id\":\"" id "\",\"from\":\"" from "\",\"when\":" when "," rest "," T "," S "}"
#define REQUIREMENT(id, condition)                                                                 \
    "{\"id\":\"" id "\",\"necessity\":\"required\",\"satisfied_by\":" condition "," T "," S "}"
#define FINDING(name, value) "{\"finding\":\"" name "\",\"is\":[" value "]}"
#define BAD FINDING("danger", "\"great\"")
#define GOOD FINDING("danger", "\"small\"")
#define FRESH FINDING("fresh", "true")
#define NOT_FRESH FINDING("fresh", "false")

/* A small pack; MOVEMENT and REQUIREMENTS are put in. */
#define PACK_WITH(movement, requirements)                                                          \
    "{\"schema\":\"reunify/profile/"                                                               \
    "1\",\"id\":\"small\",\"version\":\"1.0.0\",\"title\":{\"en\":\"Small\"},"                     \
    "\"sources\":[{\"id\":\"s\",\"title\":\"The source\"}],"                                       \
    "\"record_types\":[{\"id\":\"visit\"," T                                                       \
    ",\"outcomes\":[\"done\",\"missed\"],\"attributes\":[{\"id\":\"marks\",\"type\":"              \
    "\"number\",\"at_least\":0,\"at_most\":40}]}],"                                                \
    "\"attributes\":[{\"id\":\"ready\",\"type\":\"boolean\"," T                                    \
    "},{\"id\":\"rooms\",\"type\":\"number\",\"at_most\":9," T "},"                                \
    "{\"id\":\"where_to\",\"type\":\"code\",\"values\":[\"home\",\"away\"]," T "}],"               \
    "\"findings\":[{\"id\":\"danger\",\"type\":\"code\",\"values\":[\"small\",\"great\"]," T       \
    "},{\"id\":\"fresh\",\"type\":\"boolean\"," T "}],"                                            \
    "\"risk\":{\"levels\":[{\"id\":\"low\"," T "," S "},{\"id\":\"mid\"," T "," S                  \
    "},{\"id\":\"high\"," T "," S "}],"                                                            \
    "\"dimensions\":[{\"id\":\"danger\",\"finding\":\"danger\"," T                                 \
    ",\"values\":[{\"value\":\"small\",\"permits\":[\"low\",\"mid\"]," S                           \
    "},{\"value\":\"great\",\"permits\":[\"high\"]," S "}]}],"                                     \
    "\"movement\":[" RULE("to.mid", "low", FRESH, "\"to\":\"mid\"") movement                       \
        "]},"                                                                                      \
        "\"pathways\":[{\"id\":\"way\"," T ",\"stages\":[{\"id\":\"one\"," T "," S                 \
        ",\"requirements\":[" REQUIREMENT(                                                         \
            "r.visit",                                                                             \
            "{\"record\":\"visit\",\"where\":[{\"attribute\":\"marks\",\"at_least\":"              \
            "17}]}") "," REQUIREMENT("r.ready", "{\"all\":[{\"attribute\":\"ready\",\"is\":[true]" \
                                                "},{\"attribute\":\"rooms\",\"at_least\":2},{"     \
                                                "\"attribute\":\"where_to\",\"is\":[\"home\"]}]}") \
            requirements "]}]}]}"

static reunify_error *error;

static int set_up(void **state)
{
    (void)state;
    return reunify_error_new(NULL, &error) != REUNIFY_OK;
}

static int tear_down(void **state)
{
    (void)state;
    reunify_error_free(error);
    return 0;
}

static reunify_profile *load_in(reunify_context *context, const char *json)
{
    reunify_profile *profile = NULL;
    if (reunify_profile_from_json(context, json, strlen(json), REUNIFY_PROFILE_NOTES, &profile,
                                  error))
        fail_msg("%s: %s", reunify_error_pointer(error, 0), reunify_error_message(error, 0));
    return profile;
}

static reunify_profile *load(const char *json)
{
    return load_in(NULL, json);
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

#define MOVES(rules) PACK_WITH("," rules, "")
#define ASKS(condition) PACK_WITH("", "," REQUIREMENT("r.new", condition))

static void dead_rules(void **state)
{
    (void)state;
    expect(MOVES(RULE("never", "low", "{\"all\":[" FRESH "," NOT_FRESH "]}", "\"to\":\"high\"")),
           "dead_rule", "never", NULL);
    expect(MOVES(RULE("behind", "low", "{\"all\":[" FRESH "," GOOD "]}", "\"to\":\"mid\"")),
           "dead_rule", "behind", "to.mid");
    expect(MOVES(RULE("moved", "low", FRESH, "\"for\":\"P6M\",\"to\":\"high\"")), "dead_rule",
           "moved", "to.mid");
    expect(MOVES(RULE("classified", "low", BAD, "\"for\":\"P6M\",\"to\":\"high\"")), "dead_rule",
           "classified", NULL);
    expect(MOVES(RULE("held", "high", BAD, "\"for\":\"P6M\",\"to\":\"low\",\"may_be_held\":true")),
           "dead_rule", "held", NULL);
    expect_nothing_of(
        MOVES(RULE("lives", "high", GOOD, "\"for\":\"P6M\",\"to\":\"low\",\"may_be_held\":true")),
        "lives");
}

static void movement_in_levels(void **state)
{
    (void)state;
    expect(MOVES(RULE("both", "low", "{\"all\":[" GOOD "," FRESH "]}", "\"to\":\"high\"")),
           "overlapping_rules", "both", "fresh: yes");
    expect_nothing_of(MOVES(RULE("apart", "low", NOT_FRESH, "\"to\":\"high\"")), "apart");
    expect(MOVES(RULE("down", "high", "{\"all\":[" GOOD "," FRESH "]}", "\"to\":\"low\"")),
           "uncovered_combination", "high", "fresh: no");
    expect_nothing_of(MOVES(RULE("down", "high", GOOD, "\"to\":\"low\"")), "high");
    expect(MOVES(RULE("days", "high", GOOD, "\"for\":\"P180D\",\"to\":\"low\"")),
           "period_without_months", "days", "P180D");
    expect_nothing_of(MOVES(RULE("days", "high", GOOD, "\"for\":\"P10D\",\"to\":\"low\"")), "days");
}

static void impossible_requirements(void **state)
{
    (void)state;
    static const char *const conditions[] = {
        ASKS("{\"record\":\"visit\",\"on_or_after\":\"return\",\"before\":\"return\"}"),
        ASKS("{\"record\":\"visit\",\"after\":\"as_of\"}"),
        ASKS("{\"record\":\"visit\",\"on_or_after\":{\"of\":\"birth\",\"plus\":\"P2M\"},\"on_or_"
             "before\":{\"of\":\"birth\","
             "\"plus\":\"P58D\"}}"),
        ASKS("{\"record\":\"visit\",\"within\":{\"of\":\"birth\",\"period\":\"P1M\"},\"after\":{"
             "\"of\":\"birth\",\"plus\":"
             "\"P1M\"}}"),
        ASKS("{\"record\":\"visit\",\"among_outcomes\":[\"missed\"],\"which\":\"latest\","
             "\"outcome\":[\"done\"]}"),
        ASKS("{\"record\":\"visit\",\"where\":[{\"attribute\":\"marks\",\"at_least\":41}]}"),
        ASKS("{\"attribute\":\"rooms\",\"at_least\":10}"),
        ASKS("{\"all\":[{\"attribute\":\"rooms\",\"at_least\":4},{\"attribute\":\"rooms\",\"at_"
             "most\":3}]}"),
        ASKS("{\"all\":[{\"attribute\":\"where_to\",\"is\":[\"home\"]},{\"attribute\":\"where_to\","
             "\"is\":[\"away\"]}]}"),
        ASKS("{\"age\":{\"at_least\":\"P18Y\",\"under\":\"P16Y\"}}"),
        ASKS("{\"all\":[{\"level\":[\"low\"]},{\"level\":[\"high\"]}]}"),
        ASKS("{\"all\":[{\"record\":\"visit\"},{\"not\":{\"record\":\"visit\"}}]}"),
        ASKS("{\"elapsed\":{\"since\":\"as_of\",\"at_least\":\"P1D\"}}"),
        ASKS("{\"returned\":\"standing\",\"after\":\"as_of\"}"),
        ASKS("{\"people\":{\"age\":{\"at_least\":\"P18Y\",\"under\":\"P16Y\"}}}"),
        ASKS("{\"all\":[{\"classified\":[\"low\"]}," BAD "]}"),
        ASKS("{\"any\":[]}"),
    };
    for (size_t i = 0; i < sizeof conditions / sizeof conditions[0]; i++)
        expect(conditions[i], "requirement_impossible", "r.new", NULL);
    static const char *const possible[] = {
        ASKS("{\"record\":\"visit\",\"on_or_after\":\"return\",\"on_or_before\":\"return\"}"),
        ASKS("{\"record\":\"visit\",\"on_or_after\":{\"of\":\"birth\",\"plus\":\"P2M\"},\"on_or_"
             "before\":{\"of\":\"birth\","
             "\"plus\":\"P59D\"}}"),
        ASKS("{\"record\":\"visit\",\"within\":{\"of\":\"birth\",\"period\":\"P1M\"},\"after\":"
             "\"birth\"}"),
        ASKS("{\"record\":\"visit\",\"where\":[{\"attribute\":\"marks\",\"at_least\":40}]}"),
        ASKS("{\"attribute\":\"rooms\",\"at_least\":9}"),
        ASKS("{\"all\":[{\"level\":[\"low\"]},{\"level\":[\"high\"],\"at\":\"return\"}]}"),
        ASKS("{\"elapsed\":{\"since\":\"return\",\"at_least\":\"P1D\"}}"),
        ASKS("{\"not\":{\"record\":\"visit\"}}"),
        ASKS("true"),
    };
    for (size_t i = 0; i < sizeof possible / sizeof possible[0]; i++)
        expect_nothing_of(possible[i], "r.new");
}

static void declarations(void **state)
{
    (void)state;
    static const char mine[] =
        "{\"schema\":\"reunify/profile/"
        "1\",\"id\":\"over\",\"version\":\"1.0.0\",\"title\":{\"en\":\"Over\",\"cy\":\"Dros\"},"
        "\"extends\":\"nspcc-2015\","
        "\"sources\":[{\"id\":\"mine\",\"title\":\"Mine\"}],\"roles\":[{\"id\":\"elder\"," T
        "}],\"record_types\":[{\"id\":\"visit\"," T "}],"
        "\"legal_statuses\":[{\"id\":\"local_order\"," T
        "}],\"attributes\":[{\"id\":\"ready\",\"type\":\"boolean\"}],"
        "\"findings\":[{\"id\":\"mood\",\"type\":\"boolean\",\"text\":{\"en\":\" "
        "\"}}],\"conditions\":{\"alone\":{\"condition\":\"new_risk\"}},\"dates\":{\"day\":{\"of\":"
        "\"birth\",\"plus\":\"P1D\"}},"
        "\"risk\":{\"actions\":[{\"id\":\"clap\"," T
        ",\"source\":{\"id\":\"nspcc\",\"at\":\"1\"}}]}}";
    expect(mine, "source_missing", "mine", NULL);
    static const char *const unused[] = {"elder", "visit", "local_order", "ready",
                                         "mood",  "alone", "day",         "clap"};
    for (size_t i = 0; i < sizeof unused / sizeof unused[0]; i++)
        expect(mine, "unused", unused[i], NULL);
    expect(mine, "text_missing", "mood", NULL);
    expect(mine, "text_missing", "ready", NULL);
    expect_nothing_of(mine, "advocate");
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
    reunify_profile *a = load(MOVES(RULE("m", "high", GOOD, "\"for\":\"P6M\",\"to\":\"mid\"")));
    reunify_profile *b =
        load(MOVES(RULE("m", "high", BAD, "\"for\":\"P3M\",\"to\":\"mid\"") "," RULE(
            "n", "high", GOOD, "\"to\":\"low\"")));
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

static reunify_evaluation *evaluate(reunify_profile *profile, const char *json)
{
    reunify_case *record = NULL;
    reunify_evaluator *evaluator = NULL;
    reunify_evaluation *made = NULL;
    assert_int_equal(reunify_case_from_json(NULL, json, strlen(json), 0, &record, error),
                     REUNIFY_OK);
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
    static const char record[] = "{\"schema\":\"reunify/case/"
                                 "1\",\"id\":\"c\",\"assessments\":[{\"id\":\"a\",\"date\":\"2024-"
                                 "01-01\",\"findings\":{\"danger\":\"small\"}},"
                                 "{\"id\":\"b\",\"date\":\"2024-02-01\",\"findings\":{\"danger\":"
                                 "\"small\",\"fresh\":false}}]}";
    reunify_profile *first = load(PACK_WITH("", "")),
                    *second = load(MOVES(RULE("n", "low", NOT_FRESH, "\"to\":\"high\"")));
    reunify_evaluation *a = evaluate(first, record), *b = evaluate(second, record), *empty = NULL;
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
    reunify_profile *profile = load(PACK_WITH("", ""));
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
            reunify_profile *a = load_in(
                context,
                MOVES(RULE("both", "low", "{\"all\":[" GOOD "," FRESH "]}", "\"to\":\"high\"")));
            reunify_profile *b = load_in(context, ASKS("{\"any\":[]}"));
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
        cmocka_unit_test(dead_rules),
        cmocka_unit_test(movement_in_levels),
        cmocka_unit_test(impossible_requirements),
        cmocka_unit_test(declarations),
        cmocka_unit_test(too_many),
        cmocka_unit_test(shipped_packs),
        cmocka_unit_test(profile_differences),
        cmocka_unit_test(the_same),
        cmocka_unit_test(evaluation_differences),
        cmocka_unit_test(in_sentences),
        cmocka_unit_test(arguments),
        cmocka_unit_test(out_of_memory),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
