/*
 * Records in sentences: which are meant, and what is asked of them.
 *
 * A selector has two sets of tests (profile/compile_record.c). Those that pick the record are said
 * within its name, "visit about the child (of those led by the social worker)"; its own are said
 * behind it. Both are said by say_tests(), always in one order, and a test that is not asked says
 * nothing. Of one record, the first or the latest, it is asked whether it has an outcome; of any,
 * that there is one with it. The words for either are two messages.
 *
 * Values of a message are parts, said when the message comes to them. All parts here are a
 * record_part, which lies on the stack of whoever says the message and tells of what it is a part.
 */
#include "words/words.h"

/* What the values of messages here stand for. */
typedef struct {
    const rule_words *w;
    const rule_selector *selector;
    const rule_tests *tests;
    const rule_attribute *attribute;
    rule_index of; /* a date, a condition or a list of codes */
    uint32_t count;
} record_part;

static const char *code_name(const rule_words *w, rule_index at)
{
    return w->profile->names.names[w->profile->program.symbols[at]].data;
}

static void say_codes(void *to, const message_value *value)
{
    const record_part *part = value->of;
    (void)to;
    for (uint32_t i = 0; i < part->count; i++) {
        words_between(part->w, i, part->count, MSG_LIST_OR);
        words_code(part->w, code_name(part->w, part->of + i));
    }
}

static void say_symbols(void *to, const message_value *value)
{
    const record_part *part = value->of;
    (void)to;
    for (uint32_t i = 0; i < part->count; i++) {
        words_between(part->w, i, part->count, MSG_LIST_OR);
        words_symbol(part->w, part->w->profile->program.symbols[part->of + i]);
    }
}

static void say_date(void *to, const message_value *value)
{
    const record_part *part = value->of;
    (void)to;
    words_date(part->w, part->of);
}

static void say_condition(void *to, const message_value *value)
{
    const record_part *part = value->of;
    (void)to;
    words_condition(part->w, part->of);
}

static void say_record(void *to, const message_value *value)
{
    const record_part *part = value->of;
    (void)to;
    words_record(part->w, part->of);
}

static void say_within(void *to, const message_value *value)
{
    const record_part *part = value->of;
    (void)to;
    words_period(part->w, part->tests->within_length);
}

/* Tests --------------------------------------------------------------------------------------- */

static void say_attribute_value(void *to, const message_value *value)
{
    const record_part *part = value->of;
    const rule_attribute *a = part->attribute;
    if (a->count)
        say_codes(to, &(message_value){
                          .of = &(record_part){.w = part->w, .of = a->first, .count = a->count}});
    else if (a->mask)
        words_yes_or_no(part->w, a->mask);
    else
        words_range(part->w, a->least, a->most);
}

static void say_attribute_name(void *to, const message_value *value)
{
    const record_part *part = value->of;
    (void)to;
    words_code(part->w, part->w->profile->names.names[part->attribute->name].data);
}

/* The tests after the record: the first begins with a space, the others with a comma. */
static void begin(const rule_words *w, size_t *said)
{
    if ((*said)++)
        words_say(w, MSG_LIST_BETWEEN, NULL);
    else
        buffer_add_char(w->out, ' ');
}

static void role_test(const rule_words *w, message_id id, uint64_t roles, message_id join,
                      size_t *said)
{
    const words_of_roles of = {w, roles, join};
    begin(w, said);
    words_say(w, id, VALUES(of_part("roles", words_say_roles, &of, true)));
}

static void role_tests(const rule_words *w, const rule_tests *t, size_t *said)
{
    if (t->has_led_by)
        role_test(w, MSG_TEST_LED_BY, t->led_by, MSG_LIST_OR, said);
    if (t->with_all)
        role_test(w, MSG_TEST_WITH, t->with_all, MSG_LIST_AND, said);
    if (t->has_any)
        role_test(w, MSG_TEST_WITH_ANY, t->with_any, MSG_LIST_AND, said);
    if (t->with_all_of == RULE_NONE)
        return;
    const record_part record = {.w = w, .of = t->with_all_of};
    begin(w, said);
    words_say(w, MSG_TEST_WITH_ALL_OF, VALUES(of_part("record", say_record, &record, true)));
}

static void date_test(const rule_words *w, message_id id, rule_index date, size_t *said)
{
    if (date == RULE_NONE)
        return;
    const record_part part = {.w = w, .of = date};
    begin(w, said);
    words_say(w, id, VALUES(of_part("date", say_date, &part, true)));
}

/* The legal position on the record's own date. */
static void position_test(const rule_words *w, message_id id, rule_index codes, uint32_t count,
                          size_t *said)
{
    if (codes == RULE_NONE)
        return;
    const record_part part = {.w = w, .of = codes, .count = count};
    begin(w, said);
    words_say(w, id, VALUES(of_part("statuses", say_symbols, &part, true)));
}

static void outcome_test(const rule_words *w, const rule_tests *t, size_t *said, bool of_one)
{
    const record_part part = {.w = w, .of = t->outcomes, .count = t->outcome_count};
    begin(w, said);
    words_say(w, of_one ? MSG_TEST_HAS_OUTCOME : MSG_TEST_WITH_OUTCOME,
              VALUES(of_part("outcomes", say_codes, &part, true),
                     of_flag("none", t->if_no_outcome == NO_OUTCOME_PASSES)));
}

static void attribute_test(const rule_words *w, const rule_attribute *a, size_t *said, bool of_one)
{
    const record_part part = {.w = w, .attribute = a};
    begin(w, said);
    words_say(w, of_one ? MSG_TEST_HAS_ATTRIBUTE : MSG_TEST_WITH_ATTRIBUTE,
              VALUES(of_part("attribute", say_attribute_name, &part, true),
                     of_part("value", say_attribute_value, &part, true)));
}

static void within_test(const rule_words *w, const rule_tests *t, size_t *said)
{
    if (t->within == RULE_NONE)
        return;
    const record_part part = {.w = w, .of = t->within, .tests = t};
    begin(w, said);
    words_say(
        w, MSG_TEST_WITHIN,
        VALUES(of_part("period", say_within, &part, true), of_part("date", say_date, &part, true)));
}

static void say_tests(const rule_words *w, const rule_tests *t, size_t *said, bool of_one)
{
    if (t->has_outcomes)
        outcome_test(w, t, said, of_one);
    else if (of_one && !t->where_count && !t->plain)
        words_say(w, MSG_TEST_WAS, NULL);
    for (uint32_t i = 0; i < t->where_count; i++)
        attribute_test(w, &w->profile->program.attributes[t->where + i], said, of_one);
    role_tests(w, t, said);
    date_test(w, MSG_TEST_ON_OR_AFTER, t->on_or_after, said);
    date_test(w, MSG_TEST_ON_OR_BEFORE, t->on_or_before, said);
    date_test(w, MSG_TEST_BEFORE, t->before, said);
    date_test(w, MSG_TEST_AFTER, t->after, said);
    position_test(w, MSG_TEST_UNDER, t->under, t->under_count, said);
    position_test(w, MSG_TEST_NOT_UNDER, t->not_under, t->not_under_count, said);
    within_test(w, t, said);
}

/* Records ------------------------------------------------------------------------------------- */

static void say_types(void *to, const message_value *value)
{
    const record_part *part = value->of;
    (void)to;
    for (uint8_t i = 0; i < part->selector->type_count; i++) {
        words_between(part->w, i, part->selector->type_count, MSG_LIST_OR);
        words_symbol(part->w, part->w->profile->types[part->selector->types[i]].name);
    }
}

static void say_among(void *to, const message_value *value)
{
    const record_part *part = value->of;
    size_t said = 0;
    (void)to;
    say_tests(part->w, &part->selector->among, &said, false);
}

static void say_own_tests(void *to, const message_value *value)
{
    const record_part *part = value->of;
    size_t said = 0;
    (void)to;
    say_tests(part->w, &part->selector->tests, &said, part->count != 0);
}

/* "visit about the child (of those led by ...)". */
static void say_picked(void *to, const message_value *value)
{
    const record_part *given = value->of;
    const record_part part = {
        .w = given->w, .selector = given->selector, .of = given->selector->about_who};
    (void)to;
    words_say(part.w, MSG_RECORD,
              VALUES(of_part("types", say_types, &part, true),
                     of_choice("about", part.selector->about),
                     of_part("who", say_condition, &part, part.selector->about == ABOUT_IS_WHO),
                     of_part("among", say_among, &part, !part.selector->among.plain)));
}

void words_record(const rule_words *w, rule_index selector)
{
    const rule_selector *sel = &w->profile->program.selectors[selector];
    const record_part part = {.w = w, .selector = sel};
    words_say(w, sel->which == WHICH_LATEST ? MSG_RECORD_LATEST : MSG_RECORD_FIRST,
              VALUES(of_part("record", say_picked, &part, true),
                     of_part("run", say_own_tests, &part, sel->which == WHICH_FIRST_OF_RUN)));
}

void words_record_condition(const rule_words *w, rule_index selector)
{
    const rule_selector *sel = &w->profile->program.selectors[selector];
    const bool one = sel->which != WHICH_ANY;
    const record_part part = {.w = w, .selector = sel, .of = selector, .count = one};
    const message_value of[] = {of_part("record", one ? say_record : say_picked, &part, true),
                                of_part("tests", say_own_tests, &part, true),
                                of_number("count", (int64_t)sel->count),
                                {.name = NULL}};
    if (one)
        words_say(w, sel->tests.plain ? MSG_RECORD_THERE_IS : MSG_RECORD_IS, of);
    else
        words_say(w, sel->count > 1 ? MSG_RECORD_MANY : MSG_RECORD_ANY, of);
}
