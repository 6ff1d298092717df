/* Many cases: evaluated on the caller's threads, as tables in the order of the input. */
#ifndef REUNIFY_CASELOAD_H
#define REUNIFY_CASELOAD_H

#include <reunify/arrow_abi.h>
#include <reunify/evaluate.h>
#include <reunify/tables.h>

REUNIFY_BEGIN_DECLS

/*
 * A caseload is what is to be evaluated, and how: finished cases, or a text with a case a line,
 * which stay the caller's and unchanged until the caseload is released. It is worked on in parts,
 * each of some consecutive cases; no more is in memory than the rows of a part. The library starts
 * no thread: the caller's threads share out the numbers of the parts as they like, and each has an
 * evaluator of its own. Nothing in the results says which thread made them, or when: the rows of
 * part 0, those of part 1 and so on, one behind the other, are the rows of the cases in their
 * order, and of each case at its dates in theirs.
 *
 * A case that cannot be read or evaluated fails no call. It has no rows but in the table of errors,
 * one a fault and date: `line_number` is the line of the text, `element` the number of the case
 * where cases were given, both from 1; `case_id` is there where it could be read.
 *
 * Threads: any number may use one caseload, each with an evaluator of its own.
 */

/** Cases, and how to evaluate them. @since 0.1.0 */
typedef struct reunify_caseload reunify_caseload;

/**
 * Options of a caseload. Zero means the default. Set `size` to sizeof(reunify_caseload_options), or
 * start with reunify_caseload_options_init(). What it points at is copied, but for `user`.
 * @since 0.1.0
 */
typedef struct reunify_caseload_options {
    size_t size;
    const reunify_date *dates; /* each case is evaluated at each; NULL: at the latest in it */
    size_t date_count;
    const char *pathway; /* NUL-terminated; NULL: the case's, or else the profile's first */
    int32_t explain;     /* REUNIFY_EXPLAIN_*; 0: full */
    uint32_t case_flags; /* of reading lines, as reunify_case_from_json() takes them */
    int32_t check_words; /* 1: not evaluated are cases that reunify_case_check() refuses */
    int32_t reserved;    /* must be 0 */
    uint64_t first;      /* the number of the first line or case, in errors; 0: 1 */
    size_t cases_a_part; /* 0: 64 */
    /*
     * Told after each case how many of all are done, on whatever thread did it, perhaps on several
     * at once. What is not 0 cancels: no further case is begun. It must not longjmp or throw
     */
    int32_t (*progress)(void *user, uint64_t done, uint64_t all);
    void *user;
} reunify_caseload_options;

/**
 * Fills caller-owned options of `size` bytes, sizeof(reunify_caseload_options), with the defaults.
 * Fails with REUNIFY_ARGUMENT for NULL or a size that is too small. Any thread. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_caseload_options_init(reunify_caseload_options *options,
                                                                 size_t size);

/**
 * A caseload of cases: *new*, *shared*. `cases` is an array of `count`, of which one may be NULL or
 * not finished and is then an error among the rows; `options` may be NULL. Fails with
 * REUNIFY_NOT_FOUND for a pathway that the profile does not have, REUNIFY_ARGUMENT (NULL, an option
 * that is unknown, a date out of range) or REUNIFY_NO_MEMORY. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_caseload_of_cases(
    const reunify_profile *profile, const reunify_case *const *cases, size_t count,
    const reunify_caseload_options *options, reunify_caseload **out, reunify_error *error);

/**
 * A caseload of a text of `length` bytes with a case a line, as JSON: *new*, *shared*. Lines that
 * are blank are counted and passed over, a byte order mark in front too. Fails like
 * reunify_caseload_of_cases(). @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_caseload_of_lines(
    const reunify_profile *profile, const char *lines, size_t length,
    const reunify_caseload_options *options, reunify_caseload **out, reunify_error *error);

/** Takes another *shared* reference and returns its argument; NULL is allowed. @since 0.1.0 */
REUNIFY_API const reunify_caseload *reunify_caseload_ref(const reunify_caseload *caseload);
/** Gives a reference back; NULL is allowed. The cases are the caller's. @since 0.1.0 */
REUNIFY_API void reunify_caseload_unref(const reunify_caseload *caseload);
/** How many cases there are, those that cannot be read included; 0 for NULL. @since 0.1.0 */
REUNIFY_API size_t reunify_caseload_count(const reunify_caseload *caseload);
/** How many parts they are worked on in; 0 for NULL. @since 0.1.0 */
REUNIFY_API size_t reunify_caseload_part_count(const reunify_caseload *caseload);

/**
 * Evaluates the cases of a part, from 0, and writes the rows of the tables that are wanted: `rows`
 * has room for `table_count` handles, and `tables` says which each is to be (REUNIFY_TIDY_*). They
 * are *new*, release them with reunify_table_rows_free(); they need neither caseload nor evaluator.
 * A part may be done again. Fails with REUNIFY_CANCELLED where `progress` cancelled, now or before;
 * REUNIFY_ARGUMENT (NULL, no such part or table) or REUNIFY_NO_MEMORY; all of `rows` are then NULL.
 * One thread at a time an evaluator. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_caseload_run(const reunify_caseload *caseload,
                                                        reunify_evaluator *evaluator, size_t part,
                                                        const int32_t *tables, size_t table_count,
                                                        reunify_table_rows **rows,
                                                        reunify_error *error);

/*
 * Arrow ----------------------------------------------------------------------------------------
 *
 * Columns have the names of tables.h: utf8 for texts and JSON, date32, int64 and booleans; a cell
 * that is empty is null. What comes out is *new*, the caller's to release by its own `release`,
 * holds all that it needs, and is for one thread at a time. After a failure `release` is NULL.
 *
 * Threads: an evaluator, and a stream, are for one at a time.
 */

/**
 * Rows as a struct array, as a record batch is imported. Fails with REUNIFY_LIMIT (`limit_arrow`)
 * where the texts of a column have more than 2 GiB, REUNIFY_ARGUMENT or REUNIFY_NO_MEMORY.
 * @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_table_rows_to_arrow(const reunify_table_rows *rows,
                                                               struct ArrowSchema *out_schema,
                                                               struct ArrowArray *out_array,
                                                               reunify_error *error);

/**
 * One table of the whole caseload as a stream of record batches: a part is evaluated each time that
 * one is asked for. The stream holds the caseload and has an evaluator of its own, in `context`,
 * which may be NULL. Cancelling is an error of the stream (ECANCELED). Fails with REUNIFY_ARGUMENT
 * or REUNIFY_NO_MEMORY. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_caseload_stream(const reunify_context *context,
                                                           const reunify_caseload *caseload,
                                                           int32_t table,
                                                           struct ArrowArrayStream *out,
                                                           reunify_error *error);

REUNIFY_END_DECLS

#endif
