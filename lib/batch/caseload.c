/*
 * Many cases, as tables.
 *
 * What is to be evaluated is cut into parts when it is given: of cases, so many each; of lines, so
 * many that are not blank, each part with the place and the number of its first line, so that a
 * part can be worked on by whoever asks, without a look at those before. A caseload never changes
 * after that but for two numbers, how many cases are done and whether somebody cancelled; so
 * threads share it without a lock. Each brings an evaluator, in whose context cases are read and
 * rows made.
 *
 * A part is a loop over its cases: each is read, evaluated at its dates into one evaluation that
 * is filled again and again, and copied into the rows of every table that is wanted (codec's
 * tables.c). What is wrong with a case becomes rows of the table of errors; only memory that is
 * lacking, and the caller's own word, end a part.
 */
#include "batch/arrow_tables.h"
#include "codec/codec.h"

#include <errno.h>
#include <stdatomic.h>

enum { CASES_A_PART = 64 };

/* Where a part of lines begins. */
typedef struct {
    size_t at;
    uint64_t line;
} line_mark;

/* All that changes while threads share a caseload. */
typedef struct {
    _Atomic uint64_t done;
    _Atomic int32_t cancelled;
} caseload_counts;

struct reunify_caseload {
    const reunify_context *context;
    const reunify_profile *profile;
    _Atomic int32_t references;
    caseload_counts *counts;
    arena memory;
    reunify_caseload_options options;
    const reunify_case *const *cases; /* NULL: lines */
    const char *lines;
    size_t length;
    line_mark *marks; /* of the parts of lines */
    size_t count, part_count;
};

/* Options ------------------------------------------------------------------------------------- */

static const reunify_caseload_options default_options = {.size = sizeof default_options};

static const sized_options sized = SIZED_OPTIONS(reunify_caseload_options, user);

reunify_status reunify_caseload_options_init(reunify_caseload_options *options, size_t size)
{
    return options_init(options, size, &sized, &default_options);
}

static const char *option_problem(const reunify_caseload_options *o)
{
    if (o->date_count && !o->dates)
        return "the dates are NULL";
    for (size_t i = 0; i < o->date_count; i++)
        if (o->dates[i] < REUNIFY_DATE_MIN || o->dates[i] > REUNIFY_DATE_MAX)
            return "a date is out of range";
    if (o->first > INT64_MAX / 2)
        return "the number of the first is too large";
    const bool known = o->explain >= 0 && o->explain <= REUNIFY_EXPLAIN_FULL && !o->reserved &&
                       !(o->case_flags & ~(uint32_t)REUNIFY_CASE_STRICT) &&
                       (o->check_words == 0 || o->check_words == 1);
    return known ? NULL : "an option is unknown";
}

static bool has_pathway(const reunify_profile *p, const char *id)
{
    for (size_t i = 0; i < p->pathway_count; i++)
        if (strcmp(p->pathways[i].id, id) == 0)
            return true;
    return false;
}

static reunify_status read_options(const reunify_profile *profile,
                                   const reunify_caseload_options *given,
                                   reunify_caseload_options *o, reunify_error *error)
{
    *o = default_options;
    const reunify_status status = options_read(given, &sized, o, error);
    if (status)
        return status;
    const char *problem = option_problem(o);
    if (problem)
        return error_argument(error, problem);
    if (o->pathway && !has_pathway(profile, o->pathway))
        return error_add(error, REUNIFY_NOT_FOUND, "unknown_pathway", NULL,
                         "the profile has no such pathway");
    o->explain = o->explain ? o->explain : REUNIFY_EXPLAIN_FULL;
    o->first = o->first ? o->first : 1;
    o->cases_a_part = o->cases_a_part ? o->cases_a_part : CASES_A_PART;
    return REUNIFY_OK;
}

/* Copies what the options point at, and begins to count. */
static bool keep_options(reunify_caseload *c)
{
    reunify_caseload_options *o = &c->options;
    reunify_date *dates = arena_take_array(&c->memory, o->date_count + 1, sizeof *dates);
    const char *pathway =
        o->pathway ? arena_text(&c->memory, o->pathway, strlen(o->pathway)) : NULL;
    if (!dates || (o->pathway && !pathway))
        return false;
    if (o->date_count)
        memcpy(dates, o->dates, o->date_count * sizeof *dates);
    o->dates = dates;
    o->pathway = pathway;
    c->counts = arena_take(&c->memory, sizeof *c->counts);
    if (c->counts)
        *c->counts = (caseload_counts){0, 0};
    return c->counts != NULL;
}

/* Lines --------------------------------------------------------------------------------------- */

/* A line of the text; `number` counts from 0. */
typedef struct {
    size_t at, length;
    uint64_t number;
} line;

static bool is_blank_line(const char *data, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (data[i] != ' ' && data[i] != '\t' && data[i] != '\r')
            return false;
    return true;
}

/* The line that begins at `at`, and then the next that is not blank; false at the end. */
static bool next_case_line(const reunify_caseload *c, size_t *at, uint64_t *number, line *out)
{
    while (*at < c->length) {
        const char *start = c->lines + *at, *end = memchr(start, '\n', c->length - *at);
        *out = (line){*at, end ? (size_t)(end - start) : c->length - *at, (*number)++};
        *at += out->length + (end != NULL);
        if (!is_blank_line(start, out->length))
            return true;
    }
    return false;
}

static size_t skip_mark(const char *lines, size_t length)
{
    static const char mark[] = "\xEF\xBB\xBF";
    const size_t size = sizeof mark - 1;
    return length >= size && memcmp(lines, mark, size) == 0 ? size : 0;
}

/* Counts the lines with cases; where `marks` are given, notes where parts begin. */
static size_t go_through_lines(const reunify_caseload *c, line_mark *marks)
{
    size_t at = skip_mark(c->lines, c->length), count = 0;
    uint64_t number = 0;
    line found;
    for (; next_case_line(c, &at, &number, &found); count++)
        if (marks && count % c->options.cases_a_part == 0)
            marks[count / c->options.cases_a_part] = (line_mark){found.at, found.number};
    return count;
}

static bool mark_lines(reunify_caseload *c)
{
    c->marks = arena_take_array(&c->memory, c->part_count + 1, sizeof *c->marks);
    if (c->marks)
        (void)go_through_lines(c, c->marks);
    return c->marks != NULL;
}

/* Made and held ------------------------------------------------------------------------------- */

static void free_caseload(reunify_caseload *c)
{
    const reunify_context *context = c->context;
    arena_release(&c->memory);
    reunify_profile_unref(c->profile);
    memory_release(context, c, sizeof *c);
    reunify_context_unref(context);
}

/* `from` has what was given. */
static reunify_status make(const reunify_profile *profile, const reunify_caseload_options *options,
                           const reunify_caseload *from, reunify_caseload **out,
                           reunify_error *error)
{
    reunify_caseload_options o;
    const reunify_status status = read_options(profile, options, &o, error);
    if (status)
        return status;
    reunify_caseload *c = memory_allocate(profile->context, sizeof *c);
    if (!c)
        return error_no_memory(error);
    *c = (reunify_caseload){.context = reunify_context_ref(profile->context),
                            .profile = reunify_profile_ref(profile),
                            .references = 1,
                            .options = o,
                            .cases = from->cases,
                            .lines = from->lines,
                            .length = from->length,
                            .count = from->count};
    arena_start(&c->memory, c->context);
    if (c->lines)
        c->count = go_through_lines(c, NULL);
    c->part_count = c->count / o.cases_a_part + (c->count % o.cases_a_part != 0);
    if (!keep_options(c) || (c->lines && !mark_lines(c))) {
        free_caseload(c);
        return error_no_memory(error);
    }
    *out = c;
    return REUNIFY_OK;
}

reunify_status reunify_caseload_of_cases(const reunify_profile *profile,
                                         const reunify_case *const *cases, size_t count,
                                         const reunify_caseload_options *options,
                                         reunify_caseload **out, reunify_error *error)
{
    reunify_error_clear(error);
    if (out)
        *out = NULL;
    if (!profile || !out || (count && !cases))
        return error_argument(error, "the profile, the cases, or the place for them is NULL");
    return make(profile, options, &(reunify_caseload){.cases = cases, .count = count}, out, error);
}

reunify_status reunify_caseload_of_lines(const reunify_profile *profile, const char *lines,
                                         size_t length, const reunify_caseload_options *options,
                                         reunify_caseload **out, reunify_error *error)
{
    reunify_error_clear(error);
    if (out)
        *out = NULL;
    if (!profile || !out || (length && !lines))
        return error_argument(error, "the profile, the lines, or the place for them is NULL");
    const reunify_caseload from = {.lines = lines ? lines : "", .length = length};
    return make(profile, options, &from, out, error);
}

const reunify_caseload *reunify_caseload_ref(const reunify_caseload *c)
{
    if (c)
        count_up(&c->references);
    return c;
}

void reunify_caseload_unref(const reunify_caseload *c)
{
    if (c && count_down(&c->references))
        free_caseload((reunify_caseload *)(uintptr_t)c);
}

size_t reunify_caseload_count(const reunify_caseload *c)
{
    return c ? c->count : 0;
}

size_t reunify_caseload_part_count(const reunify_caseload *c)
{
    return c ? c->part_count : 0;
}

/* One case ------------------------------------------------------------------------------------ */

typedef struct {
    const reunify_caseload *load;
    reunify_evaluator *evaluator;
    const reunify_context *context; /* of the evaluator */
    reunify_evaluation *evaluation;
    reunify_error *faults; /* of a case */
    reunify_table_rows *const *rows;
    size_t table_count;
    bool failed; /* there was no memory */
} part_run;

/* A case, where it stands, and what is known of it. */
typedef struct {
    const reunify_case *record;
    fault_place place;
    const char *text; /* of a line; NULL: a case was given */
    size_t length;
} one_case;

static void add_fault_rows(part_run *r, const one_case *one, reunify_date as_of)
{
    fault_place place = one->place;
    place.as_of = as_of;
    for (size_t i = 0; i < r->table_count && !r->failed; i++)
        if (table_rows_table(r->rows[i]) == REUNIFY_TIDY_ERRORS)
            r->failed = !table_rows_add_faults(r->rows[i], place, r->faults);
}

/* Of the fault that was just found. */
static void tell(part_run *r, const one_case *one, reunify_date as_of)
{
    r->failed = r->failed || reunify_error_status(r->faults) == REUNIFY_NO_MEMORY;
    if (!r->failed && one->text)
        r->failed = reunify_error_locate(r->faults, one->text, one->length) == REUNIFY_NO_MEMORY;
    if (!r->failed)
        add_fault_rows(r, one, as_of);
}

/* There is nothing to evaluate at any date. */
static void tell_at_all(part_run *r, const one_case *one)
{
    const reunify_caseload_options *o = &r->load->options;
    if (!o->date_count)
        tell(r, one, REUNIFY_DATE_NONE);
    for (size_t i = 0; i < o->date_count; i++)
        tell(r, one, o->dates[i]);
}

static void add_rows(part_run *r)
{
    for (size_t i = 0; i < r->table_count && !r->failed; i++)
        r->failed = !table_rows_add(r->rows[i], r->evaluation);
}

static void evaluate_at(part_run *r, const one_case *one, reunify_date as_of)
{
    const reunify_caseload *c = r->load;
    const reunify_evaluate_options options = {
        .size = sizeof options, .pathway = c->options.pathway, .explain = c->options.explain};
    if (reunify_evaluate_into(r->evaluator, c->profile, one->record, as_of, &options, r->evaluation,
                              r->faults))
        tell(r, one, as_of);
    else
        add_rows(r);
}

static void evaluate_at_latest(part_run *r, const one_case *one)
{
    const reunify_date latest = reunify_case_latest_date(one->record);
    if (latest != REUNIFY_DATE_NONE) {
        evaluate_at(r, one, latest);
        return;
    }
    reunify_error_clear(r->faults);
    (void)error_add(r->faults, REUNIFY_INVALID, "no_date", NULL,
                    "the case has no date in it to evaluate at: say which");
    tell(r, one, REUNIFY_DATE_NONE);
}

static bool is_checked(part_run *r, const one_case *one)
{
    return !r->load->options.check_words ||
           !reunify_case_check(one->record, REUNIFY_THE_CASE, r->load->profile, r->faults);
}

static void evaluate_found(part_run *r, one_case *one)
{
    const reunify_caseload_options *o = &r->load->options;
    one->place.case_id = reunify_case_get_text(one->record, REUNIFY_THE_CASE, REUNIFY_FIELD_ID);
    one->place.id_length = one->place.case_id ? strlen(one->place.case_id) : 0;
    if (!is_checked(r, one)) {
        tell_at_all(r, one);
        return;
    }
    if (!o->date_count)
        evaluate_at_latest(r, one);
    for (size_t i = 0; i < o->date_count && !r->failed; i++)
        evaluate_at(r, one, o->dates[i]);
}

/* A line that is no case. */
static void tell_unread(part_run *r, one_case *one)
{
    reunify_text *id = NULL;
    const reunify_status found =
        reunify_case_find_id(r->context, one->text, one->length, &id, NULL);
    r->failed = r->failed || found == REUNIFY_NO_MEMORY;
    one->place.case_id = id ? reunify_text_data(id) : NULL;
    one->place.id_length = reunify_text_length(id);
    if (!r->failed)
        tell_at_all(r, one);
    reunify_text_free(id);
}

static void evaluate_line(part_run *r, one_case *one)
{
    reunify_case *record;
    if (reunify_case_from_json(r->context, one->text, one->length, r->load->options.case_flags,
                               &record, r->faults)) {
        tell_unread(r, one);
        return;
    }
    one->record = record;
    evaluate_found(r, one);
    reunify_case_free(record);
}

static void evaluate_given(part_run *r, one_case *one)
{
    if (one->record) {
        evaluate_found(r, one);
        return;
    }
    reunify_error_clear(r->faults);
    (void)error_argument(r->faults, "the case is NULL");
    tell_at_all(r, one);
}

/* One part ------------------------------------------------------------------------------------ */

static bool is_cancelled(const reunify_caseload *c)
{
    return atomic_load(&c->counts->cancelled) != 0;
}

static void count_case(const reunify_caseload *c)
{
    const uint64_t done = atomic_fetch_add(&c->counts->done, 1) + 1;
    if (c->options.progress && c->options.progress(c->options.user, done, c->count))
        atomic_store(&c->counts->cancelled, 1);
}

static bool goes_on(const part_run *r)
{
    return !r->failed && !is_cancelled(r->load);
}

static void run_cases(part_run *r, size_t first, size_t count)
{
    const reunify_caseload *c = r->load;
    for (size_t i = first; i < first + count && goes_on(r); i++) {
        one_case one = {.record = c->cases[i],
                        .place = {.profile = reunify_profile_id(c->profile),
                                  .element = (int64_t)(c->options.first + i)}};
        evaluate_given(r, &one);
        count_case(r->load);
    }
}

static void run_lines(part_run *r, const line_mark *from, size_t count)
{
    const reunify_caseload *c = r->load;
    size_t at = from->at;
    uint64_t number = from->line;
    line found;
    while (count-- && goes_on(r) && next_case_line(c, &at, &number, &found)) {
        one_case one = {.place = {.profile = reunify_profile_id(c->profile),
                                  .line = (int64_t)(c->options.first + found.number)},
                        .text = c->lines + found.at,
                        .length = found.length};
        evaluate_line(r, &one);
        count_case(r->load);
    }
}

static reunify_status run_part(part_run *r, size_t part, reunify_error *error)
{
    const reunify_caseload *c = r->load;
    const size_t each = c->options.cases_a_part, first = part * each;
    const size_t count = c->count - first < each ? c->count - first : each;
    if (reunify_error_new(r->context, &r->faults) ||
        reunify_evaluation_new(r->context, &r->evaluation, NULL))
        r->failed = true;
    else if (c->lines)
        run_lines(r, &c->marks[part], count);
    else
        run_cases(r, first, count);
    reunify_evaluation_unref(r->evaluation);
    reunify_error_free(r->faults);
    if (r->failed)
        return error_no_memory(error);
    return is_cancelled(c) ? error_add(error, REUNIFY_CANCELLED, "cancelled", NULL,
                                       "the progress function cancelled")
                           : REUNIFY_OK;
}

static bool open_tables(const reunify_context *context, const int32_t *tables, size_t count,
                        reunify_table_rows **rows)
{
    bool good = true;
    for (size_t i = 0; i < count && good; i++) {
        rows[i] = table_rows_open(context, tables[i]);
        good = rows[i] != NULL;
    }
    return good;
}

static void close_tables(reunify_table_rows **rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        reunify_table_rows_free(rows[i]);
        rows[i] = NULL;
    }
}

static const char *run_problem(const reunify_caseload *c, const reunify_evaluator *evaluator,
                               size_t part, const int32_t *tables, size_t count)
{
    if (!c || !evaluator || !tables)
        return "the caseload, the evaluator, the tables or the rows are NULL";
    if (part >= c->part_count)
        return "there is no such part";
    for (size_t i = 0; i < count; i++)
        if (!reunify_table_name(tables[i]))
            return "there is no such table";
    return NULL;
}

reunify_status reunify_caseload_run(const reunify_caseload *c, reunify_evaluator *evaluator,
                                    size_t part, const int32_t *tables, size_t count,
                                    reunify_table_rows **rows, reunify_error *error)
{
    reunify_error_clear(error);
    for (size_t i = 0; rows && i < count; i++)
        rows[i] = NULL;
    const char *problem = run_problem(c, evaluator, part, rows ? tables : NULL, count);
    if (problem)
        return error_argument(error, problem);
    part_run r = {.load = c,
                  .evaluator = evaluator,
                  .context = evaluator_context(evaluator),
                  .rows = rows,
                  .table_count = count};
    const reunify_status status = open_tables(r.context, tables, count, rows)
                                      ? run_part(&r, part, error)
                                      : error_no_memory(error);
    if (status)
        close_tables(rows, count);
    return status;
}

/* A stream ------------------------------------------------------------------------------------ */

typedef struct {
    const reunify_context *context;
    const reunify_caseload *load;
    reunify_evaluator *evaluator;
    int32_t table;
    size_t part;
    arrow_trouble trouble;
} caseload_stream;

static int say(caseload_stream *s, reunify_status status)
{
    const int number = arrow_say_status(&s->trouble, status);
    return status == REUNIFY_CANCELLED ? ECANCELED : number;
}

static int stream_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out)
{
    caseload_stream *s = stream->private_data;
    const reunify_status status = arrow_table_schema(s->context, s->table, out, &s->trouble.error);
    return status ? say(s, status) : 0;
}

static int stream_next(struct ArrowArrayStream *stream, struct ArrowArray *out)
{
    caseload_stream *s = stream->private_data;
    reunify_table_rows *rows;
    *out = (struct ArrowArray){0};
    if (s->part == s->load->part_count)
        return 0;
    reunify_status status = reunify_caseload_run(s->load, s->evaluator, s->part, &s->table, 1,
                                                 &rows, &s->trouble.error);
    if (!status)
        status = arrow_table_array(rows, out, &s->trouble.error);
    reunify_table_rows_free(rows);
    s->part += !status;
    return status ? say(s, status) : 0;
}

static const char *stream_message(struct ArrowArrayStream *stream)
{
    const caseload_stream *s = stream->private_data;
    return arrow_last_message(&s->trouble);
}

static void free_stream(caseload_stream *s)
{
    const reunify_context *context = s->context;
    reunify_evaluator_free(s->evaluator);
    reunify_caseload_unref(s->load);
    memory_release(context, s, sizeof *s);
    reunify_context_unref(context);
}

static void release_stream(struct ArrowArrayStream *stream)
{
    stream->release = NULL;
    free_stream(stream->private_data);
}

reunify_status reunify_caseload_stream(const reunify_context *context, const reunify_caseload *c,
                                       int32_t table, struct ArrowArrayStream *out,
                                       reunify_error *error)
{
    reunify_error_clear(error);
    if (out)
        *out = (struct ArrowArrayStream){0};
    if (!c || !out)
        return error_argument(error, "the caseload or the stream is NULL");
    if (!reunify_table_name(table))
        return error_argument(error, "there is no such table");
    context = context_or_default(context);
    caseload_stream *s = memory_allocate_zeroed(context, 1, sizeof *s);
    if (!s)
        return error_no_memory(error);
    s->context = reunify_context_ref(context);
    s->load = reunify_caseload_ref(c);
    s->table = table;
    const reunify_status status = reunify_evaluator_new(context, &s->evaluator, error);
    if (status) {
        free_stream(s);
        return status;
    }
    *out = (struct ArrowArrayStream){.get_schema = stream_schema,
                                     .get_next = stream_next,
                                     .get_last_error = stream_message,
                                     .release = release_stream,
                                     .private_data = s};
    return REUNIFY_OK;
}
