/* The vocabulary of a profile: every word that it declares, with its text, type and source. */
#ifndef REUNIFY_VOCABULARY_H
#define REUNIFY_VOCABULARY_H

#include <reunify/types.h>

REUNIFY_BEGIN_DECLS

/*
 * For whoever fills a form, maps the codes of another system, or shows what a profile consists of.
 * A vocabulary is a set of entries of the kinds below; those of one kind are numbered from 0. Some
 * kinds lie within entries of another, as the outcomes of a type of record do. What every profile
 * knows, such as the roles of the case format, is there too, behind what the pack declares.
 *
 * Threads: a vocabulary never changes once made; any number may read it at once.
 */

/** Kinds of word. Behind each: in what its entries lie. @since 0.1.0 */
enum {
    REUNIFY_VOCABULARY_SOURCE = 0, /* a document that rules come from; its text is its title */
    REUNIFY_VOCABULARY_ROLE = 1,
    REUNIFY_VOCABULARY_RECORD_TYPE = 2,
    REUNIFY_VOCABULARY_OUTCOME = 3,                /* a type of record */
    REUNIFY_VOCABULARY_RECORD_ATTRIBUTE = 4,       /* a type of record */
    REUNIFY_VOCABULARY_RECORD_ATTRIBUTE_VALUE = 5, /* an attribute of records */
    REUNIFY_VOCABULARY_LEGAL_STATUS = 6,
    REUNIFY_VOCABULARY_PLACEMENT = 7,       /* types of placement, the same for every profile */
    REUNIFY_VOCABULARY_ATTRIBUTE = 8,       /* of the case */
    REUNIFY_VOCABULARY_ATTRIBUTE_VALUE = 9, /* an attribute of the case */
    REUNIFY_VOCABULARY_FINDING = 10,
    REUNIFY_VOCABULARY_FINDING_VALUE = 11, /* a finding; from least to most cautious */
    REUNIFY_VOCABULARY_LEVEL = 12,         /* of risk, from least to most severe */
    REUNIFY_VOCABULARY_DIMENSION = 13,     /* a row of the table of risk */
    REUNIFY_VOCABULARY_MOVEMENT = 14,      /* a rule by which the level moves */
    REUNIFY_VOCABULARY_CLOSING = 15,       /* a condition of closing */
    REUNIFY_VOCABULARY_ACTION = 16,
    REUNIFY_VOCABULARY_APPLICABILITY = 17, /* a condition under which the profile applies */
    REUNIFY_VOCABULARY_PATHWAY = 18,
    REUNIFY_VOCABULARY_STAGE = 19,       /* a pathway */
    REUNIFY_VOCABULARY_REQUIREMENT = 20, /* a stage */
    REUNIFY_VOCABULARY_REASON = 21,      /* a requirement; for which it can be set aside */
    REUNIFY_VOCABULARY_STOP = 22,        /* a stage */
    REUNIFY_VOCABULARY_OBLIGATION = 23,
    REUNIFY_VOCABULARY_ALERT = 24,
    REUNIFY_VOCABULARY_ASSOCIATION = 25, /* a factor that research found to go with how it ends */
    REUNIFY_VOCABULARY_COST = 26         /* a set of unit costs */
};

/** Of a number or an index: there is none. @since 0.1.0 */
enum { REUNIFY_VOCABULARY_NONE = -1 };

/** A vocabulary. It keeps its profile alive. @since 0.1.0 */
typedef struct reunify_vocabulary reunify_vocabulary;

/**
 * Enumerates a profile: *new*, release it with reunify_vocabulary_free(). Fails with
 * REUNIFY_NO_MEMORY or REUNIFY_ARGUMENT. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_vocabulary_new(const reunify_profile *profile,
                                                          reunify_vocabulary **out,
                                                          reunify_error *error);

/** Releases a vocabulary; NULL is allowed. @since 0.1.0 */
REUNIFY_API void reunify_vocabulary_free(reunify_vocabulary *vocabulary);

/*
 * Strings are borrowed until the vocabulary is released, and NULL where there is nothing of that
 * number or nothing to say. Every reader takes NULL.
 */

/** The kind in whose entries those of a kind lie; -1 where in none. Any thread. @since 0.1.0 */
REUNIFY_API int32_t reunify_vocabulary_parent_kind(int32_t kind);
/** How many entries of a kind there are. @since 0.1.0 */
REUNIFY_API size_t reunify_vocabulary_count(const reunify_vocabulary *vocabulary, int32_t kind);
/**
 * What an entry is called in cases, packs and evaluations: its id, code or value. Ids of one kind
 * differ within one parent. @since 0.1.0
 */
REUNIFY_API const char *reunify_vocabulary_id(const reunify_vocabulary *vocabulary, int32_t kind,
                                              size_t at);
/**
 * How an entry is said to a person: `language` is a language or a chain of them such as "cy,en", of
 * `length` bytes, as in reunify_profile_options; NULL: the profile's. NULL comes back where the
 * pack says it in none of them. The title of a source is in no language and stands for any.
 * @since 0.1.0
 */
REUNIFY_API const char *reunify_vocabulary_text(const reunify_vocabulary *vocabulary, int32_t kind,
                                                size_t at, const char *language, size_t length);
/** How many languages the pack's texts are in. @since 0.1.0 */
REUNIFY_API size_t reunify_vocabulary_language_count(const reunify_vocabulary *vocabulary);
/** A language, as the pack names it, in order of first use. @since 0.1.0 */
REUNIFY_API const char *reunify_vocabulary_language(const reunify_vocabulary *vocabulary,
                                                    size_t at);
/**
 * The number of the entry in which an entry lies, within the kind that
 * reunify_vocabulary_parent_kind() names; REUNIFY_VOCABULARY_NONE where it lies in none.
 * @since 0.1.0
 */
REUNIFY_API int64_t reunify_vocabulary_parent(const reunify_vocabulary *vocabulary, int32_t kind,
                                              size_t at);
/**
 * How many entries of a kind lie in entry `parent` of the kind in which they lie; `*first`
 * (caller-owned, may be NULL) is the number of the first of them, and the others follow it.
 * @since 0.1.0
 */
REUNIFY_API size_t reunify_vocabulary_within(const reunify_vocabulary *vocabulary, int32_t kind,
                                             size_t parent, size_t *first);
/**
 * The number of the entry of a kind with an id of `length` bytes, which need not end in NUL, in
 * entry `parent`; REUNIFY_VOCABULARY_NONE where there is none. `parent` says nothing of a kind that
 * lies in no other. It looks at one entry after the other. @since 0.1.0
 */
REUNIFY_API int64_t reunify_vocabulary_find(const reunify_vocabulary *vocabulary, int32_t kind,
                                            size_t parent, const char *id, size_t length);
/**
 * REUNIFY_TRUE for what the pack declares, REUNIFY_FALSE for what every profile knows.
 * @since 0.1.0
 */
REUNIFY_API reunify_truth reunify_vocabulary_is_declared(const reunify_vocabulary *vocabulary,
                                                         int32_t kind, size_t at);
/** The id of the source of a rule. @since 0.1.0 */
REUNIFY_API const char *reunify_vocabulary_source_id(const reunify_vocabulary *vocabulary,
                                                     int32_t kind, size_t at);
/** The place in that source. @since 0.1.0 */
REUNIFY_API const char *reunify_vocabulary_source_at(const reunify_vocabulary *vocabulary,
                                                     int32_t kind, size_t at);

/* Details ------------------------------------------------------------------------------------- */

/**
 * Details of entries. Behind each: what it is, and the kinds that have it. @since 0.1.0
 */
enum {
    REUNIFY_DETAIL_TYPE = 0,      /* a word of the group REUNIFY_NAMES_TYPE: attribute, finding */
    REUNIFY_DETAIL_AT_LEAST = 1,  /* a number in thousandths: attribute */
    REUNIFY_DETAIL_AT_MOST = 2,   /* the same */
    REUNIFY_DETAIL_STATED = 3,    /* yes or no, whether cases may state it: finding */
    REUNIFY_DETAIL_BY_PERSON = 4, /* yes or no, whether of single people too: finding */
    REUNIFY_DETAIL_DECIDES = 5,   /* yes or no, whether it may decide on a level: role */
    REUNIFY_DETAIL_FINDING = 6,   /* a finding: dimension */
    REUNIFY_DETAIL_FROM = 7,      /* a level: movement */
    REUNIFY_DETAIL_TO = 8,        /* a level; none: it stays: movement */
    REUNIFY_DETAIL_PERIOD = 9,    /* a word such as "P6M": movement, obligation */
    REUNIFY_DETAIL_WORKING_DAYS = 10, /* a whole number, in place of a period: obligation */
    REUNIFY_DETAIL_MAY_BE_HELD = 11,  /* yes or no: movement */
    REUNIFY_DETAIL_CLOSES = 12,       /* yes or no: movement */
    REUNIFY_DETAIL_ACTIONS = 13,      /* actions: level, movement, stop, alert */
    REUNIFY_DETAIL_ABOUT = 14,        /* a word: action */
    REUNIFY_DETAIL_PATHWAY = 15,      /* a pathway; none: all: condition, obligation, alert */
    REUNIFY_DETAIL_OTHERWISE = 16,    /* a text, what is said where it does not hold: condition */
    REUNIFY_DETAIL_WITHOUT_RISK_TOOL = 17, /* yes or no: pathway */
    REUNIFY_DETAIL_ADVISORY = 18,          /* yes or no: requirement */
    REUNIFY_DETAIL_FOR_EACH = 19,          /* yes or no, asked of each person: requirement */
    REUNIFY_DETAIL_BY = 20,                /* roles that do it: requirement */
    REUNIFY_DETAIL_SET_ASIDE_BY = 21,      /* roles that can set it aside: requirement */
    REUNIFY_DETAIL_OUTCOME = 22,           /* a word: stop */
    REUNIFY_DETAIL_NEVER_OVERDUE = 23,     /* yes or no: obligation */
    REUNIFY_DETAIL_KIND = 24,              /* a word, "success" or "breakdown": association */
    REUNIFY_DETAIL_HELP = 25,              /* a text: association */
    REUNIFY_DETAIL_FIGURE = 26,            /* a text: association */
    REUNIFY_DETAIL_PRICE_YEAR = 27,        /* a whole number: cost */
    REUNIFY_DETAIL_RE_ENTRY = 28,          /* pence a year: cost */
    REUNIFY_DETAIL_SUPPORT = 29            /* pence a year: cost */
};

/** REUNIFY_TRUE where entries of a kind have a detail. Any thread. @since 0.1.0 */
REUNIFY_API reunify_truth reunify_vocabulary_has_detail(int32_t kind, int32_t detail);
/**
 * A detail that is a number, or yes (1) or no (0); INT64_MIN where there is none.
 * @since 0.1.0
 */
REUNIFY_API int64_t reunify_vocabulary_number(const reunify_vocabulary *vocabulary, int32_t kind,
                                              size_t at, int32_t detail);
/**
 * A detail that is a word, or a text: that in `language`, as in reunify_vocabulary_text().
 * @since 0.1.0
 */
REUNIFY_API const char *reunify_vocabulary_word(const reunify_vocabulary *vocabulary, int32_t kind,
                                                size_t at, int32_t detail, const char *language,
                                                size_t length);
/**
 * The kind of the entries that a detail names; -1 where it names none. Any thread.
 * @since 0.1.0
 */
REUNIFY_API int32_t reunify_vocabulary_reference_kind(int32_t detail);
/** How many entries a detail names: at most one where it is no list. @since 0.1.0 */
REUNIFY_API size_t reunify_vocabulary_reference_count(const reunify_vocabulary *vocabulary,
                                                      int32_t kind, size_t at, int32_t detail);
/**
 * The number of an entry that a detail names; REUNIFY_VOCABULARY_NONE where there is none.
 * @since 0.1.0
 */
REUNIFY_API int64_t reunify_vocabulary_reference(const reunify_vocabulary *vocabulary, int32_t kind,
                                                 size_t at, int32_t detail, size_t index);

/* The document -------------------------------------------------------------------------------- */

/**
 * Writes a vocabulary as JSON, `reunify/vocabulary/1`: *new* text. `flags`: 0 or
 * REUNIFY_JSON_PRETTY. Fails with REUNIFY_NO_MEMORY or REUNIFY_ARGUMENT. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_vocabulary_to_json(const reunify_vocabulary *vocabulary,
                                                              uint32_t flags, reunify_text **out,
                                                              reunify_error *error);

REUNIFY_END_DECLS

#endif
