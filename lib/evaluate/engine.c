/* What every part of an evaluation uses: faults, warnings, ids, evidence. */
#include "evaluate/engine.h"

/* Faults and warnings ------------------------------------------------------------------------- */

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

const char *engine_id(engine *e, int32_t kind, size_t index)
{
    const field_info *f = model_field(kind, REUNIFY_FIELD_ID);
    const char *entry = model_entry_const(e->record, kind, 0, index);
    text id = {NULL, 0};
    if (f)
        id = *(const text *)(const void *)(entry + f->offset);
    pointer p;
    if (!id.data) {
        model_place(&p, kind, 0, index);
        id = (text){p.data, p.length};
    }
    const char *copy = arena_text(e->out ? &e->out->memory : e->scratch, id.data, id.length);
    if (!copy) {
        engine_no_memory(e);
        return "";
    }
    return copy;
}

/* Kept in order of code and place, each once: the order in which things were met says nothing. */
void engine_warn(engine *e, const char *code, const char *at)
{
    reunify_evaluation *out = e->out;
    if (out->warning_count >= MOST_WARNINGS)
        return;
    size_t place = 0;
    for (; place < out->warning_count; place++) {
        int order = strcmp(out->warnings[place].code, code);
        if (order == 0)
            order = strcmp(out->warnings[place].at, at);
        if (order == 0)
            return;
        if (order > 0)
            break;
    }
    if (!out->warnings)
        out->warnings = arena_take(&out->memory, MOST_WARNINGS * sizeof *out->warnings);
    const char *copy = arena_text(&out->memory, at, strlen(at));
    if (!out->warnings || !copy) {
        engine_no_memory(e);
        return;
    }
    memmove(out->warnings + place + 1, out->warnings + place,
            (out->warning_count - place) * sizeof *out->warnings);
    out->warnings[place] = (evaluation_warning){code, copy};
    out->warning_count++;
}

/* Evidence ------------------------------------------------------------------------------------ */

typedef struct {
    reunify_date date;
    const char *id;
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

const char **engine_evidence(engine *e, size_t *count)
{
    *count = 0;
    const size_t most = e->evidence.count;
    if (!most)
        return NULL;
    dated_id sorted[MOST_EVIDENCE];
    for (size_t i = 0; i < most; i++) {
        const evidence_item item = e->evidence.items[i];
        if (item.kind != REUNIFY_ENTRY_RECORD && item.kind != REUNIFY_ENTRY_ASSESSMENT &&
            item.kind != REUNIFY_ENTRY_PERSON)
            continue;
        bool repeated = false;
        for (size_t k = 0; k < i && !repeated; k++)
            repeated =
                e->evidence.items[k].kind == item.kind && e->evidence.items[k].index == item.index;
        if (repeated)
            continue;
        const dated_id d = {evidence_date(e, item), engine_id(e, item.kind, item.index)};
        size_t at = (*count)++;
        for (; at > 0 && (sorted[at - 1].date > d.date ||
                          (sorted[at - 1].date == d.date && strcmp(sorted[at - 1].id, d.id) > 0));
             at--)
            sorted[at] = sorted[at - 1];
        sorted[at] = d;
    }
    const char **ids = arena_take(&e->out->memory, (*count + 1) * sizeof *ids);
    if (!ids) {
        engine_no_memory(e);
        *count = 0;
        return NULL;
    }
    for (size_t i = 0; i < *count; i++)
        ids[i] = sorted[i].id;
    return ids;
}
