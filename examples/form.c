/*
 * What a form may offer. form PACK: for an assessment, the findings with their values, and who can
 * have done something, the roles; form PACK TYPE: for a record of a type, its outcomes and
 * attributes. Of each word what is stored and, where the pack says it, what is shown.
 *
 *   cc -o form form.c $(pkg-config --cflags --libs reunify)
 */
#include <reunify/reunify.h>

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* In the pack's own language; or in one of yours, such as "cy,en" and 5 in place of NULL and 0. */
static void print_word(const reunify_vocabulary *words, int32_t kind, size_t at)
{
    const char *const text = reunify_vocabulary_text(words, kind, at, NULL, 0);
    printf("%s%s%s", reunify_vocabulary_id(words, kind, at), text ? ": " : "", text ? text : "");
}

/* A list to choose from: entries of a kind, numbered one after the other. */
static void print_choices(const reunify_vocabulary *words, const char *indent, int32_t kind,
                          size_t first, size_t count)
{
    for (size_t at = first; at < first + count; at++) {
        printf("%s- ", indent);
        print_word(words, kind, at);
        puts("");
    }
}

/* Those that lie in another entry, as the outcomes of a type of record do. */
static void print_within(const reunify_vocabulary *words, int32_t kind, size_t parent)
{
    size_t first;
    const size_t count = reunify_vocabulary_within(words, kind, parent, &first);
    print_choices(words, "    ", kind, first, count);
}

static void print_bound(const reunify_vocabulary *words, const char *name, int32_t kind, size_t at,
                        int32_t detail)
{
    const int64_t bound = reunify_vocabulary_number(words, kind, at, detail);
    if (bound != INT64_MIN)
        printf(", %s %" PRId64, name, bound / 1000); /* numbers are in thousandths */
}

/* A field to fill: its type says whether it is a box to tick, a number or a list. */
static void print_field(const reunify_vocabulary *words, int32_t kind, size_t at, int32_t values)
{
    printf("  ");
    print_word(words, kind, at);
    printf(" (%s", reunify_vocabulary_word(words, kind, at, REUNIFY_DETAIL_TYPE, NULL, 0));
    print_bound(words, "at least", kind, at, REUNIFY_DETAIL_AT_LEAST);
    print_bound(words, "at most", kind, at, REUNIFY_DETAIL_AT_MOST);
    puts(")");
    print_within(words, values, at);
}

static void print_assessment(const reunify_vocabulary *words)
{
    const int32_t kind = REUNIFY_VOCABULARY_FINDING;
    puts("findings");
    for (size_t at = 0; at < reunify_vocabulary_count(words, kind); at++)
        /* what follows from others is not asked for */
        if (reunify_vocabulary_number(words, kind, at, REUNIFY_DETAIL_STATED))
            print_field(words, kind, at, REUNIFY_VOCABULARY_FINDING_VALUE);
    puts("roles");
    print_choices(words, "  ", REUNIFY_VOCABULARY_ROLE, 0,
                  reunify_vocabulary_count(words, REUNIFY_VOCABULARY_ROLE));
}

static void print_record(const reunify_vocabulary *words, size_t type)
{
    const int32_t kind = REUNIFY_VOCABULARY_RECORD_ATTRIBUTE;
    size_t first;
    const size_t count = reunify_vocabulary_within(words, kind, type, &first);
    print_word(words, REUNIFY_VOCABULARY_RECORD_TYPE, type);
    puts("\n  outcome");
    print_within(words, REUNIFY_VOCABULARY_OUTCOME, type);
    for (size_t at = first; at < first + count; at++)
        print_field(words, kind, at, REUNIFY_VOCABULARY_RECORD_ATTRIBUTE_VALUE);
}

static int print_form(const reunify_vocabulary *words, const char *type)
{
    if (!type) {
        print_assessment(words);
        return 0;
    }
    const int64_t at =
        reunify_vocabulary_find(words, REUNIFY_VOCABULARY_RECORD_TYPE, 0, type, strlen(type));
    if (at == REUNIFY_VOCABULARY_NONE) {
        fprintf(stderr, "there is no type of record %s\n", type);
        return 1;
    }
    print_record(words, (size_t)at);
    return 0;
}

int main(int count, char **arguments)
{
    if (count < 2 || count > 3)
        return 2;
    const char *const id = arguments[1];
    reunify_profile *rules = NULL;
    reunify_vocabulary *words = NULL;
    int failed = reunify_profile_builtin(NULL, id, strlen(id), NULL, &rules, NULL) ||
                 reunify_vocabulary_new(rules, &words, NULL);
    if (failed)
        fprintf(stderr, "there is no pack %s\n", id);
    else
        failed = print_form(words, count == 3 ? arguments[2] : NULL);
    reunify_vocabulary_free(words);
    reunify_profile_unref(rules);
    return failed;
}
