/* The calls that take and give Arrow arrays. */
#include "batch/arrow.h"

const arrow_column arrow_levels[ARROW_LEVELS] = {
    {"level", "C", REUNIFY_WRITE_LEVEL, REUNIFY_CODES_LEVELS},
    {"status", "C", REUNIFY_WRITE_STATUS, REUNIFY_CODES_STATUSES},
    {"at_least", "C", REUNIFY_WRITE_AT_LEAST, REUNIFY_CODES_LEVELS},
    {"deciding", "I", REUNIFY_WRITE_DECIDING, 0}};

static const arrow_column observation_columns[] = {
    {"level_before", "C", REUNIFY_WRITE_LEVEL_BEFORE, REUNIFY_CODES_LEVELS},
    {"level_after", "C", REUNIFY_WRITE_LEVEL_AFTER, REUNIFY_CODES_LEVELS},
    {"indicated", "C", REUNIFY_WRITE_INDICATED, REUNIFY_CODES_LEVELS},
    {"rule", "i", REUNIFY_WRITE_RULE, REUNIFY_CODES_RULES},
    {"basis", "C", REUNIFY_WRITE_BASIS, REUNIFY_CODES_BASES},
    {"held_by", "C", REUNIFY_WRITE_HELD_BY, REUNIFY_CODES_HELD_BY}};

static const arrow_column child_columns[] = {
    {"first_row", "l", REUNIFY_WRITE_FIRST_ROW, 0},
    {"level", "C", REUNIFY_WRITE_LAST_LEVEL, REUNIFY_CODES_LEVELS},
    {"since", "tdD", REUNIFY_WRITE_SINCE, 0},
    {"basis", "C", REUNIFY_WRITE_LAST_BASIS, REUNIFY_CODES_BASES},
    {"pending", "i", REUNIFY_WRITE_PENDING, REUNIFY_CODES_RULES},
    {"eligible_from", "tdD", REUNIFY_WRITE_ELIGIBLE_FROM, 0},
    {"earliest_closure", "tdD", REUNIFY_WRITE_EARLIEST_CLOSURE, 0},
    {"may_close_from", "tdD", REUNIFY_WRITE_MAY_CLOSE_FROM, 0},
    {"may_close_confirmed", "tdD", REUNIFY_WRITE_MAY_CLOSE_CONFIRMED, 0}};

const arrow_column *arrow_replay_columns(int32_t table, size_t *count)
{
    const bool of_children = table == REUNIFY_TABLE_CHILDREN;
    *count = of_children ? LENGTH_OF(child_columns) : LENGTH_OF(observation_columns);
    return of_children                           ? child_columns
           : table == REUNIFY_TABLE_OBSERVATIONS ? observation_columns
                                                 : NULL;
}

/* Opening ------------------------------------------------------------------------------------- */

reunify_status arrow_open(const reunify_columns *columns, const struct ArrowSchema *schema,
                          const struct ArrowArray *array, reunify_rows **rows, reunify_error *error)
{
    size_t count;
    if (!arrow_count(schema, array, &count, error))
        return REUNIFY_INVALID;
    reunify_status status = reunify_rows_new(columns->context, count, rows, error);
    if (!status)
        status = arrow_read(*rows, columns, schema, array, error);
    return status;
}

reunify_status arrow_classify(const reunify_columns *columns, const struct ArrowSchema *schema,
                              const struct ArrowArray *array, struct ArrowArray *out,
                              reunify_error *error)
{
    reunify_rows *rows = NULL;
    arrow_result *result = NULL;
    reunify_status status = arrow_open(columns, schema, array, &rows, error);
    if (!status) {
        result = arrow_result_open(columns, arrow_levels, ARROW_LEVELS, rows->count, rows);
        status = result ? reunify_columns_classify(columns, rows, error) : error_no_memory(error);
    }
    if (!status)
        status = arrow_result_give(result, out, error);
    else
        arrow_result_close(result);
    reunify_rows_free(rows);
    return status;
}

static bool clear_results(struct ArrowSchema *schema, struct ArrowArray *array)
{
    if (schema)
        *schema = (struct ArrowSchema){0};
    if (array)
        *array = (struct ArrowArray){0};
    return schema && array;
}

/* Both or none. */
static reunify_status give_schema(const reunify_columns *columns, const arrow_column *list,
                                  size_t count, struct ArrowSchema *schema,
                                  struct ArrowArray *array, reunify_error *error)
{
    const reunify_status status = arrow_schema_give(columns, list, count, schema, error);
    if (status) {
        array->release(array);
        *array = (struct ArrowArray){0};
    }
    return status;
}

reunify_status reunify_columns_classify_arrow(const reunify_columns *columns,
                                              const struct ArrowSchema *schema,
                                              const struct ArrowArray *array,
                                              struct ArrowSchema *out_schema,
                                              struct ArrowArray *out_array, reunify_error *error)
{
    reunify_error_clear(error);
    if (!clear_results(out_schema, out_array) || !columns || !schema || !array)
        return error_argument(error, "the columns, the table or the result are NULL");
    const reunify_status status = arrow_classify(columns, schema, array, out_array, error);
    return status ? status
                  : give_schema(columns, arrow_levels, ARROW_LEVELS, out_schema, out_array, error);
}

/* Replays ------------------------------------------------------------------------------------- */

typedef struct {
    const arrow_column *list;
    size_t count;
    bool of_children;
} wanted_table;

static reunify_status replay_array(const reunify_columns *columns, const struct ArrowSchema *schema,
                                   const struct ArrowArray *array, reunify_date as_of,
                                   const reunify_batch_options *options, const wanted_table *wanted,
                                   struct ArrowArray *out, reunify_error *error)
{
    reunify_rows *rows = NULL;
    arrow_result *result = NULL;
    size_t children = 0;
    reunify_status status = arrow_open(columns, schema, array, &rows, error);
    if (!status && wanted->of_children)
        status = reunify_columns_check(columns, rows, &children, error);
    if (!status) {
        result = arrow_result_open(columns, wanted->list, wanted->count,
                                   wanted->of_children ? children : rows->count, rows);
        status = result ? reunify_columns_replay(columns, rows, as_of, options, &children, error)
                        : error_no_memory(error);
    }
    if (!status)
        status = arrow_result_give(result, out, error);
    else
        arrow_result_close(result);
    reunify_rows_free(rows);
    return status;
}

reunify_status reunify_columns_replay_arrow(const reunify_columns *columns,
                                            const struct ArrowSchema *schema,
                                            const struct ArrowArray *array, reunify_date as_of,
                                            const reunify_batch_options *options, int32_t table,
                                            struct ArrowSchema *out_schema,
                                            struct ArrowArray *out_array, reunify_error *error)
{
    reunify_error_clear(error);
    if (!clear_results(out_schema, out_array) || !columns || !schema || !array)
        return error_argument(error, "the columns, the table or the result are NULL");
    size_t count;
    const arrow_column *list = arrow_replay_columns(table, &count);
    if (!list)
        return error_argument(error, "there is no such table");
    const wanted_table wanted = {list, count, table == REUNIFY_TABLE_CHILDREN};
    const reunify_status status =
        replay_array(columns, schema, array, as_of, options, &wanted, out_array, error);
    return status ? status
                  : give_schema(columns, wanted.list, wanted.count, out_schema, out_array, error);
}
