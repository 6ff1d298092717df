/* The packs that come with the library: what they are called, and their texts. */
#include "profile/packs.h"

#include <reunify/profile.h>

size_t reunify_profile_builtin_count(void)
{
    return builtin_pack_count;
}

static const builtin_pack *pack_at(size_t at)
{
    static const builtin_pack none = {.id = NULL};
    return at < builtin_pack_count ? &builtin_packs[at] : &none;
}

const char *reunify_profile_builtin_id(size_t at)
{
    return pack_at(at)->id;
}

const char *reunify_profile_builtin_version(size_t at)
{
    return pack_at(at)->version;
}

const char *reunify_profile_builtin_title(size_t at)
{
    return pack_at(at)->title;
}

const char *reunify_profile_builtin_extends(size_t at)
{
    return pack_at(at)->extends;
}

const builtin_pack *builtin_named(const char *id, size_t length)
{
    for (size_t i = 0; i < builtin_pack_count; i++)
        if (strlen(builtin_packs[i].id) == length && memcmp(builtin_packs[i].id, id, length) == 0)
            return &builtin_packs[i];
    return NULL;
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
    const builtin_pack *pack = &builtin_packs[index];
    buffer b;
    buffer_start(&b, context_or_default(context));
    buffer_reserve(&b, pack->text_length);
    json_writer w = json_writer_to(&b);
    json_write_made_ready(&w, &pack->whole);
    return buffer_finish(&b, out) ? error_no_memory(error) : REUNIFY_OK;
}
