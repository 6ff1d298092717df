/*
 * A table of outcomes as comma-separated values, column by column as the library has them, but for
 * what a reader of the files wants otherwise: children by their ids, rows by file and line, half
 * days as days, shares as decimals. Where there is nothing the cell is empty; c is a number that is
 * not told.
 */
#include "outcome_tables.h"

#include "support.h"

#include <string.h>

static void put_date(buffer *to, int64_t date)
{
    char written[11];
    if (reunify_date_format((reunify_date)date, written, sizeof written) == REUNIFY_OK)
        add_text(to, written);
}

static void put_row(buffer *to, const outcome_data *d, int64_t row)
{
    char place[4200];
    if (row < 0)
        return;
    snprintf(place, sizeof place, "%s:%lu", d->files[d->episodes.report[row]],
             (unsigned long)d->episodes.line[row]);
    add_csv_text(to, place);
}

/* A number of so many parts of one: 0.201325 of 201325 and a million. */
static void put_parts(buffer *to, int64_t value, int64_t parts, int decimals)
{
    add_format(to, "%ld.%0*ld", (long)(value / parts), decimals, (long)(value % parts));
}

static bool is_column(const char *name, const char *beginning)
{
    return strncmp(name, beginning, strlen(beginning)) == 0;
}

static bool is_share(const char *name)
{
    return is_column(name, "estimate_") || is_column(name, "lower_") || is_column(name, "upper_") ||
           strcmp(name, "share") == 0;
}

static void put_number(buffer *to, const char *name, int64_t value)
{
    if (value == REUNIFY_OUTCOMES_SUPPRESSED)
        add_text(to, "c");
    else if (value < 0)
        return;
    else if (is_share(name))
        put_parts(to, value, 1000000, 6);
    else if (is_column(name, "median_"))
        put_parts(to, value * 5, 10, 1);
    else
        add_format(to, "%ld", (long)value);
}

static void put_cell(buffer *to, const outcome_data *d, const reunify_outcomes *o, int32_t table,
                     size_t column, size_t row)
{
    const char *name = reunify_outcomes_column_name(table, column);
    const int32_t type = reunify_outcomes_column_type(table, column);
    const int64_t value = reunify_outcomes_value(o, table, column, row);
    const char *word = reunify_outcomes_word(o, table, column, row);
    if (type == REUNIFY_OUTCOME_COLUMN_WORD)
        add_csv_text(to, word ? word : "");
    else if (type == REUNIFY_OUTCOME_COLUMN_DATE)
        put_date(to, value);
    else if (strcmp(name, "child") == 0)
        add_csv_text(to, d->child_names.names[value]);
    else if (type == REUNIFY_OUTCOME_COLUMN_INT64 && ends_with(name, "row"))
        put_row(to, d, value);
    else
        put_number(to, name, value);
}

static void put_names(buffer *to, int32_t table)
{
    for (size_t i = 0; i < reunify_outcomes_column_count(table); i++) {
        const char *name = reunify_outcomes_column_name(table, i);
        add_format(to, "%s%s", i ? "," : "",
                   strcmp(name, "median_half_days") == 0 ? "median_days" : name);
    }
    add_text(to, "\n");
}

static bool flush_lines(buffer *lines)
{
    const bool good = !lines->failed && write_out(lines->data, lines->length);
    if (lines->failed)
        complain("no memory");
    clear_buffer(lines);
    return good;
}

bool write_outcome_table(const outcome_data *d, const reunify_outcomes *o, int32_t table)
{
    enum { MANY = 1 << 16 };
    buffer lines = {NULL, 0, 0, false};
    bool good = true;
    put_names(&lines, table);
    for (size_t row = 0; row < reunify_outcomes_length(o, table) && good; row++) {
        for (size_t i = 0; i < reunify_outcomes_column_count(table); i++) {
            add_text(&lines, i ? "," : "");
            put_cell(&lines, d, o, table, i, row);
        }
        add_text(&lines, "\n");
        if (lines.length > MANY)
            good = flush_lines(&lines);
    }
    good = good && flush_lines(&lines) && finish_out();
    free_buffer(&lines);
    return good;
}

/* The summary ---------------------------------------------------------------------------------- */

/* In the order of the constants. */
static const char *const numbers[] = {"rows",
                                      "rows_used",
                                      "children",
                                      "periods",
                                      "open_periods",
                                      "returns_home",
                                      "returns_planned",
                                      "returns_unplanned",
                                      "returns_undivided",
                                      "children_returned",
                                      "reentered",
                                      "median_days_to_reentry",
                                      "placed_with_parents",
                                      "rows_short_break",
                                      "periods_short_break"};

enum { NUMBERS = sizeof numbers / sizeof numbers[0] };

static void put_summary(buffer *to, const reunify_outcomes *o)
{
    for (int32_t i = 0; i <= REUNIFY_OUTCOME_DATE_OBSERVED_TO; i++) {
        put_date(to, reunify_outcomes_date(o, i));
        add_text(to, ",");
    }
    for (int32_t i = 0; i < NUMBERS; i++) {
        put_number(to, numbers[i], reunify_outcomes_number(o, i));
        add_text(to, ",");
    }
    for (size_t i = 0; i < reunify_exit_count(); i++) {
        add_text(to, i ? "," : "");
        put_number(to, "exit", reunify_outcomes_exits(o, i));
    }
}

bool write_outcome_summary(const reunify_outcomes *o)
{
    buffer lines = {NULL, 0, 0, false};
    add_text(&lines, "window_from,window_to,observed_to,");
    for (size_t i = 0; i < NUMBERS; i++)
        add_format(&lines, "%s,", numbers[i]);
    for (size_t i = 0; i < reunify_exit_count(); i++)
        add_format(&lines, "%sexit_%s", i ? "," : "", reunify_exit_name(i));
    add_text(&lines, "\n");
    put_summary(&lines, o);
    add_text(&lines, "\n");
    const bool good = flush_lines(&lines) && finish_out();
    free_buffer(&lines);
    return good;
}
