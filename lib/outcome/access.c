/*
 * Reading outcomes: numbers, tables, and the words that values stand for.
 *
 * A cell is a number; which list of words it is a place in is said by its column (table.c). The
 * lists are those of the library, those of the codes, and the names that the caller gave
 * (authorities, levels, gates), which the outcomes have copied. In the cohort the list of a group
 * is that of the dimension in the same row. What is not there is NULL, REUNIFY_OUTCOMES_NONE or a
 * length of 0.
 */
#include "base/message.h"
#include "outcome/outcome.h"

/* Numbers -------------------------------------------------------------------------------------- */

int64_t reunify_outcomes_number(const reunify_outcomes *o, int32_t number)
{
    if (!o)
        return REUNIFY_OUTCOMES_NONE;
    const outcome_totals *t = &o->totals;
    switch (number) {
    case REUNIFY_OUTCOMES_ROWS:
        return o->rows;
    case REUNIFY_OUTCOMES_ROWS_USED:
        return o->rows_used;
    case REUNIFY_OUTCOMES_CHILDREN:
        return o->children;
    case REUNIFY_OUTCOMES_PERIODS:
        return t->periods;
    case REUNIFY_OUTCOMES_OPEN_PERIODS:
        return t->open_periods;
    case REUNIFY_OUTCOMES_RETURNS_HOME:
        return t->returns;
    case REUNIFY_OUTCOMES_RETURNS_PLANNED:
        return t->exits[EXIT_HOME_PLANNED];
    case REUNIFY_OUTCOMES_RETURNS_UNPLANNED:
        return t->exits[EXIT_HOME_UNPLANNED];
    case REUNIFY_OUTCOMES_RETURNS_UNDIVIDED:
        return t->exits[EXIT_HOME_UNDIVIDED];
    case REUNIFY_OUTCOMES_CHILDREN_RETURNED:
        return t->children_returned;
    case REUNIFY_OUTCOMES_REENTERED:
        return t->reentered;
    case REUNIFY_OUTCOMES_MEDIAN_HALF_DAYS:
        return t->median;
    case REUNIFY_OUTCOMES_PLACED_WITH_PARENTS:
        return t->stays;
    case REUNIFY_OUTCOMES_ROWS_SHORT_BREAK:
        return o->rows_short_break;
    case REUNIFY_OUTCOMES_PERIODS_SHORT_BREAK:
        return o->periods_short_break;
    default:
        return REUNIFY_OUTCOMES_NONE;
    }
}

reunify_date reunify_outcomes_date(const reunify_outcomes *o, int32_t which)
{
    if (!o || which < 0 || which > REUNIFY_OUTCOME_DATE_OBSERVED_TO)
        return REUNIFY_DATE_NONE;
    const reunify_date dates[] = {o->options.from == REUNIFY_DATE_MIN ? REUNIFY_DATE_NONE
                                                                      : o->options.from,
                                  o->options.to, o->options.observed_to};
    return dates[which];
}

/* Exits ---------------------------------------------------------------------------------------- */

static const char *const exits[EXIT_CLASSES] = {
    "home_planned", "home_unplanned", "home_undivided", "kin",   "order",   "adoption", "transfer",
    "age",          "custody",        "died",           "other", "unknown",
};

size_t reunify_exit_count(void)
{
    return LENGTH_OF(exits);
}

const char *reunify_exit_name(size_t at)
{
    return at < LENGTH_OF(exits) ? exits[at] : NULL;
}

const char *reunify_exit_text(size_t at)
{
    return at < LENGTH_OF(exits)
               ? message_english(message_at(MSG_OUTCOME_EXIT_TEXT_HOME_PLANNED, at))
               : NULL;
}

int64_t reunify_outcomes_exits(const reunify_outcomes *o, size_t exit)
{
    return o && exit < LENGTH_OF(exits) ? o->totals.exits[exit] : REUNIFY_OUTCOMES_NONE;
}

/* Anomalies ------------------------------------------------------------------------------------ */

static const char *const anomalies[ANOMALIES] = {
    [NO_START] = "no_start",
    [END_BEFORE_START] = "end_before_start",
    [START_NOT_PLAUSIBLE] = "start_not_plausible",
    [END_NOT_PLAUSIBLE] = "end_not_plausible",
    [DUPLICATE] = "duplicate",
    [SUPERSEDED] = "superseded",
    [OPEN_SUPERSEDED] = "open_superseded",
    [REASON_ON_OPEN_ROW] = "reason_on_open_row",
    [END_WITHOUT_REASON] = "end_without_reason",
    [NO_DAYS] = "no_days",
    [UNKNOWN_CODE] = "unknown_code",
    [CODE_NOT_OF_YEAR] = "code_not_of_year",
    [BEFORE_BIRTH] = "before_birth",
    [BIRTH_DIFFERS] = "birth_differs",
    [BIRTH_NOT_PLAUSIBLE] = "birth_not_plausible",
    [OVERLAP] = "overlap",
    [OPEN_NOT_LAST] = "open_not_last",
    [SAME_START] = "same_start",
    [STARTED_WITHIN] = "started_within",
    [CEASED_WITHIN] = "ceased_within",
    [CONTINUED_WITHOUT_NEXT] = "continued_without_next",
    [AFTER_DEATH] = "after_death",
    [FIRST_NOT_STARTED] = "first_not_started",
    [PERIODS_OVERLAP] = "periods_overlap",
    [MIXED_SHORT_BREAK] = "mixed_short_break",
};

size_t reunify_anomaly_count(void)
{
    return ANOMALIES;
}

const char *reunify_anomaly_name(size_t at)
{
    return at < ANOMALIES ? anomalies[at] : NULL;
}

const char *reunify_anomaly_text(size_t at)
{
    return at < ANOMALIES ? message_english(message_at(MSG_OUTCOME_ANOMALY_TEXT_NO_START, at))
                          : NULL;
}

int64_t reunify_outcomes_anomalies(const reunify_outcomes *o, size_t kind)
{
    return o && kind < ANOMALIES ? o->anomalies[kind] : 0;
}

/* Tables --------------------------------------------------------------------------------------- */

static const column_spec *spec_of(int32_t table, size_t column)
{
    return column < reunify_outcomes_column_count(table) ? &table_specs[table].columns[column]
                                                         : NULL;
}

size_t reunify_outcomes_column_count(int32_t table)
{
    return table >= 0 && table < TABLES ? table_specs[table].count : 0;
}

const char *reunify_outcomes_column_name(int32_t table, size_t column)
{
    const column_spec *c = spec_of(table, column);
    return c ? c->name : NULL;
}

int32_t reunify_outcomes_column_type(int32_t table, size_t column)
{
    const column_spec *c = spec_of(table, column);
    return c ? c->type : -1;
}

int64_t reunify_outcomes_column_parts(int32_t table, size_t column)
{
    const column_spec *c = spec_of(table, column);
    return c ? c->parts : 0;
}

reunify_status reunify_outcomes_column_find(int32_t table, const char *name, size_t length,
                                            size_t *column)
{
    const size_t count = reunify_outcomes_column_count(table);
    if (column)
        *column = 0;
    if (!name || !column || !count)
        return REUNIFY_ARGUMENT;
    for (size_t i = 0; i < count; i++)
        if (text_is((text){table_specs[table].columns[i].name,
                           strlen(table_specs[table].columns[i].name)},
                    name, length)) {
            *column = i;
            return REUNIFY_OK;
        }
    return REUNIFY_NOT_FOUND;
}

size_t reunify_outcomes_length(const reunify_outcomes *o, int32_t table)
{
    return o && table >= 0 && table < TABLES ? o->tables[table].length : 0;
}

static const void *data_of(const reunify_outcomes *o, int32_t table, size_t column, bool large)
{
    const column_spec *c = spec_of(table, column);
    return o && c && (c->type == REUNIFY_OUTCOME_COLUMN_INT64) == large
               ? o->tables[table].data[column]
               : NULL;
}

const int32_t *reunify_outcomes_int32(const reunify_outcomes *o, int32_t table, size_t column)
{
    return data_of(o, table, column, false);
}

const int64_t *reunify_outcomes_int64(const reunify_outcomes *o, int32_t table, size_t column)
{
    return data_of(o, table, column, true);
}

int64_t table_value(const reunify_outcomes *o, int32_t table, size_t column, size_t row)
{
    const outcome_table *t = &o->tables[table];
    return t->spec->columns[column].type == REUNIFY_OUTCOME_COLUMN_INT64
               ? table_int64(t, column)[row]
               : table_int32(t, column)[row];
}

int64_t reunify_outcomes_value(const reunify_outcomes *o, int32_t table, size_t column, size_t row)
{
    return row < reunify_outcomes_length(o, table) && spec_of(table, column)
               ? table_value(o, table, column, row)
               : REUNIFY_OUTCOMES_NONE;
}

/* Words ---------------------------------------------------------------------------------------- */

/* One of a list, NULL where the value is none of it. */
static const char *word_of(const char *const *words, size_t count, int64_t value)
{
    return value >= 0 && (uint64_t)value < count ? words[value] : NULL;
}

static const char *const dimensions[DIMENSIONS] = {
    "all", "exit", "age", "legal_status", "number", "sex", "authority", "level", "gate"};
static const char *const sexes[] = {"not_known", "male", "female", "other"};
static const char *const truths[] = {"no", "yes", "not_yet_known"};
static const char *const thens[] = {"open", "placement", "home", "left_care"};
static const char *const bands[] = {"under_1",  "1_to_4",      "5_to_9",
                                    "10_to_15", "16_and_over", "not_known"};
static const char *const numbers[] = {NULL, "first", "second", "third_or_later"};

static const char *name_of(const reunify_outcomes *o, int32_t set, int64_t value)
{
    return word_of(o->names[set].names, o->names[set].count, value);
}

#define WORD(words, value) word_of(words, LENGTH_OF(words), value)

static const char *word_for(const reunify_outcomes *o, column_words words, int64_t value)
{
    switch (words) {
    case WORDS_CHILD:
        return name_of(o, CHILD_NAMES, value);
    case WORDS_LEGAL_STATUS:
        return reunify_episode_code(REUNIFY_EPISODE_LEGAL_STATUS, (size_t)value);
    case WORDS_PLACEMENT:
        return reunify_episode_code(REUNIFY_EPISODE_PLACEMENT, (size_t)value);
    case WORDS_CEASED:
        return reunify_episode_code(REUNIFY_EPISODE_REASON_CEASED, (size_t)value);
    case WORDS_EXIT:
        return reunify_exit_name((size_t)value);
    case WORDS_AUTHORITY:
        return name_of(o, AUTHORITY_NAMES, value);
    case WORDS_LEVEL:
        return name_of(o, LEVEL_NAMES, value);
    case WORDS_GATE:
        return name_of(o, GATE_NAMES, value);
    case WORDS_SEX:
        return WORD(sexes, value);
    case WORDS_TRUTH:
        return WORD(truths, value);
    case WORDS_STAY:
        return WORD(thens, value);
    case WORDS_ANOMALY:
        return reunify_anomaly_name((size_t)value);
    case WORDS_DIMENSION:
        return WORD(dimensions, value);
    default:
        return NULL;
    }
}

/* The name of a group; "not_known" where the returns have no value of the dimension. */
static const char *group_word(const reunify_outcomes *o, int32_t by, int64_t value)
{
    static const column_words kinds_of[DIMENSIONS] = {
        [BY_EXIT] = WORDS_EXIT,   [BY_LEGAL_STATUS] = WORDS_LEGAL_STATUS,
        [BY_SEX] = WORDS_SEX,     [BY_AUTHORITY] = WORDS_AUTHORITY,
        [BY_LEVEL] = WORDS_LEVEL, [BY_GATE] = WORDS_GATE};
    if (by == BY_NOTHING)
        return dimensions[BY_NOTHING];
    if (by == BY_AGE)
        return WORD(bands, value);
    if (by == BY_NUMBER)
        return WORD(numbers, value);
    const char *word = word_for(o, kinds_of[by], value);
    return word ? word : sexes[REUNIFY_SEX_NOT_KNOWN];
}

const char *table_word(const reunify_outcomes *o, int32_t table, size_t column, size_t row)
{
    const column_words words = table_specs[table].columns[column].words;
    const int64_t value = table_value(o, table, column, row);
    if (words == WORDS_GROUP)
        return group_word(o, table_int32(&o->tables[table], COHORT_DIMENSION)[row], value);
    return word_for(o, words, value);
}

const char *reunify_outcomes_word(const reunify_outcomes *o, int32_t table, size_t column,
                                  size_t row)
{
    return row < reunify_outcomes_length(o, table) && spec_of(table, column)
               ? table_word(o, table, column, row)
               : NULL;
}
