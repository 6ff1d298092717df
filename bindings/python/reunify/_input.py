"""What may be given as cases: one after the other, as the bytes of JSON."""
import difflib
import gzip
import json
import os
from typing import Any, Dict, Iterable, Iterator, List, Mapping, NamedTuple, Optional, Tuple

from ._case import Case, encoded
from ._handle import Fault, ReunifyError, text, wrong
from ._tables import module_for

_LINES = (".jsonl", ".ndjson")


class Given(NamedTuple):
    """A case as it was given: its bytes, or what is wrong with it, and where it came from: a line of a file, an element of a list or table."""

    data: bytes
    fault: Optional[ReunifyError]
    source: Optional[str]
    line: int = 0
    element: int = 0


def _pairs(pairs: List[Tuple[str, Any]]) -> Dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise ValueError("a member comes twice in one object")
    return made


def _from_value(value: Any, source: Optional[str] = None) -> Given:
    try:
        if isinstance(value, Case):
            value = value._document
        if isinstance(value, (str, bytes, bytearray)):
            return Given(value.encode("utf-8", "surrogatepass") if isinstance(value, str) else bytes(value), None, source)
        if not isinstance(value, Mapping):
            raise wrong("a case is a dict, a reunify.Case or JSON text, not %s" % type(value).__name__, "bad_type", status="invalid")
        return Given(encoded(value), None, source)
    except ReunifyError as error:
        return Given(b"", error, source)


def _each(given: Iterable[Given]) -> Iterator[Given]:
    """Elements of a list, which are counted from 1."""
    return (g._replace(element=number) for number, g in enumerate(given, 1))


def _from_lines(lines: Iterable[bytes], source: Optional[str]) -> Iterator[Given]:
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield Given(line.strip(b"\r\n"), None, source, number)


def _from_text(data: bytes, source: Optional[str]) -> Iterator[Given]:
    """One case, an array of cases, or a case a line."""
    start = data.lstrip()
    if start[:1] == b"[":
        try:
            values = json.loads(data.decode("utf-8"), object_pairs_hook=_pairs)
        except UnicodeDecodeError as problem:
            raise ReunifyError([Fault("invalid", "bad_utf8", "expected UTF-8", "", data[:problem.start].count(b"\n") + 1, 0)], source=source) from None
        except json.JSONDecodeError as problem:
            raise ReunifyError([Fault("invalid", "bad_json", problem.msg, "", problem.lineno, problem.colno)], source=source) from None
        except (ValueError, RecursionError) as problem:
            raise ReunifyError([Fault("invalid", "bad_json", str(problem), "", 0, 0)], source=source) from None
        yield from _each(_from_value(value, source) for value in values)
        return
    lines = [line for line in data.split(b"\n") if line.strip()]
    if len(lines) > 1 and all(line.lstrip()[:1] == b"{" and line.rstrip()[-1:] == b"}" for line in lines):
        yield from _from_lines(data.split(b"\n"), source)
    else:
        yield Given(data, None, source)


def _from_path(path: str) -> Iterator[Given]:
    name = path[:-3] if path.endswith(".gz") else path
    try:
        opened = gzip.open(path, "rb") if path.endswith(".gz") else open(path, "rb")
    except ValueError:  # a NUL, or what no file system can say
        raise wrong("that is no path, and no JSON text, which begins with { or [", "bad_path") from None
    with opened as file:
        if name.endswith(_LINES):
            yield from _from_lines(file, path)
        else:
            yield from _from_text(file.read(), path)


def _is_table(cases: Any) -> bool:
    """Not a column, which is a list of its values."""
    if hasattr(cases, "__arrow_c_stream__") or hasattr(cases, "__arrow_c_array__"):
        return not hasattr(cases, "dtype") and not (type(cases).__module__.startswith("pyarrow") and not hasattr(cases, "column_names") and not hasattr(cases, "schema"))
    return type(cases).__module__.split(".")[0] == "pandas" and hasattr(cases, "columns")


def _column(table: Any, column: str) -> Iterable[Any]:
    """A column of a table."""
    own = type(table).__module__.split(".")[0] in ("pandas", "polars")
    if not own:
        table = module_for("a table that comes as Arrow is read", "pyarrow").table(table)
    names = [str(n) for n in (table.columns if own else table.column_names)]
    if column not in names:
        near = difflib.get_close_matches(column, names, 1)
        raise wrong("there is no column %r with the JSON of cases; there are %s%s: say column=" % (column, ", ".join(names[:20]) or "none", "; did you mean %r?" % near[0] if near else ""),
                    "missing_column", status="not_found")
    values: Iterable[Any] = table[column] if own else table.column(column).to_pylist()
    return values


def _from_cell(value: Any, column: str) -> Given:
    if value is None or isinstance(value, float) or type(value).__name__ == "NAType":
        return Given(b"", wrong("there is no case in the column %r of this row" % column, "missing_member", status="invalid"), None)
    return _from_value(value)


def _from_any(value: Any) -> Iterator[Given]:
    if isinstance(value, os.PathLike):
        return _from_path(os.fspath(value))
    return iter([_from_value(value.as_py() if hasattr(value, "as_py") else value)])


def _from_list(cases: Any) -> Iterator[Given]:
    try:
        each = iter(cases)
    except TypeError:
        raise wrong("cases are a dict, a reunify.Case, a list or a table of them, JSON text or a path, not %s" % type(cases).__name__, "bad_type") from None
    for number, value in enumerate(each, 1):
        for given in _from_any(value):
            yield given if given.source else given._replace(element=number)


def cases_of(cases: Any, column: str = "json") -> Iterator[Given]:
    """Everything that was given, one case after the other."""
    if isinstance(cases, (Mapping, Case)):
        return iter([_from_value(cases)])
    if isinstance(cases, os.PathLike):
        return _from_path(os.fspath(cases))
    if isinstance(cases, str):
        return _from_text(cases.encode("utf-8", "surrogatepass"), None) if cases.lstrip()[:1] in ("{", "[") else _from_path(cases)
    if isinstance(cases, (bytes, bytearray)):
        return _from_text(bytes(cases), None)
    if _is_table(cases):
        return _each(_from_cell(value, column) for value in _column(cases, column))
    return _from_list(cases)


def id_of(data: bytes) -> Optional[str]:
    """The id of a case that could not be read or evaluated, where it can be told."""
    try:
        return text("reunify_case_find_id", None, data, len(data))
    except ReunifyError:
        return None
