/* Text in XML and HTML: escaped, measured, and cut into lines. */
#ifndef EXAMPLES_MARKUP_H
#define EXAMPLES_MARKUP_H

#include "buffer.h"

/*
 * Adds text as content or as a value in double quotes. What markup means by itself is escaped; what
 * no document may hold, and what turns the direction of writing, becomes a space.
 */
void add_markup(buffer *to, const char *text, size_t length);
void add_markup_text(buffer *to, const char *text);

/*
 * How wide a line is, in the units of `size`, rounded up. Fonts differ: it is reckoned with a wide
 * one, so that there is room in any.
 */
int text_width(const char *text, size_t length, int size);

/*
 * How many bytes of the text, which has no space at its beginning, go into a line of a width:
 * whole words, or part of a word that is longer than the line. At least one character.
 */
size_t bytes_of_line(const char *text, int size, int width);

#endif
