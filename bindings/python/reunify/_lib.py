# Made by bindings/python/make_lib.py from bindings/manifest.json. Change the headers and make it anew.
"""The C interface of libreunify 0.1.0, as ctypes: types, constants, and every function with its types.

`load()` gives the library. Nothing here checks what it is given; see the package for what does. Text that comes back is bytes.
"""
import ctypes
import ctypes.util
import os
import pathlib
import sys
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int32, c_int64, c_size_t, c_uint32, c_uint64, c_uint8, c_void_p
from typing import Any, Dict, List, Optional, Tuple

VERSION = "0.1.0"

reunify_entry = c_int64
reunify_symbol = c_int32
reunify_status = c_int32
reunify_date = c_int32
reunify_truth = c_int32

REUNIFY_TABLE_OBSERVATIONS = 1
REUNIFY_TABLE_CHILDREN = 2
REUNIFY_DIFF_ADDED = 0
REUNIFY_DIFF_REMOVED = 1
REUNIFY_DIFF_CHANGED = 2
REUNIFY_CODES_FINDINGS = 1
REUNIFY_CODES_VALUES = 2
REUNIFY_CODES_LEVELS = 3
REUNIFY_CODES_RULES = 4
REUNIFY_CODES_ROLES = 5
REUNIFY_CODES_DIMENSIONS = 6
REUNIFY_CODES_STATUSES = 7
REUNIFY_CODES_BASES = 8
REUNIFY_CODES_HELD_BY = 9
REUNIFY_READ_FINDING = 1
REUNIFY_READ_RETURN_TO = 2
REUNIFY_READ_SUBJECT = 3
REUNIFY_READ_DATE = 4
REUNIFY_READ_JUDGEMENT = 5
REUNIFY_READ_RATIONALE = 6
REUNIFY_READ_APPROVED_BY = 7
REUNIFY_CELL_BITS = 1
REUNIFY_CELL_INT8 = 2
REUNIFY_CELL_UINT8 = 3
REUNIFY_CELL_INT16 = 4
REUNIFY_CELL_UINT16 = 5
REUNIFY_CELL_INT32 = 6
REUNIFY_CELL_UINT32 = 7
REUNIFY_CELL_INT64 = 8
REUNIFY_CELL_UINT64 = 9
REUNIFY_CELL_TEXT = 10
REUNIFY_CELL_LARGE_TEXT = 11
REUNIFY_CODE_NONE = 255
REUNIFY_WRITE_LEVEL = 1
REUNIFY_WRITE_STATUS = 2
REUNIFY_WRITE_AT_LEAST = 3
REUNIFY_WRITE_DECIDING = 4
REUNIFY_WRITE_LEVEL_BEFORE = 5
REUNIFY_WRITE_LEVEL_AFTER = 6
REUNIFY_WRITE_INDICATED = 7
REUNIFY_WRITE_RULE = 8
REUNIFY_WRITE_BASIS = 9
REUNIFY_WRITE_HELD_BY = 10
REUNIFY_WRITE_FIRST_ROW = 11
REUNIFY_WRITE_LAST_LEVEL = 12
REUNIFY_WRITE_SINCE = 13
REUNIFY_WRITE_LAST_BASIS = 14
REUNIFY_WRITE_PENDING = 15
REUNIFY_WRITE_ELIGIBLE_FROM = 16
REUNIFY_WRITE_EARLIEST_CLOSURE = 17
REUNIFY_WRITE_MAY_CLOSE_FROM = 18
REUNIFY_WRITE_MAY_CLOSE_CONFIRMED = 19
REUNIFY_ENTRY_CASE = 0
REUNIFY_ENTRY_CHILD = 1
REUNIFY_ENTRY_LEGAL_STATUS = 2
REUNIFY_ENTRY_CARE_PERIOD = 3
REUNIFY_ENTRY_PLACEMENT = 4
REUNIFY_ENTRY_RETURN = 5
REUNIFY_ENTRY_PERSON = 6
REUNIFY_ENTRY_ASSESSMENT = 7
REUNIFY_ENTRY_FACTOR = 8
REUNIFY_ENTRY_JUDGEMENT = 9
REUNIFY_ENTRY_RECORD = 10
REUNIFY_ENTRY_FAMILY_TIME = 11
REUNIFY_ENTRY_GOAL = 12
REUNIFY_ENTRY_RETURN_TO = 13
REUNIFY_ENTRY_STAY = 14
REUNIFY_ENTRY_PERSON_FINDINGS = 15
REUNIFY_ENTRY_ATTRIBUTE = 16
REUNIFY_FIELD_ID = 1
REUNIFY_FIELD_PATHWAY = 2
REUNIFY_FIELD_DATE_OF_BIRTH = 3
REUNIFY_FIELD_SIBLINGS = 4
REUNIFY_FIELD_CODE = 5
REUNIFY_FIELD_FROM = 6
REUNIFY_FIELD_TO = 7
REUNIFY_FIELD_TYPE = 8
REUNIFY_FIELD_DATE = 9
REUNIFY_FIELD_PLANNED = 10
REUNIFY_FIELD_ENDED_ON = 11
REUNIFY_FIELD_OUTCOME = 12
REUNIFY_FIELD_RELATION = 13
REUNIFY_FIELD_HOUSEHOLD = 14
REUNIFY_FIELD_REGULAR_VISITOR = 15
REUNIFY_FIELD_PARENTAL_RESPONSIBILITY = 16
REUNIFY_FIELD_NEEDS = 17
REUNIFY_FIELD_KIND = 18
REUNIFY_FIELD_STATUS = 19
REUNIFY_FIELD_EMERGED = 20
REUNIFY_FIELD_LEVEL = 21
REUNIFY_FIELD_RATIONALE = 22
REUNIFY_FIELD_APPROVED_BY = 23
REUNIFY_FIELD_LED_BY = 24
REUNIFY_FIELD_PARTICIPANTS = 25
REUNIFY_FIELD_ABOUT = 26
REUNIFY_FIELD_TIMES_A_WEEK = 27
REUNIFY_FIELD_HOURS = 28
REUNIFY_FIELD_OVERNIGHT = 29
REUNIFY_FIELD_OWNER = 30
REUNIFY_FIELD_DUE = 31
REUNIFY_FIELD_PERSON = 32
REUNIFY_THE_CASE = 0
REUNIFY_NO_ENTRY = -1
REUNIFY_NO_SYMBOL = -1
REUNIFY_NAMED_NONE = 0
REUNIFY_NAMED_TEXT = 1
REUNIFY_NAMED_BOOLEAN = 2
REUNIFY_NAMED_NUMBER = 3
REUNIFY_COST_NOT_GIVEN = -1
REUNIFY_EXPLAIN_NONE = 1
REUNIFY_EXPLAIN_DECISION = 2
REUNIFY_EXPLAIN_FULL = 3
REUNIFY_GATE_WAITING = 0
REUNIFY_GATE_STOPPED = 1
REUNIFY_GATE_PASSED = 2
REUNIFY_GATE_INCOMPLETE = 3
REUNIFY_GATE_NOT_APPLICABLE = 4
REUNIFY_REQUIREMENT_NOT_MET = 0
REUNIFY_REQUIREMENT_MET = 1
REUNIFY_REQUIREMENT_UNKNOWN = 2
REUNIFY_REQUIREMENT_NOT_APPLICABLE = 3
REUNIFY_REQUIREMENT_SET_ASIDE = 4
REUNIFY_OBLIGATION_NOT_STARTED = 0
REUNIFY_OBLIGATION_UPCOMING = 1
REUNIFY_OBLIGATION_DUE = 2
REUNIFY_OBLIGATION_OVERDUE = 3
REUNIFY_OBLIGATION_DONE = 4
REUNIFY_OBLIGATION_NOT_APPLICABLE = 5
REUNIFY_CLASSIFIED_CONSISTENT = 0
REUNIFY_CLASSIFIED_DISCORDANT = 1
REUNIFY_CLASSIFIED_INCOMPLETE = 2
REUNIFY_BASIS_NONE = 0
REUNIFY_BASIS_CLASSIFICATION = 1
REUNIFY_BASIS_MOVEMENT = 2
REUNIFY_BASIS_JUDGEMENT = 3
REUNIFY_HELD_NOT = 0
REUNIFY_HELD_BY_CLASSIFICATION = 1
REUNIFY_HELD_BY_INCOMPLETE = 2
REUNIFY_NEED_RECORD = 0
REUNIFY_NEED_ASSESSMENT = 1
REUNIFY_NEED_LEVEL = 2
REUNIFY_NEED_GOAL = 3
REUNIFY_NEED_FAMILY_TIME = 4
REUNIFY_NEED_ATTRIBUTE = 5
REUNIFY_NEED_LEGAL_STATUS = 6
REUNIFY_NEED_BIRTH = 7
REUNIFY_NEED_DAY = 8
REUNIFY_NEED_STAY = 9
REUNIFY_EPISODE_REASON_STARTED = 0
REUNIFY_EPISODE_LEGAL_STATUS = 1
REUNIFY_EPISODE_PLACEMENT = 2
REUNIFY_EPISODE_REASON_CEASED = 3
REUNIFY_EPISODE_NO_CODE = -1
REUNIFY_EPISODE_UNKNOWN_CODE = -2
REUNIFY_SEX_NOT_KNOWN = 0
REUNIFY_SEX_MALE = 1
REUNIFY_SEX_FEMALE = 2
REUNIFY_SEX_OTHER = 3
REUNIFY_OUTCOME_RULE_DATES = 0
REUNIFY_OUTCOME_RULE_CODES = 1
REUNIFY_OUTCOME_SHORT_BREAKS_KEEP = 0
REUNIFY_OUTCOME_SHORT_BREAKS_DROP_ROWS = 1
REUNIFY_OUTCOME_SHORT_BREAKS_DROP_PERIODS = 2
REUNIFY_OUTCOME_ENDS_EXCLUSIVE = 0
REUNIFY_OUTCOME_ENDS_INCLUSIVE = 1
REUNIFY_OUTCOMES_ROWS = 0
REUNIFY_OUTCOMES_ROWS_USED = 1
REUNIFY_OUTCOMES_CHILDREN = 2
REUNIFY_OUTCOMES_PERIODS = 3
REUNIFY_OUTCOMES_OPEN_PERIODS = 4
REUNIFY_OUTCOMES_RETURNS_HOME = 5
REUNIFY_OUTCOMES_RETURNS_PLANNED = 6
REUNIFY_OUTCOMES_RETURNS_UNPLANNED = 7
REUNIFY_OUTCOMES_RETURNS_UNDIVIDED = 8
REUNIFY_OUTCOMES_CHILDREN_RETURNED = 9
REUNIFY_OUTCOMES_REENTERED = 10
REUNIFY_OUTCOMES_MEDIAN_HALF_DAYS = 11
REUNIFY_OUTCOMES_PLACED_WITH_PARENTS = 12
REUNIFY_OUTCOMES_ROWS_SHORT_BREAK = 13
REUNIFY_OUTCOMES_PERIODS_SHORT_BREAK = 14
REUNIFY_OUTCOMES_NONE = -1
REUNIFY_OUTCOMES_SUPPRESSED = -2
REUNIFY_OUTCOME_DATE_FROM = 0
REUNIFY_OUTCOME_DATE_TO = 1
REUNIFY_OUTCOME_DATE_OBSERVED_TO = 2
REUNIFY_OUTCOME_TABLE_PERIODS = 0
REUNIFY_OUTCOME_TABLE_RETURNS = 1
REUNIFY_OUTCOME_TABLE_WITH_PARENTS = 2
REUNIFY_OUTCOME_TABLE_ANOMALIES = 3
REUNIFY_OUTCOME_TABLE_COHORT = 4
REUNIFY_OUTCOME_TABLE_LEAVERS = 5
REUNIFY_OUTCOME_TABLE_SUMMARY = 6
REUNIFY_OUTCOME_COLUMN_INT32 = 0
REUNIFY_OUTCOME_COLUMN_INT64 = 1
REUNIFY_OUTCOME_COLUMN_DATE = 2
REUNIFY_OUTCOME_COLUMN_WORD = 3
REUNIFY_NAMES_STATUS = 0
REUNIFY_NAMES_TRUTH = 1
REUNIFY_NAMES_KIND = 2
REUNIFY_NAMES_FIELD = 3
REUNIFY_NAMES_TYPE = 4
REUNIFY_NAMES_EXPLAIN = 5
REUNIFY_NAMES_GATE_STATUS = 6
REUNIFY_NAMES_REQUIREMENT_STATUS = 7
REUNIFY_NAMES_OBLIGATION_STATUS = 8
REUNIFY_NAMES_CLASSIFIED = 9
REUNIFY_NAMES_BASIS = 10
REUNIFY_NAMES_HELD_BY = 11
REUNIFY_NAMES_APPLICABILITY = 12
REUNIFY_NAMES_ASSOCIATION = 13
REUNIFY_NAMES_NECESSITY = 14
REUNIFY_NAMES_LIVES = 15
REUNIFY_NAMES_DIFFERENCE = 16
REUNIFY_NAMES_CASE_FLAG = 17
REUNIFY_NAMES_PROFILE_FLAG = 18
REUNIFY_NAMES_JSON_FLAG = 19
REUNIFY_NAMES_TEXT_FLAG = 20
REUNIFY_NAMES_OPERATOR = 21
REUNIFY_NAMES_DATE = 22
REUNIFY_NAMES_NAMED_TYPE = 23
REUNIFY_NAMES_VOCABULARY = 24
REUNIFY_NAMES_DETAIL = 25
REUNIFY_NAMES_NEED = 26
REUNIFY_NAMES_READER = 27
REUNIFY_NAMES_READS = 28
REUNIFY_NAMES_COLUMNS_FLAG = 29
REUNIFY_NAMES_CSV_FLAG = 30
REUNIFY_TYPE_TEXT = 1
REUNIFY_TYPE_CODE = 2
REUNIFY_TYPE_CODES = 3
REUNIFY_TYPE_DATE = 4
REUNIFY_TYPE_PARTIAL_DATE = 5
REUNIFY_TYPE_BOOLEAN = 6
REUNIFY_TYPE_NUMBER = 7
REUNIFY_READER_APPLICABILITY = 0
REUNIFY_READER_LEVEL = 1
REUNIFY_READER_CLOSING = 2
REUNIFY_READER_REQUIREMENT = 3
REUNIFY_READER_STOP = 4
REUNIFY_READER_OBLIGATION = 5
REUNIFY_READER_ALERT = 6
REUNIFY_READER_FACTOR = 7
REUNIFY_READER_ACTION = 8
REUNIFY_READS_ITSELF = 0
REUNIFY_READS_ATTEMPT = 1
REUNIFY_READS_SETTLEMENT = 2
REUNIFY_TIDY_RISK = 0
REUNIFY_TIDY_HISTORY = 1
REUNIFY_TIDY_REQUIREMENTS = 2
REUNIFY_TIDY_OUTSTANDING = 3
REUNIFY_TIDY_WAITING = 4
REUNIFY_TIDY_SCHEDULE = 5
REUNIFY_TIDY_ALERTS = 6
REUNIFY_TIDY_FACTORS = 7
REUNIFY_TIDY_WARNINGS = 8
REUNIFY_TIDY_ERRORS = 9
REUNIFY_COLUMN_TEXT = 1
REUNIFY_COLUMN_DATE = 2
REUNIFY_COLUMN_INTEGER = 3
REUNIFY_COLUMN_BOOLEAN = 4
REUNIFY_COLUMN_JSON = 5
REUNIFY_OK = 0
REUNIFY_NO_MEMORY = 1
REUNIFY_INVALID = 2
REUNIFY_ARGUMENT = 3
REUNIFY_LIMIT = 4
REUNIFY_STATE = 5
REUNIFY_NOT_FOUND = 6
REUNIFY_BUSY = 7
REUNIFY_CANCELLED = 8
REUNIFY_UNSUPPORTED = 9
REUNIFY_DATE_MIN = -719162
REUNIFY_DATE_MAX = 2932896
REUNIFY_DATE_NONE = -2147483648
REUNIFY_FALSE = 0
REUNIFY_TRUE = 1
REUNIFY_UNKNOWN = 2
REUNIFY_COLUMNS_ONE_BY_ONE = 1
REUNIFY_COLUMNS_PORTABLE = 2
REUNIFY_JSON_PRETTY = 1
REUNIFY_JSON_LEAN = 2
REUNIFY_TEXT_COLOUR = 1
REUNIFY_TEXT_ALL = 2
REUNIFY_CSV_HEADER = 1
REUNIFY_CASE_STRICT = 1
REUNIFY_PROFILE_NOTES = 1
REUNIFY_VERSION_MAJOR = 0
REUNIFY_VERSION_MINOR = 1
REUNIFY_VERSION_PATCH = 0
REUNIFY_VOCABULARY_SOURCE = 0
REUNIFY_VOCABULARY_ROLE = 1
REUNIFY_VOCABULARY_RECORD_TYPE = 2
REUNIFY_VOCABULARY_OUTCOME = 3
REUNIFY_VOCABULARY_RECORD_ATTRIBUTE = 4
REUNIFY_VOCABULARY_RECORD_ATTRIBUTE_VALUE = 5
REUNIFY_VOCABULARY_LEGAL_STATUS = 6
REUNIFY_VOCABULARY_PLACEMENT = 7
REUNIFY_VOCABULARY_ATTRIBUTE = 8
REUNIFY_VOCABULARY_ATTRIBUTE_VALUE = 9
REUNIFY_VOCABULARY_FINDING = 10
REUNIFY_VOCABULARY_FINDING_VALUE = 11
REUNIFY_VOCABULARY_LEVEL = 12
REUNIFY_VOCABULARY_DIMENSION = 13
REUNIFY_VOCABULARY_MOVEMENT = 14
REUNIFY_VOCABULARY_CLOSING = 15
REUNIFY_VOCABULARY_ACTION = 16
REUNIFY_VOCABULARY_APPLICABILITY = 17
REUNIFY_VOCABULARY_PATHWAY = 18
REUNIFY_VOCABULARY_STAGE = 19
REUNIFY_VOCABULARY_REQUIREMENT = 20
REUNIFY_VOCABULARY_REASON = 21
REUNIFY_VOCABULARY_STOP = 22
REUNIFY_VOCABULARY_OBLIGATION = 23
REUNIFY_VOCABULARY_ALERT = 24
REUNIFY_VOCABULARY_ASSOCIATION = 25
REUNIFY_VOCABULARY_COST = 26
REUNIFY_VOCABULARY_NONE = -1
REUNIFY_DETAIL_TYPE = 0
REUNIFY_DETAIL_AT_LEAST = 1
REUNIFY_DETAIL_AT_MOST = 2
REUNIFY_DETAIL_STATED = 3
REUNIFY_DETAIL_BY_PERSON = 4
REUNIFY_DETAIL_DECIDES = 5
REUNIFY_DETAIL_FINDING = 6
REUNIFY_DETAIL_FROM = 7
REUNIFY_DETAIL_TO = 8
REUNIFY_DETAIL_PERIOD = 9
REUNIFY_DETAIL_WORKING_DAYS = 10
REUNIFY_DETAIL_MAY_BE_HELD = 11
REUNIFY_DETAIL_CLOSES = 12
REUNIFY_DETAIL_ACTIONS = 13
REUNIFY_DETAIL_ABOUT = 14
REUNIFY_DETAIL_PATHWAY = 15
REUNIFY_DETAIL_OTHERWISE = 16
REUNIFY_DETAIL_WITHOUT_RISK_TOOL = 17
REUNIFY_DETAIL_ADVISORY = 18
REUNIFY_DETAIL_FOR_EACH = 19
REUNIFY_DETAIL_BY = 20
REUNIFY_DETAIL_SET_ASIDE_BY = 21
REUNIFY_DETAIL_OUTCOME = 22
REUNIFY_DETAIL_NEVER_OVERDUE = 23
REUNIFY_DETAIL_KIND = 24
REUNIFY_DETAIL_HELP = 25
REUNIFY_DETAIL_FIGURE = 26
REUNIFY_DETAIL_PRICE_YEAR = 27
REUNIFY_DETAIL_RE_ENTRY = 28
REUNIFY_DETAIL_SUPPORT = 29


class reunify_lint(Structure):
    """Opaque; released by reunify_lint_free."""


class reunify_diff(Structure):
    """Opaque; released by reunify_diff_free."""


class reunify_columns(Structure):
    """Opaque; released by reunify_columns_unref."""


class reunify_rows(Structure):
    """Opaque; released by reunify_rows_free."""


class reunify_caseload(Structure):
    """Opaque; released by reunify_caseload_unref."""


class reunify_cost(Structure):
    """Opaque; released by reunify_cost_free."""


class reunify_source(Structure):
    """Opaque."""


class reunify_applicability(Structure):
    """Opaque."""


class reunify_action(Structure):
    """Opaque."""


class reunify_history_entry(Structure):
    """Opaque."""


class reunify_pending(Structure):
    """Opaque."""


class reunify_position(Structure):
    """Opaque."""


class reunify_attempt(Structure):
    """Opaque."""


class reunify_set_aside(Structure):
    """Opaque."""


class reunify_gate(Structure):
    """Opaque."""


class reunify_requirement(Structure):
    """Opaque."""


class reunify_stop(Structure):
    """Opaque."""


class reunify_needs(Structure):
    """Opaque."""


class reunify_need(Structure):
    """Opaque."""


class reunify_obligation(Structure):
    """Opaque."""


class reunify_alert(Structure):
    """Opaque."""


class reunify_association(Structure):
    """Opaque."""


class reunify_outcomes(Structure):
    """Opaque; released by reunify_outcomes_free."""


class reunify_overview(Structure):
    """Opaque; released by reunify_overview_free."""


class reunify_requires(Structure):
    """Opaque; released by reunify_requires_free."""


class reunify_table_rows(Structure):
    """Opaque; released by reunify_table_rows_free."""


class reunify_context(Structure):
    """Opaque; released by reunify_context_unref."""


class reunify_error(Structure):
    """Opaque; released by reunify_error_free."""


class reunify_text(Structure):
    """Opaque; released by reunify_text_free."""


class reunify_profile(Structure):
    """Opaque; released by reunify_profile_unref."""


class reunify_case(Structure):
    """Opaque; released by reunify_case_free."""


class reunify_assessment(Structure):
    """Opaque; released by reunify_assessment_free."""


class reunify_classification(Structure):
    """Opaque; released by reunify_classification_unref."""


class reunify_evaluator(Structure):
    """Opaque; released by reunify_evaluator_free."""


class reunify_evaluation(Structure):
    """Opaque; released by reunify_evaluation_unref."""


class reunify_vocabulary(Structure):
    """Opaque; released by reunify_vocabulary_free."""


class reunify_batch_options(Structure):
    _fields_ = [
        ("size", c_size_t),
        ("pathway", c_char_p),
    ]


class reunify_caseload_options(Structure):
    _fields_ = [
        ("size", c_size_t),
        ("dates", POINTER(c_int32)),
        ("date_count", c_size_t),
        ("pathway", c_char_p),
        ("explain", c_int32),
        ("case_flags", c_uint32),
        ("check_words", c_int32),
        ("reserved", c_int32),
        ("first", c_uint64),
        ("cases_a_part", c_size_t),
        ("progress", CFUNCTYPE(c_int32, c_void_p, c_uint64, c_uint64)),
        ("user", c_void_p),
    ]


class reunify_allocator(Structure):
    _fields_ = [
        ("user", c_void_p),
        ("allocate", CFUNCTYPE(c_void_p, c_void_p, c_size_t)),
        ("release", CFUNCTYPE(None, c_void_p, c_void_p, c_size_t)),
    ]


class reunify_context_options(Structure):
    _fields_ = [
        ("size", c_size_t),
        ("allocator", reunify_allocator),
        ("max_bytes", c_uint64),
        ("max_items", c_uint64),
        ("max_depth", c_uint64),
        ("max_text", c_uint64),
        ("max_work", c_uint64),
    ]


class reunify_cost_options(Structure):
    _fields_ = [
        ("size", c_size_t),
        ("set", c_char_p),
        ("returns", c_int64),
        ("failures_without", c_int64),
        ("failures_with", c_int64),
        ("share_without", c_int64),
        ("share_with", c_int64),
        ("years", c_int64),
        ("re_entry", c_int64),
        ("support", c_int64),
    ]


class reunify_evaluate_options(Structure):
    _fields_ = [
        ("size", c_size_t),
        ("pathway", c_char_p),
        ("explain", c_int32),
        ("reserved", c_int32),
    ]


class reunify_episodes(Structure):
    _fields_ = [
        ("size", c_size_t),
        ("count", c_size_t),
        ("child", POINTER(c_int64)),
        ("start", POINTER(c_int32)),
        ("end", POINTER(c_int32)),
        ("started", POINTER(c_int32)),
        ("legal_status", POINTER(c_int32)),
        ("placement", POINTER(c_int32)),
        ("ceased", POINTER(c_int32)),
        ("authority", POINTER(c_int32)),
        ("report", POINTER(c_int32)),
    ]


class reunify_episode_children(Structure):
    _fields_ = [
        ("size", c_size_t),
        ("count", c_size_t),
        ("child", POINTER(c_int64)),
        ("birth", POINTER(c_int32)),
        ("sex", POINTER(c_int32)),
    ]


class reunify_return_marks(Structure):
    _fields_ = [
        ("size", c_size_t),
        ("count", c_size_t),
        ("child", POINTER(c_int64)),
        ("date", POINTER(c_int32)),
        ("mark", POINTER(c_int32)),
        ("names", POINTER(c_char_p)),
        ("name_count", c_size_t),
    ]


class reunify_outcome_options(Structure):
    _fields_ = [
        ("size", c_size_t),
        ("from", c_int32),
        ("to", c_int32),
        ("observed_to", c_int32),
        ("rule", c_int32),
        ("short_breaks", c_int32),
        ("ends", c_int32),
        ("suppress_below", c_int32),
        ("authorities", POINTER(c_char_p)),
        ("authority_count", c_size_t),
        ("levels", POINTER(reunify_return_marks)),
        ("gates", POINTER(reunify_return_marks)),
    ]


class reunify_profile_options(Structure):
    _fields_ = [
        ("size", c_size_t),
        ("flags", c_uint32),
        ("reserved", c_uint32),
        ("languages", c_char_p),
        ("messages", c_char_p),
        ("messages_length", c_size_t),
    ]


# Of each function: its result and its arguments.
FUNCTIONS: Dict[str, Tuple[Any, List[Any]]] = {
    "reunify_action_applies": (c_int32, [POINTER(reunify_action)]),
    "reunify_action_code": (c_char_p, [POINTER(reunify_action)]),
    "reunify_action_source": (POINTER(reunify_source), [POINTER(reunify_action)]),
    "reunify_action_text": (c_char_p, [POINTER(reunify_action)]),
    "reunify_alert_action": (POINTER(reunify_action), [POINTER(reunify_alert), c_size_t]),
    "reunify_alert_action_count": (c_size_t, [POINTER(reunify_alert)]),
    "reunify_alert_code": (c_char_p, [POINTER(reunify_alert)]),
    "reunify_alert_entry": (c_char_p, [POINTER(reunify_alert), c_size_t]),
    "reunify_alert_entry_count": (c_size_t, [POINTER(reunify_alert)]),
    "reunify_alert_evidence": (c_char_p, [POINTER(reunify_alert), c_size_t]),
    "reunify_alert_evidence_count": (c_size_t, [POINTER(reunify_alert)]),
    "reunify_alert_source": (POINTER(reunify_source), [POINTER(reunify_alert)]),
    "reunify_alert_text": (c_char_p, [POINTER(reunify_alert)]),
    "reunify_anomaly_count": (c_size_t, []),
    "reunify_anomaly_name": (c_char_p, [c_size_t]),
    "reunify_anomaly_text": (c_char_p, [c_size_t]),
    "reunify_applicability_entry": (c_char_p, [POINTER(reunify_applicability), c_size_t]),
    "reunify_applicability_entry_count": (c_size_t, [POINTER(reunify_applicability)]),
    "reunify_applicability_id": (c_char_p, [POINTER(reunify_applicability)]),
    "reunify_applicability_result": (c_int32, [POINTER(reunify_applicability)]),
    "reunify_applicability_source": (POINTER(reunify_source), [POINTER(reunify_applicability)]),
    "reunify_applicability_text": (c_char_p, [POINTER(reunify_applicability)]),
    "reunify_assessment_add_factor": (c_int32, [POINTER(reunify_assessment), POINTER(c_int64), POINTER(reunify_error)]),
    "reunify_assessment_free": (None, [POINTER(reunify_assessment)]),
    "reunify_assessment_new": (c_int32, [POINTER(reunify_context), POINTER(POINTER(reunify_assessment)), POINTER(reunify_error)]),
    "reunify_assessment_set_factor": (c_int32, [POINTER(reunify_assessment), c_int64, c_int32, c_char_p, c_size_t, POINTER(reunify_error)]),
    "reunify_assessment_set_finding": (c_int32, [POINTER(reunify_assessment), c_char_p, c_size_t, c_char_p, c_size_t, POINTER(reunify_error)]),
    "reunify_association_code": (c_char_p, [POINTER(reunify_association)]),
    "reunify_association_evidence": (c_char_p, [POINTER(reunify_association), c_size_t]),
    "reunify_association_evidence_count": (c_size_t, [POINTER(reunify_association)]),
    "reunify_association_figure": (c_char_p, [POINTER(reunify_association)]),
    "reunify_association_help": (c_char_p, [POINTER(reunify_association)]),
    "reunify_association_kind": (c_char_p, [POINTER(reunify_association)]),
    "reunify_association_result": (c_int32, [POINTER(reunify_association)]),
    "reunify_association_source": (POINTER(reunify_source), [POINTER(reunify_association)]),
    "reunify_association_text": (c_char_p, [POINTER(reunify_association)]),
    "reunify_attempt_from": (c_int32, [POINTER(reunify_attempt)]),
    "reunify_attempt_number": (c_int32, [POINTER(reunify_attempt)]),
    "reunify_attempt_return": (c_int32, [POINTER(reunify_attempt)]),
    "reunify_attempt_return_ended_on": (c_int32, [POINTER(reunify_attempt)]),
    "reunify_attempt_return_outcome": (c_char_p, [POINTER(reunify_attempt)]),
    "reunify_attempt_to": (c_int32, [POINTER(reunify_attempt)]),
    "reunify_batch_options_init": (c_int32, [POINTER(reunify_batch_options), c_size_t]),
    "reunify_case_add": (c_int32, [POINTER(reunify_case), c_int32, c_int64, POINTER(c_int64), POINTER(reunify_error)]),
    "reunify_case_append_code": (c_int32, [POINTER(reunify_case), c_int64, c_int32, c_char_p, c_size_t, POINTER(reunify_error)]),
    "reunify_case_append_symbol": (c_int32, [POINTER(reunify_case), c_int64, c_int32, c_int32, POINTER(reunify_error)]),
    "reunify_case_check": (c_int32, [POINTER(reunify_case), c_int64, POINTER(reunify_profile), POINTER(reunify_error)]),
    "reunify_case_copy": (c_int32, [POINTER(reunify_case), POINTER(reunify_context), POINTER(POINTER(reunify_case)), POINTER(reunify_error)]),
    "reunify_case_count": (c_size_t, [POINTER(reunify_case), c_int32, c_int64]),
    "reunify_case_declare": (c_int32, [POINTER(reunify_case), c_int32, c_int64, POINTER(reunify_error)]),
    "reunify_case_declare_codes": (c_int32, [POINTER(reunify_case), c_int64, c_int32, POINTER(reunify_error)]),
    "reunify_case_entry": (c_int64, [POINTER(reunify_case), c_int32, c_int64, c_size_t]),
    "reunify_case_equal": (c_int32, [POINTER(reunify_case), POINTER(reunify_case), POINTER(c_int32), POINTER(reunify_error)]),
    "reunify_case_find_id": (c_int32, [POINTER(reunify_context), c_char_p, c_size_t, POINTER(POINTER(reunify_text)), POINTER(reunify_error)]),
    "reunify_case_find_symbol": (c_int32, [POINTER(reunify_case), c_char_p, c_size_t]),
    "reunify_case_finish": (c_int32, [POINTER(reunify_case), POINTER(reunify_error)]),
    "reunify_case_free": (None, [POINTER(reunify_case)]),
    "reunify_case_from_json": (c_int32, [POINTER(reunify_context), c_char_p, c_size_t, c_uint32, POINTER(POINTER(reunify_case)), POINTER(reunify_error)]),
    "reunify_case_get_boolean": (c_int32, [POINTER(reunify_case), c_int64, c_int32]),
    "reunify_case_get_code": (c_char_p, [POINTER(reunify_case), c_int64, c_int32, c_size_t]),
    "reunify_case_get_code_count": (c_size_t, [POINTER(reunify_case), c_int64, c_int32]),
    "reunify_case_get_date": (c_int32, [POINTER(reunify_case), c_int64, c_int32]),
    "reunify_case_get_named_boolean": (c_int32, [POINTER(reunify_case), c_int64, c_int32]),
    "reunify_case_get_named_number": (c_int64, [POINTER(reunify_case), c_int64, c_int32]),
    "reunify_case_get_named_text": (c_char_p, [POINTER(reunify_case), c_int64, c_int32]),
    "reunify_case_get_number": (c_int64, [POINTER(reunify_case), c_int64, c_int32]),
    "reunify_case_get_text": (c_char_p, [POINTER(reunify_case), c_int64, c_int32]),
    "reunify_case_is_declared": (c_int32, [POINTER(reunify_case), c_int32, c_int64]),
    "reunify_case_is_finished": (c_int32, [POINTER(reunify_case)]),
    "reunify_case_is_set": (c_int32, [POINTER(reunify_case), c_int64, c_int32]),
    "reunify_case_latest_date": (c_int32, [POINTER(reunify_case)]),
    "reunify_case_named": (c_int32, [POINTER(reunify_case), c_int64, c_size_t]),
    "reunify_case_named_count": (c_size_t, [POINTER(reunify_case), c_int64]),
    "reunify_case_named_type": (c_int32, [POINTER(reunify_case), c_int64, c_int32]),
    "reunify_case_new": (c_int32, [POINTER(reunify_context), POINTER(POINTER(reunify_case)), POINTER(reunify_error)]),
    "reunify_case_remove": (c_int32, [POINTER(reunify_case), c_int64, POINTER(reunify_error)]),
    "reunify_case_set_boolean": (c_int32, [POINTER(reunify_case), c_int64, c_int32, c_int32, POINTER(reunify_error)]),
    "reunify_case_set_date": (c_int32, [POINTER(reunify_case), c_int64, c_int32, c_int32, POINTER(reunify_error)]),
    "reunify_case_set_named_boolean": (c_int32, [POINTER(reunify_case), c_int64, c_int32, c_int32, POINTER(reunify_error)]),
    "reunify_case_set_named_number": (c_int32, [POINTER(reunify_case), c_int64, c_int32, c_int64, POINTER(reunify_error)]),
    "reunify_case_set_named_symbol": (c_int32, [POINTER(reunify_case), c_int64, c_int32, c_int32, POINTER(reunify_error)]),
    "reunify_case_set_named_text": (c_int32, [POINTER(reunify_case), c_int64, c_int32, c_char_p, c_size_t, POINTER(reunify_error)]),
    "reunify_case_set_number": (c_int32, [POINTER(reunify_case), c_int64, c_int32, c_int64, POINTER(reunify_error)]),
    "reunify_case_set_symbol": (c_int32, [POINTER(reunify_case), c_int64, c_int32, c_int32, POINTER(reunify_error)]),
    "reunify_case_set_text": (c_int32, [POINTER(reunify_case), c_int64, c_int32, c_char_p, c_size_t, POINTER(reunify_error)]),
    "reunify_case_symbol": (c_int32, [POINTER(reunify_case), c_char_p, c_size_t, POINTER(c_int32), POINTER(reunify_error)]),
    "reunify_case_symbol_text": (c_char_p, [POINTER(reunify_case), c_int32]),
    "reunify_case_to_json": (c_int32, [POINTER(reunify_case), c_uint32, POINTER(POINTER(reunify_text)), POINTER(reunify_error)]),
    "reunify_case_undeclare": (c_int32, [POINTER(reunify_case), c_int32, c_int64, POINTER(reunify_error)]),
    "reunify_case_unset": (c_int32, [POINTER(reunify_case), c_int64, c_int32, POINTER(reunify_error)]),
    "reunify_case_unset_named": (c_int32, [POINTER(reunify_case), c_int64, c_int32, POINTER(reunify_error)]),
    "reunify_caseload_count": (c_size_t, [POINTER(reunify_caseload)]),
    "reunify_caseload_of_cases": (c_int32, [POINTER(reunify_profile), POINTER(POINTER(reunify_case)), c_size_t, POINTER(reunify_caseload_options), POINTER(POINTER(reunify_caseload)), POINTER(reunify_error)]),
    "reunify_caseload_of_lines": (c_int32, [POINTER(reunify_profile), c_char_p, c_size_t, POINTER(reunify_caseload_options), POINTER(POINTER(reunify_caseload)), POINTER(reunify_error)]),
    "reunify_caseload_options_init": (c_int32, [POINTER(reunify_caseload_options), c_size_t]),
    "reunify_caseload_part_count": (c_size_t, [POINTER(reunify_caseload)]),
    "reunify_caseload_ref": (POINTER(reunify_caseload), [POINTER(reunify_caseload)]),
    "reunify_caseload_run": (c_int32, [POINTER(reunify_caseload), POINTER(reunify_evaluator), c_size_t, POINTER(c_int32), c_size_t, POINTER(POINTER(reunify_table_rows)), POINTER(reunify_error)]),
    "reunify_caseload_stream": (c_int32, [POINTER(reunify_context), POINTER(reunify_caseload), c_int32, c_void_p, POINTER(reunify_error)]),
    "reunify_caseload_unref": (None, [POINTER(reunify_caseload)]),
    "reunify_classification_assessment": (c_char_p, [POINTER(reunify_classification)]),
    "reunify_classification_at_least": (c_char_p, [POINTER(reunify_classification)]),
    "reunify_classification_deciding": (c_int32, [POINTER(reunify_classification), c_size_t]),
    "reunify_classification_dimension": (c_char_p, [POINTER(reunify_classification), c_size_t]),
    "reunify_classification_dimension_count": (c_size_t, [POINTER(reunify_classification)]),
    "reunify_classification_level": (c_char_p, [POINTER(reunify_classification)]),
    "reunify_classification_permits": (c_int32, [POINTER(reunify_classification), c_size_t, c_size_t]),
    "reunify_classification_person": (c_char_p, [POINTER(reunify_classification), c_size_t, c_size_t]),
    "reunify_classification_person_count": (c_size_t, [POINTER(reunify_classification), c_size_t]),
    "reunify_classification_person_value": (c_char_p, [POINTER(reunify_classification), c_size_t, c_size_t]),
    "reunify_classification_ref": (POINTER(reunify_classification), [POINTER(reunify_classification)]),
    "reunify_classification_stated": (c_char_p, [POINTER(reunify_classification), c_size_t, c_size_t]),
    "reunify_classification_stated_count": (c_size_t, [POINTER(reunify_classification), c_size_t]),
    "reunify_classification_stated_value": (c_char_p, [POINTER(reunify_classification), c_size_t, c_size_t]),
    "reunify_classification_status": (c_int32, [POINTER(reunify_classification)]),
    "reunify_classification_unref": (None, [POINTER(reunify_classification)]),
    "reunify_classification_value": (c_char_p, [POINTER(reunify_classification), c_size_t]),
    "reunify_classification_warning": (c_char_p, [POINTER(reunify_classification), c_size_t]),
    "reunify_classification_warning_count": (c_size_t, [POINTER(reunify_classification)]),
    "reunify_columns_by_person": (c_int32, [POINTER(reunify_columns), c_size_t]),
    "reunify_columns_check": (c_int32, [POINTER(reunify_columns), POINTER(reunify_rows), POINTER(c_size_t), POINTER(reunify_error)]),
    "reunify_columns_classify": (c_int32, [POINTER(reunify_columns), POINTER(reunify_rows), POINTER(reunify_error)]),
    "reunify_columns_classify_arrow": (c_int32, [POINTER(reunify_columns), c_void_p, c_void_p, c_void_p, c_void_p, POINTER(reunify_error)]),
    "reunify_columns_classify_stream": (c_int32, [POINTER(reunify_columns), c_void_p, c_void_p, POINTER(reunify_error)]),
    "reunify_columns_count": (c_size_t, [POINTER(reunify_columns), c_int32, c_size_t]),
    "reunify_columns_form": (c_char_p, [POINTER(reunify_columns)]),
    "reunify_columns_name": (c_char_p, [POINTER(reunify_columns), c_int32, c_size_t, c_size_t]),
    "reunify_columns_new": (c_int32, [POINTER(reunify_profile), c_uint32, POINTER(POINTER(reunify_columns)), POINTER(reunify_error)]),
    "reunify_columns_ref": (POINTER(reunify_columns), [POINTER(reunify_columns)]),
    "reunify_columns_replay": (c_int32, [POINTER(reunify_columns), POINTER(reunify_rows), c_int32, POINTER(reunify_batch_options), POINTER(c_size_t), POINTER(reunify_error)]),
    "reunify_columns_replay_arrow": (c_int32, [POINTER(reunify_columns), c_void_p, c_void_p, c_int32, POINTER(reunify_batch_options), c_int32, c_void_p, c_void_p, POINTER(reunify_error)]),
    "reunify_columns_replay_stream": (c_int32, [POINTER(reunify_columns), c_void_p, c_int32, POINTER(reunify_batch_options), c_int32, c_void_p, POINTER(reunify_error)]),
    "reunify_columns_tabled": (c_int32, [POINTER(reunify_columns)]),
    "reunify_columns_unref": (None, [POINTER(reunify_columns)]),
    "reunify_context_new": (c_int32, [POINTER(reunify_context_options), POINTER(POINTER(reunify_context))]),
    "reunify_context_options_init": (c_int32, [POINTER(reunify_context_options), c_size_t]),
    "reunify_context_ref": (POINTER(reunify_context), [POINTER(reunify_context)]),
    "reunify_context_unref": (None, [POINTER(reunify_context)]),
    "reunify_cost_break_even": (c_int64, [POINTER(reunify_cost)]),
    "reunify_cost_calculate": (c_int32, [POINTER(reunify_context), POINTER(reunify_profile), POINTER(reunify_cost_options), POINTER(POINTER(reunify_cost)), POINTER(reunify_error)]),
    "reunify_cost_failures_with": (c_int64, [POINTER(reunify_cost)]),
    "reunify_cost_failures_without": (c_int64, [POINTER(reunify_cost)]),
    "reunify_cost_free": (None, [POINTER(reunify_cost)]),
    "reunify_cost_line_amount": (c_int64, [POINTER(reunify_cost), c_size_t]),
    "reunify_cost_line_count": (c_size_t, [POINTER(reunify_cost)]),
    "reunify_cost_line_id": (c_char_p, [POINTER(reunify_cost), c_size_t]),
    "reunify_cost_line_text": (c_char_p, [POINTER(reunify_cost), c_size_t]),
    "reunify_cost_net_saving": (c_int64, [POINTER(reunify_cost)]),
    "reunify_cost_note_code": (c_char_p, [POINTER(reunify_cost), c_size_t]),
    "reunify_cost_note_count": (c_size_t, [POINTER(reunify_cost)]),
    "reunify_cost_note_text": (c_char_p, [POINTER(reunify_cost), c_size_t]),
    "reunify_cost_options_init": (c_int32, [POINTER(reunify_cost_options), c_size_t]),
    "reunify_cost_options_take": (c_int32, [POINTER(reunify_cost_options), POINTER(reunify_outcomes), c_int32, POINTER(reunify_error)]),
    "reunify_cost_prevented": (c_int64, [POINTER(reunify_cost)]),
    "reunify_cost_price_year": (c_int32, [POINTER(reunify_cost)]),
    "reunify_cost_re_entries_with": (c_int64, [POINTER(reunify_cost)]),
    "reunify_cost_re_entries_without": (c_int64, [POINTER(reunify_cost)]),
    "reunify_cost_returns": (c_int64, [POINTER(reunify_cost)]),
    "reunify_cost_saving_per_child": (c_int64, [POINTER(reunify_cost)]),
    "reunify_cost_set_id": (c_char_p, [POINTER(reunify_cost)]),
    "reunify_cost_set_text": (c_char_p, [POINTER(reunify_cost)]),
    "reunify_cost_share_with": (c_int64, [POINTER(reunify_cost)]),
    "reunify_cost_share_without": (c_int64, [POINTER(reunify_cost)]),
    "reunify_cost_source_at": (c_char_p, [POINTER(reunify_cost), c_size_t]),
    "reunify_cost_source_count": (c_size_t, [POINTER(reunify_cost)]),
    "reunify_cost_source_id": (c_char_p, [POINTER(reunify_cost), c_size_t]),
    "reunify_cost_source_title": (c_char_p, [POINTER(reunify_cost), c_size_t]),
    "reunify_cost_support": (c_int64, [POINTER(reunify_cost)]),
    "reunify_cost_to_json": (c_int32, [POINTER(reunify_cost), c_uint32, POINTER(POINTER(reunify_text)), POINTER(reunify_error)]),
    "reunify_cost_to_text": (c_int32, [POINTER(reunify_cost), c_uint32, c_int32, POINTER(POINTER(reunify_text)), POINTER(reunify_error)]),
    "reunify_cost_unit_re_entry": (c_int64, [POINTER(reunify_cost)]),
    "reunify_cost_unit_re_entry_is_local": (c_int32, [POINTER(reunify_cost)]),
    "reunify_cost_unit_support": (c_int64, [POINTER(reunify_cost)]),
    "reunify_cost_unit_support_is_local": (c_int32, [POINTER(reunify_cost)]),
    "reunify_cost_years": (c_int64, [POINTER(reunify_cost)]),
    "reunify_date_add": (c_int32, [c_int32, c_char_p, c_size_t, POINTER(c_int32)]),
    "reunify_date_format": (c_int32, [c_int32, c_char_p, c_size_t]),
    "reunify_date_parse": (c_int32, [c_char_p, c_size_t, POINTER(c_int32)]),
    "reunify_diff_after": (c_char_p, [POINTER(reunify_diff), c_size_t]),
    "reunify_diff_aspect": (c_char_p, [POINTER(reunify_diff), c_size_t]),
    "reunify_diff_before": (c_char_p, [POINTER(reunify_diff), c_size_t]),
    "reunify_diff_count": (c_size_t, [POINTER(reunify_diff)]),
    "reunify_diff_free": (None, [POINTER(reunify_diff)]),
    "reunify_diff_id": (c_char_p, [POINTER(reunify_diff), c_size_t]),
    "reunify_diff_kind": (c_int32, [POINTER(reunify_diff), c_size_t]),
    "reunify_diff_section": (c_char_p, [POINTER(reunify_diff), c_size_t]),
    "reunify_diff_text": (c_char_p, [POINTER(reunify_diff), c_size_t]),
    "reunify_entry_at": (c_size_t, [c_int64]),
    "reunify_entry_kind": (c_int32, [c_int64]),
    "reunify_entry_parent": (c_int64, [c_int64]),
    "reunify_episode_code": (c_char_p, [c_int32, c_size_t]),
    "reunify_episode_code_count": (c_size_t, [c_int32]),
    "reunify_episode_code_find": (c_int32, [c_int32, c_char_p, c_size_t, POINTER(c_int32)]),
    "reunify_episode_code_text": (c_char_p, [c_int32, c_size_t]),
    "reunify_error_clear": (None, [POINTER(reunify_error)]),
    "reunify_error_code": (c_char_p, [POINTER(reunify_error), c_size_t]),
    "reunify_error_column": (c_int32, [POINTER(reunify_error), c_size_t]),
    "reunify_error_count": (c_size_t, [POINTER(reunify_error)]),
    "reunify_error_free": (None, [POINTER(reunify_error)]),
    "reunify_error_line": (c_int32, [POINTER(reunify_error), c_size_t]),
    "reunify_error_locate": (c_int32, [POINTER(reunify_error), c_char_p, c_size_t]),
    "reunify_error_message": (c_char_p, [POINTER(reunify_error), c_size_t]),
    "reunify_error_new": (c_int32, [POINTER(reunify_context), POINTER(POINTER(reunify_error))]),
    "reunify_error_pointer": (c_char_p, [POINTER(reunify_error), c_size_t]),
    "reunify_error_status": (c_int32, [POINTER(reunify_error)]),
    "reunify_error_total": (c_size_t, [POINTER(reunify_error)]),
    "reunify_evaluate": (c_int32, [POINTER(reunify_evaluator), POINTER(reunify_profile), POINTER(reunify_case), c_int32, POINTER(reunify_evaluate_options), POINTER(POINTER(reunify_evaluation)), POINTER(reunify_error)]),
    "reunify_evaluate_into": (c_int32, [POINTER(reunify_evaluator), POINTER(reunify_profile), POINTER(reunify_case), c_int32, POINTER(reunify_evaluate_options), POINTER(reunify_evaluation), POINTER(reunify_error)]),
    "reunify_evaluate_options_init": (c_int32, [POINTER(reunify_evaluate_options), c_size_t]),
    "reunify_evaluation_action": (POINTER(reunify_action), [POINTER(reunify_evaluation), c_size_t]),
    "reunify_evaluation_action_count": (c_size_t, [POINTER(reunify_evaluation)]),
    "reunify_evaluation_alert": (POINTER(reunify_alert), [POINTER(reunify_evaluation), c_size_t]),
    "reunify_evaluation_alert_count": (c_size_t, [POINTER(reunify_evaluation)]),
    "reunify_evaluation_applicability": (POINTER(reunify_applicability), [POINTER(reunify_evaluation), c_size_t]),
    "reunify_evaluation_applicability_count": (c_size_t, [POINTER(reunify_evaluation)]),
    "reunify_evaluation_applicable": (c_int32, [POINTER(reunify_evaluation)]),
    "reunify_evaluation_as_of": (c_int32, [POINTER(reunify_evaluation)]),
    "reunify_evaluation_association": (POINTER(reunify_association), [POINTER(reunify_evaluation), c_size_t]),
    "reunify_evaluation_association_count": (c_size_t, [POINTER(reunify_evaluation)]),
    "reunify_evaluation_attempt": (POINTER(reunify_attempt), [POINTER(reunify_evaluation), c_size_t]),
    "reunify_evaluation_attempt_count": (c_size_t, [POINTER(reunify_evaluation)]),
    "reunify_evaluation_case_id": (c_char_p, [POINTER(reunify_evaluation)]),
    "reunify_evaluation_classification": (POINTER(reunify_classification), [POINTER(reunify_evaluation)]),
    "reunify_evaluation_closing": (POINTER(reunify_applicability), [POINTER(reunify_evaluation), c_size_t]),
    "reunify_evaluation_closing_count": (c_size_t, [POINTER(reunify_evaluation)]),
    "reunify_evaluation_diff": (c_int32, [POINTER(reunify_evaluation), POINTER(reunify_evaluation), POINTER(POINTER(reunify_diff)), POINTER(reunify_error)]),
    "reunify_evaluation_earlier_attempt": (c_int32, [POINTER(reunify_evaluation)]),
    "reunify_evaluation_earliest_closure": (c_int32, [POINTER(reunify_evaluation)]),
    "reunify_evaluation_edition": (c_int32, [POINTER(reunify_evaluation)]),
    "reunify_evaluation_explain": (c_int32, [POINTER(reunify_evaluation)]),
    "reunify_evaluation_gate": (POINTER(reunify_gate), [POINTER(reunify_evaluation), c_size_t]),
    "reunify_evaluation_gate_count": (c_size_t, [POINTER(reunify_evaluation)]),
    "reunify_evaluation_history": (POINTER(reunify_history_entry), [POINTER(reunify_evaluation), c_size_t]),
    "reunify_evaluation_history_count": (c_size_t, [POINTER(reunify_evaluation)]),
    "reunify_evaluation_information_needed": (c_char_p, [POINTER(reunify_evaluation), c_size_t]),
    "reunify_evaluation_information_needed_count": (c_size_t, [POINTER(reunify_evaluation)]),
    "reunify_evaluation_information_needed_entry": (c_char_p, [POINTER(reunify_evaluation), c_size_t, c_size_t]),
    "reunify_evaluation_information_needed_entry_count": (c_size_t, [POINTER(reunify_evaluation), c_size_t]),
    "reunify_evaluation_information_needed_missing": (c_char_p, [POINTER(reunify_evaluation), c_size_t, c_size_t]),
    "reunify_evaluation_information_needed_missing_count": (c_size_t, [POINTER(reunify_evaluation), c_size_t]),
    "reunify_evaluation_information_needed_requirement": (POINTER(reunify_requirement), [POINTER(reunify_evaluation), c_size_t]),
    "reunify_evaluation_information_needed_stage": (c_char_p, [POINTER(reunify_evaluation), c_size_t]),
    "reunify_evaluation_information_needed_stop": (POINTER(reunify_stop), [POINTER(reunify_evaluation), c_size_t]),
    "reunify_evaluation_level": (c_char_p, [POINTER(reunify_evaluation)]),
    "reunify_evaluation_level_basis": (c_int32, [POINTER(reunify_evaluation)]),
    "reunify_evaluation_level_index": (c_int32, [POINTER(reunify_evaluation)]),
    "reunify_evaluation_level_since": (c_int32, [POINTER(reunify_evaluation)]),
    "reunify_evaluation_may_be_closed": (c_int32, [POINTER(reunify_evaluation)]),
    "reunify_evaluation_may_close": (c_int32, [POINTER(reunify_evaluation)]),
    "reunify_evaluation_may_close_confirmed": (c_int32, [POINTER(reunify_evaluation)]),
    "reunify_evaluation_may_close_from": (c_int32, [POINTER(reunify_evaluation)]),
    "reunify_evaluation_new": (c_int32, [POINTER(reunify_context), POINTER(POINTER(reunify_evaluation)), POINTER(reunify_error)]),
    "reunify_evaluation_obligation": (POINTER(reunify_obligation), [POINTER(reunify_evaluation), c_size_t]),
    "reunify_evaluation_obligation_count": (c_size_t, [POINTER(reunify_evaluation)]),
    "reunify_evaluation_outstanding": (POINTER(reunify_requirement), [POINTER(reunify_evaluation), c_size_t]),
    "reunify_evaluation_outstanding_count": (c_size_t, [POINTER(reunify_evaluation)]),
    "reunify_evaluation_pathway": (c_char_p, [POINTER(reunify_evaluation)]),
    "reunify_evaluation_pending": (POINTER(reunify_pending), [POINTER(reunify_evaluation), c_size_t]),
    "reunify_evaluation_pending_count": (c_size_t, [POINTER(reunify_evaluation)]),
    "reunify_evaluation_position": (POINTER(reunify_position), [POINTER(reunify_evaluation)]),
    "reunify_evaluation_profile": (POINTER(reunify_profile), [POINTER(reunify_evaluation)]),
    "reunify_evaluation_ref": (POINTER(reunify_evaluation), [POINTER(reunify_evaluation)]),
    "reunify_evaluation_set_aside": (POINTER(reunify_set_aside), [POINTER(reunify_evaluation), c_size_t]),
    "reunify_evaluation_set_aside_count": (c_size_t, [POINTER(reunify_evaluation)]),
    "reunify_evaluation_stage": (POINTER(reunify_gate), [POINTER(reunify_evaluation)]),
    "reunify_evaluation_to_json": (c_int32, [POINTER(reunify_evaluation), c_uint32, POINTER(POINTER(reunify_text)), POINTER(reunify_error)]),
    "reunify_evaluation_to_text": (c_int32, [POINTER(reunify_evaluation), c_uint32, c_int32, POINTER(POINTER(reunify_text)), POINTER(reunify_error)]),
    "reunify_evaluation_unknown_alert": (POINTER(reunify_alert), [POINTER(reunify_evaluation), c_size_t]),
    "reunify_evaluation_unknown_alert_count": (c_size_t, [POINTER(reunify_evaluation)]),
    "reunify_evaluation_unref": (None, [POINTER(reunify_evaluation)]),
    "reunify_evaluation_warning_at": (c_char_p, [POINTER(reunify_evaluation), c_size_t]),
    "reunify_evaluation_warning_code": (c_char_p, [POINTER(reunify_evaluation), c_size_t]),
    "reunify_evaluation_warning_count": (c_size_t, [POINTER(reunify_evaluation)]),
    "reunify_evaluation_warning_date": (c_int32, [POINTER(reunify_evaluation), c_size_t]),
    "reunify_evaluator_free": (None, [POINTER(reunify_evaluator)]),
    "reunify_evaluator_new": (c_int32, [POINTER(reunify_context), POINTER(POINTER(reunify_evaluator)), POINTER(reunify_error)]),
    "reunify_exit_count": (c_size_t, []),
    "reunify_exit_name": (c_char_p, [c_size_t]),
    "reunify_exit_text": (c_char_p, [c_size_t]),
    "reunify_feature": (c_char_p, [c_size_t]),
    "reunify_feature_count": (c_size_t, []),
    "reunify_field_at": (c_int32, [c_int32, c_size_t]),
    "reunify_field_count": (c_size_t, [c_int32]),
    "reunify_field_is_open": (c_int32, [c_int32, c_int32]),
    "reunify_field_type": (c_int32, [c_int32, c_int32]),
    "reunify_field_vocabulary": (c_int32, [c_int32, c_int32]),
    "reunify_field_word": (c_char_p, [c_int32, c_int32, c_size_t]),
    "reunify_field_word_count": (c_size_t, [c_int32, c_int32]),
    "reunify_gate_action": (POINTER(reunify_action), [POINTER(reunify_gate), c_size_t]),
    "reunify_gate_action_count": (c_size_t, [POINTER(reunify_gate)]),
    "reunify_gate_number": (c_int32, [POINTER(reunify_gate)]),
    "reunify_gate_outcome": (c_char_p, [POINTER(reunify_gate)]),
    "reunify_gate_passed_on": (c_int32, [POINTER(reunify_gate)]),
    "reunify_gate_requirement": (POINTER(reunify_requirement), [POINTER(reunify_gate), c_size_t]),
    "reunify_gate_requirement_count": (c_size_t, [POINTER(reunify_gate)]),
    "reunify_gate_stage": (c_char_p, [POINTER(reunify_gate)]),
    "reunify_gate_status": (c_int32, [POINTER(reunify_gate)]),
    "reunify_gate_stop": (POINTER(reunify_stop), [POINTER(reunify_gate), c_size_t]),
    "reunify_gate_stop_count": (c_size_t, [POINTER(reunify_gate)]),
    "reunify_gate_stopped_by": (c_char_p, [POINTER(reunify_gate)]),
    "reunify_gate_stopped_on": (c_int32, [POINTER(reunify_gate)]),
    "reunify_gate_text": (c_char_p, [POINTER(reunify_gate)]),
    "reunify_has_feature": (c_int32, [c_char_p, c_size_t]),
    "reunify_history_entry_approved_by": (c_char_p, [POINTER(reunify_history_entry)]),
    "reunify_history_entry_assessment": (c_char_p, [POINTER(reunify_history_entry)]),
    "reunify_history_entry_basis": (c_int32, [POINTER(reunify_history_entry)]),
    "reunify_history_entry_date": (c_int32, [POINTER(reunify_history_entry)]),
    "reunify_history_entry_discordant": (c_int32, [POINTER(reunify_history_entry)]),
    "reunify_history_entry_engine": (c_char_p, [POINTER(reunify_history_entry)]),
    "reunify_history_entry_from": (c_char_p, [POINTER(reunify_history_entry)]),
    "reunify_history_entry_held_by": (c_int32, [POINTER(reunify_history_entry)]),
    "reunify_history_entry_held_rule": (c_char_p, [POINTER(reunify_history_entry)]),
    "reunify_history_entry_held_since": (c_int32, [POINTER(reunify_history_entry)]),
    "reunify_history_entry_held_to": (c_char_p, [POINTER(reunify_history_entry)]),
    "reunify_history_entry_indicated": (c_char_p, [POINTER(reunify_history_entry)]),
    "reunify_history_entry_judged": (c_int32, [POINTER(reunify_history_entry)]),
    "reunify_history_entry_judged_level": (c_char_p, [POINTER(reunify_history_entry)]),
    "reunify_history_entry_rationale": (c_char_p, [POINTER(reunify_history_entry)]),
    "reunify_history_entry_rule": (c_char_p, [POINTER(reunify_history_entry)]),
    "reunify_history_entry_rule_text": (c_char_p, [POINTER(reunify_history_entry)]),
    "reunify_history_entry_silent": (c_int32, [POINTER(reunify_history_entry)]),
    "reunify_history_entry_to": (c_char_p, [POINTER(reunify_history_entry)]),
    "reunify_kind_is_list": (c_int32, [c_int32]),
    "reunify_kind_member": (c_char_p, [c_int32]),
    "reunify_kind_named": (c_char_p, [c_int32]),
    "reunify_kind_parent": (c_int32, [c_int32]),
    "reunify_lint_code": (c_char_p, [POINTER(reunify_lint), c_size_t]),
    "reunify_lint_count": (c_size_t, [POINTER(reunify_lint)]),
    "reunify_lint_example": (c_char_p, [POINTER(reunify_lint), c_size_t]),
    "reunify_lint_free": (None, [POINTER(reunify_lint)]),
    "reunify_lint_message": (c_char_p, [POINTER(reunify_lint), c_size_t]),
    "reunify_lint_rule": (c_char_p, [POINTER(reunify_lint), c_size_t]),
    "reunify_lint_source": (c_char_p, [POINTER(reunify_lint), c_size_t]),
    "reunify_names_count": (c_size_t, [c_int32]),
    "reunify_names_find": (c_int32, [c_int32, c_char_p, c_size_t, POINTER(c_int32)]),
    "reunify_names_group": (c_char_p, [c_int32]),
    "reunify_names_group_count": (c_size_t, []),
    "reunify_names_name": (c_char_p, [c_int32, c_int32]),
    "reunify_names_value": (c_int32, [c_int32, c_size_t]),
    "reunify_need_about": (c_char_p, [POINTER(reunify_need), c_size_t]),
    "reunify_need_about_count": (c_size_t, [POINTER(reunify_need)]),
    "reunify_need_at_least": (c_int32, [POINTER(reunify_need)]),
    "reunify_need_at_most": (c_int32, [POINTER(reunify_need)]),
    "reunify_need_attribute": (c_char_p, [POINTER(reunify_need), c_size_t]),
    "reunify_need_attribute_at_least": (c_int32, [POINTER(reunify_need), c_size_t]),
    "reunify_need_attribute_at_most": (c_int32, [POINTER(reunify_need), c_size_t]),
    "reunify_need_attribute_count": (c_size_t, [POINTER(reunify_need)]),
    "reunify_need_attribute_value": (c_char_p, [POINTER(reunify_need), c_size_t, c_size_t]),
    "reunify_need_attribute_value_count": (c_size_t, [POINTER(reunify_need), c_size_t]),
    "reunify_need_count": (c_int32, [POINTER(reunify_need)]),
    "reunify_need_kind": (c_int32, [POINTER(reunify_need)]),
    "reunify_need_led_by": (c_char_p, [POINTER(reunify_need), c_size_t]),
    "reunify_need_led_by_count": (c_size_t, [POINTER(reunify_need)]),
    "reunify_need_name": (c_char_p, [POINTER(reunify_need)]),
    "reunify_need_not_after": (c_int32, [POINTER(reunify_need)]),
    "reunify_need_not_before": (c_int32, [POINTER(reunify_need)]),
    "reunify_need_outcome": (c_char_p, [POINTER(reunify_need), c_size_t]),
    "reunify_need_outcome_count": (c_size_t, [POINTER(reunify_need)]),
    "reunify_need_type": (c_char_p, [POINTER(reunify_need), c_size_t]),
    "reunify_need_type_count": (c_size_t, [POINTER(reunify_need)]),
    "reunify_need_value": (c_char_p, [POINTER(reunify_need), c_size_t]),
    "reunify_need_value_count": (c_size_t, [POINTER(reunify_need)]),
    "reunify_need_with_all": (c_char_p, [POINTER(reunify_need), c_size_t]),
    "reunify_need_with_all_count": (c_size_t, [POINTER(reunify_need)]),
    "reunify_need_with_any": (c_char_p, [POINTER(reunify_need), c_size_t]),
    "reunify_need_with_any_count": (c_size_t, [POINTER(reunify_need)]),
    "reunify_needs_alternative_count": (c_size_t, [POINTER(reunify_needs)]),
    "reunify_needs_more": (c_int32, [POINTER(reunify_needs)]),
    "reunify_needs_need": (POINTER(reunify_need), [POINTER(reunify_needs), c_size_t, c_size_t]),
    "reunify_needs_need_count": (c_size_t, [POINTER(reunify_needs), c_size_t]),
    "reunify_obligation_by_all": (c_char_p, [POINTER(reunify_obligation), c_size_t]),
    "reunify_obligation_by_all_count": (c_size_t, [POINTER(reunify_obligation)]),
    "reunify_obligation_by_any": (c_char_p, [POINTER(reunify_obligation), c_size_t]),
    "reunify_obligation_by_any_count": (c_size_t, [POINTER(reunify_obligation)]),
    "reunify_obligation_done_on": (c_int32, [POINTER(reunify_obligation)]),
    "reunify_obligation_due": (c_int32, [POINTER(reunify_obligation)]),
    "reunify_obligation_id": (c_char_p, [POINTER(reunify_obligation)]),
    "reunify_obligation_late": (c_int32, [POINTER(reunify_obligation)]),
    "reunify_obligation_source": (POINTER(reunify_source), [POINTER(reunify_obligation)]),
    "reunify_obligation_status": (c_int32, [POINTER(reunify_obligation)]),
    "reunify_obligation_text": (c_char_p, [POINTER(reunify_obligation)]),
    "reunify_outcome_options_init": (c_int32, [POINTER(reunify_outcome_options), c_size_t]),
    "reunify_outcomes_anomalies": (c_int64, [POINTER(reunify_outcomes), c_size_t]),
    "reunify_outcomes_column_count": (c_size_t, [c_int32]),
    "reunify_outcomes_column_find": (c_int32, [c_int32, c_char_p, c_size_t, POINTER(c_size_t)]),
    "reunify_outcomes_column_name": (c_char_p, [c_int32, c_size_t]),
    "reunify_outcomes_column_parts": (c_int64, [c_int32, c_size_t]),
    "reunify_outcomes_column_type": (c_int32, [c_int32, c_size_t]),
    "reunify_outcomes_date": (c_int32, [POINTER(reunify_outcomes), c_int32]),
    "reunify_outcomes_exits": (c_int64, [POINTER(reunify_outcomes), c_size_t]),
    "reunify_outcomes_free": (None, [POINTER(reunify_outcomes)]),
    "reunify_outcomes_int32": (POINTER(c_int32), [POINTER(reunify_outcomes), c_int32, c_size_t]),
    "reunify_outcomes_int64": (POINTER(c_int64), [POINTER(reunify_outcomes), c_int32, c_size_t]),
    "reunify_outcomes_length": (c_size_t, [POINTER(reunify_outcomes), c_int32]),
    "reunify_outcomes_new": (c_int32, [POINTER(reunify_context), POINTER(reunify_episodes), POINTER(reunify_episode_children), POINTER(reunify_outcome_options), POINTER(POINTER(reunify_outcomes)), POINTER(reunify_error)]),
    "reunify_outcomes_new_arrow": (c_int32, [POINTER(reunify_context), c_void_p, c_void_p, c_void_p, c_void_p, POINTER(reunify_outcome_options), POINTER(POINTER(reunify_outcomes)), POINTER(reunify_error)]),
    "reunify_outcomes_new_stream": (c_int32, [POINTER(reunify_context), c_void_p, c_void_p, POINTER(reunify_outcome_options), POINTER(POINTER(reunify_outcomes)), POINTER(reunify_error)]),
    "reunify_outcomes_number": (c_int64, [POINTER(reunify_outcomes), c_int32]),
    "reunify_outcomes_to_arrow": (c_int32, [POINTER(reunify_outcomes), c_int32, c_void_p, c_void_p, POINTER(reunify_error)]),
    "reunify_outcomes_to_json": (c_int32, [POINTER(reunify_outcomes), c_uint32, POINTER(POINTER(reunify_text)), POINTER(reunify_error)]),
    "reunify_outcomes_to_text": (c_int32, [POINTER(reunify_outcomes), POINTER(reunify_profile), c_uint32, c_int32, POINTER(POINTER(reunify_text)), POINTER(reunify_error)]),
    "reunify_outcomes_value": (c_int64, [POINTER(reunify_outcomes), c_int32, c_size_t, c_size_t]),
    "reunify_outcomes_word": (c_char_p, [POINTER(reunify_outcomes), c_int32, c_size_t, c_size_t]),
    "reunify_overview_add": (c_int32, [POINTER(reunify_overview), POINTER(reunify_evaluation), POINTER(reunify_error)]),
    "reunify_overview_count": (c_size_t, [POINTER(reunify_overview)]),
    "reunify_overview_free": (None, [POINTER(reunify_overview)]),
    "reunify_overview_new": (c_int32, [POINTER(reunify_context), POINTER(POINTER(reunify_overview)), POINTER(reunify_error)]),
    "reunify_overview_to_text": (c_int32, [POINTER(reunify_overview), c_uint32, c_int32, POINTER(POINTER(reunify_text)), POINTER(reunify_error)]),
    "reunify_pending_elapsed": (c_int32, [POINTER(reunify_pending)]),
    "reunify_pending_eligible_from": (c_int32, [POINTER(reunify_pending)]),
    "reunify_pending_rule": (c_char_p, [POINTER(reunify_pending)]),
    "reunify_pending_run_since": (c_int32, [POINTER(reunify_pending)]),
    "reunify_pending_text": (c_char_p, [POINTER(reunify_pending)]),
    "reunify_pending_to": (c_char_p, [POINTER(reunify_pending)]),
    "reunify_position_age": (c_int32, [POINTER(reunify_position)]),
    "reunify_position_age_at_most": (c_int32, [POINTER(reunify_position)]),
    "reunify_position_assessed_on": (c_int32, [POINTER(reunify_position)]),
    "reunify_position_care_since": (c_int32, [POINTER(reunify_position)]),
    "reunify_position_factor_code": (c_char_p, [POINTER(reunify_position), c_size_t]),
    "reunify_position_factor_count": (c_size_t, [POINTER(reunify_position)]),
    "reunify_position_factor_emerged": (c_char_p, [POINTER(reunify_position), c_size_t]),
    "reunify_position_factor_kind": (c_char_p, [POINTER(reunify_position), c_size_t]),
    "reunify_position_factor_status": (c_char_p, [POINTER(reunify_position), c_size_t]),
    "reunify_position_goal": (c_char_p, [POINTER(reunify_position), c_size_t]),
    "reunify_position_goal_count": (c_size_t, [POINTER(reunify_position)]),
    "reunify_position_goal_due": (c_int32, [POINTER(reunify_position), c_size_t]),
    "reunify_position_goal_owner": (c_char_p, [POINTER(reunify_position), c_size_t]),
    "reunify_position_goal_past_due": (c_int32, [POINTER(reunify_position), c_size_t]),
    "reunify_position_goal_status": (c_char_p, [POINTER(reunify_position), c_size_t]),
    "reunify_position_home_since": (c_int32, [POINTER(reunify_position)]),
    "reunify_position_in_care": (c_int32, [POINTER(reunify_position)]),
    "reunify_position_legal_status": (c_char_p, [POINTER(reunify_position), c_size_t]),
    "reunify_position_legal_status_count": (c_size_t, [POINTER(reunify_position)]),
    "reunify_position_legal_status_from": (c_int32, [POINTER(reunify_position), c_size_t]),
    "reunify_position_lives": (c_char_p, [POINTER(reunify_position)]),
    "reunify_position_person": (c_char_p, [POINTER(reunify_position), c_size_t]),
    "reunify_position_person_count": (c_size_t, [POINTER(reunify_position)]),
    "reunify_position_person_household": (c_int32, [POINTER(reunify_position), c_size_t]),
    "reunify_position_person_relation": (c_char_p, [POINTER(reunify_position), c_size_t]),
    "reunify_position_person_return_to": (c_int32, [POINTER(reunify_position), c_size_t]),
    "reunify_position_placement": (c_char_p, [POINTER(reunify_position)]),
    "reunify_position_placement_since": (c_int32, [POINTER(reunify_position)]),
    "reunify_position_planned": (c_int32, [POINTER(reunify_position)]),
    "reunify_position_recorded_on": (c_int32, [POINTER(reunify_position)]),
    "reunify_profile_base_count": (c_size_t, [POINTER(reunify_profile)]),
    "reunify_profile_base_id": (c_char_p, [POINTER(reunify_profile), c_size_t]),
    "reunify_profile_base_version": (c_char_p, [POINTER(reunify_profile), c_size_t]),
    "reunify_profile_builtin": (c_int32, [POINTER(reunify_context), c_char_p, c_size_t, POINTER(reunify_profile_options), POINTER(POINTER(reunify_profile)), POINTER(reunify_error)]),
    "reunify_profile_builtin_count": (c_size_t, []),
    "reunify_profile_builtin_extends": (c_char_p, [c_size_t]),
    "reunify_profile_builtin_id": (c_char_p, [c_size_t]),
    "reunify_profile_builtin_json": (c_int32, [POINTER(reunify_context), c_size_t, POINTER(POINTER(reunify_text)), POINTER(reunify_error)]),
    "reunify_profile_builtin_title": (c_char_p, [c_size_t]),
    "reunify_profile_builtin_version": (c_char_p, [c_size_t]),
    "reunify_profile_classify": (c_int32, [POINTER(reunify_profile), POINTER(reunify_assessment), POINTER(POINTER(reunify_classification)), POINTER(reunify_error)]),
    "reunify_profile_cost_count": (c_size_t, [POINTER(reunify_profile)]),
    "reunify_profile_cost_id": (c_char_p, [POINTER(reunify_profile), c_size_t]),
    "reunify_profile_cost_price_year": (c_int32, [POINTER(reunify_profile), c_size_t]),
    "reunify_profile_cost_re_entry": (c_int64, [POINTER(reunify_profile), c_size_t]),
    "reunify_profile_cost_source_at": (c_char_p, [POINTER(reunify_profile), c_size_t]),
    "reunify_profile_cost_source_id": (c_char_p, [POINTER(reunify_profile), c_size_t]),
    "reunify_profile_cost_support": (c_int64, [POINTER(reunify_profile), c_size_t]),
    "reunify_profile_cost_text": (c_char_p, [POINTER(reunify_profile), c_size_t]),
    "reunify_profile_diff": (c_int32, [POINTER(reunify_profile), POINTER(reunify_profile), POINTER(POINTER(reunify_diff)), POINTER(reunify_error)]),
    "reunify_profile_finding": (c_char_p, [POINTER(reunify_profile), c_size_t]),
    "reunify_profile_finding_count": (c_size_t, [POINTER(reunify_profile)]),
    "reunify_profile_finding_value": (c_char_p, [POINTER(reunify_profile), c_size_t, c_size_t]),
    "reunify_profile_finding_value_count": (c_size_t, [POINTER(reunify_profile), c_size_t]),
    "reunify_profile_from_json": (c_int32, [POINTER(reunify_context), c_char_p, c_size_t, POINTER(reunify_profile_options), POINTER(POINTER(reunify_profile)), POINTER(reunify_error)]),
    "reunify_profile_from_packs": (c_int32, [POINTER(reunify_context), POINTER(c_char_p), POINTER(c_size_t), c_size_t, POINTER(reunify_profile_options), POINTER(POINTER(reunify_profile)), POINTER(reunify_error)]),
    "reunify_profile_id": (c_char_p, [POINTER(reunify_profile)]),
    "reunify_profile_level": (c_char_p, [POINTER(reunify_profile), c_size_t]),
    "reunify_profile_level_count": (c_size_t, [POINTER(reunify_profile)]),
    "reunify_profile_lint": (c_int32, [POINTER(reunify_profile), c_uint32, POINTER(POINTER(reunify_lint)), POINTER(reunify_error)]),
    "reunify_profile_options_init": (c_int32, [POINTER(reunify_profile_options), c_size_t]),
    "reunify_profile_pathway": (c_char_p, [POINTER(reunify_profile), c_size_t]),
    "reunify_profile_pathway_count": (c_size_t, [POINTER(reunify_profile)]),
    "reunify_profile_ref": (POINTER(reunify_profile), [POINTER(reunify_profile)]),
    "reunify_profile_requires": (c_int32, [POINTER(reunify_profile), c_uint32, POINTER(POINTER(reunify_requires)), POINTER(reunify_error)]),
    "reunify_profile_resolve": (c_int32, [POINTER(reunify_context), POINTER(c_char_p), POINTER(c_size_t), c_size_t, c_uint32, POINTER(POINTER(reunify_text)), POINTER(reunify_error)]),
    "reunify_profile_say": (c_int32, [POINTER(reunify_profile), c_char_p, c_size_t, POINTER(c_char_p), POINTER(c_char_p), c_size_t, POINTER(POINTER(reunify_text)), POINTER(reunify_error)]),
    "reunify_profile_say_date": (c_int32, [POINTER(reunify_profile), c_int32, POINTER(POINTER(reunify_text)), POINTER(reunify_error)]),
    "reunify_profile_text": (c_char_p, [POINTER(reunify_profile), c_int32, c_char_p, c_size_t, c_char_p, c_size_t]),
    "reunify_profile_title": (c_char_p, [POINTER(reunify_profile)]),
    "reunify_profile_to_text": (c_int32, [POINTER(reunify_profile), c_uint32, c_int32, POINTER(POINTER(reunify_text)), POINTER(reunify_error)]),
    "reunify_profile_unref": (None, [POINTER(reunify_profile)]),
    "reunify_profile_version": (c_char_p, [POINTER(reunify_profile)]),
    "reunify_requirement_advisory": (c_int32, [POINTER(reunify_requirement)]),
    "reunify_requirement_by_all": (c_char_p, [POINTER(reunify_requirement), c_size_t]),
    "reunify_requirement_by_all_count": (c_size_t, [POINTER(reunify_requirement)]),
    "reunify_requirement_by_any": (c_char_p, [POINTER(reunify_requirement), c_size_t]),
    "reunify_requirement_by_any_count": (c_size_t, [POINTER(reunify_requirement)]),
    "reunify_requirement_evidence": (c_char_p, [POINTER(reunify_requirement), c_size_t]),
    "reunify_requirement_evidence_count": (c_size_t, [POINTER(reunify_requirement)]),
    "reunify_requirement_id": (c_char_p, [POINTER(reunify_requirement)]),
    "reunify_requirement_last_on": (c_int32, [POINTER(reunify_requirement)]),
    "reunify_requirement_late": (c_int32, [POINTER(reunify_requirement)]),
    "reunify_requirement_met_on": (c_int32, [POINTER(reunify_requirement)]),
    "reunify_requirement_missing": (c_char_p, [POINTER(reunify_requirement), c_size_t]),
    "reunify_requirement_missing_count": (c_size_t, [POINTER(reunify_requirement)]),
    "reunify_requirement_needs": (POINTER(reunify_needs), [POINTER(reunify_requirement)]),
    "reunify_requirement_person": (c_char_p, [POINTER(reunify_requirement), c_size_t]),
    "reunify_requirement_person_count": (c_size_t, [POINTER(reunify_requirement)]),
    "reunify_requirement_person_evidence": (c_char_p, [POINTER(reunify_requirement), c_size_t, c_size_t]),
    "reunify_requirement_person_evidence_count": (c_size_t, [POINTER(reunify_requirement), c_size_t]),
    "reunify_requirement_person_status": (c_int32, [POINTER(reunify_requirement), c_size_t]),
    "reunify_requirement_source": (POINTER(reunify_source), [POINTER(reunify_requirement)]),
    "reunify_requirement_stage": (c_char_p, [POINTER(reunify_requirement)]),
    "reunify_requirement_status": (c_int32, [POINTER(reunify_requirement)]),
    "reunify_requirement_text": (c_char_p, [POINTER(reunify_requirement)]),
    "reunify_requires_free": (None, [POINTER(reunify_requires)]),
    "reunify_requires_item_code": (c_char_p, [POINTER(reunify_requires), c_size_t]),
    "reunify_requires_item_count": (c_size_t, [POINTER(reunify_requires)]),
    "reunify_requires_item_field": (c_int32, [POINTER(reunify_requires), c_size_t]),
    "reunify_requires_item_id": (c_char_p, [POINTER(reunify_requires), c_size_t]),
    "reunify_requires_item_kind": (c_int32, [POINTER(reunify_requires), c_size_t]),
    "reunify_requires_item_name": (c_char_p, [POINTER(reunify_requires), c_size_t]),
    "reunify_requires_item_value": (c_char_p, [POINTER(reunify_requires), c_size_t, c_size_t]),
    "reunify_requires_item_value_count": (c_size_t, [POINTER(reunify_requires), c_size_t]),
    "reunify_requires_read_by": (c_int32, [POINTER(reunify_requires), c_size_t, c_size_t]),
    "reunify_requires_read_count": (c_size_t, [POINTER(reunify_requires), c_size_t]),
    "reunify_requires_read_item": (c_size_t, [POINTER(reunify_requires), c_size_t, c_size_t]),
    "reunify_requires_reader": (c_size_t, [POINTER(reunify_requires), c_size_t, c_size_t]),
    "reunify_requires_reader_count": (c_size_t, [POINTER(reunify_requires), c_size_t]),
    "reunify_requires_rule_count": (c_size_t, [POINTER(reunify_requires)]),
    "reunify_requires_rule_id": (c_char_p, [POINTER(reunify_requires), c_size_t]),
    "reunify_requires_rule_kind": (c_int32, [POINTER(reunify_requires), c_size_t]),
    "reunify_requires_rule_pathway": (c_char_p, [POINTER(reunify_requires), c_size_t]),
    "reunify_requires_rule_stage": (c_char_p, [POINTER(reunify_requires), c_size_t]),
    "reunify_requires_rule_text": (c_char_p, [POINTER(reunify_requires), c_size_t]),
    "reunify_requires_to_json": (c_int32, [POINTER(reunify_requires), c_char_p, c_size_t, c_uint32, POINTER(POINTER(reunify_text)), POINTER(reunify_error)]),
    "reunify_rows_free": (None, [POINTER(reunify_rows)]),
    "reunify_rows_new": (c_int32, [POINTER(reunify_context), c_size_t, POINTER(POINTER(reunify_rows)), POINTER(reunify_error)]),
    "reunify_rows_read": (c_int32, [POINTER(reunify_rows), c_int32, c_char_p, c_size_t, c_int32, c_int32, c_void_p, c_void_p, POINTER(c_uint8), c_size_t, POINTER(reunify_error)]),
    "reunify_rows_words": (c_int32, [POINTER(reunify_rows), c_int32, c_char_p, c_size_t, c_int32, POINTER(c_char_p), POINTER(c_size_t), c_size_t, POINTER(reunify_error)]),
    "reunify_rows_write": (c_int32, [POINTER(reunify_rows), c_int32, c_void_p, c_size_t, POINTER(reunify_error)]),
    "reunify_set_aside_accepted": (c_int32, [POINTER(reunify_set_aside)]),
    "reunify_set_aside_by": (c_char_p, [POINTER(reunify_set_aside)]),
    "reunify_set_aside_date": (c_int32, [POINTER(reunify_set_aside)]),
    "reunify_set_aside_outcome": (c_char_p, [POINTER(reunify_set_aside)]),
    "reunify_set_aside_person": (c_char_p, [POINTER(reunify_set_aside)]),
    "reunify_set_aside_reason": (c_char_p, [POINTER(reunify_set_aside)]),
    "reunify_set_aside_record": (c_char_p, [POINTER(reunify_set_aside)]),
    "reunify_set_aside_requirement": (c_char_p, [POINTER(reunify_set_aside)]),
    "reunify_source_at": (c_char_p, [POINTER(reunify_source)]),
    "reunify_source_id": (c_char_p, [POINTER(reunify_source)]),
    "reunify_status_name": (c_char_p, [c_int32]),
    "reunify_stop_id": (c_char_p, [POINTER(reunify_stop)]),
    "reunify_stop_outcome": (c_char_p, [POINTER(reunify_stop)]),
    "reunify_stop_result": (c_int32, [POINTER(reunify_stop)]),
    "reunify_stop_source": (POINTER(reunify_source), [POINTER(reunify_stop)]),
    "reunify_stop_text": (c_char_p, [POINTER(reunify_stop)]),
    "reunify_table_column_count": (c_size_t, [c_int32]),
    "reunify_table_column_meaning": (c_char_p, [c_int32, c_size_t]),
    "reunify_table_column_name": (c_char_p, [c_int32, c_size_t]),
    "reunify_table_column_type": (c_int32, [c_int32, c_size_t]),
    "reunify_table_count": (c_size_t, []),
    "reunify_table_find": (c_int32, [c_char_p, c_size_t, POINTER(c_int32)]),
    "reunify_table_meaning": (c_char_p, [c_int32]),
    "reunify_table_name": (c_char_p, [c_int32]),
    "reunify_table_rows_count": (c_size_t, [POINTER(reunify_table_rows)]),
    "reunify_table_rows_free": (None, [POINTER(reunify_table_rows)]),
    "reunify_table_rows_has": (c_int32, [POINTER(reunify_table_rows), c_size_t, c_size_t]),
    "reunify_table_rows_new": (c_int32, [POINTER(reunify_evaluation), c_int32, POINTER(POINTER(reunify_table_rows)), POINTER(reunify_error)]),
    "reunify_table_rows_number": (c_int64, [POINTER(reunify_table_rows), c_size_t, c_size_t]),
    "reunify_table_rows_of_faults": (c_int32, [POINTER(reunify_context), c_char_p, c_size_t, c_int32, c_char_p, POINTER(reunify_error), POINTER(POINTER(reunify_table_rows)), POINTER(reunify_error)]),
    "reunify_table_rows_text": (c_char_p, [POINTER(reunify_table_rows), c_size_t, c_size_t]),
    "reunify_table_rows_to_arrow": (c_int32, [POINTER(reunify_table_rows), c_void_p, c_void_p, POINTER(reunify_error)]),
    "reunify_table_rows_to_csv": (c_int32, [POINTER(reunify_table_rows), c_uint32, POINTER(POINTER(reunify_text)), POINTER(reunify_error)]),
    "reunify_text_data": (c_char_p, [POINTER(reunify_text)]),
    "reunify_text_free": (None, [POINTER(reunify_text)]),
    "reunify_text_length": (c_size_t, [POINTER(reunify_text)]),
    "reunify_version": (c_char_p, []),
    "reunify_version_number": (c_int32, []),
    "reunify_vocabulary_count": (c_size_t, [POINTER(reunify_vocabulary), c_int32]),
    "reunify_vocabulary_find": (c_int64, [POINTER(reunify_vocabulary), c_int32, c_size_t, c_char_p, c_size_t]),
    "reunify_vocabulary_free": (None, [POINTER(reunify_vocabulary)]),
    "reunify_vocabulary_has_detail": (c_int32, [c_int32, c_int32]),
    "reunify_vocabulary_id": (c_char_p, [POINTER(reunify_vocabulary), c_int32, c_size_t]),
    "reunify_vocabulary_is_declared": (c_int32, [POINTER(reunify_vocabulary), c_int32, c_size_t]),
    "reunify_vocabulary_language": (c_char_p, [POINTER(reunify_vocabulary), c_size_t]),
    "reunify_vocabulary_language_count": (c_size_t, [POINTER(reunify_vocabulary)]),
    "reunify_vocabulary_new": (c_int32, [POINTER(reunify_profile), POINTER(POINTER(reunify_vocabulary)), POINTER(reunify_error)]),
    "reunify_vocabulary_number": (c_int64, [POINTER(reunify_vocabulary), c_int32, c_size_t, c_int32]),
    "reunify_vocabulary_parent": (c_int64, [POINTER(reunify_vocabulary), c_int32, c_size_t]),
    "reunify_vocabulary_parent_kind": (c_int32, [c_int32]),
    "reunify_vocabulary_reference": (c_int64, [POINTER(reunify_vocabulary), c_int32, c_size_t, c_int32, c_size_t]),
    "reunify_vocabulary_reference_count": (c_size_t, [POINTER(reunify_vocabulary), c_int32, c_size_t, c_int32]),
    "reunify_vocabulary_reference_kind": (c_int32, [c_int32]),
    "reunify_vocabulary_source_at": (c_char_p, [POINTER(reunify_vocabulary), c_int32, c_size_t]),
    "reunify_vocabulary_source_id": (c_char_p, [POINTER(reunify_vocabulary), c_int32, c_size_t]),
    "reunify_vocabulary_text": (c_char_p, [POINTER(reunify_vocabulary), c_int32, c_size_t, c_char_p, c_size_t]),
    "reunify_vocabulary_to_json": (c_int32, [POINTER(reunify_vocabulary), c_uint32, POINTER(POINTER(reunify_text)), POINTER(reunify_error)]),
    "reunify_vocabulary_within": (c_size_t, [POINTER(reunify_vocabulary), c_int32, c_size_t, POINTER(c_size_t)]),
    "reunify_vocabulary_word": (c_char_p, [POINTER(reunify_vocabulary), c_int32, c_size_t, c_int32, c_char_p, c_size_t]),
}

def _candidates() -> List[str]:
    """Where the library may be, in the order of looking: named by the host, beside this file, on the system."""
    named = os.environ.get("REUNIFY_LIBRARY")
    if named:
        return [named]
    file = {"win32": "reunify.dll", "darwin": "libreunify.dylib"}.get(sys.platform, "libreunify.so")
    beside = pathlib.Path(__file__).resolve().parent / file
    found = ctypes.util.find_library("reunify")
    return ([str(beside)] if beside.exists() else []) + ([found] if found else [])


def load(path: Optional[str] = None) -> ctypes.CDLL:
    """Opens the library, from `path` or where it is found, and gives every function its types.

    OSError where there is none, or where it is older than this file and lacks a function.
    """
    paths = [path] if path else _candidates()
    if not paths:
        raise OSError("libreunify was not found: install it, or name it in REUNIFY_LIBRARY")
    library = ctypes.CDLL(paths[0])
    for name, (result, arguments) in FUNCTIONS.items():
        try:
            function: Any = getattr(library, name)
        except AttributeError:
            raise OSError("%s has no %s: it is older than %s" % (paths[0], name, VERSION)) from None
        function.restype = result
        function.argtypes = arguments
    return library
