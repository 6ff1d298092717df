/*
 * Writing the vocabulary of a profile as canonical JSON. The document follows the kinds: an array
 * for each that lies in no other, and in each entry an array for each kind that lies in it. Of an
 * entry come its id and its text by language, then its details in order, then what lies in it.
 */
#include "profile/vocabulary.h"
#include "json/json.h"

#include <reunify/version.h>

/* A text by language; NULL: null. */
static void write_texts(json_writer *w, const reunify_profile *p, const char *said)
{
    if (!said) {
        json_write_null(w);
        return;
    }
    json_open_object(w);
    for (size_t i = 0; i < p->language_count; i++) {
        const char *language = p->languages[i],
                   *found = profile_text_in(p, said, (text){language, strlen(language)});
        if (!found)
            continue;
        json_write_name(w, language);
        json_write_text(w, found);
    }
    json_close_object(w);
}

static void write_source(json_writer *w, const pack_source *source)
{
    if (!source)
        return;
    json_write_name(w, "source");
    if (!source->id) {
        json_write_null(w);
        return;
    }
    json_open_object(w);
    json_write_name(w, "id");
    json_write_text(w, source->id);
    json_write_name(w, "at");
    json_write_text(w, source->at);
    json_close_object(w);
}

static void write_number(json_writer *w, detail_form form, int64_t value)
{
    if (value == INT64_MIN)
        json_write_null(w);
    else if (form == DETAIL_BOOLEAN)
        json_write_boolean(w, value != 0);
    else if (form == DETAIL_THOUSANDTHS)
        json_write_thousandths(w, value);
    else
        json_write_integer(w, value);
}

static void write_reference(json_writer *w, const reunify_vocabulary *v, int32_t kind, size_t at,
                            int32_t detail, size_t index)
{
    const int64_t found = reunify_vocabulary_reference(v, kind, at, detail, index);
    json_write_text(w, found < 0
                           ? NULL
                           : reunify_vocabulary_id(v, reunify_vocabulary_reference_kind(detail),
                                                   (size_t)found));
}

static void write_detail(json_writer *w, const reunify_vocabulary *v, int32_t kind, size_t at,
                         int32_t detail)
{
    const detail_form form = vocabulary_detail_form(detail);
    json_write_name(w, vocabulary_detail_names[detail]);
    if (form == DETAIL_WORD) {
        json_write_text(w, reunify_vocabulary_word(v, kind, at, detail, NULL, 0));
    } else if (form == DETAIL_TEXT) {
        write_texts(w, vocabulary_profile(v),
                    reunify_vocabulary_word(v, kind, at, detail, NULL, 0));
    } else if (form == DETAIL_ENTRY) {
        write_reference(w, v, kind, at, detail, 0);
    } else if (form == DETAIL_ENTRIES) {
        json_open_array(w);
        for (size_t i = 0; i < reunify_vocabulary_reference_count(v, kind, at, detail); i++)
            write_reference(w, v, kind, at, detail, i);
        json_close_array(w);
    } else {
        write_number(w, form, reunify_vocabulary_number(v, kind, at, detail));
    }
}

static void write_kind(json_writer *w, const reunify_vocabulary *v, int32_t kind, size_t first,
                       size_t count);

/* No deeper than kinds lie in one another. */
static void write_entry(json_writer *w, const reunify_vocabulary *v, int32_t kind, size_t at)
{
    const vocabulary_entry *e = vocabulary_entry_at(v, kind, at);
    json_open_object(w);
    json_write_name(w, "id");
    json_write_text(w, e->id);
    json_write_name(w, "text");
    if (kind == REUNIFY_VOCABULARY_SOURCE)
        json_write_text(w, e->text);
    else
        write_texts(w, vocabulary_profile(v), e->text);
    json_write_name(w, "declared");
    json_write_boolean(w, e->declared);
    write_source(w, e->source);
    for (int32_t detail = 0; detail < VOCABULARY_DETAILS; detail++)
        if (reunify_vocabulary_has_detail(kind, detail) == REUNIFY_TRUE)
            write_detail(w, v, kind, at, detail);
    for (int32_t inner = 0; inner < VOCABULARY_KINDS; inner++) {
        size_t first;
        if (reunify_vocabulary_parent_kind(inner) != kind)
            continue;
        const size_t count = reunify_vocabulary_within(v, inner, at, &first);
        write_kind(w, v, inner, first, count);
    }
    json_close_object(w);
}

static void write_kind(json_writer *w, const reunify_vocabulary *v, int32_t kind, size_t first,
                       size_t count)
{
    json_write_name(w, vocabulary_members[kind]);
    json_open_array(w);
    for (size_t i = first; i < first + count; i++)
        write_entry(w, v, kind, i);
    json_close_array(w);
}

static void write_head(json_writer *w, const reunify_vocabulary *v)
{
    const reunify_profile *p = vocabulary_profile(v);
    json_write_name(w, "schema");
    json_write_text(w, "reunify/vocabulary/1");
    json_write_name(w, "profile");
    json_open_object(w);
    json_write_name(w, "id");
    json_write_text(w, p->id);
    json_write_name(w, "version");
    json_write_text(w, p->version);
    json_write_name(w, "title");
    write_texts(w, p, p->title);
    json_close_object(w);
    json_write_name(w, "library");
    json_write_text(w, reunify_version());
    json_write_name(w, "languages");
    json_open_array(w);
    for (size_t i = 0; i < reunify_vocabulary_language_count(v); i++)
        json_write_text(w, reunify_vocabulary_language(v, i));
    json_close_array(w);
}

reunify_status reunify_vocabulary_to_json(const reunify_vocabulary *v, uint32_t flags,
                                          reunify_text **out, reunify_error *error)
{
    reunify_error_clear(error);
    if (!out)
        return error_argument(error, "out is NULL");
    *out = NULL;
    if (!v || (flags & ~(uint32_t)REUNIFY_JSON_PRETTY))
        return error_argument(error, "the vocabulary is NULL, or a flag is unknown");
    buffer compact;
    buffer_start(&compact, vocabulary_profile(v)->context);
    json_writer w = json_writer_to(&compact);
    json_open_object(&w);
    write_head(&w, v);
    for (int32_t kind = 0; kind < VOCABULARY_KINDS; kind++)
        if (reunify_vocabulary_parent_kind(kind) < 0)
            write_kind(&w, v, kind, 0, reunify_vocabulary_count(v, kind));
    json_close_object(&w);
    return json_finish(&compact, flags & REUNIFY_JSON_PRETTY, out) ? error_no_memory(error)
                                                                   : REUNIFY_OK;
}
