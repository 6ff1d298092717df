/*
 * One program of two standards: this part knows std::string_view, dialects_old.cpp does not. Were
 * the names of what differs the same, the linker would keep one of two calls, and one of the parts
 * read a layout that is not its own.
 */
#include "dialects.hpp"

#include <reunify/reunify.hpp>

#include <type_traits>

static_assert(std::is_same<reunify::text, std::string_view>::value, "the newer standard");

int new_part_reads()
{
    const reunify::profile rules = reunify::profile::builtin("nspcc-2015");
    return rules.id() == "nspcc-2015" && rules.levels()[0].size() == 3;
}

int main()
{
    return old_part_reads() && new_part_reads() ? 0 : 1;
}
