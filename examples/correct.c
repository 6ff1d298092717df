/*
 * A saved case is corrected: a value taken back, an entry removed, finished again, nothing read
 * anew.
 *
 *   cc -o correct correct.c $(pkg-config --cflags --libs reunify)
 */
#include <reunify/reunify.h>

#include <stdio.h>

static const char saved[] =
    "{\"schema\": \"reunify/case/1\", \"id\": \"C-1042\", \"records\": ["
    "{\"id\": \"v-17\", \"type\": \"police_check\", \"date\": \"2024-01-08\", \"about\": "
    "\"child\"},"
    "{\"id\": \"v-18\", \"type\": \"care_review\", \"date\": \"2024-02-05\"}]}";

static reunify_entry record_at(const reunify_case *record, size_t at)
{
    return reunify_case_entry(record, REUNIFY_ENTRY_RECORD, REUNIFY_THE_CASE, at);
}

/* The check was about nobody in particular, and the review was another child's. */
static reunify_status correct(reunify_case *record, reunify_error *error)
{
    reunify_status status =
        reunify_case_unset(record, record_at(record, 0), REUNIFY_FIELD_ABOUT, error);
    if (!status)
        status = reunify_case_remove(record, record_at(record, 1), error);
    return status ? status : reunify_case_finish(record, error);
}

static reunify_status print(const reunify_case *record, reunify_error *error)
{
    reunify_text *json = NULL;
    const reunify_status status = reunify_case_to_json(record, 0, &json, error);
    if (!status)
        puts(reunify_text_data(json));
    reunify_text_free(json);
    return status;
}

int main(void)
{
    reunify_error *error = NULL;
    reunify_case *record = NULL;
    reunify_case *before = NULL;
    int32_t equal = 0;
    const int failed = reunify_error_new(NULL, &error) ||
                       reunify_case_from_json(NULL, saved, sizeof saved - 1, 0, &record, error) ||
                       reunify_case_copy(record, NULL, &before, error) || correct(record, error) ||
                       reunify_case_equal(before, record, &equal, error) || print(record, error);
    if (failed)
        fprintf(stderr, "%s\n", reunify_error_message(error, 0));
    else
        puts(equal ? "nothing to save" : "to be saved");
    reunify_case_free(before);
    reunify_case_free(record);
    reunify_error_free(error);
    return failed;
}
