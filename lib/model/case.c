/*
 * Building a case: entries and checked values.
 *
 * A case is one list for each kind of entry, all in one arena, and lies in the first block of that
 * itself: an ordinary case that is read is one block. Factors, the judgement and what was found of
 * single people lie inside their assessment, stays inside their person. An entry is named by its
 * kind, the index of its parent and its own index; lists only grow, so an index stays good, and a
 * pointer to an entry is good until the next is added. New entries say of every field that it is
 * absent, each type in its own way (model_clear).
 *
 * Which fields a kind has, of which type and where in its struct, stands in a table (fields.c).
 * The setters here check a value by its type, put it in, and otherwise leave the entry as it was
 * and say what was expected; they know neither JSON nor places. Codes are kept as numbers of the
 * case's own set of symbols.
 *
 * What needs more than one entry (ids, references, order of dates) is checked by finish.c. Every
 * change sets `finished` to false, and a case is evaluated only when it is finished.
 */
#include "model/model.h"

#include <stdarg.h>
#include <stdio.h>

/* What is built by calls has this in its first block, beside itself. */
enum { USUAL_ROOM = 2048 };

reunify_case *case_with_room(const reunify_context *context, size_t expected)
{
    arena memory;
    arena_start(&memory, context);
    memory.expected = sizeof(reunify_case) + expected;
    reunify_case *c = arena_take_zeroed(&memory, 1, sizeof *c);
    if (!c)
        return NULL;
    c->context = reunify_context_ref(context);
    c->memory = memory;
    symbols_start(&c->codes, &c->memory);
    c->pathway = SYMBOL_NONE;
    c->child = (model_child){.date_of_birth = {REUNIFY_DATE_NONE, REUNIFY_DATE_NONE},
                             .siblings = REUNIFY_UNKNOWN};
    return c;
}

reunify_status reunify_case_new(const reunify_context *context, reunify_case **out,
                                reunify_error *error)
{
    reunify_error_clear(error);
    if (!out)
        return error_argument(error, "out is NULL");
    *out = NULL;
    *out = case_with_room(context_or_default(context), USUAL_ROOM);
    return *out ? REUNIFY_OK : error_no_memory(error);
}

void reunify_case_free(reunify_case *c)
{
    if (!c)
        return;
    const reunify_context *context = c->context;
    arena memory = c->memory;
    arena_release(&memory);
    reunify_context_unref(context);
}

/* Entries ------------------------------------------------------------------------------------- */

static model_assessment *assessment_at(const reunify_case *c, size_t index)
{
    const model_list *l = &c->lists[REUNIFY_ENTRY_ASSESSMENT];
    return index < l->count ? (model_assessment *)l->items + index : NULL;
}

static void *list_at(const model_list *l, size_t index, size_t size)
{
    return index < l->count ? (char *)l->items + index * size : NULL;
}

bool model_lies_in(int32_t kind, reunify_entry parent, size_t *index)
{
    const model_at at = model_at_of(parent);
    *index = at.index;
    return kind >= 0 && kind < ENTRY_KINDS && at.kind == model_kinds[kind].parent &&
           (at.kind || !parent);
}

model_list *model_list_of(reunify_case *c, int32_t kind, size_t parent)
{
    if (kind < 0 || kind >= ENTRY_KINDS || !model_kinds[kind].size)
        return NULL;
    const kind_info *k = &model_kinds[kind];
    if (!k->parent)
        return &c->lists[kind];
    char *entry = list_at(&c->lists[k->parent], parent, model_kinds[k->parent].size);
    return entry ? (model_list *)(void *)(entry + k->list) : NULL;
}

const model_list *model_list_of_const(const reunify_case *c, int32_t kind, size_t parent)
{
    return model_list_of((reunify_case *)(uintptr_t)c, kind, parent);
}

void *model_entry(reunify_case *c, int32_t kind, size_t parent, size_t index)
{
    if (kind < 0 || kind >= ENTRY_KINDS)
        return NULL;
    switch (kind) {
    case REUNIFY_ENTRY_CASE:
        return index ? NULL : c;
    case REUNIFY_ENTRY_CHILD:
        return index || !c->child_given ? NULL : &c->child;
    case REUNIFY_ENTRY_JUDGEMENT: {
        model_assessment *a = assessment_at(c, parent);
        return a && a->judgement.given && !index ? &a->judgement : NULL;
    }
    default: {
        const model_list *l = model_list_of(c, kind, parent);
        return l ? list_at(l, index, model_kinds[kind].size) : NULL;
    }
    }
}

const void *model_entry_const(const reunify_case *c, int32_t kind, size_t parent, size_t index)
{
    return model_entry((reunify_case *)(uintptr_t)c, kind, parent, index);
}

/* What an entry holds besides its fields says absent. */
static void entry_start(int32_t kind, void *entry)
{
    switch (kind) {
    case REUNIFY_ENTRY_LEGAL_STATUS:
    case REUNIFY_ENTRY_CARE_PERIOD:
    case REUNIFY_ENTRY_PLACEMENT:
    case REUNIFY_ENTRY_STAY:
        *(model_interval *)entry = (model_interval){.code = SYMBOL_NONE, .type = ENUM_NONE};
        break;
    case REUNIFY_ENTRY_RETURN_TO:
        ((model_return_to *)entry)->index = -1;
        break;
    case REUNIFY_ENTRY_PERSON_FINDINGS:
        ((model_person_findings *)entry)->index = -1;
        break;
    case REUNIFY_ENTRY_RECORD:
        ((model_record *)entry)->about_person = ABOUT_UNKNOWN;
        break;
    case REUNIFY_ENTRY_ATTRIBUTE:
        ((model_attribute *)entry)->name = SYMBOL_NONE;
        break;
    default:
        break;
    }
}

void model_unset(void *entry, const field_info *f)
{
    char *at = (char *)entry + f->offset;
    switch (f->type) {
    case FIELD_TEXT:
        *(text *)(void *)at = (text){NULL, 0};
        break;
    case FIELD_CODE:
        *(symbol *)(void *)at = SYMBOL_NONE;
        break;
    case FIELD_ENUM:
        *(model_enum *)at = ENUM_NONE;
        break;
    case FIELD_DATE:
        *(reunify_date *)(void *)at = REUNIFY_DATE_NONE;
        break;
    case FIELD_BIRTH:
        *(model_birth *)(void *)at = (model_birth){REUNIFY_DATE_NONE, REUNIFY_DATE_NONE};
        at[sizeof(model_birth)] = '\0';
        break;
    case FIELD_BOOLEAN:
        *(model_truth *)at = REUNIFY_UNKNOWN;
        break;
    case FIELD_NUMBER:
        *(int64_t *)(void *)at = -1;
        break;
    case FIELD_CODES:
        ((model_codes *)(void *)at)->count = 0;
        ((model_codes *)(void *)at)->declared = false;
        break;
    }
}

void model_clear(int32_t kind, void *entry)
{
    const kind_info *k = &model_kinds[kind];
    if (k->size)
        memset(entry, 0, k->size);
    entry_start(kind, entry);
    for (size_t i = 0; i < k->field_count; i++)
        model_unset(entry, &k->fields[i]);
}

/* The child, or an assessment's judgement: there is one, which is added once. */
static reunify_status add_single(reunify_case *c, int32_t kind, size_t parent, void **entry,
                                 size_t *index)
{
    model_assessment *a = kind == REUNIFY_ENTRY_JUDGEMENT ? assessment_at(c, parent) : NULL;
    if (kind == REUNIFY_ENTRY_JUDGEMENT ? !a : parent != 0)
        return REUNIFY_ARGUMENT;
    bool *given = a ? &a->judgement.given : &c->child_given;
    if (*given)
        return REUNIFY_ARGUMENT;
    *entry = a ? (void *)&a->judgement : (void *)&c->child;
    model_clear(kind, *entry);
    *given = true;
    *index = 0;
    c->finished = false;
    return REUNIFY_OK;
}

reunify_status model_add(reunify_case *c, int32_t kind, size_t parent, void **entry, size_t *index)
{
    if (kind == REUNIFY_ENTRY_CHILD || kind == REUNIFY_ENTRY_JUDGEMENT)
        return add_single(c, kind, parent, entry, index);
    model_list *l = model_list_of(c, kind, parent);
    if (!l || (parent && !model_kinds[kind].parent))
        return REUNIFY_ARGUMENT;
    const size_t size = model_kinds[kind].size;
    if (c->items >= c->context->max_items || l->count >= MODEL_MOST_ENTRIES)
        return REUNIFY_LIMIT;
    if (!array_reserve(&c->memory, &l->items, &l->capacity, l->count + 1, size))
        return REUNIFY_NO_MEMORY;
    *index = l->count++;
    l->declared = !model_kinds[kind].open;
    c->items++;
    *entry = (char *)l->items + *index * size;
    model_clear(kind, *entry);
    c->finished = false;
    return REUNIFY_OK;
}

/* Values -------------------------------------------------------------------------------------- */

#if defined(__GNUC__)
__attribute__((format(printf, 3, 4)))
#endif
static reunify_status
refuse(model_problem *problem, const char *code, const char *format, ...)
{
    problem->code = code;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(problem->message, sizeof problem->message, format, arguments);
    va_end(arguments);
    return REUNIFY_INVALID;
}

static reunify_status refuse_enum(model_problem *problem, const char *const *names, text given)
{
    const word_list allowed = word_list_of(names);
    problem->code = "unknown_value";
    words_write(problem->message, "expected one of", &allowed, given);
    return REUNIFY_INVALID;
}

static reunify_status check_text(const reunify_case *c, const char *data, size_t length,
                                 model_problem *problem)
{
    if (length > c->context->max_text) {
        refuse(problem, "limit_text", "a text is longer than the limit max_text");
        return REUNIFY_LIMIT;
    }
    if (!utf8_valid(data, length) || memchr(data, 0, length))
        return refuse(problem, "bad_utf8", "expected UTF-8 without NUL");
    return REUNIFY_OK;
}

static reunify_status add_symbol(reunify_case *c, const char *data, size_t length, symbol *out,
                                 model_problem *problem)
{
    const symbol s = symbols_add(&c->codes, data, length);
    if (s != SYMBOL_NONE) {
        *out = s;
        return REUNIFY_OK;
    }
    if (c->codes.count < SYMBOLS_MOST)
        return REUNIFY_NO_MEMORY;
    refuse(problem, "limit_codes", "the case has more than %d different codes", SYMBOLS_MOST);
    return REUNIFY_LIMIT;
}

static reunify_status add_code(reunify_case *c, const char *data, size_t length, symbol *out,
                               model_problem *problem)
{
    if (length > 100 || !code_valid(data, length))
        return refuse(problem, "bad_code",
                      "expected a code: lower-case letters, digits, underscores and dots");
    return add_symbol(c, data, length, out, problem);
}

static reunify_status keep_text(reunify_case *c, text *out, const field_info *f, const char *data,
                                size_t length, model_problem *problem)
{
    if (f->field != REUNIFY_FIELD_RATIONALE && (!length || length > 200))
        return refuse(problem, "bad_id", "expected an id of 1 to 200 bytes");
    char *copy = arena_text(&c->memory, data, length);
    if (!copy)
        return REUNIFY_NO_MEMORY;
    *out = (text){copy, length};
    return REUNIFY_OK;
}

static reunify_status refuse_birth(model_problem *problem)
{
    return refuse(problem, "bad_date",
                  "expected a date of the calendar, written YYYY-MM-DD, or a month YYYY-MM or a "
                  "year YYYY");
}

static reunify_status set_birth(char *at, const char *data, size_t length, model_problem *problem)
{
    model_birth birth;
    if (!date_parse_span(data, length, &birth.first, &birth.last))
        return refuse_birth(problem);
    memcpy(at, &birth, sizeof birth);
    memcpy(at + sizeof birth, data, length);
    at[sizeof birth + length] = '\0';
    return REUNIFY_OK;
}

reunify_status model_set_text(reunify_case *c, void *entry, const field_info *f, const char *data,
                              size_t length, model_problem *problem)
{
    const reunify_status status =
        f->type == FIELD_TEXT ? check_text(c, data, length, problem) : REUNIFY_OK;
    if (status)
        c->finished = false;
    return status ? status : model_set_sound_text(c, entry, f, data, length, problem);
}

reunify_status model_set_sound_text(reunify_case *c, void *entry, const field_info *f,
                                    const char *data, size_t length, model_problem *problem)
{
    void *at = (char *)entry + f->offset;
    c->finished = false;
    if (f->type == FIELD_TEXT)
        return keep_text(c, at, f, data, length, problem);
    if (f->type == FIELD_CODE)
        return add_code(c, data, length, at, problem);
    if (f->type == FIELD_BIRTH)
        return set_birth(at, data, length, problem);
    if (f->type != FIELD_ENUM)
        return REUNIFY_ARGUMENT;
    const model_enum found = enum_find(f->allowed, data, length);
    if (found == ENUM_NONE)
        return refuse_enum(problem, f->allowed, (text){data, length});
    *(model_enum *)at = found;
    return REUNIFY_OK;
}

reunify_status model_set_date(void *entry, const field_info *f, reunify_date value,
                              model_problem *problem)
{
    if (f->type != FIELD_DATE && f->type != FIELD_BIRTH)
        return REUNIFY_ARGUMENT;
    if (value < REUNIFY_DATE_MIN || value > REUNIFY_DATE_MAX)
        return refuse(problem, "bad_date", "expected a date of the years 0001 to 9999");
    char *at = (char *)entry + f->offset;
    if (f->type == FIELD_DATE) {
        *(reunify_date *)(void *)at = value;
        return REUNIFY_OK;
    }
    *(model_birth *)(void *)at = (model_birth){value, value};
    date_write(value, at + sizeof(model_birth));
    return REUNIFY_OK;
}

reunify_status model_set_number(void *entry, const field_info *f, int64_t thousandths,
                                model_problem *problem)
{
    if (f->type != FIELD_NUMBER)
        return REUNIFY_ARGUMENT;
    if (thousandths < 0 || thousandths > MODEL_MOST_NUMBER)
        return refuse(problem, "bad_number", "expected a number from 0 to 1,000,000,000");
    *(int64_t *)(void *)((char *)entry + f->offset) = thousandths;
    return REUNIFY_OK;
}

reunify_status model_make_code(reunify_case *c, const char *data, size_t length, symbol *out,
                               model_problem *problem)
{
    return add_code(c, data, length, out, problem);
}

reunify_status model_append_code(reunify_case *c, void *entry, const field_info *f,
                                 const char *data, size_t length, model_problem *problem)
{
    if (f->type != FIELD_CODES)
        return REUNIFY_ARGUMENT;
    model_codes *codes = (model_codes *)(void *)((char *)entry + f->offset);
    symbol s = SYMBOL_NONE;
    const reunify_status status = add_code(c, data, length, &s, problem);
    if (status)
        return status;
    if (c->items >= c->context->max_items)
        return REUNIFY_LIMIT;
    if (!array_reserve(&c->memory, (void **)&codes->items, &codes->capacity, codes->count + 1,
                       sizeof *codes->items))
        return REUNIFY_NO_MEMORY;
    codes->items[codes->count++] = s;
    codes->declared = true;
    c->items++;
    c->finished = false;
    return REUNIFY_OK;
}

model_list *model_named_list(int32_t kind, void *entry)
{
    switch (kind) {
    case REUNIFY_ENTRY_CASE:
        return &((reunify_case *)entry)->attributes;
    case REUNIFY_ENTRY_ASSESSMENT:
        return &((model_assessment *)entry)->findings;
    case REUNIFY_ENTRY_PERSON_FINDINGS:
        return &((model_person_findings *)entry)->findings;
    case REUNIFY_ENTRY_RECORD:
        return &((model_record *)entry)->attributes;
    case REUNIFY_ENTRY_ATTRIBUTE:
        return &((model_attribute *)entry)->value;
    default:
        return NULL;
    }
}

reunify_status model_check_named(reunify_case *c, bool finding, model_named *value,
                                 const char *data, size_t length, model_problem *problem)
{
    value->code = SYMBOL_NONE;
    if (value->type == NAMED_NUMBER &&
        (value->number < -MODEL_MOST_NUMBER || value->number > MODEL_MOST_NUMBER))
        return refuse(problem, "bad_number",
                      "expected a number from -1,000,000,000 to 1,000,000,000");
    if (value->type != NAMED_TEXT)
        return REUNIFY_OK;
    if (finding)
        return add_code(c, data, length, &value->code, problem);
    const reunify_status status = check_text(c, data, length, problem);
    return status ? status : add_symbol(c, data, length, &value->code, problem);
}

static reunify_status refuse_foreign(model_problem *problem)
{
    return refuse(problem, "bad_code",
                  "expected a name that does not begin with x_: such members are the host's own, "
                  "and are not kept");
}

reunify_status model_set_named(reunify_case *c, model_list *list, bool finding, symbol name,
                               model_named value, const char *data, size_t length,
                               model_problem *problem)
{
    const text *word = model_name(c, name);
    if (text_is_foreign(word->data, word->length))
        return refuse_foreign(problem);
    const reunify_status status = model_check_named(c, finding, &value, data, length, problem);
    if (status)
        return status;
    value.name = name;
    c->finished = false;
    model_named *items = list->items;
    for (size_t i = 0; i < list->count; i++)
        if (items[i].name == value.name) {
            items[i] = value;
            return REUNIFY_OK;
        }
    if (list->count >= MODEL_MOST_NAMED || c->items >= c->context->max_items)
        return REUNIFY_LIMIT;
    if (!array_reserve(&c->memory, &list->items, &list->capacity, list->count + 1, sizeof value))
        return REUNIFY_NO_MEMORY;
    ((model_named *)list->items)[list->count++] = value;
    list->declared = true;
    c->items++;
    return REUNIFY_OK;
}

reunify_status model_warn(reunify_case *c, const char *code, const char *at)
{
    model_list *l = &c->warnings;
    if (l->count >= 1000)
        return REUNIFY_OK;
    const size_t length = strlen(at);
    char *copy = arena_text(&c->memory, at, length);
    if (!copy ||
        !array_reserve(&c->memory, &l->items, &l->capacity, l->count + 1, sizeof(model_warning)))
        return REUNIFY_NO_MEMORY;
    ((model_warning *)l->items)[l->count++] = (model_warning){code, {copy, length}};
    return REUNIFY_OK;
}

/* Those of a name stand in an array of their own; one without, or NULL, stands nowhere yet. */
static void place_attribute(pointer *p, const reunify_case *c, const model_attribute *a)
{
    pointer_push(p, "attributes", 10);
    if (!a || a->name == SYMBOL_NONE)
        return;
    pointer_push(p, model_name(c, a->name)->data, model_name(c, a->name)->length);
    pointer_push_index(p, a->place);
}

void model_place(pointer *p, const reunify_case *c, int32_t kind, size_t parent, size_t index)
{
    pointer_start(p);
    if (kind == REUNIFY_ENTRY_CASE)
        return;
    if (kind == REUNIFY_ENTRY_ATTRIBUTE) {
        place_attribute(p, c, model_entry_const(c, kind, 0, index));
        return;
    }
    if (model_kinds[kind].parent) {
        const char *name = model_kinds[model_kinds[kind].parent].name;
        pointer_push(p, name, strlen(name));
        pointer_push_index(p, parent);
    }
    pointer_push(p, model_kinds[kind].name, strlen(model_kinds[kind].name));
    if (model_kinds[kind].size)
        pointer_push_index(p, index);
}
