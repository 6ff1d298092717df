/*
 * The packs that come with the library: their heads are read from their texts, and nothing is
 * compiled. jansson is used here as any client could.
 */
#include "profile_program.h"

#include <jansson.h>
#include <string.h>

static json_t *read_pack(size_t at, reunify_error *error)
{
    reunify_text *text;
    if (reunify_profile_builtin_json(NULL, at, &text, error))
        return NULL;
    json_t *pack = json_loadb(reunify_text_data(text), reunify_text_length(text), 0, NULL);
    reunify_text_free(text);
    return pack;
}

static const char *word_of(const json_t *pack, const char *name)
{
    const char *word = json_string_value(json_object_get(pack, name));
    return word ? word : "";
}

static const char *title_of(const json_t *pack)
{
    return word_of(json_object_get(pack, "title"), "en");
}

/* The pack of an id; NULL where it does not come with the library. */
static const json_t *find_pack(const json_t *packs, const char *id)
{
    size_t i;
    json_t *pack;
    json_array_foreach(packs, i, pack) if (strcmp(word_of(pack, "id"), id) == 0) return pack;
    return NULL;
}

static void print_pack(const json_t *packs, const json_t *pack)
{
    const char *between = ", over ";
    printf("%-20s %-8s %s", word_of(pack, "id"), word_of(pack, "version"), title_of(pack));
    /* A pack that shipped could be loaded, so the chain ends; the count is for a reader's ease. */
    for (size_t left = json_array_size(packs); left && *word_of(pack, "extends"); left--) {
        printf("%s%s", between, word_of(pack, "extends"));
        pack = find_pack(packs, word_of(pack, "extends"));
    }
    printf("\n");
}

int run_list(request *r, int count, char **arguments)
{
    (void)arguments;
    if (count)
        return wrong_usage("list takes no argument");
    json_t *packs = json_array();
    for (size_t i = 0; i < reunify_profile_builtin_count(); i++) {
        json_t *pack = read_pack(i, r->error);
        if (!pack || json_array_append_new(packs, pack)) {
            complain_of(reunify_profile_builtin_id(i), r->error);
            json_decref(packs);
            return BAD_INPUT;
        }
    }
    size_t i;
    json_t *pack;
    json_array_foreach(packs, i, pack) print_pack(packs, pack);
    json_decref(packs);
    return DONE;
}
