/*
 * Faults with their places, and JSON Pointers under construction.
 *
 * An error is one block with room for ERROR_FAULTS faults and their texts: telling takes no memory,
 * and so it works where there is none left. Faults beyond those are counted and dropped; the status
 * of the whole is that of the first. Whoever tells takes NULL for an error, so that callers need
 * not ask whether anybody listens. Texts are cut to their room, and what they quote of a pack is
 * made fit for a terminal.
 *
 * A pointer is where a reader is. It grows as the reader goes in and is set back as it comes out:
 *
 *   const size_t mark = pointer_push(&p, "stages", 6);
 *   ...
 *   pointer_pop(&p, mark);
 *
 * It has a fixed size as well. A name that is too long ends with an ellipsis; a place that is too
 * long ends with one too and takes nothing more, until the reader has left the member that did not
 * fit. Characters are never cut in two.
 */
#include "base/base.h"

#include <reunify/version.h>

#include <stdarg.h>
#include <stdio.h>

const char *reunify_version(void)
{
    return REUNIFY_VERSION_STRING;
}

int32_t reunify_version_number(void)
{
    return REUNIFY_VERSION_MAJOR * 1000000 + REUNIFY_VERSION_MINOR * 1000 + REUNIFY_VERSION_PATCH;
}

const char *const status_names[] = {"ok",        "no_memory",   "invalid",   "argument",
                                    "limit",     "state",       "not_found", "busy",
                                    "cancelled", "unsupported", NULL};

const char *reunify_status_name(reunify_status status)
{
    return status >= 0 && (size_t)status < LENGTH_OF(status_names) - 1 ? status_names[status]
                                                                       : "unknown_status";
}

reunify_status reunify_error_new(const reunify_context *context, reunify_error **error)
{
    if (!error)
        return REUNIFY_ARGUMENT;
    context = context_or_default(context);
    reunify_error *made = memory_allocate(context, sizeof *made);
    *error = made;
    if (!made)
        return REUNIFY_NO_MEMORY;
    made->context = reunify_context_ref(context);
    made->count = made->total = 0;
    return REUNIFY_OK;
}

void reunify_error_free(reunify_error *error)
{
    if (!error)
        return;
    const reunify_context *context = error->context;
    memory_release(context, error, sizeof *error);
    reunify_context_unref(context);
}

void reunify_error_clear(reunify_error *error)
{
    if (error)
        error->count = error->total = 0;
}

reunify_status reunify_error_status(const reunify_error *error)
{
    return error && error->count ? error->faults[0].status : REUNIFY_OK;
}

size_t reunify_error_count(const reunify_error *error)
{
    return error ? error->count : 0;
}

size_t reunify_error_total(const reunify_error *error)
{
    return error ? error->total : 0;
}

static const fault *fault_at(const reunify_error *error, size_t at)
{
    static const fault none = {0};
    return error && at < error->count ? &error->faults[at] : &none;
}

const char *reunify_error_code(const reunify_error *error, size_t at)
{
    return fault_at(error, at)->code;
}

const char *reunify_error_message(const reunify_error *error, size_t at)
{
    return fault_at(error, at)->message;
}

const char *reunify_error_pointer(const reunify_error *error, size_t at)
{
    return fault_at(error, at)->pointer;
}

int32_t reunify_error_line(const reunify_error *error, size_t at)
{
    return fault_at(error, at)->line;
}

int32_t reunify_error_column(const reunify_error *error, size_t at)
{
    return fault_at(error, at)->column;
}

/*
 * What a message or pointer quotes of a pack may hold anything, and may be cut within a character:
 * nothing of that reaches a terminal or a log.
 */
static void make_printable(char *out)
{
    while (*out) {
        const unsigned char c = (unsigned char)*out;
        const size_t length = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
        if (c < 0x20 || c == 0x7F || memchr(out, 0, length) || !utf8_valid(out, length))
            *out++ = '?';
        else
            out += length;
    }
}

reunify_status error_add(reunify_error *error, reunify_status status, const char *code,
                         const char *where, const char *format, ...)
{
    if (!error)
        return status;
    error->total++;
    if (!error_keeps(error))
        return status;
    fault *f = &error->faults[error->count++];
    f->status = status;
    f->line = f->column = 0;
    snprintf(f->code, sizeof f->code, "%s", code);
    snprintf(f->pointer, sizeof f->pointer, "%s", where ? where : "");
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(f->message, sizeof f->message, format, arguments);
    va_end(arguments);
    make_printable(f->pointer);
    make_printable(f->message);
    return status;
}

bool error_keeps(const reunify_error *error)
{
    return error && error->count < ERROR_FAULTS;
}

void error_place(reunify_error *error, int32_t line, int32_t column)
{
    if (!error || error->total > ERROR_FAULTS)
        return;
    error->faults[error->count - 1].line = line;
    error->faults[error->count - 1].column = column;
}

reunify_status error_no_memory(reunify_error *error)
{
    return error_add(error, REUNIFY_NO_MEMORY, "no_memory", NULL,
                     "the allocator has no more memory");
}

reunify_status error_argument(reunify_error *error, const char *what)
{
    return error_add(error, REUNIFY_ARGUMENT, "bad_argument", NULL, "%s", what);
}

void pointer_start(pointer *p)
{
    p->length = 0;
    p->data[0] = '\0';
    p->cut = false;
}

static const char ellipsis[] = "\xE2\x80\xA6";

/* A character with all its bytes, or in its place the ellipsis that ends the pointer. */
static void pointer_add(pointer *p, const char *data, size_t length)
{
    if (p->cut)
        return;
    if (p->length + length > POINTER_MOST) {
        p->cut = true;
        data = ellipsis;
        length = sizeof ellipsis - 1;
    }
    memcpy(p->data + p->length, data, length);
    p->length += length;
    p->data[p->length] = '\0';
}

/* A member name of the input may be anything: `at` may begin a character or not. */
static size_t character_length(const char *at, const char *end)
{
    size_t length = 1;
    while (at + length < end && length < 4 && ((unsigned char)at[length] & 0xC0) == 0x80)
        length++;
    return length;
}

static void pointer_add_character(pointer *p, const char *at, size_t length)
{
    const unsigned char c = (unsigned char)*at;
    if (c == '~')
        pointer_add(p, "~0", 2);
    else if (c == '/')
        pointer_add(p, "~1", 2);
    else if (c < 0x20 || c == 0x7F)
        pointer_add(p, "?", 1);
    else
        pointer_add(p, at, length);
}

/* Most names are a few plain bytes. */
static bool is_plain(const char *name, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        const unsigned char c = (unsigned char)name[i];
        if (c < 0x20 || c >= 0x7F || c == '~' || c == '/')
            return false;
    }
    return true;
}

size_t pointer_push(pointer *p, const char *name, size_t length)
{
    const size_t before = p->length;
    if (length <= POINTER_NAME && before + length < POINTER_MOST && !p->cut &&
        is_plain(name, length)) {
        p->data[before] = '/';
        memcpy(p->data + before + 1, name, length);
        p->length += length + 1;
        p->data[p->length] = '\0';
        return before;
    }
    const char *at = name, *end = name + length;
    pointer_add(p, "/", 1);
    while (at < end) {
        const size_t size = character_length(at, end);
        if ((size_t)(at - name) + size > POINTER_NAME) {
            pointer_add(p, ellipsis, sizeof ellipsis - 1);
            break;
        }
        pointer_add_character(p, at, size);
        at += size;
    }
    return before;
}

size_t pointer_push_index(pointer *p, size_t index)
{
    char digits[24];
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + index % 10);
        index /= 10;
    } while (index);
    return pointer_push(p, digits + at, sizeof digits - at);
}

void pointer_pop(pointer *p, size_t length)
{
    p->cut = p->cut && length == p->length; /* what was cut is still there */
    p->length = length;
    p->data[length] = '\0';
}
