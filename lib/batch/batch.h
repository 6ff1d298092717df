/*
 * Tables of findings: a profile compiled for columns, and the columns of a table. Private to this
 * folder. The files, each calling those before it only:
 *
 *   compile.c    from a profile to nodes and signatures
 *   classes.c    from signatures to classes of consequence, held against the pure step
 *   steps.c      the step by classes
 *   results.c    results of rows to columns
 *   rows.c       a table's columns, a block of rows at a time as codes
 *   plan.c       what of a table each node is read from
 *   columns.c    the object that holds all this
 *   vector.c     levels of a block of rows by shuffles of bytes
 *   classify.c   levels of a table
 *   recall.c     what rows that are worked out one by one come to
 *   replay.c     movement over a table of observations
 *   arrow_*.c    arrays and streams, in and out
 *   caseload.c   many cases as tables
 */
#ifndef REUNIFY_LIB_BATCH_H
#define REUNIFY_LIB_BATCH_H

#include "base/base.h"
#include "evaluate/movement.h"
#include "evaluate/observation.h"

#include <reunify/batch.h>

enum {
    CODE_UNKNOWN = REUNIFY_CODE_NONE,
    CODE_BAD = 254,   /* what stands in a table is none of the words */
    MOST_CODES = 200, /* of a node */
    MOST_NODE_COMBINATIONS = 1 << 16,
    MOST_COMBINATIONS = 1 << 20,
    MOST_DIMENSIONS = 32,
    MOST_TABLED_LEVELS = 7,
    MOST_CONDITIONS = 32,
    MOST_SIGNATURES = 1 << 15,
    MOST_RUNS = 2, /* sustained rules of a level */
    MOST_CLASSES = 64,
    STATE_CLASSES = 72, /* room, found by shifts */
    CLASS_BYTES = 256,
    RESULTS_OF_CLASS = 1 << MOST_RUNS,
    BLOCK_ROWS = 4096
};

/* The compiled profile ------------------------------------------------------------------------ */

/*
 * A finding that a table may give, by its code: its values, then unknown; then, of one that is
 * given by person, unknown but for some of the people, of whom the most cautious has that value.
 */
typedef struct {
    uint16_t finding;
    uint8_t values;
    uint8_t codes;
    const char **words; /* by code, and NULL */
} column_input;

/*
 * A finding that a dimension or a rule reads, by its code: its values, unknown, and whatever pairs
 * of a value and the value that bounds it there are. A table over the inputs that it rests on gives
 * its code.
 */
typedef struct {
    uint16_t finding;
    uint8_t values, codes;
    uint16_t input_count;
    uint16_t *inputs;
    uint32_t *strides;
    uint8_t *table;
    int64_t value[MOST_CODES], bound[MOST_CODES];
    uint32_t stride; /* in the combination of all nodes */
} column_node;

/* All that movement can tell apart of a combination of findings. */
typedef struct {
    uint64_t truths; /* two bits a condition, silence last */
    int8_t classified, at_least;
} column_signature;

/*
 * Days are numbers here, the first of the calendar being 1: what is not negative can be compared
 * and set to the greatest number by bits alone.
 */
enum { DUE_NOT_RUNNING = INT32_MAX, DUE_NEVER = INT32_MAX - 1, DAY_OF_1970 = 1 - REUNIFY_DATE_MIN };

/* A level is a state, by how far its class lies up in a word; the first is that before any. */
enum { CLASS_BITS = 6, STATE_BITS = 63, INDICATED_AT = 56 };

/*
 * What happens to a level at an observation, in one word: the rules alone, without a judgement. The
 * rule is one past its number, 0 where there is none. With the state that follows stands which run
 * confirms that the case may close, one past its number. The level indicated is that of a row.
 */
enum { TO_AT = 0, BASIS_AT = 8, HELD_BY_AT = 16, BEFORE_AT = 24, RULE_AT = 32, NEXT_AT = 48 };
enum { CONFIRMS_AT = NEXT_AT + CLASS_BITS };

/* What is known while a child is under way: four numbers that go together. */
enum { FIRST_DUE, SECOND_DUE, SINCE, CONFIRMED, PROGRESS };

/* Where a result leads: to the same level, or to one whose rules begin to run or do not. */
typedef struct {
    int32_t stays[PROGRESS]; /* all bits, or none */
    int32_t idle[PROGRESS];  /* as of a class, of the level entered */
} move_way;

/*
 * A class of consequence of one level: what its sustained rules' conditions say, as bits that make
 * the day on which each is complete DUE_NOT_RUNNING, and what happens where none of them waits for
 * its day, the first, the second, or both. `idle` sets what is no day of a rule to the greatest
 * number too.
 */
typedef struct {
    int32_t lost[PROGRESS]; /* of a run that goes on: the condition is false */
    int32_t idle[PROGRESS]; /* of one that would begin: it is not true */
    uint64_t results[RESULTS_OF_CLASS];
    move_way ways[RESULTS_OF_CLASS];
    char unused[CLASS_BYTES - 8 * PROGRESS - (8 + 8 * PROGRESS) * RESULTS_OF_CLASS];
} move_class;
_Static_assert(sizeof(move_class) == CLASS_BYTES, "a class has a size that is found by a shift");

/* The days of a window plus a period; outside it is calculated. */
enum { WINDOW_FIRST = 0, WINDOW_DAYS = 36525 }; /* 1970 to 2069 */
typedef struct {
    period length;
    const int32_t *due; /* numbers */
} due_table;

typedef struct {
    int8_t level; /* NO_LEVEL: before the first */
    uint8_t run_count, class_count;
    uint16_t rules[MOST_RUNS];
    due_table due[MOST_RUNS];
} move_state;

typedef struct kernel_call kernel_call;
typedef void (*classify_kernel)(kernel_call *call);
/* The greatest of codes, each with one added, so that unknown is 0. */
typedef uint8_t (*most_kernel)(const uint8_t *codes, size_t count);

/* Names of roles, of levels, of dimensions: NULL at their end. */
typedef struct {
    const char **roles, **levels, **dimensions, **rules, **findings;
} column_names;

struct reunify_columns {
    const reunify_context *context;
    _Atomic int32_t references;
    const reunify_profile *profile;
    column_names names;
    arena memory;
    column_input *inputs;
    size_t input_count;
    int16_t *input_of; /* finding -> input, -1 */
    column_node *nodes;
    size_t node_count;
    uint16_t *dimension_nodes;
    bool tabled; /* every finding has a table; else each row is completed by itself */
    bool fixed;  /* rules ask of nothing but findings, and so does what these are derived from */
    bool moved;  /* movement has one too, states */
    uint32_t combinations;
    uint16_t *signature_of; /* by combination; NULL: too many */
    column_signature *signatures;
    uint64_t *words; /* by signature: its class in each state, and the level indicated */
    size_t signature_count;
    move_state *states;  /* level + 1 */
    move_class *classes; /* STATE_CLASSES a state */
    bool one_length;     /* of all sustained rules */
    const struct kernel_form *form;
    const struct step_form *steps;
    uint32_t flags;
};

bool columns_compile(reunify_columns *c, reunify_status *status, reunify_error *error);
bool columns_compile_movement(reunify_columns *c);
int64_t input_value(const reunify_columns *c, const column_input *in, size_t code, bool bound);

/* One step by classes ------------------------------------------------------------------------- */

static inline int32_t day_number(reunify_date day)
{
    return day + DAY_OF_1970;
}

static inline reunify_date date_of_number(int32_t number)
{
    return number >= DUE_NEVER ? REUNIFY_DATE_NONE : number - DAY_OF_1970;
}

static inline int32_t day_complete(period length, reunify_date day)
{
    const reunify_date due = date_plus(day, length);
    return due == REUNIFY_DATE_NONE ? DUE_NEVER : day_number(due);
}

/* The number of the day on which a time that begins on a day is complete. */
static inline int32_t day_due(const due_table *t, reunify_date day)
{
    const uint32_t at = (uint32_t)(day - WINDOW_FIRST);
    return at < WINDOW_DAYS ? t->due[at] : day_complete(t->length, day);
}

static inline int32_t earlier(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

static inline int32_t later(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

static inline uint64_t level_word(int8_t level)
{
    return (uint8_t)level;
}

static inline int8_t level_of_word(uint64_t word)
{
    return (int8_t)(uint8_t)word;
}

/* Without the state that follows, and the level indicated. */
static inline uint64_t result_word(const reunify_profile *p, const movement_result *r)
{
    const uint64_t rule = r->rule ? (uint64_t)(r->rule - p->movement) + 1 : 0;
    return level_word(r->to) << TO_AT | (uint64_t)r->basis << BASIS_AT |
           (uint64_t)r->held_by << HELD_BY_AT | level_word(r->from) << BEFORE_AT | rule << RULE_AT;
}

static inline unsigned state_of(int8_t level)
{
    return (unsigned)(level + 1) * CLASS_BITS;
}

static inline const move_class *class_of(const move_class *classes, unsigned state, uint64_t word)
{
    return classes + state * (STATE_CLASSES / CLASS_BITS) + (word >> state & STATE_BITS);
}

/* A row as it is stepped over. A word of no class, 0 in each state: it is not seen, and nothing
 * changes. */
typedef struct {
    int32_t complete; /* the number of the day on which what begins today is complete */
    int32_t day;
    uint64_t word;
} step_row;

/* A judgement in one code: the level, and whether a role that decides approved it. */
enum { JUDGED_NOTHING = 255, JUDGED_APPROVED = 64 };

static inline int8_t judged_level(uint8_t judged)
{
    return (int8_t)(judged & (JUDGED_APPROVED - 1));
}

/* Whether it is followed: it leads elsewhere, and by somebody who may. */
static inline bool is_followed(int8_t most_severe, uint8_t judged, int8_t engine)
{
    if (judged == JUDGED_NOTHING)
        return false;
    const int8_t level = judged_level(judged);
    const bool less = engine == NO_LEVEL ? level != most_severe : level < engine;
    return level != engine && (judged >= JUDGED_APPROVED || !less);
}

/* What is known of a child; before its first level, it may still be what was of another. */
typedef struct {
    int32_t at[PROGRESS];
    uint8_t state, basis;
    uint32_t row; /* of one that has ended: where the next begins */
} move_progress;

static inline int8_t progress_level(const move_progress *m)
{
    return (int8_t)(m->state / CLASS_BITS - 1);
}

static inline void progress_start(move_progress *m)
{
    *m = (move_progress){.at = {DUE_NOT_RUNNING, DUE_NOT_RUNNING}, .basis = REUNIFY_BASIS_NONE};
}

/* Children that follow each other in a block. Their ends are written as they come. */
typedef struct {
    size_t first, count;
    move_progress now;
    move_progress *ended; /* room for one more than rows */
} step_lane;

enum { STEP_LANES = 3 };

typedef struct {
    const reunify_columns *columns;
    const move_class *classes;
    const step_row *rows;
    const uint8_t *marks;  /* 1 where a child begins */
    const uint8_t *judged; /* JUDGED_NOTHING where a row is not seen */
    uint64_t *results;
    int8_t most_severe;
} step_call;

/* Where the results of rows go: each byte of their words, and the rule. NULL: not wanted. */
enum { RESULT_BYTES = 8 };
typedef struct {
    uint8_t *bytes[RESULT_BYTES];
    int32_t *rules;
} result_columns;

typedef void (*results_kernel)(const result_columns *c, const uint64_t *results, size_t count);
void results_portable(const result_columns *c, const uint64_t *results, size_t count);
void results_best(const result_columns *c, const uint64_t *results, size_t count);

typedef void (*step_kernel)(const step_call *call, step_lane lanes[STEP_LANES]);
enum { STEPS_JUDGED = 1, STEPS_WRITTEN = 2, STEP_KINDS = 4 };
typedef struct step_form {
    step_kernel steps[STEP_KINDS];
    results_kernel results;
} step_form;

const step_form *steps_portable(void);
const step_form *steps_best(void);
/* With times of several lengths: judgements and results. */
void steps_by_lengths(const step_call *call, step_lane lanes[STEP_LANES]);

/* A table ------------------------------------------------------------------------------------- */

typedef struct {
    int32_t type; /* REUNIFY_CELL_* */
    const void *data;
    const uint8_t *valid; /* a bit a row, NULL: all */
    const void *ends;     /* of texts: where each ends, after the first */
    size_t offset;        /* of the first row in all of these */
    /* a dictionary: what the numbers stand for */
    const char *const *words;
    const size_t *lengths;
    size_t word_count;
} row_column;

typedef struct {
    int32_t what; /* REUNIFY_READ_* */
    int32_t person;
    char *name; /* of a finding */
    size_t name_length;
    row_column column;
} row_input;

enum { OUTPUTS = 24 };
struct reunify_rows {
    const reunify_context *context;
    arena memory;
    size_t count;
    row_input *inputs;
    size_t input_count, input_capacity;
    void *outputs[OUTPUTS];
    size_t output_bytes[OUTPUTS];
};

/* Words for codes; `words` ends with NULL too. */
typedef struct {
    const char *const *words; /* NULL: texts say yes where they are not blank */
    size_t count;
} code_words;

/* A column of codes, made ready for blocks. */
typedef struct {
    const row_column *from; /* NULL: not given */
    code_words words;
    uint8_t *remap; /* of a dictionary */
    uint8_t last;   /* codes below are good, and unknown */
    const char *name;
    int32_t person;
    uint8_t *buffer; /* of a block */
} code_column;

enum { COLUMN_LABEL = 80 };

/* False without memory. */
bool code_column_open(code_column *c, const row_input *from, const char *name, code_words words,
                      arena *memory);
/* The codes of some rows, at most BLOCK_ROWS: of the column itself, or of its buffer. */
const uint8_t *code_column_read(const code_column *c, size_t first, size_t count);
/* The first row in a block that has no such code; `count`: there is none. */
size_t code_column_fault(const code_column *c, most_kernel most, const uint8_t *codes,
                         size_t count);
reunify_status code_column_blame(const code_column *c, size_t row, reunify_error *error);
reunify_status rows_fault(const char *code, size_t row, const char *column, const char *message,
                          reunify_error *error);

const row_input *rows_input(const reunify_rows *rows, int32_t what, const char *name,
                            int32_t person);
size_t output_size(int32_t what);
/* Whether each result of a range that is wanted has room for so many. */
reunify_status rows_check_room(const reunify_rows *rows, int32_t first, int32_t last, size_t count,
                               reunify_error *error);
bool row_is_valid(const row_column *from, size_t row);
bool type_is_text(int32_t type);
text row_text(const row_column *from, size_t row);
/* Of a column of integers; one of 64 bits without a sign by its bits. */
int64_t row_number(const row_column *from, size_t row);

/* What of a table is read --------------------------------------------------------------------- */

/* What one person was found to be, where it is given. */
typedef struct {
    code_column found, meant;
} planned_person;

typedef struct {
    const column_input *input;
    const pack_finding *finding;
    bool given;      /* at all */
    bool unchecked;  /* whoever reads it looks for faults */
    code_column all; /* of the case as a whole */
    planned_person *people;
    size_t people_count;
    uint8_t *codes; /* of a block, where there are people */
} planned_input;

typedef struct {
    const column_node *node;
    uint32_t base; /* of what is not given */
    uint16_t given_count;
    uint16_t *given;          /* inputs of the columns */
    uint32_t (*offsets)[256]; /* by code, of each of these */
    uint8_t *codes;           /* of a block */
} planned_node;

typedef struct {
    const reunify_columns *columns;
    const reunify_rows *rows;
    planned_input *inputs; /* by input of the columns */
    planned_node *nodes;
    bool people, returns_known;
    bool checked; /* no fault need be looked for */
    arena memory;
    const uint8_t **read; /* by input: a block's codes, NULL: not given */
} row_plan;

/* Close it either way. */
reunify_status plan_open(row_plan *p, const reunify_columns *c, const reunify_rows *rows,
                         reunify_error *error);
void plan_close(row_plan *p);
/* Reads a block of findings, and says of the first row that is wrong. */
reunify_status plan_read(row_plan *p, size_t first, size_t count, reunify_error *error);
/* The codes of a node for the block that was read. */
const uint8_t *plan_node(row_plan *p, size_t node, size_t count);
/* What codes of one input a node that reads no other has, as its own codes. */
bool plan_is_unary(const row_plan *p, size_t node);
uint8_t plan_node_code(const row_plan *p, size_t node, uint8_t code);
/* The level that a row of the block indicates, through the rules themselves (classify.c). */
const struct reunify_classification *plan_classify(const row_plan *p, observer *o, size_t at,
                                                   reunify_date date);
/* A row's findings, into a row that says nothing: as stated, or with the bounds of people. True
 * where there are bounds. */
bool plan_row(const row_plan *p, size_t at, int64_t *values, bool bound);

/* Rows worked out one by one ------------------------------------------------------------------ */

/* What a row came to; of the conditions that last, two bits each, once they were asked. */
typedef struct {
    uint64_t truths;
    uint32_t asked;
    int8_t classified, at_least;
} recalled_row;

typedef struct {
    row_plan *plan;
    uint64_t conditions; /* that ask of nothing but findings, a bit each */
    size_t places;       /* a power of two; 0: nothing is recalled */
    size_t width;        /* of the codes of a row */
    recalled_row *rows;
    uint8_t *codes;
    int64_t *values;
} recall;

/* In the memory of the plan. False without memory. */
bool recall_open(recall *r, row_plan *plan);
/* The row of the block that was read, as the observer's latest; stays until the next. */
recalled_row *recall_classify(recall *r, observer *o, size_t at, reunify_date date);
/* What a condition says at that row. */
truth recall_holds(const recall *r, recalled_row *row, observer *o, size_t condition);

/* Levels of a block --------------------------------------------------------------------------- */

enum { SHUFFLED_CODES = 16, KERNEL_LEVELS = 8, KERNEL_ROWS = 64 };

typedef struct {
    const uint8_t *codes;
    uint8_t permits[256], bound[256]; /* levels, by code, a bit each; 0: unknown */
    uint8_t lowest[SHUFFLED_CODES];   /* of `permits`, the lowest bit */
    uint8_t count;                    /* codes are below it, or CODE_UNKNOWN */
} kernel_dimension;

struct kernel_call {
    const kernel_dimension *dimensions;
    size_t dimension_count;
    size_t count; /* of rows: a multiple of KERNEL_ROWS, at most BLOCK_ROWS */
    size_t level_count;
    bool bounded;
    uint8_t
        most[MOST_DIMENSIONS]; /* out: the greatest code of each, with one added; unknown is 0 */
    uint8_t *level, *status, *at_least;     /* NULL: not wanted */
    uint8_t *deciding[MOST_DIMENSIONS / 8]; /* a bit for each of eight dimensions; NULL */
};

typedef struct kernel_form {
    const char *name;
    classify_kernel classify; /* of up to SHUFFLED_CODES codes a dimension, and no bounds */
    most_kernel most;
} kernel_form;

void kernel_portable(kernel_call *call);
uint8_t most_portable(const uint8_t *codes, size_t count);
/* The widest that this machine and this build have; one without `classify` where there is none. */
const kernel_form *kernel_plain(void);
const kernel_form *kernel_best(void);

#endif
