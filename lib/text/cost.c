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

static void say_message(const sheet *s, message_id id, const message_value *values)
{
    const message_sink sink = layout_sink(cost_messages(s->c), s->b);
    message_say(&sink, id, values);
}

static void heading(const sheet *s, message_id id)
{
    layout_blank(s->b);
    layout_line(s->b, 0, INDENT);
    layout_style(s->b, STYLE_BOLD);
    say_message(s, id, NULL);
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

static void row(const sheet *s, message_id label, write_number write, int64_t value, int style)
{
    layout_line(s->b, INDENT, WORDS);
    say_message(s, label, NULL);
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
static void amount_row(const sheet *s, message_id label, const char *id, int64_t amount, int style)
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
    say_message(s, MSG_COST_HEAD,
                VALUES(cost_counted(s->c, "returns", COST_RETURNS, s->c->returns),
                       cost_counted(s->c, "years", COST_YEARS, s->c->years)));
    layout_style(s->b, STYLE_PLAIN);
    layout_end(s->b);
}

static void costs(const sheet *s)
{
    const reunify_cost *c = s->c;
    const int style = c->net_saving < 0 ? STYLE_RED : STYLE_GREEN;
    heading(s, MSG_COST_SAVING);
    amount_row(s, MSG_COST_ROW_WITHOUT, "re_entries_without", c->re_entries_without, STYLE_PLAIN);
    amount_row(s, MSG_COST_ROW_SUPPORT, "support", c->support, STYLE_PLAIN);
    amount_row(s, MSG_COST_ROW_WITH, "re_entries_with", c->re_entries_with, STYLE_PLAIN);
    amount_row(s, MSG_COST_ROW_NET_SAVING, "net_saving", c->net_saving, style);
    if (c->returns)
        amount_row(s, MSG_COST_ROW_PER_CHILD, "saving_per_child", c->saving_per_child, style);
}

static void failures_row(const sheet *s, message_id label, int64_t share, int64_t number)
{
    row(s, label, write_millionths, number, STYLE_PLAIN);
    if (share != REUNIFY_COST_NOT_GIVEN) {
        layout_tab(s->b, WORDS);
        say_message(s, MSG_COST_FAILURES_SHARE, VALUES(cost_share("share", share)));
    }
    layout_end(s->b);
}

static void failures(const sheet *s)
{
    const reunify_cost *c = s->c;
    heading(s, MSG_COST_FAILURES_HEAD);
    failures_row(s, MSG_COST_FAILURES_WITHOUT, c->share_without, c->failures_without);
    failures_row(s, MSG_COST_FAILURES_WITH, c->share_with, c->failures_with);
    failures_row(s, MSG_COST_FAILURES_PREVENTED, REUNIFY_COST_NOT_GIVEN, c->prevented);
    if (c->break_even < 0) {
        layout_line(s->b, INDENT, HANG);
        say_message(s, MSG_COST_FAILURES_NEVER, NULL);
    } else {
        row(s, MSG_COST_FAILURES_BREAK_EVEN, write_count, c->break_even, STYLE_PLAIN);
        say(s, line_text(c, "break_even"));
    }
    layout_end(s->b);
}

static void unit_cost_row(const sheet *s, message_id label, int64_t amount, bool local)
{
    const reunify_cost *c = s->c;
    row(s, label, cost_add_amount, amount, STYLE_PLAIN);
    if (local) {
        layout_tab(s->b, WORDS);
        say_message(s, MSG_COST_UNIT_LOCAL, NULL);
    } else {
        layout_tab(s->b, WORDS);
        say_message(s, MSG_COST_UNIT_PRICES, VALUES(of_number("year", c->set->price_year)));
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
    heading(s, MSG_COST_UNIT);
    unit_cost_row(s, MSG_COST_UNIT_RE_ENTRY, c->unit_re_entry, c->local_re_entry);
    unit_cost_row(s, MSG_COST_UNIT_SUPPORT, c->unit_support, c->local_support);
    if (!c->set)
        return;
    layout_line(s->b, INDENT, HANG);
    say_message(s, MSG_COST_UNIT_SET,
                VALUES(of_text("set", c->set->id), of_text("profile", c->profile->id),
                       of_text("text", c->set->text)));
    layout_end(s->b);
}

static void notes(const sheet *s)
{
    if (s->c->note_count)
        heading(s, MSG_COST_NOTES);
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
