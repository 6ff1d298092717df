/* The library's page of an evaluation as one file of HTML. */
#ifndef EXAMPLES_PAGE_HTML_H
#define EXAMPLES_PAGE_HTML_H

#include "buffer.h"

/* Wider than any line of a page. */
enum { PAGE_WIDTH = 1 << 30 };

/*
 * Adds the page. `text` is what reunify_evaluation_to_text() writes with REUNIFY_TEXT_COLOUR and
 * PAGE_WIDTH, `language` a tag, and `drawing` an SVG element that stands behind what the page says
 * first, with `drawn` as its name. The page is XML too.
 */
void add_html_page(buffer *to, const char *text, const char *language, const buffer *drawing,
                   const char *drawn);

#endif
