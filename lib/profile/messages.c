/*
 * The library's own sentences in other languages, from the document that the options of a profile
 * give: `reunify/messages/1`, by language the plural forms and the messages by id.
 *
 * Every text is held against the English one of its id, which says what values the message has:
 * each has to stand in the text too, none may that English lacks, and what depends on which of
 * several it is has as many parts. What depends on a number has a part for each plural form of its
 * language. So a text that is taken can be said whatever the values are. All languages of the
 * document are read and checked; those that the profile's chain names before English are kept, in
 * the order of the chain.
 */
#include "profile/loader.h"

#include <stdio.h>

static const char FORMAT[] = "reunify/messages/1", BEFORE[] = "messages: ";

enum { BRACKETS_IN_BRACKETS = 4 };

/* A value that English has. */
typedef struct {
    text name;
    bool number, said;
    size_t parts; /* of a choice; 0: it is none */
} message_part;

typedef struct {
    message_part values[MOST_MESSAGE_VALUES];
    size_t count;
} message_form;

/* A text while it is read and held against the English one. */
typedef struct {
    loader *l;
    message_form *form;
    const message_language *language;
    const char *start;
} reading;

/* Names -------------------------------------------------------------------------------------- */

static const char *value_at(const void *of, size_t index)
{
    const message_form *form = of;
    return index < form->count ? form->values[index].name.data : NULL;
}

static const char *id_at(const void *of, size_t index)
{
    (void)of;
    return message_name((message_id)index);
}

static message_part *value_named(message_form *form, text name)
{
    for (size_t i = 0; i < form->count; i++)
        if (text_is(form->values[i].name, name.data, name.length))
            return &form->values[i];
    return NULL;
}

/* Texts -------------------------------------------------------------------------------------- */

/* What English says of its values, with names for faults to tell. */
static bool learn(loader *l, message_id id, message_form *form)
{
    message_slot slots[MOST_MESSAGE_VALUES];
    form->count = message_slots(id, slots);
    for (size_t i = 0; i < form->count; i++) {
        const message_slot *s = &slots[i];
        const text name = {arena_text(&l->scratch, s->name, s->length), s->length};
        if (!name.data) {
            loader_no_memory(l);
            return false;
        }
        form->values[i] = (message_part){name, s->number, false, s->parts};
    }
    return true;
}

static void fault_parts(reading *r, text name, size_t wanted, size_t found, const char *why)
{
    loader_fault(r->l, "bad_message", "\"%.40s\" here has %zu parts between bars: expected %zu, %s",
                 name.data, found, wanted, why);
}

static void check_plural(reading *r, text name, size_t parts)
{
    char forms[ERROR_MESSAGE] = "";
    const size_t wanted = r->language->plural_count + 1;
    if (parts == wanted)
        return;
    for (size_t i = 0; i + 1 < wanted; i++) {
        const size_t length = strlen(forms);
        snprintf(forms + length, sizeof forms - length, "%s, ", r->language->plurals[i].name);
    }
    const size_t length = strlen(forms);
    snprintf(forms + length, sizeof forms - length, "other");
    fault_parts(r, name, wanted, parts, forms);
}

/* What another text says of a value is held against English. */
static void compare(reading *r, text name, char kind, size_t parts)
{
    message_part *v = value_named(r->form, name);
    if (!v) {
        char message[ERROR_MESSAGE];
        words_tell(r->l->error, message, "there is no such value in this message; its values:",
                   &(word_list){value_at, r->form, r->form->count}, name);
        loader_fault(r->l, "unknown_value", "%s", message);
        return;
    }
    v->said = true;
    if (kind == '#' && !v->number)
        loader_fault(r->l, "bad_message", "\"%.40s\" is no number in this message", name.data);
    else if (kind == '#' && parts)
        check_plural(r, name, parts);
    else if (kind == ':' && v->parts != parts)
        fault_parts(r, name, v->parts, parts, "as in English");
}

static bool is_name(const char *at, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (!((at[i] >= 'a' && at[i] <= 'z') || at[i] == '_' ||
              (i && at[i] >= '0' && at[i] <= '9')))
            return false;
    return length > 0;
}

static bool fault_bracket(reading *r, const char *at, const char *what)
{
    loader_fault(r->l, "bad_message", "character %zu: %s", (size_t)(at - r->start) + 1, what);
    return false;
}

static bool read_part(reading *r, const char *at, const char *end, unsigned depth);

/* What stands in a pair of brackets: a name, what kind of value it is, and parts. */
static bool read_brackets(reading *r, const char *at, const char *end, unsigned depth)
{
    const bool braces = *at == '{';
    const char *name = at + 1, *stop = name;
    while (stop < end && !strchr(braces ? "#:" : "?", *stop))
        stop++;
    const text named = {arena_text(&r->l->scratch, name, (size_t)(stop - name)),
                        (size_t)(stop - name)};
    if (!named.data) {
        loader_no_memory(r->l);
        return false;
    }
    if (!is_name(named.data, named.length) || (!braces && stop == end))
        return fault_bracket(r, at,
                             braces ? "expected the name of a value, as in {date} or {count#a|b}"
                                    : "expected the name of a value and ?, as in [date?on {date}]");
    const char kind = stop < end ? *stop : ' ';
    compare(r, named, kind, stop + 1 < end ? message_parts(stop + 1, end) : 0);
    return stop + 1 >= end || read_part(r, stop + 1, end, depth + 1);
}

static bool read_part(reading *r, const char *at, const char *end, unsigned depth)
{
    for (; at < end; at++) {
        if (*at == '}' || *at == ']')
            return fault_bracket(r, at, "a bracket that closes nothing");
        if (*at != '{' && *at != '[')
            continue;
        const char *stop = message_closing(at + 1, end);
        if (stop == end || *stop != (*at == '{' ? '}' : ']'))
            return fault_bracket(r, at, "a bracket that is not closed by its like");
        if (depth == BRACKETS_IN_BRACKETS)
            return fault_bracket(r, at, "too many brackets in brackets");
        if (!read_brackets(r, at, stop, depth))
            return false;
        at = stop;
    }
    return true;
}

static bool has_control(const char *at)
{
    while (*at && (unsigned char)*at >= 0x20 && *at != 0x7F)
        at++;
    return *at;
}

static void check_message(loader *l, const message_language *language, message_id id,
                          const char *said)
{
    message_form form;
    reading r = {l, &form, language, said};
    if (!learn(l, id, &form))
        return;
    if (has_control(said))
        loader_fault(l, "bad_message", "expected a text without control characters");
    else if (!read_part(&r, said, said + strlen(said), 0))
        return;
    for (size_t i = 0; i < form.count && !l->status; i++)
        if (!form.values[i].said)
            loader_fault(l, "missing_value", "the text has to say {%.40s} too: in English, %.200s",
                         form.values[i].name.data, message_english(id));
}

/* Languages ----------------------------------------------------------------------------------- */

static void read_message(loader *l, const message_language *language, const char **texts,
                         json_node *messages_of, text name)
{
    const message_id id = message_named(name.data, name.length);
    const size_t mark = l->at.length;
    if (id == MESSAGE_COUNT) {
        char message[ERROR_MESSAGE];
        words_tell(l->error, message, "there is no message of this id; known:",
                   &(word_list){id_at, NULL, MESSAGE_COUNT}, name);
        pointer_push(&l->at, name.data, name.length);
        loader_fault(l, "unknown_message", "%s", message);
        pointer_pop(&l->at, mark);
        return;
    }
    const char *said = loader_string(l, messages_of, name.data, true);
    if (!said)
        return;
    const reunify_status before = l->status;
    l->status = REUNIFY_OK;
    pointer_push(&l->at, name.data, name.length);
    check_message(l, language, id, said);
    pointer_pop(&l->at, mark);
    if (!l->status)
        l->status = before;
    texts[id] = said;
}

/* "12", "*2" or "!*12" */
static bool is_plural_number(text t)
{
    size_t at = t.length && t.data[0] == '!';
    at += at < t.length && t.data[at] == '*';
    const size_t digits = t.length - at;
    for (; at < t.length; at++)
        if (t.data[at] < '0' || t.data[at] > '9')
            return false;
    return digits >= 1 && digits <= 4;
}

static void read_plural_number(loader *l, text value, size_t index, void *argument)
{
    plural_form *form = argument;
    if (!is_plural_number(value))
        loader_fault(l, "bad_plurals",
                     "expected a number such as \"2\", those that end so, \"*2\", or but these, "
                     "\"!*12\"");
    else if (loader_fits(l, NULL, index + 1, MOST_PLURAL_NUMBERS, "numbers of a plural form")) {
        form->numbers[index] = arena_text(&l->profile->memory, value.data, value.length);
        if (!form->numbers[index])
            loader_no_memory(l);
    }
}

static const char *const plural_names[] = {"zero", "one", "two", "few", "many", NULL};

static void read_plurals(loader *l, json_node *object, message_language *language)
{
    json_node *plurals = loader_member(l, object, "plurals", JSON_KIND_OBJECT, true);
    const size_t mark = pointer_push(&l->at, "plurals", strlen("plurals"));
    plural_form *forms = loader_take(l, MOST_PLURALS, sizeof *forms);
    if (!plurals || !forms) {
        pointer_pop(&l->at, mark);
        return;
    }
    memset(forms, 0, MOST_PLURALS * sizeof *forms);
    loader_members(l, plurals, "zero one two few many");
    for (size_t i = 0; plural_names[i]; i++) {
        json_node *numbers = json_member(plurals, plural_names[i]);
        if (!numbers)
            continue;
        plural_form *form = &forms[language->plural_count++];
        form->name = plural_names[i];
        const size_t at = pointer_push(&l->at, plural_names[i], strlen(plural_names[i]));
        loader_strings(l, numbers, read_plural_number, form);
        pointer_pop(&l->at, at);
    }
    language->plurals = forms;
    pointer_pop(&l->at, mark);
}

static void read_language(loader *l, json_node *object, message_language *language)
{
    if (json_kind_of(object) != JSON_KIND_OBJECT) {
        loader_fault(l, "wrong_type", "expected an object");
        return;
    }
    loader_members(l, object, "plurals messages");
    read_plurals(l, object, language);
    json_node *list = loader_member(l, object, "messages", JSON_KIND_OBJECT, true);
    const char **texts = loader_take(l, MESSAGE_COUNT, sizeof *texts);
    if (!list || !texts || l->status == REUNIFY_NO_MEMORY)
        return;
    for (size_t i = 0; i < MESSAGE_COUNT; i++)
        texts[i] = NULL;
    language->texts = texts;
    const size_t mark = pointer_push(&l->at, "messages", strlen("messages"));
    for (json_walk w = json_members(list); json_next(&w) && l->status != REUNIFY_NO_MEMORY;)
        if (!text_is_foreign(w.name.data, w.name.length))
            read_message(l, language, texts, list, w.name);
    pointer_pop(&l->at, mark);
}

static const message_language *language_named(const message_language *all, size_t count, text tag)
{
    for (size_t i = 0; i < count; i++)
        if (text_is(tag, all[i].tag, strlen(all[i].tag)))
            return &all[i];
    return NULL;
}

/* Those that the chain names before English, each once. */
static void choose(loader *l, const message_language *all, size_t count)
{
    message_language *chosen = loader_take(l, MOST_LANGUAGES, sizeof *chosen);
    text rest = {l->profile->chain, strlen(l->profile->chain)}, tag;
    messages *spoken = &l->profile->spoken;
    if (!chosen)
        return;
    spoken->languages = chosen;
    while (languages_next(&rest, &tag))
        do {
            if (text_is(tag, DEFAULT_LANGUAGE, strlen(DEFAULT_LANGUAGE)))
                return;
            const message_language *found = language_named(all, count, tag);
            if (found && !language_named(chosen, spoken->count, tag))
                chosen[spoken->count++] = *found;
        } while (languages_shorten(&tag));
}

static void read_languages(loader *l, json_node *list)
{
    message_language all[MOST_LANGUAGES];
    size_t count = 0;
    const size_t mark = pointer_push(&l->at, "languages", strlen("languages"));
    for (json_walk w = json_members(list); json_next(&w) && l->status != REUNIFY_NO_MEMORY;) {
        if (text_is_foreign(w.name.data, w.name.length))
            continue;
        if (!loader_fits(l, NULL, count + 1, MOST_LANGUAGES, "languages of messages"))
            break;
        const size_t at = pointer_push(&l->at, w.name.data, w.name.length);
        all[count] =
            (message_language){.tag = arena_text(&l->profile->memory, w.name.data, w.name.length)};
        if (!all[count].tag)
            loader_no_memory(l);
        else if (!languages_valid(all[count].tag) || strchr(all[count].tag, ','))
            loader_fault(l, "bad_language", "expected a language tag, such as cy");
        else
            read_language(l, w.value, &all[count]);
        count++;
        pointer_pop(&l->at, at);
    }
    pointer_pop(&l->at, mark);
    if (!l->status)
        choose(l, all, count);
}

static void read_document(loader *l, json_node *root)
{
    if (json_kind_of(root) != JSON_KIND_OBJECT) {
        loader_fault(l, "wrong_type", "expected an object");
        return;
    }
    loader_members(l, root, "schema languages");
    json_node *schema = loader_member(l, root, "schema", JSON_KIND_STRING, true);
    if (schema && !text_is(json_text(schema), FORMAT, strlen(FORMAT)))
        loader_fault_at(l, "schema", "bad_schema", "expected reunify/messages/1");
    json_node *list = loader_member(l, root, "languages", JSON_KIND_OBJECT, true);
    if (list)
        read_languages(l, list);
}

/* Whoever gave a pack too has to see which of the two a fault is of. */
static void say_of_what(reunify_error *error)
{
    for (size_t i = 0; error && i < error->count; i++) {
        char *message = error->faults[i].message;
        const size_t before = strlen(BEFORE), most = ERROR_MESSAGE - before - 1;
        size_t length = strlen(message);
        length = length < most ? length : most;
        memmove(message + before, message, length);
        memcpy(message, BEFORE, before);
        message[before + length] = '\0';
    }
}

reunify_status messages_read(reunify_profile *p, const char *json, size_t length,
                             reunify_error *error)
{
    json_document *document;
    const reunify_status status = json_parse(p->context, json, length, &document, error);
    if (status) {
        say_of_what(error);
        return status;
    }
    loader l = {.profile = p, .error = error, .document = document};
    arena_start(&l.scratch, p->context);
    read_document(&l, json_root(document));
    arena_release(&l.scratch);
    json_release(document);
    say_of_what(error);
    return l.status;
}
