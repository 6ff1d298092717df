/*
 * The library's own sentences by the calls for hosts: in which language they are said, what their
 * values are, and what is refused, which depends neither on the language nor on the values.
 */
#include "support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Names and values, one after the other, ended by NULL. */
typedef const char *const *pairs;
#define VALUES(...) ((const char *const[]){__VA_ARGS__, NULL})
#define NOTHING ((const char *const[]){NULL})
enum { MOST_GIVEN = 24 };

static const char MESSAGES[] =
    "{\"schema\": \"reunify/messages/1\", \"languages\": {"
    "\"cy\": {\"plurals\": {\"one\": [\"1\"], \"two\": [\"2\"]}, \"messages\": {"
    "\"date\": \"{day#} {month:Ionawr|Chwefror|Mawrth|Ebrill|Mai|Mehefin|Gorffennaf|Awst|Medi|"
    "Hydref|Tachwedd|Rhagfyr} {year#}\", \"history.to\": \"i {level} o {before}\","
    "\"ago.days\": \"{count#} {count#dydd|ddydd|diwrnod} yn ol\", \"placement.foster\": "
    "\"maeth\"}},"
    "\"ga\": {\"plurals\": {\"one\": [\"1\"]}, \"messages\": {\"stages\": \"Na ceimeanna\"}}}}";

static reunify_error *error;
static reunify_profile *plain, *welsh;

static reunify_status load(const char *languages, reunify_profile **out)
{
    const reunify_profile_options options = {.size = sizeof options,
                                             .languages = languages,
                                             .messages = MESSAGES,
                                             .messages_length = sizeof MESSAGES - 1};
    return reunify_profile_builtin(NULL, "surrey", strlen("surrey"), &options, out, error);
}

static int start(void **state)
{
    (void)state;
    return reunify_error_new(NULL, &error) || load(NULL, &plain) || load("cy,ga,en", &welsh);
}

static int stop(void **state)
{
    (void)state;
    reunify_profile_unref(welsh);
    reunify_profile_unref(plain);
    reunify_error_free(error);
    return 0;
}

static reunify_status say(const reunify_profile *profile, const char *id, pairs values,
                          reunify_text **out)
{
    const char *names[MOST_GIVEN], *texts[MOST_GIVEN];
    size_t count = 0;
    for (; values[2 * count]; count++) {
        names[count] = values[2 * count];
        texts[count] = values[2 * count + 1];
    }
    return reunify_profile_say(profile, id, strlen(id), names, texts, count, out, error);
}

static void assert_said(const reunify_profile *profile, const char *id, pairs values,
                        const char *wanted)
{
    reunify_text *said = NULL;
    const reunify_status status = say(profile, id, values, &said);
    if (status)
        print_message("%s: %s\n", id, reunify_error_message(error, 0));
    assert_int_equal(status, REUNIFY_OK);
    assert_string_equal(reunify_text_data(said), wanted);
    assert_int_equal(reunify_text_length(said), strlen(wanted));
    reunify_text_free(said);
}

/* In both languages alike. */
static void assert_refused(const char *id, pairs values, reunify_status status, const char *words)
{
    for (int i = 0; i < 2; i++) {
        reunify_text *said = (reunify_text *)(void *)&error;
        assert_int_equal(say(i ? welsh : plain, id, values, &said), status);
        assert_null(said);
        if (!strstr(reunify_error_message(error, 0), words))
            fail_msg("%s: %s", id, reunify_error_message(error, 0));
    }
}

static void test_languages(void **state)
{
    (void)state;
    assert_said(plain, "history.to", VALUES("before", "high", "level", "low"), "high to low");
    assert_said(welsh, "history.to", VALUES("before", "uchel", "level", "isel"), "i isel o uchel");
    assert_said(plain, "stages", NOTHING, "The stages");
    assert_said(welsh, "stages", NOTHING, "Na ceimeanna");
    assert_said(welsh, "nothing", NOTHING, "nothing");
}

static void test_numbers(void **state)
{
    (void)state;
    assert_said(plain, "ago.days", VALUES("count", "1"), "1 day ago");
    assert_said(plain, "ago.days", VALUES("count", "-2"), "-2 days ago");
    assert_said(welsh, "ago.days", VALUES("count", "2"), "2 ddydd yn ol");
    assert_said(welsh, "ago.days", VALUES("count", "007"), "7 diwrnod yn ol");
    assert_said(plain, "ago.days", VALUES("count", "999999999999999999"),
                "999999999999999999 days ago");
}

static void test_choices(void **state)
{
    (void)state;
    assert_said(plain, "date", VALUES("day", "4", "month", "0", "year", "2025"), "4 January 2025");
    assert_said(welsh, "date", VALUES("day", "4", "month", "11", "year", "1"), "4 Rhagfyr 1");
    assert_said(plain, "rule.in_care", VALUES("in_care", "0", "at", " now"),
                "the child is not in care now");
}

/* What the English text asks for may be absent, and what stands in the question too. */
static void test_absent(void **state)
{
    (void)state;
    assert_said(plain, "head.legal", VALUES("status", "none"), "none");
    assert_said(plain, "head.legal", VALUES("status", "none", "since", (const char *)NULL), "none");
    assert_said(plain, "head.legal", VALUES("status", "none", "since", ""), "none since ");
    assert_said(plain, "alert.status", VALUES("status", "S", "until", "U"), "S until U");
    assert_said(plain, "alert.status", VALUES("status", "S", "date", "D"), "S since D");
    assert_said(plain, "alert.status", VALUES("until", "U", "date", "D", "status", "S"),
                "S from D until U");
}

/* What is said is not read as a text of a message. */
static void test_as_it_is(void **state)
{
    (void)state;
    assert_said(plain, "head.legal", VALUES("status", "{since} [a?b] ^ ~ <&>\n"),
                "{since} [a?b] ^ ~ <&>\n");
}

static void test_refused(void **state)
{
    (void)state;
    assert_refused("histry.to", NOTHING, REUNIFY_NOT_FOUND, "did you mean \"history.to\"?");
    assert_refused("", NOTHING, REUNIFY_NOT_FOUND, "there is no message of this id");
    assert_refused("history.to", VALUES("before", "a"), REUNIFY_ARGUMENT,
                   "the sentence needs the value \"level\"");
    assert_refused("history.to", VALUES("before", "a", "level", (const char *)NULL),
                   REUNIFY_ARGUMENT, "the sentence needs the value \"level\"");
    assert_refused("history.to", VALUES("before", "a", "levle", "b"), REUNIFY_ARGUMENT,
                   "its values: before, level; did you mean \"level\"?");
    assert_refused("stages", VALUES("level", "b"), REUNIFY_ARGUMENT, "(there is none)");
    assert_refused("history.to", VALUES("before", "a", "level", "b", "level", "b"),
                   REUNIFY_ARGUMENT, "the value \"level\" is given twice");
    assert_refused("history.to", VALUES("before", "a", "level", "\xFF"), REUNIFY_ARGUMENT,
                   "the value \"level\" is not UTF-8");
    static const char *const wrong[] = {"",   "-",  "+1",  "1.5",
                                        " 1", "1 ", "one", "1000000000000000000"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_refused("ago.days", VALUES("count", wrong[i]), REUNIFY_ARGUMENT,
                       "the value \"count\" is a number: expected digits");
    static const char *const no_month[] = {"12", "-1", "May", "999999999999999999"};
    for (size_t i = 0; i < sizeof no_month / sizeof no_month[0]; i++)
        assert_refused("date", VALUES("day", "1", "year", "1", "month", no_month[i]),
                       REUNIFY_ARGUMENT, "expected a number from 0 to 11");
}

static void test_null(void **state)
{
    (void)state;
    const char *const one[] = {NULL};
    reunify_text *said;
    assert_int_equal(reunify_profile_say(NULL, "stages", 6, NULL, NULL, 0, &said, error),
                     REUNIFY_ARGUMENT);
    assert_null(said);
    assert_int_equal(reunify_profile_say(plain, NULL, 0, NULL, NULL, 0, &said, error),
                     REUNIFY_ARGUMENT);
    assert_int_equal(reunify_profile_say(plain, "stages", 6, NULL, NULL, 0, NULL, error),
                     REUNIFY_ARGUMENT);
    assert_int_equal(reunify_profile_say(plain, "stages", 6, NULL, one, 1, &said, error),
                     REUNIFY_ARGUMENT);
    assert_int_equal(reunify_profile_say(plain, "stages", 6, one, NULL, 1, &said, error),
                     REUNIFY_ARGUMENT);
    assert_int_equal(reunify_profile_say(plain, "stages", 6, one, one, 1, &said, error),
                     REUNIFY_ARGUMENT);
    assert_int_equal(reunify_profile_say(plain, "nowhere", 7, NULL, NULL, 0, &said, NULL),
                     REUNIFY_NOT_FOUND);
    assert_int_equal(reunify_profile_say(plain, "stages, all", 6, NULL, NULL, 0, &said, NULL),
                     REUNIFY_OK);
    assert_string_equal(reunify_text_data(said), "The stages");
    reunify_text_free(said);
}

static void assert_day(const reunify_profile *profile, reunify_date date, const char *wanted)
{
    reunify_text *said = NULL;
    assert_int_equal(reunify_profile_say_date(profile, date, &said, error), REUNIFY_OK);
    assert_string_equal(reunify_text_data(said), wanted);
    reunify_text_free(said);
}

static void test_dates(void **state)
{
    (void)state;
    static const reunify_date none[] = {REUNIFY_DATE_NONE, REUNIFY_DATE_MIN - 1,
                                        REUNIFY_DATE_MAX + 1};
    reunify_text *said;
    assert_day(plain, 0, "1 January 1970");
    assert_day(welsh, 0, "1 Ionawr 1970");
    assert_day(welsh, REUNIFY_DATE_MAX, "31 Rhagfyr 9999");
    assert_day(plain, REUNIFY_DATE_MIN, "1 January 1");
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(reunify_profile_say_date(plain, none[i], &said, error), REUNIFY_ARGUMENT);
        assert_null(said);
    }
    assert_int_equal(reunify_profile_say_date(NULL, 0, &said, error), REUNIFY_ARGUMENT);
    assert_int_equal(reunify_profile_say_date(plain, 0, NULL, error), REUNIFY_ARGUMENT);
}

/* What every case may hold has a text where the messages have one, and else its code alone. */
static void test_placements(void **state)
{
    (void)state;
    const int32_t kind = REUNIFY_VOCABULARY_PLACEMENT;
    assert_null(reunify_profile_text(plain, kind, "foster", 6, NULL, 0));
    assert_string_equal(reunify_profile_text(welsh, kind, "foster", 6, NULL, 0), "maeth");
    assert_null(reunify_profile_text(welsh, kind, "secure", 6, NULL, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_languages), cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_choices),   cmocka_unit_test(test_absent),
        cmocka_unit_test(test_as_it_is),  cmocka_unit_test(test_refused),
        cmocka_unit_test(test_null),      cmocka_unit_test(test_dates),
        cmocka_unit_test(test_placements)};
    return cmocka_run_group_tests(tests, start, stop);
}
