/*
 * What a host pays: evaluations a second, from a case in memory and from text, memory, and the time
 * to the first answer. Each figure is the median of rounds that are interleaved with what they are
 * held against. bench PROGRAM LIBRARY
 */
#include "rebuild.h"
#include "support.h"

#include <jansson.h>

#include <sys/stat.h>
#include <time.h>

enum { ROUNDS = 15 };

static const char file_name[] = "section-20-baby.json";
static const char as_of_text[] = "2025-07-22";

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static int by_value(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *values, size_t count)
{
    qsort(values, count, sizeof *values, by_value);
    return values[count / 2];
}

static void need(bool good, const char *what)
{
    if (!good) {
        fprintf(stderr, "bench: %s\n", what);
        exit(1);
    }
}

static reunify_profile *profile;
static reunify_date as_of;
static file_text text;

typedef struct {
    reunify_evaluator *evaluator;
    reunify_evaluation *evaluation;
    reunify_case *record;
    int32_t explain;
} setting;

static void evaluate_once(const setting *s)
{
    const reunify_evaluate_options options = {.size = sizeof options, .explain = s->explain};
    need(!reunify_evaluate_into(s->evaluator, profile, s->record, as_of, &options, s->evaluation,
                                NULL),
         "evaluate");
}

/* Seconds a call, over `count` calls. */
static double time_evaluations(const setting *s, size_t count)
{
    const double start = now();
    for (size_t i = 0; i < count; i++)
        evaluate_once(s);
    return (now() - start) / (double)count;
}

static void built_case(void)
{
    static const char *const names[] = {"none", "decision", "full"};
    counting c = {0};
    reunify_context *context = counting_context(&c);
    reunify_case *read = load_case(NULL, EXAMPLES, file_name);
    const size_t before = c.bytes;
    setting s = {.record = rebuild_case(context, read, NULL)};
    need(s.record != NULL, "rebuild");
    const size_t case_bytes = c.bytes - before;
    need(!reunify_evaluator_new(context, &s.evaluator, NULL) &&
             !reunify_evaluation_new(context, &s.evaluation, NULL),
         "new");
    printf("case %s: %zu records, %zu assessments, %zu bytes of text\n", file_name,
           reunify_case_count(s.record, REUNIFY_ENTRY_RECORD, REUNIFY_THE_CASE),
           reunify_case_count(s.record, REUNIFY_ENTRY_ASSESSMENT, REUNIFY_THE_CASE), text.length);
    double seconds[3][ROUNDS];
    size_t calls[3] = {0};
    for (int32_t e = 0; e < 3; e++) { /* warm */
        s.explain = e + 1;
        time_evaluations(&s, 200);
    }
    for (size_t round = 0; round < ROUNDS; round++)
        for (int32_t e = 0; e < 3; e++) {
            s.explain = e + 1;
            const size_t allocations = c.calls;
            seconds[e][round] = time_evaluations(&s, e == 2 ? 300 : 1000);
            calls[e] += c.calls - allocations;
        }
    for (int e = 0; e < 3; e++) {
        const double each = median(seconds[e], ROUNDS);
        printf("evaluate_into, explain %-8s  %10.0f a second  %8.2f us  %zu allocations in steady "
               "state\n",
               names[e], 1 / each, each * 1e6, calls[e]);
        need(!calls[e], "the steady state allocates");
    }
    printf("memory: case %zu bytes, with evaluator and evaluation %zu bytes\n", case_bytes,
           c.bytes - before);
    reunify_evaluation_unref(s.evaluation);
    reunify_evaluator_free(s.evaluator);
    reunify_case_free(s.record);
    reunify_case_free(read);
    reunify_context_unref(context);
    need(!c.bytes, "memory was lost");
}

static double time_text(const setting *s, size_t count)
{
    const double start = now();
    for (size_t i = 0; i < count; i++) {
        setting own = *s;
        need(!reunify_case_from_json(NULL, text.data, text.length, 0, &own.record, NULL), "read");
        evaluate_once(&own);
        reunify_case_free(own.record);
    }
    return (now() - start) / (double)count;
}

static double time_read(size_t count)
{
    const double start = now();
    for (size_t i = 0; i < count; i++) {
        reunify_case *record;
        need(!reunify_case_from_json(NULL, text.data, text.length, 0, &record, NULL), "read");
        reunify_case_free(record);
    }
    return (now() - start) / (double)count;
}

static double time_jansson(size_t count)
{
    const double start = now();
    for (size_t i = 0; i < count; i++) {
        json_t *root = json_loadb(text.data, text.length, 0, NULL);
        need(root != NULL, "jansson");
        json_decref(root);
    }
    return (now() - start) / (double)count;
}

static double time_json(const setting *s, size_t count)
{
    const double start = now();
    for (size_t i = 0; i < count; i++) {
        reunify_text *out;
        need(!reunify_evaluation_to_json(s->evaluation, 0, &out, NULL), "write");
        reunify_text_free(out);
    }
    return (now() - start) / (double)count;
}

static void from_text(void)
{
    enum { COUNT = 150 };
    setting s = {.explain = REUNIFY_EXPLAIN_DECISION};
    need(!reunify_evaluator_new(NULL, &s.evaluator, NULL) &&
             !reunify_evaluation_new(NULL, &s.evaluation, NULL),
         "new");
    double all[ROUNDS], read[ROUNDS], plain[ROUNDS], json[ROUNDS], ratio[ROUNDS],
        read_ratio[ROUNDS];
    time_text(&s, COUNT);
    time_jansson(COUNT);
    for (size_t i = 0; i < ROUNDS; i++) {
        plain[i] = time_jansson(COUNT);
        all[i] = time_text(&s, COUNT);
        read[i] = time_read(COUNT);
        json[i] = time_json(&s, COUNT);
        plain[i] = (plain[i] + time_jansson(COUNT)) / 2;
        ratio[i] = all[i] / plain[i];
        read_ratio[i] = read[i] / plain[i];
    }
    printf("jansson's json_loadb of the same bytes   %10.0f a second  %8.2f us\n",
           1 / median(plain, ROUNDS), median(plain, ROUNDS) * 1e6);
    printf(
        "case_from_json                           %10.0f a second  %8.2f us  %.2f times jansson\n",
        1 / median(read, ROUNDS), median(read, ROUNDS) * 1e6, median(read_ratio, ROUNDS));
    printf(
        "text to evaluation (explain decision)    %10.0f a second  %8.2f us  %.2f times jansson\n",
        1 / median(all, ROUNDS), median(all, ROUNDS) * 1e6, median(ratio, ROUNDS));
    printf("evaluation_to_json                       %10.0f a second  %8.2f us\n",
           1 / median(json, ROUNDS), median(json, ROUNDS) * 1e6);
    reunify_evaluation_unref(s.evaluation);
    reunify_evaluator_free(s.evaluator);
}

static void profile_load(void)
{
    double seconds[ROUNDS];
    for (size_t i = 0; i < ROUNDS; i++) {
        const double start = now();
        reunify_profile_unref(load_builtin(NULL));
        seconds[i] = now() - start;
    }
    counting c = {0};
    reunify_context *context = counting_context(&c);
    const size_t before = c.bytes;
    reunify_profile *own = load_builtin(context);
    printf("profile load                             %.2f ms, %zu bytes kept\n",
           median(seconds, ROUNDS) * 1e3, c.bytes - before);
    reunify_profile_unref(own);
    reunify_context_unref(context);
}

static void program(const char *name)
{
    char command[4096];
    double seconds[ROUNDS];
    snprintf(command, sizeof command, "%s --as-of %s %s/%s >/dev/null", name, as_of_text, EXAMPLES,
             file_name);
    for (size_t i = 0; i < ROUNDS; i++) {
        const double start = now();
        need(system(command) == 0, "the program");
        seconds[i] = now() - start;
    }
    printf("program, start to answer                 %.2f ms (a shell included)\n",
           median(seconds, ROUNDS) * 1e3);
}

static void library(const char *name)
{
    static const char stripped[] = "/tmp/reunify-bench-stripped.so";
    char command[4096];
    struct stat info;
    snprintf(command, sizeof command, "strip -o %s %s", stripped, name);
    if (system(command) == 0 && stat(stripped, &info) == 0)
        printf("library, stripped                        %ld kB\n", (long)(info.st_size / 1024));
    remove(stripped);
}

int main(int argc, char **argv)
{
    as_of = date_of(as_of_text);
    profile = load_builtin(NULL);
    text = read_text(EXAMPLES, file_name);
    built_case();
    from_text();
    profile_load();
    if (argc > 1)
        program(argv[1]);
    if (argc > 2)
        library(argv[2]);
    free(text.data);
    reunify_profile_unref(profile);
    return 0;
}
