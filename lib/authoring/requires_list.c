/*
 * Looking into the list of what the rules of a profile read: the public calls alone.
 *
 * Rules name what they read by its number among the items, and items who reads them by the number
 * among the rules, so either side can be walked without a search. A number that there is not, and a
 * list that is NULL, have no reads and no readers, no text, and SIZE_MAX or -1 for a number.
 */
#include "authoring/requires.h"

/* Rules --------------------------------------------------------------------------------------- */

static const required_rule *rule_at(const reunify_requires *list, size_t rule)
{
    return list && rule < list->rule_count ? &list->rules[rule] : NULL;
}

static const required_read *read_at(const reunify_requires *list, size_t rule, size_t at)
{
    const required_rule *r = rule_at(list, rule);
    return r && at < r->read_count ? &r->reads[at] : NULL;
}

size_t reunify_requires_rule_count(const reunify_requires *list)
{
    return list ? list->rule_count : 0;
}

int32_t reunify_requires_rule_kind(const reunify_requires *list, size_t rule)
{
    const required_rule *r = rule_at(list, rule);
    return r ? r->kind : -1;
}

const char *reunify_requires_rule_id(const reunify_requires *list, size_t rule)
{
    const required_rule *r = rule_at(list, rule);
    return r ? r->id : NULL;
}

const char *reunify_requires_rule_text(const reunify_requires *list, size_t rule)
{
    const required_rule *r = rule_at(list, rule);
    return r ? r->text : NULL;
}

const char *reunify_requires_rule_pathway(const reunify_requires *list, size_t rule)
{
    const required_rule *r = rule_at(list, rule);
    return r ? r->pathway : NULL;
}

const char *reunify_requires_rule_stage(const reunify_requires *list, size_t rule)
{
    const required_rule *r = rule_at(list, rule);
    return r ? r->stage : NULL;
}

size_t reunify_requires_read_count(const reunify_requires *list, size_t rule)
{
    const required_rule *r = rule_at(list, rule);
    return r ? r->read_count : 0;
}

size_t reunify_requires_read_item(const reunify_requires *list, size_t rule, size_t at)
{
    const required_read *r = read_at(list, rule, at);
    return r ? r->item : SIZE_MAX;
}

int32_t reunify_requires_read_by(const reunify_requires *list, size_t rule, size_t at)
{
    const required_read *r = read_at(list, rule, at);
    return r ? r->by : -1;
}

/* Items --------------------------------------------------------------------------------------- */

static const required_item *item_at(const reunify_requires *list, size_t item)
{
    return list && item < list->item_count ? &list->items[item] : NULL;
}

size_t reunify_requires_item_count(const reunify_requires *list)
{
    return list ? list->item_count : 0;
}

const char *reunify_requires_item_id(const reunify_requires *list, size_t item)
{
    const required_item *i = item_at(list, item);
    return i ? i->id : NULL;
}

int32_t reunify_requires_item_kind(const reunify_requires *list, size_t item)
{
    const required_item *i = item_at(list, item);
    return i ? i->kind : -1;
}

const char *reunify_requires_item_code(const reunify_requires *list, size_t item)
{
    const required_item *i = item_at(list, item);
    return i ? i->code : NULL;
}

int32_t reunify_requires_item_field(const reunify_requires *list, size_t item)
{
    const required_item *i = item_at(list, item);
    return i ? i->field : 0;
}

const char *reunify_requires_item_name(const reunify_requires *list, size_t item)
{
    const required_item *i = item_at(list, item);
    return i ? i->name : NULL;
}

size_t reunify_requires_item_value_count(const reunify_requires *list, size_t item)
{
    const required_item *i = item_at(list, item);
    return i ? i->value_count : 0;
}

const char *reunify_requires_item_value(const reunify_requires *list, size_t item, size_t at)
{
    const required_item *i = item_at(list, item);
    return i && at < i->value_count ? i->values[at] : NULL;
}

size_t reunify_requires_reader_count(const reunify_requires *list, size_t item)
{
    const required_item *i = item_at(list, item);
    return i ? i->reader_count : 0;
}

size_t reunify_requires_reader(const reunify_requires *list, size_t item, size_t at)
{
    const required_item *i = item_at(list, item);
    return i && at < i->reader_count ? i->readers[at] : SIZE_MAX;
}

const reunify_context *requires_context(const reunify_requires *list)
{
    return list->context;
}

const reunify_profile *requires_profile(const reunify_requires *list)
{
    return list->profile;
}
