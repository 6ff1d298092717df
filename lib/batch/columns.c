/*
 * The object of a profile compiled for tables: made, held, and asked for its names.
 *
 * Everything is compiled when it is made (compile.c, classes.c), into an arena of its own; from
 * then on it is only read and its holders counted, so threads share it. It holds the profile, whose
 * names it borrows. Which form the inner loops take on this machine is chosen here, once; all forms
 * give the same results, and REUNIFY_COLUMNS_PORTABLE takes the one that every machine has.
 *
 * A profile whose rules ask of more than findings, or have too many combinations, is no fault:
 * there are no tables then (reunify_columns_tabled() says so), and rows go through the engine one
 * by one.
 *
 * Codes are places in lists of names, as in dictionaries of other columns; a list ends with NULL.
 * For what a level rests on and what holds it back, nothing comes first and has no name, but its
 * place counts.
 */
#include "batch/batch.h"

/* Names --------------------------------------------------------------------------------------- */

static const char **take_names(reunify_columns *c, size_t count)
{
    return arena_take_zeroed(&c->memory, count + 1, sizeof(const char *));
}

static const char *name_of(const reunify_columns *c, symbol s)
{
    return c->profile->names.names[s].data;
}

static bool name_values(reunify_columns *c, column_input *in)
{
    const pack_finding *f = &c->profile->findings[in->finding];
    in->words = take_names(c, in->values);
    for (uint8_t v = 0; in->words && v < in->values; v++)
        in->words[v] = f->type == NAMED_BOOLEAN ? v ? "true" : "false" : name_of(c, f->values[v]);
    return in->words != NULL;
}

static bool take_all_names(reunify_columns *c)
{
    const reunify_profile *p = c->profile;
    column_names *n = &c->names;
    n->roles = take_names(c, p->role_count);
    n->levels = take_names(c, p->level_count);
    n->dimensions = take_names(c, p->dimension_count);
    n->rules = take_names(c, p->movement_count);
    n->findings = take_names(c, c->input_count);
    if (!n->roles || !n->levels || !n->dimensions || !n->rules || !n->findings)
        return false;
    for (size_t i = 0; i < p->role_count; i++)
        n->roles[i] = name_of(c, p->roles[i]);
    for (size_t i = 0; i < p->level_count; i++)
        n->levels[i] = p->levels[i].id;
    for (size_t i = 0; i < p->dimension_count; i++)
        n->dimensions[i] = p->dimensions[i].id;
    for (size_t i = 0; i < p->movement_count; i++)
        n->rules[i] = p->movement[i].id;
    bool good = true;
    for (size_t i = 0; i < c->input_count && good; i++) {
        n->findings[i] = name_of(c, p->findings[c->inputs[i].finding].name);
        good = name_values(c, &c->inputs[i]);
    }
    return good;
}

static const char *const *names_of(const reunify_columns *c, int32_t names, size_t finding)
{
    switch (names) {
    case REUNIFY_CODES_FINDINGS:
        return c->names.findings;
    case REUNIFY_CODES_VALUES:
        return finding < c->input_count ? c->inputs[finding].words : NULL;
    case REUNIFY_CODES_LEVELS:
        return c->names.levels;
    case REUNIFY_CODES_RULES:
        return c->names.rules;
    case REUNIFY_CODES_ROLES:
        return c->names.roles;
    case REUNIFY_CODES_DIMENSIONS:
        return c->names.dimensions;
    case REUNIFY_CODES_STATUSES:
        return classification_status_names;
    case REUNIFY_CODES_BASES:
        return basis_names;
    case REUNIFY_CODES_HELD_BY:
        return held_by_names;
    default:
        return NULL;
    }
}

/* That nothing has happened, or is held, has no name; its place counts. */
static bool has_none_first(int32_t names)
{
    return names == REUNIFY_CODES_BASES || names == REUNIFY_CODES_HELD_BY;
}

size_t reunify_columns_count(const reunify_columns *c, int32_t names, size_t finding)
{
    const char *const *found = c ? names_of(c, names, finding) : NULL;
    size_t count = found && has_none_first(names) ? 1 : 0;
    while (found && found[count])
        count++;
    return count;
}

const char *reunify_columns_name(const reunify_columns *c, int32_t names, size_t finding, size_t at)
{
    return at < reunify_columns_count(c, names, finding) ? names_of(c, names, finding)[at] : NULL;
}

int32_t reunify_columns_by_person(const reunify_columns *c, size_t finding)
{
    return c && finding < c->input_count &&
           c->profile->findings[c->inputs[finding].finding].by_person;
}

int32_t reunify_columns_tabled(const reunify_columns *c)
{
    return c && c->moved;
}

const char *reunify_columns_form(const reunify_columns *c)
{
    return c ? c->form->name : NULL;
}

/* Made and held ------------------------------------------------------------------------------- */

static void free_columns(reunify_columns *c)
{
    const reunify_context *context = c->context;
    arena_release(&c->memory);
    reunify_profile_unref(c->profile);
    memory_release(context, c, sizeof *c);
    reunify_context_unref(context);
}

static reunify_status compile(reunify_columns *c, reunify_error *error)
{
    reunify_status status = REUNIFY_OK;
    if (!columns_compile(c, &status, error))
        return status == REUNIFY_NO_MEMORY ? error_no_memory(error) : status;
    if (!columns_compile_movement(c) || !take_all_names(c))
        return error_no_memory(error);
    return REUNIFY_OK;
}

reunify_status reunify_columns_new(const reunify_profile *profile, uint32_t flags,
                                   reunify_columns **out, reunify_error *error)
{
    reunify_error_clear(error);
    if (!out)
        return error_argument(error, "out is NULL");
    *out = NULL;
    if (!profile)
        return error_argument(error, "the profile is NULL");
    if (flags & ~(uint32_t)(REUNIFY_COLUMNS_ONE_BY_ONE | REUNIFY_COLUMNS_PORTABLE))
        return error_argument(error, "there is no such flag");
    if (profile->dimension_count > MOST_DIMENSIONS)
        return error_add(error, REUNIFY_LIMIT, "limit_dimensions", NULL,
                         "the profile has more than %d dimensions", MOST_DIMENSIONS);
    reunify_columns *made = memory_allocate_zeroed(profile->context, 1, sizeof *made);
    if (!made)
        return error_no_memory(error);
    made->context = reunify_context_ref(profile->context);
    made->profile = reunify_profile_ref(profile);
    made->references = 1;
    made->flags = flags;
    made->form = flags & REUNIFY_COLUMNS_PORTABLE ? kernel_plain() : kernel_best();
    made->steps = flags & REUNIFY_COLUMNS_PORTABLE ? steps_portable() : steps_best();
    arena_start(&made->memory, made->context);
    const reunify_status status = compile(made, error);
    if (status)
        free_columns(made);
    else
        *out = made;
    return status;
}

const reunify_columns *reunify_columns_ref(const reunify_columns *c)
{
    if (c)
        count_up(&((reunify_columns *)(uintptr_t)c)->references);
    return c;
}

void reunify_columns_unref(const reunify_columns *c)
{
    if (c && count_down(&((reunify_columns *)(uintptr_t)c)->references))
        free_columns((reunify_columns *)(uintptr_t)c);
}
