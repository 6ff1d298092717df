/*
 * Which entries would tell what is not known of a requirement, a stop or a condition, as codes of
 * the case format: `records/police_check`, `people/household`. A finding that is derived is told
 * by those that a worker states.
 */
#include "evaluate/engine.h"

#include <stdio.h>

static const char *name_of(const engine *e, const rule_entry *entry)
{
    const reunify_profile *p = e->profile;
    if (entry->index < 0)
        return NULL;
    const symbol name = strcmp(entry->member, "records") == 0 ? p->types[entry->index].name
                        : strcmp(entry->member, "attributes") == 0
                            ? p->attributes[entry->index].name
                            : p->findings[entry->index].name;
    return p->names.names[name].data;
}

static char *code_of(engine *e, const rule_entry *entry)
{
    const char *name = name_of(e, entry);
    const size_t length = strlen(entry->member), more = name ? strlen(name) + 1 : 0;
    char *code = arena_take(&e->out->memory, length + more + 1);
    if (!code) {
        engine_no_memory(e);
        return NULL;
    }
    memcpy(code, entry->member, length + 1);
    if (name) {
        code[length] = '/';
        memcpy(code + length + 1, name, more);
    }
    return code;
}

/* The findings that are stated, of those that one rests on. */
static void add_stated(engine *e, uint16_t finding, rule_entries *out)
{
    const reunify_profile *p = e->profile;
    bool *marks = engine_take_scratch(e, p->finding_count, 2 * sizeof *marks);
    if (!marks)
        return;
    finding_rests_on(p, finding, marks);
    for (size_t i = 0; i < p->finding_count; i++)
        if (marks[i] && p->findings[i].stated)
            rule_add_entry(out, "assessments", (int32_t)i);
}

const char **engine_entries(engine *e, const rule_entries *found, size_t *count)
{
    rule_entries stated = {.count = 0};
    for (size_t i = 0; i < found->count; i++) {
        const rule_entry *entry = &found->items[i];
        if (strcmp(entry->member, "assessments") == 0 && entry->index >= 0)
            add_stated(e, (uint16_t)entry->index, &stated);
        else
            rule_add_entry(&stated, entry->member, entry->index);
    }
    const char **codes = engine_take(e, stated.count, sizeof *codes);
    for (size_t i = 0; codes && i < stated.count && !e->status; i++)
        codes[(*count)++] = code_of(e, &stated.items[i]);
    return codes;
}

/* For each person who is or may be concerned and of whom it is not known. */
static void missing_of_people(rule_scope *s, const pack_requirement *q, rule_entries *out)
{
    const model_list *people = &s->facts->record->lists[REUNIFY_ENTRY_PERSON];
    if (!people->declared)
        rule_add_entry(out, "people", -1);
    for (size_t i = 0; i < people->count && out->count < MOST_ENTRIES; i++) {
        s->person = (int32_t)i;
        if (rule_evaluate(s, q->for_each) == REUNIFY_FALSE)
            continue;
        rule_missing(s, q->for_each, out);
        rule_missing(s, q->satisfied_by, out);
    }
    s->person = -1;
}

void engine_missing(rule_scope *s, const pack_requirement *q, rule_entries *out)
{
    rule_missing(s, q->when, out);
    if (q->for_each != RULE_NONE)
        missing_of_people(s, q, out);
    else
        rule_missing(s, q->satisfied_by, out);
}

const char **engine_missing_of(engine *e, rule_index when, size_t *count)
{
    rule_entries found = {.count = 0};
    rule_scope s = engine_scope(e, e->as_of);
    rule_missing(&s, when, &found);
    return engine_entries(e, &found, count);
}
