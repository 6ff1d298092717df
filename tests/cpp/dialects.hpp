/* What the two parts of test_dialects give each other: nothing of reunify.hpp. */
#ifndef TESTS_CPP_DIALECTS_HPP
#define TESTS_CPP_DIALECTS_HPP

/* 1 where a part reads its own texts of this profile and this error. */
int old_part_reads();
int new_part_reads();

#endif
