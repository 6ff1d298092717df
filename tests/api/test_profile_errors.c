/*
 * Every fault of a rule pack: its code, its place and, where there is one, its hint; and that all
 * faults of a pack are told.
 */
#include "error.h"
#include "json_files.h"
#include "packs.h"
#include "support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define FILES DATA "/profile_errors"
#define T "\"text\":{\"en\":\"T\"}"
#define S "\"source\":{\"id\":\"s\",\"at\":\"1\"}"

/* A small pack that has something of everything: read from a file, and as text in one line. */
static json_t *small;
static char *pack;

static int set_up(void **state)
{
    small = read_json(FILES, "pack.json");
    pack = one_line(small);
    return set_up_error(state);
}

static int tear_down(void **state)
{
    free(pack);
    json_decref(small);
    return tear_down_error(state);
}

static reunify_status load(const char *json)
{
    reunify_profile *profile = (void *)(uintptr_t)1;
    const reunify_status status =
        reunify_profile_from_json(NULL, json, strlen(json), NULL, &profile, error);
    assert_true((profile != NULL) == (status == REUNIFY_OK));
    reunify_profile_unref(profile);
    return status;
}

/* `json` with the first `find` replaced. */
static char *replaced(const char *json, const char *find, const char *with)
{
    const char *at = strstr(json, find);
    if (!at)
        fail_msg("the pack has no %s", find);
    char *out = malloc(strlen(json) + strlen(with) + 1);
    assert_non_null(out);
    const size_t before = (size_t)(at - json);
    memcpy(out, json, before);
    strcpy(out + before, with);
    strcat(out, at + strlen(find));
    return out;
}

static size_t failures;

/* One of the faults must be exactly this. */
static void expect(const char *what, const char *json, const char *code, const char *pointer,
                   const char *says)
{
    const reunify_status status = load(json);
    const reunify_status expected =
        strncmp(code, "limit_bytes", 11) == 0 ? REUNIFY_LIMIT : REUNIFY_INVALID;
    bool found = false;
    for (size_t i = 0; i < reunify_error_count(error); i++)
        found = found || (strcmp(reunify_error_code(error, i), code) == 0 &&
                          strcmp(reunify_error_pointer(error, i), pointer) == 0 &&
                          (!says || strstr(reunify_error_message(error, i), says)));
    if (found && status == expected)
        return;
    failures++;
    print_error("%s: expected %s at \"%s\" %s; got %s:\n", what, code, pointer, says ? says : "",
                reunify_status_name(status));
    for (size_t i = 0; i < reunify_error_count(error); i++)
        print_error("    %s \"%s\" %s\n", reunify_error_code(error, i),
                    reunify_error_pointer(error, i), reunify_error_message(error, i));
}

static void test_small_pack_loads(void **state)
{
    (void)state;
    if (load(pack))
        fail_msg("%s %s: %s", reunify_error_code(error, 0), reunify_error_pointer(error, 0),
                 reunify_error_message(error, 0));
}

/* The small pack with a fault: what is said must be what the row says. */
static void expect_fault(const json_t *steps, const json_t *row, const char *place)
{
    json_t *broken = changed(small, steps);
    char *json = one_line(broken), *what = one_line(row);
    expect(what, json, member_text(row, "code"), place, member_text(row, "says"));
    free(what);
    free(json);
    json_decref(broken);
}

static void test_faults(void **state)
{
    (void)state;
    json_t *faults = read_json(FILES, "faults.json"), *row;
    size_t i;
    failures = 0;
    json_array_foreach(faults, i, row)
        expect_fault(json_object_get(row, "change"), row, member_text(row, "at"));
    assert_true(i > 80);
    json_decref(faults);
    assert_int_equal(failures, 0);
}

/* The condition of applicability, in place of one that always holds. */
static void test_conditions(void **state)
{
    (void)state;
    json_t *conditions = read_json(FILES, "conditions.json"), *row;
    size_t i;
    failures = 0;
    json_array_foreach(conditions, i, row)
    {
        char place[300];
        snprintf(place, sizeof place, "/applicability/0/when%s", member_text(row, "at"));
        json_t *steps = json_pack("[{ss sO}]", "set", "/applicability/0/when", "to",
                                  json_object_get(row, "condition"));
        expect_fault(steps, row, place);
        json_decref(steps);
    }
    assert_true(i > 80);
    json_decref(conditions);
    assert_int_equal(failures, 0);
}

/* Many of one thing, for the limits. */
static char *many(const char *before, const char *each, size_t count, const char *after)
{
    char *out = malloc(strlen(before) + count * (strlen(each) + 24) + strlen(after) + 1);
    assert_non_null(out);
    char *at = out + sprintf(out, "%s", before);
    for (size_t i = 0; i < count; i++) {
        const char *number = strstr(each, "%zu");
        *at = ',';
        at += i > 0;
        if (number)
            at += sprintf(at, "%.*s%zu%s", (int)(number - each), each, i, number + 3);
        else
            at += sprintf(at, "%s", each);
    }
    strcpy(at, after);
    return out;
}

static void expect_many(const char *find, const char *before, const char *each, size_t count,
                        const char *after, const char *code, const char *pointer)
{
    char *with = many(before, each, count, after), *json = replaced(pack, find, with);
    expect(each, json, code, pointer, NULL);
    free(with);
    free(json);
}

static void test_limits(void **state)
{
    (void)state;
    failures = 0;
    expect_many("\"roles\":[", "\"roles\":[", "{\"id\":\"role_%zu\"," T "}", 64, ",", "limit_items",
                "/roles/64");
    expect_many("[\"small\",\"great\"]", "[", "\"v%zu\"", 63, "]", "limit_items",
                "/findings/0/values");
    expect_many("\"levels\":[", "\"levels\":[", "{\"id\":\"l%zu\"," T "," S "}", 16, ",",
                "limit_items", "/risk/levels/16");
    expect_many("{\"id\":\"two\"," T "," S ",\"requirements\":[]}", "",
                "{\"id\":\"st%zu\"," T "," S ",\"requirements\":[]}", 64, "", "limit_items",
                "/pathways/0/stages");
    expect_many("\"findings\":[", "\"findings\":[", "{\"id\":\"f%zu\",\"type\":\"boolean\"," T "}",
                255, ",", "limit_items", "/findings");
    char *deep =
        replaced(pack, "{\"all\":[]}",
                 "{\"not\":{\"not\":{\"not\":{\"not\":{\"not\":{\"not\":{\"not\":{\"not\":{\"not\":"
                 "{\"not\":{\"not\":{\"not\":{\"not\":{\"not\":"
                 "{\"not\":{\"not\":{\"not\":{\"not\":{\"not\":{\"not\":{\"not\":{\"not\":{\"not\":"
                 "{\"not\":{\"not\":{\"not\":{\"not\":{\"not\":"
                 "{\"not\":{\"not\":{\"not\":{\"not\":{\"not\":{\"not\":{\"not\":{\"not\":{\"not\":"
                 "{\"not\":{\"not\":{\"not\":true}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}");
    expect("deep", deep, "limit_depth",
           "/applicability/0/when/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/"
           "not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/not/"
           "not/not/not",
           NULL);
    free(deep);
    assert_int_equal(failures, 0);
}

/* A chain of names is as deep as it is long: it is refused, not followed until the stack ends. */
static void test_chains(void **state)
{
    (void)state;
    static const size_t lengths[] = {100, 8000};
    for (size_t k = 0; k < 2; k++) {
        const size_t length = lengths[k];
        char *chain = malloc(length * 48 + 64), *at = chain;
        assert_non_null(chain);
        at += sprintf(at, "{\"home_day\":\"return\"");
        for (size_t i = 0; i < length; i++)
            at += sprintf(at, ",\"d%zu\":{\"date\":\"d%zu\"}", i, i + 1);
        sprintf(at, ",\"d%zu\":\"return\"}", length);
        char *json = replaced(pack, "{\"home_day\":\"return\"}", chain);
        assert_int_equal(load(json), REUNIFY_INVALID);
        assert_string_equal(reunify_error_code(error, 0), "limit_depth");
        free(json);
        at = chain + sprintf(chain, "{\"visited\":{\"record\":\"visit\"}");
        for (size_t i = 0; i < length; i++)
            at += sprintf(at, ",\"c%zu\":{\"condition\":\"c%zu\"}", i, i + 1);
        sprintf(at, ",\"c%zu\":true}", length);
        json = replaced(pack, "{\"visited\":{\"record\":\"visit\"}}", chain);
        assert_int_equal(load(json), REUNIFY_INVALID);
        assert_string_equal(reunify_error_code(error, 0), "limit_depth");
        free(json);
        free(chain);
    }
}

static void test_documents(void **state)
{
    (void)state;
    failures = 0;
    expect("array", "[]", "wrong_type", "", "an object");
    expect("empty", "", "empty_document", "", NULL);
    expect("no json", "{\"schema\"", "bad_json", "/schema", NULL);
    assert_int_equal(reunify_error_line(error, 0), 1);
    assert_int_equal(reunify_error_column(error, 0), 10);
    expect("twice", "{\"schema\":\"reunify/profile/1\",\n \"id\":\"a\",\"id\":\"b\"}",
           "duplicate_member", "/id", NULL);
    assert_int_equal(reunify_error_line(error, 0), 2);
    expect("utf-8", "{\"schema\":\"\xff\"}", "bad_utf8", "/schema", NULL);
    assert_int_equal(failures, 0);
    assert_int_equal(load("{\"schema\":\"reunify/profile/1\"}"), REUNIFY_INVALID);
    assert_in_range(reunify_error_total(error), 5, 6); /* id, version, title, sources, pathways */
}

/* All faults at once, in the order of the pack's sections, and past the 64th they are counted. */
static void test_all_are_listed(void **state)
{
    (void)state;
    static const char *const changes[][2] = {
        {"\"version\":\"1.0.0\"", "\"version\":1"},
        {"\"roles\":", "\"rolls\":"},
        {"\"local_order\"", "\"Local\""},
        {"\"if_absent\":\"great\"", "\"if_absent\":\"huge\""},
        {"{\"all\":[]}", "{\"al\":[]}"},
        {"\"finding\":\"danger\"", "\"finding\":\"dagger\""},
        {"\"necessity\":\"required\"", "\"necessity\":\"maybe\""},
        {"\"after\":\"P1M\"", "\"after\":\"1 month\""},
        {"\"actions\":\"last_movement\"", "\"actions\":\"latest\""},
        {"\"kind\":\"success\"", "\"kind\":\"luck\""},
    };
    static const char *const places[] = {"/version",
                                         "/rolls",
                                         "/legal_statuses/0/id",
                                         "/findings/0/if_absent",
                                         "/applicability/0/when",
                                         "/risk/dimensions/0/finding",
                                         "/pathways/0/stages/0/requirements/0/necessity",
                                         "/schedule/0/after",
                                         "/alerts/0/actions",
                                         "/factors/0/kind"};
    const size_t count = sizeof places / sizeof places[0];
    char *json = strcpy(malloc(strlen(pack) + 1), pack);
    for (size_t i = 0; i < count; i++) {
        char *next = replaced(json, changes[i][0], changes[i][1]);
        free(json);
        json = next;
    }
    assert_int_equal(load(json), REUNIFY_INVALID);
    free(json);
    for (size_t i = 0; i < count; i++) {
        bool found = false;
        for (size_t k = 0; k < reunify_error_count(error); k++)
            found = found || strcmp(reunify_error_pointer(error, k), places[i]) == 0;
        if (!found)
            fail_msg("nothing is said of %s", places[i]);
    }
    assert_int_equal(reunify_error_total(error), reunify_error_count(error));

    char *with = many("{\"all\":[", "{\"al\":[%zu]}", 100, "]}");
    json = replaced(pack, "{\"all\":[]}", with);
    assert_int_equal(load(json), REUNIFY_INVALID);
    assert_int_equal(reunify_error_count(error), 64);
    assert_int_equal(reunify_error_total(error), 100);
    assert_string_equal(reunify_error_pointer(error, 63), "/applicability/0/when/all/63");
    assert_string_equal(reunify_error_code(error, 64), "");
    free(with);
    free(json);
}

/*
 * Each of the texts of the shipped pack cut short or with one byte changed: never a crash, never an
 * object with a failure.
 */
static void test_shipped_pack_damaged(void **state)
{
    (void)state;
    size_t length;
    const char *json = pack_json(0, &length);
    char *copy = malloc(length + 1);
    assert_non_null(copy);
    uint32_t random = 12345;
    for (int i = 0; i < 150; i++) {
        memcpy(copy, json, length + 1);
        random = random * 1664525u + 1013904223u;
        const size_t at = random % length;
        random = random * 1664525u + 1013904223u;
        copy[at] = "0{}[]\",:xe-"[(random >> 16) % 11];
        reunify_profile *profile;
        const reunify_status status =
            reunify_profile_from_json(NULL, copy, length, NULL, &profile, error);
        assert_true((profile == NULL) == (status != REUNIFY_OK));
        assert_true((reunify_error_count(error) > 0) == (status != REUNIFY_OK));
        reunify_profile_unref(profile);
    }
    free(copy);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_small_pack_loads), cmocka_unit_test(test_faults),
        cmocka_unit_test(test_conditions),       cmocka_unit_test(test_limits),
        cmocka_unit_test(test_chains),           cmocka_unit_test(test_documents),
        cmocka_unit_test(test_all_are_listed),   cmocka_unit_test(test_shipped_pack_damaged),
    };
    return cmocka_run_group_tests_name("profile errors", tests, set_up, tear_down);
}
