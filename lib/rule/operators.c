/*
 * The language, a row an operator and a row a date: see rule.h for what a row says.
 *
 * The order is that in which the compiler looks for an operator in an object. The first operand of
 * an operator whose value is no object stands under its own name; operands inside are members of
 * the object that is its value; all others are members beside it.
 */
#include "rule/days.h"

#include <reunify/evaluation.h>

static const char *const returned_words[] = {"standing", "ended", "ended_in_care", NULL};
static const char *const family_time_words[] = {"increasing", "overnight", "recorded", "grown",
                                                NULL};
static const char *const goal_words[] = {"set", "all_met", NULL};
static const char *const child_words[] = {"siblings", NULL};
static const char *const which_words[] = {"first", "latest", NULL};

#define OPERANDS(...)                                                                              \
    (const rule_operand[])                                                                         \
    {                                                                                              \
        __VA_ARGS__,                                                                               \
        {                                                                                          \
            .member = NULL                                                                         \
        }                                                                                          \
    }

static const rule_operand no_operands[] = {{.member = NULL}};

const rule_row rule_operators[OPERATOR_COUNT] = {
    [OP_ALL] = {.name = "all",
                .evaluate = evaluate_all,
                .operands = OPERANDS({"all", .kind = OPERAND_CONDITIONS}),
                .phrase = "always",
                .join = " and "},
    [OP_ANY] = {.name = "any",
                .evaluate = evaluate_any,
                .operands = OPERANDS({"any", .kind = OPERAND_CONDITIONS}),
                .phrase = "never",
                .join = " or "},
    [OP_NOT] = {.name = "not",
                .evaluate = evaluate_not,
                .operands = OPERANDS({"not", .kind = OPERAND_CONDITION}),
                .phrase = "it is not so that %0"},
    [OP_IF] = {.name = "if",
               .evaluate = evaluate_if,
               .operands =
                   OPERANDS({"if", .kind = OPERAND_CONDITION, .place = 0},
                            {"then", .kind = OPERAND_CONDITION, .place = 1, .required = true},
                            {"else", .kind = OPERAND_CONDITION, .place = 2, .required = true}),
               .phrase = "where %0: %1; elsewhere: %2"},
    [OP_UNKNOWN] = {.name = "unknown",
                    .evaluate = evaluate_unknown,
                    .operands = OPERANDS({"unknown", .kind = OPERAND_CONDITION}),
                    .phrase = "it is not known whether %0"},
    [OP_FINDING] = {.name = "finding",
                    .evaluate = evaluate_finding,
                    .operands = OPERANDS({"finding", .kind = OPERAND_FINDING},
                                         {"is at_least at_most", .kind = OPERAND_TEST}),
                    .phrase = "%0 is %1",
                    .traits = TRAIT_OF_FINDINGS},
    [OP_FACTORS] = {.name = "factors",
                    .evaluate = evaluate_factors,
                    .operands = OPERANDS(
                        {"kind", .kind = OPERAND_WORD, .inside = true, .words = factor_kind_names},
                        {"code", .kind = OPERAND_CODES, .inside = true},
                        {"status", .kind = OPERAND_ENUMS, .place = 0, .inside = true,
                         .words = factor_status_names},
                        {"emerged", .kind = OPERAND_ENUMS, .place = 1, .inside = true,
                         .words = factor_emerged_names}),
                    .phrase =
                        "some [0%0 ]factor is recorded[1 of %1][2 as %2][3[2 and][-2 as] %3]"},
    [OP_CLASSIFIED] = {.name = "classified",
                       .evaluate = evaluate_classified,
                       .operands = OPERANDS({"classified", .kind = OPERAND_LEVELS}),
                       .phrase = "the risk is classified as %0",
                       .traits = TRAIT_OF_FINDINGS},
    [OP_LEVEL] = {.name = "level",
                  .evaluate = evaluate_level,
                  .operands =
                      OPERANDS({"level", .kind = OPERAND_LEVELS}, {"at", .kind = OPERAND_AT}),
                  .phrase = "the level is %0%1",
                  .traits = TRAIT_ONE_VALUE},
    [OP_LEVEL_ROSE] = {.name = "level_rose",
                       .evaluate = evaluate_level_rose,
                       .operands = OPERANDS({"since", .kind = OPERAND_SINCE, .inside = true}),
                       .phrase = "the level is more severe than on %0"},
    [OP_ASSESSED] =
        {.name = "assessed",
         .evaluate = evaluate_assessed,
         .operands =
             OPERANDS({"on_or_after", .kind = OPERAND_ON_OR_AFTER, .place = 0, .inside = true},
                      {"on_or_before", .kind = OPERAND_ON_OR_BEFORE, .place = 1, .inside = true},
                      {"incomplete_too", .kind = OPERAND_SWITCH, .inside = true}),
         .phrase = "[2there is an assessment][-2the risk has been classified in full or judged]"
                   "[0~on or after %0][1~on or before %1]"},
    [OP_ATTRIBUTE] = {.name = "attribute",
                      .evaluate = evaluate_attribute,
                      .operands = OPERANDS({"attribute", .kind = OPERAND_ATTRIBUTE},
                                           {"is at_least at_most", .kind = OPERAND_TEST}),
                      .phrase = "%0 is %1",
                      .traits = TRAIT_ONE_VALUE},
    [OP_CHILD] = {.name = "child",
                  .evaluate = evaluate_child,
                  .operands = OPERANDS({"child", .kind = OPERAND_WORD, .words = child_words},
                                       {"is", .kind = OPERAND_BOOLEANS}),
                  .phrase = "\"the child has brothers or sisters\" is %1",
                  .traits = TRAIT_ONE_VALUE},
    [OP_LEGAL_STATUS] = {.name = "legal_status",
                         .evaluate = evaluate_legal_status,
                         .operands = OPERANDS({"legal_status", .kind = OPERAND_LEGAL_STATUSES},
                                              {"at", .kind = OPERAND_AT}),
                         .phrase = "the legal status is %0%1"},
    [OP_PLACEMENT] = {.name = "placement",
                      .evaluate = evaluate_placement,
                      .operands =
                          OPERANDS({"placement", .kind = OPERAND_ENUMS, .words = placement_names},
                                   {"at", .kind = OPERAND_AT}),
                      .phrase = "the placement is %0%1"},
    [OP_IN_CARE] = {.name = "in_care",
                    .evaluate = evaluate_in_care,
                    .operands =
                        OPERANDS({"in_care", .kind = OPERAND_BOOLEAN}, {"at", .kind = OPERAND_AT}),
                    .phrase = "the child is {0not |}in care%1"},
    [OP_AGE] = {.name = "age",
                .evaluate = evaluate_age,
                .operands =
                    OPERANDS({"at_least", .kind = OPERAND_PERIOD, .place = 0, .inside = true},
                             {"under", .kind = OPERAND_PERIOD, .place = 1, .inside = true},
                             {"at", .kind = OPERAND_AT}),
                .phrase = "the age%2 is [0at least %0][1[0 and ]under %1]",
                .traits = TRAIT_NEEDS_ONE},
    [OP_PERSON] = {.name = "person",
                   .evaluate = evaluate_person,
                   .operands = OPERANDS(
                       {"relation", .kind = OPERAND_ENUMS, .inside = true, .words = relation_names},
                       {"household", .kind = OPERAND_FLAG, .inside = true},
                       {"regular_visitor", .kind = OPERAND_FLAG, .inside = true},
                       {"parental_responsibility", .kind = OPERAND_FLAG, .inside = true},
                       {"needs", .kind = OPERAND_NEEDS, .inside = true},
                       {"age_at_least", .kind = OPERAND_PERIOD, .place = 0, .inside = true},
                       {"at", .kind = OPERAND_AT, .place = 0},
                       {"until", .kind = OPERAND_ON_OR_BEFORE, .place = 1}),
                   .phrase = "the person [0^is %0][1^{1does not live|lives} in the "
                             "household][2^{2does not visit|visits} regularly]"
                             "[3^has {3no |}parental responsibility][4^has {4no |}needs%4]"
                             "[5^is at least %5 old]%6[7 or later up to %7]",
                   .traits = TRAIT_OF_PERSON},
    [OP_PEOPLE] =
        {.name = "people",
         .evaluate = evaluate_people,
         .operands = OPERANDS({"people", .kind = OPERAND_OF_PERSON, .place = 0},
                              {"some", .kind = OPERAND_OF_PERSON, .place = 1},
                              {"every", .kind = OPERAND_OF_PERSON, .place = 1}),
         .phrase = "[2for everyone for whom ][-2there is someone for whom ]%0[1 and %1][2, %2]"},
    [OP_IN_CARE_FOR] = {.name = "in_care_for",
                        .evaluate = evaluate_in_care_for,
                        .operands = OPERANDS(
                            {"at_least", .kind = OPERAND_PERIOD, .inside = true, .required = true}),
                        .phrase = "the latest time in care has lasted at least %0"},
    [OP_IN_CARE_TOTAL] = {.name = "in_care_total",
                          .evaluate = evaluate_in_care_total,
                          .operands = OPERANDS({"at_least", .kind = OPERAND_PERIOD, .inside = true,
                                                .required = true}),
                          .phrase = "all times in care together have lasted at least %0"},
    [OP_AWAY_FOR] = {.name = "away_for",
                     .evaluate = evaluate_away_for,
                     .operands = OPERANDS(
                         {"at_least", .kind = OPERAND_PERIOD, .inside = true, .required = true}),
                     .phrase = "the child has lived away from the family for at least %0"},
    [OP_DATED] = {.name = "dated",
                  .evaluate = evaluate_dated,
                  .operands = OPERANDS({"dated", .kind = OPERAND_SINCE, .place = 0},
                                       {"on_or_after", .kind = OPERAND_ON_OR_AFTER, .place = 1},
                                       {"on_or_before", .kind = OPERAND_ON_OR_BEFORE, .place = 2},
                                       {"before", .kind = OPERAND_BEFORE, .place = 3},
                                       {"after", .kind = OPERAND_AFTER, .place = 4}),
                  .phrase = "%0 is there[1~on or after %1][2~on or before %2][3~before %3][4~after "
                            "%4]"},
    [OP_ELAPSED] = {.name = "elapsed",
                    .evaluate = evaluate_elapsed,
                    .operands = OPERANDS(
                        {"since", .kind = OPERAND_SINCE, .inside = true},
                        {"at_least", .kind = OPERAND_PERIOD, .inside = true, .required = true}),
                    .phrase = "at least %1 have passed since %0"},
    [OP_RETURNED] = {.name = "returned",
                     .evaluate = evaluate_returned,
                     .operands =
                         OPERANDS({"returned", .kind = OPERAND_WORD, .words = returned_words},
                                  {"planned", .kind = OPERAND_FLAG},
                                  {"on_or_after", .kind = OPERAND_ON_OR_AFTER, .place = 0},
                                  {"on_or_before", .kind = OPERAND_ON_OR_BEFORE, .place = 1},
                                  {"before", .kind = OPERAND_BEFORE, .place = 2},
                                  {"after", .kind = OPERAND_AFTER, .place = 3},
                                  {"history", .kind = OPERAND_SWITCH}),
                     .phrase =
                         "[6the latest return, of whatever time in care, ][-6the return ]"
                         "{0stands|has ended|has ended and the child came back into care}[1 "
                         "and was {1not |}planned]"
                         "[2~(, dated )on or after %2][3~(, dated )on or before %3][4~(, dated "
                         ")before %4][5~(, dated )after %5]"},
    [OP_HOME_FOR] = {.name = "home_for",
                     .evaluate = evaluate_home_for,
                     .operands = OPERANDS(
                         {"at_least", .kind = OPERAND_PERIOD, .inside = true, .required = true}),
                     .phrase = "the return has lasted at least %0"},
    [OP_HOME_WITHOUT_RETURN] =
        {.name = "home_without_return",
         .evaluate = evaluate_home_without_return,
         .operands = OPERANDS({"home_without_return", .kind = OPERAND_BOOLEAN}),
         .phrase = "the child is {0not |}in care and placed with parents for more than a week "
                   "while no return stands"},
    [OP_PREVIOUS_RETURNS] = {.name = "previous_returns",
                             .evaluate = evaluate_previous_returns,
                             .operands = OPERANDS({"at_least", .kind = OPERAND_NUMBER,
                                                   .inside = true, .required = true}),
                             .phrase = "there were at least %0 earlier return{0|s}"},
    [OP_RECORD] = {.name = "record",
                   .evaluate = evaluate_record,
                   .operands = OPERANDS({"record", .kind = OPERAND_SELECTOR}),
                   .phrase = "%0"},
    [OP_GATE] = {.name = "gate",
                 .evaluate = evaluate_gate,
                 .operands = OPERANDS({"gate", .kind = OPERAND_STAGE},
                                      {"status", .kind = OPERAND_ENUMS, .words = gate_status_names,
                                       .otherwise = 1u << REUNIFY_GATE_PASSED},
                                      {"at", .kind = OPERAND_AT}),
                 .phrase = "the stage %0 is %1%2",
                 .traits = TRAIT_OF_GATES | TRAIT_ONE_VALUE},
    [OP_PASSED] = {.name = "passed",
                   .evaluate = evaluate_passed,
                   .operands =
                       OPERANDS({"passed", .kind = OPERAND_STAGE}, {"at", .kind = OPERAND_AT}),
                   .phrase = "the stage %0 has been passed%1",
                   .traits = TRAIT_OF_GATES},
    [OP_STOPPED] = {.name = "stopped",
                    .evaluate = evaluate_stopped,
                    .operands = OPERANDS({"stopped", .kind = OPERAND_STAGE},
                                         {"since", .kind = OPERAND_SINCE}),
                    .phrase = "something other than the level has come to stop the stage %0 since "
                              "%1",
                    .traits = TRAIT_OF_GATES},
    [OP_FAMILY_TIME] = {.name = "family_time",
                        .evaluate = evaluate_family_time,
                        .operands = OPERANDS(
                            {"family_time", .kind = OPERAND_WORD, .words = family_time_words},
                            {"before", .kind = OPERAND_BEFORE},
                            {"hours_over", .kind = OPERAND_NUMBER},
                            {"on_or_after", .kind = OPERAND_ON_OR_AFTER, .place = 1}),
                        .phrase = "{0family time has grown|there is overnight family time|family "
                                  "time is recorded|family time is more than at first}[2 of more "
                                  "than %2 hours][1~before %1][3~on or after %3]"},
    [OP_GOALS] = {.name = "goals",
                  .evaluate = evaluate_goals,
                  .operands = OPERANDS({"goals", .kind = OPERAND_WORD, .words = goal_words}),
                  .phrase = "{0goals are set|all goals are met}"},
};

const rule_row rule_dates[DATE_COUNT] = {
    [DATE_AS_OF] = {.name = "as_of",
                    .resolve = resolve_as_of,
                    .operands = no_operands,
                    .phrase = "the date of evaluation"},
    [DATE_RETURN] = {.name = "return",
                     .resolve = resolve_return,
                     .operands = no_operands,
                     .phrase = "the return"},
    [DATE_RECORDED_RETURN] = {.name = "recorded_return",
                              .resolve = resolve_recorded_return,
                              .operands = no_operands,
                              .phrase = "the return that is recorded"},
    [DATE_CARE_START] = {.name = "care_start",
                         .resolve = resolve_care_start,
                         .operands = no_operands,
                         .phrase = "the start of care"},
    [DATE_ATTEMPT_START] = {.name = "attempt_start",
                            .resolve = resolve_attempt_start,
                            .operands = no_operands,
                            .phrase = "the start of the attempt"},
    [DATE_ATTEMPT_RETURN] = {.name = "attempt_return",
                             .resolve = resolve_attempt_return,
                             .operands = no_operands,
                             .phrase = "the first return of the attempt"},
    [DATE_LEFT_CARE] = {.name = "left_care",
                        .resolve = resolve_left_care,
                        .operands = no_operands,
                        .phrase = "the day on which the child left care"},
    [DATE_SPELL] = {.name = "spell",
                    .resolve = resolve_spell,
                    .operands = OPERANDS({"spell", .kind = OPERAND_WORD, .words = which_words},
                                         {"end", .kind = OPERAND_SWITCH},
                                         {"ahead", .kind = OPERAND_SWITCH}),
                    .phrase = "the [1end][-1start] of the {0first|latest} time in care[2, if it "
                              "lies ahead too]"},
    [DATE_LEGAL_STATUS] =
        {.name = "legal_status",
         .resolve = resolve_legal_status,
         .operands = OPERANDS({"legal_status", .kind = OPERAND_LEGAL_STATUSES},
                              {"end", .kind = OPERAND_SWITCH}, {"ahead", .kind = OPERAND_SWITCH},
                              {"unbroken", .kind = OPERAND_SWITCH},
                              {"which", .kind = OPERAND_WORD, .words = which_words}),
         .phrase = "the {4first|latest} [1end][-1start] of the legal status %0[3 taken as one "
                   "without a break][2, if it lies ahead too]"},
    [DATE_PLACEMENT] =
        {.name = "placement",
         .resolve = resolve_placement,
         .operands = OPERANDS({"placement", .kind = OPERAND_ENUMS, .words = placement_names},
                              {"end", .kind = OPERAND_SWITCH}, {"ahead", .kind = OPERAND_SWITCH},
                              {"unbroken", .kind = OPERAND_SWITCH},
                              {"which", .kind = OPERAND_WORD, .words = which_words}),
         .phrase = "the {4first|latest} [1end][-1start] of the placement %0[3 taken as one "
                   "without a break][2, if it lies ahead too]"},
    [DATE_BIRTH] = {.name = "birth",
                    .resolve = resolve_birth,
                    .operands = no_operands,
                    .phrase = "the day of birth"},
    [DATE_LEVEL_SINCE] = {.name = "level_since",
                          .resolve = resolve_level_since,
                          .operands = no_operands,
                          .phrase = "the day on which the level was entered",
                          .traits = TRAIT_CHANGING},
    [DATE_LAST_DECISION] = {.name = "last_decision",
                            .resolve = resolve_last_decision,
                            .operands = no_operands,
                            .phrase = "the last decision",
                            .traits = TRAIT_OF_GATES},
    [DATE_RECORD] = {.name = "record",
                     .resolve = resolve_record,
                     .operands = OPERANDS({"record", .kind = OPERAND_SELECTOR}),
                     .phrase = "%0"},
    [DATE_FIRST_OF] = {.name = "first_of",
                       .resolve = resolve_first_of,
                       .operands = OPERANDS({"first_of", .kind = OPERAND_DATES}),
                       .phrase = "the first that there is of (%0)",
                       .join = ", "},
    [DATE_EARLIEST] = {.name = "earliest",
                       .resolve = resolve_earliest,
                       .operands = OPERANDS({"earliest", .kind = OPERAND_DATES}),
                       .phrase = "the earliest of (%0)",
                       .join = ", "},
    [DATE_LATEST] = {.name = "latest",
                     .resolve = resolve_latest,
                     .operands = OPERANDS({"latest", .kind = OPERAND_DATES}),
                     .phrase = "the latest of (%0)",
                     .join = ", "},
    [DATE_PLUS] = {.name = "plus",
                   .resolve = resolve_plus,
                   .operands = OPERANDS({"of", .kind = OPERAND_DATE},
                                        {"plus", .kind = OPERAND_PERIOD, .required = true}),
                   .phrase = "%1 after %0"},
    [DATE_MINUS] = {.name = "minus",
                    .resolve = resolve_minus,
                    .operands = OPERANDS({"of", .kind = OPERAND_DATE},
                                         {"minus", .kind = OPERAND_PERIOD, .required = true}),
                    .phrase = "%1 before %0"},
    [DATE_WORKING_DAYS] = {.name = "plus_working_days",
                           .resolve = resolve_working_days,
                           .operands = OPERANDS(
                               {"of", .kind = OPERAND_DATE},
                               {"plus_working_days", .kind = OPERAND_DAYS, .required = true}),
                           .phrase = "%1 working day{1|s} after %0"},
    [DATE_FAMILY_TIME] =
        {.name = "family_time",
         .resolve = resolve_family_time,
         .operands =
             OPERANDS({"which", .kind = OPERAND_WORD, .words = which_words},
                      {"overnight", .kind = OPERAND_FLAG, .inside = true},
                      {"hours_over", .kind = OPERAND_NUMBER, .inside = true}),
         .phrase =
             "the {0first|latest}[1 {1daytime|overnight}] family time[2 of more than %2 hours]"},
    [DATE_STAGE] = {.name = "stage",
                    .resolve = resolve_stage,
                    .operands = OPERANDS({"stage", .kind = OPERAND_EARLIER_STAGE}),
                    .phrase = "the day on which the stage %0 was passed"},
    [DATE_ATTRIBUTE] = {.name = "attribute",
                        .resolve = resolve_attribute,
                        .operands = OPERANDS({"attribute", .kind = OPERAND_DATE_ATTRIBUTE}),
                        .phrase = "the date \"%0\""},
};
