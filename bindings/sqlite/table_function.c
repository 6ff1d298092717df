/*
 * Tables as functions of arguments, which SQLite has as eponymous virtual tables: the arguments are
 * hidden columns behind the table's own, and a call in FROM is a set of equalities on them. A plan
 * notes as bits which of them are given; the cursor keeps these, since a statement may ask for a
 * hidden column too, and has the kind of the table make the rows of them. What the columns are and
 * where rows come from, the kind says (table_function.h); nothing here knows of cases or episodes.
 */
#include "table_function.h"

#include <reunify/reunify.h>

#include <stdlib.h>
#include <string.h>

/* The routines that the extension was given when it was loaded. */
SQLITE_EXTENSION_INIT3

typedef struct {
    const table_kind *kind;
    int32_t number;
    void *user;
    void (*leave)(void *user);
} module_of;

typedef struct {
    sqlite3_vtab base;
    sqlite3 *db;
    const module_of *module;
    int width; /* columns before the arguments */
} table;

typedef struct {
    sqlite3_vtab_cursor base;
    sqlite3_value *arguments[MOST_ARGUMENTS]; /* as they were given, NULL: not */
    void *rows;
    size_t row;
} cursor;

static const table *table_of(const cursor *c)
{
    return (const table *)c->base.pVtab;
}

static const table_kind *kind_of(const cursor *c)
{
    return table_of(c)->module->kind;
}

/* Tables --------------------------------------------------------------------------------------- */

static char *declaration_of(const module_of *m)
{
    sqlite3_str *text = sqlite3_str_new(NULL);
    sqlite3_str_appendall(text, "CREATE TABLE x(");
    for (size_t i = 0; i < m->kind->width(m->number); i++)
        sqlite3_str_appendf(text, "\"%w\" %s, ", m->kind->name(m->number, i),
                            m->kind->type(m->number, i));
    sqlite3_str_appendf(text, "%s)", m->kind->arguments);
    return sqlite3_str_finish(text);
}

static int connect_table(sqlite3 *db, void *user, int argc, const char *const *argv,
                         sqlite3_vtab **out, char **error)
{
    const module_of *module = user;
    char *declaration = declaration_of(module);
    (void)argc, (void)argv, (void)error;
    if (!declaration)
        return SQLITE_NOMEM;
    int status = sqlite3_declare_vtab(db, declaration);
    sqlite3_free(declaration);
    if (!status)
        status = sqlite3_vtab_config(db, module->kind->trust);
    if (status)
        return status;
    table *made = sqlite3_malloc(sizeof *made);
    if (!made)
        return SQLITE_NOMEM;
    *made = (table){.db = db, .module = module, .width = (int)module->kind->width(module->number)};
    *out = &made->base;
    return SQLITE_OK;
}

static int disconnect_table(sqlite3_vtab *base)
{
    sqlite3_free(base);
    return SQLITE_OK;
}

/* Which constraint gives an argument: -1 none, -2 one that cannot be used in this plan. */
static int giver_of(const sqlite3_index_info *info, int column)
{
    int found = -1;
    for (int i = 0; i < info->nConstraint; i++) {
        const struct sqlite3_index_constraint *c = &info->aConstraint[i];
        if (c->iColumn != column || c->op != SQLITE_INDEX_CONSTRAINT_EQ)
            continue;
        if (c->usable)
            return i;
        found = -2;
    }
    return found;
}

/* idxNum: bits of the arguments that are given, in their order. */
static int plan_table(sqlite3_vtab *base, sqlite3_index_info *info)
{
    const table *t = (const table *)base;
    const table_kind *kind = t->module->kind;
    int passed = 0;
    for (int i = 0; i < kind->argument_count; i++) {
        const int giver = giver_of(info, t->width + i);
        if (giver == -2)
            return SQLITE_CONSTRAINT;
        if (giver < 0)
            continue;
        info->aConstraintUsage[giver].argvIndex = ++passed;
        info->aConstraintUsage[giver].omit = 1;
        info->idxNum |= 1 << i;
    }
    info->estimatedCost = kind->cost;
    info->estimatedRows = kind->row_count;
    return SQLITE_OK;
}

/* Cursors -------------------------------------------------------------------------------------- */

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
    kind_of(c)->close(c->rows);
    c->rows = NULL;
    c->row = 0;
    for (int i = 0; i < MOST_ARGUMENTS; i++) {
        sqlite3_value_free(c->arguments[i]);
        c->arguments[i] = NULL;
    }
}

static int close_cursor(sqlite3_vtab_cursor *base)
{
    empty_cursor((cursor *)base);
    sqlite3_free(base);
    return SQLITE_OK;
}

static int keep_arguments(cursor *c, int given, sqlite3_value **values)
{
    for (int i = 0; i < MOST_ARGUMENTS; i++)
        if (given >> i & 1 && !(c->arguments[i] = sqlite3_value_dup(*values++)))
            return SQLITE_NOMEM;
    return SQLITE_OK;
}

static int fail_usage(const table_call *call, const char *usage)
{
    char message[128];
    sqlite3_snprintf(sizeof message, message, "reunify: the arguments are %s", usage);
    return fail_call(call, message);
}

static int filter_table(sqlite3_vtab_cursor *base, int given, const char *name, int count,
                        sqlite3_value **values)
{
    cursor *c = (cursor *)base;
    const table *t = table_of(c);
    const table_kind *kind = t->module->kind;
    const table_call call = {base->pVtab, t->db, t->module->user, t->module->number, c->arguments};
    const int needed = (1 << kind->needed) - 1;
    (void)name, (void)count;
    empty_cursor(c);
    if ((given & needed) != needed)
        return fail_usage(&call, kind->usage);
    const int status = keep_arguments(c, given, values);
    return status ? status : kind->open(&call, &c->rows);
}

static int next_row(sqlite3_vtab_cursor *base)
{
    ((cursor *)base)->row++;
    return SQLITE_OK;
}

static int is_at_end(sqlite3_vtab_cursor *base)
{
    const cursor *c = (const cursor *)base;
    return c->row >= kind_of(c)->length(c->rows, table_of(c)->module->number);
}

static int read_column(sqlite3_vtab_cursor *base, sqlite3_context *context, int column)
{
    const cursor *c = (const cursor *)base;
    const table *t = table_of(c);
    if (column < t->width)
        kind_of(c)->give(context, c->rows, t->module->number, c->row, (size_t)column);
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

/* For the kinds -------------------------------------------------------------------------------- */

static void leave_module(void *user)
{
    module_of *module = user;
    if (module->leave)
        module->leave(module->user);
    free(module);
}

int add_table(sqlite3 *db, const char *name, const table_kind *kind, int32_t number, void *user,
              void (*leave)(void *user))
{
    module_of *module = malloc(sizeof *module);
    if (!module) {
        if (leave)
            leave(user);
        return SQLITE_NOMEM;
    }
    *module = (module_of){kind, number, user, leave};
    return sqlite3_create_module_v2(db, name, &methods, module, leave_module);
}

int fail_call(const table_call *call, const char *message)
{
    sqlite3_free(call->table->zErrMsg);
    call->table->zErrMsg = sqlite3_mprintf("%s", message);
    return call->table->zErrMsg ? SQLITE_ERROR : SQLITE_NOMEM;
}

void give_date(sqlite3_context *context, int32_t date)
{
    char text[11];
    if (!reunify_date_format(date, text, sizeof text))
        sqlite3_result_text(context, text, -1, SQLITE_TRANSIENT);
}
