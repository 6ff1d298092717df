/*
 * One evaluation under way. Private to this folder. The files stand on each other in this order,
 * each calling those before it only:
 *
 *   engine.c          memory, faults, warnings, ids, scopes, evidence
 *   facts.c           the case read through the profile's symbols
 *   classification.c  the findings of an assessment and the level they indicate
 *   movement.c        one pure step between levels (movement.h)
 *   levels.c          all assessments, and the level that results
 *   replay.c          a condition over all days
 *   requirements.c    the status of a requirement on a day
 *   gates.c           the status of a gate on a day
 *   gate_report.c     all gates at as_of, in full
 *   schedule.c        obligations, alerts, factors
 *   evaluate.c        the evaluator, which runs the parts
 */
#ifndef REUNIFY_LIB_ENGINE_H
#define REUNIFY_LIB_ENGINE_H

#include "evaluate/evaluation.h"

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
} gate_answers;

typedef struct {
    const reunify_profile *profile;
    const reunify_case *record;
    reunify_date as_of;
    arena *scratch;
    reunify_evaluation *out;
    reunify_error *error;
    reunify_status status; /* first failure */
    symbol *map;           /* case symbol -> profile symbol, SYMBOL_NONE */
    rule_facts facts;
    struct reunify_classification *classifications; /* by point */
    const pack_pathway *pathway;
    gate_answers answers; /* empty where nothing can ask of gates */
    bool gates_known;     /* out->gates hold the statuses at as_of */
    passed_times *passed; /* by stage, found when first asked for */
    evidence_list evidence;
} engine;

/* engine.c ------------------------------------------------------------------------------------ */

void engine_no_memory(engine *e);
void engine_fault(engine *e, const char *code, const char *where, const char *message);
/* Zeroed arrays: of the evaluation, or gone with it. NULL: noted as out of memory. */
void *engine_take(engine *e, size_t count, size_t size);
void *engine_take_scratch(engine *e, size_t count, size_t size);
void engine_warn(engine *e, const char *code, const char *at);
/* A copy in the evaluation of an entry's id, or its pointer where it has none. */
const char *engine_id(engine *e, int32_t kind, size_t index);
rule_scope engine_scope(engine *e, reunify_date as_of);
truth engine_condition(engine *e, rule_index when); /* at as_of */
reunify_date engine_last_date(const engine *e);     /* of the evidence gathered */
/* Copies the evidence gathered, in order of date and id, into the evaluation. */
const char **engine_evidence(engine *e, size_t *count);

/* facts.c: false after a failure */
bool engine_read_case(engine *e);

/* classification.c: of the assessment of that number */
void engine_findings(engine *e, size_t point);
void engine_classify(engine *e, size_t point);

/* replay.c: the first day on which something held, and the start of the time that lasts to the end;
 * REUNIFY_DATE_NONE where there is none. */
typedef struct {
    reunify_date first, since;
} held_days;
/* Whether it holds at a day; `next_change` is given as UNDATED and lowered as rule_scope says. */
typedef bool (*holds_at)(engine *e, const void *subject, reunify_date at,
                         reunify_date *next_change);
held_days engine_replay(engine *e, reunify_date from, reunify_date to, holds_at holds,
                        const void *subject);
/* The truth of a condition at a day, as a holds_at needs it. */
truth engine_condition_at(engine *e, rule_index when, reunify_date at, reunify_date *next_change);

/* requirements.c */
typedef struct {
    engine *engine;
    struct reunify_requirement *out; /* its people are written */
} people_report;
/* In a scope; `people` NULL: only the status is wanted. */
uint8_t requirement_status(rule_scope *s, const pack_requirement *q, const people_report *people);
uint8_t requirement_status_at(engine *e, const pack_requirement *q, reunify_date at,
                              reunify_date *next_change);
/* Does a gate not wait for a requirement of this status? */
bool requirement_lets_pass(const pack_requirement *q, uint8_t status);

/* gates.c: does the next gate's turn come? */
bool gate_lets_on(uint8_t status);
gate_answers engine_gate_answers(void);

/* The parts, in the order in which evaluate.c runs them: each may read what those before wrote. */
void engine_levels(engine *e);      /* levels.c */
void engine_gates(engine *e);       /* gate_report.c */
void engine_obligations(engine *e); /* schedule.c */
void engine_alerts(engine *e);
void engine_factors(engine *e);

#endif
