/* Files as a whole, and the packs in them. */
#include "nearest.h"
#include "support.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Files --------------------------------------------------------------------------------------- */

static FILE *open_file(const char *name)
{
    struct stat info;
    if (strcmp(name, "-") == 0)
        return stdin;
    FILE *file = fopen(name, "rb");
    if (file && fstat(fileno(file), &info) == 0 && S_ISDIR(info.st_mode)) {
        fclose(file);
        file = NULL;
        errno = EISDIR;
    }
    if (!file)
        complain("%s: cannot be read: %s", name, strerror(errno));
    return file;
}

static void close_file(FILE *file)
{
    if (file != stdin)
        fclose(file);
}

/* Reads up to one byte more than `most`, so that the caller sees that there is more. */
static bool read_up_to(FILE *file, size_t most, content *out)
{
    size_t capacity = 0;
    *out = (content){NULL, 0};
    while (out->length <= most) {
        if (out->length == capacity) {
            capacity = capacity ? capacity * 2 : 65536;
            if (capacity > most + 1)
                capacity = most + 1;
            char *more = realloc(out->data, capacity);
            if (!more)
                return false;
            out->data = more;
        }
        const size_t got = fread(out->data + out->length, 1, capacity - out->length, file);
        out->length += got;
        if (!got)
            return !ferror(file);
    }
    return true;
}

/* Exports of some systems begin with a byte order mark: it is no part of the JSON. */
static void skip_mark(content *text)
{
    static const char mark[] = "\xEF\xBB\xBF";
    const size_t length = sizeof mark - 1;
    if (text->length < length || memcmp(text->data, mark, length) != 0)
        return;
    text->length -= length;
    memmove(text->data, text->data + length, text->length);
}

bool read_file(const char *name, content *out)
{
    FILE *file = open_file(name);
    if (!file)
        return false;
    errno = 0;
    bool good = read_up_to(file, MOST_BYTES, out);
    if (!good)
        complain("%s: cannot be read: %s", name, errno ? strerror(errno) : "unknown failure");
    else if (out->length > MOST_BYTES)
        complain("%s: larger than the limit of %zu MiB", name, MOST_BYTES >> 20), good = false;
    else if (!out->length)
        complain("%s: the file is empty; a JSON document was expected", name), good = false;
    close_file(file);
    if (good) {
        skip_mark(out);
    } else {
        free(out->data);
        out->data = NULL;
    }
    return good;
}

/* Profiles ------------------------------------------------------------------------------------ */

static int no_such_profile(const char *name)
{
    const char *names[MOST_TIMES + 1] = {NULL};
    for (size_t i = 0; i < reunify_profile_builtin_count() && i < MOST_TIMES; i++)
        names[i] = reunify_profile_builtin_id(i);
    const char *near = nearest_of(name, names);
    complain("there is no profile %s%s%s%s these come with the library:", name,
             near ? "; did you mean " : "", near ? near : "", near ? "?" : ";");
    for (size_t i = 0; names[i]; i++)
        fprintf(stderr, "  %s\n", names[i]);
    fprintf(stderr, "A file is recognised by a slash in its name or by its ending, .json.\n");
    return BAD_USAGE;
}

static bool is_builtin(const char *name)
{
    return !strchr(name, '/') && !ends_with(name, ".json");
}

static int open_builtin(const char *name, pack_texts *out)
{
    for (size_t i = 0; i < reunify_profile_builtin_count(); i++)
        if (strcmp(reunify_profile_builtin_id(i), name) == 0) {
            if (reunify_profile_builtin_json(NULL, i, &out->builtin, NULL))
                return BAD_INPUT;
            out->texts[0] = reunify_text_data(out->builtin);
            out->lengths[0] = reunify_text_length(out->builtin);
            out->count = 1;
            return DONE;
        }
    return no_such_profile(name);
}

static bool add_file(pack_texts *pack, const char *name)
{
    content text;
    if (!read_file(name, &text))
        return false;
    pack->texts[pack->count] = pack->owned[pack->count] = text.data;
    pack->lengths[pack->count++] = text.length;
    return true;
}

int open_pack(const char *name, const char *const *bases, pack_texts *out)
{
    int status = DONE;
    memset(out, 0, sizeof *out);
    if (is_builtin(name))
        status = open_builtin(name, out);
    else if (!add_file(out, name))
        status = BAD_INPUT;
    for (size_t i = 0; !status && bases && bases[i]; i++)
        if (!add_file(out, bases[i]))
            status = BAD_INPUT;
    if (status)
        close_pack(out);
    return status;
}

void close_pack(pack_texts *pack)
{
    for (size_t i = 0; i < pack->count; i++)
        free(pack->owned[i]);
    reunify_text_free(pack->builtin);
    pack->builtin = NULL;
    pack->count = 0;
}

/*
 * Faults are of the file in which they are: those of messages say so. Of what the options give, the
 * languages alone can be wrong.
 */
static void complain_of_pack(const char *name, const char *messages, const reunify_error *error)
{
    const bool of_messages =
        messages && strncmp(reunify_error_message(error, 0), "messages: ", 10) == 0;
    if (reunify_error_status(error) == REUNIFY_ARGUMENT)
        complain_of("--language", error);
    else
        complain_of(of_messages ? messages : name, error);
}

static reunify_status load_texts(const pack_texts *pack, const reunify_profile_options *options,
                                 reunify_error *error, reunify_profile **out)
{
    return reunify_profile_from_packs(NULL, pack->texts, pack->lengths, pack->count, options, out,
                                      error);
}

/* What the library has it loads by itself, which is faster; with others beside it, from texts. */
static int load_with(const char *name, const char *const *bases,
                     const reunify_profile_options *options, const char *messages,
                     reunify_error *error, reunify_profile **out)
{
    pack_texts pack = {.count = 0};
    const bool alone = is_builtin(name) && !(bases && bases[0]);
    const int status = alone ? DONE : open_pack(name, bases, &pack);
    if (status)
        return status;
    const reunify_status loaded =
        alone ? reunify_profile_builtin(NULL, name, strlen(name), options, out, error)
              : load_texts(&pack, options, error, out);
    close_pack(&pack);
    if (loaded == REUNIFY_NOT_FOUND)
        return no_such_profile(name);
    if (loaded)
        complain_of_pack(name, messages, error);
    return !loaded ? DONE : loaded == REUNIFY_ARGUMENT ? BAD_USAGE : BAD_INPUT;
}

int load_pack(const char *name, const char *const *bases, const pack_options *how,
              reunify_error *error, reunify_profile **out)
{
    content messages = {NULL, 0};
    *out = NULL;
    if (how->messages && !read_file(how->messages, &messages))
        return BAD_INPUT;
    const reunify_profile_options options = {.size = sizeof options,
                                             .flags = how->flags,
                                             .languages = how->languages,
                                             .messages = messages.data,
                                             .messages_length = messages.length};
    const int status = load_with(name, bases, &options, how->messages, error, out);
    free(messages.data);
    return status;
}

int load_profile(const char *name, reunify_error *error, reunify_profile **out)
{
    return load_pack(name, NULL, &(pack_options){0, NULL, NULL}, error, out);
}
