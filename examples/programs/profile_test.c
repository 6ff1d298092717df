/*
 * Runs an authority's own tests of its pack: cases with what is expected of them. docs/authoring.md
 * describes the files.
 */
#include "case_tests.h"
#include "profile_program.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    request *r;
    reunify_profile *profile;
    reunify_evaluator *evaluator;
    size_t checks, failed;
} job;

static json_t *read_json(const char *file)
{
    content text;
    json_error_t error;
    if (!read_file(file, &text))
        return NULL;
    json_t *made = json_loadb(text.data, text.length, JSON_REJECT_DUPLICATES, &error);
    free(text.data);
    if (!made)
        complain("%s:%d:%d: %s", file, error.line, error.column, error.text);
    else if (!json_is_object(made)) {
        complain("%s: expected an object", file);
        json_decref(made);
        made = NULL;
    }
    return made;
}

/* A file that another names: beside it, or else from where the program runs. */
static json_t *read_beside(const char *file, const char *name)
{
    const char *slash = strrchr(file, '/');
    const size_t folder = slash ? (size_t)(slash - file) + 1 : 0;
    char *path = malloc(folder + strlen(name) + 1);
    if (!path)
        return NULL;
    memcpy(path, file, folder);
    strcpy(path + folder, name);
    FILE *there = fopen(path, "rb");
    if (there)
        fclose(there);
    json_t *made = read_json(there ? path : name);
    free(path);
    return made;
}

/* What a check says, or the file for all of its checks. */
static json_t *setting(const json_t *check, const json_t *all, const char *name)
{
    json_t *own = json_object_get(check, name);
    return own ? own : json_object_get(all, name);
}

/* The case of a check: NULL after saying why there is none. */
static json_t *case_of(const char *file, const json_t *check, const json_t *all)
{
    const json_t *given = setting(check, all, "case");
    const char *from = json_string_value(setting(check, all, "from"));
    json_t *made = given && !json_object_get(check, "from") ? json_deep_copy(given)
                   : from                                   ? read_beside(file, from)
                                                            : NULL;
    if (!made && !from)
        complain("%s: a check needs \"case\", a case, or \"from\", a file beside this one", file);
    bool good = made && apply_steps(made, json_object_get(all, "change"));
    if (good && check != all)
        good = apply_steps(made, json_object_get(check, "change"));
    if (!good) {
        json_decref(made);
        made = NULL;
    }
    return made;
}

/* The evaluation as JSON, NULL after saying what is wrong. */
static json_t *evaluate(job *j, const char *file, const json_t *record, reunify_date as_of)
{
    reunify_case *loaded = NULL;
    reunify_evaluation *made = NULL;
    reunify_text *text = NULL;
    json_t *result = NULL;
    char *written = json_dumps(record, JSON_COMPACT);
    reunify_status status = reunify_case_from_json(
        NULL, written ? written : "", written ? strlen(written) : 0, 0, &loaded, j->r->error);
    if (!status)
        status =
            reunify_evaluate(j->evaluator, j->profile, loaded, as_of, NULL, &made, j->r->error);
    if (!status)
        status = reunify_evaluation_to_json(made, 0, &text, j->r->error);
    if (status)
        complain_of(file, 0, j->r->error);
    else
        result = json_loadb(reunify_text_data(text), reunify_text_length(text), 0, NULL);
    reunify_text_free(text);
    reunify_evaluation_unref(made);
    reunify_case_free(loaded);
    free(written);
    return result;
}

static bool as_expected(job *j, const char *file, const json_t *check, const json_t *all)
{
    const char *as_of = json_string_value(setting(check, all, "as_of"));
    const json_t *expect = json_object_get(check, "expect");
    reunify_date date;
    if (!as_of || reunify_date_parse(as_of, strlen(as_of), &date) || !json_object_size(expect)) {
        complain("%s: a check needs \"as_of\", a date, and \"expect\", with something in it", file);
        return false;
    }
    json_t *record = case_of(file, check, all);
    json_t *evaluation = record ? evaluate(j, file, record, date) : NULL;
    json_t *view = evaluation ? view_of(evaluation) : NULL;
    const bool good = view && compare_json(expect, view, "");
    json_decref(view);
    json_decref(evaluation);
    json_decref(record);
    return good;
}

static void run_check_of(job *j, const char *file, const json_t *check, const json_t *all)
{
    const char *name = json_string_value(json_object_get(check, "name")),
               *why = json_string_value(json_object_get(check, "why"));
    const bool good = as_expected(j, file, check, all);
    printf("%s %s: %s\n", good ? "ok  " : "FAIL", file, name ? name : "(no name)");
    if (!good && why)
        printf("    why: %s\n", why);
    j->checks++;
    j->failed += !good;
}

static bool run_file(job *j, const char *file)
{
    json_t *all = read_json(file), *check;
    const json_t *checks = json_object_get(all, "checks");
    size_t i;
    if (!all)
        return false;
    if (!checks)
        run_check_of(j, file, all, all);
    json_array_foreach(checks, i, check) run_check_of(j, file, check, all);
    json_decref(all);
    return true;
}

int run_test(request *r, int count, char **arguments)
{
    job j = {.r = r};
    bool good = true;
    if (count < 2)
        return wrong_usage("test needs a pack and a file of cases");
    int status = load_pack(arguments[0], r->bases, 0, r->error, &j.profile);
    if (status)
        return status;
    if (reunify_evaluator_new(NULL, &j.evaluator, r->error))
        good = false;
    for (int i = 1; i < count && j.evaluator; i++)
        good = run_file(&j, arguments[i]) && good;
    printf("%zu %s, %zu failed\n", j.checks, j.checks == 1 ? "check" : "checks", j.failed);
    reunify_evaluator_free(j.evaluator);
    reunify_profile_unref(j.profile);
    return good && j.checks && !j.failed ? DONE : BAD_INPUT;
}
