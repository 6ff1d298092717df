/*
 * The public calls that change a case, over the field table.
 *
 * Each does the same three things: it finds the entry that a number names and the field in it, has
 * the value checked and put in by its type (case.c), and tells a refusal with the place that the
 * entry has in the document. Nothing is changed where a call fails. A change makes the case
 * unfinished; what was replaced or removed stays in the arena, and is wiped with it.
 */
#include "model/model.h"

/* What a call is about. */
typedef struct {
    reunify_case *record;
    model_at at;
    void *entry;
    const field_info *field; /* NULL: of the entry as a whole, or of a named value */
    reunify_error *error;
} edit;

static reunify_status find_entry(edit *e, reunify_entry number)
{
    reunify_error_clear(e->error);
    if (!e->record)
        return error_argument(e->error, "the case is NULL");
    e->at = model_at_of(number);
    e->entry = model_entry(e->record, e->at.kind, e->at.parent, e->at.index);
    return e->entry ? REUNIFY_OK : error_argument(e->error, "there is no such entry");
}

static reunify_status find_field(edit *e, reunify_entry number, int32_t field)
{
    const reunify_status status = find_entry(e, number);
    if (status)
        return status;
    e->field = model_field(e->at.kind, field);
    return e->field ? REUNIFY_OK : error_argument(e->error, "this kind of entry has no such field");
}

/*
 * Where a named value stands: by its name among those of the entry, and of an attribute with its
 * time as its value; of one that has none yet, the array in which it would stand.
 */
static void push_name(const edit *e, const text *name, pointer *p)
{
    const model_attribute *a = e->at.kind == REUNIFY_ENTRY_ATTRIBUTE ? e->entry : NULL;
    const char *member = model_kinds[e->at.kind].named;
    if (!a || a->name != SYMBOL_NONE)
        pointer_push(p, member, strlen(member));
    if (!a || a->name == SYMBOL_NONE)
        pointer_push(p, name->data, name->length);
}

static reunify_status tell_refusal(const edit *e, reunify_status status,
                                   const model_problem *problem, const text *name)
{
    pointer p;
    model_place(&p, e->record, e->at.kind, e->at.parent, e->at.index);
    if (e->field)
        pointer_push(&p, e->field->name, e->field->name_length);
    if (name)
        push_name(e, name, &p);
    if (!problem->code)
        return error_add(e->error, REUNIFY_LIMIT, "limit_items", p.data,
                         "the case has more items than the limit max_items");
    return error_add(e->error, status, problem->code, p.data, "%s", problem->message);
}

static reunify_status tell(const edit *e, reunify_status status, const model_problem *problem,
                           const text *name)
{
    switch (status) {
    case REUNIFY_OK:
        e->record->finished = false;
        return REUNIFY_OK;
    case REUNIFY_NO_MEMORY:
        return error_no_memory(e->error);
    case REUNIFY_ARGUMENT:
        return error_argument(e->error, "the field has another type");
    default:
        return tell_refusal(e, status, problem, name);
    }
}

/* Lists --------------------------------------------------------------------------------------- */

/* One that may be complete. */
static model_list *find_list(reunify_case *c, int32_t kind, reunify_entry parent)
{
    size_t index;
    return model_lies_in(kind, parent, &index) && !model_kinds[kind].open
               ? model_list_of(c, kind, index)
               : NULL;
}

reunify_status reunify_case_declare(reunify_case *c, int32_t kind, reunify_entry parent,
                                    reunify_error *error)
{
    reunify_error_clear(error);
    model_list *list = c ? find_list(c, kind, parent) : NULL;
    if (!list)
        return error_argument(error, "there is no such list of entries");
    list->declared = true;
    c->finished = false;
    return REUNIFY_OK;
}

reunify_status reunify_case_undeclare(reunify_case *c, int32_t kind, reunify_entry parent,
                                      reunify_error *error)
{
    reunify_error_clear(error);
    model_list *list = c ? find_list(c, kind, parent) : NULL;
    if (!list)
        return error_argument(error, "there is no such list of entries");
    if (list->count)
        return error_add(error, REUNIFY_STATE, "has_entries", "",
                         "a list that has entries is complete: remove them first");
    list->declared = false;
    c->finished = false;
    return REUNIFY_OK;
}

reunify_status reunify_case_add(reunify_case *c, int32_t kind, reunify_entry parent,
                                reunify_entry *number, reunify_error *error)
{
    reunify_error_clear(error);
    if (number)
        *number = REUNIFY_NO_ENTRY;
    if (!c)
        return error_argument(error, "the case is NULL");
    edit e = {.record = c, .at = {.kind = kind}, .error = error};
    if (!model_lies_in(kind, parent, &e.at.parent))
        return error_argument(error, "no entry of this kind can be added there");
    const reunify_status status = model_add(c, kind, e.at.parent, &e.entry, &e.at.index);
    if (status == REUNIFY_ARGUMENT)
        return error_argument(error, "no entry of this kind can be added there");
    if (status && kind == REUNIFY_ENTRY_ATTRIBUTE)
        e.at.index = SIZE_MAX; /* it would have no place without a name */
    if (status)
        return tell(&e, status, &(model_problem){0}, NULL);
    if (number)
        *number = model_number(kind, e.at.parent, e.at.index);
    return REUNIFY_OK;
}

/* How many items an entry counts for, itself included. */
static uint64_t count_items(int32_t kind, void *entry)
{
    const kind_info *k = &model_kinds[kind];
    uint64_t count = 1;
    for (size_t i = 0; i < k->field_count; i++)
        if (k->fields[i].type == FIELD_CODES)
            count += ((model_codes *)(void *)((char *)entry + k->fields[i].offset))->count;
    const model_list *named = model_named_list(kind, entry);
    count += named ? named->count : 0;
    for (int32_t within = 0; within < ENTRY_KINDS; within++) {
        const kind_info *w = &model_kinds[within];
        if (!w->size || !w->parent || w->parent != kind)
            continue;
        const model_list *list = (const model_list *)(void *)((char *)entry + w->list);
        for (size_t i = 0; i < list->count; i++)
            count += count_items(within, (char *)list->items + i * w->size);
    }
    return count;
}

static void remove_from_list(edit *e)
{
    model_list *list = model_list_of(e->record, e->at.kind, e->at.parent);
    const size_t size = model_kinds[e->at.kind].size, behind = list->count - e->at.index - 1;
    e->record->items -= count_items(e->at.kind, e->entry);
    /* Those behind move up, so each of them has another number now. */
    memmove(e->entry, (char *)e->entry + size, behind * size);
    list->count--;
    memory_wipe((char *)list->items + list->count * size, size);
}

reunify_status reunify_case_remove(reunify_case *c, reunify_entry number, reunify_error *error)
{
    edit e = {.record = c, .error = error};
    const reunify_status status = find_entry(&e, number);
    if (status)
        return status;
    switch (e.at.kind) {
    case REUNIFY_ENTRY_CASE:
        return error_argument(error, "the case itself cannot be removed");
    case REUNIFY_ENTRY_CHILD:
        model_clear(e.at.kind, e.entry);
        c->child_given = false;
        break;
    case REUNIFY_ENTRY_JUDGEMENT:
        model_clear(e.at.kind, e.entry);
        ((model_judgement *)e.entry)->given = false;
        break;
    case REUNIFY_ENTRY_ATTRIBUTE:
        model_forget_name(c, e.entry);
        remove_from_list(&e);
        break;
    default:
        remove_from_list(&e);
        break;
    }
    c->finished = false;
    return REUNIFY_OK;
}

/* Symbols ------------------------------------------------------------------------------------- */

reunify_status reunify_case_symbol(reunify_case *c, const char *data, size_t length,
                                   reunify_symbol *out, reunify_error *error)
{
    reunify_error_clear(error);
    if (out)
        *out = REUNIFY_NO_SYMBOL;
    if (!c || !data || !out)
        return error_argument(error, "the case, the text or the place for the symbol is NULL");
    symbol found = SYMBOL_NONE;
    model_problem problem = {0};
    const reunify_status status = model_make_code(c, data, length, &found, &problem);
    if (status == REUNIFY_NO_MEMORY)
        return error_no_memory(error);
    if (status)
        return error_add(error, status, problem.code, "", "%s", problem.message);
    *out = found;
    return REUNIFY_OK;
}

/* The text of a symbol that a host gave; NULL where the case has no such symbol. */
static const text *word_of(const reunify_case *c, reunify_symbol s)
{
    return c && s >= 0 && (size_t)s < c->codes.count ? &c->codes.names[s] : NULL;
}

static reunify_status no_symbol(reunify_error *error)
{
    return error_argument(error, "the case has no such symbol");
}

reunify_symbol reunify_case_find_symbol(const reunify_case *c, const char *data, size_t length)
{
    const symbol found = c && data ? symbols_named(&c->codes, data, length) : SYMBOL_NONE;
    return found == SYMBOL_NONE ? REUNIFY_NO_SYMBOL : found;
}

const char *reunify_case_symbol_text(const reunify_case *c, reunify_symbol s)
{
    const text *word = word_of(c, s);
    return word ? word->data : NULL;
}

/* Fields -------------------------------------------------------------------------------------- */

static reunify_status set_text(edit *e, const char *value, size_t length)
{
    if (!value)
        return error_argument(e->error, "the value is NULL");
    model_problem problem = {0};
    return tell(e, model_set_text(e->record, e->entry, e->field, value, length, &problem), &problem,
                NULL);
}

reunify_status reunify_case_set_text(reunify_case *c, reunify_entry number, int32_t field,
                                     const char *value, size_t length, reunify_error *error)
{
    edit e = {.record = c, .error = error};
    const reunify_status status = find_field(&e, number, field);
    return status ? status : set_text(&e, value, length);
}

reunify_status reunify_case_set_symbol(reunify_case *c, reunify_entry number, int32_t field,
                                       reunify_symbol value, reunify_error *error)
{
    edit e = {.record = c, .error = error};
    const reunify_status status = find_field(&e, number, field);
    if (status)
        return status;
    const text *word = word_of(c, value);
    return word ? set_text(&e, word->data, word->length) : no_symbol(error);
}

reunify_status reunify_case_set_date(reunify_case *c, reunify_entry number, int32_t field,
                                     reunify_date value, reunify_error *error)
{
    edit e = {.record = c, .error = error};
    const reunify_status status = find_field(&e, number, field);
    if (status)
        return status;
    model_problem problem = {0};
    return tell(&e, model_set_date(e.entry, e.field, value, &problem), &problem, NULL);
}

reunify_status reunify_case_set_boolean(reunify_case *c, reunify_entry number, int32_t field,
                                        int32_t value, reunify_error *error)
{
    edit e = {.record = c, .error = error};
    const reunify_status status = find_field(&e, number, field);
    if (status)
        return status;
    if (e.field->type != FIELD_BOOLEAN || (value != 0 && value != 1))
        return error_argument(error, "the field has another type, or the value is neither 0 nor 1");
    *((model_truth *)e.entry + e.field->offset) = (model_truth)value;
    c->finished = false;
    return REUNIFY_OK;
}

reunify_status reunify_case_set_number(reunify_case *c, reunify_entry number, int32_t field,
                                       int64_t thousandths, reunify_error *error)
{
    edit e = {.record = c, .error = error};
    const reunify_status status = find_field(&e, number, field);
    if (status)
        return status;
    model_problem problem = {0};
    return tell(&e, model_set_number(e.entry, e.field, thousandths, &problem), &problem, NULL);
}

static reunify_status append_code(edit *e, const char *value, size_t length)
{
    if (!value)
        return error_argument(e->error, "the value is NULL");
    model_problem problem = {0};
    return tell(e, model_append_code(e->record, e->entry, e->field, value, length, &problem),
                &problem, NULL);
}

reunify_status reunify_case_append_code(reunify_case *c, reunify_entry number, int32_t field,
                                        const char *value, size_t length, reunify_error *error)
{
    edit e = {.record = c, .error = error};
    const reunify_status status = find_field(&e, number, field);
    return status ? status : append_code(&e, value, length);
}

reunify_status reunify_case_append_symbol(reunify_case *c, reunify_entry number, int32_t field,
                                          reunify_symbol value, reunify_error *error)
{
    edit e = {.record = c, .error = error};
    const reunify_status status = find_field(&e, number, field);
    if (status)
        return status;
    const text *word = word_of(c, value);
    return word ? append_code(&e, word->data, word->length) : no_symbol(error);
}

reunify_status reunify_case_declare_codes(reunify_case *c, reunify_entry number, int32_t field,
                                          reunify_error *error)
{
    edit e = {.record = c, .error = error};
    const reunify_status status = find_field(&e, number, field);
    if (status)
        return status;
    if (e.field->type != FIELD_CODES)
        return error_argument(error, "the field has another type");
    ((model_codes *)(void *)((char *)e.entry + e.field->offset))->declared = true;
    c->finished = false;
    return REUNIFY_OK;
}

reunify_status reunify_case_unset(reunify_case *c, reunify_entry number, int32_t field,
                                  reunify_error *error)
{
    edit e = {.record = c, .error = error};
    const reunify_status status = find_field(&e, number, field);
    if (status)
        return status;
    if (e.field->type == FIELD_CODES)
        c->items -= ((model_codes *)(void *)((char *)e.entry + e.field->offset))->count;
    model_unset(e.entry, e.field);
    c->finished = false;
    return REUNIFY_OK;
}

/* Named values -------------------------------------------------------------------------------- */

static reunify_status find_named(edit *e, reunify_entry number, reunify_symbol name,
                                 model_list **list)
{
    const reunify_status status = find_entry(e, number);
    if (status)
        return status;
    *list = model_named_list(e->at.kind, e->entry);
    if (!*list)
        return error_argument(e->error, "this kind of entry has no named values");
    return word_of(e->record, name) ? REUNIFY_OK : no_symbol(e->error);
}

static reunify_status set_named(edit *e, reunify_entry number, reunify_symbol name,
                                model_named value, text data)
{
    model_list *list;
    reunify_status status = find_named(e, number, name, &list);
    if (status)
        return status;
    model_attribute *a = e->at.kind == REUNIFY_ENTRY_ATTRIBUTE ? e->entry : NULL;
    if (a && a->name != SYMBOL_NONE && a->name != (symbol)name)
        return error_argument(e->error, "the attribute has its value by another name: take that "
                                        "back first");
    model_problem problem = {0};
    status = model_admit_name(e->record, e->at.kind, e->entry, (symbol)name, &problem);
    if (!status)
        status = model_set_named(e->record, list, model_has_findings(e->at.kind), (symbol)name,
                                 value, data.data, data.length, &problem);
    if (!status && a)
        model_name_attribute(e->record, a, (symbol)name);
    return tell(e, status, &problem, word_of(e->record, name));
}

reunify_status reunify_case_set_named_text(reunify_case *c, reunify_entry number,
                                           reunify_symbol name, const char *value, size_t length,
                                           reunify_error *error)
{
    edit e = {.record = c, .error = error};
    reunify_error_clear(error);
    if (!value)
        return error_argument(error, "the value is NULL");
    return set_named(&e, number, name, (model_named){.type = NAMED_TEXT}, (text){value, length});
}

reunify_status reunify_case_set_named_symbol(reunify_case *c, reunify_entry number,
                                             reunify_symbol name, reunify_symbol value,
                                             reunify_error *error)
{
    edit e = {.record = c, .error = error};
    reunify_error_clear(error);
    const text *word = word_of(c, value);
    return word ? set_named(&e, number, name, (model_named){.type = NAMED_TEXT}, *word)
                : no_symbol(error);
}

reunify_status reunify_case_set_named_boolean(reunify_case *c, reunify_entry number,
                                              reunify_symbol name, int32_t value,
                                              reunify_error *error)
{
    edit e = {.record = c, .error = error};
    reunify_error_clear(error);
    if (value != 0 && value != 1)
        return error_argument(error, "the value is neither 0 nor 1");
    return set_named(&e, number, name, (model_named){.type = NAMED_BOOLEAN, .number = value},
                     (text){"", 0});
}

reunify_status reunify_case_set_named_number(reunify_case *c, reunify_entry number,
                                             reunify_symbol name, int64_t thousandths,
                                             reunify_error *error)
{
    edit e = {.record = c, .error = error};
    return set_named(&e, number, name, (model_named){.type = NAMED_NUMBER, .number = thousandths},
                     (text){"", 0});
}

reunify_status reunify_case_unset_named(reunify_case *c, reunify_entry number, reunify_symbol name,
                                        reunify_error *error)
{
    edit e = {.record = c, .error = error};
    model_list *list;
    const reunify_status status = find_named(&e, number, name, &list);
    if (status)
        return status;
    model_named *items = list->items;
    for (size_t i = 0; i < list->count; i++) {
        if (items[i].name != (symbol)name)
            continue;
        if (e.at.kind == REUNIFY_ENTRY_ATTRIBUTE)
            model_forget_name(c, e.entry);
        memmove(&items[i], &items[i + 1], (list->count - i - 1) * sizeof *items);
        list->count--;
        c->items--;
        c->finished = false;
        break;
    }
    return REUNIFY_OK;
}
