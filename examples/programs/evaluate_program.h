/*
 * The parts of reunify-evaluate: what was asked for, the evaluation of a case, and what becomes of
 * it. Cases are evaluated by threads, each in a slot; input and output belong to one thread.
 */
#ifndef EXAMPLES_EVALUATE_PROGRAM_H
#define EXAMPLES_EVALUATE_PROGRAM_H

#include "case_id.h"
#include "choices.h"
#include "faults.h"
#include "support.h"

typedef enum { FORMAT_TEXT, FORMAT_JSON, FORMAT_LINES, FORMAT_CSV, FORMAT_HTML } format;
enum { MOST_JOBS = 64 };

/* The words of the command. */
typedef struct {
    const char *profile, *pathway, *format, *explain, *width, *input, *errors, *jobs, *languages,
        *messages, *table;
    const char *bases[MOST_TIMES + 1], *as_of[MOST_TIMES + 1], *stricter[MOST_TIMES + 1];
    bool pretty, lean, all, strict, pages;
} request;

/* What they come to. */
typedef struct {
    reunify_profile *profile;
    reunify_evaluate_options options;
    reunify_date *dates; /* in the order given; none: the latest in the case */
    size_t date_count;
    format format;
    int32_t table; /* of csv: REUNIFY_TIDY_* */
    input_form form;
    uint32_t json_flags, text_flags;
    char language[TAG_SIZE]; /* of the library's sentences, for html */
    int32_t width;
    bool inline_errors, many, pages;
    strictness strictness;
    size_t jobs;
    char **files;
    size_t file_count;
    input *first; /* of the first file, opened to see whether it has many */
} plan;

/* Reads the words into a plan: DONE or how to end. Free it in any case. */
int make_plan(request *r, size_t count, char **files, plan *out);
void free_plan(plan *p);

/* One case, from its text to what is written of it. */
typedef struct {
    buffer text;
    place at;
    input_fault fault;              /* of the file: there is no text */
    reunify_evaluation *evaluation; /* as of the last date */
    reunify_error *error;
    buffer output, messages;
    buffer last_messages; /* of the date before: the same are said once */
    bool failed, has_id;
    id_mark mark;
} slot;

bool prepare_slot(slot *s);
void release_slot(slot *s);

/* Evaluates it at each date. Any thread; an evaluator is for one. */
void evaluate_slot(const plan *p, reunify_evaluator *evaluator, slot *s);

/* What is written. */
typedef struct output output;
output *new_output(const plan *p); /* NULL where it cannot be, which is then said */
/* The next one in order. False where nothing can be written any more. */
bool deliver_slot(output *out, slot *s);
/* The table of many as text, and the closing count: whether all was evaluated and written. */
bool finish_output(output *out);
void free_output(output *out);

#endif
