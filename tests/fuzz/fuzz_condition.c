/*
 * Conditions alone: the input takes the place of the conditions of a small pack. Each line of it is
 * one.
 */
#include "fuzz.h"

#define T "\"text\":{\"en\":\"T\"}"
#define S "\"source\":{\"id\":\"s\",\"at\":\"1\"}"

static const char before[] =
    "{\"schema\":\"reunify/profile/"
    "1\",\"id\":\"small\",\"version\":\"1.0.0\",\"title\":{\"en\":\"Small\"},\"sources\":[{\"id\":"
    "\"s\",\"title\":\"S\"}],"
    "\"record_types\":[{\"id\":\"visit\"," T ",\"outcomes\":[\"done\"]},{\"id\":\"plan\"," T "}],"
    "\"attributes\":[{\"id\":\"ready\",\"type\":\"boolean\"},{\"id\":\"place\",\"type\":\"code\","
    "\"values\":[\"home\",\"away\"]},{\"id\":\"rooms\",\"type\":\"number\"}],"
    "\"findings\":[{\"id\":\"danger\",\"type\":\"code\",\"values\":[\"small\",\"great\"]," T
    "},{\"id\":\"score\",\"type\":\"number\"," T "},{\"id\":\"fresh\",\"type\":\"boolean\"," T "}],"
    "\"conditions\":{\"named\":{\"record\":\"visit\"}},\"dates\":{\"day\":{\"first_of\":["
    "\"return\",\"as_of\"]}},"
    "\"risk\":{\"levels\":[{\"id\":\"low\"," T "," S "},{\"id\":\"high\"," T "," S
    "}],\"dimensions\":[{\"id\":\"danger\",\"finding\":\"danger\"," T ",\"values\":["
    "{\"value\":\"small\",\"permits\":[\"low\",\"high\"]," S
    "},{\"value\":\"great\",\"permits\":[\"high\"]," S "}]}],"
    "\"movement\":[{\"id\":\"m\",\"from\":\"high\",\"when\":{\"classified\":[\"low\"]},\"for\":"
    "\"P1M\",\"to\":\"low\"," T "," S "}]},"
    "\"pathways\":[{\"id\":\"way\"," T ",\"stages\":[{\"id\":\"one\"," T "," S
    ",\"requirements\":[";
static const char middle[] =
    "{\"id\":\"r%d\",\"necessity\":\"required\",%s" T "," S ",\"satisfied_by\":";
static const char after[] =
    "]}]}],\"alerts\":[{\"id\":\"a\",\"when\":{\"gate\":\"one\"}," T "," S "}]}";
static const char history[] =
    "{\"schema\":\"reunify/case/"
    "1\",\"id\":\"c\",\"attributes\":{\"ready\":true,\"place\":\"home\",\"rooms\":3},\"child\":{"
    "\"date_of_birth\":\"2014-02-28\",\"siblings\":true},"
    "\"care_periods\":[{\"from\":\"2022-01-01\"}],\"legal_statuses\":[{\"code\":\"care_order\","
    "\"from\":\"2022-01-01\"}],\"placements\":[{\"type\":\"foster\",\"from\":\"2022-01-01\"}],"
    "\"returns\":[{\"date\":\"2023-01-01\",\"ended_on\":\"2023-02-01\",\"outcome\":\"re_entered_"
    "care\"},{\"date\":\"2024-01-01\"}],"
    "\"people\":[{\"id\":\"m\",\"relation\":\"parent\",\"household\":true,\"date_of_birth\":\"1990-"
    "01-01\",\"needs\":[\"x\"]},{\"id\":\"u\"}],"
    "\"assessments\":[{\"id\":\"a\",\"date\":\"2022-05-01\",\"findings\":{\"danger\":\"great\","
    "\"score\":4},\"factors\":[{\"code\":\"x\",\"kind\":\"risk\",\"status\":\"addressed\"}]},"
    "{\"id\":\"b\",\"date\":\"2022-09-01\",\"findings\":{\"danger\":\"small\",\"fresh\":true}}],"
    "\"records\":[{\"id\":\"r\",\"type\":\"visit\",\"date\":\"2022-06-01\",\"outcome\":\"done\","
    "\"led_by\":\"social_worker\",\"about\":\"m\"},{\"type\":\"visit\",\"date\":\"2022-07-01\"},"
    "{\"type\":\"plan\",\"about\":\"child\"}],\"family_time\":[{\"from\":\"2022-08-01\",\"times_a_"
    "week\":2,\"hours\":3,\"overnight\":true}],\"goals\":[{\"id\":\"g\",\"status\":\"achieved\"}]}";

/*
 * The pack with each line of the input as a condition, once for the case and once for each person.
 */
static char *make_pack(const char *data, size_t size)
{
    char *pack = malloc(sizeof before + sizeof after + (size + 400) * 2 * 8), *at = pack;
    REQUIRE(pack);
    at += sprintf(at, "%s", before);
    int count = 0;
    for (const char *line = data, *end = data + size; line < end && count < 16;) {
        const char *next = memchr(line, '\n', (size_t)(end - line));
        const size_t length = (size_t)((next ? next : end) - line);
        for (int each = 0; each < 2 && length; each++) {
            *at = ',';
            at += count > 0;
            at += sprintf(at, middle, count++, each ? "\"for_each\":{\"person\":{}}," : "");
            memcpy(at, line, length);
            at += length;
            *at++ = '}';
        }
        line = next ? next + 1 : end;
    }
    strcpy(at, after);
    return pack;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static reunify_case *record;
    static reunify_evaluator *evaluator;
    static reunify_error *error;
    if (!evaluator) {
        REQUIRE(!reunify_case_from_json(NULL, history, sizeof history - 1, 0, &record, NULL));
        REQUIRE(!reunify_evaluator_new(NULL, &evaluator, NULL) && !reunify_error_new(NULL, &error));
    }
    if (memchr(data, 0, size))
        return 0;
    char *pack = make_pack((const char *)data, size);
    reunify_profile *profile;
    const reunify_status status =
        reunify_profile_from_json(NULL, pack, strlen(pack), NULL, &profile, error);
    require_error(error, status);
    if (!status)
        evaluate_all(evaluator, profile, record, error);
    reunify_profile_unref(profile);
    free(pack);
    return 0;
}
