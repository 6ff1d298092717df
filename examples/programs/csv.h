/* Rows of a file of comma-separated values, one after the other; in memory there is one alone. */
#ifndef EXAMPLES_CSV_H
#define EXAMPLES_CSV_H

#include "buffer.h"
#include "input_bytes.h"

enum { MOST_CELLS = 200, MOST_ROW = 1 << 20 };

/* Begins as all zero but for `from`, whose bytes it reads, and `line`, 1. */
typedef struct {
    bytes *from;
    size_t line; /* of the row that is read, or, before that, of the next */
    size_t next_line;
    buffer text;             /* the cells, each ending in NUL */
    size_t ends[MOST_CELLS]; /* where the NUL of each cell is */
    size_t count;
    const char *fault; /* why no row could be read; the reader ends */
} csv;

/* The next row that is not blank. False at the end, or with a fault. */
bool next_row(csv *c);
/* A cell without the blanks around it; an empty one where the row is shorter. */
const char *cell_of(const csv *c, size_t at, size_t *length);
void close_csv(csv *c);

#endif
