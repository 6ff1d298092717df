/*
 * Reading what would meet a requirement: alternatives, each a list of things, each with what is
 * asked of it. A thing is said in the terms of the case format. Types, outcomes and roles are kept
 * as the profile numbers them and named here, when they are asked for; what is not asked of a thing
 * is absent.
 */
#include "evaluate/evaluation.h"

static size_t count_of(const text_list *list)
{
    return list ? list->count : 0;
}

static const char *text_at(const text_list *list, size_t at)
{
    return at < count_of(list) ? list->items[at] : NULL;
}

static size_t count_roles(uint64_t roles)
{
    size_t count = 0;
    for (; roles; roles &= roles - 1)
        count++;
    return count;
}

/* Alternatives -------------------------------------------------------------------------------- */

const reunify_needs *reunify_requirement_needs(const reunify_requirement *requirement)
{
    return requirement ? requirement->needs : NULL;
}

size_t reunify_requirement_missing_count(const reunify_requirement *requirement)
{
    return count_of(requirement ? &requirement->missing : NULL);
}

const char *reunify_requirement_missing(const reunify_requirement *requirement, size_t at)
{
    return text_at(requirement ? &requirement->missing : NULL, at);
}

static const text_list *missing_at(const reunify_evaluation *evaluation, size_t at)
{
    const reunify_requirement *r =
        reunify_evaluation_information_needed_requirement(evaluation, at);
    if (r)
        return &r->missing;
    return at < reunify_evaluation_information_needed_count(evaluation)
               ? &evaluation->information_needed[at].missing
               : NULL;
}

size_t reunify_evaluation_information_needed_missing_count(const reunify_evaluation *evaluation,
                                                           size_t at)
{
    return count_of(missing_at(evaluation, at));
}

const char *reunify_evaluation_information_needed_missing(const reunify_evaluation *evaluation,
                                                          size_t at, size_t missing)
{
    return text_at(missing_at(evaluation, at), missing);
}

size_t reunify_needs_alternative_count(const reunify_needs *needs)
{
    return needs ? needs->count : 0;
}

int32_t reunify_needs_more(const reunify_needs *needs)
{
    return needs && needs->more;
}

size_t reunify_needs_need_count(const reunify_needs *needs, size_t alternative)
{
    return alternative < reunify_needs_alternative_count(needs)
               ? needs->alternatives[alternative].count
               : 0;
}

const reunify_need *reunify_needs_need(const reunify_needs *needs, size_t alternative, size_t at)
{
    return at < reunify_needs_need_count(needs, alternative)
               ? &needs->alternatives[alternative].items[at]
               : NULL;
}

/* One thing ----------------------------------------------------------------------------------- */

int32_t reunify_need_kind(const reunify_need *need)
{
    return need ? need->kind : -1;
}

const char *reunify_need_name(const reunify_need *need)
{
    return need ? need->name : NULL;
}

size_t reunify_need_type_count(const reunify_need *need)
{
    return need ? need->types.count : 0;
}

const char *reunify_need_type(const reunify_need *need, size_t at)
{
    return at < reunify_need_type_count(need)
               ? profile_type_name(need->profile, need->types.items[at])
               : NULL;
}

size_t reunify_need_value_count(const reunify_need *need)
{
    return count_of(need ? &need->values : NULL);
}

const char *reunify_need_value(const reunify_need *need, size_t at)
{
    return text_at(need ? &need->values : NULL, at);
}

size_t reunify_need_outcome_count(const reunify_need *need)
{
    return need ? need->outcomes.count : 0;
}

const char *reunify_need_outcome(const reunify_need *need, size_t at)
{
    return at < reunify_need_outcome_count(need)
               ? profile_symbol_name(need->profile, need->outcomes.items[at])
               : NULL;
}

size_t reunify_need_about_count(const reunify_need *need)
{
    return count_of(need ? &need->about : NULL);
}

const char *reunify_need_about(const reunify_need *need, size_t at)
{
    return text_at(need ? &need->about : NULL, at);
}

size_t reunify_need_led_by_count(const reunify_need *need)
{
    return need ? count_roles(need->led_by) : 0;
}

const char *reunify_need_led_by(const reunify_need *need, size_t at)
{
    return need ? profile_role_among(need->profile, need->led_by, at) : NULL;
}

size_t reunify_need_with_all_count(const reunify_need *need)
{
    return need ? count_roles(need->with_all) : 0;
}

const char *reunify_need_with_all(const reunify_need *need, size_t at)
{
    return need ? profile_role_among(need->profile, need->with_all, at) : NULL;
}

size_t reunify_need_with_any_count(const reunify_need *need)
{
    return need ? count_roles(need->with_any) : 0;
}

const char *reunify_need_with_any(const reunify_need *need, size_t at)
{
    return need ? profile_role_among(need->profile, need->with_any, at) : NULL;
}

int32_t reunify_need_at_least(const reunify_need *need)
{
    return need ? need->least : NOT_ASKED;
}

int32_t reunify_need_at_most(const reunify_need *need)
{
    return need ? need->most : NOT_ASKED;
}

int32_t reunify_need_count(const reunify_need *need)
{
    return need && need->count != NOT_ASKED ? need->count : 0;
}

reunify_date reunify_need_not_before(const reunify_need *need)
{
    return need ? need->not_before : REUNIFY_DATE_NONE;
}

reunify_date reunify_need_not_after(const reunify_need *need)
{
    return need ? need->not_after : REUNIFY_DATE_NONE;
}

/* Attributes of a record ---------------------------------------------------------------------- */

size_t reunify_need_attribute_count(const reunify_need *need)
{
    return need ? need->attribute_count : 0;
}

static const need_attribute *attribute_at(const reunify_need *need, size_t at)
{
    return at < reunify_need_attribute_count(need) ? &need->attributes[at] : NULL;
}

const char *reunify_need_attribute(const reunify_need *need, size_t at)
{
    const need_attribute *a = attribute_at(need, at);
    return a ? a->name : NULL;
}

size_t reunify_need_attribute_value_count(const reunify_need *need, size_t at)
{
    const need_attribute *a = attribute_at(need, at);
    return count_of(a ? &a->values : NULL);
}

const char *reunify_need_attribute_value(const reunify_need *need, size_t at, size_t value)
{
    const need_attribute *a = attribute_at(need, at);
    return text_at(a ? &a->values : NULL, value);
}

int32_t reunify_need_attribute_at_least(const reunify_need *need, size_t at)
{
    const need_attribute *a = attribute_at(need, at);
    return a ? a->least : NOT_ASKED;
}

int32_t reunify_need_attribute_at_most(const reunify_need *need, size_t at)
{
    const need_attribute *a = attribute_at(need, at);
    return a ? a->most : NOT_ASKED;
}
