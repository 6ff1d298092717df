/*
 * The evaluator: runs the parts of an evaluation in an order in which each finds what it reads.
 * The case is read into facts; levels come first, because conditions read them at any date; then
 * whether the profile applies, which reads levels; the gates; and last the schedule, alerts and
 * factors, which may ask of any gate; before that, only the requirements of a stage ask, and only
 * since when an earlier one was passed. The first failure ends the run.
 *
 * There are two arenas. What is needed only while evaluating (facts, classifications, bounds) lies
 * in the evaluator's; it starts again with each evaluation and keeps its memory, so that an
 * evaluator in use soon allocates no more. What is reported lies in the evaluation's: strings of
 * the case are copied there, those of the profile are pointed at, so the profile is held and the
 * case need not be. An evaluation that is filled again likewise keeps its memory; after a failure
 * it is empty.
 */
#include "evaluate/engine.h"

#include <inttypes.h>

struct reunify_evaluator {
    const reunify_context *context;
    arena scratch;
};

/* The evaluator ------------------------------------------------------------------------------- */

reunify_status reunify_evaluator_new(const reunify_context *context, reunify_evaluator **out,
                                     reunify_error *error)
{
    reunify_error_clear(error);
    if (!out)
        return error_argument(error, "out is NULL");
    context = context_or_default(context);
    reunify_evaluator *made = memory_allocate(context, sizeof *made);
    *out = made;
    if (!made)
        return error_no_memory(error);
    made->context = reunify_context_ref(context);
    arena_start(&made->scratch, context);
    return REUNIFY_OK;
}

void reunify_evaluator_free(reunify_evaluator *evaluator)
{
    if (!evaluator)
        return;
    const reunify_context *context = evaluator->context;
    arena_release(&evaluator->scratch);
    memory_release(context, evaluator, sizeof *evaluator);
    reunify_context_unref(context);
}

const reunify_context *evaluator_context(const reunify_evaluator *evaluator)
{
    return evaluator->context;
}

/* One evaluation ------------------------------------------------------------------------------ */

static const pack_pathway *find_pathway(const reunify_profile *p, const char *id)
{
    if (!id)
        return p->pathway_count ? p->pathways : NULL;
    for (size_t i = 0; i < p->pathway_count; i++)
        if (strcmp(p->pathways[i].id, id) == 0)
            return &p->pathways[i];
    return NULL;
}

bool engine_choose_pathway(engine *e, const char *wanted)
{
    const text *stated = model_name(e->record, e->record->pathway);
    e->pathway = find_pathway(e->profile, wanted ? wanted : stated ? stated->data : NULL);
    if (e->pathway)
        return true;
    if (wanted || !stated) {
        e->status = engine_no_pathway(e, wanted);
    } else {
        engine_fault_word(e, WORD_PATHWAY, NULL, "/pathway", e->record->pathway);
    }
    return false;
}

static void copy_case_warnings(engine *e)
{
    const model_warning *w = e->record->warnings.items;
    for (size_t i = 0; i < e->record->warnings.count; i++)
        engine_warn(e, w[i].code, w[i].at.data);
}

static void evaluate_applicability(engine *e)
{
    reunify_evaluation *out = e->out;
    const size_t count = e->profile->applicability_count;
    out->conditions = engine_take(e, count, sizeof *out->conditions);
    if (!out->conditions)
        return;
    out->applicable = REUNIFY_TRUE;
    for (size_t i = 0; i < count; i++) {
        const pack_condition *c = &e->profile->applicability[i];
        if (c->pathway != SYMBOL_NONE && c->pathway != e->pathway->name)
            continue;
        const truth t = engine_condition(e, c->when);
        struct reunify_applicability *to = &out->conditions[out->condition_count++];
        *to = (struct reunify_applicability){.rule = c, .result = t};
        if (t == REUNIFY_UNKNOWN && out->explain != REUNIFY_EXPLAIN_NONE)
            to->entries = engine_missing_of(e, c->when, &to->entry_count);
        out->applicable = truth_and(out->applicable, t);
    }
}

/* One more than the limit: whoever takes just as many is within it. */
static uint64_t most_steps(uint64_t limit)
{
    return limit == UINT64_MAX ? limit : limit + 1;
}

/* What was found once no work was left is not what the rules say. */
static void check_work(engine *e)
{
    if (e->work || e->status)
        return;
    e->status = error_add(e->error, REUNIFY_LIMIT, "limit_work", NULL,
                          "the evaluation takes more steps than the limit max_work, %" PRIu64,
                          e->most_work);
}

static void run_parts(engine *e)
{
    reunify_evaluation *out = e->out;
    out->pathway = e->pathway;
    out->level = NO_LEVEL;
    out->since = out->may_close_from = out->may_close_confirmed = out->earliest_closure =
        REUNIFY_DATE_NONE;
    out->as_of = e->as_of;
    out->case_id = arena_text(&out->memory, e->record->id.data, e->record->id.length);
    if (!out->case_id)
        engine_no_memory(e);
    copy_case_warnings(e);
    void (*const parts[])(engine *) = {engine_attempts,        engine_position, engine_levels,
                                       evaluate_applicability, engine_gates,    engine_set_asides,
                                       engine_closing,         engine_actions,  engine_obligations,
                                       engine_alerts,          engine_factors};
    if (!e->status && engine_read_case(e) && engine_read_set_asides(e))
        for (size_t i = 0; i < LENGTH_OF(parts) && !e->status; i++) {
            parts[i](e);
            check_work(e);
        }
}

/* An evaluation empty of all but its memory. */
static void empty_evaluation(reunify_evaluation *out)
{
    reunify_profile_unref(out->profile);
    arena kept = out->memory;
    arena_reset(&kept);
    *out = (reunify_evaluation){
        .context = out->context, .references = out->references, .memory = kept};
}

/* Options ------------------------------------------------------------------------------------- */

static const reunify_evaluate_options default_options = {.size = sizeof default_options};

static const sized_options sized = SIZED_OPTIONS(reunify_evaluate_options, reserved);

reunify_status reunify_evaluate_options_init(reunify_evaluate_options *options, size_t size)
{
    return options_init(options, size, &sized, &default_options);
}

static reunify_status read_options(const reunify_evaluate_options *given,
                                   reunify_evaluate_options *o, reunify_error *error)
{
    *o = default_options;
    const reunify_status status = options_read(given, &sized, o, error);
    if (status)
        return status;
    if (o->explain < 0 || o->explain > REUNIFY_EXPLAIN_FULL || o->reserved)
        return error_argument(error, "an option is unknown");
    if (!o->explain)
        o->explain = REUNIFY_EXPLAIN_FULL;
    return REUNIFY_OK;
}

reunify_status reunify_evaluate_into(reunify_evaluator *evaluator, const reunify_profile *profile,
                                     const reunify_case *record, reunify_date as_of,
                                     const reunify_evaluate_options *options,
                                     reunify_evaluation *out, reunify_error *error)
{
    reunify_error_clear(error);
    if (!evaluator || !profile || !record || !out)
        return error_argument(error,
                              "the evaluator, the profile, the case or the evaluation is NULL");
    if (count_now(&out->references) != 1)
        return error_add(error, REUNIFY_BUSY, "busy", NULL, "the evaluation is held by others too");
    empty_evaluation(out);
    reunify_evaluate_options o;
    const reunify_status status = read_options(options, &o, error);
    if (status)
        return status;
    if (as_of < REUNIFY_DATE_MIN || as_of > REUNIFY_DATE_MAX)
        return error_argument(error, "the date is out of range");
    if (!record->finished)
        return error_add(error, REUNIFY_STATE, "not_finished", NULL,
                         "the case was changed and not finished");
    arena_reset(&evaluator->scratch);
    evidence_item evidence[MOST_EVIDENCE];
    uint64_t seen[SEEN_WORDS];
    engine e = {.profile = profile,
                .record = record,
                .as_of = as_of,
                .scratch = &evaluator->scratch,
                .out = out,
                .error = error,
                .answers = engine_gate_answers(),
                .work = most_steps(evaluator->context->max_work),
                .most_work = evaluator->context->max_work,
                .evidence = {.items = evidence, .capacity = MOST_EVIDENCE, .seen = seen}};
    out->explain = o.explain;
    e.facts.work = &e.work;
    if (engine_choose_pathway(&e, o.pathway))
        run_parts(&e);
    if (e.status) {
        empty_evaluation(out);
        return e.status;
    }
    out->profile = reunify_profile_ref(profile);
    return REUNIFY_OK;
}

reunify_status reunify_evaluate(reunify_evaluator *evaluator, const reunify_profile *profile,
                                const reunify_case *record, reunify_date as_of,
                                const reunify_evaluate_options *options, reunify_evaluation **out,
                                reunify_error *error)
{
    reunify_error_clear(error);
    if (!out)
        return error_argument(error, "out is NULL");
    *out = NULL;
    if (!evaluator)
        return error_argument(error, "the evaluator is NULL");
    reunify_evaluation *made;
    reunify_status status = reunify_evaluation_new(evaluator->context, &made, error);
    if (status)
        return status;
    status = reunify_evaluate_into(evaluator, profile, record, as_of, options, made, error);
    if (status)
        reunify_evaluation_unref(made);
    else
        *out = made;
    return status;
}
