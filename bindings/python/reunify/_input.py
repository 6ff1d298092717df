"""What may be given as cases: one after the other, as the bytes of JSON."""
import gzip
import json
import os
from typing import Any, Dict, Iterable, Iterator, List, Mapping, NamedTuple, Optional, Tuple

from ._case import Case, encoded
from ._handle import Fault, ReunifyError, wrong

_LINES = (".jsonl", ".ndjson")


class Given(NamedTuple):
    """A case as it was given: its bytes, or what is wrong with it, and where it came from."""

    data: bytes
    fault: Optional[ReunifyError]
    source: Optional[str]
    line: int


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
            return Given(value.encode("utf-8", "surrogatepass") if isinstance(value, str) else bytes(value), None, source, 0)
        if not isinstance(value, Mapping):
            raise wrong("a case is a dict, a reunify.Case or JSON text, not %s" % type(value).__name__, "bad_type", status="invalid")
        return Given(encoded(value), None, source, 0)
    except ReunifyError as error:
        return Given(b"", error, source, 0)


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
        for value in values:
            yield _from_value(value, source)
        return
    lines = [line for line in data.split(b"\n") if line.strip()]
    if len(lines) > 1 and all(line.lstrip()[:1] == b"{" and line.rstrip()[-1:] == b"}" for line in lines):
        yield from _from_lines(data.split(b"\n"), source)
    else:
        yield Given(data, None, source, 0)


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


def cases_of(cases: Any) -> Iterator[Given]:
    """Everything that was given, one case after the other."""
    if isinstance(cases, (Mapping, Case)):
        yield _from_value(cases)
    elif isinstance(cases, os.PathLike):
        yield from _from_path(os.fspath(cases))
    elif isinstance(cases, str):
        if cases.lstrip()[:1] in ("{", "["):
            yield from _from_text(cases.encode("utf-8", "surrogatepass"), None)
        else:
            yield from _from_path(cases)
    elif isinstance(cases, (bytes, bytearray)):
        yield from _from_text(bytes(cases), None)
    else:
        try:
            each = iter(cases)
        except TypeError:
            raise wrong("cases are a dict, a reunify.Case, a list of them, JSON text or a path, not %s" % type(cases).__name__, "bad_type") from None
        for value in each:
            yield from (_from_path(os.fspath(value)) if isinstance(value, os.PathLike) else [_from_value(value)])


def id_of(data: bytes) -> Optional[str]:
    """The id of a case that could not be read or evaluated, where it can be told."""
    try:
        value = json.loads(data.decode("utf-8"))
        return value["id"] if isinstance(value, dict) and isinstance(value.get("id"), str) else None
    except (ValueError, RecursionError):
        return None
