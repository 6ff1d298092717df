/* What went wrong, and where: an object of the caller's, filled by calls that fail. */
#ifndef REUNIFY_ERROR_H
#define REUNIFY_ERROR_H

#include <reunify/types.h>

REUNIFY_BEGIN_DECLS

/*
 * An error object holds a list of faults: one for most failures, all of them for a rule pack that
 * does not load. Its storage is inline: a failure for lack of memory can be reported like any
 * other. It holds up to 64 faults and counts the rest. A fault has a status, a stable code, a
 * message that never quotes a value from a case, a JSON Pointer, and where it was read from text a
 * line and a column.
 *
 * Threads: an error object is for one at a time.
 */

/**
 * Makes an empty error object: *new*, release it with reunify_error_free(). `context` may be NULL
 * for defaults. Fails with REUNIFY_NO_MEMORY or REUNIFY_ARGUMENT. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_error_new(const reunify_context *context,
                                                     reunify_error **error);

/** Releases an error object; NULL is allowed. @since 0.1.0 */
REUNIFY_API void reunify_error_free(reunify_error *error);

/** Empties it for use again; every call that takes an error object does this first. @since 0.1.0 */
REUNIFY_API void reunify_error_clear(reunify_error *error);

/** The status of the first fault, or REUNIFY_OK. @since 0.1.0 */
REUNIFY_API reunify_status reunify_error_status(const reunify_error *error);

/** How many faults there are to read (at most 64). @since 0.1.0 */
REUNIFY_API size_t reunify_error_count(const reunify_error *error);

/** How many faults were found, those past the 64th included. @since 0.1.0 */
REUNIFY_API size_t reunify_error_total(const reunify_error *error);

/**
 * The stable code of fault `at`, such as "bad_date" (docs/diagnostics.md lists them), "" when out
 * of range: borrowed until the error is cleared. @since 0.1.0
 */
REUNIFY_API const char *reunify_error_code(const reunify_error *error, size_t at);

/**
 * What was expected, in English, for fault `at`; "" when out of range: borrowed until the error is
 * cleared. @since 0.1.0
 */
REUNIFY_API const char *reunify_error_message(const reunify_error *error, size_t at);

/**
 * The JSON Pointer of the place, "" for the whole document or none: borrowed until the error is
 * cleared. @since 0.1.0
 */
REUNIFY_API const char *reunify_error_pointer(const reunify_error *error, size_t at);

/** The line of the place, from 1; 0 where only a pointer is known. @since 0.1.0 */
REUNIFY_API int32_t reunify_error_line(const reunify_error *error, size_t at);

/** The column of the place in characters, from 1; 0 where only a pointer is known. @since 0.1.0 */
REUNIFY_API int32_t reunify_error_column(const reunify_error *error, size_t at);

/**
 * Gives each fault that has a pointer and no line the line and column of that place in `json`, the
 * text that the case or the pack was read from, of `length` bytes; of what holds it where the text
 * has no such place. Faults of arguments, and those of the whole document, stay as they are, and
 * so do all where nothing is missing. Fails with REUNIFY_ARGUMENT if `error` or `json` is NULL, and
 * with REUNIFY_NO_MEMORY, the faults that were not reached being as they were. @since 0.1.0
 */
REUNIFY_API reunify_status reunify_error_locate(reunify_error *error, const char *json,
                                                size_t length);

REUNIFY_END_DECLS

#endif
