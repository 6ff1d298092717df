/* Outcomes of episodes, as worked out, and the steps in between. */
#ifndef REUNIFY_LIB_OUTCOME_H
#define REUNIFY_LIB_OUTCOME_H

#include "base/base.h"

#include <reunify/outcome.h>

/* Codes, codes.c; the sets are made at build time from codes.json ------------------------------ */

typedef enum {
    EXIT_HOME_PLANNED,
    EXIT_HOME_UNPLANNED,
    EXIT_HOME_UNDIVIDED,
    EXIT_KIN,
    EXIT_ORDER,
    EXIT_ADOPTION,
    EXIT_TRANSFER,
    EXIT_AGE,
    EXIT_CUSTODY,
    EXIT_DIED,
    EXIT_OTHER,
    EXIT_UNKNOWN,
    EXIT_CLASSES,
    EXIT_CONTINUES /* none of these: the child stays in care */
} exit_class;

static inline bool is_home(int32_t class)
{
    return class >= EXIT_HOME_PLANNED && class <= EXIT_HOME_UNDIVIDED;
}

enum { CODE_SETS = 4, MOST_LETTERS = 4, LAST_YEAR = 9999 /* of a code that is in use */ };

typedef struct {
    char code[MOST_LETTERS + 1];
    const char *text;
    exit_class class; /* of a reason ceased */
    int32_t from, to; /* collection years, named after the year in which they end */
    bool marked;      /* a legal status: short breaks; a placement: with parents */
} episode_code;

typedef struct {
    const episode_code *codes;
    size_t count;
} code_set;

extern const code_set code_sets[CODE_SETS];

/* A code within a row: none, unknown, then the codes of its set. */
enum { EPISODE_CODE_NONE = 0, EPISODE_CODE_UNKNOWN = 1, EPISODE_CODE_FIRST = 2 };
/* NULL for none and unknown. */
const episode_code *code_in(int32_t set, uint8_t code);
static inline uint8_t code_within(int32_t public_code)
{
    return (uint8_t)(public_code >= 0 ? public_code + EPISODE_CODE_FIRST
                     : public_code == REUNIFY_EPISODE_UNKNOWN_CODE ? EPISODE_CODE_UNKNOWN
                                                                   : EPISODE_CODE_NONE);
}
/* As the tables have it: REUNIFY_EPISODE_NO_CODE or REUNIFY_EPISODE_UNKNOWN_CODE for those. */
static inline int32_t code_public(uint8_t code)
{
    return code >= EPISODE_CODE_FIRST     ? code - EPISODE_CODE_FIRST
           : code == EPISODE_CODE_UNKNOWN ? REUNIFY_EPISODE_UNKNOWN_CODE
                                          : REUNIFY_EPISODE_NO_CODE;
}
bool has_mark(int32_t set, uint8_t code);
/* How a reason ends a period. */
exit_class exit_class_of(uint8_t ceased);
bool is_started(uint8_t started);  /* S */
bool is_continued(uint8_t ceased); /* X1 */

/* Tables, table.c ------------------------------------------------------------------------------ */

typedef enum {
    WORDS_NONE,
    WORDS_CHILD,
    WORDS_LEGAL_STATUS,
    WORDS_PLACEMENT,
    WORDS_CEASED,
    WORDS_EXIT,
    WORDS_AUTHORITY,
    WORDS_LEVEL,
    WORDS_GATE,
    WORDS_SEX,
    WORDS_TRUTH,
    WORDS_STAY,
    WORDS_ANOMALY,
    WORDS_DIMENSION,
    WORDS_GROUP /* of the dimension that stands in the row */
} column_words;

typedef struct {
    const char *name;
    int32_t type;
    column_words words;
    int32_t parts; /* so many of its numbers are one */
} column_spec;

typedef struct {
    const column_spec *columns;
    size_t count;
} table_spec;

enum { TABLES = 7, MOST_COLUMNS = 40 };
extern const table_spec table_specs[TABLES];

typedef struct {
    const reunify_context *context;
    const table_spec *spec;
    void *data[MOST_COLUMNS];
    size_t length, capacity;
} outcome_table;

void table_start(outcome_table *t, const reunify_context *context, int32_t table);
void table_release(outcome_table *t);
/* Another row, all zero, as the last one. */
bool table_add(outcome_table *t);
/* Room for just so many rows, so that none is lost to growing. */
bool table_reserve(outcome_table *t, size_t capacity);
static inline int32_t *table_int32(const outcome_table *t, size_t column)
{
    return t->data[column];
}
static inline int64_t *table_int64(const outcome_table *t, size_t column)
{
    return t->data[column];
}
/* In the last row. */
void table_set(outcome_table *t, size_t column, int64_t value);

/* The columns of the tables, in the order of table.c. */
enum {
    PERIOD_CHILD,
    PERIOD_START,
    PERIOD_ENDED,
    PERIOD_DAYS,
    PERIOD_EXIT,
    PERIOD_CEASED,
    PERIOD_LEGAL_STATUS,
    PERIOD_PLACEMENT,
    PERIOD_AUTHORITY,
    PERIOD_ROWS,
    PERIOD_FIRST_ROW,
    PERIOD_ENDING_ROW,
    PERIOD_COLUMNS
};
enum { HORIZONS = 6 };
extern const int32_t horizon_months[HORIZONS];
enum {
    RETURN_CHILD,
    RETURN_PERIOD,
    RETURN_NUMBER,
    RETURN_DATE,
    RETURN_EXIT,
    RETURN_LEGAL_STATUS,
    RETURN_PLACEMENT,
    RETURN_AUTHORITY,
    RETURN_SEX,
    RETURN_AGE,
    RETURN_LEVEL,
    RETURN_GATE,
    RETURN_DAYS_IN_PERIOD,
    RETURN_DAYS_IN_CARE,
    RETURN_NEXT_START,
    RETURN_DAYS_HOME,
    RETURN_FOLLOWED_TO,
    RETURN_IN_COHORT,
    RETURN_HOME,
    RETURN_COLUMNS = RETURN_HOME + HORIZONS
};
enum { STAY_CHILD, STAY_PERIOD, STAY_START, STAY_ENDED, STAY_THEN, STAY_COLUMNS };
enum { ANOMALY_ROW, ANOMALY_KIND, ANOMALY_OTHER_ROW, ANOMALY_CHILD, ANOMALY_COLUMNS };
/* For each horizon: fully followed, of these back in care, then the estimate and its limits. */
enum { FOLLOWED, BACK, ESTIMATE, LOWER, UPPER, MEASURES };
enum {
    COHORT_DIMENSION,
    COHORT_GROUP,
    COHORT_RETURNS,
    COHORT_REENTERED,
    COHORT_MEDIAN,
    COHORT_MEASURES,
    COHORT_COLUMNS = COHORT_MEASURES + HORIZONS * MEASURES
};
enum { LEAVERS_YEAR, LEAVERS_LEFT, LEAVERS_HOME, LEAVERS_SHARE, LEAVERS_COLUMNS };
/* Dates, numbers and exits, each in the order of its constants. */
enum {
    SUMMARY_DATES,
    SUMMARY_NUMBERS = SUMMARY_DATES + REUNIFY_OUTCOME_DATE_OBSERVED_TO + 1,
    SUMMARY_EXITS = SUMMARY_NUMBERS + REUNIFY_OUTCOMES_PERIODS_SHORT_BREAK + 1,
    SUMMARY_COLUMNS = SUMMARY_EXITS + EXIT_CLASSES
};

/* What a stay with parents was followed by. */
enum { THEN_OPEN, THEN_PLACEMENT, THEN_HOME, THEN_LEFT };

/* The dimensions of the cohort; the first is the total. */
typedef enum {
    BY_NOTHING,
    BY_EXIT,
    BY_AGE,
    BY_LEGAL_STATUS,
    BY_NUMBER,
    BY_SEX,
    BY_AUTHORITY,
    BY_LEVEL,
    BY_GATE,
    DIMENSIONS
} cohort_dimension;

/* Rows ----------------------------------------------------------------------------------------- */

#define OPEN INT32_MAX

/* An episode: its end is exclusive, OPEN where it has none. */
typedef struct {
    int64_t child;
    int32_t start, end;
    int32_t authority, report;
    uint32_t row;
    uint8_t started, legal_status, placement, ceased;
} episode_row;

typedef enum {
    NO_START,
    END_BEFORE_START,
    START_NOT_PLAUSIBLE,
    END_NOT_PLAUSIBLE,
    DUPLICATE,
    SUPERSEDED,
    OPEN_SUPERSEDED,
    REASON_ON_OPEN_ROW,
    END_WITHOUT_REASON,
    NO_DAYS,
    UNKNOWN_CODE,
    CODE_NOT_OF_YEAR,
    BEFORE_BIRTH,
    BIRTH_DIFFERS,
    BIRTH_NOT_PLAUSIBLE,
    OVERLAP,
    OPEN_NOT_LAST,
    SAME_START,
    STARTED_WITHIN,
    CEASED_WITHIN,
    CONTINUED_WITHOUT_NEXT,
    AFTER_DEATH,
    FIRST_NOT_STARTED,
    PERIODS_OVERLAP,
    MIXED_SHORT_BREAK,
    ANOMALIES
} anomaly;

typedef struct {
    int64_t child;
    int32_t birth;
    int32_t sex;
    bool differs; /* two births, or sexes, were given: neither is used */
} child_facts;

typedef struct {
    int64_t periods, open_periods, returns, children_returned, reentered, stays;
    int64_t median; /* in half days */
    int64_t exits[EXIT_CLASSES];
} outcome_totals;

/* A level or a gate. */
typedef struct {
    int64_t child;
    int32_t date, mark;
} child_mark;

enum { LEVELS, GATES, MARK_SETS };

/* A report, and the latest date in it. */
typedef struct {
    int32_t report;
    reunify_date last;
} report_end;

/* Names that the caller gave. */
typedef struct {
    char *bytes;        /* one after the other, each ending in NUL */
    const char **names; /* NULL: what is called so is not known */
    size_t size, count;
} name_set;

enum { AUTHORITY_NAMES, LEVEL_NAMES, GATE_NAMES, CHILD_NAMES, NAME_SETS };

struct reunify_outcomes {
    const reunify_context *context;
    reunify_outcome_options options;
    int64_t rows, rows_used, children, rows_short_break, periods_short_break;
    outcome_totals totals;
    int64_t anomalies[ANOMALIES];
    outcome_table tables[TABLES];
    name_set names[NAME_SETS];
    bool marked[MARK_SETS]; /* whether levels, or gates, were given */
};

/* While it is worked out: the caller's columns, and what is made of them. */
typedef struct {
    reunify_outcomes *o;
    const reunify_episodes *in;
    episode_row *rows;
    size_t count;    /* rows left */
    size_t capacity; /* rows taken */
    child_facts *facts;
    size_t fact_count, fact_capacity;
    child_mark *marks[MARK_SETS];
    size_t mark_counts[MARK_SETS];
    report_end *reports;
    size_t report_count, report_capacity;
    int32_t first_year, last_year; /* of the dates that can be, plausible.c */
    reunify_date last;             /* the latest in the rows */
    bool no_memory;
} work;

/* Notes an anomaly of a row; failure sticks in `no_memory`. */
void note(work *w, anomaly kind, const episode_row *row, const episode_row *other);
/* What is known of a child; a place that is asked for child by child, in order, costs no search. */
const child_facts *facts_of(const work *w, int64_t child, size_t *at);

/* The caller's options, or what stands for them. */
reunify_status outcome_options_read(const reunify_outcome_options *given,
                                    reunify_outcome_options *out, reunify_error *error);
/* What the children that are numbered from 0 are called; false without memory. */
bool outcome_name_children(reunify_outcomes *o, const char *const *names, size_t count);

/* marks.c */
bool keep_names(name_set *s, const reunify_context *context, const char *const *names,
                size_t count);
/* Groups have a word of their own for what is not known: what the caller calls by it is that. */
void leave_not_known(name_set *s);
/* The number of a name; -1 where it has none that is known. */
int32_t known_name(const name_set *s, int32_t value);
void release_names(name_set *s, const reunify_context *context);
bool take_marks(work *w, int32_t set, const reunify_return_marks *from);
void release_marks(work *w);
/* The latest mark of a child on a day; -1 where there is none. */
int32_t mark_on(const work *w, int32_t set, int64_t child, reunify_date date);

/* The steps, in order. They are false, or fail, where there was no memory. */
reunify_status check_input(const reunify_episodes *in, const reunify_episode_children *children,
                           const reunify_outcome_options *o, reunify_error *error);
bool take_rows(work *w, const reunify_episode_children *children); /* rows.c */
bool judge_all_dates(work *w);                                     /* plausible.c */
bool find_report_ends(work *w);                                    /* reports.c */
bool order_rows(work *w);                                          /* order.c: by child and start */
bool repair_rows(work *w);                                         /* repair.c */
bool build_periods(work *w);                                       /* periods.c */
bool build_returns(work *w);                                       /* returns.c */
bool build_cohort(reunify_outcomes *o);                            /* cohort.c */
bool build_leavers(reunify_outcomes *o);                           /* leavers.c */
void suppress(reunify_outcomes *o);                                /* suppress.c */

/* Within the repair of rows. */
void judge_birth(work *w, const episode_row *first, child_facts *facts); /* plausible.c */
void drop_superseded_open(work *w);                                      /* reports.c */

static inline void release_wiped(const reunify_context *context, void *memory, size_t size)
{
    memory_wipe(memory, size);
    memory_release(context, memory, size);
}

/* The years of the returns, which end on 31 March. */
int32_t collection_year(reunify_date date);
/* What a median of sorted days is, in half days; -1 of none. */
int64_t median_half_days(const int32_t *days, size_t count);
/* The days that a horizon stands for on the scale of the estimate. */
int32_t horizon_days(size_t horizon);

/* For the documents. */
const char *table_word(const reunify_outcomes *o, int32_t table, size_t column, size_t row);
int64_t table_value(const reunify_outcomes *o, int32_t table, size_t column, size_t row);

#endif
