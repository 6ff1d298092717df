/*
 * The head of the page: who, where, under which law, at which level and stage, and how much is
 * open. At most six lines of 80 columns, so what could grow is cut short with a count.
 */
#include "text/report.h"

enum { MOST_PEOPLE = 4, MOST_STATUSES = 3, BABY_MONTHS = 24 };

/* Which of the texts of an age is meant: see MSG_HEAD_CASE. */
static int age_form(const struct reunify_position *p)
{
    enum { NOT_KNOWN, ONE_OF_TWO, MONTHS, YEARS };
    if (p->age < 0)
        return NOT_KNOWN;
    if (p->most_age != p->age)
        return ONE_OF_TWO;
    return p->months < BABY_MONTHS ? MONTHS : YEARS;
}

static void say_who(report *r)
{
    const reunify_evaluation *e = r->e;
    const struct reunify_position *p = &e->position;
    const int attempt = e->attempt_count ? e->attempts[e->attempt_count - 1].number : 0;
    layout_line(r->b, 0, INDENT);
    layout_style(r->b, STYLE_BOLD);
    say_with(r, MSG_HEAD_CASE,
             VALUES(of_id("case", e->case_id), of_choice("age", age_form(p)),
                    of_number("years", p->age), of_number("most", p->most_age),
                    of_number("months", p->months), of_date("date", e->as_of),
                    of_number("attempt", attempt > 1 ? attempt : 0)));
    layout_style(r->b, STYLE_PLAIN);
    say_end(r);
}

/* Where the child lives ----------------------------------------------------------------------- */

/* Those in the home, or to whom the child is to return. */
static bool is_meant(const position_person *person, bool of_home)
{
    return of_home || person->returned_to;
}

static void say_people(void *to, const message_value *value)
{
    report *r = to;
    const struct reunify_position *p = &r->e->position;
    size_t said = 0, more = 0;
    for (size_t i = 0; i < p->person_count; i++) {
        if (!is_meant(&p->people[i], value->place))
            continue;
        if (said == MOST_PEOPLE) {
            more++;
            continue;
        }
        if (said++)
            say(r, MSG_LIST_BETWEEN);
        say_somebody(r, p->people[i].id, p->people[i].relation);
    }
    if (!more)
        return;
    say(r, MSG_LIST_AND);
    say_with(r, MSG_HEAD_MORE_PEOPLE, VALUES(of_number("count", (int64_t)more)));
}

static message_value of_people(const report *r, bool of_home)
{
    const struct reunify_position *p = &r->e->position;
    message_value value = of_part("people", say_people, NULL, false);
    value.place = of_home;
    for (size_t i = 0; i < p->person_count; i++)
        value.given = value.given || is_meant(&p->people[i], of_home);
    return value;
}

static void say_home(report *r)
{
    enum { BY_PLACEMENT, NOT_PLANNED, PLANNED, NOT_KNOWN };
    const struct reunify_position *p = &r->e->position;
    say_with(r, MSG_HEAD_HOME,
             VALUES(of_date("date", p->since),
                    of_choice("how", !return_stands(r->e)          ? BY_PLACEMENT
                                     : p->planned == REUNIFY_TRUE  ? PLANNED
                                     : p->planned == REUNIFY_FALSE ? NOT_PLANNED
                                                                   : NOT_KNOWN),
                    of_flag("care", p->in_care == REUNIFY_TRUE), of_people(r, true)));
}

static void say_care(report *r)
{
    const struct reunify_position *p = &r->e->position;
    message_value placement = of_choice("placement", p->placement);
    placement.given = p->placement != ENUM_NONE;
    say_with(r, MSG_HEAD_CARE,
             VALUES(of_date("since", p->care_since), placement, of_people(r, false)));
}

static void lives_row(report *r)
{
    say_row(r, STYLE_BOLD, MSG_LABEL_LIVES);
    switch (r->e->position.lives) {
    case LIVES_AT_HOME:
        say_home(r);
        break;
    case LIVES_IN_CARE:
        say_care(r);
        break;
    case LIVES_ELSEWHERE:
        say_with(r, MSG_HEAD_ELSEWHERE, VALUES(of_people(r, true)));
        break;
    default:
        say(r, MSG_HEAD_LIVES_UNKNOWN);
        break;
    }
    say_end(r);
}

/* Whether a child in care is under nothing by which a child comes to be looked after. */
static bool lacks_basis(const struct reunify_position *p)
{
    static const char *const none[] = {"edge_of_care",
                                       "pre_proceedings",
                                       "section_47_enquiry",
                                       "supervision_order",
                                       "interim_supervision_order",
                                       "child_assessment_order",
                                       "special_guardianship_order",
                                       "none"};
    size_t count = 0;
    for (size_t i = 0; i < p->status_count; i++)
        for (size_t k = 0; k < LENGTH_OF(none); k++)
            count += strcmp(p->statuses[i].code, none[k]) == 0;
    return p->in_care == REUNIFY_TRUE && p->statuses_known && count == p->status_count;
}

static void legal_row(report *r)
{
    const struct reunify_position *p = &r->e->position;
    say_row(r, STYLE_BOLD, MSG_LABEL_LEGAL);
    for (size_t i = 0; i < p->status_count && i < MOST_STATUSES; i++) {
        say_clause(r, i);
        say_status(r, &p->statuses[i]);
    }
    if (p->status_count > MOST_STATUSES)
        say_with(r, MSG_HEAD_MORE_LEGAL,
                 VALUES(of_number("count", (int64_t)p->status_count - MOST_STATUSES)));
    if (!p->status_count)
        say_with(r, p->statuses_known ? MSG_HEAD_NO_LEGAL : MSG_HEAD_LEGAL_MISSING,
                 VALUES(of_flag("care", p->in_care == REUNIFY_TRUE)));
    else if (lacks_basis(p))
        say(r, MSG_HEAD_NO_BASIS);
    say_end(r);
}

/* Level and stage ----------------------------------------------------------------------------- */

/* Whether the latest assessment is complete and by itself gives another level. */
static bool findings_differ(const reunify_evaluation *e)
{
    return e->has_classification && e->classification.status != REUNIFY_CLASSIFIED_INCOMPLETE &&
           e->classification.level != e->level;
}

/* That it has risen is said before all else. */
static bool has_risen(const reunify_evaluation *e)
{
    return level_before(e) >= 0 && level_before(e) < e->level && !e->earlier_attempt;
}

static bool is_judged(const reunify_evaluation *e)
{
    const struct reunify_history_entry *h = level_basis(e);
    return h && h->basis == REUNIFY_BASIS_JUDGEMENT;
}

static bool was_before_return(const reunify_evaluation *e)
{
    return return_stands(e) && e->position.assessed_on < e->position.since;
}

static void say_assessed(report *r)
{
    const reunify_evaluation *e = r->e;
    const reunify_classification *c = &e->classification;
    const bool any = e->has_classification, risen = has_risen(e),
               incomplete = any && c->status == REUNIFY_CLASSIFIED_INCOMPLETE;
    if (e->position.assessed_on == REUNIFY_DATE_NONE) {
        say(r, MSG_HEAD_NOT_ASSESSED);
        return;
    }
    /* That it was before the return is said where there is room. */
    say_with(r, MSG_HEAD_ASSESSED,
             VALUES(of_ago("ago", &e->position.assessed_on), of_flag("incomplete", incomplete),
                    of_level(r, "findings", findings_differ(e) && !risen ? c->level : -1),
                    of_flag("return", any && was_before_return(e) && !risen && !is_judged(e))));
}

static void say_coloured_level(void *to, const message_value *value)
{
    report *r = to;
    const int level = r->e->level, worst = (int)r->p->level_count - 1;
    (void)value;
    layout_style(r->b, level == worst ? STYLE_RED : level == 0 ? STYLE_GREEN : STYLE_YELLOW);
    say_value(r, of_level(r, "level", level));
    layout_style(r->b, STYLE_PLAIN);
}

static void say_level(report *r)
{
    const reunify_evaluation *e = r->e;
    const bool before =
        has_risen(e) || (!findings_differ(e) && !e->earlier_attempt && !was_before_return(e));
    say_with(r, MSG_HEAD_LEVEL,
             VALUES(of_part("level", say_coloured_level, NULL, true), of_date("date", e->since),
                    of_level(r, "before", before ? level_before(e) : -1),
                    of_flag("judgement", is_judged(e)), of_flag("earlier", e->earlier_attempt)));
}

static void risk_row(report *r)
{
    const reunify_evaluation *e = r->e;
    const reunify_classification *c = &e->classification;
    say_row(r, STYLE_BOLD, MSG_LABEL_RISK);
    if (e->pathway->without_tool)
        say(r, MSG_HEAD_NO_TOOL);
    else if (e->level >= 0)
        say_level(r);
    else if (e->has_classification && c->at_least > 0)
        say_with(r, MSG_HEAD_AT_LEAST, VALUES(of_level(r, "level", c->at_least)));
    else
        say(r, MSG_HEAD_NO_LEVEL_YET);
    say_assessed(r);
    say_end(r);
}

/* At the present stage, or by a decision that belongs to a later one: -1 where nothing is. */
static int32_t stopped_at(const reunify_evaluation *e)
{
    for (size_t i = 0; i < e->gate_count; i++)
        if (e->gates[i].stopped_by || e->gates[i].refused_by)
            return (int32_t)i;
    return -1;
}

static void stage_row(report *r)
{
    const reunify_evaluation *e = r->e;
    const int32_t stopped = stopped_at(e);
    const bool elsewhere = stopped >= 0 && stopped != e->stage;
    const struct reunify_gate *g = e->stage < 0 ? NULL : &e->gates[e->stage];
    message_value stop = of_styled("stopped", STYLE_RED, MSG_HEAD_STOPPED);
    stop.given = stopped >= 0;
    say_row(r, STYLE_BOLD, MSG_LABEL_STAGE);
    say_with(r, g ? MSG_HEAD_STAGE : MSG_HEAD_NO_STAGE,
             VALUES(of_number("number", g ? g->number : 0),
                    of_number("count", (int64_t)e->gate_count),
                    g ? of_stage("stage", g->stage) : of_text("stage", NULL),
                    of_choice("any", e->gate_count != 0),
                    of_level(r, "level", e->pathway->without_tool ? -1 : e->level), stop,
                    of_number("at_stage", elsewhere ? e->gates[stopped].number : 0)));
    say_end(r);
}

static void counts_row(report *r)
{
    const reunify_evaluation *e = r->e;
    const size_t overdue = count_obligations(e, REUNIFY_OBLIGATION_OVERDUE),
                 due = count_obligations(e, REUNIFY_OBLIGATION_DUE);
    say_row(r, e->alert_count || overdue ? STYLE_RED : STYLE_BOLD, MSG_LABEL_COUNTS);
    say_with(r, MSG_HEAD_COUNTS,
             VALUES(of_number("alerts", (int64_t)e->alert_count),
                    of_number("unchecked", (int64_t)e->unknown_alert_count),
                    of_number("overdue", (int64_t)overdue), of_number("due", (int64_t)due),
                    of_number("open", (int64_t)e->outstanding_count),
                    of_number("unknown", (int64_t)e->information_count)));
    say_end(r);
}

void say_head(report *r)
{
    say_who(r);
    lives_row(r);
    legal_row(r);
    risk_row(r);
    stage_row(r);
    counts_row(r);
}
