/* Calculates what failed returns home cost, what supporting returns costs, and what that saves. */
#include "numbers.h"
#include "support.h"

#include <reunify/cost.h>

#include <stdlib.h>
#include <string.h>

static const char help[] =
    "Usage: reunify-cost --returns N --without SHARE|N --with SHARE|N [OPTION]...\n"
    "Calculates what it costs when returns home fail, what supporting them costs, and what that "
    "saves.\n"
    "\n"
    "  --returns N         how many children return home\n"
    "  --without SHARE|N   what fails without support: a share, 35% or 0.35, or a number of "
    "children, 35\n"
    "  --with SHARE|N      what fails with support\n"
    "  --years Y           how long costs are counted, up to three decimals (default 1)\n"
    "  --profile ID|FILE   where unit costs come from (default herefordshire-2023); a file has a "
    "slash or ends in .json\n"
    "  --costs ID          the profile's set of unit costs (default: its first)\n"
    "  --re-entry POUNDS   local cost of a re-entry a year, up to two decimals\n"
    "  --support POUNDS    local cost of supporting a return a year\n"
    "  --language TAGS     the languages of texts, the one wanted first (default: en)\n"
    "  --messages FILE     the library's own sentences in those languages\n"
    "  --format FORMAT     text (default) or json\n"
    "  --pretty            indent the json\n"
    "  -h, --help          show this\n"
    "  -V, --version       show the version\n"
    "\n"
    "Numbers are written with digits and a point alone: 10080, not 10,080. A share has a point or "
    "a percent sign.\n"
    "Ends with 0 when done, 1 where the numbers cannot be or a file is wrong, 2 for wrong usage.\n";

typedef struct {
    const char *returns, *without, *with, *years, *profile, *set, *re_entry, *support, *format,
        *languages, *messages;
    bool pretty;
    reunify_cost_options options;
} request;

/* The request --------------------------------------------------------------------------------- */

static int read_request(request *r)
{
    static const char pounds[] = "an amount in pounds, such as 5627 or 5627.50";
    static const char *const formats[] = {"text", "json", NULL};
    reunify_cost_options *o = &r->options;
    int status, chosen;
    if (!r->returns || !r->without || !r->with)
        return wrong_usage("--returns, --without and --with are needed");
    if (choose_word("format", r->format, formats, &chosen))
        return BAD_USAGE;
    if (r->pretty && strcmp(r->format, "json") != 0)
        return wrong_usage("--pretty is for --format json");
    o->set = r->set;
    if ((status =
             read_number("returns", r->returns, 0, "a whole number of children", &o->returns)) ||
        (status = read_failures("without", r->without, &o->failures_without, &o->share_without)) ||
        (status = read_failures("with", r->with, &o->failures_with, &o->share_with)) ||
        (status =
             read_number("years", r->years, 3, "a number of years, such as 2 or 1.5", &o->years)) ||
        (status = read_number("re-entry", r->re_entry, 2, pounds, &o->re_entry)))
        return status;
    return read_number("support", r->support, 2, pounds, &o->support);
}

/* The calculation ----------------------------------------------------------------------------- */

/* The option that a pointer of the library names. */
static const char *option_of(const char *place)
{
    static const char *const names[][2] = {
        {"/returns", "--returns"},
        {"/failures_without", "--without"},
        {"/share_without", "--without"},
        {"/years", "--years"},
        {"/failures_with", "--with"},
        {"/share_with", "--with"},
        {"/re_entry", "--re-entry"},
        {"/support", "--support"},
        {"/set", "--costs"},
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(place, names[i][0]) == 0)
            return names[i][1];
    return NULL;
}

static int explain_failure(reunify_status status, const reunify_profile *profile,
                           const reunify_error *error)
{
    for (size_t i = 0; i < reunify_error_count(error); i++) {
        const char *name = option_of(reunify_error_pointer(error, i));
        complain("%s%s%s", name ? name : "", name ? ": " : "", reunify_error_message(error, i));
    }
    if (status != REUNIFY_NOT_FOUND)
        return BAD_INPUT;
    for (size_t i = 0; i < reunify_profile_cost_count(profile); i++)
        fprintf(stderr, "  %s: %s\n", reunify_profile_cost_id(profile, i),
                reunify_profile_cost_text(profile, i));
    return BAD_USAGE;
}

static bool write_cost(const request *r, const reunify_cost *cost)
{
    reunify_text *text;
    const bool json = strcmp(r->format, "json") == 0;
    const uint32_t pretty = r->pretty ? REUNIFY_JSON_PRETTY : 0,
                   colour = wants_colour() ? REUNIFY_TEXT_COLOUR : 0;
    if (json ? reunify_cost_to_json(cost, pretty, &text, NULL)
             : reunify_cost_to_text(cost, colour, terminal_width(), &text, NULL)) {
        complain("no memory");
        return false;
    }
    const bool good = write_out(reunify_text_data(text), reunify_text_length(text)) &&
                      (!json || write_out("\n", 1)) && finish_out();
    reunify_text_free(text);
    return good;
}

static int run(const request *r, reunify_error *error)
{
    reunify_profile *profile = NULL;
    reunify_cost *cost = NULL;
    int status = DONE;
    if (r->profile || r->languages || r->messages || r->set || !r->re_entry || !r->support)
        status = load_pack(r->profile ? r->profile : "herefordshire-2023", NULL,
                           &(pack_options){0, r->languages, r->messages}, error, &profile);
    if (!status) {
        const reunify_status failure =
            reunify_cost_calculate(NULL, profile, &r->options, &cost, error);
        if (failure)
            status = explain_failure(failure, profile, error);
        else
            status = write_cost(r, cost) ? DONE : BAD_INPUT;
    }
    reunify_cost_free(cost);
    reunify_profile_unref(profile);
    return status;
}

int main(int argc, char **argv)
{
    request r = {.format = "text"};
    const option options[] = {{"returns", &r.returns, NULL},
                              {"without", &r.without, NULL},
                              {"with", &r.with, NULL},
                              {"years", &r.years, NULL},
                              {"profile", &r.profile, NULL},
                              {"costs", &r.set, NULL},
                              {"re-entry", &r.re_entry, NULL},
                              {"support", &r.support, NULL},
                              {"language", &r.languages, NULL},
                              {"messages", &r.messages, NULL},
                              {"format", &r.format, NULL},
                              {"pretty", NULL, &r.pretty},
                              {NULL, NULL, NULL}};
    int status = DONE;
    reunify_error *error = NULL;
    const int count = read_options(&(command){"reunify-cost", help, options}, argc, argv, &status);
    if (count < 0)
        return status;
    if (count)
        return wrong_usage("%s is no option", argv[0]);
    if (reunify_cost_options_init(&r.options, sizeof r.options) ||
        reunify_error_new(NULL, &error)) {
        complain("no memory");
        return BAD_INPUT;
    }
    status = read_request(&r);
    if (!status)
        status = run(&r, error);
    reunify_error_free(error);
    return status;
}
