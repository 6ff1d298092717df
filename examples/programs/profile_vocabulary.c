/*
 * reunify-profile vocabulary: every word that a pack knows, kind by kind, with what it says of
 * each; as JSON the document of the library.
 */
#include "profile_program.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

typedef struct {
    const reunify_vocabulary *v;
    int32_t kind;
    size_t at;
} entry;

/* What type of record an outcome lies in, which stage a requirement: "panel/endorsed". */
static void print_path(const entry *e)
{
    const int64_t parent = reunify_vocabulary_parent(e->v, e->kind, e->at);
    if (parent >= 0) {
        print_path(&(entry){e->v, reunify_vocabulary_parent_kind(e->kind), (size_t)parent});
        printf("/");
    }
    printf("%s", reunify_vocabulary_id(e->v, e->kind, e->at));
}

static bool is_truth(int32_t detail)
{
    switch (detail) {
    case REUNIFY_DETAIL_STATED:
    case REUNIFY_DETAIL_BY_PERSON:
    case REUNIFY_DETAIL_DECIDES:
    case REUNIFY_DETAIL_MAY_BE_HELD:
    case REUNIFY_DETAIL_CLOSES:
    case REUNIFY_DETAIL_WITHOUT_RISK_TOOL:
    case REUNIFY_DETAIL_ADVISORY:
    case REUNIFY_DETAIL_FOR_EACH:
    case REUNIFY_DETAIL_NEVER_OVERDUE:
        return true;
    default:
        return false;
    }
}

/* Pounds and pence where it is an amount, else a number of at most three decimals. */
static void print_number(int32_t detail, int64_t value)
{
    if (detail == REUNIFY_DETAIL_RE_ENTRY || detail == REUNIFY_DETAIL_SUPPORT)
        printf("£%" PRId64 ".%02" PRId64 " a year", value / 100, value % 100);
    else if (detail == REUNIFY_DETAIL_AT_LEAST || detail == REUNIFY_DETAIL_AT_MOST)
        printf("%" PRId64, value / 1000); /* packs have whole bounds */
    else
        printf("%" PRId64, value);
}

static void print_references(const entry *e, int32_t detail, size_t count)
{
    const int32_t kind = reunify_vocabulary_reference_kind(detail);
    for (size_t i = 0; i < count; i++) {
        const int64_t at = reunify_vocabulary_reference(e->v, e->kind, e->at, detail, i);
        printf("%s%s", i ? ", " : "", reunify_vocabulary_id(e->v, kind, (size_t)at));
    }
}

/* A detail on a line of its own; what is not there, or is not so, is left out. */
static void print_detail(const entry *e, int32_t detail)
{
    const char *name = reunify_names_name(REUNIFY_NAMES_DETAIL, detail),
               *word = reunify_vocabulary_word(e->v, e->kind, e->at, detail, NULL, 0);
    const int64_t number = reunify_vocabulary_number(e->v, e->kind, e->at, detail);
    const size_t count = reunify_vocabulary_reference_count(e->v, e->kind, e->at, detail);
    if (!word && !count && (number == INT64_MIN || (is_truth(detail) && !number)))
        return;
    printf("      %s", name);
    if (!is_truth(detail))
        printf(": ");
    if (word)
        printf("%s", word);
    else if (count)
        print_references(e, detail, count);
    else if (!is_truth(detail))
        print_number(detail, number);
    printf("\n");
}

static void print_entry(const entry *e)
{
    const char *text = reunify_vocabulary_text(e->v, e->kind, e->at, NULL, 0),
               *source = reunify_vocabulary_source_id(e->v, e->kind, e->at);
    printf("  ");
    print_path(e);
    if (text)
        printf(": %s", text);
    if (source)
        printf(" [%s: %s]", source, reunify_vocabulary_source_at(e->v, e->kind, e->at));
    printf("\n");
    for (size_t i = 0; i < reunify_names_count(REUNIFY_NAMES_DETAIL); i++)
        print_detail(e, reunify_names_value(REUNIFY_NAMES_DETAIL, i));
}

static void print_vocabulary(const reunify_vocabulary *v)
{
    for (size_t k = 0; k < reunify_names_count(REUNIFY_NAMES_VOCABULARY); k++) {
        const int32_t kind = reunify_names_value(REUNIFY_NAMES_VOCABULARY, k);
        const size_t count = reunify_vocabulary_count(v, kind);
        if (count)
            printf("%s%s (%zu)\n", k ? "\n" : "",
                   reunify_names_name(REUNIFY_NAMES_VOCABULARY, kind), count);
        for (size_t at = 0; at < count; at++)
            print_entry(&(entry){v, kind, at});
    }
}

static int print_json(const request *r, const reunify_vocabulary *v)
{
    reunify_text *text;
    if (reunify_vocabulary_to_json(v, REUNIFY_JSON_PRETTY, &text, r->error)) {
        complain_of("vocabulary", r->error);
        return BAD_INPUT;
    }
    const bool written = write_out(reunify_text_data(text), reunify_text_length(text)) && say("\n");
    reunify_text_free(text);
    return written ? DONE : BAD_INPUT;
}

int run_vocabulary(request *r, int count, char **arguments)
{
    reunify_profile *profile;
    reunify_vocabulary *v;
    if (count != 1)
        return wrong_usage("vocabulary needs one pack");
    int status = load_pack(arguments[0], r->bases, &(pack_options){0, r->languages, NULL}, r->error,
                           &profile);
    if (status)
        return status;
    const reunify_status made = reunify_vocabulary_new(profile, &v, r->error);
    reunify_profile_unref(profile);
    if (made) {
        complain_of(arguments[0], r->error);
        return BAD_INPUT;
    }
    if (r->json)
        status = print_json(r, v);
    else
        print_vocabulary(v);
    reunify_vocabulary_free(v);
    return status;
}
