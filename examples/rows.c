/*
 * Rows of a table of ours become entries of a case: one line a column, and no code for each.
 *
 *   cc -o rows rows.c $(pkg-config --cflags --libs reunify)
 */
#include <reunify/reunify.h>

#include <stdio.h>
#include <string.h>

/* What our columns are called by the library. */
static const struct {
    int32_t field;
    int is_date;
} columns[] = {{REUNIFY_FIELD_ID, 0},
               {REUNIFY_FIELD_TYPE, 0},
               {REUNIFY_FIELD_DATE, 1},
               {REUNIFY_FIELD_LED_BY, 0}};

enum { COLUMNS = sizeof columns / sizeof columns[0] };

/* Our rows, their codes already those of the rules; NULL where nothing was entered. */
static const char *const rows[][COLUMNS] = {
    {"v-17", "police_check", "2024-01-08", "social_worker"},
    {"v-18", "care_plan_agreement", "2024-02-05", "team_manager"},
    {"v-21", "care_review", "2024-03-04", NULL},
};

static reunify_status set(reunify_case *record, reunify_entry entry, size_t column,
                          const char *value, reunify_error *error)
{
    if (!value)
        return REUNIFY_OK; /* not known: left unset, never guessed */
    if (!columns[column].is_date)
        return reunify_case_set_text(record, entry, columns[column].field, value, strlen(value),
                                     error);
    reunify_date day;
    const reunify_status status = reunify_date_parse(value, strlen(value), &day);
    return status ? status
                  : reunify_case_set_date(record, entry, columns[column].field, day, error);
}

static reunify_status add(reunify_case *record, const char *const *row, reunify_error *error)
{
    reunify_entry entry;
    reunify_status status =
        reunify_case_add(record, REUNIFY_ENTRY_RECORD, REUNIFY_THE_CASE, &entry, error);
    for (size_t column = 0; !status && column < COLUMNS; column++)
        status = set(record, entry, column, row[column], error);
    return status;
}

static reunify_status fill(reunify_case *record, reunify_error *error)
{
    reunify_status status =
        reunify_case_set_text(record, REUNIFY_THE_CASE, REUNIFY_FIELD_ID, "C-1042", 6, error);
    for (size_t row = 0; !status && row < sizeof rows / sizeof rows[0]; row++)
        status = add(record, rows[row], error);
    /* our system would have a return if there had been one: none, and that is known */
    if (!status)
        status = reunify_case_declare(record, REUNIFY_ENTRY_RETURN, REUNIFY_THE_CASE, error);
    return status ? status : reunify_case_finish(record, error);
}

int main(void)
{
    reunify_error *error = NULL;
    reunify_case *record = NULL;
    reunify_text *json = NULL;
    const int failed = reunify_error_new(NULL, &error) || reunify_case_new(NULL, &record, error) ||
                       fill(record, error) ||
                       reunify_case_to_json(record, REUNIFY_JSON_PRETTY, &json, error);
    if (failed)
        fprintf(stderr, "%s: %s\n", reunify_error_pointer(error, 0),
                reunify_error_message(error, 0));
    else
        puts(reunify_text_data(json));
    reunify_text_free(json);
    reunify_case_free(record);
    reunify_error_free(error);
    return failed;
}
