/* Draws a case as SVG: the level over time and why, the stages, times that are counted, dates. */
#include "choices.h"
#include "support.h"
#include "timeline.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char help[] =
    "Usage: reunify-timeline [OPTION]... CASE\n"
    "Draws a case as SVG: the level of risk over time and why, where the child lived, the stages, "
    "and what is due.\n"
    "CASE is a file with one case in JSON, or '-' for standard input.\n"
    "\n"
    "  --profile ID|FILE   the rules (default herefordshire-2023); a file has a slash in its name "
    "or ends in .json\n"
    "  --base FILE         a pack that the profile extends and that does not come with the "
    "library; may be repeated\n"
    "  --as-of DATE        the date to draw, YYYY-MM-DD (default: the latest in the case)\n"
    "  --pathway ID        the pathway (default: the one in the case, or the profile's first)\n"
    "  --language TAGS     the languages of the profile's texts, the one wanted first (default: "
    "en)\n"
    "  --messages FILE     the library's own sentences in those languages\n"
    "  --output FILE       write there and not to standard output\n"
    "  -h, --help          show this\n"
    "  -V, --version       show the version\n"
    "\n"
    "What may come is dashed, what is not known is hatched: the drawing foretells nothing and "
    "decides nothing.\n"
    "Ends with 0 when done, 1 where the input is wrong, 2 for wrong usage.\n";

typedef struct {
    const char *profile, *as_of, *pathway, *languages, *messages, *output;
    const char *bases[MOST_TIMES + 1];
    reunify_date date;
} request;

/* What is made on the way; NULL where it is not yet. */
typedef struct {
    content text;
    reunify_error *error;
    reunify_profile *profile;
    reunify_case *record;
    reunify_evaluator *evaluator;
    reunify_evaluation *evaluation;
    buffer svg;
} work;

static void free_work(work *w)
{
    free_buffer(&w->svg);
    reunify_evaluation_unref(w->evaluation);
    reunify_evaluator_free(w->evaluator);
    reunify_case_free(w->record);
    reunify_profile_unref(w->profile);
    reunify_error_free(w->error);
    free(w->text.data);
}

static int no_memory(void)
{
    complain("no memory");
    return BAD_INPUT;
}

static int fail(work *w, const char *file)
{
    (void)reunify_error_locate(w->error, w->text.data, w->text.length);
    complain_of(file, w->error);
    return BAD_INPUT;
}

static int evaluate(const request *r, const char *file, work *w)
{
    const reunify_evaluate_options options = {.size = sizeof options, .pathway = r->pathway};
    if (reunify_case_from_json(NULL, w->text.data, w->text.length, 0, &w->record, w->error))
        return fail(w, file);
    const reunify_date as_of = choose_date(r->date, file, w->record);
    if (as_of == REUNIFY_DATE_NONE)
        return BAD_INPUT;
    if (reunify_evaluator_new(NULL, &w->evaluator, NULL))
        return no_memory();
    if (reunify_evaluate(w->evaluator, w->profile, w->record, as_of, &options, &w->evaluation,
                         w->error))
        return fail(w, file);
    return DONE;
}

/* Neither a device nor a pipe, nor what a link leads to. */
static bool is_plain_file(const char *name)
{
    struct stat info;
    return lstat(name, &info) == 0 && S_ISREG(info.st_mode);
}

/* Whether two names are of one file, whatever leads to it. */
static bool is_same_file(const char *one, const char *other)
{
    struct stat a, b;
    return stat(one, &a) == 0 && stat(other, &b) == 0 && a.st_dev == b.st_dev &&
           a.st_ino == b.st_ino && S_ISREG(a.st_mode);
}

/* Writes to the file that is asked for; nothing of it is left where that fails. */
static bool write_file(const char *name, const buffer *svg)
{
    errno = 0;
    FILE *file = fopen(name, "wb");
    bool good = file && fwrite(svg->data, 1, svg->length, file) == svg->length;
    if (file && fclose(file))
        good = false;
    if (!good)
        complain("%s: cannot be written: %s", name, errno ? strerror(errno) : "unknown failure");
    if (!good && file && is_plain_file(name))
        remove(name);
    return good;
}

static int draw(const request *r, work *w)
{
    char language[TAG_SIZE];
    choose_language(r->languages, r->messages, language);
    add_timeline(&w->svg, w->evaluation, w->record, language);
    if (w->svg.failed)
        return no_memory();
    const bool good = r->output ? write_file(r->output, &w->svg)
                                : write_out(w->svg.data, w->svg.length) && finish_out();
    return good ? DONE : BAD_INPUT;
}

static int run(const request *r, const char *file, work *w)
{
    int status;
    if (reunify_error_new(NULL, &w->error))
        return no_memory();
    status = load_pack(r->profile, r->bases, &(pack_options){0, r->languages, r->messages},
                       w->error, &w->profile);
    if (!status)
        status = check_pathway(w->profile, r->pathway);
    if (status)
        return status;
    if (r->output && is_same_file(r->output, file)) {
        complain("%s: the drawing would take the place of the case", r->output);
        return BAD_USAGE;
    }
    if (!read_file(file, &w->text))
        return BAD_INPUT;
    status = evaluate(r, file, w);
    return status ? status : draw(r, w);
}

static int read_date(request *r)
{
    r->date = REUNIFY_DATE_NONE;
    if (r->as_of && reunify_date_parse(r->as_of, strlen(r->as_of), &r->date))
        return wrong_usage("--as-of needs a date of the calendar, YYYY-MM-DD");
    return DONE;
}

int main(int argc, char **argv)
{
    request r = {.profile = "herefordshire-2023"};
    work w = {.error = NULL};
    const option options[] = {{"profile", &r.profile, NULL},    {"base*", r.bases, NULL},
                              {"as-of", &r.as_of, NULL},        {"pathway", &r.pathway, NULL},
                              {"language", &r.languages, NULL}, {"messages", &r.messages, NULL},
                              {"output", &r.output, NULL},      {NULL, NULL, NULL}};
    int status = DONE;
    const int count =
        read_options(&(command){"reunify-timeline", help, options}, argc, argv, &status);
    if (count < 0)
        return status;
    if (count != 1)
        return wrong_usage(count ? "one case is drawn at a time" : "no case was given");
    status = read_date(&r);
    if (!status)
        status = run(&r, argv[0], &w);
    free_work(&w);
    return status;
}
