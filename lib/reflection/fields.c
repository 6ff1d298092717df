/* The kinds of entry of a case and their fields: what model/fields.c says, in public constants. */
#include "model/model.h"

#include <reunify/reflection.h>
#include <reunify/vocabulary.h>

static const kind_info *kind_of(int32_t kind)
{
    return kind >= 0 && kind < ENTRY_KINDS ? &model_kinds[kind] : NULL;
}

const char *reunify_kind_member(int32_t kind)
{
    const kind_info *k = kind_of(kind);
    return k ? k->name : NULL;
}

int32_t reunify_kind_parent(int32_t kind)
{
    const kind_info *k = kind_of(kind);
    return k && kind != REUNIFY_ENTRY_CASE ? k->parent : -1;
}

reunify_truth reunify_kind_is_list(int32_t kind)
{
    const kind_info *k = kind_of(kind);
    return k && k->size ? REUNIFY_TRUE : REUNIFY_FALSE;
}

const char *reunify_kind_named(int32_t kind)
{
    const kind_info *k = kind_of(kind);
    return k ? k->named : NULL;
}

size_t reunify_field_count(int32_t kind)
{
    const kind_info *k = kind_of(kind);
    return k ? k->field_count : 0;
}

int32_t reunify_field_at(int32_t kind, size_t at)
{
    return at < reunify_field_count(kind) ? model_kinds[kind].fields[at].field : -1;
}

int32_t reunify_field_type(int32_t kind, int32_t field)
{
    static const int32_t types[] = {
        [FIELD_TEXT] = REUNIFY_TYPE_TEXT,          [FIELD_CODE] = REUNIFY_TYPE_CODE,
        [FIELD_ENUM] = REUNIFY_TYPE_CODE,          [FIELD_DATE] = REUNIFY_TYPE_DATE,
        [FIELD_BIRTH] = REUNIFY_TYPE_PARTIAL_DATE, [FIELD_BOOLEAN] = REUNIFY_TYPE_BOOLEAN,
        [FIELD_NUMBER] = REUNIFY_TYPE_NUMBER,      [FIELD_CODES] = REUNIFY_TYPE_CODES,
    };
    const field_info *f = model_field(kind, field);
    return f ? types[f->type] : -1;
}

size_t reunify_field_word_count(int32_t kind, int32_t field)
{
    const field_info *f = model_field(kind, field);
    return f && f->allowed ? word_list_of(f->allowed).count : 0;
}

const char *reunify_field_word(int32_t kind, int32_t field, size_t at)
{
    return at < reunify_field_word_count(kind, field) ? model_field(kind, field)->allowed[at]
                                                      : NULL;
}

reunify_truth reunify_field_is_open(int32_t kind, int32_t field)
{
    const field_info *f = model_field(kind, field);
    return f && (f->type == FIELD_CODE || f->type == FIELD_CODES) ? REUNIFY_TRUE : REUNIFY_FALSE;
}

/* Which words of a profile a field holds. */
static const struct {
    int32_t kind, field, vocabulary;
} field_words[] = {
    {REUNIFY_ENTRY_CASE, REUNIFY_FIELD_PATHWAY, REUNIFY_VOCABULARY_PATHWAY},
    {REUNIFY_ENTRY_LEGAL_STATUS, REUNIFY_FIELD_CODE, REUNIFY_VOCABULARY_LEGAL_STATUS},
    {REUNIFY_ENTRY_PLACEMENT, REUNIFY_FIELD_TYPE, REUNIFY_VOCABULARY_PLACEMENT},
    {REUNIFY_ENTRY_JUDGEMENT, REUNIFY_FIELD_LEVEL, REUNIFY_VOCABULARY_LEVEL},
    {REUNIFY_ENTRY_JUDGEMENT, REUNIFY_FIELD_APPROVED_BY, REUNIFY_VOCABULARY_ROLE},
    {REUNIFY_ENTRY_RECORD, REUNIFY_FIELD_TYPE, REUNIFY_VOCABULARY_RECORD_TYPE},
    {REUNIFY_ENTRY_RECORD, REUNIFY_FIELD_OUTCOME, REUNIFY_VOCABULARY_OUTCOME},
    {REUNIFY_ENTRY_RECORD, REUNIFY_FIELD_LED_BY, REUNIFY_VOCABULARY_ROLE},
    {REUNIFY_ENTRY_RECORD, REUNIFY_FIELD_PARTICIPANTS, REUNIFY_VOCABULARY_ROLE},
};

int32_t reunify_field_vocabulary(int32_t kind, int32_t field)
{
    for (size_t i = 0; i < LENGTH_OF(field_words); i++)
        if (field_words[i].kind == kind && field_words[i].field == field)
            return field_words[i].vocabulary;
    return -1;
}
