/* reunify.hpp in use: compiled for the oldest and for the newest standard. */
#include <reunify/reunify.hpp>

#include "check.hpp"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <new>
#include <sstream>
#include <string>
#include <type_traits>
#if __cplusplus >= 202002L
#include <algorithm>
#endif

using namespace reunify;

/* How often memory was asked for: by C++, and by the library through a context. */
static long asked_by_cpp = 0;
static long asked_by_library = 0;

void *operator new(std::size_t size)
{
    asked_by_cpp++;
    if (void *memory = std::malloc(size != 0 ? size : 1)) {
        return memory;
    }
    throw std::bad_alloc();
}
void operator delete(void *memory) noexcept
{
    std::free(memory);
}
void operator delete(void *memory, std::size_t) noexcept
{
    std::free(memory);
}

static void *counted(void *, std::size_t size)
{
    asked_by_library++;
    return std::malloc(size);
}
static void uncounted(void *, void *memory, std::size_t)
{
    std::free(memory);
}

static context counting()
{
    context_options options;
    options.allocator.allocate = counted;
    options.allocator.release = uncounted;
    return context::make(options);
}

static std::string contents(const std::string &path)
{
    std::ifstream file(path);
    return std::string(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
}

static std::string example()
{
    return contents(EXAMPLES "/second-attempt.json");
}

static std::string string_of(text t)
{
    return std::string(t.data(), t.size());
}

/* A copy is one reference more, a move none; what was moved from is empty. */
static void test_handles()
{
    static_assert(!std::is_copy_constructible<case_record>::value, "one owner");
    static_assert(!std::is_copy_assignable<evaluator>::value, "one owner");
    static_assert(std::is_nothrow_move_constructible<case_record>::value, "moves");
    static_assert(std::is_nothrow_copy_constructible<profile>::value, "shared");
    static_assert(sizeof(profile) == sizeof(void *) && sizeof(requirement) == sizeof(void *) &&
                      sizeof(case_record) == sizeof(void *) && sizeof(date) == sizeof(int32_t),
                  "no larger than what C passes");

    profile rules = profile::builtin("herefordshire-2023");
    const profile same = rules;
    CHECK(same.raw() == rules.raw());
    const profile moved = std::move(rules);
    CHECK(!rules && moved.id() == "herefordshire-2023");
    rules = moved;
    CHECK(rules && rules.bases().size() == 1 && rules.bases()[0].id() == "nspcc-2015");
    const profile viewed{profile_view(moved)};
    CHECK(viewed.raw() == moved.raw());

    case_record record = case_record::from_json(example());
    case_record taken;
    CHECK(!taken);
    taken = std::move(record);
    CHECK(taken && !record && record.entries(entry_kind::record).empty());
    reunify_case *raw = taken.release();
    CHECK(raw != nullptr && !taken);
    const case_record again(raw);

    evaluator scratch = evaluator::make();
    evaluation result = evaluation::make();
    scratch.evaluate_into(result, rules, again, date::parse("2025-05-20"));
    {
        const evaluation kept = result;
        error e;
        CHECK(scratch.evaluate_into(result, rules, again, date::parse("2025-05-21"), e) ==
              status::busy);
        CHECK(kept.as_of() == date::parse("2025-05-20"));
    }
    scratch.evaluate_into(result, rules, again, date::parse("2025-05-21"));
    CHECK(result.as_of() == date::parse("2025-05-21"));
}

/* Whether a list can be asked for. */
template <class Handle>
auto lists(int) -> decltype(std::declval<Handle>().gates(), std::true_type());
template <class Handle> std::false_type lists(...);
template <class Handle>
auto levels(int) -> decltype(std::declval<Handle>().levels(), std::true_type());
template <class Handle> std::false_type levels(...);

/* Of a handle without a name it cannot; of what is only viewed it can. */
static_assert(decltype(lists<const evaluation &>(0))::value, "named");
static_assert(!decltype(lists<evaluation>(0))::value, "gone before it is read");
static_assert(decltype(levels<const profile &>(0))::value, "named");
static_assert(!decltype(levels<profile>(0))::value, "gone before it is read");
static_assert(decltype(levels<profile_view>(0))::value, "held by somebody else");

/* A classification outlives the evaluation that it is read from. */
static void test_shared_views()
{
    evaluator scratch = evaluator::make();
    classification kept;
    {
        const evaluation result =
            scratch.evaluate(profile::builtin("herefordshire-2023"),
                             case_record::from_json(example()), date::parse("2025-05-20"));
        kept = classification(result.classification());
        CHECK(string_of(kept.level()) == string_of(result.classification().level()));
    }
    CHECK(!kept.dimensions().empty() && kept.dimensions()[0].id().data() != nullptr);
}

static const char faulty[] = "{\"schema\": \"reunify/case/1\", \"id\": \"C\",\n"
                             " \"records\": [{\"type\": \"visit\", \"date\": \"2023-02-30\"},\n"
                             "             {\"type\": 7}]}";

static void test_errors()
{
    error e;
    CHECK(e && !e.failed());
    const case_record none = case_record::from_json(faulty, e);
    CHECK(!none && e.failed() && e.status() == status::invalid);
    CHECK(e.total() == 2 && e.faults().size() == 2);
    CHECK(e.faults()[0].code() == "bad_date" && e.faults()[0].pointer() == "/records/0/date");
    CHECK(e.faults()[0].line() == 2 && e.faults()[0].column() > 1);
    CHECK(e.faults()[1].line() == 3 && !e.faults()[1].message().empty());
    /* a call without an error object in C leaves no old faults standing */
    CHECK(!date::parse("2023-02-30", e) && e.status() == status::invalid && e.faults().empty());
    CHECK(date::parse("2023-02-28", e) && !e.failed());
    e.clear();
    CHECK(!e.failed());
    CHECK(status_name(status::not_found) == "not_found");
}

static void test_exceptions()
{
    bool thrown = false;
    try {
        const case_record none = case_record::from_json(faulty);
        CHECK(!none);
    } catch (const failure &told) {
        const failure copy = told;
        thrown = true;
        CHECK(copy.status() == status::invalid && copy.code() == "bad_date");
        CHECK(copy.pointer() == "/records/0/date" && copy.line() == 2 && copy.column() > 1);
        CHECK(copy.total() == 2 && copy.faults()[1].pointer() == "/records/1/type");
        CHECK(std::string(copy.what()).find("bad_date at /records/0/date: ") == 0);
        CHECK(std::string(copy.what()) ==
              "bad_date at /records/0/date: " + string_of(copy.message()));
    }
    CHECK(thrown);
    thrown = false;
    try {
        date::parse("yesterday");
    } catch (const std::exception &told) {
        thrown = true;
        CHECK(std::string(told.what()) ==
              "invalid: expected a date of the calendar, written YYYY-MM-DD");
    }
    CHECK(thrown);
    thrown = false;
    try {
        const profile none = profile::builtin("nowhere");
        CHECK(!none);
    } catch (const failure &told) {
        thrown = told.status() == status::not_found;
    }
    CHECK(thrown);
}

static void test_dates()
{
    const date day = date::parse("2024-08-31");
    CHECK(day.days() == 19966 && std::string(day.format().c_str()) == "2024-08-31");
    CHECK(text(day.add("P6M").format()) == "2025-02-28");
    CHECK(day < day.add("P1D") && day != date() && date() < date::earliest() && !date());
    CHECK(date::latest().format().c_str()[0] == '9' && date().format().c_str()[0] == '\0');
    error e;
    CHECK(!day.add("P9000Y", e) && e.status() == status::limit);
}

static case_record built()
{
    case_record record = case_record::make();
    record.set_text(entry::the_case(), field::id, "C-1");
    const entry child = record.add(entry_kind::child);
    record.set_date(child, field::date_of_birth, date::parse("2014-03-02"));
    record.set_boolean(child, field::siblings, false);
    const entry done = record.add(entry_kind::record);
    record.set_symbol(done, field::type, record.symbol_of("police_check"));
    record.set_date(done, field::date, date::parse("2024-01-08"));
    record.append_code(done, field::participants, "social_worker");
    record.append_symbol(done, field::participants, record.symbol_of("police"));
    const entry looked = record.add(entry_kind::assessment);
    record.set_date(looked, field::date, date::parse("2024-02-01"));
    record.set_named_symbol(looked, record.symbol_of("risk_factors"),
                            record.symbol_of("being_addressed"));
    record.set_named_boolean(looked, record.symbol_of("new_risk"), true);
    const entry met = record.add(entry_kind::family_time);
    record.set_number(met, field::hours, 2500);
    record.declare(entry_kind::return_home);
    record.finish();
    return record;
}

static void test_building()
{
    case_record record = built();
    CHECK(record.is_finished());
    const case_record read = case_record::from_json(record.to_json());
    CHECK(record.equal(read) && record.equal(record.copy()));
    CHECK(string_of(record.to_json(json_form::pretty)).find("\n  ") != std::string::npos);

    CHECK(read.the_case().get_text(field::id) == "C-1");
    CHECK(read.the_case().is_declared(entry_kind::return_home) &&
          !read.the_case().is_declared(entry_kind::placement));
    CHECK(read.the_case().get_text(field::pathway).data() == nullptr);
    const entry_view done = read.entries(entry_kind::record)[0];
    CHECK(done.get_codes(field::participants).size() == 2);
    CHECK(done.get_codes(field::participants)[1] == "police" && done.is_set(field::date));
    CHECK(done.number().kind() == entry_kind::record && done.number().at() == 0 &&
          done.number().parent() == entry::the_case());
    for (const entry_view &looked : read.entries(entry_kind::assessment)) {
        CHECK(looked.named().size() == 2);
        CHECK(looked.named("risk_factors").text() == "being_addressed" &&
              looked.named("risk_factors").type() == named_type::a_text);
        CHECK(looked.named("new_risk").boolean() == truth::yes);
        CHECK(looked.named(read.find_symbol("risk_factors")).name() == "risk_factors");
        CHECK(!looked.named("police") && !looked.named("no_such_name"));
    }
    CHECK(read.entries(entry_kind::family_time)[0].get_number(field::hours) == 2500);
    CHECK(read.entries(entry_kind::child)[0].get_boolean(field::siblings) == truth::no);
    CHECK(read.latest_date() == date::parse("2024-02-01"));

    /* corrected */
    error e;
    const entry wrong = record.add(entry_kind::goal);
    CHECK(!record.is_finished() && record.remove(wrong, e) == status::ok);
    CHECK(record.remove(wrong, e) == status::argument && e.faults().size() == 1);
    const entry looked = record.entries(entry_kind::assessment)[0].number();
    record.unset_named(looked, record.find_symbol("new_risk"));
    record.set_named_text(looked, record.find_symbol("risk_factors"), "grave");
    record.set_named_number(looked, record.symbol_of("visits"), -3000);
    CHECK(record[looked].named("visits").number() == -3000);
    record.unset(looked, field::date);
    CHECK(record.finish(e) == status::invalid && e.faults()[0].pointer() == "/assessments/0/date");
    CHECK(record.check(profile::builtin("herefordshire-2023"), e, looked) == status::invalid);
    CHECK(e.total() >= 1 && e.faults()[0].pointer() == "/assessments/0/findings/risk_factors");
    record.undeclare(entry_kind::return_home);
    record.declare_codes(record.add(entry_kind::person), field::needs);
    CHECK(record.entries(entry_kind::person)[0].is_set(field::needs));
}

/* Every list of an evaluation, and how many elements they have in all. */
template <class List> std::size_t counted_by_iterator(const List &list)
{
    std::size_t found = 0;
    for (auto i = list.begin(); i != list.end(); ++i) {
        found++;
    }
    return found == list.size() ? found : 0;
}

static std::size_t walked(const evaluation &result)
{
    std::size_t found = 0;
    for (const gate &at : result.gates()) {
        found += at.stage().size() + at.actions().size();
        for (const requirement &asked : at.requirements()) {
            found += asked.text().size() + asked.source().at().size() + asked.by_all().size() +
                     asked.by_any().size();
            for (const text &id : asked.evidence()) {
                found += id.size();
            }
            for (const requirement_person &of : asked.people()) {
                found += of.id().size() + counted_by_iterator(of.evidence());
            }
        }
        for (const stop &ends : at.stops()) {
            found += ends.id().size();
        }
    }
    for (const information_needed &open : result.information_needed()) {
        found += open.id().size() + counted_by_iterator(open.entries());
    }
    for (const dimension &of : result.classification().dimensions()) {
        found +=
            of.id().size() + counted_by_iterator(of.people()) + counted_by_iterator(of.stated());
    }
    for (const position_person &lives : result.position().people()) {
        found += lives.relation().size();
    }
    return found + counted_by_iterator(result.history()) + counted_by_iterator(result.alerts()) +
           counted_by_iterator(result.obligations()) + counted_by_iterator(result.warnings());
}

/* Reading asks for no memory, and building and evaluating for none beside what C asks for. */
static void test_cost()
{
    const context here = counting();
    const std::string json = example();
    const profile rules = profile::builtin("herefordshire-2023", profile_options(), here);
    evaluator scratch = evaluator::make(here);
    evaluation result = evaluation::make(here);
    long before = asked_by_cpp;
    case_record record = case_record::from_json(json, case_reading::strict, here);
    const date day = date::parse("2025-05-20");
    for (int i = 0; i < 3; i++) {
        scratch.evaluate_into(result, rules, record, day);
    }
    const long in_library = asked_by_library;
    scratch.evaluate_into(result, rules, record, day,
                          evaluate_options().explaining(explain::full).under("reunification"));
    CHECK(walked(result) > 1000);
    CHECK(asked_by_library == in_library);
    CHECK(asked_by_cpp == before);
    CHECK(result.pathway() == "reunification" && result.explain() == explain::full);
}

/* What is said is what C says: the first and the last of each kind of list. */
static void test_same_as_c()
{
    evaluator scratch = evaluator::make();
    const profile rules = profile::builtin("herefordshire-2023");
    const case_record record = case_record::from_json(example());
    const evaluation result = scratch.evaluate(rules, record, date::parse("2025-05-20"));
    const reunify_evaluation *c = result.raw();
    CHECK(result.profile().raw() == rules.raw() &&
          result.case_id() == reunify_evaluation_case_id(c));
    CHECK(result.gates().size() == reunify_evaluation_gate_count(c));
    CHECK(result.stage().raw() == reunify_evaluation_stage(c));
    const gate last = result.gates()[result.gates().size() - 1];
    CHECK(last.raw() == reunify_evaluation_gate(c, reunify_evaluation_gate_count(c) - 1));
    CHECK(detail::number(last.status()) == reunify_gate_status(last.raw()));
    CHECK(detail::number(result.applicable()) == reunify_evaluation_applicable(c));
    CHECK(result.level_since().days() == reunify_evaluation_level_since(c));
    CHECK(!result.gates()[99] && result.gates()[99].requirements().empty());
    CHECK(string_of(result.to_json()) ==
          string_of(scratch.evaluate(rules, record, result.as_of()).to_json()));
    CHECK(string_of(result.to_text(page_form::colour | page_form::all, 60)) !=
          string_of(result.to_text()));
    const diff same = diff::of_evaluations(result, result);
    CHECK(same && same.differences().empty());
    overview table = overview::make();
    table.add(result);
    CHECK(table.count() == 1 && string_of(table.to_text()).find("C-2006") != std::string::npos);
    std::ostringstream out;
    out << result.case_id() << ' ' << text(result.as_of().format())
        << rules.text(REUNIFY_VOCABULARY_ROLE, "no_such_code");
    CHECK(out.str() == string_of(result.case_id()) + " 2025-05-20");
}

static void test_profiles()
{
    const profile rules = profile::builtin("nspcc-2015");
    CHECK(profile::builtin_count() == 5 && rules.levels().size() == 4);
    bool found = false;
    for (std::size_t i = 0; i < profile::builtin_count(); i++) {
        found = found || profile::builtin_id(i) == rules.id();
    }
    CHECK(found);
    const owned_text json = profile::builtin_json(0);
    const char *const texts[] = {json.data()};
    const std::size_t lengths[] = {json.size()};
    const profile loaded = profile::from_packs(texts, lengths, 1, profile_options().with_notes());
    CHECK(loaded.id() == profile::builtin_id(0));
    CHECK(profile::from_json(profile::resolve(texts, lengths, 1)).id() == loaded.id());
    const diff changed = diff::of_profiles(rules, loaded);
    CHECK(!changed.differences().empty() && changed.differences()[0].text().size() > 3);
    const lint doubtful = loaded.lint();
    for (const lint_finding &doubt : doubtful.findings()) {
        CHECK(!doubt.code().empty());
    }
    CHECK(rules.findings().size() > 3 && !rules.findings()[0].values().empty());
    CHECK(string_of(rules.to_text()).size() > 1000);

    assessment alone = assessment::make();
    alone.set_finding("risk_factors", "addressed");
    const entry factor = alone.add_factor();
    alone.set_factor(factor, field::kind, "risk");
    CHECK(rules.classify(alone).status() == classified::incomplete);

    cost_options asked;
    CHECK(asked.years == 1000 && asked.failures_with == cost_not_given);
    asked.returns = 100;
    asked.failures_without = 30;
    asked.failures_with = 20;
    const cost counted_costs = cost::calculate(asked, rules);
    CHECK(counted_costs.net_saving() == counted_costs.re_entries_without() -
                                            counted_costs.re_entries_with() -
                                            counted_costs.support());
    CHECK(counted_costs.lines().size() > 3 && counted_costs.set_id() == rules.costs()[0].id());
    error e;
    CHECK(!cost::calculate(cost_options(), e) && e.failed());
}

static void test_ranges()
{
#if __cplusplus >= 202002L && defined(__cpp_lib_ranges)
    using gates = decltype(std::declval<const evaluation &>().gates());
    static_assert(std::ranges::random_access_range<gates> && std::ranges::sized_range<gates>);
    static_assert(std::ranges::view<gates> && std::ranges::borrowed_range<gates>);
    evaluator scratch = evaluator::make();
    const evaluation result =
        scratch.evaluate(profile::builtin("herefordshire-2023"), case_record::from_json(example()),
                         date::parse("2025-05-20"));
    const auto found = std::ranges::find_if(
        result.gates(), [&](const gate &g) { return g.raw() == result.stage().raw(); });
    CHECK(found != result.gates().end() && found->stage() == result.stage().stage());
    CHECK(std::ranges::distance(result.gates()) == std::ssize(result.gates()));
#endif
}

int main()
{
    test_handles();
    test_shared_views();
    test_errors();
    test_exceptions();
    test_dates();
    test_building();
    test_cost();
    test_same_as_c();
    test_profiles();
    test_ranges();
    CHECK(version() == REUNIFY_VERSION_STRING && version_number() > 0);
    return failed_checks != 0;
}
