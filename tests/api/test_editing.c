/*
 * A case that is changed says what its document says that is changed in the same way: over every
 * entry, field and named value of every example, each taken away once. And a copy is like its
 * original, and apart from it.
 */
#include "entries.h"
#include "json_files.h"

#include <reunify/reunify.h>

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static reunify_error *error;
static size_t compared, refused;

/* The members of the document: of each kind, and of each field. */
enum { KINDS = 17 };
static const struct {
    const char *name;
    bool alone; /* no list */
} kinds[KINDS] = {
    [REUNIFY_ENTRY_CHILD] = {"child", true},
    [REUNIFY_ENTRY_LEGAL_STATUS] = {"legal_statuses", false},
    [REUNIFY_ENTRY_CARE_PERIOD] = {"care_periods", false},
    [REUNIFY_ENTRY_PLACEMENT] = {"placements", false},
    [REUNIFY_ENTRY_RETURN] = {"returns", false},
    [REUNIFY_ENTRY_PERSON] = {"people", false},
    [REUNIFY_ENTRY_ASSESSMENT] = {"assessments", false},
    [REUNIFY_ENTRY_FACTOR] = {"factors", false},
    [REUNIFY_ENTRY_JUDGEMENT] = {"judgement", true},
    [REUNIFY_ENTRY_RECORD] = {"records", false},
    [REUNIFY_ENTRY_FAMILY_TIME] = {"family_time", false},
    [REUNIFY_ENTRY_GOAL] = {"goals", false},
    [REUNIFY_ENTRY_RETURN_TO] = {"return_to", false},
    [REUNIFY_ENTRY_STAY] = {"stays", false},
    [REUNIFY_ENTRY_PERSON_FINDINGS] = {"people", false},
    [REUNIFY_ENTRY_ATTRIBUTE] = {"attributes", false},
};
/* No example has attributes with their time. */
static const char movable[] =
    "{\"schema\":\"reunify/case/1\",\"id\":\"c\",\"attributes\":{\"a\":[{\"value\":true,\"to\":"
    "\"2024-01-01\"},{\"value\":false,\"from\":\"2024-01-01\"},{\"value\":true,\"from\":\"2024-03-"
    "01\","
    "\"to\":\"2024-04-01\"}],\"b\":-2.5,\"c\":[{\"value\":\"some "
    "words\",\"from\":\"2024-02-01\"}],\"d\":"
    "[{\"value\":1},{\"value\":2,\"from\":\"2024-02-01\"}]}}";
static const char *const fields[] = {
    [REUNIFY_FIELD_ID] = "id",
    [REUNIFY_FIELD_PATHWAY] = "pathway",
    [REUNIFY_FIELD_DATE_OF_BIRTH] = "date_of_birth",
    [REUNIFY_FIELD_SIBLINGS] = "siblings",
    [REUNIFY_FIELD_CODE] = "code",
    [REUNIFY_FIELD_FROM] = "from",
    [REUNIFY_FIELD_TO] = "to",
    [REUNIFY_FIELD_TYPE] = "type",
    [REUNIFY_FIELD_DATE] = "date",
    [REUNIFY_FIELD_PLANNED] = "planned",
    [REUNIFY_FIELD_ENDED_ON] = "ended_on",
    [REUNIFY_FIELD_OUTCOME] = "outcome",
    [REUNIFY_FIELD_RELATION] = "relation",
    [REUNIFY_FIELD_HOUSEHOLD] = "household",
    [REUNIFY_FIELD_REGULAR_VISITOR] = "regular_visitor",
    [REUNIFY_FIELD_PARENTAL_RESPONSIBILITY] = "parental_responsibility",
    [REUNIFY_FIELD_NEEDS] = "needs",
    [REUNIFY_FIELD_KIND] = "kind",
    [REUNIFY_FIELD_STATUS] = "status",
    [REUNIFY_FIELD_EMERGED] = "emerged",
    [REUNIFY_FIELD_LEVEL] = "level",
    [REUNIFY_FIELD_RATIONALE] = "rationale",
    [REUNIFY_FIELD_APPROVED_BY] = "approved_by",
    [REUNIFY_FIELD_LED_BY] = "led_by",
    [REUNIFY_FIELD_PARTICIPANTS] = "participants",
    [REUNIFY_FIELD_ABOUT] = "about",
    [REUNIFY_FIELD_TIMES_A_WEEK] = "times_a_week",
    [REUNIFY_FIELD_HOURS] = "hours",
    [REUNIFY_FIELD_OVERNIGHT] = "overnight",
    [REUNIFY_FIELD_OWNER] = "owner",
    [REUNIFY_FIELD_DUE] = "due",
    [REUNIFY_FIELD_PERSON] = "person",
};
enum { FIELDS = sizeof fields / sizeof fields[0] };

/* The bytes of a case; free() them. */
static char *bytes_of(const reunify_case *record)
{
    reunify_text *text;
    assert_int_equal(reunify_case_to_json(record, 0, &text, NULL), REUNIFY_OK);
    char *copy = malloc(reunify_text_length(text) + 1);
    assert_non_null(copy);
    memcpy(copy, reunify_text_data(text), reunify_text_length(text) + 1);
    reunify_text_free(text);
    return copy;
}

static bool are_equal(const reunify_case *a, const reunify_case *b)
{
    int32_t equal;
    assert_int_equal(reunify_case_equal(a, b, &equal, error), REUNIFY_OK);
    return equal;
}

/* `edited` against the document, from which the same was taken. */
static void compare(reunify_case *edited, const json_t *document)
{
    char *json = one_line(document);
    reunify_case *fresh = NULL;
    const reunify_status read = reunify_case_from_json(NULL, json, strlen(json), 0, &fresh, error),
                         finished = reunify_case_finish(edited, NULL);
    assert_int_equal(finished, read);
    assert_int_equal(reunify_case_is_finished(edited), !finished);
    if (!read)
        assert_true(are_equal(edited, fresh));
    read ? refused++ : compared++;
    reunify_case_free(fresh);
    free(json);
}

static reunify_case *copy_of(const reunify_case *record)
{
    reunify_case *copy = NULL;
    assert_int_equal(reunify_case_copy(record, NULL, &copy, error), REUNIFY_OK);
    assert_true(are_equal(record, copy));
    assert_int_equal(reunify_case_is_finished(copy), reunify_case_is_finished(record));
    return copy;
}

/* Places -------------------------------------------------------------------------------------- */

static json_t *list_in(json_t *holder, int32_t kind)
{
    return json_object_get(holder, kinds[kind].name);
}

/* The array of an attribute, and the place of its entry among those of its name. */
static json_t *list_of_attribute(const reunify_case *record, json_t *document, reunify_entry entry,
                                 size_t *at)
{
    const reunify_symbol name = reunify_case_named(record, entry, 0);
    *at = 0;
    for (size_t i = 0; i < reunify_entry_at(entry); i++)
        *at += reunify_case_named(record, reunify_case_entry(record, REUNIFY_ENTRY_ATTRIBUTE, 0, i),
                                  0) == name;
    return json_object_get(json_object_get(document, "attributes"),
                           reunify_case_symbol_text(record, name));
}

static json_t *json_entry(const reunify_case *record, json_t *document, reunify_entry entry)
{
    if (entry == REUNIFY_THE_CASE)
        return document;
    const int32_t kind = reunify_entry_kind(entry);
    size_t at;
    if (kind == REUNIFY_ENTRY_ATTRIBUTE) {
        json_t *list = list_of_attribute(record, document, entry, &at);
        return json_array_get(list, at);
    }
    json_t *holder = json_entry(record, document, reunify_entry_parent(entry));
    json_t *list = list_in(holder, kind);
    return kinds[kind].alone ? list : json_array_get(list, reunify_entry_at(entry));
}

/* An array of an attribute is not empty: with its last entry it goes. */
static void take_attribute(const reunify_case *record, json_t *document, reunify_entry entry)
{
    size_t at;
    json_t *list = list_of_attribute(record, document, entry, &at);
    assert_int_equal(json_array_remove(list, at), 0);
    if (!json_array_size(list))
        json_object_del(json_object_get(document, "attributes"),
                        reunify_case_symbol_text(record, reunify_case_named(record, entry, 0)));
}

static void take_entry(const reunify_case *record, json_t *document, reunify_entry entry)
{
    const int32_t kind = reunify_entry_kind(entry);
    if (kind == REUNIFY_ENTRY_ATTRIBUTE) {
        take_attribute(record, document, entry);
        return;
    }
    json_t *holder = json_entry(record, document, reunify_entry_parent(entry));
    assert_int_equal(kinds[kind].alone
                         ? json_object_del(holder, kinds[kind].name)
                         : json_array_remove(list_in(holder, kind), reunify_entry_at(entry)),
                     0);
}

/* Each once ----------------------------------------------------------------------------------- */

static void without_entry(const reunify_case *record, const json_t *document, reunify_entry entry)
{
    reunify_case *edited = copy_of(record);
    json_t *left = json_deep_copy(document);
    assert_int_equal(reunify_case_remove(edited, entry, error), REUNIFY_OK);
    assert_false(are_equal(edited, record));
    take_entry(record, left, entry);
    compare(edited, left);
    json_decref(left);
    reunify_case_free(edited);
}

static void without_field(const reunify_case *record, const json_t *document, reunify_entry entry,
                          int32_t field)
{
    if (!reunify_case_is_set(record, entry, field))
        return;
    reunify_case *edited = copy_of(record);
    json_t *left = json_deep_copy(document), *holder = json_entry(record, left, entry);
    if (json_is_object(holder)) { /* the short form of return_to is a text */
        assert_int_equal(reunify_case_unset(edited, entry, field, error), REUNIFY_OK);
        assert_int_equal(reunify_case_is_set(edited, entry, field), 0);
        assert_int_equal(json_object_del(holder, fields[field]), 0);
        compare(edited, left);
    }
    json_decref(left);
    reunify_case_free(edited);
}

static void without_named(const reunify_case *record, const json_t *document, reunify_entry entry,
                          reunify_symbol name)
{
    const int32_t kind = reunify_entry_kind(entry);
    reunify_case *edited = copy_of(record);
    json_t *left = json_deep_copy(document), *holder = json_entry(record, left, entry);
    json_t *values = json_object_get(
        holder,
        kind == REUNIFY_ENTRY_CASE || kind == REUNIFY_ENTRY_RECORD ? "attributes" : "findings");
    const bool timed = kind == REUNIFY_ENTRY_ATTRIBUTE;
    assert_int_not_equal(reunify_case_named_type(edited, entry, name), REUNIFY_NAMED_NONE);
    assert_int_equal(reunify_case_unset_named(edited, entry, name, error), REUNIFY_OK);
    assert_int_equal(reunify_case_named_type(edited, entry, name), REUNIFY_NAMED_NONE);
    assert_int_equal(json_object_del(timed ? holder : values,
                                     timed ? "value" : reunify_case_symbol_text(record, name)),
                     0);
    compare(edited, left);
    json_decref(left);
    reunify_case_free(edited);
}

static void without_each(const reunify_case *record, const json_t *document, reunify_entry entry)
{
    if (entry != REUNIFY_THE_CASE)
        without_entry(record, document, entry);
    for (int32_t field = 1; field < FIELDS; field++)
        without_field(record, document, entry, field);
    for (size_t i = 0; i < reunify_case_named_count(record, entry); i++)
        without_named(record, document, entry, reunify_case_named(record, entry, i));
    for (int32_t kind = REUNIFY_ENTRY_CHILD; kind < KINDS; kind++)
        for (size_t i = 0; i < reunify_case_count(record, kind, entry); i++)
            without_each(record, document, reunify_case_entry(record, kind, entry, i));
}

static void test_without_each(void **state)
{
    (void)state;
    for (size_t i = 0; i < EXAMPLE_COUNT; i++) {
        json_t *document = read_json(EXAMPLES, examples[i].name);
        reunify_case *record = load_case(NULL, EXAMPLES, examples[i].name);
        char *before = bytes_of(record);
        without_each(record, document, REUNIFY_THE_CASE);
        char *after = bytes_of(record);
        assert_string_equal(before, after);
        free(before);
        free(after);
        reunify_case_free(record);
        json_decref(document);
    }
    json_t *document = json_loads(movable, 0, NULL);
    reunify_case *record;
    assert_int_equal(reunify_case_from_json(NULL, movable, sizeof movable - 1, REUNIFY_CASE_STRICT,
                                            &record, error),
                     REUNIFY_OK);
    without_each(record, document, REUNIFY_THE_CASE);
    char *bytes = bytes_of(record);
    assert_string_equal(bytes, movable); /* canonical as it stands */
    free(bytes);
    reunify_case_free(record);
    json_decref(document);
    print_message("%zu compared, %zu refused alike\n", compared, refused);
    assert_true(compared > 1000);
    assert_true(refused > 100);
}

/* What is evaluated after a change, and after it was taken back. */
static void test_finished_again(void **state)
{
    (void)state;
    reunify_profile *profile = load_builtin(NULL);
    reunify_evaluator *evaluator;
    assert_int_equal(reunify_evaluator_new(NULL, &evaluator, error), REUNIFY_OK);
    for (size_t i = 0; i < EXAMPLE_COUNT; i++) {
        reunify_case *record = load_case(NULL, EXAMPLES, examples[i].name), *copy = copy_of(record);
        const reunify_date as_of = date_of(examples[i].as_of);
        reunify_evaluation *before, *after;
        reunify_entry added;
        assert_int_equal(reunify_evaluate(evaluator, profile, record, as_of, NULL, &before, error),
                         REUNIFY_OK);
        assert_int_equal(
            reunify_case_add(copy, REUNIFY_ENTRY_RECORD, REUNIFY_THE_CASE, &added, error),
            REUNIFY_OK);
        assert_int_equal(reunify_case_set_date(copy, added, REUNIFY_FIELD_DATE, as_of, error),
                         REUNIFY_OK);
        assert_int_equal(reunify_case_finish(copy, error), REUNIFY_OK);
        assert_false(are_equal(record, copy));
        assert_int_equal(reunify_case_remove(copy, added, error), REUNIFY_OK);
        assert_int_equal(reunify_case_finish(copy, error), REUNIFY_OK);
        assert_int_equal(reunify_evaluate(evaluator, profile, copy, as_of, NULL, &after, error),
                         REUNIFY_OK);
        reunify_case_free(record); /* the copy stands alone */
        char *a = json_of(before), *b = json_of(after);
        assert_string_equal(a, b);
        free(a);
        free(b);
        reunify_evaluation_unref(before);
        reunify_evaluation_unref(after);
        reunify_case_free(copy);
    }
    reunify_evaluator_free(evaluator);
    reunify_profile_unref(profile);
}

/* What takes room is counted, and given back. */
static void test_items(void **state)
{
    (void)state;
    const reunify_context_options options = {.size = sizeof options, .max_items = 7};
    reunify_context *context;
    reunify_case *c;
    assert_int_equal(reunify_context_new(&options, &context), REUNIFY_OK);
    assert_int_equal(reunify_case_new(context, &c, error), REUNIFY_OK);
    for (int round = 0; round < 50; round++) {
        reunify_entry a, factor, record;
        assert_int_equal(reunify_case_add(c, REUNIFY_ENTRY_ASSESSMENT, 0, &a, error), REUNIFY_OK);
        assert_int_equal(reunify_case_add(c, REUNIFY_ENTRY_FACTOR, a, &factor, error), REUNIFY_OK);
        assert_int_equal(reunify_case_set_named_boolean(c, a, word(c, "f"), 1, error), REUNIFY_OK);
        assert_int_equal(reunify_case_add(c, REUNIFY_ENTRY_RECORD, 0, &record, error), REUNIFY_OK);
        assert_int_equal(
            reunify_case_append_symbol(c, record, REUNIFY_FIELD_PARTICIPANTS, word(c, "r"), error),
            REUNIFY_OK);
        assert_int_equal(reunify_case_set_named_boolean(c, 0, word(c, "g"), 1, error), REUNIFY_OK);
        assert_int_equal(reunify_case_set_named_boolean(c, record, word(c, "h"), 1, error),
                         REUNIFY_OK);
        assert_int_equal(reunify_case_add(c, REUNIFY_ENTRY_GOAL, 0, NULL, error), REUNIFY_LIMIT);
        if (round % 2)
            assert_int_equal(reunify_case_unset(c, record, REUNIFY_FIELD_PARTICIPANTS, error),
                             REUNIFY_OK);
        assert_int_equal(reunify_case_remove(c, a, error), REUNIFY_OK);
        assert_int_equal(reunify_case_remove(c, record, error), REUNIFY_OK);
        assert_int_equal(reunify_case_unset_named(c, 0, word(c, "g"), error), REUNIFY_OK);
    }
    reunify_case_free(c);
    reunify_context_unref(context);
}

/* Finishing again and again takes no more room. */
static void test_orders_are_kept(void **state)
{
    (void)state;
    counting c = {0};
    reunify_context *context = counting_context(&c);
    reunify_case *record = load_case(context, EXAMPLES, examples[0].name);
    const reunify_entry first = entry_in(record, REUNIFY_ENTRY_RECORD, 0, 0);
    const size_t bytes = c.bytes;
    for (reunify_date date = 19000; date < 21000; date++) {
        assert_int_equal(reunify_case_set_date(record, first, REUNIFY_FIELD_DATE, date, error),
                         REUNIFY_OK);
        assert_int_equal(reunify_case_finish(record, error), REUNIFY_OK);
        assert_int_equal(c.bytes, bytes);
    }
    reunify_case_free(record);
    reunify_context_unref(context);
}

/* Numbers and symbols that are none ----------------------------------------------------------- */

static void test_no_entry(void **state)
{
    (void)state;
    reunify_case *c = load_case(NULL, EXAMPLES, examples[0].name);
    static const reunify_entry wrong[] = {REUNIFY_NO_ENTRY,  INT64_MIN,         INT64_MAX, 1,
                                          (int64_t)17 << 56, (int64_t)127 << 56};
    const reunify_symbol name = word(c, "a");
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        const reunify_entry e = wrong[i];
        assert_int_equal(reunify_case_remove(c, e, error), REUNIFY_ARGUMENT);
        assert_int_equal(reunify_case_unset(c, e, REUNIFY_FIELD_ID, error), REUNIFY_ARGUMENT);
        assert_int_equal(reunify_case_set_named_boolean(c, e, name, 1, error), REUNIFY_ARGUMENT);
        assert_int_equal(reunify_case_declare(c, REUNIFY_ENTRY_STAY, e, error), REUNIFY_ARGUMENT);
        assert_int_equal(reunify_case_undeclare(c, REUNIFY_ENTRY_GOAL, e, error), REUNIFY_ARGUMENT);
        assert_int_equal(reunify_case_add(c, REUNIFY_ENTRY_FACTOR, e, NULL, error),
                         REUNIFY_ARGUMENT);
        assert_null(reunify_case_get_text(c, e, REUNIFY_FIELD_ID));
        assert_int_equal(reunify_case_count(c, REUNIFY_ENTRY_FACTOR, e), 0);
        assert_int_equal(reunify_case_named_count(c, e), 0);
        assert_int_equal(reunify_case_named(c, e, 0), REUNIFY_NO_SYMBOL);
        assert_int_equal(reunify_case_entry(c, REUNIFY_ENTRY_STAY, e, 0), REUNIFY_NO_ENTRY);
    }
    assert_int_equal(reunify_entry_kind(REUNIFY_NO_ENTRY), -1);
    assert_int_equal(reunify_entry_parent(REUNIFY_NO_ENTRY), REUNIFY_NO_ENTRY);
    assert_int_equal(reunify_case_remove(c, REUNIFY_THE_CASE, error), REUNIFY_ARGUMENT);
    assert_int_equal(reunify_case_undeclare(c, REUNIFY_ENTRY_RECORD, REUNIFY_THE_CASE, error),
                     REUNIFY_STATE);
    assert_true(reunify_case_is_finished(c));
    reunify_case_free(c);
}

static void test_no_symbol(void **state)
{
    (void)state;
    reunify_case *c = load_case(NULL, EXAMPLES, examples[0].name);
    static const reunify_symbol wrong[] = {REUNIFY_NO_SYMBOL, INT32_MIN, INT32_MAX, 64999};
    const reunify_entry entry = entry_in(c, REUNIFY_ENTRY_RECORD, 0, 0);
    const reunify_symbol name = word(c, "a");
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        const reunify_symbol s = wrong[i];
        assert_int_equal(reunify_case_set_symbol(c, entry, REUNIFY_FIELD_TYPE, s, error),
                         REUNIFY_ARGUMENT);
        assert_int_equal(reunify_case_append_symbol(c, entry, REUNIFY_FIELD_PARTICIPANTS, s, error),
                         REUNIFY_ARGUMENT);
        assert_int_equal(reunify_case_set_named_symbol(c, entry, name, s, error), REUNIFY_ARGUMENT);
        assert_int_equal(reunify_case_set_named_symbol(c, entry, s, name, error), REUNIFY_ARGUMENT);
        assert_int_equal(reunify_case_set_named_text(c, entry, s, "v", 1, error), REUNIFY_ARGUMENT);
        assert_int_equal(reunify_case_set_named_number(c, entry, s, 1, error), REUNIFY_ARGUMENT);
        assert_int_equal(reunify_case_unset_named(c, entry, s, error), REUNIFY_ARGUMENT);
        assert_null(reunify_case_symbol_text(c, s));
        assert_int_equal(reunify_case_named_type(c, entry, s), REUNIFY_NAMED_NONE);
    }
    reunify_symbol none = 5;
    assert_int_equal(reunify_case_symbol(c, "No Code", 7, &none, error), REUNIFY_INVALID);
    assert_int_equal(none, REUNIFY_NO_SYMBOL);
    assert_int_equal(reunify_case_find_symbol(c, "never_seen", 10), REUNIFY_NO_SYMBOL);
    assert_int_equal(reunify_case_find_symbol(c, "a", 1), name);
    assert_true(reunify_case_is_finished(c));
    reunify_case_free(c);
}

/* Under a sanitizer there is a gap behind each piece of an arena, which nothing reckons with. */
#if defined(__SANITIZE_ADDRESS__)
enum { GAPS = 1 };
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
enum { GAPS = 1 };
#else
enum { GAPS = 0 };
#endif
#else
enum { GAPS = 0 };
#endif

/* An ordinary case that is read is one block of memory, and a copy is no more. */
static void test_one_block(void **state)
{
    (void)state;
    for (size_t i = 0; i < EXAMPLE_COUNT; i++) {
        counting read = {0}, copied = {0};
        reunify_context *one = counting_context(&read), *other = counting_context(&copied);
        const size_t before = read.blocks, copied_before = copied.blocks;
        reunify_case *record = load_case(one, EXAMPLES, examples[i].name), *copy;
        assert_in_range(read.blocks, before + 1, before + 1 + 2 * GAPS);
        assert_int_equal(reunify_case_copy(record, other, &copy, error), REUNIFY_OK);
        assert_in_range(copied.blocks, copied_before + 1, copied_before + 1 + 2 * GAPS);
        assert_true(GAPS || copied.bytes <= read.bytes);
        reunify_case_free(record);
        reunify_case_free(copy);
        reunify_context_unref(one);
        reunify_context_unref(other);
        assert_int_equal(read.blocks + copied.blocks, 0);
    }
}

static void test_values_by_symbol(void **state)
{
    (void)state;
    reunify_case *a = load_case(NULL, EXAMPLES, examples[0].name), *b = copy_of(a);
    const reunify_entry record = entry_in(a, REUNIFY_ENTRY_RECORD, 0, 0);
    assert_int_equal(reunify_case_set_text(a, record, REUNIFY_FIELD_TYPE, "visit", 5, error),
                     REUNIFY_OK);
    assert_int_equal(
        reunify_case_append_code(a, record, REUNIFY_FIELD_PARTICIPANTS, "child", 5, error),
        REUNIFY_OK);
    assert_int_equal(reunify_case_set_named_text(a, record, word(a, "n"), "child", 5, error),
                     REUNIFY_OK);
    assert_int_equal(reunify_case_set_named_number(a, record, word(a, "m"), -1500, error),
                     REUNIFY_OK);
    assert_int_equal(reunify_case_set_named_number(b, record, word(b, "m"), -1500, error),
                     REUNIFY_OK);
    assert_int_equal(
        reunify_case_set_symbol(b, record, REUNIFY_FIELD_TYPE, word(b, "visit"), error),
        REUNIFY_OK);
    assert_int_equal(
        reunify_case_append_symbol(b, record, REUNIFY_FIELD_PARTICIPANTS, word(b, "child"), error),
        REUNIFY_OK);
    assert_int_equal(
        reunify_case_set_named_symbol(b, record, word(b, "n"), word(b, "child"), error),
        REUNIFY_OK);
    assert_true(are_equal(a, b)); /* whatever the order of setting */
    assert_string_equal(reunify_case_get_named_text(b, record, word(b, "n")), "child");
    assert_int_equal(reunify_case_get_named_number(b, record, word(b, "m")), -1500);
    assert_int_equal(reunify_case_get_named_number(b, record, word(b, "n")), INT64_MIN);
    assert_int_equal(reunify_case_get_named_boolean(b, record, word(b, "n")), REUNIFY_UNKNOWN);
    assert_null(reunify_case_get_named_text(b, record, word(b, "m")));
    reunify_case_free(a);
    reunify_case_free(b);
}

/* A refused value is told with the place that it would have in the document. */
static void test_places_of_named_values(void **state)
{
    (void)state;
    static const struct {
        int32_t kind, parent;
        const char *place;
    } holders[] = {{REUNIFY_ENTRY_CASE, -1, "/attributes/n"},
                   {REUNIFY_ENTRY_RECORD, -1, "/records/0/attributes/n"},
                   {REUNIFY_ENTRY_ASSESSMENT, -1, "/assessments/0/findings/n"},
                   {REUNIFY_ENTRY_PERSON_FINDINGS, REUNIFY_ENTRY_ASSESSMENT,
                    "/assessments/0/people/0/findings/n"}};
    for (size_t i = 0; i < sizeof holders / sizeof holders[0]; i++) {
        reunify_case *c;
        assert_int_equal(reunify_case_new(NULL, &c, error), REUNIFY_OK);
        reunify_entry parent = REUNIFY_THE_CASE, entry = REUNIFY_THE_CASE;
        if (holders[i].parent >= 0)
            assert_int_equal(
                reunify_case_add(c, holders[i].parent, REUNIFY_THE_CASE, &parent, error),
                REUNIFY_OK);
        if (holders[i].kind != REUNIFY_ENTRY_CASE)
            assert_int_equal(reunify_case_add(c, holders[i].kind, parent, &entry, error),
                             REUNIFY_OK);
        assert_int_equal(reunify_case_set_named_number(c, entry, word(c, "n"), INT64_MAX, error),
                         REUNIFY_INVALID);
        assert_string_equal(reunify_error_pointer(error, 0), holders[i].place);
        reunify_case_free(c);
    }
}

static void test_arguments(void **state)
{
    (void)state;
    reunify_case *c = load_case(NULL, EXAMPLES, examples[0].name), *out = c;
    int32_t equal = 1;
    assert_int_equal(reunify_case_copy(NULL, NULL, &out, error), REUNIFY_ARGUMENT);
    assert_null(out);
    assert_int_equal(reunify_case_copy(c, NULL, NULL, error), REUNIFY_ARGUMENT);
    assert_int_equal(reunify_case_equal(c, NULL, &equal, error), REUNIFY_ARGUMENT);
    assert_int_equal(equal, 0);
    assert_int_equal(reunify_case_equal(c, c, NULL, error), REUNIFY_ARGUMENT);
    assert_int_equal(reunify_case_is_finished(NULL), 0);
    reunify_case_free(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_without_each),
        cmocka_unit_test(test_finished_again),
        cmocka_unit_test(test_items),
        cmocka_unit_test(test_orders_are_kept),
        cmocka_unit_test(test_no_entry),
        cmocka_unit_test(test_no_symbol),
        cmocka_unit_test(test_one_block),
        cmocka_unit_test(test_values_by_symbol),
        cmocka_unit_test(test_places_of_named_values),
        cmocka_unit_test(test_arguments),
    };
    if (reunify_error_new(NULL, &error))
        return 1;
    const int failed = cmocka_run_group_tests(tests, NULL, NULL);
    reunify_error_free(error);
    return failed;
}
