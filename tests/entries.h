/* Entries of a case by their indexes, and names as symbols, for tests that set many. */
#ifndef TESTS_ENTRIES_H
#define TESTS_ENTRIES_H

#include <reunify/case.h>

#include <string.h>

#if defined(__GNUC__)
#define ENTRIES_UNUSED __attribute__((unused))
#else
#define ENTRIES_UNUSED
#endif

/* The entry in which those of a kind lie; `parent` is its index. */
static ENTRIES_UNUSED reunify_entry parent_of(const reunify_case *record, int32_t kind,
                                              size_t parent)
{
    switch (kind) {
    case REUNIFY_ENTRY_FACTOR:
    case REUNIFY_ENTRY_JUDGEMENT:
    case REUNIFY_ENTRY_PERSON_FINDINGS:
        return reunify_case_entry(record, REUNIFY_ENTRY_ASSESSMENT, REUNIFY_THE_CASE, parent);
    case REUNIFY_ENTRY_STAY:
        return reunify_case_entry(record, REUNIFY_ENTRY_PERSON, REUNIFY_THE_CASE, parent);
    default:
        return parent ? REUNIFY_NO_ENTRY : REUNIFY_THE_CASE;
    }
}

static ENTRIES_UNUSED reunify_entry entry_in(const reunify_case *record, int32_t kind,
                                             size_t parent, size_t index)
{
    return reunify_case_entry(record, kind, parent_of(record, kind, parent), index);
}

/* REUNIFY_NO_SYMBOL where it is no code. */
static ENTRIES_UNUSED reunify_symbol word(reunify_case *record, const char *name)
{
    reunify_symbol made;
    return reunify_case_symbol(record, name, strlen(name), &made, NULL) ? REUNIFY_NO_SYMBOL : made;
}

#endif
