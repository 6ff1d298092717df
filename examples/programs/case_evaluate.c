/* The case that a check is about, put together and evaluated. */
#include "case_evaluate.h"

#include "case_tests.h"
#include "support.h"

#include <stdlib.h>
#include <string.h>

/* What a check says, or the file for all of its checks. */
static json_t *setting(const json_t *check, const json_t *all, const char *name)
{
    json_t *own = json_object_get(check, name);
    return own ? own : json_object_get(all, name);
}

static json_t *start_of(const check_file *c, const json_t *check)
{
    const json_t *given = setting(check, c->all, "case");
    const char *from = json_string_value(setting(check, c->all, "from"));
    if (given && !json_object_get(check, "from"))
        return json_deep_copy(given);
    if (!from) {
        complain("%s: a check needs \"case\", a case, or \"from\", a file", c->file);
        return NULL;
    }
    char *path = path_beside(c->file, from);
    json_t *made = path ? read_case(path) : NULL;
    free(path);
    return made;
}

/* The case of a check: NULL after saying why there is none. */
static json_t *case_of(const check_file *c, const json_t *check)
{
    json_t *made = start_of(c, check);
    bool good = made && apply_steps(made, json_object_get(c->all, "change"));
    if (good && check != c->all)
        good = apply_steps(made, json_object_get(check, "change"));
    if (good)
        return made;
    json_decref(made);
    return NULL;
}

static json_t *evaluate(const check_file *c, const json_t *record, reunify_date as_of)
{
    reunify_error *error = c->error;
    reunify_case *loaded = NULL;
    reunify_evaluation *made = NULL;
    reunify_text *text = NULL;
    json_t *result = NULL;
    char *written = json_dumps(record, JSON_COMPACT);
    reunify_status status =
        reunify_case_from_json(NULL, written ? written : "", written ? strlen(written) : 0,
                               c->strictness.flags, &loaded, error);
    if (!status && c->strictness.check_words)
        status = reunify_case_check(loaded, REUNIFY_THE_CASE, c->profile, error);
    if (!status)
        status = reunify_evaluate(c->evaluator, c->profile, loaded, as_of, NULL, &made, error);
    if (!status)
        status = reunify_evaluation_to_json(made, 0, &text, error);
    if (status)
        complain_of(c->file, error);
    else
        result = json_loadb(reunify_text_data(text), reunify_text_length(text), 0, NULL);
    reunify_text_free(text);
    reunify_evaluation_unref(made);
    reunify_case_free(loaded);
    free(written);
    return result;
}

json_t *evaluation_of(const check_file *c, const json_t *check)
{
    const char *as_of = json_string_value(setting(check, c->all, "as_of"));
    reunify_date date;
    if (!as_of || reunify_date_parse(as_of, strlen(as_of), &date) ||
        !json_object_size(json_object_get(check, "expect"))) {
        complain("%s: a check needs \"as_of\", a date, and \"expect\", with something in it",
                 c->file);
        return NULL;
    }
    json_t *record = case_of(c, check);
    json_t *made = record ? evaluate(c, record, date) : NULL;
    json_decref(record);
    return made;
}
