/* A case record: read, written and read again, evaluated under the shipped pack. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static reunify_profile *profile;
    static reunify_evaluator *evaluator;
    static reunify_error *error;
    if (!profile) {
        profile = load_builtin(NULL);
        REQUIRE(!reunify_evaluator_new(NULL, &evaluator, NULL) && !reunify_error_new(NULL, &error));
    }
    reunify_case *record, *again;
    const reunify_status status =
        reunify_case_from_json(NULL, (const char *)data, size, 0, &record, error);
    require_error(error, status);
    REQUIRE((record == NULL) == (status != REUNIFY_OK));
    if (status)
        return 0;
    reunify_text *first = case_text(record);
    REQUIRE(!reunify_case_from_json(NULL, reunify_text_data(first), reunify_text_length(first),
                                    REUNIFY_CASE_STRICT, &again, error));
    reunify_text *second = case_text(again);
    REQUIRE(strcmp(reunify_text_data(first), reunify_text_data(second)) == 0);
    evaluate_all(evaluator, profile, record, error);
    reunify_text_free(first);
    reunify_text_free(second);
    reunify_case_free(again);
    reunify_case_free(record);
    return 0;
}
