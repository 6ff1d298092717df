/*
 * libreunify in SQLite: a loadable extension. What it adds is listed in docs/integrators.md.
 *
 * Two scalar functions give the document of an evaluation and the level. Each table of
 * <reunify/tables.h> is a table-valued function of (json, as_of [, profile]), which
 * table_function.c makes of it; its columns are read off the library, none is named here.
 * reunify_errors has the faults of a case as rows, so that one bad case need not end a statement
 * over many: everywhere else a fault is an SQL error that names the place. Outcomes of episodes are
 * in outcomes.c.
 *
 * A connection has one `session`: an evaluator, an error object, and the profiles used so far by
 * the text that named them (the id of one that comes with the library, or a whole pack), the latest
 * first and only a few. Functions and tables hold references to it; SQLite releases them when the
 * connection is closed. A connection is used by one thread at a time, which SQLite sees to.
 *
 * No file is opened and nothing is written: all of it may be used in views, triggers and indexes.
 */
#include "outcomes.h"
#include "table_function.h"

#include <reunify/reunify.h>

#include <sqlite3ext.h>

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* The routines of the SQLite that loads it: its own macros want this one variable. */
SQLITE_EXTENSION_INIT1

#if defined(_WIN32)
#define EXPORTED __declspec(dllexport)
#else
#define EXPORTED __attribute__((visibility("default")))
#endif

/* A session ------------------------------------------------------------------------------------ */

enum { MOST_PROFILES = 8, MOST_MESSAGE = 1024 };

typedef struct {
    char *named; /* by this text */
    size_t length;
    reunify_profile *profile;
} known_profile;

typedef struct {
    size_t references;
    reunify_evaluator *evaluator;
    reunify_error *error;
    known_profile profiles[MOST_PROFILES]; /* the one used last first */
    size_t profile_count;
    char message[MOST_MESSAGE];
} session;

static void forget_profile(known_profile *p)
{
    reunify_profile_unref(p->profile);
    free(p->named);
}

static void leave_session(void *user)
{
    session *s = user;
    if (--s->references)
        return;
    for (size_t i = 0; i < s->profile_count; i++)
        forget_profile(&s->profiles[i]);
    reunify_evaluator_free(s->evaluator);
    reunify_error_free(s->error);
    free(s);
}

/* With one reference; NULL where there is no memory. */
static session *new_session(void)
{
    session *s = calloc(1, sizeof *s);
    if (!s)
        return NULL;
    s->references = 1;
    if (!reunify_error_new(NULL, &s->error) && !reunify_evaluator_new(NULL, &s->evaluator, NULL))
        return s;
    leave_session(s);
    return NULL;
}

/* Profiles ------------------------------------------------------------------------------------- */

static reunify_status read_profile(session *s, const char *named, size_t length,
                                   reunify_profile **out)
{
    const char *first = named + strspn(named, " \t\r\n");
    return *first == '{' ? reunify_profile_from_json(NULL, named, length, NULL, out, s->error)
                         : reunify_profile_builtin(NULL, named, length, NULL, out, s->error);
}

/* Puts it first, and lets the one used longest ago go where there are too many. */
static void note_profile(session *s, known_profile p)
{
    if (s->profile_count == MOST_PROFILES)
        forget_profile(&s->profiles[--s->profile_count]);
    memmove(s->profiles + 1, s->profiles, s->profile_count * sizeof p);
    s->profiles[0] = p;
    s->profile_count++;
}

static reunify_profile *find_profile(session *s, const char *named, size_t length)
{
    for (size_t i = 0; i < s->profile_count; i++) {
        const known_profile p = s->profiles[i];
        if (p.length != length || memcmp(p.named, named, length) != 0)
            continue;
        memmove(s->profiles + 1, s->profiles, i * sizeof p);
        s->profiles[0] = p;
        return p.profile;
    }
    return NULL;
}

/* The session's own; NULL with a status. */
static reunify_status profile_named(session *s, const char *named, size_t length,
                                    reunify_profile **out)
{
    *out = find_profile(s, named, length);
    if (*out)
        return REUNIFY_OK;
    const reunify_status status = read_profile(s, named, length, out);
    char *copy = status ? NULL : malloc(length + 1);
    if (!copy) {
        reunify_profile_unref(*out);
        *out = NULL;
        return status ? status : REUNIFY_NO_MEMORY;
    }
    memcpy(copy, named, length);
    copy[length] = '\0';
    note_profile(s, (known_profile){copy, length, *out});
    return REUNIFY_OK;
}

/* Evaluations ---------------------------------------------------------------------------------- */

/* What was asked for: the arguments of a call. */
typedef struct {
    const char *json, *profile;
    size_t length, profile_length;
    reunify_date as_of;
    int32_t explain; /* REUNIFY_EXPLAIN_* */
} question;

/* A call has an answer, or none since there is no case, or a fault, or was made wrongly. */
typedef enum { ANSWERED, NO_CASE, FAULTY, WRONG_CALL } outcome;

static size_t length_of(sqlite3_value *value)
{
    return (size_t)sqlite3_value_bytes(value);
}

static const char *text_of(sqlite3_value *value)
{
    return (const char *)sqlite3_value_text(value);
}

static bool is_null(sqlite3_value *value)
{
    return !value || sqlite3_value_type(value) == SQLITE_NULL;
}

static outcome say(session *s, const char *message)
{
    sqlite3_snprintf(sizeof s->message, s->message, "reunify: %s", message);
    return WRONG_CALL;
}

static bool read_date(sqlite3_value *value, reunify_date *date)
{
    const char *text = is_null(value) ? NULL : text_of(value);
    return text && !reunify_date_parse(text, length_of(value), date);
}

/* `values`: json, as_of and profile, which may be NULL. */
static outcome read_question(session *s, sqlite3_value *const *values, question *q)
{
    static const char usual[] = "herefordshire-2023";
    *q = (question){.profile = usual, .profile_length = sizeof usual - 1};
    if (!read_date(values[1], &q->as_of))
        return say(s, "as_of is a date of the calendar, YYYY-MM-DD");
    if (is_null(values[0]))
        return NO_CASE;
    q->json = text_of(values[0]);
    q->length = length_of(values[0]);
    if (!is_null(values[2])) {
        q->profile = text_of(values[2]);
        q->profile_length = length_of(values[2]);
    }
    return q->json && q->profile ? ANSWERED : say(s, "no memory");
}

/* The first fault, with its place, and how many more there are. */
static void say_faults(session *s, const char *of, reunify_status status)
{
    const size_t total = reunify_error_total(s->error);
    if (!total) {
        say(s, reunify_status_name(status));
        return;
    }
    const char *at = reunify_error_pointer(s->error, 0);
    sqlite3_snprintf(sizeof s->message, s->message, "reunify: %s%s%s: %s (%s)", of, *at ? " " : "",
                     at, reunify_error_message(s->error, 0), reunify_error_code(s->error, 0));
    const size_t used = strlen(s->message);
    if (total > 1)
        sqlite3_snprintf((int)(sizeof s->message - used), s->message + used, ", and %u more",
                         (unsigned)(total - 1));
}

static outcome faulty(session *s, const char *of, reunify_status status)
{
    say_faults(s, of, status);
    return status == REUNIFY_INVALID || status == REUNIFY_LIMIT ? FAULTY : WRONG_CALL;
}

/* `*record` is there also where its evaluation failed. */
static outcome evaluate(session *s, const question *q, reunify_case **record,
                        reunify_evaluation **out)
{
    reunify_profile *profile;
    *record = NULL;
    *out = NULL;
    reunify_status status = profile_named(s, q->profile, q->profile_length, &profile);
    if (status) {
        say_faults(s, "profile", status);
        return WRONG_CALL;
    }
    const reunify_evaluate_options options = {.size = sizeof options, .explain = q->explain};
    status = reunify_case_from_json(NULL, q->json, q->length, 0, record, s->error);
    if (!status)
        status =
            reunify_evaluate(s->evaluator, profile, *record, q->as_of, &options, out, s->error);
    return status ? faulty(s, "case", status) : ANSWERED;
}

/* The evaluation of a call; to be released where it is ANSWERED. */
static outcome answer(session *s, sqlite3_value *const *values, int32_t explain,
                      reunify_evaluation **out)
{
    question q;
    reunify_case *record;
    *out = NULL;
    outcome found = read_question(s, values, &q);
    if (found != ANSWERED)
        return found;
    q.explain = explain;
    found = evaluate(s, &q, &record, out);
    reunify_case_free(record);
    return found;
}

/* Functions ------------------------------------------------------------------------------------ */

typedef void give(sqlite3_context *context, session *s, const reunify_evaluation *evaluation);

static void give_document(sqlite3_context *context, session *s,
                          const reunify_evaluation *evaluation)
{
    reunify_text *text;
    if (reunify_evaluation_to_json(evaluation, 0, &text, s->error)) {
        sqlite3_result_error_nomem(context);
        return;
    }
    sqlite3_result_text64(context, reunify_text_data(text), reunify_text_length(text),
                          SQLITE_TRANSIENT, SQLITE_UTF8);
    reunify_text_free(text);
}

static void give_level(sqlite3_context *context, session *s, const reunify_evaluation *evaluation)
{
    (void)s;
    sqlite3_result_text(context, reunify_evaluation_level(evaluation), -1, SQLITE_TRANSIENT);
}

static void call_function(sqlite3_context *context, int count, sqlite3_value **values,
                          int32_t explain, give *result)
{
    session *s = sqlite3_user_data(context);
    sqlite3_value *const given[3] = {values[0], values[1], count > 2 ? values[2] : NULL};
    reunify_evaluation *evaluation;
    const outcome found = answer(s, given, explain, &evaluation);
    if (found == ANSWERED)
        result(context, s, evaluation);
    else if (found != NO_CASE)
        sqlite3_result_error(context, s->message, -1);
    reunify_evaluation_unref(evaluation);
}

static void evaluate_function(sqlite3_context *context, int count, sqlite3_value **values)
{
    call_function(context, count, values, REUNIFY_EXPLAIN_FULL, give_document);
}

static void level_function(sqlite3_context *context, int count, sqlite3_value **values)
{
    call_function(context, count, values, REUNIFY_EXPLAIN_NONE, give_level);
}

/* Tables --------------------------------------------------------------------------------------- */

enum { ARGUMENTS = 3 };

static const char *type_of(int32_t number, size_t column)
{
    const int32_t type = reunify_table_column_type(number, column);
    return type == REUNIFY_COLUMN_INTEGER || type == REUNIFY_COLUMN_BOOLEAN ? "INTEGER" : "TEXT";
}

/* Of a case that has faults, those as rows; of one that has none, none. */
static int read_faults(const table_call *call, session *s, reunify_table_rows **rows)
{
    question q;
    reunify_case *record;
    reunify_evaluation *evaluation;
    outcome found = read_question(s, call->arguments, &q);
    if (found != ANSWERED)
        return found == NO_CASE ? SQLITE_OK : fail_call(call, s->message);
    q.explain = REUNIFY_EXPLAIN_NONE;
    found = evaluate(s, &q, &record, &evaluation);
    reunify_evaluation_unref(evaluation);
    int status = SQLITE_OK;
    if (found == WRONG_CALL) {
        status = fail_call(call, s->message);
    } else if (found == FAULTY) {
        const char *id =
            record ? reunify_case_get_text(record, REUNIFY_THE_CASE, REUNIFY_FIELD_ID) : NULL;
        const char *profile = reunify_profile_id(s->profiles[0].profile);
        if (reunify_table_rows_of_faults(NULL, id, id ? strlen(id) : 0, q.as_of, profile, s->error,
                                         rows, NULL))
            status = SQLITE_NOMEM;
    }
    reunify_case_free(record);
    return status;
}

static int read_rows(const table_call *call, session *s, reunify_table_rows **rows)
{
    reunify_evaluation *evaluation;
    const outcome found = answer(s, call->arguments, REUNIFY_EXPLAIN_FULL, &evaluation);
    int status = SQLITE_OK;
    if (found == ANSWERED && reunify_table_rows_new(evaluation, call->number, rows, s->error))
        status = SQLITE_NOMEM;
    else if (found == FAULTY || found == WRONG_CALL)
        status = fail_call(call, s->message);
    reunify_evaluation_unref(evaluation);
    return status;
}

static int open_rows(const table_call *call, void **out)
{
    reunify_table_rows *rows = NULL;
    const int status = call->number == REUNIFY_TIDY_ERRORS ? read_faults(call, call->user, &rows)
                                                           : read_rows(call, call->user, &rows);
    *out = rows;
    return status;
}

static void close_rows(void *rows)
{
    reunify_table_rows_free(rows);
}

static size_t count_rows(const void *rows, int32_t number)
{
    (void)number;
    return reunify_table_rows_count(rows);
}

static void give_cell(sqlite3_context *context, const void *rows, int32_t number, size_t row,
                      size_t column)
{
    const char *text = reunify_table_rows_text(rows, row, column);
    if (text) {
        sqlite3_result_text(context, text, -1, SQLITE_TRANSIENT);
        return;
    }
    if (!reunify_table_rows_has(rows, row, column))
        return;
    const int64_t value = reunify_table_rows_number(rows, row, column);
    if (reunify_table_column_type(number, column) == REUNIFY_COLUMN_DATE)
        give_date(context, (int32_t)value);
    else
        sqlite3_result_int64(context, value);
}

static const table_kind of_cases = {
    .arguments = "input_json HIDDEN, input_as_of HIDDEN, input_profile HIDDEN",
    .usage = "(json, as_of [, profile])",
    .argument_count = ARGUMENTS,
    .needed = 2,
    .trust = SQLITE_VTAB_INNOCUOUS,
    .cost = 1000,
    .row_count = 20,
    .width = reunify_table_column_count,
    .name = reunify_table_column_name,
    .type = type_of,
    .open = open_rows,
    .close = close_rows,
    .length = count_rows,
    .give = give_cell};

/* Loading -------------------------------------------------------------------------------------- */

/* Where the registration fails, SQLite has called the destructor. */
static int add_function(sqlite3 *db, session *s, const char *name, int arguments,
                        void (*function)(sqlite3_context *, int, sqlite3_value **))
{
    s->references++;
    return sqlite3_create_function_v2(db, name, arguments,
                                      SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, s,
                                      function, NULL, NULL, leave_session);
}

static int add_case_table(sqlite3 *db, session *s, int32_t number)
{
    char name[64];
    s->references++;
    sqlite3_snprintf(sizeof name, name, "reunify_%s", reunify_table_name(number));
    return add_table(db, name, &of_cases, number, s, leave_session);
}

static int add_all(sqlite3 *db, session *s)
{
    int status = SQLITE_OK;
    for (int arguments = 2; arguments <= ARGUMENTS && !status; arguments++) {
        status = add_function(db, s, "reunify_evaluate", arguments, evaluate_function);
        if (!status)
            status = add_function(db, s, "reunify_level", arguments, level_function);
    }
    const int32_t count = (int32_t)reunify_table_count();
    for (int32_t i = 0; i < count && !status; i++)
        status = add_case_table(db, s, i);
    return status;
}

/* The name that SQLite looks for in a file reunify_sqlite.so. */
EXPORTED int sqlite3_reunifysqlite_init(sqlite3 *db, char **error,
                                        const sqlite3_api_routines *routines);

int sqlite3_reunifysqlite_init(sqlite3 *db, char **error, const sqlite3_api_routines *routines)
{
    SQLITE_EXTENSION_INIT2(routines);
    if (sqlite3_libversion_number() < 3031000) {
        *error = sqlite3_mprintf("reunify: SQLite 3.31 or later is needed");
        return SQLITE_ERROR;
    }
    session *s = new_session();
    if (!s)
        return SQLITE_NOMEM;
    const int status = add_all(db, s);
    leave_session(s);
    return status ? status : add_outcomes(db);
}
