"""Profiles: a rule pack, ready to be used."""
import ctypes
import difflib
import html
import json
import os
from typing import TYPE_CHECKING, Any, Callable, Dict, Iterator, List, Mapping, NamedTuple, Optional, Sequence, Tuple, Union

from . import _lib
from ._handle import Closing, Handle, bytes_of, date_of, days_of, library, make, text, text_of, wrong
from ._tables import Table

if TYPE_CHECKING:
    from ._evaluate import Evaluations


class Finding(NamedTuple):
    """Something that an assessment finds."""

    id: str
    text: Optional[str]
    type: str
    values: Tuple[str, ...]
    by_person: bool
    stated: bool


class RecordType(NamedTuple):
    """A type of record."""

    id: str
    text: Optional[str]
    outcomes: Tuple[str, ...]
    attributes: Tuple[str, ...]


class Role(NamedTuple):
    """Somebody who does or decides something."""

    id: str
    text: Optional[str]
    decides: bool


class Requirement(NamedTuple):
    """Something that a stage asks for."""

    id: str
    text: Optional[str]
    pathway: str
    stage: str
    necessity: str
    for_each: bool
    by: Tuple[str, ...]
    set_aside_by: Tuple[str, ...]
    source: Optional[str]
    source_at: Optional[str]


def profiles() -> List[str]:
    """The ids of the packs that come with the library.

    >>> import reunify as ru
    >>> "herefordshire-2023" in ru.profiles()
    True
    """
    lib = library()
    return [text_of(lib.reunify_profile_builtin_id(i)) for i in range(lib.reunify_profile_builtin_count())]


def _encoded(value: Any) -> bytes:
    if isinstance(value, Mapping):
        try:
            return json.dumps(value, ensure_ascii=False, allow_nan=False).encode("utf-8")
        except (TypeError, ValueError, RecursionError) as problem:
            raise wrong("the pack cannot be written as JSON: %s" % problem, "bad_pack", status="invalid") from None
    return value.encode("utf-8", "surrogatepass") if isinstance(value, str) else bytes(value)


def _read(source: Any) -> Tuple[Optional[bytes], str]:
    """The text of a pack, or None and the id of one that comes with the library."""
    if isinstance(source, (Mapping, bytes, bytearray)):
        return _encoded(source), ""
    if isinstance(source, str) and source.lstrip()[:1] == "{":
        return source.encode("utf-8", "surrogatepass"), ""
    if not isinstance(source, (str, os.PathLike)):
        raise wrong("a profile is the id of one that comes with the library, a path, JSON text or a dict, not %s" % type(source).__name__, "bad_type")
    name = os.fspath(source)
    if isinstance(source, os.PathLike) or "/" in name or os.sep in name or name.endswith(".json"):
        try:
            with open(name, "rb") as file:
                return file.read(), name
        except ValueError:  # a NUL, or what no file system can say
            raise wrong("that is no path", "bad_path") from None
    return None, name


class Profile(Closing):
    """A rule pack, checked and compiled. It never changes, and any number of threads may use it at once. `profile()` makes one."""

    def __init__(self, pointer: Any, languages: str) -> None:
        self._handle = Handle("profile", pointer, "reunify_profile_unref")
        self._languages = languages
        self._document: Optional[Dict[str, Any]] = None
        self._columns: Optional[Handle] = None

    @property
    def id(self) -> str:
        """The id of the pack."""
        with self._handle as p:
            return text_of(library().reunify_profile_id(p))

    @property
    def version(self) -> str:
        """The version of the pack."""
        with self._handle as p:
            return text_of(library().reunify_profile_version(p))

    @property
    def title(self) -> str:
        """What the pack is called."""
        with self._handle as p:
            return text_of(library().reunify_profile_title(p))

    @property
    def levels_of_risk(self) -> List[str]:
        """The levels, from least to most severe."""
        with self._handle as p:
            lib = library()
            return [text_of(lib.reunify_profile_level(p, i)) for i in range(lib.reunify_profile_level_count(p))]

    def to_text(self, width: int = 100) -> str:
        """The pack for a person to read: every rule in sentences, with its source."""
        with self._handle as p:
            return text("reunify_profile_to_text", p, 0, width)

    def say(self, message: str, values: Optional[Mapping[str, Any]] = None) -> str:
        """One of the library's own sentences (docs/messages.md) in the languages of the profile, for a page of your own.

        A value is a text, a whole number (also which of several parts, from 0) or a day. None and False are not there; True is.

        >>> import reunify as ru
        >>> ru.profile("surrey").say("alert.status", {"status": "care order", "date": "4 August 2025"})
        'care order since 4 August 2025'
        """
        given = {name: self._value(name, value) for name, value in (values or {}).items()}
        names = (ctypes.c_char_p * len(given))(*(bytes_of(name, "the name of a value") for name in given))
        texts = (ctypes.c_char_p * len(given))(*given.values())
        id = bytes_of(message, "the id of a message")
        with self._handle as p:
            return text("reunify_profile_say", p, id, len(id), names, texts, len(given))

    def say_date(self, day: Any) -> str:
        """A day in the languages of the profile, such as `4 August 2025`."""
        days = days_of(date_of(day, "the day"))
        with self._handle as p:
            return text("reunify_profile_say_date", p, days)

    def _value(self, name: str, value: Any) -> Optional[bytes]:
        """What stands for a value of a sentence."""
        if value is None or value is False:
            return None
        if isinstance(value, str):
            return bytes_of(value, "the value %r" % name)
        if hasattr(value, "__index__"):
            return b"%d" % value
        return self.say_date(date_of(value, "the value %r" % name)).encode("utf-8")

    def vocabulary(self) -> Dict[str, Any]:
        """Every word that the pack knows: the document `reunify/vocabulary/1`."""
        if self._document is None:
            with self._handle as p:
                made = make(_lib.reunify_vocabulary, "reunify_vocabulary_new", p)
            try:
                self._document = json.loads(text("reunify_vocabulary_to_json", made, 0))
            finally:
                library().reunify_vocabulary_free(made)
        assert self._document is not None
        return self._document

    def _said(self, entry: Mapping[str, Any]) -> Optional[str]:
        texts = entry.get("text")
        if not isinstance(texts, dict):
            return texts
        for language in [t.strip() for t in self._languages.split(",")] + ["en"]:
            for tag in (language, language.partition("-")[0]):
                if tag in texts:
                    return str(texts[tag])
        return next(iter(texts.values()), None)

    @property
    def findings(self) -> "Table[Finding]":
        """What an assessment can find.

        >>> import reunify as ru
        >>> ru.profile("herefordshire-2023").findings[0].values
        ('addressed', 'being_addressed', 'not_being_addressed')
        """
        return Table(Finding, [Finding(f["id"], self._said(f), f["type"], _ids(f["values"]), f["by_person"], f["stated"]) for f in self.vocabulary()["findings"]])

    @property
    def record_types(self) -> "Table[RecordType]":
        """The types of record, with their outcomes and attributes."""
        return Table(RecordType, [RecordType(r["id"], self._said(r), _ids(r["outcomes"]), _ids(r["attributes"])) for r in self.vocabulary()["record_types"]])

    @property
    def roles(self) -> "Table[Role]":
        """The roles of those who take part."""
        return Table(Role, [Role(r["id"], self._said(r), r["decides"]) for r in self.vocabulary()["roles"]])

    @property
    def requirements(self) -> "Table[Requirement]":
        """What is asked for, stage by stage."""
        return Table(Requirement, self._requirements())

    def _requirements(self) -> Iterator[Requirement]:
        for pathway in self.vocabulary()["pathways"]:
            for stage in pathway["stages"]:
                for r in stage["requirements"]:
                    source = r["source"] or {}
                    yield Requirement(r["id"], self._said(r), pathway["id"], stage["id"], "advisory" if r["advisory"] else "required", r["for_each"],
                                      tuple(r["by"]), tuple(r["set_aside_by"]), source.get("id"), source.get("at"))

    def evaluate(self, cases: Any, as_of: Any = None, *, errors: str = "raise", progress: Union[bool, Callable[[int], None]] = False,
                 pathway: Optional[str] = None, explain: str = "full", strict: bool = False, column: str = "json") -> "Evaluations":
        """Evaluates cases: see `reunify.Evaluations` for what comes back.

        `cases`: a dict, a `Case`, a list (or anything that gives them one by one), JSON text, a path to JSON or JSON lines (also `.gz`), or a
        table of pandas, polars or whatever gives an Arrow stream, with the JSON of a case in each row of the column `column`.
        `as_of`: a date, or several, each case at each; none: the latest date in each case. `errors`: "raise" at the first case that is
        wrong, or "collect" them in the table `errors`. `progress`: True for a line on standard error (a bar where tqdm is there), or what is
        called with the number of evaluations so far. `strict`: an unknown member of a case is an error.
        """
        from ._evaluate import evaluate
        return evaluate(self, cases, as_of, errors=errors, progress=progress, pathway=pathway, explain=explain, strict=strict, column=column)

    def tables(self, cases: Any, as_of: Any = None, names: Union[str, Sequence[str]] = ("risk", "errors"), *, threads: int = 1, pathway: Optional[str] = None,
               explain: str = "full", strict: bool = False, first: int = 1) -> Dict[str, Any]:
        """Tables of many cases, by name, as tables of pyarrow: those of `reunify-evaluate --table`, whatever else is installed.

        `cases`: JSON lines, or anything that gives cases one by one, each a dict, a `Case` or JSON text. A case that is wrong stops nothing:
        its faults are rows of the table `errors`, where `line_number` is the line, or counts the cases, from `first` on. `threads`: so many
        work at once; the tables are the same. Needs pyarrow.
        """
        from ._caseload import tables
        return tables(self, cases, as_of, names, threads=threads, pathway=pathway, explain=explain, strict=strict, first=first)

    def levels(self, table: Any, child: str = "child", date: str = "date", *, as_of: Any = None, pathway: Optional[str] = None) -> Any:
        """The level after each assessment of a table: a row an assessment, a column a finding.

        See `reunify.levels`.
        """
        from ._columns import levels
        return levels(self, table, child, date, as_of=as_of, pathway=pathway)

    def plot(self, table: Any, child: str = "child", date: str = "date", level: str = "level", *, until: Any = None, ax: Any = None) -> Any:
        """How many children were at each level as time went on, drawn by matplotlib, from a table that `levels()` gave.

        A child counts from the first assessment that gives a level; a level stands until the next assessment, and the last until `until`, or the
        last date of the table. Gives the axes; `ax`: axes to draw on.
        """
        from ._plot import cohort
        return cohort(table, self.levels_of_risk, child, date, level, until, ax)

    def close(self) -> None:
        if self._columns is not None:
            self._columns.close()
        super().close()

    def __repr__(self) -> str:
        return "<reunify.Profile, closed>" if self.closed else "<reunify.Profile %s %s>" % (self.id, self.version)

    def _repr_html_(self) -> str:
        return "<details><summary>%s</summary><pre>%s</pre></details>" % (html.escape("%s, version %s" % (self.title, self.version)), html.escape(self.to_text()))


def _ids(entries: Sequence[Mapping[str, Any]]) -> Tuple[str, ...]:
    return tuple(e["id"] for e in entries)


def profile(source: Any, languages: Union[str, Sequence[str], None] = None, *, bases: Sequence[Any] = (), messages: Any = None) -> Profile:
    """A profile from the id of a pack that comes with the library, a path (it has a slash, or ends in .json), JSON text or a dict.

    `languages`: in which languages texts are to be said, the one wanted first, such as "cy,en" or ["cy", "en"]. `bases`: packs, given
    likewise, that the pack extends and that do not come with the library. `messages`: the library's own sentences in those languages, a
    path, JSON text or a dict. Raises ReunifyError with every fault of the pack.

    >>> import reunify as ru
    >>> with ru.profile("herefordshire-2023") as p:
    ...     print(p.levels_of_risk)
    ['low', 'medium', 'high', 'severe']
    """
    chain = languages or ""
    chain = chain if isinstance(chain, str) else ",".join(chain)
    options = _lib.reunify_profile_options(size=ctypes.sizeof(_lib.reunify_profile_options), languages=bytes_of(chain, "languages") or None)
    own = _read(messages)[0] if messages is not None else None
    if own is not None:
        options.messages, options.messages_length = own, len(own)
    data, name = _read(source)
    if data is None:
        known = bytes_of(name, "the id of a profile")
        if name not in profiles():
            near = difflib.get_close_matches(name, profiles(), 1)
            raise wrong("no pack of this id comes with the library; there are %s%s; a path has a slash or ends in .json" % (
                ", ".join(profiles()), "; did you mean \"%s\"?" % near[0] if near else ""), "unknown_profile", status="not_found")
        return Profile(make(_lib.reunify_profile, "reunify_profile_builtin", None, known, len(known), ctypes.byref(options)), chain)
    texts = [data]
    for base in bases:
        more, missing = _read(base)
        if more is None:
            raise wrong("a base is a path, JSON text or a dict; %r is none" % missing, "bad_base")
        texts.append(more)
    count = len(texts)
    pointers, lengths = (ctypes.c_char_p * count)(*texts), (ctypes.c_size_t * count)(*[len(t) for t in texts])
    return Profile(make(_lib.reunify_profile, "reunify_profile_from_packs", None, pointers, lengths, count, ctypes.byref(options)), chain)
