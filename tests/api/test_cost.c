/*
 * Costs through the public headers alone: figures of the sources, options that are refused, limits,
 * words and documents.
 */
#include "support.h"

#include <reunify/case.h>
#include <reunify/context.h>

#include <reunify/cost.h>
#include <reunify/error.h>
#include <reunify/evaluation.h>
#include <reunify/profile.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define UNIT_COSTS "api/unit-costs.json"

static reunify_error *error;
static reunify_profile *profile, *without_costs;

static reunify_profile *read_pack(const char *name)
{
    const file_text pack = read_text(DATA, name);
    reunify_profile *read = NULL;
    if (reunify_profile_from_json(NULL, pack.data, pack.length, NULL, &read, error))
        fail_msg("%s %s", reunify_error_pointer(error, 0), reunify_error_message(error, 0));
    free(pack.data);
    return read;
}

static int set_up(void **state)
{
    (void)state;
    if (reunify_error_new(NULL, &error))
        return 1;
    profile = read_pack(UNIT_COSTS);
    without_costs = read_pack("api/without-costs.json");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    reunify_profile_unref(profile);
    reunify_profile_unref(without_costs);
    reunify_error_free(error);
    return 0;
}

/* So many returns, of which numbers of children fail. */
static reunify_cost_options of_numbers(int64_t returns, int64_t without, int64_t with)
{
    reunify_cost_options o;
    assert_int_equal(reunify_cost_options_init(&o, sizeof o), REUNIFY_OK);
    o.returns = returns;
    o.failures_without = without;
    o.failures_with = with;
    return o;
}

/* The same by shares in millionths. */
static reunify_cost_options of_shares(int64_t returns, int64_t without, int64_t with)
{
    reunify_cost_options o = of_numbers(returns, REUNIFY_COST_NOT_GIVEN, REUNIFY_COST_NOT_GIVEN);
    o.share_without = without;
    o.share_with = with;
    return o;
}

static reunify_cost *calculate(reunify_profile *unit_costs, const reunify_cost_options *o)
{
    reunify_cost *cost = NULL;
    assert_int_equal(reunify_cost_calculate(NULL, unit_costs, o, &cost, error), REUNIFY_OK);
    assert_int_equal(reunify_error_total(error), 0);
    assert_non_null(cost);
    return cost;
}

static void refused(reunify_profile *unit_costs, const reunify_cost_options *o,
                    reunify_status status, const char *code, const char *where)
{
    reunify_cost *cost = (reunify_cost *)(void *)error; /* to be NULL afterwards */
    assert_int_equal(reunify_cost_calculate(NULL, unit_costs, o, &cost, error), status);
    assert_null(cost);
    assert_string_equal(reunify_error_code(error, 0), code);
    assert_string_equal(reunify_error_pointer(error, 0), where);
    assert_int_equal(reunify_error_count(error), 1);
    assert_int_equal(reunify_cost_calculate(NULL, unit_costs, o, &cost, NULL), status);
}

static const char *line(const reunify_cost *cost, const char *id)
{
    for (size_t i = 0; i < reunify_cost_line_count(cost); i++)
        if (strcmp(reunify_cost_line_id(cost, i), id) == 0)
            return reunify_cost_line_text(cost, i);
    return "";
}

static bool noted(const reunify_cost *cost, const char *code)
{
    for (size_t i = 0; i < reunify_cost_note_count(cost); i++)
        if (strcmp(reunify_cost_note_code(cost, i), code) == 0)
            return reunify_cost_note_text(cost, i) != NULL;
    return false;
}

/* Results ------------------------------------------------------------------------------------- */

/*
 * 10,080 returns supported at 5,627 pounds are 56.7 million, which 921 prevented re-entries at
 * 61,614 pay for.
 */
static void figures_of_the_sources(void **state)
{
    (void)state;
    const reunify_cost_options o = of_shares(10080, 350000, 155000);
    reunify_cost *cost = calculate(profile, &o);
    assert_true(reunify_cost_returns(cost) == 10080);
    assert_true(reunify_cost_years(cost) == 1000);
    assert_true(reunify_cost_share_without(cost) == 350000);
    assert_true(reunify_cost_share_with(cost) == 155000);
    assert_true(reunify_cost_failures_without(cost) == INT64_C(3528000000));
    assert_true(reunify_cost_failures_with(cost) == INT64_C(1562400000));
    assert_true(reunify_cost_prevented(cost) == INT64_C(1965600000));
    assert_true(reunify_cost_support(cost) == INT64_C(5672016000));
    assert_true(reunify_cost_re_entries_without(cost) == INT64_C(21737419200));
    assert_true(reunify_cost_re_entries_with(cost) == INT64_C(9626571360));
    assert_true(reunify_cost_net_saving(cost) == INT64_C(6438831840));
    assert_true(reunify_cost_saving_per_child(cost) == 638773);
    assert_true(reunify_cost_break_even(cost) == 921);
    assert_true(reunify_cost_unit_re_entry(cost) == 6161400);
    assert_true(reunify_cost_unit_support(cost) == 562700);
    assert_int_equal(reunify_cost_unit_re_entry_is_local(cost), 0);
    assert_int_equal(reunify_cost_unit_support_is_local(cost), 0);
    assert_string_equal(reunify_cost_set_id(cost), "2015");
    assert_string_equal(reunify_cost_set_text(cost), "Averages of 2015");
    assert_int_equal(reunify_cost_price_year(cost), 2015);
    assert_int_equal(reunify_cost_source_count(cost), 1);
    assert_string_equal(reunify_cost_source_id(cost, 0), "nspcc");
    assert_string_equal(reunify_cost_source_at(cost, 0), "Costs");
    assert_string_equal(reunify_cost_source_title(cost, 0), "The framework's page");
    assert_null(reunify_cost_source_id(cost, 1));
    assert_string_equal(line(cost, "re_entries_without"),
                        "35% of 10,080 returns: 3,528 re-entries x 61,614 pounds");
    assert_string_equal(line(cost, "support"), "10,080 returns x 5,627 pounds");
    assert_string_equal(line(cost, "re_entries_with"),
                        "15.5% of 10,080 returns: 1,562.4 re-entries x 61,614 pounds");
    assert_string_equal(line(cost, "net_saving"),
                        "217,374,192 pounds - 56,720,160 pounds - 96,265,713.60 pounds");
    assert_string_equal(line(cost, "saving_per_child"), "64,388,318.40 pounds / 10,080 returns");
    assert_string_equal(
        line(cost, "break_even"),
        "921 prevented re-entries x 61,614 pounds pay for the support of 10,080 returns");
    assert_int_equal(reunify_cost_line_count(cost), 6);
    assert_true(reunify_cost_line_amount(cost, 5) == INT64_C(921) * 6161400);
    assert_null(reunify_cost_line_id(cost, 6));
    assert_null(reunify_cost_line_text(cost, 6));
    assert_true(reunify_cost_line_amount(cost, 6) == 0);
    assert_int_equal(reunify_cost_note_count(cost), 1);
    assert_true(noted(cost, "expected_number"));
    assert_null(reunify_cost_note_code(cost, 1));
    reunify_cost_free(cost);
}

static void sets_and_local_costs(void **state)
{
    (void)state;
    reunify_cost_options o = of_numbers(100, 30, 10);
    o.set = "2024";
    reunify_cost *cost = calculate(profile, &o);
    assert_string_equal(reunify_cost_set_id(cost), "2024");
    assert_true(reunify_cost_net_saving(cost) == INT64_C(20) * 10580400 - INT64_C(100) * 785700);
    assert_true(reunify_cost_share_without(cost) == REUNIFY_COST_NOT_GIVEN);
    assert_int_equal(reunify_cost_note_count(cost), 0);
    reunify_cost_free(cost);
    o.support = 123456;
    cost = calculate(profile, &o);
    assert_true(reunify_cost_support(cost) == 12345600);
    assert_int_equal(reunify_cost_unit_support_is_local(cost), 1);
    assert_int_equal(reunify_cost_unit_re_entry_is_local(cost), 0);
    assert_string_equal(line(cost, "support"), "100 returns x 1,234.56 pounds");
    assert_true(noted(cost, "mixed_unit_costs"));
    reunify_cost_free(cost);
    o.re_entry = 100;
    o.set = NULL;
    cost = calculate(NULL, &o);
    assert_null(reunify_cost_set_id(cost));
    assert_null(reunify_cost_set_text(cost));
    assert_int_equal(reunify_cost_price_year(cost), 0);
    assert_int_equal(reunify_cost_source_count(cost), 0);
    assert_true(reunify_cost_net_saving(cost) == 2000 - 12345600);
    assert_true(noted(cost, "not_paid_for"));
    assert_string_equal(line(cost, "re_entries_without"), "30 re-entries x 1 pound");
    reunify_cost_free(cost);
}

/* The profile may go first. */
static void outlives_its_profile(void **state)
{
    (void)state;
    reunify_profile *own = read_pack(UNIT_COSTS);
    assert_non_null(own);
    const reunify_cost_options o = of_numbers(1, 1, 0);
    reunify_cost *cost = calculate(own, &o);
    reunify_profile_unref(own);
    assert_string_equal(reunify_cost_set_text(cost), "Averages of 2015");
    assert_string_equal(line(cost, "break_even"),
                        "1 prevented re-entry x 61,614 pounds pays for the support of 1 return");
    reunify_cost_free(cost);
}

/* Half a penny goes up; the saving by child goes to the nearest, halves away from zero. */
static void rounding(void **state)
{
    (void)state;
    static const struct {
        int64_t returns, without, with, years, re_entry, support; /* shares */
        int64_t cost_without, cost_with, cost_support, net, per_child;
    } cases[] = {
        {1, 500000, 0, 1000, 1, 0, 1, 0, 0, 1, 1},
        {1, 499999, 0, 1000, 1, 0, 0, 0, 0, 0, 0},
        {3, 500000, 500000, 1000, 1, 1, 2, 2, 3, -3, -1},
        {1, 0, 0, 500, 0, 1, 0, 0, 1, -1, -1},
        {1, 0, 0, 499, 0, 1, 0, 0, 0, 0, 0},
        {2, 0, 0, 1500, 0, 1, 0, 0, 3, -3, -2},
        {2, 1000000, 0, 1500, 1, 0, 3, 0, 0, 3, 2},
        {7, 333333, 142857, 2345, 61614, 27, 337131, 144485, 443, 192203, 27458},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        reunify_cost_options o = of_shares(cases[i].returns, cases[i].without, cases[i].with);
        o.years = cases[i].years;
        o.re_entry = cases[i].re_entry;
        o.support = cases[i].support;
        reunify_cost *cost = calculate(NULL, &o);
        assert_true(reunify_cost_re_entries_without(cost) == cases[i].cost_without);
        assert_true(reunify_cost_re_entries_with(cost) == cases[i].cost_with);
        assert_true(reunify_cost_support(cost) == cases[i].cost_support);
        assert_true(reunify_cost_net_saving(cost) == cases[i].net);
        assert_true(reunify_cost_saving_per_child(cost) == cases[i].per_child);
        reunify_cost_free(cost);
    }
}

/* One fewer than the break-even does not pay, whatever the numbers. */
static void break_even_is_the_least(void **state)
{
    (void)state;
    for (int64_t returns = 0; returns < 30; returns++)
        for (int64_t support = 0; support < 12; support++)
            for (int64_t re_entry = 1; re_entry < 12; re_entry++) {
                reunify_cost_options o = of_numbers(returns, returns, 0);
                o.re_entry = re_entry;
                o.support = support;
                o.years = 1 + returns;
                reunify_cost *cost = calculate(NULL, &o);
                const int64_t least = reunify_cost_break_even(cost);
                assert_true(least * re_entry >= returns * support);
                assert_true(least == 0 || (least - 1) * re_entry < returns * support);
                reunify_cost_free(cost);
            }
}

static void special_cases(void **state)
{
    (void)state;
    reunify_cost_options o = of_numbers(0, 0, 0);
    reunify_cost *cost = calculate(profile, &o);
    assert_true(reunify_cost_net_saving(cost) == 0 && reunify_cost_saving_per_child(cost) == 0);
    assert_true(reunify_cost_break_even(cost) == 0);
    assert_string_equal(line(cost, "saving_per_child"), "");
    reunify_cost_free(cost);
    o = of_numbers(5, 1, 0);
    o.re_entry = 0;
    cost = calculate(profile, &o);
    assert_true(reunify_cost_break_even(cost) == -1);
    assert_string_equal(line(cost, "break_even"), "");
    reunify_cost_free(cost);
    o = of_numbers(5, 1, 2);
    o.years = 2500;
    cost = calculate(profile, &o);
    assert_true(reunify_cost_prevented(cost) == -1000000);
    assert_true(reunify_cost_net_saving(cost) == (-6161400 - 5 * 562700) * INT64_C(5) / 2);
    assert_true(noted(cost, "more_failures_with_support"));
    assert_false(noted(cost, "not_paid_for"));
    assert_string_equal(line(cost, "support"), "5 returns x 5,627 pounds x 2.5 years");
    reunify_cost_free(cost);
}

/* Refusals ------------------------------------------------------------------------------------ */

static void wrong_numbers(void **state)
{
    (void)state;
    const reunify_cost_options good = of_numbers(10, 5, 2), shares = of_shares(10, 500000, 200000);
    reunify_cost_options o = good;
    o.returns = -1;
    refused(profile, &o, REUNIFY_INVALID, "bad_number", "/returns");
    o = good, o.failures_without = 11;
    refused(profile, &o, REUNIFY_INVALID, "bad_number", "/failures_without");
    o = good, o.failures_with = 11;
    refused(profile, &o, REUNIFY_INVALID, "bad_number", "/failures_with");
    o = good, o.failures_with = -2;
    refused(profile, &o, REUNIFY_INVALID, "bad_number", "/failures_with");
    o = shares, o.share_without = 1000001;
    refused(profile, &o, REUNIFY_INVALID, "bad_number", "/share_without");
    o = shares, o.share_with = INT64_MIN;
    refused(profile, &o, REUNIFY_INVALID, "bad_number", "/share_with");
    o = shares, o.share_with = REUNIFY_COST_NOT_GIVEN;
    refused(profile, &o, REUNIFY_INVALID, "missing", "/failures_with");
    o = shares, o.failures_without = 0;
    refused(profile, &o, REUNIFY_INVALID, "ambiguous", "/failures_without");
    o = good, o.years = 0;
    refused(profile, &o, REUNIFY_INVALID, "bad_number", "/years");
    o = good, o.years = 100001;
    refused(profile, &o, REUNIFY_INVALID, "bad_number", "/years");
    o = good, o.re_entry = -2;
    refused(profile, &o, REUNIFY_INVALID, "bad_number", "/re_entry");
    o = good, o.support = INT64_MIN;
    refused(profile, &o, REUNIFY_INVALID, "bad_number", "/support");
    o.returns = -5;
    o.years = -1;
    reunify_cost *cost;
    assert_int_equal(reunify_cost_calculate(NULL, profile, &o, &cost, error), REUNIFY_INVALID);
    assert_int_equal(reunify_error_total(error), 3); /* all of them at once */
}

static void no_unit_costs(void **state)
{
    (void)state;
    reunify_cost_options o = of_numbers(10, 5, 2);
    refused(NULL, &o, REUNIFY_NOT_FOUND, "missing", "/re_entry");
    refused(without_costs, &o, REUNIFY_NOT_FOUND, "missing", "/re_entry");
    o.re_entry = 1;
    refused(without_costs, &o, REUNIFY_NOT_FOUND, "missing", "/support");
    o.set = "1999";
    refused(profile, &o, REUNIFY_NOT_FOUND, "unknown_cost_set", "/set");
    o.support = 1;
    refused(profile, &o, REUNIFY_NOT_FOUND, "unknown_cost_set", "/set");
    refused(NULL, &o, REUNIFY_NOT_FOUND, "unknown_cost_set", "/set");
}

static void too_large(void **state)
{
    (void)state;
    reunify_cost_options o = of_numbers(INT64_MAX, 0, 0);
    o.re_entry = 0;
    o.support = 1;
    reunify_cost_free(calculate(NULL, &o)); /* as large as an amount can be */
    o.support = 2;
    refused(NULL, &o, REUNIFY_LIMIT, "overflow", "");
    o.support = 0;
    o.failures_without = INT64_MAX;
    refused(NULL, &o, REUNIFY_LIMIT, "overflow", ""); /* more than can be counted in millionths */
    o = of_numbers(2, 2, 0);
    o.re_entry = INT64_MAX;
    o.support = 0;
    refused(NULL, &o, REUNIFY_LIMIT, "overflow", "");
    o.failures_without = 1;
    reunify_cost_free(calculate(NULL, &o));
    o.years = 1001;
    refused(NULL, &o, REUNIFY_LIMIT, "overflow", "");
    o.years = 1;
    o.failures_without = 2;
    reunify_cost_free(calculate(NULL, &o));
    o = of_numbers(2, 0, 1);
    o.re_entry = INT64_MAX;
    o.support = 1;
    refused(NULL, &o, REUNIFY_LIMIT, "overflow", ""); /* the net saving alone does not fit */
}

static void wrong_calls(void **state)
{
    (void)state;
    reunify_cost *cost = NULL;
    reunify_text *text;
    reunify_cost_options o = of_numbers(10, 5, 2);
    refused(profile, NULL, REUNIFY_ARGUMENT, "bad_argument", "");
    assert_int_equal(reunify_cost_calculate(NULL, profile, &o, NULL, error), REUNIFY_ARGUMENT);
    memset(&o, 0, sizeof o);
    o.size = sizeof o;
    assert_int_equal(reunify_cost_calculate(NULL, profile, &o, &cost, NULL), REUNIFY_INVALID);
    o = of_numbers(1, 1, 1);
    cost = calculate(profile, &o);
    assert_int_equal(reunify_cost_to_json(cost, 2, &text, error), REUNIFY_ARGUMENT);
    assert_null(text);
    assert_int_equal(reunify_cost_to_json(NULL, 0, &text, error), REUNIFY_ARGUMENT);
    assert_int_equal(reunify_cost_to_json(cost, 0, NULL, error), REUNIFY_ARGUMENT);
    assert_int_equal(reunify_cost_to_text(cost, REUNIFY_TEXT_ALL, 0, &text, error),
                     REUNIFY_ARGUMENT);
    assert_int_equal(reunify_cost_to_text(cost, 0, -1, &text, error), REUNIFY_ARGUMENT);
    assert_int_equal(reunify_cost_to_text(NULL, 0, 0, &text, error), REUNIFY_ARGUMENT);
    assert_int_equal(reunify_cost_to_text(cost, 0, 0, NULL, error), REUNIFY_ARGUMENT);
    reunify_cost_free(cost);
    reunify_cost_free(NULL);
}

static void nothing_to_read(void **state)
{
    (void)state;
    assert_true(reunify_cost_returns(NULL) == 0 && reunify_cost_years(NULL) == 0 &&
                reunify_cost_prevented(NULL) == 0);
    assert_true(reunify_cost_share_without(NULL) == -1 && reunify_cost_share_with(NULL) == -1);
    assert_true(reunify_cost_failures_without(NULL) == 0 && reunify_cost_failures_with(NULL) == 0);
    assert_true(reunify_cost_unit_re_entry(NULL) == 0 && reunify_cost_unit_support(NULL) == 0);
    assert_true(reunify_cost_unit_re_entry_is_local(NULL) == 0 &&
                reunify_cost_unit_support_is_local(NULL) == 0);
    assert_true(!reunify_cost_set_id(NULL) && !reunify_cost_set_text(NULL) &&
                !reunify_cost_price_year(NULL));
    assert_true(!reunify_cost_source_count(NULL) && !reunify_cost_source_title(NULL, 0) &&
                !reunify_cost_source_at(NULL, 0));
    assert_true(reunify_cost_re_entries_without(NULL) == 0 &&
                reunify_cost_re_entries_with(NULL) == 0);
    assert_true(reunify_cost_support(NULL) == 0 && reunify_cost_net_saving(NULL) == 0);
    assert_true(reunify_cost_saving_per_child(NULL) == 0 && reunify_cost_break_even(NULL) == 0);
    assert_true(!reunify_cost_line_count(NULL) && !reunify_cost_note_count(NULL) &&
                !reunify_cost_note_text(NULL, 0));
}

static void sets_of_a_profile(void **state)
{
    (void)state;
    assert_int_equal(reunify_profile_cost_count(profile), 2);
    assert_int_equal(reunify_profile_cost_count(without_costs), 0);
    assert_int_equal(reunify_profile_cost_count(NULL), 0);
    assert_string_equal(reunify_profile_cost_id(profile, 1), "2024");
    assert_string_equal(reunify_profile_cost_text(profile, 1), "Prices of 2024");
    assert_int_equal(reunify_profile_cost_price_year(profile, 1), 2024);
    assert_true(reunify_profile_cost_re_entry(profile, 1) == 10580400);
    assert_true(reunify_profile_cost_support(profile, 1) == 785700);
    assert_string_equal(reunify_profile_cost_source_id(profile, 1), "nspcc");
    assert_string_equal(reunify_profile_cost_source_at(profile, 1), "Costs, brought up to date");
    assert_null(reunify_profile_cost_id(profile, 2));
    assert_null(reunify_profile_cost_text(profile, 2));
    assert_null(reunify_profile_cost_source_id(profile, 2));
    assert_null(reunify_profile_cost_source_at(profile, 2));
    assert_true(!reunify_profile_cost_price_year(profile, 2) &&
                !reunify_profile_cost_re_entry(profile, 2) &&
                !reunify_profile_cost_support(profile, 2));
}

/* Documents ----------------------------------------------------------------------------------- */

static void as_json(void **state)
{
    (void)state;
    static const char expected[] =
        "{\"schema\":\"reunify/cost/"
        "1\",\"profile\":{\"id\":\"test-costs\",\"version\":\"1.0.0\"},\"library\":\"0.1.0\","
        "\"amounts_in\":\"pence\",\"returns\":8,\"years\":1.5,"
        "\"failures\":{\"without_support\":{\"share\":0.3125,\"number\":2.5},"
        "\"with_support\":{\"share\":null,\"number\":1},\"prevented\":1.5},\"unit_costs\":{\"re_"
        "entry\":{\"amount\":6161400,"
        "\"local\":false},\"support\":{\"amount\":50,\"local\":true},\"set\":{\"id\":\"2015\","
        "\"text\":\"Averages of 2015\","
        "\"price_year\":2015}},\"costs\":{\"re_entries_without_support\":23105250,\"support\":600,"
        "\"re_entries_with_support\":9242100},\"saving\":{\"net\":13862550,\"per_child\":1732819},"
        "\"break_even\":1,\"lines\":["
        "{\"id\":\"re_entries_without\",\"text\":\"31.25% of 8 returns: 2.5 re-entries x 61,614 "
        "pounds x 1.5 years\","
        "\"amount\":23105250},{\"id\":\"support\",\"text\":\"8 returns x 0.50 pounds x 1.5 "
        "years\",\"amount\":600},"
        "{\"id\":\"re_entries_with\",\"text\":\"1 re-entry x 61,614 pounds x 1.5 "
        "years\",\"amount\":9242100},"
        "{\"id\":\"net_saving\",\"text\":\"231,052.50 pounds - 6 pounds - 92,421 "
        "pounds\",\"amount\":13862550},"
        "{\"id\":\"saving_per_child\",\"text\":\"138,625.50 pounds / 8 "
        "returns\",\"amount\":1732819},"
        "{\"id\":\"break_even\",\"text\":\"1 prevented re-entry x 61,614 pounds x 1.5 years pays "
        "for the support of 8 returns\","
        "\"amount\":9242100}],\"notes\":[{\"code\":\"expected_number\","
        "\"text\":\"A share of the returns is not a whole number of children: it is the number to "
        "expect, and is not "
        "rounded.\"},{\"code\":\"mixed_unit_costs\",\"text\":\"One unit cost is "
        "local and the other is the profile's: their prices may be of different years.\"}],"
        "\"sources\":[{\"id\":\"nspcc\",\"at\":\"Costs\",\"title\":\"The framework's page\"}]}";
    reunify_cost_options o = of_shares(8, 312500, REUNIFY_COST_NOT_GIVEN);
    o.failures_with = 1;
    o.years = 1500;
    o.support = 50;
    reunify_cost *cost = calculate(profile, &o);
    reunify_text *text;
    assert_int_equal(reunify_cost_to_json(cost, 0, &text, error), REUNIFY_OK);
    assert_string_equal(reunify_text_data(text), expected);
    assert_int_equal(reunify_text_length(text), sizeof expected - 1);
    reunify_text_free(text);
    assert_int_equal(reunify_cost_to_json(cost, REUNIFY_JSON_PRETTY, &text, error), REUNIFY_OK);
    assert_memory_equal(reunify_text_data(text), "{\n  \"schema\": \"reunify/cost/1\",\n", 32);
    reunify_text_free(text);
    reunify_cost_free(cost);
}

static void as_text(void **state)
{
    (void)state;
    static const char expected[] =
        "Costs of supporting 4 returns home, over 1 year\n"
        "\n"
        "Costs and saving, in pounds\n"
        "  Re-entries without support        123,228.00  2 re-entries x 61,614 pounds\n"
        "  Support                            22,508.00  4 returns x 5,627 pounds\n"
        "  Re-entries with support                 0.00  0 re-entries x 61,614 pounds\n"
        "  Net saving                        100,720.00  123,228 pounds - 22,508 pounds - 0 "
        "pounds\n"
        "  Saving per child                   25,180.00  100,720 pounds / 4 returns\n"
        "\n"
        "Re-entries\n"
        "  Without support                            2\n"
        "  With support                               0\n"
        "  Prevented                                  2\n"
        "  Needed to break even                       1  1 prevented re-entry x 61,614 pounds pays "
        "for the\n"
        "                                                support of 4 returns\n"
        "\n"
        "Unit costs, in pounds a year\n"
        "  Re-entry                           61,614.00  prices of 2015 [nspcc, Costs]\n"
        "  Support of a return                 5,627.00  prices of 2015 [nspcc, Costs]\n"
        "  Set 2015 of the profile test-costs: Averages of 2015\n";
    const reunify_cost_options o = of_numbers(4, 2, 0);
    reunify_cost *cost = calculate(profile, &o);
    reunify_text *text;
    assert_int_equal(reunify_cost_to_text(cost, 0, 0, &text, error), REUNIFY_OK);
    assert_string_equal(reunify_text_data(text), expected);
    reunify_text_free(text);
    assert_int_equal(reunify_cost_to_text(cost, REUNIFY_TEXT_COLOUR, 1, &text, error), REUNIFY_OK);
    assert_non_null(strstr(reunify_text_data(text), "\033["));
    reunify_text_free(text);
    reunify_cost_free(cost);
}

/* Memory -------------------------------------------------------------------------------------- */

typedef struct {
    size_t calls, fail_at, blocks;
} failing;

static void *failing_allocate(void *user, size_t size)
{
    failing *f = user;
    if (++f->calls == f->fail_at)
        return NULL;
    f->blocks++;
    return malloc(size);
}

static void failing_release(void *user, void *memory, size_t size)
{
    (void)size;
    ((failing *)user)->blocks--;
    free(memory);
}

/* A calculation and both documents; the first failure. */
static reunify_status all_of_it(reunify_context *context)
{
    const reunify_cost_options o = of_shares(10, 350000, 155000);
    reunify_cost *cost = NULL;
    reunify_text *json = NULL, *pretty = NULL, *text = NULL;
    reunify_status status = reunify_cost_calculate(context, profile, &o, &cost, error);
    assert_true(!status == (cost != NULL));
    if (!status)
        status = reunify_cost_to_json(cost, 0, &json, error);
    if (!status)
        status = reunify_cost_to_json(cost, REUNIFY_JSON_PRETTY, &pretty, error);
    if (!status)
        status = reunify_cost_to_text(cost, 0, 0, &text, error);
    reunify_text_free(text);
    reunify_text_free(pretty);
    reunify_text_free(json);
    reunify_cost_free(cost);
    return status;
}

static void out_of_memory(void **state)
{
    (void)state;
    failing f = {0, 0, 0};
    const reunify_context_options o = {.size = sizeof o,
                                       .allocator = {&f, failing_allocate, failing_release}};
    reunify_context *context;
    assert_int_equal(reunify_context_new(&o, &context), REUNIFY_OK);
    const size_t before = f.blocks;
    reunify_status status = REUNIFY_NO_MEMORY;
    size_t failures = 0;
    for (; status; failures++) {
        f.calls = 0;
        f.fail_at = failures + 1;
        status = all_of_it(context);
        assert_true(status == REUNIFY_OK || status == REUNIFY_NO_MEMORY);
        assert_true(!status || strcmp(reunify_error_code(error, 0), "no_memory") == 0);
        assert_int_equal(f.blocks, before);
    }
    assert_true(failures > 10);
    reunify_context_unref(context);
    assert_int_equal(f.blocks, 0);
}

/* The cohort of outcomes: two returns, of which one lasted 92 days and one is followed for a year.
 */
static reunify_outcomes *cohort(int32_t suppress_below)
{
    static const int64_t child[] = {1, 1, 2};
    static const int32_t start[] = {18262, 18506, 18262}, end[] = {18414, REUNIFY_DATE_NONE, 18414};
    int32_t ceased[] = {0, REUNIFY_EPISODE_NO_CODE, 0};
    reunify_outcome_options options;
    reunify_outcomes *out;
    assert_int_equal(reunify_episode_code_find(REUNIFY_EPISODE_REASON_CEASED, "E4A", 3, &ceased[0]),
                     REUNIFY_OK);
    ceased[2] = ceased[0];
    assert_int_equal(reunify_outcome_options_init(&options, sizeof options), REUNIFY_OK);
    options.observed_to = 18414 + 400;
    options.suppress_below = suppress_below;
    const reunify_episodes episodes = {.size = sizeof episodes,
                                       .count = 3,
                                       .child = child,
                                       .start = start,
                                       .end = end,
                                       .ceased = ceased};
    assert_int_equal(reunify_outcomes_new(NULL, &episodes, NULL, &options, &out, NULL), REUNIFY_OK);
    return out;
}

static void of_a_cohort(void **state)
{
    (void)state;
    reunify_error *told;
    reunify_cost_options options;
    reunify_outcomes *o = cohort(0), *hidden = cohort(6);
    assert_int_equal(reunify_error_new(NULL, &told), REUNIFY_OK);
    assert_int_equal(reunify_cost_options_init(&options, sizeof options), REUNIFY_OK);
    options.failures_without = 7;
    assert_int_equal(reunify_cost_options_take(&options, o, 12, told), REUNIFY_OK);
    assert_int_equal(options.returns, 2);
    assert_int_equal(options.share_without, 500000);
    assert_int_equal(options.failures_without, REUNIFY_COST_NOT_GIVEN);
    assert_int_equal(reunify_cost_options_take(&options, o, 1, told), REUNIFY_OK);
    assert_int_equal(options.share_without, 0);
    const reunify_cost_options before = options;
    assert_int_equal(reunify_cost_options_take(&options, o, 60, told), REUNIFY_NOT_FOUND);
    assert_string_equal(reunify_error_code(told, 0), "missing");
    assert_string_equal(reunify_error_pointer(told, 0), "/share_without");
    assert_int_equal(reunify_cost_options_take(&options, hidden, 12, told), REUNIFY_NOT_FOUND);
    assert_string_equal(reunify_error_code(told, 0), "suppressed");
    assert_int_equal(reunify_cost_options_take(&options, o, 5, told), REUNIFY_INVALID);
    assert_string_equal(reunify_error_pointer(told, 0), "/months");
    assert_int_equal(reunify_cost_options_take(&options, NULL, 12, told), REUNIFY_ARGUMENT);
    assert_int_equal(reunify_cost_options_take(NULL, o, 12, told), REUNIFY_ARGUMENT);
    assert_memory_equal(&before, &options, sizeof options);
    options.size = 8;
    assert_int_equal(reunify_cost_options_take(&options, o, 12, told), REUNIFY_ARGUMENT);
    reunify_outcomes_free(hidden);
    reunify_outcomes_free(o);
    reunify_error_free(told);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(of_a_cohort),
        cmocka_unit_test(figures_of_the_sources),
        cmocka_unit_test(sets_and_local_costs),
        cmocka_unit_test(outlives_its_profile),
        cmocka_unit_test(rounding),
        cmocka_unit_test(break_even_is_the_least),
        cmocka_unit_test(special_cases),
        cmocka_unit_test(wrong_numbers),
        cmocka_unit_test(no_unit_costs),
        cmocka_unit_test(too_large),
        cmocka_unit_test(wrong_calls),
        cmocka_unit_test(nothing_to_read),
        cmocka_unit_test(sets_of_a_profile),
        cmocka_unit_test(as_json),
        cmocka_unit_test(as_text),
        cmocka_unit_test(out_of_memory),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
