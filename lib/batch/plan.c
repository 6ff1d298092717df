/*
 * What of a table the nodes are read from.
 *
 * A finding may be given for the case as a whole, and by person. Where it is by person, each row's
 * values become one code: the most cautious of those of the people to whom the child is to return,
 * unknown where one of them has none and nobody has the worst there is, or unknown with the value
 * that bounds it. The rules are those of evaluate/classification.c, which reads them of a case.
 *
 * A node's code is that of its table at the sum of what each of its inputs adds; inputs that are
 * not given are unknown and add the same in every row, which is added once.
 */
#include "batch/batch.h"

/* Opening ------------------------------------------------------------------------------------- */

static reunify_status open_column(row_plan *p, code_column *c, const row_input *from,
                                  const char *name, code_words words, reunify_error *error)
{
    return code_column_open(c, from, name, words, &p->memory) ? REUNIFY_OK : error_no_memory(error);
}

static const char *const yes_or_no[] = {"false", "true", NULL};

static size_t count_people(const reunify_rows *rows, const char *name)
{
    size_t count = 0;
    for (size_t i = 0; i < rows->input_count; i++) {
        const row_input *in = &rows->inputs[i];
        count += in->what == REUNIFY_READ_RETURN_TO ||
                 (in->what == REUNIFY_READ_FINDING && in->person && strcmp(in->name, name) == 0);
    }
    return count;
}

static planned_person *person_of(planned_input *in, int32_t person)
{
    for (size_t i = 0; i < in->people_count; i++)
        if ((in->people[i].found.from ? in->people[i].found.person : in->people[i].meant.person) ==
            person)
            return &in->people[i];
    return &in->people[in->people_count++];
}

static reunify_status open_people(row_plan *p, planned_input *in, const char *name,
                                  code_words words, reunify_error *error)
{
    const reunify_rows *rows = p->rows;
    const size_t most = count_people(rows, name);
    in->people = arena_take_zeroed(&p->memory, most + 1, sizeof *in->people);
    in->codes = arena_take(&p->memory, BLOCK_ROWS);
    if (!in->people || !in->codes)
        return error_no_memory(error);
    reunify_status status = REUNIFY_OK;
    for (size_t i = 0; i < rows->input_count && !status; i++) {
        const row_input *from = &rows->inputs[i];
        const bool meant = from->what == REUNIFY_READ_RETURN_TO;
        if (meant)
            status = open_column(p, &person_of(in, from->person)->meant, from, "return_to",
                                 (code_words){yes_or_no, 2}, error);
        else if (from->what == REUNIFY_READ_FINDING && from->person &&
                 strcmp(from->name, name) == 0)
            status = open_column(p, &person_of(in, from->person)->found, from, name, words, error);
    }
    return status;
}

static bool has_person(const reunify_rows *rows, const char *name)
{
    for (size_t i = 0; i < rows->input_count; i++)
        if (rows->inputs[i].what == REUNIFY_READ_FINDING && rows->inputs[i].person &&
            strcmp(rows->inputs[i].name, name) == 0)
            return true;
    return false;
}

static reunify_status open_input(row_plan *p, size_t at, reunify_error *error)
{
    planned_input *in = &p->inputs[at];
    const reunify_profile *profile = p->columns->profile;
    in->input = &p->columns->inputs[at];
    in->finding = &profile->findings[in->input->finding];
    const char *name = profile->names.names[in->finding->name].data;
    const code_words words = {in->input->words, in->input->values};
    const row_input *all = rows_input(p->rows, REUNIFY_READ_FINDING, name, 0);
    reunify_status status = all ? open_column(p, &in->all, all, name, words, error) : REUNIFY_OK;
    const bool people = in->finding->by_person && has_person(p->rows, name);
    if (!status && people)
        status = open_people(p, in, name, words, error);
    in->given = all || people;
    p->people = p->people || people;
    return status;
}

/* Each finding that was given is one that the profile reads, by person where it may be. */
static reunify_status check_names(const row_plan *p, reunify_error *error)
{
    const reunify_columns *c = p->columns;
    for (size_t i = 0; i < p->rows->input_count; i++) {
        const row_input *in = &p->rows->inputs[i];
        if (in->what != REUNIFY_READ_FINDING)
            continue;
        const symbol s = symbols_named(&c->profile->names, in->name, in->name_length);
        const uint16_t f = s == SYMBOL_NONE ? 0 : c->profile->finding_of[s];
        if (!f || c->input_of[f - 1] < 0)
            return error_add(error, REUNIFY_NOT_FOUND, "unknown_finding", NULL,
                             "the profile reads no such finding from tables");
        if (in->person && !c->profile->findings[f - 1].by_person)
            return error_add(error, REUNIFY_NOT_FOUND, "unknown_finding", NULL,
                             "the finding is not one that is given by person");
    }
    return REUNIFY_OK;
}

static uint32_t stride_of(const column_node *n, uint16_t input)
{
    for (uint16_t i = 0; i < n->input_count; i++)
        if (n->inputs[i] == input)
            return n->strides[i];
    return 0;
}

static void fill_offsets(const planned_input *in, uint32_t stride, uint32_t offsets[256])
{
    for (size_t code = 0; code < 256; code++)
        offsets[code] = stride * (uint32_t)(code < in->input->codes ? code : in->input->values);
}

static reunify_status open_node(row_plan *p, size_t at, reunify_error *error)
{
    const reunify_columns *c = p->columns;
    planned_node *n = &p->nodes[at];
    n->node = &c->nodes[at];
    n->given = arena_take_array(&p->memory, n->node->input_count + 1u, sizeof *n->given);
    n->codes = arena_take(&p->memory, BLOCK_ROWS);
    if (!n->given || !n->codes)
        return error_no_memory(error);
    for (uint16_t i = 0; i < n->node->input_count; i++) {
        const uint16_t input = n->node->inputs[i];
        if (p->inputs[input].given)
            n->given[n->given_count++] = input;
        else
            n->base += n->node->strides[i] * c->inputs[input].values;
    }
    n->offsets = arena_take_array(&p->memory, n->given_count + 1u, sizeof *n->offsets);
    if (!n->offsets)
        return error_no_memory(error);
    for (uint16_t i = 0; i < n->given_count; i++)
        fill_offsets(&p->inputs[n->given[i]], stride_of(n->node, n->given[i]), n->offsets[i]);
    return REUNIFY_OK;
}

reunify_status plan_open(row_plan *p, const reunify_columns *c, const reunify_rows *rows,
                         reunify_error *error)
{
    *p = (row_plan){.columns = c, .rows = rows};
    arena_start(&p->memory, rows->context);
    reunify_status status = check_names(p, error);
    if (status)
        return status;
    p->inputs = arena_take_zeroed(&p->memory, c->input_count + 1, sizeof *p->inputs);
    p->nodes = arena_take_zeroed(&p->memory, c->node_count + 1, sizeof *p->nodes);
    p->read = arena_take_zeroed(&p->memory, c->input_count + 1, sizeof *p->read);
    if (!p->inputs || !p->nodes || !p->read)
        return error_no_memory(error);
    for (size_t i = 0; i < rows->input_count; i++)
        p->returns_known = p->returns_known || rows->inputs[i].what == REUNIFY_READ_RETURN_TO;
    for (size_t i = 0; i < c->input_count && !status; i++)
        status = open_input(p, i, error);
    for (size_t i = 0; i < c->node_count && !status && c->tabled; i++)
        status = open_node(p, i, error);
    return status;
}

void plan_close(row_plan *p)
{
    arena_release(&p->memory);
}

/* Findings by person -------------------------------------------------------------------------- */

typedef struct {
    const uint8_t *found, *meant; /* NULL: nothing is known of it, nobody said */
} person_codes;

static int64_t code_value(const planned_input *in, uint8_t code)
{
    return code < in->input->values ? code : FINDING_UNKNOWN;
}

static uint8_t value_code(const planned_input *in, int64_t value)
{
    return value == FINDING_UNKNOWN ? in->input->values : (uint8_t)value;
}

/* The code of one row: see the head of classification.c. */
static uint8_t gather(const row_plan *p, const planned_input *in, uint8_t stated,
                      const person_codes *people, size_t at)
{
    int64_t worst = code_value(in, stated);
    const int64_t otherwise = worst;
    bool open = false;
    for (size_t i = 0; i < in->people_count; i++) {
        int64_t value = people[i].found ? code_value(in, people[i].found[at]) : FINDING_UNKNOWN;
        const bool meant = p->returns_known ? people[i].meant && people[i].meant[at] == 1
                                            : value != FINDING_UNKNOWN;
        if (!meant)
            continue;
        value = value == FINDING_UNKNOWN ? otherwise : value;
        if (value == FINDING_UNKNOWN)
            open = true;
        else if (worst == FINDING_UNKNOWN || finding_more_cautious(in->finding, value, worst))
            worst = value;
    }
    if (!open || worst == FINDING_UNKNOWN || finding_is_most_cautious(in->finding, worst))
        return value_code(in, worst);
    const uint8_t bound = in->finding->type == NAMED_BOOLEAN ? 0 : (uint8_t)worst;
    return (uint8_t)(in->input->values + 1 + bound);
}

static reunify_status read_checked(const row_plan *p, const code_column *c, size_t first,
                                   size_t count, const uint8_t **codes, reunify_error *error)
{
    *codes = NULL;
    if (!c->from)
        return REUNIFY_OK;
    *codes = code_column_read(c, first, count);
    if (p->checked)
        return REUNIFY_OK;
    const size_t wrong = code_column_fault(c, p->columns->form->most, *codes, count);
    return wrong == count ? REUNIFY_OK : code_column_blame(c, first + wrong, error);
}

enum { MOST_PEOPLE = 64 };

static reunify_status read_people(row_plan *p, planned_input *in, size_t first, size_t count,
                                  const uint8_t *all, reunify_error *error)
{
    person_codes people[MOST_PEOPLE];
    if (in->people_count > MOST_PEOPLE)
        return error_argument(error, "there are more than 64 people in the table");
    reunify_status status = REUNIFY_OK;
    for (size_t i = 0; i < in->people_count && !status; i++) {
        status = read_checked(p, &in->people[i].found, first, count, &people[i].found, error);
        if (!status)
            status = read_checked(p, &in->people[i].meant, first, count, &people[i].meant, error);
    }
    for (size_t i = 0; i < count && !status; i++)
        in->codes[i] = gather(p, in, all ? all[i] : CODE_UNKNOWN, people, i);
    return status;
}

/* Blocks -------------------------------------------------------------------------------------- */

reunify_status plan_read(row_plan *p, size_t first, size_t count, reunify_error *error)
{
    reunify_status status = REUNIFY_OK;
    for (size_t i = 0; i < p->columns->input_count && !status; i++) {
        planned_input *in = &p->inputs[i];
        if (!in->given)
            continue;
        if (in->unchecked)
            p->read[i] = code_column_read(&in->all, first, count);
        else
            status = read_checked(p, &in->all, first, count, &p->read[i], error);
        if (status || !in->people)
            continue;
        status = read_people(p, in, first, count, p->read[i], error);
        p->read[i] = in->codes;
    }
    return status;
}

bool plan_is_unary(const row_plan *p, size_t node)
{
    return p->nodes[node].given_count == 1;
}

uint8_t plan_node_code(const row_plan *p, size_t node, uint8_t code)
{
    const planned_node *n = &p->nodes[node];
    return n->node->table[n->base + n->offsets[0][code]];
}

const uint8_t *plan_node(row_plan *p, size_t node, size_t count)
{
    planned_node *n = &p->nodes[node];
    const uint8_t *table = n->node->table + n->base;
    if (!n->given_count) {
        memset(n->codes, table[0], count);
    } else if (n->given_count == 2) {
        const uint8_t *a = p->read[n->given[0]], *b = p->read[n->given[1]];
        for (size_t i = 0; i < count; i++)
            n->codes[i] = table[n->offsets[0][a[i]] + n->offsets[1][b[i]]];
    } else {
        for (size_t i = 0; i < count; i++) {
            uint32_t at = 0;
            for (uint16_t k = 0; k < n->given_count; k++)
                at += n->offsets[k][p->read[n->given[k]][i]];
            n->codes[i] = table[at];
        }
    }
    return n->codes;
}

bool plan_row(const row_plan *p, size_t at, int64_t *values, bool bound)
{
    bool bounded = false;
    for (size_t i = 0; i < p->columns->input_count; i++) {
        const planned_input *in = &p->inputs[i];
        if (!in->given)
            continue;
        const uint8_t code = p->read[i] ? p->read[i][at] : CODE_UNKNOWN;
        const uint8_t known = code == CODE_UNKNOWN ? in->input->values : code;
        values[in->input->finding] = input_value(p->columns, in->input, known, bound);
        bounded = bounded || known > in->input->values;
    }
    return bounded;
}
