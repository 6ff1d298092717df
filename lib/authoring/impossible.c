/*
 * What no case can make true: dates that would have to be before and after the same day, outcomes
 * that exclude each other.
 */
#include "authoring/space.h"

/* Dates as a day and an offset from it -------------------------------------------------------- */

typedef struct {
    rule_index base;
    period offset;
    bool exclusive;
} bound;

enum { MOST_BOUNDS = 12 };

typedef struct {
    const rule_program *program;
    bound low[MOST_BOUNDS], high[MOST_BOUNDS];
    size_t low_count, high_count;
} bounds;

static bound bound_of(const rule_program *p, rule_index date, bool exclusive)
{
    bound b = {date, {0, 0}, exclusive};
    while (p->dates[b.base].op == DATE_PLUS || p->dates[b.base].op == DATE_MINUS) {
        const rule_node *d = &p->dates[b.base];
        const int32_t sign = d->op == DATE_PLUS ? 1 : -1;
        b.offset.months += sign * d->periods[0].months;
        b.offset.days += sign * d->periods[0].days;
        b.base = d->dates[0];
    }
    return b;
}

static void add_low(bounds *b, rule_index date, bool exclusive)
{
    if (date != RULE_NONE && b->low_count < MOST_BOUNDS)
        b->low[b->low_count++] = bound_of(b->program, date, exclusive);
}

static void add_high(bounds *b, rule_index date, bool exclusive)
{
    if (date != RULE_NONE && b->high_count < MOST_BOUNDS)
        b->high[b->high_count++] = bound_of(b->program, date, exclusive);
}

/* Nothing that is dated after the date of evaluation is seen. */
static void add_as_of(bounds *b)
{
    for (size_t i = 0; i < b->program->date_count; i++)
        if (b->program->dates[i].op == DATE_AS_OF)
            add_high(b, (rule_index)i, false);
}

static reunify_date moved(reunify_date day, period offset)
{
    const period size = {offset.months < 0 ? -offset.months : offset.months,
                         offset.days < 0 ? -offset.days : offset.days};
    const period months = {size.months, 0}, days = {0, size.days};
    day = offset.months < 0 ? date_minus(day, months) : date_plus(day, months);
    return offset.days < 0 ? date_minus(day, days) : date_plus(day, days);
}

/* Months differ in length: each of a leap year's days and the years beside it is tried. */
static bool crossed(bound low, bound high)
{
    if (low.base != high.base)
        return false;
    for (reunify_date day = 19357; day < 19357 + 1200; day++) { /* from 2022-12-31 */
        const reunify_date from = moved(day, low.offset), to = moved(day, high.offset);
        if (from == REUNIFY_DATE_NONE || to == REUNIFY_DATE_NONE)
            return false;
        const reunify_date first = from + low.exclusive, last = to - high.exclusive;
        if (first <= last)
            return false;
    }
    return true;
}

static bool any_crossed(const bounds *b)
{
    for (size_t i = 0; i < b->low_count; i++)
        for (size_t k = 0; k < b->high_count; k++)
            if (crossed(b->low[i], b->high[k]))
                return true;
    return false;
}

/* Records ------------------------------------------------------------------------------------- */

static void add_tests(bounds *b, const rule_tests *t)
{
    add_low(b, t->on_or_after, false);
    add_low(b, t->after, true);
    add_high(b, t->on_or_before, false);
    add_high(b, t->before, true);
    if (t->within == RULE_NONE)
        return;
    add_low(b, t->within, false);
    add_high(b, t->within, false);
    if (b->high_count) {
        b->high[b->high_count - 1].offset.months += t->within_length.months;
        b->high[b->high_count - 1].offset.days += t->within_length.days;
    }
}

static bool outcomes_apart(const rule_program *p, const rule_tests *a, const rule_tests *b)
{
    if (!a->has_outcomes || !b->has_outcomes)
        return false;
    for (uint32_t i = 0; i < a->outcome_count; i++)
        for (uint32_t k = 0; k < b->outcome_count; k++)
            if (p->symbols[a->outcomes + i] == p->symbols[b->outcomes + k])
                return false;
    return true;
}

/* A number outside what the record type allows, or an empty range. */
static bool range_impossible(const reunify_profile *p, const rule_selector *sel,
                             const rule_attribute *a)
{
    if (a->least > a->most)
        return true;
    for (uint8_t t = 0; t < sel->type_count; t++) {
        const pack_record_type *type = &p->types[sel->types[t]];
        for (uint16_t i = 0; i < type->attribute_count; i++) {
            const pack_attribute *declared = &type->attributes[i];
            if (declared->name == a->name && declared->type == NAMED_NUMBER)
                return a->least > declared->most || a->most < declared->least;
        }
    }
    return false;
}

static bool where_impossible(const reunify_profile *p, const rule_selector *sel,
                             const rule_tests *t)
{
    for (uint32_t i = 0; i < t->where_count; i++) {
        const rule_attribute *a = &p->program.attributes[t->where + i];
        if (!a->count && !a->mask && range_impossible(p, sel, a))
            return true;
    }
    return false;
}

static bool record_impossible(const reunify_profile *p, const rule_selector *sel)
{
    bounds b = {.program = &p->program};
    add_tests(&b, &sel->among);
    add_tests(&b, &sel->tests);
    add_as_of(&b);
    return any_crossed(&b) || outcomes_apart(&p->program, &sel->among, &sel->tests) ||
           where_impossible(p, sel, &sel->among) || where_impossible(p, sel, &sel->tests);
}

/* Leaves of other kinds, by their operands ---------------------------------------------------- */

/* The period that an operator asks for beside a date, such as how long ago it has to be. */
static period period_asked(const rule_row *row, const rule_node *n)
{
    for (const rule_operand *o = row->operands; o->member; o++)
        if (o->kind == OPERAND_PERIOD)
            return n->periods[o->place];
    return (period){0, 0};
}

static void add_bounds(bounds *b, const rule_row *row, const rule_node *n)
{
    for (const rule_operand *o = row->operands; o->member; o++) {
        const rule_index date = n->dates[o->place < NODE_DATES ? o->place : 0];
        if (o->kind == OPERAND_ON_OR_AFTER || o->kind == OPERAND_AFTER)
            add_low(b, date, o->kind == OPERAND_AFTER);
        if (o->kind == OPERAND_ON_OR_BEFORE || o->kind == OPERAND_BEFORE)
            add_high(b, date, o->kind == OPERAND_BEFORE);
        if (o->kind != OPERAND_SINCE)
            continue;
        const period length = period_asked(row, n);
        add_low(b, date, false);
        b->low[b->low_count - 1].offset.months += length.months;
        b->low[b->low_count - 1].offset.days += length.days;
    }
}

static bool bounds_crossed(const rule_program *p, const rule_row *row, const rule_node *n)
{
    bounds b = {.program = p};
    add_bounds(&b, row, n);
    add_as_of(&b);
    return any_crossed(&b);
}

/* At least so old and under an age that is no higher. */
static bool ages_crossed(const rule_node *n)
{
    const uint8_t both = AGE_AT_LEAST | AGE_UNDER;
    return n->op == OP_AGE && (n->asked & both) == both &&
           date_plus(0, n->periods[0]) >= date_plus(0, n->periods[1]);
}

bool leaf_impossible(const reunify_profile *p, const rule_node *n)
{
    const rule_row *row = &rule_operators[n->op];
    if (n->selector != RULE_NONE)
        return record_impossible(p, &p->program.selectors[n->selector]);
    return ages_crossed(n) || bounds_crossed(&p->program, row, n);
}
