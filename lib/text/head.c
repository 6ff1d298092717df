/*
 * The head of the page: who, where, under which law, at which level and stage, and how much is
 * open. At most six lines of 80 columns, so what could grow is cut short with a count.
 */
#include "text/report.h"

enum { MOST_PEOPLE = 4, MOST_STATUSES = 3, BABY_MONTHS = 24 };

static void say_age(report *r)
{
    const struct reunify_position *p = &r->e->position;
    if (p->age < 0)
        sayf(r, ", age not known");
    else if (p->most_age != p->age)
        sayf(r, ", %n or %n years old", p->age, p->most_age);
    else if (p->months < BABY_MONTHS && p->months != 1)
        sayf(r, ", %n months old", p->months);
    else if (p->months == 1)
        sayf(r, ", 1 month old");
    else
        sayf(r, ", %n years old", p->age);
}

static void say_who(report *r)
{
    const reunify_evaluation *e = r->e;
    layout_line(r->b, 0, INDENT);
    layout_style(r->b, STYLE_BOLD);
    sayf(r, "Case %i", e->case_id);
    say_age(r);
    sayf(r, ", on %d", e->as_of);
    if (e->attempt_count && e->attempts[e->attempt_count - 1].number > 1)
        sayf(r, ": attempt %n", e->attempts[e->attempt_count - 1].number);
    layout_style(r->b, STYLE_PLAIN);
    say_end(r);
}

/* Where the child lives ----------------------------------------------------------------------- */

/* Of those in the home, or to whom the child is to return. */
static void say_people(report *r, const char *before, bool of_home)
{
    const struct reunify_position *p = &r->e->position;
    size_t said = 0, more = 0;
    for (size_t i = 0; i < p->person_count; i++) {
        if (!of_home && !p->people[i].returned_to)
            continue;
        if (said == MOST_PEOPLE) {
            more++;
            continue;
        }
        sayf(r, said++ ? ", " : before);
        say_somebody(r, p->people[i].id, p->people[i].relation);
    }
    if (more) {
        sayf(r, " and ");
        say_count(r, more, "other person", "other people");
    }
}

static void say_home(report *r)
{
    const struct reunify_position *p = &r->e->position;
    sayf(r, "at home since %d", p->since);
    if (!return_stands(r->e))
        sayf(r, " by placement, no return recorded");
    else if (p->planned == REUNIFY_TRUE)
        sayf(r, " (planned)");
    else if (p->planned == REUNIFY_FALSE)
        sayf(r, " (not planned)");
    else
        sayf(r, " (whether planned is not known)");
    if (p->in_care == REUNIFY_TRUE)
        sayf(r, ", looked after");
    say_people(r, ", with ", true);
}

static void say_care(report *r)
{
    const struct reunify_position *p = &r->e->position;
    sayf(r, "in care");
    if (p->care_since != REUNIFY_DATE_NONE)
        sayf(r, " since %d", p->care_since);
    static const char *const homes[] = {[PLACEMENT_FOSTER] = "with foster carers",
                                        [PLACEMENT_KINSHIP_FOSTER] = "in kinship foster care",
                                        [PLACEMENT_RESIDENTIAL] = "in a residential home",
                                        [PLACEMENT_WITH_PARENTS] = "with parents",
                                        [PLACEMENT_SEMI_INDEPENDENT] = "in semi-independent living",
                                        [PLACEMENT_SECURE] = "in secure accommodation",
                                        [PLACEMENT_HOSPITAL] = "in hospital",
                                        [PLACEMENT_OTHER] = "in another placement",
                                        [PLACEMENT_TEMPORARY] = "in a stay for a time"};
    if (p->placement != ENUM_NONE)
        sayf(r, ", %t", homes[p->placement]);
    say_people(r, "; to return to ", false);
}

static void lives_row(report *r)
{
    say_row(r, STYLE_BOLD, "Lives");
    switch (r->e->position.lives) {
    case LIVES_AT_HOME:
        say_home(r);
        break;
    case LIVES_IN_CARE:
        say_care(r);
        break;
    case LIVES_ELSEWHERE:
        sayf(r, "not in care, by the record");
        say_people(r, "; household: ", true);
        break;
    default:
        sayf(r, "not known: the record does not say");
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
    say_row(r, STYLE_BOLD, "Legal");
    for (size_t i = 0; i < p->status_count && i < MOST_STATUSES; i++) {
        const position_status *s = &p->statuses[i];
        sayf(r, i ? "; " : "");
        say_status(r, s);
    }
    if (p->status_count > MOST_STATUSES)
        sayf(r, " and %n more", (int)(p->status_count - MOST_STATUSES));
    if (!p->status_count)
        sayf(r, p->statuses_known ? "no legal status in force" : "not recorded");
    if (p->in_care == REUNIFY_TRUE && !p->status_count)
        sayf(r, ", though the child is in care");
    else if (lacks_basis(p))
        sayf(r, "; no order and no section 20 on record, though in care");
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
    if (r->e->position.assessed_on == REUNIFY_DATE_NONE) {
        sayf(r, "; no assessment of risk is recorded");
        return;
    }
    sayf(r, "; assessed ");
    say_ago(r, r->e->position.assessed_on);
    if (!r->e->has_classification)
        return;
    if (r->e->classification.status == REUNIFY_CLASSIFIED_INCOMPLETE)
        sayf(r, ", incomplete");
    else if (findings_differ(r->e) && !has_risen(r->e))
        sayf(r, ", findings: %l", r->e->classification.level);
    if (was_before_return(r->e) && !has_risen(r->e) && !is_judged(r->e)) /* where there is room */
        sayf(r, ", before return");
}

static void risk_row(report *r)
{
    const reunify_evaluation *e = r->e;
    const int worst = (int)r->p->level_count - 1;
    say_row(r, STYLE_BOLD, "Risk");
    if (e->pathway->without_tool) {
        sayf(r, "not classified on this pathway");
    } else if (e->level < 0) {
        if (e->has_classification && e->classification.at_least > 0)
            sayf(r, "at least %l by what is known, no full level yet", e->classification.at_least);
        else
            sayf(r, "no level yet");
    } else {
        layout_style(r->b, e->level == worst ? STYLE_RED
                           : e->level == 0   ? STYLE_GREEN
                                             : STYLE_YELLOW);
        sayf(r, "%l", e->level);
        layout_style(r->b, STYLE_PLAIN);
        sayf(r, " since %d", e->since);
        if (has_risen(e) || (level_before(e) >= 0 && !findings_differ(e) && !e->earlier_attempt &&
                             !was_before_return(e)))
            sayf(r, " (%l before)", level_before(e));
        if (is_judged(e))
            sayf(r, " by judgement");
        if (e->earlier_attempt)
            sayf(r, ", of an earlier attempt");
    }
    say_assessed(r);
    say_end(r);
}

/* At the present stage, or by a decision that belongs to a later one. */
static void say_where_stopped(report *r)
{
    const reunify_evaluation *e = r->e;
    for (size_t i = 0; i < e->gate_count; i++) {
        const struct reunify_gate *g = &e->gates[i];
        if (!g->stopped_by && !g->refused_by)
            continue;
        sayf(r, ": ");
        say_styled(r, STYLE_RED, "stopped");
        if ((int32_t)i != e->stage)
            sayf(r, " at stage %n", g->number);
        return;
    }
}

static void stage_row(report *r)
{
    const reunify_evaluation *e = r->e;
    say_row(r, STYLE_BOLD, "Stage");
    if (e->stage < 0) {
        sayf(r, e->gate_count ? "no stage is left open" : "the guidance has no stages here");
    } else {
        const struct reunify_gate *g = &e->gates[e->stage];
        sayf(r, "%n of %n, %t", g->number, (int)e->gate_count,
             g->stage->label ? g->stage->label : g->stage->id);
    }
    if (e->level >= 0 && !e->pathway->without_tool)
        sayf(r, ", at %l risk", e->level);
    say_where_stopped(r);
    say_end(r);
}

static void counts_row(report *r)
{
    const reunify_evaluation *e = r->e;
    const size_t overdue = count_obligations(e, REUNIFY_OBLIGATION_OVERDUE);
    say_row(r, e->alert_count || overdue ? STYLE_RED : STYLE_BOLD, "Counts");
    say_count(r, e->alert_count, "alert", "alerts");
    if (e->unknown_alert_count)
        sayf(r, " (%n not checked)", (int)e->unknown_alert_count);
    sayf(r, ", %n overdue, %n due, %n open, %n not known", (int)overdue,
         (int)count_obligations(e, REUNIFY_OBLIGATION_DUE), (int)e->outstanding_count,
         (int)e->information_count);
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
