/*
 * Reading an evaluation, and its life. An empty one answers like NULL: there is nothing to say.
 *
 * A getter gives one member, plainly; documents walk the rows of views.c instead, and
 * tests/api/test_views.c holds the two to each other. Every getter takes NULL, and an index that
 * there is not gives what is absent (NULL, REUNIFY_DATE_NONE, unknown, -1), so that a reader can go
 * down without asking at each step. What comes back is borrowed: items are places in the
 * evaluation's arrays, until it is released or filled again; labels and ids of rules are those of
 * the profile, which it holds.
 *
 * The last holder wipes it. A classification is counted by itself where it was made alone; one
 * within an evaluation holds the evaluation.
 */
#include "evaluate/evaluation.h"

#include <reunify/profile.h>

/* The evaluation where it holds something, else NULL. */
static const reunify_evaluation *filled(const reunify_evaluation *e)
{
    return e && e->profile ? e : NULL;
}

static const reunify_source *source_view(const pack_source *source)
{
    return (const reunify_source *)(const void *)source;
}

/* Life ---------------------------------------------------------------------------------------- */

reunify_status reunify_evaluation_new(const reunify_context *context, reunify_evaluation **out,
                                      reunify_error *error)
{
    reunify_error_clear(error);
    if (!out)
        return error_argument(error, "there is no place for the evaluation");
    context = context_or_default(context);
    reunify_evaluation *made = *out = memory_allocate_zeroed(context, 1, sizeof *made);
    if (!made)
        return error_no_memory(error);
    made->context = reunify_context_ref(context);
    made->references = 1;
    arena_start(&made->memory, context);
    return REUNIFY_OK;
}

reunify_evaluation *reunify_evaluation_ref(reunify_evaluation *evaluation)
{
    if (evaluation)
        count_up(&evaluation->references);
    return evaluation;
}

void reunify_evaluation_unref(reunify_evaluation *evaluation)
{
    if (!evaluation || !count_down(&evaluation->references))
        return;
    const reunify_context *context = evaluation->context;
    arena_release(&evaluation->memory);
    reunify_profile_unref(evaluation->profile);
    memory_wipe(evaluation, sizeof *evaluation);
    memory_release(context, evaluation, sizeof *evaluation);
    reunify_context_unref(context);
}

static void classification_free(reunify_classification *classification)
{
    const reunify_profile *profile = classification->profile;
    const reunify_context *context = classification->context;
    const size_t size = classification_size(classification->dimension_count);
    memory_wipe(classification, size);
    memory_release(context, classification, size);
    reunify_profile_unref(profile);
    reunify_context_unref(context);
}

const reunify_classification *
reunify_classification_ref(const reunify_classification *classification)
{
    if (classification && classification->within)
        count_up(&classification->within->references);
    else if (classification)
        count_up(&classification->references);
    return classification;
}

void reunify_classification_unref(const reunify_classification *classification)
{
    if (classification && classification->within)
        reunify_evaluation_unref((reunify_evaluation *)(uintptr_t)classification->within);
    else if (classification && count_down(&classification->references))
        classification_free((reunify_classification *)(uintptr_t)classification);
}

/* The whole ----------------------------------------------------------------------------------- */

const char *reunify_evaluation_case_id(const reunify_evaluation *evaluation)
{
    return filled(evaluation) ? evaluation->case_id : NULL;
}

reunify_date reunify_evaluation_as_of(const reunify_evaluation *evaluation)
{
    return filled(evaluation) ? evaluation->as_of : REUNIFY_DATE_NONE;
}

int32_t reunify_evaluation_explain(const reunify_evaluation *evaluation)
{
    return filled(evaluation) ? evaluation->explain : 0;
}

const reunify_profile *reunify_evaluation_profile(const reunify_evaluation *evaluation)
{
    return evaluation ? evaluation->profile : NULL;
}

const char *reunify_evaluation_pathway(const reunify_evaluation *evaluation)
{
    return filled(evaluation) && evaluation->pathway ? evaluation->pathway->id : NULL;
}

reunify_truth reunify_evaluation_applicable(const reunify_evaluation *evaluation)
{
    return filled(evaluation) ? evaluation->applicable : REUNIFY_UNKNOWN;
}

int32_t reunify_evaluation_edition(const reunify_evaluation *evaluation)
{
    return filled(evaluation) ? MEANING_EDITION : 0;
}

size_t reunify_evaluation_attempt_count(const reunify_evaluation *evaluation)
{
    return filled(evaluation) ? evaluation->attempt_count : 0;
}

const reunify_attempt *reunify_evaluation_attempt(const reunify_evaluation *evaluation, size_t at)
{
    return at < reunify_evaluation_attempt_count(evaluation) ? &evaluation->attempts[at] : NULL;
}

size_t reunify_evaluation_set_aside_count(const reunify_evaluation *evaluation)
{
    return filled(evaluation) ? evaluation->set_aside_count : 0;
}

const reunify_set_aside *reunify_evaluation_set_aside(const reunify_evaluation *evaluation,
                                                      size_t at)
{
    return at < reunify_evaluation_set_aside_count(evaluation) ? &evaluation->set_aside[at] : NULL;
}

reunify_truth reunify_evaluation_may_be_closed(const reunify_evaluation *evaluation)
{
    return filled(evaluation) ? evaluation->may_be_closed : REUNIFY_UNKNOWN;
}

size_t reunify_evaluation_closing_count(const reunify_evaluation *evaluation)
{
    return filled(evaluation) ? evaluation->closing_count : 0;
}

const reunify_applicability *reunify_evaluation_closing(const reunify_evaluation *evaluation,
                                                        size_t at)
{
    return at < reunify_evaluation_closing_count(evaluation) ? &evaluation->closing[at] : NULL;
}

int32_t reunify_evaluation_earlier_attempt(const reunify_evaluation *evaluation)
{
    return filled(evaluation) && evaluation->earlier_attempt;
}

reunify_date reunify_evaluation_warning_date(const reunify_evaluation *evaluation, size_t at)
{
    return at < reunify_evaluation_warning_count(evaluation) ? evaluation->warnings[at].date
                                                             : REUNIFY_DATE_NONE;
}

size_t reunify_evaluation_applicability_count(const reunify_evaluation *evaluation)
{
    return filled(evaluation) ? evaluation->condition_count : 0;
}

const reunify_applicability *reunify_evaluation_applicability(const reunify_evaluation *evaluation,
                                                              size_t at)
{
    return at < reunify_evaluation_applicability_count(evaluation) ? &evaluation->conditions[at]
                                                                   : NULL;
}

const reunify_gate *reunify_evaluation_stage(const reunify_evaluation *evaluation)
{
    return filled(evaluation) && evaluation->stage >= 0 ? &evaluation->gates[evaluation->stage]
                                                        : NULL;
}

size_t reunify_evaluation_gate_count(const reunify_evaluation *evaluation)
{
    return filled(evaluation) ? evaluation->gate_count : 0;
}

const reunify_gate *reunify_evaluation_gate(const reunify_evaluation *evaluation, size_t at)
{
    return at < reunify_evaluation_gate_count(evaluation) ? &evaluation->gates[at] : NULL;
}

size_t reunify_evaluation_outstanding_count(const reunify_evaluation *evaluation)
{
    return filled(evaluation) ? evaluation->outstanding_count : 0;
}

const reunify_requirement *reunify_evaluation_outstanding(const reunify_evaluation *evaluation,
                                                          size_t at)
{
    return at < reunify_evaluation_outstanding_count(evaluation) ? evaluation->outstanding[at]
                                                                 : NULL;
}

size_t reunify_evaluation_information_needed_count(const reunify_evaluation *evaluation)
{
    return filled(evaluation) ? evaluation->information_count : 0;
}

const char *reunify_evaluation_information_needed(const reunify_evaluation *evaluation, size_t at)
{
    return at < reunify_evaluation_information_needed_count(evaluation)
               ? evaluation->information_needed[at].id
               : NULL;
}

const char *reunify_evaluation_information_needed_stage(const reunify_evaluation *evaluation,
                                                        size_t at)
{
    return at < reunify_evaluation_information_needed_count(evaluation)
               ? reunify_gate_stage(reunify_evaluation_stage(evaluation))
               : NULL;
}

const reunify_requirement *
reunify_evaluation_information_needed_requirement(const reunify_evaluation *evaluation, size_t at)
{
    return at < reunify_evaluation_information_needed_count(evaluation)
               ? evaluation->information_needed[at].requirement
               : NULL;
}

size_t reunify_evaluation_information_needed_entry_count(const reunify_evaluation *evaluation,
                                                         size_t at)
{
    return at < reunify_evaluation_information_needed_count(evaluation)
               ? evaluation->information_needed[at].entry_count
               : 0;
}

const char *reunify_evaluation_information_needed_entry(const reunify_evaluation *evaluation,
                                                        size_t at, size_t entry)
{
    return entry < reunify_evaluation_information_needed_entry_count(evaluation, at)
               ? evaluation->information_needed[at].entries[entry]
               : NULL;
}

const reunify_stop *reunify_evaluation_information_needed_stop(const reunify_evaluation *evaluation,
                                                               size_t at)
{
    return at < reunify_evaluation_information_needed_count(evaluation)
               ? evaluation->information_needed[at].stop
               : NULL;
}

size_t reunify_evaluation_obligation_count(const reunify_evaluation *evaluation)
{
    return filled(evaluation) ? evaluation->schedule_count : 0;
}

const reunify_obligation *reunify_evaluation_obligation(const reunify_evaluation *evaluation,
                                                        size_t at)
{
    return at < reunify_evaluation_obligation_count(evaluation) ? &evaluation->schedule[at] : NULL;
}

size_t reunify_evaluation_association_count(const reunify_evaluation *evaluation)
{
    return filled(evaluation) ? evaluation->factor_count : 0;
}

const reunify_association *reunify_evaluation_association(const reunify_evaluation *evaluation,
                                                          size_t at)
{
    return at < reunify_evaluation_association_count(evaluation) ? &evaluation->factors[at] : NULL;
}

size_t reunify_evaluation_alert_count(const reunify_evaluation *evaluation)
{
    return filled(evaluation) ? evaluation->alert_count : 0;
}

const reunify_alert *reunify_evaluation_alert(const reunify_evaluation *evaluation, size_t at)
{
    return at < reunify_evaluation_alert_count(evaluation) ? &evaluation->alerts[at] : NULL;
}

size_t reunify_evaluation_unknown_alert_count(const reunify_evaluation *evaluation)
{
    return filled(evaluation) ? evaluation->unknown_alert_count : 0;
}

const reunify_alert *reunify_evaluation_unknown_alert(const reunify_evaluation *evaluation,
                                                      size_t at)
{
    return at < reunify_evaluation_unknown_alert_count(evaluation) ? &evaluation->unknown_alerts[at]
                                                                   : NULL;
}

size_t reunify_evaluation_warning_count(const reunify_evaluation *evaluation)
{
    return filled(evaluation) ? evaluation->warning_count : 0;
}

const char *reunify_evaluation_warning_code(const reunify_evaluation *evaluation, size_t at)
{
    return at < reunify_evaluation_warning_count(evaluation) ? evaluation->warnings[at].code : NULL;
}

const char *reunify_evaluation_warning_at(const reunify_evaluation *evaluation, size_t at)
{
    return at < reunify_evaluation_warning_count(evaluation) ? evaluation->warnings[at].at : NULL;
}

/* Risk ---------------------------------------------------------------------------------------- */

const char *reunify_evaluation_level(const reunify_evaluation *evaluation)
{
    return filled(evaluation) ? profile_level_id(evaluation->profile, evaluation->level) : NULL;
}

int32_t reunify_evaluation_level_index(const reunify_evaluation *evaluation)
{
    return filled(evaluation) ? evaluation->level : -1;
}

reunify_date reunify_evaluation_level_since(const reunify_evaluation *evaluation)
{
    return filled(evaluation) ? evaluation->since : REUNIFY_DATE_NONE;
}

int32_t reunify_evaluation_level_basis(const reunify_evaluation *evaluation)
{
    return filled(evaluation) ? evaluation->basis : REUNIFY_BASIS_NONE;
}

const reunify_classification *
reunify_evaluation_classification(const reunify_evaluation *evaluation)
{
    return filled(evaluation) && evaluation->has_classification ? &evaluation->classification
                                                                : NULL;
}

size_t reunify_evaluation_history_count(const reunify_evaluation *evaluation)
{
    return filled(evaluation) ? evaluation->history_count : 0;
}

const reunify_history_entry *reunify_evaluation_history(const reunify_evaluation *evaluation,
                                                        size_t at)
{
    return at < reunify_evaluation_history_count(evaluation) ? &evaluation->history[at] : NULL;
}

size_t reunify_evaluation_pending_count(const reunify_evaluation *evaluation)
{
    return filled(evaluation) ? evaluation->pending_count : 0;
}

const reunify_pending *reunify_evaluation_pending(const reunify_evaluation *evaluation, size_t at)
{
    return at < reunify_evaluation_pending_count(evaluation) ? &evaluation->pending[at] : NULL;
}

int32_t reunify_evaluation_may_close(const reunify_evaluation *evaluation)
{
    return filled(evaluation) && evaluation->closing_runs;
}

reunify_date reunify_evaluation_may_close_from(const reunify_evaluation *evaluation)
{
    return filled(evaluation) && evaluation->closing_runs ? evaluation->may_close_from
                                                          : REUNIFY_DATE_NONE;
}

reunify_date reunify_evaluation_may_close_confirmed(const reunify_evaluation *evaluation)
{
    return filled(evaluation) && evaluation->closing_runs ? evaluation->may_close_confirmed
                                                          : REUNIFY_DATE_NONE;
}

reunify_date reunify_evaluation_earliest_closure(const reunify_evaluation *evaluation)
{
    return filled(evaluation) ? evaluation->earliest_closure : REUNIFY_DATE_NONE;
}

size_t reunify_evaluation_action_count(const reunify_evaluation *evaluation)
{
    return filled(evaluation) ? evaluation->action_count : 0;
}

const reunify_action *reunify_evaluation_action(const reunify_evaluation *evaluation, size_t at)
{
    return at < reunify_evaluation_action_count(evaluation) ? &evaluation->actions[at] : NULL;
}

/* A classification ---------------------------------------------------------------------------- */

const char *reunify_classification_level(const reunify_classification *classification)
{
    return classification ? profile_level_id(classification->profile, classification->level) : NULL;
}

const char *reunify_classification_at_least(const reunify_classification *classification)
{
    return classification ? profile_level_id(classification->profile, classification->at_least)
                          : NULL;
}

int32_t reunify_classification_status(const reunify_classification *classification)
{
    return classification ? classification->status : 0;
}

const char *reunify_classification_assessment(const reunify_classification *classification)
{
    return classification ? classification->assessment : NULL;
}

size_t reunify_classification_dimension_count(const reunify_classification *classification)
{
    return classification ? classification->dimension_count : 0;
}

static const pack_dimension *dimension_rule(const reunify_classification *classification, size_t at)
{
    return &classification->profile->dimensions[classification->dimensions[at].dimension];
}

static const dimension_result *dimension_at(const reunify_classification *classification, size_t at)
{
    return at < reunify_classification_dimension_count(classification)
               ? &classification->dimensions[at]
               : NULL;
}

size_t reunify_classification_person_count(const reunify_classification *classification, size_t at)
{
    const dimension_result *d = dimension_at(classification, at);
    return d ? d->person_count : 0;
}

const char *reunify_classification_person(const reunify_classification *classification, size_t at,
                                          size_t person)
{
    return person < reunify_classification_person_count(classification, at)
               ? classification->dimensions[at].people[person].id
               : NULL;
}

const char *reunify_classification_person_value(const reunify_classification *classification,
                                                size_t at, size_t person)
{
    if (person >= reunify_classification_person_count(classification, at))
        return NULL;
    return person_value_text(classification->profile,
                             &classification->dimensions[at].people[person]);
}

size_t reunify_classification_stated_count(const reunify_classification *classification, size_t at)
{
    const dimension_result *d = dimension_at(classification, at);
    return d ? d->stated_count : 0;
}

const char *reunify_classification_stated(const reunify_classification *classification, size_t at,
                                          size_t stated)
{
    if (stated >= reunify_classification_stated_count(classification, at))
        return NULL;
    const reunify_profile *p = classification->profile;
    return profile_symbol_name(
        p, p->findings[classification->dimensions[at].stated[stated].finding].name);
}

const char *reunify_classification_stated_value(const reunify_classification *classification,
                                                size_t at, size_t stated)
{
    if (stated >= reunify_classification_stated_count(classification, at))
        return NULL;
    return person_value_text(classification->profile,
                             &classification->dimensions[at].stated[stated]);
}

const char *reunify_classification_dimension(const reunify_classification *classification,
                                             size_t at)
{
    return at < reunify_classification_dimension_count(classification)
               ? dimension_rule(classification, at)->id
               : NULL;
}

const char *reunify_classification_value(const reunify_classification *classification, size_t at)
{
    if (at >= reunify_classification_dimension_count(classification))
        return NULL;
    const view_value value =
        dimension_value(classification->profile, &classification->dimensions[at]);
    return value.type == VALUE_BOOLEAN ? truth_names[value.number] : value.text;
}

int32_t reunify_classification_permits(const reunify_classification *classification, size_t at,
                                       size_t level)
{
    return at < reunify_classification_dimension_count(classification) &&
           level < classification->profile->level_count &&
           (classification->dimensions[at].permits >> level & 1);
}

int32_t reunify_classification_deciding(const reunify_classification *classification, size_t at)
{
    return at < reunify_classification_dimension_count(classification)
               ? classification->dimensions[at].deciding
               : 0;
}

size_t reunify_classification_warning_count(const reunify_classification *classification)
{
    return classification ? classification->warning_count : 0;
}

const char *reunify_classification_warning(const reunify_classification *classification, size_t at)
{
    return at < reunify_classification_warning_count(classification) ? classification->warnings[at]
                                                                     : NULL;
}

/* An entry of the history --------------------------------------------------------------------- */

reunify_date reunify_history_entry_date(const reunify_history_entry *entry)
{
    return entry ? entry->date : REUNIFY_DATE_NONE;
}

const char *reunify_history_entry_assessment(const reunify_history_entry *entry)
{
    return entry ? entry->assessment : NULL;
}

const char *reunify_history_entry_from(const reunify_history_entry *entry)
{
    return entry ? profile_level_id(entry->profile, entry->from) : NULL;
}

const char *reunify_history_entry_to(const reunify_history_entry *entry)
{
    return entry ? profile_level_id(entry->profile, entry->to) : NULL;
}

int32_t reunify_history_entry_basis(const reunify_history_entry *entry)
{
    return entry ? entry->basis : 0;
}

const char *reunify_history_entry_rule(const reunify_history_entry *entry)
{
    return entry && entry->rule ? entry->rule->id : NULL;
}

const char *reunify_history_entry_rule_text(const reunify_history_entry *entry)
{
    return entry && entry->rule ? entry->rule->text : NULL;
}

const char *reunify_history_entry_indicated(const reunify_history_entry *entry)
{
    return entry ? profile_level_id(entry->profile, entry->indicated) : NULL;
}

const char *reunify_history_entry_engine(const reunify_history_entry *entry)
{
    return entry ? profile_level_id(entry->profile, entry->engine) : NULL;
}

int32_t reunify_history_entry_discordant(const reunify_history_entry *entry)
{
    return entry ? entry->discordant : 0;
}

int32_t reunify_history_entry_silent(const reunify_history_entry *entry)
{
    return entry ? entry->silent : 0;
}

int32_t reunify_history_entry_judged(const reunify_history_entry *entry)
{
    return entry && entry->judged;
}

const char *reunify_history_entry_judged_level(const reunify_history_entry *entry)
{
    return entry && entry->judged ? profile_level_id(entry->profile, entry->judged_level) : NULL;
}

const char *reunify_history_entry_approved_by(const reunify_history_entry *entry)
{
    return entry ? entry->approved_by : NULL;
}

const char *reunify_history_entry_rationale(const reunify_history_entry *entry)
{
    return entry ? entry->rationale : NULL;
}

int32_t reunify_history_entry_held_by(const reunify_history_entry *entry)
{
    return entry ? entry->held_by : 0;
}

static const pack_movement *held_rule(const reunify_history_entry *entry)
{
    return entry && entry->held_by != REUNIFY_HELD_NOT ? entry->held : NULL;
}

const char *reunify_history_entry_held_rule(const reunify_history_entry *entry)
{
    return held_rule(entry) ? entry->held->id : NULL;
}

const char *reunify_history_entry_held_to(const reunify_history_entry *entry)
{
    return held_rule(entry) ? profile_level_id(entry->profile, entry->held->to) : NULL;
}

reunify_date reunify_history_entry_held_since(const reunify_history_entry *entry)
{
    return held_rule(entry) ? entry->held_since : REUNIFY_DATE_NONE;
}

/* A rule that runs ---------------------------------------------------------------------------- */

const char *reunify_pending_rule(const reunify_pending *pending)
{
    return pending ? pending->rule->id : NULL;
}

const char *reunify_pending_to(const reunify_pending *pending)
{
    return pending ? profile_level_id(pending->profile, pending->rule->to) : NULL;
}

const char *reunify_pending_text(const reunify_pending *pending)
{
    return pending ? pending->rule->text : NULL;
}

reunify_date reunify_pending_run_since(const reunify_pending *pending)
{
    return pending ? pending->run_since : REUNIFY_DATE_NONE;
}

reunify_date reunify_pending_eligible_from(const reunify_pending *pending)
{
    return pending ? pending->eligible_from : REUNIFY_DATE_NONE;
}

int32_t reunify_pending_elapsed(const reunify_pending *pending)
{
    return pending ? pending->elapsed : 0;
}

/* Gates and requirements ---------------------------------------------------------------------- */

const char *reunify_gate_stage(const reunify_gate *gate)
{
    return gate ? gate->stage->id : NULL;
}

const char *reunify_gate_text(const reunify_gate *gate)
{
    return gate ? gate->stage->label : NULL;
}

int32_t reunify_gate_number(const reunify_gate *gate)
{
    return gate ? gate->number : 0;
}

int32_t reunify_gate_status(const reunify_gate *gate)
{
    return gate ? gate->status : 0;
}

reunify_date reunify_gate_passed_on(const reunify_gate *gate)
{
    return gate ? gate->passed_on : REUNIFY_DATE_NONE;
}

const char *reunify_gate_outcome(const reunify_gate *gate)
{
    return gate && gate->stopped_by ? gate->stopped_by->outcome : NULL;
}

const char *reunify_gate_stopped_by(const reunify_gate *gate)
{
    return gate ? gate->decided_by : NULL;
}

reunify_date reunify_gate_stopped_on(const reunify_gate *gate)
{
    return gate ? gate->stopped_on : REUNIFY_DATE_NONE;
}

size_t reunify_gate_requirement_count(const reunify_gate *gate)
{
    return gate ? gate->stage->requirement_count : 0;
}

const reunify_requirement *reunify_gate_requirement(const reunify_gate *gate, size_t at)
{
    return at < reunify_gate_requirement_count(gate) ? &gate->requirements[at] : NULL;
}

size_t reunify_gate_stop_count(const reunify_gate *gate)
{
    return gate ? gate->stage->stop_count : 0;
}

const reunify_stop *reunify_gate_stop(const reunify_gate *gate, size_t at)
{
    return at < reunify_gate_stop_count(gate) ? &gate->stops[at] : NULL;
}

size_t reunify_gate_action_count(const reunify_gate *gate)
{
    return gate ? gate->action_count : 0;
}

const reunify_action *reunify_gate_action(const reunify_gate *gate, size_t at)
{
    return at < reunify_gate_action_count(gate) ? &gate->actions[at] : NULL;
}

const char *reunify_requirement_id(const reunify_requirement *requirement)
{
    return requirement ? requirement->rule->id : NULL;
}

const char *reunify_requirement_text(const reunify_requirement *requirement)
{
    return requirement ? requirement->rule->text : NULL;
}

const char *reunify_requirement_stage(const reunify_requirement *requirement)
{
    return requirement ? requirement->stage->id : NULL;
}

int32_t reunify_requirement_advisory(const reunify_requirement *requirement)
{
    return requirement ? requirement->rule->advisory : 0;
}

int32_t reunify_requirement_status(const reunify_requirement *requirement)
{
    return requirement ? requirement->status : 0;
}

int32_t reunify_requirement_late(const reunify_requirement *requirement)
{
    return requirement && requirement->late;
}

reunify_date reunify_requirement_met_on(const reunify_requirement *requirement)
{
    return requirement ? requirement->met_on : REUNIFY_DATE_NONE;
}

reunify_date reunify_requirement_last_on(const reunify_requirement *r)
{
    return r ? r->last_on : REUNIFY_DATE_NONE;
}

size_t reunify_requirement_evidence_count(const reunify_requirement *requirement)
{
    return requirement ? requirement->evidence_count : 0;
}

const char *reunify_requirement_evidence(const reunify_requirement *requirement, size_t at)
{
    return at < reunify_requirement_evidence_count(requirement) ? requirement->evidence[at] : NULL;
}

static size_t count_roles(uint64_t roles)
{
    size_t count = 0;
    for (; roles; roles &= roles - 1)
        count++;
    return count;
}

size_t reunify_requirement_by_all_count(const reunify_requirement *requirement)
{
    return requirement ? count_roles(requirement->rule->asked.all) : 0;
}

const char *reunify_requirement_by_all(const reunify_requirement *requirement, size_t at)
{
    return requirement ? profile_role_among(requirement->profile, requirement->rule->asked.all, at)
                       : NULL;
}

size_t reunify_requirement_by_any_count(const reunify_requirement *requirement)
{
    return requirement ? count_roles(requirement->rule->asked.any) : 0;
}

const char *reunify_requirement_by_any(const reunify_requirement *requirement, size_t at)
{
    return requirement ? profile_role_among(requirement->profile, requirement->rule->asked.any, at)
                       : NULL;
}

size_t reunify_requirement_person_count(const reunify_requirement *requirement)
{
    return requirement ? requirement->person_count : 0;
}

const char *reunify_requirement_person(const reunify_requirement *requirement, size_t at)
{
    return at < reunify_requirement_person_count(requirement) ? requirement->people[at].id : NULL;
}

int32_t reunify_requirement_person_status(const reunify_requirement *requirement, size_t at)
{
    return at < reunify_requirement_person_count(requirement) ? requirement->people[at].status : 0;
}

size_t reunify_requirement_person_evidence_count(const reunify_requirement *requirement, size_t at)
{
    return at < reunify_requirement_person_count(requirement)
               ? requirement->people[at].evidence_count
               : 0;
}

const char *reunify_requirement_person_evidence(const reunify_requirement *requirement, size_t at,
                                                size_t evidence)
{
    return evidence < reunify_requirement_person_evidence_count(requirement, at)
               ? requirement->people[at].evidence[evidence]
               : NULL;
}

const reunify_source *reunify_requirement_source(const reunify_requirement *requirement)
{
    return requirement ? source_view(&requirement->rule->source) : NULL;
}

const char *reunify_stop_id(const reunify_stop *stop)
{
    return stop ? stop->rule->id : NULL;
}

const char *reunify_stop_text(const reunify_stop *stop)
{
    return stop ? stop->rule->text : NULL;
}

reunify_truth reunify_stop_result(const reunify_stop *stop)
{
    return stop ? stop->result : REUNIFY_UNKNOWN;
}

const char *reunify_stop_outcome(const reunify_stop *stop)
{
    return stop ? stop->rule->outcome : NULL;
}

const reunify_source *reunify_stop_source(const reunify_stop *stop)
{
    return stop ? source_view(&stop->rule->source) : NULL;
}

/* The rest ------------------------------------------------------------------------------------ */

const char *reunify_applicability_id(const reunify_applicability *applicability)
{
    return applicability ? applicability->rule->id : NULL;
}

const char *reunify_applicability_text(const reunify_applicability *applicability)
{
    return applicability ? applicability->rule->text : NULL;
}

reunify_truth reunify_applicability_result(const reunify_applicability *applicability)
{
    return applicability ? applicability->result : REUNIFY_UNKNOWN;
}

size_t reunify_applicability_entry_count(const reunify_applicability *applicability)
{
    return applicability ? applicability->entry_count : 0;
}

const char *reunify_applicability_entry(const reunify_applicability *applicability, size_t at)
{
    return at < reunify_applicability_entry_count(applicability) ? applicability->entries[at]
                                                                 : NULL;
}

const reunify_source *reunify_applicability_source(const reunify_applicability *applicability)
{
    return applicability ? source_view(&applicability->rule->source) : NULL;
}

const char *reunify_obligation_id(const reunify_obligation *obligation)
{
    return obligation ? obligation->rule->id : NULL;
}

const char *reunify_obligation_text(const reunify_obligation *obligation)
{
    return obligation ? obligation->rule->text : NULL;
}

int32_t reunify_obligation_status(const reunify_obligation *obligation)
{
    return obligation ? obligation->status : 0;
}

reunify_date reunify_obligation_due(const reunify_obligation *obligation)
{
    return obligation ? obligation->due : REUNIFY_DATE_NONE;
}

int32_t reunify_obligation_late(const reunify_obligation *obligation)
{
    return obligation && obligation->late;
}

reunify_date reunify_obligation_done_on(const reunify_obligation *obligation)
{
    return obligation ? obligation->done_on : REUNIFY_DATE_NONE;
}

size_t reunify_obligation_by_all_count(const reunify_obligation *obligation)
{
    return obligation ? count_roles(obligation->rule->asked.all) : 0;
}

const char *reunify_obligation_by_all(const reunify_obligation *obligation, size_t at)
{
    return obligation ? profile_role_among(obligation->profile, obligation->rule->asked.all, at)
                      : NULL;
}

size_t reunify_obligation_by_any_count(const reunify_obligation *obligation)
{
    return obligation ? count_roles(obligation->rule->asked.any) : 0;
}

const char *reunify_obligation_by_any(const reunify_obligation *obligation, size_t at)
{
    return obligation ? profile_role_among(obligation->profile, obligation->rule->asked.any, at)
                      : NULL;
}

const reunify_source *reunify_obligation_source(const reunify_obligation *obligation)
{
    return obligation ? source_view(&obligation->rule->source) : NULL;
}

const char *reunify_alert_code(const reunify_alert *alert)
{
    return alert ? alert->rule->id : NULL;
}

const char *reunify_alert_text(const reunify_alert *alert)
{
    return alert ? alert->rule->text : NULL;
}

const reunify_source *reunify_alert_source(const reunify_alert *alert)
{
    return alert ? source_view(&alert->rule->source) : NULL;
}

size_t reunify_alert_action_count(const reunify_alert *alert)
{
    return alert ? alert->action_count : 0;
}

const reunify_action *reunify_alert_action(const reunify_alert *alert, size_t at)
{
    return at < reunify_alert_action_count(alert) ? &alert->actions[at] : NULL;
}

size_t reunify_alert_evidence_count(const reunify_alert *alert)
{
    return alert ? alert->evidence_count : 0;
}

const char *reunify_alert_evidence(const reunify_alert *alert, size_t at)
{
    return at < reunify_alert_evidence_count(alert) ? alert->evidence[at] : NULL;
}

size_t reunify_alert_entry_count(const reunify_alert *alert)
{
    return alert ? alert->entry_count : 0;
}

const char *reunify_alert_entry(const reunify_alert *alert, size_t at)
{
    return at < reunify_alert_entry_count(alert) ? alert->entries[at] : NULL;
}

const char *reunify_association_code(const reunify_association *factor)
{
    return factor ? factor->rule->id : NULL;
}

const char *reunify_association_kind(const reunify_association *factor)
{
    return factor ? factor->rule->kind : NULL;
}

reunify_truth reunify_association_result(const reunify_association *factor)
{
    return factor ? factor->result : REUNIFY_UNKNOWN;
}

size_t reunify_association_evidence_count(const reunify_association *factor)
{
    return factor ? factor->evidence_count : 0;
}

const char *reunify_association_evidence(const reunify_association *factor, size_t at)
{
    return at < reunify_association_evidence_count(factor) ? factor->evidence[at] : NULL;
}

const char *reunify_association_text(const reunify_association *factor)
{
    return factor ? factor->text : NULL;
}

const char *reunify_association_help(const reunify_association *factor)
{
    return factor ? factor->rule->help : NULL;
}

const char *reunify_association_figure(const reunify_association *factor)
{
    return factor ? factor->rule->figure : NULL;
}

const reunify_source *reunify_association_source(const reunify_association *factor)
{
    return factor ? source_view(&factor->rule->source) : NULL;
}

const char *reunify_action_code(const reunify_action *action)
{
    return action ? action->rule->id : NULL;
}

reunify_truth reunify_action_applies(const reunify_action *action)
{
    return action ? action->applies : REUNIFY_UNKNOWN;
}

const char *reunify_action_text(const reunify_action *action)
{
    return action ? action->rule->text : NULL;
}

const reunify_source *reunify_action_source(const reunify_action *action)
{
    return action ? source_view(&action->rule->source) : NULL;
}

const char *reunify_source_id(const reunify_source *source)
{
    return source ? source->source.id : NULL;
}

const char *reunify_source_at(const reunify_source *source)
{
    return source ? source->source.at : NULL;
}

/* Attempts, and what was set aside ------------------------------------------------------------ */

int32_t reunify_attempt_number(const reunify_attempt *attempt)
{
    return attempt ? attempt->number : 0;
}

reunify_date reunify_attempt_from(const reunify_attempt *attempt)
{
    return attempt ? attempt->from : REUNIFY_DATE_NONE;
}

reunify_date reunify_attempt_to(const reunify_attempt *attempt)
{
    return attempt ? attempt->to : REUNIFY_DATE_NONE;
}

reunify_date reunify_attempt_return(const reunify_attempt *attempt)
{
    return attempt ? attempt->home.date : REUNIFY_DATE_NONE;
}

reunify_date reunify_attempt_return_ended_on(const reunify_attempt *attempt)
{
    return attempt ? attempt->home.ended_on : REUNIFY_DATE_NONE;
}

const char *reunify_attempt_return_outcome(const reunify_attempt *attempt)
{
    return attempt && attempt->home.outcome != ENUM_NONE
               ? return_outcome_names[attempt->home.outcome]
               : NULL;
}

const char *reunify_set_aside_requirement(const reunify_set_aside *set_aside)
{
    return set_aside ? set_aside->requirement : NULL;
}

const char *reunify_set_aside_record(const reunify_set_aside *set_aside)
{
    return set_aside ? set_aside->record : NULL;
}

const char *reunify_set_aside_person(const reunify_set_aside *set_aside)
{
    return set_aside ? set_aside->person : NULL;
}

const char *reunify_set_aside_reason(const reunify_set_aside *set_aside)
{
    return set_aside ? set_aside->reason : NULL;
}

const char *reunify_set_aside_by(const reunify_set_aside *set_aside)
{
    return set_aside ? set_aside->by : NULL;
}

reunify_date reunify_set_aside_date(const reunify_set_aside *set_aside)
{
    return set_aside ? set_aside->date : REUNIFY_DATE_NONE;
}

const char *reunify_set_aside_outcome(const reunify_set_aside *set_aside)
{
    return set_aside ? set_aside->outcome : NULL;
}

int32_t reunify_set_aside_accepted(const reunify_set_aside *set_aside)
{
    return set_aside && set_aside->accepted;
}

/* Where the child stands ---------------------------------------------------------------------- */

const reunify_position *reunify_evaluation_position(const reunify_evaluation *evaluation)
{
    return filled(evaluation) ? &evaluation->position : NULL;
}

int32_t reunify_position_age(const reunify_position *position)
{
    return position ? position->age : -1;
}

int32_t reunify_position_age_at_most(const reunify_position *position)
{
    return position ? position->most_age : -1;
}

const char *reunify_position_lives(const reunify_position *position)
{
    return position && position->lives != ENUM_NONE ? lives_names[position->lives] : NULL;
}

reunify_date reunify_position_home_since(const reunify_position *position)
{
    return position ? position->since : REUNIFY_DATE_NONE;
}

reunify_truth reunify_position_planned(const reunify_position *position)
{
    return position ? position->planned : REUNIFY_UNKNOWN;
}

reunify_truth reunify_position_in_care(const reunify_position *position)
{
    return position ? position->in_care : REUNIFY_UNKNOWN;
}

reunify_date reunify_position_care_since(const reunify_position *position)
{
    return position ? position->care_since : REUNIFY_DATE_NONE;
}

const char *reunify_position_placement(const reunify_position *position)
{
    return position && position->placement != ENUM_NONE ? placement_names[position->placement]
                                                        : NULL;
}

reunify_date reunify_position_placement_since(const reunify_position *position)
{
    return position ? position->placement_since : REUNIFY_DATE_NONE;
}

size_t reunify_position_legal_status_count(const reunify_position *position)
{
    return position ? position->status_count : 0;
}

const char *reunify_position_legal_status(const reunify_position *position, size_t at)
{
    return at < reunify_position_legal_status_count(position) ? position->statuses[at].code : NULL;
}

reunify_date reunify_position_legal_status_from(const reunify_position *position, size_t at)
{
    return at < reunify_position_legal_status_count(position) ? position->statuses[at].from
                                                              : REUNIFY_DATE_NONE;
}

size_t reunify_position_person_count(const reunify_position *position)
{
    return position ? position->person_count : 0;
}

const char *reunify_position_person(const reunify_position *position, size_t at)
{
    return at < reunify_position_person_count(position) ? position->people[at].id : NULL;
}

const char *reunify_position_person_relation(const reunify_position *position, size_t at)
{
    if (at >= reunify_position_person_count(position) || position->people[at].relation == ENUM_NONE)
        return NULL;
    return relation_names[position->people[at].relation];
}

int32_t reunify_position_person_household(const reunify_position *position, size_t at)
{
    return at < reunify_position_person_count(position) && position->people[at].household;
}

int32_t reunify_position_person_return_to(const reunify_position *position, size_t at)
{
    return at < reunify_position_person_count(position) && position->people[at].returned_to;
}

reunify_date reunify_position_assessed_on(const reunify_position *position)
{
    return position ? position->assessed_on : REUNIFY_DATE_NONE;
}

reunify_date reunify_position_recorded_on(const reunify_position *position)
{
    return position ? position->recorded_on : REUNIFY_DATE_NONE;
}

/* What was written down ----------------------------------------------------------------------- */

static const char *name_at(const char *const *names, uint8_t value)
{
    return value == ENUM_NONE ? NULL : names[value];
}

size_t reunify_position_factor_count(const reunify_position *position)
{
    return position ? position->factor_count : 0;
}

static const position_factor *factor_at(const reunify_position *position, size_t at)
{
    static const position_factor none = {NULL, ENUM_NONE, ENUM_NONE, ENUM_NONE};
    return at < reunify_position_factor_count(position) ? &position->factors[at] : &none;
}

const char *reunify_position_factor_code(const reunify_position *position, size_t at)
{
    return factor_at(position, at)->code;
}

const char *reunify_position_factor_kind(const reunify_position *position, size_t at)
{
    return name_at(factor_kind_names, factor_at(position, at)->kind);
}

const char *reunify_position_factor_status(const reunify_position *position, size_t at)
{
    return name_at(factor_status_names, factor_at(position, at)->status);
}

const char *reunify_position_factor_emerged(const reunify_position *position, size_t at)
{
    return name_at(factor_emerged_names, factor_at(position, at)->emerged);
}

size_t reunify_position_goal_count(const reunify_position *position)
{
    return position ? position->goal_count : 0;
}

static const position_goal *goal_at(const reunify_position *position, size_t at)
{
    static const position_goal none = {NULL, NULL, REUNIFY_DATE_NONE, ENUM_NONE, false};
    return at < reunify_position_goal_count(position) ? &position->goals[at] : &none;
}

const char *reunify_position_goal(const reunify_position *position, size_t at)
{
    return goal_at(position, at)->id;
}

const char *reunify_position_goal_owner(const reunify_position *position, size_t at)
{
    return goal_at(position, at)->owner;
}

reunify_date reunify_position_goal_due(const reunify_position *position, size_t at)
{
    return goal_at(position, at)->due;
}

const char *reunify_position_goal_status(const reunify_position *position, size_t at)
{
    return name_at(goal_status_names, goal_at(position, at)->status);
}

int32_t reunify_position_goal_past_due(const reunify_position *position, size_t at)
{
    return goal_at(position, at)->past_due;
}
