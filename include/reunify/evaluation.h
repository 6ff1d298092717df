/* An evaluation: what holds, why, by which source, and what is missing. */
#ifndef REUNIFY_EVALUATION_H
#define REUNIFY_EVALUATION_H

#include <reunify/types.h>

REUNIFY_BEGIN_DECLS

/*
 * An evaluation is a snapshot: it keeps its profile alive and copies what it needs of the case. All
 * strings and views below are borrowed until it is released or filled again. Strings are NULL, and
 * dates REUNIFY_DATE_NONE, where there is nothing to say. Lists are read by index from 0; an index
 * out of range gives NULL, and every reader of a view takes NULL.
 *
 * Threads: any number may read an evaluation at once, while none fills it.
 */

/** Views into an evaluation. @since 0.1.0 */
typedef struct reunify_source reunify_source;               /* where a rule comes from */
typedef struct reunify_applicability reunify_applicability; /* a condition of it, or of closing */
typedef struct reunify_action reunify_action;               /* what the source asks for */
typedef struct reunify_history_entry reunify_history_entry;
typedef struct reunify_pending reunify_pending;     /* a sustained rule whose time runs */
typedef struct reunify_position reunify_position;   /* where the child stands */
typedef struct reunify_attempt reunify_attempt;     /* one effort to bring the child home */
typedef struct reunify_set_aside reunify_set_aside; /* a requirement that somebody set aside */
typedef struct reunify_gate reunify_gate;
typedef struct reunify_requirement reunify_requirement;
typedef struct reunify_stop reunify_stop;
typedef struct reunify_needs reunify_needs;
typedef struct reunify_need reunify_need;
typedef struct reunify_obligation reunify_obligation;
typedef struct reunify_alert reunify_alert;
/** A factor associated with success or breakdown. @since 0.1.0 */
typedef struct reunify_association reunify_association;

/** Status of a gate. One that does not apply is passed over. @since 0.1.0 */
enum {
    REUNIFY_GATE_WAITING = 0,
    REUNIFY_GATE_STOPPED = 1,
    REUNIFY_GATE_PASSED = 2,
    REUNIFY_GATE_INCOMPLETE = 3,
    REUNIFY_GATE_NOT_APPLICABLE = 4
};

/** Status of a requirement. @since 0.1.0 */
enum {
    REUNIFY_REQUIREMENT_NOT_MET = 0,
    REUNIFY_REQUIREMENT_MET = 1,
    REUNIFY_REQUIREMENT_UNKNOWN = 2,
    REUNIFY_REQUIREMENT_NOT_APPLICABLE = 3,
    REUNIFY_REQUIREMENT_SET_ASIDE = 4 /* by somebody who may, with reasons */
};

/** Status of an obligation. @since 0.1.0 */
enum {
    REUNIFY_OBLIGATION_NOT_STARTED = 0,
    REUNIFY_OBLIGATION_UPCOMING = 1,
    REUNIFY_OBLIGATION_DUE = 2,
    REUNIFY_OBLIGATION_OVERDUE = 3,
    REUNIFY_OBLIGATION_DONE = 4,
    REUNIFY_OBLIGATION_NOT_APPLICABLE = 5
};

/** What a classification is. @since 0.1.0 */
enum {
    REUNIFY_CLASSIFIED_CONSISTENT = 0,
    REUNIFY_CLASSIFIED_DISCORDANT = 1,
    REUNIFY_CLASSIFIED_INCOMPLETE = 2
};

/** What a level, or a change of it, rests on. @since 0.1.0 */
enum {
    REUNIFY_BASIS_NONE = 0,
    REUNIFY_BASIS_CLASSIFICATION = 1,
    REUNIFY_BASIS_MOVEMENT = 2,
    REUNIFY_BASIS_JUDGEMENT = 3
};

/** What holds a movement back. @since 0.1.0 */
enum { REUNIFY_HELD_NOT = 0, REUNIFY_HELD_BY_CLASSIFICATION = 1, REUNIFY_HELD_BY_INCOMPLETE = 2 };

/**
 * Makes an empty evaluation for reunify_evaluate_into(): *new*, *shared*. `context` may be NULL.
 * Fails with REUNIFY_NO_MEMORY or REUNIFY_ARGUMENT. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_evaluation_new(const reunify_context *context,
                                                          reunify_evaluation **out,
                                                          reunify_error *error);
/**
 * Takes another *shared* reference and returns its argument; NULL is allowed. Any thread that holds
 * one. @since 0.1.0
 */
REUNIFY_API reunify_evaluation *reunify_evaluation_ref(reunify_evaluation *evaluation);
/**
 * Gives a reference back; the last one wipes and releases. NULL is allowed. Any thread.
 * @since 0.1.0
 */
REUNIFY_API void reunify_evaluation_unref(reunify_evaluation *evaluation);

/* The whole ----------------------------------------------------------------------------------- */

/** The id of the case. @since 0.1.0 */
REUNIFY_API const char *reunify_evaluation_case_id(const reunify_evaluation *evaluation);
/** The date it speaks of. @since 0.1.0 */
REUNIFY_API reunify_date reunify_evaluation_as_of(const reunify_evaluation *evaluation);
/**
 * How much it explains: REUNIFY_EXPLAIN_*; 0 where it is empty. What a document leaves out at that
 * level has not been looked for. @since 0.1.0
 */
REUNIFY_API int32_t reunify_evaluation_explain(const reunify_evaluation *evaluation);
/** The profile it was made under: borrowed. @since 0.1.0 */
REUNIFY_API const reunify_profile *reunify_evaluation_profile(const reunify_evaluation *evaluation);
/** The pathway's id. @since 0.1.0 */
REUNIFY_API const char *reunify_evaluation_pathway(const reunify_evaluation *evaluation);
/**
 * Whether the profile applies to the case: REUNIFY_TRUE, REUNIFY_FALSE or REUNIFY_UNKNOWN.
 * @since 0.1.0
 */
REUNIFY_API reunify_truth reunify_evaluation_applicable(const reunify_evaluation *evaluation);
/** The edition of the meaning by which it was made: 2. 0 where it is empty. @since 0.1.0 */
REUNIFY_API int32_t reunify_evaluation_edition(const reunify_evaluation *evaluation);
/** Where the child stands on the date. @since 0.1.0 */
REUNIFY_API const reunify_position *
reunify_evaluation_position(const reunify_evaluation *evaluation);
/** How many attempts to bring the child home there have been. @since 0.1.0 */
REUNIFY_API size_t reunify_evaluation_attempt_count(const reunify_evaluation *evaluation);
/** An attempt, in order; the last is the present one. @since 0.1.0 */
REUNIFY_API const reunify_attempt *reunify_evaluation_attempt(const reunify_evaluation *evaluation,
                                                              size_t at);
/** How many records set a requirement aside or withdraw that. @since 0.1.0 */
REUNIFY_API size_t reunify_evaluation_set_aside_count(const reunify_evaluation *evaluation);
/** Such a record, in order of date. @since 0.1.0 */
REUNIFY_API const reunify_set_aside *
reunify_evaluation_set_aside(const reunify_evaluation *evaluation, size_t at);
/** How many conditions of applicability there are. @since 0.1.0 */
REUNIFY_API size_t reunify_evaluation_applicability_count(const reunify_evaluation *evaluation);
/** A condition of applicability. @since 0.1.0 */
REUNIFY_API const reunify_applicability *
reunify_evaluation_applicability(const reunify_evaluation *evaluation, size_t at);
/**
 * The current stage, the first whose gate has not passed; where all have, the last while a return
 * stands, else NULL. @since 0.1.0
 */
REUNIFY_API const reunify_gate *reunify_evaluation_stage(const reunify_evaluation *evaluation);
/** How many gates there are. @since 0.1.0 */
REUNIFY_API size_t reunify_evaluation_gate_count(const reunify_evaluation *evaluation);
/** A gate, in order. @since 0.1.0 */
REUNIFY_API const reunify_gate *reunify_evaluation_gate(const reunify_evaluation *evaluation,
                                                        size_t at);
/** How many requirements the current gate still needs and are known not to be met. @since 0.1.0 */
REUNIFY_API size_t reunify_evaluation_outstanding_count(const reunify_evaluation *evaluation);
/** A requirement that the current gate still needs. @since 0.1.0 */
REUNIFY_API const reunify_requirement *
reunify_evaluation_outstanding(const reunify_evaluation *evaluation, size_t at);
/**
 * How many requirements of the current gate cannot be told for want of information. @since 0.1.0
 */
REUNIFY_API size_t
reunify_evaluation_information_needed_count(const reunify_evaluation *evaluation);
/** The id of a requirement or stop of the current gate that cannot be told. @since 0.1.0 */
REUNIFY_API const char *reunify_evaluation_information_needed(const reunify_evaluation *evaluation,
                                                              size_t at);
/** The id of its stage. @since 0.1.0 */
REUNIFY_API const char *
reunify_evaluation_information_needed_stage(const reunify_evaluation *evaluation, size_t at);
/** The requirement that it is, NULL where it is a stop. @since 0.1.0 */
REUNIFY_API const reunify_requirement *
reunify_evaluation_information_needed_requirement(const reunify_evaluation *evaluation, size_t at);
/** The stop that it is, NULL where it is a requirement. @since 0.1.0 */
REUNIFY_API const reunify_stop *
reunify_evaluation_information_needed_stop(const reunify_evaluation *evaluation, size_t at);
/** How many kinds of entry would tell; 0 where nothing is explained. @since 0.1.0 */
REUNIFY_API size_t
reunify_evaluation_information_needed_entry_count(const reunify_evaluation *evaluation, size_t at);
/**
 * Such a kind: a member of the case format, and of records, assessments and attributes which, as
 * `people/household` or `records/police_check`. @since 0.1.0
 */
REUNIFY_API const char *
reunify_evaluation_information_needed_entry(const reunify_evaluation *evaluation, size_t at,
                                            size_t entry);
/**
 * How many entries of the case lack something, so that it is not known; 0 where not everything is
 * explained. @since 0.1.0
 */
REUNIFY_API size_t reunify_evaluation_information_needed_missing_count(
    const reunify_evaluation *evaluation, size_t at);
/** What is lacking, as reunify_requirement_missing() tells it. @since 0.1.0 */
REUNIFY_API const char *
reunify_evaluation_information_needed_missing(const reunify_evaluation *evaluation, size_t at,
                                              size_t missing);
/** How many obligations the schedule has. @since 0.1.0 */
REUNIFY_API size_t reunify_evaluation_obligation_count(const reunify_evaluation *evaluation);
/** An obligation. @since 0.1.0 */
REUNIFY_API const reunify_obligation *
reunify_evaluation_obligation(const reunify_evaluation *evaluation, size_t at);
/** How many factors of success and breakdown are looked at. @since 0.1.0 */
REUNIFY_API size_t reunify_evaluation_association_count(const reunify_evaluation *evaluation);
/** A factor. @since 0.1.0 */
REUNIFY_API const reunify_association *
reunify_evaluation_association(const reunify_evaluation *evaluation, size_t at);
/** How many alerts are raised. @since 0.1.0 */
REUNIFY_API size_t reunify_evaluation_alert_count(const reunify_evaluation *evaluation);
/** An alert that is raised. @since 0.1.0 */
REUNIFY_API const reunify_alert *reunify_evaluation_alert(const reunify_evaluation *evaluation,
                                                          size_t at);
/** Of how many alerts it is not known whether they have to be raised. @since 0.1.0 */
REUNIFY_API size_t reunify_evaluation_unknown_alert_count(const reunify_evaluation *evaluation);
/**
 * An alert of which too little is known: it is not raised, and it is not ruled out. It has no
 * actions and no evidence, but entries: what of the case would tell. @since 0.1.0
 */
REUNIFY_API const reunify_alert *
reunify_evaluation_unknown_alert(const reunify_evaluation *evaluation, size_t at);
/** The date that a warning is about, REUNIFY_DATE_NONE where it has none. @since 0.1.0 */
REUNIFY_API reunify_date reunify_evaluation_warning_date(const reunify_evaluation *evaluation,
                                                         size_t at);
/** How many warnings there are. @since 0.1.0 */
REUNIFY_API size_t reunify_evaluation_warning_count(const reunify_evaluation *evaluation);
/** The code of a warning, such as "findings_conflict". @since 0.1.0 */
REUNIFY_API const char *reunify_evaluation_warning_code(const reunify_evaluation *evaluation,
                                                        size_t at);
/**
 * What it is about: the id of an assessment or a record, a code, or a JSON Pointer; which of them
 * stands with each code in docs/diagnostics.md. @since 0.1.0
 */
REUNIFY_API const char *reunify_evaluation_warning_at(const reunify_evaluation *evaluation,
                                                      size_t at);

/* Risk ---------------------------------------------------------------------------------------- */

/** The level that stands, NULL while there is none. @since 0.1.0 */
REUNIFY_API const char *reunify_evaluation_level(const reunify_evaluation *evaluation);
/** Its index in the profile's levels, -1 while there is none. @since 0.1.0 */
REUNIFY_API int32_t reunify_evaluation_level_index(const reunify_evaluation *evaluation);
/** The date it was entered. @since 0.1.0 */
REUNIFY_API reunify_date reunify_evaluation_level_since(const reunify_evaluation *evaluation);
/** What it rests on: REUNIFY_BASIS_*. @since 0.1.0 */
REUNIFY_API int32_t reunify_evaluation_level_basis(const reunify_evaluation *evaluation);
/** The classification of the latest assessment, NULL where there is none: borrowed. @since 0.1.0 */
REUNIFY_API const reunify_classification *
reunify_evaluation_classification(const reunify_evaluation *evaluation);
/** How many entries the history has, one an assessment. @since 0.1.0 */
REUNIFY_API size_t reunify_evaluation_history_count(const reunify_evaluation *evaluation);
/** An entry of the history, oldest first. @since 0.1.0 */
REUNIFY_API const reunify_history_entry *
reunify_evaluation_history(const reunify_evaluation *evaluation, size_t at);
/** How many sustained rules run. @since 0.1.0 */
REUNIFY_API size_t reunify_evaluation_pending_count(const reunify_evaluation *evaluation);
/** A sustained rule that runs. @since 0.1.0 */
REUNIFY_API const reunify_pending *reunify_evaluation_pending(const reunify_evaluation *evaluation,
                                                              size_t at);
/** 1 while the run towards closing lasts; its dates may still be none. @since 0.1.0 */
REUNIFY_API int32_t reunify_evaluation_may_close(const reunify_evaluation *evaluation);
/** From when the case may close while the run towards closing lasts. @since 0.1.0 */
REUNIFY_API reunify_date reunify_evaluation_may_close_from(const reunify_evaluation *evaluation);
/** The first assessment that confirmed it. @since 0.1.0 */
REUNIFY_API reunify_date
reunify_evaluation_may_close_confirmed(const reunify_evaluation *evaluation);
/** Whether the profile's conditions for closing a case hold. @since 0.1.0 */
REUNIFY_API reunify_truth reunify_evaluation_may_be_closed(const reunify_evaluation *evaluation);
/** How many conditions for closing there are. @since 0.1.0 */
REUNIFY_API size_t reunify_evaluation_closing_count(const reunify_evaluation *evaluation);
/** A condition for closing. @since 0.1.0 */
REUNIFY_API const reunify_applicability *
reunify_evaluation_closing(const reunify_evaluation *evaluation, size_t at);
/** 1 where no assessment of the present attempt has confirmed the level. @since 0.1.0 */
REUNIFY_API int32_t reunify_evaluation_earlier_attempt(const reunify_evaluation *evaluation);
/**
 * The first date on which the case could close if every condition held from now on. @since 0.1.0
 */
REUNIFY_API reunify_date reunify_evaluation_earliest_closure(const reunify_evaluation *evaluation);
/** How many actions the level and the last movement ask for. @since 0.1.0 */
REUNIFY_API size_t reunify_evaluation_action_count(const reunify_evaluation *evaluation);
/** An action that the level or the last movement asks for. @since 0.1.0 */
REUNIFY_API const reunify_action *reunify_evaluation_action(const reunify_evaluation *evaluation,
                                                            size_t at);

/* A classification, of an evaluation or of reunify_profile_classify() */

/** The level indicated, NULL where it is incomplete. @since 0.1.0 */
REUNIFY_API const char *reunify_classification_level(const reunify_classification *classification);
/** The most severe least level of the known dimensions. @since 0.1.0 */
REUNIFY_API const char *
reunify_classification_at_least(const reunify_classification *classification);
/** REUNIFY_CLASSIFIED_*. @since 0.1.0 */
REUNIFY_API int32_t reunify_classification_status(const reunify_classification *classification);
/** The assessment's id, NULL for one classified alone. @since 0.1.0 */
REUNIFY_API const char *
reunify_classification_assessment(const reunify_classification *classification);
/** How many dimensions there are. @since 0.1.0 */
REUNIFY_API size_t
reunify_classification_dimension_count(const reunify_classification *classification);
/** A dimension's id. @since 0.1.0 */
REUNIFY_API const char *
reunify_classification_dimension(const reunify_classification *classification, size_t at);
/**
 * Its value, `true` or `false` for one that is yes or no, NULL where it is unknown.
 * @since 0.1.0
 */
REUNIFY_API const char *reunify_classification_value(const reunify_classification *classification,
                                                     size_t at);
/**
 * Whether the value permits a level (by index): 1 or 0; an unknown value permits none. @since 0.1.0
 */
REUNIFY_API int32_t reunify_classification_permits(const reunify_classification *classification,
                                                   size_t at, size_t level);
/** 1 where the dimension decides the level indicated. @since 0.1.0 */
REUNIFY_API int32_t reunify_classification_deciding(const reunify_classification *classification,
                                                    size_t at);
/** How many warnings the classification gave (findings_conflict, unknown_finding). @since 0.1.0 */
REUNIFY_API size_t
reunify_classification_warning_count(const reunify_classification *classification);
/** The code of such a warning. @since 0.1.0 */
REUNIFY_API const char *reunify_classification_warning(const reunify_classification *classification,
                                                       size_t at);

/** How many people's values are shown of a dimension that is given by person. @since 0.1.0 */
REUNIFY_API size_t reunify_classification_person_count(const reunify_classification *classification,
                                                       size_t at);
/** The id of such a person. @since 0.1.0 */
REUNIFY_API const char *reunify_classification_person(const reunify_classification *classification,
                                                      size_t at, size_t person);
/** What was found of that person, NULL where it is not known. @since 0.1.0 */
REUNIFY_API const char *
reunify_classification_person_value(const reunify_classification *classification, size_t at,
                                    size_t person);
/**
 * From how many findings of the case as a whole a dimension's value is derived, as far as they were
 * stated; 0 of a classification made alone. @since 0.1.0
 */
REUNIFY_API size_t reunify_classification_stated_count(const reunify_classification *classification,
                                                       size_t at);
/** Such a finding. @since 0.1.0 */
REUNIFY_API const char *reunify_classification_stated(const reunify_classification *classification,
                                                      size_t at, size_t stated);
/** What was stated: a code, `true` or `false`. @since 0.1.0 */
REUNIFY_API const char *
reunify_classification_stated_value(const reunify_classification *classification, size_t at,
                                    size_t stated);

/* An entry of the history */

/** The assessment's date. @since 0.1.0 */
REUNIFY_API reunify_date reunify_history_entry_date(const reunify_history_entry *entry);
/** The assessment's id. @since 0.1.0 */
REUNIFY_API const char *reunify_history_entry_assessment(const reunify_history_entry *entry);
/** The level before, NULL for none. @since 0.1.0 */
REUNIFY_API const char *reunify_history_entry_from(const reunify_history_entry *entry);
/** The level after, NULL for none. @since 0.1.0 */
REUNIFY_API const char *reunify_history_entry_to(const reunify_history_entry *entry);
/** REUNIFY_BASIS_*. @since 0.1.0 */
REUNIFY_API int32_t reunify_history_entry_basis(const reunify_history_entry *entry);
/** The rule that applied. @since 0.1.0 */
REUNIFY_API const char *reunify_history_entry_rule(const reunify_history_entry *entry);
/** That rule in words. @since 0.1.0 */
REUNIFY_API const char *reunify_history_entry_rule_text(const reunify_history_entry *entry);
/** The classification's level, NULL where incomplete. @since 0.1.0 */
REUNIFY_API const char *reunify_history_entry_indicated(const reunify_history_entry *entry);
/** The level before any judgement. @since 0.1.0 */
REUNIFY_API const char *reunify_history_entry_engine(const reunify_history_entry *entry);
/** 1 where the classification was more severe than the rule. @since 0.1.0 */
REUNIFY_API int32_t reunify_history_entry_discordant(const reunify_history_entry *entry);
/** 1 where no rule spoke and a manager is asked to judge. @since 0.1.0 */
REUNIFY_API int32_t reunify_history_entry_silent(const reunify_history_entry *entry);
/** REUNIFY_HELD_*. @since 0.1.0 */
REUNIFY_API int32_t reunify_history_entry_held_by(const reunify_history_entry *entry);
/** The rule that is held. @since 0.1.0 */
REUNIFY_API const char *reunify_history_entry_held_rule(const reunify_history_entry *entry);
/** The level it leads to. @since 0.1.0 */
REUNIFY_API const char *reunify_history_entry_held_to(const reunify_history_entry *entry);
/** When its time was complete. @since 0.1.0 */
REUNIFY_API reunify_date reunify_history_entry_held_since(const reunify_history_entry *entry);

/** 1 where a judgement was given, whether or not it was followed. @since 0.1.0 */
REUNIFY_API int32_t reunify_history_entry_judged(const reunify_history_entry *entry);
/** The level that was judged. @since 0.1.0 */
REUNIFY_API const char *reunify_history_entry_judged_level(const reunify_history_entry *entry);
/** The role that approved the judgement. @since 0.1.0 */
REUNIFY_API const char *reunify_history_entry_approved_by(const reunify_history_entry *entry);
/** The reasons of the judgement. @since 0.1.0 */
REUNIFY_API const char *reunify_history_entry_rationale(const reunify_history_entry *entry);

/* A rule that runs */

/** The rule's id. @since 0.1.0 */
REUNIFY_API const char *reunify_pending_rule(const reunify_pending *pending);
/** The level it leads to, NULL for one that changes no level. @since 0.1.0 */
REUNIFY_API const char *reunify_pending_to(const reunify_pending *pending);
/** The rule in words. @since 0.1.0 */
REUNIFY_API const char *reunify_pending_text(const reunify_pending *pending);
/** When the run began. @since 0.1.0 */
REUNIFY_API reunify_date reunify_pending_run_since(const reunify_pending *pending);
/** When its time is complete. @since 0.1.0 */
REUNIFY_API reunify_date reunify_pending_eligible_from(const reunify_pending *pending);
/** 1 where it is: an assessment has to confirm it. @since 0.1.0 */
REUNIFY_API int32_t reunify_pending_elapsed(const reunify_pending *pending);

/* Gates and requirements ---------------------------------------------------------------------- */

/** The stage's id. @since 0.1.0 */
REUNIFY_API const char *reunify_gate_stage(const reunify_gate *gate);
/** The stage's name. @since 0.1.0 */
REUNIFY_API const char *reunify_gate_text(const reunify_gate *gate);
/** Its number, from 1; 0 for NULL. @since 0.1.0 */
REUNIFY_API int32_t reunify_gate_number(const reunify_gate *gate);
/** REUNIFY_GATE_*. @since 0.1.0 */
REUNIFY_API int32_t reunify_gate_status(const reunify_gate *gate);
/** The earliest date from which it has been passed without a break. @since 0.1.0 */
REUNIFY_API reunify_date reunify_gate_passed_on(const reunify_gate *gate);
/** The outcome of the stop that applies, NULL unless it is stopped. @since 0.1.0 */
REUNIFY_API const char *reunify_gate_outcome(const reunify_gate *gate);
/** The role that led what stopped it, NULL where none is recorded. @since 0.1.0 */
REUNIFY_API const char *reunify_gate_stopped_by(const reunify_gate *gate);
/** The date of what stopped it. @since 0.1.0 */
REUNIFY_API reunify_date reunify_gate_stopped_on(const reunify_gate *gate);
/** How many requirements it has. @since 0.1.0 */
REUNIFY_API size_t reunify_gate_requirement_count(const reunify_gate *gate);
/** A requirement. @since 0.1.0 */
REUNIFY_API const reunify_requirement *reunify_gate_requirement(const reunify_gate *gate,
                                                                size_t at);
/** How many stops it has. @since 0.1.0 */
REUNIFY_API size_t reunify_gate_stop_count(const reunify_gate *gate);
/** A stop. @since 0.1.0 */
REUNIFY_API const reunify_stop *reunify_gate_stop(const reunify_gate *gate, size_t at);
/** How many actions the stop that applies asks for. @since 0.1.0 */
REUNIFY_API size_t reunify_gate_action_count(const reunify_gate *gate);
/** An action that the stop that applies asks for. @since 0.1.0 */
REUNIFY_API const reunify_action *reunify_gate_action(const reunify_gate *gate, size_t at);

/** The requirement's id. @since 0.1.0 */
REUNIFY_API const char *reunify_requirement_id(const reunify_requirement *requirement);
/** The requirement in words. @since 0.1.0 */
REUNIFY_API const char *reunify_requirement_text(const reunify_requirement *requirement);
/** The id of its stage. @since 0.1.0 */
REUNIFY_API const char *reunify_requirement_stage(const reunify_requirement *requirement);
/** 1 where it is advisory: no gate waits for it. @since 0.1.0 */
REUNIFY_API int32_t reunify_requirement_advisory(const reunify_requirement *requirement);
/** REUNIFY_REQUIREMENT_*. @since 0.1.0 */
REUNIFY_API int32_t reunify_requirement_status(const reunify_requirement *requirement);
/** 1 where it was met after its time. @since 0.1.0 */
REUNIFY_API int32_t reunify_requirement_late(const reunify_requirement *requirement);
/** The earliest date on which it was met, where it is. @since 0.1.0 */
REUNIFY_API reunify_date reunify_requirement_met_on(const reunify_requirement *requirement);
/** The latest date of its evidence. @since 0.1.0 */
REUNIFY_API reunify_date reunify_requirement_last_on(const reunify_requirement *requirement);
/** How many ids of evidence there are. @since 0.1.0 */
REUNIFY_API size_t reunify_requirement_evidence_count(const reunify_requirement *requirement);
/**
 * The id of a record, assessment or person, or its pointer where it has no id; of an attribute of
 * the case that has a time the pointer, such as /attributes/destination/1. @since 0.1.0
 */
REUNIFY_API const char *reunify_requirement_evidence(const reunify_requirement *requirement,
                                                     size_t at);
/**
 * How many roles are asked for, all of them: where the pack names who does it, those; else those
 * that have to lead or take part whatever is done. @since 0.1.0
 */
REUNIFY_API size_t reunify_requirement_by_all_count(const reunify_requirement *requirement);
/** Such a role. @since 0.1.0 */
REUNIFY_API const char *reunify_requirement_by_all(const reunify_requirement *requirement,
                                                   size_t at);
/** How many roles there are of which some are asked for, one at the least. @since 0.1.0 */
REUNIFY_API size_t reunify_requirement_by_any_count(const reunify_requirement *requirement);
/** Such a role. @since 0.1.0 */
REUNIFY_API const char *reunify_requirement_by_any(const reunify_requirement *requirement,
                                                   size_t at);
/** How many people it was asked about one by one. @since 0.1.0 */
REUNIFY_API size_t reunify_requirement_person_count(const reunify_requirement *requirement);
/** A person's id. @since 0.1.0 */
REUNIFY_API const char *reunify_requirement_person(const reunify_requirement *requirement,
                                                   size_t at);
/** REUNIFY_REQUIREMENT_* for that person. @since 0.1.0 */
REUNIFY_API int32_t reunify_requirement_person_status(const reunify_requirement *requirement,
                                                      size_t at);
/** How many ids of evidence there are for that person. @since 0.1.0 */
REUNIFY_API size_t reunify_requirement_person_evidence_count(const reunify_requirement *requirement,
                                                             size_t at);
/** Such an id, by the index of the person and its own. @since 0.1.0 */
REUNIFY_API const char *reunify_requirement_person_evidence(const reunify_requirement *requirement,
                                                            size_t at, size_t evidence);
/** Where the requirement comes from. @since 0.1.0 */
REUNIFY_API const reunify_source *
reunify_requirement_source(const reunify_requirement *requirement);

/**
 * What would meet a requirement that is not met or not known; NULL where nothing that could be
 * added would, where it is met, and where not everything is explained: borrowed until the
 * evaluation is released. @since 0.1.0
 */
REUNIFY_API const reunify_needs *reunify_requirement_needs(const reunify_requirement *requirement);
/**
 * How many entries of the case lack something, so that the requirement is not known; 0 where not
 * everything is explained. @since 0.1.0
 */
REUNIFY_API size_t reunify_requirement_missing_count(const reunify_requirement *requirement);
/**
 * What is lacking, as a JSON Pointer: `/records/3/led_by`, or `/records` where the whole list is.
 * @since 0.1.0
 */
REUNIFY_API const char *reunify_requirement_missing(const reunify_requirement *requirement,
                                                    size_t at);

/* Needs ---------------------------------------------------------------------------------------- */

/*
 * Alternatives, of which one is enough; each is a list of things that are all needed. Dates are
 * worked out as if all was done on the date of the evaluation. What is there to be told of a thing
 * depends on its kind; what is not asked is absent.
 */

/** How many alternatives there are: at most eight. @since 0.1.0 */
REUNIFY_API size_t reunify_needs_alternative_count(const reunify_needs *needs);
/** 1 where there are more than are listed. @since 0.1.0 */
REUNIFY_API int32_t reunify_needs_more(const reunify_needs *needs);
/** How many things an alternative needs. @since 0.1.0 */
REUNIFY_API size_t reunify_needs_need_count(const reunify_needs *needs, size_t alternative);
/** One of them. @since 0.1.0 */
REUNIFY_API const reunify_need *reunify_needs_need(const reunify_needs *needs, size_t alternative,
                                                   size_t at);

/** What is needed. @since 0.1.0 */
enum {
    REUNIFY_NEED_RECORD = 0,
    /* one that can be classified in full, or has a valid judgement; or with a finding */
    REUNIFY_NEED_ASSESSMENT = 1,
    REUNIFY_NEED_LEVEL = 2, /* an assessment that gives one of the levels */
    REUNIFY_NEED_GOAL = 3,  /* one, or where there are values all of that status */
    REUNIFY_NEED_FAMILY_TIME = 4,
    REUNIFY_NEED_ATTRIBUTE = 5,    /* of the case */
    REUNIFY_NEED_LEGAL_STATUS = 6, /* one of the values, in force on the last day */
    REUNIFY_NEED_BIRTH = 7,        /* of whom it is about */
    REUNIFY_NEED_DAY = 8,          /* nothing but that the first day comes */
    REUNIFY_NEED_STAY = 9          /* of whom it is about, on one of the days */
};

/** REUNIFY_NEED_*; -1 for NULL. @since 0.1.0 */
REUNIFY_API int32_t reunify_need_kind(const reunify_need *need);
/** How many types of record there are, of which it has to be one. @since 0.1.0 */
REUNIFY_API size_t reunify_need_type_count(const reunify_need *need);
/** One of them. @since 0.1.0 */
REUNIFY_API const char *reunify_need_type(const reunify_need *need, size_t at);
/** The name of a finding or of an attribute of the case. @since 0.1.0 */
REUNIFY_API const char *reunify_need_name(const reunify_need *need);
/**
 * How many values there are, of which one is needed: of the finding or attribute (true and false
 * for one that is yes or no), levels, legal statuses, `achieved`, or what family time has to be
 * (`recorded`, `overnight`, `increasing`, `grown`). @since 0.1.0
 */
REUNIFY_API size_t reunify_need_value_count(const reunify_need *need);
/** One of them. @since 0.1.0 */
REUNIFY_API const char *reunify_need_value(const reunify_need *need, size_t at);
/**
 * The least that a number may be: of a finding or attribute, or the hours that family time has to
 * have more of; INT32_MIN: not asked. @since 0.1.0
 */
REUNIFY_API int32_t reunify_need_at_least(const reunify_need *need);
/** The most that it may be; INT32_MIN: not asked. @since 0.1.0 */
REUNIFY_API int32_t reunify_need_at_most(const reunify_need *need);
/** How many outcomes there are, of which one is needed. @since 0.1.0 */
REUNIFY_API size_t reunify_need_outcome_count(const reunify_need *need);
/** One of them. @since 0.1.0 */
REUNIFY_API const char *reunify_need_outcome(const reunify_need *need, size_t at);
/** How many roles there are, of which one has to lead. @since 0.1.0 */
REUNIFY_API size_t reunify_need_led_by_count(const reunify_need *need);
/** One of them. @since 0.1.0 */
REUNIFY_API const char *reunify_need_led_by(const reunify_need *need, size_t at);
/** How many roles have to take part. @since 0.1.0 */
REUNIFY_API size_t reunify_need_with_all_count(const reunify_need *need);
/** One of them. @since 0.1.0 */
REUNIFY_API const char *reunify_need_with_all(const reunify_need *need, size_t at);
/** How many roles there are, of which one has to take part. @since 0.1.0 */
REUNIFY_API size_t reunify_need_with_any_count(const reunify_need *need);
/** One of them. @since 0.1.0 */
REUNIFY_API const char *reunify_need_with_any(const reunify_need *need, size_t at);
/** How many people there are, of whom it has to be about one: ids, or `child`. @since 0.1.0 */
REUNIFY_API size_t reunify_need_about_count(const reunify_need *need);
/** One of them. @since 0.1.0 */
REUNIFY_API const char *reunify_need_about(const reunify_need *need, size_t at);
/** How many attributes of the record are asked for. @since 0.1.0 */
REUNIFY_API size_t reunify_need_attribute_count(const reunify_need *need);
/** The name of one. @since 0.1.0 */
REUNIFY_API const char *reunify_need_attribute(const reunify_need *need, size_t at);
/** How many values there are, of which it has to have one. @since 0.1.0 */
REUNIFY_API size_t reunify_need_attribute_value_count(const reunify_need *need, size_t at);
/** One of them. @since 0.1.0 */
REUNIFY_API const char *reunify_need_attribute_value(const reunify_need *need, size_t at,
                                                     size_t value);
/** The least that it may be; INT32_MIN: not asked. @since 0.1.0 */
REUNIFY_API int32_t reunify_need_attribute_at_least(const reunify_need *need, size_t at);
/** The most that it may be; INT32_MIN: not asked. @since 0.1.0 */
REUNIFY_API int32_t reunify_need_attribute_at_most(const reunify_need *need, size_t at);
/**
 * How many are needed: of records each on a day of its own, on which there is none of the type yet;
 * 0: one is enough, on any day. @since 0.1.0
 */
REUNIFY_API int32_t reunify_need_count(const reunify_need *need);
/** The first day on which it may be dated, REUNIFY_DATE_NONE. @since 0.1.0 */
REUNIFY_API reunify_date reunify_need_not_before(const reunify_need *need);
/** The last day on which it may be dated, REUNIFY_DATE_NONE. @since 0.1.0 */
REUNIFY_API reunify_date reunify_need_not_after(const reunify_need *need);

/** The stop's id. @since 0.1.0 */
REUNIFY_API const char *reunify_stop_id(const reunify_stop *stop);
/** The stop in words. @since 0.1.0 */
REUNIFY_API const char *reunify_stop_text(const reunify_stop *stop);
/** Whether it holds. @since 0.1.0 */
REUNIFY_API reunify_truth reunify_stop_result(const reunify_stop *stop);
/** What follows where it holds. @since 0.1.0 */
REUNIFY_API const char *reunify_stop_outcome(const reunify_stop *stop);
/** Where it comes from. @since 0.1.0 */
REUNIFY_API const reunify_source *reunify_stop_source(const reunify_stop *stop);

/* Attempts, and what was set aside ------------------------------------------------------------ */

/* Where the child stands ---------------------------------------------------------------------- */

/** The child's age in years, the least that it may be; -1 where it is not known. @since 0.1.0 */
REUNIFY_API int32_t reunify_position_age(const reunify_position *position);
/** The most that it may be, where the birth is not known to the day; -1. @since 0.1.0 */
REUNIFY_API int32_t reunify_position_age_at_most(const reunify_position *position);
/**
 * `at_home` where a return stands or the child is placed with parents, `in_care`, `elsewhere` where
 * neither is so; NULL where it is not known. @since 0.1.0
 */
REUNIFY_API const char *reunify_position_lives(const reunify_position *position);
/** Since when the child is at home. @since 0.1.0 */
REUNIFY_API reunify_date reunify_position_home_since(const reunify_position *position);
/** Whether the return that stands was planned. @since 0.1.0 */
REUNIFY_API reunify_truth reunify_position_planned(const reunify_position *position);
/** Whether the child is in care, short breaks left out. @since 0.1.0 */
REUNIFY_API reunify_truth reunify_position_in_care(const reunify_position *position);
/** Since when, without a break. @since 0.1.0 */
REUNIFY_API reunify_date reunify_position_care_since(const reunify_position *position);
/** The type of the placement in force, the latest of several; NULL. @since 0.1.0 */
REUNIFY_API const char *reunify_position_placement(const reunify_position *position);
/** Since when. @since 0.1.0 */
REUNIFY_API reunify_date reunify_position_placement_since(const reunify_position *position);
/** How many legal statuses are in force. @since 0.1.0 */
REUNIFY_API size_t reunify_position_legal_status_count(const reunify_position *position);
/** The code of such a status, in order of their beginnings. @since 0.1.0 */
REUNIFY_API const char *reunify_position_legal_status(const reunify_position *position, size_t at);
/** Since when it has been in force. @since 0.1.0 */
REUNIFY_API reunify_date reunify_position_legal_status_from(const reunify_position *position,
                                                            size_t at);
/** How many people live in the home or are those to whom the child is to return. @since 0.1.0 */
REUNIFY_API size_t reunify_position_person_count(const reunify_position *position);
/** The id of such a person: those to whom the child is to return come first. @since 0.1.0 */
REUNIFY_API const char *reunify_position_person(const reunify_position *position, size_t at);
/** What the person is to the child, as `parent`; NULL where it is not known. @since 0.1.0 */
REUNIFY_API const char *reunify_position_person_relation(const reunify_position *position,
                                                         size_t at);
/** 1 where the person lives in the home. @since 0.1.0 */
REUNIFY_API int32_t reunify_position_person_household(const reunify_position *position, size_t at);
/** 1 where the child is to return to that person. @since 0.1.0 */
REUNIFY_API int32_t reunify_position_person_return_to(const reunify_position *position, size_t at);
/** The date of the latest assessment. @since 0.1.0 */
REUNIFY_API reunify_date reunify_position_assessed_on(const reunify_position *position);
/**
 * The latest date of a record, an assessment or the return that stands, REUNIFY_DATE_NONE: how old
 * the record is. @since 0.1.0
 */
REUNIFY_API reunify_date reunify_position_recorded_on(const reunify_position *position);
/**
 * How many risk and protective factors the latest assessment lists, risks first, by code; 0 with
 * REUNIFY_EXPLAIN_NONE. @since 0.1.0
 */
REUNIFY_API size_t reunify_position_factor_count(const reunify_position *position);
/** The code of one, NULL where it has none. @since 0.1.0 */
REUNIFY_API const char *reunify_position_factor_code(const reunify_position *position, size_t at);
/** "risk" or "protective", NULL where it is not given. @since 0.1.0 */
REUNIFY_API const char *reunify_position_factor_kind(const reunify_position *position, size_t at);
/** Its status, such as "being_addressed", NULL where it is not given. @since 0.1.0 */
REUNIFY_API const char *reunify_position_factor_status(const reunify_position *position, size_t at);
/** "new" or "re_emerged", NULL where neither is given. @since 0.1.0 */
REUNIFY_API const char *reunify_position_factor_emerged(const reunify_position *position,
                                                        size_t at);
/** How many goals the case has, by date and id; 0 with REUNIFY_EXPLAIN_NONE. @since 0.1.0 */
REUNIFY_API size_t reunify_position_goal_count(const reunify_position *position);
/** The id of a goal; JSON Pointer where it has none. @since 0.1.0 */
REUNIFY_API const char *reunify_position_goal(const reunify_position *position, size_t at);
/** Whose goal it is, NULL where that is not given. @since 0.1.0 */
REUNIFY_API const char *reunify_position_goal_owner(const reunify_position *position, size_t at);
/** The date by which, REUNIFY_DATE_NONE. @since 0.1.0 */
REUNIFY_API reunify_date reunify_position_goal_due(const reunify_position *position, size_t at);
/** "red", "amber", "green" or "achieved", NULL where it is not given. @since 0.1.0 */
REUNIFY_API const char *reunify_position_goal_status(const reunify_position *position, size_t at);
/** 1 where its date has passed and it is not achieved. @since 0.1.0 */
REUNIFY_API int32_t reunify_position_goal_past_due(const reunify_position *position, size_t at);

/** The attempt's number, from 1. @since 0.1.0 */
REUNIFY_API int32_t reunify_attempt_number(const reunify_attempt *attempt);
/** Its first day; REUNIFY_DATE_NONE: before all that is recorded, or not certain. @since 0.1.0 */
REUNIFY_API reunify_date reunify_attempt_from(const reunify_attempt *attempt);
/** The first day of what came next; REUNIFY_DATE_NONE: it is the present one. @since 0.1.0 */
REUNIFY_API reunify_date reunify_attempt_to(const reunify_attempt *attempt);
/** The date of its return home, REUNIFY_DATE_NONE where there is none. @since 0.1.0 */
REUNIFY_API reunify_date reunify_attempt_return(const reunify_attempt *attempt);
/** The day on which that return ended; REUNIFY_DATE_NONE: it stands. @since 0.1.0 */
REUNIFY_API reunify_date reunify_attempt_return_ended_on(const reunify_attempt *attempt);
/** How it ended: `re_entered_care`, `became_adult` or `other`. @since 0.1.0 */
REUNIFY_API const char *reunify_attempt_return_outcome(const reunify_attempt *attempt);

/** The id of the requirement, NULL where the record names none. @since 0.1.0 */
REUNIFY_API const char *reunify_set_aside_requirement(const reunify_set_aside *set_aside);
/** The id of the record. @since 0.1.0 */
REUNIFY_API const char *reunify_set_aside_record(const reunify_set_aside *set_aside);
/** The id of the person for whom it was set aside, NULL: for all. @since 0.1.0 */
REUNIFY_API const char *reunify_set_aside_person(const reunify_set_aside *set_aside);
/** The reason that the record gives, in its own words; NULL. @since 0.1.0 */
REUNIFY_API const char *reunify_set_aside_reason(const reunify_set_aside *set_aside);
/** The role that did so. @since 0.1.0 */
REUNIFY_API const char *reunify_set_aside_by(const reunify_set_aside *set_aside);
/** When. @since 0.1.0 */
REUNIFY_API reunify_date reunify_set_aside_date(const reunify_set_aside *set_aside);
/** `set_aside` or `withdrawn`, or what else the record says. @since 0.1.0 */
REUNIFY_API const char *reunify_set_aside_outcome(const reunify_set_aside *set_aside);
/** 1 where it counts. @since 0.1.0 */
REUNIFY_API int32_t reunify_set_aside_accepted(const reunify_set_aside *set_aside);

/* The rest ------------------------------------------------------------------------------------ */

/** The condition's id. @since 0.1.0 */
REUNIFY_API const char *reunify_applicability_id(const reunify_applicability *applicability);
/** The condition in words. @since 0.1.0 */
REUNIFY_API const char *reunify_applicability_text(const reunify_applicability *applicability);
/** Whether it holds. @since 0.1.0 */
REUNIFY_API reunify_truth reunify_applicability_result(const reunify_applicability *applicability);
/** Where it comes from. @since 0.1.0 */
REUNIFY_API const reunify_source *
reunify_applicability_source(const reunify_applicability *applicability);
/** How many kinds of entry would tell, where it is not known. @since 0.1.0 */
REUNIFY_API size_t reunify_applicability_entry_count(const reunify_applicability *applicability);
/** Such a kind, as reunify_evaluation_information_needed_entry() gives them. @since 0.1.0 */
REUNIFY_API const char *reunify_applicability_entry(const reunify_applicability *applicability,
                                                    size_t at);

/** The obligation's id. @since 0.1.0 */
REUNIFY_API const char *reunify_obligation_id(const reunify_obligation *obligation);
/** The obligation in words. @since 0.1.0 */
REUNIFY_API const char *reunify_obligation_text(const reunify_obligation *obligation);
/** REUNIFY_OBLIGATION_*. @since 0.1.0 */
REUNIFY_API int32_t reunify_obligation_status(const reunify_obligation *obligation);
/** The date by which. @since 0.1.0 */
REUNIFY_API reunify_date reunify_obligation_due(const reunify_obligation *obligation);
/** 1 where it was done after a deadline, and certainly not by it. @since 0.1.0 */
REUNIFY_API int32_t reunify_obligation_late(const reunify_obligation *obligation);
/** The date since which it is done. @since 0.1.0 */
REUNIFY_API reunify_date reunify_obligation_done_on(const reunify_obligation *obligation);
/** How many roles are asked for, as of a requirement: all of them. @since 0.1.0 */
REUNIFY_API size_t reunify_obligation_by_all_count(const reunify_obligation *obligation);
/** Such a role. @since 0.1.0 */
REUNIFY_API const char *reunify_obligation_by_all(const reunify_obligation *obligation, size_t at);
/** How many roles there are of which some are asked for, one at the least. @since 0.1.0 */
REUNIFY_API size_t reunify_obligation_by_any_count(const reunify_obligation *obligation);
/** Such a role. @since 0.1.0 */
REUNIFY_API const char *reunify_obligation_by_any(const reunify_obligation *obligation, size_t at);
/** Where it comes from. @since 0.1.0 */
REUNIFY_API const reunify_source *reunify_obligation_source(const reunify_obligation *obligation);

/** The alert's code. @since 0.1.0 */
REUNIFY_API const char *reunify_alert_code(const reunify_alert *alert);
/** The alert in words. @since 0.1.0 */
REUNIFY_API const char *reunify_alert_text(const reunify_alert *alert);
/** Where it comes from. @since 0.1.0 */
REUNIFY_API const reunify_source *reunify_alert_source(const reunify_alert *alert);
/** How many actions it asks for. @since 0.1.0 */
REUNIFY_API size_t reunify_alert_action_count(const reunify_alert *alert);
/** An action it asks for. @since 0.1.0 */
REUNIFY_API const reunify_action *reunify_alert_action(const reunify_alert *alert, size_t at);
/** On how many records, assessments and people a raised alert rests; explanations on. @since 0.1.0
 */
REUNIFY_API size_t reunify_alert_evidence_count(const reunify_alert *alert);
/** Id of one of them, by date; JSON Pointer where it has none. @since 0.1.0 */
REUNIFY_API const char *reunify_alert_evidence(const reunify_alert *alert, size_t at);
/** How many entries would tell whether an alert has to be raised; explanations on. @since 0.1.0 */
REUNIFY_API size_t reunify_alert_entry_count(const reunify_alert *alert);
/** Such an entry: "people/date_of_birth", "records/police_check". @since 0.1.0 */
REUNIFY_API const char *reunify_alert_entry(const reunify_alert *alert, size_t at);

/** The factor's code. @since 0.1.0 */
REUNIFY_API const char *reunify_association_code(const reunify_association *factor);
/** `success` or `breakdown`: what it is associated with. @since 0.1.0 */
REUNIFY_API const char *reunify_association_kind(const reunify_association *factor);
/** Whether it is present. @since 0.1.0 */
REUNIFY_API reunify_truth reunify_association_result(const reunify_association *factor);
/** How many ids of evidence there are. @since 0.1.0 */
REUNIFY_API size_t reunify_association_evidence_count(const reunify_association *factor);
/** Such an id, as reunify_requirement_evidence() gives them. @since 0.1.0 */
REUNIFY_API const char *reunify_association_evidence(const reunify_association *factor, size_t at);
/** The factor in words: of one that is present, what the case shows of it. @since 0.1.0 */
REUNIFY_API const char *reunify_association_text(const reunify_association *factor);
/** The help that the source calls for. @since 0.1.0 */
REUNIFY_API const char *reunify_association_help(const reunify_association *factor);
/** The figure that the source gives. @since 0.1.0 */
REUNIFY_API const char *reunify_association_figure(const reunify_association *factor);
/** Where it comes from. @since 0.1.0 */
REUNIFY_API const reunify_source *reunify_association_source(const reunify_association *factor);

/** The action's code. @since 0.1.0 */
REUNIFY_API const char *reunify_action_code(const reunify_action *action);
/** REUNIFY_TRUE, or REUNIFY_UNKNOWN where whether it can be meant is not known. @since 0.1.0 */
REUNIFY_API reunify_truth reunify_action_applies(const reunify_action *action);
/** The action in words. @since 0.1.0 */
REUNIFY_API const char *reunify_action_text(const reunify_action *action);
/** Where it comes from. @since 0.1.0 */
REUNIFY_API const reunify_source *reunify_action_source(const reunify_action *action);

/** The source document's id. @since 0.1.0 */
REUNIFY_API const char *reunify_source_id(const reunify_source *source);
/** The section in it. @since 0.1.0 */
REUNIFY_API const char *reunify_source_at(const reunify_source *source);

/* As text ------------------------------------------------------------------------------------- */

/**
 * The evaluation as JSON (`reunify/evaluation/1`): *new* text. `flags`: 0, canonical and compact,
 * or REUNIFY_JSON_PRETTY, and REUNIFY_JSON_LEAN for a document without the members `text`,
 * `source`, `help` and `figure`: what the pack says of its rules, which a host that has the pack
 * can look up by their ids. Fails with REUNIFY_STATE for an empty evaluation, REUNIFY_NO_MEMORY or
 * REUNIFY_ARGUMENT. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_evaluation_to_json(const reunify_evaluation *evaluation,
                                                              uint32_t flags, reunify_text **out,
                                                              reunify_error *error);

/**
 * The evaluation for a person to read: *new* text, lines of at most `width` characters where words
 * allow (0: 100). Fails like reunify_evaluation_to_json(), and with REUNIFY_UNSUPPORTED where the
 * library was built without pages (-Dtext=false, feature `text`). @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_evaluation_to_text(const reunify_evaluation *evaluation,
                                                              uint32_t flags, int32_t width,
                                                              reunify_text **out,
                                                              reunify_error *error);

REUNIFY_END_DECLS

#endif
