/*
 * What would meet a requirement that is not met or not known, and what the case lacks to tell: the
 * findings of rule/needs.c and rule/gaps.c in the words of the case format. Worked out only where
 * everything is explained.
 *
 * A requirement that is asked of people one by one needs something for each of whom it is not met.
 * Things that are lacking are told as JSON Pointers: of a finding that is derived, those that a
 * worker states and the assessment does not have.
 */
#include "rule/needs.h"
#include "evaluate/engine.h"

/* Words --------------------------------------------------------------------------------------- */

static const char *symbol_text(const engine *e, symbol s)
{
    return profile_symbol_name(e->profile, s);
}

static text_list take_texts(engine *e, size_t most)
{
    return (text_list){most ? engine_take(e, most, sizeof(const char *)) : NULL, 0};
}

static void add_text(text_list *list, const char *what)
{
    if (list->items && what)
        list->items[list->count++] = what;
}

static text_list symbols_list(engine *e, const symbol *codes, size_t count)
{
    text_list list = take_texts(e, count);
    for (size_t i = 0; i < count; i++)
        add_text(&list, symbol_text(e, codes[i]));
    return list;
}

static text_list node_symbols(engine *e, const rule_node *n)
{
    return n->first == RULE_NONE
               ? (text_list){NULL, 0}
               : symbols_list(e, e->profile->program.symbols + n->first, n->count);
}

static text_list boolean_list(engine *e, uint64_t mask)
{
    text_list list = take_texts(e, 2);
    for (size_t i = 0; i < 2; i++)
        if (mask >> i & 1)
            add_text(&list, truth_names[i]);
    return list;
}

static text_list finding_values(engine *e, const pack_finding *f, uint64_t mask)
{
    if (f->type != NAMED_TEXT)
        return boolean_list(e, mask);
    text_list list = take_texts(e, f->value_count);
    for (uint16_t i = 0; i < f->value_count; i++)
        if (mask >> i & 1)
            add_text(&list, symbol_text(e, f->values[i]));
    return list;
}

static text_list levels_list(engine *e, uint64_t mask)
{
    text_list list = take_texts(e, e->profile->level_count);
    for (size_t i = 0; i < e->profile->level_count; i++)
        if (mask >> i & 1)
            add_text(&list, e->profile->levels[i].id);
    return list;
}

static text_list one_text(engine *e, const char *what)
{
    text_list list = take_texts(e, 1);
    add_text(&list, what);
    return list;
}

/* Needs --------------------------------------------------------------------------------------- */

/* Whole numbers, which the program keeps in thousandths. */
static int32_t least_asked(int64_t least)
{
    return least <= INT64_MIN + 1 ? NOT_ASKED : (int32_t)(least / 1000);
}

static int32_t most_asked(int64_t most)
{
    return most == INT64_MAX ? NOT_ASKED : (int32_t)(most / 1000);
}

/* The child and the people, each copied into the evaluation once. */
static const char **about_texts(engine *e)
{
    const size_t people = e->record->lists[REUNIFY_ENTRY_PERSON].count;
    if (e->about_texts)
        return e->about_texts;
    const char **texts = engine_take(e, people + 1, sizeof *texts);
    uint32_t *places = engine_take_scratch(e, people, sizeof *places);
    if (!texts || !places)
        return NULL;
    texts[0] = "child";
    for (size_t i = 0; i < people; i++) {
        texts[i + 1] = engine_id(e, REUNIFY_ENTRY_PERSON, e->people_by_id[i]);
        places[e->people_by_id[i]] = (uint32_t)i + 1;
    }
    e->about_places = places;
    return e->about_texts = texts;
}

static text_list about_list(engine *e, const rule_need *n)
{
    const bool one = n->about == ABOUT_CHILD || n->about >= 0;
    const char **texts = one || n->anyone ? about_texts(e) : NULL;
    if (!texts)
        return (text_list){NULL, 0};
    if (!one)
        return (text_list){texts, e->record->lists[REUNIFY_ENTRY_PERSON].count + 1};
    return (text_list){texts + (n->about >= 0 ? e->about_places[n->about] : 0), 1};
}

static void fill_attributes(engine *e, const rule_need *n, struct reunify_need *out)
{
    if (!n->where_count)
        return;
    out->attributes = engine_take(e, n->where_count, sizeof *out->attributes);
    for (size_t i = 0; out->attributes && i < n->where_count; i++) {
        const rule_attribute *a = n->where[i];
        out->attributes[out->attribute_count++] = (need_attribute){
            .name = symbol_text(e, a->name),
            .values = a->first != RULE_NONE
                          ? symbols_list(e, e->profile->program.symbols + a->first, a->count)
                          : boolean_list(e, a->mask),
            .least = least_asked(a->least),
            .most = most_asked(a->most)};
    }
}

static code_list outcomes_of(engine *e, const rule_need *n)
{
    if (!n->narrowed)
        return (code_list){n->outcomes, n->outcome_count};
    symbol *kept = engine_take(e, n->outcome_count, sizeof *kept);
    if (!kept)
        return (code_list){NULL, 0};
    memcpy(kept, n->outcomes, n->outcome_count * sizeof *kept);
    return (code_list){kept, n->outcome_count};
}

static void fill_record(engine *e, const rule_need *n, struct reunify_need *out)
{
    out->types = (code_list){n->what->types, n->what->type_count};
    out->outcomes = outcomes_of(e, n);
    out->led_by = n->led_by;
    out->with_all = n->with_all;
    out->with_any = n->with_any & n->with_all ? 0 : n->with_any;
    fill_attributes(e, n, out);
}

static void fill_test(engine *e, const rule_need *n, struct reunify_need *out)
{
    if (n->node->ranged) {
        out->least = least_asked(n->node->least);
        out->most = most_asked(n->node->most);
    }
    if (n->kind == NEED_ATTRIBUTE) {
        const pack_attribute *a = &e->profile->attributes[n->node->subject];
        out->name = symbol_text(e, a->name);
        if (!n->node->ranged)
            out->values =
                a->type == NAMED_BOOLEAN ? boolean_list(e, n->values) : node_symbols(e, n->node);
        return;
    }
    const pack_finding *f = &e->profile->findings[n->node->subject];
    out->name = symbol_text(e, f->name);
    if (!n->node->ranged)
        out->values = finding_values(e, f, n->node->sets[0]);
}

static void fill_family_time(engine *e, const rule_need *n, struct reunify_need *out)
{
    static const char *const words[] = {"increasing", "overnight", "recorded", "grown"};
    out->values = one_text(e, words[n->node->word]);
    if (n->node->asked & FAMILY_TIME_HOURS)
        out->least = least_asked(n->node->least);
}

static void fill_need(engine *e, const rule_need *n, struct reunify_need *out)
{
    out->profile = e->profile;
    out->kind = n->kind;
    out->least = out->most = NOT_ASKED;
    out->count = n->count ? (int32_t)n->count : NOT_ASKED;
    out->not_before = n->not_before;
    out->not_after = n->not_after;
    out->about = about_list(e, n);
    if (n->kind == NEED_RECORD)
        fill_record(e, n, out);
    else if (n->kind == NEED_LEVEL)
        out->values = levels_list(e, n->values);
    else if (n->kind == NEED_LEGAL_STATUS)
        out->values = node_symbols(e, n->node);
    else if (n->kind == NEED_FAMILY_TIME)
        fill_family_time(e, n, out);
    else if (n->kind == NEED_GOAL && n->node->word == GOALS_ALL_MET)
        out->values = one_text(e, goal_status_names[GOAL_ACHIEVED]);
    else if (n->kind == NEED_ATTRIBUTE || (n->kind == NEED_ASSESSMENT && n->node->op == OP_FINDING))
        fill_test(e, n, out);
}

static void fill_alternative(engine *e, const rule_alternative *a, need_alternative *out)
{
    out->items = engine_take(e, a->count, sizeof *out->items);
    for (size_t i = 0; out->items && i < a->count; i++)
        fill_need(e, a->items[i], &out->items[out->count++]);
}

static struct reunify_needs *fill_needs(engine *e, const rule_needs *found)
{
    struct reunify_needs *out = engine_take(e, 1, sizeof *out);
    if (!out)
        return NULL;
    out->more = found->more;
    out->alternatives = engine_take(e, found->count, sizeof *out->alternatives);
    for (size_t i = 0; out->alternatives && i < found->count && !e->status; i++)
        if (found->list[i].count)
            fill_alternative(e, &found->list[i], &out->alternatives[out->count++]);
    return out;
}

/* For each person for whom it is neither met nor set aside. */
static bool people_needs(engine *e, rule_scope *s, needs_context how, const pack_requirement *q,
                         rule_needs *found)
{
    const size_t people = e->record->lists[REUNIFY_ENTRY_PERSON].count;
    bool anybody = false, good = true;
    *found = rule_nothing_needed;
    for (size_t i = 0; i < people && good && !rule_needs_too_much(*found); i++) {
        rule_needs one;
        s->person = (int32_t)e->people_by_id[i];
        if (rule_evaluate(s, q->for_each) == REUNIFY_FALSE ||
            rule_evaluate(s, q->satisfied_by) == REUNIFY_TRUE || set_aside_in(s, q, s->person))
            continue;
        anybody = true;
        good = rule_find_needs(s, e->scratch, how, q->satisfied_by, &one) &&
               rule_both_needs(e->scratch, *found, one, found);
    }
    s->person = -1;
    found->count = anybody ? found->count : 0;
    return good;
}

/* What is lacking ----------------------------------------------------------------------------- */

static const char *pointer_text(engine *e, const pointer *p)
{
    const char *made = arena_text(&e->out->memory, p->data, p->length);
    if (!made)
        engine_no_memory(e);
    return made;
}

static void push(pointer *p, const char *name)
{
    pointer_push(p, name, strlen(name));
}

/* On which findings one rests, or without one those of all dimensions; NULL when out of memory. */
static const bool *mark_findings(engine *e, int32_t finding)
{
    const reunify_profile *p = e->profile;
    bool *marks = engine_take_scratch(e, p->finding_count, 2 * sizeof *marks);
    if (marks && finding >= 0)
        finding_rests_on(p, (uint16_t)finding, marks);
    for (size_t i = 0; marks && finding < 0 && i < p->dimension_count; i++)
        finding_rests_on(p, p->dimensions[i].finding, marks);
    return marks;
}

static bool has_finding(const engine *e, const model_assessment *a, symbol name)
{
    const model_named *items = a->findings.items;
    for (size_t i = 0; i < a->findings.count; i++)
        if (e->map[items[i].name] == name)
            return true;
    return false;
}

static void add_findings(engine *e, const rule_gap *gap, text_list *out, size_t most)
{
    const model_assessment *a =
        CASE_LIST(e->record, REUNIFY_ENTRY_ASSESSMENT, model_assessment) + gap->index;
    const bool *marks = mark_findings(e, gap->name);
    for (size_t i = 0; marks && i < e->profile->finding_count && out->count < most; i++) {
        const pack_finding *f = &e->profile->findings[i];
        if (!marks[i] || !f->stated || has_finding(e, a, f->name))
            continue;
        pointer p;
        model_place(&p, e->record, REUNIFY_ENTRY_ASSESSMENT, 0, gap->index);
        push(&p, "findings");
        push(&p, symbol_text(e, f->name));
        add_text(out, pointer_text(e, &p));
    }
}

static const char *gap_text(engine *e, const rule_gap *gap)
{
    pointer p;
    pointer_start(&p);
    if (gap->kind == REUNIFY_ENTRY_CASE) {
        push(&p, "attributes");
        push(&p, symbol_text(e, e->profile->attributes[gap->name].name));
    } else if (gap->kind == REUNIFY_ENTRY_CHILD) {
        push(&p, "child");
        push(&p, gap->member);
    } else if (gap->index == RULE_NONE) {
        push(&p, model_kinds[gap->kind].name);
    } else {
        model_place(&p, e->record, gap->kind, gap->person, gap->index);
        push(&p, gap->member);
        if (gap->name >= 0)
            push(&p, symbol_text(e, (symbol)gap->name));
    }
    return pointer_text(e, &p);
}

static text_list fill_gaps(engine *e, const rule_gaps *gaps)
{
    const size_t most = gaps->count + e->profile->finding_count;
    text_list out = {NULL, 0};
    if (!gaps->count)
        return out;
    out = take_texts(e, most);
    for (size_t i = 0; i < gaps->count && out.count < most; i++)
        if (gaps->items[i].kind == REUNIFY_ENTRY_ASSESSMENT && gaps->items[i].index != RULE_NONE)
            add_findings(e, &gaps->items[i], &out, most);
        else
            add_text(&out, gap_text(e, &gaps->items[i]));
    return out;
}

/* The same for the page, of records alone: which it is, and what it does not say. */
static record_gaps fill_record_gaps(engine *e, const rule_gaps *gaps)
{
    record_gaps out = {NULL, 0};
    for (size_t i = 0; i < gaps->count; i++) {
        const rule_gap *g = &gaps->items[i];
        if (g->kind != REUNIFY_ENTRY_RECORD || g->index == RULE_NONE)
            continue;
        if (!out.items && !(out.items = engine_take(e, gaps->count, sizeof *out.items)))
            return out;
        out.items[out.count++] =
            (record_gap){engine_ground_of_record(e, g->index), g->member,
                         g->name >= 0 ? symbol_text(e, (symbol)g->name) : NULL};
    }
    return out;
}

static void people_gaps(rule_scope *s, const pack_requirement *q, rule_gaps *out)
{
    const model_list *people = &s->facts->record->lists[REUNIFY_ENTRY_PERSON];
    if (!people->declared)
        rule_add_gap(out, (rule_gap){REUNIFY_ENTRY_PERSON, RULE_NONE, NULL, -1, 0});
    for (size_t i = 0; i < people->count && out->count < MOST_GAPS; i++) {
        s->person = (int32_t)i;
        if (rule_evaluate(s, q->for_each) == REUNIFY_FALSE)
            continue;
        rule_find_gaps(s, q->for_each, out);
        rule_find_gaps(s, q->satisfied_by, out);
    }
    s->person = -1;
}

/* Of requirements and stops ------------------------------------------------------------------- */

/* What is the same for all of them, found when first needed. */
static bool prepare_needs(engine *e)
{
    if (e->people_by_id)
        return true;
    for (size_t i = 0; i < e->profile->finding_count; i++)
        e->stated[i / 64] |= (uint64_t)e->profile->findings[i].stated << i % 64;
    return rule_order_people(e->record, e->scratch, &e->people_by_id);
}

static bool find_needs(engine *e, rule_scope *s, const pack_requirement *q, rule_needs *found)
{
    if (!prepare_needs(e))
        return false;
    const needs_context how = {e->people_by_id, e->stated};
    return q->for_each != RULE_NONE ? people_needs(e, s, how, q, found)
                                    : rule_find_needs(s, e->scratch, how, q->satisfied_by, found);
}

static void find_gaps(engine *e, rule_scope *s, const pack_requirement *q,
                      struct reunify_requirement *out)
{
    rule_gaps gaps;
    gaps.count = 0; /* the rest is filled as it is found */
    rule_find_gaps(s, q->when, &gaps);
    if (q->for_each != RULE_NONE)
        people_gaps(s, q, &gaps);
    else
        rule_find_gaps(s, q->satisfied_by, &gaps);
    out->missing = fill_gaps(e, &gaps);
    out->gaps = fill_record_gaps(e, &gaps);
}

void engine_find_needs(engine *e, rule_scope *s, const pack_requirement *q,
                       struct reunify_requirement *out)
{
    rule_needs found;
    s->evidence = NULL;
    if (!find_needs(e, s, q, &found))
        engine_no_memory(e);
    else if (found.count || found.more)
        out->needs = fill_needs(e, &found);
    if (out->status == REUNIFY_REQUIREMENT_UNKNOWN && !e->status)
        find_gaps(e, s, q, out);
}

void engine_gaps_of(engine *e, rule_scope *s, rule_index when, needed_information *out)
{
    rule_gaps gaps;
    gaps.count = 0; /* the rest is filled as it is found */
    rule_find_gaps(s, when, &gaps);
    out->missing = fill_gaps(e, &gaps);
    out->gaps = fill_record_gaps(e, &gaps);
}
