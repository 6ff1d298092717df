/*
 * Evaluates cases under a profile and says where each stands, why, and what is next.
 *
 * The cases are taken one after the other by a loop of its own (batch.h), not by the library's
 * caseload: that gives rows of tables, while most of the forms here are documents and pages, and it
 * works on a text that is in memory as a whole, while here files of any length, compressed or in
 * one JSON array, go through the memory of a few cases.
 */
#include "batch.h"
#include "evaluate_program.h"

#include <stdlib.h>

static const char help[] =
    "Usage: reunify-evaluate [OPTION]... CASE...\n"
    "Says where a case stands under a profile as of a date, why, and what is next.\n"
    "CASE is a file, or '-' for standard input: JSON, with one case or an array of cases, or JSON "
    "lines, with one case a\n"
    "line (.jsonl, .ndjson). Either may be compressed (.gz).\n"
    "\n"
    "  --profile ID|FILE   the rules (default herefordshire-2023); a file has a slash in its name "
    "or ends in .json\n"
    "  --base FILE         a pack that the profile extends and that does not come with the "
    "library; may be repeated\n"
    "  --as-of DATE        the date to evaluate at, YYYY-MM-DD; needed for several cases (default: "
    "the latest in the case);\n"
    "                      for json-lines and csv may be repeated, or be a list with commas: each "
    "case at "
    "each date\n"
    "  --pathway ID        the pathway (default: the one in the case, or the profile's first)\n"
    "  --language TAGS     the languages of the profile's texts, the one wanted first (default: "
    "en), such as cy,en\n"
    "  --messages FILE     the library's own sentences in those languages\n"
    "  --input FORM        auto (default: by the file's name), json or json-lines\n"
    "  --format FORMAT     text (default), json (one case), json-lines, csv: one table of all "
    "cases, or html: a page\n"
    "                      of one case, with a drawing as of reunify-timeline\n"
    "  --table NAME        csv: risk, history, requirements, outstanding, waiting, schedule, "
    "alerts, factors, warnings or errors\n"
    "  --errors HOW        messages (default), or inline: json-lines with a document in the place "
    "of what failed\n"
    "  --jobs N            evaluate so many cases at once (default 1); the output is the same\n"
    "  --pretty            indent the json\n"
    "  --lean              json and json-lines: without the texts and sources of the profile\n"
    "  --all               text, html: list what is met, the whole history, figures of research\n"
    "  --pages             text of several cases: a page for each behind the table\n"
    "  --width COLUMNS     text: the longest line (default: the terminal's, or 100)\n"
    "  --explain HOW       none, decision or full (default): results alone, with evidence, with "
    "since when\n"
    "  --strict            take an unknown member in a case for an error\n"
    "  --strict=pack       and so every word that the profile does not know: all are told; may be "
    "given beside --strict\n"
    "  -h, --help          show this\n"
    "  -V, --version       show the version\n"
    "\n"
    "Ends with 0 when done, 1 where an input is wrong (the others are still evaluated), 2 for "
    "wrong usage.\n";

/* Slots for each thread: so that none waits while the results of others are written. */
enum { SLOTS_EACH = 4 };

typedef struct {
    plan *plan;
    output *output;
    size_t file; /* the next one to open */
    input *input;
    slot *slots;
    reunify_evaluator **evaluators;
    size_t slot_count, evaluator_count;
    bool no_memory;
} run;

/* The next file: the first one may be open. */
static bool open_next(run *r)
{
    plan *p = r->plan;
    free_input(r->input);
    r->input = NULL;
    if (r->file == p->file_count)
        return false;
    r->input = p->first ? p->first : new_input(p->files[r->file], p->form);
    p->first = NULL;
    r->file++;
    r->no_memory = !r->input;
    return r->input != NULL;
}

static bool fill(void *user, size_t i)
{
    run *r = user;
    slot *s = &r->slots[i];
    while (r->input || open_next(r)) {
        if (next_document(r->input, &s->text, &s->at, &s->fault))
            return true;
        free_input(r->input);
        r->input = NULL;
    }
    return false;
}

static void work(void *user, size_t thread, size_t i)
{
    const run *r = user;
    evaluate_slot(r->plan, r->evaluators[thread], &r->slots[i]);
}

static bool deliver(void *user, size_t i)
{
    const run *r = user;
    return deliver_slot(r->output, &r->slots[i]);
}

static bool prepare(run *r)
{
    const plan *p = r->plan;
    r->evaluator_count = p->many ? p->jobs : 1;
    r->slot_count = r->evaluator_count > 1 ? r->evaluator_count * SLOTS_EACH : 1;
    r->slots = calloc(r->slot_count, sizeof *r->slots);
    r->evaluators = calloc(r->evaluator_count, sizeof(reunify_evaluator *));
    bool good = r->slots && r->evaluators;
    for (size_t i = 0; good && i < r->slot_count; i++)
        good = prepare_slot(&r->slots[i]);
    for (size_t i = 0; good && i < r->evaluator_count; i++)
        good = !reunify_evaluator_new(NULL, &r->evaluators[i], NULL);
    if (!good)
        complain("no memory");
    return good && (r->output = new_output(p)) != NULL;
}

static void release(run *r)
{
    for (size_t i = 0; r->slots && i < r->slot_count; i++)
        release_slot(&r->slots[i]);
    for (size_t i = 0; r->evaluators && i < r->evaluator_count; i++)
        reunify_evaluator_free(r->evaluators[i]);
    free(r->slots);
    free(r->evaluators);
    free_input(r->input);
    free_output(r->output);
}

static int evaluate_all(plan *p)
{
    run r = {.plan = p};
    bool good = prepare(&r);
    if (good) {
        const batch b = {.threads = r.evaluator_count,
                         .slots = r.slot_count,
                         .user = &r,
                         .fill = fill,
                         .work = work,
                         .deliver = deliver};
        good = run_batch(&b);
        if (!good)
            complain("--jobs: the threads could not be started");
        if (r.no_memory)
            complain("no memory");
        good = finish_output(r.output) && good && !r.no_memory;
    }
    release(&r);
    return good ? DONE : BAD_INPUT;
}

int main(int argc, char **argv)
{
    request r = {.profile = "herefordshire-2023",
                 .format = "text",
                 .explain = "full",
                 .input = "auto",
                 .errors = "messages"};
    const option options[] = {{"profile", &r.profile, NULL},
                              {"base*", r.bases, NULL},
                              {"as-of*", r.as_of, NULL},
                              {"pathway", &r.pathway, NULL},
                              {"language", &r.languages, NULL},
                              {"messages", &r.messages, NULL},
                              {"input", &r.input, NULL},
                              {"format", &r.format, NULL},
                              {"table", &r.table, NULL},
                              {"errors", &r.errors, NULL},
                              {"explain", &r.explain, NULL},
                              {"jobs", &r.jobs, NULL},
                              {"width", &r.width, NULL},
                              {"pretty", NULL, &r.pretty},
                              {"lean", NULL, &r.lean},
                              {"all", NULL, &r.all},
                              {"strict*", r.stricter, &r.strict},
                              {"pages", NULL, &r.pages},
                              {NULL, NULL, NULL}};
    plan p = {.profile = NULL};
    int status = DONE;
    const int count =
        read_options(&(command){"reunify-evaluate", help, options}, argc, argv, &status);
    if (count < 0)
        return status;
    status = make_plan(&r, (size_t)count, argv, &p);
    if (!status)
        status = evaluate_all(&p);
    free_plan(&p);
    return status;
}
