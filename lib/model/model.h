/* The case record in memory. No JSON here. */
#ifndef REUNIFY_LIB_MODEL_H
#define REUNIFY_LIB_MODEL_H

#include "base/base.h"

#include <reunify/case.h>

typedef struct {
    symbol *items;
    size_t count, capacity;
    bool declared;
} model_codes;

typedef enum { NAMED_TEXT, NAMED_BOOLEAN, NAMED_NUMBER } named_type;

typedef struct {
    symbol name;
    symbol code; /* of text */
    named_type type;
    int64_t number; /* of a boolean: 0 or 1; of a number: thousandths */
} model_named;

typedef struct {
    void *items;
    size_t count, capacity;
    bool declared;
} model_list;

typedef uint8_t model_truth; /* REUNIFY_FALSE, _TRUE, _UNKNOWN */
typedef uint8_t model_enum;  /* index into the field's allowed values; ENUM_NONE: absent */
#define ENUM_NONE UINT8_MAX

/* Allowed values with a fixed order: an enum field holds the index. */
enum {
    RELATION_PARENT,
    RELATION_PARENTS_PARTNER,
    RELATION_SIBLING,
    RELATION_CARER,
    RELATION_HOUSEHOLD_MEMBER,
    RELATION_EXTENDED_FAMILY,
    RELATION_VISITOR,
    RELATION_OTHER
};
enum { FACTOR_RISK, FACTOR_PROTECTIVE };
enum { EMERGED_NEW, EMERGED_AGAIN };
enum { GOAL_RED, GOAL_AMBER, GOAL_GREEN, GOAL_ACHIEVED };
enum { CARE_KIND_CARE, CARE_KIND_SHORT_BREAK };
enum { RETURN_RE_ENTERED_CARE, RETURN_BECAME_ADULT, RETURN_OTHER };
enum {
    PLACEMENT_FOSTER,
    PLACEMENT_KINSHIP_FOSTER,
    PLACEMENT_RESIDENTIAL,
    PLACEMENT_WITH_PARENTS,
    PLACEMENT_SEMI_INDEPENDENT,
    PLACEMENT_SECURE,
    PLACEMENT_HOSPITAL,
    PLACEMENT_OTHER,
    PLACEMENT_TEMPORARY
};
extern const char *const relation_names[],
    *const factor_kind_names[], *const factor_status_names[],
                                    *const factor_emerged_names[],
                                        *const placement_names[],
                                            *const goal_status_names[],
                                                *const care_kind_names[],
                                                    *const return_outcome_names[],
                                                        *const standard_roles[],
                                                            *const standard_legal_statuses[];
model_enum enum_find(const char *const *names, const char *data, size_t length);

/*
 * A day that may be known to the month or the year alone: any from first to last. Both are
 * REUNIFY_DATE_NONE where nothing is known.
 */
typedef struct {
    reunify_date first, last;
} model_birth;
enum { BIRTH_TEXT = 11 }; /* bytes of a birth as it was given, with the NUL */

typedef struct {
    model_birth date_of_birth;
    char date_of_birth_text[BIRTH_TEXT]; /* as it was given; empty where it was not */
    model_truth siblings;
} model_child;

typedef struct {
    reunify_date from, to;
    symbol code;     /* of a legal status */
    model_enum type; /* of a placement, or the kind of a care period */
    /*
     * Set when the case is finished: what begins the day after `to` goes on from it (a single day
     * between the two counts as none once that one has begun).
     */
    bool bridged;
} model_interval;

typedef struct {
    reunify_date date, ended_on;
    model_enum outcome;
    model_truth planned;
} model_return;

/* To whom the child is to return; an end or a start that is not given is none. */
typedef struct {
    text person;
    int32_t index; /* of the person; set when the case is finished */
    reunify_date from, to;
} model_return_to;

typedef struct {
    text id;
    model_birth date_of_birth;
    char date_of_birth_text[BIRTH_TEXT];
    model_enum relation;
    model_truth household, regular_visitor, parental_responsibility;
    model_codes needs;
    model_list stays; /* model_interval: when household and regular_visitor hold */
} model_person;

typedef struct {
    symbol code;
    model_enum kind, status, emerged;
} model_factor;

typedef struct {
    bool given;
    symbol level, approved_by;
    text rationale;
} model_judgement;

/* An attribute of the case for a span of time; a start that is not given: it has always been so. */
typedef struct {
    reunify_date from, to;
    model_list value; /* model_named: one, none yet */
    symbol name;      /* of its value; SYMBOL_NONE while it has none */
    uint32_t place;   /* among those of its name */
} model_attribute;

/* What an attribute is from a day on. */
typedef struct {
    reunify_date since; /* REUNIFY_DATE_NONE: from the first day on */
    uint32_t entry;     /* that says so; MODEL_NO_ATTRIBUTE: none does */
    symbol name;
    bool clash; /* another of the same start says something else */
} model_attribute_day;
#define MODEL_NO_ATTRIBUTE UINT32_MAX

/* What was found of one person. */
typedef struct {
    text person;
    int32_t index;       /* of the person; set when the case is finished */
    model_list findings; /* model_named */
} model_person_findings;

typedef struct {
    text id;
    reunify_date date;
    model_list findings; /* model_named */
    model_list factors;  /* model_factor */
    model_list people;   /* model_person_findings */
    model_judgement judgement;
} model_assessment;

enum { ABOUT_CHILD = -1, ABOUT_UNKNOWN = -2 };

typedef struct {
    text id, about, rationale;
    reunify_date date;
    /* index of a person, or one of the above; set when the case is finished */
    int32_t about_person;
    symbol type, outcome, led_by;
    model_codes participants;
    model_list attributes; /* model_named */
} model_record;

typedef struct {
    reunify_date from;
    model_truth overnight;
    int64_t times_a_week, hours; /* thousandths, -1 absent */
} model_family_time;

typedef struct {
    text id, owner;
    reunify_date due;
    model_enum status;
} model_goal;

typedef struct {
    const char *code;
    text at;
} model_warning;

enum { ENTRY_KINDS = 17 };

struct reunify_case {
    const reunify_context *context;
    arena memory;
    symbols codes;
    bool finished;
    uint64_t items;
    text id;
    symbol pathway;
    model_child child;
    bool child_given;
    model_list attributes; /* of the case: model_named */
    model_list
        lists[ENTRY_KINDS]; /* by kind; unused for case, child and what lies in another entry */
    uint32_t *order[ENTRY_KINDS]; /* finished: indexes by date, then as added; undated ones last */
    size_t order_room[ENTRY_KINDS];
    uint32_t *attribute_counts; /* entries of each name, by symbol: see attributes.c */
    size_t attribute_room;
    model_list attribute_days; /* finished: model_attribute_day, by name and then by day */
    model_list warnings;       /* model_warning: what reading found */
    reunify_date first_date, last_date;
};

enum { MODEL_MOST_NAMED = 1000 };            /* values of one object */
enum { MODEL_MOST_ENTRIES = (1 << 28) - 1 }; /* of one list: what an entry's number can say */
#define CASE_LIST(case, kind, type) ((const type *)(case)->lists[kind].items)

/* Fields by table ----------------------------------------------------------------------------- */

typedef enum {
    FIELD_TEXT,
    FIELD_CODE,
    FIELD_ENUM,
    FIELD_DATE,
    FIELD_BIRTH, /* a day, a month or a year: a model_birth, its text right behind */
    FIELD_BOOLEAN,
    FIELD_NUMBER,
    FIELD_CODES
} field_type;

typedef struct {
    int32_t field;
    field_type type;
    const char *name;
    uint16_t name_length;
    uint16_t offset;
    /* of an enum all that may stand there; of a code those that every profile knows, or NULL */
    const char *const *allowed;
} field_info;

typedef struct {
    const char *word;  /* what one entry is called */
    const char *name;  /* the member of the case document that holds the entries */
    const char *named; /* the member of an entry that holds named values; NULL: it has none */
    size_t size;       /* of an entry; 0 for kinds that are not lists */
    const field_info *fields;
    size_t field_count;
    int8_t date_field; /* index into fields of the date that orders the entries, or -1 */
    uint8_t parent;    /* the kind in whose entries these lie; 0: the case itself */
    bool open;         /* a list that is never complete: what is not in it is not known */
    uint16_t list;     /* where in the parent's entry the list lies */
} kind_info;

extern const kind_info model_kinds[ENTRY_KINDS];

/* Whether the entries of a kind are a list of the case itself. */
static inline bool model_is_list(int32_t kind)
{
    return model_kinds[kind].size && !model_kinds[kind].parent;
}

const field_info *model_field(int32_t kind, int32_t field);

/* What the number of an entry says: its index, above it that of its parent, above both its kind. */
typedef struct {
    int32_t kind; /* -1: of no entry */
    size_t parent, index;
} model_at;

static inline reunify_entry model_number(int32_t kind, size_t parent, size_t index)
{
    return (int64_t)kind << 56 | (int64_t)parent << 28 | (int64_t)index;
}

static inline model_at model_at_of(reunify_entry number)
{
    const int64_t low = (1 << 28) - 1;
    return number < 0 ? (model_at){-1, 0, 0}
                      : (model_at){(int32_t)(number >> 56), (size_t)(number >> 28 & low),
                                   (size_t)(number & low)};
}

/*
 * An empty case, in one block with as much as will probably be taken; NULL when out of memory. The
 * context is no NULL.
 */
reunify_case *case_with_room(const reunify_context *context, size_t expected);
/* An entry's memory, NULL where there is none. */
void *model_entry(reunify_case *c, int32_t kind, size_t parent, size_t index);
const void *model_entry_const(const reunify_case *c, int32_t kind, size_t parent, size_t index);
/* Every field of a new entry says absent. */
void model_clear(int32_t kind, void *entry);
reunify_status model_add(reunify_case *c, int32_t kind, size_t parent, void **entry, size_t *index);
/* Whether entries of a kind lie in the one that `parent` names, and its index. */
bool model_lies_in(int32_t kind, reunify_entry parent, size_t *index);
/* The list that holds the entries of a kind; NULL where there is no such parent or no such list. */
model_list *model_list_of(reunify_case *c, int32_t kind, size_t parent);
const model_list *model_list_of_const(const reunify_case *c, int32_t kind, size_t parent);

/*
 * Checked setters; the fault's code and what was expected come back through `problem` where the
 * value is refused.
 */
typedef struct {
    const char *code;
    char message[ERROR_MESSAGE];
} model_problem;
#define MODEL_MOST_NUMBER INT64_C(1000000000000) /* thousandths, of any number in a case */
reunify_status model_set_text(reunify_case *c, void *entry, const field_info *f, const char *data,
                              size_t length, model_problem *problem);
/* The same of a text that is UTF-8 without NUL and within max_text. */
reunify_status model_set_sound_text(reunify_case *c, void *entry, const field_info *f,
                                    const char *data, size_t length, model_problem *problem);
reunify_status model_set_date(void *entry, const field_info *f, reunify_date value,
                              model_problem *problem);
reunify_status model_append_code(reunify_case *c, void *entry, const field_info *f,
                                 const char *data, size_t length, model_problem *problem);
reunify_status model_set_number(void *entry, const field_info *f, int64_t thousandths,
                                model_problem *problem);
/* `name` is a code of the case. */
reunify_status model_set_named(reunify_case *c, model_list *list, bool finding, symbol name,
                               model_named value, const char *data, size_t length,
                               model_problem *problem);
/* A code that is not yet part of a list. */
reunify_status model_make_code(reunify_case *c, const char *data, size_t length, symbol *out,
                               model_problem *problem);
/* A named value likewise, but for its name: of a text, a code in a finding, any in an attribute. */
reunify_status model_check_named(reunify_case *c, bool finding, model_named *value,
                                 const char *data, size_t length, model_problem *problem);
/* The named values of an entry; NULL where its kind has none. */
model_list *model_named_list(int32_t kind, void *entry);
static inline bool model_has_findings(int32_t kind)
{
    return kind == REUNIFY_ENTRY_ASSESSMENT || kind == REUNIFY_ENTRY_PERSON_FINDINGS;
}
/*
 * Before a value of that name is set in an entry: of the case itself, refuses one that entries
 * have, and the other way round. Whoever has set the value of an attribute then names it.
 */
reunify_status model_admit_name(reunify_case *c, int32_t kind, const void *entry, symbol name,
                                model_problem *problem);
void model_name_attribute(reunify_case *c, model_attribute *a, symbol name);
/* Before its value, or the entry itself, is taken away. */
void model_forget_name(reunify_case *c, model_attribute *a);
/* NULL while it has none. */
const model_named *model_attribute_value(const model_attribute *a);
/* Of a finished case: what an attribute is on a day, single or not; NULL where it is not known. */
const model_named *model_attribute_on(const reunify_case *c, symbol name, reunify_date day);
/* A field becomes absent. */
void model_unset(void *entry, const field_info *f);
reunify_status model_warn(reunify_case *c, const char *code, const char *at);

/* What can only be checked of a case as a whole; every fault is added. */
reunify_status model_check(reunify_case *c, reunify_error *error);
/* The same and, where there is no fault, all that evaluation needs. */
reunify_status model_finish(reunify_case *c, reunify_error *error);

/*
 * Marks the intervals that end one day before another of their group begins. `scratch` holds what
 * is needed meanwhile; false when out of memory.
 */
bool model_bridge(reunify_case *c, arena *scratch);
/* Finds from which day on each attribute is what: attributes.c. */
bool model_order_attributes(reunify_case *c, arena *scratch);

/* Whether an entry of return_to says no more than who: its short form is the id alone. */
static inline bool model_is_plain(const model_return_to *r)
{
    return r->from == REUNIFY_DATE_NONE && r->to == REUNIFY_DATE_NONE;
}

/* The place of an entry as a pointer, such as /assessments/2/factors/0. */
void model_place(pointer *p, const reunify_case *c, int32_t kind, size_t parent, size_t index);

static inline const text *model_name(const reunify_case *c, symbol s)
{
    return s == SYMBOL_NONE ? NULL : &c->codes.names[s];
}

#endif
