/*
 * Outcomes in SQLite: reunify_outcomes(query [, options [, marks]]) gives the document, and for
 * each table of docs/tables.md reunify_outcomes_periods(query [, options [, marks]]) and the like
 * give its rows.
 *
 * The query is a SELECT, run on the same connection, and so is that of marks (episode_query.c); not
 * from the schema of a database that somebody else made. The options are JSON with the names of the
 * program's options; SQLite reads them. The outcomes, and the ids of the children, live as long as
 * the cursor.
 */
#include "outcomes.h"

#include "episode_query.h"
#include "outcome_columns.h"
#include "table_function.h"

#include <reunify/reunify.h>

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* The routines that the extension was given when it was loaded. */
SQLITE_EXTENSION_INIT3

enum { ARGUMENTS = 3 }; /* query, options, marks */

/* Options -------------------------------------------------------------------------------------- */

static bool choose(const char *value, const char *const *words, int32_t *out)
{
    for (int32_t i = 0; words[i]; i++)
        if (strcmp(value, words[i]) == 0) {
            *out = i;
            return true;
        }
    return false;
}

static bool is_named(const char *name, const char *option)
{
    return strcmp(name, option) == 0;
}

static bool read_limit(sqlite3_value *value, int32_t *out)
{
    const sqlite3_int64 number = sqlite3_value_int64(value);
    if (sqlite3_value_type(value) != SQLITE_INTEGER || number < 0 || number > INT32_MAX)
        return false;
    *out = (int32_t)number;
    return true;
}

/* Whether an option is one and its value can be. */
static bool read_option(const char *name, sqlite3_value *value, reunify_outcome_options *o)
{
    static const char *const rules[] = {"dates", "codes", NULL};
    static const char *const breaks[] = {"keep", "drop-rows", "drop-periods", NULL};
    static const char *const ends[] = {"exclusive", "inclusive", NULL};
    const unsigned char *said = sqlite3_value_text(value);
    const char *text = said ? (const char *)said : "";
    reunify_date *const date = is_named(name, "from")          ? &o->from
                               : is_named(name, "to")          ? &o->to
                               : is_named(name, "observed_to") ? &o->observed_to
                                                               : NULL;
    if (date)
        return reunify_date_parse(text, strlen(text), date) == REUNIFY_OK;
    if (is_named(name, "rule"))
        return choose(text, rules, &o->rule);
    if (is_named(name, "short_breaks"))
        return choose(text, breaks, &o->short_breaks);
    if (is_named(name, "end"))
        return choose(text, ends, &o->ends);
    return is_named(name, "suppress_below") && read_limit(value, &o->suppress_below);
}

static int read_each_option(sqlite3 *db, sqlite3_stmt *query, reunify_outcome_options *o,
                            query_message *m)
{
    int status;
    while ((status = sqlite3_step(query)) == SQLITE_ROW) {
        const unsigned char *name = sqlite3_column_text(query, 0);
        if (!name || !read_option((const char *)name, sqlite3_column_value(query, 1), o))
            return fail_query(
                m,
                "reunify: options, %s: expected from, to or observed_to with a date, rule "
                "(dates, codes), short_breaks (keep, drop-rows, drop-periods), end "
                "(exclusive, inclusive) or suppress_below with a number",
                name ? (const char *)name : "");
    }
    return status == SQLITE_DONE ? SQLITE_OK
                                 : fail_query(m, "reunify: the options: %s", sqlite3_errmsg(db));
}

static int read_options(sqlite3 *db, sqlite3_value *given, reunify_outcome_options *o,
                        query_message *m)
{
    sqlite3_stmt *query = NULL;
    if (reunify_outcome_options_init(o, sizeof *o))
        return SQLITE_NOMEM;
    if (!given || sqlite3_value_type(given) == SQLITE_NULL)
        return SQLITE_OK;
    if (sqlite3_prepare_v2(db, "SELECT key, atom FROM json_each(?1)", -1, &query, NULL))
        return fail_query(m, "reunify: the options: %s", sqlite3_errmsg(db));
    int status = sqlite3_bind_value(query, 1, given);
    if (!status)
        status = read_each_option(db, query, o, m);
    sqlite3_finalize(query);
    return status;
}

/* Marks ---------------------------------------------------------------------------------------- */

/* Rows of marks that say something of children who have episodes. */
typedef struct {
    int64_t *child;
    int32_t *date, *mark;
    reunify_return_marks given;
} mark_columns;

static void release_marks(mark_columns *c)
{
    free(c->child);
    free(c->date);
    free(c->mark);
    memset(c, 0, sizeof *c);
}

static int take_marks(const query_rows *marks, episode_column of, mark_columns *c)
{
    const size_t most = marks->count ? marks->count : 1;
    size_t count = 0;
    c->child = calloc(most, sizeof *c->child);
    c->date = calloc(most, sizeof *c->date);
    c->mark = calloc(most, sizeof *c->mark);
    if (!c->child || !c->date || !c->mark)
        return SQLITE_NOMEM;
    for (size_t i = 0; i < marks->count; i++) {
        if (marks->child[i] < 0 || marks->columns[of][i] < 0)
            continue;
        c->child[count] = marks->child[i];
        c->date[count] = marks->columns[DATE][i];
        c->mark[count++] = marks->columns[of][i];
    }
    c->given = (reunify_return_marks){.size = sizeof c->given,
                                      .count = count,
                                      .child = c->child,
                                      .date = c->date,
                                      .mark = c->mark,
                                      .names = (const char *const *)marks->named[of].names,
                                      .name_count = marks->named[of].count};
    return SQLITE_OK;
}

/* The outcomes --------------------------------------------------------------------------------- */

/* What a call reads, and what it makes of it. */
typedef struct {
    query_message message;
    reunify_outcome_options options;
    query_rows episodes, marks;
    mark_columns levels, gates;
    reunify_outcomes *outcomes; /* NULL without a query */
} outcome_call;

/* All but the outcomes and the ids of the children. */
static void release_input(outcome_call *c)
{
    release_columns(&c->episodes);
    release_rows(&c->marks);
    release_marks(&c->levels);
    release_marks(&c->gates);
}

static void release_call(outcome_call *c)
{
    reunify_outcomes_free(c->outcomes);
    release_input(c);
    release_rows(&c->episodes);
}

static int read_all_marks(sqlite3 *db, const char *text, outcome_call *c)
{
    int status = read_marks(db, text, &c->episodes, &c->message, &c->marks);
    if (!status && c->marks.at[LEVEL] >= 0) {
        status = take_marks(&c->marks, LEVEL, &c->levels);
        c->options.levels = &c->levels.given;
    }
    if (!status && c->marks.at[GATE] >= 0) {
        status = take_marks(&c->marks, GATE, &c->gates);
        c->options.gates = &c->gates.given;
    }
    return status;
}

static int say_fault(query_message *m, const reunify_error *error)
{
    const char *message = reunify_error_message(error, 0);
    return fail_query(m, "reunify: %s: %s (%s)", reunify_error_pointer(error, 0),
                      message ? message : "", reunify_error_code(error, 0));
}

static int work_out(outcome_call *c)
{
    reunify_error *error = NULL;
    const query_rows *e = &c->episodes;
    const reunify_episodes episodes = {.size = sizeof episodes,
                                       .count = e->count,
                                       .child = e->child,
                                       .start = e->columns[DECOM],
                                       .end = e->columns[DEC],
                                       .started = e->columns[RNE],
                                       .legal_status = e->columns[LS],
                                       .placement = e->columns[PLACE],
                                       .ceased = e->columns[REC],
                                       .authority = e->columns[AUTHORITY],
                                       .report = e->columns[REPORT]};
    const reunify_episode_children children = {.size = sizeof children,
                                               .count = e->count,
                                               .child = e->child,
                                               .birth = e->columns[DOB],
                                               .sex = e->columns[SEX]};
    c->options.authorities = (const char *const *)e->named[AUTHORITY].names;
    c->options.authority_count = e->named[AUTHORITY].count;
    if (c->options.rule == REUNIFY_OUTCOME_RULE_CODES && e->at[RNE] < 0)
        return fail_query(&c->message,
                          "reunify: the rule of codes needs a column RNE in the episodes");
    if (reunify_error_new(NULL, &error))
        return SQLITE_NOMEM;
    const reunify_status failed =
        reunify_outcomes_new(NULL, &episodes, &children, &c->options, &c->outcomes, error);
    const int status = !failed                       ? SQLITE_OK
                       : failed == REUNIFY_NO_MEMORY ? SQLITE_NOMEM
                                                     : say_fault(&c->message, error);
    reunify_error_free(error);
    return status;
}

/* NULL for an argument that is not given. */
static int take_text(sqlite3_value *value, const char **out)
{
    *out = NULL;
    if (!value || sqlite3_value_type(value) == SQLITE_NULL)
        return SQLITE_OK;
    *out = (const char *)sqlite3_value_text(value);
    return *out ? SQLITE_OK : SQLITE_NOMEM;
}

static int work_out_call(sqlite3 *db, sqlite3_value *const *arguments, outcome_call *c)
{
    const char *query, *marks;
    int status = take_text(arguments[0], &query);
    if (status || !query)
        return status;
    if (!(status = take_text(arguments[2], &marks)))
        status = read_options(db, arguments[1], &c->options, &c->message);
    if (!status)
        status = read_episodes(db, query, &c->message, &c->episodes);
    if (!status && marks)
        status = read_all_marks(db, marks, c);
    if (!status)
        status = work_out(c);
    release_input(c);
    return status;
}

/*
 * Of (query [, options [, marks]]), NULL for each that is not given; without a query there are
 * none. The call begins as all zero, and is to be released either way. A query may ask for outcomes
 * itself; one that lies in a table could even run itself, for which no stack is deep enough.
 */
static int answer_call(sqlite3 *db, sqlite3_value *const *arguments, outcome_call *c)
{
    enum { MOST_WITHIN = 4 };
    static _Thread_local int within; /* what a statement runs is run on its thread */
    if (within == MOST_WITHIN)
        return fail_query(&c->message, "reunify: outcomes of outcomes, more than %d deep",
                          MOST_WITHIN);
    within++;
    const int status = work_out_call(db, arguments, c);
    within--;
    return status;
}

/* The document --------------------------------------------------------------------------------- */

static void give_document(sqlite3_context *context, const reunify_outcomes *outcomes)
{
    reunify_text *text;
    if (reunify_outcomes_to_json(outcomes, 0, &text, NULL)) {
        sqlite3_result_error_nomem(context);
        return;
    }
    sqlite3_result_text64(context, reunify_text_data(text), reunify_text_length(text),
                          SQLITE_TRANSIENT, SQLITE_UTF8);
    reunify_text_free(text);
}

static void outcomes_function(sqlite3_context *context, int count, sqlite3_value **values)
{
    outcome_call call;
    sqlite3_value *arguments[ARGUMENTS] = {NULL};
    memset(&call, 0, sizeof call);
    memcpy(arguments, values, (size_t)count * sizeof *values);
    const int status = answer_call(sqlite3_context_db_handle(context), arguments, &call);
    if (status == SQLITE_NOMEM)
        sqlite3_result_error_nomem(context);
    else if (status)
        sqlite3_result_error(context, call.message.text, -1);
    else if (call.outcomes)
        give_document(context, call.outcomes);
    release_call(&call);
}

/* Tables --------------------------------------------------------------------------------------- */

/* In the order of the constants. */
static const char *const table_names[] = {"periods", "returns", "with_parents", "anomalies",
                                          "cohort",  "leavers", "summary"};

enum { TABLES = sizeof table_names / sizeof table_names[0] };

static const char *type_of(int32_t number, size_t column)
{
    switch (outcome_column_kind(number, column)) {
    case OUTCOME_NUMBER:
        return reunify_outcomes_column_parts(number, column) > 1 ? "REAL" : "INTEGER";
    case OUTCOME_ROW:
        return "INTEGER";
    default:
        return "TEXT";
    }
}

static int open_outcomes(const table_call *call, void **rows)
{
    outcome_call *made = calloc(1, sizeof *made);
    if (!made)
        return SQLITE_NOMEM;
    const int status = answer_call(call->db, call->arguments, made);
    *rows = made;
    return status == SQLITE_ERROR ? fail_call(call, made->message.text) : status;
}

static void close_outcomes(void *rows)
{
    if (rows)
        release_call(rows);
    free(rows);
}

static size_t count_outcomes(const void *rows, int32_t number)
{
    const outcome_call *c = rows;
    return c ? reunify_outcomes_length(c->outcomes, number) : 0;
}

static void give_number(sqlite3_context *context, int64_t parts, int64_t value)
{
    if (parts > 1)
        sqlite3_result_double(context, (double)value / (double)parts);
    else
        sqlite3_result_int64(context, value);
}

/* Without a result: NULL, which also stands for what is not told. */
static void give_value(sqlite3_context *context, const void *rows, int32_t number, size_t row,
                       size_t column)
{
    const outcome_call *c = rows;
    const outcome_kind kind = outcome_column_kind(number, column);
    const int64_t value = reunify_outcomes_value(c->outcomes, number, column, row);
    if (kind == OUTCOME_DATE)
        give_date(context, (int32_t)value);
    else if (kind == OUTCOME_WORD)
        sqlite3_result_text(context, reunify_outcomes_word(c->outcomes, number, column, row), -1,
                            SQLITE_TRANSIENT);
    else if (value < 0)
        return;
    else if (kind == OUTCOME_CHILD)
        sqlite3_result_text(context, c->episodes.named[CHILD].names[value], -1, SQLITE_TRANSIENT);
    else
        give_number(context, reunify_outcomes_column_parts(number, column), value);
}

static const table_kind of_outcomes = {
    .arguments = "input_query HIDDEN, input_options HIDDEN, input_marks HIDDEN",
    .usage = "(query [, options [, marks]])",
    .argument_count = ARGUMENTS,
    .needed = 1,
    .trust = SQLITE_VTAB_DIRECTONLY,
    .cost = 1e6,
    .row_count = 10000,
    .width = reunify_outcomes_column_count,
    .name = reunify_outcomes_column_name,
    .type = type_of,
    .open = open_outcomes,
    .close = close_outcomes,
    .length = count_outcomes,
    .give = give_value};

int add_outcomes(sqlite3 *db)
{
    int status = SQLITE_OK;
    for (int arguments = 1; arguments <= ARGUMENTS && !status; arguments++)
        status = sqlite3_create_function_v2(db, "reunify_outcomes", arguments,
                                            SQLITE_UTF8 | SQLITE_DIRECTONLY, NULL,
                                            outcomes_function, NULL, NULL, NULL);
    for (int32_t i = 0; i < TABLES && !status; i++) {
        char name[64];
        sqlite3_snprintf(sizeof name, name, "reunify_outcomes_%s", table_names[i]);
        status = add_table(db, name, &of_outcomes, i, NULL, NULL);
    }
    return status;
}
