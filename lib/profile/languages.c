/*
 * Texts in several languages.
 *
 * A profile is read in a chain of languages, such as "cy,en": each text is said in the first of
 * them that the pack has it in, a tag standing for shorter ones as well (cy-GB for cy), and else in
 * English, and else in the first that is there. What is said is what all other parts of the library
 * know of a text: a pointer.
 *
 * The other languages are kept beside it, in rows by that pointer, sorted once the pack is read.
 * Most packs have one language, so what is said in the first of the chain, the preferred one, has
 * no row for it: a text without rows is in that language. One that is said in another language has
 * a row for what is said, too. Rows are looked for by address but never put in order by it where
 * anybody sees it: of one text they are in order of the profile's languages.
 */
#include "profile/loader.h"

/* Tags and chains ----------------------------------------------------------------------------- */

static bool is_part(const char *part, size_t length, bool first)
{
    for (size_t i = 0; i < length; i++) {
        const char c = part[i];
        const bool lower = c >= 'a' && c <= 'z',
                   other = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!lower && (first || !other))
            return false;
    }
    return length >= 2 && length <= (first ? 3 : 8);
}

/* A tag such as en, cy or en-GB: two or three letters, then parts of two to eight. */
static bool is_tag(text tag)
{
    size_t start = 0;
    for (size_t at = 0; at <= tag.length; at++) {
        if (at < tag.length && tag.data[at] != '-')
            continue;
        if (!is_part(tag.data + start, at - start, start == 0))
            return false;
        start = at + 1;
    }
    return true;
}

/* The next tag of a chain; false behind the last. `rest` is what is left of it. */
bool languages_next(text *rest, text *tag)
{
    if (!rest->data)
        return false;
    const char *comma = memchr(rest->data, ',', rest->length);
    tag->data = rest->data;
    tag->length = comma ? (size_t)(comma - rest->data) : rest->length;
    rest->length -= comma ? tag->length + 1 : tag->length;
    rest->data = comma ? comma + 1 : NULL;
    return true;
}

/* From cy-GB to cy; false where it has no part to leave out. */
bool languages_shorten(text *tag)
{
    while (tag->length && tag->data[--tag->length] != '-')
        ;
    return tag->length > 0;
}

bool languages_valid(const char *chain)
{
    text rest = {chain, strlen(chain)}, tag;
    size_t count = 0;
    while (languages_next(&rest, &tag))
        if (!is_tag(tag) || ++count > MOST_LANGUAGES)
            return false;
    return true;
}

static text preferred_of(const char *chain)
{
    text rest = {chain, strlen(chain)}, tag = {NULL, 0};
    languages_next(&rest, &tag);
    return tag;
}

/* Reading ------------------------------------------------------------------------------------- */

/* The member of a text by a language; an empty text where there is none. */
static text member_named(json_node *texts, text tag)
{
    for (json_walk w = json_members(texts); json_next(&w);)
        if (text_is(w.name, tag.data, tag.length))
            return w.name;
    return (text){NULL, 0};
}

/* The member of a text that is said; an empty text where it has none. */
static text said_member(json_node *texts, const char *chain)
{
    text rest = {chain, strlen(chain)}, tag, found;
    while (languages_next(&rest, &tag))
        do {
            found = member_named(texts, tag);
            if (found.data)
                return found;
        } while (languages_shorten(&tag));
    found = member_named(texts, (text){DEFAULT_LANGUAGE, strlen(DEFAULT_LANGUAGE)});
    for (json_walk w = json_members(texts); !found.data && json_next(&w);)
        if (!text_is_foreign(w.name.data, w.name.length))
            found = w.name;
    return found;
}

/* The number of a language of the profile, which is added where it is new; -1 after a fault. */
static int language_number(loader *l, text name)
{
    reunify_profile *p = l->profile;
    for (size_t i = 0; i < p->language_count; i++)
        if (text_is(name, p->languages[i], strlen(p->languages[i])))
            return (int)i;
    if (!is_tag(name)) {
        loader_fault_at(l, name.data, "bad_language", "expected a language tag, such as en or cy");
        return -1;
    }
    if (!loader_fits(l, NULL, p->language_count + 1, MOST_LANGUAGES, "languages of texts"))
        return -1;
    p->languages[p->language_count] = arena_text(&p->memory, name.data, name.length);
    if (!p->languages[p->language_count]) {
        loader_no_memory(l);
        return -1;
    }
    return (int)p->language_count++;
}

static void add_translation(loader *l, const char *of, const char *translation, int language)
{
    reunify_profile *p = l->profile;
    if (!of || !translation)
        return;
    if (!array_reserve(&p->memory, (void **)&p->translations, &p->translation_capacity,
                       p->translation_count + 1, sizeof *p->translations)) {
        loader_no_memory(l);
        return;
    }
    p->translations[p->translation_count++] =
        (pack_translation){of, translation, (uint8_t)language};
}

const char *loader_label(loader *l, json_node *object, const char *name, bool required)
{
    json_node *texts = loader_member(l, object, name, JSON_KIND_OBJECT, required);
    if (!texts)
        return NULL;
    const size_t mark = pointer_push(&l->at, name, strlen(name));
    const text said = said_member(texts, l->profile->chain),
               preferred = preferred_of(l->profile->chain);
    if (!said.data)
        loader_fault(l, "missing_member", "expected a text by language, such as {\"en\": \"...\"}");
    const char *result = said.data ? loader_string(l, texts, said.data, true) : NULL;
    for (json_walk w = json_members(texts); json_next(&w);) {
        if (text_is_foreign(w.name.data, w.name.length))
            continue;
        const int language = language_number(l, w.name);
        const bool is_said = text_is(w.name, said.data, said.length);
        if (language < 0 || (is_said && text_is(said, preferred.data, preferred.length)))
            continue;
        add_translation(l, result, is_said ? result : loader_string(l, texts, w.name.data, true),
                        language);
    }
    pointer_pop(&l->at, mark);
    return result;
}

static bool is_preferred(const loader *l, const char *tag)
{
    const text preferred = preferred_of(l->profile->chain);
    return text_is(preferred, tag, strlen(tag));
}

/* A text of the library's own is English, and what the document of messages has. */
static void add_own(loader *l, const char *said, const char *translation, const char *tag)
{
    const int language = language_number(l, (text){tag, strlen(tag)});
    if (language >= 0 && !(said == translation && is_preferred(l, tag)))
        add_translation(l, said, translation, language);
}

const char *loader_own(loader *l, message_id id)
{
    const messages *in = &l->profile->spoken;
    const char *said = NULL;
    for (size_t i = 0; i < in->count; i++) {
        const char *translation = in->languages[i].texts[id];
        if (!translation)
            continue;
        said = said ? said : translation;
        add_own(l, said, translation, in->languages[i].tag);
    }
    said = said ? said : message_english(id);
    add_own(l, said, message_english(id), DEFAULT_LANGUAGE);
    return said;
}

/* By what is translated, wherever that lies: only the same text is looked for. */
static int compare_translations(const void *a, const void *b)
{
    const pack_translation *x = a, *y = b;
    const uintptr_t of_x = (uintptr_t)x->of, of_y = (uintptr_t)y->of;
    if (of_x != of_y)
        return of_x < of_y ? -1 : 1;
    return (x->language > y->language) - (x->language < y->language);
}

void loader_sort_translations(loader *l)
{
    reunify_profile *p = l->profile;
    sort_items(p->translations, p->translation_count, sizeof *p->translations,
               compare_translations);
}

/* Asking -------------------------------------------------------------------------------------- */

static bool is_of_earlier(const void *translation, const void *of)
{
    return (uintptr_t)((const pack_translation *)translation)->of < (uintptr_t)of;
}

/* The first translation of a text, or where it would stand. */
static size_t first_translation(const reunify_profile *p, const char *of)
{
    return count_before(p->translations, p->translation_count, sizeof *p->translations,
                        is_of_earlier, of);
}

const char *profile_text_in(const reunify_profile *p, const char *said, text tag)
{
    const text first = preferred_of(p->chain);
    bool preferred = text_is(tag, first.data, first.length);
    for (size_t i = said ? first_translation(p, said) : p->translation_count;
         i < p->translation_count && p->translations[i].of == said; i++) {
        const pack_translation *t = &p->translations[i];
        const char *name = p->languages[t->language];
        if (text_is(tag, name, strlen(name)))
            return t->text;
        preferred = preferred && t->text != said;
    }
    return preferred ? said : NULL;
}

const char *profile_text_by(const reunify_profile *p, const char *said, const char *chain,
                            size_t length)
{
    if (!said || !chain)
        return said;
    text rest = {chain, length}, tag;
    while (languages_next(&rest, &tag))
        do {
            const char *found = profile_text_in(p, said, tag);
            if (found)
                return found;
        } while (languages_shorten(&tag));
    return NULL;
}
