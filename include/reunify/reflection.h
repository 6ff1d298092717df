/* What the library knows: names of its constants, kinds of entry with their fields, features. */
#ifndef REUNIFY_REFLECTION_H
#define REUNIFY_REFLECTION_H

#include <reunify/types.h>

REUNIFY_BEGIN_DECLS

/*
 * Nothing here depends on a profile: what a profile adds is in vocabulary.h. Strings are borrowed
 * for ever, and NULL where there is nothing of that number.
 *
 * Threads: any.
 */

/* Names --------------------------------------------------------------------------------------- */

/**
 * Groups of names. Of most the values are constants of these headers, behind each; where there is
 * "a number", it says nothing and may be another in another version. @since 0.1.0
 */
enum {
    REUNIFY_NAMES_STATUS = 0,             /* REUNIFY_OK, REUNIFY_NO_MEMORY, .. */
    REUNIFY_NAMES_TRUTH = 1,              /* REUNIFY_FALSE, .. */
    REUNIFY_NAMES_KIND = 2,               /* REUNIFY_ENTRY_*: what one entry is called */
    REUNIFY_NAMES_FIELD = 3,              /* REUNIFY_FIELD_*: as in the document */
    REUNIFY_NAMES_TYPE = 4,               /* REUNIFY_TYPE_* */
    REUNIFY_NAMES_EXPLAIN = 5,            /* REUNIFY_EXPLAIN_* */
    REUNIFY_NAMES_GATE_STATUS = 6,        /* REUNIFY_GATE_* */
    REUNIFY_NAMES_REQUIREMENT_STATUS = 7, /* REUNIFY_REQUIREMENT_* */
    REUNIFY_NAMES_OBLIGATION_STATUS = 8,  /* REUNIFY_OBLIGATION_* */
    REUNIFY_NAMES_CLASSIFIED = 9,         /* REUNIFY_CLASSIFIED_* */
    REUNIFY_NAMES_BASIS = 10,             /* REUNIFY_BASIS_*; of _NONE documents say null */
    REUNIFY_NAMES_HELD_BY = 11,           /* REUNIFY_HELD_BY_*; of _NOT documents say null */
    REUNIFY_NAMES_APPLICABILITY = 12,     /* whether a profile applies, a truth */
    REUNIFY_NAMES_ASSOCIATION = 13,       /* whether a factor of research is there, a truth */
    REUNIFY_NAMES_NECESSITY = 14,         /* of a requirement; a number */
    REUNIFY_NAMES_LIVES = 15,             /* where the child lives; a number */
    REUNIFY_NAMES_DIFFERENCE = 16,        /* REUNIFY_DIFF_* */
    REUNIFY_NAMES_CASE_FLAG = 17,         /* REUNIFY_CASE_* */
    REUNIFY_NAMES_PROFILE_FLAG = 18,      /* REUNIFY_PROFILE_* */
    REUNIFY_NAMES_JSON_FLAG = 19,         /* REUNIFY_JSON_* */
    REUNIFY_NAMES_TEXT_FLAG = 20,         /* REUNIFY_TEXT_* */
    REUNIFY_NAMES_OPERATOR = 21,          /* of the language of conditions; a number */
    REUNIFY_NAMES_DATE = 22,              /* that conditions can refer to; a number */
    REUNIFY_NAMES_NAMED_TYPE = 23,        /* REUNIFY_NAMED_*; _NONE has no name */
    REUNIFY_NAMES_VOCABULARY = 24,        /* REUNIFY_VOCABULARY_* */
    REUNIFY_NAMES_DETAIL = 25,            /* REUNIFY_DETAIL_* */
    REUNIFY_NAMES_NEED = 26,              /* REUNIFY_NEED_* */
    REUNIFY_NAMES_READER = 27,            /* REUNIFY_READER_* */
    REUNIFY_NAMES_READS = 28,             /* REUNIFY_READS_* */
    REUNIFY_NAMES_COLUMNS_FLAG = 29,      /* REUNIFY_COLUMNS_* */
    REUNIFY_NAMES_CSV_FLAG = 30           /* REUNIFY_CSV_* */
};

/** How many groups there are; they are numbered from 0. @since 0.1.0 */
REUNIFY_API size_t reunify_names_group_count(void);
/** What a group is called, such as "gate_status". @since 0.1.0 */
REUNIFY_API const char *reunify_names_group(int32_t group);
/** How many names a group has. @since 0.1.0 */
REUNIFY_API size_t reunify_names_count(int32_t group);
/** The value of a name of a group, in order of value; -1 where there is none. @since 0.1.0 */
REUNIFY_API int32_t reunify_names_value(int32_t group, size_t at);
/** What a value is called in documents, such as "not_met". @since 0.1.0 */
REUNIFY_API const char *reunify_names_name(int32_t group, int32_t value);
/**
 * The value of a name of `length` bytes, which need not end in NUL. Fails with REUNIFY_NOT_FOUND
 * where the group has no such name and REUNIFY_ARGUMENT (NULL, no such group); `*value` is then -1.
 * @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_names_find(int32_t group, const char *name,
                                                      size_t length, int32_t *value);

/* Kinds of entry of a case, and their fields -------------------------------------------------- */

/**
 * The member of the case's document under which entries of a kind (REUNIFY_ENTRY_*) stand, such as
 * "legal_statuses"; "" for the case itself. Two kinds that lie in different entries may share it.
 * Attributes of the case stand there by their names: each name has an array of its own.
 * @since 0.1.0
 */
REUNIFY_API const char *reunify_kind_member(int32_t kind);
/**
 * The kind in whose entries those of a kind lie: `parent` in the calls of case.h is such an entry.
 * REUNIFY_ENTRY_CASE for what lies in the case, -1 for the case itself. @since 0.1.0
 */
REUNIFY_API int32_t reunify_kind_parent(int32_t kind);
/** REUNIFY_TRUE where there may be several entries of a kind; else REUNIFY_FALSE. @since 0.1.0 */
REUNIFY_API reunify_truth reunify_kind_is_list(int32_t kind);
/**
 * The member of an entry that holds named values ("attributes", "findings"); of an attribute of the
 * case, which has one, that of its value. NULL where entries of the kind have none. @since 0.1.0
 */
REUNIFY_API const char *reunify_kind_named(int32_t kind);

/** What a value of a field, an attribute or a finding is. @since 0.1.0 */
enum {
    REUNIFY_TYPE_TEXT = 1,
    REUNIFY_TYPE_CODE = 2,
    REUNIFY_TYPE_CODES = 3,
    REUNIFY_TYPE_DATE = 4,
    REUNIFY_TYPE_PARTIAL_DATE = 5, /* a day, or a month or a year where no more is known */
    REUNIFY_TYPE_BOOLEAN = 6,
    REUNIFY_TYPE_NUMBER = 7 /* in thousandths */
};

/** How many fields a kind has. @since 0.1.0 */
REUNIFY_API size_t reunify_field_count(int32_t kind);
/**
 * A field of a kind (REUNIFY_FIELD_*), in order of the document; -1 where there is none.
 * @since 0.1.0
 */
REUNIFY_API int32_t reunify_field_at(int32_t kind, size_t at);
/** The type of a field of a kind (REUNIFY_TYPE_*); -1 where the kind has none such. @since 0.1.0 */
REUNIFY_API int32_t reunify_field_type(int32_t kind, int32_t field);
/** How many words the library itself knows for a field of codes. @since 0.1.0 */
REUNIFY_API size_t reunify_field_word_count(int32_t kind, int32_t field);
/** Such a word. @since 0.1.0 */
REUNIFY_API const char *reunify_field_word(int32_t kind, int32_t field, size_t at);
/**
 * REUNIFY_TRUE where other codes may stand in the field as well, such as those of a profile;
 * REUNIFY_FALSE where the words are all that the format allows, and of a field that holds no code.
 * @since 0.1.0
 */
REUNIFY_API reunify_truth reunify_field_is_open(int32_t kind, int32_t field);
/**
 * The kind of word of a profile (REUNIFY_VOCABULARY_*, vocabulary.h) that stands in a field of a
 * kind; -1 where none does. @since 0.1.0
 */
REUNIFY_API int32_t reunify_field_vocabulary(int32_t kind, int32_t field);

/* Features ------------------------------------------------------------------------------------ */

/**
 * REUNIFY_TRUE where the library that runs has a feature, by its name of `length` bytes, such as
 * "profile_options": for programs that are to run with older ones as well. docs/embedding.md lists
 * the names. @since 0.1.0
 */
REUNIFY_API reunify_truth reunify_has_feature(const char *name, size_t length);
/** How many features it has. @since 0.1.0 */
REUNIFY_API size_t reunify_feature_count(void);
/** The name of one. @since 0.1.0 */
REUNIFY_API const char *reunify_feature(size_t at);

REUNIFY_END_DECLS

#endif
