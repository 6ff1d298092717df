/*
 * Whatever the document of an evaluation says, the getters say: for every example case under its
 * pack, at several dates and each level of explanation, the document is put together once more from
 * the getters alone and has to come out the same, member by member and in the same order.
 */
#define _POSIX_C_SOURCE 200809L

#include "support.h"

#include <dirent.h>
#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static reunify_error *error;
static reunify_evaluator *evaluator;

/* How often the rarer things were there to be compared. */
static struct {
    size_t documents, person_evidence, factor_evidence, needed_requirements, needed_stops,
        may_close, held, bases, booleans, people_found, judged, late, decided, returns, set_aside,
        entries, stated, alert_evidence, alert_entries, items, past_due, left_out, any_roles,
        missing, need_attributes, needs[9];
} met;

/* Values -------------------------------------------------------------------------------------- */

static const char *const truths[] = {"false", "true", "unknown"};
static const char *const applicabilities[] = {"not_applicable", "applicable", "unknown"};
static const char *const presences[] = {"absent", "present", "unknown"};
static const char *const gates[] = {"waiting", "stopped", "passed", "incomplete", "not_applicable"};
static const char *const requirements[] = {"not_met", "met", "unknown", "not_applicable",
                                           "set_aside"};
static const char *const obligations[] = {"not_started", "upcoming", "due",
                                          "overdue",     "done",     "not_applicable"};
static const char *const classified[] = {"consistent", "discordant", "incomplete"};
static const char *const bases[] = {NULL, "classification", "movement", "judgement"};
static const char *const holders[] = {NULL, "classification", "incomplete"};

static void put(json_t *object, const char *name, json_t *value)
{
    assert_int_equal(json_object_set_new(object, name, value), 0);
}

static void put_text(json_t *object, const char *name, const char *value)
{
    put(object, name, value ? json_string(value) : json_null());
}

static void put_date(json_t *object, const char *name, reunify_date value)
{
    char text[11];
    if (value != REUNIFY_DATE_NONE)
        assert_int_equal(reunify_date_format(value, text, sizeof text), REUNIFY_OK);
    put_text(object, name, value == REUNIFY_DATE_NONE ? NULL : text);
}

static json_t *put_list(json_t *object, const char *name)
{
    json_t *list = json_array();
    put(object, name, list);
    return list;
}

static json_t *append(json_t *list)
{
    json_t *object = json_object();
    assert_int_equal(json_array_append_new(list, object), 0);
    return object;
}

static void append_text(json_t *list, const char *value)
{
    assert_non_null(value);
    assert_int_equal(json_array_append_new(list, json_string(value)), 0);
}

/* Parts, each from the getters of its view ---------------------------------------------------- */

static bool words, dates; /* what documents of this evaluation's level say */

static void put_source(json_t *object, const reunify_source *source)
{
    if (!words)
        return;
    json_t *o = json_object();
    put(object, "source", o);
    put_text(o, "id", reunify_source_id(source));
    put_text(o, "at", reunify_source_at(source));
}

static void put_words(json_t *object, const char *text, const reunify_source *source)
{
    if (words)
        put_text(object, "text", text);
    put_source(object, source);
}

static void append_action(json_t *list, const reunify_action *action)
{
    json_t *o = append(list);
    put_text(o, "code", reunify_action_code(action));
    put_text(o, "applies", truths[reunify_action_applies(action)]);
    put_words(o, reunify_action_text(action), reunify_action_source(action));
}

static json_t *profile_of(const reunify_profile *p)
{
    json_t *o = json_object();
    put_text(o, "id", reunify_profile_id(p));
    put_text(o, "version", reunify_profile_version(p));
    json_t *list = reunify_profile_base_count(p) ? put_list(o, "extends") : NULL;
    for (size_t i = 0; i < reunify_profile_base_count(p); i++, met.bases++) {
        json_t *base = append(list);
        put_text(base, "id", reunify_profile_base_id(p, i));
        put_text(base, "version", reunify_profile_base_version(p, i));
    }
    return o;
}

static void append_condition(json_t *list, const reunify_applicability *c)
{
    json_t *condition = append(list);
    put_text(condition, "id", reunify_applicability_id(c));
    put_text(condition, "result", truths[reunify_applicability_result(c)]);
    put_words(condition, reunify_applicability_text(c), reunify_applicability_source(c));
    const size_t entries = reunify_applicability_entry_count(c);
    json_t *inside = words && entries ? put_list(condition, "entries") : NULL;
    for (size_t i = 0; inside && i < entries; i++, met.entries++)
        append_text(inside, reunify_applicability_entry(c, i));
}

static json_t *applicability_of(const reunify_evaluation *e)
{
    json_t *o = json_object();
    put_text(o, "result", applicabilities[reunify_evaluation_applicable(e)]);
    json_t *list = put_list(o, "conditions");
    for (size_t i = 0; i < reunify_evaluation_applicability_count(e); i++)
        append_condition(list, reunify_evaluation_applicability(e, i));
    return o;
}

static json_t *closing_of(const reunify_evaluation *e)
{
    json_t *o = json_object();
    put_text(o, "result", truths[reunify_evaluation_may_be_closed(e)]);
    json_t *list = put_list(o, "conditions");
    for (size_t i = 0; i < reunify_evaluation_closing_count(e); i++)
        append_condition(list, reunify_evaluation_closing(e, i));
    return o;
}

/* A finding that is yes or no stands as true or false, which the getter gives in words. */
static void put_value(json_t *object, const char *value)
{
    const bool boolean = value && (strcmp(value, "true") == 0 || strcmp(value, "false") == 0);
    met.booleans += boolean;
    if (boolean)
        put(object, "value", json_boolean(*value == 't'));
    else
        put_text(object, "value", value);
}

static void append_dimension(json_t *list, const reunify_profile *p,
                             const reunify_classification *c, size_t at)
{
    json_t *o = append(list);
    put_text(o, "id", reunify_classification_dimension(c, at));
    put_value(o, reunify_classification_value(c, at));
    json_t *permits = put_list(o, "permits");
    for (size_t i = 0; i < reunify_profile_level_count(p); i++)
        if (reunify_classification_permits(c, at, i))
            append_text(permits, reunify_profile_level(p, i));
    put(o, "deciding", json_boolean(reunify_classification_deciding(c, at)));
    const size_t people = reunify_classification_person_count(c, at);
    json_t *list_of_people = people ? put_list(o, "people") : NULL;
    for (size_t i = 0; i < people; i++, met.people_found++) {
        json_t *person = append(list_of_people);
        put_text(person, "person", reunify_classification_person(c, at, i));
        put_text(person, "value", reunify_classification_person_value(c, at, i));
    }
    const size_t count = reunify_classification_stated_count(c, at);
    json_t *stated = words && count ? put_list(o, "stated") : NULL;
    for (size_t i = 0; stated && i < count; i++, met.stated++) {
        json_t *finding = append(stated);
        put_text(finding, "finding", reunify_classification_stated(c, at, i));
        put_text(finding, "value", reunify_classification_stated_value(c, at, i));
    }
}

static json_t *classification_of(const reunify_profile *p, const reunify_classification *c)
{
    if (!c)
        return json_null();
    json_t *o = json_object();
    put_text(o, "assessment", reunify_classification_assessment(c));
    put_text(o, "level", reunify_classification_level(c));
    put_text(o, "status", classified[reunify_classification_status(c)]);
    put_text(o, "at_least", reunify_classification_at_least(c));
    json_t *list = put_list(o, "dimensions");
    for (size_t i = 0; i < reunify_classification_dimension_count(c); i++)
        append_dimension(list, p, c, i);
    return o;
}

static json_t *held_of(const reunify_history_entry *h)
{
    if (reunify_history_entry_held_by(h) == REUNIFY_HELD_NOT)
        return json_null();
    met.held++;
    json_t *o = json_object();
    put_text(o, "rule", reunify_history_entry_held_rule(h));
    put_text(o, "to", reunify_history_entry_held_to(h));
    put_date(o, "eligible_from", reunify_history_entry_held_since(h));
    put_text(o, "by", holders[reunify_history_entry_held_by(h)]);
    return o;
}

static json_t *judgement_of(const reunify_history_entry *h)
{
    if (!reunify_history_entry_judged(h))
        return json_null();
    met.judged++;
    json_t *o = json_object();
    put_text(o, "level", reunify_history_entry_judged_level(h));
    put_text(o, "approved_by", reunify_history_entry_approved_by(h));
    if (words)
        put_text(o, "rationale", reunify_history_entry_rationale(h));
    return o;
}

static void append_entry(json_t *list, const reunify_history_entry *h)
{
    json_t *o = append(list);
    put_date(o, "date", reunify_history_entry_date(h));
    put_text(o, "assessment", reunify_history_entry_assessment(h));
    put_text(o, "from", reunify_history_entry_from(h));
    put_text(o, "to", reunify_history_entry_to(h));
    put_text(o, "basis", bases[reunify_history_entry_basis(h)]);
    put_text(o, "rule", reunify_history_entry_rule(h));
    put_text(o, "indicated", reunify_history_entry_indicated(h));
    put_text(o, "engine", reunify_history_entry_engine(h));
    put(o, "discordant", json_boolean(reunify_history_entry_discordant(h)));
    put(o, "silent", json_boolean(reunify_history_entry_silent(h)));
    put(o, "held", held_of(h));
    put(o, "judgement", judgement_of(h));
}

static void append_pending(json_t *list, const reunify_pending *p)
{
    json_t *o = append(list);
    put_text(o, "rule", reunify_pending_rule(p));
    put_text(o, "to", reunify_pending_to(p));
    put_date(o, "run_since", reunify_pending_run_since(p));
    put_date(o, "eligible_from", reunify_pending_eligible_from(p));
    put(o, "elapsed", json_boolean(reunify_pending_elapsed(p)));
}

static json_t *may_close_of(const reunify_evaluation *e)
{
    if (!reunify_evaluation_may_close(e))
        return json_null();
    met.may_close++;
    json_t *o = json_object();
    put_date(o, "eligible_from", reunify_evaluation_may_close_from(e));
    put_date(o, "confirmed_on", reunify_evaluation_may_close_confirmed(e));
    return o;
}

static json_t *risk_of(const reunify_evaluation *e)
{
    json_t *o = json_object();
    put_text(o, "level", reunify_evaluation_level(e));
    put_date(o, "since", reunify_evaluation_level_since(e));
    put_text(o, "basis", bases[reunify_evaluation_level_basis(e)]);
    put(o, "classification",
        classification_of(reunify_evaluation_profile(e), reunify_evaluation_classification(e)));
    json_t *list = put_list(o, "history");
    for (size_t i = 0; i < reunify_evaluation_history_count(e); i++)
        append_entry(list, reunify_evaluation_history(e, i));
    put(o, "earlier_attempt", json_boolean(reunify_evaluation_earlier_attempt(e)));
    /* A pathway on which no risk is classified has nothing that closes. */
    const bool tool = strcmp(reunify_evaluation_pathway(e), "supported_return") != 0;
    put(o, "closing", tool ? closing_of(e) : json_null());
    list = put_list(o, "pending");
    for (size_t i = 0; i < reunify_evaluation_pending_count(e); i++)
        append_pending(list, reunify_evaluation_pending(e, i));
    put(o, "may_close", may_close_of(e));
    put_date(o, "earliest_closure", reunify_evaluation_earliest_closure(e));
    list = put_list(o, "actions");
    for (size_t i = 0; i < reunify_evaluation_action_count(e); i++)
        append_action(list, reunify_evaluation_action(e, i));
    return o;
}

static void append_person(json_t *list, const reunify_requirement *r, size_t at)
{
    json_t *o = append(list);
    put_text(o, "person", reunify_requirement_person(r, at));
    put_text(o, "status", requirements[reunify_requirement_person_status(r, at)]);
    json_t *evidence = put_list(o, "evidence");
    for (size_t i = 0; i < reunify_requirement_person_evidence_count(r, at); i++)
        append_text(evidence, reunify_requirement_person_evidence(r, at, i));
    met.person_evidence += reunify_requirement_person_evidence_count(r, at);
}

static void put_evidence(json_t *object, const reunify_requirement *r)
{
    json_t *list = put_list(object, "evidence");
    for (size_t i = 0; i < reunify_requirement_evidence_count(r); i++)
        append_text(list, reunify_requirement_evidence(r, i));
}

static void put_roles_of_requirement(json_t *object, const reunify_requirement *r)
{
    const size_t all = reunify_requirement_by_all_count(r);
    const size_t any = reunify_requirement_by_any_count(r);
    json_t *list = all ? put_list(object, "by_all") : NULL;
    for (size_t i = 0; i < all; i++)
        append_text(list, reunify_requirement_by_all(r, i));
    list = any ? put_list(object, "by_any") : NULL;
    for (size_t i = 0; i < any; i++, met.any_roles++)
        append_text(list, reunify_requirement_by_any(r, i));
}

static void put_people(json_t *object, const reunify_requirement *r)
{
    json_t *people = put_list(object, "people");
    for (size_t i = 0; i < reunify_requirement_person_count(r); i++)
        append_person(people, r, i);
    put_roles_of_requirement(object, r);
}

/* Needs ---------------------------------------------------------------------------------------- */

static const char *const needed[] = {"record",    "assessment",   "level", "goal", "family_time",
                                     "attribute", "legal_status", "birth", "day",  "stay"};

typedef const char *(*need_text)(const reunify_need *need, size_t at);

static void put_need_texts(json_t *o, const char *name, const reunify_need *n, size_t count,
                           need_text text)
{
    json_t *list = count ? put_list(o, name) : NULL;
    for (size_t i = 0; i < count; i++)
        append_text(list, text(n, i));
    assert_null(text(n, count));
}

static void put_number(json_t *o, const char *name, int32_t number)
{
    if (number != INT32_MIN)
        put(o, name, json_integer(number));
}

static void append_attribute(json_t *list, const reunify_need *n, size_t at)
{
    json_t *o = append(list);
    put_text(o, "name", reunify_need_attribute(n, at));
    const size_t count = reunify_need_attribute_value_count(n, at);
    json_t *values = count ? put_list(o, "values") : NULL;
    for (size_t i = 0; i < count; i++, met.need_attributes++)
        append_text(values, reunify_need_attribute_value(n, at, i));
    put_number(o, "at_least", reunify_need_attribute_at_least(n, at));
    put_number(o, "at_most", reunify_need_attribute_at_most(n, at));
}

static void append_need(json_t *list, const reunify_need *n)
{
    json_t *o = append(list);
    put_text(o, "kind", needed[reunify_need_kind(n)]);
    met.needs[reunify_need_kind(n)]++;
    put_need_texts(o, "types", n, reunify_need_type_count(n), reunify_need_type);
    if (reunify_need_name(n))
        put_text(o, "name", reunify_need_name(n));
    put_need_texts(o, "values", n, reunify_need_value_count(n), reunify_need_value);
    put_number(o, "at_least", reunify_need_at_least(n));
    put_number(o, "at_most", reunify_need_at_most(n));
    put_need_texts(o, "outcomes", n, reunify_need_outcome_count(n), reunify_need_outcome);
    put_need_texts(o, "led_by", n, reunify_need_led_by_count(n), reunify_need_led_by);
    put_need_texts(o, "with_all", n, reunify_need_with_all_count(n), reunify_need_with_all);
    put_need_texts(o, "with_any", n, reunify_need_with_any_count(n), reunify_need_with_any);
    put_need_texts(o, "about", n, reunify_need_about_count(n), reunify_need_about);
    const size_t attributes = reunify_need_attribute_count(n);
    json_t *inside = attributes ? put_list(o, "attributes") : NULL;
    for (size_t i = 0; i < attributes; i++)
        append_attribute(inside, n, i);
    if (reunify_need_count(n))
        put(o, "count", json_integer(reunify_need_count(n)));
    if (reunify_need_not_before(n) != REUNIFY_DATE_NONE)
        put_date(o, "not_before", reunify_need_not_before(n));
    if (reunify_need_not_after(n) != REUNIFY_DATE_NONE)
        put_date(o, "not_after", reunify_need_not_after(n));
}

static void put_needs(json_t *object, const reunify_requirement *r)
{
    const reunify_needs *needs = reunify_requirement_needs(r);
    if (!needs)
        return;
    json_t *o = json_object();
    put(object, "needs", o);
    json_t *any = put_list(o, "any_of");
    for (size_t i = 0; i < reunify_needs_alternative_count(needs); i++) {
        json_t *all = put_list(append(any), "all_of");
        for (size_t k = 0; k < reunify_needs_need_count(needs, i); k++)
            append_need(all, reunify_needs_need(needs, i, k));
        assert_null(reunify_needs_need(needs, i, reunify_needs_need_count(needs, i)));
    }
    put(o, "more", json_boolean(reunify_needs_more(needs)));
}

static void put_missing(json_t *o, const reunify_requirement *r)
{
    const size_t count = reunify_requirement_missing_count(r);
    json_t *list = count ? put_list(o, "missing") : NULL;
    for (size_t i = 0; i < count; i++, met.missing++)
        append_text(list, reunify_requirement_missing(r, i));
}

static void append_requirement(json_t *list, const reunify_requirement *r)
{
    json_t *o = append(list);
    put_text(o, "id", reunify_requirement_id(r));
    put_text(o, "necessity", reunify_requirement_advisory(r) ? "advisory" : "required");
    put_text(o, "status", requirements[reunify_requirement_status(r)]);
    put(o, "late", json_boolean(reunify_requirement_late(r)));
    met.late += (size_t)reunify_requirement_late(r);
    if (dates)
        put_date(o, "met_on", reunify_requirement_met_on(r));
    if (words)
        put_evidence(o, r);
    put_words(o, reunify_requirement_text(r), reunify_requirement_source(r));
    if (!words)
        return;
    put_people(o, r);
    put_date(o, "last_on", reunify_requirement_last_on(r));
    put_needs(o, r);
    put_missing(o, r);
}

static void append_stop(json_t *list, const reunify_stop *s)
{
    json_t *o = append(list);
    put_text(o, "id", reunify_stop_id(s));
    put_text(o, "result", truths[reunify_stop_result(s)]);
    put_text(o, "outcome", reunify_stop_outcome(s));
    put_words(o, reunify_stop_text(s), reunify_stop_source(s));
}

static void append_gate(json_t *list, const reunify_gate *g)
{
    json_t *o = append(list);
    put_text(o, "stage", reunify_gate_stage(g));
    put(o, "number", json_integer(reunify_gate_number(g)));
    put_text(o, "status", gates[reunify_gate_status(g)]);
    if (dates)
        put_date(o, "passed_on", reunify_gate_passed_on(g));
    put_text(o, "outcome", reunify_gate_outcome(g));
    put_text(o, "stopped_by", reunify_gate_stopped_by(g));
    put_date(o, "stopped_on", reunify_gate_stopped_on(g));
    met.decided += reunify_gate_stopped_by(g) != NULL;
    json_t *inside = put_list(o, "requirements");
    for (size_t i = 0; i < reunify_gate_requirement_count(g); i++)
        append_requirement(inside, reunify_gate_requirement(g, i));
    inside = put_list(o, "stops");
    for (size_t i = 0; i < reunify_gate_stop_count(g); i++)
        append_stop(inside, reunify_gate_stop(g, i));
    inside = put_list(o, "actions");
    for (size_t i = 0; i < reunify_gate_action_count(g); i++)
        append_action(inside, reunify_gate_action(g, i));
}

static json_t *stage_of(const reunify_gate *g)
{
    if (!g)
        return json_null();
    json_t *o = json_object();
    put_text(o, "id", reunify_gate_stage(g));
    put(o, "number", json_integer(reunify_gate_number(g)));
    return o;
}

static void put_needed_requirement(json_t *o, const reunify_requirement *r)
{
    put_words(o, reunify_requirement_text(r), reunify_requirement_source(r));
    put_roles_of_requirement(o, r);
    put_needs(o, r);
}

static void put_needed_stop(json_t *o, const reunify_stop *s)
{
    put_words(o, reunify_stop_text(s), reunify_stop_source(s));
}

/* It is a requirement or a stop, and that is called by the id. */
static void append_needed(json_t *list, const reunify_evaluation *e, size_t at)
{
    json_t *o = append(list);
    const char *id = reunify_evaluation_information_needed(e, at);
    const reunify_requirement *r = reunify_evaluation_information_needed_requirement(e, at);
    const reunify_stop *s = reunify_evaluation_information_needed_stop(e, at);
    assert_true((r != NULL) != (s != NULL));
    assert_string_equal(id, r ? reunify_requirement_id(r) : reunify_stop_id(s));
    assert_int_equal(r ? reunify_requirement_status(r) : (int32_t)REUNIFY_REQUIREMENT_UNKNOWN,
                     REUNIFY_REQUIREMENT_UNKNOWN);
    assert_int_equal(s ? reunify_stop_result(s) : REUNIFY_UNKNOWN, REUNIFY_UNKNOWN);
    met.needed_requirements += r != NULL;
    met.needed_stops += s != NULL;
    put_text(o, "stage", reunify_evaluation_information_needed_stage(e, at));
    put_text(o, "requirement", id);
    const size_t entries = reunify_evaluation_information_needed_entry_count(e, at);
    json_t *inside = words && entries ? put_list(o, "entries") : NULL;
    for (size_t i = 0; inside && i < entries; i++, met.entries++)
        append_text(inside, reunify_evaluation_information_needed_entry(e, at, i));
    if (dates && r)
        put_needed_requirement(o, r);
    else if (dates)
        put_needed_stop(o, s);
    const size_t missing = reunify_evaluation_information_needed_missing_count(e, at);
    inside = missing ? put_list(o, "missing") : NULL;
    for (size_t i = 0; i < missing; i++)
        append_text(inside, reunify_evaluation_information_needed_missing(e, at, i));
    assert_null(reunify_evaluation_information_needed_missing(e, at, missing));
}

static void put_gates(json_t *document, const reunify_evaluation *e)
{
    put(document, "stage", stage_of(reunify_evaluation_stage(e)));
    json_t *list = put_list(document, "gates");
    for (size_t i = 0; i < reunify_evaluation_gate_count(e); i++)
        append_gate(list, reunify_evaluation_gate(e, i));
    list = put_list(document, "outstanding");
    for (size_t i = 0; i < reunify_evaluation_outstanding_count(e); i++) {
        const reunify_requirement *r = reunify_evaluation_outstanding(e, i);
        json_t *o = append(list);
        put_text(o, "stage", reunify_requirement_stage(r));
        put_text(o, "requirement", reunify_requirement_id(r));
        if (dates)
            put_needed_requirement(o, r);
    }
    list = put_list(document, "information_needed");
    for (size_t i = 0; i < reunify_evaluation_information_needed_count(e); i++)
        append_needed(list, e, i);
}

static void put_age(json_t *object, const char *name, int32_t years)
{
    put(object, name, years < 0 ? json_null() : json_integer(years));
}

static void put_factors(json_t *o, const reunify_position *p)
{
    json_t *list = put_list(o, "factors");
    for (size_t i = 0; i < reunify_position_factor_count(p); i++, met.items++) {
        json_t *factor = append(list);
        put_text(factor, "code", reunify_position_factor_code(p, i));
        put_text(factor, "kind", reunify_position_factor_kind(p, i));
        put_text(factor, "status", reunify_position_factor_status(p, i));
        put_text(factor, "emerged", reunify_position_factor_emerged(p, i));
    }
}

static void put_goals(json_t *o, const reunify_position *p)
{
    json_t *list = put_list(o, "goals");
    for (size_t i = 0; i < reunify_position_goal_count(p); i++) {
        json_t *goal = append(list);
        put_text(goal, "goal", reunify_position_goal(p, i));
        put_text(goal, "owner", reunify_position_goal_owner(p, i));
        put_date(goal, "due", reunify_position_goal_due(p, i));
        put_text(goal, "status", reunify_position_goal_status(p, i));
        put(goal, "past_due", json_boolean(reunify_position_goal_past_due(p, i)));
        met.past_due += reunify_position_goal_past_due(p, i) == 1;
    }
}

static void put_position(json_t *document, const reunify_evaluation *e)
{
    const reunify_position *p = reunify_evaluation_position(e);
    assert_non_null(p);
    json_t *o = json_object(), *list;
    put(document, "position", o);
    put_age(o, "age", reunify_position_age(p));
    put_age(o, "age_at_most", reunify_position_age_at_most(p));
    put_text(o, "lives", reunify_position_lives(p));
    put_date(o, "home_since", reunify_position_home_since(p));
    put_text(o, "planned", truths[reunify_position_planned(p)]);
    put_text(o, "in_care", truths[reunify_position_in_care(p)]);
    put_date(o, "care_since", reunify_position_care_since(p));
    put_text(o, "placement", reunify_position_placement(p));
    put_date(o, "placement_since", reunify_position_placement_since(p));
    list = put_list(o, "legal_statuses");
    for (size_t i = 0; i < reunify_position_legal_status_count(p); i++) {
        json_t *status = append(list);
        put_text(status, "code", reunify_position_legal_status(p, i));
        put_date(status, "from", reunify_position_legal_status_from(p, i));
    }
    list = put_list(o, "people");
    for (size_t i = 0; i < reunify_position_person_count(p); i++) {
        json_t *person = append(list);
        put_text(person, "person", reunify_position_person(p, i));
        put_text(person, "relation", reunify_position_person_relation(p, i));
        put(person, "household", json_boolean(reunify_position_person_household(p, i)));
        put(person, "return_to", json_boolean(reunify_position_person_return_to(p, i)));
    }
    put_date(o, "assessed_on", reunify_position_assessed_on(p));
    put_date(o, "recorded_on", reunify_position_recorded_on(p));
    if (words) {
        put_factors(o, p);
        put_goals(o, p);
    }
}

static json_t *return_of(const reunify_attempt *a)
{
    if (reunify_attempt_return(a) == REUNIFY_DATE_NONE)
        return json_null();
    met.returns++;
    json_t *o = json_object();
    put_date(o, "date", reunify_attempt_return(a));
    put_date(o, "ended_on", reunify_attempt_return_ended_on(a));
    put_text(o, "outcome", reunify_attempt_return_outcome(a));
    return o;
}

static void put_attempts(json_t *document, const reunify_evaluation *e)
{
    const size_t count = reunify_evaluation_attempt_count(e);
    const reunify_attempt *present = reunify_evaluation_attempt(e, count - 1);
    assert_non_null(present);
    json_t *o = json_object();
    put(document, "attempt", o);
    put(o, "number", json_integer(reunify_attempt_number(present)));
    put_date(o, "from", reunify_attempt_from(present));
    json_t *list = put_list(document, "attempts");
    for (size_t i = 0; i < count; i++) {
        const reunify_attempt *a = reunify_evaluation_attempt(e, i);
        o = append(list);
        put(o, "number", json_integer(reunify_attempt_number(a)));
        put_date(o, "from", reunify_attempt_from(a));
        put_date(o, "to", reunify_attempt_to(a));
        put(o, "return", return_of(a));
    }
}

static void put_set_aside(json_t *document, const reunify_evaluation *e)
{
    json_t *list = put_list(document, "set_aside");
    for (size_t i = 0; i < reunify_evaluation_set_aside_count(e); i++, met.set_aside++) {
        const reunify_set_aside *a = reunify_evaluation_set_aside(e, i);
        json_t *o = append(list);
        put_text(o, "requirement", reunify_set_aside_requirement(a));
        put_text(o, "record", reunify_set_aside_record(a));
        put_text(o, "by", reunify_set_aside_by(a));
        put_date(o, "date", reunify_set_aside_date(a));
        put_text(o, "outcome", reunify_set_aside_outcome(a));
        put(o, "accepted", json_boolean(reunify_set_aside_accepted(a)));
        put_text(o, "person", reunify_set_aside_person(a));
        if (words)
            put_text(o, "reason", reunify_set_aside_reason(a));
    }
}

static void put_roles_of_obligation(json_t *o, const reunify_obligation *b)
{
    const size_t all = reunify_obligation_by_all_count(b);
    const size_t any = reunify_obligation_by_any_count(b);
    json_t *list = all ? put_list(o, "by_all") : NULL;
    for (size_t i = 0; i < all; i++)
        append_text(list, reunify_obligation_by_all(b, i));
    list = any ? put_list(o, "by_any") : NULL;
    for (size_t i = 0; i < any; i++)
        append_text(list, reunify_obligation_by_any(b, i));
}

static void append_obligation(json_t *list, const reunify_obligation *b)
{
    json_t *o = append(list);
    put_text(o, "id", reunify_obligation_id(b));
    put_date(o, "due", reunify_obligation_due(b));
    put_text(o, "status", obligations[reunify_obligation_status(b)]);
    if (dates)
        put_date(o, "done_on", reunify_obligation_done_on(b));
    if (dates)
        put(o, "late", json_boolean(reunify_obligation_late(b)));
    put_words(o, reunify_obligation_text(b), reunify_obligation_source(b));
    if (words)
        put_roles_of_obligation(o, b);
}

static void append_factor(json_t *list, const reunify_association *f)
{
    json_t *o = append(list);
    put_text(o, "code", reunify_association_code(f));
    put_text(o, "kind", reunify_association_kind(f));
    put_text(o, "result", presences[reunify_association_result(f)]);
    if (!words)
        return;
    json_t *evidence = put_list(o, "evidence");
    for (size_t i = 0; i < reunify_association_evidence_count(f); i++)
        append_text(evidence, reunify_association_evidence(f, i));
    met.factor_evidence += reunify_association_evidence_count(f);
    put_text(o, "text", reunify_association_text(f));
    put_text(o, "help", reunify_association_help(f));
    put_text(o, "figure", reunify_association_figure(f));
    put_source(o, reunify_association_source(f));
}

static void append_alert(json_t *list, const reunify_alert *a)
{
    json_t *o = append(list);
    put_text(o, "code", reunify_alert_code(a));
    put_words(o, reunify_alert_text(a), reunify_alert_source(a));
    json_t *actions = put_list(o, "actions");
    for (size_t i = 0; i < reunify_alert_action_count(a); i++)
        append_action(actions, reunify_alert_action(a, i));
    json_t *evidence = words ? put_list(o, "evidence") : NULL;
    for (size_t i = 0; i < reunify_alert_evidence_count(a); i++)
        append_text(evidence, reunify_alert_evidence(a, i));
    met.alert_evidence += reunify_alert_evidence_count(a);
}

static void append_unknown_alert(json_t *list, const reunify_alert *a)
{
    json_t *o = append(list);
    put_text(o, "code", reunify_alert_code(a));
    put_words(o, reunify_alert_text(a), reunify_alert_source(a));
    json_t *entries = reunify_alert_entry_count(a) ? put_list(o, "entries") : NULL;
    for (size_t i = 0; i < reunify_alert_entry_count(a); i++)
        append_text(entries, reunify_alert_entry(a, i));
    met.alert_entries += reunify_alert_entry_count(a);
}

static void put_lists(json_t *document, const reunify_evaluation *e)
{
    json_t *list = put_list(document, "schedule");
    for (size_t i = 0; i < reunify_evaluation_obligation_count(e); i++)
        append_obligation(list, reunify_evaluation_obligation(e, i));
    list = put_list(document, "factors");
    for (size_t i = 0; i < reunify_evaluation_association_count(e); i++)
        append_factor(list, reunify_evaluation_association(e, i));
    list = put_list(document, "alerts");
    for (size_t i = 0; i < reunify_evaluation_alert_count(e); i++)
        append_alert(list, reunify_evaluation_alert(e, i));
    list = put_list(document, "alerts_not_known");
    for (size_t i = 0; i < reunify_evaluation_unknown_alert_count(e); i++)
        append_unknown_alert(list, reunify_evaluation_unknown_alert(e, i));
    list = put_list(document, "warnings");
    for (size_t i = 0; i < reunify_evaluation_warning_count(e); i++) {
        json_t *o = append(list);
        put_text(o, "code", reunify_evaluation_warning_code(e, i));
        put_text(o, "at", reunify_evaluation_warning_at(e, i));
        put_date(o, "date", reunify_evaluation_warning_date(e, i));
    }
}

static json_t *document_of(const reunify_evaluation *e)
{
    words = reunify_evaluation_explain(e) >= REUNIFY_EXPLAIN_DECISION;
    dates = reunify_evaluation_explain(e) >= REUNIFY_EXPLAIN_FULL;
    json_t *document = json_object();
    put_text(document, "schema", "reunify/evaluation/1");
    put_text(document, "case", reunify_evaluation_case_id(e));
    put_date(document, "as_of", reunify_evaluation_as_of(e));
    put(document, "profile", profile_of(reunify_evaluation_profile(e)));
    put_text(document, "library", reunify_version());
    put(document, "edition", json_integer(reunify_evaluation_edition(e)));
    put(document, "applicability", applicability_of(e));
    put_text(document, "pathway", reunify_evaluation_pathway(e));
    put(document, "risk", risk_of(e));
    put_position(document, e);
    put_attempts(document, e);
    put_set_aside(document, e);
    put_gates(document, e);
    put_lists(document, e);
    return document;
}

/* Comparing ----------------------------------------------------------------------------------- */

/* Prints where two documents part. */
static void print_parting(const char *document, const char *getters)
{
    size_t at = 0;
    while (document[at] && document[at] == getters[at])
        at++;
    const size_t from = at > 100 ? at - 100 : 0;
    print_error("the document: %.200s\nthe getters:  %.200s\n", document + from, getters + from);
}

static char *compact(json_t *value)
{
    char *text = json_dumps(value, JSON_COMPACT);
    json_decref(value);
    assert_non_null(text);
    return text;
}

static void compare(const reunify_evaluation *e)
{
    char *written = json_of(e);
    assert_non_null(written);
    char *document = compact(json_loads(written, 0, NULL)), *getters = compact(document_of(e));
    if (strcmp(document, getters) != 0) {
        print_parting(document, getters);
        fail_msg("%s: the getters say something else", reunify_evaluation_case_id(e));
    }
    met.documents++;
    free(getters);
    free(document);
    free(written);
}

/* Takes out of a document what a lean one leaves out. */
static void strip(json_t *value)
{
    static const char *const left_out[] = {"text", "source", "help", "figure"};
    const char *name;
    size_t i;
    json_t *inside;
    for (i = 0; i < sizeof left_out / sizeof *left_out; i++)
        met.left_out += json_is_object(value) && json_object_del(value, left_out[i]) == 0;
    json_object_foreach(value, name, inside) strip(inside);
    json_array_foreach(value, i, inside) strip(inside);
}

/* A lean document is the whole without the members that the pack says, byte for byte. */
static void compare_lean(const reunify_evaluation *e)
{
    char *written = json_of(e);
    json_t *whole = json_loads(written, 0, NULL);
    strip(whole);
    char *stripped = compact(whole);
    for (uint32_t flags = REUNIFY_JSON_LEAN; flags <= (REUNIFY_JSON_LEAN | REUNIFY_JSON_PRETTY);
         flags++) {
        reunify_text *lean = NULL;
        assert_int_equal(reunify_evaluation_to_json(e, flags, &lean, error), REUNIFY_OK);
        if (flags == REUNIFY_JSON_LEAN) {
            assert_string_equal(reunify_text_data(lean), stripped);
        } else {
            char *laid_out = compact(json_loads(reunify_text_data(lean), 0, NULL));
            assert_string_equal(laid_out, stripped);
            free(laid_out);
        }
        reunify_text_free(lean);
    }
    free(stripped);
    free(written);
}

static void compare_at(reunify_profile *p, const reunify_case *record, reunify_date as_of,
                       int32_t explain)
{
    const reunify_evaluate_options options = {.size = sizeof options, .explain = explain};
    reunify_evaluation *e = NULL;
    assert_int_equal(reunify_evaluate(evaluator, p, record, as_of, &options, &e, error),
                     REUNIFY_OK);
    assert_int_equal(reunify_evaluation_explain(e), explain);
    compare(e);
    compare_lean(e);
    reunify_evaluation_unref(e);
}

/* The first and the last of the dates that stand in a text. */
static void dates_in(const char *text, reunify_date *first, reunify_date *last)
{
    *first = REUNIFY_DATE_MAX;
    *last = REUNIFY_DATE_MIN;
    for (const char *at = text; (at = strchr(at, '"')); at++) {
        reunify_date date;
        if (strlen(at) < 12 || at[11] != '"' || reunify_date_parse(at + 1, 10, &date))
            continue;
        *first = date < *first ? date : *first;
        *last = date > *last ? date : *last;
    }
}

static void compare_case(reunify_profile *p, const char *folder, const char *name)
{
    const file_text text = read_text(folder, name);
    reunify_case *record = NULL;
    reunify_date first, last;
    assert_int_equal(reunify_case_from_json(NULL, text.data, text.length, 0, &record, error),
                     REUNIFY_OK);
    dates_in(text.data, &first, &last);
    assert_true(first < last);
    const int32_t steps = getenv("REUNIFY_FEW") ? 4 : 1; /* under valgrind, which is slow */
    for (int32_t step = 0; step <= 4; step += steps)
        compare_at(p, record, last - (last - first) / 12 * step, REUNIFY_EXPLAIN_FULL);
    compare_at(p, record, last + 100, REUNIFY_EXPLAIN_FULL);
    compare_at(p, record, last, REUNIFY_EXPLAIN_DECISION);
    compare_at(p, record, last, REUNIFY_EXPLAIN_NONE);
    reunify_case_free(record);
    free(text.data);
}

static size_t compare_folder(const char *pack, const char *folder)
{
    reunify_profile *p = NULL;
    assert_int_equal(reunify_profile_builtin(NULL, pack, strlen(pack), NULL, &p, error),
                     REUNIFY_OK);
    DIR *open = opendir(folder);
    assert_non_null(open);
    size_t cases = 0;
    for (const struct dirent *entry; (entry = readdir(open));) {
        const size_t length = strlen(entry->d_name);
        if (length > 5 && strcmp(entry->d_name + length - 5, ".json") == 0) {
            compare_case(p, folder, entry->d_name);
            cases++;
        }
    }
    closedir(open);
    reunify_profile_unref(p);
    return cases;
}

static void every_example(void **state)
{
    (void)state;
    memset(&met, 0, sizeof met);
    assert_int_equal(compare_folder("herefordshire-2023", EXAMPLES), EXAMPLE_COUNT);
    assert_true(compare_folder("havering", EXAMPLES "/havering") >= 3);
    assert_true(compare_folder("nspcc-2015", EXAMPLES "/nspcc-2015") >= 4);
    assert_true(compare_folder("surrey", EXAMPLES "/surrey") >= 3);
    assert_true(compare_folder("tower-hamlets-2024", EXAMPLES "/tower-hamlets-2024") >= 3);
    print_message("%zu documents\n", met.documents);
    assert_true(met.left_out > 0);
    assert_true(met.person_evidence > 0);
    assert_true(met.factor_evidence > 0);
    assert_true(met.needed_requirements > 0);
    assert_true(met.may_close > 0);
    assert_true(met.held > 0);
    assert_true(met.bases > 0);
    assert_true(met.entries > 0);
    assert_true(met.stated > 0);
    assert_true(met.alert_evidence > 0);
    assert_true(met.items > 0);
    assert_true(met.past_due > 0);
    assert_true(met.any_roles > 0);
    assert_true(met.missing > 0);
    assert_true(met.need_attributes > 0);
    assert_true(met.needs[REUNIFY_NEED_RECORD] > 0 && met.needs[REUNIFY_NEED_ASSESSMENT] > 0);
    assert_true(met.needs[REUNIFY_NEED_GOAL] > 0 && met.needs[REUNIFY_NEED_FAMILY_TIME] > 0);
    assert_true(met.needs[REUNIFY_NEED_DAY] > 0);
    assert_true(met.alert_entries > 0);
}

/* What no example has: a stop that cannot be told, and a finding that is yes or no. */
static void small_pack(void **state)
{
    (void)state;
    memset(&met, 0, sizeof met);
    reunify_profile *p = NULL;
    const file_text pack = read_text(DATA, "api/small.json");
    if (reunify_profile_from_json(NULL, pack.data, pack.length, NULL, &p, error))
        fail_msg("%s %s", reunify_error_pointer(error, 0), reunify_error_message(error, 0));
    free(pack.data);
    reunify_case *record = load_case(NULL, DATA, "api/small-case.json");
    compare_at(p, record, date_of("2025-01-07"), REUNIFY_EXPLAIN_FULL);
    assert_int_equal(met.needed_requirements, 1);
    assert_int_equal(met.needed_stops, 1);
    assert_int_equal(met.booleans, 1);
    reunify_case_free(record);
    reunify_profile_unref(p);
}

/* Where there is nothing to say. */
static void nothing(void **state)
{
    (void)state;
    reunify_evaluation *empty = NULL;
    assert_int_equal(reunify_evaluation_new(NULL, &empty, error), REUNIFY_OK);
    const reunify_evaluation *const none[] = {NULL, empty};
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(reunify_evaluation_explain(none[i]), 0);
        assert_int_equal(reunify_evaluation_may_close(none[i]), 0);
        assert_null(reunify_evaluation_information_needed_stage(none[i], 0));
        assert_null(reunify_evaluation_information_needed_requirement(none[i], 0));
        assert_null(reunify_evaluation_information_needed_stop(none[i], 0));
    }
    reunify_evaluation_unref(empty);
    assert_null(reunify_requirement_stage(NULL));
    assert_int_equal(reunify_requirement_person_evidence_count(NULL, 0), 0);
    assert_null(reunify_requirement_person_evidence(NULL, 0, 0));
    assert_int_equal(reunify_association_evidence_count(NULL), 0);
    assert_null(reunify_association_evidence(NULL, 0));
    assert_int_equal(reunify_alert_evidence_count(NULL), 0);
    assert_null(reunify_alert_evidence(NULL, 0));
    assert_int_equal(reunify_alert_entry_count(NULL), 0);
    assert_null(reunify_alert_entry(NULL, 0));
    assert_null(reunify_requirement_needs(NULL));
    assert_int_equal(reunify_needs_alternative_count(NULL), 0);
    assert_int_equal(reunify_needs_more(NULL), 0);
    assert_int_equal(reunify_need_kind(NULL), -1);
    assert_int_equal(reunify_need_at_least(NULL), INT32_MIN);
    assert_int_equal(reunify_need_not_before(NULL), REUNIFY_DATE_NONE);
}

static int set_up(void **state)
{
    (void)state;
    return reunify_error_new(NULL, &error) || reunify_evaluator_new(NULL, &evaluator, error);
}

static int tear_down(void **state)
{
    (void)state;
    reunify_evaluator_free(evaluator);
    reunify_error_free(error);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_example),
        cmocka_unit_test(small_pack),
        cmocka_unit_test(nothing),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
