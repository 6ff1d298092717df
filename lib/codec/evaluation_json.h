/* One member of an evaluation as JSON, for whoever shows lists and what is nested in a cell. */
#ifndef REUNIFY_LIB_CODEC_EVALUATION_JSON_H
#define REUNIFY_LIB_CODEC_EVALUATION_JSON_H

#include "evaluate/evaluation.h"

/* Adds the value of a member that is nested or a list, as a document of that level says it. */
void evaluation_write_value(buffer *to, int32_t explain, const view *v, const view_member *m);

#endif
