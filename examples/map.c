/*
 * What of a case has to be filled for rules to say anything: map PACK of a whole pack, entry by
 * entry; map PACK RULE of one requirement, with the values that it tells apart.
 *
 *   cc -o map map.c $(pkg-config --cflags --libs reunify)
 */
#include <reunify/reunify.h>

#include <stdio.h>
#include <string.h>

/* One requirement ------------------------------------------------------------------------------ */

static const char *const because[] = {"", " (to know where the attempt began)",
                                      " (to know when the stage was settled)"};

static void print_item(const reunify_requires *list, size_t item)
{
    printf("  %s", reunify_requires_item_id(list, item));
    for (size_t at = 0; at < reunify_requires_item_value_count(list, item); at++)
        printf("%s %s", at ? "," : ":", reunify_requires_item_value(list, item, at));
}

static void print_rule(const reunify_requires *list, size_t rule)
{
    puts(reunify_requires_rule_text(list, rule));
    for (size_t at = 0; at < reunify_requires_read_count(list, rule); at++) {
        print_item(list, reunify_requires_read_item(list, rule, at));
        puts(because[reunify_requires_read_by(list, rule, at)]);
    }
}

static int print_requirement(const reunify_requires *list, const char *id)
{
    for (size_t rule = 0; rule < reunify_requires_rule_count(list); rule++)
        if (reunify_requires_rule_kind(list, rule) == REUNIFY_READER_REQUIREMENT &&
            strcmp(reunify_requires_rule_id(list, rule), id) == 0) {
            print_rule(list, rule);
            return 0;
        }
    fprintf(stderr, "there is no requirement %s\n", id);
    return 1;
}

/* All of them ---------------------------------------------------------------------------------- */

/* Where such entries stand in a case: "assessments/factors", "records care_review". */
static void print_place(int32_t kind, const char *code)
{
    const int32_t parent = reunify_kind_parent(kind);
    if (parent < 0)
        printf("the case");
    else if (parent == REUNIFY_ENTRY_CASE)
        printf("%s", reunify_kind_member(kind));
    else
        printf("%s/%s", reunify_kind_member(parent), reunify_kind_member(kind));
    printf("%s%s:", code ? " " : "", code ? code : "");
}

/* The columns that your table for such entries needs; items of one entry stand together. */
static size_t print_entry(const reunify_requires *list, size_t item)
{
    const int32_t kind = reunify_requires_item_kind(list, item);
    const char *const code = reunify_requires_item_code(list, item);
    print_place(kind, code);
    for (; reunify_requires_item_kind(list, item) == kind; item++) {
        const char *const other = reunify_requires_item_code(list, item);
        if (code != other && (!code || !other || strcmp(code, other) != 0))
            break;
        const int32_t field = reunify_requires_item_field(list, item);
        const char *const name = reunify_requires_item_name(list, item);
        if (field || name)
            printf(" %s", field ? reunify_names_name(REUNIFY_NAMES_FIELD, field) : name);
        else
            printf(" (whether there are any)");
    }
    puts("");
    return item;
}

static int print_all(const reunify_requires *list)
{
    for (size_t item = 0; item < reunify_requires_item_count(list);)
        item = print_entry(list, item);
    return 0;
}

int main(int count, char **arguments)
{
    if (count < 2 || count > 3)
        return 2;
    reunify_profile *rules = NULL;
    reunify_requires *list = NULL;
    int failed =
        reunify_profile_builtin(NULL, arguments[1], strlen(arguments[1]), NULL, &rules, NULL) ||
        reunify_profile_requires(rules, 0, &list, NULL);
    if (failed)
        fprintf(stderr, "there is no pack %s\n", arguments[1]);
    else
        failed = count == 3 ? print_requirement(list, arguments[2]) : print_all(list);
    reunify_requires_free(list);
    reunify_profile_unref(rules);
    return failed;
}
