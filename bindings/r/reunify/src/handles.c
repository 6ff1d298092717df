#include "shim.h"

#include <string.h>

static void release_error(void *object)
{
    reunify_error_free(object);
}

static void release_text(void *object)
{
    reunify_text_free(object);
}

static void release_profile(void *object)
{
    reunify_profile_unref(object);
}

static void release_vocabulary(void *object)
{
    reunify_vocabulary_free(object);
}

static void release_case(void *object)
{
    reunify_case_free(object);
}

static void release_evaluator(void *object)
{
    reunify_evaluator_free(object);
}

static void release_evaluation(void *object)
{
    reunify_evaluation_unref(object);
}

static void release_table_rows(void *object)
{
    reunify_table_rows_free(object);
}

static void release_outcomes(void *object)
{
    reunify_outcomes_free(object);
}

static void release_columns(void *object)
{
    reunify_columns_unref(object);
}

static void release_rows(void *object)
{
    reunify_rows_free(object);
}

static const struct {
    const char *name, *tag;
    void (*release)(void *object);
} kinds[HANDLE_KINDS] = {
    [HANDLE_ERROR] = {"error", "reunify_error", release_error},
    [HANDLE_TEXT] = {"text", "reunify_text", release_text},
    [HANDLE_PROFILE] = {"profile", "reunify_profile", release_profile},
    [HANDLE_VOCABULARY] = {"vocabulary", "reunify_vocabulary", release_vocabulary},
    [HANDLE_COLUMNS] = {"profile", "reunify_columns", release_columns},
    [HANDLE_CASE] = {"case", "reunify_case", release_case},
    [HANDLE_EVALUATOR] = {"evaluator", "reunify_evaluator", release_evaluator},
    [HANDLE_EVALUATION] = {"evaluation", "reunify_evaluation", release_evaluation},
    [HANDLE_TABLE_ROWS] = {"table", "reunify_table_rows", release_table_rows},
    [HANDLE_OUTCOMES] = {"outcomes", "reunify_outcomes", release_outcomes},
    [HANDLE_ROWS] = {"table", "reunify_rows", release_rows},
};

static int kind_of(SEXP handle)
{
    if (TYPEOF(handle) != EXTPTRSXP || TYPEOF(R_ExternalPtrTag(handle)) != SYMSXP)
        return -1;
    const char *tag = CHAR(PRINTNAME(R_ExternalPtrTag(handle)));
    for (int kind = 0; kind < HANDLE_KINDS; kind++)
        if (strcmp(tag, kinds[kind].tag) == 0)
            return kind;
    return -1;
}

void fill_handle(SEXP handle, const void *object)
{
    void *before = R_ExternalPtrAddr(handle);
    const int kind = kind_of(handle);
    R_SetExternalPtrAddr(handle, (void *)object);
    if (before && kind >= 0)
        kinds[kind].release(before);
}

void empty_handle(SEXP handle)
{
    fill_handle(handle, NULL);
}

SEXP new_handle(int kind, SEXP parent)
{
    SEXP handle = PROTECT(R_MakeExternalPtr(NULL, Rf_install(kinds[kind].tag), parent));
    R_RegisterCFinalizerEx(handle, empty_handle, TRUE);
    UNPROTECT(1);
    return handle;
}

void *object_of(SEXP handle, int kind)
{
    return kind_of(handle) == kind ? R_ExternalPtrAddr(handle) : NULL;
}

/* Faults -------------------------------------------------------------------------------------- */

SEXP new_error(void)
{
    SEXP handle = PROTECT(new_handle(HANDLE_ERROR, R_NilValue));
    reunify_error *error = NULL;
    if (reunify_error_new(NULL, &error) == REUNIFY_OK)
        fill_handle(handle, error);
    UNPROTECT(1);
    return handle;
}

reunify_error *error_in(SEXP handle)
{
    return object_of(handle, HANDLE_ERROR);
}

static const char *const fault_names[] = {"status", "code",   "message", "pointer",
                                          "line",   "column", "total"};

static SEXP empty_faults(const char *status, size_t count)
{
    SEXP faults = PROTECT(Rf_allocVector(VECSXP, 7));
    SET_VECTOR_ELT(faults, 0, one_text(status));
    for (int i = 1; i <= 3; i++)
        SET_VECTOR_ELT(faults, i, Rf_allocVector(STRSXP, (R_xlen_t)count));
    for (int i = 4; i <= 5; i++)
        SET_VECTOR_ELT(faults, i, Rf_allocVector(INTSXP, (R_xlen_t)count));
    SET_VECTOR_ELT(faults, 6, Rf_ScalarReal((double)count));
    set_names(faults, fault_names);
    set_class(faults, "reunify_faults");
    UNPROTECT(1);
    return faults;
}

static void set_fault(SEXP faults, size_t at, const char *code, const char *message,
                      const char *pointer)
{
    SET_STRING_ELT(VECTOR_ELT(faults, 1), (R_xlen_t)at, text_of(code));
    SET_STRING_ELT(VECTOR_ELT(faults, 2), (R_xlen_t)at, text_of(message));
    SET_STRING_ELT(VECTOR_ELT(faults, 3), (R_xlen_t)at, text_of(pointer));
}

static void set_place(SEXP faults, size_t at, int32_t line, int32_t column)
{
    INTEGER(VECTOR_ELT(faults, 4))[at] = line;
    INTEGER(VECTOR_ELT(faults, 5))[at] = column;
}

SEXP one_fault(const char *status, const char *code, const char *message, const char *pointer)
{
    SEXP faults = PROTECT(empty_faults(status, 1));
    set_fault(faults, 0, code, message, pointer);
    set_place(faults, 0, 0, 0);
    UNPROTECT(1);
    return faults;
}

SEXP faults_of(reunify_status status, SEXP error)
{
    const reunify_error *e = error_in(error);
    const size_t count = reunify_error_count(e);
    if (status == REUNIFY_NO_MEMORY || !count)
        return one_fault(reunify_status_name(status), reunify_status_name(status),
                         status == REUNIFY_NO_MEMORY ? "there is no memory for it"
                                                     : "the library says no more",
                         "");
    SEXP faults = PROTECT(empty_faults(reunify_status_name(status), count));
    for (size_t i = 0; i < count; i++) {
        set_fault(faults, i, reunify_error_code(e, i), reunify_error_message(e, i),
                  reunify_error_pointer(e, i));
        set_place(faults, i, reunify_error_line(e, i), reunify_error_column(e, i));
    }
    REAL(VECTOR_ELT(faults, 6))[0] = (double)reunify_error_total(e);
    UNPROTECT(1);
    return faults;
}

SEXP no_object(int kind)
{
    char message[120];
    snprintf(message, sizeof message,
             "the %s was closed, or comes from another session: make it again", kinds[kind].name);
    return one_fault("state", "no_object", message, "");
}

/* Texts --------------------------------------------------------------------------------------- */

SEXP text_of(const char *text)
{
    return text ? Rf_mkCharCE(text, CE_UTF8) : NA_STRING;
}

SEXP one_text(const char *text)
{
    SEXP string = PROTECT(text_of(text));
    SEXP vector = Rf_ScalarString(string);
    UNPROTECT(1);
    return vector;
}

SEXP answer_text(reunify_status status, reunify_text *text, SEXP held, SEXP error)
{
    fill_handle(held, text);
    SEXP answer = PROTECT(status ? faults_of(status, error) : one_text(reunify_text_data(text)));
    empty_handle(held);
    empty_handle(error);
    UNPROTECT(1);
    return answer;
}

const char *chars_of(SEXP text)
{
    if (TYPEOF(text) != STRSXP || Rf_xlength(text) < 1 || STRING_ELT(text, 0) == NA_STRING)
        return NULL;
    return CHAR(STRING_ELT(text, 0));
}

void set_names(SEXP list, const char *const *names)
{
    SEXP vector = PROTECT(Rf_allocVector(STRSXP, Rf_xlength(list)));
    for (R_xlen_t i = 0; i < Rf_xlength(list); i++)
        SET_STRING_ELT(vector, i, text_of(names[i]));
    Rf_setAttrib(list, R_NamesSymbol, vector);
    UNPROTECT(1);
}

void set_class(SEXP object, const char *name)
{
    SEXP class = PROTECT(one_text(name));
    Rf_setAttrib(object, R_ClassSymbol, class);
    UNPROTECT(1);
}
