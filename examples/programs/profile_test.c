/*
 * Runs an authority's own tests of its pack: cases with what is expected of them. docs/authoring.md
 * describes the files.
 */
#include "case_evaluate.h"
#include "case_tests.h"
#include "profile_program.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    request *r;
    reunify_evaluator *evaluator;
    FILE *evaluations; /* NULL: not asked for */
    strictness strictness;
    size_t checks, failed;
} job;

typedef struct {
    reunify_profile *profile;
    json_t *text; /* with all that the pack extends */
} pack;

typedef struct {
    job *j;
    const char *name;
    const pack *pack;
    const json_t *all;
} test_file;

/* Packs --------------------------------------------------------------------------------------- */

static json_t *resolve_pack(const request *r, const char *name)
{
    pack_texts texts;
    reunify_text *text;
    if (open_pack(name, r->bases, &texts))
        return NULL;
    const reunify_status status =
        reunify_profile_resolve(NULL, texts.texts, texts.lengths, texts.count, 0, &text, r->error);
    close_pack(&texts);
    if (status) {
        complain_of(name, r->error);
        return NULL;
    }
    json_t *made = json_loadb(reunify_text_data(text), reunify_text_length(text), 0, NULL);
    reunify_text_free(text);
    return made;
}

static void close_test_pack(pack *p)
{
    reunify_profile_unref(p->profile);
    json_decref(p->text);
}

/* DONE or how to end. */
static int open_test_pack(const request *r, const char *name, pack *out)
{
    *out = (pack){NULL, NULL};
    const int status =
        load_pack(name, r->bases, &(pack_options){0, NULL, NULL}, r->error, &out->profile);
    if (!status)
        out->text = resolve_pack(r, name);
    if (out->text)
        return DONE;
    close_test_pack(out);
    return status ? status : BAD_INPUT;
}

/* Checks -------------------------------------------------------------------------------------- */

static bool as_expected(const test_file *f, json_t *expect, const json_t *evaluation)
{
    json_t *view = evaluation ? view_of(evaluation, f->pack->text) : NULL;
    const bool good = view && compare_json(expect, view, "");
    json_decref(view);
    return good;
}

/* A line of --evaluations. */
static void tell_evaluation(const test_file *f, const json_t *check, bool good, json_t *expect,
                            json_t *evaluation)
{
    json_t *line = json_pack("{ss sO* sO* sb sO* sO*}", "file", f->name, "name",
                             json_object_get(check, "name"), "why", json_object_get(check, "why"),
                             "passed", good, "expect", expect, "evaluation", evaluation);
    if (json_dumpf(line, f->j->evaluations, JSON_COMPACT) == 0)
        putc('\n', f->j->evaluations);
    json_decref(line);
}

static void run_check_of(const test_file *f, const json_t *check)
{
    const char *name = json_string_value(json_object_get(check, "name")),
               *why = json_string_value(json_object_get(check, "why"));
    json_t *expect = expectation_of(json_object_get(check, "expect"));
    json_t *evaluation =
        evaluation_of(&(check_file){f->name, f->all, f->pack->profile, f->j->evaluator,
                                    f->j->strictness, f->j->r->error},
                      check);
    const bool good = as_expected(f, expect, evaluation);
    printf("%s %s: %s\n", good ? "ok  " : "FAIL", f->name, name ? name : "(no name)");
    if (!good && why)
        printf("    why: %s\n", why);
    if (f->j->evaluations)
        tell_evaluation(f, check, good, expect, evaluation);
    json_decref(evaluation);
    json_decref(expect);
    f->j->checks++;
    f->j->failed += !good;
}

/* Files --------------------------------------------------------------------------------------- */

static void run_checks(const test_file *f)
{
    const json_t *checks = json_object_get(f->all, "checks");
    json_t *check;
    size_t i;
    if (!checks)
        run_check_of(f, f->all);
    json_array_foreach(checks, i, check) run_check_of(f, check);
}

static bool run_file(job *j, const char *file, const pack *usual)
{
    json_t *all = read_object(file);
    const char *name = json_string_value(json_object_get(all, "profile"));
    char *path = name ? path_beside(file, name) : NULL;
    pack own = {NULL, NULL};
    const bool good = all && (!name || (path && !open_test_pack(j->r, path, &own)));
    if (good)
        run_checks(&(test_file){j, file, name ? &own : usual, all});
    close_test_pack(&own);
    free(path);
    json_decref(all);
    return good;
}

static bool open_evaluations(job *j)
{
    if (j->r->evaluations && !(j->evaluations = fopen(j->r->evaluations, "wb")))
        complain("%s cannot be written", j->r->evaluations);
    return !j->r->evaluations || j->evaluations;
}

static bool close_evaluations(job *j)
{
    if (!j->evaluations)
        return true;
    const bool written = !ferror(j->evaluations);
    if (fclose(j->evaluations) == 0 && written)
        return true;
    complain("%s cannot be written", j->r->evaluations);
    return false;
}

int run_test(request *r, int count, char **arguments)
{
    job j = {.r = r};
    pack usual;
    if (count < 2)
        return wrong_usage("test needs a pack and a file of cases");
    int status = read_strictness(r->strict, r->stricter, &j.strictness);
    if (!status)
        status = open_test_pack(r, arguments[0], &usual);
    if (status)
        return status;
    bool good = open_evaluations(&j) && !reunify_evaluator_new(NULL, &j.evaluator, r->error);
    for (int i = 1; i < count && j.evaluator; i++)
        good = run_file(&j, arguments[i], &usual) && good;
    good = close_evaluations(&j) && good;
    printf("%zu %s, %zu failed\n", j.checks, j.checks == 1 ? "check" : "checks", j.failed);
    reunify_evaluator_free(j.evaluator);
    close_test_pack(&usual);
    return good && j.checks && !j.failed ? DONE : BAD_INPUT;
}
