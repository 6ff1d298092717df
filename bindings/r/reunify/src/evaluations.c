/*
 * Evaluations, and their tables as data frames.
 *
 * Many cases go through one evaluator into one evaluation, which is filled again and again; its
 * rows are added to the frames, one a table that is wanted, whose columns are vectors of R that
 * double when they are full. A case that is wrong ends the call, or becomes rows of the table of
 * errors. Nothing is copied that is not wanted. Interrupts are looked for between cases.
 */
#include "shim.h"

#include "routines.h"

#include <string.h>

enum { FIRST_ROOM = 64, CASES_A_LOOK = 64 };

/* Frames -------------------------------------------------------------------------------------- */

typedef struct {
    int32_t table;
    SEXP columns; /* lies in a list that is protected */
    R_xlen_t count, room;
} frame;

typedef struct {
    SEXP list; /* a list of columns a table */
    frame *frames;
    R_xlen_t count;
} frames;

static SEXPTYPE vector_type(int32_t type)
{
    switch (type) {
    case REUNIFY_COLUMN_DATE:
        return REALSXP;
    case REUNIFY_COLUMN_INTEGER:
        return INTSXP;
    case REUNIFY_COLUMN_BOOLEAN:
        return LGLSXP;
    default:
        return STRSXP;
    }
}

static SEXP new_columns(int32_t table, R_xlen_t room)
{
    const size_t count = reunify_table_column_count(table);
    SEXP columns = PROTECT(Rf_allocVector(VECSXP, (R_xlen_t)count));
    for (size_t i = 0; i < count; i++)
        SET_VECTOR_ELT(columns, (R_xlen_t)i,
                       Rf_allocVector(vector_type(reunify_table_column_type(table, i)), room));
    UNPROTECT(1);
    return columns;
}

/* `wanted`: numbers of tables. What comes back has to be protected by its list. */
static frames new_frames(SEXP wanted)
{
    frames made = {PROTECT(Rf_allocVector(VECSXP, Rf_xlength(wanted))), NULL, Rf_xlength(wanted)};
    made.frames = (frame *)R_alloc((size_t)made.count + 1, sizeof *made.frames);
    for (R_xlen_t i = 0; i < made.count; i++) {
        const int32_t table = INTEGER(wanted)[i];
        SET_VECTOR_ELT(made.list, i, new_columns(table, FIRST_ROOM));
        made.frames[i] = (frame){table, VECTOR_ELT(made.list, i), 0, FIRST_ROOM};
    }
    UNPROTECT(1);
    return made;
}

static void resize(frame *f, R_xlen_t room)
{
    for (R_xlen_t i = 0; i < Rf_xlength(f->columns); i++)
        SET_VECTOR_ELT(f->columns, i, Rf_xlengthgets(VECTOR_ELT(f->columns, i), room));
    f->room = room;
}

static void make_room(frame *f, size_t more)
{
    R_xlen_t room = f->room;
    while ((size_t)(room - f->count) < more)
        room *= 2;
    if (room != f->room)
        resize(f, room);
}

static void put_number(SEXP column, R_xlen_t at, bool known, int64_t number)
{
    const bool fits = known && number > INT32_MIN && number <= INT32_MAX;
    if (TYPEOF(column) == REALSXP)
        REAL(column)[at] = known ? (double)number : NA_REAL;
    else
        INTEGER(column)[at] = fits ? (int)number : NA_INTEGER;
}

static void put_cells(SEXP column, R_xlen_t from, const reunify_table_rows *rows, size_t number)
{
    for (size_t row = 0; row < reunify_table_rows_count(rows); row++) {
        const R_xlen_t at = from + (R_xlen_t)row;
        if (TYPEOF(column) == STRSXP)
            SET_STRING_ELT(column, at, text_of(reunify_table_rows_text(rows, row, number)));
        else
            put_number(column, at, reunify_table_rows_has(rows, row, number) == REUNIFY_TRUE,
                       reunify_table_rows_number(rows, row, number));
    }
}

static void append_rows(frame *f, const reunify_table_rows *rows)
{
    make_room(f, reunify_table_rows_count(rows));
    for (R_xlen_t i = 0; i < Rf_xlength(f->columns); i++)
        put_cells(VECTOR_ELT(f->columns, i), f->count, rows, (size_t)i);
    f->count += (R_xlen_t)reunify_table_rows_count(rows);
}

static void name_columns(frame *f)
{
    SEXP names = PROTECT(Rf_allocVector(STRSXP, Rf_xlength(f->columns)));
    for (R_xlen_t i = 0; i < Rf_xlength(f->columns); i++) {
        SET_STRING_ELT(names, i, text_of(reunify_table_column_name(f->table, (size_t)i)));
        if (reunify_table_column_type(f->table, (size_t)i) == REUNIFY_COLUMN_DATE)
            set_class(VECTOR_ELT(f->columns, i), "Date");
    }
    Rf_setAttrib(f->columns, R_NamesSymbol, names);
    UNPROTECT(1);
}

/* The frames as lists of columns, under the names of their tables. */
static SEXP finished(frames *all)
{
    SEXP names = PROTECT(Rf_allocVector(STRSXP, all->count));
    for (R_xlen_t i = 0; i < all->count; i++) {
        frame *f = &all->frames[i];
        resize(f, f->count);
        name_columns(f);
        SET_STRING_ELT(names, i, text_of(reunify_table_name(f->table)));
    }
    Rf_setAttrib(all->list, R_NamesSymbol, names);
    UNPROTECT(1);
    return all->list;
}

/* The names of the tables, in the order of their numbers. */
SEXP r_tables(void)
{
    const size_t count = reunify_table_count();
    SEXP names = PROTECT(Rf_allocVector(STRSXP, (R_xlen_t)count));
    for (size_t i = 0; i < count; i++)
        SET_STRING_ELT(names, (R_xlen_t)i, text_of(reunify_table_name((int32_t)i)));
    UNPROTECT(1);
    return names;
}

static reunify_status append_evaluation(frames *all, reunify_evaluation *evaluation, SEXP held,
                                        SEXP error)
{
    for (R_xlen_t i = 0; i < all->count; i++) {
        reunify_table_rows *rows = NULL;
        const reunify_status status =
            reunify_table_rows_new(evaluation, all->frames[i].table, &rows, error_in(error));
        if (status)
            return status;
        fill_handle(held, rows);
        append_rows(&all->frames[i], rows);
        empty_handle(held);
    }
    return REUNIFY_OK;
}

/* Errors as rows ------------------------------------------------------------------------------ */

/* Where a case stands: the file, the line of it on which the case begins, and which element. */
typedef struct {
    SEXP file;
    int line, element;
} place;

static R_xlen_t column_of(const frame *f, const char *name)
{
    for (R_xlen_t i = 0; i < Rf_xlength(f->columns); i++)
        if (strcmp(reunify_table_column_name(f->table, (size_t)i), name) == 0)
            return i;
    return -1;
}

static void put_places(frame *f, R_xlen_t from, place where)
{
    SEXP lines = VECTOR_ELT(f->columns, column_of(f, "line_number"));
    SEXP files = VECTOR_ELT(f->columns, column_of(f, "file"));
    SEXP elements = VECTOR_ELT(f->columns, column_of(f, "element"));
    for (R_xlen_t row = from; row < f->count; row++) {
        if (INTEGER(lines)[row] != NA_INTEGER)
            INTEGER(lines)[row] += where.line - 1;
        SET_STRING_ELT(files, row, where.file);
        INTEGER(elements)[row] = where.element;
    }
}

static reunify_status append_faults(frame *f, const char *id, reunify_date day, const char *profile,
                                    SEXP faults, SEXP held)
{
    reunify_table_rows *rows = NULL;
    const reunify_status status = reunify_table_rows_of_faults(
        NULL, id, id ? strlen(id) : 0, day, profile, error_in(faults), &rows, NULL);
    if (status)
        return status;
    fill_handle(held, rows);
    append_rows(f, rows);
    empty_handle(held);
    return REUNIFY_OK;
}

/* A fault that is not the library's. */
static void append_problem(frame *f, const char *id, reunify_date day, const char *profile,
                           SEXP problem)
{
    static const char *const names[] = {"code", "message", "pointer"};
    make_room(f, 1);
    for (R_xlen_t i = 0; i < Rf_xlength(f->columns); i++) {
        SEXP column = VECTOR_ELT(f->columns, i);
        if (TYPEOF(column) == STRSXP)
            SET_STRING_ELT(column, f->count, NA_STRING);
        else
            put_number(column, f->count, false, 0);
    }
    for (int i = 0; i < 3; i++)
        SET_STRING_ELT(VECTOR_ELT(f->columns, column_of(f, names[i])), f->count,
                       STRING_ELT(VECTOR_ELT(problem, i + 1), 0));
    SET_STRING_ELT(VECTOR_ELT(f->columns, column_of(f, "profile")), f->count, text_of(profile));
    SET_STRING_ELT(VECTOR_ELT(f->columns, column_of(f, "case_id")), f->count, text_of(id));
    put_number(VECTOR_ELT(f->columns, column_of(f, "as_of")), f->count, day != REUNIFY_DATE_NONE,
               day);
    f->count++;
}

/* Many cases ---------------------------------------------------------------------------------- */

/* The members of `cases` and of `options`, as R code gives them. */
enum { TEXTS, PROBLEMS, FILES, LINES, ELEMENTS };
enum { WANTED, PATHWAY, EXPLAIN, STRICT, COLLECT };

typedef struct {
    const reunify_profile *profile;
    reunify_evaluate_options options;
    uint32_t flags;
    bool collect;
    SEXP cases, days;
    SEXP error, evaluator, evaluation, record, rows; /* handles */
    frames all;
    frame errors;
    SEXP failure; /* what ends the call: a list of faults; NULL: nothing */
    R_xlen_t evaluated;
} run;

static reunify_evaluate_options options_of(SEXP options)
{
    return (reunify_evaluate_options){.size = sizeof(reunify_evaluate_options),
                                      .pathway = chars_of(VECTOR_ELT(options, PATHWAY)),
                                      .explain = Rf_asInteger(VECTOR_ELT(options, EXPLAIN))};
}

static place place_of(const run *r, R_xlen_t number)
{
    SEXP cases = r->cases;
    return (place){STRING_ELT(VECTOR_ELT(cases, FILES), number),
                   INTEGER(VECTOR_ELT(cases, LINES))[number],
                   INTEGER(VECTOR_ELT(cases, ELEMENTS))[number]};
}

/* The failure that ends the call, with the number of the case from 1. */
static void end_with(run *r, SEXP faults, R_xlen_t number)
{
    PROTECT(faults);
    SEXP at = PROTECT(Rf_ScalarInteger((int)number + 1));
    SEXP lines = VECTOR_ELT(faults, 4);
    for (R_xlen_t i = 0; i < Rf_xlength(lines); i++)
        if (INTEGER(lines)[i] > 0)
            INTEGER(lines)[i] += place_of(r, number).line - 1;
    Rf_setAttrib(faults, Rf_install("number"), at);
    r->failure = faults;
    UNPROTECT(2);
}

static const char *id_of(const reunify_case *record)
{
    return reunify_case_get_text(record, REUNIFY_THE_CASE, REUNIFY_FIELD_ID);
}

/* What is wrong with a case, by the library, at a day. */
static void note_faults(run *r, R_xlen_t number, reunify_status status, const char *id,
                        reunify_date day)
{
    SEXP text = STRING_ELT(VECTOR_ELT(r->cases, TEXTS), number);
    const R_xlen_t from = r->errors.count;
    if (status == REUNIFY_INVALID && error_in(r->error))
        (void)reunify_error_locate(error_in(r->error), CHAR(text), (size_t)LENGTH(text));
    if (!r->collect || status == REUNIFY_NO_MEMORY || !error_in(r->error)) {
        end_with(r, faults_of(status, r->error), number);
        return;
    }
    if (append_faults(&r->errors, id, day, reunify_profile_id(r->profile), r->error, r->rows))
        end_with(r, faults_of(REUNIFY_NO_MEMORY, r->error), number);
    put_places(&r->errors, from, place_of(r, number));
}

/* The same where the library was not asked. */
static void note_problem(run *r, R_xlen_t number, SEXP problem, const char *id, reunify_date day)
{
    const R_xlen_t from = r->errors.count;
    if (!r->collect) {
        end_with(r, problem, number);
        return;
    }
    PROTECT(problem);
    append_problem(&r->errors, id, day, reunify_profile_id(r->profile), problem);
    put_places(&r->errors, from, place_of(r, number));
    UNPROTECT(1);
}

/* There is no case: that is wrong at each day. `problem`: R_NilValue where the library says what.
 */
static void note_unread(run *r, R_xlen_t number, reunify_status status, SEXP problem)
{
    SEXP text = STRING_ELT(VECTOR_ELT(r->cases, TEXTS), number);
    const bool latest = TYPEOF(r->days) != INTSXP;
    fill_handle(r->record, case_of_id(CHAR(text), (size_t)LENGTH(text)));
    const char *id = id_of(object_of(r->record, HANDLE_CASE));
    for (R_xlen_t i = 0; i < (latest ? 1 : Rf_xlength(r->days)) && !r->failure; i++) {
        const reunify_date day = latest ? REUNIFY_DATE_NONE : INTEGER(r->days)[i];
        if (problem != R_NilValue)
            note_problem(r, number, problem, id, day);
        else
            note_faults(r, number, status, id, day);
    }
}

static SEXP no_date(void)
{
    return one_fault("argument", "bad_date", "the case has no date: give `as_of`", "");
}

static void evaluate_at(run *r, R_xlen_t number, const reunify_case *record, reunify_date day)
{
    reunify_evaluation *evaluation = object_of(r->evaluation, HANDLE_EVALUATION);
    reunify_status status =
        reunify_evaluate_into(object_of(r->evaluator, HANDLE_EVALUATOR), r->profile, record, day,
                              &r->options, evaluation, error_in(r->error));
    if (!status)
        status = append_evaluation(&r->all, evaluation, r->rows, r->error);
    if (status)
        note_faults(r, number, status, id_of(record), day);
    else
        r->evaluated++;
}

/* At the latest date in the case. */
static void evaluate_latest(run *r, R_xlen_t number, const reunify_case *record)
{
    const reunify_date day = reunify_case_latest_date(record);
    if (day != REUNIFY_DATE_NONE)
        evaluate_at(r, number, record, day);
    else
        note_problem(r, number, no_date(), id_of(record), day);
}

static void evaluate_case(run *r, R_xlen_t number)
{
    SEXP text = STRING_ELT(VECTOR_ELT(r->cases, TEXTS), number);
    SEXP problem = VECTOR_ELT(VECTOR_ELT(r->cases, PROBLEMS), number);
    reunify_case *record = NULL;
    if (problem != R_NilValue) {
        note_unread(r, number, REUNIFY_OK, problem);
        return;
    }
    const reunify_status status = reunify_case_from_json(NULL, CHAR(text), (size_t)LENGTH(text),
                                                         r->flags, &record, error_in(r->error));
    fill_handle(r->record, record);
    if (status)
        note_unread(r, number, status, R_NilValue);
    else if (TYPEOF(r->days) != INTSXP)
        evaluate_latest(r, number, record);
    else
        for (R_xlen_t i = 0; i < Rf_xlength(r->days) && !r->failure; i++)
            evaluate_at(r, number, record, INTEGER(r->days)[i]);
}

static reunify_status prepare(run *r)
{
    reunify_evaluator *evaluator = NULL;
    reunify_evaluation *evaluation = NULL;
    reunify_status status = reunify_evaluator_new(NULL, &evaluator, error_in(r->error));
    fill_handle(r->evaluator, evaluator);
    if (!status)
        status = reunify_evaluation_new(NULL, &evaluation, error_in(r->error));
    fill_handle(r->evaluation, evaluation);
    return status;
}

/* Tables, those of errors, and how many evaluations there were. */
static SEXP told(run *r)
{
    static const char *const names[] = {"tables", "errors", "evaluated"};
    SEXP answer = PROTECT(Rf_allocVector(VECSXP, 3));
    SET_VECTOR_ELT(answer, 0, finished(&r->all));
    resize(&r->errors, r->errors.count);
    name_columns(&r->errors);
    SET_VECTOR_ELT(answer, 1, r->errors.columns);
    SET_VECTOR_ELT(answer, 2, Rf_ScalarReal((double)r->evaluated));
    set_names(answer, names);
    UNPROTECT(1);
    return answer;
}

/* `days`: NULL for the latest in each case. */
SEXP r_evaluate(SEXP handle, SEXP cases, SEXP days, SEXP options)
{
    run r = {.profile = object_of(handle, HANDLE_PROFILE), .cases = cases, .days = days};
    if (!r.profile)
        return no_object(HANDLE_PROFILE);
    r.options = options_of(options);
    r.flags = Rf_asLogical(VECTOR_ELT(options, STRICT)) == TRUE ? REUNIFY_CASE_STRICT : 0;
    r.collect = Rf_asLogical(VECTOR_ELT(options, COLLECT)) == TRUE;
    SEXP keep = PROTECT(Rf_allocVector(VECSXP, 8));
    SET_VECTOR_ELT(keep, 0, r.error = new_error());
    SET_VECTOR_ELT(keep, 1, r.evaluator = new_handle(HANDLE_EVALUATOR, R_NilValue));
    SET_VECTOR_ELT(keep, 2, r.evaluation = new_handle(HANDLE_EVALUATION, handle));
    SET_VECTOR_ELT(keep, 3, r.record = new_handle(HANDLE_CASE, R_NilValue));
    SET_VECTOR_ELT(keep, 4, r.rows = new_handle(HANDLE_TABLE_ROWS, R_NilValue));
    r.all = new_frames(VECTOR_ELT(options, WANTED));
    SET_VECTOR_ELT(keep, 5, r.all.list);
    r.errors =
        (frame){REUNIFY_TIDY_ERRORS, new_columns(REUNIFY_TIDY_ERRORS, FIRST_ROOM), 0, FIRST_ROOM};
    SET_VECTOR_ELT(keep, 6, r.errors.columns);
    const reunify_status status = prepare(&r);
    for (R_xlen_t i = 0; !status && i < Rf_xlength(VECTOR_ELT(cases, TEXTS)) && !r.failure; i++) {
        if (i % CASES_A_LOOK == 0)
            R_CheckUserInterrupt();
        evaluate_case(&r, i);
        if (r.failure)
            SET_VECTOR_ELT(keep, 7, r.failure);
    }
    SEXP answer = PROTECT(status ? faults_of(status, r.error) : r.failure ? r.failure : told(&r));
    for (R_xlen_t i = 4; i >= 0; i--)
        empty_handle(VECTOR_ELT(keep, i));
    UNPROTECT(2);
    return answer;
}

/* One case ------------------------------------------------------------------------------------ */

static reunify_status evaluate_text(const reunify_profile *profile, SEXP text, SEXP day,
                                    SEXP options, SEXP evaluator, SEXP record, SEXP evaluation,
                                    reunify_error *error)
{
    const uint32_t flags =
        Rf_asLogical(VECTOR_ELT(options, STRICT)) == TRUE ? REUNIFY_CASE_STRICT : 0;
    const reunify_evaluate_options chosen = options_of(options);
    reunify_case *c = NULL;
    reunify_evaluator *scratch = NULL;
    reunify_evaluation *made = NULL;
    SEXP string = STRING_ELT(text, 0);
    reunify_status status =
        reunify_case_from_json(NULL, CHAR(string), (size_t)LENGTH(string), flags, &c, error);
    fill_handle(record, c);
    if (!status)
        status = reunify_evaluator_new(NULL, &scratch, error);
    fill_handle(evaluator, scratch);
    if (!status)
        status =
            reunify_evaluate(scratch, profile, c,
                             TYPEOF(day) == INTSXP ? INTEGER(day)[0] : reunify_case_latest_date(c),
                             &chosen, &made, error);
    fill_handle(evaluation, made);
    if (status == REUNIFY_INVALID && error)
        (void)reunify_error_locate(error, CHAR(string), (size_t)LENGTH(string));
    return status;
}

static bool is_undated(SEXP record, SEXP day)
{
    const reunify_case *c = object_of(record, HANDLE_CASE);
    return c && TYPEOF(day) != INTSXP && reunify_case_latest_date(c) == REUNIFY_DATE_NONE;
}

/* A handle with an evaluation; `day`: NULL for the latest in the case. */
SEXP r_evaluate_one(SEXP handle, SEXP text, SEXP day, SEXP options)
{
    const reunify_profile *profile = object_of(handle, HANDLE_PROFILE);
    if (!profile)
        return no_object(HANDLE_PROFILE);
    SEXP error = PROTECT(new_error()), record = PROTECT(new_handle(HANDLE_CASE, R_NilValue));
    SEXP evaluator = PROTECT(new_handle(HANDLE_EVALUATOR, R_NilValue));
    SEXP evaluation = PROTECT(new_handle(HANDLE_EVALUATION, handle));
    const reunify_status status =
        evaluate_text(profile, text, day, options, evaluator, record, evaluation, error_in(error));
    SEXP answer = evaluation;
    if (status)
        answer = is_undated(record, day) ? no_date() : faults_of(status, error);
    PROTECT(answer);
    empty_handle(evaluator);
    empty_handle(record);
    empty_handle(error);
    UNPROTECT(5);
    return answer;
}

SEXP r_evaluation_tables(SEXP handle, SEXP wanted)
{
    reunify_evaluation *evaluation = object_of(handle, HANDLE_EVALUATION);
    if (!evaluation)
        return no_object(HANDLE_EVALUATION);
    SEXP error = PROTECT(new_error()), rows = PROTECT(new_handle(HANDLE_TABLE_ROWS, handle));
    frames all = new_frames(wanted);
    PROTECT(all.list);
    const reunify_status status = append_evaluation(&all, evaluation, rows, error);
    SEXP answer = PROTECT(status ? faults_of(status, error) : finished(&all));
    empty_handle(rows);
    empty_handle(error);
    UNPROTECT(4);
    return answer;
}

SEXP r_evaluation_page(SEXP handle, SEXP width, SEXP all)
{
    const reunify_evaluation *evaluation = object_of(handle, HANDLE_EVALUATION);
    if (!evaluation)
        return no_object(HANDLE_EVALUATION);
    SEXP error = PROTECT(new_error()), held = PROTECT(new_handle(HANDLE_TEXT, R_NilValue));
    reunify_text *text = NULL;
    const uint32_t flags = Rf_asLogical(all) == TRUE ? REUNIFY_TEXT_ALL : 0;
    const reunify_status status =
        reunify_evaluation_to_text(evaluation, flags, Rf_asInteger(width), &text, error_in(error));
    SEXP answer = answer_text(status, text, held, error);
    UNPROTECT(2);
    return answer;
}

SEXP r_evaluation_json(SEXP handle, SEXP flags)
{
    const reunify_evaluation *evaluation = object_of(handle, HANDLE_EVALUATION);
    if (!evaluation)
        return no_object(HANDLE_EVALUATION);
    SEXP error = PROTECT(new_error()), held = PROTECT(new_handle(HANDLE_TEXT, R_NilValue));
    reunify_text *text = NULL;
    const reunify_status status = reunify_evaluation_to_json(
        evaluation, (uint32_t)Rf_asInteger(flags), &text, error_in(error));
    SEXP answer = answer_text(status, text, held, error);
    UNPROTECT(2);
    return answer;
}
