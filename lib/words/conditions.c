/*
 * Conditions and dates in English, and the rules made of them.
 *
 * The sentence of an operator or a date is the phrase of its row (rule/operators.c; rule.h says how
 * a phrase is written). say_phrase() walks it once: plain text is copied, an operand is said by its
 * kind, a part in brackets is passed over unless its operand was given. What an operand is made of
 * (other conditions, dates, records) is said in turn, so the whole is one recursion, as deep as the
 * pack's conditions are, which is bounded when it is loaded.
 */
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

static void symbols_in(const rule_words *w, const rule_node *n)
{
    for (uint32_t i = 0; i < n->count; i++) {
        words_between(w, i, n->count, "or");
        words_symbol(w, w->profile->program.symbols[n->first + i]);
    }
}

static void finding_values(const rule_words *w, const pack_finding *f, uint64_t mask)
{
    size_t count = 0, at = 0;
    for (uint16_t i = 0; i < f->value_count; i++)
        count += mask >> i & 1;
    for (uint16_t i = 0; i < f->value_count; i++)
        if (mask >> i & 1) {
            words_between(w, at++, count, "or");
            words_code(w, w->profile->names.names[f->values[i]].data);
        }
}

/* What the subject, a finding or an attribute, is asked to be. */
static void test_of_subject(const rule_words *w, const rule_node *n)
{
    const bool finding = n->op == OP_FINDING;
    const pack_finding *f = finding ? &w->profile->findings[n->subject] : NULL;
    const named_type type = finding ? f->type : w->profile->attributes[n->subject].type;
    if (n->ranged)
        words_range(w, n->least, n->most);
    else if (type == NAMED_BOOLEAN)
        yes_or_no(w, n->sets[0]);
    else if (finding)
        finding_values(w, f, n->sets[0]);
    else
        symbols_in(w, n);
}

static void attribute(const rule_words *w, const rule_node *n)
{
    const pack_attribute *a = &w->profile->attributes[n->subject];
    say(w, "\"");
    if (w->codes || !a->label)
        words_code(w, w->profile->names.names[a->name].data);
    else
        say(w, a->label);
    say(w, "\"");
}

/* " on the day of ...", unless that is the date of evaluation. */
static void at_date(const rule_words *w, rule_index date)
{
    if (date == RULE_NONE || w->profile->program.dates[date].op == DATE_AS_OF)
        return;
    say(w, " on ");
    words_date(w, date);
}

/* Conditions in conditions -------------------------------------------------------------------- */

/* A condition made of others is put in brackets where it stands in one itself. */
static bool is_compound(const rule_node *n)
{
    const rule_operand *o = rule_operators[n->op].operands;
    if (o->kind == OPERAND_CONDITIONS)
        return n->count > 1;
    return o->kind == OPERAND_CONDITION || o->kind == OPERAND_OF_PERSON;
}

static void nested(const rule_words *w, rule_index node)
{
    const bool compound = node != RULE_NONE && is_compound(&w->profile->program.nodes[node]);
    say(w, compound ? "(" : "");
    words_condition(w, node);
    say(w, compound ? ")" : "");
}

static void conditions(const rule_words *w, const rule_row *row, const rule_node *n)
{
    for (uint32_t i = 0; i < n->count; i++) {
        say(w, i ? row->join : "");
        nested(w, w->profile->program.links[n->first + i]);
    }
}

static void dates(const rule_words *w, const rule_row *row, const rule_node *n)
{
    for (uint32_t i = 0; i < n->count; i++) {
        say(w, i ? row->join : "");
        words_date(w, w->profile->program.links[n->first + i]);
    }
}

/* Phrases ------------------------------------------------------------------------------------- */

static void operand(const rule_words *w, const rule_row *row, const rule_operand *o,
                    const rule_node *n)
{
    const symbols *names = &w->profile->names;
    switch ((operand_kind)o->kind) {
    case OPERAND_CONDITION:
    case OPERAND_OF_PERSON:
        nested(w, n->conditions[o->place]);
        break;
    case OPERAND_CONDITIONS:
        conditions(w, row, n);
        break;
    case OPERAND_FINDING:
        words_code(w, names->names[w->profile->findings[n->subject].name].data);
        break;
    case OPERAND_ATTRIBUTE:
        attribute(w, n);
        break;
    case OPERAND_DATE_ATTRIBUTE:
        words_code(w, names->names[w->profile->attributes[n->subject].name].data);
        break;
    case OPERAND_STAGE:
    case OPERAND_EARLIER_STAGE:
        words_symbol(w, n->subject);
        break;
    case OPERAND_TEST:
        test_of_subject(w, n);
        break;
    case OPERAND_LEVELS:
        words_levels(w, n->sets[o->place]);
        break;
    case OPERAND_ENUMS:
        names_in(w, n->sets[o->place], o->words, "or");
        break;
    case OPERAND_BOOLEANS:
        yes_or_no(w, n->sets[o->place]);
        break;
    case OPERAND_CODES:
    case OPERAND_LEGAL_STATUSES:
        symbols_in(w, n);
        break;
    case OPERAND_NEEDS:
        say(w, n->count ? " of " : "");
        symbols_in(w, n);
        break;
    case OPERAND_WORD:
        say(w, o->words[n->word]);
        break;
    case OPERAND_NUMBER:
        words_number(w, n->least);
        break;
    case OPERAND_DAYS:
        buffer_add_integer(w->out, n->least);
        break;
    case OPERAND_PERIOD:
        words_period(w, n->periods[o->place]);
        break;
    case OPERAND_SELECTOR:
        if (row->resolve)
            words_record(w, n->selector);
        else
            words_record_condition(w, n->selector);
        break;
    case OPERAND_DATES:
        dates(w, row, n);
        break;
    case OPERAND_AT:
        at_date(w, n->dates[o->place]);
        break;
    case OPERAND_DATE:
    case OPERAND_SINCE:
    case OPERAND_ON_OR_AFTER:
    case OPERAND_ON_OR_BEFORE:
    case OPERAND_BEFORE:
    case OPERAND_AFTER:
        words_date(w, n->dates[o->place]);
        break;
    case OPERAND_BOOLEAN:
    case OPERAND_FLAG:
    case OPERAND_SWITCH:
        break; /* said by a choice */
    }
}

/* Which of the texts of a choice is meant: of a word, of false and true, of one and another. */
static size_t chosen(const rule_operand *o, const rule_node *n, uint8_t bit)
{
    if (o->kind == OPERAND_NUMBER)
        return n->least != 1000;
    if (o->kind == OPERAND_DAYS)
        return n->least != 1;
    if (o->kind == OPERAND_FLAG || o->kind == OPERAND_NEEDS)
        return !(n->negated & bit);
    return n->word;
}

/* The end of what begins with a bracket: the other one, or the end of the text. */
static const char *closing(const char *at, char open, char close)
{
    for (size_t depth = 1; *at; at++) {
        depth += *at == open;
        depth -= *at == close;
        if (!depth)
            break;
    }
    return at;
}

typedef struct {
    const rule_words *w;
    const rule_row *row;
    const rule_node *n;
    size_t joined; /* how often ^ or ~ was said */
} phrase;

/* "{0a|b|c}" */
static const char *say_choice(const phrase *p, const char *at)
{
    const size_t operand_at = (size_t)(*at++ - '0');
    const char *end = closing(at, '{', '}');
    size_t left = chosen(&p->row->operands[operand_at], p->n, (uint8_t)(1u << operand_at));
    for (; at < end && left; at++)
        left -= *at == '|';
    for (; at < end && *at != '|'; at++)
        buffer_add_char(p->w->out, *at);
    return *end ? end + 1 : end;
}

/* "^", "~" or "~(at first)" */
static const char *say_joint(phrase *p, const char *at)
{
    const bool spaced = *at++ == '~', own = *at == '(';
    const char *end = own ? closing(at + 1, '(', ')') : at;
    if (p->joined++)
        say(p->w, " and ");
    else if (own)
        buffer_add(p->w->out, at + 1, (size_t)(end - at - 1));
    else
        say(p->w, spaced ? " " : "");
    return own ? end + 1 : end;
}

/* Whether the part that "[0...]" or "[-0...]" begins is said; `*at` comes to stand in it. */
static bool is_said(const phrase *p, const char **at)
{
    const bool without = **at == '-';
    *at += without;
    const bool given = p->n->asked >> (**at - '0') & 1;
    (*at)++;
    return given != without;
}

static void say_phrase(const rule_words *w, const rule_row *row, const rule_node *n)
{
    phrase p = {w, row, n, 0};
    for (const char *at = row->phrase; *at;) {
        const char c = *at++;
        if (c == '%') {
            operand(w, row, &row->operands[*at - '0'], n);
            at++;
        } else if (c == '{') {
            at = say_choice(&p, at);
        } else if (c == '^' || c == '~') {
            at = say_joint(&p, at - 1);
        } else if (c == '[') {
            const char *end = closing(at, '[', ']');
            if (!is_said(&p, &at))
                at = *end ? end + 1 : end;
        } else if (c != ']') {
            buffer_add_char(w->out, c);
        }
    }
}

void words_condition(const rule_words *w, rule_index node)
{
    if (node == RULE_NONE) {
        say(w, "always");
        return;
    }
    const rule_node *n = &w->profile->program.nodes[node];
    const rule_row *row = &rule_operators[n->op];
    if (row->operands[0].kind == OPERAND_CONDITIONS && n->count)
        conditions(w, row, n);
    else
        say_phrase(w, row, n);
}

void words_date(const rule_words *w, rule_index date)
{
    const rule_node *n = &w->profile->program.dates[date];
    say_phrase(w, &rule_dates[n->op], n);
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
