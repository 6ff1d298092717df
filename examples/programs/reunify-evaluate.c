/* Evaluates cases under a profile and says where each stands, why, and what is next. */
#include "choices.h"
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char help[] =
    "Usage: reunify-evaluate [OPTION]... CASE...\n"
    "Says where a case stands under a profile as of a date, why, and what is next.\n"
    "CASE is a JSON file, '-' for standard input, or a .jsonl file with one case a line.\n"
    "\n"
    "  --profile ID|FILE   the rules (default herefordshire-2023); a file has a slash in its name "
    "or ends in .json\n"
    "  --base FILE         a pack that the profile extends and that does not come with the "
    "library; may be repeated\n"
    "  --as-of DATE        the date to evaluate at, YYYY-MM-DD; needed for several cases (default: "
    "the latest in the case)\n"
    "  --pathway ID        the pathway (default: the one in the case, or the profile's first)\n"
    "  --format FORMAT     text (default), json (one case) or json-lines\n"
    "  --pretty            indent the json\n"
    "  --all               text: list what is met, the whole history, figures of research\n"
    "  --pages             text of several cases: a page for each behind the table\n"
    "  --width COLUMNS     text: the longest line (default: the terminal's, or 100)\n"
    "  --explain HOW       none, decision or full (default): results alone, with evidence, with "
    "since when\n"
    "  --strict            take an unknown member in a case for an error\n"
    "  --help, --version   show this, or the version\n"
    "\n"
    "Ends with 0 when done, 1 where an input is wrong (the others are still evaluated), 2 for "
    "wrong usage.\n";

typedef enum { FORMAT_TEXT, FORMAT_JSON, FORMAT_LINES } format;

typedef struct {
    reunify_profile *profile;
    reunify_evaluator *evaluator;
    reunify_evaluation *evaluation; /* one for all cases: it is filled again and again */
    reunify_error *error;
    reunify_evaluate_options options;
    reunify_date as_of; /* REUNIFY_DATE_NONE: the latest in the case */
    format format;
    uint32_t case_flags, json_flags, text_flags;
    int32_t width;
    bool many;
    size_t count, failed;
    bool unwritable;
    reunify_overview *overview; /* of several cases, as text */
    FILE *pages;                /* those behind it, NULL: they are not asked for */
} job;

static bool write_page(FILE *to, const reunify_text *text)
{
    return fwrite(reunify_text_data(text), 1, reunify_text_length(text), to) ==
           reunify_text_length(text);
}

/* One of several: a row of the table, and the page for later. */
static bool add_to_overview(job *j)
{
    static const char between[] =
        "\n--------------------------------------------------------------------------------\n\n";
    reunify_text *text;
    if (reunify_overview_add(j->overview, j->evaluation, j->error))
        return false;
    if (!j->pages)
        return true;
    if (reunify_evaluation_to_text(j->evaluation, j->text_flags, j->width, &text, j->error))
        return false;
    j->unwritable = fputs(between, j->pages) < 0 || !write_page(j->pages, text);
    reunify_text_free(text);
    return true;
}

static bool copy_pages(FILE *pages)
{
    char block[4096];
    size_t got;
    rewind(pages);
    while ((got = fread(block, 1, sizeof block, pages)) > 0)
        if (!write_out(block, got))
            return false;
    return !ferror(pages);
}

/* The table of all cases, then their pages. */
static bool write_overview(job *j)
{
    reunify_text *text;
    const uint32_t flags = j->text_flags & REUNIFY_TEXT_COLOUR;
    if (!reunify_overview_count(j->overview))
        return true;
    if (reunify_overview_to_text(j->overview, flags, j->width, &text, j->error)) {
        complain("no memory for the table");
        return false;
    }
    const bool good = write_out(reunify_text_data(text), reunify_text_length(text)) &&
                      (!j->pages || copy_pages(j->pages));
    reunify_text_free(text);
    j->unwritable = !good;
    return good;
}

static bool write_text(job *j)
{
    reunify_text *text;
    if (j->overview)
        return add_to_overview(j);
    const reunify_status status =
        j->format == FORMAT_TEXT
            ? reunify_evaluation_to_text(j->evaluation, j->text_flags, j->width, &text, j->error)
            : reunify_evaluation_to_json(j->evaluation, j->json_flags, &text, j->error);
    if (status)
        return false;
    const bool good = write_out(reunify_text_data(text), reunify_text_length(text)) &&
                      (j->format == FORMAT_TEXT || write_out("\n", 1));
    reunify_text_free(text);
    j->unwritable = !good;
    return true;
}

static bool evaluate(job *j, const char *file, size_t line, const content *text)
{
    reunify_case *record;
    if (reunify_case_from_json(NULL, text->data, text->length, j->case_flags, &record, j->error)) {
        complain_of(file, line, j->error);
        return false;
    }
    const reunify_date as_of = choose_date(j->as_of, file, record);
    bool good = false;
    if (as_of != REUNIFY_DATE_NONE) {
        good = !reunify_evaluate_into(j->evaluator, j->profile, record, as_of, &j->options,
                                      j->evaluation, j->error);
        good = good && write_text(j);
        if (!good)
            complain_of(file, line, j->error);
    }
    reunify_case_free(record);
    return good;
}

static void count(job *j, bool good)
{
    j->failed += !good;
    j->count++;
    if (j->many)
        show_progress(j->count);
}

static void evaluate_file(job *j, const char *name)
{
    content text = {NULL, 0};
    count(j, read_file(name, &text) && evaluate(j, name, 0, &text));
    free(text.data);
}

static void evaluate_lines(job *j, const char *name)
{
    content line;
    size_t number;
    line_result result = LINE_FAILED;
    line_reader *lines = open_lines(name);
    while (lines && !j->unwritable) {
        result = next_line(lines, &line, &number);
        if (result == LINE_NO_MORE || result == LINE_FAILED)
            break;
        count(j, result == LINE_READ && evaluate(j, name, number, &line));
    }
    j->failed += result == LINE_FAILED;
    if (lines)
        close_lines(lines);
}

static bool read_width(const char *given, int32_t *width)
{
    enum { LEAST = 20, MOST = 1000 };
    char *end;
    const long columns = strtol(given, &end, 10);
    *width = (int32_t)columns;
    return *given && !*end && columns >= LEAST && columns <= MOST;
}

/* The job that the arguments describe: DONE or how to end. */
static int prepare(job *j, const char *profile, const char *const *bases, const char *as_of,
                   const char *format_name, const char *explain, const char *width, bool pages,
                   int count, char **files)
{
    static const char *const formats[] = {"text", "json", "json-lines", NULL};
    static const char *const levels[] = {"none", "decision", "full", NULL};
    const int chosen = place_of(format_name, formats), level = place_of(explain, levels);
    if (!count)
        return wrong_usage("no case was given");
    if (chosen < 0)
        return wrong_usage("--format is text, json or json-lines");
    if (level < 0)
        return wrong_usage("--explain is none, decision or full");
    if (as_of && reunify_date_parse(as_of, strlen(as_of), &j->as_of))
        return wrong_usage("--as-of needs a date of the calendar, YYYY-MM-DD");
    j->format = (format)chosen;
    j->options = (reunify_evaluate_options){
        .size = sizeof j->options, .pathway = j->options.pathway, .explain = level + 1};
    j->many = count > 1;
    for (int i = 0; i < count; i++)
        j->many = j->many || ends_with(files[i], ".jsonl");
    if (j->many && !as_of)
        return wrong_usage("several cases need --as-of");
    if (j->many && j->format == FORMAT_JSON)
        return wrong_usage("--format json is for one case; several need --format json-lines");
    if (width && !read_width(width, &j->width))
        return wrong_usage("--width is a number of columns from 20 to 1000");
    if (pages && (!j->many || j->format != FORMAT_TEXT))
        return wrong_usage("--pages is for --format text and several cases");
    if (j->format == FORMAT_LINES && j->json_flags)
        return wrong_usage("--pretty is for --format json: json-lines has one document a line");
    if (j->many && j->format == FORMAT_TEXT && reunify_overview_new(NULL, &j->overview, j->error)) {
        complain("no memory");
        return BAD_INPUT;
    }
    if (pages && !(j->pages = tmpfile())) {
        complain("no room for the pages");
        return BAD_INPUT;
    }
    const int status = load_pack(profile, bases, 0, j->error, &j->profile);
    if (!status && j->options.pathway && !has_pathway(j->profile, j->options.pathway))
        return wrong_usage("the profile has no pathway %s", j->options.pathway);
    return status;
}

int main(int argc, char **argv)
{
    const char *bases[MOST_TIMES + 1] = {NULL};
    const char *profile = "herefordshire-2023", *as_of = NULL, *format_name = "text",
               *explain = "full", *width = NULL;
    bool pretty = false, all = false, strict = false, pages = false;
    job j = {.as_of = REUNIFY_DATE_NONE};
    const option options[] = {{"profile", &profile, NULL},    {"base*", bases, NULL},
                              {"as-of", &as_of, NULL},        {"pathway", &j.options.pathway, NULL},
                              {"format", &format_name, NULL}, {"explain", &explain, NULL},
                              {"pretty", NULL, &pretty},      {"all", NULL, &all},
                              {"strict", NULL, &strict},      {"pages", NULL, &pages},
                              {"width", &width, NULL},        {NULL, NULL, NULL}};
    int status = DONE;
    const int count =
        read_options(&(command){"reunify-evaluate", help, options}, argc, argv, &status);
    if (count < 0)
        return status;
    j.case_flags = strict ? REUNIFY_CASE_STRICT : 0;
    j.json_flags = pretty ? REUNIFY_JSON_PRETTY : 0;
    j.text_flags = (all ? REUNIFY_TEXT_ALL : 0u) | (wants_colour() ? REUNIFY_TEXT_COLOUR : 0u);
    j.width = terminal_width();
    if (reunify_error_new(NULL, &j.error) || reunify_evaluator_new(NULL, &j.evaluator, NULL) ||
        reunify_evaluation_new(NULL, &j.evaluation, NULL)) {
        complain("no memory");
        status = BAD_INPUT;
    } else {
        status =
            prepare(&j, profile, bases, as_of, format_name, explain, width, pages, count, argv);
    }
    for (int i = 0; i < count && !status && !j.unwritable; i++)
        (ends_with(argv[i], ".jsonl") ? evaluate_lines : evaluate_file)(&j, argv[i]);
    end_progress();
    if (!status && j.overview && !j.unwritable)
        write_overview(&j);
    if (!status && (j.unwritable || !finish_out() || j.failed))
        status = BAD_INPUT;
    if (j.pages)
        fclose(j.pages);
    reunify_overview_free(j.overview);
    reunify_evaluation_unref(j.evaluation);
    reunify_evaluator_free(j.evaluator);
    reunify_profile_unref(j.profile);
    reunify_error_free(j.error);
    return status;
}
