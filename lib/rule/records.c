/*
 * Conditions on records: which ones are meant, and what is asked of them. A record that lacks what
 * it is picked by may or may not be meant.
 */
#include "rule/days.h"
#include "rule/needs.h"

/*
 * The records of some types that are seen, in order of date and then as added; forwards or
 * backwards. Those without a type or a date come apart: they may be meant anywhere. Where a
 * selector asks for records about the person in scope, only those about that person and those of
 * which that is not known are gone through: `order` then says at which places they stand. Where it
 * asks for records between two days, none of the others is looked at.
 */
enum { MOST_GROUPS = 2 * (MOST_TYPES + 1) };
typedef struct {
    const rule_facts *facts;
    const uint32_t *order; /* NULL: the records themselves are in order */
    reunify_date from, to; /* what is dated outside of them is none of those meant, on any day */
    /* what is left of each type, and of those without a type */
    uint32_t low[MOST_GROUPS], high[MOST_GROUPS];
    uint8_t groups;
} record_walk;

static inline const fact_record *record_at(const record_walk *w, uint32_t at)
{
    return &w->facts->records[w->order ? w->order[at] : at];
}

/* The first place whose record is dated after a day: within a group they are in order of date. */
static uint32_t first_after(const record_walk *w, uint32_t start, uint32_t end, reunify_date day)
{
    while (start < end) {
        const uint32_t middle = start + (end - start) / 2;
        if (record_at(w, middle)->date > day)
            end = middle;
        else
            start = middle + 1;
    }
    return start;
}

/* Adds what is seen of a group and may count; the days on which that changes are noted. */
static void add_group(rule_scope *s, record_walk *w, uint32_t start, uint32_t end)
{
    uint32_t seen = records_seen(s, w->order, start, end);
    const reunify_date from = later_day(s->counts_from, w->from);
    if (from > REUNIFY_DATE_MIN)
        start = first_after(w, start, seen, from - 1);
    if (w->to < REUNIFY_DATE_MAX)
        seen = first_after(w, start, seen, w->to);
    w->low[w->groups] = start;
    w->high[w->groups++] = seen;
}

/* The first place in a group, ordered by person, whose record is about somebody later. */
static uint32_t first_about(const record_walk *w, uint32_t start, uint32_t end, int32_t about)
{
    while (start < end) {
        const uint32_t middle = start + (end - start) / 2;
        if (record_at(w, middle)->about >= about)
            end = middle;
        else
            start = middle + 1;
    }
    return start;
}

static void add_groups(rule_scope *s, size_t type, record_walk *w)
{
    const rule_facts *f = s->facts;
    const uint32_t start = f->type_start[type], end = f->type_start[type + 1];
    if (start == end)
        return;
    if (!w->order) {
        add_group(s, w, start, end);
        return;
    }
    const int32_t people[] = {ABOUT_UNKNOWN, s->person};
    for (size_t i = 0; i < LENGTH_OF(people); i++) {
        const uint32_t first = first_about(w, start, end, people[i]);
        if (first < end && record_at(w, first)->about == people[i])
            add_group(s, w, first, first_about(w, first, end, people[i] + 1));
    }
}

/* A bound that moves on with the day leaves out another record on every day: it is none. */
static void bound_walk(rule_scope *s, record_walk *w, rule_index date, int how)
{
    if (date == RULE_NONE)
        return;
    const date_value v = rule_date_of(s, date);
    if (!v.exists)
        w->to = REUNIFY_DATE_MIN - 1;
    else if (v.moving)
        return;
    else if (how == COMPARE_ON_OR_AFTER || how == COMPARE_AFTER)
        w->from = later_day(w->from, v.low + (how == COMPARE_AFTER));
    else
        w->to = earlier_day(w->to, v.high - (how == COMPARE_BEFORE));
}

static record_walk walk_between(rule_scope *s, const rule_tests *t)
{
    record_walk w = {.facts = s->facts, .from = REUNIFY_DATE_MIN, .to = REUNIFY_DATE_MAX};
    if (!t->has_dates)
        return w;
    bound_walk(s, &w, t->on_or_after, COMPARE_ON_OR_AFTER);
    bound_walk(s, &w, t->on_or_before, COMPARE_ON_OR_BEFORE);
    bound_walk(s, &w, t->before, COMPARE_BEFORE);
    bound_walk(s, &w, t->after, COMPARE_AFTER);
    return w;
}

/* By person, where it asks for records about the one in scope; NULL: as they are. */
static const uint32_t *order_for(const rule_scope *s, const rule_selector *sel)
{
    return sel->about == ABOUT_IS_EACH && s->person >= 0 ? s->facts->by_person : NULL;
}

/* Those of the selector's types; those without a type are added apart. */
static void walk_start(rule_scope *s, const rule_selector *sel, record_walk *w)
{
    *w = walk_between(s, &sel->among);
    w->order = order_for(s, sel);
    for (uint8_t i = 0; i < sel->type_count; i++)
        add_groups(s, sel->types[i], w);
}

static void walk_typeless(rule_scope *s, record_walk *w)
{
    if (s->facts->uncertain)
        add_groups(s, s->facts->type_count, w);
}

static bool comes_before(const fact_record *a, const fact_record *b)
{
    return a->date != b->date ? a->date < b->date : a->index < b->index;
}

static const fact_record *walk_forward(record_walk *w)
{
    const fact_record *best = NULL;
    uint8_t from = 0;
    if (!rule_spend(w->facts, 1))
        return NULL;
    for (uint8_t i = 0; i < w->groups; i++) {
        const fact_record *r = w->low[i] < w->high[i] ? record_at(w, w->low[i]) : NULL;
        if (r && (!best || comes_before(r, best))) {
            best = r;
            from = i;
        }
    }
    if (best)
        w->low[from]++;
    return best;
}

static const fact_record *walk_backward(record_walk *w)
{
    const fact_record *best = NULL;
    uint8_t from = 0;
    if (!rule_spend(w->facts, 1))
        return NULL;
    for (uint8_t i = 0; i < w->groups; i++) {
        const fact_record *r = w->low[i] < w->high[i] ? record_at(w, w->high[i] - 1) : NULL;
        if (r && (!best || comes_before(best, r))) {
            best = r;
            from = i;
        }
    }
    if (best)
        w->high[from]--;
    return best;
}

/* Tests --------------------------------------------------------------------------------------- */

static truth has_outcome(const rule_scope *s, const rule_tests *t, const fact_record *r)
{
    if (r->outcome == OUTCOME_ANY)
        return REUNIFY_UNKNOWN;
    if (r->outcome == OUTCOME_MISSING)
        return t->if_no_outcome == NO_OUTCOME_PASSES  ? REUNIFY_TRUE
               : t->if_no_outcome == NO_OUTCOME_FAILS ? REUNIFY_FALSE
                                                      : REUNIFY_UNKNOWN;
    for (uint32_t i = 0; i < t->outcome_count; i++)
        if (s->program->symbols[t->outcomes + i] == r->outcome)
            return REUNIFY_TRUE;
    return REUNIFY_FALSE;
}

/* The roles that are not known to have taken part, where that settles whether they did. */
static truth without(uint64_t absent, const fact_record *r)
{
    if (!absent)
        return REUNIFY_TRUE;
    const bool one_may_have_led = !r->leader_known && !(absent & (absent - 1));
    return r->participants_known && !one_may_have_led ? REUNIFY_FALSE : REUNIFY_UNKNOWN;
}

/*
 * Whether all of the roles took part. Participants that are given are complete, but for who led:
 * one who is named apart did, and where nobody is named, one who is no participant may have.
 */
static truth took_part(uint64_t roles, const fact_record *r)
{
    return without(roles & ~r->roles, r);
}

static truth one_took_part(uint64_t roles, const fact_record *r)
{
    if (roles & r->roles)
        return REUNIFY_TRUE;
    return r->participants_known && r->leader_known ? REUNIFY_FALSE : REUNIFY_UNKNOWN;
}

typedef truth (*pick_test)(rule_scope *s, void *argument, const fact_record *r);
static truth over_picks(rule_scope *s, const rule_selector *sel, pick_test test, void *argument);

/* Every role that took part in the other record took part here. */
static truth all_of_other(rule_scope *s, void *argument, const fact_record *other)
{
    (void)s;
    const fact_record *here = argument;
    if (!other)
        return REUNIFY_FALSE;
    const truth t = took_part(other->roles, here);
    return other->participants_known && other->leader_known ? t : truth_and(t, REUNIFY_UNKNOWN);
}

/* Whether those took part that are asked for by name. */
static truth roles_are(const rule_tests *t, const fact_record *r)
{
    const truth all = t->with_all ? took_part(t->with_all, r) : REUNIFY_TRUE;
    return t->has_any ? truth_and(all, one_took_part(t->with_any, r)) : all;
}

/* Whether all took part who did in another record. */
static truth has_roles_of_other(rule_scope *s, const rule_tests *t, const fact_record *r)
{
    return t->with_all_of == RULE_NONE ? REUNIFY_TRUE
                                       : over_picks(s, &s->program->selectors[t->with_all_of],
                                                    all_of_other, (void *)(uintptr_t)r);
}

static date_value dated(const rule_scope *s, const fact_record *r)
{
    if (r->date == UNDATED)
        return any_day_so_far(s);
    return date_value_of(r->date);
}

static truth attribute_is(const rule_scope *s, const rule_attribute *a, const model_named *value)
{
    if (value->type == NAMED_BOOLEAN)
        return (truth)(a->mask >> value->number & 1);
    if (value->type == NAMED_NUMBER)
        return value->number >= a->least && value->number <= a->most;
    for (uint32_t i = 0; i < a->count; i++)
        if (s->program->symbols[a->first + i] == s->facts->needs_map[value->code])
            return REUNIFY_TRUE;
    return REUNIFY_FALSE;
}

static truth attributes_are(const rule_scope *s, const rule_tests *t, const fact_record *r)
{
    if (!s->facts->record->lists[REUNIFY_ENTRY_RECORD].count)
        return REUNIFY_UNKNOWN;
    const model_list *list =
        &CASE_LIST(s->facts->record, REUNIFY_ENTRY_RECORD, model_record)[r->index].attributes;
    const model_named *items = list->items;
    truth result = REUNIFY_TRUE;
    if (!rule_spend(s->facts, (uint64_t)t->where_count * list->count))
        return REUNIFY_UNKNOWN;
    for (uint32_t k = 0; k < t->where_count; k++) {
        const rule_attribute *a = &s->program->attributes[t->where + k];
        truth found = REUNIFY_UNKNOWN;
        for (size_t i = 0; i < list->count; i++)
            if (s->facts->needs_map[items[i].name] == a->name)
                found = attribute_is(s, a, &items[i]);
        result = truth_and(result, found);
    }
    return result;
}

/* Whether one of the legal statuses was in force on the record's own date. */
static truth was_under(rule_scope *s, rule_index codes, uint32_t count, const fact_record *r)
{
    const reunify_case *c = s->facts->record;
    const model_list *l = &c->lists[REUNIFY_ENTRY_LEGAL_STATUS];
    if (!l->declared || r->date == UNDATED)
        return REUNIFY_UNKNOWN;
    const model_interval *items = l->items;
    truth found = REUNIFY_FALSE;
    if (!rule_spend(s->facts, l->count))
        return REUNIFY_UNKNOWN;
    for (size_t i = 0; i < l->count; i++) {
        truth meant = truth_if_known(items[i].code != SYMBOL_NONE, REUNIFY_FALSE);
        for (uint32_t k = 0; k < count && items[i].code != SYMBOL_NONE; k++)
            meant = truth_or(meant, s->program->symbols[codes + k] == s->facts->legal[i]);
        if (meant == REUNIFY_FALSE || !is_covered(s, &items[i], r->date))
            continue;
        found = truth_or(found, truth_and(meant, truth_if_known(items[i].from != REUNIFY_DATE_NONE,
                                                                REUNIFY_TRUE)));
    }
    return found;
}

static truth passes_legally(rule_scope *s, const rule_tests *t, const fact_record *r)
{
    truth result = REUNIFY_TRUE;
    if (t->under != RULE_NONE)
        result = was_under(s, t->under, t->under_count, r);
    if (t->not_under != RULE_NONE)
        result = truth_and(result, truth_not(was_under(s, t->not_under, t->not_under_count, r)));
    return result;
}

static truth passes(rule_scope *s, const rule_tests *t, const fact_record *r)
{
    if (t->plain)
        return REUNIFY_TRUE;
    truth result = t->has_outcomes ? has_outcome(s, t, r) : REUNIFY_TRUE;
    if (t->where_count && result != REUNIFY_FALSE)
        result = truth_and(result, attributes_are(s, t, r));
    if (t->has_led_by && result != REUNIFY_FALSE)
        result =
            truth_and(result, r->leader_known ? (t->led_by & r->leader) != 0 : REUNIFY_UNKNOWN);
    if (result != REUNIFY_FALSE)
        result = truth_and(result, roles_are(t, r));
    if (t->has_dates && result != REUNIFY_FALSE)
        result = truth_and(result, date_tests(s, dated(s, r), t->on_or_after, t->on_or_before,
                                              t->before, t->after));
    if (t->within != RULE_NONE && result != REUNIFY_FALSE) {
        const date_value from = rule_date_of(s, t->within);
        date_value to = from;
        if (to.exists) {
            to.low = date_plus(to.low, t->within_length);
            to.high = date_plus(to.high, t->within_length);
            to.low = to.low == REUNIFY_DATE_NONE ? REUNIFY_DATE_MAX : to.low;
            to.high = to.high == REUNIFY_DATE_NONE ? REUNIFY_DATE_MAX : to.high;
        }
        result = truth_and(result, date_compare(s, dated(s, r), COMPARE_ON_OR_AFTER, from));
        result = truth_and(result, date_compare(s, dated(s, r), COMPARE_ON_OR_BEFORE, to));
    }
    if (result != REUNIFY_FALSE && (t->under != RULE_NONE || t->not_under != RULE_NONE))
        result = truth_and(result, passes_legally(s, t, r));
    if (result != REUNIFY_FALSE)
        result = truth_and(result, has_roles_of_other(s, t, r));
    return result;
}

/* Whether the record is one of those meant. */
static truth is_about(rule_scope *s, const rule_selector *sel, const fact_record *r)
{
    switch (sel->about) {
    case ABOUT_NOT_ASKED:
        return REUNIFY_TRUE;
    case ABOUT_IS_ANYONE:
        return r->about == ABOUT_UNKNOWN ? REUNIFY_UNKNOWN : REUNIFY_TRUE;
    case ABOUT_IS_CHILD:
        return r->about == ABOUT_UNKNOWN ? REUNIFY_UNKNOWN : r->about == ABOUT_CHILD;
    case ABOUT_IS_EACH:
        return r->about == ABOUT_UNKNOWN ? REUNIFY_UNKNOWN : r->about == s->person;
    default:
        break;
    }
    if (r->about < 0)
        return r->about == ABOUT_UNKNOWN ? REUNIFY_UNKNOWN : REUNIFY_FALSE;
    const int32_t outer = s->person;
    s->person = r->about;
    const truth t = rule_evaluate(s, sel->about_who);
    s->person = outer;
    return t;
}

static bool is_typeless(const rule_facts *f, const fact_record *r)
{
    return f->uncertain && r >= f->records + f->type_start[f->type_count];
}

static truth is_picked(rule_scope *s, const rule_selector *sel, const fact_record *r)
{
    if (!rule_spend(s->facts, 1))
        return REUNIFY_FALSE;
    truth t = is_about(s, sel, r);
    if (t == REUNIFY_FALSE)
        return t;
    t = truth_and(t, is_counted(s, r->date));
    if (is_typeless(s->facts, r))
        t = REUNIFY_UNKNOWN; /* of no recorded type */
    if (sel->among.has_outcomes) {
        /* A record without an outcome has none of those asked for. */
        if (r->outcome == OUTCOME_MISSING && sel->among.if_no_outcome != NO_OUTCOME_PASSES)
            return REUNIFY_FALSE;
    }
    return truth_and(t, passes(s, &sel->among, r));
}

/* Picking ------------------------------------------------------------------------------------- */

typedef struct {
    bool any;
    truth result;
} merged;

static void merge(merged *m, truth t)
{
    m->result = !m->any || m->result == t ? t : REUNIFY_UNKNOWN;
    m->any = true;
}

/*
 * The records without a date of the selector's types and of no type, from the last back: they may
 * be meant anywhere.
 */
static const fact_record *next_undated(const rule_facts *f, const rule_selector *sel,
                                       uint8_t *group, uint32_t *left)
{
    for (; *group <= sel->type_count; (*group)++, *left = UINT32_MAX) {
        const size_t type = *group < sel->type_count ? sel->types[*group] : f->type_count;
        if (*left == UINT32_MAX)
            *left = f->type_start[type + 1];
        if (*left > f->type_start[type] && f->records[*left - 1].date == UNDATED)
            return &f->records[--*left];
    }
    return NULL;
}

static truth tests_of_pick(rule_scope *s, void *argument, const fact_record *r);

/*
 * Whatever else may be meant: unknown stays unknown. Evidence is gathered to the end, of which the
 * tests of a pick alone take note.
 */
static bool is_decided(const rule_scope *s, pick_test test, const merged *m)
{
    const bool gathers = test == tests_of_pick && s->evidence;
    return m->any && m->result == REUNIFY_UNKNOWN && !gathers;
}

static void over_undated(rule_scope *s, const rule_selector *sel, pick_test test, void *argument,
                         merged *m)
{
    uint8_t group = 0;
    uint32_t left = UINT32_MAX;
    const fact_record *r;
    while (!is_decided(s, test, m) && (r = next_undated(s->facts, sel, &group, &left)))
        if (is_picked(s, sel, r) != REUNIFY_FALSE)
            merge(m, test(s, argument, r));
}

/*
 * Without a records member anything may have been recorded: unknown, but for what no record could
 * pass, such as a comparison with a date that does not exist.
 */
static truth of_any_record(rule_scope *s, const rule_selector *sel)
{
    const fact_record anything = {.date = UNDATED, .about = ABOUT_UNKNOWN, .outcome = OUTCOME_ANY};
    return truth_and(REUNIFY_UNKNOWN, truth_and(passes(s, &sel->among, &anything),
                                                passes(s, &sel->tests, &anything)));
}

/*
 * Where no more is asked than that there is such a record, those that may be meant prove nothing
 * beside the one that is.
 */
static void drop_unproven(rule_scope *s, const rule_selector *sel, pick_test test, size_t mark)
{
    if (s->evidence && test == tests_of_pick && sel->tests.plain)
        s->evidence->count = mark;
}

/*
 * The test's answer over every record that may be the first or the latest one meant; NULL stands
 * for there being none.
 */
static truth over_picks(rule_scope *s, const rule_selector *sel, pick_test test, void *argument)
{
    if (!s->facts->record->lists[REUNIFY_ENTRY_RECORD].declared)
        return of_any_record(s, sel);
    merged m = {false, REUNIFY_FALSE};
    const size_t mark = s->evidence ? s->evidence->count : 0;
    record_walk w;
    walk_start(s, sel, &w);
    walk_typeless(s, &w);
    if (s->facts->uncertain)
        over_undated(s, sel, test, argument, &m);
    const fact_record *r;
    while ((r = sel->which == WHICH_FIRST ? walk_forward(&w) : walk_backward(&w))) {
        const truth picked = is_picked(s, sel, r);
        if (picked == REUNIFY_FALSE)
            continue;
        if (picked == REUNIFY_TRUE)
            drop_unproven(s, sel, test, mark);
        merge(&m, test(s, argument, r));
        if (picked == REUNIFY_TRUE || is_decided(s, test, &m))
            return m.result;
    }
    merge(&m, test(s, argument, NULL));
    return m.result;
}

static truth tests_of_pick(rule_scope *s, void *argument, const fact_record *r)
{
    const rule_selector *sel = argument;
    if (!r)
        return REUNIFY_FALSE;
    note_evidence(s, REUNIFY_ENTRY_RECORD, r->index);
    return passes(s, &sel->tests, r);
}

/* Undated records may count: how many of them may. */
static uint32_t count_undated(rule_scope *s, const rule_selector *sel)
{
    uint8_t group = 0;
    uint32_t left = UINT32_MAX, possible = 0;
    const fact_record *r;
    while ((r = next_undated(s->facts, sel, &group, &left)))
        possible += truth_and(is_picked(s, sel, r), passes(s, &sel->tests, r)) != REUNIFY_FALSE;
    return possible;
}

/* The first record of the group that one is of. */
static const fact_record *group_start(const rule_facts *f, const fact_record *r)
{
    const size_t at = (size_t)(r - f->records);
    size_t group = f->type_count;
    while (f->type_start[group] > at)
        group--;
    return f->records + f->type_start[group];
}

/*
 * Of one type, about the same and on the same day as one before it, which was counted. Of those
 * without a type none is ever counted for certain.
 */
static bool is_counted_already(rule_scope *s, const rule_selector *sel, const fact_record *r)
{
    if (is_typeless(s->facts, r))
        return false;
    const fact_record *start = group_start(s->facts, r);
    for (const fact_record *p = r; p > start && p[-1].date == r->date; p--) {
        if (!rule_spend(s->facts, 1))
            return false;
        if (p[-1].about == r->about &&
            truth_and(is_picked(s, sel, p - 1), passes(s, &sel->tests, p - 1)) == REUNIFY_TRUE)
            return true;
    }
    return false;
}

typedef struct {
    uint32_t certain, possible;
} counted;

static void count_record(rule_scope *s, const rule_selector *sel, const fact_record *r, counted *c)
{
    const truth t = truth_and(is_picked(s, sel, r), passes(s, &sel->tests, r));
    if (t != REUNIFY_FALSE && sel->count > 1 && is_counted_already(s, sel, r)) {
        c->possible += r->about == ABOUT_UNKNOWN; /* it may be about somebody else */
        return;
    }
    c->certain += t == REUNIFY_TRUE;
    c->possible += t != REUNIFY_FALSE;
    if (t == REUNIFY_TRUE)
        note_evidence(s, REUNIFY_ENTRY_RECORD, r->index);
}

/* Those without a type or a date can only make it possible, so as many as are needed are enough. */
static void count_possible(rule_scope *s, const rule_selector *sel, counted *c)
{
    record_walk w = walk_between(s, &sel->among);
    w.order = order_for(s, sel);
    walk_typeless(s, &w);
    const fact_record *r;
    while (c->possible < sel->count && (r = walk_forward(&w)))
        count_record(s, sel, r, c);
    if (c->possible < sel->count)
        c->possible += count_undated(s, sel);
}

static truth count_any(rule_scope *s, const rule_selector *sel)
{
    if (!s->facts->record->lists[REUNIFY_ENTRY_RECORD].declared)
        return of_any_record(s, sel);
    counted c = {0, 0};
    record_walk w;
    walk_start(s, sel, &w);
    const fact_record *r;
    while ((c.certain < sel->count || s->evidence) && (r = walk_forward(&w)))
        count_record(s, sel, r, &c);
    if (c.certain >= sel->count)
        return REUNIFY_TRUE;
    if (s->facts->uncertain)
        count_possible(s, sel, &c);
    return c.possible >= sel->count ? REUNIFY_UNKNOWN : REUNIFY_FALSE;
}

/*
 * The common case, a record of one type when every record has a type and a date: no merging and no
 * maybe.
 */
static truth evaluate_plain(rule_scope *s, const rule_selector *sel)
{
    const rule_facts *f = s->facts;
    record_walk w = walk_between(s, &sel->among);
    add_group(s, &w, f->type_start[sel->types[0]], f->type_start[sel->types[0] + 1]);
    const uint32_t start = w.low[0], end = w.high[0];
    if (start == end)
        return REUNIFY_FALSE;
    if (sel->which == WHICH_ANY) {
        if (!sel->tests.plain || sel->count > 1)
            return count_any(s, sel);
        for (uint32_t i = start; s->evidence && i < end; i++)
            note_evidence(s, REUNIFY_ENTRY_RECORD, f->records[i].index);
        return REUNIFY_TRUE;
    }
    return tests_of_pick(s, (void *)(uintptr_t)sel,
                         &f->records[sel->which == WHICH_FIRST ? start : end - 1]);
}

truth evaluate_record(rule_scope *s, const rule_node *n)
{
    const rule_selector *sel = &s->program->selectors[n->selector];
    if (sel->type_count == 1 && sel->about == ABOUT_NOT_ASKED && sel->among.plain &&
        !s->facts->uncertain && s->counts_from == s->counts_surely_from &&
        s->facts->record->lists[REUNIFY_ENTRY_RECORD].declared)
        return evaluate_plain(s, sel);
    if (sel->which == WHICH_ANY)
        return count_any(s, sel);
    return over_picks(s, sel, tests_of_pick, (void *)(uintptr_t)sel);
}

static void add_date(rule_scope *s, date_value *v, const fact_record *r)
{
    const date_value d = dated(s, r);
    if (!v->exists) {
        *v = (date_value){true, v->maybe_none, d.moving, d.low, d.high};
        return;
    }
    v->moving = v->moving || d.moving;
    v->low = earlier_day(v->low, d.low);
    v->high = later_day(v->high, d.high);
}

/* The next one that is picked, or may be; NULL where there is none. */
static const fact_record *next_pick(rule_scope *s, const rule_selector *sel, record_walk *w,
                                    bool forward, truth *picked)
{
    const fact_record *r;
    while ((r = forward ? walk_forward(w) : walk_backward(w)))
        if ((*picked = is_picked(s, sel, r)) != REUNIFY_FALSE)
            return r;
    return NULL;
}

/* Any one will do: a record without a date may be of any day. */
static void gather_undated(rule_scope *s, const rule_selector *sel, date_value *v)
{
    uint8_t group = 0;
    uint32_t left = UINT32_MAX;
    const fact_record *r;
    while (!v->exists && (r = next_undated(s->facts, sel, &group, &left)))
        if (is_picked(s, sel, r) != REUNIFY_FALSE)
            add_date(s, v, r);
}

/*
 * The range of the dates of all possible picks. They come in order of date, so two are enough: the
 * first one that may be it, and the first that certainly is, which has a type; or, where none is
 * certain, the last one that may be.
 */
static void gather_dates(rule_scope *s, const rule_selector *sel, date_value *v)
{
    const bool forward = sel->which == WHICH_FIRST;
    truth picked = REUNIFY_FALSE;
    if (s->facts->uncertain)
        gather_undated(s, sel, v);
    record_walk typed, all;
    walk_start(s, sel, &typed);
    all = typed;
    walk_typeless(s, &all);
    record_walk back = all;
    const fact_record *first = next_pick(s, sel, &all, forward, &picked), *sure = first;
    while (sure && picked != REUNIFY_TRUE)
        sure = next_pick(s, sel, &typed, forward, &picked);
    v->maybe_none = !sure;
    const fact_record *last = sure ? sure : next_pick(s, sel, &back, !forward, &picked);
    if (first)
        add_date(s, v, first);
    if (last)
        add_date(s, v, last);
}

/* Whether a record without a date, or without a type, may be one of those meant. */
static bool may_be_meant_anywhere(rule_scope *s, const rule_selector *sel)
{
    const rule_facts *f = s->facts;
    uint8_t group = 0;
    uint32_t left = UINT32_MAX;
    const fact_record *r;
    while ((r = next_undated(f, sel, &group, &left)))
        if (is_picked(s, sel, r) != REUNIFY_FALSE)
            return true;
    record_walk w = walk_between(s, &sel->among);
    walk_typeless(s, &w);
    while ((r = walk_forward(&w)))
        if (is_picked(s, sel, r) != REUNIFY_FALSE)
            return true;
    return false;
}

/*
 * The first record of the latest run of those that pass the tests; any other that is picked breaks
 * a run, one of which it is not known too.
 */
static date_value first_of_run(rule_scope *s, const rule_selector *sel)
{
    date_value v = NO_DATE;
    if (s->facts->uncertain && may_be_meant_anywhere(s, sel))
        return any_day_so_far(s);
    record_walk w;
    walk_start(s, sel, &w);
    walk_typeless(s, &w);
    const fact_record *r;
    while ((r = walk_backward(&w))) {
        if (is_picked(s, sel, r) == REUNIFY_FALSE)
            continue;
        if (passes(s, &sel->tests, r) == REUNIFY_TRUE)
            v = dated(s, r);
        else if (v.exists)
            break;
    }
    return v;
}

date_value resolve_record(rule_scope *s, const rule_node *d)
{
    if (!s->facts->record->lists[REUNIFY_ENTRY_RECORD].declared)
        return any_day();
    const rule_selector *sel = &s->program->selectors[d->selector];
    date_value v = NO_DATE;
    /* What a date is taken from is no evidence by itself. */
    evidence_list *kept = s->evidence;
    s->evidence = NULL;
    if (sel->which == WHICH_FIRST_OF_RUN)
        v = first_of_run(s, sel);
    else
        gather_dates(s, sel, &v);
    s->evidence = kept;
    return v;
}

/* Of what a record would have to be that is not there yet: see needs.c ------------------------- */

date_value rule_pick_date(rule_scope *s, const rule_selector *sel)
{
    date_value v = NO_DATE;
    if (s->facts->record->lists[REUNIFY_ENTRY_RECORD].declared)
        gather_dates(s, sel, &v);
    return v;
}

bool rule_pick_is_open(rule_scope *s, const rule_selector *sel)
{
    return s->facts->uncertain && may_be_meant_anywhere(s, sel);
}

uint32_t rule_count_certain(rule_scope *s, const rule_selector *sel)
{
    counted c = {0, 0};
    record_walk w;
    walk_start(s, sel, &w);
    const fact_record *r;
    while ((r = walk_forward(&w)))
        count_record(s, sel, r, &c);
    return c.certain;
}

static truth gather_roles(rule_scope *s, void *roles, const fact_record *r)
{
    (void)s;
    if (!r)
        return REUNIFY_FALSE;
    *(uint64_t *)roles |= r->roles;
    return truth_if_known(r->participants_known && r->leader_known, REUNIFY_TRUE);
}

bool rule_pick_roles(rule_scope *s, const rule_selector *sel, uint64_t *roles)
{
    *roles = 0;
    return s->facts->record->lists[REUNIFY_ENTRY_RECORD].declared &&
           over_picks(s, sel, gather_roles, roles) == REUNIFY_TRUE;
}

bool rule_is_legal_on(rule_scope *s, const rule_tests *t, reunify_date day)
{
    const fact_record then = {.date = day, .about = ABOUT_UNKNOWN, .outcome = OUTCOME_ANY};
    return passes_legally(s, t, &then) == REUNIFY_TRUE;
}

/* What entries lack: see gaps.c ---------------------------------------------------------------- */

static void add_gap(rule_gaps *out, const fact_record *r, const char *member)
{
    rule_add_gap(out, (rule_gap){REUNIFY_ENTRY_RECORD, r->index, member, -1, 0});
}

static void gaps_of_attributes(const rule_scope *s, const rule_tests *t, const fact_record *r,
                               rule_gaps *out)
{
    const model_list *list =
        &CASE_LIST(s->facts->record, REUNIFY_ENTRY_RECORD, model_record)[r->index].attributes;
    const model_named *items = list->items;
    for (uint32_t k = 0; k < t->where_count; k++) {
        const symbol name = s->program->attributes[t->where + k].name;
        bool there = false;
        for (size_t i = 0; i < list->count; i++)
            there = there || s->facts->needs_map[items[i].name] == name;
        if (!there)
            rule_add_gap(out, (rule_gap){REUNIFY_ENTRY_RECORD, r->index, "attributes", name, 0});
    }
}

/* Who took part in another record that is asked about: what it does not say. */
static truth gaps_of_other(rule_scope *s, void *out, const fact_record *other)
{
    (void)s;
    if (other && !other->leader_known)
        add_gap(out, other, "led_by");
    if (other && !other->participants_known)
        add_gap(out, other, "participants");
    return REUNIFY_FALSE;
}

static void gaps_of_tests(rule_scope *s, const rule_tests *t, const fact_record *r, rule_gaps *out)
{
    const bool parts = truth_and(roles_are(t, r), has_roles_of_other(s, t, r)) == REUNIFY_UNKNOWN;
    if (t->has_outcomes && has_outcome(s, t, r) == REUNIFY_UNKNOWN)
        add_gap(out, r, "outcome");
    if ((t->has_led_by || parts) && !r->leader_known)
        add_gap(out, r, "led_by");
    if (parts && !r->participants_known)
        add_gap(out, r, "participants");
    gaps_of_attributes(s, t, r, out);
}

static void gaps_of_record(rule_scope *s, const rule_selector *sel, const fact_record *r,
                           rule_gaps *out)
{
    const truth t = truth_and(is_picked(s, sel, r), passes(s, &sel->tests, r));
    if (t != REUNIFY_UNKNOWN)
        return;
    if (is_typeless(s->facts, r))
        add_gap(out, r, "type");
    if (r->date == UNDATED)
        add_gap(out, r, "date");
    if (sel->about != ABOUT_NOT_ASKED && r->about == ABOUT_UNKNOWN)
        add_gap(out, r, "about");
    gaps_of_tests(s, &sel->among, r, out);
    gaps_of_tests(s, &sel->tests, r, out);
}

void rule_record_gaps(rule_scope *s, const rule_selector *sel, rule_gaps *out)
{
    const rule_facts *f = s->facts;
    record_walk w;
    walk_start(s, sel, &w);
    walk_typeless(s, &w);
    const fact_record *r;
    while ((r = walk_forward(&w)))
        gaps_of_record(s, sel, r, out);
    uint8_t group = 0;
    uint32_t left = UINT32_MAX;
    while (f->uncertain && (r = next_undated(f, sel, &group, &left)))
        gaps_of_record(s, sel, r, out);
    /* With a record whose roles are not known another cannot be compared. */
    if (sel->tests.with_all_of != RULE_NONE) {
        const rule_selector *other = &s->program->selectors[sel->tests.with_all_of];
        rule_record_gaps(s, other, out);
        over_picks(s, other, gaps_of_other, out);
    }
}
