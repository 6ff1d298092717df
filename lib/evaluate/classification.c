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
 *
 * A finding may be given by person: then the most cautious of those of the people to whom the child
 * is to return counts. Where one of them has none it is unknown, but what the others have is enough
 * for the lower bound. So such an assessment is classified twice, the second time with their
 * values.
 */
#include "evaluate/engine.h"

/* Findings ------------------------------------------------------------------------------------ */

rule_scope engine_point_scope(engine *e, size_t point)
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

bool finding_more_cautious(const pack_finding *f, int64_t a, int64_t b)
{
    return f->type == NAMED_BOOLEAN ? (a != 0) == f->cautious && a != b : a > b;
}

bool finding_is_most_cautious(const pack_finding *f, int64_t value)
{
    return f->type == NAMED_BOOLEAN ? (value != 0) == f->cautious
                                    : f->type == NAMED_TEXT && value + 1 == f->value_count;
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
            (found == FINDING_UNKNOWN || finding_more_cautious(f, value, found)))
            found = value;
    }
    return open && !finding_is_most_cautious(f, found) ? FINDING_UNKNOWN : found;
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
    if (e->out)
        engine_warn(e, "findings_conflict",
                    engine_id(e, REUNIFY_ENTRY_ASSESSMENT, e->facts.points[point].assessment));
    return finding_more_cautious(f, derived, stated) ? derived : stated;
}

void engine_complete_findings(engine *e, size_t point, int64_t *values)
{
    rule_scope s = engine_point_scope(e, point);
    for (size_t i = 0; i < e->profile->finding_count; i++) {
        const pack_finding *f = &e->profile->findings[i];
        if (f->derived_count || f->score_count || f->worst_count)
            values[i] = reconcile(e, point, f, values[i], derived_value(&s, values, f));
        if (values[i] == FINDING_UNKNOWN && f->has_absent)
            values[i] = f->absent;
    }
}

/* Findings by person -------------------------------------------------------------------------- */

static const model_assessment *assessment_at(const engine *e, size_t point)
{
    return CASE_LIST(e->record, REUNIFY_ENTRY_ASSESSMENT, model_assessment) +
           e->facts.points[point].assessment;
}

/* What an assessment says of each of the people, and whether the child is to return to them. */
struct people_at_point {
    size_t point; /* one past it; 0: none */
    const model_person_findings **entry;
    bool *meant;
};

void engine_mark_meant(const engine *e, reunify_date day, bool *meant)
{
    const model_list *l = &e->record->lists[REUNIFY_ENTRY_RETURN_TO];
    const model_return_to *items = l->items;
    for (size_t i = 0; i < l->count; i++)
        if (items[i].index >= 0 && (items[i].from == REUNIFY_DATE_NONE || items[i].from <= day) &&
            (items[i].to == REUNIFY_DATE_NONE || items[i].to > day))
            meant[items[i].index] = true;
}

/* Read once for each assessment that is looked at; NULL: no memory, or no work left. */
static const people_at_point *people_of(engine *e, size_t point)
{
    people_at_point *at = e->people ? e->people : engine_take_scratch(e, 1, sizeof *at);
    const size_t people = e->record->lists[REUNIFY_ENTRY_PERSON].count;
    if (!at || at->point == point + 1)
        return at;
    if (!at->entry) {
        at->entry = engine_take_scratch(e, people, sizeof(void *));
        at->meant = engine_take_scratch(e, people, sizeof *at->meant);
    }
    const size_t steps = people + e->record->lists[REUNIFY_ENTRY_RETURN_TO].count;
    if (!at->entry || !at->meant || !rule_spend(&e->facts, steps))
        return NULL;
    e->people = at;
    at->point = point + 1;
    memset(at->entry, 0, people * sizeof(void *));
    memset(at->meant, 0, people * sizeof *at->meant);
    const model_list *found = &assessment_at(e, point)->people;
    const model_person_findings *items = found->items;
    for (size_t i = found->count; i-- > 0;) /* of two the first */
        if (items[i].index >= 0)
            at->entry[items[i].index] = &items[i];
    engine_mark_meant(e, e->facts.points[point].date, at->meant);
    return at;
}

static int64_t value_of_person(engine *e, size_t point, size_t finding, int32_t person)
{
    const people_at_point *at = people_of(e, point);
    return at && at->entry[person] ? engine_person_finding(e, point, at->entry[person], finding)
                                   : FINDING_UNKNOWN;
}

/* Whether the child is to return to somebody on the day of the assessment; unsaid: to those who
 * have the finding. */
static bool is_returned_to(engine *e, size_t point, size_t finding, int32_t person)
{
    if (!e->record->lists[REUNIFY_ENTRY_RETURN_TO].declared)
        return value_of_person(e, point, finding, person) != FINDING_UNKNOWN;
    const people_at_point *at = people_of(e, point);
    return at && at->meant[person];
}

typedef struct {
    int64_t worst;
    bool open; /* somebody's is not known */
} values_of_people;

static values_of_people gather_people(engine *e, size_t point, size_t finding, int64_t stated)
{
    const pack_finding *f = &e->profile->findings[finding];
    values_of_people found = {stated, false};
    const size_t people = e->record->lists[REUNIFY_ENTRY_PERSON].count;
    for (size_t i = 0; i < people && rule_spend(&e->facts, 1); i++) {
        if (!is_returned_to(e, point, finding, (int32_t)i))
            continue;
        int64_t value = value_of_person(e, point, finding, (int32_t)i);
        value = value == FINDING_UNKNOWN ? stated : value;
        if (value == FINDING_UNKNOWN)
            found.open = true;
        else if (found.worst == FINDING_UNKNOWN || finding_more_cautious(f, value, found.worst))
            found.worst = value;
    }
    return found;
}

/* Puts the most cautious value in; true where a value is left open that the others bound. */
static bool take_people(engine *e, size_t point, int64_t *values, bool as_bound)
{
    bool bounded = false;
    for (size_t i = 0; i < e->profile->finding_count; i++) {
        const pack_finding *f = &e->profile->findings[i];
        if (!f->by_person)
            continue;
        const values_of_people v = gather_people(e, point, i, values[i]);
        const bool settles = !v.open || finding_is_most_cautious(f, v.worst);
        bounded = bounded || (!settles && v.worst != FINDING_UNKNOWN);
        values[i] = settles || as_bound ? v.worst : FINDING_UNKNOWN;
    }
    return bounded;
}

static bool has_people(const engine *e, size_t point)
{
    return assessment_at(e, point)->people.count > 0;
}

void engine_findings(engine *e, size_t point)
{
    int64_t *values = e->facts.findings + point * e->facts.finding_count;
    struct reunify_classification *c = &e->classifications[point];
    c->bounded = has_people(e, point) && take_people(e, point, values, false);
    engine_complete_findings(e, point, values);
}

/* Classification ------------------------------------------------------------------------------ */

static int8_t least_level(uint32_t permits)
{
    int8_t level = 0;
    while (!(permits >> level & 1))
        level++;
    return level;
}

static void read_dimensions(const reunify_profile *p, const int64_t *values,
                            dimension_result *dimensions)
{
    for (size_t i = 0; i < p->dimension_count; i++) {
        const int64_t value = values[p->dimensions[i].finding];
        dimensions[i] = (dimension_result){
            .dimension = (uint16_t)i,
            .value = value,
            .permits = value == FINDING_UNKNOWN ? 0 : p->dimensions[i].permits[value]};
    }
}

static int8_t least_of(const dimension_result *dimensions, size_t count)
{
    int8_t least = 0;
    for (size_t i = 0; i < count; i++)
        if (dimensions[i].permits && least_level(dimensions[i].permits) > least)
            least = least_level(dimensions[i].permits);
    return least;
}

static void mark_deciding(const dimension_result *by, size_t count, int8_t least,
                          dimension_result *out)
{
    for (size_t i = 0; i < count; i++)
        out[i].deciding = by[i].permits && least_level(by[i].permits) == least;
}

static uint8_t status_of(const struct reunify_classification *c)
{
    if (c->level == NO_LEVEL)
        return REUNIFY_CLASSIFIED_INCOMPLETE;
    for (size_t i = 0; i < c->dimension_count; i++)
        if (!(c->dimensions[i].permits >> c->level & 1))
            return REUNIFY_CLASSIFIED_DISCORDANT;
    return REUNIFY_CLASSIFIED_CONSISTENT;
}

static bool is_complete(const struct reunify_classification *c)
{
    for (size_t i = 0; i < c->dimension_count; i++)
        if (!c->dimensions[i].permits)
            return false;
    return c->dimension_count > 0;
}

void classify_values(const reunify_profile *p, const int64_t *values,
                     struct reunify_classification *c)
{
    read_dimensions(p, values, c->dimensions);
    const int8_t least = least_of(c->dimensions, c->dimension_count);
    mark_deciding(c->dimensions, c->dimension_count, least, c->dimensions);
    c->at_least = p->level_count ? least : NO_LEVEL;
    c->level = is_complete(c) ? least : NO_LEVEL;
    c->status = status_of(c);
}

void classify_bound(const reunify_profile *p, const int64_t *values, dimension_result *bound,
                    struct reunify_classification *c)
{
    read_dimensions(p, values, bound);
    c->at_least = least_of(bound, c->dimension_count);
    mark_deciding(bound, c->dimension_count, c->at_least, c->dimensions);
}

/* The lower bound, with what is known of some people only. */
static void bound_by_people(engine *e, size_t point, struct reunify_classification *c)
{
    const size_t count = e->facts.finding_count;
    int64_t *values = e->facts.findings + point * count;
    int64_t kept[MOST_FINDINGS];
    memcpy(kept, values, count * sizeof *values);
    engine_stated_findings(e, point, values);
    take_people(e, point, values, true);
    engine_complete_findings(e, point, values);
    dimension_result *bound = engine_take_scratch(e, c->dimension_count, sizeof *bound);
    if (bound) {
        classify_bound(e->profile, values, bound, c);
    }
    memcpy(values, kept, count * sizeof *values);
}

static int compare_people(const void *a, const void *b)
{
    return strcmp(((const person_value *)a)->id, ((const person_value *)b)->id);
}

/* What was found of each of them, beside the dimension that rests on it: of the latest assessment,
 * which alone is reported. */
static void show_people(engine *e, size_t point, dimension_result *d)
{
    const uint16_t finding = e->profile->dimensions[d->dimension].by_person;
    const size_t people = e->record->lists[REUNIFY_ENTRY_PERSON].count;
    if (finding == FINDING_NOT_BY_PERSON)
        return;
    d->people = engine_take(e, people, sizeof *d->people);
    for (size_t i = 0; d->people && i < people; i++) {
        if (!is_returned_to(e, point, finding, (int32_t)i))
            continue;
        const person_value v = {engine_id(e, REUNIFY_ENTRY_PERSON, i),
                                value_of_person(e, point, finding, (int32_t)i), finding};
        d->people[d->person_count++] = v;
    }
    sort_items(d->people, d->person_count, sizeof *d->people, compare_people);
}

void engine_classify(engine *e, size_t point)
{
    const reunify_profile *p = e->profile;
    struct reunify_classification *c = &e->classifications[point];
    c->dimension_count = p->dimension_count;
    c->dimensions = engine_take_scratch(e, p->dimension_count, sizeof *c->dimensions);
    if (!c->dimensions)
        return;
    classify_values(p, e->facts.findings + point * e->facts.finding_count, c);
    c->date = e->facts.points[point].date;
    if (c->bounded && c->level == NO_LEVEL && p->level_count)
        bound_by_people(e, point, c);
    const bool shown = point + 1 >= e->facts.point_count && has_people(e, point);
    for (size_t i = 0; shown && i < c->dimension_count && !e->status; i++)
        show_people(e, point, &c->dimensions[i]);
    e->facts.points[point].at_least = c->at_least;
    e->facts.points[point].classified = c->level;
}

static void show_stated_of(engine *e, const int64_t *values, dimension_result *d)
{
    const reunify_profile *p = e->profile;
    const uint16_t finding = p->dimensions[d->dimension].finding;
    bool *marks = engine_take_scratch(e, p->finding_count, 2 * sizeof *marks);
    d->stated = engine_take(e, p->finding_count, sizeof *d->stated);
    if (!marks || !d->stated)
        return;
    finding_rests_on(p, finding, marks);
    for (uint16_t i = 0; i < p->finding_count; i++)
        if (marks[i] && i != finding && values[i] != FINDING_UNKNOWN &&
            p->findings[i].type != NAMED_NUMBER)
            d->stated[d->stated_count++] = (person_value){NULL, values[i], i};
}

void engine_show_stated(engine *e, size_t point, struct reunify_classification *c)
{
    int64_t *values = engine_take_scratch(e, e->facts.finding_count, sizeof *values);
    if (!values || e->out->explain == REUNIFY_EXPLAIN_NONE)
        return;
    engine_stated_findings(e, point, values);
    for (size_t i = 0; i < c->dimension_count && !e->status; i++)
        show_stated_of(e, values, &c->dimensions[i]);
}
