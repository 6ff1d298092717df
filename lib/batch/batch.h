/*
 * Tables of findings: a profile compiled for columns, and the columns of a table. Private to this
 * folder. The files, each calling those before it only:
 *
 *   compile.c    from a profile to nodes and signatures
 *   classes.c    from signatures to classes of consequence, held against the pure step
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
    CLASS_BYTES = 64,
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

/* What happens to a level at an observation: the rules alone, without a judgement. */
typedef struct {
    int8_t to;
    uint8_t basis, held_by;
    uint8_t confirms; /* that the case may close: one past the number of the run; 0: nothing */
    uint16_t rule;    /* one past its number; 0: none */
    int8_t before;    /* of a row alone: the level before, and whether the row is not seen */
    uint8_t unseen;
} move_result;
_Static_assert(sizeof(move_result) == sizeof(uint64_t), "a result is moved as one word");

/*
 * A class of consequence of one level: what its sustained rules' conditions say, as bounds of
 * the day on which each is complete (INT32_MAX: it does not run), and what happens where none of
 * them is complete, the first, the second, or both.
 */
typedef struct {
    int32_t drop[MOST_RUNS];  /* INT32_MAX where the condition is false, else INT32_MIN */
    int32_t start[MOST_RUNS]; /* INT32_MIN where it is true, else INT32_MAX */
    move_result results[RESULTS_OF_CLASS];
    char unused[CLASS_BYTES - 16 - 8 * RESULTS_OF_CLASS]; /* a class lies in one cache line */
} move_class;
_Static_assert(sizeof(move_class) == CLASS_BYTES, "a class has a size that is found by a shift");

enum { DUE_NOT_RUNNING = INT32_MAX, DUE_NEVER = INT32_MAX - 1 };

/* The days of a window plus a period; outside it is calculated. */
enum { WINDOW_FIRST = 0, WINDOW_DAYS = 36525 }; /* 1970 to 2069 */
typedef struct {
    period length;
    const int32_t *due;
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
    uint64_t *words; /* by signature: its class in each state, a byte each */
    size_t signature_count;
    move_state *states;  /* level + 1 */
    move_class *classes; /* MOST_CLASSES a state */
    bool one_length;     /* of all sustained rules */
    const struct kernel_form *form;
    uint32_t flags;
};

bool columns_compile(reunify_columns *c, reunify_status *status, reunify_error *error);
bool columns_compile_movement(reunify_columns *c);
int64_t input_value(const reunify_columns *c, const column_input *in, size_t code, bool bound);

/* One step by classes ------------------------------------------------------------------------- */

typedef struct {
    int32_t due[MOST_RUNS];
    int8_t level;
    uint8_t basis;
    reunify_date since, confirmed;
} move_progress;

static inline int32_t day_due(const due_table *t, reunify_date day)
{
    const uint32_t at = (uint32_t)(day - WINDOW_FIRST);
    if (at < WINDOW_DAYS)
        return t->due[at];
    const reunify_date due = date_plus(day, t->length);
    return due == REUNIFY_DATE_NONE ? DUE_NEVER : due;
}

static inline int32_t earlier(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

static inline int32_t later(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

static inline void progress_start(move_progress *m)
{
    *m = (move_progress){.due = {DUE_NOT_RUNNING, DUE_NOT_RUNNING},
                         .level = NO_LEVEL,
                         .basis = REUNIFY_BASIS_NONE,
                         .since = REUNIFY_DATE_NONE,
                         .confirmed = REUNIFY_DATE_NONE};
}

static inline const move_class *class_of(const reunify_columns *c, int8_t level, uint64_t word)
{
    const size_t state = (size_t)(level + 1);
    return &c->classes[state * MOST_CLASSES + (word >> (8 * state) & 255)];
}

/* When the rules of a level would be complete if they began on a day. */
typedef struct {
    int32_t first, second;
} days_due;

static inline days_due due_at_level(const reunify_columns *c, int8_t level, reunify_date day)
{
    const move_state *state = &c->states[level + 1];
    return (days_due){day_due(&state->due[0], day), day_due(&state->due[1], day)};
}

/*
 * What the rules make of an observation: runs go on, and one of three results. A run that goes on
 * is complete no later than one that would begin today, so the earlier day stands.
 */
static inline const move_result *progress_rules(const reunify_columns *c, move_progress *m,
                                                uint64_t word, reunify_date day, days_due due)
{
    const move_class *k = class_of(c, m->level, word);
    const int32_t first = earlier(later(m->due[0], k->drop[0]), later(due.first, k->start[0]));
    const int32_t second = earlier(later(m->due[1], k->drop[1]), later(due.second, k->start[1]));
    m->due[0] = first;
    m->due[1] = second;
    const size_t which = (size_t)(day >= first) | (size_t)(day >= second) << 1;
    const move_result *r = &k->results[which];
    if (r->confirms && m->confirmed < m->due[r->confirms - 1])
        m->confirmed = day;
    return r;
}

/* Enters a level: its runs that hold begin today. */
static inline void progress_enter(const reunify_columns *c, move_progress *m, int8_t to,
                                  uint64_t word, reunify_date day, days_due due)
{
    const move_class *k = class_of(c, to, word);
    m->level = to;
    m->since = day;
    m->due[0] = later(due.first, k->start[0]);
    m->due[1] = later(due.second, k->start[1]);
}

/* A judgement given with an observation. */
typedef struct {
    int8_t level; /* NO_LEVEL: none is given, or it names none */
    bool has_rationale, approved;
} judged;

/* Whether it is followed: it leads elsewhere, with reasons, and by somebody who may. */
static inline bool is_followed(const reunify_columns *c, judged j, int8_t engine)
{
    if (j.level == NO_LEVEL || j.level == engine || !j.has_rationale)
        return false;
    const bool needs_approval =
        engine == NO_LEVEL ? j.level + 1 < (int8_t)c->profile->level_count : j.level < engine;
    return j.approved || !needs_approval;
}

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
