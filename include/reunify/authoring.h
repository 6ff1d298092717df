/*
 * For those who write rule packs: what is doubtful in one, how two differ, and a pack in sentences.
 */
#ifndef REUNIFY_AUTHORING_H
#define REUNIFY_AUTHORING_H

#include <reunify/types.h>

REUNIFY_BEGIN_DECLS

/*
 * What reunify_profile_from_json() refuses is wrong; what is told here is allowed, and may be
 * meant.
 *
 * Threads: neither a lint nor a difference changes once made; any number may read it at once.
 */

/** A lint: what is doubtful in a profile. @since 0.1.0 */
typedef struct reunify_lint reunify_lint;

/** A difference: of two profiles, or of two evaluations. @since 0.1.0 */
typedef struct reunify_diff reunify_diff;

/* Lint ---------------------------------------------------------------------------------------- */

/**
 * Looks for what is doubtful in a profile: *new*, release it with reunify_lint_free(). `flags` must
 * be 0. What a pack declares and does not use is told of a profile that was read with
 * REUNIFY_PROFILE_NOTES. Conditions are tried with every combination of the findings, attributes
 * and levels that they read; up to a million for one question, and where there are more the lint
 * says that it did not look. Of what comes from packs that the profile extends, declarations that
 * are not used are passed over. The codes: `dead_rule` a rule that can never apply;
 * `overlapping_rules` two rules of a level that apply at once, to different levels, for the same
 * combination; `uncovered_combination` one that is classified as less severe than the level, while
 * no rule of the level speaks of it; `requirement_impossible` what nobody can ever satisfy;
 * `source_missing` a source that no rule names, or a place in one that is blank; `unused` what is
 * declared and not used; `period_without_months` a period in days where months may be meant;
 * `text_missing` a text that is blank, absent or not there in a language that others have;
 * `text_names_other` a text that names a level, role or period while its rule has others;
 * `not_enumerated` a question with too many combinations. Fails with REUNIFY_NO_MEMORY or
 * REUNIFY_ARGUMENT. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_profile_lint(const reunify_profile *profile,
                                                        uint32_t flags, reunify_lint **out,
                                                        reunify_error *error);

/** Releases a lint; NULL is allowed. @since 0.1.0 */
REUNIFY_API void reunify_lint_free(reunify_lint *lint);

/*
 * Strings are borrowed until the lint is released, and NULL where the index is out of range or
 * there is nothing to say.
 */

/** How many findings it has, in order of the pack. @since 0.1.0 */
REUNIFY_API size_t reunify_lint_count(const reunify_lint *lint);
/** The code of a finding, such as "dead_rule". @since 0.1.0 */
REUNIFY_API const char *reunify_lint_code(const reunify_lint *lint, size_t at);
/** The id of the rule, or of what was declared. @since 0.1.0 */
REUNIFY_API const char *reunify_lint_rule(const reunify_lint *lint, size_t at);
/** What is doubtful, in English. @since 0.1.0 */
REUNIFY_API const char *reunify_lint_message(const reunify_lint *lint, size_t at);
/** An example: a combination of findings in words, or the other rule. @since 0.1.0 */
REUNIFY_API const char *reunify_lint_example(const reunify_lint *lint, size_t at);
/** The source of the rule and the place in it, such as "nspcc: page 12". @since 0.1.0 */
REUNIFY_API const char *reunify_lint_source(const reunify_lint *lint, size_t at);

/* Difference ---------------------------------------------------------------------------------- */

/** What an entry of a difference says. @since 0.1.0 */
enum { REUNIFY_DIFF_ADDED = 0, REUNIFY_DIFF_REMOVED = 1, REUNIFY_DIFF_CHANGED = 2 };

/**
 * Compares two profiles rule by rule, by section and id: *new*, release it with
 * reunify_diff_free(). Each aspect that changed is an entry; conditions are compared by what they
 * ask, not by how they are written or named. Neither profile is kept. Fails with REUNIFY_NO_MEMORY
 * or REUNIFY_ARGUMENT. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_profile_diff(const reunify_profile *before,
                                                        const reunify_profile *after,
                                                        reunify_diff **out, reunify_error *error);

/**
 * Compares two evaluations, such as those of one case under two profiles: applicability, level and
 * its history, stage, gates, requirements, stops, obligations, factors and alerts: *new*, as above.
 * What requirements need and what they and stops lack is compared where both evaluations explain in
 * full, or both as little. Neither evaluation is kept. Fails with REUNIFY_STATE where one is empty,
 * REUNIFY_NO_MEMORY or
 * REUNIFY_ARGUMENT. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_evaluation_diff(const reunify_evaluation *before,
                                                           const reunify_evaluation *after,
                                                           reunify_diff **out,
                                                           reunify_error *error);

/** Wipes and releases a difference; NULL is allowed. @since 0.1.0 */
REUNIFY_API void reunify_diff_free(reunify_diff *diff);

/*
 * Strings are borrowed until the difference is released, and NULL where the index is out of range
 * or there is nothing to say.
 */

/** How many entries it has; 0 where nothing differs. @since 0.1.0 */
REUNIFY_API size_t reunify_diff_count(const reunify_diff *diff);
/** REUNIFY_DIFF_*; -1 where there is no such entry. @since 0.1.0 */
REUNIFY_API int32_t reunify_diff_kind(const reunify_diff *diff, size_t at);
/** The section, such as "movement", "requirement" or "gate". @since 0.1.0 */
REUNIFY_API const char *reunify_diff_section(const reunify_diff *diff, size_t at);
/** The id within the section. @since 0.1.0 */
REUNIFY_API const char *reunify_diff_id(const reunify_diff *diff, size_t at);
/** What of it changed, such as "period"; NULL where all of it came or went. @since 0.1.0 */
REUNIFY_API const char *reunify_diff_aspect(const reunify_diff *diff, size_t at);
/** What it was, in words. @since 0.1.0 */
REUNIFY_API const char *reunify_diff_before(const reunify_diff *diff, size_t at);
/** What it is, in words. @since 0.1.0 */
REUNIFY_API const char *reunify_diff_after(const reunify_diff *diff, size_t at);
/** The entry in one sentence, such as "medium.addressed: period P6M became P3M". @since 0.1.0 */
REUNIFY_API const char *reunify_diff_text(const reunify_diff *diff, size_t at);

/* In sentences -------------------------------------------------------------------------------- */

/**
 * A profile for a person to read: levels, the risk table, every rule by its own text and in
 * sentences with its source, and how roles, record types, attributes and legal statuses are said.
 * Every text of the profile that an evaluation can carry stands in it, whole: *new* text, lines of
 * at most `width` characters where words allow (0: 100). `flags`: 0 or REUNIFY_TEXT_COLOUR.
 * Fails with REUNIFY_NO_MEMORY, REUNIFY_ARGUMENT, or REUNIFY_UNSUPPORTED where the library was
 * built without pages.
 * @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_profile_to_text(const reunify_profile *profile,
                                                           uint32_t flags, int32_t width,
                                                           reunify_text **out,
                                                           reunify_error *error);

REUNIFY_END_DECLS

#endif
