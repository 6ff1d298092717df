/* What is expected of a case, and where an evaluation is not so. */
#include "case_tests.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PLACE = 400 };

/* Short forms --------------------------------------------------------------------------------- */

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

json_t *sorted_texts(const json_t *list)
{
    const size_t count = json_array_size(list);
    const char **names = calloc(count + 1, sizeof *names);
    json_t *made = json_array();
    for (size_t i = 0; names && i < count; i++) {
        const char *name = json_string_value(json_array_get(list, i));
        names[i] = name ? name : "";
    }
    if (names)
        qsort(names, count, sizeof *names, by_text);
    for (size_t i = 0; names && i < count; i++)
        json_array_append_new(made, json_string(names[i]));
    free(names);
    return made;
}

/* A status alone is that of an entry; a list alone has no order. */
static json_t *written_out(json_t *value)
{
    if (json_is_string(value))
        return json_pack("{sO}", "status", value);
    return json_is_array(value) ? sorted_texts(value) : json_incref(value);
}

static void write_out_each(json_t *expect, const char *member)
{
    json_t *entries = json_object_get(expect, member), *made = json_object(), *value;
    const char *name;
    json_object_foreach(entries, name, value) json_object_set_new(made, name, written_out(value));
    if (json_is_object(entries))
        json_object_set(expect, member, made);
    json_decref(made);
}

json_t *expectation_of(const json_t *given)
{
    static const char *const members[] = {"gates", "requirements", "schedule", "gate_actions",
                                          "alert_actions"};
    json_t *made = json_deep_copy(given), *actions = json_object_get(made, "risk_actions");
    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++)
        write_out_each(made, members[i]);
    if (json_is_array(actions))
        json_object_set_new(made, "risk_actions", sorted_texts(actions));
    return made;
}

/* Comparing ----------------------------------------------------------------------------------- */

static bool tell(const json_t *want, const json_t *got, const char *place)
{
    char *wanted = json_dumps(want, JSON_ENCODE_ANY | JSON_COMPACT),
         *found = got ? json_dumps(got, JSON_ENCODE_ANY | JSON_COMPACT) : NULL;
    printf("    %s: expected %s, got %.200s\n", *place ? place : "/", wanted ? wanted : "?",
           found ? found : "nothing");
    free(wanted);
    free(found);
    return false;
}

static bool is_in(const json_t *list, const json_t *wanted)
{
    json_t *element;
    size_t i;
    json_array_foreach(list, i, element) if (json_equal(element, wanted)) return true;
    return false;
}

/* Rules that must not have applied at an assessment, though its level is theirs. */
static bool none_applied(json_t *rules, const json_t *passed_over, const char *place)
{
    bool good = true;
    json_t *rule;
    size_t i;
    json_array_foreach(rules, i, rule) if (!is_in(passed_over, rule))
    {
        printf("    %s: %s applied, or is no rule of the level\n", place, json_string_value(rule));
        good = false;
    }
    return good;
}

static bool compare_members(json_t *want, json_t *got, const char *place)
{
    bool same = true;
    const char *name;
    json_t *value;
    json_object_foreach(want, name, value)
    {
        char below[PLACE];
        json_t *there = json_object_get(got, name);
        snprintf(below, sizeof below, "%s/%s", place, name);
        if (strcmp(name, "not") == 0 && there)
            same = none_applied(value, there, below) && same;
        else
            same = compare_json(value, there, below) && same;
    }
    return same;
}

static bool compare_elements(json_t *want, json_t *got, const char *place)
{
    bool same = true;
    json_t *value;
    size_t i;
    json_array_foreach(want, i, value)
    {
        char below[PLACE];
        snprintf(below, sizeof below, "%s/%zu", place, i);
        same = compare_json(value, json_array_get(got, i), below) && same;
    }
    return same;
}

bool compare_json(json_t *want, json_t *got, const char *place)
{
    if (json_is_object(want) && json_is_object(got))
        return compare_members(want, got, place);
    if (json_is_array(want) && json_array_size(want) == json_array_size(got) && json_is_array(got))
        return compare_elements(want, got, place);
    return (got && json_equal(want, got)) || tell(want, got, place);
}
