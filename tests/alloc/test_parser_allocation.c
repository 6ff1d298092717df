/*
 * Load, evaluate and print with allocations failing that the library's allocator does not see:
 * those of the JSON parser. With REPLACE_MALLOC malloc itself is replaced, so that every allocation
 * of the process can fail; without it the parser's alone (json_set_alloc_funcs), which works under
 * a sanitizer too.
 */
#include "packs.h"
#include "support.h"

#include <jansson.h>

/* One in a row of `failing` calls from `fail_at` on fails. */
static size_t calls, fail_at, failed, live, last;
static bool fail_on;

static bool fails(void)
{
    calls++;
    const bool yes = fail_at && (calls == fail_at || (fail_on && calls > fail_at));
    failed += yes;
    return yes;
}

#ifdef REPLACE_MALLOC

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *memory, size_t size);
void __libc_free(void *memory);
void *malloc(size_t size);
void *calloc(size_t count, size_t size);
void *realloc(void *memory, size_t size);
void free(void *memory);

void *malloc(size_t size)
{
    if (fails())
        return NULL;
    live++;
    return __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    if (fails())
        return NULL;
    live++;
    return __libc_calloc(count, size);
}

void *realloc(void *memory, size_t size)
{
    if (fails())
        return NULL;
    live += !memory;
    return __libc_realloc(memory, size);
}

void free(void *memory)
{
    live -= memory != NULL;
    __libc_free(memory);
}

static void start(void)
{
}

#else

static void *failing_malloc(size_t size)
{
    if (fails())
        return NULL;
    live++;
    return malloc(size);
}

static void counted_free(void *memory)
{
    live -= memory != NULL;
    free(memory);
}

static void start(void)
{
    json_set_alloc_funcs(failing_malloc, counted_free);
}

#endif

static file_text text, pack;
static reunify_date as_of;
static char kept[1 << 20];
static size_t kept_length;

#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            const size_t failing = fail_at ? fail_at : last;                                       \
            fail_at = 0;                                                                           \
            fprintf(stderr, "%s:%d: %s (call %zu of %zu failed)\n", __FILE__, __LINE__,            \
                    #condition, failing, calls);                                                   \
            exit(1);                                                                               \
        }                                                                                          \
    } while (0)

/* All of it. Nothing may be printed while allocations fail. */
static reunify_status work(char *out, size_t *length)
{
    reunify_profile *profile = NULL;
    reunify_case *record = NULL;
    reunify_evaluator *evaluator = NULL;
    reunify_evaluation *evaluation = NULL;
    reunify_text *json = NULL;
    reunify_status status =
        reunify_profile_from_json(NULL, pack.data, pack.length, NULL, &profile, NULL);
    CHECK((status == REUNIFY_OK) == (profile != NULL));
    if (!status) {
        status = reunify_case_from_json(NULL, text.data, text.length, 0, &record, NULL);
        CHECK((status == REUNIFY_OK) == (record != NULL));
    }
    if (!status)
        status = reunify_evaluator_new(NULL, &evaluator, NULL);
    if (!status) {
        status = reunify_evaluate(evaluator, profile, record, as_of, NULL, &evaluation, NULL);
        CHECK((status == REUNIFY_OK) == (evaluation != NULL));
    }
    if (!status) {
        status = reunify_evaluation_to_json(evaluation, 0, &json, NULL);
        CHECK((status == REUNIFY_OK) == (json != NULL));
    }
    if (!status) {
        CHECK(reunify_text_length(json) < sizeof kept);
        *length = reunify_text_length(json);
        memcpy(out, reunify_text_data(json), *length);
    }
    reunify_text_free(json);
    reunify_evaluation_unref(evaluation);
    reunify_evaluator_free(evaluator);
    reunify_case_free(record);
    reunify_profile_unref(profile);
    return status;
}

/* Every allocation of a small case and pack fails in turn; of the large ones, one in `step`. */
static size_t sweep(bool on, size_t step)
{
    static char out[sizeof kept];
    size_t length, count = 0, survived = 0;
    fail_at = 0;
    CHECK(work(kept, &kept_length) == REUNIFY_OK);
    for (size_t n = 1;; n += step) {
        const size_t before = live;
        calls = failed = 0;
        fail_on = on;
        fail_at = n;
        const reunify_status status = work(out, &length);
        fail_at = 0;
        last = n;
        if (!failed)
            break;
        if (status && status != REUNIFY_NO_MEMORY)
            fprintf(stderr, "status %s\n", reunify_status_name(status));
        /* Where a failure is survived nothing may be missing. */
        CHECK(status == REUNIFY_NO_MEMORY ||
              (status == REUNIFY_OK && length == kept_length && memcmp(out, kept, length) == 0));
        CHECK(live == before);
        survived += status == REUNIFY_OK;
        count++;
    }
    CHECK(work(out, &length) == REUNIFY_OK && length == kept_length);
    printf("%zu failing allocations, %zu survived with the same result\n", count, survived);
    CHECK(survived < count);
    return count;
}

static const char small_pack[] =
    "{\"schema\":\"reunify/profile/"
    "1\",\"id\":\"small\",\"version\":\"1.0.0\",\"title\":{\"en\":\"Small\"},"
    "\"sources\":[{\"id\":\"s\",\"title\":\"S\"}],\"record_types\":[{\"id\":\"visit\",\"text\":{"
    "\"en\":\"visit\"},\"outcomes\":[\"done\"]}],"
    "\"conditions\":{\"visited\":{\"record\":\"visit\",\"outcome\":[\"done\"],\"with\":[\"social_"
    "worker\"]}},"
    "\"pathways\":[{\"id\":\"p\",\"text\":{\"en\":\"P\"},\"stages\":[{\"id\":\"one\",\"text\":{"
    "\"en\":\"One\"},\"source\":{\"id\":\"s\",\"at\":\"1\"},"
    "\"requirements\":[{\"id\":\"r1\",\"necessity\":\"required\",\"text\":{\"en\":\"R\"},"
    "\"source\":{\"id\":\"s\",\"at\":\"1\"},"
    "\"satisfied_by\":{\"all\":[{\"condition\":\"visited\"},{\"elapsed\":{\"since\":{\"record\":"
    "\"visit\"},\"at_least\":\"P1M\"}}]}}]}]}]}";
static const char small_case[] =
    "{\"schema\":\"reunify/case/1\",\"id\":\"c\",\"child\":{\"date_of_birth\":\"2014-01-01\"},"
    "\"records\":[{\"id\":\"a long id with \\u00e9 and quite a few more "
    "letters\",\"type\":\"visit\",\"date\":\"2024-01-01\","
    "\"outcome\":\"done\",\"participants\":[\"social_worker\"]}],\"family_time\":[{\"from\":\"2024-"
    "01-01\",\"hours\":2.5}]}";

int main(void)
{
    start();
    as_of = date_of("2024-06-01");
    text = (file_text){(char *)(uintptr_t)small_case, sizeof small_case - 1};
    pack = (file_text){(char *)(uintptr_t)small_pack, sizeof small_pack - 1};
    CHECK(sweep(false, 1) > 100);
    CHECK(sweep(true, 1) > 100);
    text = read_text(EXAMPLES, "second-attempt.json");
    as_of = date_of("2025-05-20");
    size_t length;
    size_t at = 0;
    while (strcmp(reunify_profile_builtin_id(at), PACK) != 0)
        at++;
    const char *json = pack_json(at, &length);
    pack = (file_text){(char *)(uintptr_t)json, length};
    CHECK(sweep(false, 7 * STRIDE) > 100);
    CHECK(sweep(true, 101) > 30);

    /* With everything made, evaluating again and again allocates nothing at all, whoever asks. */
    reunify_profile *profile = load_builtin(NULL);
    reunify_case *record = load_case(NULL, EXAMPLES, "second-attempt.json");
    reunify_evaluator *evaluator;
    reunify_evaluation *evaluation;
    CHECK(!reunify_evaluator_new(NULL, &evaluator, NULL) &&
          !reunify_evaluation_new(NULL, &evaluation, NULL));
    size_t before = 0;
    for (int i = 0; i < 10000; i++) {
        if (i == 3)
            before = calls;
        CHECK(!reunify_evaluate_into(evaluator, profile, record, as_of, NULL, evaluation, NULL));
    }
    CHECK(calls == before);
    reunify_evaluation_unref(evaluation);
    reunify_evaluator_free(evaluator);
    reunify_case_free(record);
    reunify_profile_unref(profile);
    free(text.data);
    return 0;
}
