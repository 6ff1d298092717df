/*
 * The condition language: a compiled program over interned symbols, evaluated three-valued without
 * allocation. It knows the case record, not JSON and not the profile's text: lib/profile compiles
 * into it, lib/evaluate runs it.
 */
#ifndef REUNIFY_LIB_RULE_H
#define REUNIFY_LIB_RULE_H

#include "base/base.h"
#include "model/model.h"

typedef uint8_t truth; /* REUNIFY_FALSE, _TRUE, _UNKNOWN */

/* rule/names.c: by the values of the public constants, ended by NULL */
extern const char *const truth_names[], *const gate_status_names[];

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

typedef enum {
    OP_ALL, /* first, count: links */
    OP_ANY,
    OP_NOT,     /* a */
    OP_IF,      /* a ? b : c */
    OP_FINDING, /* slot; mask of values, or number range */
    /* mode: kind or ENUM_NONE; mask: statuses; least: mask of emerged; first, count: codes */
    OP_FACTORS,
    OP_CLASSIFIED, /* mask of levels */
    OP_LEVEL,      /* mask of levels; a: date */
    OP_LEVEL_ROSE, /* a: date */
    OP_ASSESSED,   /* a: on or after, b: on or before */
    OP_ATTRIBUTE,  /* slot; first, count: symbols; mask: booleans; or number range */
    OP_SIBLINGS,   /* mask of booleans */
    OP_IN_CARE,    /* mode: wanted; a: date */
    OP_LEGAL,      /* first, count: symbols; a: date */
    OP_PLACEMENT,  /* mask of types; a: date */
    OP_AGE,        /* at_least, under: periods (index + 1); a: date */
    OP_PERSON, /* mask: relations; mode: which of the flags below must hold; first, count: needs */
    OP_PEOPLE, /* a: who; b: what; mode 0 some, 1 every */
    OP_IN_CARE_FOR,
    OP_IN_CARE_TOTAL,
    OP_ELAPSED,  /* a: since */
    OP_RETURNED, /* mode; mask: planned, where asked; a..d as tests' dates */
    OP_HOME_FOR,
    OP_PREVIOUS_RETURNS, /* number */
    OP_RECORD,           /* a: selector */
    OP_GATE,             /* slot: stage; mask: statuses; a: date */
    OP_FAMILY_TIME,      /* mode; a: before */
    OP_GOALS             /* mode */
} rule_op;

enum { RETURNED_STANDING, RETURNED_ENDED, RETURNED_ENDED_IN_CARE };
enum { FAMILY_TIME_INCREASING, FAMILY_TIME_OVERNIGHT, FAMILY_TIME_RECORDED };
enum { GOALS_SET, GOALS_ALL_MET };
enum {
    PERSON_HOUSEHOLD = 1,
    PERSON_VISITOR = 2,
    PERSON_RESPONSIBILITY = 4,
    PERSON_NEEDS = 8,
    PERSON_RELATION = 16,
    PERSON_CODES = 32
};

typedef struct {
    uint8_t op, mode;
    uint8_t history; /* OP_RETURNED: whatever the care period */
    uint8_t negated; /* OP_PERSON: which of the flags must be false */
    uint16_t slot;
    uint16_t count;
    rule_index first;
    rule_index a, b, c, d;
    uint64_t mask;
    int64_t least, most;  /* numbers in thousandths */
    period length, under; /* periods of age, elapsed, in care, home */
} rule_node;

typedef enum {
    DATE_AS_OF,
    DATE_RETURN,
    DATE_RECORDED_RETURN,
    DATE_CARE_START,
    DATE_BIRTH,
    DATE_LEVEL_SINCE,
    DATE_LAST_DECISION,
    DATE_RECORD,    /* a: selector */
    DATE_STAGE,     /* a: stage */
    DATE_ATTRIBUTE, /* a: slot */
    /* mode: overnight wanted (0, 1, 2 any); number: hours over, -1 any; last: latest */
    DATE_FAMILY_TIME,
    DATE_PLUS, /* a; length */
    DATE_MINUS,
    DATE_WORKING_DAYS, /* a; number: how many after it */
    DATE_FIRST_OF,     /* first, count: links */
    DATE_EARLIEST,
    DATE_LATEST
} date_op;

typedef struct {
    uint8_t op, mode, last;
    /* speaks of the person in scope, or of the level while it is replayed: never kept */
    bool changing;
    uint16_t count;
    rule_index first, a;
    int64_t number;
    period length;
} rule_date;

/* What is asked of an attribute of a record. */
typedef struct {
    symbol name;
    uint16_t count; /* of the codes that it may be */
    rule_index first;
    uint64_t mask; /* of booleans */
    int64_t least, most;
} rule_attribute;

typedef struct {
    rule_index outcomes;
    rule_index where; /* first of the attributes asked for */
    uint16_t where_count;
    uint16_t outcome_count;
    bool has_outcomes;
    bool has_led_by, has_any;
    bool plain; /* nothing is asked */
    bool has_dates;
    uint64_t led_by, with_all, with_any;
    rule_index with_all_of;                              /* selector */
    rule_index on_or_after, on_or_before, before, after; /* dates */
    rule_index within;                                   /* date */
    period within_length;
} rule_tests;

enum { ABOUT_NOT_ASKED, ABOUT_IS_EACH, ABOUT_IS_CHILD, ABOUT_IS_ANYONE, ABOUT_IS_WHO };
enum { WHICH_ANY, WHICH_FIRST, WHICH_LATEST };
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
    rule_date *dates;
    rule_selector *selectors;
    rule_index *links;
    symbol *symbols;
    rule_attribute *attributes;
    size_t attribute_count;
    reunify_date *holidays; /* in order */
    size_t holiday_count;
    size_t node_count, date_count, selector_count, link_count, symbol_count;
} rule_program;

/* The facts: a case read through a profile's symbols ------------------------------------------ */

enum { OUTCOME_MISSING = SYMBOL_NONE, OUTCOME_OTHER = SYMBOL_NONE - 1 };
#define UNDATED INT32_MAX

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

typedef struct {
    named_type type;
    bool known;
    symbol code;
    int64_t number;
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
typedef struct {
    bool exists, maybe_none;
    bool moving; /* another day gives another date */
    reunify_date low, high;
} date_value;

/*
 * What a date of the program was at some as_of; conditions ask for the same few dates again and
 * again.
 */
typedef struct {
    reunify_date as_of; /* REUNIFY_DATE_NONE: nothing kept */
    reunify_date next_change, last_change;
    date_value value;
} date_memo;

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
    bool undated_assessment;
    symbol re_entered_care; /* case symbol, SYMBOL_NONE where the case does not use it */
} rule_facts;

typedef struct {
    uint8_t kind; /* REUNIFY_ENTRY_RECORD, _ASSESSMENT, _PERSON, _RETURN, .. */
    uint32_t index;
} evidence_item;

typedef struct {
    evidence_item *items;
    size_t count, capacity; /* what does not fit is left out */
    size_t from; /* repeats are looked for from here: what stands before may be dropped */
} evidence_list;

typedef struct rule_scope rule_scope;
struct rule_scope {
    const rule_program *program;
    const rule_facts *facts;
    reunify_date as_of;
    int32_t person;     /* index, -1: none; ages are then the child's */
    int64_t assessment; /* order of the assessment looked at, -1: the latest by as_of */
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
};

truth rule_evaluate(rule_scope *s, rule_index node);
date_value rule_date_of(rule_scope *s, rule_index date);
static inline bool date_value_certain(date_value v)
{
    return v.exists && !v.maybe_none && v.low == v.high;
}

/* rule/records.c */
truth record_evaluate(rule_scope *s, rule_index selector);
date_value record_date(rule_scope *s, rule_index selector);
/* rule/history.c: what is asked of levels, the return, care, statuses, family time, goals */
truth level_in(rule_scope *s, uint64_t levels, reunify_date at);
const fact_point *point_at(rule_scope *s, reunify_date at);
date_value return_date(rule_scope *s, bool recorded_only);
truth history_evaluate(rule_scope *s, const rule_node *n);
truth circumstances_evaluate(rule_scope *s, const rule_node *n);
date_value care_start(rule_scope *s);
date_value family_time_date(rule_scope *s, const rule_date *d);

/* Comparisons: of a date that is there (low..high) with one that may not be. */
enum { COMPARE_ON_OR_AFTER, COMPARE_ON_OR_BEFORE, COMPARE_BEFORE, COMPARE_AFTER };
/* The n-th working day after `from`: no Saturday, Sunday or holiday. */
reunify_date working_days_after(const rule_program *p, reunify_date from, int64_t days);
truth date_compare(rule_scope *s, date_value a, int how, date_value b);
/* Something that is not looked at in detail moves with the day. */
void note_daily(rule_scope *s);
/* Any day up to `until`, or none. */
static inline date_value date_value_open(reunify_date until, bool moving)
{
    return (date_value){true, true, moving, REUNIFY_DATE_MIN, until};
}
/* Tests of dates in a node or in record tests: RULE_NONE asks nothing. */
truth date_tests(rule_scope *s, date_value a, rule_index on_or_after, rule_index on_or_before,
                 rule_index before, rule_index after);

static inline date_value date_value_of(reunify_date d)
{
    return (date_value){d != REUNIFY_DATE_NONE, false, false, d, d};
}
/*
 * A date on which something that was looked at changes; whoever asks may come from either side of
 * it.
 */
static inline void note_change(rule_scope *s, reunify_date d)
{
    if (d > s->as_of)
        s->next_change = d < s->next_change ? d : s->next_change;
    else
        s->last_change = d > s->last_change ? d : s->last_change;
}
/* The answer may have been another on any day. */
static inline void note_moving(rule_scope *s)
{
    s->last_change = s->as_of;
}
void note_evidence(rule_scope *s, int32_t kind, size_t index);
void note_ahead(rule_scope *s, date_value at);

#endif
