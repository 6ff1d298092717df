/* How two evaluations differ, such as those of one case under two profiles. */
#include "authoring/authoring.h"
#include "evaluate/evaluation.h"

typedef struct {
    const reunify_evaluation *a, *b;
    reunify_diff *d;
} comparison;

static void added(comparison *c, const char *section, const char *id, const char *what)
{
    diff_add(c->d, REUNIFY_DIFF_ADDED, section, id, NULL, NULL, what);
}

static void removed(comparison *c, const char *section, const char *id, const char *what)
{
    diff_add(c->d, REUNIFY_DIFF_REMOVED, section, id, NULL, what, NULL);
}

static void dates(comparison *c, const char *section, const char *id, const char *aspect,
                  reunify_date before, reunify_date after)
{
    char a[11], b[11];
    if (before != REUNIFY_DATE_NONE)
        date_write(before, a);
    if (after != REUNIFY_DATE_NONE)
        date_write(after, b);
    diff_compare(c->d, section, id, aspect, before == REUNIFY_DATE_NONE ? NULL : a,
                 after == REUNIFY_DATE_NONE ? NULL : b);
}

/* Items of a list by their ids ---------------------------------------------------------------- */

typedef const void *(*at_index)(const reunify_evaluation *e, size_t at);
typedef const char *(*id_of)(const void *item);
typedef const char *(*status_of)(const void *item);
typedef void (*more_of)(comparison *c, const char *id, const void *before, const void *after);

typedef struct {
    const char *section;
    at_index at;
    id_of id;
    status_of status;
    more_of more; /* may be NULL */
} list;

static const void *find(const reunify_evaluation *e, const list *l, const char *id)
{
    const void *item;
    for (size_t i = 0; (item = l->at(e, i)); i++)
        if (strcmp(l->id(item), id) == 0)
            return item;
    return NULL;
}

static void compare_list(comparison *c, const list *l)
{
    const void *item;
    for (size_t i = 0; (item = l->at(c->a, i)); i++) {
        const char *id = l->id(item);
        const void *other = find(c->b, l, id);
        if (!other) {
            removed(c, l->section, id, l->status(item));
            continue;
        }
        diff_compare(c->d, l->section, id, "status", l->status(item), l->status(other));
        if (l->more)
            l->more(c, id, item, other);
    }
    for (size_t i = 0; (item = l->at(c->b, i)); i++)
        if (!find(c->a, l, l->id(item)))
            added(c, l->section, l->id(item), l->status(item));
}

/* Conditions, factors, alerts, obligations ---------------------------------------------------- */

static const void *condition_at(const reunify_evaluation *e, size_t at)
{
    return reunify_evaluation_condition(e, at);
}

static const char *condition_id(const void *item)
{
    return reunify_condition_id(item);
}

static const char *condition_status(const void *item)
{
    return truth_names[reunify_condition_result(item)];
}

static const void *factor_at(const reunify_evaluation *e, size_t at)
{
    return reunify_evaluation_factor(e, at);
}

static const char *factor_id(const void *item)
{
    return reunify_factor_code(item);
}

static const char *factor_status(const void *item)
{
    return factor_result_names[reunify_factor_result(item)];
}

static const void *alert_at(const reunify_evaluation *e, size_t at)
{
    return reunify_evaluation_alert(e, at);
}

static const char *alert_id(const void *item)
{
    return reunify_alert_code(item);
}

static const char *alert_status(const void *item)
{
    return reunify_alert_text(item);
}

static const void *obligation_at(const reunify_evaluation *e, size_t at)
{
    return reunify_evaluation_obligation(e, at);
}

static const char *obligation_id(const void *item)
{
    return reunify_obligation_id(item);
}

static const char *obligation_status(const void *item)
{
    return obligation_status_names[reunify_obligation_status(item)];
}

static void obligation_more(comparison *c, const char *id, const void *before, const void *after)
{
    dates(c, "obligation", id, "due", reunify_obligation_due(before),
          reunify_obligation_due(after));
}

/* The history of the level, by assessment ----------------------------------------------------- */

static const void *entry_at(const reunify_evaluation *e, size_t at)
{
    return reunify_evaluation_history(e, at);
}

static const char *entry_id(const void *item)
{
    return reunify_history_entry_assessment(item);
}

static const char *entry_level(const void *item)
{
    const char *to = reunify_history_entry_to(item);
    return to ? to : "none";
}

static void entry_more(comparison *c, const char *id, const void *before, const void *after)
{
    diff_compare(c->d, "history", id, "rule", reunify_history_entry_rule(before),
                 reunify_history_entry_rule(after));
    diff_compare(c->d, "history", id, "held rule", reunify_history_entry_held_rule(before),
                 reunify_history_entry_held_rule(after));
}

/* Gates, their requirements and stops --------------------------------------------------------- */

static const void *gate_at(const reunify_evaluation *e, size_t at)
{
    return reunify_evaluation_gate(e, at);
}

static const char *gate_id(const void *item)
{
    return reunify_gate_stage(item);
}

static const char *gate_status(const void *item)
{
    return gate_status_names[reunify_gate_status(item)];
}

static void gate_more(comparison *c, const char *id, const void *before, const void *after)
{
    diff_compare(c->d, "gate", id, "outcome", reunify_gate_outcome(before),
                 reunify_gate_outcome(after));
    dates(c, "gate", id, "passed on", reunify_gate_passed_on(before),
          reunify_gate_passed_on(after));
}

/* Requirements are numbered through all gates. */
static const void *requirement_at(const reunify_evaluation *e, size_t at)
{
    const reunify_gate *gate;
    for (size_t i = 0; (gate = reunify_evaluation_gate(e, i));
         at -= reunify_gate_requirement_count(gate), i++)
        if (at < reunify_gate_requirement_count(gate))
            return reunify_gate_requirement(gate, at);
    return NULL;
}

static const char *requirement_id(const void *item)
{
    return reunify_requirement_id(item);
}

static const char *requirement_status(const void *item)
{
    return requirement_status_names[reunify_requirement_status(item)];
}

static const void *stop_at(const reunify_evaluation *e, size_t at)
{
    const reunify_gate *gate;
    for (size_t i = 0; (gate = reunify_evaluation_gate(e, i));
         at -= reunify_gate_stop_count(gate), i++)
        if (at < reunify_gate_stop_count(gate))
            return reunify_gate_stop(gate, at);
    return NULL;
}

static const char *stop_id(const void *item)
{
    return reunify_stop_id(item);
}

static const char *stop_status(const void *item)
{
    return truth_names[reunify_stop_result(item)];
}

/* The whole ----------------------------------------------------------------------------------- */

static void heads(comparison *c)
{
    const reunify_evaluation *a = c->a, *b = c->b;
    const reunify_gate *was = reunify_evaluation_stage(a), *is = reunify_evaluation_stage(b);
    const char *id = b->case_id;
    diff_compare(c->d, "case", id, "applicability", truth_names[a->applicable],
                 truth_names[b->applicable]);
    diff_compare(c->d, "case", id, "pathway", reunify_evaluation_pathway(a),
                 reunify_evaluation_pathway(b));
    diff_compare(c->d, "case", id, "level", reunify_evaluation_level(a),
                 reunify_evaluation_level(b));
    dates(c, "case", id, "level since", reunify_evaluation_level_since(a),
          reunify_evaluation_level_since(b));
    dates(c, "case", id, "may close", reunify_evaluation_may_close_from(a),
          reunify_evaluation_may_close_from(b));
    dates(c, "case", id, "earliest closure", reunify_evaluation_earliest_closure(a),
          reunify_evaluation_earliest_closure(b));
    diff_compare(c->d, "case", id, "stage", reunify_gate_stage(was), reunify_gate_stage(is));
}

reunify_status reunify_evaluation_diff(const reunify_evaluation *before,
                                       const reunify_evaluation *after, reunify_diff **out,
                                       reunify_error *error)
{
    static const list lists[] = {
        {"condition", condition_at, condition_id, condition_status, NULL},
        {"history", entry_at, entry_id, entry_level, entry_more},
        {"gate", gate_at, gate_id, gate_status, gate_more},
        {"requirement", requirement_at, requirement_id, requirement_status, NULL},
        {"stop", stop_at, stop_id, stop_status, NULL},
        {"obligation", obligation_at, obligation_id, obligation_status, obligation_more},
        {"factor", factor_at, factor_id, factor_status, NULL},
        {"alert", alert_at, alert_id, alert_status, NULL},
    };
    reunify_error_clear(error);
    if (!out)
        return error_argument(error, "out is NULL");
    *out = NULL;
    if (!before || !after)
        return error_argument(error, "an evaluation is NULL");
    if (!before->profile || !after->profile)
        return error_add(error, REUNIFY_STATE, "empty_evaluation", NULL, "an evaluation is empty");
    comparison c = {before, after, diff_new(after->context)};
    if (!c.d)
        return error_no_memory(error);
    heads(&c);
    for (size_t i = 0; i < LENGTH_OF(lists); i++)
        compare_list(&c, &lists[i]);
    return diff_finish(c.d, out, error);
}
