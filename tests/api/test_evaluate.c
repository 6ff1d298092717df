/*
 * Evaluation through the public headers alone: what is refused, what outlives what, and that equal
 * inputs give equal bytes.
 */
#include "entries.h"
#include "packs.h"
#include "rebuild.h"
#include "support.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static reunify_error *error;
static reunify_profile *profile;
static reunify_evaluator *evaluator;

static int set_up(void **state)
{
    (void)state;
    profile = load_builtin(NULL);
    return reunify_error_new(NULL, &error) || reunify_evaluator_new(NULL, &evaluator, error);
}

static int tear_down(void **state)
{
    (void)state;
    reunify_evaluator_free(evaluator);
    reunify_profile_unref(profile);
    reunify_error_free(error);
    return 0;
}

static reunify_evaluation *evaluate_with(const reunify_case *record, const char *as_of,
                                         const reunify_evaluate_options *options)
{
    reunify_evaluation *out = NULL;
    const reunify_status status =
        reunify_evaluate(evaluator, profile, record, date_of(as_of), options, &out, error);
    if (status)
        print_error("%s %s: %s\n", reunify_error_code(error, 0), reunify_error_pointer(error, 0),
                    reunify_error_message(error, 0));
    assert_int_equal(status, REUNIFY_OK);
    return out;
}

static char *evaluated(const reunify_case *record, const char *as_of)
{
    reunify_evaluation *out = evaluate_with(record, as_of, NULL);
    char *json = json_of(out);
    reunify_evaluation_unref(out);
    assert_non_null(json);
    return json;
}

static char *text_of(const reunify_evaluation *e, uint32_t flags, int32_t width)
{
    reunify_text *text;
    assert_int_equal(reunify_evaluation_to_text(e, flags, width, &text, error), REUNIFY_OK);
    char *copy = malloc(reunify_text_length(text) + 1);
    assert_non_null(copy);
    memcpy(copy, reunify_text_data(text), reunify_text_length(text) + 1);
    assert_int_equal(strlen(copy), reunify_text_length(text));
    reunify_text_free(text);
    return copy;
}

#define FULL_CASE(more) "{\"schema\":\"reunify/case/1\",\"id\":\"c\"" more "}"

static reunify_case *read_case(const char *json)
{
    reunify_case *record = NULL;
    assert_int_equal(reunify_case_from_json(NULL, json, strlen(json), 0, &record, error),
                     REUNIFY_OK);
    return record;
}

/* Equal inputs, equal bytes ------------------------------------------------------------------- */

static void test_built_equals_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < EXAMPLE_COUNT; i++) {
        const file_text text = read_text(EXAMPLES, examples[i].name);
        reunify_case *record = read_case(text.data), *built = rebuild_case(NULL, record, NULL);
        assert_non_null(built);
        char *a = evaluated(record, examples[i].as_of), *b = evaluated(built, examples[i].as_of);
        assert_string_equal(a, b);
        free(a);
        free(b);
        reunify_case_free(built);
        reunify_case_free(record);
        free(text.data);
    }
}

static void test_deterministic(void **state)
{
    (void)state;
    counting c = {0};
    /* another allocator: other addresses, no zeroes */
    reunify_context *context = counting_context(&c);
    reunify_evaluator *other;
    reunify_profile *again = load_builtin(context);
    assert_int_equal(reunify_evaluator_new(context, &other, error), REUNIFY_OK);
    for (size_t i = 0; i < EXAMPLE_COUNT; i++) {
        reunify_case *record = load_case(NULL, EXAMPLES, examples[i].name),
                     *twin = load_case(context, EXAMPLES, examples[i].name);
        reunify_evaluation *a = evaluate_with(record, examples[i].as_of, NULL), *b = NULL;
        assert_int_equal(
            reunify_evaluate(other, again, twin, date_of(examples[i].as_of), NULL, &b, error),
            REUNIFY_OK);
        char *x = json_of(a), *y = json_of(b);
        assert_string_equal(x, y);
        free(x);
        free(y);
        for (uint32_t flags = 0; flags <= (REUNIFY_TEXT_COLOUR | REUNIFY_TEXT_ALL); flags++) {
            x = text_of(a, flags, 80);
            y = text_of(b, flags, 80);
            assert_string_equal(x, y);
            assert_true(*x);
            free(x);
            free(y);
        }
        reunify_evaluation_unref(a);
        reunify_evaluation_unref(b);
        reunify_case_free(record);
        reunify_case_free(twin);
    }
    reunify_evaluator_free(other);
    reunify_profile_unref(again);
    reunify_context_unref(context);
    assert_int_equal(c.bytes, 0);
    assert_int_equal(c.wrong_sizes, 0);
}

static void test_into_equals_new(void **state)
{
    (void)state;
    reunify_evaluation *into;
    assert_int_equal(reunify_evaluation_new(NULL, &into, error), REUNIFY_OK);
    for (size_t round = 0; round < 2; round++)
        for (size_t i = 0; i < EXAMPLE_COUNT; i++) {
            reunify_case *record = load_case(NULL, EXAMPLES, examples[i].name);
            assert_int_equal(reunify_evaluate_into(evaluator, profile, record,
                                                   date_of(examples[i].as_of), NULL, into, error),
                             REUNIFY_OK);
            char *a = json_of(into), *b = evaluated(record, examples[i].as_of);
            assert_string_equal(a, b);
            free(a);
            free(b);
            reunify_case_free(record);
        }
    reunify_evaluation_unref(into);
}

static void test_explain_changes_no_result(void **state)
{
    (void)state;
    for (size_t i = 0; i < EXAMPLE_COUNT; i++) {
        reunify_case *record = load_case(NULL, EXAMPLES, examples[i].name);
        reunify_evaluation *full = evaluate_with(record, examples[i].as_of, NULL);
        for (int32_t explain = REUNIFY_EXPLAIN_NONE; explain <= REUNIFY_EXPLAIN_DECISION;
             explain++) {
            const reunify_evaluate_options options = {.size = sizeof options, .explain = explain};
            reunify_evaluation *less = evaluate_with(record, examples[i].as_of, &options);
            assert_int_equal(reunify_evaluation_level_index(less),
                             reunify_evaluation_level_index(full));
            assert_int_equal(reunify_evaluation_level_since(less),
                             reunify_evaluation_level_since(full));
            assert_int_equal(reunify_evaluation_applicable(less),
                             reunify_evaluation_applicable(full));
            assert_int_equal(reunify_evaluation_history_count(less),
                             reunify_evaluation_history_count(full));
            assert_int_equal(reunify_evaluation_alert_count(less),
                             reunify_evaluation_alert_count(full));
            assert_int_equal(reunify_evaluation_outstanding_count(less),
                             reunify_evaluation_outstanding_count(full));
            assert_int_equal(reunify_evaluation_gate_count(less),
                             reunify_evaluation_gate_count(full));
            for (size_t g = 0; g < reunify_evaluation_gate_count(full); g++) {
                const reunify_gate *a = reunify_evaluation_gate(less, g),
                                   *b = reunify_evaluation_gate(full, g);
                assert_int_equal(reunify_gate_status(a), reunify_gate_status(b));
                assert_int_equal(reunify_gate_requirement_count(a),
                                 reunify_gate_requirement_count(b));
                for (size_t r = 0; r < reunify_gate_requirement_count(b); r++) {
                    const reunify_requirement *p = reunify_gate_requirement(a, r),
                                              *q = reunify_gate_requirement(b, r);
                    assert_int_equal(reunify_requirement_status(p), reunify_requirement_status(q));
                    assert_int_equal(reunify_requirement_met_on(p), REUNIFY_DATE_NONE);
                    if (explain == REUNIFY_EXPLAIN_NONE)
                        assert_int_equal(reunify_requirement_evidence_count(p), 0);
                    else
                        assert_int_equal(reunify_requirement_evidence_count(p),
                                         reunify_requirement_evidence_count(q));
                }
            }
            for (size_t o = 0; o < reunify_evaluation_obligation_count(full); o++) {
                const reunify_obligation *a = reunify_evaluation_obligation(less, o),
                                         *b = reunify_evaluation_obligation(full, o);
                assert_int_equal(reunify_obligation_status(a), reunify_obligation_status(b));
                assert_int_equal(reunify_obligation_due(a), reunify_obligation_due(b));
            }
            reunify_evaluation_unref(less);
        }
        reunify_evaluation_unref(full);
        reunify_case_free(record);
    }
}

/* What is refused ----------------------------------------------------------------------------- */

static void assert_refused(reunify_status got, reunify_status status, const char *code)
{
    assert_int_equal(got, status);
    assert_int_equal(reunify_error_status(error), status);
    assert_string_equal(reunify_error_code(error, 0), code);
    assert_true(*reunify_error_message(error, 0));
}

static void test_options_refused(void **state)
{
    (void)state;
    reunify_case *record = load_case(NULL, EXAMPLES, examples[0].name);
    const struct {
        reunify_evaluate_options options;
        reunify_status status;
        const char *code;
    } table[] = {
        {{.size = 0}, REUNIFY_ARGUMENT, "bad_argument"},
        {{.size = sizeof(reunify_evaluate_options) - 1}, REUNIFY_ARGUMENT, "bad_argument"},
        {{.size = sizeof(reunify_evaluate_options), .explain = 4},
         REUNIFY_ARGUMENT,
         "bad_argument"},
        {{.size = sizeof(reunify_evaluate_options), .explain = -1},
         REUNIFY_ARGUMENT,
         "bad_argument"},
        {{.size = sizeof(reunify_evaluate_options), .explain = INT32_MIN},
         REUNIFY_ARGUMENT,
         "bad_argument"},
        {{.size = sizeof(reunify_evaluate_options), .reserved = 1},
         REUNIFY_ARGUMENT,
         "bad_argument"},
        {{.size = sizeof(reunify_evaluate_options), .pathway = "nowhere"},
         REUNIFY_NOT_FOUND,
         "unknown_pathway"},
        {{.size = sizeof(reunify_evaluate_options), .pathway = ""},
         REUNIFY_NOT_FOUND,
         "unknown_pathway"},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        reunify_evaluation *out = (void *)(uintptr_t)1;
        assert_refused(
            reunify_evaluate(evaluator, profile, record, 19000, &table[i].options, &out, error),
            table[i].status, table[i].code);
        assert_null(out);
        assert_int_equal(
            reunify_evaluate(evaluator, profile, record, 19000, &table[i].options, &out, NULL),
            table[i].status);
    }
    static const reunify_date dates[] = {REUNIFY_DATE_NONE, REUNIFY_DATE_MIN - 1,
                                         REUNIFY_DATE_MAX + 1, INT32_MAX};
    for (size_t i = 0; i < sizeof dates / sizeof dates[0]; i++) {
        reunify_evaluation *out;
        assert_refused(reunify_evaluate(evaluator, profile, record, dates[i], NULL, &out, error),
                       REUNIFY_ARGUMENT, "bad_argument");
    }
    static const reunify_date ends[] = {REUNIFY_DATE_MIN, REUNIFY_DATE_MAX};
    for (size_t i = 0; i < 2; i++) {
        reunify_evaluation *out;
        assert_int_equal(reunify_evaluate(evaluator, profile, record, ends[i], NULL, &out, error),
                         REUNIFY_OK);
        reunify_evaluation_unref(out);
    }
    reunify_case_free(record);
}

/* Whether an example can be evaluated within so many steps. */
static bool is_enough(uint64_t steps)
{
    const reunify_context_options o = {.size = sizeof o, .max_work = steps};
    reunify_context *context;
    reunify_evaluator *own;
    reunify_evaluation *made;
    assert_int_equal(reunify_context_new(&o, &context), REUNIFY_OK);
    assert_int_equal(reunify_evaluator_new(context, &own, error), REUNIFY_OK);
    reunify_case *record = load_case(NULL, EXAMPLES, "high-risk-to-closing.json");
    const reunify_status status =
        reunify_evaluate(own, profile, record, date_of("2024-11-26"), NULL, &made, error);
    assert_true((made != NULL) == (status == REUNIFY_OK));
    if (status) {
        assert_int_equal(status, REUNIFY_LIMIT);
        assert_string_equal(reunify_error_code(error, 0), "limit_work");
        assert_non_null(strstr(reunify_error_message(error, 0), "max_work"));
    }
    reunify_evaluation_unref(made);
    reunify_case_free(record);
    reunify_evaluator_free(own);
    reunify_context_unref(context);
    return status == REUNIFY_OK;
}

/* The same number of steps each time, on each machine; one less is too few. */
static void test_work(void **state)
{
    (void)state;
    uint64_t low = 1, high = 10000000;
    assert_false(is_enough(low));
    assert_true(is_enough(high));
    while (high - low > 1) {
        const uint64_t middle = low + (high - low) / 2;
        if (is_enough(middle))
            high = middle;
        else
            low = middle;
    }
    print_message("%" PRIu64 " steps\n", high);
    assert_true(is_enough(high));
    assert_false(is_enough(high - 1));
    assert_true(is_enough(0)); /* the default */
    assert_in_range(high, 1, 50000000 / 1000);
}

/* More records speak for a requirement than can be listed: the list is cut, and that is said. */
static void test_evidence_cut(void **state)
{
    (void)state;
    enum { MANY = 513, LINE = 80 };
    static char json[MANY * LINE + 200];
    for (size_t count = MANY - 1; count <= MANY; count++) {
        size_t length = (size_t)sprintf(json, "{\"schema\":\"reunify/case/1\",\"id\":\"c\","
                                              "\"records\":[");
        for (size_t i = 0; i < count; i++)
            length += (size_t)sprintf(json + length,
                                      "%s{\"id\":\"r%zu\",\"type\":\"genogram_reviewed\","
                                      "\"date\":\"2024-01-01\"}",
                                      i ? "," : "", i);
        length += (size_t)sprintf(json + length, "]}");
        reunify_case *record;
        reunify_evaluation *e;
        assert_int_equal(reunify_case_from_json(NULL, json, length, 0, &record, error), REUNIFY_OK);
        assert_int_equal(
            reunify_evaluate(evaluator, profile, record, date_of("2024-02-01"), NULL, &e, error),
            REUNIFY_OK);
        bool told = false;
        for (size_t i = 0; i < reunify_evaluation_warning_count(e); i++)
            told = told || (strcmp(reunify_evaluation_warning_code(e, i), "limit_evidence") == 0 &&
                            strcmp(reunify_evaluation_warning_at(e, i), "h2.genogram") == 0);
        assert_int_equal(told, count == MANY);
        reunify_evaluation_unref(e);
        reunify_case_free(record);
    }
}

static void test_context_refused(void **state)
{
    (void)state;
    counting c = {0};
    reunify_context *context;
    reunify_context_options o = counting_options(&c);
    o.allocator.release = NULL;
    assert_int_equal(reunify_context_new(&o, &context), REUNIFY_ARGUMENT);
    o = counting_options(&c);
    o.max_depth = 513;
    assert_int_equal(reunify_context_new(&o, &context), REUNIFY_ARGUMENT);
    o.max_depth = 512;
    o.size = 8;
    assert_int_equal(reunify_context_new(&o, &context), REUNIFY_ARGUMENT);
    o.size = 0;
    assert_int_equal(reunify_context_new(&o, &context), REUNIFY_ARGUMENT);
    assert_null(context);
    assert_int_equal(reunify_context_new(&o, NULL), REUNIFY_ARGUMENT);
    assert_int_equal(c.calls, 0);
}

/* Bit 31 and all other unknown bits of every flags argument. */
static void test_flags_refused(void **state)
{
    (void)state;
    reunify_case *record = load_case(NULL, EXAMPLES, examples[0].name),
                 *other = (void *)(uintptr_t)1;
    reunify_evaluation *e = evaluate_with(record, examples[0].as_of, NULL);
    reunify_text *text;
    reunify_profile *p;
    size_t length;
    const char *pack = pack_json(0, &length), *json = FULL_CASE("");
    for (int bit = 0; bit < 32; bit++) {
        const uint32_t flag = UINT32_C(1) << bit;
        if (bit > 0) {
            text = (void *)(uintptr_t)1;
            assert_refused(reunify_case_from_json(NULL, json, strlen(json), flag, &other, error),
                           REUNIFY_ARGUMENT, "bad_argument");
            assert_null(other);
            assert_refused(reunify_case_to_json(record, flag, &text, error), REUNIFY_ARGUMENT,
                           "bad_argument");
            assert_null(text);
            const reunify_profile_options o = {.size = sizeof o, .flags = flag};
            assert_refused(reunify_profile_from_json(NULL, pack, length, &o, &p, error),
                           REUNIFY_ARGUMENT, "bad_argument");
            assert_null(p);
        }
        if (bit > 1) {
            text = (void *)(uintptr_t)1;
            assert_refused(reunify_evaluation_to_json(e, flag, &text, error), REUNIFY_ARGUMENT,
                           "bad_argument");
            assert_refused(reunify_evaluation_to_text(e, flag, 0, &text, error), REUNIFY_ARGUMENT,
                           "bad_argument");
        }
    }
    assert_refused(reunify_evaluation_to_text(e, 0, -1, &text, error), REUNIFY_ARGUMENT,
                   "bad_argument");
    reunify_evaluation_unref(e);
    reunify_case_free(record);
}

static void test_unfinished(void **state)
{
    (void)state;
    reunify_case *record;
    reunify_evaluation *out;
    assert_int_equal(reunify_case_new(NULL, &record, error), REUNIFY_OK);
    assert_int_equal(
        reunify_case_set_text(record, REUNIFY_THE_CASE, REUNIFY_FIELD_ID, "c", 1, error),
        REUNIFY_OK);
    assert_refused(reunify_evaluate(evaluator, profile, record, 19000, NULL, &out, error),
                   REUNIFY_STATE, "not_finished");
    assert_null(out);
    assert_int_equal(reunify_case_latest_date(record), REUNIFY_DATE_NONE);
    assert_int_equal(reunify_case_finish(record, error), REUNIFY_OK);
    assert_int_equal(reunify_evaluate(evaluator, profile, record, 19000, NULL, &out, error),
                     REUNIFY_OK);
    reunify_entry added;
    assert_int_equal(
        reunify_case_add(record, REUNIFY_ENTRY_RECORD, REUNIFY_THE_CASE, &added, error),
        REUNIFY_OK);
    assert_refused(reunify_evaluate_into(evaluator, profile, record, 19000, NULL, out, error),
                   REUNIFY_STATE, "not_finished");
    reunify_text *text;
    /* empty again */
    assert_refused(reunify_evaluation_to_json(out, 0, &text, error), REUNIFY_STATE,
                   reunify_error_code(error, 0));
    assert_null(text);
    assert_refused(reunify_evaluation_to_text(out, 0, 0, &text, error), REUNIFY_STATE,
                   reunify_error_code(error, 0));
    reunify_evaluation_unref(out);
    reunify_case_free(record);
}

/* Everything that changes a finished case makes it unfinished. */
static void test_every_change_unfinishes(void **state)
{
    (void)state;
    for (int change = 0; change < 19; change++) {
        reunify_case *r = read_case(FULL_CASE(
            ",\"child\":{},\"attributes\":{\"destination\":\"d\"},\"people\":[{\"id\":\"m\"}],"
            "\"family_time\":[{}],\"assessments\":[{\"date\":\"2020-01-01\","
            "\"people\":[{\"person\":\"m\"}]}]"));
        reunify_evaluation *out;
        reunify_entry at;
        reunify_status s = REUNIFY_OK;
        switch (change) {
        case 0:
            s = reunify_case_add(r, REUNIFY_ENTRY_GOAL, REUNIFY_THE_CASE, &at, error);
            break;
        case 1:
            s = reunify_case_set_text(r, entry_in(r, REUNIFY_ENTRY_PERSON, 0, 0), REUNIFY_FIELD_ID,
                                      "n", 1, error);
            break;
        case 2:
            s = reunify_case_set_date(r, entry_in(r, REUNIFY_ENTRY_CHILD, 0, 0),
                                      REUNIFY_FIELD_DATE_OF_BIRTH, 1, error);
            break;
        case 3:
            s = reunify_case_set_boolean(r, entry_in(r, REUNIFY_ENTRY_CHILD, 0, 0),
                                         REUNIFY_FIELD_SIBLINGS, 1, error);
            break;
        case 4:
            s = reunify_case_set_number(r, entry_in(r, REUNIFY_ENTRY_FAMILY_TIME, 0, 0),
                                        REUNIFY_FIELD_HOURS, 1, error);
            break;
        case 5:
            s = reunify_case_append_code(r, entry_in(r, REUNIFY_ENTRY_PERSON, 0, 0),
                                         REUNIFY_FIELD_NEEDS, "x", 1, error);
            break;
        case 6:
            s = reunify_case_set_named_boolean(r, REUNIFY_THE_CASE, word(r, "x"), 1, error);
            break;
        case 7:
            s = reunify_case_declare(r, REUNIFY_ENTRY_GOAL, REUNIFY_THE_CASE, error);
            break;
        case 8:
            s = reunify_case_declare(r, REUNIFY_ENTRY_STAY, entry_in(r, REUNIFY_ENTRY_PERSON, 0, 0),
                                     error);
            break;
        case 9:
            s = reunify_case_set_named_boolean(r, entry_in(r, REUNIFY_ENTRY_PERSON_FINDINGS, 0, 0),
                                               word(r, "x"), 1, error);
            break;
        case 10:
            s = reunify_case_declare_codes(r, entry_in(r, REUNIFY_ENTRY_PERSON, 0, 0),
                                           REUNIFY_FIELD_NEEDS, error);
            break;
        case 11:
            s = reunify_case_remove(r, entry_in(r, REUNIFY_ENTRY_FAMILY_TIME, 0, 0), error);
            break;
        case 12:
            s = reunify_case_remove(r, entry_in(r, REUNIFY_ENTRY_CHILD, 0, 0), error);
            break;
        case 13:
            s = reunify_case_unset(r, entry_in(r, REUNIFY_ENTRY_ASSESSMENT, 0, 0),
                                   REUNIFY_FIELD_DATE, error);
            break;
        case 14:
            s = reunify_case_unset_named(r, REUNIFY_THE_CASE, word(r, "destination"), error);
            break;
        case 15:
            s = reunify_case_undeclare(r, REUNIFY_ENTRY_GOAL, REUNIFY_THE_CASE, error);
            break;
        case 16:
            s = reunify_case_set_symbol(r, REUNIFY_THE_CASE, REUNIFY_FIELD_PATHWAY, word(r, "p"),
                                        error);
            break;
        case 17:
            s = reunify_case_append_symbol(r, entry_in(r, REUNIFY_ENTRY_PERSON, 0, 0),
                                           REUNIFY_FIELD_NEEDS, word(r, "x"), error);
            break;
        default:
            s = reunify_case_set_named_symbol(r, REUNIFY_THE_CASE, word(r, "x"), word(r, "y"),
                                              error);
            break;
        }
        assert_int_equal(s, REUNIFY_OK);
        if (reunify_evaluate(evaluator, profile, r, 19000, NULL, &out, error) != REUNIFY_STATE)
            fail_msg("change %d left the case finished", change);
        reunify_case_free(r);
    }
}

static void test_busy(void **state)
{
    (void)state;
    reunify_case *record = load_case(NULL, EXAMPLES, examples[0].name);
    reunify_evaluation *e = evaluate_with(record, examples[0].as_of, NULL),
                       *second = reunify_evaluation_ref(e);
    assert_ptr_equal(e, second);
    char *before = json_of(e);
    assert_refused(reunify_evaluate_into(evaluator, profile, record, 19000, NULL, e, error),
                   REUNIFY_BUSY, "busy");
    char *after = json_of(e);
    assert_string_equal(before, after); /* the other holder's result is untouched */
    reunify_evaluation_unref(second);
    assert_int_equal(reunify_evaluate_into(evaluator, profile, record, 19000, NULL, e, error),
                     REUNIFY_OK);
    free(before);
    free(after);
    reunify_evaluation_unref(e);
    reunify_case_free(record);
}

static void test_values_refused(void **state)
{
    (void)state;
    static const struct {
        const char *json, *pointer;
    } table[] = {
        {FULL_CASE(",\"assessments\":[{\"date\":\"2024-01-01\",\"findings\":{\"risk_factors\":"
                   "\"zzz_marker\"}}]"),
         "/assessments/0/findings/risk_factors"},
        {FULL_CASE(
             ",\"assessments\":[{\"date\":\"2024-01-01\",\"findings\":{\"risk_factors\":true}}]"),
         "/assessments/0/findings/risk_factors"},
        {FULL_CASE(",\"assessments\":[{\"date\":\"2024-01-01\",\"findings\":{\"new_risk\":\"zzz_"
                   "marker\"}}]"),
         "/assessments/0/findings/new_risk"},
        {FULL_CASE(",\"assessments\":[{\"date\":\"2024-01-01\",\"judgement\":{\"level\":\"zzz_"
                   "marker\",\"approved_by\":\"team_manager\"}}]"),
         "/assessments/0/judgement/level"},
        {FULL_CASE(",\"assessments\":[{\"date\":\"2024-01-01\",\"judgement\":{\"level\":\"low\","
                   "\"approved_by\":\"zzz_marker\"}}]"),
         "/assessments/0/judgement/approved_by"},
        {FULL_CASE(",\"records\":[{\"type\":\"police_check\",\"date\":\"2024-01-01\",\"led_by\":"
                   "\"zzz_marker\"}]"),
         "/records/0/led_by"},
        {FULL_CASE(",\"records\":[{\"type\":\"police_check\",\"date\":\"2024-01-01\","
                   "\"participants\":[\"social_worker\",\"zzz_marker\"]}]"),
         "/records/0/participants/1"},
        {FULL_CASE(",\"attributes\":{\"destination\":\"zzz_marker\"}"), "/attributes/destination"},
        {FULL_CASE(",\"attributes\":{\"proceedings_ongoing\":\"zzz_marker\"}"),
         "/attributes/proceedings_ongoing"},
        {FULL_CASE(",\"legal_statuses\":[{\"code\":\"zzz_marker\",\"from\":\"2020-01-01\"}]"),
         "/legal_statuses/0/code"},
        {FULL_CASE(",\"pathway\":\"zzz_marker\""), "/pathway"},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        reunify_case *record = read_case(table[i].json);
        reunify_evaluation *out = (void *)(uintptr_t)1;
        const reunify_status status =
            reunify_evaluate(evaluator, profile, record, date_of("2025-01-01"), NULL, &out, error);
        if (status != REUNIFY_INVALID ||
            strcmp(reunify_error_pointer(error, 0), table[i].pointer) != 0)
            fail_msg("%s: %s at %s", table[i].json, reunify_status_name(status),
                     reunify_error_pointer(error, 0));
        assert_int_equal(reunify_error_total(error), 1);
        assert_null(strstr(reunify_error_message(error, 0), "marker"));
        assert_null(out);
        reunify_case_free(record);
    }
}

static void test_all_bad_values_listed(void **state)
{
    (void)state;
    reunify_case *record =
        read_case(FULL_CASE(",\"assessments\":[{\"date\":\"2024-01-01\",\"findings\":{\"risk_"
                            "factors\":\"x\",\"recurrence\":\"y\"}}],"
                            "\"records\":[{\"type\":\"police_check\",\"led_by\":\"z\"}],"
                            "\"attributes\":{\"destination\":\"w\"}"));
    reunify_evaluation *out;
    assert_int_equal(reunify_evaluate(evaluator, profile, record, 20000, NULL, &out, error),
                     REUNIFY_INVALID);
    assert_int_equal(reunify_error_total(error), 4);
    reunify_case_free(record);
}

/* Lifetimes ----------------------------------------------------------------------------------- */

static void test_outlives(void **state)
{
    (void)state;
    counting c = {0};
    reunify_context *context = counting_context(&c);
    reunify_profile *own = load_builtin(context);
    reunify_case *record = load_case(context, EXAMPLES, "second-attempt.json");
    reunify_evaluator *mine;
    reunify_evaluation *out;
    assert_int_equal(reunify_evaluator_new(context, &mine, error), REUNIFY_OK);
    assert_int_equal(reunify_evaluate(mine, own, record, date_of("2025-05-20"), NULL, &out, error),
                     REUNIFY_OK);
    char *before = json_of(out), *text = text_of(out, REUNIFY_TEXT_ALL, 0);
    reunify_case_free(record); /* released memory is overwritten by the test's allocator */
    reunify_evaluator_free(mine);
    reunify_profile_unref(own);
    reunify_context_unref(context);
    char *after = json_of(out), *text_after = text_of(out, REUNIFY_TEXT_ALL, 0);
    assert_string_equal(before, after);
    assert_string_equal(text, text_after);
    free(before);
    free(after);
    free(text);
    free(text_after);
    reunify_evaluation_unref(out);
    assert_int_equal(c.bytes, 0);
    assert_int_equal(c.blocks, 0);
}

/* Memory that held a case is wiped before it is released: the allocator looks. */
static int found_marker;

static void searching_release(void *user, void *memory, size_t size)
{
    static const char marker[] = "MARKER-OF-A-CHILD";
    for (size_t i = 0; i + sizeof marker - 1 <= size; i++)
        if (memcmp((char *)memory + i, marker, sizeof marker - 1) == 0)
            found_marker = 1;
    counting_release(user, memory, size);
}

static void test_wiped(void **state)
{
    (void)state;
    counting c = {0};
    reunify_context_options o = counting_options(&c);
    o.allocator.release = searching_release;
    reunify_context *context;
    assert_int_equal(reunify_context_new(&o, &context), REUNIFY_OK);
    const char *json = "{\"schema\":\"reunify/case/"
                       "1\",\"id\":\"MARKER-OF-A-CHILD\",\"records\":[{\"id\":\"MARKER-OF-A-"
                       "CHILD\",\"type\":\"police_check\",\"date\":\"2024-01-01\"}]}";
    reunify_case *record;
    reunify_evaluator *mine;
    reunify_evaluation *out;
    reunify_text *text;
    found_marker = 0;
    assert_int_equal(reunify_case_from_json(context, json, strlen(json), 0, &record, error),
                     REUNIFY_OK);
    assert_int_equal(reunify_evaluator_new(context, &mine, error), REUNIFY_OK);
    assert_int_equal(reunify_evaluate(mine, profile, record, 20000, NULL, &out, error), REUNIFY_OK);
    assert_int_equal(reunify_case_to_json(record, REUNIFY_JSON_PRETTY, &text, error), REUNIFY_OK);
    reunify_text_free(text);
    assert_int_equal(reunify_evaluation_to_json(out, REUNIFY_JSON_PRETTY, &text, error),
                     REUNIFY_OK);
    reunify_text_free(text);
    assert_int_equal(reunify_evaluation_to_text(out, 0, 0, &text, error), REUNIFY_OK);
    reunify_text_free(text);
    reunify_evaluation_unref(out);
    reunify_evaluator_free(mine);
    reunify_case_free(record);
    reunify_context_unref(context);
    assert_int_equal(found_marker, 0);
    assert_int_equal(c.bytes, 0);
}

/* What the profile does not know is told once a name: of the first by date that has come. */
static void test_unknown_names(void **state)
{
    (void)state;
    reunify_case *record = read_case(FULL_CASE(
        ",\"assessments\":[{\"id\":\"a2\",\"date\":\"2024-05-02\",\"findings\":{\"mood\":true}},"
        "{\"id\":\"a1\",\"date\":\"2024-05-01\",\"findings\":{\"mood\":true}}],"
        "\"records\":[{\"id\":\"r0\",\"type\":\"care_plan\",\"outcome\":\"draft\"},"
        "{\"id\":\"r2\",\"type\":\"care_plan\",\"outcome\":\"draft\",\"date\":\"2024-03-02\"},"
        "{\"id\":\"r1\",\"type\":\"care_plan\",\"outcome\":\"lost\",\"date\":\"2024-03-01\"},"
        "{\"type\":\"reunification_plan\",\"outcome\":\"draft\",\"date\":\"2024-04-01\"},"
        "{\"id\":\"r4\",\"type\":\"chat\",\"date\":\"2030-01-01\"},"
        "{\"id\":\"r5\",\"type\":\"chat\",\"date\":\"2024-02-02\"},"
        "{\"id\":\"r6\",\"type\":\"walk\"}]"));
    reunify_evaluation *e = evaluate_with(record, "2024-06-01", NULL);
    static const struct {
        const char *code, *at, *date;
    } wanted[] = {{"unknown_finding", "mood", "2024-05-01"},
                  {"unknown_outcome", "/records/3", "2024-04-01"},
                  {"unknown_outcome", "r1", "2024-03-01"},
                  {"unknown_record_type", "r5", "2024-02-02"},
                  {"unknown_record_type", "r6", NULL}};
    assert_int_equal(reunify_evaluation_warning_count(e), 5);
    for (size_t i = 0; i < 5; i++) {
        assert_string_equal(reunify_evaluation_warning_code(e, i), wanted[i].code);
        assert_string_equal(reunify_evaluation_warning_at(e, i), wanted[i].at);
        assert_int_equal(reunify_evaluation_warning_date(e, i),
                         wanted[i].date ? date_of(wanted[i].date) : REUNIFY_DATE_NONE);
    }
    char *page = text_of(e, 0, 1000);
    assert_non_null(strstr(page, "Assessment a1 states the finding mood, "));
    assert_non_null(strstr(page, "Record r1, of type care_plan: its outcome is "));
    assert_non_null(strstr(page, "have it too. (1 March 2024)\n"));
    assert_non_null(strstr(page, "Record /records/3, of type reunification_plan: its "));
    assert_non_null(strstr(page, "Record r5 is of type chat, "));
    assert_non_null(strstr(page, "were left out. (2 February 2024)\n"));
    free(page);
    reunify_evaluation_unref(e);
    reunify_case_free(record);
}

typedef struct {
    const char *code, *at, *says;
} wanted_fault;

static void assert_faults(const wanted_fault *wanted, size_t count)
{
    assert_int_equal(reunify_error_count(error), count);
    for (size_t i = 0; i < count; i++) {
        assert_string_equal(reunify_error_code(error, i), wanted[i].code);
        assert_string_equal(reunify_error_pointer(error, i), wanted[i].at);
        const char *message = reunify_error_message(error, i);
        if (!strstr(message, wanted[i].says))
            fail_msg("%s does not say %s", message, wanted[i].says);
        assert_null(strstr(message, "zebra"));
    }
}

/* One entry alone has those of its faults that lie in it; together they are all of entries. */
static void check_each_entry(const reunify_case *record, const wanted_fault *wanted, size_t count)
{
    static const struct {
        int32_t kind;
        const char *name;
    } kinds[] = {{REUNIFY_ENTRY_LEGAL_STATUS, "legal_statuses"},
                 {REUNIFY_ENTRY_ASSESSMENT, "assessments"},
                 {REUNIFY_ENTRY_RECORD, "records"}};
    size_t next = 0;
    while (next < count && strncmp(wanted[next].at, "/legal_statuses/", 16) != 0)
        next++; /* of the case itself */
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++)
        for (size_t i = 0; i < reunify_case_count(record, kinds[k].kind, REUNIFY_THE_CASE); i++) {
            char place[40];
            const int length = snprintf(place, sizeof place, "/%s/%zu/", kinds[k].name, i);
            size_t end = next;
            while (end < count && strncmp(wanted[end].at, place, (size_t)length) == 0)
                end++;
            assert_int_equal(
                reunify_case_check(record, entry_in(record, kinds[k].kind, 0, i), profile, error),
                end > next ? REUNIFY_INVALID : REUNIFY_OK);
            assert_faults(wanted + next, end - next);
            next = end;
        }
    assert_int_equal(next, count);
    assert_int_equal(
        reunify_case_check(record, entry_in(record, REUNIFY_ENTRY_JUDGEMENT, 0, 0), profile, error),
        REUNIFY_INVALID); /* with the assessment in which it lies */
    assert_int_equal(
        reunify_case_check(record, entry_in(record, REUNIFY_ENTRY_PERSON, 0, 0), profile, error),
        REUNIFY_OK);
}

/* Every word that the profile does not know, whatever its date, in the order of the document. */
static void test_words_checked(void **state)
{
    (void)state;
    reunify_case *record = read_case(FULL_CASE(
        ",\"pathway\":\"reunifcation\","
        "\"legal_statuses\":[{\"code\":\"care_ordre\",\"from\":\"2024-01-01\"}],"
        "\"people\":[{\"id\":\"m\",\"relation\":\"parent\"}],"
        "\"assessments\":[{\"date\":\"2099-01-01\",\"findings\":{\"new_rsik\":true,\"new_risk\":"
        "\"zebra\",\"risk_factors\":\"adressed\"},\"people\":[{\"person\":\"m\",\"findings\":"
        "{\"child_wish\":\"wants\",\"parents_wish\":\"zebra\"}}],"
        "\"judgement\":{\"level\":\"hihg\",\"approved_by\":\"zebra\"}}],"
        "\"records\":[{\"type\":\"police_chekc\",\"led_by\":\"team_manger\",\"date\":\"2099-01-"
        "01\"},"
        "{\"type\":\"police_check\",\"outcome\":\"complete\",\"participants\":[\"child\",\"zebra\"]"
        ","
        "\"attributes\":{\"depth\":\"zebra\"}},"
        "{\"type\":\"police_check\",\"outcome\":\"did_not_take_place\"},"
        "{\"type\":\"set_aside\",\"attributes\":{\"requirement\":\"h2.child_veiws\"}},"
        "{\"type\":\"set_aside\",\"attributes\":{\"requirement\":\"h2.child_views\",\"reason\":"
        "\"too_yuong\"}}],"
        "\"attributes\":{\"destinaton\":\"zebra\",\"proceedings_ongoing\":\"zebra\"}"));
    static const wanted_fault wanted[] = {
        {"unknown_pathway", "/pathway", "did you mean \"reunification\"?"},
        {"unknown_attribute", "/attributes/destinaton", "did you mean \"destination\"?"},
        {"wrong_type", "/attributes/proceedings_ongoing", "expected true or false"},
        {"unknown_value", "/legal_statuses/0/code", "more; did you mean \"care_order\"?"},
        {"unknown_finding", "/assessments/0/findings/new_rsik", "did you mean \"new_risk\"?"},
        {"wrong_type", "/assessments/0/findings/new_risk", "expected true or false"},
        {"unknown_value", "/assessments/0/findings/risk_factors",
         "expected one of addressed, being_addressed, not_being_addressed; did you mean "
         "\"addressed\"?"},
        {"unknown_finding", "/assessments/0/people/0/findings/child_wish",
         "of a person: parental_capacity, parents_wish"},
        {"unknown_value", "/assessments/0/people/0/findings/parents_wish",
         "expected one of wants, ambivalent, does_not_want"},
        {"unknown_value", "/assessments/0/judgement/level",
         "expected a level of the profile: low, medium, high, severe; did you mean \"high\"?"},
        {"unknown_value", "/assessments/0/judgement/approved_by", ", ... and 21 more"},
        {"unknown_record_type", "/records/0/type", "did you mean \"police_check\"?"},
        {"unknown_value", "/records/0/led_by",
         "child, parent, family_and_friends_carer, foster_carer, residential_key_worker, advocate, "
         "independent_person, trusted_adult, ... and 21 more; did you mean \"team_manager\"?"},
        {"unknown_outcome", "/records/1/outcome",
         "record: completed, did_not_take_place; did you mean \"completed\"?"},
        {"unknown_value", "/records/1/participants/1", "expected a role"},
        {"unknown_attribute", "/records/1/attributes/depth", "record: (there is none)"},
        {"unknown_value", "/records/3/attributes/requirement", "did you mean \"h2.child_views\"?"},
        {"unknown_value", "/records/4/attributes/reason",
         "too_young, not_practicable; did you mean \"too_young\"?"},
    };
    assert_int_equal(reunify_case_check(record, REUNIFY_THE_CASE, profile, error), REUNIFY_INVALID);
    assert_faults(wanted, sizeof wanted / sizeof *wanted);
    assert_int_equal(reunify_case_check(record, REUNIFY_THE_CASE, profile, NULL), REUNIFY_INVALID);
    check_each_entry(record, wanted, sizeof wanted / sizeof *wanted);
    reunify_case_free(record);
}

/* Faults of meaning have a pointer, and from the text line and column. */
static void test_locate(void **state)
{
    (void)state;
    static const char json[] = "{\"schema\": \"reunify/case/1\", \"id\": \"C\",\n"
                               " \"records\": [\n  {\"type\": \"care_plan\"},\n"
                               "  {\"rationale\": \"\xC3\xA9\", \"type\": \"care_plam\"}],\n"
                               " \"pathway\": \"none\"}";
    static const int32_t places[][2] = {{5, 13}, {4, 30}};
    reunify_case *record = read_case(json);
    assert_int_equal(reunify_case_check(record, REUNIFY_THE_CASE, profile, error), REUNIFY_INVALID);
    assert_int_equal(reunify_error_count(error), 2);
    assert_int_equal(reunify_error_line(error, 0), 0);
    assert_int_equal(reunify_error_locate(error, json, sizeof json - 1), REUNIFY_OK);
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(reunify_error_line(error, i), places[i][0]);
        assert_int_equal(reunify_error_column(error, i), places[i][1]);
    }
    /* Those that have a line keep it, whatever the text. */
    assert_int_equal(reunify_error_locate(error, "[]", 2), REUNIFY_OK);
    assert_int_equal(reunify_error_line(error, 0), 5);
    /* A text that does not hold the place tells what would have held it. */
    assert_int_equal(reunify_case_check(record, REUNIFY_THE_CASE, profile, error), REUNIFY_INVALID);
    assert_int_equal(reunify_error_locate(error, "\n {\"records\": [", 15), REUNIFY_OK);
    assert_int_equal(reunify_error_line(error, 0), 2);
    assert_int_equal(reunify_error_column(error, 0), 2);
    assert_int_equal(reunify_error_column(error, 1), 14);
    assert_int_equal(reunify_case_check(NULL, REUNIFY_THE_CASE, profile, error), REUNIFY_ARGUMENT);
    assert_int_equal(reunify_error_locate(error, json, sizeof json - 1), REUNIFY_OK);
    assert_int_equal(reunify_error_line(error, 0), 0);
    assert_int_equal(reunify_error_locate(error, NULL, 1), REUNIFY_ARGUMENT);
    assert_int_equal(reunify_error_locate(NULL, json, sizeof json - 1), REUNIFY_ARGUMENT);
    reunify_case_free(record);
}

/* What a check passes is evaluated; more faults than an error holds are counted. */
static void test_check_and_evaluation(void **state)
{
    (void)state;
    reunify_evaluation *out;
    reunify_case *record = read_case(FULL_CASE(",\"records\":[{\"type\":\"care_plan\"}]"));
    assert_int_equal(reunify_case_check(record, REUNIFY_THE_CASE, profile, error), REUNIFY_OK);
    assert_int_equal(reunify_error_count(error), 0);
    assert_int_equal(reunify_case_check(record, REUNIFY_NO_ENTRY, profile, error),
                     REUNIFY_ARGUMENT);
    assert_int_equal(reunify_case_check(NULL, REUNIFY_THE_CASE, profile, error), REUNIFY_ARGUMENT);
    assert_int_equal(reunify_case_check(record, REUNIFY_THE_CASE, NULL, error), REUNIFY_ARGUMENT);
    for (size_t i = 0; i < 70; i++)
        assert_int_equal(reunify_case_append_code(record,
                                                  entry_in(record, REUNIFY_ENTRY_RECORD, 0, 0),
                                                  REUNIFY_FIELD_PARTICIPANTS, "zebra", 5, error),
                         REUNIFY_OK);
    assert_int_equal(reunify_case_check(record, REUNIFY_THE_CASE, profile, error), REUNIFY_INVALID);
    assert_int_equal(reunify_error_count(error), 64);
    assert_int_equal(reunify_error_total(error), 70);
    assert_int_equal(reunify_case_finish(record, error), REUNIFY_OK);
    assert_int_equal(reunify_evaluate(evaluator, profile, record, 20000, NULL, &out, error),
                     REUNIFY_INVALID);
    assert_int_equal(reunify_error_total(error), 70);
    reunify_case_free(record);
}

/* Of a pathway that the caller asks for the words are told too. */
static void test_pathway_asked_for(void **state)
{
    (void)state;
    reunify_case *record = read_case(FULL_CASE(""));
    reunify_evaluation *out;
    const reunify_evaluate_options o = {.size = sizeof o, .pathway = "reunifcation"};
    assert_int_equal(reunify_evaluate(evaluator, profile, record, 20000, &o, &out, error),
                     REUNIFY_NOT_FOUND);
    static const wanted_fault wanted = {
        "unknown_pathway", "", "its pathways: reunification; did you mean \"reunification\"?"};
    assert_faults(&wanted, 1);
    reunify_case_free(record);
}

static void test_null_everywhere(void **state)
{
    (void)state;
    reunify_error_free(NULL);
    reunify_error_clear(NULL);
    reunify_text_free(NULL);
    reunify_context_unref(NULL);
    reunify_profile_unref(NULL);
    reunify_case_free(NULL);
    reunify_assessment_free(NULL);
    reunify_classification_unref(NULL);
    reunify_evaluator_free(NULL);
    reunify_evaluation_unref(NULL);
    assert_null(reunify_context_ref(NULL));
    assert_null(reunify_profile_ref(NULL));
    assert_null(reunify_evaluation_ref(NULL));
    assert_int_equal(reunify_error_new(NULL, NULL), REUNIFY_ARGUMENT);
    assert_int_equal(reunify_case_new(NULL, NULL, error), REUNIFY_ARGUMENT);
    assert_int_equal(reunify_evaluator_new(NULL, NULL, error), REUNIFY_ARGUMENT);
    assert_int_equal(reunify_evaluation_new(NULL, NULL, error), REUNIFY_ARGUMENT);
    assert_int_equal(reunify_assessment_new(NULL, NULL, error), REUNIFY_ARGUMENT);
    assert_int_equal(reunify_case_from_json(NULL, "{}", 2, 0, NULL, error), REUNIFY_ARGUMENT);
    assert_int_equal(reunify_profile_from_json(NULL, "{}", 2, NULL, NULL, error), REUNIFY_ARGUMENT);
    assert_int_equal(reunify_profile_builtin(NULL, "x", 1, NULL, NULL, error), REUNIFY_ARGUMENT);
    reunify_case *record;
    reunify_profile *p;
    reunify_text *text = (void *)(uintptr_t)1;
    reunify_evaluation *e = (void *)(uintptr_t)1;
    reunify_classification *k = (void *)(uintptr_t)1;
    assert_int_equal(reunify_case_from_json(NULL, NULL, 0, 0, &record, error), REUNIFY_ARGUMENT);
    assert_null(record);
    assert_int_equal(reunify_profile_from_json(NULL, NULL, 0, NULL, &p, error), REUNIFY_ARGUMENT);
    assert_null(p);
    assert_int_equal(reunify_profile_builtin(NULL, NULL, 0, NULL, &p, error), REUNIFY_ARGUMENT);
    assert_refused(reunify_profile_builtin(NULL, "nobody", 6, NULL, &p, error), REUNIFY_NOT_FOUND,
                   "unknown_profile");
    assert_int_equal(reunify_case_to_json(NULL, 0, &text, error), REUNIFY_ARGUMENT);
    assert_null(text);
    assert_int_equal(reunify_case_finish(NULL, error), REUNIFY_ARGUMENT);
    assert_int_equal(reunify_evaluate(NULL, profile, NULL, 0, NULL, &e, error), REUNIFY_ARGUMENT);
    assert_null(e);
    assert_int_equal(reunify_evaluate(evaluator, NULL, NULL, 0, NULL, &e, error), REUNIFY_ARGUMENT);
    assert_int_equal(reunify_evaluate(evaluator, profile, NULL, 0, NULL, &e, error),
                     REUNIFY_ARGUMENT);
    assert_int_equal(reunify_evaluate_into(evaluator, profile, NULL, 0, NULL, NULL, error),
                     REUNIFY_ARGUMENT);
    assert_int_equal(reunify_profile_classify(NULL, NULL, &k, error), REUNIFY_ARGUMENT);
    assert_null(k);
    assert_int_equal(reunify_evaluation_to_json(NULL, 0, &text, error), REUNIFY_ARGUMENT);
    assert_int_equal(reunify_evaluation_to_text(NULL, 0, 0, &text, error), REUNIFY_ARGUMENT);
    assert_int_equal(reunify_text_length(NULL), 0);
    assert_null(reunify_evaluation_case_id(NULL));
    assert_null(reunify_profile_id(NULL));
    assert_int_equal(reunify_case_count(NULL, REUNIFY_ENTRY_RECORD, REUNIFY_THE_CASE), 0);
}

/* Readers ------------------------------------------------------------------------------------- */

/* Every list: `count` entries, and nothing behind them. */
#define CHECK_LIST(count, read)                                                                    \
    do {                                                                                           \
        for (size_t i_ = 0; i_ < (count); i_++) {                                                  \
            const size_t at = i_;                                                                  \
            assert_non_null(read);                                                                 \
        }                                                                                          \
        static const size_t behind_[] = {0, 1, 1000000, SIZE_MAX / 2, SIZE_MAX - 1};               \
        for (size_t i_ = 0; i_ < 5; i_++) {                                                        \
            const size_t at = (count) + behind_[i_] < (count) ? SIZE_MAX : (count) + behind_[i_];  \
            assert_null(read);                                                                     \
        }                                                                                          \
    } while (0)

static void read_gate(const reunify_gate *g)
{
    CHECK_LIST(reunify_gate_requirement_count(g), reunify_gate_requirement(g, at));
    CHECK_LIST(reunify_gate_stop_count(g), reunify_gate_stop(g, at));
    CHECK_LIST(reunify_gate_action_count(g), reunify_gate_action(g, at));
    for (size_t i = 0; i < reunify_gate_requirement_count(g); i++) {
        const reunify_requirement *r = reunify_gate_requirement(g, i);
        assert_non_null(reunify_requirement_id(r));
        assert_non_null(reunify_requirement_text(r));
        assert_non_null(reunify_source_id(reunify_requirement_source(r)));
        assert_non_null(reunify_source_at(reunify_requirement_source(r)));
        CHECK_LIST(reunify_requirement_evidence_count(r), reunify_requirement_evidence(r, at));
        CHECK_LIST(reunify_requirement_by_all_count(r), reunify_requirement_by_all(r, at));
        CHECK_LIST(reunify_requirement_by_any_count(r), reunify_requirement_by_any(r, at));
        CHECK_LIST(reunify_requirement_person_count(r), reunify_requirement_person(r, at));
    }
}

static void test_readers(void **state)
{
    (void)state;
    for (size_t i = 0; i < EXAMPLE_COUNT; i++) {
        reunify_case *record = load_case(NULL, EXAMPLES, examples[i].name);
        reunify_evaluation *e = evaluate_with(record, examples[i].as_of, NULL);
        CHECK_LIST(reunify_evaluation_applicability_count(e),
                   reunify_evaluation_applicability(e, at));
        CHECK_LIST(reunify_evaluation_gate_count(e), reunify_evaluation_gate(e, at));
        CHECK_LIST(reunify_evaluation_outstanding_count(e), reunify_evaluation_outstanding(e, at));
        CHECK_LIST(reunify_evaluation_information_needed_count(e),
                   reunify_evaluation_information_needed(e, at));
        CHECK_LIST(reunify_evaluation_obligation_count(e), reunify_evaluation_obligation(e, at));
        CHECK_LIST(reunify_evaluation_association_count(e), reunify_evaluation_association(e, at));
        CHECK_LIST(reunify_evaluation_alert_count(e), reunify_evaluation_alert(e, at));
        CHECK_LIST(reunify_evaluation_warning_count(e), reunify_evaluation_warning_code(e, at));
        CHECK_LIST(reunify_evaluation_warning_count(e), reunify_evaluation_warning_at(e, at));
        CHECK_LIST(reunify_evaluation_history_count(e), reunify_evaluation_history(e, at));
        CHECK_LIST(reunify_evaluation_pending_count(e), reunify_evaluation_pending(e, at));
        CHECK_LIST(reunify_evaluation_action_count(e), reunify_evaluation_action(e, at));
        const reunify_classification *k = reunify_evaluation_classification(e);
        CHECK_LIST(reunify_classification_dimension_count(k),
                   reunify_classification_dimension(k, at));
        CHECK_LIST(reunify_classification_warning_count(k), reunify_classification_warning(k, at));
        assert_int_equal(reunify_classification_permits(k, 0, SIZE_MAX), 0);
        assert_int_equal(reunify_classification_permits(k, 0, 64), 0);
        assert_int_equal(reunify_classification_permits(k, SIZE_MAX, 0), 0);
        assert_int_equal(reunify_classification_deciding(k, SIZE_MAX), 0);
        for (size_t g = 0; g < reunify_evaluation_gate_count(e); g++)
            read_gate(reunify_evaluation_gate(e, g));
        reunify_evaluation_unref(e);
        reunify_case_free(record);
    }
    CHECK_LIST(reunify_profile_level_count(profile), reunify_profile_level(profile, at));
    CHECK_LIST(reunify_profile_finding_count(profile), reunify_profile_finding(profile, at));
    CHECK_LIST(reunify_profile_finding_value_count(profile, 0),
               reunify_profile_finding_value(profile, 0, at));
    CHECK_LIST(reunify_profile_pathway_count(profile), reunify_profile_pathway(profile, at));
    CHECK_LIST(reunify_profile_builtin_count(), reunify_profile_builtin_id(at));
    CHECK_LIST(reunify_profile_builtin_count(), pack_json(at, NULL));
    assert_int_equal(reunify_profile_finding_value_count(profile, SIZE_MAX), 0);
}

static void test_views_take_null(void **state)
{
    (void)state;
    assert_null(reunify_gate_stage(NULL));
    assert_int_equal(reunify_gate_requirement_count(NULL), 0);
    assert_null(reunify_gate_requirement(NULL, 0));
    assert_int_equal(reunify_gate_passed_on(NULL), REUNIFY_DATE_NONE);
    assert_null(reunify_requirement_id(NULL));
    assert_int_equal(reunify_requirement_met_on(NULL), REUNIFY_DATE_NONE);
    assert_null(reunify_requirement_evidence(NULL, 0));
    assert_null(reunify_stop_id(NULL));
    assert_null(reunify_applicability_id(NULL));
    assert_null(reunify_obligation_id(NULL));
    assert_int_equal(reunify_obligation_due(NULL), REUNIFY_DATE_NONE);
    assert_null(reunify_alert_code(NULL));
    assert_null(reunify_association_code(NULL));
    assert_null(reunify_action_code(NULL));
    assert_null(reunify_source_id(NULL));
    assert_null(reunify_source_at(NULL));
    assert_null(reunify_pending_rule(NULL));
    assert_int_equal(reunify_history_entry_date(NULL), REUNIFY_DATE_NONE);
    assert_null(reunify_history_entry_to(NULL));
    assert_null(reunify_classification_level(NULL));
    assert_int_equal(reunify_classification_dimension_count(NULL), 0);
    reunify_evaluation *empty;
    assert_int_equal(reunify_evaluation_new(NULL, &empty, error), REUNIFY_OK);
    assert_null(reunify_evaluation_case_id(empty));
    assert_null(reunify_evaluation_profile(empty));
    assert_null(reunify_evaluation_pathway(empty));
    assert_null(reunify_evaluation_stage(empty));
    assert_null(reunify_evaluation_level(empty));
    assert_int_equal(reunify_evaluation_level_index(empty), -1);
    assert_int_equal(reunify_evaluation_as_of(empty), REUNIFY_DATE_NONE);
    assert_int_equal(reunify_evaluation_level_since(empty), REUNIFY_DATE_NONE);
    assert_int_equal(reunify_evaluation_earliest_closure(empty), REUNIFY_DATE_NONE);
    assert_null(reunify_evaluation_classification(empty));
    reunify_evaluation_unref(empty);
}

/* One assessment alone ------------------------------------------------------------------------ */

static void set(reunify_assessment *a, const char *name, const char *value)
{
    assert_int_equal(
        reunify_assessment_set_finding(a, name, strlen(name), value, strlen(value), error),
        REUNIFY_OK);
}

static void test_classify_alone(void **state)
{
    (void)state;
    reunify_assessment *a;
    reunify_classification *k;
    assert_int_equal(reunify_assessment_new(NULL, &a, error), REUNIFY_OK);
    assert_int_equal(reunify_profile_classify(profile, a, &k, error), REUNIFY_OK);
    assert_int_equal(reunify_classification_status(k), REUNIFY_CLASSIFIED_INCOMPLETE);
    assert_null(reunify_classification_level(k));
    assert_null(reunify_classification_assessment(k));
    assert_true(reunify_classification_dimension_count(k) > 0);
    reunify_classification_unref(k);
    set(a, "risk_factors", "addressed");
    set(a, "protective_factors", "apparent");
    set(a, "parental_capacity", "able");
    set(a, "parents_wish", "wants");
    set(a, "child_wish", "wants");
    set(a, "recurrence", "unlikely");
    const reunify_status status = reunify_profile_classify(profile, a, &k, error);
    if (status)
        print_error("%s: %s\n", reunify_error_pointer(error, 0), reunify_error_message(error, 0));
    assert_int_equal(status, REUNIFY_OK);
    assert_non_null(reunify_classification_at_least(k));
    reunify_classification_unref(k);
    set(a, "risk_factors", "not_being_addressed"); /* replaces */
    assert_int_equal(reunify_profile_classify(profile, a, &k, error), REUNIFY_OK);
    reunify_assessment_free(a); /* needed no longer */
    assert_string_equal(reunify_classification_value(k, 0), "not_being_addressed");
    reunify_classification_unref(k);

    assert_int_equal(reunify_assessment_new(NULL, &a, error), REUNIFY_OK);
    set(a, "risk_factors", "no_such_value");
    assert_int_equal(reunify_profile_classify(profile, a, &k, error), REUNIFY_INVALID);
    assert_null(k);
    assert_non_null(strstr(reunify_error_pointer(error, 0), "risk_factors"));
    assert_int_equal(reunify_assessment_set_finding(a, "Bad Name", 8, "x", 1, error),
                     REUNIFY_INVALID);
    assert_int_equal(reunify_assessment_set_finding(a, NULL, 0, "x", 1, error), REUNIFY_ARGUMENT);
    reunify_entry factor;
    assert_int_equal(reunify_assessment_add_factor(a, &factor, error), REUNIFY_OK);
    assert_int_equal(
        reunify_assessment_set_factor(a, factor, REUNIFY_FIELD_KIND, "neither", 7, error),
        REUNIFY_INVALID);
    assert_int_equal(reunify_assessment_set_factor(a, factor, REUNIFY_FIELD_KIND, "risk", 4, error),
                     REUNIFY_OK);
    assert_int_equal(reunify_assessment_set_factor(a, factor, REUNIFY_FIELD_KIND, NULL, 0, error),
                     REUNIFY_ARGUMENT);
    assert_int_equal(
        reunify_assessment_set_factor(a, REUNIFY_THE_CASE, REUNIFY_FIELD_ID, "x", 1, error),
        REUNIFY_ARGUMENT);
    assert_int_equal(reunify_assessment_add_factor(a, NULL, error), REUNIFY_ARGUMENT);
    assert_int_equal(reunify_assessment_add_factor(NULL, &factor, error), REUNIFY_ARGUMENT);
    assert_int_equal(factor, REUNIFY_NO_ENTRY);
    reunify_assessment_free(a);
}

static void test_classification_keeps_profile(void **state)
{
    (void)state;
    counting c = {0};
    reunify_context *context = counting_context(&c);
    reunify_profile *own = load_builtin(context);
    reunify_assessment *a;
    reunify_classification *k;
    assert_int_equal(reunify_assessment_new(context, &a, error), REUNIFY_OK);
    set(a, "risk_factors", "addressed");
    assert_int_equal(reunify_profile_classify(own, a, &k, error), REUNIFY_OK);
    reunify_assessment_free(a);
    reunify_profile_unref(own);
    reunify_context_unref(context);
    assert_non_null(reunify_classification_dimension(k, 0));
    assert_string_equal(reunify_classification_value(k, 0), "addressed");
    assert_ptr_equal(reunify_classification_ref(k), k);
    reunify_classification_unref(k);
    assert_string_equal(reunify_classification_value(k, 0), "addressed");
    reunify_classification_unref(k);
    assert_int_equal(c.bytes, 0);
    assert_int_equal(c.wrong_sizes, 0);
}

/* One that was read from an evaluation keeps it, and keeps it from being filled again. */
static void test_classification_keeps_evaluation(void **state)
{
    (void)state;
    reunify_case *record = load_case(NULL, EXAMPLES, "second-attempt.json");
    reunify_evaluation *e = evaluate_with(record, "2025-05-20", NULL);
    const reunify_classification *k =
        reunify_classification_ref(reunify_evaluation_classification(e));
    assert_non_null(k);
    assert_null(reunify_classification_ref(NULL));
    assert_int_equal(reunify_evaluate_into(evaluator, profile, record, reunify_evaluation_as_of(e),
                                           NULL, e, error),
                     REUNIFY_BUSY);
    reunify_evaluation_unref(e);
    assert_non_null(reunify_classification_level(k));
    reunify_classification_unref(k);
    reunify_case_free(record);
}

/* Text ---------------------------------------------------------------------------------------- */

static void test_text(void **state)
{
    (void)state;
    reunify_case *record = load_case(NULL, EXAMPLES, "second-attempt.json");
    reunify_evaluation *e = evaluate_with(record, "2025-05-20", NULL);
    char *plain = text_of(e, 0, 0), *colour = text_of(e, REUNIFY_TEXT_COLOUR, 0),
         *all = text_of(e, REUNIFY_TEXT_ALL, 0);
    assert_null(strchr(plain, '\033'));
    assert_non_null(strchr(colour, '\033'));
    assert_true(strlen(all) > strlen(plain));
    static const int32_t widths[] = {1, 10, 40, 80, 100, 200, INT32_MAX};
    for (size_t i = 0; i < sizeof widths / sizeof widths[0]; i++)
        free(text_of(e, 0, widths[i]));
    char *hundred = text_of(e, 0, 100);
    assert_string_equal(hundred, plain); /* 0 means 100 */
    free(plain);
    free(colour);
    free(all);
    free(hundred);
    reunify_evaluation_unref(e);
    reunify_case_free(record);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_built_equals_read),
        cmocka_unit_test(test_deterministic),
        cmocka_unit_test(test_into_equals_new),
        cmocka_unit_test(test_explain_changes_no_result),
        cmocka_unit_test(test_options_refused),
        cmocka_unit_test(test_work),
        cmocka_unit_test(test_evidence_cut),
        cmocka_unit_test(test_context_refused),
        cmocka_unit_test(test_flags_refused),
        cmocka_unit_test(test_unfinished),
        cmocka_unit_test(test_every_change_unfinishes),
        cmocka_unit_test(test_busy),
        cmocka_unit_test(test_values_refused),
        cmocka_unit_test(test_all_bad_values_listed),
        cmocka_unit_test(test_outlives),
        cmocka_unit_test(test_wiped),
        cmocka_unit_test(test_unknown_names),
        cmocka_unit_test(test_words_checked),
        cmocka_unit_test(test_locate),
        cmocka_unit_test(test_check_and_evaluation),
        cmocka_unit_test(test_pathway_asked_for),
        cmocka_unit_test(test_null_everywhere),
        cmocka_unit_test(test_readers),
        cmocka_unit_test(test_views_take_null),
        cmocka_unit_test(test_classify_alone),
        cmocka_unit_test(test_classification_keeps_profile),
        cmocka_unit_test(test_classification_keeps_evaluation),
        cmocka_unit_test(test_text),
    };
    return cmocka_run_group_tests_name("evaluate", tests, set_up, tear_down);
}
