/*
 * Structs of options that callers fill. Each begins with its size, and grows at its end alone, so
 * that a caller and a library of different ages can speak with each other:
 *
 *     older caller   size < known   the members that it does not have keep their defaults
 *     newer caller   size > known   taken where what lies beyond is all zero: nothing was asked
 *                                   for that this library cannot do
 *     too small      size < first   no version ever had such a struct: the size is not set
 *
 * `first` is the size in the first version and never changes; `known` is the size now. Both are
 * told by SIZED_OPTIONS, and nothing else in the library compares a size.
 */
#include "base/base.h"

static bool all_zero(const char *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (bytes[i])
            return false;
    return true;
}

static size_t size_of(const void *given)
{
    size_t size;
    memcpy(&size, given, sizeof size);
    return size;
}

reunify_status options_read(const void *given, const sized_options *kind, void *out,
                            reunify_error *error)
{
    if (!given)
        return REUNIFY_OK;
    const size_t size = size_of(given), known = kind->known;
    if (size < kind->first)
        return error_add(error, REUNIFY_ARGUMENT, "bad_argument", NULL,
                         "the options' size is %zu: expected the size of the struct, at least %zu",
                         size, kind->first);
    if (size > known && !all_zero((const char *)given + known, size - known))
        return error_add(error, REUNIFY_ARGUMENT, "bad_argument", NULL,
                         "an option is set that this library does not know: of %zu bytes of "
                         "options it knows the first %zu",
                         size, known);
    memcpy(out, given, size < known ? size : known);
    memcpy(out, &known, sizeof known);
    return REUNIFY_OK;
}

reunify_status options_init(void *options, size_t size, const sized_options *kind,
                            const void *defaults)
{
    if (!options || size < kind->first)
        return REUNIFY_ARGUMENT;
    memset(options, 0, size);
    memcpy(options, defaults, size < kind->known ? size : kind->known);
    memcpy(options, &size, sizeof size);
    return REUNIFY_OK;
}
