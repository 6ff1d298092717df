/*
 * Movement between levels as a pure step: a state and one assessment in, the next state and what
 * happened out. It needs no case, allocates nothing and cannot fail, so whoever has assessments in
 * any form can replay them: give each in order of date.
 */
#ifndef REUNIFY_LIB_MOVEMENT_H
#define REUNIFY_LIB_MOVEMENT_H

#include "profile/profile.h"

#include <reunify/evaluation.h>

/* All that later assessments need to know of earlier ones. */
typedef struct {
    int8_t level; /* NO_LEVEL: none yet */
    reunify_date since;
    reunify_date closing_confirmed; /* the first day of the run on which closing was due */
    reunify_date *runs; /* by rule: the start of its run, or none; the caller's, movement_count */
} movement_state;

/* What somebody judged at the assessment. */
typedef struct {
    bool given;
    bool has_rationale; /* more than white space */
    bool approved;      /* by a role that decides */
    int8_t level;       /* NO_LEVEL: the judgement names none */
} movement_judgement;

typedef struct {
    reunify_date date;
    int8_t classified; /* NO_LEVEL: the classification is incomplete */
    int8_t at_least;   /* read where it is: the most severe level that is known to be indicated */
    movement_judgement judgement;
    /*
     * Does this hold at the assessment: the condition of the rule of that number, or, numbered
     * movement_count, that for which the tool may be silent? Asked only where the answer counts, of
     * the rules of a level in their order.
     */
    truth (*holds)(void *user, size_t condition);
    /* A day before which no time counts for a sustained rule, as far as it is known on that date.
     */
    reunify_date (*counts_from)(void *user, size_t rule);
    void *user;
} movement_input;

typedef enum {
    JUDGEMENT_ACCEPTED, /* or none was given */
    JUDGEMENT_NO_LEVEL,
    JUDGEMENT_NO_RATIONALE,
    JUDGEMENT_NOT_APPROVED
} judgement_outcome;

typedef struct {
    int8_t from, to;
    int8_t indicated;          /* as classified */
    int8_t engine;             /* where the rules led, before the judgement */
    uint8_t basis;             /* REUNIFY_BASIS_NONE where nothing changed */
    uint8_t held_by;           /* of `held` */
    bool discordant;           /* the classification is worse than where the rule leads */
    bool silent;               /* the tool has no rule for this */
    bool judgement_valid;      /* it counts as one, whether or not it changed the level */
    uint8_t judgement_outcome; /* why it was not followed */
    const pack_movement *rule; /* that applied, NULL */
    const pack_movement *held; /* that was due and waits for the classification, NULL */
    reunify_date held_since;   /* the day on which its time was complete */
} movement_result;

/* A state before any assessment. `runs` is kept in it. */
void movement_start(const reunify_profile *profile, movement_state *state, reunify_date *runs);
void movement_step(const reunify_profile *profile, movement_state *state, const movement_input *in,
                   movement_result *out);
/*
 * The day on which a running rule's time is complete, none before `counts_from` counted;
 * REUNIFY_DATE_NONE: past the calendar.
 */
reunify_date movement_eligible_from(const reunify_profile *profile, const movement_state *state,
                                    size_t rule, reunify_date counts_from);
/*
 * The first day on which a case at this level could close if from `as_of` on everything held and
 * each step were confirmed on its first day; REUNIFY_DATE_NONE: never, or past the calendar, which
 * then sets `*past`. `counts_from` as above, and may be NULL.
 */
reunify_date movement_earliest_closure(const reunify_profile *profile, const movement_state *state,
                                       reunify_date as_of,
                                       reunify_date (*counts_from)(void *user, size_t rule),
                                       void *user, bool *past);
/* The sustained rule that leads out of a level towards closing; SIZE_MAX: there is none. */
size_t movement_rule_down(const reunify_profile *profile, int8_t level);

#endif
