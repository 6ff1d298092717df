/* A table of observations, read and looked at. Private to this folder. */
#ifndef REUNIFY_LIB_REPLAY_H
#define REUNIFY_LIB_REPLAY_H

#include "batch/batch.h"

typedef struct {
    row_plan plan;
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

#endif
