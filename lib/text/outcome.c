/* Outcomes for a person: periods, exits, returns, who came back, who left care, what was odd. */
#include "outcome/outcome.h"
#include "cost/cost.h"
#include "profile/profile.h"
#include "text/text.h"

#include <reunify/evaluation.h>

enum { WIDTH = 100, INDENT = 2, HANG = 4 };
/* Where the first column ends, how wide each is, and where words behind it stand. */
enum { FIRST = 40, CELL = 11, WORDS = FIRST + 2 };
/* The horizon that groups are compared by. */
enum { TWELVE_MONTHS = 3 };
/* What stands for a number that is not told: usual, and a sign in every language. */
static const char NOT_TOLD[] = "c";

typedef struct {
    buffer *b, *cells;
    const reunify_outcomes *o;
    const messages *in;
} sheet;

/* Words ---------------------------------------------------------------------------------------- */

static void say(const sheet *s, message_id id, const message_value *values)
{
    const message_sink sink = layout_sink(s->in, s->b);
    message_say(&sink, id, values);
}

/* A line in bold: what the page is of, or what follows. */
static void title(const sheet *s, message_id id, const message_value *values)
{
    layout_line(s->b, 0, INDENT);
    layout_style(s->b, STYLE_BOLD);
    say(s, id, values);
    layout_style(s->b, STYLE_PLAIN);
    layout_end(s->b);
}

static void heading(const sheet *s, message_id id)
{
    layout_blank(s->b);
    title(s, id, NULL);
}

static void label(const sheet *s, message_id id)
{
    layout_line(s->b, INDENT, WORDS);
    say(s, id, NULL);
}

/*
 * Cells of a row are set right, each in its width, and go into the page in one piece, because tabs
 * reach to the middle of a line alone.
 */
static void start_cells(const sheet *s)
{
    buffer_start(s->cells, s->o->context);
}

static void end_cell(const sheet *s, const buffer *cell, size_t width)
{
    size_t used = 0;
    for (size_t i = 0; i < cell->length; i++)
        used += ((unsigned char)buffer_data(cell)[i] & 0xC0) != 0x80;
    do
        buffer_add_char(s->cells, ' ');
    while (++used < width);
    buffer_add(s->cells, buffer_data(cell), cell->length);
    s->cells->failed = s->cells->failed || cell->failed;
}

static void end_cells(const sheet *s)
{
    buffer_add_char(s->cells, '\0');
    s->b->failed = s->b->failed || s->cells->failed;
    layout_tab(s->b, FIRST - CELL);
    if (!s->cells->failed)
        layout_solid(s->b, buffer_data(s->cells));
    buffer_release(s->cells);
}

static void put_words(const sheet *s, message_id id)
{
    buffer cell;
    buffer_start(&cell, s->o->context);
    buffer_add_text(&cell, message_text(s->in, id));
    end_cell(s, &cell, CELL);
    buffer_release(&cell);
}

/* A number of so many decimals, or what stands for it. */
static void add_number(buffer *b, int64_t value, int decimals)
{
    if (value == REUNIFY_OUTCOMES_SUPPRESSED)
        buffer_add_text(b, NOT_TOLD);
    else if (value < 0)
        buffer_add_char(b, '-');
    else
        cost_add_decimal(b, value, decimals, true);
}

static void put_number(const sheet *s, int64_t value, int decimals)
{
    buffer cell;
    buffer_start(&cell, s->o->context);
    add_number(&cell, value, decimals);
    end_cell(s, &cell, CELL);
    buffer_release(&cell);
}

/* Millionths as per cent with one decimal, which a reader can compare. */
static int64_t tenths(int64_t millionths)
{
    return millionths < 0 ? millionths : (millionths + 500) / 1000;
}

static void add_share(buffer *b, int64_t millionths)
{
    const int64_t share = tenths(millionths);
    add_number(b, share < 0 ? share : share / 10, 0);
    if (share < 0)
        return;
    buffer_add_char(b, '.');
    buffer_add_char(b, (char)('0' + share % 10));
    buffer_add_char(b, '%');
}

static void say_amount(void *to, const message_value *value)
{
    cost_add_decimal(to, value->number, 0, true);
}

static void say_share(void *to, const message_value *value)
{
    add_share(to, value->number);
}

static void put_share(const sheet *s, int64_t millionths)
{
    buffer cell;
    buffer_start(&cell, s->o->context);
    add_share(&cell, millionths);
    end_cell(s, &cell, CELL);
    buffer_release(&cell);
}

/* A single number beside its label. */
static void say_number(const sheet *s, int64_t value, int decimals)
{
    start_cells(s);
    put_number(s, value, decimals);
    end_cells(s);
}

static void number_row(const sheet *s, message_id id, int64_t value)
{
    label(s, id);
    say_number(s, value, 0);
    layout_end(s->b);
}

/* Values of messages --------------------------------------------------------------------------- */

/* A number and what is counted, by the message of the place. */
static void say_counted(void *to, const message_value *value)
{
    static const message_id said[] = {MSG_OUTCOME_EPISODES, MSG_OUTCOME_CHILDREN};
    message_value amount = of_part("amount", say_amount, NULL, true);
    amount.number = value->number;
    const message_sink sink = message_to_buffer(value->of, to);
    message_say(&sink, said[value->place], VALUES(amount, of_number("count", value->number)));
}

static message_value counted(const sheet *s, const char *name, uint8_t place, int64_t value)
{
    message_value part = of_part(name, say_counted, s->in, value >= 0);
    part.number = value;
    part.place = place;
    return part;
}

static message_value share(const char *name, int64_t millionths)
{
    message_value part = of_part(name, say_share, NULL, true);
    part.number = millionths;
    return part;
}

static void say_horizon(void *to, const message_value *value)
{
    const message_sink sink = message_to_buffer(value->of, to);
    const bool years = value->number % 60 == 0;
    message_say(&sink, years ? MSG_PERIOD_YEARS : MSG_PERIOD_MONTHS,
                VALUES(of_number("count", years ? value->number / 12 : value->number)));
}

static message_value horizon(const sheet *s, const char *name, size_t at)
{
    message_value part = of_part(name, say_horizon, s->in, true);
    part.number = horizon_months[at];
    return part;
}

/* As files of episodes have it, in every language: `written` has room for it. */
static message_value day(const char *name, reunify_date date, char written[11])
{
    if (date == REUNIFY_DATE_NONE)
        return of_id(name, NULL);
    date_write(date, written);
    return of_id(name, written);
}

/* Parts ---------------------------------------------------------------------------------------- */

enum { EPISODES, CHILDREN };

static void head(const sheet *s)
{
    const reunify_outcome_options *o = &s->o->options;
    char written[11] = "";
    title(s, MSG_OUTCOME_HEAD,
          VALUES(counted(s, "episodes", EPISODES, s->o->rows),
                 counted(s, "children", CHILDREN, s->o->children)));
    layout_line(s->b, INDENT, INDENT);
    say(s, MSG_OUTCOME_ROWS,
        VALUES(of_choice("rule", o->rule), of_choice("breaks", o->short_breaks),
               of_choice("ends", o->ends), day("to", o->observed_to, written)));
    layout_end(s->b);
}

static void periods(const sheet *s)
{
    const reunify_outcomes *o = s->o;
    heading(s, MSG_OUTCOME_PERIODS);
    number_row(s, MSG_OUTCOME_PERIODS_ALL, o->totals.periods);
    number_row(s, MSG_OUTCOME_PERIODS_OPEN, o->totals.open_periods);
    if (o->options.short_breaks == REUNIFY_OUTCOME_SHORT_BREAKS_DROP_PERIODS)
        number_row(s, MSG_OUTCOME_PERIODS_DROPPED, o->periods_short_break);
    for (size_t i = 0; i < reunify_exit_count(); i++) {
        if (!reunify_outcomes_exits(o, i))
            continue;
        layout_line(s->b, INDENT, WORDS);
        say(s, MSG_OUTCOME_PERIODS_ENDED,
            VALUES(of_message("exit", message_at(MSG_OUTCOME_EXIT_HOME_PLANNED, i))));
        say_number(s, reunify_outcomes_exits(o, i), 0);
        layout_tab(s->b, WORDS);
        say(s, message_at(MSG_OUTCOME_EXIT_TEXT_HOME_PLANNED, i), NULL);
        layout_end(s->b);
    }
    number_row(s, MSG_OUTCOME_PERIODS_STAYS, o->totals.stays);
}

/* Respite is no return that breaks down: where short breaks were kept, it is said aloud. */
static void warn_of_short_breaks(const sheet *s)
{
    const int32_t table = REUNIFY_OUTCOME_TABLE_RETURNS;
    size_t count = 0;
    for (size_t i = 0; i < reunify_outcomes_length(s->o, table); i++) {
        const int64_t code = table_value(s->o, table, RETURN_LEGAL_STATUS, i);
        count += code >= 0 &&
                 has_mark(REUNIFY_EPISODE_LEGAL_STATUS, (uint8_t)(code + EPISODE_CODE_FIRST));
    }
    if (!count)
        return;
    layout_line(s->b, INDENT, INDENT);
    say(s, MSG_OUTCOME_RETURNS_SHORT_BREAKS,
        VALUES(of_number("count", s->o->options.suppress_below ? 0 : (int64_t)count)));
    layout_end(s->b);
}

static void returns(const sheet *s)
{
    const outcome_totals *t = &s->o->totals;
    heading(s, MSG_OUTCOME_RETURNS);
    number_row(s, MSG_OUTCOME_RETURNS_ALL, t->returns);
    number_row(s, MSG_OUTCOME_RETURNS_CHILDREN, t->children_returned);
    number_row(s, MSG_OUTCOME_RETURNS_BACK, t->reentered);
    label(s, MSG_OUTCOME_RETURNS_MEDIAN);
    say_number(s, t->median < 0 ? t->median : t->median * 5, t->median < 0 ? 0 : 1);
    layout_end(s->b);
    warn_of_short_breaks(s);
}

/* The cohort ----------------------------------------------------------------------------------- */

static int64_t cell(const sheet *s, size_t line, size_t column)
{
    return table_value(s->o, REUNIFY_OUTCOME_TABLE_COHORT, column, line);
}

static void add_limits(const sheet *s, int64_t lower, int64_t upper)
{
    if (lower < 0)
        return;
    buffer_add_text(s->cells, "  ");
    const message_sink sink = message_to_buffer(s->in, s->cells);
    message_say(&sink, MSG_OUTCOME_COHORT_LIMITS,
                VALUES(share("lower", lower), share("upper", upper)));
}

static void put_measures(const sheet *s, size_t line, size_t measures)
{
    const int64_t followed = cell(s, line, measures + FOLLOWED),
                  back = cell(s, line, measures + BACK);
    int64_t share = followed < 0 || back < 0 ? REUNIFY_OUTCOMES_SUPPRESSED : REUNIFY_OUTCOMES_NONE;
    if (share == REUNIFY_OUTCOMES_NONE)
        money_ratio((const int64_t[]){1000000, back}, 2, followed, MONEY_HALF_UP, &share);
    start_cells(s);
    put_number(s, followed, 0);
    put_number(s, back, 0);
    put_share(s, share);
    put_share(s, cell(s, line, measures + ESTIMATE));
    add_limits(s, cell(s, line, measures + LOWER), cell(s, line, measures + UPPER));
    end_cells(s);
    layout_end(s->b);
}

/* What the columns are called, behind the start of a line that says of what they are. */
static void head_cells(const sheet *s, const message_id *columns, size_t count)
{
    start_cells(s);
    for (size_t i = 0; i < count; i++)
        put_words(s, columns[i]);
    end_cells(s);
    layout_style(s->b, STYLE_PLAIN);
    layout_end(s->b);
}

static void head_row(const sheet *s, const message_value *within)
{
    static const message_id columns[] = {MSG_OUTCOME_COLUMN_FOLLOWED, MSG_OUTCOME_COLUMN_BACK,
                                         MSG_OUTCOME_COLUMN_SHARE, MSG_OUTCOME_COLUMN_ESTIMATE};
    layout_line(s->b, INDENT, WORDS);
    layout_style(s->b, STYLE_DIM);
    say(s, MSG_OUTCOME_COHORT_WITHIN, within);
    head_cells(s, columns, LENGTH_OF(columns));
}

static void cohort_head(const sheet *s)
{
    char from[11] = "", to[11] = "";
    buffer all;
    buffer_start(&all, s->o->context);
    add_number(&all, cell(s, 0, COHORT_RETURNS), 0);
    buffer_add_char(&all, '\0');
    s->b->failed = s->b->failed || all.failed;
    layout_blank(s->b);
    title(s, MSG_OUTCOME_COHORT,
          VALUES(day("from", reunify_outcomes_date(s->o, REUNIFY_OUTCOME_DATE_FROM), from),
                 day("to", reunify_outcomes_date(s->o, REUNIFY_OUTCOME_DATE_TO), to),
                 of_id("returns", all.failed ? "" : buffer_data(&all))));
    buffer_release(&all);
}

static bool is_not_known(const char *group)
{
    return strcmp(group, "not_known") == 0;
}

/* A group by its value; what the caller has named, and a code, is said as it is called. */
static message_value group_of(const sheet *s, size_t line)
{
    const int64_t value = cell(s, line, COHORT_GROUP);
    const char *name = table_word(s->o, REUNIFY_OUTCOME_TABLE_COHORT, COHORT_GROUP, line);
    if (is_not_known(name))
        return of_message("group", MSG_OUTCOME_NOT_KNOWN);
    switch (cell(s, line, COHORT_DIMENSION)) {
    case BY_EXIT:
        return of_message("group", message_at(MSG_OUTCOME_EXIT_HOME_PLANNED, (size_t)value));
    case BY_AGE:
        return of_message("group", message_at(MSG_OUTCOME_AGE_UNDER_1, (size_t)value));
    case BY_NUMBER:
        return of_message("group", message_at(MSG_OUTCOME_NUMBER_FIRST, (size_t)value - 1));
    case BY_SEX:
        return of_message("group", message_at(MSG_OUTCOME_SEX_MALE, (size_t)value - 1));
    default:
        return of_code("group", name);
    }
}

/* The groups of one dimension, unless nothing is known of it. */
static void groups(const sheet *s, size_t first, size_t end)
{
    const message_sink sink = layout_sink(s->in, s->b);
    if (end - first == 1 &&
        is_not_known(table_word(s->o, REUNIFY_OUTCOME_TABLE_COHORT, COHORT_GROUP, first)))
        return;
    label(s, message_at(MSG_OUTCOME_BY_EXIT, (size_t)cell(s, first, COHORT_DIMENSION) - BY_EXIT));
    layout_end(s->b);
    for (size_t i = first; i < end; i++) {
        const message_value group = group_of(s, i);
        layout_line(s->b, HANG, WORDS);
        message_say_value(&sink, &group);
        put_measures(s, i, COHORT_MEASURES + TWELVE_MONTHS * MEASURES);
    }
}

static void cohort(const sheet *s)
{
    const size_t lines = reunify_outcomes_length(s->o, REUNIFY_OUTCOME_TABLE_COHORT);
    const message_sink sink = layout_sink(s->in, s->b);
    cohort_head(s);
    head_row(s, VALUES(of_id("period", NULL)));
    for (size_t h = 0; h < HORIZONS; h++) {
        const message_value within = horizon(s, "period", h);
        layout_line(s->b, INDENT, WORDS);
        message_say_value(&sink, &within);
        put_measures(s, 0, COHORT_MEASURES + h * MEASURES);
    }
    if (lines > 1) {
        layout_blank(s->b);
        head_row(s, VALUES(horizon(s, "period", TWELVE_MONTHS)));
    }
    for (size_t i = 1, next; i < lines; i = next) {
        for (next = i + 1;
             next < lines && cell(s, next, COHORT_DIMENSION) == cell(s, i, COHORT_DIMENSION);)
            next++;
        groups(s, i, next);
    }
    layout_line(s->b, INDENT, INDENT);
    say(s, MSG_OUTCOME_COHORT_NOTE, NULL);
    layout_end(s->b);
}

static void leavers(const sheet *s)
{
    static const message_id columns[] = {MSG_OUTCOME_COLUMN_LEFT, MSG_OUTCOME_COLUMN_HOME,
                                         MSG_OUTCOME_COLUMN_SHARE};
    const int32_t table = REUNIFY_OUTCOME_TABLE_LEAVERS;
    if (!reunify_outcomes_length(s->o, table))
        return;
    heading(s, MSG_OUTCOME_LEAVERS);
    layout_line(s->b, INDENT, WORDS);
    layout_style(s->b, STYLE_DIM);
    head_cells(s, columns, LENGTH_OF(columns));
    for (size_t i = 0; i < reunify_outcomes_length(s->o, table); i++) {
        layout_line(s->b, INDENT, WORDS);
        buffer_add_integer(s->b, table_value(s->o, table, LEAVERS_YEAR, i));
        start_cells(s);
        put_number(s, table_value(s->o, table, LEAVERS_LEFT, i), 0);
        put_number(s, table_value(s->o, table, LEAVERS_HOME, i), 0);
        put_share(s, table_value(s->o, table, LEAVERS_SHARE, i));
        end_cells(s);
        layout_end(s->b);
    }
}

static void oddities(const sheet *s)
{
    if (!reunify_outcomes_length(s->o, REUNIFY_OUTCOME_TABLE_ANOMALIES))
        return;
    heading(s, MSG_OUTCOME_ODD);
    for (size_t i = 0; i < reunify_anomaly_count(); i++) {
        if (!reunify_outcomes_anomalies(s->o, i))
            continue;
        label(s, message_at(MSG_OUTCOME_ANOMALY_NO_START, i));
        say_number(s, reunify_outcomes_anomalies(s->o, i), 0);
        layout_tab(s->b, WORDS);
        say(s, message_at(MSG_OUTCOME_ANOMALY_TEXT_NO_START, i), NULL);
        layout_end(s->b);
    }
}

static void note_suppressed(const sheet *s)
{
    if (!s->o->options.suppress_below)
        return;
    layout_blank(s->b);
    layout_line(s->b, 0, INDENT);
    say(s, MSG_OUTCOME_SUPPRESSED,
        VALUES(of_id("mark", NOT_TOLD), of_number("below", s->o->options.suppress_below)));
    layout_end(s->b);
}

reunify_status reunify_outcomes_to_text(const reunify_outcomes *outcomes,
                                        const reunify_profile *profile, uint32_t flags,
                                        int32_t width, reunify_text **out, reunify_error *error)
{
    reunify_error_clear(error);
    if (out)
        *out = NULL;
    if (!outcomes || !out)
        return error_argument(error, "the outcomes, or the place for the text, is NULL");
    if (flags & ~(uint32_t)REUNIFY_TEXT_COLOUR)
        return error_argument(error, "there is no such flag");
    if (width < 0)
        return error_argument(error, "the width is negative");
    buffer marked, lines, cells;
    buffer_start(&marked, outcomes->context);
    buffer_start(&lines, outcomes->context);
    const sheet s = {&marked, &cells, outcomes, profile ? &profile->spoken : NULL};
    head(&s);
    periods(&s);
    returns(&s);
    cohort(&s);
    leavers(&s);
    oddities(&s);
    note_suppressed(&s);
    layout_finish(&marked, width ? (size_t)width : WIDTH, flags & REUNIFY_TEXT_COLOUR, &lines);
    buffer_release(&marked);
    return buffer_finish(&lines, out) ? error_no_memory(error) : REUNIFY_OK;
}
