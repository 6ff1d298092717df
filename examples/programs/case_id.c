/*
 * The id of a case that cannot be read as a whole: the members at the top are gone through as far
 * as the text allows. The string that stands for the id is given to the library, in a case of
 * nothing else, which says whether it is one.
 *
 * Ids seen before are kept as 128 bits of hash in a table of open addressing, with the place: who
 * looks into the program's memory finds no names.
 */
#include "case_id.h"

#include "json_scan.h"

#include <reunify/reunify.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Looking for it ------------------------------------------------------------------------------ */

typedef struct {
    const char *at, *end;
} span;

static void skip_blank(span *s)
{
    while (s->at < s->end && is_blank(*s->at))
        s->at++;
}

static bool skip_character(span *s, char c)
{
    skip_blank(s);
    if (s->at == s->end || *s->at != c)
        return false;
    s->at++;
    return true;
}

/* A value, up to the comma or bracket behind it. */
static span take_value(span *s)
{
    json_scan scan = {.closing = '}'};
    skip_blank(s);
    span value = {s->at, s->at};
    s->at += scan_value(&scan, s->at, (size_t)(s->end - s->at));
    value.end = scan.done ? s->at : value.at; /* cut short: nothing */
    while (value.end > value.at && is_blank(value.end[-1]))
        value.end--;
    return value;
}

/* A member's name, which ends at its second quote: no name that is looked for has an escape. */
static bool take_name(span *s, span *name)
{
    if (!skip_character(s, '"'))
        return false;
    name->at = s->at;
    while (s->at < s->end && *s->at != '"')
        s->at += 1 + (*s->at == '\\' && s->end - s->at > 1);
    name->end = s->at;
    return skip_character(s, '"') && skip_character(s, ':');
}

/* The value of the only "id". */
static bool find_member(span text, span *found)
{
    span name, value;
    *found = (span){NULL, NULL};
    if (!skip_character(&text, '{'))
        return false;
    do {
        if (!take_name(&text, &name))
            break;
        value = take_value(&text);
        const bool wanted = name.end - name.at == 2 && memcmp(name.at, "id", 2) == 0;
        if (wanted && found->at)
            return false;
        if (wanted)
            *found = value;
    } while (skip_character(&text, ','));
    return found->at && found->at < found->end;
}

bool find_case_id(const buffer *text, buffer *id)
{
    reunify_case *record;
    span member;
    clear_buffer(id);
    if (!text->length || !find_member((span){text->data, text->data + text->length}, &member))
        return false;
    buffer small = {NULL, 0, 0, false};
    add_text(&small, "{\"schema\":\"reunify/case/1\",\"id\":");
    add_bytes(&small, member.at, (size_t)(member.end - member.at));
    add_text(&small, "}");
    const bool good =
        !small.failed && !reunify_case_from_json(NULL, small.data, small.length, 0, &record, NULL);
    if (good) {
        add_text(id, reunify_case_get_text(record, REUNIFY_THE_CASE, REUNIFY_FIELD_ID));
        reunify_case_free(record);
    }
    free_buffer(&small);
    return good && !id->failed;
}

/* Ids seen before ----------------------------------------------------------------------------- */

static uint64_t hash(const char *id, uint64_t value)
{
    for (; *id; id++)
        value = (value ^ (unsigned char)*id) * 0x100000001B3u;
    value = (value ^ value >> 33) * 0xFF51AFD7ED558CCDu;
    return value ^ value >> 29;
}

id_mark mark_of(const char *id)
{
    return (id_mark){hash(id, 0xCBF29CE484222325u), hash(id, 0x6C62272E07BB0142u)};
}

typedef struct {
    id_mark id;
    place at; /* without a file: the entry is free */
} entry;

struct known_ids {
    entry *entries;
    size_t capacity, count; /* capacity: a power of two */
};

known_ids *new_known_ids(void)
{
    return calloc(1, sizeof(known_ids));
}

void free_known_ids(known_ids *known)
{
    if (known)
        free(known->entries);
    free(known);
}

/* The entry of an id, or the free one where it is to be. */
static entry *find_entry(const known_ids *known, id_mark id)
{
    size_t i = (size_t)id.first & (known->capacity - 1);
    while (known->entries[i].at.file &&
           (known->entries[i].id.first != id.first || known->entries[i].id.second != id.second))
        i = (i + 1) & (known->capacity - 1);
    return &known->entries[i];
}

static bool grow(known_ids *known)
{
    known_ids larger = {NULL, known->capacity ? known->capacity * 2 : 64, known->count};
    if (known->count < known->capacity - known->capacity / 4)
        return true;
    larger.entries = calloc(larger.capacity, sizeof(entry));
    if (!larger.entries)
        return false;
    for (size_t i = 0; i < known->capacity; i++)
        if (known->entries[i].at.file)
            *find_entry(&larger, known->entries[i].id) = known->entries[i];
    free(known->entries);
    *known = larger;
    return true;
}

const place *note_id(known_ids *known, id_mark id, const place *at)
{
    if (!grow(known))
        return NULL;
    entry *e = find_entry(known, id);
    if (e->at.file)
        return &e->at;
    *e = (entry){id, *at};
    known->count++;
    return NULL;
}
