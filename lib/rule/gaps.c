/*
 * Which entries of a case lack something, so that a condition cannot be told: by the walk of
 * missing.c, but down to the entry and the member. Of a list that is not there, the list.
 *
 * The walk gives the ends of the branches that are unknown. Each operator that looks at the case
 * has a line in add_leaf(), for its own entries; the dates that it compares with are looked into as
 * well, where they are not certain. A gap is the kind and the number of an entry, the member that
 * it lacks, and for a finding or an attribute its number in the profile; RULE_NONE for an entry
 * means all of the list.
 *
 * What is found would tell, but not all of it may be needed: of several legal statuses without a
 * start, one may have decided. Each gap is kept once, and there is room for MOST_GAPS. The caller
 * says them in the words of the case format (evaluate/needs.c).
 */
#include "rule/days.h"
#include "rule/needs.h"

#include <reunify/case.h>

void rule_add_gap(rule_gaps *out, rule_gap gap)
{
    for (size_t i = 0; i < out->count; i++)
        if (out->items[i].kind == gap.kind && out->items[i].index == gap.index &&
            out->items[i].member == gap.member && out->items[i].name == gap.name &&
            out->items[i].person == gap.person)
            return;
    if (out->count < MOST_GAPS)
        out->items[out->count++] = gap;
}

static void add(rule_gaps *out, int32_t kind, size_t index, const char *member)
{
    rule_add_gap(out, (rule_gap){(uint8_t)kind, (uint32_t)index, member, -1, 0});
}

static bool add_list(rule_scope *s, int32_t kind, rule_gaps *out)
{
    if (s->facts->record->lists[kind].declared)
        return false;
    rule_add_gap(out, (rule_gap){(uint8_t)kind, RULE_NONE, NULL, -1, 0});
    return true;
}

/* Entries with days, and what they are called by. */
static void add_intervals(rule_scope *s, int32_t kind, rule_gaps *out)
{
    const model_list *l = &s->facts->record->lists[kind];
    const model_interval *items = l->items;
    if (add_list(s, kind, out))
        return;
    for (size_t i = 0; i < l->count; i++) {
        if (items[i].from == REUNIFY_DATE_NONE)
            add(out, kind, i, "from");
        if (kind == REUNIFY_ENTRY_LEGAL_STATUS && items[i].code == SYMBOL_NONE)
            add(out, kind, i, "code");
        if (kind == REUNIFY_ENTRY_PLACEMENT && items[i].type == ENUM_NONE)
            add(out, kind, i, "type");
    }
}

static void add_assessments(rule_scope *s, int32_t finding, rule_gaps *out)
{
    if (add_list(s, REUNIFY_ENTRY_ASSESSMENT, out))
        return;
    const fact_point *p = point_today(s);
    if (p)
        rule_add_gap(out,
                     (rule_gap){REUNIFY_ENTRY_ASSESSMENT, p->assessment, "findings", finding, 0});
}

static void add_family_times(rule_scope *s, rule_gaps *out)
{
    const model_list *l = &s->facts->record->lists[REUNIFY_ENTRY_FAMILY_TIME];
    const model_family_time *items = l->items;
    if (add_list(s, REUNIFY_ENTRY_FAMILY_TIME, out))
        return;
    for (size_t i = 0; i < l->count; i++) {
        if (items[i].from == REUNIFY_DATE_NONE)
            add(out, REUNIFY_ENTRY_FAMILY_TIME, i, "from");
        if (items[i].times_a_week < 0)
            add(out, REUNIFY_ENTRY_FAMILY_TIME, i, "times_a_week");
        if (items[i].hours < 0)
            add(out, REUNIFY_ENTRY_FAMILY_TIME, i, "hours");
        if (items[i].overnight == REUNIFY_UNKNOWN)
            add(out, REUNIFY_ENTRY_FAMILY_TIME, i, "overnight");
    }
}

static void add_goals(rule_scope *s, rule_gaps *out)
{
    const model_list *l = &s->facts->record->lists[REUNIFY_ENTRY_GOAL];
    const model_goal *items = l->items;
    if (add_list(s, REUNIFY_ENTRY_GOAL, out))
        return;
    for (size_t i = 0; i < l->count; i++)
        if (items[i].status == ENUM_NONE)
            add(out, REUNIFY_ENTRY_GOAL, i, "status");
}

static void add_attribute(uint16_t attribute, rule_gaps *out)
{
    rule_add_gap(out, (rule_gap){REUNIFY_ENTRY_CASE, 0, "attributes", attribute, 0});
}

static void add_birth(const rule_scope *s, rule_gaps *out)
{
    if (s->person < 0)
        add(out, REUNIFY_ENTRY_CHILD, 0, "date_of_birth");
    else
        add(out, REUNIFY_ENTRY_PERSON, (size_t)s->person, "date_of_birth");
}

static void add_person(rule_scope *s, const rule_node *n, rule_gaps *out)
{
    const size_t at = (size_t)s->person;
    const model_person *p =
        CASE_LIST(s->facts->record, REUNIFY_ENTRY_PERSON, model_person) + s->person;
    if (n->asked & PERSON_RELATION && p->relation == ENUM_NONE)
        add(out, REUNIFY_ENTRY_PERSON, at, "relation");
    if (n->asked & PERSON_HOUSEHOLD && p->household == REUNIFY_UNKNOWN)
        add(out, REUNIFY_ENTRY_PERSON, at, "household");
    if (n->asked & PERSON_VISITOR && p->regular_visitor == REUNIFY_UNKNOWN)
        add(out, REUNIFY_ENTRY_PERSON, at, "regular_visitor");
    if (n->asked & PERSON_RESPONSIBILITY && p->parental_responsibility == REUNIFY_UNKNOWN)
        add(out, REUNIFY_ENTRY_PERSON, at, "parental_responsibility");
    if (n->asked & PERSON_NEEDS && !p->needs.declared)
        add(out, REUNIFY_ENTRY_PERSON, at, "needs");
    /* Not given, not to the day, or one that cannot be true. */
    const model_birth birth = birth_unnoted(s, s->person);
    if (n->asked & PERSON_AGE && (birth.first == REUNIFY_DATE_NONE || birth.first != birth.last))
        add(out, REUNIFY_ENTRY_PERSON, at, "date_of_birth");
    rule_stay_gaps(s, n, out);
}

static void add_records(rule_scope *s, const rule_selector *sel, rule_gaps *out)
{
    if (!add_list(s, REUNIFY_ENTRY_RECORD, out))
        rule_record_gaps(s, sel, out);
}

/* Dates --------------------------------------------------------------------------------------- */

static void add_history(rule_scope *s, rule_gaps *out)
{
    add_intervals(s, REUNIFY_ENTRY_CARE_PERIOD, out);
}

static void add_date(rule_scope *s, rule_index date, rule_gaps *out)
{
    if (date == RULE_NONE)
        return;
    const date_value v = rule_date_of(s, date);
    if (!v.maybe_none && (!v.exists || v.low == v.high))
        return;
    const rule_node *d = &s->program->dates[date];
    const uint16_t at = rule_dates[d->op].looks_at;
    if (d->op == DATE_RECORD)
        add_records(s, &s->program->selectors[d->selector], out);
    else if (d->op == DATE_ATTRIBUTE)
        add_attribute(d->subject, out);
    else if (d->op == DATE_LEGAL_STATUS || d->op == DATE_LEFT_CARE)
        add_intervals(s, REUNIFY_ENTRY_LEGAL_STATUS, out);
    else if (d->op == DATE_PLACEMENT)
        add_intervals(s, REUNIFY_ENTRY_PLACEMENT, out);
    else if (d->op == DATE_FAMILY_TIME)
        add_family_times(s, out);
    else if (d->op == DATE_BIRTH)
        add(out, REUNIFY_ENTRY_CHILD, 0, "date_of_birth");
    if (d->op == DATE_RETURN || d->op == DATE_LEFT_CARE)
        add_list(s, REUNIFY_ENTRY_RETURN, out);
    else if (at & LOOKS_AT_ATTEMPT)
        add_history(s, out);
    for (size_t i = 0; i < NODE_DATES; i++)
        add_date(s, d->dates[i], out);
    const bool lists = rule_dates[d->op].operands[0].kind == OPERAND_DATES;
    for (uint32_t i = 0; lists && i < d->count; i++)
        add_date(s, s->program->links[d->first + i], out);
}

static void add_bounds(rule_scope *s, const rule_tests *t, rule_gaps *out)
{
    const rule_index dates[] = {t->on_or_after, t->on_or_before, t->before, t->after, t->within};
    for (size_t i = 0; i < LENGTH_OF(dates); i++)
        add_date(s, dates[i], out);
    if (t->under != RULE_NONE || t->not_under != RULE_NONE)
        add_list(s, REUNIFY_ENTRY_LEGAL_STATUS, out);
}

/* Conditions ---------------------------------------------------------------------------------- */

static void add_people(rule_scope *s, const rule_node *n, rule_gaps *out)
{
    const size_t people = s->facts->record->lists[REUNIFY_ENTRY_PERSON].count;
    const int32_t outer = s->person;
    if (add_list(s, REUNIFY_ENTRY_PERSON, out))
        return;
    for (size_t i = 0; i < people && out->count < MOST_GAPS; i++) {
        s->person = (int32_t)i;
        if (rule_evaluate(s, n->conditions[0]) == REUNIFY_FALSE)
            continue;
        rule_find_gaps(s, n->conditions[0], out);
        rule_find_gaps(s, n->conditions[1], out);
    }
    s->person = outer;
}

static void add_record(rule_scope *s, const rule_selector *sel, rule_gaps *out)
{
    add_records(s, sel, out);
    add_bounds(s, &sel->among, out);
    add_bounds(s, &sel->tests, out);
}

static void add_return(rule_scope *s, const rule_node *n, rule_gaps *out)
{
    const seen_return *r = timeline_return(history_today(s));
    if (!add_list(s, REUNIFY_ENTRY_RETURN, out) && r && n->asked & RETURNED_PLANNED)
        add(out, REUNIFY_ENTRY_RETURN, r->index, "planned");
}

/* The end of a branch. */
static void add_leaf(rule_scope *s, const rule_node *n, void *gaps)
{
    rule_gaps *out = gaps;
    switch (n->op) {
    case OP_FINDING:
        add_assessments(s, n->subject, out);
        break;
    case OP_FACTORS:
        add_list(s, REUNIFY_ENTRY_ASSESSMENT, out);
        break;
    case OP_CLASSIFIED:
    case OP_LEVEL:
    case OP_LEVEL_ROSE:
    case OP_ASSESSED:
        add_assessments(s, -1, out);
        break;
    case OP_ATTRIBUTE:
        add_attribute(n->subject, out);
        break;
    case OP_CHILD:
        add(out, REUNIFY_ENTRY_CHILD, 0, "siblings");
        break;
    case OP_LEGAL_STATUS:
        add_intervals(s, REUNIFY_ENTRY_LEGAL_STATUS, out);
        break;
    case OP_PLACEMENT:
        add_intervals(s, REUNIFY_ENTRY_PLACEMENT, out);
        break;
    case OP_HOME_WITHOUT_RETURN:
        add_list(s, REUNIFY_ENTRY_PLACEMENT, out);
        add_history(s, out);
        break;
    case OP_IN_CARE:
    case OP_IN_CARE_FOR:
    case OP_IN_CARE_TOTAL:
    case OP_AWAY_FOR:
        add_history(s, out);
        break;
    case OP_AGE:
        add_birth(s, out);
        break;
    case OP_PERSON:
        add_person(s, n, out);
        break;
    case OP_PEOPLE:
        add_people(s, n, out);
        break;
    case OP_RETURNED:
        add_return(s, n, out);
        break;
    case OP_HOME_FOR:
    case OP_PREVIOUS_RETURNS:
        add_list(s, REUNIFY_ENTRY_RETURN, out);
        break;
    case OP_RECORD:
        add_record(s, &s->program->selectors[n->selector], out);
        break;
    case OP_FAMILY_TIME:
        add_family_times(s, out);
        break;
    case OP_GOALS:
        add_goals(s, out);
        break;
    default:
        break;
    }
    for (size_t i = 0; i < NODE_DATES; i++)
        add_date(s, n->dates[i], out);
}

void rule_find_gaps(rule_scope *s, rule_index node, rule_gaps *out)
{
    rule_each_unknown(s, node, add_leaf, out);
}
