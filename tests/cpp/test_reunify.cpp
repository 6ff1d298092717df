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
#include <vector>
#if __cplusplus >= 202002L
#include <algorithm>
#include <span>
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
/* The same case twice, as cases and as lines, and one that is none. */
static void test_caseload(const profile &rules, const case_record &record, evaluator &scratch)
{
    const reunify_case *const cases[] = {record.raw(), record.raw()};
    const caseload given = caseload::of_cases(rules, cases, 2);
    CHECK(given.count() == 2 && given.part_count() == 1);
    const std::string rows = string_of(given.run(scratch, 0, tidy::risk).to_csv());
    std::string lines = string_of(record.to_json()) + "\n" + string_of(record.to_json());
    lines += "\n{\"id\":\"C-9\",";
    caseload_options options;
    const caseload read = caseload::of_lines(rules, lines, options.explaining(explain::full));
    CHECK(read.count() == 3 && string_of(read.run(scratch, 0, tidy::risk).to_csv()) == rows);
    const table_rows wrong = read.run(scratch, 0, tidy::errors);
    CHECK(wrong.count() > 0 && string_of(wrong.text_of(0, 0)) == "C-9" && wrong.number(0, 5) == 3);
    const std::int32_t days[] = {19723, 20089};
    const caseload twice = caseload::of_cases(rules, cases, 2, caseload_options().at(days, 2));
    CHECK(twice.run(scratch, 0, tidy::risk).count() == 4);
    CHECK(static_cast<bool>(twice.stream(tidy::history)));
    error told;
    CHECK(!caseload::of_lines(rules, lines, told, caseload_options().under("none")) &&
          told.status() == status::not_found);
    CHECK(string_of(case_record::find_id("{\"id\":\"C-7\"", told)) == "C-7");
}

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
    evaluation again = scratch.evaluate(rules, record, result.as_of());
    const table_rows waited = table_rows::make(again, tidy::waiting);
    CHECK(string_of(waited.to_csv(csv_form::header)).find("case_id,as_of,profile,") == 0);
    CHECK(waited.count() == 0 || string_of(waited.text_of(0, 0)) == "C-2006");
    CHECK(waited.to_arrow().array.raw()->length == static_cast<std::int64_t>(waited.count()));
    test_caseload(rules, record, scratch);
    tidy found = tidy::risk;
    CHECK(table_find("waiting", found) && found == tidy::waiting && !table_find("none", found));
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
    CHECK(profile::builtin_version(2) == rules.version() &&
          profile::builtin_title(2) == rules.title());
    CHECK(profile::builtin_extends(0) == rules.id() && profile::builtin_extends(2).empty());
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

    CHECK(string_of(rules.say_date(date::parse("2025-08-04"))) == "4 August 2025");
    CHECK(string_of(rules.say("history.to", {{"before", "high"}, {"level", "low"}})) ==
          "high to low");
    CHECK(string_of(rules.say("stages")) == "The stages");
    error unsaid;
    CHECK(!rules.say("history.to", {{"before", "high"}}, unsaid) &&
          unsaid.status() == status::argument);

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

static void test_names()
{
    CHECK(name_of(requirement_status::not_met) == "not_met" && name_of(status::ok) == "ok");
    CHECK(name_of(word_kind::record_type) == "record_type" && !name_of(word_kind::none).data());
    CHECK(name_of(truth::unknown) == "unknown" && name_of(entry_kind::stay) == "stay");
    CHECK(name_of(field::led_by) == "led_by" && name_of(value_type::a_text) == "text");
    CHECK(name_of(explain::decision) == "decision" && name_of(gate_status::waiting) == "waiting");
    CHECK(name_of(obligation_status::overdue) == "overdue");
    CHECK(name_of(classified::discordant) == "discordant" &&
          name_of(basis::movement) == "movement");
    CHECK(name_of(held::by_incomplete) == "incomplete" && name_of(diff_kind::added) == "added");
    CHECK(name_of(named_type::a_number) == "number" && name_of(word_detail::by) == "by");
    CHECK(name_of(need_kind::family_time) == "family_time");
    CHECK(name_of(reader_kind::stop) == "stop" && name_of(reads::settlement) == "settlement");
    const names kinds(names_of::kind);
    CHECK(kinds.group() == "kind" && kinds.size() == reunify_names_count(REUNIFY_NAMES_KIND));
    CHECK(kinds.find("placement") == REUNIFY_ENTRY_PLACEMENT);
    CHECK(kinds[1].value() == REUNIFY_ENTRY_CHILD && kinds[1].name() == "child");
    CHECK(kinds.name(REUNIFY_ENTRY_GOAL) == "goal" && names::group_count() > 20);
    error e;
    CHECK(kinds.find("nobody", e) == -1 && e.status() == status::not_found);
    bool thrown = false;
    try {
        kinds.find("nobody");
    } catch (const failure &told) {
        thrown = std::string(told.what()) == "not_found: expected a name of the group";
    }
    CHECK(thrown);

    const kind_info record(entry_kind::record);
    CHECK(record.member() == "records" && record.is_list() && record.named() == "attributes");
    CHECK(record.parent().number() == entry_kind::the_case && !record.parent().parent());
    std::size_t dates = 0;
    for (const field_info &of : record.fields()) {
        dates += of.type() == value_type::date || of.type() == value_type::partial_date;
    }
    CHECK(dates == 1);
    CHECK(field_info(entry_kind::record, field::type).vocabulary() == word_kind::record_type);
    CHECK(field_info(entry_kind::record, field::id).vocabulary() == word_kind::none);
    const field_info relation(entry_kind::person, field::relation);
    CHECK(relation.number() == field::relation);
    CHECK(relation.words().size() ==
          reunify_field_word_count(REUNIFY_ENTRY_PERSON, REUNIFY_FIELD_RELATION));
    CHECK(relation.is_open() ==
          (reunify_field_is_open(REUNIFY_ENTRY_PERSON, REUNIFY_FIELD_RELATION) != 0));
    CHECK(!features().empty() && has_feature(features()[0]) && !has_feature("no_such"));
}

static void test_vocabulary()
{
    const profile rules = profile::builtin("herefordshire-2023");
    const vocabulary words = vocabulary::make(rules);
    const vocabulary_entry review = words.find(word_kind::record_type, "care_review");
    CHECK(review && review.kind() == word_kind::record_type && review.id() == "care_review");
    CHECK(review.text() == rules.text(word_kind::record_type, "care_review"));
    CHECK(review.text().size() > 3 && !review.text("xx").data() && review.is_declared());
    CHECK(!review.parent() && !words.find(word_kind::record_type, "no_such"));
    std::size_t outcomes_seen = 0;
    for (const vocabulary_entry &type : words.entries(word_kind::record_type)) {
        for (const vocabulary_entry &outcome : type.within(word_kind::outcome)) {
            CHECK(outcome.parent().id() == type.id());
            CHECK(words.find(word_kind::outcome, outcome.id(), type).at() == outcome.at());
            outcomes_seen++;
        }
        CHECK(type.within(word_kind::reason).empty() && type.within(word_kind::role).empty());
    }
    CHECK(outcomes_seen > 3 && outcomes_seen == words.entries(word_kind::outcome).size());
    CHECK(!words.entries(word_kind::level)[99]);
    CHECK(vocabulary::parent_kind(word_kind::outcome) == word_kind::record_type);
    CHECK(vocabulary::parent_kind(word_kind::role) == word_kind::none);
    CHECK(vocabulary::has_detail(word_kind::movement, word_detail::to));
    CHECK(vocabulary::reference_kind(word_detail::to) == word_kind::level);
    const vocabulary_entry moves = words.entries(word_kind::movement)[0];
    CHECK(moves.references(word_detail::from).size() == 1);
    CHECK(moves.references(word_detail::from)[0].kind() == word_kind::level);
    CHECK(words.find(word_kind::level, moves.references(word_detail::from)[0].id()));
    CHECK(!moves.references(word_detail::from)[1]);
    CHECK(moves.number(word_detail::price_year) == detail_not_given);
    CHECK(moves.number(word_detail::closes) == 0 || moves.number(word_detail::closes) == 1);
    const vocabulary_entry wish = words.find(word_kind::finding, "child_wish");
    CHECK(wish.word(word_detail::type) == "code" && wish.source_id().data() == nullptr);
    const vocabulary_entry asked = words.entries(word_kind::requirement)[0];
    CHECK(!asked.source_id().empty() && !asked.source_at().empty());
    CHECK(words.languages().size() == 1 && words.languages()[0] == "en");
    CHECK(string_of(words.to_json()).find("care_review") != std::string::npos);
    error e;
    CHECK(!vocabulary::make(profile(), e) && e.status() == status::argument);
    const vocabulary none;
    CHECK(none.entries(word_kind::role).empty() && none.languages().empty());
}

static void test_requires()
{
    const requires_list list = requires_list::make(profile::builtin("herefordshire-2023"));
    bool found = false;
    for (const reading_rule &rule : list.rules()) {
        for (const rule_read &read : rule.reads()) {
            bool back = false;
            for (const reading_rule &reader : read.item().readers()) {
                back = back || (reader.kind() == rule.kind() && reader.id() == rule.id());
            }
            CHECK(back && !read.item().id().empty());
        }
        if (rule.id() == "h1.senior_manager") {
            found = true;
            CHECK(rule.kind() == reader_kind::requirement && !rule.text().empty());
            CHECK(!rule.stage().empty() && !rule.pathway().empty());
            CHECK(rule.reads()[0].by() == reads::itself);
        }
    }
    CHECK(found);
    std::size_t named = 0, values = 0;
    for (const read_item &item : list.items()) {
        named += item.kind() == entry_kind::assessment && item.field() == field::none &&
                 item.name() == "risk_factors";
        values += item.values().size();
        CHECK(item.code().data() == nullptr || item.id().size() > item.code().size());
    }
    CHECK(named == 1 && values > 10 && list.items()[SIZE_MAX].readers().empty());
    CHECK(string_of(list.to_json("h1.senior_manager")).size() < string_of(list.to_json()).size());
    error e;
    CHECK(!list.to_json(e, "nowhere") && e.status() == status::not_found);
    CHECK(!requires_list::make(profile(), e) && e.status() == status::argument);
}

/* What a table takes and what it does not. */
static void test_cells()
{
    static const std::int16_t numbers[] = {1, 2, 3};
    const std::vector<std::uint64_t> children(3);
    std::vector<date> days(3);
    static_assert(!std::is_constructible<cells, std::vector<std::uint8_t>>::value, "it is gone");
    static_assert(!std::is_constructible<cells, std::string &>::value, "no numbers");
    static_assert(!std::is_constructible<room, const std::vector<std::uint8_t> &>::value, "const");
    static_assert(!std::is_constructible<lent<std::int32_t>, std::vector<std::int64_t> &>::value,
                  "another width");
    CHECK(cells(numbers, 3).type() == cell_type::int16 && cells(numbers, 3).size() == 3);
    CHECK(cells(children).type() == cell_type::uint64 && cells(children).data() == children.data());
    CHECK(cells(days).type() == cell_type::int32 && cells(days.data(), 3).size() == 3);
    const std::uint8_t bits[] = {5};
    const cells rest = cells::bits(bits, 8).where(bits).from(2);
    CHECK(rest.type() == cell_type::bits && rest.offset() == 2 && rest.size() == 6);
    CHECK(rest.valid() == bits && rest.ends() == nullptr && rest.from(9).size() == 0);
    CHECK(room(days).is_for(result_column::since) && !room(days).is_for(result_column::level));
    CHECK(room().is_for(result_column::deciding) && room(days).bytes() == 12);
    const lent<std::int32_t> as_days(days);
    CHECK(as_days.size() == 3 && as_days[2] == REUNIFY_DATE_NONE && !as_days.empty());
    CHECK(cells(lent<std::int32_t>(days)).type() == cell_type::int32);
#if __cplusplus >= 202002L && defined(__cpp_lib_span)
    CHECK(cells(std::span(numbers).subspan(1)).size() == 2);
    CHECK(cells(std::span<const date>(days)).type() == cell_type::int32);
    CHECK(room(std::span(days).first(2)).bytes() == 8);
    CHECK(std::span<const std::int32_t>(as_days).size() == 3);
    static_assert(!std::is_constructible_v<room, std::span<const std::uint8_t>>);
#endif
}

static const char *const found_in[] = {"risk_factors", "recurrence"};

/* Codes of two findings, row by row: a table says of each what the profile says of it alone. */
static void test_columns()
{
    const profile rules = profile::builtin("herefordshire-2023");
    const columns compiled = columns::make(rules);
    const columns same = compiled;
    CHECK(same.raw() == compiled.raw() && compiled.tabled() && !compiled.form().empty());
    const auto findings = compiled.names(code_names::findings);
    CHECK(findings[0] == found_in[0] && !compiled.by_person(0) && !findings[99].data());
    const auto risk_words = compiled.names(code_names::values, 0);
    CHECK(risk_words.size() == 3 && risk_words[2] == "not_being_addressed");

    const std::vector<std::uint8_t> risks = {0, 1, 2, code_none};
    std::vector<std::uint8_t> level(4), status_of(4);
    std::vector<std::uint32_t> deciding(4);
    const long before = asked_by_cpp;
    rows table = rows::make(risks.size());
    CHECK(table.count() == 4);
    table.read(found_in[0], risks);
    table.write(result_column::level, level);
    table.write(result_column::status, status_of);
    table.write(result_column::deciding, deciding);
    compiled.classify(table);
    CHECK(asked_by_cpp == before);
    for (std::size_t row = 0; row < risks.size(); row++) {
        assessment alone = assessment::make();
        if (risks[row] != code_none) {
            alone.set_finding(found_in[0], risk_words[risks[row]]);
        }
        const classification said = rules.classify(alone);
        CHECK(static_cast<classified>(status_of[row]) == said.status());
        CHECK(compiled.names(code_names::levels)[level[row]].data() == nullptr ||
              compiled.names(code_names::levels)[level[row]] == said.level());
    }

    /* the same by texts in one piece, without the first row; and by words */
    static const char bytes[] = "addressedbeing_addressednot_being_addressed";
    static const std::int32_t ends[] = {0, 9, 24, 43};
    std::vector<std::uint8_t> again(2);
    rows part = rows::make(2);
    part.read(found_in[0], cells::texts(bytes, ends, 3).from(1));
    part.write(result_column::level, again);
    compiled.classify(part);
    CHECK(again[0] == level[1] && again[1] == level[2]);
    static const std::int32_t places[] = {1, 0};
    static const char *const listed[] = {"not_being_addressed", "being_addressed"};
    static const std::size_t lengths[] = {19, 15};
    part.read(found_in[0], cells(places, 2));
    part.words(found_in[0], listed, lengths, 2);
    compiled.classify(part);
    CHECK(again[0] == level[1] && again[1] == level[2]);

    error e;
    CHECK(part.read(found_in[0], cells(places, 1), e) == status::argument);
    CHECK(part.write(result_column::deciding, level, e) == status::argument);
    bool thrown = false;
    try {
        part.read(found_in[0], cells(places, 1));
    } catch (const failure &told) {
        thrown =
            std::string(told.what()) == "argument: expected a column with an entry for each row";
    }
    CHECK(thrown);
    static const std::uint8_t wrong[] = {0, 7};
    part.read(found_in[1], cells(wrong, 2));
    CHECK(compiled.classify(part, e) == status::invalid && !e.faults().empty());
    CHECK(again[0] == code_none);
    part.read("no_such_finding", cells(wrong, 2));
    CHECK(compiled.classify(part, e) == status::not_found);
    CHECK(!columns::make(profile(), e) && !rows() && rows().count() == 0);
}

static void test_replay()
{
    const columns compiled = columns::make(profile::builtin("herefordshire-2023"));
    const std::vector<std::int64_t> children = {7, 7, 4};
    const std::vector<date> days = {date::parse("2024-01-08"), date::parse("2024-02-05"),
                                    date::parse("2024-01-10")};
    const std::vector<std::uint8_t> risks = {2, 2, 0};
    std::vector<std::uint8_t> after(3), last(2);
    std::vector<std::int64_t> first(2);
    std::vector<date> since(2);
    rows table = rows::make(3);
    table.read(read_column::subject, children);
    table.read(read_column::date, days);
    table.read(found_in[0], risks);
    table.write(result_column::level_after, after);
    table.write(result_column::last_level, last);
    table.write(result_column::first_row, first);
    table.write(result_column::since, since);
    const date as_of = date::parse("2024-03-31");
    CHECK(compiled.check(table) == 2 && compiled.replay(table, as_of) == 2);
    CHECK(first[0] == 0 && first[1] == 2 && last[0] == after[1] && last[1] == after[2]);
    CHECK(last[0] == code_none || since[0] == days[0]);
    error e;
    CHECK(compiled.replay(table, as_of, e, batch_options().under("nowhere")) == 0 &&
          e.status() == status::not_found);
    const std::vector<std::int64_t> apart = {7, 4, 7};
    table.read(read_column::subject, apart);
    CHECK(compiled.check(table, e) == 0 && e.faults()[0].code() == "group_twice");
}

/* One finding as a struct array, by hand: it lies in `words`, and says when it was released. */
struct exported {
    ArrowSchema column_schema, schema;
    ArrowArray column, array;
    ArrowSchema *schemas[1];
    ArrowArray *arrays[1];
    const void *buffers[2], *none[1];
};
static int released_by_arrow = 0;

static void export_codes(exported &out, const char *name, const std::uint8_t *codes,
                         std::int64_t count)
{
    out = exported();
    out.column_schema.format = "C";
    out.column_schema.name = name;
    out.column_schema.release = [](ArrowSchema *s) { s->release = nullptr; };
    out.schemas[0] = &out.column_schema;
    out.schema.format = "+s";
    out.schema.n_children = 1;
    out.schema.children = out.schemas;
    out.schema.release = [](ArrowSchema *s) {
        s->release = nullptr;
        released_by_arrow++;
    };
    out.buffers[1] = codes;
    out.column.length = out.array.length = count;
    out.column.n_buffers = 2;
    out.column.buffers = out.buffers;
    out.column.release = [](ArrowArray *a) { a->release = nullptr; };
    out.arrays[0] = &out.column;
    out.array.n_buffers = out.array.n_children = 1;
    out.array.buffers = out.none;
    out.array.children = out.arrays;
    out.array.release = [](ArrowArray *a) {
        a->release = nullptr;
        released_by_arrow++;
    };
}

static void test_arrow()
{
    static const std::uint8_t risks[] = {0, 2};
    const columns compiled = columns::make(profile::builtin("herefordshire-2023"));
    exported in;
    export_codes(in, found_in[0], risks, 2);
    {
        const arrow_schema schema(in.schema);
        arrow_array array(in.array);
        CHECK(schema && in.schema.release == nullptr && in.array.release == nullptr);
        const arrow_table made = compiled.classify_arrow(*schema.raw(), *array.raw());
        CHECK(made && made.array.raw()->length == 2 && made.schema.raw()->n_children == 4);
        error e;
        CHECK(!compiled.replay_arrow(*schema.raw(), *array.raw(), date::parse("2024-03-31"),
                                     replay_table::children, e));
        CHECK(e.failed());
        const arrow_array moved = std::move(array);
        CHECK(moved && !array && released_by_arrow == 0);
    }
    CHECK(released_by_arrow == 2);
    CHECK(!arrow_table() && !arrow_stream());

    static int closed = 0;
    ArrowArrayStream stream = ArrowArrayStream();
    stream.release = [](ArrowArrayStream *s) {
        s->release = nullptr;
        closed++;
    };
    {
        const arrow_stream levels = compiled.classify_stream(stream);
        CHECK(levels && stream.release == nullptr && closed == 0);
    }
    CHECK(closed == 1);
    bool thrown = false;
    try {
        stream.release = [](ArrowArrayStream *s) { s->release = nullptr; };
        CHECK(compiled.replay_stream(stream, date(19723), replay_table::children));
        const arrow_stream none = columns().classify_stream(stream);
        CHECK(!none);
    } catch (const failure &told) {
        thrown = told.status() == status::argument;
    }
    CHECK(thrown);
}

static void test_outcomes()
{
    const std::int32_t home = find_episode_code(episode_code_set::reason_ceased, "e4a - home");
    CHECK(episode_codes(episode_code_set::reason_ceased)[static_cast<std::size_t>(home)].code() ==
          "E4A");
    error e;
    CHECK(find_episode_code(episode_code_set::placement, "?", e) == episode_unknown_code);
    CHECK(e.status() == status::not_found);
    CHECK(find_episode_code(episode_code_set::placement, " ") == episode_no_code);

    /* child 1 goes home and comes back, child 2 is in care */
    const std::vector<std::int64_t> child = {1, 1, 2};
    const std::vector<date> start = {date::parse("2020-01-06"), date::parse("2021-03-01"),
                                     date::parse("2021-05-03")};
    const std::vector<date> end = {date::parse("2021-01-04"), date(), date()};
    const std::vector<std::int32_t> ceased = {home, episode_no_code, episode_no_code};
    const outcomes said = outcomes::make(episodes(child, start, end).with_ceased(ceased),
                                         outcome_options().observed(date::parse("2022-03-31")));
    CHECK(said.number(outcomes_number::children) == 2);
    CHECK(said.number(outcomes_number::returns_planned) == 1);
    CHECK(said.number(outcomes_number::reentered) == 1);
    CHECK(said.date(outcome_date::observed_to) == date::parse("2022-03-31"));
    CHECK(!said.date(outcome_date::from));
    cost_options counted;
    counted.take(said, 24);
    CHECK(counted.returns == 1 && counted.share_without == 1000000);
    error unknown;
    CHECK(counted.take(said, 2, unknown) == status::invalid);
    std::int64_t ended = 0, odd = 0;
    for (const exit_class &how : exit_classes()) {
        CHECK(!how.name().empty() && !how.text().empty());
        ended += said.exits(how);
    }
    for (const anomaly &kind : anomalies()) {
        CHECK(!kind.name().empty() && !kind.text().empty());
        odd += said.anomalies(kind);
    }
    CHECK(ended >= 1 && odd == 0);

    const outcome_table_view periods = said.table(outcome_table::periods);
    CHECK(periods.length() == 3 && periods.columns().size() > 3);
    const outcome_column of_child = periods.column("child");
    CHECK(of_child.name() == "child" && of_child.type() == outcome_column_type::int64);
    CHECK(of_child.int64().size() == 3 && of_child.int64()[2] == 2 && of_child.int32().empty());
    CHECK(of_child.value(2) == 2 && of_child.value(3) == outcomes_none);
    const outcome_column how = periods.column("exit");
    CHECK(how.int32().size() == 3 && how.word(0) == "home_planned");
    CHECK(!periods.column("no_such", e).name().data() && e.status() == status::not_found);
    CHECK(!string_of(said.to_json()).empty() && !string_of(said.to_text()).empty());

    /* a table of outcomes is none of episodes */
    {
        arrow_table table = said.to_arrow(outcome_table::periods);
        CHECK(table && table.array.raw()->length == 3 && table.schema.raw()->n_children == 12);
        CHECK(!outcomes::new_arrow(*table.schema.raw(), *table.array.raw(), e));
        CHECK(e.status() == status::not_found && e.faults()[0].code() == "unknown_column");
        ArrowArrayStream nothing = ArrowArrayStream();
        CHECK(!outcomes::new_stream(nothing, e) && e.status() == status::argument);
    }

    /* a column that is too short is not read */
    const std::vector<date> one(1);
    CHECK(!outcomes::make(episodes(child, one, end), e) && e.status() == status::argument);
    const std::vector<std::int32_t> sexes = {REUNIFY_SEX_FEMALE, REUNIFY_SEX_MALE};
    const std::vector<std::int64_t> both = {1, 2};
    CHECK(!outcomes::make(episodes(child, start, end), e, outcome_options(),
                          episode_children(child).with_sex(sexes)));
    CHECK(outcomes::make(episodes(child, start, end), e, outcome_options().suppressed_below(6),
                         episode_children(both).with_sex(sexes))
              .number(outcomes_number::children) == outcomes_suppressed);
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
    test_names();
    test_vocabulary();
    test_requires();
    test_cells();
    test_columns();
    test_replay();
    test_arrow();
    test_outcomes();
    test_ranges();
    CHECK(version() == REUNIFY_VERSION_STRING && version_number() > 0);
    return failed_checks != 0;
}
