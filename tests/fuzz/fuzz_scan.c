/*
 * The reader of cases against jansson, the reference: what one takes for JSON the other does. Only
 * objects are compared, for a case is one, and of members that begin with x_ no more is asked than
 * that they are well-formed.
 */
#include <jansson.h>

#include "fuzz.h"

enum { DEPTH = 60 };

static bool is_comparable(const char *text, size_t size)
{
    size_t depth = 0, deepest = 0;
    const char *at = text + strspn(text, " \t\r\n");
    for (const char *c = text; *c; c++) {
        depth += *c == '[' || *c == '{';
        deepest = depth > deepest ? depth : deepest;
    }
    /* A NUL behind a number ends jansson's look at the text. */
    return *at == '{' && strlen(text) == size && deepest < DEPTH && !strstr(text, "x_") &&
           !strstr(text, "\\u");
}

static bool has_code(const reunify_error *error, const char *code)
{
    for (size_t i = 0; i < reunify_error_count(error); i++)
        if (strcmp(reunify_error_code(error, i), code) == 0)
            return true;
    return false;
}

static void compare(const char *text, size_t size, reunify_error *error)
{
    json_error_t why;
    reunify_case *record;
    json_t *tree = json_loadb(text, size, JSON_REJECT_DUPLICATES, &why);
    const reunify_status status = reunify_case_from_json(NULL, text, size, 0, &record, error);
    const enum json_error_code code = tree ? json_error_unknown : json_error_code(&why);
    const bool flawed = has_code(error, "bad_json") || has_code(error, "bad_utf8");
    require_error(error, status);
    /* Beyond the first faults none is kept; a number too large is one of meaning. */
    if (reunify_error_total(error) == reunify_error_count(error) &&
        code != json_error_numeric_overflow && status != REUNIFY_LIMIT) {
        REQUIRE(tree || code == json_error_duplicate_key || flawed);
        REQUIRE(!tree || !flawed);
        REQUIRE(code != json_error_duplicate_key || status);
    }
    json_decref(tree);
    reunify_case_free(record);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static reunify_error *error;
    REQUIRE(error || !reunify_error_new(NULL, &error));
    char *text = malloc(size + 1);
    REQUIRE(text);
    memcpy(text, data, size);
    text[size] = '\0';
    if (is_comparable(text, size))
        compare(text, size, error);
    free(text);
    return 0;
}
