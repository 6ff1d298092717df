/* What the rules of a profile read, under construction and made. Private to this folder. */
#ifndef REUNIFY_LIB_REQUIRES_H
#define REUNIFY_LIB_REQUIRES_H

#include "authoring/authoring.h"

#include <reunify/requires.h>

typedef struct {
    const char *id, *code, *name;
    int32_t kind, field;
    const char **values;
    size_t value_count, value_capacity;
    uint32_t *readers;
    size_t reader_count;
    uint32_t noted_by; /* the last rule that was seen to read it, + 1 */
} required_item;

typedef struct {
    uint32_t item;
    uint8_t by; /* REUNIFY_READS_* */
} required_read;

typedef struct {
    int32_t kind;
    const char *id, *text, *pathway, *stage;
    required_read *reads;
    size_t read_count, read_capacity;
} required_rule;

struct reunify_requires {
    const reunify_context *context;
    const reunify_profile *profile;
    arena memory;
    symbols ids; /* of the items, in order of first use */
    required_item *items;
    required_rule *rules;
    size_t item_count, item_capacity, rule_count, rule_capacity;
    bool failed;
};

/* requires.c: the walk. What a rule reads is added to the one that was begun last. */
typedef struct {
    reunify_requires *out;
    const reunify_profile *profile;
    required_rule *rule;
    uint8_t by;         /* why what is read now is read */
    bool in_gates;      /* gates are read, as a part of what the rule asks */
    bool of_person;     /* a person is asked about */
    bool of_attempt;    /* what is dated before the present attempt does not count */
    bool needs_attempt; /* something was read of which that is so */
    uint32_t *nodes;    /* by node and scope: the last rule that was there, + 1 */
    uint32_t *findings; /* the same by finding */
    uint32_t *stages;   /* by stage of all pathways, in order */
    uint32_t level, history, attempt, number;
} requires_walk;

bool requires_walk_open(requires_walk *w, reunify_requires *out);
void requires_rule(requires_walk *w, int32_t kind, const char *id, const char *words,
                   const char *pathway, const char *stage);
void requires_condition(requires_walk *w, rule_index node); /* RULE_NONE: nothing, as below */
void requires_person_condition(requires_walk *w, rule_index node);
void requires_date(requires_walk *w, rule_index date);
void requires_people(requires_walk *w);
void requires_level(requires_walk *w);
void requires_requirement(requires_walk *w, const pack_stage *stage, const pack_requirement *q);
/* Where the attempt begins, if something was read for which it matters. */
void requires_attempt(requires_walk *w);
/* Gates: of a stage of a pathway and of all before it. */
void requires_gates(requires_walk *w, const pack_pathway *pathway, uint16_t stage);

/* requires_rules.c */
void requires_all_rules(requires_walk *w);

#endif
