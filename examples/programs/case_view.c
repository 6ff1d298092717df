/* What an evaluation says, by id. */
#include "case_tests.h"

#include <string.h>

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

static json_t *codes(const json_t *actions)
{
    json_t *list = column(actions, "code"), *made = sorted_texts(list);
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

/* Copies, in which people stand by id. */
static json_t *requirements_of(const json_t *gates)
{
    json_t *all = all_of_gates(gates, "requirements"), *made = json_array(), *requirement;
    size_t i;
    json_array_foreach(all, i, requirement)
    {
        json_t *copy = json_copy(requirement);
        json_object_set_new(copy, "people",
                            by(json_object_get(requirement, "people"), "person", "status"));
        json_array_append_new(made, copy);
    }
    json_decref(all);
    return made;
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

static json_t *classification(json_t *given)
{
    if (!json_is_object(given))
        return json_null();
    json_t *made = json_object();
    json_object_update(made, given);
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

/* The rules of a level that were not the one that applied. */
static json_t *passed_over(const json_t *movement, const json_t *entry)
{
    json_t *made = json_array(), *rule;
    size_t i;
    json_array_foreach(movement, i, rule)
    {
        json_t *id = json_object_get(rule, "id");
        if (json_equal(json_object_get(rule, "from"), json_object_get(entry, "from")) &&
            !json_equal(id, json_object_get(entry, "rule")))
            json_array_append(made, id);
    }
    return made;
}

static json_t *history(const json_t *entries, const json_t *movement)
{
    json_t *made = json_object(), *entry;
    size_t i;
    json_array_foreach(entries, i, entry)
    {
        json_t *copy = json_copy(entry);
        json_object_set_new(copy, "not", passed_over(movement, entry));
        json_object_set_new(made, json_string_value(json_object_get(entry, "assessment")), copy);
    }
    return made;
}

/* Every rule of the pack, with null where it does not run. */
static json_t *pending(const json_t *entries, const json_t *movement)
{
    json_t *made = json_object(), *running = by(entries, "rule", NULL), *rule;
    size_t i;
    json_array_foreach(movement, i, rule)
        json_object_set_new(made, json_string_value(json_object_get(rule, "id")), json_null());
    json_object_update(made, running);
    json_decref(running);
    return made;
}

static void view_risk(json_t *view, const json_t *risk, const json_t *movement)
{
    static const char *const names[] = {"level", "since", "basis", "may_close", "earliest_closure"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        json_object_set(view, names[i], json_object_get(risk, names[i]));
    json_object_set_new(view, "classification",
                        classification(json_object_get(risk, "classification")));
    json_object_set_new(view, "history", history(json_object_get(risk, "history"), movement));
    json_object_set_new(view, "pending", pending(json_object_get(risk, "pending"), movement));
    json_object_set_new(view, "risk_actions", codes(json_object_get(risk, "actions")));
}

/* Every alert of the pack: whether it is raised. */
static json_t *raised(const json_t *alerts, const json_t *declared)
{
    json_t *made = json_object(), *by_code = by(alerts, "code", NULL), *alert;
    size_t i;
    json_array_foreach(declared, i, alert)
    {
        const char *id = json_string_value(json_object_get(alert, "id"));
        json_object_set_new(made, id, json_boolean(json_object_get(by_code, id)));
    }
    json_decref(by_code);
    return made;
}

static void view_gates(json_t *view, const json_t *gates)
{
    json_t *requirements = requirements_of(gates), *stops = all_of_gates(gates, "stops");
    json_object_set_new(view, "gates", by(gates, "stage", NULL));
    json_object_set_new(view, "requirements", by(requirements, "id", NULL));
    json_object_set_new(view, "stops", by(stops, "id", "result"));
    json_object_set_new(view, "gate_actions", codes_by(gates, "stage"));
    json_decref(requirements);
    json_decref(stops);
}

json_t *view_of(const json_t *evaluation, const json_t *pack)
{
    json_t *view = json_object();
    const json_t *applicability = json_object_get(evaluation, "applicability"),
                 *stage = json_object_get(evaluation, "stage");
    const json_t *alerts = json_object_get(evaluation, "alerts");
    view_risk(view, json_object_get(evaluation, "risk"),
              json_object_get(json_object_get(pack, "risk"), "movement"));
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
    json_object_set_new(view, "alerts", raised(alerts, json_object_get(pack, "alerts")));
    json_object_set_new(view, "alert_actions", codes_by(alerts, "code"));
    json_object_set_new(view, "warnings", warnings(json_object_get(evaluation, "warnings")));
    return view;
}
