/* One evaluation under way. Private to this folder. */
#ifndef REUNIFY_LIB_ENGINE_H
#define REUNIFY_LIB_ENGINE_H

#include "evaluate/evaluation.h"

struct reunify_evaluator {
    reunify_context *context;
    arena scratch;
};

enum { MOST_EVIDENCE = 512, MOST_WARNINGS = 500 };

/* Where the level stands while assessments are replayed. */
typedef struct {
    int8_t level; /* NO_LEVEL: none yet */
    reunify_date since;
    reunify_date *runs; /* by movement rule: start of its run, REUNIFY_DATE_NONE */
    truth *holds;       /* by movement rule: its condition at this assessment */
    reunify_date closing_confirmed;
} movement_state;

/*
 * When a gate was passed, up to as_of: bounds in turn from which it was and from which it was not
 * any more.
 */
typedef struct {
    reunify_date *bounds;
    size_t count, capacity;
    bool known;
} passed_times;

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
    movement_state movement;
    const pack_pathway *pathway;
    bool gates_known;     /* out->gates hold the statuses at as_of */
    passed_times *passed; /* by stage, found when first asked for */
    evidence_list evidence;
} engine;

rule_scope engine_scope(engine *e, reunify_date as_of);
void engine_no_memory(engine *e);
/* A copy in the evaluation of an entry's id, or its pointer where it has none. */
const char *engine_id(engine *e, int32_t kind, size_t index);
void engine_warn(engine *e, const char *code, const char *at);
void engine_fault(engine *e, const char *code, const char *where, const char *message);

bool engine_prepare(engine *e);                /* facts.c: false after a failure */
void engine_findings(engine *e, size_t point); /* findings.c */
void engine_classify(engine *e, size_t point); /* classification.c */
void engine_move(engine *e);                   /* movement.c */
void engine_gates(engine *e);                  /* gates.c */
uint8_t engine_requirement(rule_scope *s, const pack_requirement *q); /* its status in a scope */
truth engine_condition(engine *e, rule_index when);
void engine_obligations(engine *e); /* schedule.c */
void engine_alerts(engine *e);
void engine_factors(engine *e);
/*
 * The first date from `from` on at which the condition is true, and the start of its present
 * unbroken run.
 */
typedef struct {
    reunify_date first, since;
} run_of;
typedef bool (*holds_at)(engine *e, const void *subject, reunify_date at,
                         reunify_date *next_change);
run_of engine_replay(engine *e, reunify_date from, reunify_date to, holds_at holds,
                     const void *subject);
/* Copies the evidence gathered, in order of date and id, into the evaluation. */
reunify_date engine_last_date(const engine *e); /* of the evidence gathered */
const char **engine_evidence(engine *e, size_t *count);

#endif
