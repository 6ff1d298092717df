/* Levels of a CSV table of findings, and the movement of the children to whom its rows belong. */
#include "classify_table.h"

#include <stdlib.h>
#include <string.h>

static const char help[] =
    "Usage: reunify-classify [OPTION]... [FILE.csv]\n"
    "Says which level each row of a table of findings indicates, or replays the observations of\n"
    "many children.\n"
    "\n"
    "The first row names the columns: findings of the profile by their ids, one of a person as\n"
    "parental_capacity@1; for a replay child and date, and where they are known judgement,\n"
    "rationale, approved_by and return_to@1. Cells are the words of the profile, or empty; dates\n"
    "are yyyy-mm-dd or dd/mm/yyyy. Other columns are passed through; one with the name of a\n"
    "result, such as level, as given_level. Without a file, or with -, standard input is read; one "
    "that ends\n"
    "in .gz is unpacked. The table may be of any length: a part of it is in memory at a time.\n"
    "\n"
    "  --profile ID|FILE  the rules (default herefordshire-2023)\n"
    "  --table TABLE      levels (default): the table with level, status, at_least and deciding;\n"
    "                     observations: with level_before, level_after, indicated, rule, basis\n"
    "                     and held_by; children: a row a child\n"
    "  --as-of DATE       the day of a replay; what is dated later is not seen\n"
    "  --pathway ID       the pathway of a replay (default: the profile's first)\n"
    "  -h, --help         show this\n"
    "  -V, --version      show the version\n"
    "\n"
    "Of a replay the rows of a child stand together, in order of date.\n"
    "Ends with 0 when done, 1 where a file or a cell is wrong, 2 for wrong usage.\n";

enum { LEVELS, OBSERVATIONS, OF_CHILDREN };

/* What a result is, and how it is said. */
typedef struct {
    const char *name;
    int32_t what, names; /* REUNIFY_WRITE_*, REUNIFY_CODES_* or one of these */
} result;

enum { A_DATE = -1, BITS = -2 };

/* In front of the name of a column that is passed through and has that of a result. */
static const char given[] = "given_";

static const result level_results[] = {{"level", REUNIFY_WRITE_LEVEL, REUNIFY_CODES_LEVELS},
                                       {"status", REUNIFY_WRITE_STATUS, REUNIFY_CODES_STATUSES},
                                       {"at_least", REUNIFY_WRITE_AT_LEAST, REUNIFY_CODES_LEVELS},
                                       {"deciding", REUNIFY_WRITE_DECIDING, BITS},
                                       {NULL, 0, 0}};
static const result observation_results[] = {
    {"level_before", REUNIFY_WRITE_LEVEL_BEFORE, REUNIFY_CODES_LEVELS},
    {"level_after", REUNIFY_WRITE_LEVEL_AFTER, REUNIFY_CODES_LEVELS},
    {"indicated", REUNIFY_WRITE_INDICATED, REUNIFY_CODES_LEVELS},
    {"rule", REUNIFY_WRITE_RULE, REUNIFY_CODES_RULES},
    {"basis", REUNIFY_WRITE_BASIS, REUNIFY_CODES_BASES},
    {"held_by", REUNIFY_WRITE_HELD_BY, REUNIFY_CODES_HELD_BY},
    {NULL, 0, 0}};
static const result child_results[] = {
    {"level", REUNIFY_WRITE_LAST_LEVEL, REUNIFY_CODES_LEVELS},
    {"since", REUNIFY_WRITE_SINCE, A_DATE},
    {"basis", REUNIFY_WRITE_LAST_BASIS, REUNIFY_CODES_BASES},
    {"pending", REUNIFY_WRITE_PENDING, REUNIFY_CODES_RULES},
    {"eligible_from", REUNIFY_WRITE_ELIGIBLE_FROM, A_DATE},
    {"earliest_closure", REUNIFY_WRITE_EARLIEST_CLOSURE, A_DATE},
    {"may_close_from", REUNIFY_WRITE_MAY_CLOSE_FROM, A_DATE},
    {"may_close_confirmed", REUNIFY_WRITE_MAY_CLOSE_CONFIRMED, A_DATE},
    {NULL, 0, 0}};

typedef struct {
    const char *profile, *table, *as_of, *pathway;
    int form;
    reunify_date day;
    const reunify_columns *columns;
    const result *results;
    void *room[10]; /* of each result, and last of the first rows */
    size_t rows;    /* for which there is room */
    buffer out;
} request;

/* Writing ------------------------------------------------------------------------------------- */

static void add_cell(buffer *out, const char *text, size_t length)
{
    bool quoted = false;
    for (size_t i = 0; i < length; i++)
        quoted = quoted || strchr(",\"\r\n", text[i]) != NULL;
    if (quoted)
        add_text(out, "\"");
    for (size_t i = 0; quoted && i < length; i++)
        add_bytes(out, text[i] == '"' ? "\"\"" : text + i, text[i] == '"' ? 2 : 1);
    if (quoted)
        add_text(out, "\"");
    else
        add_bytes(out, text, length);
}

static void add_word(buffer *out, const char *word)
{
    add_cell(out, word ? word : "", word ? strlen(word) : 0);
}

static void add_deciding(request *r, uint32_t bits)
{
    bool first = true;
    for (size_t i = 0; i < 32; i++) {
        if (!(bits >> i & 1))
            continue;
        add_text(&r->out, first ? "" : ";");
        add_text(&r->out, reunify_columns_name(r->columns, REUNIFY_CODES_DIMENSIONS, 0, i));
        first = false;
    }
}

static bool is_byte(int32_t what)
{
    return what != REUNIFY_WRITE_DECIDING && what != REUNIFY_WRITE_RULE &&
           what != REUNIFY_WRITE_PENDING;
}

static void add_result(request *r, size_t at, size_t row)
{
    const result *of = &r->results[at];
    if (of->names == BITS) {
        add_deciding(r, ((const uint32_t *)r->room[at])[row]);
    } else if (of->names == A_DATE) {
        char date[11];
        if (!reunify_date_format(((const int32_t *)r->room[at])[row], date, sizeof date))
            add_text(&r->out, date);
    } else {
        const int64_t code = is_byte(of->what) ? ((const uint8_t *)r->room[at])[row]
                                               : ((const int32_t *)r->room[at])[row];
        add_word(&r->out,
                 code < 0 ? NULL : reunify_columns_name(r->columns, of->names, 0, (size_t)code));
    }
}

/* Whether a column is called so, with so many times given_ in front. */
static bool is_given(const char *column, size_t times, const char *name)
{
    for (; times && strncmp(column, given, sizeof given - 1) == 0; times--)
        column += sizeof given - 1;
    return !times && strcmp(column, name) == 0;
}

static bool has_column(const table *t, size_t times, const char *name)
{
    for (size_t i = 0; i < t->column_count; i++)
        if (is_given(t->columns[i].name, times, name))
            return true;
    return false;
}

/* A name of the table that is passed through: no column of what is written has that of another. */
static void add_name(request *r, const table *t, const char *name)
{
    size_t times = 0;
    for (size_t i = 0; r->results[i].name; i++)
        times = times || strcmp(r->results[i].name, name) == 0;
    while (times && has_column(t, times, name))
        times++;
    while (times--)
        add_text(&r->out, given);
    add_word(&r->out, name);
}

static void add_head(request *r, const table *t)
{
    if (r->form == OF_CHILDREN)
        add_text(&r->out, "child");
    for (size_t i = 0; i < t->column_count && r->form != OF_CHILDREN; i++) {
        add_text(&r->out, i ? "," : "");
        add_name(r, t, t->columns[i].name);
    }
    for (size_t i = 0; r->results[i].name; i++)
        add_format(&r->out, ",%s", r->results[i].name);
    add_text(&r->out, "\n");
}

static void add_row_of(request *r, const table *t, size_t row, size_t child)
{
    size_t length;
    for (size_t i = 0; i < t->column_count; i++) {
        if (r->form == OF_CHILDREN && i != t->child)
            continue;
        const char *cell = cell_at(t, i, row, &length);
        add_text(&r->out, i && r->form != OF_CHILDREN ? "," : "");
        add_cell(&r->out, cell, length);
    }
    for (size_t i = 0; r->results[i].name; i++) {
        add_text(&r->out, ",");
        add_result(r, i, r->form == OF_CHILDREN ? child : row);
    }
    add_text(&r->out, "\n");
}

static int write_part(request *r, const table *t, size_t children)
{
    const int64_t *first = r->room[9];
    const size_t count = r->form == OF_CHILDREN ? children : t->rows;
    for (size_t i = 0; i < count; i++)
        add_row_of(r, t, r->form == OF_CHILDREN ? (size_t)first[i] : i, i);
    if (r->out.failed) {
        complain("no memory");
        return BAD_INPUT;
    }
    const bool written = write_out(r->out.data, r->out.length);
    r->out.length = 0;
    return written ? DONE : BAD_INPUT;
}

/* Working out --------------------------------------------------------------------------------- */

static bool make_room(request *r, size_t rows)
{
    for (size_t i = 0; i < 10 && rows > r->rows; i++) {
        free(r->room[i]);
        r->room[i] = malloc(rows * sizeof(int64_t));
        if (!r->room[i])
            return false;
    }
    r->rows = rows > r->rows ? rows : r->rows;
    return true;
}

static reunify_status work_out(request *r, const reunify_rows *rows, size_t *children,
                               reunify_error *error)
{
    if (r->form == LEVELS)
        return reunify_columns_classify(r->columns, rows, error);
    const reunify_batch_options options = {.size = sizeof options, .pathway = r->pathway};
    return reunify_columns_replay(r->columns, rows, r->day, &options, children, error);
}

static int do_part(request *r, const table *t, reunify_error *error)
{
    reunify_rows *rows = NULL;
    size_t children = 0;
    if (!make_room(r, t->rows) || reunify_rows_new(NULL, t->rows, &rows, NULL)) {
        complain("no memory");
        return BAD_INPUT;
    }
    int status = give_part(t, rows);
    reunify_status done = REUNIFY_OK;
    for (size_t i = 0; r->results[i].name && !done; i++)
        done = reunify_rows_write(rows, r->results[i].what, r->room[i], t->rows * sizeof(int64_t),
                                  error);
    if (!done && r->form == OF_CHILDREN)
        done = reunify_rows_write(rows, REUNIFY_WRITE_FIRST_ROW, r->room[9],
                                  t->rows * sizeof(int64_t), error);
    if (!status && !done)
        done = work_out(r, rows, &children, error);
    if (done)
        complain_of_cell(t, error);
    if (!status && !done)
        status = write_part(r, t, children);
    reunify_rows_free(rows);
    return done ? BAD_INPUT : status;
}

static int do_table(request *r, const char *file, reunify_error *error)
{
    table t;
    int status = open_table(&t, file, r->columns, r->form != LEVELS);
    if (!status)
        add_head(r, &t);
    while (!status && (status = read_part(&t)) == DONE && t.rows)
        status = do_part(r, &t, error);
    if (!status && r->out.length && !write_out(r->out.data, r->out.length))
        status = BAD_INPUT;
    close_table(&t);
    return status;
}

/* The request --------------------------------------------------------------------------------- */

static int read_request(request *r)
{
    static const char *const tables[] = {"levels", "observations", "children", NULL};
    static const result *const results[] = {level_results, observation_results, child_results};
    if (choose_word("table", r->table, tables, &r->form))
        return BAD_USAGE;
    r->results = results[r->form];
    if (r->form == LEVELS && (r->as_of || r->pathway))
        return wrong_usage("--as-of and --pathway are for --table observations or children");
    if (r->form != LEVELS && !r->as_of)
        return wrong_usage("--table %s needs --as-of DATE", r->table);
    if (r->as_of && reunify_date_parse(r->as_of, strlen(r->as_of), &r->day))
        return wrong_usage("--as-of needs a date, such as 2024-03-31");
    return DONE;
}

static int run(request *r, const char *file)
{
    reunify_error *error;
    reunify_profile *profile = NULL;
    reunify_columns *columns = NULL;
    if (reunify_error_new(NULL, &error)) {
        complain("no memory");
        return BAD_INPUT;
    }
    int status = load_profile(r->profile, error, &profile);
    if (!status && reunify_columns_new(profile, 0, &columns, error)) {
        complain_of(r->profile, error);
        status = BAD_INPUT;
    }
    r->columns = columns;
    if (!status)
        status = do_table(r, file, error);
    if (!status && !finish_out())
        status = BAD_INPUT;
    for (size_t i = 0; i < 10; i++)
        free(r->room[i]);
    free_buffer(&r->out);
    reunify_columns_unref(columns);
    reunify_profile_unref(profile);
    reunify_error_free(error);
    return status;
}

int main(int argc, char **argv)
{
    request r = {.profile = "herefordshire-2023", .table = "levels"};
    const option options[] = {{"profile", &r.profile, NULL},
                              {"table", &r.table, NULL},
                              {"as-of", &r.as_of, NULL},
                              {"pathway", &r.pathway, NULL},
                              {NULL, NULL, NULL}};
    const command c = {"reunify-classify", help, options};
    int status;
    const int files = read_options(&c, argc, argv, &status);
    if (files < 0)
        return status;
    if (files > 1)
        return wrong_usage("one file is read at a time");
    status = read_request(&r);
    return status ? status : run(&r, files ? argv[0] : "-");
}
