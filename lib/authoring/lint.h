/* A lint under way: what its files share. Private to this folder. */
#ifndef REUNIFY_LIB_LINT_H
#define REUNIFY_LIB_LINT_H

#include "authoring/asked.h"
#include "authoring/space.h"

typedef struct {
    const reunify_profile *profile;
    reunify_lint *out;
    space space;
    buffer example;
    bool failed;
} linting;

/* What was written to `example` goes with it. */
void lint_tell(linting *l, const char *code, const char *rule, const char *message,
               const pack_source *source);

/*
 * lint_texts.c: tells of a text that names another level, role or period than its rule asks for.
 * One rule, or a wording of one, at a time.
 */
void lint_text(linting *l, const char *rule, const char *what, const asked *own,
               const pack_source *source);
/* The same of a rule that has one condition, which may be RULE_NONE. */
void lint_text_of(linting *l, const char *rule, const char *what, rule_index when,
                  const pack_source *source);
void lint_movement_text(linting *l, const pack_movement *m);
void lint_requirement_text(linting *l, const pack_requirement *r);
void lint_obligation_text(linting *l, const pack_obligation *o);

#endif
