/* An evaluation as a drawing: what happened when, what the guidance counts, and what is due. */
#ifndef EXAMPLES_TIMELINE_H
#define EXAMPLES_TIMELINE_H

#include "drawing.h"
#include "sentence.h"

#include <reunify/reunify.h>

typedef struct {
    drawing d;
    const reunify_profile *profile;
    const reunify_case *record;
    const reunify_evaluation *evaluation;
    reunify_vocabulary *words; /* of the profile */
    reunify_date as_of;
    buffer label; /* that is being put together */
} timeline;

/* Adds an SVG element. The case is the one that was evaluated; `language` is the tag of what the
 * drawing says, in the languages of the profile. */
void add_timeline(buffer *to, const reunify_evaluation *evaluation, const reunify_case *record,
                  const char *language);

/* Parts of it. timeline_levels.c, timeline_rows.c, timeline_words.c */
void draw_levels(timeline *t);
void draw_rows(timeline *t);
void draw_history(timeline *t);

/* What the history has to say of an entry, without its number. */
void add_history_words(buffer *to, const timeline *t, const reunify_history_entry *entry);

/* The index of a level in the profile, the least severe first; -1: none. */
int level_of(const timeline *t, const char *code);

/* A label, put together anew. */
void start_label(timeline *t, const char *text);
void say_label(timeline *t, const char *id, const said_value *values);
const char *label_of(timeline *t);
/* A heading, or the name of a row, that is a sentence. */
void say_heading(timeline *t, const char *id);
void say_row(timeline *t, const char *id);

/* An interval as it is seen on the date: whether it is there at all, and its label. */
bool seen_interval(const timeline *t, reunify_date from, reunify_date *to);
void add_interval(buffer *to, const timeline *t, reunify_date from, reunify_date end);

#endif
