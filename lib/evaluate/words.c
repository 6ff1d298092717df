/*
 * What is said of a word in a case that the profile does not know: which words may stand in its
 * place, and which of them was perhaps meant. One table says for each kind of word its code, what
 * was expected, and where the words of the profile are; the telling is that of every other word
 * (base/nearest.c). The word of the case itself is looked at and never told.
 */
#include "evaluate/engine.h"

#include <inttypes.h>
#include <stdio.h>

/* The words of a profile, and of the part of it that has them. */
typedef struct {
    const reunify_profile *profile;
    const void *owner; /* see word_kind */
} word_source;

static const char *name_of(const word_source *s, symbol name)
{
    return s->profile->names.names[name].data;
}

/* Lists --------------------------------------------------------------------------------------- */

static const char *role_at(const void *of, size_t i)
{
    const word_source *s = of;
    return name_of(s, s->profile->roles[i]);
}

static size_t count_standard_statuses(void)
{
    return word_list_of(standard_legal_statuses).count;
}

static const char *legal_status_at(const void *of, size_t i)
{
    const word_source *s = of;
    const size_t standard = count_standard_statuses();
    return i < standard ? standard_legal_statuses[i]
                        : name_of(s, s->profile->legal[i - standard].name);
}

static const char *level_at(const void *of, size_t i)
{
    const word_source *s = of;
    return s->profile->levels[i].id;
}

static const char *pathway_at(const void *of, size_t i)
{
    const word_source *s = of;
    return s->profile->pathways[i].id;
}

static const char *type_at(const void *of, size_t i)
{
    const word_source *s = of;
    return name_of(s, s->profile->types[i].name);
}

/* Of a type; behind its own comes what every type has. */
static const char *outcome_at(const void *of, size_t i)
{
    const word_source *s = of;
    const pack_record_type *type = s->owner;
    return name_of(s, i < type->outcome_count ? type->outcomes[i] : s->profile->did_not_take_place);
}

static const char *attribute_at(const void *of, size_t i)
{
    const word_source *s = of;
    return name_of(s, s->profile->attributes[i].name);
}

static const char *record_attribute_at(const void *of, size_t i)
{
    const word_source *s = of;
    const pack_record_type *type = s->owner;
    return name_of(s, type->attributes[i].name);
}

static const char *finding_at(const void *of, size_t i)
{
    const word_source *s = of;
    const pack_finding *f = &s->profile->findings[i];
    return f->stated ? name_of(s, f->name) : NULL;
}

static const char *person_finding_at(const void *of, size_t i)
{
    const word_source *s = of;
    return s->profile->findings[i].by_person ? finding_at(of, i) : NULL;
}

/* Requirements that can be set aside, through all pathways and stages: the i-th, or NULL. */
static const pack_requirement *set_aside_at(const reunify_profile *p, size_t i)
{
    for (size_t w = 0; w < p->pathway_count; w++)
        for (uint16_t s = 0; s < p->pathways[w].stage_count; s++) {
            const pack_stage *stage = &p->pathways[w].stages[s];
            for (uint16_t k = 0; k < stage->requirement_count; k++)
                if (stage->requirements[k].set_aside_by && !i--)
                    return &stage->requirements[k];
        }
    return NULL;
}

const pack_requirement *engine_set_aside_named(const engine *e, const text *id)
{
    const pack_requirement *q;
    for (size_t i = 0; id && (q = set_aside_at(e->profile, i)) != NULL; i++)
        if (text_is(*id, q->id, strlen(q->id)))
            return q;
    return NULL;
}

static const char *requirement_at(const void *of, size_t i)
{
    const word_source *s = of;
    return set_aside_at(s->profile, i)->id;
}

static const char *reason_at(const void *of, size_t i)
{
    const word_source *s = of;
    const pack_requirement *q = s->owner;
    return name_of(s, q->set_aside_for[i]);
}

static size_t count_set_aside(const reunify_profile *p)
{
    size_t count = 0;
    while (set_aside_at(p, count))
        count++;
    return count;
}

static const char *value_at(const void *of, size_t i)
{
    const word_source *s = of;
    const pack_attribute *declared = s->owner;
    return name_of(s, declared->values[i]);
}

static size_t count_words(word_kind kind, const word_source *s)
{
    const reunify_profile *p = s->profile;
    switch (kind) {
    case WORD_ROLE:
        return p->role_count;
    case WORD_LEGAL_STATUS:
        return count_standard_statuses() + p->legal_count;
    case WORD_LEVEL:
        return p->level_count;
    case WORD_PATHWAY:
        return p->pathway_count;
    case WORD_RECORD_TYPE:
        return p->type_count;
    case WORD_OUTCOME:
        return ((const pack_record_type *)s->owner)->outcome_count + 1u;
    case WORD_ATTRIBUTE:
        return p->attribute_count;
    case WORD_RECORD_ATTRIBUTE:
        return ((const pack_record_type *)s->owner)->attribute_count;
    case WORD_FINDING:
    case WORD_PERSON_FINDING:
        return p->finding_count;
    case WORD_SET_ASIDE:
        return count_set_aside(p);
    case WORD_REASON:
        return ((const pack_requirement *)s->owner)->set_aside_reasons;
    default:
        return ((const pack_attribute *)s->owner)->value_count;
    }
}

/* Faults -------------------------------------------------------------------------------------- */

static const struct {
    const char *code, *expected;
    const char *(*word)(const void *of, size_t index);
} kinds[] = {
    [WORD_ROLE] = {"unknown_value",
                   "expected a role of the case format or of the profile:", role_at},
    [WORD_LEGAL_STATUS] = {"unknown_value",
                           "expected a legal status of the case format or of the profile:",
                           legal_status_at},
    [WORD_LEVEL] = {"unknown_value", "expected a level of the profile:", level_at},
    [WORD_PATHWAY] = {"unknown_pathway", "expected a pathway of the profile:", pathway_at},
    [WORD_RECORD_TYPE] = {"unknown_record_type",
                          "expected a type of record that the profile knows:", type_at},
    [WORD_OUTCOME] = {"unknown_outcome",
                      "expected an outcome that the profile knows of this type of record:",
                      outcome_at},
    [WORD_ATTRIBUTE] = {"unknown_attribute", "expected an attribute of the profile:", attribute_at},
    [WORD_RECORD_ATTRIBUTE] =
        {"unknown_attribute",
         "expected an attribute that the profile declares for this type of record:",
         record_attribute_at},
    [WORD_FINDING] = {"unknown_finding",
                      "expected a finding of the profile that can be stated:", finding_at},
    [WORD_PERSON_FINDING] = {"unknown_finding",
                             "expected a finding of the profile that can be stated of a person:",
                             person_finding_at},
    [WORD_SET_ASIDE] = {"unknown_value",
                        "expected a requirement that can be set aside:", requirement_at},
    [WORD_REASON] = {"unknown_value",
                     "expected a reason for which the requirement can be set aside:", reason_at},
    [WORD_VALUE] = {"unknown_value", "expected one of", value_at},
};

static const text nothing = {"", 0};

static void fault_word(engine *e, word_kind kind, const void *owner, const char *code,
                       const char *where, const text *given)
{
    char message[ERROR_MESSAGE];
    const word_source source = {e->profile, owner};
    const word_list allowed = {kinds[kind].word, &source, count_words(kind, &source)};
    words_tell(e->error, message, kinds[kind].expected, &allowed, given ? *given : nothing);
    engine_fault(e, code, where, message);
}

void engine_fault_word(engine *e, word_kind kind, const void *owner, const char *where,
                       symbol given)
{
    fault_word(e, kind, owner, kinds[kind].code, where, model_name(e->record, given));
}

reunify_status engine_no_pathway(engine *e, const char *wanted)
{
    char message[ERROR_MESSAGE];
    const word_source source = {e->profile, NULL};
    const word_list allowed = {pathway_at, &source, count_words(WORD_PATHWAY, &source)};
    words_tell(e->error, message, "the profile has no such pathway; its pathways:", &allowed,
               wanted ? (text){wanted, strlen(wanted)} : nothing);
    return error_add(e->error, REUNIFY_NOT_FOUND, "unknown_pathway", NULL, "%s", message);
}

/* Values -------------------------------------------------------------------------------------- */

/* 2500 as 2.5 */
static void write_thousandths(int64_t number, char out[32])
{
    const int64_t size = number < 0 ? -number : number;
    snprintf(out, 32, "%s%" PRId64 ".%03d", number < 0 ? "-" : "", size / 1000, (int)(size % 1000));
    size_t length = strlen(out);
    while (out[length - 1] == '0')
        out[--length] = '\0';
    if (out[length - 1] == '.')
        out[--length] = '\0';
}

static void tell_bound(char out[ERROR_MESSAGE], const char *before, int64_t bound, int64_t none)
{
    char number[32];
    if (bound == none)
        return;
    write_thousandths(bound, number);
    const size_t length = strlen(out);
    snprintf(out + length, ERROR_MESSAGE - length, "%s%s", before, number);
}

/* What is expected where there is no list of words. */
static void tell_type(char out[ERROR_MESSAGE], const pack_attribute *declared)
{
    const char *const expected[] = {
        [NAMED_TEXT] = "expected a string",
        [NAMED_BOOLEAN] = "expected true or false",
        [NAMED_NUMBER] = "expected a number",
    };
    snprintf(out, ERROR_MESSAGE, "%s",
             declared->is_date ? "expected a date of the calendar, written YYYY-MM-DD"
                               : expected[declared->type]);
    if (declared->type != NAMED_NUMBER)
        return;
    tell_bound(out, ", at least ", declared->least, INT64_MIN);
    tell_bound(out, ", at most ", declared->most, INT64_MAX);
}

void engine_fault_value(engine *e, const pack_attribute *declared, const model_named *given,
                        const char *code, const char *where)
{
    char message[ERROR_MESSAGE];
    if (declared->type == NAMED_TEXT && declared->value_count) {
        fault_word(e, WORD_VALUE, declared, code, where,
                   given->type == NAMED_TEXT ? model_name(e->record, given->code) : NULL);
        return;
    }
    tell_type(message, declared);
    engine_fault(e, code, where, message);
}
