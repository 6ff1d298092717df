/*
 * A profile for a person to read: levels and their table, every rule by its own text and in a
 * sentence made of what it asks, each with its source; at the end the pack's own words for roles,
 * records, attributes and legal statuses. Its author reads here every text that a page can carry:
 * none is left out because no rule uses it, and none is broken up.
 */
#include "text/text.h"
#include "words/words.h"

#include <reunify/authoring.h>

#include <reunify/evaluation.h>

enum { WIDTH = 100, INDENT = 2, RULE = 4, LABEL_COLUMN = 22, MOST_COLUMNS = 6, LAST_COLUMN = 88 };

typedef struct {
    buffer *b;
    buffer *part; /* a sentence under construction */
    const reunify_profile *p;
    size_t width;
} page;

/* Sentences ----------------------------------------------------------------------------------- */

static const char *part_text(page *g)
{
    buffer_add_char(g->part, '\0');
    const char *made = g->part->failed ? "" : buffer_data(g->part);
    g->part->length = 0;
    return made;
}

static rule_words part_words(page *g)
{
    return (rule_words){g->p, g->part, false};
}

static void say(page *g, const char *what)
{
    layout_words(g->b, what ? what : "");
}

static void say_source(page *g, const pack_source *s)
{
    if (!s->id)
        return;
    layout_style(g->b, STYLE_DIM);
    say(g, " [");
    say(g, s->id);
    say(g, ": ");
    say(g, s->at);
    say(g, "]");
    layout_style(g->b, STYLE_PLAIN);
}

static void heading(page *g, const char *what)
{
    layout_blank(g->b);
    layout_line(g->b, 0, INDENT);
    layout_style(g->b, STYLE_BOLD);
    say(g, what);
    layout_style(g->b, STYLE_PLAIN);
    layout_end(g->b);
}

/* "- id: text [source]". */
static void item(page *g, const char *id, const char *what, const pack_source *source)
{
    layout_line(g->b, INDENT, RULE);
    layout_style(g->b, STYLE_BOLD);
    layout_solid(g->b, id);
    layout_style(g->b, STYLE_PLAIN);
    say(g, ": ");
    say(g, what);
    if (source)
        say_source(g, source);
    layout_end(g->b);
}

static void line(page *g, const char *label, const char *what)
{
    layout_line(g->b, RULE, RULE + 2);
    say(g, label);
    say(g, what);
    layout_end(g->b);
}

static void condition_line(page *g, const char *label, rule_index when)
{
    if (when == RULE_NONE)
        return;
    const rule_words w = part_words(g);
    words_condition(&w, when);
    buffer_add_text(g->part, ".");
    line(g, label, part_text(g));
}

static void date_line(page *g, const char *label, rule_index date)
{
    if (date == RULE_NONE)
        return;
    const rule_words w = part_words(g);
    words_date(&w, date);
    buffer_add_text(g->part, ".");
    line(g, label, part_text(g));
}

static void actions_line(page *g, const uint16_t *actions, uint16_t count)
{
    for (uint16_t i = 0; i < count; i++) {
        const pack_action *a = &g->p->actions[actions[i]];
        layout_line(g->b, RULE, RULE + 2);
        say(g, "> ");
        say(g, a->text);
        layout_end(g->b);
    }
}

/* Risk ---------------------------------------------------------------------------------------- */

/* The values of a dimension that permit a level. */
static const char *cell(page *g, const pack_dimension *d, size_t level)
{
    const pack_finding *f = &g->p->findings[d->finding];
    const uint16_t count = f->type == NAMED_BOOLEAN ? 2 : f->value_count;
    const rule_words w = part_words(g);
    bool first = true;
    for (uint16_t v = 0; v < count; v++) {
        if (!(d->permits[v] >> level & 1))
            continue;
        buffer_add_text(g->part, first ? "" : " or ");
        first = false;
        if (f->type == NAMED_BOOLEAN)
            buffer_add_text(g->part, v ? "yes" : "no");
        else
            words_code(&w, g->p->names.names[f->values[v]].data);
    }
    return part_text(g);
}

static size_t characters(const char *at, size_t bytes)
{
    size_t count = 0;
    for (size_t i = 0; i < bytes; i++)
        count += ((unsigned char)at[i] & 0xC0) != 0x80;
    return count;
}

/* How many bytes of `at` fit into so many characters: whole words, or one that is too long. */
static size_t fitting(const char *at, size_t room)
{
    size_t end = 0;
    while (at[end]) {
        size_t next = end;
        while (at[next] == ' ')
            next++;
        while (at[next] && at[next] != ' ')
            next++;
        if (end && characters(at, next) > room)
            break;
        end = next;
    }
    return end;
}

static void add_padded(buffer *b, const char *what, size_t bytes, size_t room)
{
    buffer_add(b, what, bytes);
    for (size_t i = characters(what, bytes); i < room; i++)
        buffer_add_char(b, ' ');
}

/* A label too long for its column stands whole in a line of its own, above its row. */
static const char *row_label(page *g, const char *label)
{
    if (characters(label, strlen(label)) <= LABEL_COLUMN - INDENT - 2)
        return label;
    layout_line(g->b, INDENT, INDENT + 2);
    say(g, label);
    layout_end(g->b);
    return "";
}

/* One row of the table: its cells broken into lines side by side. */
static void table_row(page *g, const char *label, const pack_dimension *d)
{
    label = row_label(g, label);
    const size_t columns = g->p->level_count, room = (LAST_COLUMN - LABEL_COLUMN) / columns;
    size_t done[MOST_COLUMNS + 1] = {0};
    for (bool more = true; more;) {
        buffer row;
        buffer_start(&row, g->p->context);
        more = false;
        for (size_t i = 0; i <= columns; i++) {
            const char *rest = i ? d ? cell(g, d, i - 1) : g->p->levels[i - 1].label : label;
            done[i] += strspn(rest + done[i], " ");
            rest += done[i];
            const size_t width = i ? room : LABEL_COLUMN - INDENT, taken = fitting(rest, width - 2);
            add_padded(&row, rest, taken, i < columns ? width : 0);
            done[i] += taken;
            more = more || rest[taken];
        }
        while (row.length && buffer_data(&row)[row.length - 1] == ' ')
            row.length--;
        buffer_add_char(&row, '\0');
        layout_line(g->b, INDENT, INDENT);
        layout_solid(g->b, row.failed ? "" : buffer_data(&row));
        layout_end(g->b);
        g->part->failed = g->part->failed || row.failed;
        more = more && !row.failed && !g->part->failed;
        buffer_release(&row);
    }
}

static void table(page *g)
{
    if (!g->p->dimension_count || !g->p->level_count)
        return;
    heading(g, "Classification: the least severe level that each finding allows; the most severe "
               "of these counts");
    if (g->p->level_count > MOST_COLUMNS || g->width < LAST_COLUMN) {
        for (size_t i = 0; i < g->p->dimension_count; i++) {
            item(g, g->p->dimensions[i].id, g->p->dimensions[i].label, NULL);
            for (size_t k = 0; k < g->p->level_count; k++) {
                layout_line(g->b, RULE, RULE + 2);
                say(g, g->p->levels[k].label);
                say(g, ": ");
                say(g, cell(g, &g->p->dimensions[i], k));
                layout_end(g->b);
            }
        }
        return;
    }
    layout_style(g->b, STYLE_BOLD);
    table_row(g, "", NULL);
    layout_style(g->b, STYLE_PLAIN);
    for (size_t i = 0; i < g->p->dimension_count; i++)
        table_row(g, g->p->dimensions[i].label, &g->p->dimensions[i]);
}

/* What is stated or derived, and the records that are read. */
static void findings(page *g)
{
    const reunify_profile *p = g->p;
    const rule_words w = part_words(g);
    if (p->finding_count)
        heading(g, "Findings of an assessment");
    for (size_t i = 0; i < p->finding_count; i++) {
        const pack_finding *f = &p->findings[i];
        item(g, p->names.names[f->name].data, f->label, NULL);
        for (uint16_t v = 0; v < f->value_count; v++) {
            buffer_add_text(g->part, v ? ", " : "");
            words_value(&w, f, v);
        }
        if (f->value_count)
            line(g, "Values: ", part_text(g));
        for (uint16_t v = 0; f->words && v < f->value_count; v++) {
            words_value(&w, f, v);
            buffer_add_text(g->part, " is said as: ");
            buffer_add_text(g->part, f->words[v] ? f->words[v] : "itself");
            line(g, "", part_text(g));
        }
        words_finding(&w, f);
        line(g, "How it comes about: ", part_text(g));
    }
}

static void levels(page *g)
{
    const reunify_profile *p = g->p;
    if (!p->level_count)
        return;
    heading(g, "Levels of risk");
    for (size_t i = 0; i < p->level_count; i++) {
        item(g, p->levels[i].id, p->levels[i].label, &p->levels[i].source);
        actions_line(g, p->levels[i].actions, p->levels[i].action_count);
    }
}

static void movement(page *g)
{
    const reunify_profile *p = g->p;
    const rule_words w = part_words(g);
    for (size_t level = 0; level < p->level_count; level++) {
        bool any = false;
        for (size_t i = 0; i < p->movement_count; i++) {
            const pack_movement *m = &p->movement[i];
            if (m->from != (int8_t)level)
                continue;
            if (!any) {
                buffer_add_text(g->part, "Movement from ");
                buffer_add_text(g->part, p->levels[level].label);
                heading(g, part_text(g));
            }
            any = true;
            item(g, m->id, m->text, &m->source);
            words_movement(&w, m);
            line(g, "", part_text(g));
            date_line(g, "No time counts before ", m->counts_from);
            actions_line(g, m->actions, m->action_count);
        }
    }
}

static void closing(page *g)
{
    const reunify_profile *p = g->p;
    if (p->closing_count)
        heading(g, "Closing: all of these have to hold");
    for (size_t i = 0; i < p->closing_count; i++) {
        item(g, p->closing[i].id, p->closing[i].text, &p->closing[i].source);
        condition_line(g, "Holds when ", p->closing[i].when);
        if (p->closing[i].otherwise)
            line(g, "Where it is not so: ", p->closing[i].otherwise);
    }
}

/* Those that rules name, and when they can be meant. */
static void list_actions(page *g)
{
    const reunify_profile *p = g->p;
    const rule_words w = part_words(g);
    if (p->action_count)
        heading(g, "Actions");
    for (size_t i = 0; i < p->action_count; i++) {
        const pack_action *a = &p->actions[i];
        item(g, a->id, a->text, &a->source);
        if (a->about != ABOUT_OTHER_THINGS) {
            words_code(&w, action_abouts[a->about]);
            line(g, "About: ", part_text(g));
        }
        condition_line(g, "Shown only where ", a->when);
    }
}

static void judgement(page *g)
{
    if (!g->p->deciding_roles)
        return;
    const rule_words w = part_words(g);
    heading(g, "Judgement");
    words_roles(&w, g->p->deciding_roles, "or");
    layout_line(g->b, INDENT, RULE);
    say(g, "A less severe level than the rules give needs the approval of ");
    say(g, part_text(g));
    say(g, ".");
    say_source(g, &g->p->judgement_source);
    layout_end(g->b);
}

/* Stages -------------------------------------------------------------------------------------- */

/* Who can set it aside, for which reasons and until when. */
static void set_aside_line(page *g, const pack_requirement *r)
{
    if (!r->set_aside_by)
        return;
    const rule_words w = part_words(g);
    words_roles(&w, r->set_aside_by, "or");
    for (uint16_t i = 0; i < r->set_aside_reasons; i++) {
        buffer_add_text(g->part, i ? " or " : ", for the reason ");
        words_symbol(&w, r->set_aside_for[i]);
    }
    if (r->set_aside_until != RULE_NONE) {
        buffer_add_text(g->part, ", no later than ");
        words_date(&w, r->set_aside_until);
    }
    buffer_add_text(g->part, ".");
    line(g, "Can be set aside, with reasons, by ", part_text(g));
}

static void requirement(page *g, const pack_requirement *r)
{
    item(g, r->id, r->text, &r->source);
    if (r->advisory)
        line(g, "Advisory: no stage waits for it.", "");
    const rule_words w = part_words(g);
    for (uint16_t i = 0; i < r->by_count; i++) {
        words_between(&w, i, r->by_count, "and");
        words_symbol(&w, g->p->roles[r->by[i]]);
    }
    if (r->by_count)
        line(g, "By: ", part_text(g));
    condition_line(g, "Where ", r->when);
    condition_line(g, "For each: ", r->for_each);
    condition_line(g, "Met when ", r->satisfied_by);
    condition_line(g, "Late when ", r->late);
    set_aside_line(g, r);
}

static void stop(page *g, const pack_stop *s)
{
    item(g, s->id, s->text, &s->source);
    condition_line(g, "Stops the stage when ", s->when);
    const rule_words w = part_words(g);
    words_code(&w, s->outcome);
    line(g, "Outcome: ", part_text(g));
    actions_line(g, s->actions, s->action_count);
}

static void stage(page *g, const pack_stage *s, size_t number)
{
    buffer_add_text(g->part, "Stage ");
    buffer_add_integer(g->part, (int64_t)number);
    buffer_add_text(g->part, ": ");
    buffer_add_text(g->part, s->label);
    heading(g, part_text(g));
    condition_line(g, "Only where ", s->when);
    if (s->counts_attempt)
        line(g, "What is dated before the present attempt does not count.", "");
    date_line(g, "Settled on ", s->settled_on);
    for (size_t i = 0; i < s->requirement_count; i++)
        requirement(g, &s->requirements[i]);
    for (size_t i = 0; i < s->stop_count; i++)
        stop(g, &s->stops[i]);
}

static void pathways(page *g)
{
    for (size_t i = 0; i < g->p->pathway_count; i++) {
        const pack_pathway *way = &g->p->pathways[i];
        buffer_add_text(g->part, "Pathway: ");
        buffer_add_text(g->part, way->label);
        heading(g, part_text(g));
        for (size_t k = 0; k < way->stage_count; k++)
            stage(g, &way->stages[k], k + 1);
    }
}

/* The rest ------------------------------------------------------------------------------------ */

static void applicability(page *g)
{
    if (g->p->applicability_count)
        heading(g, "Whom it is for");
    for (size_t i = 0; i < g->p->applicability_count; i++) {
        const pack_condition *c = &g->p->applicability[i];
        item(g, c->id, c->text, &c->source);
        condition_line(g, "When ", c->when);
        if (c->otherwise)
            line(g, "Where it is not so: ", c->otherwise);
    }
}

static void schedule(page *g)
{
    const rule_words w = part_words(g);
    if (g->p->obligation_count)
        heading(g, "Schedule");
    for (size_t i = 0; i < g->p->obligation_count; i++) {
        const pack_obligation *o = &g->p->schedule[i];
        item(g, o->id, o->text, &o->source);
        words_obligation(&w, o);
        line(g, "", part_text(g));
        if (o->done_stage >= 0)
            line(g, "Done when this is met: ", o->done_id);
        else
            condition_line(g, "Done when ", o->done);
        condition_line(g, "Lapses when ", o->lapses);
        if (o->never_overdue)
            line(g, "Never overdue: it may go on.", "");
    }
}

static void alerts(page *g)
{
    if (g->p->alert_count)
        heading(g, "Alerts");
    for (size_t i = 0; i < g->p->alert_count; i++) {
        const pack_alert *a = &g->p->alerts[i];
        item(g, a->id, a->text, &a->source);
        condition_line(g, "Raised when ", a->when);
        actions_line(g, a->actions, a->action_count);
    }
}

static void factors(page *g)
{
    if (g->p->factor_count)
        heading(g, "Factors of success and of breakdown");
    for (size_t i = 0; i < g->p->factor_count; i++) {
        const pack_factor *f = &g->p->factors[i];
        item(g, f->id, f->text, &f->source);
        line(g, strcmp(f->kind, "success") == 0 ? "Of success." : "Of breakdown.", "");
        if (f->counts_attempt)
            line(g, "What is dated before the present attempt does not count.", "");
        condition_line(g, "Present when ", f->when);
        for (uint16_t k = 0; k < f->says_count; k++) {
            line(g, "Said as: ", f->says[k].text);
            condition_line(g, "where ", f->says[k].when);
        }
        if (f->help)
            line(g, "Help: ", f->help);
        if (f->figure)
            line(g, "Figure: ", f->figure);
    }
}

static void add_pounds(buffer *b, int64_t pence)
{
    buffer_add_integer(b, pence / 100);
    const char rest[] = {'.', (char)('0' + pence % 100 / 10), (char)('0' + pence % 10), '\0'};
    buffer_add_text(b, pence % 100 ? rest : "");
}

static void costs(page *g)
{
    if (g->p->cost_count)
        heading(g, "Unit costs, pounds a year");
    for (size_t i = 0; i < g->p->cost_count; i++) {
        const pack_cost *c = &g->p->costs[i];
        item(g, c->id, c->text, &c->source);
        buffer_add_text(g->part, "A return that fails: ");
        add_pounds(g->part, c->re_entry);
        buffer_add_text(g->part, "; support for a return: ");
        add_pounds(g->part, c->support);
        buffer_add_text(g->part, ".");
        line(g, "", part_text(g));
    }
}

/* The pack's own words ------------------------------------------------------------------------ */

static const char *code_of(const page *g, symbol s)
{
    return g->p->names.names[s].data;
}

static void codes_line(page *g, const char *label, const symbol *codes, uint16_t count)
{
    const rule_words w = part_words(g);
    for (uint16_t i = 0; i < count; i++) {
        buffer_add_text(g->part, i ? ", " : "");
        words_code(&w, code_of(g, codes[i]));
    }
    if (count)
        line(g, label, part_text(g));
}

/* Roles of the case format that the pack gives no label are not listed. */
static void roles(page *g)
{
    bool any = false;
    for (size_t i = 0; i < g->p->role_count; i++) {
        if (!g->p->role_labels[i])
            continue;
        if (!any)
            heading(g, "Roles: how they are said");
        any = true;
        item(g, code_of(g, g->p->roles[i]), g->p->role_labels[i], NULL);
    }
}

/* "id: label (values)", of an attribute of a record. */
static void attribute_line(page *g, const pack_attribute *a)
{
    const rule_words w = part_words(g);
    buffer_add_text(g->part, code_of(g, a->name));
    buffer_add_text(g->part, ": ");
    if (a->label)
        buffer_add_text(g->part, a->label);
    else
        words_code(&w, code_of(g, a->name));
    for (uint16_t i = 0; i < a->value_count; i++) {
        buffer_add_text(g->part, i ? ", " : " (");
        words_code(&w, code_of(g, a->values[i]));
    }
    buffer_add_text(g->part, a->value_count ? ")" : "");
    line(g, "- ", part_text(g));
}

static void record_types(page *g)
{
    if (g->p->type_count)
        heading(g, "Records: their types, outcomes and attributes");
    for (size_t i = 0; i < g->p->type_count; i++) {
        const pack_record_type *t = &g->p->types[i];
        item(g, code_of(g, t->name), t->label, NULL);
        codes_line(g, "Outcomes: ", t->outcomes, t->outcome_count);
        for (uint16_t k = 0; k < t->attribute_count; k++)
            attribute_line(g, &t->attributes[k]);
    }
}

static void attributes(page *g)
{
    if (g->p->attribute_count)
        heading(g, "Attributes of the case");
    for (size_t i = 0; i < g->p->attribute_count; i++) {
        const pack_attribute *a = &g->p->attributes[i];
        item(g, code_of(g, a->name), a->label ? a->label : "without a text", NULL);
        codes_line(g, "Values: ", a->values, a->value_count);
    }
}

static void legal_statuses(page *g)
{
    if (g->p->legal_count)
        heading(g, "Legal statuses beside those of the case format");
    for (size_t i = 0; i < g->p->legal_count; i++)
        item(g, code_of(g, g->p->legal[i].name), g->p->legal[i].label, NULL);
}

static void head(page *g)
{
    const reunify_profile *p = g->p;
    layout_line(g->b, 0, INDENT);
    layout_style(g->b, STYLE_BOLD);
    say(g, p->title);
    layout_style(g->b, STYLE_PLAIN);
    layout_end(g->b);
    buffer_add_text(g->part, p->id);
    buffer_add_text(g->part, ", version ");
    buffer_add_text(g->part, p->version);
    for (size_t i = 0; i < p->base_count; i++) {
        buffer_add_text(g->part, i ? ", over " : "; laid over ");
        buffer_add_text(g->part, p->bases[i].id);
        buffer_add_text(g->part, " ");
        buffer_add_text(g->part, p->bases[i].version);
    }
    layout_line(g->b, 0, INDENT);
    say(g, part_text(g));
    layout_end(g->b);
    if (p->source_count)
        heading(g, "Sources");
    for (size_t i = 0; i < p->source_count; i++)
        item(g, p->sources[i].id, p->sources[i].at, NULL);
}

static void whole(page *g)
{
    head(g);
    applicability(g);
    findings(g);
    levels(g);
    table(g);
    movement(g);
    judgement(g);
    closing(g);
    list_actions(g);
    pathways(g);
    schedule(g);
    alerts(g);
    factors(g);
    costs(g);
    roles(g);
    record_types(g);
    attributes(g);
    legal_statuses(g);
}

reunify_status reunify_profile_to_text(const reunify_profile *p, uint32_t flags, int32_t width,
                                       reunify_text **out, reunify_error *error)
{
    reunify_error_clear(error);
    if (!out)
        return error_argument(error, "out is NULL");
    *out = NULL;
    if (!p || (flags & ~(uint32_t)REUNIFY_TEXT_COLOUR) || width < 0)
        return error_argument(error,
                              "the profile is NULL, a flag is unknown or the width is negative");
    buffer marked, part, made;
    buffer_start(&marked, p->context);
    buffer_start(&part, p->context);
    buffer_start(&made, p->context);
    page g = {&marked, &part, p, width ? (size_t)width : WIDTH};
    whole(&g);
    layout_finish(&marked, g.width, flags & REUNIFY_TEXT_COLOUR, &made);
    made.failed = made.failed || part.failed;
    const reunify_status status = buffer_finish(&made, out);
    buffer_release(&marked);
    buffer_release(&part);
    buffer_release(&made);
    return status ? error_no_memory(error) : REUNIFY_OK;
}
