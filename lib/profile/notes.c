/*
 * What is doubtful in the text of a pack: what is declared and not used, and texts that are
 * missing.
 *
 * A note is no fault: the pack loads. Notes are made only for a profile that is asked for with
 * them, and the lint tells them. They are made while the document is still there, because a profile
 * no longer knows which of its parts come from the pack itself. Only these are told; what a base
 * declares may be meant for others.
 *
 * For each list of declarations one pass over the program marks what is used; then the items of the
 * document that are not marked are told. Whatever comes to read declared things in a new place has
 * to be marked here, else it is called unused. Texts are walked twice: first for the languages in
 * which the pack says anything, then for texts that are blank or lack one of those.
 */
#include "profile/loader.h"

void loader_note(loader *l, const char *code, const char *name, const char *message)
{
    reunify_profile *p = l->profile;
    const char *copy = arena_text(&p->memory, name, strlen(name));
    if (!copy || !array_reserve(&p->memory, (void **)&p->notes, &p->note_capacity,
                                p->note_count + 1, sizeof *p->notes)) {
        loader_no_memory(l);
        return;
    }
    p->notes[p->note_count++] = (pack_note){code, copy, message};
}

/* What is used -------------------------------------------------------------------------------- */

static bool by_role(const pack_requirement *r, size_t role)
{
    for (uint16_t i = 0; i < r->by_count; i++)
        if (r->by[i] == role)
            return true;
    return false;
}

static bool selected_role(const rule_program *p, size_t role)
{
    for (size_t i = 0; i < p->selector_count; i++) {
        const rule_tests *a = &p->selectors[i].among, *b = &p->selectors[i].tests;
        if ((a->led_by | a->with_all | a->with_any | b->led_by | b->with_all | b->with_any) >>
                role &
            1)
            return true;
    }
    return false;
}

/* A role of the case format only gets its name from a pack. */
static bool role_used(const reunify_profile *p, size_t at)
{
    const text name = p->names.names[p->roles[at]];
    bool used = (p->deciding_roles >> at & 1) || selected_role(&p->program, at);
    for (size_t i = 0; standard_roles[i]; i++)
        used = used || text_is(name, standard_roles[i], strlen(standard_roles[i]));
    for (size_t i = 0; i < p->pathway_count; i++)
        for (size_t s = 0; s < p->pathways[i].stage_count; s++)
            for (size_t r = 0; r < p->pathways[i].stages[s].requirement_count; r++)
                used = used || by_role(&p->pathways[i].stages[s].requirements[r], at);
    return used;
}

/* Marks which items of a list are used: one pass over all that may use them. */
typedef void (*use_marks)(loader *l, bool *used);

static void mark_roles(loader *l, bool *used)
{
    for (size_t i = 0; i < l->profile->role_count; i++)
        used[i] = role_used(l->profile, i);
}

static void mark_types(loader *l, bool *used)
{
    const rule_program *p = &l->profile->program;
    for (size_t i = 0; i < p->selector_count; i++)
        for (uint8_t t = 0; t < p->selectors[i].type_count; t++)
            used[p->selectors[i].types[t]] = true;
}

static void mark_read(const rule_program *p, rule_op op, bool *used)
{
    for (size_t i = 0; i < p->node_count; i++)
        if (p->nodes[i].op == op)
            used[p->nodes[i].subject] = true;
}

static void mark_attributes(loader *l, bool *used)
{
    const rule_program *p = &l->profile->program;
    for (size_t i = 0; i < p->date_count; i++)
        if (p->dates[i].op == DATE_ATTRIBUTE)
            used[p->dates[i].subject] = true;
    mark_read(p, OP_ATTRIBUTE, used);
}

static void mark_findings(loader *l, bool *used)
{
    const reunify_profile *p = l->profile;
    mark_read(&p->program, OP_FINDING, used);
    for (size_t i = 0; i < p->dimension_count; i++)
        used[p->dimensions[i].finding] = true;
    for (size_t i = 0; i < p->finding_count; i++) {
        for (uint16_t k = 0; k < p->findings[i].score_count; k++)
            used[p->findings[i].score[k].finding] = true;
        for (uint16_t k = 0; k < p->findings[i].worst_count; k++)
            used[p->findings[i].worst[k]] = true;
    }
}

static void mark_symbols(const rule_program *p, rule_index first, uint32_t count, bool *asked)
{
    for (uint32_t i = 0; first != RULE_NONE && i < count; i++)
        asked[p->symbols[first + i]] = true;
}

/* By conditions and dates whose row takes legal statuses, and by records on their own day. */
static void mark_statuses(const rule_program *p, bool *asked)
{
    for (size_t i = 0; i < p->node_count; i++)
        if (rule_operators[p->nodes[i].op].operands[0].kind == OPERAND_LEGAL_STATUSES)
            mark_symbols(p, p->nodes[i].first, p->nodes[i].count, asked);
    for (size_t i = 0; i < p->date_count; i++)
        if (rule_dates[p->dates[i].op].operands[0].kind == OPERAND_LEGAL_STATUSES)
            mark_symbols(p, p->dates[i].first, p->dates[i].count, asked);
    for (size_t i = 0; i < p->selector_count; i++) {
        const rule_tests *const both[] = {&p->selectors[i].among, &p->selectors[i].tests};
        for (size_t k = 0; k < LENGTH_OF(both); k++) {
            mark_symbols(p, both[k]->under, both[k]->under_count, asked);
            mark_symbols(p, both[k]->not_under, both[k]->not_under_count, asked);
        }
    }
}

static void mark_legal(loader *l, bool *used)
{
    const reunify_profile *p = l->profile;
    bool *asked = arena_take_zeroed(&l->scratch, p->names.count, sizeof *asked);
    if (!asked) {
        loader_no_memory(l);
        return;
    }
    mark_statuses(&p->program, asked);
    for (size_t i = 0; i < p->legal_count; i++)
        used[i] = asked[p->legal[i].name];
}

static void mark_asked(const uint16_t *actions, uint16_t count, bool *used)
{
    for (uint16_t i = 0; i < count; i++)
        used[actions[i]] = true;
}

static void mark_stops(const pack_stage *s, bool *used)
{
    for (size_t i = 0; i < s->stop_count; i++)
        mark_asked(s->stops[i].actions, s->stops[i].action_count, used);
}

static void mark_actions(loader *l, bool *used)
{
    const reunify_profile *p = l->profile;
    for (size_t i = 0; i < p->level_count; i++)
        mark_asked(p->levels[i].actions, p->levels[i].action_count, used);
    for (size_t i = 0; i < p->movement_count; i++)
        mark_asked(p->movement[i].actions, p->movement[i].action_count, used);
    for (size_t i = 0; i < p->alert_count; i++)
        mark_asked(p->alerts[i].actions, p->alerts[i].action_count, used);
    for (size_t i = 0; i < p->pathway_count; i++)
        for (size_t s = 0; s < p->pathways[i].stage_count; s++)
            mark_stops(&p->pathways[i].stages[s], used);
}

static void mark_labelled(loader *l, bool *used)
{
    for (size_t i = 0; i < l->profile->attribute_count; i++)
        used[i] = l->profile->attributes[i].label != NULL;
}

/* Declarations -------------------------------------------------------------------------------- */

/* A list that the pack declares, of `count` items with those that every pack has. */
typedef struct {
    const char *name;
    size_t count;
    use_marks mark;
    const char *code, *message;
} declared_list;

/* A note on each item that the pack itself declares and that is not marked. */
static void note_declarations(loader *l, json_node *object, const declared_list *d)
{
    json_node *list = json_member(object, d->name);
    bool *used = list ? arena_take_zeroed(&l->scratch, d->count, sizeof *used) : NULL;
    if (!used) {
        if (list)
            loader_no_memory(l);
        return;
    }
    d->mark(l, used);
    const size_t mark = pointer_push(&l->at, d->name, strlen(d->name));
    for (size_t i = 0; i < json_count(list); i++) {
        const size_t item = pointer_push_index(&l->at, i);
        if (!used[i] && json_is_own(l->document, l->at.data))
            loader_note(l, d->code, json_text(json_member(json_element(list, i), "id")).data,
                        d->message);
        pointer_pop(&l->at, item);
    }
    pointer_pop(&l->at, mark);
}

static void note_sources(loader *l)
{
    const size_t mark = pointer_push(&l->at, "sources", 7);
    for (size_t i = 0; i < l->profile->source_count; i++) {
        const size_t item = pointer_push_index(&l->at, i);
        if (!l->source_used[i] && json_is_own(l->document, l->at.data))
            loader_note(l, "source_missing", l->profile->sources[i].id,
                        "no rule names this source");
        pointer_pop(&l->at, item);
    }
    pointer_pop(&l->at, mark);
}

/* Texts --------------------------------------------------------------------------------------- */

typedef struct {
    loader *l;
    text languages[MOST_LANGUAGES];
    size_t language_count;
    bool telling;   /* the languages are known */
    const char *id; /* of the item that we are in */
} text_walk;

static bool is_text_member(text name)
{
    static const char *const names[] = {"text", "title", "help", "figure", "otherwise"};
    for (size_t i = 0; i < LENGTH_OF(names); i++)
        if (text_is(name, names[i], strlen(names[i])))
            return true;
    return false;
}

static void note_language(text_walk *t, text language)
{
    for (size_t i = 0; i < t->language_count; i++)
        if (text_is(t->languages[i], language.data, language.length))
            return;
    if (t->language_count < MOST_LANGUAGES)
        t->languages[t->language_count++] = language;
}

static bool is_blank(json_node *node)
{
    const text t = json_kind_of(node) == JSON_KIND_STRING ? json_text(node) : (text){"", 0};
    return strspn(t.data, " \t\r\n") == t.length;
}

static void look_at_text(text_walk *t, json_node *by_language)
{
    bool blank = false, missing = false;
    for (json_walk w = json_members(by_language); json_next(&w);) {
        if (text_is_foreign(w.name.data, w.name.length))
            continue;
        if (!t->telling)
            note_language(t, w.name);
        blank = blank || is_blank(w.value);
    }
    for (size_t i = 0; t->telling && i < t->language_count; i++)
        missing = missing || !json_member(by_language, t->languages[i].data);
    if (!t->telling || (!blank && !missing) || !json_is_own(t->l->document, t->l->at.data))
        return;
    loader_note(t->l, "text_missing", t->id,
                blank ? "a text is blank"
                      : "a text is not there in a language that other texts have");
}

static void look_at_texts(text_walk *t, json_node *node)
{
    const char *outer = t->id;
    pointer *at = &t->l->at;
    for (size_t i = 0; json_kind_of(node) == JSON_KIND_ARRAY && i < json_count(node); i++) {
        const size_t mark = pointer_push_index(at, i);
        look_at_texts(t, json_element(node, i));
        pointer_pop(at, mark);
    }
    if (json_kind_of(node) != JSON_KIND_OBJECT)
        return;
    json_node *id = json_member(node, "id");
    if (id && json_kind_of(id) == JSON_KIND_STRING)
        t->id = json_text(id).data;
    for (json_walk w = json_members(node); json_next(&w);) {
        const size_t mark = pointer_push(at, w.name.data, w.name.length);
        if (is_text_member(w.name) && json_kind_of(w.value) == JSON_KIND_OBJECT)
            look_at_text(t, w.value);
        else
            look_at_texts(t, w.value);
        pointer_pop(at, mark);
    }
    t->id = outer;
}

static void note_texts(loader *l, json_node *root)
{
    text_walk t = {.l = l, .id = l->profile->id};
    look_at_texts(&t, root);
    t.telling = true;
    look_at_texts(&t, root);
}

void loader_notes(loader *l, json_node *root)
{
    const reunify_profile *p = l->profile;
    const declared_list lists[] = {
        {"roles", p->role_count, mark_roles, "unused", "no rule uses this role"},
        {"record_types", p->type_count, mark_types, "unused", "no rule reads records of this type"},
        {"legal_statuses", p->legal_count, mark_legal, "unused", "no rule reads this legal status"},
        {"attributes", p->attribute_count, mark_attributes, "unused",
         "no rule reads this attribute"},
        {"findings", p->finding_count, mark_findings, "unused", "no rule reads this finding"},
        {"attributes", p->attribute_count, mark_labelled, "text_missing",
         "the attribute has no text: its id is what people will read"},
    };
    static const char unasked[] = "nothing asks for this action";
    const declared_list actions = {"actions", p->action_count, mark_actions, "unused", unasked};
    pointer_start(&l->at);
    note_sources(l);
    for (size_t i = 0; i < LENGTH_OF(lists); i++)
        note_declarations(l, root, &lists[i]);
    json_node *risk = json_member(root, "risk");
    const size_t mark = pointer_push(&l->at, "risk", 4);
    if (risk)
        note_declarations(l, risk, &actions);
    pointer_pop(&l->at, mark);
    note_texts(l, root);
}
