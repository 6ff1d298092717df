/*
 * From the caller's columns to rows of our own, with what is known of the children.
 *
 * The caller's columns are numbers. Each is looked at once before anything else: what no number of
 * that column can be is a fault, with a place as in a document (/episodes/17/start), and nothing is
 * worked out. What can be but is odd, such as an end before its start or a code that does not
 * exist, is no fault; later steps note it as an anomaly of the row.
 *
 * A row of ours has an end that is exclusive whatever the options say, OPEN where there is none,
 * and codes as bytes (code_within()); it keeps its number in the input, by which anomalies tell of
 * it.
 *
 * Children may be listed more than once. They are sorted, and the entries of one become one: what
 * only some of them know is known; where two differ, neither birth nor sex is used. The steps go
 * through children in order, so facts_of() walks along with them instead of searching.
 */
#include "outcome/outcome.h"

#include <stdio.h>

/* Faults of the input -------------------------------------------------------------------------- */

static reunify_status fault_at(reunify_error *error, const char *code, const char *list, size_t row,
                               const char *column, const char *expected)
{
    char place[ERROR_POINTER];
    snprintf(place, sizeof place, "/%s/%zu/%s", list, row, column);
    return error_add(error, REUNIFY_INVALID, code, place, "expected %s", expected);
}

static bool is_date(int32_t date)
{
    return date == REUNIFY_DATE_NONE || (date >= REUNIFY_DATE_MIN && date <= REUNIFY_DATE_MAX);
}

static reunify_status check_dates(const int32_t *dates, size_t count, const char *list,
                                  const char *column, reunify_error *error)
{
    for (size_t i = 0; dates && i < count; i++)
        if (!is_date(dates[i]))
            return fault_at(error, "bad_date", list, i, column,
                            "a date from the year 1 to 9999, or REUNIFY_DATE_NONE");
    return REUNIFY_OK;
}

static reunify_status check_codes(const int32_t *codes, size_t count, int32_t set,
                                  const char *column, reunify_error *error)
{
    const int32_t most = (int32_t)code_sets[set].count;
    for (size_t i = 0; codes && i < count; i++)
        if (codes[i] < REUNIFY_EPISODE_UNKNOWN_CODE || codes[i] >= most)
            return fault_at(error, "bad_value", "episodes", i, column,
                            "the number of a code, -1 for none or -2 for an unknown one");
    return REUNIFY_OK;
}

static reunify_status check_authorities(const reunify_episodes *in, size_t known,
                                        reunify_error *error)
{
    for (size_t i = 0; in->authority && i < in->count; i++)
        if (in->authority[i] < -1 || (in->authority[i] >= 0 && (size_t)in->authority[i] >= known))
            return fault_at(error, "bad_value", "episodes", i, "authority",
                            "the number of one of the authorities in the options, or -1");
    return REUNIFY_OK;
}

static reunify_status check_marks(const reunify_return_marks *marks, const char *list,
                                  reunify_error *error)
{
    for (size_t i = 0; marks && i < marks->count; i++) {
        if (marks->date[i] == REUNIFY_DATE_NONE || !is_date(marks->date[i]))
            return fault_at(error, "bad_date", list, i, "date", "a date from the year 1 to 9999");
        if (marks->mark[i] < 0 || (size_t)marks->mark[i] >= marks->name_count)
            return fault_at(error, "bad_value", list, i, "mark", "the number of one of the names");
    }
    return REUNIFY_OK;
}

static reunify_status check_children(const reunify_episode_children *children, reunify_error *error)
{
    for (size_t i = 0; children->sex && i < children->count; i++)
        if (children->sex[i] < REUNIFY_SEX_NOT_KNOWN || children->sex[i] > REUNIFY_SEX_OTHER)
            return fault_at(error, "bad_value", "children", i, "sex", "a number from 0 to 3");
    return check_dates(children->birth, children->count, "children", "birth", error);
}

reunify_status check_input(const reunify_episodes *in, const reunify_episode_children *children,
                           const reunify_outcome_options *o, reunify_error *error)
{
    const size_t count = in->count;
    reunify_status status;
    if (count > INT32_MAX || children->count > INT32_MAX)
        return error_add(error, REUNIFY_LIMIT, "limit_items", "/episodes",
                         "expected at most 2,147,483,647 rows");
    if ((status = check_dates(in->start, count, "episodes", "start", error)) ||
        (status = check_dates(in->end, count, "episodes", "end", error)) ||
        (status =
             check_codes(in->started, count, REUNIFY_EPISODE_REASON_STARTED, "started", error)) ||
        (status = check_codes(in->legal_status, count, REUNIFY_EPISODE_LEGAL_STATUS, "legal_status",
                              error)) ||
        (status =
             check_codes(in->placement, count, REUNIFY_EPISODE_PLACEMENT, "placement", error)) ||
        (status = check_codes(in->ceased, count, REUNIFY_EPISODE_REASON_CEASED, "ceased", error)) ||
        (status = check_authorities(in, o->authority_count, error)) ||
        (status = check_marks(o->levels, "levels", error)) ||
        (status = check_marks(o->gates, "gates", error)))
        return status;
    return check_children(children, error);
}

/* Rows ----------------------------------------------------------------------------------------- */

static uint8_t code_of(const int32_t *codes, size_t row)
{
    return code_within(codes ? codes[row] : REUNIFY_EPISODE_NO_CODE);
}

static episode_row row_of(const reunify_episodes *in, size_t i, int32_t later,
                          const name_set *authorities)
{
    return (episode_row){
        .child = in->child[i],
        .start = in->start[i],
        .end = in->end[i] == REUNIFY_DATE_NONE ? OPEN : in->end[i] + later,
        .authority = in->authority ? known_name(authorities, in->authority[i]) : -1,
        .report = in->report ? in->report[i] : 0,
        .row = (uint32_t)i,
        .started = code_of(in->started, i),
        .legal_status = code_of(in->legal_status, i),
        .placement = code_of(in->placement, i),
        .ceased = code_of(in->ceased, i),
    };
}

/* Children ------------------------------------------------------------------------------------- */

static int order_of_children(const void *a, const void *b)
{
    const child_facts *x = a, *y = b;
    return (x->child > y->child) - (x->child < y->child);
}

/* Two entries of a child as one: what only one of them knows is known. */
static void join_facts(child_facts *into, const child_facts *other)
{
    into->differs |= into->birth != REUNIFY_DATE_NONE && other->birth != REUNIFY_DATE_NONE &&
                     into->birth != other->birth;
    if (into->birth == REUNIFY_DATE_NONE)
        into->birth = other->birth;
    if (into->sex == REUNIFY_SEX_NOT_KNOWN)
        into->sex = other->sex;
    else if (other->sex != REUNIFY_SEX_NOT_KNOWN && other->sex != into->sex)
        into->differs = true;
}

static void join_children(work *w)
{
    size_t kept = 0;
    for (size_t i = 0; i < w->fact_count; i++) {
        if (kept && w->facts[kept - 1].child == w->facts[i].child)
            join_facts(&w->facts[kept - 1], &w->facts[i]);
        else
            w->facts[kept++] = w->facts[i];
    }
    w->fact_count = kept;
    for (size_t i = 0; i < kept; i++)
        if (w->facts[i].differs) {
            w->facts[i].birth = REUNIFY_DATE_NONE;
            w->facts[i].sex = REUNIFY_SEX_NOT_KNOWN;
        }
}

static bool take_children(work *w, const reunify_episode_children *children)
{
    if (!children->count)
        return true;
    w->facts = memory_allocate_zeroed(w->o->context, children->count, sizeof *w->facts);
    if (!w->facts)
        return false;
    w->fact_count = w->fact_capacity = children->count;
    for (size_t i = 0; i < children->count; i++)
        w->facts[i] =
            (child_facts){.child = children->child[i],
                          .birth = children->birth ? children->birth[i] : REUNIFY_DATE_NONE,
                          .sex = children->sex ? children->sex[i] : REUNIFY_SEX_NOT_KNOWN};
    if (!sort_items_merging(w->o->context, w->facts, w->fact_count, sizeof *w->facts,
                            order_of_children))
        return false;
    join_children(w);
    return true;
}

bool take_rows(work *w, const reunify_episode_children *children)
{
    const int32_t later = w->o->options.ends == REUNIFY_OUTCOME_ENDS_INCLUSIVE;
    w->rows = memory_allocate_zeroed(w->o->context, w->in->count, sizeof *w->rows);
    if (!w->rows)
        return false;
    w->count = w->capacity = w->in->count;
    for (size_t i = 0; i < w->count; i++)
        w->rows[i] = row_of(w->in, i, later, &w->o->names[AUTHORITY_NAMES]);
    return take_children(w, children);
}

const child_facts *facts_of(const work *w, int64_t child, size_t *at)
{
    static const child_facts none = {0, REUNIFY_DATE_NONE, REUNIFY_SEX_NOT_KNOWN, false};
    while (*at < w->fact_count && w->facts[*at].child < child)
        ++*at;
    return *at < w->fact_count && w->facts[*at].child == child ? &w->facts[*at] : &none;
}

void note(work *w, anomaly kind, const episode_row *row, const episode_row *other)
{
    outcome_table *t = &w->o->tables[REUNIFY_OUTCOME_TABLE_ANOMALIES];
    if (w->no_memory || !table_add(t)) {
        w->no_memory = true;
        return;
    }
    table_set(t, ANOMALY_ROW, row->row);
    table_set(t, ANOMALY_KIND, kind);
    table_set(t, ANOMALY_OTHER_ROW, other ? (int64_t)other->row : -1);
    table_set(t, ANOMALY_CHILD, row->child);
    w->o->anomalies[kind]++;
}
