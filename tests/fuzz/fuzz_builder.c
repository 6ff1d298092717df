/*
 * A case made twice: the input is a row of calls that build it, and each call that is taken is also
 * written into a JSON text. Both cases have to be the same: taken or refused alike, written alike,
 * and evaluated alike by every pack that comes with the library. What can be set can so be stored
 * and read again, and nothing of it is lost.
 *
 * Words are those of the packs, so that what is built means something; the input chooses them.
 */
#include <jansson.h>

#include "fuzz.h"
#include "packs.h"

enum { MOST_ENTRIES = 40, MOST_TIMED = 20, MOST_WORDS = 4096, MOST_PACKS = 8 };

/* What there is to set ------------------------------------------------------------------------ */

typedef enum { OF_TEXT, OF_DATE, OF_BOOLEAN, OF_NUMBER, OF_CODES } value_type;

static const struct {
    int32_t kind, field;
    value_type type;
    const char *member;
} fields[] = {
    {REUNIFY_ENTRY_CASE, REUNIFY_FIELD_ID, OF_TEXT, "id"},
    {REUNIFY_ENTRY_CASE, REUNIFY_FIELD_PATHWAY, OF_TEXT, "pathway"},
    {REUNIFY_ENTRY_CHILD, REUNIFY_FIELD_DATE_OF_BIRTH, OF_TEXT, "date_of_birth"},
    {REUNIFY_ENTRY_CHILD, REUNIFY_FIELD_DATE_OF_BIRTH, OF_DATE, "date_of_birth"},
    {REUNIFY_ENTRY_CHILD, REUNIFY_FIELD_SIBLINGS, OF_BOOLEAN, "siblings"},
    {REUNIFY_ENTRY_LEGAL_STATUS, REUNIFY_FIELD_CODE, OF_TEXT, "code"},
    {REUNIFY_ENTRY_LEGAL_STATUS, REUNIFY_FIELD_FROM, OF_DATE, "from"},
    {REUNIFY_ENTRY_LEGAL_STATUS, REUNIFY_FIELD_TO, OF_DATE, "to"},
    {REUNIFY_ENTRY_CARE_PERIOD, REUNIFY_FIELD_FROM, OF_DATE, "from"},
    {REUNIFY_ENTRY_CARE_PERIOD, REUNIFY_FIELD_TO, OF_DATE, "to"},
    {REUNIFY_ENTRY_CARE_PERIOD, REUNIFY_FIELD_KIND, OF_TEXT, "kind"},
    {REUNIFY_ENTRY_PLACEMENT, REUNIFY_FIELD_TYPE, OF_TEXT, "type"},
    {REUNIFY_ENTRY_PLACEMENT, REUNIFY_FIELD_FROM, OF_DATE, "from"},
    {REUNIFY_ENTRY_PLACEMENT, REUNIFY_FIELD_TO, OF_DATE, "to"},
    {REUNIFY_ENTRY_RETURN, REUNIFY_FIELD_DATE, OF_DATE, "date"},
    {REUNIFY_ENTRY_RETURN, REUNIFY_FIELD_PLANNED, OF_BOOLEAN, "planned"},
    {REUNIFY_ENTRY_RETURN, REUNIFY_FIELD_ENDED_ON, OF_DATE, "ended_on"},
    {REUNIFY_ENTRY_RETURN, REUNIFY_FIELD_OUTCOME, OF_TEXT, "outcome"},
    {REUNIFY_ENTRY_RETURN_TO, REUNIFY_FIELD_PERSON, OF_TEXT, "person"},
    {REUNIFY_ENTRY_RETURN_TO, REUNIFY_FIELD_FROM, OF_DATE, "from"},
    {REUNIFY_ENTRY_RETURN_TO, REUNIFY_FIELD_TO, OF_DATE, "to"},
    {REUNIFY_ENTRY_PERSON, REUNIFY_FIELD_ID, OF_TEXT, "id"},
    {REUNIFY_ENTRY_PERSON, REUNIFY_FIELD_RELATION, OF_TEXT, "relation"},
    {REUNIFY_ENTRY_PERSON, REUNIFY_FIELD_HOUSEHOLD, OF_BOOLEAN, "household"},
    {REUNIFY_ENTRY_PERSON, REUNIFY_FIELD_REGULAR_VISITOR, OF_BOOLEAN, "regular_visitor"},
    {REUNIFY_ENTRY_PERSON, REUNIFY_FIELD_PARENTAL_RESPONSIBILITY, OF_BOOLEAN,
     "parental_responsibility"},
    {REUNIFY_ENTRY_PERSON, REUNIFY_FIELD_DATE_OF_BIRTH, OF_TEXT, "date_of_birth"},
    {REUNIFY_ENTRY_PERSON, REUNIFY_FIELD_NEEDS, OF_CODES, "needs"},
    {REUNIFY_ENTRY_STAY, REUNIFY_FIELD_FROM, OF_DATE, "from"},
    {REUNIFY_ENTRY_STAY, REUNIFY_FIELD_TO, OF_DATE, "to"},
    {REUNIFY_ENTRY_ASSESSMENT, REUNIFY_FIELD_ID, OF_TEXT, "id"},
    {REUNIFY_ENTRY_ASSESSMENT, REUNIFY_FIELD_DATE, OF_DATE, "date"},
    {REUNIFY_ENTRY_PERSON_FINDINGS, REUNIFY_FIELD_PERSON, OF_TEXT, "person"},
    {REUNIFY_ENTRY_FACTOR, REUNIFY_FIELD_CODE, OF_TEXT, "code"},
    {REUNIFY_ENTRY_FACTOR, REUNIFY_FIELD_KIND, OF_TEXT, "kind"},
    {REUNIFY_ENTRY_FACTOR, REUNIFY_FIELD_STATUS, OF_TEXT, "status"},
    {REUNIFY_ENTRY_FACTOR, REUNIFY_FIELD_EMERGED, OF_TEXT, "emerged"},
    {REUNIFY_ENTRY_JUDGEMENT, REUNIFY_FIELD_LEVEL, OF_TEXT, "level"},
    {REUNIFY_ENTRY_JUDGEMENT, REUNIFY_FIELD_RATIONALE, OF_TEXT, "rationale"},
    {REUNIFY_ENTRY_JUDGEMENT, REUNIFY_FIELD_APPROVED_BY, OF_TEXT, "approved_by"},
    {REUNIFY_ENTRY_RECORD, REUNIFY_FIELD_ID, OF_TEXT, "id"},
    {REUNIFY_ENTRY_RECORD, REUNIFY_FIELD_TYPE, OF_TEXT, "type"},
    {REUNIFY_ENTRY_RECORD, REUNIFY_FIELD_DATE, OF_DATE, "date"},
    {REUNIFY_ENTRY_RECORD, REUNIFY_FIELD_OUTCOME, OF_TEXT, "outcome"},
    {REUNIFY_ENTRY_RECORD, REUNIFY_FIELD_LED_BY, OF_TEXT, "led_by"},
    {REUNIFY_ENTRY_RECORD, REUNIFY_FIELD_PARTICIPANTS, OF_CODES, "participants"},
    {REUNIFY_ENTRY_RECORD, REUNIFY_FIELD_ABOUT, OF_TEXT, "about"},
    {REUNIFY_ENTRY_RECORD, REUNIFY_FIELD_RATIONALE, OF_TEXT, "rationale"},
    {REUNIFY_ENTRY_FAMILY_TIME, REUNIFY_FIELD_FROM, OF_DATE, "from"},
    {REUNIFY_ENTRY_FAMILY_TIME, REUNIFY_FIELD_TIMES_A_WEEK, OF_NUMBER, "times_a_week"},
    {REUNIFY_ENTRY_FAMILY_TIME, REUNIFY_FIELD_HOURS, OF_NUMBER, "hours"},
    {REUNIFY_ENTRY_FAMILY_TIME, REUNIFY_FIELD_OVERNIGHT, OF_BOOLEAN, "overnight"},
    {REUNIFY_ENTRY_GOAL, REUNIFY_FIELD_ID, OF_TEXT, "id"},
    {REUNIFY_ENTRY_GOAL, REUNIFY_FIELD_OWNER, OF_TEXT, "owner"},
    {REUNIFY_ENTRY_GOAL, REUNIFY_FIELD_DUE, OF_DATE, "due"},
    {REUNIFY_ENTRY_GOAL, REUNIFY_FIELD_STATUS, OF_TEXT, "status"},
};

/* By kind: where its entries stand, in the case or in an entry of the parent kind. */
static const struct {
    const char *member, *named;
    int32_t parent;
} kinds[] = {
    [REUNIFY_ENTRY_CASE] = {NULL, "attributes", -1},
    [REUNIFY_ENTRY_CHILD] = {"child", NULL, REUNIFY_ENTRY_CASE},
    [REUNIFY_ENTRY_LEGAL_STATUS] = {"legal_statuses", NULL, REUNIFY_ENTRY_CASE},
    [REUNIFY_ENTRY_CARE_PERIOD] = {"care_periods", NULL, REUNIFY_ENTRY_CASE},
    [REUNIFY_ENTRY_PLACEMENT] = {"placements", NULL, REUNIFY_ENTRY_CASE},
    [REUNIFY_ENTRY_RETURN] = {"returns", NULL, REUNIFY_ENTRY_CASE},
    [REUNIFY_ENTRY_PERSON] = {"people", NULL, REUNIFY_ENTRY_CASE},
    [REUNIFY_ENTRY_ASSESSMENT] = {"assessments", "findings", REUNIFY_ENTRY_CASE},
    [REUNIFY_ENTRY_FACTOR] = {"factors", NULL, REUNIFY_ENTRY_ASSESSMENT},
    [REUNIFY_ENTRY_JUDGEMENT] = {"judgement", NULL, REUNIFY_ENTRY_ASSESSMENT},
    [REUNIFY_ENTRY_RECORD] = {"records", "attributes", REUNIFY_ENTRY_CASE},
    [REUNIFY_ENTRY_FAMILY_TIME] = {"family_time", NULL, REUNIFY_ENTRY_CASE},
    [REUNIFY_ENTRY_GOAL] = {"goals", NULL, REUNIFY_ENTRY_CASE},
    [REUNIFY_ENTRY_RETURN_TO] = {"return_to", NULL, REUNIFY_ENTRY_CASE},
    [REUNIFY_ENTRY_STAY] = {"stays", NULL, REUNIFY_ENTRY_PERSON},
    [REUNIFY_ENTRY_PERSON_FINDINGS] = {"people", "findings", REUNIFY_ENTRY_ASSESSMENT},
};
enum { KINDS = sizeof kinds / sizeof kinds[0], FIELDS = sizeof fields / sizeof fields[0] };

/* Words of the packs -------------------------------------------------------------------------- */

static struct {
    reunify_profile *profiles[MOST_PACKS];
    size_t profile_count;
    json_t *packs[MOST_PACKS];
    const char *words[MOST_WORDS];
    size_t word_count;
    reunify_evaluator *evaluator;
    reunify_error *error;
} all;

static void add_words(json_t *value)
{
    const char *name;
    json_t *member;
    size_t i;
    if (json_is_string(value) && strlen(json_string_value(value)) < 60 &&
        !strchr(json_string_value(value), ' ') && all.word_count < MOST_WORDS)
        all.words[all.word_count++] = json_string_value(value);
    json_array_foreach(value, i, member) add_words(member);
    json_object_foreach(value, name, member) add_words(member);
}

static void start(void)
{
    static const char *const more[] = {"p",
                                       "q",
                                       "child",
                                       "x_own",
                                       "x",
                                       "",
                                       "Bad",
                                       "2010-05",
                                       "2011",
                                       "2012-03-04",
                                       "care",
                                       "short_break",
                                       "foster",
                                       "with_parents",
                                       "hospital",
                                       "temporary",
                                       "kinship_foster",
                                       "re_entered_care",
                                       "became_adult",
                                       "other",
                                       "parent",
                                       "parents_partner",
                                       "sibling",
                                       "risk",
                                       "protective",
                                       "addressed",
                                       "apparent",
                                       "new",
                                       "re_emerged",
                                       "red",
                                       "achieved",
                                       "did_not_take_place",
                                       "set_aside",
                                       "withdrawn",
                                       "requirement",
                                       "reason",
                                       "a\001b",
                                       "\xC3\xA9"};
    REQUIRE(!reunify_evaluator_new(NULL, &all.evaluator, NULL));
    REQUIRE(!reunify_error_new(NULL, &all.error));
    for (size_t i = 0; i < sizeof more / sizeof more[0]; i++)
        all.words[all.word_count++] = more[i];
    for (; all.profile_count < reunify_profile_builtin_count(); all.profile_count++) {
        const size_t at = all.profile_count;
        const char *id = reunify_profile_builtin_id(at);
        size_t length;
        const char *text = pack_json(at, &length);
        REQUIRE(at < MOST_PACKS && text);
        REQUIRE(!reunify_profile_builtin(NULL, id, strlen(id), NULL, &all.profiles[at], NULL));
        all.packs[at] = json_loadb(text, length, 0, NULL);
        REQUIRE(all.packs[at]);
        add_words(all.packs[at]);
    }
}

/* Both cases ---------------------------------------------------------------------------------- */

typedef struct {
    reunify_entry number;
    int32_t kind;
    json_t *object; /* within the text */
} built_entry;

typedef struct {
    reunify_entry number;
    json_t *object;
    char name[64]; /* empty while it has no value */
} timed;

typedef struct {
    const uint8_t *at, *end;
    reunify_case *record;
    json_t *root;
    built_entry entries[MOST_ENTRIES];
    size_t count;
    timed timed[MOST_TIMED];
    size_t timed_count;
} builder;

static unsigned next_byte(builder *b)
{
    return b->at < b->end ? *b->at++ : 0;
}

static const char *next_word(builder *b)
{
    const unsigned high = next_byte(b);
    return all.words[(high << 8 | next_byte(b)) % all.word_count];
}

/* An entry of a kind, the latest first; NULL: there is none. */
static built_entry *choose_of(builder *b, int32_t kind)
{
    for (size_t i = b->count; i-- > 0;)
        if (b->entries[i].kind == kind)
            return &b->entries[i];
    return NULL;
}

static void write_down(json_t *object, const char *member, json_t *value)
{
    REQUIRE(value && !json_object_set_new(object, member, value));
}

static bool is_single(int32_t kind)
{
    return kind == REUNIFY_ENTRY_CHILD || kind == REUNIFY_ENTRY_JUDGEMENT;
}

static json_t *list_in(json_t *object, const char *member)
{
    if (!json_object_get(object, member))
        write_down(object, member, json_array());
    return json_object_get(object, member);
}

/* What a setter refuses as a value, reading refuses as well. */
static void require_refused(builder *b, json_t *object, const char *member, json_t *value)
{
    json_t *before = json_incref(json_object_get(object, member));
    reunify_case *read;
    if (!value)
        return;
    write_down(object, member, value);
    char *text = json_dumps(b->root, 0);
    REQUIRE(text);
    REQUIRE(reunify_case_from_json(NULL, text, strlen(text), 0, &read, all.error));
    free(text);
    if (before)
        REQUIRE(!json_object_set_new(object, member, before));
    else
        json_object_del(object, member);
}

static void take(builder *b, reunify_status status, json_t *object, const char *member,
                 json_t *value)
{
    if (status == REUNIFY_INVALID)
        require_refused(b, object, member, value);
    else if (status == REUNIFY_OK)
        write_down(object, member, value);
    else
        json_decref(value);
}

static void set_text(builder *b, const built_entry *e, size_t field)
{
    const char *word = next_word(b);
    take(b,
         reunify_case_set_text(b->record, e->number, fields[field].field, word, strlen(word),
                               all.error),
         e->object, fields[field].member, json_string(word));
}

/* From 2020 on, where the packs' cases are; one in many at the ends of the calendar. */
static void set_date(builder *b, const built_entry *e, size_t field)
{
    const unsigned high = next_byte(b);
    reunify_date day = 18262 + (reunify_date)(high << 3 | (next_byte(b) & 7));
    day = high == 0xFF ? REUNIFY_DATE_MAX : day;
    char text[11];
    REQUIRE(!reunify_date_format(day, text, sizeof text));
    take(b, reunify_case_set_date(b->record, e->number, fields[field].field, day, all.error),
         e->object, fields[field].member, json_string(text));
}

static void set_number(builder *b, const built_entry *e, size_t field)
{
    const int64_t value = (int64_t)next_byte(b) * 250;
    take(b, reunify_case_set_number(b->record, e->number, fields[field].field, value, all.error),
         e->object, fields[field].member, json_real((double)value / 1000));
}

static void set_boolean(builder *b, const built_entry *e, size_t field)
{
    const int32_t value = next_byte(b) & 1;
    take(b, reunify_case_set_boolean(b->record, e->number, fields[field].field, value, all.error),
         e->object, fields[field].member, json_boolean(value));
}

/* What is of no use without its date mostly gets one. */
static void set_needed_date(builder *b, const built_entry *e)
{
    for (size_t i = 0; i < FIELDS; i++)
        if (fields[i].kind == e->kind && fields[i].field == REUNIFY_FIELD_DATE)
            set_date(b, e, i);
}

static void add_entry(builder *b)
{
    const int32_t kind = (int32_t)(next_byte(b) % (KINDS - 1)) + 1;
    built_entry *parent = choose_of(b, kinds[kind].parent), *made = &b->entries[b->count];
    if (!parent || b->count == MOST_ENTRIES)
        return;
    if (reunify_case_add(b->record, kind, parent->number, &made->number, all.error)) {
        REQUIRE(is_single(kind) && json_object_get(parent->object, kinds[kind].member));
        return;
    }
    made->kind = kind;
    made->object = json_object();
    b->count++;
    if (is_single(kind))
        write_down(parent->object, kinds[kind].member, made->object);
    else
        REQUIRE(!json_array_append_new(list_in(parent->object, kinds[kind].member), made->object));
    if (next_byte(b) & 7)
        set_needed_date(b, made);
}

static void declare_list(builder *b)
{
    const int32_t kind = (int32_t)(next_byte(b) % (KINDS - 1)) + 1;
    const built_entry *parent = choose_of(b, kinds[kind].parent);
    if (parent && !is_single(kind) &&
        !reunify_case_declare(b->record, kind, parent->number, all.error))
        list_in(parent->object, kinds[kind].member);
}

static void append_code(builder *b, const built_entry *e, size_t field)
{
    const char *word = next_word(b);
    if (!strcmp(word, "x") &&
        !reunify_case_declare_codes(b->record, e->number, fields[field].field, all.error))
        list_in(e->object, fields[field].member);
    if (!reunify_case_append_code(b->record, e->number, fields[field].field, word, strlen(word),
                                  all.error))
        REQUIRE(
            !json_array_append_new(list_in(e->object, fields[field].member), json_string(word)));
}

/* The latest entry of its kind, or the case. */
static void set_field(builder *b)
{
    static void (*const setters[])(builder *, const built_entry *,
                                   size_t) = {[OF_TEXT] = set_text,
                                              [OF_DATE] = set_date,
                                              [OF_BOOLEAN] = set_boolean,
                                              [OF_NUMBER] = set_number,
                                              [OF_CODES] = append_code};
    const size_t field = next_byte(b) % FIELDS;
    const built_entry *e = choose_of(b, fields[field].kind);
    if (e)
        setters[fields[field].type](b, e, field);
}

static void unset_field(builder *b)
{
    const size_t field = next_byte(b) % FIELDS;
    const built_entry *e = choose_of(b, fields[field].kind);
    if (!e)
        return;
    REQUIRE(!reunify_case_unset(b->record, e->number, fields[field].field, all.error));
    json_object_del(e->object, fields[field].member);
}

static void set_named(builder *b)
{
    static const int32_t with_names[] = {REUNIFY_ENTRY_CASE, REUNIFY_ENTRY_ASSESSMENT,
                                         REUNIFY_ENTRY_RECORD, REUNIFY_ENTRY_PERSON_FINDINGS};
    const unsigned how = next_byte(b);
    const built_entry *e = choose_of(b, with_names[how & 3]);
    const char *name = next_word(b), *word = how & 4 ? next_word(b) : "";
    reunify_symbol symbol;
    if (!e || reunify_case_symbol(b->record, name, strlen(name), &symbol, all.error))
        return;
    json_t *values = json_object_get(e->object, kinds[e->kind].named);
    if (!values) {
        values = json_object();
        write_down(e->object, kinds[e->kind].named, values);
    }
    const reunify_status status =
        how & 4 ? reunify_case_set_named_text(b->record, e->number, symbol, word, strlen(word),
                                              all.error)
        : how & 8
            ? reunify_case_set_named_boolean(b->record, e->number, symbol, how >> 4 & 1, all.error)
            : reunify_case_set_named_number(b->record, e->number, symbol, (int64_t)how * 125,
                                            all.error);
    json_t *value = how & 4   ? json_string(word)
                    : how & 8 ? json_boolean(how >> 4 & 1)
                              : json_real((double)how * 0.125);
    /* What has a time is no single value beside it. */
    if (json_is_array(json_object_get(values, name))) {
        REQUIRE(status);
        json_decref(value);
        return;
    }
    /* The host's own names are passed over when read, so nothing is set by them. */
    if (!strncmp(name, "x_", 2)) {
        REQUIRE(status == REUNIFY_INVALID);
        json_decref(value);
        return;
    }
    take(b, status, values, name, value);
}

/* Attributes with their time ------------------------------------------------------------------ */

/* Their place in the text is that among those of their name; without a name they have none. */
static json_t *attributes_in(builder *b)
{
    if (!json_object_get(b->root, "attributes"))
        write_down(b->root, "attributes", json_object());
    return json_object_get(b->root, "attributes");
}

static void add_timed(builder *b)
{
    if (b->timed_count == MOST_TIMED)
        return;
    timed *made = &b->timed[b->timed_count];
    REQUIRE(!reunify_case_add(b->record, REUNIFY_ENTRY_ATTRIBUTE, REUNIFY_THE_CASE, &made->number,
                              all.error));
    made->object = json_object();
    made->name[0] = '\0';
    b->timed_count++;
}

/* Out of the array of its name, which goes with its last. */
static void take_from_text(builder *b, timed *t)
{
    json_t *list = json_object_get(attributes_in(b), t->name), *each;
    size_t i;
    if (!t->name[0])
        return;
    json_array_foreach(list, i, each)
    {
        if (each == t->object)
            break;
    }
    REQUIRE(!json_array_remove(list, i));
    if (!json_array_size(list))
        REQUIRE(!json_object_del(attributes_in(b), t->name));
    t->name[0] = '\0';
}

static void set_timed_value(builder *b, timed *t)
{
    const unsigned how = next_byte(b);
    const char *name = how & 0x80 && t->name[0] ? t->name : next_word(b);
    const char *word = how & 1 ? next_word(b) : "";
    reunify_symbol symbol;
    if (reunify_case_symbol(b->record, name, strlen(name), &symbol, all.error))
        return;
    const reunify_status status =
        how & 1 ? reunify_case_set_named_text(b->record, t->number, symbol, word, strlen(word),
                                              all.error)
        : how & 2
            ? reunify_case_set_named_boolean(b->record, t->number, symbol, how >> 2 & 1, all.error)
            : reunify_case_set_named_number(b->record, t->number, symbol, how, all.error);
    const json_t *there = json_object_get(attributes_in(b), name);
    if (there && !json_is_array(there))
        REQUIRE(status); /* the case has it as a single value */
    if (t->name[0] && strcmp(t->name, name) != 0)
        REQUIRE(status == REUNIFY_ARGUMENT);
    if (status)
        return;
    write_down(t->object, "value",
               how & 1   ? json_string(word)
               : how & 2 ? json_boolean(how >> 2 & 1)
                         : json_real((double)how / 1000));
    if (t->name[0])
        return;
    REQUIRE(strlen(name) < sizeof t->name);
    strcpy(t->name, name);
    REQUIRE(!json_array_append(list_in(attributes_in(b), name), t->object));
}

static void unset_timed_value(builder *b, timed *t)
{
    const reunify_symbol name = reunify_case_named(b->record, t->number, 0);
    REQUIRE((name == REUNIFY_NO_SYMBOL) == !t->name[0]);
    if (name == REUNIFY_NO_SYMBOL)
        return;
    REQUIRE(!reunify_case_unset_named(b->record, t->number, name, all.error));
    take_from_text(b, t);
    json_object_del(t->object, "value");
}

static void set_timed_date(builder *b, timed *t, bool end)
{
    const unsigned days = next_byte(b);
    const reunify_date day = 19358 + (reunify_date)(days & 0x7F) * 5; /* from 2023 on */
    const int32_t field = end ? REUNIFY_FIELD_TO : REUNIFY_FIELD_FROM;
    char text[11];
    REQUIRE(!reunify_date_format(day, text, sizeof text));
    if (days & 0x80) {
        REQUIRE(!reunify_case_unset(b->record, t->number, field, all.error));
        json_object_del(t->object, end ? "to" : "from");
        return;
    }
    REQUIRE(!reunify_case_set_date(b->record, t->number, field, day, all.error));
    write_down(t->object, end ? "to" : "from", json_string(text));
}

/* The entries behind it move up by one. */
static void remove_timed(builder *b, timed *t)
{
    REQUIRE(!reunify_case_remove(b->record, t->number, all.error));
    take_from_text(b, t);
    json_decref(t->object);
    const size_t at = (size_t)(t - b->timed);
    memmove(t, t + 1, (b->timed_count - at - 1) * sizeof *t);
    b->timed_count--;
    for (size_t i = at; i < b->timed_count; i++)
        b->timed[i].number = reunify_case_entry(b->record, REUNIFY_ENTRY_ATTRIBUTE, 0, i);
}

static void change_timed(builder *b)
{
    const unsigned how = next_byte(b);
    timed *t = b->timed_count ? &b->timed[(how >> 3) % b->timed_count] : NULL;
    if (!t || (how & 7) < 2) {
        add_timed(b);
        t = &b->timed[b->timed_count - 1];
    }
    if ((how & 7) == 6)
        unset_timed_value(b, t);
    else if ((how & 7) == 7)
        remove_timed(b, t);
    else if ((how & 7) > 3)
        set_timed_date(b, t, how & 1);
    else
        set_timed_value(b, t);
}

/* What has no value is refused; in the text it stands under some name. */
static void write_unnamed(builder *b)
{
    for (size_t i = 0; i < b->timed_count; i++)
        if (!b->timed[i].name[0])
            REQUIRE(
                !json_array_append(list_in(attributes_in(b), "never_named"), b->timed[i].object));
}

static void forget_timed(builder *b)
{
    while (b->timed_count)
        json_decref(b->timed[--b->timed_count].object);
}

/* The same ------------------------------------------------------------------------------------ */

/* The codes and places of all faults, in an order of their own: where a fault was met first depends
 * on what was added first. */
static json_t *faults_told(void)
{
    json_t *told = json_object();
    REQUIRE(told);
    for (size_t i = 0; i < reunify_error_count(all.error); i++)
        write_down(told, reunify_error_pointer(all.error, i),
                   json_string(reunify_error_code(all.error, i)));
    write_down(told, "total", json_integer((json_int_t)reunify_error_total(all.error)));
    return told;
}

/* NULL where there is none, and why. */
static char *evaluation_of(reunify_profile *profile, const reunify_case *record, reunify_date day,
                           json_t **told)
{
    reunify_evaluation *out = NULL;
    const reunify_status status =
        reunify_evaluate(all.evaluator, profile, record, day, NULL, &out, all.error);
    require_error(all.error, status);
    *told = faults_told();
    char *text = status ? NULL : json_of(out);
    reunify_evaluation_unref(out);
    return text;
}

static void require_same_evaluations(const reunify_case *a, const reunify_case *b)
{
    const reunify_date latest = reunify_case_latest_date(a);
    const reunify_date days[] = {19724, latest == REUNIFY_DATE_NONE ? 20000 : latest};
    REQUIRE(latest == reunify_case_latest_date(b));
    for (size_t i = 0; i < all.profile_count; i++)
        for (size_t d = 0; d < 2; d++) {
            json_t *first_told, *second_told;
            char *first = evaluation_of(all.profiles[i], a, days[d], &first_told);
            char *second = evaluation_of(all.profiles[i], b, days[d], &second_told);
            REQUIRE(json_equal(first_told, second_told) && !first == !second);
            REQUIRE(!first || !strcmp(first, second));
            json_decref(first_told);
            json_decref(second_told);
            free(first);
            free(second);
        }
}

static void require_equal(const reunify_case *a, const reunify_case *b)
{
    int32_t equal = 0;
    reunify_text *first = case_text(a), *second = case_text(b);
    REQUIRE(!strcmp(reunify_text_data(first), reunify_text_data(second)));
    REQUIRE(!reunify_case_equal(a, b, &equal, NULL) && equal);
    reunify_text_free(first);
    reunify_text_free(second);
}

static void require_same(builder *b)
{
    reunify_case *read;
    char *text = json_dumps(b->root, 0);
    REQUIRE(text);
    const reunify_status built = reunify_case_finish(b->record, all.error);
    require_error(all.error, built);
    const reunify_status status =
        reunify_case_from_json(NULL, text, strlen(text), REUNIFY_CASE_STRICT, &read, all.error);
    require_error(all.error, status);
    REQUIRE(built == status);
    free(text);
    if (status)
        return;
    require_equal(b->record, read);
    require_same_evaluations(b->record, read);
    reunify_text *written = case_text(b->record);
    reunify_case_free(read);
    REQUIRE(!reunify_case_from_json(NULL, reunify_text_data(written), reunify_text_length(written),
                                    REUNIFY_CASE_STRICT, &read, all.error));
    require_equal(b->record, read);
    require_same_evaluations(b->record, read); /* what is written is no witness of what it leaves */
    reunify_text_free(written);
    reunify_case_free(read);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static void (*const calls[])(builder *) = {set_field, add_entry, set_field,    set_named,
                                               set_field, add_entry, declare_list, unset_field};
    if (!all.evaluator)
        start();
    builder b = {.at = data, .end = data + size};
    REQUIRE(!reunify_case_new(NULL, &b.record, NULL));
    b.root = json_pack("{s:s,s:s}", "schema", "reunify/case/1", "id", "c");
    REQUIRE(b.root &&
            !reunify_case_set_text(b.record, REUNIFY_THE_CASE, REUNIFY_FIELD_ID, "c", 1, NULL));
    b.entries[b.count++] = (built_entry){REUNIFY_THE_CASE, REUNIFY_ENTRY_CASE, b.root};
    while (b.at < b.end) {
        const unsigned call = next_byte(&b);
        if (call >= 0xF0)
            change_timed(&b);
        else
            calls[call % (sizeof calls / sizeof calls[0])](&b);
    }
    write_unnamed(&b);
    require_same(&b);
    forget_timed(&b);
    reunify_case_free(b.record);
    json_decref(b.root);
    return 0;
}
