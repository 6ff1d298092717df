/*
 * A case built by calls, evaluated, corrected and evaluated again.
 *
 *   c++ -std=c++11 -o correct correct.cpp $(pkg-config --cflags --libs reunify)
 */
#include <reunify/reunify.hpp>

#include <iostream>

using reunify::entry_kind;
using reunify::field;

static reunify::entry add_findings(reunify::case_record &record, reunify::date day)
{
    const reunify::entry seen = record.add(entry_kind::assessment);
    record.set_date(seen, field::date, day);
    static const char *const findings[][2] = {
        {"risk_factors", "being_addressed"},
        {"protective_factors", "apparent"},
        {"parental_capacity", "able"},
        {"parents_wish", "wants"},
        {"child_wish", "wants"},
        {"recurrence", "unlikely"},
    };
    for (const auto &finding : findings) {
        record.set_named_text(seen, record.symbol_of(finding[0]), finding[1]);
    }
    return seen;
}

static void print(const char *when, const reunify::evaluation &result)
{
    const reunify::classification_view classification = result.classification();
    std::cout << when << ": level " << result.level() << ", indicated " << classification.level();
    for (const reunify::dimension &of : classification.dimensions()) {
        if (of.deciding()) {
            std::cout << ", by " << of.id() << " (" << of.value() << ')';
        }
    }
    std::cout << '\n';
}

int main()
{
    try {
        const reunify::profile rules = reunify::profile::builtin("herefordshire-2023");
        reunify::evaluator evaluator = reunify::evaluator::make();
        const reunify::date day = reunify::date::parse("2024-05-01");
        reunify::case_record record = reunify::case_record::make();
        record.set_text(reunify::entry::the_case(), field::id, "C-1042");
        const reunify::entry seen = add_findings(record, day);
        record.finish();
        print("as entered", evaluator.evaluate(rules, record, day));

        /* Somebody corrects a finding; its word is looked at before it is saved. */
        const reunify::symbol risks = record.find_symbol("risk_factors");
        record.set_named_text(seen, risks, "not_addressed");
        reunify::error error;
        if (record.check(rules, error, seen) != reunify::status::ok) {
            std::cout << "refused: " << error.faults()[0].message() << '\n';
            record.set_named_text(seen, risks, "not_being_addressed");
        }
        record.finish();
        print("corrected", evaluator.evaluate(rules, record, day));
    } catch (const reunify::failure &failed) {
        std::cerr << failed.what() << '\n';
        return 1;
    }
    return 0;
}
