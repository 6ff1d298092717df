/*
 * Writing outcomes as canonical JSON: the order of the members here is the order of the format.
 * What is not told because it is too small is the word "suppressed"; what there is not is null.
 */
#include "cost/cost.h"
#include "outcome/outcome.h"
#include "json/json.h"

#include <reunify/case.h>
#include <reunify/version.h>

static void text_member(json_writer *w, const char *name, const char *value)
{
    json_write_name(w, name);
    json_write_text(w, value);
}

static void date_member(json_writer *w, const char *name, reunify_date date)
{
    json_write_name(w, name);
    json_write_date(w, date);
}

static void object_member(json_writer *w, const char *name)
{
    json_write_name(w, name);
    json_open_object(w);
}

/* Whether there is a number; else what is told instead. */
static bool is_number(json_writer *w, int64_t value)
{
    if (value == REUNIFY_OUTCOMES_SUPPRESSED)
        json_write_text(w, "suppressed");
    else if (value == REUNIFY_OUTCOMES_NONE)
        json_write_null(w);
    return value >= 0;
}

static void number_member(json_writer *w, const char *name, int64_t value)
{
    json_write_name(w, name);
    if (is_number(w, value))
        json_write_integer(w, value);
}

static void half_days_member(json_writer *w, const char *name, int64_t value)
{
    json_write_name(w, name);
    if (is_number(w, value))
        json_write_thousandths(w, value * 500);
}

/* A share given in millionths: 0.201325. */
static void share_member(json_writer *w, const char *name, int64_t millionths)
{
    json_write_name(w, name);
    if (!is_number(w, millionths))
        return;
    cost_add_decimal(w->out, millionths, 6, false);
    w->comma = true;
}

/* Options -------------------------------------------------------------------------------------- */

static void write_options(json_writer *w, const reunify_outcome_options *o)
{
    static const char *const rules[] = {"dates", "codes"};
    static const char *const breaks[] = {"keep", "drop-rows", "drop-periods"};
    static const char *const ends[] = {"exclusive", "inclusive"};
    object_member(w, "options");
    text_member(w, "rule", rules[o->rule]);
    text_member(w, "short_breaks", breaks[o->short_breaks]);
    text_member(w, "end", ends[o->ends]);
    number_member(w, "suppress_below", o->suppress_below);
    json_close_object(w);
}

/* All the data --------------------------------------------------------------------------------- */

static void write_numbers(json_writer *w, const reunify_outcomes *o)
{
    static const struct {
        const char *name;
        int32_t number;
    } before[] = {{"rows", REUNIFY_OUTCOMES_ROWS},
                  {"rows_used", REUNIFY_OUTCOMES_ROWS_USED},
                  {"rows_short_break", REUNIFY_OUTCOMES_ROWS_SHORT_BREAK},
                  {"children", REUNIFY_OUTCOMES_CHILDREN},
                  {"periods", REUNIFY_OUTCOMES_PERIODS},
                  {"periods_short_break", REUNIFY_OUTCOMES_PERIODS_SHORT_BREAK},
                  {"open_periods", REUNIFY_OUTCOMES_OPEN_PERIODS}},
      after[] = {{"returns_home", REUNIFY_OUTCOMES_RETURNS_HOME},
                 {"returns_planned", REUNIFY_OUTCOMES_RETURNS_PLANNED},
                 {"returns_unplanned", REUNIFY_OUTCOMES_RETURNS_UNPLANNED},
                 {"returns_undivided", REUNIFY_OUTCOMES_RETURNS_UNDIVIDED},
                 {"children_returned", REUNIFY_OUTCOMES_CHILDREN_RETURNED},
                 {"reentered", REUNIFY_OUTCOMES_REENTERED}};
    for (size_t i = 0; i < LENGTH_OF(before); i++)
        number_member(w, before[i].name, reunify_outcomes_number(o, before[i].number));
    object_member(w, "exits");
    for (size_t i = 0; i < reunify_exit_count(); i++)
        number_member(w, reunify_exit_name(i), reunify_outcomes_exits(o, i));
    json_close_object(w);
    for (size_t i = 0; i < LENGTH_OF(after); i++)
        number_member(w, after[i].name, reunify_outcomes_number(o, after[i].number));
    half_days_member(w, "median_days_to_reentry",
                     reunify_outcomes_number(o, REUNIFY_OUTCOMES_MEDIAN_HALF_DAYS));
    number_member(w, "placed_with_parents",
                  reunify_outcomes_number(o, REUNIFY_OUTCOMES_PLACED_WITH_PARENTS));
}

/* The cohort ----------------------------------------------------------------------------------- */

static int64_t measure(const reunify_outcomes *o, size_t line, size_t horizon, size_t which)
{
    return table_value(o, REUNIFY_OUTCOME_TABLE_COHORT,
                       COHORT_MEASURES + horizon * MEASURES + which, line);
}

static void write_followed_share(json_writer *w, int64_t followed, int64_t back)
{
    int64_t share = 0;
    if (followed < 0 || back < 0)
        share = REUNIFY_OUTCOMES_SUPPRESSED;
    else if (!money_ratio((const int64_t[]){1000000, back}, 2, followed, MONEY_HALF_UP, &share))
        share = REUNIFY_OUTCOMES_NONE; /* of nobody */
    share_member(w, "share", share);
}

static void write_horizon(json_writer *w, const reunify_outcomes *o, size_t line, size_t h)
{
    const int64_t followed = measure(o, line, h, FOLLOWED), back = measure(o, line, h, BACK);
    json_open_object(w);
    number_member(w, "months", horizon_months[h]);
    number_member(w, "days", horizon_days(h));
    object_member(w, "fully_followed");
    number_member(w, "returns", followed);
    number_member(w, "reentered", back);
    write_followed_share(w, followed, back);
    json_close_object(w);
    object_member(w, "estimate");
    share_member(w, "share", measure(o, line, h, ESTIMATE));
    share_member(w, "lower", measure(o, line, h, LOWER));
    share_member(w, "upper", measure(o, line, h, UPPER));
    json_close_object(w);
    json_close_object(w);
}

static void write_line(json_writer *w, const reunify_outcomes *o, size_t line)
{
    const int32_t table = REUNIFY_OUTCOME_TABLE_COHORT;
    json_open_object(w);
    text_member(w, "by", table_word(o, table, COHORT_DIMENSION, line));
    text_member(w, "group", table_word(o, table, COHORT_GROUP, line));
    number_member(w, "returns", table_value(o, table, COHORT_RETURNS, line));
    number_member(w, "reentered", table_value(o, table, COHORT_REENTERED, line));
    half_days_member(w, "median_days_to_reentry", table_value(o, table, COHORT_MEDIAN, line));
    json_write_name(w, "within");
    json_open_array(w);
    for (size_t h = 0; h < HORIZONS; h++)
        write_horizon(w, o, line, h);
    json_close_array(w);
    json_close_object(w);
}

static void write_leavers(json_writer *w, const reunify_outcomes *o)
{
    const int32_t table = REUNIFY_OUTCOME_TABLE_LEAVERS;
    json_write_name(w, "leavers");
    json_open_array(w);
    for (size_t i = 0; i < reunify_outcomes_length(o, table); i++) {
        json_open_object(w);
        number_member(w, "year", table_value(o, table, LEAVERS_YEAR, i));
        number_member(w, "left_care", table_value(o, table, LEAVERS_LEFT, i));
        number_member(w, "went_home", table_value(o, table, LEAVERS_HOME, i));
        share_member(w, "share", table_value(o, table, LEAVERS_SHARE, i));
        json_close_object(w);
    }
    json_close_array(w);
}

static void write_cohort(json_writer *w, const reunify_outcomes *o)
{
    object_member(w, "cohort");
    date_member(w, "from", reunify_outcomes_date(o, REUNIFY_OUTCOME_DATE_FROM));
    date_member(w, "to", reunify_outcomes_date(o, REUNIFY_OUTCOME_DATE_TO));
    date_member(w, "observed_to", reunify_outcomes_date(o, REUNIFY_OUTCOME_DATE_OBSERVED_TO));
    json_write_name(w, "lines");
    json_open_array(w);
    for (size_t i = 0; i < reunify_outcomes_length(o, REUNIFY_OUTCOME_TABLE_COHORT); i++)
        write_line(w, o, i);
    json_close_array(w);
    write_leavers(w, o);
    json_close_object(w);
}

/* Anomalies ------------------------------------------------------------------------------------ */

static void write_anomalies(json_writer *w, const reunify_outcomes *o)
{
    object_member(w, "anomalies");
    for (size_t i = 0; i < reunify_anomaly_count(); i++)
        number_member(w, reunify_anomaly_name(i), reunify_outcomes_anomalies(o, i));
    json_close_object(w);
}

static void write_outcomes(json_writer *w, const reunify_outcomes *o)
{
    json_open_object(w);
    text_member(w, "schema", "reunify/outcomes/1");
    text_member(w, "library", reunify_version());
    write_options(w, &o->options);
    write_numbers(w, o);
    write_anomalies(w, o);
    write_cohort(w, o);
    json_close_object(w);
}

reunify_status reunify_outcomes_to_json(const reunify_outcomes *outcomes, uint32_t flags,
                                        reunify_text **out, reunify_error *error)
{
    reunify_error_clear(error);
    if (out)
        *out = NULL;
    if (!outcomes || !out)
        return error_argument(error, "the outcomes, or the place for the text, is NULL");
    if (flags & ~(uint32_t)REUNIFY_JSON_PRETTY)
        return error_argument(error, "there is no such flag");
    buffer compact;
    buffer_start(&compact, outcomes->context);
    json_writer w = json_writer_to(&compact);
    write_outcomes(&w, outcomes);
    return json_finish(&compact, flags & REUNIFY_JSON_PRETTY, out) ? error_no_memory(error)
                                                                   : REUNIFY_OK;
}
