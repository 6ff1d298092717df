/* Messages: the English ones say no bracket or bar whatever their values are; forms and values. */
#include "base/message.h"
#include "outcome/outcome.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* Any value is there: all are given or none, and every choice goes by one number. */
typedef struct {
    int64_t number;
    bool given;
} anything;

static bool find_anything(const void *values, const char *name, size_t length, message_value *out)
{
    const anything *any = values;
    (void)name;
    (void)length;
    *out = of_text("value", "7");
    out->number = any->number;
    out->given = any->given;
    return true;
}

static void every_message_is_said(void **state)
{
    (void)state;
    for (message_id id = 0; id < MESSAGE_COUNT; id++) {
        for (int64_t number = -1; number < 14; number++) {
            for (int given = 0; given < 2; given++) {
                buffer b;
                buffer_start(&b, context_or_default(NULL));
                message_sink sink = message_to_buffer(NULL, &b);
                sink.find = find_anything;
                message_say(&sink, id, &(anything){number, given});
                buffer_add_char(&b, '\0');
                assert_false(b.failed);
                if (strpbrk(buffer_data(&b), "{}[]|#^~"))
                    fail_msg("%s: %s", message_name(id), buffer_data(&b));
                buffer_release(&b);
            }
        }
    }
}

static void names_are_found(void **state)
{
    (void)state;
    for (message_id id = 0; id < MESSAGE_COUNT; id++) {
        const char *name = message_name(id);
        assert_int_equal(message_named(name, strlen(name)), id);
        assert_int_equal(message_named(name, strlen(name) - 1) == id, false);
    }
    assert_int_equal(message_named("", 0), MESSAGE_COUNT);
    assert_int_equal(message_named("date.", 5), MESSAGE_COUNT);
}

/* Texts of a language for a test: those of two messages. */
static const char *texts[MESSAGE_COUNT];
static const plural_form welsh[] = {
    {"zero", {"0"}}, {"one", {"1"}}, {"two", {"2"}}, {"few", {"3"}}, {"many", {"6"}}};
static const plural_form russian[] = {{"one", {"*1", "!*11"}},
                                      {"few", {"*2", "*3", "*4", "!*12", "!*13", "!*14"}}};

static void assert_said(const messages *in, message_id id, const message_value *values,
                        const char *wanted)
{
    buffer b;
    buffer_start(&b, context_or_default(NULL));
    const message_sink sink = message_to_buffer(in, &b);
    message_say(&sink, id, values);
    buffer_add_char(&b, '\0');
    assert_string_equal(buffer_data(&b), wanted);
    buffer_release(&b);
}

static void numbers_take_forms(void **state)
{
    const message_language cy = {"cy", texts, welsh, 5}, ru = {"ru", texts, russian, 2};
    static const size_t of_welsh[] = {0, 1, 2, 3, 5, 5, 4, 5, 5, 5, 5, 5, 5};
    (void)state;
    for (size_t i = 0; i < LENGTH_OF(of_welsh); i++)
        assert_int_equal(message_plural(&cy, (int64_t)i), of_welsh[i]);
    static const struct {
        int64_t number;
        size_t form;
    } of_russian[] = {{0, 2},  {1, 0},  {2, 1},  {4, 1},   {5, 2},   {11, 2},
                      {12, 2}, {21, 0}, {22, 1}, {111, 2}, {112, 2}, {1001, 0}};
    for (size_t i = 0; i < LENGTH_OF(of_russian); i++)
        assert_int_equal(message_plural(&ru, of_russian[i].number), of_russian[i].form);
    for (int64_t i = -1; i < 120; i++)
        assert_int_equal(message_plural(NULL, i), i != 1);
}

static void values_are_written(void **state)
{
    (void)state;
    assert_said(NULL, MSG_AGO_DAYS, VALUES(of_number("count", 1)), "1 day ago");
    assert_said(NULL, MSG_AGO_DAYS, VALUES(of_number("count", INT64_MIN)),
                "-9223372036854775808 days ago");
    assert_said(NULL, MSG_HEAD_LEGAL,
                VALUES(of_code("status", "care_order_"), of_date("since", REUNIFY_DATE_NONE)),
                "care order ");
    assert_said(NULL, MSG_HEAD_LEGAL,
                VALUES(of_text("status", "care_order"), of_date("since", 20089)),
                "care_order since 1 January 2025");
    assert_said(NULL, MSG_DUE_POINT,
                VALUES(of_text("text", NULL), of_number("late", 2), of_flag("past", true),
                       of_date("was_due", 0), of_flag("told", true)),
                " (late by 2 days) (was due 1 January 1970)");
    assert_said(NULL, MSG_APPLIES_NOT_SO, VALUES(of_text("text", "{text} [a|b]")),
                "Not so: {text} [a|b]");
}

/* The order of the chain, and English behind it; a date in the language that has one. */
static void languages_are_asked_in_order(void **state)
{
    static const char *others[MESSAGE_COUNT];
    const message_language chain[] = {{"cy", texts, welsh, 5}, {"ga", others, welsh, 1}};
    const messages in = {chain, 2};
    (void)state;
    texts[MSG_AGO_DAYS] = "{count#a|b|c|d|e|f} {count#}";
    others[MSG_AGO_DAYS] = "never";
    others[MSG_DATE] = "{year#}/{month:I|II|III|IV|V|VI|VII|VIII|IX|X|XI|XII}/{day#}";
    assert_said(&in, MSG_AGO_DAYS, VALUES(of_number("count", 6)), "e 6");
    assert_said(&in, MSG_AGO_DAYS, VALUES(of_number("count", 7)), "f 7");
    assert_said(&in, MSG_ALERT_HOME, VALUES(of_date("date", 45), of_date("until", 364)),
                "home on 1970/II/15, until 1970/XII/31");
    assert_string_equal(message_text(&in, MSG_YES), "yes");
}

static void assert_named(message_id id, const char *before, const char *word)
{
    const size_t length = strlen(before);
    assert_int_equal(strncmp(message_name(id), before, length), 0);
    assert_string_equal(message_name(id) + length, word);
}

/* What is said of ways to leave care and of oddities is found by their places in the lists. */
static void words_of_outcomes_are_in_order(void **state)
{
    (void)state;
    for (size_t i = 0; i < reunify_exit_count(); i++) {
        assert_named(message_at(MSG_OUTCOME_EXIT_HOME_PLANNED, i), "outcome.exit.",
                     reunify_exit_name(i));
        assert_named(message_at(MSG_OUTCOME_EXIT_TEXT_HOME_PLANNED, i), "outcome.exit_text.",
                     reunify_exit_name(i));
    }
    for (size_t i = 0; i < reunify_anomaly_count(); i++) {
        assert_named(message_at(MSG_OUTCOME_ANOMALY_NO_START, i), "outcome.anomaly.",
                     reunify_anomaly_name(i));
        assert_named(message_at(MSG_OUTCOME_ANOMALY_TEXT_NO_START, i), "outcome.anomaly_text.",
                     reunify_anomaly_name(i));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_message_is_said),
        cmocka_unit_test(names_are_found),
        cmocka_unit_test(numbers_take_forms),
        cmocka_unit_test(values_are_written),
        cmocka_unit_test(languages_are_asked_in_order),
        cmocka_unit_test(words_of_outcomes_are_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
