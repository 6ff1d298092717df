/* A rule pack, compiled. */
#ifndef REUNIFY_LIB_PROFILE_H
#define REUNIFY_LIB_PROFILE_H

#include "base/base.h"
#include "rule/rule.h"
#include "json/json.h"

#include <reunify/profile.h>

enum {
    MOST_LEVELS = 16,
    MOST_ROLES = 64,
    MOST_VALUES = 62,
    MOST_STAGES = 64,
    MOST_FINDINGS = 256,
    MOST_LANGUAGES = 16
};

typedef struct {
    const char *id; /* of the document */
    const char *at; /* the section */
} pack_source;

/* An item of a scored tool: what each value adds, in thousandths. */
typedef struct {
    uint16_t finding;
    bool has_missing;
    int64_t missing; /* what it adds where the finding is unknown */
    int64_t *weights;
} pack_score;

typedef struct {
    symbol name;
    named_type type; /* NAMED_TEXT: a code with values */
    bool stated;     /* cases may state it */
    bool by_person;  /* of single people too: the most cautious counts */
    bool has_absent; /* a value where it is neither stated nor derived */
    bool cautious;   /* of a boolean: the more cautious value */
    int64_t absent;
    symbol *values;
    uint16_t value_count;
    const char **words; /* by value, how a page says it; NULL, or NULL of one: as its code reads */
    const char *label;
    struct pack_derived *derived;
    pack_score *score; /* of a number: the sum of these */
    uint16_t *worst;   /* the most cautious of these findings */
    uint16_t derived_count, score_count, worst_count;
} pack_finding;

typedef struct pack_derived {
    int64_t value;
    rule_index when;
} pack_derived;

typedef struct {
    symbol name;
    named_type type;
    symbol *values;
    uint16_t value_count;
    bool is_date;
    const char *label;
    int64_t least, most; /* of a number, in thousandths */
} pack_attribute;

typedef struct {
    symbol name;
    symbol *outcomes;
    pack_attribute *attributes;
    uint16_t outcome_count, attribute_count;
    const char *label;
} pack_record_type;

/* What an action is about: see action_abouts. */
enum {
    ABOUT_OTHER_THINGS,
    ABOUT_RETURN_HOME,
    ABOUT_KEEPING_ORDER,
    ABOUT_STAYING_LOOKED_AFTER,
    ABOUT_CLOSING
};
extern const char *const action_abouts[];

typedef struct {
    const char *id, *text;
    pack_source source;
    text words; /* for documents: fragments.c */
    uint8_t about;
    rule_index when; /* RULE_NONE: always */
} pack_action;

typedef struct {
    const char *id, *label;
    symbol name;
    uint16_t *actions;
    uint16_t action_count;
    pack_source source;
} pack_level;

#define FINDING_NOT_BY_PERSON UINT16_MAX

typedef struct {
    const char *id, *label;
    uint16_t finding;
    uint16_t by_person; /* the finding by person that it rests on, or FINDING_NOT_BY_PERSON */
    uint32_t *permits;  /* by value index: levels */
} pack_dimension;

#define NO_LEVEL (-1)

typedef struct {
    const char *id, *text;
    pack_source source;
    int8_t from, to; /* NO_LEVEL: the level stays */
    bool sustained, may_be_held, silent, closes;
    period duration;
    rule_index counts_from; /* a date before which no time counts, RULE_NONE */
    rule_index when;
    uint16_t *actions;
    uint16_t action_count;
} pack_movement;

typedef struct {
    const char *id, *text;
    pack_source source;
    text words; /* for documents: fragments.c */
    rule_index when;
    symbol pathway;        /* SYMBOL_NONE: every one */
    const char *otherwise; /* what is said where it does not hold, NULL */
} pack_condition;

typedef struct {
    const char *id, *text;
    pack_source source;
    text head, words; /* for documents: fragments.c */
    bool advisory, none_unknown;
    rule_index when, for_each, satisfied_by; /* RULE_NONE: not asked */
    rule_index late;                         /* where it was met after its time */
    uint16_t *by;                            /* roles, as indexes of the pack's roles */
    uint16_t by_count;
    rule_roles asked;      /* by the pack, else by what is satisfied */
    uint64_t set_aside_by; /* roles that can set it aside */
    symbol *set_aside_for; /* reasons of which one has to be given */
    uint16_t set_aside_reasons;
    rule_index set_aside_until; /* no later than this date, where there is one */
} pack_requirement;

typedef struct {
    const char *id, *text, *outcome;
    pack_source source;
    text words; /* for documents: fragments.c */
    rule_index when;
    rule_index level_at; /* date at which it reads a level, RULE_NONE */
    uint16_t *actions;
    uint16_t action_count;
} pack_stop;

typedef struct {
    const char *id, *label;
    symbol name;
    pack_source source;
    rule_index when;       /* RULE_NONE: always; where it is false the stage is passed over */
    bool counts_attempt;   /* it sees what is dated in the present attempt alone */
    rule_index settled_on; /* from that day on what was met stays met; RULE_NONE: never */
    pack_requirement *requirements;
    pack_stop *stops;
    uint16_t requirement_count, stop_count;
} pack_stage;

typedef struct {
    const char *id, *label;
    symbol name;
    pack_stage *stages;
    uint16_t stage_count;
    bool without_tool; /* the risk is not classified on it */
} pack_pathway;

typedef struct {
    const char *id, *text;
    pack_source source;
    text words;     /* for documents: fragments.c */
    symbol pathway; /* SYMBOL_NONE: every one */
    rule_index anchor, when, done, lapses;
    int32_t done_stage, done_requirement; /* -1: `done` is a condition */
    const char *done_id;                  /* of that requirement */
    rule_roles asked;                     /* by `done`, or by that requirement */
    period after, window;
    int64_t working_days; /* instead of `after`; -1: not used */
    bool never_overdue;
} pack_obligation;

typedef struct {
    const char *id, *text;
    pack_source source;
    text words;     /* for documents: fragments.c */
    symbol pathway; /* SYMBOL_NONE: every one */
    rule_index when;
    bool last_movement; /* those of the movement that raised the level last */
    bool level_too;     /* and those of the level */
    uint16_t *actions;
    uint16_t action_count;
} pack_alert;

/* What is said instead where it is so. */
typedef struct {
    rule_index when;
    const char *text;
    text words;
} pack_wording;

typedef struct {
    const char *id, *kind, *text, *help, *figure;
    pack_wording *says; /* the first that holds */
    uint16_t says_count;
    pack_source source;
    text head, words;
    bool counts_attempt; /* it sees what is dated in the present attempt alone */
    rule_index when;
} pack_factor;

/* A set of unit costs, in pence a year. */
typedef struct {
    const char *id, *text;
    pack_source source;
    int32_t price_year;
    int64_t re_entry, support;
} pack_cost;

/* A pack that this one extends. */
typedef struct {
    const char *id, *version;
} pack_base;

enum { MOST_BASES = 8 };

/* A legal status that the pack adds. */
typedef struct {
    symbol name;
    const char *label;
} pack_legal;

/* Something doubtful that only the pack's text shows: found while it is read, told by the lint. */
typedef struct {
    const char *code, *name, *message;
} pack_note;

/* In what texts are said where nothing else is asked for, or the pack has nothing of that. */
#define DEFAULT_LANGUAGE "en"

/* A text in a language other than that in which it is said: see languages.c. */
typedef struct {
    const char *of, *text;
    uint8_t language; /* of the profile's */
} pack_translation;

struct reunify_profile {
    const reunify_context *context;
    _Atomic int32_t references;
    arena memory;
    const char *id, *version, *title;
    pack_base bases[MOST_BASES]; /* the nearest first */
    size_t base_count;
    symbols names;
    rule_program program;

    pack_source *sources; /* at: the document's title */
    const char **role_labels;
    symbol *roles;        /* bit -> symbol */
    uint8_t *role_bits;   /* symbol -> bit + 1 */
    uint16_t *type_of;    /* symbol -> record type + 1 */
    uint16_t *finding_of; /* symbol -> finding + 1 */
    uint16_t *attribute_of;
    uint8_t *level_of;   /* symbol -> level + 1 */
    bool *is_legal;      /* symbol -> a legal status */
    const char **labels; /* symbol -> what to print, or NULL */
    pack_record_type *types;
    pack_finding *findings;
    pack_attribute *attributes;
    pack_condition *applicability;
    pack_level *levels;
    pack_dimension *dimensions;
    pack_movement *movement;
    pack_condition *closing; /* all have to hold for a case to close */
    rule_index *plan_rules;  /* selectors: what gives a plan up, then what takes one up */
    pack_action *actions;
    pack_pathway *pathways;
    pack_obligation *schedule;
    pack_alert *alerts;
    pack_factor *factors;
    pack_cost *costs;
    size_t cost_count;
    pack_legal *legal;
    size_t legal_count;
    const char *chain;                     /* of languages, in which texts are said */
    const char *languages[MOST_LANGUAGES]; /* of texts, in order of first use */
    size_t language_count;
    messages spoken;                /* the library's own sentences in the languages of the chain */
    pack_translation *translations; /* by what they translate */
    size_t translation_count, translation_capacity;
    pack_note *notes;
    size_t note_count, note_capacity;
    size_t source_count, role_count, type_count, finding_count, attribute_count,
        applicability_count, level_count, dimension_count, movement_count, action_count,
        pathway_count, obligation_count, alert_count, factor_count, closing_count;
    uint16_t given_up_count, plan_rule_count;
    uint16_t set_aside_type; /* the record type by which requirements are set aside */
    symbol set_aside, withdrawn, did_not_take_place, requirement, reason;
    uint32_t silent_from; /* levels */
    rule_index silent_when;
    uint64_t deciding_roles;
    pack_source judgement_source;
};

/* A text of the profile in one language; NULL where the pack does not say it so. */
const char *profile_text_in(const reunify_profile *p, const char *said, text tag);
/*
 * The same in the first language of a chain such as "cy,en" that the pack has it in, or NULL. Of
 * the chain NULL: as it is said.
 */
const char *profile_text_by(const reunify_profile *p, const char *said, const char *chain,
                            size_t length);

/*
 * Marks a finding and those from which it is derived, itself or by way of others. `marks` has two
 * places for each finding of the profile, all false; the first half tells.
 */
void finding_rests_on(const reunify_profile *p, uint16_t finding, bool *marks);
/* Marks the findings that a condition asks of. */
void condition_rests_on(const reunify_profile *p, rule_index node, bool *marks);

#endif
