/*
 * Conditions and dates in sentences, and the rules made of them.
 *
 * The sentence of an operator or a date is the message of its row (rule/operators.c), whose values
 * are the operands by name: what each is, is said by its kind. What an operand is made of (other
 * conditions, dates, records) is said in turn, so the whole is one recursion, as deep as the pack's
 * conditions are, which is bounded when it is loaded.
 */
#include "words/words.h"

/* Small parts --------------------------------------------------------------------------------- */

void words_say(const rule_words *w, message_id id, const message_value *values)
{
    const message_sink sink = message_to_buffer(w->in, w->out);
    message_say(&sink, id, values);
}

static void say(const rule_words *w, const char *what)
{
    buffer_add_text(w->out, what);
}

void words_between(const rule_words *w, size_t at, size_t count, message_id join)
{
    if (at)
        words_say(w, at + 1 < count ? MSG_LIST_BETWEEN : join, NULL);
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
            words_between(w, at++, count, MSG_LIST_OR);
            words_level(w, (int)i);
        }
}

void words_roles(const rule_words *w, uint64_t roles, message_id join)
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

void words_say_roles(void *to, const message_value *value)
{
    const words_of_roles *of = value->of;
    (void)to;
    words_roles(of->w, of->roles, of->join);
}

static void part_of_period(const rule_words *w, int32_t count, message_id unit, bool *started)
{
    if (!count)
        return;
    if (*started)
        words_say(w, MSG_LIST_AND, NULL);
    words_say(w, unit, VALUES(of_number("count", count)));
    *started = true;
}

void words_period(const rule_words *w, period p)
{
    bool started = false;
    const bool years = p.months && p.months % 12 == 0;
    part_of_period(w, years ? p.months / 12 : p.months,
                   years ? MSG_PERIOD_YEARS : MSG_PERIOD_MONTHS, &started);
    const bool weeks = p.days && p.days % 7 == 0 && !w->codes;
    part_of_period(w, weeks ? p.days / 7 : p.days, weeks ? MSG_PERIOD_WEEKS : MSG_PERIOD_DAYS,
                   &started);
    if (!started)
        words_say(w, MSG_PERIOD_NONE, NULL);
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

/* A number in thousandths, as a value of a message. */
typedef struct {
    const rule_words *w;
    int64_t thousandths;
} number;

static void say_number(void *to, const message_value *value)
{
    const number *n = value->of;
    (void)to;
    words_number(n->w, n->thousandths);
}

void words_range(const rule_words *w, int64_t least, int64_t most)
{
    const number low = {w, least}, high = {w, most};
    words_say(w, MSG_RANGE,
              VALUES(of_part("least", say_number, &low, least > INT64_MIN + 1),
                     of_part("most", say_number, &high, most < INT64_MAX)));
}

void words_yes_or_no(const rule_words *w, uint64_t mask)
{
    static const message_id said[] = {MSG_NOTHING, MSG_NO, MSG_YES, MSG_YES_OR_NO};
    words_say(w, said[mask & 3], NULL);
}

/* Words of an operand that takes several of a few. */
static void words_in(const rule_words *w, uint64_t mask, const rule_operand *o)
{
    size_t count = 0, at = 0;
    for (size_t i = 0; o->words[i]; i++)
        count += mask >> i & 1;
    for (size_t i = 0; o->words[i]; i++) {
        if (!(mask >> i & 1))
            continue;
        words_between(w, at++, count, MSG_LIST_OR);
        if (w->codes)
            words_code(w, o->words[i]);
        else
            words_say(w, (message_id)(o->said + i), NULL);
    }
}

static void symbols_in(const rule_words *w, const rule_node *n)
{
    for (uint32_t i = 0; i < n->count; i++) {
        words_between(w, i, n->count, MSG_LIST_OR);
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
            words_between(w, at++, count, MSG_LIST_OR);
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
        words_yes_or_no(w, n->sets[0]);
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

/* A date or a condition, as a value of a message. */
typedef struct {
    const rule_words *w;
    rule_index of;
} rule_part;

static void say_date(void *to, const message_value *value)
{
    const rule_part *part = value->of;
    (void)to;
    words_date(part->w, part->of);
}

static void say_condition(void *to, const message_value *value)
{
    const rule_part *part = value->of;
    (void)to;
    words_condition(part->w, part->of);
}

/* " on the day of ...", unless that is the date of evaluation. */
static void at_date(const rule_words *w, rule_index date)
{
    if (date == RULE_NONE || w->profile->program.dates[date].op == DATE_AS_OF)
        return;
    const rule_part part = {w, date};
    words_say(w, MSG_RULE_ON, VALUES(of_part("date", say_date, &part, true)));
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
        if (i)
            words_say(w, row->join, NULL);
        nested(w, w->profile->program.links[n->first + i]);
    }
}

static void dates(const rule_words *w, const rule_row *row, const rule_node *n)
{
    for (uint32_t i = 0; i < n->count; i++) {
        if (i)
            words_say(w, row->join, NULL);
        words_date(w, w->profile->program.links[n->first + i]);
    }
}

/* Sentences ----------------------------------------------------------------------------------- */

typedef struct {
    const rule_words *w;
    const rule_node *n;
} node_part;

static void say_symbols(void *to, const message_value *value)
{
    const node_part *part = value->of;
    (void)to;
    symbols_in(part->w, part->n);
}

/* " of a, b or c": those that a person's needs are to be, where the rule says. */
static void needs(const rule_words *w, const rule_node *n)
{
    const node_part part = {w, n};
    if (n->count)
        words_say(w, MSG_RULE_OF_NEEDS, VALUES(of_part("needs", say_symbols, &part, true)));
}

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
        words_in(w, n->sets[o->place], o);
        break;
    case OPERAND_BOOLEANS:
        words_yes_or_no(w, n->sets[o->place]);
        break;
    case OPERAND_CODES:
    case OPERAND_LEGAL_STATUSES:
        symbols_in(w, n);
        break;
    case OPERAND_NEEDS:
        needs(w, n);
        break;
    case OPERAND_WORD:
        words_code(w, o->words[n->word]); /* a choice says it otherwise */
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

/* A sentence under construction: where the values of its message are found. */
typedef struct {
    const rule_words *w;
    const rule_row *row;
    const rule_node *n;
} sentence;

static void say_operand(void *to, const message_value *value)
{
    const sentence *s = value->of;
    (void)to;
    operand(s->w, s->row, &s->row->operands[value->place], s->n);
}

/* Which part of a choice is meant: of a word, of false and true; or the number that it goes by. */
static int64_t chosen(const rule_operand *o, const rule_node *n, size_t bit)
{
    if (o->kind == OPERAND_NUMBER)
        return n->least % 1000 ? -1 : n->least / 1000;
    if (o->kind == OPERAND_DAYS)
        return n->least;
    if (o->kind == OPERAND_FLAG || o->kind == OPERAND_NEEDS)
        return !(n->negated >> bit & 1);
    return n->word;
}

/* An operand by the first of its names: "is" of "is at_least at_most". */
static bool is_called(const char *member, const char *name, size_t length)
{
    return strncmp(member, name, length) == 0 && (!member[length] || member[length] == ' ');
}

static bool find_operand(const void *values, const char *name, size_t length, message_value *out)
{
    const sentence *s = values;
    for (size_t i = 0; s->row->operands[i].member; i++) {
        const rule_operand *o = &s->row->operands[i];
        if (!is_called(o->member, name, length))
            continue;
        *out = of_part(o->member, say_operand, s, s->n->asked >> i & 1);
        out->place = (uint8_t)i;
        out->number = chosen(o, s->n, i);
        return true;
    }
    return false;
}

static void say_sentence(const rule_words *w, const rule_row *row, const rule_node *n)
{
    const sentence s = {w, row, n};
    message_sink sink = message_to_buffer(w->in, w->out);
    sink.find = find_operand;
    message_say(&sink, row->sentence, &s);
}

void words_condition(const rule_words *w, rule_index node)
{
    if (node == RULE_NONE) {
        words_say(w, MSG_RULE_ALL, NULL);
        return;
    }
    const rule_node *n = &w->profile->program.nodes[node];
    const rule_row *row = &rule_operators[n->op];
    if (row->operands[0].kind == OPERAND_CONDITIONS && n->count)
        conditions(w, row, n);
    else
        say_sentence(w, row, n);
}

void words_date(const rule_words *w, rule_index date)
{
    const rule_node *n = &w->profile->program.dates[date];
    say_sentence(w, &rule_dates[n->op], n);
}

/* How findings come about --------------------------------------------------------------------- */

void words_value(const rule_words *w, const pack_finding *f, int64_t value)
{
    if (f->type == NAMED_BOOLEAN)
        words_say(w, value ? MSG_TRUE : MSG_FALSE, NULL);
    else if (f->type == NAMED_NUMBER)
        words_number(w, value);
    else
        words_code(w, w->profile->names.names[f->values[value]].data);
}

/* A finding, with one of its values or one of the things that it comes from. */
typedef struct {
    const rule_words *w;
    const pack_finding *f;
    int64_t value;
} finding_part;

static void say_value(void *to, const message_value *value)
{
    const finding_part *part = value->of;
    (void)to;
    words_value(part->w, part->f, part->value);
}

static void say_finding(void *to, const message_value *value)
{
    const finding_part *part = value->of;
    (void)to;
    words_code(part->w, part->w->profile->names.names[part->f->name].data);
}

/* What each value of a finding weighs, and one that is not known. */
static void say_weights(void *to, const message_value *value)
{
    const finding_part *part = value->of;
    const pack_score *s = &part->f->score[part->value];
    const pack_finding *f = &part->w->profile->findings[s->finding];
    const uint16_t count = f->type == NAMED_BOOLEAN ? 2 : f->value_count;
    (void)to;
    for (uint16_t v = 0; v < count; v++) {
        const finding_part weighed = {part->w, f, v};
        const number weight = {part->w, s->weights[v]};
        if (v)
            words_say(part->w, MSG_LIST_BETWEEN, NULL);
        words_say(part->w, MSG_FINDING_WEIGHT,
                  VALUES(of_part("value", say_value, &weighed, true),
                         of_part("weight", say_number, &weight, true)));
    }
    const number missing = {part->w, s->missing};
    if (s->has_missing)
        words_say(part->w, MSG_FINDING_UNKNOWN,
                  VALUES(of_part("weight", say_number, &missing, true)));
}

static void say_scores(void *to, const message_value *value)
{
    const finding_part *part = value->of;
    (void)to;
    for (uint16_t i = 0; i < part->f->score_count; i++) {
        const finding_part scored = {part->w,
                                     &part->w->profile->findings[part->f->score[i].finding], 0},
                           weights = {part->w, part->f, i};
        if (i)
            words_say(part->w, MSG_LIST_SUM, NULL);
        words_say(part->w, MSG_FINDING_SCORE,
                  VALUES(of_part("finding", say_finding, &scored, true),
                         of_part("weights", say_weights, &weights, true)));
    }
}

static void say_worst(void *to, const message_value *value)
{
    const finding_part *part = value->of;
    (void)to;
    for (uint16_t i = 0; i < part->f->worst_count; i++) {
        const finding_part one = {part->w, &part->w->profile->findings[part->f->worst[i]], 0};
        if (i)
            words_say(part->w, MSG_LIST_BETWEEN, NULL);
        say_finding(to, &(message_value){.of = &one});
    }
}

static void say_derived(void *to, const message_value *value)
{
    const finding_part *part = value->of;
    (void)to;
    for (uint16_t i = 0; i < part->f->derived_count; i++) {
        const finding_part one = {part->w, part->f, part->f->derived[i].value};
        const rule_part when = {part->w, part->f->derived[i].when};
        if (i)
            words_say(part->w, MSG_LIST_CLAUSES, NULL);
        words_say(part->w, MSG_FINDING_WHERE,
                  VALUES(of_part("value", say_value, &one, true),
                         of_part("condition", say_condition, &when, true)));
    }
}

void words_finding(const rule_words *w, const pack_finding *f)
{
    const finding_part whole = {w, f, f->absent};
    const bool made = f->derived_count || f->score_count || f->worst_count;
    words_say(w, MSG_FINDING,
              VALUES(of_part("derived", say_derived, &whole, f->derived_count),
                     of_part("scores", say_scores, &whole, f->score_count),
                     of_part("worst", say_worst, &whole, f->worst_count), of_flag("made", made),
                     of_flag("stated", f->stated),
                     of_part("absent", say_value, &whole, f->has_absent)));
}

/* Rules --------------------------------------------------------------------------------------- */

typedef struct {
    const rule_words *w;
    period length;
} period_part;

static void say_period(void *to, const message_value *value)
{
    const period_part *part = value->of;
    (void)to;
    words_period(part->w, part->length);
}

void words_movement(const rule_words *w, const pack_movement *m)
{
    const rule_part when = {w, m->when};
    const period_part duration = {w, m->duration};
    const bool stays = m->to == NO_LEVEL || m->to == m->from;
    const int level = stays ? m->from : m->to;
    const pack_level *named = &w->profile->levels[level];
    words_say(w, MSG_MOVEMENT,
              VALUES(of_part("when", say_condition, &when, true),
                     of_part("period", say_period, &duration, m->sustained),
                     of_choice("what", !stays      ? 0
                                       : m->closes ? 2
                                                   : 1),
                     of_text("level", w->codes ? named->id : named->label),
                     of_flag("held", m->may_be_held), of_flag("silent", m->silent)));
}

void words_obligation(const rule_words *w, const pack_obligation *o)
{
    const rule_part anchor = {w, o->anchor}, when = {w, o->when};
    const period_part after = {w, o->after};
    words_say(w, o->working_days >= 0 ? MSG_OBLIGATION_WORKING_DAYS : MSG_OBLIGATION,
              VALUES(of_number("count", o->working_days),
                     of_part("period", say_period, &after, true),
                     of_part("date", say_date, &anchor, true),
                     of_part("where", say_condition, &when, o->when != RULE_NONE)));
}
