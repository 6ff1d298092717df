"""Evaluations: of one case, and tables of many."""
import ctypes
import datetime
import html
import importlib
import json
import sys
from typing import Any, Callable, Dict, Iterator, List, Mapping, NamedTuple, Optional, Sequence, Tuple, Union

from . import _lib
from ._handle import Closing, Fault, Handle, ReunifyError, bytes_of, date_from, date_of, days_of, library, make, text, text_of, wrong
from ._input import Given, cases_of, id_of
from ._case import Record
from ._tables import TidyTable, html_table, pandas_or_none, tidy_cells, tidy_columns, tidy_names

_EXPLAIN = {"none": _lib.REUNIFY_EXPLAIN_NONE, "decision": _lib.REUNIFY_EXPLAIN_DECISION, "full": _lib.REUNIFY_EXPLAIN_FULL}


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
        lines += [("would meet it" if not at else "or", "; and ".join(map(_need_words, option["all_of"]))) for at, option in enumerate((self.needs or {}).get("any_of", []))]
        return [(k, v) for k, v in lines + [("missing", ", ".join(self.missing)), ("of the case", ", ".join(self.entries))] if v]

    def __str__(self) -> str:
        return "\n".join(["%s (%s)" % (self.rule, self.kind)] + ["  %s: %s" % line for line in self._lines()])

    def __repr__(self) -> str:
        return "<reunify.Why %s: %s>" % (self.rule, self.status)

    def _repr_html_(self) -> str:
        return html_table((self.rule, self.kind), self._lines())


# How a need of a kind begins.
_KINDS = {"record": "a record", "assessment": "an assessment", "level": "an assessment that gives the level", "goal": "a goal", "family_time": "family time",
          "attribute": "the attribute", "legal_status": "the legal status", "birth": "the date of birth", "day": "that the day comes",
          "stay": "a stay"}


def _either(words: Sequence[Any], joined: str = "or") -> str:
    return (" %s " % joined).join([", ".join(map(str, words[:-1]))] * (len(words) > 1) + [str(words[-1])])


def _amount(need: Mapping[str, Any]) -> List[str]:
    """What is asked of a value: which, or how much."""
    said = [_either(need["values"])] if need.get("values") else []
    if need.get("kind") == "family_time" and "at_least" in need:
        return said + ["of more than %s hours" % need["at_least"]]
    return said + ["%s %s" % (words, need[k]) for k, words in (("at_least", "at least"), ("at_most", "at most")) if k in need]


def _dated(need: Mapping[str, Any]) -> str:
    first, last = str(need.get("not_before") or ""), str(need.get("not_after") or "")
    if need["kind"] == "day" or not (first or last):
        return first or last
    return "dated " + (first if first == last else "%s to %s" % (first, last) if first and last else first + " or later" if first else last + " or earlier")


def _need_words(need: Mapping[str, Any]) -> str:
    """One thing that would have to be there, such as: a record care_plan, outcome reunification, dated 2024-01-08 or later."""
    head = [_KINDS.get(need["kind"], need["kind"])] + [_either(need[k]) for k in ("types",) if k in need] + [need[k] for k in ("name",) if k in need] + _amount(need)
    parts = [" ".join(head)] + ["%s of them" % need[k] for k in ("count",) if k in need]
    parts += ["%s %s" % (words, _either(need[k], joined)) for k, words, joined in (("outcomes", "outcome", "or"), ("led_by", "led by", "or"), ("with_all", "with", "and"),
                                                                              ("with_any", "with", "or"), ("about", "about", "or")) if k in need]
    parts += [" ".join([a["name"]] + _amount(a)) for a in need.get("attributes", [])]
    return ", ".join(p for p in parts + [_dated(need)] if p)


class Evaluation(Closing):
    """Where one case stands as of a date. It needs neither the case nor the profile any more."""

    def __init__(self, pointer: Any, case: str, as_of: datetime.date, levels: Sequence[str]) -> None:
        self._handle = Handle("evaluation", pointer, "reunify_evaluation_unref")
        self.case, self.as_of, self._levels = case, as_of, levels

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
        with self._handle as e:
            return text_of(library().reunify_evaluation_level(e)) or None

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

    def plot(self, ax: Any = None) -> Any:
        """The case as time goes on, drawn by matplotlib: the level from assessment to assessment, where the child lived in each attempt, the stages
        passed, and what is due. Gives the axes; `ax`: axes to draw on.
        """
        from ._plot import timeline
        return timeline(self.document, self._levels, ax)

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


class Evaluations(Closing):
    """What `Profile.evaluate()` gives: tables of all cases, and each by its id.

    The tables are those of docs/tables.md, and begin with `case_id`, `as_of` and `profile`. They are DataFrames where pandas is installed, else
    `TidyTable`s, sequences of dicts; `table()` always gives the latter.

    >>> import reunify as ru
    >>> ev = ru.profile("herefordshire-2023").evaluate(ru.datasets.caseload(3), as_of=["2024-03-31", "2024-06-30"])
    >>> len(ev), ev.rows("risk")[0]["as_of"]
    (6, datetime.date(2024, 3, 31))
    >>> print(str(ev["D-0001"]).splitlines()[0])
    Case D-0001, 14 years old, on 30 June 2024
    """

    def __init__(self, evaluations: List[Evaluation], faults: List[Optional[str]], levels: Sequence[str]) -> None:
        self._list, self._faults, self._levels = evaluations, faults, list(levels)
        self._tables: Dict[str, TidyTable] = {}
        self._by_id: Dict[str, List[Evaluation]] = {}
        for one in evaluations:
            self._by_id.setdefault(one.case, []).append(one)

    def table(self, name: str) -> TidyTable:
        """A table by its name, whatever is installed: a sequence of dicts that pandas, polars and Arrow can take."""
        if name not in self._tables:
            names = tidy_names()
            if name not in names:
                raise KeyError("no table is called %r; there are %s" % (name, ", ".join(names)))
            number = names.index(name)
            cells = self._faults if number == _lib.REUNIFY_TIDY_ERRORS else [c for one in self._list for c in tidy_cells(one._handle, number)]
            self._tables[name] = TidyTable(number, cells, self._levels)
        return self._tables[name]

    def rows(self, table: str) -> List[Dict[str, Any]]:
        """The rows of a table as dicts."""
        return self.table(table).to_dicts()

    def _table(self, name: str) -> Any:
        made = self.table(name)
        return made if pandas_or_none() is None else made.to_pandas()

    @property
    def risk(self) -> Any:
        """A row an evaluation: the level that stands, since when and by what, when the case may close, the stage, where the child lives."""
        return self._table("risk")

    @property
    def history(self) -> Any:
        """A row an assessment or a judgement of the level: the level before and after, and the rule that applied."""
        return self._table("history")

    @property
    def requirements(self) -> Any:
        """A row a requirement of every stage; of what is not known `missing` says what entries lack."""
        return self._table("requirements")

    @property
    def outstanding(self) -> Any:
        """A row a required point of the present stage that is not met."""
        return self._table("outstanding")

    @property
    def waiting(self) -> Any:
        """The same, a row a role that is waited for."""
        return self._table("waiting")

    @property
    def schedule(self) -> Any:
        """A row an obligation: when it is due, its status."""
        return self._table("schedule")

    @property
    def alerts(self) -> Any:
        """A row an alert."""
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

    def plot(self, ax: Any = None) -> Any:
        """How many children were at each level as time went on, drawn by matplotlib: of each case as of its last date. Gives the axes.
        """
        from ._plot import cohort
        number = tidy_names().index("history")
        last = [max(each, key=lambda e: e.as_of) for each in self._by_id.values()]
        history = TidyTable(number, [c for one in last for c in tidy_cells(one._handle, number)], self._levels).to_dicts()
        rows = {name: [r[name] for r in history] for name in ("case_id", "on_date", "level_after")}
        return cohort(rows, self._levels, "case_id", "on_date", "level_after", max((e.as_of for e in last), default=None), ax)

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
            wrong_there = any(row["case_id"] == case for row in self.table("errors"))
            raise KeyError("no case with the id %r was evaluated%s" % (case, ": it has faults, which are in the table errors" if wrong_there else ""))
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
        return "<reunify.Evaluations: %d, of %d cases; faults: %d>" % (len(self._list), len(self._by_id), len(self.table("errors")))

    def _repr_html_(self) -> str:
        columns = ("case_id", "as_of", "level", "level_since", "stage", "lives")
        return html_table(columns, [[r[c] for c in columns] for r in self.table("risk")[:50]]) + "<p>%s</p>" % html.escape(repr(self)[1:-1])


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

    def __init__(self, wanted: Union[bool, Callable[[int], None]], total: Optional[int]) -> None:
        self.done = 0
        self.tell: Any = wanted if callable(wanted) else None
        self.end: Any = None
        if wanted is True:
            try:
                bar = importlib.import_module("tqdm.auto").tqdm(total=total, unit=" evaluations")
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


def _fault_cells(error: ReunifyError, given: Given, as_of: Optional[datetime.date], profile: str) -> Iterator[Optional[str]]:
    """A row of the table of errors for each fault."""
    for fault in error.faults:
        values = {"case_id": error.case, "as_of": as_of, "profile": profile, "code": fault.code or fault.status, "pointer": fault.pointer or None, "line_number": fault.line or None,
                  "column_number": fault.column or None, "message": fault.message, "file": error.source, "element": given.element or None}
        for column in tidy_columns(_lib.REUNIFY_TIDY_ERRORS):
            value = values.get(column.name)
            yield None if value is None else str(value).encode("utf-8", "backslashreplace").decode("utf-8")


def _placed(error: ReunifyError, given: Given, number: int) -> ReunifyError:
    """A fault of a case, with where the case stood: lines of a file of lines are those of the file."""
    def moved(fault: Fault) -> Fault:
        return fault._replace(line=given.line) if given.line else fault
    return ReunifyError([moved(f) for f in error.faults], case=id_of(given.data) if given.data else None, number=number, source=given.source, total=error.total)


class _Run:
    """One call of evaluate()."""

    def __init__(self, profile: Any, evaluator: Any, options: Any, strict: bool, levels: Sequence[str]) -> None:
        self.profile, self.evaluator, self.options, self.strict, self.levels = profile, evaluator, options, strict, levels

    def one(self, record: Any, day: Optional[datetime.date], case: str) -> Evaluation:
        days = library().reunify_case_latest_date(record) if day is None else days_of(day)
        if days == _lib.REUNIFY_DATE_NONE:
            raise wrong("the case has no date: say as_of", "bad_date", status="argument")
        made = make(_lib.reunify_evaluation, "reunify_evaluate", self.evaluator, self.profile, record, days, self.options)
        return Evaluation(made, case, date_from(days), self.levels)

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
             strict: bool, column: str) -> Evaluations:
    """The work behind `Profile.evaluate()`."""
    if errors not in ("raise", "collect"):
        raise wrong("errors is \"raise\" or \"collect\", not %r" % (errors,))
    if explain not in _EXPLAIN:
        raise wrong("explain is one of %s, not %r" % (", ".join(_EXPLAIN), explain))
    days = _dates(as_of)
    options = _lib.reunify_evaluate_options(size=ctypes.sizeof(_lib.reunify_evaluate_options), pathway=bytes_of(pathway, "pathway") if pathway else None, explain=_EXPLAIN[explain])
    made: List[Evaluation] = []
    faults: List[Optional[str]] = []
    levels, name = profile.levels_of_risk, profile.id
    bar = _Progress(progress, len(cases) * len(days) if isinstance(cases, (list, tuple)) else None)
    with profile._handle as held:
        evaluator = make(_lib.reunify_evaluator, "reunify_evaluator_new", None)
        try:
            run = _Run(held, evaluator, ctypes.byref(options), strict, levels)
            for number, given in enumerate(cases_of(cases, column)):
                for answer in run.case(given, days):
                    if isinstance(answer, Evaluation):
                        made.append(answer)
                    else:
                        error = _placed(answer[1], given, number)
                        if errors == "raise":
                            raise error
                        faults += _fault_cells(error, given, answer[0] or (days[0] if len(days) == 1 else None), name)
                    bar.step()
        finally:
            library().reunify_evaluator_free(evaluator)
            bar.close()
    return Evaluations(made, faults, levels)
