/*
 * What a rule asks for: the levels, roles and periods of its conditions and of the dates in them.
 *
 * One recursion over the rows of the language: each operand is looked at by its kind, so a new
 * operator is followed without a word here. It goes as deep as the pack's conditions do, which is
 * bounded when it is loaded, and does not enter other rules: a condition that asks for a stage asks
 * for none of the levels of that stage.
 */
#include "authoring/asked.h"

void asked_start(asked *a, const reunify_profile *p)
{
    *a = (asked){.profile = p};
}

/* Periods ------------------------------------------------------------------------------------- */

static void add_period(asked *a, asked_period p)
{
    if (a->period_count < ASKED_MOST_PERIODS)
        a->periods[a->period_count] = p;
    a->period_count++;
}

void asked_length(asked *a, period length, bool telling)
{
    if (length.months || length.days)
        add_period(a, (asked_period){length, 0, telling});
}

void asked_working_days(asked *a, int64_t days)
{
    if (days > 0)
        add_period(a, (asked_period){{0, 0}, days, true});
}

/* An age is no time that passes, and a single day only moves a bound. */
static bool is_age(const asked *a, const rule_node *n, bool of_date)
{
    if (!of_date)
        return n->op == OP_AGE || n->op == OP_PERSON;
    return n->dates[0] != RULE_NONE && a->profile->program.dates[n->dates[0]].op == DATE_BIRTH;
}

static void node_period(asked *a, const rule_node *n, uint8_t place, bool of_date)
{
    const period p = n->periods[place];
    const bool single_day = of_date && !p.months && p.days == 1;
    asked_length(a, p, !single_day && !is_age(a, n, of_date));
}

/* Records ------------------------------------------------------------------------------------- */

static void selector_asks(asked *a, rule_index selector);

static void tests_ask(asked *a, const rule_tests *t)
{
    a->roles |= t->led_by | t->with_all | t->with_any;
    asked_date(a, t->on_or_after);
    asked_date(a, t->on_or_before);
    asked_date(a, t->before);
    asked_date(a, t->after);
    asked_date(a, t->within);
    if (t->within != RULE_NONE)
        asked_length(a, t->within_length, true);
    selector_asks(a, t->with_all_of);
}

static void selector_asks(asked *a, rule_index selector)
{
    if (selector == RULE_NONE)
        return;
    const rule_selector *s = &a->profile->program.selectors[selector];
    if (s->about == ABOUT_IS_WHO)
        asked_condition(a, s->about_who);
    tests_ask(a, &s->among);
    tests_ask(a, &s->tests);
}

/* Conditions and dates ------------------------------------------------------------------------ */

static void condition_asks(asked *a, rule_index node, bool turned);

static void links_ask(asked *a, const rule_node *n, bool of_dates, bool turned)
{
    for (uint32_t i = 0; n->first != RULE_NONE && i < n->count; i++) {
        const rule_index link = a->profile->program.links[n->first + i];
        if (of_dates)
            asked_date(a, link);
        else
            condition_asks(a, link, turned);
    }
}

static void levels_ask(asked *a, const rule_node *n, uint8_t place, bool turned)
{
    a->has_levels = a->has_levels || n->sets[place];
    a->levels |= turned ? UINT64_MAX : n->sets[place];
}

static void operand_asks(asked *a, const rule_operand *o, const rule_node *n, bool of_date,
                         bool turned)
{
    switch ((operand_kind)o->kind) {
    case OPERAND_CONDITION:
    case OPERAND_OF_PERSON:
        condition_asks(a, n->conditions[o->place], turned);
        break;
    case OPERAND_CONDITIONS:
        links_ask(a, n, false, turned);
        break;
    case OPERAND_DATES:
        links_ask(a, n, true, turned);
        break;
    case OPERAND_SELECTOR:
        selector_asks(a, n->selector);
        break;
    case OPERAND_LEVELS:
        levels_ask(a, n, o->place, turned);
        break;
    case OPERAND_PERIOD:
        node_period(a, n, o->place, of_date);
        break;
    case OPERAND_DAYS:
        asked_working_days(a, n->least);
        break;
    case OPERAND_DATE:
    case OPERAND_AT:
    case OPERAND_SINCE:
    case OPERAND_ON_OR_AFTER:
    case OPERAND_ON_OR_BEFORE:
    case OPERAND_BEFORE:
    case OPERAND_AFTER:
        asked_date(a, n->dates[o->place]);
        break;
    case OPERAND_FINDING:
    case OPERAND_ATTRIBUTE:
    case OPERAND_DATE_ATTRIBUTE:
    case OPERAND_STAGE:
    case OPERAND_EARLIER_STAGE:
    case OPERAND_TEST:
    case OPERAND_ENUMS:
    case OPERAND_BOOLEANS:
    case OPERAND_CODES:
    case OPERAND_LEGAL_STATUSES:
    case OPERAND_WORD:
    case OPERAND_BOOLEAN:
    case OPERAND_FLAG:
    case OPERAND_SWITCH:
    case OPERAND_NEEDS:
    case OPERAND_NUMBER:
        break; /* no level, role or period */
    }
}

/* Members that share a place are one operand. */
static void node_asks(asked *a, const rule_row *row, const rule_node *n, bool of_date, bool turned)
{
    const rule_operand *last = NULL;
    for (const rule_operand *o = row->operands; o->member; last = o++)
        if (!last || last->kind != o->kind || last->place != o->place)
            operand_asks(a, o, n, of_date, turned);
}

/* In a "not", an "unknown" and beside an "if" it is also meant what is not asked for. */
static bool turns(const rule_node *n)
{
    return n->op == OP_NOT || n->op == OP_UNKNOWN || n->op == OP_IF;
}

static void condition_asks(asked *a, rule_index node, bool turned)
{
    if (node == RULE_NONE)
        return;
    const rule_node *n = &a->profile->program.nodes[node];
    if (n->op == OP_LEVEL_ROSE)
        a->levels = UINT64_MAX;
    node_asks(a, &rule_operators[n->op], n, false, turned || turns(n));
}

void asked_condition(asked *a, rule_index node)
{
    condition_asks(a, node, false);
}

void asked_date(asked *a, rule_index date)
{
    if (date == RULE_NONE)
        return;
    const rule_node *n = &a->profile->program.dates[date];
    node_asks(a, &rule_dates[n->op], n, true, false);
}
