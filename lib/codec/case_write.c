/*
 * Writing a case as canonical JSON, by the field table: what is absent is left out, entries stand
 * in the order of adding, named values in the order of their names.
 *
 * Members come in the order of the table and of the lists below. A list that was not declared is
 * left out; one that is complete and has no entries is an empty array, which says that there are
 * none. So two cases that say the same are the same bytes, and that is how they are compared; and
 * what is written is read as the same case. Attributes of the case are two lists in the model,
 * those that always hold and those with a time; both are put in order and merged, a name with times
 * as an array.
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

static void write_value(json_writer *w, const reunify_case *c, const model_named *value)
{
    const text *code = model_name(c, value->code);
    if (value->type == NAMED_TEXT)
        json_write_string(w, code->data, code->length);
    else if (value->type == NAMED_BOOLEAN)
        json_write_boolean(w, value->number != 0);
    else
        json_write_thousandths(w, value->number);
}

static void write_named_value(json_writer *w, const reunify_case *c, const model_named *value)
{
    const text *name = model_name(c, value->name);
    json_write_named(w, name->data, name->length);
    write_value(w, c, value);
}

typedef struct {
    const text *name;
    const model_named *value;
} named_row;

static int by_name(const void *a, const void *b)
{
    return text_order(*((const named_row *)a)->name, *((const named_row *)b)->name);
}

/* In the order of their names; at most MODEL_MOST_NAMED. */
static void order_named(const reunify_case *c, const model_list *list, named_row *rows)
{
    const model_named *items = list->items;
    for (size_t i = 0; i < list->count; i++)
        rows[i] = (named_row){model_name(c, items[i].name), &items[i]};
    sort_items(rows, list->count, sizeof *rows, by_name);
}

/* An object without values says nothing and is left out, unlike an empty array. */
static void write_named(json_writer *w, const reunify_case *c, const char *member,
                        const model_list *list)
{
    named_row rows[MODEL_MOST_NAMED];
    if (!list->count)
        return;
    order_named(c, list, rows);
    json_write_name(w, member);
    json_open_object(w);
    for (size_t i = 0; i < list->count; i++)
        write_named_value(w, c, rows[i].value);
    json_close_object(w);
}

/* Attributes of the case ---------------------------------------------------------------------- */

typedef struct {
    const text *name;
    const model_attribute *span;
} span_row;

static int by_name_and_place(const void *left, const void *right)
{
    const span_row *a = left, *b = right;
    const int order = text_order(*a->name, *b->name);
    return order ? order : (a->span->place > b->span->place) - (a->span->place < b->span->place);
}

/* Those that have a value, in their order; how many there are. */
static size_t order_spans(const reunify_case *c, span_row *rows)
{
    const model_list *l = &c->lists[REUNIFY_ENTRY_ATTRIBUTE];
    const model_attribute *items = l->items;
    size_t count = 0;
    for (size_t i = 0; i < l->count; i++)
        if (model_attribute_value(&items[i]))
            rows[count++] = (span_row){model_name(c, items[i].name), &items[i]};
    sort_items(rows, count, sizeof *rows, by_name_and_place);
    return count;
}

static void write_span(json_writer *w, const reunify_case *c, const model_attribute *a)
{
    json_open_object(w);
    json_write_name(w, model_kinds[REUNIFY_ENTRY_ATTRIBUTE].named);
    write_value(w, c, model_attribute_value(a));
    write_fields(w, c, REUNIFY_ENTRY_ATTRIBUTE, a);
    json_close_object(w);
}

/* All of one name; how many that were. */
static size_t write_spans(json_writer *w, const reunify_case *c, const span_row *rows, size_t count)
{
    size_t at = 0;
    json_write_named(w, rows->name->data, rows->name->length);
    json_open_array(w);
    for (; at < count && rows[at].name == rows->name; at++)
        write_span(w, c, rows[at].span);
    json_close_array(w);
    return at;
}

static void merge_attributes(json_writer *w, const reunify_case *c, const span_row *spans,
                             size_t count)
{
    named_row singles[MODEL_MOST_NAMED];
    size_t at = 0;
    order_named(c, &c->attributes, singles);
    for (size_t i = 0; i < c->attributes.count; i++) {
        while (at < count && text_order(*spans[at].name, *singles[i].name) < 0)
            at += write_spans(w, c, spans + at, count - at);
        write_named_value(w, c, singles[i].value);
    }
    while (at < count)
        at += write_spans(w, c, spans + at, count - at);
}

/* False when out of memory. */
static bool write_attributes(json_writer *w, const reunify_case *c)
{
    const size_t most = c->lists[REUNIFY_ENTRY_ATTRIBUTE].count;
    if (!most) {
        write_named(w, c, "attributes", &c->attributes);
        return true;
    }
    arena scratch;
    arena_start(&scratch, c->context);
    span_row *spans = arena_take_array(&scratch, most, sizeof *spans);
    const size_t count = spans ? order_spans(c, spans) : 0;
    if (count || c->attributes.count) {
        json_write_name(w, "attributes");
        json_open_object(w);
        merge_attributes(w, c, spans, count);
        json_close_object(w);
    }
    arena_release(&scratch);
    return spans != NULL;
}

/* Entries ------------------------------------------------------------------------------------- */

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

/* False when out of memory. */
static bool write_case(json_writer *w, const reunify_case *c)
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
    if (!write_attributes(w, c))
        return false;
    for (size_t i = 0; i < LENGTH_OF(lists); i++)
        write_list(w, c, lists[i], &c->lists[lists[i]]);
    json_close_object(w);
    return true;
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
    if (!write_case(&w, record))
        compact.failed = true;
    return json_finish(&compact, flags & REUNIFY_JSON_PRETTY, out) ? error_no_memory(error)
                                                                   : REUNIFY_OK;
}
