"""What became of the children: periods of care, returns home and re-entries, from a table of care episodes.

The columns are coded as those of assessments are (`_columns.py`): each becomes numbers that count in the list of its different values, and
only these few values are read one by one, as dates, codes or names. The library reads the numbers where they lie, and its columns become
those of the result in one piece. Nothing goes row by row but for dicts and lists.
"""
import array
import contextlib
import ctypes
import decimal
import difflib
import importlib
import json
from typing import Any, Dict, Iterator, List, Mapping, Optional, Sequence, Tuple

from . import _lib
from ._columns import _adapted, _Arrow, _coded, _first, _Pandas, _Polars
from ._handle import Closing, Fault, Handle, ReunifyError, call, date_from, date_of, days_of, library, make, text, text_of, wrong
from ._profile import Profile, profile as loaded
from ._tables import html_table

_RULES, _BREAKS, _ENDS = ("dates", "codes"), ("keep", "drop-rows", "drop-periods"), ("exclusive", "inclusive")
_SEXES = {"M": _lib.REUNIFY_SEX_MALE, "1": _lib.REUNIFY_SEX_MALE, "F": _lib.REUNIFY_SEX_FEMALE, "2": _lib.REUNIFY_SEX_FEMALE, "U": _lib.REUNIFY_SEX_OTHER}
# The columns of codes: their names in a table, in the library's columns, and the set that they are of.
_CODES = (("RNE", "started", _lib.REUNIFY_EPISODE_REASON_STARTED), ("LS", "legal_status", _lib.REUNIFY_EPISODE_LEGAL_STATUS),
          ("PLACE", "placement", _lib.REUNIFY_EPISODE_PLACEMENT), ("REC", "ceased", _lib.REUNIFY_EPISODE_REASON_CEASED))
_GIVEN = {"child": "CHILD", "start": "DECOM", "end": "DEC", "started": "RNE", "ceased": "REC", "birth": "DOB", "sex": "SEX"}
_ROOM = ctypes.create_string_buffer(8)  # what an empty column points to


# Columns in --------------------------------------------------------------------------------------------------------------------


class _Given:
    """A table that was given: its columns by name, in whatever case, as arrays of the library."""

    def __init__(self, table: Any, what: str) -> None:
        self.what, self.frame = what, _adapted(table)
        self.kept: List[Any] = []
        self.names: Dict[str, str] = {}
        for name in self.frame.names:
            if self.names.setdefault(name.upper(), name) != name and name.upper() in _KNOWN:
                raise wrong("%s has the columns %r and %r, which are one" % (what, self.names[name.upper()], name), "bad_table", status="invalid")

    def needs(self, *names: str) -> None:
        for name in [n for n in names if n not in self.names and not self.frame.nothing]:
            near = difflib.get_close_matches(name, list(self.names), 1)
            raise wrong("%s has no column %s; it has %s%s" % (self.what, name, ", ".join(self.frame.names[:20]) or "none", "; did you mean %s?" % self.names[near[0]] if near else ""),
                        "missing_column", status="not_found")

    def coded(self, name: str) -> Tuple[Any, List[Any]]:
        codes, values = _coded(self.frame, self.names[name])
        return codes, values

    def row_of(self, codes: Any, value: int) -> int:
        return _first(self.frame, codes, value)

    def fault(self, codes: Any, value: int, name: str, code: str, words: str) -> ReunifyError:
        row = self.row_of(codes, value)
        return wrong("row %d of %s, column %s: %s" % (row, self.what, self.names[name], words), code, "/%d/%s" % (row, self.names[name]), "invalid")

    def mapped(self, codes: Any, values: Sequence[int], none: int) -> Any:
        """A number for each row by its code, and one for those that have nothing."""
        if isinstance(self.frame, _Arrow):
            codes = self.frame.pc.if_else(self.frame.pc.less(codes, 0), len(values), codes)
        return self.frame.mapped(list(values) + [none], codes)

    def pointer(self, numbers: Any, kind: Any) -> Any:
        if kind is ctypes.c_int64:
            numbers = self.wide(numbers)
        address = self.frame.address(numbers) if not isinstance(self.frame, _Arrow) or kind is ctypes.c_int32 else self.address64(numbers)
        self.kept.append(numbers)
        return ctypes.cast(ctypes.c_void_p(address or ctypes.addressof(_ROOM)), ctypes.POINTER(kind))

    def wide(self, numbers: Any) -> Any:
        if isinstance(self.frame, _Pandas):
            return self.frame.np.ascontiguousarray(numbers, dtype=self.frame.np.int64)
        return numbers.cast(self.frame.pa.int64()) if isinstance(self.frame, _Arrow) else array.array("q", numbers)

    def address64(self, numbers: Any) -> Optional[int]:
        return int(numbers.buffers()[1].address) + 8 * int(numbers.offset) if self.frame.count else None

    def days(self, name: str) -> Any:
        codes, values = self.coded(name)
        days = []
        for at, value in enumerate(values):
            try:
                days.append(_day(value))
            except ReunifyError:
                raise self.fault(codes, at, name, "bad_date", "expected a date, as dd/mm/yyyy or yyyy-mm-dd, or nothing") from None
        return self.pointer(self.mapped(codes, days, _lib.REUNIFY_DATE_NONE), ctypes.c_int32)

    def codes_of(self, name: str, code_set: int) -> Any:
        codes, values = self.coded(name)
        return self.pointer(self.mapped(codes, [_code(v, code_set) for v in values], _lib.REUNIFY_EPISODE_NO_CODE), ctypes.c_int32)

    def sexes(self) -> Any:
        codes, values = self.coded("SEX")
        found = []
        for at, value in enumerate(values):
            written = _said(value).upper()
            if written and written not in _SEXES:
                raise self.fault(codes, at, "SEX", "bad_value", "expected M, F or U, or 1 or 2")
            found.append(_SEXES.get(written, _lib.REUNIFY_SEX_NOT_KNOWN))
        return self.pointer(self.mapped(codes, found, _lib.REUNIFY_SEX_NOT_KNOWN), ctypes.c_int32)

    def named(self, name: str) -> Tuple[Any, List[bytes]]:
        """Numbers of names, in the order of these; -1 for none."""
        codes, values = self.coded(name)
        names = sorted({w for w in map(_said, values) if w})
        place = {w: at for at, w in enumerate(names)}
        return self.mapped(codes, [place.get(_said(v), -1) for v in values], -1), [w.encode("utf-8") for w in names]

    def numbers(self, name: str) -> Any:
        codes, values = self.coded(name)
        for at, value in enumerate(values):
            if value in (None, ""):  # that no row has
                continue
            if isinstance(value, str) or value != int(value) or not -2**31 <= value < 2**31:
                raise self.fault(codes, at, name, "bad_number", "expected a whole number: the order of the report that the row is of")
        return self.pointer(self.mapped(codes, [int(v or 0) for v in values], 0), ctypes.c_int32)


_KNOWN = {"CHILD", "DECOM", "DEC", "RNE", "LS", "PLACE", "REC", "LA", "DOB", "SEX", "DATE", "LEVEL", "GATE"}


def _written(value: Any) -> str:
    """A value as it would stand in a file: a number without its point, and nothing for None."""
    if value is None:
        return ""
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return value.decode("utf-8", "replace").strip() if isinstance(value, bytes) else str(value).strip()


def _said(value: Any) -> str:
    """The same, and nothing for NULL, as databases write it."""
    written = _written(value)
    return "" if written.upper() == "NULL" else written


def _day(value: Any) -> int:
    if value is None:
        return _lib.REUNIFY_DATE_NONE
    if isinstance(value, str):
        written = _said(value).split("T")[0].split(" ")[0]
        if not written:
            return _lib.REUNIFY_DATE_NONE
        if len(written) == 10 and written[2] == "/" == written[5]:
            written = "%s-%s-%s" % (written[6:], written[3:5], written[:2])
        value = written
    return days_of(date_of(value, "it"))


def _code(value: Any, code_set: int) -> int:
    data, out = _said(value).encode("utf-8", "surrogatepass"), ctypes.c_int32()
    library().reunify_episode_code_find(code_set, data, len(data), ctypes.byref(out))
    return out.value


class _Children:
    """The numbers of the children, in the order of their ids: numbers first, then texts."""

    def __init__(self, given: _Given) -> None:
        self.codes, values = _ids_of(given)
        order = sorted(range(len(values)), key=lambda at: (isinstance(values[at], str), _written(values[at]).encode() if isinstance(values[at], str) else values[at]))
        self.ids = [values[at] for at in order]
        self.number = {values[at]: number for number, at in enumerate(order)}
        self.ranks = [self.number[v] for v in values]

    def of(self, given: _Given) -> Any:
        """The same numbers for another table; children without episodes get numbers of their own."""
        codes, values = _ids_of(given)
        if self.ids and values and not any(v in self.number for v in values):
            raise wrong("no id in %s has episodes: are the ids %s there, and %s in the episodes?" % (given.what, type(values[0]).__name__, type(self.ids[0]).__name__),
                        "unknown_child", status="not_found")
        strangers = iter(range(len(self.ids), len(self.ids) + len(values)))
        return given.mapped(codes, [self.number[v] if v in self.number else next(strangers) for v in values], -1)


def _ids_of(given: _Given) -> Tuple[Any, List[Any]]:
    codes, values = given.coded("CHILD")
    row = given.frame.missing(codes)
    unsaid = next((at for at, value in enumerate(values) if isinstance(value, str) and not _said(value)), None)
    if row is None and unsaid is not None:
        row = given.row_of(codes, unsaid)
    if row is not None:
        raise wrong("row %d of %s, column %s: expected a child" % (row, given.what, given.names["CHILD"]), "missing_member", "/%d/%s" % (row, given.names["CHILD"]), "invalid")
    return codes, values


def _episodes(given: _Given, children: Optional[_Children], report: Optional[str]) -> Tuple[Any, List[bytes]]:
    if children is None:
        return _lib.reunify_episodes(size=ctypes.sizeof(_lib.reunify_episodes)), []
    made = _lib.reunify_episodes(size=ctypes.sizeof(_lib.reunify_episodes), count=given.frame.count,
                                 child=given.pointer(given.mapped(children.codes, children.ranks, -1), ctypes.c_int64), start=given.days("DECOM"), end=given.days("DEC"))
    for name, member, code_set in _CODES:
        if name in given.names:
            setattr(made, member, given.codes_of(name, code_set))
    if report is not None:
        given.needs(report.upper())
        made.report = given.numbers(report.upper())
    names: List[bytes] = []
    if "LA" in given.names:
        numbers, names = given.named("LA")
        made.authority = given.pointer(numbers, ctypes.c_int32)
    return made, names


def _born(table: Any, children: Optional[_Children]) -> Any:
    if table is None or children is None:
        return None, None
    given = _Given(table, "children")
    given.needs("CHILD", "DOB")
    if given.frame.nothing:
        return None, None
    made = _lib.reunify_episode_children(size=ctypes.sizeof(_lib.reunify_episode_children), count=given.frame.count,
                                         child=given.pointer(children.of(given), ctypes.c_int64), birth=given.days("DOB"))
    if "SEX" in given.names:
        made.sex = given.sexes()
    return made, given


def _marks(given: _Given, name: str, child: Any, dates: Any) -> Optional[Tuple[Any, Any]]:
    """The rows that have a level, or a gate: columns of their own, and what keeps them alive."""
    if name not in given.names:
        return None
    numbers, names = given.named(name)
    rows = [row for row, number in enumerate(_plain(numbers)) if number >= 0]
    children, days, plain = _plain(child), dates[:given.frame.count], _plain(numbers)
    columns = (array.array("q", [children[r] for r in rows]), array.array("i", [days[r] for r in rows]), array.array("i", [plain[r] for r in rows]))
    for row, day in zip(rows, columns[1]):
        if day == _lib.REUNIFY_DATE_NONE:
            raise wrong("row %d of marks, column %s: expected the day of the level or the gate" % (row, given.names["DATE"]), "missing_member", "/%d/%s" % (row, given.names["DATE"]), "invalid")
    words = (ctypes.c_char_p * len(names))(*names)
    made = _lib.reunify_return_marks(size=ctypes.sizeof(_lib.reunify_return_marks), count=len(rows), names=words, name_count=len(names))
    for member, column, kind in zip(("child", "date", "mark"), columns, (ctypes.c_int64, ctypes.c_int32, ctypes.c_int32)):
        setattr(made, member, ctypes.cast(ctypes.c_void_p(column.buffer_info()[0]), ctypes.POINTER(kind)))
    return made, (columns, words)


def _plain(numbers: Any) -> List[int]:
    return list(numbers.to_pylist() if hasattr(numbers, "to_pylist") else numbers.tolist())


# Columns out -------------------------------------------------------------------------------------------------------------------


class _Made:
    """Columns of the result as lists; `None` where there is nothing."""

    def __init__(self, given: Any) -> None:
        self.by_column = getattr(given, "by_column", False)

    def raw(self, address: int, kind: Any, count: int) -> Any:
        return ctypes.cast(address, ctypes.POINTER(kind))[:count] if count else []

    def firsts(self, values: Any) -> Iterator[Tuple[int, int]]:
        """The different values, and a row of each."""
        found: Dict[int, int] = {}
        for row, value in enumerate(values):
            found.setdefault(value, row)
        return iter(sorted(found.items()))

    def whole(self, values: Any) -> Any:
        return [v if v >= 0 else None for v in values]

    def part(self, values: Any, parts: int) -> Any:
        return [v / parts if v >= 0 else None for v in values]

    def truth(self, values: Any) -> Any:
        return [v != 0 for v in values]

    def day(self, values: Any) -> Any:
        return [None if v == _lib.REUNIFY_DATE_NONE else date_from(v) for v in values]

    def word(self, values: Any, words: Mapping[int, Optional[str]]) -> Any:
        return [words[v] for v in values]

    def words(self, values: Sequence[Optional[str]]) -> Any:
        return list(values)

    def id(self, values: Any, ids: Sequence[Any]) -> Any:
        return [ids[v] for v in values]

    def build(self, columns: Mapping[str, Any]) -> Any:
        return dict(columns) if self.by_column else [dict(zip(columns, row)) for row in zip(*columns.values())]


class _MadePandas(_Made):
    def __init__(self, given: Any) -> None:
        self.np, self.pd = given.np, given.pd

    def raw(self, address: int, kind: Any, count: int) -> Any:
        if not count:
            return self.np.empty(0, dtype=kind)
        return self.np.ctypeslib.as_array(ctypes.cast(address, ctypes.POINTER(kind)), shape=(count,)).copy()

    def firsts(self, values: Any) -> Iterator[Tuple[int, int]]:
        return zip(*[a.tolist() for a in self.np.unique(values, return_index=True)])

    def whole(self, values: Any) -> Any:
        return self.pd.arrays.IntegerArray(self.np.where(values < 0, 0, values).astype(self.np.int64), values < 0)

    def part(self, values: Any, parts: int) -> Any:
        return self.np.where(values < 0, self.np.nan, values / parts)

    def truth(self, values: Any) -> Any:
        return values != 0

    def day(self, values: Any) -> Any:
        days = values.astype("datetime64[D]").astype("datetime64[s]")
        days[values == _lib.REUNIFY_DATE_NONE] = self.np.datetime64("NaT")
        return days

    def word(self, values: Any, words: Mapping[int, Optional[str]]) -> Any:
        names = [w for _, w in sorted(words.items()) if w is not None]
        found, inverse = self.np.unique(values, return_inverse=True)
        places = self.np.asarray([-1 if words[v] is None else names.index(str(words[v])) for v in found.tolist()] or [-1], dtype=self.np.int32)
        return self.pd.Categorical.from_codes(places[inverse] if len(values) else [], categories=names)

    def words(self, values: Sequence[Optional[str]]) -> Any:
        return self.pd.Categorical(list(values), categories=list(dict.fromkeys(v for v in values if v is not None)))

    def id(self, values: Any, ids: Sequence[Any]) -> Any:
        return self.pd.Series(list(ids), dtype=None if ids else object).take(values).array

    def build(self, columns: Mapping[str, Any]) -> Any:
        return self.pd.DataFrame(dict(columns))


class _MadeArrow(_Made):
    def __init__(self, given: Any) -> None:
        self.pa, self.pc = given.pa, given.pc
        self.polars = type(given.original).__module__.split(".")[0] == "polars"

    def raw(self, address: int, kind: Any, count: int) -> Any:
        of = self.pa.int64() if kind is ctypes.c_int64 else self.pa.int32()
        data = ctypes.string_at(address, count * ctypes.sizeof(kind)) if count else b""
        return self.pa.Array.from_buffers(of, count, [None, self.pa.py_buffer(data)])

    def firsts(self, values: Any) -> Iterator[Tuple[int, int]]:
        return ((v, int(self.pc.index(values, v).as_py())) for v in sorted(self.pc.unique(values).to_pylist()))

    def _none_below(self, values: Any) -> Any:
        return self.pc.if_else(self.pc.less(values, 0), self.pa.scalar(None, values.type), values)

    def whole(self, values: Any) -> Any:
        return self._none_below(values)

    def part(self, values: Any, parts: int) -> Any:
        return self.pc.divide(self._none_below(values).cast(self.pa.float64()), float(parts))

    def truth(self, values: Any) -> Any:
        return self.pc.not_equal(values, 0)

    def day(self, values: Any) -> Any:
        return self.pc.if_else(self.pc.equal(values, _lib.REUNIFY_DATE_NONE), self.pa.scalar(None, self.pa.int32()), values).cast(self.pa.date32())

    def word(self, values: Any, words: Mapping[int, Optional[str]]) -> Any:
        known = sorted(words)
        names = [words[v] for v in known if words[v] is not None]
        places = self.pa.array([None if words[v] is None else names.index(words[v]) for v in known], self.pa.int32())
        return self.pa.DictionaryArray.from_arrays(places.take(self.pc.index_in(values, self.pa.array(known, values.type))), self.pa.array(names, self.pa.string()))

    def words(self, values: Sequence[Optional[str]]) -> Any:
        return self.pa.array(values, self.pa.string()).dictionary_encode()

    def id(self, values: Any, ids: Sequence[Any]) -> Any:
        return self.pa.array(list(ids)).take(values)

    def build(self, columns: Mapping[str, Any]) -> Any:
        made = self.pa.table(dict(columns))
        return importlib.import_module("polars").from_arrow(made) if self.polars else made


class _MadePolars(_Made):
    """A DataFrame of polars where there is no pyarrow."""

    def build(self, columns: Mapping[str, Any]) -> Any:
        return importlib.import_module("polars").DataFrame(dict(columns))


def _made_for(frame: Any) -> _Made:
    for kind, made in ((_Pandas, _MadePandas), (_Arrow, _MadeArrow), (_Polars, _MadePolars)):
        if isinstance(frame, kind):
            return made(frame)
    return _Made(frame)


# The result --------------------------------------------------------------------------------------------------------------------


def _handle_of(profile: Any) -> Any:
    """Of a profile, or of what profile() makes one of; without one there is none to hold."""
    if profile is None:
        return contextlib.nullcontext()
    return (profile if isinstance(profile, Profile) else loaded(profile))._handle


class Outcomes(Closing):
    """The outcomes of some episodes: tables of the kind that was given (docs/tables.md), the document, and a page.

    What is not told because it is too small, or that there is not, is missing in the tables; the document tells the two apart.
    """

    def __init__(self, pointer: Any, ids: List[Any], made: _Made) -> None:
        self._handle = Handle("outcomes", pointer, "reunify_outcomes_free")
        self._ids, self._made = ids, made
        self._tables: Dict[str, Any] = {}

    @property
    def document(self) -> Dict[str, Any]:
        """The document `reunify/outcomes/1`; nothing of a single child is in it."""
        made: Dict[str, Any] = json.loads(self.to_json())
        return made

    def to_json(self, *, pretty: bool = False) -> str:
        """The document as JSON."""
        with self._handle as pointer:
            return text("reunify_outcomes_to_json", pointer, _lib.REUNIFY_JSON_PRETTY if pretty else 0)

    def to_text(self, width: int = 100, *, profile: Any = None) -> str:
        """The outcomes for a person to read, in the languages that the profile was loaded with; without one in English."""
        with self._handle as pointer, _handle_of(profile) as said_by:
            return text("reunify_outcomes_to_text", pointer, said_by, 0, width)

    def cost(self, with_: Any, *, within: int = 24, years: float = 1, profile: Any = None, costs: Optional[str] = None, re_entry: Optional[float] = None,
             support: Optional[float] = None) -> Dict[str, Any]:
        """What the returns of the window cost, and what support saves: the document `reunify/cost/1` (docs/costs.md).

        `with_` is what fails with support: a share as a float, or a number of children as an int. What fails without is the estimate within so many
        months. `re_entry` and `support` are local costs in pounds a year, instead of those of the profile (`herefordshire-2023` if none is given).
        """
        options = _lib.reunify_cost_options()
        library().reunify_cost_options_init(ctypes.byref(options), ctypes.sizeof(options))
        options.set = costs.encode("utf-8") if costs else None
        options.years = _units("years", years, 1000)
        if isinstance(with_, int) and not isinstance(with_, bool):
            options.failures_with = with_
        else:
            options.share_with = _units("with_", with_, 1000000)
        for name, value in (("re_entry", re_entry), ("support", support)):
            if value is not None:
                setattr(options, name, _units(name, value, 100))
        with self._handle as pointer:
            call("reunify_cost_options_take", ctypes.byref(options), pointer, within)
        if profile is None and (costs or re_entry is None or support is None):
            profile = loaded("herefordshire-2023")
        with _handle_of(profile) as given:
            made = make(_lib.reunify_cost, "reunify_cost_calculate", None, given, ctypes.byref(options))
        try:
            document: Dict[str, Any] = json.loads(text("reunify_cost_to_json", made, 0))
        finally:
            library().reunify_cost_free(made)
        return document

    def _column(self, pointer: Any, table: int, column: int, rows: int) -> Any:
        lib = library()
        name, kind = text_of(lib.reunify_outcomes_column_name(table, column)), lib.reunify_outcomes_column_type(table, column)
        large = kind == _lib.REUNIFY_OUTCOME_COLUMN_INT64
        lies = (lib.reunify_outcomes_int64 if large else lib.reunify_outcomes_int32)(pointer, table, column)
        values = self._made.raw(ctypes.addressof(lies.contents) if rows else 0, ctypes.c_int64 if large else ctypes.c_int32, rows)

        def word(row: int) -> Optional[str]:
            found = lib.reunify_outcomes_word(pointer, table, column, row)
            return None if found is None else text_of(found)
        if kind == _lib.REUNIFY_OUTCOME_COLUMN_WORD and table == _lib.REUNIFY_OUTCOME_TABLE_COHORT:
            return name, self._made.words([word(row) for row in range(rows)])  # a group is one of its dimension
        if kind == _lib.REUNIFY_OUTCOME_COLUMN_WORD:
            return name, self._made.word(values, {value: word(row) for value, row in self._made.firsts(values)})
        if kind == _lib.REUNIFY_OUTCOME_COLUMN_DATE:
            return name, self._made.day(values)
        if name == "child":
            return name, self._made.id(values, self._ids)
        if name == "in_cohort":
            return name, self._made.truth(values)
        parts = lib.reunify_outcomes_column_parts(table, column)
        return name, self._made.part(values, parts) if parts > 1 else self._made.whole(values)

    def _table(self, name: str, table: int) -> Any:
        if name not in self._tables:
            with self._handle as pointer:
                rows = library().reunify_outcomes_length(pointer, table)
                self._tables[name] = self._made.build(dict(self._column(pointer, table, column, rows) for column in range(library().reunify_outcomes_column_count(table))))
        return self._tables[name]

    @property
    def summary(self) -> Any:
        """One row: the numbers of all the data, and the dates that were chosen."""
        return self._table("summary", _lib.REUNIFY_OUTCOME_TABLE_SUMMARY)

    @property
    def periods(self) -> Any:
        """Periods of care, by child and start."""
        return self._table("periods", _lib.REUNIFY_OUTCOME_TABLE_PERIODS)

    @property
    def returns(self) -> Any:
        """Returns home with what came after, by child and date."""
        return self._table("returns", _lib.REUNIFY_OUTCOME_TABLE_RETURNS)

    @property
    def with_parents(self) -> Any:
        """Stays with parents while in care."""
        return self._table("with_parents", _lib.REUNIFY_OUTCOME_TABLE_WITH_PARENTS)

    @property
    def anomalies(self) -> Any:
        """What is odd, by row of the episodes, from 0."""
        return self._table("anomalies", _lib.REUNIFY_OUTCOME_TABLE_ANOMALIES)

    @property
    def cohort(self) -> Any:
        """The returns of the window: the total first, then each group."""
        return self._table("cohort", _lib.REUNIFY_OUTCOME_TABLE_COHORT)

    @property
    def leavers(self) -> Any:
        """Who left care in the window, by collection year."""
        return self._table("leavers", _lib.REUNIFY_OUTCOME_TABLE_LEAVERS)

    def __str__(self) -> str:
        return self.to_text()

    def __repr__(self) -> str:
        if self.closed:
            return "<reunify.Outcomes, closed>"
        with self._handle as pointer:
            returns = library().reunify_outcomes_number(pointer, _lib.REUNIFY_OUTCOMES_RETURNS_HOME)
        return "<reunify.Outcomes, %s returns home>" % ("few" if returns < 0 else returns)

    def _repr_html_(self) -> str:
        lines = self.document["cohort"]["lines"]
        shown = [(line["by"], line["group"], line["returns"], line["reentered"]) + tuple(w["estimate"]["share"] for w in line["within"][3:5]) for line in lines]
        return html_table(["by", "group", "returns", "reentered", "within 12 months", "within 24 months"], shown)


def _units(name: str, value: Any, parts: int) -> int:
    """A number in whole parts, exactly as it is written."""
    try:
        made = decimal.Decimal(str(value)) * parts
        whole = int(made)
    except (ArithmeticError, ValueError):
        raise wrong("%s is a number" % name, "bad_number", "/" + name) from None
    if isinstance(value, bool) or whole != made or not -2**63 <= whole < 2**63:
        raise wrong("%s is a number with at most %d decimals" % (name, len(str(parts)) - 1), "bad_number", "/" + name)
    return whole


def _choice(name: str, value: str, known: Sequence[str]) -> int:
    if value not in known:
        near = difflib.get_close_matches(str(value), known, 1)
        raise wrong("%s is %s, not %r%s" % (name, " or ".join(map(repr, known)), value, "; did you mean %r?" % near[0] if near else ""), "bad_value", "/" + name)
    return list(known).index(value)


def _date_option(name: str, value: Any) -> int:
    return _lib.REUNIFY_DATE_NONE if value is None else days_of(date_of(value, name))


def outcomes(episodes: Any, children: Any = None, marks: Any = None, *, from_: Any = None, to: Any = None, observed_to: Any = None, rule: str = "dates",
             short_breaks: str = "keep", end: str = "exclusive", suppress_below: int = 0, report: Optional[str] = None) -> Outcomes:
    """Who went home, who came back: periods of care, returns and re-entries from care episodes (docs/outcomes.md).

    `episodes`: a DataFrame of pandas or polars, a table of pyarrow or whatever gives an Arrow stream, a list of dicts or a dict of lists. The
    columns are those of the SSDA903 return, small or capital: CHILD, DECOM and DEC are needed; RNE, LS, PLACE, REC and LA, the authority, are used
    where they are there, others are not read. `children` has CHILD and DOB, and may have SEX; `marks` has CHILD and DATE with LEVEL or GATE,
    to group returns by what was found last. Dates are dates, or texts dd/mm/yyyy or yyyy-mm-dd; codes may be followed by their description.

    The options are those of `reunify-outcomes`: the window from `from_` to `to`, the day up to which is known, how rows are joined (`rule`: "dates" or
    "codes"), `short_breaks` ("keep", "drop-rows", "drop-periods"), whether ends are days of leaving or last days (`end`: "exclusive" or
    "inclusive"), and below which count nothing is told. `report` names a column of whole numbers that says of which yearly report a row is;
    rows of a later one replace those of the same child and start.

    The tables of the result are of the kind of `episodes`. Rows that cannot be are dropped and told in `anomalies`, with their number from 0.

    >>> import reunify as ru
    >>> rows = [{"CHILD": "A", "DECOM": "2020-01-01", "RNE": "S", "LS": "V2", "DEC": "2020-06-01", "REC": "E4A"},
    ...         {"CHILD": "A", "DECOM": "2020-09-01", "RNE": "S", "LS": "C2", "DEC": None, "REC": None}]
    >>> ou = ru.outcomes(rows)
    >>> ou.returns[0]["days_home"], ou.returns[0]["home_3_months"]
    (92, 'no')
    """
    given = _Given(episodes, "episodes")
    given.needs("CHILD", "DECOM", "DEC", *(["RNE"] if rule == "codes" else []))
    if isinstance(suppress_below, bool) or not isinstance(suppress_below, int) or not 0 <= suppress_below < 2**31:
        raise wrong("suppress_below is a whole number from 0, such as 6", "bad_value", "/suppress_below")
    options = _lib.reunify_outcome_options(size=ctypes.sizeof(_lib.reunify_outcome_options), to=_date_option("to", to), observed_to=_date_option("observed_to", observed_to),
                                           rule=_choice("rule", rule, _RULES), short_breaks=_choice("short_breaks", short_breaks, _BREAKS), ends=_choice("end", end, _ENDS),
                                           suppress_below=suppress_below)
    setattr(options, "from", _date_option("from_", from_))
    known = None if given.frame.nothing else _Children(given)
    read, authorities = _episodes(given, known, report)
    born, kept = _born(children, known)
    names = (ctypes.c_char_p * max(1, len(authorities)))(*authorities)
    options.authorities, options.authority_count = names, len(authorities)
    alive = _take_marks(options, marks, known)
    try:
        pointer = make(_lib.reunify_outcomes, "reunify_outcomes_new", None, ctypes.byref(read), None if born is None else ctypes.byref(born), ctypes.byref(options))
    except ReunifyError as error:
        raise _placed(error) from None
    del alive, kept
    return Outcomes(pointer, known.ids if known else [], _made_for(given.frame))


def _take_marks(options: Any, table: Any, known: Optional[_Children]) -> List[Any]:
    if table is None or known is None:
        return []
    given = _Given(table, "marks")
    given.needs("CHILD", "DATE")
    if given.frame.nothing:
        return []
    if not {"LEVEL", "GATE"} & set(given.names):
        raise wrong("marks has neither a column LEVEL nor GATE", "missing_column", status="not_found")
    child, dates = known.of(given), given.days("DATE")
    alive: List[Any] = [given]
    for name, member in (("LEVEL", "levels"), ("GATE", "gates")):
        made = _marks(given, name, child, dates)
        if made:
            alive.append(made)
            setattr(options, member, ctypes.pointer(made[0]))
    return alive


def _placed(error: ReunifyError) -> ReunifyError:
    """Faults with the row and the column as they were given."""
    def moved(fault: Fault) -> Fault:
        parts = fault.pointer.split("/")
        if len(parts) != 4 or parts[1] not in ("episodes", "children"):
            return fault
        column = _GIVEN.get(parts[3], parts[3].upper())
        return fault._replace(pointer="/%s/%s" % (parts[2], column), message="row %s of %s, column %s: %s" % (parts[2], parts[1], column, fault.message))
    return ReunifyError([moved(f) for f in error.faults], total=error.total)


def episode_code(kind: str, written: Any) -> Optional[str]:
    """The code that stands in a cell, alone or before its description; None where there is none or no such code.

    `kind` is "started", "legal_status", "placement" or "ceased".

    >>> import reunify as ru
    >>> ru.episode_code("ceased", "E4 A - Returned home to live with parents"), ru.episode_code("placement", "U9")
    ('E4A', None)
    """
    code_set = {member: number for _, member, number in _CODES}.get(kind)
    if code_set is None:
        raise wrong("kind is %s, not %r" % (" or ".join(repr(member) for _, member, _ in _CODES), kind), "bad_value", "/kind")
    number = _code(written, code_set)
    return text_of(library().reunify_episode_code(code_set, number)) if number >= 0 else None


def anomaly_kinds() -> Dict[str, str]:
    """The kinds of anomalies, and what each means and what was done.

    >>> import reunify as ru
    >>> ru.anomaly_kinds()["overlap"]
    'the row starts before an earlier one has ended'
    """
    lib = library()
    return {text_of(lib.reunify_anomaly_name(at)): text_of(lib.reunify_anomaly_text(at)) for at in range(lib.reunify_anomaly_count())}
