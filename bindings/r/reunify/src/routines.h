/* What R calls; R code says of each what it takes. */
#ifndef REUNIFY_ROUTINES_H
#define REUNIFY_ROUTINES_H

#include "shim.h"

SEXP r_builtin(void);
SEXP r_close(SEXP handle);
SEXP r_column_words(SEXP handle);
SEXP r_columns(SEXP handle);
SEXP r_days(SEXP texts);
SEXP r_episode_codes(SEXP set, SEXP texts);
SEXP r_evaluate(SEXP handle, SEXP cases, SEXP days, SEXP options);
SEXP r_evaluate_one(SEXP handle, SEXP text, SEXP day, SEXP options);
SEXP r_evaluation_json(SEXP handle, SEXP flags);
SEXP r_evaluation_levels(SEXP handle);
SEXP r_evaluation_page(SEXP handle, SEXP width, SEXP all);
SEXP r_evaluation_tables(SEXP handle, SEXP wanted);
SEXP r_json(SEXP value);
SEXP r_levels(SEXP handle, SEXP order, SEXP given, SEXP as_of, SEXP pathway);
SEXP r_outcomes(SEXP episodes, SEXP children, SEXP levels, SEXP gates, SEXP options, SEXP said_by);
SEXP r_profile(SEXP packs, SEXP id, SEXP languages, SEXP said);
SEXP r_profile_facts(SEXP handle);
SEXP r_profile_page(SEXP handle, SEXP width);
SEXP r_split(SEXP text);
SEXP r_tables(void);
SEXP r_vocabulary(SEXP handle);

#endif
