/*
 * Every combination of findings through reunify_profile_classify(), against a table of what the
 * tool says: herefordshire-2023/classification.txt.
 */
#include <reunify/reunify.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { DIMENSIONS = 5, COLUMNS = DIMENSIONS + 4, ROWS = 540, COMPLETE = 96, WISHES = 20 };

static const char *const dimensions[DIMENSIONS] = {"risk_factors", "protective_factors",
                                                   "parental_capacity", "wishes", "recurrence"};
static const char *const statuses[] = {"consistent", "discordant", "incomplete"};

static reunify_profile *profile;
static FILE *table;
static char line[400];
static size_t number;

/* The columns of the next line that is no comment: how many, 0 at the end. */
static size_t next_row(char *columns[COLUMNS + 1])
{
    while (fgets(line, sizeof line, table)) {
        number++;
        size_t count = 0;
        for (char *at = strtok(line, " \n"); at && count <= COLUMNS; at = strtok(NULL, " \n"))
            columns[count++] = at;
        if (count && columns[0][0] != '#')
            return count;
    }
    return 0;
}

static bool unknown(const char *value)
{
    return strcmp(value, "-") == 0;
}

static void find(reunify_assessment *a, const char *name, const char *value)
{
    if (!unknown(value))
        assert_int_equal(
            reunify_assessment_set_finding(a, name, strlen(name), value, strlen(value), NULL),
            REUNIFY_OK);
}

static reunify_classification *classify(reunify_assessment *a)
{
    reunify_classification *made;
    assert_int_equal(reunify_profile_classify(profile, a, &made, NULL), REUNIFY_OK);
    reunify_assessment_free(a);
    assert_int_equal(reunify_classification_dimension_count(made), DIMENSIONS);
    for (size_t i = 0; i < DIMENSIONS; i++)
        assert_string_equal(reunify_classification_dimension(made, i), dimensions[i]);
    assert_null(reunify_classification_assessment(made));
    assert_int_equal(reunify_classification_warning_count(made), 0);
    return made;
}

static reunify_assessment *empty_assessment(void)
{
    reunify_assessment *a;
    assert_int_equal(reunify_assessment_new(NULL, &a, NULL), REUNIFY_OK);
    return a;
}

static bool same(const char *wanted, const char *got)
{
    return unknown(wanted) ? !got : got && strcmp(wanted, got) == 0;
}

static bool listed(const char *list, const char *name)
{
    const size_t length = strlen(name);
    for (const char *at = strstr(list, name); at; at = strstr(at + 1, name))
        if ((at == list || at[-1] == ',') && (at[length] == ',' || !at[length]))
            return true;
    return false;
}

static void check_row(char *const columns[])
{
    reunify_assessment *a = empty_assessment();
    for (size_t i = 0; i < DIMENSIONS; i++)
        if (strcmp(dimensions[i], "wishes") != 0)
            find(a, dimensions[i], columns[i]);
    if (!unknown(columns[3])) {
        find(a, "parents_wish", "wants");
        find(a, "child_wish", strcmp(columns[3], "both_want") == 0 ? "wants" : "ambivalent");
    }
    reunify_classification *c = classify(a);
    const int32_t status = reunify_classification_status(c);
    bool good = status >= 0 && status < 3 && strcmp(statuses[status], columns[5]) == 0;
    good = good && same(columns[6], reunify_classification_level(c)) &&
           same(columns[7], reunify_classification_at_least(c));
    for (size_t i = 0; i < DIMENSIONS; i++) {
        good = good && same(columns[i], reunify_classification_value(c, i));
        good = good && reunify_classification_deciding(c, i) == listed(columns[8], dimensions[i]);
    }
    if (!good)
        fail_msg("line %zu, %s %s %s %s %s: got %s, level %s, at least %s; deciding %d%d%d%d%d",
                 number, columns[0], columns[1], columns[2], columns[3], columns[4],
                 statuses[status], reunify_classification_level(c),
                 reunify_classification_at_least(c), reunify_classification_deciding(c, 0),
                 reunify_classification_deciding(c, 1), reunify_classification_deciding(c, 2),
                 reunify_classification_deciding(c, 3), reunify_classification_deciding(c, 4));
    reunify_classification_unref(c);
}

static void check_wishes(char *const columns[])
{
    reunify_assessment *a = empty_assessment();
    find(a, "parents_wish", columns[1]);
    find(a, "child_wish", columns[2]);
    reunify_classification *c = classify(a);
    if (!same(columns[3], reunify_classification_value(c, 3)))
        fail_msg("line %zu, parents %s, child %s: wishes are %s, wanted %s", number, columns[1],
                 columns[2], reunify_classification_value(c, 3), columns[3]);
    reunify_classification_unref(c);
}

static void test_table(void **state)
{
    (void)state;
    char *columns[COLUMNS + 1];
    size_t rows = 0, complete = 0, wishes = 0;
    for (size_t count; (count = next_row(columns)) != 0;) {
        if (strcmp(columns[0], "wishes") == 0) {
            assert_int_equal(count, 4);
            check_wishes(columns);
            wishes++;
            continue;
        }
        assert_int_equal(count, COLUMNS);
        check_row(columns);
        rows++;
        complete += strcmp(columns[5], "incomplete") != 0;
    }
    assert_int_equal(rows, ROWS);
    assert_int_equal(complete, COMPLETE);
    assert_int_equal(wishes, WISHES);
}

/* What the values of the dimensions permit, by the levels' names. */
static void test_permits(void **state)
{
    (void)state;
    static const struct {
        size_t dimension;
        const char *finding, *value, *permits; /* one letter a level: low, medium, high, severe */
    } rows[] = {{0, "risk_factors", "addressed", "l"},
                {0, "risk_factors", "being_addressed", "m"},
                {0, "risk_factors", "not_being_addressed", "hs"},
                {1, "protective_factors", "apparent", "lmh"},
                {1, "protective_factors", "not_apparent", "s"},
                {2, "parental_capacity", "able", "lm"},
                {2, "parental_capacity", "unable", "hs"},
                {3, "parents_wish", "ambivalent", "hs"},
                {4, "recurrence", "unlikely", "l"},
                {4, "recurrence", "some", "m"},
                {4, "recurrence", "strong", "h"},
                {4, "recurrence", "very_strong", "s"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        reunify_assessment *a = empty_assessment();
        find(a, rows[i].finding, rows[i].value);
        reunify_classification *c = classify(a);
        for (size_t level = 0; level < 4; level++) {
            assert_int_equal(reunify_classification_permits(c, rows[i].dimension, level),
                             strchr(rows[i].permits, "lmhs"[level]) != NULL);
            for (size_t other = 0; other < DIMENSIONS; other++)
                if (other != rows[i].dimension)
                    /* unknown */
                    assert_int_equal(reunify_classification_permits(c, other, level), 0);
        }
        reunify_classification_unref(c);
    }
}

int main(int count, char **arguments)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_table),
                                       cmocka_unit_test(test_permits)};
    table = count == 2 ? fopen(arguments[1], "r") : NULL;
    if (!table) {
        fprintf(stderr, "usage: test_classification TABLE\n");
        return 2;
    }
    if (reunify_profile_builtin(NULL, "herefordshire-2023", 18, NULL, &profile, NULL))
        return 2;
    const int failed = cmocka_run_group_tests_name("classification", tests, NULL, NULL);
    reunify_profile_unref(profile);
    fclose(table);
    return failed;
}
