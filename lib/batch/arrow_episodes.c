/*
 * Episodes out of Arrow tables.
 *
 * The tables of a stream are kept until all are there, since what they say goes together. Then each
 * column becomes one of the library's, table by table: dates and numbers as they stand, codes by
 * what reunify_episode_code_find() makes of a text, of a dictionary once a word.
 *
 * Children are numbers, or texts. Of texts, each different one gets a number, in the order of their
 * bytes, so that the answer does not depend on the order of the rows; they are sorted together with
 * the places they stand at, once, and the children of the other table are looked up among them. The
 * outcomes keep the texts as the names of the numbers. Authorities are named likewise. The cost is
 * that of sorting; a dictionary does not make it less, but is taken.
 */
#include "batch/arrow.h"
#include "outcome/outcome.h"

#include <stdio.h>

/* One table, or all of a stream. */
typedef struct {
    struct ArrowSchema schema;
    struct ArrowArray *arrays;
    size_t count, capacity, rows;
} arrow_batches;

typedef struct {
    const reunify_context *context;
    arena memory;
    reunify_error *error;
    /* the texts that children are, in the order of their bytes; none where they are numbers */
    text *children;
    size_t child_count;
    bool by_text;
    const char **authorities;
    size_t authority_count;
} reading;

/* Texts --------------------------------------------------------------------------------------- */

typedef struct {
    text words;
    size_t row;
} placed_text;

static int order_of_placed(const void *a, const void *b)
{
    return text_order(((const placed_text *)a)->words, ((const placed_text *)b)->words);
}

/* Whether the column has texts, of its own or of a dictionary. */
static bool has_texts(const row_column *c)
{
    return c->words || type_is_text(c->type);
}

/* False for what is no number, or too large for one with a sign. */
static bool read_number(const row_column *c, size_t row, int64_t *out)
{
    if (c->type == REUNIFY_CELL_BITS || type_is_text(c->type))
        return false;
    *out = row_number(c, row);
    return c->type != REUNIFY_CELL_UINT64 || *out >= 0;
}

/* False where nothing stands there; a number of a dictionary that it has not is a fault. */
static bool read_text(const row_column *c, size_t row, text *out, bool *bad)
{
    int64_t word;
    if (!row_is_valid(c, row))
        return false;
    if (!c->words) {
        *out = row_text(c, row);
        return true;
    }
    if (!read_number(c, row, &word) || word < 0 || (uint64_t)word >= c->word_count) {
        *bad = true;
        return false;
    }
    *out = (text){c->words[word], c->lengths[word]};
    return c->words[word] != NULL;
}

/* Faults -------------------------------------------------------------------------------------- */

static reunify_status wrong_at(const reading *r, const char *code, const char *list, size_t row,
                               const char *column, const char *expected)
{
    pointer p;
    pointer_start(&p);
    pointer_push(&p, list, strlen(list));
    pointer_push_index(&p, row);
    pointer_push(&p, column, strlen(column));
    return error_add(r->error, REUNIFY_INVALID, code, p.data, "expected %s", expected);
}

static reunify_status no_such_word(const reading *r, const char *list, size_t row,
                                   const char *column)
{
    return wrong_at(r, "bad_arrow", list, row, column, "a number that the dictionary has");
}

/* Columns of all tables ----------------------------------------------------------------------- */

/* A column that is wanted: what it is called, and where it goes. */
typedef struct {
    const char *name;
    int32_t days;     /* ARROW_* */
    int32_t code_set; /* of texts; -1: they are not codes */
    int32_t none;     /* of numbers, where there is none */
} wanted_column;

enum { NOT_THERE = -1 };

static int64_t place_of(const arrow_batches *b, const char *name)
{
    for (int64_t i = 0; i < b->schema.n_children; i++) {
        const struct ArrowSchema *s = b->schema.children[i];
        if (s && s->name && strcmp(s->name, name) == 0)
            return i;
    }
    return NOT_THERE;
}

/* The column of one of the tables. */
static reunify_status take(reading *r, const arrow_batches *b, size_t table, int64_t at,
                           int32_t days, row_column *out)
{
    const struct ArrowArray *a = &b->arrays[table];
    const arrow_source from = {&r->memory, (size_t)a->offset, (size_t)a->length, r->error};
    return arrow_take_column(&from, b->schema.children[at], a->children[at], days, out);
}

typedef struct {
    const arrow_batches *of;
    const char *list; /* "episodes" or "children", for faults */
    const wanted_column *wanted;
} column_task;

/* Into the places from `first` on, what a table has in its rows. */
typedef reunify_status (*read_column)(reading *r, const column_task *t, const row_column *c,
                                      size_t first, size_t count, void *out);

static reunify_status read_all(reading *r, const column_task *t, size_t item, read_column read,
                               void **out)
{
    const int64_t at = place_of(t->of, t->wanted->name);
    *out = NULL;
    if (at == NOT_THERE)
        return REUNIFY_OK;
    *out = arena_take_zeroed(&r->memory, t->of->rows + 1, item);
    if (!*out)
        return error_no_memory(r->error);
    reunify_status status = REUNIFY_OK;
    for (size_t i = 0, first = 0; i < t->of->count && !status; i++) {
        row_column c;
        const size_t count = (size_t)t->of->arrays[i].length;
        status = take(r, t->of, i, at, t->wanted->days, &c);
        if (!status)
            status = read(r, t, &c, first, count, *out);
        first += count;
    }
    return status;
}

static reunify_status read_days(reading *r, const column_task *t, const row_column *c, size_t first,
                                size_t count, void *out)
{
    int32_t *days = out;
    for (size_t i = 0; i < count; i++) {
        text written = {"", 0};
        bool bad = false;
        days[first + i] = REUNIFY_DATE_NONE;
        if (!has_texts(c) && row_is_valid(c, i))
            days[first + i] = ((const int32_t *)c->data)[i + c->offset];
        else if (has_texts(c) && read_text(c, i, &written, &bad) && !text_is_blank(written) &&
                 !date_parse(written.data, written.length, &days[first + i]))
            return wrong_at(r, "bad_date", t->list, first + i, t->wanted->name,
                            "a date, as yyyy-mm-dd, or nothing");
    }
    return REUNIFY_OK;
}

static int32_t code_of_text(int32_t set, text t)
{
    int32_t code = REUNIFY_EPISODE_NO_CODE;
    const reunify_status found = reunify_episode_code_find(set, t.data, t.length, &code);
    return found == REUNIFY_OK || found == REUNIFY_NOT_FOUND ? code : REUNIFY_EPISODE_UNKNOWN_CODE;
}

/* Of a dictionary, each word's code once. */
static int32_t *codes_of_words(reading *r, const row_column *c, int32_t set)
{
    int32_t *codes = arena_take_array(&r->memory, c->word_count + 1, sizeof *codes);
    for (size_t i = 0; codes && i < c->word_count; i++)
        codes[i] = c->words[i] ? code_of_text(set, (text){c->words[i], c->lengths[i]})
                               : REUNIFY_EPISODE_NO_CODE;
    return codes;
}

/* What stands there as a code of the set; INT64_MAX for what is none. */
static int64_t code_at(const row_column *c, size_t row, int32_t set, const int32_t *of_words,
                       bool *bad)
{
    int64_t number;
    if (!row_is_valid(c, row))
        return REUNIFY_EPISODE_NO_CODE;
    if (type_is_text(c->type))
        return code_of_text(set, row_text(c, row));
    if (!read_number(c, row, &number))
        return INT64_MAX;
    if (!of_words)
        return number;
    *bad = number < 0 || (uint64_t)number >= c->word_count;
    return *bad ? INT64_MAX : of_words[number];
}

static reunify_status read_codes(reading *r, const column_task *t, const row_column *c,
                                 size_t first, size_t count, void *out)
{
    const int32_t set = t->wanted->code_set;
    int32_t *codes = out;
    const int32_t *of_words = c->words ? codes_of_words(r, c, set) : NULL;
    if (c->words && !of_words)
        return error_no_memory(r->error);
    for (size_t i = 0; i < count; i++) {
        bool bad = false;
        const int64_t code = code_at(c, i, set, of_words, &bad);
        if (bad)
            return no_such_word(r, t->list, first + i, t->wanted->name);
        /* a number that is no code is refused with the rows */
        codes[first + i] = code < INT32_MIN || code > INT32_MAX ? INT32_MAX : (int32_t)code;
    }
    return REUNIFY_OK;
}

static reunify_status read_integers(reading *r, const column_task *t, const row_column *c,
                                    size_t first, size_t count, void *out)
{
    int32_t *numbers = out;
    for (size_t i = 0; i < count; i++) {
        int64_t number = t->wanted->none;
        if (row_is_valid(c, i) && (has_texts(c) || !read_number(c, i, &number) ||
                                   number < INT32_MIN || number > INT32_MAX))
            return wrong_at(r, "bad_number", t->list, first + i, t->wanted->name, "a whole number");
        numbers[first + i] = (int32_t)number;
    }
    return REUNIFY_OK;
}

static int64_t sex_of(text t)
{
    switch (t.length == 1 ? t.data[0] : '?') {
    case 'M':
    case 'm':
    case '1':
        return REUNIFY_SEX_MALE;
    case 'F':
    case 'f':
    case '2':
        return REUNIFY_SEX_FEMALE;
    case 'U':
    case 'u':
        return REUNIFY_SEX_OTHER;
    default:
        return -1;
    }
}

static reunify_status read_sexes(reading *r, const column_task *t, const row_column *c,
                                 size_t first, size_t count, void *out)
{
    int32_t *sexes = out;
    for (size_t i = 0; i < count; i++) {
        text words = {"", 0};
        bool bad = false;
        int64_t number = REUNIFY_SEX_NOT_KNOWN;
        if (has_texts(c) && read_text(c, i, &words, &bad) && !text_is_blank(words))
            number = sex_of(words);
        else if (!has_texts(c) && row_is_valid(c, i) && !read_number(c, i, &number))
            number = -1;
        if (bad || number < REUNIFY_SEX_NOT_KNOWN || number > REUNIFY_SEX_OTHER)
            return wrong_at(r, "bad_value", t->list, first + i, t->wanted->name,
                            "M, F or U, or a number from 0 to 3");
        sexes[first + i] = (int32_t)number;
    }
    return REUNIFY_OK;
}

/* Names --------------------------------------------------------------------------------------- */

/* The texts of a column; of rows without one, or with a blank one, none. */
static reunify_status read_texts(reading *r, const column_task *t, const row_column *c,
                                 size_t first, size_t count, void *out)
{
    text *texts = out;
    if (!has_texts(c))
        return arrow_refuse(t->wanted->name, "expected texts, or a dictionary of texts", r->error);
    for (size_t i = 0; i < count; i++) {
        bool bad = false;
        text found = {NULL, 0};
        if (read_text(c, i, &found, &bad) && !text_is_blank(found)) {
            if (!utf8_valid(found.data, found.length) || memchr(found.data, '\0', found.length))
                return wrong_at(r, "bad_value", t->list, first + i, t->wanted->name,
                                "a text in UTF-8");
            texts[first + i] = found;
        }
        if (bad)
            return no_such_word(r, t->list, first + i, t->wanted->name);
    }
    return REUNIFY_OK;
}

/*
 * The different ones among texts, in the order of their bytes, and for each place the number of
 * its own, -1 for none.
 */
static bool number_texts(reading *r, const text *texts, size_t count, int64_t *numbers,
                         text **names, size_t *name_count)
{
    placed_text *all = arena_take_array(&r->memory, count + 1, sizeof *all);
    *names = arena_take_array(&r->memory, count + 1, sizeof **names);
    *name_count = 0;
    if (!all || !*names)
        return false;
    size_t some = 0;
    for (size_t i = 0; i < count; i++) {
        numbers[i] = -1;
        if (texts[i].data)
            all[some++] = (placed_text){texts[i], i};
    }
    if (!sort_items_merging(r->context, all, some, sizeof *all, order_of_placed))
        return false;
    for (size_t i = 0; i < some; i++) {
        if (!i || order_of_placed(&all[i - 1], &all[i]))
            (*names)[(*name_count)++] = all[i].words;
        numbers[all[i].row] = (int64_t)*name_count - 1;
    }
    return true;
}

static const char **ended_names(reading *r, const text *names, size_t count)
{
    const char **ended = arena_take_zeroed(&r->memory, count + 1, sizeof *ended);
    for (size_t i = 0; ended && i < count; i++)
        if (!(ended[i] = arena_text(&r->memory, names[i].data, names[i].length)))
            return NULL;
    return ended;
}

static bool has_text_column(const arrow_batches *b, const char *name)
{
    const int64_t at = place_of(b, name);
    if (at == NOT_THERE)
        return false;
    const struct ArrowSchema *s = b->schema.children[at];
    return s->dictionary ||
           (s->format && (strcmp(s->format, "u") == 0 || strcmp(s->format, "U") == 0));
}

/* Children ------------------------------------------------------------------------------------ */

static reunify_status read_child_numbers(reading *r, const column_task *t, const row_column *c,
                                         size_t first, size_t count, void *out)
{
    int64_t *numbers = out;
    for (size_t i = 0; i < count; i++)
        if (!row_is_valid(c, i) || !read_number(c, i, &numbers[first + i]))
            return wrong_at(r, "missing_member", t->list, first + i, t->wanted->name,
                            "a child: a whole number, or a text");
    return REUNIFY_OK;
}

static reunify_status missing_child(const reading *r, const column_task *t, const text *texts)
{
    for (size_t i = 0; i < t->of->rows; i++)
        if (!texts[i].data)
            return wrong_at(r, "missing_member", t->list, i, t->wanted->name,
                            "a child: a whole number, or a text");
    return REUNIFY_OK;
}

static bool is_before_child(const void *item, const void *child)
{
    return text_order(*(const text *)item, *(const text *)child) < 0;
}

/* A child without episodes gets the number behind the last. */
static int64_t find_child(const reading *r, text child)
{
    const size_t at =
        count_before(r->children, r->child_count, sizeof child, is_before_child, &child);
    return (int64_t)(at < r->child_count && !text_order(r->children[at], child) ? at
                                                                                : r->child_count);
}

static reunify_status number_children(reading *r, const column_task *t, bool of_episodes,
                                      const int64_t **out)
{
    void *texts;
    reunify_status status = read_all(r, t, sizeof(text), read_texts, &texts);
    if (!status)
        status = missing_child(r, t, texts);
    if (status)
        return status;
    int64_t *numbers = arena_take_array(&r->memory, t->of->rows + 1, sizeof *numbers);
    if (!numbers)
        return error_no_memory(r->error);
    *out = numbers;
    if (of_episodes)
        return number_texts(r, texts, t->of->rows, numbers, &r->children, &r->child_count)
                   ? REUNIFY_OK
                   : error_no_memory(r->error);
    for (size_t i = 0; i < t->of->rows; i++)
        numbers[i] = find_child(r, ((const text *)texts)[i]);
    return REUNIFY_OK;
}

static reunify_status missing_column(const reading *r, const char *list, const char *name)
{
    pointer p;
    pointer_start(&p);
    pointer_push(&p, list, strlen(list));
    return error_add(r->error, REUNIFY_NOT_FOUND, "missing_column", p.data, "expected a column %s",
                     name);
}

static reunify_status read_children(reading *r, const arrow_batches *b, const char *list,
                                    const int64_t **out)
{
    static const wanted_column wanted = {"child", ARROW_NO_DAYS, -1, 0};
    const column_task t = {b, list, &wanted};
    const bool of_episodes = strcmp(list, "episodes") == 0, texts = has_text_column(b, "child");
    void *numbers;
    if (place_of(b, "child") == NOT_THERE)
        return missing_column(r, list, "child");
    if (of_episodes)
        r->by_text = texts;
    if (texts != r->by_text)
        return arrow_refuse("child", "the children are texts in one table and numbers in the other",
                            r->error);
    if (texts)
        return number_children(r, &t, of_episodes, out);
    const reunify_status status = read_all(r, &t, sizeof(int64_t), read_child_numbers, &numbers);
    *out = numbers;
    return status;
}

/* Tables -------------------------------------------------------------------------------------- */

enum { MOST_EPISODE_COLUMNS = 4096 };

/* A table without rows may come without an array. */
static const char *schema_problem(const struct ArrowSchema *s)
{
    if (!s->format || strcmp(s->format, "+s") != 0)
        return "expected a struct array, as of a record batch";
    if (s->n_children < 0 || s->n_children > MOST_EPISODE_COLUMNS ||
        (s->n_children && !s->children))
        return "the columns are missing";
    for (int64_t i = 0; i < s->n_children; i++)
        if (!s->children[i] || !s->children[i]->release || !s->children[i]->name)
            return "the schema of a column is missing, has no name, or was released";
    return NULL;
}

static size_t times_there(const arrow_batches *b, const char *name)
{
    size_t times = 0;
    for (int64_t i = 0; i < b->schema.n_children; i++)
        times += strcmp(b->schema.children[i]->name, name) == 0;
    return times;
}

/* Each column is one that is read, and there once; a name that is mistyped would be lost. */
static reunify_status check_columns(const reading *r, const arrow_batches *b, const char *list,
                                    const char *const *names)
{
    const word_list known = word_list_of(names);
    for (int64_t i = 0; i < b->schema.n_children; i++) {
        const char *name = b->schema.children[i]->name;
        char message[ERROR_MESSAGE];
        bool found = text_is_foreign(name, strlen(name));
        for (const char *const *one = names; *one && !found; one++)
            found = strcmp(*one, name) == 0;
        pointer p;
        pointer_start(&p);
        pointer_push(&p, list, strlen(list));
        pointer_push(&p, name, strlen(name));
        if (!found) {
            words_tell(r->error, message, "expected one of", &known, (text){name, strlen(name)});
            return error_add(r->error, REUNIFY_NOT_FOUND, "unknown_column", p.data, "%s", message);
        }
        if (!text_is_foreign(name, strlen(name)) && times_there(b, name) > 1)
            return error_add(r->error, REUNIFY_INVALID, "duplicate_member", p.data,
                             "the table has two columns of this name");
    }
    return REUNIFY_OK;
}

static reunify_status check_table(const reading *r, const arrow_batches *b, const char *list,
                                  const char *const *names)
{
    const char *problem = schema_problem(&b->schema);
    if (problem)
        return arrow_refuse(NULL, problem, r->error);
    if (b->rows > INT32_MAX)
        return error_add(r->error, REUNIFY_LIMIT, "limit_items", NULL,
                         "expected at most 2,147,483,647 rows");
    return check_columns(r, b, list, names);
}

static reunify_status read_named(reading *r, const arrow_batches *b, const wanted_column *wanted,
                                 const char *list, read_column read, const int32_t **out)
{
    void *made;
    const reunify_status status =
        read_all(r, &(column_task){b, list, wanted}, sizeof(int32_t), read, &made);
    *out = made;
    return status;
}

/* Texts name authorities; numbers count in the options. */
static reunify_status read_authorities(reading *r, const arrow_batches *b, const int32_t **out)
{
    static const wanted_column wanted = {"authority", ARROW_NO_DAYS, -1, -1};
    const column_task t = {b, "episodes", &wanted};
    void *texts;
    text *names;
    *out = NULL;
    if (place_of(b, wanted.name) == NOT_THERE)
        return REUNIFY_OK;
    if (!has_text_column(b, wanted.name))
        return read_named(r, b, &wanted, "episodes", read_integers, out);
    const reunify_status status = read_all(r, &t, sizeof(text), read_texts, &texts);
    if (status)
        return status;
    int64_t *numbers = arena_take_array(&r->memory, b->rows + 1, sizeof *numbers);
    int32_t *narrow = arena_take_array(&r->memory, b->rows + 1, sizeof *narrow);
    if (!numbers || !narrow ||
        !number_texts(r, texts, b->rows, numbers, &names, &r->authority_count) ||
        !(r->authorities = ended_names(r, names, r->authority_count)))
        return error_no_memory(r->error);
    for (size_t i = 0; i < b->rows; i++)
        narrow[i] = (int32_t)numbers[i];
    *out = narrow;
    return REUNIFY_OK;
}

static reunify_status read_episodes(reading *r, const arrow_batches *b, reunify_episodes *out)
{
    static const wanted_column start = {"start", ARROW_DAYS_OR_TEXTS, -1, 0},
                               end = {"end", ARROW_DAYS_OR_TEXTS, -1, 0},
                               started = {"started", ARROW_NO_DAYS, REUNIFY_EPISODE_REASON_STARTED,
                                          0},
                               legal = {"legal_status", ARROW_NO_DAYS, REUNIFY_EPISODE_LEGAL_STATUS,
                                        0},
                               placement = {"placement", ARROW_NO_DAYS, REUNIFY_EPISODE_PLACEMENT,
                                            0},
                               ceased = {"ceased", ARROW_NO_DAYS, REUNIFY_EPISODE_REASON_CEASED, 0},
                               report = {"report", ARROW_NO_DAYS, -1, 0};
    static const char *const names[] = {"child",        "start",  "end",       "started",
                                        "legal_status", "ceased", "placement", "report",
                                        "authority",    NULL};
    static const char list[] = "episodes";
    reunify_status status;
    *out = (reunify_episodes){.size = sizeof *out, .count = b->rows};
    if ((status = check_table(r, b, list, names)) ||
        (status = read_children(r, b, list, &out->child)) ||
        (status = read_named(r, b, &start, list, read_days, &out->start)) ||
        (status = read_named(r, b, &end, list, read_days, &out->end)) ||
        (status = read_named(r, b, &started, list, read_codes, &out->started)) ||
        (status = read_named(r, b, &legal, list, read_codes, &out->legal_status)) ||
        (status = read_named(r, b, &placement, list, read_codes, &out->placement)) ||
        (status = read_named(r, b, &ceased, list, read_codes, &out->ceased)) ||
        (status = read_named(r, b, &report, list, read_integers, &out->report)) ||
        (status = read_authorities(r, b, &out->authority)))
        return status;
    if (!out->start)
        return missing_column(r, list, "start");
    return out->end ? REUNIFY_OK : missing_column(r, list, "end");
}

static reunify_status read_born(reading *r, const arrow_batches *b, reunify_episode_children *out)
{
    static const wanted_column birth = {"birth", ARROW_DAYS_OR_TEXTS, -1, 0},
                               sex = {"sex", ARROW_NO_DAYS, -1, 0};
    static const char *const names[] = {"child", "birth", "sex", NULL};
    static const char list[] = "children";
    reunify_status status;
    *out = (reunify_episode_children){.size = sizeof *out, .count = b->rows};
    if (!b->schema.format)
        return REUNIFY_OK;
    if (!(status = check_table(r, b, list, names)) &&
        !(status = read_children(r, b, list, &out->child)) &&
        !(status = read_named(r, b, &birth, list, read_days, &out->birth)))
        status = read_named(r, b, &sex, list, read_sexes, &out->sex);
    return status;
}

/* The whole ----------------------------------------------------------------------------------- */

static reunify_status work_out(reading *r, const arrow_batches *episodes,
                               const arrow_batches *children,
                               const reunify_outcome_options *options, reunify_outcomes **out)
{
    reunify_episodes rows;
    reunify_episode_children born;
    reunify_outcome_options own;
    reunify_status status = read_episodes(r, episodes, &rows);
    if (!status)
        status = read_born(r, children, &born);
    if (!status)
        status = outcome_options_read(options, &own, r->error);
    if (status)
        return status;
    if (r->authorities) {
        own.authorities = r->authorities;
        own.authority_count = r->authority_count;
    }
    status = reunify_outcomes_new(r->context, &rows, &born, &own, out, r->error);
    if (status || !r->by_text)
        return status;
    const char **names = ended_names(r, r->children, r->child_count);
    if (names && outcome_name_children(*out, names, r->child_count))
        return REUNIFY_OK;
    reunify_outcomes_free(*out);
    *out = NULL;
    return error_no_memory(r->error);
}

static reunify_status read_and_work_out(const reunify_context *context,
                                        const arrow_batches *episodes,
                                        const arrow_batches *children,
                                        const reunify_outcome_options *options,
                                        reunify_outcomes **out, reunify_error *error)
{
    reading r = {.context = context, .error = error};
    arena_start(&r.memory, context);
    const reunify_status status = work_out(&r, episodes, children, options, out);
    arena_release(&r.memory);
    return status;
}

/* One table each, which stays the caller's. */
static reunify_status borrow(const struct ArrowSchema *schema, const struct ArrowArray *array,
                             struct ArrowArray *copy, arrow_batches *out, reunify_error *error)
{
    *out = (arrow_batches){0};
    if (!schema)
        return REUNIFY_OK;
    size_t rows;
    if (!arrow_count(schema, array, &rows, error))
        return REUNIFY_INVALID;
    *copy = *array;
    *out = (arrow_batches){.schema = *schema, .arrays = copy, .count = 1, .rows = rows};
    return REUNIFY_OK;
}

reunify_status reunify_outcomes_new_arrow(const reunify_context *context,
                                          const struct ArrowSchema *episodes_schema,
                                          const struct ArrowArray *episodes,
                                          const struct ArrowSchema *children_schema,
                                          const struct ArrowArray *children,
                                          const reunify_outcome_options *options,
                                          reunify_outcomes **out, reunify_error *error)
{
    reunify_error_clear(error);
    if (out)
        *out = NULL;
    if (!out || !episodes_schema || !episodes || !children_schema != !children)
        return error_argument(error, "a table or the result is NULL");
    struct ArrowArray copies[2];
    arrow_batches rows, born;
    reunify_status status = borrow(episodes_schema, episodes, &copies[0], &rows, error);
    if (!status)
        status = borrow(children_schema, children, &copies[1], &born, error);
    return status
               ? status
               : read_and_work_out(context_or_default(context), &rows, &born, options, out, error);
}

/* Streams ------------------------------------------------------------------------------------- */

static void release_batches(const reunify_context *context, arrow_batches *b)
{
    for (size_t i = 0; i < b->count; i++)
        if (b->arrays[i].release)
            b->arrays[i].release(&b->arrays[i]);
    memory_release(context, b->arrays, b->capacity * sizeof *b->arrays);
    if (b->schema.release)
        b->schema.release(&b->schema);
}

static reunify_status stream_failed(struct ArrowArrayStream *in, int number, reunify_error *error)
{
    const char *said = in->get_last_error ? in->get_last_error(in) : NULL;
    return error_add(error, REUNIFY_INVALID, "bad_arrow", NULL, "the stream failed (%d): %s",
                     number, said ? said : "it does not say why");
}

static bool make_room(const reunify_context *context, arrow_batches *b)
{
    if (b->count < b->capacity)
        return true;
    const size_t capacity = b->capacity ? 2 * b->capacity : 8;
    struct ArrowArray *more = memory_allocate_zeroed(context, capacity, sizeof *more);
    if (!more)
        return false;
    if (b->count)
        memcpy(more, b->arrays, b->count * sizeof *more);
    memory_release(context, b->arrays, b->capacity * sizeof *more);
    b->arrays = more;
    b->capacity = capacity;
    return true;
}

/* All tables of a stream, into `out`, which is to be released either way. */
static reunify_status collect(const reunify_context *context, struct ArrowArrayStream *in,
                              arrow_batches *out, reunify_error *error)
{
    int number = in->get_schema(in, &out->schema);
    if (number)
        return stream_failed(in, number, error);
    for (;;) {
        if (!make_room(context, out))
            return error_no_memory(error);
        struct ArrowArray *next = &out->arrays[out->count];
        *next = (struct ArrowArray){0};
        number = in->get_next(in, next);
        if (number)
            return stream_failed(in, number, error);
        if (!next->release)
            return REUNIFY_OK;
        out->count++;
        size_t rows;
        if (!arrow_count(&out->schema, next, &rows, error))
            return REUNIFY_INVALID;
        out->rows += rows;
    }
}

static void release_stream(struct ArrowArrayStream *in)
{
    if (in && in->release)
        in->release(in);
}

reunify_status reunify_outcomes_new_stream(const reunify_context *context,
                                           struct ArrowArrayStream *episodes,
                                           struct ArrowArrayStream *children,
                                           const reunify_outcome_options *options,
                                           reunify_outcomes **out, reunify_error *error)
{
    arrow_batches rows = {0}, born = {0};
    reunify_error_clear(error);
    context = context_or_default(context);
    if (out)
        *out = NULL;
    reunify_status status = REUNIFY_OK;
    if (!out || !episodes || !episodes->release || (children && !children->release))
        status = error_argument(error, "a stream or the result is NULL, or was released");
    if (!status)
        status = collect(context, episodes, &rows, error);
    if (!status && children)
        status = collect(context, children, &born, error);
    if (!status)
        status = read_and_work_out(context, &rows, &born, options, out, error);
    release_batches(context, &rows);
    release_batches(context, &born);
    release_stream(episodes);
    release_stream(children);
    return status;
}
