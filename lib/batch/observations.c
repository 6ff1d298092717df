/*
 * A table of observations: whose each row is, of which day, and what was judged; and the look at it
 * before a replay. Children may come in any order, but the rows of one stand together: while they
 * rise or fall all along, no one can come twice; where they do neither, the first row of each is
 * sorted by child, and two that are equal are one too many.
 *
 * The look goes through the whole table before a replay, which writes results as it goes and must
 * not come upon a fault halfway; the replay then reads codes without checking them again. Both go
 * block by block. A table that continues another (a stream) cannot be sorted with those that came
 * before: there the children have to rise or fall all along, and the last child, whose rows may go
 * on, is passed on with its day. Signed numbers of 32 and 64 bits are compared in loops of their
 * own.
 */
#include "batch/replay.h"

/* Children ------------------------------------------------------------------------------------ */

/* Numbers without a sign are kept in their order, not by their values. */
static int64_t subject_number(const row_column *c, size_t row)
{
    const int64_t number = row_number(c, row);
    return c->type == REUNIFY_CELL_UINT64 ? (int64_t)((uint64_t)number ^ (UINT64_C(1) << 63))
                                          : number;
}

child_key child_of_row(const row_column *c, size_t row)
{
    if (type_is_text(c->type))
        return (child_key){.is_text = true, .words = row_text(c, row)};
    const int64_t number = subject_number(c, row);
    const bool named =
        c->words && number >= 0 && (uint64_t)number < c->word_count && c->words[number];
    return (child_key){.is_text = named,
                       .words = {named ? c->words[number] : NULL, named ? c->lengths[number] : 0},
                       .number = number};
}

static int compare_children(const child_key *a, const child_key *b)
{
    if (!a->is_text || !b->is_text)
        return a->is_text != b->is_text ? a->is_text - b->is_text
                                        : (a->number > b->number) - (a->number < b->number);
    return text_order(a->words, b->words);
}

static int compare_subjects(const row_column *c, size_t a, size_t b)
{
    const child_key x = child_of_row(c, a), y = child_of_row(c, b);
    return compare_children(&x, &y);
}

#define MARK_FIRST(TYPE)                                                                           \
    do {                                                                                           \
        const TYPE *ids = (const TYPE *)c->data + c->offset + first;                               \
        for (size_t i = start; i < count; i++)                                                     \
            marks[i] = ids[i] != ids[(ptrdiff_t)i - 1];                                            \
    } while (0)

/* Where a child begins: not the row before it. */
static void mark_children(const observations *o, size_t first, size_t count)
{
    const row_column *c = o->subject;
    uint8_t *marks = o->marks;
    const size_t start = first == 0 && count ? 1 : 0;
    marks[0] = !o->before || o->before->begins;
    if (c->type == REUNIFY_CELL_INT32)
        MARK_FIRST(int32_t);
    else if (c->type == REUNIFY_CELL_INT64)
        MARK_FIRST(int64_t);
    else
        for (size_t i = start; i < count; i++)
            marks[i] = compare_subjects(c, first + i, first + i - 1) != 0;
}

/* Days ---------------------------------------------------------------------------------------- */

reunify_date date_of_row(const row_column *c, size_t row)
{
    if (!row_is_valid(c, row))
        return REUNIFY_DATE_NONE;
    if (!type_is_text(c->type))
        return ((const int32_t *)c->data)[row + c->offset];
    const text t = row_text(c, row);
    reunify_date day;
    return date_parse(t.data, t.length, &day) ? day : REUNIFY_DATE_NONE;
}

static const int32_t *read_days(observations *o, size_t first, size_t count)
{
    const row_column *c = o->date;
    if (c->type == REUNIFY_CELL_INT32 && !c->valid)
        return (const int32_t *)c->data + c->offset + first;
    for (size_t i = 0; i < count; i++)
        o->days_read[i] = date_of_row(c, first + i);
    return o->days_read;
}

/* Opening ------------------------------------------------------------------------------------- */

static reunify_status open_column(observations *o, int32_t what, const char *name, code_words words,
                                  code_column *c, reunify_error *error)
{
    const row_input *in = rows_input(o->plan.rows, what, NULL, 0);
    if (!in)
        return REUNIFY_OK;
    return code_column_open(c, in, name, words, &o->plan.memory) ? REUNIFY_OK
                                                                 : error_no_memory(error);
}

static reunify_status open_needed(observations *o, reunify_error *error)
{
    const row_input *subject = rows_input(o->plan.rows, REUNIFY_READ_SUBJECT, NULL, 0);
    const row_input *date = rows_input(o->plan.rows, REUNIFY_READ_DATE, NULL, 0);
    if (!subject || !date)
        return error_argument(error, "the table has no column of children, or none of dates");
    if (subject->column.type == REUNIFY_CELL_BITS)
        return error_argument(error, "children are numbers or texts");
    if (!type_is_text(date->column.type) && date->column.type != REUNIFY_CELL_INT32)
        return error_argument(error, "dates are int32 or texts");
    o->subject = &subject->column;
    o->date = &date->column;
    o->marks = arena_take(&o->plan.memory, BLOCK_ROWS);
    o->days_read = arena_take_array(&o->plan.memory, BLOCK_ROWS, sizeof *o->days_read);
    return o->marks && o->days_read ? REUNIFY_OK : error_no_memory(error);
}

reunify_status observations_open(observations *o, const reunify_columns *columns,
                                 const reunify_rows *rows, reunify_error *error)
{
    *o = (observations){0};
    const column_names *n = &columns->names;
    reunify_status status = plan_open(&o->plan, columns, rows, error);
    if (!status)
        status = open_needed(o, error);
    if (!status)
        status = open_column(o, REUNIFY_READ_JUDGEMENT, "judgement",
                             (code_words){n->levels, columns->profile->level_count}, &o->judgement,
                             error);
    if (!status)
        status = open_column(o, REUNIFY_READ_RATIONALE, "rationale", (code_words){NULL, 2},
                             &o->rationale, error);
    if (!status)
        status = open_column(o, REUNIFY_READ_APPROVED_BY, "approved_by",
                             (code_words){n->roles, columns->profile->role_count}, &o->approved_by,
                             error);
    return status;
}

void observations_close(observations *o)
{
    plan_close(&o->plan);
}

/* Blocks -------------------------------------------------------------------------------------- */

static reunify_status read_codes(const observations *o, const code_column *c, size_t first,
                                 size_t count, const uint8_t **codes, reunify_error *error)
{
    if (!c->from)
        return REUNIFY_OK;
    *codes = code_column_read(c, first, count);
    if (o->checked)
        return REUNIFY_OK;
    const size_t wrong = code_column_fault(c, o->plan.columns->form->most, *codes, count);
    return wrong == count ? REUNIFY_OK : code_column_blame(c, first + wrong, error);
}

reunify_status observations_read(observations *o, size_t first, size_t count, reunify_error *error)
{
    reunify_status status = plan_read(&o->plan, first, count, error);
    if (!status)
        status = read_codes(o, &o->judgement, first, count, &o->judged, error);
    if (!status)
        status = read_codes(o, &o->rationale, first, count, &o->reasoned, error);
    if (!status)
        status = read_codes(o, &o->approved_by, first, count, &o->approved, error);
    if (status)
        return status;
    o->days = read_days(o, first, count);
    mark_children(o, first, count);
    return REUNIFY_OK;
}

/* The look beforehand ------------------------------------------------------------------------- */

static reunify_status blame_day(const observations *o, size_t row, reunify_error *error)
{
    const row_column *c = o->date;
    if (!row_is_valid(c, row) || (type_is_text(c->type) && !row_text(c, row).length))
        return rows_fault("missing_member", row, "date", "expected a date", error);
    return rows_fault("bad_date", row, "date",
                      "expected a day of the calendar, from 0001-01-01 to 9999-12-31", error);
}

/* Whether some day is none, or comes before that of the row before it. */
static bool is_out_of_order(const observations *o, size_t count, reunify_date before)
{
    const int32_t *days = o->days;
    const uint8_t *marks = o->marks;
    int32_t early = days[0], late = days[0];
    uint8_t back = !marks[0] && days[0] < before;
    for (size_t i = 1; i < count; i++) {
        early = earlier(early, days[i]);
        late = later(late, days[i]);
        back |= (uint8_t)(days[i] < days[i - 1]) & (uint8_t)(marks[i] ^ 1);
    }
    return back || early < REUNIFY_DATE_MIN || late > REUNIFY_DATE_MAX;
}

static reunify_status check_days(const observations *o, size_t first, size_t count,
                                 reunify_date before, reunify_error *error)
{
    if (!is_out_of_order(o, count, before))
        return REUNIFY_OK;
    for (size_t i = 0; i < count; before = o->days[i++]) {
        if (o->days[i] < REUNIFY_DATE_MIN || o->days[i] > REUNIFY_DATE_MAX)
            return blame_day(o, first + i, error);
        if (!o->marks[i] && o->days[i] < before)
            return rows_fault("unsorted_dates", first + i, "date",
                              "expected the rows of a child in order of date", error);
    }
    return REUNIFY_OK;
}

static reunify_status check_subjects(const observations *o, size_t first, size_t count,
                                     reunify_error *error)
{
    const row_column *c = o->subject;
    const bool texts = type_is_text(c->type) || c->words;
    if (!c->valid && !texts)
        return REUNIFY_OK;
    for (size_t i = first; i < first + count; i++)
        if (!row_is_valid(c, i) || (texts && !child_of_row(c, i).words.length))
            return rows_fault("missing_member", i, "child", "expected a child", error);
    return REUNIFY_OK;
}

/* Whether children have only risen, or only fallen, so far: then none comes again. */
typedef struct {
    bool rising, falling;
} children_seen;

#define SEE_CHILDREN(TYPE)                                                                         \
    do {                                                                                           \
        const TYPE *ids = (const TYPE *)c->data + c->offset + first;                               \
        TYPE fell = 0, rose = 0;                                                                   \
        for (size_t i = start; i < count; i++) {                                                   \
            fell |= ids[i] < ids[(ptrdiff_t)i - 1];                                                \
            rose |= ids[i] > ids[(ptrdiff_t)i - 1];                                                \
        }                                                                                          \
        seen->rising = seen->rising && !fell;                                                      \
        seen->falling = seen->falling && !rose;                                                    \
    } while (0)

static void see_children(const observations *o, children_seen *seen, size_t first, size_t count)
{
    const row_column *c = o->subject;
    const size_t start = first == 0 ? 1 : 0;
    if (c->type == REUNIFY_CELL_INT32) {
        SEE_CHILDREN(int32_t);
        return;
    }
    if (c->type == REUNIFY_CELL_INT64) {
        SEE_CHILDREN(int64_t);
        return;
    }
    for (size_t i = start; i < count; i++) {
        const int order = o->marks[i] ? compare_subjects(c, first + i, first + i - 1) : 0;
        seen->rising = seen->rising && order >= 0;
        seen->falling = seen->falling && order <= 0;
    }
}

static size_t count_marks(const uint8_t *marks, size_t count)
{
    uint32_t marked = 0;
    for (size_t i = 0; i < count; i++)
        marked += marks[i];
    return marked;
}

typedef struct {
    const row_column *subject;
    size_t row;
} first_row;

static int compare_first_rows(const void *a, const void *b)
{
    const first_row *x = a, *y = b;
    const int order = compare_subjects(x->subject, x->row, y->row);
    return order ? order : (x->row > y->row) - (x->row < y->row);
}

static void gather_first_rows(observations *o, first_row *out)
{
    const size_t count = o->plan.rows->count;
    for (size_t first = 0; first < count; first += BLOCK_ROWS) {
        const size_t rows = count - first < BLOCK_ROWS ? count - first : BLOCK_ROWS;
        mark_children(o, first, rows);
        for (size_t i = 0; i < rows; i++)
            if (o->marks[i])
                *out++ = (first_row){o->subject, first + i};
    }
}

/* The first row of those at which a child comes again. */
static reunify_status check_twice(observations *o, reunify_error *error)
{
    arena memory;
    arena_start(&memory, o->plan.rows->context);
    first_row *rows = arena_take_array(&memory, o->children, sizeof *rows);
    size_t again = SIZE_MAX;
    if (rows) {
        gather_first_rows(o, rows);
        sort_items(rows, o->children, sizeof *rows, compare_first_rows);
        for (size_t i = 1; i < o->children; i++)
            if (!compare_subjects(o->subject, rows[i].row, rows[i - 1].row) && rows[i].row < again)
                again = rows[i].row;
    }
    const bool taken = rows != NULL;
    arena_release(&memory);
    if (!taken)
        return error_no_memory(error);
    return again == SIZE_MAX ? REUNIFY_OK
                             : rows_fault("group_twice", again, "child",
                                          "expected all rows of a child to stand together", error);
}

/* Tables that follow each other ---------------------------------------------------------------- */

/* Whether the first row is of the child that was under way, which is known before any other. */
static void see_first_row(const observations *o)
{
    child_under_way *b = o->before;
    const child_key first = child_of_row(o->subject, 0);
    b->begins = !b->begun || compare_children(&first, &b->child) != 0;
}

/* No one that came before can come again while all rise, or all fall. */
static reunify_status follow_children(const observations *o, size_t first, size_t count,
                                      reunify_error *error)
{
    child_under_way *b = o->before;
    for (size_t i = 0; i < count; i++) {
        if (!o->marks[i] || !(b->begun || first + i))
            continue;
        const child_key here = child_of_row(o->subject, first + i),
                        last = first + i ? child_of_row(o->subject, first + i - 1) : b->child;
        const int order = compare_children(&here, &last);
        b->rising = b->rising && order > 0;
        b->falling = b->falling && order < 0;
        if (!b->rising && !b->falling)
            return rows_fault("unsorted_children", first + i, "child",
                              "expected the children of a stream in order, rising or falling",
                              error);
    }
    return REUNIFY_OK;
}

bool observations_pass_on(const observations *o)
{
    child_under_way *b = o->before;
    const size_t count = o->plan.rows->count;
    b->rows += (int64_t)count;
    if (!count)
        return true;
    b->child = child_of_row(o->subject, count - 1);
    b->words.length = 0;
    if (b->child.is_text)
        buffer_add(&b->words, b->child.words.data, b->child.words.length);
    b->child.words.data = buffer_data(&b->words);
    b->begun = true;
    b->date = date_of_row(o->date, count - 1);
    return !b->words.failed;
}

reunify_status observations_check(observations *o, reunify_error *error)
{
    const size_t count = o->plan.rows->count;
    children_seen seen = {true, true};
    reunify_status status = REUNIFY_OK;
    if (o->before && count && row_is_valid(o->subject, 0))
        see_first_row(o);
    reunify_date before = o->before && !o->before->begins ? o->before->date : REUNIFY_DATE_NONE;
    for (size_t first = 0; first < count && !status; first += BLOCK_ROWS) {
        const size_t rows = count - first < BLOCK_ROWS ? count - first : BLOCK_ROWS;
        status = check_subjects(o, first, rows, error);
        if (!status)
            status = observations_read(o, first, rows, error);
        if (!status)
            status = check_days(o, first, rows, before, error);
        if (status)
            return status;
        before = o->days[rows - 1];
        if (o->before)
            status = follow_children(o, first, rows, error);
        else
            see_children(o, &seen, first, rows);
        o->children += count_marks(o->marks, rows);
    }
    return status || seen.rising || seen.falling ? status : check_twice(o, error);
}

size_t observations_longest(observations *o)
{
    const size_t count = o->plan.rows->count;
    size_t begun = 0, longest = 0;
    for (size_t first = 0; first < count; first += BLOCK_ROWS) {
        const size_t rows = count - first < BLOCK_ROWS ? count - first : BLOCK_ROWS;
        mark_children(o, first, rows);
        for (size_t i = 0; i < rows; i++) {
            if (!o->marks[i])
                continue;
            longest = first + i - begun > longest ? first + i - begun : longest;
            begun = first + i;
        }
    }
    return count - begun > longest ? count - begun : longest;
}

reunify_status reunify_columns_check(const reunify_columns *columns, const reunify_rows *rows,
                                     size_t *children, reunify_error *error)
{
    reunify_error_clear(error);
    if (!children)
        return error_argument(error, "children is NULL");
    *children = 0;
    if (!columns || !rows)
        return error_argument(error, "the columns or the rows are NULL");
    observations o;
    reunify_status status = observations_open(&o, columns, rows, error);
    if (!status)
        status = observations_check(&o, error);
    if (!status)
        *children = o.children;
    observations_close(&o);
    return status;
}
