/*
 * A small table, a row an assessment: the level that each indicates, and what decides it. The codes
 * lie in memory of ours, and so do the results.
 *
 *   c++ -std=c++11 -o levels levels.cpp $(pkg-config --cflags --libs reunify)
 */
#include <reunify/reunify.hpp>

#include <cstdint>
#include <iostream>
#include <vector>

/* A column of ours: the words that we store, and a number of one of them in each row. */
struct column {
    const char *finding;
    std::vector<const char *> words;
    std::vector<std::size_t> lengths;
    std::vector<std::uint8_t> numbers;
    std::uint8_t entered; /* a bit a row, the lowest the first: not set where nothing was entered */
};

static std::vector<column> table()
{
    return {
        {"risk_factors",
         {"addressed", "being_addressed", "not_being_addressed"},
         {9, 15, 19},
         {0, 1, 2, 0},
         0xf},
        {"protective_factors", {"not_apparent", "apparent"}, {12, 8}, {1, 1, 0, 1}, 0xf},
        {"parental_capacity", {"able", "unable"}, {4, 6}, {0, 0, 1, 0}, 0xf},
        {"parents_wish", {"wants", "ambivalent"}, {5, 10}, {0, 0, 1, 0}, 0xf},
        {"child_wish", {"wants", "ambivalent"}, {5, 10}, {0, 0, 0, 0}, 0xf},
        {"recurrence", {"unlikely", "some", "strong"}, {8, 4, 6}, {0, 0, 2, 0}, 0x7},
    };
}

/* The results, a number a row. */
struct results {
    explicit results(std::size_t rows) : level(rows), at_least(rows), status(rows), deciding(rows)
    {
    }
    std::vector<std::uint8_t> level;
    std::vector<std::uint8_t> at_least; /* where not all is known that it takes */
    std::vector<std::uint8_t> status;
    std::vector<std::uint32_t> deciding;
};

static void print_level(const reunify::columns &rules, const results &found, std::size_t row)
{
    const auto levels = rules.names(reunify::code_names::levels);
    if (found.level[row] != reunify::code_none) {
        std::cout << levels[found.level[row]];
    } else if (found.at_least[row] != reunify::code_none) {
        std::cout << "at least " << levels[found.at_least[row]];
    } else {
        std::cout << "no level yet";
    }
}

static void print_deciding(const reunify::columns &rules, std::uint32_t bits)
{
    for (const reunify::text &dimension : rules.names(reunify::code_names::dimensions)) {
        if (bits & 1) {
            std::cout << ' ' << dimension;
        }
        bits >>= 1;
    }
}

static void print(const reunify::columns &rules, const results &found)
{
    for (std::size_t row = 0; row < found.level.size(); row++) {
        std::cout << "row " << row << ": ";
        print_level(rules, found, row);
        std::cout << " (" << name_of(static_cast<reunify::classified>(found.status[row])) << ") by";
        print_deciding(rules, found.deciding[row]);
        std::cout << '\n';
    }
}

int main()
{
    try {
        /* once a pack; any number of threads may use it */
        const reunify::columns rules =
            reunify::columns::make(reunify::profile::builtin("herefordshire-2023"));
        const std::vector<column> ours = table();
        results found(ours[0].numbers.size());
        reunify::rows rows = reunify::rows::make(found.level.size());
        for (const column &of : ours) {
            rows.read(of.finding, reunify::cells(of.numbers).where(&of.entered));
            rows.words(of.finding, of.words.data(), of.lengths.data(), of.words.size());
        }
        rows.write(reunify::result_column::level, found.level);
        rows.write(reunify::result_column::at_least, found.at_least);
        rows.write(reunify::result_column::status, found.status);
        rows.write(reunify::result_column::deciding, found.deciding);
        rules.classify(rows);
        print(rules, found);
    } catch (const reunify::failure &failed) {
        std::cerr << failed.what() << '\n';
        return 1;
    }
    return 0;
}
