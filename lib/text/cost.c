/* A calculation of costs for a person: what is saved, how it comes about, and what it rests on. */
#include "cost/cost.h"
#include "text/text.h"

#include <reunify/evaluation.h>

enum { WIDTH = 100, INDENT = 2, HANG = 4, MOST_NUMBER = 32 /* characters of any number */ };

/* The column of the amounts, in pounds, and that of the words. */
enum { AMOUNT = 30, AMOUNT_WIDTH = 16, WORDS = AMOUNT + AMOUNT_WIDTH + 2 };

typedef struct {
    buffer *b;
    const reunify_cost *c;
    const reunify_context *context;
} sheet;

typedef void (*write_number)(buffer *b, int64_t value);

/* Words --------------------------------------------------------------------------------------- */

static void heading(const sheet *s, const char *words)
{
    layout_blank(s->b);
    layout_line(s->b, 0, INDENT);
    layout_style(s->b, STYLE_BOLD);
    layout_words(s->b, words);
    layout_style(s->b, STYLE_PLAIN);
    layout_end(s->b);
}

/* What is said of a row's number. */
static void say(const sheet *s, const char *words)
{
    layout_tab(s->b, WORDS);
    layout_words(s->b, words);
}

/* A number, set right in its column. */
static void put_number(const sheet *s, write_number write, int64_t value)
{
    static const char spaces[] = "                "; /* AMOUNT_WIDTH */
    char shown[AMOUNT_WIDTH + MOST_NUMBER + 1];
    buffer number;
    buffer_start(&number, s->context);
    write(&number, value);
    const size_t length = number.length < MOST_NUMBER ? number.length : MOST_NUMBER;
    const size_t pad = length < AMOUNT_WIDTH ? AMOUNT_WIDTH - length : 0;
    memcpy(shown, spaces, pad);
    memcpy(shown + pad, buffer_data(&number), length);
    shown[pad + length] = '\0';
    s->b->failed = s->b->failed || number.failed;
    buffer_release(&number);
    layout_tab(s->b, AMOUNT);
    layout_solid(s->b, shown);
}

static void row(const sheet *s, const char *label, write_number write, int64_t value, int style)
{
    layout_line(s->b, INDENT, WORDS);
    layout_words(s->b, label);
    layout_style(s->b, style);
    put_number(s, write, value);
    layout_style(s->b, STYLE_PLAIN);
}

static void write_count(buffer *b, int64_t value)
{
    cost_add_decimal(b, value, 0, true);
}

static void write_millionths(buffer *b, int64_t value)
{
    cost_add_decimal(b, value, 6, true);
}

static const char *line_text(const reunify_cost *c, const char *id)
{
    for (size_t i = 0; i < c->line_count; i++)
        if (strcmp(c->lines[i].id, id) == 0)
            return c->lines[i].text;
    return "";
}

/* An amount and how it comes about. */
static void amount_row(const sheet *s, const char *label, const char *id, int64_t amount, int style)
{
    row(s, label, cost_add_amount, amount, style);
    say(s, line_text(s->c, id));
    layout_end(s->b);
}

/* Parts --------------------------------------------------------------------------------------- */

static void head(const sheet *s)
{
    layout_line(s->b, 0, INDENT);
    layout_style(s->b, STYLE_BOLD);
    layout_words(s->b, "Costs of supporting ");
    cost_add_count(s->b, s->c->returns, 0, "return", "returns");
    layout_words(s->b, " home, over ");
    cost_add_count(s->b, s->c->years, 3, "year", "years");
    layout_style(s->b, STYLE_PLAIN);
    layout_end(s->b);
}

static void costs(const sheet *s)
{
    const reunify_cost *c = s->c;
    const int style = c->net_saving < 0 ? STYLE_RED : STYLE_GREEN;
    heading(s, "Costs and saving, in pounds");
    amount_row(s, "Re-entries without support", "re_entries_without", c->re_entries_without,
               STYLE_PLAIN);
    amount_row(s, "Support", "support", c->support, STYLE_PLAIN);
    amount_row(s, "Re-entries with support", "re_entries_with", c->re_entries_with, STYLE_PLAIN);
    amount_row(s, "Net saving", "net_saving", c->net_saving, style);
    if (c->returns)
        amount_row(s, "Saving per child", "saving_per_child", c->saving_per_child, style);
}

static void failures_row(const sheet *s, const char *label, int64_t share, int64_t number)
{
    row(s, label, write_millionths, number, STYLE_PLAIN);
    if (share != REUNIFY_COST_NOT_GIVEN) {
        layout_tab(s->b, WORDS);
        cost_add_decimal(s->b, share, 4, false);
        layout_words(s->b, "% of the returns");
    }
    layout_end(s->b);
}

static void failures(const sheet *s)
{
    const reunify_cost *c = s->c;
    heading(s, "Re-entries");
    failures_row(s, "Without support", c->share_without, c->failures_without);
    failures_row(s, "With support", c->share_with, c->failures_with);
    failures_row(s, "Prevented", REUNIFY_COST_NOT_GIVEN, c->prevented);
    if (c->break_even < 0) {
        layout_line(s->b, INDENT, HANG);
        layout_words(
            s->b,
            "No number of prevented re-entries pays for the support: a re-entry costs nothing.");
    } else {
        row(s, "Needed to break even", write_count, c->break_even, STYLE_PLAIN);
        say(s, line_text(c, "break_even"));
    }
    layout_end(s->b);
}

static void unit_cost_row(const sheet *s, const char *label, int64_t amount, bool local)
{
    const reunify_cost *c = s->c;
    row(s, label, cost_add_amount, amount, STYLE_PLAIN);
    if (local) {
        say(s, "local figure");
    } else {
        say(s, "prices of ");
        buffer_add_integer(s->b, c->set->price_year);
        layout_words(s->b, " ");
        layout_style(s->b, STYLE_DIM);
        layout_words(s->b, "[");
        layout_words(s->b, c->set->source.id);
        layout_words(s->b, ", ");
        layout_words(s->b, c->set->source.at);
        layout_words(s->b, "]");
        layout_style(s->b, STYLE_PLAIN);
    }
    layout_end(s->b);
}

static void unit_costs(const sheet *s)
{
    const reunify_cost *c = s->c;
    heading(s, "Unit costs, in pounds a year");
    unit_cost_row(s, "Re-entry", c->unit_re_entry, c->local_re_entry);
    unit_cost_row(s, "Support of a return", c->unit_support, c->local_support);
    if (!c->set)
        return;
    layout_line(s->b, INDENT, HANG);
    layout_words(s->b, "Set ");
    layout_words(s->b, c->set->id);
    layout_words(s->b, " of the profile ");
    layout_words(s->b, c->profile->id);
    layout_words(s->b, ": ");
    layout_words(s->b, c->set->text);
    layout_end(s->b);
}

static void notes(const sheet *s)
{
    if (s->c->note_count)
        heading(s, "Notes");
    for (size_t i = 0; i < s->c->note_count; i++) {
        layout_line(s->b, INDENT, HANG);
        layout_words(s->b, "- ");
        layout_words(s->b, s->c->notes[i].text);
        layout_end(s->b);
    }
}

reunify_status reunify_cost_to_text(const reunify_cost *cost, uint32_t flags, int32_t width,
                                    reunify_text **out, reunify_error *error)
{
    reunify_error_clear(error);
    if (out)
        *out = NULL;
    if (!cost || !out)
        return error_argument(error, "the calculation, or the place for the text, is NULL");
    if (flags & ~(uint32_t)REUNIFY_TEXT_COLOUR)
        return error_argument(error, "there is no such flag");
    if (width < 0)
        return error_argument(error, "the width is negative");
    buffer marked, lines;
    buffer_start(&marked, cost->context);
    buffer_start(&lines, cost->context);
    const sheet s = {&marked, cost, cost->context};
    head(&s);
    costs(&s);
    failures(&s);
    unit_costs(&s);
    notes(&s);
    layout_finish(&marked, width ? (size_t)width : WIDTH, flags & REUNIFY_TEXT_COLOUR, &lines);
    buffer_release(&marked);
    return buffer_finish(&lines, out) ? error_no_memory(error) : REUNIFY_OK;
}
