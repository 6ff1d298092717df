/* What the record shows of strengths and difficulties, what was set aside, and what is wrong. */
#include "text/report.h"

/* Factors ------------------------------------------------------------------------------------- */

/* A figure speaks of groups of families: it stands where everything is asked for. */
static void factor_line(report *r, const struct reunify_association *f)
{
    say_bullet(r);
    put(r, f->text);
    if (f->rule->help && f->result == REUNIFY_TRUE) {
        put(r, " ");
        put(r, f->rule->help);
    }
    if (r->all && f->rule->figure && f->result == REUNIFY_TRUE) {
        put(r, " ");
        put(r, f->rule->figure);
    }
    say_source(r, &f->rule->source);
    say_end(r);
}

static bool factors_that(report *r, const char *kind, truth result, message_id what)
{
    bool any = false;
    for (size_t i = 0; i < r->e->factor_count; i++) {
        const struct reunify_association *f = &r->e->factors[i];
        if (f->result != result || strcmp(f->rule->kind, kind) != 0)
            continue;
        if (!any)
            say_heading(r, what);
        any = true;
        factor_line(r, f);
    }
    return any;
}

static bool has_factors(const report *r, const char *kind)
{
    for (size_t i = 0; i < r->e->factor_count; i++)
        if (strcmp(r->e->factors[i].rule->kind, kind) == 0)
            return true;
    return false;
}

/* Strengths first, and never in silence. */
void say_factors(report *r)
{
    if (!r->e->factor_count)
        return;
    if (!factors_that(r, "success", REUNIFY_TRUE, MSG_STRENGTHS)) {
        say_heading(r, MSG_STRENGTHS);
        say_bullet(r);
        say_with(r, MSG_STRENGTHS_NONE, VALUES(of_flag("plan", r->e->attempt_count > 1)));
        say_end(r);
    }
    if (!factors_that(r, "breakdown", REUNIFY_TRUE, MSG_DIFFICULTIES) &&
        has_factors(r, "breakdown")) {
        say_heading(r, MSG_DIFFICULTIES);
        say_bullet(r);
        say(r, MSG_DIFFICULTIES_NONE);
        say_end(r);
    }
    if (!r->all)
        return;
    factors_that(r, "success", REUNIFY_UNKNOWN, MSG_STRENGTHS_UNKNOWN);
    factors_that(r, "breakdown", REUNIFY_UNKNOWN, MSG_DIFFICULTIES_UNKNOWN);
}

/* Set aside, attempts ------------------------------------------------------------------------- */

static const pack_requirement *requirement_called(const reunify_evaluation *e, const char *id)
{
    for (size_t i = 0; id && i < e->gate_count; i++)
        for (uint16_t k = 0; k < e->gates[i].stage->requirement_count; k++)
            if (strcmp(e->gates[i].stage->requirements[k].id, id) == 0)
                return &e->gates[i].stage->requirements[k];
    return NULL;
}

/* White space is no reason, and is not quoted as one. */
static const char *reason_given(const char *reason)
{
    return reason && !text_is_blank((text){reason, strlen(reason)}) ? reason : NULL;
}

/* What it is about stands as a quotation: the text says what would have been done. */
static void set_aside_line(report *r, const struct reunify_set_aside *a)
{
    const pack_requirement *q = requirement_called(r->e, a->requirement);
    const bool withdrawn = a->outcome && strcmp(a->outcome, "withdrawn") == 0;
    say_bullet(r);
    say_with(r, withdrawn ? MSG_SET_ASIDE_WITHDRAWN : MSG_SET_ASIDE_GIVEN,
             VALUES(of_date("date", a->date), of_role(r, "by", a->by),
                    of_flag("counts", a->accepted), of_text("text", q ? q->text : NULL),
                    of_id("id", a->requirement ? a->requirement : a->record),
                    of_person("person", a->person), of_text("reason", reason_given(a->reason)),
                    of_entry_id(r, "record", a->record)));
    if (q)
        say_source(r, &q->source);
    say_end(r);
}

void say_set_aside(report *r)
{
    if (r->e->set_aside_count)
        say_heading(r, MSG_SET_ASIDE);
    for (size_t i = 0; i < r->e->set_aside_count; i++)
        set_aside_line(r, &r->e->set_aside[i]);
}

static void attempt_line(report *r, const struct reunify_attempt *a)
{
    message_value end = of_choice("end", a->home.outcome);
    end.given = a->home.outcome != ENUM_NONE;
    say_bullet(r);
    say_with(r, MSG_ATTEMPTS_ONE,
             VALUES(of_number("number", a->number), of_date("from", a->from), of_date("to", a->to),
                    of_date("home", a->home.date), of_date("until", a->home.ended_on), end));
    say_end(r);
}

void say_attempts(report *r)
{
    if (r->e->attempt_count < 2)
        return;
    say_heading(r, MSG_ATTEMPTS);
    for (size_t i = 0; i < r->e->attempt_count; i++)
        attempt_line(r, &r->e->attempts[i]);
}

/* What is wrong with the record --------------------------------------------------------------- */

/* The message of a warning: "problem." and its code. MESSAGE_COUNT: none. */
static message_id problem_called(const char *code)
{
    enum { BEFORE = sizeof "problem." - 1 };
    for (message_id id = MSG_PROBLEM_ATTRIBUTE_CONFLICT; id <= MSG_PROBLEM_UNKNOWN_RECORD_TYPE;
         id++)
        if (strcmp(message_name(id) + BEFORE, code) == 0)
            return id;
    return MESSAGE_COUNT;
}

static void problem_line(report *r, const evaluation_warning *w)
{
    const message_id known = problem_called(w->code);
    say_bullet(r);
    if (known != MESSAGE_COUNT) {
        say_with(r, known,
                 VALUES(of_id("place", w->entry ? w->entry : w->at), of_id("name", w->name)));
    } else {
        say_value(r, of_code("code", w->code));
        put(r, ": ");
        put_solid(r, w->at);
        put(r, ".");
    }
    if (w->date != REUNIFY_DATE_NONE) {
        put(r, " (");
        say_value(r, of_date("date", w->date));
        put(r, ")");
    }
    say_end(r);
}

void say_record_problems(report *r)
{
    if (r->e->warning_count)
        say_heading(r, MSG_PROBLEMS);
    for (size_t i = 0; i < r->e->warning_count; i++)
        problem_line(r, &r->e->warnings[i]);
}
