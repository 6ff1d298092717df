/* A host without exceptions: handles are false where a call failed, and the error says why. */
#include <reunify/reunify.hpp>

#include "check.hpp"

#if REUNIFY_EXCEPTIONS
#error "this is compiled without exceptions"
#endif

using namespace reunify;

int main()
{
    error e;
    const profile rules = profile::builtin("herefordshire-2023", e);
    CHECK(rules && !e.failed());
    const case_record bad = case_record::from_json("{\"id\": 1}", e);
    CHECK(!bad && e.failed() && !e.faults().empty());
    case_record record = case_record::make(e);
    CHECK(record.set_text(entry::the_case(), field::id, "C-1", e) == status::ok);
    CHECK(record.set_text(entry::the_case(), field::hours, "C-1", e) == status::argument);
    CHECK(record.finish(e) == status::ok);
    evaluator scratch = evaluator::make(e);
    const date day = date::parse("2024-05-01", e);
    const evaluation result = scratch.evaluate(rules, record, day, e);
    CHECK(result && result.as_of() == day && result.stage().number() == 1);
    const owned_text page = result.to_text(e);
    CHECK(page && page.size() > 100);
    const evaluation none = scratch.evaluate(rules, record, date(), e);
    CHECK(!none && e.status() == status::argument);
    /* nothing was made, and everything can still be asked */
    CHECK(none.gates().empty() && !none.stage() && none.case_id().data() == nullptr);
    CHECK(owned_text().size() == 0 && owned_text().c_str()[0] == '\0');

    const columns compiled = columns::make(rules, e);
    static const std::uint8_t codes[] = {0, 1};
    std::uint8_t level[2];
    rows table = rows::make(2, e);
    CHECK(table.read("recurrence", cells(codes, 2), e) == status::ok);
    CHECK(table.read("recurrence", cells(codes, 1), e) == status::argument);
    CHECK(table.write(result_column::level, room(level, 2), e) == status::ok);
    CHECK(compiled.classify(table, e) == status::ok && !e.failed());
    CHECK(vocabulary::make(rules, e).find(word_kind::level, "severe"));
    CHECK(requires_list::make(rules, e) && !vocabulary::make(profile(), e));
    return failed_checks != 0;
}
