/* How flaws of a text are told. Private to this folder. */
#ifndef REUNIFY_LIB_JSON_REPORT_H
#define REUNIFY_LIB_JSON_REPORT_H

#include "json/json.h"
#include "json/locate.h"

/*
 * Each adds one fault with line and column, and returns its status; a flaw that comes of a bracket
 * or string that was left open, a second one at its beginning.
 */
reunify_status json_report_flaw(const reunify_context *context, const char *data, size_t length,
                                const json_place *place, reunify_error *error);
reunify_status json_report_double(reunify_error *error, const json_place *place);
reunify_status json_report_invalid(reunify_error *error, const json_place *place, const char *code,
                                   const char *message);

#endif
