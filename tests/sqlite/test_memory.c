/*
 * The extension with each of its allocations failing in turn, those of the library and of SQLite
 * among them: a statement gives its answer or says that there is no memory, never another answer,
 * and leaves nothing behind. The extension is linked in, and the linker puts what counts here in
 * the place of malloc.
 */
#include "sweep.h"

#include <sqlite3.h>

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Allocations ---------------------------------------------------------------------------------- */

static size_t calls, fail_at; /* from 1; 0: none */
static size_t blocks;         /* of the extension and the library */
static sqlite3_mem_methods usual;

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *block, size_t size);
void __real_free(void *block);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *block, size_t size);
void __wrap_free(void *block);

static bool fails(void)
{
    return ++calls == fail_at;
}

static void *counted(void *block)
{
    blocks += block != NULL;
    return block;
}

void *__wrap_malloc(size_t size)
{
    return fails() ? NULL : counted(__real_malloc(size));
}

void *__wrap_calloc(size_t count, size_t size)
{
    return fails() ? NULL : counted(__real_calloc(count, size));
}

void *__wrap_realloc(void *block, size_t size)
{
    void *more = fails() ? NULL : __real_realloc(block, size);
    return block ? more : counted(more);
}

void __wrap_free(void *block)
{
    blocks -= block != NULL;
    __real_free(block);
}

static void *of_sqlite(int size)
{
    return fails() ? NULL : usual.xMalloc(size);
}

static void *more_of_sqlite(void *block, int size)
{
    return fails() ? NULL : usual.xRealloc(block, size);
}

/* Statements ----------------------------------------------------------------------------------- */

int sqlite3_reunifysqlite_init(sqlite3 *db, char **error, const sqlite3_api_routines *routines);

static sqlite3 *db;

static int set_up(void **state)
{
    (void)state;
    char *error = NULL;
    assert_int_equal(sqlite3_config(SQLITE_CONFIG_GETMALLOC, &usual), SQLITE_OK);
    sqlite3_mem_methods failing = usual;
    failing.xMalloc = of_sqlite;
    failing.xRealloc = more_of_sqlite;
    assert_int_equal(sqlite3_config(SQLITE_CONFIG_MALLOC, &failing), SQLITE_OK);
    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    assert_int_equal(sqlite3_db_config(db, SQLITE_DBCONFIG_LOOKASIDE, NULL, 0, 0), SQLITE_OK);
    assert_int_equal(sqlite3_reunifysqlite_init(db, &error, NULL), SQLITE_OK);
    return sqlite3_exec(
        db,
        "CREATE TABLE e AS "
        "WITH RECURSIVE n(v) AS (SELECT 1 UNION ALL SELECT v + 1 FROM n WHERE v < 20) "
        "SELECT v % 9 AS child, date('2015-01-01', (v * 37) || ' days') AS decom, "
        "date('2015-01-01', (v * 37 + 20) || ' days') AS dec, 'E4A' AS rec, "
        "'N' || v % 3 AS la, 0 AS report FROM n;"
        "CREATE TABLE m AS SELECT child, decom AS date, 'high' AS level, 'passed' AS gate FROM e;",
        NULL, NULL, NULL);
}

static int tear_down(void **state)
{
    (void)state;
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    assert_int_equal(blocks, 0);
    return 0;
}

typedef struct {
    char cells[4096];
    size_t length;
} answer;

static void note_row(sqlite3_stmt *query, answer *a)
{
    for (int i = 0; i < sqlite3_column_count(query); i++) {
        const unsigned char *cell = sqlite3_column_text(query, i);
        const size_t room = sizeof a->cells - a->length;
        const int written =
            snprintf(a->cells + a->length, room, "%s|", cell ? (const char *)cell : "");
        assert_true(written > 0 && (size_t)written < room);
        a->length += (size_t)written;
    }
}

/* A status of SQLite. Cells of an answer that is whole are read without failing. */
static int ask(const char *statement, answer *a)
{
    sqlite3_stmt *query = NULL;
    const size_t failing = fail_at;
    int status = sqlite3_prepare_v2(db, statement, -1, &query, NULL);
    *a = (answer){.length = 0};
    while (!status && (status = sqlite3_step(query)) == SQLITE_ROW) {
        fail_at = 0;
        note_row(query, a);
        fail_at = failing;
        status = SQLITE_OK;
    }
    fail_at = 0;
    if (status == SQLITE_ERROR)
        assert_non_null(strstr(sqlite3_errmsg(db), "memory"));
    sqlite3_finalize(query);
    return status == SQLITE_DONE ? SQLITE_OK : status;
}

static void sweep(const char *statement)
{
    answer wanted, given;
    assert_int_equal(ask(statement, &wanted), SQLITE_OK); /* profiles, once read, stay */
    const size_t before = blocks;
    size_t refused = 0;
    for (size_t n = 1;; n = next_failing(n)) {
        calls = 0;
        fail_at = n;
        const int status = ask(statement, &given);
        if (calls < n)
            break;
        assert_true(status == SQLITE_OK || status == SQLITE_NOMEM || status == SQLITE_ERROR);
        assert_true(status || strcmp(given.cells, wanted.cells) == 0);
        assert_true(blocks <= before); /* an evaluator keeps less after a failure */
        refused += status != SQLITE_OK;
    }
    assert_true(refused > 10);
    assert_int_equal(ask(statement, &given), SQLITE_OK);
    assert_string_equal(given.cells, wanted.cells);
}

#define CASE "'{\"schema\": \"reunify/case/1\", \"id\": \"A\"}', '2024-01-01'"

static void outcomes(void **state)
{
    (void)state;
    sweep("SELECT length(reunify_outcomes('SELECT * FROM e', '{\"rule\": \"dates\"}', "
          "'SELECT * FROM m'))");
    sweep("SELECT \"by\", \"group\", returns FROM reunify_outcomes_cohort('SELECT * FROM e', "
          "'{\"suppress_below\": 2}', 'SELECT * FROM m')");
    sweep("SELECT child, date, level, gate, authority FROM reunify_outcomes_returns("
          "'SELECT * FROM e', NULL, 'SELECT * FROM m')");
}

static void evaluations(void **state)
{
    (void)state;
    sweep("SELECT reunify_level(" CASE ")");
    sweep("SELECT length(reunify_evaluate(" CASE "))");
    sweep("SELECT requirement FROM reunify_outstanding(" CASE ")");
    sweep("SELECT pointer FROM reunify_errors('{\"id\": 1}', '2024-01-01')");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(outcomes), cmocka_unit_test(evaluations)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
