/* A part of a CSV table in memory, column by column, as the library reads it. */
#ifndef EXAMPLES_CLASSIFY_TABLE_H
#define EXAMPLES_CLASSIFY_TABLE_H

#include "csv.h"
#include "support.h"

enum { PART_ROWS = 4096 };

/* A column of the file: the cells of the part one after the other. */
typedef struct {
    char *name;
    buffer text;
    int64_t *ends; /* where each cell ends, after the first */
    int32_t what;  /* REUNIFY_READ_*, or 0: it is passed through */
    int32_t person;
    size_t name_length; /* without the person */
} table_column;

typedef struct {
    const char *file;
    bytes from;
    csv reader;
    table_column columns[MOST_CELLS];
    size_t column_count;
    size_t child; /* the column, or SIZE_MAX */
    size_t rows, room;
    size_t *lines; /* of the file, by row */
    bool ended;
    int32_t *days;        /* of the dates, by row */
    unsigned char *dated; /* a bit for each row that has one */
    uint64_t *seen;       /* children that ended in earlier parts, by a number for each */
    size_t seen_count, seen_room;
} table;

/* DONE or how to end. */
int open_table(table *t, const char *file, const reunify_columns *columns, bool by_child);
/* Reads the next part: whole children where they matter. `rows` 0: the end. */
int read_part(table *t);
void close_table(table *t);
const char *cell_at(const table *t, size_t column, size_t row, size_t *length);
/* Gives the part to the library. */
int give_part(const table *t, reunify_rows *rows);
/* Says a fault of the library's by the line of the file and the column. */
void complain_of_cell(const table *t, const reunify_error *error);

#endif
