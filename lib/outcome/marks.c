/* What the caller names and finds of children: authorities, levels, gates. */
#include "outcome/outcome.h"

/* Names ---------------------------------------------------------------------------------------- */

bool keep_names(name_set *s, const reunify_context *context, const char *const *names, size_t count)
{
    *s = (name_set){.count = count};
    for (size_t i = 0; i < count; i++)
        s->size += strlen(names[i]) + 1;
    s->bytes = memory_allocate_zeroed(context, s->size, 1);
    s->names = memory_allocate_zeroed(context, count, sizeof *s->names);
    if (!s->bytes || !s->names)
        return false;
    char *at = s->bytes;
    for (size_t i = 0; i < count; i++) {
        const size_t size = strlen(names[i]) + 1;
        memcpy(at, names[i], size);
        s->names[i] = at;
        at += size;
    }
    return true;
}

void leave_not_known(name_set *s)
{
    for (size_t i = 0; i < s->count; i++)
        if (strcmp(s->names[i], "not_known") == 0)
            s->names[i] = NULL;
}

int32_t known_name(const name_set *s, int32_t value)
{
    return value >= 0 && s->names[value] ? value : -1;
}

void release_names(name_set *s, const reunify_context *context)
{
    release_wiped(context, s->bytes, s->size);
    memory_release(context, s->names, s->count * sizeof *s->names);
}

bool outcome_name_children(reunify_outcomes *o, const char *const *names, size_t count)
{
    release_names(&o->names[CHILD_NAMES], o->context);
    return keep_names(&o->names[CHILD_NAMES], o->context, names, count);
}

/* Marks ---------------------------------------------------------------------------------------- */

static int order_of_marks(const void *a, const void *b)
{
    const child_mark *x = a, *y = b;
    if (x->child != y->child)
        return x->child < y->child ? -1 : 1;
    if (x->date != y->date)
        return x->date < y->date ? -1 : 1;
    return (x->mark > y->mark) - (x->mark < y->mark);
}

bool take_marks(work *w, int32_t set, const reunify_return_marks *from)
{
    if (!from)
        return true;
    child_mark *marks = memory_allocate_zeroed(w->o->context, from->count, sizeof *marks);
    if (!marks)
        return false;
    w->marks[set] = marks;
    w->mark_counts[set] = from->count;
    for (size_t i = 0; i < from->count; i++)
        marks[i] = (child_mark){from->child[i], from->date[i], from->mark[i]};
    return sort_items_merging(w->o->context, marks, from->count, sizeof *marks, order_of_marks);
}

static bool is_not_later(const void *mark, const void *latest)
{
    return order_of_marks(mark, latest) <= 0;
}

int32_t mark_on(const work *w, int32_t set, int64_t child, reunify_date date)
{
    const child_mark *marks = w->marks[set], latest = {child, date, INT32_MAX};
    const size_t count =
        count_before(marks, w->mark_counts[set], sizeof latest, is_not_later, &latest);
    return count && marks[count - 1].child == child
               ? known_name(&w->o->names[LEVEL_NAMES + set], marks[count - 1].mark)
               : -1;
}

void release_marks(work *w)
{
    for (size_t i = 0; i < MARK_SETS; i++)
        release_wiped(w->o->context, w->marks[i],
                      w->marks[i] ? w->mark_counts[i] * sizeof *w->marks[i] : 0);
}
