/*
 * What a form for an assessment may offer: the findings of a pack, each with its values.
 *
 *   cc -o form form.c $(pkg-config --cflags --libs reunify)
 */
#include <reunify/reunify.h>

#include <stdio.h>
#include <string.h>

static void print_finding(const reunify_profile *rules, size_t at)
{
    const size_t count = reunify_profile_finding_value_count(rules, at);
    printf("%s:", reunify_profile_finding(rules, at));
    for (size_t value = 0; value < count; value++)
        printf(" %s", reunify_profile_finding_value(rules, at, value));
    puts(count ? "" : " yes or no");
}

int main(int count, char **words)
{
    const char *const id = count == 2 ? words[1] : "herefordshire-2023";
    reunify_profile *rules = NULL;
    if (reunify_profile_builtin(NULL, id, strlen(id), NULL, &rules, NULL)) {
        fprintf(stderr, "there is no pack %s\n", id);
        return 1;
    }
    for (size_t at = 0; at < reunify_profile_finding_count(rules); at++)
        print_finding(rules, at);
    reunify_profile_unref(rules);
    return 0;
}
