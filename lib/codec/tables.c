/*
 * An evaluation as tables. What a table has is one list of columns: a name for SQL, where the cell
 * stands in the evaluation, and what it says. Where it stands is a path of members of the views
 * (evaluate/views.c), so that types, names of statuses and what a level of explanation leaves out
 * are the views' own, and nothing of the evaluation is described a second time.
 *
 * A path begins at the evaluation (OF_CASE), or at an item of the table's list (OF_LIST), or of a
 * list within that (OF_ITEM), as requirements are within gates; a table without a list has one row.
 * A member that is nested or a list is a cell of JSON. Two columns are of no path: who is waited
 * for, where an item has a row for each of its roles (one without any keeps a row), and whether all
 * of them are needed or any.
 *
 * Rows of one evaluation are read all at once and then only looked at: texts are those of the
 * evaluation, which is held; JSON lies in the rows' own memory. Rows of many evaluations copy all
 * texts instead, since an evaluation is filled again and again; what is said by row after row is
 * copied once. The table of errors is made of faults, and its columns say their type, since there
 * is no path that would.
 */
#include "codec/codec.h"
#include "codec/evaluation_json.h"
#include "json/json.h"

#include <reunify/tables.h>

/* What there is -------------------------------------------------------------------------------- */

typedef enum { OF_CASE, OF_LIST, OF_ITEM, OF_ROLE, OF_SHARE, OF_FAULT } column_place;

typedef struct {
    const char *name, *path, *meaning;
    uint8_t of;   /* column_place */
    uint8_t type; /* REUNIFY_COLUMN_*, where there is no path */
} column;

typedef struct {
    const char *name, *meaning;
    const char *list, *within; /* NULL: none */
    const column *columns;
    size_t count;
    bool by_role; /* a row for each role of an item */
} table;

#define EVALUATED                                                                                  \
    {"case_id", "case", "the id of the case", OF_CASE, 0},                                         \
        {"as_of", "as_of", "the date it is evaluated at", OF_CASE, 0},                             \
    {                                                                                              \
        "profile", "profile.id", "the profile that it is evaluated under", OF_CASE, 0              \
    }
#define SOURCE(place)                                                                              \
    {"source_id", "source.id", "the document that says so", place, 0},                             \
    {                                                                                              \
        "source_at", "source.at", "where in that document", place, 0                               \
    }
#define ROLES(place)                                                                               \
    {"by_all", "by_all", "roles that all have to take part", place, 0},                            \
    {                                                                                              \
        "by_any", "by_any", "roles of which one has to take part", place, 0                        \
    }

static const column risk_columns[] = {
    EVALUATED,
    {"applicable", "applicability.result", "whether the profile applies", OF_CASE, 0},
    {"pathway", "pathway", "the pathway", OF_CASE, 0},
    {"level", "risk.level", "the level of risk", OF_CASE, 0},
    {"level_since", "risk.since", "since when it is", OF_CASE, 0},
    {"basis", "risk.basis", "what the level rests on", OF_CASE, 0},
    {"assessment", "risk.classification.assessment", "the assessment classified last", OF_CASE, 0},
    {"classified", "risk.classification.status", "whether its findings agree", OF_CASE, 0},
    {"classified_level", "risk.classification.level", "the level that it gives", OF_CASE, 0},
    {"at_least", "risk.classification.at_least", "the level that it gives at least", OF_CASE, 0},
    {"earlier_attempt", "risk.earlier_attempt",
     "whether the level is of an earlier attempt and not yet confirmed", OF_CASE, 0},
    {"may_be_closed", "risk.closing.result", "whether all that closing needs holds", OF_CASE, 0},
    {"may_close_from", "risk.may_close.eligible_from", "from when the case may close", OF_CASE, 0},
    {"may_close_confirmed", "risk.may_close.confirmed_on", "when that was confirmed", OF_CASE, 0},
    {"earliest_closure", "risk.earliest_closure", "when it can close at the earliest", OF_CASE, 0},
    {"attempt", "attempt.number", "which effort to bring the child home it is", OF_CASE, 0},
    {"stage", "stage.id", "the current stage; none where all are passed", OF_CASE, 0},
    {"stage_number", "stage.number", "its number", OF_CASE, 0},
    {"age", "position.age", "the child's age in years", OF_CASE, 0},
    {"lives", "position.lives", "where the child lives", OF_CASE, 0},
    {"home_since", "position.home_since", "at home since", OF_CASE, 0},
    {"in_care", "position.in_care", "whether the child is in care", OF_CASE, 0},
    {"care_since", "position.care_since", "in care since", OF_CASE, 0},
    {"placement", "position.placement", "where the child is placed", OF_CASE, 0},
    {"assessed_on", "position.assessed_on", "when the case was last assessed", OF_CASE, 0},
    {"recorded_on", "position.recorded_on",
     "the latest day on which anything in the record is dated", OF_CASE, 0},
};

static const column history_columns[] = {
    EVALUATED,
    {"on_date", "date", "the date of the change, or of what confirmed the level", OF_LIST, 0},
    {"assessment", "assessment", "the assessment that led to it", OF_LIST, 0},
    {"level_before", "from", "the level before", OF_LIST, 0},
    {"level_after", "to", "the level from then on", OF_LIST, 0},
    {"basis", "basis", "what it rests on", OF_LIST, 0},
    {"rule", "rule", "the rule of movement", OF_LIST, 0},
    {"indicated", "indicated", "the level that the findings alone give", OF_LIST, 0},
    {"engine", "engine", "the level by the rules, whatever was judged", OF_LIST, 0},
    {"discordant", "discordant", "whether the findings do not agree", OF_LIST, 0},
    {"silent", "silent", "whether no rule says anything of it", OF_LIST, 0},
    {"held_rule", "held.rule", "the rule whose movement is held back", OF_LIST, 0},
    {"held_level", "held.to", "the level that it would lead to", OF_LIST, 0},
    {"held_eligible_from", "held.eligible_from", "from when it could have been", OF_LIST, 0},
    {"held_by", "held.by", "what holds it back", OF_LIST, 0},
    {"judged_level", "judgement.level", "the level that somebody judged", OF_LIST, 0},
    {"approved_by", "judgement.approved_by", "who approved of the judgement", OF_LIST, 0},
    {"rationale", "judgement.rationale", "the reasons given for it", OF_LIST, 0},
};

static const column requirement_columns[] = {
    EVALUATED,
    {"stage", "stage", "the stage whose gate asks for it", OF_LIST, 0},
    {"stage_number", "number", "the number of the stage", OF_LIST, 0},
    {"stage_status", "status", "the status of the gate", OF_LIST, 0},
    {"requirement", "id", "the id of the requirement", OF_ITEM, 0},
    {"necessity", "necessity", "whether the gate waits for it", OF_ITEM, 0},
    {"status", "status", "the status of the requirement", OF_ITEM, 0},
    {"late", "late", "whether it was met after its time", OF_ITEM, 0},
    {"met_on", "met_on", "since when it is met", OF_ITEM, 0},
    {"last_on", "last_on", "the last date of what there is towards it", OF_ITEM, 0},
    {"requirement_text", "text", "what it asks for", OF_ITEM, 0},
    SOURCE(OF_ITEM),
    ROLES(OF_ITEM),
    {"people", "people", "its status for each person", OF_ITEM, 0},
    {"evidence", "evidence", "ids of the entries it rests on", OF_ITEM, 0},
    {"needs", "needs", "what would meet it", OF_ITEM, 0},
    {"missing", "missing", "what entries lack, as pointers", OF_ITEM, 0},
};

static const column outstanding_columns[] = {
    EVALUATED,
    {"stage", "stage", "the current stage", OF_LIST, 0},
    {"requirement", "requirement", "the id of the requirement", OF_LIST, 0},
    {"requirement_text", "text", "what it asks for", OF_LIST, 0},
    SOURCE(OF_LIST),
    ROLES(OF_LIST),
    {"needs", "needs", "what would meet it", OF_LIST, 0},
};

static const column waiting_columns[] = {
    EVALUATED,
    {"stage", "stage", "the current stage", OF_LIST, 0},
    {"requirement", "requirement", "the id of the requirement", OF_LIST, 0},
    {"requirement_text", "text", "what it asks for", OF_LIST, 0},
    {"role", NULL, "who is waited for; empty where the rule names nobody", OF_ROLE,
     REUNIFY_COLUMN_TEXT},
    {"needed", NULL, "`all`: with all other roles of it; `any`: one of those that say so is enough",
     OF_SHARE, REUNIFY_COLUMN_TEXT},
};

static const column schedule_columns[] = {
    EVALUATED,
    {"obligation", "id", "the id of the obligation", OF_LIST, 0},
    {"due", "due", "when it is due", OF_LIST, 0},
    {"status", "status", "its status", OF_LIST, 0},
    {"done_on", "done_on", "when it was done", OF_LIST, 0},
    {"late", "late", "whether it was done after it was due", OF_LIST, 0},
    {"obligation_text", "text", "what it asks for", OF_LIST, 0},
    SOURCE(OF_LIST),
    ROLES(OF_LIST),
};

static const column alert_columns[] = {
    EVALUATED,
    {"alert", "code", "the id of the alert", OF_LIST, 0},
    {"alert_text", "text", "what it says", OF_LIST, 0},
    SOURCE(OF_LIST),
    {"actions", "actions", "what the source asks for then", OF_LIST, 0},
    {"evidence", "evidence", "ids of the entries it rests on", OF_LIST, 0},
};

static const column factor_columns[] = {
    EVALUATED,
    {"factor", "code", "the id of the factor", OF_LIST, 0},
    {"kind", "kind", "what research ties it to", OF_LIST, 0},
    {"result", "result", "whether it is there", OF_LIST, 0},
    {"evidence", "evidence", "ids of the entries it rests on", OF_LIST, 0},
    {"factor_text", "text", "what it says", OF_LIST, 0},
    {"figure", "figure", "the figure of the research", OF_LIST, 0},
    SOURCE(OF_LIST),
};

static const column warning_columns[] = {
    EVALUATED,
    {"code", "code", "what the warning is", OF_LIST, 0},
    {"pointer", "at", "where in the case, as a JSON Pointer", OF_LIST, 0},
    {"on_date", "date", "the date it speaks of", OF_LIST, 0},
};

/* In the order of `fault_cells`. */
static const column error_columns[] = {
    {"case_id", NULL, "the id of the case, where it could be read", OF_FAULT, REUNIFY_COLUMN_TEXT},
    {"as_of", NULL, "the date it was to be evaluated at", OF_FAULT, REUNIFY_COLUMN_DATE},
    {"profile", NULL, "the profile it was to be evaluated under", OF_FAULT, REUNIFY_COLUMN_TEXT},
    {"code", NULL, "what the fault is", OF_FAULT, REUNIFY_COLUMN_TEXT},
    {"pointer", NULL, "where in the case, as a JSON Pointer", OF_FAULT, REUNIFY_COLUMN_TEXT},
    {"line_number", NULL, "the line of the text, from 1", OF_FAULT, REUNIFY_COLUMN_INTEGER},
    {"column_number", NULL, "the character of the line, from 1", OF_FAULT, REUNIFY_COLUMN_INTEGER},
    {"message", NULL, "what is wrong, and what would have been right", OF_FAULT,
     REUNIFY_COLUMN_TEXT},
    {"file", NULL, "the file, where a program read one", OF_FAULT, REUNIFY_COLUMN_TEXT},
    {"element", NULL, "which case of an array it is, from 1, where it was in one", OF_FAULT,
     REUNIFY_COLUMN_INTEGER},
};

enum { MOST_COLUMNS = 32 };
_Static_assert(LENGTH_OF(risk_columns) <= MOST_COLUMNS &&
                   LENGTH_OF(requirement_columns) <= MOST_COLUMNS,
               "the widest tables fit");

#define COLUMNS(what) what##_columns, LENGTH_OF(what##_columns)

static const table tables[] = {
    [REUNIFY_TIDY_RISK] = {"risk", "a case", NULL, NULL, COLUMNS(risk), false},
    [REUNIFY_TIDY_HISTORY] = {"history", "an assessment or a judgement of the level",
                              "risk.history", NULL, COLUMNS(history), false},
    [REUNIFY_TIDY_REQUIREMENTS] = {"requirements", "a requirement of a gate", "gates",
                                   "requirements", COLUMNS(requirement), false},
    [REUNIFY_TIDY_OUTSTANDING] = {"outstanding", "a requirement that the current gate waits for",
                                  "outstanding", NULL, COLUMNS(outstanding), false},
    [REUNIFY_TIDY_WAITING] = {"waiting", "a role that such a requirement waits for", "outstanding",
                              NULL, COLUMNS(waiting), true},
    [REUNIFY_TIDY_SCHEDULE] = {"schedule", "an obligation", "schedule", NULL, COLUMNS(schedule),
                               false},
    [REUNIFY_TIDY_ALERTS] = {"alerts", "an alert that is raised", "alerts", NULL, COLUMNS(alert),
                             false},
    [REUNIFY_TIDY_FACTORS] = {"factors", "a factor known to research", "factors", NULL,
                              COLUMNS(factor), false},
    [REUNIFY_TIDY_WARNINGS] = {"warnings", "a warning", "warnings", NULL, COLUMNS(warning), false},
    [REUNIFY_TIDY_ERRORS] = {"errors", "a fault of a case that was not evaluated", NULL, NULL,
                             COLUMNS(error), false},
};

static const table *table_of(int32_t number)
{
    return number >= 0 && (size_t)number < LENGTH_OF(tables) ? &tables[number] : NULL;
}

static const column *column_of(int32_t number, size_t at)
{
    const table *t = table_of(number);
    return t && at < t->count ? &t->columns[at] : NULL;
}

/* Paths ---------------------------------------------------------------------------------------- */

enum { MOST_STEPS = 3 };

/* The members that a path names, from the first to the last. */
typedef struct {
    const view_member *steps[MOST_STEPS];
    size_t count;
} route;

/* A member's name lies ready to be written: ,"name": */
static bool is_called(const view_member *m, const char *name, size_t length)
{
    enum { BEFORE = 2, AROUND = 4 };
    return m->name_length == length + AROUND && !memcmp(m->name + BEFORE, name, length);
}

static const view_member *member_called(const view_kind *kind, const char *name, size_t length)
{
    for (size_t i = 0; kind && i < kind->member_count; i++)
        if (is_called(&kind->members[i], name, length))
            return &kind->members[i];
    return NULL;
}

static bool has_kind(const view_member *m)
{
    return m->type == VIEW_NESTED || m->type == VIEW_LIST;
}

/* Empty where there is no such path. */
static route route_of(const view_kind *kind, const char *path)
{
    route r = {{NULL}, 0};
    while (path && r.count < MOST_STEPS) {
        const size_t length = strcspn(path, ".");
        const view_member *m = member_called(kind, path, length);
        if (!m)
            return (route){{NULL}, 0};
        r.steps[r.count++] = m;
        kind = has_kind(m) ? m->kind : NULL;
        path = path[length] ? path + length + 1 : NULL;
    }
    return r;
}

static const view_member *last_of(const route *r)
{
    return r->count ? r->steps[r->count - 1] : NULL;
}

/* The view in which the last member of a route stands. */
static view along(const route *r, view v)
{
    for (size_t i = 0; i + 1 < r->count; i++)
        v = view_nested(&v, r->steps[i]);
    return v;
}

/* The kind of the items of a list; NULL where there is none. */
static const view_kind *kind_within(const view_kind *kind, const char *list)
{
    const route r = route_of(kind, list);
    return r.count ? last_of(&r)->kind : NULL;
}

static route column_route(const table *t, const column *c)
{
    const view_kind *kind = evaluation_view_kind();
    if (c->of == OF_LIST || c->of == OF_ITEM)
        kind = kind_within(kind, t->list);
    if (c->of == OF_ITEM)
        kind = kind_within(kind, t->within);
    return route_of(kind, c->path);
}

static int32_t type_of(const view_member *m)
{
    switch ((view_type)m->type) {
    case VIEW_DATE:
        return REUNIFY_COLUMN_DATE;
    case VIEW_INTEGER:
    case VIEW_ASKED:
        return REUNIFY_COLUMN_INTEGER;
    case VIEW_BOOLEAN:
        return REUNIFY_COLUMN_BOOLEAN;
    case VIEW_NESTED:
    case VIEW_LIST:
    case VIEW_TEXTS:
        return REUNIFY_COLUMN_JSON;
    default:
        return REUNIFY_COLUMN_TEXT;
    }
}

static int32_t column_type(const table *t, const column *c)
{
    if (!c->path)
        return c->type;
    const route r = column_route(t, c);
    return r.count ? type_of(last_of(&r)) : -1;
}

/* What tables there are ------------------------------------------------------------------------ */

size_t reunify_table_count(void)
{
    return LENGTH_OF(tables);
}

const char *reunify_table_name(int32_t number)
{
    const table *t = table_of(number);
    return t ? t->name : NULL;
}

const char *reunify_table_meaning(int32_t number)
{
    const table *t = table_of(number);
    return t ? t->meaning : NULL;
}

reunify_status reunify_table_find(const char *name, size_t length, int32_t *number)
{
    if (number)
        *number = -1;
    if (!name || !number)
        return REUNIFY_ARGUMENT;
    for (size_t i = 0; i < LENGTH_OF(tables); i++)
        if (text_is((text){name, length}, tables[i].name, strlen(tables[i].name))) {
            *number = (int32_t)i;
            return REUNIFY_OK;
        }
    return REUNIFY_NOT_FOUND;
}

size_t reunify_table_column_count(int32_t number)
{
    const table *t = table_of(number);
    return t ? t->count : 0;
}

const char *reunify_table_column_name(int32_t number, size_t at)
{
    const column *c = column_of(number, at);
    return c ? c->name : NULL;
}

int32_t reunify_table_column_type(int32_t number, size_t at)
{
    const column *c = column_of(number, at);
    return c ? column_type(table_of(number), c) : -1;
}

const char *reunify_table_column_meaning(int32_t number, size_t at)
{
    const column *c = column_of(number, at);
    return c ? c->meaning : NULL;
}

/* Rows ----------------------------------------------------------------------------------------- */

typedef struct {
    const char *text; /* NULL: empty, or a number */
    int64_t number;
    bool there;
} cell;

enum { KEPT_TEXTS = 1024 };

struct reunify_table_rows {
    const reunify_context *context;
    reunify_evaluation *evaluation; /* whose texts they are; NULL: their own */
    arena memory;
    int32_t number;
    const table *table;
    route *routes; /* of the columns, once they were asked for */
    cell *cells;   /* row by row */
    size_t count, capacity;
    const char **kept; /* copies of texts, by where the text lay; NULL before the first */
};

/* What a row is read of. */
typedef struct {
    view of_case, of_list, of_item;
    const char *role, *share;
} row_place;

typedef struct {
    reunify_table_rows *rows;
    int32_t explain; /* of the evaluation */
    buffer json;
    bool failed; /* there was no memory */
} row_reader;

reunify_table_rows *table_rows_open(const reunify_context *context, int32_t number)
{
    reunify_table_rows *made = memory_allocate(context, sizeof *made);
    if (!made)
        return NULL;
    *made = (reunify_table_rows){
        .context = reunify_context_ref(context), .number = number, .table = table_of(number)};
    arena_start(&made->memory, context);
    return made;
}

void reunify_table_rows_free(reunify_table_rows *rows)
{
    if (!rows)
        return;
    const reunify_context *context = rows->context;
    arena_release(&rows->memory);
    reunify_evaluation_unref(rows->evaluation);
    memory_release(context, rows, sizeof *rows);
    reunify_context_unref(context);
}

const reunify_context *table_rows_context(const reunify_table_rows *rows)
{
    return rows->context;
}

int32_t table_rows_table(const reunify_table_rows *rows)
{
    return rows->number;
}

/* The cells of one row more; NULL where there is no memory. */
static cell *add_row(reunify_table_rows *rows)
{
    void *cells = rows->cells;
    const size_t width = rows->table->count;
    if (!array_reserve(&rows->memory, &cells, &rows->capacity, rows->count + 1,
                       width * sizeof(cell)))
        return NULL;
    rows->cells = cells;
    return &rows->cells[rows->count++ * width];
}

static cell text_cell(const char *words)
{
    return (cell){words, 0, words != NULL};
}

/* A copy, which is the last one from about the same place where that says the same. */
static const char *keep(row_reader *r, const char *words)
{
    reunify_table_rows *rows = r->rows;
    if (!rows->kept)
        rows->kept = arena_take_zeroed(&rows->memory, KEPT_TEXTS, sizeof *rows->kept);
    const char **copy = rows->kept ? &rows->kept[((uintptr_t)words >> 3) % KEPT_TEXTS] : NULL;
    if (copy && (!*copy || strcmp(*copy, words) != 0))
        *copy = arena_text(&rows->memory, words, strlen(words));
    r->failed = r->failed || !copy || !*copy;
    return r->failed ? NULL : *copy;
}

/* Words of the evaluation, which is held or will be filled again. */
static cell words_cell(row_reader *r, const char *words)
{
    return text_cell(words && !r->rows->evaluation ? keep(r, words) : words);
}

static cell number_cell(int64_t number, bool there)
{
    return (cell){NULL, there ? number : 0, there};
}

/* Lists and what is nested; where documents leave it out the cell is empty. */
static cell json_cell(row_reader *r, const view *v, const view_member *m)
{
    if (!v->data || ((m->optional || m->type == VIEW_NESTED) && view_is_absent(v, m)))
        return text_cell(NULL);
    r->json.length = 0;
    evaluation_write_value(&r->json, r->explain, v, m);
    const char *copy =
        r->json.failed ? NULL : arena_text(&r->rows->memory, buffer_data(&r->json), r->json.length);
    r->failed = r->failed || !copy;
    return text_cell(copy);
}

static cell member_cell(row_reader *r, const view *v, const view_member *m)
{
    if (type_of(m) == REUNIFY_COLUMN_JSON)
        return json_cell(r, v, m);
    const view_value value = view_read(v, m);
    return value.type == VALUE_TEXT ? words_cell(r, value.text)
                                    : number_cell(value.number, value.type != VALUE_NONE);
}

/* Whether a document of the evaluation says it at all. */
static bool is_said(const route *way, int32_t explain)
{
    for (size_t i = 0; i < way->count; i++)
        if (way->steps[i]->from > explain)
            return false;
    return way->count > 0;
}

static cell read_cell(row_reader *r, const row_place *p, size_t at)
{
    const column *c = &r->rows->table->columns[at];
    const route *way = &r->rows->routes[at];
    if (c->of == OF_ROLE)
        return words_cell(r, p->role);
    if (c->of == OF_SHARE)
        return text_cell(p->share);
    if (!is_said(way, r->explain))
        return text_cell(NULL);
    const view v = along(way, c->of == OF_CASE   ? p->of_case
                              : c->of == OF_LIST ? p->of_list
                                                 : p->of_item);
    return member_cell(r, &v, last_of(way));
}

static void read_row(row_reader *r, const row_place *p)
{
    cell *cells = add_row(r->rows);
    r->failed = r->failed || !cells;
    for (size_t i = 0; cells && i < r->rows->table->count; i++)
        cells[i] = read_cell(r, p, i);
}

static size_t read_roles(row_reader *r, row_place p, const char *list, const char *share)
{
    const route way = route_of(p.of_list.kind, list);
    const view_member *roles = last_of(&way);
    const size_t count = is_said(&way, r->explain) ? view_count(&p.of_list, roles) : 0;
    p.share = share;
    for (size_t i = 0; i < count; i++) {
        p.role = view_text(&p.of_list, roles, i);
        read_row(r, &p);
    }
    return count;
}

static void read_by_role(row_reader *r, const row_place *p)
{
    const size_t all = read_roles(r, *p, "by_all", "all"), any = read_roles(r, *p, "by_any", "any");
    if (!all && !any)
        read_row(r, p);
}

static void read_within(row_reader *r, row_place p)
{
    const route way = route_of(p.of_list.kind, r->rows->table->within);
    const size_t count = view_count(&p.of_list, last_of(&way));
    for (size_t i = 0; i < count && !r->failed; i++) {
        p.of_item = view_item(&p.of_list, last_of(&way), i);
        read_row(r, &p);
    }
}

static void read_item(row_reader *r, const row_place *p)
{
    if (r->rows->table->within)
        read_within(r, *p);
    else if (r->rows->table->by_role)
        read_by_role(r, p);
    else
        read_row(r, p);
}

static void read_list(row_reader *r, row_place p)
{
    const route way = route_of(p.of_case.kind, r->rows->table->list);
    const view list = along(&way, p.of_case);
    const size_t count = view_count(&list, last_of(&way));
    for (size_t i = 0; i < count && !r->failed; i++) {
        p.of_list = view_item(&list, last_of(&way), i);
        read_item(r, &p);
    }
}

static bool find_routes(reunify_table_rows *rows)
{
    const table *t = rows->table;
    if (!rows->routes)
        rows->routes = arena_take_array(&rows->memory, t->count, sizeof *rows->routes);
    for (size_t i = 0; rows->routes && !rows->count && i < t->count; i++)
        rows->routes[i] = column_route(t, &t->columns[i]);
    return rows->routes != NULL;
}

bool table_rows_add(reunify_table_rows *rows, const reunify_evaluation *e)
{
    if (rows->number == REUNIFY_TIDY_ERRORS)
        return true;
    row_reader r = {.rows = rows, .explain = e->explain, .failed = !find_routes(rows)};
    const row_place p = {.of_case = evaluation_view(e)};
    buffer_start(&r.json, rows->context);
    if (!r.failed && rows->table->list)
        read_list(&r, p);
    else if (!r.failed)
        read_row(&r, &p);
    buffer_release(&r.json);
    return !r.failed;
}

reunify_status reunify_table_rows_new(reunify_evaluation *evaluation, int32_t number,
                                      reunify_table_rows **out, reunify_error *error)
{
    reunify_error_clear(error);
    if (out)
        *out = NULL;
    if (!evaluation || !out)
        return error_argument(error, "the evaluation, or the place for the rows, is NULL");
    if (!table_of(number))
        return error_argument(error, "there is no such table");
    if (!evaluation->profile)
        return error_add(error, REUNIFY_STATE, "empty_evaluation", NULL, "the evaluation is empty");
    reunify_table_rows *made = table_rows_open(evaluation->context, number);
    if (!made)
        return error_no_memory(error);
    made->evaluation = reunify_evaluation_ref(evaluation);
    if (!table_rows_add(made, evaluation)) {
        reunify_table_rows_free(made);
        return error_no_memory(error);
    }
    *out = made;
    return REUNIFY_OK;
}

/* Rows of faults ------------------------------------------------------------------------------- */

static const char *copied(reunify_table_rows *rows, const char *words)
{
    return words ? arena_text(&rows->memory, words, strlen(words)) : NULL;
}

/* The line of the text that the case stands in. */
static int64_t line_of(const fault_place *p, const fault *f)
{
    if (!p->line)
        return f->line;
    return f->line > 0 ? p->line + f->line - 1 : p->line;
}

static bool add_fault_row(reunify_table_rows *rows, const fault_place *p, const fault *f)
{
    const char *code = copied(rows, f->code), *at = copied(rows, f->pointer),
               *message = copied(rows, f->message);
    const int64_t line = line_of(p, f);
    cell *to = add_row(rows);
    if (!code || !at || !message || !to)
        return false;
    const cell fault_cells[LENGTH_OF(error_columns)] = {
        text_cell(p->case_id),
        number_cell(p->as_of, p->as_of != REUNIFY_DATE_NONE),
        text_cell(p->profile),
        text_cell(code),
        text_cell(at),
        number_cell(line, line > 0),
        number_cell(f->column, f->column > 0),
        text_cell(message),
        text_cell(NULL),
        number_cell(p->element, p->element > 0)};
    memcpy(to, fault_cells, sizeof fault_cells);
    return true;
}

bool table_rows_add_faults(reunify_table_rows *rows, fault_place p, const reunify_error *faults)
{
    const bool has_id = p.case_id != NULL, has_profile = p.profile != NULL;
    p.case_id = has_id ? arena_text(&rows->memory, p.case_id, p.id_length) : NULL;
    p.profile = copied(rows, p.profile);
    if ((has_id && !p.case_id) || (has_profile && !p.profile))
        return false;
    for (size_t i = 0; i < faults->count; i++)
        if (!add_fault_row(rows, &p, &faults->faults[i]))
            return false;
    return true;
}

static bool is_date(reunify_date date)
{
    return date >= REUNIFY_DATE_MIN && date <= REUNIFY_DATE_MAX;
}

reunify_status reunify_table_rows_of_faults(const reunify_context *context, const char *case_id,
                                            size_t length, reunify_date as_of, const char *profile,
                                            const reunify_error *faults, reunify_table_rows **out,
                                            reunify_error *error)
{
    if (error != faults)
        reunify_error_clear(error);
    if (out)
        *out = NULL;
    if (!faults || !out || error == faults)
        return error_argument(error == faults ? NULL : error,
                              "the faults, or the place for the rows, is NULL or the error itself");
    if (as_of != REUNIFY_DATE_NONE && !is_date(as_of))
        return error_argument(error, "the date is out of range");
    reunify_table_rows *made = table_rows_open(context_or_default(context), REUNIFY_TIDY_ERRORS);
    const fault_place place = {
        .case_id = case_id, .id_length = length, .profile = profile, .as_of = as_of};
    if (made && table_rows_add_faults(made, place, faults)) {
        *out = made;
        return REUNIFY_OK;
    }
    reunify_table_rows_free(made);
    return error_no_memory(error);
}

/* Cells ---------------------------------------------------------------------------------------- */

static const cell *cell_at(const reunify_table_rows *rows, size_t row, size_t at)
{
    const bool within = rows && row < rows->count && at < rows->table->count;
    return within ? &rows->cells[row * rows->table->count + at] : NULL;
}

size_t reunify_table_rows_count(const reunify_table_rows *rows)
{
    return rows ? rows->count : 0;
}

reunify_truth reunify_table_rows_has(const reunify_table_rows *rows, size_t row, size_t at)
{
    const cell *c = cell_at(rows, row, at);
    return c && c->there ? REUNIFY_TRUE : REUNIFY_FALSE;
}

const char *reunify_table_rows_text(const reunify_table_rows *rows, size_t row, size_t at)
{
    const cell *c = cell_at(rows, row, at);
    return c ? c->text : NULL;
}

int64_t reunify_table_rows_number(const reunify_table_rows *rows, size_t row, size_t at)
{
    const cell *c = cell_at(rows, row, at);
    return c ? c->number : 0;
}

/* CSV ------------------------------------------------------------------------------------------ */

static void write_quoted(buffer *to, const char *words)
{
    buffer_add_char(to, '"');
    for (; *words; words++) {
        if (*words == '"')
            buffer_add_char(to, '"');
        buffer_add_char(to, *words);
    }
    buffer_add_char(to, '"');
}

static void write_words(buffer *to, const char *words)
{
    if (!*words || words[strcspn(words, ",\"\r\n")])
        write_quoted(to, words);
    else
        buffer_add_text(to, words);
}

static void write_number(buffer *to, int32_t type, int64_t number)
{
    char date[11];
    if (type == REUNIFY_COLUMN_DATE) {
        date_write((reunify_date)number, date);
        buffer_add_text(to, date);
    } else if (type == REUNIFY_COLUMN_BOOLEAN) {
        buffer_add_text(to, number ? "true" : "false");
    } else {
        buffer_add_integer(to, number);
    }
}

static void write_cell(buffer *to, int32_t type, const cell *c)
{
    if (c->text)
        write_words(to, c->text);
    else if (c->there)
        write_number(to, type, c->number);
}

static void end_cell(buffer *to, const table *t, size_t at)
{
    buffer_add_text(to, at + 1 < t->count ? "," : "\r\n");
}

static void write_header(buffer *to, const table *t)
{
    for (size_t i = 0; i < t->count; i++) {
        buffer_add_text(to, t->columns[i].name);
        end_cell(to, t, i);
    }
}

static void write_rows(buffer *to, const reunify_table_rows *rows)
{
    const table *t = rows->table;
    int32_t types[MOST_COLUMNS];
    for (size_t i = 0; i < t->count && i < MOST_COLUMNS; i++)
        types[i] = column_type(t, &t->columns[i]);
    const cell *c = rows->cells;
    for (size_t row = 0; row < rows->count; row++)
        for (size_t i = 0; i < t->count; i++, c++) {
            write_cell(to, types[i], c);
            end_cell(to, t, i);
        }
}

reunify_status reunify_table_rows_to_csv(const reunify_table_rows *rows, uint32_t flags,
                                         reunify_text **out, reunify_error *error)
{
    reunify_error_clear(error);
    if (out)
        *out = NULL;
    if (!rows || !out)
        return error_argument(error, "the rows, or the place for the text, is NULL");
    if (flags & ~(uint32_t)REUNIFY_CSV_HEADER)
        return error_argument(error, "there is no such flag");
    buffer to;
    buffer_start(&to, rows->context);
    if (flags & REUNIFY_CSV_HEADER)
        write_header(&to, rows->table);
    write_rows(&to, rows);
    return buffer_finish(&to, out) ? error_no_memory(error) : REUNIFY_OK;
}
