/*
 * A table as the caller has it, and its columns as codes.
 *
 * A column is read a block of rows at a time. Bytes without gaps are codes already and are read
 * where they lie; everything else (wider numbers, gaps, dictionaries, texts) is written as codes
 * into the column's buffer, which stays in the cache. A dictionary is looked up once, before the
 * first block. What is none of the words becomes CODE_BAD, so one comparison finds every fault.
 */
#include "batch/batch.h"

#include <inttypes.h>
#include <stdio.h>

/* The rows object ----------------------------------------------------------------------------- */

reunify_status reunify_rows_new(const reunify_context *context, size_t count, reunify_rows **out,
                                reunify_error *error)
{
    reunify_error_clear(error);
    if (!out)
        return error_argument(error, "out is NULL");
    *out = NULL;
    context = context_or_default(context);
    reunify_rows *made = memory_allocate_zeroed(context, 1, sizeof *made);
    if (!made)
        return error_no_memory(error);
    made->context = reunify_context_ref(context);
    made->count = count;
    arena_start(&made->memory, context);
    *out = made;
    return REUNIFY_OK;
}

void reunify_rows_free(reunify_rows *rows)
{
    if (!rows)
        return;
    const reunify_context *context = rows->context;
    arena_release(&rows->memory);
    memory_release(context, rows, sizeof *rows);
    reunify_context_unref(context);
}

static bool may_have_person(int32_t what, int32_t person)
{
    return what == REUNIFY_READ_RETURN_TO
               ? person > 0
               : person == 0 || (what == REUNIFY_READ_FINDING && person > 0);
}

static row_input *find_input(const reunify_rows *rows, int32_t what, const char *name,
                             size_t length, int32_t person)
{
    for (size_t i = 0; i < rows->input_count; i++) {
        row_input *in = &rows->inputs[i];
        if (in->what == what && in->person == person &&
            (what != REUNIFY_READ_FINDING ||
             (in->name_length == length && memcmp(in->name, name, length) == 0)))
            return in;
    }
    return NULL;
}

const row_input *rows_input(const reunify_rows *rows, int32_t what, const char *name,
                            int32_t person)
{
    return find_input(rows, what, name, name ? strlen(name) : 0, person);
}

static row_input *add_input(reunify_rows *rows, int32_t what, const char *name, size_t length,
                            int32_t person)
{
    row_input *found = find_input(rows, what, name, length, person);
    if (found)
        return found;
    const bool named = what == REUNIFY_READ_FINDING;
    char *copy = named ? arena_text(&rows->memory, name, length) : NULL;
    if ((named && !copy) ||
        !array_reserve(&rows->memory, (void **)&rows->inputs, &rows->input_capacity,
                       rows->input_count + 1, sizeof *rows->inputs))
        return NULL;
    row_input *in = &rows->inputs[rows->input_count++];
    *in = (row_input){
        .what = what, .person = person, .name = copy, .name_length = named ? length : 0};
    return in;
}

bool type_is_text(int32_t type)
{
    return type == REUNIFY_CELL_TEXT || type == REUNIFY_CELL_LARGE_TEXT;
}

reunify_status reunify_rows_read(reunify_rows *rows, int32_t what, const char *name,
                                 size_t name_length, int32_t person, int32_t type, const void *data,
                                 const void *ends, const uint8_t *valid, size_t offset,
                                 reunify_error *error)
{
    reunify_error_clear(error);
    if (!rows || (!data && rows->count && !type_is_text(type)) || (type_is_text(type) && !ends))
        return error_argument(error, "the rows, the data or the ends are NULL");
    if (what < REUNIFY_READ_FINDING || what > REUNIFY_READ_APPROVED_BY)
        return error_argument(error, "there is no such column");
    if (type < REUNIFY_CELL_BITS || type > REUNIFY_CELL_LARGE_TEXT)
        return error_argument(error, "there is no such type");
    if ((what == REUNIFY_READ_FINDING && !name) || !may_have_person(what, person))
        return error_argument(error, "a finding needs a name, a return a person; others have none");
    row_input *in = add_input(rows, what, name, name_length, person);
    if (!in)
        return error_no_memory(error);
    in->column =
        (row_column){.type = type, .data = data, .ends = ends, .valid = valid, .offset = offset};
    return REUNIFY_OK;
}

reunify_status reunify_rows_words(reunify_rows *rows, int32_t what, const char *name,
                                  size_t name_length, int32_t person, const char *const *words,
                                  const size_t *lengths, size_t count, reunify_error *error)
{
    reunify_error_clear(error);
    if (!rows || (what == REUNIFY_READ_FINDING && !name) || (count && (!words || !lengths)))
        return error_argument(error, "the rows, the name, the words or the lengths are NULL");
    row_input *in = find_input(rows, what, name, name_length, person);
    if (!in)
        return error_add(error, REUNIFY_NOT_FOUND, "not_found", NULL,
                         "the table was not given such a column");
    if (type_is_text(in->column.type) || in->column.type == REUNIFY_CELL_BITS)
        return error_argument(error, "the column has no numbers");
    static const char *const none[] = {""};
    in->column.words = count ? words : none;
    in->column.lengths = lengths;
    in->column.word_count = count;
    return REUNIFY_OK;
}

/* What is written ----------------------------------------------------------------------------- */

reunify_status reunify_rows_write(reunify_rows *rows, int32_t what, void *out, size_t bytes,
                                  reunify_error *error)
{
    reunify_error_clear(error);
    if (!rows)
        return error_argument(error, "the rows are NULL");
    if (what < REUNIFY_WRITE_LEVEL || what > REUNIFY_WRITE_MAY_CLOSE_CONFIRMED)
        return error_argument(error, "there is no such result");
    rows->outputs[what] = out;
    rows->output_bytes[what] = out ? bytes : 0;
    return REUNIFY_OK;
}

size_t output_size(int32_t what)
{
    static const uint8_t sizes[OUTPUTS] = {[REUNIFY_WRITE_LEVEL] = 1,
                                           [REUNIFY_WRITE_STATUS] = 1,
                                           [REUNIFY_WRITE_AT_LEAST] = 1,
                                           [REUNIFY_WRITE_DECIDING] = 4,
                                           [REUNIFY_WRITE_LEVEL_BEFORE] = 1,
                                           [REUNIFY_WRITE_LEVEL_AFTER] = 1,
                                           [REUNIFY_WRITE_INDICATED] = 1,
                                           [REUNIFY_WRITE_RULE] = 4,
                                           [REUNIFY_WRITE_BASIS] = 1,
                                           [REUNIFY_WRITE_HELD_BY] = 1,
                                           [REUNIFY_WRITE_FIRST_ROW] = 8,
                                           [REUNIFY_WRITE_LAST_LEVEL] = 1,
                                           [REUNIFY_WRITE_SINCE] = 4,
                                           [REUNIFY_WRITE_LAST_BASIS] = 1,
                                           [REUNIFY_WRITE_PENDING] = 4,
                                           [REUNIFY_WRITE_ELIGIBLE_FROM] = 4,
                                           [REUNIFY_WRITE_EARLIEST_CLOSURE] = 4,
                                           [REUNIFY_WRITE_MAY_CLOSE_FROM] = 4,
                                           [REUNIFY_WRITE_MAY_CLOSE_CONFIRMED] = 4};
    return sizes[what];
}

reunify_status rows_check_room(const reunify_rows *rows, int32_t first, int32_t last, size_t count,
                               reunify_error *error)
{
    for (int32_t i = first; i <= last; i++)
        if (rows->outputs[i] && rows->output_bytes[i] / output_size(i) < count)
            return error_argument(error, "there is too little room for a result");
    return REUNIFY_OK;
}

/* Columns as codes ---------------------------------------------------------------------------- */

static uint8_t word_code(const code_words *w, const char *data, size_t length)
{
    if (!w->words)
        return !text_is_blank((text){data, length});
    if (!length)
        return CODE_UNKNOWN;
    for (size_t i = 0; i < w->count; i++)
        if (strlen(w->words[i]) == length && memcmp(w->words[i], data, length) == 0)
            return (uint8_t)i;
    return CODE_BAD;
}

bool code_column_open(code_column *c, const row_input *from, const char *name, code_words words,
                      arena *memory)
{
    const row_column *column = &from->column;
    *c = (code_column){.from = column,
                       .words = words,
                       .last = words.words ? (uint8_t)words.count : 2,
                       .name = name,
                       .person = from->person,
                       .buffer = arena_take(memory, BLOCK_ROWS)};
    if (!c->buffer || !column->words)
        return c->buffer != NULL;
    c->remap = arena_take_array(memory, column->word_count + 1, 1);
    for (size_t i = 0; c->remap && i < column->word_count; i++)
        c->remap[i] = column->words[i] ? word_code(&words, column->words[i], column->lengths[i])
                                       : CODE_UNKNOWN;
    return c->remap != NULL;
}

static bool bit_at(const uint8_t *bits, size_t at)
{
    return bits[at >> 3] >> (at & 7) & 1;
}

/* A number as a code: those below zero are unknown, as 255 is of a byte. */
static uint8_t number_code(const code_column *c, int64_t value, bool is_byte)
{
    if (value == -1 || (is_byte && value == CODE_UNKNOWN && !c->remap))
        return CODE_UNKNOWN;
    if (c->remap)
        return value >= 0 && (uint64_t)value < c->from->word_count ? c->remap[value] : CODE_BAD;
    return value < 0 || value >= CODE_BAD ? value == CODE_UNKNOWN ? CODE_UNKNOWN : CODE_BAD
                                          : (uint8_t)value;
}

#define READ_NUMBERS(TYPE, BYTE)                                                                   \
    do {                                                                                           \
        const TYPE *numbers = (const TYPE *)from->data + at;                                       \
        for (size_t i = 0; i < count; i++)                                                         \
            c->buffer[i] = number_code(c, (int64_t)numbers[i], BYTE);                              \
    } while (0)

static void read_bits(const code_column *c, size_t at, size_t count)
{
    for (size_t i = 0; i < count; i++)
        c->buffer[i] = bit_at(c->from->data, at + i);
}

text row_text(const row_column *from, size_t row)
{
    const size_t at = row + from->offset;
    const char *bytes = from->data;
    if (from->type == REUNIFY_CELL_TEXT) {
        const int32_t *ends = from->ends;
        return (text){bytes + ends[at], (size_t)(ends[at + 1] - ends[at])};
    }
    const int64_t *ends = from->ends;
    return (text){bytes + ends[at], (size_t)(ends[at + 1] - ends[at])};
}

int64_t row_number(const row_column *from, size_t row)
{
    const size_t at = row + from->offset;
    switch (from->type) {
    case REUNIFY_CELL_INT8:
        return ((const int8_t *)from->data)[at];
    case REUNIFY_CELL_UINT8:
        return ((const uint8_t *)from->data)[at];
    case REUNIFY_CELL_INT16:
        return ((const int16_t *)from->data)[at];
    case REUNIFY_CELL_UINT16:
        return ((const uint16_t *)from->data)[at];
    case REUNIFY_CELL_INT32:
        return ((const int32_t *)from->data)[at];
    case REUNIFY_CELL_UINT32:
        return ((const uint32_t *)from->data)[at];
    default:
        return ((const int64_t *)from->data)[at];
    }
}

bool row_is_valid(const row_column *from, size_t row)
{
    return !from->valid || bit_at(from->valid, row + from->offset);
}

static void read_texts(const code_column *c, size_t first, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!row_is_valid(c->from, first + i)) {
            c->buffer[i] = CODE_UNKNOWN;
            continue;
        }
        const text t = row_text(c->from, first + i);
        c->buffer[i] = word_code(&c->words, t.data, t.length);
    }
}

static void read_numbers(const code_column *c, size_t at, size_t count)
{
    const row_column *from = c->from;
    switch (from->type) {
    case REUNIFY_CELL_INT8:
        READ_NUMBERS(int8_t, false);
        break;
    case REUNIFY_CELL_UINT8:
        READ_NUMBERS(uint8_t, true);
        break;
    case REUNIFY_CELL_INT16:
        READ_NUMBERS(int16_t, false);
        break;
    case REUNIFY_CELL_UINT16:
        READ_NUMBERS(uint16_t, false);
        break;
    case REUNIFY_CELL_INT32:
        READ_NUMBERS(int32_t, false);
        break;
    case REUNIFY_CELL_UINT32:
        READ_NUMBERS(uint32_t, false);
        break;
    case REUNIFY_CELL_INT64:
        READ_NUMBERS(int64_t, false);
        break;
    default:
        READ_NUMBERS(uint64_t, false);
    }
}

const uint8_t *code_column_read(const code_column *c, size_t first, size_t count)
{
    const row_column *from = c->from;
    const size_t at = first + from->offset;
    const bool bytes = from->type == REUNIFY_CELL_INT8 || from->type == REUNIFY_CELL_UINT8;
    if (bytes && !c->remap && !from->valid)
        return (const uint8_t *)from->data + at;
    if (type_is_text(from->type)) {
        read_texts(c, first, count);
        return c->buffer;
    }
    if (from->type == REUNIFY_CELL_BITS)
        read_bits(c, at, count);
    else
        read_numbers(c, at, count);
    for (size_t i = 0; from->valid && i < count; i++)
        if (!bit_at(from->valid, at + i))
            c->buffer[i] = CODE_UNKNOWN;
    return c->buffer;
}

size_t code_column_fault(const code_column *c, most_kernel most, const uint8_t *codes, size_t count)
{
    if (most(codes, count) <= c->last)
        return count;
    size_t at = 0;
    while (codes[at] < c->last || codes[at] == CODE_UNKNOWN)
        at++;
    return at;
}

reunify_status rows_fault(const char *code, size_t row, const char *column, const char *message,
                          reunify_error *error)
{
    pointer p;
    pointer_start(&p);
    pointer_push_index(&p, row);
    pointer_push(&p, column, strlen(column));
    return error_add(error, REUNIFY_INVALID, code, p.data, "%s", message);
}

/* What stands there, where it is a text. */
static text given_at(const code_column *c, size_t row)
{
    if (type_is_text(c->from->type))
        return row_text(c->from, row);
    return (text){"", 0};
}

/* Of a person "finding@2", by its number. */
static void write_label(const code_column *c, char out[COLUMN_LABEL])
{
    if (c->person)
        snprintf(out, COLUMN_LABEL, "%.60s@%" PRId32, c->name, c->person);
    else
        snprintf(out, COLUMN_LABEL, "%.60s", c->name);
}

reunify_status code_column_blame(const code_column *c, size_t row, reunify_error *error)
{
    char message[ERROR_MESSAGE], label[COLUMN_LABEL];
    if (c->words.words && (type_is_text(c->from->type) || c->remap)) {
        const word_list words = word_list_of(c->words.words);
        words_tell(error, message, "expected one of", &words, given_at(c, row));
    } else {
        snprintf(message, sizeof message, "expected a code from 0 to %d, or %d where it is unknown",
                 c->last - 1, REUNIFY_CODE_NONE);
    }
    write_label(c, label);
    return rows_fault("unknown_value", row, label, message, error);
}
