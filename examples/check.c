/*
 * One entry is held against the rules before a form saves it.
 *
 *   cc -o check check.c $(pkg-config --cflags --libs reunify)
 */
#include <reunify/reunify.h>

#include <stdio.h>
#include <string.h>

/* What stands in the form. */
static reunify_status enter(reunify_case *record, reunify_entry *entry, reunify_error *error)
{
    reunify_status status =
        reunify_case_add(record, REUNIFY_ENTRY_RECORD, REUNIFY_THE_CASE, entry, error);
    if (!status)
        status =
            reunify_case_set_text(record, *entry, REUNIFY_FIELD_TYPE, "police_check", 12, error);
    if (!status)
        status = reunify_case_set_text(record, *entry, REUNIFY_FIELD_LED_BY, "manager", 7, error);
    return status;
}

/* Whether it may be saved; else what is wrong, beside the field that it is about. */
static int may_be_saved(const reunify_case *record, reunify_entry entry,
                        const reunify_profile *rules, reunify_error *error)
{
    if (!reunify_case_check(record, entry, rules, error))
        return 1;
    for (size_t at = 0; at < reunify_error_count(error); at++)
        printf("%s: %s: %s\n", reunify_error_pointer(error, at), reunify_error_code(error, at),
               reunify_error_message(error, at));
    return 0;
}

int main(void)
{
    const char *const id = "herefordshire-2023";
    reunify_error *error = NULL;
    reunify_profile *rules = NULL;
    reunify_case *record = NULL;
    reunify_entry entry = REUNIFY_NO_ENTRY;
    const int failed = reunify_error_new(NULL, &error) ||
                       reunify_profile_builtin(NULL, id, strlen(id), NULL, &rules, error) ||
                       reunify_case_new(NULL, &record, error) || enter(record, &entry, error);
    if (!failed && !may_be_saved(record, entry, rules, error)) {
        /* somebody chooses another word */
        if (!reunify_case_set_text(record, entry, REUNIFY_FIELD_LED_BY, "team_manager", 12,
                                   error) &&
            may_be_saved(record, entry, rules, error))
            puts("saved");
    }
    reunify_case_free(record);
    reunify_profile_unref(rules);
    reunify_error_free(error);
    return failed;
}
