/*
 * The words of a case held against a profile, without an evaluation and whatever their dates: what
 * an evaluation refuses, and what it only warns of because another authority's words are no error.
 * It is the same reading of the case (facts.c), told to be strict.
 */
#include "evaluate/engine.h"

reunify_status reunify_case_check(const reunify_case *record, const reunify_profile *profile,
                                  uint32_t flags, reunify_error *error)
{
    reunify_error_clear(error);
    if (!record || !profile)
        return error_argument(error, "the case or the profile is NULL");
    if (flags)
        return error_argument(error, "there is no such flag");
    arena scratch;
    arena_start(&scratch, record->context);
    engine e = {.profile = profile,
                .record = record,
                .as_of = REUNIFY_DATE_MAX,
                .scratch = &scratch,
                .error = error,
                .strict = true};
    if (record->pathway != SYMBOL_NONE)
        engine_choose_pathway(&e, NULL);
    engine_check_words(&e);
    arena_release(&scratch);
    return e.status;
}
