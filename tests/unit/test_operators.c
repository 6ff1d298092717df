/* The language is complete: every row says what it has to, and its operands fit into a node. */
#include "rule/rule.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

enum { IN_CONDITIONS, IN_SETS, IN_PERIODS, IN_DATES, IN_NONE };
static const size_t places[] = {NODE_CONDITIONS, NODE_SETS, NODE_PERIODS, NODE_DATES, 1};

/* The node's array in which operands of a kind stand. */
static int array_of(uint8_t kind)
{
    switch ((operand_kind)kind) {
    case OPERAND_CONDITION:
    case OPERAND_OF_PERSON:
        return IN_CONDITIONS;
    case OPERAND_LEVELS:
    case OPERAND_ENUMS:
    case OPERAND_BOOLEANS:
        return IN_SETS;
    case OPERAND_PERIOD:
        return IN_PERIODS;
    case OPERAND_DATE:
    case OPERAND_AT:
    case OPERAND_SINCE:
    case OPERAND_ON_OR_AFTER:
    case OPERAND_ON_OR_BEFORE:
    case OPERAND_BEFORE:
    case OPERAND_AFTER:
        return IN_DATES;
    case OPERAND_CONDITIONS:
    case OPERAND_FINDING:
    case OPERAND_ATTRIBUTE:
    case OPERAND_STAGE:
    case OPERAND_EARLIER_STAGE:
    case OPERAND_TEST:
    case OPERAND_CODES:
    case OPERAND_LEGAL_STATUSES:
    case OPERAND_WORD:
    case OPERAND_BOOLEAN:
    case OPERAND_FLAG:
    case OPERAND_SWITCH:
    case OPERAND_NEEDS:
    case OPERAND_NUMBER:
    case OPERAND_DAYS:
    case OPERAND_SELECTOR:
    case OPERAND_DATES:
    case OPERAND_DATE_ATTRIBUTE:
        return IN_NONE;
    }
    return IN_NONE;
}

/* Operands that exclude each other may share a place; so may flags, which have a bit each. */
static bool may_share(const rule_operand *a, const rule_operand *b)
{
    return array_of(a->kind) == IN_NONE || (a->kind == OPERAND_OF_PERSON && b->kind == a->kind);
}

static size_t operand_count(const rule_row *row)
{
    size_t count = 0;
    while (row->operands[count].member)
        count++;
    return count;
}

static void check_operands(const rule_row *row)
{
    assert_true(operand_count(row) <= MOST_OPERANDS);
    for (const rule_operand *o = row->operands; o->member; o++) {
        if (o->place >= places[array_of(o->kind)])
            fail_msg("%s: %s has no place in the node", row->name, o->member);
        if ((o->kind == OPERAND_WORD || o->kind == OPERAND_ENUMS) && !o->words)
            fail_msg("%s: %s has no words", row->name, o->member);
        for (const rule_operand *other = row->operands; other < o; other++) {
            const bool same =
                array_of(other->kind) == array_of(o->kind) && other->place == o->place;
            if (same && !may_share(other, o))
                fail_msg("%s: %s and %s stand in one place", row->name, other->member, o->member);
        }
    }
}

static bool has_operand(const rule_row *row, const char *name, size_t length)
{
    for (const rule_operand *o = row->operands; o->member; o++)
        if (strncmp(o->member, name, length) == 0 && strchr(" ", o->member[length]))
            return true;
    return false;
}

/* Every operand that a sentence speaks of is there. */
static void check_sentence(const rule_row *row)
{
    const char *name = strrchr(message_name(row->sentence), '.');
    assert_string_equal(name + 1, row->name);
    for (const char *at = message_english(row->sentence); *at; at++)
        if (strchr("[{", *at) && !has_operand(row, at + 1, strcspn(at + 1, "}:#?")))
            fail_msg("%s: its sentence speaks of an operand that it does not have", row->name);
}

/* The messages of an operand's words are those words. */
static void check_words(const rule_row *row)
{
    for (const rule_operand *o = row->operands; o->member; o++)
        for (size_t i = 0; o->kind == OPERAND_ENUMS && o->words[i]; i++)
            assert_string_equal(strrchr(message_name((message_id)(o->said + i)), '.') + 1,
                                o->words[i]);
}

static void every_row_is_complete(void **state)
{
    (void)state;
    for (size_t i = 0; i < OPERATOR_COUNT; i++) {
        const rule_row *row = &rule_operators[i];
        assert_non_null(row->name);
        assert_non_null(row->evaluate);
        assert_null(row->resolve);
        assert_true(operand_count(row) > 0);
        assert_true(row->operands[0].kind != OPERAND_CONDITIONS || row->join);
        check_operands(row);
        check_sentence(row);
        check_words(row);
    }
    for (size_t i = 0; i < DATE_COUNT; i++) {
        const rule_row *row = &rule_dates[i];
        assert_non_null(row->name);
        assert_non_null(row->resolve);
        assert_null(row->evaluate);
        check_operands(row);
        check_sentence(row);
        check_words(row);
    }
}

/* What a pack gives no text is said by messages in the order of the case format's words. */
static void standard_words_have_messages(void **state)
{
    static const struct {
        const char *const *names;
        message_id first;
        size_t before; /* of the message's name */
    } lists[] = {{standard_legal_statuses, MSG_LEGAL_STATUS_EDGE_OF_CARE, sizeof "legal_status"},
                 {standard_roles, MSG_ROLE_CHILD, sizeof "role"}};
    (void)state;
    for (size_t i = 0; i < LENGTH_OF(lists); i++)
        for (size_t k = 0; lists[i].names[k]; k++)
            assert_string_equal(message_name((message_id)(lists[i].first + k)) + lists[i].before,
                                lists[i].names[k]);
}

/* Equality of nodes is that of their bytes: there is no room between the members. */
static void nodes_have_no_room(void **state)
{
    (void)state;
    static const rule_node n;
    assert_int_equal(sizeof n, 6 * sizeof n.op + sizeof n.subject + sizeof n.first +
                                   sizeof n.count + sizeof n.conditions + sizeof n.selector +
                                   sizeof n.dates + sizeof n.sets + sizeof n.least + sizeof n.most +
                                   sizeof n.periods + sizeof n.dated_by + sizeof n.picks);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_is_complete),
        cmocka_unit_test(standard_words_have_messages),
        cmocka_unit_test(nodes_have_no_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
