/*
 * Threads that share one profile and the cases: every result is the one that a single thread gets.
 * Meant for ThreadSanitizer.
 */
#include "support.h"

#include <pthread.h>

enum { THREADS = 8, ROUNDS = 12 };

static reunify_context *context;
static reunify_profile *profile;
static reunify_case *records[EXAMPLE_COUNT];
static char *expected[EXAMPLE_COUNT];
static reunify_evaluation *shared;
static pthread_barrier_t gate;

#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);                        \
            abort();                                                                               \
        }                                                                                          \
    } while (0)

static void read_shared(void)
{
    char *json = json_of(shared);
    CHECK(json && strcmp(json, expected[EXAMPLE_COUNT - 1]) == 0);
    free(json);
    reunify_text *text;
    CHECK(!reunify_evaluation_to_text(shared, 0, 0, &text, NULL));
    reunify_text_free(text);
    CHECK(reunify_evaluation_level(shared) && reunify_evaluation_gate_count(shared));
}

static void one_round(reunify_evaluator *evaluator, reunify_evaluation *own, reunify_error *error,
                      size_t from)
{
    for (size_t k = 0; k < EXAMPLE_COUNT; k++) {
        const size_t i = (k + from) % EXAMPLE_COUNT;
        CHECK(!reunify_evaluate_into(evaluator, profile, records[i], date_of(examples[i].as_of),
                                     NULL, own, error));
        char *json = json_of(own);
        CHECK(json && strcmp(json, expected[i]) == 0);
        free(json);
    }
    reunify_evaluation *made;
    CHECK(!reunify_evaluate(evaluator, profile, records[from % EXAMPLE_COUNT],
                            date_of(examples[from % EXAMPLE_COUNT].as_of), NULL, &made, error));
    reunify_evaluation_unref(made);
}

static void *evaluate_all(void *argument)
{
    const size_t number = *(const size_t *)argument;
    reunify_evaluator *evaluator;
    reunify_evaluation *own;
    reunify_error *error;
    CHECK(!reunify_error_new(context, &error) &&
          !reunify_evaluator_new(context, &evaluator, error) &&
          !reunify_evaluation_new(context, &own, error));
    pthread_barrier_wait(&gate);
    for (size_t round = 0; round < ROUNDS; round++) {
        const reunify_profile *mine = reunify_profile_ref(profile);
        reunify_evaluation *seen = reunify_evaluation_ref(shared);
        reunify_context_ref(context);
        one_round(evaluator, own, error, number + round);
        read_shared();
        CHECK(reunify_evaluate_into(evaluator, profile, records[0], 0, NULL, shared, error) ==
              REUNIFY_BUSY);
        reunify_context_unref(context);
        reunify_evaluation_unref(seen);
        reunify_profile_unref(mine);
    }
    reunify_evaluation_unref(own);
    reunify_evaluator_free(evaluator);
    reunify_error_free(error);
    return NULL;
}

/* Each thread gets a reference of its own; whoever is last releases. */
static void *give_back(void *argument)
{
    reunify_evaluation *mine = argument;
    pthread_barrier_wait(&gate);
    CHECK(reunify_evaluation_case_id(mine) && reunify_profile_id(reunify_evaluation_profile(mine)));
    reunify_evaluation_unref(mine);
    return NULL;
}

static void last_release(void)
{
    pthread_t threads[THREADS];
    for (int round = 0; round < 20; round++) {
        reunify_profile *own = load_builtin(context);
        reunify_evaluator *evaluator;
        reunify_evaluation *made;
        CHECK(!reunify_evaluator_new(context, &evaluator, NULL));
        CHECK(!reunify_evaluate(evaluator, own, records[0], date_of(examples[0].as_of), NULL, &made,
                                NULL));
        reunify_evaluator_free(evaluator);
        reunify_profile_unref(own); /* the evaluation keeps it */
        for (int i = 0; i < THREADS; i++)
            CHECK(!pthread_create(&threads[i], NULL, give_back, reunify_evaluation_ref(made)));
        reunify_evaluation_unref(made);
        for (int i = 0; i < THREADS; i++)
            pthread_join(threads[i], NULL);
    }
}

static void *load_own(void *argument)
{
    (void)argument;
    pthread_barrier_wait(&gate);
    for (int round = 0; round < 5; round++) {
        reunify_profile *own = load_builtin(context);
        for (size_t i = 0; i < EXAMPLE_COUNT; i++)
            reunify_case_free(load_case(context, EXAMPLES, examples[i].name));
        reunify_profile_unref(own);
    }
    return NULL;
}

/* Many cases: threads take parts as they come; the parts in order are what one thread makes. */
enum { COPIES = 4, PARTS = 12, TABLES = 3 };
static const int32_t wanted_tables[TABLES] = {REUNIFY_TIDY_RISK, REUNIFY_TIDY_OUTSTANDING,
                                              REUNIFY_TIDY_ERRORS};
static const reunify_caseload *load;
static char *parts[PARTS][TABLES];
static size_t next_part;
static uint64_t most_done;
static pthread_mutex_t part_lock = PTHREAD_MUTEX_INITIALIZER;

static int32_t note_done(void *user, uint64_t done, uint64_t all)
{
    (void)user;
    pthread_mutex_lock(&part_lock);
    most_done = done > most_done ? done : most_done;
    pthread_mutex_unlock(&part_lock);
    return done > all;
}

static size_t take_part(void)
{
    pthread_mutex_lock(&part_lock);
    const size_t part = next_part++;
    pthread_mutex_unlock(&part_lock);
    return part;
}

static char *csv_of(const reunify_table_rows *rows)
{
    reunify_text *text;
    CHECK(!reunify_table_rows_to_csv(rows, 0, &text, NULL));
    char *copy = malloc(reunify_text_length(text) + 1);
    CHECK(copy);
    memcpy(copy, reunify_text_data(text), reunify_text_length(text) + 1);
    reunify_text_free(text);
    return copy;
}

static void run_part(reunify_evaluator *evaluator, size_t part, char **out)
{
    reunify_table_rows *rows[TABLES];
    CHECK(!reunify_caseload_run(load, evaluator, part, wanted_tables, TABLES, rows, NULL));
    for (size_t i = 0; i < TABLES; i++) {
        out[i] = csv_of(rows[i]);
        reunify_table_rows_free(rows[i]);
    }
}

static void *run_parts(void *argument)
{
    (void)argument;
    reunify_evaluator *evaluator;
    CHECK(!reunify_evaluator_new(NULL, &evaluator, NULL));
    pthread_barrier_wait(&gate);
    const reunify_caseload *mine = reunify_caseload_ref(load);
    for (size_t part = take_part(); part < PARTS; part = take_part())
        run_part(evaluator, part, parts[part]);
    reunify_caseload_unref(mine);
    reunify_evaluator_free(evaluator);
    return NULL;
}

static void run_all(void *(*body)(void *))
{
    pthread_t threads[THREADS];
    size_t numbers[THREADS];
    for (size_t i = 0; i < THREADS; i++) {
        numbers[i] = i;
        CHECK(!pthread_create(&threads[i], NULL, body, &numbers[i]));
    }
    for (size_t i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
}

static void many_cases(reunify_evaluator *evaluator)
{
    static const reunify_case *given[COPIES * EXAMPLE_COUNT];
    for (size_t i = 0; i < COPIES * EXAMPLE_COUNT; i++)
        given[i] = i % 7 == 6 ? NULL : records[i % EXAMPLE_COUNT]; /* some are none */
    const reunify_caseload_options options = {.size = sizeof options,
                                              .cases_a_part = COPIES * EXAMPLE_COUNT / PARTS,
                                              .progress = note_done};
    reunify_caseload *made;
    CHECK(
        !reunify_caseload_of_cases(profile, given, COPIES * EXAMPLE_COUNT, &options, &made, NULL));
    CHECK(reunify_caseload_part_count(made) == PARTS);
    load = made;
    run_all(run_parts);
    CHECK(most_done == COPIES * EXAMPLE_COUNT);
    reunify_caseload_unref(made);
    CHECK(!reunify_caseload_of_cases(profile, given, COPIES * EXAMPLE_COUNT, NULL, &made, NULL));
    load = made;
    char *whole[TABLES], *at[TABLES];
    CHECK(reunify_caseload_part_count(made) == 1);
    run_part(evaluator, 0, whole);
    memcpy(at, whole, sizeof at);
    for (size_t part = 0; part < PARTS; part++)
        for (size_t i = 0; i < TABLES; i++) {
            const size_t length = strlen(parts[part][i]);
            CHECK(!strncmp(at[i], parts[part][i], length));
            at[i] += length;
            free(parts[part][i]);
        }
    for (size_t i = 0; i < TABLES; i++) {
        CHECK(!*at[i]);
        free(whole[i]);
    }
    reunify_caseload_unref(made);
}

int main(void)
{
    CHECK(!reunify_context_new(NULL, &context)); /* malloc may be shared */
    CHECK(!pthread_barrier_init(&gate, NULL, THREADS));
    profile = load_builtin(context);
    reunify_evaluator *evaluator;
    CHECK(!reunify_evaluator_new(context, &evaluator, NULL));
    for (size_t i = 0; i < EXAMPLE_COUNT; i++) {
        reunify_evaluation *made;
        records[i] = load_case(context, EXAMPLES, examples[i].name);
        CHECK(!reunify_evaluate(evaluator, profile, records[i], date_of(examples[i].as_of), NULL,
                                &made, NULL));
        expected[i] = json_of(made);
        CHECK(expected[i]);
        if (i + 1 == EXAMPLE_COUNT)
            shared = made;
        else
            reunify_evaluation_unref(made);
    }
    run_all(evaluate_all);
    run_all(load_own);
    last_release();
    many_cases(evaluator);
    for (size_t i = 0; i < EXAMPLE_COUNT; i++) {
        reunify_case_free(records[i]);
        free(expected[i]);
    }
    reunify_evaluation_unref(shared);
    reunify_evaluator_free(evaluator);
    reunify_profile_unref(profile);
    reunify_context_unref(context);
    pthread_barrier_destroy(&gate);
    return 0;
}
