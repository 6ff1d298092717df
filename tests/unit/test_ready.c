/*
 * Documents that lie ready (lib/json/ready.c): one by hand, which has all there is, and the packs
 * that come with the library, held against the files that they were made from.
 */
#include <jansson.h> /* before json.h: only its allocation functions and its reader */

#include "profile/packs.h"
#include "json/json.h"

#include <reunify/reunify.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

/* Values: the number, with the kind in its lowest two bits, in two bytes where it has to be. */
#define STRING(number) ((number) << 2)
#define OBJECT(members) ((members) << 2 | 1)
#define ARRAY(elements) ((elements) << 2 | 2)
#define OTHER(number) ((number) << 2 | 3)
#define TWO_BYTES(number) (((number)&127) | 128), ((number) >> 7)

static const char bytes[] = "listaemptyquote \"\\ and line\nnone";
static const uint32_t begins[] = {0, 4, 5, 10, 10, 28, 32};
static const json_strings strings = {bytes, begins, 6};

/* The integers are 0, 28, 29, 4092 and 2000000: one byte, two and three. */
static const unsigned char by_hand[] = {OBJECT(4),
                                        0, /* list */
                                        ARRAY(9),
                                        OTHER(0),
                                        OTHER(1),
                                        OTHER(2),
                                        OTHER(3),
                                        OTHER(3 + 28),
                                        TWO_BYTES(OTHER(3 + 29)),
                                        TWO_BYTES(OTHER(3 + 4092)),
                                        128 | (OTHER(3 + 2000000) & 127),
                                        128 | (OTHER(3 + 2000000) >> 7 & 127),
                                        128 | (OTHER(3 + 2000000) >> 14 & 127),
                                        OTHER(3 + 2000000) >> 21,
                                        STRING(3),
                                        1, /* a */
                                        OBJECT(0),
                                        2, /* empty */
                                        ARRAY(0),
                                        5, /* none */
                                        ARRAY(2),
                                        ARRAY(1),
                                        OBJECT(1),
                                        1,
                                        STRING(4),
                                        STRING(1)};

static const char as_text[] = "{\"list\":[false,true,null,0,28,29,4092,2000000,\"\"],\"a\":{},"
                              "\"empty\":[],\"none\":[[{\"a\":\"quote \\\"\\\\ and line\\n\"}],"
                              "\"a\"]}";

static const json_ready ready = {by_hand, &strings};

static char *text_of(const json_t *value)
{
    char *written = json_dumps(value, JSON_COMPACT);
    assert_non_null(written);
    return written;
}

static void assert_document(json_document *document, const char *expected)
{
    char *written = text_of((const json_t *)(const void *)json_root(document));
    assert_string_equal(written, expected);
    free(written);
}

static void test_by_hand(void **state)
{
    (void)state;
    json_document *document;
    assert_int_equal(json_make_ready(NULL, &ready, &document, NULL), REUNIFY_OK);
    assert_document(document, as_text);
    json_release(document);
    buffer b;
    buffer_start(&b, context_or_default(NULL));
    json_writer w = json_writer_to(&b);
    json_write_made_ready(&w, &ready);
    reunify_text *written;
    assert_int_equal(buffer_finish(&b, &written), REUNIFY_OK);
    assert_string_equal(reunify_text_data(written), as_text);
    reunify_text_free(written);
}

/* Allocations, the library's and jansson's: the one that fails is counted down to. */
static size_t left = SIZE_MAX;

static void *failing(size_t size)
{
    if (!left)
        return NULL;
    left--;
    return malloc(size);
}

static void *allocate(void *user, size_t size)
{
    (void)user;
    return failing(size);
}

static void release(void *user, void *memory, size_t size)
{
    (void)user, (void)size;
    free(memory);
}

static void test_out_of_memory(void **state)
{
    (void)state;
    reunify_context *context;
    reunify_error *error;
    const reunify_context_options options = {
        .size = sizeof options, .allocator = {.allocate = allocate, .release = release}};
    assert_int_equal(reunify_context_new(&options, &context), REUNIFY_OK);
    assert_int_equal(reunify_error_new(NULL, &error), REUNIFY_OK);
    json_set_alloc_funcs(failing, free);
    json_document *document = NULL;
    size_t failed = 0;
    for (; !document; failed++) {
        left = failed;
        const reunify_status status = json_make_ready(context, &ready, &document, error);
        left = SIZE_MAX;
        assert_int_equal(status, document ? REUNIFY_OK : REUNIFY_NO_MEMORY);
        assert_int_equal(reunify_error_status(error), status);
        reunify_error_clear(error);
    }
    assert_in_range(failed, 30, 100);
    assert_document(document, as_text);
    json_release(document);
    json_set_alloc_funcs(malloc, free);
    reunify_error_free(error);
    reunify_context_unref(context);
}

static json_t *file_of(const char *id)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s.json", PACKS, id);
    json_t *file = json_load_file(path, 0, NULL);
    assert_non_null(file);
    return file;
}

/* Of the items of a list those that others get. */
static void leave_own_items(json_t *list)
{
    for (size_t i = json_array_size(list); i-- > 0;)
        if (json_is_false(json_object_get(json_array_get(list, i), "inherited")))
            assert_int_equal(json_array_remove(list, i), 0);
}

static void test_packs(void **state)
{
    (void)state;
    assert_int_equal(builtin_pack_count, 5);
    for (size_t i = 0; i < builtin_pack_count; i++) {
        const builtin_pack *pack = &builtin_packs[i];
        json_t *file = file_of(pack->id);
        char *written = text_of(file);
        json_document *document;
        assert_int_equal(json_make_ready(NULL, &pack->whole, &document, NULL), REUNIFY_OK);
        assert_document(document, written);
        assert_int_equal(pack->text_length, strlen(written));
        json_release(document);
        free(written);
        json_decref(file);
    }
}

/* What is left out of a base is what laying another over it would leave out, and no more. */
static void test_bases(void **state)
{
    (void)state;
    size_t shorter = 0;
    for (size_t i = 0; i < builtin_pack_count; i++) {
        const builtin_pack *pack = &builtin_packs[i];
        json_t *file = file_of(pack->id), *member;
        const char *name;
        if (pack->base.values != pack->whole.values)
            json_object_foreach(file, name, member) leave_own_items(member);
        char *written = text_of(file);
        json_document *document;
        assert_int_equal(json_make_ready(NULL, &pack->base, &document, NULL), REUNIFY_OK);
        assert_document(document, written);
        shorter += strlen(written) < pack->text_length;
        json_release(document);
        free(written);
        json_decref(file);
    }
    assert_int_equal(shorter, 1);
}

static void test_named(void **state)
{
    (void)state;
    assert_ptr_equal(builtin_named("surrey", 6), &builtin_packs[3]);
    assert_ptr_equal(builtin_named("surrey-2030", 6), &builtin_packs[3]);
    assert_null(builtin_named("surre", 5));
    assert_null(builtin_named("", 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_by_hand), cmocka_unit_test(test_out_of_memory),
        cmocka_unit_test(test_packs),   cmocka_unit_test(test_bases),
        cmocka_unit_test(test_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
