/* The ground everything stands on: memory, strings, dates, errors. libc only. */
#ifndef REUNIFY_LIB_BASE_H
#define REUNIFY_LIB_BASE_H

#include <reunify/context.h>
#include <reunify/error.h>
#include <reunify/types.h>

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* For the branches of a hot switch: their registers are saved only where they are taken; and for a
 * hot loop that is compiled once for each of a few constant arguments. */
#if defined(__GNUC__)
#define NOT_INLINED __attribute__((noinline))
#define ALWAYS_INLINED __attribute__((always_inline))
#else
#define NOT_INLINED
#define ALWAYS_INLINED
#endif

#define LENGTH_OF(array) (sizeof(array) / sizeof((array)[0]))

/* Memory -------------------------------------------------------------------------------------- */

struct reunify_context {
    reunify_allocator allocator;
    uint64_t max_bytes, max_items, max_depth, max_text, max_work;
    _Atomic int32_t references; /* a negative count never changes (the default context) */
};

/* The context to use where a caller gave NULL: malloc and default limits, constant. */
const reunify_context *context_or_default(const reunify_context *context);

void *memory_allocate(const reunify_context *context, size_t size);
void *memory_allocate_zeroed(const reunify_context *context, size_t count, size_t size);
void memory_release(const reunify_context *context, void *memory, size_t size);
/* A memset that no compiler drops. */
void memory_wipe(void *memory, size_t size);

/* Reference counts: of an object that nobody changes, so that who reads it may hold it. */
void count_up(const _Atomic int32_t *count);
bool count_down(const _Atomic int32_t *count); /* true when it reached zero */
int32_t count_now(const _Atomic int32_t *count);

/* An arena: many small allocations, released together and wiped. */
typedef struct arena_chunk arena_chunk;
typedef struct {
    const reunify_context *context;
    arena_chunk *first; /* newest chunk */
    char *at, *end;
    size_t used;     /* bytes handed out */
    size_t expected; /* bytes that will probably be: the first chunk holds them */
} arena;

void arena_start(arena *a, const reunify_context *context);
void *arena_take(arena *a, size_t size); /* aligned for any type; NULL when out of memory */
/* `count` items of a size; NULL where the product would overflow, too */
void *arena_take_array(arena *a, size_t count, size_t size);
void *arena_take_zeroed(arena *a, size_t count, size_t size); /* the same, all bytes zero */
char *arena_text(arena *a, const char *text, size_t length);  /* a NUL-terminated copy */
void arena_release(arena *a);                                 /* wipes and gives all back */
/* starts again, keeping one chunk that would hold all of it; wiped when released */
void arena_reset(arena *a);

/* A growing array in an arena or on its own: elements of one size. */
bool array_reserve(arena *a, void **items, size_t *capacity, size_t count, size_t item_size);

/* Work ---------------------------------------------------------------------------------------- */

/*
 * Takes steps from those that are left, NULL: without end. False where there are not so many: then
 * none are left.
 */
static inline bool work_spend(uint64_t *left, uint64_t steps)
{
    if (!left)
        return true;
    const bool enough = *left >= steps;
    *left = enough ? *left - steps : 0;
    return enough;
}

/* Strings ------------------------------------------------------------------------------------- */

typedef struct {
    const char *data; /* NUL-terminated; NULL: absent */
    size_t length;
} text;

/* Whether nothing but white space stands in it, that of Unicode included. */
bool text_is_blank(text t);

/*
 * Whether as many bytes are the same: a memcmp for what is mostly a word or two long, where the
 * call would take longer than to compare. The last eight bytes are taken as they come, so some are
 * looked at twice.
 */
static inline bool same_bytes(const char *a, const char *b, size_t length)
{
    uint64_t x, y;
    uint32_t first[2], last[2];
    if (length >= sizeof x) {
        for (size_t at = 0; at < length - sizeof x; at += sizeof x) {
            memcpy(&x, a + at, sizeof x);
            memcpy(&y, b + at, sizeof y);
            if (x != y)
                return false;
        }
        memcpy(&x, a + length - sizeof x, sizeof x);
        memcpy(&y, b + length - sizeof y, sizeof y);
        return x == y;
    }
    if (length >= sizeof *first) {
        memcpy(&first[0], a, sizeof *first);
        memcpy(&first[1], b, sizeof *first);
        memcpy(&last[0], a + length - sizeof *last, sizeof *last);
        memcpy(&last[1], b + length - sizeof *last, sizeof *last);
        return first[0] == first[1] && last[0] == last[1];
    }
    return !length ||
           (a[0] == b[0] && a[length / 2] == b[length / 2] && a[length - 1] == b[length - 1]);
}

static inline bool text_is(text a, const char *data, size_t length)
{
    return a.length == length && same_bytes(a.data, data, length);
}

/* By their bytes, then by length: below, at or above zero, as memcmp. */
int text_order(text a, text b);

/* Names that begin with x_ are the host's own: passed over when read, refused where they are set.
 */
static inline bool text_is_foreign(const char *name, size_t length)
{
    return length >= 2 && name[0] == 'x' && name[1] == '_';
}

bool utf8_valid(const char *data, size_t length);
/*
 * A code of the formats: lower-case letters, digits and underscores, dots for namespaces, starting
 * with a letter.
 */
bool code_valid(const char *data, size_t length);

/* Where a text stands in a table, hash.c: by a key that no document can know. */
typedef struct {
    uint64_t low, high;
} hash_key;
hash_key hash_key_of(const void *table); /* of a table, by where it lies */
uint64_t text_hash(hash_key key, const char *data, size_t length);

struct reunify_text {
    const reunify_context *context;
    size_t length, size; /* of the text; of the whole block */
    char data[];
};

/*
 * A growing text, wiped when released. Failure sticks: check `failed` once at the end. Its block
 * begins with room for the header of the text that it becomes and ends with room for a NUL. Whoever
 * fills it may take `length` back; where it is full follows from that and `capacity` alone.
 */
typedef struct {
    const reunify_context *context;
    char *data;              /* the block, NULL before anything was added */
    size_t length, capacity; /* of what is in it, and of what fits */
    bool failed;
} buffer;

void buffer_start(buffer *b, const reunify_context *context);
void buffer_release(buffer *b);
void buffer_add(buffer *b, const char *data, size_t length);
void buffer_add_text(buffer *b, const char *text);
void buffer_add_char(buffer *b, char c);
void buffer_add_integer(buffer *b, int64_t value);
/* Takes room for so many bytes more, so that they are added without a copy of what is there. */
bool buffer_reserve(buffer *b, size_t more);
/*
 * Where the next bytes go, with room for so many, at least one; NULL where there is none. Who
 * writes them adds to `length`.
 */
static inline char *buffer_end(buffer *b, size_t room)
{
    if (room > b->capacity - b->length && !buffer_reserve(b, room))
        return NULL;
    return b->data + sizeof(reunify_text) + b->length;
}
/* what is in it so far, not NUL-terminated: borrowed until it changes */
const char *buffer_data(const buffer *b);
/* Turns the buffer into a reunify_text and empties it; REUNIFY_NO_MEMORY where anything failed. */
reunify_status buffer_finish(buffer *b, reunify_text **out);

/* A set of distinct strings with numbers from 0, in order of first use. */
typedef struct {
    arena *arena;
    hash_key key;
    text *names;
    uint64_t *hashes;
    size_t count;
    uint32_t *slots; /* open addressing, number + 1; twice as many as there is room for names */
    size_t slot_count;
} symbols;

typedef uint16_t symbol; /* SYMBOL_NONE: absent */
#define SYMBOL_NONE UINT16_MAX

void symbols_start(symbols *s, arena *a);
enum { SYMBOLS_MOST = 65000 };
/* SYMBOL_NONE when out of memory or when SYMBOLS_MOST are taken. */
symbol symbols_add(symbols *s, const char *data, size_t length);
/* SYMBOL_NONE where there is no such string. */
symbol symbols_named(const symbols *s, const char *data, size_t length);

/* Dates --------------------------------------------------------------------------------------- */

typedef struct {
    int32_t months; /* years included */
    int32_t days;   /* weeks included */
} period;

bool date_parse(const char *data, size_t length, reunify_date *out);
/* A day, a month YYYY-MM or a year YYYY: the first and the last day that it may be. */
bool date_parse_span(const char *data, size_t length, reunify_date *first, reunify_date *last);
bool period_parse(const char *data, size_t length, period *out);
/* REUNIFY_DATE_NONE where the sum is out of range or the date is none. */
reunify_date date_plus(reunify_date date, period p);
/* Whole months from a day to the same day or a later one. */
int32_t date_months_between(reunify_date from, reunify_date to);
reunify_date date_minus(reunify_date date, period p);
/*
 * The date on which somebody born on `birth` reaches an age: 29 February gives 1 March in common
 * years.
 */
reunify_date date_of_age(reunify_date birth, period age);
void date_write(reunify_date date, char out[11]);
void period_write(period p, char out[32]);
int date_weekday(reunify_date date); /* 0 Monday .. 6 Sunday */
/* Of two dates; one that is none comes before all others. */
static inline reunify_date earlier_day(reunify_date a, reunify_date b)
{
    return a < b ? a : b;
}
static inline reunify_date later_day(reunify_date a, reunify_date b)
{
    return a > b ? a : b;
}

/* Money: pence, exact ------------------------------------------------------------------------- */

/* False where the result is out of range; `*out` is then as it was. */
bool money_add(int64_t a, int64_t b, int64_t *out);
bool money_subtract(int64_t a, int64_t b, int64_t *out);

typedef enum { MONEY_HALF_UP, MONEY_UP } money_rounding;
enum { MONEY_FACTORS = 5 }; /* the most factors of a product */

/*
 * The product of factors, none negative, divided by a positive divisor and rounded once, at the
 * end: what is between may be larger than any integer. False where the result is out of range or an
 * argument is; `*out` is then as it was.
 */
bool money_ratio(const int64_t *factors, size_t count, int64_t divisor, money_rounding rounding,
                 int64_t *out);
/* An amount in so many equal parts, at least 1: to the nearest, halves away from zero. */
int64_t money_part(int64_t amount, int64_t parts);

/* Errors -------------------------------------------------------------------------------------- */

enum { ERROR_FAULTS = 64, ERROR_MESSAGE = 360, ERROR_POINTER = 204, ERROR_CODE = 40 };

typedef struct {
    reunify_status status;
    int32_t line, column;
    char code[ERROR_CODE];
    char message[ERROR_MESSAGE];
    char pointer[ERROR_POINTER];
} fault;

/* by value, ended by NULL */
extern const char *const status_names[];

struct reunify_error {
    const reunify_context *context;
    size_t count, total;
    fault faults[ERROR_FAULTS];
};

/*
 * Adds a fault and returns its status. `error` may be NULL. The message is formatted like printf;
 * it must not hold case values.
 */
#if defined(__GNUC__)
__attribute__((format(printf, 5, 6)))
#endif
reunify_status
error_add(reunify_error *error, reunify_status status, const char *code, const char *pointer,
          const char *format, ...);
/* Gives the fault just added, if there was room for it, its line and column. */
void error_place(reunify_error *error, int32_t line, int32_t column);
bool error_keeps(const reunify_error *error); /* whether one more fault would be kept */
reunify_status error_no_memory(reunify_error *error);
reunify_status error_argument(reunify_error *error, const char *what);

/* Options that grow, options.c ----------------------------------------------------------------- */

/* What is known of a struct of options: its size in the first version, and its size now. */
typedef struct {
    size_t first, known;
} sized_options;

/* `last` is the last member that the first version had. */
#define SIZED_OPTIONS(type, last)                                                                  \
    {                                                                                              \
        offsetof(type, last) + sizeof(((type *)0)->last), sizeof(type)                             \
    }

/*
 * Copies options over the defaults that stand in `out`; NULL: they stay. REUNIFY_ARGUMENT, told to
 * `error`, for a size that is too small or a member that is not known and is set.
 */
reunify_status options_read(const void *given, const sized_options *kind, void *out,
                            reunify_error *error);
/* Fills a caller's options, older or newer than these, with defaults and their size. */
reunify_status options_init(void *options, size_t size, const sized_options *kind,
                            const void *defaults);

/* Words that may stand somewhere -------------------------------------------------------------- */

typedef struct {
    const char *(*word)(const void *of, size_t index); /* NULL: none, passed over */
    const void *of;
    size_t count;
} word_list;

/* Those of an array that ends with NULL. */
word_list word_list_of(const char *const *names);
/* The word that was perhaps meant, NULL where none is near. */
const char *words_nearest(const word_list *allowed, text given);
/*
 * "expected a level: low, high; did you mean "high"?" of the first part and the words: the first
 * few of a long list. `given` is what stands there instead; it is not told.
 */
void words_write(char out[ERROR_MESSAGE], const char *expected, const word_list *allowed,
                 text given);
/* The same where `error` would keep it; else no words are looked for and nothing is written. */
void words_tell(const reunify_error *error, char out[ERROR_MESSAGE], const char *expected,
                const word_list *allowed, text given);

/* A JSON Pointer under construction; long names and long places are cut, with an ellipsis. */
enum { POINTER_NAME = 60, POINTER_MOST = 199 }; /* bytes before the ellipsis */
typedef struct {
    char data[ERROR_POINTER];
    size_t length;
    bool cut; /* the place as a whole: nothing is added behind the ellipsis */
} pointer;

void pointer_start(pointer *p);
/* returns the length before, for pointer_pop */
size_t pointer_push(pointer *p, const char *name, size_t length);
size_t pointer_push_index(pointer *p, size_t index);
void pointer_pop(pointer *p, size_t length);

/* Sorting, sort.c ------------------------------------------------------------------------------ */

typedef int (*item_order)(const void *a, const void *b);
void sort_items(void *items, size_t count, size_t size, item_order order);
/*
 * The same for very many items, several times as fast; it takes memory for half of them. Items that
 * compare equal keep their order. False where there was no memory; the items are then as they were.
 */
bool sort_items_merging(const reunify_context *context, void *items, size_t count, size_t size,
                        item_order order);

/* Whether an item of a list in order comes before what is looked for. */
typedef bool item_before(const void *item, const void *wanted);

/*
 * How many items come before what is looked for, which is the place of the first that does not.
 * Inlined, with its question, for what is asked often.
 */
static inline size_t count_before(const void *items, size_t count, size_t size, item_before before,
                                  const void *wanted)
{
    size_t low = 0, high = count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (before((const char *)items + middle * size, wanted))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

#endif
