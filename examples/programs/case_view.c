/* What an evaluation says, by id; and where it is not as expected. */
#include "case_tests.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* By id --------------------------------------------------------------------------------------- */

/* The entries of a list by a member of theirs; with `value`, only that member of each. */
static json_t *by(const json_t *list, const char *key, const char *value)
{
    json_t *made = json_object(), *entry;
    size_t i;
    json_array_foreach(list, i, entry)
    {
        const char *name = json_string_value(json_object_get(entry, key));
        if (name)
            json_object_set(made, name, value ? json_object_get(entry, value) : entry);
    }
    return made;
}

static json_t *column(const json_t *list, const char *key)
{
    json_t *made = json_array(), *entry;
    size_t i;
    json_array_foreach(list, i, entry) json_array_append(made, json_object_get(entry, key));
    return made;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Strings in order, so that lists can be compared whatever theirs is. */
static json_t *sorted(const json_t *list)
{
    const size_t count = json_array_size(list);
    const char **names = calloc(count + 1, sizeof *names);
    json_t *made = json_array();
    for (size_t i = 0; names && i < count; i++)
        names[i] = json_string_value(json_array_get(list, i))
                       ? json_string_value(json_array_get(list, i))
                       : "";
    if (names)
        qsort(names, count, sizeof *names, by_text);
    for (size_t i = 0; names && i < count; i++)
        json_array_append_new(made, json_string(names[i]));
    free(names);
    return made;
}

static json_t *codes(const json_t *actions)
{
    json_t *list = column(actions, "code"), *made = sorted(list);
    json_decref(list);
    return made;
}

static json_t *codes_by(const json_t *list, const char *key)
{
    json_t *made = json_object(), *entry;
    size_t i;
    json_array_foreach(list, i, entry)
        json_object_set_new(made, json_string_value(json_object_get(entry, key)),
                            codes(json_object_get(entry, "actions")));
    return made;
}

static json_t *all_of_gates(const json_t *gates, const char *member)
{
    json_t *made = json_array(), *gate;
    size_t i;
    json_array_foreach(gates, i, gate) json_array_extend(made, json_object_get(gate, member));
    return made;
}

static void set_people(json_t *requirements)
{
    json_t *requirement;
    size_t i;
    json_array_foreach(requirements, i, requirement) json_object_set_new(
        requirement, "people", by(json_object_get(requirement, "people"), "person", "status"));
}

static json_t *deciding(const json_t *dimensions)
{
    json_t *made = json_array(), *dimension;
    size_t i;
    json_array_foreach(dimensions, i,
                       dimension) if (json_is_true(json_object_get(dimension, "deciding")))
        json_array_append(made, json_object_get(dimension, "id"));
    return made;
}

static json_t *classification(const json_t *given)
{
    if (!json_is_object(given))
        return json_null();
    json_t *made = json_copy((json_t *)(size_t)given);
    const json_t *dimensions = json_object_get(given, "dimensions");
    json_object_set_new(made, "deciding", deciding(dimensions));
    json_object_set_new(made, "values", by(dimensions, "id", "value"));
    return made;
}

static json_t *warnings(const json_t *list)
{
    json_t *made = json_array(), *w;
    size_t i;
    json_array_foreach(list, i, w) json_array_append_new(
        made, json_pack("[O,O]", json_object_get(w, "code"), json_object_get(w, "at")));
    return made;
}

static void view_risk(json_t *view, const json_t *risk)
{
    static const char *const names[] = {"level", "since", "basis", "may_close", "earliest_closure"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        json_object_set(view, names[i], json_object_get(risk, names[i]));
    json_object_set_new(view, "classification",
                        classification(json_object_get(risk, "classification")));
    json_object_set_new(view, "history", by(json_object_get(risk, "history"), "assessment", NULL));
    json_object_set_new(view, "pending", by(json_object_get(risk, "pending"), "rule", NULL));
    json_object_set_new(view, "risk_actions", codes(json_object_get(risk, "actions")));
}

static void view_gates(json_t *view, const json_t *gates)
{
    json_t *requirements = all_of_gates(gates, "requirements"),
           *stops = all_of_gates(gates, "stops");
    set_people(requirements);
    json_object_set_new(view, "gates", by(gates, "stage", NULL));
    json_object_set_new(view, "requirements", by(requirements, "id", NULL));
    json_object_set_new(view, "stops", by(stops, "id", "result"));
    json_object_set_new(view, "gate_actions", codes_by(gates, "stage"));
    json_decref(requirements);
    json_decref(stops);
}

json_t *view_of(const json_t *evaluation)
{
    json_t *view = json_object();
    const json_t *applicability = json_object_get(evaluation, "applicability"),
                 *stage = json_object_get(evaluation, "stage");
    const json_t *alerts = json_object_get(evaluation, "alerts");
    view_risk(view, json_object_get(evaluation, "risk"));
    view_gates(view, json_object_get(evaluation, "gates"));
    json_object_set(view, "stage",
                    json_is_object(stage) ? json_object_get(stage, "id") : json_null());
    json_object_set(view, "applicability", json_object_get(applicability, "result"));
    json_object_set_new(view, "conditions",
                        by(json_object_get(applicability, "conditions"), "id", "result"));
    json_object_set_new(view, "outstanding",
                        column(json_object_get(evaluation, "outstanding"), "requirement"));
    json_object_set_new(view, "information_needed",
                        column(json_object_get(evaluation, "information_needed"), "requirement"));
    json_object_set_new(view, "schedule", by(json_object_get(evaluation, "schedule"), "id", NULL));
    json_object_set_new(view, "factors",
                        by(json_object_get(evaluation, "factors"), "code", "result"));
    json_object_set_new(view, "alerts", by(alerts, "code", NULL));
    json_object_set_new(view, "alert_actions", codes_by(alerts, "code"));
    json_object_set_new(view, "warnings", warnings(json_object_get(evaluation, "warnings")));
    return view;
}

/* Comparing ----------------------------------------------------------------------------------- */

static void tell(const json_t *want, const json_t *got, const char *place)
{
    char *wanted = json_dumps(want, JSON_ENCODE_ANY | JSON_COMPACT),
         *found = got ? json_dumps(got, JSON_ENCODE_ANY | JSON_COMPACT) : NULL;
    printf("    %s: expected %s, got %.200s\n", place, wanted ? wanted : "?",
           found ? found : "nothing");
    free(wanted);
    free(found);
}

static bool compare_member(const char *name, const json_t *want, const json_t *got,
                           const char *place)
{
    char below[400];
    json_t *in_order = NULL;
    bool same;
    snprintf(below, sizeof below, "%s/%s", place, name);
    /* What is not there is not so: an alert that is not raised, a rule that does not run. */
    if (!got && (json_is_false(want) || json_is_null(want)))
        return true;
    if (json_is_true(want) && json_is_object(got))
        return true;
    if (json_is_string(want) && json_is_object(got))
        got = json_object_get(got, "status"); /* a status alone */
    if (json_is_array(want) && strstr(below, "_actions"))
        want = in_order = sorted(want);
    same = compare_json(want, got, below);
    json_decref(in_order);
    return same;
}

/* Rules that must not have applied at an assessment. */
static bool none_applied(const json_t *rules, const json_t *entry, const char *place)
{
    json_t *rule;
    size_t i;
    json_array_foreach(rules, i, rule) if (json_equal(rule, json_object_get(entry, "rule")))
    {
        printf("    %s: the rule %s applied\n", place, json_string_value(rule));
        return false;
    }
    return true;
}

bool compare_json(const json_t *want, const json_t *got, const char *place)
{
    bool same = true;
    const char *name;
    json_t *value;
    if (!json_is_object(want) || !json_is_object(got)) {
        same = got && json_equal((json_t *)(size_t)want, (json_t *)(size_t)got);
        if (!same)
            tell(want, got, place);
        return same;
    }
    json_object_foreach((json_t *)(size_t)want, name, value)
    {
        if (strcmp(name, "not") == 0 && json_is_array(value))
            same = none_applied(value, got, place) && same;
        else
            same = compare_member(name, value, json_object_get(got, name), place) && same;
    }
    return same;
}
