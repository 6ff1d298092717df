/* Arrow arrays as tables, and tables as Arrow arrays. Private to this folder. */
#ifndef REUNIFY_LIB_ARROW_H
#define REUNIFY_LIB_ARROW_H

#include "batch/batch.h"

#include <reunify/arrow.h>

/* Where columns are read from: so many rows of a struct array from its offset on. */
typedef struct {
    arena *memory; /* of the words of dictionaries */
    size_t offset, count;
    reunify_error *error;
} arrow_source;

/* Whether a column may be date32. A dictionary is one of texts. */
enum { ARROW_NO_DAYS, ARROW_DAYS_OR_TEXTS };
/*
 * A column as it lies, held against what its type asks for. Fails with bad_arrow, and the column's
 * name as the place, or without memory.
 */
reunify_status arrow_take_column(const arrow_source *from, const struct ArrowSchema *schema,
                                 const struct ArrowArray *array, int32_t days, row_column *out);
reunify_status arrow_refuse(const char *name, const char *message, reunify_error *error);

/* A table over an array that stays where it is; what it needs beside lies in its memory. */
reunify_status arrow_read(reunify_rows *rows, const reunify_columns *columns,
                          const struct ArrowSchema *schema, const struct ArrowArray *array,
                          reunify_error *error);
/* How many rows it has; false, with a fault, where it is no table. */
bool arrow_count(const struct ArrowSchema *schema, const struct ArrowArray *array, size_t *count,
                 reunify_error *error);

/* What goes out ------------------------------------------------------------------------------- */

/* What all parts of one result lie in; each holds it, and the last gives it back. */
typedef struct {
    const reunify_context *context;
    _Atomic int32_t references;
    arena memory;
} arrow_owner;

/* NULL without memory. Whoever opened it holds it too, and closes it. */
arrow_owner *arrow_owner_open(const reunify_context *context);
void arrow_owner_close(arrow_owner *o);
void arrow_fill_array(struct ArrowArray *a, arrow_owner *o, int64_t length, int64_t buffers,
                      const void **at);

/* A struct array of so many columns, of which `take` fills each. */
typedef reunify_status (*arrow_take)(const void *from, size_t column, struct ArrowArray *out);
reunify_status arrow_give_struct(arrow_owner *o, size_t rows, size_t columns, arrow_take take,
                                 const void *from, struct ArrowArray *out, reunify_error *error);
/* What it is: `words` for a dictionary of texts, whose numbers have the format. */
typedef struct {
    const char *format, *name;
    bool words;
} arrow_field;
typedef arrow_field (*arrow_field_of)(const void *from, size_t column);
reunify_status arrow_give_schema(const reunify_context *context, size_t columns, arrow_field_of of,
                                 const void *from, struct ArrowSchema *out, reunify_error *error);

/* Texts one after the other, into the second and third of three buffers. */
typedef text (*arrow_text_of)(const void *from, size_t at);
reunify_status arrow_take_texts(arrow_owner *o, size_t count, arrow_text_of of, const void *from,
                                const void **buffers, reunify_error *error);
/* A dictionary of such texts; NULL where memory, or the room for texts, falls short. */
reunify_status arrow_take_dictionary(arrow_owner *o, size_t count, arrow_text_of of,
                                     const void *from, struct ArrowArray **out,
                                     reunify_error *error);
/*
 * The bits of the rows that say something, into the first buffer, NULL where all do; how many do
 * not. False without memory.
 */
typedef bool (*arrow_says)(const void *from, size_t row);
bool arrow_take_valid(arrow_owner *o, size_t count, arrow_says says, const void *from,
                      const void **bits_at, int64_t *nothing);
static inline void arrow_set_bit(uint8_t *bits, size_t at, bool set)
{
    bits[at / 8] |= (uint8_t)((unsigned)set << (at % 8));
}

/* What of a table that comes in is in the result too. */
enum { ARROW_CHILD = -1, ARROW_DATE = -2, ARROW_GIVEN = 2 };

/* The two together: rows, which are to be freed either way. */
reunify_status arrow_open(const reunify_columns *columns, const struct ArrowSchema *schema,
                          const struct ArrowArray *array, reunify_rows **rows,
                          reunify_error *error);

/* A column of a result. `names` are REUNIFY_CODES_*, or 0 for numbers and dates. */
typedef struct {
    const char *name;
    const char *format;
    int32_t what; /* REUNIFY_WRITE_*, or ARROW_* */
    int32_t names;
} arrow_column;

typedef struct arrow_result arrow_result;

/* Room for the columns, which is given to the rows; NULL without memory. */
arrow_result *arrow_result_open(const reunify_columns *columns, const arrow_column *list,
                                size_t list_count, size_t count, reunify_rows *rows);
void arrow_result_close(arrow_result *r);
/*
 * Room for a column that is given: numbers of a size; or texts, of which `of` says the one of each
 * row. Falling short: NULL, or a status, which is told.
 */
void *arrow_result_numbers(arrow_result *r, int32_t given, size_t size);
reunify_status arrow_result_texts(arrow_result *r, int32_t given, arrow_text_of of,
                                  const void *user, reunify_error *error);
/* What was written of a result that the list has. */
const void *arrow_result_data(const arrow_result *r, int32_t what);
/* Turns what was written into an array, and closes the result. */
reunify_status arrow_result_give(arrow_result *r, struct ArrowArray *out, reunify_error *error);
reunify_status arrow_schema_give(const reunify_columns *columns, const arrow_column *list,
                                 size_t list_count, struct ArrowSchema *out, reunify_error *error);

/* The columns of REUNIFY_TABLE_*; NULL: there is no such table. */
const arrow_column *arrow_replay_columns(int32_t table, size_t *count);

extern const arrow_column arrow_levels[];
enum { ARROW_LEVELS = 4 };
/* Levels of one table. */
reunify_status arrow_classify(const reunify_columns *columns, const struct ArrowSchema *schema,
                              const struct ArrowArray *array, struct ArrowArray *out,
                              reunify_error *error);

/* Streams ------------------------------------------------------------------------------------- */

/* What a stream says of its last failure. */
typedef struct {
    reunify_error error;
    char message[ERROR_MESSAGE + ERROR_POINTER + 4];
} arrow_trouble;

/* Each gives a number of errno.h. */
int arrow_say(arrow_trouble *t, int number, const char *message);
int arrow_say_status(arrow_trouble *t, reunify_status status);
/* What the stream behind says. */
int arrow_say_input(arrow_trouble *t, struct ArrowArrayStream *in, int number);
const char *arrow_last_message(const arrow_trouble *t);

#endif
