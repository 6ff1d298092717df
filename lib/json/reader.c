/* Reading JSON with jansson. */
#define _POSIX_C_SOURCE 200809L /* uselocale */

#include <jansson.h>

#include "json/document.h"
#include "json/foreign.h"
#include "json/report.h"

#include <limits.h>
#include <locale.h>

/* Survey ------------------------------------------------------------------------------------- */

/*
 * One fast pass over the text before it is parsed.
 *
 * Finds what exceeds a limit before anything is allocated for it, and how long the longest token
 * is. The outline is checked too: one value in brackets, space around it. Everything else is left
 * to jansson.
 */

typedef enum {
    OUTLINE_WHOLE,
    OUTLINE_EMPTY,
    OUTLINE_BROKEN,
    OUTLINE_DEEP,
    OUTLINE_LONG,
    OUTLINE_MANY
} outline;

typedef struct {
    const reunify_context *context;
    const char *shown; /* the document; start may be a copy of it */
    const char *start, *at, *end;
    const char *place; /* of what exceeds a limit */
    /* bytes that jansson keeps of the longest token: quotes and escapes included */
    size_t longest;
    uint64_t values; /* and names of members: the parser takes memory for each */
    bool foreign;    /* a member's name may begin with x_ */
} survey;

enum { BYTE_TOKEN, BYTE_SPACE, BYTE_OPEN, BYTE_CLOSE, BYTE_BETWEEN, BYTE_QUOTE };

static const unsigned char byte_kinds[256] = {
    [' '] = BYTE_SPACE, ['\t'] = BYTE_SPACE,  ['\n'] = BYTE_SPACE,  ['\r'] = BYTE_SPACE,
    ['"'] = BYTE_QUOTE, ['{'] = BYTE_OPEN,    ['['] = BYTE_OPEN,    ['}'] = BYTE_CLOSE,
    [']'] = BYTE_CLOSE, [','] = BYTE_BETWEEN, [':'] = BYTE_BETWEEN,
};

static unsigned byte_kind(const char *at)
{
    return byte_kinds[(unsigned char)*at];
}

/* Behind the closing quote of the string whose text starts at `at`. */
static const char *string_end(const char *at, const char *end)
{
    bool ascii;
    for (;;) {
        at = json_plain_run(at, end, &ascii);
        if (at == end || *at == '"')
            return at == end ? end : at + 1;
        at += *at == '\\' && end - at >= 2 ? 2 : 1;
    }
}

static void skip_space(survey *s)
{
    while (s->at < s->end && byte_kind(s->at) == BYTE_SPACE)
        s->at++;
}

/* Notes the token from `from` to here; false where its text is longer than the limit. */
static bool note_token(survey *s, const char *from, bool is_string)
{
    const size_t length = (size_t)(s->at - from);
    if (length >= s->longest)
        /* with the byte behind a number, which jansson keeps for a moment */
        s->longest = length + 1;
    if (length <= s->context->max_text || (is_string && length < 2))
        return true;
    if (is_string && json_decoded_length(from + 1, length - 2) <= s->context->max_text)
        return true;
    s->place = from;
    return false;
}

static outline survey_string(survey *s)
{
    const char *from = s->at;
    s->at = string_end(from + 1, s->end);
    if (s->at - from > 3 && (from[1] == 'x' || from[1] == '\\'))
        s->foreign = s->foreign || from[2] == '_' || from[2] == '\\' || from[2] == 'u';
    return note_token(s, from, true) ? OUTLINE_WHOLE : OUTLINE_LONG;
}

/*
 * A number, a literal, or bytes that are no JSON. jansson overlooks a NUL behind a number: refused
 * here.
 */
static outline survey_token(survey *s)
{
    const char *from = s->at;
    while (s->at < s->end && byte_kind(s->at) == BYTE_TOKEN && *s->at)
        s->at++;
    if (s->at < s->end && !*s->at)
        return OUTLINE_BROKEN;
    return note_token(s, from, false) ? OUTLINE_WHOLE : OUTLINE_LONG;
}

/* Whether a value more is within the limit, or the name of a member. */
static bool count_value(survey *s)
{
    if (s->values++ / JSON_VALUES_AN_ITEM < s->context->max_items)
        return true;
    s->place = s->at;
    return false;
}

/* From the first bracket to the one that closes it. */
static outline survey_value(survey *s)
{
    uint64_t depth = 0;
    outline found = OUTLINE_WHOLE;
    while (s->at < s->end && found == OUTLINE_WHOLE) {
        const unsigned kind = byte_kind(s->at);
        const bool begins = kind == BYTE_QUOTE || kind == BYTE_TOKEN || kind == BYTE_OPEN;
        if (begins && !count_value(s))
            return OUTLINE_MANY;
        switch (kind) {
        case BYTE_QUOTE:
            found = survey_string(s);
            break;
        case BYTE_TOKEN:
            found = survey_token(s);
            break;
        case BYTE_OPEN:
            if (depth++ == s->context->max_depth) {
                s->place = s->at;
                return OUTLINE_DEEP;
            }
            s->at++;
            break;
        case BYTE_CLOSE:
            s->at++;
            if (--depth == 0)
                return OUTLINE_WHOLE;
            break;
        default:
            s->at++;
            break;
        }
    }
    return found == OUTLINE_WHOLE ? OUTLINE_BROKEN : found;
}

static outline survey_document(survey *s)
{
    skip_space(s);
    if (s->at == s->end)
        return OUTLINE_EMPTY;
    if (byte_kind(s->at) != BYTE_OPEN)
        return OUTLINE_BROKEN;
    const outline found = survey_value(s);
    if (found != OUTLINE_WHOLE)
        return found;
    skip_space(s);
    return s->at == s->end ? OUTLINE_WHOLE : OUTLINE_BROKEN;
}

/* Feeding the parser ------------------------------------------------------------------------- */

/*
 * jansson 2.14 collects each token in a buffer that starts with 16 bytes and doubles, and ignores
 * it when that cannot grow: bytes of a name or value are then silently missing, or it reads past
 * the buffer, or aborts. So the buffer is made to grow before the document comes: the text fed is
 * `[`, warm-up strings, the document, `]`, with one warm-up string for each doubling up to the
 * longest token. Where the buffer is full there stands an escape, `\u` before and `0061"` behind:
 * if any of these five bytes is lost the escape is broken and the parse fails, in bounds. Then the
 * document's own tokens never make the buffer grow. The tests go through all of this with failing
 * allocations.
 */

enum { FIRST_SIZE = 16 };

static const char warm_up_tail[] = "\\u0061\",";

enum {
    FEED_OPEN,
    FEED_QUOTE,
    FEED_FILL,
    FEED_TAIL,
    FEED_LINE,
    FEED_DOCUMENT,
    FEED_CLOSE,
    FEED_END
};

typedef struct {
    const char *data; /* the document */
    size_t length, longest;
    int step;
    size_t size;       /* of the parser's buffer, as of this warm-up string */
    const char *piece; /* what is left of this step; NULL: as many letters */
    size_t left;
} feed;

/*
 * One warm-up string is one byte of quote, letters, the tail: `\u` ends where the buffer, but for
 * its NUL, is full.
 */
static size_t warm_up_letters(size_t size)
{
    return size - 4;
}

/* How many bytes the parser gets before the document. */
static size_t warm_up_length(size_t longest)
{
    size_t total = 2;
    for (size_t size = FIRST_SIZE; size <= longest; size *= 2)
        total += 1 + warm_up_letters(size) + sizeof warm_up_tail - 1;
    return total;
}

static void feed_piece(feed *f, const char *piece, size_t length)
{
    f->piece = piece;
    f->left = length;
}

static void feed_step(feed *f)
{
    switch (f->step) {
    case FEED_OPEN:
        feed_piece(f, "[", 1);
        break;
    case FEED_QUOTE:
        feed_piece(f, "\"", f->size <= f->longest);
        f->step = f->left ? FEED_QUOTE : FEED_TAIL; /* no more doublings: on to the line */
        break;
    case FEED_FILL:
        feed_piece(f, NULL, warm_up_letters(f->size));
        break;
    case FEED_TAIL:
        feed_piece(f, warm_up_tail, sizeof warm_up_tail - 1);
        f->size *= 2;
        f->step = FEED_OPEN; /* the next doubling */
        break;
    case FEED_LINE:
        feed_piece(f, "\n", 1);
        break;
    case FEED_DOCUMENT:
        feed_piece(f, f->data, f->length);
        break;
    default:
        feed_piece(f, "]", 1);
        break;
    }
    f->step++;
}

static size_t feed_read(void *out, size_t room, void *state)
{
    feed *f = state;
    size_t done = 0;
    while (done < room && (f->left || f->step != FEED_END)) {
        if (!f->left) {
            feed_step(f);
            continue;
        }
        const size_t size = f->left < room - done ? f->left : room - done;
        if (f->piece) {
            memcpy((char *)out + done, f->piece, size);
            f->piece += size;
        } else {
            memset((char *)out + done, 'a', size);
        }
        f->left -= size;
        done += size;
    }
    return done;
}

/*
 * jansson mixes a number into its tables, so that nobody can write names that all meet in one
 * place. Left alone it takes that number from a file. Its first caller may give one; that is not
 * ours to do where others use the same jansson. Where nobody does, the number is made of places in
 * memory, which differ from process to process: a file, the clock or the process is not asked. Of
 * several threads the first one's number counts, the others wait until it is there.
 */
#ifdef REUNIFY_PRIVATE_JANSSON

void json_seed_tables(const json_document *document, const void *given)
{
    /* On the stack, allocated, of the host, of the library, of the C library. */
    const uintptr_t places[] = {(uintptr_t)&document, (uintptr_t)document, (uintptr_t)given,
                                (uintptr_t)json_seed_tables, (uintptr_t)strlen};
    uint64_t mixed = 0;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        mixed = (mixed ^ places[i]) * UINT64_C(0x9e3779b97f4a7c15); /* 2^64 by the golden ratio */
        mixed ^= mixed >> 29;
    }
    json_object_seed((size_t)(mixed >> 32) | 1); /* 0 would be none */
}

#else

void json_seed_tables(const json_document *document, const void *given)
{
    (void)document, (void)given;
}

#endif

/*
 * jansson reads numbers by the locale's decimal point: it aborts where that has two bytes (ps_AF),
 * and is wrong when another thread sets a locale meanwhile. This thread gets the C locale for as
 * long as it parses; where a thread cannot have its own (Windows), the host's is left alone.
 */
#ifdef LC_ALL_MASK

typedef struct {
    locale_t plain, before;
} own_locale;

static bool enter_plain(own_locale *l)
{
    l->plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (l->plain)
        l->before = uselocale(l->plain);
    return l->plain;
}

static void leave_plain(own_locale *l)
{
    uselocale(l->before);
    freelocale(l->plain);
}

#else

typedef struct {
    char none;
} own_locale;

static bool enter_plain(own_locale *l)
{
    (void)l;
    return true;
}

static void leave_plain(own_locale *l)
{
    (void)l;
}

#endif

static json_t *parse(const survey *s, json_error_t *failure)
{
    feed f = {.data = s->start,
              .length = (size_t)(s->end - s->start),
              .longest = s->longest,
              .size = FIRST_SIZE};
    own_locale l;
    if (!enter_plain(&l))
        return NULL;
    json_t *all = json_load_callback(feed_read, &f, JSON_REJECT_DUPLICATES, failure);
    leave_plain(&l);
    return all;
}

/* Reporting ----------------------------------------------------------------------------------- */

static void locate(const survey *s, size_t target, json_place *place)
{
    json_locate(s->start, (size_t)(s->end - s->start), target, place);
    if (place->line)
        json_count_lines(s->shown, place);
}

static reunify_status report_flaw(const survey *s, const json_place *place, reunify_error *error)
{
    return json_report_flaw(s->context, s->shown, (size_t)(s->end - s->start), place, error);
}

static reunify_status report_outline(const survey *s, outline found, reunify_error *error)
{
    json_place place;
    const size_t target = s->place ? (size_t)(s->place - s->start) : JSON_NO_TARGET;
    if (found == OUTLINE_EMPTY)
        return error_add(error, REUNIFY_INVALID, "empty_document", NULL, "the document is empty");
    locate(s, target, &place);
    if (place.flaw != FLAW_NONE)
        return report_flaw(s, &place, error);
    if (found == OUTLINE_DEEP || found == OUTLINE_LONG) {
        place.flaw = found == OUTLINE_DEEP ? FLAW_DEPTH : FLAW_LONG;
        return report_flaw(s, &place, error);
    }
    if (found == OUTLINE_MANY) {
        place.flaw = FLAW_VALUES;
        return report_flaw(s, &place, error);
    }
    /* not reached: the scanner is the stricter one */
    return json_report_invalid(error, &place, "bad_json", "this is not JSON");
}

/*
 * The last byte of the token that jansson refused; in documents too long for its int the place is
 * not told.
 */
static size_t refused_byte(const survey *s, const json_error_t *failure)
{
    const size_t before = warm_up_length(s->longest), length = (size_t)(s->end - s->start);
    if (before > INT_MAX || length > INT_MAX - before || failure->position <= 0 ||
        (size_t)failure->position <= before)
        return JSON_NO_TARGET;
    return (size_t)failure->position - before - 1;
}

/*
 * jansson reports most failures for lack of memory as wrong syntax, so its word is taken only for
 * what the scanner does not check. A text in which the scanner finds nothing wrong was not read for
 * lack of memory.
 */
static reunify_status report_failure(const survey *s, const json_error_t *failure,
                                     reunify_error *error)
{
    const enum json_error_code code = json_error_code(failure);
    const bool doubled = code == json_error_duplicate_key,
               large = code == json_error_numeric_overflow;
    const size_t target = doubled || large ? refused_byte(s, failure) : JSON_NO_TARGET;
    json_place place;
    locate(s, target, &place);
    if (place.flaw != FLAW_NONE)
        return report_flaw(s, &place, error);
    if (doubled)
        return json_report_double(error, &place);
    if (large)
        return json_report_invalid(error, &place, "bad_json", "a number is too large");
    return error_no_memory(error);
}

/* Documents ----------------------------------------------------------------------------------- */

static reunify_status parse_surveyed(const survey *s, json_document *document, reunify_error *error)
{
    /* jansson leaves the code as it was where it says nothing */
    json_error_t failure = {.line = 0};
    json_seed_tables(document, s->start);
    document->all = parse(s, &failure);
    if (!document->all)
        return report_failure(s, &failure, error);
    document->root = json_array_get(document->all, json_array_size(document->all) - 1);
    return REUNIFY_OK;
}

json_document *json_document_new(const reunify_context *context)
{
    json_document *document = memory_allocate_zeroed(context, 1, sizeof *document);
    if (!document)
        return NULL;
    document->context = reunify_context_ref(context);
    arena_start(&document->memory, context);
    return document;
}

static reunify_status parse_text(const survey *s, json_document **out, reunify_error *error)
{
    json_document *document = json_document_new(s->context);
    if (!document)
        return error_no_memory(error);
    const reunify_status status = parse_surveyed(s, document, error);
    if (status == REUNIFY_OK)
        *out = document;
    else
        json_release(document);
    return status;
}

/* The text as it is, or a copy without what stands in foreign members, which is not judged. */
static reunify_status survey_and_parse(survey *s, arena *scratch, json_document **out,
                                       reunify_error *error)
{
    outline found = survey_document(s);
    if (s->foreign) {
        const size_t length = (size_t)(s->end - s->start);
        const char *copy = json_without_foreign(scratch, s->start, length);
        if (!copy)
            return error_no_memory(error);
        *s = (survey){.context = s->context,
                      .shown = s->start,
                      .start = copy,
                      .at = copy,
                      .end = copy + length};
        found = survey_document(s);
    }
    return found == OUTLINE_WHOLE ? parse_text(s, out, error) : report_outline(s, found, error);
}

reunify_status json_parse(const reunify_context *context, const char *data, size_t length,
                          json_document **out, reunify_error *error)
{
    context = context_or_default(context);
    *out = NULL;
    if (!data && length)
        return error_argument(error, "the document is NULL");
    const reunify_status too_long = json_check_length(context, length, error);
    if (too_long)
        return too_long;
    if (!length)
        data = "";
    survey s = {.context = context, .shown = data, .start = data, .at = data, .end = data + length};
    arena scratch;
    arena_start(&scratch, context);
    const reunify_status status = survey_and_parse(&s, &scratch, out, error);
    arena_release(&scratch);
    return status;
}

void json_release(json_document *document)
{
    if (!document)
        return;
    const reunify_context *context = document->context;
    json_decref(document->all);
    arena_release(&document->memory);
    memory_release(context, document, sizeof *document);
    reunify_context_unref(context);
}

/* Nodes --------------------------------------------------------------------------------------- */

static const json_t *value_of(json_node *node)
{
    return (const json_t *)(const void *)node;
}

static json_node *node_of(const json_t *value)
{
    return (json_node *)(const void *)value;
}

json_node *json_root(const json_document *document)
{
    return node_of(document->root);
}

json_kind json_kind_of(json_node *node)
{
    switch (json_typeof(value_of(node))) {
    case JSON_OBJECT:
        return JSON_KIND_OBJECT;
    case JSON_ARRAY:
        return JSON_KIND_ARRAY;
    case JSON_STRING:
        return JSON_KIND_STRING;
    case JSON_INTEGER:
        return JSON_KIND_INTEGER;
    case JSON_REAL:
        return JSON_KIND_REAL;
    case JSON_TRUE:
    case JSON_FALSE:
        return JSON_KIND_BOOLEAN;
    default:
        return JSON_KIND_NULL;
    }
}

bool node_boolean(json_node *node)
{
    return json_is_true(value_of(node));
}

int64_t node_integer(json_node *node)
{
    return json_integer_value(value_of(node));
}

text json_text(json_node *node)
{
    return (text){json_string_value(value_of(node)), json_string_length(value_of(node))};
}

size_t json_count(json_node *node)
{
    return json_is_array(value_of(node)) ? json_array_size(value_of(node))
                                         : json_object_size(value_of(node));
}

json_node *json_element(json_node *array, size_t index)
{
    return node_of(json_array_get(value_of(array), index));
}

json_node *json_member(json_node *object, const char *name)
{
    return node_of(json_object_get(value_of(object), name));
}

json_walk json_members(json_node *object)
{
    return (json_walk){.object = object};
}

/*
 * jansson keeps members in the order of the text. Its iterators ask for an object that can be
 * changed, and do not change it.
 */
bool json_next(json_walk *walk)
{
    json_t *object = (json_t *)(uintptr_t)walk->object;
    walk->position =
        walk->started ? json_object_iter_next(object, walk->position) : json_object_iter(object);
    walk->started = true;
    if (!walk->position)
        return false;
    walk->name =
        (text){json_object_iter_key(walk->position), json_object_iter_key_len(walk->position)};
    walk->value = node_of(json_object_iter_value(walk->position));
    return true;
}
