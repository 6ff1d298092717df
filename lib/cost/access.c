/* Reading a calculation, and the unit costs of a profile. */
#include "cost/cost.h"

/* What was asked ------------------------------------------------------------------------------ */

int64_t reunify_cost_returns(const reunify_cost *c)
{
    return c ? c->returns : 0;
}

int64_t reunify_cost_years(const reunify_cost *c)
{
    return c ? c->years : 0;
}

int64_t reunify_cost_share_without(const reunify_cost *c)
{
    return c ? c->share_without : REUNIFY_COST_NOT_GIVEN;
}

int64_t reunify_cost_share_with(const reunify_cost *c)
{
    return c ? c->share_with : REUNIFY_COST_NOT_GIVEN;
}

int64_t reunify_cost_failures_without(const reunify_cost *c)
{
    return c ? c->failures_without : 0;
}

int64_t reunify_cost_failures_with(const reunify_cost *c)
{
    return c ? c->failures_with : 0;
}

int64_t reunify_cost_prevented(const reunify_cost *c)
{
    return c ? c->prevented : 0;
}

/* The unit costs used ------------------------------------------------------------------------- */

int64_t reunify_cost_unit_re_entry(const reunify_cost *c)
{
    return c ? c->unit_re_entry : 0;
}

int64_t reunify_cost_unit_support(const reunify_cost *c)
{
    return c ? c->unit_support : 0;
}

int32_t reunify_cost_unit_re_entry_is_local(const reunify_cost *c)
{
    return c && c->local_re_entry;
}

int32_t reunify_cost_unit_support_is_local(const reunify_cost *c)
{
    return c && c->local_support;
}

const char *reunify_cost_set_id(const reunify_cost *c)
{
    return c && c->set ? c->set->id : NULL;
}

const char *reunify_cost_set_text(const reunify_cost *c)
{
    return c && c->set ? c->set->text : NULL;
}

int32_t reunify_cost_price_year(const reunify_cost *c)
{
    return c && c->set ? c->set->price_year : 0;
}

size_t reunify_cost_source_count(const reunify_cost *c)
{
    return c && c->set ? 1 : 0;
}

const char *reunify_cost_source_id(const reunify_cost *c, size_t at)
{
    return at < reunify_cost_source_count(c) ? c->set->source.id : NULL;
}

const char *reunify_cost_source_at(const reunify_cost *c, size_t at)
{
    return at < reunify_cost_source_count(c) ? c->set->source.at : NULL;
}

const char *reunify_cost_source_title(const reunify_cost *c, size_t at)
{
    const char *id = reunify_cost_source_id(c, at);
    for (size_t i = 0; id && i < c->profile->source_count; i++)
        if (strcmp(c->profile->sources[i].id, id) == 0)
            return c->profile->sources[i].at;
    return NULL;
}

/* The result ---------------------------------------------------------------------------------- */

int64_t reunify_cost_re_entries_without(const reunify_cost *c)
{
    return c ? c->re_entries_without : 0;
}

int64_t reunify_cost_re_entries_with(const reunify_cost *c)
{
    return c ? c->re_entries_with : 0;
}

int64_t reunify_cost_support(const reunify_cost *c)
{
    return c ? c->support : 0;
}

int64_t reunify_cost_net_saving(const reunify_cost *c)
{
    return c ? c->net_saving : 0;
}

int64_t reunify_cost_saving_per_child(const reunify_cost *c)
{
    return c ? c->saving_per_child : 0;
}

int64_t reunify_cost_break_even(const reunify_cost *c)
{
    return c ? c->break_even : 0;
}

/* The calculation in words -------------------------------------------------------------------- */

size_t reunify_cost_line_count(const reunify_cost *c)
{
    return c ? c->line_count : 0;
}

const char *reunify_cost_line_id(const reunify_cost *c, size_t at)
{
    return at < reunify_cost_line_count(c) ? c->lines[at].id : NULL;
}

const char *reunify_cost_line_text(const reunify_cost *c, size_t at)
{
    return at < reunify_cost_line_count(c) ? c->lines[at].text : NULL;
}

int64_t reunify_cost_line_amount(const reunify_cost *c, size_t at)
{
    return at < reunify_cost_line_count(c) ? c->lines[at].amount : 0;
}

size_t reunify_cost_note_count(const reunify_cost *c)
{
    return c ? c->note_count : 0;
}

const char *reunify_cost_note_code(const reunify_cost *c, size_t at)
{
    return at < reunify_cost_note_count(c) ? c->notes[at].code : NULL;
}

const char *reunify_cost_note_text(const reunify_cost *c, size_t at)
{
    return at < reunify_cost_note_count(c) ? c->notes[at].text : NULL;
}

/* A profile's unit costs ---------------------------------------------------------------------- */

size_t reunify_profile_cost_count(const reunify_profile *p)
{
    return p ? p->cost_count : 0;
}

const char *reunify_profile_cost_id(const reunify_profile *p, size_t at)
{
    return at < reunify_profile_cost_count(p) ? p->costs[at].id : NULL;
}

const char *reunify_profile_cost_text(const reunify_profile *p, size_t at)
{
    return at < reunify_profile_cost_count(p) ? p->costs[at].text : NULL;
}

int32_t reunify_profile_cost_price_year(const reunify_profile *p, size_t at)
{
    return at < reunify_profile_cost_count(p) ? p->costs[at].price_year : 0;
}

int64_t reunify_profile_cost_re_entry(const reunify_profile *p, size_t at)
{
    return at < reunify_profile_cost_count(p) ? p->costs[at].re_entry : 0;
}

int64_t reunify_profile_cost_support(const reunify_profile *p, size_t at)
{
    return at < reunify_profile_cost_count(p) ? p->costs[at].support : 0;
}

const char *reunify_profile_cost_source_id(const reunify_profile *p, size_t at)
{
    return at < reunify_profile_cost_count(p) ? p->costs[at].source.id : NULL;
}

const char *reunify_profile_cost_source_at(const reunify_profile *p, size_t at)
{
    return at < reunify_profile_cost_count(p) ? p->costs[at].source.at : NULL;
}
