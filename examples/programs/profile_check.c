/* What is wrong with a pack, and what is doubtful in it. */
#include "profile_program.h"

int run_check(request *r, int count, char **arguments)
{
    int worst = DONE;
    if (!count)
        return wrong_usage("check needs a file");
    for (int i = 0; i < count; i++) {
        reunify_profile *profile;
        const int status = load_pack(
            arguments[i], r->bases,
            &(pack_options){REUNIFY_PROFILE_NOTES, r->languages, r->messages}, r->error, &profile);
        if (!status)
            printf("%s: nothing is wrong\n", arguments[i]);
        reunify_profile_unref(profile);
        worst = status > worst ? status : worst;
    }
    return worst;
}

static void say_finding(const reunify_lint *lint, size_t at)
{
    const char *example = reunify_lint_example(lint, at), *source = reunify_lint_source(lint, at);
    printf("%s: %s: %s\n", reunify_lint_code(lint, at), reunify_lint_rule(lint, at),
           reunify_lint_message(lint, at));
    if (example)
        printf("    example: %s\n", example);
    if (source)
        printf("    source: %s\n", source);
}

int run_lint(request *r, int count, char **arguments)
{
    reunify_profile *profile;
    reunify_lint *lint;
    if (count != 1)
        return wrong_usage("lint needs one pack");
    const int status = load_pack(arguments[0], r->bases,
                                 &(pack_options){REUNIFY_PROFILE_NOTES, r->languages, r->messages},
                                 r->error, &profile);
    if (status)
        return status;
    const reunify_status made = reunify_profile_lint(profile, 0, &lint, r->error);
    if (made) {
        complain_of(arguments[0], r->error);
    } else {
        for (size_t i = 0; i < reunify_lint_count(lint); i++)
            say_finding(lint, i);
        if (!reunify_lint_count(lint))
            say("nothing is doubtful\n");
        reunify_lint_free(lint);
    }
    reunify_profile_unref(profile);
    return made ? BAD_INPUT : DONE;
}
