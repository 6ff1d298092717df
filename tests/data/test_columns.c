/*
 * Tables against cases. Observations are drawn for many children: findings of every value and
 * unknown, also by person, days that are the same, ends of months and days after the one that is
 * asked for, and every kind of judgement. What the tables say, in every form that they have, is
 * held against the evaluation of each child's case; and every combination of findings against the
 * classification of one assessment.
 *
 *   test_columns CHILDREN PACK-FILE...
 */
#include "support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

enum { FINDINGS = 24, PEOPLE = 2, MOST_ROWS = 12, FORMS = 3, NONE = REUNIFY_CODE_NONE };

static const uint32_t forms[FORMS] = {0, REUNIFY_COLUMNS_PORTABLE, REUNIFY_COLUMNS_ONE_BY_ONE};

static size_t children_wanted;
static const char *pack_files[16];
static size_t pack_file_count;

/* Numbers by chance, the same in every run ---------------------------------------------------- */

static uint64_t seed;

static uint32_t below(uint32_t limit)
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)((seed >> 33) % limit);
}

static bool chance(uint32_t percent)
{
    return below(100) < percent;
}

/* A profile and its forms --------------------------------------------------------------------- */

typedef struct {
    reunify_profile *profile;
    reunify_columns *columns[FORMS];
    size_t findings[FINDINGS]; /* that a case may state: numbers of the columns' */
    size_t finding_count;
    bool people;
} subject;

static const char *name_of(const subject *s, size_t finding)
{
    return reunify_columns_name(s->columns[0], REUNIFY_CODES_FINDINGS, 0, finding);
}

static const char *value_of(const subject *s, size_t finding, size_t code)
{
    return reunify_columns_name(s->columns[0], REUNIFY_CODES_VALUES, finding, code);
}

static size_t value_count(const subject *s, size_t finding)
{
    return reunify_columns_count(s->columns[0], REUNIFY_CODES_VALUES, finding);
}

/* Whether a case may state it, or it is only derived. */
static bool may_be_stated(const subject *s, size_t finding)
{
    reunify_assessment *a;
    reunify_classification *c;
    const char *name = name_of(s, finding), *value = value_of(s, finding, 0);
    assert_int_equal(reunify_assessment_new(NULL, &a, NULL), REUNIFY_OK);
    assert_int_equal(
        reunify_assessment_set_finding(a, name, strlen(name), value, strlen(value), NULL),
        REUNIFY_OK);
    assert_int_equal(reunify_profile_classify(s->profile, a, &c, NULL), REUNIFY_OK);
    bool stated = true;
    for (size_t i = 0; i < reunify_classification_warning_count(c); i++)
        stated = stated && strcmp(reunify_classification_warning(c, i), "unknown_finding") != 0;
    reunify_classification_unref(c);
    reunify_assessment_free(a);
    return stated;
}

static void open_subject(subject *s, reunify_profile *profile)
{
    memset(s, 0, sizeof *s);
    s->profile = profile;
    for (size_t f = 0; f < FORMS; f++)
        assert_int_equal(reunify_columns_new(profile, forms[f], &s->columns[f], NULL), REUNIFY_OK);
    const size_t count = reunify_columns_count(s->columns[0], REUNIFY_CODES_FINDINGS, 0);
    for (size_t i = 0; i < count; i++) {
        if (!may_be_stated(s, i) || s->finding_count == FINDINGS)
            continue;
        s->findings[s->finding_count++] = i;
        s->people = s->people || reunify_columns_by_person(s->columns[0], i);
    }
}

static void close_subject(subject *s)
{
    for (size_t f = 0; f < FORMS; f++)
        reunify_columns_unref(s->columns[f]);
    reunify_profile_unref(s->profile);
}

/* A table ------------------------------------------------------------------------------------- */

typedef struct {
    size_t rows, room, children;
    int32_t *child, *date;
    uint8_t *findings[FINDINGS], *of_person[FINDINGS][PEOPLE], *return_to[PEOPLE];
    uint8_t *judgement, *rationale, *approved_by;
    reunify_date *meant_from; /* by child: the second person, REUNIFY_DATE_NONE: never */
    bool people, returns;
} table;

static void *taken(size_t count, size_t size)
{
    void *memory = calloc(count + 1, size);
    assert_non_null(memory);
    return memory;
}

static void open_table(table *t, const subject *s, size_t children, bool people, bool returns)
{
    memset(t, 0, sizeof *t);
    t->room = children * MOST_ROWS;
    t->children = children;
    t->people = people;
    t->returns = returns;
    t->child = taken(t->room, sizeof *t->child);
    t->date = taken(t->room, sizeof *t->date);
    t->judgement = taken(t->room, 1);
    t->rationale = taken(t->room, 1);
    t->approved_by = taken(t->room, 1);
    t->meant_from = taken(children, sizeof *t->meant_from);
    for (size_t i = 0; i < s->finding_count; i++) {
        t->findings[i] = taken(t->room, 1);
        for (size_t p = 0; p < PEOPLE; p++)
            t->of_person[i][p] = taken(t->room, 1);
    }
    for (size_t p = 0; p < PEOPLE; p++)
        t->return_to[p] = taken(t->room, 1);
}

static void close_table(table *t)
{
    for (size_t i = 0; i < FINDINGS; i++) {
        free(t->findings[i]);
        for (size_t p = 0; p < PEOPLE; p++)
            free(t->of_person[i][p]);
    }
    for (size_t p = 0; p < PEOPLE; p++)
        free(t->return_to[p]);
    free(t->child);
    free(t->date);
    free(t->judgement);
    free(t->rationale);
    free(t->approved_by);
    free(t->meant_from);
}

/* Near a level that the child has just then, so that rules that must last come to be due. */
static uint8_t drawn_code(const subject *s, size_t finding, uint32_t leaning, uint32_t unknown)
{
    const uint32_t values = (uint32_t)value_count(s, finding);
    if (chance(unknown))
        return NONE;
    if (chance(80))
        return (uint8_t)(leaning * values / 4);
    return (uint8_t)below(values);
}

static reunify_date next_day(reunify_date day)
{
    static const char *const ends[] = {"2020-02-29", "2021-08-31", "2022-02-28", "2023-12-31"};
    if (chance(15))
        return day;
    reunify_date end = REUNIFY_DATE_NONE;
    if (chance(10) && !reunify_date_parse(ends[below(4)], 10, &end) && end > day)
        return end;
    return day + 1 + (reunify_date)below(chance(30) ? 400 : 120);
}

static void draw_row(table *t, const subject *s, size_t row, uint32_t leaning, uint32_t unknown)
{
    const size_t roles = reunify_columns_count(s->columns[0], REUNIFY_CODES_ROLES, 0);
    const size_t levels = reunify_columns_count(s->columns[0], REUNIFY_CODES_LEVELS, 0);
    for (size_t i = 0; i < s->finding_count; i++) {
        t->findings[i][row] = drawn_code(s, s->findings[i], leaning, unknown);
        for (size_t p = 0; p < PEOPLE; p++)
            t->of_person[i][p][row] =
                chance(50) ? NONE : drawn_code(s, s->findings[i], leaning, unknown);
        if (t->people && reunify_columns_by_person(s->columns[0], s->findings[i]) && chance(60))
            t->findings[i][row] = NONE;
    }
    const bool judged = chance(12) && levels;
    t->judgement[row] = judged ? (uint8_t)below((uint32_t)levels) : NONE;
    t->rationale[row] = judged ? chance(70) : 0;
    t->approved_by[row] = judged && chance(70) ? (uint8_t)below((uint32_t)roles) : NONE;
}

static void draw_table(table *t, const subject *s)
{
    for (size_t c = 0; c < t->children; c++) {
        const size_t count = 1 + below(MOST_ROWS);
        const uint32_t unknown = chance(50) ? 0 : below(25);
        uint32_t leaning = below(4);
        reunify_date day = 18200 + (reunify_date)below(1200);
        t->meant_from[c] = chance(50) ? day + (reunify_date)below(500) : REUNIFY_DATE_NONE;
        for (size_t i = 0; i < count; i++, t->rows++) {
            if (chance(25))
                leaning = below(4);
            t->child[t->rows] = (int32_t)c * 3;
            t->date[t->rows] = day;
            t->return_to[0][t->rows] = 1;
            t->return_to[1][t->rows] =
                t->meant_from[c] != REUNIFY_DATE_NONE && t->meant_from[c] <= day;
            draw_row(t, s, t->rows, leaning, unknown);
            day = next_day(day);
        }
    }
}

static void give(reunify_rows *rows, int32_t what, const char *name, int32_t person, int32_t type,
                 const void *data)
{
    assert_int_equal(reunify_rows_read(rows, what, name, name ? strlen(name) : 0, person, type,
                                       data, NULL, NULL, 0, NULL),
                     REUNIFY_OK);
}

static reunify_rows *rows_of(const table *t, const subject *s, bool judged)
{
    reunify_rows *rows;
    assert_int_equal(reunify_rows_new(NULL, t->rows, &rows, NULL), REUNIFY_OK);
    for (size_t i = 0; i < s->finding_count; i++) {
        const char *name = name_of(s, s->findings[i]);
        give(rows, REUNIFY_READ_FINDING, name, 0, REUNIFY_CELL_UINT8, t->findings[i]);
        for (int32_t p = 0; p < PEOPLE && t->people; p++)
            if (reunify_columns_by_person(s->columns[0], s->findings[i]))
                give(rows, REUNIFY_READ_FINDING, name, p + 1, REUNIFY_CELL_UINT8,
                     t->of_person[i][p]);
    }
    for (int32_t p = 0; p < PEOPLE && t->returns; p++)
        give(rows, REUNIFY_READ_RETURN_TO, NULL, p + 1, REUNIFY_CELL_UINT8, t->return_to[p]);
    give(rows, REUNIFY_READ_SUBJECT, NULL, 0, REUNIFY_CELL_INT32, t->child);
    give(rows, REUNIFY_READ_DATE, NULL, 0, REUNIFY_CELL_INT32, t->date);
    if (!judged)
        return rows;
    give(rows, REUNIFY_READ_JUDGEMENT, NULL, 0, REUNIFY_CELL_UINT8, t->judgement);
    give(rows, REUNIFY_READ_RATIONALE, NULL, 0, REUNIFY_CELL_UINT8, t->rationale);
    give(rows, REUNIFY_READ_APPROVED_BY, NULL, 0, REUNIFY_CELL_UINT8, t->approved_by);
    return rows;
}

/* Results ------------------------------------------------------------------------------------- */

enum { RESULTS = 20 };
static const size_t sizes[RESULTS] = {0, 1, 1, 1, 4, 1, 1, 1, 4, 1, 1, 8, 1, 4, 1, 4, 4, 4, 4, 4};

typedef struct {
    void *at[RESULTS];
    size_t children;
} results;

static size_t bytes_of(const table *t, int32_t what)
{
    return (what < REUNIFY_WRITE_FIRST_ROW ? t->rows : t->children) * sizes[what];
}

static void compute(const table *t, const reunify_columns *c, reunify_rows *rows,
                    reunify_date as_of, results *out)
{
    for (int32_t i = 1; i < RESULTS; i++) {
        out->at[i] = taken(bytes_of(t, i), 1);
        assert_int_equal(reunify_rows_write(rows, i, out->at[i], bytes_of(t, i), NULL), REUNIFY_OK);
    }
    assert_int_equal(reunify_columns_classify(c, rows, NULL), REUNIFY_OK);
    assert_int_equal(reunify_columns_replay(c, rows, as_of, NULL, &out->children, NULL),
                     REUNIFY_OK);
    assert_int_equal(out->children, t->children);
}

static void release(results *r)
{
    for (size_t i = 1; i < RESULTS; i++)
        free(r->at[i]);
}

static uint8_t byte_at(const results *r, int32_t what, size_t at)
{
    return ((const uint8_t *)r->at[what])[at];
}

static int32_t number_at(const results *r, int32_t what, size_t at)
{
    return ((const int32_t *)r->at[what])[at];
}

static void assert_same_results(const table *t, const results *a, const results *b)
{
    for (int32_t what = 1; what < RESULTS; what++)
        for (size_t i = 0; i < bytes_of(t, what); i++)
            if (((const uint8_t *)a->at[what])[i] != ((const uint8_t *)b->at[what])[i])
                fail_msg("result %d differs at %zu", what, i / sizes[what]);
}

/* The case of a child ------------------------------------------------------------------------- */

static reunify_entry add(reunify_case *r, int32_t kind, reunify_entry parent)
{
    reunify_entry entry;
    assert_int_equal(reunify_case_add(r, kind, parent, &entry, NULL), REUNIFY_OK);
    return entry;
}

static void set_text(reunify_case *r, reunify_entry entry, int32_t field, const char *value)
{
    assert_int_equal(reunify_case_set_text(r, entry, field, value, strlen(value), NULL),
                     REUNIFY_OK);
}

static void set_finding(reunify_case *r, reunify_entry entry, const char *name, const char *value)
{
    reunify_symbol symbol;
    assert_int_equal(reunify_case_symbol(r, name, strlen(name), &symbol, NULL), REUNIFY_OK);
    if (strcmp(value, "true") == 0 || strcmp(value, "false") == 0)
        assert_int_equal(reunify_case_set_named_boolean(r, entry, symbol, value[0] == 't', NULL),
                         REUNIFY_OK);
    else
        assert_int_equal(reunify_case_set_named_text(r, entry, symbol, value, strlen(value), NULL),
                         REUNIFY_OK);
}

static const char *const person_ids[PEOPLE] = {"mother", "father"};

static void add_person_findings(reunify_case *r, const table *t, const subject *s, size_t row,
                                reunify_entry assessment)
{
    for (size_t p = 0; p < PEOPLE; p++) {
        reunify_entry entry = REUNIFY_NO_ENTRY;
        for (size_t i = 0; i < s->finding_count; i++) {
            const uint8_t code = t->of_person[i][p][row];
            if (code == NONE || !reunify_columns_by_person(s->columns[0], s->findings[i]))
                continue;
            if (entry == REUNIFY_NO_ENTRY) {
                entry = add(r, REUNIFY_ENTRY_PERSON_FINDINGS, assessment);
                set_text(r, entry, REUNIFY_FIELD_PERSON, person_ids[p]);
            }
            set_finding(r, entry, name_of(s, s->findings[i]), value_of(s, s->findings[i], code));
        }
    }
}

static void add_judgement(reunify_case *r, const table *t, const subject *s, size_t row,
                          reunify_entry assessment)
{
    if (t->judgement[row] == NONE)
        return;
    const reunify_columns *c = s->columns[0];
    const reunify_entry entry = add(r, REUNIFY_ENTRY_JUDGEMENT, assessment);
    set_text(r, entry, REUNIFY_FIELD_LEVEL,
             reunify_columns_name(c, REUNIFY_CODES_LEVELS, 0, t->judgement[row]));
    if (t->rationale[row])
        set_text(r, entry, REUNIFY_FIELD_RATIONALE, "seen twice");
    if (t->approved_by[row] != NONE)
        set_text(r, entry, REUNIFY_FIELD_APPROVED_BY,
                 reunify_columns_name(c, REUNIFY_CODES_ROLES, 0, t->approved_by[row]));
}

static void add_people(reunify_case *r, const table *t, size_t child)
{
    for (size_t p = 0; p < PEOPLE; p++) {
        set_text(r, add(r, REUNIFY_ENTRY_PERSON, REUNIFY_THE_CASE), REUNIFY_FIELD_ID,
                 person_ids[p]);
        if (!t->returns || (p == 1 && t->meant_from[child] == REUNIFY_DATE_NONE))
            continue;
        const reunify_entry to = add(r, REUNIFY_ENTRY_RETURN_TO, REUNIFY_THE_CASE);
        set_text(r, to, REUNIFY_FIELD_PERSON, person_ids[p]);
        if (p == 1)
            assert_int_equal(
                reunify_case_set_date(r, to, REUNIFY_FIELD_FROM, t->meant_from[child], NULL),
                REUNIFY_OK);
    }
}

static reunify_case *case_of(const table *t, const subject *s, size_t child, size_t first,
                             size_t end)
{
    reunify_case *r;
    assert_int_equal(reunify_case_new(NULL, &r, NULL), REUNIFY_OK);
    set_text(r, REUNIFY_THE_CASE, REUNIFY_FIELD_ID, "drawn");
    if (t->people)
        add_people(r, t, child);
    for (size_t row = first; row < end; row++) {
        const reunify_entry a = add(r, REUNIFY_ENTRY_ASSESSMENT, REUNIFY_THE_CASE);
        assert_int_equal(reunify_case_set_date(r, a, REUNIFY_FIELD_DATE, t->date[row], NULL),
                         REUNIFY_OK);
        for (size_t i = 0; i < s->finding_count; i++)
            if (t->findings[i][row] != NONE)
                set_finding(r, a, name_of(s, s->findings[i]),
                            value_of(s, s->findings[i], t->findings[i][row]));
        if (t->people)
            add_person_findings(r, t, s, row, a);
        add_judgement(r, t, s, row, a);
    }
    assert_int_equal(reunify_case_finish(r, NULL), REUNIFY_OK);
    return r;
}

/* Held against each other --------------------------------------------------------------------- */

static const char *code_name(const subject *s, int32_t names, uint8_t code)
{
    return code == NONE ? NULL : reunify_columns_name(s->columns[0], names, 0, code);
}

static const char *rule_name(const subject *s, int32_t rule)
{
    return rule < 0 ? NULL
                    : reunify_columns_name(s->columns[0], REUNIFY_CODES_RULES, 0, (size_t)rule);
}

static bool same_name(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static size_t compared;

static bool same_history(const subject *s, const results *r, size_t row,
                         const reunify_history_entry *h)
{
    compared++;
    return same_name(
               code_name(s, REUNIFY_CODES_LEVELS, byte_at(r, REUNIFY_WRITE_LEVEL_BEFORE, row)),
               reunify_history_entry_from(h)) &&
           same_name(code_name(s, REUNIFY_CODES_LEVELS, byte_at(r, REUNIFY_WRITE_LEVEL_AFTER, row)),
                     reunify_history_entry_to(h)) &&
           same_name(code_name(s, REUNIFY_CODES_LEVELS, byte_at(r, REUNIFY_WRITE_INDICATED, row)),
                     reunify_history_entry_indicated(h)) &&
           same_name(rule_name(s, number_at(r, REUNIFY_WRITE_RULE, row)),
                     reunify_history_entry_rule(h)) &&
           byte_at(r, REUNIFY_WRITE_BASIS, row) == reunify_history_entry_basis(h) &&
           byte_at(r, REUNIFY_WRITE_HELD_BY, row) == reunify_history_entry_held_by(h);
}

static bool same_child(const subject *s, const results *r, size_t child,
                       const reunify_evaluation *e)
{
    const reunify_pending *p = reunify_evaluation_pending(e, 0);
    return same_name(
               code_name(s, REUNIFY_CODES_LEVELS, byte_at(r, REUNIFY_WRITE_LAST_LEVEL, child)),
               reunify_evaluation_level(e)) &&
           number_at(r, REUNIFY_WRITE_SINCE, child) == reunify_evaluation_level_since(e) &&
           byte_at(r, REUNIFY_WRITE_LAST_BASIS, child) == reunify_evaluation_level_basis(e) &&
           same_name(rule_name(s, number_at(r, REUNIFY_WRITE_PENDING, child)),
                     reunify_pending_rule(p)) &&
           number_at(r, REUNIFY_WRITE_ELIGIBLE_FROM, child) == reunify_pending_eligible_from(p) &&
           number_at(r, REUNIFY_WRITE_EARLIEST_CLOSURE, child) ==
               reunify_evaluation_earliest_closure(e) &&
           number_at(r, REUNIFY_WRITE_MAY_CLOSE_FROM, child) ==
               reunify_evaluation_may_close_from(e) &&
           number_at(r, REUNIFY_WRITE_MAY_CLOSE_CONFIRMED, child) ==
               reunify_evaluation_may_close_confirmed(e);
}

static void compare_child(const table *t, const subject *s, const results *r, size_t child,
                          size_t first, size_t end, reunify_date as_of,
                          reunify_evaluator *evaluator, reunify_evaluation *e)
{
    reunify_case *record = case_of(t, s, child, first, end);
    const reunify_evaluate_options options = {.size = sizeof options,
                                              .explain = REUNIFY_EXPLAIN_NONE};
    assert_int_equal(reunify_evaluate_into(evaluator, s->profile, record, as_of, &options, e, NULL),
                     REUNIFY_OK);
    for (size_t row = first; row < end; row++) {
        const reunify_history_entry *h = reunify_evaluation_history(e, row - first);
        assert_true((t->date[row] <= as_of) == (h != NULL));
        if (h ? !same_history(s, r, row, h) : byte_at(r, REUNIFY_WRITE_LEVEL_AFTER, row) != NONE)
            fail_msg("%s: row %zu of child %zu is not as the case has it",
                     reunify_profile_id(s->profile), row - first, child);
    }
    if (!same_child(s, r, child, e))
        fail_msg("%s: child %zu is not as the case has it", reunify_profile_id(s->profile), child);
    reunify_case_free(record);
}

static void compare_cases(const table *t, const subject *s, const results *r, reunify_date as_of)
{
    reunify_evaluator *evaluator;
    reunify_evaluation *e;
    assert_int_equal(reunify_evaluator_new(NULL, &evaluator, NULL), REUNIFY_OK);
    assert_int_equal(reunify_evaluation_new(NULL, &e, NULL), REUNIFY_OK);
    const int64_t *first = r->at[REUNIFY_WRITE_FIRST_ROW];
    for (size_t c = 0; c < t->children; c++) {
        const size_t end = c + 1 < t->children ? (size_t)first[c + 1] : t->rows;
        compare_child(t, s, r, c, (size_t)first[c], end, as_of, evaluator, e);
    }
    reunify_evaluation_unref(e);
    reunify_evaluator_free(evaluator);
}

/* Each form against the rules themselves, also where less is given or wanted. */
static void compare_forms(const table *t, const subject *s, reunify_date as_of, bool judged,
                          bool of_rows)
{
    results of[FORMS];
    for (size_t f = FORMS; f-- > 0;) {
        reunify_rows *rows = rows_of(t, s, judged);
        for (int32_t i = 1; i < RESULTS; i++) {
            const size_t bytes = bytes_of(t, i);
            of[f].at[i] = taken(bytes, 1);
            if (i >= REUNIFY_WRITE_FIRST_ROW || (of_rows && i >= REUNIFY_WRITE_LEVEL_BEFORE))
                assert_int_equal(reunify_rows_write(rows, i, of[f].at[i], bytes, NULL), REUNIFY_OK);
        }
        assert_int_equal(
            reunify_columns_replay(s->columns[f], rows, as_of, NULL, &of[f].children, NULL),
            REUNIFY_OK);
        reunify_rows_free(rows);
        assert_same_results(t, &of[FORMS - 1], &of[f]);
    }
    for (size_t f = 0; f < FORMS; f++)
        release(&of[f]);
}

static void compare_all_forms(const table *t, const subject *s, reunify_date as_of)
{
    compare_forms(t, s, as_of, false, false);
    compare_forms(t, s, as_of, false, true);
    compare_forms(t, s, as_of, true, false);
    compare_forms(t, s, as_of, true, true);
}

/*
 * Children of other lengths, at the ends of the days that are kept in tables and of the calendar:
 * one child that has all rows, which are more than a block; one of more than a block beside others
 * who have a row each; and a row each.
 */
static void compare_shapes(const subject *s)
{
    enum { ROWS = 9000, DAYS = ROWS / 4, UNSEEN = 100 };
    static const struct {
        size_t longest;
        reunify_date first;
    } shapes[] = {{ROWS, REUNIFY_DATE_MAX - DAYS},
                  {5000, -DAYS / 2},
                  {1, 36525 - DAYS / 2},
                  {ROWS, REUNIFY_DATE_MIN}};
    table t;
    open_table(&t, s, ROWS, false, false);
    draw_table(&t, s);
    t.rows = ROWS;
    for (size_t k = 0; k < sizeof shapes / sizeof *shapes; k++) {
        t.children = 0;
        for (size_t row = 0; row < ROWS; row++) {
            t.children += row == 0 || row >= shapes[k].longest;
            t.child[row] = (int32_t)t.children;
            t.date[row] = shapes[k].first + (reunify_date)row / 4;
        }
        compare_all_forms(&t, s, shapes[k].first + DAYS - UNSEEN);
    }
    close_table(&t);
}

static void compare_table(const subject *s, size_t children, bool people, bool returns)
{
    table t;
    open_table(&t, s, children, people, returns);
    draw_table(&t, s);
    const reunify_date as_of = 19300 + (reunify_date)below(600);
    results of[FORMS];
    for (size_t f = 0; f < FORMS; f++) {
        reunify_rows *rows = rows_of(&t, s, true);
        compute(&t, s->columns[f], rows, as_of, &of[f]);
        reunify_rows_free(rows);
        if (f)
            assert_same_results(&t, &of[0], &of[f]);
    }
    compare_cases(&t, s, &of[0], as_of);
    compare_all_forms(&t, s, as_of);
    for (size_t f = 0; f < FORMS; f++)
        release(&of[f]);
    close_table(&t);
}

/* Every combination --------------------------------------------------------------------------- */

static bool same_classification(const subject *s, const results *r, size_t row,
                                const reunify_classification *c)
{
    uint32_t deciding = 0;
    for (size_t i = 0; i < reunify_classification_dimension_count(c); i++)
        deciding |= (uint32_t)reunify_classification_deciding(c, i) << i;
    return same_name(code_name(s, REUNIFY_CODES_LEVELS, byte_at(r, REUNIFY_WRITE_LEVEL, row)),
                     reunify_classification_level(c)) &&
           same_name(code_name(s, REUNIFY_CODES_LEVELS, byte_at(r, REUNIFY_WRITE_AT_LEAST, row)),
                     reunify_classification_at_least(c)) &&
           byte_at(r, REUNIFY_WRITE_STATUS, row) == reunify_classification_status(c) &&
           (uint32_t)number_at(r, REUNIFY_WRITE_DECIDING, row) == deciding;
}

static void compare_assessment(const subject *s, const table *t, const results *r, size_t row)
{
    reunify_assessment *a;
    reunify_classification *c;
    assert_int_equal(reunify_assessment_new(NULL, &a, NULL), REUNIFY_OK);
    for (size_t i = 0; i < s->finding_count; i++) {
        if (t->findings[i][row] == NONE)
            continue;
        const char *name = name_of(s, s->findings[i]);
        const char *value = value_of(s, s->findings[i], t->findings[i][row]);
        assert_int_equal(
            reunify_assessment_set_finding(a, name, strlen(name), value, strlen(value), NULL),
            REUNIFY_OK);
    }
    assert_int_equal(reunify_profile_classify(s->profile, a, &c, NULL), REUNIFY_OK);
    if (!same_classification(s, r, row, c))
        fail_msg("%s: row %zu is not as it is classified alone", reunify_profile_id(s->profile),
                 row);
    reunify_classification_unref(c);
    reunify_assessment_free(a);
}

/* Each combination of the findings, up to a number of rows; then every so many-th. */
static void compare_combinations(const subject *s)
{
    enum { MOST_TRIED = 20000 };
    uint64_t combinations = 1;
    for (size_t i = 0; i < s->finding_count; i++)
        combinations *= value_count(s, s->findings[i]) + 1;
    const uint64_t step = combinations / MOST_TRIED + 1;
    table t;
    open_table(&t, s, MOST_TRIED / MOST_ROWS + 2, false, false);
    for (uint64_t k = 0; k < combinations; k += step, t.rows++) {
        uint64_t left = k + (step > 1 ? below((uint32_t)(step < 9999 ? step : 9999)) : 0);
        for (size_t i = 0; i < s->finding_count; i++) {
            const uint64_t values = value_count(s, s->findings[i]) + 1;
            t.findings[i][t.rows] = (uint8_t)(left % values == values - 1 ? NONE : left % values);
            left /= values;
        }
        t.child[t.rows] = (int32_t)t.rows;
    }
    t.children = t.rows;
    results of[FORMS];
    for (size_t f = 0; f < FORMS; f++) {
        reunify_rows *rows = rows_of(&t, s, true);
        compute(&t, s->columns[f], rows, 19000, &of[f]);
        reunify_rows_free(rows);
        if (f)
            assert_same_results(&t, &of[0], &of[f]);
    }
    for (size_t row = 0; row < t.rows; row++)
        compare_assessment(s, &t, &of[0], row);
    for (size_t f = 0; f < FORMS; f++)
        release(&of[f]);
    close_table(&t);
}

/* Packs --------------------------------------------------------------------------------------- */

static void compare_profile(reunify_profile *profile, size_t children)
{
    subject s;
    open_subject(&s, profile);
    printf("%s: levels by %s, movement by %s\n", reunify_profile_id(profile),
           reunify_columns_form(s.columns[0]),
           reunify_columns_tabled(s.columns[0]) ? "tables" : "rules");
    seed = 11;
    compare_combinations(&s);
    compare_shapes(&s);
    compare_table(&s, children, false, false);
    if (s.people) {
        compare_table(&s, children, true, false);
        compare_table(&s, children, true, true);
    }
    close_subject(&s);
}

/* Each form of the step was held against the pure one, or there would be no tables. */
static void assert_by_tables(reunify_profile *profile)
{
    for (size_t f = 0; f < FORMS; f++) {
        reunify_columns *columns;
        assert_int_equal(reunify_columns_new(profile, forms[f], &columns, NULL), REUNIFY_OK);
        assert_int_equal(reunify_columns_tabled(columns), 1);
        reunify_columns_unref(columns);
    }
}

static void packs_that_ship(void **state)
{
    (void)state;
    for (size_t i = 0; i < reunify_profile_builtin_count(); i++) {
        const char *id = reunify_profile_builtin_id(i);
        reunify_profile *profile;
        assert_int_equal(reunify_profile_builtin(NULL, id, strlen(id), NULL, &profile, NULL),
                         REUNIFY_OK);
        assert_by_tables(profile);
        const bool reference = strcmp(id, "herefordshire-2023") == 0;
        compare_profile(profile, reference ? children_wanted : children_wanted / 8 + 1);
    }
}

static void packs_of_files(void **state)
{
    (void)state;
    for (size_t i = 0; i < pack_file_count; i++) {
        file_text text = read_text("", pack_files[i]);
        reunify_profile *profile;
        assert_int_equal(
            reunify_profile_from_json(NULL, text.data, text.length, NULL, &profile, NULL),
            REUNIFY_OK);
        if (strcmp(reunify_profile_id(profile), "lengths") == 0)
            assert_by_tables(profile);
        compare_profile(profile, children_wanted / 8 + 1);
        free(text.data);
    }
}

int main(int count, char **arguments)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(packs_that_ship),
                                       cmocka_unit_test(packs_of_files)};
    if (count < 2 || count > 17) {
        fprintf(stderr, "usage: test_columns CHILDREN PACK-FILE...\n");
        return 2;
    }
    children_wanted = strtoul(arguments[1], NULL, 10);
    for (int i = 2; i < count; i++)
        pack_files[pack_file_count++] = arguments[i];
    const int failed = cmocka_run_group_tests_name("columns", tests, NULL, NULL);
    printf("%zu observations were compared with cases\n", compared);
    return failed || !compared;
}
