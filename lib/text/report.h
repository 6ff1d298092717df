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
    uint64_t aside; /* who can set aside all that is listed; 0: it is not the same for each */
} report;

/* A message, with its values where it has some. The parts of a message are given the report. */
void say(report *r, message_id id);
void say_with(report *r, message_id id, const message_value *values);
void say_styled(report *r, int style, message_id id);
void say_source(report *r, const pack_source *source);
/* Words of the pack or of the case, or a mark between others. */
void put(report *r, const char *words);
void put_solid(report *r, const char *words);

/* Values: a level, -1: none; a symbol by its label; a role, by its code or its index. */
message_value of_level(const report *r, const char *name, int level);
message_value of_symbol(const report *r, const char *name, symbol s);
message_value of_role(const report *r, const char *name, const char *code); /* NULL: none */
message_value of_role_at(const report *r, const char *name, uint16_t role);
/* What the profile calls so, or the code itself. */
message_value of_named(const report *r, const char *name, const char *code);
message_value of_stage(const char *name, const pack_stage *stage);
/* A message in a style of its own. */
message_value of_styled(const char *name, int style, message_id id);
void say_value(report *r, message_value value);

void say_heading(report *r, message_id id);
void say_subheading(report *r, message_id id);
/* A row of the overview: a label, then sentences in their own column. */
void say_row(report *r, int style, message_id label);
/* One of several, with its number behind the label. */
void say_numbered_row(report *r, int style, message_id label, int number);
void say_bullet(report *r);
/* What is still to be done, or not known: a box with a mark in it, "[ ]" or "[?]". */
void say_box(report *r, const char *mark);
/* An item under a row. */
void say_row_item(report *r);
void say_end(report *r);

/* report.c: what more than one part says */
/* An entry of the case format in words, for somebody who keeps the record. */
void say_entry(report *r, const char *entry);
void say_action(report *r, const action_result *a);
/* Somebody around the child, by an id that is a name, or by id and relation. */
void say_somebody(report *r, const char *id, uint8_t relation);
/* The id of an entry, where everything is asked for: it is a number for the record's keeper. */
message_value of_entry_id(const report *r, const char *name, const char *id);
/* Somebody as a part of a message, NULL: nobody. */
message_value of_person(const char *name, const char *id);
/* "section 47 enquiry since 3 March 2025". */
void say_status(report *r, const position_status *s);
void say_status_ground(report *r, const alert_ground *g); /* alerts.c */
/* A factor of an assessment: "domestic abuse (not being addressed)". */
void say_listed_factor(report *r, const position_factor *f);
/* What comes between the items of a list: "; ", but before the first. */
void say_clause(report *r, size_t at);
/* The level before the present one, -1. */
int level_before(const reunify_evaluation *e);
/* "14 months ago"; "today": how long ago a day was, as a part of a message. */
message_value of_ago(const char *name, const reunify_date *date);
/* Whether a return stands on the day. */
bool return_stands(const reunify_evaluation *e);
/* The entry of the history that the level rests on, NULL. */
const struct reunify_history_entry *level_basis(const reunify_evaluation *e);
/* " What would tell: ...; ..." of entries of the case format, or nothing. */
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
