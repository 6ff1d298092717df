/* What the tests in C++ check with: a line where something is not so, and a count. */
#ifndef TESTS_CPP_CHECK_HPP
#define TESTS_CPP_CHECK_HPP

#include <cstdio>

static int failed_checks = 0;

#define CHECK(expression)                                                                          \
    do {                                                                                           \
        if (!(expression)) {                                                                       \
            std::printf("%s:%d: %s\n", __FILE__, __LINE__, #expression);                           \
            failed_checks++;                                                                       \
        }                                                                                          \
    } while (0)

#endif
