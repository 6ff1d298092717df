#include "dialects.hpp"

#include <reunify/reunify.hpp>

#if __cplusplus >= 201703L
#error "this part is for a standard without std::string_view"
#endif

int old_part_reads()
{
    const reunify::profile rules = reunify::profile::builtin("nspcc-2015");
    return rules.id() == "nspcc-2015" && rules.levels()[0].size() == 3;
}
