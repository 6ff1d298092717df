/*
 * Writing what the rules of a profile read as canonical JSON: the order of the members here is the
 * order of the format.
 */
#include "authoring/authoring.h"
#include "json/json.h"

#include <reunify/case.h>

static const char *const reader_names[] = {"applicability", "level",  "closing",
                                           "requirement",   "stop",   "obligation",
                                           "alert",         "factor", "action"};
static const char *const by_names[] = {"reads", "reads_for_attempt", "reads_for_settlement"};

/* What is written: of all rules, or of those with an id. */
typedef struct {
    const reunify_requires *list;
    text wanted; /* data NULL: all */
    json_writer *w;
} requires_writer;

static bool is_wanted(const reunify_requires *list, text wanted, size_t rule)
{
    const char *id = reunify_requires_rule_id(list, rule);
    return !wanted.data || text_is(wanted, id, strlen(id));
}

static void text_member(json_writer *w, const char *name, const char *value)
{
    if (!value)
        return;
    json_write_name(w, name);
    json_write_text(w, value);
}

static void write_reads(const requires_writer *r, size_t rule, int32_t by)
{
    json_write_name(r->w, by_names[by]);
    json_open_array(r->w);
    for (size_t i = 0; i < reunify_requires_read_count(r->list, rule); i++)
        if (reunify_requires_read_by(r->list, rule, i) == by)
            json_write_text(r->w, reunify_requires_item_id(
                                      r->list, reunify_requires_read_item(r->list, rule, i)));
    json_close_array(r->w);
}

static void write_rule(const requires_writer *r, size_t rule)
{
    json_open_object(r->w);
    text_member(r->w, "kind", reader_names[reunify_requires_rule_kind(r->list, rule)]);
    text_member(r->w, "id", reunify_requires_rule_id(r->list, rule));
    text_member(r->w, "pathway", reunify_requires_rule_pathway(r->list, rule));
    text_member(r->w, "stage", reunify_requires_rule_stage(r->list, rule));
    text_member(r->w, "text", reunify_requires_rule_text(r->list, rule));
    for (int32_t by = 0; by < (int32_t)LENGTH_OF(by_names); by++)
        write_reads(r, rule, by);
    json_close_object(r->w);
}

static bool is_read(const requires_writer *r, size_t item)
{
    for (size_t i = 0; i < reunify_requires_reader_count(r->list, item); i++)
        if (is_wanted(r->list, r->wanted, reunify_requires_reader(r->list, item, i)))
            return true;
    return false;
}

/* The rules that read it, which are in order of their kinds. */
static void write_readers(const requires_writer *r, size_t item)
{
    int32_t kind = -1;
    json_write_name(r->w, "read_by");
    json_open_object(r->w);
    for (size_t i = 0; i < reunify_requires_reader_count(r->list, item); i++) {
        const size_t rule = reunify_requires_reader(r->list, item, i);
        const int32_t of = reunify_requires_rule_kind(r->list, rule);
        if (!is_wanted(r->list, r->wanted, rule))
            continue;
        if (of != kind) {
            if (kind >= 0)
                json_close_array(r->w);
            json_write_name(r->w, reader_names[of]);
            json_open_array(r->w);
        }
        kind = of;
        json_write_text(r->w, reunify_requires_rule_id(r->list, rule));
    }
    if (kind >= 0)
        json_close_array(r->w);
    json_close_object(r->w);
}

/* Of a named value, what holds it; NULL where nothing but the entry is read. */
static const char *field_name(const reunify_requires *list, size_t item)
{
    const int32_t kind = reunify_requires_item_kind(list, item);
    const int32_t field = reunify_requires_item_field(list, item);
    if (field)
        return model_field(kind, field)->name;
    if (!reunify_requires_item_name(list, item))
        return NULL;
    return model_kinds[kind].named;
}

static void write_values(const requires_writer *r, size_t item)
{
    const size_t count = reunify_requires_item_value_count(r->list, item);
    if (!count)
        return;
    json_write_name(r->w, "values");
    json_open_array(r->w);
    for (size_t i = 0; i < count; i++)
        json_write_text(r->w, reunify_requires_item_value(r->list, item, i));
    json_close_array(r->w);
}

static void write_item(const requires_writer *r, size_t item)
{
    const char *id = reunify_requires_item_id(r->list, item);
    json_open_object(r->w);
    text_member(r->w, "id", id);
    text_member(r->w, "kind", model_kinds[reunify_requires_item_kind(r->list, item)].word);
    text_member(r->w, "code", reunify_requires_item_code(r->list, item));
    text_member(r->w, "field", field_name(r->list, item));
    text_member(r->w, "name", reunify_requires_item_name(r->list, item));
    write_values(r, item);
    write_readers(r, item);
    json_close_object(r->w);
}

static void write_rules(const requires_writer *r)
{
    json_write_name(r->w, "rules");
    json_open_array(r->w);
    for (size_t i = 0; i < reunify_requires_rule_count(r->list); i++)
        if (is_wanted(r->list, r->wanted, i))
            write_rule(r, i);
    json_close_array(r->w);
}

static void write_items(const requires_writer *r)
{
    json_write_name(r->w, "items");
    json_open_array(r->w);
    for (size_t i = 0; i < reunify_requires_item_count(r->list); i++)
        if (is_read(r, i))
            write_item(r, i);
    json_close_array(r->w);
}

static void write_list(const requires_writer *r)
{
    const reunify_profile *p = requires_profile(r->list);
    json_open_object(r->w);
    text_member(r->w, "schema", "reunify/requires/1");
    json_write_name(r->w, "profile");
    json_open_object(r->w);
    text_member(r->w, "id", p->id);
    text_member(r->w, "version", p->version);
    json_close_object(r->w);
    write_rules(r);
    write_items(r);
    json_close_object(r->w);
}

static bool has_rule(const reunify_requires *list, text wanted)
{
    for (size_t i = 0; i < reunify_requires_rule_count(list); i++)
        if (is_wanted(list, wanted, i))
            return true;
    return false;
}

static const char *rule_word(const void *of, size_t index)
{
    return reunify_requires_rule_id(of, index);
}

static reunify_status no_such_rule(const reunify_requires *list, text id, reunify_error *error)
{
    char message[ERROR_MESSAGE];
    const word_list ids = {rule_word, list, reunify_requires_rule_count(list)};
    words_tell(error, message, "the profile has no such rule; its rules:", &ids, id);
    return error_add(error, REUNIFY_NOT_FOUND, "unknown_rule", NULL, "%s", message);
}

reunify_status reunify_requires_to_json(const reunify_requires *list, const char *rule,
                                        size_t length, uint32_t flags, reunify_text **out,
                                        reunify_error *error)
{
    const text wanted = {rule, rule ? length : 0};
    reunify_error_clear(error);
    if (!out)
        return error_argument(error, "out is NULL");
    *out = NULL;
    if (!list || flags & ~(uint32_t)REUNIFY_JSON_PRETTY)
        return error_argument(error, "the list is NULL, or a flag is unknown");
    if (rule && !has_rule(list, wanted))
        return no_such_rule(list, wanted, error);
    buffer compact;
    buffer_start(&compact, requires_context(list));
    json_writer w = json_writer_to(&compact);
    write_list(&(requires_writer){list, wanted, &w});
    return json_finish(&compact, flags & REUNIFY_JSON_PRETTY, out) ? error_no_memory(error)
                                                                   : REUNIFY_OK;
}
