/*
 * What the library says of itself is what it does: each kind of entry takes each of its fields by
 * the setter of the field's type and by no other, each word of a field is taken, and of a field
 * that is not open no other word is. reflection.py holds the same against headers and schema.
 */
#include "support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define KINDS ((int32_t)reunify_names_count(REUNIFY_NAMES_KIND))
#define FIELDS ((int32_t)reunify_names_count(REUNIFY_NAMES_FIELD))
#define TYPES ((int32_t)reunify_names_count(REUNIFY_NAMES_TYPE))

/* Names --------------------------------------------------------------------------------------- */

static void test_names(void **state)
{
    (void)state;
    const size_t groups = reunify_names_group_count();
    assert_int_equal(groups, REUNIFY_NAMES_CSV_FLAG + 1);
    for (int32_t g = 0; g < (int32_t)groups; g++) {
        assert_non_null(reunify_names_group(g));
        assert_true(reunify_names_count(g) > 0);
        int32_t before = -1;
        for (size_t i = 0; i < reunify_names_count(g); i++) {
            const int32_t value = reunify_names_value(g, i);
            const char *name = reunify_names_name(g, value);
            int32_t found = -2;
            assert_true(value > before);
            assert_non_null(name);
            assert_int_equal(reunify_names_find(g, name, strlen(name), &found), REUNIFY_OK);
            assert_int_equal(found, value);
            assert_true(reunify_names_find(g, name, strlen(name) - 1, &found) || found != value);
            before = value;
        }
        assert_int_equal(reunify_names_value(g, reunify_names_count(g)), -1);
        assert_null(reunify_names_name(g, before + 1));
        assert_null(reunify_names_name(g, -1));
    }
}

static void test_no_such_group(void **state)
{
    (void)state;
    const int32_t wrong[] = {-1, (int32_t)reunify_names_group_count(), INT32_MIN, INT32_MAX};
    for (size_t i = 0; i < 4; i++) {
        int32_t value = 7;
        assert_null(reunify_names_group(wrong[i]));
        assert_int_equal(reunify_names_count(wrong[i]), 0);
        assert_int_equal(reunify_names_value(wrong[i], 0), -1);
        assert_null(reunify_names_name(wrong[i], 0));
        assert_int_equal(reunify_names_find(wrong[i], "ok", 2, &value), REUNIFY_ARGUMENT);
        assert_int_equal(value, -1);
        assert_null(reunify_kind_member(
            wrong[i] == (int32_t)reunify_names_group_count() ? KINDS : wrong[i]));
    }
    assert_int_equal(reunify_names_find(0, "ok", 2, NULL), REUNIFY_ARGUMENT);
    assert_string_equal(reunify_names_name(REUNIFY_NAMES_STATUS, REUNIFY_BUSY),
                        reunify_status_name(REUNIFY_BUSY));
}

static void test_no_such_kind(void **state)
{
    (void)state;
    const int32_t wrong[] = {-1, KINDS, INT32_MIN, INT32_MAX};
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(reunify_kind_parent(wrong[i]), -1);
        assert_int_equal(reunify_kind_is_list(wrong[i]), REUNIFY_FALSE);
        assert_null(reunify_kind_named(wrong[i]));
        assert_int_equal(reunify_field_count(wrong[i]), 0);
        assert_int_equal(reunify_field_at(wrong[i], 0), -1);
        assert_int_equal(reunify_field_type(wrong[i], REUNIFY_FIELD_ID), -1);
        assert_int_equal(reunify_field_word_count(wrong[i], REUNIFY_FIELD_CODE), 0);
        assert_null(reunify_field_word(wrong[i], REUNIFY_FIELD_CODE, 0));
        assert_int_equal(reunify_field_is_open(wrong[i], REUNIFY_FIELD_CODE), REUNIFY_FALSE);
    }
}

/* Fields -------------------------------------------------------------------------------------- */

/* A case in which there is an entry of the kind, and its number. */
static reunify_case *case_with(int32_t kind, reunify_entry *entry)
{
    reunify_case *record = NULL;
    reunify_entry parent = REUNIFY_THE_CASE;
    assert_int_equal(reunify_case_new(NULL, &record, NULL), REUNIFY_OK);
    if (reunify_kind_parent(kind) > REUNIFY_ENTRY_CASE)
        assert_int_equal(
            reunify_case_add(record, reunify_kind_parent(kind), REUNIFY_THE_CASE, &parent, NULL),
            REUNIFY_OK);
    *entry = REUNIFY_THE_CASE;
    if (kind != REUNIFY_ENTRY_CASE)
        assert_int_equal(reunify_case_add(record, kind, parent, entry, NULL), REUNIFY_OK);
    return record;
}

static reunify_status set_text(reunify_case *c, reunify_entry entry, int32_t field,
                               const char *value)
{
    return reunify_case_set_text(c, entry, field, value, strlen(value), NULL);
}

/* By the setter of a type, whether or not that is the field's. */
static reunify_status set_as(reunify_case *c, int32_t type, reunify_entry entry, int32_t field)
{
    const int32_t kind = reunify_entry_kind(entry);
    switch (type) {
    case REUNIFY_TYPE_TEXT:
        return set_text(c, entry, field, "Text");
    case REUNIFY_TYPE_CODE:
        return set_text(c, entry, field,
                        reunify_field_word_count(kind, field) ? reunify_field_word(kind, field, 0)
                                                              : "code");
    case REUNIFY_TYPE_CODES:
        return reunify_case_append_code(c, entry, field, "code", 4, NULL);
    case REUNIFY_TYPE_DATE:
        return reunify_case_set_date(c, entry, field, 19000, NULL);
    case REUNIFY_TYPE_PARTIAL_DATE:
        return set_text(c, entry, field, "2012-05");
    case REUNIFY_TYPE_BOOLEAN:
        return reunify_case_set_boolean(c, entry, field, 1, NULL);
    default:
        return reunify_case_set_number(c, entry, field, 2500, NULL);
    }
}

/* What else a setter of one type may do to a field of another: a text is a code, a birth a day. */
static bool may_pass(int32_t type, int32_t setter)
{
    return type == setter || (type == REUNIFY_TYPE_TEXT && setter == REUNIFY_TYPE_CODE) ||
           (type == REUNIFY_TYPE_TEXT && setter == REUNIFY_TYPE_PARTIAL_DATE) ||
           (type == REUNIFY_TYPE_PARTIAL_DATE && setter == REUNIFY_TYPE_DATE);
}

static void test_setters(void **state)
{
    (void)state;
    size_t fields = 0;
    for (int32_t kind = 0; kind < KINDS; kind++)
        for (size_t i = 0; i < reunify_field_count(kind); i++, fields++) {
            const int32_t field = reunify_field_at(kind, i), type = reunify_field_type(kind, field);
            for (int32_t t = REUNIFY_TYPE_TEXT; t < REUNIFY_TYPE_TEXT + TYPES; t++) {
                reunify_entry entry;
                reunify_case *c = case_with(kind, &entry);
                if (!set_as(c, t, entry, field) != may_pass(type, t))
                    fail_msg("%s.%s as %s", reunify_names_name(REUNIFY_NAMES_KIND, kind),
                             reunify_names_name(REUNIFY_NAMES_FIELD, field),
                             reunify_names_name(REUNIFY_NAMES_TYPE, t));
                reunify_case_free(c);
            }
        }
    assert_true(fields > 45);
}

/* A field that a kind is not said to have is refused by every setter. */
static void test_no_other_fields(void **state)
{
    (void)state;
    for (int32_t kind = 0; kind < KINDS; kind++) {
        reunify_entry entry;
        reunify_case *c = case_with(kind, &entry);
        for (int32_t field = 0; field <= FIELDS + 2; field++)
            for (int32_t t = REUNIFY_TYPE_TEXT;
                 reunify_field_type(kind, field) < 0 && t < REUNIFY_TYPE_TEXT + TYPES; t++)
                assert_int_equal(set_as(c, t, entry, field), REUNIFY_ARGUMENT);
        assert_int_equal(reunify_field_at(kind, reunify_field_count(kind)), -1);
        reunify_case_free(c);
    }
}

static reunify_status set_word(int32_t kind, int32_t field, const char *word)
{
    reunify_entry entry;
    reunify_case *c = case_with(kind, &entry);
    const reunify_status status =
        reunify_field_type(kind, field) == REUNIFY_TYPE_CODES
            ? reunify_case_append_code(c, entry, field, word, strlen(word), NULL)
            : set_text(c, entry, field, word);
    reunify_case_free(c);
    return status;
}

static void test_words(void **state)
{
    (void)state;
    size_t words = 0;
    for (int32_t kind = 0; kind < KINDS; kind++)
        for (size_t i = 0; i < reunify_field_count(kind); i++) {
            const int32_t field = reunify_field_at(kind, i);
            const int32_t type = reunify_field_type(kind, field);
            const size_t count = reunify_field_word_count(kind, field);
            const bool open = reunify_field_is_open(kind, field) == REUNIFY_TRUE;
            for (size_t w = 0; w < count; w++, words++)
                assert_int_equal(set_word(kind, field, reunify_field_word(kind, field, w)),
                                 REUNIFY_OK);
            assert_null(reunify_field_word(kind, field, count));
            if (type != REUNIFY_TYPE_CODE && type != REUNIFY_TYPE_CODES) {
                assert_true(!count && !open);
                continue;
            }
            assert_true(count || open);
            assert_int_equal(set_word(kind, field, "no_such_word"),
                             open ? REUNIFY_OK : REUNIFY_INVALID);
        }
    assert_true(words > 130);
}

/* Lists take a second entry, named values stand where it is said. */
static void test_kinds(void **state)
{
    (void)state;
    for (int32_t kind = 0; kind < KINDS; kind++) {
        reunify_entry entry;
        reunify_symbol name;
        reunify_case *c = case_with(kind, &entry);
        assert_int_equal(reunify_case_symbol(c, "name", 4, &name, NULL), REUNIFY_OK);
        assert_int_equal(!reunify_case_set_named_text(c, entry, name, "value", 5, NULL),
                         reunify_kind_named(kind) != NULL);
        assert_int_equal(!reunify_case_add(c, kind, reunify_entry_parent(entry), &entry, NULL),
                         reunify_kind_is_list(kind) == REUNIFY_TRUE);
        assert_non_null(reunify_kind_member(kind));
        reunify_case_free(c);
    }
}

/* Features ------------------------------------------------------------------------------------ */

static void test_features(void **state)
{
    (void)state;
    assert_true(reunify_feature_count() > 0);
    for (size_t i = 0; i < reunify_feature_count(); i++) {
        const char *name = reunify_feature(i);
        assert_non_null(name);
        assert_int_equal(reunify_has_feature(name, strlen(name)), REUNIFY_TRUE);
        assert_int_equal(reunify_has_feature(name, strlen(name) - 1), REUNIFY_FALSE);
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(name, reunify_feature(j));
    }
    assert_null(reunify_feature(reunify_feature_count()));
    assert_int_equal(reunify_has_feature("", 0), REUNIFY_FALSE);
    assert_int_equal(reunify_has_feature(NULL, 0), REUNIFY_FALSE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names),           cmocka_unit_test(test_no_such_group),
        cmocka_unit_test(test_no_such_kind),    cmocka_unit_test(test_setters),
        cmocka_unit_test(test_no_other_fields), cmocka_unit_test(test_words),
        cmocka_unit_test(test_kinds),           cmocka_unit_test(test_features),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
