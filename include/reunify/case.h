/* A case record: one child's history, built call by call or read from JSON (`reunify/case/1`). */
#ifndef REUNIFY_CASE_H
#define REUNIFY_CASE_H

#include <reunify/types.h>

REUNIFY_BEGIN_DECLS

/*
 * A case is a set of entries of the kinds below, each with fields. What is not set is unknown. A
 * kind that was declared or has an entry is complete: what is not in it has not happened. After the
 * last change reunify_case_finish() checks the whole and orders it; only a finished case can be
 * evaluated, and a change makes it unfinished again.
 *
 * Threads: building is for one thread at a time; a finished case may be read and evaluated by many
 * threads at once. Errors name a JSON Pointer as if the case were written as JSON, and never quote
 * a value of the case.
 */

/** Kinds of entry. @since 0.1.0 */
enum {
    REUNIFY_ENTRY_CASE = 0,  /* the case itself: index 0 */
    REUNIFY_ENTRY_CHILD = 1, /* index 0 */
    REUNIFY_ENTRY_LEGAL_STATUS = 2,
    REUNIFY_ENTRY_CARE_PERIOD = 3,
    REUNIFY_ENTRY_PLACEMENT = 4,
    REUNIFY_ENTRY_RETURN = 5,
    REUNIFY_ENTRY_PERSON = 6,
    REUNIFY_ENTRY_ASSESSMENT = 7,
    REUNIFY_ENTRY_FACTOR = 8,    /* of an assessment: its parent */
    REUNIFY_ENTRY_JUDGEMENT = 9, /* of an assessment: index is the assessment's */
    REUNIFY_ENTRY_RECORD = 10,
    REUNIFY_ENTRY_FAMILY_TIME = 11,
    REUNIFY_ENTRY_GOAL = 12,
    REUNIFY_ENTRY_RETURN_TO = 13,      /* to whom the child is to return */
    REUNIFY_ENTRY_STAY = 14,           /* of a person: its parent */
    REUNIFY_ENTRY_PERSON_FINDINGS = 15 /* of an assessment: its parent */
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
    /* legal status, care period, placement, stay, return to, family time: date */
    REUNIFY_FIELD_FROM = 6,
    /* legal status, care period, placement, stay, return to: date; not set: still open */
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
 * Writes a case as canonical JSON: fixed order of members, entries in the order in which they were
 * added. *new* text. Members that the library does not know, and `x_` members, are not kept.
 * `flags`: 0 or REUNIFY_JSON_PRETTY. Fails with REUNIFY_NO_MEMORY or REUNIFY_ARGUMENT. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_case_to_json(const reunify_case *record, uint32_t flags,
                                                        reunify_text **out, reunify_error *error);

/**
 * Says that a kind of entry is complete although it has none yet: an empty array. Fails with
 * REUNIFY_ARGUMENT. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_case_declare(reunify_case *record, int32_t kind,
                                                        reunify_error *error);

/**
 * The same for a kind whose entries lie in an entry of another: the factors or the people's
 * findings of an assessment, the stays of a person. `parent` is the index of that entry. Fails with
 * REUNIFY_ARGUMENT. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_case_declare_within(reunify_case *record, int32_t kind,
                                                               size_t parent, reunify_error *error);

/**
 * The same for the factors of one assessment or the codes (needs, participants) of one entry.
 * @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_case_declare_codes(reunify_case *record, int32_t kind,
                                                              size_t index, int32_t field,
                                                              reunify_error *error);

/**
 * Adds an entry and gives its index within its kind (of a factor within its assessment, and so
 * on). `parent` is the assessment's index for a factor, a person's findings or a judgement (which
 * has index 0), the person's for a stay, and 0 for all other kinds. Fails with REUNIFY_NO_MEMORY,
 * REUNIFY_LIMIT or REUNIFY_ARGUMENT; `*index` is then 0. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_case_add(reunify_case *record, int32_t kind,
                                                    size_t parent, size_t *index,
                                                    reunify_error *error);

/*
 * Setters. `parent` is used as in reunify_case_add(). Each fails with REUNIFY_ARGUMENT (no such
 * entry, a field that the kind does not have or that has another type), REUNIFY_INVALID (a value
 * that the format refuses), REUNIFY_LIMIT or REUNIFY_NO_MEMORY, and leaves the field as it was.
 */

/**
 * Sets a text or code field from `length` bytes of UTF-8, which are copied. A date of birth may be
 * set so too: YYYY-MM-DD or, where no more is known, YYYY-MM or YYYY. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_case_set_text(reunify_case *record, int32_t kind,
                                                         size_t parent, size_t index, int32_t field,
                                                         const char *value, size_t length,
                                                         reunify_error *error);

/** Sets a date field: a whole day. @since 0.1.0 */
REUNIFY_API_CHECKED reunify_status reunify_case_set_date(reunify_case *record, int32_t kind,
                                                         size_t parent, size_t index, int32_t field,
                                                         reunify_date value, reunify_error *error);

/** Sets a boolean field: 0 or 1. @since 0.1.0 */
REUNIFY_API_CHECKED reunify_status reunify_case_set_boolean(reunify_case *record, int32_t kind,
                                                            size_t parent, size_t index,
                                                            int32_t field, int32_t value,
                                                            reunify_error *error);

/** Sets a number field in thousandths (2500 is 2.5), not negative, at most 10^12. @since 0.1.0 */
REUNIFY_API_CHECKED reunify_status reunify_case_set_number(reunify_case *record, int32_t kind,
                                                           size_t parent, size_t index,
                                                           int32_t field, int64_t thousandths,
                                                           reunify_error *error);

/** Adds a code to a codes field (needs, participants). @since 0.1.0 */
REUNIFY_API_CHECKED reunify_status reunify_case_append_code(reunify_case *record, int32_t kind,
                                                            size_t parent, size_t index,
                                                            int32_t field, const char *value,
                                                            size_t length, reunify_error *error);

/**
 * Sets a named value: a finding of an assessment, or an attribute of a record or of the case (kind
 * REUNIFY_ENTRY_CASE, index 0). The pack says which names and values there are. A name that was set
 * is replaced; one that begins with `x_` is refused (REUNIFY_INVALID, `bad_code`), since reading
 * passes over such members. Other errors as above. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_case_set_named_text(reunify_case *record, int32_t kind,
                                                               size_t index, const char *name,
                                                               size_t name_length,
                                                               const char *value, size_t length,
                                                               reunify_error *error);

/** The same for a boolean value. @since 0.1.0 */
REUNIFY_API_CHECKED reunify_status reunify_case_set_named_boolean(reunify_case *record,
                                                                  int32_t kind, size_t index,
                                                                  const char *name,
                                                                  size_t name_length, int32_t value,
                                                                  reunify_error *error);

/** The same for a number, in thousandths: from -10^12 to 10^12. @since 0.1.0 */
REUNIFY_API_CHECKED reunify_status reunify_case_set_named_number(reunify_case *record, int32_t kind,
                                                                 size_t index, const char *name,
                                                                 size_t name_length,
                                                                 int64_t thousandths,
                                                                 reunify_error *error);

/**
 * Sets a finding of one person: `index` is that of the entry of kind REUNIFY_ENTRY_PERSON_FINDINGS
 * within the assessment. Otherwise as reunify_case_set_named_text(). @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_case_set_person_text(
    reunify_case *record, size_t assessment, size_t index, const char *name, size_t name_length,
    const char *value, size_t length, reunify_error *error);

/** The same for a boolean value. @since 0.1.0 */
REUNIFY_API_CHECKED reunify_status reunify_case_set_person_boolean(
    reunify_case *record, size_t assessment, size_t index, const char *name, size_t name_length,
    int32_t value, reunify_error *error);

/** The same for a number, in thousandths: from -10^12 to 10^12. @since 0.1.0 */
REUNIFY_API_CHECKED reunify_status reunify_case_set_person_number(
    reunify_case *record, size_t assessment, size_t index, const char *name, size_t name_length,
    int64_t thousandths, reunify_error *error);

/**
 * Checks the whole (ids, references, intervals, what is required) and puts it in order for
 * evaluation. Does nothing to a case that is finished. Fails with REUNIFY_INVALID, every fault in
 * `error`, or
 * REUNIFY_NO_MEMORY; the case is then as it was. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_case_finish(reunify_case *record, reunify_error *error);

/** How many entries of a kind there are; `parent` as in reunify_case_add(). @since 0.1.0 */
REUNIFY_API size_t reunify_case_count(const reunify_case *record, int32_t kind, size_t parent);

/** 1 where the kind is complete: declared, or with an entry. @since 0.1.0 */
REUNIFY_API int32_t reunify_case_is_declared(const reunify_case *record, int32_t kind);

/** 1 where the kind is complete in one entry: see reunify_case_declare_within(). @since 0.1.0 */
REUNIFY_API int32_t reunify_case_is_declared_within(const reunify_case *record, int32_t kind,
                                                    size_t parent);

/**
 * A text or code field, or a date of birth as it was given; NULL where it is not set or there is no
 * such field: borrowed until the case changes. @since 0.1.0
 */
REUNIFY_API const char *reunify_case_get_text(const reunify_case *record, int32_t kind,
                                              size_t parent, size_t index, int32_t field);

/**
 * A date field, REUNIFY_DATE_NONE where it is not set, or is a date of birth of which no more than
 * the month or the year is known. @since 0.1.0
 */
REUNIFY_API reunify_date reunify_case_get_date(const reunify_case *record, int32_t kind,
                                               size_t parent, size_t index, int32_t field);

/**
 * A boolean field: REUNIFY_TRUE, REUNIFY_FALSE or, where it is not set, REUNIFY_UNKNOWN.
 * @since 0.1.0
 */
REUNIFY_API reunify_truth reunify_case_get_boolean(const reunify_case *record, int32_t kind,
                                                   size_t parent, size_t index, int32_t field);

/** A number field in thousandths, -1 where it is not set. @since 0.1.0 */
REUNIFY_API int64_t reunify_case_get_number(const reunify_case *record, int32_t kind, size_t parent,
                                            size_t index, int32_t field);

/** How many codes a codes field has. @since 0.1.0 */
REUNIFY_API size_t reunify_case_get_code_count(const reunify_case *record, int32_t kind,
                                               size_t parent, size_t index, int32_t field);

/**
 * A code of a codes field, NULL where there is none: borrowed until the case changes. @since 0.1.0
 */
REUNIFY_API const char *reunify_case_get_code(const reunify_case *record, int32_t kind,
                                              size_t parent, size_t index, int32_t field,
                                              size_t at);

/**
 * The latest date in a finished case on which something was done or began (records, assessments,
 * returns, statuses, periods, placements, stays, to whom to return, family time), REUNIFY_DATE_NONE
 * where it has none: what a program may use as the date to evaluate at. Ends, due dates and births
 * do not count. @since 0.1.0
 */
REUNIFY_API reunify_date reunify_case_latest_date(const reunify_case *record);

REUNIFY_END_DECLS

#endif
