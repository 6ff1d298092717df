/*
 * Texts: which are valid, the buffer in which they grow, and the set of names that have numbers.
 *
 * What is given out as text is a reunify_text, one block with its header; what is kept inside is a
 * pointer and a length into an arena. A buffer turns into a text without a copy, because its block
 * begins with room for that header. Nothing here knows a locale: bytes are UTF-8, and everything
 * else is refused where it comes in.
 */
#include "base/base.h"

#include <stdlib.h>

const char *reunify_text_data(const reunify_text *t)
{
    return t ? t->data : "";
}

size_t reunify_text_length(const reunify_text *t)
{
    return t ? t->length : 0;
}

void reunify_text_free(reunify_text *t)
{
    if (!t)
        return;
    const reunify_context *context = t->context;
    const size_t size = t->size;
    memory_wipe(t, size);
    memory_release(context, t, size);
    reunify_context_unref(context);
}

bool utf8_valid(const char *data, size_t length)
{
    const unsigned char *p = (const unsigned char *)data, *end = p + length;
    while (p < end) {
        if (*p < 0x80) {
            p++;
            continue;
        }
        size_t more;
        uint32_t point;
        if (*p >= 0xC2 && *p <= 0xDF) {
            more = 1;
            point = *p & 0x1Fu;
        } else if (*p >= 0xE0 && *p <= 0xEF) {
            more = 2;
            point = *p & 0x0Fu;
        } else if (*p >= 0xF0 && *p <= 0xF4) {
            more = 3;
            point = *p & 0x07u;
        } else {
            return false;
        }
        if ((size_t)(end - p) <= more)
            return false;
        for (size_t i = 1; i <= more; i++) {
            if ((p[i] & 0xC0) != 0x80)
                return false;
            point = point << 6 | (p[i] & 0x3Fu);
        }
        static const uint32_t least[] = {0, 0x80, 0x800, 0x10000};
        if (point < least[more] || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF))
            return false;
        p += more + 1;
    }
    return true;
}

/*
 * How many bytes from the first on are letters and underscores for certain, eight at a time: from
 * '_' to 'z' and not the one between '_' and 'a'.
 */
static size_t letters_run(const char *data, size_t length)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), highs = ones * 0x80;
    size_t at = 0;
    for (uint64_t word; length - at >= sizeof word; at += sizeof word) {
        memcpy(&word, data + at, sizeof word);
        const uint64_t low = word + ones * (0x80 - '_'), high = word + ones * (0x7F - 'z');
        const uint64_t between = (word ^ (ones * '`')) - ones;
        if ((word | ~low | high | between) & highs)
            break;
    }
    return at;
}

bool code_valid(const char *data, size_t length)
{
    if (!length || data[0] < 'a' || data[0] > 'z')
        return false;
    bool start = false;
    for (size_t i = letters_run(data, length); i < length; i++) {
        const char c = data[i];
        if (c >= 'a' && c <= 'z')
            start = false;
        else if (start)
            return false;
        else if (c == '.')
            start = true;
        else if (!(c >= '0' && c <= '9') && c != '_')
            return false;
    }
    return !start;
}

/* Buffer -------------------------------------------------------------------------------------- */

void buffer_start(buffer *b, const reunify_context *context)
{
    *b = (buffer){.context = context};
}

static size_t block_size(size_t capacity)
{
    return capacity ? sizeof(reunify_text) + capacity + 1 : 0;
}

void buffer_release(buffer *b)
{
    memory_wipe(b->data, block_size(b->capacity));
    memory_release(b->context, b->data, block_size(b->capacity));
    *b = (buffer){.context = b->context};
}

/* A new block is taken and the old one wiped: a reallocation might leave case data behind. */
static bool buffer_grow(buffer *b, size_t need)
{
    size_t want = b->capacity ? block_size(b->capacity) * 2 : 512;
    if (want < block_size(need))
        want = block_size(need);
    char *data = memory_allocate(b->context, want);
    if (!data)
        return false;
    if (b->data)
        memcpy(data, b->data, sizeof(reunify_text) + b->length);
    memory_wipe(b->data, block_size(b->capacity));
    memory_release(b->context, b->data, block_size(b->capacity));
    b->data = data;
    b->capacity = want - sizeof(reunify_text) - 1;
    return true;
}

bool buffer_reserve(buffer *b, size_t more)
{
    if (!b->failed && more <= b->capacity - b->length)
        return true;
    if (b->failed || more > SIZE_MAX / 8 || b->length > SIZE_MAX / 8 ||
        !buffer_grow(b, b->length + more))
        b->failed = true;
    return !b->failed;
}

void buffer_add(buffer *b, const char *data, size_t length)
{
    char *end = length ? buffer_end(b, length) : NULL;
    if (!end)
        return;
    memcpy(end, data, length);
    b->length += length;
}

void buffer_add_text(buffer *b, const char *data)
{
    buffer_add(b, data, strlen(data));
}

void buffer_add_char(buffer *b, char c)
{
    buffer_add(b, &c, 1);
}

void buffer_add_integer(buffer *b, int64_t value)
{
    char digits[24];
    size_t at = sizeof digits;
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    do {
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest);
    if (value < 0)
        digits[--at] = '-';
    buffer_add(b, digits + at, sizeof digits - at);
}

const char *buffer_data(const buffer *b)
{
    return b->data ? b->data + sizeof(reunify_text) : "";
}

reunify_status buffer_finish(buffer *b, reunify_text **out)
{
    *out = NULL;
    if (b->failed || (!b->data && !buffer_reserve(b, 1))) {
        buffer_release(b);
        return REUNIFY_NO_MEMORY;
    }
    /* The buffer's block starts with room for the header, so the text is the block itself. */
    reunify_text *made = (reunify_text *)(void *)b->data;
    made->context = reunify_context_ref(b->context);
    made->length = b->length;
    made->size = block_size(b->capacity);
    made->data[b->length] = '\0';
    *b = (buffer){.context = b->context};
    *out = made;
    return REUNIFY_OK;
}

/* Symbols ------------------------------------------------------------------------------------- */

/*
 * A name is looked up in slots by its hash, then in the slots behind, of which at least half are
 * free. A slot has the number of a name and not the name, and hashes are kept, so that growing
 * compares and hashes nothing. The hash has a key, so that no document can be made in which all
 * names meet. Numbers are for good; what the set has outgrown stays in the arena.
 */

void symbols_start(symbols *s, arena *a)
{
    *s = (symbols){.arena = a, .key = hash_key_of(s)};
}

static symbol find_symbol(const symbols *s, const char *data, size_t length, uint64_t hash)
{
    if (!s->slot_count)
        return SYMBOL_NONE;
    const size_t mask = s->slot_count - 1;
    for (size_t at = hash & mask;; at = (at + 1) & mask) {
        const uint32_t slot = s->slots[at];
        if (!slot)
            return SYMBOL_NONE;
        if (s->hashes[slot - 1] == hash && text_is(s->names[slot - 1], data, length))
            return (symbol)(slot - 1);
    }
}

symbol symbols_named(const symbols *s, const char *data, size_t length)
{
    return find_symbol(s, data, length, text_hash(s->key, data, length));
}

/* Twice as many slots, and a name for every second one. */
static bool symbols_grow(symbols *s)
{
    const size_t want = s->slot_count ? s->slot_count * 2 : 64;
    text *names = arena_take_array(s->arena, want / 2, sizeof *names);
    uint64_t *hashes = arena_take_array(s->arena, want / 2, sizeof *hashes);
    uint32_t *slots = arena_take_zeroed(s->arena, want, sizeof *slots);
    if (!names || !hashes || !slots)
        return false;
    for (size_t i = 0; i < s->count; i++) {
        size_t at = s->hashes[i] & (want - 1);
        while (slots[at])
            at = (at + 1) & (want - 1);
        slots[at] = (uint32_t)i + 1;
        names[i] = s->names[i];
        hashes[i] = s->hashes[i];
    }
    s->names = names;
    s->hashes = hashes;
    s->slots = slots;
    s->slot_count = want;
    return true;
}

symbol symbols_add(symbols *s, const char *data, size_t length)
{
    const uint64_t hash = text_hash(s->key, data, length);
    const symbol found = find_symbol(s, data, length, hash);
    if (found != SYMBOL_NONE)
        return found;
    if (s->count >= SYMBOLS_MOST || (s->count * 2 >= s->slot_count && !symbols_grow(s)))
        return SYMBOL_NONE;
    char *copy = arena_text(s->arena, data, length);
    if (!copy)
        return SYMBOL_NONE;
    s->names[s->count] = (text){copy, length};
    s->hashes[s->count] = hash;
    size_t at = hash & (s->slot_count - 1);
    while (s->slots[at])
        at = (at + 1) & (s->slot_count - 1);
    s->slots[at] = (uint32_t)s->count + 1;
    return (symbol)s->count++;
}

/* White space beyond ASCII, in UTF-8, and what is no more to be seen than that. */
static size_t wide_blank(const char *at, size_t left)
{
    static const char *const blanks[] = {"\xC2\x85",     "\xC2\xA0",     "\xE1\x9A\x80",
                                         "\xE1\xA0\x8E", "\xE2\x80\xA8", "\xE2\x80\xA9",
                                         "\xE2\x80\xAF", "\xE2\x81\x9F", "\xE2\x81\xA0",
                                         "\xE3\x80\x80", "\xEF\xBB\xBF"};
    for (size_t i = 0; i < LENGTH_OF(blanks); i++) {
        const size_t length = strlen(blanks[i]);
        if (left >= length && memcmp(at, blanks[i], length) == 0)
            return length;
    }
    /* U+2000 to U+200F: spaces of all widths, joiners, marks of direction */
    const bool space = left >= 3 && memcmp(at, "\xE2\x80", 2) == 0 &&
                       (unsigned char)at[2] >= 0x80 && (unsigned char)at[2] <= 0x8F;
    return space ? 3 : 0;
}

int text_order(text a, text b)
{
    const size_t both = a.length < b.length ? a.length : b.length;
    const int order = both ? memcmp(a.data, b.data, both) : 0;
    return order ? order : (a.length > b.length) - (a.length < b.length);
}

bool text_is_blank(text t)
{
    for (size_t i = 0; i < t.length;) {
        const size_t wide = wide_blank(t.data + i, t.length - i);
        if (!wide && !strchr(" \t\r\n\v\f", t.data[i]))
            return false;
        i += wide ? wide : 1;
    }
    return true;
}
