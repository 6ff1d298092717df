"""Evaluations: of one case, and tables of many."""
import ctypes
import datetime
import html
import importlib
import json
import sys
from typing import Any, Callable, Dict, Iterator, List, Mapping, NamedTuple, Optional, Sequence, Tuple, Union

from . import _lib
from ._handle import Closing, Fault, Handle, ReunifyError, date_from, date_of, days_of, library, make, text, wrong
from ._input import Given, cases_of, id_of
from ._case import Record
from ._tables import html_table, pandas_or_none

_EXPLAIN = {"none": _lib.REUNIFY_EXPLAIN_NONE, "decision": _lib.REUNIFY_EXPLAIN_DECISION, "full": _lib.REUNIFY_EXPLAIN_FULL}

# The tables, and their columns behind `case` and `as_of`. Dates are those named in DATES.
COLUMNS: Dict[str, Tuple[str, ...]] = {
    "risk": ("level", "since", "basis", "status", "at_least", "earlier_attempt", "may_close", "may_close_from", "may_close_confirmed", "earliest_closure", "stage",
             "applicability", "pathway", "attempt", "lives"),
    "history": ("date", "assessment", "from", "to", "basis", "rule", "indicated", "discordant", "held_by", "judged", "approved_by"),
    "schedule": ("id", "due", "status", "done_on", "late", "text"),
    "outstanding": ("stage", "requirement", "text", "by_all", "by_any"),
    "information_needed": ("stage", "requirement", "text", "entries", "missing"),
    "requirements": ("stage", "requirement", "necessity", "status", "late", "met_on", "last_on", "evidence", "text"),
    "alerts": ("code", "known", "text", "evidence"),
    "factors": ("code", "kind", "result", "text", "evidence"),
    "warnings": ("code", "at", "date"),
}
ERRORS = ("number", "source", "line", "case", "as_of", "status", "code", "message", "pointer", "column")
DATES = {"since", "may_close_from", "may_close_confirmed", "earliest_closure", "date", "due", "done_on", "met_on", "last_on"}


def _day(value: Any) -> Optional[datetime.date]:
    return datetime.date.fromisoformat(value) if isinstance(value, str) else None


class Why:
    """What a rule says of a case, and on what it rests.

    `rule` is its id, `kind` what it is (requirement, stop, obligation, alert, factor, applicability, closing), `status` what came out, `text` and
    `source` its words and where they come from, `evidence` the ids of what it rests on, `needs` what would meet it, `missing` where the record is
    silent. `entry` is all that the document has.
    """

    def __init__(self, kind: str, entry: Mapping[str, Any]) -> None:
        self.kind, self.entry = kind, dict(entry)
        self.rule: str = entry.get("id") or entry["code"]
        self.status: str = entry.get("status") or entry.get("result") or "raised"
        self.text: str = entry.get("text") or ""
        source = entry.get("source") or {}
        self.source: Tuple[Optional[str], Optional[str]] = (source.get("id"), source.get("at"))
        self.evidence: List[str] = list(entry.get("evidence") or [])
        self.needs: Optional[Dict[str, Any]] = entry.get("needs")
        self.missing: List[str] = list(entry.get("missing") or [])
        self.entries: List[str] = list(entry.get("entries") or [])

    def _lines(self) -> List[Tuple[str, str]]:
        lines = [("status", self.status), ("text", self.text), ("source", ", ".join(s for s in self.source if s)), ("evidence", ", ".join(self.evidence))]
        lines += [("%s" % k.replace("_", " "), str(self.entry[k])) for k in ("met_on", "due", "done_on", "last_on") if self.entry.get(k)]
        lines += [("by", ", ".join((self.entry.get("by_all") or []) + (self.entry.get("by_any") or [])))]
        lines += [("would meet it", _need_words(option["all_of"])) for option in (self.needs or {}).get("any_of", [])]
        return [(k, v) for k, v in lines + [("missing", ", ".join(self.missing)), ("of the case", ", ".join(self.entries))] if v]

    def __str__(self) -> str:
        return "\n".join(["%s (%s)" % (self.rule, self.kind)] + ["  %s: %s" % line for line in self._lines()])

    def __repr__(self) -> str:
        return "<reunify.Why %s: %s>" % (self.rule, self.status)

    def _repr_html_(self) -> str:
        return html_table((self.rule, self.kind), self._lines())


def _need_words(things: Sequence[Mapping[str, Any]]) -> str:
    return " and ".join(" ".join([n["kind"].replace("_", " ")] + ["%s %s" % (k.replace("_", " "), "/".join(map(str, v)) if isinstance(v, list) else v)
                                                                for k, v in n.items() if k != "kind"]) for n in things)


class Evaluation(Closing):
    """Where one case stands as of a date. It needs neither the case nor the profile any more."""

    def __init__(self, pointer: Any, case: str, as_of: datetime.date) -> None:
        self._handle = Handle("evaluation", pointer, "reunify_evaluation_unref")
        self.case, self.as_of = case, as_of

    @property
    def document(self) -> Dict[str, Any]:
        """All of it: the document `reunify/evaluation/1`."""
        made: Dict[str, Any] = json.loads(self.to_json())
        return made

    def to_json(self, *, lean: bool = False, pretty: bool = False) -> str:
        """The canonical JSON; `lean`: without what the pack says of its rules."""
        with self._handle as e:
            return text("reunify_evaluation_to_json", e, lean * _lib.REUNIFY_JSON_LEAN + pretty * _lib.REUNIFY_JSON_PRETTY)

    def to_text(self, width: int = 100, *, all: bool = False) -> str:
        """The page for a person to read; `all`: what is met too."""
        with self._handle as e:
            return text("reunify_evaluation_to_text", e, all * _lib.REUNIFY_TEXT_ALL, width)

    @property
    def level(self) -> Optional[str]:
        """The level of risk that stands, None while there is none."""
        level = self.document["risk"]["level"]
        return None if level is None else str(level)

    def why(self, rule: str) -> Why:
        """What a rule says of the case, and on what it rests; KeyError where there is no such rule.

        >>> import reunify as ru
        >>> one = ru.profile("herefordshire-2023").evaluate({"schema": "reunify/case/1", "id": "C-1", "returns": []}, "2024-03-31")["C-1"]
        >>> print(one.why("first_review"))
        first_review (obligation)
          status: not_started
          text: First review, within a month of the return
          source: herefordshire, Stage 5
          by: independent_reviewing_officer
        """
        rules = list(_rules(self.document))
        for kind, entry in rules:
            if rule in (entry.get("id"), entry.get("code")):
                return Why(kind, entry)
        import difflib
        near = difflib.get_close_matches(rule, [str(e.get("id") or e.get("code")) for _, e in rules], 3)
        raise KeyError("no rule of this evaluation is called %r%s" % (rule, "; did you mean %s?" % ", ".join(near) if near else ""))

    def __str__(self) -> str:
        return self.to_text()

    def __repr__(self) -> str:
        return "<reunify.Evaluation as of %s%s>" % (self.as_of, ", closed" if self.closed else "")

    def _repr_html_(self) -> str:
        return "<pre>%s</pre>" % html.escape(self.to_text())


def _rules(document: Mapping[str, Any]) -> Iterator[Tuple[str, Mapping[str, Any]]]:
    for gate in document["gates"]:
        yield from (("requirement", r) for r in gate["requirements"])
        yield from (("stop", s) for s in gate["stops"])
    yield from (("obligation", o) for o in document["schedule"])
    yield from (("alert", a) for a in document["alerts"])
    yield from (("alert", {**a, "status": "unknown"}) for a in document["alerts_not_known"])
    yield from (("factor", f) for f in document["factors"])
    yield from (("applicability", c) for c in document["applicability"]["conditions"])
    yield from (("closing", c) for c in document["risk"]["closing"]["conditions"])


# Tables ------------------------------------------------------------------------------------------------------------------------


def _risk_row(d: Mapping[str, Any]) -> Dict[str, Any]:
    risk, classified, close = d["risk"], d["risk"]["classification"] or {}, d["risk"]["may_close"] or {}
    return {**risk, "status": classified.get("status"), "at_least": classified.get("at_least"), "may_close": risk["may_close"] is not None,
            "may_close_from": close.get("eligible_from"), "may_close_confirmed": close.get("confirmed_on"), "stage": d["stage"] and d["stage"]["id"],
            "applicability": d["applicability"]["result"], "pathway": d["pathway"], "attempt": d["attempt"]["number"], "lives": d["position"]["lives"]}


def _history_rows(d: Mapping[str, Any]) -> Iterator[Dict[str, Any]]:
    for entry in d["risk"]["history"]:
        judged = entry["judgement"] or {}
        yield {**entry, "held_by": (entry["held"] or {}).get("by"), "judged": judged.get("level"), "approved_by": judged.get("approved_by")}


def _requirement_rows(d: Mapping[str, Any]) -> Iterator[Dict[str, Any]]:
    for gate in d["gates"]:
        for r in gate["requirements"]:
            yield {**r, "stage": gate["stage"], "requirement": r["id"]}


def _alert_rows(d: Mapping[str, Any]) -> Iterator[Dict[str, Any]]:
    yield from ({**a, "known": True} for a in d["alerts"])
    yield from ({**a, "known": False} for a in d["alerts_not_known"])


_ROWS: Dict[str, Callable[[Mapping[str, Any]], Any]] = {"risk": lambda d: [_risk_row(d)], "history": _history_rows, "requirements": _requirement_rows,
                                                        "alerts": _alert_rows}


class Evaluations(Closing):
    """What `Profile.evaluate()` gives: tables of all cases, and each by its id.

    Tables are DataFrames where pandas is installed, else lists of dicts; `rows()` always gives the latter. Dates are `datetime.date`. Every
    table begins with `case` and `as_of`. What is not known or not there is None.

    >>> import reunify as ru
    >>> ev = ru.profile("herefordshire-2023").evaluate(ru.datasets.caseload(3), as_of=["2024-03-31", "2024-06-30"])
    >>> len(ev), ev.rows("risk")[0]["as_of"]
    (6, datetime.date(2024, 3, 31))
    >>> print(str(ev["D-0001"]).splitlines()[0])
    Case D-0001, 14 years old, on 30 June 2024
    """

    def __init__(self, evaluations: List[Evaluation], faults: List[Dict[str, Any]]) -> None:
        self._list, self._faults = evaluations, faults
        self._tables: Dict[str, List[Dict[str, Any]]] = {}
        self._by_id: Dict[str, List[Evaluation]] = {}
        for one in evaluations:
            self._by_id.setdefault(one.case, []).append(one)

    def rows(self, table: str) -> List[Dict[str, Any]]:
        """The rows of a table as dicts."""
        if table == "errors":
            return [dict(r) for r in self._faults]
        if table not in COLUMNS:
            raise KeyError("no table is called %r; there are %s" % (table, ", ".join([*COLUMNS, "errors"])))
        if not self._tables:
            self._fill()
        return [dict(r) for r in self._tables[table]]

    def _fill(self) -> None:
        made: Dict[str, List[Dict[str, Any]]] = {name: [] for name in COLUMNS}
        for one in self._list:
            document = one.document
            for name, columns in COLUMNS.items():
                for row in _ROWS[name](document) if name in _ROWS else document[name]:
                    made[name].append({"case": one.case, "as_of": one.as_of, **{c: _day(row.get(c)) if c in DATES else row.get(c) for c in columns}})
        self._tables = made

    def _table(self, name: str) -> Any:
        rows, pandas = self.rows(name), pandas_or_none()
        if pandas is None:
            return rows
        return pandas.DataFrame(rows, columns=list(ERRORS if name == "errors" else ("case", "as_of") + COLUMNS[name]), dtype=None if rows else object)

    @property
    def risk(self) -> Any:
        """A row an evaluation: the level that stands, since when and by what, when the case may close, the stage."""
        return self._table("risk")

    @property
    def history(self) -> Any:
        """A row an assessment: the level before and after, and the rule that applied."""
        return self._table("history")

    @property
    def schedule(self) -> Any:
        """A row an obligation: when it is due, its status."""
        return self._table("schedule")

    @property
    def outstanding(self) -> Any:
        """A row a required point of the present stage that is not met."""
        return self._table("outstanding")

    @property
    def information_needed(self) -> Any:
        """A row a point of which too little is known."""
        return self._table("information_needed")

    @property
    def requirements(self) -> Any:
        """A row a requirement of every stage."""
        return self._table("requirements")

    @property
    def alerts(self) -> Any:
        """A row an alert; `known` is False for what is not raised and cannot be ruled out."""
        return self._table("alerts")

    @property
    def factors(self) -> Any:
        """A row a factor of research."""
        return self._table("factors")

    @property
    def warnings(self) -> Any:
        """A row a warning."""
        return self._table("warnings")

    @property
    def errors(self) -> Any:
        """A row a fault of what could not be evaluated: where it stood, and what is wrong."""
        return self._table("errors")

    def __len__(self) -> int:
        return len(self._list)

    def __iter__(self) -> Iterator[Evaluation]:
        return iter(self._list)

    def __contains__(self, case: object) -> bool:
        return case in self._by_id

    def __getitem__(self, key: Union[str, Tuple[str, Any]]) -> Evaluation:
        """The evaluation of a case, by its id; of several dates the last, or that of `ev[id, date]`."""
        case, day = key if isinstance(key, tuple) else (key, None)
        if case not in self._by_id:
            raise KeyError("no case with the id %r was evaluated" % (case,))
        found = [e for e in self._by_id[case] if day is None or e.as_of == date_of(day, "the date")]
        if not found:
            raise KeyError("%r was not evaluated as of %s" % (case, day))
        return max(found, key=lambda e: e.as_of)

    def close(self) -> None:
        for one in self._list:
            one.close()

    @property
    def closed(self) -> bool:
        return bool(self._list) and all(e.closed for e in self._list)

    def __repr__(self) -> str:
        return "<reunify.Evaluations: %d, of %d cases; faults: %d>" % (len(self._list), len(self._by_id), len(self._faults))

    def _repr_html_(self) -> str:
        columns = ("case", "as_of", "level", "since", "stage")
        rows = self.rows("risk")
        return html_table(columns, [[r[c] for c in columns] for r in rows[:50]]) + "<p>%s</p>" % html.escape(repr(self)[1:-1])


# Evaluating --------------------------------------------------------------------------------------------------------------------


def _dates(as_of: Any) -> List[Optional[datetime.date]]:
    if as_of is None:
        return [None]
    single = isinstance(as_of, (str, datetime.date)) or not hasattr(as_of, "__iter__")
    days: List[Optional[datetime.date]] = [date_of(d, "as_of") for d in ([as_of] if single else as_of)]
    if not days:
        raise wrong("as_of is an empty list: give a date, or None for the latest in each case", "bad_date")
    return days


class _Progress:
    """Tells how many evaluations are done: to a function, a bar of tqdm, or a line on standard error."""

    def __init__(self, wanted: Union[bool, Callable[[int], None]]) -> None:
        self.done = 0
        self.tell: Any = wanted if callable(wanted) else None
        self.end: Any = None
        if wanted is True:
            try:
                bar = importlib.import_module("tqdm.auto").tqdm(unit=" evaluations")
                self.tell, self.end = lambda n: bar.update(), bar.close
            except ImportError:
                self.tell, self.end = self._line, lambda: print("\r%d evaluations" % self.done, file=sys.stderr)

    @staticmethod
    def _line(done: int) -> None:
        if done % 100 == 0:
            print("\r%d evaluations" % done, end="", file=sys.stderr, flush=True)

    def step(self) -> None:
        self.done += 1
        if self.tell:
            self.tell(self.done)

    def close(self) -> None:
        if self.end:
            self.end()


def _fault_rows(error: ReunifyError, given: Given, as_of: Optional[datetime.date]) -> Iterator[Dict[str, Any]]:
    for fault in error.faults:
        yield {"number": error.number, "source": error.source, "line": fault.line or None, "case": error.case, "as_of": as_of, "status": fault.status,
               "code": fault.code, "message": fault.message, "pointer": fault.pointer, "column": fault.column or None}


def _placed(error: ReunifyError, given: Given, number: int) -> ReunifyError:
    """A fault of a case, with where the case stood: lines of a file of lines are those of the file."""
    def moved(fault: Fault) -> Fault:
        return fault._replace(line=given.line) if given.line else fault
    return ReunifyError([moved(f) for f in error.faults], case=id_of(given.data) if given.data else None, number=number, source=given.source, total=error.total)


class _Run:
    """One call of evaluate()."""

    def __init__(self, profile: Any, evaluator: Any, options: Any, strict: bool) -> None:
        self.profile, self.evaluator, self.options, self.strict = profile, evaluator, options, strict

    def one(self, record: Any, day: Optional[datetime.date], case: str) -> Evaluation:
        days = library().reunify_case_latest_date(record) if day is None else days_of(day)
        if days == _lib.REUNIFY_DATE_NONE:
            raise wrong("the case has no date: say as_of", "bad_date", status="argument")
        made = make(_lib.reunify_evaluation, "reunify_evaluate", self.evaluator, self.profile, record, days, self.options)
        return Evaluation(made, case, date_from(days))

    def case(self, given: Given, days: Sequence[Optional[datetime.date]]) -> Iterator[Union[Evaluation, Tuple[Optional[datetime.date], ReunifyError]]]:
        """The case at each date, or what is wrong with it."""
        try:
            if given.fault:
                raise given.fault
            with Record(given.data, self.strict) as record:
                name = library().reunify_case_get_text(record, _lib.REUNIFY_THE_CASE, _lib.REUNIFY_FIELD_ID).decode("utf-8")
                for day in days:
                    try:
                        yield self.one(record, day, name)
                    except ReunifyError as error:
                        yield day, error
        except ReunifyError as error:
            yield None, error


def evaluate(profile: Any, cases: Any, as_of: Any, *, errors: str, progress: Union[bool, Callable[[int], None]], pathway: Optional[str], explain: str,
             strict: bool) -> Evaluations:
    """The work behind `Profile.evaluate()`."""
    if errors not in ("raise", "collect"):
        raise wrong("errors is \"raise\" or \"collect\", not %r" % (errors,))
    if explain not in _EXPLAIN:
        raise wrong("explain is one of %s, not %r" % (", ".join(_EXPLAIN), explain))
    days = _dates(as_of)
    options = _lib.reunify_evaluate_options(size=ctypes.sizeof(_lib.reunify_evaluate_options), pathway=pathway.encode("utf-8") if pathway else None, explain=_EXPLAIN[explain])
    made: List[Evaluation] = []
    faults: List[Dict[str, Any]] = []
    bar = _Progress(progress)
    with profile._handle as held:
        evaluator = make(_lib.reunify_evaluator, "reunify_evaluator_new", None)
        try:
            run = _Run(held, evaluator, ctypes.byref(options), strict)
            for number, given in enumerate(cases_of(cases)):
                for answer in run.case(given, days):
                    if isinstance(answer, Evaluation):
                        made.append(answer)
                    else:
                        error = _placed(answer[1], given, number)
                        if errors == "raise":
                            raise error
                        faults += _fault_rows(error, given, answer[0])
                    bar.step()
        finally:
            library().reunify_evaluator_free(evaluator)
            bar.close()
    return Evaluations(made, faults)
