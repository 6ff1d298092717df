/*
 * Reading a case from JSON, in one pass over the text and straight into the case.
 *
 * The scan (lib/json) hands out values as they come; what each member is, the field table of the
 * model says, and a second table here the lists and objects within an entry. Members mostly stand
 * in the order of the table, so the search for a name begins at the row behind the last one found.
 * Few codes make up most of a case: those met before are found without being checked again.
 * An array is collected on a stage and copied into the case when it ends. Of the attributes of the
 * case two stages fill at once: single values, and those that have a time.
 *
 * An error object gets every fault, each with its place, line and column. A value that is refused
 * is passed over and reading goes on; only what the text itself has wrong, a limit or the lack of
 * memory ends it. What needs the whole case (ids, references, intervals) is checked last, also of a
 * case with faults: then without what only follows from a fault that was told already.
 */
#include "codec/codec.h"
#include "codec/stage.h"
#include "model/model.h"
#include "json/json.h"

#include <inttypes.h>
#include <stdio.h>

enum { KNOWN = 256 };

typedef struct {
    reunify_case *c;
    json_scan scan;
    json_lines lines;
    arena scratch;
    stage entries[ENTRY_KINDS], codes, named;
    const void *blank[ENTRY_KINDS]; /* an entry in which nothing is set; NULL: none was read yet */
    uint8_t first_row[ENTRY_KINDS]; /* the row that the last entry of the kind began with */
    symbol known[KNOWN];            /* codes met before, where their hash puts them */
    reunify_error *error;
    bool strict;
    bool stop;             /* nothing more can be read, and that was told */
    reunify_status status; /* of the first fault */
} reader;

/* Where the reader is. It becomes a JSON Pointer only when there is something to say about it. */
typedef struct {
    int32_t kind;
    size_t parent, index; /* of the entry */
    text member;          /* of the entry; data NULL: the entry itself */
    text name;            /* of a named value in the member, if any; of the attribute */
    size_t element;       /* of an array in the member, from 1; 0: the member itself */
    size_t offset;        /* of what was looked at last */
} place;

/* The entries of an attribute stand under its name, and are not yet in the case. */
static void place_attribute(pointer *p, const place *at)
{
    pointer_start(p);
    pointer_push(p, "attributes", 10);
    pointer_push(p, at->name.data, at->name.length);
    pointer_push_index(p, at->index);
    if (at->member.data)
        pointer_push(p, at->member.data, at->member.length);
}

static void make_pointer(const reader *r, pointer *p, const place *at)
{
    if (at->kind == REUNIFY_ENTRY_ATTRIBUTE) {
        place_attribute(p, at);
        return;
    }
    model_place(p, r->c, at->kind, at->parent, at->index);
    if (at->member.data)
        pointer_push(p, at->member.data, at->member.length);
    if (at->name.data)
        pointer_push(p, at->name.data, at->name.length);
    if (at->element)
        pointer_push_index(p, at->element - 1);
}

/* Faults -------------------------------------------------------------------------------------- */

/* Gives the fault just added its line and column. */
static void place_fault(reader *r, size_t offset)
{
    if (!r->error || r->error->total > ERROR_FAULTS)
        return;
    json_lines_to(&r->lines, offset);
    error_place(r->error, r->lines.line, r->lines.column);
}

static void add_fault(reader *r, const place *at, reunify_status status, const char *code,
                      const char *message)
{
    pointer p;
    make_pointer(r, &p, at);
    error_add(r->error, status, code, p.data, "%s", message);
    place_fault(r, at->offset);
    if (!r->status)
        r->status = status;
}

/* Nothing more is read: the scan is at its end. */
static void stop(reader *r)
{
    r->stop = true;
    r->scan.at = r->scan.end;
}

static void no_memory(reader *r)
{
    reunify_error_clear(r->error); /* what was found before is not all there is to find */
    r->status = error_no_memory(r->error);
    stop(r);
}

static void too_many_items(reader *r, const place *at)
{
    char message[ERROR_MESSAGE];
    snprintf(message, sizeof message,
             "more items than max_items, %" PRIu64 ", or more than %d values in one object",
             r->c->context->max_items, MODEL_MOST_NAMED);
    add_fault(r, at, REUNIFY_LIMIT, "limit_items", message);
    stop(r);
}

/* What the model gave back: `problem` has a code where the value itself was refused. */
static void take_result(reader *r, const place *at, reunify_status status,
                        const model_problem *problem)
{
    if (status == REUNIFY_NO_MEMORY)
        no_memory(r);
    else if (status)
        add_fault(r, at, status, problem->code, problem->message);
}

static void double_name(reader *r, size_t offset)
{
    if (offset == SIZE_MAX)
        return;
    json_scan_report_double(&r->scan, offset, &r->lines, r->error);
    if (!r->status)
        r->status = REUNIFY_INVALID;
}

/* Passes over what is not read. */
static void skip(reader *r, bool judged)
{
    size_t doubled;
    json_scan_skip(&r->scan, judged, &doubled);
    double_name(r, doubled);
}

/* A member that the format does not have: its name stands at `at`. */
static void unknown_member(reader *r, const place *at)
{
    if (r->strict) {
        add_fault(r, at, REUNIFY_INVALID, "unknown_member",
                  "expected a member of the format, or a name that starts with x_");
        return;
    }
    pointer p;
    make_pointer(r, &p, at);
    if (model_warn(r->c, "unknown_member", p.data))
        no_memory(r);
}

/* Values -------------------------------------------------------------------------------------- */

/* What stands next, and where. */
static json_kind next_kind(reader *r, place *at)
{
    const json_kind kind = json_scan_kind(&r->scan);
    at->offset = (size_t)(r->scan.at - r->scan.start);
    return kind;
}

/* True where the value is as expected; else it is told and passed over. */
static bool is_kind(reader *r, const place *at, json_kind kind, json_kind wanted,
                    const char *expected)
{
    if (kind == wanted)
        return true;
    if (kind == JSON_KIND_NONE)
        return false;
    add_fault(r, at, REUNIFY_INVALID, "wrong_type", expected);
    skip(r, true);
    return false;
}

static void bad_number(reader *r, const place *at, const char *from)
{
    char message[ERROR_MESSAGE];
    snprintf(message, sizeof message, "expected a number from %s to 1,000,000,000", from);
    add_fault(r, at, REUNIFY_INVALID, "bad_number", message);
}

/*
 * A code. One that was met before is found by where a quick hash puts it, if none came to the same
 * place since; the case's own set of codes decides about all others.
 */
static reunify_status code_of(reader *r, text t, symbol *out, model_problem *problem)
{
    uint32_t ends[2] = {0, 0};
    if (t.length >= sizeof ends) {
        memcpy(&ends[0], t.data, sizeof ends[0]);
        memcpy(&ends[1], t.data + t.length - sizeof ends[1], sizeof ends[1]);
    }
    const uint32_t hash = (ends[0] ^ ends[1] * 31u ^ (uint32_t)t.length) * 0x9E3779B1u;
    symbol *known = &r->known[hash >> 24];
    if (*known != SYMBOL_NONE && text_is(*model_name(r->c, *known), t.data, t.length)) {
        *out = *known;
        return REUNIFY_OK;
    }
    const reunify_status status = model_make_code(r->c, t.data, t.length, out, problem);
    if (!status)
        *known = *out;
    return status;
}

static void read_number(reader *r, void *entry, const field_info *f, json_kind kind,
                        const place *at)
{
    json_decimal number;
    model_problem problem;
    if (!is_kind(r, at, kind, JSON_KIND_REAL, "expected a number") ||
        !json_scan_number(&r->scan, &number))
        return;
    if (number.negative || number.large || model_set_number(entry, f, number.thousandths, &problem))
        bad_number(r, at, "0");
}

static void read_text(reader *r, void *entry, const field_info *f, json_kind kind, const place *at,
                      const char *expected)
{
    text t;
    model_problem problem;
    if (!is_kind(r, at, kind, JSON_KIND_STRING, expected) || !json_scan_string(&r->scan, &t))
        return;
    problem.code = NULL;
    void *to = (char *)entry + f->offset;
    take_result(r, at,
                f->type == FIELD_CODE
                    ? code_of(r, t, to, &problem)
                    : model_set_sound_text(r->c, entry, f, t.data, t.length, &problem),
                &problem);
}

static void read_date(reader *r, void *entry, const field_info *f, json_kind kind, const place *at)
{
    text t;
    reunify_date date;
    model_problem problem;
    char *to = (char *)entry + f->offset;
    if (kind == JSON_KIND_STRING && json_scan_date(&r->scan, (reunify_date *)(void *)to))
        return;
    if (!is_kind(r, at, kind, JSON_KIND_STRING, "expected a date: a string YYYY-MM-DD") ||
        !json_scan_string(&r->scan, &t))
        return;
    if (!date_parse(t.data, t.length, &date) || model_set_date(entry, f, date, &problem))
        add_fault(r, at, REUNIFY_INVALID, "bad_date",
                  "expected a date of the calendar, written YYYY-MM-DD");
}

static void read_boolean(reader *r, void *entry, const field_info *f, json_kind kind,
                         const place *at)
{
    bool truth;
    if (is_kind(r, at, kind, JSON_KIND_BOOLEAN, "expected true or false") &&
        json_scan_boolean(&r->scan, &truth))
        *((model_truth *)entry + f->offset) = truth ? REUNIFY_TRUE : REUNIFY_FALSE;
}

/* One more item of the case; false where there may be none. */
static bool count_item(reader *r, const place *at)
{
    if (r->c->items < r->c->context->max_items) {
        r->c->items++;
        return true;
    }
    too_many_items(r, at);
    return false;
}

/* What was collected, into the case: the items, NULL where there are none or no memory. */
static void *keep(reader *r, const stage *from, size_t size)
{
    if (!from->count || r->stop)
        return NULL;
    void *items = arena_take_array(&r->c->memory, from->count, size);
    if (items)
        stage_copy(from, size, items);
    else
        no_memory(r);
    return items;
}

static void keep_list(reader *r, model_list *list, const stage *from, size_t size)
{
    list->items = keep(r, from, size);
    list->count = list->capacity = list->items ? from->count : 0;
}

static void read_code(reader *r, place *at)
{
    text t;
    symbol code = SYMBOL_NONE;
    model_problem problem;
    if (!is_kind(r, at, next_kind(r, at), JSON_KIND_STRING, "expected a string") ||
        !json_scan_string(&r->scan, &t))
        return;
    problem.code = NULL;
    const reunify_status status = code_of(r, t, &code, &problem);
    take_result(r, at, status, &problem);
    if (status || !count_item(r, at))
        return;
    symbol *added = stage_add(&r->codes, &r->scratch, sizeof *added);
    if (added)
        *added = code;
    else
        no_memory(r);
}

static void read_codes(reader *r, void *entry, const field_info *f, json_kind kind, place *at)
{
    bool first = true;
    model_codes *codes = (model_codes *)(void *)((char *)entry + f->offset);
    if (!is_kind(r, at, kind, JSON_KIND_ARRAY, "expected an array of codes") ||
        !json_scan_enter(&r->scan))
        return;
    codes->declared = true;
    stage_clear(&r->codes);
    while (json_scan_element(&r->scan, &first)) {
        at->element++;
        read_code(r, at);
    }
    at->element = 0;
    codes->items = keep(r, &r->codes, sizeof *codes->items);
    codes->count = codes->capacity = codes->items ? r->codes.count : 0;
}

static void read_field(reader *r, void *entry, const field_info *f, place *at)
{
    const json_kind kind = next_kind(r, at);
    if (kind == JSON_KIND_NULL) {
        json_scan_null(&r->scan);
        return;
    }
    switch (f->type) {
    case FIELD_DATE:
        read_date(r, entry, f, kind, at);
        break;
    case FIELD_BIRTH:
        read_text(r, entry, f, kind, at, "expected a date: a string YYYY-MM-DD, YYYY-MM or YYYY");
        break;
    case FIELD_BOOLEAN:
        read_boolean(r, entry, f, kind, at);
        break;
    case FIELD_NUMBER:
        read_number(r, entry, f, kind, at);
        break;
    case FIELD_CODES:
        read_codes(r, entry, f, kind, at);
        break;
    default:
        read_text(r, entry, f, kind, at, "expected a string");
        break;
    }
}

/* Named values: findings and attributes ------------------------------------------------------- */

static const char scalar_expected[] = "expected a string, a number, true, false or null";
static const char attribute_expected[] =
    "expected a string, a number, true, false or null, or an array of such values with their time: "
    "objects with value, from and to";

/* False where there is no value to keep: it is null, or a fault that was told. */
static bool read_scalar(reader *r, json_kind kind, const char *expected, model_named *out,
                        text *string, const place *at)
{
    json_decimal number;
    bool truth;
    switch (kind) {
    case JSON_KIND_NULL:
        json_scan_null(&r->scan);
        return false;
    case JSON_KIND_STRING:
        out->type = NAMED_TEXT;
        return json_scan_string(&r->scan, string);
    case JSON_KIND_BOOLEAN:
        if (!json_scan_boolean(&r->scan, &truth))
            return false;
        out->type = NAMED_BOOLEAN;
        out->number = truth;
        return true;
    case JSON_KIND_REAL:
        if (!json_scan_number(&r->scan, &number))
            return false;
        if (number.large)
            bad_number(r, at, "-1,000,000,000");
        out->type = NAMED_NUMBER;
        out->number = number.thousandths;
        return !number.large;
    default:
        return is_kind(r, at, kind, JSON_KIND_STRING, expected);
    }
}

/* What a named value is called and, of a finding that is a text, what it is, are codes. */
static reunify_status named_of(reader *r, bool finding, text name, model_named *value, text string,
                               model_problem *problem)
{
    const reunify_status status = code_of(r, name, &value->name, problem);
    if (status)
        return status;
    if (finding && value->type == NAMED_TEXT)
        return code_of(r, string, &value->code, problem);
    return model_check_named(r->c, finding, value, string.data, string.length, problem);
}

/* A value of the name at which the reader is; false where there is none to keep. */
static bool make_named(reader *r, json_kind kind, const char *expected, bool finding,
                       const place *at, model_named *out)
{
    text string = {"", 0};
    model_problem problem;
    *out = (model_named){0};
    if (!read_scalar(r, kind, expected, out, &string, at))
        return false;
    problem.code = NULL;
    const reunify_status status = named_of(r, finding, at->name, out, string, &problem);
    take_result(r, at, status, &problem);
    return !status;
}

static void read_named_value(reader *r, json_kind kind, const char *expected, bool finding,
                             const place *at)
{
    model_named value;
    if (!make_named(r, kind, expected, finding, at, &value))
        return;
    if (r->named.count >= MODEL_MOST_NAMED) {
        too_many_items(r, at);
        return;
    }
    model_named *added =
        count_item(r, at) ? stage_add(&r->named, &r->scratch, sizeof *added) : NULL;
    if (added)
        *added = value;
    else if (!r->stop)
        no_memory(r);
}

static void read_attribute(reader *r, place *at);

/* An attribute of the case may be an array; all other named values are one value. */
static void read_next_named(reader *r, bool finding, place *at)
{
    const bool of_case = at->kind == REUNIFY_ENTRY_CASE;
    const json_kind kind = next_kind(r, at);
    if (of_case && kind == JSON_KIND_ARRAY)
        read_attribute(r, at);
    else
        read_named_value(r, kind, of_case ? attribute_expected : scalar_expected, finding, at);
}

static void read_named(reader *r, model_list *list, bool finding, place *at)
{
    const json_kind kind = next_kind(r, at);
    bool first = true;
    const size_t mark = r->scan.name_count;
    size_t offset;
    if (kind == JSON_KIND_NULL) {
        json_scan_null(&r->scan);
        return;
    }
    if (!is_kind(r, at, kind, JSON_KIND_OBJECT, "expected an object of named values") ||
        !json_scan_enter(&r->scan))
        return;
    stage_clear(&r->named);
    while (json_scan_member(&r->scan, &first, &at->name, &offset) &&
           json_scan_note(&r->scan, at->name, offset, mark)) {
        if (text_is_foreign(at->name.data, at->name.length))
            skip(r, false);
        else
            read_next_named(r, finding, at);
    }
    at->name = (text){NULL, 0};
    double_name(r, json_scan_double(&r->scan, mark));
    keep_list(r, list, &r->named, sizeof(model_named));
    list->declared = list->count > 0;
}

/* Members ------------------------------------------------------------------------------------- */

typedef enum {
    INNER_SCHEMA,
    INNER_SINGLE,
    INNER_NAMED,
    INNER_ATTRIBUTES, /* of the case: named values, and entries of them with their time */
    INNER_FINDINGS,
    INNER_VALUE, /* of such an entry */
    INNER_ENTRIES
} inner_type;

/* A member of an entry that is no field. */
typedef struct {
    const char *name;
    size_t length;
    inner_type type;
    int32_t kind;  /* of entries, or of the object */
    size_t offset; /* of the list or the object in the entry */
} inner;

#define INNER(name, type, kind, offset)                                                            \
    {                                                                                              \
        name, sizeof name - 1, type, kind, offset                                                  \
    }
#define CASE_ENTRIES(name, kind)                                                                   \
    INNER(name, INNER_ENTRIES, kind, offsetof(reunify_case, lists) + (kind) * sizeof(model_list))

static const inner case_inner[] = {
    INNER("schema", INNER_SCHEMA, 0, 0),
    INNER("child", INNER_SINGLE, REUNIFY_ENTRY_CHILD, offsetof(reunify_case, child)),
    INNER("attributes", INNER_ATTRIBUTES, 0, offsetof(reunify_case, attributes)),
    CASE_ENTRIES("legal_statuses", REUNIFY_ENTRY_LEGAL_STATUS),
    CASE_ENTRIES("care_periods", REUNIFY_ENTRY_CARE_PERIOD),
    CASE_ENTRIES("placements", REUNIFY_ENTRY_PLACEMENT),
    CASE_ENTRIES("returns", REUNIFY_ENTRY_RETURN),
    CASE_ENTRIES("return_to", REUNIFY_ENTRY_RETURN_TO),
    CASE_ENTRIES("people", REUNIFY_ENTRY_PERSON),
    CASE_ENTRIES("assessments", REUNIFY_ENTRY_ASSESSMENT),
    CASE_ENTRIES("records", REUNIFY_ENTRY_RECORD),
    CASE_ENTRIES("family_time", REUNIFY_ENTRY_FAMILY_TIME),
    CASE_ENTRIES("goals", REUNIFY_ENTRY_GOAL),
};
static const inner person_inner[] = {
    INNER("stays", INNER_ENTRIES, REUNIFY_ENTRY_STAY, offsetof(model_person, stays)),
};
static const inner assessment_inner[] = {
    INNER("findings", INNER_FINDINGS, 0, offsetof(model_assessment, findings)),
    INNER("people", INNER_ENTRIES, REUNIFY_ENTRY_PERSON_FINDINGS,
          offsetof(model_assessment, people)),
    INNER("factors", INNER_ENTRIES, REUNIFY_ENTRY_FACTOR, offsetof(model_assessment, factors)),
    INNER("judgement", INNER_SINGLE, REUNIFY_ENTRY_JUDGEMENT,
          offsetof(model_assessment, judgement)),
};
static const inner person_findings_inner[] = {
    INNER("findings", INNER_FINDINGS, 0, offsetof(model_person_findings, findings)),
};
static const inner record_inner[] = {
    INNER("attributes", INNER_NAMED, 0, offsetof(model_record, attributes)),
};
static const inner attribute_inner[] = {
    INNER("value", INNER_VALUE, 0, offsetof(model_attribute, value)),
};

static const struct {
    const inner *rows;
    size_t count;
} inners[ENTRY_KINDS] = {
    [REUNIFY_ENTRY_CASE] = {case_inner, LENGTH_OF(case_inner)},
    [REUNIFY_ENTRY_PERSON] = {person_inner, LENGTH_OF(person_inner)},
    [REUNIFY_ENTRY_ASSESSMENT] = {assessment_inner, LENGTH_OF(assessment_inner)},
    [REUNIFY_ENTRY_PERSON_FINDINGS] = {person_findings_inner, LENGTH_OF(person_findings_inner)},
    [REUNIFY_ENTRY_RECORD] = {record_inner, LENGTH_OF(record_inner)},
    [REUNIFY_ENTRY_ATTRIBUTE] = {attribute_inner, LENGTH_OF(attribute_inner)},
};

/* The members of a kind of entry: a row for each field, then one for each of the others. */
typedef struct {
    const field_info *fields;
    const inner *others;
    size_t field_count, count;
} member_rows;

static inline member_rows rows_of(int32_t kind)
{
    const kind_info *k = &model_kinds[kind];
    return (member_rows){k->fields, inners[kind].rows, k->field_count,
                         k->field_count + inners[kind].count};
}

static inline text row_name(const member_rows *rows, size_t row)
{
    if (row < rows->field_count)
        return (text){rows->fields[row].name, rows->fields[row].name_length};
    const inner *other = &rows->others[row - rows->field_count];
    return (text){other->name, other->length};
}

/* The row behind one, at which the next name is expected. */
static inline size_t row_after(const member_rows *rows, size_t row)
{
    return row + 1 == rows->count ? 0 : row + 1;
}

enum { NO_ROW = 64 };

/* The row of a name, looked for behind the expected one, which comes last; NO_ROW: none has it. */
static size_t find_row(const member_rows *rows, size_t expected, text name)
{
    size_t row = expected;
    do {
        row = row_after(rows, row);
        const text known = row_name(rows, row);
        if (text_is(known, name.data, name.length))
            return row;
    } while (row != expected);
    return NO_ROW;
}

static void read_inner(reader *r, void *entry, const inner *in, place *at);

/* A member whose name was just read. */
static void read_row(reader *r, void *entry, const member_rows *rows, size_t row, place *at)
{
    if (row < rows->field_count)
        read_field(r, entry, &rows->fields[row], at);
    else
        read_inner(r, entry, &rows->others[row - rows->field_count], at);
}

/* A member that has no row: the host's own, or unknown. */
static void read_other(reader *r, size_t mark, place *at)
{
    const bool foreign = text_is_foreign(at->member.data, at->member.length);
    if (!json_scan_note(&r->scan, at->member, at->offset, mark))
        return;
    if (!foreign)
        unknown_member(r, at);
    skip(r, !foreign);
}

/* The member of a row, which should not have been there before. */
static void read_known(reader *r, void *entry, const member_rows *rows, size_t row, uint64_t *seen,
                       place *at)
{
    const uint64_t bit = UINT64_C(1) << row;
    at->member = row_name(rows, row);
    if (*seen & bit) {
        add_fault(r, at, REUNIFY_INVALID, "duplicate_member",
                  "a member name stands twice in one object");
        skip(r, true);
    } else {
        *seen |= bit;
        read_row(r, entry, rows, row, at);
    }
}

/* The members of one object, which is entry at->index of its kind; its bracket comes next. */
static uint64_t read_members(reader *r, void *entry, place *at)
{
    const member_rows rows = rows_of(at->kind);
    const size_t mark = r->scan.name_count;
    uint64_t seen = 0; /* a bit for each row */
    size_t row = r->first_row[at->kind];
    bool first = true;
    text name, expected = row_name(&rows, row);
    if (!json_scan_enter(&r->scan))
        return 0;
    for (; json_scan_expected(&r->scan, &first, expected, &name, &at->offset);
         expected = row_name(&rows, row)) {
        const size_t found = name.data == expected.data ? row : find_row(&rows, row, name);
        if (found == NO_ROW) {
            at->member = name;
            read_other(r, mark, at);
            continue;
        }
        if (!seen)
            r->first_row[at->kind] = (uint8_t)found;
        read_known(r, entry, &rows, found, &seen, at);
        row = row_after(&rows, found);
    }
    at->member = (text){NULL, 0};
    if (r->scan.name_count != mark)
        double_name(r, json_scan_double(&r->scan, mark));
    return seen;
}

/* Entries ------------------------------------------------------------------------------------- */

static const char *expected_entry(int32_t kind)
{
    return kind == REUNIFY_ENTRY_RETURN_TO ? "expected the id of a person, or an object"
                                           : "expected an object";
}

/* Clears an entry by a copy, which is made once. */
static bool clear_entry(reader *r, int32_t kind, void *entry)
{
    const size_t size = model_kinds[kind].size;
    if (!r->blank[kind]) {
        void *blank = arena_take(&r->scratch, size);
        if (!blank)
            return false;
        model_clear(kind, blank);
        r->blank[kind] = blank;
    }
    memcpy(entry, r->blank[kind], size);
    return true;
}

/* Room for one more entry of a kind, in which nothing is set; NULL where there is none. */
static void *add_entry(reader *r, const place *at)
{
    stage *entries = &r->entries[at->kind];
    if (entries->count >= MODEL_MOST_ENTRIES) {
        too_many_items(r, at);
        return NULL;
    }
    if (!count_item(r, at))
        return NULL;
    void *entry = stage_add(entries, &r->scratch, model_kinds[at->kind].size);
    if (entry && clear_entry(r, at->kind, entry))
        return entry;
    no_memory(r);
    return NULL;
}

/* An element of an array. An id alone stands for a person to return to. */
static void read_entry(reader *r, place *at)
{
    const json_kind kind = next_kind(r, at);
    void *entry = kind == JSON_KIND_NONE ? NULL : add_entry(r, at);
    if (!entry)
        return;
    if (at->kind == REUNIFY_ENTRY_RETURN_TO && kind == JSON_KIND_STRING)
        read_text(r, entry, model_field(at->kind, REUNIFY_FIELD_PERSON), kind, at, "");
    else if (is_kind(r, at, kind, JSON_KIND_OBJECT, expected_entry(at->kind)))
        read_members(r, entry, at);
}

/* An array of entries of `kind`; `at` is the place of the array. */
static void read_entries(reader *r, int32_t kind, model_list *list, place *at)
{
    stage *entries = &r->entries[kind];
    place inside = {.kind = kind, .parent = model_kinds[kind].parent ? at->index : 0};
    bool first = true;
    if (!is_kind(r, at, next_kind(r, at), JSON_KIND_ARRAY, "expected an array of objects") ||
        !json_scan_enter(&r->scan))
        return;
    list->declared = true;
    stage_clear(entries);
    while (json_scan_element(&r->scan, &first)) {
        inside.index = entries->count;
        read_entry(r, &inside);
    }
    keep_list(r, list, entries, model_kinds[kind].size);
}

/* What an attribute is for a time: an element of its array. */
static void read_span(reader *r, symbol name, place *at)
{
    const json_kind kind = next_kind(r, at);
    model_attribute *a = kind == JSON_KIND_NONE ? NULL : add_entry(r, at);
    if (!a)
        return;
    a->name = name;
    a->place = (uint32_t)at->index;
    if (is_kind(r, at, kind, JSON_KIND_OBJECT, "expected an object with value, from and to"))
        read_members(r, a, at);
}

static void read_attribute(reader *r, place *at)
{
    symbol name = SYMBOL_NONE;
    model_problem problem = {.code = NULL};
    const reunify_status status = code_of(r, at->name, &name, &problem);
    bool first = true;
    take_result(r, at, status, &problem);
    if (status) {
        skip(r, true);
        return;
    }
    place inside = {.kind = REUNIFY_ENTRY_ATTRIBUTE, .name = *model_name(r->c, name)};
    if (!json_scan_enter(&r->scan))
        return;
    while (json_scan_element(&r->scan, &first)) {
        read_span(r, name, &inside);
        inside.index++;
    }
    if (!inside.index && !r->stop && !r->scan.flaw)
        add_fault(r, at, REUNIFY_INVALID, "empty_list",
                  "expected at least one value with its time; leave the attribute out where "
                  "nothing is known");
}

static void read_attributes(reader *r, model_list *singles, place *at)
{
    stage *spans = &r->entries[REUNIFY_ENTRY_ATTRIBUTE];
    stage_clear(spans);
    read_named(r, singles, false, at);
    keep_list(r, &r->c->lists[REUNIFY_ENTRY_ATTRIBUTE], spans, sizeof(model_attribute));
}

static void read_value(reader *r, model_list *value, place *at)
{
    model_named read;
    if (!make_named(r, next_kind(r, at), scalar_expected, false, at, &read) || !count_item(r, at))
        return;
    model_named *kept = arena_take(&r->c->memory, sizeof *kept);
    if (!kept) {
        no_memory(r);
        return;
    }
    *kept = read;
    *value = (model_list){.items = kept, .count = 1, .capacity = 1};
}

/* An object that there is once: the child, or an assessment's judgement. */
static void read_single(reader *r, int32_t kind, void *entry, const place *at)
{
    place inside = {.kind = kind, .parent = at->index};
    if (!is_kind(r, &inside, next_kind(r, &inside), JSON_KIND_OBJECT, "expected an object"))
        return;
    model_clear(kind, entry);
    if (kind == REUNIFY_ENTRY_JUDGEMENT)
        ((model_judgement *)entry)->given = true;
    else
        r->c->child_given = true;
    read_members(r, entry, &inside);
}

static void bad_schema(reader *r, const place *at)
{
    add_fault(r, at, REUNIFY_INVALID, "bad_schema", "expected the string \"" CASE_SCHEMA "\"");
}

static void read_schema(reader *r, place *at)
{
    text t;
    const json_kind kind = next_kind(r, at);
    if (kind == JSON_KIND_NONE)
        return;
    if (kind != JSON_KIND_STRING) {
        bad_schema(r, at);
        skip(r, true);
    } else if (json_scan_string(&r->scan, &t) && !text_is(t, CASE_SCHEMA, sizeof CASE_SCHEMA - 1)) {
        bad_schema(r, at);
    }
}

static void read_inner(reader *r, void *entry, const inner *in, place *at)
{
    void *target = (char *)entry + in->offset;
    if (in->type == INNER_SCHEMA)
        read_schema(r, at);
    else if (json_scan_kind(&r->scan) == JSON_KIND_NULL)
        json_scan_null(&r->scan);
    else if (in->type == INNER_SINGLE)
        read_single(r, in->kind, target, at);
    else if (in->type == INNER_ENTRIES)
        read_entries(r, in->kind, target, at);
    else if (in->type == INNER_ATTRIBUTES)
        read_attributes(r, target, at);
    else if (in->type == INNER_VALUE)
        read_value(r, target, at);
    else
        read_named(r, target, in->type == INNER_FINDINGS, at);
}

/* The document -------------------------------------------------------------------------------- */

static void read_document(reader *r)
{
    place at = {.kind = REUNIFY_ENTRY_CASE};
    const json_kind kind = next_kind(r, &at);
    const size_t start = at.offset;
    if (kind == JSON_KIND_NONE || !is_kind(r, &at, kind, JSON_KIND_OBJECT, "expected an object"))
        return;
    const uint64_t seen = read_members(r, r->c, &at);
    if (r->stop || r->scan.flaw || seen >> model_kinds[REUNIFY_ENTRY_CASE].field_count & 1)
        return;
    at.member = (text){"schema", 6};
    at.offset = start;
    bad_schema(r, &at);
}

/* Whether a fault was told of a place or of what it lies in. */
static bool is_told(const reunify_error *error, const char *where)
{
    for (size_t i = 0; i < error->count; i++) {
        const char *told = error->faults[i].pointer;
        const size_t length = strlen(told);
        if (strncmp(told, where, length) == 0 && (!where[length] || where[length] == '/'))
            return true;
    }
    return false;
}

static bool is_about_people(const reunify_error *error)
{
    for (size_t i = 0; i < error->count; i++)
        if (strncmp(error->faults[i].pointer, "/people", 7) == 0)
            return true;
    return false;
}

/* Adds what was found of the whole case, but for what follows from a fault in a value. */
static void merge_faults(reader *r, const reunify_error *found)
{
    const bool people = is_about_people(r->error);
    for (size_t i = 0; i < found->count; i++) {
        const fault *f = &found->faults[i];
        if (is_told(r->error, f->pointer) || (people && !strcmp(f->code, "dangling_reference")))
            continue;
        error_add(r->error, f->status, f->code, f->pointer, "%s", f->message);
    }
}

/* The checks of a whole case, of one in which a fault was found before. */
static void check_rest(reader *r)
{
    reunify_error *found;
    if (!r->error)
        return;
    if (reunify_error_new(r->c->context, &found)) {
        no_memory(r);
        return;
    }
    if (model_check(r->c, found) == REUNIFY_NO_MEMORY)
        no_memory(r);
    else
        merge_faults(r, found);
    reunify_error_free(found);
}

static bool is_before(const fault *a, const fault *b)
{
    return a->line < b->line || (a->line == b->line && a->column < b->column);
}

/* By place; those without a line are first. */
static void sort_faults(reunify_error *error)
{
    for (size_t i = 1; i < error->count; i++)
        for (size_t j = i; j && is_before(&error->faults[j], &error->faults[j - 1]); j--) {
            const fault moved = error->faults[j];
            error->faults[j] = error->faults[j - 1];
            error->faults[j - 1] = moved;
        }
}

/* Faults of the whole case name their place by a pointer alone. */
static void place_faults(reader *r)
{
    const size_t length = (size_t)(r->scan.end - r->scan.start);
    for (size_t i = 0; r->error && i < r->error->count; i++) {
        fault *f = &r->error->faults[i];
        if (f->line || f->status == REUNIFY_NO_MEMORY)
            continue;
        size_t found;
        json_scan_place(r->c->context, r->scan.start, length, f->pointer, &found);
        json_lines_to(&r->lines, found);
        f->line = r->lines.line;
        f->column = r->lines.column;
    }
    if (r->error)
        sort_faults(r->error);
}

static void finish(reader *r)
{
    if (!r->status)
        r->status = model_finish(r->c, r->error);
    else
        check_rest(r);
}

/* What stopped the scan is the last fault by place. */
static void report_scan(reader *r)
{
    if (r->scan.no_memory) {
        no_memory(r);
        return;
    }
    const reunify_status status = json_scan_report(&r->scan, &r->lines, r->error);
    if (!r->status)
        r->status = status;
}

static reunify_status read_case(reader *r)
{
    read_document(r);
    if (!r->stop && !json_scan_at_end(&r->scan))
        report_scan(r);
    else if (!r->stop)
        finish(r);
    if (r->status)
        place_faults(r);
    if (!r->stop)
        json_scan_report_open(&r->scan, &r->lines, r->error);
    return r->status;
}

/*
 * How much memory a case takes, more or less, by the length of its text: nearly every case is
 * then one block. What a long text holds is not guessed.
 */
static size_t usual_memory(size_t length)
{
    enum { LEAST = 512, MOST = 64 << 10 };
    return length < MOST ? LEAST + length * 2 : MOST;
}

static reunify_status read_text_of(reunify_case *c, const char *json, size_t length, uint32_t flags,
                                   reunify_error *error)
{
    reader r = {.c = c,
                .lines = {.data = json},
                .error = error,
                .strict = (flags & REUNIFY_CASE_STRICT) != 0};
    memset(r.known, 0xFF, sizeof r.known); /* SYMBOL_NONE */
    arena_start(&r.scratch, c->context);
    r.scratch.expected = usual_memory(length);
    json_scan_start(&r.scan, c->context, json, length);
    const reunify_status status = read_case(&r);
    json_scan_stop(&r.scan);
    arena_release(&r.scratch);
    return status;
}

static bool is_blank(const char *json, size_t length)
{
    size_t at = 0;
    while (at < length && json[at] && strchr(" \t\r\n", json[at]))
        at++;
    return at == length;
}

reunify_status reunify_case_from_json(const reunify_context *context, const char *json,
                                      size_t length, uint32_t flags, reunify_case **out,
                                      reunify_error *error)
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
    const reunify_status too_long = json_check_length(context, length, error);
    if (too_long)
        return too_long;
    if (is_blank(json, length))
        return error_add(error, REUNIFY_INVALID, "empty_document", NULL, "the document is empty");
    reunify_case *c = case_with_room(context, usual_memory(length));
    if (!c)
        return error_no_memory(error);
    const reunify_status status = read_text_of(c, json, length, flags, error);
    if (status)
        reunify_case_free(c);
    else
        *out = c;
    return status;
}

/* The id of a case that cannot be read --------------------------------------------------------- */

static bool is_name(text name, const char *wanted)
{
    return name.data && text_is(name, wanted, strlen(wanted));
}

/* The value of the only member `id` at the top; as far as the text can be followed. */
static bool scan_id(json_scan *s, buffer *id)
{
    bool first = true, found = false, again = false;
    text name = {NULL, 0}, value;
    size_t offset, doubled;
    if (json_scan_kind(s) != JSON_KIND_OBJECT || !json_scan_enter(s))
        return false;
    while (!again && json_scan_member(s, &first, &name, &offset)) {
        const bool wanted = is_name(name, "id");
        again = wanted && found;
        if (!wanted || json_scan_kind(s) != JSON_KIND_STRING) {
            found = found || wanted;
            json_scan_skip(s, false, &doubled);
        } else if (!found && json_scan_string(s, &value)) {
            found = true;
            buffer_add(id, value.data, value.length);
        }
    }
    return found && !again;
}

/* Whether a case may have such an id. */
static reunify_status try_id(const reunify_context *context, const buffer *id)
{
    reunify_case *c;
    reunify_status status = reunify_case_new(context, &c, NULL);
    if (!status)
        status = reunify_case_set_text(c, REUNIFY_THE_CASE, REUNIFY_FIELD_ID, buffer_data(id),
                                       id->length, NULL);
    reunify_case_free(c);
    return status;
}

static reunify_status find_id(const reunify_context *context, const char *json, size_t length,
                              buffer *id)
{
    json_scan s;
    json_scan_start(&s, context, json, length);
    s.most_depth = UINT64_MAX;
    const bool found = scan_id(&s, id) && id->length;
    const bool no_memory = s.no_memory || id->failed;
    json_scan_stop(&s);
    const reunify_status status = found && !no_memory ? try_id(context, id) : REUNIFY_NOT_FOUND;
    return no_memory || status == REUNIFY_NO_MEMORY ? REUNIFY_NO_MEMORY
           : status                                 ? REUNIFY_NOT_FOUND
                                                    : REUNIFY_OK;
}

reunify_status reunify_case_find_id(const reunify_context *context, const char *json, size_t length,
                                    reunify_text **out, reunify_error *error)
{
    reunify_error_clear(error);
    if (out)
        *out = NULL;
    if (!json || !out)
        return error_argument(error, "the document, or the place for the id, is NULL");
    context = context_or_default(context);
    buffer id;
    buffer_start(&id, context);
    const reunify_status status = find_id(context, json, length, &id);
    if (!status)
        return buffer_finish(&id, out) ? error_no_memory(error) : REUNIFY_OK;
    buffer_release(&id);
    return status == REUNIFY_NO_MEMORY
               ? error_no_memory(error)
               : error_add(error, REUNIFY_NOT_FOUND, "no_id", NULL, "the text has no id of a case");
}
