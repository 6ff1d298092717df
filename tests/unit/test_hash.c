/*
 * Codes and tables of them: nobody who writes a document can choose where its codes stand. Codes
 * that all met in one place of an earlier table, by a hash without a key, are spread over this one;
 * and tables with other keys give the same numbers. What is a code is held against its definition,
 * byte by byte.
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

enum { CODES = 500, LOW_BITS = 0x3FF, LONGEST_RUN = 40 };

/* FNV-1a, which has no key: what a document can be written against. */
static uint32_t plain_hash(const char *data, size_t length)
{
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)data[i]) * 16777619u;
    return hash;
}

static void add_colliding(symbols *s)
{
    char code[24];
    for (unsigned number = 0; s->count < CODES; number++) {
        const int length = snprintf(code, sizeof code, "c%u", number);
        if ((plain_hash(code, (size_t)length) & LOW_BITS) == 0)
            assert_int_not_equal(symbols_add(s, code, (size_t)length), SYMBOL_NONE);
    }
}

static size_t longest_run(const symbols *s)
{
    size_t longest = 0, run = 0;
    for (size_t i = 0; i < s->slot_count; i++) {
        run = s->slots[i] ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    return longest;
}

static void test_tables(void **state)
{
    (void)state;
    symbols a, b;
    arena memory;
    arena_start(&memory, context_or_default(NULL));
    symbols_start(&a, &memory);
    symbols_start(&b, &memory);
    assert_memory_not_equal(&a.key, &b.key, sizeof a.key);
    add_colliding(&a);
    add_colliding(&b);
    assert_in_range(longest_run(&a), 1, LONGEST_RUN);
    for (size_t i = 0; i < CODES; i++) {
        assert_int_equal(symbols_named(&a, a.names[i].data, a.names[i].length), i);
        assert_int_equal(symbols_named(&b, a.names[i].data, a.names[i].length), i);
        assert_true(a.hashes[i] != b.hashes[i]);
    }
    arena_release(&memory);
}

/* The hash itself, of bytes 0, 1, 2, .. under the key 00 01 .. 0f. */
static void test_lengths(void **state)
{
    (void)state;
    const hash_key key = {UINT64_C(0x0706050403020100), UINT64_C(0x0f0e0d0c0b0a0908)};
    char bytes[16];
    for (int i = 0; i < 16; i++)
        bytes[i] = (char)i;
    assert_true(text_hash(key, bytes, 0) == UINT64_C(0xabac0158050fc4dc));
    assert_true(text_hash(key, bytes, 7) == UINT64_C(0xd3927d989bb11140));
    assert_true(text_hash(key, bytes, 8) == UINT64_C(0x369095118d299a8e));
    assert_true(text_hash(key, bytes, 15) == UINT64_C(0xd320d86d2a519956));
}

/* Parts that start with a letter and go on with letters, digits and underscores, dots between. */
static bool is_code(const char *data, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        const bool starts = i == 0 || data[i - 1] == '.';
        const bool letter = data[i] >= 'a' && data[i] <= 'z';
        const bool other = (data[i] >= '0' && data[i] <= '9') || data[i] == '_' || data[i] == '.';
        if (!letter && (starts || !other))
            return false;
    }
    return length && data[length - 1] != '.';
}

/* Any byte, and any two bytes side by side out of those around the limits, at any place. */
static void test_codes(void **state)
{
    (void)state;
    static const char near[] = "/09:@AZ[^_`az{.\x7F\x80\xDF\xE1\xFF";
    char code[20];
    memset(code, 'm', sizeof code);
    assert_false(code_valid(code, 0));
    for (size_t length = 1; length <= sizeof code; length++)
        for (size_t at = 0; at < length; at++) {
            for (int byte = 0; byte < 256; byte++) {
                code[at] = (char)byte;
                assert_int_equal(code_valid(code, length), is_code(code, length));
            }
            for (size_t i = 0; at + 1 < length && i < sizeof near * sizeof near; i++) {
                code[at] = near[i / sizeof near];
                code[at + 1] = near[i % sizeof near];
                assert_int_equal(code_valid(code, length), is_code(code, length));
                code[at + 1] = 'm';
            }
            code[at] = 'm';
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_tables),
                                       cmocka_unit_test(test_lengths),
                                       cmocka_unit_test(test_codes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
