/* How public symbols are declared. */
#ifndef REUNIFY_EXPORT_H
#define REUNIFY_EXPORT_H

#if defined(__GNUC__) || defined(__clang__)
#define REUNIFY_API __attribute__((visibility("default")))
#else
#define REUNIFY_API
#endif

#ifdef __cplusplus
#define REUNIFY_BEGIN_DECLS extern "C" {
#define REUNIFY_END_DECLS }
#else
#define REUNIFY_BEGIN_DECLS
#define REUNIFY_END_DECLS
#endif

#endif
