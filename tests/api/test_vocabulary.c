/*
 * The vocabulary by its calls: how entries hang together, what is out of range, the same id in two
 * kinds, and texts in two languages. tests/data/run_vocabulary.py holds its document against packs.
 */
#include "support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define KINDS ((int32_t)reunify_names_count(REUNIFY_NAMES_VOCABULARY))
#define DETAILS ((int32_t)reunify_names_count(REUNIFY_NAMES_DETAIL))
#define TEXT(said) said, sizeof(said) - 1

/* A role and a type of record have the same id; some texts are in Welsh too, or in nothing else. */
#define TWO "api/two-languages.json"

static reunify_error *error;
static reunify_profile *profile;
static reunify_vocabulary *two;

static reunify_status read_pack(const reunify_profile_options *options, reunify_profile **out)
{
    const file_text pack = read_text(DATA, TWO);
    const reunify_status status =
        reunify_profile_from_json(NULL, pack.data, pack.length, options, out, error);
    free(pack.data);
    return status;
}

static int start(void **state)
{
    (void)state;
    if (reunify_error_new(NULL, &error))
        return 1;
    if (read_pack(NULL, &profile)) {
        fprintf(stderr, "%s: %s\n", reunify_error_pointer(error, 0),
                reunify_error_message(error, 0));
        return 1;
    }
    return reunify_vocabulary_new(profile, &two, error);
}

static int finish(void **state)
{
    (void)state;
    reunify_vocabulary_free(two);
    reunify_profile_unref(profile);
    reunify_error_free(error);
    return 0;
}

/* The number of an entry of one of its kinds by its id. */
static size_t find(int32_t kind, size_t parent, const char *id)
{
    const int64_t found = reunify_vocabulary_find(two, kind, parent, id, strlen(id));
    assert_true(found >= 0);
    return (size_t)found;
}

/* How entries hang together ------------------------------------------------------------------- */

/* Entries of each parent follow one another, and all of them together are the kind. */
static void assert_kind_is_whole(const reunify_vocabulary *v, int32_t kind)
{
    const int32_t outer = reunify_vocabulary_parent_kind(kind);
    size_t next = 0, first;
    for (size_t at = 0; outer >= 0 && at < reunify_vocabulary_count(v, outer); at++) {
        const size_t count = reunify_vocabulary_within(v, kind, at, &first);
        assert_int_equal(first, next);
        for (size_t i = first; i < first + count; i++) {
            const char *id = reunify_vocabulary_id(v, kind, i);
            assert_int_equal(reunify_vocabulary_parent(v, kind, i), at);
            assert_int_equal(reunify_vocabulary_find(v, kind, at, id, strlen(id)), i);
        }
        next += count;
    }
    if (outer >= 0)
        assert_int_equal(next, reunify_vocabulary_count(v, kind));
    for (size_t i = 0; outer < 0 && i < reunify_vocabulary_count(v, kind); i++)
        assert_int_equal(reunify_vocabulary_parent(v, kind, i), REUNIFY_VOCABULARY_NONE);
}

/* What a detail names is there. */
static void assert_details_lead_somewhere(const reunify_vocabulary *v, int32_t kind, size_t at)
{
    for (int32_t detail = 0; detail < DETAILS; detail++) {
        const size_t count = reunify_vocabulary_reference_count(v, kind, at, detail);
        const int32_t other = reunify_vocabulary_reference_kind(detail);
        const bool has = reunify_vocabulary_has_detail(kind, detail) == REUNIFY_TRUE;
        for (size_t i = 0; i < count; i++) {
            const int64_t found = reunify_vocabulary_reference(v, kind, at, detail, i);
            assert_true(found >= 0 && (size_t)found < reunify_vocabulary_count(v, other));
        }
        assert_int_equal(reunify_vocabulary_reference(v, kind, at, detail, count),
                         REUNIFY_VOCABULARY_NONE);
        if (has)
            continue;
        assert_int_equal(count, 0);
        assert_null(reunify_vocabulary_word(v, kind, at, detail, NULL, 0));
        assert_true(reunify_vocabulary_number(v, kind, at, detail) == INT64_MIN);
    }
}

static void test_every_pack(void **state)
{
    (void)state;
    size_t entries = 0;
    for (size_t p = 0; p < reunify_profile_builtin_count(); p++) {
        const char *id = reunify_profile_builtin_id(p);
        reunify_profile *own = NULL;
        reunify_vocabulary *v = NULL;
        assert_int_equal(reunify_profile_builtin(NULL, id, strlen(id), NULL, &own, error),
                         REUNIFY_OK);
        assert_int_equal(reunify_vocabulary_new(own, &v, error), REUNIFY_OK);
        reunify_profile_unref(own); /* the vocabulary holds it */
        for (int32_t kind = 0; kind < KINDS; kind++) {
            assert_kind_is_whole(v, kind);
            for (size_t at = 0; at < reunify_vocabulary_count(v, kind); at++, entries++)
                assert_details_lead_somewhere(v, kind, at);
        }
        assert_int_equal(reunify_vocabulary_language_count(v), 1);
        assert_string_equal(reunify_vocabulary_language(v, 0), "en");
        reunify_vocabulary_free(v);
    }
    assert_true(entries > 1200);
}

/* Words --------------------------------------------------------------------------------------- */

static void test_same_id(void **state)
{
    (void)state;
    assert_string_equal(
        reunify_profile_text(profile, REUNIFY_VOCABULARY_ROLE, TEXT("panel"), NULL, 0),
        "panel of people");
    assert_string_equal(
        reunify_profile_text(profile, REUNIFY_VOCABULARY_RECORD_TYPE, TEXT("panel"), NULL, 0),
        "panel meeting");
    assert_string_equal(
        reunify_profile_text(profile, REUNIFY_VOCABULARY_STAGE, TEXT("begin"), NULL, 0), "Begin");
    assert_null(reunify_profile_text(profile, REUNIFY_VOCABULARY_LEVEL, TEXT("panel"), NULL, 0));
    assert_null(reunify_profile_text(profile, REUNIFY_VOCABULARY_ROLE, TEXT("pan"), NULL, 0));
    assert_null(reunify_profile_text(profile, -1, TEXT("panel"), NULL, 0));
    assert_null(reunify_profile_text(profile, KINDS, TEXT("panel"), NULL, 0));
    assert_null(reunify_profile_text(NULL, REUNIFY_VOCABULARY_ROLE, TEXT("panel"), NULL, 0));
    assert_null(reunify_profile_text(profile, REUNIFY_VOCABULARY_ROLE, NULL, 0, NULL, 0));
    /* so does an attribute of two types of record */
    const size_t numbers = find(REUNIFY_VOCABULARY_RECORD_ATTRIBUTE, 0, "size"),
                 codes = find(REUNIFY_VOCABULARY_RECORD_ATTRIBUTE, 1, "size");
    assert_string_equal(reunify_vocabulary_word(two, REUNIFY_VOCABULARY_RECORD_ATTRIBUTE, numbers,
                                                REUNIFY_DETAIL_TYPE, NULL, 0),
                        "number");
    assert_string_equal(reunify_vocabulary_word(two, REUNIFY_VOCABULARY_RECORD_ATTRIBUTE, codes,
                                                REUNIFY_DETAIL_TYPE, NULL, 0),
                        "code");
    assert_int_equal(reunify_vocabulary_number(two, REUNIFY_VOCABULARY_RECORD_ATTRIBUTE, numbers,
                                               REUNIFY_DETAIL_AT_LEAST),
                     2000);
    assert_true(reunify_vocabulary_number(two, REUNIFY_VOCABULARY_RECORD_ATTRIBUTE, codes,
                                          REUNIFY_DETAIL_AT_MOST) == INT64_MIN);
    assert_int_equal(
        reunify_vocabulary_within(two, REUNIFY_VOCABULARY_RECORD_ATTRIBUTE_VALUE, codes, NULL), 2);
    /* what every pack knows has no bounds either */
    const size_t set_aside = find(REUNIFY_VOCABULARY_RECORD_TYPE, 0, "set_aside"),
                 why = find(REUNIFY_VOCABULARY_RECORD_ATTRIBUTE, set_aside, "reason");
    assert_true(reunify_vocabulary_number(two, REUNIFY_VOCABULARY_RECORD_ATTRIBUTE, why,
                                          REUNIFY_DETAIL_AT_LEAST) == INT64_MIN);
    assert_true(reunify_vocabulary_number(two, REUNIFY_VOCABULARY_RECORD_ATTRIBUTE, why,
                                          REUNIFY_DETAIL_AT_MOST) == INT64_MIN);
}

static void test_declared(void **state)
{
    (void)state;
    const size_t own = find(REUNIFY_VOCABULARY_ROLE, 0, "panel"),
                 standard = find(REUNIFY_VOCABULARY_ROLE, 0, "social_worker"),
                 built_in = find(REUNIFY_VOCABULARY_RECORD_TYPE, 0, "set_aside"),
                 outcome = find(REUNIFY_VOCABULARY_OUTCOME, 0, "did_not_take_place");
    assert_int_equal(reunify_vocabulary_is_declared(two, REUNIFY_VOCABULARY_ROLE, own),
                     REUNIFY_TRUE);
    assert_int_equal(reunify_vocabulary_is_declared(two, REUNIFY_VOCABULARY_ROLE, standard),
                     REUNIFY_FALSE);
    assert_int_equal(reunify_vocabulary_is_declared(two, REUNIFY_VOCABULARY_RECORD_TYPE, built_in),
                     REUNIFY_FALSE);
    assert_int_equal(reunify_vocabulary_is_declared(two, REUNIFY_VOCABULARY_OUTCOME, outcome),
                     REUNIFY_FALSE);
    assert_null(reunify_vocabulary_text(two, REUNIFY_VOCABULARY_ROLE, standard, NULL, 0));
    assert_string_equal(reunify_vocabulary_source_id(two, REUNIFY_VOCABULARY_COST, 0), "s");
    assert_string_equal(reunify_vocabulary_source_at(two, REUNIFY_VOCABULARY_COST, 0), "2");
    assert_null(reunify_vocabulary_source_id(two, REUNIFY_VOCABULARY_ROLE, own));
    assert_null(reunify_vocabulary_source_at(two, REUNIFY_VOCABULARY_ROLE, own));
}

/* The words of a case's fields are words of a profile. */
static void test_fields(void **state)
{
    (void)state;
    assert_int_equal(reunify_field_vocabulary(REUNIFY_ENTRY_RECORD, REUNIFY_FIELD_TYPE),
                     REUNIFY_VOCABULARY_RECORD_TYPE);
    assert_int_equal(reunify_field_vocabulary(REUNIFY_ENTRY_RECORD, REUNIFY_FIELD_DATE), -1);
    size_t words = 0;
    for (int32_t kind = 0; kind < (int32_t)reunify_names_count(REUNIFY_NAMES_KIND); kind++)
        for (size_t i = 0; i < reunify_field_count(kind); i++) {
            const int32_t field = reunify_field_at(kind, i),
                          holds = reunify_field_vocabulary(kind, field);
            for (size_t w = 0; holds >= 0 && w < reunify_field_word_count(kind, field); w++) {
                const char *word = reunify_field_word(kind, field, w);
                assert_true(reunify_vocabulary_find(two, holds, 0, word, strlen(word)) >= 0);
                words++;
            }
        }
    assert_true(words > 100);
}

/* Languages ----------------------------------------------------------------------------------- */

static void assert_said(int32_t kind, const char *id, const char *plain, const char *english,
                        const char *welsh)
{
    const size_t at = find(kind, 0, id), length = strlen(id);
    const struct {
        const char *language, *text;
    } cases[] = {{NULL, plain},
                 {"en", english},
                 {"cy", welsh},
                 {"cy-GB", welsh},
                 {"cy,en", welsh ? welsh : english},
                 {"fr,en-GB,cy", english ? english : welsh},
                 {"fr", NULL},
                 {"c", NULL},
                 {"cyx", NULL},
                 {"-,-cy,,", NULL},
                 {"", NULL}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *language = cases[i].language;
        const size_t size = language ? strlen(language) : 0;
        const char *said = reunify_vocabulary_text(two, kind, at, language, size);
        assert_true(said == reunify_profile_text(profile, kind, id, length, language, size));
        if (cases[i].text)
            assert_string_equal(said, cases[i].text);
        else
            assert_null(said);
    }
}

static void test_languages(void **state)
{
    (void)state;
    assert_said(REUNIFY_VOCABULARY_ROLE, "panel", "panel of people", "panel of people",
                "panel o bobl");
    assert_said(REUNIFY_VOCABULARY_ROLE, "warden", "warden y dref", NULL, "warden y dref");
    assert_said(REUNIFY_VOCABULARY_RECORD_TYPE, "panel", "panel meeting", "panel meeting", NULL);
    assert_said(REUNIFY_VOCABULARY_RECORD_TYPE, "visit", "visit", "visit", "ymweliad");
    assert_said(REUNIFY_VOCABULARY_STAGE, "begin", "Begin", "Begin", "Dechrau");
    assert_string_equal(reunify_vocabulary_text(two, REUNIFY_VOCABULARY_SOURCE, 0, TEXT("cy")),
                        "Source");
    assert_string_equal(
        reunify_profile_text(profile, REUNIFY_VOCABULARY_SOURCE, TEXT("s"), TEXT("fr")), "Source");
    assert_int_equal(reunify_vocabulary_language_count(two), 2);
    assert_string_equal(reunify_vocabulary_language(two, 0), "en");
    assert_string_equal(reunify_vocabulary_language(two, 1), "cy");
    assert_null(reunify_vocabulary_language(two, 2));
}

/* The same pack, read in a chain of languages. */
static void assert_read_in(const char *languages, const char *panel, const char *visit,
                           const char *warden)
{
    const reunify_profile_options o = {.size = sizeof o, .languages = languages};
    const struct {
        int32_t kind;
        const char *id, *said;
    } cases[] = {{REUNIFY_VOCABULARY_ROLE, "panel", panel},
                 {REUNIFY_VOCABULARY_RECORD_TYPE, "visit", visit},
                 {REUNIFY_VOCABULARY_RECORD_TYPE, "panel", "panel meeting"},
                 {REUNIFY_VOCABULARY_ROLE, "warden", warden}};
    reunify_profile *own = NULL;
    assert_int_equal(read_pack(&o, &own), REUNIFY_OK);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *id = cases[i].id, *languages_of[] = {"en", "cy"};
        assert_string_equal(reunify_profile_text(own, cases[i].kind, id, strlen(id), NULL, 0),
                            cases[i].said);
        /* what is said in which language does not depend on the chain */
        for (size_t l = 0; l < 2; l++) {
            const char *here = reunify_profile_text(own, cases[i].kind, id, strlen(id),
                                                    languages_of[l], 2),
                       *there = reunify_profile_text(profile, cases[i].kind, id, strlen(id),
                                                     languages_of[l], 2);
            assert_true(!here == !there && (!here || strcmp(here, there) == 0));
        }
    }
    assert_string_equal(reunify_profile_title(own),
                        panel[6] == 'o' && panel[7] == ' ' ? "Dau" : "Two");
    reunify_profile_unref(own);
}

static void test_chains(void **state)
{
    (void)state;
    assert_read_in(NULL, "panel of people", "visit", "warden y dref");
    assert_read_in("en", "panel of people", "visit", "warden y dref");
    assert_read_in("fr", "panel of people", "visit", "warden y dref");
    assert_read_in("fr,en-GB,cy", "panel of people", "visit", "warden y dref");
    assert_read_in("cy", "panel o bobl", "ymweliad", "warden y dref");
    assert_read_in("cy-GB", "panel o bobl", "ymweliad", "warden y dref");
    assert_read_in("fr,cy,en", "panel o bobl", "ymweliad", "warden y dref");
    static const char *const wrong[] = {"",  ",",    "cy,", ",cy",  "cy en",          "Cy",
                                        "c", "cyyy", "cy-", "cy-G", "cy-toolongpart", "cy_GB"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        const reunify_profile_options o = {.size = sizeof o, .languages = wrong[i]};
        reunify_profile *own = (void *)(uintptr_t)1;
        assert_int_equal(read_pack(&o, &own), REUNIFY_ARGUMENT);
        assert_null(own);
    }
}

/* Wrong calls --------------------------------------------------------------------------------- */

static void assert_nothing(const reunify_vocabulary *v, int32_t kind, size_t at)
{
    assert_null(reunify_vocabulary_id(v, kind, at));
    assert_null(reunify_vocabulary_text(v, kind, at, NULL, 0));
    assert_null(reunify_vocabulary_text(v, kind, at, TEXT("en")));
    assert_int_equal(reunify_vocabulary_parent(v, kind, at), REUNIFY_VOCABULARY_NONE);
    assert_int_equal(reunify_vocabulary_within(v, kind, at, NULL), 0);
    assert_int_equal(reunify_vocabulary_is_declared(v, kind, at), REUNIFY_FALSE);
    assert_null(reunify_vocabulary_source_id(v, kind, at));
    assert_null(reunify_vocabulary_source_at(v, kind, at));
    assert_null(reunify_vocabulary_word(v, kind, at, REUNIFY_DETAIL_TYPE, NULL, 0));
    assert_true(reunify_vocabulary_number(v, kind, at, REUNIFY_DETAIL_SUPPORT) == INT64_MIN);
    assert_int_equal(reunify_vocabulary_reference_count(v, kind, at, REUNIFY_DETAIL_BY), 0);
    assert_int_equal(reunify_vocabulary_reference(v, kind, at, REUNIFY_DETAIL_BY, 0),
                     REUNIFY_VOCABULARY_NONE);
}

static void test_wrong(void **state)
{
    (void)state;
    reunify_vocabulary *out = (void *)(uintptr_t)1;
    reunify_text *text = (void *)(uintptr_t)1;
    for (int32_t kind = -1; kind <= KINDS; kind++) {
        assert_nothing(NULL, kind, 0);
        assert_nothing(two, kind, reunify_vocabulary_count(two, kind));
        assert_nothing(two, kind, SIZE_MAX);
        assert_int_equal(reunify_vocabulary_count(NULL, kind), 0);
    }
    assert_nothing(two, -1, 0);
    assert_nothing(two, KINDS, 0);
    assert_int_equal(reunify_vocabulary_find(NULL, 0, 0, "s", 1), REUNIFY_VOCABULARY_NONE);
    assert_int_equal(reunify_vocabulary_find(two, 0, 0, NULL, 0), REUNIFY_VOCABULARY_NONE);
    assert_int_equal(reunify_vocabulary_parent_kind(KINDS), -1);
    assert_int_equal(reunify_vocabulary_reference_kind(DETAILS), -1);
    assert_int_equal(reunify_vocabulary_has_detail(KINDS, REUNIFY_DETAIL_TYPE), REUNIFY_FALSE);
    assert_int_equal(reunify_vocabulary_has_detail(REUNIFY_VOCABULARY_COST, DETAILS),
                     REUNIFY_FALSE);
    assert_int_equal(reunify_vocabulary_reference_kind(REUNIFY_DETAIL_TYPE), -1);
    assert_int_equal(reunify_vocabulary_language_count(NULL), 0);
    assert_int_equal(reunify_vocabulary_new(NULL, &out, error), REUNIFY_ARGUMENT);
    assert_null(out);
    assert_int_equal(reunify_vocabulary_new(profile, NULL, error), REUNIFY_ARGUMENT);
    assert_int_equal(reunify_vocabulary_to_json(NULL, 0, &text, error), REUNIFY_ARGUMENT);
    assert_null(text);
    assert_int_equal(reunify_vocabulary_to_json(two, 0, NULL, error), REUNIFY_ARGUMENT);
    for (int bit = 1; bit < 32; bit++)
        assert_int_equal(reunify_vocabulary_to_json(two, UINT32_C(1) << bit, &text, error),
                         REUNIFY_ARGUMENT);
    reunify_vocabulary_free(NULL);
    assert_int_equal(reunify_vocabulary_to_json(two, 0, &text, error), REUNIFY_OK);
    assert_non_null(strstr(reunify_text_data(text), "\"price_year\":2020,\"re_entry\":600,"));
    reunify_text_free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_pack), cmocka_unit_test(test_same_id),
        cmocka_unit_test(test_declared),   cmocka_unit_test(test_fields),
        cmocka_unit_test(test_languages),  cmocka_unit_test(test_chains),
        cmocka_unit_test(test_wrong),
    };
    return cmocka_run_group_tests(tests, start, finish);
}
