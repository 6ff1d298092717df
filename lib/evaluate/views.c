/*
 * What each view of an evaluation holds: the one table that the JSON document, the difference of
 * two evaluations and whoever else walks an evaluation go by.
 *
 * A kind of view is a list of rows, one a member, in the order of the document. A row says what the
 * member is called, of what type it is, where it stands, and from which level of explanation on
 * documents say it. It stands IN the struct, or BEHIND a pointer of the struct, such as the rule in
 * the profile; where neither can be said, a small function finds it. Rows of NESTED and LIST name
 * the kind that is inside; a nested view may be of the same struct, seen another way, as the risk
 * of an evaluation is. A list may be laid out in several ways, which readers do not see: they ask
 * for the count and for an item.
 *
 * Rows that hold nothing but what the pack says are JOINED: the first of them names the fragment
 * that the rule keeps of them all (profile/fragments.c), and documents copy it.
 *
 * A row that is COMPARED tells in which turn, and as which aspect, two evaluations are compared by
 * it; items of a list are then matched by the key of their kind. A list or a nested view that is
 * COMPARED itself is compared as a whole. An UNWRITTEN row is in no document. A new member is a row
 * here, and a new section a kind with its rows and one row where it hangs; the getters stay plain
 * functions, and tests/api/test_views.c holds them to the documents.
 */
#include "evaluate/evaluation.h"

#include <reunify/version.h>

#include <stddef.h>

/* Names of statuses --------------------------------------------------------------------------- */

const char *const applicability_names[] = {"not_applicable", "applicable", "unknown", NULL};
const char *const requirement_status_names[] = {"not_met",        "met",       "unknown",
                                                "not_applicable", "set_aside", NULL};
const char *const obligation_status_names[] = {"not_started", "upcoming",       "due", "overdue",
                                               "done",        "not_applicable", NULL};
const char *const factor_result_names[] = {"absent", "present", "unknown", NULL};
const char *const classification_status_names[] = {"consistent", "discordant", "incomplete", NULL};
const char *const basis_names[] = {NULL, "classification", "movement", "judgement", NULL};
const char *const held_by_names[] = {NULL, "classification", "incomplete", NULL};
const char *const lives_names[] = {"at_home", "in_care", "elsewhere", NULL};

const char *const need_kind_names[] = {"record",    "assessment",   "level", "goal", "family_time",
                                       "attribute", "legal_status", "birth", "day",  "stay",
                                       NULL};

/* Rows ---------------------------------------------------------------------------------------- */

#define WRITTEN(title) ",\"" title "\":"
#define MEMBER(title, kind_of_value)                                                               \
    .name = WRITTEN(title), .name_length = sizeof WRITTEN(title) - 1, .type = VIEW_##kind_of_value
#define IN(structure, member) .behind = VIEW_NOTHING, .at = offsetof(structure, member)
#define BEHIND(structure, pointer, pointed, member)                                                \
    .behind = offsetof(structure, pointer), .at = offsetof(pointed, member)
#define IN_RULE(what, member) BEHIND(struct reunify_##what, rule, pack_##what, member)
#define ITEMS(structure, member, number) IN(structure, member), .count = offsetof(structure, number)
#define WORDS .from = REUNIFY_EXPLAIN_DECISION
#define DATES .from = REUNIFY_EXPLAIN_FULL
#define JOINED(number, structure, member) .joined = number, .fragment = offsetof(structure, member)
/* The pack's text and source of a rule, which are one fragment. */
#define PACK_WORDS WORDS, .words = true
#define TEXT_OF(what)                                                                              \
    MEMBER("text", TEXT), IN_RULE(what, text), PACK_WORDS, JOINED(2, pack_##what, words)
#define SOURCE_OF(what)                                                                            \
    MEMBER("source", NESTED), IN_RULE(what, source), PACK_WORDS, .kind = &source_kind
#define OPTIONAL .optional = LEFT_OUT_IF_ABSENT
#define UNLESS_NO(structure, member)                                                               \
    .optional = LEFT_OUT_IF_NONE, .sign = offsetof(structure, member)
#define UNLESS_NOBODY(structure, member)                                                           \
    .optional = LEFT_OUT_IF_NOBODY, .sign = offsetof(structure, member)
#define UNLESS_LEAST(structure, member)                                                            \
    .optional = LEFT_OUT_IF_LEAST, .sign = offsetof(structure, member)
/* Lists, roles, numbers and dates that are left out where there are none. */
#define SOME_ITEMS(structure, member, number)                                                      \
    ITEMS(structure, member, number), UNLESS_NO(structure, number)
#define SOME_TEXTS(structure, member) SOME_ITEMS(structure, member.items, member.count)
#define SOME_ROLES(structure, member)                                                              \
    IN(structure, member), UNLESS_NOBODY(structure, member), .layout = LAID_AS_ROLES
#define IF_ASKED(structure, member) IN(structure, member), UNLESS_LEAST(structure, member)
#define UNWRITTEN .from = VIEW_UNWRITTEN
#define COMPARED(number, title) .turn = number, .aspect = title
#define KIND(title, structure, rows, key_at)                                                       \
    {                                                                                              \
        title, sizeof(structure), rows, LENGTH_OF(rows), key_at                                    \
    }

/* The same struct, seen as another kind. */
static const void *itself(const view *v)
{
    return v->data;
}

/* What the pack says -------------------------------------------------------------------------- */

static const view_member source_members[] = {
    {MEMBER("id", TEXT), IN(pack_source, id)},
    {MEMBER("at", TEXT), IN(pack_source, at)},
};
static const view_kind source_kind = KIND("source", pack_source, source_members, 0);

static const view_member action_members[] = {
    {MEMBER("code", TEXT), IN_RULE(action, id)},
    {MEMBER("applies", TRUTH), IN(struct reunify_action, applies), .names = truth_names},
    {TEXT_OF(action)},
    {SOURCE_OF(action)},
};
static const view_kind action_kind = KIND("action", struct reunify_action, action_members, 0);

static const view_member base_members[] = {
    {MEMBER("id", TEXT), IN(pack_base, id)},
    {MEMBER("version", TEXT), IN(pack_base, version)},
};
static const view_kind base_kind = KIND("base", pack_base, base_members, 0);

static view_items profile_bases(const view *v)
{
    const reunify_profile *p = v->data;
    return (view_items){p->bases, p->base_count};
}

static const view_member profile_members[] = {
    {MEMBER("id", TEXT), IN(reunify_profile, id)},
    {MEMBER("version", TEXT), IN(reunify_profile, version)},
    {MEMBER("extends", LIST), .list = profile_bases, .kind = &base_kind, OPTIONAL},
};
static const view_kind profile_kind = KIND("profile", reunify_profile, profile_members, 0);

/* Applicability ------------------------------------------------------------------------------- */

static const view_member condition_members[] = {
    {MEMBER("id", TEXT), BEHIND(struct reunify_applicability, rule, pack_condition, id)},
    {MEMBER("result", TRUTH), IN(struct reunify_applicability, result), .names = truth_names,
     COMPARED(1, "status")},
    {MEMBER("text", TEXT), BEHIND(struct reunify_applicability, rule, pack_condition, text),
     PACK_WORDS, JOINED(2, pack_condition, words)},
    {MEMBER("source", NESTED), BEHIND(struct reunify_applicability, rule, pack_condition, source),
     PACK_WORDS, .kind = &source_kind},
    {MEMBER("entries", TEXTS), ITEMS(struct reunify_applicability, entries, entry_count), WORDS,
     OPTIONAL},
};
static const view_kind condition_kind =
    KIND("condition", struct reunify_applicability, condition_members, 0);

static const view_member applicability_members[] = {
    {MEMBER("result", TRUTH), IN(reunify_evaluation, applicable), .names = applicability_names},
    {MEMBER("truth", TRUTH), IN(reunify_evaluation, applicable), .names = truth_names, UNWRITTEN,
     COMPARED(1, "applicability")},
    {MEMBER("conditions", LIST), ITEMS(reunify_evaluation, conditions, condition_count),
     .kind = &condition_kind},
};
static const view_kind applicability_kind =
    KIND("applicability", reunify_evaluation, applicability_members, -1);

/* Risk ---------------------------------------------------------------------------------------- */

static view_value profile_finding_value(const reunify_profile *p, uint16_t finding, int64_t value)
{
    const pack_finding *f = &p->findings[finding];
    if (value == FINDING_UNKNOWN)
        return (view_value){VALUE_NONE, NULL, 0};
    if (f->type != NAMED_TEXT)
        return (view_value){VALUE_BOOLEAN, NULL, value != 0};
    return (view_value){VALUE_TEXT, profile_symbol_name(p, f->values[value]), 0};
}

view_value dimension_value(const reunify_profile *p, const dimension_result *d)
{
    return profile_finding_value(p, p->dimensions[d->dimension].finding, d->value);
}

static const void *find_dimension(const view *v)
{
    const dimension_result *d = v->data;
    return v->profile->dimensions[d->dimension].id;
}

static view_items permitted_levels(const view *v)
{
    const dimension_result *d = v->data;
    size_t count = 0;
    for (size_t i = 0; i < v->profile->level_count; i++)
        count += d->permits >> i & 1;
    return (view_items){&d->permits, count};
}

const char *person_value_text(const reunify_profile *p, const person_value *v)
{
    const view_value value = profile_finding_value(p, v->finding, v->value);
    return value.type == VALUE_BOOLEAN ? truth_names[value.number] : value.text;
}

static const void *person_value_of(const view *v)
{
    return person_value_text(v->profile, v->data);
}

static const view_member person_value_members[] = {
    {MEMBER("person", TEXT), IN(person_value, id)},
    {MEMBER("value", TEXT), .find = person_value_of},
};
static const view_kind person_value_kind = KIND("person", person_value, person_value_members, 0);

static const void *stated_finding(const view *v)
{
    const person_value *s = v->data;
    return profile_symbol_name(v->profile, v->profile->findings[s->finding].name);
}

static const view_member stated_members[] = {
    {MEMBER("finding", TEXT), .find = stated_finding},
    {MEMBER("value", TEXT), .find = person_value_of},
};
static const view_kind stated_kind = KIND("stated", person_value, stated_members, 0);

static const view_member dimension_members[] = {
    {MEMBER("id", TEXT), .find = find_dimension},
    {MEMBER("value", FINDING), IN(dimension_result, value)},
    {MEMBER("permits", TEXTS), .list = permitted_levels, .layout = LAID_AS_BITS},
    {MEMBER("deciding", BOOLEAN), IN(dimension_result, deciding)},
    {MEMBER("people", LIST), ITEMS(dimension_result, people, person_count),
     .kind = &person_value_kind, OPTIONAL},
    {MEMBER("stated", LIST), ITEMS(dimension_result, stated, stated_count), WORDS,
     .kind = &stated_kind, OPTIONAL},
};
static const view_kind dimension_kind = KIND("dimension", dimension_result, dimension_members, 0);

static const view_member classification_members[] = {
    {MEMBER("assessment", TEXT), IN(struct reunify_classification, assessment)},
    {MEMBER("level", LEVEL), IN(struct reunify_classification, level)},
    {MEMBER("status", STATUS), IN(struct reunify_classification, status),
     .names = classification_status_names},
    {MEMBER("at_least", LEVEL), IN(struct reunify_classification, at_least)},
    {MEMBER("dimensions", LIST), ITEMS(struct reunify_classification, dimensions, dimension_count),
     .kind = &dimension_kind},
};
static const view_kind classification_kind =
    KIND("classification", struct reunify_classification, classification_members, 0);

static const view_member held_members[] = {
    {MEMBER("rule", TEXT), BEHIND(struct reunify_history_entry, held, pack_movement, id),
     COMPARED(3, "held rule")},
    {MEMBER("to", LEVEL), BEHIND(struct reunify_history_entry, held, pack_movement, to)},
    {MEMBER("eligible_from", DATE), IN(struct reunify_history_entry, held_since)},
    {MEMBER("by", STATUS), IN(struct reunify_history_entry, held_by), .names = held_by_names},
};
static const view_kind held_kind = KIND("held", struct reunify_history_entry, held_members, -1);

static const void *held_of(const view *v)
{
    const struct reunify_history_entry *h = v->data;
    return h->held_by == REUNIFY_HELD_NOT ? NULL : h;
}

static const view_member judgement_members[] = {
    {MEMBER("level", LEVEL), IN(struct reunify_history_entry, judged_level)},
    {MEMBER("approved_by", TEXT), IN(struct reunify_history_entry, approved_by)},
    {MEMBER("rationale", TEXT), IN(struct reunify_history_entry, rationale), WORDS},
};
static const view_kind judgement_kind =
    KIND("judgement", struct reunify_history_entry, judgement_members, -1);

static const void *judgement_of(const view *v)
{
    const struct reunify_history_entry *h = v->data;
    return h->judged ? h : NULL;
}

static const view_member history_members[] = {
    {MEMBER("date", DATE), IN(struct reunify_history_entry, date)},
    {MEMBER("assessment", TEXT), IN(struct reunify_history_entry, assessment)},
    {MEMBER("from", LEVEL), IN(struct reunify_history_entry, from)},
    {MEMBER("to", LEVEL), IN(struct reunify_history_entry, to), COMPARED(1, "status")},
    {MEMBER("basis", STATUS), IN(struct reunify_history_entry, basis), .names = basis_names},
    {MEMBER("rule", TEXT), BEHIND(struct reunify_history_entry, rule, pack_movement, id),
     COMPARED(2, "rule")},
    {MEMBER("indicated", LEVEL), IN(struct reunify_history_entry, indicated)},
    {MEMBER("engine", LEVEL), IN(struct reunify_history_entry, engine)},
    {MEMBER("discordant", BOOLEAN), IN(struct reunify_history_entry, discordant)},
    {MEMBER("silent", BOOLEAN), IN(struct reunify_history_entry, silent)},
    {MEMBER("held", NESTED), .find = held_of, .kind = &held_kind},
    {MEMBER("judgement", NESTED), .find = judgement_of, .kind = &judgement_kind},
};
static const view_kind history_kind =
    KIND("history", struct reunify_history_entry, history_members, 1);

static const view_member pending_members[] = {
    {MEMBER("rule", TEXT), BEHIND(struct reunify_pending, rule, pack_movement, id)},
    {MEMBER("to", LEVEL), BEHIND(struct reunify_pending, rule, pack_movement, to)},
    {MEMBER("run_since", DATE), IN(struct reunify_pending, run_since)},
    {MEMBER("eligible_from", DATE), IN(struct reunify_pending, eligible_from)},
    {MEMBER("elapsed", BOOLEAN), IN(struct reunify_pending, elapsed)},
};
static const view_kind pending_kind = KIND("pending", struct reunify_pending, pending_members, 0);

static const view_member may_close_members[] = {
    {MEMBER("eligible_from", DATE), IN(reunify_evaluation, may_close_from),
     COMPARED(1, "may close")},
    {MEMBER("confirmed_on", DATE), IN(reunify_evaluation, may_close_confirmed)},
};
static const view_kind may_close_kind =
    KIND("may_close", reunify_evaluation, may_close_members, -1);

static const void *classification_of(const view *v)
{
    const reunify_evaluation *e = v->data;
    return e->has_classification ? &e->classification : NULL;
}

static const void *may_close_of(const view *v)
{
    const reunify_evaluation *e = v->data;
    return e->closing_runs ? e : NULL;
}

static const view_member closing_members[] = {
    {MEMBER("result", TRUTH), IN(reunify_evaluation, may_be_closed), .names = truth_names,
     COMPARED(1, "closing")},
    {MEMBER("conditions", LIST), ITEMS(reunify_evaluation, closing, closing_count),
     .kind = &condition_kind},
};
static const view_kind closing_kind = KIND("closing", reunify_evaluation, closing_members, -1);

/* Nothing closes by a tool that is not used. */
static const void *closing_of(const view *v)
{
    const reunify_evaluation *e = v->data;
    return e->pathway->without_tool ? NULL : e;
}

static const view_member risk_members[] = {
    {MEMBER("level", LEVEL), IN(reunify_evaluation, level), COMPARED(1, "level")},
    {MEMBER("since", DATE), IN(reunify_evaluation, since), COMPARED(1, "level since")},
    {MEMBER("basis", STATUS), IN(reunify_evaluation, basis), .names = basis_names},
    {MEMBER("classification", NESTED), .find = classification_of, .kind = &classification_kind},
    {MEMBER("history", LIST), ITEMS(reunify_evaluation, history, history_count),
     .kind = &history_kind},
    {MEMBER("earlier_attempt", BOOLEAN), IN(reunify_evaluation, earlier_attempt)},
    {MEMBER("closing", NESTED), .find = closing_of, .kind = &closing_kind},
    {MEMBER("pending", LIST), ITEMS(reunify_evaluation, pending, pending_count),
     .kind = &pending_kind},
    {MEMBER("may_close", NESTED), .find = may_close_of, .kind = &may_close_kind},
    {MEMBER("earliest_closure", DATE), IN(reunify_evaluation, earliest_closure),
     COMPARED(1, "earliest closure")},
    {MEMBER("actions", LIST), ITEMS(reunify_evaluation, actions, action_count),
     .kind = &action_kind},
};
static const view_kind risk_kind = KIND("risk", reunify_evaluation, risk_members, -1);

/* Gates --------------------------------------------------------------------------------------- */

static const view_member person_members[] = {
    {MEMBER("person", TEXT), IN(person_result, id)},
    {MEMBER("status", STATUS), IN(person_result, status), .names = requirement_status_names},
    {MEMBER("evidence", TEXTS), ITEMS(person_result, evidence, evidence_count), WORDS},
};
static const view_kind person_kind = KIND("person", person_result, person_members, 0);

static view_items roles_in(const uint64_t *roles)
{
    size_t count = 0;
    for (uint64_t left = *roles; left; left &= left - 1)
        count++;
    return (view_items){roles, count};
}

/* The roles that a rule asks for. */
#define BY_ALL(what)                                                                               \
    MEMBER("by_all", TEXTS), IN_RULE(what, asked.all), UNLESS_NOBODY(pack_##what, asked.all),      \
        .layout = LAID_AS_ROLES
#define BY_ANY(what)                                                                               \
    MEMBER("by_any", TEXTS), IN_RULE(what, asked.any), UNLESS_NOBODY(pack_##what, asked.any),      \
        .layout = LAID_AS_ROLES

/* What would meet it ------------------------------------------------------------------------- */

static const view_member need_attribute_members[] = {
    {MEMBER("name", TEXT), IN(need_attribute, name)},
    {MEMBER("values", TEXTS), SOME_TEXTS(need_attribute, values)},
    {MEMBER("at_least", ASKED), IF_ASKED(need_attribute, least)},
    {MEMBER("at_most", ASKED), IF_ASKED(need_attribute, most)},
};
static const view_kind need_attribute_kind =
    KIND("attribute", need_attribute, need_attribute_members, -1);

static const view_member need_members[] = {
    {MEMBER("kind", STATUS), IN(struct reunify_need, kind), .names = need_kind_names},
    {MEMBER("types", TEXTS), SOME_TEXTS(struct reunify_need, types), .layout = LAID_AS_TYPES},
    {MEMBER("name", TEXT), IN(struct reunify_need, name), UNLESS_NO(struct reunify_need, name)},
    {MEMBER("values", TEXTS), SOME_TEXTS(struct reunify_need, values)},
    {MEMBER("at_least", ASKED), IF_ASKED(struct reunify_need, least)},
    {MEMBER("at_most", ASKED), IF_ASKED(struct reunify_need, most)},
    {MEMBER("outcomes", TEXTS), SOME_TEXTS(struct reunify_need, outcomes),
     .layout = LAID_AS_SYMBOLS},
    {MEMBER("led_by", TEXTS), SOME_ROLES(struct reunify_need, led_by)},
    {MEMBER("with_all", TEXTS), SOME_ROLES(struct reunify_need, with_all)},
    {MEMBER("with_any", TEXTS), SOME_ROLES(struct reunify_need, with_any)},
    {MEMBER("about", TEXTS), SOME_TEXTS(struct reunify_need, about)},
    {MEMBER("attributes", LIST), SOME_ITEMS(struct reunify_need, attributes, attribute_count),
     .kind = &need_attribute_kind},
    {MEMBER("count", ASKED), IF_ASKED(struct reunify_need, count)},
    {MEMBER("not_before", DATE), IF_ASKED(struct reunify_need, not_before)},
    {MEMBER("not_after", DATE), IF_ASKED(struct reunify_need, not_after)},
};
static const view_kind need_kind = KIND("need", struct reunify_need, need_members, -1);

static const view_member alternative_members[] = {
    {MEMBER("all_of", LIST), ITEMS(need_alternative, items, count), .kind = &need_kind},
};
static const view_kind alternative_kind =
    KIND("alternative", need_alternative, alternative_members, -1);

static const view_member needs_members[] = {
    {MEMBER("any_of", LIST), ITEMS(struct reunify_needs, alternatives, count),
     .kind = &alternative_kind},
    {MEMBER("more", BOOLEAN), IN(struct reunify_needs, more)},
};
static const view_kind needs_kind = KIND("needs", struct reunify_needs, needs_members, -1);

static const void *requirement_needs(const view *v)
{
    return ((const struct reunify_requirement *)v->data)->needs;
}
#define NEEDS_OF_REQUIREMENT                                                                       \
    MEMBER("needs", NESTED), .find = requirement_needs, .behind = VIEW_NOTHING, DATES,             \
                             .kind = &needs_kind, UNLESS_NO(struct reunify_requirement, needs)

static const view_member requirement_members[] = {
    {MEMBER("id", TEXT), IN_RULE(requirement, id), JOINED(2, pack_requirement, head)},
    {MEMBER("necessity", STATUS), IN_RULE(requirement, advisory), .names = necessity_names},
    {MEMBER("status", STATUS), IN(struct reunify_requirement, status),
     .names = requirement_status_names, COMPARED(1, "status")},
    {MEMBER("late", BOOLEAN), IN(struct reunify_requirement, late)},
    {MEMBER("met_on", DATE), IN(struct reunify_requirement, met_on), DATES},
    {MEMBER("evidence", TEXTS), ITEMS(struct reunify_requirement, evidence, evidence_count), WORDS},
    {TEXT_OF(requirement)},
    {SOURCE_OF(requirement)},
    {MEMBER("people", LIST), ITEMS(struct reunify_requirement, people, person_count), WORDS,
     .kind = &person_kind},
    {BY_ALL(requirement), WORDS, COMPARED(3, "by all")},
    {BY_ANY(requirement), WORDS, COMPARED(3, "by any")},
    {MEMBER("last_on", DATE), IN(struct reunify_requirement, last_on), WORDS},
    {NEEDS_OF_REQUIREMENT, COMPARED(3, "needs")},
    {MEMBER("missing", TEXTS), SOME_TEXTS(struct reunify_requirement, missing), DATES,
     COMPARED(3, "missing")},
};
static const view_kind requirement_kind =
    KIND("requirement", struct reunify_requirement, requirement_members, 0);

/* Of a stop that cannot be told, kept with the information that is needed. */
static view_items stop_missing(const view *v)
{
    const needed_information *n = ((const struct reunify_stop *)v->data)->needed;
    return n ? (view_items){n->missing.items, n->missing.count} : (view_items){NULL, 0};
}

static const view_member stop_members[] = {
    {MEMBER("id", TEXT), IN_RULE(stop, id)},
    {MEMBER("result", TRUTH), IN(struct reunify_stop, result), .names = truth_names,
     COMPARED(1, "status")},
    {MEMBER("outcome", TEXT), IN_RULE(stop, outcome)},
    {TEXT_OF(stop)},
    {SOURCE_OF(stop)},
    {MEMBER("missing", TEXTS), .list = stop_missing, UNWRITTEN, COMPARED(3, "missing")},
};
static const view_kind stop_kind = KIND("stop", struct reunify_stop, stop_members, 0);

static view_items gate_requirements(const view *v)
{
    const struct reunify_gate *g = v->data;
    return (view_items){g->requirements, g->stage->requirement_count};
}

static view_items gate_stops(const view *v)
{
    const struct reunify_gate *g = v->data;
    return (view_items){g->stops, g->stage->stop_count};
}

static const view_member gate_members[] = {
    {MEMBER("stage", TEXT), BEHIND(struct reunify_gate, stage, pack_stage, id)},
    {MEMBER("number", INTEGER), IN(struct reunify_gate, number)},
    {MEMBER("status", STATUS), IN(struct reunify_gate, status), .names = gate_status_names,
     COMPARED(1, "status")},
    {MEMBER("passed_on", DATE), IN(struct reunify_gate, passed_on), DATES,
     COMPARED(3, "passed on")},
    {MEMBER("outcome", TEXT), BEHIND(struct reunify_gate, stopped_by, pack_stop, outcome),
     COMPARED(2, "outcome")},
    {MEMBER("stopped_by", TEXT), IN(struct reunify_gate, decided_by)},
    {MEMBER("stopped_on", DATE), IN(struct reunify_gate, stopped_on)},
    {MEMBER("requirements", LIST), .list = gate_requirements, .kind = &requirement_kind},
    {MEMBER("stops", LIST), .list = gate_stops, .kind = &stop_kind},
    {MEMBER("actions", LIST), ITEMS(struct reunify_gate, actions, action_count),
     .kind = &action_kind},
};
static const view_kind gate_kind = KIND("gate", struct reunify_gate, gate_members, 0);

static const view_member stage_members[] = {
    {MEMBER("id", TEXT), BEHIND(struct reunify_gate, stage, pack_stage, id), COMPARED(1, "stage")},
    {MEMBER("number", INTEGER), IN(struct reunify_gate, number)},
};
static const view_kind stage_kind = KIND("stage", struct reunify_gate, stage_members, 0);

static const view_member outstanding_members[] = {
    {MEMBER("stage", TEXT), BEHIND(struct reunify_requirement, stage, pack_stage, id)},
    {MEMBER("requirement", TEXT), IN_RULE(requirement, id)},
    {MEMBER("text", TEXT), IN_RULE(requirement, text), DATES, .words = true},
    {MEMBER("source", NESTED), IN_RULE(requirement, source), DATES, .words = true,
     .kind = &source_kind},
    {BY_ALL(requirement), DATES},
    {BY_ANY(requirement), DATES},
    {NEEDS_OF_REQUIREMENT},
};
static const view_kind outstanding_kind =
    KIND("outstanding", struct reunify_requirement, outstanding_members, 1);

static const struct reunify_gate *current_gate(const reunify_evaluation *e)
{
    return e->stage < 0 ? NULL : &e->gates[e->stage];
}

static const void *stage_of(const view *v)
{
    return current_gate(v->data);
}

static const void *needed_stage(const view *v)
{
    return current_gate(v->evaluation)->stage->id;
}

/* The requirement or the stop that cannot be told. */
static const struct reunify_requirement *requirement_of(const view *v)
{
    return ((const needed_information *)v->data)->requirement;
}

static const struct reunify_stop *stop_of(const view *v)
{
    return ((const needed_information *)v->data)->stop;
}

static const void *needed_text(const view *v)
{
    const struct reunify_requirement *r = requirement_of(v);
    return r ? r->rule->text : stop_of(v)->rule->text;
}

static const void *needed_source(const view *v)
{
    const struct reunify_requirement *r = requirement_of(v);
    return r ? &r->rule->source : &stop_of(v)->rule->source;
}

static const uint64_t nobody = 0;

static view_items needed_roles_all(const view *v)
{
    const struct reunify_requirement *r = requirement_of(v);
    return roles_in(r ? &r->rule->asked.all : &nobody);
}

static view_items needed_roles_any(const view *v)
{
    const struct reunify_requirement *r = requirement_of(v);
    return roles_in(r ? &r->rule->asked.any : &nobody);
}

static const void *needed_needs(const view *v)
{
    const struct reunify_requirement *r = requirement_of(v);
    return r ? r->needs : NULL;
}

static view_items needed_missing(const view *v)
{
    const struct reunify_requirement *r = requirement_of(v);
    const text_list *list = r ? &r->missing : &((const needed_information *)v->data)->missing;
    return (view_items){list->items, list->count};
}

static const view_member needed_members[] = {
    {MEMBER("stage", TEXT), .find = needed_stage},
    {MEMBER("requirement", TEXT), IN(needed_information, id)},
    {MEMBER("entries", TEXTS), ITEMS(needed_information, entries, entry_count), WORDS, OPTIONAL},
    {MEMBER("text", TEXT), .find = needed_text, DATES, .words = true},
    {MEMBER("source", NESTED), .find = needed_source, DATES, .words = true, .kind = &source_kind},
    {MEMBER("by_all", TEXTS), .list = needed_roles_all, .layout = LAID_AS_ROLES, DATES, OPTIONAL},
    {MEMBER("by_any", TEXTS), .list = needed_roles_any, .layout = LAID_AS_ROLES, DATES, OPTIONAL},
    {MEMBER("needs", NESTED), .find = needed_needs, DATES, .kind = &needs_kind, OPTIONAL},
    {MEMBER("missing", TEXTS), .list = needed_missing, DATES, OPTIONAL},
};
static const view_kind needed_kind =
    KIND("information_needed", needed_information, needed_members, 1);

/* The rest ------------------------------------------------------------------------------------ */

static const view_member obligation_members[] = {
    {MEMBER("id", TEXT), IN_RULE(obligation, id)},
    {MEMBER("due", DATE), IN(struct reunify_obligation, due), COMPARED(2, "due")},
    {MEMBER("status", STATUS), IN(struct reunify_obligation, status),
     .names = obligation_status_names, COMPARED(1, "status")},
    {MEMBER("done_on", DATE), IN(struct reunify_obligation, done_on), DATES},
    {MEMBER("late", BOOLEAN), IN(struct reunify_obligation, late), DATES},
    {TEXT_OF(obligation)},
    {SOURCE_OF(obligation)},
    {BY_ALL(obligation), WORDS, COMPARED(3, "by all")},
    {BY_ANY(obligation), WORDS, COMPARED(3, "by any")},
};
static const view_kind obligation_kind =
    KIND("obligation", struct reunify_obligation, obligation_members, 0);

static const view_member factor_members[] = {
    {MEMBER("code", TEXT), BEHIND(struct reunify_association, rule, pack_factor, id),
     JOINED(2, pack_factor, head)},
    {MEMBER("kind", TEXT), BEHIND(struct reunify_association, rule, pack_factor, kind)},
    {MEMBER("result", TRUTH), IN(struct reunify_association, result), .names = factor_result_names,
     COMPARED(1, "status")},
    {MEMBER("evidence", TEXTS), ITEMS(struct reunify_association, evidence, evidence_count), WORDS},
    {MEMBER("text", TEXT), IN(struct reunify_association, text), PACK_WORDS,
     JOINED(4, struct reunify_association, words)},
    {MEMBER("help", TEXT), BEHIND(struct reunify_association, rule, pack_factor, help), PACK_WORDS},
    {MEMBER("figure", TEXT), BEHIND(struct reunify_association, rule, pack_factor, figure),
     PACK_WORDS},
    {MEMBER("source", NESTED), BEHIND(struct reunify_association, rule, pack_factor, source),
     PACK_WORDS, .kind = &source_kind},
};
static const view_kind factor_kind = KIND("factor", struct reunify_association, factor_members, 0);

static const view_member alert_members[] = {
    {MEMBER("code", TEXT), IN_RULE(alert, id)},
    {MEMBER("text", TEXT), IN_RULE(alert, text), PACK_WORDS, JOINED(2, pack_alert, words),
     COMPARED(1, "status")},
    {SOURCE_OF(alert)},
    {MEMBER("actions", LIST), ITEMS(struct reunify_alert, actions, action_count),
     .kind = &action_kind},
    {MEMBER("evidence", TEXTS), ITEMS(struct reunify_alert, evidence, evidence_count), WORDS},
};
static const view_kind alert_kind = KIND("alert", struct reunify_alert, alert_members, 0);

static const view_member unknown_alert_members[] = {
    {MEMBER("code", TEXT), IN_RULE(alert, id)},
    {TEXT_OF(alert)},
    {SOURCE_OF(alert)},
    {MEMBER("entries", TEXTS), ITEMS(struct reunify_alert, entries, entry_count), WORDS, OPTIONAL},
};
static const view_kind unknown_alert_kind =
    KIND("alerts_not_known", struct reunify_alert, unknown_alert_members, 0);

static const view_member warning_members[] = {
    {MEMBER("code", TEXT), IN(evaluation_warning, code)},
    {MEMBER("at", TEXT), IN(evaluation_warning, at)},
    {MEMBER("date", DATE), IN(evaluation_warning, date)},
};
static const view_kind warning_kind = KIND("warning", evaluation_warning, warning_members, -1);

/* Where the child stands ---------------------------------------------------------------------- */

static const void *years_of(const int32_t *years)
{
    return *years < 0 ? NULL : years;
}

static const void *age_of(const view *v)
{
    return years_of(&((const struct reunify_position *)v->data)->age);
}

static const void *most_age_of(const view *v)
{
    return years_of(&((const struct reunify_position *)v->data)->most_age);
}

static const view_member status_members[] = {
    {MEMBER("code", TEXT), IN(position_status, code)},
    {MEMBER("from", DATE), IN(position_status, from)},
};
static const view_kind status_kind = KIND("legal_status", position_status, status_members, 0);

static const view_member position_person_members[] = {
    {MEMBER("person", TEXT), IN(position_person, id)},
    {MEMBER("relation", STATUS), IN(position_person, relation), .names = relation_names},
    {MEMBER("household", BOOLEAN), IN(position_person, household)},
    {MEMBER("return_to", BOOLEAN), IN(position_person, returned_to)},
};
static const view_kind position_person_kind =
    KIND("person", position_person, position_person_members, 0);

static const view_member position_factor_members[] = {
    {MEMBER("code", TEXT), IN(position_factor, code)},
    {MEMBER("kind", STATUS), IN(position_factor, kind), .names = factor_kind_names},
    {MEMBER("status", STATUS), IN(position_factor, status), .names = factor_status_names},
    {MEMBER("emerged", STATUS), IN(position_factor, emerged), .names = factor_emerged_names},
};
static const view_kind position_factor_kind =
    KIND("factor", position_factor, position_factor_members, -1);

static const view_member position_goal_members[] = {
    {MEMBER("goal", TEXT), IN(position_goal, id)},
    {MEMBER("owner", TEXT), IN(position_goal, owner)},
    {MEMBER("due", DATE), IN(position_goal, due)},
    {MEMBER("status", STATUS), IN(position_goal, status), .names = goal_status_names},
    {MEMBER("past_due", BOOLEAN), IN(position_goal, past_due)},
};
static const view_kind position_goal_kind = KIND("goal", position_goal, position_goal_members, 0);

static const view_member position_members[] = {
    {MEMBER("age", INTEGER), .find = age_of},
    {MEMBER("age_at_most", INTEGER), .find = most_age_of},
    {MEMBER("lives", STATUS), IN(struct reunify_position, lives), .names = lives_names,
     COMPARED(1, "lives")},
    {MEMBER("home_since", DATE), IN(struct reunify_position, since)},
    {MEMBER("planned", TRUTH), IN(struct reunify_position, planned), .names = truth_names},
    {MEMBER("in_care", TRUTH), IN(struct reunify_position, in_care), .names = truth_names},
    {MEMBER("care_since", DATE), IN(struct reunify_position, care_since)},
    {MEMBER("placement", STATUS), IN(struct reunify_position, placement), .names = placement_names},
    {MEMBER("placement_since", DATE), IN(struct reunify_position, placement_since)},
    {MEMBER("legal_statuses", LIST), ITEMS(struct reunify_position, statuses, status_count),
     .kind = &status_kind},
    {MEMBER("people", LIST), ITEMS(struct reunify_position, people, person_count),
     .kind = &position_person_kind},
    {MEMBER("assessed_on", DATE), IN(struct reunify_position, assessed_on)},
    {MEMBER("recorded_on", DATE), IN(struct reunify_position, recorded_on)},
    {MEMBER("factors", LIST), ITEMS(struct reunify_position, factors, factor_count), WORDS,
     .kind = &position_factor_kind},
    {MEMBER("goals", LIST), ITEMS(struct reunify_position, goals, goal_count), WORDS,
     .kind = &position_goal_kind},
};
static const view_kind position_kind =
    KIND("position", struct reunify_position, position_members, -1);

/* Attempts, and what was set aside ------------------------------------------------------------ */

static const view_member home_members[] = {
    {MEMBER("date", DATE), IN(attempt_return, date)},
    {MEMBER("ended_on", DATE), IN(attempt_return, ended_on)},
    {MEMBER("outcome", STATUS), IN(attempt_return, outcome), .names = return_outcome_names},
};
static const view_kind home_kind = KIND("return", attempt_return, home_members, -1);

static const void *home_of(const view *v)
{
    const struct reunify_attempt *a = v->data;
    return a->home.date == REUNIFY_DATE_NONE ? NULL : &a->home;
}

static const view_member attempt_members[] = {
    {MEMBER("number", INTEGER), IN(struct reunify_attempt, number)},
    {MEMBER("from", DATE), IN(struct reunify_attempt, from)},
    {MEMBER("to", DATE), IN(struct reunify_attempt, to)},
    {MEMBER("return", NESTED), .find = home_of, .kind = &home_kind},
};
static const view_kind attempt_kind = KIND("attempt", struct reunify_attempt, attempt_members, -1);

static const view_member present_attempt_members[] = {
    {MEMBER("number", INTEGER), IN(struct reunify_attempt, number), COMPARED(1, "attempt")},
    {MEMBER("from", DATE), IN(struct reunify_attempt, from)},
};
static const view_kind present_attempt_kind =
    KIND("attempt", struct reunify_attempt, present_attempt_members, -1);

static const void *present_attempt_of(const view *v)
{
    const reunify_evaluation *e = v->data;
    return e->attempt_count ? &e->attempts[e->attempt_count - 1] : NULL;
}

static const view_member set_aside_members[] = {
    {MEMBER("requirement", TEXT), IN(struct reunify_set_aside, requirement)},
    {MEMBER("record", TEXT), IN(struct reunify_set_aside, record)},
    {MEMBER("by", TEXT), IN(struct reunify_set_aside, by)},
    {MEMBER("date", DATE), IN(struct reunify_set_aside, date)},
    {MEMBER("outcome", TEXT), IN(struct reunify_set_aside, outcome)},
    {MEMBER("accepted", BOOLEAN), IN(struct reunify_set_aside, accepted), COMPARED(1, "accepted")},
    {MEMBER("person", TEXT), IN(struct reunify_set_aside, person)},
    {MEMBER("reason", TEXT), IN(struct reunify_set_aside, reason), WORDS},
};
static const view_kind set_aside_kind =
    KIND("set_aside", struct reunify_set_aside, set_aside_members, 1);

/* The whole ----------------------------------------------------------------------------------- */

static const int32_t edition = MEANING_EDITION;

static const void *edition_of(const view *v)
{
    (void)v;
    return &edition;
}

static const void *schema_name(const view *v)
{
    (void)v;
    return "reunify/evaluation/1";
}

static const void *library_version(const view *v)
{
    (void)v;
    return reunify_version();
}

static const void *profile_of(const view *v)
{
    return v->profile;
}

static const view_member evaluation_members[] = {
    {MEMBER("schema", TEXT), .find = schema_name},
    {MEMBER("case", TEXT), IN(reunify_evaluation, case_id)},
    {MEMBER("as_of", DATE), IN(reunify_evaluation, as_of)},
    {MEMBER("profile", NESTED), .find = profile_of, .kind = &profile_kind},
    {MEMBER("library", TEXT), .find = library_version},
    {MEMBER("edition", INTEGER), .find = edition_of},
    {MEMBER("applicability", NESTED), .find = itself, .kind = &applicability_kind},
    {MEMBER("pathway", TEXT), BEHIND(reunify_evaluation, pathway, pack_pathway, id),
     COMPARED(1, "pathway")},
    {MEMBER("risk", NESTED), .find = itself, .kind = &risk_kind},
    {MEMBER("position", NESTED), IN(reunify_evaluation, position), .kind = &position_kind},
    {MEMBER("attempt", NESTED), .find = present_attempt_of, .kind = &present_attempt_kind},
    {MEMBER("attempts", LIST), ITEMS(reunify_evaluation, attempts, attempt_count),
     .kind = &attempt_kind},
    {MEMBER("set_aside", LIST), ITEMS(reunify_evaluation, set_aside, set_aside_count),
     .kind = &set_aside_kind},
    {MEMBER("stage", NESTED), .find = stage_of, .kind = &stage_kind},
    {MEMBER("gates", LIST), ITEMS(reunify_evaluation, gates, gate_count), .kind = &gate_kind},
    {MEMBER("outstanding", LIST), ITEMS(reunify_evaluation, outstanding, outstanding_count),
     .layout = LAID_AS_POINTERS, .kind = &outstanding_kind},
    {MEMBER("information_needed", LIST),
     ITEMS(reunify_evaluation, information_needed, information_count), .kind = &needed_kind},
    {MEMBER("schedule", LIST), ITEMS(reunify_evaluation, schedule, schedule_count),
     .kind = &obligation_kind},
    {MEMBER("factors", LIST), ITEMS(reunify_evaluation, factors, factor_count),
     .kind = &factor_kind},
    {MEMBER("alerts", LIST), ITEMS(reunify_evaluation, alerts, alert_count), .kind = &alert_kind},
    {MEMBER("alerts_not_known", LIST),
     ITEMS(reunify_evaluation, unknown_alerts, unknown_alert_count), .kind = &unknown_alert_kind},
    {MEMBER("warnings", LIST), ITEMS(reunify_evaluation, warnings, warning_count),
     .kind = &warning_kind},
};
static const view_kind evaluation_kind = KIND("case", reunify_evaluation, evaluation_members, 1);

const view_kind *evaluation_view_kind(void)
{
    return &evaluation_kind;
}

view evaluation_view(const reunify_evaluation *e)
{
    return (view){&evaluation_kind, e, e->profile, e};
}

/* Reading ------------------------------------------------------------------------------------- */

/* An empty list, or nothing to say. */
bool view_is_absent(const view *v, const view_member *m)
{
    if (view_tells_absent(v, m))
        return true;
    if (m->type == VIEW_LIST || m->type == VIEW_TEXTS)
        return view_count(v, m) == 0;
    if (m->type == VIEW_NESTED)
        return !view_nested(v, m).data;
    return view_read(v, m).type == VALUE_NONE;
}

const char *profile_level_id(const reunify_profile *p, int level)
{
    return level >= 0 && (size_t)level < p->level_count ? p->levels[level].id : NULL;
}

const char *profile_symbol_name(const reunify_profile *p, symbol s)
{
    return s == SYMBOL_NONE ? NULL : p->names.names[s].data;
}

static view_value text_value(const char *what)
{
    return (view_value){what ? VALUE_TEXT : VALUE_NONE, what, 0};
}

static view_value date_value_from(reunify_date date)
{
    return (view_value){date == REUNIFY_DATE_NONE ? VALUE_NONE : VALUE_DATE, NULL, date};
}

view_value view_read(const view *v, const view_member *m)
{
    const void *at = !v->data ? NULL : m->find ? m->find(v) : view_place(v, m);
    if (!at)
        return text_value(NULL);
    switch ((view_type)m->type) {
    case VIEW_TEXT:
        return text_value(m->find ? at : *(const char *const *)at);
    case VIEW_LEVEL:
        return text_value(profile_level_id(v->profile, *(const int8_t *)at));
    case VIEW_DATE:
        return date_value_from(*(const reunify_date *)at);
    case VIEW_INTEGER:
        return (view_value){VALUE_INTEGER, NULL, *(const int32_t *)at};
    case VIEW_ASKED:
        return *(const int32_t *)at == NOT_ASKED
                   ? text_value(NULL)
                   : (view_value){VALUE_INTEGER, NULL, *(const int32_t *)at};
    case VIEW_BOOLEAN:
        return (view_value){VALUE_BOOLEAN, NULL, *(const bool *)at};
    case VIEW_STATUS:
    case VIEW_TRUTH:
        return text_value(*(const uint8_t *)at == ENUM_NONE ? NULL
                                                            : m->names[*(const uint8_t *)at]);
    case VIEW_FINDING:
        return dimension_value(v->profile, v->data);
    default:
        return text_value(NULL);
    }
}

text view_fragment(const view *v, const view_member *m)
{
    const char *data = view_place(v, m);
    return data ? *(const text *)(const void *)(data - m->at + m->fragment) : (text){NULL, 0};
}

static view part(const view *v, const view_member *m, const void *data)
{
    return (view){m->kind, data, v->profile, v->evaluation};
}

view view_nested(const view *v, const view_member *m)
{
    return part(v, m, !v->data ? NULL : m->find ? m->find(v) : view_place(v, m));
}

view_items view_items_of(const view *v, const view_member *m)
{
    view_items items = {NULL, 0};
    if (v->data && m->list)
        return m->list(v);
    if (m->layout == LAID_AS_ROLES) {
        const void *roles = view_place(v, m);
        return roles ? roles_in(roles) : items;
    }
    if (v->data) {
        memcpy(&items.items, (const char *)v->data + m->at, sizeof items.items);
        memcpy(&items.count, (const char *)v->data + m->count, sizeof items.count);
    }
    return items;
}

size_t view_count(const view *v, const view_member *m)
{
    return view_items_of(v, m).count;
}

view view_item(const view *v, const view_member *m, size_t at)
{
    const view_items items = view_items_of(v, m);
    if (at >= items.count)
        return part(v, m, NULL);
    if (m->layout == LAID_AS_POINTERS)
        return part(v, m, ((const void *const *)items.items)[at]);
    return part(v, m, (const char *)items.items + at * m->kind->size);
}

const char *profile_role_among(const reunify_profile *p, uint64_t roles, size_t at)
{
    for (size_t i = 0; i < p->role_count; i++)
        if (roles >> i & 1 && !at--)
            return profile_symbol_name(p, p->roles[i]);
    return NULL;
}

/* The level of a set that has so many of it before. */
static const char *level_among(const reunify_profile *p, uint32_t levels, size_t at)
{
    size_t level = 0;
    for (; at || !(levels >> level & 1); level++)
        at -= levels >> level & 1;
    return p->levels[level].id;
}

const char *profile_type_name(const reunify_profile *p, uint16_t type)
{
    return profile_symbol_name(p, p->types[type].name);
}

const char *view_text(const view *v, const view_member *m, size_t at)
{
    const view_items items = view_items_of(v, m);
    if (at >= items.count)
        return NULL;
    if (m->layout == LAID_AS_SYMBOLS)
        return profile_symbol_name(v->profile, ((const symbol *)items.items)[at]);
    if (m->layout == LAID_AS_TYPES)
        return profile_type_name(v->profile, ((const uint16_t *)items.items)[at]);
    if (m->layout == LAID_AS_ROLES)
        return profile_role_among(v->profile, *(const uint64_t *)items.items, at);
    if (m->layout == LAID_AS_BITS)
        return level_among(v->profile, *(const uint32_t *)items.items, at);
    return ((const char *const *)items.items)[at];
}
