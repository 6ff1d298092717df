/*
 * How two profiles differ: rule by rule, by section and id.
 *
 * All lists go one way, lists(): items are matched by their ids, which are sorted once a side; one
 * that only the older has was removed, one that only the newer has was added, and two of one id are
 * given to the function of their section, which has a line for each aspect. Entries come in the
 * order of the older list, then those that were added. Where order means something (levels,
 * movement, actions, stages) order() counts only items that both have, so that what was put in
 * front of others has not moved them.
 *
 * Nodes, findings and roles have other numbers in the other profile, so what names them is compared
 * in words. A condition, a date, a set of roles or of levels is written out on both sides by the
 * function for its kind: once with codes, which tells whether the two differ, and if they do, with
 * labels for whoever reads it. So a label that changed is told where it is declared and not again
 * at every rule that uses it.
 *
 * A text is compared as it is said, then in each other language of either pack. Sides are written
 * into two buffers that are used again; the difference copies what it is told. Memory that ran out
 * is kept in mind by the buffers and by the difference, and asked for once, at the end.
 */
#include "authoring/authoring.h"
#include "words/words.h"

#include <stdio.h>

typedef struct {
    const reunify_profile *before, *after;
    reunify_diff *d;
    buffer a, b;  /* the two sides of what is being compared */
    arena memory; /* of what finds items by their ids */
} comparison;

static const char *ended(buffer *b)
{
    buffer_add_char(b, '\0');
    return b->failed ? "" : buffer_data(b);
}

/* Both sides written out by a function; compared with ids, told with labels. */
typedef void (*writer)(const rule_words *w, const void *item);

static void write_side(buffer *b, const reunify_profile *p, bool codes, writer write,
                       const void *item)
{
    const rule_words w = {p, b, codes, NULL};
    b->length = 0;
    write(&w, item);
}

static void compare(comparison *c, const char *section, const char *id, const char *aspect,
                    writer write, const void *before, const void *after)
{
    write_side(&c->a, c->before, true, write, before);
    write_side(&c->b, c->after, true, write, after);
    bool same =
        c->a.length == c->b.length &&
        (!c->a.length || (!c->a.failed && !c->b.failed &&
                          memcmp(buffer_data(&c->a), buffer_data(&c->b), c->a.length) == 0));
    if (!same) {
        write_side(&c->a, c->before, false, write, before);
        write_side(&c->b, c->after, false, write, after);
        diff_add(c->d, REUNIFY_DIFF_CHANGED, section, id, aspect, ended(&c->a), ended(&c->b));
    }
}

static bool has_language(const reunify_profile *p, text tag)
{
    for (size_t i = 0; i < p->language_count; i++)
        if (text_is(tag, p->languages[i], strlen(p->languages[i])))
            return true;
    return false;
}

/* A text in a language other than that in which it is said: "text (cy)". */
static void translation(comparison *c, const char *section, const char *id, const char *aspect,
                        text tag, const char *before, const char *after)
{
    const char *a = profile_text_in(c->before, before, tag),
               *b = profile_text_in(c->after, after, tag);
    char title[160];
    if (a == before && b == after)
        return;
    snprintf(title, sizeof title, "%s (%s)", aspect, tag.data);
    diff_compare(c->d, section, id, title, a, b);
}

/* In all the languages of either pack in which it is not said. */
static void translations(comparison *c, const char *section, const char *id, const char *aspect,
                         const char *before, const char *after)
{
    const reunify_profile *const packs[] = {c->before, c->after};
    for (size_t p = 0; p < 2; p++)
        for (size_t i = 0; i < packs[p]->language_count; i++) {
            const text tag = {packs[p]->languages[i], strlen(packs[p]->languages[i])};
            if (p == 0 || !has_language(c->before, tag))
                translation(c, section, id, aspect, tag, before, after);
        }
}

/* A text as it is said, and then in the other languages. */
static void said(comparison *c, const char *section, const char *id, const char *aspect,
                 const char *before, const char *after)
{
    diff_compare(c->d, section, id, aspect, before, after);
    translations(c, section, id, aspect, before, after);
}

static void texts(comparison *c, const char *section, const char *id, const char *before,
                  const char *after)
{
    said(c, section, id, "text", before, after);
}

static void flags(comparison *c, const char *section, const char *id, const char *aspect,
                  bool before, bool after)
{
    diff_compare(c->d, section, id, aspect, before ? "yes" : "no", after ? "yes" : "no");
}

/* Writers ------------------------------------------------------------------------------------- */

static void write_condition(const rule_words *w, const void *item)
{
    words_condition(w, *(const rule_index *)item);
}

static void write_date(const rule_words *w, const void *item)
{
    words_date(w, *(const rule_index *)item);
}

static void write_source(const rule_words *w, const void *item)
{
    const pack_source *s = item;
    buffer_add_text(w->out, s->id ? s->id : "none");
    buffer_add_text(w->out, s->at ? ": " : "");
    buffer_add_text(w->out, s->at ? s->at : "");
}

static void write_period(const rule_words *w, const void *item)
{
    char written[32];
    period_write(*(const period *)item, written);
    buffer_add_text(w->out, written);
}

static void write_levels(const rule_words *w, const void *item)
{
    const uint64_t levels = *(const uint32_t *)item;
    words_levels(w, levels);
}

static void write_roles(const rule_words *w, const void *item)
{
    words_roles(w, *(const uint64_t *)item, MSG_LIST_AND);
}

typedef struct {
    const uint16_t *list;
    uint16_t count;
} index_list;

static void write_actions(const rule_words *w, const void *item)
{
    const index_list *l = item;
    for (uint16_t i = 0; i < l->count; i++) {
        words_between(w, i, l->count, MSG_LIST_AND);
        buffer_add_text(w->out, w->profile->actions[l->list[i]].id);
    }
    buffer_add_text(w->out, l->count ? "" : "none");
}

static void write_by(const rule_words *w, const void *item)
{
    const index_list *l = item;
    for (uint16_t i = 0; i < l->count; i++) {
        words_between(w, i, l->count, MSG_LIST_AND);
        words_symbol(w, w->profile->roles[l->list[i]]);
    }
    buffer_add_text(w->out, l->count ? "" : "nobody in particular");
}

/* A date or a condition that need not be there. */
static void write_optional_date(const rule_words *w, const void *item)
{
    if (*(const rule_index *)item == RULE_NONE)
        buffer_add_text(w->out, "none");
    else
        words_date(w, *(const rule_index *)item);
}

typedef struct {
    const symbol *list;
    uint16_t count;
} symbol_list;

static void write_plan_rules(const rule_words *w, const void *item)
{
    const reunify_profile *p = item;
    for (uint16_t i = 0; i < p->plan_rule_count; i++) {
        words_between(w, i, p->plan_rule_count, MSG_LIST_AND);
        buffer_add_text(w->out, i < p->given_up_count ? "given up where " : "taken up where ");
        words_record_condition(w, p->plan_rules[i]);
    }
    buffer_add_text(w->out, p->plan_rule_count ? "" : "never given up");
}

static void write_finding_values(const rule_words *w, const void *item)
{
    const pack_finding *f = item;
    buffer_add_text(w->out, f->type == NAMED_BOOLEAN  ? "true or false"
                            : f->type == NAMED_NUMBER ? "a number"
                                                      : "");
    for (uint16_t v = 0; v < f->value_count; v++) {
        buffer_add_text(w->out, v ? ", " : "");
        words_value(w, f, v);
    }
}

static void write_symbols(const rule_words *w, const symbol *list, uint16_t count, const char *none)
{
    for (uint16_t i = 0; i < count; i++) {
        buffer_add_text(w->out, i ? ", " : "");
        words_code(w, w->profile->names.names[list[i]].data);
    }
    buffer_add_text(w->out, count ? "" : none);
}

static void write_reasons(const rule_words *w, const void *item)
{
    const symbol_list *l = item;
    write_symbols(w, l->list, l->count, "or");
    buffer_add_text(w->out, l->count ? "" : "none asked for");
}

static void write_outcomes(const rule_words *w, const void *item)
{
    const pack_record_type *t = item;
    write_symbols(w, t->outcomes, t->outcome_count, "none");
}

static void write_attribute(const rule_words *w, const void *item)
{
    const pack_attribute *a = item;
    static const char *const types[] = {"code", "true or false", "number"};
    buffer_add_text(w->out, a->is_date ? "date" : types[a->type]);
    buffer_add_text(w->out, a->value_count ? ": " : " ");
    if (a->value_count)
        write_symbols(w, a->values, a->value_count, "");
    else
        words_range(w, a->least == INT64_MIN ? INT64_MIN + 1 : a->least, a->most);
}

static void write_after(const rule_words *w, const void *item)
{
    const pack_obligation *o = item;
    if (o->working_days < 0) {
        write_period(w, &o->after);
        return;
    }
    buffer_add_integer(w->out, o->working_days);
    buffer_add_text(w->out, " working days");
}

static void write_done(const rule_words *w, const void *item)
{
    const pack_obligation *o = item;
    if (o->done_stage >= 0) {
        buffer_add_text(w->out, "the requirement is met: ");
        buffer_add_text(w->out, o->done_id ? o->done_id : "?");
    } else {
        words_condition(w, o->done);
    }
}

static void write_pathway(const rule_words *w, const void *item)
{
    const symbol pathway = *(const symbol *)item;
    buffer_add_text(w->out,
                    pathway == SYMBOL_NONE ? "every one" : w->profile->names.names[pathway].data);
}

static void write_lapses(const rule_words *w, const void *item)
{
    const pack_obligation *o = item;
    if (o->lapses == RULE_NONE)
        buffer_add_text(w->out, "never");
    else
        words_condition(w, o->lapses);
}

static void write_cost(const rule_words *w, const void *item)
{
    const pack_cost *c = item;
    buffer_add_text(w->out, "re-entry ");
    buffer_add_integer(w->out, c->re_entry);
    buffer_add_text(w->out, ", support ");
    buffer_add_integer(w->out, c->support);
    buffer_add_text(w->out, " pence a year at prices of ");
    buffer_add_integer(w->out, c->price_year);
}

/* Levels from which a case may be silent, and where. */
static void write_silent(const rule_words *w, const void *item)
{
    const reunify_profile *p = item;
    if (p->silent_when == RULE_NONE) {
        buffer_add_text(w->out, "never");
        return;
    }
    words_levels(w, p->silent_from);
    buffer_add_text(w->out, ", where ");
    words_condition(w, p->silent_when);
}

static void write_finding(const rule_words *w, const void *item)
{
    words_finding(w, item);
}

/* Items of a section by id -------------------------------------------------------------------- */

typedef struct {
    const char *section;
    const void *items;
    size_t count, size;
} item_list;

typedef const char *(*item_id)(const reunify_profile *p, const void *item);
typedef const char *(*item_text)(const void *item);
typedef void (*item_compare)(comparison *c, const char *id, const void *before, const void *after);

static const void *item_at(const item_list *l, size_t at)
{
    return (const char *)l->items + at * l->size;
}

static id_order order_ids(comparison *c, const item_list *l, const reunify_profile *p,
                          item_id id_of)
{
    id_order made = diff_ids(c->d, &c->memory, l->count);
    for (size_t i = 0; i < made.count; i++)
        made.places[i] = (id_place){id_of(p, item_at(l, i)), i};
    id_order_sort(&made);
    return made;
}

static void lists(comparison *c, item_list before, item_list after, item_id id_of,
                  item_text text_of, item_compare compare_items)
{
    const id_order old = order_ids(c, &before, c->before, id_of),
                   made = order_ids(c, &after, c->after, id_of);
    for (size_t i = 0; i < before.count; i++) {
        const void *item = item_at(&before, i);
        const char *id = id_of(c->before, item);
        const size_t other = id_order_find(&made, id);
        if (other == SIZE_MAX)
            diff_add(c->d, REUNIFY_DIFF_REMOVED, before.section, id, NULL,
                     text_of ? text_of(item) : NULL, NULL);
        else if (compare_items)
            compare_items(c, id, item, item_at(&after, other));
    }
    for (size_t i = 0; i < after.count; i++) {
        const void *item = item_at(&after, i);
        const char *id = id_of(c->after, item);
        if (id_order_find(&old, id) == SIZE_MAX)
            diff_add(c->d, REUNIFY_DIFF_ADDED, before.section, id, NULL, NULL,
                     text_of ? text_of(item) : NULL);
    }
}

/* Most items begin with their id and text. */
#define BY_ID(prefix, item_type, text_member)                                                      \
    static const char *prefix##_id(const reunify_profile *p, const void *item)                     \
    {                                                                                              \
        (void)p;                                                                                   \
        return ((const item_type *)item)->id;                                                      \
    }                                                                                              \
    static const char *prefix##_text(const void *item)                                             \
    {                                                                                              \
        return ((const item_type *)item)->text_member;                                             \
    }
/* Others are known by a symbol. */
#define BY_NAME(prefix, item_type, text_member)                                                    \
    static const char *prefix##_id(const reunify_profile *p, const void *item)                     \
    {                                                                                              \
        return p->names.names[((const item_type *)item)->name].data;                               \
    }                                                                                              \
    static const char *prefix##_text(const void *item)                                             \
    {                                                                                              \
        return ((const item_type *)item)->text_member;                                             \
    }

BY_NAME(type, pack_record_type, label)
BY_NAME(attribute, pack_attribute, label)
BY_NAME(finding, pack_finding, label)
BY_NAME(legal, pack_legal, label)
BY_ID(condition, pack_condition, text)
BY_ID(level, pack_level, label)
BY_ID(dimension, pack_dimension, label)
BY_ID(movement, pack_movement, text)
BY_ID(action, pack_action, text)
BY_ID(pathway, pack_pathway, label)
BY_ID(stage, pack_stage, label)
BY_ID(requirement, pack_requirement, text)
BY_ID(stop, pack_stop, text)
BY_ID(obligation, pack_obligation, text)
BY_ID(alert, pack_alert, text)
BY_ID(factor, pack_factor, text)
BY_ID(cost, pack_cost, text)
BY_ID(source, pack_source, at)

/* What of an item changed --------------------------------------------------------------------- */

static void compare_type(comparison *c, const char *id, const void *before, const void *after)
{
    const pack_record_type *a = before, *b = after;
    texts(c, "record_type", id, a->label, b->label);
    compare(c, "record_type", id, "outcomes", write_outcomes, a, b);
}

static void compare_attribute(comparison *c, const char *id, const void *before, const void *after)
{
    const pack_attribute *a = before, *b = after;
    texts(c, "attribute", id, a->label, b->label);
    compare(c, "attribute", id, "values", write_attribute, a, b);
}

static void write_value_words(const rule_words *w, const void *item)
{
    const pack_finding *f = item;
    for (uint16_t v = 0; f->words && v < f->value_count; v++) {
        if (!f->words[v])
            continue;
        words_value(w, f, v);
        buffer_add_text(w->out, ": \"");
        buffer_add_text(w->out, f->words[v]);
        buffer_add_text(w->out, "\"; ");
    }
}

/* How a page says a value of a finding, NULL where the pack does not say it. */
static const char *word_of(const reunify_profile *p, const pack_finding *f, const char *value)
{
    for (uint16_t v = 0; f->words && v < f->value_count; v++)
        if (strcmp(p->names.names[f->values[v]].data, value) == 0)
            return f->words[v];
    return NULL;
}

static void value_translations(comparison *c, const char *id, const pack_finding *a,
                               const pack_finding *b)
{
    for (uint16_t v = 0; v < b->value_count; v++) {
        const char *value = c->after->names.names[b->values[v]].data;
        char aspect[120];
        snprintf(aspect, sizeof aspect, "word of %s", value);
        translations(c, "finding", id, aspect, word_of(c->before, a, value),
                     word_of(c->after, b, value));
    }
}

static void compare_finding(comparison *c, const char *id, const void *before, const void *after)
{
    const pack_finding *a = before, *b = after;
    texts(c, "finding", id, a->label, b->label);
    compare(c, "finding", id, "values", write_finding_values, a, b);
    compare(c, "finding", id, "words of its values", write_value_words, a, b);
    value_translations(c, id, a, b);
    compare(c, "finding", id, "how it comes about", write_finding, a, b);
    flags(c, "finding", id, "by person", a->by_person, b->by_person);
}

static void compare_legal(comparison *c, const char *id, const void *before, const void *after)
{
    texts(c, "legal_status", id, ((const pack_legal *)before)->label,
          ((const pack_legal *)after)->label);
}

static void compare_source(comparison *c, const char *id, const void *before, const void *after)
{
    diff_compare(c->d, "source", id, "title", ((const pack_source *)before)->at,
                 ((const pack_source *)after)->at);
}

static void compare_condition(comparison *c, const char *id, const void *before, const void *after)
{
    const pack_condition *a = before, *b = after;
    texts(c, "applicability", id, a->text, b->text);
    said(c, "applicability", id, "otherwise", a->otherwise, b->otherwise);
    compare(c, "applicability", id, "pathway", write_pathway, &a->pathway, &b->pathway);
    compare(c, "applicability", id, "condition", write_condition, &a->when, &b->when);
    compare(c, "applicability", id, "source", write_source, &a->source, &b->source);
}

static void compare_closing(comparison *c, const char *id, const void *before, const void *after)
{
    const pack_condition *a = before, *b = after;
    texts(c, "closing", id, a->text, b->text);
    said(c, "closing", id, "otherwise", a->otherwise, b->otherwise);
    compare(c, "closing", id, "pathway", write_pathway, &a->pathway, &b->pathway);
    compare(c, "closing", id, "condition", write_condition, &a->when, &b->when);
    compare(c, "closing", id, "source", write_source, &a->source, &b->source);
}

static void compare_actions(comparison *c, const char *section, const char *id, const uint16_t *a,
                            uint16_t a_count, const uint16_t *b, uint16_t b_count)
{
    compare(c, section, id, "actions", write_actions, &(index_list){a, a_count},
            &(index_list){b, b_count});
}

static void compare_level(comparison *c, const char *id, const void *before, const void *after)
{
    const pack_level *a = before, *b = after;
    texts(c, "level", id, a->label, b->label);
    compare_actions(c, "level", id, a->actions, a->action_count, b->actions, b->action_count);
    compare(c, "level", id, "source", write_source, &a->source, &b->source);
}

enum { VALUE_GONE = UINT16_MAX };

/* The place of a value in the other pack's finding, by its name; VALUE_GONE where it has none. */
static uint16_t value_there(const comparison *c, const pack_finding *f, uint16_t value,
                            const pack_finding *g)
{
    const text name = c->before->names.names[f->values[value]];
    for (uint16_t v = 0; v < g->value_count; v++) {
        const text other = c->after->names.names[g->values[v]];
        if (text_is(other, name.data, name.length))
            return v;
    }
    return VALUE_GONE;
}

static void compare_dimension(comparison *c, const char *id, const void *before, const void *after)
{
    const pack_dimension *a = before, *b = after;
    const pack_finding *f = &c->before->findings[a->finding], *g = &c->after->findings[b->finding];
    texts(c, "dimension", id, a->label, b->label);
    diff_compare(c->d, "dimension", id, "finding", c->before->names.names[f->name].data,
                 c->after->names.names[g->name].data);
    for (uint16_t v = 0; f->type == NAMED_TEXT && g->type == NAMED_TEXT && v < f->value_count;
         v++) {
        const uint16_t there = value_there(c, f, v, g);
        if (there != VALUE_GONE)
            compare(c, "dimension", id, c->before->names.names[f->values[v]].data, write_levels,
                    &a->permits[v], &b->permits[there]);
    }
}

static void compare_movement(comparison *c, const char *id, const void *before, const void *after)
{
    const pack_movement *a = before, *b = after;
    texts(c, "movement", id, a->text, b->text);
    diff_compare(c->d, "movement", id, "from", c->before->levels[a->from].id,
                 c->after->levels[b->from].id);
    diff_compare(c->d, "movement", id, "to", a->to == NO_LEVEL ? NULL : c->before->levels[a->to].id,
                 b->to == NO_LEVEL ? NULL : c->after->levels[b->to].id);
    compare(c, "movement", id, "condition", write_condition, &a->when, &b->when);
    flags(c, "movement", id, "at once", !a->sustained, !b->sustained);
    if (a->sustained && b->sustained)
        compare(c, "movement", id, "period", write_period, &a->duration, &b->duration);
    compare(c, "movement", id, "time counts from", write_optional_date, &a->counts_from,
            &b->counts_from);
    flags(c, "movement", id, "may be held", a->may_be_held, b->may_be_held);
    flags(c, "movement", id, "silent", a->silent, b->silent);
    flags(c, "movement", id, "closes", a->closes, b->closes);
    compare_actions(c, "movement", id, a->actions, a->action_count, b->actions, b->action_count);
    compare(c, "movement", id, "source", write_source, &a->source, &b->source);
}

static void compare_action(comparison *c, const char *id, const void *before, const void *after)
{
    const pack_action *a = before, *b = after;
    texts(c, "action", id, a->text, b->text);
    diff_compare(c->d, "action", id, "about", action_abouts[a->about], action_abouts[b->about]);
    compare(c, "action", id, "when it can be meant", write_condition, &a->when, &b->when);
    compare(c, "action", id, "source", write_source, &a->source, &b->source);
}

static void compare_set_aside(comparison *c, const char *id, const pack_requirement *a,
                              const pack_requirement *b)
{
    compare(c, "requirement", id, "set aside by", write_roles, &a->set_aside_by, &b->set_aside_by);
    compare(c, "requirement", id, "set aside for", write_reasons,
            &(symbol_list){a->set_aside_for, a->set_aside_reasons},
            &(symbol_list){b->set_aside_for, b->set_aside_reasons});
    compare(c, "requirement", id, "set aside until", write_optional_date, &a->set_aside_until,
            &b->set_aside_until);
}

static void compare_requirement(comparison *c, const char *id, const void *before,
                                const void *after)
{
    const pack_requirement *a = before, *b = after;
    texts(c, "requirement", id, a->text, b->text);
    diff_compare(c->d, "requirement", id, "necessity", a->advisory ? "advisory" : "required",
                 b->advisory ? "advisory" : "required");
    compare(c, "requirement", id, "by", write_by, &(index_list){a->by, a->by_count},
            &(index_list){b->by, b->by_count});
    compare(c, "requirement", id, "when it applies", write_condition, &a->when, &b->when);
    compare(c, "requirement", id, "for each", write_condition, &a->for_each, &b->for_each);
    diff_compare(c->d, "requirement", id, "where there is nobody",
                 a->none_unknown ? "unknown" : "not applicable",
                 b->none_unknown ? "unknown" : "not applicable");
    compare(c, "requirement", id, "condition", write_condition, &a->satisfied_by, &b->satisfied_by);
    compare(c, "requirement", id, "late", write_condition, &a->late, &b->late);
    compare_set_aside(c, id, a, b);
    compare(c, "requirement", id, "source", write_source, &a->source, &b->source);
}

static void compare_stop(comparison *c, const char *id, const void *before, const void *after)
{
    const pack_stop *a = before, *b = after;
    texts(c, "stop", id, a->text, b->text);
    diff_compare(c->d, "stop", id, "outcome", a->outcome, b->outcome);
    compare(c, "stop", id, "condition", write_condition, &a->when, &b->when);
    compare_actions(c, "stop", id, a->actions, a->action_count, b->actions, b->action_count);
    compare(c, "stop", id, "source", write_source, &a->source, &b->source);
}

/* Entries of two lists that are read alike. */
#define LIST(section, items, count) ((item_list){section, items, count, sizeof *(items)})

/* Where each item of a list stands among those that both lists have; NULL: out of memory. */
static size_t *ranks_of(comparison *c, const item_list *l, const reunify_profile *p, item_id id_of,
                        const id_order *others)
{
    size_t *ranks = arena_take_array(&c->memory, l->count, sizeof *ranks), rank = 0;
    if (!ranks)
        diff_fail(c->d);
    for (size_t i = 0; ranks && i < l->count; i++) {
        ranks[i] = rank;
        rank += id_order_find(others, id_of(p, item_at(l, i))) != SIZE_MAX;
    }
    return ranks;
}

/* Where order matters: what was moved, not what others were put before. */
static void order(comparison *c, item_list from, item_list to, item_id id_of)
{
    const id_order old = order_ids(c, &from, c->before, id_of),
                   made = order_ids(c, &to, c->after, id_of);
    const size_t *was = ranks_of(c, &from, c->before, id_of, &made),
                 *is = ranks_of(c, &to, c->after, id_of, &old);
    for (size_t i = 0; was && is && i < to.count; i++) {
        const char *id = id_of(c->after, item_at(&to, i));
        const size_t before = id_order_find(&old, id);
        if (before != SIZE_MAX && was[before] != is[i])
            diff_add(c->d, REUNIFY_DIFF_CHANGED, to.section, id, "order", NULL, NULL);
    }
}

static void compare_stage(comparison *c, const char *id, const void *before, const void *after)
{
    const pack_stage *a = before, *b = after;
    texts(c, "stage", id, a->label, b->label);
    compare(c, "stage", id, "when it applies", write_condition, &a->when, &b->when);
    flags(c, "stage", id, "counts the attempt alone", a->counts_attempt, b->counts_attempt);
    compare(c, "stage", id, "settled on", write_optional_date, &a->settled_on, &b->settled_on);
    lists(c, LIST("requirement", a->requirements, a->requirement_count),
          LIST("requirement", b->requirements, b->requirement_count), requirement_id,
          requirement_text, compare_requirement);
    lists(c, LIST("stop", a->stops, a->stop_count), LIST("stop", b->stops, b->stop_count), stop_id,
          stop_text, compare_stop);
}

static void compare_pathway(comparison *c, const char *id, const void *before, const void *after)
{
    const pack_pathway *a = before, *b = after;
    const item_list from = LIST("stage", a->stages, a->stage_count),
                    to = LIST("stage", b->stages, b->stage_count);
    texts(c, "pathway", id, a->label, b->label);
    flags(c, "pathway", id, "without the risk tool", a->without_tool, b->without_tool);
    lists(c, from, to, stage_id, stage_text, compare_stage);
    order(c, from, to, stage_id);
}

static void compare_obligation(comparison *c, const char *id, const void *before, const void *after)
{
    const pack_obligation *a = before, *b = after;
    texts(c, "obligation", id, a->text, b->text);
    compare(c, "obligation", id, "pathway", write_pathway, &a->pathway, &b->pathway);
    compare(c, "obligation", id, "anchor", write_date, &a->anchor, &b->anchor);
    compare(c, "obligation", id, "period", write_after, a, b);
    compare(c, "obligation", id, "window", write_period, &a->window, &b->window);
    compare(c, "obligation", id, "when it applies", write_condition, &a->when, &b->when);
    compare(c, "obligation", id, "done", write_done, a, b);
    compare(c, "obligation", id, "lapses", write_lapses, a, b);
    flags(c, "obligation", id, "never overdue", a->never_overdue, b->never_overdue);
    compare(c, "obligation", id, "source", write_source, &a->source, &b->source);
}

static void compare_alert(comparison *c, const char *id, const void *before, const void *after)
{
    const pack_alert *a = before, *b = after;
    texts(c, "alert", id, a->text, b->text);
    compare(c, "alert", id, "pathway", write_pathway, &a->pathway, &b->pathway);
    compare(c, "alert", id, "condition", write_condition, &a->when, &b->when);
    flags(c, "alert", id, "actions of the last movement", a->last_movement, b->last_movement);
    flags(c, "alert", id, "actions of the level", a->level_too, b->level_too);
    compare_actions(c, "alert", id, a->actions, a->action_count, b->actions, b->action_count);
    compare(c, "alert", id, "source", write_source, &a->source, &b->source);
}

static void write_wordings(const rule_words *w, const void *item)
{
    const pack_factor *f = item;
    for (uint16_t i = 0; i < f->says_count; i++) {
        buffer_add_text(w->out, i ? "; \"" : "\"");
        buffer_add_text(w->out, f->says[i].text);
        buffer_add_text(w->out, "\" where ");
        words_condition(w, f->says[i].when);
    }
}

static void compare_factor(comparison *c, const char *id, const void *before, const void *after)
{
    const pack_factor *a = before, *b = after;
    texts(c, "factor", id, a->text, b->text);
    diff_compare(c->d, "factor", id, "kind", a->kind, b->kind);
    said(c, "factor", id, "help", a->help, b->help);
    said(c, "factor", id, "figure", a->figure, b->figure);
    flags(c, "factor", id, "counts the attempt alone", a->counts_attempt, b->counts_attempt);
    compare(c, "factor", id, "condition", write_condition, &a->when, &b->when);
    compare(c, "factor", id, "wording", write_wordings, a, b);
    compare(c, "factor", id, "source", write_source, &a->source, &b->source);
}

static void compare_cost(comparison *c, const char *id, const void *before, const void *after)
{
    compare(c, "cost", id, "amounts", write_cost, before, after);
}

/* The whole ----------------------------------------------------------------------------------- */

static void holidays(comparison *c)
{
    const rule_program *a = &c->before->program, *b = &c->after->program;
    const bool same = a->holiday_count == b->holiday_count &&
                      (!a->holiday_count || memcmp(a->holidays, b->holidays,
                                                   a->holiday_count * sizeof *a->holidays) == 0);
    if (!same)
        diff_add(c->d, REUNIFY_DIFF_CHANGED, "profile", c->after->id, "holidays", NULL, NULL);
}

static void heads(comparison *c)
{
    const reunify_profile *a = c->before, *b = c->after;
    diff_compare(c->d, "profile", b->id, "id", a->id, b->id);
    diff_compare(c->d, "profile", b->id, "version", a->version, b->version);
    said(c, "profile", b->id, "title", a->title, b->title);
}

#define PROFILE_LIST(section, member, count_member)                                                \
    LIST(section, c->before->member, c->before->count_member),                                     \
        LIST(section, c->after->member, c->after->count_member)

/* How a pack says a role; NULL where it does not declare it. */
static const char *role_text(const reunify_profile *p, const char *id)
{
    for (size_t i = 0; i < p->role_count; i++)
        if (strcmp(p->names.names[p->roles[i]].data, id) == 0)
            return p->role_labels[i];
    return NULL;
}

static void roles(comparison *c)
{
    const reunify_profile *a = c->before, *b = c->after;
    for (size_t i = 0; i < a->role_count; i++) {
        const char *id = a->names.names[a->roles[i]].data, *said_before = a->role_labels[i];
        if (said_before && !role_text(b, id))
            diff_add(c->d, REUNIFY_DIFF_REMOVED, "role", id, NULL, said_before, NULL);
        else if (said_before)
            texts(c, "role", id, said_before, role_text(b, id));
    }
    for (size_t i = 0; i < b->role_count; i++) {
        const char *id = b->names.names[b->roles[i]].data;
        if (b->role_labels[i] && !role_text(a, id))
            diff_add(c->d, REUNIFY_DIFF_ADDED, "role", id, NULL, NULL, b->role_labels[i]);
    }
}

static void words_of_the_pack(comparison *c)
{
    roles(c);
    lists(c, PROFILE_LIST("source", sources, source_count), source_id, source_text, compare_source);
    lists(c, PROFILE_LIST("record_type", types, type_count), type_id, type_text, compare_type);
    lists(c, PROFILE_LIST("legal_status", legal, legal_count), legal_id, legal_text, compare_legal);
    lists(c, PROFILE_LIST("attribute", attributes, attribute_count), attribute_id, attribute_text,
          compare_attribute);
    lists(c, PROFILE_LIST("finding", findings, finding_count), finding_id, finding_text,
          compare_finding);
    lists(c, PROFILE_LIST("applicability", applicability, applicability_count), condition_id,
          condition_text, compare_condition);
}

static void risk(comparison *c)
{
    lists(c, PROFILE_LIST("level", levels, level_count), level_id, level_text, compare_level);
    order(c, PROFILE_LIST("level", levels, level_count), level_id);
    lists(c, PROFILE_LIST("dimension", dimensions, dimension_count), dimension_id, dimension_text,
          compare_dimension);
    lists(c, PROFILE_LIST("movement", movement, movement_count), movement_id, movement_text,
          compare_movement);
    order(c, PROFILE_LIST("movement", movement, movement_count), movement_id);
    compare(c, "risk", "silent", "where the source is silent", write_silent, c->before, c->after);
    compare(c, "risk", "judgement", "deciding roles", write_roles, &c->before->deciding_roles,
            &c->after->deciding_roles);
    lists(c, PROFILE_LIST("closing", closing, closing_count), condition_id, condition_text,
          compare_closing);
    lists(c, PROFILE_LIST("action", actions, action_count), action_id, action_text, compare_action);
    order(c, PROFILE_LIST("action", actions, action_count), action_id);
}

static void process(comparison *c)
{
    compare(c, "profile", c->after->id, "attempts", write_plan_rules, c->before, c->after);
    lists(c, PROFILE_LIST("pathway", pathways, pathway_count), pathway_id, pathway_text,
          compare_pathway);
    lists(c, PROFILE_LIST("obligation", schedule, obligation_count), obligation_id, obligation_text,
          compare_obligation);
    lists(c, PROFILE_LIST("alert", alerts, alert_count), alert_id, alert_text, compare_alert);
    lists(c, PROFILE_LIST("factor", factors, factor_count), factor_id, factor_text, compare_factor);
    lists(c, PROFILE_LIST("cost", costs, cost_count), cost_id, cost_text, compare_cost);
    holidays(c);
}

reunify_status reunify_profile_diff(const reunify_profile *before, const reunify_profile *after,
                                    reunify_diff **out, reunify_error *error)
{
    reunify_error_clear(error);
    if (!out)
        return error_argument(error, "out is NULL");
    *out = NULL;
    if (!before || !after)
        return error_argument(error, "a profile is NULL");
    comparison c = {.before = before, .after = after, .d = diff_new(after->context)};
    if (!c.d)
        return error_no_memory(error);
    buffer_start(&c.a, after->context);
    buffer_start(&c.b, after->context);
    arena_start(&c.memory, after->context);
    heads(&c);
    words_of_the_pack(&c);
    risk(&c);
    process(&c);
    if (c.a.failed || c.b.failed)
        diff_fail(c.d);
    buffer_release(&c.a);
    buffer_release(&c.b);
    arena_release(&c.memory);
    return diff_finish(c.d, out, error);
}
