"""Cases: a child's record, built step by step or read."""
import copy
import datetime
import difflib
import json
import math
import warnings
from typing import Any, Dict, Iterator, List, Mapping, Optional, Tuple

from . import _lib
from ._handle import ReunifyError, call, library, make, text, text_of, wrong
from ._profile import Profile

SCHEMA = "reunify/case/1"
# Which fields name a person.
_PERSONS = ("about", "owner", "person")


def plain(value: Any, pointer: str = "") -> Any:
    """A value as JSON has it: dates as texts, numbers of numpy as numbers. What is none raises, with its place."""
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, float):
        if math.isfinite(value):
            return value
        raise wrong("NaN and infinity are no values: leave out what is not known", "bad_number", pointer, "invalid")
    if isinstance(value, datetime.date):
        if value != value:
            raise wrong("NaT is no date: leave out what is not known", "bad_date", pointer, "invalid")
        return (value.date() if isinstance(value, datetime.datetime) else value).isoformat()
    if isinstance(value, Mapping):
        return {_name(k, pointer): plain(v, "%s/%s" % (pointer, str(k).replace("~", "~0").replace("/", "~1"))) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(v, "%s/%d" % (pointer, i)) for i, v in enumerate(value)]
    if isinstance(value, bytes):
        try:
            return value.decode("utf-8")
        except UnicodeDecodeError:
            raise wrong("expected UTF-8", "bad_utf8", pointer, "invalid") from None
    if hasattr(value, "item") and getattr(value, "shape", None) == ():  # a number of numpy
        return plain(value.item() if value == value else float("nan"), pointer)
    raise wrong("%s is no value of a case" % type(value).__name__, "bad_type", pointer, "invalid")


def _name(key: Any, pointer: str) -> str:
    if not isinstance(key, str):
        raise wrong("names are texts, not %s" % type(key).__name__, "bad_type", pointer, "invalid")
    return key


def encoded(document: Any) -> bytes:
    """A case as the bytes of JSON."""
    try:
        return json.dumps(plain(document), ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    except UnicodeEncodeError:
        raise wrong("a text has half a surrogate pair, which UTF-8 cannot say", "bad_utf8", status="invalid") from None
    except RecursionError:
        raise wrong("it is nested too deeply, or lies in itself", "too_deep", status="limit") from None


class Record:
    """A case of the library, for the length of a block."""

    def __init__(self, data: bytes, strict: bool) -> None:
        self.data, self.strict = data, strict

    def __enter__(self) -> Any:
        self.pointer = make(_lib.reunify_case, "reunify_case_from_json", None, self.data, len(self.data), int(self.strict))
        return self.pointer

    def __exit__(self, *_: Any) -> None:
        library().reunify_case_free(self.pointer)


def _kinds() -> Iterator[Tuple[str, str, bool]]:
    """Of each kind that lies in the case: its name, its member, whether it is a list."""
    lib, group = library(), _lib.REUNIFY_NAMES_KIND
    for i in range(lib.reunify_names_count(group)):
        kind = lib.reunify_names_value(group, i)
        if lib.reunify_kind_parent(kind) == _lib.REUNIFY_ENTRY_CASE:
            yield text_of(lib.reunify_names_name(group, kind)), text_of(lib.reunify_kind_member(kind)), bool(lib.reunify_kind_is_list(kind))


class Case:
    """A child's record, built entry by entry. What is not said is not known.

    Each entry is checked when it is added: by the format and, where a profile is given, by its words. What is wrong raises ReunifyError and
    is not added. Whether ids fit together is seen when the case is evaluated, or by `check()`.

    >>> import reunify as ru
    >>> case = ru.Case("C-1", profile=ru.profile("herefordshire-2023"))
    >>> case = case.add("person", id="mother", relation="parent")
    >>> case = case.add("police_check", date="2024-01-10", about="mother", outcome="completed")
    >>> case.to_dict()["records"]
    [{'type': 'police_check', 'date': '2024-01-10', 'about': 'mother', 'outcome': 'completed'}]
    >>> case.add("police_chek", date="2024-01-10")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    reunify.ReunifyError: case C-1: unknown_record_type at /records/1/type: expected a type of record ...; did you mean "police_check"?
    """

    def __init__(self, id: str, *, profile: Optional[Profile] = None, pathway: Optional[str] = None, attributes: Optional[Mapping[str, Any]] = None) -> None:
        self._profile = profile
        self._document: Dict[str, Any] = {"schema": SCHEMA, "id": id}
        more = {"pathway": pathway, "attributes": attributes}
        self.set(**{k: v for k, v in more.items() if v is not None})

    @classmethod
    def from_dict(cls, document: Mapping[str, Any], *, profile: Optional[Profile] = None) -> "Case":
        """A case from a document `reunify/case/1`, which is checked as a whole."""
        if not isinstance(document, Mapping):
            raise wrong("a case is a dict, not %s" % type(document).__name__, "bad_type", status="invalid")
        made = cls.__new__(cls)
        made._profile, made._document = profile, plain(document)
        made.check()
        return made

    @classmethod
    def from_json(cls, data: Any, *, profile: Optional[Profile] = None) -> "Case":
        """A case from JSON, as text or bytes. It comes as the library writes it: what the format does not know is left out."""
        if not isinstance(data, (str, bytes, bytearray)):
            raise wrong("JSON is text or bytes, not %s" % type(data).__name__, "bad_type", status="invalid")
        raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else bytes(data)
        with Record(raw, False) as record:
            return cls.from_dict(json.loads(text("reunify_case_to_json", record, 0)), profile=profile)

    @property
    def id(self) -> str:
        """The id of the case."""
        return str(self._document["id"])

    def set(self, **fields: Any) -> "Case":
        """Sets `pathway`, and `attributes`: those given, the others stay. An attribute is one value, or a list of dicts with `value`, `from`, `to`."""
        new = plain(fields)
        if "attributes" in new and isinstance(new["attributes"], dict):
            new["attributes"] = {**self._document.get("attributes", {}), **new["attributes"]}
        self._try({"id": self._document["id"], **new})
        self._document.update(new)
        return self

    def add(self, what: str, **fields: Any) -> "Case":
        """Adds an entry, and gives the case. `what` is a kind (child, legal_status, care_period, placement, return, person, assessment, record,
        family_time, goal, return_to), or else a type of record. `from` is a word of Python: say `from_`. An `attribute` has a `name`, the `value`
        that it has for a time, and `from_` and `to`.
        """
        entry = {k[:-1] if k.endswith("_") else k: v for k, v in fields.items()}
        kinds = {name: (member, many) for name, member, many in _kinds()}
        member, many = kinds.get(what, kinds["record"])
        if what not in kinds:
            entry = {"type": what, **entry}
        entry = plain(entry)
        if what == "attribute":
            return self._add_attribute(entry)
        before = self._document.get(member)
        if not many and before is not None:
            raise wrong("the case has that already", "added_twice", "/" + member, "invalid")
        near = difflib.get_close_matches(what, list(kinds), 1, 0.8) if what not in kinds else []
        try:
            self._try({member: [entry] if many else entry}, {"/%s/0" % member: "/%s/%d" % (member, len(before or []))} if many else {})
        except ReunifyError as error:
            raise self._or_kind(error, near) from None
        if near and self._profile is None:
            warnings.warn("%r is taken for a type of record; did you mean the kind %r?" % (what, near[0]), stacklevel=2)
        if many:
            self._document.setdefault(member, []).append(entry)
        else:
            self._document[member] = entry
        return self

    def _add_attribute(self, entry: Dict[str, Any]) -> "Case":
        """A value of an attribute with its time, behind those that it has already."""
        name = entry.pop("name", None)
        if not isinstance(name, str):
            raise wrong("an attribute has a name", "missing_member", "/attributes", "invalid")
        attributes = self._document.get("attributes") or {}
        before = attributes.get(name)
        if before is not None and not isinstance(before, list):
            raise wrong("the case has this attribute as one value that always holds", "added_twice", "/attributes/" + name, "invalid")
        place = "/attributes/%s/%d" % (name, len(before or []))
        self._try({"attributes": {name: [entry]}}, {"/attributes/%s/0" % name: place})
        self._document["attributes"] = {**attributes, name: (before or []) + [entry]}
        return self

    @staticmethod
    def _or_kind(error: ReunifyError, near: List[str]) -> ReunifyError:
        """A fault of what was taken for a record, with the kind that was perhaps meant."""
        if not near:
            return error
        first = error.faults[0]._replace(message="%s; or did you mean the kind \"%s\"?" % (error.message, near[0]))
        return ReunifyError([first] + error.faults[1:], case=error.case, total=error.total)

    def none(self, *kinds: str) -> "Case":
        """Says that there are none of a kind, such as "return": that is known, not merely not said."""
        lists = {name: member for name, member, many in _kinds() if many and name != "attribute"}  # one that is not there is not known
        for kind in kinds:
            if kind not in lists:
                raise wrong("no kind with this name; expected one of %s" % ", ".join(lists), "unknown_kind")
            self._document.setdefault(lists[kind], [])
        return self

    def _try(self, part: Dict[str, Any], moved: Optional[Dict[str, str]] = None) -> None:
        """Has a part checked as a case of its own, with everybody in it whom it names."""
        there = ["child"] + [p.get("id") for p in part.get("people", [])]
        named = sorted(n for n in set(_named(part)) if n not in there)
        trial = {"schema": SCHEMA, "id": self._document["id"], **part}
        if named:
            trial["people"] = trial.get("people", []) + [{"id": n} for n in named]
        try:
            self._hold(encoded(trial), True)
        except ReunifyError as error:
            raise self._placed(error, moved or {}) from None

    def _placed(self, error: ReunifyError, moved: Dict[str, str]) -> ReunifyError:
        faults = []
        for fault in error.faults:
            for old, new in moved.items():
                if (fault.pointer + "/").startswith(old + "/"):
                    fault = fault._replace(pointer=new + fault.pointer[len(old):])
            faults.append(fault._replace(line=0, column=0))
        return ReunifyError(faults, case=str(self._document["id"]), total=error.total)

    def _hold(self, data: bytes, strict: bool) -> None:
        with Record(data, strict) as record:
            if self._profile is not None:
                with self._profile._handle as profile:
                    call("reunify_case_check", record, _lib.REUNIFY_THE_CASE, profile)

    def check(self, profile: Optional[Profile] = None) -> "Case":
        """Checks the whole; raises ReunifyError with every fault."""
        self._profile = profile or self._profile
        try:
            self._hold(encoded(self._document), False)
        except ReunifyError as error:
            raise self._placed(error, {}) if "id" in self._document else error
        return self

    def to_dict(self) -> Dict[str, Any]:
        """The document `reunify/case/1`: a copy."""
        return copy.deepcopy(self._document)

    def to_json(self) -> str:
        """The canonical JSON of the case."""
        with Record(encoded(self._document), False) as record:
            return text("reunify_case_to_json", record, 0)

    def __repr__(self) -> str:
        return "<reunify.Case with %d entries>" % sum(len(v) for v in self._document.values() if isinstance(v, list))


def _named(value: Any) -> List[str]:
    """The ids of people that a part names."""
    if isinstance(value, dict):
        own = [v for k, v in value.items() if k in _PERSONS and isinstance(v, str) and v]
        return own + [n for v in value.values() for n in _named(v)]
    return [n for v in value for n in _named(v)] if isinstance(value, list) else []
