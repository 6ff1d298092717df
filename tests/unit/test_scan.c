/*
 * The stream reader, against jansson and against the documents of a public test suite
 * (tests/data/json). Links the objects directly.
 */
#include <jansson.h> /* before json.h; the reference */

#include "json/json.h"
#include "json/locate.h"

#include <reunify/case.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

enum { MOST_DOCUMENT = 1 << 19 };

typedef enum { ACCEPTED, DOUBLED, REFUSED } verdict;

static reunify_context *deep; /* as deep as a context allows: the suite has 500 levels */

static int make_context(void **state)
{
    (void)state;
    const reunify_context_options options = {.size = sizeof options, .max_depth = 512};
    return reunify_context_new(&options, &deep);
}

static int drop_context(void **state)
{
    (void)state;
    reunify_context_unref(deep);
    return 0;
}

/* What the scan says of a whole text, passed over as it is in a member that nobody knows. */
static verdict scan_all(const char *data, size_t length, bool judged)
{
    json_scan s;
    size_t doubled;
    json_scan_start(&s, deep, data, length);
    const bool good = json_scan_skip(&s, judged, &doubled) && json_scan_at_end(&s);
    assert_int_equal(good, !s.flaw);
    assert_false(s.no_memory);
    if (s.flaw)
        assert_true(s.wrong <= length);
    json_scan_stop(&s);
    if (!good)
        return REFUSED;
    return doubled == SIZE_MAX ? ACCEPTED : DOUBLED;
}

/* A NUL behind a number ends jansson's look at it; a text of nothing is none. */
static bool is_comparable(const char *data, size_t length)
{
    return length && !memchr(data, '\0', length);
}

static void compare_with_jansson(const char *data, size_t length)
{
    json_error_t failure = {.line = 0};
    if (!is_comparable(data, length))
        return;
    json_t *root = json_loadb(data, length, JSON_DECODE_ANY | JSON_REJECT_DUPLICATES, &failure);
    const verdict got = scan_all(data, length, true);
    const bool large = !root && json_error_code(&failure) == json_error_numeric_overflow;
    const bool doubled = !root && json_error_code(&failure) == json_error_duplicate_key;
    if (root)
        assert_int_equal(got, ACCEPTED);
    else if (doubled)
        assert_int_not_equal(got, ACCEPTED); /* what comes behind may be worse */
    else if (!large)
        assert_int_equal(got, REFUSED);
    if (got != REFUSED)
        assert_int_equal(scan_all(data, length, false), ACCEPTED);
    json_decref(root);
}

/* The suite ----------------------------------------------------------------------------------- */

static int sextet(char c)
{
    static const char letters[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *at = c ? strchr(letters, c) : NULL;
    return at ? (int)(at - letters) : -1;
}

static size_t decode(const char *from, unsigned char *out)
{
    unsigned bits = 0, have = 0;
    size_t length = 0;
    for (; sextet(*from) >= 0; from++) {
        bits = bits << 6 | (unsigned)sextet(*from);
        have += 6;
        if (have >= 8) {
            have -= 8;
            assert_true(length < MOST_DOCUMENT - 1);
            out[length++] = (unsigned char)(bits >> have);
        }
    }
    out[length] = 0;
    return length;
}

typedef void document_test(const char *name, const char *accept, const char *data, size_t length);

static void each_document(document_test *test)
{
    static char line[MOST_DOCUMENT * 2], data[MOST_DOCUMENT];
    size_t count = 0;
    FILE *file = fopen(DATA "/json/documents.jsonl", "rb");
    assert_non_null(file);
    while (fgets(line, sizeof line, file)) {
        json_t *row = json_loads(line, 0, NULL);
        assert_non_null(row);
        const size_t length =
            decode(json_string_value(json_object_get(row, "base64")), (unsigned char *)data);
        test(json_string_value(json_object_get(row, "name")),
             json_string_value(json_object_get(row, "accept")), data, length);
        json_decref(row);
        count++;
    }
    fclose(file);
    assert_int_equal(count, 318);
}

/* Names that come twice are told on purpose, and a NUL in a text is refused. */
static void check_verdict(const char *name, const char *accept, const char *data, size_t length)
{
    const verdict judged = scan_all(data, length, true), free = scan_all(data, length, false);
    const bool doubles = strstr(name, "duplicated_key") != NULL;
    if (strcmp(accept, "yes") == 0) {
        const bool nul = strstr(data, "\\u0000") && !strstr(data, "\\\\u0000");
        if (judged != (nul ? REFUSED : doubles ? DOUBLED : ACCEPTED))
            fail_msg("%s: %d", name, judged);
        assert_int_equal(free, ACCEPTED);
    } else if (strcmp(accept, "no") == 0) {
        if (judged != REFUSED || free != REFUSED)
            fail_msg("%s: %d, %d", name, judged, free);
    }
    if (strncmp(data, "\xEF\xBB\xBF", 3) != 0)
        compare_with_jansson(data, length);
}

static void test_suite(void **state)
{
    (void)state;
    each_document(check_verdict);
}

/* In a member of the host's own a document is as good as the grammar says, and nothing else. */
static void check_in_case(const char *name, const char *accept, const char *data, size_t length)
{
    static const char head[] = "{\"schema\":\"reunify/case/1\",\"id\":\"a\",\"x_y\":";
    char *whole = malloc(sizeof head + length + 2);
    reunify_case *c;
    assert_non_null(whole);
    memcpy(whole, head, sizeof head - 1);
    memcpy(whole + sizeof head - 1, data, length);
    whole[sizeof head - 1 + length] = '}';
    const reunify_status status =
        reunify_case_from_json(NULL, whole, sizeof head + length, 0, &c, NULL);
    if ((strcmp(accept, "yes") == 0 && status) || (strcmp(accept, "no") == 0 && !status))
        fail_msg("%s: %d", name, status);
    reunify_case_free(c);
    free(whole);
}

static void test_suite_in_case(void **state)
{
    (void)state;
    each_document(check_in_case);
}

/* Every short document with each byte replaced, left out or doubled. */
static void check_mutants(const char *name, const char *accept, const char *data, size_t length)
{
    static const char bytes[] = "\"\\{}[],:0-.eEtu x\x01\x7F\x80\xC3\xF4";
    char other[128];
    (void)name;
    (void)accept;
    if (length > 60 || strncmp(data, "\xEF\xBB\xBF", 3) == 0)
        return;
    for (size_t at = 0; at < length; at++) {
        memcpy(other, data, length);
        for (size_t b = 0; b < sizeof bytes - 1; b++) {
            other[at] = bytes[b];
            compare_with_jansson(other, length);
        }
        memcpy(other, data, at);
        memcpy(other + at, data + at + 1, length - at - 1);
        compare_with_jansson(other, length - 1);
        memcpy(other + at, data + at, 1);
        memcpy(other + at + 1, data + at, length - at);
        compare_with_jansson(other, length + 1);
    }
}

static void test_mutants(void **state)
{
    (void)state;
    each_document(check_mutants);
}

/* Strings ------------------------------------------------------------------------------------- */

/* Every kind of byte at every offset of a word, in strings of every length around one. */
static void test_string_bytes(void **state)
{
    (void)state;
    static const char *const pieces[] = {
        "\"",      "\\",       "\\n",  "\\u00e9",          "\x1F",         "\n",
        "\x7F",    "\xC3\xA9", "\xC3", "\xF0\x9F\x98\x80", "\xED\xA0\x80", "\\ud83d\\ude00",
        "\\ud83d", "\\u0000",  " "};
    char data[64];
    for (size_t length = 0; length < 20; length++)
        for (size_t at = 0; at <= length; at++)
            for (size_t p = 0; p < LENGTH_OF(pieces); p++) {
                const size_t size = strlen(pieces[p]);
                data[0] = '"';
                memset(data + 1, 'a', length);
                memmove(data + 1 + at + size, data + 1 + at, length - at);
                memcpy(data + 1 + at, pieces[p], size);
                data[1 + length + size] = '"';
                compare_with_jansson(data, length + size + 2);
                compare_with_jansson(data, length + size + 1);
            }
}

/* The text of a string is the one that jansson has. */
static void test_string_texts(void **state)
{
    (void)state;
    static const char *const strings[] = {"\"\"", "\"a\"",
                                          "\"\\u00e9\\ud83d\\ude00\\\\\\/\\b\\f\\n\\r\\t\\\"\"",
                                          "\"\xC3\xA9 and on and on \\u20ac and on\""};
    for (size_t i = 0; i < LENGTH_OF(strings); i++) {
        json_t *expected = json_loads(strings[i], JSON_DECODE_ANY, NULL);
        json_scan s;
        text t;
        json_scan_start(&s, context_or_default(NULL), strings[i], strlen(strings[i]));
        assert_int_equal(json_scan_kind(&s), JSON_KIND_STRING);
        assert_true(json_scan_string(&s, &t));
        assert_true(text_is(t, json_string_value(expected), json_string_length(expected)));
        assert_true(json_scan_at_end(&s));
        json_scan_stop(&s);
        json_decref(expected);
    }
}

/* Numbers ------------------------------------------------------------------------------------- */

static json_decimal number_of(const char *written)
{
    json_scan s;
    json_decimal d = {0};
    json_scan_start(&s, context_or_default(NULL), written, strlen(written));
    assert_int_equal(json_scan_kind(&s), JSON_KIND_REAL);
    assert_true(json_scan_number(&s, &d));
    assert_true(json_scan_at_end(&s));
    json_scan_stop(&s);
    return d;
}

static void test_numbers(void **state)
{
    (void)state;
    static const struct {
        const char *written;
        int64_t thousandths;
        bool negative, large;
    } numbers[] = {
        {"0", 0, false, false},
        {"-0", 0, false, false},
        {"-0.0e9", 0, false, false},
        {"1", 1000, false, false},
        {"0.0005", 1, false, false},
        {"0.00049999999999999999999999", 0, false, false},
        {"-0.0005", -1, true, false},
        {"-0.0004", 0, true, false},
        {"2.0005", 2001, false, false},
        {"1.0005e3", 1000500, false, false},
        {"12345e-2", 123450, false, false},
        {"0.000000123456e7", 1235, false, false},
        {"1000000000", INT64_C(1000000000000), false, false},
        {"1e9", INT64_C(1000000000000), false, false},
        {"1E+9", INT64_C(1000000000000), false, false},
        {"999999999.9999", INT64_C(1000000000000), false, false},
        {"1000000000.0000", INT64_C(1000000000000), false, false},
        {"0.00000000000000000001e29", INT64_C(1000000000000), false, false},
        {"1000000000.0001", 0, false, true},
        {"-1000000000.00000000000000000001", 0, true, true},
        {"1000000001", 0, false, true},
        {"99999999999999999999999999", 0, false, true},
        {"1e400", 0, false, true},
        {"1e999999999999999999999", 0, false, true},
        {"-1e-999999999999999999999", 0, true, false},
        {"1e-3", 1, false, false},
        {"4e-4", 0, false, false},
    };
    for (size_t i = 0; i < LENGTH_OF(numbers); i++) {
        const json_decimal d = number_of(numbers[i].written);
        assert_int_equal(d.large, numbers[i].large);
        assert_int_equal(d.negative, numbers[i].negative);
        if (!d.large && d.thousandths != numbers[i].thousandths)
            fail_msg("%s: %lld", numbers[i].written, (long long)d.thousandths);
    }
}

/* Every number of ten-thousandths up to 3, written in three ways. */
static void test_all_roundings(void **state)
{
    (void)state;
    char written[64];
    for (int i = -30000; i <= 30000; i++) {
        const int size = i < 0 ? -i : i, nearest = (size + 5) / 10;
        snprintf(written, sizeof written, "%s%d.%04d", i < 0 ? "-" : "", size / 10000,
                 size % 10000);
        assert_int_equal(number_of(written).thousandths, i < 0 ? -nearest : nearest);
        snprintf(written, sizeof written, "%de-4", i);
        assert_int_equal(number_of(written).thousandths, i < 0 ? -nearest : nearest);
        snprintf(written, sizeof written, "%s0.0000%05de5", i < 0 ? "-" : "", size);
        assert_int_equal(number_of(written).thousandths, i < 0 ? -nearest : nearest);
    }
}

/* Names that come twice ----------------------------------------------------------------------- */

/* An object of `count` names, and at `twice` one that was there before, written with an escape. */
static void check_double(size_t count, size_t first, size_t twice)
{
    static char data[200000];
    size_t length = 0, wanted = SIZE_MAX;
    data[length++] = '{';
    for (size_t i = 0; i < count; i++) {
        if (i)
            data[length++] = ',';
        if (i == twice) {
            wanted = length;
            length += (size_t)sprintf(data + length, "\"\\u006e%zu\":{}", first);
        } else {
            length += (size_t)sprintf(data + length, "\"n%zu\":[%zu]", i, i);
        }
    }
    data[length++] = '}';
    json_scan s;
    size_t doubled;
    json_scan_start(&s, context_or_default(NULL), data, length);
    assert_true(json_scan_skip(&s, true, &doubled));
    assert_int_equal(doubled, wanted);
    json_scan_stop(&s);
}

static void test_doubles(void **state)
{
    (void)state;
    static const size_t counts[] = {2, 3, 15, 16, 17, 18, 100, 10000};
    for (size_t i = 0; i < LENGTH_OF(counts); i++) {
        const size_t n = counts[i];
        check_double(n, 0, SIZE_MAX);
        check_double(n, 0, n - 1);
        check_double(n, 0, 1);
        check_double(n, n / 2 ? n / 2 - 1 : 0, n - 1);
    }
    assert_int_equal(scan_all("{\"a\":{\"b\":1},\"b\":{\"a\":1}}", 25, true), ACCEPTED);
    assert_int_equal(scan_all("{\"a\":{\"b\":1,\"b\":2}}", 19, true), DOUBLED);
    assert_int_equal(scan_all("{\"x_a\":{\"b\":1,\"b\":2}}", 21, true), ACCEPTED);
}

/* Places -------------------------------------------------------------------------------------- */

static void test_places(void **state)
{
    (void)state;
    static const char json[] = "{\"a\": [1, {\"b\": null}, []], \"c/d\": {\"e\": [ [2] ]}}";
    static const struct {
        const char *place;
        char at;
    } places[] = {{"", '{'},     {"/a", '['},          {"/a/1/b", 'n'}, {"/a/1/none", '{'},
                  {"/a/9", '['}, {"/c~1d/e/0/0", '2'}, {"/c/d", '{'},   {"/a/x", '['}};
    const reunify_context *context = context_or_default(NULL);
    for (size_t i = 0; i < LENGTH_OF(places); i++) {
        size_t offset;
        assert_true(json_scan_place(context, json, sizeof json - 1, places[i].place, &offset));
        assert_int_equal(json[offset], places[i].at);
    }
    pointer p;
    json_scan_pointer(context, json, sizeof json - 1, (size_t)(strchr(json, '2') - json), &p);
    assert_string_equal(p.data, "/c~1d/e/0/0");
    json_scan_pointer(context, json, sizeof json - 1, (size_t)(strstr(json, "null") - json), &p);
    assert_string_equal(p.data, "/a/1/b");
    json_scan_pointer(context, json, sizeof json - 1, 0, &p);
    assert_string_equal(p.data, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_suite),         cmocka_unit_test(test_suite_in_case),
        cmocka_unit_test(test_mutants),       cmocka_unit_test(test_string_bytes),
        cmocka_unit_test(test_string_texts),  cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_all_roundings), cmocka_unit_test(test_doubles),
        cmocka_unit_test(test_places),
    };
    return cmocka_run_group_tests(tests, make_context, drop_context);
}
