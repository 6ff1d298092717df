/*
 * Which roles a condition asks for: those that have to take part or lead whatever is done, and
 * those of which one has to. Of several ways to satisfy it only what all of them ask for is asked
 * of all; the roles of each way are then asked of some. What must not be so asks nobody.
 */
#include "rule/rule.h"

static bool is_single(uint64_t roles)
{
    return roles && !(roles & (roles - 1));
}

static void add_roles(rule_roles *r, uint64_t roles)
{
    if (is_single(roles))
        r->all |= roles;
    else
        r->any |= roles;
}

static void add_tests(rule_roles *r, const rule_tests *t)
{
    r->all |= t->with_all;
    add_roles(r, t->led_by);
    add_roles(r, t->with_any);
}

/* One more way to satisfy the same. */
static void add_way(rule_roles *ways, bool first, rule_roles way)
{
    ways->any |= way.any | way.all;
    ways->all = first ? way.all : ways->all & way.all;
}

static rule_roles roles_of(const rule_program *p, rule_index node)
{
    rule_roles found = {0, 0};
    if (node == RULE_NONE)
        return found;
    const rule_node *n = &p->nodes[node];
    bool first = true;
    switch (n->op) {
    case OP_RECORD:
        if (n->selector == RULE_NONE)
            break; /* of a pack that has faults */
        add_tests(&found, &p->selectors[n->selector].among);
        add_tests(&found, &p->selectors[n->selector].tests);
        break;
    case OP_ALL:
        for (uint32_t i = 0; n->first != RULE_NONE && i < n->count; i++) {
            const rule_roles part = roles_of(p, p->links[n->first + i]);
            found.all |= part.all;
            found.any |= part.any;
        }
        break;
    case OP_ANY:
        for (uint32_t i = 0; n->first != RULE_NONE && i < n->count; i++, first = false)
            add_way(&found, first, roles_of(p, p->links[n->first + i]));
        break;
    case OP_IF:
        add_way(&found, true, roles_of(p, n->conditions[1]));
        add_way(&found, false, roles_of(p, n->conditions[2]));
        break;
    case OP_PEOPLE:
        found = roles_of(p, n->conditions[1]);
        break;
    default:
        break;
    }
    return found;
}

rule_roles rule_asked_roles(const rule_program *p, rule_index node)
{
    rule_roles found = roles_of(p, node);
    found.any &= ~found.all;
    return found;
}
