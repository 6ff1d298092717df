/*
 * The level that each row of a table indicates, block by block: the table's columns as codes, the
 * nodes of the dimensions (the column itself, where a dimension reads no other), and the kernel
 * over them. What has no tables goes row by row through the same calls that a case does.
 */
#include "batch/batch.h"

/* A dimension's codes: of a column as it is, or of a node that was read into a block. */
typedef struct {
    kernel_dimension kernel;
    bool direct;
    uint16_t node, input;
} classified_dimension;

typedef struct {
    row_plan plan;
    classified_dimension *dimensions;
    kernel_dimension *kernel;
    classify_kernel classify;
    bool bounded;
    uint8_t *tails;    /* the last rows of each dimension, and of each result */
    uint8_t *deciding; /* of a block, for each eight dimensions */
    observer *observer;
} classification;

enum { TAIL_RESULTS = 3 };

/* Opening ------------------------------------------------------------------------------------- */

static uint32_t permits_of(const reunify_profile *p, size_t dimension, int64_t value)
{
    return value == FINDING_UNKNOWN ? 0 : p->dimensions[dimension].permits[value];
}

static void fill_code(const classification *c, size_t at, uint8_t code, uint8_t node_code)
{
    const reunify_columns *columns = c->plan.columns;
    classified_dimension *d = &c->dimensions[at];
    const column_node *n = &columns->nodes[d->node];
    const uint8_t permits = (uint8_t)permits_of(columns->profile, at, n->value[node_code]);
    d->kernel.permits[code] = permits;
    d->kernel.bound[code] = (uint8_t)permits_of(columns->profile, at, n->bound[node_code]);
    if (code < SHUFFLED_CODES)
        d->kernel.lowest[code] = (uint8_t)(permits & (0u - permits));
}

static void open_dimension(classification *c, size_t at)
{
    const reunify_columns *columns = c->plan.columns;
    classified_dimension *d = &c->dimensions[at];
    d->node = columns->dimension_nodes[at];
    d->direct = plan_is_unary(&c->plan, d->node);
    d->input = d->direct ? c->plan.nodes[d->node].given[0] : 0;
    const column_input *in = &columns->inputs[d->input];
    const bool people = c->plan.inputs[d->input].people;
    d->kernel.count = !d->direct ? columns->nodes[d->node].codes : people ? in->codes : in->values;
    c->plan.inputs[d->input].unchecked = d->direct && !people;
    for (uint8_t code = 0; code < d->kernel.count; code++)
        fill_code(c, at, code, d->direct ? plan_node_code(&c->plan, d->node, code) : code);
    if (d->direct)
        fill_code(c, at, CODE_UNKNOWN, plan_node_code(&c->plan, d->node, CODE_UNKNOWN));
}

/* Shuffles give nothing for an unknown code, and know no bounds. */
static bool may_shuffle(const classification *c)
{
    for (size_t i = 0; i < c->plan.columns->profile->dimension_count; i++) {
        const kernel_dimension *k = &c->dimensions[i].kernel;
        if (k->count > SHUFFLED_CODES || k->permits[CODE_UNKNOWN])
            return false;
    }
    return !c->bounded && c->plan.columns->form->classify;
}

static reunify_status open_tables(classification *c, reunify_error *error)
{
    const size_t count = c->plan.columns->profile->dimension_count;
    arena *memory = &c->plan.memory;
    c->dimensions = arena_take_zeroed(memory, count + 1, sizeof *c->dimensions);
    c->kernel = arena_take_zeroed(memory, count + 1, sizeof *c->kernel);
    c->tails = arena_take_zeroed(memory, count + TAIL_RESULTS, KERNEL_ROWS);
    c->deciding = arena_take_array(memory, MOST_DIMENSIONS / 8, BLOCK_ROWS + KERNEL_ROWS);
    if (!c->dimensions || !c->kernel || !c->tails || !c->deciding)
        return error_no_memory(error);
    c->bounded = c->plan.people;
    for (size_t i = 0; i < count; i++) {
        open_dimension(c, i);
        c->kernel[i] = c->dimensions[i].kernel;
    }
    c->classify = may_shuffle(c) ? c->plan.columns->form->classify : kernel_portable;
    return REUNIFY_OK;
}

static bool has_tables(const reunify_columns *c)
{
    return c->tabled && c->profile->dimension_count && c->profile->level_count <= KERNEL_LEVELS &&
           !(c->flags & REUNIFY_COLUMNS_ONE_BY_ONE);
}

static reunify_status open_classification(classification *c, const reunify_columns *columns,
                                          const reunify_rows *rows, reunify_error *error)
{
    *c = (classification){0};
    reunify_status status = plan_open(&c->plan, columns, rows, error);
    if (status)
        return status;
    if (has_tables(columns))
        return open_tables(c, error);
    c->observer = observer_open(columns->profile, rows->context, 1, &status, error);
    return status;
}

static void close_classification(classification *c)
{
    observer_close(c->observer);
    plan_close(&c->plan);
}

/* A block by tables --------------------------------------------------------------------------- */

static uint8_t *result_at(const reunify_rows *rows, int32_t what, size_t row)
{
    uint8_t *out = rows->outputs[what];
    return out ? out + row * output_size(what) : NULL;
}

static void point_at_block(classification *c, size_t count)
{
    for (size_t i = 0; i < c->plan.columns->profile->dimension_count; i++) {
        const classified_dimension *d = &c->dimensions[i];
        c->kernel[i].codes =
            d->direct ? c->plan.read[d->input] : plan_node(&c->plan, d->node, count);
    }
}

/* The rows that fill no vector, by way of room that does. */
static void classify_tail(classification *c, kernel_call *call, size_t at, size_t count)
{
    const size_t dimensions = call->dimension_count;
    for (size_t i = 0; i < dimensions; i++) {
        memset(c->tails + i * KERNEL_ROWS, CODE_UNKNOWN, KERNEL_ROWS);
        memcpy(c->tails + i * KERNEL_ROWS, c->kernel[i].codes + at, count);
        c->kernel[i].codes = c->tails + i * KERNEL_ROWS;
    }
    uint8_t *results = c->tails + dimensions * KERNEL_ROWS;
    uint8_t **to[TAIL_RESULTS] = {&call->level, &call->status, &call->at_least};
    uint8_t *wanted[TAIL_RESULTS];
    for (size_t i = 0; i < TAIL_RESULTS; i++) {
        wanted[i] = *to[i] ? *to[i] + at : NULL;
        *to[i] = wanted[i] ? results + i * KERNEL_ROWS : NULL;
    }
    for (size_t g = 0; g < MOST_DIMENSIONS / 8; g++)
        call->deciding[g] = call->deciding[g] ? call->deciding[g] + at : NULL;
    call->count = KERNEL_ROWS;
    c->classify(call);
    for (size_t i = 0; i < TAIL_RESULTS; i++)
        if (wanted[i])
            memcpy(wanted[i], results + i * KERNEL_ROWS, count);
}

static void write_deciding(const classification *c, uint32_t *out, size_t count)
{
    const size_t groups = (c->plan.columns->profile->dimension_count + 7) / 8;
    for (size_t i = 0; i < count; i++)
        out[i] = groups ? c->deciding[i] : 0;
    for (size_t g = 1; g < groups; g++)
        for (size_t i = 0; i < count; i++)
            out[i] |= (uint32_t)c->deciding[g * (BLOCK_ROWS + KERNEL_ROWS) + i] << (8 * g);
}

/* The fault that a kernel saw, where there is one, of the columns that it read itself. */
static reunify_status blame_block(const classification *c, const uint8_t most[MOST_DIMENSIONS],
                                  size_t first, size_t count, reunify_error *error)
{
    for (size_t i = 0; i < c->plan.columns->profile->dimension_count; i++) {
        const classified_dimension *d = &c->dimensions[i];
        const planned_input *in = &c->plan.inputs[d->input];
        if (!d->direct || !in->unchecked || most[i] <= in->all.last)
            continue;
        const size_t wrong =
            code_column_fault(&in->all, most_portable, c->plan.read[d->input], count);
        return code_column_blame(&in->all, first + wrong, error);
    }
    return REUNIFY_OK;
}

static void note_most(uint8_t most[MOST_DIMENSIONS], const kernel_call *call)
{
    for (size_t i = 0; i < call->dimension_count; i++)
        most[i] = call->most[i] > most[i] ? call->most[i] : most[i];
}

static reunify_status classify_block(classification *c, size_t first, size_t count,
                                     reunify_error *error)
{
    uint8_t most[MOST_DIMENSIONS] = {0};
    const reunify_rows *rows = c->plan.rows;
    point_at_block(c, count);
    uint8_t *deciding = result_at(rows, REUNIFY_WRITE_DECIDING, first);
    kernel_call call = {.dimensions = c->kernel,
                        .dimension_count = c->plan.columns->profile->dimension_count,
                        .count = count - count % KERNEL_ROWS,
                        .level_count = c->plan.columns->profile->level_count,
                        .bounded = c->bounded,
                        .level = result_at(rows, REUNIFY_WRITE_LEVEL, first),
                        .status = result_at(rows, REUNIFY_WRITE_STATUS, first),
                        .at_least = result_at(rows, REUNIFY_WRITE_AT_LEAST, first)};
    for (size_t g = 0; deciding && g < MOST_DIMENSIONS / 8; g++)
        call.deciding[g] = c->deciding + g * (BLOCK_ROWS + KERNEL_ROWS);
    c->classify(&call);
    note_most(most, &call);
    if (call.count < count) {
        classify_tail(c, &call, call.count, count - call.count);
        note_most(most, &call);
    }
    if (deciding)
        write_deciding(c, (uint32_t *)(void *)deciding, count);
    return blame_block(c, most, first, count, error);
}

/* Row by row ---------------------------------------------------------------------------------- */

static uint8_t level_code(int8_t level)
{
    return level == NO_LEVEL ? CODE_UNKNOWN : (uint8_t)level;
}

static void write_row(const reunify_rows *rows, size_t row,
                      const struct reunify_classification *found)
{
    const struct {
        int32_t what;
        uint8_t code;
    } results[] = {{REUNIFY_WRITE_LEVEL, level_code(found->level)},
                   {REUNIFY_WRITE_STATUS, found->status},
                   {REUNIFY_WRITE_AT_LEAST, level_code(found->at_least)}};
    for (size_t i = 0; i < LENGTH_OF(results); i++) {
        uint8_t *out = result_at(rows, results[i].what, row);
        if (out)
            *out = results[i].code;
    }
    uint32_t *deciding = rows->outputs[REUNIFY_WRITE_DECIDING];
    if (!deciding)
        return;
    deciding[row] = 0;
    for (size_t i = 0; i < found->dimension_count; i++)
        deciding[row] |= (uint32_t)found->dimensions[i].deciding << i;
}

const struct reunify_classification *plan_classify(const row_plan *p, observer *o, size_t at,
                                                   reunify_date date)
{
    int64_t bound[MOST_FINDINGS];
    int64_t *row = observer_add(o, date);
    const size_t bytes = p->columns->profile->finding_count * sizeof *row;
    if (!plan_row(p, at, row, false)) {
        observer_complete(o);
        return observer_classify(o, NULL);
    }
    /* completed in the row, where conditions read it, and then kept beside */
    plan_row(p, at, row, true);
    observer_complete(o);
    memcpy(bound, row, bytes);
    for (size_t i = 0; i < p->columns->profile->finding_count; i++)
        row[i] = FINDING_UNKNOWN;
    plan_row(p, at, row, false);
    observer_complete(o);
    return observer_classify(o, bound);
}

static void classify_rows(classification *c, size_t first, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        observer_start(c->observer);
        write_row(c->plan.rows, first + i, plan_classify(&c->plan, c->observer, i, 0));
    }
}

/* The whole ----------------------------------------------------------------------------------- */

static void write_none(const reunify_rows *rows)
{
    for (int32_t i = REUNIFY_WRITE_LEVEL; i <= REUNIFY_WRITE_AT_LEAST; i++)
        if (rows->outputs[i])
            memset(rows->outputs[i], CODE_UNKNOWN, rows->count);
    if (rows->outputs[REUNIFY_WRITE_DECIDING])
        memset(rows->outputs[REUNIFY_WRITE_DECIDING], 0, rows->count * sizeof(uint32_t));
}

static reunify_status classify_all(classification *c, reunify_error *error)
{
    const size_t count = c->plan.rows->count;
    reunify_status status = REUNIFY_OK;
    for (size_t first = 0; first < count && !status; first += BLOCK_ROWS) {
        const size_t rows = count - first < BLOCK_ROWS ? count - first : BLOCK_ROWS;
        status = plan_read(&c->plan, first, rows, error);
        if (!status && c->observer)
            classify_rows(c, first, rows);
        else if (!status)
            status = classify_block(c, first, rows, error);
    }
    if (status)
        write_none(c->plan.rows);
    return status;
}

reunify_status reunify_columns_classify(const reunify_columns *columns, const reunify_rows *rows,
                                        reunify_error *error)
{
    reunify_error_clear(error);
    if (!columns || !rows)
        return error_argument(error, "the columns or the rows are NULL");
    reunify_status status =
        rows_check_room(rows, REUNIFY_WRITE_LEVEL, REUNIFY_WRITE_DECIDING, rows->count, error);
    if (status)
        return status;
    classification c;
    status = open_classification(&c, columns, rows, error);
    if (!status)
        status = classify_all(&c, error);
    else
        write_none(rows);
    close_classification(&c);
    return status;
}
