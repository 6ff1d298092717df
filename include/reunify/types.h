/* Scalar types and constants that every other header uses, and calendar dates. */
#ifndef REUNIFY_TYPES_H
#define REUNIFY_TYPES_H

#include <reunify/export.h>

#include <stddef.h>
#include <stdint.h>

REUNIFY_BEGIN_DECLS

/** What a call that can fail returns: REUNIFY_OK or one of the failures below. @since 0.1.0 */
typedef int32_t reunify_status;

enum {
    REUNIFY_OK = 0,
    /* the allocator returned NULL; nothing was changed but what the call says */
    REUNIFY_NO_MEMORY = 1,
    REUNIFY_INVALID = 2, /* a document or a value in it is wrong: the error object says where */
    /* the call itself is wrong: NULL handle, unknown constant or flag, index out of range */
    REUNIFY_ARGUMENT = 3,
    REUNIFY_LIMIT = 4,      /* a limit of the context was exceeded: the error object names it */
    REUNIFY_STATE = 5,      /* the object is not ready: a case that was changed and not finished */
    REUNIFY_NOT_FOUND = 6,  /* no such profile, pathway or name */
    REUNIFY_BUSY = 7,       /* an evaluation that others hold too cannot be filled again */
    REUNIFY_CANCELLED = 8,  /* the caller's own function said so */
    REUNIFY_UNSUPPORTED = 9 /* left out when this library was built: reunify_has_feature() tells */
};

/**
 * The name of a status, such as "no_memory", or "unknown_status": borrowed for ever. Any thread.
 * @since 0.1.0
 */
REUNIFY_API const char *reunify_status_name(reunify_status status);

/**
 * A calendar date: days since 1970-01-01, proleptic Gregorian, years 0001 to 9999 (Arrow `date32`).
 * @since 0.1.0
 */
typedef int32_t reunify_date;

enum {
    REUNIFY_DATE_MIN = -719162, /* 0001-01-01 */
    REUNIFY_DATE_MAX = 2932896, /* 9999-12-31 */
    REUNIFY_DATE_NONE = INT32_MIN
};

/** Three-valued truth. @since 0.1.0 */
typedef int32_t reunify_truth;

enum { REUNIFY_FALSE = 0, REUNIFY_TRUE = 1, REUNIFY_UNKNOWN = 2 };

/**
 * Reads a date `YYYY-MM-DD` into `*date`. `text` has `length` bytes and need not end in NUL. Fails
 * with REUNIFY_INVALID where the text is no date of the calendar (2023-02-30) and REUNIFY_ARGUMENT
 * for NULL; `*date` is then REUNIFY_DATE_NONE. Any thread. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_date_parse(const char *text, size_t length,
                                                      reunify_date *date);

/**
 * Writes a date as `YYYY-MM-DD` and NUL into `buffer` (caller-owned) of `size` bytes, at least 11.
 * Fails with REUNIFY_ARGUMENT where the buffer is too small or the date is out of range. Any
 * thread. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_date_format(reunify_date date, char *buffer,
                                                       size_t size);

/**
 * Adds an ISO 8601 period such as `P6M` or `P2Y1W` to a date: years and months first, to the same
 * day of the month or the month's last where there is none (31 August and six months: 28 or 29
 * February), then weeks and days. Fails with REUNIFY_INVALID where the period cannot be read,
 * REUNIFY_LIMIT where the sum is past 9999-12-31, and REUNIFY_ARGUMENT; `*sum` is then
 * REUNIFY_DATE_NONE. Any thread. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_date_add(reunify_date date, const char *period,
                                                    size_t length, reunify_date *sum);

/*
 * Flags: all that there are. Each call says which it takes; any other is refused with
 * REUNIFY_ARGUMENT.
 */

/** Of tables: how they are worked out, for comparing. @since 0.1.0 */
enum {
    REUNIFY_COLUMNS_ONE_BY_ONE = 1, /* each row through the rules themselves, without tables */
    REUNIFY_COLUMNS_PORTABLE = 2    /* without instructions that only some processors have */
};

/** Of writing JSON; 0 is the canonical form, compact. @since 0.1.0 */
enum {
    REUNIFY_JSON_PRETTY = 1, /* two spaces of indentation */
    REUNIFY_JSON_LEAN = 2    /* of an evaluation: without the texts and sources of the pack */
};

/** Of writing pages for people. @since 0.1.0 */
enum {
    REUNIFY_TEXT_COLOUR = 1, /* terminal colours */
    REUNIFY_TEXT_ALL = 2     /* of an evaluation: met requirements too */
};

/** Of writing rows as CSV. @since 0.1.0 */
enum { REUNIFY_CSV_HEADER = 1 /* the names of the columns first */ };

/** Of reading a case. @since 0.1.0 */
enum { REUNIFY_CASE_STRICT = 1 /* an unknown member is an error, not a warning */ };

/** Of reading a pack. @since 0.1.0 */
enum {
    /* keep, for a lint, what the text declares and does not use; reading takes longer */
    REUNIFY_PROFILE_NOTES = 1
};

/* Opaque handles. */
typedef struct reunify_context reunify_context;
typedef struct reunify_error reunify_error;
typedef struct reunify_text reunify_text;
typedef struct reunify_profile reunify_profile;
typedef struct reunify_case reunify_case;
typedef struct reunify_assessment reunify_assessment;
typedef struct reunify_classification reunify_classification;
typedef struct reunify_evaluator reunify_evaluator;
typedef struct reunify_evaluation reunify_evaluation;

/**
 * The bytes of a text that the library made, ending in NUL: borrowed until the text is freed. Any
 * thread. @since 0.1.0
 */
REUNIFY_API const char *reunify_text_data(const reunify_text *text);

/** How many bytes the text has, the final NUL not counted; 0 for NULL. Any thread. @since 0.1.0 */
REUNIFY_API size_t reunify_text_length(const reunify_text *text);

/** Wipes and releases a text; NULL is allowed. Any thread. @since 0.1.0 */
REUNIFY_API void reunify_text_free(reunify_text *text);

REUNIFY_END_DECLS

#endif
