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

/* Lists and what is nested, as wholes --------------------------------------------------------- */

static reunify_evaluation *evaluate_example(reunify_profile *profile, const char *name,
                                            reunify_date as_of, int32_t explain)
{
    reunify_evaluate_options options = {.size = sizeof options, .explain = explain};
    reunify_case *record = load_case(NULL, EXAMPLES, name);
    reunify_evaluator *evaluator = NULL;
    reunify_evaluation *made = NULL;
    assert_int_equal(reunify_evaluator_new(NULL, &evaluator, error), REUNIFY_OK);
    assert_int_equal(reunify_evaluate(evaluator, profile, record, as_of, &options, &made, error),
                     REUNIFY_OK);
    reunify_evaluator_free(evaluator);
    reunify_case_free(record);
    return made;
}

/* Entries that tell of a member of an item; of an item that came or went there are none. */
static size_t count_entries(const reunify_diff *diff, const char *section, const char *id,
                            const char *aspect)
{
    size_t count = 0;
    for (size_t i = 0; i < reunify_diff_count(diff); i++) {
        const char *said = reunify_diff_aspect(diff, i);
        count += said && strcmp(said, aspect) == 0 &&
                 strcmp(reunify_diff_section(diff, i), section) == 0 &&
                 (!id || strcmp(reunify_diff_id(diff, i), id) == 0);
    }
    return count;
}

static const struct {
    const char *member, *aspect;
} wholes[] = {
    {"needs", "needs"}, {"missing", "missing"}, {"by_all", "by all"}, {"by_any", "by any"}};
enum { WHOLES = sizeof wholes / sizeof wholes[0] };

static const json_t *with_id(const json_t *list, const char *id)
{
    size_t i;
    const json_t *item;
    json_array_foreach(list, i, item) if (strcmp(member_text(item, "id"), id) == 0) return item;
    return NULL;
}

/* The items of two documents differ in a member where, and only where, the difference says so. */
static void compare_items(const reunify_diff *diff, const char *section, const json_t *before,
                          const json_t *after, size_t seen[WHOLES])
{
    size_t i;
    const json_t *a;
    json_array_foreach(before, i, a)
    {
        const char *id = member_text(a, "id");
        const json_t *b = with_id(after, id);
        for (size_t k = 0; b && k < WHOLES; k++) {
            const json_t *was = json_object_get(a, wholes[k].member),
                         *is = json_object_get(b, wholes[k].member);
            const size_t differ = was == is ? 0 : !was || !is || !json_equal(was, is);
            assert_int_equal(count_entries(diff, section, id, wholes[k].aspect), differ);
            seen[k] += differ;
        }
    }
}

static void compare_documents(const reunify_evaluation *a, const reunify_evaluation *b,
                              size_t seen[WHOLES])
{
    char *texts[] = {json_of(a), json_of(b)};
    json_t *before = json_loads(texts[0], 0, NULL), *after = json_loads(texts[1], 0, NULL), *gate;
    reunify_diff *diff = NULL;
    size_t i;
    assert_int_equal(reunify_evaluation_diff(a, b, &diff, error), REUNIFY_OK);
    json_array_foreach(json_object_get(before, "gates"), i, gate)
    {
        const json_t *other = json_array_get(json_object_get(after, "gates"), i);
        compare_items(diff, "requirement", json_object_get(gate, "requirements"),
                      json_object_get(other, "requirements"), seen);
    }
    compare_items(diff, "obligation", json_object_get(before, "schedule"),
                  json_object_get(after, "schedule"), seen);
    reunify_diff_free(diff);
    json_decref(before);
    json_decref(after);
    free(texts[0]);
    free(texts[1]);
}

/* The pack with other roles in two rules. */
static reunify_profile *with_other_roles(void)
{
    return load("{\"schema\":\"reunify/profile/1\",\"id\":\"p\",\"version\":\"1\","
                "\"title\":{\"en\":\"One\"},\"extends\":\"" PACK "\",\"pathways\":["
                "{\"id\":\"reunification\",\"stages\":[{\"id\":\"identification\","
                "\"requirements\":[{\"id\":\"h1.considered\",\"by\":[\"head_of_service\"]}]}]}],"
                "\"schedule\":[{\"id\":\"first_review\","
                "\"done\":{\"record\":\"care_review\",\"with\":[\"parent\"]}}]}");
}

static void wholes_as_documents_say(void **state)
{
    (void)state;
    reunify_profile *profile = load_builtin(NULL), *other = with_other_roles();
    size_t seen[WHOLES] = {0};
    for (size_t i = 0; i < EXAMPLE_COUNT; i++) {
        const reunify_date as_of = date_of(examples[i].as_of);
        reunify_evaluation *now = evaluate_example(profile, examples[i].name, as_of, 0);
        reunify_evaluation *earlier = evaluate_example(profile, examples[i].name, as_of - 90, 0);
        reunify_evaluation *otherwise = evaluate_example(other, examples[i].name, as_of, 0);
        compare_documents(earlier, now, seen);
        compare_documents(now, otherwise, seen);
        reunify_evaluation_unref(now);
        reunify_evaluation_unref(earlier);
        reunify_evaluation_unref(otherwise);
    }
    for (size_t k = 0; k < WHOLES; k++)
        assert_true(seen[k] > 0);
    reunify_profile_unref(profile);
    reunify_profile_unref(other);
}

/* Needs are worked out at the fullest explanation alone: that is no difference of the case. */
static void wholes_not_asked_for(void **state)
{
    (void)state;
    const int32_t levels[] = {REUNIFY_EXPLAIN_NONE, REUNIFY_EXPLAIN_DECISION, REUNIFY_EXPLAIN_FULL};
    reunify_profile *profile = load_builtin(NULL);
    reunify_evaluation *full =
        evaluate_example(profile, "thin-record.json", date_of("2025-08-01"), REUNIFY_EXPLAIN_FULL);
    for (size_t i = 0; i < 3; i++) {
        reunify_evaluation *other =
            evaluate_example(profile, "thin-record.json", date_of("2025-08-01"), levels[i]);
        reunify_diff *diff = NULL;
        assert_int_equal(reunify_evaluation_diff(other, full, &diff, error), REUNIFY_OK);
        assert_int_equal(reunify_diff_count(diff), 0);
        reunify_diff_free(diff);
        reunify_evaluation_unref(other);
    }
    reunify_evaluation_unref(full);
    reunify_profile_unref(profile);
}

/* What the two say of thin-record.json, the second time with these steps. */
static reunify_diff *compare_changed(reunify_profile *profile, const char *steps)
{
    const reunify_date as_of = date_of("2025-08-01");
    json_t *document = read_json(EXAMPLES, "thin-record.json"),
           *parsed = json_loads(steps, 0, NULL);
    reunify_evaluation *made[2] = {NULL, NULL};
    reunify_evaluator *evaluator = NULL;
    reunify_diff *diff = NULL;
    size_t i;
    json_t *some;
    assert_int_equal(reunify_evaluator_new(NULL, &evaluator, error), REUNIFY_OK);
    json_array_foreach(parsed, i, some)
    {
        json_t *other = changed(document, some);
        char *text = one_line(other);
        reunify_case *record = NULL;
        assert_int_equal(reunify_case_from_json(NULL, text, strlen(text), 0, &record, error), 0);
        assert_int_equal(reunify_evaluate(evaluator, profile, record, as_of, NULL, &made[i], error),
                         REUNIFY_OK);
        reunify_case_free(record);
        json_decref(other);
        free(text);
    }
    assert_int_equal(reunify_evaluation_diff(made[0], made[1], &diff, error), REUNIFY_OK);
    reunify_evaluation_unref(made[0]);
    reunify_evaluation_unref(made[1]);
    reunify_evaluator_free(evaluator);
    json_decref(parsed);
    json_decref(document);
    return diff;
}

static void wholes_in_words(void **state)
{
    (void)state;
    reunify_profile *profile = load_builtin(NULL);
    reunify_diff *diff = compare_changed(
        profile, "[[],[{\"set\":\"/records/3/led_by\",\"to\":\"service_manager\"}]]");
    assert_true(has_text(diff, "h1.senior_manager: needs \"any_of (all_of (kind record; "
                               "types care_plan_agreement; outcomes agreed; led_by "
                               "service_manager, head_of_service; not_before 2025-07-08))\" "
                               "became none"));
    assert_true(has_text(diff, "h1.senior_manager: missing /records/3/led_by became none"));
    assert_true(has_text(diff, "h1.ratified: missing \"/records/4/led_by, /records/3/led_by\" "
                               "became /records/4/led_by"));
    reunify_diff_free(diff);
    reunify_profile_unref(profile);
}

/* A stop of the present stage, of which documents say it with the information that is needed. */
static void what_a_stop_lacks(void **state)
{
    (void)state;
    reunify_profile *profile = load_builtin(NULL);
    reunify_diff *diff = compare_changed(
        profile, "[[{\"set\":\"/records/3/led_by\",\"to\":\"service_manager\"},"
                 "{\"set\":\"/records/4/led_by\",\"to\":\"independent_reviewing_officer\"},"
                 "{\"remove\":\"/assessments/0/findings/protective_factors\"}],"
                 "[{\"set\":\"/records/3/led_by\",\"to\":\"service_manager\"},"
                 "{\"set\":\"/records/4/led_by\",\"to\":\"independent_reviewing_officer\"}]]");
    assert_int_equal(count_entries(diff, "stop", "h2.not_viable", "missing"), 1);
    assert_int_equal(count_entries(diff, "stop", NULL, "missing"), 1);
    reunify_diff_free(diff);
    reunify_profile_unref(profile);
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
        cmocka_unit_test(wholes_as_documents_say),
        cmocka_unit_test(wholes_not_asked_for),
        cmocka_unit_test(wholes_in_words),
        cmocka_unit_test(what_a_stop_lacks),
        cmocka_unit_test(in_sentences),
        cmocka_unit_test(arguments),
        cmocka_unit_test(out_of_memory),
        cmocka_unit_test(without_risk),
        cmocka_unit_test(another_language),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
