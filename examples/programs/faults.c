/*
 * What is said of a case that was not evaluated. Lines and columns of its text become those of its
 * file. Messages quote nothing of a case; the document has its id, so that who reads it can say
 * whose evaluation is not there.
 */
#include "faults.h"

#include "support.h"

/* One fault, with its place in the file. */
typedef struct {
    const char *code, *pointer, *message;
    size_t line, column;
} fault;

static fault fault_in_text(const place *at, const reunify_error *error, size_t i)
{
    const size_t line = (size_t)reunify_error_line(error, i),
                 column = (size_t)reunify_error_column(error, i);
    fault f = {reunify_error_code(error, i), reunify_error_pointer(error, i),
               reunify_error_message(error, i), 0, 0};
    if (line) {
        f.line = at->line + line - 1;
        f.column = column && line == 1 ? at->column + column - 1 : column;
    }
    return f;
}

static size_t count_faults(const failure *f)
{
    return f->input->code ? 1 : reunify_error_count(f->error);
}

static fault nth_fault(const failure *f, size_t i)
{
    const input_fault *in = f->input;
    if (in->code)
        return (fault){in->code, "", in->message, in->line, in->column};
    return fault_in_text(f->at, f->error, i);
}

static size_t count_more(const failure *f)
{
    return f->input->code ? 0 : reunify_error_total(f->error) - reunify_error_count(f->error);
}

/* Messages ------------------------------------------------------------------------------------ */

static void add_position(buffer *to, const place *at, size_t line, size_t column)
{
    add_text(to, at->file);
    if (line)
        add_format(to, ":%zu", line);
    if (line && column)
        add_format(to, ":%zu", column);
    if (at->kind == AN_ELEMENT)
        add_format(to, ": element %zu", at->element);
}

void add_place(buffer *to, const place *at)
{
    add_position(to, at, at->kind == A_FILE ? 0 : at->line, 0);
}

void add_messages(buffer *to, const failure *f)
{
    const size_t count = count_faults(f), more = count_more(f);
    for (size_t i = 0; i < count; i++) {
        const fault one = nth_fault(f, i);
        const size_t known = f->at->kind == A_FILE ? 0 : f->at->line;
        add_format(to, "%s: ", program_name());
        add_position(to, f->at, one.line ? one.line : known, one.column);
        add_format(to, ": %s%s%s\n", one.pointer, *one.pointer ? ": " : "", one.message);
    }
    if (more) {
        add_format(to, "%s: ", program_name());
        add_place(to, f->at);
        add_format(to, ": and %zu more faults\n", more);
    }
}

/* Rows ---------------------------------------------------------------------------------------- */

static void add_date(buffer *to, reunify_date date)
{
    char written[11];
    if (date != REUNIFY_DATE_NONE && !reunify_date_format(date, written, sizeof written))
        add_text(to, written);
}

static void add_number_cell(buffer *to, size_t number)
{
    if (number)
        add_format(to, "%zu", number);
    add_text(to, ",");
}

static void add_text_cell(buffer *to, const char *text)
{
    if (text && !*text)
        add_text(to, "\"\"");
    else if (text)
        add_csv_text(to, text);
    add_text(to, ",");
}

/* The columns as tables.h has them; lines and columns are those of the file. */
static void add_error_row(buffer *to, const failure *f, const fault *one)
{
    add_text_cell(to, one->code);
    add_text_cell(to, one->pointer);
    add_number_cell(to, one->line || f->at->kind == A_FILE ? one->line : f->at->line);
    add_number_cell(to, one->column);
    add_text_cell(to, one->message);
    add_text_cell(to, f->at->file);
    if (f->at->element)
        add_format(to, "%zu", f->at->element);
    add_text(to, "\r\n");
}

void add_error_rows(buffer *to, const failure *f, reunify_date as_of, const char *profile)
{
    const size_t count = count_faults(f);
    for (size_t i = 0; i < count; i++) {
        const fault one = nth_fault(f, i);
        add_text_cell(to, f->id);
        add_date(to, as_of);
        add_text(to, ",");
        add_text_cell(to, profile);
        add_error_row(to, f, &one);
    }
}

/* The document -------------------------------------------------------------------------------- */

static void add_number(buffer *to, const char *name, size_t number)
{
    if (number)
        add_format(to, ",\"%s\":%zu", name, number);
}

static void add_fault(buffer *to, const fault *f)
{
    add_text(to, "{\"code\":");
    add_json_string(to, f->code);
    add_text(to, ",\"at\":");
    add_json_string(to, f->pointer);
    add_number(to, "line", f->line);
    add_number(to, "column", f->column);
    add_text(to, ",\"message\":");
    add_json_string(to, f->message);
    add_text(to, "}");
}

static void add_head(buffer *to, const failure *f)
{
    char date[11];
    add_text(to, "{\"schema\":\"reunify/error/1\"");
    if (f->at->file[0] != '-' || f->at->file[1]) {
        add_text(to, ",\"file\":");
        add_json_string(to, f->at->file);
    }
    add_number(to, "line", f->at->line);
    add_number(to, "element", f->at->element);
    if (f->as_of != REUNIFY_DATE_NONE && !reunify_date_format(f->as_of, date, sizeof date))
        add_format(to, ",\"as_of\":\"%s\"", date);
    add_text(to, ",\"case\":");
    if (f->id)
        add_json_string(to, f->id);
    else
        add_text(to, "null");
}

void add_error_document(buffer *to, const failure *f)
{
    const size_t count = count_faults(f);
    add_head(to, f);
    add_text(to, ",\"faults\":[");
    for (size_t i = 0; i < count; i++) {
        const fault one = nth_fault(f, i);
        add_text(to, i ? "," : "");
        add_fault(to, &one);
    }
    add_text(to, "]");
    add_number(to, "more", count_more(f));
    add_text(to, "}\n");
}
