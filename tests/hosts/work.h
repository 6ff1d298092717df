/* What each of the hosts asks of the library: packs, a case, an evaluation, its text. */
#ifndef TESTS_HOSTS_WORK_H
#define TESTS_HOSTS_WORK_H

#include <reunify/reunify.h>

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static inline reunify_status evaluate(reunify_profile *profile, reunify_case *record,
                                      reunify_error *error)
{
    reunify_evaluator *evaluator = NULL;
    reunify_evaluation *evaluation = NULL;
    reunify_text *text = NULL;
    reunify_status status = reunify_evaluator_new(NULL, &evaluator, error);
    if (!status)
        status = reunify_evaluate(evaluator, profile, record, 19000, NULL, &evaluation, error);
    if (!status)
        status = reunify_evaluation_to_json(evaluation, 0, &text, error);
    reunify_text_free(text);
    reunify_evaluation_unref(evaluation);
    reunify_evaluator_free(evaluator);
    return status;
}

/* True where all of it was done; else it is told what was not. */
static inline bool works(void)
{
    static const char id[] = "herefordshire-2023";
    static const char json[] = "{\"schema\":\"reunify/case/1\",\"id\":\"c\",\"records\":[]}";
    reunify_profile *profile = NULL;
    reunify_case *record = NULL;
    reunify_error *error = NULL;
    reunify_status status = reunify_error_new(NULL, &error);
    if (!status)
        status = reunify_profile_builtin(NULL, id, strlen(id), NULL, &profile, error);
    if (!status)
        status = reunify_case_from_json(NULL, json, strlen(json), 0, &record, error);
    if (!status)
        status = evaluate(profile, record, error);
    if (status)
        printf("%s: %s\n", reunify_status_name(status), reunify_error_message(error, 0));
    reunify_case_free(record);
    reunify_profile_unref(profile);
    reunify_error_free(error);
    return !status;
}

#endif
