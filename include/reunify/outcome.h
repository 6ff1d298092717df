/* What became of the children: periods of care, returns home and re-entries, from care episodes. */
#ifndef REUNIFY_OUTCOME_H
#define REUNIFY_OUTCOME_H

#include <reunify/types.h>

REUNIFY_BEGIN_DECLS

/*
 * Episodes are rows such as those of the SSDA903 return, given as columns. The answer is a snapshot
 * that needs them no more. It depends on the rows alone, not on their order. Strings are borrowed,
 * those of the vocabulary for ever, others until the outcomes are freed. docs/outcomes.md says what
 * each figure means. Every reader takes NULL.
 *
 * Threads: outcomes never change once made; any number may read them at once.
 */

/** The outcomes of some episodes. @since 0.1.0 */
typedef struct reunify_outcomes reunify_outcomes;

/* The codes of episodes ------------------------------------------------------------------------ */

/** The sets of codes. @since 0.1.0 */
enum {
    REUNIFY_EPISODE_REASON_STARTED = 0,
    REUNIFY_EPISODE_LEGAL_STATUS = 1,
    REUNIFY_EPISODE_PLACEMENT = 2,
    REUNIFY_EPISODE_REASON_CEASED = 3
};

/** In a column of codes: nothing stands there; something that is no code. @since 0.1.0 */
enum { REUNIFY_EPISODE_NO_CODE = -1, REUNIFY_EPISODE_UNKNOWN_CODE = -2 };

/** How many codes a set has; 0 where there is no such set. Any thread. @since 0.1.0 */
REUNIFY_API size_t reunify_episode_code_count(int32_t set);
/** A code, such as "E4A", by its number; NULL when out of range. Any thread. @since 0.1.0 */
REUNIFY_API const char *reunify_episode_code(int32_t set, size_t at);
/** What it means, in English; NULL when out of range. Any thread. @since 0.1.0 */
REUNIFY_API const char *reunify_episode_code_text(int32_t set, size_t at);
/**
 * The number of a code as it is written in data: alone, or at the beginning of a description, such
 * as "E4A", "e4a - returned home" or "d) E4 A: returned". Text that is blank is
 * REUNIFY_EPISODE_NO_CODE. Fails with REUNIFY_NOT_FOUND, and
 * REUNIFY_EPISODE_UNKNOWN_CODE as the number, for any other text; REUNIFY_ARGUMENT for NULL or a
 * set that there is not. Any thread. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_episode_code_find(int32_t set, const char *text,
                                                             size_t length, int32_t *code);

/* Input ---------------------------------------------------------------------------------------- */

/**
 * Episodes, a column each; borrowed for the call alone. Every column has `count` entries; all but
 * `child`, `start` and `end` may be NULL. Set `size` to sizeof(reunify_episodes), the rest to zero.
 * @since 0.1.0
 */
typedef struct reunify_episodes {
    size_t size;
    size_t count;           /* at most 2,147,483,647 */
    const int64_t *child;   /* any number that is the child's own */
    const int32_t *start;   /* dates; REUNIFY_DATE_NONE: not recorded */
    const int32_t *end;     /* dates; REUNIFY_DATE_NONE: the episode is open */
    const int32_t *started; /* numbers of codes, or REUNIFY_EPISODE_NO_CODE, .._UNKNOWN_CODE */
    const int32_t *legal_status;
    const int32_t *placement;
    const int32_t *ceased;
    /* which authority: an index into the options' names, -1 where it is not known */
    const int32_t *authority;
    /* of which report a row is: of rows with the same child and start those of the highest count */
    const int32_t *report;
} reunify_episodes;

/** The sexes of children as the returns record them. @since 0.1.0 */
enum {
    REUNIFY_SEX_NOT_KNOWN = 0,
    REUNIFY_SEX_MALE = 1,
    REUNIFY_SEX_FEMALE = 2,
    REUNIFY_SEX_OTHER = 3
};

/**
 * What is known of children, a column each; borrowed for the call alone. Children without episodes
 * are passed over. Set `size` to sizeof(reunify_episode_children). @since 0.1.0
 */
typedef struct reunify_episode_children {
    size_t size;
    size_t count;
    const int64_t *child; /* as in the episodes */
    const int32_t *birth; /* dates, REUNIFY_DATE_NONE where not known; NULL: none is */
    const int32_t *sex;   /* NULL: not known */
} reunify_episode_children;

/**
 * What else was found about children, dated, to group returns by: the level of a classification, or
 * whether a gate was passed. Of a child's marks the latest counts that is not dated after the
 * return; of several on one day that with the highest number. Borrowed for the call alone. Set
 * `size` to sizeof(reunify_return_marks). @since 0.1.0
 */
typedef struct reunify_return_marks {
    size_t size;
    size_t count;
    const int64_t *child; /* as in the episodes */
    const int32_t *date;
    const int32_t *mark;      /* an index into the names */
    const char *const *names; /* each ending in NUL, "not_known" for none that is known */
    size_t name_count;
} reunify_return_marks;

/** How rows are joined to periods of care. @since 0.1.0 */
enum {
    REUNIFY_OUTCOME_RULE_DATES =
        0, /* a row joins if it starts no later than the latest end so far */
    /* a period begins with reason S, after a reason other than X1, or after a gap */
    REUNIFY_OUTCOME_RULE_CODES = 1
};

/** What is done with series of short breaks, legal status V3 and V4. @since 0.1.0 */
enum {
    REUNIFY_OUTCOME_SHORT_BREAKS_KEEP = 0,
    REUNIFY_OUTCOME_SHORT_BREAKS_DROP_ROWS = 1, /* their rows are dropped before rows are joined */
    REUNIFY_OUTCOME_SHORT_BREAKS_DROP_PERIODS =
        2 /* periods that have no other rows are dropped after */
};

/** What the end of an episode is. @since 0.1.0 */
enum {
    REUNIFY_OUTCOME_ENDS_EXCLUSIVE = 0, /* the day on which it ceased, and the next one starts */
    REUNIFY_OUTCOME_ENDS_INCLUSIVE = 1  /* its last day: the next one starts a day later */
};

/**
 * What to work out. Start with reunify_outcome_options_init(); a structure of zeroes is refused.
 * @since 0.1.0
 */
typedef struct reunify_outcome_options {
    size_t size;       /* sizeof(reunify_outcome_options) */
    reunify_date from; /* first day of the cohort's window; REUNIFY_DATE_NONE: from the first */
    reunify_date to;   /* its last day; REUNIFY_DATE_NONE: up to `observed_to` */
    reunify_date observed_to; /* the last day of which is known; REUNIFY_DATE_NONE: the data's */
    int32_t rule;
    int32_t short_breaks;
    int32_t ends;
    /* counts of 1 up to one less than this are not told; 0: all are. The sector publishes with 6 */
    int32_t suppress_below;
    /* names, ending in NUL, "not_known" for none that is known; may be NULL where none are used */
    const char *const *authorities;
    size_t authority_count;
    const reunify_return_marks *levels; /* NULL: returns are not grouped by level */
    const reunify_return_marks *gates;  /* NULL: nor by what became of a gate */
} reunify_outcome_options;

/**
 * Fills caller-owned options of `size` bytes, sizeof(reunify_outcome_options), with the defaults:
 * no dates, joined by dates, short breaks kept, ends exclusive, nothing suppressed. Fails with
 * REUNIFY_ARGUMENT for NULL or a size that is too small. Any thread. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_outcome_options_init(reunify_outcome_options *options,
                                                                size_t size);

/**
 * Works out the outcomes: *new*, release them with reunify_outcomes_free(). `context`, `children`
 * and `options` may be NULL for defaults. What is wrong with single rows is repaired or told in the
 * table of anomalies and is no failure. Fails with REUNIFY_INVALID where a date is out of range
 * ("bad_date"), a code, sex, authority or mark is a number that there is not ("bad_value"), a
 * window ends before it begins ("bad_window") or an option is unknown ("bad_value"), with the place
 * as the pointer ("/episodes/12/start"); REUNIFY_LIMIT for too many rows ("limit_items");
 * REUNIFY_ARGUMENT for NULL episodes, a column that is needed or out, or a wrong size;
 * REUNIFY_NO_MEMORY. No limit of the context applies. Any thread. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_outcomes_new(const reunify_context *context,
                                                        const reunify_episodes *episodes,
                                                        const reunify_episode_children *children,
                                                        const reunify_outcome_options *options,
                                                        reunify_outcomes **out,
                                                        reunify_error *error);

/** Wipes and releases outcomes; NULL is allowed. @since 0.1.0 */
REUNIFY_API void reunify_outcomes_free(reunify_outcomes *outcomes);

/* Numbers -------------------------------------------------------------------------------------- */

/** Numbers of all the data, whatever the window. @since 0.1.0 */
enum {
    REUNIFY_OUTCOMES_ROWS = 0,                 /* rows given */
    REUNIFY_OUTCOMES_ROWS_USED = 1,            /* rows of which the periods are made */
    REUNIFY_OUTCOMES_CHILDREN = 2,             /* children with any row */
    REUNIFY_OUTCOMES_PERIODS = 3,              /* periods of care */
    REUNIFY_OUTCOMES_OPEN_PERIODS = 4,         /* of these, those without an end */
    REUNIFY_OUTCOMES_RETURNS_HOME = 5,         /* periods that ended with a return home */
    REUNIFY_OUTCOMES_RETURNS_PLANNED = 6,      /* of these, E4A */
    REUNIFY_OUTCOMES_RETURNS_UNPLANNED = 7,    /* E4B */
    REUNIFY_OUTCOMES_RETURNS_UNDIVIDED = 8,    /* E4 */
    REUNIFY_OUTCOMES_CHILDREN_RETURNED = 9,    /* children with a return home */
    REUNIFY_OUTCOMES_REENTERED = 10,           /* returns after which a period of care began */
    REUNIFY_OUTCOMES_MEDIAN_HALF_DAYS = 11,    /* median of the days until then, in half days */
    REUNIFY_OUTCOMES_PLACED_WITH_PARENTS = 12, /* stays with parents while in care */
    REUNIFY_OUTCOMES_ROWS_SHORT_BREAK = 13,    /* rows dropped as short breaks */
    REUNIFY_OUTCOMES_PERIODS_SHORT_BREAK = 14  /* periods dropped as short breaks */
};

/** Instead of a number: there is none; it is too small to be told. @since 0.1.0 */
enum { REUNIFY_OUTCOMES_NONE = -1, REUNIFY_OUTCOMES_SUPPRESSED = -2 };

/**
 * One of the numbers above; REUNIFY_OUTCOMES_NONE where there is none (a median of nothing, a
 * number that there is not), REUNIFY_OUTCOMES_SUPPRESSED where it is not told. @since 0.1.0
 */
REUNIFY_API int64_t reunify_outcomes_number(const reunify_outcomes *outcomes, int32_t number);

/** The dates that were chosen. @since 0.1.0 */
enum {
    REUNIFY_OUTCOME_DATE_FROM = 0,       /* first day of the window; none where it was not given */
    REUNIFY_OUTCOME_DATE_TO = 1,         /* its last day */
    REUNIFY_OUTCOME_DATE_OBSERVED_TO = 2 /* the last day of which is known */
};

/** One of these dates; REUNIFY_DATE_NONE where there is none. @since 0.1.0 */
REUNIFY_API reunify_date reunify_outcomes_date(const reunify_outcomes *outcomes, int32_t which);

/** How many classes of exits there are. Any thread. @since 0.1.0 */
REUNIFY_API size_t reunify_exit_count(void);
/** A class of exits, such as "home_planned"; NULL when out of range. Any thread. @since 0.1.0 */
REUNIFY_API const char *reunify_exit_name(size_t at);
/** What it means, in English; NULL when out of range. Any thread. @since 0.1.0 */
REUNIFY_API const char *reunify_exit_text(size_t at);
/**
 * How many periods of care ended so; REUNIFY_OUTCOMES_SUPPRESSED where it is not told,
 * REUNIFY_OUTCOMES_NONE when out of range. @since 0.1.0
 */
REUNIFY_API int64_t reunify_outcomes_exits(const reunify_outcomes *outcomes, size_t exit);

/** How many kinds of anomalies there are. Any thread. @since 0.1.0 */
REUNIFY_API size_t reunify_anomaly_count(void);
/** A kind, such as "overlap"; NULL when out of range. Any thread. @since 0.1.0 */
REUNIFY_API const char *reunify_anomaly_name(size_t at);
/** What it means and what was done, in English; NULL when out of range. Any thread. @since 0.1.0 */
REUNIFY_API const char *reunify_anomaly_text(size_t at);
/**
 * How many anomalies of a kind there are; 0 when out of range, REUNIFY_OUTCOMES_SUPPRESSED where it
 * is not told. @since 0.1.0
 */
REUNIFY_API int64_t reunify_outcomes_anomalies(const reunify_outcomes *outcomes, size_t kind);

/* Tables --------------------------------------------------------------------------------------- */

/*
 * A word stands in a column as its number: a code as in reunify_episode_code(), an exit as in
 * reunify_exit_name(), a kind of anomaly as in reunify_anomaly_name(), an authority as in the
 * options, a sex and a truth as their constants. Below nought there is none.
 */

/** The tables. @since 0.1.0 */
enum {
    REUNIFY_OUTCOME_TABLE_PERIODS = 0,      /* periods of care, by child and start */
    REUNIFY_OUTCOME_TABLE_RETURNS = 1,      /* returns home, by child and date */
    REUNIFY_OUTCOME_TABLE_WITH_PARENTS = 2, /* stays with parents in care, by child and start */
    REUNIFY_OUTCOME_TABLE_ANOMALIES = 3,    /* by row */
    REUNIFY_OUTCOME_TABLE_COHORT = 4,  /* returns in the window: the total first, then each group */
    REUNIFY_OUTCOME_TABLE_LEAVERS = 5, /* who left care in the window, by collection year */
    REUNIFY_OUTCOME_TABLE_SUMMARY = 6  /* all the data as one row: dates, numbers, exits */
};

/** What a column holds, which is also its C type. @since 0.1.0 */
enum {
    REUNIFY_OUTCOME_COLUMN_INT32 = 0,
    REUNIFY_OUTCOME_COLUMN_INT64 = 1,
    REUNIFY_OUTCOME_COLUMN_DATE = 2, /* int32_t, REUNIFY_DATE_NONE where there is none */
    REUNIFY_OUTCOME_COLUMN_WORD = 3  /* int32_t that stands for a word */
};

/** How many columns a table has; 0 where there is no such table. Any thread. @since 0.1.0 */
REUNIFY_API size_t reunify_outcomes_column_count(int32_t table);
/** The name of a column; NULL when out of range. Any thread. @since 0.1.0 */
REUNIFY_API const char *reunify_outcomes_column_name(int32_t table, size_t column);
/** What it holds; -1 when out of range. Any thread. @since 0.1.0 */
REUNIFY_API int32_t reunify_outcomes_column_type(int32_t table, size_t column);
/**
 * How many parts of its numbers are one: 1, of medians 2, of shares 1,000,000; 0 when out of range.
 * Any thread. @since 0.1.0
 */
REUNIFY_API int64_t reunify_outcomes_column_parts(int32_t table, size_t column);
/**
 * The place of a column by its name. Fails with REUNIFY_NOT_FOUND, or REUNIFY_ARGUMENT for NULL or
 * a table that there is not; `*column` is then 0. Any thread. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_outcomes_column_find(int32_t table, const char *name,
                                                                size_t length, size_t *column);

/** How many rows a table has. @since 0.1.0 */
REUNIFY_API size_t reunify_outcomes_length(const reunify_outcomes *outcomes, int32_t table);
/**
 * A whole column, one entry a row: borrowed until the outcomes are freed; NULL for one that holds
 * REUNIFY_OUTCOME_COLUMN_INT64, of an empty table or when out of range. @since 0.1.0
 */
REUNIFY_API const int32_t *reunify_outcomes_int32(const reunify_outcomes *outcomes, int32_t table,
                                                  size_t column);
/**
 * The same of a column that holds REUNIFY_OUTCOME_COLUMN_INT64; NULL for every other. @since 0.1.0
 */
REUNIFY_API const int64_t *reunify_outcomes_int64(const reunify_outcomes *outcomes, int32_t table,
                                                  size_t column);
/** One value, whatever its type; REUNIFY_OUTCOMES_NONE when out of range. @since 0.1.0 */
REUNIFY_API int64_t reunify_outcomes_value(const reunify_outcomes *outcomes, int32_t table,
                                           size_t column, size_t row);
/**
 * The word that a value stands for; NULL where it stands for none or the column has no words.
 * @since 0.1.0
 */
REUNIFY_API const char *reunify_outcomes_word(const reunify_outcomes *outcomes, int32_t table,
                                              size_t column, size_t row);

/* Documents ------------------------------------------------------------------------------------ */

/**
 * The outcomes as JSON (`reunify/outcomes/1`): *new* text. `flags`: 0, canonical and compact, or
 * REUNIFY_JSON_PRETTY. Nothing of a single child is in it, and of anomalies their numbers. Fails
 * with REUNIFY_NO_MEMORY or REUNIFY_ARGUMENT. Any thread. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_outcomes_to_json(const reunify_outcomes *outcomes,
                                                            uint32_t flags, reunify_text **out,
                                                            reunify_error *error);

/**
 * The outcomes for a person to read: *new* text, lines of at most `width` characters where words
 * allow (0: 100). It is said in the languages that `profile` was loaded with (`languages` and
 * `messages` of reunify_profile_options), whose pack does not matter; NULL: English. Dates are
 * yyyy-mm-dd in every language. `flags`: 0 or REUNIFY_TEXT_COLOUR. Fails with REUNIFY_NO_MEMORY,
 * REUNIFY_ARGUMENT, or REUNIFY_UNSUPPORTED where the library was built without pages. Any thread.
 * @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_outcomes_to_text(const reunify_outcomes *outcomes,
                                                            const reunify_profile *profile,
                                                            uint32_t flags, int32_t width,
                                                            reunify_text **out,
                                                            reunify_error *error);

REUNIFY_END_DECLS

#endif
