/*
 * Levels over time: the library's columns and rows over vectors of R.
 *
 * R code gives each column as numbers from 0 that count in a list of words, and the order in which
 * the rows of a child stand together by date. Here the numbers are laid out in that order, in
 * vectors of R that live as long as the call, the library replays them, and what it writes is put
 * back to where the rows were, as factors.
 */
#include "shim.h"

#include "routines.h"

/* The words of a profile ---------------------------------------------------------------------- */

SEXP r_columns(SEXP handle)
{
    const reunify_profile *profile = object_of(handle, HANDLE_PROFILE);
    if (!profile)
        return no_object(HANDLE_PROFILE);
    SEXP error = PROTECT(new_error()), held = PROTECT(new_handle(HANDLE_COLUMNS, handle));
    reunify_columns *columns = NULL;
    const reunify_status status = reunify_columns_new(profile, 0, &columns, error_in(error));
    fill_handle(held, columns);
    SEXP answer = PROTECT(status ? faults_of(status, error) : held);
    empty_handle(error);
    UNPROTECT(3);
    return answer;
}

static SEXP names_of(const reunify_columns *columns, int32_t kind, size_t finding)
{
    const size_t count = reunify_columns_count(columns, kind, finding);
    SEXP names = PROTECT(Rf_allocVector(STRSXP, (R_xlen_t)count));
    for (size_t i = 0; i < count; i++)
        SET_STRING_ELT(names, (R_xlen_t)i,
                       text_of(reunify_columns_name(columns, kind, finding, i)));
    UNPROTECT(1);
    return names;
}

/* What a table may hold: findings, each with its words, levels and roles. */
SEXP r_column_words(SEXP handle)
{
    static const char *const names[] = {"findings", "values", "levels", "roles"};
    const reunify_columns *columns = object_of(handle, HANDLE_COLUMNS);
    if (!columns)
        return no_object(HANDLE_COLUMNS);
    SEXP words = PROTECT(Rf_allocVector(VECSXP, 4));
    SET_VECTOR_ELT(words, 0, names_of(columns, REUNIFY_CODES_FINDINGS, 0));
    const R_xlen_t count = Rf_xlength(VECTOR_ELT(words, 0));
    SET_VECTOR_ELT(words, 1, Rf_allocVector(VECSXP, count));
    for (R_xlen_t i = 0; i < count; i++)
        SET_VECTOR_ELT(VECTOR_ELT(words, 1), i, names_of(columns, REUNIFY_CODES_VALUES, (size_t)i));
    SET_VECTOR_ELT(words, 2, names_of(columns, REUNIFY_CODES_LEVELS, 0));
    SET_VECTOR_ELT(words, 3, names_of(columns, REUNIFY_CODES_ROLES, 0));
    set_names(words, names);
    UNPROTECT(1);
    return words;
}

/* Dates as texts: days, NA for what is no date. */
SEXP r_days(SEXP texts)
{
    const R_xlen_t count = Rf_xlength(texts);
    SEXP days = PROTECT(Rf_allocVector(INTSXP, count));
    for (R_xlen_t i = 0; i < count; i++) {
        reunify_date day = REUNIFY_DATE_NONE;
        SEXP text = STRING_ELT(texts, i);
        const bool good = text != NA_STRING &&
                          reunify_date_parse(CHAR(text), (size_t)LENGTH(text), &day) == REUNIFY_OK;
        INTEGER(days)[i] = good ? day : NA_INTEGER;
    }
    UNPROTECT(1);
    return days;
}

/* Columns in ---------------------------------------------------------------------------------- */

/* The members of a column as R code gives it. */
enum { WHAT, NAME, PERSON, CODES, WORDS };

/* Codes in the order of the rows; what is NA is not known. */
static SEXP laid_out(SEXP codes, SEXP order)
{
    const R_xlen_t count = Rf_xlength(order);
    SEXP lies = PROTECT(Rf_allocVector(INTSXP, count));
    const int *from = INTEGER(codes), *at = INTEGER(order);
    int *to = INTEGER(lies);
    for (R_xlen_t i = 0; i < count; i++)
        to[i] = from[at[i] - 1] == NA_INTEGER ? -1 : from[at[i] - 1];
    UNPROTECT(1);
    return lies;
}

static reunify_status give_words(reunify_rows *rows, SEXP column, reunify_error *error)
{
    SEXP words = VECTOR_ELT(column, WORDS), name = STRING_ELT(VECTOR_ELT(column, NAME), 0);
    const size_t count = (size_t)Rf_xlength(words);
    const char **texts = (const char **)R_alloc(count + 1, sizeof *texts);
    size_t *lengths = (size_t *)R_alloc(count + 1, sizeof *lengths);
    for (size_t i = 0; i < count; i++) {
        texts[i] = CHAR(STRING_ELT(words, (R_xlen_t)i));
        lengths[i] = (size_t)LENGTH(STRING_ELT(words, (R_xlen_t)i));
    }
    return reunify_rows_words(rows, Rf_asInteger(VECTOR_ELT(column, WHAT)), CHAR(name),
                              (size_t)LENGTH(name), Rf_asInteger(VECTOR_ELT(column, PERSON)), texts,
                              lengths, count, error);
}

/* `lies` has to live as long as the rows. */
static reunify_status give_column(reunify_rows *rows, SEXP column, SEXP lies, reunify_error *error)
{
    SEXP name = STRING_ELT(VECTOR_ELT(column, NAME), 0);
    const reunify_status status =
        reunify_rows_read(rows, Rf_asInteger(VECTOR_ELT(column, WHAT)), CHAR(name),
                          (size_t)LENGTH(name), Rf_asInteger(VECTOR_ELT(column, PERSON)),
                          REUNIFY_CELL_INT32, INTEGER(lies), NULL, NULL, 0, error);
    if (status || TYPEOF(VECTOR_ELT(column, WORDS)) != STRSXP)
        return status;
    return give_words(rows, column, error);
}

/* Results out --------------------------------------------------------------------------------- */

static const struct {
    const char *name;
    int32_t what, names;
    bool ordered;
} results[] = {{"level", REUNIFY_WRITE_LEVEL_AFTER, REUNIFY_CODES_LEVELS, true},
               {"level_before", REUNIFY_WRITE_LEVEL_BEFORE, REUNIFY_CODES_LEVELS, true},
               {"indicated", REUNIFY_WRITE_INDICATED, REUNIFY_CODES_LEVELS, true},
               {"rule", REUNIFY_WRITE_RULE, REUNIFY_CODES_RULES, false},
               {"basis", REUNIFY_WRITE_BASIS, REUNIFY_CODES_BASES, false},
               {"held_by", REUNIFY_WRITE_HELD_BY, REUNIFY_CODES_HELD_BY, false}};

enum { RESULTS = sizeof results / sizeof *results };

static SEXP room_for(int32_t what, R_xlen_t count)
{
    return Rf_allocVector(what == REUNIFY_WRITE_RULE ? INTSXP : RAWSXP, count);
}

static reunify_status want_result(reunify_rows *rows, int32_t what, SEXP room, reunify_error *error)
{
    const size_t count = (size_t)Rf_xlength(room);
    return TYPEOF(room) == INTSXP
               ? reunify_rows_write(rows, what, INTEGER(room), count * sizeof(int32_t), error)
               : reunify_rows_write(rows, what, RAW(room), count, error);
}

/* Names without those that are nothing; `*place` becomes of each code its number, or NA. */
static SEXP factor_levels(const reunify_columns *columns, int32_t kind, int **place)
{
    const size_t count = reunify_columns_count(columns, kind, 0);
    SEXP all = PROTECT(names_of(columns, kind, 0));
    int used = 0;
    *place = (int *)R_alloc(count + 1, sizeof **place);
    for (size_t i = 0; i < count; i++) {
        SEXP name = STRING_ELT(all, (R_xlen_t)i);
        const bool named = name != NA_STRING && LENGTH(name) > 0;
        (*place)[i] = named ? ++used : NA_INTEGER;
    }
    SEXP names = PROTECT(Rf_allocVector(STRSXP, used));
    for (size_t i = 0; i < count; i++)
        if ((*place)[i] != NA_INTEGER)
            SET_STRING_ELT(names, (*place)[i] - 1, STRING_ELT(all, (R_xlen_t)i));
    UNPROTECT(2);
    return names;
}

static int number_at(SEXP room, R_xlen_t at, const int *place)
{
    if (TYPEOF(room) == INTSXP)
        return INTEGER(room)[at] < 0 ? NA_INTEGER : place[INTEGER(room)[at]];
    return RAW(room)[at] == REUNIFY_CODE_NONE ? NA_INTEGER : place[RAW(room)[at]];
}

static void make_factor(SEXP numbers, SEXP levels, bool ordered)
{
    SEXP class = PROTECT(Rf_allocVector(STRSXP, ordered ? 2 : 1));
    if (ordered)
        SET_STRING_ELT(class, 0, text_of("ordered"));
    SET_STRING_ELT(class, ordered ? 1 : 0, text_of("factor"));
    Rf_setAttrib(numbers, R_LevelsSymbol, levels);
    Rf_setAttrib(numbers, R_ClassSymbol, class);
    UNPROTECT(1);
}

static SEXP put_back(const reunify_columns *columns, int result, SEXP room, SEXP order)
{
    int *place;
    const R_xlen_t count = Rf_xlength(order);
    SEXP levels = PROTECT(factor_levels(columns, results[result].names, &place));
    SEXP numbers = PROTECT(Rf_allocVector(INTSXP, count));
    for (R_xlen_t i = 0; i < count; i++)
        INTEGER(numbers)[INTEGER(order)[i] - 1] = number_at(room, i, place);
    make_factor(numbers, levels, results[result].ordered);
    UNPROTECT(2);
    return numbers;
}

static SEXP answer_of(const reunify_columns *columns, SEXP rooms, SEXP order)
{
    const char *names[RESULTS];
    SEXP answer = PROTECT(Rf_allocVector(VECSXP, RESULTS));
    for (int i = 0; i < RESULTS; i++) {
        SET_VECTOR_ELT(answer, i, put_back(columns, i, VECTOR_ELT(rooms, i), order));
        names[i] = results[i].name;
    }
    set_names(answer, names);
    UNPROTECT(1);
    return answer;
}

/* The call ------------------------------------------------------------------------------------ */

static reunify_status give_columns(reunify_rows *rows, SEXP given, SEXP lies, SEXP rooms,
                                   reunify_error *error)
{
    reunify_status status = REUNIFY_OK;
    for (R_xlen_t i = 0; i < Rf_xlength(given) && !status; i++)
        status = give_column(rows, VECTOR_ELT(given, i), VECTOR_ELT(lies, i), error);
    for (int i = 0; i < RESULTS && !status; i++)
        status = want_result(rows, results[i].what, VECTOR_ELT(rooms, i), error);
    return status;
}

static reunify_status replay(const reunify_columns *columns, const reunify_rows *rows, SEXP as_of,
                             SEXP pathway, reunify_error *error)
{
    const reunify_batch_options options = {.size = sizeof options, .pathway = chars_of(pathway)};
    size_t children;
    return reunify_columns_replay(columns, rows, Rf_asInteger(as_of), &options, &children, error);
}

/* `given`: columns, each a list of what, name, person, codes and words; `order`: of the rows, from
 * 1. */
SEXP r_levels(SEXP handle, SEXP order, SEXP given, SEXP as_of, SEXP pathway)
{
    const reunify_columns *columns = object_of(handle, HANDLE_COLUMNS);
    if (!columns)
        return no_object(HANDLE_COLUMNS);
    const R_xlen_t count = Rf_xlength(order);
    SEXP error = PROTECT(new_error()), lies = PROTECT(Rf_allocVector(VECSXP, Rf_xlength(given)));
    SEXP rooms = PROTECT(Rf_allocVector(VECSXP, RESULTS));
    for (R_xlen_t i = 0; i < Rf_xlength(given); i++)
        SET_VECTOR_ELT(lies, i, laid_out(VECTOR_ELT(VECTOR_ELT(given, i), CODES), order));
    for (int i = 0; i < RESULTS; i++)
        SET_VECTOR_ELT(rooms, i, room_for(results[i].what, count));
    SEXP held = PROTECT(new_handle(HANDLE_ROWS, lies));
    reunify_rows *rows = NULL;
    reunify_status status = reunify_rows_new(NULL, (size_t)count, &rows, error_in(error));
    fill_handle(held, rows);
    if (!status)
        status = give_columns(rows, given, lies, rooms, error_in(error));
    if (!status)
        status = replay(columns, rows, as_of, pathway, error_in(error));
    SEXP answer = PROTECT(status ? faults_of(status, error) : answer_of(columns, rooms, order));
    empty_handle(held);
    empty_handle(error);
    UNPROTECT(5);
    return answer;
}
