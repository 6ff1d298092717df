/*
 * Where texts stand in tables: SipHash-1-3, with a key that whoever writes a document does not
 * know.
 *
 * The key is made of where the table lies in memory: the library has no source of chance of its
 * own, and opens no file for one. It decides nothing but the place in a table, so that no result
 * depends on it; and each table has its own, so that a hash of one means nothing to another.
 */
#include "base/base.h"

typedef struct {
    uint64_t a, b, c, d;
} sip_state;

static inline uint64_t rotated(uint64_t x, unsigned bits)
{
    return x << bits | x >> (64 - bits);
}

static inline void sip_round(sip_state *s)
{
    s->a += s->b;
    s->c += s->d;
    s->b = rotated(s->b, 13) ^ s->a;
    s->d = rotated(s->d, 16) ^ s->c;
    s->a = rotated(s->a, 32);
    s->c += s->b;
    s->a += s->d;
    s->b = rotated(s->b, 17) ^ s->c;
    s->d = rotated(s->d, 21) ^ s->a;
    s->c = rotated(s->c, 32);
}

static inline void sip_word(sip_state *s, uint64_t word)
{
    s->d ^= word;
    sip_round(s);
    s->a ^= word;
}

/* Eight bytes, the first lowest. */
static inline uint64_t whole_word(const char *data)
{
    uint64_t word = 0;
    for (size_t i = 0; i < 8; i++)
        word |= (uint64_t)(unsigned char)data[i] << (8 * i);
    return word;
}

/* Fewer than eight. */
static inline uint64_t part_of_word(const char *data, size_t length)
{
    uint64_t word = 0;
    for (size_t i = 0; i < length; i++)
        word |= (uint64_t)(unsigned char)data[i] << (8 * i);
    return word;
}

/* The last bytes of a text, fewer than eight: of a long one out of its last eight. */
static inline uint64_t last_word(const char *data, size_t length)
{
    const size_t left = length % 8;
    if (length < 8)
        return part_of_word(data, left);
    return left ? whole_word(data + length - 8) >> (64 - 8 * left) : 0;
}

hash_key hash_key_of(const void *table)
{
    const uint64_t at = (uint64_t)(uintptr_t)table;
    return (hash_key){at * UINT64_C(0x9E3779B97F4A7C15),
                      (at ^ UINT64_C(0xD1B54A32D192ED03)) * UINT64_C(0xBF58476D1CE4E5B9)};
}

uint64_t text_hash(hash_key key, const char *data, size_t length)
{
    sip_state s = {key.low ^ UINT64_C(0x736f6d6570736575), key.high ^ UINT64_C(0x646f72616e646f6d),
                   key.low ^ UINT64_C(0x6c7967656e657261), key.high ^ UINT64_C(0x7465646279746573)};
    size_t at = 0;
    for (; length - at >= 8; at += 8)
        sip_word(&s, whole_word(data + at));
    sip_word(&s, last_word(data, length) | (uint64_t)(length & 0xFF) << 56);
    s.c ^= 0xFF;
    for (int i = 0; i < 3; i++)
        sip_round(&s);
    return s.a ^ s.b ^ s.c ^ s.d;
}
