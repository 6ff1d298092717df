/* The vocabulary of the written evaluation: sentences, rows and lists. */
#ifndef REUNIFY_LIB_REPORT_H
#define REUNIFY_LIB_REPORT_H

#include "evaluate/evaluation.h"
#include "text/text.h"

enum { INDENT = 2, ROW = 13, STEP = 4, STEP_TEXT = 6 };

typedef struct {
    buffer *b;
    const reunify_evaluation *e;
    const reunify_profile *p;
    bool all;
} report;

/*
 * Words, with values at %t (a text of the pack or the program), %i (an id of the case, in one
 * piece), %c (a code, read as words), %d (a date), %l (a level), %n (a number, int). Nothing else
 * of printf is there.
 */
void sayf(report *r, const char *format, ...);
void say_styled(report *r, int style, const char *words);
void say_source(report *r, const pack_source *source);
/* A symbol by its label, or read as words. */
void say_symbol(report *r, symbol s);

void say_heading(report *r, const char *words);
void say_subheading(report *r, const char *words);
/* A row of the overview: a label, then sentences in their own column. */
void say_row(report *r, int style, const char *label);
void say_bullet(report *r, const char *mark);
/* An item under a row. */
void say_row_item(report *r);
void say_end(report *r);
/* Text and source, and the end of the line. */
void say_quote(report *r, const char *words, const pack_source *source);

/* evaluation_text_risk.c */
void say_risk(report *r);
void say_history(report *r);

#endif
