/* The routines, registered: R finds these and no others. */
#include "routines.h"

#include <R_ext/Rdynload.h>
#include <R_ext/Visibility.h>

static const R_CallMethodDef routines[] = {
    {"builtin", (DL_FUNC)&r_builtin, 0},
    {"close", (DL_FUNC)&r_close, 1},
    {"column_words", (DL_FUNC)&r_column_words, 1},
    {"columns", (DL_FUNC)&r_columns, 1},
    {"days", (DL_FUNC)&r_days, 1},
    {"episode_codes", (DL_FUNC)&r_episode_codes, 2},
    {"evaluate", (DL_FUNC)&r_evaluate, 4},
    {"evaluate_one", (DL_FUNC)&r_evaluate_one, 4},
    {"evaluation_json", (DL_FUNC)&r_evaluation_json, 2},
    {"evaluation_levels", (DL_FUNC)&r_evaluation_levels, 1},
    {"evaluation_page", (DL_FUNC)&r_evaluation_page, 3},
    {"evaluation_tables", (DL_FUNC)&r_evaluation_tables, 2},
    {"json", (DL_FUNC)&r_json, 1},
    {"levels", (DL_FUNC)&r_levels, 5},
    {"outcomes", (DL_FUNC)&r_outcomes, 6},
    {"profile", (DL_FUNC)&r_profile, 4},
    {"profile_facts", (DL_FUNC)&r_profile_facts, 1},
    {"profile_page", (DL_FUNC)&r_profile_page, 2},
    {"split", (DL_FUNC)&r_split, 1},
    {"tables", (DL_FUNC)&r_tables, 0},
    {"vocabulary", (DL_FUNC)&r_vocabulary, 1},
    {NULL, NULL, 0},
};

void attribute_visible R_init_reunify(DllInfo *library);

void attribute_visible R_init_reunify(DllInfo *library)
{
    R_registerRoutines(library, NULL, routines, NULL, NULL);
    R_useDynamicSymbols(library, FALSE);
    R_forceSymbols(library, TRUE);
}
