/*
 * A case as bytes to keep, and back; written only where something changed.
 *
 *   cc -o save save.c $(pkg-config --cflags --libs reunify)
 */
#include <reunify/reunify.h>

#include <stdio.h>

static const char entered[] =
    "{\"id\": \"C-1042\", \"schema\": \"reunify/case/1\", \"returns\": [], \"x_screen\": 3}";

/* Stands for a column of a table of ours. */
static char kept[4096];
static size_t kept_length;

static reunify_status keep(const reunify_case *record, reunify_error *error)
{
    reunify_text *json = NULL;
    const reunify_status status = reunify_case_to_json(record, 0, &json, error);
    if (!status && reunify_text_length(json) < sizeof kept) {
        kept_length = (size_t)snprintf(kept, sizeof kept, "%s", reunify_text_data(json));
        printf("kept: %s\n", kept);
    }
    reunify_text_free(json);
    return status;
}

/* Strict: the bytes are ours, so a member that the library does not know is a mistake of ours. */
static reunify_status load(reunify_case **record, reunify_error *error)
{
    return reunify_case_from_json(NULL, kept, kept_length, REUNIFY_CASE_STRICT, record, error);
}

int main(void)
{
    reunify_error *error = NULL;
    reunify_case *record = NULL;
    reunify_case *loaded = NULL;
    int32_t equal = 0;
    const int failed =
        reunify_error_new(NULL, &error) ||
        reunify_case_from_json(NULL, entered, sizeof entered - 1, 0, &record, error) ||
        keep(record, error) || load(&loaded, error) ||
        reunify_case_equal(record, loaded, &equal, error);
    if (failed)
        fprintf(stderr, "%s\n", reunify_error_message(error, 0));
    else
        puts(equal ? "the same: nothing to write" : "changed: to be written");
    reunify_case_free(loaded);
    reunify_case_free(record);
    reunify_error_free(error);
    return failed;
}
