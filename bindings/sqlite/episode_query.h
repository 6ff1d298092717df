/* What a query answers as columns: episodes, or marks of children. */
#ifndef REUNIFY_SQLITE_EPISODE_QUERY_H
#define REUNIFY_SQLITE_EPISODE_QUERY_H

#include "episode_cells.h"

#include <sqlite3ext.h>

enum { MOST_MESSAGE = 512 };

/* What is wrong, for whoever wrote the statement. */
typedef struct {
    char text[MOST_MESSAGE];
} query_message;

/* SQLITE_ERROR. The format is SQLite's own. */
int fail_query(query_message *m, const char *format, ...);

/* What is numbered by its text: children, authorities, levels, gates. */
typedef struct {
    char *text;
    size_t row;
} named_row;

typedef struct {
    named_row *rows;
    char **names; /* by number, in order; they lie in the rows */
    size_t count; /* of names */
} numbering;

typedef struct {
    const char *what; /* "episodes", "marks" */
    query_message *message;
    size_t count, capacity;
    int at[EPISODE_COLUMNS];           /* -1: the query has it not */
    int32_t *columns[EPISODE_COLUMNS]; /* NULL: not there */
    int64_t *child;
    numbering named[EPISODE_COLUMNS];
} query_rows;

/*
 * Runs a query, which has to be one SELECT that writes nothing. A status of SQLite; that of
 * fail_query() with the message. Release the rows either way.
 */
int read_episodes(sqlite3 *db, const char *text, query_message *m, query_rows *out);
/* The children of marks get the numbers that they have in the episodes; -1 for others. */
int read_marks(sqlite3 *db, const char *text, const query_rows *episodes, query_message *m,
               query_rows *out);
void release_rows(query_rows *r);
/* All but the names. */
void release_columns(query_rows *r);

#endif
