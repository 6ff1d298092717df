/*
 * Files of episodes and of children, read row by row.
 *
 * A file has a row of column names, in any order; those that are not needed are passed over. It is
 * one of episodes where it has DECOM, one of children where it has DOB and no DECOM, of marks where
 * it has DATE and neither. Every row goes to arrays that grow by half; children and authorities are
 * numbered by a hash table of their names, and last once more by the order of these. A
 * cell that is no date or no child is a fault with its row and column; up to MOST_TOLD are told,
 * and the file is read to its end. A code that there is not is no fault: the library lists it.
 */
#include "outcome_files.h"

#include "episode_cells.h"
#include "support.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_TOLD = 20 };

/* Columns -------------------------------------------------------------------------------------- */

enum { NOT_THERE = -1 };

typedef struct {
    outcome_data *d;
    csv *c;
    const char *name;
    size_t number;
    int at[EPISODE_COLUMNS];
} table;

/* Faults --------------------------------------------------------------------------------------- */

#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
static bool
tell(table *t, const char *format, ...)
{
    char message[300];
    va_list values;
    va_start(values, format);
    vsnprintf(message, sizeof message, format, values);
    va_end(values);
    if (t->d->faults < MOST_TOLD)
        complain("%s:%zu: %s", t->name, t->c->line, message);
    t->d->faults++;
    return false;
}

static bool tell_cell(table *t, episode_column of)
{
    return tell(t, "column %s: expected %s", episode_column_names[of], expected_in(of));
}

/* Header --------------------------------------------------------------------------------------- */

static bool name_column(table *t, size_t at)
{
    size_t length;
    const char *cell = cell_of(t->c, at, &length);
    const episode_column found = find_episode_column(cell, length);
    if (found == EPISODE_COLUMNS || found == REPORT)
        return true;
    if (t->at[found] != NOT_THERE)
        return tell(t, "the column %s stands there twice", episode_column_names[found]);
    t->at[found] = (int)at;
    return true;
}

static bool needs(table *t, const episode_column *columns, size_t count, const char *all)
{
    for (size_t i = 0; i < count; i++)
        if (t->at[columns[i]] == NOT_THERE)
            return tell(t, "there is no column %s; expected a first row with %s, in any order",
                        episode_column_names[columns[i]], all);
    return true;
}

static bool has(const table *t, episode_column of)
{
    return t->at[of] != NOT_THERE;
}

static bool read_header(table *t)
{
    static const episode_column episodes[] = {CHILD, DECOM, DEC, REC}, children[] = {CHILD, DOB},
                                marks[] = {CHILD, DATE};
    for (size_t i = 0; i < EPISODE_COLUMNS; i++)
        t->at[i] = NOT_THERE;
    if (!next_row(t->c))
        return tell(t, "%s", t->c->fault ? t->c->fault : "the file is empty");
    for (size_t i = 0; i < t->c->count; i++)
        if (!name_column(t, i))
            return false;
    if (has(t, DOB) && !has(t, DECOM))
        return needs(t, children, 2, "CHILD and DOB");
    if (has(t, DATE) && !has(t, DECOM))
        return needs(t, marks, 2, "CHILD, DATE and LEVEL or GATE") &&
               (has(t, LEVEL) || has(t, GATE) ||
                tell(t, "there is neither a column LEVEL nor GATE beside DATE"));
    return needs(t, episodes, 4, "CHILD, DECOM, RNE, LS, PLACE, DEC and REC");
}

/* Names ---------------------------------------------------------------------------------------- */

/* It begins with where the list lies, which no file can know, so that none can make names meet. */
static uint32_t hash_of(const name_list *n, const char *name, size_t length)
{
    uint32_t hash = 2166136261u ^ (uint32_t)((uintptr_t)n >> 4) * 2654435761u;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)name[i]) * 16777619u;
    return hash;
}

/* Twice as many slots; the names are put in anew. */
static bool grow_slots(name_list *n)
{
    const size_t count = n->slot_count ? n->slot_count * 2 : 1024;
    uint32_t *slots = calloc(count, sizeof *slots);
    if (!slots)
        return false;
    for (size_t i = 0; i < n->count; i++) {
        size_t at = hash_of(n, n->names[i], strlen(n->names[i])) & (count - 1);
        while (slots[at])
            at = (at + 1) & (count - 1);
        slots[at] = (uint32_t)i + 1;
    }
    free(n->slots);
    n->slots = slots;
    n->slot_count = count;
    return true;
}

static bool add_name(name_list *n, const char *name, size_t length)
{
    if (n->count == n->capacity) {
        const size_t capacity = n->capacity ? n->capacity * 2 : 64;
        char **names = realloc(n->names, capacity * sizeof *names);
        if (!names)
            return false;
        n->names = names;
        n->capacity = capacity;
    }
    char *copy = malloc(length + 1);
    if (!copy)
        return false;
    memcpy(copy, name, length);
    copy[length] = '\0';
    n->names[n->count++] = copy;
    return true;
}

/* The number of a name, a new one where it was not met; -1 where there is no memory. */
static int64_t number_of(name_list *n, const char *name, size_t length)
{
    if (n->count * 2 >= n->slot_count && !grow_slots(n))
        return -1;
    size_t at = hash_of(n, name, length) & (n->slot_count - 1);
    for (; n->slots[at]; at = (at + 1) & (n->slot_count - 1)) {
        const char *met = n->names[n->slots[at] - 1];
        if (strncmp(met, name, length) == 0 && !met[length])
            return n->slots[at] - 1;
    }
    if (!add_name(n, name, length))
        return -1;
    n->slots[at] = (uint32_t)n->count;
    return (int64_t)n->count - 1;
}

/* Growing -------------------------------------------------------------------------------------- */

#define GROW(column)                                                                               \
    do {                                                                                           \
        void *more = realloc(column, capacity * sizeof *(column));                                 \
        if (!more)                                                                                 \
            return false;                                                                          \
        (column) = more;                                                                           \
    } while (0)

static size_t grown(size_t capacity)
{
    return capacity + capacity / 2 + 1024;
}

static bool grow_marks(mark_columns *m)
{
    const size_t capacity = grown(m->capacity);
    if (m->count < m->capacity)
        return true;
    GROW(m->child);
    GROW(m->date);
    GROW(m->mark);
    m->capacity = capacity;
    return true;
}

/* Cells ---------------------------------------------------------------------------------------- */

/* Of a cell that is empty, however that is written, the length is 0. */
static const char *read_cell(const table *t, episode_column of, size_t *length)
{
    *length = 0;
    const char *cell = has(t, of) ? cell_of(t->c, (size_t)t->at[of], length) : "";
    *length = is_empty_cell(cell, *length) ? 0 : *length;
    return cell;
}

static bool read_child(table *t, int64_t *out)
{
    size_t length;
    const char *cell = read_cell(t, CHILD, &length);
    if (!length)
        return tell_cell(t, CHILD);
    *out = number_of(&t->d->child_names, cell, length);
    return *out >= 0 ? true : tell(t, "no memory");
}

static bool read_date(table *t, episode_column of, int32_t *out)
{
    size_t length;
    const char *cell = read_cell(t, of, &length);
    return read_date_cell(cell, length, out) || tell_cell(t, of);
}

static int32_t read_code(const table *t, episode_column of, int32_t set)
{
    size_t length;
    const char *cell = read_cell(t, of, &length);
    return code_in_cell(set, cell, length);
}

static bool read_authority(table *t, int32_t *out)
{
    size_t length;
    const char *cell = read_cell(t, AUTHORITY, &length);
    *out = -1;
    if (!length)
        return true;
    const int64_t number = number_of(&t->d->authority_names, cell, length);
    if (number < 0 || number > INT32_MAX)
        return tell(t, "no memory");
    *out = (int32_t)number;
    return true;
}

static bool read_mark(table *t, episode_column of, mark_columns *m, int64_t child, int32_t date)
{
    size_t length;
    const char *cell = read_cell(t, of, &length);
    if (!length)
        return true;
    const int64_t number = number_of(&m->names, cell, length);
    if (number < 0 || number > INT32_MAX || !grow_marks(m))
        return tell(t, "no memory");
    m->child[m->count] = child;
    m->date[m->count] = date;
    m->mark[m->count++] = (int32_t)number;
    return true;
}

static bool read_sex(table *t, int32_t *out)
{
    size_t length;
    const char *cell = read_cell(t, SEX, &length);
    return read_sex_cell(cell, length, out) || tell_cell(t, SEX);
}

/* Rows ----------------------------------------------------------------------------------------- */

static bool grow_episodes(episode_columns *e)
{
    const size_t capacity = grown(e->capacity);
    if (e->count < e->capacity)
        return true;
    GROW(e->child);
    GROW(e->start);
    GROW(e->end);
    GROW(e->authority);
    GROW(e->report);
    GROW(e->started);
    GROW(e->legal_status);
    GROW(e->placement);
    GROW(e->ceased);
    GROW(e->line);
    e->capacity = capacity;
    return true;
}

static bool grow_children(child_columns *k)
{
    const size_t capacity = grown(k->capacity);
    if (k->count < k->capacity)
        return true;
    GROW(k->child);
    GROW(k->birth);
    GROW(k->sex);
    k->capacity = capacity;
    return true;
}

static void read_episode(table *t)
{
    episode_columns *e = &t->d->episodes;
    const size_t i = e->count;
    if (!grow_episodes(e)) {
        t->c->fault = "no memory";
        return;
    }
    const bool child = read_child(t, &e->child[i]), start = read_date(t, DECOM, &e->start[i]),
               end = read_date(t, DEC, &e->end[i]), authority = read_authority(t, &e->authority[i]);
    e->started[i] = read_code(t, RNE, REUNIFY_EPISODE_REASON_STARTED);
    e->legal_status[i] = read_code(t, LS, REUNIFY_EPISODE_LEGAL_STATUS);
    e->placement[i] = read_code(t, PLACE, REUNIFY_EPISODE_PLACEMENT);
    e->ceased[i] = read_code(t, REC, REUNIFY_EPISODE_REASON_CEASED);
    e->report[i] = (int32_t)t->number;
    e->line[i] = (uint32_t)t->c->line;
    e->count += child && start && end && authority;
}

static void read_child_row(table *t)
{
    child_columns *k = &t->d->children;
    const size_t i = k->count;
    if (!grow_children(k)) {
        t->c->fault = "no memory";
        return;
    }
    const bool child = read_child(t, &k->child[i]), birth = read_date(t, DOB, &k->birth[i]),
               sex = read_sex(t, &k->sex[i]);
    k->count += child && birth && sex;
}

static void read_marks(table *t)
{
    int64_t child;
    int32_t date;
    if (!read_child(t, &child) || !read_date(t, DATE, &date))
        return;
    if (date == REUNIFY_DATE_NONE)
        tell_cell(t, DATE);
    else if (read_mark(t, LEVEL, &t->d->levels, child, date))
        read_mark(t, GATE, &t->d->gates, child, date);
}

typedef void read_one(table *t);

bool read_outcome_rows(outcome_data *d, size_t number, csv *c)
{
    table t = {.d = d, .c = c, .name = d->files[number], .number = number};
    const size_t faults = d->faults;
    size_t rows = 0;
    if (!read_header(&t))
        return false;
    read_one *const read = has(&t, DECOM) ? read_episode
                           : has(&t, DOB) ? read_child_row
                                          : read_marks;
    d->episode_files += has(&t, DECOM);
    d->has_started = d->has_started || (has(&t, DECOM) && has(&t, RNE));
    d->levels.there = d->levels.there || (read == read_marks && has(&t, LEVEL));
    d->gates.there = d->gates.there || (read == read_marks && has(&t, GATE));
    while (next_row(c)) {
        read(&t);
        show_progress(++rows, 50000, "rows");
    }
    if (c->fault)
        tell(&t, "%s", c->fault);
    return d->faults == faults;
}

static bool read_file_of(outcome_data *d, size_t number)
{
    static bytes from; /* large */
    memset(&from, 0, offsetof(bytes, block));
    csv c = {.from = &from, .line = 1};
    if (!open_bytes(&from, d->files[number]))
        complain("%s: cannot be read: %s", d->files[number], from.reason);
    const bool good = !from.failed && read_outcome_rows(d, number, &c);
    close_csv(&c);
    close_bytes(&from);
    return good;
}

int read_outcome_files(const char *const *names, size_t count, outcome_data *out)
{
    bool good = true;
    out->files = names;
    out->file_count = count;
    for (size_t i = 0; i < count; i++)
        good = read_file_of(out, i) && good;
    end_progress();
    if (out->faults > MOST_TOLD)
        complain("and %zu more faults", out->faults - MOST_TOLD);
    if (good && !out->episode_files) {
        complain("none of the files holds episodes: a column DECOM was expected");
        good = false;
    }
    if (good && !order_outcome_data(out)) {
        complain("no memory");
        good = false;
    }
    return good ? DONE : BAD_INPUT;
}

/* Order ---------------------------------------------------------------------------------------- */

typedef struct {
    char *name;
    size_t number;
} numbered;

static int order_of_names(const void *a, const void *b)
{
    return strcmp(((const numbered *)a)->name, ((const numbered *)b)->name);
}

/* Puts names in order: the rank of each by its number, NULL where there is no memory. */
static int32_t *order_names(name_list *n)
{
    const size_t count = n->count ? n->count : 1;
    numbered *all = calloc(count, sizeof *all);
    int32_t *ranks = calloc(count, sizeof *ranks);
    if (!all || !ranks) {
        free(all);
        free(ranks);
        return NULL;
    }
    for (size_t i = 0; i < n->count; i++)
        all[i] = (numbered){n->names[i], i};
    qsort(all, n->count, sizeof *all, order_of_names);
    for (size_t i = 0; i < n->count; i++) {
        ranks[all[i].number] = (int32_t)i;
        n->names[i] = all[i].name;
    }
    free(all);
    return ranks;
}

static void renumber_children(int64_t *children, size_t count, const int32_t *ranks)
{
    for (size_t i = 0; i < count; i++)
        children[i] = ranks[children[i]];
}

/* Numbers below nought stay: they stand for nothing. */
static bool renumber(name_list *names, int32_t *numbers, size_t count)
{
    int32_t *ranks = order_names(names);
    const bool good = ranks != NULL;
    for (size_t i = 0; good && i < count; i++)
        numbers[i] = numbers[i] < 0 ? numbers[i] : ranks[numbers[i]];
    free(ranks);
    return good;
}

bool order_outcome_data(outcome_data *d)
{
    int32_t *ranks = order_names(&d->child_names);
    if (!ranks)
        return false;
    renumber_children(d->episodes.child, d->episodes.count, ranks);
    renumber_children(d->children.child, d->children.count, ranks);
    renumber_children(d->levels.child, d->levels.count, ranks);
    renumber_children(d->gates.child, d->gates.count, ranks);
    free(ranks);
    return renumber(&d->authority_names, d->episodes.authority, d->episodes.count) &&
           renumber(&d->levels.names, d->levels.mark, d->levels.count) &&
           renumber(&d->gates.names, d->gates.mark, d->gates.count);
}

/* Use ------------------------------------------------------------------------------------------ */

reunify_episodes episodes_of(const outcome_data *d)
{
    const episode_columns *e = &d->episodes;
    return (reunify_episodes){.size = sizeof(reunify_episodes),
                              .count = e->count,
                              .child = e->child,
                              .start = e->start,
                              .end = e->end,
                              .started = d->has_started ? e->started : NULL,
                              .legal_status = e->legal_status,
                              .placement = e->placement,
                              .ceased = e->ceased,
                              .authority = e->authority,
                              .report = e->report};
}

reunify_episode_children children_of(const outcome_data *d)
{
    const child_columns *k = &d->children;
    return (reunify_episode_children){.size = sizeof(reunify_episode_children),
                                      .count = k->count,
                                      .child = k->child,
                                      .birth = k->birth,
                                      .sex = k->sex};
}

reunify_return_marks marks_of(const mark_columns *m)
{
    return (reunify_return_marks){.size = sizeof(reunify_return_marks),
                                  .count = m->count,
                                  .child = m->child,
                                  .date = m->date,
                                  .mark = m->mark,
                                  .names = (const char *const *)m->names.names,
                                  .name_count = m->names.count};
}

static void free_names(name_list *n)
{
    for (size_t i = 0; i < n->count; i++)
        free(n->names[i]);
    free(n->names);
    free(n->slots);
}

static void free_marks(mark_columns *m)
{
    free(m->child);
    free(m->date);
    free(m->mark);
    free_names(&m->names);
}

void free_outcome_data(outcome_data *d)
{
    episode_columns *e = &d->episodes;
    void *const columns[] = {
        e->child,          e->start,          e->end,         e->authority, e->report,
        e->started,        e->legal_status,   e->placement,   e->ceased,    e->line,
        d->children.child, d->children.birth, d->children.sex};
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++)
        free(columns[i]);
    free_marks(&d->levels);
    free_marks(&d->gates);
    free_names(&d->child_names);
    free_names(&d->authority_names);
}
