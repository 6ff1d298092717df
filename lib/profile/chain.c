/*
 * Following a pack to those that it extends, and laying each over the next.
 *
 * Downward first: the pack is read, then the one that its "extends" names, and so on to one that
 * extends none. A base is looked for among the texts given, then among the packs that come with the
 * library, which lie ready; an id that was met before is a cycle, and the number of bases has a
 * limit. All documents of the way stay open.
 *
 * Then upward: the lowest is the whole so far, and each pack above is laid over it
 * (json/overlay.c). What comes out is one document that the loader reads like a pack of its own. It
 * still knows which parts came from the topmost pack, so that faults and notes can be told at their
 * places there.
 */
#include "profile/loader.h"

#include <reunify/case.h>

#include <stdio.h>

/* Of the top of a pack, what is merged member by member. */
static const char *const merged_objects[] = {"risk", "conditions", "dates", "texts", NULL};

static const char *string_member(json_node *object, const char *name)
{
    json_node *node = json_kind_of(object) == JSON_KIND_OBJECT ? json_member(object, name) : NULL;
    return node && json_kind_of(node) == JSON_KIND_STRING ? json_text(node).data : NULL;
}

static bool already_in(const pack_chain *c, const char *id)
{
    for (size_t i = 0; i < c->base_count; i++)
        if (strcmp(c->bases[i].id, id) == 0)
            return true;
    return false;
}

/* The pack that is asked for. */
static reunify_status open_top(const reunify_context *context, pack_chain *c, json_document **out,
                               reunify_error *error)
{
    const builtin_pack *pack = c->builtin;
    c->bytes = pack ? pack->text_length : c->lengths[0];
    return pack ? json_make_ready(context, &pack->whole, out, error)
                : json_parse(context, c->texts[0], c->lengths[0], out, error);
}

/*
 * The document of a base, from the texts given or from those that come with the library; NULL and
 * REUNIFY_OK where there is none.
 */
static reunify_status find_base(const reunify_context *context, pack_chain *c, const char *id,
                                json_document **out, reunify_error *error)
{
    *out = NULL;
    for (size_t i = 1; i < c->count; i++) {
        const reunify_status status = json_parse(context, c->texts[i], c->lengths[i], out, error);
        if (status)
            return status;
        const char *other = string_member(json_root(*out), "id");
        if (other && strcmp(other, id) == 0) {
            c->bytes += c->lengths[i];
            return REUNIFY_OK;
        }
        json_release(*out);
        *out = NULL;
    }
    const builtin_pack *pack = builtin_named(id, strlen(id));
    if (!pack)
        return REUNIFY_OK;
    c->bytes += pack->text_length;
    return json_make_ready(context, &pack->base, out, error);
}

static reunify_status base_fault(reunify_error *error, const char *code, const char *message)
{
    return error_add(error, REUNIFY_INVALID, code, "/extends", "%s", message);
}

/* The next document down the chain, or NULL at its end. */
static reunify_status next_down(const reunify_context *context, pack_chain *c,
                                const json_document *from, const char *top_id, json_document **out,
                                reunify_error *error)
{
    *out = NULL;
    json_node *root = json_root(from);
    if (json_kind_of(root) != JSON_KIND_OBJECT || !json_member(root, "extends"))
        return REUNIFY_OK;
    const char *id = string_member(root, "extends");
    if (!id)
        return base_fault(error, "wrong_type", "expected the id of a pack");
    if (already_in(c, id) || (top_id && strcmp(top_id, id) == 0))
        return base_fault(error, "cycle", "a pack extends itself, directly or through others");
    if (c->base_count == MOST_BASES)
        return base_fault(error, "limit_depth",
                          "a pack extends more than eight others, one over the other");
    const reunify_status status = find_base(context, c, id, out, error);
    if (status)
        return status;
    if (!*out)
        return base_fault(error, "unknown_base", "there is no pack of this id: give its file too");
    const char *version = string_member(json_root(*out), "version");
    snprintf(c->bases[c->base_count].id, sizeof c->bases[0].id, "%s", id);
    snprintf(c->bases[c->base_count].version, sizeof c->bases[0].version, "%s",
             version ? version : "");
    c->base_count++;
    return REUNIFY_OK;
}

reunify_status chain_open(const reunify_context *context, pack_chain *c, reunify_error *error)
{
    json_document *layers[MOST_BASES + 1];
    size_t count = 0;
    reunify_status status = open_top(context, c, &layers[0], error);
    if (status)
        return status;
    const char *top_id = string_member(json_root(layers[0]), "id");
    do {
        count++;
        json_document *next = NULL;
        status = next_down(context, c, layers[count - 1], top_id, &next, error);
        if (status || !next)
            break;
        layers[count] = next;
    } while (true);
    /* From the lowest up: each over what lies below it. */
    json_document *whole = layers[count - 1];
    for (size_t i = count - 1; i-- > 0;) {
        json_document *merged = NULL;
        if (!status)
            status = json_overlay(context, whole, layers[i], merged_objects, &merged, error);
        json_release(whole);
        json_release(layers[i]);
        whole = merged;
    }
    if (status)
        json_release(whole);
    else
        c->document = whole;
    return status;
}

/* The whole without what says that it was laid together. */
static reunify_status write_whole(const reunify_context *context, json_node *root, uint32_t flags,
                                  reunify_text **out)
{
    buffer compact;
    buffer_start(&compact, context);
    json_writer w = json_writer_to(&compact);
    json_open_object(&w);
    for (json_walk walk = json_members(root); json_next(&walk);) {
        if (strcmp(walk.name.data, "extends") == 0)
            continue;
        json_write_named(&w, walk.name.data, walk.name.length);
        json_write_node(&w, walk.value);
    }
    json_close_object(&w);
    return json_finish(&compact, flags & REUNIFY_JSON_PRETTY, out);
}

reunify_status reunify_profile_resolve(const reunify_context *context, const char *const *texts,
                                       const size_t *lengths, size_t count, uint32_t flags,
                                       reunify_text **out, reunify_error *error)
{
    reunify_error_clear(error);
    if (!out)
        return error_argument(error, "out is NULL");
    *out = NULL;
    if (!texts || !lengths || !count || !texts[0] || (flags & ~(uint32_t)REUNIFY_JSON_PRETTY))
        return error_argument(error, "there is no text, or a flag is unknown");
    context = context_or_default(context);
    pack_chain chain = {.texts = texts, .lengths = lengths, .count = count};
    reunify_status status = chain_open(context, &chain, error);
    if (status)
        return status;
    json_node *root = json_root(chain.document);
    if (json_kind_of(root) != JSON_KIND_OBJECT)
        status =
            error_add(error, REUNIFY_INVALID, "wrong_type", "", "expected an object, a profile");
    else if (write_whole(context, root, flags, out))
        status = error_no_memory(error);
    json_release(chain.document);
    return status;
}
