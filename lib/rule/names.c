/*
 * What statuses are called in packs and in documents: the position of a name is the value of the
 * public constant. Who reads or writes one goes by these tables.
 */
#include "rule/rule.h"

const char *const truth_names[] = {"false", "true", "unknown", NULL};
const char *const necessity_names[] = {"required", "advisory", NULL};
const char *const gate_status_names[] = {"waiting",    "stopped",        "passed",
                                         "incomplete", "not_applicable", NULL};
