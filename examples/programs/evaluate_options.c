/*
 * From the words of the command to a plan. Whether there are many cases is seen by the number and
 * the names of the files, and in a single JSON file by its first character; then some words are no
 * longer allowed and others are.
 */
#include "batch.h"
#include "evaluate_program.h"

#include <stdlib.h>
#include <string.h>

static bool read_number_within(const char *given, long least, long most, long *number)
{
    char *end;
    *number = strtol(given, &end, 10);
    return *given >= '0' && *given <= '9' && !*end && *number >= least && *number <= most;
}

static int read_width(const char *given, int32_t *width)
{
    enum { LEAST = 20, MOST = 1000 };
    long columns;
    if (!given)
        return DONE;
    if (!read_number_within(given, LEAST, MOST, &columns))
        return wrong_usage("--width is a number of columns from 20 to 1000");
    *width = (int32_t)columns;
    return DONE;
}

static int read_jobs(const char *given, size_t *jobs)
{
    long number = 1;
    if (given && !read_number_within(given, 1, MOST_JOBS, &number))
        return wrong_usage("--jobs is a number of threads from 1 to %d", MOST_JOBS);
    if (number > 1 && !has_threads())
        return wrong_usage("--jobs: this program was built without threads");
    *jobs = (size_t)number;
    return DONE;
}

/* Dates --------------------------------------------------------------------------------------- */

static size_t count_dates(const char *const *lists)
{
    size_t count = 0;
    for (; *lists; lists++) {
        count++;
        for (const char *at = *lists; *at; at++)
            count += *at == ',';
    }
    return count;
}

/* The dates of one list, with commas between them. */
static int read_list(const char *list, plan *p)
{
    bool more = true;
    while (more) {
        const size_t length = strcspn(list, ",");
        if (reunify_date_parse(list, length, &p->dates[p->date_count++]))
            return wrong_usage("--as-of needs a date of the calendar, YYYY-MM-DD, or several with "
                               "commas between them");
        more = list[length] == ',';
        list += length + more;
    }
    return DONE;
}

static int read_dates(const char *const *lists, plan *p)
{
    p->dates = calloc(count_dates(lists) + 1, sizeof *p->dates);
    if (!p->dates) {
        complain("no memory");
        return BAD_INPUT;
    }
    int status = DONE;
    for (; *lists && !status; lists++)
        status = read_list(*lists, p);
    return status;
}

/* Words --------------------------------------------------------------------------------------- */

static int read_words(const request *r, plan *p)
{
    static const char *const formats[] = {"text", "json", "json-lines", "csv", "html", NULL};
    static const char *const levels[] = {"none", "decision", "full", NULL};
    static const char *const forms[] = {"auto", "json", "json-lines", NULL};
    static const char *const ways[] = {"messages", "inline", NULL};
    int chosen, level, form, way;
    if (choose_word("format", r->format, formats, &chosen) ||
        choose_word("explain", r->explain, levels, &level) ||
        choose_word("input", r->input, forms, &form) ||
        choose_word("errors", r->errors, ways, &way))
        return BAD_USAGE;
    p->format = (format)chosen;
    p->form = (input_form)form;
    p->inline_errors = way == 1;
    p->options = (reunify_evaluate_options){
        .size = sizeof p->options, .pathway = r->pathway, .explain = level + 1};
    p->json_flags = (r->pretty ? REUNIFY_JSON_PRETTY : 0u) | (r->lean ? REUNIFY_JSON_LEAN : 0u);
    p->text_flags = (r->all ? REUNIFY_TEXT_ALL : 0u) | (wants_colour() ? REUNIFY_TEXT_COLOUR : 0u);
    p->width = terminal_width();
    p->pages = r->pages;
    choose_language(r->languages, r->messages, p->language);
    return DONE;
}

/* The table asked for, and of csv alone. */
static int read_table(const char *given, plan *p)
{
    enum { MOST_TABLES = 32 };
    const char *names[MOST_TABLES + 1] = {NULL};
    int chosen;
    if (p->format != FORMAT_CSV)
        return given ? wrong_usage("--table is for --format csv") : DONE;
    for (size_t i = 0; i < MOST_TABLES && i < reunify_table_count(); i++)
        names[i] = reunify_table_name((int32_t)i);
    if (!given)
        return wrong_usage("--format csv needs --table, such as outstanding");
    if (choose_word("table", given, names, &chosen))
        return BAD_USAGE;
    p->table = chosen;
    return DONE;
}

/* Words that do not go together, whatever the files hold. */
static int refuse_words(const request *r, const plan *p)
{
    const bool lines = p->format == FORMAT_LINES, csv = p->format == FORMAT_CSV;
    if ((lines || csv) && r->pretty)
        return wrong_usage("--pretty is for --format json: json-lines has one document a line");
    if (r->lean && (csv || p->format == FORMAT_TEXT || p->format == FORMAT_HTML))
        return wrong_usage("--lean is for --format json and json-lines");
    if (!lines && p->inline_errors)
        return wrong_usage("--errors inline is for --format json-lines");
    if (!lines && !csv && p->date_count > 1)
        return wrong_usage("several --as-of need --format json-lines or csv");
    if (r->pages && p->format != FORMAT_TEXT)
        return wrong_usage("--pages is for --format text and several cases");
    return DONE;
}

static int refuse_many(const request *r, const plan *p)
{
    if (p->many && p->format == FORMAT_HTML)
        return wrong_usage("--format html is for one case: evaluate several one by one");
    if (p->many && !p->date_count)
        return wrong_usage("several cases need --as-of");
    if (p->many && p->format == FORMAT_JSON)
        return wrong_usage(
            "--format json is for one case; several need --format json-lines or csv");
    if (!p->many && r->pages)
        return wrong_usage("--pages is for --format text and several cases");
    return DONE;
}

/* Files --------------------------------------------------------------------------------------- */

static int look_at_files(plan *p)
{
    p->many = p->file_count > 1;
    for (size_t i = 0; i < p->file_count; i++)
        p->many = p->many || has_lines(p->files[i], p->form);
    p->first = new_input(p->files[0], p->form);
    if (!p->first) {
        complain("no memory");
        return BAD_INPUT;
    }
    if (!p->many)
        p->many = has_array(p->first);
    return DONE;
}

int make_plan(request *r, size_t count, char **files, plan *out)
{
    int status;
    if (!count)
        return wrong_usage("no case was given");
    out->files = files;
    out->file_count = count;
    if ((status = read_words(r, out)) || (status = read_table(r->table, out)) ||
        (status = read_strictness(r->strict, r->stricter, &out->strictness)) ||
        (status = read_dates(r->as_of, out)) || (status = read_width(r->width, &out->width)) ||
        (status = read_jobs(r->jobs, &out->jobs)) || (status = refuse_words(r, out)) ||
        (status = look_at_files(out)) || (status = refuse_many(r, out)))
        return status;
    reunify_error *error;
    if (reunify_error_new(NULL, &error)) {
        complain("no memory");
        return BAD_INPUT;
    }
    status = load_pack(r->profile, r->bases, &(pack_options){0, r->languages, r->messages}, error,
                       &out->profile);
    reunify_error_free(error);
    if (!status)
        status = check_pathway(out->profile, r->pathway);
    return status;
}

void free_plan(plan *p)
{
    free_input(p->first);
    free(p->dates);
    reunify_profile_unref(p->profile);
}
