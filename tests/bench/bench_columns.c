/*
 * Tables, beside what somebody would write by hand in C for one pack: a look-up of the level in a
 * table over the combinations of five findings, and a replay with the four levels' conditions as
 * bits and a table of days six months on. Beside them the least that touches the same bytes. Each
 * figure is the median of rounds in which all take turns, and the ratio is that of the medians.
 *
 *   bench_columns [ROWS]
 */
#include <reunify/reunify.h>

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ROUNDS = 9, COLUMNS = 5, VALUES = 96, DAYS = 40000 };

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static int by_value(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *values)
{
    qsort(values, ROUNDS, sizeof *values, by_value);
    return values[ROUNDS / 2];
}

static void need(bool good, const char *what)
{
    if (!good) {
        fprintf(stderr, "bench_columns: %s\n", what);
        exit(1);
    }
}

static void *take(size_t bytes)
{
    void *memory = aligned_alloc(64, (bytes + 127) / 64 * 64);
    need(memory != NULL, "no memory");
    memset(memory, 1, bytes);
    return memory;
}

/* What is drawn ------------------------------------------------------------------------------- */

static uint64_t seed = 7;

static uint32_t below(uint32_t limit)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (uint32_t)((seed >> 16) % limit);
}

static const char *const names[COLUMNS] = {"risk_factors", "protective_factors",
                                           "parental_capacity", "wishes", "recurrence"};
static const uint8_t counts[COLUMNS] = {3, 2, 2, 2, 4};
/* what each level of the tool looks like */
static const uint8_t pictures[4][COLUMNS] = {
    {0, 0, 0, 0, 0}, {1, 0, 0, 0, 1}, {2, 0, 1, 1, 2}, {2, 1, 1, 1, 3}};

typedef struct {
    size_t rows, children;
    uint8_t *findings[COLUMNS];
    int32_t *child, *date;
    uint8_t *level, *status, *at_least;
    uint8_t *last_level;
} table;

static void draw_findings(const table *t, size_t row, uint32_t leaning)
{
    for (size_t k = 0; k < COLUMNS; k++)
        t->findings[k][row] = below(100) < 88 ? pictures[leaning][k] : (uint8_t)below(counts[k]);
}

static table draw(size_t rows)
{
    table t = {.rows = rows};
    for (size_t k = 0; k < COLUMNS; k++)
        t.findings[k] = take(rows);
    t.child = take(rows * 4);
    t.date = take(rows * 4);
    t.level = take(rows);
    t.status = take(rows);
    t.at_least = take(rows);
    for (size_t row = 0; row < rows; t.children++) {
        const size_t most = 6 + below(9), count = most < rows - row ? most : rows - row;
        uint32_t leaning = below(4);
        int32_t day = 17000 + (int32_t)below(2000);
        for (size_t i = 0; i < count; i++, row++, day += 14 + (int32_t)below(100)) {
            if (below(100) < 25)
                leaning = below(100) < 65 ? leaning - (leaning > 0) : leaning + (leaning < 3);
            draw_findings(&t, row, leaning);
            t.child[row] = (int32_t)t.children;
            t.date[row] = day;
        }
    }
    t.last_level = take(t.children);
    return t;
}

/* By hand: levels ----------------------------------------------------------------------------- */

static uint8_t hand_levels[128], hand_flags[128];

static uint8_t most(uint8_t a, uint8_t b)
{
    return a > b ? a : b;
}

/* Bits of a flag: the level; from bit 2 on, whether a level's way down is open; bit 6, stalled. */
static void fill_hand_tables(void)
{
    for (unsigned i = 0; i < 128; i++) {
        const uint8_t risk = (uint8_t)(i >> 5), lost = i >> 4 & 1, unable = i >> 3 & 1,
                      unwilling = i >> 2 & 1, again = i & 3;
        uint8_t level = most(risk, again);
        level = most(level, (uint8_t)(3 * lost));
        level = most(level, (uint8_t)(2 * (unable | unwilling)));
        const bool fits = again == level && lost == (level == 3) && unable == (level > 1) &&
                          unwilling == (level > 1) && risk == (level > 2 ? 2 : level);
        hand_levels[i] = (uint8_t)(level | fits << 2);
        hand_flags[i] = (uint8_t)(level | (risk == 0) << 3 | (!unable && risk != 2 && !lost) << 4 |
                                  (!lost || risk != 2) << 5 | (risk == 2) << 6);
    }
}

static unsigned combined(const table *t, size_t i)
{
    return t->findings[0][i] * 32u + t->findings[1][i] * 16u + t->findings[2][i] * 8u +
           t->findings[3][i] * 4u + t->findings[4][i];
}

static __attribute__((noinline)) void by_hand(const table *t)
{
    const uint8_t *a = t->findings[0], *b = t->findings[1], *c = t->findings[2],
                  *d = t->findings[3], *e = t->findings[4];
    uint8_t *restrict out = t->level;
    const size_t rows = t->rows;
    for (size_t i = 0; i < rows; i++)
        out[i] = hand_levels[a[i] * 32 + b[i] * 16 + c[i] * 8 + d[i] * 4 + e[i]];
}

static uint64_t word_at(const uint8_t *bytes)
{
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    return word;
}

/* The same bytes, and nothing done with them but what cannot be left out. */
static void touch(const table *t, uint8_t *out, uint8_t *other)
{
    const uint8_t *a = t->findings[0], *b = t->findings[1], *c = t->findings[2],
                  *d = t->findings[3], *e = t->findings[4];
    const size_t rows = t->rows;
    for (size_t i = 0; i + 8 <= rows; i += 8) {
        const uint64_t first = word_at(a + i) | word_at(b + i), last = word_at(d + i);
        const uint64_t found = first | word_at(c + i) | last | word_at(e + i);
        memcpy(out + i, &found, sizeof found);
        if (other)
            memcpy(other + i, &first, sizeof first);
    }
}

static __attribute__((noinline)) void touched(const table *t)
{
    touch(t, t->level, NULL);
}

static __attribute__((noinline)) void touched_with_status(const table *t)
{
    touch(t, t->level, t->status);
}

/* By hand: replay ----------------------------------------------------------------------------- */

static int32_t six_months_on[DAYS];

static void fill_days(void)
{
    for (int32_t day = 0; day < DAYS; day++)
        need(!reunify_date_add(day, "P6M", 3, &six_months_on[day]), "a day");
}

typedef struct {
    int level;
    int32_t down, up;
} hand_state;

static void start_clocks(hand_state *s, unsigned flags, int32_t day)
{
    s->down = flags >> (2 + s->level) & 1 ? six_months_on[day] : INT32_MAX;
    s->up = s->level == 2 && (flags & 64) ? six_months_on[day] : INT32_MAX;
}

static void hand_step(hand_state *s, unsigned flags, int32_t day)
{
    const int indicated = flags & 3;
    if (indicated > s->level) {
        s->level = indicated;
        start_clocks(s, flags, day);
        return;
    }
    if (s->level == 2 && (flags & 64)) {
        s->up = s->up == INT32_MAX ? six_months_on[day] : s->up;
        if (day >= s->up) {
            s->level = 3;
            start_clocks(s, flags, day);
            return;
        }
    } else {
        s->up = INT32_MAX;
    }
    if (!(flags >> (2 + s->level) & 1)) {
        s->down = INT32_MAX;
        return;
    }
    s->down = s->down == INT32_MAX ? six_months_on[day] : s->down;
    if (day >= s->down && indicated < s->level) {
        s->level--;
        start_clocks(s, flags, day);
    }
}

static __attribute__((noinline)) void replay_by_hand(const table *t)
{
    size_t child = 0;
    for (size_t i = 0; i < t->rows; child++) {
        const int32_t id = t->child[i];
        hand_state s = {-1, INT32_MAX, INT32_MAX};
        for (; i < t->rows && t->child[i] == id; i++)
            hand_step(&s, hand_flags[combined(t, i)], t->date[i]);
        t->last_level[child] = (uint8_t)(s.level + 1);
    }
}

/* The library --------------------------------------------------------------------------------- */

static reunify_columns *wide, *portable, *by_rules;

static reunify_rows *rows_of(const table *t)
{
    reunify_rows *rows;
    need(!reunify_rows_new(NULL, t->rows, &rows, NULL), "rows");
    for (size_t k = 0; k < COLUMNS; k++)
        need(!reunify_rows_read(rows, REUNIFY_READ_FINDING, names[k], strlen(names[k]), 0,
                                REUNIFY_CELL_UINT8, t->findings[k], NULL, NULL, 0, NULL),
             "a finding");
    need(!reunify_rows_read(rows, REUNIFY_READ_SUBJECT, NULL, 0, 0, REUNIFY_CELL_INT32, t->child,
                            NULL, NULL, 0, NULL) &&
             !reunify_rows_read(rows, REUNIFY_READ_DATE, NULL, 0, 0, REUNIFY_CELL_INT32, t->date,
                                NULL, NULL, 0, NULL),
         "the child or the date");
    return rows;
}

static void want(reunify_rows *rows, int32_t what, void *out, size_t bytes)
{
    need(!reunify_rows_write(rows, what, out, bytes, NULL), "a result");
}

static void classify(const reunify_columns *c, const reunify_rows *rows)
{
    need(!reunify_columns_classify(c, rows, NULL), "classify");
}

static void replay(const reunify_columns *c, const reunify_rows *rows)
{
    size_t children;
    need(!reunify_columns_replay(c, rows, 32000, NULL, &children, NULL) && children > 0, "replay");
}

typedef struct {
    const char *name;
    void (*by_hand)(const table *t);                                  /* or */
    void (*call)(const reunify_columns *c, const reunify_rows *rows); /* with */
    reunify_columns *const *columns;
    const reunify_rows *rows;
    double seconds[ROUNDS];
} contender;

static double time_of(const contender *c, const table *t)
{
    const size_t repeats = t->rows < 1000000 ? 20000000 / t->rows : 1;
    const double start = now();
    for (size_t i = 0; i < repeats; i++) {
        if (c->by_hand)
            c->by_hand(t);
        else
            c->call(*c->columns, c->rows);
    }
    return (now() - start) / (double)repeats;
}

/* Each in turn, round after round; the first is what the others are held against. */
static void race(const char *title, contender *all, size_t count, const table *t)
{
    for (size_t round = 0; round < ROUNDS + 1; round++)
        for (size_t i = 0; i < count; i++) {
            const double seconds = time_of(&all[i], t);
            if (round) /* the first warms */
                all[i].seconds[round - 1] = seconds;
        }
    printf("%s, %zu rows\n", title, t->rows);
    double first = 0;
    for (size_t i = 0; i < count; i++) {
        const double seconds = median(all[i].seconds), rate = (double)t->rows / seconds;
        first = i ? first : rate;
        printf("  %-44s %9.1f M rows/s  %6.2f\n", all[i].name, rate / 1e6, rate / first);
    }
}

static void race_levels(size_t count)
{
    table t = draw(count);
    reunify_rows *level = rows_of(&t), *both = rows_of(&t), *all = rows_of(&t);
    want(level, REUNIFY_WRITE_LEVEL, t.level, count);
    want(both, REUNIFY_WRITE_LEVEL, t.level, count);
    want(both, REUNIFY_WRITE_STATUS, t.status, count);
    uint32_t *deciding = take(count * 4);
    want(all, REUNIFY_WRITE_LEVEL, t.level, count);
    want(all, REUNIFY_WRITE_STATUS, t.status, count);
    want(all, REUNIFY_WRITE_AT_LEAST, t.at_least, count);
    want(all, REUNIFY_WRITE_DECIDING, deciding, count * 4);
    contender contenders[] = {
        {.name = "by hand: look-up of level and status", .by_hand = by_hand},
        {.name = "the same bytes touched: 5 in, 1 out", .by_hand = touched},
        {.name = "the same bytes touched: 5 in, 2 out", .by_hand = touched_with_status},
        {.name = "level", .call = classify, .columns = &wide, .rows = level},
        {.name = "level and status", .call = classify, .columns = &wide, .rows = both},
        {.name = "level, status, at least, deciding",
         .call = classify,
         .columns = &wide,
         .rows = all},
        {.name = "portable: level", .call = classify, .columns = &portable, .rows = level},
        {.name = "portable: level and status",
         .call = classify,
         .columns = &portable,
         .rows = both}};
    race("levels", contenders, sizeof contenders / sizeof *contenders, &t);
}

static void race_replays(size_t count)
{
    table t = draw(count);
    const size_t children = t.children;
    reunify_rows *level = rows_of(&t), *child = rows_of(&t), *all = rows_of(&t);
    want(level, REUNIFY_WRITE_LAST_LEVEL, t.last_level, children);
    for (int32_t what = REUNIFY_WRITE_LEVEL_BEFORE; what <= REUNIFY_WRITE_MAY_CLOSE_CONFIRMED;
         what++) {
        const bool of_rows = what < REUNIFY_WRITE_FIRST_ROW;
        const size_t bytes = of_rows ? count * 4 : children * 8;
        void *out = take(bytes);
        want(all, what, out, bytes);
        if (!of_rows)
            want(child, what, out, bytes);
    }
    contender contenders[] = {
        {.name = "by hand: last level", .by_hand = replay_by_hand},
        {.name = "last level", .call = replay, .columns = &wide, .rows = level},
        {.name = "all of a child", .call = replay, .columns = &wide, .rows = child},
        {.name = "all of a child and of a row", .call = replay, .columns = &wide, .rows = all},
        {.name = "portable: last level", .call = replay, .columns = &portable, .rows = level},
        {.name = "portable: all of a child and of a row",
         .call = replay,
         .columns = &portable,
         .rows = all}};
    race("replay", contenders, sizeof contenders / sizeof *contenders, &t);
}

/* Each row through the rules themselves, as of a profile that has no tables. */
static void race_rules(size_t count)
{
    table t = draw(count);
    reunify_rows *level = rows_of(&t);
    want(level, REUNIFY_WRITE_LAST_LEVEL, t.last_level, t.children);
    contender contenders[] = {{.name = "by hand: last level", .by_hand = replay_by_hand},
                              {.name = "last level, through the rules",
                               .call = replay,
                               .columns = &by_rules,
                               .rows = level}};
    race("replay without tables", contenders, sizeof contenders / sizeof *contenders, &t);
}

int main(int count, char **arguments)
{
    const size_t rows = count > 1 ? strtoul(arguments[1], NULL, 10) : 10000000;
    need(rows > 100, "usage: bench_columns [ROWS]");
    reunify_profile *profile;
    need(!reunify_profile_builtin(NULL, "herefordshire-2023", 18, NULL, &profile, NULL),
         "the pack");
    const double start = now();
    need(!reunify_columns_new(profile, 0, &wide, NULL), "columns");
    printf("columns are compiled in %.1f ms; levels by %s\n", 1e3 * (now() - start),
           reunify_columns_form(wide));
    need(!reunify_columns_new(profile, REUNIFY_COLUMNS_PORTABLE, &portable, NULL), "columns");
    need(!reunify_columns_new(profile, REUNIFY_COLUMNS_ONE_BY_ONE, &by_rules, NULL), "columns");
    fill_hand_tables();
    fill_days();
    race_levels(100000);
    race_levels(rows);
    race_replays(rows);
    race_rules(rows / 10);
    return 0;
}
