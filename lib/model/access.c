/* Reading a case, over the field table: what is not there is absent. */
#include "model/model.h"

/* Entries ------------------------------------------------------------------------------------- */

int32_t reunify_entry_kind(reunify_entry number)
{
    return model_at_of(number).kind;
}

reunify_entry reunify_entry_parent(reunify_entry number)
{
    const model_at at = model_at_of(number);
    if (at.kind < 0 || at.kind >= ENTRY_KINDS)
        return REUNIFY_NO_ENTRY;
    return model_kinds[at.kind].parent ? model_number(model_kinds[at.kind].parent, 0, at.parent)
                                       : REUNIFY_THE_CASE;
}

size_t reunify_entry_at(reunify_entry number)
{
    return model_at_of(number).index;
}

size_t reunify_case_count(const reunify_case *c, int32_t kind, reunify_entry parent)
{
    size_t within;
    if (!c || !model_lies_in(kind, parent, &within))
        return 0;
    if (!model_kinds[kind].size)
        return model_entry_const(c, kind, within, 0) != NULL;
    const model_list *l = model_list_of_const(c, kind, within);
    return l ? l->count : 0;
}

reunify_entry reunify_case_entry(const reunify_case *c, int32_t kind, reunify_entry parent,
                                 size_t at)
{
    return at < reunify_case_count(c, kind, parent)
               ? model_number(kind, model_at_of(parent).index, at)
               : REUNIFY_NO_ENTRY;
}

int32_t reunify_case_is_declared(const reunify_case *c, int32_t kind, reunify_entry parent)
{
    size_t within;
    const model_list *l =
        c && model_lies_in(kind, parent, &within) ? model_list_of_const(c, kind, within) : NULL;
    return l && l->declared;
}

int32_t reunify_case_is_finished(const reunify_case *c)
{
    return c && c->finished;
}

/* Fields -------------------------------------------------------------------------------------- */

static const void *entry_at(const reunify_case *c, reunify_entry number)
{
    const model_at at = model_at_of(number);
    return c ? model_entry_const(c, at.kind, at.parent, at.index) : NULL;
}

/* A field of an entry; NULL where there is none. */
static const void *value_at(const reunify_case *c, reunify_entry number, int32_t field,
                            const field_info **info)
{
    *info = model_field(reunify_entry_kind(number), field);
    const char *entry = *info ? entry_at(c, number) : NULL;
    return entry ? entry + (*info)->offset : NULL;
}

/* The same of one type alone. */
static const void *typed_at(const reunify_case *c, reunify_entry number, int32_t field,
                            field_type type)
{
    const field_info *f;
    const void *at = value_at(c, number, field, &f);
    return at && f->type == type ? at : NULL;
}

static const char *text_or_null(const text *t)
{
    return t ? t->data : NULL;
}

const char *reunify_case_get_text(const reunify_case *c, reunify_entry number, int32_t field)
{
    const field_info *f;
    const void *at = value_at(c, number, field, &f);
    if (!at)
        return NULL;
    if (f->type == FIELD_TEXT)
        return ((const text *)at)->data;
    if (f->type == FIELD_CODE)
        return text_or_null(model_name(c, *(const symbol *)at));
    if (f->type == FIELD_ENUM && *(const model_enum *)at != ENUM_NONE)
        return f->allowed[*(const model_enum *)at];
    if (f->type == FIELD_BIRTH && ((const char *)at)[sizeof(model_birth)])
        return (const char *)at + sizeof(model_birth);
    return NULL;
}

reunify_date reunify_case_get_date(const reunify_case *c, reunify_entry number, int32_t field)
{
    const field_info *f;
    const void *at = value_at(c, number, field, &f);
    if (at && f->type == FIELD_BIRTH) {
        const model_birth *birth = at;
        return birth->first == birth->last ? birth->first : REUNIFY_DATE_NONE;
    }
    return at && f->type == FIELD_DATE ? *(const reunify_date *)at : REUNIFY_DATE_NONE;
}

reunify_truth reunify_case_get_boolean(const reunify_case *c, reunify_entry number, int32_t field)
{
    const model_truth *at = typed_at(c, number, field, FIELD_BOOLEAN);
    return at ? *at : REUNIFY_UNKNOWN;
}

int64_t reunify_case_get_number(const reunify_case *c, reunify_entry number, int32_t field)
{
    const int64_t *at = typed_at(c, number, field, FIELD_NUMBER);
    return at ? *at : -1;
}

size_t reunify_case_get_code_count(const reunify_case *c, reunify_entry number, int32_t field)
{
    const model_codes *codes = typed_at(c, number, field, FIELD_CODES);
    return codes ? codes->count : 0;
}

const char *reunify_case_get_code(const reunify_case *c, reunify_entry number, int32_t field,
                                  size_t at)
{
    const model_codes *codes = typed_at(c, number, field, FIELD_CODES);
    return codes && at < codes->count ? text_or_null(model_name(c, codes->items[at])) : NULL;
}

int32_t reunify_case_is_set(const reunify_case *c, reunify_entry number, int32_t field)
{
    const field_info *f;
    const void *at = value_at(c, number, field, &f);
    if (!at)
        return 0;
    switch (f->type) {
    case FIELD_TEXT:
    case FIELD_CODE:
    case FIELD_ENUM:
    case FIELD_BIRTH:
        return reunify_case_get_text(c, number, field) != NULL;
    case FIELD_DATE:
        return *(const reunify_date *)at != REUNIFY_DATE_NONE;
    case FIELD_BOOLEAN:
        return *(const model_truth *)at != REUNIFY_UNKNOWN;
    case FIELD_NUMBER:
        return *(const int64_t *)at >= 0;
    case FIELD_CODES:
        return ((const model_codes *)at)->declared;
    }
    return 0;
}

/* Named values -------------------------------------------------------------------------------- */

static const model_list *named_of(const reunify_case *c, reunify_entry number)
{
    void *entry = (void *)(uintptr_t)entry_at(c, number);
    return entry ? model_named_list(reunify_entry_kind(number), entry) : NULL;
}

static const model_named *named_at(const reunify_case *c, reunify_entry number, reunify_symbol name)
{
    const model_list *list = named_of(c, number);
    const model_named *items = list ? list->items : NULL;
    for (size_t i = 0; list && i < list->count; i++)
        if (items[i].name == name)
            return &items[i];
    return NULL;
}

size_t reunify_case_named_count(const reunify_case *c, reunify_entry number)
{
    const model_list *list = named_of(c, number);
    return list ? list->count : 0;
}

reunify_symbol reunify_case_named(const reunify_case *c, reunify_entry number, size_t at)
{
    const model_list *list = named_of(c, number);
    return list && at < list->count ? ((const model_named *)list->items)[at].name
                                    : REUNIFY_NO_SYMBOL;
}

int32_t reunify_case_named_type(const reunify_case *c, reunify_entry number, reunify_symbol name)
{
    const model_named *value = named_at(c, number, name);
    return !value                         ? REUNIFY_NAMED_NONE
           : value->type == NAMED_TEXT    ? REUNIFY_NAMED_TEXT
           : value->type == NAMED_BOOLEAN ? REUNIFY_NAMED_BOOLEAN
                                          : REUNIFY_NAMED_NUMBER;
}

const char *reunify_case_get_named_text(const reunify_case *c, reunify_entry number,
                                        reunify_symbol name)
{
    const model_named *value = named_at(c, number, name);
    return value && value->type == NAMED_TEXT ? text_or_null(model_name(c, value->code)) : NULL;
}

reunify_truth reunify_case_get_named_boolean(const reunify_case *c, reunify_entry number,
                                             reunify_symbol name)
{
    const model_named *value = named_at(c, number, name);
    return value && value->type == NAMED_BOOLEAN ? (reunify_truth)value->number : REUNIFY_UNKNOWN;
}

int64_t reunify_case_get_named_number(const reunify_case *c, reunify_entry number,
                                      reunify_symbol name)
{
    const model_named *value = named_at(c, number, name);
    return value && value->type == NAMED_NUMBER ? value->number : INT64_MIN;
}
