/*
 * The page of a saved case on a day: evaluate CASE.json YYYY-MM-DD
 *
 *   cc -o evaluate evaluate.c $(pkg-config --cflags --libs reunify)
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

static void print_faults(const reunify_error *error)
{
    for (size_t at = 0; at < reunify_error_count(error); at++)
        fprintf(stderr, "%s: %s\n", reunify_error_pointer(error, at),
                reunify_error_message(error, at));
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
    reunify_text *page = NULL;
    const int failed =
        reunify_error_new(NULL, &error) ||
        reunify_profile_builtin(NULL, id, strlen(id), NULL, &rules, error) ||
        reunify_case_from_json(NULL, json, load(words[1]), REUNIFY_CASE_STRICT, &record, error) ||
        reunify_evaluator_new(NULL, &evaluator, error) ||
        reunify_evaluate(evaluator, rules, record, day, NULL, &result, error) ||
        reunify_evaluation_to_text(result, 0, 80, &page, error);
    if (failed)
        print_faults(error);
    else
        fputs(reunify_text_data(page), stdout);
    reunify_text_free(page);
    reunify_evaluation_unref(result);
    reunify_evaluator_free(evaluator);
    reunify_case_free(record);
    reunify_profile_unref(rules);
    reunify_error_free(error);
    return failed;
}
