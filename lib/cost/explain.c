/* How a calculation comes about, in words with the figures. */
#include "cost/cost.h"

/* Numbers ------------------------------------------------------------------------------------- */

static void add_whole(buffer *b, uint64_t value, bool grouped)
{
    char digits[32];
    size_t at = sizeof digits;
    int count = 0;
    do {
        if (grouped && count && count % 3 == 0)
            digits[--at] = ',';
        digits[--at] = (char)('0' + value % 10);
        value /= 10;
        count++;
    } while (value);
    buffer_add(b, digits + at, sizeof digits - at);
}

/* The digits behind the point; `shortest`: without zeros at the end. */
static void add_fraction(buffer *b, uint64_t rest, int digits, bool shortest)
{
    char out[20] = ".";
    for (int i = digits; i > 0; i--, rest /= 10)
        out[i] = (char)('0' + rest % 10);
    while (shortest && digits && out[digits] == '0')
        digits--;
    if (digits)
        buffer_add(b, out, (size_t)digits + 1);
}

/* The sign, and the size without it. */
static uint64_t add_sign(buffer *b, int64_t value)
{
    if (value < 0)
        buffer_add_char(b, '-');
    return value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
}

void cost_add_decimal(buffer *b, int64_t value, int digits, bool grouped)
{
    const uint64_t size = add_sign(b, value);
    uint64_t unit = 1;
    for (int i = 0; i < digits; i++)
        unit *= 10;
    add_whole(b, size / unit, grouped);
    add_fraction(b, size % unit, digits, true);
}

void cost_add_amount(buffer *b, int64_t pence)
{
    const uint64_t size = add_sign(b, pence);
    add_whole(b, size / 100, true);
    add_fraction(b, size % 100, 2, false);
}

void cost_add_pounds(buffer *b, int64_t pence)
{
    if (pence % 100)
        cost_add_amount(b, pence);
    else
        cost_add_decimal(b, pence / 100, 0, true);
    buffer_add_text(b, pence == 100 ? " pound" : " pounds");
}

void cost_add_count(buffer *b, int64_t value, int digits, const char *one, const char *many)
{
    int64_t unit = 1;
    for (int i = 0; i < digits; i++)
        unit *= 10;
    cost_add_decimal(b, value, digits, true);
    buffer_add_char(b, ' ');
    buffer_add_text(b, value == unit ? one : many);
}

/* Lines --------------------------------------------------------------------------------------- */

static void add_years(buffer *b, const reunify_cost *c)
{
    if (c->years == THOUSAND)
        return;
    buffer_add_text(b, " x ");
    cost_add_count(b, c->years, 3, "year", "years");
}

static void add_returns(buffer *b, const reunify_cost *c)
{
    cost_add_count(b, c->returns, 0, "return", "returns");
}

static void say_re_entries(buffer *b, const reunify_cost *c, int64_t share, int64_t failures)
{
    if (share != REUNIFY_COST_NOT_GIVEN) {
        cost_add_decimal(b, share, 4, false);
        buffer_add_text(b, "% of ");
        add_returns(b, c);
        buffer_add_text(b, ": ");
    }
    cost_add_count(b, failures, 6, "re-entry", "re-entries");
    buffer_add_text(b, " x ");
    cost_add_pounds(b, c->unit_re_entry);
    add_years(b, c);
}

static void say_without(buffer *b, const reunify_cost *c)
{
    say_re_entries(b, c, c->share_without, c->failures_without);
}

static void say_with(buffer *b, const reunify_cost *c)
{
    say_re_entries(b, c, c->share_with, c->failures_with);
}

static void say_support(buffer *b, const reunify_cost *c)
{
    add_returns(b, c);
    buffer_add_text(b, " x ");
    cost_add_pounds(b, c->unit_support);
    add_years(b, c);
}

static void say_net_saving(buffer *b, const reunify_cost *c)
{
    cost_add_pounds(b, c->re_entries_without);
    buffer_add_text(b, " - ");
    cost_add_pounds(b, c->support);
    buffer_add_text(b, " - ");
    cost_add_pounds(b, c->re_entries_with);
}

static void say_per_child(buffer *b, const reunify_cost *c)
{
    cost_add_pounds(b, c->net_saving);
    buffer_add_text(b, " / ");
    add_returns(b, c);
}

static void say_break_even(buffer *b, const reunify_cost *c)
{
    cost_add_count(b, c->break_even, 0, "prevented re-entry", "prevented re-entries");
    buffer_add_text(b, " x ");
    cost_add_pounds(b, c->unit_re_entry);
    add_years(b, c);
    buffer_add_text(b,
                    c->break_even == 1 ? " pays for the support of " : " pay for the support of ");
    add_returns(b, c);
}

static bool add_line(reunify_cost *c, const char *id, int64_t amount,
                     void (*say)(buffer *, const reunify_cost *))
{
    buffer words;
    buffer_start(&words, c->context);
    say(&words, c);
    const char *copy =
        words.failed ? NULL : arena_text(&c->memory, buffer_data(&words), words.length);
    buffer_release(&words);
    c->lines[c->line_count++] = (cost_line){id, copy, amount};
    return copy != NULL;
}

/* Notes --------------------------------------------------------------------------------------- */

static void add_note(reunify_cost *c, const char *code, const char *words)
{
    c->notes[c->note_count++] = (cost_note){code, words};
}

static void add_notes(reunify_cost *c)
{
    if (c->failures_without % MILLION || c->failures_with % MILLION)
        add_note(c, "expected_number",
                 "A share of the returns is not a whole number of children: it is the number to "
                 "expect, and is not rounded.");
    if (c->local_re_entry != c->local_support)
        add_note(c, "mixed_unit_costs",
                 "One unit cost is local and the other is the profile's: their prices may be of "
                 "different years.");
    if (c->prevented < 0)
        add_note(c, "more_failures_with_support",
                 "More returns fail with support than without it: nothing is saved.");
    else if (c->net_saving < 0)
        add_note(c, "not_paid_for", "The support costs more than the re-entries that it prevents.");
}

reunify_status cost_explain(reunify_cost *c)
{
    const bool good =
        add_line(c, "re_entries_without", c->re_entries_without, say_without) &&
        add_line(c, "support", c->support, say_support) &&
        add_line(c, "re_entries_with", c->re_entries_with, say_with) &&
        add_line(c, "net_saving", c->net_saving, say_net_saving) &&
        (!c->returns || add_line(c, "saving_per_child", c->saving_per_child, say_per_child)) &&
        (c->break_even < 0 || add_line(c, "break_even", c->break_even_amount, say_break_even));
    add_notes(c);
    return good ? REUNIFY_OK : REUNIFY_NO_MEMORY;
}
