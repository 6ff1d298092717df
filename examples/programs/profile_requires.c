/* What a pack reads of a case, rule by rule. */
#include "profile_program.h"

#include <string.h>

static const char *const headings[] = {
    [REUNIFY_READS_ITSELF] = "reads",
    [REUNIFY_READS_ATTEMPT] = "to know where the attempt began",
    [REUNIFY_READS_SETTLEMENT] = "to know when the stage was settled, and as what",
};

static void say_values(const reunify_requires *list, size_t item)
{
    const size_t count = reunify_requires_item_value_count(list, item);
    for (size_t i = 0; i < count; i++)
        printf("%s%s", i ? ", " : ": ", reunify_requires_item_value(list, item, i));
}

static void say_reads(const reunify_requires *list, size_t rule)
{
    int32_t last = -1;
    for (size_t i = 0; i < reunify_requires_read_count(list, rule); i++) {
        const size_t item = reunify_requires_read_item(list, rule, i);
        const int32_t by = reunify_requires_read_by(list, rule, i);
        if (by != last)
            printf("  %s\n", headings[by]);
        last = by;
        printf("    %s", reunify_requires_item_id(list, item));
        if (by == REUNIFY_READS_ITSELF)
            say_values(list, item);
        printf("\n");
    }
}

static void say_rule(const reunify_requires *list, size_t rule)
{
    const char *text = reunify_requires_rule_text(list, rule);
    const char *pathway = reunify_requires_rule_pathway(list, rule);
    const char *stage = reunify_requires_rule_stage(list, rule);
    printf("%s", reunify_requires_rule_id(list, rule));
    if (stage)
        printf(" (%s, stage %s)", pathway, stage);
    printf("\n");
    if (text)
        printf("  \"%s\"\n", text);
    say_reads(list, rule);
}

static bool say_rules(const reunify_requires *list, const char *wanted)
{
    bool any = false;
    for (size_t i = 0; i < reunify_requires_rule_count(list); i++) {
        if (wanted && strcmp(wanted, reunify_requires_rule_id(list, i)) != 0)
            continue;
        if (any)
            printf("\n");
        say_rule(list, i);
        any = true;
    }
    return any;
}

/* As JSON, which is also what says that there is no such rule. */
static reunify_status write_list(request *r, const reunify_requires *list)
{
    reunify_text *text;
    const reunify_status made =
        reunify_requires_to_json(list, r->requirement, r->requirement ? strlen(r->requirement) : 0,
                                 REUNIFY_JSON_PRETTY, &text, r->error);
    if (made)
        return made;
    if (r->json && write_out(reunify_text_data(text), reunify_text_length(text)))
        say("\n");
    else if (!r->json)
        say_rules(list, r->requirement);
    reunify_text_free(text);
    return REUNIFY_OK;
}

int run_requires(request *r, int count, char **arguments)
{
    reunify_profile *profile;
    reunify_requires *list = NULL;
    if (count != 1)
        return wrong_usage("requires needs one pack");
    const int status = load_pack(arguments[0], r->bases, &(pack_options){0, r->languages, NULL},
                                 r->error, &profile);
    if (status)
        return status;
    reunify_status made = reunify_profile_requires(profile, 0, &list, r->error);
    if (!made)
        made = write_list(r, list);
    if (made)
        complain_of(arguments[0], r->error);
    reunify_requires_free(list);
    reunify_profile_unref(profile);
    return made ? BAD_INPUT : DONE;
}
