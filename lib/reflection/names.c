/*
 * The names of the library's constants, group by group. None is written down here that stands
 * elsewhere: a group says which table has its names, the one by which documents are written or
 * read. Only flags and levels of explanation, which no document has, are named in this file.
 *
 * A table is by value: an array that ends with NULL, or a function where the names are a column of
 * rows. The first value may be another than 0, since of some constants documents say null; values
 * of flags are bits.
 */
#include "authoring/authoring.h"
#include "evaluate/evaluation.h"
#include "model/model.h"
#include "profile/vocabulary.h"
#include "rule/rule.h"

#include <reunify/reflection.h>

static const char *const reader_names[] = {"applicability", "level",      "closing", "requirement",
                                           "stop",          "obligation", "alert",   "factor",
                                           "action",        NULL};
static const char *const reads_names[] = {"itself", "attempt", "settlement", NULL};
static const char *const type_names[] = {"text",         "code",    "codes",  "date",
                                         "partial_date", "boolean", "number", NULL};
static const char *const named_type_names[] = {"text", "boolean", "number", NULL};
static const char *const explain_names[] = {"none", "decision", "full", NULL};
static const char *const case_flag_names[] = {"strict", NULL};
static const char *const profile_flag_names[] = {"notes", NULL};
static const char *const json_flag_names[] = {"pretty", "lean", NULL};
static const char *const text_flag_names[] = {"colour", "all", NULL};
static const char *const columns_flag_names[] = {"one_by_one", "portable", NULL};
static const char *const csv_flag_names[] = {"header", NULL};

static const char *kind_name(size_t at)
{
    return at < ENTRY_KINDS ? model_kinds[at].word : NULL;
}

/* A field has one name in all kinds that have it. */
static const char *field_name(size_t at)
{
    for (int32_t kind = 0; kind < ENTRY_KINDS; kind++) {
        const field_info *f = model_field(kind, (int32_t)at + REUNIFY_FIELD_ID);
        if (f)
            return f->name;
    }
    return NULL;
}

static const char *operator_name(size_t at)
{
    return at < OPERATOR_COUNT ? rule_operators[at].name : NULL;
}

static const char *date_name(size_t at)
{
    return at < DATE_COUNT ? rule_dates[at].name : NULL;
}

typedef struct {
    const char *title;
    const char *const *names; /* the first is that of the first value */
    const char *(*name)(size_t at);
    int32_t first;
    bool bits;
} group;

static const group groups[] = {
    [REUNIFY_NAMES_STATUS] = {"status", .names = status_names},
    [REUNIFY_NAMES_TRUTH] = {"truth", .names = truth_names},
    [REUNIFY_NAMES_KIND] = {"kind", .name = kind_name},
    [REUNIFY_NAMES_FIELD] = {"field", .name = field_name, .first = REUNIFY_FIELD_ID},
    [REUNIFY_NAMES_TYPE] = {"type", .names = type_names, .first = REUNIFY_TYPE_TEXT},
    [REUNIFY_NAMES_EXPLAIN] = {"explain", .names = explain_names, .first = REUNIFY_EXPLAIN_NONE},
    [REUNIFY_NAMES_GATE_STATUS] = {"gate_status", .names = gate_status_names},
    [REUNIFY_NAMES_REQUIREMENT_STATUS] = {"requirement_status", .names = requirement_status_names},
    [REUNIFY_NAMES_OBLIGATION_STATUS] = {"obligation_status", .names = obligation_status_names},
    [REUNIFY_NAMES_CLASSIFIED] = {"classified", .names = classification_status_names},
    [REUNIFY_NAMES_BASIS] = {"basis", .names = basis_names + REUNIFY_BASIS_CLASSIFICATION,
                             .first = REUNIFY_BASIS_CLASSIFICATION},
    [REUNIFY_NAMES_HELD_BY] = {"held_by", .names = held_by_names + REUNIFY_HELD_BY_CLASSIFICATION,
                               .first = REUNIFY_HELD_BY_CLASSIFICATION},
    [REUNIFY_NAMES_APPLICABILITY] = {"applicability", .names = applicability_names},
    [REUNIFY_NAMES_ASSOCIATION] = {"association", .names = factor_result_names},
    [REUNIFY_NAMES_NECESSITY] = {"necessity", .names = necessity_names},
    [REUNIFY_NAMES_LIVES] = {"lives", .names = lives_names},
    [REUNIFY_NAMES_DIFFERENCE] = {"difference", .names = difference_names},
    [REUNIFY_NAMES_CASE_FLAG] = {"case_flag", .names = case_flag_names, .bits = true},
    [REUNIFY_NAMES_PROFILE_FLAG] = {"profile_flag", .names = profile_flag_names, .bits = true},
    [REUNIFY_NAMES_JSON_FLAG] = {"json_flag", .names = json_flag_names, .bits = true},
    [REUNIFY_NAMES_TEXT_FLAG] = {"text_flag", .names = text_flag_names, .bits = true},
    [REUNIFY_NAMES_OPERATOR] = {"operator", .name = operator_name},
    [REUNIFY_NAMES_DATE] = {"date", .name = date_name},
    [REUNIFY_NAMES_NAMED_TYPE] = {"named_type", .names = named_type_names,
                                  .first = REUNIFY_NAMED_TEXT},
    [REUNIFY_NAMES_VOCABULARY] = {"vocabulary", .names = vocabulary_kind_names},
    [REUNIFY_NAMES_DETAIL] = {"detail", .names = vocabulary_detail_names},
    [REUNIFY_NAMES_NEED] = {"need", .names = need_kind_names},
    [REUNIFY_NAMES_READER] = {"reader", .names = reader_names},
    [REUNIFY_NAMES_READS] = {"reads", .names = reads_names},
    [REUNIFY_NAMES_COLUMNS_FLAG] = {"columns_flag", .names = columns_flag_names, .bits = true},
    [REUNIFY_NAMES_CSV_FLAG] = {"csv_flag", .names = csv_flag_names, .bits = true},
};

static const group *group_of(int32_t number)
{
    return number >= 0 && (size_t)number < LENGTH_OF(groups) ? &groups[number] : NULL;
}

static const char *name_at(const group *g, size_t at)
{
    return g->name ? g->name(at) : g->names[at];
}

static int32_t value_at(const group *g, size_t at)
{
    return g->bits ? INT32_C(1) << at : g->first + (int32_t)at;
}

size_t reunify_names_group_count(void)
{
    return LENGTH_OF(groups);
}

const char *reunify_names_group(int32_t number)
{
    const group *g = group_of(number);
    return g ? g->title : NULL;
}

size_t reunify_names_count(int32_t number)
{
    const group *g = group_of(number);
    size_t count = 0;
    while (g && name_at(g, count))
        count++;
    return count;
}

int32_t reunify_names_value(int32_t number, size_t at)
{
    return at < reunify_names_count(number) ? value_at(group_of(number), at) : -1;
}

const char *reunify_names_name(int32_t number, int32_t value)
{
    const group *g = group_of(number);
    for (size_t i = 0; g && name_at(g, i); i++)
        if (value_at(g, i) == value)
            return name_at(g, i);
    return NULL;
}

reunify_status reunify_names_find(int32_t number, const char *name, size_t length, int32_t *value)
{
    const group *g = group_of(number);
    if (value)
        *value = -1;
    if (!g || !name || !value)
        return REUNIFY_ARGUMENT;
    for (size_t i = 0; name_at(g, i); i++)
        if (text_is((text){name, length}, name_at(g, i), strlen(name_at(g, i)))) {
            *value = value_at(g, i);
            return REUNIFY_OK;
        }
    return REUNIFY_NOT_FOUND;
}

/* Features ------------------------------------------------------------------------------------ */

/*
 * What came with a version, or depends on how the library was built, and what a program could
 * otherwise only learn from a call that fails. A name is never taken out. docs/embedding.md says
 * what each means, and a test compares.
 */
static const char *const features[] = {
#ifdef REUNIFY_PRIVATE_JANSSON
    "private_jansson",
#endif
#ifndef REUNIFY_WITHOUT_TEXT
    "text",
    "overview",
#endif
    "profile_options",
    "reflection",
    "vocabulary",
    "languages",
    "messages",
    "requires",
    "needs",
    "lean_json",
    "columns",
    "arrow",
    "outcomes",
    "changing_attributes",
    "tables",
    "caseload",
    "costs",
    "authoring",
    "arrow_outcomes",
    "sentences"};

size_t reunify_feature_count(void)
{
    return LENGTH_OF(features);
}

const char *reunify_feature(size_t at)
{
    return at < LENGTH_OF(features) ? features[at] : NULL;
}

reunify_truth reunify_has_feature(const char *name, size_t length)
{
    for (size_t i = 0; name && i < LENGTH_OF(features); i++)
        if (text_is((text){name, length}, features[i], strlen(features[i])))
            return REUNIFY_TRUE;
    return REUNIFY_FALSE;
}
