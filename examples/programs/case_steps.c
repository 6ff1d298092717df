/*
 * Changes to a case: {"set": PATH, "to": VALUE}, {"remove": PATH}, {"append": PATH, "value":
 * VALUE}.
 */
#include "case_tests.h"
#include "support.h"

#include <stdlib.h>
#include <string.h>

/* An element by its index, its id, or itself where it is a text; -1 where there is none. */
static long element_of(const json_t *array, const char *name)
{
    char *end;
    const long index = strtol(name, &end, 10);
    if (*name && !*end && index >= 0 && (size_t)index < json_array_size(array))
        return index;
    for (size_t i = 0; i < json_array_size(array); i++) {
        const json_t *element = json_array_get(array, i);
        const char *id = json_is_string(element)
                             ? json_string_value(element)
                             : json_string_value(json_object_get(element, "id"));
        if (id && strcmp(id, name) == 0)
            return (long)i;
    }
    return -1;
}

static json_t *child_of(json_t *node, const char *name)
{
    if (!json_is_array(node))
        return json_object_get(node, name);
    const long at = element_of(node, name);
    return at < 0 ? NULL : json_array_get(node, (size_t)at);
}

/*
 * What holds the place that a path names, and the last part of the path; NULL where there is no
 * such place.
 */
static json_t *holder_of(json_t *document, const char *path, char *last, size_t size)
{
    if (!path || *path != '/')
        return NULL;
    for (;;) {
        const char *end = strchr(++path, '/');
        const size_t length = end ? (size_t)(end - path) : strlen(path);
        if (length >= size)
            return NULL;
        memcpy(last, path, length);
        last[length] = '\0';
        if (!end || !document)
            return document;
        document = child_of(document, last);
        path = end;
    }
}

static bool set(json_t *holder, const char *name, json_t *value)
{
    if (json_is_object(holder))
        return value && json_object_set_new(holder, name, json_deep_copy(value)) == 0;
    const long at = element_of(holder, name);
    return value && at >= 0 && json_array_set_new(holder, (size_t)at, json_deep_copy(value)) == 0;
}

static bool take_away(json_t *holder, const char *name)
{
    if (json_is_object(holder))
        return json_object_del(holder, name) == 0;
    const long at = element_of(holder, name);
    return at >= 0 && json_array_remove(holder, (size_t)at) == 0;
}

static bool append(json_t *holder, const char *name, json_t *value)
{
    json_t *list = child_of(holder, name);
    return value && json_is_array(list) && json_array_append_new(list, json_deep_copy(value)) == 0;
}

bool apply_steps(json_t *document, const json_t *steps)
{
    json_t *step;
    size_t i;
    json_array_foreach(steps, i, step)
    {
        char last[200] = "";
        const char *to_set = json_string_value(json_object_get(step, "set")),
                   *to_remove = json_string_value(json_object_get(step, "remove"));
        const char *to_append = json_string_value(json_object_get(step, "append"));
        const char *path = to_set ? to_set : to_remove ? to_remove : to_append;
        json_t *holder = holder_of(document, path, last, sizeof last);
        bool good = false;
        if (holder && to_set)
            good = set(holder, last, json_object_get(step, "to"));
        else if (holder && to_remove)
            good = take_away(holder, last);
        else if (holder)
            good = append(holder, last, json_object_get(step, "value"));
        if (!good) {
            complain("a change cannot be made at %s", path ? path : "?");
            return false;
        }
    }
    return true;
}
