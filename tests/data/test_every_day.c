/*
 * The library against itself: evaluated day after day, a case says when each requirement is met,
 * each gate passed, each obligation done. The dates that a full evaluation gives have to be those
 * days. Every pack with every case, and the packs in turn with cases that have something taken out
 * of a record; then the packs that show what the condition language can say, each with the cases of
 * its checks.
 *
 *   test_every_day FOLDER LANGUAGE-FOLDER
 */
#include "support.h"

#include <glob.h>
#include <jansson.h>

enum { MOST = 512, MARGIN = 30, SAMPLES = 6, MUTANTS = 8, DATE_ROOM = 12, BASES = 8, PACKS = 32 };

typedef enum { REQUIREMENT, GATE, OBLIGATION } kind;
typedef struct {
    kind kind;
    int status;
    reunify_date due, since; /* since: met_on, passed_on or done_on */
    const char *id;
} item;
typedef struct {
    item at[MOST];
    size_t count;
} day;
typedef struct {
    int status;
    reunify_date due;
} mark;
/* Which attempt was looked at on a day, and when it began. */
typedef struct {
    int32_t number;
    reunify_date from;
} attempt;
typedef struct {
    const char *name; /* of the pack and the case, for messages */
    reunify_profile *profile;
    const reunify_case *record;
    reunify_date first;
    size_t days, items;
    mark *marks;       /* a row of items a day */
    attempt *attempts; /* one a day */
    bool by_attempt;   /* requirements look at the present attempt alone */
} course;

static reunify_evaluator *evaluator;
static reunify_evaluation *evaluation;
static size_t evaluated, compared, courses, refused, failed;

/* One day ------------------------------------------------------------------------------------- */

static void add(day *d, item i)
{
    if (d->count == MOST)
        abort();
    d->at[d->count++] = i;
}

static void read_gate(day *d, const reunify_gate *g)
{
    add(d,
        (item){GATE, reunify_gate_status(g), 0, reunify_gate_passed_on(g), reunify_gate_stage(g)});
    for (size_t i = 0; i < reunify_gate_requirement_count(g); i++) {
        const reunify_requirement *r = reunify_gate_requirement(g, i);
        add(d, (item){REQUIREMENT, reunify_requirement_status(r), 0, reunify_requirement_met_on(r),
                      reunify_requirement_id(r)});
    }
}

static void read_day(day *d)
{
    d->count = 0;
    for (size_t i = 0; i < reunify_evaluation_gate_count(evaluation); i++)
        read_gate(d, reunify_evaluation_gate(evaluation, i));
    for (size_t i = 0; i < reunify_evaluation_obligation_count(evaluation); i++) {
        const reunify_obligation *o = reunify_evaluation_obligation(evaluation, i);
        add(d, (item){OBLIGATION, reunify_obligation_status(o), reunify_obligation_due(o),
                      reunify_obligation_done_on(o), reunify_obligation_id(o)});
    }
}

static bool evaluate(const course *c, reunify_date as_of, int32_t explain, day *d)
{
    const reunify_evaluate_options options = {.size = sizeof options, .explain = explain};
    if (reunify_evaluate_into(evaluator, c->profile, c->record, as_of, &options, evaluation, NULL))
        return false;
    evaluated++;
    read_day(d);
    return true;
}

/* All days ------------------------------------------------------------------------------------ */

static const mark *mark_of(const course *c, size_t on, size_t at)
{
    return &c->marks[on * c->items + at];
}

static attempt present_attempt(void)
{
    const size_t count = reunify_evaluation_attempt_count(evaluation);
    const reunify_attempt *a = reunify_evaluation_attempt(evaluation, count - 1);
    return (attempt){reunify_attempt_number(a), reunify_attempt_from(a)};
}

/* False where the pack refuses the case, as for a pathway that it does not have. */
static bool follow(course *c)
{
    static day d;
    for (size_t on = 0; on < c->days; on++) {
        if (!evaluate(c, c->first + (reunify_date)on, REUNIFY_EXPLAIN_NONE, &d))
            return false;
        if (!on) {
            c->items = d.count;
            c->marks = malloc(c->days * d.count * sizeof *c->marks + 1);
        }
        if (!c->marks || d.count != c->items)
            abort();
        c->attempts[on] = present_attempt();
        for (size_t i = 0; i < d.count; i++)
            c->marks[on * c->items + i] = (mark){d.at[i].status, d.at[i].due};
    }
    return true;
}

static bool good(const item *i, const mark *m)
{
    static const int wanted[] = {[REQUIREMENT] = REUNIFY_REQUIREMENT_MET,
                                 [GATE] = REUNIFY_GATE_PASSED,
                                 [OBLIGATION] = REUNIFY_OBLIGATION_DONE};
    return m->status == wanted[i->kind] && m->due == i->due;
}

static size_t start_of_attempt(const course *c, size_t on)
{
    const reunify_date from = c->attempts[on].from;
    return c->by_attempt && from > c->first ? (size_t)(from - c->first) : 0;
}

/*
 * A plan that was given up begins a new attempt only once it is taken up again, from the day after
 * it was given up: what those days between looked like at the time says nothing of it.
 */
static bool began_in_hindsight(const course *c, size_t on)
{
    const size_t start = start_of_attempt(c, on);
    return c->by_attempt && c->attempts[start].number != c->attempts[on].number;
}

/*
 * The day that the item's date has to be: the first good one, for a requirement that of the
 * attempt, for a gate the first of the unbroken run.
 */
static size_t day_of(const course *c, const item *i, size_t at, size_t on)
{
    size_t found = i->kind == GATE ? on : i->kind == REQUIREMENT ? start_of_attempt(c, on) : 0;
    if (i->kind == GATE)
        while (found && good(i, mark_of(c, found - 1, at)))
            found--;
    while (!good(i, mark_of(c, found, at)))
        found++;
    return found;
}

static void write_date(reunify_date date, char text[DATE_ROOM])
{
    if (reunify_date_format(date, text, DATE_ROOM))
        strcpy(text, "-");
}

static void fail(const course *c, const item *i, size_t on, const char *what, reunify_date wanted)
{
    static const char *const kinds[] = {"requirement", "gate", "obligation"};
    char as_of[DATE_ROOM], got[DATE_ROOM], want[DATE_ROOM];
    write_date(c->first + (reunify_date)on, as_of);
    write_date(i->since, got);
    write_date(wanted, want);
    if (failed++ < 30)
        printf("%s on %s: %s %s: %s: got %s, wanted %s\n", c->name, as_of, kinds[i->kind], i->id,
               what, got, want);
}

static void check_item(const course *c, const item *i, size_t at, size_t on)
{
    const mark *m = mark_of(c, on, at);
    if (m->status != i->status || m->due != i->due)
        fail(c, i, on, "the status depends on what is explained", REUNIFY_DATE_NONE);
    else if (good(i, m) && !began_in_hindsight(c, on)) {
        const size_t found = day_of(c, i, at, on);
        const reunify_date wanted = c->first + (reunify_date)found;
        compared++;
        /* the first day: it may have been so for longer */
        if (found ? i->since != wanted : i->since == REUNIFY_DATE_NONE)
            fail(c, i, on, "the date", wanted);
    }
}

static void check_day(const course *c, size_t on)
{
    static day d;
    if (!evaluate(c, c->first + (reunify_date)on, REUNIFY_EXPLAIN_FULL, &d) || d.count != c->items)
        abort();
    for (size_t i = 0; i < d.count; i++)
        check_item(c, &d.at[i], i, on);
}

/* Cases --------------------------------------------------------------------------------------- */

/* The earliest date in the text of a case, births aside. */
static reunify_date first_date(const char *text)
{
    reunify_date first = REUNIFY_DATE_NONE, date;
    for (const char *at = strchr(text, '"'); at; at = strchr(at + 1, '"')) {
        const bool birth = strncmp(at, "\"date_of_birth\"", 15) == 0;
        if (birth)
            at = strchr(at + 15, '"'); /* its value begins */
        if (!birth && strlen(at) > 11 && at[11] == '"' && !reunify_date_parse(at + 1, 10, &date) &&
            (first == REUNIFY_DATE_NONE || date < first))
            first = date;
        if (!at)
            break;
    }
    return first;
}

/* Whether the case names a pathway that the pack does not have: then it is refused. */
static bool is_of_another_pathway(const reunify_profile *profile, const char *text)
{
    const char *named = strstr(text, "\"pathway\":");
    const char *id = named ? strchr(named + 10, '"') : NULL;
    if (!id)
        return false;
    for (size_t i = 0; i < reunify_profile_pathway_count(profile); i++) {
        const char *known = reunify_profile_pathway(profile, i);
        const size_t length = strlen(known);
        if (strncmp(id + 1, known, length) == 0 && id[1 + length] == '"')
            return false;
    }
    return true;
}

static void check_course(reunify_profile *profile, bool by_attempt, const char *title,
                         const reunify_case *record, const char *text)
{
    course c = {
        .name = title, .profile = profile, .record = record, .first = first_date(text) - MARGIN};
    c.days = (size_t)(reunify_case_latest_date(record) + MARGIN - c.first + 1);
    c.by_attempt = by_attempt;
    c.attempts = calloc(c.days, sizeof *c.attempts);
    if (!c.attempts)
        abort();
    courses++;
    if (follow(&c)) {
        for (size_t i = 1; i <= SAMPLES; i++)
            check_day(&c, i * (c.days - 1) / SAMPLES);
    } else if (is_of_another_pathway(profile, text)) {
        refused++;
    } else {
        failed++;
        printf("%s: the pack refuses the case\n", title);
    }
    free(c.attempts);
    free(c.marks);
}

/* A pack that comes with the library: each is loaded once. */
static reunify_profile *loaded_pack(size_t at)
{
    static reunify_profile *loaded[PACKS];
    const char *id = reunify_profile_builtin_id(at);
    if (at >= PACKS ||
        (!loaded[at] && reunify_profile_builtin(NULL, id, strlen(id), NULL, &loaded[at], NULL)))
        abort();
    return loaded[at];
}

static void check_pack(size_t pack, const char *name, const reunify_case *record, const char *text)
{
    char title[600];
    snprintf(title, sizeof title, "%s, %s", reunify_profile_builtin_id(pack), name);
    check_course(loaded_pack(pack), true, title, record, text);
}

static bool has_days(const reunify_case *record, const char *text)
{
    return reunify_case_latest_date(record) != REUNIFY_DATE_NONE &&
           first_date(text) != REUNIFY_DATE_NONE;
}

/* With some packs, from one on. Nothing where the text is not that of a case with dates. */
static void check_case(const char *name, const char *text, size_t from, size_t packs)
{
    const size_t count = reunify_profile_builtin_count();
    reunify_case *record;
    if (reunify_case_from_json(NULL, text, strlen(text), 0, &record, NULL))
        return;
    for (size_t i = from; has_days(record, text) && i < from + packs; i++)
        check_pack(i % count, name, record, text);
    reunify_case_free(record);
}

/*
 * Takes the member, with a text as its value, out of the text. Spaces in place of it: false where
 * no comma stands behind it.
 */
static bool blank(char *member)
{
    char *value = strchr(strchr(member + 1, '"') + 1, '"');
    char *end = value ? strchr(value + 1, '"') : NULL;
    if (!end || end[1] != ',')
        return false;
    memset(member, ' ', (size_t)(end + 2 - member));
    return true;
}

/* Copies of the case without a member, here and there among its records: each with the next pack.
 */
static void check_mutants(const char *path, const file_text *text, const char *member)
{
    const char *records = strstr(text->data, "\"records\":");
    static size_t turn;
    size_t count = 0, seen = 0;
    for (const char *at = records; at && (at = strstr(at + 1, member)) != NULL;)
        count++;
    for (const char *at = records; at && (at = strstr(at + 1, member)) != NULL; seen++) {
        if (seen * MUTANTS / count == (seen + 1) * MUTANTS / count)
            continue;
        char name[500], *copy = malloc(text->length + 1);
        if (!copy)
            abort();
        memcpy(copy, text->data, text->length + 1);
        snprintf(name, sizeof name, "%s without %s number %zu", path, member, seen);
        if (blank(copy + (at - text->data)))
            check_case(name, copy, turn++, 1);
        free(copy);
    }
}

static void check_file(const char *path)
{
    static const char *const members[] = {"\"date\":", "\"type\":", "\"about\":", "\"led_by\":"};
    const file_text text = read_text("", path);
    check_case(path, text.data, 0, reunify_profile_builtin_count());
    for (size_t i = 0; i < sizeof members / sizeof *members; i++)
        check_mutants(path, &text, members[i]);
    free(text.data);
}

static void check_folder(const char *folder)
{
    glob_t found = {0};
    for (int deep = 0; deep < 2; deep++) {
        char pattern[4096];
        snprintf(pattern, sizeof pattern, "%s/%s*.json", folder, deep ? "*/" : "");
        glob(pattern, deep ? GLOB_APPEND : 0, NULL, &found);
    }
    for (size_t i = 0; i < found.gl_pathc; i++)
        check_file(found.gl_pathv[i]);
    globfree(&found);
}

/* The language -------------------------------------------------------------------------------- */

/* A folder's pack.json over its base-*.json. */
static reunify_profile *load_language_pack(const char *folder)
{
    char pattern[4096];
    glob_t found = {0};
    file_text files[BASES];
    const char *data[BASES];
    size_t lengths[BASES], count = 0;
    reunify_profile *profile = NULL;
    snprintf(pattern, sizeof pattern, "%s/pack.json", folder);
    glob(pattern, 0, NULL, &found);
    snprintf(pattern, sizeof pattern, "%s/base-*.json", folder);
    glob(pattern, GLOB_APPEND, NULL, &found);
    for (; count < found.gl_pathc && count < BASES; count++) {
        files[count] = read_text("", found.gl_pathv[count]);
        data[count] = files[count].data;
        lengths[count] = files[count].length;
    }
    if (reunify_profile_from_packs(NULL, data, lengths, count, NULL, &profile, NULL))
        abort();
    while (count)
        free(files[--count].data);
    globfree(&found);
    return profile;
}

/* Whether the stages of a pack look at the present attempt alone: all of them do, or none. */
static bool counts_attempts(const char *folder)
{
    const file_text pack = read_text(folder, "pack.json");
    const bool found = strstr(pack.data, "\"counts\": \"attempt\"") != NULL;
    free(pack.data);
    return found;
}

static void check_language_case(reunify_profile *profile, const char *folder, const json_t *check,
                                const json_t *given)
{
    char title[600], *text = json_dumps(given, JSON_COMPACT);
    const char *name = json_string_value(json_object_get(check, "name"));
    reunify_case *record;
    snprintf(title, sizeof title, "%s, %s", folder, name ? name : "?");
    if (!text || reunify_case_from_json(NULL, text, strlen(text), 0, &record, NULL))
        abort();
    if (has_days(record, text))
        check_course(profile, counts_attempts(folder), title, record, text);
    reunify_case_free(record);
    free(text);
}

static void check_language_folder(const char *folder)
{
    const file_text text = read_text(folder, "cases.json");
    json_t *all = json_loads(text.data, 0, NULL), *check;
    reunify_profile *profile = load_language_pack(folder);
    const size_t before = courses;
    size_t i;
    json_array_foreach(json_object_get(all, "checks"), i, check)
    {
        const json_t *given = json_object_get(check, "case");
        if (given || (given = json_object_get(all, "case")))
            check_language_case(profile, folder, check, given);
    }
    if (courses == before) {
        failed++;
        printf("%s: no check holds a case with dates\n", folder);
    }
    reunify_profile_unref(profile);
    json_decref(all);
    free(text.data);
}

static void check_language(const char *folder)
{
    char pattern[4096];
    glob_t found = {0};
    snprintf(pattern, sizeof pattern, "%s/*/pack.json", folder);
    glob(pattern, 0, NULL, &found);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        *strrchr(found.gl_pathv[i], '/') = '\0';
        check_language_folder(found.gl_pathv[i]);
    }
    failed += found.gl_pathc < 10;
    globfree(&found);
}

int main(int count, char **arguments)
{
    if (count != 3 || reunify_evaluator_new(NULL, &evaluator, NULL) ||
        reunify_evaluation_new(NULL, &evaluation, NULL)) {
        fprintf(stderr, "usage: test_every_day FOLDER LANGUAGE-FOLDER\n");
        return 2;
    }
    check_language(arguments[2]);
    printf("%zu courses of the language, %zu dates compared, %zu failed\n", courses, compared,
           failed);
    check_folder(arguments[1]);
    for (size_t i = 0; i < reunify_profile_builtin_count(); i++)
        reunify_profile_unref(loaded_pack(i));
    reunify_evaluation_unref(evaluation);
    reunify_evaluator_free(evaluator);
    printf("%zu evaluations, %zu courses, %zu of another pathway, %zu dates compared, %zu failed\n",
           evaluated, courses, refused, compared, failed);
    return failed || compared < 1000;
}
