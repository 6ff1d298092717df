/* The packs that come with the library: none is loaded for it. */
#include "profile_program.h"

#include <string.h>

/* The id that follows in the chain; NULL at its end. */
static const char *extended_by(const char *id)
{
    for (size_t i = 0; i < reunify_profile_builtin_count(); i++)
        if (strcmp(reunify_profile_builtin_id(i), id) == 0)
            return reunify_profile_builtin_extends(i);
    return NULL;
}

/* A pack that shipped could be loaded, so the chain ends. */
static void print_pack(size_t at)
{
    printf("%-20s %-8s %s", reunify_profile_builtin_id(at), reunify_profile_builtin_version(at),
           reunify_profile_builtin_title(at));
    for (const char *below = reunify_profile_builtin_extends(at); below; below = extended_by(below))
        printf(", over %s", below);
    printf("\n");
}

int run_list(request *r, int count, char **arguments)
{
    (void)r, (void)arguments;
    if (count)
        return wrong_usage("list takes no argument");
    for (size_t i = 0; i < reunify_profile_builtin_count(); i++)
        print_pack(i);
    return DONE;
}
