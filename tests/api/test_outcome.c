/*
 * Outcomes through the public headers alone: codes, columns in and out, what is refused, documents.
 * What the figures are is for tests/data/run_outcomes.py.
 */
#include "support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static reunify_error *error;

static int set_up(void **state)
{
    (void)state;
    return reunify_error_new(NULL, &error);
}

static int tear_down(void **state)
{
    (void)state;
    reunify_error_free(error);
    return 0;
}

/* Codes ---------------------------------------------------------------------------------------- */

static int32_t code(int32_t set, const char *text)
{
    int32_t out = 99;
    assert_int_equal(reunify_episode_code_find(set, text, strlen(text), &out), REUNIFY_OK);
    return out;
}

static void codes(void **state)
{
    (void)state;
    static const size_t counts[] = {6, 13, 32, 27};
    for (int32_t set = 0; set < 4; set++) {
        assert_int_equal(reunify_episode_code_count(set), counts[set]);
        for (size_t i = 0; i < counts[set]; i++) {
            assert_int_equal(code(set, reunify_episode_code(set, i)), i);
            assert_true(strlen(reunify_episode_code_text(set, i)) > 2);
        }
        assert_null(reunify_episode_code(set, counts[set]));
        assert_null(reunify_episode_code_text(set, counts[set]));
    }
    assert_int_equal(reunify_episode_code_count(-1) + reunify_episode_code_count(4), 0);
    assert_null(reunify_episode_code(4, 0));
    assert_int_equal(code(REUNIFY_EPISODE_REASON_CEASED, " \te4a\r\n"),
                     code(REUNIFY_EPISODE_REASON_CEASED, "E4A"));
    assert_int_equal(code(REUNIFY_EPISODE_REASON_CEASED, "  "), REUNIFY_EPISODE_NO_CODE);
    assert_int_equal(code(REUNIFY_EPISODE_LEGAL_STATUS, ""), REUNIFY_EPISODE_NO_CODE);
}

/* As systems write them who export descriptions. */
static void descriptions(void **state)
{
    (void)state;
    static const struct {
        int32_t set;
        const char *written, *code;
    } cases[] = {
        {REUNIFY_EPISODE_REASON_CEASED, "E4 A - Returned home to live with parents", "E4A"},
        {REUNIFY_EPISODE_REASON_CEASED, "d) E4B: Returned home", "E4B"},
        {REUNIFY_EPISODE_REASON_CEASED, "E4 - Returned home", "E4"},
        {REUNIFY_EPISODE_REASON_CEASED, "E4 Returned home", "E4"},
        {REUNIFY_EPISODE_REASON_CEASED, "E4A/returned", "E4A"},
        {REUNIFY_EPISODE_REASON_CEASED, "e 4 a", "E4A"},
        {REUNIFY_EPISODE_REASON_CEASED, "X1 Episode ceases, new one begins", "X1"},
        {REUNIFY_EPISODE_LEGAL_STATUS, "V2-Single period", "V2"},
        {REUNIFY_EPISODE_LEGAL_STATUS, "C2: full care order", "C2"},
        {REUNIFY_EPISODE_REASON_STARTED, "S - Started", "S"},
        {REUNIFY_EPISODE_PLACEMENT, "Z1 1", "Z11"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(code(cases[i].set, cases[i].written), code(cases[i].set, cases[i].code));
}

static void codes_that_there_are_not(void **state)
{
    (void)state;
    static const char *const wrong[] = {"E4C",           "E",     "E4AA",     "S", "\xC3\xA9",
                                        "returned home", "- E4A", "E4AA home"};
    int32_t out = 5;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_int_equal(reunify_episode_code_find(REUNIFY_EPISODE_REASON_CEASED, wrong[i],
                                                   strlen(wrong[i]), &out),
                         REUNIFY_NOT_FOUND);
        assert_int_equal(out, REUNIFY_EPISODE_UNKNOWN_CODE);
    }
    assert_int_equal(reunify_episode_code_find(0, NULL, 0, &out), REUNIFY_ARGUMENT);
    assert_int_equal(reunify_episode_code_find(0, "S", 1, NULL), REUNIFY_ARGUMENT);
    assert_int_equal(reunify_episode_code_find(4, "S", 1, &out), REUNIFY_ARGUMENT);
}

/* A history ------------------------------------------------------------------------------------ */

enum { ROWS = 5 };

/* Child 7: home and back; child 3, last in the columns: with parents, then adopted. */
typedef struct {
    int64_t child[ROWS], known[2];
    int32_t start[ROWS], end[ROWS], authority[ROWS], report[ROWS], birth[2];
    int32_t started[ROWS], legal_status[ROWS], placement[ROWS], ceased[ROWS], sex[2];
    reunify_episodes episodes;
    reunify_episode_children children;
    reunify_outcome_options options;
} history;

static const char *const authorities[] = {"North", "South"};

static reunify_date on(const char *date)
{
    reunify_date out;
    assert_int_equal(reunify_date_parse(date, strlen(date), &out), REUNIFY_OK);
    return out;
}

static void fill(history *h, size_t i, int64_t child, const char *start, const char *end,
                 const char *const codes_of[4])
{
    h->child[i] = child;
    h->start[i] = on(start);
    h->end[i] = end ? on(end) : REUNIFY_DATE_NONE;
    h->started[i] = code(REUNIFY_EPISODE_REASON_STARTED, codes_of[0]);
    h->legal_status[i] = code(REUNIFY_EPISODE_LEGAL_STATUS, codes_of[1]);
    h->placement[i] = code(REUNIFY_EPISODE_PLACEMENT, codes_of[2]);
    h->ceased[i] = code(REUNIFY_EPISODE_REASON_CEASED, codes_of[3]);
    h->authority[i] = child == 7;
}

#define CODES(...) ((const char *const[4]){__VA_ARGS__})

static void make(history *h)
{
    memset(h, 0, sizeof *h);
    fill(h, 0, 7, "2020-01-01", "2020-06-01", CODES("S", "V2", "U6", "E4A"));
    fill(h, 1, 7, "2020-09-01", NULL, CODES("S", "C2", "U6", ""));
    fill(h, 2, 7, "2020-01-01", "2020-06-01", CODES("S", "V2", "U6", "E4A"));
    fill(h, 3, 3, "2020-03-01", "2020-08-01", CODES("P", "E1", "P1", "E12"));
    fill(h, 4, 3, "2020-01-01", "2020-03-01", CODES("S", "C1", "U6", "X1"));
    h->known[0] = 7;
    h->birth[0] = on("2012-05-05");
    h->sex[0] = REUNIFY_SEX_FEMALE;
    h->known[1] = 99; /* has no episodes */
    h->birth[1] = REUNIFY_DATE_NONE;
    h->episodes = (reunify_episodes){
        .size = sizeof h->episodes,
        .count = ROWS,
        .child = h->child,
        .start = h->start,
        .end = h->end,
        .started = h->started,
        .legal_status = h->legal_status,
        .placement = h->placement,
        .ceased = h->ceased,
        .authority = h->authority,
        .report = h->report,
    };
    h->children = (reunify_episode_children){sizeof h->children, 2, h->known, h->birth, h->sex};
    assert_int_equal(reunify_outcome_options_init(&h->options, sizeof h->options), REUNIFY_OK);
    h->options.authorities = authorities;
    h->options.authority_count = 2;
}

static reunify_outcomes *outcomes_of(const history *h)
{
    reunify_outcomes *out;
    assert_int_equal(
        reunify_outcomes_new(NULL, &h->episodes, &h->children, &h->options, &out, error),
        REUNIFY_OK);
    assert_int_equal(reunify_error_count(error), 0);
    return out;
}

static void numbers(void **state)
{
    (void)state;
    static const int64_t wanted[] = {5, 4, 2, 3, 1, 1, 1, 0, 0, 1, 1, 2 * 92, 1, 0, 0};
    history h;
    make(&h);
    reunify_outcomes *o = outcomes_of(&h);
    memset(&h, 0x55, sizeof h); /* it needs them no more */
    for (int32_t i = 0; i < 15; i++)
        assert_int_equal(reunify_outcomes_number(o, i), wanted[i]);
    assert_int_equal(reunify_outcomes_number(o, 15), REUNIFY_OUTCOMES_NONE);
    assert_int_equal(reunify_outcomes_number(o, -1), REUNIFY_OUTCOMES_NONE);
    assert_int_equal(reunify_outcomes_number(NULL, 0), REUNIFY_OUTCOMES_NONE);
    assert_int_equal(reunify_outcomes_date(o, REUNIFY_OUTCOME_DATE_FROM), REUNIFY_DATE_NONE);
    assert_int_equal(reunify_outcomes_date(o, REUNIFY_OUTCOME_DATE_TO), on("2020-09-01"));
    assert_int_equal(reunify_outcomes_date(o, REUNIFY_OUTCOME_DATE_OBSERVED_TO), on("2020-09-01"));
    assert_int_equal(reunify_outcomes_date(o, 3), REUNIFY_DATE_NONE);
    assert_int_equal(reunify_outcomes_date(NULL, 1), REUNIFY_DATE_NONE);
    reunify_outcomes_free(o);
}

static void exits_and_anomalies(void **state)
{
    (void)state;
    history h;
    make(&h);
    reunify_outcomes *o = outcomes_of(&h);
    int64_t ended = 0, odd = 0;
    for (size_t i = 0; i < reunify_exit_count(); i++) {
        assert_true(strlen(reunify_exit_name(i)) > 2 && strlen(reunify_exit_text(i)) > 2);
        ended += reunify_outcomes_exits(o, i);
    }
    assert_int_equal(reunify_exit_count(), 12);
    assert_int_equal(ended, 2);
    assert_string_equal(reunify_exit_name(0), "home_planned");
    assert_int_equal(reunify_outcomes_exits(o, 0), 1);
    assert_null(reunify_exit_name(12));
    assert_null(reunify_exit_text(12));
    assert_int_equal(reunify_outcomes_exits(o, 12), REUNIFY_OUTCOMES_NONE);
    assert_int_equal(reunify_outcomes_exits(NULL, 0), REUNIFY_OUTCOMES_NONE);
    for (size_t i = 0; i < reunify_anomaly_count(); i++) {
        assert_true(strlen(reunify_anomaly_name(i)) > 2 && strlen(reunify_anomaly_text(i)) > 9);
        odd += reunify_outcomes_anomalies(o, i);
    }
    assert_int_equal(odd, 1);
    assert_string_equal(reunify_anomaly_name(4), "duplicate");
    assert_int_equal(reunify_outcomes_anomalies(o, 4), 1);
    assert_null(reunify_anomaly_name(reunify_anomaly_count()));
    assert_null(reunify_anomaly_text(reunify_anomaly_count()));
    assert_int_equal(reunify_outcomes_anomalies(o, reunify_anomaly_count()), 0);
    assert_int_equal(reunify_outcomes_anomalies(NULL, 2), 0);
    reunify_outcomes_free(o);
}

/* Tables --------------------------------------------------------------------------------------- */

static size_t column(int32_t table, const char *name)
{
    size_t out = 99;
    assert_int_equal(reunify_outcomes_column_find(table, name, strlen(name), &out), REUNIFY_OK);
    return out;
}

static int64_t value(const reunify_outcomes *o, int32_t table, const char *name, size_t row)
{
    return reunify_outcomes_value(o, table, column(table, name), row);
}

static const char *word(const reunify_outcomes *o, int32_t table, const char *name, size_t row)
{
    return reunify_outcomes_word(o, table, column(table, name), row);
}

/* All the data as a row: the dates, the numbers and the exits, in their order. */
static void is_summary(const reunify_outcomes *o)
{
    const int32_t t = REUNIFY_OUTCOME_TABLE_SUMMARY;
    const size_t exits = column(t, "exit_home_planned"), numbers = column(t, "rows");
    assert_int_equal(reunify_outcomes_length(o, t), 1);
    assert_int_equal(reunify_outcomes_column_count(t), exits + reunify_exit_count());
    for (size_t i = 0; i < numbers; i++)
        assert_int_equal(reunify_outcomes_value(o, t, i, 0), reunify_outcomes_date(o, (int32_t)i));
    for (size_t i = numbers; i < exits; i++)
        assert_int_equal(reunify_outcomes_value(o, t, i, 0),
                         reunify_outcomes_number(o, (int32_t)(i - numbers)));
    assert_int_equal(reunify_outcomes_number(o, (int32_t)(exits - numbers)), REUNIFY_OUTCOMES_NONE);
    for (size_t i = 0; i < reunify_exit_count(); i++) {
        const char *name = reunify_outcomes_column_name(t, exits + i);
        assert_int_equal(strncmp(name, "exit_", 5), 0);
        assert_string_equal(name + 5, reunify_exit_name(i));
        assert_int_equal(reunify_outcomes_value(o, t, exits + i, 0), reunify_outcomes_exits(o, i));
    }
}

static void tables(void **state)
{
    (void)state;
    static const size_t lengths[] = {3, 1, 1, 1, 7, 1, 1};
    history h;
    make(&h);
    reunify_outcomes *o = outcomes_of(&h);
    for (int32_t t = 0; t < 7; t++)
        assert_int_equal(reunify_outcomes_length(o, t), lengths[t]);
    is_summary(o);
    assert_int_equal(value(o, REUNIFY_OUTCOME_TABLE_PERIODS, "child", 0), 3);
    assert_int_equal(value(o, REUNIFY_OUTCOME_TABLE_PERIODS, "first_row", 0), 4);
    assert_int_equal(value(o, REUNIFY_OUTCOME_TABLE_PERIODS, "ending_row", 0), 3);
    assert_string_equal(word(o, REUNIFY_OUTCOME_TABLE_PERIODS, "exit", 0), "adoption");
    assert_string_equal(word(o, REUNIFY_OUTCOME_TABLE_PERIODS, "reason_ceased", 0), "E12");
    assert_int_equal(value(o, REUNIFY_OUTCOME_TABLE_PERIODS, "ended", 2), REUNIFY_DATE_NONE);
    assert_null(word(o, REUNIFY_OUTCOME_TABLE_PERIODS, "exit", 2));
    assert_null(word(o, REUNIFY_OUTCOME_TABLE_PERIODS, "days", 0));
    assert_int_equal(value(o, REUNIFY_OUTCOME_TABLE_RETURNS, "age", 0), 8);
    assert_string_equal(word(o, REUNIFY_OUTCOME_TABLE_RETURNS, "authority", 0), "South");
    assert_string_equal(word(o, REUNIFY_OUTCOME_TABLE_RETURNS, "sex", 0), "female");
    assert_string_equal(word(o, REUNIFY_OUTCOME_TABLE_RETURNS, "home_1_month", 0), "yes");
    assert_string_equal(word(o, REUNIFY_OUTCOME_TABLE_RETURNS, "home_3_months", 0), "no");
    assert_string_equal(word(o, REUNIFY_OUTCOME_TABLE_WITH_PARENTS, "then", 0), "left_care");
    assert_string_equal(word(o, REUNIFY_OUTCOME_TABLE_ANOMALIES, "kind", 0), "duplicate");
    assert_int_equal(value(o, REUNIFY_OUTCOME_TABLE_ANOMALIES, "row", 0), 2);
    assert_int_equal(value(o, REUNIFY_OUTCOME_TABLE_ANOMALIES, "other_row", 0), 0);
    assert_string_equal(word(o, REUNIFY_OUTCOME_TABLE_COHORT, "by", 6), "authority");
    assert_string_equal(word(o, REUNIFY_OUTCOME_TABLE_COHORT, "group", 6), "South");
    assert_int_equal(value(o, REUNIFY_OUTCOME_TABLE_LEAVERS, "year", 0), 2021);
    assert_int_equal(value(o, REUNIFY_OUTCOME_TABLE_LEAVERS, "share", 0), 500000);
    reunify_outcomes_free(o);
    h.options.suppress_below = 6;
    o = outcomes_of(&h);
    is_summary(o);
    assert_int_equal(value(o, REUNIFY_OUTCOME_TABLE_SUMMARY, "returns_home", 0),
                     REUNIFY_OUTCOMES_SUPPRESSED);
    reunify_outcomes_free(o);
}

static bool begins(const char *name, const char *with)
{
    return strncmp(name, with, strlen(with)) == 0;
}

/* Medians are counted in halves, shares and what is estimated in millionths. */
static void assert_parts(int32_t table, size_t column)
{
    const char *name = reunify_outcomes_column_name(table, column);
    const bool share = strcmp(name, "share") == 0 || begins(name, "estimate_") ||
                       begins(name, "lower_") || begins(name, "upper_");
    assert_int_equal(reunify_outcomes_column_parts(table, column), begins(name, "median_") ? 2
                                                                   : share                 ? 1000000
                                                                                           : 1);
}

/* Whole columns say what single values say. */
static void columns(void **state)
{
    (void)state;
    history h;
    make(&h);
    reunify_outcomes *o = outcomes_of(&h);
    for (int32_t t = 0; t < 7; t++)
        for (size_t c = 0; c < reunify_outcomes_column_count(t); c++) {
            const int32_t type = reunify_outcomes_column_type(t, c);
            assert_parts(t, c);
            const int32_t *small = reunify_outcomes_int32(o, t, c);
            const int64_t *large = reunify_outcomes_int64(o, t, c);
            assert_int_equal(column(t, reunify_outcomes_column_name(t, c)), c);
            assert_true((type == REUNIFY_OUTCOME_COLUMN_INT64) == (large != NULL));
            assert_true((large == NULL) == (small != NULL));
            for (size_t i = 0; i < reunify_outcomes_length(o, t); i++)
                assert_int_equal(reunify_outcomes_value(o, t, c, i), large ? large[i] : small[i]);
            assert_int_equal(reunify_outcomes_value(o, t, c, 99), REUNIFY_OUTCOMES_NONE);
            assert_null(reunify_outcomes_word(o, t, c, 99));
        }
    reunify_outcomes_free(o);
}

static void out_of_range(void **state)
{
    (void)state;
    size_t at = 9;
    history h;
    make(&h);
    reunify_outcomes *o = outcomes_of(&h);
    for (int32_t t = -1; t < 8; t += 8) {
        assert_int_equal(reunify_outcomes_column_count(t), 0);
        assert_null(reunify_outcomes_column_name(t, 0));
        assert_int_equal(reunify_outcomes_column_type(t, 0), -1);
        assert_int_equal(reunify_outcomes_column_parts(t, 0), 0);
        assert_int_equal(reunify_outcomes_length(o, t), 0);
        assert_null(reunify_outcomes_int32(o, t, 0));
        assert_null(reunify_outcomes_int64(o, t, 0));
        assert_int_equal(reunify_outcomes_value(o, t, 0, 0), REUNIFY_OUTCOMES_NONE);
        assert_null(reunify_outcomes_word(o, t, 0, 0));
        assert_int_equal(reunify_outcomes_column_find(t, "child", 5, &at), REUNIFY_ARGUMENT);
    }
    assert_null(reunify_outcomes_column_name(0, 99));
    assert_null(reunify_outcomes_int32(o, 0, 99));
    assert_int_equal(reunify_outcomes_value(o, 0, 99, 0), REUNIFY_OUTCOMES_NONE);
    assert_int_equal(reunify_outcomes_column_find(0, "children", 8, &at), REUNIFY_NOT_FOUND);
    assert_int_equal(at, 0);
    assert_int_equal(reunify_outcomes_column_find(0, NULL, 0, &at), REUNIFY_ARGUMENT);
    assert_int_equal(reunify_outcomes_column_find(0, "child", 5, NULL), REUNIFY_ARGUMENT);
    assert_int_equal(reunify_outcomes_length(NULL, 0), 0);
    assert_null(reunify_outcomes_int32(NULL, 0, 1));
    assert_null(reunify_outcomes_int64(NULL, 0, 0));
    assert_int_equal(reunify_outcomes_value(NULL, 0, 0, 0), REUNIFY_OUTCOMES_NONE);
    assert_null(reunify_outcomes_word(NULL, 0, 4, 0));
    reunify_outcomes_free(o);
    reunify_outcomes_free(NULL);
}

/* What is refused ------------------------------------------------------------------------------ */

static void refused(const history *h, reunify_status status, const char *fault, const char *place)
{
    reunify_outcomes *out = (reunify_outcomes *)(uintptr_t)0x10;
    assert_int_equal(
        reunify_outcomes_new(NULL, &h->episodes, &h->children, &h->options, &out, error), status);
    assert_null(out);
    assert_int_equal(reunify_error_total(error), 1);
    assert_string_equal(reunify_error_code(error, 0), fault);
    assert_string_equal(reunify_error_pointer(error, 0), place);
}

/* Refused once with a value in a place, as the pointer says. */
#define REFUSES(place, wrong, fault, pointer)                                                      \
    do {                                                                                           \
        make(&h);                                                                                  \
        place = wrong;                                                                             \
        refused(&h, REUNIFY_INVALID, fault, pointer);                                              \
    } while (0)

static void faults(void **state)
{
    (void)state;
    history h;
    REFUSES(h.start[3], REUNIFY_DATE_MAX + 1, "bad_date", "/episodes/3/start");
    REFUSES(h.start[0], REUNIFY_DATE_MIN - 1, "bad_date", "/episodes/0/start");
    REFUSES(h.end[4], INT32_MAX, "bad_date", "/episodes/4/end");
    REFUSES(h.started[1], 6, "bad_value", "/episodes/1/started");
    REFUSES(h.legal_status[1], -3, "bad_value", "/episodes/1/legal_status");
    REFUSES(h.placement[2], INT32_MAX, "bad_value", "/episodes/2/placement");
    REFUSES(h.ceased[2], 27, "bad_value", "/episodes/2/ceased");
    REFUSES(h.authority[2], 2, "bad_value", "/episodes/2/authority");
    REFUSES(h.authority[2], -2, "bad_value", "/episodes/2/authority");
    REFUSES(h.birth[1], INT32_MAX, "bad_date", "/children/1/birth");
    REFUSES(h.sex[0], 4, "bad_value", "/children/0/sex");
    REFUSES(h.options.from, INT32_MAX, "bad_date", "/from");
    REFUSES(h.options.to, INT32_MAX, "bad_date", "/to");
    REFUSES(h.options.observed_to, INT32_MAX, "bad_date", "/observed_to");
    REFUSES(h.options.rule, 2, "bad_value", "/rule");
    REFUSES(h.options.short_breaks, -1, "bad_value", "/short_breaks");
    REFUSES(h.options.ends, 2, "bad_value", "/ends");
    REFUSES(h.options.suppress_below, -1, "bad_value", "/suppress_below");
    REFUSES(h.options.authorities, NULL, "bad_value", "/authorities");
    make(&h);
    h.options.from = on("2020-01-02");
    h.options.to = on("2020-01-01");
    refused(&h, REUNIFY_INVALID, "bad_window", "/to");
    make(&h);
    h.episodes.count = (size_t)INT32_MAX + 1;
    refused(&h, REUNIFY_LIMIT, "limit_items", "/episodes");
}

static reunify_return_marks marks_of(size_t count, const int64_t *child, const int32_t *date,
                                     const int32_t *mark, const char *const names[2])
{
    return (reunify_return_marks){.size = sizeof(reunify_return_marks),
                                  .count = count,
                                  .child = child,
                                  .date = date,
                                  .mark = mark,
                                  .names = names,
                                  .name_count = 2};
}

/* Of a child's marks the latest up to the return counts, of one day the highest. */
static void marks(void **state)
{
    (void)state;
    static const char *const names[] = {"low", "high"};
    const int64_t child[] = {7, 7, 7, 7, 3, 8};
    int32_t date[] = {on("2020-06-02"), on("2020-05-01"), on("2020-06-01"),
                      on("2020-06-01"), on("2020-01-01"), on("2020-01-01")};
    int32_t mark[] = {0, 0, 1, 0, 0, 0};
    history h;
    make(&h);
    reunify_return_marks levels = marks_of(6, child, date, mark, names);
    h.options.levels = &levels;
    reunify_outcomes *o = outcomes_of(&h);
    assert_string_equal(word(o, REUNIFY_OUTCOME_TABLE_RETURNS, "level", 0), "high");
    assert_null(word(o, REUNIFY_OUTCOME_TABLE_RETURNS, "gate", 0));
    assert_int_equal(reunify_outcomes_length(o, REUNIFY_OUTCOME_TABLE_COHORT), 8);
    assert_string_equal(word(o, REUNIFY_OUTCOME_TABLE_COHORT, "by", 7), "level");
    assert_string_equal(word(o, REUNIFY_OUTCOME_TABLE_COHORT, "group", 7), "high");
    reunify_outcomes_free(o);
    mark[5] = 2;
    refused(&h, REUNIFY_INVALID, "bad_value", "/levels/5/mark");
    mark[5] = 0;
    date[4] = REUNIFY_DATE_NONE;
    h.options.gates = h.options.levels;
    h.options.levels = NULL;
    refused(&h, REUNIFY_INVALID, "bad_date", "/gates/4/date");
    levels.names = NULL;
    refused(&h, REUNIFY_INVALID, "bad_value", "/gates/names");
    levels.size = 1;
    refused(&h, REUNIFY_ARGUMENT, "bad_argument", "");
}

/* A word of the caller's for what is not known makes no second group of that name. */
static void not_known(void **state)
{
    (void)state;
    static const char *const names[] = {"high", "not_known"}, *const places[] = {"not_known", "A"};
    const int64_t child[] = {7, 7};
    int32_t date[] = {on("2020-05-01"), on("2020-06-01")}, mark[] = {0, 1};
    history h;
    make(&h);
    h.options.authorities = places;
    for (size_t i = 0; i < ROWS; i++)
        h.authority[i] = i % 2 ? -1 : 0;
    reunify_return_marks levels = marks_of(2, child, date, mark, names);
    h.options.levels = &levels;
    reunify_outcomes *o = outcomes_of(&h);
    size_t groups = 0;
    for (size_t i = 0; i < reunify_outcomes_length(o, REUNIFY_OUTCOME_TABLE_COHORT); i++) {
        const char *by = word(o, REUNIFY_OUTCOME_TABLE_COHORT, "by", i);
        if (strcmp(by, "authority") == 0 || strcmp(by, "level") == 0) {
            assert_string_equal(word(o, REUNIFY_OUTCOME_TABLE_COHORT, "group", i), "not_known");
            groups++;
        }
    }
    assert_int_equal(groups, 2);
    for (size_t i = 0; i < reunify_outcomes_length(o, REUNIFY_OUTCOME_TABLE_RETURNS); i++) {
        assert_null(word(o, REUNIFY_OUTCOME_TABLE_RETURNS, "authority", i));
        assert_null(word(o, REUNIFY_OUTCOME_TABLE_RETURNS, "level", i));
    }
    reunify_outcomes_free(o);
}

static void wrong_calls(void **state)
{
    (void)state;
    history h;
    make(&h);
    reunify_outcomes *out;
    reunify_outcome_options larger[2];
    assert_int_equal(reunify_outcomes_new(NULL, NULL, NULL, NULL, &out, error), REUNIFY_ARGUMENT);
    assert_int_equal(reunify_outcomes_new(NULL, &h.episodes, NULL, NULL, NULL, error),
                     REUNIFY_ARGUMENT);
    h.episodes.end = NULL;
    refused(&h, REUNIFY_ARGUMENT, "bad_argument", "");
    make(&h);
    h.episodes.size = 8;
    refused(&h, REUNIFY_ARGUMENT, "bad_argument", "");
    make(&h);
    h.children.child = NULL;
    refused(&h, REUNIFY_ARGUMENT, "bad_argument", "");
    make(&h);
    h.options.size = 0;
    refused(&h, REUNIFY_ARGUMENT, "bad_argument", "");
    make(&h);
    assert_int_equal(reunify_outcome_options_init(NULL, sizeof larger), REUNIFY_ARGUMENT);
    assert_int_equal(reunify_outcome_options_init(larger, sizeof larger[0] - 1), REUNIFY_ARGUMENT);
    assert_int_equal(reunify_outcome_options_init(larger, sizeof larger), REUNIFY_OK);
    assert_int_equal(reunify_outcomes_new(NULL, &h.episodes, NULL, larger, &out, error),
                     REUNIFY_INVALID); /* authorities without names */
    h.episodes.authority = NULL;
    assert_int_equal(reunify_outcomes_new(NULL, &h.episodes, NULL, larger, &out, error),
                     REUNIFY_OK);
    reunify_outcomes_free(out);
    larger[1].size = 1; /* a member of a later version */
    assert_int_equal(reunify_outcomes_new(NULL, &h.episodes, NULL, larger, &out, error),
                     REUNIFY_ARGUMENT);
    assert_null(out);
}

/* At the ends of the calendar and of the numbers nothing wraps. */
static void extremes(void **state)
{
    (void)state;
    history h;
    make(&h);
    for (size_t i = 0; i < ROWS; i++) {
        h.child[i] = i % 2 ? INT64_MAX : INT64_MIN;
        h.start[i] = REUNIFY_DATE_MIN;
        h.end[i] = REUNIFY_DATE_MAX;
        h.report[i] = i % 2 ? INT32_MIN : INT32_MAX;
    }
    for (int32_t ends = 0; ends < 2; ends++) {
        h.options.ends = ends;
        reunify_outcomes *o = outcomes_of(&h);
        /* Nobody is looked after for so long: the rows are open. */
        assert_int_equal(value(o, REUNIFY_OUTCOME_TABLE_PERIODS, "days", 0), -1);
        assert_string_equal(word(o, REUNIFY_OUTCOME_TABLE_ANOMALIES, "kind", 0),
                            "end_not_plausible");
        reunify_text *text;
        assert_int_equal(reunify_outcomes_to_json(o, 0, &text, error), REUNIFY_OK);
        reunify_text_free(text);
        reunify_outcomes_free(o);
    }
}

static void nothing_at_all(void **state)
{
    (void)state;
    const reunify_episodes none = {.size = sizeof none};
    reunify_outcomes *o;
    reunify_text *text;
    assert_int_equal(reunify_outcomes_new(NULL, &none, NULL, NULL, &o, NULL), REUNIFY_OK);
    assert_int_equal(reunify_outcomes_number(o, REUNIFY_OUTCOMES_CHILDREN), 0);
    assert_int_equal(reunify_outcomes_number(o, REUNIFY_OUTCOMES_MEDIAN_HALF_DAYS),
                     REUNIFY_OUTCOMES_NONE);
    assert_int_equal(reunify_outcomes_length(o, REUNIFY_OUTCOME_TABLE_COHORT), 1);
    assert_null(reunify_outcomes_int32(o, REUNIFY_OUTCOME_TABLE_PERIODS, 1));
    assert_int_equal(reunify_outcomes_to_json(o, 0, &text, NULL), REUNIFY_OK);
    assert_non_null(strstr(reunify_text_data(text), "\"observed_to\":null"));
    reunify_text_free(text);
    assert_int_equal(reunify_outcomes_to_text(o, NULL, 0, 0, &text, NULL), REUNIFY_OK);
    reunify_text_free(text);
    reunify_outcomes_free(o);
}

/* Documents ------------------------------------------------------------------------------------ */

/* The page is said by the languages of a profile, whichever its pack is, and in English else. */
static void languages(void **state)
{
    (void)state;
    static const char messages[] =
        "{\"schema\":\"reunify/messages/1\",\"languages\":{\"cy\":{\"plurals\":{\"two\":[\"2\"]},"
        "\"messages\":{\"outcome.children\":\"{amount} {count#blentyn|plant}\","
        "\"outcome.exit.home_planned\":\"adref, wedi ei gynllunio\"}}}}";
    const reunify_profile_options options = {.size = sizeof options,
                                             .languages = "cy",
                                             .messages = messages,
                                             .messages_length = sizeof messages - 1};
    history h;
    make(&h);
    reunify_outcomes *o = outcomes_of(&h);
    reunify_profile *profile;
    reunify_text *text;
    assert_int_equal(
        reunify_profile_builtin(NULL, "surrey", strlen("surrey"), &options, &profile, error),
        REUNIFY_OK);
    assert_int_equal(reunify_outcomes_to_text(o, profile, 0, 0, &text, error), REUNIFY_OK);
    assert_non_null(strstr(reunify_text_data(text), "Outcomes of 5 episodes of 2 blentyn\n"));
    assert_non_null(strstr(reunify_text_data(text), "  Ended: adref, wedi ei gynllunio  "));
    assert_non_null(strstr(reunify_text_data(text), "home, planned (E4A)"));
    reunify_text_free(text);
    reunify_profile_unref(profile);
    reunify_outcomes_free(o);
}

static void documents(void **state)
{
    (void)state;
    history h;
    make(&h);
    reunify_outcomes *o = outcomes_of(&h);
    reunify_text *text;
    assert_int_equal(reunify_outcomes_to_json(o, 0, &text, error), REUNIFY_OK);
    assert_non_null(strstr(reunify_text_data(text), "{\"schema\":\"reunify/outcomes/1\","));
    assert_non_null(strstr(reunify_text_data(text), "\"median_days_to_reentry\":92,"));
    reunify_text_free(text);
    assert_int_equal(reunify_outcomes_to_json(o, REUNIFY_JSON_PRETTY, &text, error), REUNIFY_OK);
    assert_non_null(strstr(reunify_text_data(text), "\"duplicate\": 1,\n"));
    reunify_text_free(text);
    assert_int_equal(reunify_outcomes_to_text(o, NULL, REUNIFY_TEXT_COLOUR, 40, &text, error),
                     REUNIFY_OK);
    assert_non_null(strstr(reunify_text_data(text), "Outcomes of 5 episodes of 2 children"));
    reunify_text_free(text);
    assert_int_equal(reunify_outcomes_to_json(o, 2, &text, error), REUNIFY_ARGUMENT);
    assert_null(text);
    assert_int_equal(reunify_outcomes_to_json(NULL, 0, &text, error), REUNIFY_ARGUMENT);
    assert_int_equal(reunify_outcomes_to_json(o, 0, NULL, error), REUNIFY_ARGUMENT);
    assert_int_equal(reunify_outcomes_to_text(o, NULL, 2, 0, &text, error), REUNIFY_ARGUMENT);
    assert_int_equal(reunify_outcomes_to_text(o, NULL, 0, -1, &text, error), REUNIFY_ARGUMENT);
    assert_int_equal(reunify_outcomes_to_text(NULL, NULL, 0, 0, &text, error), REUNIFY_ARGUMENT);
    assert_int_equal(reunify_outcomes_to_text(o, NULL, 0, 0, NULL, error), REUNIFY_ARGUMENT);
    reunify_outcomes_free(o);
}

/* All memory is given back, with the size that was asked for. */
static void memory(void **state)
{
    (void)state;
    counting c = {0};
    history h;
    reunify_outcomes *o;
    reunify_context *context = counting_context(&c);
    make(&h);
    assert_int_equal(reunify_outcomes_new(context, &h.episodes, &h.children, &h.options, &o, error),
                     REUNIFY_OK);
    reunify_context_unref(context); /* it is kept alive by the outcomes */
    reunify_outcomes_free(o);
    assert_int_equal(c.blocks, 0);
    assert_int_equal(c.bytes, 0);
    assert_int_equal(c.wrong_sizes, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(codes),          cmocka_unit_test(codes_that_there_are_not),
        cmocka_unit_test(numbers),        cmocka_unit_test(exits_and_anomalies),
        cmocka_unit_test(tables),         cmocka_unit_test(columns),
        cmocka_unit_test(out_of_range),   cmocka_unit_test(faults),
        cmocka_unit_test(wrong_calls),    cmocka_unit_test(extremes),
        cmocka_unit_test(nothing_at_all), cmocka_unit_test(documents),
        cmocka_unit_test(descriptions),   cmocka_unit_test(memory),
        cmocka_unit_test(marks),          cmocka_unit_test(not_known),
        cmocka_unit_test(languages),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
