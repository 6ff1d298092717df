/*
 * The words of a case held against a profile, without an evaluation and whatever their dates: what
 * an evaluation refuses, and what it only warns of because another authority's words are no error.
 * It is the same reading of the case (facts.c), told to be strict.
 */
#include "evaluate/engine.h"

/* What lies in an assessment or in a person is looked at with it. */
static model_at whole_entry(reunify_entry entry)
{
    const reunify_entry parent = reunify_entry_parent(entry);
    return model_at_of(parent == REUNIFY_THE_CASE ? entry : parent);
}

reunify_status reunify_case_check(const reunify_case *record, reunify_entry entry,
                                  const reunify_profile *profile, reunify_error *error)
{
    reunify_error_clear(error);
    if (!record || !profile)
        return error_argument(error, "the case or the profile is NULL");
    const model_at at = model_at_of(entry);
    if (!model_entry_const(record, at.kind, at.parent, at.index))
        return error_argument(error, "there is no such entry");
    arena scratch;
    arena_start(&scratch, record->context);
    engine e = {.profile = profile,
                .record = record,
                .as_of = REUNIFY_DATE_MAX,
                .scratch = &scratch,
                .error = error,
                .strict = true,
                .only = whole_entry(entry)};
    if (!e.only.kind && record->pathway != SYMBOL_NONE)
        engine_choose_pathway(&e, NULL);
    engine_check_words(&e);
    arena_release(&scratch);
    return e.status;
}
