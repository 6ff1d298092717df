/* What it costs when returns home fail, what support costs, and what it saves. */
#ifndef REUNIFY_COST_H
#define REUNIFY_COST_H

#include <reunify/outcome.h>

REUNIFY_BEGIN_DECLS

/*
 * Amounts are whole pence in int64_t. Each cost is calculated exactly and rounded once, at its end,
 * to whole pence, half a penny up; savings are differences of such amounts. What does not fit is
 * refused. Strings are borrowed until it is released, and NULL where there is nothing to say. Every
 * reader takes NULL.
 *
 * Threads: a calculation never changes once made; any number may read it at once.
 */

/** A calculation with its explanation. @since 0.1.0 */
typedef struct reunify_cost reunify_cost;

/** Of a number in the options: not given. @since 0.1.0 */
enum { REUNIFY_COST_NOT_GIVEN = -1 };

/**
 * What to calculate. Start with reunify_cost_options_init(); a structure of zeroes is refused. How
 * many returns fail is given without support and with it, each time either as a number of children
 * or as a share, never as both. A share of the returns need not be a whole number of children: it
 * is then the number to expect, and is not rounded. @since 0.1.0
 */
typedef struct reunify_cost_options {
    size_t size;     /* sizeof(reunify_cost_options) */
    const char *set; /* id of the profile's unit costs, ending in NUL; NULL: its first */
    int64_t returns; /* how many children return home */
    /* children whose return fails without support, at most `returns`, or REUNIFY_COST_NOT_GIVEN */
    int64_t failures_without;
    int64_t failures_with; /* the same with support; may be more than without */
    /* the same as a share in millionths, at most 1,000,000, or REUNIFY_COST_NOT_GIVEN */
    int64_t share_without;
    int64_t share_with;
    int64_t years; /* how long both costs are counted, in thousandths of a year, 1 to 100,000 */
    /* local cost of a re-entry, pence a year; REUNIFY_COST_NOT_GIVEN: the set's */
    int64_t re_entry;
    /* local cost of supporting a return, pence a year; REUNIFY_COST_NOT_GIVEN: the set's */
    int64_t support;
} reunify_cost_options;

/**
 * Fills caller-owned options of `size` bytes, sizeof(reunify_cost_options), with the defaults: one
 * year, no local cost, and all that must be given not given. Fails with REUNIFY_ARGUMENT for NULL
 * or a size that is too small. Any thread. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_cost_options_init(reunify_cost_options *options,
                                                             size_t size);

/**
 * Calculates: *new*, release it with reunify_cost_free(). `context` may be NULL for defaults;
 * `profile`, which has the unit costs and is kept alive where they are used, may be NULL where both
 * local costs are given. Fails with REUNIFY_INVALID where a number cannot be (code "bad_number"),
 * is not given ("missing") or is given twice ("ambiguous"): every such fault, with the option as
 * the pointer; REUNIFY_NOT_FOUND where the profile has no such set ("unknown_cost_set") or there
 * are no unit costs ("missing"); REUNIFY_LIMIT where an amount is out of range ("overflow");
 * REUNIFY_ARGUMENT for NULL options or out, a wrong size or an unknown option; REUNIFY_NO_MEMORY.
 * Any thread. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_cost_calculate(const reunify_context *context,
                                                          const reunify_profile *profile,
                                                          const reunify_cost_options *options,
                                                          reunify_cost **out, reunify_error *error);

/**
 * Takes the returns of a cohort into options that were initialized: how many there are, and as the
 * share that fails without support the estimate of how many come back within so many months: 1, 3,
 * 6, 12, 24 or 60. What fails with support stays to be said. Fails with REUNIFY_INVALID for other
 * months ("bad_number"); REUNIFY_NOT_FOUND where a number is not told ("suppressed") or nobody is
 * followed for so long ("missing"); REUNIFY_ARGUMENT for NULL or a wrong size. The options are then
 * as they were. Any thread. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_cost_options_take(reunify_cost_options *options,
                                                             const reunify_outcomes *outcomes,
                                                             int32_t months, reunify_error *error);

/** Wipes and releases a calculation; NULL is allowed. @since 0.1.0 */
REUNIFY_API void reunify_cost_free(reunify_cost *cost);

/* What was asked ------------------------------------------------------------------------------ */

/** How many children return home. @since 0.1.0 */
REUNIFY_API int64_t reunify_cost_returns(const reunify_cost *cost);
/** How long the costs are counted, in thousandths of a year. @since 0.1.0 */
REUNIFY_API int64_t reunify_cost_years(const reunify_cost *cost);
/**
 * The share that fails without support, in millionths; REUNIFY_COST_NOT_GIVEN where a number was
 * given. @since 0.1.0
 */
REUNIFY_API int64_t reunify_cost_share_without(const reunify_cost *cost);
/**
 * The share that fails with support, in millionths; REUNIFY_COST_NOT_GIVEN where a number was
 * given. @since 0.1.0
 */
REUNIFY_API int64_t reunify_cost_share_with(const reunify_cost *cost);
/** How many returns fail without support, in millionths of a return: exact. @since 0.1.0 */
REUNIFY_API int64_t reunify_cost_failures_without(const reunify_cost *cost);
/** How many returns fail with support, in millionths of a return: exact. @since 0.1.0 */
REUNIFY_API int64_t reunify_cost_failures_with(const reunify_cost *cost);
/**
 * How many failures the support prevents, in millionths; negative where more fail with it.
 * @since 0.1.0
 */
REUNIFY_API int64_t reunify_cost_prevented(const reunify_cost *cost);

/* The unit costs used ------------------------------------------------------------------------- */

/** What a re-entry costs, in pence a year. @since 0.1.0 */
REUNIFY_API int64_t reunify_cost_unit_re_entry(const reunify_cost *cost);
/** What supporting a return costs, in pence a year. @since 0.1.0 */
REUNIFY_API int64_t reunify_cost_unit_support(const reunify_cost *cost);
/** Whether the cost of a re-entry is a local one: 0 or 1. @since 0.1.0 */
REUNIFY_API int32_t reunify_cost_unit_re_entry_is_local(const reunify_cost *cost);
/** Whether the cost of support is a local one: 0 or 1. @since 0.1.0 */
REUNIFY_API int32_t reunify_cost_unit_support_is_local(const reunify_cost *cost);
/** The id of the set that a unit cost was taken from; NULL where both are local. @since 0.1.0 */
REUNIFY_API const char *reunify_cost_set_id(const reunify_cost *cost);
/** What the profile calls that set. @since 0.1.0 */
REUNIFY_API const char *reunify_cost_set_text(const reunify_cost *cost);
/** The year of its prices; 0 where both unit costs are local. @since 0.1.0 */
REUNIFY_API int32_t reunify_cost_price_year(const reunify_cost *cost);
/** How many sources the unit costs have: 0 where both are local. @since 0.1.0 */
REUNIFY_API size_t reunify_cost_source_count(const reunify_cost *cost);
/** The id of a source; NULL when out of range. @since 0.1.0 */
REUNIFY_API const char *reunify_cost_source_id(const reunify_cost *cost, size_t at);
/** The section in it; NULL when out of range. @since 0.1.0 */
REUNIFY_API const char *reunify_cost_source_at(const reunify_cost *cost, size_t at);
/** Its title; NULL when out of range. @since 0.1.0 */
REUNIFY_API const char *reunify_cost_source_title(const reunify_cost *cost, size_t at);

/* The result ---------------------------------------------------------------------------------- */

/** What re-entries cost without support, in pence. @since 0.1.0 */
REUNIFY_API int64_t reunify_cost_re_entries_without(const reunify_cost *cost);
/** What re-entries cost with support, in pence. @since 0.1.0 */
REUNIFY_API int64_t reunify_cost_re_entries_with(const reunify_cost *cost);
/** What supporting every return costs, in pence. @since 0.1.0 */
REUNIFY_API int64_t reunify_cost_support(const reunify_cost *cost);
/**
 * Re-entries without support, less those with it and the support: pence, negative where that is
 * more. @since 0.1.0
 */
REUNIFY_API int64_t reunify_cost_net_saving(const reunify_cost *cost);
/**
 * The net saving by return, to the nearest penny, halves away from zero; 0 where nobody returns.
 * @since 0.1.0
 */
REUNIFY_API int64_t reunify_cost_saving_per_child(const reunify_cost *cost);
/**
 * The least whole number of prevented re-entries that pays for the support of all returns; -1 where
 * none does, since a re-entry costs nothing. @since 0.1.0
 */
REUNIFY_API int64_t reunify_cost_break_even(const reunify_cost *cost);

/* The calculation in words -------------------------------------------------------------------- */

/** How many lines explain it. @since 0.1.0 */
REUNIFY_API size_t reunify_cost_line_count(const reunify_cost *cost);
/**
 * What line `at` explains: "re_entries_without", "support", "re_entries_with", "net_saving",
 * "saving_per_child" (not where nobody returns) or "break_even" (not where there is none); NULL
 * when out of range. @since 0.1.0
 */
REUNIFY_API const char *reunify_cost_line_id(const reunify_cost *cost, size_t at);
/**
 * How it comes about, in English with the figures: "10,080 returns x 5,627 pounds"; NULL when out
 * of range. @since 0.1.0
 */
REUNIFY_API const char *reunify_cost_line_text(const reunify_cost *cost, size_t at);
/**
 * Its amount in pence; of the break-even what so many re-entries cost; 0 when out of range.
 * @since 0.1.0
 */
REUNIFY_API int64_t reunify_cost_line_amount(const reunify_cost *cost, size_t at);
/** How many notes there are on what the figures mean. @since 0.1.0 */
REUNIFY_API size_t reunify_cost_note_count(const reunify_cost *cost);
/**
 * "expected_number", "mixed_unit_costs", "more_failures_with_support" or "not_paid_for"
 * (docs/costs.md); NULL when out of range. @since 0.1.0
 */
REUNIFY_API const char *reunify_cost_note_code(const reunify_cost *cost, size_t at);
/** What it means, in English; NULL when out of range. @since 0.1.0 */
REUNIFY_API const char *reunify_cost_note_text(const reunify_cost *cost, size_t at);

/**
 * The calculation as JSON (`reunify/cost/1`): *new* text. `flags`: 0, canonical and compact, or
 * REUNIFY_JSON_PRETTY. Fails with REUNIFY_NO_MEMORY or REUNIFY_ARGUMENT. Any thread. @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_cost_to_json(const reunify_cost *cost, uint32_t flags,
                                                        reunify_text **out, reunify_error *error);

/**
 * The calculation for a person to read: *new* text, lines of at most `width` characters where words
 * allow (0: 100). `flags`: 0 or REUNIFY_TEXT_COLOUR. Fails with REUNIFY_NO_MEMORY,
 * REUNIFY_ARGUMENT, or REUNIFY_UNSUPPORTED where the library was built without pages. Any thread.
 * @since 0.1.0
 */
REUNIFY_API_CHECKED reunify_status reunify_cost_to_text(const reunify_cost *cost, uint32_t flags,
                                                        int32_t width, reunify_text **out,
                                                        reunify_error *error);

/* A profile's sets of unit costs. Strings are borrowed until the profile is released. Any thread.
 */

/** How many sets of unit costs a profile has. @since 0.1.0 */
REUNIFY_API size_t reunify_profile_cost_count(const reunify_profile *profile);
/** A set's id; NULL when out of range. @since 0.1.0 */
REUNIFY_API const char *reunify_profile_cost_id(const reunify_profile *profile, size_t at);
/** What it is called; NULL when out of range. @since 0.1.0 */
REUNIFY_API const char *reunify_profile_cost_text(const reunify_profile *profile, size_t at);
/** The year of its prices; 0 when out of range. @since 0.1.0 */
REUNIFY_API int32_t reunify_profile_cost_price_year(const reunify_profile *profile, size_t at);
/** What a re-entry costs, in pence a year; 0 when out of range. @since 0.1.0 */
REUNIFY_API int64_t reunify_profile_cost_re_entry(const reunify_profile *profile, size_t at);
/** What supporting a return costs, in pence a year; 0 when out of range. @since 0.1.0 */
REUNIFY_API int64_t reunify_profile_cost_support(const reunify_profile *profile, size_t at);
/** The id of the source of the figures; NULL when out of range. @since 0.1.0 */
REUNIFY_API const char *reunify_profile_cost_source_id(const reunify_profile *profile, size_t at);
/** The section in it; NULL when out of range. @since 0.1.0 */
REUNIFY_API const char *reunify_profile_cost_source_at(const reunify_profile *profile, size_t at);

REUNIFY_END_DECLS

#endif
