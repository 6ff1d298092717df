#!/usr/bin/env python3
"""The Python package with pandas, pyarrow and polars. `run_python.py` makes the environment."""
import contextlib
import datetime
import doctest
import io
import json
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import unittest
import unittest.mock
import warnings

import matplotlib
import matplotlib.pyplot
import numpy
import pandas
import polars
import pyarrow

import reunify as ru
from reunify import _plot


def plain(values):
    """None where there is nothing."""
    return [None if v is None or v != v else v for v in values]


ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PAGE = ROOT / "docs/analysts.md"


def one(value):
    """None where there is nothing."""
    return None if value is None or value is pandas.NA or value is pandas.NaT or (isinstance(value, float) and value != value) else value


class Page(unittest.TestCase):
    def steps(self, page):
        """Every step of a page gives what stands below it; where it begins with a line for the shell, that was said before."""
        said = page.read_text(encoding="utf-8")
        globs, before = {}, os.getcwd()
        matplotlib.use("Agg")
        runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
        with tempfile.TemporaryDirectory() as folder:
            os.symlink(ROOT / "examples", pathlib.Path(folder) / "examples")
            os.chdir(folder)
            try:
                for shell in re.findall(r"```sh\n(for .*?)```", said, re.S):
                    subprocess.run(["sh", "-e", "-c", shell], check=True)
                for number, block in enumerate(re.findall(r"```python\n(>>> .*?)```", said, re.S), 1):
                    test = doctest.DocTestParser().get_doctest(block, globs, "%s, block %d" % (page.name, number), None, 0)
                    runner.run(test, clear_globs=False)
                    globs = test.globs
            finally:
                os.chdir(before)
        self.assertEqual(runner.summarize(verbose=False).failed, 0)
        return runner.tries

    def test_analysts(self):
        self.assertGreater(self.steps(PAGE), 20)

    def test_integrators(self):
        self.assertGreater(self.steps(ROOT / "docs/integrators.md"), 10)

    def test_ten_lines(self):
        block = re.search(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S).group(1)
        globs = {"df": pandas.DataFrame(ru.datasets.assessments(5)), "cases": ru.datasets.caseload(5)}
        with contextlib.redirect_stdout(io.StringIO()) as said:
            exec(compile(block, "analysts.md", "exec"), globs)
        self.assertIn("D-0002", said.getvalue())
        self.assertEqual(len(globs["lv"]), len(globs["df"]))


class Tables(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.p = ru.profile("herefordshire-2023")
        cls.rows = ru.datasets.assessments(60)
        random.Random(3).shuffle(cls.rows)
        cls.expected = cls.p.levels(cls.rows)
        cls.frame = pandas.DataFrame(cls.rows, index=range(1000, 1000 + len(cls.rows)))

    def same(self, column_of, expected=None):
        for name in ("level", "level_before", "indicated", "rule", "basis", "held_by"):
            self.assertEqual(plain(column_of(name)), [r[name] for r in expected or self.expected], name)

    def refused(self, code, call, *given, **named):
        with self.assertRaises(ru.ReunifyError) as caught:
            call(*given, **named)
        self.assertEqual(caught.exception.code, code, str(caught.exception))
        return caught.exception

    def test_pandas(self):
        for frame in (self.frame, self.frame.assign(date=pandas.to_datetime(self.frame["date"])), self.frame.assign(date=pandas.to_datetime(self.frame["date"]).dt.tz_localize("Europe/London")),
                      self.frame.astype({"recurrence": "category", "child": "string"}), self.frame.convert_dtypes(), self.frame.assign(new_risk=self.frame["new_risk"].astype(float)),
                      self.frame.assign(date=self.frame["date"].astype(str)), self.frame.sort_values("recurrence").loc[self.frame.index], self.frame.assign(other=numpy.nan)):
            made = self.p.levels(frame)
            self.same(lambda name: made[name])
            self.assertEqual(list(made.index), list(frame.index))
            self.assertEqual(str(made["date"].dtype), "datetime64[s]")
        self.assertTrue((made["level"].cat.categories == ["low", "medium", "high", "severe"]).all() and made["level"].cat.ordered)
        spells = made.pipe(ru.spells)
        self.assertEqual([tuple(r) for r in spells[["child", "level", "event"]].itertuples(index=False)], [(s["child"], s["level"], s["event"]) for s in ru.spells(self.expected)])
        self.assertEqual([d.date() for d in spells["stop"]], [s["stop"] for s in ru.spells(self.expected)])

    def test_arrow(self):
        table = pyarrow.Table.from_pylist(self.rows)
        parts = pyarrow.concat_tables([table.slice(0, 10), table.slice(10)])
        texts = table.set_column(table.column_names.index("recurrence"), "recurrence", table["recurrence"].dictionary_encode())
        stamps = table.set_column(1, "date", table["date"].cast(pyarrow.timestamp("us")))
        for given in (table, parts, texts, stamps, pyarrow.concat_tables([table, table]).slice(len(table))):
            made = self.p.levels(given)
            self.same(lambda name: made[name].to_pylist())
            self.assertEqual(made["date"].type, pyarrow.date32())
        self.assertIsInstance(self.p.levels(table.to_batches()[0]), pyarrow.RecordBatch)
        self.assertEqual(ru.spells(made).to_pylist(), ru.spells(self.expected))

    def test_polars(self):
        frame = polars.DataFrame(self.rows)
        for given in (frame, frame.with_columns(polars.col("recurrence").cast(polars.Categorical)), frame.with_columns(polars.col("date").cast(polars.Datetime))):
            made = self.p.levels(given)
            self.assertIsInstance(made, polars.DataFrame)
            self.same(lambda name: made[name].to_list())
            self.assertEqual(made["date"].dtype, polars.Date)
            self.assertEqual(ru.spells(made).to_dicts(), ru.spells(self.expected))

    def test_polars_alone(self):
        """Without pyarrow, which a polars user need not have."""
        frame = polars.DataFrame(self.rows)
        with unittest.mock.patch.dict(sys.modules, {"pyarrow": None}):
            made = self.p.levels(frame)
            spells = ru.spells(made)
        self.same(lambda name: made[name].to_list())
        self.assertEqual(spells.to_dicts(), ru.spells(self.expected))

    def test_spells(self):
        """Every kind of table gives the spells that plain rows give."""
        names = {"child": pyarrow.string(), "date": pyarrow.date32(), "level": pyarrow.string()}
        for seed in range(60):
            draw = random.Random(seed)
            rows = [{"child": draw.choice("abc"), "date": datetime.date(2024, 1, draw.randint(1, 20)), "level": draw.choice([None, "x", "y", "y"])} for _ in range(draw.randint(1, 30))]
            expected = ru.spells(rows)
            self.assertEqual(ru.spells(pyarrow.Table.from_pylist(rows, schema=pyarrow.schema(names))).to_pylist(), expected)
            made = [tuple(r) for r in ru.spells(pandas.DataFrame(rows)).itertuples(index=False)]
            self.assertEqual([(c, v, start.date(), stop.date(), e) for c, v, start, stop, e in made], [tuple(s.values()) for s in expected])

    def test_empty(self):
        for given in (self.frame.head(0), pyarrow.Table.from_pylist(self.rows).slice(0, 0), polars.DataFrame(self.rows).head(0)):
            made = self.p.levels(given)
            self.assertEqual((type(made), len(made), len(ru.spells(made))), (type(given), 0, 0))

    def test_refused(self):
        f = self.frame
        late = f["date"].astype(object)
        late.iloc[7] = "10000-01-01"
        odd = f["recurrence"].astype(object)
        odd.iloc[7] = "often"
        gone = pandas.to_datetime(f["date"])
        gone.iloc[7] = pandas.NaT
        for frame, code, pointer in ((f.assign(date=gone), "missing_member", "/7/date"), (f.assign(date=late), "bad_date", "/7/date"), (f.assign(recurrence=odd), "unknown_value", "/7/recurrence"),
                                     (f.assign(child=pandas.NA), "missing_member", "/0/child"), (f.drop(columns="date"), "missing_column", ""), (f.assign(date=5), "bad_date", "/0/date"),
                                     (f.assign(recurrence=1.5), "bad_type", ""), (f.assign(recurrence=[[1]] * len(f)), "bad_type", ""), (f[["child", "date"]], "missing_column", ""),
                                     (pandas.concat([f, f["recurrence"]], axis=1), "bad_table", "")):
            self.assertEqual(self.refused(code, self.p.levels, frame).pointer, pointer)
        table = pyarrow.Table.from_pandas(f.assign(recurrence=odd), preserve_index=False)
        self.assertEqual(self.refused("unknown_value", self.p.levels, table).pointer, "/7/recurrence")
        raw = pyarrow.Array.from_buffers(pyarrow.utf8(), 1, [None, pyarrow.py_buffer(b"\0\0\0\0\2\0\0\0"), pyarrow.py_buffer(b"\xff\xfe")])
        one = pyarrow.table({"child": ["a"], "date": [datetime.date(2024, 1, 1)], "recurrence": raw})
        self.refused("bad_utf8", self.p.levels, one)
        far = pyarrow.array([2**40], pyarrow.int64()).cast(pyarrow.timestamp("s"))
        self.refused("bad_type", self.p.levels, pyarrow.table({"child": ["a"], "date": far, "recurrence": ["some"]}))

    def test_evaluations(self):
        ev = self.p.evaluate(ru.datasets.caseload(10), ["2024-03-31", "2024-06-30"])
        for name in ("risk", "history", "requirements", "outstanding", "waiting", "schedule", "alerts", "factors", "warnings", "errors"):
            table, rows = getattr(ev, name), ev.rows(name)
            self.assertIsInstance(table, pandas.DataFrame)
            self.assertEqual(list(table.columns), ev.table(name).columns)
            for column in table:
                kept = [v.date() if isinstance(v, pandas.Timestamp) else v for v in table[column].astype(object)]
                self.assertEqual([None if v is pandas.NaT else v for v in map(one, kept)], [r[column] for r in rows], (name, column))
        self.assertEqual(str(ev.risk["as_of"].dtype), "datetime64[s]")
        self.assertEqual(list(ev.risk["level"].cat.categories), self.p.levels_of_risk)
        latest = ev.risk[ev.risk["as_of"] == "2024-06-30"]
        self.assertEqual(sum(latest["level"] >= "medium"), sum(r["level"] in ("medium", "high", "severe") for r in ev.rows("risk") if r["as_of"].month == 6))
        stamps = self.p.evaluate(ru.datasets.caseload(1), pandas.date_range("2024-01-31", periods=3, freq="MS"))
        self.assertEqual(len(stamps), 3)
        case = dict(ru.datasets.caseload(1)[0], returns=[{"date": pandas.Timestamp("2024-01-02"), "planned": numpy.True_}], family_time=[{"hours": numpy.float64(2.5)}])
        self.assertEqual(len(self.p.evaluate(case, numpy.datetime64("2024-03-31"))), 1)
        self.assertEqual(self.refused("bad_date", self.p.evaluate, dict(case, returns=[{"date": pandas.NaT}]), "2024-03-31").pointer, "/returns/0/date")
        self.refused("bad_date", self.p.evaluate, case, pandas.NaT)
        self.assertEqual(len(self.p.findings.to_pandas()), len(self.p.findings))

    def test_progress(self):
        """A bar where tqdm is."""
        with contextlib.redirect_stderr(io.StringIO()) as said:
            self.p.evaluate(ru.datasets.caseload(5), "2024-03-31", progress=True)
        self.assertRegex(said.getvalue(), r"100%.* 5/5 ")

    def test_arrow_out(self):
        """By Arrow's protocol, to whatever takes it."""
        ev = self.p.evaluate(ru.datasets.caseload(10), ["2024-03-31", "2024-06-30"])
        for name in ("risk", "requirements", "warnings", "errors"):
            table, rows = ev.table(name), ev.rows(name)
            json_columns = {c.name for c in table._columns if c.kind == ru._lib.REUNIFY_COLUMN_JSON}
            arrow = pyarrow.table(table)
            got = [{k: json.loads(v) if v and k in json_columns else v for k, v in r.items()} for r in arrow.to_pylist()]
            self.assertEqual(got, rows)
            self.assertEqual((arrow.schema.field("as_of").type, arrow.column_names), (pyarrow.date32(), table.columns))
            self.assertTrue(polars.DataFrame(table).equals(table.to_polars()))
        self.assertEqual(pyarrow.RecordBatchReader.from_stream(ev.table("risk")).read_all(), pyarrow.table(ev.table("risk")))
        for rows, column in ((self.p.requirements, "by"), (self.p.findings, "values")):
            self.assertEqual(pyarrow.RecordBatchReader.from_stream(rows).read_all()[column].to_pylist(), [list(getattr(r, column)) for r in rows])
            self.assertEqual(len(polars.DataFrame(rows)), len(rows))

    def test_no_arrow(self):
        """Where there is no pyarrow the protocol is not offered, and polars does without."""
        table = self.p.evaluate(ru.datasets.caseload(3), "2024-03-31").table("risk")
        with unittest.mock.patch.dict(sys.modules, {"pyarrow": None}), unittest.mock.patch("importlib.util.find_spec", lambda name: None):
            self.assertFalse(hasattr(table, "__arrow_c_stream__"))
            self.assertEqual(len(table.to_polars()), 3)
        with unittest.mock.patch.dict(sys.modules, {"pyarrow": None}):
            for use in (table.to_arrow, lambda: self.p.levels(Stream(None)), lambda: self.p.evaluate(Stream(None), "2024-03-31")):
                self.assertRaisesRegex(ImportError, "by pyarrow, which is not installed here", use)
        with unittest.mock.patch.dict(sys.modules, {"pandas": None}):
            self.assertIsInstance(self.p.evaluate(ru.datasets.caseload(3), "2024-03-31").risk, ru.TidyTable)

    def test_arrow_in(self):
        """Cases from a column of JSON, and levels from whatever gives an Arrow stream."""
        texts = [json.dumps(c) for c in ru.datasets.caseload(4)]
        table = pyarrow.table({"n": range(4), "json": texts})
        batches = pyarrow.RecordBatchReader.from_batches(table.schema, table.to_batches(2))
        for given in (table, table.to_batches()[0], batches, Stream(table), pandas.DataFrame({"json": texts}), polars.DataFrame({"json": texts}), pandas.Series(texts), polars.Series(texts),
                      table["json"], table["json"].chunk(0), pandas.DataFrame({"json": ru.datasets.caseload(4)})):
            self.assertEqual([e.case for e in self.p.evaluate(given, "2024-03-31")], ["D-0001", "D-0002", "D-0003", "D-0004"], type(given))
        self.assertEqual(len(self.p.evaluate(pandas.DataFrame({"case": texts}), "2024-03-31", column="case")), 4)
        self.assertIn("did you mean 'jsn'", str(self.refused("missing_column", self.p.evaluate, pandas.DataFrame({"jsn": texts}), "2024-03-31")))
        for none in (pandas.DataFrame({"json": [texts[0], None, "{}"]}), polars.DataFrame({"json": [texts[0], None, "{}"]}), pyarrow.table({"json": [texts[0], None, "{}"]}),
                     pandas.DataFrame({"json": pandas.array([texts[0], pandas.NA, "{}"], dtype="string")})):
            errors = self.p.evaluate(none, "2024-03-31", errors="collect").rows("errors")
            self.assertEqual([(e["element"], e["code"]) for e in errors][:2], [(2, "missing_member"), (3, "bad_schema")])
        made = self.p.levels(Stream(pyarrow.Table.from_pylist(self.rows)))
        self.same(lambda name: made[name].to_pylist())


class Pictures(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        matplotlib.use("Agg")
        cls.p = ru.profile("herefordshire-2023")

    def tearDown(self):
        matplotlib.pyplot.close("all")

    def words(self, ax):
        """All that is written in a picture."""
        ax.figure.canvas.draw()
        legend = ax.get_legend().get_texts() if ax.get_legend() else []
        return [t.get_text().strip() for t in [ax.title, *ax.texts, *ax.get_yticklabels(), *legend]] + [ax.get_title(loc="left")]

    def test_cohort(self):
        """The bands are the counts of the rows, on the last day and on one before, from any kind of table."""
        rows = self.p.levels(ru.datasets.assessments(50))
        day = datetime.date(2023, 6, 30)
        standing = {}
        for row in sorted(rows, key=lambda r: r["date"]):
            if row["date"] <= day and row["level"]:
                standing[row["child"]] = row["level"]
        for table in (rows, pandas.DataFrame(rows), pyarrow.Table.from_pylist(rows), polars.DataFrame(rows)):
            ax = self.p.plot(table)
            bands = {c.get_label(): c for c in ax.collections}
            self.assertEqual(list(bands), self.p.levels_of_risk)
            last = ru.spells(rows)
            counts = {level: sum(s["level"] == level and not s["event"] for s in last) for level in self.p.levels_of_risk}
            self.assertEqual(self.words(ax)[1:5], ["%s  %d" % pair for pair in counts.items()])
        days, steps = _plot._steps([{"child": r["child"], "date": r["date"], "level": r["level"]} for r in rows], self.p.levels_of_risk, None)
        at = max(i for i, d in enumerate(days) if d <= day)
        self.assertEqual([c[at] for c in steps], [list(standing.values()).count(level) for level in self.p.levels_of_risk])

    def test_timeline(self):
        one = self.p.evaluate(ROOT / "examples/data/high-risk-to-closing.json", "2024-06-30")["C-2004"]
        words = self.words(one.plot())
        for word in ("low", "severe", "at home", "before the return", "5", "first review", "secure return", "assessed", "assessed, and a change held back", "done", "to come"):
            self.assertIn(word, words)
        self.assertIn("Case C-2004, as recorded on 30 June 2024 (the broken line)", words)
        line = next(c for c in one.plot().lines if c.get_linestyle() == "-" and len(c.get_xdata()) > 2)
        self.assertEqual([3 + self.p.levels_of_risk.index(h["to"]) for h in one.document["risk"]["history"]], [int(y) for y in line.get_ydata()][:-1])

    def test_every_case(self):
        """Whatever is in a case, it can be drawn, and no two words lie on each other."""
        axes = matplotlib.pyplot.subplots(figsize=(9, 4.2))[1]
        for path in sorted((ROOT / "examples/data").glob("*.json")):
            for day in ("2022-06-30", "2024-06-30", "2026-06-30"):
                for one in self.p.evaluate(path, day):
                    axes.clear()
                    self.assertIs(one.plot(axes), axes)
                    axes.figure.canvas.draw()
                    boxes = [(t.get_text(), t.get_window_extent()) for t in axes.texts]
                    self.assertEqual([(a, b) for i, (a, x) in enumerate(boxes) for b, y in boxes[:i] if x.overlaps(y)], [], path)
        for explain in ("none", "decision"):
            axes.clear()
            self.p.evaluate(ROOT / "examples/data/high-risk-to-closing.json", "2024-06-30", explain=explain)["C-2004"].plot(axes)
        axes.clear()
        self.assertIs(self.p.evaluate(ru.datasets.caseload(9), ["2023-01-31", "2024-03-31"]).plot(axes), axes)
        empty = self.p.evaluate({"schema": "reunify/case/1", "id": "C-1"}, "2024-03-31")
        self.assertIn("no level is recorded", self.words(empty.plot()))
        self.assertIn("no level yet", self.words(empty["C-1"].plot()))

    def test_refused(self):
        rows = self.p.levels(ru.datasets.assessments(3))
        for table, code in (([{"child": 1}], "missing_column"), ([dict(rows[0], level="extreme")], "unknown_level"), ([dict(rows[0], date="soon")], "bad_date")):
            with self.assertRaises(ru.ReunifyError) as caught:
                self.p.plot(table)
            self.assertEqual(caught.exception.code, code)
        with unittest.mock.patch.dict(sys.modules, {"matplotlib.pyplot": None}), self.assertRaisesRegex(ImportError, "matplotlib, which is not installed"):
            self.p.plot(rows)

    def test_committed(self):
        """The script makes the pictures that the pages show."""
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([sys.executable, str(ROOT / "bindings/python/make_pictures.py"), folder], check=True, stdout=subprocess.DEVNULL)
            made = sorted(os.listdir(folder))
        self.assertEqual(made, sorted(os.listdir(ROOT / "docs/pictures")))
        self.assertEqual(made, sorted(set(re.findall(r"\(pictures/(\w+\.png)\)", PAGE.read_text(encoding="utf-8")))))


class Stream:
    """Something that knows nothing but Arrow's protocol."""

    def __init__(self, table):
        self.table = table

    def __arrow_c_stream__(self, requested_schema=None):
        return self.table.__arrow_c_stream__(requested_schema)


if __name__ == "__main__":
    warnings.simplefilter("error", UserWarning)
    unittest.main()
