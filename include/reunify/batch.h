/*
 * Tables: a column a finding, a row an assessment. Levels of millions of rows, and the movement of
 * the children to whom they belong.
 */
#ifndef REUNIFY_BATCH_H
#define REUNIFY_BATCH_H

#include <reunify/types.h>

REUNIFY_BEGIN_DECLS

/*
 * There are two objects. Columns are a profile compiled for tables. They never change once made,
 * any number of threads may use them at once, and they keep their profile alive. Rows are a table:
 * where the caller's columns lie and where results are to go. Nothing is copied: what was given has
 * to stay until the rows are freed or given other columns. Rows are for one thread at a time; a
 * table that is cut into parts goes over as many threads as there are rows objects.
 *
 * Results are those of a case in which nothing is recorded but the table's assessments (and, where
 * findings are given by person, those people and to whom the child is to return): row by row what
 * reunify_profile_classify() says, child by child what the history and the level of an evaluation
 * say.
 *
 * Threads: columns never change once made, any number may use them at once; rows are for one at a
 * time.
 */

/** A profile compiled for tables. @since 0.1.0 */
typedef struct reunify_columns reunify_columns;

/** The columns of one table, in and out. @since 0.1.0 */
typedef struct reunify_rows reunify_rows;

/* Columns ------------------------------------------------------------------------------------- */

/**
 * Compiles a profile for tables: *new*, *shared*. `flags` is 0 or REUNIFY_COLUMNS_*. Where a
 * profile has too many combinations of findings, or rules that ask of more than findings, it is
 * slower and no different. Fails with REUNIFY_LIMIT where the profile has more than 32 dimensions,
 * REUNIFY_NO_MEMORY or REUNIFY_ARGUMENT. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_columns_new(const reunify_profile *profile,
                                                       uint32_t flags, reunify_columns **out,
                                                       reunify_error *error);

/** Takes another *shared* reference and returns its argument; NULL is allowed. @since 0.1.0 */
REUNIFY_API const reunify_columns *reunify_columns_ref(const reunify_columns *columns);

/** Gives a reference back; NULL is allowed. Any thread. @since 0.1.0 */
REUNIFY_API void reunify_columns_unref(const reunify_columns *columns);

/** What reunify_columns_count() and reunify_columns_name() list. @since 0.1.0 */
enum {
    REUNIFY_CODES_FINDINGS = 1,   /* that a table may give */
    REUNIFY_CODES_VALUES = 2,     /* of a finding, by its number: what its codes stand for */
    REUNIFY_CODES_LEVELS = 3,     /* from least to most severe */
    REUNIFY_CODES_RULES = 4,      /* of movement */
    REUNIFY_CODES_ROLES = 5,      /* that may have approved a judgement */
    REUNIFY_CODES_DIMENSIONS = 6, /* bit 0 of what decides is the first */
    REUNIFY_CODES_STATUSES = 7,   /* of classifications */
    REUNIFY_CODES_BASES = 8,
    REUNIFY_CODES_HELD_BY = 9
};

/** How many names of a kind there are; 0 where there is no such kind or finding. @since 0.1.0 */
REUNIFY_API size_t reunify_columns_count(const reunify_columns *columns, int32_t names,
                                         size_t finding);
/**
 * What a code stands for: `at` from 0; `finding` is read for REUNIFY_CODES_VALUES alone. NULL where
 * there is nothing; borrowed until the columns are released. @since 0.1.0
 */
REUNIFY_API const char *reunify_columns_name(const reunify_columns *columns, int32_t names,
                                             size_t finding, size_t at);
/** Whether a finding, by its number, may be given by person. @since 0.1.0 */
REUNIFY_API int32_t reunify_columns_by_person(const reunify_columns *columns, size_t finding);
/** Whether movement goes by tables (1) or by one rule after the other (0). @since 0.1.0 */
REUNIFY_API int32_t reunify_columns_tabled(const reunify_columns *columns);
/** The form in which levels are found, such as "avx2": borrowed for ever. @since 0.1.0 */
REUNIFY_API const char *reunify_columns_form(const reunify_columns *columns);

/* Rows: what is read -------------------------------------------------------------------------- */

/**
 * Makes a table of so many rows, without columns: *new*, release it with reunify_rows_free().
 * `context` may be NULL. Fails with REUNIFY_NO_MEMORY or REUNIFY_ARGUMENT. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_rows_new(const reunify_context *context, size_t count,
                                                    reunify_rows **out, reunify_error *error);

/** Releases a table; NULL is allowed. The columns are the caller's. @since 0.1.0 */
REUNIFY_API void reunify_rows_free(reunify_rows *rows);

/** What a column is. @since 0.1.0 */
enum {
    REUNIFY_READ_FINDING = 1,    /* by its name; of a person, by a number from 1 */
    REUNIFY_READ_RETURN_TO = 2,  /* whether the child is to return to that person */
    REUNIFY_READ_SUBJECT = 3,    /* the child: the rows of one stand together */
    REUNIFY_READ_DATE = 4,       /* in order within a child */
    REUNIFY_READ_JUDGEMENT = 5,  /* a level, where somebody judged otherwise */
    REUNIFY_READ_RATIONALE = 6,  /* the reasons, or whether there are any */
    REUNIFY_READ_APPROVED_BY = 7 /* a role */
};

/** How a column is laid out. @since 0.1.0 */
enum {
    REUNIFY_CELL_BITS = 1, /* booleans, eight in a byte, the first in the lowest bit */
    REUNIFY_CELL_INT8 = 2,
    REUNIFY_CELL_UINT8 = 3,
    REUNIFY_CELL_INT16 = 4,
    REUNIFY_CELL_UINT16 = 5,
    REUNIFY_CELL_INT32 = 6, /* also days since 1970-01-01 */
    REUNIFY_CELL_UINT32 = 7,
    REUNIFY_CELL_INT64 = 8,
    REUNIFY_CELL_UINT64 = 9,
    REUNIFY_CELL_TEXT = 10,      /* bytes, and an int32 array of count + 1 ends */
    REUNIFY_CELL_LARGE_TEXT = 11 /* the same, ends are int64 */
};

/** A code that says nothing: unknown where it is read, none where it is written. @since 0.1.0 */
enum { REUNIFY_CODE_NONE = 255 };

/**
 * Says where a column lies. Numbers of a finding, a level or a role are codes, from 0 in the order
 * of reunify_columns_name(); false is 0 and true is 1; -1 and REUNIFY_CODE_NONE are unknown. Texts
 * are the names themselves, dates as text `YYYY-MM-DD`; an empty text is unknown. `name` has
 * `name_length` bytes and is read for REUNIFY_READ_FINDING alone; `person` is 0 or the number of
 * the person. `ends` is NULL but for texts. `valid` has a bit a row, which is not set where nothing
 * is known, and may be NULL. `offset` rows are passed over in all of these. Giving a column again
 * replaces it. Fails with REUNIFY_ARGUMENT (NULL, an unknown constant, a person where there can be
 * none) or REUNIFY_NO_MEMORY. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_rows_read(reunify_rows *rows, int32_t what,
                                                     const char *name, size_t name_length,
                                                     int32_t person, int32_t type, const void *data,
                                                     const void *ends, const uint8_t *valid,
                                                     size_t offset, reunify_error *error);

/**
 * Says that the numbers of a column that was given are not codes but count in a list of texts, from
 * 0. The texts need not end in NUL. Fails with REUNIFY_ARGUMENT, REUNIFY_NO_MEMORY, or
 * REUNIFY_NOT_FOUND where there is no such column. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_rows_words(reunify_rows *rows, int32_t what,
                                                      const char *name, size_t name_length,
                                                      int32_t person, const char *const *words,
                                                      const size_t *lengths, size_t count,
                                                      reunify_error *error);

/* Rows: what is written ----------------------------------------------------------------------- */

/** Results. Bytes are codes, or REUNIFY_CODE_NONE. @since 0.1.0 */
enum {
    /* of reunify_columns_classify(), one a row */
    REUNIFY_WRITE_LEVEL = 1,    /* a byte: the level indicated */
    REUNIFY_WRITE_STATUS = 2,   /* a byte: REUNIFY_CLASSIFIED_* */
    REUNIFY_WRITE_AT_LEAST = 3, /* a byte: the lower bound where not all is known */
    REUNIFY_WRITE_DECIDING = 4, /* uint32: a bit for each dimension that decides */
    /* of reunify_columns_replay(), one a row */
    REUNIFY_WRITE_LEVEL_BEFORE = 5, /* a byte */
    REUNIFY_WRITE_LEVEL_AFTER = 6,  /* a byte */
    REUNIFY_WRITE_INDICATED = 7,    /* a byte */
    REUNIFY_WRITE_RULE = 8,         /* int32: the rule that applied, or -1 */
    REUNIFY_WRITE_BASIS = 9,        /* a byte: REUNIFY_BASIS_* */
    REUNIFY_WRITE_HELD_BY = 10,     /* a byte: REUNIFY_HELD_* */
    /* of reunify_columns_replay(), one a child, in the order of the table */
    REUNIFY_WRITE_FIRST_ROW = 11,          /* int64: the child's first row */
    REUNIFY_WRITE_LAST_LEVEL = 12,         /* a byte: the level that stands */
    REUNIFY_WRITE_SINCE = 13,              /* a date */
    REUNIFY_WRITE_LAST_BASIS = 14,         /* a byte */
    REUNIFY_WRITE_PENDING = 15,            /* int32: the first rule whose time runs, or -1 */
    REUNIFY_WRITE_ELIGIBLE_FROM = 16,      /* a date: of that rule */
    REUNIFY_WRITE_EARLIEST_CLOSURE = 17,   /* a date */
    REUNIFY_WRITE_MAY_CLOSE_FROM = 18,     /* a date */
    REUNIFY_WRITE_MAY_CLOSE_CONFIRMED = 19 /* a date */
};

/**
 * Says where a result is to go: memory of the caller, of `bytes` bytes, aligned for its type; NULL:
 * it is not wanted. Dates are int32, REUNIFY_DATE_NONE where there is none. Fails with
 * REUNIFY_ARGUMENT. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_rows_write(reunify_rows *rows, int32_t what, void *out,
                                                      size_t bytes, reunify_error *error);

/* Calls --------------------------------------------------------------------------------------- */

/**
 * Writes the level that each row indicates. Columns that are not among the profile's findings are
 * REUNIFY_NOT_FOUND. Fails with REUNIFY_INVALID where a row has a code or a word that its finding
 * does not know: `error` has the place, `/row/column` from 0, and the words that would have been
 * right; REUNIFY_ARGUMENT where room for a result is too small, or REUNIFY_NO_MEMORY. After a
 * failure every result is REUNIFY_CODE_NONE, or no bit. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_columns_classify(const reunify_columns *columns,
                                                            const reunify_rows *rows,
                                                            reunify_error *error);

/**
 * Options of a replay. Zero means the default. Set `size` to sizeof(reunify_batch_options), or
 * start
 * with reunify_batch_options_init(). @since 0.1.0
 */
typedef struct reunify_batch_options {
    size_t size;
    const char *pathway; /* NUL-terminated; NULL: the profile's first */
} reunify_batch_options;

/**
 * Fills caller-owned options of `size` bytes, sizeof(reunify_batch_options), with the defaults.
 * Fails with REUNIFY_ARGUMENT for NULL or a size that is too small. Any thread. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_batch_options_init(reunify_batch_options *options,
                                                              size_t size);

/**
 * Looks at a table of observations before it is replayed: how many children there are, each with
 * its rows together and in order of date. Fails like reunify_columns_replay(). @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_columns_check(const reunify_columns *columns,
                                                         const reunify_rows *rows, size_t *children,
                                                         reunify_error *error);

/**
 * Replays each child's observations up to `as_of`, in their order, and writes the results that are
 * wanted; of what comes later, rows hold none. Needs the columns REUNIFY_READ_SUBJECT and
 * REUNIFY_READ_DATE. `options` may be NULL. `*children` is how many there are; results of children
 * need room for all of them. Everything is looked at before anything is written: fails with
 * REUNIFY_INVALID for a word or code that is none, a row without a child or a date
 * (`missing_member`), dates of a child out of order (`unsorted_dates`), and a child whose rows do
 * not stand together (`group_twice`), at `/row/column` from 0; with REUNIFY_NOT_FOUND for a column
 * or a pathway that there is not; REUNIFY_ARGUMENT (a missing column, a date out of range, too
 * little room, a pathway without levels) or REUNIFY_NO_MEMORY. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_columns_replay(const reunify_columns *columns,
                                                          const reunify_rows *rows,
                                                          reunify_date as_of,
                                                          const reunify_batch_options *options,
                                                          size_t *children, reunify_error *error);

REUNIFY_END_DECLS

#endif
