/* What is said of a text that is wrong: one message for each flaw and limit, whoever found it. */
#include "json/report.h"

#include <inttypes.h>

static const struct {
    const char *code, *message;
} flaw_texts[] = {
    [FLAW_SYNTAX] = {"bad_json", "this is not JSON: a value is expected here"},
    [FLAW_END] = {"bad_json", "this is not JSON: the text ends too early"},
    [FLAW_TRAILING] = {"bad_json", "this is not JSON: something follows the end of the document"},
    [FLAW_ROOT] = {"bad_json", "this is no JSON object or array"},
    [FLAW_MARK] = {"bad_json", "this is not JSON: a byte order mark stands before the document"},
    [FLAW_NAME] = {"bad_json", "this is not JSON: a member name is expected here"},
    [FLAW_COLON] = {"bad_json", "this is not JSON: a colon is expected here"},
    [FLAW_COMMA] = {"bad_json", "this is not JSON: a comma or a closing bracket is expected here"},
    [FLAW_NUMBER] = {"bad_json", "this is not JSON: a number is not written as JSON writes it"},
    [FLAW_ESCAPE] = {"bad_json", "this is not JSON: an escape in a string is wrong"},
    [FLAW_NUL] = {"bad_json", "a string holds a NUL character"},
    [FLAW_CONTROL] = {"bad_json",
                      "this is not JSON: a string holds a control character that is not escaped"},
    [FLAW_UTF8] = {"bad_utf8", "the text is not UTF-8"},
};

/* Gives the fault just added its line and column. */
static reunify_status add_place(reunify_error *error, const json_place *place,
                                reunify_status status)
{
    error_place(error, place->line, place->column);
    return status;
}

reunify_status json_report_invalid(reunify_error *error, const json_place *place, const char *code,
                                   const char *message)
{
    return add_place(error, place,
                     error_add(error, REUNIFY_INVALID, code, place->where.data, "%s", message));
}

reunify_status json_report_double(reunify_error *error, const json_place *place)
{
    return json_report_invalid(error, place, "duplicate_member",
                               "a member name stands twice in one object");
}

static reunify_status report_limit(reunify_error *error, const json_place *place, const char *code,
                                   const char *what, uint64_t most)
{
    return add_place(
        error, place,
        error_add(error, REUNIFY_LIMIT, code, place->where.data, "%s, %" PRIu64, what, most));
}

/*
 * Whether what is open at a flaw should have been closed before it: the text ends, or the line of a
 * string; another bracket is closed; or there is a colon in an array.
 */
static bool is_left_open(const char *data, size_t length, const json_place *place)
{
    if (place->opened == JSON_NOTHING_OPEN)
        return false;
    const char open = data[place->opened],
               wrong = place->offset < length ? data[place->offset] : '\0';
    if (place->flaw == FLAW_END)
        return true;
    if (open == '"')
        return place->flaw == FLAW_CONTROL && (wrong == '\n' || wrong == '\r');
    return open == '{' ? wrong == ']' : wrong == '}' || wrong == ':';
}

/* A second fault, so that programs know its place too. */
static void report_open(const reunify_context *context, const char *data, size_t length,
                        size_t opened, reunify_error *error)
{
    json_place place = {.offset = opened};
    json_scan_pointer(context, data, length, opened, &place.where);
    json_count_lines(data, &place);
    json_report_invalid(error, &place, "bad_json",
                        data[opened] == '"'
                            ? "this is not JSON: the string that begins here is not closed"
                            : "this is not JSON: the bracket that opens here is not closed");
}

static reunify_status report_flaw(const reunify_context *context, const json_place *place,
                                  reunify_error *error)
{
    switch (place->flaw) {
    case FLAW_DEPTH:
        return report_limit(error, place, "limit_depth", "nested deeper than max_depth",
                            context->max_depth);
    case FLAW_LONG:
        return report_limit(error, place, "limit_text",
                            "a string or number is longer than max_text", context->max_text);
    case FLAW_MANY:
        return report_limit(error, place, "limit_items",
                            "more members in one object than max_items", context->max_items);
    case FLAW_VALUES:
        return report_limit(error, place, "limit_items",
                            "more values and names than ten for each of max_items",
                            context->max_items);
    default:
        return json_report_invalid(error, place, flaw_texts[place->flaw].code,
                                   flaw_texts[place->flaw].message);
    }
}

reunify_status json_report_flaw(const reunify_context *context, const char *data, size_t length,
                                const json_place *place, reunify_error *error)
{
    const reunify_status status = report_flaw(context, place, error);
    if (error && is_left_open(data, length, place))
        report_open(context, data, length, place->opened, error);
    return status;
}

reunify_status json_check_length(const reunify_context *context, size_t length,
                                 reunify_error *error)
{
    if (length <= context->max_bytes)
        return REUNIFY_OK;
    return error_add(error, REUNIFY_LIMIT, "limit_bytes", NULL,
                     "the document is longer than max_bytes, %" PRIu64, context->max_bytes);
}

static void find_place(const json_scan *s, size_t offset, json_lines *lines, json_place *place)
{
    place->offset = offset;
    place->opened =
        json_scan_pointer(s->context, s->start, (size_t)(s->end - s->start), offset, &place->where);
    json_lines_to(lines, offset);
    place->line = lines->line;
    place->column = lines->column;
}

reunify_status json_scan_report_double(const json_scan *s, size_t offset, json_lines *lines,
                                       reunify_error *error)
{
    json_place place;
    find_place(s, offset, lines, &place);
    return json_report_double(error, &place);
}

static void find_flaw(const json_scan *s, json_lines *lines, json_place *place)
{
    place->flaw = (json_flaw)s->flaw;
    find_place(s, s->wrong, lines, place);
    if (s->quote)
        place->opened = (size_t)(s->quote - s->start);
}

reunify_status json_scan_report(const json_scan *s, json_lines *lines, reunify_error *error)
{
    json_place place;
    if (s->no_memory)
        return error_no_memory(error);
    find_flaw(s, lines, &place);
    return report_flaw(s->context, &place, error);
}

void json_scan_report_open(const json_scan *s, json_lines *lines, reunify_error *error)
{
    const size_t length = (size_t)(s->end - s->start);
    json_place place;
    if (!s->flaw || !error)
        return;
    find_flaw(s, lines, &place);
    if (is_left_open(s->start, length, &place))
        report_open(s->context, s->start, length, place.opened, error);
}

/* Faults of meaning ---------------------------------------------------------------------------- */

/* Arguments have no place in a text; nor has what is said of no place in particular. */
static bool lacks_line(const fault *f)
{
    return !f->line && f->pointer[0] == '/' && f->status != REUNIFY_ARGUMENT;
}

reunify_status reunify_error_locate(reunify_error *error, const char *json, size_t length)
{
    json_lines lines = {.data = json};
    if (!error || (!json && length))
        return REUNIFY_ARGUMENT;
    for (size_t i = 0; i < error->count; i++) {
        fault *f = &error->faults[i];
        size_t found;
        if (!lacks_line(f))
            continue;
        if (!json_scan_place(error->context, json, length, f->pointer, &found))
            return REUNIFY_NO_MEMORY;
        json_lines_to(&lines, found);
        f->line = lines.line;
        f->column = lines.column;
    }
    return REUNIFY_OK;
}
