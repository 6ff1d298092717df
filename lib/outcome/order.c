/*
 * Putting rows in the order in which they are read: by child, start and end, an open row last. Rows
 * that agree in all of that are told apart by everything else that stands in them, so that the
 * order does not depend on the one in which they were given; the place in the input decides between
 * rows that are the same.
 */
#include "outcome/outcome.h"

#define COMPARE(member)                                                                            \
    if (x->member != y->member)                                                                    \
    return x->member < y->member ? -1 : 1

static int order_of_rows(const void *a, const void *b)
{
    const episode_row *x = a, *y = b;
    COMPARE(child);
    COMPARE(start);
    COMPARE(end);
    COMPARE(ceased); /* X1 first: of rows with one end a reason to leave counts */
    COMPARE(started);
    COMPARE(legal_status);
    COMPARE(placement);
    COMPARE(authority);
    COMPARE(report);
    COMPARE(row);
    return 0;
}

bool order_rows(work *w)
{
    return sort_items_merging(w->o->context, w->rows, w->count, sizeof *w->rows, order_of_rows);
}
