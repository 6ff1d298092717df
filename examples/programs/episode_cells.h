/*
 * What stands in a cell of a table of episodes, of children or of marks, whether a file or a query
 * gives it: the names of the columns, and how a cell of each is read. An empty cell is nothing, and
 * so is one that holds NULL, as databases write it.
 */
#ifndef EXAMPLES_EPISODE_CELLS_H
#define EXAMPLES_EPISODE_CELLS_H

#include <reunify/reunify.h>

#include <stdbool.h>

typedef enum {
    CHILD,
    DECOM,
    DEC,
    RNE,
    LS,
    PLACE,
    REC,
    AUTHORITY,
    DOB,
    SEX,
    DATE,
    LEVEL,
    GATE,
    REPORT, /* of a query; a file is a report */
    EPISODE_COLUMNS
} episode_column;

extern const char *const episode_column_names[EPISODE_COLUMNS];

/* A column by its name, in any case; EPISODE_COLUMNS where there is none. */
episode_column find_episode_column(const char *name, size_t length);
/* What a cell of a column should have been, for a message. */
const char *expected_in(episode_column of);

bool is_empty_cell(const char *cell, size_t length);
/* Of children, dates and sexes: false where the cell holds something else. */
bool read_date_cell(const char *cell, size_t length, int32_t *out);
bool read_sex_cell(const char *cell, size_t length, int32_t *out);
/* `set`: REUNIFY_EPISODE_*. What is no code is REUNIFY_EPISODE_UNKNOWN_CODE. */
int32_t code_in_cell(int32_t set, const char *cell, size_t length);

#endif
