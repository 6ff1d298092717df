/*
 * What rows that are worked out one by one come to, recalled.
 *
 * Where a profile has no tables, the findings of each row are completed, classified, and conditions
 * are asked of them. But a table of millions of rows has some thousand different ones: rows that
 * give the same codes have the same findings. So what a row came to is kept in a place that its
 * codes choose (one row a place; another one that falls there drives it out), and a row of the same
 * codes takes it from there: its completed findings, which conditions on earlier rows may see
 * later, its level, and the answers of those conditions that ask of nothing but the findings. Any
 * other condition is asked anew at each row. An answer is asked for when it first counts.
 *
 * Where a finding is derived from more than findings, nothing is recalled.
 */
#include "batch/batch.h"

enum { MOST_PLACES = 4096, RECALLED_BYTES = 512 * 1024 };

static uint64_t conditions_that_last(const reunify_profile *p)
{
    uint64_t last = p->silent_when != RULE_NONE && observer_is_fixed(p, p->silent_when);
    last <<= p->movement_count < MOST_CONDITIONS ? p->movement_count : MOST_CONDITIONS;
    for (size_t i = 0; i < p->movement_count && i < MOST_CONDITIONS; i++)
        last |= (uint64_t)observer_is_fixed(p, p->movement[i].when) << i;
    return last & ((UINT64_C(1) << MOST_CONDITIONS) - 1);
}

/* As many places as rows may fill, in little room. */
static size_t choose_places(size_t bytes, size_t rows)
{
    size_t places = 1;
    while (places < MOST_PLACES && places < rows && 2 * places * bytes <= RECALLED_BYTES)
        places *= 2;
    return places;
}

bool recall_open(recall *r, row_plan *plan)
{
    const reunify_profile *p = plan->columns->profile;
    const size_t width = plan->columns->input_count + 1;
    const size_t bytes = sizeof(recalled_row) + width + p->finding_count * sizeof(int64_t);
    *r = (recall){.plan = plan, .conditions = conditions_that_last(p), .width = width};
    r->places = observer_derives_fixed(p) ? choose_places(bytes, plan->rows->count) : 0;
    r->rows = arena_take_zeroed(&plan->memory, r->places + 1, sizeof *r->rows);
    r->codes = arena_take_zeroed(&plan->memory, r->places + 1, width);
    r->values = arena_take_array(&plan->memory, r->places * p->finding_count + 1, sizeof(int64_t));
    return r->rows && r->codes && r->values;
}

/* The codes of a row; no place has any before a row fell there. */
static void read_row(const recall *r, size_t at, uint8_t codes[MOST_FINDINGS + 1])
{
    const row_plan *p = r->plan;
    for (size_t i = 0; i + 1 < r->width; i++)
        codes[i] = p->read[i] ? p->read[i][at] : CODE_UNKNOWN;
    codes[r->width - 1] = 1;
}

static size_t place_of(const recall *r, const uint8_t *codes)
{
    uint64_t mixed = 0;
    for (size_t i = 0; i < r->width; i++)
        mixed = (mixed ^ codes[i]) * UINT64_C(0x9e3779b97f4a7c15);
    return (size_t)(mixed >> 32) & (r->places - 1);
}

static void classify(const recall *r, observer *o, size_t at, reunify_date date, recalled_row *row)
{
    const struct reunify_classification *found = plan_classify(r->plan, o, at, date);
    *row = (recalled_row){.classified = found->level, .at_least = found->at_least};
}

recalled_row *recall_classify(recall *r, observer *o, size_t at, reunify_date date)
{
    uint8_t codes[MOST_FINDINGS + 1];
    const size_t findings = r->plan->columns->profile->finding_count;
    if (!r->places) {
        classify(r, o, at, date, r->rows);
        return r->rows;
    }
    read_row(r, at, codes);
    const size_t place = place_of(r, codes);
    recalled_row *row = &r->rows[place];
    int64_t *values = r->values + place * findings;
    if (memcmp(r->codes + place * r->width, codes, r->width) == 0) {
        observer_add_again(o, date, values, row->classified, row->at_least);
        return row;
    }
    classify(r, o, at, date, row);
    memcpy(r->codes + place * r->width, codes, r->width);
    memcpy(values, observer_values(o), findings * sizeof *values);
    return row;
}

truth recall_holds(const recall *r, recalled_row *row, observer *o, size_t condition)
{
    if (condition >= MOST_CONDITIONS || !(r->conditions >> condition & 1))
        return observer_holds(o, condition);
    if (!(row->asked >> condition & 1)) {
        row->truths |= (uint64_t)observer_holds(o, condition) << (2 * condition);
        row->asked |= UINT32_C(1) << condition;
    }
    return (truth)(row->truths >> (2 * condition) & 3);
}
