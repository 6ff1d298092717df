/*
 * A struct array as a table. Arrays come from other programs, so each is held against what its type
 * asks for before it is read: buffers, children, lengths, and that the ends of texts never go back.
 * How long a buffer is, the interface does not say; that it is as long as the length needs has to
 * be believed.
 */
#include "batch/arrow.h"

typedef struct {
    const char *format;
    int32_t type;
} arrow_type;

static const arrow_type types[] = {
    {"b", REUNIFY_CELL_BITS},   {"c", REUNIFY_CELL_INT8},       {"C", REUNIFY_CELL_UINT8},
    {"s", REUNIFY_CELL_INT16},  {"S", REUNIFY_CELL_UINT16},     {"i", REUNIFY_CELL_INT32},
    {"I", REUNIFY_CELL_UINT32}, {"l", REUNIFY_CELL_INT64},      {"L", REUNIFY_CELL_UINT64},
    {"u", REUNIFY_CELL_TEXT},   {"U", REUNIFY_CELL_LARGE_TEXT}, {"tdD", REUNIFY_CELL_INT32}};

enum { MOST_ARROW_COLUMNS = 4096 };

typedef struct {
    reunify_rows *rows;
    const reunify_columns *columns;
    arrow_source source;
} arrow_reader;

reunify_status arrow_refuse(const char *name, const char *message, reunify_error *error)
{
    pointer p;
    pointer_start(&p);
    if (name)
        pointer_push(&p, name, strlen(name));
    return error_add(error, REUNIFY_INVALID, "bad_arrow", p.data, "%s", message);
}

static int32_t type_of(const char *format)
{
    for (size_t i = 0; format && i < LENGTH_OF(types); i++)
        if (strcmp(types[i].format, format) == 0)
            return types[i].type;
    return 0;
}

/* The struct ---------------------------------------------------------------------------------- */

static const char *table_problem(const struct ArrowSchema *schema, const struct ArrowArray *array)
{
    if (!schema->release || !array->release)
        return "the schema or the array was released";
    if (!schema->format || strcmp(schema->format, "+s") != 0)
        return "expected a struct array, as of a record batch";
    if (array->length < 0 || array->offset < 0 || array->length > INT64_MAX / 16 - array->offset)
        return "its length or its offset is none";
    if (schema->n_children < 0 || schema->n_children != array->n_children ||
        schema->n_children > MOST_ARROW_COLUMNS)
        return "the schema and the array differ in their columns";
    if (schema->n_children && (!schema->children || !array->children))
        return "the columns are missing";
    const uint8_t *valid = array->n_buffers == 1 && array->buffers ? array->buffers[0] : NULL;
    if (array->n_buffers != 1 || !array->buffers)
        return "a struct array has one buffer";
    for (int64_t i = 0; valid && array->null_count && i < array->length; i++)
        if (!(valid[(i + array->offset) >> 3] >> ((i + array->offset) & 7) & 1))
            return "a row of the struct itself is null";
    return NULL;
}

bool arrow_count(const struct ArrowSchema *schema, const struct ArrowArray *array, size_t *count,
                 reunify_error *error)
{
    const char *problem = table_problem(schema, array);
    if (problem) {
        (void)arrow_refuse(NULL, problem, error);
        return false;
    }
    *count = (size_t)array->length;
    return true;
}

/* A column ------------------------------------------------------------------------------------ */

static bool is_text_type(int32_t type)
{
    return type == REUNIFY_CELL_TEXT || type == REUNIFY_CELL_LARGE_TEXT;
}

static bool ends_go_on(const struct ArrowArray *a, int32_t type, int64_t from, int64_t to)
{
    if (from == to)
        return true;
    const int32_t *narrow = a->buffers[1];
    const int64_t *wide = a->buffers[1];
    for (int64_t i = from; i < to; i++) {
        const int64_t begin = type == REUNIFY_CELL_TEXT ? narrow[i] : wide[i];
        const int64_t end = type == REUNIFY_CELL_TEXT ? narrow[i + 1] : wide[i + 1];
        if (begin < 0 || end < begin || (end > begin && !a->buffers[2]))
            return false;
    }
    return true;
}

/* Whether numbers lie where the machine reads them: bytes and bits anywhere. */
static bool is_aligned(const void *numbers, int32_t type)
{
    static const uint8_t widths[] = {
        [REUNIFY_CELL_INT16] = 2,  [REUNIFY_CELL_UINT16] = 2,    [REUNIFY_CELL_INT32] = 4,
        [REUNIFY_CELL_UINT32] = 4, [REUNIFY_CELL_INT64] = 8,     [REUNIFY_CELL_UINT64] = 8,
        [REUNIFY_CELL_TEXT] = 4,   [REUNIFY_CELL_LARGE_TEXT] = 8};
    return !widths[type] || (uintptr_t)numbers % widths[type] == 0;
}

/* `rows` from `from` on are read. */
static const char *array_problem(const struct ArrowArray *a, int32_t type, int64_t from,
                                 int64_t rows)
{
    if (!a || !a->release)
        return "the array is missing, or was released";
    if (a->length < 0 || a->offset < 0 || from > a->length || rows > a->length - from ||
        a->length > INT64_MAX / 16 - a->offset)
        return "it is shorter than the table";
    if (a->n_buffers != (is_text_type(type) ? 3 : 2) || !a->buffers)
        return "it has not the buffers of its type";
    if (rows && !a->buffers[1])
        return "its buffer is missing";
    if (!is_aligned(a->buffers[1], type))
        return "its numbers are not aligned";
    const int64_t first = a->offset + from;
    if (is_text_type(type) && !ends_go_on(a, type, first, first + rows))
        return "the ends of its texts go back";
    return NULL;
}

static const uint8_t *valid_of(const struct ArrowArray *a)
{
    return a->null_count ? a->buffers[0] : NULL;
}

static bool is_valid_at(const uint8_t *valid, size_t at)
{
    return !valid || (valid[at >> 3] >> (at & 7) & 1);
}

/* The texts that a dictionary's numbers stand for. */
static reunify_status take_words(const arrow_source *from, const struct ArrowSchema *schema,
                                 const struct ArrowArray *a, const char *name, row_column *column)
{
    const int32_t type = type_of(schema->format);
    if (!is_text_type(type) || schema->dictionary)
        return arrow_refuse(name, "expected a dictionary of texts", from->error);
    const char *problem = array_problem(a, type, 0, a ? a->length : 0);
    if (problem)
        return arrow_refuse(name, problem, from->error);
    const size_t count = (size_t)a->length;
    const char **words = arena_take_zeroed(from->memory, count + 1, sizeof *words);
    size_t *lengths = arena_take_zeroed(from->memory, count + 1, sizeof *lengths);
    if (!words || !lengths)
        return error_no_memory(from->error);
    const row_column texts = {.type = type,
                              .data = a->buffers[2] ? a->buffers[2] : "",
                              .ends = a->buffers[1],
                              .offset = (size_t)a->offset};
    for (size_t i = 0; i < count; i++) {
        if (!is_valid_at(valid_of(a), i + texts.offset))
            continue;
        const text t = row_text(&texts, i);
        words[i] = t.data;
        lengths[i] = t.length;
    }
    column->words = words;
    column->lengths = lengths;
    column->word_count = count;
    return REUNIFY_OK;
}

static const char schema_gone[] = "the schema of a column is missing, or was released";

static bool fits(const struct ArrowSchema *schema, int32_t type, int32_t days)
{
    const bool is_date = schema->format && strcmp(schema->format, "tdD") == 0;
    if (!type ||
        (schema->dictionary && (is_text_type(type) || type == REUNIFY_CELL_BITS || is_date)))
        return false;
    return is_date ? days != ARROW_NO_DAYS : days != ARROW_DAYS_OR_TEXTS || is_text_type(type);
}

reunify_status arrow_take_column(const arrow_source *from, const struct ArrowSchema *schema,
                                 const struct ArrowArray *a, int32_t days, row_column *out)
{
    static const int64_t no_rows = 0;
    const char *name = schema && schema->name ? schema->name : "";
    if (!schema || !schema->release)
        return arrow_refuse(name, schema_gone, from->error);
    const int32_t type = type_of(schema->format);
    if (!fits(schema, type, days))
        return arrow_refuse(name,
                            "expected booleans, integers, utf8, large utf8, a dictionary of "
                            "texts over integers, or, for the date, date32",
                            from->error);
    const char *problem = array_problem(a, type, (int64_t)from->offset, (int64_t)from->count);
    if (problem)
        return arrow_refuse(name, problem, from->error);
    if (!schema->dictionary != !a->dictionary)
        return arrow_refuse(name, "the schema and the array differ in the dictionary", from->error);
    const bool texts = is_text_type(type);
    const void *data = texts ? a->buffers[2] : a->buffers[1];
    *out = (row_column){.type = type,
                        .data = data ? data : "",
                        .ends = !texts          ? NULL
                                : a->buffers[1] ? a->buffers[1]
                                                : &no_rows,
                        .valid = valid_of(a),
                        .offset = (size_t)a->offset + from->offset};
    return schema->dictionary ? take_words(from, schema->dictionary, a->dictionary, name, out)
                              : REUNIFY_OK;
}

/* "name@2": the name's length, and the number of the person. */
static size_t split_name(const char *name, int32_t *person)
{
    const char *at = strrchr(name, '@');
    *person = 0;
    if (!at || !at[1] || at[1] == '0')
        return strlen(name);
    int32_t number = 0;
    for (const char *digit = at + 1; *digit; digit++) {
        if (*digit < '0' || *digit > '9' || number > 99999)
            return strlen(name);
        number = number * 10 + (*digit - '0');
    }
    *person = number;
    return (size_t)(at - name);
}

static int32_t what_of(const char *name, size_t length)
{
    static const char *const names[] = {
        [REUNIFY_READ_RETURN_TO] = "return_to", [REUNIFY_READ_SUBJECT] = "child",
        [REUNIFY_READ_DATE] = "date",           [REUNIFY_READ_JUDGEMENT] = "judgement",
        [REUNIFY_READ_RATIONALE] = "rationale", [REUNIFY_READ_APPROVED_BY] = "approved_by"};
    for (int32_t i = REUNIFY_READ_RETURN_TO; i <= REUNIFY_READ_APPROVED_BY; i++)
        if (strlen(names[i]) == length && memcmp(names[i], name, length) == 0)
            return i;
    return REUNIFY_READ_FINDING;
}

static reunify_status unknown_column(const arrow_reader *r, const char *name, size_t length)
{
    char message[ERROR_MESSAGE];
    const word_list findings = word_list_of(r->columns->names.findings);
    words_tell(r->source.error, message, "expected a finding:", &findings, (text){name, length});
    pointer p;
    pointer_start(&p);
    pointer_push(&p, name, length);
    return error_add(r->source.error, REUNIFY_NOT_FOUND, "unknown_column", p.data, "%s", message);
}

static bool is_finding(const reunify_columns *c, const char *name, size_t length)
{
    for (size_t i = 0; i < c->input_count; i++)
        if (strlen(c->names.findings[i]) == length &&
            memcmp(c->names.findings[i], name, length) == 0)
            return true;
    return false;
}

static reunify_status read_column(const arrow_reader *r, const struct ArrowSchema *schema,
                                  const struct ArrowArray *a)
{
    reunify_error *error = r->source.error;
    const char *name = schema && schema->name ? schema->name : "";
    if (!schema || !schema->release)
        return arrow_refuse(name, schema_gone, error);
    if (text_is_foreign(name, strlen(name)))
        return REUNIFY_OK;
    int32_t person;
    const size_t length = split_name(name, &person);
    const int32_t what = what_of(name, length);
    if (what == REUNIFY_READ_FINDING && !is_finding(r->columns, name, length))
        return unknown_column(r, name, length);
    row_column c;
    reunify_status status = arrow_take_column(
        &r->source, schema, a, what == REUNIFY_READ_DATE ? ARROW_DAYS_OR_TEXTS : ARROW_NO_DAYS, &c);
    if (!status)
        status = reunify_rows_read(r->rows, what, name, length, person, c.type, c.data, c.ends,
                                   c.valid, c.offset, error);
    if (!status && c.words)
        status = reunify_rows_words(r->rows, what, name, length, person, c.words, c.lengths,
                                    c.word_count, error);
    return status;
}

reunify_status arrow_read(reunify_rows *rows, const reunify_columns *columns,
                          const struct ArrowSchema *schema, const struct ArrowArray *array,
                          reunify_error *error)
{
    const arrow_reader r = {
        rows, columns, {&rows->memory, (size_t)array->offset, rows->count, error}};
    reunify_status status = REUNIFY_OK;
    for (int64_t i = 0; i < schema->n_children && !status; i++)
        status = read_column(&r, schema->children[i], array->children[i]);
    return status;
}
