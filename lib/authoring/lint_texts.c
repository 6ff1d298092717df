/*
 * Texts that speak of another level, role or period than the rule has: what somebody forgets who
 * changes a rule and not its text.
 *
 * A text is read as a person would skim it: whole words that are the label or the id of a level,
 * the label of a role, or a number with a unit of time. Each kind is compared with what the rule
 * asks for of that kind (asked.c), and nothing is told where it asks for none: a text may speak of
 * much that its rule leaves to others. In doubt it stays silent: a name inside a longer one ("very
 * high"), with a hyphen or a possessive, an age, a number that is part of a larger one do not
 * count.
 */
#include "authoring/lint.h"

#define NAMES_OTHER "text_names_other"

/* Words --------------------------------------------------------------------------------------- */

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Letters outside ASCII count as such, and typographic marks with them. */
static bool in_word(char c)
{
    const char l = lower(c);
    return (l >= 'a' && l <= 'z') || is_digit(c) || c == '_' || (unsigned char)c >= 0x80;
}

/* Whether a name could begin here: at the start of a word, and of no part behind a hyphen. */
static bool begins(const char *what, const char *at)
{
    return in_word(*at) && (at == what || (!in_word(at[-1]) && at[-1] != '-' && at[-1] != '\''));
}

/* "low-risk" and "worker's" do not end with "low" and "worker". */
static bool ends(const char *at)
{
    return !in_word(*at) && !((*at == '-' || *at == '\'') && in_word(at[1]));
}

/* The length of a name that stands here as whole words, else 0. Too short a name means nothing. */
static size_t name_length(const char *at, const char *name)
{
    enum { SHORTEST = 3 };
    size_t i = 0;
    for (; name && name[i]; i++)
        if (lower(at[i]) != lower(name[i]) && !(name[i] == '_' && at[i] == ' '))
            return 0;
    return i >= SHORTEST && ends(at + i) ? i : 0;
}

/* Names --------------------------------------------------------------------------------------- */

/* The longest name that stands here, and all that are called so: a bit each. */
typedef struct {
    size_t length;
    uint64_t which;
} hit;

typedef hit (*names_at)(const reunify_profile *p, const char *at);

static void longer(hit *n, size_t length, size_t index)
{
    if (!length || length < n->length)
        return;
    n->which = (length == n->length ? n->which : 0) | UINT64_C(1) << index;
    n->length = length;
}

static hit levels_at(const reunify_profile *p, const char *at)
{
    hit n = {0, 0};
    for (size_t i = 0; i < p->level_count; i++) {
        longer(&n, name_length(at, p->levels[i].label), i);
        longer(&n, name_length(at, p->levels[i].id), i);
    }
    return n;
}

static hit roles_at(const reunify_profile *p, const char *at)
{
    hit n = {0, 0};
    for (size_t i = 0; i < p->role_count; i++) {
        const char *label = p->role_labels[i];
        longer(&n, name_length(at, label ? label : p->names.names[p->roles[i]].data), i);
    }
    return n;
}

/* What of a kind a text names: the rule's own, others, and where the first of those stands. */
typedef struct {
    uint64_t own, other;
    const char *at;
    size_t length;
} naming;

static naming names_in(const reunify_profile *p, const char *what, names_at find, uint64_t own)
{
    naming found = {0};
    for (const char *at = what; *at; at++) {
        const hit n = begins(what, at) ? find(p, at) : (hit){0, 0};
        if (!n.length)
            continue;
        found.own |= n.which & own;
        if (!(n.which & own) && !found.other)
            found = (naming){found.own, n.which, at, n.length};
        at += n.length - 1;
    }
    return found;
}

/* "head of service; the rule has team manager" */
static rule_words begin_example(linting *l, const char *at, size_t length)
{
    buffer_add(&l->example, at, length);
    buffer_add_text(&l->example, "; the rule has ");
    return (rule_words){l->profile, &l->example, false, NULL};
}

static void tell_level(linting *l, const char *rule, naming found, uint64_t own,
                       const pack_source *source)
{
    const rule_words w = begin_example(l, found.at, found.length);
    words_levels(&w, own);
    lint_tell(l, NAMES_OTHER, rule, "its text names a level that the rule does not have", source);
}

/* Periods ------------------------------------------------------------------------------------- */

enum { DAYS, WEEKS, MONTHS, YEARS, WORKING_DAYS, UNIT_COUNT };
enum { MOST_COUNTS = 4 };

typedef struct {
    const char *start, *end;
} word;

/* "six", or the two of "six to eight", with a unit. */
typedef struct {
    int64_t counts[MOST_COUNTS];
    size_t count;
    int unit;
    const char *start, *end;
} named_period;

/* The word that begins at or behind a space or hyphen; empty where something else comes. */
static word word_at(const char *at)
{
    while (*at == ' ' || *at == '-')
        at++;
    word w = {at, at};
    while (in_word(*w.end))
        w.end++;
    return w;
}

static bool word_is(word w, const char *name)
{
    const size_t length = strlen(name);
    if ((size_t)(w.end - w.start) != length)
        return false;
    for (size_t i = 0; i < length; i++)
        if (lower(w.start[i]) != name[i])
            return false;
    return true;
}

static bool word_is_one_of(word w, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (word_is(w, list[i]))
            return true;
    return false;
}

/* A count in digits or in words; 0: none. */
static int64_t number_of(word w)
{
    static const char *const words[] = {"one",   "two",   "three", "four", "five",   "six",
                                        "seven", "eight", "nine",  "ten",  "eleven", "twelve"};
    enum { MOST_DIGITS = 3 }; /* four are a year of the calendar */
    int64_t value = 0;
    for (size_t i = 0; i < LENGTH_OF(words); i++)
        if (word_is(w, words[i]))
            return (int64_t)i + 1;
    if (w.end - w.start > MOST_DIGITS)
        return 0;
    for (const char *c = w.start; c < w.end; c++) {
        if (!is_digit(*c))
            return 0;
        value = value * 10 + (*c - '0');
    }
    return value;
}

static int unit_of(word w)
{
    static const char *const units[][2] = {
        {"day", "days"}, {"week", "weeks"}, {"month", "months"}, {"year", "years"}};
    for (int i = 0; i < (int)LENGTH_OF(units); i++)
        if (word_is_one_of(w, units[i], 2))
            return i;
    return -1;
}

/* "six", "six to eight", "six or eight": the word behind them. */
static word read_counts(word w, named_period *p)
{
    static const char *const joins[] = {"to", "or", "and"};
    p->counts[p->count++] = number_of(w);
    for (word next = word_at(w.end); p->count < MOST_COUNTS; next = word_at(w.end)) {
        if (word_is_one_of(next, joins, LENGTH_OF(joins)))
            next = word_at(next.end);
        if (!number_of(next))
            break;
        p->counts[p->count++] = number_of(next);
        w = next;
    }
    return word_at(w.end);
}

/* Whether a number with a unit of time begins here, which is no age. */
static bool period_at(const char *what, const char *at, named_period *p)
{
    const bool inside = at > what && (in_word(at[-1]) || at[-1] == '.' || at[-1] == ',');
    word w = word_at(at);
    if (inside || w.start != at || !number_of(w))
        return false;
    *p = (named_period){.start = at};
    w = read_counts(w, p);
    const bool working = word_is(w, "working");
    w = working ? word_at(w.end) : w;
    p->unit = unit_of(w);
    p->end = w.end;
    if (working)
        p->unit = p->unit == DAYS ? WORKING_DAYS : -1;
    const word next = word_at(w.end), after = word_at(next.end);
    return p->unit >= 0 && !word_is(next, "old") && !(word_is(next, "of") && word_is(after, "age"));
}

/* How long a period of the rule is in a unit; 0: it is not of that unit. */
static int64_t in_unit(const asked_period *p, int unit)
{
    const int64_t months = p->length.months, days = p->length.days;
    switch (unit) {
    case WORKING_DAYS:
        return p->working_days;
    case DAYS:
        return p->working_days ? p->working_days : days;
    case WEEKS:
        return days % 7 ? 0 : days / 7;
    case MONTHS:
        return months;
    default:
        return months % 12 ? 0 : months / 12;
    }
}

/* Years are counted in months up to one, days that have to be working days are another unit. */
static bool speaks_in(const asked_period *p, int unit)
{
    const int64_t size = in_unit(p, unit);
    if (unit == MONTHS && size % 12 == 0)
        return p->telling && size == 12;
    return p->telling && size && !(unit == DAYS && p->working_days);
}

static bool has_count(const named_period *named, int64_t size)
{
    for (size_t i = 0; i < named->count; i++)
        if (named->counts[i] == size)
            return true;
    return false;
}

/* Whether the rule has periods of that unit, and none of that length. */
static bool is_other(const asked *own, const named_period *named)
{
    bool of_unit = false;
    for (size_t i = 0; i < own->period_count; i++) {
        of_unit = of_unit || speaks_in(&own->periods[i], named->unit);
        if (has_count(named, in_unit(&own->periods[i], named->unit)))
            return false;
    }
    return of_unit;
}

/* "six months; the rule has 3 months" */
static void tell_period(linting *l, const char *rule, const named_period *named, const asked *own,
                        const pack_source *source)
{
    const rule_words w = begin_example(l, named->start, (size_t)(named->end - named->start));
    bool any = false;
    for (size_t i = 0; i < own->period_count; i++) {
        const asked_period *p = &own->periods[i];
        if (!speaks_in(p, named->unit))
            continue;
        buffer_add_text(&l->example, any ? ", " : "");
        any = true;
        if (p->working_days) {
            buffer_add_integer(&l->example, p->working_days);
            buffer_add_text(&l->example, " working days");
        } else {
            words_period(&w, p->length);
        }
    }
    lint_tell(l, NAMES_OTHER, rule, "its text names a period that the rule does not have", source);
}

static void check_periods(linting *l, const char *rule, const char *what, const asked *own,
                          const pack_source *source)
{
    named_period named;
    if (own->period_count > ASKED_MOST_PERIODS)
        return;
    for (const char *at = what; *at; at++) {
        if (!period_at(what, at, &named))
            continue;
        if (is_other(own, &named)) {
            tell_period(l, rule, &named, own, source);
            return;
        }
        at = named.end - 1;
    }
}

/* Rules --------------------------------------------------------------------------------------- */

void lint_text(linting *l, const char *rule, const char *what, const asked *own,
               const pack_source *source)
{
    if (!what)
        return;
    const naming found = names_in(l->profile, what, levels_at, own->levels);
    if (own->has_levels && found.other)
        tell_level(l, rule, found, own->levels, source);
    check_periods(l, rule, what, own, source);
}

void lint_text_of(linting *l, const char *rule, const char *what, rule_index when,
                  const pack_source *source)
{
    asked own;
    if (!what)
        return;
    asked_start(&own, l->profile);
    asked_condition(&own, when);
    lint_text(l, rule, what, &own, source);
}

/*
 * Beyond where a rule leads a text may look on: "to medium, with six more months there before low".
 * Of one that leads nowhere the text may say where it does not lead.
 */
static uint64_t beyond(int8_t from, int8_t to)
{
    const uint64_t below = (UINT64_C(1) << to) - 1;
    return to < from ? below : to > from ? ~below : UINT64_MAX;
}

void lint_movement_text(linting *l, const pack_movement *m)
{
    const int8_t to = m->to == NO_LEVEL ? m->from : m->to;
    asked own;
    asked_start(&own, l->profile);
    asked_condition(&own, m->when);
    asked_date(&own, m->counts_from);
    asked_length(&own, m->duration, true);
    own.levels |= UINT64_C(1) << m->from | UINT64_C(1) << to;
    own.has_levels = false; /* asked about here */
    naming found = names_in(l->profile, m->text, levels_at, own.levels);
    if (found.own >> to & 1)
        found = names_in(l->profile, m->text, levels_at, own.levels | beyond(m->from, to));
    if (found.other)
        tell_level(l, m->id, found, own.levels, &m->source);
    lint_text(l, m->id, m->text, &own, &m->source);
}

/*
 * Whoever a case is about is spoken of in many texts, and is not asked to do what they ask for;
 * "other" is an ordinary word.
 */
static uint64_t spoken_of(const reunify_profile *p)
{
    static const char *const names[] = {"child", "parent", "family_and_friends_carer",
                                        "foster_carer", "other"};
    uint64_t roles = 0;
    for (size_t i = 0; i < p->role_count; i++)
        for (size_t k = 0; k < LENGTH_OF(names); k++)
            if (strcmp(p->names.names[p->roles[i]].data, names[k]) == 0)
                roles |= UINT64_C(1) << i;
    return roles;
}

static void check_roles(linting *l, const char *rule, const char *what, uint64_t own,
                        const pack_source *source)
{
    if (!own || !what)
        return;
    const naming found = names_in(l->profile, what, roles_at, own | spoken_of(l->profile));
    if (!found.other)
        return;
    const rule_words w = begin_example(l, found.at, found.length);
    words_roles(&w, own, MSG_LIST_AND);
    lint_tell(l, NAMES_OTHER, rule, "its text names a role that the rule does not ask for", source);
}

/* Who sets it aside may be named too. */
static uint64_t requirement_asks(asked *own, const pack_requirement *r)
{
    asked_condition(own, r->when);
    asked_condition(own, r->for_each);
    asked_condition(own, r->satisfied_by);
    asked_condition(own, r->late);
    for (uint16_t i = 0; i < r->by_count; i++)
        own->roles |= UINT64_C(1) << r->by[i];
    return own->roles ? own->roles | r->set_aside_by : 0;
}

void lint_requirement_text(linting *l, const pack_requirement *r)
{
    asked own;
    asked_start(&own, l->profile);
    check_roles(l, r->id, r->text, requirement_asks(&own, r), &r->source);
    lint_text(l, r->id, r->text, &own, &r->source);
}

static const pack_requirement *requirement_called(const reunify_profile *p, const char *id)
{
    for (size_t i = 0; i < p->pathway_count; i++)
        for (uint16_t s = 0; s < p->pathways[i].stage_count; s++) {
            const pack_stage *stage = &p->pathways[i].stages[s];
            for (uint16_t r = 0; r < stage->requirement_count; r++)
                if (strcmp(stage->requirements[r].id, id) == 0)
                    return &stage->requirements[r];
        }
    return NULL;
}

void lint_obligation_text(linting *l, const pack_obligation *o)
{
    const pack_requirement *done =
        o->done_stage >= 0 ? requirement_called(l->profile, o->done_id) : NULL;
    asked own;
    asked_start(&own, l->profile);
    asked_date(&own, o->anchor);
    asked_condition(&own, o->when);
    asked_condition(&own, o->lapses);
    if (o->done_stage < 0)
        asked_condition(&own, o->done);
    if (o->working_days >= 0)
        asked_working_days(&own, o->working_days);
    else
        asked_length(&own, o->after, true);
    asked_length(&own, o->window, false);
    const uint64_t roles = done ? requirement_asks(&own, done) : own.roles;
    check_roles(l, o->id, o->text, roles, &o->source);
    lint_text(l, o->id, o->text, &own, &o->source);
}
