/*
 * The case record through the public headers alone: built call by call, read, written, and every
 * fault with its place.
 */
#include "entries.h"
#include "error.h"

#include <reunify/case.h>
#include <reunify/context.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* Every member of the format, in canonical form. */
static const char whole[] =
    "{\"schema\":\"reunify/case/1\",\"id\":\"C-1042\",\"pathway\":\"reunification\","
    "\"child\":{\"date_of_birth\":\"2013-05-04\",\"siblings\":true},"
    "\"attributes\":{\"balance\":-2.5,\"destination\":\"parents\","
    "\"note\":\"Caf\xC3\xA9 \\\"x\\\"\",\"proceedings_ongoing\":false},"
    "\"legal_statuses\":[{\"code\":\"care_order\",\"from\":\"2022-11-02\",\"to\":\"2024-11-02\"}],"
    "\"care_periods\":[{\"from\":\"2022-06-20\"},{\"from\":\"2012-01-01\",\"to\":\"2012-01-01\","
    "\"kind\":\"short_break\"}],"
    "\"placements\":[{\"type\":\"foster\",\"from\":\"2022-06-20\",\"to\":\"2023-01-01\"}],"
    "\"returns\":[{\"date\":\"2024-09-02\",\"planned\":true,\"ended_on\":\"2024-12-01\","
    "\"outcome\":\"re_entered_care\"}],"
    "\"return_to\":[\"mother\",{\"person\":\"uncle\",\"from\":\"2024-03-01\",\"to\":\"2024-04-01\"}"
    "],"
    "\"people\":[{\"id\":\"mother\",\"relation\":\"parent\",\"household\":true,\"regular_visitor\":"
    "false,"
    "\"parental_responsibility\":true,\"date_of_birth\":\"1988-01-30\",\"needs\":[\"substance_"
    "misuse\",\"housing\"]},"
    "{\"id\":\"uncle\",\"date_of_birth\":\"1990-02\",\"needs\":[],"
    "\"stays\":[{\"from\":\"2023-09-01\",\"to\":\"2023-10-01\"},{}]},"
    "{\"id\":\"aunt\",\"date_of_birth\":\"1991\",\"stays\":[]}],"
    "\"assessments\":[{\"id\":\"a1\",\"date\":\"2024-01-15\","
    "\"findings\":{\"new_risk\":false,\"recurrence\":\"some\",\"score\":3},"
    "\"people\":[{\"person\":\"mother\",\"findings\":{\"parents_wish\":\"wants\",\"ready\":true,"
    "\"score\":1.5}},{\"person\":\"uncle\"}],"
    "\"factors\":[{\"code\":\"parental_alcohol_misuse\",\"kind\":\"risk\",\"status\":\"being_"
    "addressed\",\"emerged\":\"new\"}],"
    "\"judgement\":{\"level\":\"medium\",\"rationale\":\"Two\\nlines\",\"approved_by\":\"team_"
    "manager\"}},"
    "{\"id\":\"a2\",\"date\":\"2024-02-15\",\"people\":[],\"factors\":[]}],"
    "\"records\":[{\"id\":\"r7\",\"type\":\"viability_consultation\",\"date\":\"2024-02-12\","
    "\"outcome\":\"potentially_suited\","
    "\"led_by\":\"team_manager\",\"participants\":[\"social_worker\",\"team_manager\"],\"about\":"
    "\"mother\",\"rationale\":\"\","
    "\"attributes\":{\"announced\":true,\"visits\":2}},{\"id\":\"r8\",\"participants\":[],"
    "\"about\":\"child\"}],"
    "\"family_time\":[{\"from\":\"2024-03-01\",\"times_a_week\":2,\"hours\":3.25,\"overnight\":"
    "false}],"
    "\"goals\":[{\"id\":\"g1\",\"owner\":\"mother\",\"due\":\"2024-06-01\",\"status\":\"amber\"},"
    "{\"id\":\"g2\",\"owner\":\"child\"}]}";

static reunify_case *read_case(const char *json)
{
    reunify_case *c = NULL;
    const reunify_status status = reunify_case_from_json(NULL, json, strlen(json), 0, &c, error);
    if (status)
        print_error("%s %s: %s\n", reunify_error_code(error, 0), reunify_error_pointer(error, 0),
                    reunify_error_message(error, 0));
    assert_int_equal(status, REUNIFY_OK);
    assert_non_null(c);
    assert_int_equal(reunify_error_total(error), 0);
    return c;
}

static void assert_written(const reunify_case *c, const char *expected)
{
    reunify_text *out = NULL;
    assert_int_equal(reunify_case_to_json(c, 0, &out, error), REUNIFY_OK);
    assert_string_equal(reunify_text_data(out), expected);
    assert_int_equal(reunify_text_length(out), strlen(expected));
    reunify_text_free(out);
}

/* Reading `json` and writing it gives `expected`. */
static void assert_round(const char *json, const char *expected)
{
    reunify_case *c = read_case(json);
    assert_written(c, expected);
    reunify_case_free(c);
}

/* Building ------------------------------------------------------------------------------------ */

static reunify_case *built;

static size_t add(int32_t kind, size_t parent)
{
    reunify_entry entry = 99;
    assert_int_equal(reunify_case_add(built, kind, parent_of(built, kind, parent), &entry, error),
                     REUNIFY_OK);
    assert_int_equal(reunify_entry_kind(entry), kind);
    assert_int_equal(reunify_entry_parent(entry), parent_of(built, kind, parent));
    return reunify_entry_at(entry);
}

static void put_at(int32_t kind, size_t parent, size_t index, int32_t field, const char *value)
{
    assert_int_equal(reunify_case_set_text(built, entry_in(built, kind, parent, index), field,
                                           value, strlen(value), error),
                     REUNIFY_OK);
}

static void put(int32_t kind, size_t index, int32_t field, const char *value)
{
    put_at(kind, 0, index, field, value);
}

static void put_date(int32_t kind, size_t index, int32_t field, const char *value)
{
    reunify_date date;
    assert_int_equal(reunify_date_parse(value, strlen(value), &date), REUNIFY_OK);
    assert_int_equal(
        reunify_case_set_date(built, entry_in(built, kind, 0, index), field, date, error),
        REUNIFY_OK);
    assert_int_equal(reunify_case_get_date(built, entry_in(built, kind, 0, index), field), date);
}

static void put_boolean(int32_t kind, size_t index, int32_t field, int32_t value)
{
    assert_int_equal(
        reunify_case_set_boolean(built, entry_in(built, kind, 0, index), field, value, error),
        REUNIFY_OK);
    assert_int_equal(reunify_case_get_boolean(built, entry_in(built, kind, 0, index), field),
                     value);
}

static void put_number(int32_t kind, size_t index, int32_t field, int64_t value)
{
    assert_int_equal(
        reunify_case_set_number(built, entry_in(built, kind, 0, index), field, value, error),
        REUNIFY_OK);
    assert_int_equal(reunify_case_get_number(built, entry_in(built, kind, 0, index), field), value);
}

static void append(int32_t kind, size_t index, int32_t field, const char *value)
{
    assert_int_equal(reunify_case_append_code(built, entry_in(built, kind, 0, index), field, value,
                                              strlen(value), error),
                     REUNIFY_OK);
}

static void name_text(int32_t kind, size_t index, const char *name, const char *value)
{
    assert_int_equal(reunify_case_set_named_text(built, entry_in(built, kind, 0, index),
                                                 word(built, name), value, strlen(value), error),
                     REUNIFY_OK);
}

static void name_boolean(int32_t kind, size_t index, const char *name, int32_t value)
{
    assert_int_equal(reunify_case_set_named_boolean(built, entry_in(built, kind, 0, index),
                                                    word(built, name), value, error),
                     REUNIFY_OK);
}

static void name_number(int32_t kind, size_t index, const char *name, int64_t value)
{
    assert_int_equal(reunify_case_set_named_number(built, entry_in(built, kind, 0, index),
                                                   word(built, name), value, error),
                     REUNIFY_OK);
}

static void put_date_at(int32_t kind, size_t parent, size_t index, int32_t field, const char *value)
{
    reunify_date date;
    assert_int_equal(reunify_date_parse(value, strlen(value), &date), REUNIFY_OK);
    assert_int_equal(
        reunify_case_set_date(built, entry_in(built, kind, parent, index), field, date, error),
        REUNIFY_OK);
    assert_int_equal(reunify_case_get_date(built, entry_in(built, kind, parent, index), field),
                     date);
}

static void declare_codes(int32_t kind, size_t index, int32_t field)
{
    assert_int_equal(
        reunify_case_declare_codes(built, entry_in(built, kind, 0, index), field, error),
        REUNIFY_OK);
}

static void build_top(void)
{
    put(REUNIFY_ENTRY_CASE, 0, REUNIFY_FIELD_ID, "C-1042");
    put(REUNIFY_ENTRY_CASE, 0, REUNIFY_FIELD_PATHWAY, "reunification");
    add(REUNIFY_ENTRY_CHILD, 0);
    put_date(REUNIFY_ENTRY_CHILD, 0, REUNIFY_FIELD_DATE_OF_BIRTH, "2013-05-04");
    put_boolean(REUNIFY_ENTRY_CHILD, 0, REUNIFY_FIELD_SIBLINGS, 1);
    name_boolean(REUNIFY_ENTRY_CASE, 0, "proceedings_ongoing", 0);
    name_text(REUNIFY_ENTRY_CASE, 0, "destination", "parents");
    name_number(REUNIFY_ENTRY_CASE, 0, "balance", -2500);
    name_text(REUNIFY_ENTRY_CASE, 0, "note", "Caf\xC3\xA9 \"x\"");
}

static void build_intervals(void)
{
    add(REUNIFY_ENTRY_LEGAL_STATUS, 0);
    put(REUNIFY_ENTRY_LEGAL_STATUS, 0, REUNIFY_FIELD_CODE, "care_order");
    put_date(REUNIFY_ENTRY_LEGAL_STATUS, 0, REUNIFY_FIELD_FROM, "2022-11-02");
    put_date(REUNIFY_ENTRY_LEGAL_STATUS, 0, REUNIFY_FIELD_TO, "2024-11-02");
    assert_int_equal(add(REUNIFY_ENTRY_CARE_PERIOD, 0), 0);
    assert_int_equal(add(REUNIFY_ENTRY_CARE_PERIOD, 0), 1);
    put_date(REUNIFY_ENTRY_CARE_PERIOD, 0, REUNIFY_FIELD_FROM, "2022-06-20");
    put_date(REUNIFY_ENTRY_CARE_PERIOD, 1, REUNIFY_FIELD_FROM, "2012-01-01");
    put_date(REUNIFY_ENTRY_CARE_PERIOD, 1, REUNIFY_FIELD_TO, "2012-01-01");
    put(REUNIFY_ENTRY_CARE_PERIOD, 1, REUNIFY_FIELD_KIND, "short_break");
    add(REUNIFY_ENTRY_PLACEMENT, 0);
    put(REUNIFY_ENTRY_PLACEMENT, 0, REUNIFY_FIELD_TYPE, "foster");
    put_date(REUNIFY_ENTRY_PLACEMENT, 0, REUNIFY_FIELD_FROM, "2022-06-20");
    put_date(REUNIFY_ENTRY_PLACEMENT, 0, REUNIFY_FIELD_TO, "2023-01-01");
    add(REUNIFY_ENTRY_RETURN, 0);
    put_date(REUNIFY_ENTRY_RETURN, 0, REUNIFY_FIELD_DATE, "2024-09-02");
    put_boolean(REUNIFY_ENTRY_RETURN, 0, REUNIFY_FIELD_PLANNED, 1);
    put_date(REUNIFY_ENTRY_RETURN, 0, REUNIFY_FIELD_ENDED_ON, "2024-12-01");
    put(REUNIFY_ENTRY_RETURN, 0, REUNIFY_FIELD_OUTCOME, "re_entered_care");
    add(REUNIFY_ENTRY_RETURN_TO, 0);
    put(REUNIFY_ENTRY_RETURN_TO, 0, REUNIFY_FIELD_PERSON, "mother");
    add(REUNIFY_ENTRY_RETURN_TO, 0);
    put(REUNIFY_ENTRY_RETURN_TO, 1, REUNIFY_FIELD_PERSON, "uncle");
    put_date(REUNIFY_ENTRY_RETURN_TO, 1, REUNIFY_FIELD_FROM, "2024-03-01");
    put_date(REUNIFY_ENTRY_RETURN_TO, 1, REUNIFY_FIELD_TO, "2024-04-01");
}

static void build_people(void)
{
    add(REUNIFY_ENTRY_PERSON, 0);
    put(REUNIFY_ENTRY_PERSON, 0, REUNIFY_FIELD_ID, "mother");
    put(REUNIFY_ENTRY_PERSON, 0, REUNIFY_FIELD_RELATION, "parent");
    put_boolean(REUNIFY_ENTRY_PERSON, 0, REUNIFY_FIELD_HOUSEHOLD, 1);
    put_boolean(REUNIFY_ENTRY_PERSON, 0, REUNIFY_FIELD_REGULAR_VISITOR, 0);
    put_boolean(REUNIFY_ENTRY_PERSON, 0, REUNIFY_FIELD_PARENTAL_RESPONSIBILITY, 1);
    put_date(REUNIFY_ENTRY_PERSON, 0, REUNIFY_FIELD_DATE_OF_BIRTH, "1988-01-30");
    append(REUNIFY_ENTRY_PERSON, 0, REUNIFY_FIELD_NEEDS, "substance_misuse");
    append(REUNIFY_ENTRY_PERSON, 0, REUNIFY_FIELD_NEEDS, "housing");
    add(REUNIFY_ENTRY_PERSON, 0);
    put(REUNIFY_ENTRY_PERSON, 1, REUNIFY_FIELD_ID, "uncle");
    declare_codes(REUNIFY_ENTRY_PERSON, 1, REUNIFY_FIELD_NEEDS);
    put(REUNIFY_ENTRY_PERSON, 1, REUNIFY_FIELD_DATE_OF_BIRTH, "1990-02");
    assert_int_equal(add(REUNIFY_ENTRY_STAY, 1), 0);
    put_date_at(REUNIFY_ENTRY_STAY, 1, 0, REUNIFY_FIELD_FROM, "2023-09-01");
    put_date_at(REUNIFY_ENTRY_STAY, 1, 0, REUNIFY_FIELD_TO, "2023-10-01");
    assert_int_equal(add(REUNIFY_ENTRY_STAY, 1), 1);
    add(REUNIFY_ENTRY_PERSON, 0);
    put(REUNIFY_ENTRY_PERSON, 2, REUNIFY_FIELD_ID, "aunt");
    put(REUNIFY_ENTRY_PERSON, 2, REUNIFY_FIELD_DATE_OF_BIRTH, "1991");
    assert_int_equal(reunify_case_declare(built, REUNIFY_ENTRY_STAY,
                                          entry_in(built, REUNIFY_ENTRY_PERSON, 0, 2), error),
                     REUNIFY_OK);
}

static void build_person_findings(void)
{
    assert_int_equal(add(REUNIFY_ENTRY_PERSON_FINDINGS, 0), 0);
    put(REUNIFY_ENTRY_PERSON_FINDINGS, 0, REUNIFY_FIELD_PERSON, "mother");
    assert_int_equal(
        reunify_case_set_named_text(built, entry_in(built, REUNIFY_ENTRY_PERSON_FINDINGS, 0, 0),
                                    word(built, "parents_wish"), "wants", 5, error),
        REUNIFY_OK);
    assert_int_equal(
        reunify_case_set_named_boolean(built, entry_in(built, REUNIFY_ENTRY_PERSON_FINDINGS, 0, 0),
                                       word(built, "ready"), 1, error),
        REUNIFY_OK);
    assert_int_equal(
        reunify_case_set_named_number(built, entry_in(built, REUNIFY_ENTRY_PERSON_FINDINGS, 0, 0),
                                      word(built, "score"), 1500, error),
        REUNIFY_OK);
    assert_int_equal(add(REUNIFY_ENTRY_PERSON_FINDINGS, 0), 1);
    put(REUNIFY_ENTRY_PERSON_FINDINGS, 1, REUNIFY_FIELD_PERSON, "uncle");
    assert_int_equal(reunify_case_declare(built, REUNIFY_ENTRY_PERSON_FINDINGS,
                                          entry_in(built, REUNIFY_ENTRY_ASSESSMENT, 0, 1), error),
                     REUNIFY_OK);
}

static void build_assessments(void)
{
    add(REUNIFY_ENTRY_ASSESSMENT, 0);
    put(REUNIFY_ENTRY_ASSESSMENT, 0, REUNIFY_FIELD_ID, "a1");
    put_date(REUNIFY_ENTRY_ASSESSMENT, 0, REUNIFY_FIELD_DATE, "2024-01-15");
    name_text(REUNIFY_ENTRY_ASSESSMENT, 0, "recurrence", "unlikely");
    name_boolean(REUNIFY_ENTRY_ASSESSMENT, 0, "new_risk", 0);
    name_number(REUNIFY_ENTRY_ASSESSMENT, 0, "score", 3000);
    name_text(REUNIFY_ENTRY_ASSESSMENT, 0, "recurrence", "some"); /* replaces */
    add(REUNIFY_ENTRY_FACTOR, 0);
    put(REUNIFY_ENTRY_FACTOR, 0, REUNIFY_FIELD_CODE, "parental_alcohol_misuse");
    put(REUNIFY_ENTRY_FACTOR, 0, REUNIFY_FIELD_KIND, "risk");
    put(REUNIFY_ENTRY_FACTOR, 0, REUNIFY_FIELD_STATUS, "being_addressed");
    put(REUNIFY_ENTRY_FACTOR, 0, REUNIFY_FIELD_EMERGED, "new");
    add(REUNIFY_ENTRY_JUDGEMENT, 0);
    put(REUNIFY_ENTRY_JUDGEMENT, 0, REUNIFY_FIELD_LEVEL, "medium");
    put(REUNIFY_ENTRY_JUDGEMENT, 0, REUNIFY_FIELD_RATIONALE, "Two\nlines");
    put(REUNIFY_ENTRY_JUDGEMENT, 0, REUNIFY_FIELD_APPROVED_BY, "team_manager");
    add(REUNIFY_ENTRY_ASSESSMENT, 0);
    put(REUNIFY_ENTRY_ASSESSMENT, 1, REUNIFY_FIELD_ID, "a2");
    put_date(REUNIFY_ENTRY_ASSESSMENT, 1, REUNIFY_FIELD_DATE, "2024-02-15");
    assert_int_equal(reunify_case_declare(built, REUNIFY_ENTRY_FACTOR,
                                          entry_in(built, REUNIFY_ENTRY_ASSESSMENT, 0, 1), error),
                     REUNIFY_OK);
    build_person_findings();
}

static void build_records(void)
{
    add(REUNIFY_ENTRY_RECORD, 0);
    put(REUNIFY_ENTRY_RECORD, 0, REUNIFY_FIELD_ID, "r7");
    put(REUNIFY_ENTRY_RECORD, 0, REUNIFY_FIELD_TYPE, "viability_consultation");
    put_date(REUNIFY_ENTRY_RECORD, 0, REUNIFY_FIELD_DATE, "2024-02-12");
    put(REUNIFY_ENTRY_RECORD, 0, REUNIFY_FIELD_OUTCOME, "potentially_suited");
    put(REUNIFY_ENTRY_RECORD, 0, REUNIFY_FIELD_LED_BY, "team_manager");
    append(REUNIFY_ENTRY_RECORD, 0, REUNIFY_FIELD_PARTICIPANTS, "social_worker");
    append(REUNIFY_ENTRY_RECORD, 0, REUNIFY_FIELD_PARTICIPANTS, "team_manager");
    put(REUNIFY_ENTRY_RECORD, 0, REUNIFY_FIELD_ABOUT, "mother");
    put(REUNIFY_ENTRY_RECORD, 0, REUNIFY_FIELD_RATIONALE, "");
    name_number(REUNIFY_ENTRY_RECORD, 0, "visits", 2000);
    name_boolean(REUNIFY_ENTRY_RECORD, 0, "announced", 1);
    add(REUNIFY_ENTRY_RECORD, 0);
    put(REUNIFY_ENTRY_RECORD, 1, REUNIFY_FIELD_ID, "r8");
    declare_codes(REUNIFY_ENTRY_RECORD, 1, REUNIFY_FIELD_PARTICIPANTS);
    put(REUNIFY_ENTRY_RECORD, 1, REUNIFY_FIELD_ABOUT, "child");
}

static void build_rest(void)
{
    add(REUNIFY_ENTRY_FAMILY_TIME, 0);
    put_date(REUNIFY_ENTRY_FAMILY_TIME, 0, REUNIFY_FIELD_FROM, "2024-03-01");
    put_number(REUNIFY_ENTRY_FAMILY_TIME, 0, REUNIFY_FIELD_TIMES_A_WEEK, 2000);
    put_number(REUNIFY_ENTRY_FAMILY_TIME, 0, REUNIFY_FIELD_HOURS, 3250);
    put_boolean(REUNIFY_ENTRY_FAMILY_TIME, 0, REUNIFY_FIELD_OVERNIGHT, 0);
    add(REUNIFY_ENTRY_GOAL, 0);
    put(REUNIFY_ENTRY_GOAL, 0, REUNIFY_FIELD_ID, "g1");
    put(REUNIFY_ENTRY_GOAL, 0, REUNIFY_FIELD_OWNER, "mother");
    put_date(REUNIFY_ENTRY_GOAL, 0, REUNIFY_FIELD_DUE, "2024-06-01");
    put(REUNIFY_ENTRY_GOAL, 0, REUNIFY_FIELD_STATUS, "amber");
    add(REUNIFY_ENTRY_GOAL, 0);
    put(REUNIFY_ENTRY_GOAL, 1, REUNIFY_FIELD_ID, "g2");
    put(REUNIFY_ENTRY_GOAL, 1, REUNIFY_FIELD_OWNER, "child");
}

static void test_built_equals_read(void **state)
{
    (void)state;
    assert_int_equal(reunify_case_new(NULL, &built, error), REUNIFY_OK);
    build_rest(); /* the order of building does not show */
    build_records();
    build_assessments();
    build_people();
    build_intervals();
    build_top();
    assert_written(built, whole); /* unfinished too */
    assert_int_equal(reunify_case_finish(built, error), REUNIFY_OK);
    assert_written(built, whole);
    assert_int_equal(reunify_case_latest_date(built), 19968 /* 2024-09-02: ends do not count */);
    reunify_case_free(built);
    assert_round(whole, whole);
}

static void test_read_values(void **state)
{
    (void)state;
    reunify_case *c = read_case(whole);
    assert_string_equal(reunify_case_get_text(c, REUNIFY_THE_CASE, REUNIFY_FIELD_ID), "C-1042");
    assert_int_equal(reunify_case_count(c, REUNIFY_ENTRY_CHILD, REUNIFY_THE_CASE), 1);
    assert_int_equal(
        reunify_case_count(c, REUNIFY_ENTRY_FACTOR, entry_in(c, REUNIFY_ENTRY_ASSESSMENT, 0, 0)),
        1);
    assert_int_equal(
        reunify_case_count(c, REUNIFY_ENTRY_FACTOR, entry_in(c, REUNIFY_ENTRY_ASSESSMENT, 0, 1)),
        0);
    assert_int_equal(
        reunify_case_count(c, REUNIFY_ENTRY_JUDGEMENT, entry_in(c, REUNIFY_ENTRY_ASSESSMENT, 0, 1)),
        0);
    assert_int_equal(
        reunify_case_count(c, REUNIFY_ENTRY_STAY, entry_in(c, REUNIFY_ENTRY_PERSON, 0, 1)), 2);
    assert_int_equal(
        reunify_case_is_declared(c, REUNIFY_ENTRY_STAY, entry_in(c, REUNIFY_ENTRY_PERSON, 0, 0)),
        0);
    assert_int_equal(
        reunify_case_is_declared(c, REUNIFY_ENTRY_STAY, entry_in(c, REUNIFY_ENTRY_PERSON, 0, 2)),
        1);
    assert_int_equal(reunify_case_is_declared(c, REUNIFY_ENTRY_PERSON_FINDINGS,
                                              entry_in(c, REUNIFY_ENTRY_ASSESSMENT, 0, 1)),
                     1);
    assert_int_equal(
        reunify_case_is_declared(c, REUNIFY_ENTRY_STAY, entry_in(c, REUNIFY_ENTRY_PERSON, 0, 3)),
        0);
    assert_int_equal(
        reunify_case_is_declared(c, REUNIFY_ENTRY_GOAL, entry_in(c, REUNIFY_ENTRY_PERSON, 0, 0)),
        0);
    assert_string_equal(
        reunify_case_get_text(c, entry_in(c, REUNIFY_ENTRY_FACTOR, 0, 0), REUNIFY_FIELD_STATUS),
        "being_addressed");
    assert_string_equal(reunify_case_get_text(c, entry_in(c, REUNIFY_ENTRY_JUDGEMENT, 0, 0),
                                              REUNIFY_FIELD_RATIONALE),
                        "Two\nlines");
    assert_int_equal(reunify_case_get_number(c, entry_in(c, REUNIFY_ENTRY_FAMILY_TIME, 0, 0),
                                             REUNIFY_FIELD_HOURS),
                     3250);
    assert_int_equal(reunify_case_get_code_count(c, entry_in(c, REUNIFY_ENTRY_PERSON, 0, 0),
                                                 REUNIFY_FIELD_NEEDS),
                     2);
    assert_string_equal(
        reunify_case_get_code(c, entry_in(c, REUNIFY_ENTRY_PERSON, 0, 0), REUNIFY_FIELD_NEEDS, 1),
        "housing");
    assert_int_equal(reunify_case_get_boolean(c, entry_in(c, REUNIFY_ENTRY_PERSON, 0, 1),
                                              REUNIFY_FIELD_HOUSEHOLD),
                     REUNIFY_UNKNOWN);
    assert_int_equal(
        reunify_case_get_date(c, entry_in(c, REUNIFY_ENTRY_CARE_PERIOD, 0, 0), REUNIFY_FIELD_TO),
        REUNIFY_DATE_NONE);
    reunify_case_free(c);
}

/* What is absent, null, empty or foreign ------------------------------------------------------ */

#define CASE(members) "{\"schema\":\"reunify/case/1\",\"id\":\"c\"" members "}"
#define DATED ",\"assessments\":[{\"date\":\"2023-01-02\","

static void test_least(void **state)
{
    (void)state;
    assert_round(CASE(""), CASE(""));
    assert_round(" {\n \"id\" : \"c\", \"schema\": \"reunify\\/case\\/1\" }\n", CASE(""));
    reunify_case *c = read_case(CASE(""));
    for (int32_t kind = REUNIFY_ENTRY_LEGAL_STATUS; kind <= REUNIFY_ENTRY_GOAL; kind++)
        assert_int_equal(reunify_case_is_declared(c, kind, REUNIFY_THE_CASE), 0);
    assert_int_equal(reunify_case_count(c, REUNIFY_ENTRY_CHILD, REUNIFY_THE_CASE), 0);
    reunify_case_free(c);
}

static void test_null_is_absent(void **state)
{
    (void)state;
    assert_round(CASE(",\"pathway\":null,\"child\":null,\"attributes\":null,\"legal_statuses\":"
                      "null,\"care_periods\":null,"
                      "\"placements\":null,\"returns\":null,\"return_to\":null,\"people\":null,"
                      "\"assessments\":null,"
                      "\"records\":null,"
                      "\"family_time\":null,\"goals\":null"),
                 CASE(""));
    assert_round(
        CASE(",\"child\":{\"date_of_birth\":null,\"siblings\":null},\"attributes\":{\"a\":null},"
             "\"people\":[{\"id\":null,\"needs\":null,\"relation\":null,\"household\":null,"
             "\"stays\":null}],"
             "\"assessments\":[{\"date\":\"2024-01-01\",\"findings\":null,\"people\":null,"
             "\"factors\":null,\"judgement\":null}],"
             "\"records\":[{\"attributes\":null,\"participants\":null,\"type\":null}],"
             "\"family_time\":[{\"hours\":null}]"),
        CASE(",\"child\":{},\"people\":[{}],\"assessments\":[{\"date\":\"2024-01-01\"}],"
             "\"records\":[{}],\"family_time\":["
             "{}]"));
}

static void test_empty_is_declared(void **state)
{
    (void)state;
    static const char all[] =
        CASE(",\"legal_statuses\":[],\"care_periods\":[],\"placements\":[],\"returns\":[],\"return_"
             "to\":[],\"people\":[],"
             "\"assessments\":[],\"records\":[],\"family_time\":[],\"goals\":[]");
    assert_round(all, all);
    reunify_case *c = read_case(all), *declared;
    assert_int_equal(reunify_case_is_declared(c, REUNIFY_ENTRY_RETURN, REUNIFY_THE_CASE), 1);
    reunify_case_free(c);
    assert_int_equal(reunify_case_new(NULL, &declared, error), REUNIFY_OK);
    assert_int_equal(
        reunify_case_set_text(declared, REUNIFY_THE_CASE, REUNIFY_FIELD_ID, "c", 1, error),
        REUNIFY_OK);
    for (int32_t kind = REUNIFY_ENTRY_LEGAL_STATUS; kind <= REUNIFY_ENTRY_RETURN_TO; kind++)
        if (kind != REUNIFY_ENTRY_FACTOR && kind != REUNIFY_ENTRY_JUDGEMENT)
            assert_int_equal(reunify_case_declare(declared, kind, REUNIFY_THE_CASE, error),
                             REUNIFY_OK);
    assert_written(declared, all);
    reunify_case_free(declared);
    static const char nested[] =
        CASE(",\"people\":[{\"needs\":[],\"stays\":[]}],\"assessments\":[{\"date\":\"2024-01-01\","
             "\"people\":[],\"factors\":[],\"judgement\":{}}]");
    assert_round(nested, nested);
    assert_round(CASE(",\"attributes\":{},\"records\":[{\"attributes\":{}}]"),
                 CASE(",\"records\":[{}]"));
}

static void test_foreign_members(void **state)
{
    (void)state;
    static const char foreign[] =
        CASE(",\"x_\":1,\"x_a\":{\"b\":[]},\"child\":{\"x_c\":[1]},"
             "\"attributes\":{\"x_D\":{}},\"people\":[{\"x_e\":0}],"
             "\"assessments\":[{\"date\":\"2024-01-01\",\"x_f\":0,\"findings\":{\"x_g\":[]},"
             "\"factors\":[{\"x_h\":0}],\"judgement\":{\"x_i\":0}}]");
    static const char kept[] = CASE(",\"child\":{},\"people\":[{}],\"assessments\":[{\"date\":"
                                    "\"2024-01-01\",\"factors\":[{}],\"judgement\":{}}]");
    assert_round(foreign, kept);
    reunify_case *c = NULL;
    assert_int_equal(
        reunify_case_from_json(NULL, foreign, strlen(foreign), REUNIFY_CASE_STRICT, &c, error),
        REUNIFY_OK);
    reunify_case_free(c);
}

/* Whatever the grammar of JSON allows passes in a member of the host's own. */
static void test_foreign_is_not_judged(void **state)
{
    (void)state;
    static const char *const values[] = {
        "{\"a\":1,\"a\":{\"b\":2,\"b\":2}}",
        "1e999",
        "[123456789012345678901234567890,-0]",
        "\"\\u0000 \\ud800 \\u00e9\"",
        "[ [ ] , { } , { \"x_a\" : 1 , \"x_a\" : 1 } ]",
        "{\"]\":\"}\\\"\"}",
    };
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        char json[300];
        snprintf(json, sizeof json, CASE(",\"x_a\":%s,\"child\":{\"x_b\" :\n%s}"), values[i],
                 values[i]);
        assert_round(json, CASE(",\"child\":{}"));
        snprintf(json, sizeof json, CASE(",\"goals\":[{\"\\u0078\\u005Fc\":%s,\"x\\u005f\":%s}]"),
                 values[i], values[i]);
        assert_round(json, CASE(",\"goals\":[{}]"));
    }
    static char deep[50100] = "{\"schema\":\"reunify/case/1\",\"id\":\"c\",\"x_deep\":";
    const size_t start = strlen(deep);
    memset(deep + start, '[', 25000);
    memset(deep + start + 25000, ']', 25000);
    strcpy(deep + start + 50000, "}");
    assert_round(deep, CASE(""));
}

/* What is wrong behind such a member is still told at its place; what is no JSON is none there. */
static void test_wrong_beside_foreign(void **state)
{
    (void)state;
    static const struct {
        const char *json, *code, *pointer;
        int32_t line, column;
    } cases[] = {
        {"{\"x_a\":\"\xC3\xA9\\u0000\",\"id\":\"c\",\"id\":1,\"schema\":\"reunify/case/1\"}",
         "duplicate_member", "/id", 1, 27},
        {"{\"x_a\":[1,\n{}],\"id\":}", "bad_json", "/id", 2, 10},
        {"{\"x_a\":[1,],\"id\":1}", "bad_json", "/x_a/1", 1, 11},
        {"{\"x_a\":{\"b\" 1}}", "bad_json", "/x_a/b", 1, 13},
        {"{\"x_a\":\"\xFF\"}", "bad_utf8", "/x_a", 1, 9},
        {"{\"x_a\":01}", "bad_json", "/x_a", 1, 9},
        {"{\"x_a\":1,\"x_a\":1,\"schema\":\"reunify/case/1\",\"id\":\"c\"}", "duplicate_member",
         "/x_a", 1, 10},
        {"{\"x_a\":", "bad_json", "/x_a", 1, 8},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        reunify_case *c = NULL;
        assert_int_equal(
            reunify_case_from_json(NULL, cases[i].json, strlen(cases[i].json), 0, &c, error),
            REUNIFY_INVALID);
        assert_string_equal(reunify_error_code(error, 0), cases[i].code);
        assert_string_equal(reunify_error_pointer(error, 0), cases[i].pointer);
        assert_int_equal(reunify_error_line(error, 0), cases[i].line);
        assert_int_equal(reunify_error_column(error, 0), cases[i].column);
    }
}

static void test_births(void **state)
{
    (void)state;
    static const struct {
        const char *given;
        bool whole;
    } births[] = {{"2010-05-04", true}, {"2010-05", false}, {"2010", false}, {"9999-12", false}};
    for (size_t i = 0; i < sizeof births / sizeof births[0]; i++) {
        char json[200];
        snprintf(
            json, sizeof json,
            CASE(",\"child\":{\"date_of_birth\":\"%s\"},\"people\":[{\"date_of_birth\":\"%s\"}]"),
            births[i].given, births[i].given);
        assert_round(json, json);
        reunify_case *c = read_case(json);
        assert_string_equal(reunify_case_get_text(c, entry_in(c, REUNIFY_ENTRY_PERSON, 0, 0),
                                                  REUNIFY_FIELD_DATE_OF_BIRTH),
                            births[i].given);
        const reunify_date day = reunify_case_get_date(c, entry_in(c, REUNIFY_ENTRY_CHILD, 0, 0),
                                                       REUNIFY_FIELD_DATE_OF_BIRTH);
        assert_int_equal(day != REUNIFY_DATE_NONE, births[i].whole);
        assert_int_equal(reunify_case_latest_date(c), REUNIFY_DATE_NONE);
        assert_int_equal(reunify_case_set_date(c, entry_in(c, REUNIFY_ENTRY_CHILD, 0, 0),
                                               REUNIFY_FIELD_DATE_OF_BIRTH, 0, error),
                         REUNIFY_OK);
        assert_string_equal(reunify_case_get_text(c, entry_in(c, REUNIFY_ENTRY_CHILD, 0, 0),
                                                  REUNIFY_FIELD_DATE_OF_BIRTH),
                            "1970-01-01");
        assert_int_equal(reunify_case_set_text(c, entry_in(c, REUNIFY_ENTRY_CHILD, 0, 0),
                                               REUNIFY_FIELD_DATE_OF_BIRTH, "Secret", 6, error),
                         REUNIFY_INVALID);
        assert_string_equal(reunify_error_pointer(error, 0), "/child/date_of_birth");
        reunify_case_free(c);
    }
}

/* Ends, due dates and births are not taken for the latest date. */
static void test_latest_date(void **state)
{
    (void)state;
    static const struct {
        const char *json;
        const char *latest; /* NULL: none */
    } cases[] = {
        {CASE(",\"care_periods\":[{\"from\":\"2020-01-01\",\"to\":\"9999-12-31\"}]"), "2020-01-01"},
        {CASE(",\"care_periods\":[{\"to\":\"2020-01-01\"}]"), NULL},
        {CASE(",\"goals\":[{\"due\":\"2020-01-01\"}],\"child\":{\"date_of_birth\":\"2019\"}"),
         NULL},
        {CASE(",\"returns\":[{\"date\":\"2020-01-01\",\"ended_on\":\"2021-01-01\"}]"),
         "2020-01-01"},
        {CASE(",\"people\":[{},{\"id\":\"m\",\"stays\":[{\"from\":\"2020-01-01\",\"to\":\"2021-01-"
              "01\"}]}]"),
         "2020-01-01"},
        {CASE(",\"people\":[{\"id\":\"m\"}],\"return_to\":[{\"person\":\"m\",\"from\":\"2020-01-"
              "01\","
              "\"to\":\"2021-01-01\"}]"),
         "2020-01-01"},
        {CASE(",\"family_time\":[{\"from\":\"2020-01-02\"}],\"records\":[{\"date\":\"2020-01-01\"}"
              "]"),
         "2020-01-02"},
        {CASE(DATED "\"findings\":{}}]"), "2023-01-02"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        reunify_case *c = read_case(cases[i].json);
        reunify_date latest = REUNIFY_DATE_NONE;
        if (cases[i].latest)
            assert_int_equal(reunify_date_parse(cases[i].latest, 10, &latest), REUNIFY_OK);
        assert_int_equal(reunify_case_latest_date(c), latest);
        reunify_case_free(c);
    }
}

/* An entry of return_to is written as short as it can be. */
static void test_return_to_form(void **state)
{
    (void)state;
    assert_round(
        CASE(",\"return_to\":[{\"person\":\"m\",\"from\":null},\"m\",{\"person\":\"m\",\"to\":"
             "\"2020-01-01\",\"x_a\":1}],\"people\":[{\"id\":\"m\"}]"),
        CASE(",\"return_to\":[\"m\",\"m\",{\"person\":\"m\",\"to\":\"2020-01-01\"}],"
             "\"people\":[{\"id\":\"m\"}]"));
}

/* A case built call by call is held to the same as one that is read. */
static void test_built_faults(void **state)
{
    (void)state;
    assert_int_equal(reunify_case_new(NULL, &built, error), REUNIFY_OK);
    put(REUNIFY_ENTRY_CASE, 0, REUNIFY_FIELD_ID, "c");
    add(REUNIFY_ENTRY_RETURN, 0);
    put(REUNIFY_ENTRY_RETURN, 0, REUNIFY_FIELD_OUTCOME, "became_adult");
    add(REUNIFY_ENTRY_ASSESSMENT, 0);
    add(REUNIFY_ENTRY_PERSON_FINDINGS, 0);
    add(REUNIFY_ENTRY_RETURN_TO, 0);
    static const char *const places[] = {"/assessments/0/people/0/person", "/return_to/0/person",
                                         "/assessments/0/date", "/returns/0/date",
                                         "/returns/0/ended_on"};
    assert_int_equal(reunify_case_finish(built, error), REUNIFY_INVALID);
    assert_int_equal(reunify_error_total(error), sizeof places / sizeof places[0]);
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        assert_string_equal(reunify_error_code(error, i), "missing_member");
        assert_string_equal(reunify_error_pointer(error, i), places[i]);
    }
    reunify_entry entry;
    assert_int_equal(reunify_case_add(built, REUNIFY_ENTRY_STAY,
                                      entry_in(built, REUNIFY_ENTRY_PERSON, 0, 0), &entry, error),
                     REUNIFY_ARGUMENT); /* there is no person */
    assert_int_equal(reunify_case_add(built, REUNIFY_ENTRY_RETURN_TO,
                                      parent_of(built, REUNIFY_ENTRY_RETURN_TO, 1), &entry, error),
                     REUNIFY_ARGUMENT);
    assert_int_equal(reunify_case_declare(built, REUNIFY_ENTRY_STAY, REUNIFY_THE_CASE, error),
                     REUNIFY_ARGUMENT);
    assert_int_equal(reunify_case_declare(built, REUNIFY_ENTRY_GOAL,
                                          entry_in(built, REUNIFY_ENTRY_PERSON, 0, 0), error),
                     REUNIFY_ARGUMENT);
    assert_int_equal(reunify_case_declare(built, REUNIFY_ENTRY_STAY,
                                          entry_in(built, REUNIFY_ENTRY_PERSON, 0, 0), error),
                     REUNIFY_ARGUMENT);
    assert_int_equal(
        reunify_case_set_named_boolean(built, entry_in(built, REUNIFY_ENTRY_PERSON_FINDINGS, 0, 1),
                                       word(built, "a"), 1, error),
        REUNIFY_ARGUMENT);
    assert_int_equal(
        reunify_case_set_named_boolean(built, entry_in(built, REUNIFY_ENTRY_PERSON_FINDINGS, 0, 0),
                                       word(built, "a"), 2, error),
        REUNIFY_ARGUMENT);
    assert_int_equal(
        reunify_case_set_named_text(built, entry_in(built, REUNIFY_ENTRY_PERSON_FINDINGS, 0, 0),
                                    word(built, "a"), "Jane Secret", 11, error),
        REUNIFY_INVALID);
    assert_int_equal(
        reunify_case_set_named_number(built, entry_in(built, REUNIFY_ENTRY_PERSON_FINDINGS, 0, 0),
                                      word(built, "a"), INT64_MAX, error),
        REUNIFY_INVALID);
    reunify_case_free(built);
}

static void test_unknown_members(void **state)
{
    (void)state;
    static const char unknown[] = CASE(",\"Xx\":1,\"goals\":[{\"text\":null}],\"assessments\":[{"
                                       "\"date\":\"2024-01-01\",\"factors\":[{\"a/b\":0}]}]");
    assert_round(
        unknown,
        CASE(",\"assessments\":[{\"date\":\"2024-01-01\",\"factors\":[{}]}],\"goals\":[{}]"));
    reunify_case *c = NULL;
    assert_int_equal(
        reunify_case_from_json(NULL, unknown, strlen(unknown), REUNIFY_CASE_STRICT, &c, error),
        REUNIFY_INVALID);
    assert_null(c);
    assert_int_equal(reunify_error_total(error), 3);
    static const char *const places[] = {"/Xx", "/goals/0/text", "/assessments/0/factors/0/a~1b"};
    for (size_t i = 0; i < 3; i++) {
        assert_string_equal(reunify_error_code(error, i), "unknown_member");
        assert_string_equal(reunify_error_pointer(error, i), places[i]);
    }
}

/* Faults -------------------------------------------------------------------------------------- */

typedef struct {
    const char *json, *code, *pointer;
} bad;

static const bad bad_documents[] = {
    {"", "empty_document", ""},
    {"  \n", "empty_document", ""},
    {"{\"schema\":}", "bad_json", NULL},
    {"{\"schema\":\"reunify/case/1\",\"id\":\"c\"} x", "bad_json", NULL},
    {"hello", "bad_json", NULL},
    {CASE(",\"id\":\"Jane Secret\""), "duplicate_member", NULL},
    {CASE(",\"records\":[{\"id\":\"r\",\"id\":\"Jane Secret\"}]"), "duplicate_member", NULL},
    {"{\"schema\":\"reunify/case/1\",\"id\":\"Secret\xFF\"}", "bad_utf8", NULL},
    {"{\"schema\":\"reunify/case/1\",\"id\":\"Secret\xED\xA0\x80\"}", "bad_utf8", NULL},
    {"{\"schema\":\"reunify/case/1\",\"id\":\"Secret\\u0000\"}", "bad_json", NULL},
    {"[]", "wrong_type", ""},
    {"{\"id\":\"c\"}", "bad_schema", "/schema"},
    {"{\"schema\":null,\"id\":\"c\"}", "bad_schema", "/schema"},
    {"{\"schema\":1,\"id\":\"c\"}", "bad_schema", "/schema"},
    {"{\"schema\":\"reunify/case/2\",\"id\":\"c\"}", "bad_schema", "/schema"},
    {"{\"schema\":\"reunify/case/1\"}", "missing_member", "/id"},
    {"{\"schema\":\"reunify/case/1\",\"id\":null}", "missing_member", "/id"},
    {"{\"schema\":\"reunify/case/1\",\"id\":\"\"}", "bad_id", "/id"},
    {"{\"schema\":\"reunify/case/1\",\"id\":7}", "wrong_type", "/id"},
    {CASE(",\"pathway\":\"Jane Secret\""), "bad_code", "/pathway"},
    {CASE(",\"pathway\":true"), "wrong_type", "/pathway"},
    {CASE(",\"child\":[]"), "wrong_type", "/child"},
    {CASE(",\"child\":{\"siblings\":\"Secret\"}"), "wrong_type", "/child/siblings"},
    {CASE(",\"child\":{\"date_of_birth\":\"2023-02-30\"}"), "bad_date", "/child/date_of_birth"},
    {CASE(",\"child\":{\"date_of_birth\":\"Secret\"}"), "bad_date", "/child/date_of_birth"},
    {CASE(",\"child\":{\"date_of_birth\":20230101}"), "wrong_type", "/child/date_of_birth"},
    {CASE(",\"child\":{\"date_of_birth\":2010}"), "wrong_type", "/child/date_of_birth"},
    {CASE(",\"child\":{\"date_of_birth\":\"2010-13\"}"), "bad_date", "/child/date_of_birth"},
    {CASE(",\"child\":{\"date_of_birth\":\"2010-00\"}"), "bad_date", "/child/date_of_birth"},
    {CASE(",\"child\":{\"date_of_birth\":\"2010-5\"}"), "bad_date", "/child/date_of_birth"},
    {CASE(",\"child\":{\"date_of_birth\":\"2010/05\"}"), "bad_date", "/child/date_of_birth"},
    {CASE(",\"child\":{\"date_of_birth\":\"0000\"}"), "bad_date", "/child/date_of_birth"},
    {CASE(",\"people\":[{\"date_of_birth\":\"\"}]"), "bad_date", "/people/0/date_of_birth"},
    {CASE(",\"records\":[{\"date\":\"2010-05\"}]"), "bad_date", "/records/0/date"},
    {CASE(",\"people\":[{},{\"stays\":{}}]"), "wrong_type", "/people/1/stays"},
    {CASE(",\"people\":[{},{\"stays\":[{},\"Secret\"]}]"), "wrong_type", "/people/1/stays/1"},
    {CASE(",\"people\":[{},{\"stays\":[{\"from\":\"2010-05\"}]}]"), "bad_date",
     "/people/1/stays/0/from"},
    {CASE(",\"people\":[{},{\"stays\":[{\"from\":\"2023-01-02\",\"to\":\"2023-01-01\"}]}]"),
     "ends_before_start", "/people/1/stays/0/to"},
    {CASE(",\"return_to\":\"Secret\""), "wrong_type", "/return_to"},
    {CASE(",\"return_to\":[null]"), "wrong_type", "/return_to/0"},
    {CASE(",\"return_to\":[7]"), "wrong_type", "/return_to/0"},
    {CASE(",\"return_to\":[\"\"]"), "bad_id", "/return_to/0"},
    {CASE(",\"return_to\":[\"Secret\"]"), "dangling_reference", "/return_to/0"},
    {CASE(",\"return_to\":[\"child\"]"), "dangling_reference", "/return_to/0"},
    {CASE(",\"return_to\":[{\"person\":\"Secret\",\"from\":\"2023-01-01\"}]"), "dangling_reference",
     "/return_to/0/person"},
    {CASE(",\"return_to\":[{\"from\":\"2023-01-01\"}]"), "missing_member", "/return_to/0/person"},
    {CASE(",\"people\":[{\"id\":\"m\"}],\"return_to\":[\"m\",{\"person\":\"m\",\"from\":"
          "\"2023-01-02\",\"to\":\"2023-01-01\"}]"),
     "ends_before_start", "/return_to/1/to"},
    {CASE(",\"care_periods\":[{\"kind\":\"Secret\"}]"), "unknown_value", "/care_periods/0/kind"},
    {CASE(",\"returns\":[{}]"), "missing_member", "/returns/0/date"},
    {CASE(",\"returns\":[{\"date\":null,\"planned\":true}]"), "missing_member", "/returns/0/date"},
    {CASE(",\"returns\":[{\"date\":\"2023-01-02\",\"outcome\":\"Secret\"}]"), "unknown_value",
     "/returns/0/outcome"},
    {CASE(",\"returns\":[{\"date\":\"2023-01-02\",\"outcome\":\"other\"}]"), "missing_member",
     "/returns/0/ended_on"},
    {CASE(",\"assessments\":[{\"date\":\"2023-01-02\"},{}]"), "missing_member",
     "/assessments/1/date"},
    {CASE(DATED "\"people\":{}}]"), "wrong_type", "/assessments/0/people"},
    {CASE(DATED "\"people\":[\"Secret\"]}]"), "wrong_type", "/assessments/0/people/0"},
    {CASE(DATED "\"people\":[{}]}]"), "missing_member", "/assessments/0/people/0/person"},
    {CASE(DATED "\"people\":[{\"person\":\"child\"}]}]"), "dangling_reference",
     "/assessments/0/people/0/person"},
    {CASE(",\"people\":[{\"id\":\"m\"}]" DATED
          "\"people\":[{\"person\":\"m\"},{\"person\":\"m\"}]}]"),
     "duplicate_id", "/assessments/0/people/1/person"},
    {CASE(",\"people\":[{\"id\":\"m\"}]" DATED "\"people\":[{\"person\":\"m\",\"findings\":[]}]}]"),
     "wrong_type", "/assessments/0/people/0/findings"},
    {CASE(",\"people\":[{\"id\":\"m\"}]" DATED
          "\"people\":[{\"person\":\"m\",\"findings\":{\"a\":\"Jane Secret\"}}]}]"),
     "bad_code", "/assessments/0/people/0/findings/a"},
    {CASE(",\"records\":[{\"rationale\":[]}]"), "wrong_type", "/records/0/rationale"},
    {CASE(",\"attributes\":[]"), "wrong_type", "/attributes"},
    {CASE(",\"attributes\":{\"a\":{}}"), "wrong_type", "/attributes/a"},
    {CASE(",\"attributes\":{\"a\":[]}"), "empty_list", "/attributes/a"},
    {CASE(",\"attributes\":{\"a\":[1]}"), "wrong_type", "/attributes/a/0"},
    {CASE(",\"attributes\":{\"a\":[{}]}"), "missing_member", "/attributes/a/0/value"},
    {CASE(",\"attributes\":{\"a\":[{\"value\":null}]}"), "missing_member", "/attributes/a/0/value"},
    {CASE(",\"attributes\":{\"a\":[{\"value\":1},{\"value\":[]}]}"), "wrong_type",
     "/attributes/a/1/value"},
    {CASE(",\"attributes\":{\"a\":[{\"value\":2000000000}]}"), "bad_number",
     "/attributes/a/0/value"},
    {CASE(",\"attributes\":{\"a\":[{\"value\":1,\"from\":\"2023-02-29\"}]}"), "bad_date",
     "/attributes/a/0/from"},
    {CASE(",\"attributes\":{\"a\":[{\"value\":1,\"from\":\"2023-06-01\",\"to\":\"2023-05-31\"}]}"),
     "ends_before_start", "/attributes/a/0/to"},
    {CASE(",\"attributes\":{\"a\":[{\"value\":1,\"value\":2}]}"), "duplicate_member",
     "/attributes/a/0/value"},
    {CASE(",\"attributes\":{\"a\":[{\"value\":1}],\"a\":2}"), "duplicate_member", "/attributes/a"},
    {CASE(",\"attributes\":{\"A Secret\":[{\"value\":1}]}"), "bad_code", "/attributes/A Secret"},
    {CASE(",\"attributes\":{\"A Secret\":1}"), "bad_code", "/attributes/A Secret"},
    {CASE(",\"attributes\":{\"a\":1000000000.5}"), "bad_number", "/attributes/a"},
    {CASE(",\"attributes\":{\"a\":-1000000001}"), "bad_number", "/attributes/a"},
    {CASE(",\"records\":{}"), "wrong_type", "/records"},
    {CASE(",\"records\":[{},null]"), "wrong_type", "/records/1"},
    {CASE(",\"records\":[\"Secret\"]"), "wrong_type", "/records/0"},
    {CASE(",\"records\":[{\"attributes\":1}]"), "wrong_type", "/records/0/attributes"},
    {CASE(",\"records\":[{\"attributes\":{\"a\":{}}}]"), "wrong_type", "/records/0/attributes/a"},
    {CASE(",\"records\":[{\"participants\":\"Secret\"}]"), "wrong_type", "/records/0/participants"},
    {CASE(",\"records\":[{\"participants\":[\"a\",null]}]"), "wrong_type",
     "/records/0/participants/1"},
    {CASE(",\"records\":[{\"participants\":[\"Jane Secret\"]}]"), "bad_code",
     "/records/0/participants/0"},
    {CASE(",\"records\":[{\"about\":\"Secret\"}]"), "dangling_reference", "/records/0/about"},
    {CASE(",\"records\":[{\"id\":\"Secret\"},{\"id\":\"Secret\"}]"), "duplicate_id",
     "/records/1/id"},
    {CASE(",\"people\":[{\"id\":\"child\"}]"), "duplicate_id", "/people/0/id"},
    {CASE(",\"people\":[{\"relation\":\"Secret\"}]"), "unknown_value", "/people/0/relation"},
    {CASE(",\"goals\":[{\"owner\":\"Secret\"}]"), "dangling_reference", "/goals/0/owner"},
    {CASE(",\"goals\":[{\"status\":\"Secret\"}]"), "unknown_value", "/goals/0/status"},
    {CASE(",\"placements\":[{\"type\":\"Secret\"}]"), "unknown_value", "/placements/0/type"},
    {CASE(",\"placements\":[{\"from\":\"2023-01-02\",\"to\":\"2023-01-01\"}]"), "ends_before_start",
     "/placements/0/to"},
    {CASE(",\"returns\":[{\"date\":\"2023-01-02\",\"ended_on\":\"2023-01-01\"}]"),
     "ends_before_start", "/returns/0/ended_on"},
    {CASE(",\"assessments\":[{\"date\":\"2023-01-02\",\"findings\":3}]"), "wrong_type",
     "/assessments/0/findings"},
    {CASE(",\"assessments\":[{\"date\":\"2023-01-02\",\"findings\":{\"a\":\"Jane Secret\"}}]"),
     "bad_code", "/assessments/0/findings/a"},
    {CASE(",\"assessments\":[{\"date\":\"2023-01-02\"},{\"date\":\"2023-01-02\",\"factors\":{}}]"),
     "wrong_type", "/assessments/1/factors"},
    {CASE(",\"assessments\":[{\"date\":\"2023-01-02\"},{\"date\":\"2023-01-02\",\"factors\":[{},4]}"
          "]"),
     "wrong_type", "/assessments/1/factors/1"},
    {CASE(",\"assessments\":[{\"date\":\"2023-01-02\"},{\"date\":\"2023-01-02\",\"factors\":[{"
          "\"kind\":\"Secret\"}]}]"),
     "unknown_value", "/assessments/1/factors/0/kind"},
    {CASE(
         ",\"assessments\":[{\"date\":\"2023-01-02\"},{\"date\":\"2023-01-02\",\"judgement\":[]}]"),
     "wrong_type", "/assessments/1/judgement"},
    {CASE(",\"assessments\":[{\"date\":\"2023-01-02\"},{\"date\":\"2023-01-02\",\"judgement\":{"
          "\"rationale\":1}}]"),
     "wrong_type", "/assessments/1/judgement/rationale"},
    {CASE(",\"family_time\":[{\"hours\":-1}]"), "bad_number", "/family_time/0/hours"},
    {CASE(",\"family_time\":[{\"hours\":-0.0001}]"), "bad_number", "/family_time/0/hours"},
    {CASE(",\"family_time\":[{\"hours\":1e300}]"), "bad_number", "/family_time/0/hours"},
    {CASE(",\"family_time\":[{\"hours\":9223372036854775807}]"), "bad_number",
     "/family_time/0/hours"},
    {CASE(",\"family_time\":[{\"hours\":\"Secret\"}]"), "wrong_type", "/family_time/0/hours"},
};

static void assert_no_secret(void)
{
    for (size_t i = 0; i < reunify_error_count(error); i++) {
        assert_true(reunify_error_message(error, i)[0] != '\0');
        assert_null(strstr(reunify_error_message(error, i), "Secret"));
        assert_null(strstr(reunify_error_message(error, i), "Jane"));
    }
}

/* What was left open comes last, behind the flaw and whatever else is wrong. */
static void test_left_open(void **state)
{
    (void)state;
    static const struct {
        const char *json;
        struct {
            const char *code, *pointer;
            int32_t line, column;
        } faults[3];
        bool string;
    } cases[] = {
        {"{\"schema\":", {{"bad_json", "/schema", 1, 11}, {"bad_json", "", 1, 1}}, false},
        {"{\"schema\":\"reunify/case/1\",\n\"id\":1,\"records\":[{}",
         {{"wrong_type", "/id", 2, 6},
          {"bad_json", "/records", 2, 21},
          {"bad_json", "/records", 2, 18}},
         false},
        {"{\"x_a\":[[[{\"b",
         {{"bad_json", "/x_a/0/0/0", 1, 14}, {"bad_json", "/x_a/0/0/0", 1, 12}},
         true},
        {"{\"id\":\"c\n\"}", {{"bad_json", "/id", 1, 9}, {"bad_json", "/id", 1, 7}}, true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        reunify_case *c;
        size_t count = cases[i].faults[2].code ? 3 : 2;
        assert_int_equal(
            reunify_case_from_json(NULL, cases[i].json, strlen(cases[i].json), 0, &c, error),
            REUNIFY_INVALID);
        assert_int_equal(reunify_error_total(error), count);
        for (size_t j = 0; j < count; j++) {
            assert_string_equal(reunify_error_code(error, j), cases[i].faults[j].code);
            assert_string_equal(reunify_error_pointer(error, j), cases[i].faults[j].pointer);
            assert_int_equal(reunify_error_line(error, j), cases[i].faults[j].line);
            assert_int_equal(reunify_error_column(error, j), cases[i].faults[j].column);
        }
        assert_string_equal(reunify_error_message(error, count - 1),
                            cases[i].string
                                ? "this is not JSON: the string that begins here is not closed"
                                : "this is not JSON: the bracket that opens here is not closed");
    }
}

static void test_bad_documents(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof bad_documents / sizeof bad_documents[0]; i++) {
        const bad *b = &bad_documents[i];
        reunify_case *c = (reunify_case *)(uintptr_t)1;
        const reunify_status status =
            reunify_case_from_json(NULL, b->json, strlen(b->json), 0, &c, error);
        if (status != REUNIFY_INVALID || strcmp(reunify_error_code(error, 0), b->code) != 0)
            print_error("%s: %s %s\n", b->json, reunify_error_code(error, 0),
                        reunify_error_pointer(error, 0));
        assert_int_equal(status, REUNIFY_INVALID);
        assert_null(c);
        assert_int_equal(reunify_error_status(error), REUNIFY_INVALID);
        assert_int_equal(reunify_error_total(error), 1);
        assert_string_equal(reunify_error_code(error, 0), b->code);
        if (b->pointer)
            assert_string_equal(reunify_error_pointer(error, 0), b->pointer);
        else
            assert_true(reunify_error_line(error, 0) >= 1 && reunify_error_column(error, 0) >= 1);
        assert_no_secret();
        assert_int_equal(reunify_case_from_json(NULL, b->json, strlen(b->json), 0, &c, NULL),
                         REUNIFY_INVALID);
    }
}

static void test_all_faults(void **state)
{
    (void)state;
    static const char json[] =
        "{\"pathway\":\"No "
        "Code\",\"child\":{\"siblings\":0},\"people\":[4,{\"needs\":[1,\"ok\",2],\"relation\":"
        "\"aunt\"}],"
        "\"records\":[{\"date\":\"2023-02-30\"},{\"date\":\"2023-13-01\"}],"
        "\"care_periods\":[{\"from\":\"2023-01-02\",\"to\":\"2023-01-01\"}]}";
    static const char *const expected[][2] = {{"bad_schema", "/schema"},
                                              {"missing_member", "/id"},
                                              {"bad_code", "/pathway"},
                                              {"wrong_type", "/child/siblings"},
                                              {"wrong_type", "/people/0"},
                                              {"wrong_type", "/people/1/needs/0"},
                                              {"wrong_type", "/people/1/needs/2"},
                                              {"unknown_value", "/people/1/relation"},
                                              {"bad_date", "/records/0/date"},
                                              {"bad_date", "/records/1/date"},
                                              {"ends_before_start", "/care_periods/0/to"}};
    reunify_case *c = NULL;
    assert_int_equal(reunify_case_from_json(NULL, json, strlen(json), 0, &c, error),
                     REUNIFY_INVALID);
    assert_int_equal(reunify_error_total(error), sizeof expected / sizeof expected[0]);
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        assert_string_equal(reunify_error_code(error, i), expected[i][0]);
        assert_string_equal(reunify_error_pointer(error, i), expected[i][1]);
    }
}

/* What is wrong with the meaning has its line and column too, and they are told in their order. */
static void test_fault_lines(void **state)
{
    (void)state;
    static const char json[] = "{\n"
                               " \"records\": [{\"about\": \"nobody\"},\n"
                               "  {\"type\": \"\xC3\xA9\", \"date\": 4}],\n"
                               " \"people\": [{}, {\"id\": \"m\"}, {\"id\": \"m\", \"a\": 1}],\n"
                               " \"x_own\": {\"a\": [{\"id\": \"m\"}]},\n"
                               " \"returns\": [{\n"
                               "  \"outcome\": \"other\"}]\n"
                               "}";
    static const struct {
        const char *code, *pointer;
        int32_t line, column;
    } expected[] = {
        {"bad_schema", "/schema", 1, 1},
        {"missing_member", "/id", 1, 1},
        {"dangling_reference", "/records/0/about", 2, 24},
        {"bad_code", "/records/1/type", 3, 12},
        {"wrong_type", "/records/1/date", 3, 25},
        {"duplicate_id", "/people/2/id", 4, 37},
        {"missing_member", "/returns/0/date", 6, 14},
        {"missing_member", "/returns/0/ended_on", 6, 14},
    };
    const size_t count = sizeof expected / sizeof expected[0];
    reunify_case *c = NULL;
    assert_int_equal(reunify_case_from_json(NULL, json, strlen(json), 0, &c, error),
                     REUNIFY_INVALID);
    assert_int_equal(reunify_error_total(error), count);
    for (size_t i = 0; i < count; i++) {
        assert_string_equal(reunify_error_code(error, i), expected[i].code);
        assert_string_equal(reunify_error_pointer(error, i), expected[i].pointer);
        assert_int_equal(reunify_error_line(error, i), expected[i].line);
        assert_int_equal(reunify_error_column(error, i), expected[i].column);
    }
}

static void test_nesting(void **state)
{
    (void)state;
    char json[600] = "{\"schema\":\"reunify/case/1\",\"id\":\"c\",\"deep\":";
    const size_t start = strlen(json);
    memset(json + start, '[', 200);
    memset(json + start + 200, ']', 200);
    strcpy(json + start + 400, "}");
    reunify_case *c = NULL;
    assert_int_equal(reunify_case_from_json(NULL, json, strlen(json), 0, &c, error), REUNIFY_LIMIT);
    assert_null(c);
    assert_string_equal(reunify_error_code(error, 0), "limit_depth");
}

static void test_limits(void **state)
{
    (void)state;
    reunify_context *context;
    reunify_case *c = NULL;
    const reunify_context_options options = {
        .size = sizeof options, .max_items = 5, .max_text = 40, .max_bytes = 300};
    assert_int_equal(reunify_context_new(&options, &context), REUNIFY_OK);
    static const struct {
        const char *json, *pointer;
    } cases[] = {
        {CASE(",\"goals\":[{},{},{},{},{}]"), NULL},
        {CASE(",\"goals\":[{},{},{},{},{},{},{}]"), "/goals/5"},
        {CASE(",\"people\":[{\"needs\":[\"a\",\"b\",\"c\",\"d\",\"e\"]}]"), "/people/0/needs/4"},
        {CASE(",\"attributes\":{\"a\":1,\"b\":1,\"c\":1,\"d\":1,\"e\":1,\"f\":1}"),
         "/attributes/f"},
        {CASE(",\"assessments\":[{\"factors\":[{},{},{},{},{}]}]"), "/assessments/0/factors/4"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const reunify_status status =
            reunify_case_from_json(context, cases[i].json, strlen(cases[i].json), 0, &c, error);
        assert_int_equal(status, cases[i].pointer ? REUNIFY_LIMIT : REUNIFY_OK);
        if (cases[i].pointer) {
            assert_string_equal(reunify_error_code(error, 0), "limit_items");
            assert_string_equal(reunify_error_pointer(error, 0), cases[i].pointer);
            assert_int_equal(reunify_error_total(error), 1);
        }
        reunify_case_free(c);
    }
    static const char text[] =
        CASE(",\"attributes\":{\"a\":\"0123456789012345678901234567890123456789X\"}");
    assert_int_equal(reunify_case_from_json(context, text, strlen(text), 0, &c, error),
                     REUNIFY_LIMIT);
    assert_string_equal(reunify_error_code(error, 0), "limit_text");
    assert_int_equal(reunify_case_from_json(context, whole, strlen(whole), 0, &c, error),
                     REUNIFY_LIMIT);
    assert_string_equal(reunify_error_code(error, 0), "limit_bytes");
    reunify_context_unref(context);
}

static void test_arguments(void **state)
{
    (void)state;
    static const char json[] = CASE("");
    reunify_case *c = (reunify_case *)(uintptr_t)1;
    reunify_text *out = (reunify_text *)(uintptr_t)1;
    assert_int_equal(reunify_case_from_json(NULL, json, strlen(json), 2, &c, error),
                     REUNIFY_ARGUMENT);
    assert_null(c);
    assert_string_equal(reunify_error_code(error, 0), "bad_argument");
    assert_int_equal(reunify_case_from_json(NULL, json, strlen(json), 0, NULL, error),
                     REUNIFY_ARGUMENT);
    assert_int_equal(reunify_case_from_json(NULL, NULL, 3, 0, &c, error), REUNIFY_ARGUMENT);
    assert_int_equal(reunify_case_to_json(NULL, 0, &out, error), REUNIFY_ARGUMENT);
    assert_null(out);
    c = read_case(json);
    assert_int_equal(reunify_case_to_json(c, 2, &out, error), REUNIFY_ARGUMENT);
    assert_null(out);
    assert_int_equal(reunify_case_to_json(c, 0, NULL, error), REUNIFY_ARGUMENT);
    reunify_case_free(c);
}

static void test_numbers(void **state)
{
    (void)state;
    static const char *const kept[] = {"0",   "0.001",      "0.1",           "0.123",     "0.999",
                                       "2.5", "1000000000", "999999999.999", "123456.789"};
    for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++) {
        char json[200], negative[200];
        snprintf(json, sizeof json, CASE(",\"family_time\":[{\"hours\":%s}]"), kept[i]);
        assert_round(json, json);
        snprintf(negative, sizeof negative, CASE(",\"attributes\":{\"a\":%s%s}"), i ? "-" : "",
                 kept[i]);
        assert_round(negative, negative);
    }
    assert_round(CASE(",\"attributes\":{\"a\":0.0005,\"b\":0.00049999,\"c\":-0.0005,\"d\":1.0005,"
                      "\"e\":1.0015,"
                      "\"f\":0.230769230769,\"g\":-2.6675,\"h\":999999.9995,\"i\":1e-9,\"k\":4."
                      "35449999999999}"),
                 CASE(",\"attributes\":{\"a\":0.001,\"b\":0,\"c\":-0.001,\"d\":1.001,\"e\":1.002,"
                      "\"f\":0.231,\"g\":-2.668,\"h\":1000000,\"i\":0,\"k\":4.354}"));
    assert_round(CASE(",\"family_time\":[{\"times_a_week\":0.23076923076923078,\"hours\":-0.0}]"),
                 CASE(",\"family_time\":[{\"times_a_week\":0.231,\"hours\":0}]"));
    assert_round(CASE(",\"attributes\":{\"a\":1.0,\"b\":2.50,\"c\":-0.0,\"d\":1e3,\"e\":25e-1}"),
                 CASE(",\"attributes\":{\"a\":1,\"b\":2.5,\"c\":0,\"d\":1000,\"e\":2.5}"));
}

static void test_pretty(void **state)
{
    (void)state;
    static const char json[] = CASE(",\"child\":{},\"attributes\":{\"a\":\"{[,:\\\"\\\\\"},"
                                    "\"care_periods\":[{\"from\":\"2022-06-20\"}],\"goals\":[]");
    static const char expected[] =
        "{\n  \"schema\": \"reunify/case/1\",\n  \"id\": \"c\",\n  \"child\": {},\n"
        "  \"attributes\": {\n"
        "    \"a\": \"{[,:\\\"\\\\\"\n  },\n  \"care_periods\": [\n"
        "    {\n      \"from\": \"2022-06-20\"\n    }\n  ],\n"
        "  \"goals\": []\n}";
    reunify_case *c = read_case(json);
    reunify_text *out = NULL;
    assert_int_equal(reunify_case_to_json(c, REUNIFY_JSON_PRETTY, &out, error), REUNIFY_OK);
    assert_string_equal(reunify_text_data(out), expected);
    reunify_text_free(out);
    reunify_case_free(c);
    assert_round(expected, json);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_built_equals_read),
        cmocka_unit_test(test_read_values),
        cmocka_unit_test(test_least),
        cmocka_unit_test(test_null_is_absent),
        cmocka_unit_test(test_empty_is_declared),
        cmocka_unit_test(test_foreign_members),
        cmocka_unit_test(test_foreign_is_not_judged),
        cmocka_unit_test(test_wrong_beside_foreign),
        cmocka_unit_test(test_births),
        cmocka_unit_test(test_latest_date),
        cmocka_unit_test(test_return_to_form),
        cmocka_unit_test(test_built_faults),
        cmocka_unit_test(test_unknown_members),
        cmocka_unit_test(test_left_open),
        cmocka_unit_test(test_bad_documents),
        cmocka_unit_test(test_all_faults),
        cmocka_unit_test(test_fault_lines),
        cmocka_unit_test(test_nesting),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_arguments),
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_pretty),
    };
    return cmocka_run_group_tests(tests, set_up_error, tear_down_error);
}
