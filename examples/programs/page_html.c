/*
 * The library's page of an evaluation as one file of HTML. The page is asked for in lines that are
 * never broken and with the terminal's styles: then each line is one paragraph, row or item, and
 * its indentation says which.
 *
 *     0  the title of the page, later headings
 *     2  a label and what is said of it, a subheading, or sentences
 *     4  an item: with a dash, with a box, or with a label such as a date
 *    13  an item of the row above
 *
 * A label ends where the line goes on at a column: behind the end of a style, or behind two spaces.
 * No text of a case can look like a style, since the library takes control characters out. A line
 * that is none of these is a paragraph, so that nothing is ever lost.
 */
#include "page_html.h"

#include "markup.h"

#include <string.h>

#define PLAIN "\033[0m"

/* What is open. Items of a row lie in the row's description. */
typedef enum { NOTHING, ROWS, ITEMS, ROW_ITEMS } open_list;

typedef struct {
    buffer *to;
    open_list open;
    bool titled;           /* the first heading, of the page, is written */
    const buffer *drawing; /* NULL once it is written */
    const char *drawn;     /* what the drawing is */
} page;

/* A line without its indentation. */
typedef struct {
    const char *text;
    size_t length, indent;
} line;

/* Words with their styles --------------------------------------------------------------------- */

/* The class of a style: what stands between its beginning and "m". */
static const char *class_of(const char *style)
{
    static const char *const classes[][2] = {{"\033[0;1m", "strong"},
                                             {"\033[0;2m", "dim"},
                                             {"\033[0;1;31m", "urgent"},
                                             {"\033[0;33m", "notice"},
                                             {"\033[0;32m", "good"}};
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (strncmp(style, classes[i][0], strlen(classes[i][0])) == 0)
            return classes[i][1];
    return NULL;
}

static void add_words(buffer *to, const char *text, size_t length)
{
    const char *end = text + length;
    bool styled = false;
    while (text < end) {
        const char *style = memchr(text, '\033', (size_t)(end - text));
        const size_t words = style ? (size_t)(style - text) : (size_t)(end - text);
        add_markup(to, text, words);
        if (!style)
            break;
        if (styled)
            add_text(to, "</span>");
        const char *class = class_of(style);
        styled = class != NULL;
        if (class)
            add_format(to, "<span class=\"%s\">", class);
        const char *last = memchr(style, 'm', (size_t)(end - style));
        text = last ? last + 1 : end;
    }
    if (styled)
        add_text(to, "</span>");
}

/* The words alone, for the title. */
static void add_plain_words(buffer *to, const line *l)
{
    const char *text = l->text, *end = text + l->length;
    while (text < end) {
        const char *style = memchr(text, '\033', (size_t)(end - text));
        add_markup(to, text, (size_t)((style ? style : end) - text));
        const char *last = style ? memchr(style, 'm', (size_t)(end - style)) : NULL;
        text = last ? last + 1 : end;
    }
}

static void add_element(buffer *to, const char *name, const char *text, size_t length)
{
    add_format(to, "<%s>", name);
    add_words(to, text, length);
    add_format(to, "</%s>\n", name);
}

/* Lists --------------------------------------------------------------------------------------- */

static void close_list(page *p)
{
    static const char *const ends[] = {[NOTHING] = "",
                                       [ROWS] = "</dd>\n</dl>\n",
                                       [ITEMS] = "</ul>\n",
                                       [ROW_ITEMS] = "</ul>\n</dd>\n</dl>\n"};
    add_text(p->to, ends[p->open]);
    p->open = NOTHING;
}

/* Begins a row, with its label; what is said of it follows. */
static void open_row(page *p, const char *label, size_t length)
{
    if (p->open == ROW_ITEMS) {
        add_text(p->to, "</ul>\n</dd>\n");
    } else if (p->open == ROWS) {
        add_text(p->to, "</dd>\n");
    } else {
        close_list(p);
        add_text(p->to, "<dl>\n");
    }
    add_element(p->to, "dt", label, length);
    add_text(p->to, "<dd>");
    p->open = ROWS;
}

static void open_item(page *p, const char *class)
{
    if (p->open != ITEMS) {
        close_list(p);
        add_text(p->to, "<ul>\n");
        p->open = ITEMS;
    }
    add_format(p->to, "<li class=\"%s\">", class);
}

/* Lines --------------------------------------------------------------------------------------- */

/* Where the text behind a label begins, 0 where the line has no label. */
static size_t behind_label(const line *l, size_t *label)
{
    const size_t plain = strlen(PLAIN);
    for (size_t i = 1; i + 1 < l->length; i++) {
        const bool styled = l->text[i] == ' ' && i >= plain &&
                            strncmp(l->text + i - plain, PLAIN, plain) == 0,
                   wide = l->text[i] == ' ' && l->text[i + 1] == ' ';
        if (!styled && !wide)
            continue;
        *label = i;
        return i + strspn(l->text + i, " ");
    }
    return 0;
}

/* A label may have a second part, a date, in a column of its own. */
static void add_row(page *p, const line *l, size_t label, size_t behind)
{
    enum { LONGEST_DATE = 24 };
    size_t more = 0;
    const line rest = {l->text + behind, l->length - behind, 0};
    size_t behind_more = behind_label(&rest, &more);
    if (more > LONGEST_DATE)
        behind_more = 0;
    buffer name = {NULL, 0, 0, false};
    add_bytes(&name, l->text, label);
    if (behind_more) {
        add_text(&name, " ");
        add_bytes(&name, rest.text, more);
    }
    p->to->failed = p->to->failed || name.failed;
    open_row(p, name.data ? name.data : "", name.length);
    add_words(p->to, rest.text + behind_more, rest.length - behind_more);
    add_text(p->to, "\n");
    free_buffer(&name);
}

static bool starts(const line *l, const char *with)
{
    return strncmp(l->text, with, strlen(with)) == 0;
}

static void add_item(page *p, const line *l)
{
    const bool box = starts(l, "[ ] ") || starts(l, "[?] "), dash = starts(l, "- ");
    const size_t mark = box ? 4 : dash ? 2 : 0;
    open_item(p, box ? "box" : dash ? "dash" : "own");
    if (box)
        add_element(p->to, "span", l->text, 3);
    add_words(p->to, l->text + mark, l->length - mark);
    add_text(p->to, "</li>\n");
}

static void add_row_item(page *p, const line *l)
{
    if (p->open == ROWS)
        add_text(p->to, "<ul>\n");
    p->open = ROW_ITEMS;
    const size_t mark = starts(l, "- ") ? 2 : 0;
    add_element(p->to, "li", l->text + mark, l->length - mark);
}

/* Behind what the page says first, which people are to see before all else. */
static void add_drawing(page *p)
{
    if (!p->drawing)
        return;
    add_text(p->to, "<figure tabindex=\"0\" aria-label=\"");
    add_markup_text(p->to, p->drawn);
    add_text(p->to, "\">\n");
    if (p->drawing->data)
        add_bytes(p->to, p->drawing->data, p->drawing->length);
    add_text(p->to, "</figure>\n");
    p->drawing = NULL;
}

static void add_heading(page *p, const line *l)
{
    close_list(p);
    if (p->titled)
        add_drawing(p);
    add_element(p->to, p->titled ? "h2" : "h1", l->text, l->length);
    p->titled = true;
}

/* A line without a label: the heading of what is indented under it, or sentences. */
static void add_paragraph(page *p, const line *l, const line *next)
{
    const bool heading = next->indent > l->indent && l->length && l->text[l->length - 1] != '.';
    close_list(p);
    add_element(p->to, heading ? "h3" : "p", l->text, l->length);
}

static void add_line(page *p, const line *l, const line *next)
{
    enum { INDENT = 2, ITEM = 4, ROW = 13 };
    size_t label = 0, behind = 0;
    const bool marked = starts(l, "- ") || starts(l, "[ ] ") || starts(l, "[?] ");
    if (!l->length)
        return;
    if (!marked && l->indent)
        behind = behind_label(l, &label);
    if (!l->indent)
        add_heading(p, l);
    else if (behind)
        add_row(p, l, label, behind);
    else if (l->indent >= ROW && (p->open == ROWS || p->open == ROW_ITEMS))
        add_row_item(p, l);
    else if (marked || l->indent >= ITEM)
        add_item(p, l);
    else
        add_paragraph(p, l, next);
}

/* The line at `text`, and what is behind it. */
static const char *read_line(const char *text, line *l)
{
    const size_t whole = strcspn(text, "\n");
    l->indent = strspn(text, " ");
    l->text = text + l->indent;
    l->length = whole - l->indent;
    return text + whole + (text[whole] == '\n');
}

/* The page ------------------------------------------------------------------------------------ */

static const char styles[] =
    "<style>\n"
    ":root{color-scheme:light}\n"
    "body{margin:0 auto;max-width:60rem;padding:1rem;background:#fff;color:#222;"
    "font:1rem/1.5 Arial,Helvetica,'Liberation Sans','DejaVu Sans',sans-serif;"
    "overflow-wrap:anywhere}\n"
    "h1{font-size:1.5rem;line-height:1.25}\n"
    "h2{font-size:1.2rem;line-height:1.3;margin:1.8rem 0 .4rem;border-bottom:1px solid #999}\n"
    "h3{font-size:1rem;margin:1rem 0 .3rem}\n"
    "h1 span,h2 span,h3 span{color:inherit}\n"
    "ul{margin:.3rem 0;padding-left:1.4rem}\n"
    "li{margin:.25rem 0}\n"
    "li.box,li.own{list-style:none;margin-left:-1.4rem}\n"
    "li.box{padding-left:2rem;text-indent:-2rem}\n"
    "li.box>span:first-child{display:inline-block;width:2rem;text-indent:0;"
    "font-family:monospace}\n"
    "dl{margin:.3rem 0;display:grid;grid-template-columns:minmax(6rem,14rem) 1fr;"
    "gap:.3rem 1rem}\n"
    "dt,dd{margin:0}\n"
    ".strong{font-weight:bold}\n"
    ".dim{color:#555}\n"
    ".urgent{color:#a40000;font-weight:bold}\n"
    ".notice{color:#7a4a00;font-weight:bold}\n"
    ".good{color:#1b5e20}\n"
    "figure{margin:1rem 0;overflow-x:auto}\n"
    "figure svg{display:block;width:100%;min-width:46rem;height:auto}\n"
    "@media (max-width:36rem){dl{display:block}dt{margin-top:.6rem;font-weight:bold}}\n"
    "@media print{body{max-width:none;padding:0;font-size:10.5pt}figure{overflow:visible}"
    "figure svg{min-width:0}h1,h2,h3,dt{break-after:avoid}li,dd{break-inside:avoid}}\n"
    "</style>\n";

static void add_page_head(buffer *to, const char *text, const char *language)
{
    line title;
    read_line(text + strspn(text, "\n"), &title);
    add_text(to, "<!DOCTYPE html>\n<html lang=\"");
    add_markup_text(to, language);
    add_text(to, "\">\n<head>\n<meta charset=\"utf-8\"/>\n"
                 "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                 "style-src 'unsafe-inline'\"/>\n"
                 "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
                 "<title>");
    add_plain_words(to, &title);
    add_text(to, "</title>\n");
    add_text(to, styles);
    add_text(to, "</head>\n<body>\n<main>\n");
}

void add_html_page(buffer *to, const char *text, const char *language, const buffer *drawing,
                   const char *drawn)
{
    page p = {.to = to, .drawing = drawing, .drawn = drawn};
    line now, next;
    add_page_head(to, text, language);
    text = read_line(text, &next);
    for (bool more = true; more;) {
        now = next;
        more = *text != '\0';
        next = (line){"", 0, 0};
        if (more)
            text = read_line(text, &next);
        add_line(&p, &now, &next);
    }
    close_list(&p);
    add_drawing(&p);
    add_text(to, "</main>\n</body>\n</html>\n");
}
