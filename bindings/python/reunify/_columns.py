"""Tables of assessments, a column a finding: levels row by row, and how long each stood.

Whatever comes in is first coded: each column becomes numbers that count in the list of its different values. That, sorting and putting back
in order is done by the tool whose table it is (numpy for pandas, pyarrow for itself, polars and whatever else speaks Arrow, plain lists for
dicts), so that nothing here goes row by row but for dicts. The library reads the numbers where they lie.
"""
import array
import ctypes
import datetime
import difflib
import importlib
import os
import warnings
from typing import Any, Dict, Iterable, Iterator, List, Mapping, Optional, Sequence, Tuple

from . import _lib
from ._handle import Fault, Handle, ReunifyError, bytes_of, call, date_from, date_of, days_of, library, make, text_of, wrong
from ._tables import module_for

# What may stand in a table beside findings.
_OTHERS = {"judgement": _lib.REUNIFY_READ_JUDGEMENT, "rationale": _lib.REUNIFY_READ_RATIONALE, "approved_by": _lib.REUNIFY_READ_APPROVED_BY}
# The results: their names, what they are called in C, whose names their codes are, and their type.
_RESULTS = (
    ("level", _lib.REUNIFY_WRITE_LEVEL_AFTER, _lib.REUNIFY_CODES_LEVELS, ctypes.c_uint8),
    ("level_before", _lib.REUNIFY_WRITE_LEVEL_BEFORE, _lib.REUNIFY_CODES_LEVELS, ctypes.c_uint8),
    ("indicated", _lib.REUNIFY_WRITE_INDICATED, _lib.REUNIFY_CODES_LEVELS, ctypes.c_uint8),
    ("rule", _lib.REUNIFY_WRITE_RULE, _lib.REUNIFY_CODES_RULES, ctypes.c_int32),
    ("basis", _lib.REUNIFY_WRITE_BASIS, _lib.REUNIFY_CODES_BASES, ctypes.c_uint8),
    ("held_by", _lib.REUNIFY_WRITE_HELD_BY, _lib.REUNIFY_CODES_HELD_BY, ctypes.c_uint8),
)


class _Lists:
    """A list of dicts, or a dict of lists."""

    nothing = False  # no row, and so no columns either

    def __init__(self, table: Any) -> None:
        self.by_column = isinstance(table, Mapping)
        if self.by_column:
            self.columns = {n: list(v) for n, v in table.items()}
        else:
            rows = list(table)
            for number, row in enumerate(rows):
                if not isinstance(row, Mapping):
                    raise wrong("row %d is no dict but %s" % (number, type(row).__name__), "bad_table", status="invalid")
            names = list(dict.fromkeys(n for row in rows for n in row))
            self.columns = {n: [row.get(n) for row in rows] for n in names}
        self.names = list(self.columns)
        self.nothing = not self.by_column and not self.names
        self.count = len(self.columns[self.names[0]]) if self.names else 0
        for name, values in self.columns.items():
            if len(values) != self.count:
                raise wrong("the column %r has %d rows, others %d" % (name, len(values), self.count), "bad_table", status="invalid")

    def coded(self, name: str) -> Tuple[Any, List[Any]]:
        known: Dict[Any, int] = {}
        codes = array.array("i", bytes(4 * self.count))
        for row, value in enumerate(self.columns[name]):
            missing = value is None or value != value or value == ""
            codes[row] = -1 if missing else known.setdefault((type(value), value), len(known))
        return codes, [value for _, value in known]

    def mapped(self, values: Sequence[int], codes: Any) -> Any:
        return array.array("i", [values[c] for c in codes])

    def order(self, first: Any, second: Any) -> Any:
        return sorted(range(self.count), key=lambda row: (first[row], second[row]))

    def inverse(self, order: Any) -> Any:
        made = array.array("l", bytes(array.array("l").itemsize * self.count))
        for to, row in enumerate(order):
            made[row] = to
        return made

    def take(self, values: Any, order: Any) -> Any:
        return array.array("i", [values[row] for row in order])

    def address(self, values: Any) -> Optional[int]:
        return values.buffer_info()[0] if self.count else None

    def missing(self, codes: Any) -> Optional[int]:
        return next((row for row, code in enumerate(codes) if code < 0), None)

    def row(self, order: Any, at: int) -> int:
        return int(order[at])

    def highest(self, days: Any) -> int:
        return int(max(days))

    def result(self, raw: Any, none: int, inverse: Any, words: Sequence[str], ordered: bool) -> Any:
        return [None if raw[at] == none else words[raw[at]] or None for at in inverse]

    def turning(self, children: Any, levels: Any) -> Any:
        """A mask of the sorted rows in which something changes: the first and the last of each child, and those with another level than before."""
        return None

    def chosen(self, values: Any, mask: Any) -> List[int]:
        return list(values)

    def dates(self, days: Any) -> Any:
        return [date_from(d) for d in days]

    def given(self, name: str) -> Any:
        return self.columns[name]

    def build(self, columns: Mapping[str, Any]) -> Any:
        if self.by_column:
            return dict(columns)
        return [dict(zip(columns, row)) for row in zip(*columns.values())]


class _Pandas(_Lists):
    """A DataFrame. Its index is kept."""

    def __init__(self, table: Any) -> None:
        self.np, self.pd, self.frame = importlib.import_module("numpy"), importlib.import_module("pandas"), table
        self.names = [n for n in table.columns if isinstance(n, str)]
        self.count = len(table)
        twice = sorted({n for n in self.names if self.names.count(n) > 1})
        if twice:
            raise wrong("the column %r comes twice" % twice[0], "bad_table", status="invalid")

    def coded(self, name: str) -> Tuple[Any, List[Any]]:
        codes, values = self.pd.factorize(self.frame[name])
        values = list(values)
        if "" in [v for v in values if isinstance(v, str)]:
            empty = values.index("")
            codes = self.np.where(codes == empty, -1, codes)
        return self.np.ascontiguousarray(codes, dtype=self.np.int32), values

    def mapped(self, values: Sequence[int], codes: Any) -> Any:
        return self.np.asarray(list(values) or [0], dtype=self.np.int32)[codes]

    def order(self, first: Any, second: Any) -> Any:
        return self.np.lexsort((second, first))

    def inverse(self, order: Any) -> Any:
        made = self.np.empty(self.count, dtype=self.np.intp)
        made[order] = self.np.arange(self.count)
        return made

    def take(self, values: Any, order: Any) -> Any:
        return self.np.ascontiguousarray(values[order])

    def address(self, values: Any) -> Optional[int]:
        return int(values.ctypes.data) if self.count else None

    def missing(self, codes: Any) -> Optional[int]:
        rows = self.np.flatnonzero(codes < 0)
        return int(rows[0]) if len(rows) else None

    def result(self, raw: Any, none: int, inverse: Any, words: Sequence[str], ordered: bool) -> Any:
        codes = self.np.ctypeslib.as_array(raw)[:self.count].astype(self.np.int32)[inverse]
        names = [w for w in words if w]
        places = self.np.asarray([names.index(w) if w else -1 for w in words] or [-1], dtype=self.np.int32)
        return self.pd.Categorical.from_codes(self.np.where(codes == none, -1, places[self.np.where(codes == none, 0, codes)]), categories=names, ordered=ordered)

    def turning(self, children: Any, levels: Any) -> Any:
        other = self.np.ones(self.count + 1, dtype=bool)
        other[1:-1] = children[1:] != children[:-1]
        mask = other[:-1] | other[1:]
        mask[1:] |= levels[1:] != levels[:-1]
        return mask

    def chosen(self, values: Any, mask: Any) -> List[int]:
        return list(values[mask].tolist())

    def dates(self, days: Any) -> Any:
        return self.np.asarray(days).astype("datetime64[D]").astype("datetime64[s]")

    def given(self, name: str) -> Any:
        return self.frame[name].array

    def build(self, columns: Mapping[str, Any]) -> Any:
        return self.pd.DataFrame(dict(columns), index=self.frame.index)


class _Arrow(_Lists):
    """A table of pyarrow, or of polars or whatever else gives an Arrow stream, by pyarrow."""

    def __init__(self, table: Any) -> None:
        self.pa: Any = module_for("a table that comes as Arrow is read", "pyarrow")
        self.pc: Any = importlib.import_module("pyarrow.compute")
        self.original = table
        self.table = table if isinstance(table, self.pa.Table) else self.pa.Table.from_batches([table]) if isinstance(table, self.pa.RecordBatch) else self.pa.table(table)
        self.names = list(self.table.column_names)
        self.count = self.table.num_rows
        twice = sorted({n for n in self.names if self.names.count(n) > 1})
        if twice:
            raise wrong("the column %r comes twice" % twice[0], "bad_table", status="invalid")

    def coded(self, name: str) -> Tuple[Any, List[Any]]:
        pa, column = self.pa, self.table.column(name)
        if pa.types.is_dictionary(column.type):
            column = self._undone(column)
        if "view" in str(column.type):
            column = column.cast(pa.large_string())
        elif pa.types.is_floating(column.type):
            column = self.pc.if_else(self.pc.is_nan(column), None, column)
        if isinstance(column, pa.ChunkedArray):
            column = column.combine_chunks()
        if isinstance(column, pa.ChunkedArray):
            column = pa.concat_arrays(column.chunks) if column.num_chunks else pa.array([], column.type)
        made = column.dictionary_encode()
        values = made.dictionary.to_pylist()
        codes = self.pc.fill_null(made.indices, -1).cast(pa.int32())
        if "" in [v for v in values if isinstance(v, str)]:
            codes = self.pc.if_else(self.pc.equal(codes, values.index("")), pa.scalar(-1, pa.int32()), codes)
        return codes, values

    def _undone(self, column: Any) -> Any:
        """A column of dictionaries as its values. Views of texts, which polars has, cannot be taken from."""
        pa, chunks = self.pa, []
        for chunk in column.chunks:
            values = chunk.dictionary.cast(pa.large_string()) if "view" in str(chunk.dictionary.type) else chunk.dictionary
            chunks.append(values.take(chunk.indices))
        return pa.chunked_array(chunks) if chunks else pa.chunked_array([], pa.large_string())

    def mapped(self, values: Sequence[int], codes: Any) -> Any:
        return self.pa.array(list(values) or [0], self.pa.int32()).take(codes)

    def order(self, first: Any, second: Any) -> Any:
        keys = self.pa.table({"a": first, "b": second, "c": self._rows()})
        return self.pc.sort_indices(keys, sort_keys=[("a", "ascending"), ("b", "ascending"), ("c", "ascending")])

    def _rows(self) -> Any:
        return self.pa.array(range(self.count), self.pa.int64())

    def inverse(self, order: Any) -> Any:
        return self.pc.sort_indices(order)

    def take(self, values: Any, order: Any) -> Any:
        return values.take(order)

    def address(self, values: Any) -> Optional[int]:
        return int(values.buffers()[1].address) + 4 * int(values.offset) if self.count else None

    def missing(self, codes: Any) -> Optional[int]:
        at = self.pc.index(self.pc.less(codes, 0), True).as_py()
        return at if at >= 0 else None

    def row(self, order: Any, at: int) -> int:
        return int(order[at].as_py())

    def highest(self, days: Any) -> int:
        return int(self.pc.max(days).as_py())

    def result(self, raw: Any, none: int, inverse: Any, words: Sequence[str], ordered: bool) -> Any:
        kind = self.pa.int32() if none < 0 else self.pa.uint8()
        codes = self.pa.Array.from_buffers(kind, self.count, [None, self.pa.py_buffer(raw)]).cast(self.pa.int32()).take(inverse)
        codes = self.pc.if_else(self.pc.equal(codes, none), self.pa.scalar(None, self.pa.int32()), codes)
        names = [w for w in words if w]
        places = self.pa.array([names.index(w) if w else None for w in words], self.pa.int32())
        return self.pa.DictionaryArray.from_arrays(places.take(codes), self.pa.array(names, self.pa.string()))

    def turning(self, children: Any, levels: Any) -> Any:
        def differs(values: Any) -> Any:
            return self.pc.not_equal(values.slice(1), values.slice(0, max(0, self.count - 1)))
        edge, other = self.pa.array([True] * min(1, self.count), self.pa.bool_()), differs(children)
        first, last = self.pa.concat_arrays([edge, other]), self.pa.concat_arrays([other, edge])
        return self.pc.or_(self.pc.or_(first, last), self.pa.concat_arrays([edge, differs(levels)]))

    def chosen(self, values: Any, mask: Any) -> List[int]:
        return list(values.filter(mask).to_pylist())

    def dates(self, days: Any) -> Any:
        return days.cast(self.pa.date32())

    def given(self, name: str) -> Any:
        return self.table.column(name)

    def build(self, columns: Mapping[str, Any]) -> Any:
        made = self.pa.table(dict(columns))
        if type(self.original).__module__.split(".")[0] == "polars":
            return importlib.import_module("polars").from_arrow(made)
        return made.to_batches()[0] if isinstance(self.original, self.pa.RecordBatch) and self.count else made


class _Polars(_Lists):
    """A DataFrame of polars where there is no pyarrow: by lists."""

    def __init__(self, table: Any) -> None:
        super().__init__(table.to_dict(as_series=False))

    def build(self, columns: Mapping[str, Any]) -> Any:
        return importlib.import_module("polars").DataFrame(dict(columns))


def _adapted(table: Any) -> Any:
    module = type(table).__module__.split(".")[0]
    if module == "pandas":
        return _Pandas(table)
    if isinstance(table, Mapping) or isinstance(table, (list, tuple)) or hasattr(table, "__next__"):
        return _Lists(table)
    if hasattr(table, "__arrow_c_stream__") or hasattr(table, "__arrow_c_array__"):
        try:
            return _Arrow(table)
        except ImportError:
            if module == "polars":
                return _Polars(table)
            raise
    raise wrong("a table is a DataFrame of pandas or polars, one of pyarrow, or a list of dicts, not %s%s" % (
        type(table).__name__, ": read the file first, such as with pandas.read_csv" if isinstance(table, (str, os.PathLike)) else ""), "bad_table")


# Columns of a profile ----------------------------------------------------------------------------------------------------------


def _compiled(profile: Any) -> Handle:
    """The profile compiled for tables, once."""
    if profile._columns is None or profile._columns.closed:
        with profile._handle as p:
            profile._columns = Handle("profile", make(_lib.reunify_columns, "reunify_columns_new", p, 0), "reunify_columns_unref")
    made: Handle = profile._columns
    return made


def _names(columns: Any, kind: int, at: int = 0) -> List[str]:
    lib = library()
    return [text_of(lib.reunify_columns_name(columns, kind, at, i)) for i in range(lib.reunify_columns_count(columns, kind, at))]


def _word(value: Any, known: Sequence[str], column: str) -> bytes:
    """How a value is written: numbers are codes, and false and true."""
    if isinstance(value, bytes):
        return value
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, bool):
        return b"true" if value else b"false"
    if isinstance(value, int) or (isinstance(value, float) and value.is_integer()):
        return known[int(value)].encode("utf-8") if 0 <= value < len(known) else b"no code"  # the library says what there is
    if isinstance(value, str):
        return value.encode("utf-8", "surrogatepass")
    raise wrong("the column %r has values of the type %s: expected texts, numbers from 0, or true and false" % (column, type(value).__name__), "bad_type", "", "invalid")


class _Rows:
    """The rows of one table, for the length of a block."""

    def __init__(self, frame: Any, order: Any) -> None:
        self.frame, self.order = frame, order
        self.kept: List[Any] = []

    def __enter__(self) -> "_Rows":
        self.pointer = make(_lib.reunify_rows, "reunify_rows_new", None, self.frame.count)
        return self

    def __exit__(self, *_: Any) -> None:
        library().reunify_rows_free(self.pointer)

    def read(self, what: int, name: bytes, person: int, values: Any, words: Optional[Sequence[bytes]] = None) -> None:
        lies = self.frame.take(values, self.order)
        self.kept.append(lies)
        empty = ctypes.create_string_buffer(8)
        self.kept.append(empty)
        address = self.frame.address(lies) or ctypes.addressof(empty)
        call("reunify_rows_read", self.pointer, what, name, len(name), person, _lib.REUNIFY_CELL_INT32, address, None, None, 0)
        if words is not None:
            count = max(1, len(words))
            texts, lengths = (ctypes.c_char_p * count)(*words), (ctypes.c_size_t * count)(*[len(w) for w in words])
            self.kept += [texts, lengths]
            call("reunify_rows_words", self.pointer, what, name, len(name), person, texts, lengths, len(words))

    def write(self, what: int, kind: Any) -> Any:
        room = (kind * max(1, self.frame.count))()
        call("reunify_rows_write", self.pointer, what, ctypes.cast(room, ctypes.c_void_p), ctypes.sizeof(room))
        return room

    def placed(self, error: ReunifyError) -> ReunifyError:
        """Faults with the row and the column as they were given."""
        def moved(fault: Fault) -> Fault:
            parts = fault.pointer.split("/")
            if len(parts) < 2 or not parts[1].isdigit() or int(parts[1]) >= self.frame.count:
                return fault
            return fault._replace(pointer="/".join(["", str(self.frame.row(self.order, int(parts[1])))] + parts[2:]))
        return ReunifyError([moved(f) for f in error.faults], total=error.total)


def _readable(frame: Any, columns: Any, leave: Sequence[str]) -> Iterator[Tuple[str, int, bytes, int, List[str]]]:
    """Which columns of a table say something: what each is, and the words that its codes count in."""
    findings = _names(columns, _lib.REUNIFY_CODES_FINDINGS)
    found, strangers = False, []
    for column in frame.names:
        name, at, person = column.partition("@")
        number = int(person) if at and person.isdigit() and 0 < int(person) < 2**31 else 0
        if column in leave or (at and not number):
            continue
        if name in findings:
            found = True
            yield column, _lib.REUNIFY_READ_FINDING, name.encode("utf-8"), number, _names(columns, _lib.REUNIFY_CODES_VALUES, findings.index(name))
        elif name == "return_to" and number:
            yield column, _lib.REUNIFY_READ_RETURN_TO, b"", number, ["false", "true"]
        elif column in _OTHERS:
            kind = {"judgement": _lib.REUNIFY_CODES_LEVELS, "approved_by": _lib.REUNIFY_CODES_ROLES}.get(column)
            yield column, _OTHERS[column], b"", 0, _names(columns, kind) if kind else ["false", "true"]
        else:
            strangers.append(column)
    for column in strangers:
        near = difflib.get_close_matches(column, [f for f in findings if f not in frame.names], 1, 0.8)
        if near:
            warnings.warn("the column %r is not read; did you mean the finding %r?" % (column, near[0]), stacklevel=5)
    if not found:
        raise wrong("no column is a finding of the profile; expected some of %s" % ", ".join(findings), "missing_column", status="not_found")


def _needed(frame: Any, column: str) -> Tuple[Any, List[Any]]:
    if column not in frame.names:
        near = difflib.get_close_matches(column, frame.names, 1)
        raise wrong("there is no column %r; there are %s%s" % (column, ", ".join(frame.names[:20]) or "none", "; did you mean %r?" % near[0] if near else ""),
                    "missing_column", status="not_found")
    codes, values = _coded(frame, column)
    row = frame.missing(codes)
    if row is not None:
        raise wrong("row %d has nothing in the column %r" % (row, column), "missing_member", "/%d/%s" % (row, column), "invalid")
    return codes, values


def _coded(frame: Any, column: str) -> Tuple[Any, List[Any]]:
    try:
        codes, values = frame.coded(column)
        return codes, values
    except ReunifyError:
        raise
    except UnicodeDecodeError:
        raise wrong("the column %r is not UTF-8" % column, "bad_utf8", status="invalid") from None
    except (TypeError, ValueError, OverflowError, NotImplementedError) as problem:
        raise wrong("the column %r cannot be read: its values are of no type that is known here (%s)" % (column, type(problem).__name__), "bad_type", status="invalid") from None


def _days(frame: Any, column: str, codes: Any, values: Sequence[Any]) -> Any:
    days = []
    for at, value in enumerate(values):
        try:
            days.append(days_of(date_of(value, "the column %r" % column)))
        except ReunifyError as error:
            row = _first(frame, codes, at)
            raise ReunifyError([error.faults[0]._replace(pointer="/%d/%s" % (row, column), message="row %d: %s" % (row, error.message))]) from None
    return frame.mapped(days, codes)


def _first(frame: Any, codes: Any, value: int) -> int:
    """The first row with a code."""
    return _plain(codes).index(value)


def levels(profile: Any, table: Any, child: str = "child", date: str = "date", *, as_of: Any = None, pathway: Optional[str] = None) -> Any:
    """The level after each assessment: a table of the same kind, its rows in the same order.

    `table`: a DataFrame of pandas or polars, a table of pyarrow, a list of dicts or a dict of lists; or whatever else gives an Arrow
    stream, of which a table of pyarrow is made. A row is an assessment; the columns are `child`, `date`, and findings by their names
    (`recurrence`, or of a person `parental_capacity@1`, with `return_to@1`); `judgement`, `rationale` and `approved_by` where somebody
    judged otherwise. Others are not read. Rows may stand in any order; those of one child and one day count in the order of the table. What
    is None, NaN or empty is not known.

    What comes back has `child`, `date`, `level` (after the assessment), `level_before`, `indicated` (by the findings alone), `rule`, `basis` and
    `held_by`. `as_of`: what comes later is not seen; the last date of the table if it is not given.

    >>> import reunify as ru
    >>> rows = ru.profile("herefordshire-2023").levels(ru.datasets.assessments(5))
    >>> sorted(rows[0])
    ['basis', 'child', 'date', 'held_by', 'indicated', 'level', 'level_before', 'rule']
    """
    frame = _adapted(table)
    if frame.nothing:
        return []
    child_codes, _ = _needed(frame, child)
    date_codes, values = _needed(frame, date)
    days = _days(frame, date, date_codes, values)
    order = frame.order(child_codes, days)
    until = days_of(date_of(as_of, "as_of")) if as_of is not None else frame.highest(days) if frame.count else 0
    options = _lib.reunify_batch_options(size=ctypes.sizeof(_lib.reunify_batch_options), pathway=bytes_of(pathway, "pathway") if pathway else None)
    handle = _compiled(profile)
    with profile._handle, handle as columns, _Rows(frame, order) as rows:
        rows.read(_lib.REUNIFY_READ_SUBJECT, b"", 0, child_codes)
        rows.read(_lib.REUNIFY_READ_DATE, b"", 0, days)
        for column, what, name, person, known in _readable(frame, columns, (child, date)):
            codes, values = _coded(frame, column)
            rows.read(what, name, person, codes, [_word(v, known, column) for v in values])
        rooms = {column: rows.write(what, kind) for column, what, _, kind in _RESULTS}
        found = ctypes.c_size_t()
        try:
            call("reunify_columns_replay", columns, rows.pointer, until, ctypes.byref(options), ctypes.byref(found))
        except ReunifyError as error:
            raise rows.placed(error) from None
        inverse = frame.inverse(order)
        made = {child: frame.given(child), date: frame.dates(days)}
        for column, _, names, kind in _RESULTS:
            none = -1 if kind is ctypes.c_int32 else _lib.REUNIFY_CODE_NONE
            made[column] = frame.result(rooms[column], none, inverse, _names(columns, names), names == _lib.REUNIFY_CODES_LEVELS)
        return frame.build(made)


# Spells ------------------------------------------------------------------------------------------------------------------------


def _spells_of(rows: Iterable[Tuple[Any, int, Any]], until: Optional[int]) -> Iterator[Tuple[Any, Any, int, int, bool]]:
    """Spells of rows (child, day, level) that are sorted by child and day."""
    child, level, start, last = None, None, 0, 0
    for this, day, now in rows:
        if this != child:
            if level is not None:
                yield child, level, start, max(last, last if until is None else until), False
            child, level = this, None
        if now is not None and now != level:
            if level is not None:
                yield child, level, start, day, True
            level, start = now, day
        last = day
    if level is not None:
        yield child, level, start, max(last, last if until is None else until), False


def spells(table: Any, child: str = "child", date: str = "date", level: str = "level", *, until: Any = None) -> Any:
    """How long each level stood: a table of the same kind, with `child`, `level`, `start`, `stop` and `event`.

    `event` is True where the level was left on the day `stop`, and False where it still stood on the last day that is known: the child's last
    assessment, or `until` where that is later. That is what survival analysis takes: the duration is `stop` less `start`. A level that was
    passed through within one day has the duration 0.

    >>> import datetime, reunify as ru
    >>> day = datetime.date
    >>> ru.spells([{"child": 1, "date": day(2024, 1, 1), "level": "high"}, {"child": 1, "date": day(2024, 3, 1), "level": "medium"}])[0]["event"]
    True
    """
    frame = _adapted(table)
    if frame.nothing:
        return []
    children, ids = _needed(frame, child)
    date_codes, values = _needed(frame, date)
    if level not in frame.names:
        raise wrong("there is no column %r; levels() makes it" % level, "missing_column", status="not_found")
    level_codes, words = _coded(frame, level)
    days = _days(frame, date, date_codes, values)
    order = frame.order(children, days)
    end = None if until is None else days_of(date_of(until, "until"))
    lie = [frame.take(v, order) for v in (children, days, level_codes)]
    mask = frame.turning(lie[0], lie[2])
    rows = ((c, d, None if at < 0 else at) for c, d, at in zip(*[frame.chosen(v, mask) for v in lie]))
    made = list(_spells_of(rows, end))
    columns = {child: [ids[s[0]] for s in made], "level": [str(words[s[1]]) for s in made], "start": [date_from(s[2]) for s in made],
               "stop": [date_from(s[3]) for s in made], "event": [s[4] for s in made]}
    return _like(frame, columns)


def _plain(values: Any) -> List[int]:
    return list(values.to_pylist() if hasattr(values, "to_pylist") else values.tolist())


def _like(frame: Any, columns: Dict[str, List[Any]]) -> Any:
    """Plain columns as a table of the kind that was given."""
    if isinstance(frame, _Pandas):
        made = frame.pd.DataFrame(columns)
        for name in ("start", "stop"):
            made[name] = frame.dates(frame.np.asarray(columns[name], dtype="datetime64[D]"))
        return made
    if isinstance(frame, _Arrow):
        kinds = {"level": frame.pa.string(), "start": frame.pa.date32(), "stop": frame.pa.date32(), "event": frame.pa.bool_()}
        return frame.build({n: frame.pa.array(v, kinds.get(n)) for n, v in columns.items()})
    return frame.build(columns)
