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
    return (rule_words){g->p, g->part, false, &g->p->spoken};
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

static void say_message(page *g, message_id id, const message_value *values)
{
    const message_sink sink = layout_sink(&g->p->spoken, g->b);
    message_say(&sink, id, values);
}

static void heading_with(page *g, message_id id, const message_value *values)
{
    layout_blank(g->b);
    layout_line(g->b, 0, INDENT);
    layout_style(g->b, STYLE_BOLD);
    say_message(g, id, values);
    layout_style(g->b, STYLE_PLAIN);
    layout_end(g->b);
}

static void heading(page *g, message_id id)
{
    heading_with(g, id, NULL);
}

/* "id: text [source]". */
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

static void line_with(page *g, message_id id, const message_value *values)
{
    layout_line(g->b, RULE, RULE + 2);
    say_message(g, id, values);
    layout_end(g->b);
}

static void line(page *g, message_id id)
{
    line_with(g, id, NULL);
}

/* A sentence of the library's alone, made in the part. */
static void part_line(page *g)
{
    layout_line(g->b, RULE, RULE + 2);
    say(g, part_text(g));
    layout_end(g->b);
}

static void condition_line(page *g, message_id id, rule_index when)
{
    if (when == RULE_NONE)
        return;
    const rule_words w = part_words(g);
    words_condition(&w, when);
    line_with(g, id, VALUES(of_text("condition", part_text(g))));
}

static void date_line(page *g, message_id id, rule_index date)
{
    if (date == RULE_NONE)
        return;
    const rule_words w = part_words(g);
    words_date(&w, date);
    line_with(g, id, VALUES(of_text("date", part_text(g))));
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
        if (!first)
            words_say(&w, MSG_LIST_OR, NULL);
        first = false;
        if (f->type == NAMED_BOOLEAN)
            words_say(&w, v ? MSG_YES : MSG_NO, NULL);
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
    heading(g, MSG_SHOW_TABLE);
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
        heading(g, MSG_SHOW_FINDINGS);
    for (size_t i = 0; i < p->finding_count; i++) {
        const pack_finding *f = &p->findings[i];
        item(g, p->names.names[f->name].data, f->label, NULL);
        for (uint16_t v = 0; v < f->value_count; v++) {
            if (v)
                words_say(&w, MSG_LIST_BETWEEN, NULL);
            words_value(&w, f, v);
        }
        if (f->value_count)
            line_with(g, MSG_SHOW_VALUES, VALUES(of_text("values", part_text(g))));
        for (uint16_t v = 0; f->words && v < f->value_count; v++) {
            words_value(&w, f, v);
            line_with(g, MSG_SHOW_SAID_AS,
                      VALUES(of_text("value", part_text(g)),
                             f->words[v] ? of_text("words", f->words[v])
                                         : of_message("words", MSG_SHOW_ITSELF)));
        }
        words_finding(&w, f);
        line_with(g, MSG_SHOW_COMES_ABOUT, VALUES(of_text("how", part_text(g))));
    }
}

static void levels(page *g)
{
    const reunify_profile *p = g->p;
    if (!p->level_count)
        return;
    heading(g, MSG_SHOW_LEVELS);
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
                heading_with(g, MSG_SHOW_MOVEMENT,
                             VALUES(of_text("level", p->levels[level].label)));
            }
            any = true;
            item(g, m->id, m->text, &m->source);
            words_movement(&w, m);
            part_line(g);
            date_line(g, MSG_SHOW_NOT_BEFORE, m->counts_from);
            actions_line(g, m->actions, m->action_count);
        }
    }
}

static void closing(page *g)
{
    const reunify_profile *p = g->p;
    if (p->closing_count)
        heading(g, MSG_SHOW_CLOSING);
    for (size_t i = 0; i < p->closing_count; i++) {
        item(g, p->closing[i].id, p->closing[i].text, &p->closing[i].source);
        condition_line(g, MSG_SHOW_HOLDS, p->closing[i].when);
        if (p->closing[i].otherwise)
            line_with(g, MSG_SHOW_OTHERWISE, VALUES(of_text("text", p->closing[i].otherwise)));
    }
}

/* Those that rules name, and when they can be meant. */
static void list_actions(page *g)
{
    const reunify_profile *p = g->p;
    if (p->action_count)
        heading(g, MSG_SHOW_ACTIONS);
    for (size_t i = 0; i < p->action_count; i++) {
        const pack_action *a = &p->actions[i];
        item(g, a->id, a->text, &a->source);
        if (a->about != ABOUT_OTHER_THINGS)
            line_with(g, MSG_SHOW_ABOUT, VALUES(of_choice("about", a->about)));
        condition_line(g, MSG_SHOW_SHOWN, a->when);
    }
}

static void judgement(page *g)
{
    if (!g->p->deciding_roles)
        return;
    const rule_words w = part_words(g);
    heading(g, MSG_SHOW_JUDGEMENT);
    words_roles(&w, g->p->deciding_roles, MSG_LIST_OR);
    layout_line(g->b, INDENT, RULE);
    say_message(g, MSG_SHOW_JUDGEMENT_BY, VALUES(of_text("roles", part_text(g))));
    say_source(g, &g->p->judgement_source);
    layout_end(g->b);
}

/* Stages -------------------------------------------------------------------------------------- */

/* Who can set it aside, for which reasons and until when: parts of one line. */
typedef struct {
    page *g;
    const pack_requirement *r;
} requirement_part;

static void say_set_aside_roles(void *to, const message_value *value)
{
    const requirement_part *part = value->of;
    const rule_words w = part_words(part->g);
    (void)to;
    words_roles(&w, part->r->set_aside_by, MSG_LIST_OR);
    say(part->g, part_text(part->g));
}

static void say_set_aside_reasons(void *to, const message_value *value)
{
    const requirement_part *part = value->of;
    const rule_words w = part_words(part->g);
    (void)to;
    for (uint16_t i = 0; i < part->r->set_aside_reasons; i++) {
        if (i)
            words_say(&w, MSG_LIST_OR, NULL);
        words_symbol(&w, part->r->set_aside_for[i]);
    }
    say(part->g, part_text(part->g));
}

static void say_set_aside_until(void *to, const message_value *value)
{
    const requirement_part *part = value->of;
    const rule_words w = part_words(part->g);
    (void)to;
    words_date(&w, part->r->set_aside_until);
    say(part->g, part_text(part->g));
}

static void set_aside_line(page *g, const pack_requirement *r)
{
    const requirement_part part = {g, r};
    if (!r->set_aside_by)
        return;
    line_with(
        g, MSG_SHOW_SET_ASIDE,
        VALUES(of_part("roles", say_set_aside_roles, &part, true),
               of_part("reasons", say_set_aside_reasons, &part, r->set_aside_reasons),
               of_part("until", say_set_aside_until, &part, r->set_aside_until != RULE_NONE)));
}

static void requirement(page *g, const pack_requirement *r)
{
    item(g, r->id, r->text, &r->source);
    if (r->advisory)
        line(g, MSG_SHOW_ADVISORY);
    const rule_words w = part_words(g);
    for (uint16_t i = 0; i < r->by_count; i++) {
        words_between(&w, i, r->by_count, MSG_LIST_AND);
        words_symbol(&w, g->p->roles[r->by[i]]);
    }
    if (r->by_count)
        line_with(g, MSG_SHOW_BY, VALUES(of_text("roles", part_text(g))));
    condition_line(g, MSG_SHOW_WHERE, r->when);
    condition_line(g, MSG_SHOW_FOR_EACH, r->for_each);
    condition_line(g, MSG_SHOW_MET, r->satisfied_by);
    condition_line(g, MSG_SHOW_LATE, r->late);
    set_aside_line(g, r);
}

static void stop(page *g, const pack_stop *s)
{
    item(g, s->id, s->text, &s->source);
    condition_line(g, MSG_SHOW_STOPS, s->when);
    line_with(g, MSG_SHOW_OUTCOME, VALUES(of_code("outcome", s->outcome)));
    actions_line(g, s->actions, s->action_count);
}

static void stage(page *g, const pack_stage *s, size_t number)
{
    heading_with(g, MSG_SHOW_STAGE,
                 VALUES(of_number("number", (int64_t)number), of_text("stage", s->label)));
    condition_line(g, MSG_SHOW_ONLY_WHERE, s->when);
    if (s->counts_attempt)
        line(g, MSG_SHOW_ATTEMPT);
    date_line(g, MSG_SHOW_SETTLED, s->settled_on);
    for (size_t i = 0; i < s->requirement_count; i++)
        requirement(g, &s->requirements[i]);
    for (size_t i = 0; i < s->stop_count; i++)
        stop(g, &s->stops[i]);
}

static void pathways(page *g)
{
    for (size_t i = 0; i < g->p->pathway_count; i++) {
        const pack_pathway *way = &g->p->pathways[i];
        heading_with(g, MSG_SHOW_PATHWAY, VALUES(of_text("pathway", way->label)));
        for (size_t k = 0; k < way->stage_count; k++)
            stage(g, &way->stages[k], k + 1);
    }
}

/* The rest ------------------------------------------------------------------------------------ */

static void applicability(page *g)
{
    if (g->p->applicability_count)
        heading(g, MSG_SHOW_WHOM);
    for (size_t i = 0; i < g->p->applicability_count; i++) {
        const pack_condition *c = &g->p->applicability[i];
        item(g, c->id, c->text, &c->source);
        condition_line(g, MSG_SHOW_WHEN, c->when);
        if (c->otherwise)
            line_with(g, MSG_SHOW_OTHERWISE, VALUES(of_text("text", c->otherwise)));
    }
}

static void schedule(page *g)
{
    const rule_words w = part_words(g);
    if (g->p->obligation_count)
        heading(g, MSG_SHOW_SCHEDULE);
    for (size_t i = 0; i < g->p->obligation_count; i++) {
        const pack_obligation *o = &g->p->schedule[i];
        item(g, o->id, o->text, &o->source);
        words_obligation(&w, o);
        part_line(g);
        if (o->done_stage >= 0)
            line_with(g, MSG_SHOW_DONE_MET, VALUES(of_id("requirement", o->done_id)));
        else
            condition_line(g, MSG_SHOW_DONE, o->done);
        condition_line(g, MSG_SHOW_LAPSES, o->lapses);
        if (o->never_overdue)
            line(g, MSG_SHOW_NEVER_OVERDUE);
    }
}

static void alerts(page *g)
{
    if (g->p->alert_count)
        heading(g, MSG_SHOW_ALERTS);
    for (size_t i = 0; i < g->p->alert_count; i++) {
        const pack_alert *a = &g->p->alerts[i];
        item(g, a->id, a->text, &a->source);
        condition_line(g, MSG_SHOW_RAISED, a->when);
        actions_line(g, a->actions, a->action_count);
    }
}

static void factors(page *g)
{
    if (g->p->factor_count)
        heading(g, MSG_SHOW_FACTORS);
    for (size_t i = 0; i < g->p->factor_count; i++) {
        const pack_factor *f = &g->p->factors[i];
        item(g, f->id, f->text, &f->source);
        line(g, strcmp(f->kind, "success") == 0 ? MSG_SHOW_SUCCESS : MSG_SHOW_BREAKDOWN);
        if (f->counts_attempt)
            line(g, MSG_SHOW_ATTEMPT);
        condition_line(g, MSG_SHOW_PRESENT, f->when);
        for (uint16_t k = 0; k < f->says_count; k++) {
            line_with(g, MSG_SHOW_FACTOR_SAID, VALUES(of_text("text", f->says[k].text)));
            condition_line(g, MSG_SHOW_FACTOR_WHERE, f->says[k].when);
        }
        if (f->help)
            line_with(g, MSG_SHOW_HELP, VALUES(of_text("text", f->help)));
        if (f->figure)
            line_with(g, MSG_SHOW_FIGURE, VALUES(of_text("text", f->figure)));
    }
}

static void say_pounds(void *to, const message_value *value)
{
    page *g = (page *)(uintptr_t)value->of;
    const int64_t pence = value->number;
    (void)to;
    buffer_add_integer(g->part, pence / 100);
    const char rest[] = {'.', (char)('0' + pence % 100 / 10), (char)('0' + pence % 10), '\0'};
    buffer_add_text(g->part, pence % 100 ? rest : "");
    say(g, part_text(g));
}

static message_value of_pounds(page *g, const char *name, int64_t pence)
{
    message_value value = of_part(name, say_pounds, g, true);
    value.number = pence;
    return value;
}

static void costs(page *g)
{
    if (g->p->cost_count)
        heading(g, MSG_SHOW_COSTS);
    for (size_t i = 0; i < g->p->cost_count; i++) {
        const pack_cost *c = &g->p->costs[i];
        item(g, c->id, c->text, &c->source);
        line_with(
            g, MSG_SHOW_COST,
            VALUES(of_pounds(g, "re_entry", c->re_entry), of_pounds(g, "support", c->support)));
    }
}

/* The pack's own words ------------------------------------------------------------------------ */

static const char *code_of(const page *g, symbol s)
{
    return g->p->names.names[s].data;
}

static void codes_line(page *g, message_id id, const symbol *codes, uint16_t count)
{
    const rule_words w = part_words(g);
    for (uint16_t i = 0; i < count; i++) {
        if (i)
            words_say(&w, MSG_LIST_BETWEEN, NULL);
        words_code(&w, code_of(g, codes[i]));
    }
    if (count)
        line_with(g, id, VALUES(of_text("values", part_text(g))));
}

/* Roles of the case format that the pack gives no label are not listed. */
static void roles(page *g)
{
    bool any = false;
    for (size_t i = 0; i < g->p->role_count; i++) {
        if (!g->p->role_labels[i])
            continue;
        if (!any)
            heading(g, MSG_SHOW_ROLES);
        any = true;
        item(g, code_of(g, g->p->roles[i]), g->p->role_labels[i], NULL);
    }
}

/* "id: label (values)", of an attribute of a record. */
static void attribute_line(page *g, const pack_attribute *a)
{
    const rule_words w = part_words(g);
    buffer_add_text(g->part, "- ");
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
    part_line(g);
}

static void record_types(page *g)
{
    if (g->p->type_count)
        heading(g, MSG_SHOW_RECORDS);
    for (size_t i = 0; i < g->p->type_count; i++) {
        const pack_record_type *t = &g->p->types[i];
        item(g, code_of(g, t->name), t->label, NULL);
        codes_line(g, MSG_SHOW_OUTCOMES, t->outcomes, t->outcome_count);
        for (uint16_t k = 0; k < t->attribute_count; k++)
            attribute_line(g, &t->attributes[k]);
    }
}

static void attributes(page *g)
{
    if (g->p->attribute_count)
        heading(g, MSG_SHOW_ATTRIBUTES);
    for (size_t i = 0; i < g->p->attribute_count; i++) {
        const pack_attribute *a = &g->p->attributes[i];
        const rule_words w = part_words(g);
        if (!a->label)
            words_say(&w, MSG_SHOW_NO_TEXT, NULL);
        item(g, code_of(g, a->name), a->label ? a->label : part_text(g), NULL);
        codes_line(g, MSG_SHOW_VALUES, a->values, a->value_count);
    }
}

static void legal_statuses(page *g)
{
    if (g->p->legal_count)
        heading(g, MSG_SHOW_LEGAL);
    for (size_t i = 0; i < g->p->legal_count; i++)
        item(g, code_of(g, g->p->legal[i].name), g->p->legal[i].label, NULL);
}

static void head(page *g)
{
    const reunify_profile *p = g->p;
    const rule_words w = part_words(g);
    layout_line(g->b, 0, INDENT);
    layout_style(g->b, STYLE_BOLD);
    say(g, p->title);
    layout_style(g->b, STYLE_PLAIN);
    layout_end(g->b);
    for (size_t i = 0; i < p->base_count; i++) {
        if (i)
            words_say(&w, MSG_SHOW_OVER, NULL);
        buffer_add_text(g->part, p->bases[i].id);
        buffer_add_text(g->part, " ");
        buffer_add_text(g->part, p->bases[i].version);
    }
    layout_line(g->b, 0, INDENT);
    say_message(g, MSG_SHOW_VERSION,
                VALUES(of_text("id", p->id), of_text("version", p->version),
                       of_text("bases", p->base_count ? part_text(g) : NULL)));
    layout_end(g->b);
    if (p->source_count)
        heading(g, MSG_SHOW_SOURCES);
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
