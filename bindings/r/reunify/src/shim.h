/*
 * The library for R: what the files of this folder have in common.
 *
 * R leaves C by longjmp, whenever it likes: where memory is short, or at an interrupt. Nothing that
 * the library made may then be lost. So whatever it makes lies in a handle, an external pointer
 * with a finalizer, and the handle is made first, empty; nothing of R is called between the
 * library's call and fill_handle(). What a call needs for itself alone is given back at its end by
 * empty_handle(), and by the collector where the end was not reached. A handle keeps what it rests
 * on alive, in its protected slot. One that was emptied, or comes back from a file, holds nothing:
 * object_of() then gives NULL and the call says so as a fault.
 *
 * Routines do not raise. They return what was wrong as a list of the class `reunify_faults`, which
 * R code makes a condition of.
 */
#ifndef REUNIFY_SHIM_H
#define REUNIFY_SHIM_H

#include "reunify.h"

#include <stdbool.h>

#define R_NO_REMAP
#include <R.h>
#include <Rinternals.h>

/* What a handle holds. */
enum {
    HANDLE_ERROR,
    HANDLE_TEXT,
    HANDLE_PROFILE,
    HANDLE_VOCABULARY,
    HANDLE_COLUMNS,
    HANDLE_ROWS,
    HANDLE_CASE,
    HANDLE_EVALUATOR,
    HANDLE_EVALUATION,
    HANDLE_TABLE_ROWS,
    HANDLE_OUTCOMES,
    HANDLE_KINDS
};

/* An empty handle; `parent` lives as long as it does. */
SEXP new_handle(int kind, SEXP parent);
/* Gives the handle an object, in place of one that it has. */
void fill_handle(SEXP handle, const void *object);
void empty_handle(SEXP handle);
/* NULL where it is no handle of that kind, or holds nothing. */
void *object_of(SEXP handle, int kind);
/* The fault of a handle that holds nothing. */
SEXP no_object(int kind);

/* A handle with an error object; without one, where there is no memory, calls do as well. */
SEXP new_error(void);
reunify_error *error_in(SEXP handle);
/* What was wrong, as a list of the class `reunify_faults`. */
SEXP faults_of(reunify_status status, SEXP error);

/* The same of one fault that the library knows nothing of. */
SEXP one_fault(const char *status, const char *code, const char *message, const char *pointer);

/* A string of the library; NA for NULL. */
SEXP text_of(const char *text);
/* The same as a vector of one. */
SEXP one_text(const char *text);
/* A text that the library made, or what was wrong; `held`, an empty handle, has it meanwhile. */
SEXP answer_text(reunify_status status, reunify_text *text, SEXP held, SEXP error);
/* A vector of strings of R, in UTF-8 already, as the library wants one: NULL for NULL and NA. */
const char *chars_of(SEXP text);
/* Names of a list: `names` has its length. */
void set_names(SEXP list, const char *const *names);
void set_class(SEXP object, const char *name);

/* A case of nothing but the id of one that cannot be read; NULL where that cannot be told. */
reunify_case *case_of_id(const char *text, size_t length);

#endif
