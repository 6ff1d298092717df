/*
 * The answer of a query as columns. A column is found by its name, in any order and case, and read
 * by its kind: dates and codes as in a file for reunify-outcomes (episode_cells.h), texts that name
 * somebody or something by the numbers of these names. So a view, a join or a part of a table is
 * episodes, without a copy as JSON. Only what reads alone is run.
 *
 * All rows are read first. Then each column of names is sorted once, and its names are numbered in
 * their order; what goes back are the names themselves.
 */
#include "episode_query.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* The routines that the extension was given when it was loaded. */
SQLITE_EXTENSION_INIT3

typedef enum { NAMES, DAYS, CODES, SEXES, NUMBERS } column_kind;

static const struct {
    column_kind kind;
    int32_t set; /* of codes */
} kinds[EPISODE_COLUMNS] = {[CHILD] = {NAMES, 0},
                            [DECOM] = {DAYS, 0},
                            [DEC] = {DAYS, 0},
                            [RNE] = {CODES, REUNIFY_EPISODE_REASON_STARTED},
                            [LS] = {CODES, REUNIFY_EPISODE_LEGAL_STATUS},
                            [PLACE] = {CODES, REUNIFY_EPISODE_PLACEMENT},
                            [REC] = {CODES, REUNIFY_EPISODE_REASON_CEASED},
                            [AUTHORITY] = {NAMES, 0},
                            [DOB] = {DAYS, 0},
                            [SEX] = {SEXES, 0},
                            [DATE] = {DAYS, 0},
                            [LEVEL] = {NAMES, 0},
                            [GATE] = {NAMES, 0},
                            [REPORT] = {NUMBERS, 0}};

/* Which columns a query has to have, and which it may have, as bits. */
typedef struct {
    const char *what, *expected;
    uint32_t needed, more;
} query_kind;

#define BIT(column) (UINT32_C(1) << (column))

static const query_kind of_episodes = {.what = "episodes",
                                       .expected = "CHILD, DECOM and DEC",
                                       .needed = BIT(CHILD) | BIT(DECOM) | BIT(DEC),
                                       .more = BIT(RNE) | BIT(LS) | BIT(PLACE) | BIT(REC) |
                                               BIT(AUTHORITY) | BIT(REPORT) | BIT(DOB) | BIT(SEX)};
static const query_kind of_marks = {.what = "marks",
                                    .expected = "CHILD, DATE and LEVEL or GATE",
                                    .needed = BIT(CHILD) | BIT(DATE),
                                    .more = BIT(LEVEL) | BIT(GATE)};

int fail_query(query_message *m, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    sqlite3_vsnprintf(sizeof m->text, m->text, format, values);
    va_end(values);
    return SQLITE_ERROR;
}

/* Memory --------------------------------------------------------------------------------------- */

static void release_numbering(numbering *n, size_t rows)
{
    for (size_t i = 0; n->rows && i < rows; i++)
        free(n->rows[i].text);
    free(n->rows);
    free(n->names);
}

void release_columns(query_rows *r)
{
    for (int i = 0; i < EPISODE_COLUMNS; i++) {
        free(r->columns[i]);
        r->columns[i] = NULL;
    }
    free(r->child);
    r->child = NULL;
}

void release_rows(query_rows *r)
{
    release_columns(r);
    for (int i = 0; i < EPISODE_COLUMNS; i++)
        release_numbering(&r->named[i], r->count);
    memset(r, 0, sizeof *r);
}

static bool grow_array(void *array, size_t width, size_t capacity)
{
    void **at = array;
    void *more = realloc(*at, width * capacity);
    if (more)
        *at = more;
    return more != NULL;
}

static bool grow_column(query_rows *r, episode_column of, size_t capacity)
{
    if (r->at[of] < 0)
        return true;
    return grow_array(&r->columns[of], sizeof(int32_t), capacity) &&
           (kinds[of].kind != NAMES || grow_array(&r->named[of].rows, sizeof(named_row), capacity));
}

static bool make_room(query_rows *r)
{
    const size_t capacity = r->capacity ? r->capacity + r->capacity / 2 : 256;
    if (r->count < r->capacity)
        return true;
    if (capacity > SIZE_MAX / sizeof(named_row))
        return false;
    for (episode_column i = CHILD; i < EPISODE_COLUMNS; i++)
        if (!grow_column(r, i, capacity))
            return false;
    r->capacity = capacity;
    return true;
}

/* Cells ---------------------------------------------------------------------------------------- */

static int bad_cell(const query_rows *r, episode_column of)
{
    return fail_query(r->message, "reunify: row %llu of the %s, column %s: expected %s",
                      (unsigned long long)r->count, r->what, episode_column_names[of],
                      expected_in(of));
}

static int keep_name(query_rows *r, episode_column of, const char *cell, size_t length)
{
    char *copy = malloc(length + 1);
    if (!copy)
        return SQLITE_NOMEM;
    memcpy(copy, cell, length);
    copy[length] = '\0';
    r->named[of].rows[r->count] = (named_row){copy, r->count};
    return SQLITE_OK;
}

/* None is 0: of the first report. */
static int read_number(sqlite3_stmt *query, query_rows *r, episode_column of)
{
    sqlite3_value *value = sqlite3_column_value(query, r->at[of]);
    const int type = sqlite3_value_numeric_type(value);
    const sqlite3_int64 number = sqlite3_value_int64(value);
    if ((type != SQLITE_INTEGER && type != SQLITE_NULL) || number < INT32_MIN || number > INT32_MAX)
        return bad_cell(r, of);
    r->columns[of][r->count] = (int32_t)number;
    return SQLITE_OK;
}

static int read_text(query_rows *r, episode_column of, const char *cell)
{
    int32_t *out = &r->columns[of][r->count];
    const size_t length = is_empty_cell(cell, strlen(cell)) ? 0 : strlen(cell);
    switch (kinds[of].kind) {
    case NAMES:
        return length || of != CHILD ? keep_name(r, of, cell, length) : bad_cell(r, of);
    case DAYS:
        return read_date_cell(cell, length, out) ? SQLITE_OK : bad_cell(r, of);
    case SEXES:
        return read_sex_cell(cell, length, out) ? SQLITE_OK : bad_cell(r, of);
    default:
        *out = code_in_cell(kinds[of].set, cell, length);
        return SQLITE_OK;
    }
}

/* Numbers are read as SQLite writes them, nothing as an empty text. */
static int read_cell(sqlite3_stmt *query, query_rows *r, episode_column of)
{
    if (kinds[of].kind == NUMBERS)
        return read_number(query, r, of);
    if (sqlite3_column_type(query, r->at[of]) == SQLITE_NULL)
        return read_text(r, of, "");
    const unsigned char *text = sqlite3_column_text(query, r->at[of]);
    return text ? read_text(r, of, (const char *)text) : SQLITE_NOMEM;
}

static bool says_something(const query_rows *r, episode_column of)
{
    return r->at[of] >= 0 && *r->named[of].rows[r->count].text;
}

/* A level or a gate has its day. */
static int check_mark(const query_rows *r)
{
    const bool dated = r->at[DATE] < 0 || r->columns[DATE][r->count] != REUNIFY_DATE_NONE;
    return dated || (!says_something(r, LEVEL) && !says_something(r, GATE)) ? SQLITE_OK
                                                                            : bad_cell(r, DATE);
}

static int read_row(sqlite3_stmt *query, query_rows *r)
{
    int status = SQLITE_OK;
    if (r->count == INT32_MAX || !make_room(r))
        return SQLITE_NOMEM;
    for (episode_column i = CHILD; i < EPISODE_COLUMNS; i++)
        if (r->at[i] >= 0 && kinds[i].kind == NAMES)
            r->named[i].rows[r->count] = (named_row){NULL, 0};
    for (episode_column i = CHILD; i < EPISODE_COLUMNS && !status; i++)
        if (r->at[i] >= 0)
            status = read_cell(query, r, i);
    if (!status)
        status = check_mark(r);
    r->count++; /* what it has of texts is released with it */
    return status;
}

/* Names to numbers ----------------------------------------------------------------------------- */

static int order_of_names(const void *a, const void *b)
{
    const named_row *x = a, *y = b;
    const int order = strcmp(x->text, y->text);
    return order ? order : (x->row > y->row) - (x->row < y->row);
}

/* Names in order, each once, and the number of each row; -1 for an empty one. */
static bool number_names(numbering *n, size_t rows, int32_t *numbers)
{
    n->names = calloc(rows ? rows : 1, sizeof *n->names);
    if (!n->names)
        return false;
    if (rows)
        qsort(n->rows, rows, sizeof *n->rows, order_of_names);
    for (size_t i = 0; i < rows; i++) {
        char *text = n->rows[i].text;
        if (*text && (!n->count || strcmp(n->names[n->count - 1], text) != 0))
            n->names[n->count++] = text;
        numbers[n->rows[i].row] = *text ? (int32_t)n->count - 1 : -1;
    }
    return true;
}

static int order_of_name(const void *name, const void *listed)
{
    return strcmp(name, *(char *const *)listed);
}

static int32_t number_of(const numbering *n, const char *name)
{
    char *const *found =
        n->count ? bsearch(name, n->names, n->count, sizeof *n->names, order_of_name) : NULL;
    return found ? (int32_t)(found - n->names) : -1;
}

/* The numbers of children where the library wants them. */
static int take_children(query_rows *r)
{
    r->child = malloc((r->count ? r->count : 1) * sizeof *r->child);
    for (size_t i = 0; r->child && i < r->count; i++)
        r->child[i] = r->columns[CHILD][i];
    return r->child ? SQLITE_OK : SQLITE_NOMEM;
}

static bool number_column(query_rows *r, episode_column of)
{
    return r->at[of] < 0 || number_names(&r->named[of], r->count, r->columns[of]);
}

/* The query ------------------------------------------------------------------------------------ */

/* Of two with one name the first. */
static int find_columns(sqlite3_stmt *query, const query_kind *kind, query_rows *r)
{
    for (int i = 0; i < EPISODE_COLUMNS; i++)
        r->at[i] = -1;
    for (int k = sqlite3_column_count(query) - 1; k >= 0; k--) {
        const char *name = sqlite3_column_name(query, k);
        if (!name)
            return SQLITE_NOMEM;
        const episode_column of = find_episode_column(name, strlen(name));
        if ((kind->needed | kind->more) & BIT(of))
            r->at[of] = k;
    }
    return SQLITE_OK;
}

static int check_columns(const query_kind *kind, const query_rows *r)
{
    for (episode_column i = CHILD; i < EPISODE_COLUMNS; i++)
        if (kind->needed & BIT(i) && r->at[i] < 0)
            return fail_query(r->message, "reunify: the %s have no column %s; expected %s",
                              kind->what, episode_column_names[i], kind->expected);
    return SQLITE_OK;
}

static int run_query(sqlite3 *db, sqlite3_stmt *query, const query_kind *kind, query_rows *r)
{
    int status = find_columns(query, kind, r);
    if (!status)
        status = check_columns(kind, r);
    if (status)
        return status;
    while ((status = sqlite3_step(query)) == SQLITE_ROW)
        if ((status = read_row(query, r)))
            return status;
    return status == SQLITE_DONE
               ? SQLITE_OK
               : fail_query(r->message, "reunify: the %s: %s", kind->what, sqlite3_errmsg(db));
}

static int read_query(sqlite3 *db, const char *text, const query_kind *kind, query_message *m,
                      query_rows *r)
{
    sqlite3_stmt *query = NULL;
    const char *tail = "";
    int status = SQLITE_OK;
    *r = (query_rows){.what = kind->what, .message = m};
    if (sqlite3_prepare_v2(db, text, -1, &query, &tail))
        status = fail_query(m, "reunify: the %s: %s", kind->what, sqlite3_errmsg(db));
    else if (!query || tail[strspn(tail, " \t\r\n;")] || !sqlite3_stmt_readonly(query) ||
             !sqlite3_column_count(query))
        status = fail_query(m, "reunify: the %s are one SELECT, as text", kind->what);
    if (!status)
        status = run_query(db, query, kind, r);
    sqlite3_finalize(query);
    return status;
}

int read_episodes(sqlite3 *db, const char *text, query_message *m, query_rows *out)
{
    const int status = read_query(db, text, &of_episodes, m, out);
    if (status)
        return status;
    return number_column(out, CHILD) && number_column(out, AUTHORITY) ? take_children(out)
                                                                      : SQLITE_NOMEM;
}

/* Ids that are never met are ids of another kind, such as 7 for 007. */
static int find_children(const query_rows *episodes, query_rows *r)
{
    size_t met = 0;
    for (size_t i = 0; i < r->count; i++) {
        r->columns[CHILD][i] = number_of(&episodes->named[CHILD], r->named[CHILD].rows[i].text);
        met += r->columns[CHILD][i] >= 0;
    }
    return r->count && !met && episodes->count
               ? fail_query(r->message, "reunify: no child of the marks has episodes: are the ids "
                                        "written alike?")
               : take_children(r);
}

int read_marks(sqlite3 *db, const char *text, const query_rows *episodes, query_message *m,
               query_rows *out)
{
    int status = read_query(db, text, &of_marks, m, out);
    if (status)
        return status;
    if (out->at[LEVEL] < 0 && out->at[GATE] < 0)
        return fail_query(m, "reunify: the marks have no column LEVEL or GATE; expected %s",
                          of_marks.expected);
    if ((status = find_children(episodes, out)))
        return status;
    return number_column(out, LEVEL) && number_column(out, GATE) ? SQLITE_OK : SQLITE_NOMEM;
}
