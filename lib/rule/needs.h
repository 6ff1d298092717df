/*
 * What would make a condition true that is not, as alternatives: each a list of things to be done
 * or recorded. See needs.c.
 */
#ifndef REUNIFY_LIB_NEEDS_H
#define REUNIFY_LIB_NEEDS_H

#include "rule/rule.h"

enum { MOST_ALTERNATIVES = 8, MOST_NEEDS = 64 };

/* In the order of REUNIFY_NEED_*. */
enum {
    NEED_RECORD,
    NEED_ASSESSMENT,
    NEED_LEVEL,
    NEED_GOAL,
    NEED_FAMILY_TIME,
    NEED_ATTRIBUTE,
    NEED_LEGAL_STATUS,
    NEED_BIRTH,
    NEED_DAY,
    NEED_STAY
};

typedef struct {
    uint8_t kind;
    bool anyone;               /* of a record: it has to say whom it is about */
    int32_t about;             /* a person, ABOUT_CHILD; ABOUT_UNKNOWN: not asked */
    const rule_selector *what; /* the types of a record */
    const rule_node *node;     /* what asks for anything else */
    bool narrowed;             /* its outcomes were made for it, else they are the program's */
    const symbol *outcomes;
    uint32_t outcome_count; /* 0: any */
    uint32_t count;         /* of records each on a day of its own; 0: one is enough */
    uint64_t led_by, with_all, with_any, values; /* values: levels, or of a finding or boolean */
    const rule_attribute **where;
    size_t where_count;
    reunify_date not_before, not_after; /* REUNIFY_DATE_NONE; of a day: from when */
} rule_need;

typedef struct {
    const rule_need *const *items;
    size_t count;
} rule_alternative;

/* Small, so that it is handed on by value. What is made is shared and never changed. */
typedef struct {
    const rule_alternative *list;
    uint32_t count; /* at most MOST_ALTERNATIVES */
    bool more;      /* there are others */
} rule_needs;

extern const rule_needs rule_nothing_needed; /* one alternative, with nothing in it */

typedef struct {
    const uint32_t *people; /* in order of their ids, whatever their order in the case */
    const uint64_t *stated; /* a bit for each finding that a case may state */
} needs_context;

/* Fills in a place for each of the people: in order of their ids. False when out of memory. */
bool rule_order_people(const reunify_case *record, arena *memory, uint32_t **out);
/*
 * Fills in what would make it true, of which it is known that it is not; none where nothing that
 * could be added does. The memory is of the arena; false when out of it.
 */
bool rule_find_needs(rule_scope *s, arena *memory, needs_context how, rule_index node,
                     rule_needs *out);
/* Both of two: each alternative of the one with each of the other. */
bool rule_both_needs(arena *memory, rule_needs a, rule_needs b, rule_needs *out);

/* There is no room for any alternative: whatever else is needed as well, nothing is found. */
static inline bool rule_needs_too_much(rule_needs n)
{
    return !n.count && n.more;
}

/* What an entry lacks, so that something is not known. */
typedef struct {
    uint8_t kind;
    uint32_t index;     /* RULE_NONE: the whole list is not there */
    const char *member; /* of the entry */
    /* in `attributes` of a record a symbol, of the case an attribute, in `findings` a finding; -1:
     * all that the level rests on, or no such thing */
    int32_t name;
    uint32_t person; /* of a stay: whose */
} rule_gap;
enum { MOST_GAPS = 64 };
typedef struct {
    rule_gap items[MOST_GAPS];
    size_t count;
} rule_gaps;
void rule_add_gap(rule_gaps *out, rule_gap gap); /* each once */
/* Adds those of a condition whose answer is unknown. */
void rule_find_gaps(rule_scope *s, rule_index node, rule_gaps *out);
void rule_record_gaps(rule_scope *s, const rule_selector *sel, rule_gaps *out); /* records.c */

/*
 * people.c: the days from and to which a stay of the person has to be, so that all that is asked of
 * them but their age is so; false where no stay of theirs would do.
 */
bool rule_stay_wanted(rule_scope *s, const rule_node *n, reunify_date *first, reunify_date *last);

/* people.c: the stays without a start that may be what is asked of the person. */
void rule_stay_gaps(rule_scope *s, const rule_node *n, rule_gaps *out);

/* records.c: of the records that there are, for one that would be new. */
date_value rule_pick_date(rule_scope *s, const rule_selector *sel); /* of the one picked */
bool rule_pick_is_open(rule_scope *s,
                       const rule_selector *sel); /* one without type or date may be */
uint32_t rule_count_certain(rule_scope *s, const rule_selector *sel);
bool rule_pick_roles(rule_scope *s, const rule_selector *sel, uint64_t *roles);
bool rule_is_legal_on(rule_scope *s, const rule_tests *t, reunify_date day);

#endif
