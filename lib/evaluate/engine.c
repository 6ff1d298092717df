/*
 * What every part of an evaluation uses. The first failure is kept in `status`; each part looks at
 * it before it goes on, so that a failure deep inside needs no way out of its own.
 *
 * Evidence: a scope that has a list makes conditions note the entries that they rest on. Whoever
 * wants it empties the engine's one list, evaluates, and takes a copy of the ids at once. A list of
 * fixed size on the caller's stack is enough: what an explanation would never show in full is left
 * out rather than allocated. The copy is in order of date, undated entries last, then of id, each
 * once, so that the order of a case's arrays changes nothing. Entries that cannot be shown by an id
 * (returns, placements) are dropped here and not where they are noted.
 */
#include "evaluate/engine.h"

/* Memory and failures ------------------------------------------------------------------------- */

void engine_no_memory(engine *e)
{
    if (e->status != REUNIFY_NO_MEMORY) {
        e->status = REUNIFY_NO_MEMORY;
        reunify_error_clear(e->error);
        error_no_memory(e->error);
    }
}

void engine_fault(engine *e, const char *code, const char *where, const char *message)
{
    error_add(e->error, REUNIFY_INVALID, code, where, "%s", message);
    if (!e->status)
        e->status = REUNIFY_INVALID;
}

static void *checked(engine *e, void *memory)
{
    if (!memory)
        engine_no_memory(e);
    return memory;
}

void *engine_take(engine *e, size_t count, size_t size)
{
    return checked(e, arena_take_zeroed(&e->out->memory, count, size));
}

void *engine_take_scratch(engine *e, size_t count, size_t size)
{
    return checked(e, arena_take_zeroed(e->scratch, count, size));
}

/* Ids and warnings ---------------------------------------------------------------------------- */

const char *engine_id(engine *e, int32_t kind, size_t index)
{
    const field_info *f = model_field(kind, REUNIFY_FIELD_ID);
    const char *entry = model_entry_const(e->record, kind, 0, index);
    text id = {NULL, 0};
    if (f)
        id = *(const text *)(const void *)(entry + f->offset);
    pointer p;
    if (!id.data) {
        model_place(&p, e->record, kind, 0, index);
        id = (text){p.data, p.length};
    }
    const char *copy = checked(e, arena_text(&e->out->memory, id.data, id.length));
    return copy ? copy : "";
}

void engine_warn(engine *e, const char *code, const char *at)
{
    engine_warn_dated(e, code, at, REUNIFY_DATE_NONE);
}

static int compare_warning(const evaluation_warning *a, const evaluation_warning *b)
{
    int order = strcmp(a->code, b->code);
    if (order == 0)
        order = strcmp(a->at, b->at);
    return order ? order : (a->date > b->date) - (a->date < b->date);
}

static const char *kept(engine *e, const char *words)
{
    return words ? checked(e, arena_text(&e->out->memory, words, strlen(words))) : NULL;
}

static bool is_earlier_warning(const void *item, const void *wanted)
{
    return compare_warning(item, wanted) < 0;
}

/* Kept in order of code and place, each once: the order in which things were met says nothing. */
static void add_warning(engine *e, evaluation_warning w)
{
    reunify_evaluation *out = e->out;
    if (out->warning_count >= MOST_WARNINGS)
        return;
    const size_t place =
        count_before(out->warnings, out->warning_count, sizeof w, is_earlier_warning, &w);
    if (place < out->warning_count && compare_warning(&out->warnings[place], &w) == 0)
        return;
    if (!out->warnings)
        out->warnings =
            checked(e, arena_take_array(&out->memory, MOST_WARNINGS, sizeof *out->warnings));
    w.at = kept(e, w.at);
    w.name = kept(e, w.name);
    if (!out->warnings || !w.at)
        return;
    memmove(out->warnings + place + 1, out->warnings + place,
            (out->warning_count - place) * sizeof *out->warnings);
    out->warnings[place] = w;
    out->warning_count++;
}

void engine_warn_dated(engine *e, const char *code, const char *at, reunify_date date)
{
    add_warning(e, (evaluation_warning){code, at, date, NULL, NULL});
}

static bool has_warned(const reunify_evaluation *out, const char *code, const char *name)
{
    for (size_t i = 0; i < out->warning_count; i++) {
        const evaluation_warning *w = &out->warnings[i];
        if (w->name && strcmp(w->code, code) == 0 && strcmp(w->name, name) == 0)
            return true;
    }
    return false;
}

void engine_warn_first(engine *e, const char *code, const char *name, int32_t kind, size_t index,
                       reunify_date date)
{
    if (has_warned(e->out, code, name))
        return;
    const char *entry = engine_id(e, kind, index);
    const char *at = kind == REUNIFY_ENTRY_RECORD ? entry : name;
    add_warning(e, (evaluation_warning){code, at, date, name, entry});
}

/* Conditions ---------------------------------------------------------------------------------- */

rule_scope engine_scope(engine *e, reunify_date as_of)
{
    return (rule_scope){.program = &e->profile->program,
                        .facts = &e->facts,
                        .as_of = as_of,
                        .person = -1,
                        .assessment = -1,
                        .counts_from = REUNIFY_DATE_NONE,
                        .counts_surely_from = REUNIFY_DATE_NONE,
                        .next_change = UNDATED,
                        .last_change = REUNIFY_DATE_NONE,
                        .engine = e,
                        .gate_status = e->answers.gate_status,
                        .gate_date = e->answers.gate_date,
                        .last_decision = e->answers.last_decision,
                        .gate_passed = e->answers.gate_passed,
                        .stopped_since = e->answers.stopped_since};
}

attempt_view engine_all_time(void)
{
    return (attempt_view){REUNIFY_DATE_NONE, REUNIFY_DATE_NONE, REUNIFY_DATE_NONE};
}

attempt_view engine_attempt_on(engine *e, const pack_stage *stage, reunify_date day)
{
    if (!stage->counts_attempt)
        return engine_all_time();
    const timeline *t = timeline_on(e->facts.history, day);
    const care_attempt *a = timeline_attempt(t);
    if (t->start_by != REUNIFY_DATE_NONE)
        return (attempt_view){REUNIFY_DATE_MIN, t->start_by, t->since};
    return (attempt_view){a->from, a->from, a->known_on};
}

rule_scope engine_stage_scope(engine *e, const attempt_view *attempt, reunify_date as_of)
{
    rule_scope s = engine_scope(e, as_of);
    s.counts_from = attempt->counts_from;
    s.counts_surely_from = attempt->counts_surely_from;
    return s;
}

void engine_note_attempt(engine *e, const pack_stage *stage, rule_scope *s)
{
    if (!stage->counts_attempt)
        return;
    const timeline *t = timeline_on(e->facts.history, s->as_of);
    s->next_change = t->until < s->next_change ? t->until : s->next_change;
    s->last_change = t->since > s->last_change ? t->since : s->last_change;
}

bool engine_has_come(rule_scope *s, reunify_date day)
{
    const bool come = day <= s->as_of;
    if (come && day > s->last_change)
        s->last_change = day;
    if (!come && day < s->next_change)
        s->next_change = day;
    return come;
}

truth engine_condition(engine *e, rule_index when)
{
    rule_scope s = engine_scope(e, e->as_of);
    return rule_evaluate(&s, when);
}

/* Evidence ------------------------------------------------------------------------------------ */

typedef struct {
    reunify_date date;
    const char *id;
    evidence_item item;
} dated_id;

static reunify_date evidence_date(const engine *e, evidence_item item)
{
    reunify_date d = REUNIFY_DATE_NONE;
    if (item.kind == REUNIFY_ENTRY_RECORD)
        d = CASE_LIST(e->record, REUNIFY_ENTRY_RECORD, model_record)[item.index].date;
    else if (item.kind == REUNIFY_ENTRY_ASSESSMENT)
        d = CASE_LIST(e->record, REUNIFY_ENTRY_ASSESSMENT, model_assessment)[item.index].date;
    return d == REUNIFY_DATE_NONE ? UNDATED : d;
}

reunify_date engine_last_date(const engine *e)
{
    reunify_date last = REUNIFY_DATE_NONE;
    for (size_t i = 0; i < e->evidence.count; i++) {
        const reunify_date d = evidence_date(e, e->evidence.items[i]);
        if (d != UNDATED && d > last)
            last = d;
    }
    return last;
}

static bool has_id(evidence_item item)
{
    return item.kind == REUNIFY_ENTRY_RECORD || item.kind == REUNIFY_ENTRY_ASSESSMENT ||
           item.kind == REUNIFY_ENTRY_PERSON || item.kind == REUNIFY_ENTRY_ATTRIBUTE;
}

/* By date and id; then what is noted twice lies side by side. */
static int compare_dated(const void *a, const void *b)
{
    const dated_id *x = a, *y = b;
    const int by_id = x->date == y->date ? strcmp(x->id, y->id) : 0;
    if (x->date != y->date)
        return x->date < y->date ? -1 : 1;
    if (by_id || x->item.kind != y->item.kind)
        return by_id ? by_id : x->item.kind < y->item.kind ? -1 : 1;
    return (x->item.index > y->item.index) - (x->item.index < y->item.index);
}

static bool is_repeated(const dated_id *a, const dated_id *b)
{
    return a->item.kind == b->item.kind && a->item.index == b->item.index;
}

/* In order, each once; how many. */
static size_t sort_evidence(engine *e, dated_id *sorted)
{
    size_t found = 0, kept = 0;
    for (size_t i = 0; i < e->evidence.count; i++) {
        const evidence_item item = e->evidence.items[i];
        if (has_id(item))
            sorted[found++] =
                (dated_id){evidence_date(e, item), engine_id(e, item.kind, item.index), item};
    }
    sort_items(sorted, found, sizeof *sorted, compare_dated);
    for (size_t i = 0; i < found; i++)
        if (!kept || !is_repeated(&sorted[kept - 1], &sorted[i]))
            sorted[kept++] = sorted[i];
    return kept;
}

const char **engine_evidence_items(engine *e, size_t *count, evidence_item *items)
{
    *count = 0;
    if (!e->evidence.count)
        return NULL;
    dated_id sorted[MOST_EVIDENCE];
    const size_t found = sort_evidence(e, sorted);
    const char **ids = engine_take(e, found, sizeof *ids);
    if (!ids)
        return NULL;
    for (size_t i = 0; i < found; i++)
        ids[i] = sorted[i].id;
    for (size_t i = 0; items && i < found; i++)
        items[i] = sorted[i].item;
    *count = found;
    return ids;
}

void engine_warn_evidence(engine *e, const char *rule)
{
    if (e->evidence.left_out)
        engine_warn(e, "limit_evidence", rule);
    e->evidence.left_out = false;
}

const char **engine_evidence(engine *e, size_t *count)
{
    return engine_evidence_items(e, count, NULL);
}
