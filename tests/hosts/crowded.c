/*
 * A host in which other JSON code lives: its functions have the names of jansson's and objects of
 * another shape, as those of another library or of another version have. The linker shows them to
 * every library of the process. The library has to call none of them, and the objects of the host
 * have to stay what they are.
 */
#include "work.h"

typedef struct {
    char note[16];
    int holders;
} host_object;

static size_t strangers; /* calls that the host did not make */

static void *stranger(const char *name)
{
    printf("the host's %s was called\n", name);
    strangers++;
    return NULL;
}

/* Here it takes one more hold of the object, in jansson it looks for a member. */
host_object *json_object_get(host_object *object);
host_object *json_object_get(host_object *object)
{
    object->holders++;
    return object;
}

#define OTHER(name)                                                                                \
    void *name(void);                                                                              \
    void *name(void)                                                                               \
    {                                                                                              \
        return stranger(#name);                                                                    \
    }

OTHER(json_array)
OTHER(json_array_append_new)
OTHER(json_array_get)
OTHER(json_array_insert_new)
OTHER(json_array_remove)
OTHER(json_array_set_new)
OTHER(json_array_size)
OTHER(json_copy)
OTHER(json_delete)
OTHER(json_load_callback)
OTHER(json_object)
OTHER(json_object_del)
OTHER(json_object_iter)
OTHER(json_object_iter_next)
OTHER(json_object_iter_value)
OTHER(json_object_seed)
OTHER(json_object_set_new)
OTHER(json_object_size)
OTHER(json_string_value)
OTHER(json_string_length)
OTHER(hashtable_init)
OTHER(hashtable_set)
OTHER(jsonp_malloc)
OTHER(strbuffer_init)

int main(void)
{
    host_object own = {"of the host", 1};
    host_object *held = json_object_get(&own);
    const bool done = works();
    if (held->holders != 2 || strcmp(held->note, "of the host") != 0)
        printf("the host's own object was changed\n");
    return !done || strangers || held->holders != 2;
}
