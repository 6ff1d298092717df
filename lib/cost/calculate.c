/*
 * Calculating costs: options checked, amounts exact or refused.
 *
 * In order: every fault of the options is told; the unit costs are chosen, a local figure before
 * the profile's set; the amounts are worked out; the explanation is written down, step by step,
 * while the figures are there.
 *
 * Amounts are pence, years thousandths, failures millionths of a return, because a share of returns
 * need not be a whole number. Each amount is one product of such whole numbers, divided once and
 * rounded once at its end (base/money.c), so no rounding is carried on into another amount: only
 * the differences are taken of rounded amounts, so that they agree with what is printed. What does
 * not fit into 64 bits is refused as overflow; nothing wraps.
 *
 * The break-even is rounded up to whole returns: it is how many failures must be prevented before
 * the support pays for itself.
 */
#include "cost/cost.h"

enum { MOST_YEARS = 100000 /* thousandths */ };

/* Options ------------------------------------------------------------------------------------- */

static const reunify_cost_options default_options = {
    .size = sizeof default_options,
    .returns = REUNIFY_COST_NOT_GIVEN,
    .failures_without = REUNIFY_COST_NOT_GIVEN,
    .failures_with = REUNIFY_COST_NOT_GIVEN,
    .share_without = REUNIFY_COST_NOT_GIVEN,
    .share_with = REUNIFY_COST_NOT_GIVEN,
    .years = THOUSAND,
    .re_entry = REUNIFY_COST_NOT_GIVEN,
    .support = REUNIFY_COST_NOT_GIVEN,
};

static const sized_options sized = SIZED_OPTIONS(reunify_cost_options, support);

reunify_status reunify_cost_options_init(reunify_cost_options *options, size_t size)
{
    return options_init(options, size, &sized, &default_options);
}

static void check_number(reunify_error *error, reunify_status *status, bool good, const char *where,
                         const char *expected)
{
    if (!good)
        *status = error_add(error, REUNIFY_INVALID, "bad_number", where, "expected %s", expected);
}

static void check_failures(reunify_error *error, reunify_status *status, int64_t returns,
                           int64_t number, const char *number_at, int64_t share,
                           const char *share_at)
{
    const int64_t none = REUNIFY_COST_NOT_GIVEN;
    const reunify_status wrong = REUNIFY_INVALID;
    if (number == none && share == none)
        *status = error_add(error, wrong, "missing", number_at,
                            "expected how many returns fail, as a number or as a share");
    else if (number != none && share != none)
        *status = error_add(error, wrong, "ambiguous", number_at,
                            "expected a number or a share of failures, not both");
    else if (share == none)
        check_number(error, status, number >= 0 && number <= returns, number_at,
                     "failures from 0 to the number of returns");
    else
        check_number(error, status, share >= 0 && share <= MILLION, share_at,
                     "a share of 0 to 100%");
}

/* Every fault of the options. */
static reunify_status check_options(const reunify_cost_options *o, reunify_error *error)
{
    reunify_status status = REUNIFY_OK;
    check_number(error, &status, o->returns >= 0, "/returns",
                 "how many children return home, 0 or more");
    const int64_t returns = o->returns >= 0 ? o->returns : INT64_MAX; /* one fault is enough */
    check_failures(error, &status, returns, o->failures_without, "/failures_without",
                   o->share_without, "/share_without");
    check_failures(error, &status, returns, o->failures_with, "/failures_with", o->share_with,
                   "/share_with");
    check_number(error, &status, o->years >= 1 && o->years <= MOST_YEARS, "/years",
                 "0.001 to 100 years");
    check_number(error, &status, o->re_entry >= REUNIFY_COST_NOT_GIVEN, "/re_entry",
                 "an amount of 0 or more");
    check_number(error, &status, o->support >= REUNIFY_COST_NOT_GIVEN, "/support",
                 "an amount of 0 or more");
    return status;
}

/* Unit costs ---------------------------------------------------------------------------------- */

static const pack_cost *find_set(const reunify_profile *profile, const char *id)
{
    for (size_t i = 0; profile && i < profile->cost_count; i++)
        if (!id || strcmp(profile->costs[i].id, id) == 0)
            return &profile->costs[i];
    return NULL;
}

static reunify_status choose_unit_costs(reunify_cost *c, const reunify_profile *profile,
                                        const reunify_cost_options *o, reunify_error *error)
{
    const pack_cost *set = find_set(profile, o->set);
    c->speaks = reunify_profile_ref(profile);
    c->local_re_entry = o->re_entry != REUNIFY_COST_NOT_GIVEN;
    c->local_support = o->support != REUNIFY_COST_NOT_GIVEN;
    if (!set && o->set)
        return error_add(error, REUNIFY_NOT_FOUND, "unknown_cost_set", "/set",
                         "the profile has no unit costs of this id");
    if (!set && !(c->local_re_entry && c->local_support))
        return error_add(error, REUNIFY_NOT_FOUND, "missing",
                         c->local_re_entry ? "/support" : "/re_entry",
                         "there are no unit costs of a profile: both local ones are needed");
    c->unit_re_entry = c->local_re_entry ? o->re_entry : set->re_entry;
    c->unit_support = c->local_support ? o->support : set->support;
    if (!c->local_re_entry || !c->local_support) {
        c->set = set;
        c->profile = reunify_profile_ref(profile);
    }
    return REUNIFY_OK;
}

/* Amounts ------------------------------------------------------------------------------------- */

/* In millionths of a return. */
static bool count_failures(int64_t returns, int64_t number, int64_t share, int64_t *out)
{
    const bool shared = share != REUNIFY_COST_NOT_GIVEN;
    const int64_t factors[] = {shared ? returns : number, shared ? share : MILLION};
    return money_ratio(factors, 2, 1, MONEY_HALF_UP, out);
}

/* So many millionths of a unit cost a year. */
static bool cost_of(const reunify_cost *c, int64_t millionths, int64_t unit, int64_t *out)
{
    const int64_t factors[] = {millionths, unit, c->years};
    return money_ratio(factors, 3, MILLION * THOUSAND, MONEY_HALF_UP, out);
}

static bool calculate_costs(reunify_cost *c)
{
    const int64_t support[] = {c->returns, c->unit_support, c->years};
    int64_t spared;
    return cost_of(c, c->failures_without, c->unit_re_entry, &c->re_entries_without) &&
           cost_of(c, c->failures_with, c->unit_re_entry, &c->re_entries_with) &&
           money_ratio(support, 3, THOUSAND, MONEY_HALF_UP, &c->support) &&
           money_subtract(c->re_entries_without, c->re_entries_with, &spared) &&
           money_subtract(spared, c->support, &c->net_saving);
}

/* The years of both sides cancel out. */
static bool calculate_break_even(reunify_cost *c)
{
    const int64_t support[] = {c->returns, c->unit_support};
    c->break_even = c->returns && c->unit_support ? -1 : 0;
    if (!c->break_even || !c->unit_re_entry)
        return true;
    if (!money_ratio(support, 2, c->unit_re_entry, MONEY_UP, &c->break_even))
        return false;
    const int64_t amount[] = {c->break_even, c->unit_re_entry, c->years};
    return money_ratio(amount, 3, THOUSAND, MONEY_HALF_UP, &c->break_even_amount);
}

static bool calculate(reunify_cost *c, const reunify_cost_options *o)
{
    c->returns = o->returns;
    c->years = o->years;
    c->share_without = o->share_without;
    c->share_with = o->share_with;
    if (!count_failures(o->returns, o->failures_without, o->share_without, &c->failures_without) ||
        !count_failures(o->returns, o->failures_with, o->share_with, &c->failures_with))
        return false;
    if (!calculate_costs(c) || !calculate_break_even(c))
        return false;
    c->prevented = c->failures_without - c->failures_with; /* neither is negative */
    c->saving_per_child = c->returns ? money_part(c->net_saving, c->returns) : 0;
    return true;
}

/* Making a calculation ------------------------------------------------------------------------ */

static reunify_status fill_in(reunify_cost *c, const reunify_profile *profile,
                              const reunify_cost_options *o, reunify_error *error)
{
    const reunify_status status = choose_unit_costs(c, profile, o, error);
    if (status)
        return status;
    if (!calculate(c, o))
        return error_add(error, REUNIFY_LIMIT, "overflow", NULL,
                         "an amount is larger than can be calculated with");
    return cost_explain(c) ? error_no_memory(error) : REUNIFY_OK;
}

reunify_status reunify_cost_calculate(const reunify_context *context,
                                      const reunify_profile *profile,
                                      const reunify_cost_options *options, reunify_cost **out,
                                      reunify_error *error)
{
    reunify_error_clear(error);
    if (!out)
        return error_argument(error, "out is NULL");
    *out = NULL;
    if (!options)
        return error_argument(error, "the options are NULL");
    reunify_cost_options o = default_options;
    reunify_status status = options_read(options, &sized, &o, error);
    if (!status)
        status = check_options(&o, error);
    if (status)
        return status;
    context = context_or_default(context);
    reunify_cost *made = memory_allocate_zeroed(context, 1, sizeof *made);
    if (!made)
        return error_no_memory(error);
    made->context = reunify_context_ref(context);
    arena_start(&made->memory, context);
    status = fill_in(made, profile, &o, error);
    if (status)
        reunify_cost_free(made);
    else
        *out = made;
    return status;
}

void reunify_cost_free(reunify_cost *c)
{
    if (!c)
        return;
    const reunify_context *context = c->context;
    arena_release(&c->memory);
    reunify_profile_unref(c->profile);
    reunify_profile_unref(c->speaks);
    memory_wipe(c, sizeof *c);
    memory_release(context, c, sizeof *c);
    reunify_context_unref(context);
}
