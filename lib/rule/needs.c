/*
 * What would make a condition true that is not.
 *
 * The search goes down the condition. "All" needs something of each part that does not hold, so its
 * alternatives are combined; "any" has those of each of its parts; "not" asks for the contrary. At
 * the end of a branch stands an operator that something can be added to: a record, an assessment, a
 * goal. What cannot be made so by adding, such as that there is no record of a kind, has no
 * alternative. Nor has what nobody is to be told to do, or to write down, because a check asks for
 * it: that the child goes home, that a fact which is recorded were another, that something had been
 * done on a day that is past.
 *
 * Dates are worked out as of the day of the scope: bounds become the first and the last day on
 * which the thing may be dated. A date that a rule compares with and that is not there is itself
 * something to be done; it is taken to be done on that day, and what is compared with it likewise.
 *
 * A new record takes the place of the latest one of its type. Parts of an "all" that hold because
 * of the latest record, as it is now, then need something too: they are searched once more, with
 * the types of the new records (`renewed`) taken as open. Two things of one alternative that one
 * record can be are put together in one. That second search is left out where nothing of the first
 * looked at a record of these types: each node of the program knows the types that it looks at.
 *
 * What is made of parts is not evaluated before them: its parts tell. Of an "any" that is not so,
 * none of its parts is, which they are told (`open`).
 *
 * No more than a few alternatives are kept, and no combination is formed that would not be.
 */
#include "rule/needs.h"
#include "rule/days.h"

enum { MOST_RENEWED = 8, MOST_STEPS = 5000 };

static const rule_needs no_way = {NULL, 0, false};
static const rule_alternative nothing_to_do = {NULL, 0};
const rule_needs rule_nothing_needed = {&nothing_to_do, 1, false};

/* Where what is found is kept. */
typedef struct {
    arena *memory;
    bool failed; /* out of memory */
} store;

static void *keep(store *to, size_t count, size_t size)
{
    void *memory = arena_take_array(to->memory, count, size);
    to->failed = to->failed || !memory;
    return memory;
}

typedef struct {
    rule_scope *s;
    store store;
    needs_context how;
    uint16_t renewed[MOST_RENEWED]; /* types of records of which there will be a new one */
    size_t renewed_count;
    uint64_t renewed_types; /* the same: a bit each, by rule_type_bit() */
    uint64_t held;          /* types by whose latest record something was so as it is */
    reunify_date today;     /* the day as of which all is worked out */
    uint32_t left;          /* steps; nothing more is found once there are none */
} search;

/* Sets of alternatives ------------------------------------------------------------------------ */

/* Whether it holds as it is. */
static bool needs_nothing(rule_needs n)
{
    return n.count && !n.list[0].count;
}

/*
 * Whether it can still be done: its days are there, as many as it takes, and not all past. What
 * could only be dated back is not offered: it would be written to meet a check.
 */
static bool can_be_done(const search *q, const rule_need *n)
{
    if (n->not_after == REUNIFY_DATE_NONE)
        return true;
    const int64_t days = (int64_t)n->not_after - n->not_before + 1;
    return n->not_after >= q->today &&
           (n->not_before == REUNIFY_DATE_NONE || days >= (n->count ? (int64_t)n->count : 1));
}

typedef struct {
    rule_alternative alternative;
    const rule_need *item;
    rule_need need;
} single_need;

static rule_needs one_need(search *q, const rule_need *need)
{
    if (!can_be_done(q, need))
        return no_way;
    single_need *made = keep(&q->store, 1, sizeof *made);
    if (!made)
        return no_way;
    made->need = *need;
    made->item = &made->need;
    made->alternative = (rule_alternative){&made->item, 1};
    return (rule_needs){&made->alternative, 1, false};
}

/* The alternatives of the one and those of the other. */
static rule_needs either(search *q, rule_needs a, rule_needs b)
{
    const bool more = a.more || b.more;
    if (!a.count || !b.count)
        return a.count ? (rule_needs){a.list, a.count, more} : (rule_needs){b.list, b.count, more};
    const uint32_t all = a.count + b.count,
                   count = all < MOST_ALTERNATIVES ? all : MOST_ALTERNATIVES;
    rule_alternative *list = keep(&q->store, count, sizeof *list);
    if (!list)
        return no_way;
    memcpy(list, a.list, a.count * sizeof *list);
    memcpy(list + a.count, b.list, (count - a.count) * sizeof *list);
    return (rule_needs){list, count, more || count < all};
}

/* Merging ------------------------------------------------------------------------------------- */

static rule_need need_of(uint8_t kind)
{
    return (rule_need){.kind = kind,
                       .about = ABOUT_UNKNOWN,
                       .not_before = REUNIFY_DATE_NONE,
                       .not_after = REUNIFY_DATE_NONE};
}

static bool same_types(const rule_selector *a, const rule_selector *b)
{
    return a->type_count == b->type_count &&
           memcmp(a->types, b->types, a->type_count * sizeof *a->types) == 0;
}

static void not_before(rule_need *n, reunify_date day)
{
    n->not_before = day > n->not_before ? day : n->not_before;
}

static void not_after(rule_need *n, reunify_date day)
{
    n->not_after = n->not_after == REUNIFY_DATE_NONE || day < n->not_after ? day : n->not_after;
}

static bool has_days(const rule_need *n)
{
    return n->not_after == REUNIFY_DATE_NONE || n->not_before <= n->not_after;
}

/* Roles of which one is wanted: of two sets what both have; where nothing is, false. */
static bool narrow(uint64_t *to, uint64_t roles)
{
    if (*to && roles && !(*to & roles))
        return false;
    *to = !*to ? roles : roles ? *to & roles : *to;
    return true;
}

static bool narrow_outcomes(store *to_keep, rule_need *to, const rule_need *from)
{
    if (!from->outcome_count)
        return true;
    if (!to->outcome_count) {
        to->outcomes = from->outcomes;
        to->outcome_count = from->outcome_count;
        to->narrowed = from->narrowed;
        return true;
    }
    symbol *both = keep(to_keep, to->outcome_count, sizeof *both);
    uint32_t count = 0;
    for (uint32_t i = 0; both && i < to->outcome_count; i++)
        for (uint32_t k = 0; k < from->outcome_count; k++)
            if (to->outcomes[i] == from->outcomes[k]) {
                both[count++] = to->outcomes[i];
                break;
            }
    to->outcomes = both;
    to->outcome_count = count;
    to->narrowed = true;
    return count > 0;
}

static bool join_where(store *to_keep, rule_need *to, const rule_need *from)
{
    const size_t count = to->where_count + from->where_count;
    if (!from->where_count)
        return true;
    if (!to->where_count) {
        to->where = from->where;
        to->where_count = from->where_count;
        return true;
    }
    const rule_attribute **both = keep(to_keep, count, sizeof(void *));
    if (!both)
        return false;
    size_t kept = to->where_count;
    for (size_t i = 0; i < to->where_count; i++)
        both[i] = to->where[i];
    for (size_t i = 0; i < from->where_count; i++) {
        bool known = false;
        for (size_t k = 0; k < to->where_count; k++)
            known = known || to->where[k] == from->where[i];
        if (!known)
            both[kept++] = from->where[i];
    }
    to->where = both;
    to->where_count = kept;
    return true;
}

/* Of a second set of roles of which one has to take part, the first is then meant. */
static void join_any(rule_need *to, uint64_t roles)
{
    if (to->with_all & roles || narrow(&to->with_any, roles))
        return;
    to->with_all |= roles & (~roles + 1);
}

static bool may_be_joined(const rule_need *a, const rule_need *b)
{
    return !a->count && !b->count && same_types(a->what, b->what) &&
           (a->about == b->about || a->about == ABOUT_UNKNOWN || b->about == ABOUT_UNKNOWN);
}

/* Puts the second into a copy of the first, where one record can be both. */
static bool join_records(store *to_keep, const rule_need **joined, const rule_need *from)
{
    const rule_need *to = *joined;
    if (!may_be_joined(to, from))
        return false;
    rule_need both = *to;
    both.about = to->about == ABOUT_UNKNOWN ? from->about : to->about;
    both.anyone = to->anyone || from->anyone;
    if (!narrow_outcomes(to_keep, &both, from) || !narrow(&both.led_by, from->led_by) ||
        !join_where(to_keep, &both, from))
        return false;
    both.with_all |= from->with_all;
    join_any(&both, from->with_any);
    not_before(&both, from->not_before);
    if (from->not_after != REUNIFY_DATE_NONE)
        not_after(&both, from->not_after);
    rule_need *made = has_days(&both) ? keep(to_keep, 1, sizeof *made) : NULL;
    if (!made)
        return false;
    *made = both;
    *joined = made;
    return true;
}

static bool is_same(const rule_need *a, const rule_need *b)
{
    return a->kind == b->kind && a->kind != NEED_RECORD && a->node == b->node &&
           a->values == b->values && a->about == b->about && a->not_before == b->not_before &&
           a->not_after == b->not_after;
}

static bool join(store *to_keep, const rule_need **items, size_t count, const rule_need *added)
{
    for (size_t i = 0; i < count; i++)
        if (is_same(items[i], added) ||
            (added->kind == NEED_RECORD && items[i]->kind == NEED_RECORD &&
             join_records(to_keep, &items[i], added)))
            return true;
    return false;
}

static rule_alternative combine(store *to_keep, const rule_alternative *a,
                                const rule_alternative *b)
{
    const rule_need **items = keep(to_keep, a->count + b->count, sizeof *items);
    size_t count = a->count;
    if (!items)
        return nothing_to_do;
    for (size_t i = 0; i < a->count; i++)
        items[i] = a->items[i];
    for (size_t i = 0; i < b->count; i++)
        if (!join(to_keep, items, count, b->items[i]))
            items[count++] = b->items[i];
    return (rule_alternative){items, count};
}

static bool is_nothing(rule_needs n)
{
    return n.count == 1 && !n.list[0].count;
}

/* Each alternative of the one with each of the other, as far as there is room. */
static rule_needs combine_all(store *to_keep, rule_needs a, rule_needs b)
{
    const uint32_t all = a.count * b.count,
                   most = all < MOST_ALTERNATIVES ? all : MOST_ALTERNATIVES;
    rule_alternative *list = keep(to_keep, most, sizeof *list);
    rule_needs out = {list, 0, a.more || b.more};
    for (uint32_t i = 0; list && i < a.count; i++)
        for (uint32_t k = 0; k < b.count; k++)
            if (out.count == most || a.list[i].count + b.list[k].count > MOST_NEEDS)
                out.more = true;
            else
                list[out.count++] = combine(to_keep, &a.list[i], &b.list[k]);
    return out;
}

static rule_needs both_of(store *to_keep, rule_needs a, rule_needs b)
{
    const bool more = a.more || b.more;
    if (!a.count || is_nothing(b))
        return (rule_needs){a.list, a.count, more};
    if (!b.count || is_nothing(a))
        return (rule_needs){b.list, b.count, more};
    return combine_all(to_keep, a, b);
}

bool rule_both_needs(arena *memory, rule_needs a, rule_needs b, rule_needs *out)
{
    store to_keep = {memory, false};
    *out = both_of(&to_keep, a, b);
    return !to_keep.failed;
}

static rule_needs both_needs(search *q, rule_needs a, rule_needs b)
{
    return both_of(&q->store, a, b);
}

/* Dates --------------------------------------------------------------------------------------- */

static rule_needs solve(search *q, rule_index node, bool want, bool open);
static rule_needs need_record(search *q, const rule_selector *sel);

static bool is_renewed(const search *q, const rule_selector *sel)
{
    for (size_t i = 0; i < q->renewed_count; i++)
        for (uint8_t k = 0; k < sel->type_count; k++)
            if (q->renewed[i] == sel->types[k])
                return true;
    return false;
}

/* Whether a date may be that of a record that will be new. */
static bool date_is_renewed(const search *q, rule_index date)
{
    if (date == RULE_NONE || !(q->s->program->dates[date].dated_by & q->renewed_types))
        return false;
    const rule_program *p = q->s->program;
    const rule_node *d = &p->dates[date];
    if (d->op == DATE_RECORD)
        return is_renewed(q, &p->selectors[d->selector]) &&
               (p->selectors[d->selector].which != WHICH_FIRST ||
                !rule_pick_date(q->s, &p->selectors[d->selector]).exists);
    for (size_t i = 0; i < NODE_DATES; i++)
        if (date_is_renewed(q, d->dates[i]))
            return true;
    const bool lists = rule_dates[d->op].operands[0].kind == OPERAND_DATES;
    for (uint32_t i = 0; lists && i < d->count; i++)
        if (date_is_renewed(q, p->links[d->first + i]))
            return true;
    return false;
}

/* The day on which it would be dated: today, or the nearest to it. */
static reunify_date likely_day(const search *q, const rule_need *n)
{
    if (n->not_after != REUNIFY_DATE_NONE && n->not_after < q->today)
        return n->not_after;
    return n->not_before > q->today ? n->not_before : q->today;
}

/* Not known because nothing of its kind is recorded: what is added is then all that there is. */
static bool is_for_want_of_a_list(const search *q, const rule_node *d)
{
    const model_list *lists = q->s->facts->record->lists;
    if (d->op == DATE_RECORD)
        return !lists[REUNIFY_ENTRY_RECORD].declared;
    return d->op == DATE_PLUS || d->op == DATE_FIRST_OF || d->op == DATE_EARLIEST ||
           d->op == DATE_LATEST;
}

/*
 * A date that is certain, or what would make it so; it is then today. `*day` stays
 * REUNIFY_DATE_NONE where nothing does.
 */
static rule_needs solve_date(search *q, rule_index date, reunify_date *low, reunify_date *high)
{
    const rule_program *p = q->s->program;
    const rule_node *d = &p->dates[date];
    const date_value v = rule_date_of(q->s, date);
    *low = *high = q->today;
    if (date_is_renewed(q, date) && d->op == DATE_RECORD)
        return need_record(q, &p->selectors[d->selector]); /* that is done today */
    const bool renewed = date_is_renewed(q, date) && d->op != DATE_PLUS;
    if (v.exists && !v.maybe_none && !(d->op == DATE_PLUS && date_is_renewed(q, date))) {
        *low = renewed && v.low > q->today ? q->today : v.low;
        *high = renewed && v.high < q->today ? q->today : v.high;
        return rule_nothing_needed;
    }
    if (v.exists && v.maybe_none && !is_for_want_of_a_list(q, d))
        return no_way;
    if (d->op == DATE_RECORD)
        return need_record(q, &p->selectors[d->selector]);
    if (d->op == DATE_PLUS) {
        const rule_needs of = solve_date(q, d->dates[0], low, high);
        *low = date_plus(*low, d->periods[0]);
        *high = date_plus(*high, d->periods[0]);
        return *low == REUNIFY_DATE_NONE || *high == REUNIFY_DATE_NONE ? no_way : of;
    }
    if (d->op == DATE_FIRST_OF || d->op == DATE_EARLIEST || d->op == DATE_LATEST)
        for (uint32_t i = 0; i < d->count; i++) {
            const rule_needs of = solve_date(q, p->links[d->first + i], low, high);
            if (of.count)
                return of;
        }
    return no_way;
}

/* Bounds of a need by dates; what the dates need comes with it. */
typedef struct {
    rule_index on_or_after, on_or_before, before, after;
} day_bounds;

static void bound(search *q, rule_index date, int how, rule_need *n, rule_needs *with)
{
    reunify_date low, high;
    if (date == RULE_NONE || !with->count)
        return;
    const date_value v = rule_date_of(q->s, date);
    const rule_needs of = solve_date(q, date, &low, &high);
    *with = both_needs(q, of, *with);
    if (!with->count)
        return;
    /* What is compared with the day itself is no bound: it moves on. */
    const bool moves = v.moving && v.low == q->today && v.high == q->today;
    if (how == COMPARE_ON_OR_AFTER)
        not_before(n, high);
    else if (how == COMPARE_AFTER && !moves)
        not_before(n, high + 1);
    else if (how == COMPARE_ON_OR_BEFORE && !moves)
        not_after(n, low);
    else if (how == COMPARE_BEFORE)
        not_after(n, low - 1);
}

static void bound_by(search *q, day_bounds b, rule_need *n, rule_needs *with)
{
    bound(q, b.on_or_after, COMPARE_ON_OR_AFTER, n, with);
    bound(q, b.after, COMPARE_AFTER, n, with);
    bound(q, b.on_or_before, COMPARE_ON_OR_BEFORE, n, with);
    bound(q, b.before, COMPARE_BEFORE, n, with);
}

/* The need itself behind what its dates need. */
static rule_needs need_with(search *q, const rule_need *n, const rule_needs *with)
{
    if (!with->count || !has_days(n))
        return no_way;
    return both_needs(q, *with, one_need(q, n));
}

/* Records ------------------------------------------------------------------------------------- */

static bool take_outcomes(search *q, const rule_tests *t, rule_need *n)
{
    rule_need part;
    part.outcomes = t->has_outcomes ? q->s->program->symbols + t->outcomes : NULL;
    part.outcome_count = t->has_outcomes ? t->outcome_count : 0;
    part.narrowed = false;
    return narrow_outcomes(&q->store, n, &part);
}

static bool take_where(search *q, const rule_tests *t, rule_need *n)
{
    rule_need part;
    if (!t->where_count)
        return true;
    part.where = keep(&q->store, t->where_count, sizeof(void *));
    part.where_count = t->where_count;
    for (uint32_t i = 0; part.where && i < t->where_count; i++)
        part.where[i] = &q->s->program->attributes[t->where + i];
    return part.where && join_where(&q->store, n, &part);
}

static bool take_tests(search *q, const rule_tests *t, rule_need *n, rule_needs *with)
{
    const rule_program *p = q->s->program;
    uint64_t other = 0;
    if (t->plain)
        return true;
    if (t->with_all_of != RULE_NONE &&
        !rule_pick_roles(q->s, &p->selectors[t->with_all_of], &other))
        return false;
    if (!take_outcomes(q, t, n) || !narrow(&n->led_by, t->led_by) || !take_where(q, t, n))
        return false;
    n->with_all |= t->with_all | other;
    join_any(n, t->with_any);
    bound_by(q, (day_bounds){t->on_or_after, t->on_or_before, t->before, t->after}, n, with);
    if (t->within != RULE_NONE && with->count) {
        reunify_date low, high;
        const rule_needs of = solve_date(q, t->within, &low, &high);
        const reunify_date end = date_plus(low, t->within_length);
        *with = both_needs(q, of, *with);
        not_before(n, high);
        if (end != REUNIFY_DATE_NONE)
            not_after(n, end);
    }
    return with->count > 0;
}

/* Room for a new one where one record is picked: behind the latest, or where there is none. */
static bool takes_place(search *q, const rule_selector *sel, rule_need *n)
{
    if (sel->which == WHICH_ANY)
        return true;
    if (rule_pick_is_open(q->s, sel))
        return false;
    const date_value v = rule_pick_date(q->s, sel);
    if (sel->which == WHICH_FIRST)
        return !v.exists;
    if (v.exists)
        not_before(n, v.high);
    return true;
}

static rule_needs need_about(search *q, const rule_selector *sel, const rule_need *of)
{
    rule_needs with = rule_nothing_needed;
    rule_need n = *of;
    if (!take_tests(q, &sel->among, &n, &with) || !take_tests(q, &sel->tests, &n, &with))
        return no_way;
    if (q->s->counts_surely_from != REUNIFY_DATE_NONE)
        not_before(&n, q->s->counts_surely_from);
    if (!takes_place(q, sel, &n) || !has_days(&n))
        return no_way;
    /* Of a day that is yet to come only what holds today is known. */
    const reunify_date likely = likely_day(q, &n), day = likely < q->today ? likely : q->today;
    if (!rule_is_legal_on(q->s, &sel->among, day) || !rule_is_legal_on(q->s, &sel->tests, day))
        return no_way;
    if (sel->count > 1) {
        const uint32_t there = rule_count_certain(q->s, sel);
        n.count = there < sel->count ? sel->count - there : 1;
    }
    return need_with(q, &n, &with);
}

static rule_needs need_record(search *q, const rule_selector *sel)
{
    rule_needs found = no_way;
    rule_need n = need_of(NEED_RECORD);
    n.what = sel;
    n.anyone = sel->about == ABOUT_IS_ANYONE;
    if (sel->about == ABOUT_IS_EACH || sel->about == ABOUT_IS_CHILD)
        n.about = sel->about == ABOUT_IS_CHILD ? ABOUT_CHILD : q->s->person;
    if (sel->about != ABOUT_IS_WHO)
        return need_about(q, sel, &n);
    const int32_t outer = q->s->person;
    const size_t people = q->s->facts->record->lists[REUNIFY_ENTRY_PERSON].count;
    for (size_t i = 0; i < people; i++) {
        q->s->person = (int32_t)q->how.people[i];
        const bool meant = rule_evaluate(q->s, sel->about_who) == REUNIFY_TRUE;
        q->s->person = outer;
        n.about = (int32_t)q->how.people[i];
        if (meant)
            found = either(q, found, need_about(q, sel, &n));
    }
    return found;
}

/* Anything else ------------------------------------------------------------------------------- */

static rule_needs need_assessment(search *q, const rule_node *n)
{
    rule_needs with = rule_nothing_needed;
    rule_need need = need_of(NEED_ASSESSMENT);
    need.node = n;
    bound_by(q, (day_bounds){n->dates[0], n->dates[1], RULE_NONE, RULE_NONE}, &need, &with);
    if (q->s->counts_surely_from != REUNIFY_DATE_NONE)
        not_before(&need, q->s->counts_surely_from);
    return need_with(q, &need, &with);
}

/* A level on a day that has come: by an assessment on that day. */
static rule_needs need_level(search *q, const rule_node *n, uint64_t levels)
{
    const date_value at = rule_date_of(q->s, n->dates[0]);
    rule_need need = need_of(NEED_LEVEL);
    if (!date_value_certain(at) || at.low > q->today || !levels)
        return no_way;
    const fact_point *p = point_on(q->s, at.low);
    need.node = n;
    need.values = levels;
    need.not_before = p ? p->date : REUNIFY_DATE_NONE;
    if (at.low < q->today)
        need.not_after = at.low;
    return one_need(q, &need);
}

/* One that is only derived nobody can state. */
static rule_needs need_finding(search *q, const rule_node *n)
{
    if (!(q->how.stated[n->subject / 64] >> n->subject % 64 & 1))
        return no_way;
    rule_need need = need_of(NEED_ASSESSMENT);
    const fact_point *p = point_today(q->s);
    need.node = n;
    need.not_before = p ? p->date : q->s->counts_surely_from;
    return one_need(q, &need);
}

static rule_needs need_day(search *q, reunify_date day)
{
    rule_need need = need_of(NEED_DAY);
    need.not_before = day;
    return day == REUNIFY_DATE_NONE || day <= q->today ? no_way : one_need(q, &need);
}

static rule_needs need_home_for(search *q, const rule_node *n)
{
    const seen_return *r = timeline_return(history_today(q->s));
    return need_day(q, r && r->end == REUNIFY_DATE_NONE ? date_plus(r->date, n->periods[0])
                                                        : REUNIFY_DATE_NONE);
}

static rule_needs need_elapsed(search *q, const rule_node *n)
{
    const date_value v = rule_date_of(q->s, n->dates[0]);
    return need_day(q, date_value_certain(v) && !v.moving ? date_plus(v.low, n->periods[0])
                                                          : REUNIFY_DATE_NONE);
}

static rule_needs need_in_care_for(search *q, const rule_node *n)
{
    const care_spell *c = timeline_spell(history_today(q->s));
    const bool lasts = c && c->to == REUNIFY_DATE_NONE;
    return need_day(q, lasts ? date_plus(c->from, n->periods[0]) : REUNIFY_DATE_NONE);
}

/* What the case says is so stands; of what it does not say, what would have to be so. */
static rule_needs need_attribute(search *q, const rule_node *n, bool want)
{
    rule_need need = need_of(NEED_ATTRIBUTE);
    need.node = n;
    need.values = want ? n->sets[0] : ~n->sets[0] & 3;
    if (attribute_today(q->s, n->subject) || (!want && !n->sets[0]))
        return no_way;
    return one_need(q, &need);
}

static rule_needs need_legal_status(search *q, const rule_node *n)
{
    const date_value at = rule_date_of(q->s, n->dates[0]);
    rule_need need = need_of(NEED_LEGAL_STATUS);
    need.node = n;
    need.not_after = at.low;
    return date_value_certain(at) && at.low <= q->today ? one_need(q, &need) : no_way;
}

/* Nothing ends a status; of a day that is yet to come, that of today is taken. */
static rule_needs need_no_legal_status(search *q, const rule_node *n)
{
    const rule_tests none = {
        .under = RULE_NONE, .not_under = n->first, .not_under_count = n->count};
    return date_is_renewed(q, n->dates[0]) && rule_is_legal_on(q->s, &none, q->today)
               ? rule_nothing_needed
               : no_way;
}

static rule_needs need_goal(search *q, const rule_node *n)
{
    rule_need need = need_of(NEED_GOAL);
    need.node = n;
    return one_need(q, &need);
}

/* An age that is known is reached by waiting; one that is not, by the birth. */
static rule_needs need_age(search *q, const rule_node *n)
{
    const int32_t person = q->s->person;
    const model_birth birth = birth_today(q->s, person);
    rule_need need = need_of(NEED_BIRTH);
    need.about = person < 0 ? ABOUT_CHILD : person;
    if (birth.first == REUNIFY_DATE_NONE)
        return one_need(q, &need);
    const date_value at = rule_date_of(q->s, n->dates[0]);
    return at.moving && n->asked == AGE_AT_LEAST
               ? need_day(q, date_of_age(birth.last, n->periods[0]))
               : no_way;
}

/* A further stay on one of the days that count, from the age on that is asked. */
static rule_needs need_stay(search *q, const rule_node *n, model_birth birth)
{
    rule_need need = need_of(NEED_STAY);
    need.about = q->s->person;
    if (!rule_stay_wanted(q->s, n, &need.not_before, &need.not_after))
        return no_way;
    if (n->asked & PERSON_AGE && birth.first != REUNIFY_DATE_NONE)
        not_before(&need, date_of_age(birth.last, n->periods[0]));
    return has_days(&need) ? one_need(q, &need) : no_way;
}

/* What is on record of somebody stands: only their birth and a further stay can be added. */
static rule_needs need_person(search *q, const rule_node *n)
{
    const model_birth birth = birth_today(q->s, q->s->person);
    rule_node ageless = *n;
    ageless.asked &= (uint8_t)~PERSON_AGE;
    if (!(n->asked & PERSON_AGE) || birth.first != REUNIFY_DATE_NONE)
        return need_stay(q, n, birth);
    rule_need need = need_of(NEED_BIRTH);
    need.about = q->s->person;
    const rule_needs born = one_need(q, &need);
    return evaluate_person(q->s, &ageless) == REUNIFY_TRUE
               ? born
               : both_needs(q, born, need_stay(q, n, birth));
}

/* Entries that count, in order of date. */
static size_t family_times(search *q, const rule_node *n, const model_family_time **first,
                           const model_family_time **last)
{
    const reunify_case *c = q->s->facts->record;
    const model_list *l = &c->lists[REUNIFY_ENTRY_FAMILY_TIME];
    const model_family_time *items = l->items;
    size_t count = 0;
    for (size_t i = 0; i < l->count; i++) {
        const model_family_time *t = &items[c->order[REUNIFY_ENTRY_FAMILY_TIME][i]];
        if (t->from == REUNIFY_DATE_NONE || t->times_a_week < 0 || t->hours < 0)
            return SIZE_MAX; /* it may be any of them */
        const truth counts = t->from > q->today
                                 ? REUNIFY_FALSE
                                 : truth_and(is_counted(q->s, t->from),
                                             date_tests(q->s, date_value_of(t->from), n->dates[1],
                                                        RULE_NONE, n->dates[0], RULE_NONE));
        if (counts == REUNIFY_FALSE)
            continue;
        *first = count++ ? *first : t;
        *last = t;
    }
    return count;
}

static rule_needs need_family_time(search *q, const rule_node *n)
{
    rule_needs with = rule_nothing_needed;
    rule_need need = need_of(NEED_FAMILY_TIME);
    const bool grows = n->word == FAMILY_TIME_GROWN || n->word == FAMILY_TIME_INCREASING;
    need.node = n;
    if (grows) {
        const model_family_time *first = NULL, *last = NULL;
        const size_t count = family_times(q, n, &first, &last);
        const bool fell = n->word == FAMILY_TIME_INCREASING && count > 2 && count != SIZE_MAX;
        if (count == SIZE_MAX || fell)
            return no_way;
        need.count = count ? 0 : 2;
        need.not_before = count ? last->from : REUNIFY_DATE_NONE;
    }
    bound_by(q, (day_bounds){n->dates[1], RULE_NONE, n->dates[0], RULE_NONE}, &need, &with);
    if (q->s->counts_surely_from != REUNIFY_DATE_NONE)
        not_before(&need, q->s->counts_surely_from);
    return need_with(q, &need, &with);
}

static rule_needs need_dated(search *q, const rule_node *n)
{
    reunify_date low, high;
    const date_value v = rule_date_of(q->s, n->dates[0]);
    if (v.exists)
        return no_way;
    for (size_t i = 1; i < NODE_DATES; i++)
        if (n->dates[i] != RULE_NONE)
            return no_way;
    return solve_date(q, n->dates[0], &low, &high);
}

/* People -------------------------------------------------------------------------------------- */

static rule_needs need_people(search *q, const rule_node *n)
{
    const bool every = n->asked & PEOPLE_EVERY;
    const size_t people = q->s->facts->record->lists[REUNIFY_ENTRY_PERSON].count;
    const int32_t outer = q->s->person;
    rule_needs found = every ? rule_nothing_needed : no_way;
    if (!q->s->facts->record->lists[REUNIFY_ENTRY_PERSON].declared)
        return no_way;
    for (size_t i = 0; i < people && !(every && rule_needs_too_much(found)); i++) {
        q->s->person = (int32_t)q->how.people[i];
        const truth who = rule_evaluate(q->s, n->conditions[0]);
        if (who == REUNIFY_FALSE || (!every && who != REUNIFY_TRUE) ||
            n->conditions[1] == RULE_NONE)
            continue;
        const rule_needs one = solve(q, n->conditions[1], true, false);
        found = every ? both_needs(q, found, one) : either(q, found, one);
    }
    q->s->person = outer;
    return found;
}

/* The search ---------------------------------------------------------------------------------- */

/* Whether it looks at the one record of a type of which there will be a new one. */
static bool depends(const search *q, rule_index node)
{
    if (node == RULE_NONE)
        return false;
    const rule_program *p = q->s->program;
    const rule_node *n = &p->nodes[node];
    if (!((n->dated_by | n->picks) & q->renewed_types))
        return false;
    if (n->op == OP_RECORD) {
        const rule_tests *t = &p->selectors[n->selector].tests;
        const rule_index dates[] = {t->on_or_after, t->on_or_before, t->before, t->after};
        for (size_t i = 0; i < LENGTH_OF(dates); i++)
            if (date_is_renewed(q, dates[i]))
                return true;
        return p->selectors[n->selector].which == WHICH_LATEST &&
               is_renewed(q, &p->selectors[n->selector]);
    }
    for (size_t i = 0; i < NODE_DATES; i++)
        if (date_is_renewed(q, n->dates[i]))
            return true;
    for (size_t i = 0; i < NODE_CONDITIONS; i++)
        if (depends(q, n->conditions[i]))
            return true;
    const bool lists = rule_operators[n->op].operands[0].kind == OPERAND_CONDITIONS;
    for (uint32_t i = 0; lists && i < n->count; i++)
        if (depends(q, p->links[n->first + i]))
            return true;
    return false;
}

/* Of each part, where all have to be so or none may. */
static rule_needs each_part(search *q, const rule_node *n, bool want)
{
    rule_needs found = rule_nothing_needed;
    for (uint32_t i = 0; i < n->count && found.count; i++)
        found = both_needs(q, found, solve(q, q->s->program->links[n->first + i], want, false));
    return found;
}

/* Of one part, where one is enough. */
static rule_needs any_part(search *q, const rule_node *n, bool want, bool open)
{
    rule_needs found = no_way;
    for (uint32_t i = 0; i < n->count; i++) {
        const rule_needs part = solve(q, q->s->program->links[n->first + i], want, open);
        if (needs_nothing(part))
            return part; /* it holds as it is */
        found = either(q, found, part);
    }
    return found;
}

/* Notes the types of records that would be new; the bits of those that were not noted before. */
static uint64_t renew(search *q, rule_needs found)
{
    uint64_t types = 0;
    for (uint32_t i = 0; i < found.count; i++)
        for (size_t k = 0; k < found.list[i].count; k++) {
            const rule_need *n = found.list[i].items[k];
            if (n->kind != NEED_RECORD || is_renewed(q, n->what) ||
                q->renewed_count == MOST_RENEWED)
                continue;
            q->renewed[q->renewed_count++] = n->what->types[0];
            types |= rule_type_bit(n->what->types[0]);
            q->renewed_types |= types;
        }
    return types;
}

static rule_needs solve_all(search *q, const rule_node *n)
{
    const size_t before = q->renewed_count;
    const uint64_t types_before = q->renewed_types, held = q->held;
    q->held = 0;
    rule_needs found = each_part(q, n, true);
    const uint64_t types = renew(q, found);
    if (types && (types & (n->dated_by | q->held) || q->renewed_count == MOST_RENEWED))
        found = each_part(q, n, true);
    q->renewed_count = before;
    q->renewed_types = types_before;
    q->held |= held;
    return found;
}

static bool is_so(search *q, rule_index node, bool want)
{
    return rule_evaluate(q->s, node) == (want ? REUNIFY_TRUE : REUNIFY_FALSE);
}

/* Of what is so: whether it stays so, whatever will be new. */
static bool stays(search *q, rule_index node)
{
    if (depends(q, node))
        return false;
    q->held |= q->s->program->nodes[node].picks;
    return true;
}

/* Of the part that counts; where that is not known, nothing but that it is so either way. */
static rule_needs solve_if(search *q, rule_index node, bool want, bool open)
{
    const rule_node *n = &q->s->program->nodes[node];
    const truth t = rule_evaluate(q->s, n->conditions[0]);
    if (t != REUNIFY_UNKNOWN)
        return solve(q, n->conditions[t == REUNIFY_TRUE ? 1 : 2], want, open);
    return !open && is_so(q, node, want) && stays(q, node) ? rule_nothing_needed : no_way;
}

static rule_needs solve_contrary(search *q, const rule_node *n)
{
    const uint64_t all =
        q->s->facts->level_count < 64 ? (UINT64_C(1) << q->s->facts->level_count) - 1 : UINT64_MAX;
    switch (n->op) {
    case OP_ATTRIBUTE:
        return need_attribute(q, n, false);
    case OP_LEGAL_STATUS:
        return need_no_legal_status(q, n);
    case OP_LEVEL:
        return need_level(q, n, all & ~n->sets[0]);
    default:
        return no_way;
    }
}

/* The end of a branch. */
static rule_needs solve_leaf(search *q, const rule_node *n)
{
    switch (n->op) {
    case OP_RECORD:
        return need_record(q, &q->s->program->selectors[n->selector]);
    case OP_ASSESSED:
        return need_assessment(q, n);
    case OP_FINDING:
        return need_finding(q, n);
    case OP_LEVEL:
        return need_level(q, n, n->sets[0]);
    case OP_HOME_FOR:
        return need_home_for(q, n);
    case OP_ELAPSED:
        return need_elapsed(q, n);
    case OP_IN_CARE_FOR:
        return need_in_care_for(q, n);
    case OP_ATTRIBUTE:
        return need_attribute(q, n, true);
    case OP_LEGAL_STATUS:
        return need_legal_status(q, n);
    case OP_GOALS:
        return need_goal(q, n);
    case OP_AGE:
        return need_age(q, n);
    case OP_FAMILY_TIME:
        return need_family_time(q, n);
    case OP_DATED:
        return need_dated(q, n);
    case OP_PEOPLE:
        return need_people(q, n);
    case OP_PERSON:
        return need_person(q, n);
    default:
        return no_way;
    }
}

/* `open`: it is known not to be so as it is. */
static rule_needs solve(search *q, rule_index node, bool want, bool open)
{
    const rule_node *n = &q->s->program->nodes[node];
    if (!q->left)
        return (rule_needs){NULL, 0, true};
    q->left--;
    if (n->op == OP_NOT)
        return solve(q, n->conditions[0], !want, open);
    if (n->op == OP_IF)
        return solve_if(q, node, want, open);
    if (n->op == OP_ALL && want)
        return solve_all(q, n);
    if (n->op == OP_ANY && !want)
        return each_part(q, n, false);
    const bool is = !open && is_so(q, node, want);
    if (is && stays(q, node))
        return rule_nothing_needed;
    if (n->op == OP_ALL || n->op == OP_ANY)
        return any_part(q, n, want, !is);
    return want ? solve_leaf(q, n) : solve_contrary(q, n);
}

typedef struct {
    text id;
    uint32_t index;
} person_place;

static int compare_places(const void *a, const void *b)
{
    return text_order(((const person_place *)a)->id, ((const person_place *)b)->id);
}

bool rule_order_people(const reunify_case *record, arena *memory, uint32_t **out)
{
    const size_t count = record->lists[REUNIFY_ENTRY_PERSON].count;
    const model_person *items = CASE_LIST(record, REUNIFY_ENTRY_PERSON, model_person);
    person_place *places = arena_take_array(memory, count + 1, sizeof *places);
    *out = arena_take_array(memory, count + 1, sizeof **out);
    if (!places || !*out)
        return false;
    for (size_t i = 0; i < count; i++)
        places[i] = (person_place){items[i].id, (uint32_t)i};
    sort_items(places, count, sizeof *places, compare_places);
    for (size_t i = 0; i < count; i++)
        (*out)[i] = places[i].index;
    return true;
}

bool rule_find_needs(rule_scope *s, arena *memory, needs_context how, rule_index node,
                     rule_needs *out)
{
    search q = {
        .s = s, .store = {memory, false}, .how = how, .today = today(s).low, .left = MOST_STEPS};
    *out = node == RULE_NONE ? rule_nothing_needed : solve(&q, node, true, true);
    return !q.store.failed;
}
