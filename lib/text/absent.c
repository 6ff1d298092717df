/*
 * In the place of pages, in a library that was built without them (-Dtext=false).
 *
 * A host that shows evaluations in its own screens reads them by getters or as JSON, and has no use
 * for sentences laid out in lines. Its library has the same calls, so that one header and one list
 * of symbols serve both; each says by REUNIFY_UNSUPPORTED that there are no pages here. Nothing is
 * checked before that: the answer is the same whatever is asked. An overview, which is good for its
 * page alone, cannot be made, so that the calls that take one meet NULL.
 */
#include "base/base.h"

#include <reunify/authoring.h>
#include <reunify/cost.h>
#include <reunify/evaluation.h>
#include <reunify/outcome.h>
#include <reunify/overview.h>

static reunify_status without_text(reunify_error *error)
{
    reunify_error_clear(error);
    return error_add(error, REUNIFY_UNSUPPORTED, "without_text", NULL,
                     "this library was built without texts for people to read");
}

static reunify_status no_text(reunify_text **out, reunify_error *error)
{
    if (out)
        *out = NULL;
    return without_text(error);
}

reunify_status reunify_evaluation_to_text(const reunify_evaluation *evaluation, uint32_t flags,
                                          int32_t width, reunify_text **out, reunify_error *error)
{
    (void)evaluation, (void)flags, (void)width;
    return no_text(out, error);
}

reunify_status reunify_cost_to_text(const reunify_cost *cost, uint32_t flags, int32_t width,
                                    reunify_text **out, reunify_error *error)
{
    (void)cost, (void)flags, (void)width;
    return no_text(out, error);
}

reunify_status reunify_outcomes_to_text(const reunify_outcomes *outcomes,
                                        const reunify_profile *profile, uint32_t flags,
                                        int32_t width, reunify_text **out, reunify_error *error)
{
    (void)outcomes, (void)profile, (void)flags, (void)width;
    return no_text(out, error);
}

reunify_status reunify_profile_to_text(const reunify_profile *profile, uint32_t flags,
                                       int32_t width, reunify_text **out, reunify_error *error)
{
    (void)profile, (void)flags, (void)width;
    return no_text(out, error);
}

reunify_status reunify_overview_to_text(const reunify_overview *overview, uint32_t flags,
                                        int32_t width, reunify_text **out, reunify_error *error)
{
    (void)overview, (void)flags, (void)width;
    return no_text(out, error);
}

reunify_status reunify_overview_new(const reunify_context *context, reunify_overview **out,
                                    reunify_error *error)
{
    (void)context;
    if (out)
        *out = NULL;
    return without_text(error);
}

reunify_status reunify_overview_add(reunify_overview *overview,
                                    const reunify_evaluation *evaluation, reunify_error *error)
{
    (void)overview, (void)evaluation;
    return without_text(error);
}

void reunify_overview_free(reunify_overview *overview)
{
    (void)overview;
}

size_t reunify_overview_count(const reunify_overview *overview)
{
    (void)overview;
    return 0;
}
