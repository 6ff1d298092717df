/*
 * The words of a profile, enumerated.
 *
 * A kind of word is a row: its name, in which other kind it lies, and where the list is, in the
 * profile or in the item of the other kind, with the place of id, text and source in an item. What
 * is no list of items (codes and values, roles, what every profile knows) has a function instead.
 * A walk over a kind goes over the kind in which it lies, and so on up to the profile; entries come
 * in order of the pack, those of one parent next to each other.
 *
 * A vocabulary is what the walks over all kinds find, kind by kind, in arrays: an entry by its
 * number is then at hand, and those of a parent are found by halving. Nothing is copied from the
 * profile, which is held. Details are rows as well: which kind has which, of what form it is, and
 * where it stands in the item; only what is made of several members (a period as text) is a
 * function.
 */
#include "profile/vocabulary.h"

#include <stddef.h>

enum { NOTHING = UINT16_MAX };

/* What stands in an item of a kind, or where the list of them stands. */
typedef struct {
    int32_t parent;
    uint16_t items, count, size; /* of the list; size 0: a function knows */
    bool narrow;                 /* the count is of sixteen bits */
    bool coded;                  /* the id is a code */
    uint16_t id, text, source;
} kind_row;

const char *const vocabulary_kind_names[] = {"source",
                                             "role",
                                             "record_type",
                                             "outcome",
                                             "record_attribute",
                                             "record_attribute_value",
                                             "legal_status",
                                             "placement",
                                             "attribute",
                                             "attribute_value",
                                             "finding",
                                             "finding_value",
                                             "level",
                                             "dimension",
                                             "movement",
                                             "closing",
                                             "action",
                                             "applicability",
                                             "pathway",
                                             "stage",
                                             "requirement",
                                             "reason",
                                             "stop",
                                             "obligation",
                                             "alert",
                                             "association",
                                             "cost",
                                             NULL};

const char *const vocabulary_members[] = {
    "sources",        "roles",      "record_types", "outcomes",      "attributes", "values",
    "legal_statuses", "placements", "attributes",   "values",        "findings",   "values",
    "levels",         "dimensions", "movement",     "closing",       "actions",    "applicability",
    "pathways",       "stages",     "requirements", "set_aside_for", "stops",      "schedule",
    "alerts",         "factors",    "costs"};

#define IN_PROFILE(list, number, item)                                                             \
    .parent = -1, .items = offsetof(reunify_profile, list),                                        \
    .count = offsetof(reunify_profile, number), .size = sizeof(item)
#define WITHIN(kind, owner, list, number, item)                                                    \
    .parent = REUNIFY_VOCABULARY_##kind, .items = offsetof(owner, list),                           \
    .count = offsetof(owner, number), .size = sizeof(item), .narrow = true
#define FUNCTION(kind) .parent = kind
#define RULE(item)                                                                                 \
    .id = offsetof(item, id), .text = offsetof(item, text), .source = offsetof(item, source)
#define PLACE(item)                                                                                \
    .id = offsetof(item, id), .text = offsetof(item, label), .source = offsetof(item, source)
#define NAMED(item)                                                                                \
    .coded = true, .id = offsetof(item, name), .text = offsetof(item, label), .source = NOTHING

static const kind_row rows[VOCABULARY_KINDS] = {
    [REUNIFY_VOCABULARY_SOURCE] = {IN_PROFILE(sources, source_count, pack_source),
                                   .id = offsetof(pack_source, id),
                                   .text = offsetof(pack_source, at), .source = NOTHING},
    [REUNIFY_VOCABULARY_ROLE] = {FUNCTION(-1)},
    [REUNIFY_VOCABULARY_RECORD_TYPE] = {IN_PROFILE(types, type_count, pack_record_type),
                                        NAMED(pack_record_type)},
    [REUNIFY_VOCABULARY_OUTCOME] = {FUNCTION(REUNIFY_VOCABULARY_RECORD_TYPE)},
    [REUNIFY_VOCABULARY_RECORD_ATTRIBUTE] = {WITHIN(RECORD_TYPE, pack_record_type, attributes,
                                                    attribute_count, pack_attribute),
                                             NAMED(pack_attribute)},
    [REUNIFY_VOCABULARY_RECORD_ATTRIBUTE_VALUE] = {FUNCTION(REUNIFY_VOCABULARY_RECORD_ATTRIBUTE)},
    [REUNIFY_VOCABULARY_LEGAL_STATUS] = {FUNCTION(-1)},
    [REUNIFY_VOCABULARY_PLACEMENT] = {FUNCTION(-1)},
    [REUNIFY_VOCABULARY_ATTRIBUTE] = {IN_PROFILE(attributes, attribute_count, pack_attribute),
                                      NAMED(pack_attribute)},
    [REUNIFY_VOCABULARY_ATTRIBUTE_VALUE] = {FUNCTION(REUNIFY_VOCABULARY_ATTRIBUTE)},
    [REUNIFY_VOCABULARY_FINDING] = {IN_PROFILE(findings, finding_count, pack_finding),
                                    NAMED(pack_finding)},
    [REUNIFY_VOCABULARY_FINDING_VALUE] = {FUNCTION(REUNIFY_VOCABULARY_FINDING)},
    [REUNIFY_VOCABULARY_LEVEL] = {IN_PROFILE(levels, level_count, pack_level), PLACE(pack_level)},
    [REUNIFY_VOCABULARY_DIMENSION] = {IN_PROFILE(dimensions, dimension_count, pack_dimension),
                                      .id = offsetof(pack_dimension, id),
                                      .text = offsetof(pack_dimension, label), .source = NOTHING},
    [REUNIFY_VOCABULARY_MOVEMENT] = {IN_PROFILE(movement, movement_count, pack_movement),
                                     RULE(pack_movement)},
    [REUNIFY_VOCABULARY_CLOSING] = {IN_PROFILE(closing, closing_count, pack_condition),
                                    RULE(pack_condition)},
    [REUNIFY_VOCABULARY_ACTION] = {IN_PROFILE(actions, action_count, pack_action),
                                   RULE(pack_action)},
    [REUNIFY_VOCABULARY_APPLICABILITY] = {IN_PROFILE(applicability, applicability_count,
                                                     pack_condition),
                                          RULE(pack_condition)},
    [REUNIFY_VOCABULARY_PATHWAY] = {IN_PROFILE(pathways, pathway_count, pack_pathway),
                                    .id = offsetof(pack_pathway, id),
                                    .text = offsetof(pack_pathway, label), .source = NOTHING},
    [REUNIFY_VOCABULARY_STAGE] = {WITHIN(PATHWAY, pack_pathway, stages, stage_count, pack_stage),
                                  PLACE(pack_stage)},
    [REUNIFY_VOCABULARY_REQUIREMENT] = {WITHIN(STAGE, pack_stage, requirements, requirement_count,
                                               pack_requirement),
                                        RULE(pack_requirement)},
    [REUNIFY_VOCABULARY_REASON] = {FUNCTION(REUNIFY_VOCABULARY_REQUIREMENT)},
    [REUNIFY_VOCABULARY_STOP] = {WITHIN(STAGE, pack_stage, stops, stop_count, pack_stop),
                                 RULE(pack_stop)},
    [REUNIFY_VOCABULARY_OBLIGATION] = {IN_PROFILE(schedule, obligation_count, pack_obligation),
                                       RULE(pack_obligation)},
    [REUNIFY_VOCABULARY_ALERT] = {IN_PROFILE(alerts, alert_count, pack_alert), RULE(pack_alert)},
    [REUNIFY_VOCABULARY_ASSOCIATION] = {IN_PROFILE(factors, factor_count, pack_factor),
                                        RULE(pack_factor)},
    [REUNIFY_VOCABULARY_COST] = {IN_PROFILE(costs, cost_count, pack_cost), RULE(pack_cost)},
};

static bool is_kind(int32_t kind)
{
    return kind >= 0 && kind < VOCABULARY_KINDS;
}

/* Walking ------------------------------------------------------------------------------------- */

static const char *code_of(const reunify_profile *p, symbol s)
{
    return p->names.names[s].data;
}

/* The entries of one parent. */
typedef struct {
    const reunify_profile *profile;
    const void *owner;
    size_t parent;
    entry_visitor visit;
    void *user;
} entry_walk;

static bool visit_code(const entry_walk *w, symbol code, const char *said, bool declared)
{
    return w->visit(w->user, &(vocabulary_entry){.id = code_of(w->profile, code),
                                                 .text = said,
                                                 .item = w->owner,
                                                 .parent = w->parent,
                                                 .declared = declared});
}

static bool visit_codes(const entry_walk *w, const symbol *codes, size_t count,
                        const char *const *said)
{
    for (size_t i = 0; i < count; i++)
        if (!visit_code(w, codes[i], said ? said[i] : NULL, true))
            return false;
    return true;
}

/*
 * What the messages of the profile say of a word of the case format, the one at `at` of those that
 * begin with `first`. NULL in English, where it has no text beside its code.
 */
static const char *standard_text(const entry_walk *w, message_id first, size_t at)
{
    return message_translated(&w->profile->spoken, message_at(first, at));
}

/* A role that the pack does not declare has no text of its own. */
static const char *role_text(const entry_walk *w, size_t role)
{
    const reunify_profile *p = w->profile;
    const char *code = code_of(p, p->roles[role]);
    if (p->role_labels[role])
        return p->role_labels[role];
    for (size_t i = 0; standard_roles[i]; i++)
        if (strcmp(standard_roles[i], code) == 0)
            return standard_text(w, MSG_ROLE_CHILD, i);
    return NULL;
}

static bool visit_roles(const entry_walk *w)
{
    const reunify_profile *p = w->profile;
    for (size_t i = 0; i < p->role_count; i++)
        if (!visit_code(w, p->roles[i], role_text(w, i), p->role_labels[i] != NULL))
            return false;
    return true;
}

static bool is_built_in(const reunify_profile *p, const pack_record_type *type)
{
    return type == &p->types[p->set_aside_type];
}

/* Those of the type, and that of what did not take place. */
static bool visit_outcomes(const entry_walk *w)
{
    const reunify_profile *p = w->profile;
    const pack_record_type *type = w->owner;
    bool own = false;
    for (uint16_t i = 0; i < type->outcome_count; i++) {
        own = own || type->outcomes[i] == p->did_not_take_place;
        if (!visit_code(w, type->outcomes[i], NULL, !is_built_in(p, type)))
            return false;
    }
    return own || visit_code(w, p->did_not_take_place, NULL, false);
}

static bool visit_values(const entry_walk *w)
{
    const pack_attribute *a = w->owner;
    return visit_codes(w, a->values, a->value_count, NULL);
}

static bool visit_finding_values(const entry_walk *w)
{
    const pack_finding *f = w->owner;
    return visit_codes(w, f->values, f->value_count, f->words);
}

static bool visit_reasons(const entry_walk *w)
{
    const pack_requirement *r = w->owner;
    return visit_codes(w, r->set_aside_for, r->set_aside_reasons, NULL);
}

static bool declares_status(const reunify_profile *p, symbol name)
{
    for (size_t i = 0; i < p->legal_count; i++)
        if (p->legal[i].name == name)
            return true;
    return false;
}

static bool visit_legal_statuses(const entry_walk *w)
{
    const reunify_profile *p = w->profile;
    for (size_t i = 0; i < p->legal_count; i++)
        if (!visit_code(w, p->legal[i].name, p->legal[i].label, true))
            return false;
    for (size_t i = 0; standard_legal_statuses[i]; i++) {
        const char *name = standard_legal_statuses[i];
        const symbol s = symbols_named(&p->names, name, strlen(name));
        if (s != SYMBOL_NONE && !declares_status(p, s) &&
            !visit_code(w, s, standard_text(w, MSG_LEGAL_STATUS_EDGE_OF_CARE, i), false))
            return false;
    }
    return true;
}

static bool visit_placements(const entry_walk *w)
{
    for (size_t i = 0; placement_names[i]; i++)
        if (!w->visit(w->user,
                      &(vocabulary_entry){.id = placement_names[i],
                                          .text = standard_text(w, MSG_PLACEMENT_FOSTER, i),
                                          .parent = w->parent}))
            return false;
    return true;
}

/* What stands at a place in an item. */
static const char *string_at(const void *item, uint16_t at)
{
    const char *found;
    memcpy(&found, (const char *)item + at, sizeof found);
    return found;
}

static symbol code_at(const void *item, uint16_t at)
{
    symbol found;
    memcpy(&found, (const char *)item + at, sizeof found);
    return found;
}

static size_t count_at(const void *owner, uint16_t at, bool narrow)
{
    size_t wide;
    uint16_t few;
    memcpy(&few, (const char *)owner + at, sizeof few);
    if (narrow)
        return few;
    memcpy(&wide, (const char *)owner + at, sizeof wide);
    return wide;
}

static bool declared_item(const entry_walk *w, int32_t kind, const void *item)
{
    if (kind == REUNIFY_VOCABULARY_RECORD_TYPE)
        return !is_built_in(w->profile, item);
    return kind != REUNIFY_VOCABULARY_RECORD_ATTRIBUTE || !is_built_in(w->profile, w->owner);
}

static bool visit_items(const entry_walk *w, int32_t kind)
{
    const kind_row *r = &rows[kind];
    const char *items = string_at(w->owner, r->items);
    const size_t count = count_at(w->owner, r->count, r->narrow);
    for (size_t i = 0; i < count; i++, items += r->size) {
        const vocabulary_entry e = {
            .id = r->coded ? code_of(w->profile, code_at(items, r->id)) : string_at(items, r->id),
            .text = string_at(items, r->text),
            .source = r->source == NOTHING ? NULL : (const void *)(items + r->source),
            .item = items,
            .parent = w->parent,
            .declared = declared_item(w, kind, items)};
        if (!w->visit(w->user, &e))
            return false;
    }
    return true;
}

static bool visit_within(const entry_walk *w, int32_t kind)
{
    switch (kind) {
    case REUNIFY_VOCABULARY_ROLE:
        return visit_roles(w);
    case REUNIFY_VOCABULARY_OUTCOME:
        return visit_outcomes(w);
    case REUNIFY_VOCABULARY_RECORD_ATTRIBUTE_VALUE:
    case REUNIFY_VOCABULARY_ATTRIBUTE_VALUE:
        return visit_values(w);
    case REUNIFY_VOCABULARY_FINDING_VALUE:
        return visit_finding_values(w);
    case REUNIFY_VOCABULARY_LEGAL_STATUS:
        return visit_legal_statuses(w);
    case REUNIFY_VOCABULARY_PLACEMENT:
        return visit_placements(w);
    case REUNIFY_VOCABULARY_REASON:
        return visit_reasons(w);
    default:
        return visit_items(w, kind);
    }
}

/* A walk over the entries in which those of a kind lie. */
typedef struct {
    entry_walk walk;
    int32_t kind;
} outer_walk;

static bool visit_parent(void *user, const vocabulary_entry *parent)
{
    outer_walk *outer = user;
    outer->walk.owner = parent->item;
    const bool on = visit_within(&outer->walk, outer->kind);
    outer->walk.parent++;
    return on;
}

bool vocabulary_walk(const reunify_profile *p, int32_t kind, entry_visitor visit, void *user)
{
    outer_walk outer = {{p, p, 0, visit, user}, kind};
    if (rows[kind].parent < 0)
        return visit_within(&outer.walk, kind);
    return vocabulary_walk(p, rows[kind].parent, visit_parent, &outer);
}

/* One text ------------------------------------------------------------------------------------ */

/* The title of a source is in no language: it stands for any. */
static const char *say(const reunify_profile *p, int32_t kind, const char *said, const char *chain,
                       size_t length)
{
    return profile_text_by(p, said, kind == REUNIFY_VOCABULARY_SOURCE ? NULL : chain, length);
}

typedef struct {
    text id;
    const char *found;
} wanted_entry;

static bool is_wanted(void *user, const vocabulary_entry *e)
{
    wanted_entry *wanted = user;
    if (!text_is(wanted->id, e->id, strlen(e->id)))
        return true;
    wanted->found = e->text;
    return false;
}

const char *reunify_profile_text(const reunify_profile *p, int32_t kind, const char *id,
                                 size_t length, const char *language, size_t language_length)
{
    if (!p || !id || !is_kind(kind))
        return NULL;
    wanted_entry wanted = {{id, length}, NULL};
    vocabulary_walk(p, kind, is_wanted, &wanted);
    return say(p, kind, wanted.found, language, language_length);
}

/* The vocabulary ------------------------------------------------------------------------------ */

struct reunify_vocabulary {
    const reunify_context *context;
    const reunify_profile *profile;
    arena memory;
    uint32_t *pathway_of; /* code -> pathway + 1 */
    struct {
        vocabulary_entry *entries;
        size_t count;
    } kinds[VOCABULARY_KINDS];
};

static bool count_entry(void *user, const vocabulary_entry *e)
{
    (void)e;
    ++*(size_t *)user;
    return true;
}

static bool keep_entry(void *user, const vocabulary_entry *e)
{
    vocabulary_entry **next = user;
    *(*next)++ = *e;
    return true;
}

static bool enumerate(reunify_vocabulary *v)
{
    for (int32_t kind = 0; kind < VOCABULARY_KINDS; kind++) {
        size_t count = 0;
        vocabulary_walk(v->profile, kind, count_entry, &count);
        vocabulary_entry *entries = arena_take_array(&v->memory, count, sizeof *entries);
        if (!entries)
            return false;
        v->kinds[kind].entries = entries;
        v->kinds[kind].count = count;
        vocabulary_walk(v->profile, kind, keep_entry, &entries);
        for (size_t i = 0; i < count; i++)
            if (!vocabulary_write_period(&v->memory, kind, &v->kinds[kind].entries[i]))
                return false;
    }
    return true;
}

/* By code, so that no list of rules takes a look at every pathway for each. */
static bool number_pathways(reunify_vocabulary *v)
{
    const reunify_profile *p = v->profile;
    v->pathway_of = arena_take_zeroed(&v->memory, p->names.count, sizeof *v->pathway_of);
    for (size_t i = 0; v->pathway_of && i < p->pathway_count; i++)
        v->pathway_of[p->pathways[i].name] = (uint32_t)i + 1;
    return v->pathway_of;
}

int64_t vocabulary_pathway(const reunify_vocabulary *v, symbol name)
{
    return name == SYMBOL_NONE ? REUNIFY_VOCABULARY_NONE : (int64_t)v->pathway_of[name] - 1;
}

reunify_status reunify_vocabulary_new(const reunify_profile *profile, reunify_vocabulary **out,
                                      reunify_error *error)
{
    reunify_error_clear(error);
    if (!out)
        return error_argument(error, "out is NULL");
    *out = NULL;
    if (!profile)
        return error_argument(error, "the profile is NULL");
    const reunify_context *context = profile->context;
    reunify_vocabulary *made = memory_allocate_zeroed(context, 1, sizeof *made);
    if (!made)
        return error_no_memory(error);
    made->context = reunify_context_ref(context);
    made->profile = reunify_profile_ref(profile);
    arena_start(&made->memory, context);
    if (!enumerate(made) || !number_pathways(made)) {
        reunify_vocabulary_free(made);
        return error_no_memory(error);
    }
    *out = made;
    return REUNIFY_OK;
}

void reunify_vocabulary_free(reunify_vocabulary *v)
{
    if (!v)
        return;
    const reunify_context *context = v->context;
    arena_release(&v->memory);
    reunify_profile_unref(v->profile);
    memory_release(context, v, sizeof *v);
    reunify_context_unref(context);
}

const reunify_profile *vocabulary_profile(const reunify_vocabulary *v)
{
    return v->profile;
}

const vocabulary_entry *vocabulary_entry_at(const reunify_vocabulary *v, int32_t kind, size_t at)
{
    return v && is_kind(kind) && at < v->kinds[kind].count ? &v->kinds[kind].entries[at] : NULL;
}

int32_t reunify_vocabulary_parent_kind(int32_t kind)
{
    return is_kind(kind) ? rows[kind].parent : -1;
}

size_t reunify_vocabulary_count(const reunify_vocabulary *v, int32_t kind)
{
    return v && is_kind(kind) ? v->kinds[kind].count : 0;
}

const char *reunify_vocabulary_id(const reunify_vocabulary *v, int32_t kind, size_t at)
{
    const vocabulary_entry *e = vocabulary_entry_at(v, kind, at);
    return e ? e->id : NULL;
}

const char *reunify_vocabulary_text(const reunify_vocabulary *v, int32_t kind, size_t at,
                                    const char *language, size_t length)
{
    const vocabulary_entry *e = vocabulary_entry_at(v, kind, at);
    if (!e)
        return NULL;
    return profile_text_by(v->profile, e->text, kind == REUNIFY_VOCABULARY_SOURCE ? NULL : language,
                           length);
}

size_t reunify_vocabulary_language_count(const reunify_vocabulary *v)
{
    return v ? v->profile->language_count : 0;
}

const char *reunify_vocabulary_language(const reunify_vocabulary *v, size_t at)
{
    return at < reunify_vocabulary_language_count(v) ? v->profile->languages[at] : NULL;
}

int64_t reunify_vocabulary_parent(const reunify_vocabulary *v, int32_t kind, size_t at)
{
    const vocabulary_entry *e = vocabulary_entry_at(v, kind, at);
    return e && rows[kind].parent >= 0 ? (int64_t)e->parent : REUNIFY_VOCABULARY_NONE;
}

static bool is_of_earlier_parent(const void *entry, const void *parent)
{
    return ((const vocabulary_entry *)entry)->parent < *(const size_t *)parent;
}

/* The first entry whose parent is this one or a later one. */
static size_t first_of(const reunify_vocabulary *v, int32_t kind, size_t parent)
{
    return count_before(v->kinds[kind].entries, v->kinds[kind].count,
                        sizeof *v->kinds[kind].entries, is_of_earlier_parent, &parent);
}

size_t reunify_vocabulary_within(const reunify_vocabulary *v, int32_t kind, size_t parent,
                                 size_t *first)
{
    if (first)
        *first = 0;
    if (!v || !is_kind(kind) || rows[kind].parent < 0 ||
        parent >= v->kinds[rows[kind].parent].count)
        return 0;
    const size_t start = first_of(v, kind, parent);
    if (first)
        *first = start;
    return first_of(v, kind, parent + 1) - start;
}

int64_t reunify_vocabulary_find(const reunify_vocabulary *v, int32_t kind, size_t parent,
                                const char *id, size_t length)
{
    size_t first = 0, count = reunify_vocabulary_within(v, kind, parent, &first);
    if (reunify_vocabulary_parent_kind(kind) < 0)
        count = reunify_vocabulary_count(v, kind);
    for (size_t i = first; id && i < first + count; i++)
        if (text_is((text){id, length}, vocabulary_entry_at(v, kind, i)->id,
                    strlen(vocabulary_entry_at(v, kind, i)->id)))
            return (int64_t)i;
    return REUNIFY_VOCABULARY_NONE;
}

reunify_truth reunify_vocabulary_is_declared(const reunify_vocabulary *v, int32_t kind, size_t at)
{
    const vocabulary_entry *e = vocabulary_entry_at(v, kind, at);
    return e && e->declared ? REUNIFY_TRUE : REUNIFY_FALSE;
}

const char *reunify_vocabulary_source_id(const reunify_vocabulary *v, int32_t kind, size_t at)
{
    const vocabulary_entry *e = vocabulary_entry_at(v, kind, at);
    return e && e->source ? e->source->id : NULL;
}

const char *reunify_vocabulary_source_at(const reunify_vocabulary *v, int32_t kind, size_t at)
{
    const vocabulary_entry *e = vocabulary_entry_at(v, kind, at);
    return e && e->source ? e->source->at : NULL;
}
