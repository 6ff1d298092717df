/*
 * Messages, rows and lists of the written evaluation.
 *
 * The parts of the page (head.c, alerts.c, needs.c, risk.c, record.c) say everything through the
 * calls here. A sentence is a message of the library with values by name (base/message.h), said in
 * the languages of the profile; texts of the pack and of the case are put as they stand. A value
 * may be a part, which is said when its turn in the sentence comes, by a function that is given the
 * report: so what stands where is the message's affair, in every language. A part points at what it
 * is made of, which has to stay until the sentence is said.
 *
 * All of it goes into one buffer with marks of layout and is broken into lines at the end
 * (layout.c). Failure sticks in the buffer. A source that is cited is noted by a bit, for the list
 * at the end of the page; those of a profile beyond MOST_CITED are cited but not listed.
 */
#include "text/report.h"

/* Messages ------------------------------------------------------------------------------------ */

static void add_words(void *to, const char *words, size_t length)
{
    layout_text(((report *)to)->b, words, length, false);
}

static void add_solid(void *to, const char *words, size_t length)
{
    layout_text(((report *)to)->b, words, length, true);
}

static message_sink sink_of(report *r)
{
    return (message_sink){.in = &r->p->spoken, .to = r, .words = add_words, .solid = add_solid};
}

void say_with(report *r, message_id id, const message_value *values)
{
    const message_sink sink = sink_of(r);
    message_say(&sink, id, values);
}

void say(report *r, message_id id)
{
    say_with(r, id, NULL);
}

void say_value(report *r, message_value value)
{
    const message_sink sink = sink_of(r);
    message_say_value(&sink, &value);
}

void put(report *r, const char *words)
{
    layout_words(r->b, words);
}

void put_solid(report *r, const char *words)
{
    layout_solid(r->b, words);
}

void say_styled(report *r, int style, message_id id)
{
    layout_style(r->b, style);
    say(r, id);
    layout_style(r->b, STYLE_PLAIN);
}

void say_source(report *r, const pack_source *source)
{
    enum { SHORT = 24 }; /* "Stage 2(b)" stays in one piece */
    for (size_t i = 0; i < r->p->source_count && i < MOST_CITED; i++)
        if (strcmp(r->p->sources[i].id, source->id) == 0)
            r->cited |= UINT64_C(1) << i;
    put(r, " ");
    layout_style(r->b, STYLE_DIM);
    put(r, "[");
    put(r, source->id);
    put(r, ", ");
    (strlen(source->at) <= SHORT ? put_solid : put)(r, source->at);
    put(r, "]");
    layout_style(r->b, STYLE_PLAIN);
}

/* Values -------------------------------------------------------------------------------------- */

/* A text of the pack, or where it has none, a code. */
static message_value labelled(const char *name, const char *label, const char *code)
{
    return label ? of_text(name, label) : of_code(name, code);
}

message_value of_level(const report *r, const char *name, int level)
{
    if (level >= 0)
        return labelled(name, r->p->levels[level].label, r->p->levels[level].id);
    message_value none = of_message(name, MSG_NO_LEVEL);
    none.given = false;
    return none;
}

message_value of_symbol(const report *r, const char *name, symbol s)
{
    return labelled(name, r->p->labels[s], r->p->names.names[s].data);
}

message_value of_role_at(const report *r, const char *name, uint16_t role)
{
    if (r->p->role_labels[role])
        return of_text(name, r->p->role_labels[role]);
    return of_symbol(r, name, r->p->roles[role]);
}

message_value of_role(const report *r, const char *name, const char *code)
{
    for (uint16_t i = 0; code && i < r->p->role_count; i++)
        if (strcmp(profile_symbol_name(r->p, r->p->roles[i]), code) == 0)
            return of_role_at(r, name, i);
    return of_code(name, code);
}

message_value of_named(const report *r, const char *name, const char *code)
{
    const symbol s = symbols_named(&r->p->names, code, strlen(code));
    return s == SYMBOL_NONE ? of_code(name, code) : of_symbol(r, name, s);
}

message_value of_stage(const char *name, const pack_stage *stage)
{
    return of_text(name, stage->label ? stage->label : stage->id);
}

static void say_in_style(void *to, const message_value *value)
{
    say_styled(to, value->place, (message_id)value->number);
}

message_value of_styled(const char *name, int style, message_id id)
{
    message_value value = of_part(name, say_in_style, NULL, true);
    value.place = (uint8_t)style;
    value.number = id;
    return value;
}

/* Lines --------------------------------------------------------------------------------------- */

void say_heading(report *r, message_id id)
{
    layout_blank(r->b);
    layout_line(r->b, 0, INDENT);
    say_styled(r, STYLE_BOLD, id);
    say_end(r);
}

void say_subheading(report *r, message_id id)
{
    layout_line(r->b, INDENT, STEP);
    say(r, id);
    say_end(r);
}

void say_row(report *r, int style, message_id label)
{
    layout_line(r->b, INDENT, ROW);
    say_styled(r, style, label);
    layout_tab(r->b, ROW);
}

void say_numbered_row(report *r, int style, message_id label, int number)
{
    layout_line(r->b, INDENT, ROW);
    layout_style(r->b, style);
    say_with(r, label, VALUES(of_number("number", number)));
    layout_style(r->b, STYLE_PLAIN);
    layout_tab(r->b, ROW);
}

void say_box(report *r, const char *mark)
{
    layout_line(r->b, STEP, BOX_TEXT);
    put(r, mark);
    layout_tab(r->b, BOX_TEXT);
}

void say_bullet(report *r)
{
    layout_line(r->b, STEP, STEP_TEXT);
    put(r, "-");
    layout_tab(r->b, STEP_TEXT);
}

void say_row_item(report *r)
{
    layout_line(r->b, ROW, ROW + 2);
    put(r, "- ");
}

void say_end(report *r)
{
    layout_end(r->b);
}

void say_clause(report *r, size_t at)
{
    if (at)
        say(r, MSG_LIST_CLAUSES);
}

/* What more than one part says ---------------------------------------------------------------- */

void say_somebody(report *r, const char *id, uint8_t relation)
{
    const bool number = strpbrk(id, "0123456789") != NULL;
    message_value is = of_message("relation", relation == RELATION_PARENTS_PARTNER
                                                  ? MSG_SOMEBODY_PARENTS_PARTNER
                                                  : MSG_RELATION_PARENT + relation);
    is.given = number && relation != ENUM_NONE;
    say_with(r, MSG_SOMEBODY, VALUES(number ? of_id("id", id) : of_code("id", id), is));
}

message_value of_entry_id(const report *r, const char *name, const char *id)
{
    return of_id(name, r->all ? id : NULL);
}

void say_status(report *r, const position_status *s)
{
    say_with(r, MSG_HEAD_LEGAL,
             VALUES(s->label ? of_text("status", s->label) : of_code("status", s->code),
                    of_date("since", s->from)));
}

static void say_person(void *to, const message_value *value)
{
    say_somebody(to, value->of, ENUM_NONE);
}

message_value of_person(const char *name, const char *id)
{
    return of_part(name, say_person, id, id != NULL);
}

void say_listed_factor(report *r, const position_factor *f)
{
    message_value emerged = of_choice("emerged", f->emerged);
    emerged.given = f->emerged != ENUM_NONE;
    say_with(
        r, MSG_FACTOR,
        VALUES(f->code ? of_code("factor", f->code) : of_message("factor", MSG_FACTOR_NOT_NAMED),
               emerged,
               of_message("status", f->status == ENUM_NONE
                                        ? MSG_FACTOR_NOT_SAID
                                        : MSG_FACTOR_STATUS_ADDRESSED + f->status)));
}

int level_before(const reunify_evaluation *e)
{
    for (size_t i = e->history_count; i-- > 0;)
        if (e->history[i].to != e->history[i].from)
            return e->history[i].from;
    return -1;
}

/* One that is quoted although it is not known whether it can be meant says so. */
void say_action(report *r, const action_result *a)
{
    if (a->applies == REUNIFY_UNKNOWN)
        say(r, MSG_ACTION_PERHAPS);
    put(r, a->rule->text);
    say_source(r, &a->rule->source);
    say_end(r);
}

static void say_ago(void *to, const message_value *value)
{
    enum { DAYS = 14, WEEK = 7, MONTHS = 2, YEARS = 24, YEAR = 12 };
    report *r = to;
    const reunify_date date = *(const reunify_date *)value->of;
    const int32_t days = r->e->as_of - date, months = date_months_between(date, r->e->as_of);
    if (days == 0)
        say(r, MSG_AGO_TODAY);
    else if (days == 1)
        say(r, MSG_AGO_YESTERDAY);
    else if (days < DAYS)
        say_with(r, MSG_AGO_DAYS, VALUES(of_number("count", days)));
    else if (months < MONTHS)
        say_with(r, MSG_AGO_WEEKS, VALUES(of_number("count", days / WEEK)));
    else if (months < YEARS)
        say_with(r, MSG_AGO_MONTHS, VALUES(of_number("count", months)));
    else
        say_with(r, MSG_AGO_YEARS, VALUES(of_number("count", months / YEAR)));
}

message_value of_ago(const char *name, const reunify_date *date)
{
    return of_part(name, say_ago, date, true);
}

bool return_stands(const reunify_evaluation *e)
{
    const attempt_return *home = e->attempt_count ? &e->attempts[e->attempt_count - 1].home : NULL;
    return home && home->date != REUNIFY_DATE_NONE && home->ended_on == REUNIFY_DATE_NONE;
}

const struct reunify_history_entry *level_basis(const reunify_evaluation *e)
{
    for (size_t i = e->history_count; i-- > 0;)
        if (e->history[i].basis != REUNIFY_BASIS_NONE)
            return &e->history[i];
    return NULL;
}

size_t count_obligations(const reunify_evaluation *e, uint8_t status)
{
    size_t count = 0;
    for (size_t i = 0; i < e->schedule_count; i++)
        count += e->schedule[i].status == status;
    return count;
}

/* Entries ------------------------------------------------------------------------------------- */

static const struct {
    const char *entry;
    message_id words;
} entries[] = {{"assessments", MSG_ENTRY_ASSESSMENTS},
               {"assessments/factors", MSG_ENTRY_ASSESSMENTS_FACTORS},
               {"care_periods", MSG_ENTRY_CARE_PERIODS},
               {"child/date_of_birth", MSG_ENTRY_CHILD_DATE_OF_BIRTH},
               {"child/siblings", MSG_ENTRY_CHILD_SIBLINGS},
               {"family_time", MSG_ENTRY_FAMILY_TIME},
               {"goals", MSG_ENTRY_GOALS},
               {"legal_statuses", MSG_ENTRY_LEGAL_STATUSES},
               {"people", MSG_ENTRY_PEOPLE},
               {"people/date_of_birth", MSG_ENTRY_PEOPLE_DATE_OF_BIRTH},
               {"people/household", MSG_ENTRY_PEOPLE_HOUSEHOLD},
               {"people/needs", MSG_ENTRY_PEOPLE_NEEDS},
               {"people/parental_responsibility", MSG_ENTRY_PEOPLE_PARENTAL_RESPONSIBILITY},
               {"people/regular_visitor", MSG_ENTRY_PEOPLE_REGULAR_VISITOR},
               {"people/relation", MSG_ENTRY_PEOPLE_RELATION},
               {"placements", MSG_ENTRY_PLACEMENTS},
               {"returns", MSG_ENTRY_RETURNS}};

/* What follows the slash is a record type, a finding or an attribute of the profile. */
static void say_named_entry(report *r, const char *entry)
{
    static const struct {
        const char *member;
        message_id words;
    } kinds[] = {{"records/", MSG_ENTRY_OF_RECORDS},
                 {"assessments/", MSG_ENTRY_OF_ASSESSMENTS},
                 {"attributes/", MSG_ENTRY_OF_ATTRIBUTES}};
    for (size_t i = 0; i < LENGTH_OF(kinds); i++) {
        const size_t length = strlen(kinds[i].member);
        if (strncmp(entry, kinds[i].member, length) != 0)
            continue;
        say_with(r, kinds[i].words, VALUES(of_named(r, "name", entry + length)));
        return;
    }
    say_value(r, of_code("entry", entry));
}

void say_entry(report *r, const char *entry)
{
    for (size_t i = 0; i < LENGTH_OF(entries); i++) {
        if (strcmp(entries[i].entry, entry) == 0) {
            say(r, entries[i].words);
            return;
        }
    }
    say_named_entry(r, entry);
}

typedef struct {
    const char *const *entries;
    size_t count;
} entry_list;

static void say_entry_list(void *to, const message_value *value)
{
    const entry_list *list = value->of;
    for (size_t i = 0; i < list->count; i++) {
        say_clause(to, i);
        say_entry(to, list->entries[i]);
    }
}

void say_entries(report *r, const char *const *list, size_t count)
{
    const entry_list of = {list, count};
    if (count)
        say_with(r, MSG_ENTRY_WOULD_TELL, VALUES(of_part("entries", say_entry_list, &of, true)));
}
