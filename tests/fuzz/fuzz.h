/* What the fuzz targets share. */
#ifndef REUNIFY_TESTS_FUZZ_H
#define REUNIFY_TESTS_FUZZ_H

#include "support.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define REQUIRE(condition)                                                                         \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);                        \
            abort();                                                                               \
        }                                                                                          \
    } while (0)

/* UTF-8 without control characters. */
static TEST_UNUSED void require_printable(const char *text)
{
    while (*text) {
        const unsigned char c = (unsigned char)*text++;
        REQUIRE(c >= 0x20 && c != 0x7F);
        const int more = c < 0x80   ? 0
                         : c < 0xC2 ? 9
                         : c < 0xE0 ? 1
                         : c < 0xF0 ? 2
                         : c < 0xF5 ? 3
                                    : 9;
        REQUIRE(more < 9);
        for (int i = 0; i < more; i++)
            REQUIRE(((unsigned char)*text++ & 0xC0) == 0x80);
    }
}

/* A failure says what, in printable characters; a success says nothing. */
static TEST_UNUSED void require_error(const reunify_error *error, reunify_status status)
{
    REQUIRE((reunify_error_count(error) > 0) == (status != REUNIFY_OK));
    REQUIRE(reunify_error_total(error) >= reunify_error_count(error));
    for (size_t i = 0; i < reunify_error_count(error); i++) {
        const char *code = reunify_error_code(error, i), *message = reunify_error_message(error, i);
        REQUIRE(*code && *message);
        for (const char *c = code; *c; c++)
            REQUIRE((*c >= 'a' && *c <= 'z') || *c == '_' || (*c >= '0' && *c <= '9'));
        require_printable(message);
        require_printable(reunify_error_pointer(error, i));
        REQUIRE(reunify_error_line(error, i) >= 0 && reunify_error_column(error, i) >= 0);
    }
}

static TEST_UNUSED reunify_text *case_text(const reunify_case *record)
{
    reunify_text *text;
    REQUIRE(!reunify_case_to_json(record, 0, &text, NULL));
    return text;
}

/* At each explanation and date: the same bytes twice, and text for a person. */
static TEST_UNUSED void evaluate_all(reunify_evaluator *evaluator, reunify_profile *profile,
                                     const reunify_case *record, reunify_error *error)
{
    const reunify_date latest = reunify_case_latest_date(record);
    const reunify_date dates[] = {19724, latest, REUNIFY_DATE_MIN, REUNIFY_DATE_MAX};
    reunify_evaluation *out;
    REQUIRE(!reunify_evaluation_new(NULL, &out, NULL));
    for (size_t i = 0; i < 4; i++) {
        if (dates[i] == REUNIFY_DATE_NONE)
            continue;
        const reunify_evaluate_options options = {.size = sizeof options,
                                                  .explain = (int32_t)(i % 3) + 1};
        const reunify_status status =
            reunify_evaluate_into(evaluator, profile, record, dates[i], &options, out, error);
        require_error(error, status);
        if (status)
            continue;
        char *first = json_of(out), *second;
        REQUIRE(!reunify_evaluate_into(evaluator, profile, record, dates[i], &options, out, error));
        second = json_of(out);
        REQUIRE(first && second && strcmp(first, second) == 0);
        free(first);
        free(second);
        reunify_text *text;
        REQUIRE(!reunify_evaluation_to_text(out, REUNIFY_TEXT_ALL, i % 2 ? 0 : 20, &text, NULL));
        reunify_text_free(text);
    }
    reunify_evaluation_unref(out);
}

#endif
