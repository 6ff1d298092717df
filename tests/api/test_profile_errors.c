/*
 * Every fault of a rule pack: its code, its place and, where there is one, its hint; and that all
 * faults of a pack are told.
 */
#include "packs.h"
#include "support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define T "\"text\":{\"en\":\"T\"}"
#define S "\"source\":{\"id\":\"s\",\"at\":\"1\"}"

/* A small pack that has something of everything. */
static const char pack[] =
    "{\"schema\":\"reunify/profile/"
    "1\",\"id\":\"small\",\"version\":\"1.0.0\",\"title\":{\"en\":\"Small\"},"
    "\"sources\":[{\"id\":\"s\",\"title\":\"The source\"}],"
    "\"roles\":[{\"id\":\"elder\"," T "}],"
    "\"record_types\":[{\"id\":\"visit\"," T ",\"outcomes\":[\"done\"]},{\"id\":\"plan\"," T "}],"
    "\"legal_statuses\":[{\"id\":\"local_order\"," T "}],"
    "\"attributes\":[{\"id\":\"ready\",\"type\":\"boolean\"},{\"id\":\"where_to\",\"type\":"
    "\"code\",\"values\":[\"home\",\"away\"]},{\"id\":\"rooms\",\"type\":\"number\"}],"
    "\"findings\":[{\"id\":\"danger\",\"type\":\"code\",\"values\":[\"small\",\"great\"]," T
    ",\"if_absent\":\"great\","
    "\"derived\":[{\"value\":\"great\",\"when\":{\"factors\":{\"kind\":\"risk\"}}}]},{\"id\":"
    "\"score\",\"type\":\"number\"," T "},{\"id\":\"fresh\",\"type\":\"boolean\"," T "}],"
    "\"conditions\":{\"visited\":{\"record\":\"visit\"}},"
    "\"dates\":{\"home_day\":\"return\"},"
    "\"applicability\":[{\"id\":\"app.one\",\"when\":{\"all\":[]}," T "," S "}],"
    "\"risk\":{\"levels\":[{\"id\":\"low\"," T ",\"actions\":[\"act\"]," S "},{\"id\":\"high\"," T
    "," S "}],"
    "\"dimensions\":[{\"id\":\"danger\",\"finding\":\"danger\"," T
    ",\"values\":[{\"value\":\"small\",\"permits\":[\"low\",\"high\"]," S
    "},{\"value\":\"great\",\"permits\":[\"high\"]," S "}]}],"
    "\"movement\":[{\"id\":\"m.one\",\"from\":\"low\",\"when\":{\"classified\":[\"high\"]},\"to\":"
    "\"high\"," T "," S "}],"
    "\"silent\":{\"from\":[\"low\"],\"when\":{\"finding\":\"fresh\",\"is\":[true]}},"
    "\"judgement\":{\"deciding_roles\":[\"team_manager\"]," S "},"
    "\"actions\":[{\"id\":\"act\"," T "," S "}]},"
    "\"pathways\":[{\"id\":\"way\"," T ",\"stages\":[{\"id\":\"one\"," T "," S
    ",\"requirements\":[{\"id\":\"r.one\",\"necessity\":\"required\",\"by\":[\"social_worker\"],"
    "\"satisfied_by\":{\"condition\":\"visited\"}," T "," S
    "},{\"id\":\"r.each\",\"necessity\":\"advisory\",\"for_each\":{\"person\":{\"household\":true}}"
    ",\"if_none\":\"unknown\","
    "\"satisfied_by\":{\"record\":\"visit\",\"about\":\"each\"}," T "," S
    "}],\"stops\":[{\"id\":\"s.one\",\"when\":{\"level\":[\"high\"]},\"outcome\":\"halt\","
    "\"actions\":[\"act\"]," T "," S "}]},"
    "{\"id\":\"two\"," T "," S ",\"requirements\":[]}]}],"
    "\"schedule\":[{\"id\":\"o.one\",\"pathway\":\"way\",\"anchor\":\"return\",\"after\":\"P1M\","
    "\"done\":{\"requirement\":\"r.one\"}," T "," S "}],"
    "\"alerts\":[{\"id\":\"a.one\",\"when\":{\"level_rose\":{\"since\":\"last_decision\"}},"
    "\"actions\":\"last_movement\"," T "," S "}],"
    "\"factors\":[{\"id\":\"ready\",\"kind\":\"success\"," T "," S "}]}";

static reunify_error *error;

static int set_up(void **state)
{
    (void)state;
    return reunify_error_new(NULL, &error) != REUNIFY_OK;
}

static int tear_down(void **state)
{
    (void)state;
    reunify_error_free(error);
    return 0;
}

static reunify_status load(const char *json)
{
    reunify_profile *profile = (void *)(uintptr_t)1;
    const reunify_status status =
        reunify_profile_from_json(NULL, json, strlen(json), 0, &profile, error);
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

typedef struct {
    const char *find, *with, *code, *pointer, *says;
} mutation;

static const mutation mutations[] = {
    /* The head */
    {"reunify/profile/1", "reunify/profile/9", "bad_schema", "/schema", "reunify/profile/1"},
    {"\"schema\":\"reunify/profile/1\",", "", "missing_member", "/schema", NULL},
    {"\"id\":\"small\",", "", "missing_member", "/id", "a string"},
    {"\"id\":\"small\"", "\"id\":5", "wrong_type", "/id", "a string"},
    {"\"id\":\"small\"", "\"id\":\"Not An Id\"", "bad_code", "/id", NULL},
    {"\"id\":\"small\"", "\"id\":\"\"", "empty_text", "/id", NULL},
    {"\"version\":\"1.0.0\",", "", "missing_member", "/version", NULL},
    {"{\"en\":\"Small\"}", "{}", "missing_member", "/title", "by language"},
    {"{\"en\":\"Small\"}", "\"Small\"", "wrong_type", "/title", "an object"},
    {"{\"en\":\"Small\"}", "{\"en\":1}", "wrong_type", "/title/en", NULL},
    {"\"sources\":[{\"id\":\"s\",\"title\":\"The source\"}],", "", "missing_member", "/sources",
     "an array"},
    {"\"sources\"", "\"extends\":\"nobody\",\"sources\"", "unknown_base", "/extends", NULL},
    {"\"sources\"", "\"extends\":\"small\",\"sources\"", "cycle", "/extends", NULL},
    {"\"sources\"", "\"extends\":[],\"sources\"", "wrong_type", "/extends", NULL},
    {"\"roles\":", "\"rolls\":", "unknown_member", "/rolls", "roles"},
    /* Sources */
    {"\"title\":\"The source\"", "\"title\":\"The source\",\"page\":3", "unknown_member",
     "/sources/0/page", NULL},
    {"{\"id\":\"s\",\"title\":\"The source\"}",
     "{\"id\":\"s\",\"title\":\"The source\"},{\"id\":\"s\",\"title\":\"B\"}", "duplicate_id",
     "/sources/1/id", NULL},
    {"{\"id\":\"s\",\"title\":\"The source\"}", "{\"id\":\"s\",\"title\":\"The source\"},7",
     "wrong_type", "/sources/1", "an object"},
    {"{\"id\":\"s\",\"title\":\"The source\"}",
     "{\"id\":\"herefordshire\",\"title\":\"The source\"}", "unknown_reference",
     "/applicability/0/source/id", NULL},
    {"\"source\":{\"id\":\"s\",\"at\":\"1\"}", "\"source\":{\"id\":\"s\"}", "missing_member",
     "/applicability/0/source/at", NULL},
    {"\"when\":{\"all\":[]}," T "," S, "\"when\":{\"all\":[]}," T, "missing_member",
     "/applicability/0/source", NULL},
    {"\"when\":{\"all\":[]}," T "," S, "\"when\":{\"all\":[]}," S, "missing_member",
     "/applicability/0/text", NULL},
    /* Names */
    {"\"id\":\"elder\"," T, "\"id\":\"elder\"," T "},{\"id\":\"elder\"," T, "duplicate_id",
     "/roles/1/id", NULL},
    {"\"id\":\"elder\"", "\"id\":\"elder-one\"", "bad_code", "/roles/0/id", NULL},
    {"\"outcomes\":[\"done\"]", "\"outcomes\":[\"done\",\"done\"]", "duplicate_id",
     "/record_types/0/outcomes/1", NULL},
    {"\"outcomes\":[\"done\"]", "\"outcomes\":[\"Not done\"]", "bad_code",
     "/record_types/0/outcomes/0", NULL},
    {"\"outcomes\":[\"done\"]", "\"outcomes\":[4]", "wrong_type", "/record_types/0/outcomes/0",
     NULL},
    {"\"outcomes\":[\"done\"]", "\"outcomes\":{}", "wrong_type", "/record_types/0/outcomes",
     "an array"},
    {"{\"id\":\"plan\"", "{\"id\":\"visit\"", "duplicate_id", "/record_types/1/id", NULL},
    {"\"local_order\"", "\"Local\"", "bad_code", "/legal_statuses/0/id", NULL},
    {"{\"id\":\"local_order\"," T "}", "\"local_order\"", "wrong_type", "/legal_statuses/0",
     "an object"},
    {"\"type\":\"boolean\"}", "\"type\":\"truth\"}", "unknown_value", "/attributes/0/type",
     "boolean, code"},
    {"\"type\":\"boolean\"}", "\"type\":\"boolean\",\"kind\":1}", "unknown_member",
     "/attributes/0/kind", NULL},
    {"\"if_absent\":\"great\"", "\"if_absent\":\"huge\"", "unknown_reference",
     "/findings/0/if_absent", "huge"},
    {"\"if_absent\":\"great\"", "\"if_absent\":true", "wrong_type", "/findings/0/if_absent", NULL},
    {"\"values\":[\"small\",\"great\"],", "", "missing_member", "/findings/0/values", NULL},
    {"\"values\":[\"small\",\"great\"]", "\"values\":[]", "empty_list", "/findings/0/values", NULL},
    {"{\"value\":\"great\",\"when\"", "{\"valve\":\"great\",\"when\"", "missing_member",
     "/findings/0/derived/0", "value"},
    {"{\"value\":\"great\",\"when\"", "{\"value\":\"vast\",\"when\"", "unknown_reference",
     "/findings/0/derived/0/value", "vast"},
    {"{\"value\":\"great\",\"when\":{\"factors\":{\"kind\":\"risk\"}}}", "{\"value\":\"great\"}",
     "missing_member", "/findings/0/derived/0/when", NULL},
    /* Risk */
    {"\"actions\":[\"act\"]," S "},{\"id\":\"high\"",
     "\"actions\":[\"akt\"]," S "},{\"id\":\"high\"", "unknown_reference",
     "/risk/levels/0/actions/0", "did you mean \"act\""},
    {"\"id\":\"high\"", "\"id\":\"low\"", "duplicate_id", "/risk/levels/1/id", NULL},
    {"\"id\":\"low\"",
     "\"id\":\"severe\"," T ",\"source\":{\"id\":\"s\",\"at\":\"2\"}},{\"id\":\"low\"",
     "unreachable_level", "/risk/levels/0", NULL},
    {"\"finding\":\"danger\"", "\"finding\":\"dagger\"", "unknown_reference",
     "/risk/dimensions/0/finding", "did you mean \"danger\""},
    {"\"finding\":\"danger\"", "\"finding\":\"score\"", "wrong_type", "/risk/dimensions/0",
     "a number"},
    {"{\"value\":\"small\",\"permits\"", "{\"permits\"", "missing_member",
     "/risk/dimensions/0/values/0/value", NULL},
    {"{\"value\":\"small\",\"permits\"", "{\"value\":\"great\",\"permits\"", "duplicate_id",
     "/risk/dimensions/0/values/1/value", NULL},
    {"{\"value\":\"small\",\"permits\"", "{\"value\":\"great\",\"permits\"", "missing_member",
     "/risk/dimensions/0/values", "every value"},
    {"\"permits\":[\"low\",\"high\"]", "\"permits\":[\"low\",\"hig\"]", "unknown_reference",
     "/risk/dimensions/0/values/0/permits/1", "did you mean \"high\""},
    {"\"permits\":[\"low\",\"high\"]", "\"permits\":[]", "empty_list",
     "/risk/dimensions/0/values/0/permits", NULL},
    {"\"from\":\"low\",\"when\"", "\"from\":\"lowest\",\"when\"", "unknown_reference",
     "/risk/movement/0/from", NULL},
    {"\"to\":\"high\",", "", "missing_member", "/risk/movement/0", "at once"},
    {"\"to\":\"high\",", "\"to\":\"higher\",", "unknown_reference", "/risk/movement/0/to", NULL},
    {"\"to\":\"high\",", "\"to\":\"high\",\"for\":\"six months\",", "bad_period",
     "/risk/movement/0/for", "P6M"},
    {"\"to\":\"high\",", "\"to\":\"high\",\"may_be_held\":\"yes\",", "wrong_type",
     "/risk/movement/0/may_be_held", NULL},
    {"\"silent\":{\"from\":[\"low\"],", "\"silent\":{", "missing_member", "/risk/silent/from",
     NULL},
    {"[\"team_manager\"]", "[\"team_manger\"]", "unknown_reference",
     "/risk/judgement/deciding_roles/0", "did you mean \"team_manager\""},
    {"\"deciding_roles\":[\"team_manager\"],", "", "missing_member",
     "/risk/judgement/deciding_roles", NULL},
    /* Pathways */
    {"{\"id\":\"two\"", "{\"id\":\"one\"", "duplicate_id", "/pathways/0/stages/1/id", NULL},
    {"\"requirements\":[]", "\"requirments\":[]", "unknown_member",
     "/pathways/0/stages/1/requirments", NULL},
    {"\"requirements\":[]", "\"requirments\":[]", "missing_member",
     "/pathways/0/stages/1/requirements", NULL},
    {"\"necessity\":\"required\"", "\"necessity\":\"maybe\"", "unknown_value",
     "/pathways/0/stages/0/requirements/0/necessity", "required or advisory"},
    {"\"necessity\":\"required\",", "", "missing_member",
     "/pathways/0/stages/0/requirements/0/necessity", NULL},
    {"[\"social_worker\"]", "[\"social_warker\"]", "unknown_reference",
     "/pathways/0/stages/0/requirements/0/by/0", "did you mean \"social_worker\""},
    {"\"satisfied_by\":{\"condition\":\"visited\"},", "", "missing_member",
     "/pathways/0/stages/0/requirements/0/satisfied_by", NULL},
    {"\"if_none\":\"unknown\"", "\"if_none\":\"perhaps\"", "unknown_value",
     "/pathways/0/stages/0/requirements/1/if_none", NULL},
    {"\"necessity\":\"required\"", "\"necessity\":\"required\",\"if_none\":\"unknown\"",
     "bad_place", "/pathways/0/stages/0/requirements/0/if_none", NULL},
    {"\"id\":\"r.each\"", "\"id\":\"r.one\"", "duplicate_id",
     "/pathways/0/stages/0/requirements/1/id", NULL},
    {"\"outcome\":\"halt\",", "", "missing_member", "/pathways/0/stages/0/stops/0/outcome", NULL},
    {"\"when\":{\"level\":[\"high\"]},\"outcome\"", "\"outcome\"", "missing_member",
     "/pathways/0/stages/0/stops/0/when", NULL},
    {"\"when\":{\"level\":[\"high\"]},\"outcome\"", "\"when\":{\"level\":[\"hi\"]},\"outcome\"",
     "unknown_reference", "/pathways/0/stages/0/stops/0/when/level/0", NULL},
    {"\"satisfied_by\":{\"condition\":\"visited\"}",
     "\"satisfied_by\":{\"elapsed\":{\"since\":{\"stage\":\"one\"},\"at_least\":\"P1D\"}}", "cycle",
     "/pathways/0/stages/0/requirements/0/satisfied_by/elapsed/since/stage", NULL},
    {"\"satisfied_by\":{\"condition\":\"visited\"}",
     "\"satisfied_by\":{\"elapsed\":{\"since\":{\"stage\":\"two\"},\"at_least\":\"P1D\"}}", "cycle",
     "/pathways/0/stages/0/requirements/0/satisfied_by/elapsed/since/stage", NULL},
    /* Schedule, alerts, factors */
    {"{\"requirement\":\"r.one\"}", "{\"requirement\":\"r.two\"}", "unknown_reference",
     "/schedule/0/done/requirement", NULL},
    {"\"anchor\":\"return\",", "", "missing_member", "/schedule/0/anchor", NULL},
    {"\"anchor\":\"return\"", "\"anchor\":\"retrun\"", "unknown_reference", "/schedule/0/anchor",
     "did you mean \"return\""},
    {"\"after\":\"P1M\"", "\"after\":\"1 month\"", "bad_period", "/schedule/0/after", NULL},
    {"\"after\":\"P1M\",", "", "missing_member", "/schedule/0/after", NULL},
    {"\"actions\":\"last_movement\"", "\"actions\":\"latest\"", "unknown_value",
     "/alerts/0/actions", "last_movement"},
    {"\"actions\":\"last_movement\"", "\"actions\":[\"atc\"]", "unknown_reference",
     "/alerts/0/actions/0", NULL},
    {"\"kind\":\"success\"", "\"kind\":\"luck\"", "unknown_value", "/factors/0/kind",
     "success or breakdown"},
    {"{\"id\":\"ready\",\"kind\"", "{\"id\":\"unready\",\"kind\"", "missing_member",
     "/factors/0/when", "boolean attribute"},
    {"{\"id\":\"ready\",\"kind\"", "{\"id\":\"rooms\",\"kind\"", "missing_member",
     "/factors/0/when", "boolean attribute"},
    /* Named conditions and dates, used or not */
    {"{\"visited\":{\"record\":\"visit\"}}", "{\"visited\":{\"condition\":\"visited\"}}", "cycle",
     "/conditions/visited", NULL},
    {"{\"visited\":{\"record\":\"visit\"}}",
     "{\"visited\":{\"not\":{\"condition\":\"other\"}},\"other\":{\"all\":[{\"condition\":"
     "\"visited\"}]}}",
     "cycle", "/conditions/other/all/0", NULL},
    {"{\"visited\":{\"record\":\"visit\"}}",
     "{\"visited\":{\"record\":\"visit\"},\"unused\":{\"record\":\"vsit\"}}", "unknown_reference",
     "/conditions/unused/record", "did you mean \"visit\""},
    {"{\"visited\":{\"record\":\"visit\"}}", "{\"visited\":{\"person\":{\"household\":true}}}",
     "bad_place", "/pathways/0/stages/0/requirements/0/satisfied_by", "a person"},
    {"{\"visited\":{\"record\":\"visit\"}}", "{\"visited\":{\"gate\":\"one\"}}", "bad_place",
     "/pathways/0/stages/0/requirements/0/satisfied_by", "gates"},
    {"{\"home_day\":\"return\"}", "{\"home_day\":{\"date\":\"home_day\"}}", "cycle",
     "/dates/home_day", NULL},
    {"{\"home_day\":\"return\"}", "{\"home_day\":{\"of\":\"return\"}}", "missing_member",
     "/dates/home_day", "plus"},
    {"{\"home_day\":\"return\"}", "[]", "wrong_type", "/dates", NULL},
};

/* In the place of a condition: /applicability/0/when. */
static const struct {
    const char *condition, *code, *pointer, *says;
} conditions[] = {
    {"5", "wrong_type", "", "expected a condition"},
    {"{}", "unknown_operator", "", "an operator"},
    {"{\"al\":[]}", "unknown_reference", "", "did you mean \"all\""},
    {"{\"alll\":[],\"x_note\":1}", "unknown_reference", "", NULL},
    {"{\"all\":[],\"note\":1}", "unknown_member", "/note", NULL},
    {"{\"all\":[],\"any\":[]}", "unknown_member", "/any", NULL},
    {"{\"all\":{}}", "wrong_type", "/all", "an array"},
    {"{\"any\":7}", "wrong_type", "/any", "an array"},
    {"{\"all\":[true,7]}", "wrong_type", "/all/1", NULL},
    {"{\"not\":7}", "wrong_type", "/not", NULL},
    {"{\"if\":true,\"else\":true}", "missing_member", "/then", NULL},
    {"{\"if\":true,\"then\":true}", "missing_member", "/else", NULL},
    {"{\"condition\":\"visted\"}", "unknown_reference", "", "did you mean \"visited\""},
    {"{\"condition\":4}", "unknown_reference", "", NULL},
    {"{\"finding\":\"dangre\",\"is\":[\"small\"]}", "unknown_reference", "",
     "did you mean \"danger\""},
    {"{\"finding\":\"danger\"}", "missing_member", "/is", NULL},
    {"{\"finding\":\"danger\",\"is\":[]}", "empty_list", "/is", NULL},
    {"{\"finding\":\"danger\",\"is\":[\"smal\"]}", "unknown_reference", "/is/0", "smal"},
    {"{\"finding\":\"danger\",\"is\":[true]}", "wrong_type", "/is/0", NULL},
    {"{\"finding\":\"fresh\",\"is\":[\"true\"]}", "wrong_type", "/is/0", NULL},
    {"{\"finding\":\"score\"}", "missing_member", "", "at_least or at_most"},
    {"{\"finding\":\"score\",\"at_least\":\"three\"}", "wrong_type", "/at_least", NULL},
    {"{\"factors\":[]}", "wrong_type", "/factors", NULL},
    {"{\"factors\":{\"kind\":\"danger\"}}", "unknown_value", "/factors/kind", "risk or protective"},
    {"{\"factors\":{\"status\":[\"done\"]}}", "unknown_value", "/factors/status/0", "done"},
    {"{\"factors\":{\"emerged\":[\"old\"]}}", "unknown_value", "/factors/emerged/0", NULL},
    {"{\"factors\":{\"code\":[\"Not A Code\"]}}", "bad_code", "/factors/code/0", NULL},
    {"{\"factors\":{\"codes\":[\"x\"]}}", "unknown_member", "/factors/codes", NULL},
    {"{\"classified\":[\"lo\"]}", "unknown_reference", "/classified/0", "did you mean \"low\""},
    {"{\"level\":\"low\"}", "wrong_type", "/level", NULL},
    {"{\"level\":[\"low\"],\"at\":\"yesterday\"}", "unknown_reference", "/at", NULL},
    {"{\"level_rose\":{}}", "missing_member", "/level_rose", "since"},
    {"{\"level_rose\":{\"since\":\"last_decision\"}}", "bad_place", "/level_rose/since", "alerts"},
    {"{\"assessed\":true}", "wrong_type", "/assessed", NULL},
    {"{\"attribute\":\"redy\",\"is\":[true]}", "unknown_reference", "", "did you mean \"ready\""},
    {"{\"attribute\":\"ready\"}", "missing_member", "/is", NULL},
    {"{\"attribute\":\"ready\",\"is\":[\"yes\"]}", "wrong_type", "/is", NULL},
    {"{\"attribute\":\"where_to\"}", "missing_member", "/is", NULL},
    {"{\"attribute\":\"where_to\",\"is\":[\"abroad\"]}", "unknown_reference", "/is", NULL},
    {"{\"attribute\":\"rooms\"}", "missing_member", "", "at_least"},
    {"{\"child\":\"cousins\",\"is\":[true]}", "unknown_value", "/child", NULL},
    {"{\"legal_status\":[\"local_ordr\"]}", "unknown_reference", "/legal_status", NULL},
    {"{\"legal_status\":[\"care_order\",\"visit\"]}", "unknown_reference", "/legal_status", NULL},
    {"{\"placement\":[\"tent\"]}", "unknown_value", "/placement/0", "tent"},
    {"{\"age\":{}}", "missing_member", "/age", NULL},
    {"{\"age\":{\"under\":\"18\"}}", "bad_period", "/age/under", NULL},
    {"{\"person\":{\"household\":true}}", "bad_place", "", "people"},
    {"{\"people\":{\"person\":{\"relation\":[\"aunt\"]}},\"some\":true}", "unknown_value",
     "/people/person/relation/0", NULL},
    {"{\"people\":{\"person\":{\"household\":1}}}", "wrong_type", "/people/person/household", NULL},
    {"{\"people\":true,\"some\":true,\"every\":true}", "bad_place", "", "not both"},
    {"{\"in_care_for\":{}}", "missing_member", "/in_care_for/at_least", NULL},
    {"{\"elapsed\":{\"at_least\":\"P1M\"}}", "missing_member", "/elapsed", "since"},
    {"{\"home_for\":{\"at_least\":\"P1H\"}}", "bad_period", "/home_for/at_least", NULL},
    {"{\"returned\":\"yes\"}", "unknown_value", "/returned", "standing"},
    {"{\"returned\":\"standing\",\"history\":1}", "wrong_type", "/history", NULL},
    {"{\"previous_returns\":{}}", "missing_member", "/previous_returns/at_least", NULL},
    {"{\"record\":\"vist\"}", "unknown_reference", "/record", "did you mean \"visit\""},
    {"{\"record\":[\"visit\",\"plam\"]}", "unknown_reference", "/record/1",
     "did you mean \"plan\""},
    {"{\"record\":[]}", "empty_list", "/record", NULL},
    {"{\"record\":[\"visit\",\"plan\",\"visit\",\"plan\",\"visit\",\"plan\",\"visit\",\"plan\","
     "\"visit\",\"plan\",\"visit\",\"plan\",\"visit\",\"plan\",\"visit\",\"plan\",\"visit\"]}",
     "limit_items", "/record/16", NULL},
    {"{\"record\":\"visit\",\"outcome\":[\"finished\"]}", "unknown_reference", "/outcome/0",
     "finished"},
    {"{\"record\":\"visit\",\"led_by\":[\"elders\"]}", "unknown_reference", "/led_by/0",
     "did you mean \"elder\""},
    {"{\"record\":\"visit\",\"with\":\"elder\"}", "wrong_type", "/with", NULL},
    {"{\"record\":\"visit\",\"which\":\"last\"}", "unknown_value", "/which",
     "any, first or latest"},
    {"{\"record\":\"visit\",\"count\":0}", "bad_number", "/count", NULL},
    {"{\"record\":\"visit\",\"count\":2,\"which\":\"first\"}", "bad_number", "/count", NULL},
    {"{\"record\":\"visit\",\"about\":\"each\"}", "bad_place", "/about", NULL},
    {"{\"record\":\"visit\",\"about\":\"mother\"}", "unknown_value", "/about", NULL},
    {"{\"record\":\"visit\",\"within\":{\"period\":\"P1M\"}}", "missing_member", "/within", "of"},
    {"{\"record\":\"visit\",\"within\":{\"of\":\"return\"}}", "missing_member", "/within/period",
     NULL},
    {"{\"record\":\"visit\",\"with_all_of\":{\"about\":\"child\"}}", "missing_member",
     "/with_all_of/record", NULL},
    {"{\"record\":\"visit\",\"among\":{\"outcome\":[\"done\"]}}", "unknown_member",
     "/among/outcome", NULL},
    {"{\"gate\":\"one\"}", "bad_place", "", "alerts"},
    {"{\"gate\":\"nowhere\"}", "unknown_reference", "/gate", NULL},
    {"{\"family_time\":\"often\"}", "unknown_value", "/family_time", NULL},
    {"{\"goals\":\"many\"}", "unknown_value", "/goals", "set or all_met"},
    /* Dates */
    {"{\"assessed\":{\"on_or_after\":7}}", "wrong_type", "/assessed/on_or_after", "a date"},
    {"{\"assessed\":{\"on_or_after\":{}}}", "unknown_operator", "/assessed/on_or_after",
     "first_of"},
    {"{\"assessed\":{\"on_or_after\":\"as_off\"}}", "unknown_reference", "/assessed/on_or_after",
     "did you mean \"as_of\""},
    {"{\"assessed\":{\"on_or_after\":{\"date\":\"home_dya\"}}}", "unknown_reference",
     "/assessed/on_or_after", "did you mean \"home_day\""},
    {"{\"assessed\":{\"on_or_after\":{\"first_of\":[]}}}", "empty_list",
     "/assessed/on_or_after/first_of", NULL},
    {"{\"assessed\":{\"on_or_after\":{\"earliest\":[\"birth\",3]}}}", "wrong_type",
     "/assessed/on_or_after/earliest/1", NULL},
    {"{\"assessed\":{\"on_or_after\":{\"latest\":\"birth\"}}}", "wrong_type",
     "/assessed/on_or_after/latest", NULL},
    {"{\"assessed\":{\"on_or_after\":{\"of\":\"birth\",\"plus\":\"P1D\",\"minus\":\"P1D\"}}}",
     "missing_member", "/assessed/on_or_after", "either"},
    {"{\"assessed\":{\"on_or_after\":{\"of\":\"birth\",\"plus\":\"1D\"}}}", "bad_period",
     "/assessed/on_or_after/plus", NULL},
    {"{\"assessed\":{\"on_or_after\":{\"record\":\"visit\",\"which\":\"any\"}}}", "unknown_value",
     "/assessed/on_or_after/which", "first or latest"},
    {"{\"assessed\":{\"on_or_after\":{\"record\":\"visit\",\"outcome\":[\"done\"]}}}",
     "unknown_member", "/assessed/on_or_after/outcome", NULL},
    {"{\"assessed\":{\"on_or_after\":{\"family_time\":{},\"which\":\"last\"}}}", "unknown_value",
     "/assessed/on_or_after/which", NULL},
    {"{\"assessed\":{\"on_or_after\":{\"family_time\":{\"overnight\":2}}}}", "wrong_type",
     "/assessed/on_or_after/family_time/overnight", NULL},
    {"{\"assessed\":{\"on_or_after\":{\"stage\":\"one\"}}}", "bad_place", "/assessed/on_or_after",
     NULL},
};

static void test_small_pack_loads(void **state)
{
    (void)state;
    if (load(pack))
        fail_msg("%s %s: %s", reunify_error_code(error, 0), reunify_error_pointer(error, 0),
                 reunify_error_message(error, 0));
}

static void test_mutations(void **state)
{
    (void)state;
    failures = 0;
    for (size_t i = 0; i < sizeof mutations / sizeof mutations[0]; i++) {
        const mutation *m = &mutations[i];
        char *json = replaced(pack, m->find, m->with);
        expect(m->with, json, m->code, m->pointer, m->says);
        free(json);
    }
    assert_int_equal(failures, 0);
}

static void test_conditions(void **state)
{
    (void)state;
    failures = 0;
    for (size_t i = 0; i < sizeof conditions / sizeof conditions[0]; i++) {
        char pointer[300];
        snprintf(pointer, sizeof pointer, "/applicability/0/when%s", conditions[i].pointer);
        char *json = replaced(pack, "{\"all\":[]}", conditions[i].condition);
        expect(conditions[i].condition, json, conditions[i].code, pointer, conditions[i].says);
        free(json);
    }
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
    char *json = strcpy(malloc(sizeof pack), pack);
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
            reunify_profile_from_json(NULL, copy, length, 0, &profile, error);
        assert_true((profile == NULL) == (status != REUNIFY_OK));
        assert_true((reunify_error_count(error) > 0) == (status != REUNIFY_OK));
        reunify_profile_unref(profile);
    }
    free(copy);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_small_pack_loads), cmocka_unit_test(test_mutations),
        cmocka_unit_test(test_conditions),       cmocka_unit_test(test_limits),
        cmocka_unit_test(test_chains),           cmocka_unit_test(test_documents),
        cmocka_unit_test(test_all_are_listed),   cmocka_unit_test(test_shipped_pack_damaged),
    };
    return cmocka_run_group_tests_name("profile errors", tests, set_up, tear_down);
}
