/* What reading and writing a case share. */
#ifndef REUNIFY_LIB_CODEC_H
#define REUNIFY_LIB_CODEC_H

#include "base/base.h"

#define CASE_SCHEMA "reunify/case/1"

/* Names that begin with x_ are the host's own: passed over when read, not written. */
static inline bool codec_is_foreign(const char *name, size_t length)
{
    return length >= 2 && memcmp(name, "x_", 2) == 0;
}

#endif
