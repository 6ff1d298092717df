/*
 * One case, from its text to what is written of it: evaluated at each date, as a page, a document
 * or lines. What goes wrong becomes messages, or documents in the place of the evaluations: then
 * there is one for each date in any case.
 */
#include "choices.h"
#include "evaluate_program.h"
#include "page_html.h"
#include "timeline.h"

#include <string.h>

bool prepare_slot(slot *s)
{
    return !reunify_error_new(NULL, &s->error) &&
           !reunify_evaluation_new(NULL, &s->evaluation, NULL);
}

void release_slot(slot *s)
{
    buffer *buffers[] = {&s->text, &s->output, &s->messages, &s->last_messages};
    for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++)
        free_buffer(buffers[i]);
    reunify_evaluation_unref(s->evaluation);
    reunify_error_free(s->error);
}

/* Failures ------------------------------------------------------------------------------------ */

/* Adds the messages, unless those of the date before are the same. */
static void add_new_messages(slot *s, const failure *f)
{
    const size_t before = s->messages.length;
    add_messages(&s->messages, f);
    if (s->messages.failed)
        return;
    const char *added = s->messages.data + before;
    const size_t length = s->messages.length - before;
    if (length == s->last_messages.length && memcmp(added, s->last_messages.data, length) == 0) {
        s->messages.length = before;
        return;
    }
    clear_buffer(&s->last_messages);
    add_bytes(&s->last_messages, added, length);
}

static void fail(const plan *p, slot *s, const char *id, reunify_date as_of)
{
    /* What only the profile knows to be wrong has no line yet. */
    if (!s->fault.code)
        (void)reunify_error_locate(s->error, s->text.data, s->text.length);
    const failure f = {.at = &s->at,
                       .input = &s->fault,
                       .error = s->error,
                       .id = id,
                       .as_of = p->date_count > 1 ? as_of : REUNIFY_DATE_NONE};
    s->failed = true;
    if (p->format == FORMAT_CSV && p->table == REUNIFY_TIDY_ERRORS)
        add_error_rows(&s->output, &f, as_of, reunify_profile_id(p->profile));
    else if (p->inline_errors)
        add_error_document(&s->output, &f);
    else
        add_new_messages(s, &f);
}

/* There is nothing to evaluate at any date. */
static void fail_at_all(const plan *p, slot *s, const char *id)
{
    if (!p->date_count)
        fail(p, s, id, REUNIFY_DATE_NONE);
    for (size_t i = 0; i < p->date_count; i++)
        fail(p, s, id, p->dates[i]);
}

/* There is no case. */
static void fail_unread(const plan *p, slot *s)
{
    reunify_text *id = NULL;
    s->has_id =
        !s->fault.code && !reunify_case_find_id(NULL, s->text.data, s->text.length, &id, NULL);
    if (s->has_id)
        s->mark = mark_of(reunify_text_data(id));
    fail_at_all(p, s, s->has_id ? reunify_text_data(id) : NULL);
    reunify_text_free(id);
}

/* Evaluations --------------------------------------------------------------------------------- */

static reunify_status rows_to_csv(const plan *p, slot *s, reunify_text **text)
{
    reunify_table_rows *rows;
    reunify_status status = reunify_table_rows_new(s->evaluation, p->table, &rows, s->error);
    if (!status)
        status = reunify_table_rows_to_csv(rows, 0, text, s->error);
    reunify_table_rows_free(rows);
    return status;
}

static reunify_status to_text(const plan *p, slot *s, reunify_text **text)
{
    if (p->format == FORMAT_CSV)
        return rows_to_csv(p, s, text);
    return p->format == FORMAT_TEXT
               ? reunify_evaluation_to_text(s->evaluation, p->text_flags, p->width, text, s->error)
               : reunify_evaluation_to_json(s->evaluation, p->json_flags, text, s->error);
}

/* A page whose lines are never broken and have styles, with a drawing on top. */
static reunify_status write_html(const plan *p, slot *s, const reunify_case *record)
{
    reunify_text *text;
    buffer picture = {NULL, 0, 0, false}, drawn = {NULL, 0, 0, false};
    const reunify_status status = reunify_evaluation_to_text(
        s->evaluation, p->text_flags | REUNIFY_TEXT_COLOUR, PAGE_WIDTH, &text, s->error);
    if (status)
        return status;
    add_timeline(&picture, s->evaluation, record, p->language);
    add_sentence(&drawn, p->profile, "timeline", NULL);
    add_html_page(&s->output, reunify_text_data(text), p->language, &picture,
                  drawn.data ? drawn.data : "");
    s->output.failed = s->output.failed || picture.failed || drawn.failed;
    free_buffer(&picture);
    free_buffer(&drawn);
    reunify_text_free(text);
    return REUNIFY_OK;
}

/* What is written of the evaluation; where there are many as text, a page only if asked for. */
static reunify_status write_evaluation(const plan *p, slot *s, const reunify_case *record)
{
    reunify_text *text;
    if (p->format == FORMAT_HTML)
        return write_html(p, s, record);
    const reunify_status status = to_text(p, s, &text);
    if (status)
        return status;
    add_bytes(&s->output, reunify_text_data(text), reunify_text_length(text));
    if (p->format == FORMAT_JSON || p->format == FORMAT_LINES)
        add_bytes(&s->output, "\n", 1);
    reunify_text_free(text);
    return REUNIFY_OK;
}

static void evaluate_at(const plan *p, reunify_evaluator *evaluator, slot *s,
                        const reunify_case *record, reunify_date as_of)
{
    const bool row_alone = p->format == FORMAT_TEXT && p->many && !p->pages;
    if (reunify_evaluate_into(evaluator, p->profile, record, as_of, &p->options, s->evaluation,
                              s->error) ||
        (!row_alone && write_evaluation(p, s, record)))
        fail(p, s, reunify_case_get_text(record, REUNIFY_THE_CASE, REUNIFY_FIELD_ID), as_of);
}

static void evaluate_at_latest(const plan *p, reunify_evaluator *evaluator, slot *s,
                               const reunify_case *record)
{
    const reunify_date as_of = choose_date(REUNIFY_DATE_NONE, s->at.file, record);
    if (as_of == REUNIFY_DATE_NONE)
        s->failed = true;
    else
        evaluate_at(p, evaluator, s, record, as_of);
}

static void evaluate_at_all(const plan *p, reunify_evaluator *evaluator, slot *s,
                            const reunify_case *record)
{
    const char *id = reunify_case_get_text(record, REUNIFY_THE_CASE, REUNIFY_FIELD_ID);
    s->has_id = true;
    s->mark = mark_of(id);
    if (p->strictness.check_words &&
        reunify_case_check(record, REUNIFY_THE_CASE, p->profile, s->error)) {
        fail_at_all(p, s, id);
        return;
    }
    if (!p->date_count)
        evaluate_at_latest(p, evaluator, s, record);
    for (size_t i = 0; i < p->date_count; i++)
        evaluate_at(p, evaluator, s, record, p->dates[i]);
}

static void begin_slot(slot *s)
{
    clear_buffer(&s->output);
    clear_buffer(&s->messages);
    clear_buffer(&s->last_messages);
    s->failed = s->has_id = false;
}

void evaluate_slot(const plan *p, reunify_evaluator *evaluator, slot *s)
{
    reunify_case *record;
    begin_slot(s);
    if (s->fault.code || reunify_case_from_json(NULL, s->text.data, s->text.length,
                                                p->strictness.flags, &record, s->error)) {
        fail_unread(p, s);
        return;
    }
    evaluate_at_all(p, evaluator, s, record);
    reunify_case_free(record);
}
