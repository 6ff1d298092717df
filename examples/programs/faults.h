/* What is said of a case that was not evaluated: messages for people, or a document. */
#ifndef EXAMPLES_FAULTS_H
#define EXAMPLES_FAULTS_H

#include "input.h"

#include <reunify/reunify.h>

/* Why there is no evaluation: `input` where its code is set, else `error`. */
typedef struct {
    const place *at;
    const input_fault *input;
    const reunify_error *error;
    const char *id;     /* of the case, NULL where it could not be read */
    reunify_date as_of; /* REUNIFY_DATE_NONE: the document is not to say */
} failure;

/* "team.jsonl:7" or "team.json:120: element 7"; a file alone by its name. */
void add_place(buffer *to, const place *at);

/* A line of message for each fault. */
void add_messages(buffer *to, const failure *f);

/* A row of the table of errors for each fault, with CR and LF; `profile` by its id. */
void add_error_rows(buffer *to, const failure *f, reunify_date as_of, const char *profile);

/* The document reunify/error/1, as one line. */
void add_error_document(buffer *to, const failure *f);

#endif
