/* What the authoring tools share: a difference under construction. */
#ifndef REUNIFY_LIB_AUTHORING_H
#define REUNIFY_LIB_AUTHORING_H

#include "profile/profile.h"

#include <reunify/authoring.h>
#include <reunify/requires.h>

/* what an entry of a difference says, by value, ended by NULL */
extern const char *const difference_names[];

reunify_diff *diff_new(const reunify_context *context);
/*
 * Copies; before and after may be NULL. After a failure for lack of memory all else does nothing.
 */
void diff_add(reunify_diff *d, int32_t kind, const char *section, const char *id,
              const char *aspect, const char *before, const char *after);
/* Adds "changed" where the two are not the same; NULL is "none". */
void diff_compare(reunify_diff *d, const char *section, const char *id, const char *aspect,
                  const char *before, const char *after);
void diff_fail(reunify_diff *d); /* memory ran out elsewhere */
/* The ids of a list, to find an item by its own; of two that are the same the first is found. */
typedef struct {
    const char *id;
    size_t at; /* in the list */
} id_place;
typedef struct {
    id_place *places;
    size_t count;
} id_order;
/* Places to fill in; there are none, and the difference has failed, when out of memory. */
id_order diff_ids(reunify_diff *d, arena *memory, size_t count);
void id_order_sort(id_order *ids);
size_t id_order_find(const id_order *ids, const char *id); /* SIZE_MAX: it is not there */

/* Gives it out, or releases it and fails. */
reunify_status diff_finish(reunify_diff *d, reunify_diff **out, reunify_error *error);

/* Of a list of what rules read: for who writes it as a document. */
const reunify_context *requires_context(const reunify_requires *list);
const reunify_profile *requires_profile(const reunify_requires *list);

#endif
