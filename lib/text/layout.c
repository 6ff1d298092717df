/*
 * Breaking marked text into lines.
 *
 * A page is written twice. Whoever writes it adds words and marks to a buffer, without knowing how
 * wide the page is; layout_finish() goes over that once and puts words into lines, each with the
 * indent of its paragraph, at the width and with the styles that are asked for. A word that is
 * wider than the line has one to itself. Width is counted in characters of UTF-8, as most terminals
 * show them.
 *
 * Marks are control characters with their operands behind them, and text cannot contain them:
 * controls become question marks as it is added. That also keeps a case from driving the terminal
 * of whoever reads it.
 */
#include "text/text.h"

/* A line is followed by two operands, its indent and its hang; a style and a tab by one. */
enum { MARK_LINE = 1, MARK_STYLE = 2, MARK_TAB = 3, MARK_SPACE = 4, OPERAND = ' ' };

static void add_mark(buffer *marked, char mark, size_t operand)
{
    buffer_add_char(marked, mark);
    buffer_add_char(marked, (char)(OPERAND + operand));
}

void layout_line(buffer *marked, size_t indent, size_t hang)
{
    add_mark(marked, MARK_LINE, indent);
    buffer_add_char(marked, (char)(OPERAND + hang));
}

void layout_end(buffer *marked)
{
    buffer_add_char(marked, '\n');
}

void layout_blank(buffer *marked)
{
    layout_line(marked, 0, 0);
    layout_end(marked);
}

void layout_style(buffer *marked, int style)
{
    add_mark(marked, MARK_STYLE, (size_t)style);
}

void layout_tab(buffer *marked, size_t column)
{
    add_mark(marked, MARK_TAB, column);
}

/*
 * The length of a character that must not reach a terminal (a control, or one that turns the
 * direction of writing), else 0.
 */
static size_t control_length(const unsigned char *p)
{
    if (*p < 0x7F)
        return *p < 0x20;
    if (*p == 0x7F)
        return 1;
    if (*p == 0xC2 && p[1] >= 0x80 && p[1] <= 0x9F)
        return 2;
    if (*p == 0xE2 && ((p[1] == 0x80 && p[2] >= 0xA8 && p[2] <= 0xAE) ||
                       (p[1] == 0x81 && p[2] >= 0xA6 && p[2] <= 0xA9)))
        return 3;
    return 0;
}

void layout_text(buffer *marked, const char *words, size_t length, bool solid)
{
    const unsigned char *p = (const unsigned char *)words, *end = p + length;
    const char space = solid ? MARK_SPACE : ' ';
    char *out = length ? buffer_end(marked, length) : NULL; /* it gets no longer */
    if (!out)
        return;
    const char *from = out;
    while (p < end) {
        const size_t control = control_length(p);
        const bool between = *p == ' ' || *p == '\n' || *p == '\t';
        *out++ = between ? space : control ? '?' : (char)*p;
        p += control ? control : 1;
    }
    marked->length += (size_t)(out - from);
}

void layout_words(buffer *marked, const char *words)
{
    layout_text(marked, words, strlen(words), false);
}

void layout_solid(buffer *marked, const char *words)
{
    layout_text(marked, words, strlen(words), true);
}

static void add_words(void *to, const char *words, size_t length)
{
    layout_text(to, words, length, false);
}

static void add_solid(void *to, const char *words, size_t length)
{
    layout_text(to, words, length, true);
}

message_sink layout_sink(const messages *in, buffer *marked)
{
    return (message_sink){.in = in, .to = marked, .words = add_words, .solid = add_solid};
}

/* Laying out ---------------------------------------------------------------------------------- */

typedef struct {
    buffer *out;
    size_t width, hang, column;
    int style, shown; /* asked for; in force on the terminal */
    bool colour;
    bool started; /* a word is in the line: the next needs a space */
} layout;

static void show_style(layout *l, int style)
{
    static const char *const codes[] = {"\033[0m",      "\033[0;1m",  "\033[0;2m",
                                        "\033[0;1;31m", "\033[0;33m", "\033[0;32m"};
    if (l->colour && style != l->shown)
        buffer_add_text(l->out, codes[style]);
    l->shown = style;
}

static void pad_to(layout *l, size_t column)
{
    for (; l->column < column; l->column++)
        buffer_add_char(l->out, ' ');
}

/* Ends the line with no style in force, so that a pager may show any line alone. */
static void end_line(layout *l)
{
    show_style(l, STYLE_PLAIN);
    buffer_add_char(l->out, '\n');
    l->column = 0;
    l->started = false;
}

static bool visible(char c)
{
    return ((unsigned char)c & 0xC0) != 0x80;
}

static size_t word_width(const char *at, const char *end)
{
    size_t width = 0;
    for (; at < end; at++) {
        if (*at == MARK_STYLE)
            at++;
        else
            width += visible(*at);
    }
    return width;
}

/* Up to where the style is another one. */
static const char *put_run(layout *l, const char *at, const char *end)
{
    show_style(l, l->style);
    char *out = buffer_end(l->out, (size_t)(end - at));
    const char *from = at;
    if (!out)
        return end;
    for (; at < end && *at != MARK_STYLE; at++)
        *out++ = *at == MARK_SPACE ? ' ' : *at;
    l->out->length += (size_t)(at - from);
    return at;
}

static void put_word(layout *l, const char *at, const char *end)
{
    const size_t width = word_width(at, end);
    if (width && l->started && l->column + 1 + width > l->width) {
        end_line(l);
        pad_to(l, l->hang);
    } else if (width && l->started) {
        buffer_add_char(l->out, ' ');
        l->column++;
    }
    l->started = l->started || width;
    l->column += width;
    while (at < end)
        if (*at == MARK_STYLE) {
            l->style = at[1] - OPERAND;
            at += 2;
        } else {
            at = put_run(l, at, end);
        }
}

static size_t operand(const layout *l, char c)
{
    /* In very narrow lines columns move together, so that words still find room. */
    const size_t column = (size_t)(c - OPERAND);
    return column < l->width / 2 ? column : l->width / 2;
}

static void put_tab(layout *l, size_t column)
{
    if (l->column >= column)
        column = l->column + 1;
    show_style(l, STYLE_PLAIN);
    pad_to(l, column);
    l->started = false;
}

static const char *word_end(const char *at, const char *end)
{
    while (at < end && *at != ' ' && *at != '\n' && *at != MARK_TAB && *at != MARK_LINE)
        at += *at == MARK_STYLE ? 2 : 1;
    return at;
}

void layout_finish(const buffer *marked, size_t width, bool colour, buffer *out)
{
    layout l = {.out = out, .width = width, .colour = colour};
    const char *at = buffer_data(marked), *end = at + marked->length;
    while (at < end && !marked->failed) {
        if (*at == MARK_LINE) {
            pad_to(&l, operand(&l, at[1]));
            l.hang = operand(&l, at[2]);
            at += 3;
        } else if (*at == MARK_TAB) {
            put_tab(&l, operand(&l, at[1]));
            at += 2;
        } else if (*at == '\n') {
            end_line(&l);
            at++;
        } else if (*at == ' ') {
            at++;
        } else {
            const char *word = at;
            at = word_end(at, end);
            put_word(&l, word, at);
        }
    }
    out->failed = out->failed || marked->failed;
}
