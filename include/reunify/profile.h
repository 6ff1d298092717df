/*
 * A profile: one rule pack, checked and compiled. It never changes once made.
 *
 * Threads: any number may load profiles, and share and read one.
 */
#ifndef REUNIFY_PROFILE_H
#define REUNIFY_PROFILE_H

#include <reunify/types.h>

REUNIFY_BEGIN_DECLS

/**
 * Options of reading a pack. Zero means the default. Set `size` to sizeof(reunify_profile_options),
 * or start with reunify_profile_options_init(). @since 0.1.0
 */
typedef struct reunify_profile_options {
    size_t size;
    uint32_t flags;    /* 0 or REUNIFY_PROFILE_NOTES */
    uint32_t reserved; /* must be 0 */
    /*
     * In which languages texts are to be said, NUL-terminated: tags in order of preference with
     * commas between them, such as "cy,en", at most 16; NULL: English. Each text is said in the
     * first that the pack has it in, cy-GB standing for cy too; else in English, else in the first
     * that is there
     */
    const char *languages;
    /*
     * The library's own sentences in other languages, for pages and explanations: a document
     * `reunify/messages/1` of so many bytes (docs/messages.md), which may be freed afterwards;
     * NULL: English. Each is said in the first of `languages` that the document has it in, before
     * English at the latest
     */
    const char *messages;
    size_t messages_length;
} reunify_profile_options;

/**
 * Fills caller-owned options of `size` bytes, sizeof(reunify_profile_options), with the defaults.
 * Fails with REUNIFY_ARGUMENT for NULL or a size that is too small. Any thread. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_profile_options_init(reunify_profile_options *options,
                                                                size_t size);

/**
 * Reads and compiles a rule pack (`reunify/profile/1`): *new*, a *shared* object, give it back with
 * reunify_profile_unref(). The text may be freed afterwards. `options` may be NULL for defaults.
 * Fails with REUNIFY_INVALID, and then `error` lists every fault of the pack with its JSON Pointer,
 * REUNIFY_LIMIT, REUNIFY_NO_MEMORY or REUNIFY_ARGUMENT (NULL, a wrong size, a flag or an option
 * that is not known). A fault of `messages` is told before the pack is read: what it says begins
 * with "messages: ", and its place is one of that document. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_profile_from_json(const reunify_context *context,
                                                             const char *json, size_t length,
                                                             const reunify_profile_options *options,
                                                             reunify_profile **out,
                                                             reunify_error *error);

/**
 * The same for a pack that extends others: `texts[0]` is the pack, the other texts are packs that
 * it may extend by their ids, beside those that come with the library. A chain of up to eight is
 * followed. `texts` and `lengths` have `count` elements. Fails like reunify_profile_from_json(); a
 * base that is missing or a cycle is REUNIFY_INVALID at /extends. Faults are places in the pack
 * itself where what is wrong comes from it, else places in the pack with its bases. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_profile_from_packs(
    const reunify_context *context, const char *const *texts, const size_t *lengths, size_t count,
    const reunify_profile_options *options, reunify_profile **out, reunify_error *error);

/**
 * Writes a pack with all that it extends laid together, without `extends`, as JSON: *new* text.
 * Parameters as for reunify_profile_from_packs(); `flags`: 0, compact, or REUNIFY_JSON_PRETTY.
 * The pack is not checked beyond what laying it over its bases needs. Fails with
 * REUNIFY_INVALID, REUNIFY_LIMIT, REUNIFY_NO_MEMORY or REUNIFY_ARGUMENT. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_profile_resolve(const reunify_context *context,
                                                           const char *const *texts,
                                                           const size_t *lengths, size_t count,
                                                           uint32_t flags, reunify_text **out,
                                                           reunify_error *error);

/**
 * Loads a pack that comes with the library, by its id such as "herefordshire-2023": *new*, as
 * above. Fails with REUNIFY_NOT_FOUND, REUNIFY_NO_MEMORY or REUNIFY_ARGUMENT; for the `messages` of
 * the options also with REUNIFY_INVALID or REUNIFY_LIMIT. The limits of `context` are not for the
 * pack, which comes from inside. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_profile_builtin(const reunify_context *context,
                                                           const char *id, size_t length,
                                                           const reunify_profile_options *options,
                                                           reunify_profile **out,
                                                           reunify_error *error);

/** How many packs come with the library. Any thread. @since 0.1.0 */
REUNIFY_API size_t reunify_profile_builtin_count(void);

/**
 * The id of a pack that comes with the library, NULL when out of range: borrowed for ever. Any
 * thread. @since 0.1.0
 */
REUNIFY_API const char *reunify_profile_builtin_id(size_t at);

/**
 * What else tells such a pack, without loading it: its version such as "2.0.0", its title in
 * English, the id of the pack that it extends (NULL: none). NULL when out of range; borrowed for
 * ever. Any thread. @since 0.1.0
 */
REUNIFY_API const char *reunify_profile_builtin_version(size_t at);
/** Its title. @since 0.1.0 */
REUNIFY_API const char *reunify_profile_builtin_title(size_t at);
/** What it extends. @since 0.1.0 */
REUNIFY_API const char *reunify_profile_builtin_extends(size_t at);

/**
 * The text of such a pack by its number, with its own `extends`: *new* text. `context` may be NULL.
 * Fails with REUNIFY_NOT_FOUND, REUNIFY_NO_MEMORY or REUNIFY_ARGUMENT. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_profile_builtin_json(const reunify_context *context,
                                                                size_t at, reunify_text **out,
                                                                reunify_error *error);

/**
 * Takes another *shared* reference and returns its argument; NULL is allowed. Any thread that holds
 * one. @since 0.1.0
 */
REUNIFY_API const reunify_profile *reunify_profile_ref(const reunify_profile *profile);

/** Gives a reference back; NULL is allowed. Any thread. @since 0.1.0 */
REUNIFY_API void reunify_profile_unref(const reunify_profile *profile);

/* What is in it. Strings are borrowed until the profile is released; NULL where there is none. */

/** The pack's id. @since 0.1.0 */
REUNIFY_API const char *reunify_profile_id(const reunify_profile *profile);
/** The pack's version. @since 0.1.0 */
REUNIFY_API const char *reunify_profile_version(const reunify_profile *profile);
/** How many packs it extends, one over the other. @since 0.1.0 */
REUNIFY_API size_t reunify_profile_base_count(const reunify_profile *profile);
/** The id of a pack that it extends, the nearest first. @since 0.1.0 */
REUNIFY_API const char *reunify_profile_base_id(const reunify_profile *profile, size_t at);
/** The version of that pack. @since 0.1.0 */
REUNIFY_API const char *reunify_profile_base_version(const reunify_profile *profile, size_t at);
/** The pack's title. @since 0.1.0 */
REUNIFY_API const char *reunify_profile_title(const reunify_profile *profile);
/** How many levels of risk it knows. @since 0.1.0 */
REUNIFY_API size_t reunify_profile_level_count(const reunify_profile *profile);
/** A level's code; levels run from least to most severe. @since 0.1.0 */
REUNIFY_API const char *reunify_profile_level(const reunify_profile *profile, size_t at);
/** How many findings it knows. @since 0.1.0 */
REUNIFY_API size_t reunify_profile_finding_count(const reunify_profile *profile);
/** A finding's name. @since 0.1.0 */
REUNIFY_API const char *reunify_profile_finding(const reunify_profile *profile, size_t at);
/** How many values a finding may have; 0 for a boolean or a number. @since 0.1.0 */
REUNIFY_API size_t reunify_profile_finding_value_count(const reunify_profile *profile, size_t at);
/** A value of a finding, from least to most cautious. @since 0.1.0 */
REUNIFY_API const char *reunify_profile_finding_value(const reunify_profile *profile, size_t at,
                                                      size_t value);
/** How many pathways it has. @since 0.1.0 */
REUNIFY_API size_t reunify_profile_pathway_count(const reunify_profile *profile);
/** A pathway's id. @since 0.1.0 */
REUNIFY_API const char *reunify_profile_pathway(const reunify_profile *profile, size_t at);

/**
 * How a word of the pack is said to a person: `kind` is one of vocabulary.h (a role and a type of
 * record may have the same code), `id` has `id_length` bytes. `language` is a language or a chain
 * of them such as "cy,en", of `length` bytes, as in reunify_profile_options; NULL: the profile's.
 * NULL comes back where there is no such word, or the pack says it in none of them; of words that
 * lie in others, such as stages, the first of that id is meant. It looks at one word after the
 * other: for all of them make a vocabulary. @since 0.1.0
 */
REUNIFY_API const char *reunify_profile_text(const reunify_profile *profile, int32_t kind,
                                             const char *id, size_t id_length, const char *language,
                                             size_t length);

/**
 * Says one of the library's own sentences in the profile's languages: *new* text, as pages have it.
 * `id`, of `length` bytes, is one of docs/messages.md, such as "head.level"; `messages` of the
 * options has it in other languages, and what is in none of these is English. `names` and `values`
 * are lists of `count` NUL-terminated texts in UTF-8: what the sentence's {name} says. A number, or
 * which of several parts it is, counted from 0, is given in digits; a date as
 * reunify_profile_say_date() says it. A value may be left out, or be NULL, where the English text
 * asks for it as [name?...]: it is not there. Values are said as they are: who writes them to a
 * page escapes the text. Fails with REUNIFY_NOT_FOUND where there is no such sentence,
 * REUNIFY_NO_MEMORY or REUNIFY_ARGUMENT: NULL, a value that the sentence needs and that is not
 * given, one that it does not have, one given twice, or no such number. That depends neither on the
 * language nor on the other values. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_profile_say(const reunify_profile *profile,
                                                       const char *id, size_t length,
                                                       const char *const *names,
                                                       const char *const *values, size_t count,
                                                       reunify_text **out, reunify_error *error);

/**
 * Says a date in the profile's languages, such as "4 August 2025": *new* text. Fails with
 * REUNIFY_NO_MEMORY or REUNIFY_ARGUMENT: NULL, or a date outside of the calendar. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_profile_say_date(const reunify_profile *profile,
                                                            reunify_date date, reunify_text **out,
                                                            reunify_error *error);

REUNIFY_END_DECLS

#endif
