/* Tables as functions of arguments. */
#ifndef REUNIFY_SQLITE_TABLE_FUNCTION_H
#define REUNIFY_SQLITE_TABLE_FUNCTION_H

#include <sqlite3ext.h>

#include <stddef.h>
#include <stdint.h>

enum { MOST_ARGUMENTS = 3 };

/* A call of a table: what it was added with, and its arguments, NULL for each that is not given. */
typedef struct {
    sqlite3_vtab *table;
    sqlite3 *db;
    void *user;
    int32_t number;
    sqlite3_value *const *arguments;
} table_call;

/* What tables of one kind have in common; the number says which of them is meant. */
typedef struct {
    const char *arguments; /* as columns: "input_json HIDDEN, input_as_of HIDDEN" */
    const char *usage;     /* the arguments in a message: "(json, as_of)" */
    int argument_count, needed;
    int trust; /* SQLITE_VTAB_INNOCUOUS or _DIRECTONLY */
    double cost;
    sqlite3_int64 row_count; /* about */
    size_t (*width)(int32_t number);
    const char *(*name)(int32_t number, size_t column);
    const char *(*type)(int32_t number, size_t column);
    /* The rows of a call, NULL for none: a status of SQLite, or that of fail_call(). */
    int (*open)(const table_call *call, void **rows);
    void (*close)(void *rows); /* of NULL too, like the next */
    size_t (*length)(const void *rows, int32_t number);
    /* Without a result: NULL. */
    void (*give)(sqlite3_context *context, const void *rows, int32_t number, size_t row,
                 size_t column);
} table_kind;

/*
 * A table on a connection: a status of SQLite. `leave`, which may be NULL, is called for the user
 * when the table goes, and where it cannot be added.
 */
int add_table(sqlite3 *db, const char *name, const table_kind *kind, int32_t number, void *user,
              void (*leave)(void *user));
/* Has the statement end with the message. */
int fail_call(const table_call *call, const char *message);
/* A date of the library as text; none: NULL. */
void give_date(sqlite3_context *context, int32_t date);

#endif
