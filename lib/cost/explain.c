/*
 * How a calculation comes about, in words with the figures.
 *
 * Each amount has a line that says what was multiplied or taken away, so that whoever has a pocket
 * calculator can follow; notes say with what care to read them. Numbers are integers in small units
 * (pence, thousandths of a year, millionths of a return) and are written as exact decimals: nothing
 * passes through floating point, so what is read is what was calculated with. Lines are kept in the
 * memory of the calculation, in the languages of its profile; the texts of notes are those of the
 * messages themselves.
 */
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

/* Parts of messages: a number and what is counted, so many pounds ------------------------------ */

static void say_decimal(void *to, const message_value *value)
{
    cost_add_decimal(to, value->number, value->place, true);
}

static void say_pence(void *to, const message_value *value)
{
    if (value->number % 100)
        cost_add_amount(to, value->number);
    else
        cost_add_decimal(to, value->number / 100, 0, true);
}

/* The number that a plural form goes by: none of them is that of a number with decimals. */
static int64_t whole(int64_t value, int64_t unit)
{
    return value % unit ? -1 : value / unit;
}

static void say_counted(void *to, const message_value *value)
{
    static const message_id said[] = {MSG_COST_RETURNS, MSG_COST_YEARS, MSG_COST_FAILURES,
                                      MSG_COST_PREVENTED, MSG_COST_POUNDS};
    static const uint8_t digits[] = {0, 3, 6, 0, 2};
    int64_t unit = 1;
    for (uint8_t i = 0; i < digits[value->place]; i++)
        unit *= 10;
    message_value amount =
        of_part("amount", value->place == COST_POUNDS ? say_pence : say_decimal, NULL, true);
    amount.number = value->number;
    amount.place = digits[value->place];
    const message_sink sink = message_to_buffer(value->of, to);
    message_say(&sink, said[value->place],
                VALUES(amount, of_number("count", whole(value->number, unit))));
}

message_value cost_counted(const reunify_cost *c, const char *name, cost_unit unit, int64_t value)
{
    message_value part = of_part(name, say_counted, cost_messages(c), true);
    part.number = value;
    part.place = (uint8_t)unit;
    return part;
}

static void say_share(void *to, const message_value *value)
{
    cost_add_decimal(to, value->number, 4, false);
}

message_value cost_share(const char *name, int64_t share)
{
    message_value part = of_part(name, say_share, NULL, share != REUNIFY_COST_NOT_GIVEN);
    part.number = share;
    return part;
}

const messages *cost_messages(const reunify_cost *c)
{
    return c->speaks ? &c->speaks->spoken : NULL;
}

/* Lines --------------------------------------------------------------------------------------- */

static void say(buffer *b, const reunify_cost *c, message_id id, const message_value *values)
{
    const message_sink sink = message_to_buffer(cost_messages(c), b);
    message_say(&sink, id, values);
}

static message_value of_years(const reunify_cost *c)
{
    message_value years = cost_counted(c, "years", COST_YEARS, c->years);
    years.given = c->years != THOUSAND;
    return years;
}

static message_value of_returns(const reunify_cost *c)
{
    return cost_counted(c, "returns", COST_RETURNS, c->returns);
}

static message_value of_pounds(const reunify_cost *c, const char *name, int64_t pence)
{
    return cost_counted(c, name, COST_POUNDS, pence);
}

static void say_re_entries(buffer *b, const reunify_cost *c, int64_t share, int64_t failures)
{
    say(b, c, MSG_COST_RE_ENTRIES,
        VALUES(cost_share("share", share), of_returns(c),
               cost_counted(c, "failures", COST_FAILURES, failures),
               of_pounds(c, "pounds", c->unit_re_entry), of_years(c)));
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
    say(b, c, MSG_COST_SUPPORT,
        VALUES(of_returns(c), of_pounds(c, "pounds", c->unit_support), of_years(c)));
}

static void say_net_saving(buffer *b, const reunify_cost *c)
{
    say(b, c, MSG_COST_NET_SAVING,
        VALUES(of_pounds(c, "without", c->re_entries_without), of_pounds(c, "support", c->support),
               of_pounds(c, "with", c->re_entries_with)));
}

static void say_per_child(buffer *b, const reunify_cost *c)
{
    say(b, c, MSG_COST_PER_CHILD, VALUES(of_pounds(c, "saving", c->net_saving), of_returns(c)));
}

static void say_break_even(buffer *b, const reunify_cost *c)
{
    say(b, c, MSG_COST_BREAK_EVEN,
        VALUES(cost_counted(c, "prevented", COST_PREVENTED, c->break_even),
               of_number("count", c->break_even), of_pounds(c, "pounds", c->unit_re_entry),
               of_years(c), of_returns(c)));
}

static bool add_line(reunify_cost *c, const char *id, int64_t amount,
                     void (*write)(buffer *, const reunify_cost *))
{
    buffer words;
    buffer_start(&words, c->context);
    write(&words, c);
    const char *copy =
        words.failed ? NULL : arena_text(&c->memory, buffer_data(&words), words.length);
    buffer_release(&words);
    c->lines[c->line_count++] = (cost_line){id, copy, amount};
    return copy != NULL;
}

/* Notes --------------------------------------------------------------------------------------- */

static void add_note(reunify_cost *c, const char *code, message_id id)
{
    c->notes[c->note_count++] = (cost_note){code, message_text(cost_messages(c), id)};
}

static void add_notes(reunify_cost *c)
{
    if (c->failures_without % MILLION || c->failures_with % MILLION)
        add_note(c, "expected_number", MSG_COST_EXPECTED_NUMBER);
    if (c->local_re_entry != c->local_support)
        add_note(c, "mixed_unit_costs", MSG_COST_MIXED_UNIT_COSTS);
    if (c->prevented < 0)
        add_note(c, "more_failures_with_support", MSG_COST_MORE_FAILURES_WITH_SUPPORT);
    else if (c->net_saving < 0)
        add_note(c, "not_paid_for", MSG_COST_NOT_PAID_FOR);
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
