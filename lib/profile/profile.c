/*
 * The profile object: made from text, counted, read.
 *
 * The packs are laid over each other into one document (chain.c), which the loader reads section by
 * section (load.c) into the profile's own arena. Then comes what only the whole shows: pathways
 * that do not exist, levels that nothing leads to; the tables by symbol; translations in order; the
 * sentences that documents copy (fragments.c); notes, if they were asked for. What only the loader
 * needs lies in an arena of its own and is gone at the end, as is the document.
 *
 * A profile that is given out never changes. It has copies of all that it says and points at
 * nothing of the caller's, so threads share it without a lock; only its holders are counted. A pack
 * with faults gives no profile at all, but as many faults as were found, each at its place in the
 * topmost pack where it comes from there.
 *
 * The tables by symbol are what a code of a case is looked up in: role, record type, finding,
 * attribute, level, label. Those of places say 1 + the place, so that 0 is none.
 */
#include "profile/loader.h"

/* What can only be seen of the whole ---------------------------------------------------------- */

static bool level_reachable(const reunify_profile *p, size_t level)
{
    for (size_t i = 0; i < p->movement_count; i++)
        if (p->movement[i].to == (int8_t)level && p->movement[i].from != (int8_t)level)
            return true;
    for (size_t i = 0; i < p->dimension_count; i++)
        for (size_t v = 0; v < MOST_VALUES; v++) {
            const uint32_t permits = p->dimensions[i].permits[v];
            if (permits && (permits & (0 - permits)) == UINT32_C(1) << level)
                return true;
        }
    return false;
}

static void check_pathway(loader *l, const char *list, size_t index, symbol name)
{
    const reunify_profile *p = l->profile;
    for (size_t i = 0; i < p->pathway_count; i++)
        if (name == SYMBOL_NONE || p->pathways[i].name == name)
            return;
    pointer_start(&l->at);
    pointer_push(&l->at, list, strlen(list));
    pointer_push_index(&l->at, index);
    loader_fault_at(l, "pathway", "unknown_reference", "there is no such pathway");
}

void loader_check(loader *l)
{
    const reunify_profile *p = l->profile;
    for (size_t i = 0; i < p->applicability_count; i++)
        check_pathway(l, "applicability", i, p->applicability[i].pathway);
    for (size_t i = 0; i < p->obligation_count; i++)
        check_pathway(l, "schedule", i, p->schedule[i].pathway);
    for (size_t i = 0; i < p->level_count; i++) {
        if (level_reachable(p, i))
            continue;
        pointer_start(&l->at);
        pointer_push(&l->at, "risk", 4);
        pointer_push(&l->at, "levels", 6);
        pointer_push_index(&l->at, i);
        loader_fault(l, "unreachable_level",
                     "no value of a dimension and no movement leads to this level");
    }
}

/* Tables by symbol, made once all symbols are known ------------------------------------------- */

/* What every case may say, and the pack gives no text: in English that is its code. */
static void label_standard(reunify_profile *p, const char *const *names, message_id first)
{
    for (size_t i = 0; names[i]; i++) {
        const symbol s = symbols_named(&p->names, names[i], strlen(names[i]));
        if (s != SYMBOL_NONE && !p->labels[s])
            p->labels[s] = message_translated(&p->spoken, (message_id)(first + i));
    }
}

static void index_symbols(loader *l)
{
    reunify_profile *p = l->profile;
    const size_t count = p->names.count;
    p->role_bits = loader_take(l, count, sizeof *p->role_bits);
    p->type_of = loader_take(l, count, sizeof *p->type_of);
    p->finding_of = loader_take(l, count, sizeof *p->finding_of);
    p->attribute_of = loader_take(l, count, sizeof *p->attribute_of);
    p->level_of = loader_take(l, count, sizeof *p->level_of);
    p->labels = loader_take(l, count, sizeof *p->labels);
    p->is_legal = loader_take(l, count, sizeof *p->is_legal);
    if (l->status)
        return;
    for (size_t s = 0; s < count; s++)
        p->is_legal[s] = loader_is_placed(&l->legal, (symbol)s);
    for (size_t i = 0; i < p->finding_count; i++) {
        p->finding_of[p->findings[i].name] = (uint16_t)(i + 1);
        p->labels[p->findings[i].name] = p->findings[i].label;
    }
    for (size_t i = 0; i < p->attribute_count; i++)
        p->attribute_of[p->attributes[i].name] = (uint16_t)(i + 1);
    for (size_t i = 0; i < p->type_count; i++) {
        p->type_of[p->types[i].name] = (uint16_t)(i + 1);
        p->labels[p->types[i].name] = p->types[i].label;
    }
    for (size_t i = 0; i < p->level_count; i++) {
        p->level_of[p->levels[i].name] = (uint8_t)(i + 1);
        p->labels[p->levels[i].name] = p->levels[i].label;
    }
    for (size_t i = 0; i < p->pathway_count; i++)
        for (uint16_t s = 0; s < p->pathways[i].stage_count; s++)
            p->labels[p->pathways[i].stages[s].name] = p->pathways[i].stages[s].label;
    for (size_t i = 0; i < p->legal_count; i++)
        p->labels[p->legal[i].name] = p->legal[i].label;
    for (size_t i = 0; i < p->role_count; i++) {
        p->role_bits[p->roles[i]] = (uint8_t)(i + 1);
        if (p->role_labels[i])
            p->labels[p->roles[i]] = p->role_labels[i];
    }
    label_standard(p, standard_legal_statuses, MSG_LEGAL_STATUS_EDGE_OF_CARE);
    label_standard(p, standard_roles, MSG_ROLE_CHILD);
}

/* Options ------------------------------------------------------------------------------------- */

static const reunify_profile_options default_options = {.size = sizeof default_options};

static const sized_options sized = SIZED_OPTIONS(reunify_profile_options, languages);

reunify_status reunify_profile_options_init(reunify_profile_options *options, size_t size)
{
    return options_init(options, size, &sized, &default_options);
}

static reunify_status read_options(const reunify_profile_options *given, reunify_profile_options *o,
                                   reunify_error *error)
{
    *o = default_options;
    const reunify_status status = options_read(given, &sized, o, error);
    if (status)
        return status;
    if ((o->flags & ~(uint32_t)REUNIFY_PROFILE_NOTES) || o->reserved)
        return error_argument(error, "a flag or an option is unknown");
    if (o->languages && !languages_valid(o->languages))
        return error_argument(error, "expected languages with commas between them, such as cy,en");
    if (!o->messages && o->messages_length)
        return error_argument(error, "there are no messages, but a length");
    return REUNIFY_OK;
}

/* Making and counting ------------------------------------------------------------------------- */

static void profile_free(reunify_profile *p)
{
    const reunify_context *context = p->context;
    arena_release(&p->memory);
    memory_release(context, p, sizeof *p);
    reunify_context_unref(context);
}

/* The packs below this one, by id and version, kept with it. */
static void read_bases(loader *l, const pack_chain *chain)
{
    reunify_profile *p = l->profile;
    for (size_t i = 0; i < chain->base_count; i++) {
        p->bases[i].id = arena_text(&p->memory, chain->bases[i].id, strlen(chain->bases[i].id));
        p->bases[i].version =
            arena_text(&p->memory, chain->bases[i].version, strlen(chain->bases[i].version));
        if (!p->bases[i].id || !p->bases[i].version)
            loader_no_memory(l);
        else
            p->base_count++;
    }
}

/*
 * What packs hold, more or less, by the length of their texts: a profile, which takes some eleven
 * bytes for four of text, is then one block or two, and little is copied when its longest lists
 * grow. What a long text holds is not guessed.
 */
enum { BYTES_A_CONDITION = 200, BYTES_A_SELECTOR = 600, BYTES_OF_TEXT = 4, BYTES_TAKEN = 11 };

static size_t usual_bytes(const pack_chain *chain)
{
    enum { MOST = 256 << 10 };
    return chain->bytes < MOST ? chain->bytes : MOST;
}

static void expect_usual(loader *l, size_t usual)
{
    reunify_profile *p = l->profile;
    if (!array_reserve(&p->memory, (void **)&p->program.nodes, &l->node_capacity,
                       usual / BYTES_A_CONDITION, sizeof *p->program.nodes) ||
        !array_reserve(&p->memory, (void **)&p->program.selectors, &l->selector_capacity,
                       usual / BYTES_A_SELECTOR, sizeof *p->program.selectors))
        loader_no_memory(l);
}

static reunify_status profile_read(reunify_profile *p, const pack_chain *chain, uint32_t flags,
                                   reunify_error *error)
{
    loader l = {.profile = p,
                .error = error,
                .document = chain->document,
                .notes = flags & REUNIFY_PROFILE_NOTES};
    arena_start(&l.scratch, p->context);
    l.scratch.expected = usual_bytes(chain);
    symbols_start(&l.claimed, &l.scratch);
    symbols_start(&l.source_ids, &l.scratch);
    expect_usual(&l, usual_bytes(chain));
    read_bases(&l, chain);
    loader_load(&l, json_root(chain->document));
    if (!l.status)
        loader_check(&l);
    if (!l.status)
        index_symbols(&l);
    loader_sort_translations(&l);
    if (!l.status)
        loader_join(&l);
    if (!l.status && l.notes)
        loader_notes(&l, json_root(chain->document));
    arena_release(&l.scratch);
    return l.full ? REUNIFY_INVALID : l.status;
}

/* Faults found in the whole are told as places in the pack itself, where they come from it. */
static void own_places(json_document *document, reunify_error *error)
{
    for (size_t i = 0; error && i < error->count; i++)
        json_own_place(document, error->faults[i].pointer, sizeof error->faults[i].pointer);
}

static reunify_status make_profile(const reunify_context *context, pack_chain *chain,
                                   const reunify_profile_options *o, reunify_profile **out,
                                   reunify_error *error)
{
    reunify_profile *p = memory_allocate_zeroed(context, 1, sizeof *p);
    if (!p)
        return error_no_memory(error);
    p->context = reunify_context_ref(context);
    p->references = 1;
    arena_start(&p->memory, context);
    p->memory.expected = usual_bytes(chain) / BYTES_OF_TEXT * BYTES_TAKEN;
    symbols_start(&p->names, &p->memory);
    const char *languages = o->languages ? o->languages : DEFAULT_LANGUAGE;
    p->chain = arena_text(&p->memory, languages, strlen(languages));
    reunify_status status = p->chain ? REUNIFY_OK : REUNIFY_NO_MEMORY;
    if (!status && o->messages)
        status = messages_read(p, o->messages, o->messages_length, error);
    const bool reached = !status;
    if (!status)
        status = profile_read(p, chain, o->flags, error);
    if (!status) {
        *out = p;
        return REUNIFY_OK;
    }
    if (reached)
        own_places(chain->document, error);
    profile_free(p);
    if (status != REUNIFY_NO_MEMORY)
        return status;
    reunify_error_clear(error);
    return error_no_memory(error);
}

static reunify_status load_chain(const reunify_context *context, pack_chain *chain,
                                 const reunify_profile_options *options, reunify_profile **out,
                                 reunify_error *error)
{
    reunify_profile_options o;
    reunify_status status = read_options(options, &o, error);
    if (status)
        return status;
    context = context_or_default(context);
    status = chain_open(context, chain, error);
    if (status)
        return status;
    status = make_profile(context, chain, &o, out, error);
    json_release(chain->document);
    return status;
}

reunify_status reunify_profile_from_packs(const reunify_context *context, const char *const *texts,
                                          const size_t *lengths, size_t count,
                                          const reunify_profile_options *options,
                                          reunify_profile **out, reunify_error *error)
{
    reunify_error_clear(error);
    if (!out)
        return error_argument(error, "out is NULL");
    *out = NULL;
    if (!texts || !lengths || !count)
        return error_argument(error, "there is no text");
    for (size_t i = 0; i < count; i++)
        if (!texts[i])
            return error_argument(error, "a text is NULL");
    pack_chain chain = {.texts = texts, .lengths = lengths, .count = count};
    return load_chain(context, &chain, options, out, error);
}

reunify_status reunify_profile_from_json(const reunify_context *context, const char *json,
                                         size_t length, const reunify_profile_options *options,
                                         reunify_profile **out, reunify_error *error)
{
    return reunify_profile_from_packs(context, &json, &length, 1, options, out, error);
}

const reunify_profile *reunify_profile_ref(const reunify_profile *p)
{
    if (p)
        count_up(&p->references);
    return p;
}

void reunify_profile_unref(const reunify_profile *p)
{
    if (p && count_down(&p->references))
        profile_free((reunify_profile *)(uintptr_t)p);
}

/* Packs that come with the library ------------------------------------------------------------ */

reunify_status reunify_profile_builtin(const reunify_context *context, const char *id,
                                       size_t length, const reunify_profile_options *options,
                                       reunify_profile **out, reunify_error *error)
{
    reunify_error_clear(error);
    if (!out)
        return error_argument(error, "out is NULL");
    *out = NULL;
    if (!id)
        return error_argument(error, "the id is NULL");
    pack_chain chain = {.builtin = builtin_named(id, length)};
    if (chain.builtin)
        return load_chain(context, &chain, options, out, error);
    return error_add(error, REUNIFY_NOT_FOUND, "unknown_profile", NULL,
                     "no pack of this id comes with the library");
}

/* Reading ------------------------------------------------------------------------------------- */

static const char *name_of(const reunify_profile *p, symbol s)
{
    return s == SYMBOL_NONE ? NULL : p->names.names[s].data;
}

const char *reunify_profile_id(const reunify_profile *p)
{
    return p ? p->id : NULL;
}

size_t reunify_profile_base_count(const reunify_profile *p)
{
    return p ? p->base_count : 0;
}

const char *reunify_profile_base_id(const reunify_profile *p, size_t at)
{
    return p && at < p->base_count ? p->bases[at].id : NULL;
}

const char *reunify_profile_base_version(const reunify_profile *p, size_t at)
{
    return p && at < p->base_count ? p->bases[at].version : NULL;
}

const char *reunify_profile_version(const reunify_profile *p)
{
    return p ? p->version : NULL;
}

const char *reunify_profile_title(const reunify_profile *p)
{
    return p ? p->title : NULL;
}

size_t reunify_profile_level_count(const reunify_profile *p)
{
    return p ? p->level_count : 0;
}

const char *reunify_profile_level(const reunify_profile *p, size_t at)
{
    return p && at < p->level_count ? p->levels[at].id : NULL;
}

size_t reunify_profile_finding_count(const reunify_profile *p)
{
    return p ? p->finding_count : 0;
}

const char *reunify_profile_finding(const reunify_profile *p, size_t at)
{
    return p && at < p->finding_count ? name_of(p, p->findings[at].name) : NULL;
}

size_t reunify_profile_finding_value_count(const reunify_profile *p, size_t at)
{
    return p && at < p->finding_count ? p->findings[at].value_count : 0;
}

const char *reunify_profile_finding_value(const reunify_profile *p, size_t at, size_t value)
{
    return value < reunify_profile_finding_value_count(p, at)
               ? name_of(p, p->findings[at].values[value])
               : NULL;
}

size_t reunify_profile_pathway_count(const reunify_profile *p)
{
    return p ? p->pathway_count : 0;
}

const char *reunify_profile_pathway(const reunify_profile *p, size_t at)
{
    return p && at < p->pathway_count ? p->pathways[at].id : NULL;
}

/* What findings rest on ---------------------------------------------------------------------- */

/* What a condition asks of: it sees findings as they were stated. */
void condition_rests_on(const reunify_profile *p, rule_index node, bool *marks)
{
    if (node == RULE_NONE)
        return;
    const rule_node *n = &p->program.nodes[node];
    if (n->op == OP_FINDING)
        marks[n->subject] = true;
    for (size_t i = 0; i < NODE_CONDITIONS; i++)
        condition_rests_on(p, n->conditions[i], marks);
    const bool lists = rule_operators[n->op].operands[0].kind == OPERAND_CONDITIONS;
    for (uint32_t i = 0; lists && i < n->count; i++)
        condition_rests_on(p, p->program.links[n->first + i], marks);
}

/* A worst-of or a score reads the findings before it as they came out. */
static void mark_read(const pack_finding *f, uint16_t finding, bool *marks)
{
    for (uint16_t i = 0; i < f->worst_count; i++)
        if (f->worst[i] < finding)
            marks[f->worst[i]] = true;
    for (uint16_t i = 0; i < f->score_count; i++)
        if (f->score[i].finding < finding)
            marks[f->score[i].finding] = true;
}

void finding_rests_on(const reunify_profile *p, uint16_t finding, bool *marks)
{
    marks[finding] = true;
    for (uint16_t at = finding;; at--) {
        if (marks[at])
            mark_read(&p->findings[at], at, marks);
        if (!at)
            break;
    }
    bool *asked = marks + p->finding_count;
    for (uint16_t at = 0; at <= finding; at++)
        for (uint16_t i = 0; marks[at] && i < p->findings[at].derived_count; i++)
            condition_rests_on(p, p->findings[at].derived[i].when, asked);
    for (size_t i = 0; i < p->finding_count; i++)
        marks[i] = marks[i] || asked[i];
}
