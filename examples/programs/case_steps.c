/* Cases in files, and changes to them. docs/authoring.md describes both. */
#include "case_tests.h"
#include "support.h"

#include <stdlib.h>
#include <string.h>

/* How many cases may stand one on the other. */
enum { MOST_STARTS = 8, PART = 200 };

/* Steps --------------------------------------------------------------------------------------- */

/* ~1 and ~0 in a part of a path are / and ~. */
static void unescape(char *part)
{
    char *to = part;
    for (const char *from = part; *from; from++)
        if (from[0] == '~' && (from[1] == '0' || from[1] == '1'))
            *to++ = *++from == '0' ? '~' : '/';
        else
            *to++ = *from;
    *to = '\0';
}

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
        unescape(last);
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

static bool apply_step(json_t *document, json_t *step, const char **path)
{
    static const char *const kinds[] = {"set", "remove", "append"};
    char last[PART] = "";
    size_t kind = 0;
    while (kind < 2 && !json_object_get(step, kinds[kind]))
        kind++;
    *path = json_string_value(json_object_get(step, kinds[kind]));
    json_t *holder = holder_of(document, *path, last, sizeof last);
    if (!holder)
        return false;
    if (kind == 0)
        return set(holder, last, json_object_get(step, "to"));
    return kind == 1 ? take_away(holder, last)
                     : append(holder, last, json_object_get(step, "value"));
}

bool apply_steps(json_t *document, const json_t *steps)
{
    const char *path;
    json_t *step;
    size_t i;
    json_array_foreach(steps, i, step) if (!apply_step(document, step, &path))
    {
        complain("a change cannot be made at %s", path ? path : "?");
        return false;
    }
    return true;
}

/* Files --------------------------------------------------------------------------------------- */

json_t *read_object(const char *file)
{
    content text;
    json_error_t error;
    if (!read_file(file, &text))
        return NULL;
    json_t *made = json_loadb(text.data, text.length, JSON_REJECT_DUPLICATES, &error);
    free(text.data);
    if (json_is_object(made))
        return made;
    if (made)
        complain("%s: expected an object", file);
    else
        complain("%s:%d:%d: %s", file, error.line, error.column, error.text);
    json_decref(made);
    return NULL;
}

char *path_beside(const char *file, const char *name)
{
    const char *slash = strrchr(file, '/');
    const size_t folder = slash ? (size_t)(slash - file) + 1 : 0;
    char *path = malloc(folder + strlen(name) + 1);
    if (!path)
        return NULL;
    memcpy(path, file, folder);
    strcpy(path + folder, name);
    FILE *there = fopen(path, "rb");
    if (there)
        fclose(there);
    else
        strcpy(path, name);
    return path;
}

static json_t *read_start(const char *file, int depth)
{
    json_t *read = read_object(file), *made = read;
    const char *from = json_string_value(json_object_get(read, "from"));
    if (!from)
        return read;
    if (depth == MOST_STARTS)
        complain("%s: there are too many cases, one from the other", file);
    char *path = depth < MOST_STARTS ? path_beside(file, from) : NULL;
    made = path ? read_start(path, depth + 1) : NULL;
    if (made && !apply_steps(made, json_object_get(read, "change"))) {
        json_decref(made);
        made = NULL;
    }
    free(path);
    json_decref(read);
    return made;
}

json_t *read_case(const char *file)
{
    return read_start(file, 1);
}
