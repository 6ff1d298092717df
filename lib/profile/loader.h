/*
 * Shared by the files that read a pack: where we are in it, and how faults are told. Private to
 * this folder.
 */
#ifndef REUNIFY_LIB_PROFILE_LOADER_H
#define REUNIFY_LIB_PROFILE_LOADER_H

#include "profile/packs.h"
#include "profile/profile.h"

enum { MOST_NESTED = 40 }; /* of conditions in conditions, and of dates named in dates */

/* A condition or date that the pack names. */
typedef struct {
    text name;
    json_node *node;
    rule_index compiled;
    uint8_t state; /* 0 not yet, 1 being compiled, 2 done */
    bool needs_person, needs_gate, needs_stage;
    uint32_t by_name; /* of the list: the place of the one that stands here in order of names */
} named_rule;

/* Where the items of a list are, by the symbol of their name: 1 + the place, 0 for no item. */
typedef struct {
    uint32_t *at;
    size_t count, capacity;
} name_places;

/* Runs of items of an array that may be shared, by a hash of their bytes: program.c. */
typedef struct {
    uint64_t hash;
    size_t at, count; /* count 0: a free slot */
} shared_run;
typedef struct {
    shared_run *slots;
    size_t slot_count, count;
} shared_runs;

typedef struct {
    reunify_profile *profile;
    reunify_error *error;
    pointer at;
    arena scratch;
    symbols claimed;    /* ids taken, with their section before them */
    symbols source_ids; /* in the order of the profile's sources */
    name_places types, attributes, findings;
    name_places legal; /* of the case format, or of the pack: which of both is not asked */
    shared_runs known_selectors, known_dates, known_links, known_symbols;
    reunify_status status; /* the first failure; REUNIFY_NO_MEMORY: nothing more is read */
    bool full;             /* that is for want of numbers for names, and a fault says so */
    named_rule *conditions, *dates;
    size_t condition_count, date_count;
    size_t node_capacity, date_capacity, selector_capacity, link_capacity, symbol_capacity,
        attribute_capacity;
    unsigned depth;
    /* by node and by date: how many of them one evaluation may visit */
    uint32_t *costs, *date_costs;
    size_t cost_capacity, date_cost_capacity;
    bool person_in_scope, gates_allowed;     /* where we are */
    bool used_person, used_gate, used_stage; /* what was met */
    const pack_pathway *pathway;             /* being read */
    uint16_t stage;
    json_document *document;
    bool notes; /* what is doubtful is noted too */
    bool *source_used;
} loader;

/*
 * Faults. The pointer is where the loader is; the functions return so that callers can go on and
 * find more.
 */
#if defined(__GNUC__)
__attribute__((format(printf, 3, 4)))
#endif
void loader_fault(loader *l, const char *code, const char *format, ...);
void loader_no_memory(loader *l);
/* The same at a member of where we are. */
void loader_fault_at(loader *l, const char *member, const char *code, const char *message);
/*
 * Whether a count of the document fits where it is kept; else the fault limit_items, which names
 * the limit: "expected at most 65,535 codes". `member` may be NULL: where we are.
 */
bool loader_fits(loader *l, const char *member, size_t count, size_t most, const char *what);
/*
 * A word that is none of those that are right, with them and the nearest: before "word" behind:
 * right, right, ... and 5 more; did you mean "right"?
 */
void loader_tell(loader *l, const char *code, const char *before, const char *behind,
                 const word_list *allowed, text given);
/* An id that is not known, with those that are and the nearest of them. */
typedef const char *(*name_at)(const loader *l, size_t index);
void loader_unknown(loader *l, const char *what, text given, name_at names, size_t count);
/* The same at a member of where we are. */
void loader_unknown_at(loader *l, const char *member, const char *what, text given, name_at names,
                       size_t count);
/* A value that a finding does not have, with those that it has, where we are. */
void loader_unknown_value(loader *l, const pack_finding *f, text given);
const char *loader_level_name(const loader *l, size_t index);

/* Reading members. Each tells what is wrong at the member's place. */
json_node *loader_member(loader *l, json_node *object, const char *name, json_kind kind,
                         bool required);
/* Faults every member that is not in the space-separated list (and not x_...). */
void loader_members(loader *l, json_node *object, const char *allowed);
const char *loader_string(loader *l, json_node *object, const char *name, bool required);
symbol loader_code(loader *l, json_node *object, const char *name, bool required);
/* A text by language: as it is said; the other languages are kept with it. */
const char *loader_label(loader *l, json_node *object, const char *name, bool required);
pack_source loader_source(loader *l, json_node *object);
bool loader_flag(loader *l, json_node *object, const char *name);
period loader_period(loader *l, json_node *object, const char *name, bool required);
/* languages.c: a chain such as "cy,en"; what is done once all texts are read. */
bool languages_valid(const char *chain);
/* The next tag of a chain; false behind the last. `rest` is what is left of it. */
bool languages_next(text *rest, text *tag);
/* From cy-GB to cy; false where it has no part to leave out. */
bool languages_shorten(text *tag);
/* messages.c: the library's own sentences, checked and kept. Faults begin with "messages: ". */
reunify_status messages_read(reunify_profile *p, const char *json, size_t length,
                             reunify_error *error);
/* A text of the library's own, which says no values: a message, in the first language that it has.
 */
const char *loader_own(loader *l, message_id id);
void loader_sort_translations(loader *l);
void *loader_take(loader *l, size_t count, size_t size);
symbol loader_symbol(loader *l, text name);
/* The id of an item, unique within its section. */
const char *loader_claim(loader *l, json_node *object, const char *section);

typedef void (*item_reader)(loader *l, json_node *item, size_t index);
/* Reads each object of an array member in turn. */
void loader_each(loader *l, json_node *object, const char *name, bool required, item_reader read);
size_t loader_count(json_node *object, const char *name);
/* Calls `read` for each string of an array member. */
typedef void (*string_reader)(loader *l, text value, size_t index, void *argument);
void loader_strings(loader *l, json_node *array, string_reader read, void *argument);

/* Notes where the item of a name stands; of two with one name the first is found. */
void loader_place(loader *l, name_places *places, symbol name, size_t index);
bool loader_is_placed(const name_places *places, symbol name);
/* Look-ups; -1 where there is none. */
int loader_role(const loader *l, text name);
int loader_type(const loader *l, text name);
int loader_finding(const loader *l, text name);
int loader_attribute(const loader *l, text name);
int loader_level(const loader *l, text name);
int loader_action(const loader *l, text name);
uint64_t loader_levels(loader *l, json_node *array);
uint64_t loader_roles(loader *l, json_node *array);
uint16_t *loader_actions(loader *l, json_node *object, uint16_t *count);
/* A whole number in thousandths, as far as a case may have it. */
int64_t loader_thousandths(loader *l, json_node *node);
/* A finding's value as the program holds it; false and a fault where it is none. */
bool loader_finding_value(loader *l, const pack_finding *f, json_node *node, int64_t *out);

/* operands.c: false where the node cannot be used. */
bool read_operands(loader *l, const rule_row *row, json_node *object, rule_node *n);

/* compile_condition.c, compile_date.c, compile_record.c: RULE_NONE after a fault. */
rule_index compile_condition(loader *l, json_node *node);
rule_index compile_member_condition(loader *l, json_node *object, const char *name, bool required);
rule_index compile_date(loader *l, json_node *node);
/* A date member that may be absent: then `otherwise`. */
rule_index compile_member_date(loader *l, json_node *object, const char *name,
                               rule_index otherwise);
rule_index compile_record(loader *l, json_node *object, bool in_date);
/* A record that gives a plan up or takes one up. */
rule_index compile_plan_record(loader *l, json_node *object);
/*
 * What an attribute is asked to be: "is" with values, or at_least and at_most. False after a fault.
 */
bool compile_attribute_test(loader *l, json_node *object, const pack_attribute *a,
                            rule_attribute *out);
/* A list of codes into the program, where it is given; false after running out of memory. */
/* Codes that are legal statuses of the case format or of the pack. */
void compile_legal_statuses(loader *l, json_node *object, const char *member, rule_index *first,
                            uint32_t *count);
bool compile_codes(loader *l, json_node *object, const char *name, rule_index *first,
                   uint32_t *count);
/*
 * Compiles what a name stands for at its own place, and notes what it needs; checks at each use
 * that it is there.
 */
typedef rule_index (*named_compiler)(loader *l, json_node *node);
rule_index compile_named(loader *l, named_rule *r, const char *section, named_compiler compile);
bool loader_order_named(loader *l, named_rule *list, size_t count);
named_rule *loader_named_rule(named_rule *list, size_t count, text name); /* NULL: there is none */
rule_index compile_as_of(loader *l);
rule_index loader_add_node(loader *l, rule_node node);
rule_index loader_add_date(loader *l, rule_node date);
rule_index loader_add_selector(loader *l, const rule_selector *selector);
rule_index loader_add_links(loader *l, const rule_index *links, size_t count);
rule_index loader_add_symbols(loader *l, const symbol *symbols, size_t count);

/* A pack laid over those that it extends. */
typedef struct {
    /* the pack: one that comes with the library; NULL: the first of the texts */
    const builtin_pack *builtin;
    /* the pack, and others that it may extend beside those that come with the library */
    const char *const *texts;
    const size_t *lengths;
    size_t count;
    json_document *document; /* the whole */
    size_t bytes;            /* of all the texts that it was made of */
    struct {
        char id[160], version[64];
    } bases[MOST_BASES];
    size_t base_count;
} pack_chain;

/* profile/chain.c: on success the document is the caller's to release. */
reunify_status chain_open(const reunify_context *context, pack_chain *chain, reunify_error *error);

/* notes.c: what is doubtful in the text itself. */
void loader_note(loader *l, const char *code, const char *name, const char *message);
void loader_notes(loader *l, json_node *root);

/* fragments.c: what documents say of the rules, once they are read. */
void loader_join(loader *l);

void loader_load(loader *l, json_node *root);
void loader_check(loader *l);

#endif
