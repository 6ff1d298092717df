/*
 * Rule packs: what comes with the library, what a pack says, what is wrong or doubtful in it, and
 * how it differs from another.
 */
#include "profile_program.h"

#include "nearest.h"
#include "schemas.h"

#include <string.h>

static const char help[] =
    "Usage: reunify-profile COMMAND [ARGUMENT]... [OPTION]...\n"
    "For those who write rule packs. PACK is the id of one that comes with the library, or a file: "
    "it has a slash in its name or "
    "ends in .json.\n"
    "\n"
    "  list                  the packs that come with the library\n"
    "  show PACK             the pack in sentences; with --json its text, with all that it extends "
    "laid together\n"
    "  vocabulary PACK       every word that the pack knows, with text, type, values, source and "
    "amounts; with --json as JSON\n"
    "  check FILE...         everything that is wrong, with the place\n"
    "  lint PACK             what is allowed but doubtful: rules that can never apply or overlap, "
    "gaps, what is not used\n"
    "  diff PACK PACK [CASE]...\n"
    "                        what differs, rule by rule; with cases, also what changes for each\n"
    "  requires PACK         which entries and fields of a case each rule reads; with --json also "
    "which rules read each\n"
    "  schema [NAME]         the JSON Schema of a format: profile (the default), case, evaluation, "
    "cost, error, requires, vocabulary or messages\n"
    "  new                   a pack to start from, with comments; needs --extends\n"
    "  test PACK FILE...     cases with what is expected of them\n"
    "\n"
    "  --base FILE           a pack that is extended and does not come with the library; may be "
    "repeated\n"
    "  --json                show, requires, vocabulary: as JSON\n"
    "  --language TAGS       show, vocabulary, diff: the languages of texts, the one wanted first "
    "(default: en), such as cy,en\n"
    "  --messages FILE       show, check: the library's own sentences in those languages\n"
    "  --requirement ID      requires: of the rule with this id alone\n"
    "  --cases CASE          diff: a case; may be repeated\n"
    "  --as-of DATE          diff: the date to evaluate cases at, YYYY-MM-DD (default: the latest "
    "in each)\n"
    "  --extends ID          new: the pack to extend\n"
    "  --id ID               new: the id of the new pack\n"
    "  --evaluations FILE    test: also write what was expected and evaluated, as a line of JSON "
    "for "
    "each check\n"
    "  --strict              test: take an unknown member in a case for an error\n"
    "  --strict=pack         test: and so every word of a case that the pack does not know\n"
    "  -h, --help            show this\n"
    "  -V, --version         show the version\n"
    "\n"
    "Ends with 0 when done, 1 where an input is wrong or a test failed, 2 for wrong usage.\n";

bool say(const char *what)
{
    return write_out(what, strlen(what));
}

static bool say_text(reunify_text *text)
{
    const bool good = write_out(reunify_text_data(text), reunify_text_length(text));
    reunify_text_free(text);
    return good;
}

/* Commands ------------------------------------------------------------------------------------ */

static int show_json(request *r, const char *name)
{
    pack_texts pack;
    reunify_text *text;
    const int status = open_pack(name, r->bases, &pack);
    if (status)
        return status;
    const reunify_status resolved = reunify_profile_resolve(
        NULL, pack.texts, pack.lengths, pack.count, REUNIFY_JSON_PRETTY, &text, r->error);
    close_pack(&pack);
    if (resolved) {
        complain_of(name, r->error);
        return BAD_INPUT;
    }
    return say_text(text) && say("\n") ? DONE : BAD_INPUT;
}

int run_show(request *r, int count, char **arguments)
{
    reunify_profile *profile;
    reunify_text *text;
    if (count != 1)
        return wrong_usage("show needs one pack");
    if (r->json)
        return show_json(r, arguments[0]);
    const int status = load_pack(arguments[0], r->bases,
                                 &(pack_options){REUNIFY_PROFILE_NOTES, r->languages, r->messages},
                                 r->error, &profile);
    if (status)
        return status;
    const reunify_status made = reunify_profile_to_text(
        profile, wants_colour() ? REUNIFY_TEXT_COLOUR : 0, terminal_width(), &text, r->error);
    reunify_profile_unref(profile);
    if (made)
        complain_of(arguments[0], r->error);
    return !made && say_text(text) ? DONE : BAD_INPUT;
}

/* What there is instead: `name_of` gives NULL behind the last. */
static int no_such(const char *what, const char *given, const char *(*name_of)(size_t))
{
    const char *names[MOST_TIMES + 1] = {NULL};
    for (size_t i = 0; i < MOST_TIMES && name_of(i); i++)
        names[i] = name_of(i);
    const char *near = nearest_of(given, names);
    return wrong_usage("there is no %s %s%s%s%s", what, given, near ? "; did you mean " : "",
                       near ? near : "", near ? "?" : "");
}

static const char *schema_name(size_t i)
{
    return schemas[i].name;
}

int run_schema(request *r, int count, char **arguments)
{
    (void)r;
    const char *name = count ? arguments[0] : "profile";
    if (count > 1)
        return wrong_usage("schema takes one name");
    for (const schema *s = schemas; s->name; s++)
        if (strcmp(s->name, name) == 0)
            return write_out((const char *)s->data, s->length) ? DONE : BAD_INPUT;
    return no_such("schema", name, schema_name);
}

/* The program --------------------------------------------------------------------------------- */

static const struct {
    const char *name;
    int (*run)(request *r, int count, char **arguments);
} commands[] = {{"list", run_list},        {"show", run_show}, {"vocabulary", run_vocabulary},
                {"check", run_check},      {"lint", run_lint}, {"diff", run_diff},
                {"schema", run_schema},    {"new", run_new},   {"test", run_test},
                {"requires", run_requires}};

static const char *command_name(size_t i)
{
    return i < sizeof commands / sizeof commands[0] ? commands[i].name : NULL;
}

static int dispatch(request *r, int count, char **arguments)
{
    if (!count)
        return wrong_usage("no command was given");
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
        if (strcmp(commands[i].name, arguments[0]) == 0)
            return commands[i].run(r, count - 1, arguments + 1);
    return no_such("command", arguments[0], command_name);
}

int main(int argc, char **argv)
{
    request r = {.as_of = NULL};
    const option options[] = {{"base*", r.bases, NULL},
                              {"cases*", r.cases, NULL},
                              {"as-of", &r.as_of, NULL},
                              {"extends", &r.extends, NULL},
                              {"id", &r.id, NULL},
                              {"evaluations", &r.evaluations, NULL},
                              {"requirement", &r.requirement, NULL},
                              {"language", &r.languages, NULL},
                              {"messages", &r.messages, NULL},
                              {"strict*", r.stricter, &r.strict},
                              {"json", NULL, &r.json},
                              {NULL, NULL, NULL}};
    int status = DONE;
    const int count =
        read_options(&(command){"reunify-profile", help, options}, argc, argv, &status);
    if (count < 0)
        return status;
    if (reunify_error_new(NULL, &r.error)) {
        complain("no memory");
        return BAD_INPUT;
    }
    status = dispatch(&r, count, argv);
    if (!finish_out() && !status)
        status = BAD_INPUT;
    reunify_error_free(r.error);
    return status;
}
