/*
 * The condition language: a compiled program over interned symbols, evaluated three-valued without
 * allocation. It knows the case record, not JSON and not the profile's text: lib/profile compiles
 * into it, lib/evaluate runs it.
 */
#ifndef REUNIFY_LIB_RULE_H
#define REUNIFY_LIB_RULE_H

#include "base/message.h"
#include "model/model.h"
#include "rule/timeline.h"

typedef uint8_t truth; /* REUNIFY_FALSE, _TRUE, _UNKNOWN */

/* rule/names.c: by the values of the public constants, ended by NULL */
extern const char *const truth_names[], *const necessity_names[], *const gate_status_names[];

static inline truth truth_not(truth a)
{
    return a == REUNIFY_UNKNOWN ? a : !a;
}

static inline truth truth_and(truth a, truth b)
{
    return a == REUNIFY_FALSE || b == REUNIFY_FALSE ? REUNIFY_FALSE : a == REUNIFY_TRUE ? b : a;
}

static inline truth truth_or(truth a, truth b)
{
    return a == REUNIFY_TRUE || b == REUNIFY_TRUE ? REUNIFY_TRUE : a == REUNIFY_FALSE ? b : a;
}

static inline truth truth_in(uint64_t mask, int64_t bit)
{
    return mask >> bit & 1 ? REUNIFY_TRUE : REUNIFY_FALSE;
}

static inline truth truth_if_known(bool known, truth t)
{
    return known ? t : REUNIFY_UNKNOWN;
}

/* The program --------------------------------------------------------------------------------- */

typedef uint32_t rule_index; /* into one of the program's arrays */
#define RULE_NONE UINT32_MAX

/*
 * The language. A condition is one operator with its operands, a date is one reference with its
 * own; each is a node of the same form. What an operator or a reference is stands in one row of
 * operators.c: its name, its operands and the kind of each, how it is evaluated, how it reads as a
 * sentence. Whoever has to know of it (the compiler, the bound on cost, equality, the search for
 * what cannot be, the printer) reads the row.
 *
 * To add one: its name in a list below, its row in operators.c, and the function that the name
 * gives (evaluate_NAME or resolve_NAME) in the file of its kind.
 */
/* clang-format off */
#define RULE_OPERATORS(X)                 \
    X(ALL, all)                           \
    X(ANY, any)                           \
    X(NOT, not)                           \
    X(IF, if)                             \
    X(UNKNOWN, unknown)                   \
    X(FINDING, finding)                   \
    X(FACTORS, factors)                   \
    X(CLASSIFIED, classified)             \
    X(LEVEL, level)                       \
    X(LEVEL_ROSE, level_rose)             \
    X(ASSESSED, assessed)                 \
    X(ATTRIBUTE, attribute)               \
    X(CHILD, child)                       \
    X(LEGAL_STATUS, legal_status)         \
    X(PLACEMENT, placement)               \
    X(IN_CARE, in_care)                   \
    X(AGE, age)                           \
    X(PERSON, person)                     \
    X(PEOPLE, people)                     \
    X(IN_CARE_FOR, in_care_for)           \
    X(IN_CARE_TOTAL, in_care_total)       \
    X(AWAY_FOR, away_for)                 \
    X(DATED, dated)                       \
    X(ELAPSED, elapsed)                   \
    X(RETURNED, returned)                 \
    X(HOME_FOR, home_for)                 \
    X(HOME_WITHOUT_RETURN, home_without_return) \
    X(PREVIOUS_RETURNS, previous_returns) \
    X(RECORD, record)                     \
    X(GATE, gate)                         \
    X(PASSED, passed)                     \
    X(STOPPED, stopped)                   \
    X(FAMILY_TIME, family_time)           \
    X(GOALS, goals)

#define RULE_DATES(X)                   \
    X(AS_OF, as_of)                     \
    X(RETURN, return)                   \
    X(RECORDED_RETURN, recorded_return) \
    X(CARE_START, care_start)           \
    X(ATTEMPT_START, attempt_start)     \
    X(ATTEMPT_RETURN, attempt_return)   \
    X(LEFT_CARE, left_care)             \
    X(SPELL, spell)                     \
    X(LEGAL_STATUS, legal_status)       \
    X(PLACEMENT, placement)             \
    X(BIRTH, birth)                     \
    X(LEVEL_SINCE, level_since)         \
    X(LAST_DECISION, last_decision)     \
    X(RECORD, record)                   \
    X(FIRST_OF, first_of)               \
    X(EARLIEST, earliest)               \
    X(LATEST, latest)                   \
    X(PLUS, plus)                       \
    X(MINUS, minus)                     \
    X(WORKING_DAYS, working_days)       \
    X(FAMILY_TIME, family_time)         \
    X(STAGE, stage)                     \
    X(ATTRIBUTE, attribute)

#define RULE_OPERATOR_NAME(NAME, name) OP_##NAME,
typedef enum { RULE_OPERATORS(RULE_OPERATOR_NAME) OPERATOR_COUNT } rule_op;
#undef RULE_OPERATOR_NAME
#define RULE_DATE_NAME(NAME, name) DATE_##NAME,
typedef enum { RULE_DATES(RULE_DATE_NAME) DATE_COUNT } date_op;
#undef RULE_DATE_NAME
/* clang-format on */

/* The words of operands that take one of a few: a node's `word` is the index. */
enum { RETURNED_STANDING, RETURNED_ENDED, RETURNED_ENDED_IN_CARE };
enum { FAMILY_TIME_INCREASING, FAMILY_TIME_OVERNIGHT, FAMILY_TIME_RECORDED, FAMILY_TIME_GROWN };
enum { GOALS_SET, GOALS_ALL_MET };
enum { WORD_FIRST, WORD_LATEST };

/* Bits of `asked` and `negated` that evaluations look at: operands of a row, in order. */
enum { FACTORS_KIND = 1 };
enum { AGE_AT_LEAST = 1, AGE_UNDER = 2 };
enum {
    PERSON_RELATION = 1,
    PERSON_HOUSEHOLD = 2,
    PERSON_VISITOR = 4,
    PERSON_RESPONSIBILITY = 8,
    PERSON_NEEDS = 16,
    PERSON_AGE = 32
};
enum { PEOPLE_EVERY = 4 };
enum { RETURNED_PLANNED = 2, RETURNED_HISTORY = 64 };
enum { FAMILY_DATE_OVERNIGHT = 2, FAMILY_DATE_HOURS = 4 };
enum { FAMILY_TIME_HOURS = 4 };
enum { ASSESSED_INCOMPLETE = 4 };
/* Of a legal status, a placement or a spell: what is asked for, not where it stands in the row. */
enum { EDGE_END = 2, EDGE_AHEAD = 4, EDGE_UNBROKEN = 8 };

enum { NODE_CONDITIONS = 3, NODE_DATES = 6, NODE_SETS = 2, NODE_PERIODS = 2 };

/*
 * A condition or a date. What its operator does not take is as rule_node_of() leaves it. There is
 * no room between the members, so that equal nodes are equal byte for byte.
 */
typedef struct {
    uint8_t op;      /* rule_op or date_op */
    uint8_t word;    /* which of an operand's words */
    uint8_t asked;   /* which operands were given: a bit each */
    uint8_t negated; /* which of those are asked to be false */
    uint8_t ranged;  /* a number from least to most is asked for */
    /* of a date: it speaks of the person in scope, or moves while levels are replayed */
    uint8_t changing;
    uint16_t subject; /* finding, attribute or stage */
    rule_index first; /* a list of links (conditions, dates) or of symbols (codes) */
    uint32_t count;
    rule_index conditions[NODE_CONDITIONS], selector, dates[NODE_DATES];
    uint64_t sets[NODE_SETS]; /* values, levels, words: a bit each */
    int64_t least, most;      /* numbers in thousandths; working days in days */
    period periods[NODE_PERIODS];
    /*
     * Types of records, by rule_type_bit(), of which some may be too many: by which a date under it
     * is found, and whose latest record a condition under it picks.
     */
    uint64_t dated_by, picks;
} rule_node;

static inline uint64_t rule_type_bit(uint16_t type)
{
    return UINT64_C(1) << type % 64;
}

/* An empty node of an operator or a date. */
static inline rule_node rule_node_of(int op)
{
    rule_node n = {.op = (uint8_t)op};
    n.first = n.selector = RULE_NONE;
    n.least = INT64_MIN + 1;
    n.most = INT64_MAX;
    for (size_t i = 0; i < NODE_CONDITIONS; i++)
        n.conditions[i] = RULE_NONE;
    for (size_t i = 0; i < NODE_DATES; i++)
        n.dates[i] = RULE_NONE;
    return n;
}

/* What an operand is, and where in the node it stands. */
typedef enum {
    OPERAND_CONDITION,      /* conditions */
    OPERAND_OF_PERSON,      /* conditions: one that is asked of people */
    OPERAND_CONDITIONS,     /* links */
    OPERAND_FINDING,        /* subject: a finding of the profile */
    OPERAND_ATTRIBUTE,      /* subject: an attribute of the case */
    OPERAND_STAGE,          /* subject: a symbol */
    OPERAND_EARLIER_STAGE,  /* subject: the symbol of a stage before this one */
    OPERAND_TEST,           /* of the subject: sets[0], or symbols, or least and most */
    OPERAND_LEVELS,         /* sets */
    OPERAND_ENUMS,          /* sets: of the operand's words */
    OPERAND_BOOLEANS,       /* sets: bit 0 false, bit 1 true */
    OPERAND_CODES,          /* symbols */
    OPERAND_LEGAL_STATUSES, /* symbols that are declared as such */
    OPERAND_WORD,           /* word: one of the operand's words */
    OPERAND_BOOLEAN,        /* word: 0 or 1 */
    OPERAND_FLAG,           /* asked, negated */
    OPERAND_SWITCH,         /* asked, where true */
    OPERAND_NEEDS,          /* asked, negated; or symbols */
    OPERAND_NUMBER,         /* least */
    OPERAND_DAYS,           /* least: a number of days */
    OPERAND_PERIOD,         /* periods */
    OPERAND_SELECTOR,       /* selector: the whole object says it */
    OPERAND_DATE,           /* dates: the one that this one starts from */
    OPERAND_DATES,          /* links to dates */
    OPERAND_DATE_ATTRIBUTE, /* subject: an attribute of the case that is a date */
    OPERAND_AT,             /* dates: the day asked about; left out, the day of evaluation */
    OPERAND_SINCE,          /* dates: has to be given */
    OPERAND_ON_OR_AFTER,    /* dates: bounds; RULE_NONE asks nothing */
    OPERAND_ON_OR_BEFORE,
    OPERAND_BEFORE,
    OPERAND_AFTER
} operand_kind;

typedef struct {
    const char *member;       /* NULL ends the list */
    const char *const *words; /* of one of a few */
    uint16_t said;            /* of several of a few: the message of the first, the others follow */
    uint8_t kind;
    uint8_t place;     /* index in the node's array of that kind */
    uint8_t otherwise; /* of a set that was left out */
    bool inside;       /* a member of the object that is the operator's value */
    bool required;
} rule_operand;

/* What else is so of an operator or a date. */
enum {
    TRAIT_OF_PERSON = 1,    /* speaks of the person in scope: stands only where there is one */
    TRAIT_OF_GATES = 2,     /* stands only in alerts and in the schedule */
    TRAIT_NEEDS_ONE = 4,    /* of the operands inside, at least one has to be given */
    TRAIT_ONE_VALUE = 8,    /* asks for the value of one thing: the level on a day, an attribute */
    TRAIT_OF_FINDINGS = 16, /* follows from the findings of an assessment alone */
    TRAIT_CHANGING = 32     /* a date that moves while levels are replayed */
};

/*
 * What of a case the function of a row looks at, beside what its operands name: by this the entries
 * and fields are known that a rule reads.
 */
enum {
    LOOKS_AT_ASSESSMENT = 1, /* the one looked at, of those that count */
    LOOKS_AT_CLASSIFICATION = 2,
    LOOKS_AT_LEVEL = 4,
    LOOKS_AT_CARE = 8,     /* care periods */
    LOOKS_AT_HISTORY = 16, /* spells in care, returns and how they ended */
    LOOKS_AT_ATTEMPT = 32, /* that, and where attempts begin */
    LOOKS_AT_BIRTH = 64,
    LOOKS_AT_EXISTENCE = 128, /* whether there is an entry of the row's kind */
    LOOKS_AT_FAMILY_TIME = 256,
    LOOKS_AT_GATES = 512
};

typedef struct rule_scope rule_scope;
typedef struct date_value date_value;
enum { MOST_OPERANDS = 8 }; /* of a row: `asked` has a bit each */

/*
 * `sentence` is the message that says it: its values are the operands, by the first of their names.
 * A choice goes by an operand's word, by a flag (false, true) or by a number; a part in brackets is
 * said where the operand was given (base/message.h).
 */
typedef struct {
    const char *name;
    truth (*evaluate)(rule_scope *s, const rule_node *n);     /* of an operator */
    date_value (*resolve)(rule_scope *s, const rule_node *n); /* of a date */
    const rule_operand *operands;
    const char *reads; /* the entries of a case that it looks at itself, NULL */
    uint16_t sentence; /* a message */
    uint16_t join;     /* another: between the parts of a list; `sentence` says one that is empty */
    uint8_t traits;
    uint16_t looks_at; /* LOOKS_AT_* */
    uint8_t
        fields_of; /* REUNIFY_ENTRY_*: operands that are called like a field of it ask for that */
} rule_row;

extern const rule_row rule_operators[OPERATOR_COUNT], rule_dates[DATE_COUNT];

/* What is asked of an attribute of a record. */
typedef struct {
    symbol name;
    uint32_t count; /* of the codes that it may be */
    rule_index first;
    uint64_t mask; /* of booleans */
    int64_t least, most;
} rule_attribute;

typedef struct {
    rule_index outcomes;
    rule_index where; /* first of the attributes asked for */
    uint32_t where_count;
    uint32_t outcome_count;
    bool has_outcomes;
    bool has_led_by, has_any;
    bool plain; /* nothing is asked */
    bool has_dates;
    uint8_t if_no_outcome;       /* NO_OUTCOME_*: of a record that has none */
    rule_index under, not_under; /* legal statuses on the record's own date */
    uint32_t under_count, not_under_count;
    uint64_t led_by, with_all, with_any;
    rule_index with_all_of;                              /* selector */
    rule_index on_or_after, on_or_before, before, after; /* dates */
    rule_index within;                                   /* date */
    period within_length;
} rule_tests;

enum { NO_OUTCOME_UNKNOWN, NO_OUTCOME_PASSES, NO_OUTCOME_FAILS };
enum { ABOUT_NOT_ASKED, ABOUT_IS_EACH, ABOUT_IS_CHILD, ABOUT_IS_ANYONE, ABOUT_IS_WHO };
enum { WHICH_ANY, WHICH_FIRST, WHICH_LATEST, WHICH_FIRST_OF_RUN };
enum { MOST_TYPES = 16 };

typedef struct {
    uint16_t types[MOST_TYPES];
    uint8_t type_count;
    uint8_t about;
    uint8_t which;
    rule_index about_who; /* condition on the person */
    uint32_t count;
    rule_tests among, tests;
} rule_selector;

typedef struct {
    rule_node *nodes;
    rule_node *dates;
    rule_selector *selectors;
    rule_index *links;
    symbol *symbols;
    rule_attribute *attributes;
    size_t attribute_count;
    reunify_date *holidays; /* in order, no Saturday or Sunday */
    size_t holiday_count;
    size_t node_count, date_count, selector_count, link_count, symbol_count;
} rule_program;

/* The facts: a case read through a profile's symbols ------------------------------------------ */

enum {
    OUTCOME_MISSING = SYMBOL_NONE,
    OUTCOME_OTHER = SYMBOL_NONE - 1,
    OUTCOME_ANY = SYMBOL_NONE - 2 /* of a record of which nothing is known */
};
typedef struct {
    reunify_date date; /* UNDATED where there is none: after all others */
    int32_t about;     /* person, ABOUT_CHILD, ABOUT_UNKNOWN */
    uint32_t index;    /* in the case */
    symbol outcome;
    bool participants_known, leader_known;
    uint64_t roles; /* leader included */
    uint64_t leader;
} fact_record;

#define FINDING_UNKNOWN INT64_MIN

/* What an attribute of the case is from a day on. */
typedef struct {
    reunify_date since; /* REUNIFY_DATE_NONE: always */
    uint32_t entry;     /* that says so; MODEL_NO_ATTRIBUTE: the case as a whole, or nobody */
    bool known;
    named_type type;
    symbol code;
    int64_t number;
} fact_value;

typedef struct {
    const fact_value *values; /* in order of day; before the first it is not known */
    size_t count;
} fact_attribute;

/* The state after each assessment, in order of date. */
typedef struct {
    reunify_date date, since;
    int8_t level; /* -1: none yet */
    int8_t at_least;
    int8_t classified; /* -1: incomplete */
    bool assessed;     /* a complete classification or a valid judgement */
    uint32_t assessment;
} fact_point;

/* A date that may be known, not exist, or lie in a range. */
struct date_value {
    bool exists, maybe_none;
    bool moving; /* another day gives another date */
    reunify_date low, high;
};

/*
 * What a date of the program was at some as_of; conditions ask for the same few dates again and
 * again.
 */
typedef struct {
    reunify_date as_of; /* REUNIFY_DATE_NONE: nothing kept */
    reunify_date counts_from;
    reunify_date next_change, last_change;
    date_value value;
} date_memo;

/* Days from `from` to the one before `to`; UNDATED: without an end. */
typedef struct {
    reunify_date from, to;
} day_piece;

/*
 * A birth counts on the days from `from` to the one before `to`. On all others it cannot be true,
 * as it is seen then, and is as if it were not known.
 */
typedef struct {
    model_birth given;
    reunify_date from, to;
} fact_birth;

/* None on a day on which it does not count. */
static inline model_birth birth_on(const fact_birth *b, reunify_date day)
{
    const model_birth none = {REUNIFY_DATE_NONE, REUNIFY_DATE_NONE};
    return b->from <= day && day < b->to ? b->given : none;
}

typedef struct {
    const reunify_case *record;
    date_memo *memo;      /* by date of the program */
    fact_record *records; /* by type, then date, then as added */
    uint32_t *type_start; /* type_count + 2: the last group has no type */
    size_t type_count;
    bool uncertain;    /* some record has no type or no date */
    symbol *legal;     /* profile symbols of the legal statuses, by index */
    symbol *needs_map; /* case symbol -> profile symbol */
    fact_attribute *attributes;
    int64_t *findings; /* assessments in order x slots */
    size_t finding_count;
    fact_point *points;
    size_t point_count;
    int level_count;
    timeline_source *history;
    fact_birth child_birth, *births;
    uint32_t *by_person; /* places of records, of each group by person, then as in the group */
    day_piece *pieces;   /* room for one question: as many as there are statuses or placements */
    uint64_t *work;      /* steps that are left; NULL: without end */
} rule_facts;

/*
 * A step of work: a condition is asked, or an entry looked at. Once none is left every condition is
 * unknown and walks end, so that what is under way comes to its end; whoever began it then fails.
 */
static inline bool rule_spend(const rule_facts *f, uint64_t steps)
{
    return work_spend(f->work, steps);
}

typedef struct {
    uint8_t kind; /* REUNIFY_ENTRY_RECORD, _ASSESSMENT, _PERSON, _RETURN, .. */
    uint32_t index;
} evidence_item;

enum { SEEN_WORDS = 32 };
typedef struct {
    evidence_item *items;
    size_t count, capacity;
    bool left_out; /* something did not fit */
    size_t from;   /* repeats are looked for from here: what stands before may be dropped */
    /* SEEN_WORDS: a bit for each that was noted from `seen_from` on, and so for others too */
    uint64_t *seen;
    size_t seen_from;
} evidence_list;

struct rule_scope {
    const rule_program *program;
    const rule_facts *facts;
    reunify_date as_of;
    int32_t person;     /* index, -1: none; ages are then the child's */
    int64_t assessment; /* order of the assessment looked at, -1: the latest by as_of */
    /*
     * Records, assessments and family time count that are dated on or after a day; where that is
     * not certain, it is one of these. REUNIFY_DATE_NONE: all count.
     */
    reunify_date counts_from, counts_surely_from;
    /* the first later date on which the answer may be another; UNDATED: never */
    reunify_date next_change;
    /* the answer has been the same from this date on; REUNIFY_DATE_NONE: always */
    reunify_date last_change;
    evidence_list *evidence; /* NULL: not collected */
    void *engine;
    int32_t (*gate_status)(void *engine, uint16_t stage, reunify_date at,
                           reunify_date *next_change);
    reunify_date (*gate_date)(void *engine, uint16_t stage, reunify_date as_of,
                              reunify_date *next_change);
    reunify_date (*last_decision)(void *engine, reunify_date as_of, reunify_date *next_change);
    truth (*gate_passed)(void *engine, uint16_t stage, reunify_date at, reunify_date *next_change);
    truth (*stopped_since)(void *engine, uint16_t stage, reunify_date at, reunify_date since,
                           reunify_date *next_change);
};

truth rule_evaluate(rule_scope *s, rule_index node);
date_value rule_date_of(rule_scope *s, rule_index date);
/*
 * An entry of a case that would tell: `people/household`; of `records`, `assessments` and
 * `attributes` the record type, finding or attribute of the profile, or -1 for any.
 */
typedef struct {
    const char *member;
    int32_t index;
} rule_entry;
enum { MOST_ENTRIES = 16 };
typedef struct {
    rule_entry items[MOST_ENTRIES];
    size_t count;
} rule_entries;
void rule_add_entry(rule_entries *out, const char *member, int32_t index); /* each once */
/* Visits the ends of the branches by which the answer to a condition is unknown (missing.c). */
typedef void rule_visit(rule_scope *s, const rule_node *n, void *out);
void rule_each_unknown(rule_scope *s, rule_index node, rule_visit *visit, void *out);
/* Adds those that a condition lacks whose answer is unknown (rule/missing.c). */
void rule_missing(rule_scope *s, rule_index node, rule_entries *out);
/* Roles that a condition asks for: all of them, and one of these (rule/roles.c). */
typedef struct {
    uint64_t all, any;
} rule_roles;
rule_roles rule_asked_roles(const rule_program *p, rule_index node);
/* In care and placed with parents for more than a week while no return stands. */
truth rule_home_without_return(rule_scope *s);
/* The n-th working day after `from`: no Saturday, Sunday or holiday. */
reunify_date working_days_after(const rule_program *p, reunify_date from, int64_t days);

static inline bool date_value_certain(date_value v)
{
    return v.exists && !v.maybe_none && v.low == v.high;
}

#endif
