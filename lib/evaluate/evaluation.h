/*
 * The evaluation object: a snapshot in one arena. Strings of the profile are pointed at (the
 * profile is held), those of the case are copied.
 */
#ifndef REUNIFY_LIB_EVALUATION_H
#define REUNIFY_LIB_EVALUATION_H

#include "profile/profile.h"

#include <reunify/case.h>
#include <reunify/evaluate.h>
#include <reunify/evaluation.h>

/*
 * What the constants of the public header are called in documents, by their values; NULL where
 * there is nothing to say, and at the end. rule/rule.h has the names of truths and of gates.
 */
extern const char *const applicability_names[];
extern const char *const requirement_status_names[];
extern const char *const obligation_status_names[];
extern const char *const factor_result_names[];
extern const char *const classification_status_names[];
extern const char *const basis_names[];
extern const char *const held_by_names[];
extern const char *const lives_names[];
extern const char *const need_kind_names[];

enum { MEANING_EDITION = 2 }; /* of the meaning by which evaluations are made */

/* Views of the pack's own structures carry nothing more. */
struct reunify_source {
    pack_source source;
};
/* An action that is shown: it can be meant, or whether it can is not known. */
typedef struct reunify_action {
    const pack_action *rule;
    truth applies;
} action_result;

typedef struct {
    reunify_date date, ended_on; /* REUNIFY_DATE_NONE: there is none; it stands */
    uint8_t outcome;             /* RETURN_*; ENUM_NONE */
} attempt_return;

enum { LIVES_AT_HOME, LIVES_IN_CARE, LIVES_ELSEWHERE };

typedef struct {
    const char *code, *label; /* label NULL: the code is to be read as words */
    reunify_date from;        /* REUNIFY_DATE_NONE: not recorded */
} position_status;

typedef struct {
    const char *id;
    uint8_t relation; /* RELATION_*, ENUM_NONE */
    bool household, returned_to;
} position_person;

/* An item of the latest assessment: a risk or what protects, as it was written down. */
typedef struct {
    const char *code;              /* NULL: none is given */
    uint8_t kind, status, emerged; /* of the model, ENUM_NONE */
} position_factor;

/* What an assessment before the latest lists, and when it was: REUNIFY_DATE_NONE where none does.
 */
typedef struct {
    position_factor *items;
    size_t count;
    reunify_date date;
} listed_factors;

typedef struct {
    const char *id, *owner; /* owner NULL */
    reunify_date due;       /* REUNIFY_DATE_NONE */
    uint8_t status;         /* of the model, ENUM_NONE */
    bool past_due;          /* and not achieved */
} position_goal;

/* Where the child stands. Dates are REUNIFY_DATE_NONE where nothing is recorded. */
struct reunify_position {
    /* differ where the birth is not known to the day; -1: not known */
    int32_t age, most_age; /* years */
    int32_t months;        /* the least it may be */
    uint8_t lives;         /* LIVES_*, ENUM_NONE */
    reunify_date since;    /* at home */
    truth planned;         /* the return that stands was */
    truth in_care;
    reunify_date care_since;
    uint8_t placement; /* PLACEMENT_*, ENUM_NONE */
    reunify_date placement_since;
    bool statuses_known; /* legal statuses are recorded, if none is in force */
    position_status *statuses;
    size_t status_count;
    position_person *people; /* of the home, and those to whom the child is to return */
    size_t person_count;
    reunify_date assessed_on;
    reunify_date recorded_on; /* the latest date on which something begins, ends or is done */
    truth new_risk;           /* by the latest assessment, whatever its items say */
    position_factor *factors;
    size_t factor_count;
    listed_factors earlier[2]; /* by kind: where the latest assessment lists none */
    position_goal *goals;
    size_t goal_count;
};

struct reunify_attempt {
    int32_t number;
    reunify_date from, to; /* REUNIFY_DATE_NONE: before all that is recorded; it goes on */
    attempt_return home;
};

struct reunify_set_aside {
    const char *requirement, *record, *person, *by, *outcome, *reason;
    reunify_date date;
    bool accepted;
};

/* What an alert rests on, as a page says it: a record by type, date and who led it. */
typedef struct {
    const char *id;    /* NULL: of a return; of a legal status: its words, or its code */
    uint8_t kind;      /* REUNIFY_ENTRY_RECORD, _ASSESSMENT, _PERSON, _ATTRIBUTE, _RETURN, .. */
    uint8_t relation;  /* of a person: RELATION_*, ENUM_NONE */
    reunify_date date; /* REUNIFY_DATE_NONE: of a person */
    reunify_date to;   /* of a legal status that has ended, REUNIFY_DATE_NONE */
    int32_t type;      /* of a record: index into the profile's types, -1: not one of them */
    symbol attribute;  /* of an attribute: its name in the profile */
    const char *by;    /* the role that led a record, NULL */
} alert_ground;

struct reunify_applicability {
    const pack_condition *rule;
    truth result;
    const char **entries; /* that would tell, where it is not known */
    size_t entry_count;
    alert_ground *grounds; /* of closing: the legal statuses in force by which it does not hold */
    size_t ground_count;
};

typedef struct {
    const char **items;
    size_t count;
} text_list;

/* Codes: symbols, or types of records. */
typedef struct {
    const uint16_t *items;
    size_t count;
} code_list;

enum { NOT_ASKED = INT32_MIN }; /* of whole numbers */

/* What is asked of an attribute of a record. */
typedef struct {
    const char *name;
    text_list values;
    int32_t least, most; /* NOT_ASKED */
} need_attribute;

/* One thing that would have to be there. Dates are REUNIFY_DATE_NONE where nothing is asked. */
struct reunify_need {
    const reunify_profile *profile;
    uint8_t kind;     /* REUNIFY_NEED_* */
    const char *name; /* of a finding or an attribute, NULL */
    code_list types, outcomes;
    text_list values, about;
    uint64_t led_by, with_all, with_any; /* roles */
    need_attribute *attributes;
    size_t attribute_count;
    int32_t least, most; /* NOT_ASKED */
    int32_t count;       /* NOT_ASKED */
    reunify_date not_before, not_after;
};

typedef struct {
    struct reunify_need *items;
    size_t count;
} need_alternative;

/* What would meet a requirement: one of these is enough. */
struct reunify_needs {
    need_alternative *alternatives;
    size_t count;
    bool more;
};

/* What a record lacks, so that something is not known: as a page says it. */
typedef struct {
    alert_ground record;
    const char *member;    /* of the record, such as `outcome` */
    const char *attribute; /* in `attributes`; NULL: none */
} record_gap;

typedef struct {
    record_gap *items;
    size_t count;
} record_gaps;

/* What the present stage cannot tell, and the entries that would. */
typedef struct {
    const char *id; /* of a requirement or a stop */
    const struct reunify_requirement *requirement;
    const struct reunify_stop *stop; /* one of the two, the other is NULL */
    const char **entries;
    size_t entry_count;
    text_list missing; /* of a stop; a requirement has its own */
    record_gaps gaps;  /* the same */
} needed_information;

typedef struct {
    uint16_t dimension;
    int64_t value; /* FINDING_UNKNOWN */
    uint32_t permits;
    bool deciding;
    struct person_value *people; /* whose values these were, where they are given by person */
    size_t person_count;
    struct person_value *stated; /* of the case as a whole, where the value is derived from them */
    size_t stated_count;
} dimension_result;

/* What was found of one person, or of the case. */
typedef struct person_value {
    const char *id; /* NULL: of the case */
    int64_t value;  /* FINDING_UNKNOWN */
    uint16_t finding;
} person_value;

struct reunify_classification {
    const reunify_profile *profile;
    const reunify_evaluation *within; /* NULL: made alone, held by its own count */
    const reunify_context *context;   /* of one made alone: held by it */
    _Atomic int32_t references;
    const char *assessment;
    reunify_date date;
    int8_t level, at_least; /* level -1: incomplete */
    uint8_t status;
    bool bounded; /* by what is known of some people only */
    size_t dimension_count;
    dimension_result *dimensions;
    size_t warning_count;
    const char *warnings[4];
};

/*
 * A classification made alone is one block of its context, which it holds: the struct and, right
 * behind it, its dimensions.
 */
static inline size_t classification_size(size_t dimension_count)
{
    return sizeof(struct reunify_classification) + dimension_count * sizeof(dimension_result);
}

struct reunify_history_entry {
    const reunify_profile *profile;
    reunify_date date;
    const char *assessment;
    int8_t from, to, indicated, engine; /* -1: none */
    uint8_t basis, held_by;
    bool discordant, silent;
    const pack_movement *rule, *held;
    reunify_date held_since;
    bool judged; /* a judgement was given, whether or not it was followed */
    int8_t judged_level;
    const char *approved_by, *rationale;
};

struct reunify_pending {
    const reunify_profile *profile;
    const pack_movement *rule;
    reunify_date run_since, eligible_from; /* eligible REUNIFY_DATE_NONE: out of range */
    bool elapsed;
};

typedef struct {
    const char *id;
    uint8_t status;
    const char **evidence;
    size_t evidence_count;
} person_result;

struct reunify_requirement {
    const reunify_profile *profile;
    const pack_requirement *rule;
    const pack_stage *stage;
    uint8_t status;
    bool late;                    /* met after its time */
    reunify_date unchanged_since; /* the status has been the same from then on */
    /* of a gate that has passed: start of the unbroken time in which it did not wait for it */
    reunify_date passes_since, judged_at;
    reunify_date met_on;
    reunify_date last_on; /* of the evidence */
    const char **evidence;
    size_t evidence_count;
    person_result *people;
    size_t person_count;
    struct reunify_needs *needs; /* NULL: not worked out, or nothing is needed */
    text_list missing;           /* pointers to what entries lack */
    record_gaps gaps;            /* those of records */
    /* of the present stage, where it is not known; else NULL */
    const needed_information *needed;
};

struct reunify_stop {
    const pack_stop *rule;
    truth result;
    reunify_date unchanged_since;
    const needed_information *needed; /* the same */
};

struct reunify_gate {
    const reunify_profile *profile;
    const pack_stage *stage;
    int32_t number;
    uint8_t status;
    bool settled; /* it had passed when its stage was settled */
    reunify_date passed_on;
    const pack_stop *stopped_by;
    const pack_stop *refused_by; /* by a decision, also while the stage waits for another */
    const char *decided_by;      /* the role that led what stopped it, NULL */
    reunify_date stopped_on;
    action_result *actions;
    size_t action_count;
    reunify_requirement *requirements;
    reunify_stop *stops;
};

struct reunify_obligation {
    const reunify_profile *profile;
    const pack_obligation *rule;
    uint8_t status;
    reunify_date due, done_on;
    bool late; /* done after a deadline */
};

/* One that is raised, or one of which is not known whether it has to be: with entries. */
struct reunify_alert {
    const reunify_profile *profile;
    const pack_alert *rule;
    action_result *actions;
    size_t action_count;
    const char **evidence;
    size_t evidence_count;
    alert_ground *grounds; /* of the evidence, in its order, the return, legal statuses */
    size_t ground_count;
    const char **entries; /* of the case, that would tell */
    size_t entry_count;
};

struct reunify_association {
    const pack_factor *rule;
    const char *text; /* the rule's, or what it says where it is so */
    text words;       /* the same with help, figure and source, as documents say it */
    truth result;
    const char **evidence;
    size_t evidence_count;
};

/* `name` and `entry` are for the page alone; NULL where there is nothing to add to `at`. */
typedef struct {
    const char *code, *at;
    reunify_date date;
    const char *name;  /* of a type or finding that is warned of once */
    const char *entry; /* id or pointer of the first entry that has it */
} evaluation_warning;

struct reunify_evaluation {
    const reunify_context *context;
    _Atomic int32_t references;
    arena memory;
    const reunify_profile *profile; /* NULL: empty */
    int32_t explain;
    const char *case_id;
    reunify_date as_of;
    const pack_pathway *pathway;
    truth applicable;
    struct reunify_applicability *conditions;
    size_t condition_count;
    int8_t level;
    uint8_t basis;
    reunify_date since;
    bool has_classification;
    struct reunify_classification classification;
    struct reunify_history_entry *history;
    size_t history_count;
    struct reunify_pending *pending;
    size_t pending_count;
    struct reunify_applicability *closing; /* all have to hold for the case to close */
    size_t closing_count;
    truth may_be_closed;
    bool closing_runs;    /* the run towards closing lasts */
    bool earlier_attempt; /* no assessment of the present attempt has confirmed the level */
    reunify_date may_close_from, may_close_confirmed, earliest_closure;
    action_result *actions;
    size_t action_count;
    struct reunify_position position;
    struct reunify_attempt *attempts; /* the last is the present one */
    size_t attempt_count;
    struct reunify_set_aside *set_aside;
    size_t set_aside_count;
    struct reunify_gate *gates;
    size_t gate_count;
    int32_t stage; /* index of the current gate, -1: all passed */
    const struct reunify_requirement **outstanding;
    size_t outstanding_count;
    needed_information *information_needed;
    size_t information_count;
    struct reunify_obligation *schedule;
    size_t schedule_count;
    struct reunify_association *factors;
    size_t factor_count;
    struct reunify_alert *alerts;
    size_t alert_count;
    struct reunify_alert *unknown_alerts;
    size_t unknown_alert_count;
    evaluation_warning *warnings;
    size_t warning_count;
};

/* Views by table: views.c says how ------------------------------------------------------------- */

typedef enum {
    VIEW_TEXT,    /* const char * */
    VIEW_LEVEL,   /* int8_t, of the profile's levels */
    VIEW_DATE,    /* reunify_date */
    VIEW_INTEGER, /* int32_t */
    VIEW_ASKED,   /* int32_t; NOT_ASKED: nothing */
    VIEW_BOOLEAN, /* bool */
    VIEW_STATUS,  /* one byte, called by the row's names */
    VIEW_TRUTH,   /* the same, of three values */
    VIEW_FINDING, /* what a dimension found: a code, true or false */
    VIEW_NESTED,  /* a view of the row's kind, or none */
    VIEW_LIST,    /* views of the row's kind */
    VIEW_TEXTS    /* ids or codes */
} view_type;

typedef enum {
    LAID_IN_A_ROW,    /* structs of the kind, or texts */
    LAID_AS_POINTERS, /* to structs */
    LAID_AS_ROLES,    /* bits of a uint64_t */
    LAID_AS_BITS,     /* of a uint32_t: levels */
    LAID_AS_SYMBOLS,  /* uint16_t: symbols of the profile */
    LAID_AS_TYPES     /* uint16_t: types of records */
} view_layout;

/* Whether documents leave it out where the list is empty or there is nothing to say. */
typedef enum {
    NEVER_LEFT_OUT,
    LEFT_OUT_IF_ABSENT, /* as view_is_absent() finds */
    LEFT_OUT_IF_NONE,   /* the same, told at `sign`: by a count or a pointer */
    LEFT_OUT_IF_NOBODY, /* by roles, a bit each */
    LEFT_OUT_IF_LEAST   /* by an int32_t: INT32_MIN, which no number and no date is */
} view_optional;

typedef struct view_kind view_kind;

/* One view, and what it is a part of. */
typedef struct {
    const view_kind *kind;
    const void *data; /* NULL: there is none */
    const reunify_profile *profile;
    const reunify_evaluation *evaluation; /* NULL: a classification made alone */
} view;

typedef struct {
    const void *items;
    size_t count;
} view_items;

typedef struct {
    char name[JSON_READY_NAME]; /* as it is written: ,"name": */
    uint8_t name_length;
    uint8_t type;     /* view_type */
    uint8_t layout;   /* view_layout, of a list */
    uint8_t from;     /* REUNIFY_EXPLAIN_*: documents say it from this level on; 0: at every one */
    uint8_t optional; /* view_optional */
    bool words;       /* what the pack says: texts and sources, which a lean document leaves out */
    uint8_t joined;   /* it and the rows behind it, so many in all, are one fragment of the pack */
    uint8_t turn;     /* in which the difference of two evaluations looks at it; 0: never */
    /* Where it is: so far into what the view, or a pointer in it, points at; of a list its items */
    uint16_t behind, at, count;
    uint16_t fragment; /* of what is joined, where its text is: in what `at` is in */
    uint16_t sign;     /* of what is optional: in what `at` is in, what tells that it is there */
    /* or found by this, a text or a nested view, or a list */
    union {
        const void *(*find)(const view *v);
        view_items (*list)(const view *v);
    };
    union {
        const char *const *names; /* of a status */
        const view_kind *kind;    /* of what is nested or in a list */
    };
    const char *aspect; /* what the difference calls it */
} view_member;

struct view_kind {
    const char *name;
    size_t size; /* of what lies in a row */
    const view_member *members;
    size_t member_count;
    int8_t key; /* the member that tells one from another, or -1 */
};

enum { VIEW_NOTHING = UINT16_MAX }; /* `behind` of what is in the struct itself */
enum { VIEW_UNWRITTEN = REUNIFY_EXPLAIN_FULL + 1, VIEW_TURNS = 3 };

typedef enum { VALUE_NONE, VALUE_TEXT, VALUE_DATE, VALUE_INTEGER, VALUE_BOOLEAN } value_type;

typedef struct {
    value_type type;
    const char *text;
    int64_t number; /* of a date, an integer, a boolean */
} view_value;

/* Where a row says that its member stands; NULL where what it stands in is not there. */
static inline const void *view_place(const view *v, const view_member *m)
{
    const char *data = v->data;
    if (data && m->behind != VIEW_NOTHING)
        memcpy(&data, data + m->behind, sizeof data);
    return data ? data + m->at : NULL;
}

view evaluation_view(const reunify_evaluation *e);
const view_kind *evaluation_view_kind(void); /* of it, for what holds of any evaluation */
/* Of what is neither nested nor a list. */
view_value view_read(const view *v, const view_member *m);
view view_nested(const view *v, const view_member *m);
text view_fragment(const view *v, const view_member *m); /* of what is joined */
/* The items of a list as they are laid out, for whoever goes through all of them. */
view_items view_items_of(const view *v, const view_member *m);
size_t view_count(const view *v, const view_member *m);   /* of a list */
bool view_is_absent(const view *v, const view_member *m); /* an empty list, or nothing to say */
/* The same as the row says it, without reading; false where it does not say. */
static inline bool view_tells_absent(const view *v, const view_member *m)
{
    const char *data = v->data;
    if (m->optional < LEFT_OUT_IF_NONE || !data)
        return false;
    if (m->behind != VIEW_NOTHING)
        memcpy(&data, data + m->behind, sizeof data);
    size_t none;
    data += m->sign;
    if (m->optional == LEFT_OUT_IF_NONE)
        return memcpy(&none, data, sizeof none), !none;
    if (m->optional == LEFT_OUT_IF_NOBODY)
        return !*(const uint64_t *)(const void *)data;
    return *(const int32_t *)(const void *)data == INT32_MIN;
}
view view_item(const view *v, const view_member *m, size_t at);
const char *view_text(const view *v, const view_member *m, size_t at); /* of VIEW_TEXTS */

const char *profile_level_id(const reunify_profile *p, int level);   /* NULL for NO_LEVEL */
const char *profile_symbol_name(const reunify_profile *p, symbol s); /* NULL for SYMBOL_NONE */
/* The role of a set that has so many of it before; NULL: there are no more. */
const char *profile_type_name(const reunify_profile *p, uint16_t type); /* of records */
const char *profile_role_among(const reunify_profile *p, uint64_t roles, size_t at);
view_value dimension_value(const reunify_profile *p, const dimension_result *d);
const char *person_value_text(const reunify_profile *p, const person_value *v); /* NULL: unknown */

/* Where an evaluator takes its memory from. */
const reunify_context *evaluator_context(const reunify_evaluator *evaluator);

#endif
