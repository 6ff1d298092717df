/* Writing an evaluation as canonical JSON: a walk over the views, in the order of their members. */
#include "evaluate/evaluation.h"
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

static void write_view(json_writer *w, view v);

static void write_list(json_writer *w, const view *v, const view_member *m)
{
    const size_t count = view_count(v, m);
    json_open_array(w);
    for (size_t i = 0; i < count; i++)
        if (m->type == VIEW_LIST)
            write_view(w, view_item(v, m, i));
        else
            json_write_text(w, view_text(v, m, i));
    json_close_array(w);
}

static void write_member(json_writer *w, const view *v, const view_member *m)
{
    json_write_name(w, m->name);
    if (m->type == VIEW_NESTED)
        write_view(w, view_nested(v, m));
    else if (m->type == VIEW_LIST || m->type == VIEW_TEXTS)
        write_list(w, v, m);
    else
        write_value(w, view_read(v, m));
}

/* As deep as kinds are nested in kinds. */
static void write_view(json_writer *w, view v)
{
    if (!v.data) {
        json_write_null(w);
        return;
    }
    json_open_object(w);
    for (size_t i = 0; i < v.kind->member_count; i++)
        if (view_says(&v, &v.kind->members[i]))
            write_member(w, &v, &v.kind->members[i]);
    json_close_object(w);
}

reunify_status reunify_evaluation_to_json(const reunify_evaluation *evaluation, uint32_t flags,
                                          reunify_text **out, reunify_error *error)
{
    reunify_error_clear(error);
    if (out)
        *out = NULL;
    if (!evaluation || !out)
        return error_argument(error, "the evaluation, or the place for the text, is NULL");
    if (flags & ~(uint32_t)REUNIFY_JSON_PRETTY)
        return error_argument(error, "there is no such flag");
    if (!evaluation->profile)
        return error_add(error, REUNIFY_STATE, "empty_evaluation", NULL, "the evaluation is empty");
    buffer compact;
    buffer_start(&compact, evaluation->context);
    json_writer w = json_writer_to(&compact);
    write_view(&w, evaluation_view(evaluation));
    return json_finish(&compact, flags & REUNIFY_JSON_PRETTY, out) ? error_no_memory(error)
                                                                   : REUNIFY_OK;
}
