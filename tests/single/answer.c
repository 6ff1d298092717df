/* Case in on standard input, its evaluation out, by nothing but the one file and the C library. */
#include "reunify.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(_WIN32)
#include <fcntl.h>
#include <io.h>
#endif

static char *read_all(size_t *length)
{
    size_t room = 1 << 16, got;
    char *data = malloc(room);
    *length = 0;
    while (data && (got = fread(data + *length, 1, room - *length, stdin)) > 0) {
        *length += got;
        if (*length == room)
            data = realloc(data, room *= 2);
    }
    return data;
}

static int fail(const char *what, const reunify_error *error)
{
    fprintf(stderr, "%s: %s %s\n", what, reunify_error_message(error, 0),
            reunify_error_pointer(error, 0));
    return 1;
}

int main(int count, char **words)
{
    if (count != 3)
        return 2;
#if defined(_WIN32)
    _setmode(_fileno(stdin), _O_BINARY);
    _setmode(_fileno(stdout), _O_BINARY);
#endif
    size_t length;
    char *json = read_all(&length);
    reunify_error *error = NULL;
    reunify_profile *profile = NULL;
    reunify_case *record = NULL;
    reunify_evaluator *evaluator = NULL;
    reunify_evaluation *evaluation = NULL;
    reunify_text *text = NULL;
    reunify_date as_of;
    if (!json || reunify_error_new(NULL, &error) ||
        reunify_date_parse(words[2], strlen(words[2]), &as_of))
        return 2;
    if (reunify_profile_builtin(NULL, words[1], strlen(words[1]), NULL, &profile, error))
        return fail("profile", error);
    if (reunify_case_from_json(NULL, json, length, 0, &record, error))
        return fail("case", error);
    if (reunify_evaluator_new(NULL, &evaluator, error) ||
        reunify_evaluate(evaluator, profile, record, as_of, NULL, &evaluation, error) ||
        reunify_evaluation_to_json(evaluation, 0, &text, error))
        return fail("evaluation", error);
    puts(reunify_text_data(text));
    reunify_text_free(text);
    reunify_evaluation_unref(evaluation);
    reunify_evaluator_free(evaluator);
    reunify_case_free(record);
    reunify_profile_unref(profile);
    reunify_error_free(error);
    free(json);
    return 0;
}
