/*
 * JSON of files, changed step by step as in the cases of data/. Where it is not as it should be,
 * the test ends.
 */
#ifndef REUNIFY_TESTS_JSON_FILES_H
#define REUNIFY_TESTS_JSON_FILES_H

#include "support.h"

#include <jansson.h>

static TEST_UNUSED json_t *read_json(const char *folder, const char *name)
{
    const file_text text = read_text(folder, name);
    json_error_t fault;
    json_t *made = json_loadb(text.data, text.length, 0, &fault);
    if (!made) {
        fprintf(stderr, "%s/%s:%d: %s\n", folder, name, fault.line, fault.text);
        abort();
    }
    free(text.data);
    return made;
}

/* In one line; free() it. */
static TEST_UNUSED char *one_line(const json_t *value)
{
    char *text = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
    if (!text)
        abort();
    return text;
}

static TEST_UNUSED const char *member_text(const json_t *object, const char *name)
{
    return json_string_value(json_object_get(object, name));
}

static inline size_t index_of(const char *name)
{
    return (size_t)strtoul(name, NULL, 10);
}

static inline json_t *child_of(const json_t *holder, const char *name)
{
    return json_is_array(holder) ? json_array_get(holder, index_of(name))
                                 : json_object_get(holder, name);
}

/* The holder of a place, whose own name is put into `last`. */
static inline json_t *holder_of(json_t *document, const char *path, char *last, size_t size)
{
    for (const char *end; path && (end = strchr(path + 1, '/')) != NULL; path = end) {
        snprintf(last, size, "%.*s", (int)(end - path - 1), path + 1);
        document = child_of(document, last);
    }
    snprintf(last, size, "%s", path ? path + 1 : "");
    return document;
}

static TEST_UNUSED json_t *value_at(json_t *document, const char *path)
{
    char last[200];
    const json_t *holder = holder_of(document, path, last, sizeof last);
    return child_of(holder, last);
}

static inline int set_member(json_t *holder, const char *name, json_t *value)
{
    return json_is_array(holder) ? json_array_set(holder, index_of(name), value)
                                 : json_object_set(holder, name, value);
}

/* {"set": PATH, "to": VALUE}, {"append": PATH, "value": VALUE} or {"remove": PATH}. */
static inline void change(json_t *document, const json_t *step)
{
    char last[200];
    const char *set = member_text(step, "set"), *append = member_text(step, "append"),
               *gone = member_text(step, "remove");
    json_t *holder = holder_of(document, set ? set : append ? append : gone, last, sizeof last);
    const int failed =
        set      ? set_member(holder, last, json_object_get(step, "to"))
        : append ? json_array_append(child_of(holder, last), json_object_get(step, "value"))
                 : json_object_del(holder, last);
    if (failed) {
        fprintf(stderr, "no such step: %s\n", one_line(step));
        abort();
    }
}

/* A changed copy: *new*. */
static TEST_UNUSED json_t *changed(const json_t *document, const json_t *steps)
{
    json_t *made = json_deep_copy(document), *step;
    size_t i;
    json_array_foreach(steps, i, step) change(made, step);
    return made;
}

#endif
