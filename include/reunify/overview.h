/*
 * A page of many: a table of cases, so that a team sees at once where something is to be done. It
 * holds what the table shows and neither cases nor evaluations. It is wiped when it is freed.
 *
 * Threads: an overview is for one at a time.
 */
#ifndef REUNIFY_OVERVIEW_H
#define REUNIFY_OVERVIEW_H

#include <reunify/evaluation.h>

REUNIFY_BEGIN_DECLS

typedef struct reunify_overview reunify_overview;

/**
 * Makes an empty overview: *new*. `context` may be NULL. Fails with REUNIFY_NO_MEMORY,
 * REUNIFY_ARGUMENT, or REUNIFY_UNSUPPORTED where the library was built without pages, which an
 * overview is for. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_overview_new(const reunify_context *context,
                                                        reunify_overview **out,
                                                        reunify_error *error);
/** Releases it; NULL is allowed. @since 0.1.0 */
REUNIFY_API void reunify_overview_free(reunify_overview *overview);
/**
 * Adds a row for an evaluation, which stays the caller's and may be filled again. Fails with
 * REUNIFY_NO_MEMORY, REUNIFY_ARGUMENT, REUNIFY_UNSUPPORTED, or REUNIFY_STATE where the evaluation
 * is
 * empty; the overview is then as before. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_overview_add(reunify_overview *overview,
                                                        const reunify_evaluation *evaluation,
                                                        reunify_error *error);
/** How many rows there are; 0 for NULL. @since 0.1.0 */
REUNIFY_API size_t reunify_overview_count(const reunify_overview *overview);
/**
 * The table as *new* text: of each case its id, the child's age, whether at home, the level and
 * since when, the stage, how many alerts, overdue, open and unknown points there are, and when it
 * was last assessed. Cases with an alert come first, then by the earliest date that is overdue or
 * due, then by id; never by level. `flags`: 0 or REUNIFY_TEXT_COLOUR. Lines are of at most `width`
 * characters where words allow (0: 100). Fails with REUNIFY_NO_MEMORY, REUNIFY_ARGUMENT or
 * REUNIFY_UNSUPPORTED.
 * @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_overview_to_text(const reunify_overview *overview,
                                                            uint32_t flags, int32_t width,
                                                            reunify_text **out,
                                                            reunify_error *error);

REUNIFY_END_DECLS

#endif
