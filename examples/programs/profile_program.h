/* What the files of reunify-profile share. */
#ifndef EXAMPLES_PROFILE_PROGRAM_H
#define EXAMPLES_PROFILE_PROGRAM_H

#include "support.h"

typedef struct {
    const char *bases[MOST_TIMES + 1]; /* NULL-ended, as the next */
    const char *cases[MOST_TIMES + 1];
    const char *as_of, *extends, *id, *evaluations, *languages, *messages, *requirement;
    const char *stricter[MOST_TIMES + 1];
    bool json, strict;
    reunify_error *error;
} request;

/* Each runs a command with its arguments: DONE or how to end. */
int run_list(request *r, int count, char **arguments);
int run_show(request *r, int count, char **arguments);
int run_check(request *r, int count, char **arguments);
int run_lint(request *r, int count, char **arguments);
int run_vocabulary(request *r, int count, char **arguments);
int run_requires(request *r, int count, char **arguments);
int run_schema(request *r, int count, char **arguments);
int run_diff(request *r, int count, char **arguments);
int run_new(request *r, int count, char **arguments);
int run_test(request *r, int count, char **arguments);

bool say(const char *what); /* to standard output */

#endif
