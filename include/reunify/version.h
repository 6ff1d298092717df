/* Version of the library, at build time and at run time. */
#ifndef REUNIFY_VERSION_H
#define REUNIFY_VERSION_H

#include <reunify/export.h>

#include <stdint.h>

/** Version of these headers. @since 0.1.0 */
#define REUNIFY_VERSION_MAJOR 0
#define REUNIFY_VERSION_MINOR 1
#define REUNIFY_VERSION_PATCH 0
#define REUNIFY_VERSION_STRING "0.1.0"

REUNIFY_BEGIN_DECLS

/**
 * The version of the library that runs, such as "0.1.0": borrowed for ever. Any thread.
 * @since 0.1.0
 */
REUNIFY_API const char *reunify_version(void);

/** The same as a number: major * 1000000 + minor * 1000 + patch. Any thread. @since 0.1.0 */
REUNIFY_API int32_t reunify_version_number(void);

REUNIFY_END_DECLS

#endif
