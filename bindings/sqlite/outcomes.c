/*
 * Outcomes in SQLite: reunify_outcomes(query [, options]) gives the document, and for each table of
 * the library reunify_outcomes_periods(query [, options]) and the like give its rows.
 *
 * The query is a SELECT, run on the same connection; what it gives are the episodes, a column by
 * its name in any order and case, as in a file for reunify-outcomes. So a view, a join or a part of
 * a table is episodes, without a copy as JSON. Only what reads alone is run, and not from the
 * schema of a database that somebody else made. The options are JSON with the names of the
 * program's options; SQLite reads them.
 *
 * All rows are read into columns first. Children are numbered in the order of their ids, by sorting
 * the ids once; what goes back are the ids themselves. The outcomes live as long as the cursor.
 */
#include "outcomes.h"

#include <reunify/reunify.h>

#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* The routines that the other file was given. */
SQLITE_EXTENSION_INIT3

enum { MOST_MESSAGE = 512, ARGUMENTS = 2 };

/* Columns -------------------------------------------------------------------------------------- */

typedef enum {
    CHILD,
    DECOM,
    DEC,
    RNE,
    LS,
    PLACE,
    REC,
    AUTHORITY,
    REPORT,
    DOB,
    SEX,
    GIVEN_COLUMNS
} given_column;

static const char *const given_names[GIVEN_COLUMNS] = {
    "CHILD", "DECOM", "DEC", "RNE", "LS", "PLACE", "REC", "LA", "REPORT", "DOB", "SEX"};

/* What is numbered by its text: children, authorities. */
typedef struct {
    char *text;
    size_t row;
} named_row;

typedef struct {
    named_row *rows;
    char **names; /* by number, in order */
    size_t count; /* of names */
} numbering;

typedef struct {
    size_t count, capacity;
    int32_t *columns[GIVEN_COLUMNS]; /* but of children: by number, from DECOM on */
    int64_t *child;
    numbering children, authorities;
    int at[GIVEN_COLUMNS];
    char message[MOST_MESSAGE];
} episode_rows;

static int fail(episode_rows *e, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    sqlite3_vsnprintf(sizeof e->message, e->message, format, values);
    va_end(values);
    return SQLITE_ERROR;
}

static void release_numbering(numbering *n, size_t rows)
{
    for (size_t i = 0; n->rows && i < rows; i++)
        free(n->rows[i].text);
    free(n->rows);
    free(n->names);
}

static void release_rows(episode_rows *e)
{
    for (int i = 0; i < GIVEN_COLUMNS; i++)
        free(e->columns[i]);
    free(e->child);
    release_numbering(&e->children, e->count);
    release_numbering(&e->authorities, e->count);
    memset(e, 0, sizeof *e);
}

static bool grow_array(void *array, size_t width, size_t capacity)
{
    void **at = array;
    void *more = realloc(*at, width * capacity);
    if (more)
        *at = more;
    return more != NULL;
}

static bool make_room(episode_rows *e)
{
    const size_t capacity = e->capacity ? e->capacity + e->capacity / 2 : 256;
    if (e->count < e->capacity)
        return true;
    if (capacity > SIZE_MAX / sizeof(named_row))
        return false;
    for (int i = 0; i < GIVEN_COLUMNS; i++)
        if (e->at[i] >= 0 && !grow_array(&e->columns[i], sizeof(int32_t), capacity))
            return false;
    if (!grow_array(&e->children.rows, sizeof(named_row), capacity) ||
        !grow_array(&e->authorities.rows, sizeof(named_row), capacity))
        return false;
    e->capacity = capacity;
    return true;
}

/* Cells ---------------------------------------------------------------------------------------- */

/* Text of a cell, "" for none; numbers as SQLite writes them. */
static const char *cell_of(sqlite3_stmt *query, const episode_rows *e, given_column of)
{
    const unsigned char *text = e->at[of] < 0 ? NULL : sqlite3_column_text(query, e->at[of]);
    return text ? (const char *)text : "";
}

static int bad_cell(episode_rows *e, given_column of, const char *expected)
{
    return fail(e, "reunify: row %llu of the episodes, column %s: expected %s",
                (unsigned long long)e->count, given_names[of], expected);
}

/* The first ten characters, of which dd/mm/yyyy are turned round. */
static int read_day(sqlite3_stmt *query, episode_rows *e, given_column of)
{
    char written[11] = "";
    const char *cell = cell_of(query, e, of);
    int32_t *day = &e->columns[of][e->count];
    *day = REUNIFY_DATE_NONE;
    if (!*cell)
        return SQLITE_OK;
    const size_t length = strlen(cell);
    memcpy(written, cell, length < 10 ? length : 10);
    if (length >= 10 && written[2] == '/' && written[5] == '/') {
        memcpy(written, cell + 6, 4);
        memcpy(written + 5, cell + 3, 2);
        memcpy(written + 8, cell, 2);
        written[4] = written[7] = '-';
    }
    const bool whole = length == 10 || (length > 10 && (cell[10] == ' ' || cell[10] == 'T'));
    if (whole && reunify_date_parse(written, 10, day) == REUNIFY_OK)
        return SQLITE_OK;
    return bad_cell(e, of, "a date, as yyyy-mm-dd or dd/mm/yyyy, or NULL");
}

static void read_code(sqlite3_stmt *query, episode_rows *e, given_column of, int32_t set)
{
    const char *cell = cell_of(query, e, of);
    int32_t code = REUNIFY_EPISODE_NO_CODE;
    if (reunify_episode_code_find(set, cell, strlen(cell), &code))
        code = REUNIFY_EPISODE_UNKNOWN_CODE;
    if (e->columns[of])
        e->columns[of][e->count] = code;
}

static int read_sex(sqlite3_stmt *query, episode_rows *e)
{
    static const struct {
        const char *written;
        int32_t sex;
    } sexes[] = {{"", REUNIFY_SEX_NOT_KNOWN}, {"M", REUNIFY_SEX_MALE},   {"1", REUNIFY_SEX_MALE},
                 {"F", REUNIFY_SEX_FEMALE},   {"2", REUNIFY_SEX_FEMALE}, {"U", REUNIFY_SEX_OTHER}};
    const char *cell = cell_of(query, e, SEX);
    for (size_t i = 0; i < sizeof sexes / sizeof sexes[0]; i++)
        if (sqlite3_stricmp(cell, sexes[i].written) == 0) {
            e->columns[SEX][e->count] = sexes[i].sex;
            return SQLITE_OK;
        }
    return bad_cell(e, SEX, "M, F or U, or 1 or 2, or NULL");
}

static int read_report(sqlite3_stmt *query, episode_rows *e)
{
    const sqlite3_int64 number = sqlite3_column_int64(query, e->at[REPORT]);
    if (number < INT32_MIN || number > INT32_MAX)
        return bad_cell(e, REPORT, "a whole number: the order of the report of the row");
    e->columns[REPORT][e->count] = (int32_t)number;
    return SQLITE_OK;
}

static int keep_name(sqlite3_stmt *query, episode_rows *e, numbering *n, given_column of)
{
    const char *cell = cell_of(query, e, of);
    const size_t size = strlen(cell) + 1;
    char *copy = malloc(size);
    if (!copy)
        return SQLITE_NOMEM;
    memcpy(copy, cell, size);
    n->rows[e->count] = (named_row){copy, e->count};
    return SQLITE_OK;
}

static int read_row(sqlite3_stmt *query, episode_rows *e)
{
    int status = SQLITE_OK;
    if (e->count == INT32_MAX || !make_room(e))
        return SQLITE_NOMEM;
    if (!*cell_of(query, e, CHILD))
        return bad_cell(e, CHILD, "a child");
    if ((status = read_day(query, e, DECOM)) || (status = read_day(query, e, DEC)) ||
        (e->at[DOB] >= 0 && (status = read_day(query, e, DOB))) ||
        (e->at[SEX] >= 0 && (status = read_sex(query, e))) ||
        (e->at[REPORT] >= 0 && (status = read_report(query, e))))
        return status;
    read_code(query, e, RNE, REUNIFY_EPISODE_REASON_STARTED);
    read_code(query, e, LS, REUNIFY_EPISODE_LEGAL_STATUS);
    read_code(query, e, PLACE, REUNIFY_EPISODE_PLACEMENT);
    read_code(query, e, REC, REUNIFY_EPISODE_REASON_CEASED);
    e->authorities.rows[e->count].text = NULL;
    if ((status = keep_name(query, e, &e->children, CHILD)))
        return status;
    if (e->at[AUTHORITY] >= 0)
        status = keep_name(query, e, &e->authorities, AUTHORITY);
    e->count++;
    return status;
}

/* Names to numbers ----------------------------------------------------------------------------- */

static int order_of_names(const void *a, const void *b)
{
    const named_row *x = a, *y = b;
    const int order = strcmp(x->text, y->text);
    return order ? order : (x->row > y->row) - (x->row < y->row);
}

/* Names in order, each once; the numbers of the rows go to one of the arrays. An empty one: -1. */
static bool number_names(numbering *n, size_t rows, int64_t *large, int32_t *small)
{
    n->names = calloc(rows ? rows : 1, sizeof *n->names);
    if (!n->names)
        return false;
    qsort(n->rows, rows, sizeof *n->rows, order_of_names);
    for (size_t i = 0; i < rows; i++) {
        char *text = n->rows[i].text;
        if (*text && (!n->count || strcmp(n->names[n->count - 1], text) != 0))
            n->names[n->count++] = text;
        const int64_t number = *text ? (int64_t)n->count - 1 : -1;
        if (large)
            large[n->rows[i].row] = number;
        else
            small[n->rows[i].row] = (int32_t)number;
    }
    return true;
}

static int number_all(episode_rows *e)
{
    e->child = malloc((e->count ? e->count : 1) * sizeof *e->child);
    if (!e->child || !number_names(&e->children, e->count, e->child, NULL) ||
        (e->at[AUTHORITY] >= 0 && e->count &&
         !number_names(&e->authorities, e->count, NULL, e->columns[AUTHORITY])))
        return SQLITE_NOMEM;
    return SQLITE_OK;
}

/* The query ------------------------------------------------------------------------------------ */

static int find_columns(sqlite3_stmt *query, episode_rows *e)
{
    for (int i = 0; i < GIVEN_COLUMNS; i++) {
        e->at[i] = -1;
        for (int k = sqlite3_column_count(query) - 1; k >= 0; k--)
            if (sqlite3_stricmp(sqlite3_column_name(query, k), given_names[i]) == 0)
                e->at[i] = k;
    }
    for (int i = CHILD; i <= DEC; i++)
        if (e->at[i] < 0)
            return fail(e, "reunify: the episodes have no column %s; expected CHILD, DECOM and DEC",
                        given_names[i]);
    return SQLITE_OK;
}

static int run_query(sqlite3 *db, sqlite3_stmt *query, episode_rows *e)
{
    int status;
    if ((status = find_columns(query, e)))
        return status;
    while ((status = sqlite3_step(query)) == SQLITE_ROW)
        if ((status = read_row(query, e)))
            return status;
    if (status != SQLITE_DONE)
        return fail(e, "reunify: the episodes: %s", sqlite3_errmsg(db));
    return number_all(e);
}

static int read_episodes(sqlite3 *db, const char *text, episode_rows *e)
{
    sqlite3_stmt *query = NULL;
    const char *tail = "";
    int status = SQLITE_OK;
    if (sqlite3_prepare_v2(db, text, -1, &query, &tail))
        status = fail(e, "reunify: the episodes: %s", sqlite3_errmsg(db));
    else if (!query || tail[strspn(tail, " \t\r\n;")] || !sqlite3_stmt_readonly(query) ||
             !sqlite3_column_count(query))
        status = fail(e, "reunify: the episodes are one SELECT, as text");
    if (!status)
        status = run_query(db, query, e);
    sqlite3_finalize(query);
    return status;
}

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
                            episode_rows *e)
{
    int status;
    while ((status = sqlite3_step(query)) == SQLITE_ROW) {
        const unsigned char *name = sqlite3_column_text(query, 0);
        if (!name || !read_option((const char *)name, sqlite3_column_value(query, 1), o))
            return fail(e,
                        "reunify: options, %s: expected from, to or observed_to with a date, rule "
                        "(dates, codes), short_breaks (keep, drop-rows, drop-periods), end "
                        "(exclusive, inclusive) or suppress_below with a number",
                        name ? (const char *)name : "");
    }
    return status == SQLITE_DONE ? SQLITE_OK
                                 : fail(e, "reunify: the options: %s", sqlite3_errmsg(db));
}

static int read_options(sqlite3 *db, sqlite3_value *given, reunify_outcome_options *o,
                        episode_rows *e)
{
    sqlite3_stmt *query = NULL;
    if (reunify_outcome_options_init(o, sizeof *o))
        return SQLITE_NOMEM;
    if (!given || sqlite3_value_type(given) == SQLITE_NULL)
        return SQLITE_OK;
    if (sqlite3_prepare_v2(db, "SELECT key, atom FROM json_each(?1)", -1, &query, NULL))
        return fail(e, "reunify: the options: %s", sqlite3_errmsg(db));
    int status = sqlite3_bind_value(query, 1, given);
    if (!status)
        status = read_each_option(db, query, o, e);
    sqlite3_finalize(query);
    return status;
}

/* The outcomes --------------------------------------------------------------------------------- */

static int say_fault(episode_rows *e, const reunify_error *error)
{
    const char *message = reunify_error_message(error, 0);
    return fail(e, "reunify: %s: %s (%s)", reunify_error_pointer(error, 0), message ? message : "",
                reunify_error_code(error, 0));
}

static int work_out(episode_rows *e, reunify_outcome_options *o, reunify_outcomes **out)
{
    reunify_error *error = NULL;
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
    o->authorities = (const char *const *)e->authorities.names;
    o->authority_count = e->authorities.count;
    if (o->rule == REUNIFY_OUTCOME_RULE_CODES && e->at[RNE] < 0)
        return fail(e, "reunify: the rule of codes needs a column RNE in the episodes");
    if (reunify_error_new(NULL, &error))
        return SQLITE_NOMEM;
    const reunify_status failed = reunify_outcomes_new(NULL, &episodes, &children, o, out, error);
    const int status = !failed                       ? SQLITE_OK
                       : failed == REUNIFY_NO_MEMORY ? SQLITE_NOMEM
                                                     : say_fault(e, error);
    reunify_error_free(error);
    return status;
}

/* Of (query [, options]); without a query there are none. What is wrong is in the rows' message. */
static int outcomes_of(sqlite3 *db, sqlite3_value *query, sqlite3_value *given, episode_rows *e,
                       reunify_outcomes **out)
{
    reunify_outcome_options options;
    const unsigned char *text = sqlite3_value_text(query);
    *out = NULL;
    if (!text)
        return SQLITE_OK;
    int status = read_options(db, given, &options, e);
    if (!status)
        status = read_episodes(db, (const char *)text, e);
    return status ? status : work_out(e, &options, out);
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
    episode_rows rows;
    reunify_outcomes *outcomes;
    memset(&rows, 0, sizeof rows);
    const int status = outcomes_of(sqlite3_context_db_handle(context), values[0],
                                   count > 1 ? values[1] : NULL, &rows, &outcomes);
    if (status == SQLITE_NOMEM)
        sqlite3_result_error_nomem(context);
    else if (status)
        sqlite3_result_error(context, rows.message, -1);
    else if (outcomes)
        give_document(context, outcomes);
    reunify_outcomes_free(outcomes);
    release_rows(&rows);
}

/* Tables --------------------------------------------------------------------------------------- */

static const char *const table_names[] = {"periods",   "returns", "with_parents",
                                          "anomalies", "cohort",  "leavers"};

enum { TABLES = sizeof table_names / sizeof table_names[0] };

static const int32_t table_numbers[TABLES] = {
    REUNIFY_OUTCOME_TABLE_PERIODS,      REUNIFY_OUTCOME_TABLE_RETURNS,
    REUNIFY_OUTCOME_TABLE_WITH_PARENTS, REUNIFY_OUTCOME_TABLE_ANOMALIES,
    REUNIFY_OUTCOME_TABLE_COHORT,       REUNIFY_OUTCOME_TABLE_LEAVERS};

typedef struct {
    sqlite3_vtab base;
    sqlite3 *db;
    int32_t number;
    int width;
} table;

typedef struct {
    sqlite3_vtab_cursor base;
    episode_rows rows;
    reunify_outcomes *outcomes;
    sqlite3_value *arguments[ARGUMENTS];
    size_t row;
} cursor;

static bool begins_with(const char *name, const char *beginning)
{
    return strncmp(name, beginning, strlen(beginning)) == 0;
}

/* How many parts of one the column counts in: a median halves, a share millionths. */
static int parts_of(const char *name)
{
    if (is_named(name, "median_half_days"))
        return 2;
    return is_named(name, "share") || begins_with(name, "estimate_") ||
                   begins_with(name, "lower_") || begins_with(name, "upper_")
               ? 1000000
               : 1;
}

static const char *type_of(int32_t number, size_t column)
{
    const char *name = reunify_outcomes_column_name(number, column);
    const int32_t type = reunify_outcomes_column_type(number, column);
    if (is_named(name, "child") || type == REUNIFY_OUTCOME_COLUMN_WORD ||
        type == REUNIFY_OUTCOME_COLUMN_DATE)
        return "TEXT";
    return parts_of(name) > 1 ? "REAL" : "INTEGER";
}

static char *declaration_of(int32_t number)
{
    sqlite3_str *text = sqlite3_str_new(NULL);
    sqlite3_str_appendall(text, "CREATE TABLE x(");
    for (size_t i = 0; i < reunify_outcomes_column_count(number); i++) {
        const char *name = reunify_outcomes_column_name(number, i);
        sqlite3_str_appendf(text, "\"%w\" %s, ", parts_of(name) == 2 ? "median_days" : name,
                            type_of(number, i));
    }
    sqlite3_str_appendall(text, "input_query HIDDEN, input_options HIDDEN)");
    return sqlite3_str_finish(text);
}

static int connect_table(sqlite3 *db, void *user, int argc, const char *const *argv,
                         sqlite3_vtab **out, char **error)
{
    const int32_t number = (int32_t)(intptr_t)user; /* no pointer to anything */
    char *declaration = declaration_of(number);
    (void)argc, (void)argv, (void)error;
    if (!declaration)
        return SQLITE_NOMEM;
    const int status = sqlite3_declare_vtab(db, declaration);
    sqlite3_free(declaration);
    if (status)
        return status;
    table *made = sqlite3_malloc(sizeof *made);
    if (!made)
        return SQLITE_NOMEM;
    *made =
        (table){.db = db, .number = number, .width = (int)reunify_outcomes_column_count(number)};
    *out = &made->base;
    return sqlite3_vtab_config(db, SQLITE_VTAB_DIRECTONLY);
}

static int disconnect_table(sqlite3_vtab *base)
{
    sqlite3_free(base);
    return SQLITE_OK;
}

/* idxNum: bits of the arguments that are given, in their order. */
static int plan_table(sqlite3_vtab *base, sqlite3_index_info *info)
{
    const int width = ((const table *)base)->width;
    int passed = 0;
    for (int argument = 0; argument < ARGUMENTS; argument++)
        for (int i = 0; i < info->nConstraint; i++) {
            const struct sqlite3_index_constraint *c = &info->aConstraint[i];
            if (c->iColumn != width + argument || c->op != SQLITE_INDEX_CONSTRAINT_EQ)
                continue;
            if (!c->usable)
                return SQLITE_CONSTRAINT;
            if (info->idxNum & 1 << argument)
                continue;
            info->aConstraintUsage[i].argvIndex = ++passed;
            info->aConstraintUsage[i].omit = 1;
            info->idxNum |= 1 << argument;
        }
    info->estimatedCost = 1e6;
    return SQLITE_OK;
}

static int open_cursor(sqlite3_vtab *base, sqlite3_vtab_cursor **out)
{
    (void)base;
    cursor *made = sqlite3_malloc(sizeof *made);
    if (!made)
        return SQLITE_NOMEM;
    memset(made, 0, sizeof *made);
    *out = &made->base;
    return SQLITE_OK;
}

static void empty_cursor(cursor *c)
{
    reunify_outcomes_free(c->outcomes);
    release_rows(&c->rows);
    for (int i = 0; i < ARGUMENTS; i++) {
        sqlite3_value_free(c->arguments[i]);
        c->arguments[i] = NULL;
    }
    c->outcomes = NULL;
    c->row = 0;
}

static int close_cursor(sqlite3_vtab_cursor *base)
{
    empty_cursor((cursor *)base);
    sqlite3_free(base);
    return SQLITE_OK;
}

static int fail_table(sqlite3_vtab *base, const char *message)
{
    sqlite3_free(base->zErrMsg);
    base->zErrMsg = sqlite3_mprintf("%s", message);
    return base->zErrMsg ? SQLITE_ERROR : SQLITE_NOMEM;
}

static int filter_table(sqlite3_vtab_cursor *base, int given, const char *name, int count,
                        sqlite3_value **values)
{
    cursor *c = (cursor *)base;
    int at = 0;
    (void)name, (void)count;
    empty_cursor(c);
    if (!(given & 1))
        return fail_table(base->pVtab, "reunify: the arguments are (query [, options])");
    for (int i = 0; i < ARGUMENTS; i++)
        if (given & 1 << i && !(c->arguments[i] = sqlite3_value_dup(values[at++])))
            return SQLITE_NOMEM;
    const int status = outcomes_of(((const table *)base->pVtab)->db, c->arguments[0],
                                   c->arguments[1], &c->rows, &c->outcomes);
    return status == SQLITE_ERROR ? fail_table(base->pVtab, c->rows.message) : status;
}

static int next_row(sqlite3_vtab_cursor *base)
{
    ((cursor *)base)->row++;
    return SQLITE_OK;
}

static int is_at_end(sqlite3_vtab_cursor *base)
{
    const cursor *c = (const cursor *)base;
    return c->row >= reunify_outcomes_length(c->outcomes, ((const table *)base->pVtab)->number);
}

/* Without a result: NULL, which also stands for what is not told. */
static void give_value(sqlite3_context *context, const cursor *c, int32_t number, size_t column)
{
    char date[11];
    const char *name = reunify_outcomes_column_name(number, column);
    const int32_t type = reunify_outcomes_column_type(number, column);
    const int64_t value = reunify_outcomes_value(c->outcomes, number, column, c->row);
    const char *word = reunify_outcomes_word(c->outcomes, number, column, c->row);
    if (word)
        sqlite3_result_text(context, word, -1, SQLITE_TRANSIENT);
    else if (type == REUNIFY_OUTCOME_COLUMN_DATE) {
        if (!reunify_date_format((reunify_date)value, date, sizeof date))
            sqlite3_result_text(context, date, -1, SQLITE_TRANSIENT);
    } else if (type == REUNIFY_OUTCOME_COLUMN_WORD || value < 0)
        return;
    else if (is_named(name, "child"))
        sqlite3_result_text(context, c->rows.children.names[value], -1, SQLITE_TRANSIENT);
    else if (parts_of(name) > 1)
        sqlite3_result_double(context, (double)value / parts_of(name));
    else
        sqlite3_result_int64(context, value);
}

static int read_column(sqlite3_vtab_cursor *base, sqlite3_context *context, int column)
{
    const cursor *c = (const cursor *)base;
    const table *t = (const table *)base->pVtab;
    if (column < t->width)
        give_value(context, c, t->number, (size_t)column);
    else if (c->arguments[column - t->width])
        sqlite3_result_value(context, c->arguments[column - t->width]);
    return SQLITE_OK;
}

static int read_rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *out)
{
    *out = (sqlite3_int64)((const cursor *)base)->row + 1;
    return SQLITE_OK;
}

/* Without xCreate: there from the start, as a function is. */
static const sqlite3_module methods = {.xConnect = connect_table,
                                       .xBestIndex = plan_table,
                                       .xDisconnect = disconnect_table,
                                       .xOpen = open_cursor,
                                       .xClose = close_cursor,
                                       .xFilter = filter_table,
                                       .xNext = next_row,
                                       .xEof = is_at_end,
                                       .xColumn = read_column,
                                       .xRowid = read_rowid};

int add_outcomes(sqlite3 *db)
{
    int status = SQLITE_OK;
    for (int arguments = 1; arguments <= ARGUMENTS && !status; arguments++)
        status = sqlite3_create_function_v2(db, "reunify_outcomes", arguments,
                                            SQLITE_UTF8 | SQLITE_DIRECTONLY, NULL,
                                            outcomes_function, NULL, NULL, NULL);
    for (size_t i = 0; i < TABLES && !status; i++) {
        char name[64];
        sqlite3_snprintf(sizeof name, name, "reunify_outcomes_%s", table_names[i]);
        status =
            sqlite3_create_module_v2(db, name, &methods, (void *)(intptr_t)table_numbers[i], NULL);
    }
    return status;
}
