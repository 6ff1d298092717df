#include "rebuild.h"

#include <jansson.h>

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

typedef enum { OF_TEXT, OF_DATE, OF_BOOLEAN, OF_NUMBER, OF_CODES } value_type;

static const struct {
    int32_t kind, field;
    value_type type;
} fields[] = {
    {REUNIFY_ENTRY_CASE, REUNIFY_FIELD_ID, OF_TEXT},
    {REUNIFY_ENTRY_CASE, REUNIFY_FIELD_PATHWAY, OF_TEXT},
    {REUNIFY_ENTRY_CHILD, REUNIFY_FIELD_DATE_OF_BIRTH, OF_TEXT},
    {REUNIFY_ENTRY_CHILD, REUNIFY_FIELD_SIBLINGS, OF_BOOLEAN},
    {REUNIFY_ENTRY_LEGAL_STATUS, REUNIFY_FIELD_CODE, OF_TEXT},
    {REUNIFY_ENTRY_LEGAL_STATUS, REUNIFY_FIELD_FROM, OF_DATE},
    {REUNIFY_ENTRY_LEGAL_STATUS, REUNIFY_FIELD_TO, OF_DATE},
    {REUNIFY_ENTRY_CARE_PERIOD, REUNIFY_FIELD_FROM, OF_DATE},
    {REUNIFY_ENTRY_CARE_PERIOD, REUNIFY_FIELD_TO, OF_DATE},
    {REUNIFY_ENTRY_CARE_PERIOD, REUNIFY_FIELD_KIND, OF_TEXT},
    {REUNIFY_ENTRY_PLACEMENT, REUNIFY_FIELD_TYPE, OF_TEXT},
    {REUNIFY_ENTRY_PLACEMENT, REUNIFY_FIELD_FROM, OF_DATE},
    {REUNIFY_ENTRY_PLACEMENT, REUNIFY_FIELD_TO, OF_DATE},
    {REUNIFY_ENTRY_RETURN, REUNIFY_FIELD_DATE, OF_DATE},
    {REUNIFY_ENTRY_RETURN, REUNIFY_FIELD_PLANNED, OF_BOOLEAN},
    {REUNIFY_ENTRY_RETURN, REUNIFY_FIELD_ENDED_ON, OF_DATE},
    {REUNIFY_ENTRY_RETURN, REUNIFY_FIELD_OUTCOME, OF_TEXT},
    {REUNIFY_ENTRY_RETURN_TO, REUNIFY_FIELD_PERSON, OF_TEXT},
    {REUNIFY_ENTRY_RETURN_TO, REUNIFY_FIELD_FROM, OF_DATE},
    {REUNIFY_ENTRY_RETURN_TO, REUNIFY_FIELD_TO, OF_DATE},
    {REUNIFY_ENTRY_PERSON, REUNIFY_FIELD_ID, OF_TEXT},
    {REUNIFY_ENTRY_PERSON, REUNIFY_FIELD_RELATION, OF_TEXT},
    {REUNIFY_ENTRY_PERSON, REUNIFY_FIELD_HOUSEHOLD, OF_BOOLEAN},
    {REUNIFY_ENTRY_PERSON, REUNIFY_FIELD_REGULAR_VISITOR, OF_BOOLEAN},
    {REUNIFY_ENTRY_PERSON, REUNIFY_FIELD_PARENTAL_RESPONSIBILITY, OF_BOOLEAN},
    {REUNIFY_ENTRY_PERSON, REUNIFY_FIELD_DATE_OF_BIRTH, OF_TEXT},
    {REUNIFY_ENTRY_PERSON, REUNIFY_FIELD_NEEDS, OF_CODES},
    {REUNIFY_ENTRY_STAY, REUNIFY_FIELD_FROM, OF_DATE},
    {REUNIFY_ENTRY_STAY, REUNIFY_FIELD_TO, OF_DATE},
    {REUNIFY_ENTRY_ASSESSMENT, REUNIFY_FIELD_ID, OF_TEXT},
    {REUNIFY_ENTRY_ASSESSMENT, REUNIFY_FIELD_DATE, OF_DATE},
    {REUNIFY_ENTRY_PERSON_FINDINGS, REUNIFY_FIELD_PERSON, OF_TEXT},
    {REUNIFY_ENTRY_FACTOR, REUNIFY_FIELD_CODE, OF_TEXT},
    {REUNIFY_ENTRY_FACTOR, REUNIFY_FIELD_KIND, OF_TEXT},
    {REUNIFY_ENTRY_FACTOR, REUNIFY_FIELD_STATUS, OF_TEXT},
    {REUNIFY_ENTRY_FACTOR, REUNIFY_FIELD_EMERGED, OF_TEXT},
    {REUNIFY_ENTRY_JUDGEMENT, REUNIFY_FIELD_LEVEL, OF_TEXT},
    {REUNIFY_ENTRY_JUDGEMENT, REUNIFY_FIELD_RATIONALE, OF_TEXT},
    {REUNIFY_ENTRY_JUDGEMENT, REUNIFY_FIELD_APPROVED_BY, OF_TEXT},
    {REUNIFY_ENTRY_RECORD, REUNIFY_FIELD_ID, OF_TEXT},
    {REUNIFY_ENTRY_RECORD, REUNIFY_FIELD_TYPE, OF_TEXT},
    {REUNIFY_ENTRY_RECORD, REUNIFY_FIELD_DATE, OF_DATE},
    {REUNIFY_ENTRY_RECORD, REUNIFY_FIELD_OUTCOME, OF_TEXT},
    {REUNIFY_ENTRY_RECORD, REUNIFY_FIELD_LED_BY, OF_TEXT},
    {REUNIFY_ENTRY_RECORD, REUNIFY_FIELD_PARTICIPANTS, OF_CODES},
    {REUNIFY_ENTRY_RECORD, REUNIFY_FIELD_ABOUT, OF_TEXT},
    {REUNIFY_ENTRY_RECORD, REUNIFY_FIELD_RATIONALE, OF_TEXT},
    {REUNIFY_ENTRY_FAMILY_TIME, REUNIFY_FIELD_FROM, OF_DATE},
    {REUNIFY_ENTRY_FAMILY_TIME, REUNIFY_FIELD_TIMES_A_WEEK, OF_NUMBER},
    {REUNIFY_ENTRY_FAMILY_TIME, REUNIFY_FIELD_HOURS, OF_NUMBER},
    {REUNIFY_ENTRY_FAMILY_TIME, REUNIFY_FIELD_OVERNIGHT, OF_BOOLEAN},
    {REUNIFY_ENTRY_GOAL, REUNIFY_FIELD_ID, OF_TEXT},
    {REUNIFY_ENTRY_GOAL, REUNIFY_FIELD_OWNER, OF_TEXT},
    {REUNIFY_ENTRY_GOAL, REUNIFY_FIELD_DUE, OF_DATE},
    {REUNIFY_ENTRY_GOAL, REUNIFY_FIELD_STATUS, OF_TEXT},
};

typedef struct {
    const reunify_case *from;
    reunify_case *to;
    size_t retried;
    bool failed;
} work;

/* Makes a call, and once more where it failed for lack of memory. */
#define CALL(w, call)                                                                              \
    do {                                                                                           \
        reunify_status status_ = (w)->failed ? REUNIFY_OK : (call);                                \
        if (status_ == REUNIFY_NO_MEMORY) {                                                        \
            (w)->retried++;                                                                        \
            status_ = (call);                                                                      \
        }                                                                                          \
        if (status_) {                                                                             \
            fprintf(stderr, "rebuild: %s: %s\n", #call, reunify_status_name(status_));             \
            (w)->failed = true;                                                                    \
        }                                                                                          \
    } while (0)

static void copy_field(work *w, int32_t kind, size_t parent, size_t index, int32_t field,
                       value_type type)
{
    const reunify_case *f = w->from;
    if (type == OF_TEXT) {
        const char *value = reunify_case_get_text(f, kind, parent, index, field);
        if (value)
            CALL(w, reunify_case_set_text(w->to, kind, parent, index, field, value, strlen(value),
                                          NULL));
    } else if (type == OF_DATE) {
        const reunify_date value = reunify_case_get_date(f, kind, parent, index, field);
        if (value != REUNIFY_DATE_NONE)
            CALL(w, reunify_case_set_date(w->to, kind, parent, index, field, value, NULL));
    } else if (type == OF_BOOLEAN) {
        const reunify_truth value = reunify_case_get_boolean(f, kind, parent, index, field);
        if (value != REUNIFY_UNKNOWN)
            CALL(w, reunify_case_set_boolean(w->to, kind, parent, index, field, value, NULL));
    } else if (type == OF_NUMBER) {
        const int64_t value = reunify_case_get_number(f, kind, parent, index, field);
        if (value >= 0)
            CALL(w, reunify_case_set_number(w->to, kind, parent, index, field, value, NULL));
    } else {
        for (size_t i = 0; i < reunify_case_get_code_count(f, kind, parent, index, field); i++) {
            const char *value = reunify_case_get_code(f, kind, parent, index, field, i);
            CALL(w, reunify_case_append_code(w->to, kind, parent, index, field, value,
                                             strlen(value), NULL));
        }
    }
}

static void copy_fields(work *w, int32_t kind, size_t parent, size_t index)
{
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
        if (fields[i].kind == kind)
            copy_field(w, kind, parent, index, fields[i].field, fields[i].type);
}

static void copy_kind(work *w, int32_t kind, size_t parent)
{
    const size_t count = reunify_case_count(w->from, kind, parent);
    for (size_t i = 0; i < count; i++) {
        size_t index = 99;
        CALL(w, reunify_case_add(w->to, kind, parent, &index, NULL));
        w->failed = w->failed || index != i;
        copy_fields(w, kind, parent, i);
    }
}

static int64_t thousandths_of(json_t *value)
{
    const double real = json_number_value(value);
    return (int64_t)(real * 1000 + (real < 0 ? -0.5 : 0.5));
}

static void copy_named(work *w, int32_t kind, size_t index, json_t *values)
{
    const char *name;
    json_t *value;
    json_object_foreach(values, name, value)
    {
        const size_t length = strlen(name);
        if (json_is_string(value))
            CALL(w, reunify_case_set_named_text(w->to, kind, index, name, length,
                                                json_string_value(value), json_string_length(value),
                                                NULL));
        else if (json_is_boolean(value))
            CALL(w, reunify_case_set_named_boolean(w->to, kind, index, name, length,
                                                   json_is_true(value), NULL));
        else if (json_is_number(value))
            CALL(w, reunify_case_set_named_number(w->to, kind, index, name, length,
                                                  thousandths_of(value), NULL));
    }
}

static void copy_person(work *w, size_t parent, size_t index, json_t *values)
{
    const char *name;
    json_t *value;
    json_object_foreach(values, name, value)
    {
        const size_t length = strlen(name);
        if (json_is_string(value))
            CALL(w, reunify_case_set_person_text(w->to, parent, index, name, length,
                                                 json_string_value(value),
                                                 json_string_length(value), NULL));
        else if (json_is_boolean(value))
            CALL(w, reunify_case_set_person_boolean(w->to, parent, index, name, length,
                                                    json_is_true(value), NULL));
        else if (json_is_number(value))
            CALL(w, reunify_case_set_person_number(w->to, parent, index, name, length,
                                                   thousandths_of(value), NULL));
    }
}

/* The entries of a kind in one entry of another, declared where they are. */
static void copy_within(work *w, int32_t kind, size_t parent)
{
    if (reunify_case_is_declared_within(w->from, kind, parent))
        CALL(w, reunify_case_declare_within(w->to, kind, parent, NULL));
    copy_kind(w, kind, parent);
}

static bool empty_list(json_t *value)
{
    return json_is_array(value) && !json_array_size(value);
}

static void copy_untold(work *w, json_t *root)
{
    copy_named(w, REUNIFY_ENTRY_CASE, 0, json_object_get(root, "attributes"));
    size_t i;
    json_t *entry;
    json_array_foreach(json_object_get(root, "assessments"), i, entry)
    {
        copy_named(w, REUNIFY_ENTRY_ASSESSMENT, i, json_object_get(entry, "findings"));
        if (empty_list(json_object_get(entry, "factors")))
            CALL(w, reunify_case_declare_codes(w->to, REUNIFY_ENTRY_ASSESSMENT, i,
                                               REUNIFY_FIELD_CODE, NULL));
        size_t k;
        json_t *person;
        json_array_foreach(json_object_get(entry, "people"), k, person)
        {
            copy_person(w, i, k, json_object_get(person, "findings"));
        }
    }
    json_array_foreach(json_object_get(root, "records"), i, entry)
    {
        copy_named(w, REUNIFY_ENTRY_RECORD, i, json_object_get(entry, "attributes"));
        if (empty_list(json_object_get(entry, "participants")))
            CALL(w, reunify_case_declare_codes(w->to, REUNIFY_ENTRY_RECORD, i,
                                               REUNIFY_FIELD_PARTICIPANTS, NULL));
    }
    json_array_foreach(json_object_get(root, "people"), i,
                       entry) if (empty_list(json_object_get(entry, "needs")))
        CALL(w,
             reunify_case_declare_codes(w->to, REUNIFY_ENTRY_PERSON, i, REUNIFY_FIELD_NEEDS, NULL));
}

reunify_case *rebuild_case(reunify_context *context, const reunify_case *from, const char *json,
                           size_t length, size_t *retried)
{
    static const int32_t kinds[] = {
        REUNIFY_ENTRY_GOAL,        REUNIFY_ENTRY_FAMILY_TIME,  REUNIFY_ENTRY_RECORD,
        REUNIFY_ENTRY_PERSON,      REUNIFY_ENTRY_RETURN,       REUNIFY_ENTRY_PLACEMENT,
        REUNIFY_ENTRY_CARE_PERIOD, REUNIFY_ENTRY_LEGAL_STATUS, REUNIFY_ENTRY_CHILD,
        REUNIFY_ENTRY_ASSESSMENT,  REUNIFY_ENTRY_RETURN_TO};
    work w = {.from = from};
    CALL(&w, reunify_case_new(context, &w.to, NULL));
    copy_fields(&w, REUNIFY_ENTRY_CASE, 0, 0);
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (kinds[i] != REUNIFY_ENTRY_CHILD && reunify_case_is_declared(from, kinds[i]))
            CALL(&w, reunify_case_declare(w.to, kinds[i], NULL));
        copy_kind(&w, kinds[i], 0);
    }
    for (size_t i = 0; i < reunify_case_count(from, REUNIFY_ENTRY_ASSESSMENT, 0); i++) {
        copy_kind(&w, REUNIFY_ENTRY_FACTOR, i);
        copy_kind(&w, REUNIFY_ENTRY_JUDGEMENT, i);
        copy_within(&w, REUNIFY_ENTRY_PERSON_FINDINGS, i);
    }
    for (size_t i = 0; i < reunify_case_count(from, REUNIFY_ENTRY_PERSON, 0); i++)
        copy_within(&w, REUNIFY_ENTRY_STAY, i);
    json_t *root = json_loadb(json, length, 0, NULL);
    if (root)
        copy_untold(&w, root);
    w.failed = w.failed || !root;
    json_decref(root);
    CALL(&w, reunify_case_finish(w.to, NULL));
    if (retried)
        *retried = w.retried;
    if (w.failed) {
        reunify_case_free(w.to);
        return NULL;
    }
    return w.to;
}
