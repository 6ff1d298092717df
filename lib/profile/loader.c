/*
 * Reading members of a pack and telling what is wrong with them.
 *
 * The loader walks over the parsed text and fills the profile. It always knows where it is: who
 * steps into a member or an element pushes it on the pointer and pops it behind, and a fault is
 * told at that place. No fault ends the walk. The readers answer with something harmless, NULL,
 * SYMBOL_NONE or RULE_NONE, and those above them go on, so that one reading finds as many faults as
 * there are; the status keeps that there was one, and the profile is thrown away.
 *
 * Two things do end it: lack of memory, and a set of names that is full. Both set the status to
 * REUNIFY_NO_MEMORY, at which every loop over items stops.
 *
 * Texts and lists that stay are taken from the profile's arena; what only the walk needs, such as
 * the ids claimed so far, from the loader's own, which goes when the walk is done.
 */
#include "profile/loader.h"

#include <stdarg.h>
#include <stdio.h>

/* Faults -------------------------------------------------------------------------------------- */

void loader_fault(loader *l, const char *code, const char *format, ...)
{
    char message[ERROR_MESSAGE];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    error_add(l->error, REUNIFY_INVALID, code, l->at.data, "%s", message);
    if (!l->status)
        l->status = REUNIFY_INVALID;
}

void loader_fault_at(loader *l, const char *member, const char *code, const char *message)
{
    const size_t mark = pointer_push(&l->at, member, strlen(member));
    loader_fault(l, code, "%s", message);
    pointer_pop(&l->at, mark);
}

void loader_no_memory(loader *l)
{
    l->status = REUNIFY_NO_MEMORY;
}

/* 65535 as 65,535. */
static void write_grouped(size_t value, char out[32])
{
    char digits[24];
    const int length = snprintf(digits, sizeof digits, "%zu", value);
    for (int i = 0; i < length; i++) {
        if (i && (length - i) % 3 == 0)
            *out++ = ',';
        *out++ = digits[i];
    }
    *out = '\0';
}

bool loader_fits(loader *l, const char *member, size_t count, size_t most, const char *what)
{
    if (count <= most)
        return true;
    char limit[32];
    write_grouped(most, limit);
    const size_t mark = l->at.length;
    if (member)
        pointer_push(&l->at, member, strlen(member));
    loader_fault(l, "limit_items", "expected at most %s %s", limit, what);
    pointer_pop(&l->at, mark);
    return false;
}

/* Names that a loader gives, as words. */
typedef struct {
    const loader *l;
    name_at names;
} loader_names;

static const char *loader_name(const void *of, size_t index)
{
    const loader_names *n = of;
    return n->names(n->l, index);
}

void loader_tell(loader *l, const char *code, const char *before, const char *behind,
                 const word_list *allowed, text given)
{
    char expected[160], message[ERROR_MESSAGE];
    snprintf(expected, sizeof expected, "%s\"%.60s\"%s", before, given.data, behind);
    words_tell(l->error, message, expected, allowed, given);
    loader_fault(l, code, "%s", message);
}

void loader_unknown(loader *l, const char *what, text given, name_at names, size_t count)
{
    const loader_names known = {l, names};
    char before[60];
    snprintf(before, sizeof before, "there is no %s ", what);
    loader_tell(l, "unknown_reference", before,
                "; known:", &(word_list){loader_name, &known, count}, given);
}

void loader_unknown_at(loader *l, const char *member, const char *what, text given, name_at names,
                       size_t count)
{
    const size_t mark = pointer_push(&l->at, member, strlen(member));
    loader_unknown(l, what, given, names, count);
    pointer_pop(&l->at, mark);
}

/* Members ------------------------------------------------------------------------------------- */

static const char *const kind_names[] = {"null",     "true or false", "a whole number", "a number",
                                         "a string", "an array",      "an object"};

json_node *loader_member(loader *l, json_node *object, const char *name, json_kind kind,
                         bool required)
{
    json_node *found = json_member(object, name);
    if (!found) {
        if (required) {
            char message[120];
            snprintf(message, sizeof message, "expected %s here", kind_names[kind]);
            loader_fault_at(l, name, "missing_member", message);
        }
        return NULL;
    }
    if (json_kind_of(found) != kind) {
        char message[120];
        snprintf(message, sizeof message, "expected %s", kind_names[kind]);
        loader_fault_at(l, name, "wrong_type", message);
        return NULL;
    }
    return found;
}

/*
 * Whether a list of words has a name. It is looked for from `*from` on, which then goes behind it:
 * members mostly stand in the order of the list.
 */
static bool in_list(const char *list, const char **from, text name)
{
    const char *at = *from;
    do {
        const char *end = strchr(at, ' ');
        const size_t length = end ? (size_t)(end - at) : strlen(at);
        const bool found = length == name.length && memcmp(at, name.data, length) == 0;
        at = end ? end + 1 : list;
        if (found) {
            *from = at;
            return true;
        }
    } while (at != *from);
    return false;
}

/* Whether a pack keeps an item for itself is said of any that has an id: see json/overlay.c. */
static bool says_inherited(loader *l, json_node *object, text name)
{
    if (!text_is(name, "inherited", 9) || !json_member(object, "id"))
        return false;
    loader_flag(l, object, "inherited");
    return true;
}

void loader_members(loader *l, json_node *object, const char *allowed)
{
    const char *next = allowed;
    for (json_walk w = json_members(object); json_next(&w);) {
        if (says_inherited(l, object, w.name))
            continue;
        if (in_list(allowed, &next, w.name) ||
            (w.name.length > 2 && memcmp(w.name.data, "x_", 2) == 0))
            continue;
        const size_t mark = pointer_push(&l->at, w.name.data, w.name.length);
        loader_fault(l, "unknown_member", "expected one of: %s", allowed);
        pointer_pop(&l->at, mark);
    }
}

const char *loader_string(loader *l, json_node *object, const char *name, bool required)
{
    json_node *node = loader_member(l, object, name, JSON_KIND_STRING, required);
    if (!node)
        return NULL;
    const text t = json_text(node);
    if (!t.length) {
        loader_fault_at(l, name, "empty_text", "expected a text that is not empty");
        return NULL;
    }
    const char *copy = arena_text(&l->profile->memory, t.data, t.length);
    if (!copy)
        loader_no_memory(l);
    return copy;
}

/*
 * A set of names took no other one: it is full, or there is no memory. Either way nothing more is
 * read; that it is full is told here, where it first was.
 */
static void stop_adding(loader *l, const symbols *set, const char *what)
{
    if (set->count >= SYMBOLS_MOST && l->status != REUNIFY_NO_MEMORY) {
        loader_fits(l, NULL, set->count + 1, SYMBOLS_MOST, what);
        l->full = true;
    }
    loader_no_memory(l);
}

symbol loader_symbol(loader *l, text name)
{
    const symbol s = symbols_add(&l->profile->names, name.data, name.length);
    if (s == SYMBOL_NONE)
        stop_adding(l, &l->profile->names, "different codes, those of the case format included");
    return s;
}

symbol loader_code(loader *l, json_node *object, const char *name, bool required)
{
    json_node *node = loader_member(l, object, name, JSON_KIND_STRING, required);
    if (!node)
        return SYMBOL_NONE;
    const text t = json_text(node);
    if (!code_valid(t.data, t.length) || t.length > 100) {
        loader_fault_at(l, name, "bad_code",
                        "expected a code: lower-case letters, digits, underscores and dots");
        return SYMBOL_NONE;
    }
    return loader_symbol(l, t);
}

static const char *source_name(const loader *l, size_t index)
{
    return l->profile->sources[index].id;
}

pack_source loader_source(loader *l, json_node *object)
{
    pack_source source = {NULL, NULL};
    json_node *node = loader_member(l, object, "source", JSON_KIND_OBJECT, true);
    if (!node)
        return source;
    const size_t mark = pointer_push(&l->at, "source", 6);
    loader_members(l, node, "id at");
    source.at = loader_string(l, node, "at", true);
    json_node *id = loader_member(l, node, "id", JSON_KIND_STRING, true);
    if (id) {
        const text t = json_text(id);
        const symbol found = symbols_named(&l->source_ids, t.data, t.length);
        if (found == SYMBOL_NONE) {
            pointer_push(&l->at, "id", 2);
            loader_unknown(l, "source", t, source_name, l->profile->source_count);
        } else {
            source.id = l->profile->sources[found].id;
            l->source_used[found] = true;
        }
    }
    pointer_pop(&l->at, mark);
    return source;
}

bool loader_flag(loader *l, json_node *object, const char *name)
{
    json_node *node = loader_member(l, object, name, JSON_KIND_BOOLEAN, false);
    return node && node_boolean(node);
}

period loader_period(loader *l, json_node *object, const char *name, bool required)
{
    period p = {0, 0};
    json_node *node = loader_member(l, object, name, JSON_KIND_STRING, required);
    if (!node)
        return p;
    const text t = json_text(node);
    if (!period_parse(t.data, t.length, &p))
        loader_fault_at(l, name, "bad_period", "expected a period such as P6M or P14D");
    return p;
}

void *loader_take(loader *l, size_t count, size_t size)
{
    void *memory = arena_take_zeroed(&l->profile->memory, count, size);
    if (!memory)
        loader_no_memory(l);
    return memory;
}

const char *loader_claim(loader *l, json_node *object, const char *section)
{
    const char *id = loader_string(l, object, "id", true);
    if (!id)
        return NULL;
    char key[200];
    const size_t length = strlen(id);
    for (size_t i = 0; i < length; i++) {
        const char c = id[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.' ||
              c == '-')) {
            loader_fault_at(
                l, "id", "bad_code",
                "expected an id of lower-case letters, digits, underscores, dots and hyphens");
            return NULL;
        }
    }
    const size_t before = strlen(section), written = before + 1 + length;
    if (written >= sizeof key) {
        loader_fault_at(l, "id", "bad_code", "expected an id of at most 150 bytes");
        return NULL;
    }
    memcpy(key, section, before);
    key[before] = ':';
    memcpy(key + before + 1, id, length);
    if (symbols_named(&l->claimed, key, written) != SYMBOL_NONE) {
        loader_fault_at(l, "id", "duplicate_id", "another item has the same id");
        return NULL;
    }
    if (symbols_add(&l->claimed, key, written) == SYMBOL_NONE)
        stop_adding(l, &l->claimed, "items with an id");
    return id;
}

size_t loader_count(json_node *object, const char *name)
{
    json_node *array = json_member(object, name);
    return array && json_kind_of(array) == JSON_KIND_ARRAY ? json_count(array) : 0;
}

void loader_each(loader *l, json_node *object, const char *name, bool required, item_reader read)
{
    json_node *array = loader_member(l, object, name, JSON_KIND_ARRAY, required);
    if (!array)
        return;
    const size_t mark = pointer_push(&l->at, name, strlen(name));
    const size_t count = json_count(array);
    for (size_t i = 0; i < count && l->status != REUNIFY_NO_MEMORY; i++) {
        const size_t item_mark = pointer_push_index(&l->at, i);
        json_node *item = json_element(array, i);
        if (json_kind_of(item) == JSON_KIND_OBJECT)
            read(l, item, i);
        else
            loader_fault(l, "wrong_type", "expected an object");
        pointer_pop(&l->at, item_mark);
    }
    pointer_pop(&l->at, mark);
}

void loader_strings(loader *l, json_node *array, string_reader read, void *argument)
{
    if (json_kind_of(array) != JSON_KIND_ARRAY) {
        loader_fault(l, "wrong_type", "expected an array of strings");
        return;
    }
    const size_t count = json_count(array);
    if (!count)
        loader_fault(l, "empty_list", "expected at least one value");
    for (size_t i = 0; i < count; i++) {
        const size_t mark = pointer_push_index(&l->at, i);
        json_node *item = json_element(array, i);
        if (json_kind_of(item) == JSON_KIND_STRING)
            read(l, json_text(item), i, argument);
        else
            loader_fault(l, "wrong_type", "expected a string");
        pointer_pop(&l->at, mark);
    }
}

/* Look-ups ------------------------------------------------------------------------------------ */

static bool is_called(const loader *l, symbol s, text name)
{
    return s != SYMBOL_NONE && text_is(l->profile->names.names[s], name.data, name.length);
}

int loader_role(const loader *l, text name)
{
    for (size_t i = 0; i < l->profile->role_count; i++)
        if (is_called(l, l->profile->roles[i], name))
            return (int)i;
    return -1;
}

void loader_place(loader *l, name_places *places, symbol name, size_t index)
{
    const size_t need = (size_t)name + 1;
    if (need > places->count) {
        if (!array_reserve(&l->scratch, (void **)&places->at, &places->capacity, need,
                           sizeof *places->at)) {
            loader_no_memory(l);
            return;
        }
        memset(places->at + places->count, 0, (need - places->count) * sizeof *places->at);
        places->count = need;
    }
    if (!places->at[name])
        places->at[name] = (uint32_t)index + 1;
}

bool loader_is_placed(const name_places *places, symbol name)
{
    return name < places->count && places->at[name];
}

static int placed(const loader *l, const name_places *places, text name)
{
    const symbol s = symbols_named(&l->profile->names, name.data, name.length);
    return s < places->count ? (int)places->at[s] - 1 : -1;
}

int loader_type(const loader *l, text name)
{
    return placed(l, &l->types, name);
}

int loader_finding(const loader *l, text name)
{
    return placed(l, &l->findings, name);
}

int loader_attribute(const loader *l, text name)
{
    return placed(l, &l->attributes, name);
}

int loader_level(const loader *l, text name)
{
    for (size_t i = 0; i < l->profile->level_count; i++)
        if (is_called(l, l->profile->levels[i].name, name))
            return (int)i;
    return -1;
}

int loader_action(const loader *l, text name)
{
    for (size_t i = 0; i < l->profile->action_count; i++)
        if (l->profile->actions[i].id && strcmp(l->profile->actions[i].id, name.data) == 0)
            return (int)i;
    return -1;
}

static const char *role_name(const loader *l, size_t index)
{
    return l->profile->names.names[l->profile->roles[index]].data;
}

const char *loader_level_name(const loader *l, size_t index)
{
    return l->profile->levels[index].id;
}

static const char *action_name(const loader *l, size_t index)
{
    return l->profile->actions[index].id;
}

static void add_level(loader *l, text value, size_t index, void *mask)
{
    (void)index;
    const int found = loader_level(l, value);
    if (found < 0)
        loader_unknown(l, "level", value, loader_level_name, l->profile->level_count);
    else
        *(uint64_t *)mask |= UINT64_C(1) << found;
}

uint64_t loader_levels(loader *l, json_node *array)
{
    uint64_t mask = 0;
    loader_strings(l, array, add_level, &mask);
    return mask;
}

static void add_role(loader *l, text value, size_t index, void *mask)
{
    (void)index;
    const int found = loader_role(l, value);
    if (found < 0)
        loader_unknown(l, "role", value, role_name, l->profile->role_count);
    else
        *(uint64_t *)mask |= UINT64_C(1) << found;
}

uint64_t loader_roles(loader *l, json_node *array)
{
    uint64_t mask = 0;
    loader_strings(l, array, add_role, &mask);
    return mask;
}

static void add_action(loader *l, text value, size_t index, void *out)
{
    const int found = loader_action(l, value);
    if (found < 0)
        loader_unknown(l, "action", value, action_name, l->profile->action_count);
    else
        ((uint16_t *)out)[index] = (uint16_t)found;
}

uint16_t *loader_actions(loader *l, json_node *object, uint16_t *count)
{
    *count = 0;
    json_node *array = loader_member(l, object, "actions", JSON_KIND_ARRAY, false);
    if (!array || !json_count(array))
        return NULL;
    if (!loader_fits(l, "actions", json_count(array), UINT16_MAX, "actions"))
        return NULL;
    uint16_t *out = loader_take(l, json_count(array), sizeof *out);
    if (!out)
        return NULL;
    const size_t mark = pointer_push(&l->at, "actions", 7);
    loader_strings(l, array, add_action, out);
    pointer_pop(&l->at, mark);
    *count = (uint16_t)json_count(array);
    return out;
}

int64_t loader_thousandths(loader *l, json_node *node)
{
    const int64_t whole = node_integer(node), most = MODEL_MOST_NUMBER / 1000;
    if (whole >= -most && whole <= most)
        return whole * 1000;
    loader_fault(l, "bad_number", "expected a number from -1,000,000,000 to 1,000,000,000");
    return 0;
}

typedef struct {
    const loader *l;
    const pack_finding *f;
} finding_values;

static const char *finding_value_name(const void *of, size_t index)
{
    const finding_values *v = of;
    return v->f->type == NAMED_BOOLEAN ? (index ? "true" : "false")
                                       : v->l->profile->names.names[v->f->values[index]].data;
}

void loader_unknown_value(loader *l, const pack_finding *f, text given)
{
    const finding_values known = {l, f};
    const size_t count = f->type == NAMED_BOOLEAN ? 2 : f->value_count;
    loader_tell(l, "unknown_reference", "the finding has no value ",
                "; its values:", &(word_list){finding_value_name, &known, count}, given);
}

bool loader_finding_value(loader *l, const pack_finding *f, json_node *node, int64_t *out)
{
    const json_kind kind = json_kind_of(node);
    if (f->type == NAMED_BOOLEAN && kind == JSON_KIND_BOOLEAN) {
        *out = node_boolean(node);
        return true;
    }
    if (f->type == NAMED_NUMBER && kind == JSON_KIND_INTEGER) {
        *out = loader_thousandths(l, node);
        return true;
    }
    if (f->type == NAMED_TEXT && kind == JSON_KIND_STRING) {
        const text t = json_text(node);
        for (uint16_t i = 0; i < f->value_count; i++)
            if (is_called(l, f->values[i], t)) {
                *out = i;
                return true;
            }
        loader_unknown_value(l, f, t);
        return false;
    }
    loader_fault(l, "wrong_type", "expected a value of the finding's type");
    return false;
}
