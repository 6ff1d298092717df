/*
 * What the tests share: a counting allocator that can fail, files, and the list of example cases.
 * Header-only; each test uses a part of it.
 */
#ifndef REUNIFY_TESTS_SUPPORT_H
#define REUNIFY_TESTS_SUPPORT_H

#include <reunify/reunify.h>

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__GNUC__)
#define TEST_UNUSED __attribute__((unused))
#else
#define TEST_UNUSED
#endif

/* The counting allocator ---------------------------------------------------------------------- */

typedef struct {
    size_t calls;       /* allocations and reallocations so far */
    size_t fail_at;     /* the call that fails, from 1; 0: none */
    bool fail_on;       /* and all after it */
    size_t failed;      /* how many were made to fail */
    size_t bytes, most; /* live, and at the highest */
    size_t blocks;
    size_t wrong_sizes; /* releases or reallocations that told another size than was asked for */
} counting;

enum { COUNTING_HEADER = 16 };

static inline bool counting_fails(counting *c)
{
    c->calls++;
    const bool fails =
        c->fail_at && (c->calls == c->fail_at || (c->fail_on && c->calls > c->fail_at));
    c->failed += fails;
    return fails;
}

static inline void *counting_note(counting *c, char *block, size_t size)
{
    memcpy(block, &size, sizeof size);
    c->bytes += size;
    if (c->bytes > c->most)
        c->most = c->bytes;
    return block + COUNTING_HEADER;
}

static TEST_UNUSED void *counting_allocate(void *user, size_t size)
{
    counting *c = user;
    if (counting_fails(c))
        return NULL;
    char *block = malloc(size + COUNTING_HEADER);
    if (!block)
        abort();
    memset(block, 0xA5, size + COUNTING_HEADER); /* nothing may rely on zeroes */
    c->blocks++;
    return counting_note(c, block, size);
}

static inline size_t counting_forget(counting *c, const char *memory, size_t told)
{
    size_t size;
    memcpy(&size, memory - COUNTING_HEADER, sizeof size);
    c->wrong_sizes += size != told;
    c->bytes -= size;
    return size;
}

static TEST_UNUSED void counting_release(void *user, void *memory, size_t size)
{
    counting *c = user;
    const size_t real = counting_forget(c, memory, size);
    c->blocks--;
    memset(memory, 0x5A, real);
    free((char *)memory - COUNTING_HEADER);
}

static TEST_UNUSED reunify_context_options counting_options(counting *c)
{
    return (reunify_context_options){.size = sizeof(reunify_context_options),
                                     .allocator = {c, counting_allocate, counting_release}};
}

static TEST_UNUSED reunify_context *counting_context(counting *c)
{
    const reunify_context_options options = counting_options(c);
    reunify_context *context = NULL;
    if (reunify_context_new(&options, &context))
        abort();
    return context;
}

/* Files --------------------------------------------------------------------------------------- */

typedef struct {
    char *data;
    size_t length;
} file_text;

static TEST_UNUSED file_text read_text(const char *folder, const char *name)
{
    char path[4096];
    file_text out = {NULL, 0};
    snprintf(path, sizeof path, "%s%s%s", folder, *folder ? "/" : "", name);
    FILE *file = fopen(path, "rb");
    if (!file) {
        fprintf(stderr, "cannot open %s\n", path);
        abort();
    }
    size_t room = 1 << 16, got;
    out.data = malloc(room + 1);
    while (out.data && (got = fread(out.data + out.length, 1, room - out.length, file)) > 0) {
        out.length += got;
        if (out.length == room)
            out.data = realloc(out.data, (room *= 2) + 1);
    }
    fclose(file);
    if (!out.data)
        abort();
    out.data[out.length] = '\0';
    return out;
}

/* The pack that the example cases are for. */
#define PACK "herefordshire-2023"

/* The example cases, each with a date at which much is to be said. */
static const struct {
    const char *name, *as_of;
} examples[] TEST_UNUSED = {
    {"thin-record.json", "2025-08-04"},
    {"interim-order-proceedings.json", "2025-04-28"},
    {"stalled-to-severe.json", "2024-04-15"},
    {"new-risk-after-return.json", "2024-09-09"},
    {"unplanned-return.json", "2025-04-18"},
    {"section-20-baby.json", "2025-07-22"},
    {"care-order-placed-with-parents.json", "2026-05-26"},
    {"sibling-household.json", "2025-10-07"},
    {"high-risk-to-closing.json", "2024-11-26"},
    {"second-attempt.json", "2025-05-20"},
    {"refused-then-ratified.json", "2025-01-28"},
    {"parents-who-differ.json", "2025-04-08"},
    {"set-aside-for-a-baby.json", "2025-05-20"},
    {"order-made-at-home.json", "2025-11-10"},
    {"second-placement-under-care-order.json", "2025-02-11"},
};
#define EXAMPLE_COUNT (sizeof examples / sizeof examples[0])

static TEST_UNUSED reunify_date date_of(const char *text)
{
    reunify_date date;
    if (reunify_date_parse(text, strlen(text), &date))
        abort();
    return date;
}

/* For inputs that are known to be good. */
static TEST_UNUSED reunify_case *load_case(reunify_context *context, const char *folder,
                                           const char *name)
{
    const file_text text = read_text(folder, name);
    reunify_case *record = NULL;
    if (reunify_case_from_json(context, text.data, text.length, 0, &record, NULL))
        abort();
    free(text.data);
    return record;
}

static TEST_UNUSED reunify_profile *load_builtin(reunify_context *context)
{
    reunify_profile *profile = NULL;
    if (reunify_profile_builtin(context, PACK, sizeof PACK - 1, NULL, &profile, NULL))
        abort();
    return profile;
}

/* The evaluation as canonical JSON; free() it. NULL where it failed. */
static TEST_UNUSED char *json_of(const reunify_evaluation *evaluation)
{
    reunify_text *text;
    if (reunify_evaluation_to_json(evaluation, 0, &text, NULL))
        return NULL;
    const size_t length = reunify_text_length(text);
    char *copy = malloc(length + 1);
    if (!copy)
        abort();
    memcpy(copy, reunify_text_data(text), length + 1);
    reunify_text_free(text);
    return copy;
}

#endif
