/*
 * Invented cases by the thousand: the same seed and shape give the same case, as a text or call by
 * call.
 */
#ifndef REUNIFY_TESTS_GENERATE_H
#define REUNIFY_TESTS_GENERATE_H

#include <reunify/reunify.h>

/* How many there are of each thing. */
enum {
    OF_PEOPLE,
    OF_ASSESSMENTS,
    OF_RECORDS,
    OF_FAMILY_TIME,
    OF_LEGAL_STATUSES,
    OF_PLACEMENTS,
    OF_RETURNS,
    OF_GOALS,
    OF_FACTORS, /* of the last assessment */
    THINGS
};
extern const char *const thing_names[THINGS];

typedef struct {
    size_t count[THINGS];
} case_shape;

/* What the days of a case lie between. */
extern const reunify_date first_day;
enum { DAYS = 1600 };

typedef struct {
    char *data; /* NUL-terminated; free() it */
    size_t length, room;
} case_text;

/* Counts as ordinary cases have them, different from seed to seed. */
case_shape ordinary_shape(uint64_t seed);
/* A number below `limit` that follows from the seed and another number. */
uint64_t pick(uint64_t seed, uint64_t number, uint64_t limit);

case_text case_as_text(uint64_t seed, const case_shape *shape);
/* The same case, built and finished; it is said what went wrong, and the process ends. */
reunify_case *case_by_calls(reunify_context *context, uint64_t seed, const case_shape *shape);

#endif
