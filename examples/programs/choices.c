/* What a case is evaluated at and along. */
#include "choices.h"

#include "support.h"

#include <stdio.h>
#include <string.h>

reunify_date choose_date(reunify_date as_of, const char *file, const reunify_case *record)
{
    char date[11];
    if (as_of != REUNIFY_DATE_NONE)
        return as_of;
    const reunify_date latest = reunify_case_latest_date(record);
    if (reunify_date_format(latest, date, sizeof date))
        complain("%s: the case has no date in it to evaluate at: give --as-of", file);
    else
        complain("%s: evaluated as of %s, the latest date in the case; --as-of sets another", file,
                 date);
    return latest;
}

void choose_language(const char *languages, const char *messages, char tag[TAG_SIZE])
{
    const char *tags = languages && messages ? languages : "en";
    snprintf(tag, TAG_SIZE, "%.*s", (int)strcspn(tags, ","), tags);
}

bool has_pathway(const reunify_profile *profile, const char *id)
{
    for (size_t i = 0; i < reunify_profile_pathway_count(profile); i++)
        if (strcmp(reunify_profile_pathway(profile, i), id) == 0)
            return true;
    return false;
}

int read_strictness(bool plain, const char *const *words, strictness *out)
{
    static const char *const ways[] = {"members", "pack", NULL};
    bool members = plain;
    out->check_words = false;
    for (; *words; words++) {
        int way;
        if (choose_word("strict", *words, ways, &way))
            return BAD_USAGE;
        members = members || way == 0;
        out->check_words = out->check_words || way == 1;
    }
    out->flags = members ? REUNIFY_CASE_STRICT : 0;
    return DONE;
}

int check_pathway(const reunify_profile *profile, const char *id)
{
    const char *names[MOST_TIMES + 1] = {NULL};
    const size_t count = reunify_profile_pathway_count(profile);
    int chosen;
    if (!id || has_pathway(profile, id))
        return DONE;
    for (size_t i = 0; i < count && i < MOST_TIMES; i++)
        names[i] = reunify_profile_pathway(profile, i);
    complain("the profile has no pathway %s", id);
    if (!count)
        return BAD_USAGE;
    return choose_word("pathway", id, names, &chosen);
}
