/*
 * Outcomes of care episodes: columns of R in, and every table as vectors of R out, so that nothing
 * of the library is kept. Children are numbers from 0 in the order of their ids, which R code
 * knows.
 */
#include "shim.h"

#include "routines.h"

/* Numbers of the codes of a set; what is NA or blank is no code. */
SEXP r_episode_codes(SEXP set, SEXP texts)
{
    const R_xlen_t count = Rf_xlength(texts);
    SEXP codes = PROTECT(Rf_allocVector(INTSXP, count));
    for (R_xlen_t i = 0; i < count; i++) {
        SEXP text = STRING_ELT(texts, i);
        int32_t code = REUNIFY_EPISODE_NO_CODE;
        if (text != NA_STRING &&
            reunify_episode_code_find(Rf_asInteger(set), CHAR(text), (size_t)LENGTH(text), &code))
            code = REUNIFY_EPISODE_UNKNOWN_CODE;
        INTEGER(codes)[i] = code;
    }
    UNPROTECT(1);
    return codes;
}

/* Columns in ---------------------------------------------------------------------------------- */

/* The members of what R code gives. */
enum { CHILD, START, END, STARTED, LEGAL_STATUS, PLACEMENT, CEASED, AUTHORITY, REPORT };
enum { BIRTH = 1, SEX = 2 };
enum { DATE = 1, MARKED = 2, NAMES = 3 };
enum { FROM, TO, OBSERVED_TO, RULE, SHORT_BREAKS, ENDS, SUPPRESS_BELOW, AUTHORITIES };

static const int64_t *children_in(SEXP list)
{
    SEXP column = VECTOR_ELT(list, CHILD);
    const size_t count = (size_t)Rf_xlength(column);
    int64_t *children = (int64_t *)R_alloc(count + 1, sizeof *children);
    for (size_t i = 0; i < count; i++)
        children[i] = INTEGER(column)[i];
    return children;
}

/* A column of whole numbers; NULL where it is not given. NA is REUNIFY_DATE_NONE. */
static const int32_t *column_in(SEXP list, int at)
{
    SEXP column = VECTOR_ELT(list, at);
    return TYPEOF(column) == INTSXP ? INTEGER(column) : NULL;
}

static reunify_episodes episodes_in(SEXP list)
{
    return (reunify_episodes){.size = sizeof(reunify_episodes),
                              .count = (size_t)Rf_xlength(VECTOR_ELT(list, CHILD)),
                              .child = children_in(list),
                              .start = column_in(list, START),
                              .end = column_in(list, END),
                              .started = column_in(list, STARTED),
                              .legal_status = column_in(list, LEGAL_STATUS),
                              .placement = column_in(list, PLACEMENT),
                              .ceased = column_in(list, CEASED),
                              .authority = column_in(list, AUTHORITY),
                              .report = column_in(list, REPORT)};
}

static reunify_episode_children known_children(SEXP list)
{
    return (reunify_episode_children){.size = sizeof(reunify_episode_children),
                                      .count = (size_t)Rf_xlength(VECTOR_ELT(list, CHILD)),
                                      .child = children_in(list),
                                      .birth = column_in(list, BIRTH),
                                      .sex = column_in(list, SEX)};
}

static const char *const *names_in(SEXP texts)
{
    const size_t count = (size_t)Rf_xlength(texts);
    const char **names = (const char **)R_alloc(count + 1, sizeof *names);
    for (size_t i = 0; i < count; i++)
        names[i] = CHAR(STRING_ELT(texts, (R_xlen_t)i));
    return names;
}

static reunify_return_marks marks_in(SEXP list)
{
    return (reunify_return_marks){.size = sizeof(reunify_return_marks),
                                  .count = (size_t)Rf_xlength(VECTOR_ELT(list, CHILD)),
                                  .child = children_in(list),
                                  .date = column_in(list, DATE),
                                  .mark = column_in(list, MARKED),
                                  .names = names_in(VECTOR_ELT(list, NAMES)),
                                  .name_count = (size_t)Rf_xlength(VECTOR_ELT(list, NAMES))};
}

static reunify_outcome_options options_in(SEXP list)
{
    SEXP authorities = VECTOR_ELT(list, AUTHORITIES);
    return (reunify_outcome_options){.size = sizeof(reunify_outcome_options),
                                     .from = Rf_asInteger(VECTOR_ELT(list, FROM)),
                                     .to = Rf_asInteger(VECTOR_ELT(list, TO)),
                                     .observed_to = Rf_asInteger(VECTOR_ELT(list, OBSERVED_TO)),
                                     .rule = Rf_asInteger(VECTOR_ELT(list, RULE)),
                                     .short_breaks = Rf_asInteger(VECTOR_ELT(list, SHORT_BREAKS)),
                                     .ends = Rf_asInteger(VECTOR_ELT(list, ENDS)),
                                     .suppress_below =
                                         Rf_asInteger(VECTOR_ELT(list, SUPPRESS_BELOW)),
                                     .authorities = names_in(authorities),
                                     .authority_count = (size_t)Rf_xlength(authorities)};
}

/* Tables out ---------------------------------------------------------------------------------- */

static SEXP words_in(const reunify_outcomes *o, int32_t table, size_t column, R_xlen_t count)
{
    SEXP words = PROTECT(Rf_allocVector(STRSXP, count));
    for (R_xlen_t row = 0; row < count; row++)
        SET_STRING_ELT(words, row, text_of(reunify_outcomes_word(o, table, column, (size_t)row)));
    UNPROTECT(1);
    return words;
}

static SEXP dates_in(const reunify_outcomes *o, int32_t table, size_t column, R_xlen_t count)
{
    SEXP dates = PROTECT(Rf_allocVector(REALSXP, count));
    for (R_xlen_t row = 0; row < count; row++) {
        const int64_t day = reunify_outcomes_value(o, table, column, (size_t)row);
        REAL(dates)[row] = day == REUNIFY_DATE_NONE ? NA_REAL : (double)day;
    }
    set_class(dates, "Date");
    UNPROTECT(1);
    return dates;
}

/* Rows of other tables, and children, count from 1 in R. What is none or not told is NA. */
static SEXP numbers_in(const reunify_outcomes *o, int32_t table, size_t column, R_xlen_t count)
{
    const bool place = reunify_outcomes_column_type(table, column) == REUNIFY_OUTCOME_COLUMN_INT64;
    const int64_t parts = reunify_outcomes_column_parts(table, column);
    SEXP numbers = PROTECT(Rf_allocVector(place || parts > 1 ? REALSXP : INTSXP, count));
    for (R_xlen_t row = 0; row < count; row++) {
        const int64_t value = reunify_outcomes_value(o, table, column, (size_t)row);
        if (TYPEOF(numbers) == INTSXP)
            INTEGER(numbers)[row] = value < 0 ? NA_INTEGER : (int)value;
        else if (value < 0)
            REAL(numbers)[row] = NA_REAL;
        else
            REAL(numbers)[row] = place ? (double)value + 1 : (double)value / (double)parts;
    }
    UNPROTECT(1);
    return numbers;
}

static SEXP vector_in(const reunify_outcomes *o, int32_t table, size_t column)
{
    const R_xlen_t count = (R_xlen_t)reunify_outcomes_length(o, table);
    switch (reunify_outcomes_column_type(table, column)) {
    case REUNIFY_OUTCOME_COLUMN_WORD:
        return words_in(o, table, column, count);
    case REUNIFY_OUTCOME_COLUMN_DATE:
        return dates_in(o, table, column, count);
    default:
        return numbers_in(o, table, column, count);
    }
}

static SEXP table_in(const reunify_outcomes *o, int32_t table)
{
    const size_t count = reunify_outcomes_column_count(table);
    SEXP columns = PROTECT(Rf_allocVector(VECSXP, (R_xlen_t)count));
    SEXP names = PROTECT(Rf_allocVector(STRSXP, (R_xlen_t)count));
    for (size_t i = 0; i < count; i++) {
        SET_VECTOR_ELT(columns, (R_xlen_t)i, vector_in(o, table, i));
        SET_STRING_ELT(names, (R_xlen_t)i, text_of(reunify_outcomes_column_name(table, i)));
    }
    Rf_setAttrib(columns, R_NamesSymbol, names);
    UNPROTECT(2);
    return columns;
}

/* The call ------------------------------------------------------------------------------------ */

static SEXP page_of(const reunify_outcomes *o, const reunify_profile *said_by, SEXP error)
{
    SEXP held = PROTECT(new_handle(HANDLE_TEXT, R_NilValue));
    reunify_text *text = NULL;
    const reunify_status status =
        reunify_outcomes_to_text(o, said_by, 0, 100, &text, error_in(error));
    SEXP answer = answer_text(status, text, held, error);
    UNPROTECT(1);
    return answer;
}

static SEXP json_of(const reunify_outcomes *o, SEXP error)
{
    SEXP held = PROTECT(new_handle(HANDLE_TEXT, R_NilValue));
    reunify_text *text = NULL;
    const reunify_status status = reunify_outcomes_to_json(o, 0, &text, error_in(error));
    SEXP answer = answer_text(status, text, held, error);
    UNPROTECT(1);
    return answer;
}

static SEXP all_of(const reunify_outcomes *o, const reunify_profile *said_by)
{
    static const char *const names[] = {"periods", "returns", "with_parents", "anomalies", "cohort",
                                        "leavers", "summary", "page",         "json"};
    SEXP all = PROTECT(Rf_allocVector(VECSXP, 9));
    for (int32_t table = 0; table <= REUNIFY_OUTCOME_TABLE_SUMMARY; table++)
        SET_VECTOR_ELT(all, table, table_in(o, table));
    SEXP error = PROTECT(new_error());
    SET_VECTOR_ELT(all, 7, page_of(o, said_by, error));
    UNPROTECT(1);
    error = PROTECT(new_error());
    SET_VECTOR_ELT(all, 8, json_of(o, error));
    set_names(all, names);
    UNPROTECT(2);
    return all;
}

/* `children`, `levels`, `gates` and `said_by`, a profile, may be NULL. */
SEXP r_outcomes(SEXP episodes, SEXP children, SEXP levels, SEXP gates, SEXP options, SEXP said_by)
{
    const bool other = TYPEOF(said_by) == EXTPTRSXP;
    const reunify_profile *profile = other ? object_of(said_by, HANDLE_PROFILE) : NULL;
    if (other && !profile)
        return no_object(HANDLE_PROFILE);
    SEXP error = PROTECT(new_error()), held = PROTECT(new_handle(HANDLE_OUTCOMES, R_NilValue));
    const reunify_episodes rows = episodes_in(episodes);
    reunify_outcome_options chosen = options_in(options);
    reunify_episode_children known = {.size = sizeof known};
    reunify_return_marks by_level, by_gate;
    if (TYPEOF(children) == VECSXP)
        known = known_children(children);
    if (TYPEOF(levels) == VECSXP) {
        by_level = marks_in(levels);
        chosen.levels = &by_level;
    }
    if (TYPEOF(gates) == VECSXP) {
        by_gate = marks_in(gates);
        chosen.gates = &by_gate;
    }
    reunify_outcomes *made = NULL;
    const reunify_status status = reunify_outcomes_new(
        NULL, &rows, TYPEOF(children) == VECSXP ? &known : NULL, &chosen, &made, error_in(error));
    fill_handle(held, made);
    SEXP answer = PROTECT(status ? faults_of(status, error) : all_of(made, profile));
    empty_handle(held);
    empty_handle(error);
    UNPROTECT(3);
    return answer;
}
