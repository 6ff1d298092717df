/*
 * Writing a case as canonical JSON, by the field table: what is absent is left out, entries stand
 * in the order of adding, named values in the order of their names.
 */
#include "codec/codec.h"
#include "model/model.h"
#include "json/json.h"

static void write_codes(json_writer *w, const reunify_case *c, const field_info *f,
                        const model_codes *codes)
{
    if (!codes->declared)
        return;
    json_write_named(w, f->name, f->name_length);
    json_open_array(w);
    for (size_t i = 0; i < codes->count; i++) {
        const text *name = model_name(c, codes->items[i]);
        json_write_string(w, name->data, name->length);
    }
    json_close_array(w);
}

static void write_string(json_writer *w, const field_info *f, const text *value)
{
    if (!value || !value->data)
        return;
    json_write_name(w, f->name);
    json_write_string(w, value->data, value->length);
}

static void write_enum(json_writer *w, const field_info *f, model_enum value)
{
    if (value == ENUM_NONE)
        return;
    json_write_name(w, f->name);
    json_write_text(w, f->allowed[value]);
}

static void write_date(json_writer *w, const field_info *f, reunify_date value)
{
    if (value == REUNIFY_DATE_NONE)
        return;
    json_write_name(w, f->name);
    json_write_date(w, value);
}

static void write_birth(json_writer *w, const field_info *f, const char *given)
{
    if (!*given)
        return;
    json_write_name(w, f->name);
    json_write_text(w, given);
}

static void write_boolean(json_writer *w, const field_info *f, model_truth value)
{
    if (value == REUNIFY_UNKNOWN)
        return;
    json_write_name(w, f->name);
    json_write_boolean(w, value == REUNIFY_TRUE);
}

static void write_number(json_writer *w, const field_info *f, int64_t thousandths)
{
    if (thousandths < 0)
        return;
    json_write_name(w, f->name);
    json_write_thousandths(w, thousandths);
}

static void write_field(json_writer *w, const reunify_case *c, const field_info *f,
                        const void *entry)
{
    const void *at = (const char *)entry + f->offset;
    switch (f->type) {
    case FIELD_TEXT:
        write_string(w, f, at);
        break;
    case FIELD_CODE:
        write_string(w, f, model_name(c, *(const symbol *)at));
        break;
    case FIELD_ENUM:
        write_enum(w, f, *(const model_enum *)at);
        break;
    case FIELD_DATE:
        write_date(w, f, *(const reunify_date *)at);
        break;
    case FIELD_BIRTH:
        write_birth(w, f, (const char *)at + sizeof(model_birth));
        break;
    case FIELD_BOOLEAN:
        write_boolean(w, f, *(const model_truth *)at);
        break;
    case FIELD_NUMBER:
        write_number(w, f, *(const int64_t *)at);
        break;
    case FIELD_CODES:
        write_codes(w, c, f, at);
        break;
    }
}

static void write_fields(json_writer *w, const reunify_case *c, int32_t kind, const void *entry)
{
    for (size_t i = 0; i < model_kinds[kind].field_count; i++)
        write_field(w, c, &model_kinds[kind].fields[i], entry);
}

static void write_named_value(json_writer *w, const reunify_case *c, const model_named *value)
{
    const text *name = model_name(c, value->name), *code = model_name(c, value->code);
    json_write_named(w, name->data, name->length);
    if (value->type == NAMED_TEXT)
        json_write_string(w, code->data, code->length);
    else if (value->type == NAMED_BOOLEAN)
        json_write_boolean(w, value->number != 0);
    else
        json_write_thousandths(w, value->number);
}

typedef struct {
    const text *name;
    const model_named *value;
} named_row;

static int by_name(const void *a, const void *b)
{
    const text *x = ((const named_row *)a)->name, *y = ((const named_row *)b)->name;
    const int order = memcmp(x->data, y->data, x->length < y->length ? x->length : y->length);
    return order ? order : (x->length > y->length) - (x->length < y->length);
}

/* In the order of their names. An object without values says nothing and is left out, unlike an
 * empty array. */
static void write_named(json_writer *w, const reunify_case *c, const char *member,
                        const model_list *list)
{
    const model_named *items = list->items;
    named_row rows[MODEL_MOST_NAMED];
    if (!list->count)
        return;
    for (size_t i = 0; i < list->count; i++)
        rows[i] = (named_row){model_name(c, items[i].name), &items[i]};
    sort_items(rows, list->count, sizeof *rows, by_name);
    json_write_name(w, member);
    json_open_object(w);
    for (size_t i = 0; i < list->count; i++)
        write_named_value(w, c, rows[i].value);
    json_close_object(w);
}

static void write_list(json_writer *w, const reunify_case *c, int32_t kind, const model_list *list);

static void write_assessment(json_writer *w, const reunify_case *c, const model_assessment *a)
{
    write_named(w, c, "findings", &a->findings);
    write_list(w, c, REUNIFY_ENTRY_PERSON_FINDINGS, &a->people);
    write_list(w, c, REUNIFY_ENTRY_FACTOR, &a->factors);
    if (!a->judgement.given)
        return;
    json_write_name(w, model_kinds[REUNIFY_ENTRY_JUDGEMENT].name);
    json_open_object(w);
    write_fields(w, c, REUNIFY_ENTRY_JUDGEMENT, &a->judgement);
    json_close_object(w);
}

/* What an entry has besides the fields of the table. */
static void write_special(json_writer *w, const reunify_case *c, int32_t kind, const void *entry)
{
    switch (kind) {
    case REUNIFY_ENTRY_PERSON:
        write_list(w, c, REUNIFY_ENTRY_STAY, &((const model_person *)entry)->stays);
        break;
    case REUNIFY_ENTRY_ASSESSMENT:
        write_assessment(w, c, entry);
        break;
    case REUNIFY_ENTRY_PERSON_FINDINGS:
        write_named(w, c, "findings", &((const model_person_findings *)entry)->findings);
        break;
    case REUNIFY_ENTRY_RECORD:
        write_named(w, c, "attributes", &((const model_record *)entry)->attributes);
        break;
    default:
        break;
    }
}

static void write_entry(json_writer *w, const reunify_case *c, int32_t kind, const void *entry)
{
    const model_return_to *to = kind == REUNIFY_ENTRY_RETURN_TO ? entry : NULL;
    if (to && to->person.data && model_is_plain(to)) {
        json_write_string(w, to->person.data, to->person.length);
        return;
    }
    json_open_object(w);
    write_fields(w, c, kind, entry);
    write_special(w, c, kind, entry);
    json_close_object(w);
}

static void write_list(json_writer *w, const reunify_case *c, int32_t kind, const model_list *list)
{
    if (!list->declared)
        return;
    const kind_info *k = &model_kinds[kind];
    json_write_name(w, k->name);
    json_open_array(w);
    for (size_t i = 0; i < list->count; i++)
        write_entry(w, c, kind, (const char *)list->items + i * k->size);
    json_close_array(w);
}

static void write_case(json_writer *w, const reunify_case *c)
{
    static const int32_t lists[] = {REUNIFY_ENTRY_LEGAL_STATUS, REUNIFY_ENTRY_CARE_PERIOD,
                                    REUNIFY_ENTRY_PLACEMENT,    REUNIFY_ENTRY_RETURN,
                                    REUNIFY_ENTRY_RETURN_TO,    REUNIFY_ENTRY_PERSON,
                                    REUNIFY_ENTRY_ASSESSMENT,   REUNIFY_ENTRY_RECORD,
                                    REUNIFY_ENTRY_FAMILY_TIME,  REUNIFY_ENTRY_GOAL};
    json_open_object(w);
    json_write_name(w, "schema");
    json_write_text(w, CASE_SCHEMA);
    write_fields(w, c, REUNIFY_ENTRY_CASE, c);
    if (c->child_given) {
        json_write_name(w, model_kinds[REUNIFY_ENTRY_CHILD].name);
        json_open_object(w);
        write_fields(w, c, REUNIFY_ENTRY_CHILD, &c->child);
        json_close_object(w);
    }
    write_named(w, c, "attributes", &c->attributes);
    for (size_t i = 0; i < LENGTH_OF(lists); i++)
        write_list(w, c, lists[i], &c->lists[lists[i]]);
    json_close_object(w);
}

reunify_status reunify_case_equal(const reunify_case *a, const reunify_case *b, int32_t *equal,
                                  reunify_error *error)
{
    reunify_error_clear(error);
    if (equal)
        *equal = 0;
    if (!a || !b || !equal)
        return error_argument(error, "a case, or the place for the answer, is NULL");
    reunify_text *of_a = NULL, *of_b = NULL;
    reunify_status status = reunify_case_to_json(a, 0, &of_a, error);
    if (!status)
        status = reunify_case_to_json(b, 0, &of_b, error);
    if (!status)
        *equal =
            reunify_text_length(of_a) == reunify_text_length(of_b) &&
            !memcmp(reunify_text_data(of_a), reunify_text_data(of_b), reunify_text_length(of_a));
    reunify_text_free(of_a);
    reunify_text_free(of_b);
    return status;
}

reunify_status reunify_case_to_json(const reunify_case *record, uint32_t flags, reunify_text **out,
                                    reunify_error *error)
{
    reunify_error_clear(error);
    if (out)
        *out = NULL;
    if (!record || !out)
        return error_argument(error, "the case or out is NULL");
    if (flags & ~(uint32_t)REUNIFY_JSON_PRETTY)
        return error_argument(error, "there is no such flag");
    buffer compact;
    buffer_start(&compact, record->context);
    json_writer w = json_writer_to(&compact);
    write_case(&w, record);
    return json_finish(&compact, flags & REUNIFY_JSON_PRETTY, out) ? error_no_memory(error)
                                                                   : REUNIFY_OK;
}
