"""Many cases as tables of pyarrow: the library's own, on as many threads as are asked for."""
import concurrent.futures
import ctypes
import importlib
import itertools
from typing import Any, Dict, Iterator, List, Mapping, Optional, Sequence, Union

from . import _lib
from ._case import Case, encoded
from ._evaluate import _EXPLAIN, _dates
from ._handle import Handle, call, days_of, library, make, text_of, wrong


def _names() -> List[str]:
    lib = library()
    return [text_of(lib.reunify_table_name(i)) for i in range(lib.reunify_table_count())]


def _line(case: Any) -> bytes:
    """A case in one line: within JSON a line end is nothing but white space."""
    if isinstance(case, Case):
        case = case._document
    if isinstance(case, Mapping):
        return encoded(case)
    if not isinstance(case, (str, bytes)):
        raise wrong("a case is a dict, a reunify.Case or JSON text, not %s" % type(case).__name__, "bad_type", status="invalid")
    data = case.encode("utf-8", "surrogatepass") if isinstance(case, str) else case
    return data.replace(b"\n", b" ").replace(b"\r", b" ") or b"null"  # a case that is empty is one that is wrong


def _lines(cases: Any) -> bytes:
    if isinstance(cases, (bytes, str)):
        return cases.encode("utf-8", "surrogatepass") if isinstance(cases, str) else cases
    return b"\n".join(_line(case) for case in cases)


def _batch(pyarrow: Any, rows: Any) -> Any:
    schema, array = (ctypes.c_int64 * 9)(), (ctypes.c_int64 * 10)()
    call("reunify_table_rows_to_arrow", rows, ctypes.addressof(schema), ctypes.addressof(array))
    return pyarrow.RecordBatch._import_from_c(ctypes.addressof(array), ctypes.addressof(schema))


class _Work:
    """The parts of a caseload, shared out among threads; each has an evaluator of its own."""

    def __init__(self, load: Any, tables: Sequence[int]) -> None:
        self.load, self.tables = load, (ctypes.c_int32 * len(tables))(*tables)
        self.pyarrow: Any = importlib.import_module("pyarrow")
        self.made: Dict[int, List[Any]] = {}
        self.parts: Iterator[int] = itertools.count()

    def part(self, evaluator: Any, number: int) -> None:
        count = len(self.tables)
        rows = (ctypes.POINTER(_lib.reunify_table_rows) * count)()
        call("reunify_caseload_run", self.load, evaluator, number, self.tables, count, ctypes.cast(rows, ctypes.POINTER(ctypes.POINTER(_lib.reunify_table_rows))))
        try:
            self.made[number] = [_batch(self.pyarrow, r) for r in rows]
        finally:
            for r in rows:
                library().reunify_table_rows_free(r)

    def run(self, _: int) -> None:
        evaluator = make(_lib.reunify_evaluator, "reunify_evaluator_new", None)
        try:
            for number in iter(self.parts.__next__, None):
                if number >= library().reunify_caseload_part_count(self.load):
                    return
                self.part(evaluator, number)
        finally:
            library().reunify_evaluator_free(evaluator)

    def table(self, at: int) -> Any:
        if not self.made:
            return _empty(self.pyarrow, self.tables[at])
        return self.pyarrow.Table.from_batches([self.made[number][at] for number in sorted(self.made)])


def _empty(pyarrow: Any, table: int) -> Any:
    """A table without rows, by its columns."""
    lib = library()
    kinds = {_lib.REUNIFY_COLUMN_DATE: pyarrow.date32(), _lib.REUNIFY_COLUMN_INTEGER: pyarrow.int64(), _lib.REUNIFY_COLUMN_BOOLEAN: pyarrow.bool_()}
    fields = [(text_of(lib.reunify_table_column_name(table, i)), kinds.get(lib.reunify_table_column_type(table, i), pyarrow.string()))
              for i in range(lib.reunify_table_column_count(table))]
    return pyarrow.schema(fields).empty_table()


def tables(profile: Any, cases: Any, as_of: Any, names: Union[str, Sequence[str]], *, threads: int, pathway: Optional[str], explain: str, strict: bool,
           first: int) -> Dict[str, Any]:
    """The work behind `Profile.tables()`."""
    known, wanted = _names(), (names,) if isinstance(names, str) else tuple(names)
    if explain not in _EXPLAIN:
        raise wrong("explain is one of %s, not %r" % (", ".join(_EXPLAIN), explain))
    for name in wanted:
        if name not in known:
            raise wrong("no table is called %r; there are %s" % (name, ", ".join(known)), "bad_table")
    days = [days_of(day) for day in _dates(as_of) if day is not None]
    options = _lib.reunify_caseload_options(size=ctypes.sizeof(_lib.reunify_caseload_options), dates=(ctypes.c_int32 * len(days))(*days) if days else None, date_count=len(days),
                                            pathway=pathway.encode("utf-8") if pathway else None, explain=_EXPLAIN[explain],
                                            case_flags=_lib.REUNIFY_CASE_STRICT if strict else 0, first=first)
    lines = _lines(cases)  # held as long as the caseload
    with profile._handle as held:
        load = Handle("caseload", make(_lib.reunify_caseload, "reunify_caseload_of_lines", held, lines, len(lines), ctypes.byref(options)), "reunify_caseload_unref")
    with load as pointer:
        work = _Work(pointer, [known.index(name) for name in wanted])
        with concurrent.futures.ThreadPoolExecutor(max(1, threads)) as pool:
            for _ in pool.map(work.run, range(max(1, threads))):  # raises what was raised there
                pass
        return {name: work.table(at) for at, name in enumerate(wanted)}
