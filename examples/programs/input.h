/*
 * Cases of files, one after the other: a JSON document a file, one a line, or the elements of an
 * array; plain or compressed with gzip. In memory there is the one that is asked for alone.
 */
#ifndef EXAMPLES_INPUT_H
#define EXAMPLES_INPUT_H

#include "buffer.h"

#include <stddef.h>

typedef enum { INPUT_AUTO, INPUT_JSON, INPUT_LINES } input_form;

/* Where a document begins, from 1. No line: nothing of the file could be read. */
typedef enum { A_FILE, A_LINE, AN_ELEMENT } place_kind;
typedef struct {
    const char *file;
    place_kind kind;
    size_t line, column, element; /* element: its number in the array */
} place;

/* What is wrong with the file itself. Line and column: 0 where they are those of the document. */
typedef struct {
    const char *code; /* NULL: nothing is */
    size_t line, column;
    char message[160];
} input_fault;

typedef struct input input;

/* Whether a file of that name ("-": standard input) has a document a line. */
bool has_lines(const char *name, input_form form);

/* Opens nothing yet. NULL where there is no memory. */
input *new_input(const char *name, input_form form);
void free_input(input *in);

/* Whether there is an array in the file: opens it and looks at its beginning. */
bool has_array(input *in);

/*
 * The next document that is not blank. False at the end. With a fault in `why` there is no
 * document, but there may be more behind it.
 */
bool next_document(input *in, buffer *text, place *at, input_fault *why);

#endif
