/* Files of episodes, children and marks, as the library takes them: a column an array. */
#ifndef EXAMPLES_OUTCOME_FILES_H
#define EXAMPLES_OUTCOME_FILES_H

#include "csv.h"

#include <reunify/reunify.h>

/* Names with numbers, in order of first use. */
typedef struct {
    char **names;
    size_t count, capacity;
    uint32_t *slots; /* a number and one, by hash; 0: free */
    size_t slot_count;
} name_list;

typedef struct {
    size_t count, capacity;
    int64_t *child;
    int32_t *start, *end, *authority, *report;
    int32_t *started, *legal_status, *placement, *ceased;
    uint32_t *line; /* in its file */
} episode_columns;

typedef struct {
    size_t count, capacity;
    int64_t *child;
    int32_t *birth;
    int32_t *sex;
} child_columns;

/* Levels, or what became of a gate, of children on days. */
typedef struct {
    size_t count, capacity;
    int64_t *child;
    int32_t *date, *mark;
    name_list names;
    bool there; /* whether there was a column of them */
} mark_columns;

/* Begins as all zero. */
typedef struct {
    name_list child_names, authority_names;
    mark_columns levels, gates;
    episode_columns episodes;
    child_columns children;
    const char *const *files;
    size_t file_count;
    size_t episode_files;
    bool has_started; /* whether any of them has the column RNE */
    size_t faults;    /* how many were told */
} outcome_data;

/*
 * Reads files, each of episodes, of children or of marks, which their columns tell. DONE, or
 * BAD_INPUT where a file or a cell is wrong, which is then said with its row and column.
 */
int read_outcome_files(const char *const *names, size_t count, outcome_data *out);
/* The rows of one file that is open, `number` among those that were named. False with a fault. */
bool read_outcome_rows(outcome_data *d, size_t number, csv *c);
/* Numbers everything by the order of names, so that the order of rows does not matter. */
bool order_outcome_data(outcome_data *d);
/* The columns, borrowed from the data. */
reunify_episodes episodes_of(const outcome_data *d);
reunify_episode_children children_of(const outcome_data *d);
reunify_return_marks marks_of(const mark_columns *m);
void free_outcome_data(outcome_data *d);

#endif
