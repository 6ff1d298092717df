/* Words, rows and lists of the written evaluation. */
#include "text/report.h"

#include <stdarg.h>
#include <stdio.h>

/* A code as words: "not_being_addressed" is "not being addressed". */
static void say_code(report *r, const char *code)
{
    for (const char *p = code ? code : ""; *p; p++)
        layout_words(r->b, (const char[]){(char)(*p == '_' ? ' ' : *p), '\0'});
}

/* "2 September 2024", in one piece. */
static void say_date(report *r, reunify_date date)
{
    static const char *const months[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    if (date == REUNIFY_DATE_NONE) {
        layout_words(r->b, "no date of the calendar");
        return;
    }
    char iso[11], words[32];
    date_write(date, iso);
    const int month = (iso[5] - '0') * 10 + iso[6] - '0', day = (iso[8] - '0') * 10 + iso[9] - '0';
    const int year =
        (iso[0] - '0') * 1000 + (iso[1] - '0') * 100 + (iso[2] - '0') * 10 + iso[3] - '0';
    snprintf(words, sizeof words, "%d %s %d", day, months[month - 1], year);
    layout_solid(r->b, words);
}

static void say_level(report *r, int level)
{
    if (level < 0)
        layout_words(r->b, "no level");
    else if (r->p->levels[level].label)
        layout_words(r->b, r->p->levels[level].label);
    else
        say_code(r, r->p->levels[level].id);
}

static void say_value(report *r, char verb, va_list *values)
{
    const char *words;
    switch (verb) {
    case 't':
        words = va_arg(*values, const char *);
        layout_words(r->b, words ? words : "");
        break;
    case 'i':
        words = va_arg(*values, const char *);
        layout_solid(r->b, words ? words : "?");
        break;
    case 'c':
        say_code(r, va_arg(*values, const char *));
        break;
    case 'd':
        say_date(r, va_arg(*values, reunify_date));
        break;
    case 'l':
        say_level(r, va_arg(*values, int));
        break;
    default:
        buffer_add_integer(r->b, va_arg(*values, int));
        break;
    }
}

void sayf(report *r, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    for (const char *p = format; *p; p++) {
        if (*p == '%')
            say_value(r, *++p, &values);
        else
            buffer_add_char(r->b, *p);
    }
    va_end(values);
}

void say_styled(report *r, int style, const char *words)
{
    layout_style(r->b, style);
    layout_words(r->b, words);
    layout_style(r->b, STYLE_PLAIN);
}

void say_source(report *r, const pack_source *source)
{
    enum { SHORT = 24 }; /* "Stage 2(b)" stays in one piece */
    for (size_t i = 0; i < r->p->source_count && i < MOST_CITED; i++)
        if (strcmp(r->p->sources[i].id, source->id) == 0)
            r->cited |= UINT64_C(1) << i;
    sayf(r, " ");
    layout_style(r->b, STYLE_DIM);
    sayf(r, strlen(source->at) <= SHORT ? "[%t, %i]" : "[%t, %t]", source->id, source->at);
    layout_style(r->b, STYLE_PLAIN);
}

void say_symbol(report *r, symbol s)
{
    if (r->p->labels[s])
        layout_words(r->b, r->p->labels[s]);
    else
        say_code(r, r->p->names.names[s].data);
}

void say_heading(report *r, const char *words)
{
    layout_blank(r->b);
    layout_line(r->b, 0, INDENT);
    say_styled(r, STYLE_BOLD, words);
    say_end(r);
}

void say_subheading(report *r, const char *words)
{
    layout_line(r->b, INDENT, STEP);
    sayf(r, "%t", words);
    say_end(r);
}

void say_row(report *r, int style, const char *label)
{
    layout_line(r->b, INDENT, ROW);
    say_styled(r, style, label);
    layout_tab(r->b, ROW);
}

void say_numbered_row(report *r, int style, const char *label, int number)
{
    layout_line(r->b, INDENT, ROW);
    layout_style(r->b, style);
    sayf(r, "%t %n", label, number);
    layout_style(r->b, STYLE_PLAIN);
    layout_tab(r->b, ROW);
}

void say_box(report *r, const char *mark)
{
    layout_line(r->b, STEP, BOX_TEXT);
    sayf(r, "%t", mark);
    layout_tab(r->b, BOX_TEXT);
}

void say_bullet(report *r, const char *mark)
{
    layout_line(r->b, STEP, STEP_TEXT);
    sayf(r, "%t", mark);
    layout_tab(r->b, STEP_TEXT);
}

void say_row_item(report *r)
{
    layout_line(r->b, ROW, ROW + 2);
    sayf(r, "- ");
}

void say_end(report *r)
{
    layout_end(r->b);
}

void say_quote(report *r, const char *words, const pack_source *source)
{
    sayf(r, "%t", words);
    say_source(r, source);
    say_end(r);
}

/* What more than one part says ---------------------------------------------------------------- */

void say_role_at(report *r, uint16_t role)
{
    if (r->p->role_labels[role])
        sayf(r, "%t", r->p->role_labels[role]);
    else
        say_symbol(r, r->p->roles[role]);
}

void say_role(report *r, const char *code)
{
    for (uint16_t i = 0; i < r->p->role_count; i++) {
        if (strcmp(profile_symbol_name(r->p, r->p->roles[i]), code) == 0) {
            say_role_at(r, i);
            return;
        }
    }
    sayf(r, "%c", code);
}

void say_somebody(report *r, const char *id, uint8_t relation)
{
    const bool number = strpbrk(id, "0123456789") != NULL;
    sayf(r, number ? "%i" : "%c", id);
    if (number && relation == RELATION_PARENTS_PARTNER)
        sayf(r, " (a parent's partner)");
    else if (number && relation != ENUM_NONE)
        sayf(r, " (%c)", relation_names[relation]);
}

void say_entry_id(report *r, const char *id)
{
    if (r->all)
        sayf(r, " (%i)", id);
}

void say_status(report *r, const position_status *s)
{
    sayf(r, s->label ? "%t" : "%c", s->label ? s->label : s->code);
    if (s->from != REUNIFY_DATE_NONE)
        sayf(r, " since %d", s->from);
}

void say_listed_factor(report *r, const position_factor *f)
{
    sayf(r, "%c", f->code ? f->code : "not named");
    if (f->emerged != ENUM_NONE)
        sayf(r, f->emerged == EMERGED_NEW ? " (new, " : " (come back, ");
    else
        sayf(r, " (");
    sayf(r, "%c)",
         f->status == ENUM_NONE ? "not said how it stands" : factor_status_names[f->status]);
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
        sayf(r, "(Where it can be meant, which is not known:) ");
    say_quote(r, a->rule->text, &a->rule->source);
}

void say_count(report *r, size_t count, const char *one, const char *many)
{
    sayf(r, "%n %t", (int)count, count == 1 ? one : many);
}

void say_ago(report *r, reunify_date date)
{
    enum { DAYS = 14, WEEK = 7, MONTHS = 2, YEARS = 24, YEAR = 12 };
    const int32_t days = r->e->as_of - date, months = date_months_between(date, r->e->as_of);
    if (days == 0)
        sayf(r, "today");
    else if (days == 1)
        sayf(r, "yesterday");
    else if (days < DAYS)
        sayf(r, "%n days ago", days);
    else if (months < MONTHS)
        sayf(r, "%n weeks ago", days / WEEK);
    else if (months < YEARS)
        sayf(r, "%n months ago", months);
    else
        sayf(r, "%n years ago", months / YEAR);
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

static const struct {
    const char *entry, *words;
} entries[] = {{"assessments", "an assessment"},
               {"assessments/factors", "the itemised factors of an assessment"},
               {"care_periods", "the periods in care"},
               {"child/date_of_birth", "the child's date of birth"},
               {"child/siblings", "whether the child has brothers or sisters"},
               {"family_time", "the family time"},
               {"goals", "the goals"},
               {"legal_statuses", "the legal statuses"},
               {"people", "the people around the child"},
               {"people/date_of_birth", "dates of birth of the people"},
               {"people/household", "who lives in the household"},
               {"people/needs", "what needs the people have"},
               {"people/parental_responsibility", "who has parental responsibility"},
               {"people/regular_visitor", "who visits regularly"},
               {"people/relation", "what the people are to the child"},
               {"placements", "the placements"},
               {"returns", "the returns home"}};

/* What follows the slash is a record type, a finding or an attribute of the profile. */
static void say_named_entry(report *r, const char *entry)
{
    static const struct {
        const char *member, *before, *after;
    } kinds[] = {{"records/",
                  "in the records, whether there is one, its date, outcome and who led it: ", ""},
                 {"assessments/", "", ", in an assessment"},
                 {"attributes/", "what the record says of: ", ""}};
    for (size_t i = 0; i < LENGTH_OF(kinds); i++) {
        const size_t length = strlen(kinds[i].member);
        if (strncmp(entry, kinds[i].member, length) != 0)
            continue;
        sayf(r, kinds[i].before);
        const symbol s = symbols_named(&r->p->names, entry + length, strlen(entry + length));
        if (s == SYMBOL_NONE)
            sayf(r, "%c", entry + length);
        else
            say_symbol(r, s);
        sayf(r, kinds[i].after);
        return;
    }
    sayf(r, "%c", entry);
}

void say_entry(report *r, const char *entry)
{
    for (size_t i = 0; i < LENGTH_OF(entries); i++) {
        if (strcmp(entries[i].entry, entry) == 0) {
            sayf(r, entries[i].words);
            return;
        }
    }
    say_named_entry(r, entry);
}

void say_entries(report *r, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        sayf(r, i ? "; " : " What would tell: ");
        say_entry(r, list[i]);
    }
    if (count)
        sayf(r, ".");
}
