/*
 * Cases as JSON: nested lists of R written, arrays taken apart, and the id looked for in what
 * cannot be read.
 *
 * A list with names is an object, one without an array; a vector of one is the value itself, unless
 * I() says otherwise, and a longer one an array; a data frame is an array of objects, in which what
 * is NA is left out. Everywhere else NA is a fault: what is not known is left out.
 */
#include "shim.h"

#include "routines.h"

#include <string.h>

enum { MOST_DEPTH = 100, MOST_NUMBER = 40 };

typedef struct {
    SEXP holder; /* a list that keeps the bytes */
    size_t used;
    struct {
        const char *name; /* NULL: it is the number in an array */
        R_xlen_t at;
    } path[MOST_DEPTH + 1];
    int depth;
    const char *code, *message; /* of the first fault; NULL: there is none */
} writer;

/* Bytes --------------------------------------------------------------------------------------- */

static void put_bytes(writer *w, const char *bytes, size_t length)
{
    SEXP room = VECTOR_ELT(w->holder, 0);
    size_t size = (size_t)Rf_xlength(room);
    if (size - w->used < length) {
        while (size - w->used < length)
            size *= 2;
        SEXP larger = Rf_allocVector(RAWSXP, (R_xlen_t)size);
        memcpy(RAW(larger), RAW(room), w->used);
        SET_VECTOR_ELT(w->holder, 0, larger);
        room = larger;
    }
    memcpy(RAW(room) + w->used, bytes, length);
    w->used += length;
}

static void put_text(writer *w, const char *text)
{
    put_bytes(w, text, strlen(text));
}

static void put_string(writer *w, const char *text)
{
    put_text(w, "\"");
    for (const char *at = text; *at; at++) {
        char escaped[8];
        if ((unsigned char)*at < 0x20)
            snprintf(escaped, sizeof escaped, "\\u%04x", (unsigned)(unsigned char)*at);
        else
            snprintf(escaped, sizeof escaped, *at == '"' || *at == '\\' ? "\\%c" : "%c", *at);
        put_text(w, escaped);
    }
    put_text(w, "\"");
}

static void fault(writer *w, const char *code, const char *message)
{
    if (w->code)
        return;
    w->code = code;
    w->message = message;
}

/* Values -------------------------------------------------------------------------------------- */

static void put_value(writer *w, SEXP value);

static void put_characters(writer *w, SEXP string)
{
    if (string == NA_STRING)
        fault(w, "bad_value", "NA is no value: leave out what is not known");
    else if (Rf_getCharCE(string) == CE_BYTES)
        fault(w, "bad_utf8", "expected UTF-8");
    else
        put_string(w, Rf_translateCharUTF8(string));
}

static void put_double(writer *w, double number)
{
    char written[MOST_NUMBER];
    if (!R_FINITE(number)) {
        fault(w, "bad_number", "NA, NaN and infinity are no values: leave out what is not known");
        return;
    }
    snprintf(written, sizeof written, "%.15g", number);
    if (R_strtod(written, NULL) != number)
        snprintf(written, sizeof written, "%.17g", number);
    put_text(w, written);
}

static void put_day(writer *w, double day)
{
    char written[11];
    const bool known = R_FINITE(day) && day >= REUNIFY_DATE_MIN && day < REUNIFY_DATE_MAX + 1.0;
    const int32_t whole = known ? (int32_t)day - (day < (int32_t)day) : REUNIFY_DATE_NONE;
    if (reunify_date_format(whole, written, sizeof written) == REUNIFY_OK)
        put_string(w, written);
    else
        fault(w, "bad_date", "NA is no date, nor one outside of the years 1 to 9999");
}

static void put_level(writer *w, SEXP factor, int code)
{
    SEXP levels = Rf_getAttrib(factor, R_LevelsSymbol);
    if (code == NA_INTEGER || code < 1 || code > Rf_length(levels))
        put_characters(w, NA_STRING);
    else
        put_characters(w, STRING_ELT(levels, code - 1));
}

static double number_in(SEXP vector, R_xlen_t at)
{
    if (TYPEOF(vector) == REALSXP)
        return REAL(vector)[at];
    return INTEGER(vector)[at] == NA_INTEGER ? NA_REAL : INTEGER(vector)[at];
}

/* One element of a vector that is no list. */
static void put_element(writer *w, SEXP vector, R_xlen_t at)
{
    if (Rf_inherits(vector, "factor"))
        put_level(w, vector, INTEGER(vector)[at]);
    else if (Rf_inherits(vector, "Date"))
        put_day(w, number_in(vector, at));
    else if (TYPEOF(vector) == STRSXP)
        put_characters(w, STRING_ELT(vector, at));
    else if (TYPEOF(vector) != LGLSXP)
        put_double(w, number_in(vector, at));
    else if (LOGICAL(vector)[at] == NA_LOGICAL)
        put_characters(w, NA_STRING);
    else
        put_text(w, LOGICAL(vector)[at] ? "true" : "false");
}

static bool is_plain(SEXP vector)
{
    const int type = TYPEOF(vector);
    if (type == INTSXP && Rf_inherits(vector, "factor"))
        return TYPEOF(Rf_getAttrib(vector, R_LevelsSymbol)) == STRSXP;
    if ((type == INTSXP || type == REALSXP) && Rf_inherits(vector, "Date"))
        return true;
    return (type == LGLSXP || type == INTSXP || type == REALSXP || type == STRSXP) &&
           (!OBJECT(vector) || Rf_inherits(vector, "AsIs"));
}

static bool is_missing(SEXP vector, R_xlen_t at)
{
    switch (TYPEOF(vector)) {
    case STRSXP:
        return STRING_ELT(vector, at) == NA_STRING;
    case REALSXP:
        return ISNAN(REAL(vector)[at]);
    case LGLSXP:
    case INTSXP:
        return INTEGER(vector)[at] == NA_INTEGER;
    default:
        return TYPEOF(VECTOR_ELT(vector, at)) == NILSXP;
    }
}

/* Goes into a member or an element, and says whether that may be. */
static bool enter(writer *w, const char *name, R_xlen_t at)
{
    if (w->code)
        return false;
    if (w->depth == MOST_DEPTH) {
        fault(w, "too_deep", "it is nested too deeply");
        return false;
    }
    w->path[w->depth].name = name;
    w->path[w->depth++].at = at;
    return true;
}

/* The path stays where the fault is. */
static void leave(writer *w)
{
    if (!w->code)
        w->depth--;
}

static void put_vector(writer *w, SEXP vector)
{
    const bool single = Rf_xlength(vector) == 1 && !Rf_inherits(vector, "AsIs");
    if (single) {
        put_element(w, vector, 0);
        return;
    }
    put_text(w, "[");
    for (R_xlen_t i = 0; i < Rf_xlength(vector) && enter(w, NULL, i); i++) {
        put_text(w, i ? "," : "");
        put_element(w, vector, i);
        leave(w);
    }
    put_text(w, "]");
}

static void put_array(writer *w, SEXP list)
{
    put_text(w, "[");
    for (R_xlen_t i = 0; i < Rf_xlength(list) && enter(w, NULL, i); i++) {
        put_text(w, i ? "," : "");
        put_value(w, VECTOR_ELT(list, i));
        leave(w);
    }
    put_text(w, "]");
}

/* The name of a member, or NULL and a fault. */
static const char *member_name(writer *w, SEXP names, R_xlen_t at)
{
    SEXP name = STRING_ELT(names, at);
    if (name == NA_STRING || !LENGTH(name)) {
        fault(w, "bad_type", "a list has names for some of its members and none for others");
        return NULL;
    }
    if (Rf_getCharCE(name) == CE_BYTES) {
        fault(w, "bad_utf8", "expected UTF-8");
        return NULL;
    }
    return Rf_translateCharUTF8(name);
}

static void put_object(writer *w, SEXP list, SEXP names)
{
    put_text(w, "{");
    for (R_xlen_t i = 0; i < Rf_xlength(list); i++) {
        const char *name = member_name(w, names, i);
        if (!name || !enter(w, name, i))
            return;
        put_text(w, i ? "," : "");
        put_string(w, name);
        put_text(w, ":");
        put_value(w, VECTOR_ELT(list, i));
        leave(w);
    }
    put_text(w, "}");
}

/* A row of a data frame: what is NA is left out. */
static void put_row(writer *w, SEXP frame, SEXP names, R_xlen_t row)
{
    bool first = true;
    put_text(w, "{");
    for (R_xlen_t i = 0; i < Rf_xlength(frame); i++) {
        SEXP cells = VECTOR_ELT(frame, i);
        const char *name = member_name(w, names, i);
        if (!name || !enter(w, name, i))
            return;
        const bool list = TYPEOF(cells) == VECSXP;
        if ((!list && !is_plain(cells)) || row >= Rf_xlength(cells)) {
            fault(w, "bad_type", "a column of this class is no value of a case");
        } else if (!is_missing(cells, row)) {
            put_text(w, first ? "" : ",");
            put_string(w, name);
            put_text(w, ":");
            if (list)
                put_value(w, VECTOR_ELT(cells, row));
            else
                put_element(w, cells, row);
            first = false;
        }
        leave(w);
    }
    put_text(w, "}");
}

static void put_frame(writer *w, SEXP frame)
{
    SEXP names = PROTECT(Rf_getAttrib(frame, R_NamesSymbol));
    const R_xlen_t count = Rf_xlength(frame) ? Rf_xlength(VECTOR_ELT(frame, 0)) : 0;
    put_text(w, "[");
    for (R_xlen_t row = 0; row < count && enter(w, NULL, row); row++) {
        put_text(w, row ? "," : "");
        put_row(w, frame, names, row);
        leave(w);
    }
    put_text(w, "]");
    UNPROTECT(1);
}

static void put_list(writer *w, SEXP list)
{
    SEXP names = PROTECT(Rf_getAttrib(list, R_NamesSymbol));
    if (Rf_inherits(list, "data.frame"))
        put_frame(w, list);
    else if (TYPEOF(names) == STRSXP)
        put_object(w, list, names);
    else
        put_array(w, list);
    UNPROTECT(1);
}

static void put_value(writer *w, SEXP value)
{
    if (TYPEOF(value) == NILSXP)
        put_text(w, "null");
    else if (TYPEOF(value) == VECSXP)
        put_list(w, value);
    else if (is_plain(value))
        put_vector(w, value);
    else
        fault(w, "bad_type", "a value of this class is none of a case");
}

/* Where the fault is, as a JSON Pointer, into the bytes of the writer. */
static void put_pointer(writer *w)
{
    char number[MOST_NUMBER];
    w->used = 0;
    for (int i = 0; i < w->depth; i++) {
        put_text(w, "/");
        snprintf(number, sizeof number, "%.0f", (double)w->path[i].at);
        for (const char *c = w->path[i].name ? w->path[i].name : number; *c; c++)
            if (*c == '~' || *c == '/')
                put_text(w, *c == '~' ? "~0" : "~1");
            else
                put_bytes(w, c, 1);
    }
    put_bytes(w, "", 1);
}

static SEXP written(const writer *w)
{
    if (w->used > INT32_MAX)
        return one_fault("limit", "limit_bytes", "the case is too large", "");
    SEXP text =
        PROTECT(Rf_mkCharLenCE((const char *)RAW(VECTOR_ELT(w->holder, 0)), (int)w->used, CE_UTF8));
    SEXP answer = Rf_ScalarString(text);
    UNPROTECT(1);
    return answer;
}

/* A nested list as a text, or what is wrong with it. */
SEXP r_json(SEXP value)
{
    writer w = {.holder = PROTECT(Rf_allocVector(VECSXP, 1))};
    SET_VECTOR_ELT(w.holder, 0, Rf_allocVector(RAWSXP, 1024));
    put_value(&w, value);
    SEXP answer;
    if (w.code) {
        put_pointer(&w);
        answer =
            one_fault("invalid", w.code, w.message, (const char *)RAW(VECTOR_ELT(w.holder, 0)));
    } else {
        answer = written(&w);
    }
    UNPROTECT(1);
    return answer;
}

/* Taking apart -------------------------------------------------------------------------------- */

typedef struct {
    const char *at, *end;
} span;

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void skip_blank(span *s, const char *others)
{
    while (s->at < s->end && (is_blank(*s->at) || (*s->at && strchr(others, *s->at))))
        s->at++;
}

static void skip_string(span *s)
{
    for (s->at++; s->at < s->end && *s->at != '"'; s->at++)
        if (*s->at == '\\')
            s->at++;
    s->at = s->at < s->end ? s->at + 1 : s->end;
}

/* A value, as far as brackets and quotes tell. */
static span take_value(span *s)
{
    span value = {s->at, s->at};
    size_t depth = 0;
    while (s->at < s->end) {
        const char c = *s->at;
        if (!depth && (c == ',' || c == ']' || c == '}' || (is_blank(c) && s->at > value.at)))
            break;
        if (c == '"') {
            skip_string(s);
        } else {
            depth += c == '[' || c == '{';
            depth -= c == ']' || c == '}';
            s->at++;
        }
        if (!depth && (c == '"' || c == ']' || c == '}'))
            break;
    }
    value.end = s->at;
    return value;
}

static size_t lines_between(const char *from, const char *to)
{
    size_t lines = 0;
    for (; from < to; from++)
        lines += *from == '\n';
    return lines;
}

typedef struct {
    SEXP texts, lines; /* NULL: elements are counted only */
    R_xlen_t count;
    const char *seen;
    size_t line; /* of what was seen */
} elements;

static void add_element(elements *to, span value)
{
    if (to->texts) {
        to->line += lines_between(to->seen, value.at);
        to->seen = value.at;
        INTEGER(to->lines)[to->count] = (int)to->line;
        SET_STRING_ELT(to->texts, to->count,
                       Rf_mkCharLenCE(value.at, (int)(value.end - value.at), CE_UTF8));
    }
    to->count++;
}

/* What follows the array, or a bracket that is missing, becomes an element too, so that it is told
 * as a fault. */
static void take_elements(span s, elements *to)
{
    skip_blank(&s, "");
    if (s.at < s.end && *s.at == '[')
        s.at++;
    skip_blank(&s, "");
    while (s.at < s.end && *s.at != ']' && *s.at != '}') {
        add_element(to, take_value(&s));
        skip_blank(&s, ",");
    }
    const bool closed = s.at < s.end && *s.at == ']';
    s.at += closed;
    skip_blank(&s, "");
    if (!closed || s.at < s.end)
        add_element(to, s);
}

/* An array of cases: the text of each, and the line on which it begins. */
SEXP r_split(SEXP text)
{
    static const char *const names[] = {"texts", "lines"};
    SEXP string = STRING_ELT(text, 0);
    const span whole = {CHAR(string), CHAR(string) + LENGTH(string)};
    elements counted = {.texts = NULL};
    take_elements(whole, &counted);
    SEXP answer = PROTECT(Rf_allocVector(VECSXP, 2));
    SET_VECTOR_ELT(answer, 0, Rf_allocVector(STRSXP, counted.count));
    SET_VECTOR_ELT(answer, 1, Rf_allocVector(INTSXP, counted.count));
    elements taken = {VECTOR_ELT(answer, 0), VECTOR_ELT(answer, 1), 0, whole.at, 1};
    take_elements(whole, &taken);
    set_names(answer, names);
    UNPROTECT(1);
    return answer;
}

/* The value of the member `id` at the top of a case, quotes and all; nothing where there is none.
 */
static span take_id(span s)
{
    skip_blank(&s, "");
    if (s.at == s.end || *s.at++ != '{')
        return (span){s.end, s.end};
    for (;;) {
        skip_blank(&s, ",");
        if (s.at == s.end || *s.at != '"')
            return (span){s.end, s.end};
        const char *name = s.at;
        skip_string(&s);
        const bool is_id = s.at - name == 4 && memcmp(name, "\"id\"", 4) == 0;
        skip_blank(&s, ":");
        const char *before = s.at;
        const span value = take_value(&s);
        if (is_id)
            return value;
        if (s.at == before)
            return (span){s.end, s.end};
    }
}

/* The library says whether it is an id: of a case of nothing else. */
reunify_case *case_of_id(const char *text, size_t length)
{
    static const char before[] = "{\"schema\":\"reunify/case/1\",\"id\":";
    const span id = take_id((span){text, text + length});
    const size_t size = (size_t)(id.end - id.at);
    reunify_case *record = NULL;
    if (!size)
        return NULL;
    const void *marked = vmaxget();
    char *small = R_alloc(sizeof before + size, 1);
    memcpy(small, before, sizeof before - 1);
    memcpy(small + sizeof before - 1, id.at, size);
    small[sizeof before - 1 + size] = '}';
    if (reunify_case_from_json(NULL, small, sizeof before + size, 0, &record, NULL))
        record = NULL;
    vmaxset(marked);
    return record;
}
