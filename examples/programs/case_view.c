/* What an evaluation says, by id. */
#include "case_view.h"

#include "case_tests.h"

json_t *by(const json_t *list, const char *key, const char *value)
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

json_t *codes(const json_t *actions)
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

static json_t *warnings(const json_t *list)
{
    json_t *made = json_array(), *w;
    size_t i;
    json_array_foreach(list, i, w) json_array_append_new(
        made, json_pack("[O,O]", json_object_get(w, "code"), json_object_get(w, "at")));
    return made;
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
    json_object_set_new(view, "alert_evidence", by(alerts, "code", "evidence"));
    json_object_set_new(view, "alerts_not_known",
                        column(json_object_get(evaluation, "alerts_not_known"), "code"));
    json_object_set(view, "attempts", json_object_get(evaluation, "attempts"));
    json_object_set(view, "position", json_object_get(evaluation, "position"));
    json_object_set_new(view, "set_aside",
                        by(json_object_get(evaluation, "set_aside"), "record", NULL));
    json_object_set_new(view, "warnings", warnings(json_object_get(evaluation, "warnings")));
    return view;
}
