/* Conditions and rules in English. */
#include "words/words.h"

/* Small parts --------------------------------------------------------------------------------- */

static void say(const rule_words *w, const char *what)
{
    buffer_add_text(w->out, what);
}

void words_between(const rule_words *w, size_t at, size_t count, const char *join)
{
    if (at && at + 1 < count)
        say(w, ", ");
    else if (at) {
        say(w, " ");
        say(w, join);
        say(w, " ");
    }
}

void words_code(const rule_words *w, const char *code)
{
    for (const char *c = code ? code : "?"; *c; c++)
        buffer_add_char(w->out, *c == '_' && !w->codes ? ' ' : *c);
}

void words_symbol(const rule_words *w, symbol s)
{
    const reunify_profile *p = w->profile;
    if (s == SYMBOL_NONE)
        say(w, "?");
    else if (!w->codes && p->labels[s])
        say(w, p->labels[s]);
    else
        words_code(w, p->names.names[s].data);
}

void words_level(const rule_words *w, int level)
{
    say(w, w->codes ? w->profile->levels[level].id : w->profile->levels[level].label);
}

void words_levels(const rule_words *w, uint64_t levels)
{
    size_t count = 0, at = 0;
    for (size_t i = 0; i < w->profile->level_count; i++)
        count += levels >> i & 1;
    for (size_t i = 0; i < w->profile->level_count; i++)
        if (levels >> i & 1) {
            words_between(w, at++, count, "or");
            words_level(w, (int)i);
        }
}

void words_roles(const rule_words *w, uint64_t roles, const char *join)
{
    size_t count = 0, at = 0;
    for (size_t i = 0; i < w->profile->role_count; i++)
        count += roles >> i & 1;
    for (size_t i = 0; i < w->profile->role_count; i++)
        if (roles >> i & 1) {
            words_between(w, at++, count, join);
            words_symbol(w, w->profile->roles[i]);
        }
}

static void part_of_period(const rule_words *w, int32_t count, const char *one, const char *many,
                           bool *started)
{
    if (!count)
        return;
    if (*started)
        say(w, " and ");
    buffer_add_integer(w->out, count);
    say(w, count == 1 ? one : many);
    *started = true;
}

void words_period(const rule_words *w, period p)
{
    bool started = false;
    const bool years = p.months && p.months % 12 == 0;
    part_of_period(w, years ? p.months / 12 : p.months, years ? " year" : " month",
                   years ? " years" : " months", &started);
    const bool weeks = p.days && p.days % 7 == 0 && !w->codes;
    part_of_period(w, weeks ? p.days / 7 : p.days, weeks ? " week" : " day",
                   weeks ? " weeks" : " days", &started);
    if (!started)
        say(w, "no time");
}

void words_number(const rule_words *w, int64_t thousandths)
{
    const int64_t size = thousandths < 0 ? -thousandths : thousandths;
    if (thousandths < 0)
        say(w, "-");
    buffer_add_integer(w->out, size / 1000);
    if (size % 1000) {
        const char digits[] = {'.', (char)('0' + size % 1000 / 100), (char)('0' + size % 100 / 10),
                               (char)('0' + size % 10), '\0'};
        say(w, digits);
    }
}

void words_range(const rule_words *w, int64_t least, int64_t most)
{
    const bool low = least > INT64_MIN + 1, high = most < INT64_MAX;
    if (low) {
        say(w, "at least ");
        words_number(w, least);
    }
    if (low && high)
        say(w, " and ");
    if (high) {
        say(w, "at most ");
        words_number(w, most);
    }
}

static void yes_or_no(const rule_words *w, uint64_t mask)
{
    say(w, (mask & 3) == 3 ? "yes or no" : mask & 2 ? "yes" : mask & 1 ? "no" : "nothing");
}

static void names_in(const rule_words *w, uint64_t mask, const char *const *names, const char *join)
{
    size_t count = 0, at = 0;
    for (size_t i = 0; names[i]; i++)
        count += mask >> i & 1;
    for (size_t i = 0; names[i]; i++)
        if (mask >> i & 1) {
            words_between(w, at++, count, join);
            words_code(w, names[i]);
        }
}

static void symbols_in(const rule_words *w, const rule_node *n, const char *join)
{
    for (uint16_t i = 0; i < n->count; i++) {
        words_between(w, i, n->count, join);
        words_symbol(w, w->profile->program.symbols[n->first + i]);
    }
}

/* " on the day of ...", unless that is the date of evaluation. */
static void at_date(const rule_words *w, rule_index date)
{
    if (date == RULE_NONE || w->profile->program.dates[date].op == DATE_AS_OF)
        return;
    say(w, " on ");
    words_date(w, date);
}

static void dated(const rule_words *w, const char *how, rule_index date, size_t *said)
{
    if (date == RULE_NONE)
        return;
    say(w, *said ? " and " : " ");
    (*said)++;
    say(w, how);
    words_date(w, date);
}

/* Connectives --------------------------------------------------------------------------------- */

static bool is_compound(const rule_node *n)
{
    return ((n->op == OP_ALL || n->op == OP_ANY) && n->count > 1) || n->op == OP_IF ||
           n->op == OP_NOT || n->op == OP_PEOPLE;
}

static void nested(const rule_words *w, rule_index node)
{
    const bool compound = node != RULE_NONE && is_compound(&w->profile->program.nodes[node]);
    say(w, compound ? "(" : "");
    words_condition(w, node);
    say(w, compound ? ")" : "");
}

static void connected(const rule_words *w, const rule_node *n)
{
    if (!n->count)
        say(w, n->op == OP_ALL ? "always" : "never");
    for (uint16_t i = 0; i < n->count; i++) {
        if (i)
            say(w, n->op == OP_ALL ? " and " : " or ");
        nested(w, w->profile->program.links[n->first + i]);
    }
}

static void choice(const rule_words *w, const rule_node *n)
{
    say(w, "where ");
    nested(w, n->a);
    say(w, ": ");
    nested(w, n->b);
    say(w, "; elsewhere: ");
    nested(w, n->c);
}

/* Findings and levels ------------------------------------------------------------------------- */

static void finding(const rule_words *w, const rule_node *n)
{
    const pack_finding *f = &w->profile->findings[n->slot];
    words_code(w, w->profile->names.names[f->name].data);
    say(w, " is ");
    if (n->mode) {
        words_range(w, n->least, n->most);
        return;
    }
    if (f->type == NAMED_BOOLEAN) {
        yes_or_no(w, n->mask);
        return;
    }
    size_t count = 0, at = 0;
    for (uint16_t i = 0; i < f->value_count; i++)
        count += n->mask >> i & 1;
    for (uint16_t i = 0; i < f->value_count; i++)
        if (n->mask >> i & 1) {
            words_between(w, at++, count, "or");
            words_code(w, w->profile->names.names[f->values[i]].data);
        }
}

static void factors(const rule_words *w, const rule_node *n)
{
    say(w, "some ");
    if (n->mode != ENUM_NONE) {
        say(w, factor_kind_names[n->mode]);
        say(w, " ");
    }
    say(w, "factor is recorded");
    if (n->count) {
        say(w, " of ");
        symbols_in(w, n, "or");
    }
    if (n->mask) {
        say(w, " as ");
        names_in(w, n->mask, factor_status_names, "or");
    }
    if (n->least) {
        say(w, n->mask ? " and " : " as ");
        names_in(w, (uint64_t)n->least, factor_emerged_names, "or");
    }
}

static void level(const rule_words *w, const rule_node *n)
{
    say(w, "the level is ");
    words_levels(w, n->mask);
    at_date(w, n->a);
}

static void level_rose(const rule_words *w, const rule_node *n)
{
    say(w, "the level is more severe than on ");
    words_date(w, n->a);
}

static void assessed(const rule_words *w, const rule_node *n)
{
    size_t said = 0;
    say(w, "the risk has been classified in full or judged");
    dated(w, "on or after ", n->a, &said);
    dated(w, "on or before ", n->b, &said);
}

/* The case ------------------------------------------------------------------------------------ */

static void attribute(const rule_words *w, const rule_node *n)
{
    const pack_attribute *a = &w->profile->attributes[n->slot];
    say(w, "\"");
    if (w->codes || !a->label)
        words_code(w, w->profile->names.names[a->name].data);
    else
        say(w, a->label);
    say(w, "\" is ");
    if (a->type == NAMED_BOOLEAN)
        yes_or_no(w, n->mask);
    else if (a->type == NAMED_NUMBER)
        words_range(w, n->least, n->most);
    else
        symbols_in(w, n, "or");
}

static void age(const rule_words *w, const rule_node *n)
{
    say(w, "the age");
    at_date(w, n->a);
    say(w, " is ");
    if (n->mode & 1) {
        say(w, "at least ");
        words_period(w, n->length);
    }
    say(w, n->mode == 3 ? " and " : "");
    if (n->mode & 2) {
        say(w, "under ");
        words_period(w, n->under);
    }
}

static void legal(const rule_words *w, const rule_node *n)
{
    say(w, "the legal status is ");
    symbols_in(w, n, "or");
    at_date(w, n->a);
}

static void placement(const rule_words *w, const rule_node *n)
{
    say(w, "the placement is ");
    names_in(w, n->mask, placement_names, "or");
    at_date(w, n->a);
}

static void person_flag(const rule_words *w, const rule_node *n, uint8_t flag, const char *yes,
                        const char *no, size_t *said)
{
    if (!(n->mode & flag))
        return;
    say(w, (*said)++ ? " and " : "");
    say(w, n->negated & flag ? no : yes);
}

static void person(const rule_words *w, const rule_node *n)
{
    size_t said = 0;
    say(w, "the person ");
    if (n->mode & PERSON_RELATION) {
        say(w, "is ");
        names_in(w, n->mask, relation_names, "or");
        said++;
    }
    person_flag(w, n, PERSON_HOUSEHOLD, "lives in the household", "does not live in the household",
                &said);
    person_flag(w, n, PERSON_VISITOR, "visits regularly", "does not visit regularly", &said);
    person_flag(w, n, PERSON_RESPONSIBILITY, "has parental responsibility",
                "has no parental responsibility", &said);
    if (n->mode & PERSON_CODES) {
        say(w, said ? " and has needs of " : "has needs of ");
        symbols_in(w, n, "or");
    } else {
        person_flag(w, n, PERSON_NEEDS, "has needs", "has no needs", &said);
    }
}

static void people(const rule_words *w, const rule_node *n)
{
    say(w, n->mode ? "for everyone for whom " : "there is someone for whom ");
    nested(w, n->a);
    if (n->b != RULE_NONE) {
        say(w, n->mode ? ", " : " and ");
        nested(w, n->b);
    }
}

/* Care, the return, the process --------------------------------------------------------------- */

static void lasted(const rule_words *w, const char *what, const rule_node *n)
{
    say(w, what);
    words_period(w, n->length);
}

static void returned(const rule_words *w, const rule_node *n)
{
    static const char *const modes[] = {"stands", "has ended",
                                        "has ended and the child came back into care"};
    size_t said = 0;
    say(w, n->history ? "the latest return, of whatever time in care, " : "the return ");
    say(w, modes[n->mode]);
    if (n->mask)
        say(w, n->mask & 2 ? " and was planned" : " and was not planned");
    if (n->a != RULE_NONE || n->b != RULE_NONE || n->c != RULE_NONE || n->d != RULE_NONE)
        say(w, ", dated");
    dated(w, "on or after ", n->a, &said);
    dated(w, "on or before ", n->b, &said);
    dated(w, "before ", n->c, &said);
    dated(w, "after ", n->d, &said);
}

static void elapsed(const rule_words *w, const rule_node *n)
{
    lasted(w, "at least ", n);
    say(w, " have passed since ");
    words_date(w, n->a);
}

static void gate(const rule_words *w, const rule_node *n)
{
    static const char *const statuses[] = {"waiting",    "stopped",        "passed",
                                           "incomplete", "not_applicable", NULL};
    say(w, "the stage ");
    words_symbol(w, n->slot);
    say(w, " is ");
    names_in(w, n->mask, statuses, "or");
    at_date(w, n->a);
}

static void family_time(const rule_words *w, const rule_node *n)
{
    static const char *const modes[] = {"family time has grown", "there is overnight family time",
                                        "family time is recorded"};
    size_t said = 0;
    say(w, modes[n->mode]);
    dated(w, "before ", n->a, &said);
}

static void previous_returns(const rule_words *w, const rule_node *n)
{
    say(w, "there were at least ");
    words_number(w, n->least);
    say(w, n->least == 1000 ? " earlier return" : " earlier returns");
}

void words_condition(const rule_words *w, rule_index node)
{
    if (node == RULE_NONE) {
        say(w, "always");
        return;
    }
    const rule_node *n = &w->profile->program.nodes[node];
    switch ((rule_op)n->op) {
    case OP_ALL:
    case OP_ANY:
        connected(w, n);
        break;
    case OP_NOT:
        say(w, "it is not so that ");
        nested(w, n->a);
        break;
    case OP_IF:
        choice(w, n);
        break;
    case OP_FINDING:
        finding(w, n);
        break;
    case OP_FACTORS:
        factors(w, n);
        break;
    case OP_CLASSIFIED:
        say(w, "the risk is classified as ");
        words_levels(w, n->mask);
        break;
    case OP_LEVEL:
        level(w, n);
        break;
    case OP_LEVEL_ROSE:
        level_rose(w, n);
        break;
    case OP_ASSESSED:
        assessed(w, n);
        break;
    case OP_ATTRIBUTE:
        attribute(w, n);
        break;
    case OP_SIBLINGS:
        say(w, "\"the child has brothers or sisters\" is ");
        yes_or_no(w, n->mask);
        break;
    case OP_LEGAL:
        legal(w, n);
        break;
    case OP_PLACEMENT:
        placement(w, n);
        break;
    case OP_AGE:
        age(w, n);
        break;
    case OP_PERSON:
        person(w, n);
        break;
    case OP_PEOPLE:
        people(w, n);
        break;
    case OP_IN_CARE:
        say(w, "the child is in care");
        at_date(w, n->a);
        break;
    case OP_IN_CARE_FOR:
        lasted(w, "the latest time in care has lasted at least ", n);
        break;
    case OP_IN_CARE_TOTAL:
        lasted(w, "all times in care together have lasted at least ", n);
        break;
    case OP_ELAPSED:
        elapsed(w, n);
        break;
    case OP_RETURNED:
        returned(w, n);
        break;
    case OP_HOME_FOR:
        lasted(w, "the return has lasted at least ", n);
        break;
    case OP_PREVIOUS_RETURNS:
        previous_returns(w, n);
        break;
    case OP_RECORD:
        words_record_condition(w, n->a);
        break;
    case OP_GATE:
        gate(w, n);
        break;
    case OP_FAMILY_TIME:
        family_time(w, n);
        break;
    case OP_GOALS:
        say(w, n->mode == GOALS_SET ? "goals are set" : "all goals are met");
        break;
    }
}

/* How findings come about --------------------------------------------------------------------- */

void words_value(const rule_words *w, const pack_finding *f, int64_t value)
{
    if (f->type == NAMED_BOOLEAN)
        say(w, value ? "true" : "false");
    else if (f->type == NAMED_NUMBER)
        words_number(w, value);
    else
        words_code(w, w->profile->names.names[f->values[value]].data);
}

static void score(const rule_words *w, const pack_score *s)
{
    const pack_finding *f = &w->profile->findings[s->finding];
    const uint16_t count = f->type == NAMED_BOOLEAN ? 2 : f->value_count;
    words_code(w, w->profile->names.names[f->name].data);
    for (uint16_t v = 0; v < count; v++) {
        say(w, v ? ", " : " (");
        words_value(w, f, v);
        say(w, " ");
        words_number(w, s->weights[v]);
    }
    if (s->has_missing) {
        say(w, ", unknown ");
        words_number(w, s->missing);
    }
    say(w, ")");
}

void words_finding(const rule_words *w, const pack_finding *f)
{
    for (uint16_t i = 0; i < f->derived_count; i++) {
        say(w, i ? "; " : "");
        words_value(w, f, f->derived[i].value);
        say(w, " where ");
        words_condition(w, f->derived[i].when);
    }
    for (uint16_t i = 0; i < f->score_count; i++) {
        say(w, i ? " + " : "the sum of ");
        score(w, &f->score[i]);
    }
    for (uint16_t i = 0; i < f->worst_count; i++) {
        say(w, i ? ", " : "the worst of ");
        words_code(w, w->profile->names.names[w->profile->findings[f->worst[i]].name].data);
    }
    if (!f->derived_count && !f->score_count && !f->worst_count)
        say(w, "stated");
    else
        say(w, f->stated ? ", or stated" : "");
    if (f->has_absent) {
        say(w, "; where unknown ");
        words_value(w, f, f->absent);
    }
}

/* Rules --------------------------------------------------------------------------------------- */

void words_movement(const rule_words *w, const pack_movement *m)
{
    say(w, "When ");
    words_condition(w, m->when);
    if (m->sustained) {
        say(w, ", for ");
        words_period(w, m->duration);
    }
    say(w, ": ");
    if (m->to == NO_LEVEL || m->to == m->from) {
        say(w, m->closes ? "the case may close" : "the level stays ");
        if (!m->closes)
            words_level(w, m->from);
    } else {
        words_level(w, m->to);
    }
    say(w, m->sustained ? "" : ", at once");
    say(w, m->may_be_held ? ", unless the classification holds it back" : "");
    say(w, m->silent ? "; the source is silent and a manager is asked to judge" : "");
    say(w, ".");
}

void words_obligation(const rule_words *w, const pack_obligation *o)
{
    say(w, "Due ");
    if (o->working_days >= 0) {
        buffer_add_integer(w->out, o->working_days);
        say(w, o->working_days == 1 ? " working day" : " working days");
    } else {
        words_period(w, o->after);
    }
    say(w, " after ");
    words_date(w, o->anchor);
    if (o->when != RULE_NONE) {
        say(w, ", where ");
        words_condition(w, o->when);
    }
    say(w, ".");
}
