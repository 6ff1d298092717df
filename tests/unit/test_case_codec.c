/*
 * Reading and writing cases, from inside: warnings, what is declared, layout, and failing
 * allocations.
 */
#include "model/model.h"
#include "json/json.h"

#include <reunify/case.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define CASE(members) "{\"schema\":\"reunify/case/1\",\"id\":\"c\"" members "}"

static reunify_case *read_case(const char *json)
{
    reunify_case *c = NULL;
    assert_int_equal(reunify_case_from_json(NULL, json, strlen(json), 0, &c, NULL), REUNIFY_OK);
    return c;
}

static void test_warnings(void **state)
{
    (void)state;
    reunify_case *c = read_case(
        CASE(",\"a\":null,\"child\":{\"b~\":1,\"x_b\":1},\"records\":[{},{\"note\":\"n\"}],"
             "\"assessments\":[{\"date\":\"2024-01-01\",\"judgement\":{\"why\":0}}],\"\":0"));
    static const char *const places[] = {"/a", "/child/b~0", "/records/1/note",
                                         "/assessments/0/judgement/why", "/"};
    const model_warning *warnings = c->warnings.items;
    assert_int_equal(c->warnings.count, LENGTH_OF(places));
    for (size_t i = 0; i < LENGTH_OF(places); i++) {
        assert_string_equal(warnings[i].code, "unknown_member");
        assert_string_equal(warnings[i].at.data, places[i]);
    }
    assert_true(c->finished);
    reunify_case_free(c);
}

/*
 * A long name is cut between characters: the pointer goes into other documents and has to stay
 * UTF-8.
 */
static void test_long_name(void **state)
{
    (void)state;
    char json[300] = "{\"schema\":\"reunify/case/1\",\"id\":\"c\",\"n";
    for (int i = 0; i < 50; i++)
        strcat(json, "\xC3\xA9");
    strcat(json, "\":0}");
    reunify_case *c = read_case(json);
    const text at = ((const model_warning *)c->warnings.items)[0].at;
    assert_int_equal(at.length, 1 + 59 + 3);
    assert_string_equal(at.data + 1 + 59, "\xE2\x80\xA6");
    assert_true(utf8_valid(at.data, at.length));
    reunify_case_free(c);
}

/* So is a long place as a whole, once, and what is popped again leaves no trace. */
static void test_long_place(void **state)
{
    (void)state;
    char name[60];
    memset(name, 'n', sizeof name);
    pointer p;
    pointer_start(&p);
    for (int i = 0; i < 3; i++)
        pointer_push(&p, name, sizeof name);
    assert_int_equal(p.length, 3 * 61);
    const size_t fits = pointer_push(&p, "0123456789abcde", 15);
    assert_int_equal(p.length, POINTER_MOST);
    const size_t cut = pointer_push(&p, "more", 4);
    assert_int_equal(pointer_push_index(&p, 7), p.length);
    pointer_pop(&p, p.length);
    assert_string_equal(p.data + cut, "\xE2\x80\xA6");
    assert_int_equal(p.length, cut + 3);
    assert_true(utf8_valid(p.data, p.length));
    pointer_pop(&p, fits);
    pointer_push(&p, "a~/", 3);
    assert_string_equal(p.data + fits, "/a~0~1");
}

static void test_declared(void **state)
{
    (void)state;
    reunify_case *c = read_case(CASE(",\"people\":[{\"needs\":[]},{\"needs\":null},{}],"
                                     "\"assessments\":[{\"date\":\"2024-01-01\",\"factors\":[]},{"
                                     "\"date\":\"2024-01-01\"}],\"returns\":[]"));
    const model_person *people = CASE_LIST(c, REUNIFY_ENTRY_PERSON, model_person);
    const model_assessment *assessments = CASE_LIST(c, REUNIFY_ENTRY_ASSESSMENT, model_assessment);
    assert_true(people[0].needs.declared && !people[1].needs.declared && !people[2].needs.declared);
    assert_true(assessments[0].factors.declared && !assessments[1].factors.declared);
    assert_true(c->lists[REUNIFY_ENTRY_RETURN].declared && !c->lists[REUNIFY_ENTRY_GOAL].declared);
    assert_false(c->child_given);
    reunify_case_free(c);
}

static void test_named_values(void **state)
{
    (void)state;
    reunify_case *c = read_case(
        CASE(",\"attributes\":{\"a\":\"Any text\",\"b\":true,\"c\":-1.5,\"d\":null,\"e\":\"\"}"));
    const model_named *named = c->attributes.items;
    assert_int_equal(c->attributes.count, 4);
    assert_int_equal(named[0].type, NAMED_TEXT);
    assert_string_equal(model_name(c, named[0].code)->data, "Any text");
    assert_true(named[1].type == NAMED_BOOLEAN && named[1].number == 1 &&
                named[1].code == SYMBOL_NONE);
    assert_true(named[2].type == NAMED_NUMBER && named[2].number == -1500);
    assert_string_equal(model_name(c, named[3].name)->data, "e");
    assert_int_equal(model_name(c, named[3].code)->length, 0);
    reunify_case_free(c);
}

static void test_named_limit(void **state)
{
    (void)state;
    reunify_case *c = NULL;
    reunify_error *error;
    char *json = malloc(20000);
    assert_non_null(json);
    size_t at =
        (size_t)sprintf(json, "{\"schema\":\"reunify/case/1\",\"id\":\"c\",\"attributes\":{");
    for (int i = 0; i <= 1000; i++)
        at += (size_t)sprintf(json + at, "%s\"a%d\":%d", i ? "," : "", i, i);
    strcpy(json + at, "}}");
    assert_int_equal(reunify_error_new(NULL, &error), REUNIFY_OK);
    assert_int_equal(reunify_case_from_json(NULL, json, strlen(json), 0, &c, error), REUNIFY_LIMIT);
    assert_string_equal(reunify_error_code(error, 0), "limit_items");
    assert_string_equal(reunify_error_pointer(error, 0), "/attributes/a1000");
    reunify_error_free(error);
    free(json);
}

static void test_code_limit(void **state)
{
    (void)state;
    reunify_case *c = NULL;
    reunify_error *error;
    char *json = malloc(1 << 20);
    assert_non_null(json);
    size_t at = (size_t)sprintf(
        json, "{\"schema\":\"reunify/case/1\",\"id\":\"c\",\"people\":[{\"needs\":[");
    for (int i = 0; i <= SYMBOLS_MOST; i++)
        at += (size_t)sprintf(json + at, "%s\"a%d\"", i ? "," : "", i);
    strcpy(json + at, "]}]}");
    assert_int_equal(reunify_error_new(NULL, &error), REUNIFY_OK);
    assert_int_equal(reunify_case_from_json(NULL, json, strlen(json), 0, &c, error), REUNIFY_LIMIT);
    assert_int_equal(reunify_error_total(error), 1);
    assert_string_equal(reunify_error_code(error, 0), "limit_codes");
    assert_string_equal(reunify_error_pointer(error, 0), "/people/0/needs/65000");
    reunify_error_free(error);
    free(json);
}

/*
 * What the reader passes over is not written either, or the second writing would differ from the
 * first.
 */
static void test_foreign_attribute(void **state)
{
    (void)state;
    reunify_case *c = read_case(CASE(""));
    reunify_text *out = NULL;
    assert_int_equal(reunify_case_set_named_boolean(c, REUNIFY_ENTRY_CASE, 0, "x_own", 5, 1, NULL),
                     REUNIFY_OK);
    assert_int_equal(reunify_case_to_json(c, 0, &out, NULL), REUNIFY_OK);
    assert_string_equal(reunify_text_data(out), CASE(""));
    reunify_text_free(out);
    reunify_case_free(c);
}

static void assert_pretty(const char *compact, const char *expected)
{
    buffer in, out;
    reunify_text *text_out = NULL;
    buffer_start(&in, context_or_default(NULL));
    buffer_start(&out, context_or_default(NULL));
    buffer_add_text(&in, compact);
    assert_int_equal(json_pretty(&in, &out), REUNIFY_OK);
    assert_int_equal(buffer_finish(&out, &text_out), REUNIFY_OK);
    assert_string_equal(reunify_text_data(text_out), expected);
    reunify_text_free(text_out);
    buffer_release(&in);
}

static void test_pretty(void **state)
{
    (void)state;
    assert_pretty("", "");
    assert_pretty("[]", "[]");
    assert_pretty("{}", "{}");
    assert_pretty("[[],{}]", "[\n  [],\n  {}\n]");
    assert_pretty("[-1.5,true,null,\"]\"]", "[\n  -1.5,\n  true,\n  null,\n  \"]\"\n]");
    assert_pretty("{\"a\":{\"b\\\"\":[1]}}",
                  "{\n  \"a\": {\n    \"b\\\"\": [\n      1\n    ]\n  }\n}");
    assert_pretty("[\"\\\\\",\"\\\\\\\"[\"]", "[\n  \"\\\\\",\n  \"\\\\\\\"[\"\n]");
    assert_pretty("\"open\\", "\"open\\"); /* no JSON: it ends all the same */
    assert_pretty("]]", "\n]\n]");
}

/* Failing allocations ------------------------------------------------------------------------- */

typedef struct {
    long left, live;
} failing;

static void *failing_allocate(void *user, size_t size)
{
    failing *f = user;
    if (f->left-- <= 0)
        return NULL;
    f->live++;
    return malloc(size);
}

static void *failing_reallocate(void *user, void *memory, size_t old_size, size_t size)
{
    (void)old_size;
    return ((failing *)user)->left-- <= 0 ? NULL : realloc(memory, size);
}

static void failing_release(void *user, void *memory, size_t size)
{
    (void)size;
    ((failing *)user)->live--;
    free(memory);
}

/* Reads and writes with the n-th allocation failing; false once nothing failed. */
static bool fail_at(const char *json, long n, reunify_status expected, reunify_error *error)
{
    failing f = {1, 0};
    reunify_context_options options = {
        .size = sizeof options,
        .allocator = {&f, failing_allocate, failing_reallocate, failing_release}};
    reunify_context *context;
    reunify_case *c = NULL;
    reunify_text *out = NULL;
    assert_int_equal(reunify_context_new(&options, &context), REUNIFY_OK);
    f.left = n;
    reunify_status status = reunify_case_from_json(context, json, strlen(json), 0, &c, error);
    if (!status)
        status = reunify_case_to_json(c, REUNIFY_JSON_PRETTY, &out, error);
    const bool failed = f.left < 0;
    assert_int_equal(status, failed ? REUNIFY_NO_MEMORY : expected);
    assert_int_equal(reunify_error_status(error), status);
    reunify_text_free(out);
    reunify_case_free(c);
    reunify_context_unref(context);
    assert_int_equal(f.live, 0);
    return failed;
}

static void test_no_memory(void **state)
{
    (void)state;
    static const struct {
        const char *json;
        reunify_status expected;
    } cases[] = {
        {CASE(",\"unknown\":1,\"people\":[{\"id\":\"m\",\"needs\":[\"a\",\"b\"]}],"
              "\"records\":[{\"about\":\"m\",\"attributes\":{\"a\":\"b\"}}]"),
         REUNIFY_OK},
        {CASE(",\"pathway\":\"No Code\",\"people\":[{\"id\":\"m\"}],\"unknown\":2"),
         REUNIFY_INVALID},
    };
    reunify_error *error;
    assert_int_equal(reunify_error_new(NULL, &error), REUNIFY_OK);
    for (size_t i = 0; i < LENGTH_OF(cases); i++) {
        long n = 0;
        while (fail_at(cases[i].json, n, cases[i].expected, error))
            n++;
        assert_true(n >= 3);
    }
    reunify_error_free(error);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_warnings),     cmocka_unit_test(test_long_name),
        cmocka_unit_test(test_long_place),   cmocka_unit_test(test_declared),
        cmocka_unit_test(test_named_values), cmocka_unit_test(test_named_limit),
        cmocka_unit_test(test_code_limit),   cmocka_unit_test(test_foreign_attribute),
        cmocka_unit_test(test_pretty),       cmocka_unit_test(test_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
