/* A case record: one child's history, built call by call or read from JSON (`reunify/case/1`). */
#ifndef REUNIFY_CASE_H
#define REUNIFY_CASE_H

#include <reunify/types.h>

REUNIFY_BEGIN_DECLS

/*
 * A case is a set of entries of the kinds below, each with fields. What is not set is unknown. A
 * kind that was declared or has an entry is complete: what is not in it has not happened; only of
 * attributes more may always be so. After the last change reunify_case_finish() checks the whole
 * and orders it; only a finished case can be evaluated, and a change makes it unfinished again. It
 * may be changed and finished any number of times: memory of what was replaced comes back when the
 * case is freed, or copied.
 *
 * Threads: building is for one thread at a time; a finished case may be read and evaluated by many
 * threads at once. Errors name a JSON Pointer as if the case were written as JSON, and never quote
 * a value of the case.
 */

/** Kinds of entry. @since 0.1.0 */
enum {
    REUNIFY_ENTRY_CASE = 0,  /* the case itself: entry 0 */
    REUNIFY_ENTRY_CHILD = 1, /* there is one */
    REUNIFY_ENTRY_LEGAL_STATUS = 2,
    REUNIFY_ENTRY_CARE_PERIOD = 3,
    REUNIFY_ENTRY_PLACEMENT = 4,
    REUNIFY_ENTRY_RETURN = 5,
    REUNIFY_ENTRY_PERSON = 6,
    REUNIFY_ENTRY_ASSESSMENT = 7,
    REUNIFY_ENTRY_FACTOR = 8,    /* in an assessment */
    REUNIFY_ENTRY_JUDGEMENT = 9, /* in an assessment: there is one */
    REUNIFY_ENTRY_RECORD = 10,
    REUNIFY_ENTRY_FAMILY_TIME = 11,
    REUNIFY_ENTRY_GOAL = 12,
    REUNIFY_ENTRY_RETURN_TO = 13,       /* to whom the child is to return */
    REUNIFY_ENTRY_STAY = 14,            /* in a person */
    REUNIFY_ENTRY_PERSON_FINDINGS = 15, /* in an assessment */
    REUNIFY_ENTRY_ATTRIBUTE = 16        /* one attribute of the case for a span of time */
};

/**
 * Fields. Behind each: the kinds that have it, and the type (text, code, date, boolean, number,
 * codes). @since 0.1.0
 */
enum {
    REUNIFY_FIELD_ID = 1,      /* case, person, assessment, record, goal: text, not empty */
    REUNIFY_FIELD_PATHWAY = 2, /* case: code */
    /* child, person: date, or text where no more than a month or a year is known */
    REUNIFY_FIELD_DATE_OF_BIRTH = 3,
    REUNIFY_FIELD_SIBLINGS = 4, /* child: boolean */
    REUNIFY_FIELD_CODE = 5,     /* legal status, factor: code */
    /* legal status, care period, placement, stay, return to, family time, attribute: date */
    REUNIFY_FIELD_FROM = 6,
    /* legal status, care period, placement, stay, return to, attribute: date; not set: open */
    REUNIFY_FIELD_TO = 7,
    REUNIFY_FIELD_TYPE = 8,                     /* placement, record: code */
    REUNIFY_FIELD_DATE = 9,                     /* return, assessment, record: date */
    REUNIFY_FIELD_PLANNED = 10,                 /* return: boolean */
    REUNIFY_FIELD_ENDED_ON = 11,                /* return: date; not set: not ended */
    REUNIFY_FIELD_OUTCOME = 12,                 /* return, record: code */
    REUNIFY_FIELD_RELATION = 13,                /* person: code */
    REUNIFY_FIELD_HOUSEHOLD = 14,               /* person: boolean */
    REUNIFY_FIELD_REGULAR_VISITOR = 15,         /* person: boolean */
    REUNIFY_FIELD_PARENTAL_RESPONSIBILITY = 16, /* person: boolean */
    REUNIFY_FIELD_NEEDS = 17,                   /* person: codes */
    REUNIFY_FIELD_KIND = 18,                    /* factor, care period: code */
    REUNIFY_FIELD_STATUS = 19,                  /* factor, goal: code */
    REUNIFY_FIELD_EMERGED = 20,                 /* factor: code, new or re_emerged */
    REUNIFY_FIELD_LEVEL = 21,                   /* judgement: code */
    REUNIFY_FIELD_RATIONALE = 22,               /* judgement, record: text */
    REUNIFY_FIELD_APPROVED_BY = 23,             /* judgement: code, a role */
    REUNIFY_FIELD_LED_BY = 24,                  /* record: code, a role */
    REUNIFY_FIELD_PARTICIPANTS = 25,            /* record: codes, roles */
    REUNIFY_FIELD_ABOUT = 26,                   /* record: text, a person's id or "child" */
    REUNIFY_FIELD_TIMES_A_WEEK = 27,            /* family time: number */
    REUNIFY_FIELD_HOURS = 28,                   /* family time: number */
    REUNIFY_FIELD_OVERNIGHT = 29,               /* family time: boolean */
    REUNIFY_FIELD_OWNER = 30,                   /* goal: text, a person's id or "child" */
    REUNIFY_FIELD_DUE = 31,                     /* goal: date */
    REUNIFY_FIELD_PERSON = 32 /* return to, person's findings: text, a person's id */
};

/**
 * Makes an empty case: *new*, release it with reunify_case_free(). `context` may be NULL. The id
 * still has to be set. Fails with REUNIFY_NO_MEMORY or REUNIFY_ARGUMENT. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_case_new(const reunify_context *context,
                                                    reunify_case **out, reunify_error *error);

/** Wipes and releases a case; NULL is allowed. @since 0.1.0 */
REUNIFY_API void reunify_case_free(reunify_case *record);

/**
 * Reads a case from JSON and finishes it: *new*. `flags`: 0 or REUNIFY_CASE_STRICT. The text may be
 * freed afterwards. Fails with REUNIFY_INVALID (not JSON, a duplicate member, a wrong type, an
 * unknown value, an impossible date, an interval that ends before it starts, a duplicate id, a
 * reference to none, a required member that is missing), REUNIFY_LIMIT, REUNIFY_NO_MEMORY or
 * REUNIFY_ARGUMENT; every fault found is in `error`, with its pointer, line and column, in the
 * order of the text (of text that is not JSON: all up to where it is not). The text is read in one
 * pass, with the context's memory alone; no file is opened. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_case_from_json(const reunify_context *context,
                                                          const char *json, size_t length,
                                                          uint32_t flags, reunify_case **out,
                                                          reunify_error *error);

/**
 * The id of a case whose text cannot be read, so that it can be told whose it is: a *new* text. It
 * is looked for at the top, as far as the text can be followed. Fails with REUNIFY_NOT_FOUND where
 * there is none, more than one, or none that a case may have, REUNIFY_NO_MEMORY or
 * REUNIFY_ARGUMENT. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_case_find_id(const reunify_context *context,
                                                        const char *json, size_t length,
                                                        reunify_text **out, reunify_error *error);

/**
 * Writes a case as canonical JSON: fixed order of members, named values in the order of their
 * names, entries in the order in which they were added, those of one attribute in the order in
 * which they were named; one without its value is left out. *new* text. Members that the library
 * does not know, and `x_` members, are not kept. `flags`: 0 or REUNIFY_JSON_PRETTY. Fails with
 * REUNIFY_NO_MEMORY or REUNIFY_ARGUMENT. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_case_to_json(const reunify_case *record, uint32_t flags,
                                                        reunify_text **out, reunify_error *error);

/**
 * Copies a case into memory of its own, without what earlier changes left behind: *new*. `context`
 * may be NULL. Finished where the case is. Fails with REUNIFY_NO_MEMORY or REUNIFY_ARGUMENT. Any
 * thread that may read the case. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_case_copy(const reunify_case *record,
                                                     const reunify_context *context,
                                                     reunify_case **out, reunify_error *error);

/**
 * Compares two cases: `*equal` becomes 1 where they say the same, entries in the same order, and 0
 * where they do not; it is the same as to compare the bytes of reunify_case_to_json() without
 * flags. Fails with REUNIFY_NO_MEMORY or REUNIFY_ARGUMENT; `*equal` is then 0. Any thread that may
 * read both. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_case_equal(const reunify_case *a, const reunify_case *b,
                                                      int32_t *equal, reunify_error *error);

/**
 * Checks the whole (ids, references, intervals, what is required) and puts it in order for
 * evaluation. Does nothing to a case that is finished. Fails with REUNIFY_INVALID, every fault in
 * `error`, or REUNIFY_NO_MEMORY; the case is then as it was. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_case_finish(reunify_case *record, reunify_error *error);

/** 1 while the case is finished: nothing was changed since. @since 0.1.0 */
REUNIFY_API int32_t reunify_case_is_finished(const reunify_case *record);

/* Entries ------------------------------------------------------------------------------------- */

/**
 * The number of an entry. 0 is the case itself, in which all others lie: factors, the judgement and
 * the findings of single people in an assessment, stays in a person, the rest in the case. A number
 * is good until an entry before it, in the same list, is removed: those behind move up by one.
 * @since 0.1.0
 */
typedef int64_t reunify_entry;

enum {
    REUNIFY_THE_CASE = 0,
    REUNIFY_NO_ENTRY = -1 /* what a call gives where there is none */
};

/**
 * Adds an entry of a kind (REUNIFY_ENTRY_*) at the end of its list; every field is absent. `parent`
 * is the assessment or the person in which it lies, or REUNIFY_THE_CASE. `entry` may be NULL. The
 * child is added once, a judgement once in each assessment. Fails with REUNIFY_NO_MEMORY,
 * REUNIFY_LIMIT or REUNIFY_ARGUMENT; `*entry` is then REUNIFY_NO_ENTRY. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_case_add(reunify_case *record, int32_t kind,
                                                    reunify_entry parent, reunify_entry *entry,
                                                    reunify_error *error);

/**
 * Removes an entry and what lies in it. The list stays complete, and what refers to the entry by
 * its id stays as it is: reunify_case_finish() tells. What the entry held is wiped when the case is
 * freed. Fails with REUNIFY_ARGUMENT where there is no such entry, or it is the case itself.
 * @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_case_remove(reunify_case *record, reunify_entry entry,
                                                       reunify_error *error);

/**
 * Says that a list of entries is complete although it has none yet: an empty array. `parent` as in
 * reunify_case_add(). Fails with REUNIFY_ARGUMENT where the kind is no list there, or one of
 * attributes, which is never complete. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_case_declare(reunify_case *record, int32_t kind,
                                                        reunify_entry parent, reunify_error *error);

/**
 * Takes it back: nothing is known of such entries. Fails with REUNIFY_STATE where the list has
 * entries, otherwise as reunify_case_declare(). @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_case_undeclare(reunify_case *record, int32_t kind,
                                                          reunify_entry parent,
                                                          reunify_error *error);

/** How many entries of a kind there are in `parent`; 0 also where there is none. @since 0.1.0 */
REUNIFY_API size_t reunify_case_count(const reunify_case *record, int32_t kind,
                                      reunify_entry parent);

/** The number of an entry by its place in its list, REUNIFY_NO_ENTRY if none. @since 0.1.0 */
REUNIFY_API reunify_entry reunify_case_entry(const reunify_case *record, int32_t kind,
                                             reunify_entry parent, size_t at);

/** 1 where a list is complete: it was declared, or has an entry; never attributes. @since 0.1.0 */
REUNIFY_API int32_t reunify_case_is_declared(const reunify_case *record, int32_t kind,
                                             reunify_entry parent);

/** The kind of an entry, from its number alone; -1 for REUNIFY_NO_ENTRY. @since 0.1.0 */
REUNIFY_API int32_t reunify_entry_kind(reunify_entry entry);

/** The entry in which it lies, from its number alone. @since 0.1.0 */
REUNIFY_API reunify_entry reunify_entry_parent(reunify_entry entry);

/** Its place in its list, from its number alone. @since 0.1.0 */
REUNIFY_API size_t reunify_entry_at(reunify_entry entry);

/* Names and codes ----------------------------------------------------------------------------- */

/**
 * A name or a code as a number of one case, for whoever sets the same many times. It is good for
 * the case that gave it, as long as that lives; a copy has the same. @since 0.1.0
 */
typedef int32_t reunify_symbol;

enum { REUNIFY_NO_SYMBOL = -1 };

/**
 * The symbol of `length` bytes, which are copied the first time. Fails with REUNIFY_INVALID where
 * they are no code (lower-case letters, digits, underscores and dots, at most 100), REUNIFY_LIMIT
 * where the case has 65,000 already, REUNIFY_NO_MEMORY or REUNIFY_ARGUMENT; `*symbol` is then
 * REUNIFY_NO_SYMBOL. Does not change what the case says. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_case_symbol(reunify_case *record, const char *text,
                                                       size_t length, reunify_symbol *symbol,
                                                       reunify_error *error);

/** The symbol that a text has already, REUNIFY_NO_SYMBOL where it has none. @since 0.1.0 */
REUNIFY_API reunify_symbol reunify_case_find_symbol(const reunify_case *record, const char *text,
                                                    size_t length);

/** The text of a symbol: borrowed while the case lives; NULL if none. @since 0.1.0 */
REUNIFY_API const char *reunify_case_symbol_text(const reunify_case *record, reunify_symbol symbol);

/*
 * Errors: a setter fails with REUNIFY_ARGUMENT (no such entry, a field that the kind does not have
 * or that has another type), REUNIFY_INVALID (a value that the format refuses), REUNIFY_LIMIT or
 * REUNIFY_NO_MEMORY, and leaves the field as it was.
 */

/**
 * Sets a text or code field from `length` bytes of UTF-8, which are copied. A date of birth may be
 * set so too: YYYY-MM-DD or, where no more is known, YYYY-MM or YYYY. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_case_set_text(reunify_case *record, reunify_entry entry,
                                                         int32_t field, const char *value,
                                                         size_t length, reunify_error *error);

/** Sets a code field to the text of a symbol. @since 0.1.0 */
REUNIFY_API_CHECKED reunify_status reunify_case_set_symbol(reunify_case *record,
                                                           reunify_entry entry, int32_t field,
                                                           reunify_symbol value,
                                                           reunify_error *error);

/** Sets a date field: a whole day. @since 0.1.0 */
REUNIFY_API_CHECKED reunify_status reunify_case_set_date(reunify_case *record, reunify_entry entry,
                                                         int32_t field, reunify_date value,
                                                         reunify_error *error);

/** Sets a boolean field: 0 or 1. @since 0.1.0 */
REUNIFY_API_CHECKED reunify_status reunify_case_set_boolean(reunify_case *record,
                                                            reunify_entry entry, int32_t field,
                                                            int32_t value, reunify_error *error);

/** Sets a number field in thousandths (2500 is 2.5), not negative, at most 10^12. @since 0.1.0 */
REUNIFY_API_CHECKED reunify_status reunify_case_set_number(reunify_case *record,
                                                           reunify_entry entry, int32_t field,
                                                           int64_t thousandths,
                                                           reunify_error *error);

/** Adds a code to a codes field (needs, participants). @since 0.1.0 */
REUNIFY_API_CHECKED reunify_status reunify_case_append_code(reunify_case *record,
                                                            reunify_entry entry, int32_t field,
                                                            const char *value, size_t length,
                                                            reunify_error *error);

/** The same from a symbol. @since 0.1.0 */
REUNIFY_API_CHECKED reunify_status reunify_case_append_symbol(reunify_case *record,
                                                              reunify_entry entry, int32_t field,
                                                              reunify_symbol value,
                                                              reunify_error *error);

/** Says that a codes field is complete although it has none yet. @since 0.1.0 */
REUNIFY_API_CHECKED reunify_status reunify_case_declare_codes(reunify_case *record,
                                                              reunify_entry entry, int32_t field,
                                                              reunify_error *error);

/**
 * Takes a field back: its value is unknown, a codes field has no codes and is not complete. Fails
 * with REUNIFY_ARGUMENT where there is no such entry or field. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_case_unset(reunify_case *record, reunify_entry entry,
                                                      int32_t field, reunify_error *error);

/*
 * Named values: the findings of an assessment or of one person in it, the attributes of a record or
 * of the case itself. The pack says which names and values there are. A name is a symbol of the
 * case; one that was set is replaced; one that begins with `x_` is refused, since reading passes
 * over such members.
 *
 * An attribute of the case that changes is an entry REUNIFY_ENTRY_ATTRIBUTE for each span of time:
 * it has one named value, needed when the case is finished, and from when to when. Without a start
 * it has always been so. On a day the one counts that began last. What the case has as a single
 * value no entry may have, and the other way round: that is refused as REUNIFY_INVALID.
 *
 * Errors: REUNIFY_ARGUMENT (no such entry or symbol, the entry is of a kind that has no named
 * values, or is an attribute with another name), REUNIFY_INVALID (a value or name that the format
 * refuses), REUNIFY_LIMIT or REUNIFY_NO_MEMORY; what was set stays as it was.
 */

/** Sets a named text: of a finding a code, of an attribute any text. @since 0.1.0 */
REUNIFY_API_CHECKED reunify_status reunify_case_set_named_text(reunify_case *record,
                                                               reunify_entry entry,
                                                               reunify_symbol name,
                                                               const char *value, size_t length,
                                                               reunify_error *error);

/** The same from a symbol. @since 0.1.0 */
REUNIFY_API_CHECKED reunify_status reunify_case_set_named_symbol(reunify_case *record,
                                                                 reunify_entry entry,
                                                                 reunify_symbol name,
                                                                 reunify_symbol value,
                                                                 reunify_error *error);

/** The same for a boolean value. @since 0.1.0 */
REUNIFY_API_CHECKED reunify_status reunify_case_set_named_boolean(reunify_case *record,
                                                                  reunify_entry entry,
                                                                  reunify_symbol name,
                                                                  int32_t value,
                                                                  reunify_error *error);

/** The same for a number, in thousandths: from -10^12 to 10^12. @since 0.1.0 */
REUNIFY_API_CHECKED reunify_status reunify_case_set_named_number(reunify_case *record,
                                                                 reunify_entry entry,
                                                                 reunify_symbol name,
                                                                 int64_t thousandths,
                                                                 reunify_error *error);

/** Takes a named value back; one that is not there is no failure. @since 0.1.0 */
REUNIFY_API_CHECKED reunify_status reunify_case_unset_named(reunify_case *record,
                                                            reunify_entry entry,
                                                            reunify_symbol name,
                                                            reunify_error *error);

/* Reading ------------------------------------------------------------------------------------- */

/**
 * A text or code field, or a date of birth as it was given; NULL where it is not set or there is no
 * such field: borrowed until the case changes. @since 0.1.0
 */
REUNIFY_API const char *reunify_case_get_text(const reunify_case *record, reunify_entry entry,
                                              int32_t field);

/**
 * A date field, REUNIFY_DATE_NONE where it is not set, or is a date of birth of which no more than
 * the month or the year is known. @since 0.1.0
 */
REUNIFY_API reunify_date reunify_case_get_date(const reunify_case *record, reunify_entry entry,
                                               int32_t field);

/** A boolean field, REUNIFY_UNKNOWN where it is not set. @since 0.1.0 */
REUNIFY_API reunify_truth reunify_case_get_boolean(const reunify_case *record, reunify_entry entry,
                                                   int32_t field);

/** A number field in thousandths, -1 where it is not set. @since 0.1.0 */
REUNIFY_API int64_t reunify_case_get_number(const reunify_case *record, reunify_entry entry,
                                            int32_t field);

/** How many codes a codes field has. @since 0.1.0 */
REUNIFY_API size_t reunify_case_get_code_count(const reunify_case *record, reunify_entry entry,
                                               int32_t field);

/**
 * A code of a codes field, NULL where there is none: borrowed until the case changes. @since 0.1.0
 */
REUNIFY_API const char *reunify_case_get_code(const reunify_case *record, reunify_entry entry,
                                              int32_t field, size_t at);

/** 1 where a field is set; of a codes field: where it is complete. @since 0.1.0 */
REUNIFY_API int32_t reunify_case_is_set(const reunify_case *record, reunify_entry entry,
                                        int32_t field);

/** What a named value is. @since 0.1.0 */
enum {
    REUNIFY_NAMED_NONE = 0, /* there is none of this name */
    REUNIFY_NAMED_TEXT = 1,
    REUNIFY_NAMED_BOOLEAN = 2,
    REUNIFY_NAMED_NUMBER = 3
};

/** How many named values an entry has. @since 0.1.0 */
REUNIFY_API size_t reunify_case_named_count(const reunify_case *record, reunify_entry entry);

/** The name of one of them, in the order of setting; REUNIFY_NO_SYMBOL if none. @since 0.1.0 */
REUNIFY_API reunify_symbol reunify_case_named(const reunify_case *record, reunify_entry entry,
                                              size_t at);

/** What the value of a name is: REUNIFY_NAMED_*. @since 0.1.0 */
REUNIFY_API int32_t reunify_case_named_type(const reunify_case *record, reunify_entry entry,
                                            reunify_symbol name);

/** A named text, NULL where it is none: borrowed until the case changes. @since 0.1.0 */
REUNIFY_API const char *reunify_case_get_named_text(const reunify_case *record, reunify_entry entry,
                                                    reunify_symbol name);

/** A named boolean, REUNIFY_UNKNOWN where it is none. @since 0.1.0 */
REUNIFY_API reunify_truth reunify_case_get_named_boolean(const reunify_case *record,
                                                         reunify_entry entry, reunify_symbol name);

/** A named number in thousandths, INT64_MIN where it is none. @since 0.1.0 */
REUNIFY_API int64_t reunify_case_get_named_number(const reunify_case *record, reunify_entry entry,
                                                  reunify_symbol name);

/**
 * The latest date in a finished case on which something was done or began (records, assessments,
 * returns, statuses, periods, placements, stays, to whom to return, family time, attributes with a
 * time), REUNIFY_DATE_NONE where it has none: what a program may use as the date to evaluate at.
 * Ends, due dates and births do not count. @since 0.1.0
 */
REUNIFY_API reunify_date reunify_case_latest_date(const reunify_case *record);

REUNIFY_END_DECLS

#endif
