/* A table of observations, read and looked at. Private to this folder. */
#ifndef REUNIFY_LIB_REPLAY_H
#define REUNIFY_LIB_REPLAY_H

#include "batch/batch.h"

/* Whose a row is. */
typedef struct {
    bool is_text;
    text words; /* not NUL-terminated */
    int64_t number;
} child_key;
child_key child_of_row(const row_column *subject, size_t row);
/* REUNIFY_DATE_NONE: there is none. */
reunify_date date_of_row(const row_column *dates, size_t row);

/* The child under way where one table of a stream ends and the next begins. */
typedef struct {
    bool begun;           /* there is one */
    bool begins;          /* the rows of the table that is looked at are of another child at once */
    bool rising, falling; /* children have only risen, or only fallen, so far */
    child_key child;
    buffer words;      /* of it, where it is a text */
    reunify_date date; /* of its last row */
    int64_t rows;      /* of all tables before */
} child_under_way;

typedef struct {
    row_plan plan;
    child_under_way *before; /* NULL: the table is a whole */
    const row_column *subject, *date;
    code_column judgement, rationale, approved_by; /* without `from`: not given */
    size_t children;                               /* once it was looked at */
    bool checked;                                  /* no fault need be looked for again */
    /* of the block that was read */
    const uint8_t *judged, *reasoned, *approved; /* NULL: not given */
    const int32_t *days;
    uint8_t *marks; /* 1 where a child begins */
    int32_t *days_read;
} observations;

/* Close it either way. */
reunify_status observations_open(observations *o, const reunify_columns *columns,
                                 const reunify_rows *rows, reunify_error *error);
void observations_close(observations *o);
/* All rows, before anything is written: how many children there are, and the first fault. */
reunify_status observations_check(observations *o, reunify_error *error);
/* The most rows that one child has. */
size_t observations_longest(observations *o);
reunify_status observations_read(observations *o, size_t first, size_t count, reunify_error *error);
/* Notes the child that is under way at the end of the table. False without memory. */
bool observations_pass_on(const observations *o);

/*
 * A replay of tables that follow each other, in which the rows of a child may go on from one to the
 * next. Each is looked at as a whole and then written: `*ended` is how many children come to their
 * end in it, the one under way before included. Close it either way.
 */
typedef struct replay_run replay_run;
replay_run *replay_open(const reunify_columns *columns, reunify_date as_of,
                        const reunify_batch_options *options, reunify_status *status,
                        reunify_error *error);
void replay_close(replay_run *run);
reunify_status replay_look(replay_run *run, const reunify_rows *rows, size_t *ended,
                           reunify_error *error);
/* Into the results of `rows`, which are those that were looked at. */
reunify_status replay_write(replay_run *run, reunify_error *error);
/* Goes on to the next table; false without memory. */
bool replay_pass_on(replay_run *run);
/* The child that is under way, and where there is one, its results as if it ended. */
const child_under_way *replay_under_way(const replay_run *run);
void replay_write_last(replay_run *run, const reunify_rows *rows);

#endif
