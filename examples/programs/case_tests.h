/*
 * Cases with what is expected of them: reading and comparing. jansson is used here as any client
 * would.
 */
#ifndef EXAMPLES_CASE_TESTS_H
#define EXAMPLES_CASE_TESTS_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* A JSON object in a file; NULL after saying what is wrong. */
json_t *read_object(const char *file);

/*
 * The path of a file that another names: beside it where there is such a file, or else as it is
 * named. free() it; NULL without memory.
 */
char *path_beside(const char *file, const char *name);

/*
 * A case in a file, which may itself be another's with changes ("from", "change"): *new*, NULL
 * after saying what is wrong.
 */
json_t *read_case(const char *file);

/*
 * Applies steps such as {"set": PATH, "to": VALUE}; false, after saying why, where one cannot be.
 */
bool apply_steps(json_t *document, const json_t *steps);

/*
 * An evaluation by id, as expectations name things. The pack, with all that it extends, says which
 * alerts and rules there are to be spoken of. *New*, NULL without memory.
 */
json_t *view_of(const json_t *evaluation, const json_t *pack);

/* Texts in their order, so that lists can be compared whatever theirs is: *new*. */
json_t *sorted_texts(const json_t *list);

/* What is expected, with its short forms written out: *new*, NULL without memory. */
json_t *expectation_of(const json_t *given);

/*
 * Says on standard output where `got` is not as `want` says; true where nothing differs. Objects
 * are compared by the members given.
 */
bool compare_json(json_t *want, json_t *got, const char *place);

#endif
