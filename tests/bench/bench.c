/*
 * What a host pays, in time on a processor: reading, building, evaluating and writing a thousand
 * invented cases, no two the same, each at other dates in each round; the programs from end to end;
 * memory, sizes, and how cost grows. What is held against each other is measured in turn, and each
 * figure is the median of rounds.
 *
 * A line a figure: name, value, unit. tests/bench/run builds this, runs it and lays the figures
 * out.
 *
 * bench [--cases N] [--growth MOST] PROGRAM LIBRARY, or bench --count: each step once over a few
 * cases, in functions of their own, for callgrind.
 */
#include "bench.h"

#include <jansson.h>

#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { ROUNDS = 5, STARTS = 41, COUNTED = 20, ORDINARY = 1000, GROWTH = 10000 };

double cpu_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

void need(bool good, const char *what)
{
    if (good)
        return;
    fprintf(stderr, "bench: %s\n", what);
    exit(1);
}

static int by_value(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double median(double *values, size_t count)
{
    qsort(values, count, sizeof *values, by_value);
    return values[count / 2];
}

void tell(const char *name, double value, const char *unit)
{
    printf("%s %.6g %s\n", name, value, unit);
    fflush(stdout);
}

/* The cases ----------------------------------------------------------------------------------- */

typedef struct {
    bool examples; /* those of examples/data, not generated */
    made_case *cases;
    size_t count, bytes;
    reunify_profile *profile;
    reunify_evaluator *evaluator;
    reunify_evaluation *evaluation;
    reunify_case **records; /* of the cases, finished */
} subject;

static made_case make_case(uint64_t seed)
{
    made_case made = {.seed = seed, .shape = ordinary_shape(seed)};
    made.text = case_as_text(seed, &made.shape);
    return made;
}

static made_case example_case(size_t at)
{
    const file_text text = read_text(EXAMPLES, examples[at].name);
    return (made_case){.text = {.data = text.data, .length = text.length}};
}

static reunify_case *read_case(reunify_context *context, const case_text *text)
{
    reunify_case *record = NULL;
    need(!reunify_case_from_json(context, text->data, text->length, 0, &record, NULL),
         "reading a case");
    return record;
}

static subject make_subject(size_t count, bool of_examples)
{
    subject s = {.examples = of_examples,
                 .count = count,
                 .cases = calloc(count, sizeof *s.cases),
                 .records = calloc(count, sizeof(reunify_case *)),
                 .profile = load_builtin(NULL)};
    need(s.cases && s.records, "memory");
    need(!reunify_evaluator_new(NULL, &s.evaluator, NULL) &&
             !reunify_evaluation_new(NULL, &s.evaluation, NULL),
         "an evaluator");
    for (size_t i = 0; i < count; i++) {
        s.cases[i] = of_examples ? example_case(i) : make_case(i + 1);
        s.bytes += s.cases[i].text.length;
        s.records[i] = read_case(NULL, &s.cases[i].text);
    }
    return s;
}

static void release_subject(subject *s)
{
    for (size_t i = 0; i < s->count; i++) {
        reunify_case_free(s->records[i]);
        free(s->cases[i].text.data);
    }
    reunify_evaluation_unref(s->evaluation);
    reunify_evaluator_free(s->evaluator);
    reunify_profile_unref(s->profile);
    free(s->records);
    free(s->cases);
}

/* Both ways of the generator have to say the same, else two different things would be measured. */
static void compare_ways(const subject *s)
{
    for (size_t i = 0; i < s->count && i < COUNTED; i++) {
        reunify_case *built = case_by_calls(NULL, s->cases[i].seed, &s->cases[i].shape);
        reunify_text *a = NULL, *b = NULL;
        need(!reunify_case_to_json(built, 0, &a, NULL) &&
                 !reunify_case_to_json(s->records[i], 0, &b, NULL) &&
                 strcmp(reunify_text_data(a), reunify_text_data(b)) == 0,
             "the case by calls is not the one of the text");
        reunify_text_free(a);
        reunify_text_free(b);
        reunify_case_free(built);
    }
}

/* Steps: one case each, in functions that callgrind can tell apart --------------------------------
 */

typedef void (*step)(subject *s, size_t at, size_t round);

#if defined(__GNUC__)
#define NOINLINE __attribute__((noinline))
#else
#define NOINLINE
#endif

NOINLINE void count_case_read(subject *s, size_t at, size_t round);
NOINLINE void count_jansson_parse(subject *s, size_t at, size_t round);
NOINLINE void count_case_build(subject *s, size_t at, size_t round);
NOINLINE void count_evaluate_none(subject *s, size_t at, size_t round);
NOINLINE void count_evaluate_decision(subject *s, size_t at, size_t round);
NOINLINE void count_evaluate_full(subject *s, size_t at, size_t round);
NOINLINE void count_write_json(subject *s, size_t at, size_t round);
NOINLINE void count_write_json_lean(subject *s, size_t at, size_t round);
NOINLINE void count_write_page(subject *s, size_t at, size_t round);
NOINLINE void count_profile_load(subject *s, size_t at, size_t round);

void count_case_read(subject *s, size_t at, size_t round)
{
    (void)round;
    reunify_case_free(read_case(NULL, &s->cases[at].text));
}

void count_jansson_parse(subject *s, size_t at, size_t round)
{
    (void)round;
    json_t *root = json_loadb(s->cases[at].text.data, s->cases[at].text.length, 0, NULL);
    need(root != NULL, "jansson");
    json_decref(root);
}

void count_case_build(subject *s, size_t at, size_t round)
{
    (void)round;
    reunify_case_free(case_by_calls(NULL, s->cases[at].seed, &s->cases[at].shape));
}

/* Another date for each case in each round; of an example, in the two years in which most happens.
 */
static reunify_date date_for(const subject *s, size_t at, size_t round)
{
    return s->examples ? date_of(examples[at].as_of) - (reunify_date)pick(round, at, 730)
                       : first_day + (reunify_date)pick(round, at, DAYS + 100);
}

static void evaluate(subject *s, size_t at, size_t round, int32_t explain)
{
    const reunify_evaluate_options options = {.size = sizeof options, .explain = explain};
    const reunify_date as_of = date_for(s, at, round);
    need(!reunify_evaluate_into(s->evaluator, s->profile, s->records[at], as_of, &options,
                                s->evaluation, NULL),
         "evaluating");
}

void count_evaluate_none(subject *s, size_t at, size_t round)
{
    evaluate(s, at, round, REUNIFY_EXPLAIN_NONE);
}

void count_evaluate_decision(subject *s, size_t at, size_t round)
{
    evaluate(s, at, round, REUNIFY_EXPLAIN_DECISION);
}

void count_evaluate_full(subject *s, size_t at, size_t round)
{
    evaluate(s, at, round, REUNIFY_EXPLAIN_FULL);
}

static void write_evaluation(subject *s, uint32_t flags)
{
    reunify_text *text;
    need(!reunify_evaluation_to_json(s->evaluation, flags, &text, NULL), "writing");
    reunify_text_free(text);
}

void count_write_json(subject *s, size_t at, size_t round)
{
    (void)at, (void)round;
    write_evaluation(s, 0);
}

void count_write_json_lean(subject *s, size_t at, size_t round)
{
    (void)at, (void)round;
    write_evaluation(s, REUNIFY_JSON_LEAN);
}

void count_write_page(subject *s, size_t at, size_t round)
{
    (void)at, (void)round;
    reunify_text *text;
    need(!reunify_evaluation_to_text(s->evaluation, 0, 0, &text, NULL), "a page");
    reunify_text_free(text);
}

void count_profile_load(subject *s, size_t at, size_t round)
{
    (void)s, (void)at, (void)round;
    reunify_profile_unref(load_builtin(NULL));
}

/* Rounds -------------------------------------------------------------------------------------- */

/* Steps that write look at the evaluation of the case, which is made before and not measured. */
static const struct {
    const char *name;
    step each;
    bool evaluated;
    bool generated; /* not of examples, which no generator builds */
} steps[] = {
    {"jansson_parse", count_jansson_parse, .evaluated = false},
    {"case_read", count_case_read, .evaluated = false},
    {"case_build", count_case_build, .generated = true},
    {"evaluate_none", count_evaluate_none, .evaluated = false},
    {"evaluate_decision", count_evaluate_decision, .evaluated = false},
    {"evaluate_full", count_evaluate_full, .evaluated = false},
    {"write_json", count_write_json, .evaluated = true},
    {"write_json_lean", count_write_json_lean, .evaluated = true},
    {"write_page", count_write_page, .evaluated = true},
};
enum { STEPS = sizeof steps / sizeof *steps };

/* Seconds a case. */
static double round_of(subject *s, int at, size_t round)
{
    double spent = 0;
    for (size_t i = 0; i < s->count; i++) {
        if (steps[at].evaluated)
            evaluate(s, i, round, REUNIFY_EXPLAIN_FULL);
        const double start = cpu_now();
        steps[at].each(s, i, round);
        spent += cpu_now() - start;
    }
    return spent / (double)s->count;
}

static void tell_of(const subject *s, const char *name, double value, const char *unit)
{
    char whole[96];
    snprintf(whole, sizeof whole, "%s%s", s->examples ? "examples_" : "", name);
    tell(whole, value, unit);
}

static void tell_rounds(subject *s)
{
    double seconds[STEPS][ROUNDS] = {{0}}, ratio[ROUNDS];
    for (size_t round = 0; round <= ROUNDS; round++) /* the first only warms */
        for (int i = 0; i < STEPS; i++)
            if (!s->examples || !steps[i].generated)
                seconds[i][round ? round - 1 : 0] = round_of(s, i, round);
    for (size_t round = 0; round < ROUNDS; round++)
        ratio[round] = seconds[0][round] / seconds[1][round];
    for (int i = 0; i < STEPS; i++)
        if (!s->examples || !steps[i].generated)
            tell_of(s, steps[i].name, median(seconds[i], ROUNDS) * 1e6, "us");
    tell_of(s, "case_read_against_jansson", median(ratio, ROUNDS), "times");
    tell_of(s, "case_read_speed",
            (double)s->bytes / (double)s->count / seconds[1][ROUNDS / 2] / 1e6, "MB/s");
}

/* The same of the examples, in which more happens than in a generated case. */
static void tell_examples(void)
{
    subject s = make_subject(EXAMPLE_COUNT, true);
    tell("examples_case_text", (double)s.bytes / (double)s.count, "bytes");
    tell_rounds(&s);
    release_subject(&s);
}

/* Bytes of a document, as long as the rounds write them. */
static void tell_length(subject *s, const char *name, uint32_t flags)
{
    size_t bytes = 0;
    for (size_t i = 0; i < s->count; i++) {
        reunify_text *text;
        evaluate(s, i, 1, REUNIFY_EXPLAIN_FULL);
        need(!reunify_evaluation_to_json(s->evaluation, flags, &text, NULL), "writing");
        bytes += reunify_text_length(text);
        reunify_text_free(text);
    }
    tell(name, (double)bytes / (double)s->count, "bytes");
}

/* Memory -------------------------------------------------------------------------------------- */

static void tell_memory(const subject *s)
{
    counting c = {0};
    reunify_context *context = counting_context(&c);
    size_t before = c.bytes;
    const size_t blocks = c.blocks;
    reunify_case **kept = calloc(s->count, sizeof(reunify_case *));
    need(kept != NULL, "memory");
    for (size_t i = 0; i < s->count; i++)
        kept[i] = read_case(context, &s->cases[i].text);
    tell("case_memory", (double)(c.bytes - before) / (double)s->count, "bytes");
    tell("case_blocks", (double)(c.blocks - blocks) / (double)s->count, "");
    before = c.bytes;
    reunify_profile *profile = load_builtin(context);
    tell("profile_memory", (double)(c.bytes - before), "bytes");
    before = c.bytes;
    subject own = *s;
    own.profile = profile;
    own.records = kept;
    need(!reunify_evaluator_new(context, &own.evaluator, NULL) &&
             !reunify_evaluation_new(context, &own.evaluation, NULL),
         "an evaluator");
    for (size_t i = 0; i < s->count; i++)
        count_evaluate_full(&own, i, 0);
    tell("evaluator_memory", (double)(c.bytes - before), "bytes");
    const size_t calls = c.calls;
    for (size_t i = 0; i < s->count; i++)
        count_evaluate_full(&own, i, 0);
    tell("evaluate_allocations", (double)(c.calls - calls), "");
    need(c.calls == calls, "an evaluator that has seen all these cases allocates");
    for (size_t i = 0; i < s->count; i++)
        reunify_case_free(kept[i]);
    free(kept);
    reunify_evaluation_unref(own.evaluation);
    reunify_evaluator_free(own.evaluator);
    reunify_profile_unref(profile);
    reunify_context_unref(context);
    need(!c.bytes, "memory was lost");
}

/* Many cases, from lines of text to tables ------------------------------------------------------
 */

static char *lines_of(const subject *s, size_t *length)
{
    char *lines = malloc(s->bytes + s->count + 1);
    need(lines != NULL, "memory");
    *length = 0;
    for (size_t i = 0; i < s->count; i++) {
        memcpy(lines + *length, s->cases[i].text.data, s->cases[i].text.length);
        *length += s->cases[i].text.length;
        lines[(*length)++] = '\n';
    }
    return lines;
}

/* All parts, each to tables and to Arrow. */
static void run_caseload(const reunify_caseload *load, reunify_evaluator *evaluator)
{
    static const int32_t tables[] = {REUNIFY_TIDY_RISK, REUNIFY_TIDY_OUTSTANDING,
                                     REUNIFY_TIDY_ERRORS};
    reunify_table_rows *rows[3];
    for (size_t part = 0; part < reunify_caseload_part_count(load); part++) {
        need(!reunify_caseload_run(load, evaluator, part, tables, 3, rows, NULL), "a part");
        for (size_t i = 0; i < 3; i++) {
            struct ArrowSchema schema;
            struct ArrowArray array;
            need(!reunify_table_rows_to_arrow(rows[i], &schema, &array, NULL), "an array");
            array.release(&array);
            schema.release(&schema);
            reunify_table_rows_free(rows[i]);
        }
    }
}

static void tell_caseload(const subject *s, const char *name, int32_t explain)
{
    size_t length;
    char *lines = lines_of(s, &length);
    const reunify_date day = 20454; /* 2026-01-01 */
    const reunify_caseload_options options = {
        .size = sizeof options, .dates = &day, .date_count = 1, .explain = explain};
    reunify_caseload *load;
    need(!reunify_caseload_of_lines(s->profile, lines, length, &options, &load, NULL), "lines");
    double seconds[ROUNDS] = {0};
    for (size_t round = 0; round <= ROUNDS; round++) { /* the first only warms */
        const double start = cpu_now();
        run_caseload(load, s->evaluator);
        seconds[round ? round - 1 : 0] = cpu_now() - start;
    }
    tell(name, median(seconds, ROUNDS) * 1e6 / (double)s->count, "us");
    reunify_caseload_unref(load);
    free(lines);
}

/* Programs ------------------------------------------------------------------------------------ */

extern char **environ;

/* Processor seconds of a program whose output is thrown away. */
static double run_program(char *const *arguments)
{
    posix_spawn_file_actions_t actions;
    pid_t child;
    int status;
    struct rusage used;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    need(posix_spawn(&child, arguments[0], &actions, NULL, arguments, environ) == 0 &&
             wait4(child, &status, 0, &used) == child && WIFEXITED(status) &&
             WEXITSTATUS(status) == 0,
         "a program failed");
    posix_spawn_file_actions_destroy(&actions);
    return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
           (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) * 1e-6;
}

static void tell_program(const char *name, size_t runs, double scale, const char *unit,
                         const char *const *arguments)
{
    char *copy[16] = {NULL};
    double seconds[STARTS];
    for (size_t i = 0; arguments[i]; i++)
        copy[i] = (char *)(uintptr_t)arguments[i];
    for (size_t i = 0; i < runs; i++)
        seconds[i] = run_program(copy);
    tell(name, median(seconds, runs) * scale, unit);
}

static void write_lines(const subject *s, const char *path)
{
    FILE *file = fopen(path, "wb");
    need(file != NULL, "a file for the cases");
    for (size_t i = 0; i < s->count; i++)
        fprintf(file, "%s\n", s->cases[i].text.data);
    need(fclose(file) == 0, "writing the cases");
}

static void tell_programs(const subject *s, const char *evaluate_program)
{
    const double each = 1e6 / (double)s->count;
    char folder[] = "/tmp/reunify-bench-XXXXXX", lines[64], list[4096];
    const char *example = EXAMPLES "/section-20-baby.json";
    need(mkdtemp(folder) != NULL, "a folder");
    snprintf(lines, sizeof lines, "%s/cases.jsonl", folder);
    snprintf(list, sizeof list, "%.*s/reunify-profile",
             (int)(strrchr(evaluate_program, '/') - evaluate_program), evaluate_program);
    write_lines(s, lines);
    tell_program("lines_full", ROUNDS, each, "us",
                 (const char *[]){evaluate_program, "--format", "json-lines", "--as-of",
                                  "2026-01-01", lines, NULL});
    tell_program("lines_none", ROUNDS, each, "us",
                 (const char *[]){evaluate_program, "--format", "json-lines", "--explain", "none",
                                  "--as-of", "2026-01-01", lines, NULL});
    unlink(lines);
    rmdir(folder);
    tell_program("start_version", STARTS, 1e3, "ms",
                 (const char *[]){evaluate_program, "--version", NULL});
    tell_program("start_to_answer", STARTS, 1e3, "ms",
                 (const char *[]){evaluate_program, "--as-of", "2025-07-22", example, NULL});
    tell_program("profile_list", STARTS, 1e3, "ms", (const char *[]){list, "list", NULL});
}

static void tell_profile_load(subject *s)
{
    double seconds[STARTS];
    for (size_t i = 0; i < STARTS; i++) {
        const double start = cpu_now();
        count_profile_load(s, 0, 0);
        seconds[i] = cpu_now() - start;
    }
    tell("profile_load", median(seconds, STARTS) * 1e3, "ms");
}

static void tell_size(const char *library)
{
    char stripped[] = "/tmp/reunify-bench-XXXXXX", command[4096];
    struct stat info;
    const int file = mkstemp(stripped);
    need(file >= 0, "a file for the library");
    close(file);
    snprintf(command, sizeof command, "strip -o %s %s", stripped, library);
    if (system(command) == 0 && stat(stripped, &info) == 0)
        tell("library_stripped", (double)info.st_size, "bytes");
    remove(stripped);
}

/* ---------------------------------------------------------------------------------------------- */

static void count_all(subject *s)
{
    for (int k = 0; k < STEPS; k++)
        for (size_t i = 0; i < s->count; i++) {
            if (steps[k].evaluated)
                evaluate(s, i, 1, REUNIFY_EXPLAIN_FULL);
            steps[k].each(s, i, 1);
        }
    count_profile_load(s, 0, 0);
}

static void measure_all(subject *s, size_t growth, char **files)
{
    tell("cases", (double)s->count, "");
    tell("case_text", (double)s->bytes / (double)s->count, "bytes");
    tell_rounds(s);
    tell_examples();
    tell_length(s, "document", 0);
    tell_length(s, "document_lean", REUNIFY_JSON_LEAN);
    tell_memory(s);
    tell_profile_load(s);
    tell_caseload(s, "caseload_full", REUNIFY_EXPLAIN_FULL);
    tell_caseload(s, "caseload_none", REUNIFY_EXPLAIN_NONE);
    if (files[0])
        tell_programs(s, files[0]);
    if (files[0] && files[1])
        tell_size(files[1]);
    if (growth)
        bench_growth(s->profile, growth);
}

int main(int argc, char **argv)
{
    size_t count = ORDINARY, growth = GROWTH;
    bool counted = false;
    int at = 1;
    for (; at < argc && argv[at][0] == '-'; at++)
        if (strcmp(argv[at], "--count") == 0)
            counted = true;
        else if (strcmp(argv[at], "--cases") == 0 && at + 1 < argc)
            count = (size_t)strtoull(argv[++at], NULL, 10);
        else if (strcmp(argv[at], "--growth") == 0 && at + 1 < argc)
            growth = (size_t)strtoull(argv[++at], NULL, 10);
        else
            need(false, "bench [--cases N] [--growth MOST] PROGRAM LIBRARY, or bench --count");
    need(count > 0, "--cases has to be at least 1");
    subject s = make_subject(counted ? COUNTED : count, false);
    compare_ways(&s);
    if (counted)
        count_all(&s);
    else
        measure_all(&s, growth, argv + at);
    release_subject(&s);
    return 0;
}
