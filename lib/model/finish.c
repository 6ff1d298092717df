/*
 * Finishing a case: what can only be checked as a whole, and the orders that evaluation reads.
 *
 * Checked first: ids are unique among the entries of their kind, whoever an entry names is a person
 * of the case or, in a record or a goal, the child, assessments and returns have their date, no
 * interval ends before it starts. Every fault is told. The table of ids lives in a scratch arena
 * and is made anew for each kind; people come last, because the references are then looked up in
 * it.
 *
 * Only a case without a fault gets its orders: for each kind with a date a list of indexes, by date
 * and, on one day, as added; entries without a date last. The entries themselves stay where they
 * are, since callers and results name them by index. Then come the single days between two
 * intervals (bridge.c) and last the span of the events, from which an evaluation takes its date
 * where none is given.
 */
#include "model/model.h"

/*
 * An index of ids: open addressing over entry numbers, for one check; the table lives in the case's
 * memory.
 */
typedef struct {
    const char *ids; /* the first of them; the others stand `size` bytes apart */
    size_t size;
    uint32_t *slots;
    size_t mask;
    hash_key key;
} id_index;

static bool id_index_start(id_index *x, arena *a, const reunify_case *c, int32_t kind)
{
    const size_t count = c->lists[kind].count;
    const char *items = c->lists[kind].items;
    size_t size = 16;
    x->size = model_kinds[kind].size;
    x->ids = items ? items + model_field(kind, REUNIFY_FIELD_ID)->offset : NULL;
    while (size < count * 2)
        size *= 2;
    x->slots = arena_take_zeroed(a, size, sizeof *x->slots);
    x->mask = size - 1;
    x->key = hash_key_of(x->slots);
    return x->slots != NULL;
}

static const text *id_at(const id_index *x, size_t index)
{
    return (const text *)(const void *)(x->ids + index * x->size);
}

/* The entry that has the id, or -1; the slot where it would stand is left in `*slot`. */
static int64_t id_index_find(const id_index *x, text id, size_t *slot)
{
    size_t at = (size_t)text_hash(x->key, id.data, id.length) & x->mask;
    for (; x->slots[at]; at = (at + 1) & x->mask) {
        const text *other = id_at(x, x->slots[at] - 1);
        if (text_is(*other, id.data, id.length)) {
            *slot = at;
            return (int64_t)x->slots[at] - 1;
        }
    }
    *slot = at;
    return -1;
}

static reunify_status check_ids(reunify_case *c, arena *scratch, int32_t kind, id_index *x,
                                reunify_error *error)
{
    const size_t count = c->lists[kind].count;
    if (!id_index_start(x, scratch, c, kind))
        return error_no_memory(error);
    reunify_status status = REUNIFY_OK;
    for (size_t i = 0; i < count; i++) {
        const text *id = id_at(x, i);
        if (!id->data)
            continue;
        size_t slot;
        pointer p;
        if (id_index_find(x, *id, &slot) >= 0) {
            model_place(&p, c, kind, 0, i);
            pointer_push(&p, "id", 2);
            status = error_add(error, REUNIFY_INVALID, "duplicate_id", p.data,
                               "another entry of this array has the same id");
            continue;
        }
        if (kind == REUNIFY_ENTRY_PERSON && text_is(*id, "child", 5)) {
            model_place(&p, c, kind, 0, i);
            pointer_push(&p, "id", 2);
            status = error_add(error, REUNIFY_INVALID, "duplicate_id", p.data,
                               "the id \"child\" always means the child of the case");
        }
        x->slots[slot] = (uint32_t)i + 1;
    }
    return status;
}

/* A fault of one member of an entry; `name` NULL: of the entry itself. */
static reunify_status fault_at(reunify_error *error, const char *code, const reunify_case *c,
                               int32_t kind, size_t parent, size_t index, const char *name,
                               const char *message)
{
    pointer p;
    model_place(&p, c, kind, parent, index);
    if (name)
        pointer_push(&p, name, strlen(name));
    return error_add(error, REUNIFY_INVALID, code, p.data, "%s", message);
}

static reunify_status fault_dangling(const reunify_case *c, reunify_error *error, int32_t kind,
                                     size_t index, const char *name)
{
    return fault_at(error, "dangling_reference", c, kind, 0, index, name,
                    "expected the id of a person of this case, or \"child\"");
}

/* Whom an entry names that is about one person: `*found` is the index. */
static reunify_status find_person(const reunify_case *c, const id_index *people, int32_t kind,
                                  size_t parent, size_t index, text person, const char *name,
                                  int32_t *found, reunify_error *error)
{
    size_t slot;
    *found = -1;
    if (!person.data)
        return fault_at(error, "missing_member", c, kind, parent, index, "person",
                        "expected the id of a person of this case");
    *found = (int32_t)id_index_find(people, person, &slot);
    return *found >= 0 ? REUNIFY_OK
                       : fault_at(error, "dangling_reference", c, kind, parent, index, name,
                                  "expected the id of a person of this case");
}

static reunify_status check_return_to(reunify_case *c, const id_index *people, reunify_error *error)
{
    reunify_status status = REUNIFY_OK;
    model_return_to *list = c->lists[REUNIFY_ENTRY_RETURN_TO].items;
    for (size_t i = 0; i < c->lists[REUNIFY_ENTRY_RETURN_TO].count; i++) {
        const char *name = model_is_plain(&list[i]) ? NULL : "person";
        if (find_person(c, people, REUNIFY_ENTRY_RETURN_TO, 0, i, list[i].person, name,
                        &list[i].index, error))
            status = REUNIFY_INVALID;
    }
    return status;
}

/* `seen` holds for each person the last assessment, from 1, that named them. */
static reunify_status check_found_people(reunify_case *c, const id_index *people, size_t assessment,
                                         uint32_t *seen, reunify_error *error)
{
    static const int32_t kind = REUNIFY_ENTRY_PERSON_FINDINGS;
    reunify_status status = REUNIFY_OK;
    const model_list *l = model_list_of(c, kind, assessment);
    model_person_findings *list = l->items;
    for (size_t i = 0; i < l->count; i++) {
        if (find_person(c, people, kind, assessment, i, list[i].person, "person", &list[i].index,
                        error)) {
            status = REUNIFY_INVALID;
        } else if (seen[list[i].index] == assessment + 1) {
            status = fault_at(error, "duplicate_id", c, kind, assessment, i, "person",
                              "another entry of this array is about the same person");
        } else {
            seen[list[i].index] = (uint32_t)assessment + 1;
        }
    }
    return status;
}

static reunify_status check_findings(reunify_case *c, arena *scratch, const id_index *people,
                                     reunify_error *error)
{
    reunify_status status = REUNIFY_OK;
    uint32_t *seen = NULL;
    const model_assessment *list = CASE_LIST(c, REUNIFY_ENTRY_ASSESSMENT, model_assessment);
    for (size_t i = 0; i < c->lists[REUNIFY_ENTRY_ASSESSMENT].count; i++) {
        if (!list[i].people.count)
            continue;
        if (!seen)
            seen =
                arena_take_zeroed(scratch, c->lists[REUNIFY_ENTRY_PERSON].count + 1, sizeof *seen);
        if (!seen)
            return error_no_memory(error);
        if (check_found_people(c, people, i, seen, error))
            status = REUNIFY_INVALID;
    }
    return status;
}

static reunify_status check_references(reunify_case *c, const id_index *people,
                                       reunify_error *error)
{
    reunify_status status = REUNIFY_OK;
    size_t slot;
    model_record *records = c->lists[REUNIFY_ENTRY_RECORD].items;
    for (size_t i = 0; i < c->lists[REUNIFY_ENTRY_RECORD].count; i++) {
        model_record *r = &records[i];
        r->about_person = ABOUT_UNKNOWN;
        if (!r->about.data)
            continue;
        if (text_is(r->about, "child", 5)) {
            r->about_person = ABOUT_CHILD;
            continue;
        }
        r->about_person = (int32_t)id_index_find(people, r->about, &slot);
        if (r->about_person < 0)
            status = fault_dangling(c, error, REUNIFY_ENTRY_RECORD, i, "about");
    }
    const model_goal *goals = CASE_LIST(c, REUNIFY_ENTRY_GOAL, model_goal);
    for (size_t i = 0; i < c->lists[REUNIFY_ENTRY_GOAL].count; i++)
        if (goals[i].owner.data && !text_is(goals[i].owner, "child", 5) &&
            id_index_find(people, goals[i].owner, &slot) < 0)
            status = fault_dangling(c, error, REUNIFY_ENTRY_GOAL, i, "owner");
    return status;
}

static reunify_status check_interval(const reunify_case *c, int32_t kind, size_t parent,
                                     size_t index, reunify_date from, reunify_date to,
                                     const char *name, reunify_error *error)
{
    if (from == REUNIFY_DATE_NONE || to == REUNIFY_DATE_NONE || to >= from)
        return REUNIFY_OK;
    return fault_at(error, "ends_before_start", c, kind, parent, index, name,
                    "expected a date on or after the start of the interval");
}

static reunify_status check_list(const reunify_case *c, int32_t kind, size_t parent,
                                 reunify_error *error)
{
    reunify_status status = REUNIFY_OK;
    const model_list *l = model_list_of_const(c, kind, parent);
    const model_interval *list = l->items;
    for (size_t i = 0; i < l->count; i++)
        if (check_interval(c, kind, parent, i, list[i].from, list[i].to, "to", error))
            status = REUNIFY_INVALID;
    return status;
}

static reunify_status check_intervals(const reunify_case *c, reunify_error *error)
{
    static const int32_t kinds[] = {REUNIFY_ENTRY_LEGAL_STATUS, REUNIFY_ENTRY_CARE_PERIOD,
                                    REUNIFY_ENTRY_PLACEMENT};
    reunify_status status = REUNIFY_OK;
    for (size_t k = 0; k < LENGTH_OF(kinds); k++)
        if (check_list(c, kinds[k], 0, error))
            status = REUNIFY_INVALID;
    const model_return_to *to = CASE_LIST(c, REUNIFY_ENTRY_RETURN_TO, model_return_to);
    for (size_t i = 0; i < c->lists[REUNIFY_ENTRY_RETURN_TO].count; i++)
        if (check_interval(c, REUNIFY_ENTRY_RETURN_TO, 0, i, to[i].from, to[i].to, "to", error))
            status = REUNIFY_INVALID;
    for (size_t i = 0; i < c->lists[REUNIFY_ENTRY_PERSON].count; i++)
        if (check_list(c, REUNIFY_ENTRY_STAY, i, error))
            status = REUNIFY_INVALID;
    return status;
}

/* What the value is missing from is an array of its name, or nothing yet. */
static reunify_status check_attributes(const reunify_case *c, reunify_error *error)
{
    static const int32_t kind = REUNIFY_ENTRY_ATTRIBUTE;
    reunify_status status = REUNIFY_OK;
    const model_attribute *list = CASE_LIST(c, kind, model_attribute);
    for (size_t i = 0; i < c->lists[kind].count; i++) {
        if (!list[i].value.count)
            status = fault_at(error, "missing_member", c, kind, 0, i,
                              list[i].name == SYMBOL_NONE ? NULL : "value",
                              "expected the value that the attribute has in this time");
        if (check_interval(c, kind, 0, i, list[i].from, list[i].to, "to", error))
            status = REUNIFY_INVALID;
    }
    return status;
}

static reunify_status check_returns(const reunify_case *c, reunify_error *error)
{
    static const int32_t kind = REUNIFY_ENTRY_RETURN;
    reunify_status status = REUNIFY_OK;
    const model_return *list = CASE_LIST(c, kind, model_return);
    for (size_t i = 0; i < c->lists[kind].count; i++) {
        if (list[i].date == REUNIFY_DATE_NONE)
            status = fault_at(error, "missing_member", c, kind, 0, i, "date",
                              "expected the day on which the child went home");
        if (list[i].outcome != ENUM_NONE && list[i].ended_on == REUNIFY_DATE_NONE)
            status = fault_at(error, "missing_member", c, kind, 0, i, "ended_on",
                              "an outcome needs the day on which it came about");
        if (check_interval(c, kind, 0, i, list[i].date, list[i].ended_on, "ended_on", error))
            status = REUNIFY_INVALID;
    }
    return status;
}

static reunify_status check_assessments(const reunify_case *c, reunify_error *error)
{
    static const int32_t kind = REUNIFY_ENTRY_ASSESSMENT;
    reunify_status status = REUNIFY_OK;
    const model_assessment *list = CASE_LIST(c, kind, model_assessment);
    for (size_t i = 0; i < c->lists[kind].count; i++)
        if (list[i].date == REUNIFY_DATE_NONE)
            status = fault_at(error, "missing_member", c, kind, 0, i, "date",
                              "expected the day of the assessment");
    return status;
}

/* Orders -------------------------------------------------------------------------------------- */

static reunify_date sort_date(const char *items, size_t size, size_t offset, uint32_t index)
{
    reunify_date date;
    memcpy(&date, items + index * size + offset, sizeof date);
    return date == REUNIFY_DATE_NONE ? INT32_MAX : date;
}

/* Bottom-up merge: stable, so that entries of one day keep the order in which they were added. */
static void merge_sort(uint32_t *order, uint32_t *spare, size_t count, const char *items,
                       size_t size, size_t offset)
{
    for (size_t width = 1; width < count; width *= 2) {
        for (size_t start = 0; start < count; start += width * 2) {
            const size_t middle = start + width < count ? start + width : count;
            const size_t end = start + width * 2 < count ? start + width * 2 : count;
            size_t left = start, right = middle;
            for (size_t at = start; at < end; at++) {
                const bool take_left =
                    left < middle &&
                    (right == end || sort_date(items, size, offset, order[left]) <=
                                         sort_date(items, size, offset, order[right]));
                spare[at] = take_left ? order[left++] : order[right++];
            }
        }
        memcpy(order, spare, count * sizeof *order);
    }
}

/* Room for the order of a kind: that of the last time, where it is enough. */
static uint32_t *order_of(reunify_case *c, int32_t kind, size_t count)
{
    if (c->order[kind] && count <= c->order_room[kind])
        return c->order[kind];
    uint32_t *order = arena_take_array(&c->memory, count, sizeof *order);
    c->order_room[kind] = order ? count : 0;
    return order;
}

static reunify_status make_order(reunify_case *c, arena *scratch, int32_t kind)
{
    const kind_info *k = &model_kinds[kind];
    const size_t count = c->lists[kind].count;
    if (k->date_field < 0 || !k->size)
        return REUNIFY_OK;
    uint32_t *order = order_of(c, kind, count);
    if (!order)
        return REUNIFY_NO_MEMORY;
    const char *items = c->lists[kind].items;
    const size_t offset = k->fields[k->date_field].offset;
    bool sorted = true;
    for (size_t i = 0; i < count; i++) {
        order[i] = (uint32_t)i;
        if (i && sort_date(items, k->size, offset, (uint32_t)i - 1) >
                     sort_date(items, k->size, offset, (uint32_t)i))
            sorted = false;
    }
    if (!sorted) {
        uint32_t *spare = arena_take_array(scratch, count, sizeof *spare);
        if (!spare)
            return REUNIFY_NO_MEMORY;
        merge_sort(order, spare, count, items, k->size, offset);
    }
    c->order[kind] = order;
    return REUNIFY_OK;
}

static void note_first(reunify_case *c, reunify_date date)
{
    if (date != REUNIFY_DATE_NONE && (c->first_date == REUNIFY_DATE_NONE || date < c->first_date))
        c->first_date = date;
}

static void note_last(reunify_case *c, reunify_date date)
{
    if (date != REUNIFY_DATE_NONE && (c->last_date == REUNIFY_DATE_NONE || date > c->last_date))
        c->last_date = date;
}

static bool is_end(const field_info *f)
{
    return f->field == REUNIFY_FIELD_TO || f->field == REUNIFY_FIELD_ENDED_ON;
}

static void span_list(reunify_case *c, int32_t kind, const model_list *l)
{
    const kind_info *k = &model_kinds[kind];
    for (size_t f = 0; f < k->field_count; f++) {
        if (k->fields[f].type != FIELD_DATE)
            continue;
        for (size_t i = 0; i < l->count; i++) {
            reunify_date date;
            memcpy(&date, (const char *)l->items + i * k->size + k->fields[f].offset, sizeof date);
            note_first(c, date);
            if (!is_end(&k->fields[f]))
                note_last(c, date);
        }
    }
}

/*
 * The first day on which something changes, and the last on which something begins or is done: an
 * end may have been planned for a day that nobody has seen. Births and due dates of goals are no
 * events.
 */
static void find_span(reunify_case *c)
{
    c->first_date = c->last_date = REUNIFY_DATE_NONE;
    for (int32_t kind = REUNIFY_ENTRY_LEGAL_STATUS; kind < ENTRY_KINDS; kind++)
        if (model_is_list(kind) && kind != REUNIFY_ENTRY_GOAL)
            span_list(c, kind, &c->lists[kind]);
    for (size_t i = 0; i < c->lists[REUNIFY_ENTRY_PERSON].count; i++)
        span_list(c, REUNIFY_ENTRY_STAY, model_list_of(c, REUNIFY_ENTRY_STAY, i));
}

static reunify_status later_of(reunify_status before, reunify_status now)
{
    return now ? now : before;
}

/* What needs no memory. */
static reunify_status check_rest(reunify_case *c, const id_index *people, reunify_error *error)
{
    reunify_status status = check_references(c, people, error);
    status = later_of(status, check_return_to(c, people, error));
    status = later_of(status, check_assessments(c, error));
    status = later_of(status, check_returns(c, error));
    status = later_of(status, check_attributes(c, error));
    return later_of(status, check_intervals(c, error));
}

static reunify_status check_whole(reunify_case *c, arena *scratch, reunify_error *error)
{
    static const int32_t with_ids[] = {REUNIFY_ENTRY_ASSESSMENT, REUNIFY_ENTRY_RECORD,
                                       REUNIFY_ENTRY_GOAL, REUNIFY_ENTRY_PERSON};
    reunify_status status = REUNIFY_OK;
    if (!c->id.data)
        status = error_add(error, REUNIFY_INVALID, "missing_member", "/id",
                           "expected an id of the case");
    id_index ids = {0};
    for (size_t i = 0; i < LENGTH_OF(with_ids); i++) {
        const reunify_status found = check_ids(c, scratch, with_ids[i], &ids, error);
        if (found == REUNIFY_NO_MEMORY)
            return found;
        status = later_of(status, found);
    }
    /* ids: those of the people, checked last */
    const reunify_status found = check_findings(c, scratch, &ids, error);
    status = later_of(status, found);
    return found == REUNIFY_NO_MEMORY ? found : later_of(status, check_rest(c, &ids, error));
}

static reunify_status make_orders(reunify_case *c, arena *scratch, reunify_error *error)
{
    for (int32_t kind = REUNIFY_ENTRY_LEGAL_STATUS; kind < ENTRY_KINDS; kind++)
        if (make_order(c, scratch, kind))
            return error_no_memory(error);
    if (!model_bridge(c, scratch) || !model_order_attributes(c, scratch))
        return error_no_memory(error);
    find_span(c);
    c->finished = true;
    return REUNIFY_OK;
}

reunify_status model_check(reunify_case *c, reunify_error *error)
{
    arena scratch;
    arena_start(&scratch, c->context);
    const reunify_status status = check_whole(c, &scratch, error);
    arena_release(&scratch);
    return status;
}

reunify_status model_finish(reunify_case *c, reunify_error *error)
{
    arena scratch;
    arena_start(&scratch, c->context);
    reunify_status status = check_whole(c, &scratch, error);
    if (!status)
        status = make_orders(c, &scratch, error);
    arena_release(&scratch);
    return status;
}

reunify_status reunify_case_finish(reunify_case *c, reunify_error *error)
{
    reunify_error_clear(error);
    if (!c)
        return error_argument(error, "the case is NULL");
    return c->finished ? REUNIFY_OK : model_finish(c, error);
}

reunify_date reunify_case_latest_date(const reunify_case *c)
{
    return c && c->finished ? c->last_date : REUNIFY_DATE_NONE;
}
