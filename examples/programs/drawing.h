/*
 * A drawing as SVG that grows downward: rows with their names on the left, and on the right what
 * lies in time. Whatever has a label takes a line of its own where it would touch another.
 */
#ifndef EXAMPLES_DRAWING_H
#define EXAMPLES_DRAWING_H

#include "markup.h"

#include <reunify/types.h>

/* In units of the drawing. */
enum {
    WIDTH = 1000,
    MARGIN = 20,
    PLOT_LEFT = 240,
    PLOT_RIGHT = WIDTH - MARGIN,
    SMALL = 12, /* sizes of text */
    LARGE = 18,
    LINE = 16
};

/* Lines that things are put into from left to right; where none of them has room, -1. */
enum { MOST_LINES = 60 };
typedef struct {
    int ends[MOST_LINES];
    int used;
} packing;
int find_line(packing *p, int left, int right);

/* How something in a row is drawn. Each differs from the others by its form, not colour alone. */
typedef enum {
    BAR,         /* a fact that lasted */
    BAR_TO_COME, /* a time that is counted: dashed, open at its end */
    BAR_UNKNOWN, /* hatched */
    POINT,       /* a fact: filled */
    POINT_LATE,  /* one that came late, or is overdue: filled, with a cross */
    POINT_DUE,   /* a date that is near: a thick ring */
    POINT_OPEN,  /* a date that may come: a dashed ring */
    POINT_STOP,  /* a square with a bar */
    WORDS        /* no date: at the left, words alone */
} item_form;

/* A drawing. Dates lie between the first and the last, which differ. */
typedef struct {
    buffer under, over; /* what is drawn first, and what is drawn upon it */
    buffer words;       /* the same in sentences */
    reunify_date first, last;
    int y; /* how far it is drawn */
    int row_top, row_bottom;
    packing lines; /* of the row */
    buffer name;   /* of the row */
} drawing;

void free_drawing(drawing *d);
/* Begins words anew; that there was no memory for those before is kept with others. */
void start_words(buffer *words, const char *text, buffer *keeper);
bool drawing_failed(const drawing *d);

/* Where a date lies; one outside of the drawing lies at its edge. */
int x_of(const drawing *d, reunify_date date);

/* One line of text; `anchor` is start, middle or end. */
void draw_text(buffer *to, int x, int y, int size, const char *anchor, const char *text);
/* Text in lines of a width from a baseline on: that behind the last. */
int draw_paragraph(buffer *to, int x, int y, int width, const char *text);

/* A line that is cut where it has no room: all of it stands in the words. */
void draw_label(buffer *to, int x, int y, int width, const char *anchor, const char *label);

void draw_heading(drawing *d, const char *text);

/* A row: its name, what lies in it, its end. */
void begin_row(drawing *d, const char *name);
/* `from` or `to` may be REUNIFY_DATE_NONE: the edge of the drawing; of a point both are the same */
void add_item(drawing *d, item_form form, reunify_date from, reunify_date to, const char *label);
void end_row(drawing *d);

/* A form and what it means, as one of several, two in a line. */
void draw_sample(drawing *d, size_t at, item_form form, const char *text);

#endif
