/*
 * What the rules of a pack read, by getters: held against the document, and refusals, and what is
 * left when memory runs out.
 */
#include "error.h"
#include "json_files.h"
#include "support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static reunify_requires *list_of(const reunify_profile *profile)
{
    reunify_requires *list;
    assert_int_equal(reunify_profile_requires(profile, 0, &list, error), REUNIFY_OK);
    return list;
}

static json_t *document_of(const reunify_requires *list, const char *rule)
{
    reunify_text *text;
    const size_t length = rule ? strlen(rule) : 0;
    assert_int_equal(reunify_requires_to_json(list, rule, length, 0, &text, error), REUNIFY_OK);
    json_t *made = json_loads(reunify_text_data(text), 0, NULL);
    assert_int_equal(strlen(reunify_text_data(text)), reunify_text_length(text));
    reunify_text_free(text);
    assert_non_null(made);
    return made;
}

static void same_text(const json_t *holder, const char *name, const char *text)
{
    const char *there = json_string_value(json_object_get(holder, name));
    if (!there || !text)
        assert_ptr_equal(there, text);
    else
        assert_string_equal(there, text);
}

/* Rules ---------------------------------------------------------------------------------------- */

static const char *const parts[] = {[REUNIFY_READS_ITSELF] = "reads",
                                    [REUNIFY_READS_ATTEMPT] = "reads_for_attempt",
                                    [REUNIFY_READS_SETTLEMENT] = "reads_for_settlement"};

static void same_reads(const reunify_requires *list, size_t rule, const json_t *there)
{
    size_t at = 0;
    for (int32_t by = 0; by < 3; by++) {
        const json_t *ids = json_object_get(there, parts[by]);
        for (size_t i = 0; i < json_array_size(ids); i++, at++) {
            const size_t item = reunify_requires_read_item(list, rule, at);
            assert_int_equal(reunify_requires_read_by(list, rule, at), by);
            assert_string_equal(reunify_requires_item_id(list, item),
                                json_string_value(json_array_get(ids, i)));
        }
    }
    assert_int_equal(reunify_requires_read_count(list, rule), at);
    assert_int_equal(reunify_requires_read_by(list, rule, at), -1);
    assert_true(reunify_requires_read_item(list, rule, at) == SIZE_MAX);
}

static const char *const kinds[] = {[REUNIFY_READER_APPLICABILITY] = "applicability",
                                    [REUNIFY_READER_LEVEL] = "level",
                                    [REUNIFY_READER_CLOSING] = "closing",
                                    [REUNIFY_READER_REQUIREMENT] = "requirement",
                                    [REUNIFY_READER_STOP] = "stop",
                                    [REUNIFY_READER_OBLIGATION] = "obligation",
                                    [REUNIFY_READER_ALERT] = "alert",
                                    [REUNIFY_READER_FACTOR] = "factor",
                                    [REUNIFY_READER_ACTION] = "action"};

static void rules_are_those_of_the_document(void **state)
{
    (void)state;
    reunify_profile *profile = load_builtin(NULL);
    reunify_requires *list = list_of(profile);
    json_t *document = document_of(list, NULL), *there;
    const json_t *rules = json_object_get(document, "rules");
    size_t i;
    assert_int_equal(reunify_requires_rule_count(list), json_array_size(rules));
    json_array_foreach(rules, i, there)
    {
        same_text(there, "kind", kinds[reunify_requires_rule_kind(list, i)]);
        same_text(there, "id", reunify_requires_rule_id(list, i));
        same_text(there, "text", reunify_requires_rule_text(list, i));
        same_text(there, "pathway", reunify_requires_rule_pathway(list, i));
        same_text(there, "stage", reunify_requires_rule_stage(list, i));
        same_reads(list, i, there);
    }
    json_decref(document);
    reunify_requires_free(list);
    reunify_profile_unref(profile);
}

/* Items ---------------------------------------------------------------------------------------- */

static void same_values(const reunify_requires *list, size_t item, const json_t *there)
{
    const size_t count = json_array_size(there);
    assert_int_equal(reunify_requires_item_value_count(list, item), count);
    for (size_t i = 0; i < count; i++)
        assert_string_equal(reunify_requires_item_value(list, item, i),
                            json_string_value(json_array_get(there, i)));
    assert_null(reunify_requires_item_value(list, item, count));
}

static void same_readers(const reunify_requires *list, size_t item, const json_t *there)
{
    size_t at = 0, i;
    const char *kind;
    json_t *ids, *id;
    json_object_foreach((json_t *)(uintptr_t)there, kind, ids) json_array_foreach(ids, i, id)
    {
        const size_t rule = reunify_requires_reader(list, item, at++);
        assert_string_equal(kinds[reunify_requires_rule_kind(list, rule)], kind);
        assert_string_equal(reunify_requires_rule_id(list, rule), json_string_value(id));
    }
    assert_int_equal(reunify_requires_reader_count(list, item), at);
    assert_true(reunify_requires_reader(list, item, at) == SIZE_MAX);
}

static void items_are_those_of_the_document(void **state)
{
    (void)state;
    reunify_profile *profile = load_builtin(NULL);
    reunify_requires *list = list_of(profile);
    json_t *document = document_of(list, NULL), *there;
    const json_t *items = json_object_get(document, "items");
    size_t i;
    assert_int_equal(reunify_requires_item_count(list), json_array_size(items));
    json_array_foreach(items, i, there)
    {
        same_text(there, "id", reunify_requires_item_id(list, i));
        same_text(there, "code", reunify_requires_item_code(list, i));
        same_text(there, "name", reunify_requires_item_name(list, i));
        same_values(list, i, json_object_get(there, "values"));
        same_readers(list, i, json_object_get(there, "read_by"));
    }
    json_decref(document);
    reunify_requires_free(list);
    reunify_profile_unref(profile);
}

static size_t item_named(const reunify_requires *list, const char *id)
{
    for (size_t i = 0; i < reunify_requires_item_count(list); i++)
        if (strcmp(reunify_requires_item_id(list, i), id) == 0)
            return i;
    return SIZE_MAX;
}

/* Which entry and which field it is, as the calls of case.h take them. */
static void items_name_fields_of_cases(void **state)
{
    static const struct {
        const char *id;
        int32_t kind, field;
    } rows[] = {
        {"record[police_check].outcome", REUNIFY_ENTRY_RECORD, REUNIFY_FIELD_OUTCOME},
        {"legal_status[care_order].to", REUNIFY_ENTRY_LEGAL_STATUS, REUNIFY_FIELD_TO},
        {"person.household", REUNIFY_ENTRY_PERSON, REUNIFY_FIELD_HOUSEHOLD},
        {"case.attributes.destination", REUNIFY_ENTRY_CASE, 0},
        {"assessment.findings.risk_factors", REUNIFY_ENTRY_ASSESSMENT, 0},
        {"goal", REUNIFY_ENTRY_GOAL, 0},
    };
    (void)state;
    reunify_profile *profile = load_builtin(NULL);
    reunify_requires *list = list_of(profile);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const size_t item = item_named(list, rows[i].id);
        assert_int_equal(reunify_requires_item_kind(list, item), rows[i].kind);
        assert_int_equal(reunify_requires_item_field(list, item), rows[i].field);
    }
    reunify_requires_free(list);
    reunify_profile_unref(profile);
}

/* Of one rule, and what is refused --------------------------------------------------------------
 */

static void one_rule_alone(void **state)
{
    (void)state;
    reunify_profile *profile = load_builtin(NULL);
    reunify_requires *list = list_of(profile);
    json_t *document = document_of(list, "h3.siblings");
    const json_t *rules = json_object_get(document, "rules");
    const json_t *items = json_object_get(document, "items");
    assert_int_equal(json_array_size(rules), 1);
    const json_t *rule = json_array_get(rules, 0);
    size_t reads = 0;
    for (int i = 0; i < 3; i++)
        reads += json_array_size(json_object_get(rule, parts[i]));
    assert_int_equal(json_array_size(items), reads);
    json_decref(document);
    reunify_requires_free(list);
    reunify_profile_unref(profile);
}

static void refusals(void **state)
{
    (void)state;
    reunify_profile *profile = load_builtin(NULL);
    reunify_requires *list = list_of(profile), *none;
    reunify_text *text;
    assert_int_equal(reunify_profile_requires(NULL, 0, &none, error), REUNIFY_ARGUMENT);
    assert_null(none);
    assert_int_equal(reunify_profile_requires(profile, 1u << 31, &none, error), REUNIFY_ARGUMENT);
    assert_int_equal(reunify_profile_requires(profile, 0, NULL, NULL), REUNIFY_ARGUMENT);
    assert_int_equal(reunify_requires_to_json(list, NULL, 0, 2, &text, error), REUNIFY_ARGUMENT);
    assert_int_equal(reunify_requires_to_json(NULL, NULL, 0, 0, &text, error), REUNIFY_ARGUMENT);
    assert_int_equal(reunify_requires_to_json(list, NULL, 0, 0, NULL, NULL), REUNIFY_ARGUMENT);
    assert_int_equal(reunify_requires_to_json(list, "h3.sibling", 10, 0, &text, error),
                     REUNIFY_NOT_FOUND);
    assert_null(text);
    assert_string_equal(reunify_error_code(error, 0), "unknown_rule");
    assert_non_null(strstr(reunify_error_message(error, 0), "did you mean \"h3.siblings\"?"));
    const size_t rules = reunify_requires_rule_count(list);
    assert_int_equal(reunify_requires_rule_kind(list, rules), -1);
    assert_null(reunify_requires_rule_id(list, rules));
    assert_null(reunify_requires_rule_text(list, rules));
    assert_null(reunify_requires_rule_pathway(list, rules));
    assert_null(reunify_requires_rule_stage(list, rules));
    assert_int_equal(reunify_requires_item_kind(list, reunify_requires_item_count(list)), -1);
    assert_int_equal(reunify_requires_rule_count(NULL), 0);
    assert_int_equal(reunify_requires_item_count(NULL), 0);
    reunify_requires_free(NULL);
    reunify_requires_free(list);
    reunify_profile_unref(profile);
}

/* Each allocation fails in turn; then all goes through, and nothing is left. */
static void allocations(void **state)
{
    (void)state;
    counting c = {.fail_at = 0};
    reunify_context *context = counting_context(&c);
    reunify_profile *profile = load_builtin(context);
    size_t failures = 0;
    for (bool through = false; !through; failures++) {
        reunify_requires *list;
        reunify_text *text = NULL;
        c.calls = c.failed = 0;
        c.fail_at = failures + 1;
        reunify_status status = reunify_profile_requires(profile, 0, &list, NULL);
        if (!status)
            status = reunify_requires_to_json(list, NULL, 0, REUNIFY_JSON_PRETTY, &text, NULL);
        through = !c.failed;
        assert_int_equal(status, through ? REUNIFY_OK : REUNIFY_NO_MEMORY);
        reunify_text_free(text);
        reunify_requires_free(list);
    }
    assert_in_range(failures, 3, 10000);
    c.fail_at = 0;
    reunify_profile_unref(profile);
    reunify_context_unref(context);
    assert_int_equal(c.bytes, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_are_those_of_the_document),
        cmocka_unit_test(items_are_those_of_the_document),
        cmocka_unit_test(items_name_fields_of_cases),
        cmocka_unit_test(one_rule_alone),
        cmocka_unit_test(refusals),
        cmocka_unit_test(allocations),
    };
    return cmocka_run_group_tests(tests, set_up_error, tear_down_error);
}
