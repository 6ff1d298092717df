/* Findings of an assessment, derived and stated, and the level that the dimensions indicate. */
#include "evaluate/engine.h"

static rule_scope scope_at(engine *e, size_t point)
{
    rule_scope s = engine_scope(e, e->facts.points[point].date);
    s.assessment = (int64_t)point;
    return s;
}

/* The value that the first true condition gives; an unknown one ends the search. */
static int64_t derive(rule_scope *s, const pack_finding *f)
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
static int64_t score(const int64_t *values, const pack_finding *f)
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
static int64_t worst(const int64_t *values, const pack_finding *f)
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

void engine_findings(engine *e, size_t point)
{
    rule_scope s = scope_at(e, point);
    int64_t *values = e->facts.findings + point * e->facts.finding_count;
    for (size_t i = 0; i < e->profile->finding_count; i++) {
        const pack_finding *f = &e->profile->findings[i];
        if (f->derived_count || f->score_count || f->worst_count) {
            const int64_t derived = f->derived_count ? derive(&s, f)
                                    : f->score_count ? score(values, f)
                                                     : worst(values, f);
            if (derived != FINDING_UNKNOWN) {
                const bool differs = values[i] != FINDING_UNKNOWN && values[i] != derived;
                if (differs)
                    engine_warn(
                        e, "findings_conflict",
                        engine_id(e, REUNIFY_ENTRY_ASSESSMENT, e->facts.points[point].assessment));
                if (!differs || more_cautious(f, derived, values[i]))
                    values[i] = derived;
            }
        }
        if (values[i] == FINDING_UNKNOWN && f->has_absent)
            values[i] = f->absent;
    }
}

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
    c->dimensions = arena_take(e->scratch, (p->dimension_count + 1) * sizeof *c->dimensions);
    if (!c->dimensions) {
        engine_no_memory(e);
        return;
    }
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
