/*
 * Outcomes of episodes, from the options to the finished answer.
 *
 * In order: the input is checked as a whole (rows.c); rows are taken over, dates that cannot be are
 * taken out (plausible.c), and the rows put in order of child and start (order.c); those that
 * cannot be, or that a later report tells otherwise (reports.c), are dropped (repair.c); the others
 * are joined to periods of care (periods.c); the returns home among their ends are followed
 * (returns.c); those of the window become the cohort (cohort.c), the ends of periods those who left
 * care by year (leavers.c); what is too small to be told is taken out (suppress.c). Each step reads
 * what the one before has put into a table, so the tables are the whole answer.
 *
 * The rows of one child never meet those of another, and every order is by what stands in the rows,
 * so the answer does not depend on the order of the input. Nothing costs more than n log n.
 */
#include "outcome/outcome.h"

/* Options -------------------------------------------------------------------------------------- */

static const reunify_outcome_options default_options = {.size = sizeof default_options,
                                                        .from = REUNIFY_DATE_NONE,
                                                        .to = REUNIFY_DATE_NONE,
                                                        .observed_to = REUNIFY_DATE_NONE};

static const sized_options options_sized = SIZED_OPTIONS(reunify_outcome_options, gates),
                           episodes_sized = SIZED_OPTIONS(reunify_episodes, report),
                           children_sized = SIZED_OPTIONS(reunify_episode_children, sex),
                           marks_sized = SIZED_OPTIONS(reunify_return_marks, name_count);

reunify_status reunify_outcome_options_init(reunify_outcome_options *options, size_t size)
{
    return options_init(options, size, &options_sized, &default_options);
}

reunify_status outcome_options_read(const reunify_outcome_options *given,
                                    reunify_outcome_options *out, reunify_error *error)
{
    *out = default_options;
    return options_read(given, &options_sized, out, error);
}

static reunify_status option_fault(reunify_error *error, const char *code, const char *place,
                                   const char *expected)
{
    return error_add(error, REUNIFY_INVALID, code, place, "expected %s", expected);
}

static bool is_in_range(reunify_date date)
{
    return date == REUNIFY_DATE_NONE || (date >= REUNIFY_DATE_MIN && date <= REUNIFY_DATE_MAX);
}

static bool are_names(const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!names || !names[i] || !utf8_valid(names[i], strlen(names[i])))
            return false;
    return true;
}

static reunify_status check_options(const reunify_outcome_options *o, reunify_error *error)
{
    const bool window = o->from == REUNIFY_DATE_NONE || o->to == REUNIFY_DATE_NONE;
    if (!is_in_range(o->from))
        return option_fault(error, "bad_date", "/from", "a date, or REUNIFY_DATE_NONE");
    if (!is_in_range(o->to))
        return option_fault(error, "bad_date", "/to", "a date, or REUNIFY_DATE_NONE");
    if (!is_in_range(o->observed_to))
        return option_fault(error, "bad_date", "/observed_to", "a date, or REUNIFY_DATE_NONE");
    if (!window && o->to < o->from)
        return option_fault(error, "bad_window", "/to",
                            "a date that is not before the first of the window");
    if (o->rule < REUNIFY_OUTCOME_RULE_DATES || o->rule > REUNIFY_OUTCOME_RULE_CODES)
        return option_fault(error, "bad_value", "/rule", "one of the rules");
    if (o->short_breaks < REUNIFY_OUTCOME_SHORT_BREAKS_KEEP ||
        o->short_breaks > REUNIFY_OUTCOME_SHORT_BREAKS_DROP_PERIODS)
        return option_fault(error, "bad_value", "/short_breaks",
                            "what can be done with short breaks");
    if (o->ends < REUNIFY_OUTCOME_ENDS_EXCLUSIVE || o->ends > REUNIFY_OUTCOME_ENDS_INCLUSIVE)
        return option_fault(error, "bad_value", "/ends", "exclusive or inclusive ends");
    if (o->suppress_below < 0)
        return option_fault(error, "bad_value", "/suppress_below", "a number that is not negative");
    if (!are_names(o->authorities, o->authority_count))
        return option_fault(error, "bad_value", "/authorities", "names in UTF-8");
    if (o->levels && !are_names(o->levels->names, o->levels->name_count))
        return option_fault(error, "bad_value", "/levels/names", "names in UTF-8");
    if (o->gates && !are_names(o->gates->names, o->gates->name_count))
        return option_fault(error, "bad_value", "/gates/names", "names in UTF-8");
    return REUNIFY_OK;
}

static bool has_columns(const reunify_episodes *in)
{
    return !in->count || (in->child && in->start && in->end);
}

static bool has_mark_columns(const reunify_return_marks *marks)
{
    return !marks->count || (marks->child && marks->date && marks->mark);
}

/* What the caller gave, of this version of the structs. */
typedef struct {
    reunify_episodes episodes;
    reunify_episode_children children;
    reunify_outcome_options options;
    reunify_return_marks levels, gates;
} request;

static reunify_status read_marks(const reunify_return_marks **given, reunify_return_marks *out,
                                 reunify_error *error)
{
    if (!*given)
        return REUNIFY_OK;
    const reunify_status status = options_read(*given, &marks_sized, out, error);
    if (!status && !has_mark_columns(out))
        return error_argument(error, "a column of the marks is NULL");
    *given = out;
    return status;
}

static reunify_status read_request(request *r, const reunify_episodes *episodes,
                                   const reunify_episode_children *children,
                                   const reunify_outcome_options *options, reunify_error *error)
{
    reunify_status status;
    *r = (request){.options.size = 0};
    if ((status = options_read(episodes, &episodes_sized, &r->episodes, error)) ||
        (status = options_read(children, &children_sized, &r->children, error)) ||
        (status = outcome_options_read(options, &r->options, error)) ||
        (status = read_marks(&r->options.levels, &r->levels, error)) ||
        (status = read_marks(&r->options.gates, &r->gates, error)))
        return status;
    if (!has_columns(&r->episodes))
        return error_argument(error, "a column of the episodes is NULL");
    if (r->children.count && !r->children.child)
        return error_argument(error, "the children's numbers are NULL");
    status = check_options(&r->options, error);
    return status ? status : check_input(&r->episodes, &r->children, &r->options, error);
}

static bool keep_all_names(reunify_outcomes *o, const reunify_outcome_options *options)
{
    const reunify_return_marks none = {0}, *levels = options->levels ? options->levels : &none,
                               *gates = options->gates ? options->gates : &none;
    const bool kept =
        keep_names(&o->names[AUTHORITY_NAMES], o->context, options->authorities,
                   options->authority_count) &&
        keep_names(&o->names[LEVEL_NAMES], o->context, levels->names, levels->name_count) &&
        keep_names(&o->names[GATE_NAMES], o->context, gates->names, gates->name_count);
    for (int32_t set = AUTHORITY_NAMES; kept && set <= GATE_NAMES; set++)
        leave_not_known(&o->names[set]);
    return kept;
}

/* The whole ------------------------------------------------------------------------------------ */

static void choose_dates(reunify_outcomes *o, reunify_date last)
{
    reunify_outcome_options *options = &o->options;
    if (options->observed_to == REUNIFY_DATE_NONE)
        options->observed_to = last;
    if (options->from == REUNIFY_DATE_NONE)
        options->from = REUNIFY_DATE_MIN;
    if (options->to == REUNIFY_DATE_NONE)
        options->to = options->observed_to;
}

static int order_of_anomalies(const void *a, const void *b)
{
    const int64_t *x = a, *y = b;
    for (size_t i = 0; i < ANOMALY_COLUMNS; i++)
        if (x[i] != y[i])
            return x[i] < y[i] ? -1 : 1;
    return 0;
}

/* By row, whatever step found them. */
static bool order_anomalies(reunify_outcomes *o)
{
    outcome_table *t = &o->tables[REUNIFY_OUTCOME_TABLE_ANOMALIES];
    typedef int64_t line[ANOMALY_COLUMNS];
    line *lines = memory_allocate_zeroed(o->context, t->length, sizeof *lines);
    if (!lines)
        return false;
    for (size_t i = 0; i < t->length; i++)
        for (size_t c = 0; c < ANOMALY_COLUMNS; c++)
            lines[i][c] = table_value(o, REUNIFY_OUTCOME_TABLE_ANOMALIES, c, i);
    const bool good =
        sort_items_merging(o->context, lines, t->length, sizeof *lines, order_of_anomalies);
    for (size_t i = 0; i < t->length && good; i++) {
        table_int64(t, ANOMALY_ROW)[i] = lines[i][ANOMALY_ROW];
        table_int32(t, ANOMALY_KIND)[i] = (int32_t)lines[i][ANOMALY_KIND];
        table_int64(t, ANOMALY_OTHER_ROW)[i] = lines[i][ANOMALY_OTHER_ROW];
        table_int64(t, ANOMALY_CHILD)[i] = lines[i][ANOMALY_CHILD];
    }
    release_wiped(o->context, lines, t->length * sizeof *lines);
    return good;
}

/* Of what is told: after small numbers are suppressed. */
static bool build_summary(reunify_outcomes *o)
{
    outcome_table *t = &o->tables[REUNIFY_OUTCOME_TABLE_SUMMARY];
    if (!table_reserve(t, 1) || !table_add(t))
        return false;
    for (int32_t i = SUMMARY_DATES; i < SUMMARY_NUMBERS; i++)
        table_set(t, (size_t)i, reunify_outcomes_date(o, i - SUMMARY_DATES));
    for (int32_t i = SUMMARY_NUMBERS; i < SUMMARY_EXITS; i++)
        table_set(t, (size_t)i, reunify_outcomes_number(o, i - SUMMARY_NUMBERS));
    for (size_t i = SUMMARY_EXITS; i < SUMMARY_COLUMNS; i++)
        table_set(t, i, reunify_outcomes_exits(o, i - SUMMARY_EXITS));
    return true;
}

static bool work_out(work *w, const reunify_episode_children *children,
                     const reunify_outcome_options *options)
{
    reunify_outcomes *o = w->o;
    if (!take_rows(w, children) || !take_marks(w, LEVELS, options->levels) ||
        !take_marks(w, GATES, options->gates) || !judge_all_dates(w) || !find_report_ends(w) ||
        !order_rows(w) || !repair_rows(w))
        return false;
    choose_dates(o, w->last);
    if (!build_periods(w) || !build_returns(w) || !build_cohort(o) || !build_leavers(o) ||
        !order_anomalies(o))
        return false;
    suppress(o);
    return build_summary(o);
}

static reunify_outcomes *start(const reunify_context *context, const reunify_episodes *episodes,
                               const reunify_outcome_options *options)
{
    reunify_outcomes *o = memory_allocate_zeroed(context, 1, sizeof *o);
    if (!o)
        return NULL;
    o->context = reunify_context_ref(context);
    o->options = *options;
    o->options.authorities = NULL;
    o->options.levels = o->options.gates = NULL;
    o->marked[LEVELS] = options->levels != NULL;
    o->marked[GATES] = options->gates != NULL;
    o->rows = (int64_t)episodes->count;
    for (int32_t i = 0; i < TABLES; i++)
        table_start(&o->tables[i], context, i);
    if (keep_all_names(o, options))
        return o;
    reunify_outcomes_free(o);
    return NULL;
}

static reunify_status make(const reunify_context *context, const request *r, reunify_outcomes **out,
                           reunify_error *error)
{
    reunify_outcomes *o = start(context, &r->episodes, &r->options);
    if (!o)
        return error_no_memory(error);
    work w = {.o = o, .in = &r->episodes};
    const bool good = work_out(&w, &r->children, &r->options);
    release_wiped(context, w.rows, w.rows ? w.capacity * sizeof *w.rows : 0);
    release_wiped(context, w.facts, w.facts ? w.fact_capacity * sizeof *w.facts : 0);
    release_wiped(context, w.reports, w.reports ? w.report_capacity * sizeof *w.reports : 0);
    release_marks(&w);
    if (good) {
        *out = o;
        return REUNIFY_OK;
    }
    reunify_outcomes_free(o);
    return error_no_memory(error);
}

reunify_status reunify_outcomes_new(const reunify_context *context,
                                    const reunify_episodes *episodes,
                                    const reunify_episode_children *children,
                                    const reunify_outcome_options *options, reunify_outcomes **out,
                                    reunify_error *error)
{
    request r;
    reunify_error_clear(error);
    if (out)
        *out = NULL;
    if (!episodes || !out)
        return error_argument(error, "the episodes, or the place for the outcomes, is NULL");
    const reunify_status status = read_request(&r, episodes, children, options, error);
    return status ? status : make(context_or_default(context), &r, out, error);
}

void reunify_outcomes_free(reunify_outcomes *o)
{
    if (!o)
        return;
    const reunify_context *context = o->context;
    for (size_t i = 0; i < TABLES; i++)
        table_release(&o->tables[i]);
    for (size_t i = 0; i < NAME_SETS; i++)
        release_names(&o->names[i], context);
    release_wiped(context, o, sizeof *o);
    reunify_context_unref(context);
}
