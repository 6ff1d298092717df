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
