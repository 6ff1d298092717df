/*
 * What a pack says of its rules, ready for documents.
 *
 * Every evaluation says the texts and sources of the same rules again, and they are most of its
 * bytes. So they are escaped and joined once, when the pack is read: each rule keeps its members as
 * they stand in a document, and writing an evaluation copies them. What depends on the case,
 * statuses, dates, ids and numbers, is written between them.
 *
 * The rows of evaluate/views.c say which members these are and in which order; a row that is JOINED
 * names the fragment here. tests/api/test_views.c puts every document together from the getters,
 * which know nothing of fragments, and compares.
 */
#include "profile/loader.h"

typedef struct {
    loader *l;
    buffer out; /* of one fragment at a time */
} joiner;

/* Each fragment begins with a comma: something stands before it in every document. */
static json_writer start(joiner *j)
{
    j->out.length = 0;
    return (json_writer){.out = &j->out, .comma = true};
}

static text keep(joiner *j)
{
    const size_t length = j->out.length;
    const char *kept =
        j->out.failed ? NULL : arena_text(&j->l->profile->memory, buffer_data(&j->out), length);
    if (!kept)
        loader_no_memory(j->l);
    return (text){kept, length};
}

static void write_named(json_writer *w, const char *name, const char *value)
{
    json_write_name(w, name);
    json_write_text(w, value);
}

static void write_source(json_writer *w, const pack_source *source)
{
    json_write_name(w, "source");
    json_open_object(w);
    write_named(w, "id", source->id);
    write_named(w, "at", source->at);
    json_close_object(w);
}

static text words(joiner *j, const char *said, const pack_source *source)
{
    json_writer w = start(j);
    write_named(&w, "text", said);
    write_source(&w, source);
    return keep(j);
}

static void join_conditions(joiner *j, pack_condition *conditions, size_t count)
{
    for (size_t i = 0; i < count; i++)
        conditions[i].words = words(j, conditions[i].text, &conditions[i].source);
}

static void join_requirement(joiner *j, pack_requirement *r)
{
    json_writer w = start(j);
    write_named(&w, "id", r->id);
    write_named(&w, "necessity", necessity_names[r->advisory]);
    r->head = keep(j);
    r->words = words(j, r->text, &r->source);
}

static void join_stage(joiner *j, pack_stage *s)
{
    for (uint16_t i = 0; i < s->requirement_count; i++)
        join_requirement(j, &s->requirements[i]);
    for (uint16_t i = 0; i < s->stop_count; i++)
        s->stops[i].words = words(j, s->stops[i].text, &s->stops[i].source);
}

static void join_pathway(joiner *j, pack_pathway *p)
{
    for (uint16_t i = 0; i < p->stage_count; i++)
        join_stage(j, &p->stages[i]);
}

/* With its own text, or with another that it says where something holds. */
static text factor_words(joiner *j, const pack_factor *f, const char *said)
{
    json_writer w = start(j);
    write_named(&w, "text", said);
    write_named(&w, "help", f->help);
    write_named(&w, "figure", f->figure);
    write_source(&w, &f->source);
    return keep(j);
}

static void join_factor(joiner *j, pack_factor *f)
{
    json_writer w = start(j);
    write_named(&w, "code", f->id);
    write_named(&w, "kind", f->kind);
    f->head = keep(j);
    f->words = factor_words(j, f, f->text);
    for (uint16_t i = 0; i < f->says_count; i++)
        f->says[i].words = factor_words(j, f, f->says[i].text);
}

void loader_join(loader *l)
{
    reunify_profile *p = l->profile;
    joiner j = {.l = l};
    buffer_start(&j.out, p->context);
    join_conditions(&j, p->applicability, p->applicability_count);
    join_conditions(&j, p->closing, p->closing_count);
    for (size_t i = 0; i < p->action_count; i++)
        p->actions[i].words = words(&j, p->actions[i].text, &p->actions[i].source);
    for (size_t i = 0; i < p->pathway_count; i++)
        join_pathway(&j, &p->pathways[i]);
    for (size_t i = 0; i < p->obligation_count; i++)
        p->schedule[i].words = words(&j, p->schedule[i].text, &p->schedule[i].source);
    for (size_t i = 0; i < p->alert_count; i++)
        p->alerts[i].words = words(&j, p->alerts[i].text, &p->alerts[i].source);
    for (size_t i = 0; i < p->factor_count; i++)
        join_factor(&j, &p->factors[i]);
    buffer_release(&j.out);
}
