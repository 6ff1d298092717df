/* What reading and writing a case share. */
#ifndef REUNIFY_LIB_CODEC_H
#define REUNIFY_LIB_CODEC_H

#include "base/base.h"

#define CASE_SCHEMA "reunify/case/1"

#endif
