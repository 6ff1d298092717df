/* Records in English: which are meant, and what is asked of them. */
#include "words/words.h"

static void say(const rule_words *w, const char *what)
{
    buffer_add_text(w->out, what);
}

/* Records ------------------------------------------------------------------------------------- */

static void outcomes(const rule_words *w, const rule_tests *t)
{
    for (uint32_t i = 0; i < t->outcome_count; i++) {
        words_between(w, i, t->outcome_count, "or");
        words_code(w, w->profile->names.names[w->profile->program.symbols[t->outcomes + i]].data);
    }
}

static void attribute_test(const rule_words *w, const rule_attribute *a)
{
    words_code(w, w->profile->names.names[a->name].data);
    say(w, " ");
    if (a->count) {
        for (uint32_t i = 0; i < a->count; i++) {
            words_between(w, i, a->count, "or");
            words_code(w, w->profile->names.names[w->profile->program.symbols[a->first + i]].data);
        }
    } else if (a->mask) {
        say(w, (a->mask & 3) == 3 ? "yes or no" : a->mask & 2 ? "yes" : "no");
    } else {
        words_range(w, a->least, a->most);
    }
}

/* The tests after the record: each begins with a comma. */
static void begin(const rule_words *w, const char *how, size_t *said)
{
    say(w, (*said)++ ? ", " : " ");
    say(w, how);
}

static void role_tests(const rule_words *w, const rule_tests *t, size_t *said)
{
    if (t->has_led_by) {
        begin(w, "led by ", said);
        words_roles(w, t->led_by, "or");
    }
    if (t->with_all) {
        begin(w, "with ", said);
        words_roles(w, t->with_all, "and");
    }
    if (t->has_any) {
        begin(w, "with at least one of ", said);
        words_roles(w, t->with_any, "and");
    }
    if (t->with_all_of != RULE_NONE) {
        begin(w, "with everyone who took part in ", said);
        words_record(w, t->with_all_of);
    }
}

static void date_test(const rule_words *w, const char *how, rule_index date, size_t *said)
{
    if (date == RULE_NONE)
        return;
    begin(w, how, said);
    words_date(w, date);
}

/* The legal position on the record's own date. */
static void position_test(const rule_words *w, const char *how, rule_index codes, uint32_t count,
                          size_t *said)
{
    if (codes == RULE_NONE)
        return;
    begin(w, how, said);
    for (uint32_t i = 0; i < count; i++) {
        words_between(w, i, count, "or");
        words_symbol(w, w->profile->program.symbols[codes + i]);
    }
    say(w, " was in force");
}

static void say_tests(const rule_words *w, const rule_tests *t, size_t *said, bool of_one)
{
    if (t->has_outcomes) {
        begin(w, of_one ? "has outcome " : "with outcome ", said);
        outcomes(w, t);
        say(w, t->if_no_outcome == NO_OUTCOME_PASSES ? " or none" : "");
    } else if (of_one && !t->where_count && !t->plain) {
        say(w, " was");
    }
    for (uint32_t i = 0; i < t->where_count; i++) {
        begin(w, of_one ? "has " : "with ", said);
        attribute_test(w, &w->profile->program.attributes[t->where + i]);
    }
    role_tests(w, t, said);
    date_test(w, "on or after ", t->on_or_after, said);
    date_test(w, "on or before ", t->on_or_before, said);
    date_test(w, "before ", t->before, said);
    date_test(w, "after ", t->after, said);
    position_test(w, "on a day on which ", t->under, t->under_count, said);
    position_test(w, "on a day on which no ", t->not_under, t->not_under_count, said);
    if (t->within != RULE_NONE) {
        begin(w, "within ", said);
        words_period(w, t->within_length);
        say(w, " of ");
        words_date(w, t->within);
    }
}

static void types(const rule_words *w, const rule_selector *sel)
{
    for (uint8_t i = 0; i < sel->type_count; i++) {
        words_between(w, i, sel->type_count, "or");
        words_symbol(w, w->profile->types[sel->types[i]].name);
    }
}

static void about(const rule_words *w, const rule_selector *sel)
{
    static const char *const whom[] = {"", " about that person", " about the child",
                                       " about anyone"};
    if (sel->about != ABOUT_IS_WHO) {
        say(w, whom[sel->about]);
        return;
    }
    say(w, " about someone for whom ");
    words_condition(w, sel->about_who);
}

/* "visit about the child, of those led by ...". */
static void picked(const rule_words *w, const rule_selector *sel)
{
    types(w, sel);
    about(w, sel);
    if (!sel->among.plain) {
        size_t said = 0;
        say(w, " (of those");
        say_tests(w, &sel->among, &said, false);
        say(w, ")");
    }
}

void words_record(const rule_words *w, rule_index selector)
{
    const rule_selector *sel = &w->profile->program.selectors[selector];
    size_t said = 0;
    say(w, sel->which == WHICH_LATEST ? "the latest " : "the first ");
    picked(w, sel);
    if (sel->which != WHICH_FIRST_OF_RUN)
        return;
    say(w, " of the latest unbroken run");
    say_tests(w, &sel->tests, &said, false);
}

void words_record_condition(const rule_words *w, rule_index selector)
{
    const rule_selector *sel = &w->profile->program.selectors[selector];
    size_t said = 0;
    if (sel->which != WHICH_ANY) {
        if (sel->tests.plain)
            say(w, "there is ");
        words_record(w, selector);
    } else {
        say(w, sel->count > 1 ? "there are at least " : "there is a record of ");
        if (sel->count > 1) {
            buffer_add_integer(w->out, sel->count);
            say(w, " records of ");
        }
        picked(w, sel);
    }
    say_tests(w, &sel->tests, &said, sel->which != WHICH_ANY);
}
