/* What a profile reads of a case: kind by kind and field by field, for each of its rules. */
#ifndef REUNIFY_REQUIRES_H
#define REUNIFY_REQUIRES_H

#include <reunify/types.h>

REUNIFY_BEGIN_DECLS

/*
 * For whoever maps a data model to the case format: which entries and fields have to be filled for
 * a rule to say anything, and which rules would change if one of them were not there. The list is
 * exact: nothing else of a case can change what the rule says, and what is in the list can.
 *
 * Threads: any number may make lists of one profile and read one list at once; it is released once.
 */

/**
 * What the rules of a profile read. It never changes once made: any number of threads may read it.
 * @since 0.1.0
 */
typedef struct reunify_requires reunify_requires;

/** What a rule that reads is. Of the level there is one, with the id "level". @since 0.1.0 */
enum {
    REUNIFY_READER_APPLICABILITY = 0,
    REUNIFY_READER_LEVEL = 1,
    REUNIFY_READER_CLOSING = 2,
    REUNIFY_READER_REQUIREMENT = 3,
    REUNIFY_READER_STOP = 4,
    REUNIFY_READER_OBLIGATION = 5,
    REUNIFY_READER_ALERT = 6,
    REUNIFY_READER_FACTOR = 7,
    REUNIFY_READER_ACTION = 8
};

/** Why a rule reads something: the first of these that is so. @since 0.1.0 */
enum {
    REUNIFY_READS_ITSELF = 0,  /* its own conditions and dates ask for it */
    REUNIFY_READS_ATTEMPT = 1, /* it counts the present attempt alone: this says where that began */
    REUNIFY_READS_SETTLEMENT = 2 /* its stage can be settled: this says when, and as what */
};

/**
 * Finds what each rule of a profile reads: *new*, release it with reunify_requires_free(). The
 * profile is held. `flags` must be 0. Fails with REUNIFY_NO_MEMORY or REUNIFY_ARGUMENT.
 * @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_profile_requires(const reunify_profile *profile,
                                                            uint32_t flags, reunify_requires **out,
                                                            reunify_error *error);

/** Releases what reunify_profile_requires() made; NULL is allowed. @since 0.1.0 */
REUNIFY_API void reunify_requires_free(reunify_requires *list);

/*
 * Strings are borrowed until the list is released, and NULL where an index is out of range or there
 * is nothing to say.
 */

/* Rules --------------------------------------------------------------------------------------- */

/** How many rules there are, by kind and then in order of the pack. @since 0.1.0 */
REUNIFY_API size_t reunify_requires_rule_count(const reunify_requires *list);
/** What a rule is: REUNIFY_READER_*; -1 where there is no such rule. @since 0.1.0 */
REUNIFY_API int32_t reunify_requires_rule_kind(const reunify_requires *list, size_t rule);
/** The id of a rule. @since 0.1.0 */
REUNIFY_API const char *reunify_requires_rule_id(const reunify_requires *list, size_t rule);
/** What it asks, in the words of the pack; NULL for the level. @since 0.1.0 */
REUNIFY_API const char *reunify_requires_rule_text(const reunify_requires *list, size_t rule);
/** The pathway that it belongs to; NULL where it belongs to every one. @since 0.1.0 */
REUNIFY_API const char *reunify_requires_rule_pathway(const reunify_requires *list, size_t rule);
/** The stage of a requirement or a stop, else NULL. @since 0.1.0 */
REUNIFY_API const char *reunify_requires_rule_stage(const reunify_requires *list, size_t rule);

/** How many items a rule reads: those by itself first. @since 0.1.0 */
REUNIFY_API size_t reunify_requires_read_count(const reunify_requires *list, size_t rule);
/** One of them: the number of the item, SIZE_MAX where there is none. @since 0.1.0 */
REUNIFY_API size_t reunify_requires_read_item(const reunify_requires *list, size_t rule, size_t at);
/** Why it is read: REUNIFY_READS_*; -1 where there is none. @since 0.1.0 */
REUNIFY_API int32_t reunify_requires_read_by(const reunify_requires *list, size_t rule, size_t at);

/* Items --------------------------------------------------------------------------------------- */

/** How many different items the rules read, in order of their ids. @since 0.1.0 */
REUNIFY_API size_t reunify_requires_item_count(const reunify_requires *list);
/**
 * The id of an item: its kind, in brackets the type or code, then the field and the name, such as
 * `record[police_check].outcome`, `assessment.findings.risk_factors` or `goal`. @since 0.1.0
 */
REUNIFY_API const char *reunify_requires_item_id(const reunify_requires *list, size_t item);
/** The kind of entry: REUNIFY_ENTRY_*; -1 where there is no such item. @since 0.1.0 */
REUNIFY_API int32_t reunify_requires_item_kind(const reunify_requires *list, size_t item);
/**
 * The type of a record or a placement, or the code of a legal status, that is meant; NULL: entries
 * of any. @since 0.1.0
 */
REUNIFY_API const char *reunify_requires_item_code(const reunify_requires *list, size_t item);
/**
 * The field: REUNIFY_FIELD_*; 0 for a named value, and where nothing but the entry itself is read,
 * that there is one. @since 0.1.0
 */
REUNIFY_API int32_t reunify_requires_item_field(const reunify_requires *list, size_t item);
/**
 * The name of a named value: a finding of an assessment or a person, an attribute of a record or of
 * the case; else NULL. @since 0.1.0
 */
REUNIFY_API const char *reunify_requires_item_name(const reunify_requires *list, size_t item);
/**
 * How many values the rules tell apart: outcomes, roles, needs, values of findings and attributes;
 * 0 where there is no such list. @since 0.1.0
 */
REUNIFY_API size_t reunify_requires_item_value_count(const reunify_requires *list, size_t item);
/** One of them. @since 0.1.0 */
REUNIFY_API const char *reunify_requires_item_value(const reunify_requires *list, size_t item,
                                                    size_t at);
/** How many rules read an item. @since 0.1.0 */
REUNIFY_API size_t reunify_requires_reader_count(const reunify_requires *list, size_t item);
/** One of them: the number of the rule, SIZE_MAX where there is none. @since 0.1.0 */
REUNIFY_API size_t reunify_requires_reader(const reunify_requires *list, size_t item, size_t at);

/**
 * Writes the list as canonical JSON, `reunify/requires/1`: *new* text. `rule`, of `length` bytes,
 * is the id of the rules that are wanted, NULL: all. `flags`: 0 or REUNIFY_JSON_PRETTY. Fails with
 * REUNIFY_NOT_FOUND where no rule has that id, REUNIFY_NO_MEMORY or REUNIFY_ARGUMENT. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_requires_to_json(const reunify_requires *list,
                                                            const char *rule, size_t length,
                                                            uint32_t flags, reunify_text **out,
                                                            reunify_error *error);

REUNIFY_END_DECLS

#endif
