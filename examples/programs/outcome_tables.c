/*
 * A table of outcomes as comma-separated values, column by column as the library has them, but for
 * what a reader of the files wants otherwise: children by their ids, rows by file and line, half
 * days as days, shares as decimals. Where there is nothing the cell is empty; c is a number that is
 * not told.
 */
#include "outcome_tables.h"

#include "support.h"

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

/* A number of so many parts of one: 0.201325 of 201325 and a million, 2.5 of 5 and two. */
static void put_parts(buffer *to, int64_t value, int64_t parts)
{
    int64_t scale = 1;
    int decimals = 0;
    for (; scale % parts; scale *= 10)
        decimals++;
    value *= scale / parts;
    add_format(to, "%ld", (long)(value / scale));
    if (decimals)
        add_format(to, ".%0*ld", decimals, (long)(value % scale));
}

static void put_number(buffer *to, int64_t parts, int64_t value)
{
    if (value == REUNIFY_OUTCOMES_SUPPRESSED)
        add_text(to, "c");
    else if (value >= 0)
        put_parts(to, value, parts);
}

static void put_cell(buffer *to, const outcome_data *d, const reunify_outcomes *o, int32_t table,
                     size_t column, size_t row)
{
    const outcome_kind kind = outcome_column_kind(table, column);
    const int64_t value = reunify_outcomes_value(o, table, column, row);
    const char *word;
    switch (kind) {
    case OUTCOME_WORD:
        word = reunify_outcomes_word(o, table, column, row);
        add_csv_text(to, word ? word : "");
        return;
    case OUTCOME_DATE:
        put_date(to, value);
        return;
    case OUTCOME_CHILD:
        add_csv_text(to, d->child_names.names[value]);
        return;
    case OUTCOME_ROW:
        put_row(to, d, value);
        return;
    default:
        put_number(to, reunify_outcomes_column_parts(table, column), value);
    }
}

static void put_names(buffer *to, int32_t table)
{
    for (size_t i = 0; i < reunify_outcomes_column_count(table); i++)
        add_format(to, "%s%s", i ? "," : "", reunify_outcomes_column_name(table, i));
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
