/* Works out what became of children from files of care episodes: who went home, who came back. */
#include "numbers.h"
#include "outcome_cost.h"
#include "outcome_files.h"
#include "outcome_tables.h"
#include "support.h"

#include <string.h>

static const char help[] =
    "Usage: reunify-outcomes [OPTION]... EPISODES.csv... [HEADER.csv]...\n"
    "Joins care episodes to periods of care and tells how many children went home and came back.\n"
    "\n"
    "Files are CSV as for the SSDA903 return: episodes with the columns CHILD, DECOM, RNE, LS,\n"
    "PLACE, DEC and REC, children with CHILD, DOB and SEX, both with others and in any order. LA,\n"
    "where it is there, is the authority. A file with CHILD, DATE and LEVEL or GATE groups "
    "returns\n"
    "by what was found last. Dates are dd/mm/yyyy or yyyy-mm-dd. Of several files of episodes a\n"
    "later one replaces rows of an earlier one with the same child and start. A file named - is\n"
    "standard input; one that ends in .gz is unpacked.\n"
    "\n"
    "  --from DATE         first day of the returns that are followed (default: all)\n"
    "  --to DATE           last day of them (default: the day up to which is known)\n"
    "  --observed-to DATE  the day up to which is known (default: the latest in the files)\n"
    "  --rule RULE         dates (default): a row joins that starts no later than the latest end;\n"
    "                      codes: a period begins with S, after a reason but X1, or after a gap\n"
    "  --short-breaks WHAT keep (default); drop-rows: rows under V3 and V4, before rows are\n"
    "                      joined; drop-periods: periods that have no other rows, after\n"
    "  --end END           exclusive (default): the day of leaving; inclusive: the last in care\n"
    "  --with SHARE|N      what of the returns of the window fails with support: a share, 20% or\n"
    "                      0.2, or a number of children; then costs are calculated as by\n"
    "                      reunify-cost, with what the estimate says as what fails without\n"
    "  --within MONTHS     how long a return is followed for that: 1, 3, 6, 12, 24 (default) or "
    "60\n"
    "  --years Y, --profile ID|FILE, --costs ID, --re-entry POUNDS, --support POUNDS\n"
    "                      as for reunify-cost\n"
    "  --language TAGS     the languages of the page, the one wanted first (default: en)\n"
    "  --messages FILE     the library's own sentences in those languages; else they are English\n"
    "  --suppress-below N  do not tell numbers from 1 to one less than this (default 0: all)\n"
    "  --format FORMAT     text (default), json or csv\n"
    "  --table TABLE       what csv holds: returns (default), periods, with-parents, anomalies,\n"
    "                      cohort, leavers, summary or costs\n"
    "  --pretty            indent the json\n"
    "  -h, --help          show this\n"
    "  -V, --version       show the version\n"
    "\n"
    "The csv of returns, periods, stays with parents and anomalies is about single children.\n"
    "Ends with 0 when done, 1 where a file or a cell is wrong, 2 for wrong usage.\n";

enum { TEXT, JSON, CSV };
enum { COSTS = -2 /* instead of a table */ };

typedef struct {
    const char *from, *to, *observed_to, *rule, *short_breaks, *end, *suppress_below, *format,
        *table;
    outcome_cost_request cost;
    bool pretty;
    int form;
    int32_t shown;
    reunify_outcome_options options;
} request;

/* The request ---------------------------------------------------------------------------------- */

static int read_date(const char *name, const char *text, reunify_date *out)
{
    if (!text || reunify_date_parse(text, strlen(text), out) == REUNIFY_OK)
        return DONE;
    return wrong_usage("--%s needs a date, such as 2024-03-31", name);
}

static int read_table(request *r)
{
    static const char *const tables[] = {"returns",   "periods", "with-parents",
                                         "anomalies", "cohort",  "leavers",
                                         "summary",   "costs",   NULL};
    static const int32_t shown[] = {
        REUNIFY_OUTCOME_TABLE_RETURNS,      REUNIFY_OUTCOME_TABLE_PERIODS,
        REUNIFY_OUTCOME_TABLE_WITH_PARENTS, REUNIFY_OUTCOME_TABLE_ANOMALIES,
        REUNIFY_OUTCOME_TABLE_COHORT,       REUNIFY_OUTCOME_TABLE_LEAVERS,
        REUNIFY_OUTCOME_TABLE_SUMMARY,      COSTS};
    int chosen;
    if (r->table && r->form != CSV)
        return wrong_usage("--table is for --format csv");
    if (choose_word("table", r->table ? r->table : "returns", tables, &chosen))
        return BAD_USAGE;
    r->shown = shown[chosen];
    if (r->shown == COSTS && !r->cost.with)
        return wrong_usage("--table costs needs --with");
    return DONE;
}

static int read_request(request *r)
{
    static const char *const rules[] = {"dates", "codes", NULL};
    static const char *const breaks[] = {"keep", "drop-rows", "drop-periods", NULL};
    static const char *const ends[] = {"exclusive", "inclusive", NULL};
    static const char *const formats[] = {"text", "json", "csv", NULL};
    reunify_outcome_options *o = &r->options;
    int64_t below = 0;
    int rule, short_breaks, end, status;
    if (choose_word("rule", r->rule, rules, &rule) ||
        choose_word("short-breaks", r->short_breaks, breaks, &short_breaks) ||
        choose_word("end", r->end, ends, &end) ||
        choose_word("format", r->format, formats, &r->form))
        return BAD_USAGE;
    o->rule = rule;
    o->short_breaks = short_breaks;
    o->ends = end;
    if (r->pretty && r->form != JSON)
        return wrong_usage("--pretty is for --format json");
    if ((status = read_table(r)) || (status = read_date("from", r->from, &o->from)) ||
        (status = read_date("to", r->to, &o->to)) ||
        (status = read_date("observed-to", r->observed_to, &o->observed_to)) ||
        (status =
             read_number("suppress-below", r->suppress_below, 0, "a number, such as 6", &below)))
        return status;
    if (below > INT32_MAX)
        return wrong_usage("--suppress-below is too large");
    o->suppress_below = (int32_t)below;
    if (o->from != REUNIFY_DATE_NONE && o->to != REUNIFY_DATE_NONE && o->to < o->from)
        return wrong_usage("--to is before --from");
    return read_outcome_cost(&r->cost);
}

/* The outcomes --------------------------------------------------------------------------------- */

static bool write_page(const reunify_outcomes *o, const reunify_profile *profile,
                       const reunify_cost *cost)
{
    const uint32_t colour = wants_colour() ? REUNIFY_TEXT_COLOUR : 0;
    reunify_text *text;
    if (reunify_outcomes_to_text(o, profile, colour, terminal_width(), &text, NULL)) {
        complain("no memory");
        return false;
    }
    const bool good = write_out(reunify_text_data(text), reunify_text_length(text));
    reunify_text_free(text);
    return good && (!cost || write_cost_page(cost, colour)) && finish_out();
}

static bool write_document(const request *r, const reunify_outcomes *o,
                           const reunify_profile *profile, const reunify_cost *cost)
{
    reunify_text *text;
    if (r->form == TEXT)
        return write_page(o, profile, cost);
    if (reunify_outcomes_to_json(o, r->pretty ? REUNIFY_JSON_PRETTY : 0, &text, NULL)) {
        complain("no memory");
        return false;
    }
    const bool good = (cost ? write_with_cost(text, cost, r->pretty)
                            : write_out(reunify_text_data(text), reunify_text_length(text))) &&
                      write_out("\n", 1) && finish_out();
    reunify_text_free(text);
    return good;
}

static bool write_answer(const request *r, const outcome_data *d, const reunify_outcomes *o,
                         const reunify_profile *profile, const reunify_cost *cost)
{
    if (r->form != CSV)
        return write_document(r, o, profile, cost);
    return r->shown == COSTS ? write_cost_table(cost) : write_outcome_table(d, o, r->shown);
}

static int run(request *r, const outcome_data *d, const reunify_profile *profile,
               reunify_error *error)
{
    reunify_outcomes *o;
    const reunify_episodes episodes = episodes_of(d);
    const reunify_episode_children children = children_of(d);
    const reunify_return_marks levels = marks_of(&d->levels), gates = marks_of(&d->gates);
    if (r->options.rule == REUNIFY_OUTCOME_RULE_CODES && !d->has_started) {
        complain("--rule codes needs the column RNE in the episodes");
        return BAD_INPUT;
    }
    r->options.levels = d->levels.there ? &levels : NULL;
    r->options.gates = d->gates.there ? &gates : NULL;
    r->options.authorities = (const char *const *)d->authority_names.names;
    r->options.authority_count = d->authority_names.count;
    if (reunify_outcomes_new(NULL, &episodes, &children, &r->options, &o, error)) {
        complain_of("the episodes", error);
        return BAD_INPUT;
    }
    reunify_cost *cost = NULL;
    int status = r->cost.with ? cost_of_outcomes(&r->cost, profile, o, error, &cost) : DONE;
    if (!status && !write_answer(r, d, o, profile, cost))
        status = BAD_INPUT;
    reunify_cost_free(cost);
    reunify_outcomes_free(o);
    return status;
}

int main(int argc, char **argv)
{
    request r = {.rule = "dates", .short_breaks = "keep", .end = "exclusive", .format = "text"};
    const option options[] = {{"from", &r.from, NULL},
                              {"to", &r.to, NULL},
                              {"observed-to", &r.observed_to, NULL},
                              {"rule", &r.rule, NULL},
                              {"short-breaks", &r.short_breaks, NULL},
                              {"end", &r.end, NULL},
                              {"suppress-below", &r.suppress_below, NULL},
                              {"format", &r.format, NULL},
                              {"table", &r.table, NULL},
                              {"with", &r.cost.with, NULL},
                              {"within", &r.cost.within, NULL},
                              {"years", &r.cost.years, NULL},
                              {"profile", &r.cost.profile, NULL},
                              {"costs", &r.cost.set, NULL},
                              {"re-entry", &r.cost.re_entry, NULL},
                              {"support", &r.cost.support, NULL},
                              {"language", &r.cost.languages, NULL},
                              {"messages", &r.cost.messages, NULL},
                              {"pretty", NULL, &r.pretty},
                              {NULL, NULL, NULL}};
    int status = DONE;
    reunify_error *error = NULL;
    reunify_profile *profile = NULL;
    outcome_data data;
    memset(&data, 0, sizeof data);
    const int count =
        read_options(&(command){"reunify-outcomes", help, options}, argc, argv, &status);
    if (count < 0)
        return status;
    if (!count)
        return wrong_usage("a file of episodes is needed");
    if (reunify_outcome_options_init(&r.options, sizeof r.options) ||
        reunify_error_new(NULL, &error)) {
        complain("no memory");
        return BAD_INPUT;
    }
    status = read_request(&r);
    if (!status)
        status = load_outcome_profile(&r.cost, error, &profile);
    if (!status)
        status = read_outcome_files((const char *const *)argv, (size_t)count, &data);
    if (!status)
        status = run(&r, &data, profile, error);
    free_outcome_data(&data);
    reunify_profile_unref(profile);
    reunify_error_free(error);
    return status;
}
