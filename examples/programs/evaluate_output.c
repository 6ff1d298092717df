/*
 * What is written of the cases, in their order: messages, documents, a table of many with pages
 * behind it, cases that have the same id, and a closing count that is never left out where one
 * failed.
 */
#include "evaluate_program.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST_WARNINGS = 20 };

struct output {
    const plan *plan;
    size_t count, failed, same;
    bool unwritable;
    known_ids *known;
    reunify_overview *overview; /* of many, as text */
    FILE *pages;                /* those behind it, NULL: they are not asked for */
};

/* The names of the columns, once. */
static bool write_header(const plan *p)
{
    const size_t count = reunify_table_column_count(p->table);
    for (size_t i = 0; i < count; i++) {
        const char *name = reunify_table_column_name(p->table, i);
        const bool last = i + 1 == count;
        if (!write_out(name, strlen(name)) || !write_out(last ? "\r\n" : ",", last ? 2 : 1))
            return false;
    }
    return true;
}

output *new_output(const plan *p)
{
    output *out = calloc(1, sizeof *out);
    const bool table = p->many && p->format == FORMAT_TEXT;
    bool good = out && (out->known = new_known_ids()) &&
                !(table && reunify_overview_new(NULL, &out->overview, NULL));
    if (!good) {
        complain(table && !reunify_has_feature("text", 4)
                     ? "the library was built without texts for people to read: --format "
                       "json-lines or csv"
                     : "no memory");
    } else if (p->pages && !(out->pages = tmpfile())) {
        complain("no room for the pages");
        good = false;
    }
    if (good) {
        out->plan = p;
        out->unwritable = p->format == FORMAT_CSV && !write_header(p);
    } else {
        free_output(out);
    }
    return good ? out : NULL;
}

void free_output(output *out)
{
    if (!out)
        return;
    if (out->pages)
        fclose(out->pages);
    reunify_overview_free(out->overview);
    free_known_ids(out->known);
    free(out);
}

/* The table and its pages --------------------------------------------------------------------- */

static bool add_to_overview(output *out, const slot *s)
{
    static const char between[] =
        "\n--------------------------------------------------------------------------------\n\n";
    if (reunify_overview_add(out->overview, s->evaluation, NULL)) {
        complain("no memory for the table");
        return false;
    }
    if (out->pages)
        out->unwritable =
            fputs(between, out->pages) < 0 ||
            fwrite(s->output.data, 1, s->output.length, out->pages) != s->output.length;
    if (out->unwritable)
        complain("no room for the pages");
    return !out->unwritable;
}

static bool copy_pages(FILE *pages)
{
    char block[4096];
    size_t got;
    rewind(pages);
    while ((got = fread(block, 1, sizeof block, pages)) > 0)
        if (!write_out(block, got))
            return false;
    return !ferror(pages);
}

/* The table of all cases, then their pages. */
static bool write_overview(output *out)
{
    reunify_text *text;
    const uint32_t flags = out->plan->text_flags & REUNIFY_TEXT_COLOUR;
    if (!reunify_overview_count(out->overview))
        return true;
    if (reunify_overview_to_text(out->overview, flags, out->plan->width, &text, NULL)) {
        complain("no memory for the table");
        return false;
    }
    const bool good = write_out(reunify_text_data(text), reunify_text_length(text)) &&
                      (!out->pages || copy_pages(out->pages));
    reunify_text_free(text);
    return good;
}

/* Cases --------------------------------------------------------------------------------------- */

/* The ids are never said, the places are. */
static void warn_of_same_id(output *out, const slot *s)
{
    const place *other = s->has_id ? note_id(out->known, s->mark, &s->at) : NULL;
    buffer here = {NULL, 0, 0, false}, there = {NULL, 0, 0, false};
    if (!other || out->same++ >= MOST_WARNINGS)
        return;
    add_place(&here, &s->at);
    add_place(&there, other);
    if (!here.failed && !there.failed)
        complain("%s: the case has the same id as %s", here.data, there.data);
    free_buffer(&here);
    free_buffer(&there);
}

static bool had_no_memory(const slot *s)
{
    return s->text.failed || s->output.failed || s->messages.failed;
}

static bool write_slot(output *out, const slot *s)
{
    if (had_no_memory(s)) {
        complain("%s: no memory", s->at.file);
        return false;
    }
    if (s->messages.length) {
        end_progress();
        fwrite(s->messages.data, 1, s->messages.length, stderr);
    }
    if (out->overview)
        return !s->failed && add_to_overview(out, s);
    out->unwritable = s->output.length && !write_out(s->output.data, s->output.length);
    return !s->failed;
}

bool deliver_slot(output *out, slot *s)
{
    out->failed += !write_slot(out, s);
    out->count++;
    warn_of_same_id(out, s);
    if (out->plan->many)
        show_progress(out->count, 500, "cases");
    return !out->unwritable;
}

/* The end ------------------------------------------------------------------------------------- */

/* 9998 as "9,998". */
static const char *with_commas(size_t number, char *room, size_t size)
{
    char *at = room + size - 1;
    *at = '\0';
    for (size_t digits = 0; number || !digits; digits++, number /= 10) {
        if (digits && digits % 3 == 0)
            *--at = ',';
        *--at = (char)('0' + number % 10);
    }
    return at;
}

static void say_count(const output *out)
{
    char good[40], bad[40];
    const char *evaluated = with_commas(out->count - out->failed, good, sizeof good),
               *failed = with_commas(out->failed, bad, sizeof bad);
    if (out->same > MOST_WARNINGS)
        complain("%zu more cases have the id of one before", out->same - MOST_WARNINGS);
    if (!out->plan->many)
        return;
    if (out->failed)
        complain("%s evaluated, %s failed", evaluated, failed);
    else if (!out->count || out->plan->inline_errors || isatty(STDERR_FILENO))
        complain("%s evaluated", evaluated);
}

bool finish_output(output *out)
{
    end_progress();
    const bool written =
        !out->unwritable && (!out->overview || write_overview(out)) && finish_out();
    if (!out->unwritable)
        say_count(out);
    return written && !out->failed;
}
