/*
 * Writing a calculation of costs as canonical JSON: the order of the members here is the order of
 * the format.
 */
#include "cost/cost.h"
#include "json/json.h"

#include <reunify/case.h>
#include <reunify/version.h>

static void text_member(json_writer *w, const char *name, const char *value)
{
    json_write_name(w, name);
    json_write_text(w, value);
}

static void integer_member(json_writer *w, const char *name, int64_t value)
{
    json_write_name(w, name);
    json_write_integer(w, value);
}

static void boolean_member(json_writer *w, const char *name, bool value)
{
    json_write_name(w, name);
    json_write_boolean(w, value);
}

static void object_member(json_writer *w, const char *name)
{
    json_write_name(w, name);
    json_open_object(w);
}

/* An exact decimal number, given in millionths. */
static void millionths_member(json_writer *w, const char *name, int64_t value)
{
    json_write_name(w, name);
    cost_add_decimal(w->out, value, 6, false);
    w->comma = true;
}

static void profile_member(json_writer *w, const reunify_profile *p)
{
    json_write_name(w, "profile");
    if (!p) {
        json_write_null(w);
        return;
    }
    json_open_object(w);
    text_member(w, "id", p->id);
    text_member(w, "version", p->version);
    json_close_object(w);
}

static void failures_member(json_writer *w, const char *name, int64_t share, int64_t number)
{
    object_member(w, name);
    if (share != REUNIFY_COST_NOT_GIVEN) {
        millionths_member(w, "share", share);
    } else {
        json_write_name(w, "share");
        json_write_null(w);
    }
    millionths_member(w, "number", number);
    json_close_object(w);
}

static void write_failures(json_writer *w, const reunify_cost *c)
{
    object_member(w, "failures");
    failures_member(w, "without_support", c->share_without, c->failures_without);
    failures_member(w, "with_support", c->share_with, c->failures_with);
    millionths_member(w, "prevented", c->prevented);
    json_close_object(w);
}

static void unit_cost_member(json_writer *w, const char *name, int64_t amount, bool local)
{
    object_member(w, name);
    integer_member(w, "amount", amount);
    boolean_member(w, "local", local);
    json_close_object(w);
}

static void write_set(json_writer *w, const pack_cost *set)
{
    json_write_name(w, "set");
    if (!set) {
        json_write_null(w);
        return;
    }
    json_open_object(w);
    text_member(w, "id", set->id);
    text_member(w, "text", set->text);
    integer_member(w, "price_year", set->price_year);
    json_close_object(w);
}

static void write_unit_costs(json_writer *w, const reunify_cost *c)
{
    object_member(w, "unit_costs");
    unit_cost_member(w, "re_entry", c->unit_re_entry, c->local_re_entry);
    unit_cost_member(w, "support", c->unit_support, c->local_support);
    write_set(w, c->set);
    json_close_object(w);
}

static void write_result(json_writer *w, const reunify_cost *c)
{
    object_member(w, "costs");
    integer_member(w, "re_entries_without_support", c->re_entries_without);
    integer_member(w, "support", c->support);
    integer_member(w, "re_entries_with_support", c->re_entries_with);
    json_close_object(w);
    object_member(w, "saving");
    integer_member(w, "net", c->net_saving);
    json_write_name(w, "per_child");
    if (c->returns)
        json_write_integer(w, c->saving_per_child);
    else
        json_write_null(w);
    json_close_object(w);
    json_write_name(w, "break_even");
    if (c->break_even >= 0)
        json_write_integer(w, c->break_even);
    else
        json_write_null(w);
}

static void write_words(json_writer *w, const reunify_cost *c)
{
    json_write_name(w, "lines");
    json_open_array(w);
    for (size_t i = 0; i < c->line_count; i++) {
        json_open_object(w);
        text_member(w, "id", c->lines[i].id);
        text_member(w, "text", c->lines[i].text);
        integer_member(w, "amount", c->lines[i].amount);
        json_close_object(w);
    }
    json_close_array(w);
    json_write_name(w, "notes");
    json_open_array(w);
    for (size_t i = 0; i < c->note_count; i++) {
        json_open_object(w);
        text_member(w, "code", c->notes[i].code);
        text_member(w, "text", c->notes[i].text);
        json_close_object(w);
    }
    json_close_array(w);
}

static void write_sources(json_writer *w, const reunify_cost *c)
{
    json_write_name(w, "sources");
    json_open_array(w);
    for (size_t i = 0; i < reunify_cost_source_count(c); i++) {
        json_open_object(w);
        text_member(w, "id", reunify_cost_source_id(c, i));
        text_member(w, "at", reunify_cost_source_at(c, i));
        text_member(w, "title", reunify_cost_source_title(c, i));
        json_close_object(w);
    }
    json_close_array(w);
}

static void write_cost(json_writer *w, const reunify_cost *c)
{
    json_open_object(w);
    text_member(w, "schema", "reunify/cost/1");
    profile_member(w, c->profile);
    text_member(w, "library", reunify_version());
    text_member(w, "amounts_in", "pence");
    integer_member(w, "returns", c->returns);
    json_write_name(w, "years");
    json_write_thousandths(w, c->years);
    write_failures(w, c);
    write_unit_costs(w, c);
    write_result(w, c);
    write_words(w, c);
    write_sources(w, c);
    json_close_object(w);
}

reunify_status reunify_cost_to_json(const reunify_cost *cost, uint32_t flags, reunify_text **out,
                                    reunify_error *error)
{
    reunify_error_clear(error);
    if (out)
        *out = NULL;
    if (!cost || !out)
        return error_argument(error, "the calculation, or the place for the text, is NULL");
    if (flags & ~(uint32_t)REUNIFY_JSON_PRETTY)
        return error_argument(error, "there is no such flag");
    buffer compact;
    buffer_start(&compact, cost->context);
    json_writer w = json_writer_to(&compact);
    write_cost(&w, cost);
    return json_finish(&compact, flags & REUNIFY_JSON_PRETTY, out) ? error_no_memory(error)
                                                                   : REUNIFY_OK;
}
