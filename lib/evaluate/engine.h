/*
 * One evaluation under way. Private to this folder. The files stand on each other in this order,
 * each calling those before it only:
 *
 *   engine.c          memory, faults, warnings, ids, scopes, evidence
 *   words.c           what is said of a word that the profile does not know
 *   facts.c           the case read through the profile's symbols
 *   classification.c  the findings of an assessment and the level they indicate
 *   movement.c        one pure step between levels (movement.h)
 *   levels.c          all assessments, and the level that results
 *   replay.c          a condition over all days
 *   attempts.c        attempts to bring the child home, and what is wrong with the record of them
 *   set_aside.c       what somebody set aside, and whether they could
 *   missing.c         which entries would tell what is not known
 *   needs.c           what would meet a requirement, and what the case lacks to tell
 *   requirements.c    the status of a requirement on a day
 *   gates.c           the status of a gate on a day
 *   gate_report.c     all gates at as_of, in full
 *   actions.c         what the tool's text names, as far as it can be meant
 *   schedule.c        obligations, factors
 *   alerts.c          alerts, and those of which too little is known
 *   position.c        where the child stands
 *   evaluate.c        the evaluator, which runs the parts
 *   check.c           the words of a case alone, without an evaluation
 *   observation.c     assessments without a case, by their findings alone (observation.h)
 */
#ifndef REUNIFY_LIB_ENGINE_H
#define REUNIFY_LIB_ENGINE_H

#include "evaluate/evaluation.h"
#include "evaluate/observation.h"

enum { MOST_EVIDENCE = 512, MOST_WARNINGS = 500 };

/*
 * When a gate was passed, up to as_of: bounds in turn from which it was and from which it was not
 * any more.
 */
typedef struct {
    reunify_date *bounds;
    size_t count, capacity;
    bool known;
} passed_times;

/* How conditions learn of gates: see the members of rule_scope of the same names. */
typedef struct {
    int32_t (*gate_status)(void *engine, uint16_t stage, reunify_date at,
                           reunify_date *next_change);
    reunify_date (*gate_date)(void *engine, uint16_t stage, reunify_date as_of,
                              reunify_date *next_change);
    reunify_date (*last_decision)(void *engine, reunify_date as_of, reunify_date *next_change);
    truth (*gate_passed)(void *engine, uint16_t stage, reunify_date at, reunify_date *next_change);
    truth (*stopped_since)(void *engine, uint16_t stage, reunify_date at, reunify_date since,
                           reunify_date *next_change);
} gate_answers;

/* The attempt that a stage looks at: what is dated before it does not count. */
typedef struct {
    reunify_date counts_from, counts_surely_from; /* as in rule_scope */
    reunify_date known_on;                        /* it is the present one from that day on */
} attempt_view;

/* A record that sets a requirement aside, or withdraws that. */
typedef struct {
    const pack_requirement *rule; /* NULL: it names none that can be set aside */
    const char *named;            /* what it names, copied */
    uint32_t record;
    reunify_date date;
    int32_t about; /* as in fact_record */
    bool withdraws;
    const char *problem; /* the code of a warning, NULL: it is as it should be */
} set_aside_record;

typedef struct {
    const pack_requirement *rule;
    int32_t about; /* of a requirement that is asked of each person */
    uint32_t place;
} set_aside_place;

typedef struct people_at_point people_at_point;

typedef struct {
    const reunify_profile *profile;
    const reunify_case *record;
    reunify_date as_of;
    arena *scratch;
    reunify_evaluation *out;
    reunify_error *error;
    reunify_status status; /* first failure */
    bool strict;           /* what is else warned of is a fault, at any date; there is no `out` */
    model_at only;         /* strict, of one entry alone; kind 0: of all */
    symbol *map;           /* case symbol -> profile symbol, SYMBOL_NONE */
    rule_facts facts;
    struct reunify_classification *classifications; /* by point */
    const pack_pathway *pathway;
    gate_answers answers;         /* empty where nothing can ask of gates */
    bool gates_known;             /* out->gates hold the statuses at as_of */
    unsigned gate_depth;          /* of gates that are asked about in each other: see gates.c */
    passed_times *passed;         /* by stage, found when first asked for */
    set_aside_record *set_asides; /* in order of date and then as added */
    size_t set_aside_count;
    /* those that count in their time: by requirement and person, then in that order */
    set_aside_place *set_aside_places;
    size_t set_aside_place_count;
    people_at_point *people;             /* classification.c */
    uint32_t *people_by_id;              /* needs.c: found when first needed */
    uint64_t stated[MOST_FINDINGS / 64]; /* the same: a bit for each that a case may state */
    const char **about_texts;            /* needs.c: the child, and the people in that order */
    const uint32_t *about_places;        /* of each of the case's people among these */
    evidence_list evidence;
    uint64_t work, most_work; /* steps that are left, of so many: see rule_spend() */
} engine;

/* engine.c ------------------------------------------------------------------------------------ */

void engine_no_memory(engine *e);
void engine_fault(engine *e, const char *code, const char *where, const char *message);
/* Zeroed arrays: of the evaluation, or gone with it. NULL: noted as out of memory. */
void *engine_take(engine *e, size_t count, size_t size);
void *engine_take_scratch(engine *e, size_t count, size_t size);
void engine_warn(engine *e, const char *code, const char *at);
void engine_warn_dated(engine *e, const char *code, const char *at, reunify_date date);
/*
 * Once a name, which is a type of records or a finding: of the entry that is met first, so whoever
 * calls it goes through them in order of date. The place is the record, or of an assessment the
 * name of what it states.
 */
void engine_warn_first(engine *e, const char *code, const char *name, int32_t kind, size_t index,
                       reunify_date date);
/* A copy in the evaluation of an entry's id, or its pointer where it has none. */
const char *engine_id(engine *e, int32_t kind, size_t index);
rule_scope engine_scope(engine *e, reunify_date as_of);
/* The same for what belongs to a stage: of the attempt on that day, or of a given one. */
attempt_view engine_all_time(void);
attempt_view engine_attempt_on(engine *e, const pack_stage *stage, reunify_date day);
rule_scope engine_stage_scope(engine *e, const attempt_view *attempt, reunify_date as_of);
/* Notes in a scope the days on which the attempt that a stage looks at becomes another. */
void engine_note_attempt(engine *e, const pack_stage *stage, rule_scope *s);
truth engine_condition(engine *e, rule_index when); /* at as_of */
/* Whether something lies ahead of the day of a scope is noted in it. */
bool engine_has_come(rule_scope *s, reunify_date day);
reunify_date engine_last_date(const engine *e); /* of the evidence gathered */
/* Copies the evidence gathered, in order of date and id, into the evaluation. */
const char **engine_evidence(engine *e, size_t *count);
/* Warns where not all evidence of a rule could be kept, and begins anew. */
void engine_warn_evidence(engine *e, const char *rule);
/* And what each id stands for; room for MOST_EVIDENCE. */
const char **engine_evidence_items(engine *e, size_t *count, evidence_item *items);

/* words.c */
typedef enum {
    WORD_ROLE,
    WORD_LEGAL_STATUS,
    WORD_LEVEL,
    WORD_PATHWAY,
    WORD_RECORD_TYPE,
    WORD_OUTCOME, /* of a pack_record_type */
    WORD_ATTRIBUTE,
    WORD_RECORD_ATTRIBUTE, /* of a pack_record_type */
    WORD_FINDING,
    WORD_PERSON_FINDING,
    WORD_SET_ASIDE, /* a requirement that can be set aside, on any pathway */
    WORD_REASON,    /* of a pack_requirement */
    WORD_VALUE      /* of a pack_attribute */
} word_kind;

/* A word of the case that is none of those of its kind; `owner` is what has them, or NULL. */
void engine_fault_word(engine *e, word_kind kind, const void *owner, const char *where,
                       symbol given);
/* The pathway that is asked for is none: a status, for there may be no case to blame. */
reunify_status engine_no_pathway(engine *e, const char *wanted);
/* A named value that is not as declared; `code` says in what. */
void engine_fault_value(engine *e, const pack_attribute *declared, const model_named *given,
                        const char *code, const char *where);
/* The requirement of that id, of any pathway, that can be set aside; NULL: there is none. */
const pack_requirement *engine_set_aside_named(const engine *e, const text *id);

/* An attribute of a record that is a text; NULL: there is none. */
const model_named *engine_record_text(const engine *e, const model_record *r, symbol name);
/* Whether an attribute, or NULL, gives a reason for which a requirement can be set aside. */
bool engine_has_reason(const engine *e, const pack_requirement *q, const model_named *given);

/* facts.c: false after a failure */
bool engine_read_case(engine *e);
/* The words of a case alone, in the order of its document: an engine that is strict. */
bool engine_check_words(engine *e);

/* What an assessment states: into a row that says nothing yet; of a single person. */
void engine_stated_findings(engine *e, size_t point, int64_t *values);
int64_t engine_person_finding(engine *e, size_t point, const model_person_findings *entry,
                              size_t finding);

/* classification.c: of the assessment of that number */
void engine_findings(engine *e, size_t point);
void engine_classify(engine *e, size_t point);
rule_scope engine_point_scope(engine *e, size_t point);
/* Derives what is derived, in the row of that assessment. */
void engine_complete_findings(engine *e, size_t point, int64_t *values);
/* Into a classification that has room for its dimensions: of completed findings; and, where it is
 * incomplete, the lower bound by other findings, which fill `bound`. */
void classify_values(const reunify_profile *p, const int64_t *values,
                     struct reunify_classification *c);
void classify_bound(const reunify_profile *p, const int64_t *values, dimension_result *bound,
                    struct reunify_classification *c);
/* What the values of its dimensions are derived from, as it was stated of the case. */
void engine_show_stated(engine *e, size_t point, struct reunify_classification *c);

/* assessment.c: the case that it is */
const reunify_case *assessment_record(const reunify_assessment *a);

/* levels.c: what movement_step() asks of an assessment */
typedef struct {
    const reunify_profile *profile;
    rule_scope scope; /* of the assessment */
} rule_questions;
truth rule_holds(void *questions, size_t condition);
reunify_date rule_counts_from(void *questions, size_t rule);

/* replay.c: the first day on which something held, and the start of the time that lasts to the end;
 * REUNIFY_DATE_NONE where there is none. */
typedef struct {
    reunify_date first, since;
} held_days;
/* Whether it holds at a day; `next_change` is given as UNDATED and lowered as rule_scope says. */
typedef bool (*holds_at)(engine *e, const void *subject, reunify_date at,
                         reunify_date *next_change);
/* One of several that are followed together; the subjects stay the caller's. */
typedef struct {
    reunify_date from, to;
    holds_at holds;
    const void *subject;
    bool first_alone;  /* nothing but the first day on which it holds is wanted */
    held_days held;    /* the result */
    reunify_date next; /* the next day on which it is asked, UNDATED: no more */
} sweep_part;
void engine_sweep(engine *e, sweep_part *parts, size_t count);
/* One alone. */
held_days engine_replay(engine *e, reunify_date from, reunify_date to, holds_at holds,
                        const void *subject);
/* The truth of a condition at a day, as a holds_at needs it. */
truth engine_condition_at(engine *e, rule_index when, reunify_date at, reunify_date *next_change);

/* attempts.c: the day from which a stage is settled, REUNIFY_DATE_NONE: it is not yet. */
reunify_date engine_settled_on(engine *e, const pack_stage *stage, reunify_date at,
                               reunify_date *next_change);

/* set_aside.c */
bool engine_read_set_asides(engine *e);
/* The record by which a requirement is set aside in a scope, for a person or for all (-1); NULL. */
const set_aside_record *set_aside_in(rule_scope *s, const pack_requirement *q, int32_t person);

/* missing.c: adds the entries that would tell the status of a requirement; their codes. */
void engine_missing(rule_scope *s, const pack_requirement *q, rule_entries *out);
const char **engine_entries(engine *e, const rule_entries *found, size_t *count);
/* The same of a condition at as_of. */
const char **engine_missing_of(engine *e, rule_index when, size_t *count);

/* grounds.c ----------------------------------------------------------------------------------- */

enum { MOST_GROUND_STATUSES = 8 };

/* A record by type, date and who led it. Its id is not set. */
alert_ground engine_ground_of_record(const engine *e, size_t index);
/* Of the evidence gathered, whose entries with ids are `items`. */
void engine_alert_grounds(engine *e, struct reunify_alert *a, const evidence_item *items);
/*
 * The legal statuses of the case that a condition speaks of: those that began on a day or later; no
 * day: those in force. How many; at most MOST_GROUND_STATUSES.
 */
size_t engine_ground_statuses(engine *e, rule_index when, reunify_date since, alert_ground *out);

/* needs.c: in a scope, of one that is not met or not known; what is lacking to tell a condition. */
void engine_find_needs(engine *e, rule_scope *s, const pack_requirement *q,
                       struct reunify_requirement *out);
void engine_gaps_of(engine *e, rule_scope *s, rule_index when, needed_information *out);

/* requirements.c */
typedef struct {
    engine *engine;
    struct reunify_requirement *out; /* its people are written */
} people_report;
/* In a scope; `people` NULL: only the status is wanted. */
uint8_t requirement_status(rule_scope *s, const pack_requirement *q, const people_report *people);
/* As it is on a day, in a stage that may be settled. */
uint8_t requirement_status_on(engine *e, const pack_stage *stage, const pack_requirement *q,
                              reunify_date at, reunify_date *next_change);
/* Does a gate not wait for a requirement of this status? */
bool requirement_lets_pass(const pack_requirement *q, uint8_t status);
/* Does a settled stage keep that status? */
bool requirement_is_settled(uint8_t status);

/* gates.c: does the next gate's turn come? */
bool gate_lets_on(uint8_t status);
gate_answers engine_gate_answers(void);

/* classification.c: marks those of the people to whom the child is to return on a day. */
void engine_mark_meant(const engine *e, reunify_date day, bool *meant);

/* The parts, in the order in which evaluate.c runs them: each may read what those before wrote. */
void engine_attempts(engine *e);   /* attempts.c */
void engine_levels(engine *e);     /* levels.c */
void engine_gates(engine *e);      /* gate_report.c */
void engine_set_asides(engine *e); /* set_aside.c */
void engine_closing(engine *e);    /* levels.c */
void engine_actions(engine *e);    /* actions.c */
/* The movement that made the present level, NULL where a classification or a judgement did. */
const pack_movement *engine_last_movement(const reunify_evaluation *out);
/* Actions of a list that can be meant, in its order, or in that of the pack where they are urgent.
 */
action_result *engine_take_actions(engine *e, const uint16_t *actions, size_t count, size_t *shown);
action_result *engine_add_actions(engine *e, action_result *to, const uint16_t *actions,
                                  size_t count, size_t *shown);
void engine_obligations(engine *e); /* schedule.c */
void engine_alerts(engine *e);
void engine_factors(engine *e);
void engine_position(engine *e); /* position.c */

/* evaluate.c: the one that is asked for, or else the case's, or the first; false after a fault */
bool engine_choose_pathway(engine *e, const char *wanted);

#endif
