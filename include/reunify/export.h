/* How public functions are declared. A host may define any of the macros before it includes this.
 */
#ifndef REUNIFY_EXPORT_H
#define REUNIFY_EXPORT_H

/* On Windows: REUNIFY_BUILD where the library is compiled, REUNIFY_STATIC where it is no DLL. */
#ifndef REUNIFY_API
#if defined(_WIN32) && defined(REUNIFY_BUILD)
#define REUNIFY_API __declspec(dllexport)
#elif defined(_WIN32) && !defined(REUNIFY_STATIC)
#define REUNIFY_API __declspec(dllimport)
#elif defined(__GNUC__) && !defined(_WIN32)
#define REUNIFY_API __attribute__((visibility("default")))
#else
#define REUNIFY_API
#endif
#endif

/* The result has to be looked at: a compiler that can warns where it is not. */
#ifndef REUNIFY_NODISCARD
#if defined(__cplusplus) && __cplusplus >= 201703L
#define REUNIFY_NODISCARD [[nodiscard]]
#elif !defined(__cplusplus) && defined(__STDC_VERSION__) && __STDC_VERSION__ >= 202311L
#define REUNIFY_NODISCARD [[nodiscard]]
#elif defined(__GNUC__)
#define REUNIFY_NODISCARD __attribute__((warn_unused_result))
#else
#define REUNIFY_NODISCARD
#endif
#endif

#define REUNIFY_API_CHECKED REUNIFY_NODISCARD REUNIFY_API

/* To go in a later version; `instead` is a string that says what to call. */
#ifndef REUNIFY_DEPRECATED
#if defined(__GNUC__)
#define REUNIFY_DEPRECATED(instead) __attribute__((deprecated(instead)))
#elif defined(_MSC_VER)
#define REUNIFY_DEPRECATED(instead) __declspec(deprecated(instead))
#else
#define REUNIFY_DEPRECATED(instead)
#endif
#endif

#ifdef __cplusplus
#define REUNIFY_BEGIN_DECLS extern "C" {
#define REUNIFY_END_DECLS }
#else
#define REUNIFY_BEGIN_DECLS
#define REUNIFY_END_DECLS
#endif

#endif
