/*
 * The lint: what is allowed in a pack, but doubtful. It goes through the pack in its order; what a
 * condition can be is tried by space.c, what a text says is looked at by lint_texts.c.
 */
#include "authoring/lint.h"

typedef struct {
    const char *code, *rule, *message, *example, *source;
} lint_finding;

struct reunify_lint {
    const reunify_context *context;
    arena memory;
    lint_finding *findings;
    size_t count, capacity;
};

/* Telling ------------------------------------------------------------------------------------- */

static const char *copied(linting *l, const char *data, size_t length)
{
    const char *copy = arena_text(&l->out->memory, data, length);
    l->failed = l->failed || !copy;
    return copy;
}

/* "nspcc: page 12", put together in the lint's own memory. */
static const char *place_of_source(linting *l, const pack_source *source)
{
    if (!source || !source->id || !source->at)
        return NULL;
    buffer b;
    buffer_start(&b, l->out->context);
    buffer_add_text(&b, source->id);
    buffer_add_text(&b, ": ");
    buffer_add_text(&b, source->at);
    l->failed = l->failed || b.failed;
    const char *made = b.failed ? NULL : copied(l, buffer_data(&b), b.length);
    buffer_release(&b);
    return made;
}

void lint_tell(linting *l, const char *code, const char *rule, const char *message,
               const pack_source *source)
{
    reunify_lint *out = l->out;
    l->failed = l->failed || l->example.failed;
    if (l->failed || !array_reserve(&out->memory, (void **)&out->findings, &out->capacity,
                                    out->count + 1, sizeof *out->findings)) {
        l->failed = true;
        return;
    }
    lint_finding f = {code, copied(l, rule ? rule : "", rule ? strlen(rule) : 0),
                      copied(l, message, strlen(message)), NULL, place_of_source(l, source)};
    if (l->example.length)
        f.example = copied(l, buffer_data(&l->example), l->example.length);
    l->example.length = 0;
    out->findings[out->count++] = f;
}

static void too_many(linting *l, const char *rule, const pack_source *source)
{
    lint_tell(l, "not_enumerated", rule,
              "what it reads can be combined in more than a million ways: not tried", source);
}

/* Single rules -------------------------------------------------------------------------------- */

static bool is_blank(const char *what)
{
    return what && !what[strspn(what, " \t\r\n")];
}

static void check_source(linting *l, const char *rule, const pack_source *source)
{
    if (is_blank(source->at))
        lint_tell(l, "source_missing", rule, "the place in the source is blank", source);
}

/* False, after telling, where the condition can never be true. */
static bool can_be(linting *l, const char *code, const char *rule, const char *message,
                   rule_index when, const pack_source *source)
{
    if (when == RULE_NONE)
        return true;
    const truth possible = space_possible(&l->space, when);
    if (possible == REUNIFY_FALSE)
        lint_tell(l, code, rule, message, source);
    else if (possible == REUNIFY_UNKNOWN)
        too_many(l, rule, source);
    return possible != REUNIFY_FALSE;
}

static bool speaks_of(const char *what, const char *word)
{
    return what && strstr(what, word);
}

static void check_period(linting *l, const char *rule, const char *what, period p,
                         const pack_source *source)
{
    if (p.months || p.days < 28 || !(speaks_of(what, "month") || p.days % 30 == 0))
        return;
    char written[32];
    period_write(p, written);
    buffer_add_text(&l->example, written);
    lint_tell(l, "period_without_months", rule,
              "the period counts days: where the source speaks of months, months differ in length",
              source);
}

/* Movement ------------------------------------------------------------------------------------ */

static bool at_once_from(const pack_movement *m, int8_t level)
{
    return m->from == level && !m->sustained;
}

static int8_t target(const pack_movement *m)
{
    return m->to == NO_LEVEL ? m->from : m->to;
}

typedef struct {
    linting *l;
    const pack_movement *rule, *other;
    const pack_movement *shadow; /* that applied first where the rule was true */
    bool lives, open;
} rule_search;

/* The at-once rule before `rule` that applies to this combination. */
static const pack_movement *applies_before(linting *l, const pack_movement *rule)
{
    for (const pack_movement *m = l->profile->movement; m < rule; m++)
        if (at_once_from(m, rule->from) && space_truth(&l->space, m->when) == REUNIFY_TRUE)
            return m;
    return NULL;
}

static bool not_shadowed(void *argument)
{
    rule_search *q = argument;
    if (space_truth(&q->l->space, q->rule->when) != REUNIFY_TRUE)
        return true;
    const pack_movement *first = applies_before(q->l, q->rule);
    if (!q->shadow)
        q->shadow = first;
    q->lives = !first;
    return first != NULL;
}

/*
 * An at-once rule of the same level moves, whenever this sustained rule holds, or the
 * classification does.
 */
static const pack_movement *moves_away(linting *l, const pack_movement *rule)
{
    for (size_t i = 0; i < l->profile->movement_count; i++) {
        const pack_movement *m = &l->profile->movement[i];
        if (at_once_from(m, rule->from) && space_truth(&l->space, m->when) == REUNIFY_TRUE)
            return target(m) > rule->from ? m : NULL;
    }
    return NULL;
}

static bool not_moved(void *argument)
{
    rule_search *q = argument;
    space *s = &q->l->space;
    if (space_truth(s, q->rule->when) != REUNIFY_TRUE)
        return true;
    const pack_movement *first = moves_away(q->l, q->rule);
    if (!q->shadow)
        q->shadow = first;
    q->lives = !first && space_at_least(s) <= q->rule->from;
    return !q->lives;
}

/* Of a rule that may be held: a complete classification that lets it apply. */
static bool not_held(void *argument)
{
    rule_search *q = argument;
    space *s = &q->l->space;
    q->open = space_truth(s, q->rule->when) == REUNIFY_TRUE && !moves_away(q->l, q->rule) &&
              space_classified(s) != NO_LEVEL && space_classified(s) <= q->rule->to;
    return !q->open;
}

static void ask_level(linting *l, int8_t level)
{
    space_start(&l->space);
    for (size_t i = 0; i < l->profile->movement_count; i++)
        if (at_once_from(&l->profile->movement[i], level))
            space_add(&l->space, l->profile->movement[i].when);
}

/* With unknowns, or where that is too much without them. */
static bool each(linting *l, space_visit visit, rule_search *q)
{
    return space_each(&l->space, true, visit, q) || space_each(&l->space, false, visit, q);
}

static void dead(linting *l, const pack_movement *m, const rule_search *q, const char *message)
{
    if (q->shadow)
        buffer_add_text(&l->example, q->shadow->id);
    lint_tell(l, "dead_rule", m->id, message, &m->source);
}

static void check_at_once(linting *l, const pack_movement *m)
{
    rule_search q = {.l = l, .rule = m};
    space_start(&l->space);
    for (const pack_movement *other = l->profile->movement; other <= m; other++)
        if (at_once_from(other, m->from))
            space_add(&l->space, other->when);
    if (!each(l, not_shadowed, &q))
        too_many(l, m->id, &m->source);
    else if (!q.lives)
        dead(l, m, &q, "whenever its condition holds, an earlier rule of the level applies first");
}

static void check_sustained(linting *l, const pack_movement *m)
{
    rule_search q = {.l = l, .rule = m};
    ask_level(l, m->from);
    space_add(&l->space, m->when);
    space_add_classification(&l->space);
    if (!each(l, not_moved, &q)) {
        too_many(l, m->id, &m->source);
        return;
    }
    if (!q.lives) {
        dead(l, m, &q,
             "whenever its condition holds, the level moves at once by another rule or by the "
             "classification");
        return;
    }
    if (m->may_be_held && m->to != NO_LEVEL && space_each(&l->space, false, not_held, &q) &&
        !q.open)
        lint_tell(
            l, "dead_rule", m->id,
            "whenever its condition holds, the classification is more severe than where it leads: "
            "it is always held",
            &m->source);
}

static void check_movement(linting *l, const pack_movement *m)
{
    check_source(l, m->id, &m->source);
    lint_movement_text(l, m);
    if (!can_be(l, "dead_rule", m->id, "its condition can never hold", m->when, &m->source))
        return;
    if (m->sustained) {
        check_period(l, m->id, m->text, m->duration, &m->source);
        check_sustained(l, m);
    } else {
        check_at_once(l, m);
    }
}

static bool both(void *argument)
{
    rule_search *q = argument;
    space *s = &q->l->space;
    q->open = space_truth(s, q->rule->when) == REUNIFY_TRUE &&
              space_truth(s, q->other->when) == REUNIFY_TRUE;
    return !q->open;
}

static void check_pair(linting *l, const pack_movement *m, const pack_movement *other)
{
    rule_search q = {.l = l, .rule = m, .other = other};
    space_start(&l->space);
    space_add(&l->space, m->when);
    space_add(&l->space, other->when);
    if (!space_each(&l->space, false, both, &q)) {
        too_many(l, other->id, &other->source);
    } else if (q.open) {
        buffer b;
        buffer_start(&b, l->out->context);
        buffer_add_text(&b, "it and ");
        buffer_add_text(&b, m->id);
        buffer_add_text(&b,
                        " can both hold, and lead to different levels: the earlier one applies");
        buffer_add_char(&b, '\0');
        space_write(&l->space, &l->example);
        l->failed = l->failed || b.failed;
        if (!b.failed)
            lint_tell(l, "overlapping_rules", other->id, buffer_data(&b), &other->source);
        buffer_release(&b);
    }
}

/* A rule that is marked silent stands in where no other speaks: it may overlap. */
static void check_overlaps(linting *l)
{
    const size_t count = l->profile->movement_count;
    const pack_movement *rules = l->profile->movement;
    for (const pack_movement *m = rules; count && m < rules + count; m++)
        for (const pack_movement *other = m + 1; other < rules + count && !l->failed; other++)
            if (at_once_from(m, m->from) && at_once_from(other, m->from) &&
                target(m) != target(other) && !m->silent && !other->silent)
                check_pair(l, m, other);
}

/* Levels -------------------------------------------------------------------------------------- */

typedef struct {
    linting *l;
    int8_t level;
    uint64_t total, uncovered;
} level_search;

static bool is_covered(const level_search *q)
{
    linting *l = q->l;
    const reunify_profile *p = l->profile;
    if (space_at_least(&l->space) >= q->level)
        return true; /* it stays, or the classification moves it */
    if (space_classified(&l->space) == NO_LEVEL)
        return true; /* a dimension is unknown: nobody says that it is less severe */
    for (size_t i = 0; i < p->movement_count; i++)
        if (p->movement[i].from == q->level &&
            space_truth(&l->space, p->movement[i].when) == REUNIFY_TRUE)
            return true;
    return p->silent_when != RULE_NONE && (p->silent_from >> q->level & 1) &&
           space_truth(&l->space, p->silent_when) == REUNIFY_TRUE;
}

static bool count_uncovered(void *argument)
{
    level_search *q = argument;
    q->total++;
    if (is_covered(q))
        return true;
    if (!q->uncovered++) {
        space_write(&q->l->space, &q->l->example);
        buffer_add_text(&q->l->example, " (classified as ");
        words_level(&(rule_words){q->l->profile, &q->l->example, false, NULL},
                    space_classified(&q->l->space));
        buffer_add_text(&q->l->example, ")");
    }
    return true;
}

static void check_level(linting *l, int8_t at)
{
    const reunify_profile *p = l->profile;
    const pack_level *level = &p->levels[at];
    level_search q = {.l = l, .level = at};
    space_start(&l->space);
    for (size_t i = 0; i < p->movement_count; i++)
        if (p->movement[i].from == at)
            space_add(&l->space, p->movement[i].when);
    space_add_classification(&l->space);
    if (p->silent_from >> at & 1)
        space_add(&l->space, p->silent_when);
    if (!space_each(&l->space, false, count_uncovered, &q)) {
        too_many(l, level->id, &level->source);
    } else if (q.uncovered) {
        buffer b;
        buffer_start(&b, l->out->context);
        buffer_add_text(
            &b, "the classification is less severe and no rule of the level speaks of it, in ");
        buffer_add_integer(&b, (int64_t)q.uncovered);
        buffer_add_text(&b, " of ");
        buffer_add_integer(&b, (int64_t)q.total);
        buffer_add_text(&b, " combinations: the level stays");
        buffer_add_char(&b, '\0');
        l->failed = l->failed || b.failed;
        if (!b.failed)
            lint_tell(l, "uncovered_combination", level->id, buffer_data(&b), &level->source);
        buffer_release(&b);
    }
}

static void check_risk(linting *l)
{
    const reunify_profile *p = l->profile;
    for (size_t i = 0; i < p->movement_count && !l->failed; i++)
        check_movement(l, &p->movement[i]);
    check_overlaps(l);
    for (size_t i = 0; i < p->level_count && !l->failed; i++) {
        check_source(l, p->levels[i].id, &p->levels[i].source);
        if (p->dimension_count)
            check_level(l, (int8_t)i);
    }
    for (size_t i = 0; i < p->action_count; i++) {
        const pack_action *a = &p->actions[i];
        check_source(l, a->id, &a->source);
        lint_text_of(l, a->id, a->text, a->when, &a->source);
    }
    for (size_t i = 0; i < p->closing_count; i++) {
        const pack_condition *c = &p->closing[i];
        lint_text_of(l, c->id, c->text, c->when, &c->source);
        lint_text_of(l, c->id, c->otherwise, c->when, &c->source);
    }
}

/* The process --------------------------------------------------------------------------------- */

static void check_requirement(linting *l, const pack_requirement *r)
{
    check_source(l, r->id, &r->source);
    lint_requirement_text(l, r);
    if (can_be(l, "dead_rule", r->id, "it can never apply: \"when\" can never hold", r->when,
               &r->source) &&
        can_be(l, "dead_rule", r->id, "it can never apply: \"for_each\" is nobody", r->for_each,
               &r->source))
        can_be(l, "requirement_impossible", r->id, "nothing that a case can hold satisfies it",
               r->satisfied_by, &r->source);
}

static void check_stop(linting *l, const pack_stop *s)
{
    check_source(l, s->id, &s->source);
    lint_text_of(l, s->id, s->text, s->when, &s->source);
    can_be(l, "dead_rule", s->id, "it can never stop anything: its condition can never hold",
           s->when, &s->source);
}

static void check_stage(linting *l, const pack_stage *s)
{
    check_source(l, s->id, &s->source);
    can_be(l, "dead_rule", s->id, "the stage can never apply: \"when\" can never hold", s->when,
           &s->source);
    for (size_t i = 0; i < s->requirement_count && !l->failed; i++)
        check_requirement(l, &s->requirements[i]);
    for (size_t i = 0; i < s->stop_count && !l->failed; i++)
        check_stop(l, &s->stops[i]);
}

static void check_obligation(linting *l, const pack_obligation *o)
{
    check_source(l, o->id, &o->source);
    lint_obligation_text(l, o);
    if (o->working_days < 0)
        check_period(l, o->id, o->text, o->after, &o->source);
    can_be(l, "dead_rule", o->id, "it can never be due: \"when\" can never hold", o->when,
           &o->source);
    can_be(l, "requirement_impossible", o->id, "nothing that a case can hold makes it done",
           o->done_stage < 0 ? o->done : RULE_NONE, &o->source);
}

static void check_alert(linting *l, const pack_alert *a)
{
    check_source(l, a->id, &a->source);
    lint_text_of(l, a->id, a->text, a->when, &a->source);
    can_be(l, "dead_rule", a->id, "it can never be raised: its condition can never hold", a->when,
           &a->source);
}

/* One of its wordings: the factor holds, and what makes this the one to be said. */
static void check_wording(linting *l, const pack_factor *f, const pack_wording *w)
{
    asked own;
    asked_start(&own, l->profile);
    asked_condition(&own, f->when);
    asked_condition(&own, w->when);
    lint_text(l, f->id, w->text, &own, &f->source);
    can_be(l, "dead_rule", f->id,
           "it can never be said as one of its wordings: that condition can never hold", w->when,
           &f->source);
}

static void check_factor(linting *l, const pack_factor *f)
{
    check_source(l, f->id, &f->source);
    lint_text_of(l, f->id, f->text, f->when, &f->source);
    can_be(l, "dead_rule", f->id, "it can never be present: its condition can never hold", f->when,
           &f->source);
    for (uint16_t k = 0; k < f->says_count; k++)
        check_wording(l, f, &f->says[k]);
}

static void check_rest(linting *l)
{
    const reunify_profile *p = l->profile;
    for (size_t i = 0; i < p->pathway_count; i++)
        for (size_t s = 0; s < p->pathways[i].stage_count && !l->failed; s++)
            check_stage(l, &p->pathways[i].stages[s]);
    for (size_t i = 0; i < p->obligation_count && !l->failed; i++)
        check_obligation(l, &p->schedule[i]);
    for (size_t i = 0; i < p->alert_count && !l->failed; i++)
        check_alert(l, &p->alerts[i]);
    for (size_t i = 0; i < p->factor_count && !l->failed; i++)
        check_factor(l, &p->factors[i]);
}

/* The whole ----------------------------------------------------------------------------------- */

static void check_findings(linting *l)
{
    const reunify_profile *p = l->profile;
    for (size_t i = 0; i < p->finding_count; i++)
        for (uint16_t k = 0; k < p->findings[i].derived_count && !l->failed; k++)
            can_be(l, "dead_rule", p->names.names[p->findings[i].name].data,
                   "a value can never be derived: its condition can never hold",
                   p->findings[i].derived[k].when, NULL);
}

static void check_all(linting *l)
{
    const reunify_profile *p = l->profile;
    for (size_t i = 0; i < p->note_count && !l->failed; i++)
        lint_tell(l, p->notes[i].code, p->notes[i].name, p->notes[i].message, NULL);
    check_findings(l);
    for (size_t i = 0; i < p->applicability_count && !l->failed; i++) {
        const pack_condition *c = &p->applicability[i];
        check_source(l, c->id, &c->source);
        lint_text_of(l, c->id, c->text, c->when, &c->source);
        lint_text_of(l, c->id, c->otherwise, c->when, &c->source);
        can_be(l, "requirement_impossible", c->id,
               "the profile can never apply: this can never hold", c->when, &c->source);
    }
    check_risk(l);
    check_rest(l);
}

reunify_status reunify_profile_lint(const reunify_profile *profile, uint32_t flags,
                                    reunify_lint **out, reunify_error *error)
{
    reunify_error_clear(error);
    if (!out)
        return error_argument(error, "out is NULL");
    *out = NULL;
    if (!profile || flags)
        return error_argument(error, "the profile is NULL, or a flag is unknown");
    reunify_lint *made = memory_allocate_zeroed(profile->context, 1, sizeof *made);
    if (!made)
        return error_no_memory(error);
    made->context = reunify_context_ref(profile->context);
    arena_start(&made->memory, profile->context);
    linting l = {.profile = profile, .out = made};
    buffer_start(&l.example, profile->context);
    if (space_open(&l.space, profile))
        check_all(&l);
    l.failed = l.failed || l.space.failed || l.example.failed;
    space_close(&l.space);
    buffer_release(&l.example);
    if (l.failed) {
        reunify_lint_free(made);
        return error_no_memory(error);
    }
    *out = made;
    return REUNIFY_OK;
}

void reunify_lint_free(reunify_lint *lint)
{
    if (!lint)
        return;
    const reunify_context *context = lint->context;
    arena_release(&lint->memory);
    memory_release(context, lint, sizeof *lint);
    reunify_context_unref(context);
}

/* Reading ------------------------------------------------------------------------------------- */

size_t reunify_lint_count(const reunify_lint *lint)
{
    return lint ? lint->count : 0;
}

const char *reunify_lint_code(const reunify_lint *lint, size_t at)
{
    return lint && at < lint->count ? lint->findings[at].code : NULL;
}

const char *reunify_lint_rule(const reunify_lint *lint, size_t at)
{
    return lint && at < lint->count ? lint->findings[at].rule : NULL;
}

const char *reunify_lint_message(const reunify_lint *lint, size_t at)
{
    return lint && at < lint->count ? lint->findings[at].message : NULL;
}

const char *reunify_lint_example(const reunify_lint *lint, size_t at)
{
    return lint && at < lint->count ? lint->findings[at].example : NULL;
}

const char *reunify_lint_source(const reunify_lint *lint, size_t at)
{
    return lint && at < lint->count ? lint->findings[at].source : NULL;
}
