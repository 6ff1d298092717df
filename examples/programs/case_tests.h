/*
 * Cases with what is expected of them: reading and comparing. jansson is used here as any client
 * would.
 */
#ifndef EXAMPLES_CASE_TESTS_H
#define EXAMPLES_CASE_TESTS_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* An evaluation by id, as expectations name things: *new*, NULL without memory. */
json_t *view_of(const json_t *evaluation);

/*
 * Says on standard output where `got` is not as `want` says; true where nothing differs. Objects
 * are compared by the members given.
 */
bool compare_json(const json_t *want, const json_t *got, const char *place);

/*
 * Applies steps such as {"set": PATH, "to": VALUE}; false, after saying why, where one cannot be.
 */
bool apply_steps(json_t *document, const json_t *steps);

#endif
