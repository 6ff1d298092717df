/*
 * What each reader says of three example cases and of a pack: the words of the pack, the dates of
 * the case.
 */
#include "packs.h"
#include "support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static reunify_profile *profile;
static reunify_evaluator *evaluator;
static reunify_evaluation *closing, *stopped, *unplanned;

static reunify_evaluation *evaluate(const char *name, const char *as_of)
{
    reunify_case *record = load_case(NULL, EXAMPLES, name);
    reunify_evaluation *out = NULL;
    assert_int_equal(reunify_evaluate(evaluator, profile, record, date_of(as_of), NULL, &out, NULL),
                     REUNIFY_OK);
    reunify_case_free(record);
    return out;
}

static int set_up(void **state)
{
    (void)state;
    profile = load_builtin(NULL);
    if (reunify_evaluator_new(NULL, &evaluator, NULL))
        return 1;
    closing = evaluate("high-risk-to-closing.json", "2024-11-26");
    stopped = evaluate("stalled-to-severe.json", "2024-04-15");
    unplanned = evaluate("unplanned-return.json", "2025-04-18");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    reunify_evaluation_unref(closing);
    reunify_evaluation_unref(stopped);
    reunify_evaluation_unref(unplanned);
    reunify_evaluator_free(evaluator);
    reunify_profile_unref(profile);
    return 0;
}

static void assert_source(const reunify_source *source, const char *at)
{
    assert_string_equal(reunify_source_id(source), "herefordshire");
    assert_string_equal(reunify_source_at(source), at);
}

/* Needs ---------------------------------------------------------------------------------------- */

static const reunify_requirement *requirement_of(const reunify_evaluation *e, const char *id)
{
    for (size_t i = 0; i < reunify_evaluation_gate_count(e); i++) {
        const reunify_gate *g = reunify_evaluation_gate(e, i);
        for (size_t k = 0; k < reunify_gate_requirement_count(g); k++)
            if (strcmp(reunify_requirement_id(reunify_gate_requirement(g, k)), id) == 0)
                return reunify_gate_requirement(g, k);
    }
    return NULL;
}

/* The only thing that the only alternative needs. */
static const reunify_need *need_of(const reunify_evaluation *e, const char *id, size_t things)
{
    const reunify_needs *needs = reunify_requirement_needs(requirement_of(e, id));
    assert_int_equal(reunify_needs_alternative_count(needs), 1);
    assert_int_equal(reunify_needs_more(needs), 0);
    assert_int_equal(reunify_needs_need_count(needs, 0), things);
    assert_int_equal(reunify_needs_need_count(needs, 1), 0);
    return reunify_needs_need(needs, 0, things - 1);
}

static void test_needs(void **state)
{
    (void)state;
    reunify_evaluation *thin = evaluate("thin-record.json", "2025-08-04");
    const reunify_requirement *senior = requirement_of(thin, "h1.senior_manager");
    assert_int_equal(reunify_requirement_missing_count(senior), 1);
    assert_string_equal(reunify_requirement_missing(senior, 0), "/records/3/led_by");
    assert_null(reunify_requirement_missing(senior, 1));
    assert_int_equal(reunify_evaluation_information_needed_missing_count(thin, 0), 1);
    assert_string_equal(reunify_evaluation_information_needed_missing(thin, 0, 0),
                        "/records/3/led_by");
    const reunify_need *n = need_of(thin, "h1.senior_manager", 1);
    assert_int_equal(reunify_need_kind(n), REUNIFY_NEED_RECORD);
    assert_int_equal(reunify_need_type_count(n), 1);
    assert_string_equal(reunify_need_type(n, 0), "care_plan_agreement");
    assert_int_equal(reunify_need_outcome_count(n), 1);
    assert_string_equal(reunify_need_outcome(n, 0), "agreed");
    assert_int_equal(reunify_need_led_by_count(n), 2);
    assert_string_equal(reunify_need_led_by(n, 1), "head_of_service");
    assert_int_equal(reunify_need_not_before(n), date_of("2025-07-08"));
    assert_int_equal(reunify_need_not_after(n), REUNIFY_DATE_NONE);
    assert_int_equal(reunify_need_count(n), 0);
    assert_null(reunify_need_name(n));
    n = need_of(thin, "h2.advocate_child", 1);
    assert_int_equal(reunify_need_about_count(n), 1);
    assert_string_equal(reunify_need_about(n, 0), "child");
    n = need_of(thin, "h3.restorative_meeting", 2);
    assert_int_equal(reunify_need_with_all_count(n), 1);
    assert_string_equal(reunify_need_with_all(n, 0), "child");
    assert_int_equal(reunify_need_with_any_count(n), 2);
    assert_string_equal(reunify_need_with_any(n, 0), "parent");
    n = need_of(thin, "h3.family_time", 2);
    assert_int_equal(reunify_need_value_count(n), 1);
    assert_string_equal(reunify_need_value(n, 0), "overnight");
    assert_int_equal(reunify_need_at_least(n), 24);
    assert_int_equal(reunify_need_at_most(n), INT32_MIN);
    reunify_evaluation_unref(thin);
}

/* What a record is asked beside that: another pack has it. */
static void test_needs_of_attributes(void **state)
{
    (void)state;
    reunify_profile *havering = NULL;
    reunify_evaluation *e = NULL;
    reunify_case *record = load_case(NULL, EXAMPLES "/havering", "five-keys-to-home.json");
    assert_int_equal(reunify_profile_builtin(NULL, "havering", 8, NULL, &havering, NULL),
                     REUNIFY_OK);
    assert_int_equal(
        reunify_evaluate(evaluator, havering, record, date_of("2024-02-01"), NULL, &e, NULL),
        REUNIFY_OK);
    const reunify_need *n = need_of(e, "hv.assessment.child_needs", 1);
    assert_int_equal(reunify_need_attribute_count(n), 1);
    assert_string_equal(reunify_need_attribute(n, 0), "child_needs");
    assert_int_equal(reunify_need_attribute_value_count(n, 0), 1);
    assert_string_equal(reunify_need_attribute_value(n, 0, 0), "true");
    assert_int_equal(reunify_need_attribute_at_least(n, 0), INT32_MIN);
    assert_int_equal(reunify_need_attribute_at_most(n, 0), INT32_MIN);
    assert_null(reunify_need_attribute(n, 1));
    reunify_evaluation_unref(e);
    reunify_case_free(record);
    reunify_profile_unref(havering);
}

/* The whole ----------------------------------------------------------------------------------- */

static void test_conditions(void **state)
{
    (void)state;
    assert_int_equal(reunify_evaluation_applicability_count(unplanned), 4);
    const reunify_applicability *condition = reunify_evaluation_applicability(unplanned, 0);
    assert_string_equal(reunify_applicability_id(condition), "app.under_18");
    assert_string_equal(reunify_applicability_text(condition), "The child is under 18.");
    assert_int_equal(reunify_applicability_result(condition), REUNIFY_TRUE);
    assert_source(reunify_applicability_source(condition), "Introduction");
    assert_null(reunify_evaluation_applicability(unplanned, 4));
}

static void test_lists_of_the_stage(void **state)
{
    (void)state;
    assert_int_equal(reunify_evaluation_outstanding_count(unplanned), 5);
    assert_string_equal(reunify_requirement_id(reunify_evaluation_outstanding(unplanned, 0)),
                        "h3.direct_work_parents");
    assert_null(reunify_evaluation_outstanding(unplanned, 5));
    assert_int_equal(reunify_evaluation_information_needed_count(unplanned), 0);
    reunify_evaluation *thin = evaluate("thin-record.json", "2025-08-04");
    assert_int_equal(reunify_evaluation_outstanding_count(thin), 0);
    assert_int_equal(reunify_evaluation_information_needed_count(thin), 2);
    assert_string_equal(reunify_evaluation_information_needed(thin, 0), "h1.senior_manager");
    assert_null(reunify_evaluation_information_needed(thin, 2));
    reunify_evaluation_unref(thin);
}

static void test_warnings(void **state)
{
    (void)state;
    reunify_evaluation *second = evaluate("second-attempt.json", "2025-05-20");
    assert_int_equal(reunify_evaluation_warning_count(second), 1);
    assert_string_equal(reunify_evaluation_warning_code(second, 0), "unknown_outcome");
    assert_string_equal(reunify_evaluation_warning_at(second, 0), "r23");
    assert_int_equal(reunify_evaluation_warning_date(second, 0), date_of("2023-03-20"));
    assert_null(reunify_evaluation_warning_code(second, 1));
    assert_null(reunify_evaluation_warning_at(second, 1));
    reunify_evaluation_unref(second);
}

static void test_alerts(void **state)
{
    (void)state;
    assert_int_equal(reunify_evaluation_alert_count(unplanned), 4);
    const reunify_alert *alert = reunify_evaluation_alert(unplanned, 1);
    assert_string_equal(reunify_alert_code(alert), "risk_rose_after_gate");
    assert_string_equal(reunify_alert_text(alert),
                        "The risk has risen since the decision that the plan rests on.");
    assert_source(reunify_alert_source(alert), "Stage 4");
    /* Without an order none is to be kept, and a child who is home is not to be returned. */
    assert_int_equal(reunify_alert_action_count(alert), 1);
    const reunify_action *action = reunify_alert_action(alert, 0);
    assert_string_equal(reunify_action_code(action), "concurrent_planning");
    assert_string_equal(reunify_action_text(action),
                        "A second plan, made alongside, for a permanent home away from the "
                        "parents in case it is needed (concurrent planning).");
    assert_int_equal(reunify_action_applies(action), REUNIFY_TRUE);
    assert_string_equal(reunify_source_id(reunify_action_source(action)), "risk-tool");
    assert_string_equal(reunify_source_at(reunify_action_source(action)), "High risk");
    assert_null(reunify_alert_action(alert, 1));
    assert_int_equal(reunify_alert_action_count(reunify_evaluation_alert(unplanned, 2)), 0);
    assert_null(reunify_evaluation_alert(unplanned, 4));
}

static void test_unknown_alerts(void **state)
{
    (void)state;
    reunify_evaluation *thin = evaluate("thin-record.json", "2025-08-04");
    assert_int_equal(reunify_evaluation_unknown_alert_count(unplanned), 0);
    assert_null(reunify_evaluation_unknown_alert(unplanned, 0));
    assert_true(reunify_evaluation_unknown_alert_count(thin) > 0);
    const reunify_alert *alert = reunify_evaluation_unknown_alert(thin, 0);
    assert_string_equal(reunify_alert_code(alert), "at_home_at_high_risk");
    assert_string_equal(reunify_alert_entry(alert, 0), "returns");
    assert_null(reunify_alert_entry(alert, reunify_alert_entry_count(alert)));
    assert_int_equal(reunify_alert_evidence_count(alert), 0);
    assert_int_equal(reunify_alert_action_count(alert), 0);
    reunify_evaluation_unref(thin);
}

/* What stands in the latest assessment and of the goals, as it was written. */
static void test_written_down(void **state)
{
    (void)state;
    const reunify_position *p = reunify_evaluation_position(unplanned);
    char on[11];
    assert_int_equal(reunify_date_format(reunify_position_recorded_on(p), on, sizeof on),
                     REUNIFY_OK);
    assert_string_equal(on, "2025-04-01");
    assert_int_equal(reunify_position_factor_count(p), 0);
    const reunify_position *other = reunify_evaluation_position(stopped);
    assert_string_equal(reunify_position_factor_code(other, 0), "domestic_abuse");
    assert_string_equal(reunify_position_factor_kind(other, 0), "risk");
    assert_string_equal(reunify_position_factor_status(other, 0), "not_being_addressed");
    assert_null(reunify_position_factor_emerged(other, 0));
    assert_null(reunify_position_factor_code(other, reunify_position_factor_count(other)));
    assert_string_equal(reunify_position_goal(p, 0), "g1");
    assert_int_equal(reunify_position_goal_past_due(p, 0), 1);
    assert_int_equal(reunify_position_goal_past_due(p, 9), 0);
    assert_null(reunify_position_goal(p, 9));
    assert_int_equal(reunify_position_goal_count(NULL), 0);
}

static void test_factors(void **state)
{
    (void)state;
    assert_int_equal(reunify_evaluation_association_count(unplanned), 22);
    const reunify_association *failed = reunify_evaluation_association(unplanned, 12),
                              *alcohol = reunify_evaluation_association(unplanned, 19);
    assert_string_equal(reunify_association_code(failed), "previous_failed_returns");
    assert_string_equal(reunify_association_kind(failed), "breakdown");
    assert_int_equal(reunify_association_result(failed), REUNIFY_FALSE);
    assert_string_equal(reunify_association_text(failed), "An earlier return home did not last.");
    assert_string_equal(reunify_association_help(failed),
                        "The guidance says that additional help will be needed for the child and "
                        "the family.");
    assert_null(reunify_association_figure(failed));
    assert_source(reunify_association_source(failed), "Appendix C, breakdown");
    assert_null(reunify_association_help(alcohol));
    assert_memory_equal(reunify_association_figure(alcohol),
                        "This figure is about groups of families", 39);
    const reunify_association *services = reunify_evaluation_association(unplanned, 3);
    assert_string_equal(reunify_association_kind(services), "success");
    assert_int_equal(reunify_association_result(services), REUNIFY_TRUE);
    assert_int_equal(reunify_association_result(reunify_evaluation_association(unplanned, 0)),
                     REUNIFY_UNKNOWN);
}

static void test_schedule(void **state)
{
    (void)state;
    assert_int_equal(reunify_evaluation_obligation_count(unplanned), 3);
    const reunify_obligation *review = reunify_evaluation_obligation(unplanned, 0);
    assert_string_equal(reunify_obligation_id(review), "first_review");
    assert_string_equal(reunify_obligation_text(review),
                        "First review, within a month of the return");
    assert_int_equal(reunify_obligation_status(review), REUNIFY_OBLIGATION_OVERDUE);
    assert_int_equal(reunify_obligation_due(review), date_of("2025-04-17"));
    assert_int_equal(reunify_obligation_done_on(review), REUNIFY_DATE_NONE);
    assert_source(reunify_obligation_source(review), "Stage 5");
    assert_int_equal(reunify_obligation_by_all_count(review), 0);
    assert_null(reunify_obligation_by_all(review, 0));
    assert_int_equal(reunify_obligation_by_any_count(review), 1);
    assert_string_equal(reunify_obligation_by_any(review, 0), "independent_reviewing_officer");
    assert_null(reunify_obligation_by_any(review, 1));
    const reunify_obligation *done = reunify_evaluation_obligation(closing, 0);
    assert_int_equal(reunify_obligation_status(done), REUNIFY_OBLIGATION_DONE);
    assert_int_equal(reunify_obligation_done_on(done), date_of("2023-09-26"));
}

/* Attempts ------------------------------------------------------------------------------------ */

static void test_attempts(void **state)
{
    (void)state;
    reunify_evaluation *second = evaluate("second-attempt.json", "2025-05-20");
    assert_int_equal(reunify_evaluation_edition(second), 2);
    assert_int_equal(reunify_evaluation_attempt_count(second), 2);
    const reunify_attempt *first = reunify_evaluation_attempt(second, 0),
                          *present = reunify_evaluation_attempt(second, 1);
    assert_int_equal(reunify_attempt_number(present), 2);
    assert_int_equal(reunify_attempt_to(first), reunify_attempt_from(present));
    assert_int_equal(reunify_attempt_return_ended_on(first), reunify_attempt_to(first));
    assert_string_equal(reunify_attempt_return_outcome(first), "re_entered_care");
    assert_int_equal(reunify_attempt_return_ended_on(present), REUNIFY_DATE_NONE);
    assert_null(reunify_attempt_return_outcome(present));
    assert_null(reunify_evaluation_attempt(second, 2));
    assert_null(reunify_evaluation_set_aside(second, 0));
    reunify_evaluation_unref(second);
}

static void test_who_stopped(void **state)
{
    (void)state;
    const reunify_gate *gate = reunify_evaluation_gate(stopped, 1);
    assert_int_equal(reunify_gate_status(gate), REUNIFY_GATE_STOPPED);
    assert_null(reunify_gate_stopped_by(reunify_evaluation_gate(stopped, 0)));
    assert_int_equal(reunify_gate_stopped_on(reunify_evaluation_gate(stopped, 0)),
                     REUNIFY_DATE_NONE);
    assert_true(reunify_gate_stopped_on(gate) != REUNIFY_DATE_NONE);
}

/* Risk ---------------------------------------------------------------------------------------- */

static void test_level(void **state)
{
    (void)state;
    assert_string_equal(reunify_evaluation_level(closing), "low");
    assert_int_equal(reunify_evaluation_level_basis(closing), REUNIFY_BASIS_MOVEMENT);
    assert_int_equal(reunify_evaluation_level_basis(unplanned), REUNIFY_BASIS_CLASSIFICATION);
    assert_int_equal(reunify_evaluation_may_close_from(closing), date_of("2024-11-13"));
    assert_int_equal(reunify_evaluation_may_close_confirmed(closing), date_of("2024-11-18"));
    assert_int_equal(reunify_evaluation_may_close_from(stopped), REUNIFY_DATE_NONE);
    assert_int_equal(reunify_evaluation_may_close_confirmed(stopped), REUNIFY_DATE_NONE);
    assert_int_equal(reunify_evaluation_action_count(unplanned), 1);
    assert_string_equal(reunify_action_code(reunify_evaluation_action(unplanned, 0)),
                        "concurrent_planning");
    assert_null(reunify_evaluation_action(unplanned, 1));
}

static void test_history(void **state)
{
    (void)state;
    assert_int_equal(reunify_evaluation_history_count(closing), 9);
    const reunify_history_entry *first = reunify_evaluation_history(closing, 0),
                                *moved = reunify_evaluation_history(closing, 3);
    assert_null(reunify_history_entry_from(first));
    assert_int_equal(reunify_history_entry_basis(first), REUNIFY_BASIS_CLASSIFICATION);
    assert_int_equal(reunify_history_entry_date(moved), date_of("2023-03-27"));
    assert_string_equal(reunify_history_entry_assessment(moved), "a4");
    assert_string_equal(reunify_history_entry_from(moved), "high");
    assert_string_equal(reunify_history_entry_to(moved), "medium");
    assert_int_equal(reunify_history_entry_basis(moved), REUNIFY_BASIS_MOVEMENT);
    assert_string_equal(reunify_history_entry_rule(moved), "high.progress");
    assert_memory_equal(reunify_history_entry_rule_text(moved), "Six months in which the parents",
                        31);
    assert_int_equal(reunify_history_entry_held_by(moved), REUNIFY_HELD_NOT);
    assert_int_equal(reunify_history_entry_discordant(moved), 0);
    assert_null(reunify_evaluation_history(closing, 9));
}

static void test_history_that_differs(void **state)
{
    (void)state;
    const reunify_history_entry *waits = reunify_evaluation_history(closing, 2),
                                *stalls = reunify_evaluation_history(stopped, 2),
                                *rises = reunify_evaluation_history(unplanned, 1);
    assert_string_equal(reunify_history_entry_indicated(waits), "medium");
    assert_string_equal(reunify_history_entry_engine(waits), "high");
    assert_null(reunify_history_entry_rule(waits));
    assert_string_equal(reunify_history_entry_indicated(stalls), "high");
    assert_string_equal(reunify_history_entry_engine(stalls), "severe");
    assert_int_equal(reunify_history_entry_discordant(rises), 1);
    assert_int_equal(reunify_history_entry_silent(rises), 0);
}

static void test_history_held(void **state)
{
    (void)state;
    const reunify_history_entry *held = reunify_evaluation_history(closing, 5);
    assert_int_equal(reunify_history_entry_held_by(held), REUNIFY_HELD_BY_CLASSIFICATION);
    assert_string_equal(reunify_history_entry_held_rule(held), "medium.addressed");
    assert_string_equal(reunify_history_entry_held_to(held), "low");
    assert_int_equal(reunify_history_entry_held_since(held), date_of("2024-02-07"));
}

#define FINDINGS(new_risk)                                                                         \
    "\"findings\":{\"risk_factors\":\"being_addressed\",\"protective_factors\":\"apparent\","      \
    "\"parental_capacity\":\"able\",\"parents_wish\":\"wants\",\"child_wish\":\"wants\","          \
    "\"recurrence\":\"some\",\"new_risk\":" new_risk "}"

static void test_history_silent(void **state)
{
    (void)state;
    static const char json[] =
        "{\"schema\":\"reunify/case/1\",\"id\":\"c\",\"assessments\":["
        "{\"id\":\"a\",\"date\":\"2024-01-15\"," FINDINGS(
            "false") "},{\"id\":\"b\",\"date\":\"2024-03-01\"," FINDINGS("true") "}]}";
    reunify_case *record = NULL;
    reunify_evaluation *made = NULL;
    assert_int_equal(reunify_case_from_json(NULL, json, sizeof json - 1, 0, &record, NULL),
                     REUNIFY_OK);
    assert_int_equal(
        reunify_evaluate(evaluator, profile, record, date_of("2024-03-01"), NULL, &made, NULL),
        REUNIFY_OK);
    assert_int_equal(reunify_history_entry_silent(reunify_evaluation_history(made, 1)), 1);
    reunify_evaluation_unref(made);
    reunify_case_free(record);
}

static void test_pending(void **state)
{
    (void)state;
    assert_int_equal(reunify_evaluation_pending_count(unplanned), 1);
    const reunify_pending *runs = reunify_evaluation_pending(unplanned, 0),
                          *over = reunify_evaluation_pending(closing, 0);
    assert_string_equal(reunify_pending_rule(runs), "high.progress");
    assert_string_equal(reunify_pending_to(runs), "medium");
    assert_memory_equal(reunify_pending_text(runs), "Six months in which the parents", 31);
    assert_int_equal(reunify_pending_run_since(runs), date_of("2025-03-24"));
    assert_int_equal(reunify_pending_eligible_from(runs), date_of("2025-09-24"));
    assert_int_equal(reunify_pending_elapsed(runs), 0);
    assert_string_equal(reunify_pending_rule(over), "low.may_close");
    assert_null(reunify_pending_to(over));
    assert_int_equal(reunify_pending_elapsed(over), 1);
    assert_null(reunify_evaluation_pending(unplanned, 1));
}

/* Gates --------------------------------------------------------------------------------------- */

static void test_gate(void **state)
{
    (void)state;
    const reunify_gate *passed = reunify_evaluation_gate(stopped, 0),
                       *gate = reunify_evaluation_gate(stopped, 1);
    assert_null(reunify_gate_outcome(passed));
    assert_int_equal(reunify_gate_number(gate), 2);
    assert_string_equal(reunify_gate_text(gate), "Assessment of risk and viability");
    assert_string_equal(reunify_gate_outcome(gate), "continue_looked_after");
    assert_int_equal(reunify_gate_action_count(gate), 3);
    assert_string_equal(reunify_action_code(reunify_gate_action(gate, 2)), "keep_reviewing");
    assert_null(reunify_gate_action(gate, 3));
}

static void test_stop(void **state)
{
    (void)state;
    const reunify_gate *gate = reunify_evaluation_gate(stopped, 1);
    assert_int_equal(reunify_gate_stop_count(gate), 2);
    const reunify_stop *stop = reunify_gate_stop(gate, 0);
    assert_string_equal(reunify_stop_id(stop), "h2.not_viable");
    assert_string_equal(reunify_stop_text(stop),
                        "The risk is high or severe: the guidance then takes a plan for the child "
                        "to go home no further.");
    assert_string_equal(reunify_stop_outcome(stop), "continue_looked_after");
    assert_int_equal(reunify_stop_result(stop), REUNIFY_TRUE);
    assert_source(reunify_stop_source(stop), "Stage 2(b)");
    const reunify_gate *other = reunify_evaluation_gate(closing, 1);
    assert_int_equal(reunify_stop_result(reunify_gate_stop(other, 0)), REUNIFY_FALSE);
    assert_null(reunify_gate_stop(gate, 2));
}

static void test_requirement(void **state)
{
    (void)state;
    const reunify_gate *gate = reunify_evaluation_gate(closing, 1);
    const reunify_requirement *views = reunify_gate_requirement(gate, 1),
                              *advocate = reunify_gate_requirement(gate, 2);
    assert_string_equal(reunify_requirement_id(views), "h2.parent_views");
    assert_int_equal(reunify_requirement_advisory(views), 0);
    assert_int_equal(reunify_requirement_advisory(advocate), 1);
    assert_int_equal(reunify_requirement_by_all_count(views), 1);
    assert_string_equal(reunify_requirement_by_all(views, 0), "social_worker");
    assert_null(reunify_requirement_by_all(views, 1));
    assert_int_equal(reunify_requirement_by_any_count(views), 0);
    assert_int_equal(reunify_requirement_person_count(views), 2);
    assert_string_equal(reunify_requirement_person(views, 0), "father");
    assert_int_equal(reunify_requirement_person_status(views, 0), REUNIFY_REQUIREMENT_MET);
    assert_null(reunify_requirement_person(views, 2));
    assert_int_equal(reunify_requirement_last_on(views), date_of("2022-08-16"));
    assert_source(reunify_requirement_source(views), "Stage 2(a)");
    const reunify_gate *early = reunify_evaluation_gate(stopped, 1);
    /* Views taken after the consultation wait for a further one. */
    assert_int_equal(reunify_requirement_last_on(reunify_gate_requirement(early, 1)),
                     date_of("2023-10-18"));
}

/* Profiles ------------------------------------------------------------------------------------ */

static void test_profile(void **state)
{
    (void)state;
    assert_string_equal(reunify_profile_title(profile),
                        "Herefordshire reunification practice guidance (2023)");
    assert_string_equal(reunify_profile_version(profile), "2.0.0");
    assert_int_equal(reunify_profile_base_count(profile), 1);
    assert_string_equal(reunify_profile_base_id(profile, 0), "nspcc-2015");
    assert_int_equal(reunify_profile_level_count(profile), 4);
    assert_string_equal(reunify_profile_level(profile, 3), "severe");
    assert_null(reunify_profile_level(profile, 4));
    assert_int_equal(reunify_profile_pathway_count(profile), 1);
    assert_string_equal(reunify_profile_pathway(profile, 0), "reunification");
    assert_string_equal(reunify_profile_text(profile, REUNIFY_VOCABULARY_ROLE,
                                             "family_and_friends_carer", 24, NULL, 0),
                        "family and friends carer");
    assert_null(reunify_profile_text(profile, REUNIFY_VOCABULARY_ROLE, "no such", 7, NULL, 0));
    assert_true(reunify_profile_finding_count(profile) > 0);
    assert_non_null(reunify_profile_finding(profile, 0));
    assert_null(reunify_profile_finding(profile, 1000));
    assert_null(reunify_profile_finding_value(profile, 1000, 0));
}

static void test_builtin(void **state)
{
    (void)state;
    reunify_text *text = NULL;
    assert_int_equal(reunify_profile_builtin_count(), 5);
    assert_string_equal(reunify_profile_builtin_id(0), "havering");
    assert_null(reunify_profile_builtin_id(5));
    assert_string_equal(reunify_profile_builtin_extends(0), "nspcc-2015");
    assert_null(reunify_profile_builtin_extends(2));
    assert_null(reunify_profile_builtin_version(5));
    assert_null(reunify_profile_builtin_title(5));
    assert_null(reunify_profile_builtin_extends(5));
    assert_int_equal(reunify_profile_builtin_json(NULL, 0, &text, NULL), REUNIFY_OK);
    assert_non_null(strstr(reunify_text_data(text), "\"havering\""));
    reunify_text_free(text);
    assert_int_equal(reunify_profile_builtin_json(NULL, 5, &text, NULL), REUNIFY_NOT_FOUND);
    assert_null(text);
}

static void assert_same_profile(const reunify_profile *one, const reunify_profile *other)
{
    reunify_text *a, *b;
    assert_int_equal(reunify_profile_to_text(one, 0, 0, &a, NULL), REUNIFY_OK);
    assert_int_equal(reunify_profile_to_text(other, 0, 0, &b, NULL), REUNIFY_OK);
    assert_string_equal(reunify_text_data(a), reunify_text_data(b));
    reunify_text_free(a);
    reunify_text_free(b);
}

static void assert_same_whole(const char *const *texts, const size_t *lengths)
{
    reunify_text *a, *b;
    assert_int_equal(reunify_profile_resolve(NULL, texts, lengths, 1, 0, &a, NULL), REUNIFY_OK);
    assert_int_equal(reunify_profile_resolve(NULL, texts, lengths, 2, 0, &b, NULL), REUNIFY_OK);
    assert_string_equal(reunify_text_data(a), reunify_text_data(b));
    reunify_text_free(a);
    reunify_text_free(b);
}

/* A pack that lies ready is what its text is, and so is the one that it extends. */
static void test_builtin_as_text(void **state)
{
    (void)state;
    enum { BASE = 2 };
    assert_string_equal(reunify_profile_builtin_id(BASE), "nspcc-2015");
    for (size_t i = 0; i < reunify_profile_builtin_count(); i++) {
        size_t lengths[2];
        const char *const texts[] = {pack_json(i, &lengths[0]), pack_json(BASE, &lengths[1])};
        const char *id = reunify_profile_builtin_id(i);
        reunify_profile *ready, *alone, *beside;
        assert_int_equal(reunify_profile_builtin(NULL, id, strlen(id), NULL, &ready, NULL),
                         REUNIFY_OK);
        assert_int_equal(reunify_profile_from_packs(NULL, texts, lengths, 1, NULL, &alone, NULL),
                         REUNIFY_OK);
        assert_int_equal(reunify_profile_from_packs(NULL, texts, lengths, 2, NULL, &beside, NULL),
                         REUNIFY_OK);
        assert_string_equal(reunify_profile_version(alone), reunify_profile_builtin_version(i));
        assert_string_equal(reunify_profile_title(alone), reunify_profile_builtin_title(i));
        assert_same_profile(ready, alone);
        assert_same_profile(ready, beside);
        assert_same_whole(texts, lengths);
        assert_int_equal(reunify_profile_base_count(alone),
                         reunify_profile_builtin_extends(i) != NULL);
        reunify_profile_unref(ready);
        reunify_profile_unref(alone);
        reunify_profile_unref(beside);
    }
}

static const char over[] =
    "{\"schema\":\"reunify/profile/1\",\"id\":\"county\",\"version\":\"2.0.0\",\"title\":{\"en\":"
    "\"County\"},\"extends\":\"herefordshire-2023\"}";

static void test_packs(void **state)
{
    (void)state;
    const char *const texts[] = {over};
    const size_t lengths[] = {sizeof over - 1};
    reunify_profile *county = NULL;
    reunify_text *whole = NULL;
    assert_int_equal(reunify_profile_from_packs(NULL, texts, lengths, 1, NULL, &county, NULL),
                     REUNIFY_OK);
    assert_string_equal(reunify_profile_title(county), "County");
    assert_int_equal(reunify_profile_base_count(county), 2);
    assert_string_equal(reunify_profile_base_id(county, 0), PACK);
    assert_string_equal(reunify_profile_base_version(county, 0), "2.0.0");
    assert_string_equal(reunify_profile_base_id(county, 1), "nspcc-2015");
    assert_null(reunify_profile_base_id(county, 2));
    assert_null(reunify_profile_base_version(county, 2));
    reunify_profile_unref(county);
    assert_int_equal(reunify_profile_resolve(NULL, texts, lengths, 1, 0, &whole, NULL), REUNIFY_OK);
    assert_non_null(strstr(reunify_text_data(whole), "\"h2.not_viable\""));
    assert_null(strstr(reunify_text_data(whole), "\"extends\""));
    reunify_text_free(whole);
}

static void test_names(void **state)
{
    (void)state;
    assert_string_equal(reunify_version(), REUNIFY_VERSION_STRING);
    assert_int_equal(reunify_version_number(), REUNIFY_VERSION_MAJOR * 1000000 +
                                                   REUNIFY_VERSION_MINOR * 1000 +
                                                   REUNIFY_VERSION_PATCH);
    assert_string_equal(reunify_status_name(REUNIFY_NO_MEMORY), "no_memory");
    assert_string_equal(reunify_status_name(1000), "unknown_status");
}

static void test_classification_warning(void **state)
{
    (void)state;
    reunify_assessment *assessment = NULL;
    reunify_classification *made = NULL;
    assert_int_equal(reunify_assessment_new(NULL, &assessment, NULL), REUNIFY_OK);
    assert_int_equal(reunify_assessment_set_finding(assessment, "no_finding", 10, "some", 4, NULL),
                     REUNIFY_OK);
    assert_int_equal(reunify_profile_classify(profile, assessment, &made, NULL), REUNIFY_OK);
    assert_int_equal(reunify_classification_warning_count(made), 1);
    assert_string_equal(reunify_classification_warning(made, 0), "unknown_finding");
    assert_null(reunify_classification_warning(made, 1));
    reunify_classification_unref(made);
    reunify_assessment_free(assessment);
}

/* Where the child stands ---------------------------------------------------------------------- */

static void test_position(void **state)
{
    (void)state;
    reunify_evaluation *e = evaluate("parents-who-differ.json", "2024-01-16");
    const reunify_position *p = reunify_evaluation_position(e);
    assert_non_null(p);
    assert_int_equal(reunify_position_age(p), 9);
    assert_string_equal(reunify_position_lives(p), "in_care");
    assert_int_equal(reunify_position_legal_status_count(p), 1);
    assert_string_equal(reunify_position_legal_status(p, 0), "section_20");
    assert_int_equal(reunify_position_person_count(p), 3);
    assert_string_equal(reunify_position_person(p, 0), "father");
    assert_int_equal(reunify_position_person_return_to(p, 0), 1);
    assert_int_equal(reunify_position_person_return_to(p, 2), 0);
    assert_null(reunify_position_person(p, 3));
    assert_int_equal(reunify_position_assessed_on(p), date_of("2023-12-18"));
    const reunify_classification *c = reunify_evaluation_classification(e);
    assert_int_equal(reunify_classification_person_count(c, 2), 2);
    assert_int_equal(reunify_classification_stated_count(c, 3), 1);
    assert_string_equal(reunify_classification_stated(c, 3, 0), "child_wish");
    assert_string_equal(reunify_classification_stated_value(c, 3, 0), "wants");
    reunify_evaluation_unref(e);
    assert_null(reunify_evaluation_position(NULL));
    assert_int_equal(reunify_position_legal_status_count(NULL), 0);
    assert_int_equal(reunify_position_person_count(NULL), 0);
}

static void test_what_would_tell(void **state)
{
    (void)state;
    reunify_evaluation *thin = evaluate("thin-record.json", "2025-08-04");
    assert_int_equal(reunify_evaluation_information_needed_entry_count(thin, 1), 2);
    assert_string_equal(reunify_evaluation_information_needed_entry(thin, 1, 0),
                        "records/care_review");
    assert_null(reunify_evaluation_information_needed_entry(thin, 1, 2));
    const reunify_applicability *c = reunify_evaluation_applicability(thin, 2);
    assert_int_equal(reunify_applicability_result(c), REUNIFY_UNKNOWN);
    assert_int_equal(reunify_applicability_entry_count(c), 2);
    assert_string_equal(reunify_applicability_entry(c, 0), "attributes/proceedings_ongoing");
    assert_int_equal(reunify_applicability_entry_count(reunify_evaluation_applicability(thin, 0)),
                     0);
    reunify_evaluation_unref(thin);
}

static void test_closing_and_set_aside(void **state)
{
    (void)state;
    assert_true(reunify_evaluation_closing_count(closing) > 0);
    assert_string_equal(reunify_applicability_id(reunify_evaluation_closing(closing, 0)),
                        "closing.home");
    assert_null(reunify_evaluation_closing(closing, reunify_evaluation_closing_count(closing)));
    reunify_evaluation *aside = evaluate("set-aside-for-a-baby.json", "2025-05-20");
    assert_true(reunify_evaluation_set_aside_count(aside) >= 3);
    const reunify_set_aside *father = reunify_evaluation_set_aside(aside, 1);
    assert_string_equal(reunify_set_aside_person(father), "father");
    assert_string_equal(reunify_set_aside_reason(father),
                        "He has been looked for since May, also by the court, and has not been "
                        "found.");
    reunify_evaluation_unref(aside);
}

static void test_judgement(void **state)
{
    (void)state;
    reunify_evaluation *e = evaluate("sibling-household.json", "2024-12-10");
    const size_t last = reunify_evaluation_history_count(e) - 1;
    const reunify_history_entry *h = reunify_evaluation_history(e, last);
    assert_int_equal(reunify_history_entry_judged(h), 1);
    assert_string_equal(reunify_history_entry_approved_by(h), "service_manager");
    assert_int_equal(reunify_history_entry_judged(reunify_evaluation_history(closing, 0)), 0);
    reunify_evaluation_unref(e);
}

/* Many cases: who has an alert comes first, whatever the level of the others. */
static void test_overview(void **state)
{
    (void)state;
    reunify_overview *o = NULL;
    reunify_text *text = NULL;
    assert_int_equal(reunify_overview_new(NULL, &o, NULL), REUNIFY_OK);
    assert_int_equal(reunify_overview_add(o, stopped, NULL), REUNIFY_OK); /* severe */
    assert_int_equal(reunify_overview_add(o, closing, NULL), REUNIFY_OK);
    assert_int_equal(reunify_overview_add(o, unplanned, NULL), REUNIFY_OK);
    assert_int_equal(reunify_overview_count(o), 3);
    assert_int_equal(reunify_overview_to_text(o, 0, 0, &text, NULL), REUNIFY_OK);
    const char *table = reunify_text_data(text);
    const char *alerted = strstr(table, "C-2007"), *low = strstr(table, "C-2004"),
               *severe = strstr(table, "C-2005");
    assert_non_null(alerted);
    assert_non_null(low);
    assert_non_null(severe);
    assert_true(alerted < low && low < severe);
    assert_memory_equal(alerted, "C-2007            16   at home    high ", 39);
    reunify_text_free(text);
    assert_int_equal(reunify_overview_add(o, NULL, NULL), REUNIFY_ARGUMENT);
    assert_int_equal(reunify_overview_to_text(o, REUNIFY_TEXT_ALL, 0, &text, NULL),
                     REUNIFY_ARGUMENT);
    assert_null(text);
    assert_int_equal(reunify_overview_count(o), 3);
    reunify_overview_free(o);
    reunify_overview_free(NULL);
    assert_int_equal(reunify_overview_count(NULL), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_conditions),
        cmocka_unit_test(test_attempts),
        cmocka_unit_test(test_who_stopped),
        cmocka_unit_test(test_lists_of_the_stage),
        cmocka_unit_test(test_warnings),
        cmocka_unit_test(test_alerts),
        cmocka_unit_test(test_unknown_alerts),
        cmocka_unit_test(test_written_down),
        cmocka_unit_test(test_factors),
        cmocka_unit_test(test_schedule),
        cmocka_unit_test(test_level),
        cmocka_unit_test(test_history),
        cmocka_unit_test(test_history_that_differs),
        cmocka_unit_test(test_history_held),
        cmocka_unit_test(test_history_silent),
        cmocka_unit_test(test_pending),
        cmocka_unit_test(test_gate),
        cmocka_unit_test(test_stop),
        cmocka_unit_test(test_requirement),
        cmocka_unit_test(test_profile),
        cmocka_unit_test(test_builtin),
        cmocka_unit_test(test_builtin_as_text),
        cmocka_unit_test(test_packs),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_classification_warning),
        cmocka_unit_test(test_position),
        cmocka_unit_test(test_what_would_tell),
        cmocka_unit_test(test_closing_and_set_aside),
        cmocka_unit_test(test_judgement),
        cmocka_unit_test(test_overview),
        cmocka_unit_test(test_needs),
        cmocka_unit_test(test_needs_of_attributes),
    };
    return cmocka_run_group_tests_name("getters", tests, set_up, tear_down);
}
