/*
 * What is missing in a case: missing CASE.json YYYY-MM-DD
 *
 *   c++ -std=c++11 -o missing missing.cpp $(pkg-config --cflags --libs reunify)
 */
#include <reunify/reunify.hpp>

#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

static void print(const reunify::evaluation &result)
{
    std::cout << "Case " << result.case_id() << ": " << result.stage().text() << '\n';
    for (const reunify::requirement &open : result.outstanding()) {
        std::cout << "  to do:     " << open.text() << " [" << open.source().at() << "]\n";
    }
    for (const reunify::information_needed &open : result.information_needed()) {
        std::cout << "  not known: " << open.id() << ", which these would tell:";
        for (const reunify::text &entry : open.entries()) {
            std::cout << ' ' << entry;
        }
        std::cout << '\n';
    }
}

int main(int count, char **words)
{
    if (count != 3) {
        return 2;
    }
    std::ifstream file(words[1]);
    const std::string json((std::istreambuf_iterator<char>(file)),
                           std::istreambuf_iterator<char>());
    try {
        const reunify::profile rules = reunify::profile::builtin("herefordshire-2023");
        const reunify::case_record record = reunify::case_record::from_json(json);
        reunify::evaluator evaluator = reunify::evaluator::make();
        print(evaluator.evaluate(rules, record, reunify::date::parse(words[2])));
    } catch (const reunify::failure &failed) {
        std::cerr << failed.what() << '\n';
        for (const reunify::fault &fault : failed.faults()) {
            std::cerr << "  line " << fault.line() << ": " << fault.message() << '\n';
        }
        return 1;
    }
    return 0;
}
