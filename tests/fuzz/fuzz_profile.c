/* A rule pack: refused with its faults, or compiled and used on cases. */
#include "fuzz.h"

static const char *const cases[] = {
    "{\"schema\":\"reunify/case/1\",\"id\":\"c\"}",
    "{\"schema\":\"reunify/case/"
    "1\",\"id\":\"c\",\"child\":{\"date_of_birth\":\"2014-02-28\",\"siblings\":true},\"care_"
    "periods\":[{\"from\":\"2022-01-01\"}],"
    "\"legal_statuses\":[{\"code\":\"care_order\",\"from\":\"2022-01-01\"}],\"returns\":[{\"date\":"
    "\"2023-01-01\",\"ended_on\":\"2023-02-01\"},{\"date\":\"2024-01-01\"}],"
    "\"people\":[{\"id\":\"m\",\"relation\":\"parent\",\"household\":true,\"needs\":[\"x\"]},{"
    "\"id\":\"u\"}],"
    "\"assessments\":[{\"id\":\"a\",\"date\":\"2022-05-01\",\"findings\":{},\"factors\":[{\"code\":"
    "\"x\",\"kind\":\"risk\",\"status\":\"addressed\"}]}],"
    "\"records\":[{\"id\":\"r\",\"type\":\"visit\",\"date\":\"2022-06-01\",\"outcome\":\"done\","
    "\"participants\":[\"social_worker\"],\"about\":\"m\"},"
    "{\"type\":\"visit\",\"date\":\"2022-07-01\"},{\"type\":\"plan\",\"about\":\"child\"}],"
    "\"family_time\":[{\"from\":\"2022-08-01\",\"times_a_week\":2,\"hours\":3,\"overnight\":true}],"
    "\"goals\":[{\"id\":\"g\",\"status\":\"achieved\"}]}",
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static reunify_case *records[2];
    static reunify_evaluator *evaluator;
    static reunify_error *error;
    if (!evaluator) {
        for (size_t i = 0; i < 2; i++)
            REQUIRE(
                !reunify_case_from_json(NULL, cases[i], strlen(cases[i]), 0, &records[i], NULL));
        REQUIRE(!reunify_evaluator_new(NULL, &evaluator, NULL) && !reunify_error_new(NULL, &error));
    }
    reunify_profile *profile;
    const reunify_status status =
        reunify_profile_from_json(NULL, (const char *)data, size, NULL, &profile, error);
    require_error(error, status);
    REQUIRE((profile == NULL) == (status != REUNIFY_OK));
    if (status)
        return 0;
    REQUIRE(reunify_profile_id(profile) && reunify_profile_version(profile));
    for (size_t i = 0; i < 2; i++)
        evaluate_all(evaluator, profile, records[i], error);
    reunify_assessment *assessment;
    reunify_classification *classification;
    REQUIRE(!reunify_assessment_new(NULL, &assessment, NULL));
    REQUIRE(!reunify_profile_classify(profile, assessment, &classification, error));
    reunify_classification_unref(classification);
    reunify_assessment_free(assessment);
    reunify_profile_unref(profile);
    return 0;
}
