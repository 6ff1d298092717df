/*
 * An evaluation as rows: tables for SQL, data frames and spreadsheets. Their columns are the same
 * whatever the profile, and docs/tables.md lists them.
 */
#ifndef REUNIFY_TABLES_H
#define REUNIFY_TABLES_H

#include <reunify/evaluation.h>

REUNIFY_BEGIN_DECLS

/** The tables; they are numbered from 0. @since 0.1.0 */
enum {
    REUNIFY_TIDY_RISK = 0,         /* where the child stands: one row */
    REUNIFY_TIDY_HISTORY = 1,      /* a row for each assessment or judgement of the level */
    REUNIFY_TIDY_REQUIREMENTS = 2, /* of all gates */
    REUNIFY_TIDY_OUTSTANDING = 3,  /* requirements that keep the current gate from being passed */
    REUNIFY_TIDY_WAITING = 4,      /* the same, a row for each role that is waited for */
    REUNIFY_TIDY_SCHEDULE = 5,     /* obligations with their dates */
    REUNIFY_TIDY_ALERTS = 6,
    REUNIFY_TIDY_FACTORS = 7, /* that research ties to success or breakdown */
    REUNIFY_TIDY_WARNINGS = 8,
    REUNIFY_TIDY_ERRORS = 9 /* faults of a case that was not evaluated */
};

/** What a column holds. @since 0.1.0 */
enum {
    REUNIFY_COLUMN_TEXT = 1,
    REUNIFY_COLUMN_DATE = 2, /* days since 1970-01-01 */
    REUNIFY_COLUMN_INTEGER = 3,
    REUNIFY_COLUMN_BOOLEAN = 4, /* 0 or 1 */
    REUNIFY_COLUMN_JSON = 5     /* text: a list or an object, as the evaluation's document has it */
};

/*
 * What tables there are. Strings are borrowed for ever, and NULL where there is nothing of that
 * number.
 *
 * Threads: any.
 */

/** How many tables there are. @since 0.1.0 */
REUNIFY_API size_t reunify_table_count(void);
/** The name of a table (REUNIFY_TIDY_*), such as "outstanding". @since 0.1.0 */
REUNIFY_API const char *reunify_table_name(int32_t table);
/** What a row of it is, in a few words. @since 0.1.0 */
REUNIFY_API const char *reunify_table_meaning(int32_t table);
/**
 * The table of a name of `length` bytes, which need not end in NUL. Fails with REUNIFY_NOT_FOUND
 * where there is none and REUNIFY_ARGUMENT for NULL; `*table` is then -1. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_table_find(const char *name, size_t length,
                                                      int32_t *table);
/** How many columns a table has; 0 where there is no such table. @since 0.1.0 */
REUNIFY_API size_t reunify_table_column_count(int32_t table);
/** The name of a column, such as "level_before". @since 0.1.0 */
REUNIFY_API const char *reunify_table_column_name(int32_t table, size_t column);
/** What a column holds (REUNIFY_COLUMN_*); -1 where there is no such column. @since 0.1.0 */
REUNIFY_API int32_t reunify_table_column_type(int32_t table, size_t column);
/** What a column says, in a few words. @since 0.1.0 */
REUNIFY_API const char *reunify_table_column_meaning(int32_t table, size_t column);

/*
 * Rows -----------------------------------------------------------------------------------------
 *
 * Threads: any number may read rows at once.
 */

/** Rows of one table. @since 0.1.0 */
typedef struct reunify_table_rows reunify_table_rows;

/**
 * Reads the rows of a table off an evaluation, in the order of its document: *new*, release them
 * with reunify_table_rows_free(). They hold a reference to the evaluation until then, which cannot
 * be filled again as long. Of an evaluation that explains less, cells that its document leaves out
 * are empty. The table of errors has no rows of an evaluation. Fails with REUNIFY_ARGUMENT (NULL,
 * no such table), REUNIFY_STATE where the evaluation is empty, or REUNIFY_NO_MEMORY. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_table_rows_new(reunify_evaluation *evaluation,
                                                          int32_t table, reunify_table_rows **out,
                                                          reunify_error *error);
/**
 * Rows of the table of errors, one a fault that `faults` holds: *new*, release them with
 * reunify_table_rows_free(). `context`, `case_id` of `length` bytes and `profile` (its id) may be
 * NULL where they are not known, `as_of` REUNIFY_DATE_NONE; all are copied. Fails with
 * REUNIFY_ARGUMENT (`faults` or `out` is NULL, a date out of range) or REUNIFY_NO_MEMORY.
 * @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status
reunify_table_rows_of_faults(const reunify_context *context, const char *case_id, size_t length,
                             reunify_date as_of, const char *profile, const reunify_error *faults,
                             reunify_table_rows **out, reunify_error *error);
/** Wipes and releases rows; NULL is allowed. @since 0.1.0 */
REUNIFY_API void reunify_table_rows_free(reunify_table_rows *rows);
/** How many rows there are; 0 for NULL. @since 0.1.0 */
REUNIFY_API size_t reunify_table_rows_count(const reunify_table_rows *rows);
/** REUNIFY_TRUE where there is something in a cell; else REUNIFY_FALSE. @since 0.1.0 */
REUNIFY_API reunify_truth reunify_table_rows_has(const reunify_table_rows *rows, size_t row,
                                                 size_t column);
/**
 * A cell of text or JSON, NULL where it is empty or holds a number: borrowed until the rows are
 * freed. @since 0.1.0
 */
REUNIFY_API const char *reunify_table_rows_text(const reunify_table_rows *rows, size_t row,
                                                size_t column);
/** A cell of a date, an integer or a boolean; 0 where it is empty or a text. @since 0.1.0 */
REUNIFY_API int64_t reunify_table_rows_number(const reunify_table_rows *rows, size_t row,
                                              size_t column);
/**
 * The rows as *new* text of comma-separated values (RFC 4180): a line each, ended by CR and LF.
 * Dates as YYYY-MM-DD, booleans as true and false, an empty cell as nothing, an empty text as two
 * quotation marks. `flags`: 0 or REUNIFY_CSV_HEADER. Fails with REUNIFY_ARGUMENT or
 * REUNIFY_NO_MEMORY. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_table_rows_to_csv(const reunify_table_rows *rows,
                                                             uint32_t flags, reunify_text **out,
                                                             reunify_error *error);

REUNIFY_END_DECLS

#endif
