/*
 * Why: of each point of the present stage what it rests on, where it comes from, and what of the
 * record would tell where it is not known: explain CASE.json YYYY-MM-DD
 *
 *   cc -o explain explain.c $(pkg-config --cflags --libs reunify)
 */
#include <reunify/reunify.h>

#include <stdio.h>
#include <string.h>

static char json[1 << 20];

static size_t load(const char *path)
{
    FILE *file = fopen(path, "rb");
    const size_t length = file ? fread(json, 1, sizeof json, file) : 0;
    if (file)
        fclose(file);
    return length;
}

static const char *word(int32_t status)
{
    switch (status) {
    case REUNIFY_REQUIREMENT_NOT_MET:
        return "not met";
    case REUNIFY_REQUIREMENT_MET:
        return "met";
    case REUNIFY_REQUIREMENT_UNKNOWN:
        return "not known";
    case REUNIFY_REQUIREMENT_NOT_APPLICABLE:
        return "does not apply";
    case REUNIFY_REQUIREMENT_SET_ASIDE:
        return "set aside";
    default:
        return "?"; /* there may be more one day */
    }
}

static void print_requirement(const reunify_requirement *asked)
{
    const reunify_source *source = reunify_requirement_source(asked);
    printf("%s: %s (%s, %s)\n", word(reunify_requirement_status(asked)),
           reunify_requirement_text(asked), reunify_source_id(source), reunify_source_at(source));
    for (size_t at = 0; at < reunify_requirement_evidence_count(asked); at++)
        printf("    rests on %s\n", reunify_requirement_evidence(asked, at));
}

static void print_information_needed(const reunify_evaluation *result)
{
    for (size_t at = 0; at < reunify_evaluation_information_needed_count(result); at++) {
        printf("would tell of %s:", reunify_evaluation_information_needed(result, at));
        for (size_t entry = 0;
             entry < reunify_evaluation_information_needed_entry_count(result, at); entry++)
            printf(" %s", reunify_evaluation_information_needed_entry(result, at, entry));
        puts("");
    }
}

int main(int count, char **words)
{
    const char *const id = "herefordshire-2023";
    reunify_date day = REUNIFY_DATE_NONE;
    if (count != 3 || reunify_date_parse(words[2], strlen(words[2]), &day))
        return 2;
    reunify_error *error = NULL;
    reunify_profile *rules = NULL;
    reunify_case *record = NULL;
    reunify_evaluator *evaluator = NULL;
    reunify_evaluation *result = NULL;
    const reunify_evaluate_options options = {sizeof options, NULL, REUNIFY_EXPLAIN_DECISION, 0};
    const int failed = reunify_error_new(NULL, &error) ||
                       reunify_profile_builtin(NULL, id, strlen(id), NULL, &rules, error) ||
                       reunify_case_from_json(NULL, json, load(words[1]), 0, &record, error) ||
                       reunify_evaluator_new(NULL, &evaluator, error) ||
                       reunify_evaluate(evaluator, rules, record, day, &options, &result, error);
    if (failed)
        fprintf(stderr, "%s: %s\n", reunify_error_pointer(error, 0),
                reunify_error_message(error, 0));
    /* where nothing was evaluated there is no stage, and of none nothing is printed */
    const reunify_gate *stage = reunify_evaluation_stage(result);
    for (size_t at = 0; at < reunify_gate_requirement_count(stage); at++)
        print_requirement(reunify_gate_requirement(stage, at));
    print_information_needed(result);
    reunify_evaluation_unref(result);
    reunify_evaluator_free(evaluator);
    reunify_case_free(record);
    reunify_profile_unref(rules);
    reunify_error_free(error);
    return failed;
}
