/*
 * Writing an evaluation as canonical JSON: a walk over the views, in the order of their members.
 * What a pack's rules say lies ready (profile/fragments.c) and is copied; so are codes, which hold
 * nothing that is escaped. Most rows of what would meet a requirement say nothing, so that a row
 * tells by itself whether it does, without being read.
 */
#include "codec/evaluation_json.h"
#include "json/json.h"

static void write_value(json_writer *w, view_value value)
{
    if (value.type == VALUE_BOOLEAN)
        json_write_boolean(w, value.number != 0);
    else if (value.type == VALUE_INTEGER)
        json_write_integer(w, value.number);
    else if (value.type == VALUE_DATE)
        json_write_date(w, (reunify_date)value.number);
    else
        json_write_text(w, value.text);
}

typedef struct {
    json_writer json;
    int32_t explain;
    bool lean; /* without what the pack says of its rules */
} document;

static void write_view(document *d, view v);

static void write_symbols(document *d, const reunify_profile *p, view_items items)
{
    const symbol *codes = items.items;
    for (size_t i = 0; i < items.count; i++)
        json_write_code(&d->json, p->names.names[codes[i]]);
}

static void write_types(document *d, const reunify_profile *p, view_items items)
{
    const uint16_t *types = items.items;
    for (size_t i = 0; i < items.count; i++)
        json_write_code(&d->json, p->names.names[p->types[types[i]].name]);
}

static void write_roles(document *d, const reunify_profile *p, view_items items)
{
    const uint64_t roles = *(const uint64_t *)items.items;
    for (size_t i = 0; i < p->role_count; i++)
        if (roles >> i & 1)
            json_write_code(&d->json, p->names.names[p->roles[i]]);
}

static void write_texts(document *d, const view *v, const view_member *m, view_items items)
{
    if (m->layout == LAID_AS_SYMBOLS)
        write_symbols(d, v->profile, items);
    else if (m->layout == LAID_AS_TYPES)
        write_types(d, v->profile, items);
    else if (m->layout == LAID_AS_ROLES)
        write_roles(d, v->profile, items);
    else if (m->layout == LAID_IN_A_ROW)
        for (size_t i = 0; i < items.count; i++)
            json_write_text(&d->json, ((const char *const *)items.items)[i]);
    else
        for (size_t i = 0; i < items.count; i++)
            json_write_text(&d->json, view_text(v, m, i));
}

static void write_items(document *d, const view *v, const view_member *m, view_items items)
{
    if (m->layout != LAID_IN_A_ROW)
        for (size_t i = 0; i < items.count; i++)
            write_view(d, view_item(v, m, i));
    else
        for (size_t i = 0; i < items.count; i++)
            write_view(d, (view){m->kind, (const char *)items.items + i * m->kind->size, v->profile,
                                 v->evaluation});
}

static void write_list(document *d, const view *v, const view_member *m)
{
    const view_items items = view_items_of(v, m);
    if (!items.count) {
        json_write_empty_array(&d->json);
        return;
    }
    json_open_array(&d->json);
    if (m->type == VIEW_LIST)
        write_items(d, v, m, items);
    else
        write_texts(d, v, m, items);
    json_close_array(&d->json);
}

static void write_status(json_writer *w, const char *name)
{
    if (name)
        json_write_code(w, (text){name, strlen(name)});
    else
        json_write_null(w);
}

/* What stands where the row says; what is less common, as it is read. */
static void write_plain_value(document *d, const view *v, const view_member *m)
{
    const void *at = m->find ? NULL : view_place(v, m);
    if (!at)
        write_value(&d->json, view_read(v, m));
    else if (m->type == VIEW_TEXT)
        json_write_text(&d->json, *(const char *const *)at);
    else if (m->type == VIEW_DATE)
        json_write_date(&d->json, *(const reunify_date *)at);
    else if (m->type == VIEW_BOOLEAN)
        json_write_boolean(&d->json, *(const bool *)at);
    else if ((m->type == VIEW_STATUS || m->type == VIEW_TRUTH) && *(const uint8_t *)at != ENUM_NONE)
        write_status(&d->json, m->names[*(const uint8_t *)at]);
    else
        write_value(&d->json, view_read(v, m));
}

static void write_member_value(document *d, const view *v, const view_member *m)
{
    if (m->type < VIEW_NESTED)
        write_plain_value(d, v, m);
    else if (m->type == VIEW_NESTED)
        write_view(d, view_nested(v, m));
    else
        write_list(d, v, m);
}

static void write_member(document *d, const view *v, const view_member *m)
{
    json_write_ready_name(&d->json, m->name, m->name_length);
    write_member_value(d, v, m);
}

static bool says(const document *d, const view *v, const view_member *m)
{
    if (d->explain < m->from || (d->lean && m->words))
        return false;
    return m->optional == LEFT_OUT_IF_ABSENT ? !view_is_absent(v, m) : !view_tells_absent(v, m);
}

/* A row, or as many as are joined; how many. */
static size_t write_rows(document *d, const view *v, const view_member *m)
{
    if (!says(d, v, m))
        return 1;
    if (!m->joined) {
        write_member(d, v, m);
        return 1;
    }
    const text fragment = view_fragment(v, m);
    json_write_ready(&d->json, fragment.data, fragment.length);
    return m->joined;
}

/* As deep as kinds are nested in kinds. */
static void write_view(document *d, view v)
{
    if (!v.data) {
        json_write_null(&d->json);
        return;
    }
    const view_member *m = v.kind->members, *end = m + v.kind->member_count;
    json_open_object(&d->json);
    while (m < end)
        m += write_rows(d, &v, m);
    json_close_object(&d->json);
}

void evaluation_write_value(buffer *to, int32_t explain, const view *v, const view_member *m)
{
    document d = {.json = json_writer_to(to), .explain = explain};
    write_member_value(&d, v, m);
}

static size_t rule_count(const reunify_evaluation *e)
{
    size_t count = e->condition_count + e->closing_count + e->factor_count + e->schedule_count +
                   e->alert_count + e->unknown_alert_count;
    for (size_t i = 0; i < e->gate_count; i++)
        count += e->gates[i].stage->requirement_count + (size_t)e->gates[i].stage->stop_count;
    return count;
}

static size_t need_count(const struct reunify_needs *needs)
{
    size_t count = 0;
    for (size_t i = 0; needs && i < needs->count; i++)
        count += needs->alternatives[i].count;
    return count;
}

static size_t needs_of_gates(const reunify_evaluation *e)
{
    size_t count = 0;
    for (size_t i = 0; i < e->gate_count; i++)
        for (size_t k = 0; k < e->gates[i].stage->requirement_count; k++)
            count += need_count(e->gates[i].requirements[k].needs);
    return count;
}

/* About as long as documents are, so that most are written without a larger block being taken. */
static size_t usual_length(const reunify_evaluation *e, const document *d)
{
    const bool words = d->explain >= REUNIFY_EXPLAIN_DECISION && !d->lean;
    return 4096 + rule_count(e) * (words ? 340 : 180) + needs_of_gates(e) * 160;
}

reunify_status reunify_evaluation_to_json(const reunify_evaluation *evaluation, uint32_t flags,
                                          reunify_text **out, reunify_error *error)
{
    reunify_error_clear(error);
    if (out)
        *out = NULL;
    if (!evaluation || !out)
        return error_argument(error, "the evaluation, or the place for the text, is NULL");
    if (flags & ~(uint32_t)(REUNIFY_JSON_PRETTY | REUNIFY_JSON_LEAN))
        return error_argument(error, "there is no such flag");
    if (!evaluation->profile)
        return error_add(error, REUNIFY_STATE, "empty_evaluation", NULL, "the evaluation is empty");
    buffer compact;
    buffer_start(&compact, evaluation->context);
    document d = {.json = json_writer_to(&compact),
                  .explain = evaluation->explain,
                  .lean = flags & REUNIFY_JSON_LEAN};
    buffer_reserve(&compact, usual_length(evaluation, &d));
    write_view(&d, evaluation_view(evaluation));
    return json_finish(&compact, flags & REUNIFY_JSON_PRETTY, out) ? error_no_memory(error)
                                                                   : REUNIFY_OK;
}
