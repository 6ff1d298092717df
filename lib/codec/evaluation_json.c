/*
 * Writing an evaluation as canonical JSON: the order of the members here is the order of the
 * format.
 */
#include "evaluate/evaluation.h"
#include "json/json.h"

#include <reunify/version.h>

typedef struct {
    json_writer w;
    const reunify_evaluation *e;
    const reunify_profile *p;
    bool words; /* texts, sources, evidence: not where results alone were asked for */
    bool dates; /* since when things hold: only where the case was replayed */
} output;

static void text_member(output *o, const char *name, const char *value)
{
    json_write_name(&o->w, name);
    json_write_text(&o->w, value);
}

static void date_member(output *o, const char *name, reunify_date value)
{
    json_write_name(&o->w, name);
    json_write_date(&o->w, value);
}

static void integer_member(output *o, const char *name, int64_t value)
{
    json_write_name(&o->w, name);
    json_write_integer(&o->w, value);
}

static void boolean_member(output *o, const char *name, bool value)
{
    json_write_name(&o->w, name);
    json_write_boolean(&o->w, value);
}

static void level_member(output *o, const char *name, int level)
{
    text_member(o, name, level >= 0 ? o->p->levels[level].id : NULL);
}

static void open_list(output *o, const char *name)
{
    json_write_name(&o->w, name);
    json_open_array(&o->w);
}

static void evidence_member(output *o, const char *const *evidence, size_t count)
{
    if (!o->words)
        return;
    open_list(o, "evidence");
    for (size_t i = 0; i < count; i++)
        json_write_text(&o->w, evidence[i]);
    json_close_array(&o->w);
}

static void source_member(output *o, const pack_source *source)
{
    if (!o->words)
        return;
    json_write_name(&o->w, "source");
    json_open_object(&o->w);
    text_member(o, "id", source->id);
    text_member(o, "at", source->at);
    json_close_object(&o->w);
}

/* What is said in the pack's words, and where it comes from. */
static void words_members(output *o, const char *words, const pack_source *source)
{
    if (o->words)
        text_member(o, "text", words);
    source_member(o, source);
}

static void write_action(output *o, const pack_action *a)
{
    json_open_object(&o->w);
    text_member(o, "code", a->id);
    words_members(o, a->text, &a->source);
    json_close_object(&o->w);
}

static void actions_member(output *o, const uint16_t *actions, size_t count)
{
    open_list(o, "actions");
    for (size_t i = 0; i < count; i++)
        write_action(o, &o->p->actions[actions[i]]);
    json_close_array(&o->w);
}

/* Applicability ------------------------------------------------------------------------------- */

static void write_applicability(output *o)
{
    json_write_name(&o->w, "applicability");
    json_open_object(&o->w);
    text_member(o, "result", applicability_names[o->e->applicable]);
    open_list(o, "conditions");
    for (size_t i = 0; i < o->e->condition_count; i++) {
        const struct reunify_condition *c = &o->e->conditions[i];
        json_open_object(&o->w);
        text_member(o, "id", c->rule->id);
        text_member(o, "result", truth_names[c->result]);
        words_members(o, c->rule->text, &c->rule->source);
        json_close_object(&o->w);
    }
    json_close_array(&o->w);
    json_close_object(&o->w);
}

/* Risk ---------------------------------------------------------------------------------------- */

static void value_member(output *o, const pack_finding *f, int64_t value)
{
    json_write_name(&o->w, "value");
    if (value == FINDING_UNKNOWN)
        json_write_null(&o->w);
    else if (f->type == NAMED_TEXT)
        json_write_text(&o->w, o->p->names.names[f->values[value]].data);
    else if (f->type == NAMED_BOOLEAN)
        json_write_boolean(&o->w, value != 0);
    else
        json_write_thousandths(&o->w, value);
}

static void write_dimension(output *o, const dimension_result *d)
{
    const pack_dimension *rule = &o->p->dimensions[d->dimension];
    json_open_object(&o->w);
    text_member(o, "id", rule->id);
    value_member(o, &o->p->findings[rule->finding], d->value);
    open_list(o, "permits");
    for (size_t i = 0; i < o->p->level_count; i++)
        if (d->permits >> i & 1)
            json_write_text(&o->w, o->p->levels[i].id);
    json_close_array(&o->w);
    boolean_member(o, "deciding", d->deciding);
    json_close_object(&o->w);
}

static void write_classification(output *o)
{
    const reunify_classification *c = &o->e->classification;
    json_write_name(&o->w, "classification");
    if (!o->e->has_classification) {
        json_write_null(&o->w);
        return;
    }
    json_open_object(&o->w);
    text_member(o, "assessment", c->assessment);
    level_member(o, "level", c->level);
    text_member(o, "status", classification_status_names[c->status]);
    level_member(o, "at_least", c->at_least);
    open_list(o, "dimensions");
    for (size_t i = 0; i < c->dimension_count; i++)
        write_dimension(o, &c->dimensions[i]);
    json_close_array(&o->w);
    json_close_object(&o->w);
}

static void held_member(output *o, const struct reunify_history_entry *h)
{
    json_write_name(&o->w, "held");
    if (h->held_by == REUNIFY_HELD_NOT) {
        json_write_null(&o->w);
        return;
    }
    json_open_object(&o->w);
    text_member(o, "rule", h->held->id);
    level_member(o, "to", h->held->to);
    date_member(o, "eligible_from", h->held_since);
    text_member(o, "by", held_by_names[h->held_by]);
    json_close_object(&o->w);
}

static void write_history_entry(output *o, const struct reunify_history_entry *h)
{
    json_open_object(&o->w);
    date_member(o, "date", h->date);
    text_member(o, "assessment", h->assessment);
    level_member(o, "from", h->from);
    level_member(o, "to", h->to);
    text_member(o, "basis", basis_names[h->basis]);
    text_member(o, "rule", h->rule ? h->rule->id : NULL);
    level_member(o, "indicated", h->indicated);
    level_member(o, "engine", h->engine);
    boolean_member(o, "discordant", h->discordant);
    boolean_member(o, "silent", h->silent);
    held_member(o, h);
    json_close_object(&o->w);
}

static void write_pending(output *o, const struct reunify_pending *p)
{
    json_open_object(&o->w);
    text_member(o, "rule", p->rule->id);
    level_member(o, "to", p->rule->to);
    date_member(o, "run_since", p->run_since);
    date_member(o, "eligible_from", p->eligible_from);
    boolean_member(o, "elapsed", p->elapsed);
    json_close_object(&o->w);
}

static void may_close_member(output *o)
{
    json_write_name(&o->w, "may_close");
    if (!o->e->closing) {
        json_write_null(&o->w);
        return;
    }
    json_open_object(&o->w);
    date_member(o, "eligible_from", o->e->may_close_from);
    date_member(o, "confirmed_on", o->e->may_close_confirmed);
    json_close_object(&o->w);
}

static void write_risk(output *o)
{
    const reunify_evaluation *e = o->e;
    json_write_name(&o->w, "risk");
    json_open_object(&o->w);
    level_member(o, "level", e->level);
    date_member(o, "since", e->since);
    text_member(o, "basis", basis_names[e->basis]);
    write_classification(o);
    open_list(o, "history");
    for (size_t i = 0; i < e->history_count; i++)
        write_history_entry(o, &e->history[i]);
    json_close_array(&o->w);
    open_list(o, "pending");
    for (size_t i = 0; i < e->pending_count; i++)
        write_pending(o, &e->pending[i]);
    json_close_array(&o->w);
    may_close_member(o);
    date_member(o, "earliest_closure", e->earliest_closure);
    open_list(o, "actions");
    for (size_t i = 0; i < e->action_count; i++)
        write_action(o, e->actions[i]);
    json_close_array(&o->w);
    json_close_object(&o->w);
}

/* Gates --------------------------------------------------------------------------------------- */

static void people_member(output *o, const struct reunify_requirement *r)
{
    open_list(o, "people");
    for (size_t i = 0; i < r->person_count; i++) {
        const person_result *p = &r->people[i];
        json_open_object(&o->w);
        text_member(o, "person", p->id);
        text_member(o, "status", requirement_status_names[p->status]);
        evidence_member(o, p->evidence, p->evidence_count);
        json_close_object(&o->w);
    }
    json_close_array(&o->w);
}

static void by_member(output *o, const pack_requirement *rule)
{
    open_list(o, "by");
    for (size_t i = 0; i < rule->by_count; i++)
        json_write_text(&o->w, o->p->names.names[o->p->roles[rule->by[i]]].data);
    json_close_array(&o->w);
}

static void write_requirement(output *o, const struct reunify_requirement *r)
{
    json_open_object(&o->w);
    text_member(o, "id", r->rule->id);
    text_member(o, "necessity", r->rule->advisory ? "advisory" : "required");
    text_member(o, "status", requirement_status_names[r->status]);
    if (o->dates)
        date_member(o, "met_on", r->met_on);
    evidence_member(o, r->evidence, r->evidence_count);
    words_members(o, r->rule->text, &r->rule->source);
    if (o->words) {
        people_member(o, r);
        by_member(o, r->rule);
        date_member(o, "last_on", r->last_on);
    }
    json_close_object(&o->w);
}

static void write_stop(output *o, const struct reunify_stop *s)
{
    json_open_object(&o->w);
    text_member(o, "id", s->rule->id);
    text_member(o, "result", truth_names[s->result]);
    text_member(o, "outcome", s->rule->outcome);
    words_members(o, s->rule->text, &s->rule->source);
    json_close_object(&o->w);
}

static void write_gate(output *o, const struct reunify_gate *g)
{
    const pack_stop *stop = g->stopped_by;
    json_open_object(&o->w);
    text_member(o, "stage", g->stage->id);
    integer_member(o, "number", g->number);
    text_member(o, "status", gate_status_names[g->status]);
    if (o->dates)
        date_member(o, "passed_on", g->passed_on);
    text_member(o, "outcome", stop ? stop->outcome : NULL);
    open_list(o, "requirements");
    for (size_t i = 0; i < g->stage->requirement_count; i++)
        write_requirement(o, &g->requirements[i]);
    json_close_array(&o->w);
    open_list(o, "stops");
    for (size_t i = 0; i < g->stage->stop_count; i++)
        write_stop(o, &g->stops[i]);
    json_close_array(&o->w);
    actions_member(o, stop ? stop->actions : NULL, stop ? stop->action_count : 0);
    json_close_object(&o->w);
}

static void write_stage(output *o)
{
    json_write_name(&o->w, "stage");
    if (o->e->stage < 0) {
        json_write_null(&o->w);
        return;
    }
    const struct reunify_gate *g = &o->e->gates[o->e->stage];
    json_open_object(&o->w);
    text_member(o, "id", g->stage->id);
    integer_member(o, "number", g->number);
    json_close_object(&o->w);
}

static void write_place(output *o, const char *stage, const char *requirement)
{
    json_open_object(&o->w);
    text_member(o, "stage", stage);
    text_member(o, "requirement", requirement);
    json_close_object(&o->w);
}

static void write_gates(output *o)
{
    const reunify_evaluation *e = o->e;
    write_stage(o);
    open_list(o, "gates");
    for (size_t i = 0; i < e->gate_count; i++)
        write_gate(o, &e->gates[i]);
    json_close_array(&o->w);
    open_list(o, "outstanding");
    for (size_t i = 0; i < e->outstanding_count; i++)
        write_place(o, e->outstanding[i]->stage->id, e->outstanding[i]->rule->id);
    json_close_array(&o->w);
    open_list(o, "information_needed");
    for (size_t i = 0; i < e->information_count; i++)
        write_place(o, e->gates[e->stage].stage->id, e->information_needed[i]);
    json_close_array(&o->w);
}

/* The rest ------------------------------------------------------------------------------------ */

static void write_obligation(output *o, const struct reunify_obligation *b)
{
    json_open_object(&o->w);
    text_member(o, "id", b->rule->id);
    date_member(o, "due", b->due);
    text_member(o, "status", obligation_status_names[b->status]);
    if (o->dates)
        date_member(o, "done_on", b->done_on);
    words_members(o, b->rule->text, &b->rule->source);
    json_close_object(&o->w);
}

static void write_factor(output *o, const struct reunify_factor *f)
{
    json_open_object(&o->w);
    text_member(o, "code", f->rule->id);
    text_member(o, "kind", f->rule->kind);
    text_member(o, "result", factor_result_names[f->result]);
    if (o->words) {
        evidence_member(o, f->evidence, f->evidence_count);
        text_member(o, "text", f->rule->text);
        text_member(o, "help", f->rule->help);
        text_member(o, "figure", f->rule->figure);
        source_member(o, &f->rule->source);
    }
    json_close_object(&o->w);
}

static void write_alert(output *o, const struct reunify_alert *a)
{
    json_open_object(&o->w);
    text_member(o, "code", a->rule->id);
    words_members(o, a->rule->text, &a->rule->source);
    actions_member(o, a->actions, a->action_count);
    json_close_object(&o->w);
}

static void write_lists(output *o)
{
    const reunify_evaluation *e = o->e;
    open_list(o, "schedule");
    for (size_t i = 0; i < e->schedule_count; i++)
        write_obligation(o, &e->schedule[i]);
    json_close_array(&o->w);
    open_list(o, "factors");
    for (size_t i = 0; i < e->factor_count; i++)
        write_factor(o, &e->factors[i]);
    json_close_array(&o->w);
    open_list(o, "alerts");
    for (size_t i = 0; i < e->alert_count; i++)
        write_alert(o, &e->alerts[i]);
    json_close_array(&o->w);
    open_list(o, "warnings");
    for (size_t i = 0; i < e->warning_count; i++) {
        json_open_object(&o->w);
        text_member(o, "code", e->warnings[i].code);
        text_member(o, "at", e->warnings[i].at);
        json_close_object(&o->w);
    }
    json_close_array(&o->w);
}

static void write_profile(output *o)
{
    json_write_name(&o->w, "profile");
    json_open_object(&o->w);
    text_member(o, "id", o->p->id);
    text_member(o, "version", o->p->version);
    if (o->p->base_count) {
        open_list(o, "extends");
        for (size_t i = 0; i < o->p->base_count; i++) {
            json_open_object(&o->w);
            text_member(o, "id", o->p->bases[i].id);
            text_member(o, "version", o->p->bases[i].version);
            json_close_object(&o->w);
        }
        json_close_array(&o->w);
    }
    json_close_object(&o->w);
}

static void write_evaluation(output *o)
{
    json_open_object(&o->w);
    text_member(o, "schema", "reunify/evaluation/1");
    text_member(o, "case", o->e->case_id);
    date_member(o, "as_of", o->e->as_of);
    write_profile(o);
    text_member(o, "library", reunify_version());
    write_applicability(o);
    text_member(o, "pathway", o->e->pathway ? o->e->pathway->id : NULL);
    write_risk(o);
    write_gates(o);
    write_lists(o);
    json_close_object(&o->w);
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
    output o = {json_writer_to(&compact), evaluation, evaluation->profile,
                evaluation->explain != REUNIFY_EXPLAIN_NONE,
                evaluation->explain == REUNIFY_EXPLAIN_FULL};
    write_evaluation(&o);
    return json_finish(&compact, flags & REUNIFY_JSON_PRETTY, out) ? error_no_memory(error)
                                                                   : REUNIFY_OK;
}
