/*
 * Comma-separated values as systems write them: cells in quotes may hold commas, line ends and
 * quotes, which are doubled; lines end in LF, CR LF or CR; a byte order mark at the beginning is no
 * part of the first name. What follows the closing quote of a cell, a quote that is never closed, a
 * row without end, a NUL and UTF-16 are faults: nothing is guessed.
 */
#include "csv.h"

#include <string.h>

static const char too_long[] = "the row is longer than 1 MiB; is a quote not closed?";
static const char binary[] = "there is a NUL; a text file was expected";

static bool give_up(csv *c, const char *fault)
{
    c->fault = fault;
    return false;
}

/* The next byte, -1 at the end. It is taken by skip(). */
static int peek(csv *c)
{
    return more_bytes(c->from) ? (unsigned char)c->from->block[c->from->at] : -1;
}

static void skip(csv *c)
{
    c->from->at++;
}

static bool ends_line(int byte)
{
    return byte == '\n' || byte == '\r' || byte < 0;
}

/* What may follow a cell. */
static bool ends_cell(int byte)
{
    return byte == ',' || ends_line(byte);
}

static bool add_byte(csv *c, int byte)
{
    const char data = (char)byte;
    if (byte == 0)
        return give_up(c, binary);
    if (c->text.length >= MOST_ROW)
        return give_up(c, too_long);
    add_bytes(&c->text, &data, 1);
    c->next_line += byte == '\n';
    return true;
}

static bool read_quoted(csv *c)
{
    for (skip(c);;) {
        const int byte = peek(c);
        if (byte < 0)
            return give_up(c, "a quote is not closed");
        skip(c);
        if (byte == '"' && peek(c) != '"')
            break;
        if (byte == '"')
            skip(c);
        if (!add_byte(c, byte))
            return false;
    }
    while (peek(c) == ' ')
        skip(c);
    return ends_cell(peek(c)) ? true
                              : give_up(c, "a comma was expected behind the quote that closes");
}

/* What of the block stands before the end of the cell. */
static size_t plain_run(const bytes *from)
{
    size_t at = from->at;
    while (at < from->filled && !ends_cell((unsigned char)from->block[at]) && from->block[at])
        at++;
    return at - from->at;
}

static bool read_plain(csv *c)
{
    for (int byte; !ends_cell(byte = peek(c));) {
        const size_t run = plain_run(c->from);
        if (!run || c->text.length + run > MOST_ROW)
            return give_up(c, byte ? too_long : binary);
        add_bytes(&c->text, c->from->block + c->from->at, run);
        c->from->at += run;
    }
    return true;
}

static bool read_cell(csv *c)
{
    if (c->count == MOST_CELLS)
        return give_up(c, "the row has more than 200 cells");
    if (!(peek(c) == '"' ? read_quoted(c) : read_plain(c)))
        return false;
    c->ends[c->count++] = c->text.length;
    add_bytes(&c->text, "", 1);
    return c->text.failed ? give_up(c, "no memory") : true;
}

static void skip_line_end(csv *c)
{
    const int byte = peek(c);
    if (byte < 0)
        return;
    skip(c);
    if (byte == '\r' && peek(c) == '\n')
        skip(c);
    c->next_line++;
}

/* The mark of UTF-8 is passed over, that of UTF-16 is not what can be read. */
static bool skip_mark(csv *c)
{
    static const char mark[] = "\xEF\xBB\xBF";
    const size_t length = sizeof mark - 1;
    c->line = c->next_line = 1;
    if (more_than(c->from, 1) && (memcmp(c->from->block + c->from->at, "\xFF\xFE", 2) == 0 ||
                                  memcmp(c->from->block + c->from->at, "\xFE\xFF", 2) == 0))
        return give_up(c, "this is UTF-16; save it as CSV UTF-8");
    if (more_than(c->from, length - 1) && memcmp(c->from->block + c->from->at, mark, length) == 0)
        c->from->at += length;
    return true;
}

static bool read_row(csv *c)
{
    c->line = c->next_line;
    c->count = 0;
    clear_buffer(&c->text);
    while (read_cell(c) && peek(c) == ',')
        skip(c);
    if (!c->fault)
        skip_line_end(c);
    return !c->fault;
}

static bool is_blank_row(const csv *c)
{
    size_t length = 0;
    for (size_t i = 0; i < c->count && !length; i++)
        cell_of(c, i, &length);
    return !length;
}

bool next_row(csv *c)
{
    if (c->fault || (!c->next_line && !skip_mark(c)))
        return false;
    while (peek(c) >= 0)
        if (!read_row(c) || !is_blank_row(c))
            return !c->fault;
    if (c->from->failed)
        give_up(c, c->from->reason);
    return false;
}

static bool is_space(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

const char *cell_of(const csv *c, size_t at, size_t *length)
{
    *length = 0;
    if (at >= c->count)
        return "";
    const char *start = c->text.data + (at ? c->ends[at - 1] + 1 : 0);
    const char *end = c->text.data + c->ends[at];
    while (start < end && is_space(*start))
        start++;
    while (end > start && is_space(end[-1]))
        end--;
    *length = (size_t)(end - start);
    return start;
}

void close_csv(csv *c)
{
    free_buffer(&c->text);
}
