/*
 * The library from C++11 on: handles that release themselves, lists for range-for, dates and
 * constants as types, failures as exceptions or, without these, as objects. All of it is inline and
 * stands on the C headers alone: a call here is the C call, nothing is allocated or copied beside.
 *
 * Names: reunify::gate::passed_on() is reunify_gate_passed_on(), reunify::case_record::set_date()
 * is reunify_case_set_date(); what the C headers say of meaning, units, ownership and threads holds
 * here too. A list (`gates()`) stands for a count and a getter by index. Text is borrowed as in C:
 * a std::string_view, before C++17 a reunify::text like it; data() is nullptr where C gives NULL.
 *
 * Failures: whatever can fail comes twice. With an `error &` it never throws: it gives a status, or
 * a handle that is false where it failed, and the error has the faults. Without one it throws
 * reunify::failure, which has them too. A call that failed in C has changed nothing, so the one
 * that throws asks without an error object first, and with one only where that failed: success pays
 * for no object. A host built with -fno-exceptions has the first kind alone.
 *
 * Shared handles (context, profile, classification, evaluation) are copied by taking a reference;
 * the others move. A handle that was moved from, or made by its default constructor, is empty:
 * false, and NULL to C. `raw()` gives the C handle, so both interfaces can be mixed. Views and
 * lists are pointers into the handle that they were asked of: keep that alive. A list of a handle
 * that has no name, which range-for would outlive, does not compile.
 */
#ifndef REUNIFY_REUNIFY_HPP
#define REUNIFY_REUNIFY_HPP

#include <reunify/reunify.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <iosfwd>
#include <iterator>
#include <type_traits>
#include <utility>

#if defined(_MSVC_LANG)
#define REUNIFY_CPLUSPLUS _MSVC_LANG
#else
#define REUNIFY_CPLUSPLUS __cplusplus
#endif

/* 1: calls that throw are there. A host may define it as 0 before it includes this. */
#ifndef REUNIFY_EXCEPTIONS
#if defined(__cpp_exceptions) || defined(__EXCEPTIONS) || defined(_CPPUNWIND)
#define REUNIFY_EXCEPTIONS 1
#else
#define REUNIFY_EXCEPTIONS 0
#endif
#endif

#if REUNIFY_EXCEPTIONS
#include <exception>
#include <memory>
#include <string>
#endif

#if REUNIFY_CPLUSPLUS >= 201703L
#include <string_view>
#endif

#if REUNIFY_CPLUSPLUS >= 202002L
#include <version>
#if defined(__cpp_lib_ranges)
#include <ranges>
#endif
#if defined(__cpp_lib_span)
#include <span>
#endif
#endif

/* Parts of one program may be compiled for different standards: what differs has two names. */
#if REUNIFY_CPLUSPLUS >= 201703L
#define REUNIFY_DIALECT with_string_view
#else
#define REUNIFY_DIALECT with_own_text
#endif

namespace reunify
{
inline namespace REUNIFY_DIALECT
{

/* Text ---------------------------------------------------------------------------------------- */

#if REUNIFY_CPLUSPLUS >= 201703L
/** Text that somebody else holds: pointer and length. @since 0.1.0 */
using text = std::string_view;
#else
/** Text that somebody else holds: pointer and length. @since 0.1.0 */
class text
{
  public:
    constexpr text() noexcept : data_(nullptr), size_(0) {}
    constexpr text(const char *data, std::size_t size) noexcept : data_(data), size_(size) {}
    text(const char *ending_in_nul) noexcept
        : data_(ending_in_nul), size_(std::strlen(ending_in_nul))
    {
    }
    /* of whatever has data() and size(), such as a std::string */
    template <class Held,
              class = decltype(static_cast<const char *>(std::declval<const Held &>().data())),
              class = decltype(static_cast<std::size_t>(std::declval<const Held &>().size()))>
    text(const Held &held) noexcept : data_(held.data()), size_(held.size())
    {
    }

    constexpr const char *data() const noexcept { return data_; }
    constexpr std::size_t size() const noexcept { return size_; }
    constexpr bool empty() const noexcept { return size_ == 0; }
    constexpr const char *begin() const noexcept { return data_; }
    constexpr const char *end() const noexcept { return data_ + size_; }

  private:
    const char *data_;
    std::size_t size_;
};

inline bool operator==(text a, text b) noexcept
{
    return a.size() == b.size() && (a.empty() || std::memcmp(a.data(), b.data(), a.size()) == 0);
}
inline bool operator!=(text a, text b) noexcept
{
    return !(a == b);
}
inline bool operator<(text a, text b) noexcept
{
    const std::size_t shared = a.size() < b.size() ? a.size() : b.size();
    const int order = shared == 0 ? 0 : std::memcmp(a.data(), b.data(), shared);
    return order != 0 ? order < 0 : a.size() < b.size();
}
template <class Traits>
std::basic_ostream<char, Traits> &operator<<(std::basic_ostream<char, Traits> &out, text written)
{
    return out.write(written.data(), static_cast<decltype(out.width())>(written.size()));
}
#endif

/* Constants ----------------------------------------------------------------------------------- */

/** REUNIFY_OK and the failures. @since 0.1.0 */
enum class status : std::int32_t {
    ok = REUNIFY_OK,
    no_memory = REUNIFY_NO_MEMORY,
    invalid = REUNIFY_INVALID,
    argument = REUNIFY_ARGUMENT,
    limit = REUNIFY_LIMIT,
    state = REUNIFY_STATE,
    not_found = REUNIFY_NOT_FOUND,
    busy = REUNIFY_BUSY,
    cancelled = REUNIFY_CANCELLED,
    unsupported = REUNIFY_UNSUPPORTED
};

/** Three-valued truth. @since 0.1.0 */
enum class truth : std::int32_t {
    no = REUNIFY_FALSE,
    yes = REUNIFY_TRUE,
    unknown = REUNIFY_UNKNOWN
};

/** How JSON is written. @since 0.1.0 */
enum class json_form : std::uint32_t {
    canonical = 0,
    pretty = REUNIFY_JSON_PRETTY,
    lean = REUNIFY_JSON_LEAN
};

/** How pages are written; combined by `|`. @since 0.1.0 */
enum class page_form : std::uint32_t {
    plain = 0,
    colour = REUNIFY_TEXT_COLOUR,
    all = REUNIFY_TEXT_ALL
};

/** How a case is read. @since 0.1.0 */
enum class case_reading : std::uint32_t { lenient = 0, strict = REUNIFY_CASE_STRICT };

/** REUNIFY_ENTRY_*. @since 0.1.0 */
enum class entry_kind : std::int32_t {
    the_case = REUNIFY_ENTRY_CASE,
    child = REUNIFY_ENTRY_CHILD,
    legal_status = REUNIFY_ENTRY_LEGAL_STATUS,
    care_period = REUNIFY_ENTRY_CARE_PERIOD,
    placement = REUNIFY_ENTRY_PLACEMENT,
    return_home = REUNIFY_ENTRY_RETURN,
    person = REUNIFY_ENTRY_PERSON,
    assessment = REUNIFY_ENTRY_ASSESSMENT,
    factor = REUNIFY_ENTRY_FACTOR,
    judgement = REUNIFY_ENTRY_JUDGEMENT,
    record = REUNIFY_ENTRY_RECORD,
    family_time = REUNIFY_ENTRY_FAMILY_TIME,
    goal = REUNIFY_ENTRY_GOAL,
    return_to = REUNIFY_ENTRY_RETURN_TO,
    stay = REUNIFY_ENTRY_STAY,
    person_findings = REUNIFY_ENTRY_PERSON_FINDINGS,
    attribute = REUNIFY_ENTRY_ATTRIBUTE
};

/** REUNIFY_FIELD_*. @since 0.1.0 */
enum class field : std::int32_t {
    none = 0, /* of what a profile reads: none */
    id = REUNIFY_FIELD_ID,
    pathway = REUNIFY_FIELD_PATHWAY,
    date_of_birth = REUNIFY_FIELD_DATE_OF_BIRTH,
    siblings = REUNIFY_FIELD_SIBLINGS,
    code = REUNIFY_FIELD_CODE,
    from = REUNIFY_FIELD_FROM,
    to = REUNIFY_FIELD_TO,
    type = REUNIFY_FIELD_TYPE,
    date = REUNIFY_FIELD_DATE,
    planned = REUNIFY_FIELD_PLANNED,
    ended_on = REUNIFY_FIELD_ENDED_ON,
    outcome = REUNIFY_FIELD_OUTCOME,
    relation = REUNIFY_FIELD_RELATION,
    household = REUNIFY_FIELD_HOUSEHOLD,
    regular_visitor = REUNIFY_FIELD_REGULAR_VISITOR,
    parental_responsibility = REUNIFY_FIELD_PARENTAL_RESPONSIBILITY,
    needs = REUNIFY_FIELD_NEEDS,
    kind = REUNIFY_FIELD_KIND,
    status = REUNIFY_FIELD_STATUS,
    emerged = REUNIFY_FIELD_EMERGED,
    level = REUNIFY_FIELD_LEVEL,
    rationale = REUNIFY_FIELD_RATIONALE,
    approved_by = REUNIFY_FIELD_APPROVED_BY,
    led_by = REUNIFY_FIELD_LED_BY,
    participants = REUNIFY_FIELD_PARTICIPANTS,
    about = REUNIFY_FIELD_ABOUT,
    times_a_week = REUNIFY_FIELD_TIMES_A_WEEK,
    hours = REUNIFY_FIELD_HOURS,
    overnight = REUNIFY_FIELD_OVERNIGHT,
    owner = REUNIFY_FIELD_OWNER,
    due = REUNIFY_FIELD_DUE,
    person = REUNIFY_FIELD_PERSON
};

/** REUNIFY_NAMED_*. @since 0.1.0 */
enum class named_type : std::int32_t {
    none = REUNIFY_NAMED_NONE,
    a_text = REUNIFY_NAMED_TEXT,
    a_boolean = REUNIFY_NAMED_BOOLEAN,
    a_number = REUNIFY_NAMED_NUMBER
};

/** REUNIFY_EXPLAIN_*. @since 0.1.0 */
enum class explain : std::int32_t {
    none = REUNIFY_EXPLAIN_NONE,
    decision = REUNIFY_EXPLAIN_DECISION,
    full = REUNIFY_EXPLAIN_FULL
};

/** REUNIFY_GATE_*. @since 0.1.0 */
enum class gate_status : std::int32_t {
    waiting = REUNIFY_GATE_WAITING,
    stopped = REUNIFY_GATE_STOPPED,
    passed = REUNIFY_GATE_PASSED,
    incomplete = REUNIFY_GATE_INCOMPLETE,
    not_applicable = REUNIFY_GATE_NOT_APPLICABLE
};

/** REUNIFY_REQUIREMENT_*. @since 0.1.0 */
enum class requirement_status : std::int32_t {
    not_met = REUNIFY_REQUIREMENT_NOT_MET,
    met = REUNIFY_REQUIREMENT_MET,
    unknown = REUNIFY_REQUIREMENT_UNKNOWN,
    not_applicable = REUNIFY_REQUIREMENT_NOT_APPLICABLE,
    set_aside = REUNIFY_REQUIREMENT_SET_ASIDE
};

/** REUNIFY_OBLIGATION_*. @since 0.1.0 */
enum class obligation_status : std::int32_t {
    not_started = REUNIFY_OBLIGATION_NOT_STARTED,
    upcoming = REUNIFY_OBLIGATION_UPCOMING,
    due = REUNIFY_OBLIGATION_DUE,
    overdue = REUNIFY_OBLIGATION_OVERDUE,
    done = REUNIFY_OBLIGATION_DONE,
    not_applicable = REUNIFY_OBLIGATION_NOT_APPLICABLE
};

/** REUNIFY_CLASSIFIED_*. @since 0.1.0 */
enum class classified : std::int32_t {
    consistent = REUNIFY_CLASSIFIED_CONSISTENT,
    discordant = REUNIFY_CLASSIFIED_DISCORDANT,
    incomplete = REUNIFY_CLASSIFIED_INCOMPLETE
};

/** REUNIFY_BASIS_*. @since 0.1.0 */
enum class basis : std::int32_t {
    none = REUNIFY_BASIS_NONE,
    classification = REUNIFY_BASIS_CLASSIFICATION,
    movement = REUNIFY_BASIS_MOVEMENT,
    judgement = REUNIFY_BASIS_JUDGEMENT
};

/** REUNIFY_HELD_*. @since 0.1.0 */
enum class held : std::int32_t {
    not_held = REUNIFY_HELD_NOT,
    by_classification = REUNIFY_HELD_BY_CLASSIFICATION,
    by_incomplete = REUNIFY_HELD_BY_INCOMPLETE
};

/** REUNIFY_DIFF_*. @since 0.1.0 */
enum class diff_kind : std::int32_t {
    added = REUNIFY_DIFF_ADDED,
    removed = REUNIFY_DIFF_REMOVED,
    changed = REUNIFY_DIFF_CHANGED
};

/** JSON flags together. @since 0.1.0 */
constexpr json_form operator|(json_form a, json_form b) noexcept
{
    return static_cast<json_form>(static_cast<std::uint32_t>(a) | static_cast<std::uint32_t>(b));
}

/** Page flags together. @since 0.1.0 */
constexpr page_form operator|(page_form a, page_form b) noexcept
{
    return static_cast<page_form>(static_cast<std::uint32_t>(a) | static_cast<std::uint32_t>(b));
}

/** What is needed. @since 0.1.0 */
enum class need_kind : std::int32_t {
    record = REUNIFY_NEED_RECORD,
    assessment = REUNIFY_NEED_ASSESSMENT,
    level = REUNIFY_NEED_LEVEL,
    goal = REUNIFY_NEED_GOAL,
    family_time = REUNIFY_NEED_FAMILY_TIME,
    attribute = REUNIFY_NEED_ATTRIBUTE,
    legal_status = REUNIFY_NEED_LEGAL_STATUS,
    birth = REUNIFY_NEED_BIRTH,
    day = REUNIFY_NEED_DAY,
    stay = REUNIFY_NEED_STAY
};

/** REUNIFY_NAMES_*. @since 0.1.0 */
enum class names_of : std::int32_t {
    status = REUNIFY_NAMES_STATUS,
    truth = REUNIFY_NAMES_TRUTH,
    kind = REUNIFY_NAMES_KIND,
    field = REUNIFY_NAMES_FIELD,
    type = REUNIFY_NAMES_TYPE,
    explain = REUNIFY_NAMES_EXPLAIN,
    gate_status = REUNIFY_NAMES_GATE_STATUS,
    requirement_status = REUNIFY_NAMES_REQUIREMENT_STATUS,
    obligation_status = REUNIFY_NAMES_OBLIGATION_STATUS,
    classified = REUNIFY_NAMES_CLASSIFIED,
    basis = REUNIFY_NAMES_BASIS,
    held_by = REUNIFY_NAMES_HELD_BY,
    applicability = REUNIFY_NAMES_APPLICABILITY,
    association = REUNIFY_NAMES_ASSOCIATION,
    necessity = REUNIFY_NAMES_NECESSITY,
    lives = REUNIFY_NAMES_LIVES,
    difference = REUNIFY_NAMES_DIFFERENCE,
    case_flag = REUNIFY_NAMES_CASE_FLAG,
    profile_flag = REUNIFY_NAMES_PROFILE_FLAG,
    json_flag = REUNIFY_NAMES_JSON_FLAG,
    text_flag = REUNIFY_NAMES_TEXT_FLAG,
    an_operator = REUNIFY_NAMES_OPERATOR,
    date = REUNIFY_NAMES_DATE,
    named_type = REUNIFY_NAMES_NAMED_TYPE,
    vocabulary = REUNIFY_NAMES_VOCABULARY,
    detail = REUNIFY_NAMES_DETAIL,
    need = REUNIFY_NAMES_NEED,
    reader = REUNIFY_NAMES_READER,
    reads = REUNIFY_NAMES_READS,
    columns_flag = REUNIFY_NAMES_COLUMNS_FLAG,
    csv_flag = REUNIFY_NAMES_CSV_FLAG
};

/** REUNIFY_TYPE_*. @since 0.1.0 */
enum class value_type : std::int32_t {
    a_text = REUNIFY_TYPE_TEXT,
    code = REUNIFY_TYPE_CODE,
    codes = REUNIFY_TYPE_CODES,
    date = REUNIFY_TYPE_DATE,
    partial_date = REUNIFY_TYPE_PARTIAL_DATE,
    boolean = REUNIFY_TYPE_BOOLEAN,
    number = REUNIFY_TYPE_NUMBER
};

/** REUNIFY_VOCABULARY_*. @since 0.1.0 */
enum class word_kind : std::int32_t {
    none = REUNIFY_VOCABULARY_NONE,
    source = REUNIFY_VOCABULARY_SOURCE,
    role = REUNIFY_VOCABULARY_ROLE,
    record_type = REUNIFY_VOCABULARY_RECORD_TYPE,
    outcome = REUNIFY_VOCABULARY_OUTCOME,
    record_attribute = REUNIFY_VOCABULARY_RECORD_ATTRIBUTE,
    record_attribute_value = REUNIFY_VOCABULARY_RECORD_ATTRIBUTE_VALUE,
    legal_status = REUNIFY_VOCABULARY_LEGAL_STATUS,
    placement = REUNIFY_VOCABULARY_PLACEMENT,
    attribute = REUNIFY_VOCABULARY_ATTRIBUTE,
    attribute_value = REUNIFY_VOCABULARY_ATTRIBUTE_VALUE,
    finding = REUNIFY_VOCABULARY_FINDING,
    finding_value = REUNIFY_VOCABULARY_FINDING_VALUE,
    level = REUNIFY_VOCABULARY_LEVEL,
    dimension = REUNIFY_VOCABULARY_DIMENSION,
    movement = REUNIFY_VOCABULARY_MOVEMENT,
    closing = REUNIFY_VOCABULARY_CLOSING,
    action = REUNIFY_VOCABULARY_ACTION,
    applicability = REUNIFY_VOCABULARY_APPLICABILITY,
    pathway = REUNIFY_VOCABULARY_PATHWAY,
    stage = REUNIFY_VOCABULARY_STAGE,
    requirement = REUNIFY_VOCABULARY_REQUIREMENT,
    reason = REUNIFY_VOCABULARY_REASON,
    stop = REUNIFY_VOCABULARY_STOP,
    obligation = REUNIFY_VOCABULARY_OBLIGATION,
    alert = REUNIFY_VOCABULARY_ALERT,
    association = REUNIFY_VOCABULARY_ASSOCIATION,
    cost = REUNIFY_VOCABULARY_COST
};

/** REUNIFY_DETAIL_*. @since 0.1.0 */
enum class word_detail : std::int32_t {
    type = REUNIFY_DETAIL_TYPE,
    at_least = REUNIFY_DETAIL_AT_LEAST,
    at_most = REUNIFY_DETAIL_AT_MOST,
    stated = REUNIFY_DETAIL_STATED,
    by_person = REUNIFY_DETAIL_BY_PERSON,
    decides = REUNIFY_DETAIL_DECIDES,
    finding = REUNIFY_DETAIL_FINDING,
    from = REUNIFY_DETAIL_FROM,
    to = REUNIFY_DETAIL_TO,
    period = REUNIFY_DETAIL_PERIOD,
    working_days = REUNIFY_DETAIL_WORKING_DAYS,
    may_be_held = REUNIFY_DETAIL_MAY_BE_HELD,
    closes = REUNIFY_DETAIL_CLOSES,
    actions = REUNIFY_DETAIL_ACTIONS,
    about = REUNIFY_DETAIL_ABOUT,
    pathway = REUNIFY_DETAIL_PATHWAY,
    otherwise = REUNIFY_DETAIL_OTHERWISE,
    without_risk_tool = REUNIFY_DETAIL_WITHOUT_RISK_TOOL,
    advisory = REUNIFY_DETAIL_ADVISORY,
    for_each = REUNIFY_DETAIL_FOR_EACH,
    by = REUNIFY_DETAIL_BY,
    set_aside_by = REUNIFY_DETAIL_SET_ASIDE_BY,
    outcome = REUNIFY_DETAIL_OUTCOME,
    never_overdue = REUNIFY_DETAIL_NEVER_OVERDUE,
    kind = REUNIFY_DETAIL_KIND,
    help = REUNIFY_DETAIL_HELP,
    figure = REUNIFY_DETAIL_FIGURE,
    price_year = REUNIFY_DETAIL_PRICE_YEAR,
    re_entry = REUNIFY_DETAIL_RE_ENTRY,
    support = REUNIFY_DETAIL_SUPPORT
};

/** REUNIFY_READER_*. @since 0.1.0 */
enum class reader_kind : std::int32_t {
    applicability = REUNIFY_READER_APPLICABILITY,
    level = REUNIFY_READER_LEVEL,
    closing = REUNIFY_READER_CLOSING,
    requirement = REUNIFY_READER_REQUIREMENT,
    stop = REUNIFY_READER_STOP,
    obligation = REUNIFY_READER_OBLIGATION,
    alert = REUNIFY_READER_ALERT,
    factor = REUNIFY_READER_FACTOR,
    action = REUNIFY_READER_ACTION
};

/** REUNIFY_READS_*. @since 0.1.0 */
enum class reads : std::int32_t {
    itself = REUNIFY_READS_ITSELF,
    attempt = REUNIFY_READS_ATTEMPT,
    settlement = REUNIFY_READS_SETTLEMENT
};

/** REUNIFY_CODES_*. @since 0.1.0 */
enum class code_names : std::int32_t {
    findings = REUNIFY_CODES_FINDINGS,
    values = REUNIFY_CODES_VALUES,
    levels = REUNIFY_CODES_LEVELS,
    rules = REUNIFY_CODES_RULES,
    roles = REUNIFY_CODES_ROLES,
    dimensions = REUNIFY_CODES_DIMENSIONS,
    statuses = REUNIFY_CODES_STATUSES,
    bases = REUNIFY_CODES_BASES,
    held_by = REUNIFY_CODES_HELD_BY
};

/** REUNIFY_READ_*. @since 0.1.0 */
enum class read_column : std::int32_t {
    finding = REUNIFY_READ_FINDING,
    return_to = REUNIFY_READ_RETURN_TO,
    subject = REUNIFY_READ_SUBJECT,
    date = REUNIFY_READ_DATE,
    judgement = REUNIFY_READ_JUDGEMENT,
    rationale = REUNIFY_READ_RATIONALE,
    approved_by = REUNIFY_READ_APPROVED_BY
};

/** REUNIFY_CELL_*. @since 0.1.0 */
enum class cell_type : std::int32_t {
    bits = REUNIFY_CELL_BITS,
    int8 = REUNIFY_CELL_INT8,
    uint8 = REUNIFY_CELL_UINT8,
    int16 = REUNIFY_CELL_INT16,
    uint16 = REUNIFY_CELL_UINT16,
    int32 = REUNIFY_CELL_INT32,
    uint32 = REUNIFY_CELL_UINT32,
    int64 = REUNIFY_CELL_INT64,
    uint64 = REUNIFY_CELL_UINT64,
    a_text = REUNIFY_CELL_TEXT,
    large_text = REUNIFY_CELL_LARGE_TEXT
};

/** REUNIFY_WRITE_*. @since 0.1.0 */
enum class result_column : std::int32_t {
    level = REUNIFY_WRITE_LEVEL,
    status = REUNIFY_WRITE_STATUS,
    at_least = REUNIFY_WRITE_AT_LEAST,
    deciding = REUNIFY_WRITE_DECIDING,
    level_before = REUNIFY_WRITE_LEVEL_BEFORE,
    level_after = REUNIFY_WRITE_LEVEL_AFTER,
    indicated = REUNIFY_WRITE_INDICATED,
    rule = REUNIFY_WRITE_RULE,
    basis = REUNIFY_WRITE_BASIS,
    held_by = REUNIFY_WRITE_HELD_BY,
    first_row = REUNIFY_WRITE_FIRST_ROW,
    last_level = REUNIFY_WRITE_LAST_LEVEL,
    since = REUNIFY_WRITE_SINCE,
    last_basis = REUNIFY_WRITE_LAST_BASIS,
    pending = REUNIFY_WRITE_PENDING,
    eligible_from = REUNIFY_WRITE_ELIGIBLE_FROM,
    earliest_closure = REUNIFY_WRITE_EARLIEST_CLOSURE,
    may_close_from = REUNIFY_WRITE_MAY_CLOSE_FROM,
    may_close_confirmed = REUNIFY_WRITE_MAY_CLOSE_CONFIRMED
};

/** REUNIFY_TABLE_*. @since 0.1.0 */
enum class replay_table : std::int32_t {
    observations = REUNIFY_TABLE_OBSERVATIONS,
    children = REUNIFY_TABLE_CHILDREN
};

/** REUNIFY_EPISODE_*. @since 0.1.0 */
enum class episode_code_set : std::int32_t {
    reason_started = REUNIFY_EPISODE_REASON_STARTED,
    legal_status = REUNIFY_EPISODE_LEGAL_STATUS,
    placement = REUNIFY_EPISODE_PLACEMENT,
    reason_ceased = REUNIFY_EPISODE_REASON_CEASED
};

/** REUNIFY_SEX_*. @since 0.1.0 */
enum class sex : std::int32_t {
    not_known = REUNIFY_SEX_NOT_KNOWN,
    male = REUNIFY_SEX_MALE,
    female = REUNIFY_SEX_FEMALE,
    other = REUNIFY_SEX_OTHER
};

/** REUNIFY_OUTCOME_RULE_*. @since 0.1.0 */
enum class outcome_rule : std::int32_t {
    dates = REUNIFY_OUTCOME_RULE_DATES,
    codes = REUNIFY_OUTCOME_RULE_CODES
};

/** REUNIFY_OUTCOME_SHORT_BREAKS_*. @since 0.1.0 */
enum class short_breaks : std::int32_t {
    keep = REUNIFY_OUTCOME_SHORT_BREAKS_KEEP,
    drop_rows = REUNIFY_OUTCOME_SHORT_BREAKS_DROP_ROWS,
    drop_periods = REUNIFY_OUTCOME_SHORT_BREAKS_DROP_PERIODS
};

/** REUNIFY_OUTCOME_ENDS_*. @since 0.1.0 */
enum class episode_ends : std::int32_t {
    exclusive = REUNIFY_OUTCOME_ENDS_EXCLUSIVE,
    inclusive = REUNIFY_OUTCOME_ENDS_INCLUSIVE
};

/** REUNIFY_OUTCOMES_*. @since 0.1.0 */
enum class outcomes_number : std::int32_t {
    rows = REUNIFY_OUTCOMES_ROWS,
    rows_used = REUNIFY_OUTCOMES_ROWS_USED,
    children = REUNIFY_OUTCOMES_CHILDREN,
    periods = REUNIFY_OUTCOMES_PERIODS,
    open_periods = REUNIFY_OUTCOMES_OPEN_PERIODS,
    returns_home = REUNIFY_OUTCOMES_RETURNS_HOME,
    returns_planned = REUNIFY_OUTCOMES_RETURNS_PLANNED,
    returns_unplanned = REUNIFY_OUTCOMES_RETURNS_UNPLANNED,
    returns_undivided = REUNIFY_OUTCOMES_RETURNS_UNDIVIDED,
    children_returned = REUNIFY_OUTCOMES_CHILDREN_RETURNED,
    reentered = REUNIFY_OUTCOMES_REENTERED,
    median_half_days = REUNIFY_OUTCOMES_MEDIAN_HALF_DAYS,
    placed_with_parents = REUNIFY_OUTCOMES_PLACED_WITH_PARENTS,
    rows_short_break = REUNIFY_OUTCOMES_ROWS_SHORT_BREAK,
    periods_short_break = REUNIFY_OUTCOMES_PERIODS_SHORT_BREAK
};

/** REUNIFY_OUTCOME_DATE_*. @since 0.1.0 */
enum class outcome_date : std::int32_t {
    from = REUNIFY_OUTCOME_DATE_FROM,
    to = REUNIFY_OUTCOME_DATE_TO,
    observed_to = REUNIFY_OUTCOME_DATE_OBSERVED_TO
};

/** REUNIFY_OUTCOME_TABLE_*. @since 0.1.0 */
enum class outcome_table : std::int32_t {
    periods = REUNIFY_OUTCOME_TABLE_PERIODS,
    returns = REUNIFY_OUTCOME_TABLE_RETURNS,
    with_parents = REUNIFY_OUTCOME_TABLE_WITH_PARENTS,
    anomalies = REUNIFY_OUTCOME_TABLE_ANOMALIES,
    cohort = REUNIFY_OUTCOME_TABLE_COHORT,
    leavers = REUNIFY_OUTCOME_TABLE_LEAVERS,
    summary = REUNIFY_OUTCOME_TABLE_SUMMARY
};

/** REUNIFY_OUTCOME_COLUMN_*. @since 0.1.0 */
enum class outcome_column_type : std::int32_t {
    int32 = REUNIFY_OUTCOME_COLUMN_INT32,
    int64 = REUNIFY_OUTCOME_COLUMN_INT64,
    date = REUNIFY_OUTCOME_COLUMN_DATE,
    word = REUNIFY_OUTCOME_COLUMN_WORD
};

/** What stands for "there is none" among numbers of a vocabulary. @since 0.1.0 */
constexpr std::int64_t detail_not_given = INT64_MIN;

/** A code of a table that says nothing. @since 0.1.0 */
constexpr std::uint8_t code_none = REUNIFY_CODE_NONE;

/** In a column of codes of episodes: nothing stands there; something that is no code. */
constexpr std::int32_t episode_no_code = REUNIFY_EPISODE_NO_CODE;
constexpr std::int32_t episode_unknown_code = REUNIFY_EPISODE_UNKNOWN_CODE;

/** Instead of a number of outcomes: there is none; it is too small to be told. @since 0.1.0 */
constexpr std::int64_t outcomes_none = REUNIFY_OUTCOMES_NONE;
constexpr std::int64_t outcomes_suppressed = REUNIFY_OUTCOMES_SUPPRESSED;

/** What stands for "not asked" among numbers of a need. @since 0.1.0 */
constexpr std::int32_t need_not_asked = INT32_MIN;

/** What stands for "not given" among numbers of a calculation of costs. @since 0.1.0 */
constexpr std::int64_t cost_not_given = REUNIFY_COST_NOT_GIVEN;

class error;

/* What handles, views and lists are made of --------------------------------------------------- */

namespace detail
{

inline reunify::text borrowed(const char *c) noexcept
{
    return c == nullptr ? reunify::text() : reunify::text(c);
}

template <class Enum> constexpr std::uint32_t flags(Enum e) noexcept
{
    return static_cast<std::uint32_t>(e);
}

template <class Enum> constexpr std::int32_t number(Enum e) noexcept
{
    return static_cast<std::int32_t>(e);
}

/* A pointer into what somebody else holds. Every getter takes an empty one, as C takes NULL. */
template <class Raw> class view
{
  public:
    using raw_type = Raw;
    constexpr view() noexcept : raw_(nullptr) {}
    explicit constexpr view(const Raw *raw) noexcept : raw_(raw) {}
    constexpr const Raw *raw() const noexcept { return raw_; }
    explicit constexpr operator bool() const noexcept { return raw_ != nullptr; }

  private:
    const Raw *raw_;
};

/* An element that C has no type for: what holds it, and its index. */
template <class Raw> class row
{
  public:
    constexpr row() noexcept : raw_(nullptr), at_(0) {}
    constexpr row(const Raw *raw, std::size_t at) noexcept : raw_(raw), at_(at) {}

  protected:
    constexpr const Raw *raw() const noexcept { return raw_; }
    constexpr std::size_t index() const noexcept { return at_; }

  private:
    const Raw *raw_;
    std::size_t at_;
};

/* The same within a row. */
template <class Raw> class cell : public row<Raw>
{
  public:
    constexpr cell() noexcept : row<Raw>(), outer_(0) {}
    constexpr cell(const Raw *raw, std::size_t outer, std::size_t at) noexcept
        : row<Raw>(raw, at), outer_(outer)
    {
    }

  protected:
    constexpr std::size_t outer() const noexcept { return outer_; }

  private:
    std::size_t outer_;
};

/* What a getter of an element gives, and the element made of it. */
template <class Item> struct element {
    using given = const typename Item::raw_type *;
    static Item of(given raw) noexcept { return Item(raw); }
};
template <> struct element<reunify::text> {
    using given = const char *;
    static reunify::text of(given c) noexcept { return borrowed(c); }
};

/* Where a list comes from: each says how many there are and gives one of them. */
template <class Item, class Raw, std::size_t (*Count)(const Raw *),
          typename element<Item>::given (*At)(const Raw *, std::size_t)>
struct list_source {
    using item = Item;
    using raw_type = Raw;
    const Raw *raw;
    std::size_t count() const noexcept { return Count(raw); }
    Item get(std::size_t at) const noexcept { return element<Item>::of(At(raw, at)); }
};
template <class Item, class Raw, std::size_t (*Count)(const Raw *, std::size_t),
          typename element<Item>::given (*At)(const Raw *, std::size_t, std::size_t)>
struct list_within_source {
    using item = Item;
    using raw_type = Raw;
    const Raw *raw;
    std::size_t outer;
    std::size_t count() const noexcept { return Count(raw, outer); }
    Item get(std::size_t at) const noexcept { return element<Item>::of(At(raw, outer, at)); }
};
template <class Item, class Raw, std::size_t (*Count)(const Raw *)> struct rows_source {
    using item = Item;
    using raw_type = Raw;
    const Raw *raw;
    std::size_t count() const noexcept { return Count(raw); }
    Item get(std::size_t at) const noexcept { return Item(raw, at); }
};
template <class Item, class Raw, std::size_t (*Count)(const Raw *, std::size_t)>
struct rows_within_source {
    using item = Item;
    using raw_type = Raw;
    const Raw *raw;
    std::size_t outer;
    std::size_t count() const noexcept { return Count(raw, outer); }
    Item get(std::size_t at) const noexcept { return Item(raw, outer, at); }
};

} // namespace detail

/**
 * A list: how many there are and one by its index, as C has it, for range-for and algorithms. A
 * view
 * in the sense of std::ranges. @since 0.1.0
 */
template <class Source> class range
{
  public:
    using value_type = typename Source::item;

    /** At an element. Elements are made when they are looked at, and small. @since 0.1.0 */
    class iterator
    {
      public:
        using value_type = typename Source::item;
        using reference = value_type;
        using difference_type = std::ptrdiff_t;
        using iterator_category = std::input_iterator_tag;
#if REUNIFY_CPLUSPLUS >= 202002L
        using iterator_concept = std::random_access_iterator_tag;
#endif
        struct pointer {
            value_type element;
            const value_type *operator->() const noexcept { return &element; }
        };

        iterator() noexcept : source_(), at_(0)
        {
        }
        iterator(Source source, std::size_t at) noexcept : source_(source), at_(at)
        {
        }

        reference operator*() const noexcept
        {
            return source_.get(at_);
        }
        pointer operator->() const noexcept
        {
            return pointer{**this};
        }
        reference operator[](difference_type n) const noexcept
        {
            return *(*this + n);
        }
        iterator &operator++() noexcept
        {
            return *this += 1;
        }
        iterator &operator--() noexcept
        {
            return *this -= 1;
        }
        iterator operator++(int) noexcept
        {
            iterator before = *this;
            ++*this;
            return before;
        }
        iterator operator--(int) noexcept
        {
            iterator before = *this;
            --*this;
            return before;
        }
        iterator &operator+=(difference_type n) noexcept
        {
            at_ += static_cast<std::size_t>(n);
            return *this;
        }
        iterator &operator-=(difference_type n) noexcept
        {
            at_ -= static_cast<std::size_t>(n);
            return *this;
        }
        friend iterator operator+(iterator i, difference_type n) noexcept
        {
            return i += n;
        }
        friend iterator operator+(difference_type n, iterator i) noexcept
        {
            return i += n;
        }
        friend iterator operator-(iterator i, difference_type n) noexcept
        {
            return i -= n;
        }
        friend difference_type operator-(const iterator &a, const iterator &b) noexcept
        {
            return static_cast<difference_type>(a.at_) - static_cast<difference_type>(b.at_);
        }
        friend bool operator==(const iterator &a, const iterator &b) noexcept
        {
            return a.at_ == b.at_;
        }
        friend bool operator!=(const iterator &a, const iterator &b) noexcept
        {
            return a.at_ != b.at_;
        }
        friend bool operator<(const iterator &a, const iterator &b) noexcept
        {
            return a.at_ < b.at_;
        }
        friend bool operator>(const iterator &a, const iterator &b) noexcept
        {
            return b < a;
        }
        friend bool operator<=(const iterator &a, const iterator &b) noexcept
        {
            return !(b < a);
        }
        friend bool operator>=(const iterator &a, const iterator &b) noexcept
        {
            return !(a < b);
        }

      private:
        Source source_;
        std::size_t at_;
    };
    using const_iterator = iterator;

    range() noexcept : source_()
    {
    }
    explicit range(Source source) noexcept : source_(source)
    {
    }
    range(const typename Source::raw_type *raw) noexcept : source_{raw}
    {
    }
    range(const typename Source::raw_type *raw, std::size_t outer) noexcept : source_{raw, outer}
    {
    }

    std::size_t size() const noexcept
    {
        return source_.count();
    }
    bool empty() const noexcept
    {
        return size() == 0;
    }
    iterator begin() const noexcept
    {
        return iterator(source_, 0);
    }
    iterator end() const noexcept
    {
        return iterator(source_, size());
    }
    value_type operator[](std::size_t at) const noexcept
    {
        return source_.get(at);
    }

  private:
    Source source_;
};

namespace detail
{

template <class Item, class Raw, std::size_t (*Count)(const Raw *),
          typename element<Item>::given (*At)(const Raw *, std::size_t)>
using list = range<list_source<Item, Raw, Count, At>>;
template <class Item, class Raw, std::size_t (*Count)(const Raw *, std::size_t),
          typename element<Item>::given (*At)(const Raw *, std::size_t, std::size_t)>
using list_within = range<list_within_source<Item, Raw, Count, At>>;
template <class Item, class Raw, std::size_t (*Count)(const Raw *)>
using rows = range<rows_source<Item, Raw, Count>>;
template <class Item, class Raw, std::size_t (*Count)(const Raw *, std::size_t)>
using rows_within = range<rows_within_source<Item, Raw, Count>>;

/* What has one owner: it moves, and is released with the last who holds it. */
template <class Raw, void (*Free)(Raw *)> class owned
{
  public:
    using raw_type = Raw;
    constexpr owned() noexcept : raw_(nullptr) {}
    explicit constexpr owned(Raw *taken) noexcept : raw_(taken) {}
    owned(owned &&from) noexcept : raw_(from.release()) {}
    owned &operator=(owned &&from) noexcept
    {
        owned held(static_cast<owned &&>(from));
        std::swap(raw_, held.raw_);
        return *this;
    }
    owned(const owned &) = delete;
    owned &operator=(const owned &) = delete;
    ~owned()
    {
        if (raw_ != nullptr) {
            Free(raw_);
        }
    }

    Raw *raw() noexcept { return raw_; }
    const Raw *raw() const noexcept { return raw_; }
    explicit operator bool() const noexcept { return raw_ != nullptr; }
    /* The C handle, which the caller now has to release. */
    Raw *release() noexcept
    {
        Raw *const given = raw_;
        raw_ = nullptr;
        return given;
    }

  private:
    Raw *raw_;
};

/* What is shared: a view that holds a reference. */
template <class View, const typename View::raw_type *(*Ref)(const typename View::raw_type *),
          void (*Unref)(const typename View::raw_type *)>
class shared : public View
{
  public:
    using raw_type = typename View::raw_type;
    constexpr shared() noexcept : View() {}
    /* Takes over the reference that the caller has. */
    explicit constexpr shared(const raw_type *taken) noexcept : View(taken) {}
    /* Takes one more: what is viewed lives on. */
    explicit shared(const View &held) noexcept : View(held) { hold(); }
    shared(const shared &from) noexcept : View(from) { hold(); }
    shared(shared &&from) noexcept : View(from) { from.forget(); }
    shared &operator=(shared from) noexcept
    {
        std::swap(static_cast<View &>(*this), static_cast<View &>(from));
        return *this;
    }
    ~shared()
    {
        if (*this) {
            Unref(View::raw());
        }
    }

  private:
    void hold() noexcept
    {
        if (*this) {
            Ref(View::raw());
        }
    }
    void forget() noexcept { static_cast<View &>(*this) = View(); }
};

} // namespace detail

/* Errors -------------------------------------------------------------------------------------- */

/** One fault of an error. @since 0.1.0 */
class fault : public detail::row<reunify_error>
{
  public:
    using row::row;

    reunify::text code() const noexcept
    {
        return detail::borrowed(reunify_error_code(raw(), index()));
    }
    reunify::text message() const noexcept
    {
        return detail::borrowed(reunify_error_message(raw(), index()));
    }
    reunify::text pointer() const noexcept
    {
        return detail::borrowed(reunify_error_pointer(raw(), index()));
    }
    std::int32_t line() const noexcept { return reunify_error_line(raw(), index()); }
    std::int32_t column() const noexcept { return reunify_error_column(raw(), index()); }
};

/**
 * What went wrong in the last call that was given it; used again and again, one thread at a time.
 * @since 0.1.0
 */
class error : public detail::owned<reunify_error, reunify_error_free>
{
  public:
    /** Without memory it is empty, and keeps the status alone. @since 0.1.0 */
    error() noexcept : error(static_cast<const reunify_context *>(nullptr)) {}
    explicit error(const reunify_context *from) noexcept : owned(made(from)), status_(REUNIFY_OK) {}
    /** Keeps the status alone. @since 0.1.0 */
    static error without_faults() noexcept { return error(owned()); }

    /** What the last call gave. @since 0.1.0 */
    reunify::status status() const noexcept
    {
        const reunify_status first = *this ? reunify_error_status(raw()) : status_;
        return static_cast<reunify::status>(first != REUNIFY_OK ? first : status_);
    }
    bool failed() const noexcept { return status() != reunify::status::ok; }
    detail::rows<fault, reunify_error, reunify_error_count> faults() const noexcept
    {
        return {raw()};
    }
    std::size_t total() const noexcept { return reunify_error_total(raw()); }
    /** Lines and columns for faults that have a pointer alone; without memory none. @since 0.1.0 */
    reunify::status locate(reunify::text json) noexcept
    {
        return static_cast<reunify::status>(reunify_error_locate(raw(), json.data(), json.size()));
    }
    void clear() noexcept { keep_alone(REUNIFY_OK); }

    /* For who calls C with raw(): what that gave. */
    reunify::status keep(reunify_status given) noexcept
    {
        status_ = given;
        return static_cast<reunify::status>(given);
    }
    /* The same where the call takes no error object. */
    reunify::status keep_alone(reunify_status given) noexcept
    {
        if (*this) {
            reunify_error_clear(raw());
        }
        return keep(given);
    }

  private:
    explicit error(owned held) noexcept : owned(static_cast<owned &&>(held)), status_(REUNIFY_OK) {}
    static reunify_error *made(const reunify_context *from) noexcept
    {
        reunify_error *one = nullptr;
        return reunify_error_new(from, &one) == REUNIFY_OK ? one : nullptr;
    }

    reunify_status status_;
};

/** The name of a status, such as "no_memory". @since 0.1.0 */
inline text status_name(status named) noexcept
{
    return detail::borrowed(reunify_status_name(detail::number(named)));
}

#if REUNIFY_EXCEPTIONS
/**
 * What calls without an error object throw: all faults; code, message, pointer, line and column are
 * those of the first. It says nothing of the values of a case. @since 0.1.0
 */
class failure : public std::exception
{
  public:
    /* `expected` is told where the call has no faults of its own. */
    explicit failure(error told, const char *expected = "")
        : told_(std::make_shared<const told_faults>(std::move(told), expected))
    {
    }

    /** "bad_date at /records/0/date: ...", or the name of the status. @since 0.1.0 */
    const char *what() const noexcept override { return told_->sentence.c_str(); }
    const error &all() const noexcept { return told_->faults; }
    reunify::status status() const noexcept { return all().status(); }
    detail::rows<fault, reunify_error, reunify_error_count> faults() const noexcept
    {
        return all().faults();
    }
    std::size_t total() const noexcept { return all().total(); }
    text code() const noexcept { return faults()[0].code(); }
    text message() const noexcept { return faults()[0].message(); }
    text pointer() const noexcept { return faults()[0].pointer(); }
    std::int32_t line() const noexcept { return faults()[0].line(); }
    std::int32_t column() const noexcept { return faults()[0].column(); }

  private:
    struct told_faults {
        error faults;
        std::string sentence;
        told_faults(error told, const char *expected)
            : faults(std::move(told)), sentence(sentence_of(faults, expected))
        {
        }
    };
    static std::string sentence_of(const error &told, const char *expected)
    {
        if (told.faults().empty()) {
            const std::string name = reunify_status_name(detail::number(told.status()));
            return *expected == '\0' ? name : name + ": " + expected;
        }
        const reunify_error *const raw = told.raw();
        const std::string place = reunify_error_pointer(raw, 0);
        return reunify_error_code(raw, 0) + (place.empty() ? place : " at " + place) + ": " +
               reunify_error_message(raw, 0);
    }

    std::shared_ptr<const told_faults> told_;
};

namespace detail
{

template <class Call>
auto again(Call &call, const char *expected) -> decltype(call(std::declval<error &>()))
{
    error told;
    auto given = call(told);
    if (told.failed()) {
        throw failure(std::move(told), expected);
    }
    return given;
}

/* Throws where the call fails; see the head of this file. */
template <class Call>
auto attempt(Call call, const char *expected = "") -> decltype(call(std::declval<error &>()))
{
    error told = error::without_faults();
    auto given = call(told);
    return told.failed() ? again(call, expected) : std::move(given);
}

} // namespace detail
#endif

/* Versions, dates, text that the library made ------------------------------------------------- */

/** The version of the library that runs. @since 0.1.0 */
inline text version() noexcept
{
    return detail::borrowed(reunify_version());
}

/** The same as a number. @since 0.1.0 */
inline std::int32_t version_number() noexcept
{
    return reunify_version_number();
}

/** A day of the calendar, or none: false, and before every other. @since 0.1.0 */
class date
{
  public:
    /** `YYYY-MM-DD`, held by value; empty where there is no date. @since 0.1.0 */
    class written
    {
      public:
        explicit written(date day) noexcept : bytes_()
        {
            if (reunify_date_format(day.days(), bytes_, sizeof bytes_) != REUNIFY_OK) {
                bytes_[0] = '\0';
            }
        }
        const char *c_str() const noexcept { return bytes_; }
        operator text() const noexcept { return text(bytes_); }

      private:
        char bytes_[11];
    };

    constexpr date() noexcept : days_(REUNIFY_DATE_NONE) {}
    /** Days since 1970-01-01. @since 0.1.0 */
    explicit constexpr date(reunify_date days) noexcept : days_(days) {}
    static constexpr date earliest() noexcept { return date(REUNIFY_DATE_MIN); }
    static constexpr date latest() noexcept { return date(REUNIFY_DATE_MAX); }

    constexpr reunify_date days() const noexcept { return days_; }
    explicit constexpr operator bool() const noexcept { return days_ != REUNIFY_DATE_NONE; }
    written format() const noexcept { return written(*this); }

    REUNIFY_NODISCARD static date parse(text written, error &e) noexcept
    {
        reunify_date read = REUNIFY_DATE_NONE;
        e.keep_alone(reunify_date_parse(written.data(), written.size(), &read));
        return date(read);
    }
    /** With an ISO 8601 period such as "P6M" added. @since 0.1.0 */
    REUNIFY_NODISCARD date add(text period, error &e) const noexcept
    {
        reunify_date sum = REUNIFY_DATE_NONE;
        e.keep_alone(reunify_date_add(days_, period.data(), period.size(), &sum));
        return date(sum);
    }
#if REUNIFY_EXCEPTIONS
    static date parse(text written)
    {
        return detail::attempt([&](error &e) { return parse(written, e); },
                               "expected a date of the calendar, written YYYY-MM-DD");
    }
    date add(text period) const
    {
        return detail::attempt([&](error &e) { return add(period, e); },
                               "expected a period such as P6M, and a sum before the year 10000");
    }
#endif

    friend constexpr bool operator==(date a, date b) noexcept
    {
        return a.days_ == b.days_;
    }
    friend constexpr bool operator!=(date a, date b) noexcept
    {
        return a.days_ != b.days_;
    }
    friend constexpr bool operator<(date a, date b) noexcept
    {
        return a.days_ < b.days_;
    }
    friend constexpr bool operator>(date a, date b) noexcept
    {
        return a.days_ > b.days_;
    }
    friend constexpr bool operator<=(date a, date b) noexcept
    {
        return a.days_ <= b.days_;
    }
    friend constexpr bool operator>=(date a, date b) noexcept
    {
        return a.days_ >= b.days_;
    }

  private:
    reunify_date days_;
};

/** Text that the library made; wiped when it is released. @since 0.1.0 */
class owned_text : public detail::owned<reunify_text, reunify_text_free>
{
  public:
    using owned::owned;

    const char *data() const noexcept { return *this ? reunify_text_data(raw()) : ""; }
    const char *c_str() const noexcept { return data(); }
    std::size_t size() const noexcept { return reunify_text_length(raw()); }
    operator text() const noexcept { return text(data(), size()); }
};

/* Contexts ------------------------------------------------------------------------------------ */

/** Options of a context, all of them zero: defaults. @since 0.1.0 */
struct context_options : reunify_context_options {
    context_options() noexcept : reunify_context_options()
    {
        /* it fails for a size that is too small alone */
        static_cast<void>(reunify_context_options_init(this, sizeof(reunify_context_options)) ==
                          REUNIFY_OK);
    }
};

/** Allocator and limits; an empty one stands for defaults. @since 0.1.0 */
class context : public detail::shared<detail::view<reunify_context>, reunify_context_ref,
                                      reunify_context_unref>
{
  public:
    using shared::shared;

    REUNIFY_NODISCARD static context make(const context_options &options, error &e) noexcept
    {
        reunify_context *made = nullptr;
        e.keep_alone(reunify_context_new(&options, &made));
        return context(made);
    }
#if REUNIFY_EXCEPTIONS
    static context make(const context_options &options)
    {
        return detail::attempt([&](error &e) { return make(options, e); });
    }
#endif
};

/* An evaluation's views ----------------------------------------------------------------------- */

/** Where a rule comes from. @since 0.1.0 */
class source : public detail::view<reunify_source>
{
  public:
    using view::view;

    reunify::text id() const noexcept { return detail::borrowed(reunify_source_id(raw())); }
    reunify::text at() const noexcept { return detail::borrowed(reunify_source_at(raw())); }
};

/** A condition of applicability, or of closing. @since 0.1.0 */
class applicability : public detail::view<reunify_applicability>
{
  public:
    using view::view;

    reunify::text id() const noexcept { return detail::borrowed(reunify_applicability_id(raw())); }
    reunify::text text() const noexcept
    {
        return detail::borrowed(reunify_applicability_text(raw()));
    }
    reunify::truth result() const noexcept
    {
        return static_cast<reunify::truth>(reunify_applicability_result(raw()));
    }
    reunify::source source() const noexcept
    {
        return reunify::source(reunify_applicability_source(raw()));
    }
    detail::list<reunify::text, reunify_applicability, reunify_applicability_entry_count,
                 reunify_applicability_entry>
    entries() const noexcept
    {
        return {raw()};
    }
};

/** What the source asks for. @since 0.1.0 */
class action : public detail::view<reunify_action>
{
  public:
    using view::view;

    reunify::text code() const noexcept { return detail::borrowed(reunify_action_code(raw())); }
    reunify::truth applies() const noexcept
    {
        return static_cast<reunify::truth>(reunify_action_applies(raw()));
    }
    reunify::text text() const noexcept { return detail::borrowed(reunify_action_text(raw())); }
    reunify::source source() const noexcept
    {
        return reunify::source(reunify_action_source(raw()));
    }
};

/** One assessment, and what it made of the level. @since 0.1.0 */
class history_entry : public detail::view<reunify_history_entry>
{
  public:
    using view::view;

    reunify::date date() const noexcept { return reunify::date(reunify_history_entry_date(raw())); }
    reunify::text assessment() const noexcept
    {
        return detail::borrowed(reunify_history_entry_assessment(raw()));
    }
    reunify::text from() const noexcept
    {
        return detail::borrowed(reunify_history_entry_from(raw()));
    }
    reunify::text to() const noexcept { return detail::borrowed(reunify_history_entry_to(raw())); }
    reunify::basis basis() const noexcept
    {
        return static_cast<reunify::basis>(reunify_history_entry_basis(raw()));
    }
    reunify::text rule() const noexcept
    {
        return detail::borrowed(reunify_history_entry_rule(raw()));
    }
    reunify::text rule_text() const noexcept
    {
        return detail::borrowed(reunify_history_entry_rule_text(raw()));
    }
    reunify::text indicated() const noexcept
    {
        return detail::borrowed(reunify_history_entry_indicated(raw()));
    }
    reunify::text engine() const noexcept
    {
        return detail::borrowed(reunify_history_entry_engine(raw()));
    }
    bool discordant() const noexcept { return reunify_history_entry_discordant(raw()) != 0; }
    bool silent() const noexcept { return reunify_history_entry_silent(raw()) != 0; }
    reunify::held held_by() const noexcept
    {
        return static_cast<reunify::held>(reunify_history_entry_held_by(raw()));
    }
    reunify::text held_rule() const noexcept
    {
        return detail::borrowed(reunify_history_entry_held_rule(raw()));
    }
    reunify::text held_to() const noexcept
    {
        return detail::borrowed(reunify_history_entry_held_to(raw()));
    }
    reunify::date held_since() const noexcept
    {
        return reunify::date(reunify_history_entry_held_since(raw()));
    }
    bool judged() const noexcept { return reunify_history_entry_judged(raw()) != 0; }
    reunify::text judged_level() const noexcept
    {
        return detail::borrowed(reunify_history_entry_judged_level(raw()));
    }
    reunify::text approved_by() const noexcept
    {
        return detail::borrowed(reunify_history_entry_approved_by(raw()));
    }
    reunify::text rationale() const noexcept
    {
        return detail::borrowed(reunify_history_entry_rationale(raw()));
    }
};

/** A sustained rule whose time runs. @since 0.1.0 */
class pending : public detail::view<reunify_pending>
{
  public:
    using view::view;

    reunify::text rule() const noexcept { return detail::borrowed(reunify_pending_rule(raw())); }
    reunify::text to() const noexcept { return detail::borrowed(reunify_pending_to(raw())); }
    reunify::text text() const noexcept { return detail::borrowed(reunify_pending_text(raw())); }
    reunify::date run_since() const noexcept
    {
        return reunify::date(reunify_pending_run_since(raw()));
    }
    reunify::date eligible_from() const noexcept
    {
        return reunify::date(reunify_pending_eligible_from(raw()));
    }
    bool elapsed() const noexcept { return reunify_pending_elapsed(raw()) != 0; }
};

/** A legal status in force. @since 0.1.0 */
class legal_status : public detail::row<reunify_position>
{
  public:
    using row::row;

    reunify::text code() const noexcept
    {
        return detail::borrowed(reunify_position_legal_status(raw(), index()));
    }
    reunify::date from() const noexcept
    {
        return reunify::date(reunify_position_legal_status_from(raw(), index()));
    }
};

/** Who lives in the home, or is to be returned to. @since 0.1.0 */
class position_person : public detail::row<reunify_position>
{
  public:
    using row::row;

    reunify::text id() const noexcept
    {
        return detail::borrowed(reunify_position_person(raw(), index()));
    }
    reunify::text relation() const noexcept
    {
        return detail::borrowed(reunify_position_person_relation(raw(), index()));
    }
    bool household() const noexcept
    {
        return reunify_position_person_household(raw(), index()) != 0;
    }
    bool return_to() const noexcept
    {
        return reunify_position_person_return_to(raw(), index()) != 0;
    }
};

/** A factor that the latest assessment lists. @since 0.1.0 */
class position_factor : public detail::row<reunify_position>
{
  public:
    using row::row;

    reunify::text code() const noexcept
    {
        return detail::borrowed(reunify_position_factor_code(raw(), index()));
    }
    reunify::text kind() const noexcept
    {
        return detail::borrowed(reunify_position_factor_kind(raw(), index()));
    }
    reunify::text status() const noexcept
    {
        return detail::borrowed(reunify_position_factor_status(raw(), index()));
    }
    reunify::text emerged() const noexcept
    {
        return detail::borrowed(reunify_position_factor_emerged(raw(), index()));
    }
};

/** A goal of the case. @since 0.1.0 */
class goal : public detail::row<reunify_position>
{
  public:
    using row::row;

    reunify::text id() const noexcept
    {
        return detail::borrowed(reunify_position_goal(raw(), index()));
    }
    reunify::text owner() const noexcept
    {
        return detail::borrowed(reunify_position_goal_owner(raw(), index()));
    }
    reunify::date due() const noexcept
    {
        return reunify::date(reunify_position_goal_due(raw(), index()));
    }
    reunify::text status() const noexcept
    {
        return detail::borrowed(reunify_position_goal_status(raw(), index()));
    }
    bool past_due() const noexcept { return reunify_position_goal_past_due(raw(), index()) != 0; }
};

/** Where the child stands. @since 0.1.0 */
class position : public detail::view<reunify_position>
{
  public:
    using view::view;

    std::int32_t age() const noexcept { return reunify_position_age(raw()); }
    std::int32_t age_at_most() const noexcept { return reunify_position_age_at_most(raw()); }
    reunify::text lives() const noexcept { return detail::borrowed(reunify_position_lives(raw())); }
    reunify::date home_since() const noexcept
    {
        return reunify::date(reunify_position_home_since(raw()));
    }
    reunify::truth planned() const noexcept
    {
        return static_cast<reunify::truth>(reunify_position_planned(raw()));
    }
    reunify::truth in_care() const noexcept
    {
        return static_cast<reunify::truth>(reunify_position_in_care(raw()));
    }
    reunify::date care_since() const noexcept
    {
        return reunify::date(reunify_position_care_since(raw()));
    }
    reunify::text placement() const noexcept
    {
        return detail::borrowed(reunify_position_placement(raw()));
    }
    reunify::date placement_since() const noexcept
    {
        return reunify::date(reunify_position_placement_since(raw()));
    }
    detail::rows<reunify::legal_status, reunify_position, reunify_position_legal_status_count>
    legal_statuses() const noexcept
    {
        return {raw()};
    }
    detail::rows<reunify::position_person, reunify_position, reunify_position_person_count>
    people() const noexcept
    {
        return {raw()};
    }
    reunify::date assessed_on() const noexcept
    {
        return reunify::date(reunify_position_assessed_on(raw()));
    }
    reunify::date recorded_on() const noexcept
    {
        return reunify::date(reunify_position_recorded_on(raw()));
    }
    detail::rows<reunify::position_factor, reunify_position, reunify_position_factor_count>
    factors() const noexcept
    {
        return {raw()};
    }
    detail::rows<reunify::goal, reunify_position, reunify_position_goal_count>
    goals() const noexcept
    {
        return {raw()};
    }
};

/** One effort to bring the child home. @since 0.1.0 */
class attempt : public detail::view<reunify_attempt>
{
  public:
    using view::view;

    std::int32_t number() const noexcept { return reunify_attempt_number(raw()); }
    reunify::date from() const noexcept { return reunify::date(reunify_attempt_from(raw())); }
    reunify::date to() const noexcept { return reunify::date(reunify_attempt_to(raw())); }
    reunify::date return_home() const noexcept
    {
        return reunify::date(reunify_attempt_return(raw()));
    }
    reunify::date return_ended_on() const noexcept
    {
        return reunify::date(reunify_attempt_return_ended_on(raw()));
    }
    reunify::text return_outcome() const noexcept
    {
        return detail::borrowed(reunify_attempt_return_outcome(raw()));
    }
};

/** A requirement that somebody set aside. @since 0.1.0 */
class set_aside : public detail::view<reunify_set_aside>
{
  public:
    using view::view;

    reunify::text requirement() const noexcept
    {
        return detail::borrowed(reunify_set_aside_requirement(raw()));
    }
    reunify::text record() const noexcept
    {
        return detail::borrowed(reunify_set_aside_record(raw()));
    }
    reunify::text person() const noexcept
    {
        return detail::borrowed(reunify_set_aside_person(raw()));
    }
    reunify::text reason() const noexcept
    {
        return detail::borrowed(reunify_set_aside_reason(raw()));
    }
    reunify::text by() const noexcept { return detail::borrowed(reunify_set_aside_by(raw())); }
    reunify::date date() const noexcept { return reunify::date(reunify_set_aside_date(raw())); }
    reunify::text outcome() const noexcept
    {
        return detail::borrowed(reunify_set_aside_outcome(raw()));
    }
    bool accepted() const noexcept { return reunify_set_aside_accepted(raw()) != 0; }
};

/** A person of whom a requirement was asked. @since 0.1.0 */
class requirement_person : public detail::row<reunify_requirement>
{
  public:
    using row::row;

    reunify::text id() const noexcept
    {
        return detail::borrowed(reunify_requirement_person(raw(), index()));
    }
    reunify::requirement_status status() const noexcept
    {
        return static_cast<reunify::requirement_status>(
            reunify_requirement_person_status(raw(), index()));
    }
    detail::list_within<reunify::text, reunify_requirement,
                        reunify_requirement_person_evidence_count,
                        reunify_requirement_person_evidence>
    evidence() const noexcept
    {
        return {raw(), index()};
    }
};

/** An attribute that a needed record has to have. @since 0.1.0 */
class need_attribute : public detail::row<reunify_need>
{
  public:
    using row::row;
    reunify::text name() const noexcept
    {
        return detail::borrowed(reunify_need_attribute(raw(), index()));
    }
    /** Of which it has to have one. @since 0.1.0 */
    detail::list_within<reunify::text, reunify_need, reunify_need_attribute_value_count,
                        reunify_need_attribute_value>
    values() const noexcept
    {
        return {raw(), index()};
    }
    /** The least and the most that it may be; need_not_asked. @since 0.1.0 */
    std::int32_t at_least() const noexcept
    {
        return reunify_need_attribute_at_least(raw(), index());
    }
    std::int32_t at_most() const noexcept { return reunify_need_attribute_at_most(raw(), index()); }
};

/** One thing that is needed. @since 0.1.0 */
class need : public detail::view<reunify_need>
{
  public:
    using view::view;
    reunify::need_kind kind() const noexcept
    {
        return static_cast<reunify::need_kind>(reunify_need_kind(raw()));
    }
    reunify::text name() const noexcept { return detail::borrowed(reunify_need_name(raw())); }
    /** Types of record, of which it has to be one. @since 0.1.0 */
    detail::list<reunify::text, reunify_need, reunify_need_type_count, reunify_need_type>
    types() const noexcept
    {
        return {raw()};
    }
    /** Values, of which one is needed. @since 0.1.0 */
    detail::list<reunify::text, reunify_need, reunify_need_value_count, reunify_need_value>
    values() const noexcept
    {
        return {raw()};
    }
    /** Outcomes, of which one is needed. @since 0.1.0 */
    detail::list<reunify::text, reunify_need, reunify_need_outcome_count, reunify_need_outcome>
    outcomes() const noexcept
    {
        return {raw()};
    }
    /** Roles, of which one has to lead. @since 0.1.0 */
    detail::list<reunify::text, reunify_need, reunify_need_led_by_count, reunify_need_led_by>
    led_by() const noexcept
    {
        return {raw()};
    }
    /** Roles that have to take part. @since 0.1.0 */
    detail::list<reunify::text, reunify_need, reunify_need_with_all_count, reunify_need_with_all>
    with_all() const noexcept
    {
        return {raw()};
    }
    /** Roles, of which one has to take part. @since 0.1.0 */
    detail::list<reunify::text, reunify_need, reunify_need_with_any_count, reunify_need_with_any>
    with_any() const noexcept
    {
        return {raw()};
    }
    /** People, of whom it has to be about one. @since 0.1.0 */
    detail::list<reunify::text, reunify_need, reunify_need_about_count, reunify_need_about>
    about() const noexcept
    {
        return {raw()};
    }
    detail::rows<need_attribute, reunify_need, reunify_need_attribute_count>
    attributes() const noexcept
    {
        return {raw()};
    }
    /** The least and the most that a number may be; need_not_asked. @since 0.1.0 */
    std::int32_t at_least() const noexcept { return reunify_need_at_least(raw()); }
    std::int32_t at_most() const noexcept { return reunify_need_at_most(raw()); }
    /** How many, on days of their own; 0: one is enough. @since 0.1.0 */
    std::int32_t count() const noexcept { return reunify_need_count(raw()); }
    reunify::date not_before() const noexcept
    {
        return reunify::date(reunify_need_not_before(raw()));
    }
    reunify::date not_after() const noexcept
    {
        return reunify::date(reunify_need_not_after(raw()));
    }
};

/** Things that are all needed. @since 0.1.0 */
class need_alternative : public detail::row<reunify_needs>
{
  public:
    using row::row;
    detail::list_within<reunify::need, reunify_needs, reunify_needs_need_count, reunify_needs_need>
    all() const noexcept
    {
        return {raw(), index()};
    }
};

/** What would meet a requirement: one of these is enough. @since 0.1.0 */
class needs : public detail::view<reunify_needs>
{
  public:
    using view::view;
    detail::rows<need_alternative, reunify_needs, reunify_needs_alternative_count>
    alternatives() const noexcept
    {
        return {raw()};
    }
    /** Whether there are more than are listed. @since 0.1.0 */
    bool more() const noexcept { return reunify_needs_more(raw()) != 0; }
};

/** What a gate asks for. @since 0.1.0 */
class requirement : public detail::view<reunify_requirement>
{
  public:
    using view::view;

    reunify::text id() const noexcept { return detail::borrowed(reunify_requirement_id(raw())); }
    reunify::text text() const noexcept
    {
        return detail::borrowed(reunify_requirement_text(raw()));
    }
    reunify::text stage() const noexcept
    {
        return detail::borrowed(reunify_requirement_stage(raw()));
    }
    bool advisory() const noexcept { return reunify_requirement_advisory(raw()) != 0; }
    reunify::requirement_status status() const noexcept
    {
        return static_cast<reunify::requirement_status>(reunify_requirement_status(raw()));
    }
    bool late() const noexcept { return reunify_requirement_late(raw()) != 0; }
    reunify::date met_on() const noexcept
    {
        return reunify::date(reunify_requirement_met_on(raw()));
    }
    reunify::date last_on() const noexcept
    {
        return reunify::date(reunify_requirement_last_on(raw()));
    }
    detail::list<reunify::text, reunify_requirement, reunify_requirement_evidence_count,
                 reunify_requirement_evidence>
    evidence() const noexcept
    {
        return {raw()};
    }
    /** Who all is asked. @since 0.1.0 */
    detail::list<reunify::text, reunify_requirement, reunify_requirement_by_all_count,
                 reunify_requirement_by_all>
    by_all() const noexcept
    {
        return {raw()};
    }
    /** Of whom one is asked. @since 0.1.0 */
    detail::list<reunify::text, reunify_requirement, reunify_requirement_by_any_count,
                 reunify_requirement_by_any>
    by_any() const noexcept
    {
        return {raw()};
    }
    /** What would meet it; empty where nothing that could be added would. @since 0.1.0 */
    reunify::needs needs() const noexcept
    {
        return reunify::needs(reunify_requirement_needs(raw()));
    }
    /** Pointers to what entries lack. @since 0.1.0 */
    detail::list<reunify::text, reunify_requirement, reunify_requirement_missing_count,
                 reunify_requirement_missing>
    missing() const noexcept
    {
        return {raw()};
    }
    detail::rows<reunify::requirement_person, reunify_requirement, reunify_requirement_person_count>
    people() const noexcept
    {
        return {raw()};
    }
    reunify::source source() const noexcept
    {
        return reunify::source(reunify_requirement_source(raw()));
    }
};

/** What ends a stage. @since 0.1.0 */
class stop : public detail::view<reunify_stop>
{
  public:
    using view::view;

    reunify::text id() const noexcept { return detail::borrowed(reunify_stop_id(raw())); }
    reunify::text text() const noexcept { return detail::borrowed(reunify_stop_text(raw())); }
    reunify::truth result() const noexcept
    {
        return static_cast<reunify::truth>(reunify_stop_result(raw()));
    }
    reunify::text outcome() const noexcept { return detail::borrowed(reunify_stop_outcome(raw())); }
    reunify::source source() const noexcept { return reunify::source(reunify_stop_source(raw())); }
};

/** A stage and what is in order at its end. @since 0.1.0 */
class gate : public detail::view<reunify_gate>
{
  public:
    using view::view;

    reunify::text stage() const noexcept { return detail::borrowed(reunify_gate_stage(raw())); }
    reunify::text text() const noexcept { return detail::borrowed(reunify_gate_text(raw())); }
    std::int32_t number() const noexcept { return reunify_gate_number(raw()); }
    reunify::gate_status status() const noexcept
    {
        return static_cast<reunify::gate_status>(reunify_gate_status(raw()));
    }
    reunify::date passed_on() const noexcept
    {
        return reunify::date(reunify_gate_passed_on(raw()));
    }
    reunify::text outcome() const noexcept { return detail::borrowed(reunify_gate_outcome(raw())); }
    reunify::text stopped_by() const noexcept
    {
        return detail::borrowed(reunify_gate_stopped_by(raw()));
    }
    reunify::date stopped_on() const noexcept
    {
        return reunify::date(reunify_gate_stopped_on(raw()));
    }
    detail::list<reunify::requirement, reunify_gate, reunify_gate_requirement_count,
                 reunify_gate_requirement>
    requirements() const noexcept
    {
        return {raw()};
    }
    detail::list<reunify::stop, reunify_gate, reunify_gate_stop_count, reunify_gate_stop>
    stops() const noexcept
    {
        return {raw()};
    }
    detail::list<reunify::action, reunify_gate, reunify_gate_action_count, reunify_gate_action>
    actions() const noexcept
    {
        return {raw()};
    }
};

/** What has to be done by a date. @since 0.1.0 */
class obligation : public detail::view<reunify_obligation>
{
  public:
    using view::view;

    reunify::text id() const noexcept { return detail::borrowed(reunify_obligation_id(raw())); }
    reunify::text text() const noexcept { return detail::borrowed(reunify_obligation_text(raw())); }
    reunify::obligation_status status() const noexcept
    {
        return static_cast<reunify::obligation_status>(reunify_obligation_status(raw()));
    }
    reunify::date due() const noexcept { return reunify::date(reunify_obligation_due(raw())); }
    /** Who all is asked. @since 0.1.0 */
    detail::list<reunify::text, reunify_obligation, reunify_obligation_by_all_count,
                 reunify_obligation_by_all>
    by_all() const noexcept
    {
        return {raw()};
    }
    /** Of whom one is asked. @since 0.1.0 */
    detail::list<reunify::text, reunify_obligation, reunify_obligation_by_any_count,
                 reunify_obligation_by_any>
    by_any() const noexcept
    {
        return {raw()};
    }
    bool late() const noexcept { return reunify_obligation_late(raw()) != 0; }
    reunify::date done_on() const noexcept
    {
        return reunify::date(reunify_obligation_done_on(raw()));
    }
    reunify::source source() const noexcept
    {
        return reunify::source(reunify_obligation_source(raw()));
    }
};

/** What people are to be told of first. @since 0.1.0 */
class alert : public detail::view<reunify_alert>
{
  public:
    using view::view;

    reunify::text code() const noexcept { return detail::borrowed(reunify_alert_code(raw())); }
    reunify::text text() const noexcept { return detail::borrowed(reunify_alert_text(raw())); }
    reunify::source source() const noexcept { return reunify::source(reunify_alert_source(raw())); }
    detail::list<reunify::action, reunify_alert, reunify_alert_action_count, reunify_alert_action>
    actions() const noexcept
    {
        return {raw()};
    }
    detail::list<reunify::text, reunify_alert, reunify_alert_evidence_count, reunify_alert_evidence>
    evidence() const noexcept
    {
        return {raw()};
    }
    detail::list<reunify::text, reunify_alert, reunify_alert_entry_count, reunify_alert_entry>
    entries() const noexcept
    {
        return {raw()};
    }
};

/** A factor associated with success or breakdown. @since 0.1.0 */
class association : public detail::view<reunify_association>
{
  public:
    using view::view;

    reunify::text code() const noexcept
    {
        return detail::borrowed(reunify_association_code(raw()));
    }
    reunify::text kind() const noexcept
    {
        return detail::borrowed(reunify_association_kind(raw()));
    }
    reunify::truth result() const noexcept
    {
        return static_cast<reunify::truth>(reunify_association_result(raw()));
    }
    detail::list<reunify::text, reunify_association, reunify_association_evidence_count,
                 reunify_association_evidence>
    evidence() const noexcept
    {
        return {raw()};
    }
    reunify::text text() const noexcept
    {
        return detail::borrowed(reunify_association_text(raw()));
    }
    reunify::text help() const noexcept
    {
        return detail::borrowed(reunify_association_help(raw()));
    }
    reunify::text figure() const noexcept
    {
        return detail::borrowed(reunify_association_figure(raw()));
    }
    reunify::source source() const noexcept
    {
        return reunify::source(reunify_association_source(raw()));
    }
};

/** A requirement or a stop of the current gate that cannot be told. @since 0.1.0 */
class information_needed : public detail::row<reunify_evaluation>
{
  public:
    using row::row;

    reunify::text id() const noexcept
    {
        return detail::borrowed(reunify_evaluation_information_needed(raw(), index()));
    }
    reunify::text stage() const noexcept
    {
        return detail::borrowed(reunify_evaluation_information_needed_stage(raw(), index()));
    }
    reunify::requirement requirement() const noexcept
    {
        return reunify::requirement(
            reunify_evaluation_information_needed_requirement(raw(), index()));
    }
    reunify::stop stop() const noexcept
    {
        return reunify::stop(reunify_evaluation_information_needed_stop(raw(), index()));
    }
    detail::list_within<reunify::text, reunify_evaluation,
                        reunify_evaluation_information_needed_entry_count,
                        reunify_evaluation_information_needed_entry>
    entries() const noexcept
    {
        return {raw(), index()};
    }
    /** Pointers to what entries lack. @since 0.1.0 */
    detail::list_within<reunify::text, reunify_evaluation,
                        reunify_evaluation_information_needed_missing_count,
                        reunify_evaluation_information_needed_missing>
    missing() const noexcept
    {
        return {raw(), index()};
    }
};

/** What is doubtful in the record. @since 0.1.0 */
class warning : public detail::row<reunify_evaluation>
{
  public:
    using row::row;

    reunify::text code() const noexcept
    {
        return detail::borrowed(reunify_evaluation_warning_code(raw(), index()));
    }
    reunify::text at() const noexcept
    {
        return detail::borrowed(reunify_evaluation_warning_at(raw(), index()));
    }
    reunify::date date() const noexcept
    {
        return reunify::date(reunify_evaluation_warning_date(raw(), index()));
    }
};

/* Classifications ----------------------------------------------------------------------------- */

/** What was found of one person. @since 0.1.0 */
class person_value : public detail::cell<reunify_classification>
{
  public:
    using cell::cell;

    reunify::text id() const noexcept
    {
        return detail::borrowed(reunify_classification_person(raw(), outer(), index()));
    }
    reunify::text value() const noexcept
    {
        return detail::borrowed(reunify_classification_person_value(raw(), outer(), index()));
    }
};

/** What was stated of the case as a whole. @since 0.1.0 */
class stated_value : public detail::cell<reunify_classification>
{
  public:
    using cell::cell;

    reunify::text finding() const noexcept
    {
        return detail::borrowed(reunify_classification_stated(raw(), outer(), index()));
    }
    reunify::text value() const noexcept
    {
        return detail::borrowed(reunify_classification_stated_value(raw(), outer(), index()));
    }
};

/** A dimension of a classification. @since 0.1.0 */
class dimension : public detail::row<reunify_classification>
{
  public:
    using row::row;

    reunify::text id() const noexcept
    {
        return detail::borrowed(reunify_classification_dimension(raw(), index()));
    }
    reunify::text value() const noexcept
    {
        return detail::borrowed(reunify_classification_value(raw(), index()));
    }
    bool deciding() const noexcept { return reunify_classification_deciding(raw(), index()) != 0; }
    detail::rows_within<reunify::person_value, reunify_classification,
                        reunify_classification_person_count>
    people() const noexcept
    {
        return {raw(), index()};
    }
    detail::rows_within<reunify::stated_value, reunify_classification,
                        reunify_classification_stated_count>
    stated() const noexcept
    {
        return {raw(), index()};
    }
    bool permits(std::size_t level) const noexcept
    {
        return reunify_classification_permits(raw(), index(), level) != 0;
    }
};

/** What a classification says; borrowed. @since 0.1.0 */
class classification_view : public detail::view<reunify_classification>
{
  public:
    using view::view;

    reunify::text level() const noexcept
    {
        return detail::borrowed(reunify_classification_level(raw()));
    }
    reunify::text at_least() const noexcept
    {
        return detail::borrowed(reunify_classification_at_least(raw()));
    }
    reunify::classified status() const noexcept
    {
        return static_cast<reunify::classified>(reunify_classification_status(raw()));
    }
    reunify::text assessment() const noexcept
    {
        return detail::borrowed(reunify_classification_assessment(raw()));
    }
    detail::rows<reunify::dimension, reunify_classification, reunify_classification_dimension_count>
    dimensions() const noexcept
    {
        return {raw()};
    }
    detail::list<reunify::text, reunify_classification, reunify_classification_warning_count,
                 reunify_classification_warning>
    warnings() const noexcept
    {
        return {raw()};
    }
};

/** The level that findings indicate. @since 0.1.0 */
class classification : public detail::shared<classification_view, reunify_classification_ref,
                                             reunify_classification_unref>
{
  public:
    using shared::shared;

    detail::rows<reunify::dimension, reunify_classification, reunify_classification_dimension_count>
    dimensions() const &noexcept
    {
        return {raw()};
    }
    void dimensions() const && = delete;
    detail::list<reunify::text, reunify_classification, reunify_classification_warning_count,
                 reunify_classification_warning>
    warnings() const &noexcept
    {
        return {raw()};
    }
    void warnings() const && = delete;
};

/* Cases --------------------------------------------------------------------------------------- */

class profile_view;

/** The number of an entry of a case; false where there is none. @since 0.1.0 */
class entry
{
  public:
    constexpr entry() noexcept : number_(REUNIFY_NO_ENTRY) {}
    explicit constexpr entry(reunify_entry number) noexcept : number_(number) {}
    static constexpr entry the_case() noexcept
    {
        return entry(static_cast<reunify_entry>(REUNIFY_THE_CASE));
    }

    constexpr reunify_entry number() const noexcept { return number_; }
    explicit constexpr operator bool() const noexcept { return number_ != REUNIFY_NO_ENTRY; }
    entry_kind kind() const noexcept
    {
        return static_cast<entry_kind>(reunify_entry_kind(number_));
    }
    entry parent() const noexcept { return entry(reunify_entry_parent(number_)); }
    std::size_t at() const noexcept { return reunify_entry_at(number_); }

    friend constexpr bool operator==(entry a, entry b) noexcept { return a.number_ == b.number_; }
    friend constexpr bool operator!=(entry a, entry b) noexcept { return a.number_ != b.number_; }

  private:
    reunify_entry number_;
};

/** A name or a code as a number of one case; false where there is none. @since 0.1.0 */
class symbol
{
  public:
    constexpr symbol() noexcept : number_(REUNIFY_NO_SYMBOL) {}
    explicit constexpr symbol(reunify_symbol number) noexcept : number_(number) {}

    constexpr reunify_symbol number() const noexcept { return number_; }
    explicit constexpr operator bool() const noexcept { return number_ != REUNIFY_NO_SYMBOL; }

    friend constexpr bool operator==(symbol a, symbol b) noexcept { return a.number_ == b.number_; }
    friend constexpr bool operator!=(symbol a, symbol b) noexcept { return a.number_ != b.number_; }

  private:
    reunify_symbol number_;
};

/** A named value of an entry: a finding, or an attribute. @since 0.1.0 */
class named_value
{
  public:
    named_value(const reunify_case *record, reunify_entry of, reunify_symbol name) noexcept
        : record_(record), entry_(of), name_(name)
    {
    }

    reunify::symbol symbol() const noexcept { return reunify::symbol(name_); }
    reunify::text name() const noexcept
    {
        return detail::borrowed(reunify_case_symbol_text(record_, name_));
    }
    named_type type() const noexcept
    {
        return static_cast<named_type>(reunify_case_named_type(record_, entry_, name_));
    }
    reunify::text text() const noexcept
    {
        return detail::borrowed(reunify_case_get_named_text(record_, entry_, name_));
    }
    reunify::truth boolean() const noexcept
    {
        return static_cast<truth>(reunify_case_get_named_boolean(record_, entry_, name_));
    }
    /** In thousandths. @since 0.1.0 */
    std::int64_t number() const noexcept
    {
        return reunify_case_get_named_number(record_, entry_, name_);
    }
    explicit operator bool() const noexcept { return type() != named_type::none; }

  private:
    const reunify_case *record_;
    reunify_entry entry_;
    reunify_symbol name_;
};

namespace detail
{

struct codes_source {
    using item = reunify::text;
    using raw_type = reunify_case;
    const reunify_case *record;
    reunify_entry of;
    std::int32_t in;
    std::size_t count() const noexcept { return reunify_case_get_code_count(record, of, in); }
    item get(std::size_t at) const noexcept
    {
        return borrowed(reunify_case_get_code(record, of, in, at));
    }
};
struct named_source {
    using item = named_value;
    using raw_type = reunify_case;
    const reunify_case *record;
    reunify_entry of;
    std::size_t count() const noexcept { return reunify_case_named_count(record, of); }
    item get(std::size_t at) const noexcept
    {
        return item(record, of, reunify_case_named(record, of, at));
    }
};
template <class Entry> struct entries_source {
    using item = Entry;
    using raw_type = reunify_case;
    const reunify_case *record;
    std::int32_t kind;
    reunify_entry parent;
    std::size_t count() const noexcept { return reunify_case_count(record, kind, parent); }
    item get(std::size_t at) const noexcept
    {
        return item(record, reunify_case_entry(record, kind, parent, at));
    }
};

} // namespace detail

/** One entry of a case, to be read. What is not set gives what C gives. @since 0.1.0 */
class entry_view
{
  public:
    entry_view() noexcept : record_(nullptr), entry_(REUNIFY_NO_ENTRY) {}
    entry_view(const reunify_case *record, reunify_entry number) noexcept
        : record_(record), entry_(number)
    {
    }

    reunify::entry number() const noexcept { return reunify::entry(entry_); }
    explicit operator bool() const noexcept { return entry_ != REUNIFY_NO_ENTRY; }

    bool is_set(field of) const noexcept
    {
        return reunify_case_is_set(record_, entry_, detail::number(of)) != 0;
    }
    reunify::text get_text(field of) const noexcept
    {
        return detail::borrowed(reunify_case_get_text(record_, entry_, detail::number(of)));
    }
    reunify::date get_date(field of) const noexcept
    {
        return reunify::date(reunify_case_get_date(record_, entry_, detail::number(of)));
    }
    truth get_boolean(field of) const noexcept
    {
        return static_cast<truth>(reunify_case_get_boolean(record_, entry_, detail::number(of)));
    }
    /** In thousandths. @since 0.1.0 */
    std::int64_t get_number(field of) const noexcept
    {
        return reunify_case_get_number(record_, entry_, detail::number(of));
    }
    range<detail::codes_source> get_codes(field of) const noexcept
    {
        return range<detail::codes_source>(
            detail::codes_source{record_, entry_, detail::number(of)});
    }

    range<detail::named_source> named() const noexcept
    {
        return range<detail::named_source>(detail::named_source{record_, entry_});
    }
    named_value named(symbol name) const noexcept
    {
        return named_value(record_, entry_, name.number());
    }
    named_value named(reunify::text name) const noexcept
    {
        return named_value(record_, entry_,
                           reunify_case_find_symbol(record_, name.data(), name.size()));
    }

    /** The entries of a kind that lie in this one. @since 0.1.0 */
    range<detail::entries_source<entry_view>> entries(entry_kind kind) const noexcept
    {
        return range<detail::entries_source<entry_view>>(
            detail::entries_source<entry_view>{record_, detail::number(kind), entry_});
    }
    bool is_declared(entry_kind kind) const noexcept
    {
        return reunify_case_is_declared(record_, detail::number(kind), entry_) != 0;
    }

  private:
    const reunify_case *record_;
    reunify_entry entry_;
};

/** A child's record. @since 0.1.0 */
class case_record : public detail::owned<reunify_case, reunify_case_free>
{
  public:
    using owned::owned;

    /* Made, written, compared */

    REUNIFY_NODISCARD static case_record make(error &e, const context &c = context()) noexcept
    {
        reunify_case *made = nullptr;
        e.keep(reunify_case_new(c.raw(), &made, e.raw()));
        return case_record(made);
    }
    REUNIFY_NODISCARD static case_record from_json(text json, error &e,
                                                   case_reading how = case_reading::lenient,
                                                   const context &c = context()) noexcept
    {
        reunify_case *made = nullptr;
        e.keep(reunify_case_from_json(c.raw(), json.data(), json.size(), detail::flags(how), &made,
                                      e.raw()));
        return case_record(made);
    }
    /** The id of a text that cannot be read. @since 0.1.0 */
    REUNIFY_NODISCARD static owned_text find_id(text json, error &e,
                                                const context &c = context()) noexcept
    {
        reunify_text *made = nullptr;
        e.keep(reunify_case_find_id(c.raw(), json.data(), json.size(), &made, e.raw()));
        return owned_text(made);
    }
    REUNIFY_NODISCARD owned_text to_json(error &e,
                                         json_form form = json_form::canonical) const noexcept
    {
        reunify_text *made = nullptr;
        e.keep(reunify_case_to_json(raw(), detail::flags(form), &made, e.raw()));
        return owned_text(made);
    }
    REUNIFY_NODISCARD case_record copy(error &e, const context &c = context()) const noexcept
    {
        reunify_case *made = nullptr;
        e.keep(reunify_case_copy(raw(), c.raw(), &made, e.raw()));
        return case_record(made);
    }
    REUNIFY_NODISCARD bool equal(const case_record &other, error &e) const noexcept
    {
        int32_t same = 0;
        e.keep(reunify_case_equal(raw(), other.raw(), &same, e.raw()));
        return same != 0;
    }
    REUNIFY_NODISCARD status finish(error &e) noexcept
    {
        return e.keep(reunify_case_finish(raw(), e.raw()));
    }
    REUNIFY_NODISCARD status check(const profile_view &words, error &e,
                                   entry in = entry::the_case()) const noexcept;

#if REUNIFY_EXCEPTIONS
    static case_record make(const context &c = context())
    {
        return detail::attempt([&](error &e) { return make(e, c); });
    }
    static case_record from_json(text json, case_reading how = case_reading::lenient,
                                 const context &c = context())
    {
        return detail::attempt([&](error &e) { return from_json(json, e, how, c); });
    }
    owned_text to_json(json_form form = json_form::canonical) const
    {
        return detail::attempt([&](error &e) { return to_json(e, form); });
    }
    case_record copy(const context &c = context()) const
    {
        return detail::attempt([&](error &e) { return copy(e, c); });
    }
    bool equal(const case_record &other) const
    {
        return detail::attempt([&](error &e) { return equal(other, e); });
    }
    void finish()
    {
        detail::attempt([&](error &e) { return finish(e); });
    }
    void check(const profile_view &words, entry in = entry::the_case()) const
    {
        detail::attempt([&](error &e) { return check(words, e, in); });
    }
#endif

    bool is_finished() const noexcept
    {
        return reunify_case_is_finished(raw()) != 0;
    }
    date latest_date() const noexcept
    {
        return date(reunify_case_latest_date(raw()));
    }

    /* Read */

    entry_view the_case() const &noexcept
    {
        return entry_view(raw(), REUNIFY_THE_CASE);
    }
    void the_case() const && = delete;
    entry_view operator[](entry number) const &noexcept
    {
        return entry_view(raw(), number.number());
    }
    void operator[](entry number) const && = delete;
    range<detail::entries_source<entry_view>> entries(entry_kind kind) const &noexcept
    {
        return the_case().entries(kind);
    }
    void entries(entry_kind kind) const && = delete;
    symbol find_symbol(text name) const noexcept
    {
        return symbol(reunify_case_find_symbol(raw(), name.data(), name.size()));
    }
    text symbol_text(symbol name) const noexcept
    {
        return detail::borrowed(reunify_case_symbol_text(raw(), name.number()));
    }

    /* Built and corrected */

    REUNIFY_NODISCARD entry add(entry_kind kind, error &e,
                                entry parent = entry::the_case()) noexcept
    {
        reunify_entry made = REUNIFY_NO_ENTRY;
        e.keep(reunify_case_add(raw(), detail::number(kind), parent.number(), &made, e.raw()));
        return entry(made);
    }
    REUNIFY_NODISCARD status remove(entry number, error &e) noexcept
    {
        return e.keep(reunify_case_remove(raw(), number.number(), e.raw()));
    }
    REUNIFY_NODISCARD status declare(entry_kind kind, error &e,
                                     entry parent = entry::the_case()) noexcept
    {
        return e.keep(reunify_case_declare(raw(), detail::number(kind), parent.number(), e.raw()));
    }
    REUNIFY_NODISCARD status undeclare(entry_kind kind, error &e,
                                       entry parent = entry::the_case()) noexcept
    {
        return e.keep(
            reunify_case_undeclare(raw(), detail::number(kind), parent.number(), e.raw()));
    }
    REUNIFY_NODISCARD reunify::symbol symbol_of(text name, error &e) noexcept
    {
        reunify_symbol made = REUNIFY_NO_SYMBOL;
        e.keep(reunify_case_symbol(raw(), name.data(), name.size(), &made, e.raw()));
        return reunify::symbol(made);
    }
    REUNIFY_NODISCARD status set_text(entry in, field of, text value, error &e) noexcept
    {
        return e.keep(reunify_case_set_text(raw(), in.number(), detail::number(of), value.data(),
                                            value.size(), e.raw()));
    }
    REUNIFY_NODISCARD status set_symbol(entry in, field of, symbol value, error &e) noexcept
    {
        return e.keep(reunify_case_set_symbol(raw(), in.number(), detail::number(of),
                                              value.number(), e.raw()));
    }
    REUNIFY_NODISCARD status set_date(entry in, field of, date value, error &e) noexcept
    {
        return e.keep(
            reunify_case_set_date(raw(), in.number(), detail::number(of), value.days(), e.raw()));
    }
    REUNIFY_NODISCARD status set_boolean(entry in, field of, bool value, error &e) noexcept
    {
        return e.keep(reunify_case_set_boolean(raw(), in.number(), detail::number(of),
                                               value ? 1 : 0, e.raw()));
    }
    REUNIFY_NODISCARD status set_number(entry in, field of, std::int64_t thousandths,
                                        error &e) noexcept
    {
        return e.keep(
            reunify_case_set_number(raw(), in.number(), detail::number(of), thousandths, e.raw()));
    }
    REUNIFY_NODISCARD status append_code(entry in, field of, text value, error &e) noexcept
    {
        return e.keep(reunify_case_append_code(raw(), in.number(), detail::number(of), value.data(),
                                               value.size(), e.raw()));
    }
    REUNIFY_NODISCARD status append_symbol(entry in, field of, symbol value, error &e) noexcept
    {
        return e.keep(reunify_case_append_symbol(raw(), in.number(), detail::number(of),
                                                 value.number(), e.raw()));
    }
    REUNIFY_NODISCARD status declare_codes(entry in, field of, error &e) noexcept
    {
        return e.keep(reunify_case_declare_codes(raw(), in.number(), detail::number(of), e.raw()));
    }
    REUNIFY_NODISCARD status unset(entry in, field of, error &e) noexcept
    {
        return e.keep(reunify_case_unset(raw(), in.number(), detail::number(of), e.raw()));
    }
    REUNIFY_NODISCARD status set_named_text(entry in, symbol name, text value, error &e) noexcept
    {
        return e.keep(reunify_case_set_named_text(raw(), in.number(), name.number(), value.data(),
                                                  value.size(), e.raw()));
    }
    REUNIFY_NODISCARD status set_named_symbol(entry in, symbol name, symbol value,
                                              error &e) noexcept
    {
        return e.keep(reunify_case_set_named_symbol(raw(), in.number(), name.number(),
                                                    value.number(), e.raw()));
    }
    REUNIFY_NODISCARD status set_named_boolean(entry in, symbol name, bool value, error &e) noexcept
    {
        return e.keep(reunify_case_set_named_boolean(raw(), in.number(), name.number(),
                                                     value ? 1 : 0, e.raw()));
    }
    REUNIFY_NODISCARD status set_named_number(entry in, symbol name, std::int64_t thousandths,
                                              error &e) noexcept
    {
        return e.keep(
            reunify_case_set_named_number(raw(), in.number(), name.number(), thousandths, e.raw()));
    }
    REUNIFY_NODISCARD status unset_named(entry in, symbol name, error &e) noexcept
    {
        return e.keep(reunify_case_unset_named(raw(), in.number(), name.number(), e.raw()));
    }

#if REUNIFY_EXCEPTIONS
    entry add(entry_kind kind, entry parent = entry::the_case())
    {
        return detail::attempt([&](error &e) { return add(kind, e, parent); });
    }
    void remove(entry number)
    {
        detail::attempt([&](error &e) { return remove(number, e); });
    }
    void declare(entry_kind kind, entry parent = entry::the_case())
    {
        detail::attempt([&](error &e) { return declare(kind, e, parent); });
    }
    void undeclare(entry_kind kind, entry parent = entry::the_case())
    {
        detail::attempt([&](error &e) { return undeclare(kind, e, parent); });
    }
    reunify::symbol symbol_of(text name)
    {
        return detail::attempt([&](error &e) { return symbol_of(name, e); });
    }
    void set_text(entry in, field of, text value)
    {
        detail::attempt([&](error &e) { return set_text(in, of, value, e); });
    }
    void set_symbol(entry in, field of, symbol value)
    {
        detail::attempt([&](error &e) { return set_symbol(in, of, value, e); });
    }
    void set_date(entry in, field of, date value)
    {
        detail::attempt([&](error &e) { return set_date(in, of, value, e); });
    }
    void set_boolean(entry in, field of, bool value)
    {
        detail::attempt([&](error &e) { return set_boolean(in, of, value, e); });
    }
    void set_number(entry in, field of, std::int64_t thousandths)
    {
        detail::attempt([&](error &e) { return set_number(in, of, thousandths, e); });
    }
    void append_code(entry in, field of, text value)
    {
        detail::attempt([&](error &e) { return append_code(in, of, value, e); });
    }
    void append_symbol(entry in, field of, symbol value)
    {
        detail::attempt([&](error &e) { return append_symbol(in, of, value, e); });
    }
    void declare_codes(entry in, field of)
    {
        detail::attempt([&](error &e) { return declare_codes(in, of, e); });
    }
    void unset(entry in, field of)
    {
        detail::attempt([&](error &e) { return unset(in, of, e); });
    }
    void set_named_text(entry in, symbol name, text value)
    {
        detail::attempt([&](error &e) { return set_named_text(in, name, value, e); });
    }
    void set_named_symbol(entry in, symbol name, symbol value)
    {
        detail::attempt([&](error &e) { return set_named_symbol(in, name, value, e); });
    }
    void set_named_boolean(entry in, symbol name, bool value)
    {
        detail::attempt([&](error &e) { return set_named_boolean(in, name, value, e); });
    }
    void set_named_number(entry in, symbol name, std::int64_t thousandths)
    {
        detail::attempt([&](error &e) { return set_named_number(in, name, thousandths, e); });
    }
    void unset_named(entry in, symbol name)
    {
        detail::attempt([&](error &e) { return unset_named(in, name, e); });
    }
#endif
};

/** The findings of one assessment, outside any case. @since 0.1.0 */
class assessment : public detail::owned<reunify_assessment, reunify_assessment_free>
{
  public:
    using owned::owned;

    REUNIFY_NODISCARD static assessment make(error &e, const context &c = context()) noexcept
    {
        reunify_assessment *made = nullptr;
        e.keep(reunify_assessment_new(c.raw(), &made, e.raw()));
        return assessment(made);
    }
    REUNIFY_NODISCARD status set_finding(text name, text value, error &e) noexcept
    {
        return e.keep(reunify_assessment_set_finding(raw(), name.data(), name.size(), value.data(),
                                                     value.size(), e.raw()));
    }
    REUNIFY_NODISCARD entry add_factor(error &e) noexcept
    {
        reunify_entry made = REUNIFY_NO_ENTRY;
        e.keep(reunify_assessment_add_factor(raw(), &made, e.raw()));
        return entry(made);
    }
    REUNIFY_NODISCARD status set_factor(entry factor, field of, text value, error &e) noexcept
    {
        return e.keep(reunify_assessment_set_factor(raw(), factor.number(), detail::number(of),
                                                    value.data(), value.size(), e.raw()));
    }

#if REUNIFY_EXCEPTIONS
    static assessment make(const context &c = context())
    {
        return detail::attempt([&](error &e) { return make(e, c); });
    }
    void set_finding(text name, text value)
    {
        detail::attempt([&](error &e) { return set_finding(name, value, e); });
    }
    entry add_factor()
    {
        return detail::attempt([&](error &e) { return add_factor(e); });
    }
    void set_factor(entry factor, field of, text value)
    {
        detail::attempt([&](error &e) { return set_factor(factor, of, value, e); });
    }
#endif
};

/* Authoring ----------------------------------------------------------------------------------- */

/** What is doubtful in a profile. @since 0.1.0 */
class lint_finding : public detail::row<reunify_lint>
{
  public:
    using row::row;

    reunify::text code() const noexcept
    {
        return detail::borrowed(reunify_lint_code(raw(), index()));
    }
    reunify::text rule() const noexcept
    {
        return detail::borrowed(reunify_lint_rule(raw(), index()));
    }
    reunify::text message() const noexcept
    {
        return detail::borrowed(reunify_lint_message(raw(), index()));
    }
    reunify::text example() const noexcept
    {
        return detail::borrowed(reunify_lint_example(raw(), index()));
    }
    reunify::text source() const noexcept
    {
        return detail::borrowed(reunify_lint_source(raw(), index()));
    }
};

/** What is doubtful in a profile: a list. @since 0.1.0 */
class lint : public detail::owned<reunify_lint, reunify_lint_free>
{
  public:
    using owned::owned;

    detail::rows<lint_finding, reunify_lint, reunify_lint_count> findings() const &noexcept
    {
        return {raw()};
    }
    void findings() const && = delete;
};

/** One thing that differs. @since 0.1.0 */
class difference : public detail::row<reunify_diff>
{
  public:
    using row::row;

    reunify::diff_kind kind() const noexcept
    {
        return static_cast<reunify::diff_kind>(reunify_diff_kind(raw(), index()));
    }
    reunify::text section() const noexcept
    {
        return detail::borrowed(reunify_diff_section(raw(), index()));
    }
    reunify::text id() const noexcept { return detail::borrowed(reunify_diff_id(raw(), index())); }
    reunify::text aspect() const noexcept
    {
        return detail::borrowed(reunify_diff_aspect(raw(), index()));
    }
    reunify::text before() const noexcept
    {
        return detail::borrowed(reunify_diff_before(raw(), index()));
    }
    reunify::text after() const noexcept
    {
        return detail::borrowed(reunify_diff_after(raw(), index()));
    }
    reunify::text text() const noexcept
    {
        return detail::borrowed(reunify_diff_text(raw(), index()));
    }
};

class evaluation;

/** How two profiles, or two evaluations, differ: a list. @since 0.1.0 */
class diff : public detail::owned<reunify_diff, reunify_diff_free>
{
  public:
    using owned::owned;

    REUNIFY_NODISCARD static diff of_profiles(const profile_view &before, const profile_view &after,
                                              error &e) noexcept;
    REUNIFY_NODISCARD static diff of_evaluations(const evaluation &before, const evaluation &after,
                                                 error &e) noexcept;

#if REUNIFY_EXCEPTIONS
    static diff of_profiles(const profile_view &before, const profile_view &after)
    {
        return detail::attempt([&](error &e) { return of_profiles(before, after, e); });
    }
    static diff of_evaluations(const evaluation &before, const evaluation &after)
    {
        return detail::attempt([&](error &e) { return of_evaluations(before, after, e); });
    }
#endif

    detail::rows<difference, reunify_diff, reunify_diff_count> differences() const &noexcept
    {
        return {raw()};
    }
    void differences() const && = delete;
};

/* Profiles ------------------------------------------------------------------------------------ */

/** A pack that another extends. @since 0.1.0 */
class base_pack : public detail::row<reunify_profile>
{
  public:
    using row::row;

    reunify::text id() const noexcept
    {
        return detail::borrowed(reunify_profile_base_id(raw(), index()));
    }
    reunify::text version() const noexcept
    {
        return detail::borrowed(reunify_profile_base_version(raw(), index()));
    }
};

/** A finding that a profile knows. @since 0.1.0 */
class profile_finding : public detail::row<reunify_profile>
{
  public:
    using row::row;

    reunify::text name() const noexcept
    {
        return detail::borrowed(reunify_profile_finding(raw(), index()));
    }
    detail::list_within<reunify::text, reunify_profile, reunify_profile_finding_value_count,
                        reunify_profile_finding_value>
    values() const noexcept
    {
        return {raw(), index()};
    }
};

/** A set of unit costs. @since 0.1.0 */
class unit_costs : public detail::row<reunify_profile>
{
  public:
    using row::row;

    reunify::text id() const noexcept
    {
        return detail::borrowed(reunify_profile_cost_id(raw(), index()));
    }
    reunify::text text() const noexcept
    {
        return detail::borrowed(reunify_profile_cost_text(raw(), index()));
    }
    std::int32_t price_year() const noexcept
    {
        return reunify_profile_cost_price_year(raw(), index());
    }
    std::int64_t re_entry() const noexcept { return reunify_profile_cost_re_entry(raw(), index()); }
    std::int64_t support() const noexcept { return reunify_profile_cost_support(raw(), index()); }
    reunify::text source_id() const noexcept
    {
        return detail::borrowed(reunify_profile_cost_source_id(raw(), index()));
    }
    reunify::text source_at() const noexcept
    {
        return detail::borrowed(reunify_profile_cost_source_at(raw(), index()));
    }
};

/** A value of a sentence of the library's; value is null where there is none. @since 0.1.0 */
struct said_value {
    const char *name;
    const char *value;
};

/** What a profile says; borrowed. @since 0.1.0 */
class profile_view : public detail::view<reunify_profile>
{
  public:
    using view::view;

    reunify::text id() const noexcept { return detail::borrowed(reunify_profile_id(raw())); }
    reunify::text version() const noexcept
    {
        return detail::borrowed(reunify_profile_version(raw()));
    }
    reunify::text title() const noexcept { return detail::borrowed(reunify_profile_title(raw())); }
    detail::rows<reunify::base_pack, reunify_profile, reunify_profile_base_count>
    bases() const noexcept
    {
        return {raw()};
    }
    detail::list<reunify::text, reunify_profile, reunify_profile_level_count, reunify_profile_level>
    levels() const noexcept
    {
        return {raw()};
    }
    detail::rows<reunify::profile_finding, reunify_profile, reunify_profile_finding_count>
    findings() const noexcept
    {
        return {raw()};
    }
    detail::list<reunify::text, reunify_profile, reunify_profile_pathway_count,
                 reunify_profile_pathway>
    pathways() const noexcept
    {
        return {raw()};
    }
    detail::rows<reunify::unit_costs, reunify_profile, reunify_profile_cost_count>
    costs() const noexcept
    {
        return {raw()};
    }
    /**
     * How a word of a kind (REUNIFY_VOCABULARY_*) is said, in a language or a chain of them;
     * empty: the profile's own. @since 0.1.0
     */
    reunify::text text(std::int32_t kind, reunify::text id,
                       reunify::text language = reunify::text()) const noexcept
    {
        return detail::borrowed(reunify_profile_text(raw(), kind, id.data(), id.size(),
                                                     language.data(), language.size()));
    }
    reunify::text text(word_kind kind, reunify::text id,
                       reunify::text language = reunify::text()) const noexcept
    {
        return text(detail::number(kind), id, language);
    }

    /**
     * One of the library's own sentences in the profile's languages, with its values:
     * say("history.to", {{"before", "high"}, {"level", "medium"}}). @since 0.1.0
     */
    REUNIFY_NODISCARD owned_text say(reunify::text id, std::initializer_list<said_value> values,
                                     error &e) const noexcept
    {
        /* more than any sentence has: what is too much is refused as such */
        constexpr std::size_t most = 32;
        const char *names[most], *texts[most];
        std::size_t count = 0;
        for (const said_value &value : values) {
            if (count < most) {
                names[count] = value.name;
                texts[count++] = value.value;
            }
        }
        reunify_text *made = nullptr;
        e.keep(
            reunify_profile_say(raw(), id.data(), id.size(), names, texts, count, &made, e.raw()));
        return owned_text(made);
    }
    REUNIFY_NODISCARD owned_text say_date(date day, error &e) const noexcept
    {
        reunify_text *made = nullptr;
        e.keep(reunify_profile_say_date(raw(), day.days(), &made, e.raw()));
        return owned_text(made);
    }
    REUNIFY_NODISCARD reunify::classification classify(const assessment &findings,
                                                       error &e) const noexcept
    {
        reunify_classification *made = nullptr;
        e.keep(reunify_profile_classify(raw(), findings.raw(), &made, e.raw()));
        return reunify::classification(made);
    }
    REUNIFY_NODISCARD reunify::lint lint(error &e) const noexcept
    {
        reunify_lint *made = nullptr;
        e.keep(reunify_profile_lint(raw(), 0, &made, e.raw()));
        return reunify::lint(made);
    }
    REUNIFY_NODISCARD owned_text to_text(error &e, page_form form = page_form::plain,
                                         std::int32_t width = 0) const noexcept
    {
        reunify_text *made = nullptr;
        e.keep(reunify_profile_to_text(raw(), detail::flags(form), width, &made, e.raw()));
        return owned_text(made);
    }

#if REUNIFY_EXCEPTIONS
    owned_text say(reunify::text id, std::initializer_list<said_value> values = {}) const
    {
        return detail::attempt([&](error &e) { return say(id, values, e); });
    }
    owned_text say_date(date day) const
    {
        return detail::attempt([&](error &e) { return say_date(day, e); });
    }
    reunify::classification classify(const assessment &findings) const
    {
        return detail::attempt([&](error &e) { return classify(findings, e); });
    }
    reunify::lint lint() const
    {
        return detail::attempt([&](error &e) { return lint(e); });
    }
    owned_text to_text(page_form form = page_form::plain, std::int32_t width = 0) const
    {
        return detail::attempt([&](error &e) { return to_text(e, form, width); });
    }
#endif
};

/** How a pack is read. @since 0.1.0 */
struct profile_options : reunify_profile_options {
    profile_options() noexcept : reunify_profile_options()
    {
        /* it fails for a size that is too small alone */
        static_cast<void>(reunify_profile_options_init(this, sizeof(reunify_profile_options)) ==
                          REUNIFY_OK);
    }
    /** In which languages texts are said, such as "cy,en", which ends in NUL: kept, not copied. */
    profile_options &in(const char *chain) noexcept
    {
        languages = chain;
        return *this;
    }
    /** The library's own sentences in these languages, a document: kept, not copied. */
    profile_options &with_messages(reunify::text document) noexcept
    {
        messages = document.data();
        messages_length = document.size();
        return *this;
    }
    /** Keeps, for a lint, what the text declares and does not use. */
    profile_options &with_notes() noexcept
    {
        flags = REUNIFY_PROFILE_NOTES;
        return *this;
    }
};

/** A rule pack, checked and compiled. @since 0.1.0 */
class profile : public detail::shared<profile_view, reunify_profile_ref, reunify_profile_unref>
{
  public:
    using shared::shared;

    REUNIFY_NODISCARD static profile builtin(reunify::text id, error &e,
                                             const profile_options &options = profile_options(),
                                             const context &c = context()) noexcept
    {
        reunify_profile *made = nullptr;
        e.keep(reunify_profile_builtin(c.raw(), id.data(), id.size(), &options, &made, e.raw()));
        return profile(made);
    }
    REUNIFY_NODISCARD static profile from_json(reunify::text json, error &e,
                                               const profile_options &options = profile_options(),
                                               const context &c = context()) noexcept
    {
        reunify_profile *made = nullptr;
        e.keep(
            reunify_profile_from_json(c.raw(), json.data(), json.size(), &options, &made, e.raw()));
        return profile(made);
    }
    REUNIFY_NODISCARD static profile from_packs(const char *const *texts,
                                                const std::size_t *lengths, std::size_t count,
                                                error &e,
                                                const profile_options &options = profile_options(),
                                                const context &c = context()) noexcept
    {
        reunify_profile *made = nullptr;
        e.keep(
            reunify_profile_from_packs(c.raw(), texts, lengths, count, &options, &made, e.raw()));
        return profile(made);
    }
    REUNIFY_NODISCARD static owned_text resolve(const char *const *texts,
                                                const std::size_t *lengths, std::size_t count,
                                                error &e, json_form form = json_form::canonical,
                                                const context &c = context()) noexcept
    {
        reunify_text *made = nullptr;
        e.keep(reunify_profile_resolve(c.raw(), texts, lengths, count, detail::flags(form), &made,
                                       e.raw()));
        return owned_text(made);
    }
    REUNIFY_NODISCARD static owned_text builtin_json(std::size_t at, error &e,
                                                     const context &c = context()) noexcept
    {
        reunify_text *made = nullptr;
        e.keep(reunify_profile_builtin_json(c.raw(), at, &made, e.raw()));
        return owned_text(made);
    }

#if REUNIFY_EXCEPTIONS
    static profile builtin(reunify::text id, const profile_options &options = profile_options(),
                           const context &c = context())
    {
        return detail::attempt([&](error &e) { return builtin(id, e, options, c); });
    }
    static profile from_json(reunify::text json, const profile_options &options = profile_options(),
                             const context &c = context())
    {
        return detail::attempt([&](error &e) { return from_json(json, e, options, c); });
    }
    static profile from_packs(const char *const *texts, const std::size_t *lengths,
                              std::size_t count, const profile_options &options = profile_options(),
                              const context &c = context())
    {
        return detail::attempt(
            [&](error &e) { return from_packs(texts, lengths, count, e, options, c); });
    }
    static owned_text resolve(const char *const *texts, const std::size_t *lengths,
                              std::size_t count, json_form form = json_form::canonical,
                              const context &c = context())
    {
        return detail::attempt(
            [&](error &e) { return resolve(texts, lengths, count, e, form, c); });
    }
    static owned_text builtin_json(std::size_t at, const context &c = context())
    {
        return detail::attempt([&](error &e) { return builtin_json(at, e, c); });
    }
#endif

    detail::rows<reunify::base_pack, reunify_profile, reunify_profile_base_count>
    bases() const &noexcept
    {
        return {raw()};
    }
    void bases() const && = delete;
    detail::list<reunify::text, reunify_profile, reunify_profile_level_count, reunify_profile_level>
    levels() const &noexcept
    {
        return {raw()};
    }
    void levels() const && = delete;
    detail::rows<reunify::profile_finding, reunify_profile, reunify_profile_finding_count>
    findings() const &noexcept
    {
        return {raw()};
    }
    void findings() const && = delete;
    detail::list<reunify::text, reunify_profile, reunify_profile_pathway_count,
                 reunify_profile_pathway>
    pathways() const &noexcept
    {
        return {raw()};
    }
    void pathways() const && = delete;
    detail::rows<reunify::unit_costs, reunify_profile, reunify_profile_cost_count>
    costs() const &noexcept
    {
        return {raw()};
    }
    void costs() const && = delete;

    static std::size_t builtin_count() noexcept
    {
        return reunify_profile_builtin_count();
    }
    static reunify::text builtin_id(std::size_t at) noexcept
    {
        return detail::borrowed(reunify_profile_builtin_id(at));
    }
    static reunify::text builtin_version(std::size_t at) noexcept
    {
        return detail::borrowed(reunify_profile_builtin_version(at));
    }
    static reunify::text builtin_title(std::size_t at) noexcept
    {
        return detail::borrowed(reunify_profile_builtin_title(at));
    }
    static reunify::text builtin_extends(std::size_t at) noexcept
    {
        return detail::borrowed(reunify_profile_builtin_extends(at));
    }
};

/* Evaluations --------------------------------------------------------------------------------- */

/** What holds, why, by which source, and what is missing. @since 0.1.0 */
class evaluation
{
  public:
    using raw_type = reunify_evaluation;
    constexpr evaluation() noexcept : raw_(nullptr) {}
    /* Takes over the reference that the caller has. */
    explicit constexpr evaluation(reunify_evaluation *taken) noexcept : raw_(taken) {}
    evaluation(const evaluation &from) noexcept : raw_(reunify_evaluation_ref(from.raw_)) {}
    evaluation(evaluation &&from) noexcept : raw_(from.raw_) { from.raw_ = nullptr; }
    evaluation &operator=(evaluation from) noexcept
    {
        std::swap(raw_, from.raw_);
        return *this;
    }
    ~evaluation()
    {
        if (raw_ != nullptr) {
            reunify_evaluation_unref(raw_);
        }
    }

    reunify_evaluation *raw() noexcept { return raw_; }
    const reunify_evaluation *raw() const noexcept { return raw_; }
    explicit operator bool() const noexcept { return raw_ != nullptr; }

    /** An empty one, for evaluator::evaluate_into(). @since 0.1.0 */
    REUNIFY_NODISCARD static evaluation make(error &e, const context &c = context()) noexcept
    {
        reunify_evaluation *made = nullptr;
        e.keep(reunify_evaluation_new(c.raw(), &made, e.raw()));
        return evaluation(made);
    }
    REUNIFY_NODISCARD owned_text to_json(error &e,
                                         json_form form = json_form::canonical) const noexcept
    {
        reunify_text *made = nullptr;
        e.keep(reunify_evaluation_to_json(raw(), detail::flags(form), &made, e.raw()));
        return owned_text(made);
    }
    REUNIFY_NODISCARD owned_text to_text(error &e, page_form form = page_form::plain,
                                         std::int32_t width = 0) const noexcept
    {
        reunify_text *made = nullptr;
        e.keep(reunify_evaluation_to_text(raw(), detail::flags(form), width, &made, e.raw()));
        return owned_text(made);
    }

#if REUNIFY_EXCEPTIONS
    static evaluation make(const context &c = context())
    {
        return detail::attempt([&](error &e) { return make(e, c); });
    }
    owned_text to_json(json_form form = json_form::canonical) const
    {
        return detail::attempt([&](error &e) { return to_json(e, form); });
    }
    owned_text to_text(page_form form = page_form::plain, std::int32_t width = 0) const
    {
        return detail::attempt([&](error &e) { return to_text(e, form, width); });
    }
#endif

    /* The whole */

    reunify::text case_id() const noexcept
    {
        return detail::borrowed(reunify_evaluation_case_id(raw()));
    }
    reunify::date as_of() const noexcept
    {
        return reunify::date(reunify_evaluation_as_of(raw()));
    }
    reunify::explain explain() const noexcept
    {
        return static_cast<reunify::explain>(reunify_evaluation_explain(raw()));
    }
    reunify::profile_view profile() const noexcept
    {
        return reunify::profile_view(reunify_evaluation_profile(raw()));
    }
    reunify::text pathway() const noexcept
    {
        return detail::borrowed(reunify_evaluation_pathway(raw()));
    }
    reunify::truth applicable() const noexcept
    {
        return static_cast<reunify::truth>(reunify_evaluation_applicable(raw()));
    }
    std::int32_t edition() const noexcept
    {
        return reunify_evaluation_edition(raw());
    }
    reunify::position position() const noexcept
    {
        return reunify::position(reunify_evaluation_position(raw()));
    }
    detail::list<reunify::attempt, reunify_evaluation, reunify_evaluation_attempt_count,
                 reunify_evaluation_attempt>
    attempts() const &noexcept
    {
        return {raw()};
    }
    void attempts() const && = delete;
    detail::list<reunify::set_aside, reunify_evaluation, reunify_evaluation_set_aside_count,
                 reunify_evaluation_set_aside>
    set_asides() const &noexcept
    {
        return {raw()};
    }
    void set_asides() const && = delete;
    detail::list<reunify::applicability, reunify_evaluation, reunify_evaluation_applicability_count,
                 reunify_evaluation_applicability>
    applicability() const &noexcept
    {
        return {raw()};
    }
    void applicability() const && = delete;
    reunify::gate stage() const noexcept
    {
        return reunify::gate(reunify_evaluation_stage(raw()));
    }
    detail::list<reunify::gate, reunify_evaluation, reunify_evaluation_gate_count,
                 reunify_evaluation_gate>
    gates() const &noexcept
    {
        return {raw()};
    }
    void gates() const && = delete;
    detail::list<reunify::requirement, reunify_evaluation, reunify_evaluation_outstanding_count,
                 reunify_evaluation_outstanding>
    outstanding() const &noexcept
    {
        return {raw()};
    }
    void outstanding() const && = delete;
    detail::rows<reunify::information_needed, reunify_evaluation,
                 reunify_evaluation_information_needed_count>
    information_needed() const &noexcept
    {
        return {raw()};
    }
    void information_needed() const && = delete;
    detail::list<reunify::obligation, reunify_evaluation, reunify_evaluation_obligation_count,
                 reunify_evaluation_obligation>
    obligations() const &noexcept
    {
        return {raw()};
    }
    void obligations() const && = delete;
    detail::list<reunify::association, reunify_evaluation, reunify_evaluation_association_count,
                 reunify_evaluation_association>
    associations() const &noexcept
    {
        return {raw()};
    }
    void associations() const && = delete;
    detail::list<reunify::alert, reunify_evaluation, reunify_evaluation_alert_count,
                 reunify_evaluation_alert>
    alerts() const &noexcept
    {
        return {raw()};
    }
    void alerts() const && = delete;
    detail::list<reunify::alert, reunify_evaluation, reunify_evaluation_unknown_alert_count,
                 reunify_evaluation_unknown_alert>
    unknown_alerts() const &noexcept
    {
        return {raw()};
    }
    void unknown_alerts() const && = delete;
    detail::rows<reunify::warning, reunify_evaluation, reunify_evaluation_warning_count>
    warnings() const &noexcept
    {
        return {raw()};
    }
    void warnings() const && = delete;

    /* Risk */

    reunify::text level() const noexcept
    {
        return detail::borrowed(reunify_evaluation_level(raw()));
    }
    std::int32_t level_index() const noexcept
    {
        return reunify_evaluation_level_index(raw());
    }
    reunify::date level_since() const noexcept
    {
        return reunify::date(reunify_evaluation_level_since(raw()));
    }
    reunify::basis level_basis() const noexcept
    {
        return static_cast<reunify::basis>(reunify_evaluation_level_basis(raw()));
    }
    reunify::classification_view classification() const noexcept
    {
        return reunify::classification_view(reunify_evaluation_classification(raw()));
    }
    detail::list<reunify::history_entry, reunify_evaluation, reunify_evaluation_history_count,
                 reunify_evaluation_history>
    history() const &noexcept
    {
        return {raw()};
    }
    void history() const && = delete;
    detail::list<reunify::pending, reunify_evaluation, reunify_evaluation_pending_count,
                 reunify_evaluation_pending>
    pending() const &noexcept
    {
        return {raw()};
    }
    void pending() const && = delete;
    bool may_close() const noexcept
    {
        return reunify_evaluation_may_close(raw()) != 0;
    }
    reunify::date may_close_from() const noexcept
    {
        return reunify::date(reunify_evaluation_may_close_from(raw()));
    }
    reunify::date may_close_confirmed() const noexcept
    {
        return reunify::date(reunify_evaluation_may_close_confirmed(raw()));
    }
    reunify::truth may_be_closed() const noexcept
    {
        return static_cast<reunify::truth>(reunify_evaluation_may_be_closed(raw()));
    }
    detail::list<reunify::applicability, reunify_evaluation, reunify_evaluation_closing_count,
                 reunify_evaluation_closing>
    closing() const &noexcept
    {
        return {raw()};
    }
    void closing() const && = delete;
    bool earlier_attempt() const noexcept
    {
        return reunify_evaluation_earlier_attempt(raw()) != 0;
    }
    reunify::date earliest_closure() const noexcept
    {
        return reunify::date(reunify_evaluation_earliest_closure(raw()));
    }
    detail::list<reunify::action, reunify_evaluation, reunify_evaluation_action_count,
                 reunify_evaluation_action>
    actions() const &noexcept
    {
        return {raw()};
    }
    void actions() const && = delete;

  private:
    reunify_evaluation *raw_;
};

/** Options of an evaluation. @since 0.1.0 */
struct evaluate_options : reunify_evaluate_options {
    evaluate_options() noexcept : reunify_evaluate_options()
    {
        /* it fails for a size that is too small alone */
        static_cast<void>(reunify_evaluate_options_init(this, sizeof(reunify_evaluate_options)) ==
                          REUNIFY_OK);
    }
    /** `id` ends in NUL and is kept as a pointer. @since 0.1.0 */
    evaluate_options &under(const char *id) noexcept
    {
        pathway = id;
        return *this;
    }
    evaluate_options &explaining(reunify::explain much) noexcept
    {
        explain = detail::number(much);
        return *this;
    }
};

/** The scratch memory of evaluations. @since 0.1.0 */
class evaluator : public detail::owned<reunify_evaluator, reunify_evaluator_free>
{
  public:
    using owned::owned;

    REUNIFY_NODISCARD static evaluator make(error &e, const context &c = context()) noexcept
    {
        reunify_evaluator *made = nullptr;
        e.keep(reunify_evaluator_new(c.raw(), &made, e.raw()));
        return evaluator(made);
    }
    REUNIFY_NODISCARD evaluation
    evaluate(const profile_view &rules, const case_record &record, date as_of, error &e,
             const evaluate_options &options = evaluate_options()) noexcept
    {
        reunify_evaluation *made = nullptr;
        e.keep(reunify_evaluate(raw(), rules.raw(), record.raw(), as_of.days(), &options, &made,
                                e.raw()));
        return evaluation(made);
    }
    REUNIFY_NODISCARD status evaluate_into(
        evaluation &into, const profile_view &rules, const case_record &record, date as_of,
        error &e, const evaluate_options &options = evaluate_options()) noexcept
    {
        return e.keep(reunify_evaluate_into(raw(), rules.raw(), record.raw(), as_of.days(),
                                            &options, into.raw(), e.raw()));
    }

#if REUNIFY_EXCEPTIONS
    static evaluator make(const context &c = context())
    {
        return detail::attempt([&](error &e) { return make(e, c); });
    }
    evaluation evaluate(const profile_view &rules, const case_record &record, date as_of,
                        const evaluate_options &options = evaluate_options())
    {
        return detail::attempt(
            [&](error &e) { return evaluate(rules, record, as_of, e, options); });
    }
    void evaluate_into(evaluation &into, const profile_view &rules, const case_record &record,
                       date as_of, const evaluate_options &options = evaluate_options())
    {
        detail::attempt(
            [&](error &e) { return evaluate_into(into, rules, record, as_of, e, options); });
    }
#endif
};

/** The tables that an evaluation, or its faults, are told as. @since 0.1.0 */
enum class tidy : std::int32_t {
    risk = REUNIFY_TIDY_RISK,
    history = REUNIFY_TIDY_HISTORY,
    requirements = REUNIFY_TIDY_REQUIREMENTS,
    outstanding = REUNIFY_TIDY_OUTSTANDING,
    waiting = REUNIFY_TIDY_WAITING,
    schedule = REUNIFY_TIDY_SCHEDULE,
    alerts = REUNIFY_TIDY_ALERTS,
    factors = REUNIFY_TIDY_FACTORS,
    warnings = REUNIFY_TIDY_WARNINGS,
    errors = REUNIFY_TIDY_ERRORS
};

/** What a column of such a table holds. @since 0.1.0 */
enum class tidy_column : std::int32_t {
    a_text = REUNIFY_COLUMN_TEXT,
    date = REUNIFY_COLUMN_DATE,
    integer = REUNIFY_COLUMN_INTEGER,
    boolean = REUNIFY_COLUMN_BOOLEAN,
    json = REUNIFY_COLUMN_JSON
};

/** How rows are written as CSV. @since 0.1.0 */
enum class csv_form : std::uint32_t { plain = 0, header = REUNIFY_CSV_HEADER };

/** How many tables there are. @since 0.1.0 */
inline std::size_t table_count() noexcept
{
    return reunify_table_count();
}
/** The name of a table. @since 0.1.0 */
inline text table_name(tidy table) noexcept
{
    return detail::borrowed(reunify_table_name(static_cast<std::int32_t>(table)));
}
/** What a row of it is. @since 0.1.0 */
inline text table_meaning(tidy table) noexcept
{
    return detail::borrowed(reunify_table_meaning(static_cast<std::int32_t>(table)));
}
/** The table of a name; false where there is none. @since 0.1.0 */
inline bool table_find(text name, tidy &table) noexcept
{
    std::int32_t found = -1;
    const bool there = reunify_table_find(name.data(), name.size(), &found) == REUNIFY_OK;
    if (there)
        table = static_cast<tidy>(found);
    return there;
}
/** How many columns a table has. @since 0.1.0 */
inline std::size_t table_column_count(tidy table) noexcept
{
    return reunify_table_column_count(static_cast<std::int32_t>(table));
}
/** The name of a column. @since 0.1.0 */
inline text table_column_name(tidy table, std::size_t at) noexcept
{
    return detail::borrowed(reunify_table_column_name(static_cast<std::int32_t>(table), at));
}
/** What a column holds. @since 0.1.0 */
inline tidy_column table_column_type(tidy table, std::size_t at) noexcept
{
    return static_cast<tidy_column>(
        reunify_table_column_type(static_cast<std::int32_t>(table), at));
}
/** What a column says. @since 0.1.0 */
inline text table_column_meaning(tidy table, std::size_t at) noexcept
{
    return detail::borrowed(reunify_table_column_meaning(static_cast<std::int32_t>(table), at));
}

struct arrow_table;

/** Rows of a table, of evaluations or of faults. @since 0.1.0 */
class table_rows : public detail::owned<reunify_table_rows, reunify_table_rows_free>
{
  public:
    using owned::owned;

    REUNIFY_NODISCARD static table_rows make(evaluation &of, tidy table, error &e) noexcept
    {
        reunify_table_rows *made = nullptr;
        e.keep(reunify_table_rows_new(of.raw(), static_cast<std::int32_t>(table), &made, e.raw()));
        return table_rows(made);
    }
    REUNIFY_NODISCARD static table_rows of_faults(text case_id, date as_of, const char *profile,
                                                  const error &faults, error &e) noexcept
    {
        reunify_table_rows *made = nullptr;
        e.keep(reunify_table_rows_of_faults(nullptr, case_id.data(), case_id.size(), as_of.days(),
                                            profile, faults.raw(), &made, e.raw()));
        return table_rows(made);
    }
    REUNIFY_NODISCARD owned_text to_csv(error &e, csv_form form = csv_form::plain) const noexcept
    {
        reunify_text *made = nullptr;
        e.keep(reunify_table_rows_to_csv(raw(), static_cast<std::uint32_t>(form), &made, e.raw()));
        return owned_text(made);
    }
    REUNIFY_NODISCARD arrow_table to_arrow(error &e) const noexcept;

#if REUNIFY_EXCEPTIONS
    static table_rows make(evaluation &of, tidy table)
    {
        return detail::attempt([&](error &e) { return make(of, table, e); });
    }
    owned_text to_csv(csv_form form = csv_form::plain) const
    {
        return detail::attempt([&](error &e) { return to_csv(e, form); });
    }
    arrow_table to_arrow() const;
#endif

    std::size_t count() const noexcept
    {
        return reunify_table_rows_count(raw());
    }
    bool has(std::size_t row, std::size_t column) const noexcept
    {
        return reunify_table_rows_has(raw(), row, column) == REUNIFY_TRUE;
    }
    reunify::text text_of(std::size_t row, std::size_t column) const noexcept
    {
        return detail::borrowed(reunify_table_rows_text(raw(), row, column));
    }
    std::int64_t number(std::size_t row, std::size_t column) const noexcept
    {
        return reunify_table_rows_number(raw(), row, column);
    }
};

/** A table of many cases. @since 0.1.0 */
class overview : public detail::owned<reunify_overview, reunify_overview_free>
{
  public:
    using owned::owned;

    REUNIFY_NODISCARD static overview make(error &e, const context &c = context()) noexcept
    {
        reunify_overview *made = nullptr;
        e.keep(reunify_overview_new(c.raw(), &made, e.raw()));
        return overview(made);
    }
    REUNIFY_NODISCARD status add(const evaluation &row, error &e) noexcept
    {
        return e.keep(reunify_overview_add(raw(), row.raw(), e.raw()));
    }
    REUNIFY_NODISCARD owned_text to_text(error &e, page_form form = page_form::plain,
                                         std::int32_t width = 0) const noexcept
    {
        reunify_text *made = nullptr;
        e.keep(reunify_overview_to_text(raw(), detail::flags(form), width, &made, e.raw()));
        return owned_text(made);
    }

#if REUNIFY_EXCEPTIONS
    static overview make(const context &c = context())
    {
        return detail::attempt([&](error &e) { return make(e, c); });
    }
    void add(const evaluation &row)
    {
        detail::attempt([&](error &e) { return add(row, e); });
    }
    owned_text to_text(page_form form = page_form::plain, std::int32_t width = 0) const
    {
        return detail::attempt([&](error &e) { return to_text(e, form, width); });
    }
#endif

    std::size_t count() const noexcept
    {
        return reunify_overview_count(raw());
    }
};

/* Costs --------------------------------------------------------------------------------------- */

class outcomes;

/** What to calculate: one year, and nothing given. @since 0.1.0 */
struct cost_options : reunify_cost_options {
    cost_options() noexcept : reunify_cost_options()
    {
        /* it fails for a size that is too small alone */
        static_cast<void>(reunify_cost_options_init(this, sizeof(reunify_cost_options)) ==
                          REUNIFY_OK);
    }

    /** The returns of a cohort, and what share comes back within so many months. @since 0.1.0 */
    REUNIFY_NODISCARD status take(const outcomes &from, std::int32_t months, error &e) noexcept;
#if REUNIFY_EXCEPTIONS
    void take(const outcomes &from, std::int32_t months)
    {
        detail::attempt([&](error &e) { return take(from, months, e); });
    }
#endif
};

/** A source of unit costs. @since 0.1.0 */
class cost_source : public detail::row<reunify_cost>
{
  public:
    using row::row;

    reunify::text id() const noexcept
    {
        return detail::borrowed(reunify_cost_source_id(raw(), index()));
    }
    reunify::text at() const noexcept
    {
        return detail::borrowed(reunify_cost_source_at(raw(), index()));
    }
    reunify::text title() const noexcept
    {
        return detail::borrowed(reunify_cost_source_title(raw(), index()));
    }
};

/** A line of the calculation in words. @since 0.1.0 */
class cost_line : public detail::row<reunify_cost>
{
  public:
    using row::row;

    reunify::text id() const noexcept
    {
        return detail::borrowed(reunify_cost_line_id(raw(), index()));
    }
    reunify::text text() const noexcept
    {
        return detail::borrowed(reunify_cost_line_text(raw(), index()));
    }
    std::int64_t amount() const noexcept { return reunify_cost_line_amount(raw(), index()); }
};

/** A note on what the figures mean. @since 0.1.0 */
class cost_note : public detail::row<reunify_cost>
{
  public:
    using row::row;

    reunify::text code() const noexcept
    {
        return detail::borrowed(reunify_cost_note_code(raw(), index()));
    }
    reunify::text text() const noexcept
    {
        return detail::borrowed(reunify_cost_note_text(raw(), index()));
    }
};

/** What failed returns and support cost, in pence. @since 0.1.0 */
class cost : public detail::owned<reunify_cost, reunify_cost_free>
{
  public:
    using owned::owned;

    /** Without a profile both local costs have to be given. @since 0.1.0 */
    REUNIFY_NODISCARD static cost calculate(const cost_options &options, error &e,
                                            const profile_view &costs = profile_view(),
                                            const context &c = context()) noexcept
    {
        reunify_cost *made = nullptr;
        e.keep(reunify_cost_calculate(c.raw(), costs.raw(), &options, &made, e.raw()));
        return cost(made);
    }
    REUNIFY_NODISCARD owned_text to_json(error &e,
                                         json_form form = json_form::canonical) const noexcept
    {
        reunify_text *made = nullptr;
        e.keep(reunify_cost_to_json(raw(), detail::flags(form), &made, e.raw()));
        return owned_text(made);
    }
    REUNIFY_NODISCARD owned_text to_text(error &e, page_form form = page_form::plain,
                                         std::int32_t width = 0) const noexcept
    {
        reunify_text *made = nullptr;
        e.keep(reunify_cost_to_text(raw(), detail::flags(form), width, &made, e.raw()));
        return owned_text(made);
    }

#if REUNIFY_EXCEPTIONS
    static cost calculate(const cost_options &options, const profile_view &costs = profile_view(),
                          const context &c = context())
    {
        return detail::attempt([&](error &e) { return calculate(options, e, costs, c); });
    }
    owned_text to_json(json_form form = json_form::canonical) const
    {
        return detail::attempt([&](error &e) { return to_json(e, form); });
    }
    owned_text to_text(page_form form = page_form::plain, std::int32_t width = 0) const
    {
        return detail::attempt([&](error &e) { return to_text(e, form, width); });
    }
#endif

    std::int64_t returns() const noexcept
    {
        return reunify_cost_returns(raw());
    }
    std::int64_t years() const noexcept
    {
        return reunify_cost_years(raw());
    }
    std::int64_t share_without() const noexcept
    {
        return reunify_cost_share_without(raw());
    }
    std::int64_t share_with() const noexcept
    {
        return reunify_cost_share_with(raw());
    }
    std::int64_t failures_without() const noexcept
    {
        return reunify_cost_failures_without(raw());
    }
    std::int64_t failures_with() const noexcept
    {
        return reunify_cost_failures_with(raw());
    }
    std::int64_t prevented() const noexcept
    {
        return reunify_cost_prevented(raw());
    }
    std::int64_t unit_re_entry() const noexcept
    {
        return reunify_cost_unit_re_entry(raw());
    }
    std::int64_t unit_support() const noexcept
    {
        return reunify_cost_unit_support(raw());
    }
    bool unit_re_entry_is_local() const noexcept
    {
        return reunify_cost_unit_re_entry_is_local(raw()) != 0;
    }
    bool unit_support_is_local() const noexcept
    {
        return reunify_cost_unit_support_is_local(raw()) != 0;
    }
    reunify::text set_id() const noexcept
    {
        return detail::borrowed(reunify_cost_set_id(raw()));
    }
    reunify::text set_text() const noexcept
    {
        return detail::borrowed(reunify_cost_set_text(raw()));
    }
    std::int32_t price_year() const noexcept
    {
        return reunify_cost_price_year(raw());
    }
    detail::rows<reunify::cost_source, reunify_cost, reunify_cost_source_count>
    sources() const &noexcept
    {
        return {raw()};
    }
    void sources() const && = delete;
    std::int64_t re_entries_without() const noexcept
    {
        return reunify_cost_re_entries_without(raw());
    }
    std::int64_t re_entries_with() const noexcept
    {
        return reunify_cost_re_entries_with(raw());
    }
    std::int64_t support() const noexcept
    {
        return reunify_cost_support(raw());
    }
    std::int64_t net_saving() const noexcept
    {
        return reunify_cost_net_saving(raw());
    }
    std::int64_t saving_per_child() const noexcept
    {
        return reunify_cost_saving_per_child(raw());
    }
    std::int64_t break_even() const noexcept
    {
        return reunify_cost_break_even(raw());
    }
    detail::rows<reunify::cost_line, reunify_cost, reunify_cost_line_count> lines() const &noexcept
    {
        return {raw()};
    }
    void lines() const && = delete;
    detail::rows<reunify::cost_note, reunify_cost, reunify_cost_note_count> notes() const &noexcept
    {
        return {raw()};
    }
    void notes() const && = delete;
};

/* What the library knows of itself ------------------------------------------------------------ */

/** A name of a group, and its value. @since 0.1.0 */
class named_constant
{
  public:
    constexpr named_constant() noexcept : group_(-1), value_(-1) {}
    constexpr named_constant(std::int32_t group, std::int32_t value) noexcept
        : group_(group), value_(value)
    {
    }

    constexpr std::int32_t value() const noexcept { return value_; }
    reunify::text name() const noexcept
    {
        return detail::borrowed(reunify_names_name(group_, value_));
    }

  private:
    std::int32_t group_;
    std::int32_t value_;
};

namespace detail
{

/* Lists of what there is whatever the profile: told by numbers, not by a handle. */
struct names_source {
    using item = named_constant;
    using raw_type = void;
    std::int32_t group;
    std::size_t count() const noexcept { return reunify_names_count(group); }
    item get(std::size_t at) const noexcept { return {group, reunify_names_value(group, at)}; }
};
struct features_source {
    using item = reunify::text;
    using raw_type = void;
    std::size_t count() const noexcept { return reunify_feature_count(); }
    item get(std::size_t at) const noexcept { return borrowed(reunify_feature(at)); }
};
struct field_words_source {
    using item = reunify::text;
    using raw_type = void;
    std::int32_t kind;
    std::int32_t field;
    std::size_t count() const noexcept { return reunify_field_word_count(kind, field); }
    item get(std::size_t at) const noexcept
    {
        return borrowed(reunify_field_word(kind, field, at));
    }
};

} // namespace detail

/** A group of names; itself the list of them. @since 0.1.0 */
class names : public range<detail::names_source>
{
  public:
    explicit names(names_of group) noexcept
        : range(detail::names_source{detail::number(group)}), group_(detail::number(group))
    {
    }
    /** Groups are numbered from 0. @since 0.1.0 */
    static std::size_t group_count() noexcept { return reunify_names_group_count(); }

    reunify::text group() const noexcept { return detail::borrowed(reunify_names_group(group_)); }
    reunify::text name(std::int32_t value) const noexcept
    {
        return detail::borrowed(reunify_names_name(group_, value));
    }
    /** -1 where it fails. @since 0.1.0 */
    REUNIFY_NODISCARD std::int32_t find(reunify::text name, error &e) const noexcept
    {
        std::int32_t value = -1;
        e.keep_alone(reunify_names_find(group_, name.data(), name.size(), &value));
        return value;
    }
#if REUNIFY_EXCEPTIONS
    std::int32_t find(reunify::text name) const
    {
        return detail::attempt([&](error &e) { return find(name, e); },
                               "expected a name of the group");
    }
#endif

  private:
    std::int32_t group_;
};

namespace detail
{

/* The group that the names of an enumeration are in. */
template <class Enum> struct group_of;
#define REUNIFY_GROUP(enumeration, group)                                                          \
    template <> struct group_of<reunify::enumeration> {                                            \
        static constexpr std::int32_t number() noexcept { return group; }                          \
    }
REUNIFY_GROUP(status, REUNIFY_NAMES_STATUS);
REUNIFY_GROUP(truth, REUNIFY_NAMES_TRUTH);
REUNIFY_GROUP(entry_kind, REUNIFY_NAMES_KIND);
REUNIFY_GROUP(field, REUNIFY_NAMES_FIELD);
REUNIFY_GROUP(value_type, REUNIFY_NAMES_TYPE);
REUNIFY_GROUP(explain, REUNIFY_NAMES_EXPLAIN);
REUNIFY_GROUP(gate_status, REUNIFY_NAMES_GATE_STATUS);
REUNIFY_GROUP(requirement_status, REUNIFY_NAMES_REQUIREMENT_STATUS);
REUNIFY_GROUP(obligation_status, REUNIFY_NAMES_OBLIGATION_STATUS);
REUNIFY_GROUP(classified, REUNIFY_NAMES_CLASSIFIED);
REUNIFY_GROUP(basis, REUNIFY_NAMES_BASIS);
REUNIFY_GROUP(held, REUNIFY_NAMES_HELD_BY);
REUNIFY_GROUP(diff_kind, REUNIFY_NAMES_DIFFERENCE);
REUNIFY_GROUP(named_type, REUNIFY_NAMES_NAMED_TYPE);
REUNIFY_GROUP(word_kind, REUNIFY_NAMES_VOCABULARY);
REUNIFY_GROUP(word_detail, REUNIFY_NAMES_DETAIL);
REUNIFY_GROUP(need_kind, REUNIFY_NAMES_NEED);
REUNIFY_GROUP(reader_kind, REUNIFY_NAMES_READER);
REUNIFY_GROUP(reads, REUNIFY_NAMES_READS);
#undef REUNIFY_GROUP

} // namespace detail

/** What a constant is called in documents, such as "not_met". @since 0.1.0 */
template <class Enum> text name_of(Enum value) noexcept
{
    return detail::borrowed(
        reunify_names_name(detail::group_of<Enum>::number(), detail::number(value)));
}

/** A field of a kind of entry. @since 0.1.0 */
class field_info
{
  public:
    constexpr field_info() noexcept : kind_(-1), field_(-1) {}
    constexpr field_info(entry_kind kind, reunify::field of) noexcept
        : kind_(detail::number(kind)), field_(detail::number(of))
    {
    }

    constexpr reunify::field number() const noexcept { return static_cast<reunify::field>(field_); }
    reunify::value_type type() const noexcept
    {
        return static_cast<reunify::value_type>(reunify_field_type(kind_, field_));
    }
    /** What the library itself knows for a field of codes. @since 0.1.0 */
    range<detail::field_words_source> words() const noexcept
    {
        return range<detail::field_words_source>(detail::field_words_source{kind_, field_});
    }
    bool is_open() const noexcept { return reunify_field_is_open(kind_, field_) != 0; }
    /** `word_kind::none` where no word of a profile stands in it. @since 0.1.0 */
    reunify::word_kind vocabulary() const noexcept
    {
        return static_cast<reunify::word_kind>(reunify_field_vocabulary(kind_, field_));
    }

  private:
    std::int32_t kind_;
    std::int32_t field_;
};

namespace detail
{

struct fields_source {
    using item = field_info;
    using raw_type = void;
    std::int32_t kind;
    std::size_t count() const noexcept { return reunify_field_count(kind); }
    item get(std::size_t at) const noexcept
    {
        return {static_cast<entry_kind>(kind), static_cast<field>(reunify_field_at(kind, at))};
    }
};

} // namespace detail

/** A kind of entry of cases; false where there is none. @since 0.1.0 */
class kind_info
{
  public:
    constexpr kind_info() noexcept : kind_(-1) {}
    constexpr kind_info(entry_kind kind) noexcept : kind_(detail::number(kind)) {}
    explicit constexpr operator bool() const noexcept { return kind_ >= 0; }

    constexpr entry_kind number() const noexcept { return static_cast<entry_kind>(kind_); }
    reunify::text member() const noexcept { return detail::borrowed(reunify_kind_member(kind_)); }
    /** In whose entries those of this kind lie; false of the case itself. @since 0.1.0 */
    kind_info parent() const noexcept
    {
        return kind_info(static_cast<entry_kind>(reunify_kind_parent(kind_)));
    }
    bool is_list() const noexcept { return reunify_kind_is_list(kind_) != 0; }
    reunify::text named() const noexcept { return detail::borrowed(reunify_kind_named(kind_)); }
    range<detail::fields_source> fields() const noexcept
    {
        return range<detail::fields_source>(detail::fields_source{kind_});
    }

  private:
    std::int32_t kind_;
};

/** Whether the library that runs has a feature. @since 0.1.0 */
inline bool has_feature(text name) noexcept
{
    return reunify_has_feature(name.data(), name.size()) != 0;
}

/** The names of its features. @since 0.1.0 */
inline range<detail::features_source> features() noexcept
{
    return range<detail::features_source>(detail::features_source{});
}

/* Vocabularies -------------------------------------------------------------------------------- */

class vocabulary_entry;

namespace detail
{

/* Entries of one kind that follow each other. */
struct words_source {
    using item = vocabulary_entry;
    using raw_type = reunify_vocabulary;
    const reunify_vocabulary *raw;
    std::int32_t kind;
    std::size_t first;
    std::size_t many;
    std::size_t count() const noexcept { return many; }
    inline item get(std::size_t at) const noexcept;
};
/* Entries that a detail of another names. */
struct references_source {
    using item = vocabulary_entry;
    using raw_type = reunify_vocabulary;
    const reunify_vocabulary *raw;
    std::int32_t kind;
    std::size_t of;
    std::int32_t word;
    std::size_t count() const noexcept
    {
        return reunify_vocabulary_reference_count(raw, kind, of, word);
    }
    inline item get(std::size_t at) const noexcept;
};

} // namespace detail

/** A word of a profile; false where there is none. @since 0.1.0 */
class vocabulary_entry
{
  public:
    constexpr vocabulary_entry() noexcept : raw_(nullptr), kind_(-1), at_(REUNIFY_VOCABULARY_NONE)
    {
    }
    /** `at` as C gives it, also none. @since 0.1.0 */
    constexpr vocabulary_entry(const reunify_vocabulary *raw, std::int32_t kind,
                               std::int64_t at) noexcept
        : raw_(raw), kind_(kind), at_(at)
    {
    }
    explicit operator bool() const noexcept { return id().data() != nullptr; }

    constexpr word_kind kind() const noexcept { return static_cast<word_kind>(kind_); }
    /** Among those of its kind, from 0. @since 0.1.0 */
    constexpr std::size_t at() const noexcept { return static_cast<std::size_t>(at_); }
    reunify::text id() const noexcept
    {
        return detail::borrowed(reunify_vocabulary_id(raw_, kind_, at()));
    }
    /** In a language or a chain of them; empty: the profile's own. @since 0.1.0 */
    reunify::text text(reunify::text language = reunify::text()) const noexcept
    {
        return detail::borrowed(
            reunify_vocabulary_text(raw_, kind_, at(), language.data(), language.size()));
    }
    /** The entry in which this one lies; false where in none. @since 0.1.0 */
    vocabulary_entry parent() const noexcept
    {
        return {raw_, reunify_vocabulary_parent_kind(kind_),
                reunify_vocabulary_parent(raw_, kind_, at())};
    }
    /** The entries of a kind that lie in this one. @since 0.1.0 */
    range<detail::words_source> within(word_kind kind) const noexcept
    {
        detail::words_source lying = {raw_, detail::number(kind), 0, 0};
        if (reunify_vocabulary_parent_kind(lying.kind) == kind_) {
            lying.many = reunify_vocabulary_within(raw_, lying.kind, at(), &lying.first);
        }
        return range<detail::words_source>(lying);
    }
    bool is_declared() const noexcept
    {
        return reunify_vocabulary_is_declared(raw_, kind_, at()) != 0;
    }
    reunify::text source_id() const noexcept
    {
        return detail::borrowed(reunify_vocabulary_source_id(raw_, kind_, at()));
    }
    reunify::text source_at() const noexcept
    {
        return detail::borrowed(reunify_vocabulary_source_at(raw_, kind_, at()));
    }
    /** `detail_not_given` where there is none. @since 0.1.0 */
    std::int64_t number(word_detail of) const noexcept
    {
        return reunify_vocabulary_number(raw_, kind_, at(), detail::number(of));
    }
    reunify::text word(word_detail of, reunify::text language = reunify::text()) const noexcept
    {
        return detail::borrowed(reunify_vocabulary_word(raw_, kind_, at(), detail::number(of),
                                                        language.data(), language.size()));
    }
    /** The entries that a detail names. @since 0.1.0 */
    range<detail::references_source> references(word_detail of) const noexcept
    {
        return range<detail::references_source>(
            detail::references_source{raw_, kind_, at(), detail::number(of)});
    }

  private:
    const reunify_vocabulary *raw_;
    std::int32_t kind_;
    std::int64_t at_;
};

inline vocabulary_entry detail::words_source::get(std::size_t at) const noexcept
{
    return {raw, kind, at < many ? static_cast<std::int64_t>(first + at) : -1};
}

inline vocabulary_entry detail::references_source::get(std::size_t at) const noexcept
{
    return {raw, reunify_vocabulary_reference_kind(word),
            reunify_vocabulary_reference(raw, kind, of, word, at)};
}

/** Every word that a profile knows. @since 0.1.0 */
class vocabulary : public detail::owned<reunify_vocabulary, reunify_vocabulary_free>
{
  public:
    using owned::owned;

    REUNIFY_NODISCARD static vocabulary make(const profile_view &rules, error &e) noexcept
    {
        reunify_vocabulary *made = nullptr;
        e.keep(reunify_vocabulary_new(rules.raw(), &made, e.raw()));
        return vocabulary(made);
    }
    REUNIFY_NODISCARD owned_text to_json(error &e,
                                         json_form form = json_form::canonical) const noexcept
    {
        reunify_text *made = nullptr;
        e.keep(reunify_vocabulary_to_json(raw(), detail::flags(form), &made, e.raw()));
        return owned_text(made);
    }
#if REUNIFY_EXCEPTIONS
    static vocabulary make(const profile_view &rules)
    {
        return detail::attempt([&](error &e) { return make(rules, e); });
    }
    owned_text to_json(json_form form = json_form::canonical) const
    {
        return detail::attempt([&](error &e) { return to_json(e, form); });
    }
#endif

    /** In what words of a kind lie; `word_kind::none` where in none. @since 0.1.0 */
    static word_kind parent_kind(word_kind of) noexcept
    {
        return static_cast<word_kind>(reunify_vocabulary_parent_kind(detail::number(of)));
    }
    static bool has_detail(word_kind of, word_detail asked) noexcept
    {
        return reunify_vocabulary_has_detail(detail::number(of), detail::number(asked)) != 0;
    }
    /** What a detail names; `word_kind::none` where nothing. @since 0.1.0 */
    static word_kind reference_kind(word_detail of) noexcept
    {
        return static_cast<word_kind>(reunify_vocabulary_reference_kind(detail::number(of)));
    }

    range<detail::words_source> entries(word_kind of) const &noexcept
    {
        return range<detail::words_source>(detail::words_source{
            raw(), detail::number(of), 0, reunify_vocabulary_count(raw(), detail::number(of))});
    }
    void entries(word_kind of) const && = delete;
    /** `within` says nothing of a kind that lies in no other. @since 0.1.0 */
    vocabulary_entry find(word_kind of, reunify::text id,
                          vocabulary_entry within = vocabulary_entry()) const noexcept
    {
        const std::int32_t kind = detail::number(of);
        return {raw(), kind,
                reunify_vocabulary_find(raw(), kind, within.at(), id.data(), id.size())};
    }
    detail::list<reunify::text, reunify_vocabulary, reunify_vocabulary_language_count,
                 reunify_vocabulary_language>
    languages() const &noexcept
    {
        return {raw()};
    }
    void languages() const && = delete;
};

/* What rules read ----------------------------------------------------------------------------- */

class read_item;
class reading_rule;

namespace detail
{

struct readers_source {
    using item = reading_rule;
    using raw_type = reunify_requires;
    const reunify_requires *raw;
    std::size_t of;
    std::size_t count() const noexcept { return reunify_requires_reader_count(raw, of); }
    inline item get(std::size_t at) const noexcept;
};

} // namespace detail

/** That a rule reads an item, and why. @since 0.1.0 */
class rule_read : public detail::cell<reunify_requires>
{
  public:
    using cell::cell;

    inline read_item item() const noexcept;
    reunify::reads by() const noexcept
    {
        return static_cast<reunify::reads>(reunify_requires_read_by(raw(), outer(), index()));
    }
};

/** A rule that reads a case. @since 0.1.0 */
class reading_rule : public detail::row<reunify_requires>
{
  public:
    using row::row;

    reader_kind kind() const noexcept
    {
        return static_cast<reader_kind>(reunify_requires_rule_kind(raw(), index()));
    }
    reunify::text id() const noexcept
    {
        return detail::borrowed(reunify_requires_rule_id(raw(), index()));
    }
    reunify::text text() const noexcept
    {
        return detail::borrowed(reunify_requires_rule_text(raw(), index()));
    }
    reunify::text pathway() const noexcept
    {
        return detail::borrowed(reunify_requires_rule_pathway(raw(), index()));
    }
    reunify::text stage() const noexcept
    {
        return detail::borrowed(reunify_requires_rule_stage(raw(), index()));
    }
    detail::rows_within<rule_read, reunify_requires, reunify_requires_read_count>
    reads() const noexcept
    {
        return {raw(), index()};
    }
};

/** Something of a case that rules read. @since 0.1.0 */
class read_item : public detail::row<reunify_requires>
{
  public:
    using row::row;

    reunify::text id() const noexcept
    {
        return detail::borrowed(reunify_requires_item_id(raw(), index()));
    }
    entry_kind kind() const noexcept
    {
        return static_cast<entry_kind>(reunify_requires_item_kind(raw(), index()));
    }
    reunify::text code() const noexcept
    {
        return detail::borrowed(reunify_requires_item_code(raw(), index()));
    }
    /** `field::none` of a named value, and of the entry itself. @since 0.1.0 */
    reunify::field field() const noexcept
    {
        return static_cast<reunify::field>(reunify_requires_item_field(raw(), index()));
    }
    reunify::text name() const noexcept
    {
        return detail::borrowed(reunify_requires_item_name(raw(), index()));
    }
    detail::list_within<reunify::text, reunify_requires, reunify_requires_item_value_count,
                        reunify_requires_item_value>
    values() const noexcept
    {
        return {raw(), index()};
    }
    range<detail::readers_source> readers() const noexcept
    {
        return range<detail::readers_source>(detail::readers_source{raw(), index()});
    }
};

inline reading_rule detail::readers_source::get(std::size_t at) const noexcept
{
    return {raw, reunify_requires_reader(raw, of, at)};
}

inline read_item rule_read::item() const noexcept
{
    return {raw(), reunify_requires_read_item(raw(), outer(), index())};
}

/** What the rules of a profile read. `requires` is a word of C++. @since 0.1.0 */
class requires_list : public detail::owned<reunify_requires, reunify_requires_free>
{
  public:
    using owned::owned;

    REUNIFY_NODISCARD static requires_list make(const profile_view &rules, error &e) noexcept
    {
        reunify_requires *made = nullptr;
        e.keep(reunify_profile_requires(rules.raw(), 0, &made, e.raw()));
        return requires_list(made);
    }
    /** Of the rules with an id; empty: of all. @since 0.1.0 */
    REUNIFY_NODISCARD owned_text to_json(error &e, reunify::text rule = reunify::text(),
                                         json_form form = json_form::canonical) const noexcept
    {
        reunify_text *made = nullptr;
        e.keep(reunify_requires_to_json(raw(), rule.data(), rule.size(), detail::flags(form), &made,
                                        e.raw()));
        return owned_text(made);
    }
#if REUNIFY_EXCEPTIONS
    static requires_list make(const profile_view &rules)
    {
        return detail::attempt([&](error &e) { return make(rules, e); });
    }
    owned_text to_json(reunify::text rule = reunify::text(),
                       json_form form = json_form::canonical) const
    {
        return detail::attempt([&](error &e) { return to_json(e, rule, form); });
    }
#endif

    detail::rows<reading_rule, reunify_requires, reunify_requires_rule_count>
    rules() const &noexcept
    {
        return {raw()};
    }
    void rules() const && = delete;
    detail::rows<read_item, reunify_requires, reunify_requires_item_count> items() const &noexcept
    {
        return {raw()};
    }
    void items() const && = delete;
};

/* Memory of the caller's ---------------------------------------------------------------------- */

template <class T> class lent;

namespace detail
{

/* Dates are days to C. */
template <class T> constexpr T *as_in_c(T *first) noexcept
{
    return first;
}
inline const std::int32_t *as_in_c(const date *first) noexcept
{
    static_assert(sizeof(date) == sizeof(std::int32_t), "an array of dates is one of days");
    return reinterpret_cast<const std::int32_t *>(first);
}
inline std::int32_t *as_in_c(date *first) noexcept
{
    return reinterpret_cast<std::int32_t *>(first);
}

/* Whether what a Held lends outlives the call: it has a name, or is itself a view. */
template <class Held> struct lasts : std::is_lvalue_reference<Held> {
};
template <class T> struct lasts<lent<T>> : std::true_type {
};
#if REUNIFY_CPLUSPLUS >= 202002L && defined(__cpp_lib_span)
template <class T, std::size_t Extent> struct lasts<std::span<T, Extent>> : std::true_type {
};
#endif

/* What the elements of a container or a span are to C. */
template <class Held>
using lent_by = typename std::enable_if<
    lasts<Held>::value &&
        std::is_convertible<decltype(std::declval<Held &>().size()), std::size_t>::value,
    decltype(as_in_c(std::declval<Held &>().data()))>::type;

template <class T>
using if_number = typename std::enable_if<std::is_integral<T>::value && !std::is_const<T>::value &&
                                          !std::is_same<T, bool>::value &&
                                          !std::is_same<T, char>::value && (sizeof(T) <= 8)>::type;

/* The cell_type of a number: sizes 1, 2, 4, 8, the unsigned ones behind. */
template <class T> constexpr cell_type cell_of() noexcept
{
    return static_cast<cell_type>((sizeof(T) == 1   ? REUNIFY_CELL_INT8
                                   : sizeof(T) == 2 ? REUNIFY_CELL_INT16
                                   : sizeof(T) == 4 ? REUNIFY_CELL_INT32
                                                    : REUNIFY_CELL_INT64) +
                                  (std::is_unsigned<T>::value ? 1 : 0));
}

} // namespace detail

/**
 * Memory that somebody else holds, to be read: where it begins and how many there are. Of a pointer
 * and a count, or whatever has data() and size() and a name, such as a std::vector or a std::span.
 * @since 0.1.0
 */
template <class T> class lent
{
  public:
    using value_type = T;
    constexpr lent() noexcept : data_(nullptr), size_(0) {}
    constexpr lent(const T *first, std::size_t count) noexcept : data_(first), size_(count) {}
    template <class Held, class = typename std::enable_if<
                              std::is_convertible<detail::lent_by<Held>, const T *>::value>::type>
    lent(Held &&held) noexcept : data_(detail::as_in_c(held.data())), size_(held.size())
    {
    }

    constexpr const T *data() const noexcept { return data_; }
    constexpr std::size_t size() const noexcept { return size_; }
    constexpr bool empty() const noexcept { return size_ == 0; }
    constexpr const T *begin() const noexcept { return data_; }
    constexpr const T *end() const noexcept { return data_ + size_; }
    constexpr const T &operator[](std::size_t at) const noexcept { return data_[at]; }

  private:
    const T *data_;
    std::size_t size_;
};

/* Tables of findings -------------------------------------------------------------------------- */

/**
 * A column that is read where it lies: numbers, days, bits or texts, so many of them. See
 * reunify_rows_read() for what they stand for. @since 0.1.0
 */
class cells
{
  public:
    /** Numbers of any width. @since 0.1.0 */
    template <class T, class = detail::if_number<T>>
    cells(const T *first, std::size_t count) noexcept : cells(detail::cell_of<T>(), first, count)
    {
    }
    cells(const date *first, std::size_t count) noexcept : cells(detail::as_in_c(first), count) {}
    /** Numbers or days of a container or a span. @since 0.1.0 */
    template <class Held, class = detail::if_number<typename std::remove_cv<
                              typename std::remove_pointer<detail::lent_by<Held>>::type>::type>>
    cells(Held &&held) noexcept : cells(detail::as_in_c(held.data()), held.size())
    {
    }
    /** Booleans, eight in a byte, the first in the lowest bit. @since 0.1.0 */
    static cells bits(const std::uint8_t *bytes, std::size_t count) noexcept
    {
        return cells(cell_type::bits, bytes, count);
    }
    /** Texts one behind the other in `bytes`, and the `count` + 1 places where they end. */
    static cells texts(const char *bytes, const std::int32_t *ends, std::size_t count) noexcept
    {
        return cells(cell_type::a_text, bytes, count, ends);
    }
    static cells texts(const char *bytes, const std::int64_t *ends, std::size_t count) noexcept
    {
        return cells(cell_type::large_text, bytes, count, ends);
    }

    /** The same where a bit that is not set says that nothing is known. @since 0.1.0 */
    cells where(const std::uint8_t *valid) const noexcept
    {
        cells some = *this;
        some.valid_ = valid;
        return some;
    }
    /** The same from an entry on; none where there are not so many. @since 0.1.0 */
    cells from(std::size_t first) const noexcept
    {
        cells rest = *this;
        const std::size_t passed = first < size_ ? first : size_;
        rest.offset_ += passed;
        rest.size_ -= passed;
        return rest;
    }

    cell_type type() const noexcept { return type_; }
    std::size_t size() const noexcept { return size_; }
    const void *data() const noexcept { return data_; }
    const void *ends() const noexcept { return ends_; }
    const std::uint8_t *valid() const noexcept { return valid_; }
    std::size_t offset() const noexcept { return offset_; }

  private:
    cells(cell_type type, const void *first, std::size_t count, const void *ends = nullptr) noexcept
        : type_(type), size_(count), data_(first), ends_(ends), valid_(nullptr), offset_(0)
    {
    }

    cell_type type_;
    std::size_t size_;
    const void *data_;
    const void *ends_;
    const std::uint8_t *valid_;
    std::size_t offset_;
};

/** Where a result is to go. @since 0.1.0 */
class room
{
  public:
    /** Nowhere: it is not wanted. @since 0.1.0 */
    constexpr room() noexcept : type_(cell_type::bits), data_(nullptr), bytes_(0) {}
    template <class T, class = detail::if_number<T>>
    constexpr room(T *first, std::size_t count) noexcept
        : type_(detail::cell_of<T>()), data_(first), bytes_(count * sizeof(T))
    {
    }
    room(date *first, std::size_t count) noexcept : room(detail::as_in_c(first), count) {}
    /** A container or a span that can be written to. @since 0.1.0 */
    template <class Held,
              class = detail::if_number<typename std::remove_pointer<detail::lent_by<Held>>::type>>
    room(Held &&held) noexcept : room(detail::as_in_c(held.data()), held.size())
    {
    }

    constexpr cell_type type() const noexcept { return type_; }
    constexpr void *data() const noexcept { return data_; }
    constexpr std::size_t bytes() const noexcept { return bytes_; }
    /** Whether a result has cells of this type. @since 0.1.0 */
    constexpr bool is_for(result_column what) const noexcept
    {
        return data_ == nullptr || type_ == cells_of(what);
    }

  private:
    static constexpr cell_type cells_of(result_column what) noexcept
    {
        return what == result_column::deciding    ? cell_type::uint32
               : what == result_column::first_row ? cell_type::int64
               : what == result_column::rule || what == result_column::pending ||
                       what == result_column::since || what >= result_column::eligible_from
                   ? cell_type::int32
                   : cell_type::uint8;
    }

    cell_type type_;
    void *data_;
    std::size_t bytes_;
};

/**
 * A table: where columns lie and results are to go. Nothing is copied, what is given has to stay. A
 * column with fewer entries than the table has rows, and room of another type than the result, are
 * refused (`status::argument`). @since 0.1.0
 */
class rows : public detail::owned<reunify_rows, reunify_rows_free>
{
  public:
    rows() noexcept : owned(), count_(0) {}
    /** `count` as it was made with. @since 0.1.0 */
    rows(reunify_rows *taken, std::size_t count) noexcept : owned(taken), count_(count) {}

    REUNIFY_NODISCARD static rows make(std::size_t count, error &e,
                                       const context &c = context()) noexcept
    {
        reunify_rows *made = nullptr;
        e.keep(reunify_rows_new(c.raw(), count, &made, e.raw()));
        return rows(made, count);
    }
    /** A finding, by its name; of a person by a number from 1. @since 0.1.0 */
    REUNIFY_NODISCARD status read(reunify::text finding, const cells &column, error &e,
                                  std::int32_t person = 0) noexcept
    {
        return read(read_column::finding, finding, column, e, person);
    }
    /** Any other column. @since 0.1.0 */
    REUNIFY_NODISCARD status read(read_column what, const cells &column, error &e,
                                  std::int32_t person = 0) noexcept
    {
        return read(what, reunify::text(), column, e, person);
    }
    /** The numbers of a finding count in a list of texts. @since 0.1.0 */
    REUNIFY_NODISCARD status words(reunify::text finding, const char *const *texts,
                                   const std::size_t *lengths, std::size_t count, error &e,
                                   std::int32_t person = 0) noexcept
    {
        return e.keep(reunify_rows_words(raw(), REUNIFY_READ_FINDING, finding.data(),
                                         finding.size(), person, texts, lengths, count, e.raw()));
    }
    /** The same of any other column. @since 0.1.0 */
    REUNIFY_NODISCARD status words(read_column what, const char *const *texts,
                                   const std::size_t *lengths, std::size_t count, error &e,
                                   std::int32_t person = 0) noexcept
    {
        return e.keep(reunify_rows_words(raw(), detail::number(what), nullptr, 0, person, texts,
                                         lengths, count, e.raw()));
    }
    REUNIFY_NODISCARD status write(result_column what, const room &out, error &e) noexcept
    {
        return out.is_for(what) ? e.keep(reunify_rows_write(raw(), detail::number(what), out.data(),
                                                            out.bytes(), e.raw()))
                                : e.keep_alone(REUNIFY_ARGUMENT);
    }

#if REUNIFY_EXCEPTIONS
    static rows make(std::size_t count, const context &c = context())
    {
        return detail::attempt([&](error &e) { return make(count, e, c); });
    }
    void read(reunify::text finding, const cells &column, std::int32_t person = 0)
    {
        detail::attempt([&](error &e) { return read(finding, column, e, person); }, a_column());
    }
    void read(read_column what, const cells &column, std::int32_t person = 0)
    {
        detail::attempt([&](error &e) { return read(what, column, e, person); }, a_column());
    }
    void words(reunify::text finding, const char *const *texts, const std::size_t *lengths,
               std::size_t count, std::int32_t person = 0)
    {
        detail::attempt([&](error &e) { return words(finding, texts, lengths, count, e, person); });
    }
    void words(read_column what, const char *const *texts, const std::size_t *lengths,
               std::size_t count, std::int32_t person = 0)
    {
        detail::attempt([&](error &e) { return words(what, texts, lengths, count, e, person); });
    }
    void write(result_column what, const room &out)
    {
        detail::attempt([&](error &e) { return write(what, out, e); },
                        "expected room of the type of the result");
    }
#endif

    /** How many rows it has. @since 0.1.0 */
    std::size_t count() const noexcept
    {
        return count_;
    }

  private:
    status read(read_column what, reunify::text name, const cells &column, error &e,
                std::int32_t person) noexcept
    {
        return column.size() < count_
                   ? e.keep_alone(REUNIFY_ARGUMENT)
                   : e.keep(reunify_rows_read(raw(), detail::number(what), name.data(), name.size(),
                                              person, detail::number(column.type()), column.data(),
                                              column.ends(), column.valid(), column.offset(),
                                              e.raw()));
    }
    static const char *a_column() noexcept
    {
        return "expected a column with an entry for each row";
    }

    std::size_t count_;
};

namespace detail
{

/* Structures of the Arrow interfaces: they release themselves by what they bring. */
template <class Raw> class arrow
{
  public:
    arrow() noexcept : raw_() {}
    /** Moves out of a structure of the caller's, which is then released. */
    explicit arrow(Raw &from) noexcept : raw_(from) { from.release = nullptr; }
    arrow(arrow &&from) noexcept : arrow(from.raw_) {}
    arrow &operator=(arrow &&from) noexcept
    {
        arrow held(static_cast<arrow &&>(from));
        std::swap(raw_, held.raw_);
        return *this;
    }
    arrow(const arrow &) = delete;
    arrow &operator=(const arrow &) = delete;
    ~arrow()
    {
        if (raw_.release != nullptr) {
            raw_.release(&raw_);
        }
    }

    Raw *raw() noexcept { return &raw_; }
    const Raw *raw() const noexcept { return &raw_; }
    explicit operator bool() const noexcept { return raw_.release != nullptr; }

  private:
    Raw raw_;
};

} // namespace detail

/** What an Arrow array is; it is released with this. @since 0.1.0 */
using arrow_schema = detail::arrow<::ArrowSchema>;
/** An Arrow array; it is released with this. @since 0.1.0 */
using arrow_array = detail::arrow<::ArrowArray>;
/** A stream of Arrow arrays; it is released with this. @since 0.1.0 */
using arrow_stream = detail::arrow<::ArrowArrayStream>;

/** A struct array and what it is; false where there is none. @since 0.1.0 */
struct arrow_table {
    arrow_schema schema;
    arrow_array array;
    explicit operator bool() const noexcept { return static_cast<bool>(array); }
};

inline arrow_table table_rows::to_arrow(error &e) const noexcept
{
    arrow_table made;
    e.keep(reunify_table_rows_to_arrow(raw(), made.schema.raw(), made.array.raw(), e.raw()));
    return made;
}
#if REUNIFY_EXCEPTIONS
inline arrow_table table_rows::to_arrow() const
{
    return detail::attempt([&](error &e) { return to_arrow(e); });
}
#endif

/** Options of a caseload: each case at its latest date. @since 0.1.0 */
struct caseload_options : reunify_caseload_options {
    caseload_options() noexcept : reunify_caseload_options()
    {
        /* it fails for a size that is too small alone */
        static_cast<void>(reunify_caseload_options_init(this, sizeof(reunify_caseload_options)) ==
                          REUNIFY_OK);
    }
    /** Days since 1970-01-01, kept as a pointer. @since 0.1.0 */
    caseload_options &at(const std::int32_t *days, std::size_t count) noexcept
    {
        dates = days;
        date_count = count;
        return *this;
    }
    /** `id` ends in NUL and is kept as a pointer. @since 0.1.0 */
    caseload_options &under(const char *id) noexcept
    {
        pathway = id;
        return *this;
    }
    caseload_options &explaining(reunify::explain much) noexcept
    {
        explain = detail::number(much);
        return *this;
    }
};

/** Many cases, and how to evaluate them; each thread with an evaluator of its own. @since 0.1.0 */
class caseload : public detail::shared<detail::view<reunify_caseload>, reunify_caseload_ref,
                                       reunify_caseload_unref>
{
  public:
    using shared::shared;

    /** The cases stay the caller's. @since 0.1.0 */
    REUNIFY_NODISCARD static caseload
    of_cases(const profile_view &rules, const reunify_case *const *cases, std::size_t count,
             error &e, const caseload_options &options = caseload_options()) noexcept
    {
        reunify_caseload *made = nullptr;
        e.keep(reunify_caseload_of_cases(rules.raw(), cases, count, &options, &made, e.raw()));
        return caseload(made);
    }
    /** A case a line; the text stays the caller's. @since 0.1.0 */
    REUNIFY_NODISCARD static caseload
    of_lines(const profile_view &rules, text lines, error &e,
             const caseload_options &options = caseload_options()) noexcept
    {
        reunify_caseload *made = nullptr;
        e.keep(reunify_caseload_of_lines(rules.raw(), lines.data(), lines.size(), &options, &made,
                                         e.raw()));
        return caseload(made);
    }
    REUNIFY_NODISCARD table_rows run(evaluator &by, std::size_t part, tidy table,
                                     error &e) const noexcept
    {
        const std::int32_t wanted = detail::number(table);
        reunify_table_rows *made = nullptr;
        e.keep(reunify_caseload_run(raw(), by.raw(), part, &wanted, 1, &made, e.raw()));
        return table_rows(made);
    }
    REUNIFY_NODISCARD arrow_stream stream(tidy table, error &e,
                                          const context &c = context()) const noexcept
    {
        arrow_stream made;
        e.keep(reunify_caseload_stream(c.raw(), raw(), detail::number(table), made.raw(), e.raw()));
        return made;
    }

#if REUNIFY_EXCEPTIONS
    static caseload of_cases(const profile_view &rules, const reunify_case *const *cases,
                             std::size_t count,
                             const caseload_options &options = caseload_options())
    {
        return detail::attempt([&](error &e) { return of_cases(rules, cases, count, e, options); });
    }
    static caseload of_lines(const profile_view &rules, text lines,
                             const caseload_options &options = caseload_options())
    {
        return detail::attempt([&](error &e) { return of_lines(rules, lines, e, options); });
    }
    table_rows run(evaluator &by, std::size_t part, tidy table) const
    {
        return detail::attempt([&](error &e) { return run(by, part, table, e); });
    }
    arrow_stream stream(tidy table, const context &c = context()) const
    {
        return detail::attempt([&](error &e) { return stream(table, e, c); });
    }
#endif

    std::size_t count() const noexcept
    {
        return reunify_caseload_count(raw());
    }
    std::size_t part_count() const noexcept
    {
        return reunify_caseload_part_count(raw());
    }
};

/** Options of a replay: the profile's first pathway. @since 0.1.0 */
struct batch_options : reunify_batch_options {
    batch_options() noexcept : reunify_batch_options()
    {
        /* it fails for a size that is too small alone */
        static_cast<void>(reunify_batch_options_init(this, sizeof(reunify_batch_options)) ==
                          REUNIFY_OK);
    }
    /** `id` ends in NUL and is kept as a pointer. @since 0.1.0 */
    batch_options &under(const char *id) noexcept
    {
        pathway = id;
        return *this;
    }
};

namespace detail
{

struct code_names_source {
    using item = reunify::text;
    using raw_type = reunify_columns;
    const reunify_columns *raw;
    std::int32_t of;
    std::size_t finding;
    std::size_t count() const noexcept { return reunify_columns_count(raw, of, finding); }
    item get(std::size_t at) const noexcept
    {
        return borrowed(reunify_columns_name(raw, of, finding, at));
    }
};

} // namespace detail

/** A profile compiled for tables. @since 0.1.0 */
class columns : public detail::shared<detail::view<reunify_columns>, reunify_columns_ref,
                                      reunify_columns_unref>
{
  public:
    using shared::shared;

    REUNIFY_NODISCARD static columns make(const profile_view &rules, error &e) noexcept
    {
        reunify_columns *made = nullptr;
        e.keep(reunify_columns_new(rules.raw(), 0, &made, e.raw()));
        return columns(made);
    }
    REUNIFY_NODISCARD status classify(const rows &table, error &e) const noexcept
    {
        return e.keep(reunify_columns_classify(raw(), table.raw(), e.raw()));
    }
    /** How many children there are; 0 where it fails. @since 0.1.0 */
    REUNIFY_NODISCARD std::size_t check(const rows &table, error &e) const noexcept
    {
        std::size_t children = 0;
        const reunify_status given = reunify_columns_check(raw(), table.raw(), &children, e.raw());
        return e.keep(given) == status::ok ? children : 0;
    }
    /** The same, and writes the results. @since 0.1.0 */
    REUNIFY_NODISCARD std::size_t
    replay(const rows &table, date as_of, error &e,
           const batch_options &options = batch_options()) const noexcept
    {
        std::size_t children = 0;
        const reunify_status given =
            reunify_columns_replay(raw(), table.raw(), as_of.days(), &options, &children, e.raw());
        return e.keep(given) == status::ok ? children : 0;
    }
    REUNIFY_NODISCARD arrow_table classify_arrow(const ::ArrowSchema &schema,
                                                 const ::ArrowArray &array, error &e) const noexcept
    {
        arrow_table made;
        e.keep(reunify_columns_classify_arrow(raw(), &schema, &array, made.schema.raw(),
                                              made.array.raw(), e.raw()));
        return made;
    }
    REUNIFY_NODISCARD arrow_table replay_arrow(
        const ::ArrowSchema &schema, const ::ArrowArray &array, date as_of, replay_table wanted,
        error &e, const batch_options &options = batch_options()) const noexcept
    {
        arrow_table made;
        e.keep(reunify_columns_replay_arrow(raw(), &schema, &array, as_of.days(), &options,
                                            detail::number(wanted), made.schema.raw(),
                                            made.array.raw(), e.raw()));
        return made;
    }
    /** `in` is moved, also where this fails. @since 0.1.0 */
    REUNIFY_NODISCARD arrow_stream classify_stream(::ArrowArrayStream &in, error &e) const noexcept
    {
        arrow_stream made;
        e.keep(reunify_columns_classify_stream(raw(), &in, made.raw(), e.raw()));
        return made;
    }
    /** `in` is moved, also where this fails. @since 0.1.0 */
    REUNIFY_NODISCARD arrow_stream
    replay_stream(::ArrowArrayStream &in, date as_of, replay_table wanted, error &e,
                  const batch_options &options = batch_options()) const noexcept
    {
        arrow_stream made;
        e.keep(reunify_columns_replay_stream(raw(), &in, as_of.days(), &options,
                                             detail::number(wanted), made.raw(), e.raw()));
        return made;
    }

#if REUNIFY_EXCEPTIONS
    static columns make(const profile_view &rules)
    {
        return detail::attempt([&](error &e) { return make(rules, e); });
    }
    void classify(const rows &table) const
    {
        detail::attempt([&](error &e) { return classify(table, e); });
    }
    std::size_t check(const rows &table) const
    {
        return detail::attempt([&](error &e) { return check(table, e); });
    }
    std::size_t replay(const rows &table, date as_of,
                       const batch_options &options = batch_options()) const
    {
        return detail::attempt([&](error &e) { return replay(table, as_of, e, options); });
    }
    arrow_table classify_arrow(const ::ArrowSchema &schema, const ::ArrowArray &array) const
    {
        return detail::attempt([&](error &e) { return classify_arrow(schema, array, e); });
    }
    arrow_table replay_arrow(const ::ArrowSchema &schema, const ::ArrowArray &array, date as_of,
                             replay_table wanted,
                             const batch_options &options = batch_options()) const
    {
        return detail::attempt(
            [&](error &e) { return replay_arrow(schema, array, as_of, wanted, e, options); });
    }
    /* what was moved cannot be given a second time: one call, with faults from the first */
    arrow_stream classify_stream(::ArrowArrayStream &in) const
    {
        error told;
        arrow_stream made = classify_stream(in, told);
        if (told.failed()) {
            throw failure(std::move(told));
        }
        return made;
    }
    arrow_stream replay_stream(::ArrowArrayStream &in, date as_of, replay_table wanted,
                               const batch_options &options = batch_options()) const
    {
        error told;
        arrow_stream made = replay_stream(in, as_of, wanted, told, options);
        if (told.failed()) {
            throw failure(std::move(told));
        }
        return made;
    }
#endif

    /** What the codes of a kind stand for; `finding` says of which, for values. @since 0.1.0 */
    range<detail::code_names_source> names(code_names of, std::size_t finding = 0) const &noexcept
    {
        return range<detail::code_names_source>(
            detail::code_names_source{raw(), detail::number(of), finding});
    }
    void names(code_names of, std::size_t finding = 0) const && = delete;
    bool by_person(std::size_t finding) const noexcept
    {
        return reunify_columns_by_person(raw(), finding) != 0;
    }
    bool tabled() const noexcept
    {
        return reunify_columns_tabled(raw()) != 0;
    }
    reunify::text form() const noexcept
    {
        return detail::borrowed(reunify_columns_form(raw()));
    }
};

/* Outcomes ------------------------------------------------------------------------------------ */

/** A code of episodes of care. @since 0.1.0 */
class episode_code
{
  public:
    constexpr episode_code(episode_code_set set, std::size_t at) noexcept
        : set_(detail::number(set)), at_(at)
    {
    }

    reunify::text code() const noexcept
    {
        return detail::borrowed(reunify_episode_code(set_, at_));
    }
    reunify::text text() const noexcept
    {
        return detail::borrowed(reunify_episode_code_text(set_, at_));
    }

  private:
    std::int32_t set_;
    std::size_t at_;
};

/** A way in which periods of care end. @since 0.1.0 */
class exit_class
{
  public:
    explicit constexpr exit_class(std::size_t at) noexcept : at_(at) {}
    constexpr std::size_t number() const noexcept { return at_; }
    reunify::text name() const noexcept { return detail::borrowed(reunify_exit_name(at_)); }
    reunify::text text() const noexcept { return detail::borrowed(reunify_exit_text(at_)); }

  private:
    std::size_t at_;
};

/** Something that is wrong with rows of episodes. @since 0.1.0 */
class anomaly
{
  public:
    explicit constexpr anomaly(std::size_t at) noexcept : at_(at) {}
    constexpr std::size_t number() const noexcept { return at_; }
    reunify::text name() const noexcept { return detail::borrowed(reunify_anomaly_name(at_)); }
    reunify::text text() const noexcept { return detail::borrowed(reunify_anomaly_text(at_)); }

  private:
    std::size_t at_;
};

namespace detail
{

struct episode_codes_source {
    using item = episode_code;
    using raw_type = void;
    episode_code_set set;
    std::size_t count() const noexcept { return reunify_episode_code_count(number(set)); }
    item get(std::size_t at) const noexcept { return {set, at}; }
};
template <class Item, std::size_t (*Count)()> struct numbered_source {
    using item = Item;
    using raw_type = void;
    std::size_t count() const noexcept { return Count(); }
    item get(std::size_t at) const noexcept { return Item(at); }
};

} // namespace detail

/** The codes of a set: their places are their numbers. @since 0.1.0 */
inline range<detail::episode_codes_source> episode_codes(episode_code_set set) noexcept
{
    return range<detail::episode_codes_source>(detail::episode_codes_source{set});
}

/** The number of a code as it is written in data. @since 0.1.0 */
REUNIFY_NODISCARD inline std::int32_t find_episode_code(episode_code_set set, text written,
                                                        error &e) noexcept
{
    std::int32_t code = episode_unknown_code;
    e.keep_alone(
        reunify_episode_code_find(detail::number(set), written.data(), written.size(), &code));
    return code;
}
#if REUNIFY_EXCEPTIONS
inline std::int32_t find_episode_code(episode_code_set set, text written)
{
    return detail::attempt([&](error &e) { return find_episode_code(set, written, e); },
                           "expected a code of the set");
}
#endif

/** The classes of exits. @since 0.1.0 */
inline range<detail::numbered_source<exit_class, reunify_exit_count>> exit_classes() noexcept
{
    return range<detail::numbered_source<exit_class, reunify_exit_count>>(
        detail::numbered_source<exit_class, reunify_exit_count>());
}

/** The kinds of anomalies. @since 0.1.0 */
inline range<detail::numbered_source<anomaly, reunify_anomaly_count>> anomalies() noexcept
{
    return range<detail::numbered_source<anomaly, reunify_anomaly_count>>(
        detail::numbered_source<anomaly, reunify_anomaly_count>());
}

namespace detail
{

/*
 * What C takes as columns of one length. One of another length makes the whole of it nothing that C
 * would read.
 */
template <class Raw> class table : public Raw
{
  protected:
    table(std::size_t length) noexcept : Raw()
    {
        this->size = sizeof(Raw);
        this->count = length;
    }
    template <class T> void put(const T *&column, lent<T> given) noexcept
    {
        if (given.size() != this->count) {
            this->size = 0;
        }
        column = given.data();
    }
};

} // namespace detail

/**
 * Episodes of care, a column each, held by the caller. Columns of different lengths are refused
 * (`status::argument`) by what is made of them. @since 0.1.0
 */
class episodes : public detail::table<reunify_episodes>
{
  public:
    episodes(lent<std::int64_t> children, lent<std::int32_t> starts,
             lent<std::int32_t> ends) noexcept
        : table(children.size())
    {
        put(child, children);
        put(start, starts);
        put(end, ends);
    }
    episodes &with_started(lent<std::int32_t> codes) noexcept
    {
        put(started, codes);
        return *this;
    }
    episodes &with_legal_status(lent<std::int32_t> codes) noexcept
    {
        put(legal_status, codes);
        return *this;
    }
    episodes &with_placement(lent<std::int32_t> codes) noexcept
    {
        put(placement, codes);
        return *this;
    }
    episodes &with_ceased(lent<std::int32_t> codes) noexcept
    {
        put(ceased, codes);
        return *this;
    }
    episodes &with_authority(lent<std::int32_t> names) noexcept
    {
        put(authority, names);
        return *this;
    }
    episodes &with_report(lent<std::int32_t> reports) noexcept
    {
        put(report, reports);
        return *this;
    }
};

/** What is known of children; the same. @since 0.1.0 */
class episode_children : public detail::table<reunify_episode_children>
{
  public:
    episode_children() noexcept : table(0) {}
    explicit episode_children(lent<std::int64_t> children) noexcept : table(children.size())
    {
        put(child, children);
    }
    episode_children &with_birth(lent<std::int32_t> days) noexcept
    {
        put(birth, days);
        return *this;
    }
    episode_children &with_sex(lent<std::int32_t> numbers) noexcept
    {
        put(sex, numbers);
        return *this;
    }
};

/** What else was found about children, dated; the same. @since 0.1.0 */
class return_marks : public detail::table<reunify_return_marks>
{
  public:
    return_marks(lent<std::int64_t> children, lent<std::int32_t> days, lent<std::int32_t> marks,
                 lent<const char *> called) noexcept
        : table(children.size())
    {
        put(child, children);
        put(date, days);
        put(mark, marks);
        names = called.data();
        name_count = called.size();
    }
};

/** What to work out: the defaults. What is given is kept as a pointer. @since 0.1.0 */
struct outcome_options : reunify_outcome_options {
    outcome_options() noexcept : reunify_outcome_options()
    {
        /* it fails for a size that is too small alone */
        static_cast<void>(reunify_outcome_options_init(this, sizeof(reunify_outcome_options)) ==
                          REUNIFY_OK);
    }
    /** The first and the last day of the cohort's window. @since 0.1.0 */
    outcome_options &within(reunify::date first, reunify::date last) noexcept
    {
        from = first.days();
        to = last.days();
        return *this;
    }
    outcome_options &observed(reunify::date last) noexcept
    {
        observed_to = last.days();
        return *this;
    }
    outcome_options &joined_by(outcome_rule by) noexcept
    {
        rule = detail::number(by);
        return *this;
    }
    outcome_options &with_short_breaks(reunify::short_breaks how) noexcept
    {
        short_breaks = detail::number(how);
        return *this;
    }
    outcome_options &ending(episode_ends how) noexcept
    {
        ends = detail::number(how);
        return *this;
    }
    outcome_options &suppressed_below(std::int32_t least) noexcept
    {
        suppress_below = least;
        return *this;
    }
    outcome_options &named(lent<const char *> names) noexcept
    {
        authorities = names.data();
        authority_count = names.size();
        return *this;
    }
    outcome_options &by_level(const return_marks &marks) noexcept
    {
        levels = &marks;
        return *this;
    }
    outcome_options &by_gate(const return_marks &marks) noexcept
    {
        gates = &marks;
        return *this;
    }
};

/** A column of a table of outcomes. @since 0.1.0 */
class outcome_column
{
  public:
    constexpr outcome_column(const reunify_outcomes *raw, std::int32_t table,
                             std::size_t at) noexcept
        : raw_(raw), table_(table), at_(at)
    {
    }

    reunify::text name() const noexcept
    {
        return detail::borrowed(reunify_outcomes_column_name(table_, at_));
    }
    outcome_column_type type() const noexcept
    {
        return static_cast<outcome_column_type>(reunify_outcomes_column_type(table_, at_));
    }
    /** How many parts of its numbers are one. @since 0.1.0 */
    std::int64_t parts() const noexcept { return reunify_outcomes_column_parts(table_, at_); }
    /** The whole of it; empty where it holds 64 bits. @since 0.1.0 */
    lent<std::int32_t> int32() const noexcept
    {
        return whole(reunify_outcomes_int32(raw_, table_, at_));
    }
    /** The whole of it; empty where it holds 32 bits. @since 0.1.0 */
    lent<std::int64_t> int64() const noexcept
    {
        return whole(reunify_outcomes_int64(raw_, table_, at_));
    }
    std::int64_t value(std::size_t row) const noexcept
    {
        return reunify_outcomes_value(raw_, table_, at_, row);
    }
    reunify::text word(std::size_t row) const noexcept
    {
        return detail::borrowed(reunify_outcomes_word(raw_, table_, at_, row));
    }

  private:
    template <class T> lent<T> whole(const T *first) const noexcept
    {
        return lent<T>(first, first == nullptr ? 0 : reunify_outcomes_length(raw_, table_));
    }

    const reunify_outcomes *raw_;
    std::int32_t table_;
    std::size_t at_;
};

namespace detail
{

struct outcome_columns_source {
    using item = outcome_column;
    using raw_type = reunify_outcomes;
    const reunify_outcomes *raw;
    std::int32_t table;
    std::size_t count() const noexcept { return reunify_outcomes_column_count(table); }
    item get(std::size_t at) const noexcept { return {raw, table, at}; }
};

} // namespace detail

/** A table of outcomes. @since 0.1.0 */
class outcome_table_view
{
  public:
    constexpr outcome_table_view(const reunify_outcomes *raw, outcome_table table) noexcept
        : raw_(raw), table_(detail::number(table))
    {
    }

    /** How many rows it has. @since 0.1.0 */
    std::size_t length() const noexcept { return reunify_outcomes_length(raw_, table_); }
    range<detail::outcome_columns_source> columns() const noexcept
    {
        return range<detail::outcome_columns_source>(detail::outcome_columns_source{raw_, table_});
    }
    /** By its name. @since 0.1.0 */
    REUNIFY_NODISCARD outcome_column column(reunify::text name, error &e) const noexcept
    {
        std::size_t at = 0;
        const reunify_status found =
            reunify_outcomes_column_find(table_, name.data(), name.size(), &at);
        return {raw_, table_, e.keep_alone(found) == status::ok ? at : SIZE_MAX};
    }
#if REUNIFY_EXCEPTIONS
    outcome_column column(reunify::text name) const
    {
        return detail::attempt([&](error &e) { return column(name, e); },
                               "expected a column of the table");
    }
#endif

  private:
    const reunify_outcomes *raw_;
    std::int32_t table_;
};

/** What became of the children. @since 0.1.0 */
class outcomes : public detail::owned<reunify_outcomes, reunify_outcomes_free>
{
  public:
    using owned::owned;

    /** Nothing of what is given is kept. @since 0.1.0 */
    REUNIFY_NODISCARD static outcomes make(const episodes &of, error &e,
                                           const outcome_options &options = outcome_options(),
                                           const episode_children &children = episode_children(),
                                           const context &c = context()) noexcept
    {
        reunify_outcomes *made = nullptr;
        e.keep(reunify_outcomes_new(c.raw(), &of, &children, &options, &made, e.raw()));
        return outcomes(made);
    }
    /** Of a table of episodes; it stays the caller's. @since 0.1.0 */
    REUNIFY_NODISCARD static outcomes new_arrow(const ::ArrowSchema &schema,
                                                const ::ArrowArray &array, error &e,
                                                const outcome_options &options = outcome_options(),
                                                const arrow_table &children = arrow_table(),
                                                const context &c = context()) noexcept
    {
        reunify_outcomes *made = nullptr;
        e.keep(reunify_outcomes_new_arrow(
            c.raw(), &schema, &array, children ? children.schema.raw() : nullptr,
            children ? children.array.raw() : nullptr, &options, &made, e.raw()));
        return outcomes(made);
    }
    /** Of a stream of tables, which is moved, also where this fails. @since 0.1.0 */
    REUNIFY_NODISCARD static outcomes new_stream(::ArrowArrayStream &of, error &e,
                                                 const outcome_options &options = outcome_options(),
                                                 arrow_stream children = arrow_stream(),
                                                 const context &c = context()) noexcept
    {
        reunify_outcomes *made = nullptr;
        e.keep(reunify_outcomes_new_stream(c.raw(), &of, children ? children.raw() : nullptr,
                                           &options, &made, e.raw()));
        return outcomes(made);
    }
    REUNIFY_NODISCARD arrow_table to_arrow(outcome_table which, error &e) const noexcept
    {
        arrow_table made;
        e.keep(reunify_outcomes_to_arrow(raw(), detail::number(which), made.schema.raw(),
                                         made.array.raw(), e.raw()));
        return made;
    }
    REUNIFY_NODISCARD owned_text to_json(error &e,
                                         json_form form = json_form::canonical) const noexcept
    {
        reunify_text *made = nullptr;
        e.keep(reunify_outcomes_to_json(raw(), detail::flags(form), &made, e.raw()));
        return owned_text(made);
    }
    REUNIFY_NODISCARD owned_text to_text(error &e, page_form form = page_form::plain,
                                         std::int32_t width = 0,
                                         const profile &said_by = profile()) const noexcept
    {
        reunify_text *made = nullptr;
        e.keep(reunify_outcomes_to_text(raw(), said_by.raw(), detail::flags(form), width, &made,
                                        e.raw()));
        return owned_text(made);
    }
#if REUNIFY_EXCEPTIONS
    static outcomes make(const episodes &of, const outcome_options &options = outcome_options(),
                         const episode_children &children = episode_children(),
                         const context &c = context())
    {
        return detail::attempt([&](error &e) { return make(of, e, options, children, c); });
    }
    arrow_table to_arrow(outcome_table which) const
    {
        return detail::attempt([&](error &e) { return to_arrow(which, e); });
    }
    owned_text to_json(json_form form = json_form::canonical) const
    {
        return detail::attempt([&](error &e) { return to_json(e, form); });
    }
    owned_text to_text(page_form form = page_form::plain, std::int32_t width = 0,
                       const profile &said_by = profile()) const
    {
        return detail::attempt([&](error &e) { return to_text(e, form, width, said_by); });
    }
#endif

    /** Or outcomes_none, or outcomes_suppressed. @since 0.1.0 */
    std::int64_t number(outcomes_number which) const noexcept
    {
        return reunify_outcomes_number(raw(), detail::number(which));
    }
    reunify::date date(outcome_date which) const noexcept
    {
        return reunify::date(reunify_outcomes_date(raw(), detail::number(which)));
    }
    std::int64_t exits(exit_class in) const noexcept
    {
        return reunify_outcomes_exits(raw(), in.number());
    }
    std::int64_t anomalies(anomaly of) const noexcept
    {
        return reunify_outcomes_anomalies(raw(), of.number());
    }
    outcome_table_view table(outcome_table which) const &noexcept
    {
        return {raw(), which};
    }
    void table(outcome_table which) const && = delete;
};

/* What needs a class that comes later --------------------------------------------------------- */

inline status case_record::check(const profile_view &words, error &e, entry in) const noexcept
{
    return e.keep(reunify_case_check(raw(), in.number(), words.raw(), e.raw()));
}

inline status cost_options::take(const outcomes &from, std::int32_t months, error &e) noexcept
{
    return e.keep(reunify_cost_options_take(this, from.raw(), months, e.raw()));
}

inline diff diff::of_profiles(const profile_view &before, const profile_view &after,
                              error &e) noexcept
{
    reunify_diff *made = nullptr;
    e.keep(reunify_profile_diff(before.raw(), after.raw(), &made, e.raw()));
    return diff(made);
}

inline diff diff::of_evaluations(const evaluation &before, const evaluation &after,
                                 error &e) noexcept
{
    reunify_diff *made = nullptr;
    e.keep(reunify_evaluation_diff(before.raw(), after.raw(), &made, e.raw()));
    return diff(made);
}

} // namespace REUNIFY_DIALECT
} // namespace reunify

#if REUNIFY_CPLUSPLUS >= 202002L && defined(__cpp_lib_ranges)
template <class Source>
inline constexpr bool std::ranges::enable_borrowed_range<reunify::range<Source>> = true;
template <class Source>
inline constexpr bool std::ranges::enable_view<reunify::range<Source>> = true;
template <class T>
inline constexpr bool std::ranges::enable_borrowed_range<reunify::lent<T>> = true;
template <class T> inline constexpr bool std::ranges::enable_view<reunify::lent<T>> = true;
#endif

#undef REUNIFY_CPLUSPLUS
#undef REUNIFY_DIALECT

#endif
