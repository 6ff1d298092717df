/* A program of somebody who installed the library: built through pkg-config alone. */
#include <reunify/reunify.h>

#include <stdio.h>
#include <string.h>

static const char json[] = "{\"schema\":\"reunify/case/1\",\"id\":\"c\"}";

int main(void)
{
    reunify_profile *profile;
    reunify_case *record;
    reunify_evaluator *evaluator;
    reunify_evaluation *evaluation;
    const char *id = "herefordshire-2023";
    if (strcmp(reunify_version(), REUNIFY_VERSION_STRING) != 0 ||
        reunify_profile_builtin(NULL, id, strlen(id), NULL, &profile, NULL) ||
        reunify_case_from_json(NULL, json, sizeof json - 1, 0, &record, NULL) ||
        reunify_evaluator_new(NULL, &evaluator, NULL) ||
        reunify_evaluate(evaluator, profile, record, 19000, NULL, &evaluation, NULL))
        return 1;
    printf("%s %s\n", reunify_evaluation_case_id(evaluation),
           reunify_profile_id(reunify_evaluation_profile(evaluation)));
    reunify_evaluation_unref(evaluation);
    reunify_evaluator_free(evaluator);
    reunify_case_free(record);
    reunify_profile_unref(profile);
    return 0;
}
