/*
 * A drawing as SVG that grows downward. Coordinates are whole numbers, so that equal drawings are
 * equal bytes. A row has lines, each as high as a mark with its label under it; a thing goes into
 * the first line in which both have room behind what is there, so labels never touch. What finds
 * no line among the sixty that a row may have keeps its mark, in the last, and says its label in
 * the words alone.
 */
#include "drawing.h"

#include <string.h>

enum { ITEM_HEIGHT = 32, MIDDLE = 8, LABEL_DOWN = 26, WORDS_DOWN = 12, RADIUS = 5, GAP = 8 };

void free_drawing(drawing *d)
{
    buffer *buffers[] = {&d->under, &d->over, &d->words, &d->name};
    for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++)
        free_buffer(buffers[i]);
}

bool drawing_failed(const drawing *d)
{
    return d->under.failed || d->over.failed || d->words.failed || d->name.failed;
}

void start_words(buffer *words, const char *text, buffer *keeper)
{
    keeper->failed = keeper->failed || words->failed;
    clear_buffer(words);
    add_text(words, text);
}

int find_line(packing *p, int left, int right)
{
    for (int i = 0; i < MOST_LINES; i++)
        if (i >= p->used || left >= p->ends[i] + GAP) {
            p->ends[i] = right;
            p->used = i >= p->used ? i + 1 : p->used;
            return i;
        }
    return -1;
}

int x_of(const drawing *d, reunify_date date)
{
    if (date <= d->first)
        return PLOT_LEFT;
    if (date >= d->last)
        return PLOT_RIGHT;
    const int64_t along = (int64_t)date - d->first, whole = (int64_t)d->last - d->first;
    return PLOT_LEFT + (int)(along * (PLOT_RIGHT - PLOT_LEFT) / whole);
}

/* Text ---------------------------------------------------------------------------------------- */

static void draw_bytes(buffer *to, int x, int y, int size, const char *anchor, const char *text,
                       size_t length)
{
    add_format(to, "<text x=\"%d\" y=\"%d\" font-size=\"%d\"", x, y, size);
    if (strcmp(anchor, "start") != 0)
        add_format(to, " text-anchor=\"%s\"", anchor);
    add_text(to, ">");
    add_markup(to, text, length);
    add_text(to, "</text>\n");
}

void draw_text(buffer *to, int x, int y, int size, const char *anchor, const char *text)
{
    draw_bytes(to, x, y, size, anchor, text, strlen(text));
}

static int draw_lines(buffer *to, int x, int y, int size, int width, const char *text)
{
    text += strspn(text, " ");
    while (*text) {
        const size_t length = bytes_of_line(text, size, width);
        draw_bytes(to, x, y, size, "start", text, length);
        y += LINE;
        text += length;
        text += strspn(text, " ");
    }
    return y;
}

int draw_paragraph(buffer *to, int x, int y, int width, const char *text)
{
    return draw_lines(to, x, y, SMALL, width, text);
}

/* What is under it, a line perhaps, is kept away from the letters. */
void draw_label(buffer *to, int x, int y, int width, const char *anchor, const char *label)
{
    const size_t fits = bytes_of_line(label, SMALL, width);
    add_text(to, "<g stroke=\"#fff\" stroke-width=\"4\" paint-order=\"stroke\">");
    draw_bytes(to, x, y, SMALL, anchor, label, fits);
    add_text(to, "</g>\n");
}

void draw_heading(drawing *d, const char *text)
{
    d->y += 2 * LINE;
    add_text(&d->over, "<g font-weight=\"bold\" stroke=\"#fff\" stroke-width=\"4\" "
                       "paint-order=\"stroke\">");
    d->y = draw_lines(&d->over, MARGIN, d->y, SMALL + 2, WIDTH - 2 * MARGIN, text) - LINE / 2;
    add_text(&d->over, "</g>\n");
    add_text(&d->words, text);
    add_text(&d->words, ". ");
}

/* Marks --------------------------------------------------------------------------------------- */

static void draw_bar(buffer *to, item_form form, int left, int right, int y)
{
    static const char *const paints[] = {
        [BAR] = "fill=\"#9db8d9\" stroke=\"#1f3b63\"",
        [BAR_TO_COME] = "fill=\"none\" stroke=\"#7a4a00\" stroke-dasharray=\"5 3\"",
        [BAR_UNKNOWN] = "fill=\"url(#reunify-hatch)\" stroke=\"#555\""};
    const int width = right - left > 2 ? right - left : 2;
    add_format(to, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"8\" %s/>\n", left, y - 4, width,
               paints[form]);
    if (form == BAR_TO_COME)
        add_format(to,
                   "<path d=\"M%d %dl6 6l-6 6l-6 -6z\" fill=\"#fff\" stroke=\"#7a4a00\" "
                   "stroke-width=\"2\"/>\n",
                   right, y - 6);
}

static void draw_circle(buffer *to, int x, int y, const char *paint)
{
    add_format(to, "<circle cx=\"%d\" cy=\"%d\" r=\"%d\" %s/>\n", x, y, RADIUS, paint);
}

static void draw_point(buffer *to, item_form form, int x, int y)
{
    if (form == POINT_STOP)
        add_format(to,
                   "<path d=\"M%d %dh12v12h-12z\" fill=\"#fff\" stroke=\"#222\" "
                   "stroke-width=\"2\"/>\n<path d=\"M%d %dh8\" stroke=\"#222\" "
                   "stroke-width=\"3\"/>\n",
                   x - 6, y - 6, x - 4, y);
    else if (form == POINT_DUE)
        draw_circle(to, x, y, "fill=\"#fff\" stroke=\"#7a4a00\" stroke-width=\"3\"");
    else if (form == POINT_OPEN)
        draw_circle(to, x, y,
                    "fill=\"#fff\" stroke=\"#7a4a00\" stroke-width=\"2\" "
                    "stroke-dasharray=\"3 2\"");
    else
        draw_circle(to, x, y, "fill=\"#1f3b63\"");
    if (form == POINT_LATE)
        add_format(to,
                   "<path d=\"M%d %dl14 14m0 -14l-14 14\" stroke=\"#b33c00\" "
                   "stroke-width=\"2\"/>\n",
                   x - 7, y - 7);
}

/* Rows ---------------------------------------------------------------------------------------- */

void begin_row(drawing *d, const char *name)
{
    d->row_top = d->y + GAP;
    d->lines.used = 0;
    start_words(&d->name, name, &d->words);
    d->row_bottom =
        draw_paragraph(&d->over, MARGIN, d->row_top + WORDS_DOWN, PLOT_LEFT - 2 * MARGIN, name) -
        WORDS_DOWN;
    add_format(&d->under, "<path d=\"M%d %dH%d\" stroke=\"#ddd\"/>\n", MARGIN, d->row_top - 4,
               PLOT_RIGHT);
}

static void say_item(drawing *d, const char *label)
{
    if (d->name.length) {
        add_bytes(&d->words, d->name.data, d->name.length);
        add_text(&d->words, ": ");
    }
    add_text(&d->words, label);
    add_text(&d->words, ". ");
}

/* Where the label begins: under the mark, and inside of the drawing. */
static int label_left(int left, int width)
{
    if (left + width > PLOT_RIGHT)
        left = PLOT_RIGHT - width;
    return left > PLOT_LEFT ? left : PLOT_LEFT;
}

void add_item(drawing *d, item_form form, reunify_date from, reunify_date to, const char *label)
{
    const bool bar = form <= BAR_UNKNOWN;
    const int left = from == REUNIFY_DATE_NONE ? PLOT_LEFT : x_of(d, from),
              right = to == REUNIFY_DATE_NONE ? PLOT_RIGHT : x_of(d, to),
              reach = bar && form != BAR_TO_COME ? 0 : 7,
              width = text_width(label, strlen(label), SMALL),
              at = label_left(bar ? left : left - RADIUS, width);
    const int begin = at < left - reach ? at : left - reach,
              mark_end = (bar ? right : left) + reach,
              end = at + width > mark_end ? at + width : mark_end;
    const int line = find_line(&d->lines, begin, end),
              y = d->row_top + (line < 0 ? MOST_LINES - 1 : line) * ITEM_HEIGHT;
    if (bar)
        draw_bar(&d->over, form, left, right, y + MIDDLE);
    else if (form != WORDS)
        draw_point(&d->over, form, left, y + MIDDLE);
    if (line >= 0)
        draw_label(&d->over, at, form == WORDS ? y + WORDS_DOWN : y + LABEL_DOWN,
                   PLOT_RIGHT - PLOT_LEFT, "start", label);
    const int bottom = y + (form == WORDS ? LINE : ITEM_HEIGHT);
    d->row_bottom = bottom > d->row_bottom ? bottom : d->row_bottom;
    say_item(d, label);
}

void end_row(drawing *d)
{
    d->y = d->row_bottom;
}

void draw_sample(drawing *d, size_t at, item_form form, const char *text)
{
    enum { HALF = WIDTH / 2, BAR_LENGTH = 24, TEXT = 44 };
    const int x = MARGIN + (at % 2 ? HALF : 0), y = d->y + LINE;
    if (form <= BAR_UNKNOWN)
        draw_bar(&d->over, form, x, x + BAR_LENGTH, y - 4);
    else
        draw_point(&d->over, form, x + BAR_LENGTH / 2, y - 4);
    const int end = draw_paragraph(&d->over, x + TEXT, y, HALF - TEXT - GAP, text);
    d->row_bottom = at % 2 && d->row_bottom > end ? d->row_bottom : end;
    if (at % 2)
        d->y = d->row_bottom - LINE + 4;
}
