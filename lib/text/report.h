/* The vocabulary of the written evaluation: sentences, rows and lists. */
#ifndef REUNIFY_LIB_REPORT_H
#define REUNIFY_LIB_REPORT_H

#include "evaluate/evaluation.h"
#include "text/text.h"

enum { INDENT = 2, ROW = 13, STEP = 4, STEP_TEXT = 6, BOX_TEXT = 8, MOST_CITED = 64 };

typedef struct {
    buffer *b;
    const reunify_evaluation *e;
    const reunify_profile *p;
    bool all;
    uint64_t cited; /* sources of the profile by index, as far as there are bits */
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
/* One of several, with its number behind the label. */
void say_numbered_row(report *r, int style, const char *label, int number);
void say_bullet(report *r, const char *mark);
/* What is still to be done, or not known: a box with a mark in it, "[ ]" or "[?]". */
void say_box(report *r, const char *mark);
/* An item under a row. */
void say_row_item(report *r);
void say_end(report *r);
/* Text and source, and the end of the line. */
void say_quote(report *r, const char *words, const pack_source *source);

/* report.c: what more than one part says */
void say_role_at(report *r, uint16_t role); /* by its index in the profile */
void say_role(report *r, const char *code);
void say_action(report *r, const action_result *a);
/* Somebody around the child, by an id that is a name, or by id and relation. */
void say_somebody(report *r, const char *id, uint8_t relation);
/* The id of an entry, " (r31)", where everything is asked for: it is a number for the record's
 * keeper. */
void say_entry_id(report *r, const char *id);
/* "section 47 enquiry since 3 March 2025". */
void say_status(report *r, const position_status *s);
void say_status_ground(report *r, const alert_ground *g); /* alerts.c */
/* A factor of an assessment: "domestic abuse (not being addressed)". */
void say_listed_factor(report *r, const position_factor *f);
/* The level before the present one, -1. */
int level_before(const reunify_evaluation *e);
/* "14 months ago"; "today". */
void say_ago(report *r, reunify_date date);
/* A quantity: "1 alert", "2 alerts". */
void say_count(report *r, size_t count, const char *one, const char *many);
/* Whether a return stands on the day. */
bool return_stands(const reunify_evaluation *e);
/* The entry of the history that the level rests on, NULL. */
const struct reunify_history_entry *level_basis(const reunify_evaluation *e);
/* An entry of the case format in words, for somebody who keeps the record. */
void say_entry(report *r, const char *entry);
/* " What would tell: ...; ..." or nothing. */
void say_entries(report *r, const char *const *entries, size_t count);
size_t count_obligations(const reunify_evaluation *e, uint8_t status);

/* The parts of the page, in its order. */
void say_head(report *r);   /* head.c */
void say_alerts(report *r); /* alerts.c: alerts, what was decided against */
void say_home_without_return(report *r);
void say_open_enquiries(report *r);
void say_silence(report *r);
void say_new_risks(report *r);
void say_age_of_record(report *r);
void say_alert_grounds(report *r);
void say_applicability(report *r);
void say_alert_actions(report *r);
void say_decisions(report *r);
void say_due(report *r); /* needs.c: what is late, open, not known */
void say_needs(report *r);
void say_goals(report *r);
void say_unknown(report *r);
void say_schedule(report *r);
void say_clocks(report *r); /* risk.c */
void say_tool(report *r);
void say_closing(report *r);
void say_risk(report *r);
void say_history(report *r);
void say_factors(report *r); /* record.c: what the record shows, and what is wrong with it */
void say_set_aside(report *r);
void say_attempts(report *r);
void say_every_requirement(report *r);
void say_record_problems(report *r);

#endif
