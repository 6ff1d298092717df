/* What the two halves of an evaluation by id share. */
#ifndef EXAMPLES_CASE_VIEW_H
#define EXAMPLES_CASE_VIEW_H

#include <jansson.h>

/*
 * The entries of a list by a member of theirs; with `value`, only that member of each: *new*.
 */
json_t *by(const json_t *list, const char *key, const char *value);

/* The codes of actions, in their order as texts: *new*. */
json_t *codes(const json_t *actions);

/* Adds what is said of the risk; `movement`: the pack's rules. */
void view_risk(json_t *view, const json_t *risk, const json_t *movement);

#endif
