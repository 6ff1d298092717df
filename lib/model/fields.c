/*
 * What each kind of entry holds: the one table that the setters, the getters, the reader and the
 * writer go by.
 *
 * A field is its public number, its type, the member of the case format, where it lies in the
 * struct of its kind, and the words that may stand there: of an enum all, by whose place the value
 * is kept, so that new ones go to the end; of a code those that every profile knows, to which packs
 * add. Fields stand in the order of the document. A kind is what an entry and its list are called,
 * the member with named values if it has one, its fields, and where the list lies: by its number in
 * the case, or in an entry of the kind above. One without a size is no list: there is one of it.
 *
 * The type decides what absent looks like in memory and how a value is checked (case.c). So a field
 * that is added needs its number, its member and its row; finish.c knows of it only where it is an
 * id, refers to one, or is the day of an interval.
 */
#include "model/model.h"

#include <stddef.h>

const char *const relation_names[] = {
    "parent",          "parents_partner", "sibling", "carer", "household_member",
    "extended_family", "visitor",         "other",   NULL};
const char *const factor_kind_names[] = {"risk", "protective", NULL};
const char *const factor_status_names[] = {
    "addressed",    "managed", "being_addressed", "not_being_addressed", "apparent",
    "not_apparent", NULL};
const char *const factor_emerged_names[] = {"new", "re_emerged", NULL};
const char *const placement_names[] = {
    "foster", "kinship_foster", "residential", "with_parents", "semi_independent",
    "secure", "hospital",       "other",       "temporary",    NULL};
const char *const care_kind_names[] = {"care", "short_break", NULL};
const char *const return_outcome_names[] = {"re_entered_care", "became_adult", "other", NULL};
const char *const goal_status_names[] = {"red", "amber", "green", "achieved", NULL};
const char *const standard_roles[] = {"child",
                                      "parent",
                                      "family_and_friends_carer",
                                      "foster_carer",
                                      "residential_key_worker",
                                      "advocate",
                                      "independent_person",
                                      "trusted_adult",
                                      "independent_visitor",
                                      "independent_reviewing_officer",
                                      "social_worker",
                                      "team_manager",
                                      "service_manager",
                                      "head_of_service",
                                      "assistant_director",
                                      "service_director",
                                      "health_representative",
                                      "education_representative",
                                      "childrens_guardian",
                                      "edge_of_care_practitioner",
                                      "family_group_conference_coordinator",
                                      "family_support_worker",
                                      "reunification_support_worker",
                                      "adult_specialist",
                                      "legal_adviser",
                                      "police_officer",
                                      "practice_manager",
                                      "virtual_school_head",
                                      "other",
                                      NULL};
const char *const standard_legal_statuses[] = {"edge_of_care",
                                               "pre_proceedings",
                                               "section_20",
                                               "interim_care_order",
                                               "care_order",
                                               "police_protection",
                                               "emergency_protection_order",
                                               "placement_order",
                                               "section_47_enquiry",
                                               "supervision_order",
                                               "special_guardianship_order",
                                               "none",
                                               "interim_supervision_order",
                                               "child_assessment_order",
                                               "remand",
                                               "police_detention",
                                               "short_breaks",
                                               "other",
                                               NULL};

model_enum enum_find(const char *const *names, const char *data, size_t length)
{
    for (uint8_t i = 0; names[i]; i++)
        if (strlen(names[i]) == length && memcmp(names[i], data, length) == 0)
            return i;
    return ENUM_NONE;
}

#define FIELD(id, type, name, structure, member, allowed)                                          \
    {                                                                                              \
        REUNIFY_FIELD_##id, FIELD_##type, name, sizeof name - 1, offsetof(structure, member),      \
            allowed                                                                                \
    }

static const field_info case_fields[] = {
    FIELD(ID, TEXT, "id", reunify_case, id, NULL),
    FIELD(PATHWAY, CODE, "pathway", reunify_case, pathway, NULL),
};
static const field_info child_fields[] = {
    FIELD(DATE_OF_BIRTH, BIRTH, "date_of_birth", model_child, date_of_birth, NULL),
    FIELD(SIBLINGS, BOOLEAN, "siblings", model_child, siblings, NULL),
};
static const field_info legal_status_fields[] = {
    FIELD(CODE, CODE, "code", model_interval, code, standard_legal_statuses),
    FIELD(FROM, DATE, "from", model_interval, from, NULL),
    FIELD(TO, DATE, "to", model_interval, to, NULL),
};
static const field_info care_period_fields[] = {
    FIELD(FROM, DATE, "from", model_interval, from, NULL),
    FIELD(TO, DATE, "to", model_interval, to, NULL),
    FIELD(KIND, ENUM, "kind", model_interval, type, care_kind_names),
};
static const field_info placement_fields[] = {
    FIELD(TYPE, ENUM, "type", model_interval, type, placement_names),
    FIELD(FROM, DATE, "from", model_interval, from, NULL),
    FIELD(TO, DATE, "to", model_interval, to, NULL),
};
static const field_info return_fields[] = {
    FIELD(DATE, DATE, "date", model_return, date, NULL),
    FIELD(PLANNED, BOOLEAN, "planned", model_return, planned, NULL),
    FIELD(ENDED_ON, DATE, "ended_on", model_return, ended_on, NULL),
    FIELD(OUTCOME, ENUM, "outcome", model_return, outcome, return_outcome_names),
};
static const field_info return_to_fields[] = {
    FIELD(PERSON, TEXT, "person", model_return_to, person, NULL),
    FIELD(FROM, DATE, "from", model_return_to, from, NULL),
    FIELD(TO, DATE, "to", model_return_to, to, NULL),
};
static const field_info stay_fields[] = {
    FIELD(FROM, DATE, "from", model_interval, from, NULL),
    FIELD(TO, DATE, "to", model_interval, to, NULL),
};
static const field_info person_fields[] = {
    FIELD(ID, TEXT, "id", model_person, id, NULL),
    FIELD(RELATION, ENUM, "relation", model_person, relation, relation_names),
    FIELD(HOUSEHOLD, BOOLEAN, "household", model_person, household, NULL),
    FIELD(REGULAR_VISITOR, BOOLEAN, "regular_visitor", model_person, regular_visitor, NULL),
    FIELD(PARENTAL_RESPONSIBILITY, BOOLEAN, "parental_responsibility", model_person,
          parental_responsibility, NULL),
    FIELD(DATE_OF_BIRTH, BIRTH, "date_of_birth", model_person, date_of_birth, NULL),
    FIELD(NEEDS, CODES, "needs", model_person, needs, NULL),
};
static const field_info assessment_fields[] = {
    FIELD(ID, TEXT, "id", model_assessment, id, NULL),
    FIELD(DATE, DATE, "date", model_assessment, date, NULL),
};
static const field_info attribute_fields[] = {
    FIELD(FROM, DATE, "from", model_attribute, from, NULL),
    FIELD(TO, DATE, "to", model_attribute, to, NULL),
};
static const field_info person_findings_fields[] = {
    FIELD(PERSON, TEXT, "person", model_person_findings, person, NULL),
};
static const field_info factor_fields[] = {
    FIELD(CODE, CODE, "code", model_factor, code, NULL),
    FIELD(KIND, ENUM, "kind", model_factor, kind, factor_kind_names),
    FIELD(STATUS, ENUM, "status", model_factor, status, factor_status_names),
    FIELD(EMERGED, ENUM, "emerged", model_factor, emerged, factor_emerged_names),
};
static const field_info judgement_fields[] = {
    FIELD(LEVEL, CODE, "level", model_judgement, level, NULL),
    FIELD(RATIONALE, TEXT, "rationale", model_judgement, rationale, NULL),
    FIELD(APPROVED_BY, CODE, "approved_by", model_judgement, approved_by, standard_roles),
};
static const field_info record_fields[] = {
    FIELD(ID, TEXT, "id", model_record, id, NULL),
    FIELD(TYPE, CODE, "type", model_record, type, NULL),
    FIELD(DATE, DATE, "date", model_record, date, NULL),
    FIELD(OUTCOME, CODE, "outcome", model_record, outcome, NULL),
    FIELD(LED_BY, CODE, "led_by", model_record, led_by, standard_roles),
    FIELD(PARTICIPANTS, CODES, "participants", model_record, participants, standard_roles),
    FIELD(ABOUT, TEXT, "about", model_record, about, NULL),
    FIELD(RATIONALE, TEXT, "rationale", model_record, rationale, NULL),
};
static const field_info family_time_fields[] = {
    FIELD(FROM, DATE, "from", model_family_time, from, NULL),
    FIELD(TIMES_A_WEEK, NUMBER, "times_a_week", model_family_time, times_a_week, NULL),
    FIELD(HOURS, NUMBER, "hours", model_family_time, hours, NULL),
    FIELD(OVERNIGHT, BOOLEAN, "overnight", model_family_time, overnight, NULL),
};
static const field_info goal_fields[] = {
    FIELD(ID, TEXT, "id", model_goal, id, NULL),
    FIELD(OWNER, TEXT, "owner", model_goal, owner, NULL),
    FIELD(DUE, DATE, "due", model_goal, due, NULL),
    FIELD(STATUS, ENUM, "status", model_goal, status, goal_status_names),
};

/* A birth is followed by its text. */
_Static_assert(offsetof(model_child, date_of_birth_text) ==
                   offsetof(model_child, date_of_birth) + sizeof(model_birth),
               "the text of the child's birth");
_Static_assert(offsetof(model_person, date_of_birth_text) ==
                   offsetof(model_person, date_of_birth) + sizeof(model_birth),
               "the text of a person's birth");

#define ROWS(table, date) .fields = table, .field_count = LENGTH_OF(table), .date_field = date
#define WITHIN(kind, structure, member)                                                            \
    .parent = REUNIFY_ENTRY_##kind, .list = offsetof(structure, member)

const kind_info model_kinds[ENTRY_KINDS] = {
    [REUNIFY_ENTRY_CASE] = {"case", "", "attributes", ROWS(case_fields, -1)},
    [REUNIFY_ENTRY_CHILD] = {"child", "child", NULL, ROWS(child_fields, -1)},
    [REUNIFY_ENTRY_LEGAL_STATUS] = {"legal_status", "legal_statuses", NULL,
                                    ROWS(legal_status_fields, 1), .size = sizeof(model_interval)},
    [REUNIFY_ENTRY_CARE_PERIOD] = {"care_period", "care_periods", NULL, ROWS(care_period_fields, 0),
                                   .size = sizeof(model_interval)},
    [REUNIFY_ENTRY_PLACEMENT] = {"placement", "placements", NULL, ROWS(placement_fields, 1),
                                 .size = sizeof(model_interval)},
    [REUNIFY_ENTRY_RETURN] = {"return", "returns", NULL, ROWS(return_fields, 0),
                              .size = sizeof(model_return)},
    [REUNIFY_ENTRY_PERSON] = {"person", "people", NULL, ROWS(person_fields, -1),
                              .size = sizeof(model_person)},
    [REUNIFY_ENTRY_ASSESSMENT] = {"assessment", "assessments", "findings",
                                  ROWS(assessment_fields, 1), .size = sizeof(model_assessment)},
    [REUNIFY_ENTRY_FACTOR] = {"factor", "factors", NULL, ROWS(factor_fields, -1),
                              .size = sizeof(model_factor),
                              WITHIN(ASSESSMENT, model_assessment, factors)},
    [REUNIFY_ENTRY_JUDGEMENT] = {"judgement", "judgement", NULL, ROWS(judgement_fields, -1),
                                 .parent = REUNIFY_ENTRY_ASSESSMENT},
    [REUNIFY_ENTRY_RECORD] = {"record", "records", "attributes", ROWS(record_fields, 2),
                              .size = sizeof(model_record)},
    [REUNIFY_ENTRY_FAMILY_TIME] = {"family_time", "family_time", NULL, ROWS(family_time_fields, 0),
                                   .size = sizeof(model_family_time)},
    [REUNIFY_ENTRY_GOAL] = {"goal", "goals", NULL, ROWS(goal_fields, -1),
                            .size = sizeof(model_goal)},
    [REUNIFY_ENTRY_RETURN_TO] = {"return_to", "return_to", NULL, ROWS(return_to_fields, -1),
                                 .size = sizeof(model_return_to)},
    [REUNIFY_ENTRY_STAY] = {"stay", "stays", NULL, ROWS(stay_fields, -1),
                            .size = sizeof(model_interval), WITHIN(PERSON, model_person, stays)},
    [REUNIFY_ENTRY_PERSON_FINDINGS] = {"person_findings", "people", "findings",
                                       ROWS(person_findings_fields, -1),
                                       .size = sizeof(model_person_findings),
                                       WITHIN(ASSESSMENT, model_assessment, people)},
    [REUNIFY_ENTRY_ATTRIBUTE] = {"attribute", "attributes", "value", ROWS(attribute_fields, -1),
                                 .size = sizeof(model_attribute), .open = true},
};

const field_info *model_field(int32_t kind, int32_t field)
{
    if (kind < 0 || kind >= ENTRY_KINDS)
        return NULL;
    for (size_t i = 0; i < model_kinds[kind].field_count; i++)
        if (model_kinds[kind].fields[i].field == field)
            return &model_kinds[kind].fields[i];
    return NULL;
}
