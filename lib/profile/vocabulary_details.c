/*
 * Details of the words of a profile. A row says that a kind has a detail, in what form it stands in
 * the item and where; what a detail is, whatever the kind, is said once. A detail that is not in
 * the rows of a kind is not there. See vocabulary.c.
 */
#include "profile/vocabulary.h"

#include <stddef.h>

/* How a detail stands in an item. */
typedef enum {
    AS_BOOLEAN,
    AS_YEAR,      /* of 32 bits */
    AS_AMOUNT,    /* of 64 bits */
    AS_LEAST,     /* the same; INT64_MIN: none */
    AS_MOST,      /* the same; INT64_MAX: none */
    AS_DAYS,      /* the same; -1: none */
    AS_CONDITION, /* whether there is one */
    AS_BIT,       /* of the profile, at the number of the role */
    AS_TYPE,      /* of an attribute */
    AS_FINDING_TYPE,
    AS_ABOUT,
    AS_PERIOD,
    AS_STRING,
    AS_LEVEL,
    AS_PATHWAY, /* a code */
    AS_INDEX,   /* of 16 bits */
    AS_INDEXES, /* a list of these */
    AS_ROLES    /* a set of bits */
} item_form;

typedef struct {
    uint8_t kind, detail, form;
    uint16_t at, count;
} detail_row;

#define ROW(k, d, f, item, member)                                                                 \
    {                                                                                              \
        REUNIFY_VOCABULARY_##k, REUNIFY_DETAIL_##d, AS_##f, offsetof(item, member), 0              \
    }
#define LIST_ROW(k, d, item, member, number)                                                       \
    {                                                                                              \
        REUNIFY_VOCABULARY_##k, REUNIFY_DETAIL_##d, AS_INDEXES, offsetof(item, member),            \
            offsetof(item, number)                                                                 \
    }

/* In order of the document. */
static const detail_row rows[] = {
    ROW(ROLE, DECIDES, BIT, reunify_profile, deciding_roles),
    ROW(RECORD_ATTRIBUTE, TYPE, TYPE, pack_attribute, type),
    ROW(RECORD_ATTRIBUTE, AT_LEAST, LEAST, pack_attribute, least),
    ROW(RECORD_ATTRIBUTE, AT_MOST, MOST, pack_attribute, most),
    ROW(ATTRIBUTE, TYPE, TYPE, pack_attribute, type),
    ROW(ATTRIBUTE, AT_LEAST, LEAST, pack_attribute, least),
    ROW(ATTRIBUTE, AT_MOST, MOST, pack_attribute, most),
    ROW(FINDING, TYPE, FINDING_TYPE, pack_finding, type),
    ROW(FINDING, STATED, BOOLEAN, pack_finding, stated),
    ROW(FINDING, BY_PERSON, BOOLEAN, pack_finding, by_person),
    LIST_ROW(LEVEL, ACTIONS, pack_level, actions, action_count),
    ROW(DIMENSION, FINDING, INDEX, pack_dimension, finding),
    ROW(MOVEMENT, FROM, LEVEL, pack_movement, from),
    ROW(MOVEMENT, TO, LEVEL, pack_movement, to),
    ROW(MOVEMENT, PERIOD, PERIOD, pack_movement, duration),
    ROW(MOVEMENT, MAY_BE_HELD, BOOLEAN, pack_movement, may_be_held),
    ROW(MOVEMENT, CLOSES, BOOLEAN, pack_movement, closes),
    LIST_ROW(MOVEMENT, ACTIONS, pack_movement, actions, action_count),
    ROW(CLOSING, PATHWAY, PATHWAY, pack_condition, pathway),
    ROW(CLOSING, OTHERWISE, STRING, pack_condition, otherwise),
    ROW(ACTION, ABOUT, ABOUT, pack_action, about),
    ROW(APPLICABILITY, PATHWAY, PATHWAY, pack_condition, pathway),
    ROW(APPLICABILITY, OTHERWISE, STRING, pack_condition, otherwise),
    ROW(PATHWAY, WITHOUT_RISK_TOOL, BOOLEAN, pack_pathway, without_tool),
    ROW(REQUIREMENT, ADVISORY, BOOLEAN, pack_requirement, advisory),
    ROW(REQUIREMENT, FOR_EACH, CONDITION, pack_requirement, for_each),
    LIST_ROW(REQUIREMENT, BY, pack_requirement, by, by_count),
    ROW(REQUIREMENT, SET_ASIDE_BY, ROLES, pack_requirement, set_aside_by),
    ROW(STOP, OUTCOME, STRING, pack_stop, outcome),
    LIST_ROW(STOP, ACTIONS, pack_stop, actions, action_count),
    ROW(OBLIGATION, PATHWAY, PATHWAY, pack_obligation, pathway),
    ROW(OBLIGATION, PERIOD, PERIOD, pack_obligation, after),
    ROW(OBLIGATION, WORKING_DAYS, DAYS, pack_obligation, working_days),
    ROW(OBLIGATION, NEVER_OVERDUE, BOOLEAN, pack_obligation, never_overdue),
    ROW(ALERT, PATHWAY, PATHWAY, pack_alert, pathway),
    LIST_ROW(ALERT, ACTIONS, pack_alert, actions, action_count),
    ROW(ASSOCIATION, KIND, STRING, pack_factor, kind),
    ROW(ASSOCIATION, HELP, STRING, pack_factor, help),
    ROW(ASSOCIATION, FIGURE, STRING, pack_factor, figure),
    ROW(COST, PRICE_YEAR, YEAR, pack_cost, price_year),
    ROW(COST, RE_ENTRY, AMOUNT, pack_cost, re_entry),
    ROW(COST, SUPPORT, AMOUNT, pack_cost, support),
};

static const struct {
    detail_form form;
    int32_t kind; /* of the entries that are named */
} details[VOCABULARY_DETAILS] = {
    [REUNIFY_DETAIL_TYPE] = {DETAIL_WORD, -1},
    [REUNIFY_DETAIL_AT_LEAST] = {DETAIL_THOUSANDTHS, -1},
    [REUNIFY_DETAIL_AT_MOST] = {DETAIL_THOUSANDTHS, -1},
    [REUNIFY_DETAIL_STATED] = {DETAIL_BOOLEAN, -1},
    [REUNIFY_DETAIL_BY_PERSON] = {DETAIL_BOOLEAN, -1},
    [REUNIFY_DETAIL_DECIDES] = {DETAIL_BOOLEAN, -1},
    [REUNIFY_DETAIL_FINDING] = {DETAIL_ENTRY, REUNIFY_VOCABULARY_FINDING},
    [REUNIFY_DETAIL_FROM] = {DETAIL_ENTRY, REUNIFY_VOCABULARY_LEVEL},
    [REUNIFY_DETAIL_TO] = {DETAIL_ENTRY, REUNIFY_VOCABULARY_LEVEL},
    [REUNIFY_DETAIL_PERIOD] = {DETAIL_WORD, -1},
    [REUNIFY_DETAIL_WORKING_DAYS] = {DETAIL_NUMBER, -1},
    [REUNIFY_DETAIL_MAY_BE_HELD] = {DETAIL_BOOLEAN, -1},
    [REUNIFY_DETAIL_CLOSES] = {DETAIL_BOOLEAN, -1},
    [REUNIFY_DETAIL_ACTIONS] = {DETAIL_ENTRIES, REUNIFY_VOCABULARY_ACTION},
    [REUNIFY_DETAIL_ABOUT] = {DETAIL_WORD, -1},
    [REUNIFY_DETAIL_PATHWAY] = {DETAIL_ENTRY, REUNIFY_VOCABULARY_PATHWAY},
    [REUNIFY_DETAIL_OTHERWISE] = {DETAIL_TEXT, -1},
    [REUNIFY_DETAIL_WITHOUT_RISK_TOOL] = {DETAIL_BOOLEAN, -1},
    [REUNIFY_DETAIL_ADVISORY] = {DETAIL_BOOLEAN, -1},
    [REUNIFY_DETAIL_FOR_EACH] = {DETAIL_BOOLEAN, -1},
    [REUNIFY_DETAIL_BY] = {DETAIL_ENTRIES, REUNIFY_VOCABULARY_ROLE},
    [REUNIFY_DETAIL_SET_ASIDE_BY] = {DETAIL_ENTRIES, REUNIFY_VOCABULARY_ROLE},
    [REUNIFY_DETAIL_OUTCOME] = {DETAIL_WORD, -1},
    [REUNIFY_DETAIL_NEVER_OVERDUE] = {DETAIL_BOOLEAN, -1},
    [REUNIFY_DETAIL_KIND] = {DETAIL_WORD, -1},
    [REUNIFY_DETAIL_HELP] = {DETAIL_TEXT, -1},
    [REUNIFY_DETAIL_FIGURE] = {DETAIL_TEXT, -1},
    [REUNIFY_DETAIL_PRICE_YEAR] = {DETAIL_NUMBER, -1},
    [REUNIFY_DETAIL_RE_ENTRY] = {DETAIL_NUMBER, -1},
    [REUNIFY_DETAIL_SUPPORT] = {DETAIL_NUMBER, -1},
};

const char *const vocabulary_detail_names[] = {
    "type",     "at_least", "at_most", "stated",       "by_person",    "decides",
    "finding",  "from",     "to",      "period",       "working_days", "may_be_held",
    "closes",   "actions",  "about",   "pathway",      "otherwise",    "without_risk_tool",
    "advisory", "for_each", "by",      "set_aside_by", "outcome",      "never_overdue",
    "kind",     "help",     "figure",  "price_year",   "re_entry",     "support",
    NULL};

detail_form vocabulary_detail_form(int32_t detail)
{
    return details[detail].form;
}

int32_t reunify_vocabulary_reference_kind(int32_t detail)
{
    return detail >= 0 && detail < VOCABULARY_DETAILS && details[detail].form >= DETAIL_ENTRY
               ? details[detail].kind
               : -1;
}

static const detail_row *row_of(int32_t kind, int32_t detail)
{
    for (size_t i = 0; i < LENGTH_OF(rows); i++)
        if (rows[i].kind == kind && rows[i].detail == detail)
            return &rows[i];
    return NULL;
}

reunify_truth reunify_vocabulary_has_detail(int32_t kind, int32_t detail)
{
    return row_of(kind, detail) ? REUNIFY_TRUE : REUNIFY_FALSE;
}

/* An entry with the row of one of its details; both are NULL where there is no such. */
typedef struct {
    const detail_row *row;
    const vocabulary_entry *entry;
    const char *item;
    const reunify_profile *profile;
} detail_place;

static detail_place place_of(const reunify_vocabulary *v, int32_t kind, size_t at, int32_t detail)
{
    const vocabulary_entry *e = vocabulary_entry_at(v, kind, at);
    const detail_row *row = row_of(kind, detail);
    return e && row ? (detail_place){row, e, e->item, vocabulary_profile(v)}
                    : (detail_place){NULL, NULL, NULL, NULL};
}

#define READ(type, from, at) (*(const type *)(const void *)((from) + (at)))

/* Numbers ------------------------------------------------------------------------------------- */

static int64_t unless(int64_t value, int64_t none)
{
    return value == none ? INT64_MIN : value;
}

int64_t reunify_vocabulary_number(const reunify_vocabulary *v, int32_t kind, size_t at,
                                  int32_t detail)
{
    const detail_place d = place_of(v, kind, at, detail);
    if (!d.row)
        return INT64_MIN;
    switch ((item_form)d.row->form) {
    case AS_BOOLEAN:
        return READ(bool, d.item, d.row->at);
    case AS_YEAR:
        return READ(int32_t, d.item, d.row->at);
    case AS_AMOUNT:
    case AS_LEAST:
        return READ(int64_t, d.item, d.row->at);
    case AS_MOST:
        return unless(READ(int64_t, d.item, d.row->at), INT64_MAX);
    case AS_DAYS:
        return unless(READ(int64_t, d.item, d.row->at), -1);
    case AS_CONDITION:
        return READ(rule_index, d.item, d.row->at) != RULE_NONE;
    case AS_BIT:
        return READ(uint64_t, (const char *)d.profile, d.row->at) >> at & 1;
    default:
        return INT64_MIN;
    }
}

/* Words --------------------------------------------------------------------------------------- */

/* As packs say it, and names.c. */
static const char *type_name(named_type type, bool is_date)
{
    static const char *const names[] = {
        [NAMED_TEXT] = "code", [NAMED_BOOLEAN] = "boolean", [NAMED_NUMBER] = "number"};
    return is_date ? "date" : names[type];
}

const char *reunify_vocabulary_word(const reunify_vocabulary *v, int32_t kind, size_t at,
                                    int32_t detail, const char *language, size_t length)
{
    const detail_place d = place_of(v, kind, at, detail);
    if (!d.row)
        return NULL;
    switch ((item_form)d.row->form) {
    case AS_TYPE:
        return type_name(READ(named_type, d.item, d.row->at),
                         READ(pack_attribute, d.item, 0).is_date);
    case AS_FINDING_TYPE:
        return type_name(READ(named_type, d.item, d.row->at), false);
    case AS_ABOUT:
        return action_abouts[READ(uint8_t, d.item, d.row->at)];
    case AS_PERIOD:
        return d.entry->period;
    case AS_STRING:
        return profile_text_by(d.profile, READ(char *, d.item, d.row->at),
                               vocabulary_detail_form(detail) == DETAIL_TEXT ? language : NULL,
                               length);
    default:
        return NULL;
    }
}

/* The period of a rule or an obligation; false where it has none. */
static bool period_of(int32_t kind, const void *item, period *out)
{
    const pack_movement *m = item;
    const pack_obligation *o = item;
    if (kind == REUNIFY_VOCABULARY_MOVEMENT)
        *out = m->duration;
    else
        *out = o->after;
    return kind == REUNIFY_VOCABULARY_MOVEMENT ? m->sustained : o->working_days < 0;
}

bool vocabulary_write_period(arena *memory, int32_t kind, vocabulary_entry *e)
{
    char written[32];
    period p;
    if (!row_of(kind, REUNIFY_DETAIL_PERIOD) || !period_of(kind, e->item, &p))
        return true;
    period_write(p, written);
    e->period = arena_text(memory, written, strlen(written));
    return e->period != NULL;
}

/* References ---------------------------------------------------------------------------------- */

static size_t bits_before(uint64_t set, size_t end)
{
    size_t count = 0;
    for (size_t i = 0; i < end; i++)
        count += set >> i & 1;
    return count;
}

/* The bit of a set that has so many before it. */
static int64_t bit_number(uint64_t set, size_t index)
{
    int64_t bit = 0;
    for (; index || !(set >> bit & 1); bit++)
        index -= set >> bit & 1;
    return bit;
}

size_t reunify_vocabulary_reference_count(const reunify_vocabulary *v, int32_t kind, size_t at,
                                          int32_t detail)
{
    const detail_place d = place_of(v, kind, at, detail);
    if (!d.row)
        return 0;
    switch ((item_form)d.row->form) {
    case AS_LEVEL:
        return READ(int8_t, d.item, d.row->at) != NO_LEVEL;
    case AS_PATHWAY:
        return vocabulary_pathway(v, READ(symbol, d.item, d.row->at)) != REUNIFY_VOCABULARY_NONE;
    case AS_INDEX:
        return 1;
    case AS_INDEXES:
        return READ(uint16_t, d.item, d.row->count);
    case AS_ROLES:
        return bits_before(READ(uint64_t, d.item, d.row->at), MOST_ROLES);
    default:
        return 0;
    }
}

int64_t reunify_vocabulary_reference(const reunify_vocabulary *v, int32_t kind, size_t at,
                                     int32_t detail, size_t index)
{
    if (index >= reunify_vocabulary_reference_count(v, kind, at, detail))
        return REUNIFY_VOCABULARY_NONE;
    const detail_place d = place_of(v, kind, at, detail);
    switch ((item_form)d.row->form) {
    case AS_LEVEL:
        return READ(int8_t, d.item, d.row->at);
    case AS_PATHWAY:
        return vocabulary_pathway(v, READ(symbol, d.item, d.row->at));
    case AS_INDEX:
        return READ(uint16_t, d.item, d.row->at);
    case AS_INDEXES:
        return READ(uint16_t *, d.item, d.row->at)[index];
    default:
        return bit_number(READ(uint64_t, d.item, d.row->at), index);
    }
}
