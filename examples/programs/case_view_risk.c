/* What an evaluation says of the risk, by id. */
#include "case_view.h"

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

void view_risk(json_t *view, const json_t *risk, const json_t *movement)
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
