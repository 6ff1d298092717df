/* What the record shows of strengths and difficulties, what was set aside, and what is wrong. */
#include "text/report.h"

/* Factors ------------------------------------------------------------------------------------- */

/* A figure speaks of groups of families: it stands where everything is asked for. */
static void factor_line(report *r, const struct reunify_association *f)
{
    say_bullet(r, "-");
    sayf(r, "%t", f->text);
    if (f->rule->help && f->result == REUNIFY_TRUE)
        sayf(r, " %t", f->rule->help);
    if (r->all && f->rule->figure && f->result == REUNIFY_TRUE)
        sayf(r, " %t", f->rule->figure);
    say_source(r, &f->rule->source);
    say_end(r);
}

static bool factors_that(report *r, const char *kind, truth result, const char *what)
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
    static const char strengths[] =
        "Strengths: in research on groups of families, these go with returns that last";
    static const char difficulties[] =
        "Difficulties: in research on groups of families, these go with returns that do not last; "
        "this is no forecast for one child";
    if (!r->e->factor_count)
        return;
    if (!factors_that(r, "success", REUNIFY_TRUE, strengths)) {
        say_heading(r, strengths);
        say_bullet(r, "-");
        sayf(r, r->e->attempt_count > 1
                    ? "None of those that the guidance lists is on the record for the present "
                      "plan. That does not mean that the family has none."
                    : "None of those that the guidance lists is on the record. That does not mean "
                      "that the family has none.");
        say_end(r);
    }
    if (!factors_that(r, "breakdown", REUNIFY_TRUE, difficulties) && has_factors(r, "breakdown")) {
        say_heading(r, difficulties);
        say_bullet(r, "-");
        sayf(r, "None of those that the guidance lists is on the record. That does not mean that "
                "there are none.");
        say_end(r);
    }
    if (!r->all)
        return;
    factors_that(r, "success", REUNIFY_UNKNOWN, "Strengths of which nothing is known");
    factors_that(r, "breakdown", REUNIFY_UNKNOWN, "Difficulties of which nothing is known");
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

/* What it is about, as a quotation: the text says what would have been done. */
static void say_what(report *r, const struct reunify_set_aside *a, const pack_requirement *q)
{
    if (q)
        sayf(r, ": \"%t\"", q->text);
    else
        sayf(r, ": %i", a->requirement ? a->requirement : a->record);
    if (a->person) {
        sayf(r, " For: ");
        say_somebody(r, a->person, ENUM_NONE);
        sayf(r, ".");
    }
}

static void set_aside_line(report *r, const struct reunify_set_aside *a)
{
    const pack_requirement *q = requirement_called(r->e, a->requirement);
    const bool withdrawn = a->outcome && strcmp(a->outcome, "withdrawn") == 0;
    say_bullet(r, "-");
    sayf(r, withdrawn ? "Asked for again" : "Set aside");
    if (a->date != REUNIFY_DATE_NONE)
        sayf(r, withdrawn ? " from %d" : " on %d", a->date);
    if (a->by) {
        sayf(r, ", by: ");
        say_role(r, a->by);
    }
    sayf(r, !a->accepted ? "; this does not count. Meant was" : withdrawn ? "" : ". Not asked for");
    say_what(r, a, q);
    if (a->reason)
        sayf(r, " Reason: \"%t\"", a->reason);
    say_entry_id(r, a->record);
    if (q)
        say_source(r, &q->source);
    say_end(r);
}

void say_set_aside(report *r)
{
    if (r->e->set_aside_count)
        say_heading(r, "Steps that somebody decided not to ask for here (set aside), by whom and "
                       "why");
    for (size_t i = 0; i < r->e->set_aside_count; i++)
        set_aside_line(r, &r->e->set_aside[i]);
}

static void attempt_line(report *r, const struct reunify_attempt *a)
{
    static const char *const ends[] = {"the child came back into care", "the child became an adult",
                                       "the child moved on"};
    say_bullet(r, "-");
    sayf(r, "Attempt %n", a->number);
    if (a->from != REUNIFY_DATE_NONE)
        sayf(r, a->to == REUNIFY_DATE_NONE ? ", which counts what is dated from %d" : ", from %d",
             a->from);
    if (a->to != REUNIFY_DATE_NONE)
        sayf(r, " to %d", a->to);
    if (a->home.date == REUNIFY_DATE_NONE)
        sayf(r, a->to == REUNIFY_DATE_NONE ? ": no return home so far" : ": no return home");
    else
        sayf(r, ": home on %d", a->home.date);
    if (a->home.date != REUNIFY_DATE_NONE && a->home.ended_on != REUNIFY_DATE_NONE) {
        sayf(r, ", until %d", a->home.ended_on);
        if (a->home.outcome != ENUM_NONE)
            sayf(r, " (%t)", ends[a->home.outcome]);
    }
    sayf(r, ".");
    say_end(r);
}

void say_attempts(report *r)
{
    if (r->e->attempt_count < 2)
        return;
    say_heading(r, "Plans to go home; each has its own steps, and what was done before stays on "
                   "the record");
    for (size_t i = 0; i < r->e->attempt_count; i++)
        attempt_line(r, &r->e->attempts[i]);
}

/* What is wrong with the record --------------------------------------------------------------- */

/* Warnings in words; the place stands at the first %i, what is warned of once at the second. */
void say_record_problems(report *r)
{
    static const struct {
        const char *code, *words;
    } known[] = {
        {"attribute_conflict", "%i: two values begin on one day and do not agree; as long as "
                               "both last, nothing counts as known."},
        {"date_out_of_range", "%i: a date would lie past the year 9999."},
        {"findings_conflict", "Assessment %i: a finding and the itemised factors disagree; the "
                              "more cautious value was used."},
        {"duplicate_return", "%i: the same return stands in the record twice; it counts once."},
        {"home_without_return", "The child is placed with parents while in care, and %i has no "
                                "return that stands."},
        {"implausible_date", "%i: this date cannot be right."},
        {"judgement_no_level", "Assessment %i: a judgement was ignored, since it names no level."},
        {"judgement_no_rationale",
         "Assessment %i: a judgement was ignored, since it gives no rationale."},
        {"judgement_not_approved", "Assessment %i: a judgement was ignored, since no role that may "
                                   "approve a lower level did."},
        {"limit_evidence", "%i: more entries speak for it than can be listed; the list is cut."},
        {"one_day_gap", "%i: what begins the day after goes on from it; the day between counts as "
                        "none."},
        {"placement_not_recorded", "%i: where the child lived is not recorded; it is taken that "
                                   "the child was at home."},
        {"return_not_ended", "%i: no end is recorded, but the child is in care again; the return "
                             "is taken to have ended that day."},
        {"return_while_standing", "%i: an earlier return stands; this one was left out."},
        {"set_aside_no_rationale", "Record %i sets a requirement aside without giving reasons, and "
                                   "does not count."},
        {"set_aside_not_allowed",
         "Record %i sets a requirement aside and does not count: the role, "
         "the reason or the day is not one that may."},
        {"unknown_attribute", "The profile knows no attribute %i: it was left out."},
        {"unknown_finding", "Assessment %i states the finding %i, which the profile does not know: "
                            "it was left out, there and wherever else it is stated."},
        {"unknown_member", "The case format knows no member %i: it was left out."},
        {"unknown_outcome",
         "Record %i, of type %i: its outcome is not one of this guidance's, and is read as none of "
         "them. Other records of the type may have it too."},
        {"unknown_record_type",
         "Record %i is of type %i, which the profile does not know: all such "
         "records were left out."},
    };
    if (r->e->warning_count)
        say_heading(r, "For whoever keeps the record: what does not fit in it");
    for (size_t i = 0; i < r->e->warning_count; i++) {
        const evaluation_warning *w = &r->e->warnings[i];
        size_t k = 0;
        while (k < LENGTH_OF(known) && strcmp(known[k].code, w->code) != 0)
            k++;
        say_bullet(r, "-");
        if (k < LENGTH_OF(known))
            sayf(r, known[k].words, w->entry ? w->entry : w->at, w->name);
        else
            sayf(r, "%c: %i.", w->code, w->at);
        if (w->date != REUNIFY_DATE_NONE)
            sayf(r, " (%d)", w->date);
        say_end(r);
    }
}
