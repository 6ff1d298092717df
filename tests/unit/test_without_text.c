/* A library without pages: linked from its parts as -Dtext=false builds them. */
#include <reunify/reunify.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static reunify_error *error;

static void assert_left_out(reunify_status status)
{
    assert_int_equal(status, REUNIFY_UNSUPPORTED);
    assert_string_equal(reunify_status_name(status), "unsupported");
    assert_int_equal(reunify_error_count(error), 1);
    assert_int_equal(reunify_error_status(error), REUNIFY_UNSUPPORTED);
    assert_string_equal(reunify_error_code(error, 0), "without_text");
}

static reunify_evaluation *evaluated(reunify_profile **profile)
{
    static const char json[] =
        "{\"schema\":\"reunify/case/1\",\"id\":\"c\",\"assessments\":"
        "[{\"date\":\"2024-01-15\",\"findings\":{\"risk_factors\":\"not_being_addressed\"}}]}";
    reunify_case *record;
    reunify_evaluator *evaluator;
    reunify_evaluation *made;
    assert_int_equal(reunify_profile_builtin(NULL, "nspcc-2015", 10, NULL, profile, error),
                     REUNIFY_OK);
    assert_int_equal(reunify_case_from_json(NULL, json, strlen(json), 0, &record, error),
                     REUNIFY_OK);
    assert_int_equal(reunify_evaluator_new(NULL, &evaluator, error), REUNIFY_OK);
    assert_int_equal(reunify_evaluate(evaluator, *profile, record, 19800, NULL, &made, error),
                     REUNIFY_OK);
    reunify_evaluator_free(evaluator);
    reunify_case_free(record);
    return made;
}

/* Every call for a page says so, and leaves nothing behind; what is no page is there. */
static void test_pages(void **state)
{
    (void)state;
    reunify_profile *profile;
    reunify_evaluation *e = evaluated(&profile);
    reunify_text *text;
    void *const place = &error;
    text = place;
    assert_left_out(reunify_evaluation_to_text(e, 0, 0, &text, error));
    assert_null(text);
    text = place;
    assert_left_out(reunify_profile_to_text(profile, 0, 0, &text, error));
    assert_null(text);
    text = place;
    assert_left_out(reunify_cost_to_text(NULL, 0, 0, &text, error));
    assert_null(text);
    text = place;
    assert_left_out(reunify_outcomes_to_text(NULL, NULL, 0, 0, &text, error));
    assert_null(text);
    text = place;
    assert_left_out(reunify_overview_to_text(NULL, 0, 0, &text, error));
    assert_null(text);
    assert_int_equal(reunify_evaluation_to_text(NULL, 99, -1, NULL, NULL), REUNIFY_UNSUPPORTED);
    assert_int_equal(reunify_evaluation_to_json(e, 0, &text, error), REUNIFY_OK);
    assert_non_null(strstr(reunify_text_data(text), "\"history\":[{\"date\":\"2024-01-15\""));
    reunify_text_free(text);
    assert_int_equal(reunify_evaluation_history_count(e), 1);
    reunify_evaluation_unref(e);
    reunify_profile_unref(profile);
}

static void test_overview(void **state)
{
    (void)state;
    reunify_overview *overview = (void *)&error;
    assert_left_out(reunify_overview_new(NULL, &overview, error));
    assert_null(overview);
    assert_int_equal(reunify_overview_add(overview, NULL, error), REUNIFY_UNSUPPORTED);
    assert_int_equal(reunify_overview_count(overview), 0);
    reunify_overview_free(overview);
}

static void test_feature(void **state)
{
    (void)state;
    assert_int_equal(reunify_has_feature("text", 4), REUNIFY_FALSE);
    assert_int_equal(reunify_has_feature("overview", 8), REUNIFY_FALSE);
    assert_int_equal(reunify_has_feature("needs", 5), REUNIFY_TRUE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pages),
        cmocka_unit_test(test_overview),
        cmocka_unit_test(test_feature),
    };
    if (reunify_error_new(NULL, &error))
        return 1;
    const int failed = cmocka_run_group_tests(tests, NULL, NULL);
    reunify_error_free(error);
    return failed;
}
