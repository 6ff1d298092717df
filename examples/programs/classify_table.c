/*
 * A CSV table is read in parts of some thousand rows, so that a file of any length takes the memory
 * of one. Where children matter, a part ends with a child; what was already read of the next one
 * goes on into the next part. So that a child whose rows do not stand together is found across
 * parts too, a number for each child is kept.
 */
#include "classify_table.h"

#include "dates.h"
#include "nearest.h"

#include <stdlib.h>
#include <string.h>

static int no_memory(void)
{
    complain("no memory");
    return BAD_INPUT;
}

/* The head ------------------------------------------------------------------------------------- */

static const char *const roles[] = {"return_to", "child",       "date", "judgement",
                                    "rationale", "approved_by", NULL};

static size_t split_name(const char *name, int32_t *person)
{
    const char *at = strrchr(name, '@');
    char *end = NULL;
    const long number = at ? strtol(at + 1, &end, 10) : 0;
    *person = at && number > 0 && number < 1000 && !*end ? (int32_t)number : 0;
    return *person ? (size_t)(at - name) : strlen(name);
}

static bool is_finding(const reunify_columns *columns, const table_column *c)
{
    const char *name;
    for (size_t i = 0; (name = reunify_columns_name(columns, REUNIFY_CODES_FINDINGS, 0, i)) != NULL;
         i++)
        if (strlen(name) == c->name_length && memcmp(name, c->name, c->name_length) == 0)
            return true;
    return false;
}

/* A column that is perhaps a finding with a slip in its name: better asked than passed over. */
static const char *meant(const reunify_columns *columns, const char *given)
{
    const char *names[MOST_CELLS + 1] = {NULL};
    for (size_t i = 0; i < MOST_CELLS; i++)
        names[i] = reunify_columns_name(columns, REUNIFY_CODES_FINDINGS, 0, i);
    return nearest_of(given, names);
}

static int read_name(table *t, size_t at, const reunify_columns *columns, bool by_child)
{
    table_column *c = &t->columns[at];
    size_t length;
    const char *name = cell_of(&t->reader, at, &length);
    c->name = malloc(length + 1);
    if (!c->name)
        return no_memory();
    memcpy(c->name, name, length);
    c->name[length] = '\0';
    c->name_length = split_name(c->name, &c->person);
    for (int32_t i = 0; roles[i]; i++)
        if (strlen(roles[i]) == c->name_length && memcmp(roles[i], c->name, c->name_length) == 0)
            c->what = REUNIFY_READ_RETURN_TO + i;
    if (!c->what && is_finding(columns, c))
        c->what = REUNIFY_READ_FINDING;
    if (c->what == REUNIFY_READ_SUBJECT)
        t->child = at;
    const bool known = c->what || strncmp(c->name, "x_", 2) == 0;
    if (c->what > REUNIFY_READ_RETURN_TO && !by_child)
        c->what = 0;
    const char *near = known ? NULL : meant(columns, c->name);
    if (near)
        complain("%s:1: the column \"%s\" is no finding; did you mean \"%s\"? (names that begin "
                 "with x_ are passed over)",
                 t->file, c->name, near);
    return near ? BAD_INPUT : DONE;
}

static bool has_column(const table *t, int32_t what)
{
    for (size_t i = 0; i < t->column_count; i++)
        if (t->columns[i].what == what)
            return true;
    return false;
}

static int read_head(table *t, const reunify_columns *columns, bool by_child)
{
    if (!next_row(&t->reader)) {
        complain("%s: %s", t->file, t->reader.fault ? t->reader.fault : "there is no row");
        return BAD_INPUT;
    }
    t->column_count = t->reader.count;
    int status = DONE;
    for (size_t i = 0; i < t->column_count && !status; i++)
        status = read_name(t, i, columns, by_child);
    if (status)
        return status;
    if (!has_column(t, REUNIFY_READ_FINDING)) {
        complain("%s:1: no column is named as a finding of the profile", t->file);
        return BAD_INPUT;
    }
    if (by_child && (!has_column(t, REUNIFY_READ_SUBJECT) || !has_column(t, REUNIFY_READ_DATE))) {
        complain("%s:1: a replay needs the columns child and date", t->file);
        return BAD_INPUT;
    }
    t->child = by_child ? t->child : SIZE_MAX;
    return DONE;
}

static bool make_room(table *t, size_t rows)
{
    size_t *lines = realloc(t->lines, rows * sizeof *lines);
    if (!lines)
        return false;
    t->lines = lines;
    free(t->days);
    free(t->dated);
    t->days = malloc(rows * sizeof *t->days);
    t->dated = malloc(rows / 8 + 1);
    if (!t->days || !t->dated)
        return false;
    for (size_t i = 0; i < t->column_count; i++) {
        int64_t *ends = realloc(t->columns[i].ends, (rows + 1) * sizeof *ends);
        if (!ends)
            return false;
        ends[0] = 0;
        t->columns[i].ends = ends;
    }
    t->room = rows;
    return true;
}

int open_table(table *t, const char *file, const reunify_columns *columns, bool by_child)
{
    memset(t, 0, sizeof *t);
    t->file = file;
    t->child = SIZE_MAX;
    t->reader = (csv){.from = &t->from};
    if (!open_bytes(&t->from, file)) {
        complain("%s: %s", file, t->from.reason);
        return BAD_INPUT;
    }
    const int status = read_head(t, columns, by_child);
    if (status)
        return status;
    return make_room(t, PART_ROWS) ? DONE : no_memory();
}

void close_table(table *t)
{
    for (size_t i = 0; i < t->column_count; i++) {
        free(t->columns[i].name);
        free_buffer(&t->columns[i].text);
        free(t->columns[i].ends);
    }
    close_csv(&t->reader);
    close_bytes(&t->from);
    free(t->lines);
    free(t->days);
    free(t->dated);
    free(t->seen);
}

/* Children of earlier parts ------------------------------------------------------------------- */

static uint64_t number_of(const char *child, size_t length)
{
    uint64_t number = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < length; i++)
        number = (number ^ (unsigned char)child[i]) * UINT64_C(1099511628211);
    number ^= number >> 32;
    return number ? number : 1;
}

/* False where it is there already. */
static bool add_number(uint64_t *numbers, size_t room, uint64_t number)
{
    size_t at = (size_t)number & (room - 1);
    for (; numbers[at]; at = (at + 1) & (room - 1))
        if (numbers[at] == number)
            return false;
    numbers[at] = number;
    return true;
}

static bool grow_seen(table *t)
{
    const size_t room = t->seen_room ? 2 * t->seen_room : 4096;
    uint64_t *grown = calloc(room, sizeof *grown);
    if (!grown)
        return false;
    for (size_t i = 0; i < t->seen_room; i++)
        if (t->seen[i])
            add_number(grown, room, t->seen[i]);
    free(t->seen);
    t->seen = grown;
    t->seen_room = room;
    return true;
}

static int see_child(table *t, size_t row)
{
    size_t length;
    const char *child = cell_at(t, t->child, row, &length);
    if (2 * t->seen_count >= t->seen_room && !grow_seen(t))
        return no_memory();
    t->seen_count++;
    if (!length || add_number(t->seen, t->seen_room, number_of(child, length)))
        return DONE;
    complain("%s:%zu: column child: expected all rows of a child to stand together", t->file,
             t->lines[row]);
    return BAD_INPUT;
}

/* Parts --------------------------------------------------------------------------------------- */

const char *cell_at(const table *t, size_t column, size_t row, size_t *length)
{
    const table_column *c = &t->columns[column];
    *length = (size_t)(c->ends[row + 1] - c->ends[row]);
    return *length ? c->text.data + c->ends[row] : "";
}

static bool begins_child(const table *t, size_t row)
{
    size_t length, before;
    if (t->child == SIZE_MAX || !row)
        return true;
    const char *child = cell_at(t, t->child, row, &length);
    const char *other = cell_at(t, t->child, row - 1, &before);
    return length != before || memcmp(child, other, length) != 0;
}

/* Keeps the last row alone, with which the next part begins. */
static int keep_last_row(table *t)
{
    for (size_t i = 0; i < t->column_count; i++) {
        table_column *c = &t->columns[i];
        size_t length;
        const char *cell = cell_at(t, i, t->rows, &length);
        if (length)
            memmove(c->text.data, cell, length);
        c->text.length = length;
        c->ends[1] = (int64_t)length;
    }
    t->lines[0] = t->lines[t->rows];
    return DONE;
}

static int add_row(table *t)
{
    if (t->rows == t->room && !make_room(t, 2 * t->room))
        return no_memory();
    if (t->reader.count > t->column_count) {
        complain("%s:%zu: the row has more cells than there are columns", t->file, t->reader.line);
        return BAD_INPUT;
    }
    t->lines[t->rows] = t->reader.line;
    for (size_t i = 0; i < t->column_count; i++) {
        table_column *c = &t->columns[i];
        size_t length;
        const char *cell = cell_of(&t->reader, i, &length);
        add_bytes(&c->text, cell, length);
        if (c->text.failed)
            return no_memory();
        c->ends[t->rows + 1] = (int64_t)c->text.length;
    }
    t->rows++;
    return begins_child(t, t->rows - 1) && t->child != SIZE_MAX ? see_child(t, t->rows - 1) : DONE;
}

/* Where a part ended because a new child began, that row stands behind it: `rows` is not it. */
int read_part(table *t)
{
    const bool kept = t->rows && !t->ended && t->child != SIZE_MAX;
    if (kept)
        keep_last_row(t);
    for (size_t i = 0; i < t->column_count && !kept; i++)
        t->columns[i].text.length = 0;
    t->rows = kept;
    if (t->ended)
        return DONE;
    while (t->rows < PART_ROWS || !begins_child(t, t->rows - 1)) {
        if (!next_row(&t->reader)) {
            t->ended = true;
            if (t->reader.fault)
                complain("%s:%zu: %s", t->file, t->reader.line, t->reader.fault);
            return t->reader.fault ? BAD_INPUT : DONE;
        }
        const int status = add_row(t);
        if (status)
            return status;
    }
    t->rows -= t->child != SIZE_MAX;
    return DONE;
}

/* The cells of a column as days; one that is none of the calendar as none, which is then told. */
static void read_days(const table *t, size_t column)
{
    memset(t->dated, 0, t->rows / 8 + 1);
    for (size_t row = 0; row < t->rows; row++) {
        size_t length;
        const char *cell = cell_at(t, column, row, &length);
        if (!date_in(cell, length, &t->days[row]))
            t->days[row] = REUNIFY_DATE_NONE;
        t->dated[row / 8] |= (unsigned char)((length > 0) << (row % 8));
    }
}

static reunify_status give_column(const table *t, size_t at, reunify_rows *rows)
{
    const table_column *c = &t->columns[at];
    if (c->what == REUNIFY_READ_DATE) {
        read_days(t, at);
        return reunify_rows_read(rows, c->what, c->name, c->name_length, 0, REUNIFY_CELL_INT32,
                                 t->days, NULL, t->dated, 0, NULL);
    }
    return reunify_rows_read(rows, c->what, c->name, c->name_length, c->person,
                             REUNIFY_CELL_LARGE_TEXT, c->text.data ? c->text.data : "", c->ends,
                             NULL, 0, NULL);
}

int give_part(const table *t, reunify_rows *rows)
{
    for (size_t i = 0; i < t->column_count; i++) {
        const table_column *c = &t->columns[i];
        if (c->what && give_column(t, i, rows)) {
            complain("%s:1: the column \"%s\" cannot be read", t->file, c->name);
            return BAD_INPUT;
        }
    }
    return DONE;
}

void complain_of_cell(const table *t, const reunify_error *error)
{
    const char *place = reunify_error_pointer(error, 0);
    char *column = NULL;
    const size_t row = *place == '/' ? strtoul(place + 1, &column, 10) : SIZE_MAX;
    if (row < t->rows && column && *column == '/')
        complain("%s:%zu: column %s: %s", t->file, t->lines[row], column + 1,
                 reunify_error_message(error, 0));
    else
        complain("%s: %s", t->file, reunify_error_message(error, 0));
}
