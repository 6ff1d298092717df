"""The library, objects of it with their lifetimes, and its faults as exceptions.

An object of the library is held by a `Handle`: whoever calls goes through `with handle as pointer`, and it is given back when it was
closed, or is garbage, and nobody is inside any more. So neither a use after `close()` nor a `close()` in another thread can touch memory
that is gone: the first raises, the second waits for the call to come back. Nothing of the lock is held while a call runs, and ctypes lets
other threads run meanwhile.
"""
import ctypes
import datetime
import threading
import weakref
from typing import Any, Callable, Iterable, List, NamedTuple, Optional, Tuple

from . import _lib

_EPOCH = datetime.date(1970, 1, 1).toordinal()
_loaded: List[ctypes.CDLL] = []
_loading = threading.Lock()


def library() -> ctypes.CDLL:
    """The library, opened when it is first asked for."""
    if not _loaded:
        with _loading:
            if not _loaded:
                _loaded.append(_lib.load())
    return _loaded[0]


class Fault(NamedTuple):
    """One thing that is wrong, and where."""

    status: str
    code: str
    message: str
    pointer: str
    line: int
    column: int

    def __str__(self) -> str:
        place = " at %s" % self.pointer if self.pointer else ""
        place += " (line %d, column %d)" % (self.line, self.column) if self.line else ""
        return "%s%s: %s" % (self.code or self.status, place, self.message)


class ReunifyError(Exception):
    """What was wrong. `faults` has all of it; `status`, `code`, `message`, `pointer`, `line` and `column` are those of the first.

    `case` is the id of the case where that is known, `number` its place in what was given, from 0, and `source` the file. A line of 0 is
    none: only the pointer is known. No value of a case is in a message.

    >>> import reunify as ru
    >>> try:
    ...     ru.profile("hereford-2023")
    ... except ru.ReunifyError as error:
    ...     print(error.status)
    not_found
    """

    def __init__(self, faults: Iterable[Fault], *, case: Optional[str] = None, number: Optional[int] = None, source: Optional[str] = None, total: int = 0) -> None:
        self.faults = list(faults)
        self.total = max(total, len(self.faults))
        self.case, self.number, self.source = case, number, source
        super().__init__(self.faults)

    @property
    def status(self) -> str:
        return self.faults[0].status

    @property
    def code(self) -> str:
        return self.faults[0].code

    @property
    def message(self) -> str:
        return self.faults[0].message

    @property
    def pointer(self) -> str:
        return self.faults[0].pointer

    @property
    def line(self) -> int:
        return self.faults[0].line

    @property
    def column(self) -> int:
        return self.faults[0].column

    def __str__(self) -> str:
        where = [w for w in (self.source, "case %s" % self.case if self.case else "", "number %d" % self.number if self.number is not None else "") if w]
        more = ["and %d more" % (self.total - len(self.faults))] if self.total > len(self.faults) else []
        return (", ".join(where) + ": " if where else "") + "\n".join([str(f) for f in self.faults] + more)

    def __reduce__(self) -> Tuple[Any, ...]:
        return (_again, (self.faults, self.case, self.number, self.source, self.total))


def _again(faults: List[Fault], case: Optional[str], number: Optional[int], source: Optional[str], total: int) -> ReunifyError:
    return ReunifyError(faults, case=case, number=number, source=source, total=total)


def wrong(message: str, code: str = "", pointer: str = "", status: str = "argument", line: int = 0) -> ReunifyError:
    """An error of this package's own."""
    return ReunifyError([Fault(status, code, message, pointer, line, 0)])


def bytes_of(word: Any, what: str) -> bytes:
    """A word for the library, which reads UTF-8 up to the first NUL."""
    if not isinstance(word, str):
        raise wrong("%s is a text, not %s" % (what, type(word).__name__), "bad_type")
    if "\0" in word:
        raise wrong("%s has a NUL in it" % what, "bad_utf8")
    try:
        return word.encode("utf-8")
    except UnicodeEncodeError:
        raise wrong("%s has half a surrogate pair, which UTF-8 cannot say" % what, "bad_utf8") from None


def text_of(data: Optional[bytes]) -> str:
    return (data or b"").decode("utf-8", "replace")


class Errors:
    """An error object, for as long as one call takes."""

    def __enter__(self) -> "Errors":
        self.pointer = ctypes.POINTER(_lib.reunify_error)()
        if library().reunify_error_new(None, ctypes.byref(self.pointer)):
            raise MemoryError
        return self

    def __exit__(self, *_: Any) -> None:
        library().reunify_error_free(self.pointer)

    def read(self, status: int) -> ReunifyError:
        lib, e = library(), self.pointer
        name = text_of(lib.reunify_status_name(status))
        faults = [Fault(name, text_of(lib.reunify_error_code(e, i)), text_of(lib.reunify_error_message(e, i)), text_of(lib.reunify_error_pointer(e, i)),
                        lib.reunify_error_line(e, i), lib.reunify_error_column(e, i)) for i in range(lib.reunify_error_count(e))]
        return ReunifyError(faults or [Fault(name, "", "the library says no more", "", 0, 0)], total=lib.reunify_error_total(e))


def call(name: str, *arguments: Any) -> None:
    """Calls a function whose last argument is an error object; raises what it says."""
    with Errors() as errors:
        status = getattr(library(), name)(*arguments, errors.pointer)
        if status == _lib.REUNIFY_NO_MEMORY:
            raise MemoryError("libreunify: " + name)
        if status:
            raise errors.read(status)


def make(kind: Any, name: str, *arguments: Any) -> Any:
    """Calls a function that makes an object; gives the pointer to it."""
    out = ctypes.POINTER(kind)()
    call(name, *arguments, ctypes.byref(out))
    return out


def text(name: str, *arguments: Any) -> str:
    """Calls a function that makes a text; gives its characters."""
    made = make(_lib.reunify_text, name, *arguments)
    try:
        return ctypes.string_at(library().reunify_text_data(made), library().reunify_text_length(made)).decode("utf-8")
    finally:
        library().reunify_text_free(made)


class _Held:
    """What a handle and its finalizer share."""

    def __init__(self, pointer: Any, release: Callable[[Any], None]) -> None:
        self.pointer, self.release = pointer, release
        self.users, self.closed = 0, False
        self.lock = threading.RLock()

    def leave(self, users: int) -> None:
        with self.lock:
            self.users -= users
            self.closed = self.closed or not users
            last = self.closed and not self.users and self.pointer is not None
            pointer, self.pointer = self.pointer, None if last else self.pointer
        if last:
            self.release(pointer)

    def close(self) -> None:
        self.leave(0)


class Handle:
    """An object of the library, given back once."""

    def __init__(self, what: str, pointer: Any, release: str) -> None:
        self.what = what
        self._held = _Held(pointer, getattr(library(), release))
        self.close = weakref.finalize(self, self._held.close)

    @property
    def closed(self) -> bool:
        return self._held.closed

    def __enter__(self) -> Any:
        with self._held.lock:
            if self._held.closed:
                raise wrong("the %s was closed" % self.what, status="state")
            self._held.users += 1
        return self._held.pointer

    def __exit__(self, *_: Any) -> None:
        self._held.leave(1)


class Closing:
    """What has a handle: `with` gives it back at the end of the block, `close()` at once, and else when nothing refers to it."""

    _handle: Handle

    def close(self) -> None:
        """Gives the object back. A second time does nothing; using it afterwards raises ReunifyError with the status "state"."""
        self._handle.close()

    @property
    def closed(self) -> bool:
        return self._handle.closed

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()


# Dates -------------------------------------------------------------------------------------------------------------------------


def date_of(value: Any, what: str) -> datetime.date:
    """A day from a date, a time stamp or a text `YYYY-MM-DD`."""
    if isinstance(value, datetime.datetime):
        if value != value:  # NaT
            raise wrong("%s is no date: NaT" % what, "bad_date", status="invalid")
        return value.date()
    if isinstance(value, datetime.date):
        return value
    if isinstance(value, str):
        try:
            if len(value) == 10:
                return datetime.date.fromisoformat(value)
        except ValueError:
            pass
        raise wrong("%s is no date: expected a day of the calendar as YYYY-MM-DD" % what, "bad_date", status="invalid")
    if type(value).__name__ == "datetime64" and str(value) != "NaT":
        return date_of(str(value.astype("datetime64[D]")), what)
    raise wrong("%s is no date but %s: expected a datetime.date or a text YYYY-MM-DD" % (what, type(value).__name__), "bad_date", status="invalid")


def days_of(day: datetime.date) -> int:
    return day.toordinal() - _EPOCH


def date_from(days: int) -> datetime.date:
    return datetime.date.fromordinal(days + _EPOCH)
