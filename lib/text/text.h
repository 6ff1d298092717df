/* Text for a person to read: written with marks first, then laid out in lines of a width. */
#ifndef REUNIFY_LIB_TEXT_H
#define REUNIFY_LIB_TEXT_H

#include "base/message.h"

enum { STYLE_PLAIN, STYLE_BOLD, STYLE_DIM, STYLE_RED, STYLE_YELLOW, STYLE_GREEN };

/* Starts a paragraph: the column of its first line and that of the others. Columns are below 90. */
void layout_line(buffer *marked, size_t indent, size_t hang);
void layout_end(buffer *marked);
void layout_blank(buffer *marked);
void layout_style(buffer *marked, int style);
/* Goes on at a column, or a space further where that is passed. */
void layout_tab(buffer *marked, size_t column);
/*
 * Words between which lines may break. Whatever could drive a terminal is taken out, since the text
 * may come from a case.
 */
void layout_words(buffer *marked, const char *words);
/* The same, but lines do not break in it. */
void layout_solid(buffer *marked, const char *words);

/* Words that are not ended by NUL; `solid`: lines do not break in them. */
void layout_text(buffer *marked, const char *words, size_t length, bool solid);
/* Messages, into marked text. */
message_sink layout_sink(const messages *in, buffer *marked);

/*
 * The marked text in lines of at most `width` characters where words allow, with terminal styles if
 * asked for.
 */
void layout_finish(const buffer *marked, size_t width, bool colour, buffer *out);

#endif
