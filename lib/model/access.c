/* The public calls over the field table. */
#include "model/model.h"

#include <stdio.h>

typedef struct {
    void *entry;
    const field_info *field;
} target;

static reunify_status find(reunify_case *c, int32_t kind, size_t parent, size_t index,
                           int32_t field, target *out, reunify_error *error)
{
    reunify_error_clear(error);
    if (!c)
        return error_argument(error, "the case is NULL");
    out->field = model_field(kind, field);
    if (!out->field)
        return error_argument(error, "this kind of entry has no such field");
    out->entry = model_entry(c, kind, parent, index);
    return out->entry ? REUNIFY_OK : error_argument(error, "there is no such entry");
}

static reunify_status told(reunify_status status, const model_problem *problem, int32_t kind,
                           size_t parent, size_t index, const char *name, size_t name_length,
                           reunify_error *error)
{
    if (!status)
        return status;
    if (status == REUNIFY_NO_MEMORY)
        return error_no_memory(error);
    if (status == REUNIFY_ARGUMENT)
        return error_argument(error, "the field has another type");
    pointer p;
    model_place(&p, kind, parent, index);
    if (name)
        pointer_push(&p, name, name_length);
    if (!problem->code)
        return error_add(error, REUNIFY_LIMIT, "limit_items", p.data,
                         "the case has more items than the limit max_items");
    return error_add(error, status, problem->code, p.data, "%s", problem->message);
}

reunify_status reunify_case_declare(reunify_case *c, int32_t kind, reunify_error *error)
{
    reunify_error_clear(error);
    if (!c)
        return error_argument(error, "the case is NULL");
    if (kind < 0 || kind >= ENTRY_KINDS || !model_is_list(kind))
        return error_argument(error, "this kind of entry is no list of the case");
    c->lists[kind].declared = true;
    c->finished = false;
    return REUNIFY_OK;
}

reunify_status reunify_case_declare_within(reunify_case *c, int32_t kind, size_t parent,
                                           reunify_error *error)
{
    reunify_error_clear(error);
    if (!c)
        return error_argument(error, "the case is NULL");
    model_list *list = model_list_of(c, kind, parent);
    if (!list || model_is_list(kind))
        return error_argument(error, "there is no such entry, or it has no entries of this kind");
    list->declared = true;
    c->finished = false;
    return REUNIFY_OK;
}

reunify_status reunify_case_declare_codes(reunify_case *c, int32_t kind, size_t index,
                                          int32_t field, reunify_error *error)
{
    reunify_error_clear(error);
    if (!c)
        return error_argument(error, "the case is NULL");
    if (kind == REUNIFY_ENTRY_ASSESSMENT && field == REUNIFY_FIELD_CODE) {
        model_assessment *a = model_entry(c, kind, 0, index);
        if (!a)
            return error_argument(error, "there is no such entry");
        a->factors.declared = true;
        c->finished = false;
        return REUNIFY_OK;
    }
    target t = {NULL, NULL};
    const reunify_status status = find(c, kind, 0, index, field, &t, error);
    if (status)
        return status;
    if (t.field->type != FIELD_CODES)
        return error_argument(error, "the field has another type");
    ((model_codes *)(void *)((char *)t.entry + t.field->offset))->declared = true;
    c->finished = false;
    return REUNIFY_OK;
}

reunify_status reunify_case_add(reunify_case *c, int32_t kind, size_t parent, size_t *index,
                                reunify_error *error)
{
    reunify_error_clear(error);
    if (index)
        *index = 0;
    if (!c)
        return error_argument(error, "the case is NULL");
    void *entry;
    size_t made = 0;
    const reunify_status status = model_add(c, kind, parent, &entry, &made);
    if (status == REUNIFY_ARGUMENT)
        return error_argument(error, "no entry of this kind can be added there");
    const model_problem none = {0};
    if (status)
        return told(status, &none, kind, parent, 0, NULL, 0, error);
    if (index)
        *index = made;
    return REUNIFY_OK;
}

reunify_status reunify_case_set_text(reunify_case *c, int32_t kind, size_t parent, size_t index,
                                     int32_t field, const char *value, size_t length,
                                     reunify_error *error)
{
    target t = {NULL, NULL};
    reunify_status status = find(c, kind, parent, index, field, &t, error);
    if (status)
        return status;
    if (!value)
        return error_argument(error, "the value is NULL");
    model_problem problem = {0};
    status = model_set_text(c, t.entry, t.field, value, length, &problem);
    return told(status, &problem, kind, parent, index, t.field->name, t.field->name_length, error);
}

reunify_status reunify_case_set_date(reunify_case *c, int32_t kind, size_t parent, size_t index,
                                     int32_t field, reunify_date value, reunify_error *error)
{
    target t = {NULL, NULL};
    reunify_status status = find(c, kind, parent, index, field, &t, error);
    if (status)
        return status;
    model_problem problem = {0};
    status = model_set_date(t.entry, t.field, value, &problem);
    c->finished = false;
    return told(status, &problem, kind, parent, index, t.field->name, t.field->name_length, error);
}

reunify_status reunify_case_set_boolean(reunify_case *c, int32_t kind, size_t parent, size_t index,
                                        int32_t field, int32_t value, reunify_error *error)
{
    target t = {NULL, NULL};
    const reunify_status status = find(c, kind, parent, index, field, &t, error);
    if (status)
        return status;
    if (t.field->type != FIELD_BOOLEAN || (value != 0 && value != 1))
        return error_argument(error, "the field has another type, or the value is neither 0 nor 1");
    *((model_truth *)t.entry + t.field->offset) = (model_truth)value;
    c->finished = false;
    return REUNIFY_OK;
}

reunify_status reunify_case_set_number(reunify_case *c, int32_t kind, size_t parent, size_t index,
                                       int32_t field, int64_t thousandths, reunify_error *error)
{
    target t = {NULL, NULL};
    reunify_status status = find(c, kind, parent, index, field, &t, error);
    if (status)
        return status;
    model_problem problem = {0};
    status = model_set_number(t.entry, t.field, thousandths, &problem);
    c->finished = false;
    return told(status, &problem, kind, parent, index, t.field->name, t.field->name_length, error);
}

reunify_status reunify_case_append_code(reunify_case *c, int32_t kind, size_t parent, size_t index,
                                        int32_t field, const char *value, size_t length,
                                        reunify_error *error)
{
    target t = {NULL, NULL};
    reunify_status status = find(c, kind, parent, index, field, &t, error);
    if (status)
        return status;
    if (!value)
        return error_argument(error, "the value is NULL");
    model_problem problem = {0};
    status = model_append_code(c, t.entry, t.field, value, length, &problem);
    return told(status, &problem, kind, parent, index, t.field->name, t.field->name_length, error);
}

typedef struct {
    int32_t kind;
    size_t parent, index;
} named_place;

static reunify_status set_named(reunify_case *c, named_place at, const char *name,
                                size_t name_length, model_named value, const char *data,
                                size_t length, reunify_error *error)
{
    reunify_error_clear(error);
    if (!c || !name || !data)
        return error_argument(error, "the case, the name or the value is NULL");
    model_list *list = model_named_list(c, at.kind, at.parent, at.index);
    if (!list)
        return error_argument(error, "there is no such entry, or its kind has no named values");
    const bool finding =
        at.kind == REUNIFY_ENTRY_ASSESSMENT || at.kind == REUNIFY_ENTRY_PERSON_FINDINGS;
    model_problem problem = {0};
    const reunify_status status =
        model_set_named(c, list, finding, name, name_length, value, data, length, &problem);
    return told(status, &problem, at.kind, at.parent, at.index, name, name_length, error);
}

static reunify_status set_boolean(reunify_case *c, named_place at, const char *name,
                                  size_t name_length, int32_t value, reunify_error *error)
{
    if (value != 0 && value != 1) {
        reunify_error_clear(error);
        return error_argument(error, "the value is neither 0 nor 1");
    }
    const model_named named = {.type = NAMED_BOOLEAN, .number = value};
    return set_named(c, at, name, name_length, named, "", 0, error);
}

static reunify_status set_number(reunify_case *c, named_place at, const char *name,
                                 size_t name_length, int64_t thousandths, reunify_error *error)
{
    const model_named named = {.type = NAMED_NUMBER, .number = thousandths};
    return set_named(c, at, name, name_length, named, "", 0, error);
}

/* What was found of a single person lies in an assessment, which these calls do not name. */
static named_place place_alone(int32_t kind, size_t index)
{
    return (named_place){kind == REUNIFY_ENTRY_PERSON_FINDINGS ? ENTRY_KINDS : kind, 0, index};
}

static named_place place_of_person(size_t assessment, size_t index)
{
    return (named_place){REUNIFY_ENTRY_PERSON_FINDINGS, assessment, index};
}

reunify_status reunify_case_set_named_text(reunify_case *c, int32_t kind, size_t index,
                                           const char *name, size_t name_length, const char *value,
                                           size_t length, reunify_error *error)
{
    return set_named(c, place_alone(kind, index), name, name_length,
                     (model_named){.type = NAMED_TEXT}, value, length, error);
}

reunify_status reunify_case_set_named_boolean(reunify_case *c, int32_t kind, size_t index,
                                              const char *name, size_t name_length, int32_t value,
                                              reunify_error *error)
{
    return set_boolean(c, place_alone(kind, index), name, name_length, value, error);
}

reunify_status reunify_case_set_named_number(reunify_case *c, int32_t kind, size_t index,
                                             const char *name, size_t name_length,
                                             int64_t thousandths, reunify_error *error)
{
    return set_number(c, place_alone(kind, index), name, name_length, thousandths, error);
}

reunify_status reunify_case_set_person_text(reunify_case *c, size_t assessment, size_t index,
                                            const char *name, size_t name_length, const char *value,
                                            size_t length, reunify_error *error)
{
    return set_named(c, place_of_person(assessment, index), name, name_length,
                     (model_named){.type = NAMED_TEXT}, value, length, error);
}

reunify_status reunify_case_set_person_boolean(reunify_case *c, size_t assessment, size_t index,
                                               const char *name, size_t name_length, int32_t value,
                                               reunify_error *error)
{
    return set_boolean(c, place_of_person(assessment, index), name, name_length, value, error);
}

reunify_status reunify_case_set_person_number(reunify_case *c, size_t assessment, size_t index,
                                              const char *name, size_t name_length,
                                              int64_t thousandths, reunify_error *error)
{
    return set_number(c, place_of_person(assessment, index), name, name_length, thousandths, error);
}

/* Reading ------------------------------------------------------------------------------------- */

static const void *value_at(const reunify_case *c, int32_t kind, size_t parent, size_t index,
                            int32_t field, const field_info **info)
{
    *info = c ? model_field(kind, field) : NULL;
    const char *entry = *info ? model_entry_const(c, kind, parent, index) : NULL;
    return entry ? entry + (*info)->offset : NULL;
}

size_t reunify_case_count(const reunify_case *c, int32_t kind, size_t parent)
{
    if (!c || kind < 0 || kind >= ENTRY_KINDS)
        return 0;
    if (kind == REUNIFY_ENTRY_CASE)
        return 1;
    if (kind == REUNIFY_ENTRY_CHILD)
        return c->child_given;
    if (kind == REUNIFY_ENTRY_JUDGEMENT)
        return model_entry_const(c, kind, parent, 0) != NULL;
    const model_list *l = model_list_of_const(c, kind, parent);
    return l ? l->count : 0;
}

int32_t reunify_case_is_declared(const reunify_case *c, int32_t kind)
{
    return c && kind >= 0 && kind < ENTRY_KINDS && c->lists[kind].declared;
}

int32_t reunify_case_is_declared_within(const reunify_case *c, int32_t kind, size_t parent)
{
    const model_list *l = c ? model_list_of_const(c, kind, parent) : NULL;
    return l && !model_is_list(kind) && l->declared;
}

const char *reunify_case_get_text(const reunify_case *c, int32_t kind, size_t parent, size_t index,
                                  int32_t field)
{
    const field_info *f;
    const void *at = value_at(c, kind, parent, index, field, &f);
    if (!at)
        return NULL;
    if (f->type == FIELD_TEXT)
        return ((const text *)at)->data;
    if (f->type == FIELD_CODE) {
        const text *name = model_name(c, *(const symbol *)at);
        return name ? name->data : NULL;
    }
    if (f->type == FIELD_ENUM && *(const model_enum *)at != ENUM_NONE)
        return f->allowed[*(const model_enum *)at];
    if (f->type == FIELD_BIRTH && ((const char *)at)[sizeof(model_birth)])
        return (const char *)at + sizeof(model_birth);
    return NULL;
}

reunify_date reunify_case_get_date(const reunify_case *c, int32_t kind, size_t parent, size_t index,
                                   int32_t field)
{
    const field_info *f;
    const void *at = value_at(c, kind, parent, index, field, &f);
    if (at && f->type == FIELD_BIRTH) {
        const model_birth *birth = at;
        return birth->first == birth->last ? birth->first : REUNIFY_DATE_NONE;
    }
    return at && f->type == FIELD_DATE ? *(const reunify_date *)at : REUNIFY_DATE_NONE;
}

reunify_truth reunify_case_get_boolean(const reunify_case *c, int32_t kind, size_t parent,
                                       size_t index, int32_t field)
{
    const field_info *f;
    const void *at = value_at(c, kind, parent, index, field, &f);
    return at && f->type == FIELD_BOOLEAN ? *(const model_truth *)at : REUNIFY_UNKNOWN;
}

int64_t reunify_case_get_number(const reunify_case *c, int32_t kind, size_t parent, size_t index,
                                int32_t field)
{
    const field_info *f;
    const void *at = value_at(c, kind, parent, index, field, &f);
    return at && f->type == FIELD_NUMBER ? *(const int64_t *)at : -1;
}

static const model_codes *codes_at(const reunify_case *c, int32_t kind, size_t parent, size_t index,
                                   int32_t field)
{
    const field_info *f;
    const void *at = value_at(c, kind, parent, index, field, &f);
    return at && f->type == FIELD_CODES ? at : NULL;
}

size_t reunify_case_get_code_count(const reunify_case *c, int32_t kind, size_t parent, size_t index,
                                   int32_t field)
{
    const model_codes *codes = codes_at(c, kind, parent, index, field);
    return codes ? codes->count : 0;
}

const char *reunify_case_get_code(const reunify_case *c, int32_t kind, size_t parent, size_t index,
                                  int32_t field, size_t at)
{
    const model_codes *codes = codes_at(c, kind, parent, index, field);
    return codes && at < codes->count ? model_name(c, codes->items[at])->data : NULL;
}
