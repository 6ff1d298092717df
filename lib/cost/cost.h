/* A calculation of costs, as calculated. */
#ifndef REUNIFY_LIB_COST_H
#define REUNIFY_LIB_COST_H

#include "profile/profile.h"

#include <reunify/cost.h>

/* How finely the options are given: shares in millionths, years in thousandths. */
#define MILLION INT64_C(1000000)
#define THOUSAND INT64_C(1000)

enum { MOST_COST_LINES = 6, MOST_COST_NOTES = 3 };

typedef struct {
    const char *id, *text;
    int64_t amount;
} cost_line;

typedef struct {
    const char *code, *text;
} cost_note;

struct reunify_cost {
    const reunify_context *context;
    arena memory;                   /* the words */
    const reunify_profile *profile; /* with `set`: NULL where both unit costs are local */
    const pack_cost *set;
    const reunify_profile *speaks;     /* in whose languages it is said, NULL: English */
    int64_t returns, years;            /* years in thousandths */
    int64_t share_without, share_with; /* millionths, or not given */
    int64_t failures_without, failures_with, prevented; /* millionths of a return */
    int64_t unit_re_entry, unit_support;                /* from here on pence */
    bool local_re_entry, local_support;
    int64_t re_entries_without, re_entries_with, support, net_saving, saving_per_child;
    int64_t break_even; /* a number of re-entries */
    int64_t break_even_amount;
    cost_line lines[MOST_COST_LINES];
    cost_note notes[MOST_COST_NOTES];
    size_t line_count, note_count;
};

/* The lines and notes. REUNIFY_NO_MEMORY or REUNIFY_OK. */
reunify_status cost_explain(reunify_cost *c);

/*
 * A decimal number given in units of 10^-digits, exact, without zeros at its end; grouped: with
 * commas between thousands.
 */
void cost_add_decimal(buffer *b, int64_t value, int digits, bool grouped);
/* "5,627.00": for columns. */
void cost_add_amount(buffer *b, int64_t pence);

/* "10,080 returns", "1 year", "5,627 pounds": parts of messages. A year is given in thousandths, a
 * re-entry in millionths, a pound in pence. */
typedef enum { COST_RETURNS, COST_YEARS, COST_FAILURES, COST_PREVENTED, COST_POUNDS } cost_unit;
message_value cost_counted(const reunify_cost *c, const char *name, cost_unit unit, int64_t value);
/* A share in per cent, without the sign; not given where it was not. */
message_value cost_share(const char *name, int64_t share);
const messages *cost_messages(const reunify_cost *c);

#endif
