/*
 * Assessments without a case.
 *
 * There is a case all the same, with a single assessment of which nothing is said: conditions may
 * ask of anything that a case can have, and find that nothing of it is recorded. The observations
 * of a subject are points of their own, all of which stand for that assessment, each with a row of
 * findings that whoever observes fills in. So a condition, a derived finding or a classification is
 * worked out by the code that does it for a case. What was read of the case stays; only the points
 * begin anew with each subject.
 */
#include "evaluate/engine.h"

struct observer {
    const reunify_context *context;
    reunify_assessment *assessment;
    reunify_case record;
    uint32_t first;
    arena memory;
    engine e;
    size_t most;
    struct reunify_classification classification;
    dimension_result *bound;
    rule_questions questions; /* of the latest observation */
};

static reunify_status read_record(observer *o, const reunify_profile *profile, reunify_error *error)
{
    arena_start(&o->memory, o->context);
    reunify_evaluation scratch = {.context = o->context};
    arena_start(&scratch.memory, o->context);
    o->record = *assessment_record(o->assessment);
    o->record.order[REUNIFY_ENTRY_ASSESSMENT] = &o->first;
    o->record.finished = true;
    o->e = (engine){.profile = profile,
                    .record = &o->record,
                    .as_of = REUNIFY_DATE_MAX,
                    .scratch = &o->memory,
                    .out = &scratch,
                    .error = error};
    engine_read_case(&o->e);
    arena_release(&scratch.memory);
    o->e.out = NULL;
    return o->e.status;
}

static reunify_status take_room(observer *o, size_t most)
{
    engine *e = &o->e;
    const reunify_profile *p = e->profile;
    o->most = most;
    e->facts.points = engine_take_scratch(e, most, sizeof *e->facts.points);
    e->facts.findings = engine_take_scratch(e, most, p->finding_count * sizeof(int64_t));
    o->classification.dimension_count = p->dimension_count;
    o->classification.dimensions =
        engine_take_scratch(e, p->dimension_count, sizeof *o->classification.dimensions);
    o->bound = engine_take_scratch(e, p->dimension_count, sizeof *o->bound);
    return e->status;
}

bool observer_reserve(observer *o, size_t more)
{
    rule_facts *f = &o->e.facts;
    const size_t row = f->finding_count * sizeof(int64_t);
    if (more <= o->most - f->point_count)
        return true;
    if (more > SIZE_MAX / 4 - o->most)
        return false;
    const size_t most = f->point_count + more > 2 * o->most ? f->point_count + more : 2 * o->most;
    fact_point *points = arena_take_array(&o->memory, most, sizeof *points);
    int64_t *findings = arena_take_array(&o->memory, most, row);
    if (!points || !findings)
        return false;
    if (f->point_count) {
        memcpy(points, f->points, f->point_count * sizeof *points);
        memcpy(findings, f->findings, f->point_count * row);
    }
    f->points = points;
    f->findings = findings;
    o->most = most;
    return true;
}

observer *observer_open(const reunify_profile *profile, const reunify_context *context, size_t most,
                        reunify_status *status, reunify_error *error)
{
    observer *o = memory_allocate_zeroed(context, 1, sizeof *o);
    if (!o) {
        *status = error_no_memory(error);
        return NULL;
    }
    o->context = context;
    *status = reunify_assessment_new(context, &o->assessment, error);
    if (!*status)
        *status = read_record(o, profile, error);
    if (!*status)
        *status = take_room(o, most);
    if (!*status) {
        o->questions = (rule_questions){profile, engine_scope(&o->e, REUNIFY_DATE_MIN)};
        observer_start(o);
        return o;
    }
    observer_close(o);
    return NULL;
}

void observer_close(observer *o)
{
    if (!o)
        return;
    reunify_assessment_free(o->assessment);
    if (o->memory.context)
        arena_release(&o->memory);
    memory_release(o->context, o, sizeof *o);
}

/* The observations of a subject --------------------------------------------------------------- */

static size_t latest(const observer *o)
{
    return o->e.facts.point_count - 1;
}

static int64_t *row_of_latest(const observer *o)
{
    return o->e.facts.findings + latest(o) * o->e.facts.finding_count;
}

void observer_start(observer *o)
{
    o->e.facts.point_count = 0;
}

/* The scope stays from one to the next: an observation changes the day and the point alone. */
static fact_point *add_point(observer *o, reunify_date date)
{
    rule_facts *f = &o->e.facts;
    fact_point *before = f->point_count ? &f->points[latest(o)] : NULL;
    fact_point *p = &f->points[f->point_count++];
    *p = (fact_point){.date = date,
                      .since = before ? before->since : REUNIFY_DATE_NONE,
                      .level = before ? before->level : NO_LEVEL,
                      .classified = NO_LEVEL};
    o->questions.scope.as_of = date;
    o->questions.scope.assessment = (int64_t)latest(o);
    return p;
}

int64_t *observer_add(observer *o, reunify_date date)
{
    add_point(o, date);
    int64_t *row = row_of_latest(o);
    for (size_t i = 0; i < o->e.facts.finding_count; i++)
        row[i] = FINDING_UNKNOWN;
    return row;
}

const int64_t *observer_values(const observer *o)
{
    return row_of_latest(o);
}

void observer_add_again(observer *o, reunify_date date, const int64_t *values, int8_t classified,
                        int8_t at_least)
{
    fact_point *point = add_point(o, date);
    memcpy(row_of_latest(o), values, o->e.facts.finding_count * sizeof *values);
    point->classified = classified;
    point->at_least = at_least;
}

void observer_complete(observer *o)
{
    engine_complete_findings(&o->e, latest(o), row_of_latest(o));
}

const struct reunify_classification *observer_classify(observer *o, const int64_t *bound)
{
    const reunify_profile *p = o->e.profile;
    fact_point *point = &o->e.facts.points[latest(o)];
    struct reunify_classification *c = &o->classification;
    classify_values(p, row_of_latest(o), c);
    if (bound && c->level == NO_LEVEL && p->level_count)
        classify_bound(p, bound, o->bound, c);
    point->at_least = c->at_least;
    point->classified = c->level;
    return c;
}

void observer_set_level(observer *o, int8_t level, reunify_date since)
{
    fact_point *point = &o->e.facts.points[latest(o)];
    point->level = level;
    point->since = since;
}

void observer_set_assessed(observer *o, bool assessed)
{
    o->e.facts.points[latest(o)].assessed = assessed;
}

/* Questions ----------------------------------------------------------------------------------- */

truth observer_holds(void *user, size_t condition)
{
    observer *o = user;
    return rule_holds(&o->questions, condition);
}

reunify_date observer_counts_from(void *user, size_t rule)
{
    observer *o = user;
    return rule_counts_from(&o->questions, rule);
}

/*
 * Whether a condition follows from the findings alone: it is made of such as do, and of what no
 * assessment without factors has.
 */
static bool follows_from_findings(const rule_program *p, rule_index at)
{
    const rule_node *n = &p->nodes[at];
    const rule_row *row = &rule_operators[n->op];
    const bool list = row->operands[0].kind == OPERAND_CONDITIONS;
    if (!list && row->operands[0].kind != OPERAND_CONDITION)
        return (row->traits & TRAIT_OF_FINDINGS) || n->op == OP_FACTORS;
    for (size_t i = 0; i < NODE_CONDITIONS; i++)
        if (n->conditions[i] != RULE_NONE && !follows_from_findings(p, n->conditions[i]))
            return false;
    for (uint32_t i = 0; list && i < n->count; i++)
        if (!follows_from_findings(p, p->links[n->first + i]))
            return false;
    return true;
}

bool observer_is_fixed(const reunify_profile *p, rule_index when)
{
    return when == RULE_NONE || follows_from_findings(&p->program, when);
}

bool observer_derives_fixed(const reunify_profile *p)
{
    for (size_t f = 0; f < p->finding_count; f++)
        for (uint16_t i = 0; i < p->findings[f].derived_count; i++)
            if (!observer_is_fixed(p, p->findings[f].derived[i].when))
                return false;
    return true;
}

bool observer_is_same_for_all(const reunify_profile *p, rule_index when)
{
    const rule_node *n = &p->program.nodes[when];
    const bool list = rule_operators[n->op].operands[0].kind == OPERAND_CONDITIONS;
    for (uint32_t i = 0; list && i < n->count; i++)
        if (!observer_is_same_for_all(p, p->program.links[n->first + i]))
            return false;
    if (list)
        return true;
    if (n->op == OP_NOT)
        return observer_is_same_for_all(p, n->conditions[0]);
    for (size_t i = 0; i < NODE_DATES; i++)
        if (n->dates[i] != RULE_NONE && p->program.dates[n->dates[i]].changing)
            return false;
    return n->op == OP_RETURNED || n->op == OP_LEGAL_STATUS || n->op == OP_PLACEMENT ||
           n->op == OP_IN_CARE;
}

truth observer_condition(observer *o, rule_index when, reunify_date on)
{
    rule_scope s = engine_scope(&o->e, on);
    return rule_evaluate(&s, when);
}

bool observer_never_counts(observer *o, rule_index date)
{
    static const reunify_date days[] = {REUNIFY_DATE_MIN, 0, REUNIFY_DATE_MAX};
    if (date == RULE_NONE)
        return true;
    if (o->e.profile->program.dates[date].changing)
        return false;
    for (size_t i = 0; i < LENGTH_OF(days); i++)
        if (observer_date(o, date, days[i]) != REUNIFY_DATE_NONE)
            return false;
    return true;
}

reunify_date observer_date(observer *o, rule_index date, reunify_date on)
{
    if (date == RULE_NONE)
        return REUNIFY_DATE_NONE;
    rule_scope s = engine_scope(&o->e, on);
    const date_value v = rule_date_of(&s, date);
    return date_value_certain(v) ? v.low : REUNIFY_DATE_NONE;
}
