/*
 * Arrow arrays as a hostile program would build them: formats, names, numbers of buffers and
 * children, lengths, offsets, gaps and contents come from the input. Buffers are as long as any
 * length that is taken needs, for that is all that the interface cannot say; everything else may be
 * wrong. Whatever comes of it: an error that says what, or a result that can be read to its end.
 */
#include "fuzz.h"

#include "arrow_parts.h"

enum { MOST_COLUMNS = 6, MOST_LENGTH = 40, ROOM = 1 << 10, TEXT_ROOM = 1 << 16 };

static const char *const formats[] = {"C", "c", "S", "s",   "I", "i", "L",  "l",
                                      "b", "u", "U", "tdD", "f", "",  "+s", NULL};
static const char *const names[] = {
    "recurrence", "risk_factors", "parental_capacity@1", "parents_wish@2", "return_to@1",
    "child",      "date",         "judgement",           "rationale",      "approved_by",
    "x_note",     "new_risk",     "no such\n",           "recurrence@1",   "@",
    NULL};
static const char *const words[] = {"some",       "strong",    "able",    "wants",
                                    "low",        "addressed", "true",    "team_manager",
                                    "2024-02-29", "",          "nonsense"};

typedef struct {
    const uint8_t *data;
    size_t left;
} taker;

static uint32_t take(taker *t, uint32_t limit)
{
    uint32_t value = t->left ? *t->data : 0;
    if (t->left) {
        t->data++;
        t->left--;
    }
    return value % limit;
}

typedef struct {
    struct ArrowSchema schema, dictionary_schema;
    struct ArrowArray array, dictionary;
    const void *buffers[3], *dictionary_buffers[3];
    _Alignas(8) uint8_t valid[ROOM], numbers[ROOM], ends[ROOM], word_ends[ROOM];
} column;

static char texts[TEXT_ROOM];

/* Words one after the other; now and then an end that goes back. */
static void fill_ends(taker *t, uint8_t *ends, bool wide)
{
    int64_t at = 0;
    for (size_t i = 0; i < ROOM / 8; i++) {
        const size_t length = i < 20 && t->left ? strlen(words[take(t, 11)]) : 0;
        const int64_t end = take(t, 50) == 49 ? at - 3 : at + (int64_t)length;
        const int32_t narrow = (int32_t)end;
        memcpy(ends + i * (wide ? 8 : 4), wide ? (const void *)&end : (const void *)&narrow,
               wide ? 8 : 4);
        at = end < 0 ? 0 : end;
    }
}

static void fill_texts(void)
{
    size_t at = 0;
    while (at + 16 < TEXT_ROOM)
        for (size_t i = 0; i < sizeof words / sizeof *words && at + 16 < TEXT_ROOM; i++) {
            memcpy(texts + at, words[i], strlen(words[i]));
            at += strlen(words[i]);
        }
}

static int64_t taken_length(taker *t, int64_t rows)
{
    static const int64_t odd[] = {-1, 0, INT64_MAX, INT64_MIN};
    return take(t, 12) == 11 ? odd[take(t, 4)] : rows;
}

/* `ends` is the array's own: what another fills would be no ends of its width. */
static void fill_array(taker *t, struct ArrowArray *a, const void **buffers, column *c,
                       uint8_t *ends, const char *format, int64_t rows)
{
    const bool is_text = format && (format[0] == 'u' || format[0] == 'U');
    if (is_text)
        fill_ends(t, ends, format[0] == 'U');
    buffers[0] = take(t, 3) ? NULL : c->valid;
    buffers[1] = take(t, 20) == 19 ? NULL : is_text ? ends : c->numbers + (take(t, 20) == 19);
    buffers[2] = take(t, 20) == 19 ? NULL : texts;
    *a = (struct ArrowArray){.length = taken_length(t, rows),
                             .null_count = take(t, 3) - 1,
                             .offset = take(t, 10) == 9 ? taken_length(t, 3) : 0,
                             .n_buffers = take(t, 20) == 19 ? 9
                                          : is_text         ? 3
                                                            : 2,
                             .buffers = take(t, 40) == 39 ? NULL : buffers,
                             .release = take(t, 40) == 39 ? NULL : release_array};
}

static void fill_column(taker *t, column *c, int64_t rows)
{
    for (size_t i = 0; i < ROOM; i++)
        c->valid[i] = (uint8_t)(i < 8 ? take(t, 256) : 255);
    for (size_t i = 0; i < ROOM; i++)
        c->numbers[i] = (uint8_t)(i < 2 * MOST_LENGTH && take(t, 8) == 7 ? take(t, 256)
                                  : i % 8 < 1                            ? take(t, 4)
                                                                         : 0);
    const char *format = formats[take(t, 16)];
    c->schema = (struct ArrowSchema){.format = format,
                                     .name = names[take(t, 16)],
                                     .release = take(t, 40) == 39 ? NULL : release_schema};
    fill_array(t, &c->array, c->buffers, c, c->ends, format, rows);
    if (take(t, 3))
        return;
    const char *of_words = take(t, 8) == 7 ? "i" : take(t, 2) ? "u" : "U";
    c->dictionary_schema = (struct ArrowSchema){.format = of_words, .release = release_schema};
    fill_array(t, &c->dictionary, c->dictionary_buffers, c, c->word_ends, of_words, 11);
    c->schema.dictionary = take(t, 20) == 19 ? NULL : &c->dictionary_schema;
    c->array.dictionary = take(t, 20) == 19 ? NULL : &c->dictionary;
}

/* All bytes of the texts of a dictionary, which may have none. */
static uint64_t read_texts(const struct ArrowArray *a)
{
    const int32_t *ends = a->buffers[1];
    uint64_t sum = 0;
    REQUIRE(ends[0] == 0);
    for (int32_t i = 0; i < ends[a->length]; i++)
        sum += ((const uint8_t *)a->buffers[2])[i];
    return sum;
}

/* Reads a result to its end. */
static uint64_t read_array(const struct ArrowArray *a)
{
    uint64_t sum = (uint64_t)a->length;
    for (int64_t i = 0; i < a->n_children; i++) {
        const struct ArrowArray *child = a->children[i];
        REQUIRE(child->length == a->length && child->release);
        for (int64_t row = 0; row < child->length; row++)
            sum += ((const uint8_t *)child->buffers[1])[row];
        if (child->dictionary)
            sum += read_texts(child->dictionary);
    }
    return sum;
}

static void finish(struct ArrowSchema *schema, struct ArrowArray *array, reunify_status status,
                   const reunify_error *error)
{
    require_error(error, status);
    REQUIRE(!status == (schema->release != NULL) && !status == (array->release != NULL));
    if (status)
        return;
    REQUIRE(read_array(array) != UINT64_MAX);
    array->release(array);
    schema->release(schema);
}

/* The hostile table as a stream, in three parts -------------------------------------------------
 */

static struct ArrowSchema stream_schema;
static struct ArrowArray stream_array;
static int64_t parts_given;

static int give_schema(struct ArrowArrayStream *s, struct ArrowSchema *out)
{
    (void)s;
    *out = stream_schema;
    return 0;
}

static int give_part(struct ArrowArrayStream *s, struct ArrowArray *out)
{
    enum { PARTS = 3 };
    (void)s;
    *out = stream_array;
    if (parts_given == PARTS) {
        *out = (struct ArrowArray){0};
    } else if (stream_array.length > 0 && stream_array.length < MOST_LENGTH) {
        const int64_t first = stream_array.length * parts_given / PARTS;
        out->offset += first;
        out->length = stream_array.length * (parts_given + 1) / PARTS - first;
    }
    parts_given += parts_given < PARTS;
    return 0;
}

static void release_stream(struct ArrowArrayStream *s)
{
    s->release = NULL;
}

static void read_stream(struct ArrowArrayStream *stream)
{
    struct ArrowSchema schema;
    struct ArrowArray array;
    REQUIRE(!stream->get_schema(stream, &schema));
    const int64_t columns = schema.n_children;
    schema.release(&schema);
    for (;;) {
        if (stream->get_next(stream, &array)) {
            REQUIRE(!array.release && *stream->get_last_error(stream));
            require_printable(stream->get_last_error(stream));
            break;
        }
        if (!array.release)
            break;
        REQUIRE(array.n_children == columns && read_array(&array) != UINT64_MAX);
        array.release(&array);
    }
    stream->release(stream);
}

static void replay_stream(const reunify_columns *columns, int32_t table, reunify_error *error)
{
    struct ArrowArrayStream in = {
        .get_schema = give_schema, .get_next = give_part, .release = release_stream};
    struct ArrowArrayStream out;
    parts_given = 0;
    const reunify_status status =
        reunify_columns_replay_stream(columns, &in, 19724, NULL, table, &out, error);
    require_error(error, status);
    REQUIRE(!status && !in.release);
    read_stream(&out);
}

/* The same table as one of episodes, and as one of children: what it is called is changed. */
static void read_outcomes(taker *t, column *made, int64_t count, reunify_error *error)
{
    static const char *const called[] = {"child",     "start",  "end",          "started",
                                         "placement", "ceased", "legal_status", "authority",
                                         "report",    "sex",    "birth"};
    enum { CALLED = sizeof called / sizeof *called };
    const int64_t turned = take(t, 3) ? 0 : (int64_t)take(t, CALLED);
    for (int64_t i = 0; i < count; i++)
        made[i].schema.name = called[(i + turned) % CALLED];
    struct ArrowArrayStream in = {
        .get_schema = give_schema, .get_next = give_part, .release = release_stream};
    struct ArrowSchema schema;
    struct ArrowArray array;
    const bool streamed = take(t, 2), born = take(t, 2);
    reunify_outcomes *o = NULL;
    parts_given = 0;
    const reunify_status status =
        streamed ? reunify_outcomes_new_stream(NULL, &in, NULL, NULL, &o, error)
                 : reunify_outcomes_new_arrow(NULL, &stream_schema, &stream_array,
                                              born ? &stream_schema : NULL,
                                              born ? &stream_array : NULL, NULL, &o, error);
    require_error(error, status);
    REQUIRE(!status == (o != NULL) && !streamed == (in.release != NULL));
    for (int32_t table = 0; table <= REUNIFY_OUTCOME_TABLE_SUMMARY && o; table++)
        finish(&schema, &array, reunify_outcomes_to_arrow(o, table, &schema, &array, error), error);
    reunify_outcomes_free(o);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static reunify_profile *profile;
    static reunify_columns *columns;
    static reunify_error *error;
    static column made[MOST_COLUMNS];
    if (!profile) {
        profile = load_builtin(NULL);
        fill_texts();
        REQUIRE(!reunify_columns_new(profile, 0, &columns, NULL) &&
                !reunify_error_new(NULL, &error));
    }
    taker t = {data, size};
    const int64_t rows = take(&t, MOST_LENGTH), count = take(&t, MOST_COLUMNS + 1);
    struct ArrowSchema *schemas[MOST_COLUMNS];
    struct ArrowArray *arrays[MOST_COLUMNS];
    for (int64_t i = 0; i < count; i++) {
        memset(&made[i], 0, sizeof made[i]);
        fill_column(&t, &made[i], rows + 3);
        schemas[i] = take(&t, 40) == 39 ? NULL : &made[i].schema;
        arrays[i] = take(&t, 40) == 39 ? NULL : &made[i].array;
    }
    const void *none[1] = {NULL};
    const struct ArrowSchema schema = {.format = take(&t, 40) == 39 ? "u" : "+s",
                                       .n_children = take(&t, 40) == 39 ? -1 : count,
                                       .children = schemas,
                                       .release = release_schema};
    const struct ArrowArray array = {.length = taken_length(&t, rows),
                                     .offset = take(&t, 4),
                                     .n_buffers = 1,
                                     .buffers = none,
                                     .n_children = count,
                                     .children = arrays,
                                     .release = release_array};
    struct ArrowSchema out_schema;
    struct ArrowArray out;
    reunify_status status =
        reunify_columns_classify_arrow(columns, &schema, &array, &out_schema, &out, error);
    finish(&out_schema, &out, status, error);
    for (int32_t table = 1; table <= 2; table++) {
        status = reunify_columns_replay_arrow(columns, &schema, &array, 19724, NULL, table,
                                              &out_schema, &out, error);
        finish(&out_schema, &out, status, error);
    }
    REQUIRE(!released); /* what came in is the caller's */
    stream_schema = schema;
    stream_array = array;
    for (int32_t table = 1; table <= 2 && schema.n_children == count; table++)
        replay_stream(columns, table, error);
    if (schema.n_children == count)
        read_outcomes(&t, made, count, error);
    released = 0;
    return 0;
}
