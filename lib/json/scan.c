/*
 * The stream reader: goes through a JSON text once, value by value, and builds nothing.
 *
 * The caller asks what stands next and takes it as what it should be. A string without escapes is
 * handed out as it stands in the text; one with escapes is put into a room that the next such
 * string uses again, names and values having one each, so that a name outlives its value. Bytes are
 * looked at eight at a time; UTF-8 is checked once for each string that has a byte beyond ASCII.
 * Numbers are never a double: their digits are counted and taken as decimals.
 *
 * A flaw of the text ends the scan: it is kept with its offset, and `at` goes to the end, where
 * nothing can be read any more. Its pointer and line are looked up only when it is told (locate.c).
 *
 * Two members of one name are found in two ways. What the caller knows it marks itself. Other names
 * are noted here, as a stack over the open objects; when an object ends, its names are compared: by
 * a hash, then by what is written, each pair where they are few, in order where they are many. The
 * hash decides nothing, so a text made to collide costs no more than a longer one.
 *
 * Nothing recurses. A value that is passed over keeps one bit for each bracket that is open in it.
 */
#include "json/json.h"
#include "json/locate.h"

enum { FEW_NAMES = 16, FIRST_ROOM = 512 };

/* Bytes --------------------------------------------------------------------------------------- */

static bool fail(json_scan *s, json_flaw flaw, const char *at)
{
    if (!s->flaw && !s->no_memory) {
        s->flaw = at < s->end || flaw == FLAW_DEPTH ? flaw : FLAW_END;
        s->wrong = (size_t)((at < s->end ? at : s->end) - s->start);
    }
    s->at = s->end;
    return false;
}

static bool fail_memory(json_scan *s)
{
    if (!s->flaw)
        s->no_memory = true;
    s->at = s->end;
    return false;
}

/* What stands here cannot: broken UTF-8 is said to be that, whatever was expected. */
static bool fail_here(json_scan *s, json_flaw flaw)
{
    const size_t left = (size_t)(s->end - s->at);
    return fail(s, left && !json_character(s->at, left) ? FLAW_UTF8 : flaw, s->at);
}

static inline bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

static inline void skip_space(json_scan *s)
{
    const char *at = s->at, *end = s->end;
    while (at < end && *at <= ' ' && is_space(*at))
        at++;
    s->at = at;
}

static inline bool take(json_scan *s, char c)
{
    if (s->at == s->end || *s->at != c)
        return false;
    s->at++;
    return true;
}

/* Memory -------------------------------------------------------------------------------------- */

/* Room for `need` bytes; what was in it is kept up to `used`, and wiped where it was. */
static bool grow(json_scan *s, void **room, size_t *size, size_t used, size_t need)
{
    if (need <= *size)
        return true;
    size_t want = *size ? *size * 2 : FIRST_ROOM;
    while (want < need)
        want *= 2;
    void *more = memory_allocate(s->context, want);
    if (!more)
        return fail_memory(s);
    if (used)
        memcpy(more, *room, used);
    memory_wipe(*room, *size);
    memory_release(s->context, *room, *size);
    *room = more;
    *size = want;
    return true;
}

static void give_back(json_scan *s, void *room, size_t size)
{
    memory_wipe(room, size);
    memory_release(s->context, room, size);
}

void json_scan_start(json_scan *s, const reunify_context *context, const char *data, size_t length)
{
    *s = (json_scan){.context = context,
                     .start = data,
                     .at = data,
                     .end = data + length,
                     .most_depth = context->max_depth};
    if (length >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0)
        fail(s, FLAW_MARK, data);
}

void json_scan_stop(json_scan *s)
{
    give_back(s, s->name_room, s->name_size);
    give_back(s, s->text_room, s->text_size);
    give_back(s, s->names, s->name_bytes);
    give_back(s, s->objects, s->object_room);
}

/* Strings ------------------------------------------------------------------------------------- */

/* The first byte of what is no UTF-8 character. */
static bool fail_utf8(json_scan *s, const char *at, const char *end)
{
    size_t size;
    while (at < end && (size = json_character(at, (size_t)(end - at))) > 0)
        at += size;
    return fail(s, FLAW_UTF8, at);
}

/* The length of an escape that the grammar allows, whatever it stands for; 0: it does not. */
static size_t grammar_escape(const char *data, size_t length)
{
    if (length < 2 || !data[1] || !strchr("\"\\/bfnrtu", data[1]))
        return 0;
    if (data[1] != 'u')
        return 2;
    return json_hex_four(data + 2, length - 2) < 0 ? 0 : 6;
}

/* A backslash: past its escape, and how many bytes it stands for. */
static const char *pass_escape(json_scan *s, const char *at, bool judged, size_t *bytes)
{
    const size_t left = (size_t)(s->end - at);
    json_escape e = {.taken = judged ? 0 : grammar_escape(at, left)};
    if (judged)
        e = json_escape_at(at, left);
    if (!e.taken) {
        fail(s, FLAW_ESCAPE, at);
        return NULL;
    }
    if (judged && !e.data[0]) {
        fail(s, FLAW_NUL, at);
        return NULL;
    }
    *bytes += e.length;
    return at + e.taken;
}

/* From a quote past the one that closes it. `*bytes`: of the text, its escapes resolved. */
static bool pass_string(json_scan *s, bool judged, size_t *bytes)
{
    *bytes = 0;
    s->quote = s->at;
    for (const char *at = s->at + 1; at;) {
        bool ascii;
        const char *run = at;
        at = json_plain_run(run, s->end, &ascii);
        if (!ascii && !utf8_valid(run, (size_t)(at - run)))
            return fail_utf8(s, run, at);
        *bytes += (size_t)(at - run);
        if (at == s->end || (*at != '"' && *at != '\\'))
            return fail(s, FLAW_CONTROL, at);
        if (*at == '"') {
            s->at = at + 1;
            s->quote = NULL;
            return true;
        }
        at = pass_escape(s, at, judged, bytes);
    }
    return false;
}

/* A byte, or what an escape stands for, of a string that was passed. */
static json_escape written_at(const char *at, const char *end)
{
    if (*at == '\\')
        return json_escape_at(at, (size_t)(end - at));
    return (json_escape){.length = 1, .taken = 1, .data = {*at}};
}

/* The text between two quotes that was passed, its escapes resolved. */
static void resolve(const char *at, const char *end, char *out)
{
    while (at < end) {
        const json_escape e = written_at(at, end);
        memcpy(out, e.data, e.length);
        out += e.length;
        at += e.taken;
    }
}

/* A string with escapes, or one that is broken. */
static NOT_INLINED bool resolved_string(json_scan *s, char **room, size_t *size, text *out)
{
    const char *from = s->at;
    size_t bytes;
    void *memory = *room;
    if (!pass_string(s, true, &bytes))
        return false;
    if (bytes > s->context->max_text)
        return fail(s, FLAW_LONG, from);
    const bool grown = grow(s, &memory, size, 0, bytes + 1);
    *room = memory;
    if (!grown)
        return false;
    resolve(from + 1, s->at - 1, *room);
    *out = (text){*room, bytes};
    return true;
}

static inline bool string_into(json_scan *s, char **room, size_t *size, text *out)
{
    const char *from = s->at + 1;
    bool ascii;
    const char *at = json_plain_run(from, s->end, &ascii);
    const size_t length = (size_t)(at - from);
    if (at == s->end || *at != '"')
        return resolved_string(s, room, size, out);
    if (!ascii && !utf8_valid(from, length))
        return fail_utf8(s, from, at);
    if (length > s->context->max_text)
        return fail(s, FLAW_LONG, s->at);
    *out = (text){from, length};
    s->at = at + 1;
    return true;
}

bool json_scan_string_slowly(json_scan *s, text *out)
{
    return string_into(s, &s->text_room, &s->text_size, out);
}

/* Numbers and words --------------------------------------------------------------------------- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool pass_digits(json_scan *s)
{
    if (s->at == s->end || !is_digit(*s->at))
        return fail_here(s, FLAW_NUMBER);
    while (s->at < s->end && is_digit(*s->at))
        s->at++;
    return true;
}

static bool pass_number(json_scan *s)
{
    take(s, '-');
    if (take(s, '0')) {
        if (s->at < s->end && is_digit(*s->at))
            return fail(s, FLAW_NUMBER, s->at);
    } else if (!pass_digits(s)) {
        return false;
    }
    if (take(s, '.') && !pass_digits(s))
        return false;
    if (!take(s, 'e') && !take(s, 'E'))
        return true;
    if (!take(s, '+'))
        take(s, '-');
    return pass_digits(s);
}

/* A number is 0.D1D2D3... times ten to the power, D1 not being 0. */
typedef struct {
    const char *first, *end; /* from D1 to the end of the digits, a point among them */
    int64_t power;
} digits;

enum { MOST_POWER = 1000000000 };

static int64_t read_power(const char *at, const char *end)
{
    const bool negative = *at == '-';
    int64_t power = 0;
    for (at += negative || *at == '+'; at < end; at++)
        power = power < MOST_POWER ? power * 10 + (*at - '0') : power;
    return negative ? -power : power;
}

static digits find_digits(const char *at, const char *end)
{
    digits d = {.first = NULL, .end = at};
    bool behind_point = false;
    for (; d.end < end && *d.end != 'e' && *d.end != 'E'; d.end++) {
        if (*d.end == '.') {
            behind_point = true;
            continue;
        }
        if (!d.first && *d.end != '0')
            d.first = d.end;
        d.power += d.first ? !behind_point : -(int)behind_point;
    }
    if (d.end < end)
        d.power += read_power(d.end + 1, end);
    return d;
}

/* The thousandths of what is below ten thousand million; rounded, halves up. */
static void take_thousandths(const digits *d, json_decimal *out)
{
    const int64_t most = INT64_C(1000000000000);
    int64_t left = d->power + 3; /* digits that count in thousandths */
    bool up = left == 0 && *d->first >= '5', more = left <= 0;
    for (const char *at = d->first; at < d->end && !more; at++) {
        if (*at == '.')
            continue;
        if (left-- > 0)
            out->thousandths = out->thousandths * 10 + (*at - '0');
        else if (left == -1)
            up = *at >= '5';
        more = left < 0 && *at != '0';
    }
    for (; left > 0; left--)
        out->thousandths *= 10;
    out->large = out->thousandths > most || (out->thousandths == most && more);
    out->thousandths += up;
}

static json_decimal decimal_of(const char *at, const char *end)
{
    json_decimal out = {.negative = *at == '-'};
    const digits d = find_digits(at + out.negative, end);
    if (!d.first) {
        out.negative = false;
        return out;
    }
    out.large = d.power > 10;
    if (!out.large)
        take_thousandths(&d, &out);
    if (out.negative)
        out.thousandths = -out.thousandths;
    return out;
}

bool json_scan_number(json_scan *s, json_decimal *out)
{
    const char *from = s->at;
    if (!pass_number(s))
        return false;
    if ((size_t)(s->at - from) > s->context->max_text)
        return fail(s, FLAW_LONG, from);
    *out = decimal_of(from, s->at);
    return true;
}

static bool take_word(json_scan *s, const char *word, size_t length)
{
    if ((size_t)(s->end - s->at) < length || memcmp(s->at, word, length) != 0)
        return fail_here(s, FLAW_SYNTAX);
    s->at += length;
    return true;
}

bool json_scan_boolean(json_scan *s, bool *out)
{
    *out = s->at < s->end && *s->at == 't';
    return *out ? take_word(s, "true", 4) : take_word(s, "false", 5);
}

bool json_scan_null(json_scan *s)
{
    return take_word(s, "null", 4);
}

/* Structure ----------------------------------------------------------------------------------- */

#define BEGINS(kind) (JSON_KIND_##kind + 1)
const uint8_t json_begins[256] = {
    ['{'] = BEGINS(OBJECT),  ['['] = BEGINS(ARRAY), ['"'] = BEGINS(STRING), ['t'] = BEGINS(BOOLEAN),
    ['f'] = BEGINS(BOOLEAN), ['n'] = BEGINS(NULL),  ['-'] = BEGINS(REAL),   ['0'] = BEGINS(REAL),
    ['1'] = BEGINS(REAL),    ['2'] = BEGINS(REAL),  ['3'] = BEGINS(REAL),   ['4'] = BEGINS(REAL),
    ['5'] = BEGINS(REAL),    ['6'] = BEGINS(REAL),  ['7'] = BEGINS(REAL),   ['8'] = BEGINS(REAL),
    ['9'] = BEGINS(REAL),
};

json_kind json_scan_kind_slowly(json_scan *s)
{
    skip_space(s);
    const int kind = s->at < s->end ? json_begins[(unsigned char)*s->at] : 0;
    if (!kind)
        fail_here(s, FLAW_SYNTAX);
    return kind - 1;
}

bool json_scan_date(json_scan *s, reunify_date *out)
{
    enum { DATE = 10 };
    const char *at = s->at;
    if (s->end - at < DATE + 2 || *at != '"' || at[DATE + 1] != '"' ||
        !date_parse(at + 1, DATE, out))
        return false;
    s->at = at + DATE + 2;
    return true;
}

bool json_scan_at_end(json_scan *s)
{
    skip_space(s);
    if (s->flaw || s->no_memory)
        return false;
    return s->at == s->end || fail_here(s, FLAW_TRAILING);
}

bool json_scan_enter(json_scan *s)
{
    if (s->depth++ >= s->most_depth)
        return fail(s, FLAW_DEPTH, s->at);
    s->at++;
    return true;
}

/* Behind a value, or an opening bracket: true before the next item, false past the `close`. */
static inline bool next_item(json_scan *s, bool *first, char close)
{
    skip_space(s);
    if (take(s, close)) {
        s->depth--;
        return false;
    }
    const bool fine = *first || take(s, ',');
    *first = false;
    return fine || fail_here(s, FLAW_COMMA);
}

bool json_scan_element_slowly(json_scan *s, bool *first)
{
    return next_item(s, first, ']');
}

/* A name, past its colon. */
static bool member_name(json_scan *s, text *name, size_t *offset)
{
    skip_space(s);
    if (s->at == s->end || *s->at != '"')
        return fail_here(s, FLAW_NAME);
    *offset = (size_t)(s->at - s->start);
    if (!string_into(s, &s->name_room, &s->name_size, name))
        return false;
    skip_space(s);
    return take(s, ':') || fail_here(s, FLAW_COLON);
}

bool json_scan_member(json_scan *s, bool *first, text *name, size_t *offset)
{
    return next_item(s, first, '}') && member_name(s, name, offset);
}

bool json_scan_expected_slowly(json_scan *s, bool *first, text expected, text *name, size_t *offset)
{
    if (!next_item(s, first, '}'))
        return false;
    skip_space(s);
    const char *at = s->at;
    const size_t left = (size_t)(s->end - at), length = expected.length;
    if (left > length + 2 && at[length + 2] == ':' && at[length + 1] == '"' && *at == '"' &&
        same_bytes(at + 1, expected.data, length)) {
        *name = expected;
        *offset = (size_t)(at - s->start);
        s->at = at + length + 3;
        return true;
    }
    return member_name(s, name, offset);
}

/* Names that are not known -------------------------------------------------------------------- */

/* Of the first and the last bytes alone: names that it does not tell apart are compared. */
static uint32_t name_hash(text name)
{
    uint64_t first = 0, last = 0;
    if (name.length >= sizeof first) {
        memcpy(&first, name.data, sizeof first);
        memcpy(&last, name.data + name.length - sizeof last, sizeof last);
    } else {
        for (size_t i = 0; i < name.length; i++)
            first = first << 8 | (unsigned char)name.data[i];
    }
    const uint64_t mixed =
        (first ^ (last << 29 | last >> 35) ^ name.length) * UINT64_C(0x9E3779B97F4A7C15);
    return (uint32_t)(mixed >> 32);
}

bool json_scan_note(json_scan *s, text name, size_t offset, size_t mark)
{
    if (s->name_count - mark >= s->context->max_items)
        return fail(s, FLAW_MANY, s->start + offset);
    void *names = s->names;
    const size_t used = s->name_count * sizeof *s->names;
    const bool grown = grow(s, &names, &s->name_bytes, used, used + sizeof *s->names);
    s->names = names;
    if (grown)
        s->names[s->name_count++] =
            (json_scan_name){.offset = offset, .length = name.length, .hash = name_hash(name)};
    return grown;
}

/* Compares names as they are once their escapes are resolved: from behind the quotes on. */
static int compare_written(const char *a, const char *b, const char *end)
{
    for (;;) {
        const json_escape x = written_at(a, end), y = written_at(b, end);
        const bool a_ends = *a == '"', b_ends = *b == '"';
        if (a_ends || b_ends)
            return (int)b_ends - (int)a_ends;
        const int order = memcmp(x.data, y.data, sizeof x.data);
        if (order)
            return order;
        a += x.taken;
        b += y.taken;
    }
}

static int compare_names(const json_scan *s, const json_scan_name *a, const json_scan_name *b)
{
    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    if (a->length != b->length)
        return a->length < b->length ? -1 : 1;
    return compare_written(s->start + a->offset + 1, s->start + b->offset + 1, s->end);
}

/* By name, then by place. */
static bool is_behind(const json_scan *s, const json_scan_name *a, const json_scan_name *b)
{
    const int order = compare_names(s, a, b);
    return order > 0 || (order == 0 && a->offset > b->offset);
}

static void sift(const json_scan *s, json_scan_name *heap, size_t at, size_t count)
{
    const json_scan_name moved = heap[at];
    for (size_t child = at * 2 + 1; child < count; child = at * 2 + 1) {
        if (child + 1 < count && is_behind(s, &heap[child + 1], &heap[child]))
            child++;
        if (!is_behind(s, &heap[child], &moved))
            break;
        heap[at] = heap[child];
        at = child;
    }
    heap[at] = moved;
}

static void sort_names(const json_scan *s, json_scan_name *names, size_t count)
{
    for (size_t i = count / 2; i-- > 0;)
        sift(s, names, i, count);
    while (count-- > 1) {
        const json_scan_name last = names[0];
        names[0] = names[count];
        names[count] = last;
        sift(s, names, 0, count);
    }
}

static size_t earlier(size_t a, size_t b)
{
    return a < b ? a : b;
}

static size_t double_of_many(json_scan *s, json_scan_name *names, size_t count)
{
    size_t found = SIZE_MAX;
    sort_names(s, names, count);
    for (size_t i = 1; i < count; i++)
        if (compare_names(s, &names[i - 1], &names[i]) == 0)
            found = earlier(found, names[i].offset);
    return found;
}

static size_t double_of_few(const json_scan *s, const json_scan_name *names, size_t count)
{
    for (size_t i = 1; i < count; i++)
        for (size_t j = 0; j < i; j++)
            if (names[j].hash == names[i].hash && compare_names(s, &names[j], &names[i]) == 0)
                return names[i].offset;
    return SIZE_MAX;
}

size_t json_scan_double(json_scan *s, size_t mark)
{
    const size_t count = s->name_count - mark;
    json_scan_name *names = count ? s->names + mark : s->names;
    s->name_count = mark;
    if (s->flaw || s->no_memory)
        return SIZE_MAX; /* what is noted may be of objects that did not end */
    return count <= FEW_NAMES ? double_of_few(s, names, count) : double_of_many(s, names, count);
}

/* Passing over a value ------------------------------------------------------------------------ */

typedef struct {
    json_scan *s;
    bool judged;              /* not so within the value of a foreign member */
    size_t resume;            /* the level at which judging goes on; SIZE_MAX: it does not */
    size_t level;             /* brackets that are open in the value */
    size_t doubled;           /* the first name that stands twice in one object */
    size_t marks[MOST_DEPTH]; /* of the names of the objects among them, where they are judged */
} skipper;

static bool in_object(const skipper *k)
{
    return k->s->objects[(k->level - 1) / 8] >> ((k->level - 1) % 8) & 1;
}

static bool open_bracket(skipper *k)
{
    json_scan *s = k->s;
    const bool object = *s->at == '{';
    void *bits = s->objects;
    const bool grown = grow(s, &bits, &s->object_room, (k->level + 7) / 8, k->level / 8 + 1);
    s->objects = bits;
    if (!grown)
        return false;
    const unsigned char bit = (unsigned char)(1U << (k->level % 8));
    unsigned char *byte = &s->objects[k->level / 8];
    if (k->level % 8 == 0)
        *byte = 0;
    *byte = (unsigned char)(object ? *byte | bit : *byte & ~bit);
    if (k->judged && !json_scan_enter(s))
        return false;
    if (!k->judged) {
        s->at++;
        s->depth++;
    }
    if (k->judged && object)
        k->marks[k->level] = s->name_count;
    k->level++;
    return true;
}

/* The name of the next member, past its colon. Names that are not judged may be anything. */
static bool skip_name(skipper *k)
{
    json_scan *s = k->s;
    text name;
    size_t offset, bytes;
    if (k->judged) {
        if (!member_name(s, &name, &offset) ||
            !json_scan_note(s, name, offset, k->marks[k->level - 1]))
            return false;
        k->judged = !text_is_foreign(name.data, name.length);
        k->resume = k->judged ? SIZE_MAX : k->level;
        return true;
    }
    skip_space(s);
    if (s->at == s->end || *s->at != '"')
        return fail_here(s, FLAW_NAME);
    if (!pass_string(s, false, &bytes))
        return false;
    skip_space(s);
    return take(s, ':') || fail_here(s, FLAW_COLON);
}

static void close_bracket(skipper *k, bool object)
{
    k->level--;
    if (k->judged && object)
        k->doubled = earlier(k->doubled, json_scan_double(k->s, k->marks[k->level]));
}

/*
 * Behind a value, or an opening bracket (`first`): closes what ends here. True before the next
 * value, or where all is closed.
 */
static bool next_value(skipper *k, bool first)
{
    while (k->level) {
        const bool object = in_object(k);
        const uint64_t depth = k->s->depth;
        if (k->level == k->resume) {
            k->judged = true;
            k->resume = SIZE_MAX;
        }
        if (next_item(k->s, &first, object ? '}' : ']'))
            return !object || skip_name(k);
        if (k->s->depth == depth)
            return false; /* a flaw */
        close_bracket(k, object);
        first = false;
    }
    return true;
}

static bool skip_scalar(skipper *k, json_kind kind)
{
    json_decimal number;
    text string;
    bool truth;
    size_t bytes;
    switch (kind) {
    case JSON_KIND_STRING:
        return k->judged ? json_scan_string(k->s, &string) : pass_string(k->s, false, &bytes);
    case JSON_KIND_BOOLEAN:
        return json_scan_boolean(k->s, &truth);
    case JSON_KIND_NULL:
        return json_scan_null(k->s);
    default:
        return k->judged ? json_scan_number(k->s, &number) : pass_number(k->s);
    }
}

bool json_scan_skip(json_scan *s, bool judged, size_t *doubled)
{
    skipper k;
    k.s = s;
    k.judged = judged;
    k.level = 0;
    k.resume = k.doubled = SIZE_MAX;
    bool fine;
    do {
        const json_kind kind = json_scan_kind(s);
        const bool opens = kind == JSON_KIND_OBJECT || kind == JSON_KIND_ARRAY;
        fine = kind != JSON_KIND_NONE && (opens ? open_bracket(&k) : skip_scalar(&k, kind)) &&
               next_value(&k, opens);
    } while (fine && k.level);
    *doubled = k.doubled;
    return fine;
}

/* Places -------------------------------------------------------------------------------------- */

/* The part of a pointer from the slash that `at` stands on. */
static text next_part(const char *at)
{
    return (text){at, 1 + strcspn(at + 1, "/")};
}

/* Whether a pointer names a member so: it may have escaped or cut the name. */
static bool is_named(text name, text part)
{
    pointer as_told;
    pointer_start(&as_told);
    pointer_push(&as_told, name.data, name.length);
    return text_is(part, as_told.data, as_told.length);
}

/* Goes to the member of what stands here; `*value` stays where there is none. */
static bool go_to_member(json_scan *s, text part)
{
    bool first = true;
    text name;
    size_t offset, doubled;
    while (json_scan_member(s, &first, &name, &offset)) {
        if (is_named(name, part))
            return true;
        if (!json_scan_skip(s, false, &doubled))
            return false;
    }
    return false;
}

static bool go_to_element(json_scan *s, text part)
{
    bool first = true;
    size_t index = 0, doubled;
    for (size_t i = 1; i < part.length; i++)
        index = index * 10 + (size_t)(part.data[i] - '0');
    for (; json_scan_element(s, &first); index--) {
        if (!index)
            return true;
        if (!json_scan_skip(s, false, &doubled))
            return false;
    }
    return false;
}

bool json_scan_place(const reunify_context *context, const char *data, size_t length,
                     const char *place, size_t *found)
{
    json_scan s;
    *found = 0;
    json_scan_start(&s, context, data, length);
    s.most_depth = UINT64_MAX;
    for (;; place += next_part(place).length) {
        const json_kind kind = json_scan_kind(&s);
        *found = kind == JSON_KIND_NONE ? *found : (size_t)(s.at - s.start);
        if (!*place || (kind != JSON_KIND_OBJECT && kind != JSON_KIND_ARRAY))
            break;
        json_scan_enter(&s);
        if (!(kind == JSON_KIND_OBJECT ? go_to_member : go_to_element)(&s, next_part(place)))
            break;
    }
    json_scan_stop(&s);
    return !s.no_memory;
}

/* Pushes the next item of what stands here; false where there is none, or it has no value. */
static bool push_item(json_scan *s, bool object, bool *first, size_t *index, pointer *out)
{
    text name = {NULL, 0};
    size_t offset;
    if (!object) {
        const bool more = json_scan_element(s, first);
        if (more)
            pointer_push_index(out, (*index)++);
        return more && json_scan_kind(s) != JSON_KIND_NONE;
    }
    const bool more = json_scan_member(s, first, &name, &offset);
    if (name.data)
        pointer_push(out, name.data, name.length);
    return more && json_scan_kind(s) != JSON_KIND_NONE;
}

/* Goes to the item that holds a byte, and pushes it; false where the search ends. */
static bool find_item(json_scan *s, bool object, size_t wanted, pointer *out)
{
    bool first = true;
    size_t index = 0, doubled;
    for (;;) {
        const size_t length = out->length;
        const bool fine = push_item(s, object, &first, &index, out);
        if (!fine)
            return false;
        const char *at = s->at;
        const uint64_t depth = s->depth;
        if (!json_scan_skip(s, false, &doubled) || (size_t)(s->at - s->start) > wanted) {
            s->at = at;
            s->depth = depth;
            s->flaw = 0;
            return !s->no_memory && !out->cut;
        }
        pointer_pop(out, length);
    }
}

size_t json_scan_pointer(const reunify_context *context, const char *data, size_t length,
                         size_t offset, pointer *out)
{
    json_scan s;
    bool inside = true;
    size_t opened = SIZE_MAX;
    pointer_start(out);
    json_scan_start(&s, context, data, length);
    s.most_depth = UINT64_MAX;
    while (inside) {
        const json_kind kind = json_scan_kind(&s);
        if ((kind != JSON_KIND_OBJECT && kind != JSON_KIND_ARRAY) ||
            (size_t)(s.at - s.start) == offset)
            break;
        opened = (size_t)(s.at - s.start);
        json_scan_enter(&s);
        inside = find_item(&s, kind == JSON_KIND_OBJECT, offset, out);
    }
    json_scan_stop(&s);
    return s.no_memory || out->cut ? SIZE_MAX : opened;
}

void json_lines_to(json_lines *l, size_t offset)
{
    if (!l->line || offset < l->offset) {
        l->offset = 0;
        l->line = l->column = 1;
    }
    json_place place = {.offset = offset, .line = l->line, .column = l->column};
    json_count_on(l->data, l->offset, &place);
    l->offset = offset;
    l->line = place.line;
    l->column = place.column;
}
