#!/usr/bin/env python3
"""Whatever the Python package is given, by hypothesis: what comes back is a result, or an exception that says what and where; never a crash.

test_anything.py           runs itself in a process of its own, so that a crash is seen, and says what was tried last
test_anything.py --inside  FILE: the tests; each writes into FILE what it is about to try

Cases and packs are good ones with something put in, taken out or changed; tables are of every tool, with every type of column; objects are used
in any order, closed and forgotten. The same is tried every time. No message may have a text that was put into a case.
"""
import copy
import datetime
import decimal
import gc
import json
import math
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SECRET = "Zzyzx"
NOTE = None


def outside():
    with tempfile.TemporaryDirectory() as folder:
        note = os.path.join(folder, "tried")
        done = subprocess.run([sys.executable, "-X", "faulthandler", os.path.abspath(__file__), "--inside", note])
        if done.returncode < 0 or done.returncode > 1:
            print("CRASHED, ended by %s; tried last:\n%s" % (done.returncode, pathlib.Path(note).read_text(encoding="utf-8", errors="replace")[:4000]))
    return done.returncode and 1


if __name__ == "__main__" and "--inside" not in sys.argv:
    sys.exit(outside())

import matplotlib  # noqa: E402
import matplotlib.pyplot  # noqa: E402
import numpy  # noqa: E402
import pandas  # noqa: E402
import polars  # noqa: E402
import pyarrow  # noqa: E402
from hypothesis import HealthCheck, Phase, given, settings, strategies as st  # noqa: E402
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, rule  # noqa: E402

import reunify as ru  # noqa: E402

matplotlib.use("Agg")
settings.register_profile("here", derandomize=True, deadline=None, database=None, max_examples=150, phases=[Phase.explicit, Phase.generate, Phase.shrink],
                          suppress_health_check=list(HealthCheck))
settings.load_profile("here")
P = ru.profile("herefordshire-2023")
EXAMPLES = [json.loads(p.read_text(encoding="utf-8")) for p in sorted((ROOT / "examples/data").glob("*.json"))]
PACKS = [json.loads((ROOT / "lib/profile/packs" / (name + ".json")).read_text(encoding="utf-8")) for name in ("nspcc-2015", "havering")]
FINDINGS = {f.id: f.values for f in P.findings}
WORDS = sorted(FINDINGS) + [v for values in FINDINGS.values() for v in values] + [r.id for r in P.record_types] + ["id", "date", "from", "to", "type", "about", "child", "x_a"]

day = st.dates(datetime.date(1, 1, 1), datetime.date(9999, 12, 31))
text = st.one_of(st.sampled_from([SECRET, "", "\0", "\ud800", "2024-02-30", "2024-01-01", "true", "\u00e9" * 9, SECRET * 3000]), st.text(max_size=6), st.sampled_from(WORDS))
word = text.filter(lambda t: SECRET not in t)  # of a caller's own, which a message may repeat
number = st.one_of(st.integers(-2**70, 2**70), st.integers(-3, 5), st.floats(), st.builds(decimal.Decimal, st.sampled_from(["1.5", "NaN", "sNaN", "-Infinity"])), st.booleans())
odd = st.sampled_from([object(), b"\xff\xfe", SECRET.encode(), math.nan, pandas.NaT, pandas.NA, numpy.datetime64("NaT"), numpy.datetime64("2024-01-01"), numpy.float64("nan"), numpy.int8(3),
                       numpy.array([1, 2]), pandas.Timestamp("2024-01-01", tz="Europe/London"), pandas.Timedelta(1), set(), 1j, datetime.time(1), range(3), type,
                       datetime.date.max, datetime.date.min, datetime.datetime(2024, 1, 1, 12)])
atom = st.one_of(st.none(), text, number, day, st.datetimes(), odd)
value = st.recursive(atom, lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.one_of(text, st.integers(0, 3), st.none()), inner, max_size=3), st.tuples(inner)), max_leaves=6)


@st.composite
def changed(draw, documents):
    """A good document with a few places in it changed."""
    document = copy.deepcopy(draw(st.sampled_from(documents)))
    for _ in range(draw(st.integers(0, 3))):
        place, within, key = document, None, None
        for _ in range(draw(st.integers(1, 5))):
            keys = list(place) if isinstance(place, dict) else list(range(len(place))) if isinstance(place, list) else []
            if not keys:
                break
            within, key = place, draw(st.sampled_from(keys))
            place = within[key]
        if within is None:
            continue
        what = draw(st.sampled_from(["put", "drop", "twice", "other"]))
        if what == "drop":
            del within[key]
        elif what == "put" and isinstance(within, dict):
            within[draw(text)] = draw(value)
        elif what == "twice" and isinstance(within, list):
            within.append(within[key])
        else:
            within[key] = draw(value)
    return document


cases = st.one_of(changed(EXAMPLES), changed(ru.datasets.caseload(5)), value)
dates = st.one_of(st.none(), st.just("2024-06-30"), day, value)


def tried(what, call, *allowed):
    """A result, or an exception that says what: of this package, or one of those that are allowed."""
    with open(NOTE, "w", encoding="utf-8", errors="backslashreplace") as file:
        file.write(repr(what))
    try:
        return call()
    except ru.ReunifyError as error:
        assert error.faults and all(f.message and f.status for f in error.faults), error
        assert not any(SECRET in f.message for f in error.faults), error
    except allowed as error:
        assert str(error), repr(error)


def read(evaluations):
    """All that an evaluation has to say."""
    for name in ("risk", "history", "requirements", "outstanding", "waiting", "schedule", "alerts", "factors", "warnings", "errors"):
        table = evaluations.table(name)
        assert len(table.to_pandas()) == len(table.to_arrow()) == len(table.to_polars()) == len(list(table))
    for one in evaluations:
        str(one), one.document, one.level, one._repr_html_(), one.why("h2.viability")


class Anything(unittest.TestCase):
    @given(cases, dates, st.booleans())
    def test_cases(self, case, as_of, strict):
        made = tried((case, as_of), lambda: P.evaluate([case], as_of, errors="collect", strict=strict), OSError)
        if made is not None:
            tried((case, as_of), lambda: read(made))
        tried((case, as_of), lambda: P.evaluate(case, as_of), OSError)

    @given(st.lists(cases, max_size=3), st.sampled_from(["pandas", "arrow", "polars", "series"]))
    def test_tables_of_cases(self, some, kind):
        def written(case):
            try:
                return json.dumps(case)
            except (TypeError, ValueError, RecursionError):
                return None
        texts = [written(c) for c in some]
        table = {"pandas": lambda: pandas.DataFrame({"json": texts}), "arrow": lambda: pyarrow.table({"json": pyarrow.array(texts, pyarrow.string())}),
                 "polars": lambda: polars.DataFrame({"json": texts}, schema={"json": polars.String}), "series": lambda: pandas.Series(texts, dtype=object)}[kind]()
        tried((texts, kind), lambda: read(P.evaluate(table, "2024-06-30", errors="collect")))

    @given(st.binary(max_size=60), st.integers(0, 400), changed(EXAMPLES))
    def test_bytes(self, raw, at, case):
        """Bytes that are no text, and texts that are cut or have something put into them."""
        good = json.dumps(case, default=str).encode("utf-8", "replace")
        for data in (raw, good[:at] + raw + good[at:], good[:at], good + b"\n" + good[:at], b"[" + good + b"," + raw + b"]"):
            tried(data, lambda: P.evaluate(data, "2024-06-30", errors="collect"))
            tried(data, lambda: ru.Case.from_json(data))
            tried(data, lambda: ru.Case.from_json(data.decode("utf-8", "surrogateescape")))
            tried(data, lambda: ru.profile(data))

    @given(st.one_of(st.sampled_from(["record", "child", "person", "assessment", "goal", "return", "placement", "legal_status", "attribute", "family_time", "police_check"]), text),
           st.dictionaries(st.one_of(st.sampled_from(["id", "date", "from_", "to", "type", "about", "findings", "outcome", "name", "value", "hours"]), st.text("abc", min_size=1, max_size=4)), value, max_size=4))
    def test_builder(self, kind, fields):
        case = ru.Case("C-1", profile=P)
        before = case.to_dict()
        if tried((kind, fields), lambda: case.add(kind, **{k: v for k, v in fields.items() if k not in ("what", "self")})) is None:
            assert case.to_dict() == before  # what is refused is not half added
        tried((kind, fields), lambda: P.evaluate(case, "2024-06-30"))
        tried((kind, fields), lambda: ru.Case("C-1", attributes=fields))

    @settings(max_examples=60)
    @given(st.one_of(changed(PACKS), changed([{"schema": "reunify/profile/1", "id": "x", "version": "1.0.0", "title": {"en": "X"}, "extends": "nspcc-2015"}]), value),
           st.one_of(st.none(), st.lists(st.text(max_size=4), max_size=3), st.text(max_size=40)))
    def test_packs(self, pack, languages):
        made = tried((pack, languages), lambda: ru.profile(pack, languages), OSError)
        if made is not None:
            tried((pack, languages), lambda: (made.to_text(), made.findings, made.record_types, made.roles, made.requirements, repr(made), made._repr_html_()))
            tried((pack, languages), lambda: read(made.evaluate(EXAMPLES[0], "2024-06-30")), KeyError)
            tried((pack, languages), lambda: made.levels(ru.datasets.assessments(2)))

    @given(st.dictionaries(word, value, max_size=3))
    def test_words(self, words):
        """Options of calls."""
        for name, word in words.items():
            tried((name, word), lambda: P.evaluate(EXAMPLES[0], "2024-06-30", pathway=name))
            tried((name, word), lambda: P.evaluate(EXAMPLES[0], "2024-06-30", explain=name))
            tried((name, word), lambda: P.levels(ru.datasets.assessments(2), as_of=word, pathway=name))
            tried((name, word), lambda: P.evaluate(EXAMPLES[0], "2024-06-30")["C-2001", word], KeyError)
            tried((name, word), lambda: ru.profile(name), OSError)


# Tables of assessments ---------------------------------------------------------------------------------------------------------

KINDS = [pyarrow.string(), pyarrow.large_string(), pyarrow.string_view(), pyarrow.binary(), pyarrow.int8(), pyarrow.uint64(), pyarrow.float32(), pyarrow.bool_(), pyarrow.null(),
         pyarrow.date32(), pyarrow.date64(), pyarrow.timestamp("s"), pyarrow.timestamp("ns", tz="Europe/London"), pyarrow.duration("s"), pyarrow.decimal128(9, 2), pyarrow.time32("s"),
         pyarrow.list_(pyarrow.string()), pyarrow.struct([("a", pyarrow.int8())]), pyarrow.dictionary(pyarrow.int8(), pyarrow.string()), pyarrow.dictionary(pyarrow.int32(), pyarrow.int64())]
TYPES = ["category", "string", "object", "Int64", "float32", "boolean", "datetime64[ns]", "datetime64[s, UTC]", "timedelta64[s]", "period[D]", "complex128", "bytes"]


@st.composite
def columns(draw):
    """Columns of assessments, mostly as they should be."""
    count = draw(st.integers(0, 6))
    near = st.dates(datetime.date(2022, 1, 1), datetime.date(2024, 6, 30))
    made = {"child": [draw(st.sampled_from(["a", "b", "c"])) for _ in range(count)], "date": [draw(near) for _ in range(count)]}
    for name in draw(st.lists(st.sampled_from(sorted(FINDINGS)), max_size=3, unique=True)):
        made[name] = [draw(st.one_of(st.none(), st.sampled_from(FINDINGS[name]) if FINDINGS[name] else st.booleans())) for _ in range(count)]
    for name in draw(st.lists(st.one_of(st.sampled_from(list(made) + ["judgement", "rationale", "approved_by", "parental_capacity@1", "return_to@1", "recurrence@0", "new_risk@99999999999"]), word),
                              max_size=2)):
        made[name] = [draw(value) for _ in range(count)]
    for name in draw(st.lists(st.sampled_from(list(made)), max_size=1)):
        if draw(st.booleans()):
            del made[name]
        elif count:
            made[name][draw(st.integers(0, count - 1))] = draw(value)
    return made


def as_pandas(made, name, kind):
    frame = pandas.DataFrame({k: pandas.Series(v, dtype=object) for k, v in made.items()})
    if name in made:
        frame[name] = frame[name].astype(kind)
    return frame


def as_arrow(made, name, kind):
    def column(key, values):
        if key == name:
            return pyarrow.array([str(v) if v is not None else None for v in values], pyarrow.string()).cast(kind) if values else pyarrow.array([], kind)
        return pyarrow.array(values)
    return pyarrow.table({k: column(k, v) for k, v in made.items()})


class Assessments(unittest.TestCase):
    def used(self, table, made):
        until = made["date"][0] if made.get("date") else None
        levels = tried(made, lambda: P.levels(table))
        tried(made, lambda: P.levels(table, as_of=until))
        tried(made, lambda: ru.spells(table, level="recurrence"))
        tried(made, lambda: P.plot(table, level="recurrence"))
        matplotlib.pyplot.close("all")
        if levels is not None:
            tried(made, lambda: (ru.spells(levels), ru.spells(levels, until=until), P.plot(levels)))
            matplotlib.pyplot.close("all")

    @settings(max_examples=100)
    @given(columns())
    def test_plain(self, made):
        self.used(made, made)
        count = max(map(len, made.values()), default=0)
        self.used([{k: v[i] for k, v in made.items()} for i in range(count)], made)

    @settings(max_examples=100)
    @given(columns(), st.sampled_from(["child", "date", *sorted(FINDINGS)]), st.sampled_from(TYPES))
    def test_pandas(self, made, name, kind):
        try:
            table = as_pandas(made, name, kind)
        except (TypeError, ValueError, OverflowError, AttributeError, NotImplementedError, decimal.InvalidOperation):
            return
        self.used(table, made)

    @settings(max_examples=100)
    @given(columns(), st.sampled_from(["child", "date", *sorted(FINDINGS)]), st.sampled_from(KINDS), st.booleans())
    def test_arrow(self, made, name, kind, to_polars):
        try:
            table = as_arrow(made, name, kind)
            table = polars.from_arrow(table) if to_polars else table
        except (pyarrow.ArrowException, TypeError, ValueError, OverflowError, AttributeError, NotImplementedError, polars.exceptions.PolarsError, decimal.InvalidOperation):
            return
        self.used(table, made)


# Lifetimes ---------------------------------------------------------------------------------------------------------------------


class Lives(RuleBasedStateMachine):
    """Profiles and evaluations, used, closed and forgotten in any order."""

    profiles, evaluations = Bundle("profiles"), Bundle("evaluations")

    @rule(target=profiles, name=st.sampled_from(["herefordshire-2023", "nspcc-2015"]))
    def opened(self, name):
        return ru.profile(name)

    @rule(profile=profiles, target=evaluations)
    def evaluated(self, profile):
        made = tried("evaluate", lambda: profile.evaluate(ru.datasets.caseload(2), "2024-03-31"))
        assert (made is None) == profile.closed
        return made or P.evaluate(ru.datasets.caseload(1), "2024-03-31")

    @rule(profile=profiles)
    def levelled(self, profile):
        assert (tried("levels", lambda: profile.levels(ru.datasets.assessments(2))) is None) == profile.closed

    @rule(profile=profiles)
    def closed(self, profile):
        profile.close()
        assert profile.closed and repr(profile)

    @rule(profile=consumes(profiles))
    def left(self, profile):
        del profile
        gc.collect(0)

    @rule(evaluations=evaluations, used=st.booleans())
    def closed_evaluations(self, evaluations, used):
        if used:
            tried("tables", lambda: evaluations.table("risk"))
        evaluations.close()
        for one in evaluations:
            assert one.closed and tried("read", one.to_text) is None

    @rule(evaluations=evaluations)
    def looked(self, evaluations):
        for one in evaluations:
            assert (tried("read", lambda: (str(one), one.document, one.level)) is None) == one.closed
        tried("tables", lambda: evaluations.table("schedule"))


TestLives = Lives.TestCase
TestLives.settings = settings(max_examples=30, stateful_step_count=25)

if __name__ == "__main__":
    NOTE = sys.argv.pop()
    sys.argv.remove("--inside")
    unittest.main()
