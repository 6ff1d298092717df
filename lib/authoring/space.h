/* Trying conditions with every combination of what they read. Private to this folder. */
#ifndef REUNIFY_LIB_PROFILE_SPACE_H
#define REUNIFY_LIB_PROFILE_SPACE_H

#include "authoring/authoring.h"
#include "words/words.h"

enum { SPACE_MOST = 1000000, SPACE_VALUES = 64 };

/*
 * One assessment of which all can be said. Whatever else a condition asks becomes a finding of this
 * assessment, in a slot of its own: an attribute or a level with its values, anything else with no
 * and yes, or, where no case could ever answer yes, never. So conditions are run by lib/rule as
 * they are.
 */
typedef struct {
    uint16_t count;
    int64_t values[SPACE_VALUES];
    bool computed; /* a finding that follows from others */
    bool never_unknown;
    bool asked_unknown; /* whether it is known is asked too: it may be unknown in any question */
    rule_index node;    /* the first that asks it, for what is no finding; else RULE_NONE */
} space_slot;

typedef struct {
    const reunify_profile *profile;
    arena memory;
    rule_program program;
    space_slot *slots; /* findings first */
    size_t slot_count, slot_capacity;
    int64_t *row;
    fact_point point;
    rule_facts facts;
    bool failed; /* no memory */
    /* The question that is asked */
    uint16_t *reads;
    size_t read_count;
    bool *is_read;       /* by slot */
    bool *node_seen;     /* by node */
    bool classification; /* is read */
} space;

/* False without memory; close it either way. */
bool space_open(space *s, const reunify_profile *p);
void space_close(space *s);

/* A question: what is to be tried together. */
void space_start(space *s);
void space_add(space *s, rule_index node); /* RULE_NONE: nothing */
void space_add_classification(space *s);

/* Called for each combination; false stops. */
typedef bool (*space_visit)(void *argument);
/*
 * False where there are too many combinations; then nothing was tried. With `unknown`, each may be
 * unknown too.
 */
bool space_each(space *s, bool unknown, space_visit visit, void *argument);

/* Of the combination that is tried */
truth space_truth(space *s, rule_index node);
static inline int space_classified(const space *s)
{
    return s->point.classified;
}
static inline int space_at_least(const space *s)
{
    return s->point.classified >= 0 ? s->point.classified : s->point.at_least;
}
void space_write(space *s, buffer *out); /* "risk factors: addressed; new risk: yes" */

/*
 * Whether a condition can be true: TRUE, FALSE, or UNKNOWN where there are too many combinations to
 * say. A question of its own.
 */
truth space_possible(space *s, rule_index node);

/*
 * impossible.c: whether no case could make a leaf of the profile's program true, whatever is in it.
 */
bool leaf_impossible(const reunify_profile *p, const rule_node *n);

#endif
