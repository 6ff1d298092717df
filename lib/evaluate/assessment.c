/*
 * One assessment alone: findings in, classification out. Inside it is a case with a single
 * assessment, read and classified like any other but without levels, gates or a pathway: what
 * findings are derived from cannot ask of those.
 */
#include "evaluate/engine.h"

struct reunify_assessment {
    reunify_case *record;
    reunify_entry entry;
};

const reunify_case *assessment_record(const reunify_assessment *a)
{
    return a->record;
}

static reunify_status fill(reunify_case *record, reunify_entry *assessment, reunify_error *error)
{
    reunify_status status =
        reunify_case_set_text(record, REUNIFY_THE_CASE, REUNIFY_FIELD_ID, "-", 1, error);
    if (!status)
        status =
            reunify_case_add(record, REUNIFY_ENTRY_ASSESSMENT, REUNIFY_THE_CASE, assessment, error);
    return status ? status
                  : reunify_case_set_date(record, *assessment, REUNIFY_FIELD_DATE, 0, error);
}

reunify_status reunify_assessment_new(const reunify_context *context, reunify_assessment **out,
                                      reunify_error *error)
{
    reunify_error_clear(error);
    if (!out)
        return error_argument(error, "out is NULL");
    *out = NULL;
    context = context_or_default(context);
    reunify_case *record;
    reunify_entry assessment = REUNIFY_NO_ENTRY;
    reunify_status status = reunify_case_new(context, &record, error);
    if (status)
        return status;
    status = fill(record, &assessment, error);
    reunify_assessment *made = status ? NULL : memory_allocate(context, sizeof *made);
    if (!made) {
        reunify_case_free(record);
        return status ? status : error_no_memory(error);
    }
    *made = (reunify_assessment){record, assessment};
    *out = made;
    return REUNIFY_OK;
}

void reunify_assessment_free(reunify_assessment *a)
{
    if (!a)
        return;
    const reunify_context *context = reunify_context_ref(a->record->context);
    reunify_case_free(a->record);
    memory_release(context, a, sizeof *a);
    reunify_context_unref(context);
}

reunify_status reunify_assessment_set_finding(reunify_assessment *a, const char *name,
                                              size_t name_length, const char *value, size_t length,
                                              reunify_error *error)
{
    reunify_error_clear(error);
    if (!a || !name || !value)
        return error_argument(error, "the assessment, the name or the value is NULL");
    reunify_symbol word;
    const reunify_status status = reunify_case_symbol(a->record, name, name_length, &word, error);
    if (status)
        return status;
    const bool yes = length == 4 && memcmp(value, "true", 4) == 0,
               no = length == 5 && memcmp(value, "false", 5) == 0;
    return yes || no ? reunify_case_set_named_boolean(a->record, a->entry, word, yes, error)
                     : reunify_case_set_named_text(a->record, a->entry, word, value, length, error);
}

reunify_status reunify_assessment_add_factor(reunify_assessment *a, reunify_entry *factor,
                                             reunify_error *error)
{
    reunify_error_clear(error);
    if (factor)
        *factor = REUNIFY_NO_ENTRY;
    if (!a || !factor)
        return error_argument(error, "the assessment or the place for the factor is NULL");
    return reunify_case_add(a->record, REUNIFY_ENTRY_FACTOR, a->entry, factor, error);
}

reunify_status reunify_assessment_set_factor(reunify_assessment *a, reunify_entry factor,
                                             int32_t field, const char *value, size_t length,
                                             reunify_error *error)
{
    reunify_error_clear(error);
    if (!a || reunify_entry_kind(factor) != REUNIFY_ENTRY_FACTOR)
        return error_argument(error, "the assessment is NULL, or this is no factor");
    return reunify_case_set_text(a->record, factor, field, value, length, error);
}

/* A classification of its own: one block, dimensions behind the structure (see evaluation.h). */
static reunify_classification *take_classification(engine *e, const reunify_profile *profile)
{
    const struct reunify_classification *found = e->classifications;
    const size_t size = found->dimension_count * sizeof *found->dimensions;
    const reunify_context *context = e->out->context;
    reunify_classification *made = memory_allocate(context, sizeof *made + size);
    if (!made) {
        engine_no_memory(e);
        return NULL;
    }
    *made = *found;
    made->profile = reunify_profile_ref(profile);
    made->context = reunify_context_ref(context);
    made->within = NULL;
    made->references = 1;
    made->assessment = NULL;
    made->dimensions = (dimension_result *)(void *)(made + 1);
    if (size)
        memcpy(made->dimensions, found->dimensions, size);
    for (size_t i = 0; i < e->out->warning_count && made->warning_count < LENGTH_OF(made->warnings);
         i++)
        made->warnings[made->warning_count++] = e->out->warnings[i].code;
    return made;
}

reunify_status reunify_profile_classify(const reunify_profile *profile, const reunify_assessment *a,
                                        reunify_classification **out, reunify_error *error)
{
    reunify_error_clear(error);
    if (!out)
        return error_argument(error, "out is NULL");
    *out = NULL;
    if (!profile || !a)
        return error_argument(error, "the profile or the assessment is NULL");
    /* The assessment itself is not changed: whoever reads it may share it. */
    reunify_case record = *a->record;
    uint32_t first = 0;
    record.order[REUNIFY_ENTRY_ASSESSMENT] = &first;
    record.finished = true;
    reunify_evaluation scratch = {.context = record.context};
    arena memory;
    arena_start(&memory, record.context);
    arena_start(&scratch.memory, record.context);
    engine e = {
        .profile = profile, .record = &record, .scratch = &memory, .out = &scratch, .error = error};
    if (engine_read_case(&e)) {
        engine_findings(&e, 0);
        engine_classify(&e, 0);
        if (!e.status)
            *out = take_classification(&e, profile);
    }
    arena_release(&scratch.memory);
    arena_release(&memory);
    return e.status;
}
