/*
 * Outcomes of an invented authority of any size: rows a second in one thread, and memory. The same
 * seed gives the same rows. bench_outcomes [CHILDREN [sorted|shuffled|csv]]: csv writes the rows
 * instead, for reunify-outcomes.
 */
#include "support.h"

#include <time.h>

enum { MEAN_EPISODES = 10 };

typedef struct {
    size_t count, capacity;
    int64_t *child;
    int32_t *start, *end, *started, *legal_status, *placement, *ceased;
    int32_t *birth;
    int64_t *children;
} rows;

static uint64_t state = 20150903;

static uint32_t chance(uint32_t most)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(((state >> 33) * most) >> 31);
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t); /* the machine may be shared */
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void need(bool good, const char *what)
{
    if (!good) {
        fprintf(stderr, "bench_outcomes: %s\n", what);
        exit(1);
    }
}

static int32_t code(int32_t set, const char *text)
{
    int32_t out;
    need(!reunify_episode_code_find(set, text, strlen(text), &out), text);
    return out;
}

/* Rows ----------------------------------------------------------------------------------------- */

static int32_t *column(size_t count)
{
    int32_t *made = malloc((count ? count : 1) * sizeof *made);
    need(made, "no memory");
    return made;
}

static rows make_room(size_t children)
{
    rows r = {.capacity = children * (2 * MEAN_EPISODES + 8)};
    r.child = malloc((r.capacity + 1) * sizeof *r.child);
    r.children = malloc((children + 1) * sizeof *r.children);
    need(r.child && r.children, "no memory");
    r.start = column(r.capacity);
    r.end = column(r.capacity);
    r.started = column(r.capacity);
    r.legal_status = column(r.capacity);
    r.placement = column(r.capacity);
    r.ceased = column(r.capacity);
    r.birth = column(children);
    return r;
}

/*
 * Half of those who leave go home, a quarter of these unplanned. Of these half come back, of the
 * others a third, most of them in the first year.
 */
static int32_t make_exit(int32_t *gap)
{
    static const char *const others[] = {"E3", "E12", "E45", "E13", "E8", "E5"};
    const bool home = chance(2), planned = chance(4);
    const bool back = home && chance(6) < (planned ? 2u : 3u);
    *gap = back ? 1 + (int32_t)chance(chance(3) ? 365 : 1500) : -1;
    if (home)
        return code(REUNIFY_EPISODE_REASON_CEASED, planned ? "E4A" : "E4B");
    return code(REUNIFY_EPISODE_REASON_CEASED, others[chance(6)]);
}

static void add_row(rows *r, int64_t child, int32_t start, int32_t end, bool first)
{
    static const char *const statuses[] = {"C1", "C2", "V2", "V2", "E1", "V3"};
    static const char *const placements[] = {"U6", "U6", "U6", "U3", "K2", "P1"};
    const size_t i = r->count++;
    need(i < r->capacity, "too many rows");
    r->child[i] = child;
    r->start[i] = start;
    r->end[i] = end;
    r->started[i] = code(REUNIFY_EPISODE_REASON_STARTED, first ? "S" : "P");
    r->legal_status[i] = code(REUNIFY_EPISODE_LEGAL_STATUS, statuses[chance(6)]);
    r->placement[i] = code(REUNIFY_EPISODE_PLACEMENT, placements[chance(6)]);
    r->ceased[i] = code(REUNIFY_EPISODE_REASON_CEASED, "X1");
}

/* From about 2000 on, up to so many rows. */
static void add_child(rows *r, int64_t child, size_t most)
{
    const size_t first = r->count;
    int32_t start = 11000 + (int32_t)chance(6000), gap = -1;
    while (r->count - first < most) {
        const bool begins = r->count == first || gap >= 0;
        const int32_t end = start + 1 + (int32_t)chance(250);
        add_row(r, child, start, end, begins);
        gap = -1;
        if (!chance(4) || r->count - first == most) {
            r->ceased[r->count - 1] = make_exit(&gap);
            if (gap < 0)
                return;
        }
        start = end + (gap > 0 ? gap : 0);
    }
}

static rows make_rows(size_t children)
{
    rows r = make_room(children);
    for (size_t i = 0; i < children; i++) {
        const int64_t child = (int64_t)(i * 7 + 1);
        const size_t before = r.count;
        while (r.count - before < 1 + chance(2 * MEAN_EPISODES))
            add_child(&r, child, 2 * MEAN_EPISODES - (r.count - before));
        r.children[i] = child;
        r.birth[i] = r.start[before] - (int32_t)chance(5500);
    }
    return r;
}

static void swap(int32_t *values, size_t a, size_t b)
{
    const int32_t moved = values[a];
    values[a] = values[b];
    values[b] = moved;
}

static void shuffle(rows *r)
{
    for (size_t i = r->count; i > 1; i--) {
        const size_t other = chance((uint32_t)i);
        const int64_t moved = r->child[i - 1];
        r->child[i - 1] = r->child[other];
        r->child[other] = moved;
        int32_t *const columns[] = {r->start,        r->end,       r->started,
                                    r->legal_status, r->placement, r->ceased};
        for (size_t k = 0; k < sizeof columns / sizeof columns[0]; k++)
            swap(columns[k], i - 1, other);
    }
}

/* Measures ------------------------------------------------------------------------------------- */

static reunify_episodes episodes_of(const rows *r)
{
    return (reunify_episodes){.size = sizeof(reunify_episodes),
                              .count = r->count,
                              .child = r->child,
                              .start = r->start,
                              .end = r->end,
                              .started = r->started,
                              .legal_status = r->legal_status,
                              .placement = r->placement,
                              .ceased = r->ceased};
}

static void measure(const rows *r, size_t children)
{
    counting memory = {0};
    const reunify_context *context = counting_context(&memory);
    const reunify_episodes episodes = episodes_of(r);
    const reunify_episode_children known = {
        .size = sizeof known, .count = children, .child = r->children, .birth = r->birth};
    for (int round = 0; round < 3; round++) {
        reunify_outcomes *o;
        memory.most = 0;
        const double before = now();
        need(!reunify_outcomes_new(context, &episodes, &known, NULL, &o, NULL), "outcomes");
        const double seconds = now() - before;
        printf("%zu children, %zu rows: %.2f s, %.1f million rows a second, %.0f MB at most, %.0f "
               "MB kept; %lld returns, %lld back\n",
               children, r->count, seconds, (double)r->count / seconds / 1e6,
               (double)memory.most / 1e6, (double)memory.bytes / 1e6,
               (long long)reunify_outcomes_number(o, REUNIFY_OUTCOMES_RETURNS_HOME),
               (long long)reunify_outcomes_number(o, REUNIFY_OUTCOMES_REENTERED));
        reunify_outcomes_free(o);
    }
    reunify_context_unref(context);
}

static void write_date(reunify_date date, char end)
{
    char day[11] = "";
    need(!reunify_date_format(date, day, sizeof day), "a date");
    printf("%s%c", day, end);
}

static void write_csv(const rows *r)
{
    puts("CHILD,RNE,LS,PLACE,REC,DECOM,DEC");
    for (size_t i = 0; i < r->count; i++) {
        printf("%lld,%s,%s,%s,%s,", (long long)r->child[i],
               reunify_episode_code(REUNIFY_EPISODE_REASON_STARTED, (size_t)r->started[i]),
               reunify_episode_code(REUNIFY_EPISODE_LEGAL_STATUS, (size_t)r->legal_status[i]),
               reunify_episode_code(REUNIFY_EPISODE_PLACEMENT, (size_t)r->placement[i]),
               reunify_episode_code(REUNIFY_EPISODE_REASON_CEASED, (size_t)r->ceased[i]));
        write_date(r->start[i], ',');
        write_date(r->end[i], '\n');
    }
}

int main(int argc, char **argv)
{
    const size_t children = argc > 1 ? strtoul(argv[1], NULL, 10) : 100000;
    const char *order = argc > 2 ? argv[2] : "shuffled";
    rows r = make_rows(children);
    if (strcmp(order, "sorted") != 0)
        shuffle(&r);
    if (strcmp(order, "csv") == 0)
        write_csv(&r);
    else
        measure(&r, children);
    return 0;
}
