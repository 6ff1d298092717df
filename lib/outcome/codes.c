/* The codes of episodes: which there are, and what follows from them. */
#include "outcome/outcome.h"

const episode_code *code_in(int32_t set, uint8_t code)
{
    const size_t at = (size_t)code - EPISODE_CODE_FIRST;
    return code >= EPISODE_CODE_FIRST && at < code_sets[set].count ? &code_sets[set].codes[at]
                                                                   : NULL;
}

bool has_mark(int32_t set, uint8_t code)
{
    const episode_code *c = code_in(set, code);
    return c && c->marked;
}

exit_class exit_class_of(uint8_t ceased)
{
    const episode_code *c = code_in(REUNIFY_EPISODE_REASON_CEASED, ceased);
    return c ? c->class : EXIT_UNKNOWN;
}

bool is_continued(uint8_t ceased)
{
    return exit_class_of(ceased) == EXIT_CONTINUES;
}

/* S is the first of its set. */
bool is_started(uint8_t started)
{
    return started == EPISODE_CODE_FIRST;
}

static const code_set *set_of(int32_t set)
{
    static const code_set none = {NULL, 0};
    return set >= 0 && set < CODE_SETS ? &code_sets[set] : &none;
}

size_t reunify_episode_code_count(int32_t set)
{
    return set_of(set)->count;
}

const char *reunify_episode_code(int32_t set, size_t at)
{
    return at < set_of(set)->count ? set_of(set)->codes[at].code : NULL;
}

const char *reunify_episode_code_text(int32_t set, size_t at)
{
    return at < set_of(set)->count ? set_of(set)->codes[at].text : NULL;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static char upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

static bool is_of_word(char c)
{
    return (upper(c) >= 'A' && upper(c) <= 'Z') || (c >= '0' && c <= '9');
}

/* The number of a code in capitals. */
static int32_t number_of(int32_t set, const char *code)
{
    for (size_t i = 0; i < code_sets[set].count; i++)
        if (strcmp(code_sets[set].codes[i].code, code) == 0)
            return (int32_t)i;
    return REUNIFY_EPISODE_UNKNOWN_CODE;
}

/*
 * The code that stands alone or begins a description: "E4A", "e4a - returned home", "d) E4 A:
 * returned". Words are put together as long as they can be one code; the longest that is one
 * counts.
 */
static int32_t code_written(int32_t set, const char *at, const char *end)
{
    char code[MOST_LETTERS + 1];
    size_t count = 0;
    int32_t found = REUNIFY_EPISODE_UNKNOWN_CODE;
    if (end - at > 2 && at[1] == ')')
        at += 2;
    while (at < end && is_blank(*at))
        at++;
    while (at < end && is_of_word(*at)) {
        while (at < end && is_of_word(*at) && count < MOST_LETTERS)
            code[count++] = upper(*at++);
        if (at < end && is_of_word(*at))
            return found; /* too long for a code */
        code[count] = '\0';
        const int32_t number = number_of(set, code);
        found = number >= 0 ? number : found;
        while (at < end && is_blank(*at))
            at++;
    }
    return found;
}

reunify_status reunify_episode_code_find(int32_t set, const char *written, size_t length,
                                         int32_t *code)
{
    if (code)
        *code = REUNIFY_EPISODE_UNKNOWN_CODE;
    if (!written || !code || set < 0 || set >= CODE_SETS)
        return REUNIFY_ARGUMENT;
    while (length && is_blank(*written))
        written++, length--;
    *code = length ? code_written(set, written, written + length) : REUNIFY_EPISODE_NO_CODE;
    return *code == REUNIFY_EPISODE_UNKNOWN_CODE ? REUNIFY_NOT_FOUND : REUNIFY_OK;
}
