/* Evaluating: a case under a profile as of a date, or one assessment alone. */
#ifndef REUNIFY_EVALUATE_H
#define REUNIFY_EVALUATE_H

#include <reunify/case.h>

REUNIFY_BEGIN_DECLS

/** How much an evaluation explains. @since 0.1.0 */
enum {
    /*
     * statuses, levels, history and dates due alone: no evidence, no met_on, passed_on or done_on
     */
    REUNIFY_EXPLAIN_NONE = 1,
    REUNIFY_EXPLAIN_DECISION = 2, /* and the evidence of each requirement */
    /*
     * and, by replaying the case, since when each holds (met_on, passed_on, done_on): the default
     */
    REUNIFY_EXPLAIN_FULL = 3
};

/**
 * Options of an evaluation. Zero means the default. Set `size` to sizeof(reunify_evaluate_options),
 * or start with reunify_evaluate_options_init(). @since 0.1.0
 */
typedef struct reunify_evaluate_options {
    size_t size;
    const char *pathway; /* NUL-terminated; NULL: the case's, or else the profile's first */
    int32_t explain;     /* REUNIFY_EXPLAIN_*; 0: full */
    int32_t reserved;    /* must be 0 */
} reunify_evaluate_options;

/**
 * Fills caller-owned options of `size` bytes, sizeof(reunify_evaluate_options), with the defaults.
 * Fails with REUNIFY_ARGUMENT for NULL or a size that is too small. Any thread. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_evaluate_options_init(reunify_evaluate_options *options,
                                                                 size_t size);

/**
 * Makes an evaluator, the scratch memory of evaluations: *new*, release it with
 * reunify_evaluator_free(). `context` may be NULL. One thread at a time; it may go from profile to
 * profile and case to case, and grows to the largest. Fails with REUNIFY_NO_MEMORY or
 * REUNIFY_ARGUMENT. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_evaluator_new(const reunify_context *context,
                                                         reunify_evaluator **out,
                                                         reunify_error *error);

/** Wipes and releases an evaluator; NULL is allowed. One thread at a time. @since 0.1.0 */
REUNIFY_API void reunify_evaluator_free(reunify_evaluator *evaluator);

/**
 * Evaluates a finished case as of a date. `options` may be NULL. The result is a *new* evaluation,
 * a *shared* snapshot that outlives evaluator and case; give it back with
 * reunify_evaluation_unref(). Fails with REUNIFY_INVALID where a value in the case is none of those
 * that the profile knows (a finding, a role, an attribute's value): `error` has every fault with
 * its pointer; REUNIFY_STATE for a case that is not finished, REUNIFY_NOT_FOUND for a pathway asked
 * for that the profile does not have (one that the case names is REUNIFY_INVALID at /pathway),
 * REUNIFY_ARGUMENT (NULL, a date out of range, an unknown option) or REUNIFY_NO_MEMORY. One thread
 * at a time an evaluator; profile and case may be shared with others. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_evaluate(reunify_evaluator *evaluator,
                                                    const reunify_profile *profile,
                                                    const reunify_case *record, reunify_date as_of,
                                                    const reunify_evaluate_options *options,
                                                    reunify_evaluation **out, reunify_error *error);

/**
 * The same into an evaluation that exists (first made empty by reunify_evaluation_new()), reusing
 * its memory: after a few calls with cases of like size nothing is allocated any more. What was
 * borrowed from it before is gone. Fails like reunify_evaluate(), and with REUNIFY_BUSY where the
 * evaluation is held by more than one reference, which leaves it as it was, as NULL arguments do;
 * after any other failure it is empty. One thread at a time an evaluator and an evaluation.
 * @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_evaluate_into(
    reunify_evaluator *evaluator, const reunify_profile *profile, const reunify_case *record,
    reunify_date as_of, const reunify_evaluate_options *options, reunify_evaluation *evaluation,
    reunify_error *error);

/* The words of a case ------------------------------------------------------------------------- */

/**
 * Holds every word of a case against a profile, whatever its date, without evaluating it: for
 * whoever maps the codes of another system and wants to know of every one that is not met. `entry`:
 * REUNIFY_THE_CASE, or a single entry, with what lies in it, as a form wants it before it saves
 * (one that lies in an assessment or a person: with that). Fails with REUNIFY_INVALID, and then
 * `error` has every fault with its pointer, in the order of the case's document, and the words that
 * would have been right: what an evaluation refuses (a pathway, a role, a legal status, a level, a
 * value of a finding or an attribute), what it passes over with a warning (unknown_record_type,
 * unknown_outcome, unknown_finding, unknown_attribute), and what it does not look at (an attribute
 * of a record that its type does not declare, the requirement and the reason of one that is set
 * aside). Or with REUNIFY_ARGUMENT (NULL, no such entry) or REUNIFY_NO_MEMORY. A case that is not
 * finished may be checked too. Any thread that may read the case; nothing of it is kept.
 * @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_case_check(const reunify_case *record,
                                                      reunify_entry entry,
                                                      const reunify_profile *profile,
                                                      reunify_error *error);

/*
 * One assessment alone ------------------------------------------------------------------------
 *
 * Threads: an assessment is for one at a time while it is set, and for any number once it is not.
 */

/**
 * Makes an empty assessment: *new*, release it with reunify_assessment_free(). `context` may be
 * NULL. Fails with REUNIFY_NO_MEMORY or REUNIFY_ARGUMENT. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_assessment_new(const reunify_context *context,
                                                          reunify_assessment **out,
                                                          reunify_error *error);

/** Wipes and releases an assessment; NULL is allowed. @since 0.1.0 */
REUNIFY_API void reunify_assessment_free(reunify_assessment *assessment);

/**
 * Sets a finding such as `risk_factors` to a value such as `addressed`; `true` and `false` are the
 * values of one that is yes or no. Strings are copied. Fails with REUNIFY_INVALID,
 * REUNIFY_NO_MEMORY or REUNIFY_ARGUMENT. Whether the name and the value are known is seen when it
 * is classified. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_assessment_set_finding(reunify_assessment *assessment,
                                                                  const char *name,
                                                                  size_t name_length,
                                                                  const char *value, size_t length,
                                                                  reunify_error *error);

/**
 * Adds an itemised factor; `*factor` becomes its number. Fails with REUNIFY_NO_MEMORY,
 * REUNIFY_LIMIT or REUNIFY_ARGUMENT; `*factor` is then REUNIFY_NO_ENTRY. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_assessment_add_factor(reunify_assessment *assessment,
                                                                 reunify_entry *factor,
                                                                 reunify_error *error);

/**
 * Sets a field of a factor: REUNIFY_FIELD_KIND (`risk` or `protective`), _CODE, _STATUS or
 * _EMERGED. Strings are copied. Fails with REUNIFY_INVALID, REUNIFY_NO_MEMORY, REUNIFY_LIMIT or
 * REUNIFY_ARGUMENT. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_assessment_set_factor(reunify_assessment *assessment,
                                                                 reunify_entry factor,
                                                                 int32_t field, const char *value,
                                                                 size_t length,
                                                                 reunify_error *error);

/**
 * Classifies an assessment under a profile: a *new* classification, a *shared* object, give it back
 * with reunify_classification_unref(). It keeps the profile alive and needs the assessment no
 * longer. Fails with REUNIFY_INVALID where a value is none that the profile knows,
 * REUNIFY_NO_MEMORY or
 * REUNIFY_ARGUMENT. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_profile_classify(const reunify_profile *profile,
                                                            const reunify_assessment *assessment,
                                                            reunify_classification **out,
                                                            reunify_error *error);

/**
 * Takes another *shared* reference to a classification and returns its argument; NULL is allowed.
 * One that is read from an evaluation keeps the whole evaluation alive, and unfilled again, until
 * it is given back. Any thread that may read it. @since 0.1.0
 */
REUNIFY_API const reunify_classification *
reunify_classification_ref(const reunify_classification *classification);

/**
 * Gives a reference back, the one of reunify_profile_classify() or of
 * reunify_classification_ref(); the last one wipes and releases. NULL is allowed. Any thread.
 * @since 0.1.0
 */
REUNIFY_API void reunify_classification_unref(const reunify_classification *classification);

REUNIFY_END_DECLS

#endif
