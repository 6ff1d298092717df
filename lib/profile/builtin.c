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
enum { SHORT_WORD = 16 };

/* What is copied behind a short word will be written over, so the compiler needs no loop. */
static char *add_word(char *at, const char *end, const builtin_word *word)
{
    if (word->length <= SHORT_WORD && end - at >= SHORT_WORD)
        memcpy(at, word->text, SHORT_WORD);
    else
        memcpy(at, word->text, word->length);
    return at + word->length;
}

char *builtin_text(const reunify_context *context, const builtin_pack *pack)
{
    char *json = memory_allocate(context, pack->text_length + 1), *at = json;
    for (size_t i = 0; json && i < pack->length; i++) {
        const unsigned char byte = pack->data[i];
        if (byte < BUILTIN_FIRST)
            *at++ = (char)byte;
        else
            at = add_word(at, json + pack->text_length, &builtin_words[byte - BUILTIN_FIRST]);
    }
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
    memory_release(context, json, pack->text_length + 1);
    return buffer_finish(&b, out) ? error_no_memory(error) : REUNIFY_OK;
}
