/* Reading and writing JSON: lib/json. Links the objects directly. */
#include <jansson.h> /* before json.h; only for its allocation functions */

#include "json/json.h"
#include "json/locate.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static reunify_error *error;

static json_document *parse_with(reunify_context *context, const char *data, size_t length)
{
    json_document *document;
    reunify_error_clear(error);
    const reunify_status status = json_parse(context, data, length, &document, error);
    assert_int_equal(status, reunify_error_status(error));
    assert_int_equal(status == REUNIFY_OK, document != NULL);
    return document;
}

static json_document *parse(const char *data)
{
    return parse_with(NULL, data, strlen(data));
}

/* Whether something was left open, which is told as a second fault. */
static bool left_open;

static void refuse_with(reunify_context *context, const char *data, size_t length,
                        reunify_status status, const char *code, const char *where, int line,
                        int column)
{
    assert_null(parse_with(context, data, length));
    assert_int_equal(reunify_error_count(error), left_open ? 2 : 1);
    assert_int_equal(reunify_error_status(error), status);
    assert_string_equal(reunify_error_code(error, 0), code);
    assert_string_equal(reunify_error_pointer(error, 0), where);
    assert_int_equal(reunify_error_line(error, 0), line);
    assert_int_equal(reunify_error_column(error, 0), column);
}

static void refuse(const char *data, const char *code, const char *where, int line, int column)
{
    refuse_with(NULL, data, strlen(data), REUNIFY_INVALID, code, where, line, column);
}

static reunify_context *limited(uint64_t bytes, uint64_t depth, uint64_t most_text)
{
    reunify_context *context;
    const reunify_context_options options = {
        .size = sizeof options, .max_bytes = bytes, .max_depth = depth, .max_text = most_text};
    assert_int_equal(reunify_context_new(&options, &context), REUNIFY_OK);
    return context;
}

/* Nodes --------------------------------------------------------------------------------------- */

static void test_kinds(void **state)
{
    (void)state;
    json_document *d = parse(" {\"n\":null,\"t\":true,\"f\":false,\"i\":-12,\"r\":2.5e1,"
                             "\"s\":\"a\\u00e9\\ud83d\\ude00\",\"a\":[1,[]],\"\":{}}\n");
    json_node *root = json_root(d);
    assert_int_equal(json_kind_of(root), JSON_KIND_OBJECT);
    assert_int_equal(json_count(root), 8);
    assert_int_equal(json_kind_of(json_member(root, "n")), JSON_KIND_NULL);
    assert_int_equal(json_kind_of(json_member(root, "t")), JSON_KIND_BOOLEAN);
    assert_true(node_boolean(json_member(root, "t")));
    assert_int_equal(json_kind_of(json_member(root, "f")), JSON_KIND_BOOLEAN);
    assert_false(node_boolean(json_member(root, "f")));
    assert_int_equal(json_kind_of(json_member(root, "i")), JSON_KIND_INTEGER);
    assert_int_equal(node_integer(json_member(root, "i")), -12);
    assert_int_equal(json_kind_of(json_member(root, "r")), JSON_KIND_REAL);
    const text s = json_text(json_member(root, "s"));
    assert_int_equal(json_kind_of(json_member(root, "s")), JSON_KIND_STRING);
    assert_true(text_is(s, "a\xC3\xA9\xF0\x9F\x98\x80", 7));
    json_node *array = json_member(root, "a");
    assert_int_equal(json_kind_of(array), JSON_KIND_ARRAY);
    assert_int_equal(json_count(array), 2);
    assert_int_equal(node_integer(json_element(array, 0)), 1);
    assert_int_equal(json_count(json_element(array, 1)), 0);
    assert_null(json_element(array, 2));
    assert_int_equal(json_kind_of(json_member(root, "")), JSON_KIND_OBJECT);
    assert_null(json_member(root, "other"));
    json_release(d);
    json_release(NULL);
}

static void test_integers(void **state)
{
    (void)state;
    json_document *d = parse("[9223372036854775807,-9223372036854775808,-0]");
    assert_true(node_integer(json_element(json_root(d), 0)) == INT64_MAX);
    assert_true(node_integer(json_element(json_root(d), 1)) == INT64_MIN);
    assert_int_equal(node_integer(json_element(json_root(d), 2)), 0);
    json_release(d);
    refuse("{\"a\":[1,\n 9223372036854775808]}", "bad_json", "/a/1", 2, 2);
    refuse("{\"a\":[1,\n 1e400, 2]}", "bad_json", "/a/1", 2, 2);
}

/* Enough members that a hash table would not give this order by chance. */
static void test_order(void **state)
{
    (void)state;
    char out[8192];
    size_t length = 0;
    for (int i = 0; i < 300; i++)
        length += (size_t)snprintf(out + length, sizeof out - length, "%c\"m%d\":%d", i ? ',' : '{',
                                   i * 7919 % 1000, i);
    snprintf(out + length, sizeof out - length, "}");
    json_document *d = parse(out);
    int64_t next = 0;
    for (json_walk w = json_members(json_root(d)); json_next(&w); next++) {
        char name[16];
        const int size = snprintf(name, sizeof name, "m%d", (int)(next * 7919 % 1000));
        assert_true(text_is(w.name, name, (size_t)size));
        assert_true(node_integer(w.value) == next);
    }
    assert_int_equal(next, 300);
    json_release(d);
    d = parse("{}");
    json_walk none = json_members(json_root(d));
    assert_false(json_next(&none));
    json_release(d);
}

/* What is refused ----------------------------------------------------------------------------- */

static void test_empty(void **state)
{
    (void)state;
    refuse("", "empty_document", "", 0, 0);
    refuse(" \n\t\r ", "empty_document", "", 0, 0);
    refuse_with(NULL, NULL, 0, REUNIFY_INVALID, "empty_document", "", 0, 0);
    refuse_with(NULL, NULL, 1, REUNIFY_ARGUMENT, "bad_argument", "", 0, 0);
}

static void test_duplicates(void **state)
{
    (void)state;
    refuse("{\"a\":1,\"a\":2}", "duplicate_member", "/a", 1, 8);
    refuse("{\"x\":[{},\n  {\"\xC3\xA9\":1, \"b\":2, \"\\u00e9\":3}]}", "duplicate_member",
           "/x/1/\xC3\xA9", 2, 18);
    refuse("{\"p/~\":{\"id\":{},\n\"n\":[1,2,3],\n\"id\" : 0}}", "duplicate_member", "/p~1~0/id", 3,
           1);
    refuse("{\"\":1,\"\":2}", "duplicate_member", "/", 1, 7);
    json_document *d = parse("[{\"a\":1},{\"a\":{\"a\":1}}]");
    assert_non_null(d);
    json_release(d);
}

static void test_long_names_are_cut(void **state)
{
    (void)state;
    char data[300] = "{\"", where[80] = "/";
    for (int i = 0; i < 59; i++)
        strcat(where, "n");
    strcat(strcat(data, where + 1), "\xC3\xA9\xC3\xA9\":x}");
    strcat(where, "\xE2\x80\xA6"); /* a name that was cut says so */
    refuse(data, "bad_json", where, 1, 66);
}

static void test_malformed(void **state)
{
    (void)state;
    static const struct {
        const char *data, *where;
        int line, column;
    } cases[] = {
        {"{\"a\" 1}", "/a", 1, 6},
        {"{a:1}", "", 1, 2},
        {"{\"a\":1,}", "", 1, 8},
        {"{\"a\":1 \"b\":2}", "", 1, 8},
        {"{\"a\":[1,2,]}", "/a/2", 1, 11},
        {"{\"a\":[1,\n2 3]}", "/a", 2, 3},
        {"[1]]", "", 1, 4},
        {"{}\n{}", "", 2, 1},
        {"{},{}", "", 1, 3},
        {"{}x", "", 1, 3},
        {"]", "", 1, 1},
        {"1", "", 1, 1},
        {"\"text\"", "", 1, 1},
        {"[tru]", "/0", 1, 2},
        {"[truex]", "", 1, 6},
        {"[nul", "/0", 1, 2},
        {"[01]", "/0", 1, 3},
        {"[1.]", "/0", 1, 4},
        {"[1.e1]", "/0", 1, 4},
        {"[-]", "/0", 1, 3},
        {"[+1]", "/0", 1, 2},
        {"[1e+]", "/0", 1, 5},
        {"[.5]", "/0", 1, 2},
        {"[\"a\tb\"]", "/0", 1, 4},
        {"[\"\\x\"]", "/0", 1, 3},
        {"[\"\\u12g4\"]", "/0", 1, 3},
        {"[\"\\ud800\"]", "/0", 1, 3},
        {"[\"\\ud800\\u0041\"]", "/0", 1, 3},
        {"[\"\\udc00\"]", "/0", 1, 3},
        {"[\"\\", "/0", 1, 3},
        {"['a']", "/0", 1, 2},
        {"[1] // note", "", 1, 5},
        {"\xEF\xBB\xBF{}", "", 1, 1},
        {"{\"a\":{\"b\":[0,{\"c\":\n  \"\xC3\xA9\xE2\x82\xAC\" !}]}}", "/a/b/1", 2, 8},
    };
    for (size_t i = 0; i < LENGTH_OF(cases); i++)
        refuse(cases[i].data, "bad_json", cases[i].where, cases[i].line, cases[i].column);
}

/* What was left open is told too, with the place where it begins. */
static void test_left_open(void **state)
{
    (void)state;
    static const struct {
        const char *data, *where, *open_where;
        int line, column, open_line, open_column;
        bool string;
    } cases[] = {
        {"{", "", "", 1, 2, 1, 1, false},
        {"{\"a\"", "/a", "", 1, 5, 1, 1, false},
        {"{\"a\":", "/a", "", 1, 6, 1, 1, false},
        {"{\"a\":1", "", "", 1, 7, 1, 1, false},
        {"{\"a\":[1,2}}", "/a", "/a", 1, 10, 1, 6, false},
        {"[\"a\nb\"]", "/0", "/0", 1, 4, 1, 2, true},
        {"\n{\"a\": [1,\n {\"b\": 2}", "/a", "/a", 3, 10, 2, 7, false},
        {"{\"a\":[{},[],{\"b\":", "/a/2/b", "/a/2", 1, 18, 1, 13, false},
        {"{\"\xC3\xA9\":[1,2}}", "/\xC3\xA9", "/\xC3\xA9", 1, 10, 1, 6, false},
        {"{\"a\":{\"b\":1], \"c\":2}", "/a", "/a", 1, 12, 1, 6, false},
        {"{\"a\":[1, \"b\": 2}", "/a", "/a", 1, 13, 1, 6, false},
        {"[1,}", "/1", "", 1, 4, 1, 1, false},
        {"{\"a\":1,]", "", "", 1, 8, 1, 1, false},
        {"{\"a\":\"open", "/a", "/a", 1, 11, 1, 6, true},
        {"{\"a\":\n\"open\n}", "/a", "/a", 2, 6, 2, 1, true},
        {"{\"a\":1,\"open", "", "", 1, 13, 1, 8, true},
        {"[\"x\", \"open\r\n\"y\"]", "/1", "/1", 1, 12, 1, 7, true},
    };
    left_open = true;
    for (size_t i = 0; i < LENGTH_OF(cases); i++) {
        refuse(cases[i].data, "bad_json", cases[i].where, cases[i].line, cases[i].column);
        assert_string_equal(reunify_error_pointer(error, 1), cases[i].open_where);
        assert_int_equal(reunify_error_line(error, 1), cases[i].open_line);
        assert_int_equal(reunify_error_column(error, 1), cases[i].open_column);
        assert_string_equal(reunify_error_message(error, 1),
                            cases[i].string
                                ? "this is not JSON: the string that begins here is not closed"
                                : "this is not JSON: the bracket that opens here is not closed");
    }
    left_open = false;
}

static void test_bad_utf8(void **state)
{
    (void)state;
    refuse("{\"a\":\"\xC3\xA9\xFF\"}", "bad_utf8", "/a", 1, 8);
    refuse("{\"a\":\"\xC0\xAF\"}", "bad_utf8", "/a", 1, 7);
    refuse("{\"a\":\"\xED\xA0\x80\"}", "bad_utf8", "/a", 1, 7);
    refuse("{\"a\":\"\xF4\x90\x80\x80\"}", "bad_utf8", "/a", 1, 7);
    refuse("{\"a\":\"\xE2\x82\"}", "bad_utf8", "/a", 1, 7);
    refuse("{\"a\":1,\"\x80\":1}", "bad_utf8", "", 1, 9);
    refuse("[1,\xFF]", "bad_utf8", "/1", 1, 4);
    refuse("[1]\xE2\x82", "bad_utf8", "", 1, 4);
    refuse("\xFF\xFE", "bad_utf8", "", 1, 1);
}

static void test_nul(void **state)
{
    (void)state;
    refuse("{\"a\":\"x\\u0000y\"}", "bad_json", "/a", 1, 8);
    refuse("{\"a\\u0000\":1}", "bad_json", "", 1, 4);
    static const char after_number[] = "[1\0]", in_text[] = "[\"a\0\"]", behind[] = "[1]\0",
                      before[] = "\0[1]";
    refuse_with(NULL, after_number, 4, REUNIFY_INVALID, "bad_json", "", 1, 3);
    refuse_with(NULL, in_text, 6, REUNIFY_INVALID, "bad_json", "/0", 1, 4);
    refuse_with(NULL, behind, 4, REUNIFY_INVALID, "bad_json", "", 1, 4);
    refuse_with(NULL, before, 4, REUNIFY_INVALID, "bad_json", "", 1, 1);
}

/* Limits -------------------------------------------------------------------------------------- */

static void test_limit_bytes(void **state)
{
    (void)state;
    reunify_context *context = limited(10, 0, 0);
    json_release(parse_with(context, "[1,2,3,4 ]", 10));
    refuse_with(context, "[1,2,3,4  ]", 11, REUNIFY_LIMIT, "limit_bytes", "", 0, 0);
    assert_non_null(strstr(reunify_error_message(error, 0), "max_bytes, 10"));
    reunify_context_unref(context);
}

static void nested(char *out, size_t depth)
{
    for (size_t i = 0; i < depth; i++)
        out[i] = '[';
    for (size_t i = 0; i < depth; i++)
        out[depth + i] = ']';
    out[depth * 2] = '\0';
}

static void test_limit_depth(void **state)
{
    (void)state;
    static char deep[8001];
    reunify_context *context = limited(0, 3, 0);
    json_release(parse_with(context, "{\"a\":[[1,2,\"[[[[\"],[]]}", 23));
    refuse_with(context, "{\"a\":[[1],\n [2,{}]]}", 20, REUNIFY_LIMIT, "limit_depth", "/a/1/1", 2,
                5);
    reunify_context_unref(context);
    nested(deep, 64);
    json_release(parse(deep));
    nested(deep, 65);
    assert_null(parse(deep));
    assert_string_equal(reunify_error_code(error, 0), "limit_depth");
    assert_int_equal(reunify_error_column(error, 0), 65);
    context = limited(0, 512, 0);
    nested(deep, 512);
    json_release(parse_with(context, deep, strlen(deep)));
    nested(deep, 4000);
    assert_null(parse_with(context, deep, strlen(deep)));
    assert_string_equal(reunify_error_code(error, 0), "limit_depth");
    assert_int_equal(reunify_error_column(error, 0), 513);
    reunify_context_unref(context);
}

static void test_limit_text(void **state)
{
    (void)state;
    reunify_context *context = limited(0, 0, 4);
    json_release(parse_with(context, "{\"name\":\"four\"}", 15));
    json_release(parse_with(context, "[\"\\u00e9\\n\\\"\",true]", 19));
    json_release(parse_with(context, "[\"\\ud83d\\ude00\",1234]", 21));
    refuse_with(context, "[1,\n\"\\ud83d\\ude00x\"]", 20, REUNIFY_LIMIT, "limit_text", "/1", 2, 1);
    refuse_with(context, "{\"named\":1}", 11, REUNIFY_LIMIT, "limit_text", "/named", 1, 2);
    refuse_with(context, "[12345]", 7, REUNIFY_LIMIT, "limit_text", "/0", 1, 2);
    left_open = true;
    refuse_with(context, "[\"12345", 7, REUNIFY_INVALID, "bad_json", "/0", 1, 8);
    left_open = false;
    reunify_context_unref(context);
}

/* Around each size at which the parser's buffer grows, and past the blocks in which it is fed. */
static void test_lengths(void **state)
{
    (void)state;
    static char data[9000];
    for (size_t length = 0; length < 2100; length++) {
        memset(data, 'x', sizeof data);
        memcpy(data, "[\"", 2);
        strcpy(data + 2 + length, "\",12345678901234567]");
        json_document *d = parse(data);
        assert_non_null(d);
        assert_int_equal(json_count(json_root(d)), 2);
        assert_int_equal(json_text(json_element(json_root(d), 0)).length, length);
        json_release(d);
        strcpy(data + 2 + length, "\",{\"a\":0,\n\"a\":1}]");
        refuse(data, "duplicate_member", "/1/a", 2, 1);
    }
}

/* Messages may go into logs: not one word of the input may be in them, whatever is wrong. */
static void test_no_message_quotes_input(void **state)
{
    (void)state;
    static const char document[] =
        "{\"zqzq\":\"zqzq\",\"b\":[1,true,\"zqzq\"],\"c\":{\"zqzq\":-1.5e1}}";
    static const char *const inserts[] = {"zqzq", "\"zqzq\"", "\"zqzq\":1,", "\xFF",  "\\u0000",
                                          "\n",   "{",        "]",           "9zqzq", "zqzq:"};
    size_t refused = 0;
    for (size_t at = 0; at < sizeof document; at++)
        for (size_t i = 0; i < LENGTH_OF(inserts); i++) {
            char data[200];
            const int length = snprintf(data, sizeof data, "%.*s%s%s", (int)at, document,
                                        inserts[i], document + at);
            json_document *d = parse_with(NULL, data, (size_t)length);
            refused += !d;
            assert_null(strstr(reunify_error_message(error, 0), "zq"));
            assert_null(strstr(reunify_error_code(error, 0), "zq"));
            json_release(d);
        }
    assert_true(refused > 300);
}

/* Memory -------------------------------------------------------------------------------------- */

static size_t calls, fail_from, fail_to;

static bool failing(void)
{
    const size_t call = calls++;
    return call >= fail_from && call < fail_to;
}

static void *take_or_fail(size_t size)
{
    return failing() ? NULL : malloc(size);
}

static void *context_allocate(void *user, size_t size)
{
    (void)user;
    return take_or_fail(size);
}

static void context_release(void *user, void *memory, size_t size)
{
    (void)user;
    (void)size;
    free(memory);
}

/*
 * Long names, numbers and strings of all lengths, escapes: what jansson 2.14 on its own reads
 * wrongly or crashes on.
 */
static size_t long_document(char *out, size_t size)
{
    static const char format[] =
        "%s{\"number\":%d23456789012345,\"ratio\":0.12345678901234567,"
        "\"a name %d of the longer sort\":\"child \\u00e9 \\ud83d\\ude00 %.*s\\n \\\"quoted\\\"\"}";
    static const char words[] = "and on and on and on and on and on and on and on and on and on "
                                "and on and on and on and on";
    size_t length = (size_t)snprintf(out, size, "{\"list\":[");
    for (int i = 0; i < 30; i++)
        length += (size_t)snprintf(out + length, size - length, format, i ? "," : "", i + 1, i,
                                   i * 3, words);
    length += (size_t)snprintf(out + length, size - length, "],\"note\":\"");
    memset(out + length, 'n', 3000);
    return length + 3000 + (size_t)snprintf(out + length + 3000, size - length - 3000, "\"}");
}

/*
 * Fails allocations `from` to `to` of one parse: the result is right or there is none. True where
 * it went well.
 */
static bool parse_short_of_memory(reunify_context *context, const char *data, size_t length,
                                  size_t from, size_t to, const json_t *expected)
{
    calls = 0;
    fail_from = from;
    fail_to = to;
    json_document *d = parse_with(context, data, length);
    fail_from = fail_to = 0;
    if (d) {
        assert_true(json_equal((const json_t *)(const void *)json_root(d), expected));
        json_release(d);
        return true;
    }
    assert_int_equal(reunify_error_status(error), REUNIFY_NO_MEMORY);
    assert_string_equal(reunify_error_code(error, 0), "no_memory");
    assert_string_equal(reunify_error_pointer(error, 0), "");
    return false;
}

static void test_out_of_memory(void **state)
{
    (void)state;
    static char data[20000];
    static const size_t runs[] = {1, 2, 3, 4, 5, 6, 7, 17, 40, 1000, 100000};
    reunify_context *context;
    const reunify_context_options options = {
        .size = sizeof options, .allocator = {NULL, context_allocate, context_release}};
    assert_int_equal(reunify_context_new(&options, &context), REUNIFY_OK);
    const size_t length = long_document(data, sizeof data);
    json_t *expected = json_loadb(data, length, 0, NULL);
    assert_non_null(expected);
    json_set_alloc_funcs(take_or_fail, free);
    assert_true(parse_short_of_memory(context, data, length, 0, 0, expected));
    const size_t all = calls;
    for (size_t i = 0; i < LENGTH_OF(runs); i++)
        for (size_t from = 0; from < all; from++)
            assert_false(
                parse_short_of_memory(context, data, length, from, from + runs[i], expected));
    json_set_alloc_funcs(malloc, free);
    json_decref(expected);
    reunify_context_unref(context);
}

/* Writing ------------------------------------------------------------------------------------- */

static void expect_written(buffer *b, const char *expected)
{
    reunify_text *written;
    assert_int_equal(buffer_finish(b, &written), REUNIFY_OK);
    assert_string_equal(reunify_text_data(written), expected);
    reunify_text_free(written);
}

static void test_write_structure(void **state)
{
    (void)state;
    buffer b;
    buffer_start(&b, context_or_default(NULL));
    json_writer w = json_writer_to(&b);
    json_open_object(&w);
    json_write_name(&w, "empty");
    json_open_array(&w);
    json_close_array(&w);
    json_write_name(&w, "list");
    json_open_array(&w);
    json_write_integer(&w, INT64_MIN);
    json_write_boolean(&w, true);
    json_open_object(&w);
    json_close_object(&w);
    json_open_object(&w);
    json_write_named(&w, "a\"b", 3);
    json_write_boolean(&w, false);
    json_write_name(&w, "n");
    json_write_null(&w);
    json_close_object(&w);
    json_write_text(&w, NULL);
    json_write_string(&w, NULL, 3);
    json_write_date(&w, 0);
    json_write_date(&w, REUNIFY_DATE_NONE);
    json_close_array(&w);
    json_write_name(&w, "last");
    json_write_text(&w, "");
    json_close_object(&w);
    expect_written(&b, "{\"empty\":[],\"list\":[-9223372036854775808,true,{},{\"a\\\"b\":false,"
                       "\"n\":null},null,null,"
                       "\"1970-01-01\",null],\"last\":\"\"}");
}

static void test_write_thousandths(void **state)
{
    (void)state;
    static const int64_t values[] = {0,    1,    10, 100,   1000,      2500,     1050,
                                     1234, -500, -1, -2000, INT64_MAX, INT64_MIN};
    buffer b;
    buffer_start(&b, context_or_default(NULL));
    json_writer w = json_writer_to(&b);
    json_open_array(&w);
    for (size_t i = 0; i < LENGTH_OF(values); i++)
        json_write_thousandths(&w, values[i]);
    json_close_array(&w);
    expect_written(&b, "[0,0.001,0.01,0.1,1,2.5,1.05,1.234,-0.5,-0.001,-2,9223372036854775.807,-"
                       "9223372036854775.808]");
}

static void test_write_escapes(void **state)
{
    (void)state;
    buffer b;
    buffer_start(&b, context_or_default(NULL));
    json_writer w = json_writer_to(&b);
    json_write_string(&w, "\"\\/\b\f\n\r\t\x01\x1f\x7f\0\xC3\xA9", 14);
    expect_written(&b, "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\x7f\\u0000\xC3\xA9\"");
}

/* One byte as it stands in a string. */
static void write_byte(char out[8], int c)
{
    static const char values[] = "\"\\\b\f\n\r\t", names[] = "\"\\bfnrt";
    const char *named = c ? strchr(values, c) : NULL;
    if (named)
        snprintf(out, 8, "\\%c", names[named - values]);
    else
        snprintf(out, 8, c < 0x20 ? "\\u%04x" : "%c", c);
}

static void expect_written_string(const char *given, size_t length, const char *expected)
{
    buffer b;
    buffer_start(&b, context_or_default(NULL));
    json_writer w = json_writer_to(&b);
    json_write_string(&w, given, length);
    expect_written(&b, expected);
}

/* Strings are looked at in words of eight bytes: each byte at each place. */
static void test_write_every_place(void **state)
{
    (void)state;
    for (size_t length = 1; length <= 26; length++)
        for (size_t at = 0; at < length; at++)
            for (int c = 0; c < 256; c++) {
                char given[32], expected[64], one[8];
                memset(given, c & 1 ? '#' : '\xC3', sizeof given);
                given[at] = (char)c;
                write_byte(one, c);
                snprintf(expected, sizeof expected, "\"%.*s%s%.*s\"", (int)at, given, one,
                         (int)(length - at - 1), given + at + 1);
                expect_written_string(given, length, expected);
            }
}

/* What lies ready begins with a comma, which is passed over where none is due. */
static void test_write_ready(void **state)
{
    (void)state;
    static const char name[JSON_READY_NAME] = ",\"a\":",
                      longest[JSON_READY_NAME] = ",\"alerts_not_known\":";
    buffer b;
    buffer_start(&b, context_or_default(NULL));
    json_writer w = json_writer_to(&b);
    json_open_object(&w);
    json_write_ready_name(&w, name, 5);
    json_write_empty_array(&w);
    json_write_ready(&w, NULL, 0);
    json_write_ready(&w, ",\"b\":1", 6);
    json_write_ready_name(&w, longest, strlen(longest));
    json_open_object(&w);
    json_write_ready(&w, ",\"c\":2,\"d\":3", 12);
    json_close_object(&w);
    json_close_object(&w);
    expect_written(&b, "{\"a\":[],\"b\":1,\"alerts_not_known\":{\"c\":2,\"d\":3}}");
}

/* Filled to each length, with what was added taken back, and nothing added to nothing. */
static void test_buffer(void **state)
{
    (void)state;
    for (size_t length = 0; length <= 1100; length++) {
        buffer b;
        buffer_start(&b, context_or_default(NULL));
        buffer_add(&b, NULL, 0);
        buffer_add(&b, "", 0);
        assert_null(b.data);
        for (size_t i = 0; i < length; i++)
            buffer_add_char(&b, (char)('a' + i % 26));
        buffer_add(&b, NULL, 0);
        assert_int_equal(b.length, length);
        if (length) {
            b.length--;
            buffer_add(&b, "!", 1);
        }
        reunify_text *made;
        assert_int_equal(buffer_finish(&b, &made), REUNIFY_OK);
        assert_int_equal(reunify_text_length(made), length);
        assert_int_equal(strlen(reunify_text_data(made)), length);
        for (size_t i = 0; i + 1 < length; i++)
            assert_int_equal(reunify_text_data(made)[i], 'a' + i % 26);
        reunify_text_free(made);
    }
    buffer b;
    buffer_start(&b, context_or_default(NULL));
    assert_true(buffer_reserve(&b, 1000));
    const char *block = b.data;
    for (size_t i = 0; i < 1000; i++)
        buffer_add_char(&b, 'x');
    assert_ptr_equal(b.data, block);
    assert_false(buffer_reserve(&b, SIZE_MAX));
    assert_true(b.failed);
    buffer_release(&b);
}

/* All but NUL comes back as it went. */
static void test_round_trip(void **state)
{
    (void)state;
    char all[200];
    size_t length = 0;
    for (int c = 1; c < 128; c++)
        all[length++] = (char)c;
    memcpy(all + length, "\xC2\x80\xE2\x82\xAC\xF0\x9F\x98\x80", 9);
    length += 9;
    buffer b;
    buffer_start(&b, context_or_default(NULL));
    json_writer w = json_writer_to(&b);
    json_open_object(&w);
    json_write_named(&w, all, length);
    json_write_string(&w, all, length);
    json_close_object(&w);
    reunify_text *written;
    assert_int_equal(buffer_finish(&b, &written), REUNIFY_OK);
    json_document *d = parse_with(NULL, reunify_text_data(written), reunify_text_length(written));
    json_walk walk = json_members(json_root(d));
    assert_true(json_next(&walk));
    assert_true(text_is(walk.name, all, length));
    assert_true(text_is(json_text(walk.value), all, length));
    assert_false(json_next(&walk));
    json_release(d);
    reunify_text_free(written);
}

static void test_write_without_memory(void **state)
{
    (void)state;
    reunify_context *context;
    const reunify_context_options options = {
        .size = sizeof options, .allocator = {NULL, context_allocate, context_release}};
    assert_int_equal(reunify_context_new(&options, &context), REUNIFY_OK);
    calls = fail_from = 0;
    fail_to = SIZE_MAX;
    buffer b;
    buffer_start(&b, context);
    json_writer w = json_writer_to(&b);
    json_open_array(&w);
    json_write_text(&w, "a\nb");
    json_write_thousandths(&w, 1500);
    json_close_array(&w);
    assert_true(b.failed);
    reunify_text *written;
    assert_int_equal(buffer_finish(&b, &written), REUNIFY_NO_MEMORY);
    assert_null(written);
    fail_to = 0;
    reunify_context_unref(context);
}

static int start(void **state)
{
    (void)state;
    return reunify_error_new(NULL, &error);
}

static int stop(void **state)
{
    (void)state;
    reunify_error_free(error);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kinds),
        cmocka_unit_test(test_integers),
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_empty),
        cmocka_unit_test(test_duplicates),
        cmocka_unit_test(test_long_names_are_cut),
        cmocka_unit_test(test_malformed),
        cmocka_unit_test(test_left_open),
        cmocka_unit_test(test_bad_utf8),
        cmocka_unit_test(test_nul),
        cmocka_unit_test(test_limit_bytes),
        cmocka_unit_test(test_limit_depth),
        cmocka_unit_test(test_limit_text),
        cmocka_unit_test(test_lengths),
        cmocka_unit_test(test_no_message_quotes_input),
        cmocka_unit_test(test_out_of_memory),
        cmocka_unit_test(test_write_structure),
        cmocka_unit_test(test_write_thousandths),
        cmocka_unit_test(test_write_escapes),
        cmocka_unit_test(test_write_every_place),
        cmocka_unit_test(test_write_ready),
        cmocka_unit_test(test_buffer),
        cmocka_unit_test(test_round_trip),
        cmocka_unit_test(test_write_without_memory),
    };
    return cmocka_run_group_tests_name("json", tests, start, stop);
}
