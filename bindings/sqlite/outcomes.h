/* Outcomes of care episodes in SQLite, beside the evaluations. */
#ifndef REUNIFY_SQLITE_OUTCOMES_H
#define REUNIFY_SQLITE_OUTCOMES_H

#include <sqlite3ext.h>

/* Adds the function and the tables to a connection: a status of SQLite. */
int add_outcomes(sqlite3 *db);

#endif
