/*
 * One walk over an invented case, with a pen that either writes JSON or calls the builder, so that
 * both are the same case. What stands in it follows from the seed alone: each number that is drawn
 * is a mix of the seed and of how many were drawn before it.
 *
 * The words are those of herefordshire-2023; dates spread over DAYS days, in order where people
 * would write them down in order. No case is meant to be a likely one, but each has what the rules
 * ask for: statuses, periods, people with checks, assessments that move the level, records of all
 * types.
 */
#include "generate.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const thing_names[THINGS] = {"people",      "assessments",    "records",
                                         "family_time", "legal_statuses", "placements",
                                         "returns",     "goals",          "factors"};
const reunify_date first_day = 18993; /* 2022-01-01 */

typedef struct {
    uint64_t seed, drawn;
    case_text *text;      /* or */
    reunify_case *record; /* call by call */
    int32_t kind;         /* of the list that is open */
    reunify_entry parent, entry;
    bool comma;
} pen;

/* Numbers ------------------------------------------------------------------------------------- */

static uint64_t mix(uint64_t value) /* splitmix64 */
{
    value += UINT64_C(0x9E3779B97F4A7C15);
    value = (value ^ (value >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    value = (value ^ (value >> 27)) * UINT64_C(0x94D049BB133111EB);
    return value ^ (value >> 31);
}

uint64_t pick(uint64_t seed, uint64_t number, uint64_t limit)
{
    return mix(mix(seed) ^ number) % limit;
}

static uint64_t draw(pen *p, uint64_t limit)
{
    return pick(p->seed, p->drawn++, limit);
}

static const char *draw_word(pen *p, const char *const *words, size_t count)
{
    return words[draw(p, count)];
}
#define DRAW_WORD(p, words) draw_word(p, words, sizeof(words) / sizeof *(words))

case_shape ordinary_shape(uint64_t seed)
{
    static const uint64_t least[THINGS] = {2, 1, 15, 1, 1, 1, 0, 1, 1},
                          most[THINGS] = {8, 9, 70, 7, 4, 4, 2, 4, 5};
    case_shape shape;
    for (int i = 0; i < THINGS; i++)
        shape.count[i] =
            (size_t)(least[i] + pick(seed, 1000000 + (uint64_t)i, most[i] - least[i] + 1));
    return shape;
}

/* The pen ------------------------------------------------------------------------------------- */

static void must(reunify_status status, const char *what)
{
    if (!status)
        return;
    fprintf(stderr, "generate: %s: status %d\n", what, (int)status);
    exit(1);
}

static void write_bytes(case_text *t, const char *data, size_t length)
{
    if (t->length + length + 1 > t->room) {
        t->room = (t->length + length + 1) * 2;
        t->data = realloc(t->data, t->room);
        if (!t->data)
            abort();
    }
    memcpy(t->data + t->length, data, length);
    t->length += length;
    t->data[t->length] = '\0';
}

static void write_text(case_text *t, const char *format, ...)
{
    char line[256];
    va_list arguments;
    va_start(arguments, format);
    const int length = vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    write_bytes(t, line, (size_t)length);
}

static void put_name(pen *p, const char *name)
{
    write_text(p->text, "%s\"%s\":", p->comma ? "," : "", name);
    p->comma = true;
}

static void open_with(pen *p, const char *name, const char *bracket)
{
    if (!p->text)
        return;
    put_name(p, name);
    write_text(p->text, "%s", bracket);
    p->comma = false;
}

static void close_with(pen *p, const char *bracket)
{
    if (p->text)
        write_text(p->text, "%s", bracket);
    p->comma = true;
}

static void open_list(pen *p, const char *name, int32_t kind)
{
    p->kind = kind;
    open_with(p, name, "[");
    if (p->record)
        must(reunify_case_declare(p->record, kind, p->parent, NULL), name);
}

static void open_entry(pen *p)
{
    if (p->text)
        write_text(p->text, "%s{", p->comma ? "," : "");
    p->comma = false;
    if (p->record)
        must(reunify_case_add(p->record, p->kind, p->parent, &p->entry, NULL), "an entry");
}

static void put_text(pen *p, const char *name, int32_t field, const char *value)
{
    if (p->text) {
        put_name(p, name);
        write_text(p->text, "\"%s\"", value);
    } else {
        must(reunify_case_set_text(p->record, p->entry, field, value, strlen(value), NULL), name);
    }
}

static void put_id(pen *p, const char *before, size_t number)
{
    char id[32];
    snprintf(id, sizeof id, "%s%zu", before, number);
    put_text(p, "id", REUNIFY_FIELD_ID, id);
}

static void put_date(pen *p, const char *name, int32_t field, reunify_date date)
{
    char text[11];
    if (p->text) {
        must(reunify_date_format(date, text, sizeof text), name);
        put_text(p, name, field, text);
    } else {
        must(reunify_case_set_date(p->record, p->entry, field, date, NULL), name);
    }
}

static void put_boolean(pen *p, const char *name, int32_t field, bool value)
{
    if (p->text) {
        put_name(p, name);
        write_text(p->text, value ? "true" : "false");
    } else {
        must(reunify_case_set_boolean(p->record, p->entry, field, value, NULL), name);
    }
}

static void put_number(pen *p, const char *name, int32_t field, unsigned value)
{
    if (p->text) {
        put_name(p, name);
        write_text(p->text, "%u", value);
    } else {
        must(reunify_case_set_number(p->record, p->entry, field, (int64_t)value * 1000, NULL),
             name);
    }
}

static void put_codes(pen *p, const char *name, int32_t field, const char *const *codes,
                      size_t count)
{
    open_with(p, name, "[");
    if (p->record)
        must(reunify_case_declare_codes(p->record, p->entry, field, NULL), name);
    for (size_t i = 0; i < count; i++)
        if (p->text)
            write_text(p->text, "%s\"%s\"", i ? "," : "", codes[i]);
        else
            must(reunify_case_append_code(p->record, p->entry, field, codes[i], strlen(codes[i]),
                                          NULL),
                 name);
    close_with(p, "]");
}

/* A finding or an attribute; no word: yes or no. */
static void set_named(pen *p, const char *name, const char *word, bool value)
{
    reunify_symbol symbol;
    must(reunify_case_symbol(p->record, name, strlen(name), &symbol, NULL), name);
    if (word)
        must(reunify_case_set_named_text(p->record, p->entry, symbol, word, strlen(word), NULL),
             name);
    else
        must(reunify_case_set_named_boolean(p->record, p->entry, symbol, value, NULL), name);
}

static void put_named(pen *p, const char *name, const char *word, bool value)
{
    if (p->record) {
        set_named(p, name, word, value);
        return;
    }
    put_name(p, name);
    write_text(p->text, word ? "\"%s\"" : "%s", word ? word : value ? "true" : "false");
}

/* The things ---------------------------------------------------------------------------------- */

/* The day of one of so many that follow each other. */
static reunify_date day_of(pen *p, size_t at, size_t count)
{
    const uint64_t each = DAYS / (count ? count : 1);
    return first_day + (reunify_date)(DAYS * at / (count ? count : 1) + draw(p, each + 1));
}

static void put_statuses(pen *p, size_t count)
{
    static const char *const codes[] = {"section_20", "interim_care_order", "care_order",
                                        "section_47_enquiry"};
    open_list(p, "legal_statuses", REUNIFY_ENTRY_LEGAL_STATUS);
    for (size_t i = 0; i < count; i++) {
        const reunify_date from = day_of(p, i, count);
        open_entry(p);
        put_text(p, "code", REUNIFY_FIELD_CODE, DRAW_WORD(p, codes));
        put_date(p, "from", REUNIFY_FIELD_FROM, from);
        if (i + 1 < count)
            put_date(p, "to", REUNIFY_FIELD_TO, from + (reunify_date)draw(p, 300));
        close_with(p, "}");
    }
    close_with(p, "]");
}

static void put_care(pen *p, bool returned)
{
    open_list(p, "care_periods", REUNIFY_ENTRY_CARE_PERIOD);
    open_entry(p);
    put_date(p, "from", REUNIFY_FIELD_FROM, first_day);
    if (returned)
        put_date(p, "to", REUNIFY_FIELD_TO, first_day + DAYS / 2);
    close_with(p, "}");
    close_with(p, "]");
}

static void put_placements(pen *p, size_t count)
{
    static const char *const types[] = {"foster", "kinship_foster", "residential", "with_parents"};
    open_list(p, "placements", REUNIFY_ENTRY_PLACEMENT);
    for (size_t i = 0; i < count; i++) {
        const reunify_date from = day_of(p, i, count);
        open_entry(p);
        put_text(p, "type", REUNIFY_FIELD_TYPE, DRAW_WORD(p, types));
        put_date(p, "from", REUNIFY_FIELD_FROM, from);
        put_date(p, "to", REUNIFY_FIELD_TO, from + (reunify_date)draw(p, 200));
        close_with(p, "}");
    }
    close_with(p, "]");
}

static void put_returns(pen *p, size_t count)
{
    open_list(p, "returns", REUNIFY_ENTRY_RETURN);
    for (size_t i = 0; i < count; i++) {
        const reunify_date date = first_day + DAYS / 2 + (reunify_date)(i * (DAYS / 2) / count);
        open_entry(p);
        put_date(p, "date", REUNIFY_FIELD_DATE, date);
        put_boolean(p, "planned", REUNIFY_FIELD_PLANNED, draw(p, 5) != 0);
        if (i + 1 < count) {
            put_date(p, "ended_on", REUNIFY_FIELD_ENDED_ON,
                     date + (reunify_date)draw(p, 1 + DAYS / 2 / count));
            put_text(p, "outcome", REUNIFY_FIELD_OUTCOME, "re_entered_care");
        }
        close_with(p, "}");
    }
    close_with(p, "]");
}

static void put_people(pen *p, size_t count)
{
    static const char *const relations[] = {"parent", "parent", "sibling", "extended_family",
                                            "parents_partner"};
    static const char *const needs[] = {"substance_misuse", "mental_ill_health", "disability"};
    open_list(p, "people", REUNIFY_ENTRY_PERSON);
    for (size_t i = 0; i < count; i++) {
        open_entry(p);
        put_id(p, "p", i);
        put_text(p, "relation", REUNIFY_FIELD_RELATION, i ? DRAW_WORD(p, relations) : relations[0]);
        put_boolean(p, "household", REUNIFY_FIELD_HOUSEHOLD, i < 2 || draw(p, 2));
        put_boolean(p, "regular_visitor", REUNIFY_FIELD_REGULAR_VISITOR, draw(p, 3) == 0);
        put_boolean(p, "parental_responsibility", REUNIFY_FIELD_PARENTAL_RESPONSIBILITY, i < 2);
        put_date(p, "date_of_birth", REUNIFY_FIELD_DATE_OF_BIRTH,
                 first_day - 12000 + (reunify_date)draw(p, 9000));
        put_codes(p, "needs", REUNIFY_FIELD_NEEDS, needs, (size_t)draw(p, 3));
        close_with(p, "}");
    }
    close_with(p, "]");
}

static void put_findings(pen *p)
{
    static const struct {
        const char *name, *words[4];
    } findings[] = {
        {"risk_factors", {"being_addressed", "addressed", "not_being_addressed", "addressed"}},
        {"protective_factors", {"apparent", "apparent", "not_apparent", "apparent"}},
        {"parental_capacity", {"able", "able", "able", "unable"}},
        {"parents_wish", {"wants", "wants", "ambivalent", "wants"}},
        {"child_wish", {"wants", "wants", "ambivalent", "not_ascertainable"}},
        {"recurrence", {"some", "unlikely", "strong", "unlikely"}},
    };
    static const char *const flags[] = {"new_risk", "using_interventions",
                                        "within_child_timescale"};
    open_with(p, "findings", "{");
    for (size_t i = 0; i < sizeof findings / sizeof *findings; i++)
        put_named(p, findings[i].name, findings[i].words[draw(p, 4)], false);
    for (size_t i = 0; i < 3; i++)
        put_named(p, flags[i], NULL, i ? draw(p, 4) != 0 : draw(p, 8) == 0);
    close_with(p, "}");
}

static void put_factors(pen *p, size_t count)
{
    static const char *const codes[] = {"parental_alcohol_misuse", "parental_mental_ill_health",
                                        "domestic_abuse", "informal_support",
                                        "engagement_with_services"};
    static const char *const statuses[] = {"being_addressed", "not_being_addressed", "managed"};
    p->parent = p->entry;
    open_list(p, "factors", REUNIFY_ENTRY_FACTOR);
    for (size_t i = 0; i < count; i++) {
        const uint64_t code = draw(p, 5);
        open_entry(p);
        put_text(p, "code", REUNIFY_FIELD_CODE, codes[code]);
        put_text(p, "kind", REUNIFY_FIELD_KIND, code < 3 ? "risk" : "protective");
        put_text(p, "status", REUNIFY_FIELD_STATUS, code < 3 ? DRAW_WORD(p, statuses) : "apparent");
        close_with(p, "}");
    }
    close_with(p, "]");
}

static void put_assessments(pen *p, size_t count, size_t factors)
{
    open_list(p, "assessments", REUNIFY_ENTRY_ASSESSMENT);
    for (size_t i = 0; i < count; i++) {
        open_entry(p);
        put_id(p, "a", i);
        put_date(p, "date", REUNIFY_FIELD_DATE, day_of(p, i, count));
        put_findings(p);
        put_factors(p, i + 1 == count ? factors : (size_t)draw(p, 4));
        p->kind = REUNIFY_ENTRY_ASSESSMENT;
        p->parent = REUNIFY_THE_CASE;
        close_with(p, "}");
    }
    close_with(p, "]");
}

static void put_record(pen *p, size_t at, size_t count, size_t people)
{
    static const struct {
        const char *type, *outcome;
    } types[] = {
        {"police_check", "completed"},
        {"care_review", NULL},
        {"care_review", "reunification_ratified"},
        {"care_plan", "reunification"},
        {"care_plan_agreement", "agreed"},
        {"direct_work_parents", NULL},
        {"direct_work_child", NULL},
        {"advocacy_considered", NULL},
        {"parent_views", NULL},
        {"child_views", NULL},
        {"management_oversight", NULL},
        {"parenting_capacity_analysed", NULL},
        {"reunification_considered", NULL},
        {"single_assessment", "completed"},
        {"viability_consultation", "potentially_suited"},
        {"specialist_adult_support", NULL},
        {"child_in_need_review", NULL},
        {"chronology_reviewed", NULL},
        {"genogram_reviewed", NULL},
        {"reunification_plan", "agreed"},
        {"planning_meeting", NULL},
        {"contingency_plan", "agreed"},
        {"team_around_family", "agreed"},
        {"viability_meeting", "return_date_confirmed"},
        {"family_group_conference", NULL},
    };
    static const char *const leaders[] = {"social_worker", "social_worker", "team_manager",
                                          "service_manager", "independent_reviewing_officer"};
    static const char *const participants[] = {"child", "parent", "foster_carer", "social_worker"};
    const uint64_t type = draw(p, sizeof types / sizeof *types);
    char about[32];
    open_entry(p);
    put_id(p, "r", at);
    put_text(p, "type", REUNIFY_FIELD_TYPE, types[type].type);
    put_date(p, "date", REUNIFY_FIELD_DATE, day_of(p, at, count));
    if (types[type].outcome)
        put_text(p, "outcome", REUNIFY_FIELD_OUTCOME, types[type].outcome);
    put_text(p, "led_by", REUNIFY_FIELD_LED_BY, DRAW_WORD(p, leaders));
    if (people && draw(p, 2)) {
        snprintf(about, sizeof about, "p%zu", (size_t)draw(p, people));
        put_text(p, "about", REUNIFY_FIELD_ABOUT, about);
    }
    if (draw(p, 3) == 0)
        put_codes(p, "participants", REUNIFY_FIELD_PARTICIPANTS, participants, 4);
    close_with(p, "}");
}

static void put_records(pen *p, size_t count, size_t people)
{
    open_list(p, "records", REUNIFY_ENTRY_RECORD);
    for (size_t i = 0; i < count; i++)
        put_record(p, i, count, people);
    close_with(p, "]");
}

static void put_family_time(pen *p, size_t count)
{
    open_list(p, "family_time", REUNIFY_ENTRY_FAMILY_TIME);
    for (size_t i = 0; i < count; i++) {
        open_entry(p);
        put_date(p, "from", REUNIFY_FIELD_FROM, day_of(p, i, count));
        put_number(p, "times_a_week", REUNIFY_FIELD_TIMES_A_WEEK, (unsigned)draw(p, 7));
        put_number(p, "hours", REUNIFY_FIELD_HOURS, (unsigned)draw(p, 24));
        put_boolean(p, "overnight", REUNIFY_FIELD_OVERNIGHT, draw(p, 3) == 0);
        close_with(p, "}");
    }
    close_with(p, "]");
}

static void put_goals(pen *p, size_t count)
{
    static const char *const statuses[] = {"achieved", "amber", "red"};
    open_list(p, "goals", REUNIFY_ENTRY_GOAL);
    for (size_t i = 0; i < count; i++) {
        open_entry(p);
        put_id(p, "g", i);
        put_text(p, "owner", REUNIFY_FIELD_OWNER, "p0");
        put_date(p, "due", REUNIFY_FIELD_DUE, day_of(p, i, count));
        put_text(p, "status", REUNIFY_FIELD_STATUS, DRAW_WORD(p, statuses));
        close_with(p, "}");
    }
    close_with(p, "]");
}

static void put_head(pen *p)
{
    char id[32];
    snprintf(id, sizeof id, "case-%llu", (unsigned long long)p->seed);
    p->parent = p->entry = REUNIFY_THE_CASE;
    if (p->text) {
        write_text(p->text, "{\"schema\":\"reunify/case/1\"");
        p->comma = true;
    }
    put_text(p, "id", REUNIFY_FIELD_ID, id);
    put_text(p, "pathway", REUNIFY_FIELD_PATHWAY, "reunification");
    open_with(p, "attributes", "{");
    put_named(p, "proceedings_ongoing", NULL, draw(p, 8) == 0);
    put_named(p, "destination", "parents", false);
    close_with(p, "}");
    open_with(p, "child", "{");
    if (p->record)
        must(reunify_case_add(p->record, REUNIFY_ENTRY_CHILD, REUNIFY_THE_CASE, &p->entry, NULL),
             "the child");
    put_date(p, "date_of_birth", REUNIFY_FIELD_DATE_OF_BIRTH,
             first_day - 4000 + (reunify_date)draw(p, 3800));
    put_boolean(p, "siblings", REUNIFY_FIELD_SIBLINGS, draw(p, 2));
    close_with(p, "}");
}

static void put_case(pen *p, const case_shape *shape)
{
    const size_t *count = shape->count;
    put_head(p);
    put_statuses(p, count[OF_LEGAL_STATUSES]);
    put_care(p, count[OF_RETURNS] != 0);
    put_placements(p, count[OF_PLACEMENTS]);
    put_returns(p, count[OF_RETURNS]);
    put_people(p, count[OF_PEOPLE]);
    put_assessments(p, count[OF_ASSESSMENTS], count[OF_FACTORS]);
    put_records(p, count[OF_RECORDS], count[OF_PEOPLE]);
    put_family_time(p, count[OF_FAMILY_TIME]);
    put_goals(p, count[OF_GOALS]);
    close_with(p, "}");
}

case_text case_as_text(uint64_t seed, const case_shape *shape)
{
    case_text text = {NULL, 0, 0};
    pen p = {.seed = seed, .text = &text};
    put_case(&p, shape);
    return text;
}

reunify_case *case_by_calls(reunify_context *context, uint64_t seed, const case_shape *shape)
{
    pen p = {.seed = seed};
    must(reunify_case_new(context, &p.record, NULL), "a case");
    put_case(&p, shape);
    must(reunify_case_finish(p.record, NULL), "finishing a case");
    return p.record;
}
