/* The packs that come with the library, as text. */
#include "profile/packs.h"

#include <reunify/profile.h>

size_t reunify_profile_builtin_count(void)
{
    return builtin_pack_count;
}

const char *reunify_profile_builtin_id(size_t at)
{
    return at < builtin_pack_count ? builtin_packs[at].id : NULL;
}

/* Nearly all words are short. */
enum { SHORT_WORD = 32 };

/* What is copied behind a word will be written over: no loop, and hardly a branch. */
static char *add_word(char *at, const builtin_word *word)
{
    memcpy(at, word->text, SHORT_WORD);
    if (word->length > SHORT_WORD)
        memcpy(at + SHORT_WORD, word->text + SHORT_WORD, BUILTIN_WORD - SHORT_WORD);
    return at + word->length;
}

char *builtin_text(const reunify_context *context, const builtin_pack *pack)
{
    char *json = memory_allocate(context, builtin_room(pack)), *at = json;
    for (size_t i = 0; json && i < pack->length; i++)
        at = add_word(at, &builtin_words[pack->data[i]]);
    if (json)
        *at = '\0';
    return json;
}

reunify_status reunify_profile_builtin_json(const reunify_context *context, size_t index,
                                            reunify_text **out, reunify_error *error)
{
    reunify_error_clear(error);
    if (!out)
        return error_argument(error, "out is NULL");
    *out = NULL;
    if (index >= builtin_pack_count)
        return error_add(error, REUNIFY_NOT_FOUND, "unknown_profile", NULL,
                         "no pack of this number comes with the library");
    context = context_or_default(context);
    const builtin_pack *pack = &builtin_packs[index];
    char *json = builtin_text(context, pack);
    if (!json)
        return error_no_memory(error);
    buffer b;
    buffer_start(&b, context);
    buffer_add(&b, json, pack->text_length);
    memory_release(context, json, builtin_room(pack));
    return buffer_finish(&b, out) ? error_no_memory(error) : REUNIFY_OK;
}
