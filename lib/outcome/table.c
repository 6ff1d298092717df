/*
 * The tables of outcomes: a column is one array, which a reader takes as it stands. What the
 * columns are called and hold stands here, in the order of the constants of outcome.h; documents,
 * readers and the comparison of tests follow it.
 *
 * Cells are numbers: 64 bits where a column says so, else 32. A word is kept as its place in the
 * list that the column names (access.c), a date as its day. Rows are added at the end; table_set()
 * fills in the last one. The columns of a table grow together, by half, or not at all: all new
 * arrays are taken before one of the old is given up, so without memory the table stays as it was.
 * What is given up is wiped.
 */
#include "outcome/outcome.h"

#define PARTS(name, parts)                                                                         \
    {                                                                                              \
        name, REUNIFY_OUTCOME_COLUMN_INT32, WORDS_NONE, parts                                      \
    }
#define NUMBER(name) PARTS(name, 1)
#define HALVES(name) PARTS(name, 2)
#define SHARE(name) PARTS(name, 1000000)
#define LARGE(name)                                                                                \
    {                                                                                              \
        name, REUNIFY_OUTCOME_COLUMN_INT64, WORDS_NONE, 1                                          \
    }
#define CHILD(name)                                                                                \
    {                                                                                              \
        name, REUNIFY_OUTCOME_COLUMN_INT64, WORDS_CHILD, 1                                         \
    }
#define DATE(name)                                                                                 \
    {                                                                                              \
        name, REUNIFY_OUTCOME_COLUMN_DATE, WORDS_NONE, 1                                           \
    }
#define WORD(name, words)                                                                          \
    {                                                                                              \
        name, REUNIFY_OUTCOME_COLUMN_WORD, words, 1                                                \
    }

static const column_spec periods[PERIOD_COLUMNS] = {
    CHILD("child"),
    DATE("start"),
    DATE("ended"),
    NUMBER("days"),
    WORD("exit", WORDS_EXIT),
    WORD("reason_ceased", WORDS_CEASED),
    WORD("legal_status", WORDS_LEGAL_STATUS),
    WORD("placement", WORDS_PLACEMENT),
    WORD("authority", WORDS_AUTHORITY),
    NUMBER("rows"),
    LARGE("first_row"),
    LARGE("ending_row"),
};

static const column_spec returns[RETURN_COLUMNS] = {
    CHILD("child"),
    LARGE("period"),
    NUMBER("number"),
    DATE("date"),
    WORD("exit", WORDS_EXIT),
    WORD("legal_status", WORDS_LEGAL_STATUS),
    WORD("placement", WORDS_PLACEMENT),
    WORD("authority", WORDS_AUTHORITY),
    WORD("sex", WORDS_SEX),
    NUMBER("age"),
    WORD("level", WORDS_LEVEL),
    WORD("gate", WORDS_GATE),
    NUMBER("days_in_period"),
    NUMBER("days_in_care"),
    DATE("next_start"),
    NUMBER("days_home"),
    DATE("followed_to"),
    NUMBER("in_cohort"),
    WORD("home_1_month", WORDS_TRUTH),
    WORD("home_3_months", WORDS_TRUTH),
    WORD("home_6_months", WORDS_TRUTH),
    WORD("home_12_months", WORDS_TRUTH),
    WORD("home_24_months", WORDS_TRUTH),
    WORD("home_5_years", WORDS_TRUTH),
};

static const column_spec stays[STAY_COLUMNS] = {
    CHILD("child"), LARGE("period"), DATE("start"), DATE("ended"), WORD("then", WORDS_STAY),
};

static const column_spec anomalies[ANOMALY_COLUMNS] = {
    LARGE("row"),
    WORD("kind", WORDS_ANOMALY),
    LARGE("other_row"),
    CHILD("child"),
};

#define HORIZON(name)                                                                              \
    NUMBER("followed_" name), NUMBER("reentered_" name), SHARE("estimate_" name),                  \
        SHARE("lower_" name), SHARE("upper_" name)

static const column_spec cohort[COHORT_COLUMNS] = {
    WORD("by", WORDS_DIMENSION), WORD("group", WORDS_GROUP), NUMBER("returns"),
    NUMBER("reentered"),         HALVES("median_days"),      HORIZON("1_month"),
    HORIZON("3_months"),         HORIZON("6_months"),        HORIZON("12_months"),
    HORIZON("24_months"),        HORIZON("5_years"),
};

static const column_spec leavers[LEAVERS_COLUMNS] = {
    NUMBER("year"),
    NUMBER("left_care"),
    NUMBER("went_home"),
    SHARE("share"),
};

static const column_spec summary[SUMMARY_COLUMNS] = {
    DATE("window_from"),
    DATE("window_to"),
    DATE("observed_to"),
    NUMBER("rows"),
    NUMBER("rows_used"),
    NUMBER("children"),
    NUMBER("periods"),
    NUMBER("open_periods"),
    NUMBER("returns_home"),
    NUMBER("returns_planned"),
    NUMBER("returns_unplanned"),
    NUMBER("returns_undivided"),
    NUMBER("children_returned"),
    NUMBER("reentered"),
    HALVES("median_days_to_reentry"),
    NUMBER("placed_with_parents"),
    NUMBER("rows_short_break"),
    NUMBER("periods_short_break"),
    NUMBER("exit_home_planned"),
    NUMBER("exit_home_unplanned"),
    NUMBER("exit_home_undivided"),
    NUMBER("exit_kin"),
    NUMBER("exit_order"),
    NUMBER("exit_adoption"),
    NUMBER("exit_transfer"),
    NUMBER("exit_age"),
    NUMBER("exit_custody"),
    NUMBER("exit_died"),
    NUMBER("exit_other"),
    NUMBER("exit_unknown"),
};

const int32_t horizon_months[HORIZONS] = {1, 3, 6, 12, 24, 60};

const table_spec table_specs[TABLES] = {
    {periods, LENGTH_OF(periods)},     {returns, LENGTH_OF(returns)}, {stays, LENGTH_OF(stays)},
    {anomalies, LENGTH_OF(anomalies)}, {cohort, LENGTH_OF(cohort)},   {leavers, LENGTH_OF(leavers)},
    {summary, LENGTH_OF(summary)},
};

static size_t width_of(const column_spec *c)
{
    return c->type == REUNIFY_OUTCOME_COLUMN_INT64 ? sizeof(int64_t) : sizeof(int32_t);
}

void table_start(outcome_table *t, const reunify_context *context, int32_t table)
{
    *t = (outcome_table){.context = context, .spec = &table_specs[table]};
}

static void release_column(const outcome_table *t, size_t column)
{
    const size_t size = t->capacity * width_of(&t->spec->columns[column]);
    memory_wipe(t->data[column], t->data[column] ? size : 0);
    memory_release(t->context, t->data[column], size);
}

void table_release(outcome_table *t)
{
    for (size_t i = 0; t->spec && i < t->spec->count; i++)
        release_column(t, i);
    *t = (outcome_table){.context = t->context, .spec = t->spec};
}

bool table_reserve(outcome_table *t, size_t capacity)
{
    void *more[MOST_COLUMNS];
    size_t taken = 0;
    while (taken < t->spec->count) {
        const size_t width = width_of(&t->spec->columns[taken]);
        more[taken] =
            capacity <= SIZE_MAX / 2 / width ? memory_allocate(t->context, capacity * width) : NULL;
        if (!more[taken])
            break;
        taken++;
    }
    const bool good = taken == t->spec->count;
    for (size_t i = 0; i < taken; i++) {
        const size_t width = width_of(&t->spec->columns[i]);
        if (!good) {
            memory_release(t->context, more[i], capacity * width);
            continue;
        }
        if (t->length)
            memcpy(more[i], t->data[i], t->length * width);
        release_column(t, i);
        t->data[i] = more[i];
    }
    if (good)
        t->capacity = capacity;
    return good;
}

bool table_add(outcome_table *t)
{
    enum { FIRST_ROWS = 16 };
    if (t->length == t->capacity &&
        !table_reserve(t, t->capacity ? t->capacity + t->capacity / 2 : FIRST_ROWS))
        return false;
    t->length++;
    for (size_t i = 0; i < t->spec->count; i++)
        table_set(t, i, 0);
    return true;
}

void table_set(outcome_table *t, size_t column, int64_t value)
{
    const size_t row = t->length - 1;
    if (t->spec->columns[column].type == REUNIFY_OUTCOME_COLUMN_INT64)
        table_int64(t, column)[row] = value;
    else
        table_int32(t, column)[row] = (int32_t)value;
}
