/* Outcomes for a person: periods, exits, returns, who came back, who left care, what was odd. */
#include "outcome/outcome.h"
#include "cost/cost.h"
#include "text/text.h"

#include <reunify/evaluation.h>

enum { WIDTH = 100, INDENT = 2, HANG = 4 };
/* Where the first column ends, how wide each is, and where words behind it stand. */
enum { FIRST = 40, CELL = 11, WORDS = FIRST + 2 };
/* The horizon that groups are compared by. */
enum { TWELVE_MONTHS = 3 };

typedef struct {
    buffer *b, *cells;
    const reunify_outcomes *o;
} sheet;

/* Words ---------------------------------------------------------------------------------------- */

static void heading(const sheet *s, const char *words)
{
    layout_blank(s->b);
    layout_line(s->b, 0, INDENT);
    layout_style(s->b, STYLE_BOLD);
    layout_words(s->b, words);
    layout_style(s->b, STYLE_PLAIN);
    layout_end(s->b);
}

static void label(const sheet *s, size_t indent, const char *words)
{
    layout_line(s->b, indent, WORDS);
    layout_words(s->b, words);
}

/* A word of the document, read as words. */
static void say_word(const sheet *s, const char *word)
{
    for (; *word; word++)
        layout_words(s->b, *word == '_' ? " " : (const char[]){*word, '\0'});
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
    for (size_t i = cell->length; i < width; i++)
        buffer_add_char(s->cells, ' ');
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

static void put_words(const sheet *s, const char *words)
{
    buffer cell;
    buffer_start(&cell, s->o->context);
    buffer_add_text(&cell, words);
    end_cell(s, &cell, CELL);
    buffer_release(&cell);
}

/* A number of so many decimals, or what stands for it: c where it is not told, as is usual. */
static void add_number(buffer *b, int64_t value, int decimals)
{
    if (value == REUNIFY_OUTCOMES_SUPPRESSED)
        buffer_add_char(b, 'c');
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

static void number_row(const sheet *s, size_t indent, const char *words, int64_t value)
{
    label(s, indent, words);
    say_number(s, value, 0);
    layout_end(s->b);
}

/* Parts ---------------------------------------------------------------------------------------- */

static void say_day(const sheet *s, const char *before, reunify_date date)
{
    char written[11] = "";
    if (date == REUNIFY_DATE_NONE)
        return;
    date_write(date, written);
    layout_words(s->b, before);
    layout_words(s->b, written);
}

static void head(const sheet *s)
{
    static const char *const rules[] = {"joined by dates", "joined by codes"};
    static const char *const breaks[] = {"short breaks kept", "rows of short breaks dropped",
                                         "periods of short breaks dropped"};
    const reunify_outcome_options *o = &s->o->options;
    layout_line(s->b, 0, INDENT);
    layout_style(s->b, STYLE_BOLD);
    layout_words(s->b, "Outcomes of ");
    cost_add_count(s->b, s->o->rows, 0, "episode", "episodes");
    if (s->o->children >= 0) {
        layout_words(s->b, " of ");
        cost_add_count(s->b, s->o->children, 0, "child", "children");
    }
    layout_style(s->b, STYLE_PLAIN);
    layout_end(s->b);
    layout_line(s->b, INDENT, INDENT);
    layout_words(s->b, "Rows ");
    layout_words(s->b, rules[o->rule]);
    layout_words(s->b, ", ");
    layout_words(s->b, breaks[o->short_breaks]);
    layout_words(s->b, o->ends ? ", ends are last days" : ", ends are days of leaving");
    say_day(s, "; known up to ", o->observed_to);
    layout_words(s->b, ".");
    layout_end(s->b);
}

static void periods(const sheet *s)
{
    const reunify_outcomes *o = s->o;
    heading(s, "Periods of care");
    number_row(s, INDENT, "Periods", o->totals.periods);
    number_row(s, INDENT, "Open", o->totals.open_periods);
    if (o->options.short_breaks == REUNIFY_OUTCOME_SHORT_BREAKS_DROP_PERIODS)
        number_row(s, INDENT, "Dropped as short breaks", o->periods_short_break);
    for (size_t i = 0; i < reunify_exit_count(); i++) {
        if (!reunify_outcomes_exits(o, i))
            continue;
        label(s, INDENT, "Ended: ");
        say_word(s, reunify_exit_name(i));
        say_number(s, reunify_outcomes_exits(o, i), 0);
        layout_tab(s->b, WORDS);
        layout_words(s->b, reunify_exit_text(i));
        layout_end(s->b);
    }
    number_row(s, INDENT, "Stays with parents in care", o->totals.stays);
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
    if (s->o->options.suppress_below)
        layout_words(s->b, "Some");
    else
        buffer_add_integer(s->b, (int64_t)count);
    layout_words(s->b, " of these returns end a short break (V3, V4), which is no return that can "
                       "break down: --short-breaks drop-rows leaves them out, as official figures "
                       "do.");
    layout_end(s->b);
}

static void returns(const sheet *s)
{
    const outcome_totals *t = &s->o->totals;
    heading(s, "Returns home");
    number_row(s, INDENT, "Returns", t->returns);
    number_row(s, INDENT, "Children who returned", t->children_returned);
    number_row(s, INDENT, "Came back into care", t->reentered);
    label(s, INDENT, "Median days until then");
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
    buffer_add_text(s->cells, "  (");
    add_share(s->cells, lower);
    buffer_add_text(s->cells, " to ");
    add_share(s->cells, upper);
    buffer_add_char(s->cells, ')');
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

static void head_row(const sheet *s, const char *words)
{
    layout_line(s->b, INDENT, WORDS);
    layout_style(s->b, STYLE_DIM);
    layout_words(s->b, words);
    start_cells(s);
    put_words(s, "followed");
    put_words(s, "came back");
    put_words(s, "share");
    put_words(s, "estimate");
    end_cells(s);
    layout_style(s->b, STYLE_PLAIN);
    layout_end(s->b);
}

static void cohort_head(const sheet *s)
{
    layout_blank(s->b);
    layout_line(s->b, 0, INDENT);
    layout_style(s->b, STYLE_BOLD);
    layout_words(s->b, "Back in care after a return");
    say_day(s, " from ", reunify_outcomes_date(s->o, REUNIFY_OUTCOME_DATE_FROM));
    say_day(s, " up to ", reunify_outcomes_date(s->o, REUNIFY_OUTCOME_DATE_TO));
    layout_words(s->b, ": ");
    add_number(s->b, cell(s, 0, COHORT_RETURNS), 0);
    layout_words(s->b, " in all");
    layout_style(s->b, STYLE_PLAIN);
    layout_end(s->b);
}

/* The groups of one dimension, unless nothing is known of it. */
static void groups(const sheet *s, size_t first, size_t end)
{
    const int32_t table = REUNIFY_OUTCOME_TABLE_COHORT;
    if (end - first == 1 && strcmp(table_word(s->o, table, COHORT_GROUP, first), "not_known") == 0)
        return;
    label(s, INDENT, cohort_heading((int32_t)cell(s, first, COHORT_DIMENSION)));
    layout_end(s->b);
    for (size_t i = first; i < end; i++) {
        label(s, HANG, "");
        say_word(s, table_word(s->o, table, COHORT_GROUP, i));
        put_measures(s, i, COHORT_MEASURES + TWELVE_MONTHS * MEASURES);
    }
}

static void cohort(const sheet *s)
{
    const size_t lines = reunify_outcomes_length(s->o, REUNIFY_OUTCOME_TABLE_COHORT);
    cohort_head(s);
    head_row(s, "Within");
    for (size_t h = 0; h < HORIZONS; h++) {
        label(s, INDENT, horizon_names[h]);
        put_measures(s, 0, COHORT_MEASURES + h * MEASURES);
    }
    if (lines > 1) {
        layout_blank(s->b);
        head_row(s, "Within 12 months");
    }
    for (size_t i = 1, next; i < lines; i = next) {
        for (next = i + 1;
             next < lines && cell(s, next, COHORT_DIMENSION) == cell(s, i, COHORT_DIMENSION);)
            next++;
        groups(s, i, next);
    }
    layout_line(s->b, INDENT, INDENT);
    layout_words(s->b, "Followed: known for so long, of whom so many came back. Estimate: of all, "
                       "by Kaplan and Meier, with limits of 95 per cent.");
    layout_end(s->b);
}

static void leavers(const sheet *s)
{
    const int32_t table = REUNIFY_OUTCOME_TABLE_LEAVERS;
    if (!reunify_outcomes_length(s->o, table))
        return;
    heading(s, "Children who left care, by the year that ends on 31 March");
    layout_line(s->b, INDENT, WORDS);
    layout_style(s->b, STYLE_DIM);
    start_cells(s);
    put_words(s, "left care");
    put_words(s, "went home");
    put_words(s, "share");
    end_cells(s);
    layout_style(s->b, STYLE_PLAIN);
    layout_end(s->b);
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
    heading(s, "What is odd in the rows");
    for (size_t i = 0; i < reunify_anomaly_count(); i++) {
        if (!reunify_outcomes_anomalies(s->o, i))
            continue;
        label(s, INDENT, "");
        say_word(s, reunify_anomaly_name(i));
        say_number(s, reunify_outcomes_anomalies(s->o, i), 0);
        layout_tab(s->b, WORDS);
        layout_words(s->b, reunify_anomaly_text(i));
        layout_end(s->b);
    }
}

static void note_suppressed(const sheet *s)
{
    if (!s->o->options.suppress_below)
        return;
    layout_blank(s->b);
    layout_line(s->b, 0, INDENT);
    layout_words(s->b, "c: not told, since it is below ");
    buffer_add_integer(s->b, s->o->options.suppress_below);
    layout_words(s->b, " or would tell such a number.");
    layout_end(s->b);
}

reunify_status reunify_outcomes_to_text(const reunify_outcomes *outcomes, uint32_t flags,
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
    const sheet s = {&marked, &cells, outcomes};
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
