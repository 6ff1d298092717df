/*
 * One assessment: its findings made complete, and the level that they indicate.
 *
 * Findings are numbers in a row of the matrix in the facts, one column a finding of the pack. The
 * columns are completed in their order. A derived value is what a list of conditions, a score or
 * the worst of other findings gives: those that a score or a worst-of reads stand before it, which
 * the pack's loader sees to, while a condition sees a later finding as it was stated. Of a stated
 * and a derived value that differ the more cautious counts, with a warning. What is unknown then
 * takes the value that absence stands for, if there is one.
 *
 * Each dimension looks at one finding, whose value permits a set of levels, kept as a mask. The
 * level indicated is the most severe of the dimensions' least permitted ones. Where one permits
 * nothing because its finding is unknown, that level is only a lower bound (`at_least`). Where some
 * dimension does not permit the level that others force, the columns of the tool disagree.
 */
#include "evaluate/engine.h"

/* Findings ------------------------------------------------------------------------------------ */

static rule_scope scope_of_point(engine *e, size_t point)
{
    rule_scope s = engine_scope(e, e->facts.points[point].date);
    s.assessment = (int64_t)point;
    return s;
}

/* The value that the first true condition gives; an unknown one ends the search. */
static int64_t value_by_conditions(rule_scope *s, const pack_finding *f)
{
    for (uint16_t i = 0; i < f->derived_count; i++) {
        const truth t = rule_evaluate(s, f->derived[i].when);
        if (t == REUNIFY_TRUE)
            return f->derived[i].value;
        if (t == REUNIFY_UNKNOWN)
            break;
    }
    return FINDING_UNKNOWN;
}

static bool more_cautious(const pack_finding *f, int64_t a, int64_t b)
{
    return f->type == NAMED_BOOLEAN ? (a != 0) == f->cautious && a != b : a > b;
}

/* The sum of what the items' values weigh; unknown where one is missing that has no default. */
static int64_t value_by_score(const int64_t *values, const pack_finding *f)
{
    int64_t sum = 0;
    for (uint16_t i = 0; i < f->score_count; i++) {
        const pack_score *s = &f->score[i];
        const int64_t value = values[s->finding];
        if (value == FINDING_UNKNOWN && !s->has_missing)
            return FINDING_UNKNOWN;
        sum += value == FINDING_UNKNOWN ? s->missing : s->weights[value];
    }
    return sum;
}

/*
 * The most cautious of several findings; one that is unknown might be worse than all, unless
 * nothing is.
 */
static int64_t most_cautious_value(const int64_t *values, const pack_finding *f)
{
    int64_t found = FINDING_UNKNOWN;
    bool open = false;
    for (uint16_t i = 0; i < f->worst_count; i++) {
        const int64_t value = values[f->worst[i]];
        open = open || value == FINDING_UNKNOWN;
        if (value != FINDING_UNKNOWN &&
            (found == FINDING_UNKNOWN || more_cautious(f, value, found)))
            found = value;
    }
    const bool top = f->type == NAMED_BOOLEAN
                         ? (found != 0) == f->cautious
                         : f->type == NAMED_TEXT && found + 1 == f->value_count;
    return open && !top ? FINDING_UNKNOWN : found;
}

static int64_t derived_value(rule_scope *s, const int64_t *values, const pack_finding *f)
{
    return f->derived_count ? value_by_conditions(s, f)
           : f->score_count ? value_by_score(values, f)
                            : most_cautious_value(values, f);
}

/* The more cautious of what was stated and what was derived. */
static int64_t reconcile(engine *e, size_t point, const pack_finding *f, int64_t stated,
                         int64_t derived)
{
    if (derived == FINDING_UNKNOWN || stated == derived)
        return stated;
    if (stated == FINDING_UNKNOWN)
        return derived;
    engine_warn(e, "findings_conflict",
                engine_id(e, REUNIFY_ENTRY_ASSESSMENT, e->facts.points[point].assessment));
    return more_cautious(f, derived, stated) ? derived : stated;
}

void engine_findings(engine *e, size_t point)
{
    rule_scope s = scope_of_point(e, point);
    int64_t *values = e->facts.findings + point * e->facts.finding_count;
    for (size_t i = 0; i < e->profile->finding_count; i++) {
        const pack_finding *f = &e->profile->findings[i];
        if (f->derived_count || f->score_count || f->worst_count)
            values[i] = reconcile(e, point, f, values[i], derived_value(&s, values, f));
        if (values[i] == FINDING_UNKNOWN && f->has_absent)
            values[i] = f->absent;
    }
}

/* Classification ------------------------------------------------------------------------------ */

static int8_t least_level(uint32_t permits)
{
    int8_t level = 0;
    while (!(permits >> level & 1))
        level++;
    return level;
}

void engine_classify(engine *e, size_t point)
{
    const reunify_profile *p = e->profile;
    const int64_t *values = e->facts.findings + point * e->facts.finding_count;
    struct reunify_classification *c = &e->classifications[point];
    c->dimension_count = p->dimension_count;
    c->dimensions = engine_take_scratch(e, p->dimension_count, sizeof *c->dimensions);
    if (!c->dimensions)
        return;
    int8_t least = 0;
    bool complete = p->dimension_count > 0, agreed = true;
    for (size_t i = 0; i < p->dimension_count; i++) {
        dimension_result *d = &c->dimensions[i];
        d->dimension = (uint16_t)i;
        d->value = values[p->dimensions[i].finding];
        d->permits = d->value == FINDING_UNKNOWN ? 0 : p->dimensions[i].permits[d->value];
        if (!d->permits)
            complete = false;
        else if (least_level(d->permits) > least)
            least = least_level(d->permits);
    }
    for (size_t i = 0; i < p->dimension_count; i++) {
        dimension_result *d = &c->dimensions[i];
        d->deciding = d->permits && least_level(d->permits) == least;
        agreed = agreed && (!d->permits || d->permits >> least & 1);
    }
    c->at_least = p->level_count ? least : NO_LEVEL;
    c->level = complete ? least : NO_LEVEL;
    c->status = (uint8_t)(!complete ? REUNIFY_CLASSIFIED_INCOMPLETE
                          : agreed  ? REUNIFY_CLASSIFIED_CONSISTENT
                                    : REUNIFY_CLASSIFIED_DISCORDANT);
    c->date = e->facts.points[point].date;
    e->facts.points[point].at_least = c->at_least;
    e->facts.points[point].classified = c->level;
}
