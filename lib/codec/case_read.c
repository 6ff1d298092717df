/*
 * Reading a case from JSON, by the field table: an error object gets every fault, each with its
 * place.
 */
#include "codec/codec.h"
#include "model/model.h"
#include "json/json.h"

#include <inttypes.h>
#include <stdio.h>

typedef struct {
    reunify_case *c;
    reunify_error *error;
    bool strict;
    bool stop;             /* out of memory or out of items: nothing more can be read */
    reunify_status status; /* of the first fault */
} reader;

/* Where the reader is. It becomes a JSON Pointer only when there is something to say about it. */
typedef struct {
    int32_t kind;
    size_t parent, index; /* of the entry */
    text member;          /* of the entry; data NULL: the entry itself */
    text name;            /* of a named value in the member, if any */
    size_t element;       /* of an array in the member, from 1; 0: the member itself */
} place;

static void make_pointer(pointer *p, const place *at)
{
    model_place(p, at->kind, at->parent, at->index);
    if (at->member.data)
        pointer_push(p, at->member.data, at->member.length);
    if (at->name.data)
        pointer_push(p, at->name.data, at->name.length);
    if (at->element)
        pointer_push_index(p, at->element - 1);
}

/* Faults -------------------------------------------------------------------------------------- */

static void add_fault(reader *r, const place *at, reunify_status status, const char *code,
                      const char *message)
{
    pointer p;
    make_pointer(&p, at);
    error_add(r->error, status, code, p.data, "%s", message);
    if (!r->status)
        r->status = status;
}

static void wrong_type(reader *r, const place *at, const char *expected)
{
    add_fault(r, at, REUNIFY_INVALID, "wrong_type", expected);
}

static void no_memory(reader *r)
{
    reunify_error_clear(r->error); /* what was found before is not all there is to find */
    r->status = error_no_memory(r->error);
    r->stop = true;
}

static void too_many_items(reader *r, const place *at)
{
    char message[ERROR_MESSAGE];
    snprintf(message, sizeof message,
             "more items than max_items, %" PRIu64 ", or more than 1000 values in one object",
             r->c->context->max_items);
    add_fault(r, at, REUNIFY_LIMIT, "limit_items", message);
    r->stop = true;
}

/* What a setter of the model gave back: `problem` has a code where the value itself was refused. */
static void take_result(reader *r, const place *at, reunify_status status,
                        const model_problem *problem)
{
    if (!status)
        return;
    if (status == REUNIFY_NO_MEMORY)
        no_memory(r);
    else if (problem && problem->code)
        add_fault(r, at, status, problem->code, problem->message);
    else
        too_many_items(r, at);
}

/* A member that the format does not have. */
static void unknown_member(reader *r, const place *at)
{
    if (codec_is_foreign(at->member.data, at->member.length))
        return;
    if (r->strict) {
        add_fault(r, at, REUNIFY_INVALID, "unknown_member",
                  "expected a member of the format, or a name that starts with x_");
        return;
    }
    pointer p;
    make_pointer(&p, at);
    if (model_warn(r->c, "unknown_member", p.data))
        no_memory(r);
}

/* Values -------------------------------------------------------------------------------------- */

static bool is_null(json_node *value)
{
    return json_kind_of(value) == JSON_KIND_NULL;
}

/*
 * To the nearest thousandths, halves away from zero; false where the number is too large. What
 * counts is how the number is written: the division is rounded correctly, so it gives the very
 * number that reading the decimals of the half gives.
 */
static bool read_thousandths(json_node *value, int64_t *out)
{
    const int64_t most = MODEL_MOST_NUMBER / 1000;
    if (json_kind_of(value) == JSON_KIND_INTEGER) {
        const int64_t integer = node_integer(value);
        *out = integer >= -most && integer <= most ? integer * 1000 : 0;
        return integer >= -most && integer <= most;
    }
    const double real = node_real(value);
    if (!(real >= (double)-most && real <= (double)most))
        return false;
    const double size = real < 0 ? -real : real;
    const int64_t below = (int64_t)(size * 1000);
    const double half = (double)(2 * below + 1) / 2000;
    const int64_t nearest = size < half ? below : below + 1;
    *out = real < 0 ? -nearest : nearest;
    return true;
}

static bool is_number(json_node *value)
{
    return json_kind_of(value) == JSON_KIND_INTEGER || json_kind_of(value) == JSON_KIND_REAL;
}

static void bad_number(reader *r, const place *at, const char *from)
{
    char message[ERROR_MESSAGE];
    snprintf(message, sizeof message, "expected a number from %s to 1,000,000,000", from);
    add_fault(r, at, REUNIFY_INVALID, "bad_number", message);
}

static void read_number(reader *r, void *entry, const field_info *f, json_node *value,
                        const place *at)
{
    int64_t number;
    model_problem problem;
    if (!is_number(value))
        wrong_type(r, at, "expected a number");
    else if (node_real(value) < 0 || !read_thousandths(value, &number) ||
             model_set_number(entry, f, number, &problem))
        bad_number(r, at, "0");
}

static void read_string(reader *r, void *entry, const field_info *f, json_node *value,
                        const place *at)
{
    if (json_kind_of(value) != JSON_KIND_STRING) {
        wrong_type(r, at, "expected a string");
        return;
    }
    const text t = json_text(value);
    model_problem problem;
    problem.code = NULL;
    take_result(r, at, model_set_text(r->c, entry, f, t.data, t.length, &problem), &problem);
}

static void read_date(reader *r, void *entry, const field_info *f, json_node *value,
                      const place *at)
{
    if (json_kind_of(value) != JSON_KIND_STRING) {
        wrong_type(r, at, "expected a date: a string YYYY-MM-DD");
        return;
    }
    const text t = json_text(value);
    reunify_date date;
    model_problem problem;
    if (!date_parse(t.data, t.length, &date) || model_set_date(entry, f, date, &problem))
        add_fault(r, at, REUNIFY_INVALID, "bad_date",
                  "expected a date of the calendar, written YYYY-MM-DD");
}

static void read_birth(reader *r, void *entry, const field_info *f, json_node *value,
                       const place *at)
{
    if (json_kind_of(value) != JSON_KIND_STRING) {
        wrong_type(r, at, "expected a date: a string YYYY-MM-DD, YYYY-MM or YYYY");
        return;
    }
    const text t = json_text(value);
    model_problem problem;
    problem.code = NULL;
    take_result(r, at, model_set_text(r->c, entry, f, t.data, t.length, &problem), &problem);
}

static void read_boolean(reader *r, void *entry, const field_info *f, json_node *value,
                         const place *at)
{
    if (json_kind_of(value) != JSON_KIND_BOOLEAN)
        wrong_type(r, at, "expected true or false");
    else
        *((model_truth *)entry + f->offset) = node_boolean(value) ? REUNIFY_TRUE : REUNIFY_FALSE;
}

static void read_code(reader *r, void *entry, const field_info *f, json_node *value,
                      const place *at)
{
    if (json_kind_of(value) != JSON_KIND_STRING) {
        wrong_type(r, at, "expected a string");
        return;
    }
    const text t = json_text(value);
    model_problem problem;
    problem.code = NULL;
    take_result(r, at, model_append_code(r->c, entry, f, t.data, t.length, &problem), &problem);
}

static void read_codes(reader *r, void *entry, const field_info *f, json_node *value, place *at)
{
    if (json_kind_of(value) != JSON_KIND_ARRAY) {
        wrong_type(r, at, "expected an array of codes");
        return;
    }
    ((model_codes *)(void *)((char *)entry + f->offset))->declared = true;
    const size_t count = json_count(value);
    for (size_t i = 0; i < count && !r->stop; i++) {
        at->element = i + 1;
        read_code(r, entry, f, json_element(value, i), at);
    }
    at->element = 0;
}

static void read_field(reader *r, void *entry, const field_info *f, json_node *value, place *at)
{
    if (is_null(value))
        return;
    switch (f->type) {
    case FIELD_DATE:
        read_date(r, entry, f, value, at);
        break;
    case FIELD_BIRTH:
        read_birth(r, entry, f, value, at);
        break;
    case FIELD_BOOLEAN:
        read_boolean(r, entry, f, value, at);
        break;
    case FIELD_NUMBER:
        read_number(r, entry, f, value, at);
        break;
    case FIELD_CODES:
        read_codes(r, entry, f, value, at);
        break;
    default:
        read_string(r, entry, f, value, at);
        break;
    }
}

/* Named values: findings and attributes ------------------------------------------------------- */

/* False where the value is no scalar, or a number that cannot be held; that fault is then added. */
static bool read_scalar(reader *r, json_node *value, model_named *out, text *string,
                        const place *at)
{
    switch (json_kind_of(value)) {
    case JSON_KIND_STRING:
        out->type = NAMED_TEXT;
        *string = json_text(value);
        return true;
    case JSON_KIND_BOOLEAN:
        out->type = NAMED_BOOLEAN;
        out->number = node_boolean(value);
        return true;
    case JSON_KIND_INTEGER:
    case JSON_KIND_REAL:
        out->type = NAMED_NUMBER;
        if (read_thousandths(value, &out->number))
            return true;
        bad_number(r, at, "-1,000,000,000");
        return false;
    default:
        wrong_type(r, at, "expected a string, a number, true, false or null");
        return false;
    }
}

static void read_named(reader *r, model_list *list, bool finding, json_node *object, place *at)
{
    if (is_null(object))
        return;
    if (json_kind_of(object) != JSON_KIND_OBJECT) {
        wrong_type(r, at, "expected an object of named values");
        return;
    }
    for (json_walk w = json_members(object); !r->stop && json_next(&w);) {
        if (is_null(w.value) || codec_is_foreign(w.name.data, w.name.length))
            continue;
        model_named value = {0};
        text string = {"", 0};
        model_problem problem;
        problem.code = NULL;
        at->name = w.name;
        if (!read_scalar(r, w.value, &value, &string, at))
            continue;
        const reunify_status status =
            model_set_named(r->c, list, finding, w.name.data, w.name.length, value, string.data,
                            string.length, &problem);
        take_result(r, at, status, &problem);
    }
    at->name = (text){NULL, 0};
}

/* Entries ------------------------------------------------------------------------------------- */

/* A member that is not in the field table, such as the findings of an assessment. */
typedef bool special_reader(reader *r, void *entry, json_node *value, place *at);

static bool name_is(const place *at, const char *name)
{
    return strncmp(at->member.data, name, at->member.length) == 0 && !name[at->member.length];
}

/* The members of one object, which is entry at->index of its kind. */
static void read_members(reader *r, void *entry, json_node *object, place *at,
                         special_reader *special)
{
    if (json_kind_of(object) != JSON_KIND_OBJECT) {
        wrong_type(r, at, "expected an object");
        return;
    }
    for (json_walk w = json_members(object); !r->stop && json_next(&w);) {
        at->member = w.name;
        const field_info *f = model_field_named(at->kind, w.name.data, w.name.length);
        if (f)
            read_field(r, entry, f, w.value, at);
        else if (!special || !special(r, entry, w.value, at))
            unknown_member(r, at);
    }
}

/*
 * Takes the room for a list at once: growing would leave copies behind. Failing is no harm: adding
 * then takes it or fails.
 */
static void reserve(reader *r, void **items, size_t *capacity, size_t count, size_t size)
{
    if (count && count <= r->c->context->max_items)
        array_reserve(&r->c->memory, items, capacity, count, size);
}

static special_reader *special_of(int32_t kind);

/* One entry, which has just been added. An id alone stands for a person to return to. */
static void read_entry(reader *r, void *entry, json_node *value, place *at)
{
    if (at->kind == REUNIFY_ENTRY_RETURN_TO && json_kind_of(value) == JSON_KIND_STRING)
        read_string(r, entry, model_field(at->kind, REUNIFY_FIELD_PERSON), value, at);
    else if (at->kind == REUNIFY_ENTRY_RETURN_TO && json_kind_of(value) != JSON_KIND_OBJECT)
        wrong_type(r, at, "expected the id of a person, or an object");
    else
        read_members(r, entry, value, at, special_of(at->kind));
}

/* An array of entries of `kind`; `at` is the place of the array. */
static void read_entries(reader *r, int32_t kind, size_t parent, json_node *array, const place *at)
{
    if (is_null(array))
        return;
    if (json_kind_of(array) != JSON_KIND_ARRAY) {
        wrong_type(r, at, "expected an array of objects");
        return;
    }
    model_list *list = model_list_of(r->c, kind, parent);
    list->declared = true;
    place inner = {.kind = kind, .parent = parent};
    const size_t count = json_count(array);
    reserve(r, &list->items, &list->capacity, count, model_kinds[kind].size);
    for (size_t i = 0; i < count && !r->stop; i++) {
        void *entry;
        inner.index = i;
        inner.member = (text){NULL, 0};
        const reunify_status status = model_add(r->c, kind, parent, &entry, &inner.index);
        if (status)
            take_result(r, &inner, status, NULL);
        else
            read_entry(r, entry, json_element(array, i), &inner);
    }
}

/* An object that there is once: the child, or an assessment's judgement. */
static void read_single(reader *r, int32_t kind, size_t parent, json_node *object)
{
    if (is_null(object))
        return;
    place inner = {.kind = kind, .parent = parent};
    void *entry;
    const reunify_status status = model_add(r->c, kind, parent, &entry, &inner.index);
    if (status)
        take_result(r, &inner, status, NULL);
    else
        read_members(r, entry, object, &inner, NULL);
}

/* A list within the entry, by the name of a kind whose entries lie in those of this one. */
static bool read_inner_list(reader *r, json_node *value, place *at)
{
    for (int32_t kind = REUNIFY_ENTRY_LEGAL_STATUS; kind < ENTRY_KINDS; kind++)
        if (model_kinds[kind].size && model_kinds[kind].parent == at->kind &&
            name_is(at, model_kinds[kind].name)) {
            read_entries(r, kind, at->index, value, at);
            return true;
        }
    return false;
}

static bool read_person_member(reader *r, void *entry, json_node *value, place *at)
{
    (void)entry;
    return read_inner_list(r, value, at);
}

static bool read_assessment_member(reader *r, void *entry, json_node *value, place *at)
{
    if (name_is(at, "findings"))
        read_named(r, &((model_assessment *)entry)->findings, true, value, at);
    else if (name_is(at, "judgement"))
        read_single(r, REUNIFY_ENTRY_JUDGEMENT, at->index, value);
    else
        return read_inner_list(r, value, at);
    return true;
}

static bool read_person_findings_member(reader *r, void *entry, json_node *value, place *at)
{
    if (!name_is(at, "findings"))
        return false;
    read_named(r, &((model_person_findings *)entry)->findings, true, value, at);
    return true;
}

static bool read_record_member(reader *r, void *entry, json_node *value, place *at)
{
    if (!name_is(at, "attributes"))
        return false;
    read_named(r, &((model_record *)entry)->attributes, false, value, at);
    return true;
}

static special_reader *special_of(int32_t kind)
{
    switch (kind) {
    case REUNIFY_ENTRY_PERSON:
        return read_person_member;
    case REUNIFY_ENTRY_ASSESSMENT:
        return read_assessment_member;
    case REUNIFY_ENTRY_PERSON_FINDINGS:
        return read_person_findings_member;
    case REUNIFY_ENTRY_RECORD:
        return read_record_member;
    default:
        return NULL;
    }
}

/* The document -------------------------------------------------------------------------------- */

static bool read_case_member(reader *r, void *entry, json_node *value, place *at)
{
    reunify_case *c = entry;
    if (name_is(at, "schema"))
        return true; /* looked at before */
    if (name_is(at, "attributes")) {
        read_named(r, &c->attributes, false, value, at);
        return true;
    }
    if (name_is(at, "child")) {
        read_single(r, REUNIFY_ENTRY_CHILD, 0, value);
        return true;
    }
    return read_inner_list(r, value, at);
}

static void check_schema(reader *r, json_node *root)
{
    static const place at = {.kind = REUNIFY_ENTRY_CASE, .member = {"schema", 6}};
    json_node *value = json_member(root, "schema");
    if (value && json_kind_of(value) == JSON_KIND_STRING) {
        const text t = json_text(value);
        if (text_is(t, CASE_SCHEMA, sizeof CASE_SCHEMA - 1))
            return;
    }
    add_fault(r, &at, REUNIFY_INVALID, "bad_schema", "expected the string \"" CASE_SCHEMA "\"");
}

/* Finishing would say so too, but is not reached where there are other faults. */
static void check_id(reader *r, json_node *root)
{
    static const place at = {.kind = REUNIFY_ENTRY_CASE, .member = {"id", 2}};
    json_node *value = json_member(root, "id");
    if (!value || is_null(value))
        add_fault(r, &at, REUNIFY_INVALID, "missing_member", "expected an id of the case");
}

static void read_document(reader *r, json_node *root)
{
    place at = {.kind = REUNIFY_ENTRY_CASE};
    if (json_kind_of(root) == JSON_KIND_OBJECT) {
        check_schema(r, root);
        check_id(r, root);
    }
    read_members(r, r->c, root, &at, read_case_member);
}

static reunify_status read_and_finish(reunify_case *c, json_node *root, uint32_t flags,
                                      reunify_error *error)
{
    reader r = {.c = c, .error = error, .strict = (flags & REUNIFY_CASE_STRICT) != 0};
    read_document(&r, root);
    return r.status ? r.status : reunify_case_finish(c, error);
}

reunify_status reunify_case_from_json(reunify_context *context, const char *json, size_t length,
                                      uint32_t flags, reunify_case **out, reunify_error *error)
{
    reunify_error_clear(error);
    if (!out)
        return error_argument(error, "out is NULL");
    *out = NULL;
    if (flags & ~(uint32_t)REUNIFY_CASE_STRICT)
        return error_argument(error, "there is no such flag");
    if (!json)
        return error_argument(error, "the document is NULL");
    context = context_or_default(context);
    json_document *document;
    reunify_status status = json_parse(context, json, length, &document, error);
    if (status)
        return status;
    reunify_case *c;
    status = reunify_case_new(context, &c, error);
    if (!status)
        status = read_and_finish(c, json_root(document), flags, error);
    json_release(document);
    if (status)
        reunify_case_free(c);
    else
        *out = c;
    return status;
}
