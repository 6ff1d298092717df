#include "rebuild.h"

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
    {REUNIFY_ENTRY_ATTRIBUTE, REUNIFY_FIELD_FROM, OF_DATE},
    {REUNIFY_ENTRY_ATTRIBUTE, REUNIFY_FIELD_TO, OF_DATE},
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

static void copy_codes(work *w, reunify_entry entry, int32_t field)
{
    if (reunify_case_is_set(w->from, entry, field))
        CALL(w, reunify_case_declare_codes(w->to, entry, field, NULL));
    for (size_t i = 0; i < reunify_case_get_code_count(w->from, entry, field); i++) {
        const char *value = reunify_case_get_code(w->from, entry, field, i);
        CALL(w, reunify_case_append_code(w->to, entry, field, value, strlen(value), NULL));
    }
}

static void copy_field(work *w, reunify_entry entry, int32_t field, value_type type)
{
    const reunify_case *f = w->from;
    if (type == OF_CODES) {
        copy_codes(w, entry, field);
        return;
    }
    if (!reunify_case_is_set(f, entry, field))
        return;
    if (type == OF_TEXT) {
        const char *value = reunify_case_get_text(f, entry, field);
        CALL(w, reunify_case_set_text(w->to, entry, field, value, strlen(value), NULL));
    } else if (type == OF_DATE) {
        const reunify_date value = reunify_case_get_date(f, entry, field);
        CALL(w, reunify_case_set_date(w->to, entry, field, value, NULL));
    } else if (type == OF_BOOLEAN) {
        const reunify_truth value = reunify_case_get_boolean(f, entry, field);
        CALL(w, reunify_case_set_boolean(w->to, entry, field, value, NULL));
    } else {
        const int64_t value = reunify_case_get_number(f, entry, field);
        CALL(w, reunify_case_set_number(w->to, entry, field, value, NULL));
    }
}

static void copy_named_value(work *w, reunify_entry entry, reunify_symbol from)
{
    const reunify_case *f = w->from;
    const char *name = reunify_case_symbol_text(f, from);
    reunify_symbol to = REUNIFY_NO_SYMBOL;
    CALL(w, reunify_case_symbol(w->to, name, strlen(name), &to, NULL));
    switch (reunify_case_named_type(f, entry, from)) {
    case REUNIFY_NAMED_TEXT: {
        const char *value = reunify_case_get_named_text(f, entry, from);
        CALL(w, reunify_case_set_named_text(w->to, entry, to, value, strlen(value), NULL));
        break;
    }
    case REUNIFY_NAMED_BOOLEAN: {
        const reunify_truth value = reunify_case_get_named_boolean(f, entry, from);
        CALL(w, reunify_case_set_named_boolean(w->to, entry, to, value, NULL));
        break;
    }
    default: {
        const int64_t value = reunify_case_get_named_number(f, entry, from);
        CALL(w, reunify_case_set_named_number(w->to, entry, to, value, NULL));
        break;
    }
    }
}

static void copy_entry(work *w, reunify_entry entry)
{
    const int32_t kind = reunify_entry_kind(entry);
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
        if (fields[i].kind == kind)
            copy_field(w, entry, fields[i].field, fields[i].type);
    for (size_t i = 0; i < reunify_case_named_count(w->from, entry); i++)
        copy_named_value(w, entry, reunify_case_named(w->from, entry, i));
}

/* The entries of a kind in another, in which others may lie; declared where they are. */
static void copy_kind(work *w, int32_t kind, reunify_entry parent)
{
    if (reunify_case_is_declared(w->from, kind, parent))
        CALL(w, reunify_case_declare(w->to, kind, parent, NULL));
    for (size_t i = 0; i < reunify_case_count(w->from, kind, parent); i++) {
        const reunify_entry from = reunify_case_entry(w->from, kind, parent, i);
        reunify_entry to = REUNIFY_NO_ENTRY;
        CALL(w, reunify_case_add(w->to, kind, parent, &to, NULL));
        w->failed = w->failed || to != from;
        copy_entry(w, from);
    }
}

static void copy_within(work *w, int32_t kind, const int32_t *within, size_t count)
{
    for (size_t i = 0; i < reunify_case_count(w->from, kind, REUNIFY_THE_CASE); i++)
        for (size_t k = 0; k < count; k++)
            copy_kind(w, within[k], reunify_case_entry(w->from, kind, REUNIFY_THE_CASE, i));
}

reunify_case *rebuild_case(const reunify_context *context, const reunify_case *from,
                           size_t *retried)
{
    static const int32_t kinds[] = {
        REUNIFY_ENTRY_GOAL,        REUNIFY_ENTRY_FAMILY_TIME,  REUNIFY_ENTRY_RECORD,
        REUNIFY_ENTRY_PERSON,      REUNIFY_ENTRY_RETURN,       REUNIFY_ENTRY_PLACEMENT,
        REUNIFY_ENTRY_CARE_PERIOD, REUNIFY_ENTRY_LEGAL_STATUS, REUNIFY_ENTRY_CHILD,
        REUNIFY_ENTRY_ASSESSMENT,  REUNIFY_ENTRY_RETURN_TO,    REUNIFY_ENTRY_ATTRIBUTE};
    static const int32_t in_assessments[] = {REUNIFY_ENTRY_FACTOR, REUNIFY_ENTRY_JUDGEMENT,
                                             REUNIFY_ENTRY_PERSON_FINDINGS};
    static const int32_t in_people[] = {REUNIFY_ENTRY_STAY};
    work w = {.from = from};
    CALL(&w, reunify_case_new(context, &w.to, NULL));
    copy_entry(&w, REUNIFY_THE_CASE);
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        copy_kind(&w, kinds[i], REUNIFY_THE_CASE);
    copy_within(&w, REUNIFY_ENTRY_ASSESSMENT, in_assessments, 3);
    copy_within(&w, REUNIFY_ENTRY_PERSON, in_people, 1);
    CALL(&w, reunify_case_finish(w.to, NULL));
    if (retried)
        *retried = w.retried;
    if (w.failed) {
        reunify_case_free(w.to);
        return NULL;
    }
    return w.to;
}
